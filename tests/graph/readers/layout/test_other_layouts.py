"""Minutes in the layouts of other municipalities, all invented, read as people read them (tests/data/layouts)."""

import json
import re
from typing import Any

from each import each
from places import TESTS
from printed_items import minutes_of

from graph.minutes.model import AgendaItem, Minutes
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode
from graph.readers.layout.parse import parse

LAYOUTS = TESTS / "data" / "layouts"
STEMS = sorted(path.stem for path in LAYOUTS.glob("*.json"))


def read(stem: str) -> Minutes:
    return parse(decode(f"{stem}.txt", (LAYOUTS / f"{stem}.txt").read_bytes()), NEUTRAL)


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def bare(point: str) -> str:
    return re.sub(r"[.,;]?\s*(?:og)?[.,;]?$", "", squeezed(point))


def told(item: AgendaItem) -> dict[str, Any]:
    """The fields that the gold may tell of an item."""
    return {
        "number": int(item.number),
        "title": item.title.text,
        "closed": item.closed,
        "case_numbers": [one.text for one in item.case_numbers],
        "document_number": item.document_number.text if item.document_number else None,
        "decision_text": squeezed(item.decision.text.text) if item.decision else None,
        "recommendations": [bare(one.text) for one in item.recommendations],
        "recommenders": [
            [one.name, one.person.text] if one.person else one.name for one in item.recommenders
        ],
        "treatment_path": [step.body for step in item.treatment_path],
        "attachments": [
            [one.title.text, one.document_number.text if one.document_number else None]
            for one in item.attachments
        ],
        "earlier_decisions": [
            [one.body, one.date, squeezed(one.text.text)] for one in item.earlier_decisions
        ],
    }


EMPTY = {
    "closed": False,
    "document_number": None,
    "decision_text": None,
    **{
        key: []
        for key in (
            "case_numbers",
            "recommendations",
            "recommenders",
            "treatment_path",
            "attachments",
            "earlier_decisions",
        )
    },
}


@each("stem", STEMS)
def test_a_layout_is_read_as_people_read_it(stem: str) -> None:
    gold = json.loads((LAYOUTS / f"{stem}.json").read_text(encoding="utf-8"))
    minutes = read(stem)
    for key in ("date", "start_time", "end_time", "kind"):
        assert getattr(minutes, key) == gold.get(key), key
    assert (minutes.body and minutes.body.text) == gold["body"]
    if gold["place"]:
        assert (minutes.place and minutes.place.text) == gold["place"]
    if gold["participants"] is not None:
        people = sorted([one.name.text, one.absent] for one in minutes.participants)
        assert people == sorted(gold["participants"])
    assert [int(item.number) for item in minutes.items] == [one["number"] for one in gold["items"]]
    for right, item in zip(gold["items"], minutes.items, strict=True):
        wanted = EMPTY | right | {"recommendations": [bare(p) for p in right.get("recommendations", [])]}
        assert told(item) == wanted
    for words in gold.get("must_not_appear", []):
        assert words not in minutes.text


@each(
    ("listed", "found"),
    [
        ("1 Ansøgning  78123/13\n2 Kort  78125/13", [("Ansøgning", "78123/13"), ("Kort", "78125/13")]),
        ("2 Kort  78125/13", [("2 Kort", "78125/13")]),
        ("Undersøgelse (dok.nr. 201399-19)", [("Undersøgelse", "201399-19")]),
        ("Prognose  2019-20", [("Prognose 2019-20", None)]),
    ],
)
def test_the_places_and_numbers_of_attachments(listed: str, found: list[tuple[str, str | None]]) -> None:
    told = f"1. Vej\n\nBeslutning\n\nJa.\n\nBilag\n\n{listed}\n\n2. Sti\n\nBeslutning\n\nNej."
    one = minutes_of(told).items[0]
    assert [(a.title.text, a.document_number and a.document_number.text) for a in one.attachments] == found
