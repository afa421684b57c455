"""The mix: queries of the kinds that staff, researchers and portals put, each of one thing after another.

``${name}`` stands for a constant of the corpus. Where a query is asked the ``n``-th time it is about the
``n``-th thing of its kind, and its variables are named anew: the answer is the same but for their names,
while no server can have it ready from before. Answers are compared with the names taken off again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

PREFIXES = {
    "sg": "https://w3id.org/sagsgraf/ns#",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "outcome": "https://w3id.org/sagsgraf/concept/beslutningsudfald/",
}
_VARIABLE = re.compile(r"\?([a-z][A-Za-z]*)\b")
_FIXED: dict[str, Sequence[str]] = {
    "word": ("ved Havnen", "skole", "finansiering", "Søndermarken", "helhedsplan", "cykelsti", "høring"),
    "year": tuple(map(str, range(2007, 2018))),
    "later": tuple(map(str, range(2011, 2022))),
    "kle": ("00", "01", "04", "05", "13", "17", "20", "27"),
}


@dataclass(frozen=True)
class Query:
    """A query of the mix; a ``lookup`` is about one thing and takes any server little time."""

    name: str
    about: str
    template: str
    lookup: bool = False

    def text(self, constants: Mapping[str, Sequence[str]], n: int, tag: str = "") -> str:
        """The query about the ``n``-th of its things; ``tag`` makes the names of its variables new."""
        given = {
            kind: known[n % len(known)] for kind, known in (*_FIXED.items(), *constants.items()) if known
        }
        text = Template(self.template).substitute(given).strip()
        used = [prefix for prefix in PREFIXES if f"{prefix}:" in text]
        head = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
        return head + (_VARIABLE.sub(rf"?\1_{tag}", text) if tag else text)


def untagged(variable: str) -> str:
    """The name of a variable as it is in the template."""
    return variable.partition("_")[0]


_LOOKUPS = [
    Query(
        "case by number",
        "staff look a case up",
        'SELECT ?case ?title WHERE { ?case sg:caseNumber "${case}" ; dct:title ?title }',
    ),
    Query(
        "course of a case",
        "staff follow a case across meetings",
        """SELECT ?date ?body ?title ?words WHERE {
  ?case sg:caseNumber "${case}" ; sg:handledIn ?item .
  ?item dct:title ?title ; sg:inMeeting ?meeting .
  ?meeting dct:date ?date ; sg:heldBy ?by . ?by rdfs:label ?body FILTER (lang(?body) = "da")
  OPTIONAL { ?item sg:hasDecision ?decision . ?decision sg:decisionText ?words }
} ORDER BY ?date ?body""",
    ),
    Query(
        "items of a meeting",
        "staff read an agenda",
        """SELECT ?number ?title ?outcome WHERE {
  <${meeting}> sg:hasAgendaItem ?item . ?item sg:itemNumber ?number ; sg:order ?place ; dct:title ?title .
  OPTIONAL { ?item sg:hasDecision/sg:outcome ?outcome }
} ORDER BY ?place""",
    ),
    Query(
        "others of the same case",
        "a page shows what else was handled (path)",
        """SELECT DISTINCT ?other ?title WHERE {
  <${meeting}> sg:hasAgendaItem/sg:concernsCase/^sg:concernsCase ?other .
  ?other dct:title ?title FILTER NOT EXISTS { <${meeting}> sg:hasAgendaItem ?other }
}""",
    ),
    Query(
        "where a person was",
        "staff see the meetings somebody attended",
        """SELECT ?date ?body ?status WHERE {
  ?attendance sg:attendee <${person}> ; sg:attendanceStatus ?status .
  ?meeting sg:hasAttendance ?attendance ; dct:date ?date ; sg:heldBy ?body
} ORDER BY DESC(?date) ?body""",
    ),
    Query(
        "spans of minutes",
        "a researcher checks each thing against the text (GRAPH)",
        "SELECT ?thing ?source WHERE { GRAPH <${minutes}> { ?thing prov:wasDerivedFrom ?source } }",
    ),
    Query(
        "construct a meeting",
        "a portal takes a meeting with its items",
        """CONSTRUCT { <${meeting}> sg:hasAgendaItem ?item . ?item dct:title ?title ; sg:outcome ?outcome }
