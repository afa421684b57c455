"""Taking a published thing back: it goes out of the data, the texts and every release that is kept.

The new release is made of the current one: its texts are read again where they hold the thing, each by the
reader of its document and with what that has kept. The files that the minutes were published from are not
needed, for whoever has to withdraw in a hurry may not have them; the next ``publish`` reads those of the
minutes that were touched. What is left over in the files of that release goes once it is served
(:mod:`graph.publishing.leftovers`).
"""

import getpass
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from graph.base import files
from graph.base.config import Config, OperatorError
from graph.formats.table import ALSO, DOCUMENT, suffixes
from graph.minutes.as_json import FindingRecord
from graph.minutes.document import Document, one_line
from graph.minutes.model import Finding
from graph.municipality.profile import Profile, load_profile, names
from graph.municipality.registry import load_registry
from graph.ontology.iris import hour_in, kind_of, meeting_of, minutes_of, of_one_body, thing, withdrawable
from graph.ontology.terms import FOAF, SCHEMA, term
from graph.privacy import ledger
from graph.privacy.ledger import Ledger, Withdrawal
from graph.privacy.redact import people_in
from graph.publishing import leftovers
from graph.publishing.build import FORMAT, Build
from graph.publishing.intake import Intake, judged_intake, map_document
from graph.publishing.sources import Source
from graph.publishing.succession import holding_more, sweep, switch
from graph.readers.files import restore as reopened
from graph.release import archive, changes, integrity, last_look
from graph.release.archive import Release
from graph.release.manifest import DocumentEntry, Tombstone
from graph.store.oxigraph import Store
from graph.store.terms import node

_QUOTED = re.compile("».*(«|$)", re.DOTALL)  # minutes quote, too, so to the last mark


@dataclass(frozen=True)
class Withdrawn:
    """What was done: the release that is current now, how many sets of minutes were read again, and how
    many releases that held the thing were deleted."""

    iri: str
    release: Release
    read: int
    deleted: int


def withdraw(
    address: str,
    reason: str,
    by: str,
    config: Config,
    served: Callable[[Release], None] = lambda release: None,
) -> Withdrawn:
    """Withdraw the thing of that IRI, or whose document is at that address.

    ``reason`` is a code of ``tilbagetraekningsgrund``, ``by`` who does it. ``served`` hears of a release that
    is current and tells nothing of it, while words of it still are in its files; those are gone on return,
    with what an earlier withdrawal has left over (:mod:`graph.publishing.leftovers`). What stays are the IRIs
    in the log of changes of what is deleted with it, which may have words of it. A server elsewhere has the
    last of these releases alone. When the process is killed the old release is current or a new one, and
    doing it again completes it, as the next ``publish`` does. Raises :class:`OperatorError` for what is not
    there, or is of another kind than can be withdrawn.
    """
    iri = _withdrawable(address, config)
    if reason not in ledger.REASONS:
        raise OperatorError(f"{reason}: a reason is one of {', '.join(ledger.REASONS)}")
    try:
        with files.only_one(archive.lock_file(config)):
            sweep(config)
            return _withdraw(iri, reason, by, config, served)
    except (OSError, sqlite3.Error) as error:
        message = f"the release could not be written ({files.reason(error)}); run the same command again"
        raise OperatorError(message) from error


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal will do: the names of the files whose minutes are read again, and the ids of the
    releases that are deleted, with all that cites them."""

    iri: str
    files: tuple[str, ...]
    releases: tuple[str, ...]


def consequences(address: str, config: Config) -> Consequences:
    """What :func:`withdraw` would do; raises :class:`OperatorError` as that does."""
    iri, old = _withdrawable(address, config), Release(archive.current(config))
    integrity.check(old)
    known = ledger.read(config)
    if iri in known.iris and ledger.holds(old.manifest, known):
        return Consequences(iri, (), ())
    minutes = _touched(old, iri)
    if not minutes and iri not in known.iris and not changes.has_told(old.path, iri):
        raise _not_there(old, iri)
    names = tuple(sorted(old.published[one].file for one in minutes))
    going = holding_more(config, (Tombstone(iri, "", ""),))
    return Consequences(iri, names, tuple(one.id for one in going))


def restore(address: str, by: str, config: Config) -> str:
    """Take the withdrawal of the thing of that IRI back, which the ledger keeps in mind; returns the IRI.

    It comes back when its minutes are published again, for no release holds it. One that was not published
    yet leaves everything as it was. Raises :class:`OperatorError` for what is not withdrawn.
    """
    iri = _withdrawable(address, config)
    with files.only_one(archive.lock_file(config)):
        known = ledger.read(config)
        if iri not in known.iris:
            raise OperatorError(f"<{iri}> is not withdrawn, so it cannot be restored")
        now = _now()
        lines = (
            replace(one, restored=now, restored_by=by)
            if of_one_body(one.iri) == of_one_body(iri) and not one.restored
            else one
            for one in known.withdrawals
        )
        ledger.write(config, Ledger(tuple(lines)))
    return iri


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _not_there(release: Release, iri: str) -> OperatorError:
    return OperatorError(f"{release.id} holds nothing that is <{iri}>, so it cannot be withdrawn")


def _withdrawable(address: str, config: Config) -> str:
    """The IRI of what can be withdrawn, by its IRI or the address of its document."""
    found = withdrawable(address, config.base_iri, suffixes((*DOCUMENT, *ALSO)))
    if found is None:
        raise OperatorError(
            f"{address}: what can be withdrawn is a meeting, an item, an attachment or a person, by its IRI "
            f"below {thing(config.base_iri, '')}"
        )
    return found[1]


def user() -> str:
    """The name of the user of the operating system, or the number of one that has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container
        return str(os.getuid())


