"""A catalogue for each of several municipalities: valid by the official shapes, each with its own publisher."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cataloguing import DCAT_AP_SHAPES, DK_SHAPES, STATED, catalogue, faults, holdings, shapes
from rdflib import DCTERMS, FOAF, Graph, Literal, URIRef

from api.site.addresses import SiteAddresses
from graph.base.config import Config
from graph.catalogue import catalogue as module
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.dcat import APPLICATIONS, DCAT, DCAT_AP, VOID, Application
from graph.catalogue.void import void

BASE = "http://127.0.0.1:8000"
ADDRESS = f"{BASE}/catalog?page={{}}"
ROOT = URIRef(f"{BASE}/catalog")
LYNGBAKKE = URIRef(f"{BASE}/catalog/municipality/lyngbakke")


@pytest.fixture(scope="module")
def full(both: Config) -> Catalogue:
    return catalogue(replace(both, **STATED))


@pytest.fixture(scope="module")
def judges() -> Callable[[Application], Graph]:
    """The official shapes of a profile; a test that needs shapes that are not here is passed over."""
    read: dict[str, Graph] = {}

    def of(application: Application) -> Graph:
        path = DCAT_AP_SHAPES if application is DCAT_AP else DK_SHAPES
        if not path.is_file():
            pytest.skip(f"{path.name} is not on this machine")
        return read.setdefault(application.token, shapes(path))

    return of


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: one.token)
def test_the_shapes_find_no_fault_in_pages_and_entries(
    full: Catalogue,
    judges: Callable[[Application], Graph],
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PAGE", 20)
    graphs = [full.page(number, application, ADDRESS) for number in range(1, full.pages + 1)]
    for kind, path in (
        ("municipality", "lyngbakke"),
        ("dataset", "lyngbakke/hele-grafen"),
        ("dataset", "lyngbakke/organ/byraadet"),
        ("distribution", "lyngbakke/organ/byraadet/2023/ttl"),
        ("service", "sparql"),
        ("service", "lyngbakke/aendringer"),
    ):
        found = full.entry(kind, path, application)
        assert found is not None, path
        assert str(found[0]) == f"{BASE}/catalog/{kind}/{path}"
        graphs.append(found[1])
    assert [faults(graph, judges(application)) for graph in graphs] == [[]] * len(graphs)


def test_each_municipality_has_a_catalogue_with_its_own_datasets_and_is_their_publisher(
    full: Catalogue,
) -> None:
    page = full.page(1, DCAT_AP, ADDRESS)
    assert {str(one).rpartition("/")[2] for one in page.objects(ROOT, DCAT.catalog)} == {
        "aadalsoe",
        "lyngbakke",
    }
    listed = {str(one).partition("/dataset/")[2] for one in page.objects(LYNGBAKKE, DCAT.dataset)}
    assert listed == {
        "lyngbakke/hele-grafen",
        "lyngbakke/aar",
        "lyngbakke/organ/byraadet",
        "lyngbakke/organ/direktionen",
    }
    every = {str(one).partition("/dataset/")[2] for one in page.objects(ROOT, DCAT.dataset)}
    assert listed | {"hele-grafen", "ontologi"} < every  # for those who know no sub-catalogues
    (feed,) = page.objects(LYNGBAKKE, DCAT.service)
    assert page.value(feed, DCAT.endpointURL) == URIRef(f"{BASE}/changes/lyngbakke")
    assert page.value(feed, DCAT.servesDataset) == URIRef(f"{BASE}/catalog/dataset/lyngbakke/hele-grafen")
    publishers = {
        page.value(page.value(one, DCTERMS.publisher), FOAF.name)
        for one in (LYNGBAKKE, *page.objects(LYNGBAKKE, DCAT.dataset))
    }
    assert publishers == {Literal("Lyngbakke Kommune", lang="da")}
    root = page.value(ROOT, DCTERMS.publisher)
    assert page.value(root, FOAF.name) == Literal("Ådalsø Kommune og Lyngbakke Kommune", lang="da")


def test_two_bodies_of_one_name_are_two_datasets_with_files_of_their_own(full: Catalogue) -> None:
    by_path = {one.path: one for one in full.listed}
    ours, theirs = (by_path[f"{slug}/organ/direktionen"] for slug in ("aadalsoe", "lyngbakke"))
    assert ours.title["da"] == "Referater fra Direktionen, Ådalsø Kommune"
    assert theirs.title["en"] == "Minutes of The Executive Board, Lyngbakke Kommune"
    assert [file.address for file in theirs.files if file.form.suffix == "ttl"] == [
        f"{BASE}/dump/lyngbakke/direktionen/2023.ttl.gz"
    ]
    assert by_path["hele-grafen"].files[0].address == f"{BASE}/dump/sagsgraf.nq.gz"
    assert by_path["lyngbakke/hele-grafen"].files[0].address == f"{BASE}/dump/lyngbakke/sagsgraf.nq.gz"


def test_a_stated_publisher_publishes_the_whole_and_no_municipality(both: Config) -> None:
    page = catalogue(replace(both, publisher="Arkivet")).page(1, DCAT_AP, ADDRESS)
    names = [page.value(page.value(one, DCTERMS.publisher), FOAF.name) for one in (ROOT, LYNGBAKKE)]
    assert list(map(str, names)) == ["Arkivet", "Lyngbakke Kommune"]


def test_void_has_the_data_of_each_below_the_whole(both: Config) -> None:
    graph = void(both, holdings(both), SiteAddresses(BASE), 7)
    whole, own = (URIRef(f"{BASE}/catalog/dataset/{path}hele-grafen") for path in ("", "lyngbakke/"))
    assert (whole, VOID.subset, own) in graph
    assert (own, VOID.uriSpace, Literal(f"{BASE}/id/lyngbakke/")) in graph
    below = {str(one).partition("/dataset/")[2] for one in graph.objects(own, VOID.subset)}
    assert below == {
        "lyngbakke/aar",
        "lyngbakke/organ/byraadet",
        "lyngbakke/organ/direktionen",
    }
    assert len(list(graph.objects(whole, VOID.subset))) == 2
