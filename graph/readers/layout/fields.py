"""The fields of an agenda item: item type, path of treatment, attachments, and the words of its decision."""

import re
from collections.abc import Iterator, Sequence

from graph.base.remembered import of_one_text
from graph.minutes.dates import DATE, WEEKDAYS, as_date
from graph.minutes.document import Document, Line, Paragraph, one_line, unfinished
from graph.minutes.model import Attachment, Quote, Span, TreatmentStep
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile
from graph.readers.layout.lines import identifier
from graph.wording.names import is_full_name

_DOCUMENT_NUMBER = r"\d{3}-\s{0,9}\d{4}-\s{0,9}\d{1,7}|\d{6,10}"
_TITLE_AND_NUMBER = re.compile(
    rf"(?P<title>.*[^\s-])(?=\t|\s\s|\s\d{{3}}-)\s++(?P<number>{_DOCUMENT_NUMBER})\s*$"
)
_ONLY_NUMBER = re.compile(rf"\s*(?P<number>{_DOCUMENT_NUMBER})\s*$")
# What stands before the entries of a list; where the first has none, a dash in another belongs to a title.
_BULLET = re.compile(r"\s*[-•*–]\s+(?=\S)")
_NUMBERED_ENTRY = re.compile(r"\s*Bilag\s+(?:nr\.?\s*)?\d", re.IGNORECASE)
_A_BODY = re.compile(r"(?:udvalget|rådet|nævnet|direktionen|bestyrelsen)$", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:og|samt)\s+")
_JOINED = re.compile(r"(?:og|samt)\s+(?=[A-ZÆØÅ]|[a-zæøå-]{2,60}(?:udvalget|rådet|nævnet|bestyrelsen)(?!\w))")
_PATH_END = re.compile(r"\s*(?:[,;\n]|\.\s*$|\.\s+(?=[A-ZÆØÅ])|(?<!\w)[-•*–—>→]\s)\s*")
# What a body is to do with the case, which is no part of its name.
_TO_WHAT = (
    r"(?:beslutning|orientering|drøftelse|godkendelse|indstilling|anbefaling|efterretning|udtalelse|høring)"
)
_PURPOSE = re.compile(
    rf"(?<!\s)\s*+(?:\((?:til\s+)?{_TO_WHAT}\)|(?:[:,]|[-–]\s)?\s*+til\s+{_TO_WHAT}(?!\w))", re.IGNORECASE
)
# A sentence that leads to the bodies, and the words of one that names none as a step of its own.
_LEAD = re.compile(
    r"(?:(?:sagen|punktet|forslaget|indstillingen)\s+)?(?:skal\s+)?"
    r"(?:behandles|forelægges|fremlægges|fremsendes|videresendes|sendes|går)\s+"
    r"(?:(?:videre|først|herefter|derefter)\s+)*(?:(?:i|for|til|af)\s+)?"
    r"|(?:i|for|til)\s+(?=(?-i:[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<!\w)(?:er|var|har|skal|kan|vil|bliver|blev|sker|træffer|afgør|indstiller|anbefaler|behandles|behandlet"
    r"|forelægges|godkendes|ikke)(?![\w-])",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:ingen|intet|nej)(?!\w)", re.IGNORECASE)
_NOBODY_ABSENT = re.compile(
    r"\s*(?:fraværende|afbud|ikke\s+til\s?stede)(?:\s+med\s+afbud)?\s*:\s*[-–]?\s*$", re.IGNORECASE
)
_DAY_BEHIND = re.compile(
    rf"(?:\s*+,)?+\s*+(?:(?:{'|'.join(WEEKDAYS)})\s++)?(?:(?:den|d\.)\s++)?{DATE.pattern}", re.IGNORECASE
)
# A paragraph of the list of attachments that is longer, or ends like a sentence, is prose.
_LONGEST_ATTACHMENT = 250
# Small words that no title begins with: what a page break cut off from the title before.
_GOES_ON = re.compile(r"(?:af|for|fra|hos|i|inden|med|og|om|på|samt|som|til|under|ved)\s")
# The widest that wrapped lines are, and the share of that within which a line is clearly not full.
_WIDEST = 120
_CLEARLY = 0.6
# Longer stretches are no entry of a list and no path; looking for one in them takes quadratic time.
_LONGEST_ENTRY = 1000
_LONGEST_PATH = 3000


