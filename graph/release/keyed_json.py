"""A large JSON object with one member a line, so that one of thousands costs its own size."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

_KEY = re.compile(rb'"(?:[^"\\]|\\.)*"(?=:)')


class Members(Mapping[str, Any]):
    """The members of such a file, each parsed when it is asked for.

    Raises :class:`OSError` for no file, and :class:`ValueError` for one that was not written whole.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Key -> where its line begins, and its length."""
        places: dict[str, tuple[int, int]] = {}
        at, line = 0, b""
        with self._path.open("rb") as file:
            for line in file:
                if key := _KEY.match(line):
                    places[json.loads(key[0])] = at, len(line)
                at += len(line)
        if line != b"}\n":
            raise ValueError(f"{self._path.name} does not end as it was written")
        return places

    def raw(self, key: str) -> bytes:
        """The value as it stands in the file; raises :class:`KeyError`."""
        start, length = self._places[key]
        with self._path.open("rb") as file:
            file.seek(start)
            line = file.read(length).rstrip(b",\n")
        return line[len(json.dumps(key, ensure_ascii=False).encode()) + 1 :].lstrip()

    def __getitem__(self, key: str) -> Any:
        return json.loads(self.raw(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class MembersFile:
    """Writes such a file, member by member; it is whole once it is closed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(b"{")
        self._between = b"\n"

    def add(self, key: str, value: bytes) -> None:
        """Add a member; ``value`` is JSON on one line."""
        self._file.write(self._between + json.dumps(key, ensure_ascii=False).encode() + b": " + value)
        self._between = b",\n"

    def close(self) -> None:
        if not self._file.closed:
            self._file.write(b"\n}\n")
            self._file.close()


def compact(value: Any) -> bytes:
    """JSON on one line, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def in_lines(record: Mapping[str, Any]) -> bytes:
    """An object with its members, and those of its lists, each on a line; keys in order."""
    members = []
    for key in sorted(record):
        value = compact(record[key])
        if isinstance(record[key], list) and record[key]:
            value = b"[\n" + b",\n".join(compact(one) for one in record[key]) + b"\n]"
        members.append(compact(key) + b": " + value)
    return b"{\n" + b",\n".join(members) + b"\n}\n"
