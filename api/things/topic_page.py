"""/emne: one timeline over all cases of a topic, told by words, a unit and a KLE number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import HTML
from api.http.negotiation import choose, content
from api.lists.search_endpoint import Question, in_turn
from api.lists.search_page import Search
from api.lists.search_request import SearchRequest, iri
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words
from api.site.site import Site, release_of, respond, site_of
from graph.cases.facts import Handling
from graph.cases.trail import TrailReader
from graph.search.rows import SINGLE
from graph.search.search import Found

router = APIRouter()
_ITEMS, _PARTS = 200, 8
_NARROWS = ("enhed", "kle", "organ")


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the topic: ``numbers`` are those of its cases, ``words`` are its decision's."""

    item: Handling
    body: str
    numbers: tuple[str, ...]
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Narrower:
    """A unit, KLE number or body of the topic, how many items have it, and the topic that it narrows to."""

    label: str
    items: int
    query: str


@router.get("/emne", responses=content(HTML))
async def topic(request: Request, question: Question) -> Response:
    """The items of a topic in order of time; asked for as a search is."""
    choice = choose(request.headers.get("accept"), (HTML,))
    body = await in_turn(request, _page, site_of(request), release_of(request), question)
    return respond(request, body, choice)


def _page(site: Site, release: OpenRelease, question: SearchRequest) -> bytes:
    found = _found(site, release, question)
    reader = TrailReader(release.shelved, release.store, site.language)
    items = reader.facts.handlings(tuple(hit.iri for hit in found.hits)) if found else []
    rows = [_row(reader, item) for item in items]
    cases = Counter(number for row in rows for number in row.numbers)
    return site.page(
        "topic.html",
        asked=question,
        rows=rows,
        cases=len(cases) + sum(not row.numbers for row in rows),
        more=max(0, found.total - _ITEMS) if found else 0,
        narrower={facet: _narrower(reader, release, question, found, facet) for facet in _NARROWS},
        chosen=[
            _label(reader, iri(release.shelved, name, one))
            for name, several in question.chosen.items()
            for one in several
        ],
    )


def _found(site: Site, release: OpenRelease, question: SearchRequest) -> Found | None:
    """The items that a search finds; none where nothing is asked for, or where only some of the words are
    found."""
    if question.empty:
        return None
    items = question.items()  # standing ones are no topic's
    found = Search(site, release, replace(items, chosen={**items.chosen, SINGLE: ("ja",)}), _ITEMS).found
    return None if found.some else found


def _label(reader: TrailReader, value: str) -> str:
    """What a value that narrows the topic is called: a municipality by its name, another word by itself."""
    known = value.startswith(("http://", "https://"))
    return reader.label(value) if known else reader.release.names.get(value, value)


def _row(reader: TrailReader, item: Handling) -> Row:
    # Of a closed item there is no more, not even a decision that was published: the item's page says by whom.
    decision = None if item.closed else reader.decision(item.item)
    return Row(
        item=item,
        body=reader.label(item.body),
        numbers=tuple(number for case in item.cases if (number := reader.number(case))),
        outcome=" / ".join(outcome_words(sorted(reader.facts.outcomes(item.item)), reader.language)),
        words=decision.text if decision else "",
    )


def _narrower(
    reader: TrailReader, release: OpenRelease, question: SearchRequest, found: Found | None, facet: str
) -> Sequence[Narrower]:
    if found is None or found.facets is None or facet in question.chosen:
        return ()
    return [
        Narrower(
            reader.label(count.value),
            count.things,
            question.with_value(facet, release.shelved.code_of(count.value)).query(),
        )
        for count in found.facets[facet][:_PARTS]
    ]
