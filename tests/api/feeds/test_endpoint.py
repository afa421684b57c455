"""/changes over HTTP: the event stream that can be replayed, and Atom."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pyoxigraph as ox
import pytest
from contexts import inlined
from fastapi.testclient import TestClient
from replay import goes_with, graph_of
from samples import put, sample, write

from api.app import create_app
from api.feeds import endpoint, ldes
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive, change_log

pytestmark = pytest.mark.usefixtures("little_ontology")

TREE = "https://w3id.org/tree#"
LDES = "https://w3id.org/ldes#"
AS = "https://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SH = "http://www.w3.org/ns/shacl#"
TRIG, NQUADS, JSONLD = "application/trig", "application/n-quads", "application/ld+json"
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "http://127.0.0.1:8000"


def quads(client: TestClient, path: str, media_type: str = NQUADS) -> set[ox.Quad]:
    answer = client.get(path.removeprefix(BASE), headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    form = ox.RdfFormat.from_media_type(media_type)
    assert form
    content = inlined(answer.content) if media_type == JSONLD else answer.content
    return set(ox.parse(content, format=form))


def objects(found: set[ox.Quad], subject: str | None, predicate: str) -> list[str]:
    return sorted(
        quad.object.value
        for quad in found
        if quad.predicate.value == predicate and subject in (None, quad.subject.value)
    )


def followed(client: TestClient, node: str = f"{BASE}/changes") -> Iterator[set[ox.Quad]]:
    """All nodes that can be reached, the quads of each."""
    found = quads(client, node)
    yield found
    for other in sorted(set(objects(found, None, TREE + "node"))):
        yield from followed(client, other)


def replay(client: TestClient) -> set[str]:
    """The graph made of all members, in order, by nothing but what the pages say."""
    nodes = set().union(*followed(client))
    versions = [quad.object.value for quad in nodes if quad.predicate.value == TREE + "member"]
    told: dict[str, list[str]] = {}
    about: dict[str, dict[str, str]] = {version: {} for version in versions}
    for quad in nodes:
        if isinstance(quad.graph_name, ox.NamedNode):
            told.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .")
        elif quad.subject.value in about:
            about[quad.subject.value][quad.predicate.value] = quad.object.value
    order = "https://w3id.org/sagsgraf/ns#order"
    graph: set[str] = set()
    for version in sorted(versions, key=lambda one: int(about[one][order])):
        thing = about[version][AS + "object"]
        graph = {line for line in graph if not goes_with(line, thing)} | set(told.get(version, ()))
    return graph


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        data_dir=tmp_path / "data", licence="https://creativecommons.org/licenses/by/4.0/", removed_share=1.0
    )


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"))


def client_of(config: Config) -> TestClient:
    return TestClient(create_app(config), base_url=config.base_iri)


def test_the_root_says_what_a_client_must_know(config: Config) -> None:
    put(config, a="12", b="19")
    with client_of(config) as client:
        found = quads(client, "/changes")
        answer = client.get("/changes", headers={"Accept": TRIG})
        turtle = client.get("/changes", headers={"Accept": "text/turtle"})
        assert {quad.triple for quad in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)} == {
            quad.triple for quad in found
        }
    stream, view = f"{BASE}/changes#stream", f"{BASE}/changes"
    assert objects(found, stream, RDF + "type") == [LDES + "EventStream"]
    assert objects(found, stream, TREE + "view") == [view]
    assert objects(found, stream, LDES + "timestampPath") == [AS + "published"]
    assert objects(found, stream, LDES + "sequencePath") == ["https://w3id.org/sagsgraf/ns#order"]
    assert objects(found, stream, LDES + "versionOfPath") == [AS + "object"]
    assert objects(found, stream, LDES + "versionDeleteObject") == [AS + "Delete"]
    assert objects(found, stream, "http://purl.org/dc/terms/license") == [config.licence]
    relations = objects(found, view, TREE + "relation")
    assert {objects(found, one, TREE + "path")[0] for one in relations} == {AS + "published"}
    assert sorted(objects(found, one, RDF + "type")[0] for one in relations) == [
        TREE + "GreaterThanOrEqualToRelation",
        TREE + "LessThanOrEqualToRelation",
    ]
    assert objects(found, stream, LDES + "pollingInterval") == ["3600"]
    (shape,) = objects(found, stream, TREE + "shape")
    paths = {objects(found, part, SH + "path")[0] for part in objects(found, shape, SH + "property")}
    assert paths == {AS + "object", AS + "published", "https://w3id.org/sagsgraf/ns#order"}
    (policy,) = objects(found, view, LDES + "retentionPolicy")
    assert objects(found, policy, LDES + "versionAmount") == objects(found, policy, LDES + "amount") == ["1"]
    assert answer.headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("media_type", [TRIG, NQUADS, JSONLD])
def test_a_page_has_each_version_whole_in_a_graph_of_its_own(config: Config, media_type: str) -> None:
    put(config, a="12", b="19")
    with client_of(config) as client:
        found = quads(client, "/changes/1/1", media_type)
        headers = client.get("/changes/1/1").headers
    assert found == quads_of_page(config)
    assert headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert headers["etag"].startswith('"')
    page = f"{BASE}/changes/1/1"
    assert objects(found, page, LDES + "immutable") == []  # a withdrawal rewrites it
    item = f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
    (version,) = [
        q.subject.value for q in found if q.predicate.value == AS + "object" and q.object.value == item
    ]
    assert version in objects(found, f"{BASE}/changes#stream", TREE + "member")
    assert objects(found, version, RDF + "type") == [AS + "Create"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT[\d:.]+Z", objects(found, version, AS + "published")[0])
    version_graph, decision = ox.NamedNode(version), ox.NamedNode(item + "/beslutning")
    words = [q.object.value for q in found if q.graph_name == version_graph and q.subject == decision]
    assert "Godkendt." in words


def quads_of_page(config: Config) -> set[ox.Quad]:
    """What the first page is to say, made from the log."""
    made = change_log.Log(archive.current(config) / "changes")
    stream = ldes.Stream(config.base_iri)
    return set(stream.page_node(made.segments[0], 1, made.page(made.segments[0], 1)))


def test_a_client_that_follows_all_nodes_has_the_graph(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With small pages and small bundles, so that there are several of each."""
    monkeypatch.setattr(change_log, "_PAGE_ENTRIES", 15)
    monkeypatch.setattr(ldes, "BUNDLE", 2)
    monkeypatch.setattr(endpoint, "BUNDLE", 2)
    publish(minutes, config)
    write(minutes, c=sample("26"))
    publish(minutes, config)
    (minutes / "a.txt").unlink()
    last = publish(minutes, config).release
    with client_of(config) as client:
        assert replay(client) == graph_of(last)
        links = set(objects(quads(client, "/changes"), None, TREE + "node"))
        assert links == {f"{BASE}/changes/bundt/1", f"{BASE}/changes/3/1"}
        assert len(set(objects(quads(client, "/changes/1/1"), None, TREE + "node"))) >= 3
        assert objects(quads(client, "/changes/1/2"), None, TREE + "node") == []
        bundle = client.get("/changes/bundt/1", headers={"Accept": "text/turtle"})
        assert bundle.headers["cache-control"] == "public, max-age=60, must-revalidate"


