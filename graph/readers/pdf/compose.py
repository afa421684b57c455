"""Printed rows -> the text the reader reads: each paragraph on one line, blank lines between them.

A row that ends where the next word would not have fitted goes on in the next one; any other ends its
line. So rows are joined by how they are set, not by what they say; a heading alone on its
row is never joined.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from graph.minutes.document import Line
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.lines import heading_kind
from graph.readers.pdf.columns import columns
from graph.readers.pdf.gutter import frames
from graph.readers.pdf.hyphens import known_words, seam
from graph.readers.pdf.item_rows import items_apart
from graph.readers.pdf.rows import Page
from graph.readers.pdf.running_heads import ITEM_HEADING, find_running
from graph.readers.pdf.side_headings import rows_apart
from graph.readers.pdf.typesetting import (
    PARAGRAPH,
    Printed,
    Setting,
    entries_completed,
    same_font,
    same_size,
    setting_of,
)

PAGE = "\f"
"""Stands in the text where each page but the first begins."""

_LIST = re.compile(r"(?:-\s*)?(?:(?P<number>\d{1,2})[.)]|[a-zæøå]\)|[-•*–])\s")
_LEADS_TO_LIST = re.compile(r"(?::|\bat)$")
_NUMBER_ALONE = re.compile(r"\d{2,3}-\d[\d-]*[A-Z]?$")
_SENTENCE_END = re.compile(r"[.!?:]$")
# In leadings: what parts entries of the contents, and the last line of a full page from the lowest of all.
_ENTRIES, _FULL_PAGE = 2.2, 3.5
_FEW_WORDS = 15  # of a page: a typed line or two, or a stamp
_LAST_TENTH = 0.9  # of a line
_ALIGNED = 2.0  # points


def compose(pages: Sequence[Page]) -> str:
    """The text of all pages, :data:`PAGE` where each but the first begins."""
    running = find_running(pages)
    own = [
        [row for index, row in enumerate(page.rows) if index not in removed]
        for page, removed in zip(pages, running.rows, strict=True)
    ]
    own = items_apart(rows_apart(own))
    words = known_words([cell.text for cell in row.cells] for page in own for row in page)
    parts: list[Page] = []
    numbers: list[int] = []
    for number, page in enumerate(pages):
        for frame in frames(own[number], page.width):
            width = page.width if frame.right < 0 else frame.right + min(row.left for row in frame.rows)
            parts.append(Page(width, page.height, entries_completed(frame.rows)))
            numbers.append(number)
    plain = [Printed(place, row) for place, part in enumerate(parts) for row in part.rows]
    setting = setting_of(parts, plain)
    flow = [Printed(0, row, aside=True) for row in running.kept]
    for place, part in enumerate(parts):
        flow += [Printed(place, row, aside=row.alone) for row in columns(part.rows, place, setting, words)]
    return "".join(_Composer(flow, setting, words, numbers or [0]).parts(len(pages)))


def pages_lost(pages: Sequence[Page]) -> list[int]:
    """The numbers of the pages on which more is drawn than text says: those of a scan, whatever stands at the
    head and the foot of them or is stamped on them."""
    running = find_running(pages)
    lost = []
    for number, (page, removed) in enumerate(zip(pages, running.rows, strict=True), start=1):
        own = [row for index, row in enumerate(page.rows) if index not in removed]
        words = sum(len(row.text.split()) for row in own)
        textless = page.drawn and not page.rows and not page.beside and not page.hidden
        if textless or (page.picture and words < _FEW_WORDS):
            lost.append(number)
    return lost


class _Composer:
    """Sets the rows one after the other, those of each frame as those of a page; ``pages`` are the pages of
    the frames. ``number`` and ``mark`` are the last mark of a list in the paragraph at hand, and where it
    stands."""

    def __init__(
        self, flow: Sequence[Printed], setting: Setting, words: Collection[str], pages: Sequence[int]
    ) -> None:
        self.flow, self.setting, self.words, self.pages = flow, setting, words, pages
        self.number, self.mark = 0, -1.0
        self.in_contents = self._contents()

    def parts(self, pages: int) -> Iterator[str]:
        page = 0
        for index, printed in enumerate(self.flow):
            yield PAGE * (self.pages[printed.page] - page)
            page = self.pages[printed.page]
            text, glue = printed.text, "\n"
            if listed := _LIST.match(text):
                self.number, self.mark = int(listed["number"] or 0), printed.row.left
            if index + 1 < len(self.flow):
                text, glue = self._seam(index)
            if glue == "\n\n":
                self.number, self.mark = 0, -1.0
            yield text + glue
        yield PAGE * (pages - 1 - page)

    def _contents(self) -> frozenset[int]:
        """Rows that end an entry of the contents, or are wide and run on to one that does."""
        found: set[int] = set()
        for index in reversed(range(len(self.flow))):
            printed = self.flow[index]
            runs_on = index + 1 in found and not printed.aside and self.setting.wide(printed)
            if printed.entry or (runs_on and not self._apart(index, _ENTRIES)):
                found.add(index)
        return frozenset(found)

    def _apart(self, index: int, most: float) -> bool:
        before, after = self.flow[index], self.flow[index + 1]
        return before.page == after.page and not self.setting.near(before.row, after.row, most)

    def _seam(self, index: int) -> tuple[str, str]:
        """The text of a row, a hyphen undone, and what stands between it and the next one."""
        before, after = self.flow[index], self.flow[index + 1]
        if before.aside or after.aside:
            return before.text, "\n\n"
        if index in self.in_contents and not before.entry and index + 1 in self.in_contents:
            most = _ENTRIES if index and self.flow[index - 1].entry else PARAGRAPH
            return (before.text, "\n\n") if self._apart(index, most) else self._joined(before, after)
        if before.entry:
            close = before.page == after.page and not self._apart(index, PARAGRAPH)
            return before.text, "\n" if after.entry or close else "\n\n"
        if before.page != after.page:
            return self._across(before, after)
        if self._apart(index, PARAGRAPH) or not same_size(before.row, after.row):
            return before.text, "\n\n"
        full = self.setting.full(before, after)
        if not full and not same_font(before.row, after.row):
            return before.text, "\n\n"
        tabbed = len(before.row.cells) > 1 or len(after.row.cells) > 1
        if tabbed or not full or self._listed(before, after) or _is_case_number(before, after):
            return before.text, "\n"
        if self._apart_by_heading(index):
            return before.text, "\n"
        return self._joined(before, after)

    def _apart_by_heading(self, index: int) -> bool:
        """Whether of two rows one is all of the heading of a decision, or the second a known heading alone
        behind a sentence: neither is wrapped, however full the first is."""
        before, after = (Line(0, 0, self.flow[at].text) for at in (index, index + 1))
        if heading_kind(after) and _SENTENCE_END.search(before.text):
            return True
        return after.text[:1].isupper() and any(
            decision_heading((one,), told=False) for one in (before, after)
        )

    def _across(self, before: Printed, after: Printed) -> tuple[str, str]:
        """Over the end of a page: a sentence goes on, a list or table has its next row, or neither."""
        setting = self.setting
        depth = setting.bottom - before.row.y
        page_full = depth <= _FULL_PAGE * setting.leading * before.row.size
        if not page_full or not same_size(before.row, after.row) or not same_font(before.row, after.row):
            return before.text, "\n\n"
        both = {len(before.row.cells), len(after.row.cells)}
        marked = _LIST.match(after.text) is not None
        if (marked and self.mark >= 0) or (1 not in both and not before.entry):
            return before.text, "\n"
        goes_on = after.text[:1].islower()
        ended = marked or ITEM_HEADING.match(after.text) or _is_case_number(before, after)
        if not goes_on and (_SENTENCE_END.search(before.text) or not setting.wide(before, _LAST_TENTH)):
            ended = True
        if ended or both != {1} or not setting.full(before, after):
            return before.text, "\n\n"
        return self._joined(before, after)

    def _joined(self, before: Printed, after: Printed) -> tuple[str, str]:
        return seam(before.text, after.text, self.words)

    def _listed(self, before: Printed, after: Printed) -> bool:
        """Whether a row opens a point of a list, and is not a sentence going on with `2. oktober`."""
        found = _LIST.match(after.text)
        if not found:
            return False
        in_line = abs(after.row.left - self.mark) <= _ALIGNED
        number = int(found["number"]) if found["number"] else None
        leads = _LEADS_TO_LIST.search(before.text) is not None
        if number is None:
            return leads or in_line or after.row.left > before.row.left + _ALIGNED
        return (leads and number == 1) or (in_line and number == self.number + 1)


def _is_case_number(before: Printed, after: Printed) -> bool:
    """Whether a row is a number and nothing else, and not the rest of one."""
    return _NUMBER_ALONE.match(after.text) is not None and not before.text.endswith("-")
