"""The reading view: numbered lines, and an element for each place data were read from."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reading import marked, source
from api.render import Links

M = "http://x/id/a/referat"
LINKS = Links("http://x")


class Reader(HTMLParser):
    """Collects the text outside the line numbers, the ids, and the text inside each span."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.inside: dict[str, str] = {}
        self._open: list[str] = []
        self._number = False
        self.feed(str(html))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs)["id"] or ""
        self.ids.append(name)
        if tag == "span":
            self._open.append(name)
            self.inside[name] = ""
        self._number = tag == "a"

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._open.pop()
        self._number = False

    def handle_data(self, data: str) -> None:
        if not self._number:
            self.text += data
            for name in self._open:
                self.inside[name] += data


def test_lines_are_numbered_and_places_marked() -> None:
    assert marked("ab\nc<", [f"{M}#char=1,4"]) == (
        '<a class="n" id="L1" href="#L1">1</a>a<span id="char=1,4">b\n'
        '<a class="n" id="L2" href="#L2">2</a>c</span>&lt;'
    )


def test_places_nest_and_those_that_cross_keep_their_start() -> None:
    read = Reader(
        marked("abcdef", [f"{M}#char={a},{b}" for a, b in ((0, 4), (1, 2), (3, 6), (5, 5), (0, 4))])
    )
    assert read.inside == {"char=0,4": "abcd", "char=1,2": "b", "char=3,6": "", "char=5,5": ""}


def test_what_names_no_place_in_the_text_is_passed_over() -> None:
    assert Reader(marked("abc", [M, f"{M}#char=2,9", f"{M}#char=2,1", "x"])).inside == {}


text = st.text("ab<&\n\r\u2028æ", max_size=40)
span = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(text, st.lists(span, max_size=8))
def test_the_text_is_whole_and_every_place_can_be_reached(words: str, spans: list[tuple[int, int]]) -> None:
    places = [f"{M}#char={a},{b}" for a, b in spans]
    read = Reader(marked(words, places))
    assert read.text == words
    assert len(set(read.ids)) == len(read.ids)
    assert [name for name in read.ids if name[0] == "L"] == [
        f"L{n + 1}" for n in range(words.count("\n") + 1)
    ]
    for a, b in spans:
        if a <= b <= len(words):
            assert read.inside[f"char={a},{b}"] in ("", words[a:b])


@given(text, span)
def test_a_place_alone_holds_just_its_words(words: str, place: tuple[int, int]) -> None:
    a, b = place
    inside = Reader(marked(words, [f"{M}#char={a},{b}"])).inside
    assert inside == ({f"char={a},{b}": words[a:b]} if a <= b <= len(words) else {})


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
