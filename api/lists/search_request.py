"""What a search is asked by: the parameters of /search, and the addresses that they make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from graph.ontology.iris import Iris
from graph.ontology.terms import CONCEPT
from graph.release.archive import Release
from graph.search.rows import FACETS
from graph.search.search import Found, Sort
from graph.search.words import days_in

PAGE = 20  # things
PAGES = 50  # deeper ones nobody reads, and each costs as much as all before it
_LISTS = {"udfald": "beslutningsudfald", "aabenhed": "aabenhed"}
_PATHS = ("organ", "enhed", "kle")
_YEAR = re.compile(r"[0-9]{4}")
_VALUE = re.compile(r"(?:[a-z0-9-]{1,100}/)?[A-Za-z0-9.-]{1,100}")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search: the question as written, the short values of the facets chosen, of which one of each facet is
    enough, the first and the last day (ISO 8601, or empty), the order, and the page, from 1. ``unread`` are
    days that nobody could read."""

    question: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    since: str = ""
    until: str = ""
    order: str = ""
    unread: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.question.strip() or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """Whether not all that the question finds is wanted."""
        return bool(self.chosen or self.since or self.until)

    @property
    def sort(self) -> Sort:
        return ORDERS.get(self.order, Sort.BEST)

    def parameters(self, *, alone: bool = False) -> list[tuple[str, str]]:
        """The parameters but for the question and the page; the facets ``alone``."""
        chosen = [(facet, value) for facet, values in self.chosen.items() for value in values]
        rest = (("fra", self.since), ("til", self.until), ("orden", self.order))
        return chosen if alone else [*chosen, *((name, value) for name, value in rest if value)]

    def query(self) -> str:
        """The query string: the same search always has the same."""
        page = [("side", str(self.page))] if self.page > 1 else []
        return urlencode([("q", self.question), *self.parameters(), *page], errors="replace")

    def with_value(self, facet: str, value: str) -> "SearchRequest":
        """The first page of the same search among the things that have the value, or another that is chosen
        of the facet."""
        chosen = {**self.chosen, facet: (*self.chosen.get(facet, ()), value)}
        return replace(self, chosen={name: chosen[name] for name in FACETS if name in chosen}, page=1)

    def without(self, facet: str, value: str) -> "SearchRequest":
        """The first page of the same search without a value of a facet."""
        left = {**self.chosen, facet: tuple(one for one in self.chosen.get(facet, ()) if one != value)}
        return replace(self, chosen={name: values for name, values in left.items() if values}, page=1)

    def items(self) -> "SearchRequest":
        """The same search of agenda items alone, from its first page on."""
        return replace(self, chosen={**self.chosen, "art": ("punkt",)}, page=1)

    def newest_items(self) -> "SearchRequest":
        """The same search of agenda items alone, the newest first."""
        return replace(self.items(), order="nyeste")

    def at(self, page: int) -> "SearchRequest":
        return replace(self, page=page)


ORDERS = {"nyeste": Sort.NEWEST, "aeldste": Sort.OLDEST}
"""The values of ``orden``; without one the best come first."""


def asked(
    question: str,
    values: Mapping[str, Sequence[str]],
    page: int,
    days: tuple[str, str] = ("", ""),
    order: str = "",
) -> SearchRequest:
    """The search of a request; a value that none can be is one that nothing has. Days may be written in any
    form, or be a year alone."""
    chosen = {facet: tuple(filter(None, dict.fromkeys(values.get(facet, ())))) for facet in FACETS}
    since, until = (_day(day, last=last) for day, last in zip(days, (False, True), strict=True))
    return SearchRequest(
        question,
        {
            name: tuple(one if _VALUE.fullmatch(one) else "-" for one in several)
            for name, several in chosen.items()
            if several
        },
        page,
        since,
        until,
        order if order in ORDERS else "",
        tuple(day for day, read in zip(days, (since, until), strict=True) if day.strip() and not read),
    )


def _day(written: str, *, last: bool) -> str:
    """A day in ISO 8601; of a year its first or last; empty for what is none."""
    if _YEAR.fullmatch(written.strip()):
        return f"{written.strip()}-{'12-31' if last else '01-01'}"
    found = next(days_in(written), None)
    return found[2].isoformat() if found else ""


