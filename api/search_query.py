"""A search as a SPARQL query that gives the same kind of list, for those who go on from there."""

from pyoxigraph import Literal, NamedNode

from api.search_request import Asked, iri
from graph.search import Found

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
_MOST = 200


def sparql(asked: Asked, found: Found, things: str, language: str) -> str:
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
        f"  {_PATTERNS[facet].format(NamedNode(iri(things, facet, value)))}"
        for facet, value in asked.chosen.items()
        if facet in _PATTERNS
    ]
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
