"""/catalog over HTTP: formats, profiles, pages, links, and what is said when it cannot be had."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from urllib.parse import quote, urldefrag

import mqa
import pyoxigraph as ox
import pytest
from addresses import ask, escapes
from cataloguing import LICENCE, STATED
from contexts import inlined
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, URIRef

from api.app import create_app
from api.catalogue.endpoint import serialize_graph
from api.http.formats import DATA, JSONLD, GraphFormat
from api.http.negotiation import Choice
from graph.base.config import Config
from graph.catalogue import catalogue
from graph.catalogue.dcat import DCAT, DCAT_AP, DCAT_AP_DK, HYDRA, Application

BASE = "http://127.0.0.1:8000"
DATASET = "/catalog/dataset/organ/direktionen"
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}


@pytest.fixture(scope="module")
def site(published: Config) -> Iterator[TestClient]:
    """A client of the examples with a licence."""
    with TestClient(
        create_app(replace(published, **STATED)), base_url=BASE, follow_redirects=False
    ) as client:
        yield client


def parsed(client: TestClient, address: str, form: str = "turtle", **headers: str) -> Graph:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.text
    return Graph().parse(data=inlined(response.text) if form == "json-ld" else response.text, format=form)


def described(client: TestClient, address: str) -> dict[str, set[tuple[str, str]]]:
    """Each subject -> what is said of it in Turtle: properties, and values as N-Triples have them."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    said: dict[str, set[tuple[str, str]]] = {}
    for quad in ox.parse(response.content, format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode)
        said.setdefault(quad.subject.value, set()).add((quad.predicate.value, str(quad.object)))
    return said


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize("address", ["/catalog", DATASET, "/catalog/service/sparql"])
def test_every_format_says_the_same(site: TestClient, address: str) -> None:
    """But for the addresses of the pages, which keep the format."""
    said = set()
    for suffix, form in FORMATS.items():
        graph = parsed(site, f"{address}.{suffix}", form)
        for view in [*graph.subjects(RDF.type, HYDRA.PartialCollectionView)]:
            graph.remove((view, None, None))
            graph.remove((None, None, view))
        said.add(frozenset(graph))
    assert len(said) == 1
    assert len(said.pop()) > 20


