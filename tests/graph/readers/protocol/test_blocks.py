"""The blocks of a section."""

import pytest

from graph.readers.markup import MOST_TOKENS, Block
from graph.readers.protocol.blocks import blocks_of_html, blocks_of_text
from graph.readers.rendering import Unreadable


def of_html(html: str) -> list[Block]:
    return [block for block in blocks_of_html(html, MOST_TOKENS).blocks if block.text]


def test_a_row_is_a_line_and_a_spanned_cell_keeps_the_columns() -> None:
    rows = of_html(
        "<table><tr><td rowspan=2><div><p>Model</p></div><td colspan=2><p>Kr.</p><td>Note"
        "<tr><td>Anlæg<td>Drift<td>x<tr><td>A<td>1<td>2<td><p>a</p><p>b</p></table>"
    )
    assert [row.text for row in rows] == ["Model\tKr.\t\tNote", "\tAnlæg\tDrift\tx", "A\t1\t2\ta b"]
    assert all(row.row for row in rows)


def test_a_table_that_sets_out_a_page_is_read_through() -> None:
    blocks = of_html("<table><tr><td><h3>Beslutning</h3><p>Ja.</p><td>n</table><table><tr><td>a<p>b</table>")
    assert [(block.text, block.level) for block in blocks] == [
        ("Beslutning", 3), ("Ja.", 0), ("n", 0), ("a", 0), ("b", 0),
    ]  # fmt: skip


def test_lists_in_lists_have_their_depth_and_the_mark_a_browser_shows() -> None:
    blocks = of_html(
        "<ol><ol style='list-style-type: lower-alpha'><li>x<ul><li>y</ul></ol></ol><ol start=4><li>z"
    )
    assert [(block.mark, block.depth) for block in blocks] == [("a. ", 2), ("- ", 3), ("4. ", 1)]


def test_lines_that_an_element_sets_off() -> None:
    (block,) = of_html("<div><strong>Tid</strong><br>i maj <b>2025</b><br><span>Sted</span></div>")
    assert (block.text, block.set_off) == ("Tid\ni maj 2025\nSted", frozenset({0, 2}))


def test_a_whole_document_within_a_span_is_its_words() -> None:
    html = "<span><div><meta a=b><title>Titel</title><style>p{}</style><p>Ord <del>x</del>< 4 & 5 &amp;lt;</p><img src=y>"
    shown = blocks_of_html(html, MOST_TOKENS)
    assert [(block.text, block.inner) for block in shown.blocks] == [("Ord < 4 & 5 &lt;", True)]
    assert (shown.images, shown.unescaped, dict(shown.left_out)) == (1, 2, {"struck-out": 1})


def test_empty_headings_are_told() -> None:
    shown = blocks_of_html("<h3>a</h3>b<h3> </h3>c", MOST_TOKENS)
    assert [(block.text, block.level) for block in shown.blocks] == [("a", 3), ("b", 0), ("", 3), ("c", 0)]


def test_no_more_than_a_meeting_has() -> None:
    for html, most in (("<p>a<p>b", 3), ("<b>" * 500, 1000), ("x" * 7_000_000, 9)):
        with pytest.raises(Unreadable):
            blocks_of_html(html, most)
    assert blocks_of_html(f"<img src='data:{'x' * 7_000_000}'>a", 9).blocks[0].text == "a"


def test_plain_text_has_paragraphs_and_rows() -> None:
    shown = blocks_of_text("En  linje\r\nog en til\r\n\r\nÅr\t2023\nKr.\t7\n")
    assert [(block.text, block.row) for block in shown.blocks] == [
        ("En linje\nog en til", False), ("År\t2023", True), ("Kr.\t7", True),
    ]  # fmt: skip
