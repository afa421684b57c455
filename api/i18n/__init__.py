"""The languages of the site: its messages, and the words of the ontology.

Danish words are the messages; a language has a folder of translations below ``api/locale``.
"""
