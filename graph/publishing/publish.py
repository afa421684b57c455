"""The main path: a folder of minutes -> an immutable release, made current by one rename.

A release is built aside and everything in it is on the disk before it gets its name, so whatever
happens meanwhile, the old one serves. Minutes whose bytes, reader and judges are the same as last time
are not read again: the new release begins as a hard-linked copy of the current one.
"""

import hashlib
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from graph.base import files as disk
from graph.base.config import Config, OperatorError
from graph.minutes.as_json import FindingRecord, finding_record
from graph.minutes.document import Document
from graph.municipality.evidence import TEXTS_TO_CHOOSE_BY, choose_profile, no_profile
from graph.municipality.profile import NEUTRAL, Profile, load_profile, names
from graph.municipality.registry import MinutesFolder, load_registry
from graph.ontology.iris import hour_in, item, meeting_of
from graph.privacy import closed_share
from graph.privacy.ledger import Ledger, holds, tells_no_more
from graph.privacy.ledger import read as read_ledger
from graph.publishing import leftovers, removed
from graph.publishing.build import Build
from graph.publishing.build import NothingPublished as NothingPublished
from graph.publishing.fingerprints import fingerprints
from graph.publishing.intake import Intake
from graph.publishing.meetings import Plan, Told, plan
from graph.publishing.parallel import Job, SharedJob, take_in_all, take_in_time
from graph.publishing.republished import Addresses, Matter, addresses, items_of, matters, told_once_of
from graph.publishing.republished import told as told_anew
from graph.publishing.sources import Source, find, no_minutes
from graph.publishing.succession import push, sweep, switch
from graph.readers.files import read_document, reader_of
from graph.readers.layout.layout import lay_out
from graph.readers.protocol.together import addressed, joined
from graph.release import archive, integrity, last_look
from graph.release.archive import Release
from graph.release.archive import current as current
from graph.release.archive import releases as releases
from graph.release.change_log import Log
from graph.release.changes import FOLDER
from graph.release.manifest import Manifest, Status
from graph.store.oxigraph import Store

# The documents that have a meeting to themselves, or had.
_OF_MEETINGS: tuple[Status, ...] = ("published", "withdrawn")

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Outcome:
    """The release that is current now; ``new`` unless nothing had changed; how many files were read; the
    names of the documents that went; and what is told of damaged releases, on which none is built."""

    release: Release
    new: bool
    read: int
    removed: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def publish(
    folder: Path | None,
    config: Config,
    progress: Progress = lambda done, total, file: None,
    accept_closed_share: bool = False,
    accept_removed: bool = False,
) -> Outcome:
    """Publish the minutes of a folder, and make them current; with several municipalities in the settings,
    those of their folders, and ``folder`` is the one that those share who have none.

    ``progress`` hears of each file: how many are done, of how many, its name. Raises
    :class:`OperatorError`, and leaves what is current untouched, when that cannot be done, or when the share
    of closed items has changed as :mod:`graph.privacy.closed_share` says, or more documents go than
    :mod:`graph.publishing.removed` lets, and that is not accepted. Many files are
    read by processes that import the main module anew, so a script calls this under ``__main__`` only.
    """
    try:
        with disk.only_one(archive.lock_file(config)):
            try:
                return _publish(folder, config, progress, accept_closed_share, accept_removed)
            except integrity.DamagedError:  # one that was not read, because it was whole some days ago
                last_look.forget(config)
                return _publish(folder, config, progress, accept_closed_share, accept_removed)
    except (OSError, sqlite3.Error) as error:
        message = (
            f"the release could not be written ({disk.reason(error)}); what was published before is unchanged"
        )
        raise OperatorError(message) from error