@pytest.mark.parametrize("address", ["/catalog", DATASET])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_the_client_chooses_the_format(site: TestClient, address: str, accept: str, media_type: str) -> None:
    response = site.get(address, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert response.headers["vary"] == "Accept, Accept-Profile, Accept-Encoding"


def test_a_format_there_is_not_is_answered_with_those_there_are(site: TestClient) -> None:
    response = site.get("/catalog", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["available"][0]["media_type"] == "text/turtle"
    response = site.get("/catalog.csv")
    assert response.status_code == 404
    assert "ttl, jsonld, rdf, nt, html" in response.json()["detail"]


@pytest.mark.parametrize(
    ("address", "header", "application"),
    [
        ("/catalog", "", DCAT_AP),
        ("/catalog?_profile=dcat-ap", "", DCAT_AP),
        ("/catalog?_profile=dcat-ap-dk", "", DCAT_AP_DK),
        (f"/catalog?_profile={quote(DCAT_AP_DK.iri, safe='')}", "", DCAT_AP_DK),
        ("/catalog", f"<{DCAT_AP_DK.iri}>", DCAT_AP_DK),
        ("/catalog", f"<http://x.example/>, <{DCAT_AP_DK.iri}>;q=0.5", DCAT_AP_DK),
        ("/catalog", f"<{DCAT_AP_DK.iri}>;q=0.5,<{DCAT_AP.iri}>; q=0.9", DCAT_AP),
        ("/catalog?_profile=dcat-ap", f"<{DCAT_AP_DK.iri}>", DCAT_AP),
        ("/catalog", "of no such grammar", DCAT_AP),
        (DATASET, f"<{DCAT_AP_DK.iri}>", DCAT_AP_DK),
    ],
)
def test_the_client_chooses_the_profile(
    site: TestClient, address: str, header: str, application: Application
) -> None:
    response = site.get(address, headers={"Accept-Profile": header} if header else {})
    assert response.headers["content-profile"] == f"<{application.iri}>"
    said = ox.parse(response.content, format=ox.RdfFormat.TURTLE)
    sizes = {quad.object.datatype.value for quad in said if quad.predicate.value == str(DCAT.byteSize)}
    assert sizes == {str(XSD.decimal if application.decimal_sizes else XSD.nonNegativeInteger)}


@pytest.mark.parametrize(
    ("address", "header", "status"),
    [
        ("/catalog?_profile=dcat-us", "", 400),
        ("/catalog?_profile=", "", 400),
        (f"{DATASET}?_profile=<script>", "", 400),
        ("/catalog", "<http://x.example/>", 406),
        ("/catalog", f"<{DCAT_AP.iri}>;q=0", 406),
    ],
)
def test_a_profile_there_is_not_is_answered_with_those_there_are(
    site: TestClient, address: str, header: str, status: int
) -> None:
    response = site.get(address, headers={"Accept-Profile": header} if header else {})
    assert response.status_code == status
    assert [one["token"] for one in response.json()["available"]] == ["dcat-ap", "dcat-ap-dk"]


def test_everything_named_in_the_catalogue_can_be_fetched(site: TestClient) -> None:
    """Each dataset, distribution and service is described at its own IRI, and each file is there."""
    said = described(site, "/catalog")
    kinds = {str(kind) for kind in (DCAT.Dataset, DCAT.Distribution, DCAT.DataService)}
    things = [
        subject
        for subject, facts in said.items()
        if any(predicate == str(RDF.type) and value.strip("<>") in kinds for predicate, value in facts)
    ]
    assert len(things) > 60
    spare = {
        f"{BASE}/catalog/distribution/organ/{name}" for name in ("oekonomiudvalget", "kultur-og-fritids")
    }
    things = [thing for thing in things if not thing.startswith(tuple(spare))]  # of the same make
    for thing in things:
        path = thing.removeprefix(BASE)
        assert path.startswith("/catalog/")
        assert described(site, path)[thing] == said[thing]
    files = {
        value.strip("<>").removeprefix(BASE)
        for facts in said.values()
        for predicate, value in facts
        if predicate == str(DCAT.downloadURL)
    }
    assert files
    for address in sorted(files):
        assert site.head(address).status_code == 200, address


@pytest.mark.parametrize(
    ("licence", "least"),
    [("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", mqa.MOST), (LICENCE, 395)],
)
def test_the_metadata_have_the_points_of_data_europa_eu(published: Config, licence: str, least: int) -> None:
    """That the shapes find no fault is tested beside (tests/graph/catalogue)."""
    with TestClient(
        create_app(replace(published, **{**STATED, "licence": licence})), base_url=BASE
    ) as client:
        graph = Graph().parse(data=client.get("/catalog.ttl").content, format="turtle")
        reached = cache(lambda address: client.head(address).status_code == 200)
        found = mqa.scores(graph, valid=True, reached=reached)
        assert min(found.values()) == least
        assert len(found) == 10


def test_sizes_are_those_of_what_is_served(site: TestClient) -> None:
    graph = parsed(site, "/catalog")
    for path in ("ontologi/ttl", "ontologi/jsonld", "tabeller/datapackage", "tabeller/meeting"):
        node = URIRef(f"{BASE}/catalog/distribution/{path}")
        served = site.get(str(graph.value(node, DCAT.downloadURL)), headers={"Accept-Encoding": "identity"})
        assert int(str(graph.value(node, DCAT.byteSize))) == len(served.content), path


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("aar/2022", "aar"),
        ("organ/direktionen/2022", "organ/direktionen"),
        ("organ/direktionen/2022.ttl", "organ/direktionen.ttl"),
        ("kodelister", "ontologi"),
    ],
)
def test_what_was_a_dataset_leads_to_the_one_it_is_part_of(site: TestClient, path: str, now: str) -> None:
    response = site.get(f"/catalog/dataset/{path}")
    assert response.is_redirect
    assert response.headers["location"] == f"/catalog/dataset/{now}"