WHERE {
  <${meeting}> sg:hasAgendaItem ?item . ?item dct:title ?title
  OPTIONAL { ?item sg:hasDecision ?decision . ?decision sg:outcome ?outcome }
}""",
    ),
    Query("describe an item", "a portal takes one thing", "DESCRIBE <${item}>"),
    Query(
        "is there one postponed",
        "a page asks whether to show a list",
        "ASK { <${meeting}> sg:hasAgendaItem ?item . ?item sg:hasDecision/sg:outcome outcome:udsat }",
    ),
]

_SEARCHES = [
    Query(
        "text in titles",
        "staff search for a word",
        """SELECT ?item ?title WHERE { ?item a sg:AgendaItem ; dct:title ?title
  FILTER (CONTAINS(LCASE(STR(?title)), LCASE("${word}"))) }""",
    ),
    Query(
        "pattern in decisions",
        "a researcher looks for a wording (regex)",
        """SELECT ?decision ?words WHERE { ?decision sg:decisionText ?words
  FILTER (REGEX(STR(?words), "^godkendt.*(naboerne|tallene) ", "i")) }""",
    ),
    Query(
        "meetings of some years",
        "a portal lists what was held (date range)",
        """SELECT ?meeting ?date (COUNT(?item) AS ?items) WHERE {
  ?meeting a sg:Meeting ; dct:date ?date ; sg:hasAgendaItem ?item
  FILTER (?date >= "${year}-01-01"^^xsd:date && ?date < "${later}-01-01"^^xsd:date)
} GROUP BY ?meeting ?date ORDER BY ?date ?meeting""",
    ),
    Query(
        "items under a subject",
        "a researcher takes a KLE group (path closure)",
        """SELECT ?item ?code WHERE {
  ?code skos:broader* <${base}/id/aadalsoe/kle/${kle}> . ?item a sg:AgendaItem ; sg:journalCode ?code }""",
    ),
    Query(
        "items without a decision",
        "staff find what is open (NOT EXISTS)",
        """SELECT ?item ?title WHERE {
  ?meeting sg:heldBy <${body}> ; sg:hasAgendaItem ?item . ?item dct:title ?title
  FILTER NOT EXISTS { ?item sg:hasDecision ?decision } }""",
    ),
    Query(
        "decisions of a body",
        "a researcher takes one body's decisions (OPTIONAL)",
        """SELECT ?date ?item ?words ?kind WHERE {
  ?meeting sg:heldBy <${body}> ; dct:date ?date ; sg:hasAgendaItem ?item .
  OPTIONAL { ?item sg:hasDecision ?decision . ?decision sg:decisionText ?words ; sg:outcome ?kind }
  FILTER (YEAR(?date) >= ${year}) }""",
    ),
    Query(
        "who recommends",
        "a researcher lists the posts (DISTINCT)",
        """SELECT DISTINCT ?label WHERE {
  ?recommendation sg:recommendedBy ?post . ?post rdfs:label ?label FILTER (lang(?label) = "da") }""",
    ),
    Query(
        "latest items",
        "a front page (ORDER BY and LIMIT over all items)",
        """SELECT ?date ?item ?title WHERE {
  ?item sg:inMeeting ?meeting ; dct:title ?title . ?meeting dct:date ?date }
ORDER BY DESC(?date) ?item LIMIT 20""",
    ),
]

_SUMS = [
    Query(
        "items by body and year",
        "a researcher's first table",
        """SELECT ?body ?year (COUNT(?item) AS ?items) WHERE {
  ?meeting sg:heldBy ?body ; dct:date ?date ; sg:hasAgendaItem ?item BIND (YEAR(?date) AS ?year)
} GROUP BY ?body ?year""",
    ),
    Query(
        "cases of several bodies",
        "GROUP BY with HAVING",
        """SELECT ?case (COUNT(DISTINCT ?body) AS ?bodies) WHERE {
  ?item sg:concernsCase ?case ; sg:inMeeting ?meeting . ?meeting sg:heldBy ?body
} GROUP BY ?case HAVING (COUNT(DISTINCT ?body) > 1)""",
    ),
    Query(
        "units by body",
        "which body speaks of which unit (join of mentions)",
        """SELECT ?body ?unit (COUNT(DISTINCT ?item) AS ?items) WHERE {
  ?item sg:hasMention ?mention ; sg:inMeeting ?meeting .
  ?mention oa:hasBody ?unit . ?unit a sg:Unit . ?meeting sg:heldBy ?body } GROUP BY ?body ?unit""",
    ),
    Query(
        "outcomes by body",
        "a researcher compares bodies",
        """SELECT ?body ?outcome (COUNT(?decision) AS ?decisions) WHERE {
  ?meeting sg:heldBy ?body ; sg:hasAgendaItem ?item .
  ?item sg:hasDecision ?decision . ?decision sg:outcome ?outcome } GROUP BY ?body ?outcome""",
    ),
    Query(
        "things by class",
        "a portal's statistics",
        "SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class",
    ),
    Query(
        "the busiest cases",
        "their items, through a subquery",
        """SELECT ?case ?times ?item WHERE {
  { SELECT ?case (COUNT(?handled) AS ?times) WHERE { ?case a sg:Case ; sg:handledIn ?handled }
    GROUP BY ?case ORDER BY DESC(?times) ?case LIMIT 5 }
  ?case sg:handledIn ?item }""",
    ),
    Query(
        "export all titles",
        "a researcher downloads (large result)",
        """SELECT ?item ?title ?date WHERE {
  ?item a sg:AgendaItem ; dct:title ?title ; sg:inMeeting/dct:date ?date }""",
    ),
]

MIX = tuple(
    [Query(q.name, q.about, q.template, lookup=True) for q in _LOOKUPS] + _SEARCHES + _SUMS  # in this order
)
