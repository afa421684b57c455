"""The main path: a folder of minutes -> an immutable release, made current by one rename.

A release is built aside and everything in it is on the disk before it gets its name, so whatever
happens meanwhile, the old one serves. Minutes whose bytes and whose judges are the same as last time are
not read again: the new release begins as a hard-linked copy of the current one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from graph import disk, mirror, shelf
from graph.build import FORMAT, Build
from graph.build import NothingPublished as NothingPublished
from graph.config import Config, OperatorError, resource
from graph.organisation import NEUTRAL, Profile, choose_profile
from graph.parallel import Job, take_in_all
from graph.review import read_review
from graph.shelf import Release
from graph.shelf import current as current
from graph.shelf import releases as releases
from graph.sources import Source, find
from graph.store import Store
from graph.text import read_document

Progress = Callable[[int, int, str], None]

_TEXTS_TO_CHOOSE_BY = 100


@dataclass(frozen=True)
class Outcome:
    """The release that is current now; ``new`` unless nothing had changed; how many files were read."""

    release: Release
    new: bool
    read: int


def publish(folder: Path, config: Config, progress: Progress = lambda done, total, file: None) -> Outcome:
    """Publish the minutes of a folder, and make them current.

    ``progress`` hears of each file: how many are done, of how many, its name. Raises
    :class:`OperatorError`, and leaves what is current untouched, when that cannot be done. Many files are
    read by processes that import the main module anew, so a script calls this under ``__main__`` only.
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
        raise OperatorError(f"{folder}: no minutes there (no .txt or .pdf files)")
    profile = choose_profile(islice(_texts(sources, config), _TEXTS_TO_CHOOSE_BY), config.profile) or NEUTRAL
    run = fingerprint(config, profile)
    old = _reusable(config, run)
    if old and _state(old.manifest) == [
        (source.name, source.sha256, bool(source.other)) for source in sources
    ]:
        return Outcome(old, new=_switch(config, old), read=0)
    aside = shelf.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir(parents=True)
        with closing(Build(aside, profile, config, run, old)) as build:
            build.begin()
            unread = [source for source in sources if not source.other and not build.keeps(source)]
            with closing(take_in_all([one.path for one in unread], Job(profile, config, run))) as intakes:
                waiting = set(unread)
                for done, source in enumerate(sources, start=1):
                    build.add(source, next(intakes) if source in waiting else None)
                    progress(done, len(sources), source.name)
            release = build.finish()
        _switch(config, release)
        return Outcome(release, new=True, read=len(unread))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def rollback(config: Config, release_id: str | None = None) -> Release:
    """Make the release before the current one current, or the one whose id begins so, on the server of
    the settings too."""
    return shelf.rollback(config, release_id, lambda release: _push(config, release))


def _switch(config: Config, release: Release) -> bool:
    """Make a release current; returns whether it was not.

    The server gets it first: while it is on its way nobody asks for it there, and if it does not get
    there the old one is still current here and whole there. The other way round, we would send queries
    for a release that the server has not got.
    """
    _push(config, release)
    now = shelf.current_release(config)
    if now and now.id == release.id:
        return False
    shelf.make_current(config, release)
    return True


def _push(config: Config, release: Release) -> None:
    if config.store:
        mirror.push(config, release)


def fingerprint(config: Config, profile: Profile) -> str:
    """SHA-256 over all but the minutes that a release depends on: code, ontology, shapes, profile,
    settings, reviewed links and the libraries that read, judge and store."""
    digest = hashlib.sha256(f"{FORMAT}\n{config.base_iri}\n{config.max_file_bytes}\n".encode())
    for package in ("rdflib", "pyshacl", "pyoxigraph", "pypdfium2"):
        digest.update(f"{package} {version(package)}\n".encode())
    files = [
        *Path(__file__).parent.glob("*.py"),
        resource("ontology.ttl"),
        *resource("shapes").rglob("*.ttl"),
    ]
    for file in sorted(files, key=lambda file: (file.name, file.parent.name)):
        digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    digest.update(f"{profile.slug} {profile.sha256}\n".encode())
    if config.reviewed_links:
        review = read_review(Path(config.reviewed_links), config.base_iri)
        digest.update(f"{sorted(review.items())}\n".encode())
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
    """The current release, if it was made by what runs now and is whole.

    With a server, the last one that was made: it may be one that did not get there and only has to.
    """
    made = shelf.releases(config)
    release = made[-1] if config.store and made else shelf.current_release(config)
    try:
        return release if release and release.manifest["fingerprint"] == run and _whole(release) else None
    except (OSError, RuntimeError, OperatorError):  # damaged: begin anew
        return None


def _whole(release: Release) -> bool:
    """Whether a release holds what its manifest says, as far as that is told without going through all of
    it: counting what is in the store takes seconds a million, and its blocks have checksums."""
    documents = release.manifest["documents"]
    published = {entry["graph"] for entry in documents if entry["status"] == "published"}
    with Store.open_read_only(release.store) as store:
        return published <= set(store.graphs()) and {e["file"] for e in documents} <= set(release.findings)


def _state(manifest: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The files a release was made of, as :func:`_publish` compares them."""
    documents = [(entry["file"], entry["sha256"], False) for entry in manifest["documents"]]
    return sorted(documents + [(entry["file"], "", True) for entry in manifest["others"]])
