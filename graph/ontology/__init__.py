"""``ontology.ttl``, read once, and the IRIs: every one is minted and taken apart here.

Codes, labels and the Danish words that say them stand in ``ontology.ttl``; ``terms`` looks them up, so a
word or a code has one place. ``cardinality`` and ``shape_files`` say what the shapes allow.
"""
