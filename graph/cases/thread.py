"""The thread of a case: what may be the same matter under other numbers, as one course, each with its reason.

A thread is followed from the case by its links, to what they lead to and one step on. Nothing of it is
asserted: two cases of a thread are two cases.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from graph.cases.facts import Handling
from graph.cases.link import NAMED, PROPOSED_KINDS
from graph.cases.trail import LinkDetails, TrailReader
from graph.ontology.iris import kind_of
from graph.ontology.terms import term
from graph.release.archive import Release
from graph.store.oxigraph import Store

MOST = 20
"""So many cases and items a thread has."""
FAIRLY_SURE = 0.75
_ON = 0.55  # so sure links must be to be followed further than to the case itself
_KINDS = PROPOSED_KINDS | {"fortsaetter", "henviser"}

Sureness = Literal["sure", "fairly sure", "proposed"]


@dataclass(frozen=True, slots=True)
class Strand:
    """A case, or an item of a number that covers several topics, in a thread, by its IRI: the link that ties
    it to ``tied_to``, which is nearer to the case that is asked for, and its handlings in order of time.
    ``number`` is empty for an item without one."""

    subject: str
    number: str
    title: str
    tied_to: str
    link: LinkDetails
    handlings: tuple[Handling, ...]

    @property
    def sureness(self) -> Sureness:
        return sureness(self.link)

    @property
    def first(self) -> str:
        return self.handlings[0].date if self.handlings else ""

    @property
    def last(self) -> str:
        return self.handlings[-1].date if self.handlings else ""


def trace_thread(release: Release, case: str) -> list[Strand]:
    """The thread of a case (IRI) in a release, with reasons in English."""
    with Store.open_read_only(release.store) as store:
        reader = TrailReader(release, store, "en")
        return thread(reader, reader.trail(case).own)


def describe_thread(strands: Iterable[Strand]) -> list[dict[str, Any]]:
    """A thread as JSON has it."""
    return [
        {
            "subject": one.subject,
            "number": one.number,
            "title": one.title,
            "first": one.first,
            "last": one.last,
            "tied_to": one.tied_to,
            "link": one.link.link,
            "kind": one.link.kind,
            "status": one.link.status,
            "sureness": one.sureness,
            "confidence": one.link.confidence,
            "reason": one.link.reason,
            "evidence": list(one.link.evidence),
            "handlings": [
                {"date": item.date, "item": item.item, "title": item.title, "closed": item.closed}
                for item in one.handlings
            ],
        }
        for one in strands
    ]


def sureness(link: LinkDetails) -> Sureness:
    """How sure a link is, in words: what the minutes say or people confirmed is."""
    if link.status != "foreslaaet":
        return "sure"
    return "fairly sure" if link.confidence >= FAIRLY_SURE else "proposed"


def thread(reader: TrailReader, own: Collection[str]) -> list[Strand]:
    """What the links of a case lead to, the surest first; ``own`` are its numbers and items (IRIs)."""
    found: dict[str, Strand] = {}
    _follow(reader, own, "", 0.0, found, set(own))
    for near in list(found.values()):
        if near.link.kind in PROPOSED_KINDS - {NAMED} and near.link.confidence >= _ON:
            beyond = {near.subject, *(item.item for item in near.handlings)}
            _follow(reader, beyond, near.subject, _ON, found, set(own))
    return list(found.values())


def _follow(
    reader: TrailReader,
    things: Collection[str],
    tied_to: str,
    least: float,
    found: dict[str, Strand],
    own: set[str],
) -> None:
    """Add what the links of some things lead to, up to :data:`MOST` in all; of several links of the same the
    surest is kept."""
    for link in reader.each_link(things, False, least, PROPOSED_KINDS if tied_to else _KINDS):
        if len(found) >= MOST:
            return
        other = link.target.iri if link.origin.iri in things else link.origin.iri
        subject = _subject(reader, other)
        if subject and other not in own and subject not in own and subject not in found:
            found[subject] = _strand(reader, subject, tied_to, link)


def _subject(reader: TrailReader, end: str) -> str | None:
    """The case that an end of a link is, or is of; the item itself where it has no number or one of several
    topics; nothing of a meeting."""
    if kind_of(end) == "sag":
        return end
    item = reader.facts.handling(end)
    if item is None or not item.single:
        return None
    return reader.facts.subject(item)[0]


def _strand(reader: TrailReader, subject: str, tied_to: str, link: LinkDetails) -> Strand:
    facts = reader.facts
    items = [one for one in facts.of_case(subject) if one.single] or facts.handlings((subject,))
    numbers = facts.of(subject, term("caseNumber"))
    if not numbers and items:
        numbers = tuple(number for case in items[-1].cases if (number := reader.number(case)))
    title = items[-1].title if items else ""
    return Strand(subject, next(iter(numbers), ""), title, tied_to, link, tuple(items))
