"""The page of an agenda item: its place in the course of its cases."""

from collections.abc import Sequence
from typing import Any

from api import closed
from api.case_page import told_promise
from api.service import OpenRelease
from api.site import Site
from api.thing import Node
from graph.handlings import Handling, held
from graph.promised import promised
from graph.trace import Record, Teller
from graph.vocabulary import term

_WORDS = 20_000  # characters of all sections; the rest of one is a link away


def item_values(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    """What item.html needs: for each case the handlings before and after this one, what was to come, and what
    is told of handlings before whose minutes are not here."""
    teller = Teller(release.shelved, release.store, site.language)
    here = teller.facts.handling(node.iri)
    sections = max(1, len(node.nodes("sg:hasSection")))
    return {
        "courses": [_place(teller, here, case) for case in here.cases] if here else [],
        "promises": _promises(teller, here) if here else [],
        "unseen": _unseen(teller, here) if here else [],
        "recommenders": recommenders,
        "most": max(1_000, _WORDS // sections),
        "behind_doors": bool(here and here.closed and closed.behind_doors(release.store, here.body)),
        "ask": closed.whom_to_ask(site.config),
    }


def recommenders(recommendation: Node) -> list[tuple[str, str | None]]:
    """The words for each of those who recommend, in order, and the address of the post, unit or body."""
    found = []
    for one in recommendation.nodes("sg:hasRecommender"):
        meant = [who.href for who in one.nodes("sg:recommender") if "/person/" not in who.iri]
        found.append((one.text("sg:text") or "", next(iter(meant), None)))
    return found


def _place(teller: Teller, here: Handling, case: str) -> Record:
    """Where an item is among the handlings of a case, of its topic where the number covers several, or among
    all of a standing item, whatever numbers it had."""
    topic = teller.topic(here)
    handlings = _of_series(teller, here) or _of_topic(teller, here, case)
    at = handlings.index(here)
    return {
        "case": case,
        "number": teller.number(case),
        "place": at + 1,
        "count": len(handlings),
        "topic": topic,
        "standing": not here.single,
        "before": _told(teller, handlings[at - 1]) if at else None,
        "after": _told(teller, handlings[at + 1]) if at + 1 < len(handlings) else None,
    }


def _of_topic(teller: Teller, here: Handling, case: str) -> Sequence[Handling]:
    topic = teller.topic(here)
    return [one for one in teller.trail(case).handlings if teller.topic(one) == topic]


def _of_series(teller: Teller, here: Handling) -> Sequence[Handling]:
    """The items of the series that an item is of; none for one that is no standing item."""
    items = {item for series in here.series for item in teller.facts.having(term("seriesOf"), series)}
    return teller.facts.handlings(tuple(items))


def _promises(teller: Teller, here: Handling) -> list[Record]:
    trail = {one for case in here.cases for one in _of_topic(teller, here, case)}
    return [told_promise(teller, one) for one in promised(teller.facts, here, sorted(trail))]


def _unseen(teller: Teller, here: Handling) -> list[Record]:
    """Meetings of that day or before which the item cites, and whose minutes are not in the collection."""
    meetings = [one for one in here.cites if "/moede/" in one and "/punkt/" not in one]
    return [
        {"meeting": one, "label": teller.label(one)}
        for one in meetings
        if one != here.meeting and held(one)[1] <= here.date and not teller.facts.published(one)
    ]


def _told(teller: Teller, one: Handling) -> Record:
    return {"item": one.item, "title": one.title, "date": one.date, "body": teller.label(one.body)}