def _publish(
    folder: Path | None, config: Config, progress: Progress, accept_closed_share: bool, accept_removed: bool
) -> Outcome:
    sweep(config)
    with suppress(integrity.DamagedError):  # nothing is built on that, and then it goes
        leftovers.clear(config)
    taken = _of_several(folder, config) if config.municipality else _of_one(folder, config)
    sources, ledger = taken.sources, whole_ledger(config)
    now = archive.current_release(config)
    had, seen = None, now
    if now and last_look.read_whole_at(config, now, last_look.state_of(now)):
        had = _taken_over(config, taken, ledger, now)
        if had.old and had.all:
            return Outcome(had.old, new=switch(config, had.old), read=0)
    now, looked, complaints = _whole_before(config)
    if had is None or complaints or not (seen and now and seen.id == now.id):
        had = _taken_over(config, taken, ledger, now)
    old, moved, alike, nothing_new = had
    if old and nothing_new:
        return Outcome(old, new=switch(config, old), read=0, damaged=complaints)
    aside = archive.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir(parents=True)
        with closing(
            Build(
                *(aside, taken.profiles, config, taken.run, old, ledger),
                before=now,
                readers=taken.readers,
                moved=moved,
            )
        ) as build:
            build.begin()
            unread = [
                source
                for source in sources
                if not source.other and not (source.name in alike and build.keeps(source))
            ]
            _take_in(build, taken, unread, progress)
            if not accept_closed_share:
                closed_share.check(now.manifest.documents if now else (), build.documents)
            went = removed.check(now, build.documents, config, accept_removed) if now and build.taken else ()
            release = build.finish()
        last_look.note(config, release, last_look.state_of(release), looked if old else None)
        switch(config, release)
        leftovers.clear(config)
        return Outcome(release, new=True, read=len(unread), removed=went, damaged=complaints)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class _TakenOver(NamedTuple):
    """What a new release takes over: the ``old`` one, if it is of use, the files it has in another folder
    (``moved``), the names of those that would be read ``alike``, and whether that is ``all`` there is."""

    old: Release | None
    moved: Mapping[str, str]
    alike: Collection[str]
    all: bool


@dataclass(frozen=True)
class _Taken:
    """What is to be published: the files of every folder, each with the place of its job; ``run`` and
    ``readers`` are fingerprints, and ``read`` has by name the documents that were read already."""

    sources: list[Source]
    profiles: tuple[Profile, ...]
    jobs: tuple[Job | SharedJob, ...]
    run: str
    readers: str
    places: Mapping[str, int] = field(default_factory=dict)
    read: Mapping[str, Document] = field(default_factory=dict)

    def place(self, source: Source) -> int:
        return self.places.get(source.name, 0)


def _of_one(folder: Path | None, config: Config) -> _Taken:
    """The minutes of a folder, all of one municipality."""
    if folder is None:
        raise OperatorError(
            "no folder of minutes is named; give one, or several municipalities in the settings"
        )
    sources = find(folder, config.max_file_bytes, config.data_dir)
    _check_any(sources, folder)
    profile, read = _municipality(sources, config)
    runs = fingerprints(config, profile)
    job = Job(profile, config, runs.documents)
    return _Taken(sources, (profile,), (job,), runs.release, runs.readers, read=read)


def _of_several(shared: Path | None, config: Config) -> _Taken:
    """The minutes of the municipalities of the settings, each file named by its folder too."""
    registry = load_registry(config)
    assert registry
    runs = fingerprints(config)
    folders = registry.folders(shared)
    sources: list[Source] = []
    places: dict[str, int] = {}
    for place, one in enumerate(folders):
        besides = [config.data_dir, *(other.path for other in folders if other is not one)]
        for source in find(one.path, config.max_file_bytes, *besides):
            named = replace(source, name=f"{one.name}/{source.name}")
            sources.append(named)
            places[named.name] = place
    _check_any(sources, *(one.path for one in folders))
    sources.sort(key=lambda source: PurePosixPath(source.name).parts)
    jobs = tuple(_job(one, config) for one in folders)
    return _Taken(sources, registry.profiles, jobs, runs.release, runs.readers, places)


def _job(folder: MinutesFolder, config: Config) -> Job | SharedJob:
    """How the documents of a folder are read: as with the settings of its municipality alone."""
    alone = replace(config, municipality=())

    def of(profile: Profile, settings: Config) -> Job:
        return Job(profile, settings, fingerprints(settings, profile).documents)

    if folder.owner:
        job = of(folder.owner, replace(alone, profile=folder.owner.slug))
        return job._replace(stricter=fingerprints(alone, folder.owner).documents)
    jobs = tuple(of(profile, alone) for profile in folder.profiles)
    return SharedJob(jobs, alone, fingerprints(alone, *folder.profiles).documents)


