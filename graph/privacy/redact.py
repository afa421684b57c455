"""Minutes without what was withdrawn: its words are taken out of the text before anything is read from it.

What is taken out is replaced character by character, so every other span stays true. The title of an item
or an attachment and the name of a person become a mark of letters x, which the reader takes for what stood
there; so all else is read as before, and what the marks are read as is then left out. All other words of
an item become blanks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from rdflib import Graph, URIRef

from graph.mapping.minutes import meeting_iri
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Attachment, Minutes, Quote, Span
from graph.municipality.profile import Profile
from graph.ontology import iris as iri
from graph.ontology.iris import Iris
from graph.ontology.terms import OA, term
from graph.privacy.ledger import Ledger
from graph.readers.layout.parse import parse

_WORD = re.compile(r"[^\W_][\w.'’-]*")
_GENITIVE = re.compile(r"['’]?s$")
_LONGEST_NAME = 10  # words
# What may stand between the words of a name, as in: Jens "Bubber" Hansen.
_BETWEEN = re.compile(r"[\s\"“”'’/().]*")
_DISTINCTIVE = 12  # characters of a title that is looked for within lines, too


@dataclass(frozen=True)
class Redacted:
    """Minutes as they may be published; ``gone`` are the things to be left out of their graph, and
    ``touched`` says whether anything was withdrawn here. Of a meeting ``withdrawn`` as a whole nothing may
    be published."""

    minutes: Minutes
    gone: frozenset[URIRef] = frozenset()
    touched: bool = False
    withdrawn: bool = False


def read_without(document: Document, profile: Profile, iris: Iris, ledger: Ledger) -> Redacted:
    """What a document says beside what the ledger names."""
    names = people_in(document.text, iris, ledger.people)
    gone = {iris.person(_mark(document.text[span.start : span.end])) for span in names}
    document = _marked(document, names)
    minutes = parse(document, profile)
    if not ledger.iris or minutes.body is None or minutes.date is None:
        return Redacted(minutes, frozenset(gone), bool(names))
    meeting = meeting_iri(minutes, profile, iris)
    if str(meeting) in ledger.iris:
        return Redacted(minutes, touched=True, withdrawn=True)
    items = [item for item in minutes.items if str(iri.item(meeting, item.number)) in ledger.iris]
    listed = [one for one in _attachments(minutes, meeting, iris) if str(one[0]) in ledger.iris]
    if items or listed:
        gone |= {document_iri for document_iri, _, _ in listed}
        minutes = _without(document, profile, minutes, items, [(one, item) for _, one, item in listed])
    return Redacted(minutes, frozenset(gone), bool(names or items or listed))


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


def expunge(graph: Graph, gone: Iterable[URIRef]) -> None:
    """Leave things out of a graph: all that is said of them and points to them, what stands below them, and
    what says nothing but that a person was there or was named."""
    for thing in gone:
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
            yield iris.attachment(iri.item(meeting, item.number), order, number), one, item


def _without(
    document: Document,
    profile: Profile,
    minutes: Minutes,
    items: list[AgendaItem],
    attachments: list[tuple[Attachment, AgendaItem]],
) -> Minutes:
    """The minutes read anew, from a text without the words of the items and the attachments."""
    titles = [span for item in items for span in _titles(item)]
    blank = [span for item in items for span in _words(item, minutes, document)]
    for attachment, item in attachments:
        titles += _listings(minutes, attachment, item)
    blank = _outside(blank, [*titles, *(Span(_start(one, document), one.title.span.start) for one in items)])
    again = parse(_marked(document, titles).without(blank), profile)
    numbers = {item.number for item in items}
    return replace(again, items=tuple(item for item in again.items if item.number not in numbers))


def _titles(item: AgendaItem) -> list[Span]:
    return [item.title.span, *([item.title_toc.span] if item.title_toc else [])]


def _words(item: AgendaItem, minutes: Minutes, document: Document) -> Iterator[Span]:
    """All that is an item's, and what may be: the text up to the next heading that no rule explained, and
    under a closed item all there is."""
    yield item.span
    yield from _quoted(item)
    headed = [one for one in minutes.items if not one.heading_lost]
    start = max((_start(one, document) for one in headed if one.number <= item.number), default=0)
    ends = (_start(one, document) for one in headed if one.number > item.number)
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


def _marked(document: Document, spans: list[Span]) -> Document:
    text = document.text
    for span in spans:
        text = text[: span.start] + _mark(text[span.start : span.end]) + text[span.end :]
    return replace(document, text=text) if spans else document


def _mark(words: str) -> str:
    """As many characters, which tell nothing but where words begin and end."""
    return "".join("X" if c.isupper() else "x" if c.isalnum() else c for c in words)


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