def iri(release: Release, facet: str, value: str) -> str:
    """A short value as the index of a release has it."""
    if facet in _LISTS:
        return f"{CONCEPT}{_LISTS[facet]}/{value}"
    return release.coded(facet, value) if facet in _PATHS else value


# A search as a SPARQL query that gives the same kind of list, for those who go on from there.

_HEAD = """PREFIX sg: <https://w3id.org/sagsgraf/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""
_TEXTS = (
    "dct:title|sg:hasSection/sg:text|sg:hasDecision/sg:decisionText|sg:hasRecommendation/sg:hasPoint/sg:text"
)
_PATTERNS = {
    "organ": "?meeting sg:heldBy {} .",
    "udfald": "?item sg:hasDecision/sg:outcome {} .",
    "enhed": "?item sg:hasMention/oa:hasBody {} .",
    "kle": "?item sg:journalCode/skos:broader* {} .",
    "aabenhed": "?item sg:openness {} .",
}


def _one_of(pattern: str, variable: str, values: Sequence[str]) -> list[str]:
    """What is true of the things that have one of some values."""
    if len(values) == 1:
        return [f"  {pattern.format(values[0])}"]
    return [f"  VALUES {variable} {{ {' '.join(values)} }} {pattern.format(variable)}"]


_MOST = 200


def of_municipality(variable: str, release: Release, *slugs: str) -> str:
    """What is true, in SPARQL, of the things of one of these municipalities: they are below its address."""
    addresses = (Literal(str(Iris(release.manifest.base_iri, slug).of(""))) for slug in slugs)
    return f"FILTER({' || '.join(f'STRSTARTS(STR({variable}), {address})' for address in addresses)})"


def sparql(asked: SearchRequest, found: Found, release: Release, language: str) -> str:
    """The query: agenda items that hold the words and have the values, or their cases where cases are asked
    for; what a search forgives and ranks, SPARQL does not."""
    of_cases = asked.chosen.get("art") == ("sag",)
    names = "?case ?caseNumber" if of_cases else "?item ?date ?bodyLabel"
    lines = [
        f"SELECT DISTINCT {names} ?title WHERE {{",
        "  ?item a sg:AgendaItem ; dct:title ?title ; sg:inMeeting ?meeting .",
        "  ?meeting dct:date ?date ; sg:heldBy/rdfs:label ?bodyLabel"
        f' FILTER(LANG(?bodyLabel) = "{language}")',
    ]
    if of_cases:
        lines.append("  ?item sg:concernsCase ?case . ?case sg:caseNumber ?caseNumber .")
    for place, facet in enumerate(name for name in asked.chosen if name in _PATTERNS):
        values = [str(NamedNode(iri(release, facet, one))) for one in asked.chosen[facet]]
        lines += _one_of(_PATTERNS[facet], f"?value{place}", values)
    if slugs := asked.chosen.get("kommune"):
        lines.append(f"  {of_municipality('?item', release, *slugs)}")
    if years := asked.chosen.get("aar"):
        lines.append(
            f"  FILTER(SUBSTR(STR(?date), 1, 4) IN ({', '.join(str(Literal(year)) for year in years)}))"
        )
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        if day:
            lines.append(f"  FILTER(STR(?date) {sign} {Literal(day)})")
    if found.cases:
        numbers = " ".join(str(Literal(number)) for number in found.cases)
        lines.append(f"  VALUES ?asked {{ {numbers} }} ?item sg:concernsCase/sg:caseNumber ?asked .")
    else:
        lines += [
            f"  FILTER EXISTS {{ ?item {_TEXTS} ?text{place}\n"
            f"    FILTER(CONTAINS(LCASE(STR(?text{place})), {Literal(term.written.strip().lower())})) }}"
            for place, term in enumerate(found.terms.terms, start=1)
        ]
    order = "?caseNumber" if of_cases else "DESC(?date) ?item"
    return _HEAD + "\n".join(lines) + f"\n}}\nORDER BY {order}\nLIMIT {_MOST}\n"
