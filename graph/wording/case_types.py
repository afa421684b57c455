"""case_types."""

from functools import cache

from graph.municipality.profile import folded
from graph.ontology.terms import vocabulary


@cache
def case_types() -> frozenset[str]:
    """The wordings of Sagstype, folded."""
    return frozenset(folded(label) for kind in vocabulary().concepts("sagstype") for label in kind.labels)


def case_type_code(wording: str) -> str | None:
    """The code of a wording of Sagstype."""
    kinds = vocabulary().concepts("sagstype")
    return next((kind.code for kind in kinds if folded(wording) in map(folded, kind.labels)), None)
