"""The things that a search found as a list shows them: read from the store, in the language of the page."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode
from rdflib import RDFS

from api.i18n.language import DANISH, Language
from api.i18n.words import word
from api.site.description import best
from graph.ontology.iris import code_of, meeting_key
from graph.ontology.terms import DCT, concept, term
from graph.search.search import Hit
from graph.search.words import Term, occurrences
from graph.store.oxigraph import Store

_BEFORE, _WINDOW = 60, 240  # characters of a snippet

Marked = tuple[tuple[str, bool], ...]
"""Stretches of text, and whether each is one that was looked for."""


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found. ``cases`` are numbers and IRIs of the cases of an item; ``bodies`` and
    ``outcomes`` labels; ``times`` how often a case was handled, and ``decision`` the words of an
    item's decision; all but ``title`` may be empty."""

    hit: Hit
    title: str
    marked: Marked
    snippet: Marked = ()
    number: str = ""
    bodies: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    cases: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    times: int = 0
    decision: str = ""

    @property
    def language(self) -> str | None:
        """The language of the title and the snippet, where that is the minutes' and not the page's."""
        return DANISH if self.hit.kind in ("sag", "punkt", "dokument") else None


class Results:
    """Reads results; ``terms`` are what is marked in them."""

    def __init__(self, store: Store, spoken: Language, terms: tuple[Term, ...]) -> None:
        self._store, self._spoken, self._terms = store, spoken, terms
        self._labels: dict[str, str] = {}

    def of(self, hits: Iterable[Hit]) -> list[Result]:
        return [self._read(hit) for hit in hits]

    def excerpt(self, hit: Hit) -> Marked:
        """The snippet of a result by itself; nothing of what is closed."""
        if hit.kind == "punkt":  # whose other values take longest
            return () if self._is_closed(hit.iri) else snippet(self._said(hit.iri), self._terms)
        row = self._read(hit)
        return () if row.closed else row.snippet

    def label(self, iri: str) -> str:
        """The label of a thing, or else the end of its IRI."""
        if iri not in self._labels:
            literals = [value for value in self._values(iri, RDFS.label) if isinstance(value, Literal)]
            self._labels[iri] = best(literals, self._spoken.code) or code_of(iri)
        return self._labels[iri]

    def _read(self, hit: Hit) -> Result:
        if hit.kind == "punkt":
            return self._item(hit)
        if hit.kind == "sag":
            return self._case(hit)
        title = self.label(hit.iri)
        number = " ".join(self._texts([hit.iri], term("documentNumber"))) if hit.kind == "dokument" else ""
        return Result(hit, title, mark(title, self._terms), number=number)

    def _item(self, hit: Hit) -> Result:
        title = " ".join(self._texts([hit.iri], DCT.title)) or self.label(hit.iri)
        decisions = self._iris([hit.iri], term("hasDecision"))
        meetings = self._iris([hit.iri], term("inMeeting"))
        cases = self._iris([hit.iri], term("concernsCase"))
        outcomes = self._iris(decisions, term("outcome"))
        return Result(
            hit,
            title,
            mark(title, self._terms),
            snippet(self._said(hit.iri), self._terms),
            bodies=tuple(map(self.label, self._iris(meetings, term("heldBy")))),
            outcomes=tuple(word(one, self._spoken) for one in outcomes),
            cases=tuple(
                (number, case) for case in cases for number in self._texts([case], term("caseNumber"))
            ),
            closed=self._is_closed(hit.iri),
            decision="\n\n".join(self._texts(decisions, term("decisionText"))),
        )

    def _said(self, item: str) -> Iterator[str]:
        """The words of an item, the decision's first; each is read when those before it were not enough."""
        for decision in self._iris([item], term("hasDecision")):
            yield from self._texts([decision], term("decisionText"))
        for section in self._iris([item], term("hasSection")):
            yield from self._texts([section], term("text"))
        for recommendation in self._iris([item], term("hasRecommendation")):
            yield from self._texts(self._iris([recommendation], term("hasPoint")), term("text"))

    def _case(self, hit: Hit) -> Result:
        number = ", ".join(self._texts([hit.iri], term("caseNumber")))
        items = sorted(
            self._iris([hit.iri], term("handledIn")), key=lambda item: (meeting_key(item) or ("", ""))[1]
        )
        titles = list(dict.fromkeys(self._texts(reversed(items), DCT.title)))
        bodies = self._iris(self._iris(items, term("inMeeting")), term("heldBy"))
        title = titles[0] if titles else number
        return Result(
            hit,
            title,
            mark(title, self._terms),
            snippet(titles[1:], self._terms),
            number=number,
            bodies=tuple(dict.fromkeys(map(self.label, bodies))),
            times=len(items),
            closed=bool(items) and all(map(self._is_closed, items)),
        )

    def _is_closed(self, item: str) -> bool:
        return str(concept("aabenhed", "lukket")) in self._iris([item], term("openness"))

    def _values(self, iri: str, predicate: str) -> list[object]:
        found: list[object] = [
            triple.object for triple in self._store.triples(NamedNode(iri), NamedNode(predicate))
        ]
        return sorted(found, key=str) if len(found) > 1 else found

    def _iris(self, subjects: Iterable[str], predicate: str) -> list[str]:
        values = (value for iri in subjects for value in self._values(iri, predicate))
        return [value.value for value in values if isinstance(value, NamedNode)]

    def _texts(self, subjects: Iterable[str], predicate: str) -> list[str]:
        values = (value for iri in subjects for value in self._values(iri, predicate))
        return [value.value for value in values if isinstance(value, Literal)]


def mark(text: str, terms: tuple[Term, ...]) -> Marked:
    """A text with the places of the terms marked."""
    text = unicodedata.normalize("NFC", text)
    parts, at = [], 0
    for start, end in occurrences(text, terms):
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(part for part in (*parts, (text[at:], False)) if part[0])


def snippet(texts: Iterable[str], terms: tuple[Term, ...]) -> Marked:
    """A stretch of the first text that has a term, with all terms in it marked; nothing when none has."""
    for whole in texts if terms else ():  # to read the texts for nothing takes long
        text = " ".join(unicodedata.normalize("NFC", whole).split())
        if places := occurrences(text, terms):
            first, last = places[0]
            start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
            start = max(start, first - 2 * _BEFORE)  # in a word of thousands of letters
            stop = max(start + _WINDOW, last)
            if stop < len(text):
                stop = max(text.rfind(" ", start, stop), last)
            before, after = "… " if start else "", " …" if stop < len(text) else ""
            return ((before, False), *mark(text[start:stop], terms), (after, False))
    return ()
