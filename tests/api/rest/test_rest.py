"""/api/v1 and /q, of the examples: what is listed, narrowed, paged and described."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import BaseModel

from api.records import models, reader
from api.rest import endpoint
from api.rest.examples import example
from api.rest.named import Queries, Rows, offered
from api.rest.paging import Page, sparse
from graph.base.config import Config
from graph.ontology.terms import term
from graph.release import archive
from graph.release.archive import Release
from graph.release.quotation import verify
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000"
ITEM = "aadalsoe/moede/direktionen/2022-10-03/punkt/2"
LISTS: dict[str, type[models.Record]] = {
    "meetings": models.Meeting,
    "items": models.Item,
    "cases": models.Case,
    "decisions": models.DecisionOf,
    "votes": models.VoteOf,
    "findings": models.Finding,
    "bodies": models.Body,
    "units": models.Unit,
    "people": models.Person,
}
TOTALS = {"meetings": 16, "items": 102, "cases": 69, "decisions": 84, "votes": 0, "bodies": 9, "units": 13}


def get(client: TestClient, path: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def pages(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    """A page and all after it."""
    while path:
        answer = client.get(path)
        told = answer.json()
        yield told
        path = told.get("next", "").removeprefix(BASE)
        assert ('rel="next"' in answer.headers["link"]) == bool(path)


def iris(told: dict[str, Any]) -> set[str]:
    return {record["iri"] for record in told["items"]}


@pytest.mark.parametrize("name", LISTS)
def test_every_record_is_reached_by_paging_exactly_once(name: str, client: TestClient) -> None:
    size = {"people": 4, "findings": 9}.get(name, 23)
    found = [
        tuple(sorted((key, str(value)) for key, value in record.items()))
        for page in pages(
            client,
            f"/api/v1/{name}?limit={size}&fields={'iri,severity,code' if name == 'findings' else 'iri'}",
        )
        for record in page["items"]
    ]
    whole = next(pages(client, f"/api/v1/{name}?limit=100&fields=iri"))
    assert len(found) == len(set(found)) == whole["total"]
    assert whole["total"] == TOTALS.get(name, whole["total"])
    for record in get(client, name, limit=3)["items"]:
        sparse(LISTS[name]).model_validate(record)


def test_lists_are_of_all_that_the_graph_has(client: TestClient, published: Config) -> None:
    classes = {"Meeting": "meetings", "AgendaItem": "items", "Unit": "units", "Case": "cases"}
    with Store.open_read_only(archive.Release(archive.current(published)).store) as store:
        for name, path in classes.items():
            of_class = {
                triple.subject.value  # type: ignore[union-attr]
                for triple in store.triples()
                if getattr(triple.object, "value", "") == str(term(name))
                and triple.predicate.value.endswith("#type")
            }
            listed = {
                iri for page in pages(client, f"/api/v1/{path}?limit=100&fields=iri") for iri in iris(page)
            }
            assert listed == of_class


def test_lists_are_narrowed(client: TestClient) -> None:
    every = get(client, "items", limit=100)
    assert [one["date"] for one in every["items"]] == sorted(
        (one["date"] for one in every["items"]), reverse=True
    )
    closed = get(client, "items", limit=100, open=False)
    assert closed["total"] == 18
    assert {one["closed"] for one in closed["items"]} == {True}
    assert get(client, "items", open=True)["total"] == every["total"] - 18
    year = get(client, "items", limit=100, **{"from": "2020-01-01", "to": "2020-12-31"})
    assert {one["date"][:4] for one in year["items"]} == {"2020"}
    body = get(client, "decisions", body="direktionen", outcome="udsat")
    assert [one["decision"]["quote"]["words"][:6] for one in body["items"]] == ["Udsat."]
    case = f"{BASE}/id/aadalsoe/sag/20-004417"
    assert get(client, "items", case=case)["total"] == 4
    assert get(client, "items", meeting=f"{BASE}/id/aadalsoe/moede/direktionen/2022-10-03")["total"] == 7
    assert get(client, "cases", q="mole SØNDER")["total"] == 1
    assert [one["number"] for one in get(client, "cases", q="20-4417")["items"]] == ["20-004417"]
    found = get(client, "items", q="fiskerne havnebad")["items"]  # one in its title, one in its decision
    assert {"havnebad" in one["title"].casefold() for one in found} == {True}
    assert get(client, "units", q="havne")["items"][0]["code"] == "havnekontoret"
    assert get(client, "findings", severity="violation")["total"] == 0
    assert get(client, "meetings", municipality="aadalsoe")["total"] == 16
    assert get(client, "meetings", municipality="andeby")["total"] == 0
    assert get(client, "bodies", municipality="andeby")["total"] == 0


def test_a_closed_item_tells_no_more_than_its_number_title_and_cases(client: TestClient) -> None:
    known = {"iri", "address", "release", "date", "body", "meeting", "number", "title", "closed", "cases"}
    parts = "recommendation,documents,votes,statements,steps"
    read = list(pages(client, f"/api/v1/items?open=false&expand={parts}&limit=100"))
    assert [len(page["items"]) for page in read] == [10, 8]  # with parts a page is short
    for item in (one for page in read for one in page["items"]):
        assert item.keys() == known
        assert get(client, f"items/{item['iri'].partition('/id/')[2]}", expand=parts).keys() == known
        assert (
            get(client, "decisions", case=item["cases"][0]["iri"], limit=100)["total"] >= 0
            if item["cases"]
            else True
        )


def test_of_a_long_course_the_latest_are_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_COURSE", 3)
    case = get(client, "cases/20-4417", expand="course")
    assert [one["date"] for one in case["course"]] == ["2021-05-04", "2022-10-03", "2023-09-12"]
    assert case["course_left_out"] == 1


def test_things_by_address_and_their_parts(client: TestClient, published: Config) -> None:
    item = get(client, f"items/{ITEM}", expand="recommendation,steps,votes,documents,statements")
    assert item["decision"]["outcomes"][0] == {"code": "godkendt", "da": "Godkendt", "en": "Approved"}
    release = Release(archive.current(published))
    with Store.open_read_only(release.store) as store:
        for quote in (item["decision"]["quote"], *item["recommendation"]["points"]):
            assert verify(release, store, quote["iri"], quote["words"]).stands
    case = get(client, "cases/20-4417", expand="course,links,mentions")
    assert [one["date"] for one in case["course"]] == ["2020-08-31", "2021-05-04", "2022-10-03", "2023-09-12"]
    assert get(client, "cases/aadalsoe/sag/20-004417")["number"] == "20-004417"
    meeting = get(client, "meetings/aadalsoe/moede/direktionen/2022-10-03", expand="items")
    assert (meeting["item_count"], len(meeting["items"])) == (7, 7)
    assert get(client, "units/aadalsoe/enhed/havnekontoret")["name"] == "Havnekontoret"
    assert get(client, f"items/{ITEM}", fields="iri,number").keys() == {"iri", "number"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("items?fields=nothing", 422),
        ("items?expand=course", 422),
        ("items?cursor=x", 404),
        ("items?cursor=WzEsMl0", 404),
        ("items?limit=0", 422),
        ("items?from=yesterday", 422),
        ("items?body=../x", 422),
        ("items?bodi=x", 422),
        ("items?case=20-4418", 404),
        ("items?release=none", 404),
        ("items/aadalsoe/moede/direktionen/1900-01-01/punkt/1", 404),
        ("items/..%2f", 404),
        ("cases/20-4418", 404),
        ("meetings/aadalsoe/organ/direktionen", 404),
        ("units/rumfart", 404),
        ("nothing", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(path: str, status: int, client: TestClient) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_a_name_that_there_is_not_is_told_with_those_that_there_are(client: TestClient) -> None:
    told = client.get("/api/v1/items?expand=steps,course").json()["detail"]
    assert told.endswith(
        "there is no 'course'; there is: documents, recommendation, statements, steps, votes"
    )


def test_a_page_goes_on_in_its_own_release_and_list_alone(client: TestClient) -> None:
    first = get(client, "items", limit=5)
    cursor = first["next"].partition("cursor=")[2]
    assert f"release={first['release']}" in first["next"]
    assert not iris(get(client, "items", limit=5, cursor=cursor)) & iris(first)
    assert client.get(f"/api/v1/decisions?cursor={cursor}").status_code == 404
    assert client.get(f"/api/v1/items?open=true&cursor={cursor}").status_code == 404
    tag = client.get("/api/v1/items").headers["etag"]
    assert client.get("/api/v1/items", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/v1/cases/20-4418").json()["near"] == ["20-004417", "23-004417"]


def test_named_queries_with_values(client: TestClient) -> None:
    told = client.get("/q").json()["queries"]
    assert {one["name"] for one in told} == set(offered())
    assert {"describe_case", "thing_exists"} & set(offered()) == set()
    titles = client.get("/q/case_titles?number=20-004417").json()
    assert (titles["columns"], len(titles["rows"])) == (["case", "number", "title"], 4)
    years = [row for page in pages_of_rows(client, "/q/items_by_year?limit=5") for row in page["rows"]]
    whole = client.get("/q/items_by_year?limit=1000").json()
    assert years == whole["rows"]
    assert isinstance(years[0]["items"], int)
    table = list(csv.reader(io.StringIO(client.get("/q/items_by_year.csv?limit=3").text)))
    assert (table[0], len(table)) == (whole["columns"], 4)
    assert len(client.get("/q/latest_items?limit=12").json()["rows"]) == 12
    months = client.get("/q/case_handlings?first=2020-01-01&last=2023-12-31&standing=true")
    assert months.status_code == 200
    for path, status in (
        ("nothing", 404),
        ("thing_exists", 404),
        ("items_by_year?standing=true", 404),
        ("meetings?body=x", 422),
        ("meetings?bodi=x", 422),
        ("meetings?limit=0", 422),
    ):
        assert client.get(f"/q/{path}").status_code == status


def pages_of_rows(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    while path:
        told = client.get(path).json()
        yield told
        path = told.get("next", "").removeprefix(BASE)


def test_every_operation_has_its_type_and_an_example_that_is_of_it(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    kinds: dict[str, type[BaseModel]] = {
        f"/api/v1/{name}": Page[sparse(kind)] for name, kind in LISTS.items()
    }  # type: ignore[misc]
    kinds |= {
        "/api/v1": endpoint.Index,
        "/api/v1/meetings/{path}": sparse(models.Meeting),
        "/api/v1/items/{path}": sparse(models.Item),
        "/api/v1/cases/{number}": sparse(models.Case),
        "/api/v1/units/{path}": sparse(models.Unit),
        "/q": Queries,
        "/q/{name}": Rows,
    }
    paths = {path: of for path, of in described["paths"].items() if path.startswith(("/api/", "/q"))}
    assert paths.keys() == kinds.keys()
    for path, kind in kinds.items():
        told = paths[path]["get"]["responses"]["200"]["content"]["application/json"]
        assert "$ref" in told["schema"]
        kind.model_validate(told["example"])
    assert example("item")["iri"] == f"{BASE}/id/{ITEM}"
    assert client.get("/api/v1").json() == example("index")
    assert set(described["paths"]["/q/{name}"]["get"]["parameters"][0]["schema"]["enum"]) > set(offered())
    assert endpoint.router.prefix == "/api/v1"


def test_the_contract_holds(client: TestClient, port: int) -> None:
    described = client.get("/openapi.json").json()
    described["paths"] = {
        path: of for path, of in described["paths"].items() if path.startswith(("/api/", "/q"))
    }
    schema = schemathesis.openapi.from_dict(described)
    for operation in schema.get_all_operations():

        @settings(
            max_examples=2,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.ok().as_strategy())
        def check(case: Any) -> None:
            case.call_and_validate(base_url=f"http://127.0.0.1:{port}")

        check()