def test_pages_lead_on_in_the_form_they_were_asked_for(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "PAGE", 4)
    for address, following in (
        ("/catalog?page=1", [f"{BASE}/catalog?page=2"]),
        ("/catalog.ttl?page=2", [f"{BASE}/catalog.ttl?page=3"]),
        ("/catalog?page=1&_profile=dcat-ap-dk", [f"{BASE}/catalog?page=2&_profile=dcat-ap-dk"]),
        ("/catalog?page=3", []),
    ):
        graph = parsed(site, address)
        view = graph.value(URIRef(f"{BASE}/catalog"), HYDRA.view)
        assert [str(value) for value in graph.objects(view, HYDRA.next)] == following
    html = site.get("/catalog?page=2", headers={"Accept": "text/html"}).text
    assert '<a href="?page=1" rel="prev">' in html
    assert '<a href="?page=3" rel="next">' in html


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "1e3", "", "9" * 50, "٢"])
def test_a_page_there_is_not_is_answered_with_those_there_are(site: TestClient, page: str) -> None:
    response = site.get("/catalog", params={"page": page})
    assert response.status_code == 404
    assert response.json()["detail"] == "There is no such page of the catalogue; there are pages 1 to 1."


@pytest.mark.parametrize(
    "path",
    [
        "dataset/organ/nowhere",
        "dataset/organ/direktionen/2022/ttl/x",
        "distribution/organ/direktionen/2022",
        "nothing/hele-grafen",
        "dataset/../../etc/passwd",
        "dataset/hele-grafen.csv",
        "dataset/<script>",
        "dataset/" + "a" * 5000,
    ],
)
def test_what_the_catalogue_does_not_list_is_not_there(site: TestClient, path: str) -> None:
    assert site.get(f"/catalog/{path}").status_code == 404


def test_links_lead_to_other_forms_the_licence_and_the_files(site: TestClient) -> None:
    field = site.get(DATASET, headers={"Accept": "text/html"}).headers["link"]
    links = re.findall(r"<([^>]*)>((?:; [a-z]+=\"[^\"]*\")+)", field)
    assert len(field) < 6000

    def of(rel: str) -> list[str]:
        return [address for address, rest in links if rel in re.findall(r'rel="([^"]*)"', rest)[0].split()]

    assert of("license") == [LICENCE]
    assert of("cite-as") == [BASE + DATASET]
    assert f"{DATASET}.jsonld?_profile=dcat-ap" in of("describedby")
    assert f"{DATASET}.html?_profile=dcat-ap" in of("alternate")
    assert f"{DATASET}.ttl?_profile=dcat-ap-dk" in of("alternate")
    assert of("type") == [str(DCAT.Dataset)]
    assert f"{BASE}/dump/direktionen/2022.ttl.gz" in of("item")
    for address in of("describedby"):
        assert site.get(address).status_code == 200


