"""The main path: a folder of minutes -> an immutable release, made current by one rename.

A release is built aside and everything in it is on the disk before it gets its name, so whatever
happens meanwhile, the old one serves. Minutes whose bytes and whose judges are the same as last time are
not read again: the new release begins as a hard-linked copy of the current one.
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from graph import __version__, disk, shelf
from graph.config import Config, OperatorError, resource
from graph.intake import Intake, Record, take_in
from graph.iri import Iris
from graph.model import SEVERITIES, Finding
from graph.organisation import NEUTRAL, Profile, choose_profile
from graph.report import finding_record
from graph.shelf import Release
from graph.shelf import current as current
from graph.shelf import releases as releases
from graph.shelf import rollback as rollback
from graph.sources import Source, find
from graph.store import Store
from graph.text import read_document
from graph.vocabulary import ONTOLOGY, vocabulary

Progress = Callable[[int, int, str], None]

_FORMAT = 1  # of the files of a release; part of the fingerprint
_TEXTS_TO_CHOOSE_BY = 100


class NothingPublished(OperatorError):
    """Not one document could be published; ``documents`` and ``findings`` say why, file by file."""

    def __init__(self, message: str, documents: list[Record], findings: dict[str, list[Record]]) -> None:
        super().__init__(message)
        self.documents = documents
        self.findings = findings


@dataclass(frozen=True)
class Outcome:
    """The release that is current now; ``new`` unless nothing had changed; how many files were read."""

    release: Release
    new: bool
    read: int


def publish(folder: Path, config: Config, progress: Progress = lambda done, total, file: None) -> Outcome:
    """Publish the minutes of a folder, and make them current.

    ``progress`` hears of each file: how many are done, of how many, its name. Raises
    :class:`OperatorError`, and leaves what is current untouched, when that cannot be done.
    """
    try:
        with disk.only_one(shelf.lock_file(config)):
            return _publish(folder, config, progress)
    except OSError as error:
        message = f"the release could not be written ({error}); what was published before is unchanged"
        raise OperatorError(message) from error


def _publish(folder: Path, config: Config, progress: Progress) -> Outcome:
    _sweep(config)
    sources = find(folder, config.max_file_bytes, besides=config.data_dir)
    if all(source.other for source in sources):
        raise OperatorError(f"{folder}: no minutes there (no .txt files)")
    profile = choose_profile(islice(_texts(sources, config), _TEXTS_TO_CHOOSE_BY), config.profile) or NEUTRAL
    run = fingerprint(config, profile)
    old = _reusable(config, run)
    if old and _state(old.manifest) == [
        (source.name, source.sha256, bool(source.other)) for source in sources
    ]:
        return Outcome(old, new=False, read=0)
    aside = shelf.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir(parents=True)
        with closing(_Build(aside, profile, config, run, old)) as build:
            build.begin()
            for done, source in enumerate(sources, start=1):
                build.add(source)
                progress(done, len(sources), source.name)
            return Outcome(build.finish(), new=True, read=build.read)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def fingerprint(config: Config, profile: Profile) -> str:
    """SHA-256 over all but the minutes that a release depends on: code, ontology, shapes, profile,
    settings and the libraries that read, judge and store."""
    digest = hashlib.sha256(f"{_FORMAT}\n{config.base_iri}\n{config.max_file_bytes}\n".encode())
    for package in ("rdflib", "pyshacl", "pyoxigraph"):
        digest.update(f"{package} {version(package)}\n".encode())
    files = [
        *Path(__file__).parent.glob("*.py"),
        resource("ontology.ttl"),
        *resource("shapes").rglob("*.ttl"),
    ]
    for file in sorted(files, key=lambda file: (file.name, file.parent.name)):
        digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    digest.update(f"{profile.slug} {profile.sha256}\n".encode())
    return digest.hexdigest()


def _sweep(config: Config) -> None:
    """Remove what publishers that were killed left; none is at work, or we had not got the lock."""
    for path in shelf.folder(config).glob(".building-*"):
        shutil.rmtree(path)
    for path in config.data_dir.glob(".current-*"):
        path.unlink()


def _texts(sources: Sequence[Source], config: Config) -> Iterator[str]:
    readable = (source for source in sources if source.sha256)
    return (read_document(source.path, config.max_file_bytes).text for source in readable)


def _reusable(config: Config, run: str) -> Release | None:
    """The current release, if it was made by what runs now and holds what its manifest says."""
    release = shelf.current_release(config)
    try:
        if release is None or release.manifest["fingerprint"] != run:
            return None
        with Store.open_read_only(release.store) as store:
            return release if len(store) == release.manifest["totals"]["quads"] and release.findings else None
    except (OSError, RuntimeError, OperatorError):  # damaged: begin anew
        return None


def _state(manifest: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The files a release was made of, as :func:`_publish` compares them."""
    documents = [(entry["file"], entry["sha256"], False) for entry in manifest["documents"]]
    return sorted(documents + [(entry["file"], "", True) for entry in manifest["others"]])


