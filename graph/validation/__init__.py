"""SHACL: the shapes in layers, judged by pySHACL after a fast check that passes what is surely right.

Integrity and privacy stop a document; maturity and warnings are told
(docs/adr/0002-a-check-before-shacl.md).
"""
