"""Running heads and feet and page numbers: told by what they repeat and where, not by their words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.readers.pdf.rows import Page, Row

# However many closed items share one title, on pages of their own, their headings are no running heads; what
# says on several pages of which item they are is one, where that item's heading stands in the text, too.
ITEM_HEADING = re.compile(r"\W*Punkt\s+\d")
_NUMBER = re.compile(r"\d{1,9}")
_SAME_PLACE = 3.0  # points
_EDGE = 0.15  # of the page's height


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of a page, ``y`` points from the edge of the paper, which counts for ``zone`` points."""

    page: int
    index: int
    row: Row
    y: float
    zone: float


@dataclass(frozen=True)
class Running:
    """Which rows of each page are running ones, and one of each kind that says what nothing else says."""

    rows: tuple[frozenset[int], ...]
    kept: tuple[Row, ...]


def find_running(pages: Sequence[Page]) -> Running:
    """The running rows of all pages.

    Such a row stands near the edge, at the same distance from it on at least half of the pages and with
    nothing but others of the kind in between; its words are the same but for page numbers; and no other
    row stands at that distance on any page but the first.
    """
    found: list[set[int]] = [set() for _ in pages]
    groups: list[list[_Place]] = []
    for foot in (False, True):
        for group in _edge(pages, foot):
            groups.append(group)
            for place in group:
                found[place.page].add(place.index)
    lone = _lone_number(pages) if not groups else None
    if lone is not None:
        found[0].add(lone)
    rest = {
        word
        for page, running in zip(pages, found, strict=True)
        for index, row in enumerate(page.rows)
        if index not in running
        for word in row.text.split()
    }
    kept = [group[0].row for group in groups if _says_more(group, rest, len(pages))]
    return Running(tuple(frozenset(one) for one in found), tuple(kept))


def _edge(pages: Sequence[Page], foot: bool) -> Iterator[list[_Place]]:
    """Groups of running rows at the head or the foot, from the edge inwards."""
    filled = sum(1 for page in pages if page.rows)
    left = {number: list(_inwards(page, number, foot)) for number, page in enumerate(pages)}
    headings = [row for page in pages for row in page.rows if ITEM_HEADING.match(row.text)]
    while True:
        outermost = [places[0] for places in left.values() if places and places[0].y <= places[0].zone]
        times = Counter(place.row.text for place in outermost)
        places = [place for place in outermost if not _heads_item(place, headings, times[place.row.text] > 1)]
        groups = [group for group in _alike(places) if len(group) > 1 and _counts(group, len(pages))]
        running = {(place.page, place.index) for group in groups for place in group}
        for group in list(groups):
            others = (
                place for places in left.values() for place in places
                if place.page > 0 and (place.page, place.index) not in running
            )  # fmt: skip
            if any(abs(other.y - group[0].y) <= group[0].row.size / 2 for other in others):
                groups.remove(group)
        if 2 * sum(map(len, groups)) < filled or not groups:
            return
        yield from groups
        for group in groups:
            for place in group:
                del left[place.page][0]


def _inwards(page: Page, number: int, foot: bool) -> Iterator[_Place]:
    indexed = list(enumerate(page.rows))
    for index, row in reversed(indexed) if foot else indexed:
        yield _Place(number, index, row, page.height - row.y if foot else row.y, _EDGE * page.height)


def _heads_item(place: _Place, headings: Sequence[Row], several: bool) -> bool:
    """Whether a row is an item's heading, and not what repeats on ``several`` pages one that stands in
    another place."""
    text = place.row.text
    return ITEM_HEADING.match(text) is not None and not (
        several
        and any(text.startswith(row.text) and abs(row.y - place.row.y) > _SAME_PLACE for row in headings)
    )


def _alike(places: Iterable[_Place]) -> list[list[_Place]]:
    """The rows by words and place."""
    groups: list[list[_Place]] = []
    by_words: dict[str, list[list[_Place]]] = defaultdict(list)
    for place in places:
        same = by_words[_NUMBER.sub("\0", place.row.text)]
        near = next((group for group in same if abs(group[0].y - place.y) <= _SAME_PLACE), None)
        if near is None:
            near = []
            same.append(near)
            groups.append(near)
        near.append(place)
    return groups


def _counts(group: Sequence[_Place], pages: int) -> bool:
    """Whether each number in the rows stays the same, follows the pages, or numbers an item's pages."""
    columns = zip(*(map(int, _NUMBER.findall(place.row.text)[:20]) for place in group), strict=True)
    for column in columns:
        follows = len({number - place.page for number, place in zip(column, group, strict=True)}) == 1
        if len(set(column)) > 1 and not follows and not all(0 < number <= pages for number in column):
            return False
    return True


def _lone_number(pages: Sequence[Page]) -> int | None:
    """The number of a single page, well below its text."""
    if len(pages) != 1 or len(pages[0].rows) < 2:
        return None
    *_, before, last = pages[0].rows
    apart = last.y - before.y > 3 * last.size and last.y > 0.85 * pages[0].height
    numbers, words = _NUMBER.findall(last.text), re.findall(r"[^\W\d]+", last.text)
    return len(pages[0].rows) - 1 if apart and numbers in (["1"], ["1", "1"]) and len(words) <= 2 else None


def _says_more(group: Sequence[_Place], rest: set[str], pages: int) -> bool:
    """Whether a date or number that stands on every page stands nowhere else, as a meeting's date may."""
    common = set.intersection(*(set(place.row.text.split()) for place in group))
    telling = {word for word in common if _NUMBER.search(word)}
    return any(word not in rest and not (_NUMBER.fullmatch(word) and int(word) <= pages) for word in telling)
