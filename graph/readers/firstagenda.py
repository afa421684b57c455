"""Meetings as FirstAgenda Publication answers them (``/api/agenda/dagsorden/{meeting}``), a JSON file each.

Nothing in an answer is trusted to be of its type. All sections of an item are in one field of HTML; which
items are closed is said by their titles and by what is missing, for ``IsOpen`` is false throughout in some
municipalities.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.minutes.model import Finding, SourceId
from graph.readers.encodings import decoded
from graph.readers.protocol.agenda import MOST_ITEMS, Told, in_order, says_closed
from graph.readers.protocol.permalinks import permalink
from graph.readers.protocol.reader import ProtocolReader
from graph.readers.protocol.record import (
    RecordedAttachment,
    RecordedItem,
    RecordedMeeting,
    RecordedPerson,
    RecordedSection,
)
from graph.readers.protocol.values import (
    closed_title,
    moment,
    person,
    squeezed,
    status_of,
    without_period,
)
from graph.readers.rendering import Unreadable

SYSTEM = "firstagenda"
HARVESTED = "Sagsgraf"
"""The key under which a harvest tells what it knows of a meeting beside the answer."""
_KEY = b'"Dagsordenpunkter"'
_BEGINS = re.compile(rb"[\x00\s\xef\xbb\xbf\xfe\xff]*\{")
_ZERO = "00000000-0000-0000-0000-000000000000"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HOST = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?/", re.IGNORECASE)
_RELEASED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")
_SUPPLEMENT = re.compile(r"\s*tillæg", re.IGNORECASE)
# No meeting, but a collection of the members' questions and of the answers to them.
_MAILBOX = re.compile(r"\W*spørgsmål\s*(?:/|og|&)\s*svar\b", re.IGNORECASE)
_SIGNATURES = re.compile(r"\s*underskrift", re.IGNORECASE)
_WORDS = re.compile(r"(?:<[^<>]*>|&nbsp;|&#xa0;|&#160;|\s)+", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which an escape may stand for
_NUMBER = re.compile(r"\d{1,6}(?:[.-]\d{1,4})*[a-zæøå]?", re.IGNORECASE)
_LONGEST = 5_000  # characters of a title, a name or a place
_MOST = MOST_ITEMS + 1
_CUT_AT = 50  # characters of a place


class FirstAgendaReader(ProtocolReader):
    """Reads the answers that have a meeting's items."""

    name = "firstagenda"
    label = "et møde fra FirstAgenda"
    suffixes = (".json",)
    version = 6

    def recognises(self, name: str, data: bytes) -> bool:
        return _BEGINS.match(data) is not None and (_KEY in data or _KEY in data.replace(b"\x00", b""))

    def record(self, source: str, data: bytes) -> RecordedMeeting:
        return _Meeting(_loaded(data)).record()


