"""What the command ``sagsgraf`` shows: tables and lines for people, JSON and RDF for programs."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from api.cli.options import counted
from graph.base.config import OperatorError
from graph.formats.table import NTRIPLES, RESULTS_JSON, RESULTS_TSV, RESULTS_XML, TURTLE
from graph.minutes.as_json import FindingRecord, as_dict, finding_record

if TYPE_CHECKING:  # each command loads what it works with, and not what the others do
    from graph.harvest.catalogue import Entry
    from graph.harvest.harvest import Harvest
    from graph.minutes.model import Minutes
    from graph.publishing.check import Judged
    from graph.publishing.publish import Outcome
    from graph.publishing.publish import Progress as Callback
    from graph.publishing.repair import Verdict
    from graph.release.archive import Release
    from graph.release.manifest import DocumentEntry, PassedOver
    from graph.store.oxigraph import Result

_TABULAR = {
    form.suffix: ox.QueryResultsFormat.from_media_type(form.media_type)
    for form in (RESULTS_JSON, RESULTS_XML, RESULTS_TSV)
}
_GRAPHS = {form.suffix: ox.RdfFormat.from_media_type(form.media_type) for form in (TURTLE, NTRIPLES)}
_GRAPHS["table"] = _GRAPHS[TURTLE.suffix]


def _console(stderr: bool = False) -> Console:
    """Text is shown as it is; a line is never cut for a program that reads it."""
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = 160
    return console


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column.endswith("#") else "left")
    return table


def print_json(minutes: "Minutes") -> None:
    """Everything that was read, in the documented keys."""
    _print_bytes(json.dumps(as_dict(minutes), ensure_ascii=False, indent=1).encode() + b"\n")


def print_minutes(minutes: "Minutes") -> None:
    """The meeting, its items in a table, and the findings."""
    console = _console()
    body = minutes.body.text if minutes.body else "no body"
    console.print(
        f"{minutes.source}: {body}, {minutes.date or 'no date'}, {counted(len(minutes.items), 'item')}"
    )
    table = _table("#", "title", "case", "outcome")
    for item in minutes.items:
        cases = ", ".join(number.text for number in item.case_numbers)
        outcome = "closed" if item.closed else ", ".join(item.decision.outcomes if item.decision else ())
        table.add_row(item.number, item.title.text, cases, outcome)
    console.print(table)
    left_out = f"; {minutes.left_out} characters of closed items left out" if minutes.left_out else ""
    console.print(f"read: {minutes.share_read:.1%} of the text{left_out}")
    _print_findings(console, [finding_record(finding) for finding in minutes.findings])


def _print_findings(console: Console, records: Iterable[FindingRecord]) -> None:
    for record in records:
        first, last = record["lines"] or (None, None)
        where = f" line {first}:" if first == last else f" lines {first}-{last}:"
        where = where if first else ""
        about = f" <{record['focus']}>" if record.get("focus") else ""
        console.print(f"  {record['severity']} {record['code']}:{where} {record['message']}{about}")


_MOST_NAMED = 20  # files that are passed over


@contextmanager
def progress(doing: str = "Publishing") -> "Iterator[Callback]":
    """A progress bar on a terminal's standard error; the callback moves it."""
    console = _console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=None)

        def move(done: int, total: int, file: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{doing} {file[-50:]:50}")

        yield move


def print_outcome(outcome: "Outcome") -> bool:
    """What was published and what was not; true when something barred some file."""
    manifest = outcome.release.manifest
    totals = manifest.totals
    print_documents(manifest.documents, outcome.release.findings)
    console = _console()
    _print_passed_over(console, manifest.others, outcome.release)
    for complaint in outcome.damaged:
        console.print(f"{complaint}; nothing was built on it")
    for name in outcome.removed:
        console.print(f"{name}: gone, there is no file of it any more")
    odd = [record for record in manifest.others if record.code == "bad-name"]
    state = "is current" if outcome.new else "is current already; nothing has changed"
    console.print(
        f"{outcome.release.id} {state}: {totals.published} of {totals.documents} documents, "
        f"{totals.quads or 0} quads; {counted(outcome.read, 'file')} read"
    )
    warnings = totals.findings.get("warning", 0)
    if warnings:
        files = outcome.release.path / "findings.json"
        console.print(
            f"{counted(warnings, 'warning')}: {manifest.base_iri}/kvalitet tells them in words, {files} each"
        )
    return bool(odd) or any(one.barred for one in manifest.documents)


def _print_passed_over(console: Console, others: "Sequence[PassedOver]", release: "Release") -> None:
    """The files that were not taken for minutes, and why."""
    for record in others[:_MOST_NAMED]:
        message = release.findings[record.file][0]["message"]
        console.print(f"{record.file}: not read: {message}")
    if left := others[_MOST_NAMED:]:
        console.print(f"not read: {counted(len(left), 'more file')}, in {release.path / 'findings.json'}")


def print_harvest(done: "Harvest") -> bool:
    """What a harvest brought and what it did not; true when something is to be looked at."""
    console = _console()
    for about, problem in done.problems[:_MOST_NAMED]:
        console.print(f"{about}: {problem}")
    if left := done.problems[_MOST_NAMED:]:
        console.print(f"{counted(len(left), 'more problem')} in the journal")
    for old, new in done.replaced.items():
        console.print(f"replaced: {old} by {new}")
    for word, entries in (
        ("minutes no more", done.retracted),
        ("listed no more, gone if it is so tomorrow", done.missing),
        ("gone", done.gone),
    ):
        for entry in entries:
            console.print(f"{word}: {_meeting(entry)}")
    if done.failing:
        console.print(
            f"could not be had, to be tried again another day: {counted(len(done.failing), 'meeting')}"
        )
    if done.left_out:
        console.print(f"left out: the content of {counted(done.left_out, 'closed item')}")
    console.print(
        f"{counted(done.listed, 'meeting')} listed: {len(done.new)} new, {len(done.changed)} changed, "
        f"{len(done.same)} looked at again and the same; {counted(done.requests, 'request')}; "
        f"changed in current/: {counted(done.files, 'file')}"
    )
    if done.stopped:
        waiting = f"; left for next time: {counted(done.waiting, 'meeting')}" if done.waiting else ""
        console.print(f"stopped: {done.stopped}{waiting}")
    return bool(done.problems or done.stopped)


def _meeting(entry: "Entry") -> str:
    return f"{entry.body} {entry.start[:16].replace('T', ' ')} ({entry.id})"


def print_documents(
    documents: "Iterable[DocumentEntry]", findings: Mapping[str, list[FindingRecord]]
) -> None:
    """The documents that were not published, each with what barred it."""
    console = _console()
    for entry in documents:
        if entry.status not in ("published", "withdrawn"):
            console.print(f"{entry.file}: {entry.status}")
            told = findings[entry.file]
            barred = [one for one in told if one["severity"] == "violation"]
            # What bars the others, such as minutes in whose place later ones are taken, is found last.
            _print_findings(console, barred or told[-1:])


def print_judged(judged: "Iterable[Judged]", form: str) -> bool:
    """What the shapes found, file by file; true when something is violated."""
    console = _console()
    violated = False
    for one in judged:
        violated |= any(record["severity"] == "violation" for record in one.findings)
        if form == TURTLE.suffix:
            for graph in one.reports():
                _print_bytes(graph.serialize(format="turtle", encoding="utf-8"))
            continue
        console.print(
            f"{one.file}: {counted(len(one.findings), 'result')}" if one.findings else f"{one.file}: conforms"
        )
        _print_findings(console, one.findings)
    return violated


def print_verdict(verdict: "Verdict") -> None:
    """What was found of a release, in a line and a line for each file that is damaged."""
    console = _console()
    files = verdict.files
    console.print(f"{verdict.release.id}: {'damaged' if files else 'whole'}")
    for name in files[:_MOST_NAMED]:
        console.print(f"  {name}")
    if left := files[_MOST_NAMED:]:
        console.print(f"  and {len(left)} more")


def print_releases(releases: "Sequence[Release]", current: str) -> None:
    """The releases with their numbers."""
    table = _table("", "release", "created", "documents #", "quads #")
    for release in releases:
        mark = "*" if release.id == current else ""
        try:
            totals = release.manifest.totals
            table.add_row(mark, release.id, release.created, str(totals.published), str(totals.quads or 0))
        except OperatorError:
            table.add_row(mark, release.id, "damaged")
    _console().print(table)


def print_results(results: "Result", form: str) -> None:
    """The answer of a query in the format asked for; raises :class:`OperatorError` for one it has not."""
    if isinstance(results, ox.QueryTriples):
        if form not in _GRAPHS:
            raise OperatorError(f"--format {form} is for SELECT and ASK; this query gives triples")
        _print_bytes(results.serialize(format=_GRAPHS[form]) or b"")
    elif form == "csv":
        from api.http.writers import write_results_csv

        output = BytesIO()
        write_results_csv(results, output)
        _print_bytes(output.getvalue())
    elif form in _TABULAR:
        _print_bytes(results.serialize(format=_TABULAR[form]) or b"")
    elif form != "table":
        raise OperatorError(f"--format {form} is for CONSTRUCT and DESCRIBE; this query gives no triples")
    elif isinstance(results, ox.QueryBoolean):
        _console().print("true" if results else "false")
    else:
        table = _table(*(variable.value for variable in results.variables))
        for row in results:
            table.add_row(*(str(getattr(term, "value", term or "")) for term in row))
        _console().print(table)


def _print_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
