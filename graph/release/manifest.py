"""What ``manifest.json`` of a release says: what it was made of, and the numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from graph import __version__
from graph.minutes.model import SEVERITIES
from graph.municipality.profile import Profile
from graph.ontology.terms import vocabulary

Status = Literal["published", "quarantined", "unreadable", "withdrawn"]


Record = dict[str, Any]


_STATUSES = get_args(Status)


def as_read(entry: Mapping[str, Any]) -> str:
    """What tells whether a document is read as another entry of it was: the bytes, and how they were read."""
    return f"{entry['run']} {entry['sha256']}"


def manifest(
    profile: Profile,
    base_iri: str,
    documents: Sequence[Record],
    others: Sequence[Record],
    findings: Mapping[str, int],
) -> dict[str, Any]:
    """The part that follows from the documents; ``others`` are files that are no minutes, ``findings`` the
    number of each severity."""
    statuses = Counter(entry["status"] for entry in documents)
    published = [entry for entry in documents if entry["status"] == "published"]
    return {
        "software": __version__,
        "ontology": vocabulary().version,
        "base_iri": base_iri,
        "profile": {"slug": profile.slug, "name": profile.name, "sha256": profile.sha256},
        "documents": documents,
        "others": others,
        "totals": {
            "documents": len(documents),
            **{status: statuses[status] for status in _STATUSES},
            "others": len(others),
            **{name: sum(entry[name] for entry in published) for name in ("items", "closed")},
            "findings": {severity: findings.get(severity, 0) for severity in SEVERITIES},
        },
    }
