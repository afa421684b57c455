"""PDF files: from glyphs to lines in reading order, each document in a process that can be ended.

What a reader of the page cannot see is left out and told (``sight``); columns, margins, running heads and
stamps are known for what they are.
"""
