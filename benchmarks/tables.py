"""The result of a run as tables, for a terminal or in Markdown."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Drawn


@dataclass(frozen=True)
class Table:
    """A table; all columns but the first hold numbers."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables(result: Mapping[str, Any]) -> Iterator[Table]:
    """The tables that a result has numbers for."""
    servers = list(result["servers"])
    yield _servers(result, servers)
    yield _queries(result, servers)
    if result.get("throughput"):
        yield _throughput(result, servers)
    if result.get("resources"):
        yield _resources(result)


def print_tables(result: Mapping[str, Any]) -> None:
    console = _console()
    console.print(_caption(result), highlight=False)
    for table in tables(result):
        print_table(table)
    for note in result["notes"]:
        console.print(f"* {note}", highlight=False, markup=False)


def print_table(table: Table) -> None:
    drawn = Drawn(title=table.title, title_justify="left")
    for place, column in enumerate(table.columns):
        drawn.add_column(column, justify="right" if place else "left")
    for row in table.rows:
        drawn.add_row(*map(escape, row))
    _console().print(drawn)


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 160)


def as_markdown(result: Mapping[str, Any]) -> str:
    """The same, ready to be pasted."""
    parts = [_caption(result), *map(markdown, tables(result))]
    parts += ["\n".join(f"* {note}" for note in result["notes"])] if result["notes"] else []
    return "\n\n".join(parts) + "\n"


def markdown(table: Table) -> str:
    head = ["| " + " | ".join(table.columns) + " |", "|---" + "|--:" * (len(table.columns) - 1) + "|"]
    return "\n".join(
        [f"**{table.title}**", "", *head, *("| " + " | ".join(row) + " |" for row in table.rows)]
    )


def _caption(result: Mapping[str, Any]) -> str:
    held = result["corpus"]
    return (
        f"Measured {result['date']} with `{result['command']}`: {held['quads']:,} quads in named graphs, of "
        f"{held['documents']:,} documents; {result['machine']}."
    )


def _servers(result: Mapping[str, Any], servers: Sequence[str]) -> Table:
    told = result["servers"]
    rows = [
        ("version", *(told[name]["version"] for name in servers)),
        ("ready after, s", *(f"{told[name]['load_seconds']:.1f}" for name in servers)),
        ("on disk, MB", *(f"{told[name]['disk_megabytes']:,.0f}" for name in servers)),
        ("memory loaded, MB", *(f"{told[name]['memory_loaded']:,.0f}" for name in servers)),
        ("memory after the run, MB", *(f"{told[name].get('memory_after', 0):,.0f}" for name in servers)),
    ]
    return Table("Servers", ("", *servers), rows)


def _queries(result: Mapping[str, Any], servers: Sequence[str]) -> Table:
    rows = []
    own = "sagsgraf" if "sagsgraf" in servers else servers[-1]
    others = [name for name in servers if name != own]
    for query in result["queries"]:
        times = query["servers"]
        cells = [_time(times.get(name)) for name in servers]
        ratios = [_ratio(times.get(own), times.get(name)) for name in others]
        rows.append((query["name"], f"{query['rows']:,}", *cells, *ratios))
    means = result["means"]
    ratios = [
        f"{means[own]['ratios'][name]['mean']:.2f}" if name in means[own]["ratios"] else "" for name in others
    ]
    rows.append(("geometric mean", "", *(f"{means[name]['mean'] * 1000:.1f}" for name in servers), *ratios))
    columns = ("query", "rows", *(f"{name}, ms" for name in servers), *(f"{own} / {name}" for name in others))
    return Table("Queries one at a time: median (p95) in ms, none asked before", columns, rows)


def _throughput(result: Mapping[str, Any], servers: Sequence[str]) -> Table:
    rows = []
    for kind, loads in result["throughput"].items():
        cells = []
        for name in servers:
            one = loads[name]
            failed = one["refused"] + one["broken"]
            cells.append(
                f"{one['per_second']:,.0f} ({one['p95'] * 1000:,.0f} ms)"
                + (f", {failed} failed" if failed else "")
                + (", repeated" if one["repeated"] and "new" in kind else "")
            )
        rows.append((kind, *cells))
    return Table("Requests a second with 8 clients (p95)", ("load", *servers), rows)


def _resources(result: Mapping[str, Any]) -> Table:
    rows = []
    for kind, one in result["resources"].items():
        loaded = one["load"]
        rate = f"{loaded['per_second']:,.0f} ({loaded['p95'] * 1000:.1f} ms)" if loaded else "no wrk"
        failed = str(loaded["refused"] + loaded["broken"]) if loaded else ""
        rows.append((kind, f"{one['kilobytes']:.1f}", f"{one['first']:.1f}", rate, failed))
    columns = ("format", "kB on average", "first time, ms", "then, a second (p95)", "failed")
    return Table("Resource documents, 8 clients", columns, rows)


def _time(one: Mapping[str, float] | None) -> str:
    return f"{_ms(one['median'])} ({_ms(one['p95'])})" if one else "-"


def _ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _ratio(mine: Mapping[str, float] | None, theirs: Mapping[str, float] | None) -> str:
    return f"{mine['median'] / theirs['median']:.2f}" if mine and theirs else ""
