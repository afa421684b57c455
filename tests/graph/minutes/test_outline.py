"""Places in a text as JSON, and without what is withdrawn."""

from graph.minutes.model import SourceId, Span
from graph.minutes.outline import (
    AttachmentPlace,
    ItemPlace,
    Outline,
    PersonPlace,
    SectionPlace,
    StepPlace,
    as_json,
    from_json,
)

ITEM = ItemPlace(
    "1.1",
    Span(10, 20),
    Span(12, 20),
    Span(10, 90),
    case_numbers=(Span(21, 30),),
    sections=(SectionPlace("beslutning", Span(40, 50), Span(31, 39), body=Span(35, 38), date="2024-05-06"),),
    path=(StepPlace(Span(51, 55), "2024-05-06"),),
    attachments=(AttachmentPlace(Span(60, 70), Span(71, 75)),),
    attendance=(PersonPlace(Span(80, 85), "absent"),),
    source_ids=(SourceId("firstagenda", "item", "x", "a.example"),),
    permalink="https://a.example/vis",
)
OUTLINE = Outline(
    "dagsorden",
    body=Span(0, 5),
    held=True,
    date="2024-05-27",
    participants=(PersonPlace(Span(6, 9)),),
    items=(ITEM,),
)


def test_json_gives_the_same_outline_again() -> None:
    assert from_json(as_json(OUTLINE)) == OUTLINE
    assert as_json(Outline()) == {}


def test_of_a_withdrawn_item_number_and_title_are_left() -> None:
    bare = OUTLINE.without_items({"1.1"}).items[0]
    assert bare == ItemPlace("1.1", Span(10, 20), Span(12, 20), Span(10, 90))
    assert OUTLINE.without_items({"7"}) == OUTLINE
