"""Cases and meetings that the minutes cite, but whose own minutes are not in the collection."""

from datetime import date

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD

from graph.case_link import about, node, words
from graph.dates import in_words
from graph.evidence import number_of
from graph.handlings import Facts, held
from graph.vocabulary import DCT, OA, PROV, term


def stand_in(facts: Facts, cited: str) -> set[ox.Triple]:
    """What is known of a cited case or meeting; nothing when it has minutes of its own, or no citation,
    or is withdrawn."""
    if facts.of(cited, PROV.wasInvalidatedBy):
        return set()
    if "/sag/" in cited:
        return set() if facts.having(term("concernsCase"), cited) else _case(facts, cited)
    return set() if facts.published(cited) else _meeting(facts, cited)


def _places(facts: Facts, cited: str) -> list[ox.NamedNode]:
    """Where it is cited."""
    mentions = facts.having(OA.hasBody, cited)
    return [node(place) for mention in mentions for place in facts.of(mention, OA.hasTarget)]


def _case(facts: Facts, case: str) -> set[ox.Triple]:
    places, number = _places(facts, case), number_of(case)
    if not places:
        return set()
    record = f"{case}/nummer"
    read = [(PROV.wasDerivedFrom, place) for place in places]
    return about(
        case,
        [
            (RDF.type, node(term("Case"))),
            (RDFS.label, words(f"Sag {number}", "da")),
            (RDFS.label, words(f"Case {number}", "en")),
            (term("caseNumber"), ox.Literal(number)),
            (term("hasCaseNumber"), node(record)),
            *read,
        ],
    ) | about(
        record,
        [
            (RDF.type, node(term("CaseNumber"))),
            (RDFS.label, words(f"Sagsnummer {number}", "da")),
            (RDFS.label, words(f"Case number {number}", "en")),
            (SKOS.notation, ox.Literal(number)),
            (term("asPrinted"), ox.Literal(number)),
            *read,
        ],
    )


def _meeting(facts: Facts, meeting: str) -> set[ox.Triple]:
    places = _places(facts, meeting)
    if not places:
        return set()
    body, day = held(meeting)
    labels = {
        value.language: value.value
        for triple in sorted(facts.triples(body, RDFS.label), key=str)
        if isinstance(value := triple.object, ox.Literal)
    }
    danish = labels.get("da", body.rpartition("/")[2])
    when = date.fromisoformat(day)
    return about(
        meeting,
        [
            (RDF.type, node(term("ImpliedMeeting"))),
            (RDFS.label, words(f"{danish} {in_words(when, 'da')}", "da")),
            (RDFS.label, words(f"{labels.get('en', danish)}, {in_words(when, 'en')}", "en")),
            (term("heldBy"), node(body)),
            (DCT.date, ox.Literal(day, datatype=node(XSD.date))),
            *((PROV.wasDerivedFrom, place) for place in places),
        ],
    )
