"""The document about a thing as data: one object by its frame, the same triples in every form and format."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
from contexts import with_context
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from npm_packages import installed
from pyld import jsonld as pyld

from api.app import create_app
from api.serving.releases import Releases
from api.site.documents import framed, triples_about
from api.site.site import Site
from graph.base.config import Config
from graph.formats.json_schema import class_names, schema
from graph.ontology.terms import term

BASE = "http://127.0.0.1:8000"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEETING = "aadalsoe/moede/direktionen/2022-10-03"
ITEM, CASE = f"{MEETING}/punkt/1", "aadalsoe/sag/20-004417"
RDF_SPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
JSON_LD = "http://www.w3.org/ns/json-ld#"


@pytest.fixture(scope="module")
def licensed(few: Config) -> Config:
    return replace(few, licence=LICENCE)


@pytest.fixture(scope="module")
def site(licensed: Config) -> Iterator[TestClient]:
    """A client of two examples, with a licence; it takes anything."""
    with TestClient(create_app(licensed), base_url=BASE, follow_redirects=False) as client:
        yield client


def document(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(f"/doc/{path}.jsonld")
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def triples(text: str, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(text, format=form)}


def test_an_item_is_one_object_with_its_day_its_body_and_its_case_number(site: TestClient) -> None:
    item = document(site, ITEM)
    assert (item["@id"], item["@type"]) == (f"{BASE}/id/{ITEM}", "AgendaItem")
    assert item["label"] == {
        "da": "Punkt 1: Havnebad ved Sønder Mole - skitseprojekt og ny pris",
        "en": "Item 1: Havnebad ved Sønder Mole - skitseprojekt og ny pris",
    }
    meeting = item["inMeeting"]
    assert (meeting["date"], meeting["heldBy"]["label"]["da"]) == ("2022-10-03", "Direktionen")
    assert [case["caseNumber"] for case in item["concernsCase"]] == ["20-004417"]
    assert [one["prefLabel"]["da"] for one in item["hasDecision"]["outcome"]]
    assert not {"titleWord", "subjectWord", "@included"} & item.keys()


def test_parts_stand_in_their_order(site: TestClient) -> None:
    item = document(site, ITEM)
    for name in ("hasSection", "hasTreatmentStep", "hasAttachment"):
        orders = [one["order"] for one in item[name] if "order" in one]
        assert orders == sorted(orders), name
    agenda = [one["order"] for one in document(site, MEETING)["hasAgendaItem"]]
    assert agenda == list(range(1, len(agenda) + 1))


def test_a_case_has_its_whole_course_in_order_of_time(site: TestClient) -> None:
    course = document(site, CASE)["handledIn"]
    told = [
        (
            one["inMeeting"]["date"],
            one["inMeeting"]["heldBy"]["label"]["da"],
            one["hasDecision"]["decisionText"].keys(),
            bool(one["hasRecommendation"]["hasPoint"]),
        )
        for one in course
    ]
    assert told == [
        ("2022-10-03", "Direktionen", {"da"}, True),
        ("2023-09-12", "Kultur- og Fritidsudvalget", {"da"}, True),
    ]
    documents = [one["titles"]["da"] for item in course for one in item.get("hasAttachment", ())]
    assert documents
    assert not any("hasSection" in item for item in course)  # the words are told with the item


def test_a_document_says_its_licence_its_minutes_and_since_when(site: TestClient, licensed: Config) -> None:
    release = Releases(licensed).latest()
    assert release
    assert document(site, ITEM)["isPrimaryTopicOf"] == {
        "@id": f"{BASE}/doc/{ITEM}",
        "@type": "Document",
        "license": LICENCE,
        "modified": release.shelved.created,
        "source": [f"{BASE}/id/{MEETING}/referat"],
    }
    assert len(document(site, CASE)["isPrimaryTopicOf"]["source"]) == 2
    implied = next(release.store.triples(None, None, ox.NamedNode(str(term("ImpliedMeeting"))))).subject
    assert isinstance(implied, ox.NamedNode)
    alone = document(site, implied.value.removeprefix(f"{BASE}/id/"))["isPrimaryTopicOf"]
    assert "/".join(implied.value.split("/")[-3:]) not in " ".join(alone.get("source", ()))


def test_a_closed_item_tells_no_more_than_it_may(client: TestClient) -> None:
    closed = document(client, "aadalsoe/moede/direktionen/2024-05-27/punkt/4")
    assert closed["openness"]["prefLabel"]["da"] == "Lukket"
    assert set(closed) == {
        *("@context", "@id", "@type", "label", "title", "itemNumber", "order", "inMeeting"),
        *("concernsCase", "openness", "accessRights", "isPrimaryTopicOf", "wasDerivedFrom"),
    }


def test_jsonld_js_reads_what_turtle_says_of_one_thing_of_each_class(site: TestClient) -> None:
    others = ("organ/direktionen", "stilling/havnechef", "enhed/jobcenter-aadalsoe", "kommune")
    paths = [ITEM, CASE, MEETING, f"{MEETING}/referat", *(f"aadalsoe/{path}" for path in others)]
    documents = [with_context(document(site, path)) for path in paths]
    read = subprocess.run(
        ["node", str(installed() / "to_rdf.mjs")],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    for path, quads in zip(paths, json.loads(read.stdout), strict=True):
        assert triples(quads, ox.RdfFormat.N_QUADS) == triples(site.get(f"/doc/{path}.ttl").text), path


@pytest.mark.parametrize(
    "path", [ITEM, CASE, MEETING, "aadalsoe/organ/direktionen", "aadalsoe/stilling/havnechef"]
)
def test_every_form_says_what_turtle_says(site: TestClient, path: str) -> None:
    wanted = triples(site.get(f"/doc/{path}.ttl").text)
    framed = with_context(document(site, path))
    assert triples(pyld.to_rdf(framed, {"format": "application/n-quads"}), ox.RdfFormat.N_QUADS) == wanted
    for form in ("expanded", "flattened"):
        answer = site.get(f"/doc/{path}.jsonld?_profile={form}")
        made = answer.json()
        inlined = made if form == "expanded" else with_context(made)
        assert (
            triples(pyld.to_rdf(inlined, {"format": "application/n-quads"}), ox.RdfFormat.N_QUADS) == wanted
        )
        by_type = {"Accept": f'application/ld+json;profile="{JSON_LD}{form}"'}
        named = site.get(f"/doc/{path}", headers=by_type)
        assert named.content == answer.content
        assert named.headers["content-type"] == f'application/ld+json; profile="{JSON_LD}{form}"'
    assert triples(site.get(f"/doc/{path}.n3").text, ox.RdfFormat.N3) == wanted
    for suffix, kind in (("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)):
        assert triples(site.get(f"/doc/{path}.{suffix}").text, kind) == wanted


def test_expanded_is_what_a_processor_makes_of_the_framed_form(site: TestClient) -> None:
    """Flattened, for the processor leaves what is nested where it stands."""
    wanted = pyld.flatten(with_context(document(site, ITEM)))
    made = pyld.flatten(site.get(f"/doc/{ITEM}.jsonld?_profile=expanded").json())
    assert {one["@id"]: Counter(map(str, one)) for one in made} == {
        one["@id"]: Counter(map(str, one)) for one in wanted
    }


def test_json_is_the_same_bytes_under_its_own_name(site: TestClient) -> None:
    answer = site.get(f"/doc/{ITEM}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == site.get(f"/doc/{ITEM}.jsonld").content
    assert site.get(f"/doc/{ITEM}", headers={"Accept": "application/json"}).content == answer.content
    assert site.get(f"/doc/{ITEM}.jsonld?_profile=tidy").status_code == 400


def test_quads_stand_in_the_graphs_that_say_so(site: TestClient) -> None:
    quads = list(ox.parse(site.get(f"/doc/{ITEM}.nq").content, format=ox.RdfFormat.N_QUADS))
    graphs = Counter(str(quad.graph_name) for quad in quads)
    assert graphs[f"<{BASE}/id/{MEETING}/referat>"] > 20
    record = {str(quad.subject) for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)}
    assert record == {f"<{BASE}/id/{ITEM}>", f"<{BASE}/doc/{ITEM}>"}


def test_every_class_has_a_schema_and_the_documents_keep_to_it(site: TestClient, licensed: Config) -> None:
    asked = Site(licensed)
    release = asked.releases.latest()
    assert release
    seen: set[str] = set()
    for name, cls in class_names().items():
        validator = Draft202012Validator(schema(name, BASE, asked.names.context_url))
        things = release.store.triples(None, ox.NamedNode(f"{RDF_SPACE}type"), ox.NamedNode(cls))
        for triple in list(things)[:1]:
            assert isinstance(triple.subject, ox.NamedNode)
            made = {
                "@context": asked.names.context_url,
                **framed(triples_about(asked, release, triple.subject.value), triple.subject.value),
            }
            assert list(validator.iter_errors(made)) == [], triple.subject
            seen.add(name)
    assert {"AgendaItem", "Case", "Meeting", "Decision", "Body", "Person", "CaseLink"} <= seen
    answer = site.get("/schema/Case.json")
    assert answer.headers["content-type"] == "application/schema+json"
    Draft202012Validator.check_schema(answer.json())
    link = site.get(f"/doc/{CASE}.json").headers["link"]
    assert '</schema/Case.json>; rel="describedby"; type="application/schema+json"' in link
    assert site.get("/schema/Nothing.json").status_code == 404


def test_a_schema_tells_what_is_missing_and_what_is_of_another_kind(site: TestClient) -> None:
    validator = Draft202012Validator(site.get("/schema/AgendaItem.json").json())
    item = document(site, ITEM)
    without = {name: value for name, value in item.items() if name != "itemNumber"}
    for wrong in (without, {**item, "concernsCase": item["concernsCase"][0]}, {**item, "title": "Havnebad"}):
        assert not validator.is_valid(wrong)


def test_every_address_in_the_data_leads_to_a_document(site: TestClient, licensed: Config) -> None:
    release = Releases(licensed).latest()
    assert release
    named = {*release.store.graphs()}
    for triple in release.store.triples():
        named |= {
            str(term)[1:-1] for term in (triple.subject, triple.object) if isinstance(term, ox.NamedNode)
        }
    ours = {iri.partition("#")[0] for iri in named if iri.startswith(f"{BASE}/id/")}
    assert f"{BASE}/id/aadalsoe/koblinger/titelord" in ours
    headers = {"Accept": "application/n-triples"}
    lost = [iri for iri in ours if site.get(iri.removeprefix(BASE), headers=headers).status_code != 303]
    assert lost == []
    alone = [iri for iri in ours if iri.endswith(("/profil", "/koblinger", "/titelord", "/foreslaaede"))]
    for iri in alone:
        told = json.loads(site.get(f"{iri.replace('/id/', '/doc/')}.jsonld".removeprefix(BASE)).text)
        assert told["@type"] == "sd:NamedGraph"
        assert told["label"].keys() == {"da", "en"}


def test_a_site_that_has_moved_says_what_a_thing_was_called(licensed: Config) -> None:
    moved = replace(licensed, former_base_iris="https://gammel.example.dk http://127.0.0.1:8000/sag")
    with TestClient(create_app(moved), base_url=BASE) as client:
        same = {f"https://gammel.example.dk/id/{CASE}", f"http://127.0.0.1:8000/sag/id/{CASE}"}
        assert {one["@id"] for one in document(client, CASE)["sameAs"]} == same
        turtle = triples(client.get(f"/doc/{CASE}.ttl").text)
        assert {one for one in turtle if "owl#sameAs" in one} == {
            f"<{BASE}/id/{CASE}> <http://www.w3.org/2002/07/owl#sameAs> <{one}>" for one in same
        }
        assert not json.dumps(document(client, CASE)).count("gammel.example.dk/doc")
