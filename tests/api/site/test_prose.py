"""The words of minutes as elements: paragraphs, lists and tables, all escaped."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from api.site.prose import Highlight, paragraphs


def test_text_becomes_escaped_paragraphs() -> None:
    assert paragraphs("a <x>\nc\n\n\n\nd") == Markup("<p>a &lt;x&gt;<br>c</p>\n<p>d</p>\n")


def test_lines_with_tabs_become_a_table_with_its_numbers_to_the_right() -> None:
    assert paragraphs("Model\tKr. <\nDrift\t2.024") == Markup(
        '<table class="said"><thead><tr><th scope="col">Model</th><th scope="col" class="number">Kr. &lt;</th></tr></thead>'
        '<tbody><tr><th scope="row">Drift</th><td class="number">2.024</td></tr></tbody></table>\n'
    )
    assert paragraphs("År\t2024\ni alt") == Markup("<p>År\t2024<br>i alt</p>\n")


def test_a_row_of_one_cell_goes_across_and_a_wide_table_can_be_scrolled() -> None:
    html = paragraphs("a\tb\tc\td\te\nDrift\n1\t2\t3\t4\t5")
    assert '<tr><td colspan="5">Drift</td></tr>' in html
    assert html.startswith(
        '<div class="scroll" tabindex="0" role="group" aria-label="Tabel"><table class="said">'
    )


def test_lists_nest_and_keep_the_marks_that_count() -> None:
    assert paragraphs("a) x\n  - y\n  - z\nb) <") == Markup(
        '<ol class="marked"><li>a) x<ul><li>y</li><li>z</li></ul></li><li>b) &lt;</li></ol>\n'
    )
    assert paragraphs("- x\n- o y\n- z") == Markup("<ul><li>x<ul><li>y</li></ul></li><li>z</li></ul>\n")


def test_markup_in_the_words_is_not_shown() -> None:
    assert paragraphs("<u>kr. 8.000</u> er **ikke**&nbsp;givet, &lt;b&gt;x") == Markup(
        "<p>kr. 8.000 er ikke givet, x</p>\n"
    )
    assert paragraphs("<script>alert(1)</script>") == Markup("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")


def test_highlights_are_links_also_in_cells() -> None:
    text = "Konto\tKr.\nA\t1.200\n\nog 5 kr. <"
    html = paragraphs(
        text, [Highlight(12, 17, '/"', "sum"), Highlight(22, 27, "/b", "sum"), Highlight(24, 25, "/c", "x")]
    )
    assert '<td class="number"><a class="sum" href="/&#34;">1.200</a></td>' in html
    assert html.endswith('<p>og <a class="sum" href="/b">5 kr.</a> &lt;</p>\n')


class Nested(HTMLParser):
    """Checks that elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self._open: list[str] = []
        self.feed(str(html))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


pieces = st.sampled_from(
    ["a\tb\n", "- c\n", "  - d\n", "1. e\n", "a) f\n", "- o g\n", "\n", "x  1.000\n", "<", "\t"]
)
marks = st.builds(lambda a, b: Highlight(a, b, "/", "k"), st.integers(0, 40), st.integers(0, 40))


@given(st.lists(pieces, max_size=9).map("".join), st.lists(marks, max_size=4))
def test_any_text_gives_elements_that_nest_and_all_its_words(text: str, highlights: list[Highlight]) -> None:
    told = Nested(paragraphs(text, highlights)).words
    assert sorted(char for char in text if char in "abcdefgx<10") == sorted(
        char for char in told if char in "abcdefgx<10"
    )