def read_case_type(document: Document, part: HeadedSection) -> Quote | None:
    """The value under `Sagstype`, without its stop."""
    if not part.paragraphs:
        return None
    quote = document.quote(part.paragraphs[0].start, part.paragraphs[0].end)
    return Quote(
        quote.text.rstrip("."),
        Span(quote.span.start, quote.span.end - len(quote.text) + len(quote.text.rstrip("."))),
    )


def read_path(document: Document, part: HeadedSection, profile: Profile) -> list[TreatmentStep]:
    """The bodies under `Behandling`, in order; a body the profile lacks keeps its printed name."""
    steps: list[TreatmentStep] = []
    for first, last in _runs(part.paragraphs):
        printed = document.text[first.start : min(last.end, first.start + _LONGEST_PATH)]
        days = {m.start(): day.isoformat() for m in _DAY_BEHIND.finditer(printed) if (day := as_date(m))}
        # A day behind a body parts it from the next one, and so does what it is to do.
        text = _PURPOSE.sub(_parting, _DAY_BEHIND.sub(_parting, printed))
        position = 0
        while position < len(text):
            separator = (
                _PATH_END.match(text, position)
                or _JOINT.match(text, position)
                or _JOINED.match(text, position)
            )
            separator = separator or _LEAD.match(text, position)
            if separator and separator.end() > position:
                position = separator.end()
                continue
            end = _path_step_end(text, position, profile)
            quote = document.quote(first.start + position, first.start + end)
            agent = profile.find("body", quote.text.rstrip("."))
            if agent or _may_be_step(quote.text):
                name = agent.name if agent else quote.text.rstrip(".")
                known = agent is not None and not agent.by_form
                behind = (day for at, day in days.items() if at >= end and not text[end:at].strip(" ;"))
                steps.append(TreatmentStep(name, quote, known, next(behind, None)))
            position = max(end, position + 1)
    return steps


def _parting(match: re.Match[str]) -> str:
    return ";" + " " * (match.end() - match.start() - 1)


def _may_be_step(words: str) -> bool:
    """Whether words that no body is known by are the name of one: no sentence, and not that there is none."""
    if not re.search(r"[^\W\d_]", words) or _NONE.match(words) or _SENTENCE.search(words):
        return False
    return words[:1].isupper() or words[:1].isdigit() or _A_BODY.search(words.rstrip(".")) is not None


def _runs(own: Sequence[Paragraph]) -> list[tuple[Paragraph, Paragraph]]:
    """First and last paragraph of each stretch that only page breaks part."""
    runs: list[tuple[Paragraph, Paragraph]] = []
    for paragraph in own:
        if runs and (paragraph.text[:1].islower() or unfinished(runs[-1][1].text)):
            runs[-1] = (runs[-1][0], paragraph)
        else:
            runs.append((paragraph, paragraph))
    return runs


def _path_step_end(text: str, position: int, profile: Profile) -> int:
    """Where the step that begins here ends: the longest stretch that is a known body, else the
    next separator; `og` parts two steps only where both sides are bodies by their names."""
    cuts = [m.start() for m in _PATH_END.finditer(text, position + 1) if not _inside_name(text, m)] + [
        len(text)
    ]
    for end in reversed(cuts[:4]):
        if profile.find("body", one_line(text[position:end]).rstrip(".")):
            return end
    for joint in _JOINT.finditer(text[position : cuts[0]]):
        left, right = text[position : position + joint.start()], text[position + joint.end() : cuts[0]]
        known = profile.find("body", one_line(left)) or _A_BODY.search(left)
        if known and (profile.find("body", one_line(right).rstrip(".")) or _A_BODY.search(right.rstrip("."))):
            return position + joint.start()
    return cuts[0]


