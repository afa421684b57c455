"""SHACL: the shapes in layers, judged by pySHACL after a fast check that passes what is surely right."""
