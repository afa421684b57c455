"""Minutes as printed lines, the layout of text and PDF files: contents, items, fields, and what a lost
page leaves."""
