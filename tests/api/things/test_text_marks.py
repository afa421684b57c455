"""The reading view: numbered lines, and an element for each place data were read from."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.site.render import Links
from api.things.text_marks import PART, Mark, marked, parts, place_href, source

M = "http://x/id/a/referat"
LINKS = Links("http://x")


class Reader(HTMLParser):
    """Collects the text without line numbers and signs of blocks, the ids, the text inside each place, and
    each link with its words; checks that elements nest and no link is in another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.inside: dict[str, str] = {}
        self.links: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self._skipped = False
        self.feed(str(html))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("id") or ""
        assert tag in ("span", "a", "div", "table", "thead", "tbody", "tr", "th", "td", "ul", "li")
        inner = ("table", "ul", "div")
        assert not (tag in inner and "span" in [one for one, _ in self._open])
        self._skipped = values.get("class") in ("n", "to")
        if tag == "a":
            assert "a" not in [one for one, _ in self._open]
            self.links.append((values["href"] or "", ""))
        self._open.append((tag, name))
        if name:
            self.ids.append(name)
            self.inside[name] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag
        self._skipped = False

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        self.text += data
        for tag, name in self._open:
            if name:
                self.inside[name] += data
            if tag == "a":
                self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)

    @property
    def places(self) -> dict[str, str]:
        """The words at each place."""
        return {name: words for name, words in self.inside.items() if name.startswith("char=")}


def mark(start: int, end: int, href: str | None = None, block: bool = False) -> Mark:
    return Mark(start, end, "k", href, block, "Ting")


def test_lines_are_numbered_and_places_marked() -> None:
    assert marked("ab\nc<", [Mark(1, 4)]) == (
        '<a class="n" id="L1" href="#L1">1</a>a<span id="char=1,4">b\n'
        '<a class="n" id="L2" href="#L2">2</a>c</span>&lt;'
    )


def test_the_words_of_a_mark_are_a_link_and_a_block_has_one_in_front() -> None:
    assert marked('x "Vej" y', [mark(2, 7, "/doc/vej?a&b"), mark(0, 9, "/doc/punkt", block=True)]) == (
        '<a class="n" id="L1" href="#L1">1</a><span id="char=0,9" class="k">'
        '<a class="to" href="/doc/punkt" aria-label="Ting">¶</a>x '
        '<a id="char=2,7" class="k" href="/doc/vej?a&amp;b">&#34;Vej&#34;</a> y</span>'
    )


def test_places_nest_and_those_that_cross_keep_their_start() -> None:
    read = Reader(marked("abcdef", [Mark(a, b) for a, b in ((0, 4), (1, 2), (3, 6), (5, 5), (0, 4))]))
    assert read.places == {"char=0,4": "abcd", "char=1,2": "b", "char=3,6": "", "char=5,5": ""}


def test_the_innermost_mark_is_the_link() -> None:
    marks = [mark(0, 10, "/ydre"), mark(3, 6, "/indre"), mark(0, 11, "/blok", block=True)]
    links = [link for link in Reader(marked("0123456789ab", marks)).links if link[0][0] == "/"]
    assert links == [("/blok", ""), ("/ydre", "012"), ("/indre", "345"), ("/ydre", "6789")]


def test_a_mark_over_a_line_end_is_a_link_on_each_line() -> None:
    links = [link for link in Reader(marked("ab\ncd", [mark(1, 4, "/x")])).links if link[0] == "/x"]
    assert links == [("/x", "b\n"), ("/x", "c")]


def test_of_two_things_at_one_place_the_first_counts() -> None:
    read = Reader(marked("abc", [mark(0, 2, "/en"), mark(0, 2, "/to"), mark(0, 2, "/blok", block=True)]))
    assert [link for link in read.links if link[1]] == [("/en", "ab")]
    assert read.ids == ["L1", "char=0,2"]


def test_what_names_no_place_in_the_text_is_passed_over() -> None:
    assert Reader(marked("abc", [Mark(2, 9), Mark(2, 1)])).places == {}


def test_a_part_has_its_own_places_and_line_numbers() -> None:
    read = Reader(marked("ab\ncd\nef", [Mark(0, 2), Mark(3, 8), Mark(6, 7)], 3, 6))
    assert (read.text, read.places) == ("cd\n", {"char=3,8": "cd\n"})
    assert [name for name in read.ids if name[0] == "L"] == ["L2", "L3"]


ROWS = "Konto\tKr.\nA\t1.200\nB\t2\n"


def test_the_words_of_a_table_are_marked_in_its_cells() -> None:
    html = marked(f"x\n{ROWS}y", [mark(0, len(ROWS) + 3, "/blok", block=True), mark(14, 19, "/sum")])
    read = Reader(html)
    assert read.text == f"x\n{ROWS}y"
    assert '<div id="char=0,25" class="k">' in html
    assert (
        '<tbody><tr><td><a class="n" id="L3" href="#L3">3</a>A\t</td><td class="number">'
        '<a id="char=14,19" class="k" href="/sum">1.200</a>\n</td></tr>'
    ) in html
    assert '<th class="number">Kr.\n</th></tr></thead>' in html


