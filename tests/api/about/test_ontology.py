"""The ontology, the shapes and the context as documents."""

import json

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from places import TESTS
from pyld import jsonld as pyld

from graph.base.config import resource
from graph.ontology.iris import CONTEXT_VERSION
from graph.ontology.shape_files import document_files, dump_files
from graph.ontology.terms import vocabulary


def canonical(texts: list[str], form: ox.RdfFormat) -> set[ox.Quad]:
    """The triples with blank nodes named by what is said of them (RDFC-1.0)."""
    quads = ox.Dataset()
    for text in texts:
        for quad in ox.parse(text, format=form, rename_blank_nodes=True):
            quads.add(quad)
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(quads)


@pytest.mark.parametrize("name", ["ns", "shapes", "shapes-dump"])
def test_every_format_is_the_files_themselves(client: TestClient, name: str) -> None:
    files = {"ns": [resource("ontology.ttl")], "shapes": document_files(), "shapes-dump": dump_files()}
    expected = canonical([file.read_text("utf-8") for file in files[name]], ox.RdfFormat.TURTLE)
    for form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD):
        content = client.get(f"/{name}.{form.file_extension}").text
        if form is ox.RdfFormat.JSON_LD:
            content = json.dumps({**json.loads(content), **client.get("/ns/context/1.jsonld").json()})
        assert canonical([content], form) == expected, form


def test_they_are_negotiated_and_known_by_their_bytes(client: TestClient) -> None:
    response = client.get("/ns", headers={"Accept": "text/turtle"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert response.headers["content-location"] == "/ns.ttl"
    assert '</ns.rdf>; rel="alternate"; type="application/rdf+xml"' in response.headers["link"]
    again = {"Accept": "text/turtle", "If-None-Match": response.headers["etag"]}
    assert client.get("/ns", headers=again).status_code == 304
    version = client.get(f"/ns/{vocabulary().version}", headers={"Accept": "text/turtle"})
    assert version.content == response.content
    assert client.get("/ns/0.0.0").status_code == 404
    assert client.get("/ns.exe").status_code == 404
    assert client.get("/shapes.txt").status_code == 404


def test_the_page_defines_every_term(client: TestClient) -> None:
    page = client.get("/ns.html").text
    for name in ("Meeting", "caseNumber", "AuthorityCode"):
        assert f'id="{name}"' in page
    assert "Et organs møde på en bestemt dag." in page
    assert 'href="/concept/beslutningsudfald"' in page  # whose page lists its codes
    assert vocabulary().version in page


def test_the_page_of_shapes_says_what_each_demands(client: TestClient) -> None:
    page = client.get("/shapes.html").text
    assert 'id="ItemTitle"' in page
    assert "Et punkt skal have netop én titel på dansk." in page


def test_the_page_of_shapes_says_how_a_file_is_judged(client: TestClient) -> None:
    page = client.get("/shapes.html").text
    assert "shapes.ttl -e http" in page
    assert "shapes-dump.ttl -e http" in page
    dump = client.get("/shapes-dump.html").text
    assert 'id="LinkToThere"' in dump
    assert 'id="ItemTitle"' in dump
    assert 'id="OneMeeting"' not in dump  # a dump has many
    assert client.get("/shapes-dump", headers={"Accept": "text/turtle"}).status_code == 200


def test_the_context_is_the_one_data_are_written_under(client: TestClient) -> None:
    response = client.get("/ns/context/1.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["cache-control"] == "public, max-age=86400"
    assert response.json() == vocabulary().context()
    assert client.get("/ns/context/0.jsonld").status_code == 404


def test_who_names_the_ontology_as_context_has_it(client: TestClient) -> None:
    """JSON-LD 1.1, section 3.1: all but the member ``@context`` of such a document is ignored."""
    answer = client.get("/ns", headers={"Accept": "application/ld+json"})
    assert answer.json()["@context"] == vocabulary().context()["@context"]


def test_documents_of_earlier_versions_are_read_by_the_context_they_name(client: TestClient) -> None:
    document = {
        "id": "http://x/punkt",
        "type": "AgendaItem",
        "title": [{"@value": "Æbler", "@language": "da"}],
        "hasDecision": "http://x/punkt/beslutning",
    }
    read = pyld.to_rdf(
        {**document, **client.get("/context.jsonld").json()}, {"format": "application/n-quads"}
    )
    assert sorted(read.splitlines()) == [
        '<http://x/punkt> <http://purl.org/dc/terms/title> "Æbler"@da .',
        "<http://x/punkt> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/sagsgraf/ns#AgendaItem> .",
        "<http://x/punkt> <https://w3id.org/sagsgraf/ns#hasDecision> <http://x/punkt/beslutning> .",
    ]


def test_no_term_of_a_version_of_the_context_is_changed() -> None:
    """Documents name a version for good: who changes or takes away a term makes another."""
    known = json.loads((TESTS / "data" / f"context-{CONTEXT_VERSION}.json").read_text(encoding="utf-8"))
    now = vocabulary().context()["@context"]
    assert {name: now.get(name) for name in known} == known
