"""Whether a release is what was written: ``files.json`` holds the size and the SHA-256 of each of its files.

It stands beside ``manifest.json``, whose own sum is part of the name of the release and which depends on
nothing but what was published, while the files of the store are other each time. A release of an earlier
version has no such list, and is judged by its manifest alone.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.base.config import OperatorError
from graph.release.archive import MANIFEST, OF_DAMAGE, Release
from graph.release.keyed_json import in_lines

LIST = "files.json"
SINCE = 9
"""The first format of the files of a release that has the list."""

_ADOPTED = "0" * 12  # in the place of the manifest's sum: no release that was published
LINKED = ("store", "texts", "kept", "changes")
"""The folders of what a later release has of an earlier one only as whole files, or by the engine, which has
sums of its own."""
_PIECE = 1 << 20  # bytes that are held while a sum is worked out


class DamagedError(OperatorError):
    """A release is not what was written; ``files`` are those that are not."""

    def __init__(self, release: Release, files: Sequence[str]) -> None:
        super().__init__(f"{complaint(release, files)}; repair it with: sagsgraf verify --repair")
        self.release = Release(release.path)  # without what has been read of it
        self.complaint = complaint(release, files)
        self.files = tuple(files)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a release as it was written."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileList:
    """What ``files.json`` says: the files by path below the release, and ``askable``, the ids of earlier
    releases that tell nothing which this one does not tell any more, and so may serve in its place."""

    files: Mapping[str, Listed]
    askable: tuple[str, ...] = ()


def write_list(
    folder: Path, old: Release | None, askable: Sequence[str], written: Mapping[str, Listed]
) -> None:
    """List the files of a release in the making, and of those in ``written``, by path, what was written.

    What lies in ``LINKED`` of ``old`` need not have been read. So a file that was linked, or copied where the
    disk has no links, has the sum that ``old`` lists: damage never gets a sum that fits it.
    """
    before = read_list(old) if old else None
    listed = before.files if before else {}
    known = _by_inode(old, listed) if old else {}
    files = {}
    for name, path in _files(folder):
        about = os.stat(path)  # noqa: PTH116  # there are many, and an object for each takes its time
        had = known.get((about.st_dev, about.st_ino)) or written.get(name)
        of = had or Listed(about.st_size, _sum(path))
        was = listed.get(name)
        if old and was and was.size == of.size and was != of and _sum(f"{old.path}/{name}") == of.sha256:
            of = was
        files[name] = asdict(of)
    (folder / LIST).write_bytes(in_lines({"askable": list(askable), "files": files}))


def read_list(release: Release) -> FileList | None:
    """The list of a release; ``None`` for one of an earlier version. Raises :class:`OperatorError` for a
    damaged one."""
    try:
        record = json.loads((release.path / LIST).read_bytes())
        files = {
            str(name): Listed(int(of["size"]), str(of["sha256"])) for name, of in record["files"].items()
        }
        return FileList(files, tuple(map(str, record["askable"])))
    except FileNotFoundError:
        if release.id.endswith(_ADOPTED) or (release.manifest.format or 0) < SINCE:
            return None
        raise OperatorError(f"release {release.id} is damaged ({LIST} is not there)") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, OSError) and error.errno not in OF_DAMAGE:
            raise
        raise OperatorError(f"release {release.id} is damaged ({LIST})") from None


def damaged(
    release: Release, within: Sequence[str] = ("",), besides: Collection[str] = ()
) -> tuple[str, ...]:
    """The files of a release that are not what was written, by path, or lie where none was written.

    The size of each is looked at, which is cheap, and the sum of those whose paths begin with one of
    ``within``, but for what ``besides`` names, files by path or folders; in any case the manifest's. Memory
    does not grow with the release. Raises :class:`OSError` where nothing can be told: there are too many open
    files, or one may not be read.
    """
    if not _manifest_whole(release):
        return (MANIFEST,)
    try:
        listed = read_list(release)
    except OperatorError:
        return (LIST,)
    if listed is None:
        return ()
    there = dict(_files(release.path))
    found = {name for name in there if name != LIST and name not in listed.files}
    for name, of in listed.files.items():
        try:
            same = name in there and os.stat(there[name]).st_size == of.size  # noqa: PTH116
            left_out = name in besides or name.partition("/")[0] in besides
            if same and name.startswith(tuple(within)) and not left_out:
                same = _sum(there[name]) == of.sha256
        except OSError as error:
            if error.errno not in OF_DAMAGE:
                raise
            same = False
        if not same:
            found.add(name)
    return tuple(sorted(found))


def complaint(release: Release, files: Sequence[str]) -> str:
    """What the operator is told of a release with these damaged files: one line, without what to do."""
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return f"release {release.id} is damaged ({files[0]}{more})"


def check(release: Release, within: Sequence[str] = ("",)) -> None:
    """Raise :class:`DamagedError` for a release of which :func:`damaged` names a file."""
    if files := damaged(release, within):
        raise DamagedError(release, files)


def check_some(release: Release, names: Iterable[str]) -> None:
    """Raise :class:`DamagedError` for a release of which one of these files, by path, is not what was
    written; the others are not looked at."""
    listed = read_list(release)
    files = listed.files if listed else {}
    known = [(name, files[name]) for name in names if name in files]
    if odd := [name for name, of in known if _sum(f"{release.path}/{name}") != of.sha256]:
        raise DamagedError(release, odd)


def _manifest_whole(release: Release) -> bool:
    try:
        data = (release.path / MANIFEST).read_bytes()
    except OSError as error:
        if error.errno not in OF_DAMAGE:
            raise
        return False
    known = release.id.rpartition("-")[2]
    return (known == _ADOPTED or hashlib.sha256(data).hexdigest().startswith(known)) and release.readable


def _by_inode(release: Release, listed: Mapping[str, Listed]) -> dict[tuple[int, int], Listed]:
    found = {}
    for name, of in listed.items():
        about = os.stat(f"{release.path}/{name}")  # noqa: PTH116
        found[about.st_dev, about.st_ino] = of
    return found


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files below a folder but the list of them: the path of each there, and as it is."""
    above = len(f"{folder}/")
    for root, folders, names in os.walk(str(folder)):
        folders.sort()
        for path in (f"{root}/{name}" for name in sorted(names)):
            if path[above:] != LIST:
                yield path[above:], path


def _sum(path: str) -> str:
    total = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        while piece := file.read(_PIECE):
            total.update(piece)
    return total.hexdigest()
