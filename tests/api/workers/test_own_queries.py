"""An answer to one of the site's own queries is kept as long as its release, and found by no other query."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from working import run

from api.http.formats import HTML, RESULTS_JSON
from api.workers.own_queries import LEAST_QUADS, OwnAnswers, own_queries
from api.workers.pool import Told
from api.workers.query import Question, Shown, SparqlRequest
from api.workers.workers import Workers
from graph.base.config import Config
from graph.queries.named import load
from graph.release import archive
from graph.store.query_guard import check

QUERY = load("outcomes_by_body").text
SPACED = (
    "#another ?word\nPREFIX r: <http://www.w3.org/2000/01/rdf-schema#> prefix k:<http://www.w3.org/2004/02/skos/core#>\n"
    + QUERY[QUERY.index("PREFIX sg") :].replace("skos:", "k:").replace("rdfs:", "r:").replace("\n", "\t\n  ")
).replace("SELECT ", "select\n")
SPACED = SPACED.replace("PREFIX r: <http://www.w3.org/2000/01/rdf-schema#>\t", "")


@pytest.fixture
def store(published: Config) -> Path:
    return archive.Release(archive.current(published)).store


def counted(workers: Workers) -> list[Question]:
    """The questions that the workers are asked."""
    asked, ask = [], workers.ask

    async def counting(question: Any) -> Told:
        asked.append(question)
        return await ask(question)

    workers.ask = counting  # type: ignore[method-assign]
    return asked


def test_an_answer_is_kept_and_found_however_the_query_is_written(store: Path) -> None:
    async def work(workers: Workers) -> None:
        kept, asked = OwnAnswers(workers), counted(workers)
        kept.prepare(store, LEAST_QUADS - 1)
        own, spaced = (
            Question(store, SparqlRequest(text, base="http://x/"), "text/csv") for text in (QUERY, SPACED)
        )
        first = await kept.ask(own)
        assert await kept.ask(spaced) is first
        assert len(asked) == len(kept) == 1
        assert (await workers.ask(spaced)).body == first.body
        page = await kept.ask(own._replace(accept=HTML.media_type))
        assert isinstance(page.outcome, Shown)
        assert page.outcome.rows
        asked.clear()
        others = (
            own._replace(asked=SparqlRequest(QUERY.replace("DISTINCT ", ""))),
            own._replace(asked=SparqlRequest(QUERY.replace('"da"', '"de"'))),
            own._replace(asked=SparqlRequest(QUERY, default_graphs=("http://x/none",))),
            own._replace(accept=RESULTS_JSON.media_type),
            own._replace(suffix=RESULTS_JSON.suffix, asked=SparqlRequest("ASK {}")),
        )
        for other in others:
            assert await kept.ask(other) is not first
        assert len(asked) == len(others)
        late = asyncio.create_task(kept.ask(own._replace(suffix="xml")))
        await asyncio.sleep(0)
        kept.prepare(store.parent, 0)  # another release
        await late
        assert await kept.ask(own) is not first
        assert not len(kept)

    run(work)


def test_those_of_a_large_release_are_asked_beforehand(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = dict(list(own_queries().items())[:2])
    monkeypatch.setattr("api.workers.own_queries.own_queries", lambda: some)

    async def work(workers: Workers) -> None:
        workers.prepare(store)
        kept, asked = OwnAnswers(workers), counted(workers)
        others = asyncio.all_tasks()
        kept.prepare(store, LEAST_QUADS)
        (beforehand,) = asyncio.all_tasks() - others
        await beforehand
        assert len(asked) == len(kept) == 2 * len(some)
        for own in some.values():
            told = await kept.ask(Question(store, SparqlRequest(own.text), RESULTS_JSON.media_type))
            assert told.body
        assert len(asked) == 2 * len(some)

    run(work)


def test_what_is_kept_is_what_the_gallery_and_the_named_queries_count() -> None:
    assert check(QUERY).normal_form in own_queries()
    assert all(own.text for own in own_queries().values())
    assert len(own_queries()) > 40


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT * { ?s ?p ?o }", "select *\n{?s  ?p ?o}", True),
        ("PREFIX a: <x:> SELECT * { ?s a:b 1 }", "PREFIX c: <x:>\nSELECT*{ ?s c:b 1 }", False),
        ("PREFIX a: <x:> SELECT * { ?s a:b 1 }", "PREFIX c: <x:>\nSELECT * { ?s c:b 1 } # so", True),
        ("PREFIX a: <x:> SELECT * { ?s a:b 1 }", "SELECT * { ?s <x:b> 1 }", True),
        ("PREFIX a: <x:> SELECT * { ?s a:b 1 }", "PREFIX a: <y:> SELECT * { ?s a:b 1 }", False),
        ('SELECT * { ?s ?p "a  b" }', 'SELECT * { ?s ?p "a b" }', False),
        ('SELECT * { ?s ?p "a , b" }', 'SELECT * { ?s ?p "a,b" }', False),
        ('SELECT * { ?s ?p "A"@da }', 'SELECT * { ?s ?p "a"@da }', False),
        ("SELECT * { ?s ?p 1.5 }", "SELECT * { ?s ?p 1 . 5 }", False),
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?O }", False),
        ("SELECT * { ?s <a> ?o }", "BASE <x:/> SELECT * { ?s <a> ?o }", False),
    ],
)
def test_the_normal_form_is_the_same_only_for_what_has_the_same_answer(
    one: str, other: str, same: bool
) -> None:
    assert (check(one).normal_form == check(other).normal_form) is same
