"""PDF files: from glyphs to lines in reading order, each page in a process of its own."""
