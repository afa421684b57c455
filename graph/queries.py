"""The named queries of graph/queries/*.rq: what pages run, examples for people to learn from, and tests.

A query is a file whose first lines say what it is (``# title@da: ...``) and whose parameters are
``VALUES ?name { UNDEF }``: as it stands the query is legal and asks about everything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

_HEADER = re.compile(r"# (title@da|title@en|about@da): (.+)")
_PARAMETER = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")


class UnknownQueryError(KeyError):
    """A query was asked for, or a parameter given, that no file has."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One query file; ``text`` is all of it, comments included."""

    name: str
    title_da: str
    title_en: str
    about_da: str
    text: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the variables that :meth:`bind` can give a value."""
        return tuple(_PARAMETER.findall(self.text))

    def bind(
        self, values: Mapping[str, NamedNode | Literal] = {}, *, limit: int | None = None, offset: int = 0
    ) -> str:
        """The query with values for some of its parameters, and at most ``limit`` rows from ``offset``.

        Values are terms, which write themselves as SPARQL does (section 19.8 of the query language),
        so that no input can end a term early. Raises :class:`UnknownQueryError` for a foreign parameter.
        """
        unknown = values.keys() - set(self.parameters)
        if unknown:
            raise UnknownQueryError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")

        def given(match: re.Match[str]) -> str:
            term = values.get(match[1])
            return match[0] if term is None else f"VALUES ?{match[1]} {{ {term} }}"

        text = _PARAMETER.sub(given, self.text)
        return text if limit is None else f"{text}LIMIT {limit:d} OFFSET {offset:d}\n"


@cache
def queries() -> dict[str, NamedQuery]:
    """All named queries by name, in order of their Danish titles."""
    found = []
    for path in (files("graph") / "queries").iterdir():
        if path.name.endswith(".rq"):
            text = path.read_text(encoding="utf-8")
            header = dict(_HEADER.findall(text))
            name = path.name.removesuffix(".rq")
            found.append(NamedQuery(name, header["title@da"], header["title@en"], header["about@da"], text))
    return {query.name: query for query in sorted(found, key=lambda query: query.title_da)}


def load(name: str) -> NamedQuery:
    """The query of that name; raises :class:`UnknownQueryError`."""
    try:
        return queries()[name]
    except KeyError:
        raise UnknownQueryError(name) from None
