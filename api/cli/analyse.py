"""The command ``sagsgraf analyse``."""

from pathlib import Path

import click

from api.cli.options import FINE, example, settings
from graph.base.config import OperatorError, load_config

_FILE = click.Path(dir_okay=False, path_type=Path)
_DAY = "a day (2017-01-31) or a year"


@click.command(
    epilog=example("sagsgraf analyse --projection units_by_cases --measure pagerank units.csv units.svg")
)
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--projection", default="", help="The network; see --list.")
@click.option("--measure", default="", help="What is measured, of the network or without one; see --list.")
@click.option("--from", "first", default="", help=f"The first day of the period: {_DAY}.")
@click.option("--to", "last", default="", help=f"The last day of the period: {_DAY}.")
@click.option("--standing", is_flag=True, help="Count standing items in, which are left out by default.")
@click.option("--municipality", default="", help="The one of several that is counted, by its slug.")
@click.option("--around", default="", help="The IRI of a node: it, its neighbours and what ties these alone.")
@click.option(
    "--picture",
    type=click.Choice(["network", "timeline", "heatmap"]),
    default="network",
    show_default=True,
    help="What an .svg file shows.",
)
@click.option("--language", type=click.Choice(["da", "en"]), default="da", show_default=True)
@click.option("--publish", is_flag=True, help="Publish all networks and measures with the release.")
@click.option("--list", "listing", is_flag=True, help="List the projections and the measures.")
@settings
def analyse(
    files: tuple[Path, ...],
    projection: str,
    measure: str,
    first: str,
    last: str,
    standing: bool,
    municipality: str,
    around: str,
    picture: str,
    language: str,
    publish: bool,
    listing: bool,
    data_dir: Path | None,
    config: Path | None,
) -> int:
    """Make a network of the current release, or measure it.

    The ending of each of FILES says what is written to it: .csv and .parquet the table of the measure,
    or else the edges; .graphml, .gexf (Gephi), .json (node-link) and .net (Pajek) the network; .svg a
    picture. Without FILES the table is shown.

    With --publish the numbers of the most important nodes of each network, and each measure, become data of
    the current release, which SPARQL can ask. They are kept until this is done again.
    """
    from api.cli import analysis_output as console
    from api.cli.whole import ask
    from graph.analysis.analysis import Analysis, InvalidAnalysisError, Source, Wanted, period
    from graph.analysis.analysis import analyse as made
    from graph.analysis.edges import TooManyEdgesError
    from graph.release.archive import Release
    from graph.store.oxigraph import Store

    if listing:
        console.print_choices(language)
        return FINE
    settings = load_config(config, data_dir=data_dir)
    if publish:
        if files or projection or measure:
            raise OperatorError("--publish takes all networks and measures, and writes no file")
        console.publish(settings)
        return FINE

    def analysed(release: Release) -> Analysis:
        with Store.open_read_only(release.store) as store, console.progress() as progress:
            source = Source.of(release, wanted)
            return console.interruptible(lambda: made(store, wanted, source, progress))

    try:
        days = period(first, last)
        wanted = Wanted(projection, measure, days, standing, municipality, around, language)
        console.check(files, wanted)
        analysis = ask(settings, analysed)
        written = console.render_files(files, analysis, picture, language)
    except (InvalidAnalysisError, TooManyEdgesError) as error:
        raise OperatorError(f"{error}") from None
    console.put(written)
    if not files:
        console.print_table(analysis, language)
    return FINE
