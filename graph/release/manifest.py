"""What ``manifest.json`` of a release says: what it was made of, and the numbers; read and written only here.

Releases of earlier versions lack some members: a field with a default may be absent.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, TypeVar, get_args

from graph.minutes.model import SEVERITIES
from graph.release.keyed_json import in_lines

T = TypeVar("T")
Status = Literal["published", "quarantined", "unreadable", "withdrawn"]

_STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A file that was taken for minutes.

    ``graph`` is the IRI of the minutes and of their graph, empty where it is not known; ``sha256`` is empty
    for a file that must be read again. ``closed`` of the ``items`` are closed (``None``: not counted),
    ``left_out`` characters of them are not served. ``findings`` counts by severity, ``codes`` by severity and
    code. ``reader`` is the name of the one that read it, ``run`` the fingerprint of all that decided how.
    ``municipality`` is the slug of the one it is of, in a release of several; empty where that is not known.
    ``day``, ``start``, ``kind``, ``issued``, ``held`` and ``part`` are what it tells of its meeting
    (:class:`graph.publishing.meetings.Told`); they are empty where it has no meeting. ``beside`` is the
    digest of the supplements that were read with it.
    """

    file: str
    sha256: str
    status: Status
    graph: str = ""
    triples: int = 0
    items: int = 0
    closed: int | None = None
    left_out: int = 0
    share_read: float = 0.0
    findings: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reader: str = ""
    run: str = ""
    municipality: str = ""
    day: str = ""
    start: str = ""
    kind: str = ""
    issued: str = ""
    held: bool = False
    part: str = ""
    beside: str = ""

    @property
    def published(self) -> bool:
        return self.status == "published"

    @property
    def barred(self) -> bool:
        """Whether something in it bars it, and it is not only that another document of its meeting is taken
        in its place or with it, or that it is an agenda and agendas are not wanted."""
        stopped = self.status == "quarantined" and self.findings.get("violation", 0) > 0
        return stopped or self.status == "unreadable"

    @property
    def as_read(self) -> str:
        """What tells whether a document is read as another entry of it was: the bytes, how they were read,
        and with which supplements."""
        return f"{self.run} {self.sha256} {self.beside}".rstrip()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that is no minutes, and the code of the finding that says why."""

    file: str
    code: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is told of a thing that is withdrawn: ``reason`` is a code of ``tilbagetraekningsgrund``, ``at``
    ISO 8601 in UTC to the second."""

    iri: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class ProfileUsed:
    """The profile that the minutes were read by; all is empty where none were."""

    slug: str = ""
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of a release: documents by status, files that are no minutes, items of published documents,
    findings by severity, and ``quads`` (``None``: not counted)."""

    documents: int = 0
    published: int = 0
    quarantined: int = 0
    unreadable: int = 0
    withdrawn: int = 0
    others: int = 0
    items: int = 0
    closed: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    quads: int | None = None

    def describe(self) -> dict[str, Any]:
        """As JSON has them."""
        return _without_none(asdict(self), "quads")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release was made of; depends on nothing but the minutes, the software and the settings.

    ``format`` is that of the release's files, ``fingerprint`` of all but the minutes that it depends on,
    ``readers`` of what tells which reader takes a file; ``withdrawn`` is in order of IRI. ``profiles`` are
    those of its municipalities; of one alone, ``manifest.json`` has it as ``profile``.
    """

    fingerprint: str
    base_iri: str
    documents: tuple[DocumentEntry, ...]
    others: tuple[PassedOver, ...]
    totals: Totals
    profiles: tuple[ProfileUsed, ...] = ()
    withdrawn: tuple[Tombstone, ...] = ()
    software: str = ""
    ontology: str = ""
    format: int | None = None
    readers: str = ""

    @property
    def profile(self) -> ProfileUsed:
        """That of a release of one municipality; empty for any other release."""
        return self.profiles[0] if len(self.profiles) == 1 else ProfileUsed()

    def municipality_of(self, entry: DocumentEntry) -> str:
        """The slug of the municipality that a document is of; empty where that is not known."""
        return entry.municipality or self.profile.slug

    def serialize(self) -> bytes:
        """The bytes of ``manifest.json``, the same for the same release."""
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "documents"}
        record = _without_none(told, "format")
        profiles = [asdict(one) for one in record.pop("profiles")]
        record |= {"profiles": profiles} if len(profiles) > 1 else {"profile": asdict(self.profile)}
        record["documents"] = [_record(entry) for entry in self.documents]
        for name in ("others", "withdrawn"):
            record[name] = [asdict(one) for one in record[name]]
        return in_lines(record | {"totals": self.totals.describe()})


