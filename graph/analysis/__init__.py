"""Networks and measures, each from a named query and traceable to the items it counts.

``projections`` says what is tied to what, ``measures`` what is counted; results are tables with n and what
is unknown, as files and as RDF (Data Cube, PROV-O).
"""
