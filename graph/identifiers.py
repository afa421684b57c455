"""The numbers of an agenda item: case numbers, journal number, document number."""

import re
from collections.abc import Sequence

from graph.layout import Block
from graph.lines import LABEL, LABELLED, heading_kind
from graph.model import Quote
from graph.organisation import Profile
from graph.text import Document, Paragraph

_NUMBER = r"\d[\d./]*(?:-\s{0,9}\d+)*"
_CASE = re.compile(rf"\bSags?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>{_NUMBER}K?)", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\bJ(?:ournal)?\.?\s?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>\d{2}(?:\.\d{2}){1,2}(?:[A-ZÆØÅ]\d{2})?)(?!\w)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"\bDok(?:ument)?\.?\s?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>{_NUMBER})", re.IGNORECASE)
_ANY_NUMBER = re.compile(rf"\s*{_NUMBER}K?\s*$")
_BARE_CASE = re.compile(r"\d{2}-\s{0,9}\d{5,7}\s?[A-Z]?|\d{3}-\s{0,9}\d{4}-\s{0,9}\d{1,7}")


def identifier(document: Document, start: int, end: int) -> Quote:
    """A number, free of the white space that a line end left in it."""
    span = document.trim(start, end)
    return Quote(re.sub(r"\s", "", document.text[span.start : span.end]), span)


class Numbers:
    """Case numbers, journal number and document number of an item, and the paragraphs they fill.

    ``again`` is where `Sagsnr` stands a second time: another item's, whose page is lost.
    """

    def __init__(self, document: Document, block: Block, profile: Profile) -> None:
        self.cases: list[Quote] = []
        self.journal: Quote | None = None
        self.document: Quote | None = None
        self.filled: list[Paragraph] = []
        self.again: int | None = None
        before_any_heading, kind = True, None
        for index, paragraph in enumerate(block.paragraphs):
            text = document.text[paragraph.start : paragraph.end]
            kind = heading_kind(paragraph.lines[0]) or kind
            if LABELLED.match(text) and _only_fields(text):
                if self.cases and _CASE.search(text):
                    self.again = paragraph.start
                    return
                if kind != "bilag":
                    self._labelled(document, block.paragraphs[index:])
            elif before_any_heading and (numbers := _only_cases(text, profile)):
                spans = [(paragraph.start + m.start(), paragraph.start + m.end()) for m in numbers]
                self.cases += [identifier(document, *span) for span in spans]
                self.filled.append(paragraph)
            else:
                before_any_heading = False

    def _labelled(self, document: Document, following: Sequence[Paragraph]) -> None:
        """Fields with labels, on one line or several; a value may stand in the next paragraph."""
        first = following[0]
        self.filled.append(first)
        end = first.end
        if len(following) > 1 and _ANY_NUMBER.match(following[1].text) and not _value_at_end(first.text):
            self.filled.append(following[1])
            end = following[1].end
        text = document.text[first.start : end]

        def value(match: re.Match[str]) -> Quote:
            return identifier(document, first.start + match.start("value"), first.start + match.end("value"))

        self.cases += [value(match) for match in _CASE.finditer(text)]
        if self.journal is None and (journal := _JOURNAL.search(text)):
            self.journal = value(journal)
        if self.document is None and (number := _DOCUMENT.search(text)):
            self.document = value(number)


def _only_fields(text: str) -> bool:
    """Whether a paragraph holds labels and their numbers and nothing else."""
    for pattern in (_CASE, _JOURNAL, _DOCUMENT):
        text = pattern.sub("", text)
    return len(re.findall(r"[^\W\d_]", LABEL.sub("", text))) < 4


def _value_at_end(text: str) -> bool:
    return re.search(r"\d[K]?\s*$", text) is not None


def _only_cases(text: str, profile: Profile) -> list[re.Match[str]]:
    """The case numbers of a paragraph that holds nothing else."""
    for pattern in (profile.case_number, _BARE_CASE):
        found = list(pattern.finditer(text))
        if found and not re.sub(r"[\s,;]|\bog\b", "", pattern.sub("", text)):
            return found
    return []
