"""A passage of a decision with its quotations hidden: no rule reads what somebody is quoted for.

Every place in :attr:`Passage.words` is one of the passage's own text: what is hidden keeps its length.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from graph.base.remembered import of_one_text
from graph.minutes.document import Document
from graph.minutes.model import Quote, Span
from graph.wording.clauses import QUOTED

LONGEST = 60_000
"""No decision is longer; what is, is read no further than this for what stands beside the decision."""
_FAR = 700
HIDDEN = "\x00"
"""Stands in :attr:`Passage.words` for each character that is hidden."""
_QUOTED = re.compile(QUOTED)
_MARKUP = re.compile(r"\*{1,3}|</?\w{1,6}>|_{2,}")
_BRACKETS = re.compile(r"\([^()]{0,1500}\)")
_LONG_SPACE = re.compile(r"\s{60,}")
_BLANK = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?](?=\s|$|\x00)|\n\s*\n|\n|;")
_NO_STOP = re.compile(
    r"(?:^|[\s(])(?:nr|pkt|kap|stk|jf|jfr|ca|bl\.a|f\.eks|kl|hhv|inkl|ekskl|vedr|afd|sml|pga|dvs|sagsnr|dok|d)$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[A-ZÆØÅ][a-zæøå]+\s|[A-ZÆØÅ]\.\s?)[A-ZÆØÅ]$")
_OPENS_SENTENCE = re.compile(
    r"\s*(?:for|imod|mod|hverken|undlod|undlader|ikke|forslaget|ændringsforslag\w*|indstilling\w*|herefter|derefter|byrådet|udvalget|godkendt|vedtaget|afbud"
    r"|fraværende|sagen|punkt\w*|dermed|den|det|der|et|en)\b",
    re.IGNORECASE,
)
_ENDS_LINE = (".", ":", "!", "?", ")", ";", HIDDEN)
_MONTH = re.compile(
    r"\s*(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b|\s*\d{1,2}[.:]?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """The text of ``document`` in ``span``."""

    document: Document
    span: Span
    # What is hidden beside quotations: places in the passage.
    apart: tuple[tuple[int, int], ...] = ()

    @cached_property
    def raw(self) -> str:
        """The text as it stands."""
        return self.document.text[self.span.start : self.span.end]

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Where quotations stand, their marks included."""
        return _quotations(self.raw)

    @cached_property
    def _quotation_ends(self) -> dict[int, int]:
        return dict(self.quotations)

    def quotation(self, at: int) -> tuple[int, int, int] | None:
        """Where the words of the quotation begin and end that begins at a place, and what is behind it."""
        end = self._quotation_ends.get(at)
        return None if end is None else (at + 1, end - 1, end)

    @cached_property
    def words(self) -> str:
        """The text without quotations and markup, of the same length."""
        return _words(self.raw, self.apart)

    @cached_property
    def outside_brackets(self) -> str:
        """The words without what stands in brackets, of the same length."""
        words = self.words
        for _ in range(2):
            words = _BRACKETS.sub(lambda found: HIDDEN * len(found[0]), words)
        return words

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends, the lines of a list being sentences too."""
        return _sentences(self.words)

    @cached_property
    def _begins(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence of a place begins and ends; the place itself where it is in none."""
        index = bisect_right(self._begins, place) - 1
        if index < 0 or self.sentences[index][1] <= place:
            return place, place
        return self.sentences[index]

    def around(self, place: int) -> tuple[int, int]:
        """As :meth:`sentence`, of one that is longer than any clerk's what stands near the place."""
        start, end = self.sentence(place)
        return max(start, place - _FAR), min(end, place + _FAR)

    def following(self, place: int) -> Iterator[tuple[int, int]]:
        """The sentences from that of a place on."""
        first = max(0, bisect_right(self._begins, place) - 1)
        return islice(self.sentences, first, None)

    def paragraph_end(self, place: int) -> int:
        """Where the paragraph ends in which a place stands."""
        stop = _BLANK.search(self.words, place)
        return stop.start() if stop else len(self.words)

    def quote(self, start: int, end: int) -> Quote:
        """A stretch as a quote of the document."""
        return self.document.quote(self.span.start + start, self.span.start + end)

    def without(self, apart: tuple[tuple[int, int], ...]) -> "Passage":
        """The same passage with more of it hidden."""
        return Passage(self.document, self.span, (*self.apart, *apart))


def passage_of(text: str, apart: tuple[tuple[int, int], ...] = ()) -> Passage:
    """The passage that a text is by itself."""
    return Passage(Document("", text), Span(0, min(len(text), LONGEST)), apart)


@of_one_text
def _quotations(raw: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _QUOTED.finditer(raw))


@of_one_text
def _words(raw: str, apart: tuple[tuple[int, int], ...]) -> str:
    kept = list(raw.replace("\u00a0", " "))
    for start, end in (*_quotations(raw), *apart):
        kept[start:end] = [HIDDEN] * (end - start)
    for match in _LONG_SPACE.finditer(raw):  # nothing is read across it
        kept[match.start() + 2 : match.end() - 2] = [HIDDEN] * (match.end() - match.start() - 4)
    for match in _MARKUP.finditer(raw):
        kept[match.start() : match.end()] = [" "] * (match.end() - match.start())
    return "".join(kept)


@of_one_text
def _sentences(words: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    begin = 0
    for stop in _STOP.finditer(words):
        if stop.end() < len(words) and not _is_stop(words, stop):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
    found.append((begin, len(words)))
    return tuple((a, b) for a, b in found if words[a:b].strip(f" \n\t.;{HIDDEN}"))


def _is_stop(words: str, stop: re.Match[str]) -> bool:
    before = words[max(0, stop.start() - 30) : stop.start()]
    rest = words[stop.end() : stop.end() + 60]
    if stop[0] == ";" or stop[0].count("\n") > 1:
        return True
    if stop[0] == "\n":
        last = before.rstrip(" \t")[-1:]
        opens = _OPENS_SENTENCE.match(rest) is not None and rest.lstrip()[:1].isupper()
        return last in _ENDS_LINE or opens
    if _NO_STOP.search(before) or (
        rest.lstrip()[:1].islower() and not rest.lstrip().startswith(("imod", "for "))
    ):
        return False
    if _INITIAL.search(before) and not _OPENS_SENTENCE.match(rest):
        return False
    return not (re.search(r"\d$", before) and _MONTH.match(rest))
