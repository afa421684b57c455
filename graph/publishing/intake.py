"""One minutes file, taken in or turned away: read, parsed, mapped and judged by the shapes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph.base.config import Config
from graph.mapping.minutes import graph_iri, meeting_iri, minutes_graph
from graph.minutes.as_json import FindingRecord, finding_record
from graph.minutes.document import Document
from graph.minutes.model import AGENDA, MINUTES, SUPPLEMENT, Finding, Minutes
from graph.municipality.evidence import contradiction
from graph.municipality.profile import Profile
from graph.ontology.iris import Iris, context, municipality_of
from graph.ontology.shape_files import GATES, LAYERS, Layer
from graph.privacy.cpr import cpr_numbers, without_cpr_numbers
from graph.privacy.ledger import NOTHING, Ledger
from graph.privacy.redact import LedgerRedaction, expunge
from graph.publishing.meetings import Told
from graph.publishing.republished import Matter
from graph.readers.files import read, read_document, seconds_for
from graph.readers.sbsys import SYSTEM as SBSYS
from graph.release.dumps import encoded
from graph.release.manifest import Status
from graph.tables.rows import Rows, rows_of
from graph.validation.shacl import Judged, Result, check

TOO_SLOW = "too-slow"
"""The code of the finding that a file takes too long to read."""

_LONGEST_NUMBER = 20
VERSION = 3
"""Of judging; raised when the same graph or text is barred, or told of, otherwise."""


@dataclass(frozen=True)
class Mapped:
    """A file as far as it could be read. Without a meeting's body and date and an item there is no
    ``graph``; ``minutes`` is then told apart only by its findings, and is absent for no text at all.
    ``touched`` says whether something was left out that is withdrawn; ``withdrawn``, whether all of it is.
    ``kept`` is what the ``reader`` of that name needs beside the text to read it again, and ``run`` the
    fingerprint of how it was read; ``told`` is what it says of its meeting, withdrawn or not."""

    findings: tuple[Finding, ...]
    minutes: Minutes | None = None
    iri: str = ""
    graph: Graph | None = None
    touched: bool = False
    withdrawn: bool = False
    reader: str = ""
    kept: bytes = b""
    run: str = ""
    told: Told | None = None


@dataclass(frozen=True)
class Intake:
    """What became of a file.

    ``minutes`` is the IRI of the minutes and of their graph, once it is known. ``triples``, sorted lines of
    N-Triples, ``rows`` of tables, ``dumped``, the members of dumps
    (:func:`graph.release.dumps.encoded`), ``text`` and what its ``reader`` has ``kept`` are there only when
    they may be published.
    ``findings`` are records as ``findings.json`` has them, and ``run`` is the fingerprint of how it was read.
    Of the ``items``, ``closed`` are closed. ``municipality`` is the slug of the one whose profile it was read
    by, empty for a file that is of none. ``told`` is what it says of its meeting, ``beside`` the digest of
    the supplements that were read with it.
    """

    status: Status
    findings: list[FindingRecord]
    minutes: str = ""
    triples: bytes = b""
    text: str = ""
    reader: str = ""
    kept: bytes = b""
    run: str = ""
    items: int = 0
    closed: int = 0
    left_out: int = 0
    share_read: float = 0.0
    municipality: str = ""
    told: Told | None = None
    beside: str = ""
    rows: Rows = field(default_factory=dict)
    dumped: Sequence[bytes] = ()


def map_document(
    document: Document,
    profile: Profile,
    config: Config,
    run: str,
    ledger: Ledger = NOTHING,
    timed: bool = False,
) -> Mapped:
    """Map what a document says, without what the ledger names; ``run`` is the fingerprint of all that decides
    how, and ``timed`` says that the meeting has its hour in its IRI. Depends on the arguments and on nothing
    else."""
    if not document.text:
        return Mapped(document.findings, reader=document.reader, run=run)
    iris = Iris(config.base_iri, profile.slug)
    redaction = LedgerRedaction(profile, iris, ledger, timed)
    reading = read(document, profile, redaction)
    minutes, touched = reading.minutes, bool(reading.removed)
    if reading.removed.whole:
        told = _told(redaction.seen[0], profile, iris, ledger)
        return Mapped((), touched=True, withdrawn=True, reader=document.reader, run=run, told=told)
    items = minutes.items or touched  # all its items may be withdrawn
    if minutes.body is None or minutes.date is None or not items:
        return Mapped(minutes.findings, minutes, touched=touched, reader=document.reader, run=run)
    timed = timed and minutes.start_time is not None
    graph = minutes_graph(minutes, profile, iris, run, timed)
    expunge(graph, reading.removed.gone)
    return Mapped(
        (*minutes.findings, *_cpr_numbers(minutes)),
        minutes,
        str(graph_iri(minutes, profile, iris, timed)),
        graph,
        touched,
        reader=document.reader,
        kept=reading.kept,
        run=run,
        told=_told(redaction.seen[0] if redaction.seen else minutes, profile, iris, ledger),
    )


def _told(minutes: Minutes, profile: Profile, iris: Iris, ledger: Ledger) -> Told:
    """What minutes with a body and a date tell of their meeting."""
    day = str(meeting_iri(minutes, profile, iris))
    of_supplement = bool(minutes.items) and all(item.supplementary for item in minutes.items)
    kind = SUPPLEMENT if of_supplement else minutes.kind
    named = any(one.kind in ("meeting", "agenda") for one in minutes.source_ids)
    withdrawn = any(iri.startswith(day) for iri in ledger.iris)
    matters = tuple(
        Matter(one.number, one.title.text, tuple(number.text for number in one.case_numbers))
        for one in minutes.items
    )
    return Told(
        minutes.source,
        day,
        minutes.start_time or "",
        kind,
        minutes.published_at or "",
        held=kind == SUPPLEMENT and minutes.decides,
        part=_part(minutes),
        matters=matters if named or withdrawn else (),
        apart=named,
    )


def _part(minutes: Minutes) -> str:
    """The numbers of the meeting and the file of a source that gives a meeting in several."""
    told = {one.kind: one.value for one in minutes.source_ids if one.system == SBSYS and not one.former}
    numbers = [told.get("meeting", ""), told.get("agenda", "")]
    return " ".join(numbers) if all(one.isdecimal() and len(one) < _LONGEST_NUMBER for one in numbers) else ""


def take_in(
    file: Path | Document,
    profile: Profile,
    config: Config,
    runs: Mapping[str, str],
    ledger: Ledger = NOTHING,
    timed: bool = False,
) -> Intake:
    """Judge one file, which is read first unless it is; the arguments are those of :func:`map_document`, the
    fingerprint one for the documents of each reader.

    Minutes of another municipality than the profile's are turned away, and so are agendas unless the settings
    ask for them.
    """
    document = open_document(file, config)
    run = runs[document.reader]
    mapped = map_document(document, profile, config, run, ledger, timed)
    foreign = contradiction(document.text, profile, fixed=bool(config.profile)) if mapped.graph else None
    left_out = _not_minutes(mapped, config)
    if foreign:
        taken = turned_away(document, foreign, run)
    elif left_out:
        taken = Intake("quarantined", [_record(left_out)], reader=document.reader, run=run)
    else:
        taken = judged_intake(mapped)
    return replace(taken, municipality=profile.slug if profile.turtle else "")


def open_document(file: Path | Document, config: Config) -> Document:
    """A file that is read, unless it is already."""
    return read_document(file, config.max_file_bytes, config.ocr) if isinstance(file, Path) else file


def held_back(config: Config) -> Intake:
    """What becomes of a file that takes too long to read. It has no fingerprint: another time, on a
    machine that is less busy, it may do."""
    message = f"Læsningen tog over {seconds_for(config):g} sekunder og blev afbrudt; filen er holdt tilbage."
    return Intake("unreadable", [_record(Finding("violation", TOO_SLOW, message))])


def turned_away(document: Document, why: Finding, run: str) -> Intake:
    """What becomes of a file that is not of the municipality."""
    records = [_record(finding) for finding in (*document.findings, why)]
    return Intake("quarantined", records, reader=document.reader, run=run)


def _not_minutes(mapped: Mapped, config: Config) -> Finding | None:
    """Why a document that is read is left out: it tells of a meeting that is not held yet. What bars it
    anyway is told instead."""
    if any(one.severity == "violation" for one in mapped.findings):
        return None
    kind = mapped.told.kind if mapped.told else MINUTES
    held = mapped.told is not None and mapped.told.held
    if kind in (AGENDA, SUPPLEMENT) and not held and not config.agendas:
        message = "En dagsorden er ikke et referat og offentliggøres ikke, medmindre agendas = true."
        return Finding("info", "not-minutes", message)
    return None


def judged_intake(mapped: Mapped) -> Intake:
    """What becomes of a file that was read."""
    if mapped.withdrawn:
        return Intake("withdrawn", [], reader=mapped.reader, run=mapped.run, told=mapped.told)
    records = [_record(finding) for finding in mapped.findings]
    if mapped.graph is None or mapped.minutes is None:
        return Intake("unreadable", records, reader=mapped.reader, run=mapped.run)
    judged = Judged(mapped.graph)
    records += judge(judged, GATES)
    barred = any(record["severity"] == "violation" for record in records)
    if not barred:
        records += judge(judged, ("maturity", "warning"))
    taken = Intake(
        status="quarantined" if barred else "published",
        findings=records,
        minutes=mapped.iri,
        text="" if barred else mapped.minutes.text,
        reader=mapped.reader,
        kept=b"" if barred else mapped.kept,
        run=mapped.run,
        items=len(mapped.minutes.items),
        closed=sum(item.closed for item in mapped.minutes.items),
        left_out=mapped.minutes.left_out,
        share_read=mapped.minutes.share_read,
        told=mapped.told,
    )
    if barred:
        return taken
    triples = {quad.triple for quad in judged.facts.quads}
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    lines = b"".join(sorted(written.splitlines(keepends=True)))
    address = str(context(municipality_of(mapped.iri).base))
    dumped = encoded(mapped.iri, triples, lines, address)
    return replace(taken, triples=lines, rows=rows_of(judged.facts.told), dumped=dumped)


def judge(graph: Graph, layers: Iterable[Layer] = LAYERS) -> list[FindingRecord]:
    """What the graph of one document fails in the layers of shapes, as findings."""
    judged = graph if isinstance(graph, Judged) else Judged(graph)
    return [_result_record(result) for layer in layers for result in check(judged, layer)]


def _cpr_numbers(minutes: Minutes) -> Iterator[Finding]:
    """The text is served as a whole, also what no node of the graph holds."""
    message = "Teksten har et tal af form som et CPR-nummer."
    for line in cpr_numbers(minutes.text):
        yield Finding("violation", "cpr-number", message, (line, line))
    if any(cpr_numbers(minutes.source)):
        yield Finding("violation", "cpr-number", "Filens navn har et tal af form som et CPR-nummer.")


def _record(finding: Finding) -> FindingRecord:
    """A finding, whose message may quote the text, without a CPR number."""
    return finding_record(finding) | {"message": without_cpr_numbers(finding.message)}


def _result_record(result: Result) -> FindingRecord:
    """A SHACL result as a finding; not its value, which may be the very thing not to be shown."""
    code = re.split("[#/]", result.shape)[-1]
    record = finding_record(Finding(result.severity, code, result.messages.best("da")))
    return record | {"layer": result.layer, "focus": result.focus, "path": result.path}
