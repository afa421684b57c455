"""The catalogue's descriptions: valid by the official shapes, with the values they should have."""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cataloguing import DCAT_AP_SHAPES, DK_SHAPES, LICENCE, STATED, catalogue, faults, holdings, shapes
from kept_releases import made
from rdflib import DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef
from samples import put, sample, write

from api.site.addresses import SiteAddresses
from graph.base.config import Config, OperatorError
from graph.catalogue import catalogue as module
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.datasets import keyword
from graph.catalogue.dcat import APPLICATIONS, DCAT, DCAT_AP, DCAT_AP_DK, HYDRA, SPDX, VCARD, Application
from graph.catalogue.holdings import documents, read_holdings, unchanged_since
from graph.publishing.publish import publish
from graph.release import archive
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000"
ADDRESS = f"{BASE}/catalog?page={{}}"
SERIES = URIRef(f"{BASE}/catalog/dataset/organ/direktionen")
YEAR = URIRef(f"{BASE}/catalog/dataset/organ/direktionen/2022")
SHAPES = {DCAT_AP.token: DCAT_AP_SHAPES, DCAT_AP_DK.token: DK_SHAPES}


@pytest.fixture(scope="module")
def full(published: Config) -> Catalogue:
    return catalogue(replace(published, **STATED))


@pytest.fixture(scope="module")
def page(full: Catalogue) -> Graph:
    return full.page(1, DCAT_AP, ADDRESS)


