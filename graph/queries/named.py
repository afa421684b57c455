"""The named queries of graph/queries/*.rq: what pages run, examples for people to learn from, and tests.

A query is a file whose first lines say what it is (``# title@da: ...``) and whose parameters are
``VALUES ?name { UNDEF }``: as it stands the query is legal and asks about everything. Those with a
``# level:`` are the gallery, from which people learn; docs/galleri.md has their answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Self

from pyoxigraph import Literal, NamedNode

from graph.base import alphabet
from graph.base.labels import Labels

LEVELS: Mapping[int, Mapping[str, str]] = {
    1: {"da": "Slå op", "en": "Look up"},
    2: {"da": "Tæl og regn", "en": "Count and calculate"},
    3: {"da": "Følg veje", "en": "Follow paths"},
    4: {"da": "Find det, der mangler eller skiller sig ud", "en": "Find what is missing or stands out"},
    5: {"da": "Hent grafer, gå til kilden", "en": "Fetch graphs, go to the source"},
}
"""The levels of the gallery, from easy to hard, each with its title by language."""

_HEADER = re.compile(r"^# ((?:title|about)@[a-z]{2,3}|level): (.+)$", re.MULTILINE)
_LABELS = re.compile(r'(LANG\(\?\w+\) (?:= |IN \())"da"', re.IGNORECASE)  # as the files write it
_LIMIT = re.compile(r"^LIMIT \d+\n?\Z", re.MULTILINE)  # of the query's own
_PARAMETER = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")

Value = NamedNode | Literal


class UnknownQueryError(KeyError):
    """A query was asked for, or a parameter given, that no file has."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One query file; ``text`` is all of it, comments included."""

    name: str
    titles: Labels
    about: Labels
    text: str
    level: int | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the variables that :meth:`bind` can give a value."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.text)))

    def among(self, parameter: str, patterns: Sequence[str]) -> Self:
        """The query about those values of a parameter alone of which patterns hold, in its own SPARQL.

        Raises :class:`UnknownQueryError` for a foreign parameter.
        """
        if parameter not in self.parameters:
            raise UnknownQueryError(f"{self.name} has no parameter {parameter}")
        given = f"VALUES ?{parameter} {{ UNDEF }}"
        return replace(self, text=self.text.replace(given, "\n  ".join(patterns)))

    def bind(
        self,
        values: Mapping[str, Value | Sequence[Value]] = {},
        *,
        limit: int | None = None,
        offset: int = 0,
        language: str = "da",
    ) -> str:
        """The query with values for some of its parameters, one each or several, and at most ``limit`` rows
        from ``offset``, with labels in a language, ``da`` or ``en``.

        Values are terms, which write themselves as SPARQL does (section 19.8 of the query language),
        so that no input can end a term early. Raises :class:`UnknownQueryError` for a foreign parameter.
        """
        unknown = values.keys() - set(self.parameters)
        if unknown:
            raise UnknownQueryError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")

        def filled(match: re.Match[str]) -> str:
            given = values.get(match[1])
            if given is None:
                return match[0]
            terms = [given] if isinstance(given, Value) else given
            return f"VALUES ?{match[1]} {{ {' '.join(map(str, terms))} }}"

        text = _PARAMETER.sub(filled, self.text)
        if language != "da":
            text = _LABELS.sub(rf'\1"{language}"', text)
        return text if limit is None else f"{_LIMIT.sub('', text)}LIMIT {limit:d} OFFSET {offset:d}\n"


def read(name: str, text: str) -> NamedQuery:
    """The text of a query file; a :class:`KeyError` tells which line of its header is missing."""
    header = dict(_HEADER.findall(text))
    level = int(header["level"]) if "level" in header else None
    return NamedQuery(name, _labels(header, "title"), _labels(header, "about"), text, level)


def _labels(header: Mapping[str, str], name: str) -> Labels:
    """What the header has under a name in each language: in Danish and English at least."""
    known = {"da": header[f"{name}@da"], "en": header[f"{name}@en"]}
    others = {key.partition("@")[2]: said for key, said in header.items() if key.startswith(f"{name}@")}
    return Labels(**known | others)


@cache
def queries() -> dict[str, NamedQuery]:
    """All named queries by name, in order of their Danish titles."""
    found = []
    for path in (files("graph") / "queries").iterdir():
        if path.name.endswith(".rq"):
            found.append(read(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8")))
    return {query.name: query for query in sorted(found, key=lambda query: alphabet.key(query.titles["da"]))}


def load(name: str) -> NamedQuery:
    """The query of that name; raises :class:`UnknownQueryError`."""
    try:
        return queries()[name]
    except KeyError:
        raise UnknownQueryError(name) from None


def gallery() -> dict[int, tuple[NamedQuery, ...]]:
    """The queries of the gallery by level, from easy to hard, each level in order of Danish titles."""
    return {level: tuple(q for q in queries().values() if q.level == level) for level in LEVELS}
