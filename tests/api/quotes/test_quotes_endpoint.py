"""/efterproev, as a page and as JSON, of the examples."""

import re
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient

from api.records.models import Verdict
from graph.base.config import Config

HTML = {"Accept": "text/html"}
WORDS = "Godkendt. Rammerne genbesøges om et år."


def asked(client: TestClient, iri: str, words: str = WORDS) -> dict[str, Any]:
    answer = client.get("/efterproev.json", params={"iri": iri, "quote": words})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_a_quote_is_checked_at_its_place(client: TestClient, published: Config) -> None:
    item = f"{published.base_iri}/id/aadalsoe/moede/direktionen/2022-10-03/punkt/2"
    told = asked(client, item)
    assert told["stands"]
    assert told["release"] == client.get("/healthz").json()["release"]
    (at,) = told["at"]
    assert at["words"] == WORDS
    text = client.get(told["minutes"].replace("/id/", "/doc/") + ".txt").text.splitlines()
    assert text[at["lines"][0] - 1].strip() in WORDS
    assert client.get(at["address"].partition("#")[0], headers=HTML).status_code == 200
    assert asked(client, at["iri"])["stands"]
    assert client.post("/efterproev.json", data={"iri": at["iri"], "quote": WORDS}).json()["stands"]
    assert asked(client, at["address"].replace("#", "?release=1#"))["stands"]
    assert asked(client, item.replace("/id/", "/en/doc/"))["stands"]
    wrong = asked(client, at["iri"], "Godkendt.")
    assert (wrong["stands"], wrong["at"][0]["words"], bool(wrong["elsewhere"])) == (False, WORDS, True)
    page = client.get(f"/efterproev?iri={item}&quote={quote(WORDS)}&release=1", headers=HTML).text
    assert f"?release={told['release']}#char=" in page
    page = client.get(
        f"/efterproev?iri={quote(at['iri'])}&quote={quote('Ikke godkendt.')}", headers=HTML
    ).text
    assert "Nej, der står ikke de ord." in page
    assert WORDS in re.sub(r"\s+", " ", page)
    assert (
        "Ja, ordene står der."
        in client.get(f"/efterproev?iri={item}&quote={quote(WORDS)}", headers=HTML).text
    )


def test_the_answer_is_typed_with_an_example(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/efterproev.json"]
    for method in ("get", "post"):
        told = described[method]["responses"]["200"]["content"]["application/json"]
        assert told["schema"] == {"$ref": "#/components/schemas/Verdict"}
        example = Verdict.model_validate(told["example"])
        verdict = Verdict.model_validate(asked(client, example.iri, example.quote))
        assert verdict == example.model_copy(update={"release": verdict.release})


def test_the_form_and_what_cannot_be_answered(client: TestClient, published: Config) -> None:
    form = client.get("/efterproev", headers=HTML).text
    assert '<textarea id="quote" name="quote" rows="5" maxlength="4000" required>' in form
    assert "Check a quote" in client.get("/en/efterproev?iri=x", headers=HTML).text
    assert client.get("/efterproev.json?iri=x").status_code == 422
    assert client.get("/efterproev.json?iri=x&quote=+").status_code == 422
    nowhere = f"{published.base_iri}/id/aadalsoe/moede/direktionen/1900-01-01"
    answer = client.get("/efterproev", params={"iri": nowhere, "quote": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    page = client.get("/efterproev", params={"iri": "x<y", "quote": "<b>"}, headers=HTML)
    assert (page.status_code, "<b>" in page.text) == (404, False)
    assert client.get("/efterproev", params={"iri": "x", "quote": "y" * 4_001}).status_code == 422
    sent = client.post("/efterproev.json", data={"iri": nowhere, "quote": "å" * 20_000})
    assert (sent.status_code, sent.json()["detail"][:8]) == (404, "Release ")
    assert client.post("/efterproev.json", data={"iri": nowhere, "quote": "å" * 20_001}).status_code == 422
    marks = {"iri": "x", "quote": "y" + "\u0301" * 31}
    assert (
        client.get("/efterproev.json", params=marks).json()["detail"].startswith("The quote does not stand")
    )
    assert "Nej, der står ikke de ord" in client.get("/efterproev", params=marks, headers=HTML).text


def test_language_models_are_told_what_is_there(client: TestClient, published: Config) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Sagsgraf: Ådalsø Kommune\n\n> ")
    addresses = re.findall(r"\]\((.+?)\)", answer.text)
    assert len(addresses) > 5
    for address in addresses:
        assert client.get(address.removeprefix(published.base_iri)).status_code == 200
    assert len(answer.text) < 3000