def test_answers_are_cached_by_profile_too(site: TestClient) -> None:
    first = site.get("/catalog.ttl")
    danish = site.get("/catalog.ttl", headers={"Accept-Profile": f"<{DCAT_AP_DK.iri}>"})
    again = site.get("/catalog.ttl")
    assert first.content == again.content != danish.content
    assert first.headers["etag"] == again.headers["etag"] != danish.headers["etag"]
    assert site.get("/catalog.ttl", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_without_a_licence_there_is_no_catalogue_but_all_else(client: TestClient) -> None:
    for address in ("/catalog", "/catalog.ttl", DATASET):
        response = client.get(address)
        assert response.status_code == 503
        assert "the setting 'licence' must be the IRI of a licence" in response.json()["detail"]
    page = client.get("/catalog", headers={"Accept": "text/html"}).text
    assert "<h1>Datakataloget er ikke klar</h1>" in page
    assert "Det mangler en licens" in page
    assert client.get("/").status_code == client.get("/ns.ttl").status_code == 200


def test_pages_show_what_the_catalogue_says(site: TestClient) -> None:
    page = site.get("/catalog.html").text
    assert f'<a href="{DATASET}">Referater fra Direktionen</a>' in page
    assert '<a href="/dump/sagsgraf.ttl.gz" type="text/turtle">Turtle</a>' in page
    assert f'<a href="{DATASET}">32 filer, et år i hver</a>' in page
    assert '<a href="/catalog/service/sparql">SPARQL-endpoint</a>' in page
    entry = site.get(f"{DATASET}.html").text
    assert f'<a href="{LICENCE}">' in site.get("/catalog/distribution/organ/direktionen/2022/ttl.html").text
    assert '<a href="mailto:data@aadalsoe.example">Byrådssekretariatet</a>' in entry
    assert "18. april 2016 – 27. maj 2024" in entry


def test_pages_lead_to_pages_that_are_there(few: Config) -> None:
    """Of a few meetings the first of each kind, and the first files and pages in another format; that each file is
    there is tested above."""
    site = TestClient(create_app(replace(few, **STATED)), base_url=BASE)
    seen: set[str] = set()
    formats: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    waiting = ["/catalog"]
    while waiting:
        answer = site.get(waiting.pop(), headers={"Accept": "text/html"})
        assert answer.status_code == 200, answer.url
        page = answer.text
        links = {urldefrag(link)[0] for link in re.findall(r'<(?:a|link) [^>]*href="(/[^"]*)"', page)}
        assert page.count("<h1>") == 1
        for link in sorted(links - seen):
            thing, _, form = link.partition(".")
            if thing.startswith("/catalog/") and not form:
                kind = "/".join(thing.split("/")[:4])
                kinds[kind] += 1
                waiting += [link] if kinds[kind] <= 4 else []
                continue
            formats[form] += thing.startswith(("/catalog/", "/dump/"))
            if formats[form] <= 3:
                assert site.head(link, headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200, link
        seen |= links
    assert {f"{DATASET}.rdf", "/catalog/service/aendringer", "/dump/sagsgraf.nq.gz"} <= seen


def test_values_keep_the_form_they_have(site: TestClient) -> None:
    """The store would write +00:00 as Z, and xsd:nonNegativeInteger as xsd:integer."""
    graph = Graph()
    about = URIRef("http://x.example/")
    literals = [
        Literal("2024-01-01T00:00:00+00:00", datatype=XSD.dateTime),
        Literal("10", datatype=XSD.nonNegativeInteger),
        Literal("10", datatype=XSD.decimal),
        Literal("00ff", datatype=XSD.hexBinary),
    ]
    for literal in literals:
        graph.add((about, DCTERMS.description, literal))
    for form, media_type in zip(
        DATA,
        ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"),
        strict=True,
    ):
        assert isinstance(form, GraphFormat)
        known = ox.RdfFormat.from_media_type(media_type)
        assert known is not None
        written = serialize_graph(graph, about, Choice(form, media_type), f"{BASE}/ns/context/1.jsonld")
        text = inlined(written) if form is JSONLD else written
        read = {q.object for q in ox.parse(text, format=known)}
        assert read == {ox.Literal(str(v), datatype=ox.NamedNode(str(v.datatype))) for v in literals}


def test_danish_comes_first(site: TestClient) -> None:
    for suffix in FORMATS:
        text = site.get(f"{DATASET}.{suffix}").text
        assert text.index("Referater fra Direktionen") < text.index("Minutes of The Executive Board")


@example(b"/catalog/", [b"?\r\nX: y"], b"*/*")
@given(
    st.sampled_from(
        b"/catalog /catalog. /catalog/ /catalog/dataset/ /catalog/dataset/organ/direktionen /catalog?page= "
        b"/catalog?_profile= /catalog/distribution/hele-grafen/ /sitemap/ /.well-known/void".split()
    ),
    st.lists(escapes | st.binary(max_size=12), max_size=5),
    st.sampled_from([b"*/*", b"text/html"]),
)
def test_any_bytes_in_an_address_are_answered(
    site: TestClient, place: bytes, rest: list[bytes], accept: bytes
) -> None:
    status, headers = asyncio.run(ask(site.app, place + b"".join(rest), accept))
    assert 200 <= status < 500
    assert not any(b"\r" in value or b"\n" in value for _, value in headers)
