"""The named SPARQL queries (``*.rq``), and how they are found and bound.

Each file has its Danish and English text in its head; pages, measures, the gallery and the tests name the
same file.
"""
