"""/reconcile of the examples, as the test bench of the Reconciliation Service API asks it."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from api.reconciliation.models import BATCH
from graph.base.config import Config

BODY = "https://w3id.org/sagsgraf/ns#Body"
COUNCIL, CASE = "aadalsoe/organ/byraadet", "aadalsoe/sag/20-004417"

# What the schemas of version 0.2 demand of each answer.
NAMED: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {name: {"type": "string", "minLength": 1} for name in ("id", "name")},
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    **NAMED,
                    "required": ["id", "name", "score"],
                    "properties": {
                        **NAMED["properties"],
                        "description": {"type": "string"},
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": NAMED},
                        "features": {
                            "type": "array",
                            "items": {"properties": {"value": {"type": ["boolean", "number"]}}},
                        },
                    },
                },
            }
        },
    },
}
SUGGESTIONS = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": NAMED}},
}
VALUE = {
    "oneOf": [
        {**NAMED, "additionalProperties": False},
        {
            "type": "object",
            "required": ["str"],
            "properties": {"str": {"type": "string"}},
            "maxProperties": 1,
        },
        {
            "type": "object",
            "required": ["int"],
            "properties": {"int": {"type": "integer"}},
            "maxProperties": 1,
        },
    ]
}
EXTENDED = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {"additionalProperties": {"additionalProperties": {"type": "array", "items": VALUE}}},
    },
}
TEMPLATE = {"type": "object", "required": ["url"], "properties": {"url": {"pattern": r"\{\{id\}\}"}}}
SERVICE = {"properties": {"flyout_service_path": {"pattern": r"\$\{id\}"}}}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "view": TEMPLATE,
        "preview": {
            **TEMPLATE,
            "required": ["url", "width", "height"],
            "properties": {"width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "suggest": {"properties": dict.fromkeys(("entity", "type", "property"), SERVICE)},
        "extend": {
            "properties": {
                "property_settings": {"items": {"required": ["type", "label", "name"]}},
                "propose_properties": {"required": ["service_url", "service_path"]},
            }
        },
    },
}


def valid(told: Any, schema: Any) -> Any:
    Draft202012Validator(schema).validate(told)
    return told


def asked(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = valid(answer.json(), RESULTS)["q"]["result"]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    return found


def fetched(client: TestClient, ids: list[str], *properties: dict[str, Any]) -> Any:
    query = json.dumps({"ids": ids, "properties": properties})
    sent = client.post("/reconcile", data={"extend": query}).json()
    assert client.get("/reconcile", params={"extend": query}).json() == sent
    return valid(sent, EXTENDED)


def test_to_tell_of_the_service_is_nothing_to_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/reconcile")
    assert [one.getMessage() for one in caplog.records if one.name.startswith("rdflib")] == []


@pytest.fixture(scope="module")
def manifest(client: TestClient) -> Any:
    answer = client.get("/reconcile")
    assert answer.headers["access-control-allow-origin"] == "*"
    return valid(answer.json(), MANIFEST)


def test_what_the_manifest_tells_of_is_there(client: TestClient, manifest: Any, published: Config) -> None:
    view = manifest["view"]["url"].replace("{{id}}", quote(COUNCIL, safe=""))
    assert client.get(view).headers["location"] == f"/doc/{COUNCIL}"
    assert manifest["identifierSpace"] + COUNCIL == f"{published.base_iri}/id/{COUNCIL}"
    assert client.get(manifest["documentation"]).status_code == 200
    assert client.get(manifest["logo"]).status_code == 200
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", quote(CASE, safe="")))
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert "<dd>20-004417</dd>" in preview.text
    for of, prefix, identifier in (
        ("entity", "byråd", COUNCIL),
        ("entity", COUNCIL, COUNCIL),
        ("entity", "20-44", CASE),
        ("type", "org", BODY),
        ("property", "sagsn", "number"),
    ):
        told = manifest["suggest"][of]
        address = told["service_url"] + told["service_path"]
        found = valid(client.get(address, params={"prefix": prefix}).json(), SUGGESTIONS)["result"]
        assert found[0]["id"] == identifier
        after = client.get(address, params={"prefix": prefix, "cursor": 1}).json()["result"]
        assert after[: len(found) - 1] == found[1:]
        path = told["flyout_service_path"].replace("${id}", quote(identifier, safe=""))
        flyout = client.get(told["flyout_service_url"] + path).json()
        assert (flyout["id"], found[0]["name"] in flyout["html"]) == (identifier, True)
    told = manifest["extend"]["propose_properties"]
    proposed = client.get(
        told["service_url"] + told["service_path"], params={"type": BODY, "limit": 3}
    ).json()
    assert [one["id"] for one in proposed["properties"]] == ["name", "alternative_name", "municipality"]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Jobcenteret Ådalsø", "Jobcenter Ådalsø"),
        ("økonomi udvalg", "Økonomiudvalget"),
        ("Bibliotek i Ådalsø", "Ådalsø Bibliotek"),
        ("Miljø og Teknikudvalg", "Udvalget for Teknik og Miljø"),
    ],
)
def test_the_likest_name_is_first_and_a_part_of_a_word_is_no_name(
    client: TestClient, said: str, first: str
) -> None:
    assert asked(client, query=said)[0]["name"] == first
    assert not [one for one in asked(client, query="bib") if one["score"] > 80]


@pytest.mark.parametrize(
    ("query", "identifier"),
    [
        ({"query": "BYRÅDET "}, COUNCIL),
        ({"query": "Kommunalbestyrelsen", "type": BODY}, COUNCIL),
        ({"query": COUNCIL}, COUNCIL),
        ({"query": "20-4417"}, CASE),
        ({"properties": [{"pid": "number", "v": "20-004417"}]}, CASE),
        ({"query": "Direktionen 3. oktober 2022", "type": ["Meeting"]}, "aadalsoe/moede/direktionen/2022-10-03"),
        ({"query": "Byrådet", "properties": [{"pid": "municipality", "v": {"id": "aadalsoe/kommune"}}]}, COUNCIL),
    ],
)  # fmt: skip
def test_the_same_name_or_number_is_a_match(
    client: TestClient, query: dict[str, Any], identifier: str
) -> None:
    first, *others = asked(client, **query)
    assert (first["id"], first["score"], first["match"]) == (identifier, 100, True)
    assert not any(one["match"] for one in others)


def test_what_is_merely_like_or_can_be_another_is_no_match(client: TestClient) -> None:
    like = asked(client, query="Udvalget for Teknik", type=BODY, limit=2)
    assert like[0]["id"] == "aadalsoe/organ/udvalget-for-teknik-og-miljoe"
    assert len(like) == 2
    assert not any(one["match"] or one["score"] >= 100 for one in like)
    title = asked(client, query="Havnebad ved Sønder Mole - endeligt projekt")
    assert (title[0]["id"], title[0]["match"]) == (CASE, False)
    wrong = {"pid": "municipality", "v": ["Andeby", 12, True]}
    other = asked(client, query="Byrådet", properties=[wrong])[0]
    assert (other["id"], other["score"], other["match"]) == (COUNCIL, 66.7, False)
    assert asked(client, query="qqq xyzzy") == asked(client, query="Byrådet", type="Dragon") == []


def test_a_cell_that_is_too_long_spoils_no_batch(client: TestClient) -> None:
    long = "havn " * 5_000
    batch = {
        "a": {"query": long},
        "b": {"query": "Byrådet"},
        "d": {"query": " "},
        "c": {"query": "Byrådet", "properties": [{"pid": "municipality", "v": [long, {"id": long}]}]},
    }
    told = valid(client.post("/reconcile", data={"queries": json.dumps(batch)}).json(), RESULTS)
    found = [[one["match"] for one in told[name]["result"][:1]] for name in "abcd"]
    assert found == [[], [True], [False], []]


def test_what_an_older_and_a_hostile_client_sends_is_answered(client: TestClient) -> None:
    assert asked(client, query="Byrådet", type_strict="any", foo="bar", limit="1")[0]["match"]
    assert asked(client, query="Byra\u030adet")[0]["id"] == COUNCIL
    for words in ("<script>alert(1)</script>", "' OR 1=1 --", "*", "\U0001f3ca"):
        assert asked(client, query=words) == []
    answer = client.get("/reconcile", params={"callback": "told"})
    assert answer.json()["versions"] == ["0.2"]
    headers = {"Origin": "http://x.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/reconcile", headers=headers).headers["access-control-allow-origin"] == "*"


def test_a_person_is_told_from_namesakes_by_a_post(client: TestClient) -> None:
    (alone,) = asked(client, query="Asger Tangvig", limit=1)
    assert (alone["score"], alone["match"]) == (100, False)
    post = {"pid": "posts", "v": "sekretariatschef"}
    assert asked(client, query="Asger Tangvig", properties=[post])[0]["match"]
    post["v"] = "borgmester"
    assert not asked(client, query="Asger Tangvig", properties=[post])[0]["match"]


def test_values_are_fetched(client: TestClient) -> None:
    names = ("name", "number", "bodies", "outcome", "first", "authority_code", "alternative_name")
    told = fetched(
        client,
        [CASE, COUNCIL, "aadalsoe/kommune", "nowhere"],
        *({"id": name} for name in names[:-1]),
        {"id": "alternative_name", "settings": {"limit": "1"}},
    )
    assert [one["id"] for one in told["meta"]] == list(names)
    assert told["meta"][2]["type"]["id"] == BODY
    case, council, municipality, nowhere = told["rows"].values()
    assert case["number"] == [{"str": "20-004417"}]
    assert {"id": "aadalsoe/organ/direktionen", "name": "Direktionen"} in case["bodies"]
    assert (case["outcome"], case["first"]) == ([{"str": "Godkendt"}], [{"str": "2020-08-31"}])
    assert council["alternative_name"] == [{"str": "Byråd"}]
    assert municipality["authority_code"] == [{"str": "998"}]
    assert not any(nowhere.values())
    assert client.get("/en/reconcile", params={"extend": json.dumps({"ids": [COUNCIL], "properties": [{"id": "name"}]})}).json()["rows"][COUNCIL] == {"name": [{"str": "The Town Council"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": '{"q": {}}'}, 400),
        ({"queries": '{"q": {"query": "x", "limit": 0}}'}, 400),
        ({"queries": "[" * 100_000}, 400),
        ({"queries": '{"q": {"query": "x"}}', "extend": "{"}, 400),
        ({"queries": json.dumps({str(one): {"query": "x"} for one in range(BATCH + 1)})}, 413),
        ({"extend": '{"ids": [], "properties": [{"id": "nix"}]}'}, 400),
        ({"extend": json.dumps({"ids": ["x"] * 101, "properties": []})}, 413),
    ],
)
def test_what_cannot_be_answered(client: TestClient, parameters: dict[str, str], status: int) -> None:
    answer = client.post("/reconcile", data=parameters)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_what_is_no_entity(client: TestClient) -> None:
    for identifier in ("x", "aadalsoe/moede/direktionen/2022-10-03/referat", f"{CASE}/nummer", "<b>"):
        assert client.get("/reconcile/preview", params={"id": identifier}).status_code == 404
        assert client.get("/reconcile/flyout/entity", params={"id": identifier}).status_code == 404
    assert client.get("/reconcile/suggest/dragon?prefix=x").status_code == 422
