"""Answers to the site's own queries that count, group or order over everything, kept as long as a release is.

A release never changes, so such a query is answered once. It is found again by its form, however a client
spaces it, comments it or names its prefixes (:attr:`graph.store.query_guard.Query.normal_form`). Those of a
large release are asked beforehand, one after another, whenever nobody else asks.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from api.http.admission import BusyError
from api.http.formats import HTML, RESULTS_JSON, SPARQL_GRAPH, SPARQL_RESULTS, TURTLE, Format
from api.http.negotiation import NotAcceptableError
from api.i18n.language import LANGUAGES
from api.workers.pool import BrokeError, Told, TooMuchError
from api.workers.query import Question, Shown, SparqlRequest, Written, choice_of
from api.workers.workers import TookTooLongError, Workers
from graph.queries.named import queries
from graph.store.query_guard import QueryError, check

LEAST_QUADS = 300_000
"""Quads of a release whose answers are asked beforehand; of a smaller one each is made in no time."""
_LARGEST = 1_000_000  # characters of an answer that is kept
_MOST = 32_000_000  # of all
_LOOK = 0.2  # seconds between looks whether anybody asks

_COUNTS = re.compile(r"\b(?:COUNT|GROUP BY|ORDER BY|SUM|AVG)\b")  # as the files write it
_VARIABLE = re.compile(r"\?\w+")
_GRAPH = re.compile(r"^[ \t]*+(?:CONSTRUCT|DESCRIBE)\b", re.MULTILINE)


class _Own(NamedTuple):
    """A query of the site's: its text, and the formats of its answer."""

    text: str
    offers: tuple[Format, ...]


class _Key(NamedTuple):
    """A query by its form, the graphs it is asked of, and the format of its answer with its headings."""

    form: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    media_type: str
    headings: str


@cache
def own_queries() -> Mapping[str, _Own]:
    """Those of the gallery and the other named ones without parameters that count, group or order, in each
    language, by their form."""
    texts = [
        query.bind(language=language)
        for query in queries().values()
        if query.level or not query.parameters
        for language in LANGUAGES
    ]
    return {
        check(text).normal_form: _Own(text, SPARQL_GRAPH if _GRAPH.search(text) else SPARQL_RESULTS)
        for text in texts
        if _COUNTS.search(text)
    }


@cache
def _variables() -> tuple[frozenset[str], ...]:
    """The variables of each of those queries."""
    found = {frozenset(_VARIABLE.findall(form)) for form in own_queries()}
    return tuple(found)


def _form(query: str) -> str | None:
    """The form of one of those queries; ``None`` for any other. Only one that has all the variables of such a
    query is looked at closely, which takes longer than answering a small one."""
    named = set(_VARIABLE.findall(query))
    if not any(own <= named for own in _variables()):
        return None
    try:
        form = check(query).normal_form
    except QueryError:
        return None
    return form if form in own_queries() else None


class OwnAnswers:
    """Asks the workers, but for what was answered of the current release already."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._store: Path | None = None
        self._kept: dict[_Key, Told] = {}
        self._held = 0
        self._asking: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def prepare(self, store: Path, quads: int) -> None:
        """Begin with the current release, whose answers are asked beforehand if it is a large one."""
        if store == self._store:
            return
        self.close()
        self._store, self._kept, self._held = store, {}, 0
        if quads >= LEAST_QUADS:
            self._asking = asyncio.create_task(self._ask_beforehand(store))

    def close(self) -> None:
        """Ask no more beforehand."""
        if self._asking and not self._asking.get_loop().is_closed():
            self._asking.cancel()
        self._asking = None

    async def ask(self, question: Question) -> Told:
        """As :meth:`api.workers.workers.Workers.ask`."""
        key = self._key(question)
        if key and (known := self._kept.get(key)):
            return known
        told = await self._workers.ask(question)
        if key and question.store == self._store:  # still the current one
            self._keep(key, told)
        return told

    def _key(self, question: Question) -> _Key | None:
        """By what an answer is found again; ``None`` for one that is not kept."""
        asked = question.asked
        form = _form(asked.query) if question.store == self._store else None
        if form is None:
            return None
        try:
            choice = choice_of(question, own_queries()[form].offers)
        except NotAcceptableError:
            return None
        return _Key(form, asked.default_graphs, asked.named_graphs, choice.media_type, asked.headings)

    def _keep(self, key: _Key, told: Told) -> None:
        outcome = told.outcome
        if isinstance(outcome, Written) and outcome.stable and isinstance(told.body, bytes):
            size = len(told.body)
        elif isinstance(outcome, Shown):
            size = sum(len(str(term)) for row in outcome.rows for term in row)
        else:
            return
        if size <= _LARGEST and self._held + size <= _MOST:
            self._kept[key], self._held = told, self._held + size

    async def _ask_beforehand(self, store: Path) -> None:
        while self._workers.is_loading(store):
            await asyncio.sleep(_LOOK)
        for question in _questions(store):
            while any(lane.running or lane.waiting for lane in self._workers.lanes.values()):
                await asyncio.sleep(_LOOK)
            with suppress(TookTooLongError, BrokeError, TooMuchError, BusyError):
                await self.ask(question)


def _questions(store: Path) -> Iterator[Question]:
    """The queries in the formats that programs and pages ask for."""
    for own in own_queries().values():
        written = TURTLE if own.offers is SPARQL_GRAPH else RESULTS_JSON
        for form in (written, HTML):
            yield Question(store, SparqlRequest(own.text), form.media_type)
