"""/tabeller: the tables of a release, what each column means, and the files."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.http.conditional import not_modified
from api.http.formats import CSV, HTML, JSON, JSONLD, PARQUET
from api.http.negotiation import AS_CSV, Choice, choose, content
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving import release_choice
from api.site.files import ReleaseFile, file_answer
from api.site.site import Site, release_of, respond, site_of
from graph.catalogue.licences import licence_titles
from graph.ontology import iris
from graph.release.archive import Release
from graph.tables.files import FOLDER, TableFile, read_index
from graph.tables.metadata import Described, croissant, data_package, ro_crate, written
from graph.tables.parquet import as_csv

router = APIRouter()

_TITLE = N_("Referater fra %(name)s som tabeller")
_ABOUT = N_(
    "Møder, punkter, sager, indstillinger og beslutninger, læst ud af referaterne: én tabel for hver slags, "
    "med nøgler mellem dem og adresser på det sted, hver række står."
)
_METADATA: Mapping[str, tuple[Callable[[Described], dict[str, Any]], str]] = {
    "datapackage.json": (data_package, JSON.media_type),
    "croissant.json": (croissant, JSONLD.media_type),
    "ro-crate-metadata.json": (ro_crate, JSONLD.media_type),
}
LINES: Mapping[str, str] = {
    "pandas (Python)": "import pandas; pandas.read_parquet('{}item.parquet')",
    "polars (Python)": "import polars; polars.read_parquet('{}item.parquet')",
    "DuckDB": "SELECT year, sum(items) AS items FROM '{}meeting.parquet' GROUP BY year ORDER BY year",
    "R": "read.csv('{}item.csv')",
    "R (nanoparquet)": "nanoparquet::read_parquet(url('{}item.parquet'))",
}
"""What one writes to read a table, by the name of the tool; the address of the folder comes at ``{}``."""


def _files(release: Release) -> dict[str, TableFile]:
    try:
        return read_index(release.path)
    except (OSError, ValueError):
        raise Problem(404, "The release was made without tables.") from None


def _described(site: Site, release: Release) -> Described:
    config, names = site.config, list(release.names.values())
    publisher = config.publisher or ", ".join(names)
    own = "" if config.publisher or release.several else str(release.iris.municipality_itself())
    return Described(
        files=_files(release),
        title=site.say(_TITLE, name=", ".join(names)),
        about=site.say(_ABOUT),
        folder=f"{config.base_iri}/tabeller/",
        language=site.language,
        release=release.id,
        created=release.created,
        publisher=publisher,
        publisher_iri=config.publisher_iri or own or str(iris.publisher(config.base_iri)),
        licence=(config.licence, licence_titles(config.licence).best(site.language))
        if config.licence
        else None,
        contact=(config.contact_name or publisher, config.contact_email) if config.contact_email else None,
    )


@router.get("/tabeller", responses=content(HTML))
def page(request: Request) -> Response:
    """Which tables there are, how they are read, and what each column means."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request).shelved
    told = _described(site, release)
    lines = {tool: line.format(told.folder) for tool, line in LINES.items()}
    body = site.page("tables.html", told=told, lines=lines, metadata=list(_METADATA))
    links = [
        f'<{site.at_release(told.folder + name)}>; rel="describedby"; type="{kind}"'
        for name, (_, kind) in _METADATA.items()
    ]
    return respond(request, body, choice, {"Link": ", ".join(links)})


@router.get("/tabeller/{name}.json", responses=content(JSON, JSONLD))
def metadata(request: Request, name: str) -> Response:
    """What the tables are: a Frictionless data package, Croissant or RO-Crate."""
    if f"{name}.json" not in _METADATA:
        raise Problem(404, f"There are: {', '.join(_METADATA)}.")
    body = metadata_written(site_of(request), release_of(request).shelved, f"{name}.json")
    return respond(request, body, Choice(JSON, _METADATA[f"{name}.json"][1]))


def metadata_written(site: Site, release: Release, name: str) -> bytes:
    """The bytes of a file that tells what the tables are, in the language of the site."""
    told = _METADATA[name][0](_described(site, release))
    return written(told)


@router.get("/tabeller/{name}.parquet", responses=content(PARQUET))
def file(request: Request, name: str) -> Response:
    """A table, whole or a range of its bytes."""
    release = release_of(request).shelved
    one = _file(release, name)
    saved = f"{name}-{release.id}.{PARQUET.suffix}"
    path = release.path / FOLDER / one.path
    return file_answer(request, ReleaseFile(path, one.bytes, one.sha256, PARQUET.media_type, saved))


@router.get("/tabeller/{name}.csv", responses=content(CSV))
def csv_file(request: Request, name: str) -> Response:
    """A table as CSV, for programs that read no Parquet; written as it is asked for."""
    release = release_of(request)
    one = _file(release.shelved, name)
    headers = release_choice.attachment(release, name, CSV.suffix) | {
        "ETag": f'"{one.sha256[:28]}-csv"',
        "Cache-Control": "no-cache",
        "Content-Type": AS_CSV.content_type,
    }
    headers = release_choice.fields(request, site_of(request).whole_address, headers)
    if not_modified(request.headers, {key.lower(): value for key, value in headers.items()}):
        return Response(None, 304, headers)
    head = getattr(request.state, "head", False)
    pieces = () if head else as_csv(release.shelved.path / FOLDER / one.path)
    return StreamingResponse(pieces, 200, headers)


def _file(release: Release, name: str) -> TableFile:
    one = _files(release).get(name)
    if one is None:
        raise Problem(404, "There is no such table; /tabeller lists those there are.")
    return one
