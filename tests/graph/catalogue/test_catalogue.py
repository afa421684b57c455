"""The catalogue's descriptions: valid by the official shapes, with the values they should have."""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cataloguing import (
    DCAT_AP_SHAPES,
    DK_SHAPES,
    DK_STRICT_SHAPES,
    LICENCE,
    STATED,
    catalogue,
    faults,
    holdings,
    shapes,
)
from kept_releases import made
from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from samples import put, sample, write

from api.site.addresses import SiteAddresses
from graph.base.config import PUBLISHER_TYPES, Config, OperatorError
from graph.base.labels import Labels
from graph.catalogue import catalogue as module
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.codes import PUBLISHERS
from graph.catalogue.datasets import _bodies, _meetings, keyword
from graph.catalogue.dcat import (
    APPLICATIONS,
    DCAT,
    DCAT_AP,
    DCAT_AP_DK,
    HYDRA,
    SPDX,
    VCARD,
    Application,
)
from graph.catalogue.holdings import BodyYear, documents, first_held, read_holdings, unchanged_since
from graph.catalogue.licences import licence_of
from graph.formats.table import TURTLE
from graph.publishing.publish import publish
from graph.release import archive
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000"
ADDRESS = f"{BASE}/catalog?page={{}}"
BODY = URIRef(f"{BASE}/catalog/dataset/organ/direktionen")
EU = "http://publications.europa.eu/resource/authority"
SHAPES = {DCAT_AP.token: (DCAT_AP_SHAPES,), DCAT_AP_DK.token: (DK_SHAPES, DK_STRICT_SHAPES)}


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
        paths = SHAPES[application.token]
        if not paths[-1].is_file() and "CI" not in os.environ:
            pytest.skip(f"{paths[-1].name} is not on this machine")
        if application.token not in read:
            read[application.token] = shapes(*paths)
        return read[application.token]

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
    monkeypatch.setattr(module, "PAGE", 6)
    bare = catalogue(replace(published, licence="https://example.org/licence", publisher="Arkivet"))
    assert bare.pages == 2
    for number in (1, 2):
        assert faults(bare.page(number, application, ADDRESS), judges(application)) == []
    for kind, path in (
        ("dataset", "hele-grafen"),
        ("dataset", "organ/direktionen"),
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
        (BODY, DCTERMS.title),
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
        (value,) = page.objects(BODY, predicate)
        return str(value)

    assert set(page.objects(BODY, DCTERMS.title)) == {
        Literal("Referater fra Direktionen", lang="da"),
        Literal("Minutes of The Executive Board", lang="en"),
    }
    assert one(DCTERMS.identifier) == str(BODY)
    assert one(DCAT.landingPage) == f"{BODY}.html"
    assert one(FOAF.page) == f"{BASE}/doc/aadalsoe/organ/direktionen"
    assert one(DCAT.theme) == "http://publications.europa.eu/resource/authority/data-theme/GOVE"
    assert one(DCTERMS.language) == "http://publications.europa.eu/resource/authority/language/DAN"
    places = {str(page.value(place, RDFS.label)) for place in page.objects(BODY, DCTERMS.spatial)}
    assert places == {"Danmark", "Ådalsø Kommune"}
    assert one(DCTERMS.conformsTo) == "https://w3id.org/sagsgraf/ns"
    assert one(DCTERMS.publisher) == f"{BASE}/id/aadalsoe/kommune"
    publisher = URIRef(one(DCTERMS.publisher))
    assert str(page.value(publisher, FOAF.name)) == "Ådalsø Kommune"
    local = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
    assert page.value(publisher, DCTERMS.type) == local
    contact = URIRef(one(DCAT.contactPoint))
    assert str(page.value(contact, VCARD.fn)) == "Byrådssekretariatet"
    assert str(page.value(contact, VCARD.hasEmail)) == "mailto:data@aadalsoe.example"
    period = URIRef(one(DCTERMS.temporal))
    for space in (str(DCAT), "http://schema.org/"):
        for end, day in (("startDate", "2016-04-18"), ("endDate", "2024-05-27")):
            assert page.value(period, URIRef(space + end)) == Literal(day, datatype=XSD.date)


def test_the_catalogue_lists_few_datasets_and_none_without_files(full: Catalogue, page: Graph) -> None:
    paths = [one.path for one in full.listed]
    assert paths[:5] == ["hele-grafen", "tabeller", "ontologi", "aar", "organ/boerne-og-ungeudvalget"]
    assert len(paths) == len(set(paths)) == len({one.title["da"] for one in full.listed}) == 10
    assert all(one.files and len(one.about["da"]) > 50 for one in full.listed)
    by_path = {one.path: one for one in full.listed}
    assert [file.year for file in by_path["aar"].files if file.form is TURTLE] == [
        str(year) for year in range(2024, 2015, -1)
    ]
    assert (
        by_path["aar"]
        .about["en"]
        .startswith("All meetings of Ådalsø Kommune, 2016–2024: 16 meetings of 6 bodies.")
    )
    turtle = URIRef(f"{BASE}/catalog/distribution/organ/direktionen/2022/ttl")
    assert Literal("Referater fra Direktionen (2022, Turtle, pakket)", lang="da") in set(
        page.objects(turtle, DCTERMS.title)
    )
    assert not list(page.subjects(RDF.type, DCAT.DatasetSeries))


def test_what_was_a_dataset_of_its_own_is_part_of_another(full: Catalogue) -> None:
    now = {
        path: full.now_part_of(path) for path in ("aar/2022", "organ/direktionen/2022", "kodelister", "x/y")
    }
    assert now == {
        "aar/2022": "aar",
        "organ/direktionen/2022": "organ/direktionen",
        "kodelister": "ontologi",
        "x/y": "",
    }


def test_one_is_never_many() -> None:
    assert _meetings([BodyYear("b", "2022", "", "", 1, "", "")]) == Labels(da="1 møde", en="1 meeting")
    assert _bodies(1) == Labels(da="1 organ", en="1 body")
    assert _bodies(2)["en"] == "2 bodies"


def test_formats_have_names_and_codes_stand_in_their_lists(page: Graph) -> None:
    """CKAN shows the label of a dct:IMT, and the IRI of anything else."""
    for node in set(page.objects(None, DCTERMS["format"])):
        assert {DCTERMS.IMT, DCTERMS.MediaTypeOrExtent} == set(page.objects(node, RDF.type))
        assert str(page.value(node, RDFS.label)) in {
            *("N-Quads", "Turtle", "JSON-LD", "RDF/XML", "N-Triples", "JSON", "Parquet", "SPARQL"),
        }
    spaces = (f"{EU}/", "http://purl.org/adms/")
    codes = {node for node in page.subjects() if str(node).startswith(spaces)}
    lists = set(page.objects(None, SKOS.inScheme))
    for code in codes - lists:
        (of,) = page.objects(code, SKOS.inScheme)
        assert str(code).startswith(str(of).removesuffix("/1.0")), code
        assert len(set(page.objects(of, DCTERMS.title))) == 2


@pytest.mark.parametrize(
    ("iri", "danish", "english", "other"),
    [
        (
            "https://creativecommons.org/publicdomain/zero/1.0/",
            "Creative Commons CC0 1.0 Universelt (CC0 1.0)",
            "Creative Commons CCZero",
            f"{EU}/licence/CC0",
        ),
        (
            f"{EU}/licence/CC_BY_4_0",
            "Creative Commons Navngivelse 4.0 International (CC BY 4.0)",
            "Creative Commons Attribution",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        (
            "http://creativecommons.org/licenses/by/4.0/deed.da",
            "Creative Commons Navngivelse 4.0 International (CC BY 4.0)",
            "Creative Commons Attribution",
            f"{EU}/licence/CC_BY_4_0",
        ),
    ],
)
def test_a_licence_is_known_by_all_its_names(
    published: Config, iri: str, danish: str, english: str, other: str
) -> None:
    entry = catalogue(replace(published, licence=iri)).entry("dataset", "aar", DCAT_AP)
    assert entry is not None
    graph, licence = entry[1], URIRef(iri)
    found = set(graph.objects(None, DCTERMS.license))
    assert found == {licence, URIRef(other)}  # the first file, which is for registers of English titles
    assert list(graph.objects(URIRef(other), DCTERMS.title)) == [Literal(english)]
    assert set(graph.objects(licence, DCTERMS.title)) == {
        Literal(danish, lang="da"),
        Literal(english, lang="en"),
    }
    assert URIRef(other) in set(graph.objects(licence, SKOS.exactMatch))
    assert str(graph.value(licence, DCTERMS.type)).startswith("http://purl.org/adms/licencetype/")


def test_the_danish_terms_are_told_where_a_register_that_lacks_them_says_that_they_are(
    published: Config,
) -> None:
    """Open Data DK's has an entry for licences that stand in the description of the dataset."""
    iri = "https://www.example.dk/vilkaar-for-brug-af-danske-offentlige-data.pdf"
    entry = catalogue(replace(published, licence=iri)).entry("dataset", "aar", DCAT_AP)
    assert entry is not None
    about, graph = entry
    titles = {str(title) for title in graph.objects(URIRef(iri), DCTERMS.title)}
    assert "Vilkår for brug af danske offentlige data" in titles
    assert any(title.startswith("Se licensen på datasættets beskrivelse") for title in titles)
    assert all(str(text).endswith(f"{iri}.") for text in graph.objects(about, DCTERMS.description))


def test_a_licence_of_another_version_is_another() -> None:
    assert licence_of("https://creativecommons.org/licenses/by/3.0/") is None
    assert licence_of("https://creativecommons.org/licenses/by/4.0.1/") is None
    assert licence_of("https://example.org/") is None


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"publisher": "Arkivet"}, None),
        ({"publisher": "Arkivet", "publisher_type": "NonProfitOrganisation"}, "NonProfitOrganisation"),
        ({"publisher": "Ådalsø Kommune", "publisher_iri": "https://www.example.dk/"}, "LocalAuthority"),
    ],
)
def test_the_kind_of_the_publisher_is_what_is_known_of_it(
    published: Config, settings: dict[str, str], kind: str | None
) -> None:
    entry = catalogue(replace(published, licence=LICENCE, **settings)).entry("dataset", "aar", DCAT_AP)
    assert entry is not None
    publisher = entry[1].value(entry[0], DCTERMS.publisher)
    told = entry[1].value(publisher, DCTERMS.type)
    assert told == (URIRef(f"http://purl.org/adms/publishertype/{kind}") if kind else None)
    assert set(PUBLISHERS) == set(PUBLISHER_TYPES)


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
            assert str(page.value(node, DCTERMS.license)) in (LICENCE, f"{EU}/licence/CC_BY_4_0")
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
    assert not list(graph.objects(BODY, DCAT.distribution))
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
    monkeypatch.setattr(module, "PAGE", 4)
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
    assert len(seen) == len(set(seen)) == 10


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
    assert graph.value(BODY, DCTERMS.spatial) == URIRef("https://example.org/aadalsoe")
    contact = graph.value(BODY, DCAT.contactPoint)
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
    assert {one.year: one.issued for one in held.years} == {one.year: one.modified for one in held.years}
    assert held.terms_modified == held.issued == "2024-01-01T00:00:00+00:00"
    put(config, a="14")
    third = archive.Release(archive.current(config))
    with Store.open_read_only(third.store) as store:
        (year,) = read_holdings(third, store, [*older, second]).years
    assert (year.issued, year.modified) == ("2024-01-01T00:00:00+00:00", third.created)


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
    damaged = [archive.Release(first.path)]
    assert set(unchanged_since(documents, second, damaged).values()) == {second.created}
    assert set(first_held(documents, second, damaged).values()) == {second.created}


def test_a_damaged_list_of_dumps_is_told(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    release = publish(write(tmp_path / "minutes", a=sample()), config).release
    index = release.path / "dumps" / "index.json"
    index.parent.mkdir(exist_ok=True)
    index.unlink(missing_ok=True)
    index.write_text('[{"path": "x"}]')
    with Store.open_read_only(release.store) as store, pytest.raises(OperatorError, match="damaged"):
        read_holdings(release, store)
