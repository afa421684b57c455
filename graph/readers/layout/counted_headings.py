"""The headings of items that only their count shows, as small councils and secretaries write them.

Minutes of such bodies have no headings of sections, or few, and a form of their own (`Ad 1. Title`,
`Protokol nr. 7 Title`, `A. Title`). Lines that stand apart and count up are headings where the first or the
last is an item that most meetings have, or where below each something was decided.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.minutes.dates import DATE
from graph.minutes.model import Span
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.heading_weight import NO_TITLE
from graph.readers.layout.headings import FEWEST_COUNTED, Headings
from graph.readers.layout.item_heading import ItemHeading, Lines, undressed
from graph.readers.layout.lines import ITEM, LONGEST_HEADING, heading_kind, meeting_heading
from graph.readers.layout.sections import labelled_heading, section_heading
from graph.wording.headings import CONCLUSION, DECISION
from graph.wording.item_numbers import ROMAN_NUMERAL, value

# What begins the heading of an item in any form but a number alone.
_HEADED = re.compile(
    r"\W*(?:(?:dagsordens)?punkt|pkt|sag|nr|ad)(?![^\W\d_])\W{0,3}(?:nr\.?\s?)?\d", re.IGNORECASE
)
_COUNTED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s*(?P<title>[A-ZÆØÅ][^\n]{1,120}?)[.:]?\s*$")
_IN_SERIES = re.compile(
    r"\s*(?P<label>(?:[A-ZÆØÅ][^\W\d_]{0,24}\.?\s(?:(?:nr|nummer)\.?\s)?)?)(?P<open>\(?)"
    rf"(?P<number>\d{{1,4}}|{ROMAN_NUMERAL}|[A-Z](?=\s?[.):]))(?:\.(?P<own>\d{{1,2}})(?!\d))?(?P<year>/(?:\d{{4}}|\d\d)(?!\d))?"
    r"(?P<stop>\s?[.):|–-]|(?=\s))[)\s]\s{0,20}(?P<title>[A-ZÆØÅ(§][^\n]{1,160}?)\s*$"
)
# `Pkt. 4.1` is the first item of a chapter, and not one whose title begins with a number.
_OF_CHAPTER = re.compile(r"\W*[^\W\d_]+\.?\s+(?:nr\.\s*)?\d{1,3}\.\d{1,2}(?:/\d{2,4})?\W")
# Items that most meetings begin or end with.
_OPENS = re.compile(
    r"(?:godkendelse|gennemgang|fastsættelse|godkend)\s(?:og\s\w+\s)?af\s(?:\w+\s)?(?:dagsorden|referat|protokol)"
    r"|velkom(?:st|men)(?!\w)|valg\saf\s(?:dirigent|ordstyrer|mødeleder|referent)|dagsorden(?:en)?$|formalia$"
    r"|meddelelser|siden\ssidst|spørgetid|referat\sfra\s",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:eventuelt|evt\.?|næste\smøde|bordet\srundt|underskrift\w*)\W*$", re.IGNORECASE)
_MINUTES = re.compile(r"referat|protokol", re.IGNORECASE)
_LETTERS_APART = re.compile(r"(?<=(?<!\w)\w) (?=\w(?!\w))")
_LONGEST_GROUP = 80
_FEWEST_IN_SERIES = 3
_LETTERS = "letters"


def counted_headings(lines: Lines) -> Headings | None:
    """The headings of minutes that only their count shows."""
    return _without_sections(lines) or _in_series(lines)


def _without_sections(lines: Lines) -> Headings | None:
    """The headings of minutes without any heading of a section, as councils of citizens write them:
    paragraphs whose first lines count up from one, each with words right below. A list within such a
    paragraph counts anew, and in anything but minutes, or below headings of any form, they are points."""
    found: list[ItemHeading] = []
    for at in lines.filled:
        line = lines.lines[at]
        if found and (_HEADED.match(line.text) or section_heading(line)):
            return None
        match = _COUNTED.match(line.text)
        if match is None or not (lines.apart(at) or _below_group(lines, at)):
            if _HEADED.match(line.text):
                return None
            continue
        if int(match["number"]) != len(found) + 1:
            return None
        found.append(_heading(lines, at, match, len(found) + 1))
    if len(found) < FEWEST_COUNTED or not _are_minutes(lines, found) or not _most_are_told(lines, found):
        return None
    return Headings("{n}.{title}", tuple(found))


@dataclass(frozen=True, slots=True)
class _Series:
    """What all headings of a document have in common: the word in front of their numbers, in brackets or not,
    how these are printed, and the sign behind them."""

    label: str
    bracket: str
    style: str
    stop: str


def _in_series(lines: Lines) -> Headings | None:
    """The headings of minutes that are of one series, whatever word stands in front of their numbers."""
    texts = (lines.lines[at].text[:LONGEST_HEADING] for at in lines.filled)
    classic = sum(ITEM.match(text) is not None and not _OF_CHAPTER.match(text) for text in texts)
    if classic > 1 and decides_as_classic(lines, 0):
        return None
    every: defaultdict[_Series, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for at in lines.filled:
        text = lines.lines[at].text
        match = _IN_SERIES.match(text) if len(text) <= LONGEST_HEADING else None
        if match is None or not lines.apart(at) or NO_TITLE.match(match["title"]):
            continue
        series = _series(match)
        lettered = replace(series, style=_LETTERS)
        # `I` is the letter behind `H`, too.
        if len(match["number"]) == 1 and (before := every.get(lettered)):
            letter = before[-1][1]["number"]
            series = lettered if ord(match["number"]) == ord(letter) + 1 else series
        every[series].append((at, match))
    told = [found for series, ones in every.items() if (found := _rising(lines, series, ones))]
    return max(told, key=lambda one: len(one.found), default=None)


def _series(match: re.Match[str]) -> _Series:
    number = match["number"]
    style = "digits" if number.isdecimal() else "roman" if set(number) <= {*"IVX"} else _LETTERS
    style += ".own" if match["own"] else "/year" if match["year"] else ""
    return _Series(match["label"].strip().casefold(), match["open"], style, match["stop"].strip())


def _rising(lines: Lines, series: _Series, ones: Sequence[tuple[int, re.Match[str]]]) -> Headings | None:
    """The headings of a series, each of which counts one further; an entry of the contents may be first."""
    found: list[ItemHeading] = []
    for at, match in ones:
        lettered = series.style == _LETTERS
        number = ord(match["number"]) - ord("A") + 1 if lettered else value(match["number"])
        own = int(match["own"] or 0)
        if found and len(found) == 1 and number == found[0].number and not own:
            found = []
        if found and not _follows(found[-1], number, own):
            return None
        one = _heading(lines, at, match, number, f".{own}" if own else "")
        # Items of one chapter are no parts of the first that is closed.
        of_chapter = own > 0 and not (one.mark and one.mark.closed)
        letter = match["number"] if lettered else ""
        found.append(replace(one, letter=letter, listed_open=of_chapter))
    if len(found) < _FEWEST_IN_SERIES or not _tells_day(lines, found):
        return None
    if not series.label and series.style == "digits" and not series.stop and not series.bracket:
        return None  # a number alone is in a list of anything
    titles = [lines.document.text[one.title.start : one.title.end] for one in found]
    standing = _OPENS.match(titles[0]) or _CLOSES.match(titles[-1])
    if standing and found[0].number == 1 and _are_minutes(lines, found) and _most_are_told(lines, found):
        return Headings("{n}. {title}", tuple(found))
    return Headings("{n}. {title}", tuple(found)) if _each_decides(lines, found) else None


def _follows(last: ItemHeading, number: int, own: int) -> bool:
    if not own:
        return number == last.number + 1
    return (number, own) in (
        (last.number, int(last.suffix.removeprefix(".") or 0) + 1),
        (last.number + 1, 1),
    )


def _heading(lines: Lines, at: int, match: re.Match[str], number: int, suffix: str = "") -> ItemHeading:
    start = lines.lines[at].start
    title = Span(start + match.start("title"), start + match.end("title"))
    one = ItemHeading(number, at, at, at, title, firm=True, number_line=at + 1, suffix=suffix)
    return undressed(lines, one)


def _are_minutes(lines: Lines, found: Sequence[ItemHeading]) -> bool:
    """Whether what stands in front of headings says that the document is minutes, and of which day."""
    head = " ".join(line.text for line in lines.lines[: found[0].first])
    return bool(_MINUTES.search(_LETTERS_APART.sub("", head))) and _tells_day(lines, found)


def _tells_day(lines: Lines, found: Sequence[ItemHeading]) -> bool:
    """Whether a day stands in front of headings."""
    return any(DATE.search(line.text) for line in lines.lines[: found[0].first])


def _most_are_told(lines: Lines, found: Sequence[ItemHeading]) -> bool:
    """Whether words stand right below most headings of items that are not closed."""
    own = [one for one in found if not _is_closed(lines, one)]
    told = sum(one.last + 1 < len(lines.lines) and not lines.lines[one.last + 1].blank for one in own)
    return 3 * told >= 2 * len(own)


def _is_closed(lines: Lines, one: ItemHeading) -> bool:
    """Whether a heading says that its item is closed, or it is known that nothing is below it any more."""
    return (one.mark is not None and one.mark.closed) or one.label in lines.document.closed


def _each_decides(lines: Lines, found: Sequence[ItemHeading]) -> bool:
    """Whether below most headings of open items, and nowhere in front of the first, stands a heading of what
    was decided."""
    places = list(decisions(lines, found[0].first))
    ends = [*(one.first for one in found[1:]), len(lines.lines)]
    told = [
        any(one.last < at < end for at in places)
        for one, end in zip(found, ends, strict=True)
        if not _is_closed(lines, one)
    ]
    return bool(told) and 3 * sum(told) >= 2 * len(told)


def decides_as_classic(lines: Lines, first: int) -> bool:
    """Whether a heading of a decision that minutes in the classic form have stands behind a line."""
    return any(
        heading_kind(lines.lines[at]) == DECISION or meeting_heading(lines.lines[at : at + 3])
        for at in lines.filled
        if at >= first
    )


def decisions(lines: Lines, first: int) -> Iterator[int]:
    """The places of the headings of decisions behind the ``first`` line of the items."""
    for at in lines.filled:
        line = lines.lines[at]
        if at < first or len(line.text) > LONGEST_HEADING:
            continue
        labelled = labelled_heading(line)
        kind = labelled[0] if labelled else section_heading(line)
        if kind in (DECISION, CONCLUSION) or decision_heading(lines.lines[at : at + 3], told=False):
            yield at


def _below_group(lines: Lines, at: int) -> bool:
    """Whether a line stands right below one in capitals that stands apart: the heading of several items."""
    above = lines.lines[at - 1].text.strip()
    return above.isupper() and len(above) <= _LONGEST_GROUP and lines.apart(at - 1)