@dataclass
class _Build:
    """A release in the making, in a folder of its own."""

    folder: Path
    profile: Profile
    config: Config
    run: str
    old: Release | None
    documents: list[Record] = field(default_factory=list)
    others: list[Record] = field(default_factory=list)
    findings: dict[str, list[Record]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    read: int = 0

    def __post_init__(self) -> None:
        entries = self.old.manifest["documents"] if self.old else []
        self.known: dict[str, Record] = {entry["file"]: entry for entry in entries}
        path = self.folder / "store"
        if self.old:
            with Store.open_read_only(self.old.store) as store:
                store.backup(path)
        self.store = Store.create(path)

    def close(self) -> None:
        """Let go of the store, whose files must not be moved or removed while it is open."""
        self.store.close()

    @property
    def _profile_graph(self) -> str:
        return str(Iris(self.config.base_iri, self.profile.slug).profile())

    def begin(self) -> None:
        """Load what all documents share, unless the old release had it."""
        if self.old:
            return
        self.store.replace_graph(str(ONTOLOGY), vocabulary().graph)
        try:
            self.store.replace_graph(self._profile_graph, self.profile.graph(self.config.base_iri))
        except ValueError as error:
            raise OperatorError(f"profile {self.profile.slug}: {error}") from None

    def add(self, source: Source) -> None:
        """Take in one file, or take it over from the old release."""
        if source.other:
            self.others.append({"file": source.name, "code": source.other.code})
            self.findings[source.name] = [finding_record(source.other)]
            return
        entry = self.known.get(source.name)
        if self.old and entry and source.sha256 and entry["sha256"] == source.sha256:
            records = self.old.findings[source.name]
            if not any(record["code"] == "duplicate-meeting" for record in records):
                self._enter(dict(entry), list(records), None)
                return
        intake = take_in(source.path, self.profile, self.config, self.run)
        self.read += 1
        entry = {
            "file": source.name,
            "sha256": source.sha256,
            "status": intake.status,
            "graph": intake.minutes or None,
            "triples": len(intake.graph),
            "items": intake.items,
            "share_read": intake.share_read,
        }
        self._enter(entry, intake.findings, intake)

    def _enter(self, entry: Record, records: list[Record], intake: Intake | None) -> None:
        """Put a document in the books and, if it is published, its text and graph in their places;
        without an intake, those of the old release."""
        minutes = entry["graph"]
        if entry["status"] == "published" and minutes in self.taken:
            message = f"Mødet er allerede læst fra {self.taken[minutes]}."
            records.append(finding_record(Finding("violation", "duplicate-meeting", message)))
            entry |= {"status": "quarantined", "triples": 0}
        elif entry["status"] == "published":
            self.taken[minutes] = entry["file"]
            self._put(minutes, intake)
        counts = Counter(record["severity"] for record in records)
        entry["findings"] = {severity: counts[severity] for severity in SEVERITIES}
        self.documents.append(entry)
        self.findings[entry["file"]] = records

    def _put(self, minutes: str, intake: Intake | None) -> None:
        target = self.folder / shelf.text_name(minutes, self.config.base_iri)
        target.parent.mkdir(parents=True)
        if intake:
            target.write_bytes(intake.text.encode())
            self.store.replace_graph(minutes, intake.graph)
        elif self.old:  # its store was the beginning of ours
            disk.link_or_copy(self.old.text_file(minutes), target)

    def finish(self) -> Release:
        """Write what describes the release, put everything on the disk, name it and switch to it."""
        if not self.taken:
            message = f"none of the {len(self.documents)} files could be published; nothing was changed"
            raise NothingPublished(message, self.documents, self.findings)
        wanted = {str(ONTOLOGY), self._profile_graph, *self.taken}
        for graph in set(self.store.graphs()) - wanted:
            self.store.remove_graph(graph)
        if not self.old:
            self.store.optimize()
        self.store.flush()
        quads = len(self.store)
        self.close()
        manifest = _json(self._manifest(quads))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        (self.folder / "manifest.json").write_bytes(manifest)
        (self.folder / "findings.json").write_bytes(_json(self.findings))
        (self.folder / "release.json").write_bytes(_json({"created": now}))
        disk.flush_tree(self.folder)
        number = max((release.sequence for release in shelf.releases(self.config)), default=0) + 1
        name = f"{number:04}-{hashlib.sha256(manifest).hexdigest()[:12]}"
        release = Release(self.folder.rename(self.folder.with_name(name)).resolve())
        disk.flush_folder(release.path.parent)
        shelf.make_current(self.config, release)
        return release

    def _manifest(self, quads: int) -> dict[str, Any]:
        statuses = Counter(entry["status"] for entry in self.documents)
        findings = Counter(record["severity"] for records in self.findings.values() for record in records)
        return {
            "format": _FORMAT,
            "fingerprint": self.run,
            "software": __version__,
            "ontology": vocabulary().version,
            "base_iri": self.config.base_iri,
            "profile": {"slug": self.profile.slug, "name": self.profile.name, "sha256": self.profile.sha256},
            "documents": self.documents,
            "others": self.others,
            "totals": {
                "documents": len(self.documents),
                **{status: statuses[status] for status in ("published", "quarantined", "unreadable")},
                "others": len(self.others),
                "items": sum(entry["items"] for entry in self.documents if entry["status"] == "published"),
                "quads": quads,
                "findings": {severity: findings[severity] for severity in SEVERITIES},
            },
        }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
