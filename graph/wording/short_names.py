"""Names that are short for others: the definite form of the only unit of its kind, a team by what it does."""

import re
from collections.abc import Collection, Mapping

from graph.ontology.iris import COUNCILS
from graph.wording.name_forms import (
    Kind,
)


def only_ones(
    weights: Mapping[tuple[Kind, str], int], listed: Collection[tuple[Kind, str]] = ()
) -> dict[tuple[Kind, str], tuple[Kind, str]]:
    """Which name is short for which: `Jobcentret` for the only `Jobcenter X`, `Kommunikationsteamet` for
    `Team Kommunikation`, `Chefgruppen` for the only `Den ... chefgruppe`.

    The names are folded, each with how often it stands; those ``listed`` are known, and short for none.
    """
    joined: dict[tuple[Kind, str], tuple[Kind, str]] = {}
    fields: dict[tuple[Kind, frozenset[str]], tuple[Kind, str]] = {}
    for key in sorted(weights, key=lambda key: (key not in listed, -weights[key])):
        kind, name = key
        if (stems := _stems(name)) and (same := fields.setdefault((kind, stems), key)) != key:
            joined[key] = same
        if " " in name:
            continue
        if name.endswith("teamet"):
            stem = name.removesuffix("teamet").removesuffix("s")
            longer = [k for k in weights if k[1].startswith("team ") and k[1][5:].startswith(stem[:6])]
        else:
            head = re.sub(r"(?:ret|eret|et|en|n)$", "", name)
            longer = [
                k
                for k in weights
                if k[0] == kind and " " in k[1] and any(_same_head(word, name, head) for word in _heads(k[1]))
            ]
        if len(longer) == 1:
            joined[key] = longer[0]
    return {key: other for key, other in joined.items() if key not in listed}


_COUNCILS = frozenset((*COUNCILS, *map(str.casefold, COUNCILS.values())))


def _stems(name: str) -> frozenset[str]:
    """The fields of a name that can be told in two ways: `Udvalget for Teknik og Miljø` and `Teknik- og
    Miljøudvalget`, `Center for Kultur og Fritid` and `Kultur og Fritid`."""
    if name in _COUNCILS:
        return _COUNCILS
    bare = re.sub(r"^(?:udvalget|center|afdelingen) for |(?:udvalget)$", "", name)
    parts = re.split(r"-?,\s?|(?:-|\s)(?:og|&)\s", bare)
    return frozenset(part.rstrip("s")[:6] for part in parts) if len(parts) > 1 else frozenset()


def _heads(name: str) -> list[str]:
    """The words of a name that it can be called by; not a single one of several fields."""
    words = name.split()
    return words[:1] if "," in name or {"og", "&"} & set(words) else words


def _same_head(word: str, name: str, head: str) -> bool:
    return len(head) > 5 and word in (name, head, f"{head}er", f"{head}e")
