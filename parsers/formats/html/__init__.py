"""Documents saved as web pages: HTML, and MHTML, which holds the page and its pictures in one file."""