@pytest.fixture(scope="module")
def judges() -> Callable[[Application], Graph]:
    """The official shapes of a profile; a test that needs shapes that are not here is passed over."""
    read: dict[str, Graph] = {}

    def of(application: Application) -> Graph:
        path = SHAPES[application.token]
        if not path.is_file() and (path != DCAT_AP_SHAPES or "CI" not in os.environ):
            pytest.skip(f"{path.name} is not on this machine")
        return read.setdefault(application.token, shapes(path))

    return of


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: one.token)
def test_the_shapes_find_no_fault(
    full: Catalogue, judges: Callable[[Application], Graph], application: Application
) -> None:
    assert faults(full.page(1, application, ADDRESS), judges(application)) == []


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: one.token)
def test_each_page_and_each_entry_stands_by_itself(
    published: Config,
    judges: Callable[[Application], Graph],
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAGE", 13)
    bare = catalogue(replace(published, licence="https://example.org/licence", publisher="Arkivet"))
    assert bare.pages == 3
    for number in (1, 2, 3):
        assert faults(bare.page(number, application, ADDRESS), judges(application)) == []
    for kind, path in (
        ("dataset", "hele-grafen"),
        ("dataset", "organ/direktionen"),
        ("dataset", "organ/direktionen/2022"),
        ("distribution", "organ/direktionen/2022/ttl"),
        ("distribution", "hele-grafen/sparql"),
        ("service", "aendringer"),
    ):
        found = bare.entry(kind, path, application)
        assert found is not None, path
        assert str(found[0]) == f"{BASE}/catalog/{kind}/{path}"
        assert faults(found[1], judges(application)) == [], path


def test_the_shapes_do_find_faults(
    full: Catalogue, page: Graph, judges: Callable[[Application], Graph]
) -> None:
    """So that their silence says something: of each kind of thing, something that must be there is not."""
    graph = Graph() + page
    distribution = URIRef(f"{BASE}/catalog/distribution/organ/direktionen/2022/ttl")
    service = URIRef(f"{BASE}/catalog/service/sparql")
    gone = [
        (URIRef(full.iri), DCTERMS.publisher),
        (YEAR, DCTERMS.title),
        (SERIES, DCTERMS.description),
        (distribution, DCAT.accessURL),
        (service, DCAT.endpointURL),
    ]
    for subject, predicate in gone:
        graph.remove((subject, predicate, None))
    size = graph.value(distribution, DCAT.byteSize)
    graph.set((distribution, DCAT.byteSize, Literal(str(size), datatype=XSD.decimal)))
    told = {(node, path) for node, _, path in faults(graph, judges(DCAT_AP))}
    assert told == {*gone, (distribution, DCAT.byteSize)}


def test_a_dataset_tells_what_it_is(page: Graph) -> None:
    def one(predicate: URIRef) -> str:
        (value,) = page.objects(YEAR, predicate)
        return str(value)

    assert set(page.objects(YEAR, DCTERMS.title)) == {
        Literal("Referater fra Direktionen, 2022", lang="da"),
        Literal("Minutes of The Executive Board, 2022", lang="en"),
    }
    assert one(DCTERMS.identifier) == str(YEAR)
    assert one(DCAT.theme) == "http://publications.europa.eu/resource/authority/data-theme/GOVE"
    assert one(DCTERMS.language) == "http://publications.europa.eu/resource/authority/language/DAN"
    assert one(DCTERMS.spatial) == "http://publications.europa.eu/resource/authority/country/DNK"
    assert one(DCTERMS.conformsTo) == "https://w3id.org/sagsgraf/ns"
    assert one(DCTERMS.publisher) == f"{BASE}/id/aadalsoe/kommune"
    assert str(page.value(URIRef(one(DCTERMS.publisher)), FOAF.name)) == "Ådalsø Kommune"
    contact = URIRef(one(DCAT.contactPoint))
    assert str(page.value(contact, VCARD.fn)) == "Byrådssekretariatet"
    assert str(page.value(contact, VCARD.hasEmail)) == "mailto:data@aadalsoe.example"
    period = URIRef(one(DCTERMS.temporal))
    for space in (str(DCAT), "http://schema.org/"):
        day = Literal("2022-10-03", datatype=XSD.date)
        assert page.value(period, URIRef(space + "startDate")) == day
        assert page.value(period, URIRef(space + "endDate")) == day
    assert set(page.objects(YEAR, DCAT.inSeries)) == {SERIES, URIRef(f"{BASE}/catalog/dataset/aar/2022")}
    assert (SERIES, RDF.type, DCAT.DatasetSeries) in page


def test_the_catalogue_lists_the_whole_the_terms_the_series_and_the_parts(full: Catalogue) -> None:
    paths = [one.path for one in full.listed]
    assert paths[:5] == ["hele-grafen", "tabeller", "ontologi", "kodelister", "aar/2016"]
    assert len(paths) == len(set(paths)) == len({one.title["da"] for one in full.listed}) == 35
    series = {one.path: one.members for one in full.listed if one.members}
    assert series["aar/2023"] == (
        "organ/kultur-og-fritidsudvalget/2023",
        "organ/social-og-sundhedsudvalget/2023",
    )
    assert len(series["organ/direktionen"]) == 8
    assert {len(one.title["da"]) > 0 and len(one.about["da"]) > 50 for one in full.listed} == {True}


def test_a_dump_is_described_by_its_bytes(full: Catalogue, published: Config, page: Graph) -> None:
    """The sizes and checksums are those of the files that are served."""
    folder = archive.current(published) / "dumps"
    found = 0
    for node, address in page.subject_objects(DCAT.downloadURL):
        path = str(address).removeprefix(f"{BASE}/dump/")
        if path != str(address):
            data = (folder / path).read_bytes()
            assert page.value(node, DCAT.byteSize) == Literal(str(len(data)), datatype=XSD.nonNegativeInteger)
            checksum = page.value(node, SPDX.checksum)
            assert str(page.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
            assert str(page.value(node, DCAT.compressFormat)).endswith("application/gzip")
            assert str(page.value(node, DCTERMS.license)) == LICENCE
            found += 1
    listed = holdings(published).dumps
    assert found == len(listed) > 0
    assert {one.year for one in listed if not one.body} == {"", *map(str, range(2016, 2025))}


def test_a_release_without_dumps_has_no_files_but_the_terms(published: Config) -> None:
    bare = Catalogue(
        replace(published, **STATED),
        replace(holdings(published), dumps=()),
        SiteAddresses(published.base_iri),
    )
    graph = bare.page(1, DCAT_AP, ADDRESS)
    assert not list(graph.objects(YEAR, DCAT.distribution))
    assert (None, DCAT.downloadURL, URIRef(f"{BASE}/ns.ttl")) in graph


def test_the_profiles_differ_where_they_contradict(full: Catalogue, page: Graph) -> None:
    danish = full.page(1, DCAT_AP_DK, ADDRESS)

    def sizes(graph: Graph) -> set[URIRef | None]:
        return {v.datatype for v in graph.objects(None, DCAT.byteSize) if isinstance(v, Literal)}

    assert sizes(page) == {XSD.nonNegativeInteger}
    assert sizes(danish) == {XSD.decimal}
    assert (None, SPDX.checksum, None) not in danish
    assert page.value(URIRef(full.iri), DCTERMS.conformsTo) == URIRef("http://data.europa.eu/r5r/")
    assert danish.value(URIRef(full.iri), DCTERMS.conformsTo) == URIRef(DCAT_AP_DK.iri)


@pytest.mark.parametrize(
    ("predicate", "space"),
    [
        (DCTERMS.language, "http://publications.europa.eu/resource/authority/language/"),
        (DCTERMS.accrualPeriodicity, "http://publications.europa.eu/resource/authority/frequency/"),
        (DCTERMS["format"], "http://publications.europa.eu/resource/authority/file-type/"),
        (DCAT.mediaType, "https://www.iana.org/assignments/media-types/"),
        (DCAT.compressFormat, "https://www.iana.org/assignments/media-types/"),
        (DCTERMS.type, "http://purl.org/adms/(licence|publisher)type/"),
    ],
)
def test_codes_are_of_the_lists_that_dcat_ap_dk_names(page: Graph, predicate: URIRef, space: str) -> None:
    codes = {str(code) for code in page.objects(None, predicate)}
    assert codes
    assert {code for code in codes if not re.match(space, code)} == set()


def test_pages_lead_on_and_end(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 13)
    paged = catalogue(replace(published, **STATED))
    seen: list[str] = []
    for number in (1, 2, 3):
        graph = paged.page(number, DCAT_AP, ADDRESS)
        view = URIRef(ADDRESS.format(number))
        assert (view, RDF.type, HYDRA.PartialCollectionView) in graph
        following = [str(value) for value in graph.objects(view, HYDRA.next)]
        assert following == ([ADDRESS.format(number + 1)] if number < 3 else [])
        datasets = {str(node) for node in graph.subjects(RDF.type, DCAT.Dataset)}
        assert datasets == {str(node) for node in graph.objects(None, DCAT.dataset)}
        assert all(graph.value(URIRef(node), DCTERMS.title) for node in datasets)
        seen += sorted(datasets)
    assert len(seen) == len(set(seen)) == 35


def test_the_settings_say_who_and_where(published: Config) -> None:
    config = replace(
        published,
        licence="https://example.org/licence",
        publisher="Arkivet",
        publisher_iri="https://arkivet.example/#os",
        contact_email="os@arkivet.example",
        spatial="https://example.org/aadalsoe",
    )
    graph = catalogue(config).page(1, DCAT_AP, ADDRESS)
    publisher = URIRef("https://arkivet.example/#os")
    assert set(graph.objects(None, DCTERMS.publisher)) == {publisher}
    assert set(graph.predicate_objects(publisher)) == {
        (RDF.type, FOAF.Agent),
        (FOAF.name, Literal("Arkivet", lang="da")),
    }
    assert graph.value(YEAR, DCTERMS.spatial) == URIRef("https://example.org/aadalsoe")
    contact = graph.value(YEAR, DCAT.contactPoint)
    assert graph.value(contact, VCARD.fn) == Literal("Arkivet", lang="da")
    licence = URIRef("https://example.org/licence")
    assert graph.value(licence, DCTERMS.title) == Literal("https://example.org/licence")
    assert not set(
        catalogue(replace(published, licence=LICENCE)).page(1, DCAT_AP, ADDRESS)[: DCAT.contactPoint]
    )


def test_nothing_is_a_blank_node(page: Graph) -> None:
    assert {type(node) for triple in page for node in triple} == {URIRef, Literal}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Kultur- og Fritidsudvalget", "Kultur- og Fritidsudvalget"),
        ("Jobcenter/Borgerservice, (Øst)", "Jobcenter Borgerservice Øst"),
        ("Ø", "Ø-"),
        ("x" * 120, "x" * 100),
    ],
)
def test_a_name_becomes_a_keyword_that_ckan_takes(name: str, word: str) -> None:
    assert keyword(name) == word


