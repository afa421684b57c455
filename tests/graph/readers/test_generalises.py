"""Damaged copies of whole minutes: what is left is read the same, what is lost is told, and nobody gets
another item's values."""

import os
from functools import cache

import pytest
from damage import Damage, dashed, in_capitals, moved, reflowed, reordered, tight
from generalises import Row, files, judge, printed, table
from places import ROOT
from support import check_spans, newer, older, older_item, read

from graph.municipality.profile import load_profile

SHARED = ROOT.parent / "shared"
# Every field that is left is read the same, but for these kinds. Where a page is lost, the end of the item
# before it is left unread when it could as well be the lost item's.
FLOORS = {
    "lost: an item's first page": 0.995,
    "lost: an item's first page, no page numbers": 0.985,
    "lost: an item's only page, no page numbers": 0.984,
    "lost: two items' pages": 0.988,
    "lost: a page in the middle": 0.9999,
    "page break in a title of an attachment": 0.995,
    "page break in a path": 0.986,
}
# Of a break in a path one copy of each file is tried, and of 75 fields one is a unit read otherwise: 74/75 is 0.9867.
# An attachment cut in two by a page break, with small letters behind it, looks like two; a paragraph that
# `Styregruppen anbefaler` opens, its heading lost, like a recommendation; a body's name over two paragraphs
# like none.
SILENT = {
    "page break in a title of an attachment": 3,
    "lost: a page in the middle": 1,
    "page break in a path": 1,
}


@cache
def rows() -> dict[str, Row]:
    return table(files(ROOT), check_spans, most=1, in_all=1)


def test_real_minutes_are_among_them() -> None:
    if not SHARED.is_dir() and "CI" not in os.environ:
        pytest.skip("the folder of real minutes is not on this machine")
    assert len(files(ROOT)) == 12


def test_every_kind_of_damage_is_there() -> None:
    assert len(rows()) == 51
    assert all(row.there for row in rows().values()), printed(rows())


def test_no_item_gets_anothers_values() -> None:
    assert [line for row in rows().values() for line in row.foreign] == []


def test_what_is_left_is_read_the_same() -> None:
    short = {kind: row for kind, row in rows().items() if row.share < FLOORS.get(kind, 1.0)}
    assert not short, "\n".join(
        [printed(short), *(miss for row in short.values() for miss in row.misses[:5])]
    )


def test_what_cannot_be_read_is_told() -> None:
    silent = {kind: row.silent for kind, row in rows().items() if len(row.silent) > SILENT.get(kind, 0)}
    assert silent == {}


# The harness itself, and what the alterations do.

TEXT = newer(
    "Havnebad\n\nBeslutning\n\nGodkendt.", "Broen\n\nBeslutning\n\nBroen males i grønt og hvidt til foråret."
)


def judged(text: str) -> Row:
    row = Row()
    judge("test", read(TEXT), Damage("a kind", text), load_profile("aadalsoe"), row)
    return row


def test_an_undamaged_copy_keeps_everything() -> None:
    row = judged(TEXT)
    assert (row.share, row.foreign, row.silent) == (1.0, [], [])


def test_a_value_that_wandered_is_seen() -> None:
    row = judged(TEXT.replace("Godkendt.", "Broen males i grønt og hvidt til foråret."))
    assert row.share < 1
    assert [line.split(" is of ")[0] for line in row.foreign] == ["test [a kind] item 1 decision_text"]


def test_a_value_that_is_gone_without_a_word_is_seen() -> None:
    row = judged(TEXT.replace("Godkendt.", ""))
    assert row.kept == row.there - 2
    assert len(row.silent) == 1


def test_lines_are_wrapped_and_nothing_else() -> None:
    assert reflowed("Et par ord til\n\nog to", 8) == "Et par\nord til\n\nog to"


def test_no_blank_line_is_left_at_headings() -> None:
    text = "Punkt 1: A\n\n23-007348\n\nBeslutning\n\nGodkendt.\n\nMen snart."
    assert tight(text) == "Punkt 1: A\n23-007348\nBeslutning\nGodkendt.\n\nMen snart."


def test_headings_and_labels_in_capitals() -> None:
    text = "Punkt 1: A\n\nBilag\n\nDirektionens møde den 3. maj 2017:\n\nBilag 1"
    assert in_capitals(text) == "PUNKT 1: A\n\nBILAG\n\nDIREKTIONENS MØDE DEN 3. MAJ 2017:\n\nBilag 1"


def test_dashes_of_one_kind_but_not_in_numbers() -> None:
    assert dashed("- a - b\n-\n23-007348 og 3 - 4", "–") == "– a – b\n–\n23-007348 og 3 - 4"


def test_a_decision_at_its_other_end() -> None:
    front = "Punkt 1: A\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nEt bad."
    assert moved(front) == "Punkt 1: A\n\nSagsfremstilling\n\nEt bad.\n\nBeslutning\n\nGodkendt.\n\n"


def test_numbers_in_another_order() -> None:
    kinds = {damage.kind: damage.text for damage in reordered(older(older_item(1, "A", "Tekst.")))}
    assert "Dokumentnr.: 998-2017-276920 J.nr.: 00.30.00 Sagsnr.: 998-2016-21902" in kinds["numbers swapped"]
    assert "Sagsnr.:\n998-2016-21902 J.nr.:\n00.30.00" in kinds["numbers below their labels"]