def _check_any(sources: Sequence[Source], *folders: Path) -> None:
    if all(source.other for source in sources):
        raise no_minutes(*folders)


def _take_in(build: Build, taken: _Taken, unread: Sequence[Source], progress: Progress) -> None:
    """Enter all files in a build, those that are ``unread`` once they are read. What is taken for each
    meeting is known only when all have told of theirs, so what came of them waits in a folder till then."""
    aside = build.folder / ".intakes"
    aside.mkdir()
    files = {one: taken.read.get(one.name, one.path) for one in unread}
    jobs = [job.under(build.ledger) for job in taken.jobs]
    told: list[Told] = []
    with closing(take_in_all(list(files.values()), jobs, [taken.place(one) for one in unread])) as intakes:
        for done, source in enumerate(taken.sources, start=1):
            if source in files:
                intake = next(intakes)
                (aside / str(done)).write_bytes(pickle.dumps(intake))
                if intake.told and intake.status in _OF_MEETINGS:
                    told.append(replace(intake.told, file=source.name))
            elif (had := build.before_of(source)) and had.day and had.status in _OF_MEETINGS:
                told.append(Told(source.name, had.day, had.start, had.kind, had.issued, had.held, had.part))
            progress(done, len(taken.sources), source.name)
    decided = plan(told)
    again = _Again(build, taken, jobs, files, decided)
    for done, source in enumerate(taken.sources, start=1):
        entered: Intake | None = None
        if source in files:
            entered = pickle.loads((aside / str(done)).read_bytes())  # noqa: S301  # written just now
        entered = again.read(source, entered)
        build.add(source, entered, decided.passed.get(source.name))
    shutil.rmtree(aside)


@dataclass(frozen=True)
class _Again:
    """The files that are read otherwise than alone, once it is known which others there are.

    Their IRI has the hour in it, supplements are read with them, or items have other numbers than their own.
    """

    build: Build
    taken: _Taken
    jobs: Sequence[Job | SharedJob]
    files: Mapping[Source, Path | Document]
    decided: Plan

    def read(self, source: Source, entered: Intake | None) -> Intake | None:
        """What came of a file; ``None`` where that is as the old release has it."""
        had = self.build.before_of(source)
        address = entered.minutes if entered else had.graph if had else ""
        timed = source.name in self.decided.timed
        supplements = self._supplements(source)
        beside = self._digest(supplements)
        same = timed == bool(hour_in(address)) and beside == (had.beside if had and not entered else "")
        if same and not entered:
            return None
        job = self.jobs[self.taken.place(source)]
        told, document = entered, None
        if told is None or timed != bool(hour_in(told.minutes)):
            document = self._opened(source)
            told = take_in_time(job, document, timed)
        others, odd = self._addresses(source, told)
        if not supplements and not (others and others.all):
            return replace(told, findings=[*told.findings, *odd])
        document = document or self._opened(source)
        if document.outline:
            document = joined(document, [self._opened(one) for one in supplements])
            document = addressed(document, others.all if others else {})
        elif others and others.doubtful:
            meeting = meeting_of(told.minutes) or ""
            job = job.under(self.build.ledger.also(str(item(meeting, one)) for one in others.doubtful))
        found = take_in_time(job, document, timed)
        return replace(found, beside=beside, findings=[*found.findings, *odd])

    def _opened(self, source: Source) -> Document:
        file = self.files.get(source, source.path)
        return file if isinstance(file, Document) else self.jobs[self.taken.place(source)].opened(file)

    def _supplements(self, source: Source) -> list[Source]:
        named = self.decided.together.get(source.name, ())
        return [one for one in self.taken.sources if one.name in named] if named else []

    def _digest(self, supplements: Sequence[Source]) -> str:
        shas = "\n".join(one.sha256 for one in supplements)
        return hashlib.sha256(shas.encode()).hexdigest()[:16] if supplements else ""

    def _addresses(self, source: Source, entered: Intake) -> tuple[Addresses | None, list[FindingRecord]]:
        """The items whose addresses in the release before are other ones than their numbers tell, and what is
        told of that."""
        before = self.build.before or self.build.old
        told = entered.told if entered.status == "published" else None
        had = before.published.get(entered.minutes) if before else None
        meeting = meeting_of(entered.minutes) or ""
        withdrawn = (
            items_of(meeting, self.build.ledger.known_as(meeting, told.day, told.start))
            if told
            else frozenset()
        )
        # In a data folder without a release all addresses are as the numbers tell, the withdrawn ones too.
        doubtful = withdrawn and archive.releases(self.build.config)
        if not (told and told.matters and (had or doubtful)) or source.name in self.decided.passed:
            return None, []
        old: list[Matter] = []
        if before and had:
            with Store.open_read_only(before.store) as store:
                old = matters(store, had.graph)
        fresh = had is None or had.sha256 != source.sha256
        restored = items_of(meeting, self.build.ledger.named) - withdrawn if had else frozenset()
        given = (old, told.matters, fresh, withdrawn, told.apart, restored)
        found = addresses(*given)
        if found.fresh and (logged := self.build.logged):
            found = addresses(*given, told_once_of(meeting, Log(logged.path / FOLDER)))
        kind = had.kind if had else told.kind
        return found, [finding_record(one) for one in told_anew(found, kind, told.kind)]


