"""Makes the links of cases and items, as triples for the graphs they belong in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import URIRef

from graph import standing
from graph.case_link import CaseLink, about, merged, node
from graph.cited import stand_in
from graph.evidence import Evidence
from graph.handlings import Facts, Handling
from graph.iri import Iris
from graph.review import Review
from graph.similar import Similar, WordIndex, title_words
from graph.standing import Key
from graph.store import Store
from graph.trails import Trails
from graph.vocabulary import DCT, concept, term

Triples = defaultdict[str, set[ox.Triple]]
"""The IRI of a graph -> triples of it."""


class LinkGraphs:
    """The names of the graphs that links are in."""

    def __init__(self, iris: Iris) -> None:
        self.stated = str(iris.of("koblinger"))
        self.proposed = str(iris.of("koblinger/foreslaaede"))
        self.rejected = str(iris.of("koblinger/afviste"))
        self.words = str(iris.of("koblinger/titelord"))

    def __iter__(self) -> Iterator[str]:
        return iter((self.stated, self.proposed, self.rejected, self.words))


class Linker:
    """Makes links from what a store says; ``triples`` is what has been made, and ``subjects`` are the
    cases and items met on the way that others can be like."""

    def __init__(self, store: Store, iris: Iris, review: Review) -> None:
        self._store, self._iris, self._review = store, iris, review
        self.graphs = LinkGraphs(iris)
        self.facts = Facts(store)
        self.evidence = Evidence(self.facts)
        self.trails = Trails(self.facts, self.evidence, self._is_rejected)
        self.index = WordIndex(self.facts, self.graphs.words)
        self._similar = Similar(self.trails, self.index)
        self.triples: Triples = defaultdict(set)
        self.subjects: set[str] = set()

    def iri(self, link: CaseLink) -> str:
        return link.iri(self._iris)

    def _is_rejected(self, link: CaseLink) -> bool:
        return self._review.get(self.iri(link)) == "afvist"

    def unit(self, cases: Iterable[str]) -> None:
        """Link cases that belong together (:meth:`graph.trails.Trails.unit`)."""
        items = {item for case in cases for item in self.trails.single(case)}
        same = [link for case in cases for link in self.trails.links(case)]
        self._add([*same, *(link for item in sorted(items) for link in self._of_item(item))])

    def loose(self, item: Handling) -> None:
        """Link an item that is of no case: one without a number, or a standing item."""
        self._add(self._of_item(item))

    def _of_item(self, item: Handling) -> Iterator[CaseLink]:
        """What an item says, and the links of its path; what became of the path is put down at once."""
        if item.single:
            self.subjects.update(self.facts.subject(item))
        yield from self.trails.statements(item)
        courses, links = self.trails.path(item)
        for course in courses:
            self._state(course.step.iri, term("stepStatus"), concept("trinstatus", course.status))
            if course.item:
                self._state(course.step.iri, term("executedIn"), course.item.item)
        yield from links

    def standing(self, key: Key) -> None:
        """Link the numbers of a standing item."""
        self._add(standing.links(self.facts, self.evidence, key))

    def similar(self, subject: str) -> None:
        """Propose links by titles; their words must be in the store."""
        self._add(self._similar.links(subject))

    def cited(self, iri: str) -> None:
        """Tell of a cited case or meeting that is not in the collection."""
        self.triples[self.graphs.stated] |= stand_in(self.facts, iri)

    def words(self, item: Handling) -> None:
        """Put down the words that the title of an item is found by."""
        facts = [(term("titleWord"), ox.Literal(word)) for word in title_words(item)]
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
