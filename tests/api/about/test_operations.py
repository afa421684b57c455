"""What OpenAPI shows of each operation: the declared requests, asked again, are answered as they are told to be.
Where an answer has been changed, ``python tests/operations.py`` makes the examples anew."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from each import each
from fastapi.testclient import TestClient
from jsonschema import validate
from operations import ask, beginning, client_of

from api.about.operations import declared
from graph.base.config import Config

RDF = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "application/n-quads": ox.RdfFormat.N_QUADS}


@pytest.fixture(scope="module")
def client(both: Config) -> Iterator[TestClient]:
    with client_of(both) as client:
        yield client


def test_every_operation_that_answers_shows_an_example(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["paths"]
    without = [
        f"{method.upper()} {path}"
        for path, methods in told.items()
        for method, operation in methods.items()
        if not any(
            {"example", "examples"} & content.keys()
            for answer in operation["responses"].values()
            for content in answer.get("content", {}).values()
        )
    ]
    assert without == ["GET /id/{path}"]  # which leads on, and has no body
    led = told["/id/{path}"]["get"]
    assert led["responses"]["303"]["headers"]["Location"]["example"].endswith(led["parameters"][0]["example"])
    assert {operation.split()[1] for operation in declared()} <= told.keys()


@each("operation", declared())
def test_a_declared_request_is_answered_as_its_example(client: TestClient, operation: str) -> None:
    one = declared()[operation]
    answer = ask(client, one)
    shown, now = one.example, beginning(one, answer)
    if not one.media_type:
        assert (answer.status_code, now) == (303, shown)
        return
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == one.media_type
    if one.media_type in RDF:
        assert list(ox.parse(shown, RDF[one.media_type]))
    elif isinstance(shown, str):
        assert shown.splitlines()[0].split("-")[0] == now.splitlines()[0].split("-")[0]
    else:
        assert kinds(shown) == kinds(now)
    if one.schema and "$ref" not in one.schema:
        validate(answer.json(), one.schema)
        validate(shown, one.schema)


def kinds(value: object) -> object:
    """The names in a value of JSON, with the kinds of what they hold; of a list those of the first."""
    if isinstance(value, dict):
        return {name: kinds(of) for name, of in value.items()}
    if isinstance(value, list):
        return [kinds(of) for of in value[:1]]
    return type(value).__name__
