"""What a process that reads minutes begins with: all modules, the vocabulary and the shapes."""

import graph.publishing.parallel  # noqa: F401
from graph.ontology.terms import vocabulary
from graph.validation.shacl import load_shapes

vocabulary()
load_shapes()
