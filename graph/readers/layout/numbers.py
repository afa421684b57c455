"""The numbers of an agenda item: case numbers, journal number, document number."""

import re
from collections.abc import Sequence

from graph.minutes.document import Document, Paragraph
from graph.minutes.model import Quote
from graph.municipality.profile import Profile
from graph.readers.layout.layout import Block
from graph.readers.layout.lines import (
    BEHIND_OTHER,
    CASE_LABEL,
    CASE_NUMBER_ALONE,
    DOCUMENT_LABEL,
    KLE_CASE_LINE,
    KLE_LINE,
    LABEL,
    LABELLED,
    heading_kind,
    identifier,
    is_labelled_number,
)

_NUMBER = r"\d[\d./]*(?:-\s{0,9}\d+)*"
# Whatever stands behind the label, with a digit in it; over a line end it goes on behind a hyphen only.
_TOKEN = r"[^\W_](?:[\w./]*[^\W_])?"
_CODE = (
    r"(?:\d{1,4}(?:[ ]\d{2,7}){1,2}(?![\w./-])|\d{2,4}[ ]/[ ]?\d{1,7}(?![\w./-])"
    r"|(?-i:[A-ZÆØÅ]{1,4})[ ]\d[\w./]*[^\W_]"
    rf"|(?=[\w./-]{{0,20}}?\d){_TOKEN}(?:(?:-|-\s{{1,9}}(?=\d)"
    rf"|(?<=\d)[ ]{{1,2}}-[ ]?(?=\d)){_TOKEN}){{0,6}}(?:[ ]?K(?!\w))?)"
)
_CASE = re.compile(rf"(?<![^\W_]){CASE_LABEL}\s*:?\s*(?P<value>{_CODE})", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\bJ(?:ournal)?\.?\s?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>\d{2}(?:\.\d{2}){1,2}(?:[A-ZÆØÅ]\d{2})?)(?!\w)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"\b{DOCUMENT_LABEL}(?![^\W_])\.?\s*:?\s*(?P<value>{_NUMBER})", re.IGNORECASE)
_MORE = re.compile(rf"\s*(?:[,;&]|og)\s+(?P<value>{_CODE})", re.IGNORECASE)
_FOUR_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*+){4}")
# What stood behind it may be nobody's to see.
_EMPTY_FIELD = re.compile(r"[^\W\d_][\w. -]{1,30}+:(?=\s*$)")
_OTHER_FIELD = re.compile(r"[^\W\d_][\w. -]{1,30}+:\s*\S+")
_MOST_BESIDE = 6
_ANY_NUMBER = re.compile(rf"\s*{_CODE}\s*$")
_BARE_CASE = re.compile(
    r"\d{2}-\s{0,9}\d{5,7}\s?[A-Z]?|\d{3}-\s{0,9}\d{4}-\s{0,9}\d{1,7}"
    r"|[A-ZÆØÅ]{1,5}-?\s{0,9}\d{2,4}-\s{0,9}\d{3,7}|\d{2}/\d{3,6}|(?:19|20)\d{2}-\d{5,7}"
)


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
        if block.case_number:
            self.cases.append(block.case_number)
        for paragraph in block.above:
            if KLE_LINE.match(paragraph.text):
                self.journal = document.quote(paragraph.start, paragraph.end)
            elif KLE_CASE_LINE.match(paragraph.text):
                self.cases.append(identifier(document, paragraph.start, paragraph.end))
            elif is_labelled_number(paragraph.text):
                self._labelled(document, [paragraph])
        opens, formed = block.opens or {}, block.opens is not None
        for index, paragraph in enumerate(block.paragraphs):
            text = document.text[paragraph.start : paragraph.end]
            opened = opens.get(paragraph.start)
            kind = (opened.kind if opened else heading_kind(paragraph.lines[0])) or kind
            if paragraph in self.filled:
                continue
            labelled = LABELLED.match(text) or (before_any_heading and BEHIND_OTHER.match(text))
            if labelled and _only_fields(text, before_any_heading):
                if self.cases and _CASE.search(text):
                    self.again = paragraph.start
                    return
                if kind != "bilag":
                    self._labelled(document, block.paragraphs[index:])
            elif before_any_heading and (
                (formed and CASE_NUMBER_ALONE.match(text)) or KLE_CASE_LINE.match(text)
            ):
                self.cases.append(identifier(document, paragraph.start, paragraph.end))
                self.filled.append(paragraph)
            elif before_any_heading and (numbers := _only_cases(text, profile)):
                spans = [(paragraph.start + first, paragraph.start + last) for first, last in numbers]
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

        for match in _CASE.finditer(text):
            one: re.Match[str] | None = match
            while one:
                self.cases.append(value(one))
                one = _MORE.match(text, one.end())
        if self.journal is None and (journal := _JOURNAL.search(text)):
            self.journal = value(journal)
        if self.document is None and (number := _DOCUMENT.search(text)):
            self.document = value(number)


def _only_fields(text: str, opening: bool) -> bool:
    """Whether a paragraph holds labels and their numbers and nothing else. In the ``opening`` of an item a
    body or a word may stand behind the case number, but no sentence."""
    rest = text
    for pattern in (_CASE, _JOURNAL, _DOCUMENT, _OTHER_FIELD, LABEL, _EMPTY_FIELD):
        rest = pattern.sub("", rest)
    if not _FOUR_LETTERS.search(rest):
        return True
    rest = rest.strip(" .,;:\n\t") if _CASE.match(text) else ""
    few = len(rest.split()) <= _MOST_BESIDE and not text.rstrip().endswith((".", "?", "!"))
    return opening and few and rest[:1].isupper()


def _value_at_end(text: str) -> bool:
    return re.search(r"\d[K]?\s*$", text) is not None


def _only_cases(text: str, profile: Profile) -> list[tuple[int, int]]:
    """The case numbers of a paragraph that holds nothing else."""
    for found in (profile.case_numbers(text), [match.span() for match in _BARE_CASE.finditer(text)]):
        ends = [0, *(end for _, end in found)]
        between = [text[end:start] for end, (start, _) in zip(ends, [*found, (len(text), 0)], strict=True)]
        if found and not re.sub(r"[\s,;]|\bog\b", "", " ".join(between)):
            return found
    return []
