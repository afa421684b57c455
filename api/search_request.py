"""What a search is asked by: the parameters of /search, and the addresses that they make."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from graph.search_rows import FACETS
from graph.vocabulary import CONCEPT

PAGE = 20  # things
PAGES = 50  # deeper ones nobody reads, and each costs as much as all before it
_LISTS = {"udfald": "beslutningsudfald", "aabenhed": "aabenhed"}
_PATHS = ("organ", "enhed", "kle")
_VALUE = re.compile(r"[A-Za-z0-9.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the question as written, the short values of the facets chosen, and the page, from 1."""

    question: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    page: int = 1

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not self.question.strip() and not self.chosen

    def query(self) -> str:
        """The query string: the same search always has the same."""
        page = {"side": str(self.page)} if self.page > 1 else {}
        return urlencode({"q": self.question, **self.chosen, **page}, errors="replace")

    def with_value(self, facet: str, value: str) -> "Asked":
        """The first page of the same search among the things that have the value too."""
        chosen = {**self.chosen, facet: value}
        return Asked(self.question, {name: chosen[name] for name in FACETS if name in chosen})

    def without(self, facet: str) -> "Asked":
        """The first page of the same search, whatever the facet's value."""
        return Asked(self.question, {name: one for name, one in self.chosen.items() if name != facet})

    def at(self, page: int) -> "Asked":
        return replace(self, page=page)


def asked(question: str, values: Mapping[str, str], page: int) -> Asked:
    """The search of a request; a value that none can be is one that nothing has."""
    chosen = {facet: values[facet] for facet in FACETS if values.get(facet)}
    return Asked(
        question, {name: one if _VALUE.fullmatch(one) else "-" for name, one in chosen.items()}, page
    )


def iri(things: str, facet: str, value: str) -> str:
    """A short value as the index has it; ``things`` is how the IRIs of the municipality's things begin."""
    if facet in _LISTS:
        return f"{CONCEPT}{_LISTS[facet]}/{value}"
    return f"{things}/{facet}/{value}" if facet in _PATHS else value


def short(value: str) -> str:
    """A value of the index as it stands in an address."""
    return value.rpartition("/")[2]
