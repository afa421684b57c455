"""The tools for assistants, asked by the official client, of the examples."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from mcp import Client
from mcp_types import CallToolResult, TextContent
from places import DOCS

from api.assistants.answers import MOST, SOURCE, Answer, marked, write
from api.assistants.server import NAMES, server
from api.cli.main import cli
from api.records.models import Place, Quote
from graph.base.config import Config
from graph.ontology.terms import concept, vocabulary
from graph.release import archive
from graph.release.archive import Release
from graph.release.quotation import normal, verify
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

Ask = Callable[..., dict[str, Any]]
ITEM = "/id/aadalsoe/moede/direktionen/2022-10-03/punkt/2"
CALLS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("search", {"question": "havnebad"}),
    ("search", {"question": "havnekontoret", "kind": "unit"}),
    ("search", {"question": "direktionen", "since": "2020-01-01", "until": "2022-12-31", "first": 3}),
    ("case", {"number": "20-4417"}),
    ("course", {"number": "20-004417"}),
    ("course", {"number": "21-7730"}),
    ("meeting", {"body": "Direktionen", "date": "2022-10-03"}),
    ("meeting", {"body": "direktionen"}),
    ("decisions", {}),
    ("decisions", {"body": "direktionen", "outcome": "Postponed", "since": "2021-01-01"}),
    ("unit", {"unit": "havnekontoret"}),
    ("unit", {"unit": "kontor"}),
    ("follow_ups", {}),
    ("follow_ups", {"kind": "not_followed", "body": "direktionen"}),
    ("quote", {"iri": "http://127.0.0.1:8000" + ITEM}),
    ("verify", {"iri": "http://127.0.0.1:8000" + ITEM, "quote": "Godkendt."}),
    ("examples", {"question": "Hvilke punkter blev udsat?"}),
    ("sparql", {"query": "SELECT * { ?item a <https://w3id.org/sagsgraf/ns#AgendaItem> ; ?p ?o } LIMIT 90"}),
    ("schema", {}),
)


@pytest.fixture(scope="module")
def result(client: TestClient) -> Callable[[str, Mapping[str, Any]], CallToolResult]:
    """Calls a tool of the site, in memory, in the loop that its workers are in."""

    async def called(name: str, arguments: Mapping[str, Any]) -> CallToolResult:
        async with Client(server(client.app.state.site)) as assistant:  # type: ignore[attr-defined]
            return await assistant.call_tool(name, dict(arguments))

    assert client.portal
    return lambda name, arguments: client.portal.call(called, name, arguments)  # type: ignore[union-attr]


def text(told: CallToolResult) -> str:
    (content,) = told.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.fixture(scope="module")
def ask(result: Callable[[str, Mapping[str, Any]], CallToolResult]) -> Ask:
    def asked(name: str, **arguments: Any) -> dict[str, Any]:
        told = result(name, arguments)
        assert not told.is_error, text(told)
        answer: dict[str, Any] = json.loads(text(told))
        return answer

    return asked


@pytest.fixture(scope="module")
def answers(ask: Ask) -> list[dict[str, Any]]:
    return [ask(name, **arguments) for name, arguments in CALLS]


def test_every_record_of_the_data_has_iri_address_and_release(answers: list[dict[str, Any]]) -> None:
    for (name, _), told in zip(CALLS, answers, strict=True):
        if name not in ("examples", "sparql", "schema"):
            assert told["records"]
            for one in told["records"]:
                record = one.get("record", one)
                assert record["address"].startswith("http://127.0.0.1:8000/doc/")
                assert record["iri"].startswith("http://127.0.0.1:8000/id/")
                assert record["release"] == told["release"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Hvor længe tager en sag?", ["months_between_steps"]),
        ("How long does a case take?", ["months_between_steps"]),
        ("Hvad koster en pizza i Rom?", []),
        ("What is the weather in Rome?", []),
    ],
)
def test_a_question_without_a_telling_word_has_the_examples_that_ask_the_same(
    ask: Ask, question: str, names: list[str]
) -> None:
    assert [one["name"] for one in ask("examples", question=question)["records"]] == names


def parts(value: Any, quoted: bool = False) -> Iterator[tuple[Any, bool]]:
    """All that an answer is made of, and whether it is marked as the words of the minutes."""
    yield value, quoted
    if isinstance(value, dict):
        for name, held in value.items():
            yield from parts(held, quoted or name == SOURCE)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one, quoted)


def test_each_tool_is_there_and_only_reads(client: TestClient) -> None:
    async def listed() -> list[Any]:
        async with Client(server(client.app.state.site)) as assistant:  # type: ignore[attr-defined]
            assert SOURCE in (assistant.instructions or "")
            return list((await assistant.list_tools()).tools)

    assert client.portal
    tools = client.portal.call(listed)
    assert tuple(tool.name for tool in tools) == NAMES
    assert {name for name, _ in CALLS} == set(NAMES)
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert f"Words of the minutes stand under `{SOURCE}`" in tool.description
        assert tool.input_schema["additionalProperties"] is False


def test_each_answer_has_its_release_what_was_searched_and_at_most_20_kb(
    answers: list[dict[str, Any]], client: TestClient
) -> None:
    release = client.get("/healthz").json()["release"]
    for answer in answers:
        assert answer["release"] == release
        assert len(json.dumps(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))) <= MOST
        assert "searched" in answer
        assert bool(answer["records"]) == bool(answer["total"])
        assert "nothing" not in answer
        shown = len(answer["records"])
        assert ("next" in answer) == (shown < answer["total"] and shown > 0) or answer["searched"].get(
            "question"
        )


def test_words_of_the_minutes_stand_only_where_they_are_marked(
    answers: list[dict[str, Any]], published: Config
) -> None:
    release = Release(archive.current(published))
    minutes = normal(" ".join(map(release.text, release.published)))
    told = {
        part
        for answer in answers
        for part, quoted in parts({key: of for key, of in answer.items() if key != "searched"})
        if isinstance(part, str) and not quoted
    }
    labels = {vocabulary().label(concept("beslutningsudfald", code)) for code in vocabulary().meanings}
    assert {one for one in told - labels if " " in one and len(one) > 20 and normal(one) in minutes} == set()
    assert any(quoted for answer in answers for part, quoted in parts(answer))


def test_each_quote_stands_at_its_place(answers: list[dict[str, Any]], published: Config) -> None:
    release, checked = Release(archive.current(published)), 0
    with Store.open_read_only(release.store) as store:
        for answer in answers:
            for part, _ in parts(answer):
                if isinstance(part, dict) and {"words", "lines"} <= part.keys() and "cut" not in answer:
                    checked += 1
                    assert verify(release, store, part["iri"], part["words"][SOURCE]).stands
    assert checked > 40


def test_a_closed_item_has_its_number_title_and_case_and_no_more(
    ask: Ask, answers: list[dict[str, Any]]
) -> None:
    closed = [
        part
        for answer in answers
        for part, _ in parts(answer)
        if isinstance(part, dict) and part.get("closed")
    ]
    head = {"iri", "address", "release", "date", "body", "meeting", "number", "title", "closed", "cases"}
    assert closed
    for item in closed:
        assert item.keys() == head
    told = ask("quote", iri=closed[0]["iri"])
    assert told["records"] == []
    assert told["title"] == closed[0]["title"]


def test_a_case_is_told_with_its_course_and_what_it_was_read_from(ask: Ask) -> None:
    (case,) = ask("case", number="sag 20-4417")["records"]
    assert (case["number"], case["handlings"]) == ("20-004417", 4)
    course = ask("course", number="20-4417")
    records = course["records"]
    while "next" in course:
        course = ask("course", number="20-4417", first=course["next"]["first"])
        records += course["records"]
    dates = [one["date"] for one in records]
    assert dates == ["2020-08-31", "2021-05-04", "2022-10-03", "2023-09-12"]
    last = records[-1]
    assert last["decision"]["outcomes"][0]["code"] == "godkendt"
    assert last["recommendation"]["points"][0]["lines"][0] > 1
    assert ask("verify", iri=last["iri"], quote="Ikke godkendt.")["records"][0]["stands"] is False


def test_records_go_on_where_an_answer_was_cut(ask: Ask) -> None:
    seen: list[str] = []
    first = 0
    while True:
        answer = ask("decisions", first=first)
        seen += [one["iri"] for one in answer["records"]]
        if "next" not in answer:
            break
        first = answer["next"]["first"]
    assert len(seen) == len(set(seen)) == answer["total"] == 84


def test_nothing_found_says_what_was_searched(ask: Ask) -> None:
    for name, arguments in (
        ("search", {"question": "xyzzyq"}),
        ("case", {"number": "20-4418"}),
        ("course", {"number": "99-1"}),
        ("decisions", {"since": "2030-01-01"}),
        ("unit", {"unit": "rumfart"}),
        ("follow_ups", {"since": "2090-01-01"}),
        ("quote", {"iri": "no iri"}),
        ("verify", {"iri": "no iri", "quote": "ord"}),
        ("examples", {"question": "xyzzyq"}),
        ("schema", {"words": "xyzzyq"}),
    ):
        answer = ask(name, **arguments)
        assert (answer["records"], answer["total"], answer["searched"]) == ([], 0, arguments)
        assert answer["nothing"]
    assert "20-004417" in ask("case", number="20-4418")["nothing"]
    assert "from 2016-" in ask("decisions", since="2030-01-01")["nothing"]
    assert ask("sparql", query="ASK { ?s ?p ?o }")["truth"] is True


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("decisions", {"body": "intet"}, "direktionen"),
        ("decisions", {"outcome": "måske"}, "udsat"),
        ("decisions", {"since": "i går"}, "YYYY-MM-DD"),
        ("meeting", {"date": "2022-10-03"}, "Give a body"),
        ("search", {"question": "x", "kind": "planet"}, "kind"),
        ("search", {"question": "x", "first": 90_000}, "no deeper"),
        ("search", {"question": 7, "more": 1}, "question"),
        ("sparql", {"query": "SELECT * { ?s ?p"}, "cannot be run"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "cannot be run"),
        ("verify", {"iri": "x", "quote": " "}, "words"),
        ("case", {"number": "20-4417", "release": "none"}, "no such release"),
        ("delete", {}, "no such tool"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(
    name: str, arguments: Mapping[str, Any], said: str,
    result: Callable[[str, Mapping[str, Any]], CallToolResult],
) -> None:  # fmt: skip
    told = result(name, arguments)
    assert told.is_error
    assert said in text(told)


def test_a_record_that_is_too_long_is_cut_and_told(published: Config) -> None:
    quote = Quote(words='"ø" ' * 20_000, iri="x", lines=(1, 2), address="y")
    release = Release(archive.current(published))
    told = json.loads(write(Answer({}, [quote, quote], 2), release))
    assert (len(told["records"]), "Quotes are cut to" in told["cut"]) == (2, True)
    many = (Place(iri=f"{number}" * 60, lines=(1, 2), address="y") for number in range(2_000))
    told = json.loads(write(Answer({}, many, 2_000, 7), release))
    assert told["next"] == {"first": 7 + len(told["records"])}
    assert next(many).iri[:4].startswith(str(len(told["records"]) + 1))  # no more were read than one too many
    assert marked({"a": (quote,)})["a"][0]["iri"] == "x"


_CALL = re.compile(r"^`(\w+)` `(\{.*\})`$|^> »(.+)« \((\d+)\)$", re.MULTILINE)


def test_the_answers_that_are_documented_are_given(ask: Ask) -> None:
    page = (DOCS / "en" / "assistants.md").read_text(encoding="utf-8")
    quotes: set[tuple[str, int]] = set()
    calls = 0
    for name, arguments, words, line in _CALL.findall(page):
        if name:
            calls += 1
            answer = ask(name, **json.loads(arguments))
            quotes = {
                (one["words"][SOURCE], one["lines"][0])
                for one, _ in parts(answer)
                if isinstance(one, dict) and {"words", "lines"} <= one.keys()
            }
        else:
            assert (words, int(line)) in quotes
    assert calls == 6
    assert all(f"| `{name}` |" in page for name in NAMES)


def post(client: TestClient, **headers: str) -> Any:
    question = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    return client.post("/mcp", json=question, headers={**accept, **headers})


def test_pages_of_other_sites_cannot_ask_through_a_browser(client: TestClient) -> None:
    answer = post(client)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert len(answer.json()["result"]["tools"]) == len(NAMES)
    assert post(client, Origin="http://127.0.0.1:8000").status_code == 200
    assert post(client, Host="localhost:9").status_code == 200
    assert post(client, Origin="https://other.example").status_code == 403
    assert post(client, Host="other.example").status_code == 421
    assert client.get("/mcp").status_code == 405
    assert (
        client.post("/mcp", content=b"x" * 100_001, headers={"Content-Type": "application/json"}).status_code
        == 413
    )
    assert client.post(
        "/mcp", content=b"[" * 9000, headers={"Content-Type": "application/json"}
    ).status_code in (400, 406)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_official_client_asks_over_http(mode: str, port: int) -> None:
    async def asked() -> CallToolResult:
        async with Client(f"http://127.0.0.1:{port}/mcp", mode=mode) as assistant:
            return await assistant.call_tool("case", {"number": "20-4417"})

    assert json.loads(text(asyncio.run(asked())))["total"] == 1


def test_a_client_on_the_machine_is_answered_over_standard_output(published: Config) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    said = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    command = ["mcp", "--data-dir", str(published.data_dir)]
    done = CliRunner().invoke(cli, command, input=json.dumps(said) + "\n", standalone_mode=False)
    told = json.loads(done.stdout)["result"]
    assert (told["serverInfo"]["name"], "tools" in told["capabilities"]) == ("sagsgraf", True)
    refused = CliRunner().invoke(cli, ["mcp", "--data-dir", "nowhere"], standalone_mode=False)
    assert "no release there" in str(refused.exception)
