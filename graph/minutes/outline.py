"""What a source with a structure of its own tells of where things stand in the text that was rendered of it.

The side list of a :class:`graph.minutes.document.Document`. It holds places in the text, and beside them only
what is no words of it: codes, days, times, and by what the source knows a thing. So whatever is taken out of
the text is gone from here too.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from graph.minutes.model import MINUTES, SourceId, Span


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """A person; ``status`` and the rest are those of :class:`graph.minutes.model.Presence`."""

    name: Span
    status: str = "present"
    party: Span | None = None
    substitute_for: Span | None = None
    note: Span | None = None


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A part of an item: its ``heading``, if it has one, and its ``text``, empty where nothing stands there.

    ``kind`` is a code of ``afsnitstype``; of a ``known`` one the source or the heading tells it. ``body`` is
    where a decision's body is named, ``date`` its day and ``number`` the item's at that meeting.
    """

    kind: str
    text: Span
    heading: Span | None = None
    known: bool = True
    body: Span | None = None
    date: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class StepPlace:
    """A body on the path of a case, and the day that is planned or was held."""

    body: Span
    date: str | None = None


@dataclass(frozen=True, slots=True)
class AttachmentPlace:
    """A document listed with an item."""

    title: Span
    document_number: Span | None = None


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item; ``span`` is all of it, from its ``heading`` on. Of a ``closed`` one the ``withheld`` sections
    are what the source shows beside title and numbers. ``address`` is as
    :attr:`graph.minutes.model.AgendaItem.address`."""

    number: str
    heading: Span
    title: Span
    span: Span
    closed: bool = False
    case_numbers: tuple[Span, ...] = ()
    case_title: Span | None = None
    document_number: Span | None = None
    journal_number: Span | None = None
    case_type: Span | None = None
    sections: tuple[SectionPlace, ...] = ()
    withheld: tuple[SectionPlace, ...] = ()
    path: tuple[StepPlace, ...] = ()
    attachments: tuple[AttachmentPlace, ...] = ()
    attendance: tuple[PersonPlace, ...] = ()
    supplementary: bool = False
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None
    address: str | None = None

    @property
    def bare(self) -> "ItemPlace":
        """No more of it than its number and its title."""
        return ItemPlace(self.number, self.heading, self.title, self.span, self.closed, address=self.address)


@dataclass(frozen=True, slots=True)
class Outline:
    """The head of a meeting and its items; ``body_printed`` is the body with its period. The codes, days and
    times are those of :class:`graph.minutes.model.Minutes`."""

    kind: str = "referat"
    held: bool = False
    body: Span | None = None
    body_printed: Span | None = None
    date: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: Span | None = None
    published_at: str | None = None
    participants: tuple[PersonPlace, ...] = ()
    guests: tuple[Span, ...] = ()
    items: tuple[ItemPlace, ...] = ()
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None
    # Since when (ISO 8601) the source has it no more.
    gone_since: str | None = None

    @property
    def decides(self) -> bool:
        """Whether it has decisions: minutes do, and a supplement of a meeting that is held."""
        return self.kind == MINUTES or self.held

    def without_items(self, numbers: Collection[str]) -> "Outline":
        """Nothing but number and title of the items of those numbers."""
        return replace(self, items=tuple(one.bare if one.number in numbers else one for one in self.items))


def as_json(outline: Outline) -> dict[str, Any]:
    """The outline as JSON holds it; a place is its two offsets."""
    told: dict[str, Any] = _plain(outline)
    return told


def from_json(told: dict[str, Any]) -> Outline:
    """The outline that :func:`as_json` made it of."""
    outline: Outline = _built(Outline, told)
    return outline


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, SourceId):
        return asdict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        named = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: _plain(one) for each, one in named if one != each.default}
    return value


def _built(wanted: Any, told: Any) -> Any:
    """A value of a type, of what JSON has of it."""
    if told is None:
        return None
    if get_origin(wanted) in (Union, UnionType):
        return _built(next(one for one in get_args(wanted) if one is not type(None)), told)
    if get_origin(wanted) is tuple:
        return tuple(_built(get_args(wanted)[0], one) for one in told)
    if wanted is Span:
        return Span(*told)
    if is_dataclass(wanted) and isinstance(wanted, type):
        types = get_type_hints(wanted)
        return wanted(**{name: _built(types[name], value) for name, value in told.items()})
    return told
