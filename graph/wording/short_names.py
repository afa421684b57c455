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
    fields: dict[tuple[Kind, frozenset[str], str], tuple[Kind, str]] = {}
    heads: dict[tuple[Kind, frozenset[str]], set[str]] = {}
    for kind, name in weights:
        heads.setdefault((kind, _fields(name)), set()).add(_head(name))
    for key in sorted(weights, key=lambda key: (key not in listed, -weights[key])):
        kind, name = key
        if stems := _fields(name):
            # The bare fields are the only one that is headed by its kind, and none that ends in one.
            of = heads[kind, stems] - {""}
            head = _head(name) or (next(iter(of)) if len(of) == 1 and not of & _ENDINGS else "")
            if (same := fields.setdefault((kind, stems, head), key)) != key:
                joined[key] = same
        if " " in name:
            continue
        if name.endswith("teamet"):
            stem = _plain(name.removesuffix("teamet"))
            longer = [k for k in weights if k[1].startswith("team ") and _plain(k[1][5:].split()[0]) == stem]
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


_FRONT = re.compile(r"(udvalget|center|afdelingen) for ")
# What the name of a unit ends in, which is another than that of the same fields alone or with another ending.
_ENDINGS = frozenset(
    (
        *("forvaltningen", "afdelingen", "enheden", "staben", "sekretariatet", "kontoret"),
        *("teamet", "centret", "centeret"),
    )
)
_COUNCILS = frozenset((*COUNCILS, *map(str.casefold, COUNCILS.values())))


def _fields(name: str) -> frozenset[str]:
    """The fields of a name that can be told in two ways: `Udvalget for Teknik og Miljø` and `Teknik- og
    Miljøudvalget`, `Center for Kultur og Fritid` and `Kultur og Fritid`."""
    if name in _COUNCILS:
        return _COUNCILS
    bare = _FRONT.sub("", name).removesuffix("udvalget")
    bare = re.sub(rf"(?:{'|'.join(_ENDINGS)})$", "", bare)
    parts = re.split(r"-?,\s?|(?:-|\s)(?:og|&)\s", bare)
    return frozenset(map(_plain, parts)) if len(parts) > 1 else frozenset()


def _head(name: str) -> str:
    """The kind that a name begins or ends with: `center`, `forvaltningen`; else nothing."""
    if name in _COUNCILS:
        return ""
    front = _FRONT.match(name)
    return front[1] if front else next((one for one in _ENDINGS if name.endswith(one)), "")


def _plain(field: str) -> str:
    """A field without what joins it to the rest of a compound: `Børne-`, `Kulturs-`."""
    return re.sub(r"(?<=\w{3})e?s?$", "", field)


def _heads(name: str) -> list[str]:
    """The words of a name that it can be called by; not one of several fields, nor what a team is of."""
    words = name.split()
    of_fields = "," in name or {"og", "&"} & set(words)
    return words[:1] if of_fields or words[0] == "team" else words


def _same_head(word: str, name: str, head: str) -> bool:
    return len(head) > 5 and word in (name, head, f"{head}er", f"{head}e")
