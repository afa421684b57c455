"""A release in the making: documents come in one by one, and what describes them is written as they come.

Nothing is held of a document that is in, but its line of the manifest. What an earlier release has already
is taken over by hard links and carried forward, so a few new documents cost their own size.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from graph import __version__
from graph.base import files
from graph.base.config import Config, OperatorError
from graph.cases import update
from graph.cases.acts import update_acts
from graph.cases.identities import Identities, read_identities, update_identities
from graph.cases.review import read_review
from graph.catalogue import partitions
from graph.minutes.as_json import FindingRecord, finding_record
from graph.minutes.model import Finding
from graph.municipality.profile import Profile
from graph.ontology.iris import EVERYBODY, Iris, whole
from graph.ontology.terms import ONTOLOGY, vocabulary
from graph.privacy.ledger import NOTHING, Ledger, holds, tombstones_graph
from graph.privacy.visibility import closes, may_be_asked, stops
from graph.publishing import removed
from graph.publishing.intake import Intake
from graph.publishing.meetings import DUPLICATE, SUPERSEDED, SUPPLEMENTS
from graph.publishing.sources import Source
from graph.release import archive, changes, integrity
from graph.release.archive import Release
from graph.release.completeness import by_code, by_severity
from graph.release.dumps import FOLDER as DUMPS
from graph.release.dumps import Dumps, EncodedMembers
from graph.release.dumps import read_index as read_dumps
from graph.release.entities import Descriptions
from graph.release.keyed_json import Members, MembersFile, compact, in_lines
from graph.release.manifest import DocumentEntry, Manifest, PassedOver, ProfileUsed, count_documents
from graph.search import index_file, meaning
from graph.search.rows import whose_of
from graph.store.oxigraph import Store
from graph.tables.files import FOLDER as TABLES
from graph.tables.files import Tables
from graph.tables.files import read_index as read_tables

FORMAT = 11
"""Of the files of a release; raised when the same graphs and texts are written otherwise."""

_SPARE = 3  # releases before it that are looked at, whether they may serve in its place

_MOST_SUBJECTS = 200_000  # that are told of otherwise, of which each is counted by itself

_BATCH = 16_000_000  # bytes of N-Triples that go into the store together


class NothingPublished(OperatorError):
    """Not one document could be published; ``documents`` and ``findings`` say why, file by file."""

    def __init__(
        self, message: str, documents: Sequence[DocumentEntry], findings: Mapping[str, list[FindingRecord]]
    ) -> None:
        super().__init__(message)
        self.documents = documents
        self.findings = findings


@dataclass
class Build:
    """A release in the making, in a folder of its own; ``old`` is the one it begins as a copy of.

    ``before`` is the release that people see now, from which things may go (without one, ``old``).
    ``profiles`` are those of its municipalities, ``moved`` files that have other names now: name -> the
    former one. ``changed`` are the graphs of minutes that are new, other or gone, ``analyses`` N-Triples in
    the place of those it has. ``run`` and ``readers`` are fingerprints
    (:mod:`graph.publishing.fingerprints`). What the ``ledger`` names is not in it; where it ``withdraws``
    something that the old one has, words of that are left over in its files
    (:mod:`graph.publishing.leftovers`).
    """

    folder: Path
    profiles: tuple[Profile, ...]
    config: Config
    run: str
    old: Release | None
    ledger: Ledger = NOTHING
    withdraws: bool = False
    analyses: bytes = b""
    before: Release | None = None
    readers: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    documents: list[DocumentEntry] = field(default_factory=list)
    others: list[PassedOver] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    severities: Counter[str] = field(default_factory=Counter)
    _waiting: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entries = self.old.manifest.documents if self.old else ()
        self.known: dict[str, DocumentEntry] = {entry.file: entry for entry in entries}
        path = self.folder / "store"
        # Opened once for all steps: to open one takes as long as a step does in a small release.
        self._had = Store.open_read_only(self.old.store) if self.old else None
        if self._had is not None:
            self._had.backup(path)
        self.store = Store.create(path)
        self.logged = changes.last_logged(archive.releases(self.config), self.config.base_iri, self.old)
        # Without an old release everything is new, and with another one than the log ends with nothing is
        # known of what is other than there.
        known = self.old and self.logged and self.logged.id == self.old.id
        self.store.touched = set() if known else None
        self._other: set[str] = set()
        self._subjects: set[str] | None = set()
        self._of_profiles: set[str] = set()
        self.findings = MembersFile(self.folder / "findings.json")
        self._tables = Tables(self.folder, self.config.base_iri, self.old.path if self.old else None)
        self._dumped = EncodedMembers(self.folder / ".dumped")
        self._rooms: set[Path] = set()

    @property
    def _slug(self) -> str:
        """The municipality of what the release says as a whole."""
        return self.profiles[0].slug if len(self.profiles) == 1 else EVERYBODY

    def close(self) -> None:
        """Let go of the files, which must not be moved or removed while they are open."""
        self.store.close()
        self.findings.close()
        if self._had is not None:
            self._had.close()

    def _iris(self, slug: str) -> Iris:
        return Iris(self.config.base_iri, slug)

    def begin(self) -> None:
        """Load what all documents share, and what those of each municipality do, unless the old release had
        it."""
        had = {one.slug: one.sha256 for one in self.old.manifest.profiles} if self.old else {}
        if not self.old:
            self.store.replace_graph(str(ONTOLOGY), vocabulary().graph)
        for slug in had.keys() - {profile.slug for profile in self.profiles}:
            self.store.remove_graph(str(self._iris(slug).profile()))
        for profile in self.profiles:
            if had.get(profile.slug) == profile.sha256:
                continue
            try:
                graph = str(self._iris(profile.slug).profile())
                self.store.replace_graph(graph, profile.graph(self.config.base_iri))
            except ValueError as error:
                raise OperatorError(f"profile {profile.slug}: {error}") from None
        self._of_profiles = set(self.store.touched or ())

    def before_of(self, source: Source) -> DocumentEntry | None:
        """What the old release says of a file."""
        return self.known.get(self.moved.get(source.name, source.name))

    def keeps(self, source: Source) -> bool:
        """Whether a file is taken over from the old release as it is, and need not be read."""
        entry = self.before_of(source)
        if self.old is None or entry is None or not source.sha256 or entry.sha256 != source.sha256:
            return False
        # One for which another was taken may be the one to take by now.
        turned_away = self.old.findings[entry.file] if entry.status == "quarantined" else []
        return not any(record["code"] in (DUPLICATE, SUPERSEDED, SUPPLEMENTS) for record in turned_away)

    def add(self, source: Source, intake: Intake | None, passed: Finding | None = None) -> None:
        """Enter one file; without an ``intake``, as the old release has it, or as one that is no minutes.
        ``passed`` says why another one is taken in its place."""
        if source.other:
            self.others.append(PassedOver(source.name, source.other.code))
            self.severities[source.other.severity] += 1
            self.findings.add(source.name, compact([finding_record(source.other)]))
        elif intake:
            entry = DocumentEntry(
                file=source.name,
                sha256=source.sha256,
                status=intake.status,
                reader=intake.reader,
                run=intake.run,
                graph=intake.minutes,
                triples=intake.triples.count(b"\n"),
                items=intake.items,
                closed=intake.closed,
                left_out=intake.left_out,
                share_read=intake.share_read,
                findings=by_severity(intake.findings),
                codes=by_code(intake.findings),
                municipality=intake.municipality if len(self.profiles) > 1 else "",
            )
            if told := intake.told:
                entry = replace(entry, day=told.day, start=told.start, kind=told.kind, issued=told.issued)
                entry = replace(entry, held=told.held, part=told.part, beside=intake.beside)
            self._enter(entry, compact(intake.findings), intake, passed)
        elif self.old and (had := self.before_of(source)):
            of = self.old.manifest.municipality_of(had) if len(self.profiles) > 1 else ""
            kept = replace(had, file=source.name, municipality=of)
            self._enter(kept, self.old.findings.raw(had.file), None, passed)

    def _enter(
        self, entry: DocumentEntry, findings: bytes, intake: Intake | None, passed: Finding | None
    ) -> None:
        """Put a document in the books and, if it is published, its text and graph in their places;
        without an intake, those of the old release."""
        minutes, file = entry.graph, entry.file
        if entry.published and passed:
            records = [*json.loads(findings), finding_record(passed)]
            entry = replace(
                entry,
                status="quarantined",
                triples=0,
                findings=by_severity(records),
                codes=by_code(records),
            )
            findings = compact(records)
        elif entry.published:
            self.taken[minutes] = file
            self._put(minutes, intake)
        self.documents.append(entry)
        self.severities.update(entry.findings)
        self.findings.add(file, findings)

    def _put(self, minutes: str, intake: Intake | None) -> None:
        text = self.folder / archive.text_name(minutes, self.config.base_iri)
        kept = self.folder / archive.kept_name(minutes, self.config.base_iri)
        if intake:
            for target, data in ((text, intake.text.encode()), (kept, intake.kept)):
                if data or target is text:
                    self._make_room(target)
                    target.write_bytes(data)
            self.changed.add(minutes)
            self._tables.add(minutes, intake.rows)
            self._dumped.add(minutes, intake.dumped)
            self._waiting[minutes] = intake.triples
            if sum(map(len, self._waiting.values())) > _BATCH:
                self._load()
        elif self.old:  # its store was the beginning of ours
            for name, target in ((self.old.text_file(minutes), text), (self.old.kept_file(minutes), kept)):
                if name.exists() or target is text:
                    self._make_room(target)
                    files.link_or_copy(name, target)

    def _make_room(self, file: Path) -> None:
        """Make the folder of a file, of which one is made once for the many that come into it."""
        if file.parent not in self._rooms:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._rooms.add(file.parent)

    def _load(self) -> None:
        self.store.put_graphs(self._waiting)
        self._waiting = {}
        self._note()

    def _note(self) -> None:
        """Note which meetings, cases and other things are told of otherwise, and the subjects, unless there
        are so many that all is counted sooner."""
        if self.store.touched:
            self._other.update(whole(subject)[0] for subject in self.store.touched)
            if self._subjects is not None:
                self._subjects |= self.store.touched
            if self._subjects and len(self._subjects) > _MOST_SUBJECTS:
                self._subjects = None
            self.store.touched = set()

    def finish(self) -> Release:
        """Write what describes the release, put everything on the disk and name it."""
        if not self.taken and not any(entry.status == "withdrawn" for entry in self.documents):
            self.findings.close()
            message = f"none of the {len(self.documents)} files could be published; nothing was changed"
            raise NothingPublished(message, self.documents, dict(Members(self.folder / "findings.json")))
        number = archive.next_number(self.config)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._load()
        self._remove_gone()
        self._note()
        if self.ledger.iris and (self.withdraws or not self.old):
            for slug, withdrawn in self._withdrawn().items():
                self.store.replace_graph(str(self._iris(slug).withdrawn()), tombstones_graph(withdrawn))
        self._link()
        # Those there are may count what is withdrawn now, or what stood under an item that is closed now.
        if self.withdraws or self.analyses or (self.old and self._closes(self.old)):
            self.store.put_graphs({str(self._iris(self._slug).analyses()): self.analyses})
        self.findings.close()
        if not self.old:
            self.store.optimize()
        self.store.flush()
        written = self._hand_out(number, now)
        self._index()
        self._partition()
        before = self.before or self.old
        went = removed.gone(before, self.documents, self.store, self.config.base_iri) if before else {}
        quads = self.store.growth + ((self.old.manifest.totals.quads or 0) if self.old else 0)
        self.close()
        (self.folder / archive.MANIFEST).write_bytes(self._manifest(quads).serialize())
        record: dict[str, str | bool] = {"created": now, "alone": self._alone(before)}
        if self.withdraws or (self.old and self.old.leftovers):
            record["leftovers"] = True
        (self.folder / archive.RECORD).write_bytes(in_lines(record))
        if went:
            (self.folder / "gone.json").write_bytes(in_lines({"gone": went}))
        integrity.write_list(self.folder, self.old, self._askable(), written)
        return archive.keep(self.folder, number)

    def _alone(self, before: Release | None) -> str:
        """What :attr:`Release.alone` is of this one."""
        if len(self.profiles) == 1:
            return self._slug
        try:
            return before.alone if before else ""
        except OperatorError:  # damaged, and about to be replaced
            return ""

    def _askable(self) -> list[str]:
        """The ids of the latest releases that may serve in the place of this one, should it be damaged."""
        made, found = Release(self.folder), []
        with Store.open_read_only(made.store) as after:
            for one in archive.releases(self.config)[-_SPARE:]:
                if integrity.damaged(one, ()) or one.manifest.base_iri != self.config.base_iri:
                    continue
                try:
                    with Store.open_read_only(one.store) as before:
                        if may_be_asked(one, before, made, after):
                            found.append(one.id)
                except (OSError, RuntimeError):  # a block of its store that cannot be read
                    continue
        return found

    def _withdrawn(self) -> Mapping[str, Ledger]:
        return self.ledger.by_municipality(self.config.base_iri, self._slug)

    def _manifest(self, quads: int) -> Manifest:
        """What the release is made of; ``quads`` is how many its store holds."""
        return Manifest(
            format=FORMAT,
            fingerprint=self.run,
            readers=self.readers or (self.old.manifest.readers if self.old else ""),
            base_iri=self.config.base_iri,
            software=__version__,
            ontology=vocabulary().version,
            profiles=self._profiles_used(),
            documents=tuple(self.documents),
            others=tuple(self.others),
            withdrawn=self.ledger.tombstones,
            totals=count_documents(self.documents, self.others, self.severities, quads),
        )

    def _profiles_used(self) -> tuple[ProfileUsed, ...]:
        return tuple(ProfileUsed(one.slug, one.name, one.sha256) for one in self.profiles)

    def _hand_out(self, number: int, now: str) -> Mapping[str, integrity.Listed]:
        """Write the dumps, the tables and the log of what changed; ``number`` and ``now`` are the release's.
        Returns what the first two are by their paths, whose sums were worked out as they were written."""
        links = None if self.store.touched is None else self.store.touched | self._of_profiles
        old = self.old.path if self.old and links is not None else None
        before = [entry.graph for entry in self.known.values() if entry.published]
        several = [profile.slug for profile in self.profiles] if len(self.profiles) > 1 else []
        dumps = Dumps(
            folder=self.folder,
            store=self.store,
            base_iri=self.config.base_iri,
            came=self._dumped,
            old=old,
            changed=self.changed,
            touched=links or (),
            municipalities=several,
            check=self._check_old,
        )
        dumps.write(self.taken.keys(), before)
        self._tables.write(self.store, self._profiles_used(), self.documents, before, links)
        self._note()
        touched = self._other if links is not None else None
        descriptions = Descriptions(self.store, self.taken, dumps.lines)
        changes.append(self.folder, self.store, descriptions, self.logged, touched, number, now)
        if self.logged and self._silences(self.logged):
            integrity.check(self.logged, (f"{changes.FOLDER}/",))
            changes.purge(self.folder)
        dumped, tables = read_dumps(self.folder).values(), read_tables(self.folder).values()
        written = {f"{DUMPS}/{one.path}": integrity.Listed(one.bytes, one.sha256) for one in dumped}
        return written | {f"{TABLES}/{one.path}": integrity.Listed(one.bytes, one.sha256) for one in tables}

    def _check_old(self, names: Iterable[str]) -> None:
        """Raise :class:`graph.release.integrity.DamagedError` when files of the old release are damaged that
        were not read yet."""
        if self.old:
            integrity.check_some(self.old, names)

    def _silences(self, earlier: Release) -> bool:
        """Whether something an earlier release has told must not be told any more."""
        withdrawn = not holds(earlier.manifest, self.ledger)
        return withdrawn or stops(earlier, self.documents) or self._closes(earlier)

    def _closes(self, earlier: Release) -> bool:
        """Whether an item is closed that an earlier release has told of as open."""
        minutes = self.changed if self.old and self.old.id == earlier.id else self.taken.keys()
        if self._had is not None and self.old and self.old.id == earlier.id:
            return closes(self._had, self.store, minutes)
        with Store.open_read_only(earlier.store) as before:
            return closes(before, self.store, minutes)

    def _index(self) -> None:
        """Write the search index."""
        path = Release(self.folder).search
        whose = whose_of(self.config.base_iri, [profile.slug for profile in self.profiles])
        # One of several has municipalities, and the old one's then all have, or none has.
        same = self.old and self.old.several == (len(self.profiles) > 1)
        if self.old and self._had is not None and same:
            old = self.old.search
            index_file.update(path, self.store, self.taken, old, self._had, self.changed, whose)
        else:
            index_file.write(path, self.store, self.taken, whose)
        if self.config.meaning and (model := meaning.embedder()):
            kept = self.old.meaning if self.old else None
            meaning.write(Release(self.folder).meaning, self.store, self.taken, model, kept, self.changed)

    def _partition(self) -> None:
        """Write the counts of what there is; of what there was, only what is told otherwise is counted."""
        subjects = self._subjects if self.store.touched is not None else None
        if self.old is None or self._had is None or subjects is None:
            partitions.write(self.folder, self.store, self.config.base_iri, self.taken)
            return
        old = self.old.path, self._had
        partitions.write(self.folder, self.store, self.config.base_iri, self.taken, old, subjects)

    def _remove_gone(self) -> None:
        """Take out the minutes that the old release had and this one has not."""
        published = (entry.graph for entry in self.known.values() if entry.published)
        for graph in sorted(set(published) - self.taken.keys()):
            self.store.remove_graph(graph)
            self.changed.add(graph)

    def _link(self) -> None:
        """Bring the links between documents and to acts of law, and what things are elsewhere, up to date
        with what changed."""
        path = self.config.reviewed_links
        review = read_review(Path(path), self.config.base_iri) if path else {}
        # One that is gone takes its links with it.
        had = [one.slug for one in self.old.manifest.profiles] if self.old else []
        all_iris = [self._iris(slug) for slug in dict.fromkeys([*(one.slug for one in self.profiles), *had])]
        if self._had is not None:
            odd = update.update(self.store, all_iris, review, self.changed, self._had)
        else:
            odd = update.update(self.store, all_iris, review)
        reviewed = self.config.reviewed_identities
        identities = read_identities(Path(reviewed), self.config.base_iri) if reviewed else Identities()
        update_acts(self.store, all_iris, identities.acts)
        self._note_odd(
            (Path(path).name, odd),
            (Path(reviewed).name, update_identities(self.store, all_iris, identities, self.ledger.iris)),
        )

    def _note_odd(self, *reviewed: tuple[str, Sequence[Finding]]) -> None:
        """Note what is odd in the reviewed files, by their names, which may be the same."""
        by_name: defaultdict[str, list[Finding]] = defaultdict(list)
        for name, odd in reviewed:
            by_name[name] += odd
        for name, found in by_name.items():
            if found:
                self.severities.update(finding.severity for finding in found)
                self.findings.add(name, compact([finding_record(finding) for finding in found]))
