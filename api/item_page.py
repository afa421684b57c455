"""The page of an agenda item: its place in the course of its cases."""

from typing import Any

from api import closed
from api.service import OpenRelease
from api.site import Site
from api.thing import Node
from graph.handlings import Handling
from graph.trace import Record, Teller

_WORDS = 20_000  # characters of all sections; the rest of one is a link away


def item_values(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    """What item.html needs: for each case the handlings before and after this one."""
    teller = Teller(release.shelved, release.store, site.language)
    here = teller.facts.handling(node.iri)
    sections = max(1, len(node.nodes("sg:hasSection")))
    return {
        "courses": [_place(teller, here, case) for case in here.cases] if here else [],
        "most": max(1_000, _WORDS // sections),
        "behind_doors": bool(here and here.closed and closed.behind_doors(release.store, here.body)),
        "ask": closed.whom_to_ask(site.config),
    }


def _place(teller: Teller, here: Handling, case: str) -> Record:
    """Where an item is among the handlings of a case, or of its topic where the number covers several."""
    topic = teller.topic(here)
    handlings = [one for one in teller.trail(case).handlings if teller.topic(one) == topic]
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


def _told(teller: Teller, one: Handling) -> Record:
    return {"item": one.item, "title": one.title, "date": one.date, "body": teller.label(one.body)}
