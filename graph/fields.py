"""The fields of an agenda item: numbers, path of treatment, attachments, decision and its outcome."""

import re
from collections.abc import Sequence
from functools import cache

from graph.layout import Block, Part, bare
from graph.model import Attachment, Quote, Span, TreatmentStep
from graph.organisation import Profile, folded
from graph.text import Document, Paragraph, one_line
from graph.vocabulary import vocabulary

_NUMBER = r"\d[\d./]*(?:-\s?\d+)*(?:-\s?\d+)?"
_CASE = re.compile(rf"\bSags?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>{_NUMBER}K?)", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\bJ(?:ournal)?\.?\s?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>\d{2}(?:\.\d{2}){1,2}(?:[A-ZÆØÅ]\d{2})?)(?!\w)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"\bDok(?:ument)?\.?\s?(?:nr|nummer)\b\.?\s*:?\s*(?P<value>{_NUMBER})", re.IGNORECASE)
_LABELLED = re.compile(
    r"\W*(?:Sags?(?:nr|nummer)|J(?:ournal)?\.?\s?(?:nr|nummer)|Dok(?:ument)?\.?\s?(?:nr|nummer))\b\.?",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\s*{_NUMBER}K?\s*$")
_BARE_CASE = re.compile(r"\d{2}-\s?\d{5,7}\s?[A-Z]?|\d{3}-\s?\d{4}-\s?\d{1,7}")
_DOCUMENT_NUMBER = r"\d{3}-\s?\d{4}-\s?\d{1,7}|\d{6,10}"
_TITLE_AND_NUMBER = re.compile(
    rf"(?P<title>.*\S)\s*(?:\t|\s{{2,}}|\s(?=\d{{3}}-))\s*(?P<number>{_DOCUMENT_NUMBER})\s*$"
)
_ONLY_NUMBER = re.compile(rf"\s*(?P<number>{_DOCUMENT_NUMBER})\s*$")
_JOINT = re.compile(r"\s+(?:og|samt)\s+")
_PATH_END = re.compile(r"\s*(?:[,;\n]|\.\s*$|\.\s+(?=[A-ZÆØÅ])|[-•*–>]\s)\s*")
# A paragraph of the list of attachments that is longer, or ends like a sentence, is prose.
_LONGEST_ATTACHMENT = 250
# Longer stretches are no entry of a list and no path; looking for one in them takes quadratic time.
_LONGEST_ENTRY = 1000
_LONGEST_PATH = 3000


def identifier(document: Document, start: int, end: int) -> Quote:
    """A number, free of the white space that a line end left in it."""
    span = document.trim(start, end)
    return Quote(re.sub(r"\s", "", document.text[span.start : span.end]), span)


class Numbers:
    """Case numbers, journal number and document number of an item, and the paragraphs they fill."""

    def __init__(self, document: Document, block: Block, profile: Profile) -> None:
        self.cases: list[Quote] = []
        self.journal: Quote | None = None
        self.document: Quote | None = None
        self.filled: list[Paragraph] = []
        before_any_heading = True
        for index, paragraph in enumerate(block.paragraphs):
            text = document.text[paragraph.start : paragraph.end]
            if _LABELLED.match(text):
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


def _value_at_end(text: str) -> bool:
    return re.search(r"\d[K]?\s*$", text) is not None


def _only_cases(text: str, profile: Profile) -> list[re.Match[str]]:
    """The case numbers of a paragraph that holds nothing else."""
    for pattern in (profile.case_number, _BARE_CASE):
        found = list(pattern.finditer(text))
        if found and not re.sub(r"[\s,;]|\bog\b", "", pattern.sub("", text)):
            return found
    return []


@cache
def case_types() -> frozenset[str]:
    """The wordings of Sagstype, folded."""
    return frozenset(folded(label) for kind in vocabulary().concepts("sagstype") for label in kind.labels)


def case_type_code(wording: str) -> str | None:
    """The code of a wording of Sagstype."""
    kinds = vocabulary().concepts("sagstype")
    return next((kind.code for kind in kinds if folded(wording) in map(folded, kind.labels)), None)


def read_case_type(document: Document, part: Part) -> Quote | None:
    """The value under `Sagstype`, without its stop."""
    if not part.paragraphs:
        return None
    quote = document.quote(part.paragraphs[0].start, part.paragraphs[0].end)
    return Quote(
        quote.text.rstrip("."),
        Span(quote.span.start, quote.span.end - len(quote.text) + len(quote.text.rstrip("."))),
    )


def read_path(document: Document, part: Part, profile: Profile) -> list[TreatmentStep]:
    """The bodies under `Behandling`, in order; a body the profile lacks keeps its printed name."""
    steps: list[TreatmentStep] = []
    for paragraph in part.paragraphs:
        text = document.text[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST_PATH)]
        position = 0
        while position < len(text):
            separator = _PATH_END.match(text, position) or _JOINT.match(text, position)
            if separator and separator.end() > position:
                position = separator.end()
                continue
            end = _path_step_end(text, position, profile)
            quote = document.quote(paragraph.start + position, paragraph.start + end)
            if quote.text.strip(".,"):
                agent = profile.find("body", quote.text.rstrip("."))
                name = agent.name if agent else quote.text.rstrip(".")
                steps.append(TreatmentStep(name, quote, agent is not None))
            position = max(end, position + 1)
    return steps


