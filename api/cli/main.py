"""The command ``sagsgraf``. Modules are imported where they are used, so that ``--help`` is quick.

Exit status: 0 fine, 1 something was found, 2 a mistake of the operator's, told in one line.
"""

import atexit
import gc
import logging
import signal
import sqlite3
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import click

from api.cli.analyse import analyse
from api.cli.diff import diff
from api.cli.doctor import doctor
from api.cli.follow import follow
from api.cli.harvest import harvest
from api.cli.init import init
from api.cli.notify import notify
from api.cli.options import CONFIG as _CONFIG
from api.cli.options import FILE as _FILE
from api.cli.options import FINE, FOUND
from api.cli.options import example as _example
from api.cli.options import settings as _settings
from api.cli.profile import profile as profile_commands
from api.cli.verify import verify
from api.cli.watch import watch
from api.cli.withdraw import restore, withdraw
from graph import __version__
from graph.base import files, memory
from graph.base.config import OperatorError, load_config
from graph.formats.table import (
    NTRIPLES,
    RESULTS_CSV,
    RESULTS_JSON,
    RESULTS_TSV,
    RESULTS_XML,
    TURTLE,
    suffixes,
)

MISTAKE, INTERRUPTED = 2, 130
_MOST = 0.75
"""The share of the machine's memory that a command may take,"""
_MOST_SERVING = 0.25
"""and that of the process that serves, which holds no data."""
_ROWS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
_TRIPLES = (TURTLE, NTRIPLES)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def main() -> None:
    """Run the command; every mistake of the operator's ends here as one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name or a letter that the terminal lacks stops nothing
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)  # to look through all that there is takes time, and it ends with the process
    try:
        memory.bound(memory.share(_MOST))
        status = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        status = MISTAKE
    except (click.ClickException, OperatorError) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"sagsgraf: {' '.join(message.split())}", err=True)
        status = MISTAKE
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = None
        status = FINE
    except (OSError, sqlite3.Error) as error:  # a full disk, a file that went away or may not be read
        click.echo(f"sagsgraf: {' '.join(files.reason(error).split())}", err=True)
        status = MISTAKE
    except MemoryError:
        click.echo("sagsgraf: there is not memory enough for this", err=True)
        status = MISTAKE
    except RuntimeError as error:
        from graph.store.oxigraph import is_damage

        if not is_damage(error):
            raise
        click.echo("sagsgraf: the store is damaged; see: sagsgraf verify", err=True)
        status = MISTAKE
    sys.exit(status)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sagsgraf")
def cli() -> None:
    """Publish the minutes of a municipality as linked open data.

    \b
    Example:
      sagsgraf publish examples/minutes
      sagsgraf serve
    """


@cli.command(epilog=_example("sagsgraf read direktionen-2023-06-26.txt --json"))
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read, as JSON.")
@click.option("--profile", help="The municipality's profile: a name, or a Turtle file.")
@_CONFIG
def read(file: Path, as_json: bool, profile: str | None, config: Path | None) -> int:
    """Show what one minutes FILE says.

    The exit status is 1 when the reader found something to warn of.
    """
    from api.cli import console
    from graph.base.deadline import Overdue, within
    from graph.library import read
    from graph.readers.files import seconds_for

    settings = load_config(config, profile=profile)
    seconds = seconds_for(settings)
    try:
        with within(seconds, deadly=True):
            minutes = read(file, settings)
    except Overdue:
        raise OperatorError(
            f"{file}: reading it took over {seconds:g} s and was broken off "
            "(max_file_seconds in the settings)"
        ) from None
    (console.print_json if as_json else console.print_minutes)(minutes)
    return FOUND if any(finding.severity != "info" for finding in minutes.findings) else FINE


@cli.command(epilog=_example("sagsgraf publish examples/minutes"))
@click.argument("folder", type=_FOLDER, required=False)
@click.option(
    "--accept-closed-share", "accept", is_flag=True, help="The share of closed items is meant to change so."
)
@click.option("--accept-removed", is_flag=True, help="The minutes that are gone are meant to go.")
@_settings
def publish(
    folder: Path | None, accept: bool, accept_removed: bool, data_dir: Path | None, config: Path | None
) -> int:
    """Publish the minutes of a FOLDER, or of the several municipalities that the settings name.

    Its .txt, .pdf, .docx, .odt and .html files become a new release, which is made current at
    once; others are named.

    Minutes that have not changed are not read again. The exit status is 1 when a file could not be
    published; the others are. When the share of closed items changes all of a sudden, or many minutes are
    gone, nothing is.
    """
    from api.cli import console
    from graph.publishing.publish import NothingPublished, publish

    settings = load_config(config, data_dir=data_dir)
    try:
        with console.progress() as progress:
            outcome = publish(folder, settings, progress, accept, accept_removed)
    except NothingPublished as error:
        console.print_documents(error.documents, error.findings)
        click.echo(f"sagsgraf: {error}", err=True)
        return FOUND
    return FOUND if console.print_outcome(outcome) else FINE


@cli.command(epilog=_example("sagsgraf serve --port 8080"))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port.")
@click.option("--data", type=_FILE, help="Serve this N-Quads, TriG or Turtle file instead of a release.")
@_settings
def serve(host: str, port: int, data: Path | None, data_dir: Path | None, config: Path | None) -> int:
    """Serve the current release.

    A later one is served as soon as it is published. On SIGHUP the settings are read again; on SIGTERM what
    has begun is answered first.
    """
    from api.cli import server
    from api.cli.first_process import fork_below_init

    fork_below_init()
    settings = partial(load_config, config, data_dir=data_dir)
    if data:
        from graph.publishing.adopt import adopt

        with tempfile.TemporaryDirectory(prefix="sagsgraf-") as folder:
            adopted = adopt(data, settings(), Path(folder))
            server.serve(adopted, host, port, lambda: adopted)
        return FINE
    memory.bound(memory.share(_MOST_SERVING))
    server.serve(settings(), host, port, settings)
    return FINE


@cli.command(
    epilog=_example("echo 'SELECT * { ?case a <https://w3id.org/sagsgraf/ns#Case> }' | sagsgraf query -")
)
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *suffixes((*_ROWS, *_TRIPLES))]),
    default="table",
    show_default=True,
    help=f"{' and '.join(suffixes(_TRIPLES))} are for CONSTRUCT and DESCRIBE, the others for SELECT and ASK.",
)
@_settings
def query(file: Any, form: str, data_dir: Path | None, config: Path | None) -> int:
    """Answer a SPARQL query.

    FILE holds it, - is standard input. The answer comes from the current release.
    """
    from api.cli import console
    from api.cli.whole import ask
    from graph.release.archive import Release
    from graph.store.oxigraph import QueryError, Store

    settings = load_config(config, data_dir=data_dir)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine hears no interrupt while it works
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise OperatorError(f"{file.name}: not UTF-8") from None

    def answer(release: Release) -> None:
        with Store.open_read_only(release.store) as store:
            try:
                console.print_results(store.query(text), form)
            except QueryError as error:
                place = f"{error.line}:{error.column}: " if error.line else " "
                raise OperatorError(f"{file.name}:{place}{error}") from None

    ask(settings, answer)
    return FINE


@cli.command(epilog=_example("sagsgraf trace 20-4417"))
@click.argument("case")
@click.option("--json", "as_json", is_flag=True, help="Print everything that is known of it, as JSON.")
@_settings
def trace(case: str, as_json: bool, data_dir: Path | None, config: Path | None) -> int:
    """Tell the trail of a CASE by its number.

    Every handling, its recommendation, decision and documents, the steps that were planned next and
    whether they came, what may be the same matter under other numbers and why, what it hangs together
    with, and where in the files each of it stands.

    The number may be written in any way: 23-7348, 23-007348K, "326 2016 59792". For one that is unknown
    the nearest are named, and the exit status is 1.
    """
    from api.cli import trace as told
    from api.cli.whole import ask
    from graph.cases.thread import Strand, trace_thread
    from graph.cases.trail import TrailDetails, UnknownCase, trace
    from graph.release.archive import Release

    def trail_of(release: Release) -> tuple[TrailDetails, list[Strand]]:
        trail = trace(release, case)
        return trail, trace_thread(release, trail.case)

    settings = load_config(config, data_dir=data_dir)
    try:
        found = ask(settings, trail_of)
    except UnknownCase as error:
        click.echo(f"sagsgraf: {error}", err=True)
        return FOUND
    (told.print_json if as_json else told.print_trail)(*found)
    return FINE


@cli.command(epilog=_example("sagsgraf mcp --data-dir data"))
@_settings
def mcp(data_dir: Path | None, config: Path | None) -> int:
    """Answer an assistant on this machine (Model Context Protocol).

    It starts the command itself and asks over standard input and output; a server that runs answers at
    /mcp. The tools only read the current release.
    """
    import asyncio

    from api.assistants.server import serve_over_stdio
    from api.site.site import Site
    from graph.release import archive

    settings = load_config(config, data_dir=data_dir)
    archive.current(settings)
    asyncio.run(serve_over_stdio(Site(settings)))
    return FINE


@cli.command(epilog=_example("sagsgraf validate examples/minutes"))
@click.argument("path", metavar="FILE.ttl|FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", TURTLE.suffix]), default="text", show_default=True
)
@_CONFIG
def validate(path: Path, form: str, config: Path | None) -> int:
    """Judge files by the SHACL shapes.

    A Turtle file, or each Turtle file and set of minutes (.txt, .pdf, .docx, .odt, .html) of a folder;
    each is judged alone, as it is when it is published. The exit status is 1 when something is violated.
    --format ttl prints the
    SHACL validation reports.
    """
    from api.cli import console
    from graph.publishing.check import judge_path

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # ill-typed values are for the shapes to judge
    judged = judge_path(path, load_config(config))
    return FOUND if console.print_judged(judged, form) else FINE


@cli.command(epilog=_example("sagsgraf propose examples/minutes"))
@click.argument("folder", type=_FOLDER, required=False)
@click.option("--profile", help="The municipality's profile: a name, or a Turtle file.")
@_CONFIG
def propose(folder: Path | None, profile: str | None, config: Path | None) -> int:
    """List what minutes name and the profile of their municipality lacks.

    That is bodies, units and posts, and forms of case numbers that at least five of them have; read from
    the minutes of a FOLDER or, without one, of the several municipalities that the settings name. The lines
    are Turtle, to look over and paste into the profile that is named above them. The exit status is 1 when
    there are any.
    """
    from graph.publishing.propose import Proposer, as_turtle, read_minutes

    found: dict[str, Proposer] = {}
    strangers = 0
    for of, minutes in read_minutes(folder, load_config(config, profile=profile)):
        if of:
            found.setdefault(of.slug, Proposer(of)).add(minutes)
        strangers += of is None
    if strangers:
        click.echo(f"sagsgraf: {strangers} files are of none of the municipalities of the settings", err=True)
    turtle = [as_turtle(one.proposals(), one.profile) for one in found.values()]
    click.echo("\n".join(filter(None, turtle)), nl=False)
    if not any(turtle):
        click.echo("sagsgraf: the profile has all that the minutes name", err=True)
    return FOUND if any(turtle) else FINE


@cli.command(epilog=_example("sagsgraf releases"))
@_settings
def releases(data_dir: Path | None, config: Path | None) -> int:
    """List the releases.

    The newest comes last; * marks the current one.
    """
    from api.cli import console
    from graph.release import archive

    settings = load_config(config, data_dir=data_dir)
    console.print_releases(archive.releases(settings), Path(archive.current(settings)).name)
    return FINE


@cli.command(epilog=_example("sagsgraf rollback 0002"))
@click.argument("release", required=False)
@_settings
def rollback(release: str | None, data_dir: Path | None, config: Path | None) -> int:
    """Go back to an earlier release.

    That is the one before the current one, or RELEASE, of which the first part will do.
    """
    from graph.publishing.publish import rollback

    chosen = rollback(load_config(config, data_dir=data_dir), release)
    click.echo(f"{chosen.id} is current")
    return FINE


cli.add_command(analyse)
cli.add_command(withdraw)
cli.add_command(restore)
cli.add_command(verify)
cli.add_command(diff)
cli.add_command(doctor)
cli.add_command(harvest)
cli.add_command(init)
cli.add_command(watch)
cli.add_command(follow)
cli.add_command(notify)
cli.add_command(profile_commands)