def count_documents(
    documents: Sequence[DocumentEntry], others: Sequence[PassedOver], findings: Mapping[str, int], quads: int
) -> Totals:
    """The numbers of a release in the making; ``findings`` is how many there are of each severity."""
    statuses = Counter(entry.status for entry in documents)
    published = [entry for entry in documents if entry.published]
    return Totals(
        documents=len(documents),
        **{status: statuses[status] for status in _STATUSES},
        others=len(others),
        items=sum(entry.items for entry in published),
        closed=sum(entry.closed or 0 for entry in published),
        findings={severity: findings.get(severity, 0) for severity in SEVERITIES},
        quads=quads,
    )


def parse_manifest(data: bytes) -> Manifest:
    """The manifest of these bytes; raises :class:`ValueError` for what is none."""
    record = json.loads(data)
    fingerprint = _member(record, "fingerprint", str)
    return Manifest(
        fingerprint=fingerprint,
        readers=_member(record, "readers", str, ""),
        base_iri=_member(record, "base_iri", str),
        documents=tuple(_document_entry(one, fingerprint) for one in _member(record, "documents", list)),
        others=tuple(
            PassedOver(_member(one, "file", str), _member(one, "code", str))
            for one in _member(record, "others", list)
        ),
        totals=_totals(_member(record, "totals", dict)),
        profiles=tuple(_profiles_used(record)),
        withdrawn=tuple(
            Tombstone(*(_member(one, name, str) for name in ("iri", "reason", "at")))
            for one in _member(record, "withdrawn", list, [])
        ),
        software=_member(record, "software", str, ""),
        ontology=_member(record, "ontology", str, ""),
        format=_number_or_none(record, "format"),
    )


def _document_entry(record: object, fingerprint: str) -> DocumentEntry:
    """An entry; that of an earlier version was read as all of its release was."""
    found = _member(record, "status", str)
    status = next((status for status in _STATUSES if status == found), None)
    graph = _member(record, "graph", str, "")
    if status is None or (status == "published" and not graph):
        raise ValueError(f"no status of a document, or no minutes that are published: {found!r:.60}")
    return DocumentEntry(
        file=_member(record, "file", str),
        sha256=_member(record, "sha256", str),
        status=status,
        reader=_member(record, "reader", str, ""),
        run=_member(record, "run", str, fingerprint),
        municipality=_member(record, "municipality", str, ""),
        day=_member(record, "day", str, ""),
        start=_member(record, "start", str, ""),
        kind=_member(record, "kind", str, ""),
        issued=_member(record, "issued", str, ""),
        held=_member(record, "held", bool, False),
        part=_member(record, "part", str, ""),
        beside=_member(record, "beside", str, ""),
        graph=graph,
        triples=_member(record, "triples", int, 0),
        items=_member(record, "items", int, 0),
        closed=_number_or_none(record, "closed"),
        left_out=_member(record, "left_out", int, 0),
        share_read=_member(record, "share_read", float, 0.0),
        findings=_counts(_member(record, "findings", dict, {})),
        codes={severity: _counts(codes) for severity, codes in _member(record, "codes", dict, {}).items()},
    )


def _totals(record: object) -> Totals:
    numbers = ("documents", *_STATUSES, "others", "items", "closed")
    return Totals(
        **{name: _member(record, name, int, 0) for name in numbers},
        findings=_counts(_member(record, "findings", dict, {})),
        quads=_number_or_none(record, "quads"),
    )


def _profiles_used(record: object) -> Iterator[ProfileUsed]:
    for one in _member(record, "profiles", list, [_member(record, "profile", dict, {})]):
        profile = ProfileUsed(*(_member(one, name, str, "") for name in ("slug", "name", "sha256")))
        if profile.slug:
            yield profile


def _counts(record: object) -> dict[str, int]:
    if not isinstance(record, dict):
        raise ValueError(f"no numbers by name: {record!r:.60}")
    return {name: _member(record, name, int) for name in record}


def _number_or_none(record: object, name: str) -> int | None:
    return None if isinstance(record, dict) and record.get(name) is None else _member(record, name, int)


def _member(record: object, name: str, kind: type[T], otherwise: T | None = None) -> T:
    """A member of a JSON object; ``otherwise`` where it is absent or null. Raises :class:`ValueError`."""
    value = record.get(name) if isinstance(record, dict) else None
    value = otherwise if value is None else value
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"no {name} as a manifest has it: {value!r:.60}")
    return value


_SELDOM = ("municipality", "held", "part", "beside")


def _record(entry: DocumentEntry) -> dict[str, Any]:
    """The record of a document without what only a release of several municipalities tells, and only of
    supplements is told. Made without :func:`asdict`, which copies every count of every document."""
    record = {name: getattr(entry, name) for name in DocumentEntry.__slots__}
    record["graph"] = entry.graph or None
    return {
        name: value
        for name, value in record.items()
        if (name not in _SELDOM or value) and (name != "closed" or value is not None)
    }


def _without_none(record: dict[str, Any], name: str) -> dict[str, Any]:
    """A record without a member that is ``None``, as releases have it that did not tell."""
    return {key: value for key, value in record.items() if key != name or value is not None}
