"""What a source with a structure of its own tells of one meeting, before any word of it is read.

The readers of FirstAgenda, eDoc, SBSYS and Acadre fill it; nothing behind it knows the source. Strings are as
the source has them, with markup where ``html`` says so; :mod:`graph.readers.protocol.render` makes the text.
"""

from dataclasses import dataclass, field

from graph.minutes.model import AGENDA, MINUTES, SUPPLEMENT, Finding, SourceId


@dataclass(frozen=True, slots=True)
class RecordedPerson:
    """Who took part, or did not; ``status`` and the rest as :class:`graph.minutes.model.Presence`."""

    name: str
    status: str = "present"
    party: str | None = None
    role: str | None = None
    substitute_for: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedSection:
    """A part of an item as the source keeps it apart.

    ``heading`` is as printed, empty where there is none. ``content`` is plain text, or HTML where ``html``
    is true; headings within it open sections of their own, but are words like any other where it is
    ``whole``: then the source keeps its sections apart itself. ``kind`` is a code of ``afsnitstype`` where
    the source has it as data, and empty where the heading must tell it; a decision names its ``body`` and
    ``date`` (ISO 8601), and the item's ``number`` at that meeting, where the source does.
    """

    heading: str
    content: str
    html: bool = False
    whole: bool = False
    kind: str = ""
    body: str | None = None
    date: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedAttachment:
    """A document listed with an item; one that must not be public is left out by the reader of the format."""

    title: str
    document_number: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """A body on the path of a case, with the day (ISO 8601) that is planned or was held."""

    body: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """An item of the agenda, in the order of the meeting. ``number`` is as printed (`7`, `1.1`, `lukket-2`).

    Of a ``closed`` one nothing but number, title and case numbers is kept, whatever the source shows
    (DESIGN.md, section 5); ``withheld`` is the meeting's own decision of it, which is read only where the
    municipality itself has published that.
    """

    number: str
    title: str
    closed: bool = False
    case_numbers: tuple[str, ...] = ()
    case_title: str | None = None
    document_number: str | None = None
    journal_number: str | None = None
    case_type: str | None = None
    sections: tuple[RecordedSection, ...] = ()
    withheld: tuple[RecordedSection, ...] = ()
    path: tuple[RecordedStep, ...] = ()
    attachments: tuple[RecordedAttachment, ...] = ()
    attendance: tuple[RecordedPerson, ...] = ()
    supplementary: bool = False
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """One meeting as one file tells it. ``kind`` is a code of ``dokumentart``; dates and times are local
    (ISO 8601: ``2024-05-27``, ``17:00``), ``published_at`` has its offset. ``body`` is without a period
    (`Byråd`), ``body_printed`` as the source has it (`Byråd 2022-2025`). ``closed`` is a meeting of which
    nothing is public."""

    body: str
    date: str | None
    kind: str = "referat"
    # Of a supplementary agenda: whether its meeting is held, so that it has decisions.
    held: bool = False
    body_printed: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    published_at: str | None = None
    participants: tuple[RecordedPerson, ...] = ()
    guests: tuple[str, ...] = ()
    items: tuple[RecordedItem, ...] = ()
    closed: bool = False
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None
    # Since when (ISO 8601) the source has it no more.
    gone_since: str | None = None
    findings: tuple[Finding, ...] = field(default=())


def kind_of_document(*, supplement: bool, decides: bool) -> str:
    """The code of ``dokumentart``. Minutes of a supplement (`Tillægsreferat`) are of its kind: they lie
    beside those of the meeting, whose items theirs are."""
    return SUPPLEMENT if supplement else MINUTES if decides else AGENDA
