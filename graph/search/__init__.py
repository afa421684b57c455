"""The index of words of a release, and how it is asked.

Whole words in SQLite; parts of words and misspellings by way of the list of words
(docs/adr/0004-an-index-of-words.md).
"""
