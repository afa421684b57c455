"""What a tool answers: records as JSON of at most 20 kB, with the words of the minutes marked.

They are marked by standing under the one key :data:`SOURCE`, as nothing else does.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pydantic import BaseModel

from api.records.models import QUOTED, Place
from graph.release.archive import Release

MOST = 20_000
"""Bytes of an answer, as JSON writes it within a message."""
SOURCE = "quoted_source"
_ENVELOPE = 500  # bytes of the message around an answer
_CUTS = ((None, None), (2_000, None), (600, 30), (200, 10), (60, 3))
"""So many characters of quoted words are told, and so many entries of a list in a record; as few are cut as
need be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was ``searched``; of ``total`` records those from the one numbered ``first``, from 0, and what is
    told ``about`` all of them. ``advice`` says what to try when there are none. The records are read as they
    are written, no more of them than there is room for. ``numbers`` are those of the records that were read,
    where some between them are not told."""

    searched: Mapping[str, object]
    records: Iterable[BaseModel]
    total: int
    first: int = 0
    about: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""
    numbers: Sequence[int] = ()

    def after(self, shown: int) -> int:
        """The number of the record that comes after so many."""
        if not self.numbers:
            return self.first + shown
        return self.numbers[shown] if shown < len(self.numbers) else self.numbers[-1] + 1


def marked(value: object) -> Any:
    """A record as JSON has it, with the words of the minutes marked; what is not known is left out, and the
    address of a place, to which its IRI leads."""
    if isinstance(value, BaseModel):
        made = {}
        for name, about in type(value).model_fields.items():
            held = getattr(value, name)
            if held is not None and not (name == "address" and isinstance(value, Place)):
                made[name] = source(held) if QUOTED in about.metadata else marked(held)
        return made
    if isinstance(value, Mapping):
        return {name: marked(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [marked(one) for one in value]
    return value


def source(words: object) -> dict[str, object]:
    """Words of the minutes, marked."""
    return {SOURCE: words}


def write(answer: Answer, release: Release) -> str:
    """An answer as text: as many records as there is room for, at least one, whose quotes are cut if need be;
    it tells what is left out and how to get it."""
    records = _Records(answer.records)
    told: dict[str, Any] = {
        "release": release.id,
        "created": release.created,
        "searched": answer.searched,
        "total": answer.total,
    }
    about = marked(answer.about)
    for length, most in _CUTS:
        head = {**told, **_cut(about, length, most)}
        shown: list[object] = []
        size = _size({**head, "cut": _LEFT}) + _ENVELOPE
        while (record := records.at(len(shown))) is not None:
            cut = _cut(record, length, most)
            size += _size(cut) + 2
            if size > MOST:
                break
            shown.append(cut)
        if shown or (record is None and size <= MOST):
            break
    head["records"] = shown
    after = answer.after(len(shown))
    if after < answer.total:
        head["next"] = {"first": after}
    if length is not None:
        lists = f", lists to {most} entries" if most else ""
        head["cut"] = f"{_LEFT} Quotes are cut to {length} characters{lists}."
    elif record is not None:  # which there was no room for
        head["cut"] = _LEFT
    if not answer.total:
        head["nothing"] = answer.advice or "Nothing in this release fits what was searched."
    return _dumps(head)


class _Records:
    """Records as JSON has them, each read when it is come to."""

    def __init__(self, records: Iterable[BaseModel]) -> None:
        self._left, self._read = iter(records), list[Any]()

    def at(self, number: int) -> Any | None:
        """The record of that number, from 0; ``None`` behind the last."""
        if number == len(self._read):
            self._read += (marked(one) for one in islice(self._left, 1))
        return self._read[number] if number < len(self._read) else None


_LEFT = (
    "The answer is cut at 20 kB. Ask again with `first` as `next` says for more records; read a quote whole "
    "with the tool `quote` and its iri, or at its address."
)


def _cut(value: Any, length: int | None, most: int | None, words: bool = False) -> Any:
    """The same with quoted ``words`` of at most so many characters, and lists of so many entries."""
    if length is None:
        return value
    if isinstance(value, dict):
        return {name: _cut(held, length, most, words or name == SOURCE) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_cut(one, length, most, words) for one in value[:most]]
    if words and isinstance(value, str) and len(value) > length:
        return f"{value[:length]} …"
    return value


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _size(value: object) -> int:
    """Bytes within a message, which writes letters as escapes and quotation marks with a backslash."""
    return len(json.dumps(_dumps(value)))
