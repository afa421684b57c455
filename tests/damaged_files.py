"""Damage done to the files of a release: a byte flipped, a block of zeros, a file cut or gone."""

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from graph.release import integrity
from graph.release.archive import Release

_BLOCK = 4096


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _zero(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, len(data) - _BLOCK))
    return data[:at] + bytes(len(data[at : at + _BLOCK])) + data[at + _BLOCK :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


KINDS: Mapping[str, Callable[[bytes, random.Random], bytes | None]] = {
    "flip": _flip,
    "zero": _zero,
    "cut": _cut,
    "gone": lambda data, chance: None,
}
"""What is done to the bytes of a file; ``None`` removes it."""


def do(release: Release, name: str, kind: str, chance: random.Random) -> bool:
    """Damage a file of a release, alone: another release that has it by another name keeps it as it was. False
    for one on which that cannot be done, such as an empty one."""
    path = release.path / name
    was = path.read_bytes()
    now = KINDS[kind](was, chance) if was or kind == "gone" else was
    if now == was:
        return False
    path.unlink()
    if now is not None:
        path.write_bytes(now)
    return True


def listed_anew(release: Release) -> None:
    """List the files of a release as they are now, as if they had been written so."""
    listed = integrity.read_list(release)
    assert listed
    integrity.write_list(release.path, None, listed.askable, {})


def kinds_of_files(release: Release) -> Iterator[str]:
    """One file of each kind that a release has, by path: the largest with the ending, in each folder."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(release.path.rglob("*")):
        name = path.relative_to(release.path)
        kind = (name.parts[0], path.suffix or path.name.partition("-")[0])
        if path.is_file() and (kind not in found or path.stat().st_size > found[kind].stat().st_size):
            found[kind] = path
    yield from (str(path.relative_to(release.path)) for path in found.values())