def _municipality(sources: Sequence[Source], config: Config) -> tuple[Profile, dict[str, Document]]:
    """The profile of a folder, and the documents by name that were read to choose it.

    It is that of the settings, or of the current release as long as one of its documents is there, or the one
    of which most of the first texts are. Raises :class:`OperatorError` when these are minutes of none.
    """
    read: dict[str, Document] = {}
    if config.profile:
        return load_profile(config.profile), read
    now = _current(config)
    slug = now.manifest.profile.slug if now else ""
    if now and slug in names():
        had = {(e.file, e.sha256) for e in now.published.values()}
        if any((source.name, source.sha256) in had for source in sources):
            return load_profile(slug), read
    for source in islice((source for source in sources if source.sha256), TEXTS_TO_CHOOSE_BY):
        read[source.name] = read_document(source.path, config.max_file_bytes, config.ocr)
    chosen = choose_profile(document.text for document in read.values())
    if chosen is None and any(lay_out(document).blocks for document in read.values()):
        raise no_profile(document.text for document in read.values())
    return chosen or NEUTRAL, read


def _current(config: Config) -> Release | None:
    """The current release; ``None`` without one whose manifest can be read."""
    now = archive.current_release(config)
    return now if now and now.readable else None


def _whole_before(config: Config) -> tuple[Release | None, str | None, tuple[str, ...]]:
    """The release that people see, or else the latest before it that is whole; when it was last read whole,
    if that is not now; and what is told of those that are damaged. Nothing is built on them, nor compared
    with them."""
    now = archive.current_release(config)
    complaints: list[str] = []
    before = [one for one in archive.releases(config) if now and one.sequence <= now.sequence]
    for one in reversed(before):
        files, looked = last_look.damaged(config, one)
        if not files:
            return one, looked, tuple(complaints)
        complaints.append(integrity.complaint(one, files))
    return None, None, tuple(complaints)


def rollback(config: Config, release_id: str | None = None) -> Release:
    """Make the release before the current one current, or the one whose id begins so, on the server of
    the settings too."""
    ledger = whole_ledger(config)

    def before(release: Release) -> None:
        if not tells_no_more(release.manifest, ledger):
            raise OperatorError(f"{release.id} may hold what was withdrawn since; publish to be rid of it")
        integrity.check(release)
        push(config, release)

    return archive.rollback(config, release_id, before)