def test_a_mark_over_several_cells_goes_on_in_each() -> None:
    read = Reader(html := marked(ROWS, [mark(10, 22, "/x")]))
    assert [link for link in read.links if link[0] == "/x"] == [
        ("/x", "A"), ("/x", "1.200"), ("/x", "B"), ("/x", "2"),
    ]  # fmt: skip
    assert html.count('class="k"') == 4
    assert read.places == {"char=10,22": "A\t"}


def test_entries_of_a_list_are_entries_and_keep_their_marks() -> None:
    html = marked("Der skal:\n- a\n- b\n\nc", [mark(10, 17, "/liste", block=True)])
    assert Reader(html).text == "Der skal:\n- a\n- b\n\nc"
    assert html.count("<li>") == 2
    assert html.index('<div id="char=10,17"') < html.index('<ul class="lines">') < html.index("</ul></div>")


def test_markup_in_the_text_is_not_shown() -> None:
    html = marked("<u>kr. 8.000</u> er **ikke**&nbsp;givet &lt;b&gt;", [mark(3, 12, "/sum")])
    assert html.endswith('</a><a id="char=3,12" class="k" href="/sum">kr. 8.000</a> er ikke givet ')


text = st.text("ab<&\n\r\u2028æ\u202e", max_size=40) | st.lists(
    st.sampled_from(["a\tb\n", "- c\n", "1. d\n2. e\n", "\n", "x  1.000\ny  2.000\n", "\t", "a"]), max_size=10
).map("".join)
hrefs = st.sampled_from([None, "/a", "/b?x=1"])
a_mark = st.builds(mark, st.integers(0, 40), st.integers(0, 40), hrefs, st.booleans())


@given(text, st.lists(a_mark, max_size=8))
def test_the_text_is_whole_and_every_place_can_be_reached(words: str, marks: list[Mark]) -> None:
    read = Reader(marked(words, marks))
    assert read.text == words
    assert len(set(read.ids)) == len(read.ids)
    assert [name for name in read.ids if name[0] == "L"] == [
        f"L{n + 1}" for n in range(words.count("\n") + 1)
    ]
    for one in marks:
        if one.start <= one.end <= len(words):
            place = read.places[f"char={one.start},{one.end}"]  # as far as its first cell goes
            assert words[one.start : one.end].strip().startswith(place.strip())


@given(text, st.lists(a_mark, max_size=8), st.lists(st.integers(0, 40), max_size=3))
def test_parts_make_up_the_whole(words: str, marks: list[Mark], cuts: list[int]) -> None:
    edges = sorted({0, len(words), *(cut for cut in cuts if cut < len(words))})
    read = [Reader(marked(words, marks, *ends)) for ends in pairwise(edges)] or [Reader(marked(words, marks))]
    assert "".join(one.text for one in read) == words
    places = [name for one in read for name in one.places]
    assert len(set(places)) == len(places)
    assert set(places) == set(Reader(marked(words, marks)).places)


@given(text, a_mark)
def test_a_place_alone_holds_just_its_words(words: str, one: Mark) -> None:
    a, b = one.start, one.end
    inside = Reader(marked(words, [one])).places
    if not a <= b <= len(words):
        assert inside == {}
    elif "\t" not in words and "- " not in words:
        assert inside == {f"char={a},{b}": words[a:b]}


def test_a_long_text_has_parts_at_line_ends_and_a_short_one_has_none() -> None:
    assert parts("kort\n" * 10) == [0]
    lines = "linje\n" * (PART // 2)  # three parts
    starts = parts(lines)
    assert len(starts) == 3
    assert all(start % 6 == 0 for start in starts)
    assert parts("x" * PART * 4) == [0, PART, 2 * PART, 3 * PART]
    assert parts("x" * (PART * 3 // 2)) == [0]


def test_a_place_in_a_long_text_is_read_in_its_part() -> None:
    lines = "linje\n" * PART
    third = parts(lines)[2]
    assert place_href(f"{M}#char={third},{third + 5}", lines, LINKS) == (
        f"/doc/a/referat?del=3#char={third},{third + 5}"
    )
    assert place_href(f"{M}#char={third - 1},{third}", lines, LINKS).startswith("/doc/a/referat?del=2#")
    assert place_href(M, lines, LINKS) == "/doc/a/referat"


@pytest.mark.parametrize(
    ("place", "lines", "words"),
    [("0,2", "linje 1", "ab"), ("0,4", "linje 1–2", "ab c"), ("3,4", "linje 2", "c"), ("4,4", "linje 2", "")],
)
def test_a_source_has_its_lines_and_words(place: str, lines: str, words: str) -> None:
    found = source(f"{M}#char={place}", "ab\nc", LINKS)
    assert found is not None
    assert (found.lines, found.words, found.href) == (lines, words, f"/doc/a/referat#char={place}")


def test_long_words_are_cut_and_other_iris_are_no_source() -> None:
    found = source(f"{M}#char=0,3000", "ord " * 1000, LINKS)
    assert found is not None
    assert found.words.endswith("ord …")
    assert len(found.words) < 410
    assert source(M, "ab", LINKS) is None
    assert source("urn:x#char=0,1", "ab", LINKS) is None
