"""What is withdrawn, as a reader is told of it: none of it is left in the text, and all else keeps its place.

What the ledger names is known by its IRI alone. Titles and names of a person become a mark of letters x,
which the reader takes for what stood there; so all else is read as before, and what the marks are read as is
then left out. All other words of an item become blanks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass

from rdflib import Graph, URIRef

from graph.mapping.minutes import meeting_iri
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Attachment, Minutes, Quote, Span
from graph.municipality.profile import Profile
from graph.ontology import iris as iri
from graph.ontology.iris import Iris
from graph.ontology.terms import OA, term
from graph.privacy.ledger import Ledger
from graph.readers.base import Removal, mark

_WORD = re.compile(r"[^\W_][\w.'’-]*")
_GENITIVE = re.compile(r"['’]?s$")
_LONGEST_NAME = 10  # words
# What may stand between the words of a name, as in: Jens "Bubber" Hansen.
_BETWEEN = re.compile(r"[\s\"“”'’/().]*")
_DISTINCTIVE = 12  # characters of a title that is looked for within lines, too


@dataclass(frozen=True)
class LedgerRedaction:
    """The redaction (:class:`graph.readers.base.Redaction`) of all that a ledger names; ``timed`` as
    :func:`graph.mapping.minutes.meeting_iri` has it."""

    profile: Profile
    iris: Iris
    ledger: Ledger
    timed: bool = False
    # The minutes that were looked at, of which the reader tells nothing where they go as a whole.
    seen: list[Minutes] = field(default_factory=list, compare=False)

    def in_text(self, text: str) -> Removal:
        """The names of people."""
        names = tuple(people_in(text, self.iris, self.ledger.people))
        return Removal(
            names, gone=frozenset(str(self.iris.person(mark(text[s.start : s.end]))) for s in names)
        )

    def in_minutes(self, minutes: Minutes) -> Removal:
        """The meeting, or its items and the attachments of others."""
        if not self.ledger.iris or minutes.body is None or minutes.date is None:
            return Removal()
        self.seen.append(minutes)
        meeting = meeting_iri(minutes, self.profile, self.iris, self.timed)
        day = meeting_iri(minutes, self.profile, self.iris)
        withdrawn = self.ledger.known_as(str(meeting), str(day), minutes.start_time or "")
        if str(meeting) in withdrawn:
            return Removal(whole=True)
        items = [one for one in minutes.items if str(iri.item(meeting, one.number_in_address)) in withdrawn]
        listed = [one for one in _attachments(minutes, meeting, self.iris) if str(one[0]) in withdrawn]
        marked, blanked = _places(minutes, items, [(one, item) for _, one, item in listed])
        gone = frozenset(str(document) for document, _, _ in listed)
        return Removal(tuple(marked), tuple(blanked), frozenset(item.number for item in items), gone)


def people_in(text: str, iris: Iris, people: frozenset[str]) -> list[Span]:
    """Where the names of these people stand, also in the genitive and across line ends.

    Only the IRIs of the people are known, so each run of two to ten words is tried.
    """
    found = []
    words = list(_WORD.finditer(text)) if people else []
    for at, first in enumerate(words):
        for before, last in zip(
            words[at : at + _LONGEST_NAME], words[at + 1 : at + _LONGEST_NAME], strict=False
        ):
            if not _BETWEEN.fullmatch(text, before.end(), last.start()):
                break
            name = text[first.start() : last.end()].rstrip(".'’-")
            for form in {name, _GENITIVE.sub("", name)}:
                if str(iris.person(form)) in people:
                    found.append(Span(first.start(), first.start() + len(form)))
    return found


def expunge(graph: Graph, gone: Iterable[str]) -> None:
    """Leave things out of a graph: all that is said of them and points to them, what stands below them, and
    what says nothing but that a person was there or was named."""
    for thing in map(URIRef, gone):
        told = {
            s
            for p in (term("attendee"), term("observedHolder"), OA.hasBody)
            for s in graph.subjects(p, thing)
        }
        below = {s for s in graph.subjects() if str(s).startswith(f"{thing}/")}
        for node in {thing} | told | below:
            graph.remove((node, None, None))
            graph.remove((None, None, node))


def _attachments(
    minutes: Minutes, meeting: URIRef, iris: Iris
) -> Iterator[tuple[URIRef, Attachment, AgendaItem]]:
    for item in minutes.items:
        for order, one in enumerate(item.attachments, start=1):
            number = one.document_number.text if one.document_number else ""
            yield iris.attachment(iri.item(meeting, item.number_in_address), order, number), one, item


def _places(
    minutes: Minutes, items: list[AgendaItem], attachments: list[tuple[Attachment, AgendaItem]]
) -> tuple[list[Span], list[Span]]:
    """Where the titles of items and attachments stand, and where all other words of the items do."""
    document = Document(minutes.source, minutes.text)
    titles = [span for item in items for span in _titles(item)]
    blank = [span for item in items for span in _words(item, minutes, document)]
    for attachment, item in attachments:
        titles += _listings(minutes, attachment, item)
    kept = [*titles, *(Span(_start(one, document), one.title.span.start) for one in items)]
    return titles, _outside(blank, kept)


def _titles(item: AgendaItem) -> list[Span]:
    return [item.title.span, *([item.title_toc.span] if item.title_toc else [])]


def _words(item: AgendaItem, minutes: Minutes, document: Document) -> Iterator[Span]:
    """All that is an item's, and what may be: the text up to the next heading that no rule explained, and
    under a closed item all there is."""
    yield item.span
    yield from _quoted(item)
    behind = minutes.items.index(item) + 1
    before, after = minutes.items[:behind], minutes.items[behind:]
    start = max((_start(one, document) for one in before if not one.heading_lost), default=0)
    ends = (_start(one, document) for one in after if not one.heading_lost)
    end = min(ends, default=len(minutes.text))
    if item.closed and not item.heading_lost:
        yield Span(item.span.start, end)
    yield from (one.quote.span for one in minutes.unread if start <= one.quote.span.start < end)


def _start(item: AgendaItem, document: Document) -> int:
    """Where the heading of an item begins; the span of a closed one is its title."""
    return document.lines[item.lines[0] - 1].start


def _quoted(value: object) -> Iterator[Span]:
    """The places of all that was read into a value."""
    if isinstance(value, Quote):
        yield value.span
    elif isinstance(value, tuple):
        for one in value:
            yield from _quoted(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _quoted(getattr(value, each.name))


def _listings(minutes: Minutes, attachment: Attachment, item: AgendaItem) -> list[Span]:
    """Where an item has the title of an attachment: older minutes list it twice."""
    title = attachment.title.text
    words = r"\s+".join(map(re.escape, title.split()))
    alone = (
        words if len(title) >= _DISTINCTIVE else rf"(?m:(?<=^){words}(?=\s*$)|(?<=[-•*o]\s){words}(?=\s*$))"
    )
    found = re.finditer(alone, minutes.text[item.span.start : item.span.end], re.IGNORECASE)
    spans = [Span(item.span.start + each.start(), item.span.start + each.end()) for each in found]
    return [attachment.title.span, *spans]


def _outside(spans: list[Span], kept: list[Span]) -> list[Span]:
    """The stretches of some spans that lie outside the kept ones."""
    stretches = []
    for span in spans:
        start = span.start
        for other in sorted(one for one in kept if one.start < one.end):
            if other.end > start and other.start < span.end:
                stretches.append(Span(start, max(start, other.start)))
                start = other.end
        stretches.append(Span(start, max(start, span.end)))
    return [span for span in stretches if span.start < span.end]