def _inside_name(text: str, cut: re.Match[str]) -> bool:
    """A line end inside a body's name: it goes on in lower case, or what stands before it calls for more."""
    if cut[0].strip():
        return False
    return text[cut.end() : cut.end() + 1].islower() or unfinished(
        text[max(0, cut.start() - 20) : cut.start()]
    )


def read_attachments(
    document: Document, part: HeadedSection, until_prose: bool
) -> tuple[list[Attachment], list[Paragraph]]:
    """The entries of a list of attachments: a title, wrapped or not, with or without its number.

    With ``until_prose`` the first paragraph that reads like running text ends the list, because
    it may be another item's; that paragraph and the rest are given back.
    """
    found: list[Attachment] = []
    numbered = any(_ends_entry(line) for paragraph in part.paragraphs for line in paragraph.lines)
    for index, paragraph in enumerate(part.paragraphs):
        if until_prose and reads_like_prose(paragraph):
            return found, part.paragraphs[index:]
        start = paragraph.start
        listed = _BULLET.match(paragraph.lines[0].text)
        counted = paragraph.text[:1].isdecimal()
        for at, line in enumerate(paragraph.lines):
            if listed and (bullet := _BULLET.match(line.text)):
                found += [Attachment(document.quote(start, line.start))] if start < line.start else []
                start = line.start + bullet.end()
            elif (
                at
                and not (numbered or listed or counted)
                and _is_whole(document, paragraph.lines[at - 1], line)
            ):
                found += [Attachment(document.quote(start, line.start))] if start < line.start else []
                start = line.start
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
        if start < paragraph.end and (title := document.quote(start, paragraph.end)).text.strip("-–—•* "):
            last = found[-1] if found else None
            goes_on = last and (unfinished(last.title.text) or _GOES_ON.match(title.text))
            if last and goes_on and start == paragraph.start and last.document_number is None:
                found[-1] = Attachment(document.quote(last.title.span.start, paragraph.end))
            else:
                found.append(Attachment(title))
    return found, []


def entry_lines(paragraphs: Sequence[Paragraph]) -> Iterator[list[Line]]:
    """The lines of each entry of such a list: one ends with its number, and before a bullet or `Bilag 2`; a
    paragraph that goes on in small letters is the rest of the one above."""
    entry: list[Line] = []
    for paragraph in paragraphs:
        listed = _BULLET.match(paragraph.lines[0].text)
        for at, line in enumerate(paragraph.lines):
            begins = _NUMBERED_ENTRY.match(line.text) or (listed and _BULLET.match(line.text))
            if entry and (begins or not (at or line.text.lstrip()[:1].islower()) or _ends_entry(entry[-1])):
                yield entry
                entry = []
            entry.append(line)
    if entry:
        yield entry


def _ends_entry(line: Line) -> bool:
    return bool(_ONLY_NUMBER.match(line.text) or _TITLE_AND_NUMBER.match(line.text))


def _is_whole(document: Document, line: Line, following: Line) -> bool:
    """Whether a line of a list without numbers is a whole title: the first word of the next one begins like
    one, and would clearly have fitted within the width that lines of the document have."""
    words = following.text.split(maxsplit=1)
    # The kind of a file (`PDF`) stands below its title, and a wrapped entry of a counted list has no number.
    if not words or not words[0][:1].isupper() or following.text.strip().isupper() or unfinished(line.text):
        return False
    return len(line.text.rstrip()) + 1 + len(words[0]) < _CLEARLY * _width(document.text)