def _path_step_end(text: str, position: int, profile: Profile) -> int:
    """Where the step that begins here ends: the longest stretch that is a known body, else the
    next separator; `og` parts two steps only where both sides are known."""
    cuts = [m.start() for m in _PATH_END.finditer(text, position + 1)] + [len(text)]
    for end in reversed(cuts[:4]):
        if profile.find("body", one_line(text[position:end]).rstrip(".")):
            return end
    for joint in _JOINT.finditer(text[position : cuts[0]]):
        left, right = text[position : position + joint.start()], text[position + joint.end() : cuts[0]]
        if profile.find("body", one_line(left)) and profile.find("body", one_line(right).rstrip(".")):
            return position + joint.start()
    return cuts[0]


def read_attachments(
    document: Document, part: Part, until_prose: bool
) -> tuple[list[Attachment], list[Paragraph]]:
    """The entries of a list of attachments: a title, wrapped or not, with or without its number.

    With ``until_prose`` the first paragraph that reads like running text ends the list, because
    it may be another item's; that paragraph and the rest are given back.
    """
    found: list[Attachment] = []
    for index, paragraph in enumerate(part.paragraphs):
        if until_prose and _reads_like_prose(paragraph):
            return found, part.paragraphs[index:]
        start = paragraph.start
        for line in paragraph.lines:
            if line.end - start > _LONGEST_ENTRY:
                continue
            number = _ONLY_NUMBER.match(document.text[start : line.end])
            entry = _TITLE_AND_NUMBER.match(one_tab(document.text[start : line.end]))
            if number and found and found[-1].document_number is None:
                value = identifier(document, start + number.start("number"), line.end)
                found[-1] = Attachment(found[-1].title, value)
            elif entry:
                at = line.end - len(document.text[start : line.end]) + entry.start("number")
                found.append(Attachment(document.quote(start, at), identifier(document, at, line.end)))
            else:
                continue
            start = line.end + 1
        if start < paragraph.end and (title := document.quote(start, paragraph.end)).text.strip("-•* "):
            found.append(Attachment(title))
    return found, []


def one_tab(text: str) -> str:
    """The text with its line ends as spaces, every offset kept."""
    return text.replace("\n", " ")


def _reads_like_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text
    sentences = len(re.findall(r"[a-zæøå]{3,}\.(?:\s+[A-ZÆØÅ]|$)", text))
    return (
        len(text) > _LONGEST_ATTACHMENT
        or text[:1].islower()
        or sentences > 1
        or (sentences == 1 and len(text) > 100)
    )


def merge_attachments(first: Sequence[Attachment], second: Sequence[Attachment]) -> list[Attachment]:
    """Older minutes list attachments before the decision with numbers and after it without: one list.

    A title that the two lists break or space differently is one attachment.
    """

    def key(title: Quote) -> str:
        return re.sub(r"[\s.]", "", title.text).casefold()

    merged = list(first)
    known = {key(attachment.title) for attachment in first}
    for attachment in second:
        if key(attachment.title) not in known:
            merged.append(attachment)
            known.add(key(attachment.title))
    return merged


def decision_text(document: Document, part: Part) -> Quote | None:
    """The verbatim decision; ``None`` where nothing stands under the heading."""
    if not part.paragraphs:
        return None
    return document.prose(part.paragraphs[0].start, part.paragraphs[-1].end)


def outcomes(text: str) -> tuple[str, ...]:
    """The outcome codes of a decision's words, by the wordings of ontology.ttl, in order of place.

    A preferred or alternative wording must open a sentence, a hidden one may stand anywhere in it.
    Words that match none are `fritekst`: kept, listed for review, never guessed.
    """
    words = one_line(bare(text))
    if not words.strip("-–. "):
        return ("ikke-registreret",)
    found: list[tuple[int, int, str]] = []
    for code, openings, anywhere in _wordings():
        for pattern in (openings, anywhere):
            if pattern and (match := pattern.search(words)):
                found.append((match.start("words"), -len(match["words"]), code))
    kept: list[tuple[int, int, str]] = []
    for start, length, code in sorted(found):
        overlaps = any(start < s - n and s < start - length for s, n, _ in kept)
        if not overlaps and code not in [c for _, _, c in kept]:
            kept.append((start, length, code))
    codes = [code for _, _, code in kept]
    if codes[:1] == ["godkendt"] and re.search(r"\bidet\b", words):
        codes[0] = "godkendt-med-bemaerkning"
    return tuple(codes) or ("fritekst",)


@cache
def _wordings() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    def either(labels: Sequence[str]) -> str:
        return "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))

    table = []
    for kind in vocabulary().concepts("beslutningsudfald"):
        openings = re.compile(
            rf"(?:^|[.!?]\s+|\d[.)]\s+)(?P<words>{either(kind.labels)})(?!\w)", re.IGNORECASE
        )
        hidden = [label for label in kind.hidden if label.strip("-")]
        anywhere = re.compile(rf"(?<!\w)(?P<words>{either(hidden)})(?!\w)", re.IGNORECASE) if hidden else None
        table.append((kind.code, openings, anywhere))
    return tuple(table)


def section_text(document: Document, part: Part) -> Quote:
    """All that stands under a heading, verbatim."""
    return document.prose(part.paragraphs[0].start, part.paragraphs[-1].end)