@pytest.mark.parametrize(
    "path",
    [
        "/changes/2/1",
        "/changes/1/0",
        "/changes/1/99",
        "/changes/01/1",
        "/changes/99999999999999999999/1",
        "/changes/1/99999999999999999999",
        "/changes/bundt/1",
        "/changes/bundt/0",
        "/changes/aadalsoe/sag/ingen.atom",
        "/changes/aadalsoe/sag/20-004417",
        "/changes/aadalsoe/moede/direktionen/2018-01-22.atom",
        "/changes/aadalsoe/sag/..%2f..%2fx.atom",
    ],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_turtle_cannot_write_a_page(client: TestClient) -> None:
    answer = client.get("/changes/1/1", headers={"Accept": "text/turtle"})
    assert answer.status_code == 406
    assert [one["media_type"] for one in answer.json()["available"]] == [TRIG, NQUADS, JSONLD]


def test_whoever_asks_for_a_page_gets_the_feed_as_browsers_show_it(client: TestClient) -> None:
    for path in ("/changes.atom", "/search.atom?q=havnebad"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8")
        assert "<?xml-stylesheet" in answer.text


def entries(client: TestClient, path: str) -> list[dict[str, str]]:
    """The entries of a feed, once its own elements are as RFC 4287 wants them."""
    answer = client.get(path, headers={"Accept": "application/atom+xml"})
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == ATOM + "feed"
    assert root.findtext(ATOM + "id") == f"{BASE}{path}"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Ådalsø Kommune"
    assert {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")}[
        "self"
    ] == f"{BASE}{path}"
    found = root.findall(ATOM + "entry")
    updated = [entry.findtext(ATOM + "updated") or "" for entry in found]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(ATOM + "updated") == updated[0]
    return [
        {
            "id": entry.findtext(ATOM + "id") or "",
            "title": entry.findtext(ATOM + "title") or "",
            "href": entry.find(ATOM + "link").get("href") or "",
            "summary": entry.findtext(ATOM + "summary") or "",
        }
        for entry in found
    ]


def test_a_case_a_body_and_a_unit_can_be_followed(minutes: Path, config: Config) -> None:
    put(config, a="12", b="19")
    write(minutes, c=sample("26", "Økonomiudvalget"))
    publish(minutes, config)
    item = f"{BASE}/doc/aadalsoe/moede/oekonomiudvalget/2023-09-26/punkt/1"
    with client_of(config) as client:
        case = entries(client, "/changes/aadalsoe/sag/20-004417.atom")
        body = entries(client, "/changes/aadalsoe/organ/oekonomiudvalget.atom")
        whole = entries(client, "/changes.atom")
    place = "Økonomiudvalget 26. september 2023"
    new = {
        "title": f"Nyt: {place}: Godkendt – Havnebad ved Sønder Mole",
        "href": item,
        "summary": "Godkendt.",
    }
    for found in (case, body, whole):
        (same,) = [one for one in found if one["href"] == item]
        assert same | new == same
        assert same["id"].startswith(f"{BASE}/changes/2/1#")
    assert f"Ændret: Sag 20-004417 – {place}: Godkendt" in {one["title"] for one in case}
    assert f"Nyt: {place}" in {one["title"] for one in whole}
    assert not [one for one in body if "direktionen" in one["href"]]
    (minutes / "c.txt").unlink()
    publish(minutes, config)
    with client_of(config) as client:
        titles = [one["title"] for one in entries(client, "/changes/aadalsoe/sag/20-004417.atom")]
    assert f"Slettet: {place}, punkt 1" in titles


def test_entries_keep_their_ids_and_words_are_escaped(minutes: Path, config: Config) -> None:
    write(minutes, a=sample("12").replace("Havnebad ved Sønder Mole", 'Havn & <bad> "8"'))
    publish(minutes, config)
    with client_of(config) as client:
        before = entries(client, "/changes.atom")
    wanted = 'Nyt: Direktionen 12. september 2023: Godkendt – Havn & <bad> "8"'
    assert wanted in {one["title"] for one in before}
    write(minutes, c=sample("26", "Økonomiudvalget"))
    publish(minutes, config)
    with client_of(config) as client:
        after = entries(client, "/changes.atom")
    assert {one["id"] for one in before} <= {one["id"] for one in after}


def test_a_document_leads_to_the_feed_of_its_thing(client: TestClient) -> None:
    wanted = '</changes/aadalsoe/sag/20-004417.atom>; rel="alternate"; type="application/atom+xml"'
    assert wanted in client.get("/doc/aadalsoe/sag/20-004417").headers["link"]
    page = client.get("/doc/aadalsoe/sag/20-004417.html").text
    assert (
        '<link rel="alternate" type="application/atom+xml" href="/changes/aadalsoe/sag/20-004417.atom"'
        in page
    )
    assert '<a href="/besked?om=doc%2Faadalsoe%2Fsag%2F20-004417" rel="nofollow">Få besked</a>' in page
    assert "Få besked" not in client.get("/doc/aadalsoe/moede/direktionen/2018-01-22.html").text
    assert "atom" not in client.get("/doc/aadalsoe/moede/direktionen/2018-01-22").headers["link"]


def test_a_feed_is_in_pages_that_people_can_read(client: TestClient) -> None:
    """RFC 5005, section 3."""
    first = client.get("/changes.atom")
    feed = feedparser.parse(first.content)
    assert not feed.bozo
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == links["first"] == f"{BASE}/changes.atom"
    last = re.fullmatch(r".*/changes/\d+/\d+#(\d+)", feed.entries[-1].id)
    assert last
    assert links["next"] == f"{BASE}/changes.atom?foer={last[1]}"
    following = feedparser.parse(client.get(links["next"].removeprefix(BASE)).content)
    assert following.feed.id == feed.feed.id
    assert {link.rel: link.href for link in following.feed.links}["self"] == links["next"]
    assert not {one.id for one in feed.entries} & {one.id for one in following.entries}
    assert "next" not in {
        link.rel for link in feedparser.parse(client.get("/changes.atom?foer=2").content).feed.links
    }
    assert client.get("/changes.atom?foer=nul").status_code == 404
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for path in ("/changes.atom", "/search.atom?q=havnebad", "/opfoelgning.atom"):
        assert client.get(path, headers=browser).headers["content-type"] == "application/xml; charset=utf-8"
        assert client.get(path).headers["content-type"] == "application/atom+xml; charset=utf-8"
    look = re.search(r'<\?xml-stylesheet type="text/css" href="(/static/feed.css[^"]+)"', first.text)
    assert look
    assert client.get(look[1]).headers["content-type"] == "text/css; charset=utf-8"


def test_units_of_the_examples_can_be_followed(client: TestClient) -> None:
    found = entries(client, "/changes/aadalsoe/enhed/borgerservice.atom")
    assert found
    assert all("/punkt/" in one["href"] for one in found)


def test_an_entry_tells_nothing_of_what_is_closed_since(minutes: Path, config: Config) -> None:
    put(config, a="12", b="19")
    closed = sample("12").replace("Punkt 1: Havnebad", "Punkt 1: Lukket: Havnebad")
    write(minutes, a=closed)
    publish(minutes, config, accept_closed_share=True)
    with client_of(config) as client:
        found = entries(client, "/changes/aadalsoe/organ/direktionen.atom")
    page = f"{BASE}/doc/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
    said = [one for one in found if one["href"] == page]
    assert said
    for one in said:
        assert "Direktionen 12. september 2023: Lukket" in one["title"]
        assert one["summary"] == "Punktet er lukket: kommunen har ikke offentliggjort indholdet."