@of_one_text
def _width(text: str) -> int:
    """How many characters the lines of a document are wide that are wrapped, at most."""
    return min(_WIDEST, max(len(line.rstrip()) for line in text.split("\n")))


def one_tab(text: str) -> str:
    """The text with its line ends as spaces, every offset kept."""
    return text.replace("\n", " ")


def reads_like_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text rather than an entry of a list."""
    text = paragraph.text
    sentences = len(re.findall(r"(?<![a-zæøå])[a-zæøå]{3,}+\.(?:\s+[A-ZÆØÅ]|$)", text))
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

    both = [*first, *second]
    whole = {attachment_key(one.title.text): one for one in both}
    merged: dict[str, Attachment] = {}
    at = 0
    while at < len(both):
        one, following = both[at], both[at + 1] if at + 1 < len(both) else None
        key = attachment_key(one.title.text)
        # A title that a page break cut in two in one of the lists stands whole in the other.
        if following and (joined := key + attachment_key(following.title.text)) in whole:
            number = one.document_number or following.document_number
            one, key = Attachment(whole[joined].title, whole[joined].document_number or number), joined
            at += 1
        known = merged.get(key)
        if known is None or (known.document_number is None and one.document_number):
            merged[key] = one
        at += 1
    return list(merged.values())


def with_numbers(
    document: Document, attachments: Sequence[Attachment], beside: Sequence[Paragraph]
) -> tuple[list[Attachment], list[Paragraph]]:
    """The attachments with the numbers that stand apart from them, and the paragraphs those stand in.

    Where the page with the heading of the first list is lost, its lines (title and number) stand among other
    words. They belong to the titles they repeat, and to nobody where two lines give one title two numbers.
    """
    bare_titles = {attachment_key(one.title.text) for one in attachments if one.document_number is None}
    numbers: dict[str, set[Quote]] = {}
    used: list[Paragraph] = []
    for paragraph in beside if bare_titles else ():
        entries = [
            one for one in _numbered(document, paragraph) if attachment_key(one.title.text) in bare_titles
        ]
        for one in entries:
            if one.document_number:
                numbers.setdefault(attachment_key(one.title.text), set()).add(one.document_number)
        used += [paragraph] if entries else []
    sure = {key: next(iter(found)) for key, found in numbers.items() if len({one.text for one in found}) == 1}
    return [
        Attachment(one.title, one.document_number or sure.get(attachment_key(one.title.text)))
        for one in attachments
    ], used


def _numbered(document: Document, paragraph: Paragraph) -> list[Attachment]:
    """The titles with a number behind them in a paragraph of whatever heading."""
    if not _TITLE_AND_NUMBER.match(one_tab(document.text[paragraph.start : paragraph.end][-_LONGEST_ENTRY:])):
        return []
    found, _ = read_attachments(document, HeadedSection("bilag", None, [paragraph]), until_prose=False)
    return [one for one in found if one.document_number]


def attachment_key(title: str) -> str:
    """A title without its number, white space and stops, for comparison."""
    return re.sub(r"[\s.]", "", re.sub(r"(?<!\S)\d{3}-\s*\d{4}-\s*\d+\s*$", "", title)).casefold()


def decision_text(document: Document, part: HeadedSection) -> Quote | None:
    """The verbatim decision; ``None`` where nothing stands under the heading."""
    lines = [line for paragraph in part.paragraphs for line in paragraph.lines]
    # `Fraværende:` with nobody behind it says nothing; where the names stand on the next line, it does.
    while len(lines) > 1 and _NOBODY_ABSENT.match(lines[0].text) and not _begins_with_name(lines[1].text):
        del lines[0]
    if not lines:
        return None
    return document.prose(lines[0].start, lines[-1].end)


def _begins_with_name(text: str) -> bool:
    return is_full_name(re.split(r"[,;(]|\s(?:og|samt)\s", text.strip(), maxsplit=1)[0].strip(" ."))