def _withdraw(iri: str, reason: str, by: str, config: Config, served: Callable[[Release], None]) -> Withdrawn:
    old, known = Release(archive.current(config)), ledger.read(config)
    if damaged := last_look.damaged(config, old)[0]:
        raise integrity.DamagedError(old, damaged)
    if old.manifest.format != FORMAT or old.manifest.base_iri != config.base_iri:
        raise OperatorError(f"{old.id} is of another version or base IRI; publish again, then withdraw")
    had = [one for one in old.manifest.withdrawn if one.iri not in known.named]
    known = Ledger((*known.withdrawals, *(Withdrawal(one.iri, one.reason, one.at, by) for one in had)))
    if iri not in known.iris:
        if not _touched(old, iri) and not changes.has_told(old.path, iri):
            raise _not_there(old, iri)
        known = Ledger((*known.withdrawals, Withdrawal(iri, reason, _now(), by, began=_began(old, iri))))
    ledger.write(config, known)  # from here on it is not published again, whatever happens
    lines, there = _with_restored(known, old), {one.id for one in archive.releases(config)}
    new, read = (old, 0) if ledger.holds(old.manifest, lines) else _rebuild(old, lines, config)
    if not (new.leftovers and config.store):
        switch(config, new)
    if new.leftovers and not config.store:
        served(new)
    try:
        new = leftovers.clear(config) or new
    except (OSError, sqlite3.Error) as error:
        if config.store:
            raise
        message = (
            f"{iri} is withdrawn, and nobody finds it any more, but its text could not be taken off the disk "
            f"({files.reason(error)}); run the same command again"
        )
        raise OperatorError(message) from error
    return Withdrawn(iri, new, read, len(there - {one.id for one in archive.releases(config)}))


def _began(release: Release, iri: str) -> str:
    """When the meeting began that a thing is of, where its IRI does not tell."""
    meeting = meeting_of(iri)
    if not meeting or hour_in(meeting):
        return ""
    with Store.open_read_only(release.store) as store:
        told = next(iter(store.triples(node(meeting), node(SCHEMA.startDate))), None)
    return told.object.value[11:16] if told else ""  # type: ignore[union-attr]


def _with_restored(known: Ledger, old: Release) -> Ledger:
    """What a release made of the old one lacks: also what is restored, but not published yet."""
    missing = {one.iri for one in old.manifest.withdrawn} - known.iris
    lines = {one.iri: replace(one, restored="") for one in known.withdrawals if one.iri in missing}
    return Ledger((*known.standing, *lines.values()))


def _touched(release: Release, iri: str) -> set[str]:
    """The minutes that hold a thing."""
    published = set(release.published)
    meeting = meeting_of(iri)
    with Store.open_read_only(release.store) as store:
        if kind_of(iri) == "person":
            return _naming(release, store, iri)
        told = next(iter(store.triples(node(iri))), None)
        listing = store.triples(None, node(term("hasAttachment")), node(iri))
        items = {triple.subject.value for triple in listing}  # type: ignore[union-attr]
        meetings = {meeting} if meeting and told else {meeting_of(item) for item in items}
    return {str(minutes_of(one)) for one in meetings if one} & published


