"""Papers for people, as headings with sentences and tables: case pack, outcome, the Monday page."""
