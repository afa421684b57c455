"""What the catalogue lists: the whole graph, the tables, the ontology with its code lists, the years, and a
dataset for each body, with a file for each of its years.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.base.labels import Labels
from graph.catalogue.addresses import Addresses
from graph.catalogue.holdings import BodyYear, Holdings
from graph.catalogue.licences import EUPL
from graph.formats.table import DUMPED, GRAPHS, JSON, PARQUET, Format, packed_form
from graph.ontology.iris import Iris, dataset_of
from graph.ontology.terms import ONTOLOGY
from graph.release.dumps import Dump
from graph.tables.definitions import tables

WHOLE = "hele-grafen"
YEARS = "aar"
TERMS = "ontologi"
MERGED: Mapping[str, str] = {"kodelister": TERMS}
"""What datasets that there were once are part of now; those of a year are of all years."""
_NOT_IN_A_TAG = re.compile(r"[^\w .-]+")  # what CKAN refuses in a keyword
_KEYWORDS = (
    Labels(da="referater", en="minutes"),
    Labels(da="dagsordener", en="agendas"),
    Labels(da="beslutninger", en="decisions"),
    Labels(da="kommuner", en="municipalities"),
    Labels(da="kommunalpolitik", en="local politics"),
)
_TERMS = (
    Labels(da="ontologi", en="ontology"),
    Labels(da="kodelister", en="code lists"),
    Labels(da="referater", en="minutes"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file a dataset can be had as; a ``packed`` one is compressed by gzip. Of a file that is not fixed
    with the release, ``bytes`` and ``sha256`` are not known. Where there are several of a format, ``name``
    tells one from another, and ``labels`` is what it holds of the dataset. What is known of a part of the
    dataset alone is the ``year`` it is of and since when that is ``modified``."""

    form: Format
    address: str
    packed: bool = False
    bytes: int | None = None
    sha256: str = ""
    name: str = ""
    labels: Labels | None = None
    year: str = ""
    modified: str = ""

    @property
    def last_part(self) -> str:
        """The last part of the IRI of its distribution."""
        own = self.name or self.form.suffix
        return f"{self.year}/{own}" if self.year else own


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset, by the last part of its IRI.

    ``municipality`` is the slug of the one of several whose it is. ``issued`` is when it was published first,
    ``first`` and ``last`` are the days it covers, ``licence`` that of the data unless it is said here,
    ``standard`` the IRI and title of what the data conform to, and ``page`` the address of a page about their
    subject.
    """

    path: str
    title: Labels
    about: Labels
    keywords: tuple[Labels, ...]
    issued: str
    modified: str
    first: str = ""
    last: str = ""
    files: tuple[File, ...] = ()
    licence: str = ""
    standard: tuple[str, str] = (str(ONTOLOGY), "Sagsgraf: ontologi for kommunale referater")
    page: str = ""
    municipality: str = ""


def listed(holdings: Holdings, site: Addresses) -> tuple[Listed, ...]:
    """Everything the catalogue lists, in its order: the whole, the tables, the terms, the years, the bodies;
    of several municipalities, after the terms, the whole, the years and the bodies of each."""
    shared = (_whole(holdings, site), *_tables(holdings, site), _terms(holdings, site))
    if not holdings.parts:
        return (*shared, *_parts(holdings, site))
    each = [(_whole(part, site), *_parts(part, site)) for part in holdings.parts]
    return (*shared, *(one for those in each for one in those))


def _parts(holdings: Holdings, site: Addresses) -> Iterator[Listed]:
    """The datasets of a municipality beside its whole."""
    of = holdings.slug if holdings.among else ""
    if holdings.years:
        yield replace(_by_year(holdings, site), municipality=of)
    for body in holdings.names:
        yield replace(_of_body(holdings, site, body), municipality=of)


def keyword(name: str) -> str:
    """A name as a keyword: letters, digits, spaces and ``-_.``, of 2 to 100 characters."""
    return " ".join(_NOT_IN_A_TAG.sub(" ", name).split())[:100].strip().ljust(2, "-")


def _whole(holdings: Holdings, site: Addresses) -> Listed:
    name, years = holdings.municipality, holdings.years
    of = holdings.slug if holdings.among else ""
    return Listed(
        path=holdings.path(WHOLE),
        municipality=of,
        title=Labels(
            da=f"Referater fra {name['da']}: hele grafen", en=f"Minutes of {name['en']}: the whole graph"
        ),
        about=Labels(
            da="Møder, dagsordenspunkter, sager, indstillinger og beslutninger, læst ud af referater fra "
            f"{name['da']} og bundet sammen sag for sag. Hver oplysning viser det sted i referatet, den er "
            "læst.",
            en="Meetings, agenda items, cases, recommendations and decisions read from minutes of "
            f"{name['en']} and linked case by case. Each statement points to the words it was read from.",
        ),
        keywords=(*_KEYWORDS, Labels(da="linked data", en="linked data")),
        issued=holdings.issued,
        modified=holdings.created,
        first=min((one.first for one in years), default=""),
        last=max((one.last for one in years), default=""),
        files=_files(site, holdings.by_part.get(("", ""), ())),
        page=site.front_of(of),
    )


def _tables(holdings: Holdings, site: Addresses) -> tuple[Listed, ...]:
    """The tables, of all municipalities together, where the release has them."""
    if not holdings.tables:
        return ()
    name, years = holdings.municipality, holdings.years
    kinds = tables()
    one = Listed(
        path="tabeller",
        title=Labels(da=f"Referater fra {name['da']} som tabeller", en=f"Minutes of {name['en']} as tables"),
        about=Labels(
            da="Møder, dagsordenspunkter, sager, indstillinger og beslutninger som tabeller: én fil for "
            "hver, med nøgler mellem dem og adresser på det sted, hver række står.",
            en="Meetings, agenda items, cases, recommendations and decisions as tables: one file each, with "
            "keys between them and the address of what each row is about.",
        ),
        keywords=(*_KEYWORDS, Labels(da="tabeller", en="tables")),
        issued=holdings.issued,
        modified=holdings.created,
        first=min((one.first for one in years), default=""),
        last=max((one.last for one in years), default=""),
        files=(
            *(
                File(
                    PARQUET,
                    site.table(one.path),
                    bytes=one.bytes,
                    sha256=one.sha256,
                    name=one.table,
                    labels=kinds[one.table].labels,
                )
                for one in holdings.tables
            ),
            File(
                JSON,
                site.data_package,
                bytes=site.bytes_of(site.data_package),
                name="datapackage",
                labels=Labels(
                    da="Frictionless Data Package, alle tabeller", en="Frictionless Data Package, all tables"
                ),
            ),
        ),
        page=site.tables,
    )
    return (one,)


def _terms(holdings: Holdings, site: Addresses) -> Listed:
    """The ontology and its code lists: parts of the software, with its licence. They are of the time of the
    minutes that are described by them."""
    years = holdings.years
    return Listed(
        path=TERMS,
        title=Labels(
            da="Ontologi og kodelister for kommunale referater",
            en="Ontology and code lists for municipal minutes",
        ),
        about=Labels(
            da="Klasser og egenskaber, som data om møder, punkter, sager og beslutninger er beskrevet med, "
            "og kodelisterne: udfald af beslutninger og de andre, som data bruger.",
            en="The classes and properties that meetings, items, cases and decisions are described by, and "
            "the code lists: outcomes of decisions and the others that the data use.",
        ),
        keywords=_TERMS,
        issued=holdings.issued,
        modified=holdings.terms_modified,
        first=min((one.first for one in years), default=""),
        last=max((one.last for one in years), default=""),
        files=tuple(
            File(form, address, bytes=site.bytes_of(address))
            for form, address in ((form, site.terms_in(form)) for form in GRAPHS)
        ),
        licence=EUPL,
        standard=("http://www.w3.org/TR/owl2-overview/", "OWL 2 Web Ontology Language"),
        page=site.terms,
    )


def _by_year(holdings: Holdings, site: Addresses) -> Listed:
    """All years of all bodies, a year in each file."""
    name, years = holdings.municipality, holdings.years
    told, bodies = _meetings(years), _bodies(len(holdings.names))
    span = _span(years)
    return Listed(
        path=holdings.path(YEARS),
        title=Labels(
            da=f"Referater fra {name['da']}, år for år", en=f"Minutes of {name['en']}, year by year"
        ),
        about=Labels(
            da=f"Alle møder i {name['da']}, {span}: {told['da']} i {bodies['da']}. Hvert år er en fil for "
            "sig.",
            en=f"All meetings of {name['en']}, {span}: {told['en']} of {bodies['en']}. Each year is a file "
            "of its own.",
        ),
        keywords=_KEYWORDS,
        issued=min(one.issued for one in years),
        modified=max(one.modified for one in years),
        first=min(one.first for one in years),
        last=max(one.last for one in years),
        files=_yearly(holdings, site, years, ""),
        page=site.meetings_of(holdings.slug if holdings.among else ""),
    )


def _of_body(holdings: Holdings, site: Addresses, body: str) -> Listed:
    """All years of a body, a year in each file."""
    name, years = holdings.names[body], [one for one in holdings.years if one.body == body]
    told, span = _meetings(years), _span(years)
    return Listed(
        path=holdings.path(dataset_of(body)),
        title=Labels(
            da=f"Referater fra {name['da']}{_of(holdings, 'da')}",
            en=f"Minutes of {name['en']}{_of(holdings, 'en')}",
        ),
        about=Labels(
            da=f"{told['da']} i {name['da']}, {holdings.municipality['da']}, {span}: dagsordenspunkter, "
            "sager, indstillinger og beslutninger. Hvert år er en fil for sig.",
            en=f"{told['en']} of {name['en']}, {holdings.municipality['en']}, {span}: agenda items, cases, "
            "recommendations and decisions. Each year is a file of its own.",
        ),
        keywords=(*_KEYWORDS, _tag(name)),
        issued=min(one.issued for one in years),
        modified=max(one.modified for one in years),
        first=years[0].first,
        last=years[-1].last,
        files=_yearly(holdings, site, years, body),
        page=_page(holdings, site, body),
    )


def _yearly(holdings: Holdings, site: Addresses, years: Iterable[BodyYear], body: str) -> tuple[File, ...]:
    """The files of each year, the newest first; of all bodies for the empty word."""
    modified: dict[str, str] = {}
    for one in years:
        modified[one.year] = max(one.modified, modified.get(one.year, ""))
    return tuple(
        replace(file, year=year, modified=since)
        for year, since in sorted(modified.items(), reverse=True)
        for file in _files(site, holdings.by_part.get((body, year), ()))
    )


def _span(years: Iterable[BodyYear]) -> str:
    found = sorted(one.year for one in years)
    return found[0] if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


def _bodies(count: int) -> Labels:
    return Labels(
        da="1 organ" if count == 1 else f"{count} organer", en="1 body" if count == 1 else f"{count} bodies"
    )


def _of(holdings: Holdings, language: str) -> str:
    """Whose a body is, where bodies of several municipalities stand beside each other."""
    return f", {holdings.municipality[language]}" if holdings.among else ""


def _page(holdings: Holdings, site: Addresses, body: str) -> str:
    return site.document(str(Iris(holdings.base_iri, holdings.slug).coded("organ", body)))


def _tag(name: Labels) -> Labels:
    return Labels(**{tag: keyword(words) for tag, words in name.items()})


def _meetings(years: Iterable[BodyYear]) -> Labels:
    count = sum(one.meetings for one in years)
    return Labels(
        da="1 møde" if count == 1 else f"{count} møder", en="1 meeting" if count == 1 else f"{count} meetings"
    )


def _files(site: Addresses, dumps: Iterable[Dump]) -> tuple[File, ...]:
    """The dumps in formats that are known here."""
    found = [
        File(form, site.dump(dump.path), packed=True, bytes=dump.bytes, sha256=dump.sha256)
        for dump in dumps
        if (form := packed_form(dump.path))
    ]
    return tuple(sorted(found, key=lambda file: DUMPED.index(file.form)))


# The ways to ask for data that the catalogue lists beside the files: SPARQL, and the feed of changes.


@dataclass(frozen=True, slots=True)
class Service:
    """A data service; ``address`` gives that on a site, ``described`` where it is described, unless that is
    there too, and ``standard`` is the IRI and the title of what it conforms to. ``municipality`` is the slug
    of the one of several whose data it serves."""

    path: str
    title: Labels
    about: Labels
    address: Callable[[Addresses], str]
    standard: tuple[str, str]
    municipality: str = ""
    described: Callable[[Addresses], str] | None = None


SPARQL = Service(
    "sparql",
    Labels(da="SPARQL-endpoint", en="SPARQL endpoint"),
    Labels(
        da="Svar på forespørgsler i SPARQL 1.1 på tværs af hele grafen.",
        en="Answers to queries in SPARQL 1.1 across the whole graph.",
    ),
    lambda site: site.sparql,
    ("https://www.w3.org/TR/sparql11-protocol/", "SPARQL 1.1 Protocol"),
)
CHANGES = Service(
    "aendringer",
    Labels(da="Ændringer", en="Changes"),
    Labels(
        da="Hvad der er kommet til, ændret og slettet, i den rækkefølge det skete (LDES).",
        en="What was created, updated and deleted, in the order it happened (LDES).",
    ),
    lambda site: site.changes_of(""),
    ("https://w3id.org/ldes/specification", "Linked Data Event Streams"),
)
_OPENAPI = ("https://spec.openapis.org/oas/v3.1.0", "OpenAPI 3.1.0")
RECORDS = Service(
    "api",
    Labels(da="JSON", en="JSON"),
    Labels(
        da="Møder, punkter, sager, beslutninger og mere som almindelig JSON, side for side.",
        en="Meetings, items, cases, decisions and more as plain JSON, page by page.",
    ),
    lambda site: site.records,
    _OPENAPI,
    described=lambda site: site.openapi,
)
ANALYSES = Service(
    "analyse",
    Labels(da="Netværk og mål", en="Networks and measures"),
    Labels(
        da="Netværk af og mål for referaterne i et tidsrum, som tabel, netværk og billede.",
        en="Networks and measures of the minutes of a period, as table, network and picture.",
    ),
    lambda site: site.analyses,
    _OPENAPI,
    described=lambda site: site.openapi,
)
RECONCILIATION = Service(
    "reconcile",
    Labels(da="Match med egne tabeller", en="Reconciliation"),
    Labels(
        da="Navne og sagsnumre i andre tabeller matches med organer, enheder, sager og møder, som "
        "OpenRefine gør det.",
        en="Names and case numbers of other tables are matched with bodies, units, cases and meetings, as by "
        "OpenRefine.",
    ),
    lambda site: site.reconciliation,
    ("https://reconciliation-api.github.io/specs/0.2/", "Reconciliation Service API 0.2"),
)
SERVICES = (SPARQL, CHANGES, RECORDS, ANALYSES, RECONCILIATION)


def changes_of(holdings: Holdings) -> Service:
    """The feed of changes of one of several municipalities."""
    slug, name = holdings.slug, holdings.municipality
    return replace(
        CHANGES,
        path=holdings.path(CHANGES.path),
        title=Labels(da=f"Ændringer: {name['da']}", en=f"Changes: {name['en']}"),
        about=Labels(
            da=f"Hvad der er kommet til, ændret og slettet i referater fra {name['da']}, i den rækkefølge "
            "det skete (LDES).",
            en=f"What was created, updated and deleted in minutes of {name['en']}, in the order it happened "
            "(LDES).",
        ),
        address=lambda site: site.changes_of(slug),
        municipality=slug,
    )