def _loaded(data: bytes) -> Mapping[str, Any]:
    """The object in a file. Raises :class:`Unreadable` for anything else."""
    read = decoded(data)
    if not read.text:
        raise _broken()
    try:
        told = json.loads(read.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise _broken() from None
    if not isinstance(told, dict):
        raise _broken()
    return told


def _broken() -> Unreadable:
    return Unreadable("broken-file", "Filen er beskadiget eller skåret af og kan ikke læses.")


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list, as many as any meeting has of anything."""
    return [one for one in value[:_MOST] if isinstance(one, dict)] if isinstance(value, list) else []


def _list(value: object) -> list[object]:
    return value[:_MOST] if isinstance(value, list) else []


def _text(value: object) -> str:
    """A string, or a number as one; anything else is none."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**12
    return str(value) if whole else ""


def _short(value: object) -> str:
    """A value as it is seen; one that is longer than any title is none."""
    text = _text(value)
    return squeezed(text) if len(text) <= _LONGEST else ""


def _first(told: Mapping[str, Any], *names: str) -> str:
    """The first of some fields that says something."""
    return next((value for name in names if (value := _short(told.get(name)))), "")


def _guid(value: object) -> str:
    """An identifier in small letters; empty for what is none, or all zeros."""
    text = _text(value).strip().lower()
    return text if len(text) == len(_ZERO) and _GUID.fullmatch(text) and text != _ZERO else ""


@dataclass(frozen=True, slots=True)
class _Field:
    """The field of an item: what it is called, its HTML, and whether a document stands behind it."""

    heading: str
    html: str
    link: str
    has_document: bool
    denies: bool


def _field(told: Mapping[str, Any]) -> _Field:
    link = _text(told.get("Link")).strip()
    document = _text(told.get("DocumentId")).strip()
    return _Field(
        heading=_short(told.get("Navn")),
        html=_text(told.get("Html")) or html.escape(_text(told.get("Tekst")), quote=False),
        link=link,
        has_document=bool(_guid(document) or link),
        denies=document == _ZERO and not link,
    )


class _Meeting:
    """One answer in the reading."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.answer = told
        self.body, self.meeting = _object(told.get("Udvalg")), _object(told.get("Moede"))
        self.items = _objects(told.get("Dagsordenpunkter"))
        if len(self.items) > MOST_ITEMS:
            raise Unreadable("too-much", f"Filen har mere end {MOST_ITEMS} punkter.")
        if not self.body and not self.meeting:
            raise Unreadable("not-minutes", "Filen siger ikke, hvilket møde den er fra.")
        self.told = Told()
        self.ours = _object(told.get(HARVESTED))
        self.name = _short(self.meeting.get("Navn"))
        self.host = self._host()
        self.id = _guid(told.get("Id")) or next(
            (found for one in self.items if (found := _guid(one.get("AgendaUid")))), ""
        )
        # Where it is false of all items it says nothing.
        self.open_is_told = any(one.get("IsOpen") is True for one in self.items)

    def record(self) -> RecordedMeeting:
        printed = _short(self.body.get("Navn"))
        start = moment(_first(self.meeting, "Dato", "MeetingBeginUtc"))
        kind = self._kind(printed)
        place = _text(self.meeting.get("Sted"))[:_LONGEST]
        self.told.add("place-truncated", len(place) == _CUT_AT)
        participants = tuple(self._participants())
        if kind == "referat" and not participants:
            self.told.add("participants-missing")
        closed = says_closed(self.name, printed)
        items = self._items(closed, supplement=kind == "tillaegsdagsorden", minutes=kind == "referat")
        return RecordedMeeting(
            body=_body(printed),
            body_printed=printed or None,
            date=start.date,
            kind=kind,
            held=kind == "tillaegsdagsorden" and self.meeting.get("Afsluttet") is True,
            start_time=start.time,
            end_time=moment(_short(self.meeting.get("MeetingEndUtc"))).time,
            place=squeezed(place) or None,
            published_at=_released(_short(self.meeting.get("ReleasedDate"))),
            participants=participants,
            items=items,
            closed=closed,
            source_ids=self._source_ids(),
            permalink=permalink(SYSTEM, self.host, self.id),
            gone_since=self._gone(),
            findings=(*self.told.findings, *_no_meeting(printed)),
        )

    def _kind(self, body: str) -> str:
        """Minutes are called `Dagsorden` in many places; only ``Afsluttet`` tells."""
        supplement = (
            _SUPPLEMENT.match(self.name) is not None
            or self.meeting.get("IsSupplementaryAgenda") is True
            or self.answer.get("TillaegsDagsorden") is True
        )
        ended = self.meeting.get("Afsluttet") is True and not _MAILBOX.match(body)
        kind = "referat" if ended else "dagsorden"
        kind = "tillaegsdagsorden" if supplement else kind
        self.told.add("not-minutes", kind != "referat" and not _MAILBOX.match(body))
        return kind

    def _gone(self) -> str | None:
        """Since when the site has the meeting no more, as the harvest found."""
        told = moment(_short(self.ours.get("Gone"))).date
        self.told.add("gone-from-source", told is not None)
        return told

    def _host(self) -> str:
        """The host that answered: nothing names it but the links of the items."""
        links = (_short(field.get("Link")) for one in self.items for field in _objects(one.get("Felter")))
        linked = (found[1].lower() for link in links if (found := _HOST.match(link.strip())))
        told = _short(self.ours.get("Host")).lower()
        return next(linked, told if _HOST.match(f"https://{told}/") else "")

    def _source_ids(self) -> tuple[SourceId, ...]:
        known = (
            ("meeting", self.id),
            ("body", _guid(self.body.get("Id"))),
            ("organisation", _guid(self.body.get("OrganisationId"))),
        )
        here = [SourceId(SYSTEM, kind, value, self.host) for kind, value in known if value]
        # A meeting that has no identifier of its own has not that of its closed part.
        parts = (_guid(one) for one in _list(self.ours.get("ClosedIds")) if self.id)
        here += [SourceId(SYSTEM, "meeting", value, self.host) for value in parts if value]
        former = (_guid(one) for one in _list(self.ours.get("FormerIds")))
        here += [SourceId(SYSTEM, "meeting", value, self.host, former=True) for value in former if value]
        return tuple({one.value: one for one in reversed(here)}.values())[::-1]

    def _participants(self) -> Iterable[RecordedPerson]:
        for one in _objects(self.meeting.get("Moededeltagere")):
            status = "present"
            if one.get("ParticipationCancelled") is True:
                status = "excused"
            elif one.get("Absent") is True:
                status = "absent"
            if found := person(_short(one.get("Name")), status):
                yield found

    def _items(self, closed: bool, supplement: bool, minutes: bool) -> tuple[RecordedItem, ...]:
        items, skipped = [], []
        for one in sorted(self.items, key=_sorting):
            printed = _first(one, "Number", "Punktnummer")
            number = printed if _NUMBER.fullmatch(printed) else ""
            item = self._item(one, number, closed, supplement, minutes)
            if item.title:
                items.append(item)
            else:
                self.told.add("item-without-title")
                skipped.append(item.number)
        if not self.open_is_told and not all(one.closed for one in items):
            self.told.add("isopen-unreliable", len(items))
        return in_order(items, self.told, skipped, sort=False)

    def _item(
        self, told: Mapping[str, Any], number: str, closed: bool, supplement: bool, minutes: bool
    ) -> RecordedItem:
        fields = [_field(one) for one in _objects(told.get("Felter"))]
        by_title, title = closed_title(_first(told, "Caption", "Navn"))
        by_title = by_title or closed_title(_short(told.get("Navn")))[0]
        identifier = _guid(told.get("Id"))
        cases = _first(told, "CaseNumber", "SagsNummer")
        is_closed = closed or by_title or self._is_closed(told, fields)
        content = [one.html for one in fields]
        if minutes and not is_closed and not _SIGNATURES.match(title):
            self.told.add("text-only-as-pdf", not _holds_words(content) and any(one.link for one in fields))
        return RecordedItem(
            number=number,
            title=title,
            closed=is_closed,
            case_numbers=(cases,) if cases else (),
            sections=tuple(
                RecordedSection(one.heading, one.html, html=True) for one in fields if one.html.strip()
            ),
            attachments=() if is_closed else tuple(self._attachments(told.get("Bilag"))),
            attendance=() if is_closed else tuple(_absent(told.get("ExternalAgendaItemAttendees"))),
            supplementary=supplement,
            source_ids=(SourceId(SYSTEM, "item", identifier, self.host),) if identifier else (),
            permalink=permalink(SYSTEM, self.host, self.id, identifier),
        )

    def _attachments(self, told: object) -> Iterable[RecordedAttachment]:
        """In their order; where that is the same for several, as they stand."""
        for one in sorted(
            _objects(told), key=lambda one: order if isinstance(order := one.get("Order"), int) else 0
        ):
            title = _first(one, "Navn")
            if title and self.told.lists(title, public=True):
                yield RecordedAttachment(title, id=_guid(one.get("Id")) or None)

    def _is_closed(self, told: Mapping[str, Any], fields: Sequence[_Field]) -> bool:
        """By what is missing, or by ``IsOpen`` where that says anything; in doubt it is closed."""
        if any(one.denies for one in fields):
            return True
        if told.get("IsOpen") is True:
            return False
        return self.open_is_told or not any(one.has_document for one in fields)


def _body(printed: str) -> str:
    """A body's name without its period; a stop in front of it only sorts it first."""
    bare = without_period(printed)
    return f".{bare}" if printed.startswith(".") and not bare.startswith(".") else bare


def _no_meeting(body: str) -> Iterable[Finding]:
    """That a body is none, and has no meetings to publish."""
    if _MAILBOX.match(body):
        message = "Det er en samling af spørgsmål og svar og ikke et møde."
        yield Finding("violation", "not-minutes", message)


def _released(text: str) -> str | None:
    match = _RELEASED.match(text.strip())
    return f"{match[1]}{'+00:00' if match[2] == 'Z' else match[2] or ''}" if match else None


def _sorting(told: Mapping[str, Any]) -> float:
    value = told.get("Sorting")
    return (
        float(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
        else 10**9
    )


def _holds_words(content: Iterable[str]) -> bool:
    return any(_WORDS.sub("", one) for one in content)


def _absent(told: object) -> Iterable[RecordedPerson]:
    """Those who were not there for an item."""
    for one in _objects(told):
        reason = _short(one.get("Reason"))
        status = status_of(reason) or "absent"
        note = "" if status_of(reason) else reason
        if found := person(_short(one.get("Name")), status, note=note):
            yield found
