"""What a search is asked by: the parameters of /search, and the addresses that they make."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from graph.ontology.iris import Iris
from graph.ontology.terms import CONCEPT
from graph.release.archive import Release
from graph.search.rows import FACETS
from graph.search.search import Found

PAGE = 20  # things
PAGES = 50  # deeper ones nobody reads, and each costs as much as all before it
_LISTS = {"udfald": "beslutningsudfald", "aabenhed": "aabenhed"}
_PATHS = ("organ", "enhed", "kle")
_VALUE = re.compile(r"(?:[a-z0-9-]{1,100}/)?[A-Za-z0-9.-]{1,100}")


@dataclass(frozen=True, slots=True)
class SearchRequest:
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

    def with_value(self, facet: str, value: str) -> "SearchRequest":
        """The first page of the same search among the things that have the value too."""
        chosen = {**self.chosen, facet: value}
        return SearchRequest(self.question, {name: chosen[name] for name in FACETS if name in chosen})

    def without(self, facet: str) -> "SearchRequest":
        """The first page of the same search, whatever the facet's value."""
        return SearchRequest(self.question, {name: one for name, one in self.chosen.items() if name != facet})

    def at(self, page: int) -> "SearchRequest":
        return replace(self, page=page)


def asked(question: str, values: Mapping[str, str], page: int) -> SearchRequest:
    """The search of a request; a value that none can be is one that nothing has."""
    chosen = {facet: values[facet] for facet in FACETS if values.get(facet)}
    return SearchRequest(
        question, {name: one if _VALUE.fullmatch(one) else "-" for name, one in chosen.items()}, page
    )


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
_OF = "FILTER(STRSTARTS(STR({}), {}))"
_MOST = 200


def of_municipality(variable: str, release: Release, slug: str) -> str:
    """What is true, in SPARQL, of the things of a municipality: they are below its address."""
    return _OF.format(variable, Literal(str(Iris(release.manifest.base_iri, slug).of(""))))


def sparql(asked: SearchRequest, found: Found, release: Release, language: str) -> str:
    """The query: agenda items that hold the words and have the values, or their cases where cases are asked
    for; what a search forgives and ranks, SPARQL does not."""
    of_cases = asked.chosen.get("art") == "sag"
    names = "?case ?caseNumber" if of_cases else "?item ?date ?bodyLabel"
    lines = [
        f"SELECT DISTINCT {names} ?title WHERE {{",
        "  ?item a sg:AgendaItem ; dct:title ?title ; sg:inMeeting ?meeting .",
        "  ?meeting dct:date ?date ; sg:heldBy/rdfs:label ?bodyLabel"
        f' FILTER(LANG(?bodyLabel) = "{language}")',
    ]
    if of_cases:
        lines.append("  ?item sg:concernsCase ?case . ?case sg:caseNumber ?caseNumber .")
    lines += [
        f"  {_PATTERNS[facet].format(NamedNode(iri(release, facet, value)))}"
        for facet, value in asked.chosen.items()
        if facet in _PATTERNS
    ]
    if slug := asked.chosen.get("kommune"):
        lines.append(f"  {of_municipality('?item', release, slug)}")
    if year := asked.chosen.get("aar"):
        lines.append(f"  FILTER(STRSTARTS(STR(?date), {Literal(year)}))")
    if found.cases:
        values = " ".join(str(Literal(number)) for number in found.cases)
        lines.append(f"  VALUES ?asked {{ {values} }} ?item sg:concernsCase/sg:caseNumber ?asked .")
    else:
        lines += [
            f"  FILTER EXISTS {{ ?item {_TEXTS} ?text{place}\n"
            f"    FILTER(CONTAINS(LCASE(STR(?text{place})), {Literal(term.written.strip().lower())})) }}"
            for place, term in enumerate(found.terms.terms, start=1)
        ]
    order = "?caseNumber" if of_cases else "DESC(?date) ?item"
    return _HEAD + "\n".join(lines) + f"\n}}\nORDER BY {order}\nLIMIT {_MOST}\n"
