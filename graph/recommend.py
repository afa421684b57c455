"""`Indstillinger`: who recommends, on whose handling it rests, and the points, each verbatim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.dates import MONTHS
from graph.layout import Part
from graph.lines import unfinished
from graph.model import Quote, Recommender
from graph.organisation import Profile
from graph.recognise import known_agents
from graph.text import Document, Paragraph

_VERB = re.compile(r"\b(?:indstiller|indstilles|anbefaler)\b", re.IGNORECASE)
_MARK = re.compile(
    r"\s*(?:[-–—]\s*(?:o\s+)?)?(?:(?P<number>\d{1,2})\s?[.)](?!\d)|[a-zæøå]\)|[-•*–—])\s*(?=\S)"
)
# `1. oktober` at the head of a wrapped line is a day and no point.
_DAY = re.compile(rf"\s*\d{{1,2}}\.\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_LEADS_TO_POINTS = re.compile(r"(?:[:;.,!?)]|\bat)\s*$", re.IGNORECASE)
_AT = re.compile(r",?\s*\bat\b\s*:?\s*", re.IGNORECASE)
_BASIS = re.compile(r"\b(?:bag)?grund(?:lag)?\b|\bvegne\b|\bbaggrund\b", re.IGNORECASE)
# Words after the verb that are no subject: where it is sent, how many points follow.
_NO_SUBJECT = re.compile(
    r"\s*(?:,|:|at\b|til\b|over ?for\b|på\b|flg|følgende|derfor|hermed|samlet|$)", re.IGNORECASE
)
_SUBJECT_END = re.compile(r"\s*(?:,|:|\bat\b|\btil\b|\bpå\b|\bflg|\bfølgende\b|\bderfor\b|$)", re.IGNORECASE)
_AND = re.compile(r"(?<!-),\s*|(?<!-)\s+(?:og|samt)\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå)][a-zæøå)])[.:!?]\s+(?=[A-ZÆØÅ])")
_PARTICLE = r"(?:van|von|der|den|de|af|la|le)"
_NAME = re.compile(rf"[A-ZÆØÅÉÖÄÜ][\wæøåéöäü.'’-]*(?:\s+(?:{_PARTICLE}\s+)*[A-ZÆØÅÉÖÄÜ][\wæøåéöäü.'’-]*)+$")
_LONGEST_SUBJECT = 200


@dataclass
class Recommendations:
    """Who recommends, and the points."""

    recommenders: list[Recommender] = field(default_factory=list)
    points: list[Quote] = field(default_factory=list)
    # The last point stands in the sentence that says who recommends; no list has begun.
    inline: bool = False


def read_recommendations(document: Document, part: Part, profile: Profile) -> Recommendations:
    """Read the paragraphs under `Indstillinger`."""
    read = Recommendations()
    marked, last = False, 0
    for index, paragraph in enumerate(part.paragraphs):
        spans, last = _points(paragraph, last)
        following = part.paragraphs[index + 1 : index + 2]
        points_follow = bool(spans) or any(_MARK.match(p.lines[0].text) for p in following)
        lead = document.text[paragraph.start : spans[0][0] if spans else paragraph.end]
        verb = _VERB.search(lead[:_LONGEST_SUBJECT])
        if verb:
            marked = False
            _introduce(document, paragraph.start, lead, verb, points_follow, profile, read)
        elif lead.strip():
            if marked or _broken_off(read, lead):
                _go_on(document, paragraph.start + len(lead), lead, read)
            else:
                read.points.append(_stripped(document, paragraph.start, paragraph.start + len(lead)))
                read.inline = False
        for start, end in spans:
            marked, read.inline = True, False
            read.points.append(_stripped(document, start, end))
    read.points = [point for point in read.points if point.text]
    return read


def _points(paragraph: Paragraph, last: int) -> tuple[list[tuple[int, int]], int]:
    """Where the marked points of a paragraph stand, marks included; a line without one goes on.

    ``last`` is the number of the last point so far, and what it is after this paragraph.
    """
    spans: list[tuple[int, int]] = []
    before = ""
    for line in paragraph.lines:
        mark = _MARK.match(line.text)
        if mark and _opens_point(mark, line.text, before, last):
            spans.append((line.start, line.end))
            last = int(mark["number"] or last)
        elif spans:
            spans[-1] = (spans[-1][0], line.end)
        before = line.text
    return spans, last


def _opens_point(mark: re.Match[str], line: str, before: str, last: int) -> bool:
    """Whether a mark is one: a number in mid-sentence (`i\\n9. klasse`) that no count leads to is not."""
    if mark["number"] is None:
        return True
    if _DAY.match(line):
        return False
    return not before or int(mark["number"]) == last + 1 > 1 or bool(_LEADS_TO_POINTS.search(before))


def _broken_off(read: Recommendations, words: str) -> bool:
    """Whether words after a page break are the rest of the last point."""
    if not read.points or not words.lstrip()[:1].islower():
        return False
    last = read.points[-1]
    ended = last.text.endswith((".", ":", "!", "?"))
    return unfinished(last.text) or (not ended and (read.inline or last.text[:1].isupper()))


def _stripped(document: Document, start: int, end: int) -> Quote:
    """A point without its mark and its lead-in `at`."""
    text = document.text[start:end]
    mark = _MARK.match(text)
    at = re.compile(r"\s*at\b\s*:?\s*", re.IGNORECASE).match(text, mark.end() if mark else 0)
    return document.quote(start + (at.end() if at else mark.end() if mark else 0), end)


def _go_on(document: Document, end: int, words: str, read: Recommendations) -> None:
    """Words without a mark after marked points: the rest of the last one, if a page break cut it."""
    last = read.points[-1]
    if words.lstrip()[:1].islower() and not last.text.endswith((".", ":", "!", "?")):
        read.points[-1] = document.quote(last.span.start, end)


def _introduce(
    document: Document,
    start: int,
    lead: str,
    verb: re.Match[str],
    points_follow: bool,
    profile: Profile,
    read: Recommendations,
) -> None:
    """The sentence with `indstiller`: its subject before the verb, or after it when inverted."""
    sentence = max((m.end() for m in _SENTENCE_END.finditer(lead, 0, verb.start())), default=0)
    before = lead[sentence : verb.start()]
    inverted = bool(_BASIS.search(before)) or not before.strip()
    subject_start, subject_end = sentence, verb.start()
    if inverted:
        if _NO_SUBJECT.match(lead, verb.end()):
            subject_end = subject_start
        else:
            subject_start = verb.end()
            end = _SUBJECT_END.search(lead, subject_start + 1)
            subject_end = end.start() if end else len(lead)
    if verb[0].lower() == "indstilles" and before.strip().casefold() in ("det", "der"):
        subject_end = subject_start
    at = _AT.search(lead, max(verb.end(), subject_end))
    behalf = _basis(document, lead[: at.start() if at else len(lead)], profile)
    read.recommenders += _subjects(document, start + subject_start, start + subject_end, behalf, profile)
    said = lead[at.end() :].strip() if at else ""
    ended = said.endswith((".", "!", "?"))
    if at and said and not said.endswith(":") and (ended or not points_follow):
        read.points.append(document.quote(start + at.end(), start + len(lead)))
        read.inline = True


def _basis(document: Document, text: str, profile: Profile) -> str | None:
    """The body on whose handling (`på baggrund af`, `på vegne af`) the recommendation rests."""
    basis = _BASIS.search(text)
    if not basis:
        return None
    bodies = [
        m for m in known_agents(profile).find(text) if m.kind == "body" and m.quote.span.start >= basis.end()
    ]
    return bodies[0].name if bodies else None


def _subjects(
    document: Document, start: int, end: int, behalf: str | None, profile: Profile
) -> list[Recommender]:
    """`Direktøren`, `Sekretariatschef Anne Holm`, `direktør A B og økonomichef C D` ..."""
    text = document.text[start:end]
    if not text.strip(" ,"):
        return []
    whole = document.quote(start, end)
    if (
        profile.find("body", whole.text)
        or profile.find("unit", whole.text)
        or profile.find("post", whole.text)
    ):
        return [Recommender(whole, None, behalf)]
    found: list[Recommender] = []
    position = 0
    for cut in [*_AND.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        quote = document.quote(start + position, start + stop)
        if quote.text.strip(" ,"):
            found.append(_one(document, quote, behalf, profile))
        position = cut.end() if cut else stop
    return _beside(found)


def _one(document: Document, quote: Quote, behalf: str | None, profile: Profile) -> Recommender:
    """A post, a post with a name behind it, or a name alone."""
    raw = document.text[quote.span.start : quote.span.end]
    for cut in re.finditer(r"\s+", raw):
        role = document.quote(quote.span.start, quote.span.start + cut.start())
        name = document.quote(quote.span.start + cut.end(), quote.span.end)
        known = profile.find("post", role.text) or _ROLE_WORD.search(role.text)
        if known and _NAME.fullmatch(name.text):
            return Recommender(role, name, behalf)
    return Recommender(quote, None, behalf)


_ROLE_WORD = re.compile(
    r"(?:chef|direktør|leder|konsulent|koordinator|sekretær|formand|mester|jurist|planlægger|inspektør|mand)"
    r"(?:en|n|er|ne|erne|r)?$",
    re.IGNORECASE,
)


def _beside(found: Sequence[Recommender]) -> list[Recommender]:
    """`Anne Holm, sekretariatschef`: a bare name followed by a bare post is one recommender."""
    merged: list[Recommender] = []
    for one in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.person is None
            and _NAME.fullmatch(last.role.text)
            and _ROLE_WORD.search(one.role.text)
        ):
            merged[-1] = Recommender(one.role, last.role, one.on_behalf_of)
        else:
            merged.append(one)
    return merged
