"""A meeting as a FirstAgenda site answers with it: checked, without what is closed, known by its content."""

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.harvest.catalogue import Entry
from graph.privacy.cpr import cpr_numbers

PATH = "/api/agenda/dagsorden/"

_DEEPEST = 40  # levels of an answer
_ITEMS = 10_000
_VALUES = 2_000_000
_ZERO = "00000000-0000-0000-0000-000000000000"
_CLOSED = re.compile(r"(?<!\s)\s*+lukket\s*:", re.IGNORECASE)
# What is told of a closed item, and how it is known for one.
_KEPT = {
    "Id", "AgendaUid", "IntegrationUid", "CorporationUid", "SourceId", "Number", "Punktnummer", "Sorting",
    "Caption", "Navn", "CaseNumber", "SagsNummer", "IsOpen", "Felter",
}  # fmt: skip
_KEPT_OF_FIELDS = {"Id", "Link", "DocumentId"}
_TAG = re.compile(r"</?([A-Za-z]*+)[^<>]*+>")
# Elements that go on in the line they stand in; all others break it.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u",
}  # fmt: skip


CLOSED_FIELD = {"Navn": "", "Html": "", "Tekst": None, "Id": _ZERO, "Link": "", "DocumentId": _ZERO}
"""The field by which an item is known to be closed."""


class MeetingError(ValueError):
    """An answer that is not the meeting that was asked for, or is past the bounds."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An answer as it is kept: ``data`` are its bytes, ``sha256`` that of its content, however it is spelled.

    ``opens`` says whether some item says that it is open; ``left_out`` is how many closed items had content
    that was left out, and ``personal`` whether something shown has the form of a CPR number.
    """

    told: dict[str, Any]
    data: bytes
    sha256: str
    opens: bool
    left_out: int
    personal: bool


def load(data: bytes) -> Any:
    """The value that bytes of JSON spell; raises :class:`MeetingError` for bytes that spell none within the
    bounds of depth and of number."""
    try:
        told = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else "it is not JSON"
        raise MeetingError(reason) from None
    waiting, values = [(told, 1)], 0
    while waiting:
        value, depth = waiting.pop()
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        values += len(inner)
        if depth > _DEEPEST or values > _VALUES:
            raise MeetingError("it is nested too deep" if depth > _DEEPEST else "it holds too much")
        waiting += [(one, depth + 1) for one in inner if isinstance(one, dict | list)]
    return told


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def read(data: bytes, entry: Entry, tells_open: bool, keep_closed: bool) -> Meeting:
    """The meeting of an entry.

    ``tells_open`` says whether the items of this site say truly that they are open; ``keep_closed``, that the
    content of closed items is kept. Raises :class:`MeetingError`.
    """
    told = load(data)
    if not isinstance(told, dict) or str(told.get("Id", "")).lower() != entry.id:
        raise MeetingError("it is not the meeting that was asked for")
    items = told.get("Dagsordenpunkter")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise MeetingError("it has no list of items")
    if len(items) > _ITEMS:
        raise MeetingError(f"it has more than {_ITEMS} items")
    opens = any(item.get("IsOpen") is True for item in items)
    left_out = 0 if keep_closed else strip_closed(told, entry, tells_open or opens)
    if left_out:
        data = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
    personal = any(any(cpr_numbers(text)) for text in _shown(told))
    return Meeting(told, data, hashlib.sha256(_canonical(told)).hexdigest(), opens, left_out, personal)


def strip_closed(told: dict[str, Any], entry: Entry, tells_open: bool) -> int:
    """Take all but number, title and case number out of the closed items of a meeting that was checked; how
    many items had more."""
    closed = entry.kind == "closed minutes"
    items = told["Dagsordenpunkter"]
    return sum(_strip(item) for item in items if closed or is_closed(item, tells_open))


def _canonical(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def is_closed(item: dict[str, Any], tells_open: bool) -> bool:
    """Whether an item is closed: by its title, by having no document, or by saying so where items do."""
    if any(_CLOSED.match(str(item.get(key) or "")) for key in ("Caption", "Navn")):
        return True
    fields = item.get("Felter")
    fields = [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    without = [field for field in fields if field.get("DocumentId") == _ZERO and not field.get("Link")]
    return bool(without) or (tells_open and item.get("IsOpen") is not True)


def without_mark(title: str) -> str:
    """The title of an item without the mark that it is closed."""
    return _CLOSED.sub("", title, count=1).strip() if _CLOSED.match(title) else title


def _strip(item: dict[str, Any]) -> bool:
    """Take the content out of a closed item; whether there was any."""
    fields = item.get("Felter")
    had = bool(fields) and not isinstance(fields, list)
    kept: list[dict[str, Any]] = []
    for field in fields if isinstance(fields, list) else ():
        told = field if isinstance(field, dict) else {"": field}
        had |= any(value for key, value in told.items() if key not in _KEPT_OF_FIELDS)
        kept.append({key: value for key, value in told.items() if key in _KEPT_OF_FIELDS} | {"Html": ""})
    for key, value in item.items():
        if key not in _KEPT:
            had |= bool(value)
            item[key] = [] if isinstance(value, list) else None
    item["Felter"] = kept
    return had


def _shown(told: dict[str, Any]) -> Iterator[str]:
    """The texts of a meeting that pages may show, markup taken away."""
    waiting: list[object] = [told]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for key, one in value.items():
                if isinstance(one, str):
                    if not key.endswith(("Id", "Uid", "Link", "Number", "Nummer", "nummer")):
                        yield _words(one) if key == "Html" else one
                else:
                    waiting.append(one)
        elif isinstance(value, list):
            waiting += value


def _words(text: str) -> str:
    """What a reader of HTML sees, a line for each block."""
    return html.unescape(_TAG.sub(lambda tag: "" if tag[1].lower() in _INLINE else "\n", text))
