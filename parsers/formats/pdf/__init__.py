"""PDF: the fields of a form, the data of an XFA form, else the words and rules of its pages."""
