"""What the catalogue lists: the whole graph, a dataset for each body's each year, the series these form,
the ontology and the code lists.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.base.labels import Labels
from graph.catalogue.addresses import Addresses
from graph.catalogue.dcat import EUPL
from graph.catalogue.holdings import BodyYear, Dump, Holdings
from graph.formats.table import DUMPED, GRAPHS, PARQUET, Format, packed_form
from graph.ontology.iris import Iris, dataset_of, series_of_body, series_of_year
from graph.ontology.terms import ONTOLOGY
from graph.tables.definitions import tables

WHOLE = "hele-grafen"
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
    tells one from another, and ``labels`` is what it holds of the dataset."""

    form: Format
    address: str
    packed: bool = False
    bytes: int | None = None
    sha256: str = ""
    name: str = ""
    labels: Labels | None = None

    @property
    def last_part(self) -> str:
        """The last part of the IRI of its distribution."""
        return self.name or self.form.suffix


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset, or with ``members`` a series of them, by the last part of its IRI.

    ``municipality`` is the slug of the one of several whose it is. ``first`` and ``last`` are the days it
    covers, ``licence`` that of the data unless it is said here, ``standard`` the IRI and title of what the
    data conform to, and ``page`` the address of a page about their subject.
    """

    path: str
    title: Labels
    about: Labels
    keywords: tuple[Labels, ...]
    modified: str
    first: str = ""
    last: str = ""
    files: tuple[File, ...] = ()
    series: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    licence: str = ""
    standard: tuple[str, str] = (str(ONTOLOGY), "Sagsgraf: ontologi for kommunale referater")
    page: str = ""
    municipality: str = ""


def listed(holdings: Holdings, site: Addresses) -> tuple[Listed, ...]:
    """Everything the catalogue lists, in its order: the whole, the terms, the series, the parts; of several
    municipalities, after the whole and the terms, the whole, the series and the parts of each."""
    whole = (_whole(holdings, site), *_tables(holdings, site), *_vocabularies(holdings, site))
    if not holdings.parts:
        return (*whole, *_years(holdings, site))
    each = [(_whole(part, site), *_years(part, site)) for part in holdings.parts]
    return (*whole, *(one for those in each for one in those))


def _years(holdings: Holdings, site: Addresses) -> tuple[Listed, ...]:
    """The series of a municipality, and their datasets."""
    years = holdings.years
    parts = tuple(_part(holdings, site, one) for one in years)
    bodies = tuple(
        _series_of_body(holdings, site, body, [one for one in years if one.body == body])
        for body in holdings.names
    )
    by_year = tuple(
        _series_of_year(holdings, site, year, [one for one in years if one.year == year])
        for year in sorted({one.year for one in years})
    )
    found = (*by_year, *bodies, *parts)
    return tuple(replace(one, municipality=holdings.slug) for one in found) if holdings.among else found


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
        modified=holdings.created,
        first=min((one.first for one in years), default=""),
        last=max((one.last for one in years), default=""),
        files=tuple(
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
        page=site.tables,
    )
    return (one,)


def _vocabularies(holdings: Holdings, site: Addresses) -> tuple[Listed, Listed]:
    """The ontology and its code lists: parts of the software, with its licence, in the same files."""
    files = tuple(File(form, site.terms_in(form)) for form in GRAPHS)
    ontology = Listed(
        path="ontologi",
        title=Labels(da="Ontologi for kommunale referater", en="Ontology of municipal minutes"),
        about=Labels(
            da="Klasser og egenskaber, som data om møder, punkter, sager og beslutninger er beskrevet med.",
            en="The classes and properties that meetings, items, cases and decisions are described by.",
        ),
        keywords=_TERMS,
        modified=holdings.terms_modified,
        files=files,
        licence=EUPL,
        standard=("http://www.w3.org/TR/owl2-overview/", "OWL 2 Web Ontology Language"),
        page=site.terms,
    )
    codes = Listed(
        path="kodelister",
        title=Labels(da="Kodelister for kommunale referater", en="Code lists for municipal minutes"),
        about=Labels(
            da="Udfald af beslutninger og de øvrige kodelister, som data bruger. De står i ontologiens "
            "filer.",
            en="Outcomes of decisions and the other code lists of the data. They stand in the ontology's "
            "files.",
        ),
        keywords=_TERMS,
        modified=holdings.terms_modified,
        files=files,
        licence=EUPL,
        standard=("http://www.w3.org/TR/skos-reference/", "SKOS Simple Knowledge Organization System"),
        page=site.terms,
    )
    return ontology, codes


def _series_of_year(holdings: Holdings, site: Addresses, year: str, years: Sequence[BodyYear]) -> Listed:
    name = holdings.municipality
    return Listed(
        path=holdings.path(series_of_year(year)),
        title=Labels(da=f"Referater fra {name['da']}, {year}", en=f"Minutes of {name['en']}, {year}"),
        about=Labels(
            da=f"Alle møder i {name['da']} i {year}: {_meetings(years)['da']} i {len(years)} "
            "organer. Ét datasæt for hvert organ, og hele året i én fil.",
            en=f"All meetings of {name['en']} in {year}: {_meetings(years)['en']} of "
            f"{len(years)} bodies. One dataset for each body, and the whole year in one file.",
        ),
        keywords=_KEYWORDS,
        modified=max(one.modified for one in years),
        first=min(one.first for one in years),
        last=max(one.last for one in years),
        files=_files(site, holdings.by_part.get(("", year), ())),
        members=tuple(holdings.path(dataset_of(one.body, one.year)) for one in years),
        page=site.meetings_of(holdings.slug if holdings.among else ""),
    )


def _series_of_body(holdings: Holdings, site: Addresses, body: str, years: Sequence[BodyYear]) -> Listed:
    name = holdings.names[body]
    first, last = years[0].year, years[-1].year
    span = first if first == last else f"{first}-{last}"
    return Listed(
        path=holdings.path(series_of_body(body)),
        title=Labels(
            da=f"Referater fra {name['da']}{_of(holdings, 'da')}, {span}, år for år",
            en=f"Minutes of {name['en']}{_of(holdings, 'en')}, {span}, by year",
        ),
        about=Labels(
            da=f"Møder i {name['da']}, {holdings.municipality['da']}: "
            f"{_meetings(years)['da']}, ét datasæt for hvert år.",
            en=f"Meetings of {name['en']}, {holdings.municipality['en']}: "
            f"{_meetings(years)['en']}, one dataset a year.",
        ),
        keywords=(*_KEYWORDS, _tag(name)),
        modified=max(one.modified for one in years),
        first=years[0].first,
        last=years[-1].last,
        members=tuple(holdings.path(dataset_of(one.body, one.year)) for one in years),
        page=_page(holdings, site, body),
    )


def _part(holdings: Holdings, site: Addresses, one: BodyYear) -> Listed:
    name = holdings.names[one.body]
    return Listed(
        path=holdings.path(dataset_of(one.body, one.year)),
        title=Labels(
            da=f"Referater fra {name['da']}{_of(holdings, 'da')}, {one.year}",
            en=f"Minutes of {name['en']}{_of(holdings, 'en')}, {one.year}",
        ),
        about=Labels(
            da=f"{_meetings([one])['da']} i {name['da']}, {holdings.municipality['da']}, i {one.year}: "
            "dagsordenspunkter, sager, indstillinger og beslutninger.",
            en=f"{_meetings([one])['en']} of {name['en']}, {holdings.municipality['en']}, in "
            f"{one.year}: agenda items, cases, recommendations and decisions.",
        ),
        keywords=(*_KEYWORDS, _tag(name)),
        modified=one.modified,
        first=one.first,
        last=one.last,
        files=_files(site, holdings.by_part.get((one.body, one.year), ())),
        series=(holdings.path(series_of_body(one.body)), holdings.path(series_of_year(one.year))),
        page=_page(holdings, site, one.body),
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
    """A data service; ``address`` gives that on a site, where it is described too, ``standard`` is the IRI
    and the title of what it conforms to. ``municipality`` is the slug of the one of several whose data it
    serves."""

    path: str
    title: Labels
    about: Labels
    address: Callable[[Addresses], str]
    standard: tuple[str, str]
    municipality: str = ""


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
SERVICES = (SPARQL, CHANGES)


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
