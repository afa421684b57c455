"""Taking a published thing back: it goes out of the data, the texts and every release that is kept.

The new release is made of the current one: its texts are read again where they hold the thing, each by the
reader of its document and with what that has kept, and its store is written to new files. The files that the
minutes were published from are not needed, for whoever has to withdraw in a hurry may not have them; the next
``publish`` reads those of the minutes that were touched.
"""

import getpass
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
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
from graph.ontology.iris import has_hour, kind_of, meeting_of, minutes_of, thing, withdrawable
from graph.ontology.terms import FOAF, term
from graph.privacy import ledger
from graph.privacy.ledger import Ledger, Withdrawal
from graph.privacy.redact import people_in
from graph.publishing.build import FORMAT, Build
from graph.publishing.intake import Intake, judged_intake, map_document
from graph.publishing.publish import sweep, switch
from graph.publishing.sources import Source
from graph.readers.files import restore
from graph.release import archive, changes, integrity
from graph.release.archive import Release
from graph.release.manifest import DocumentEntry
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


def withdraw(address: str, reason: str, by: str, config: Config) -> Withdrawn:
    """Withdraw the thing of that IRI, or whose document is at that address.

    ``reason`` is a code of ``tilbagetraekningsgrund``, ``by`` who does it. When the process is killed the
    old release is current or the new one, and doing it again completes it. Raises :class:`OperatorError` for
    what is not there, or is of another kind than can be withdrawn.
    """
    found = withdrawable(address, config.base_iri, suffixes((*DOCUMENT, *ALSO)))
    if found is None or reason not in ledger.REASONS:
        raise OperatorError(
            f"{address}: what can be withdrawn is a meeting, an item, an attachment or a person, by its IRI "
            f"below {thing(config.base_iri, '')}, for one of: {', '.join(ledger.REASONS)}"
        )
    try:
        with files.only_one(archive.lock_file(config)):
            sweep(config)
            return _withdraw(found[1], reason, by, config)
    except OSError as error:
        message = f"the release could not be written ({error}); run the same command again"
        raise OperatorError(message) from error


def user() -> str:
    """The name of the user of the operating system, or the number of one that has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container
        return str(os.getuid())


def _withdraw(iri: str, reason: str, by: str, config: Config) -> Withdrawn:
    old, known = Release(archive.current(config)), ledger.read(config)
    integrity.check(old)
    if old.manifest.format != FORMAT or old.manifest.base_iri != config.base_iri:
        raise OperatorError(f"{old.id} is of another version or base IRI; publish again, then withdraw")
    had = [one for one in old.manifest.withdrawn if one.iri not in known.iris]
    known = Ledger((*known.withdrawals, *(Withdrawal(one.iri, one.reason, one.at, by) for one in had)))
    if iri not in known.iris:
        if not _touched(old, iri) and not changes.has_told(old.path, iri):
            raise OperatorError(f"{old.id} holds nothing that is <{iri}>, so it cannot be withdrawn")
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = Ledger((*known.withdrawals, Withdrawal(iri, reason, now, by)))
    ledger.write(config, known)  # from here on it is not published again, whatever happens
    new, read = (old, 0) if ledger.holds(old.manifest, known) else _rebuild(old, known, config)
    before = len(archive.releases(config))
    switch(config, new)
    return Withdrawn(iri, new, read, before - len(archive.releases(config)))


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
    profiles = profiles_of_release(old, config)
    by_slug = {profile.slug: profile for profile in profiles}
    aside = archive.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir(parents=True)
        with closing(
            Build(aside, profiles, config, old.manifest.fingerprint, old, known, anew=True)
        ) as build:
            for source, entry in sources_of(old):
                of = old.manifest.municipality_of(entry) if entry else ""
                if entry and entry.graph in touched and entry.published:
                    document, timed = _document(old, entry), has_hour(entry.graph)
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
    return restore(entry.reader, name, release.text(minutes), release.kept(minutes))


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