def test_what_did_not_change_keeps_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another year's minutes leave the date of the first year's dataset as it was."""
    config = Config(data_dir=tmp_path / "data", removed_share=1.0, **STATED)
    folder = write(tmp_path / "minutes", a=sample("12"))
    first = publish(folder, config).release
    made(first, "2024-01-01T00:00:00+00:00")
    write(folder, b=sample("13").replace("2023", "2022"))
    second = publish(folder, config).release
    older = [archive.Release(first.path)]
    with Store.open_read_only(second.store) as store:
        held = read_holdings(second, store, older)
    assert {one.year: one.modified for one in held.years} == {
        "2022": second.created,
        "2023": "2024-01-01T00:00:00+00:00",
    }
    assert held.terms_modified == "2024-01-01T00:00:00+00:00"
    put(config, a="14")
    third = archive.Release(archive.current(config))
    with Store.open_read_only(third.store) as store:
        assert {one.modified for one in read_holdings(third, store, [*older, second]).years} == {
            third.created
        }


def test_dates_go_no_further_back_than_releases_that_can_be_read(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    folder = write(tmp_path / "minutes", a=sample("12"))
    first = publish(folder, config).release
    made(first, "2024-01-01T00:00:00+00:00")
    write(folder, b=sample("13"))
    second = publish(folder, config).release
    first = archive.Release(first.path)
    assert set(unchanged_since(documents, second, [first]).values()) == {first.created, second.created}
    (first.path / "manifest.json").write_text("{}")
    again = unchanged_since(documents, second, [archive.Release(first.path)])
    assert set(again.values()) == {second.created}


def test_a_damaged_list_of_dumps_is_told(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    release = publish(write(tmp_path / "minutes", a=sample()), config).release
    index = release.path / "dumps" / "index.json"
    index.parent.mkdir(exist_ok=True)
    index.unlink(missing_ok=True)
    index.write_text('[{"path": "x"}]')
    with Store.open_read_only(release.store) as store, pytest.raises(OperatorError, match="damaged"):
        read_holdings(release, store)