def whole_ledger(config: Config) -> Ledger:
    """The ledger of the data folder; raises :class:`OperatorError` when it has lost what it had when the
    current release was made."""
    ledger = read_ledger(config)
    try:
        now = archive.current_release(config)
        had = {line.iri for line in now.manifest.withdrawn} if now else set()
    except OperatorError:  # damaged, and about to be replaced
        had = set()
    if lost := sorted(had - ledger.named):
        raise OperatorError(
            f"withdrawn.json no longer names {len(lost)} things that are withdrawn, such as <{lost[0]}>; "
            "put it back from a backup, or withdraw one of them again, which restores it"
        )
    return ledger


def _taken_over(config: Config, taken: _Taken, ledger: Ledger, now: Release | None) -> _TakenOver:
    old = _reusable(config, taken.run, ledger, now)
    moved = _moved(old, taken.sources) if old else {}
    alike = _read_alike(old, taken, moved) if old else set()
    if not old or not alike:
        return _TakenOver(None, {}, (), all=False)
    return _TakenOver(old, moved, alike, all=not moved and _unchanged(old, taken, alike))


def _reusable(config: Config, run: str, ledger: Ledger, now: Release | None) -> Release | None:
    """The release that people see, which is whole, if it was made by what runs now.

    With a server, the last one that was made: it may be one that did not get there and only has to.
    """
    made = archive.releases(config)
    release = made[-1] if config.store and made else now
    try:
        alike = release and release.manifest.fingerprint == run and holds(release.manifest, ledger)
        sound = alike and release and ((now and release.id == now.id) or not integrity.damaged(release))
        return release if sound and release and _holds_all(release) else None
    except (OSError, RuntimeError, OperatorError):  # damaged: begin anew
        return None


def _read_alike(old: Release, taken: _Taken, moved: Mapping[str, str]) -> set[str]:
    """The names of the files that the old release has and that would be read as they were then.

    Where a reader is new or another, each file says anew whose it is.
    """
    same_readers = old.manifest.readers == taken.readers
    entries = {entry.file: entry for entry in old.manifest.documents}
    found = set()
    for source in taken.sources:
        entry = entries.get(moved.get(source.name, source.name))
        if entry and entry.sha256 == source.sha256:
            reader = entry.reader if same_readers or not source.sha256 else reader_of(source.path)
            job = taken.jobs[taken.place(source)]
            if job.reads_alike(reader, entry, old.manifest.municipality_of(entry)):
                found.add(source.name)
    return found


def _moved(old: Release, sources: Sequence[Source]) -> dict[str, str]:
    """The files that the old release has in another folder: name -> name then. What their minutes are is the
    same, for these tell the name of the file alone."""
    names = {source.name for source in sources}
    entries = old.manifest.documents
    known = {entry.file for entry in entries}
    gone: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        if entry.sha256 and entry.file not in names:
            gone.setdefault((entry.sha256, PurePosixPath(entry.file).name), []).append(entry.file)
    found: dict[str, str] = {}
    for source in sources:
        there = gone.get((source.sha256, PurePosixPath(source.name).name))
        if there and source.name not in known and not source.other:
            found[source.name] = there.pop(0)
    return found


def _unchanged(old: Release, taken: _Taken, alike: set[str]) -> bool:
    """Whether a release is of these files and municipalities and no others, and all would be read alike."""
    files = sorted((source.name, source.sha256, bool(source.other)) for source in taken.sources)
    profiles = [(profile.slug, profile.sha256) for profile in taken.profiles]
    same = [(one.slug, one.sha256) for one in old.manifest.profiles] == profiles
    return same and _state(old.manifest) == files and len(alike) == len(old.manifest.documents)


def _holds_all(release: Release) -> bool:
    """Whether a release holds what its manifest says, as far as that is told without going through all of
    it: counting what is in the store takes seconds a million."""
    documents = release.manifest.documents
    with Store.open_read_only(release.store) as store:
        return release.published.keys() <= set(store.graphs()) and {e.file for e in documents} <= set(
            release.findings
        )


def _state(manifest: Manifest) -> list[tuple[str, str, bool]]:
    """The files a release was made of, as :func:`_publish` compares them."""
    documents = [(entry.file, entry.sha256, False) for entry in manifest.documents]
    return sorted([*documents, *((entry.file, "", True) for entry in manifest.others)])
