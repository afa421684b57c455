"""The releases kept in a data folder: which one is current, and going back to an earlier one.

``releases/<number>-<12 hex>/`` holds ``store/``, ``texts/``, ``kept/``, ``dumps/``, ``tables/``,
``changes/``, ``search.db``, perhaps ``meaning.npz``, ``findings.json``, ``manifest.json``, ``release.json``
and perhaps ``gone.json``; none is changed once it has that name. ``current`` is a symbolic link to one of
them.
"""

import errno
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.base import files
from graph.base.config import Config, OperatorError
from graph.ontology.iris import EVERYBODY, Iris, code_of, meeting_key, meeting_of, municipality_in, path_of
from graph.release.keyed_json import Members
from graph.release.manifest import DocumentEntry, Manifest, parse_manifest

MANIFEST = "manifest.json"
RECORD = "release.json"
"""When a release was finished, whose it was alone before, and whether something is left over in its files."""
OF_DAMAGE = (errno.EIO, errno.ENOENT, errno.ENOTDIR)  # a bad block, or a file that is gone

_NAME = re.compile(r"(\d{4,})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a municipality is published: sets of minutes and agenda items, of which ``closed`` are
    closed; the days of the first and the last meeting (ISO 8601, empty without one), and the mean share of
    the text that was read, 0 to 1."""

    documents: int
    items: int
    closed: int
    first: str
    last: str
    share_read: float


@dataclass(frozen=True)
class Release:
    """A finished release, by its folder."""

    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def sequence(self) -> int:
        """Its place among the releases of the data folder, from 1."""
        return int(self.id.partition("-")[0])

    @cached_property
    def store(self) -> Path:
        return self.path / "store"

    @property
    def search(self) -> Path:
        """The file of the search index."""
        return self.path / "search.db"

    @property
    def meaning(self) -> Path:
        """The file of the vectors of what items mean; there need be none."""
        return self.path / "meaning.npz"

    @cached_property
    def created(self) -> str:
        """When it was finished: ISO 8601 in UTC, to the second."""
        return str(self._json(RECORD, "created")["created"])

    @property
    def leftovers(self) -> bool:
        """Whether its files may have words in them of what it withdraws, which nobody who asks it finds
        (:mod:`graph.publishing.leftovers`): those of one whose record of that is damaged may, too, unless it
        withdraws nothing. Raises :class:`OperatorError` where that cannot be told: there are too many open
        files, or one may not be read."""
        try:
            return bool(self._json(RECORD).get("leftovers"))
        except OperatorError as error:
            if self.readable and not self.manifest.withdrawn:
                return False
            why = error.__cause__
            if isinstance(why, OSError) and why.errno not in OF_DAMAGE:
                raise
            return True

    @cached_property
    def manifest(self) -> Manifest:
        """What it was made of, and the numbers; raises :class:`OperatorError` for one that is damaged."""
        try:
            data = (self.path / MANIFEST).read_bytes()
        except OSError as error:
            raise OperatorError(f"release {self.id} is damaged ({error}); publish again") from error
        try:
            return parse_manifest(data)
        except ValueError as error:
            raise OperatorError(f"release {self.id} is damaged ({MANIFEST}); publish again") from error

    @property
    def readable(self) -> bool:
        """Whether its manifest can be read."""
        try:
            return bool(self.manifest.base_iri)
        except OperatorError:
            return False

    @cached_property
    def municipalities(self) -> tuple[Iris, ...]:
        """What minted the IRIs of each of its municipalities' things."""
        return tuple(Iris(self.manifest.base_iri, one.slug) for one in self.manifest.profiles)

    @property
    def several(self) -> bool:
        """Whether it is of more than one municipality."""
        return len(self.municipalities) > 1

    @cached_property
    def alone(self) -> str:
        """The slug of its municipality or, of several, of the one that earlier releases were of alone; empty
        where none were."""
        return self.manifest.profile.slug or str(self._json(RECORD).get("alone", ""))

    def elsewhere(self, path: str) -> str:
        """The path that a dump or a part of the catalogue has here, by the one it had in a release of another
        number of municipalities: only in one of several do paths begin with the slug. Empty for any other
        path."""
        if self.several:
            return f"{self.alone}/{path}" if self.alone in self.names else ""
        own = f"{self.alone}/"
        return path.removeprefix(own) if path.startswith(own) else ""

    @property
    def iris(self) -> Iris:
        """What mints the IRIs of what it says as a whole: those of its municipality, if there is but one."""
        return Iris(self.manifest.base_iri, EVERYBODY if self.several else self.manifest.profile.slug)

    def coded(self, kind: str, code: str) -> str:
        """The IRI of a thing of a kind (``organ``) by its code: the last part of it (``direktionen``), and in
        a release of several municipalities with its own in front (``aadalsoe/direktionen``)."""
        municipality, _, last = code.rpartition("/")
        iris = Iris(self.manifest.base_iri, municipality) if municipality and self.several else self.iris
        return str(iris.coded(kind, last))

    def code_of(self, iri: str) -> str:
        """The code of a thing of ours, as :meth:`coded` takes it."""
        last = code_of(iri)
        municipality = municipality_in(iri, self.manifest.base_iri) if self.several else ""
        return f"{municipality}/{last}" if municipality else last

    def held(self, municipality: str = "") -> Held:
        """What there is of a municipality, by its slug, or of all."""
        return self._held.get(municipality) or _held(())

    def held_between(self, municipality: str, first: str, last: str) -> Held:
        """The same of the meetings from one day to another (ISO 8601); an end may be open, and empty."""
        if not first and not last:
            return self.held(municipality)
        entries = self.minutes_of(municipality)
        days = ((key[1], one) for one in entries if (key := meeting_key(one.graph)))
        return _held([one for day, one in days if first <= day and (not last or day <= last)])

    def minutes_of(self, municipality: str) -> Sequence[DocumentEntry]:
        """What the manifest says of each set of minutes of a municipality, by its slug, or of all."""
        return self._minutes.get(municipality, ())

    @cached_property
    def _minutes(self) -> dict[str, list[DocumentEntry]]:
        of: dict[str, list[DocumentEntry]] = {"": list(self.published.values())}
        for entry in of[""]:
            of.setdefault(self.manifest.municipality_of(entry), []).append(entry)
        return of

    @cached_property
    def _held(self) -> dict[str, Held]:
        return {slug: _held(entries) for slug, entries in self._minutes.items()}

    def whose(self, iri: str) -> str:
        """The name of the municipality whose a thing is, in a release of several; empty elsewhere."""
        return self.names.get(municipality_in(iri, self.manifest.base_iri), "") if self.several else ""

    def told_apart(self, label: str, iri: str) -> str:
        """The label of a thing, in a release of several with the name of its municipality, as one of the same
        name may be another's: ``Byrådet, Lyngbakke Kommune``."""
        return ", ".join(filter(None, (label, self.whose(iri))))

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of its municipalities by slug."""
        return {one.slug: one.name for one in self.manifest.profiles}

    @cached_property
    def gone(self) -> dict[str, str]:
        """What earlier releases had and this one has not: its path below ``/id/`` -> the last of them."""
        return dict(self._json("gone.json", "gone")["gone"]) if (self.path / "gone.json").exists() else {}

    @cached_property
    def findings(self) -> Members:
        """File -> its findings, as the reader and the shapes gave them; a list of records each."""
        members = Members(self.path / "findings.json")
        try:
            len(members)
        except (OSError, ValueError) as error:
            raise OperatorError(f"release {self.id} is damaged ({error}); publish again") from error
        return members

    @cached_property
    def published(self) -> dict[str, DocumentEntry]:
        """The IRI of each set of minutes it holds -> what the manifest says of its document."""
        return {entry.graph: entry for entry in self.manifest.documents if entry.published}

    def text_file(self, minutes: str) -> Path:
        """Where the served text of the minutes of that IRI is."""
        return self.path / text_name(minutes, self.manifest.base_iri)

    def text(self, minutes: str) -> str:
        """The served text of the minutes of that IRI, its line ends as they are."""
        with self.text_file(minutes).open(encoding="utf-8", newline="") as file:
            return file.read()

    def kept_file(self, minutes: str) -> Path:
        """Where that is which the reader of the minutes of that IRI needs beside their text to read them
        again; not there where it needs nothing."""
        return self.path / kept_name(minutes, self.manifest.base_iri)

    def kept(self, minutes: str) -> bytes:
        """What is there; empty where nothing is."""
        file = self.kept_file(minutes)
        return file.read_bytes() if file.exists() else b""

    def _json(self, name: str, *needed: str) -> dict[str, Any]:
        """A file of the release; raises :class:`OperatorError` when it is not what was written."""
        try:
            value = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise OperatorError(f"release {self.id} is damaged ({error}); publish again") from error
        if not isinstance(value, dict) or not value.keys() >= set(needed):
            raise OperatorError(f"release {self.id} is damaged ({name}); publish again")
        return value


def _held(entries: Sequence[DocumentEntry]) -> Held:
    days = sorted(key[1] for entry in entries if (key := meeting_key(entry.graph)))
    return Held(
        documents=len(entries),
        items=sum(entry.items for entry in entries),
        closed=sum(entry.closed or 0 for entry in entries),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        share_read=sum(entry.share_read for entry in entries) / max(1, len(entries)),
    )


def text_name(minutes: str, base_iri: str) -> Path:
    """Where a release keeps the text of the minutes of that IRI, relative to the release.

    One folder a body: a new release gets all its texts by hard links, and folders cannot be linked.
    """
    return Path("texts", f"{_below(minutes, base_iri)}.txt")


def kept_name(minutes: str, base_iri: str) -> Path:
    """Where a release keeps what the reader of the minutes of that IRI needs, relative to the release."""
    return Path("kept", _below(minutes, base_iri))


def _below(minutes: str, base_iri: str) -> str:
    path = path_of(meeting_of(minutes) or "", base_iri)
    if path is None:
        raise ValueError(f"{minutes} is of no meeting below {base_iri}")
    return path


def lock_file(config: Config) -> Path:
    return config.data_dir / ".lock"


def folder(config: Config) -> Path:
    """Where the releases are."""
    return config.data_dir / "releases"


def releases(config: Config) -> list[Release]:
    """All finished releases, the oldest first."""
    if not folder(config).is_dir():
        return []
    found = [Release(path) for path in folder(config).iterdir() if _NAME.fullmatch(path.name)]
    return sorted(found, key=lambda release: release.sequence)


def named(releases: Sequence[Release], name: str) -> list[Release]:
    """Those of some releases that a name may mean: one by its id or its number, else all whose ids begin so.

    ``3`` and ``0003`` are the third; the empty name is that of none.
    """
    for release in releases:
        if release.id == name or (name.isdecimal() and int(name[:9]) == release.sequence):
            return [release]
    return [release for release in releases if name and release.id.startswith(name)]


def only(config: Config, name: str) -> Release:
    """The one release that a name means, as :func:`named` has it; raises :class:`OperatorError` for another
    number of them than one."""
    found = named(releases(config), name)
    if len(found) != 1:
        number = "more than one" if found else "no"
        raise OperatorError(f"{name}: {number} release of that id; see: sagsgraf releases")
    return found[0]


def current(config: Config) -> Path:
    """The folder of the current release; raises :class:`OperatorError` when there is none."""
    link = config.data_dir / "current"
    if not link.is_dir():
        raise OperatorError(f"{config.data_dir}: no release there; make one with: sagsgraf publish FOLDER")
    return link.resolve()


def current_release(config: Config) -> Release | None:
    """The current release, or ``None`` before the first."""
    return Release(current(config)) if (config.data_dir / "current").is_dir() else None


def next_number(config: Config) -> int:
    """The place that the next release has."""
    return max((release.sequence for release in releases(config)), default=0) + 1


def keep(aside: Path, number: int) -> Release:
    """Put a release in the making, all of which is written, on the disk, and give it its name."""
    files.flush_tree(aside)
    made_of = hashlib.sha256((aside / MANIFEST).read_bytes()).hexdigest()
    release = Release(aside.rename(aside.with_name(f"{number:04}-{made_of[:12]}")).resolve())
    files.flush_folder(release.path.parent)
    return release


def make_current(config: Config, release: Release) -> None:
    """Switch to a release in one step."""
    files.point(config.data_dir / "current", folder(config) / release.id)


def remove(config: Config, release: Release) -> None:
    """Delete a release that is not current; a half deleted one is never listed."""
    aside = folder(config) / f".building-{release.id}"
    release.path.rename(aside)
    shutil.rmtree(aside)


def _why_none(oldest: Release) -> str:
    """Why there is no release before the oldest, and what can be done instead."""
    publish = "publish the minutes as they are to be: sagsgraf publish FOLDER"
    if oldest.readable and oldest.manifest.withdrawn:
        return (
            ", for a withdrawal has deleted those that held what is withdrawn. What was withdrawn by mistake "
            f"comes back with: sagsgraf restore IRI; for anything else {publish}"
        )
    return f". Instead, {publish}"


def rollback(
    config: Config,
    release_id: str | None = None,
    before: Callable[[Release], None] = lambda release: None,
) -> Release:
    """Make the release before the current one current, or the one that :func:`only` finds.

    ``before`` is called with it first; what that raises leaves everything as it was.
    """
    now = Release(current(config))
    with files.only_one(lock_file(config)):
        if release_id is None:
            earlier = [release for release in releases(config) if release.sequence < now.sequence]
            if not earlier:
                raise OperatorError(
                    f"{now.id} is the oldest release; there is none to go back to{_why_none(now)}"
                )
            chosen = earlier[-1]
        else:
            chosen = only(config, release_id)
        before(chosen)
        make_current(config, chosen)
    return chosen