def _naming(release: Release, store: Store, person: str) -> set[str]:
    """The minutes in whose text the name of a person stands."""
    names = [triple.object.value for triple in store.triples(node(person), node(FOAF.name))]  # type: ignore[union-attr]
    found = set()
    for minutes in release.published if names else ():
        text = release.text(minutes)
        rare = one_line(text).casefold()  # people_in takes long, and most minutes lack the words
        if all(word in rare for word in names[0].casefold().split()) and people_in(
            text, release.iris, frozenset({person})
        ):
            found.add(minutes)
    return found


def _rebuild(old: Release, known: Ledger, config: Config) -> tuple[Release, int]:
    """A release without what the ledger names, made of the old one; how many minutes were read again."""
    pending = known.iris - {one.iri for one in old.manifest.withdrawn}
    touched = {minutes for iri in pending for minutes in _touched(old, iri)}
    read_again = (of(minutes) for minutes in touched for of in (old.text_file, old.kept_file))
    integrity.check_some(old, [path.relative_to(old.path).as_posix() for path in read_again])
    profiles = profiles_of_release(old, config)
    by_slug = {profile.slug: profile for profile in profiles}
    aside = archive.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir(parents=True)
        with closing(
            Build(aside, profiles, config, old.manifest.fingerprint, old, known, withdraws=True)
        ) as build:
            for source, entry in sources_of(old):
                of = old.manifest.municipality_of(entry) if entry else ""
                if entry and entry.graph in touched and entry.published:
                    document, timed = _document(old, entry), bool(hour_in(entry.graph))
                    mapped = map_document(document, by_slug[of], config, entry.run, known, timed)
                    build.add(*_changed(source, replace(judged_intake(mapped), municipality=of)))
                elif entry and entry.status in ("quarantined", "unreadable"):
                    build.add(*_unquoted(source, entry, old.findings[source.name], of))
                else:
                    build.add(source, None)
            return build.finish(), len(touched)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def profiles_of_release(release: Release, config: Config) -> tuple[Profile, ...]:
    """The profiles the minutes were read by; raises :class:`OperatorError` for others in the settings."""
    registry = load_registry(config)
    slugs = [one.slug for one in release.manifest.profiles]
    named = registry.profiles if registry else (load_profile(config.profile),) if config.profile else ()
    known = {profile.slug: profile for profile in named}
    if lacking := [slug for slug in slugs if slug not in (known if named else names())]:
        other = f", not {', '.join(known)}" if named else ""
        raise OperatorError(f"{release.id} was made with the profile {lacking[0]}{other}; name it")
    return tuple(known.get(slug) or load_profile(slug) for slug in slugs)


def sources_of(release: Release) -> Iterator[tuple[Source, DocumentEntry | None]]:
    """The files a release was made of, in their order, those that are minutes with what is known of them."""
    entries: dict[str, DocumentEntry | None] = {entry.file: entry for entry in release.manifest.documents}
    entries |= {entry.file: None for entry in release.manifest.others}
    for name in sorted(entries, key=lambda name: PurePosixPath(name).parts):
        entry = entries[name]
        if entry:
            yield Source(name, Path(name), entry.sha256), entry
        else:
            told = release.findings[name][0]
            other = Finding(told["severity"], told["code"], told["message"])
            yield Source(name, Path(name), other=other), None


def _document(release: Release, entry: DocumentEntry) -> Document:
    """A published document, to be read by its own reader again."""
    minutes, name = entry.graph, PurePosixPath(entry.file).name
    return reopened(entry.reader, name, release.text(minutes), release.kept(minutes))


def _changed(source: Source, intake: Intake) -> tuple[Source, Intake]:
    """Minutes that were read again. They are known by what they are now and not by their file, so that the
    next ``publish`` reads that; those withdrawn as a whole need not be read."""
    if intake.status == "withdrawn":
        return source, intake
    return replace(source, sha256=hashlib.sha256(intake.text.encode()).hexdigest()), intake


def _unquoted(
    source: Source, entry: DocumentEntry, findings: list[FindingRecord], municipality: str
) -> tuple[Source, Intake]:
    """A file that was turned away; only findings are kept of it, and they may quote what is withdrawn."""
    told = [record | {"message": _QUOTED.sub("»…«", record["message"])} for record in findings]
    known = source if told == findings else replace(source, sha256="")
    return known, Intake(
        status=entry.status,
        reader=entry.reader,
        run=entry.run,
        findings=told,
        minutes=entry.graph,
        items=entry.items,
        closed=entry.closed or 0,
        left_out=entry.left_out,
        share_read=entry.share_read,
        municipality=municipality,
    )
