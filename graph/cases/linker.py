"""Makes the links of cases and items, as triples for the graphs they belong in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, URIRef

from graph.cases.evidence import Evidence
from graph.cases.facts import CaseFacts, Handling
from graph.cases.families import Trails
from graph.cases.link import CaseLink, merged
from graph.cases.matter import subject_words, title_words
from graph.cases.review import Review
from graph.cases.similar import EveryWord, Matters, Similar, StandsFor, WordIndex, stands_for
from graph.minutes.dates import in_words
from graph.ontology.iris import Iris, body_and_date, case_number_of, code_of, kind_of, number_of, place
from graph.ontology.terms import DCT, OA, PROV, concept, term
from graph.store.oxigraph import Store
from graph.store.terms import about, node, words

# Standing items: one series of a body under the numbers it has had.

SAME_SERIES = Decimal("0.95")
SeriesKey = tuple[str, str]
"""A series and the body at whose meetings it returns."""


def first_of_series(facts: CaseFacts, case: str) -> Handling | None:
    """The first standing item with a number; its series and body are those of the number."""
    return next((item for item in facts.of_case(case) if item.series), None)


def series_key(item: Handling) -> SeriesKey:
    return item.series[0], item.body


def series_links(facts: CaseFacts, evidence: Evidence, of: SeriesKey) -> Iterator[CaseLink]:
    """Each number of a standing item to the one before it."""
    series, body = of
    every = facts.having(term("seriesOf"), series)
    items = (item for item in every if (at := place(item)) and at.body == body)
    cases = {case for item in items for case in facts.of(item, term("concernsCase"))}
    firsts = sorted(
        (item, case) for case in cases if (item := first_of_series(facts, case)) and series_key(item) == of
    )
    for (earlier, old), (later, new) in pairwise(firsts):
        evidence_of_both = evidence.title(later), evidence.title(earlier)
        yield CaseLink("samme-faste-punkt", new, old, SAME_SERIES, evidence_of_both)


# Cases and meetings that the minutes cite, but whose own minutes are not in the collection.


def stand_in(facts: CaseFacts, cited: str) -> set[ox.Triple]:
    """What is known of a cited case or meeting; nothing when it has minutes of its own, or no citation,
    or is withdrawn."""
    if facts.of(cited, PROV.wasInvalidatedBy):
        return set()
    if kind_of(cited) == "sag":
        return set() if facts.having(term("concernsCase"), cited) else _case(facts, cited)
    return set() if facts.published(cited) else _meeting(facts, cited)


def _places(facts: CaseFacts, cited: str) -> list[ox.NamedNode]:
    """Where it is cited."""
    mentions = facts.having(OA.hasBody, cited)
    return [node(place) for mention in mentions for place in facts.of(mention, OA.hasTarget)]


def _case(facts: CaseFacts, case: str) -> set[ox.Triple]:
    places, number = _places(facts, case), number_of(case)
    if not places:
        return set()
    record = str(case_number_of(case))
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


def _meeting(facts: CaseFacts, meeting: str) -> set[ox.Triple]:
    places = _places(facts, meeting)
    if not places:
        return set()
    body, day = body_and_date(meeting)
    labels = {
        value.language: value.value
        for triple in sorted(facts.triples(body, RDFS.label), key=str)
        if isinstance(value := triple.object, ox.Literal)
    }
    danish = labels.get("da", code_of(body))
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


_MOST_FACTS = 150_000  # values that are held of a store, about 100 MB

Triples = defaultdict[str, set[ox.Triple]]
"""The IRI of a graph -> triples of it."""


class LinkGraphs:
    """The names of the graphs that links are in."""

    def __init__(self, iris: Iris) -> None:
        self.stated = str(iris.links())
        self.proposed = str(iris.proposed_links())
        self.rejected = str(iris.rejected_links())
        self.words = str(iris.title_words())

    def __iter__(self) -> Iterator[str]:
        return iter((self.stated, self.proposed, self.rejected, self.words))


class Linker:
    """Makes links from what a store says; ``triples`` is what has been made, and ``stand_for`` the items
    met on the way that others can be like, with what they stand for. What others found of all words and
    matters of the store is asked of them. What the one ``after`` which it comes has read of the same minutes
    is not read again, until it is much."""

    def __init__(
        self,
        store: Store,
        iris: Iris,
        review: Review,
        every: EveryWord | None = None,
        matters: Matters | None = None,
        after: "Linker | None" = None,
    ) -> None:
        self._store, self._iris, self._review = store, iris, review
        self.graphs = LinkGraphs(iris)
        facts = CaseFacts(store)
        kept = after.trails if after and after.facts.held < _MOST_FACTS else None
        families = after.trails.families if after else None  # small, and dear to find
        self.trails: Trails = kept or Trails(facts, Evidence(facts), self._is_rejected, families)
        self.facts: CaseFacts = self.trails.facts
        self.evidence: Evidence = self.trails.evidence
        self.index = WordIndex(self.facts, self.graphs.words, every)
        self._similar = Similar(self.trails, self.index, matters or Matters())
        self.triples: Triples = defaultdict(set)
        self.stand_for: dict[str, StandsFor] = {}

    def iri(self, link: CaseLink) -> str:
        return link.iri(self._iris)

    def _is_rejected(self, link: CaseLink) -> bool:
        return self._review.get(self.iri(link)) == "afvist"

    def unit(self, cases: Iterable[str]) -> None:
        """Link cases that belong together (:meth:`graph.cases.families.Trails.unit`)."""
        items = {item for case in cases for item in self.trails.single(case)}
        same = [link for case in cases for link in self.trails.links(case)]
        self._add([*same, *(link for item in sorted(items) for link in self._of_item(item))])

    def loose(self, item: Handling) -> None:
        """Link an item that is of no case: one without a number, or a standing item."""
        self._add(self._of_item(item))

    def _of_item(self, item: Handling) -> Iterator[CaseLink]:
        """What an item says, and the links of its path; what became of the path is put down at once."""
        if item.single:
            self.stand_for[item.item] = stands_for(self.facts, item)
        yield from self.trails.statements(item)
        courses, links = self.trails.path(item)
        for course in courses:
            self._state(course.step.iri, term("stepStatus"), concept("trinstatus", course.status))
            if course.item:
                self._state(course.step.iri, term("executedIn"), course.item.item)
        yield from links

    @property
    def subjects(self) -> set[str]:
        """The cases and items that others can be like."""
        return {subject for one in self.stand_for.values() for subject in one.subjects}

    def standing(self, key: SeriesKey) -> None:
        """Link the numbers of a standing item."""
        self._add(series_links(self.facts, self.evidence, key))

    def similar(self, subject: str, before: bool = False) -> None:
        """Propose links by words in common, which must be in the store; with ``before`` only to subjects
        before this one in order of their IRIs."""
        self._add(self._similar.links(subject, before))

    def cited(self, iri: str) -> None:
        """Tell of a cited case or meeting that is not in the collection."""
        self.triples[self.graphs.stated] |= stand_in(self.facts, iri)

    def words(self, item: Handling) -> None:
        """Put down the words that an item is found by."""
        facts = [(term("titleWord"), ox.Literal(word)) for word in title_words(item)]
        facts += [(term("subjectWord"), ox.Literal(word)) for word in subject_words(self.facts, item)]
        self.triples[self.graphs.words] |= about(item.item, facts)

    def _add(self, links: Iterable[CaseLink]) -> None:
        """Put links where the minutes, or the people who reviewed them, say that they belong."""
        for link in merged(links):
            iri = self.iri(link)
            status = self._review.get(iri) or ("foreslaaet" if link.proposed else "fastslaaet")
            graph = {"afvist": self.graphs.rejected, "foreslaaet": self.graphs.proposed}.get(status)
            self.triples[graph or self.graphs.stated] |= link.triples(iri, status)
            if link.kind == "fortsaetter" and status != "afvist":
                self._state(link.origin, DCT.replaces, link.target)

    def _state(self, subject: str, predicate: URIRef, value: str) -> None:
        self.triples[self.graphs.stated] |= about(subject, [(predicate, node(value))])
