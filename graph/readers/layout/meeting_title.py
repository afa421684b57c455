"""What names a meeting: a title with its body and day, the sentence of a record, or the body alone."""

import datetime
import re
from collections.abc import Sequence
from itertools import takewhile

from graph.minutes.dates import DATE, MONTHS, WEEKDAYS, as_date, first_day, loose_date, month_number
from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Finding, Quote, Span
from graph.municipality.profile import Profile
from graph.ontology.iris import COUNCILS
from graph.readers.layout.decision_headings import is_body_name, plain_name
from graph.readers.layout.header import LONGEST_VALUE, Header, mark_read, tell_draft
from graph.readers.layout.lines import meeting_heading
from graph.readers.layout.time_and_place import (
    AND_PLACE,
    place_behind,
    read_date,
    read_end,
    read_place,
    read_start,
)
from graph.wording.bodies import in_small_letters
from graph.wording.openness import AGENDA_PART

_OF_A_MEETING = r"(?:(?:af|fra|for|til)\s+)?(?:(?:det\s+)?(?:ekstra)?ordinært?e?\s+)?(?:mødet?\s+i\s+)?"
# A title may tell its day as programs do, and the year in two digits.
_DAY = rf"(?:{DATE.pattern}|(?<!\d)(?P<loose>\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}[- ]\d\d)(?!\d))"
# A line that closed words were blanked out of has any number of blanks: they are gone through once.
_ON = rf"\s*+(?:[,|–-]\s*+)?(?:(?:af)?holdt\s++)?(?:(?:{'|'.join(WEEKDAYS)})\s++)?(?:(?:d\.|den)\s*+)?{_DAY}"
_NAME = r"(?:(?![ ]{3})[^:\n\t]){1,120}?"  # what stands behind a wide gap is in another column
_TITLES = (
    re.compile(
        r"\W*(?:(?:(?P<draft>udkast\s+til|foreløbigt)|åbent|lukket|offentligt|endeligt|godkendt"
        r"|(?:ekstra)?ordinært"
        r"|dagsorden(?:\s*/|\s+og|\s+med))\s*){0,3}(?:beslutnings)?(?:referat|protokol)\b\s*+(?:[:–-]\s*+)?"
        rf"{_OF_A_MEETING}(?P<body>(?!mødet?\b)(?:[^\W\d]|§){_NAME}(?:\n{_NAME})??){_ON}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?P<body>[^\W\d][^:\n]{{2,80}}?)(?:\s*[,–-]|\s{{2}})\s*(?:åbent\s+)?(?:beslutnings)?(?:referat"
        rf"|protokol)(?:\s+(?:fra|af|for)\s+(?:(?:ordinært|ekstraordinært)\s+)?mødet?)?{_ON}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?:(?:ekstra)?ordinært\s+)?møde\s+i\s+(?P<body>(?:[^\W\d]|§){_NAME}){_ON}(?=\s*,?\s*(?:kl\.?|klokken)\s*\d)",
        re.IGNORECASE,
    ),
)
_BODY_AND_DAY = re.compile(rf"[^\w§]*(?P<body>(?:[^\W\d]|§)[^:\n]{{2,80}}?){_ON}\W*$", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf"\s+(?:{'|'.join(WEEKDAYS)})$", re.IGNORECASE)
# How records of old begin: `År 2003 den 27. november kl. 19 afholdt byrådet møde`.
_RECORD = re.compile(
    rf"\W*(?:i\s+)?år(?:et)?\s+(?P<year>\d{{4}}),?\s+(?:(?:den\s+)?(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:den\s+|d\.\s*)?"
    rf"(?P<day>\d{{1,2}})\.?\s+(?P<month>{'|'.join(MONTHS)})(?!\w)",
    re.IGNORECASE,
)
# The same with the day in its usual order: `Den 21. juni 2022 kl. 14 afholdtes bestyrelsesmøde`.
_HELD_ON = re.compile(
    rf"\W*(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:den\s+|d\.\s*)?{DATE.pattern}(?=.{{0,40}}?(?<!\w)(?:af)?holdt(?:es)?(?!\w))",
    re.IGNORECASE,
)
# What a meeting is called by its body (`skolebestyrelsesmøde`), and behind which ending the article is which.
_NAMED_BY_BODY = re.compile(
    r"(?<![^\W_])(?P<name>[^\W\d_]{0,30}bestyrelse|[^\W\d_]{0,30}(?:direktion|kommission)|[^\W\d_]{2,30}(?:råd|udvalg|nævn|synet?))smødet?(?![^\W_])",
    re.IGNORECASE,
)
_ARTICLES = {"e": "n", "ion": "en", "synet": ""}
_OF_MEETING = re.compile(r"[^\W\d_]+s?mødet?", re.IGNORECASE)
# Behind the day, in front of the time.
_PLACE_BEFORE_TIME = re.compile(r"\s*,?\s*(?:i|på)\s+(?P<place>[A-ZÆØÅ][^:\n]{2,80}?),?\s+kl\.?\s*\d")
# Of the body whose record it is; others hold meetings, too (`blev der afholdt borgermøde`).
_MEETING_HELD = re.compile(
    rf"(?<!\w)(?:af)?hold(?:t(?:es)?|er)(?!\w).{{0,80}}?(?:{_NAMED_BY_BODY.pattern}|(?<!\w)møde(?!\w)(?!\s+(?:med|om|for)(?!\w)))",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_SENTENCE = re.compile(r"(?<=[^\W\d]{3})[.](?=\s+[A-ZÆØÅ])|(?<=\d)[.](?=\s+[A-ZÆØÅ])|\Z")
# What a line says that is no title: of another meeting, or anything of this one.
_TELLS = re.compile(
    r"(?<!\w)(?:er|var|blev|bliver|har|havde|skal|vil|kan|næste|kommende|sidste|forrige|seneste)(?!\w)",
    re.IGNORECASE,
)
_HELD_BY = re.compile(
    r"(?:holdt|holder)\s+(?P<body>[^\W\d_][^,.:;\n]{2,80}?)\s+(?:sit\s+)?(?:(?:ekstra)?ordinært?e?\s+)?møde(?!\w)"
    r"|(?<!\w)møde\s+i\s+(?P<met>[^\W\d_][^,.:;\n]{2,80}?)(?=\s+(?:på|i)\s|[,.\n]|$)",
    re.IGNORECASE,
)
# The kind of meeting, printed beside the body's name.
_KIND_OF_MEETING = re.compile(
    r"^\W*(?:ekstra)?ordinært\s+møde\s+i\s+|\W*\b(?:ekstra)?ordinært\s+møde\W*$", re.IGNORECASE
)
_ITS_MEETING = re.compile(
    r"(?:s|['’]s?|(?<=udvalget)|(?<=rådet)|(?<=nævnet)|(?<=bestyrelsen))\s+(?:(?:ekstra)?ordinære\s+)?møde$",
    re.IGNORECASE,
)
_LEADS_TO_BODY = re.compile(
    r"[^\w§]*(?:(?:åbent|ekstraordinært)\s+)?(?:beslutnings)?(?:referat|protokol|dagsorden)\s+(?:fra|af|for|til|i)?\s*"
    r"(?:(?:det\s+)?(?:ordinære?t?\s+|ekstraordinære?t?\s+)?mødet?\s+i\s+)?[:–-]?\s*(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
# The municipality before the body's name, and what the document is behind it.
_MUNICIPALITY = re.compile(r"\W*(?:[A-ZÆØÅ][\w-]{1,40}\s+){1,3}Kommune\s*[,:–-]?\s+(?=[A-ZÆØÅ])")
# Behind the name of a body, where that alone is one: `Handicaprådet i Nyby Kommune`, `BRANDVÆSENET NORD`.
_TOWN_BEHIND = re.compile(
    r"(?:,\s*+|(?<!\s)\s++)(?:(?:i|for|ved)\s++)?(?:[A-ZÆØÅ][\w-]*+\s?){1,3}(?<=\w)(?:\s[Kk]ommune)?\s*+$"
)
_KIND_BEHIND = re.compile(r"\s*[,–-]?\s+(?:åbent\s+)?(?:beslutnings)?(?:referat|protokol)\W*$", re.IGNORECASE)
_COUNCIL = re.compile(rf"(?:{'|'.join(COUNCILS)})(?:e?[tn])?$", re.IGNORECASE)
_NO_BODY = re.compile(r"\W*(?:(?:fra|af|for|til|møde)(?!\w)|$)", re.IGNORECASE)


def day_of_record(document: Document, profile: Profile, header: Header) -> datetime.date | None:
    """The day of the meeting by the words with which records of old begin, with the time, and the body where
    no other words name it."""
    for paragraph in list(header.unread):
        record = _RECORD.match(document.text, paragraph.start, paragraph.end)
        match = record or _HELD_ON.match(document.text, paragraph.start, paragraph.end)
        day = _calendar_day(match) if record and match else as_date(match) if match else None
        if match is None or day is None:
            continue
        ends = _ENDS_SENTENCE.search(document.text, match.end(), paragraph.end)
        end_of_record = ends.end() if ends else paragraph.end
        if not _MEETING_HELD.search(document.text, match.end(), end_of_record):
            continue
        header.start_time = header.start_time or read_start(document.text[match.end() : end_of_record])
        held = _HELD_BY.search(document.text, match.end(), end_of_record) if header.body is None else None
        if held:
            start, end = held.span("body" if held["body"] else "met")
            name = document.quote(start, end)
            if is_body_name(name.text[:1].upper() + name.text[1:]) or profile.find("body", name.text):
                header.body = known_body(document, start, name.text, profile, header)
        at = header.unread.index(paragraph)
        header.unread[at : at + 1] = _behind(paragraph, end_of_record)
        return day
    return None


def _behind(paragraph: Paragraph, end: int) -> list[Paragraph]:
    """What stands in a paragraph behind a place, if anything."""
    cut = (
        Line(line.number, max(line.start, end), line.text[max(0, end - line.start) :])
        for line in paragraph.lines
    )
    rest = tuple(line for line in cut if not line.blank)
    return [Paragraph(rest)] if rest else []


def take_body_of_meeting(
    document: Document, head: Sequence[Paragraph], profile: Profile, header: Header
) -> None:
    """The body by what its meeting is called, where nothing else names it (`Skolebestyrelsesmøde`)."""
    lines = (line for paragraph in head for line in paragraph.lines)
    for line in lines if header.body is None else ():
        match = _NAMED_BY_BODY.search(line.text)
        held = _RECORD.match(line.text) or _HELD_ON.match(line.text)
        if match and (held or not _TELLS.search(line.text)):
            name = match["name"]
            ending = next((one for one in _ARTICLES if name.casefold().endswith(one)), "")
            article = _ARTICLES.get(ending, "et")
            quote = known_body(document, line.start + match.start("name"), name, profile, header)
            printed = name[:1].upper() + name[1:] + article
            agent = profile.find("body", printed)
            header.body = Quote(agent.name if agent else printed, quote.span)
            return


def _calendar_day(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match["year"]), month_number(match["month"]), int(match["day"]))
    except ValueError:
        return None


def take_title(
    document: Document, paragraph: Paragraph, profile: Profile, header: Header
) -> tuple[datetime.date | None, int] | None:
    """The title's date and how many lines of the paragraph it takes, the body going to the header; ``None``
    where the paragraph is no title."""
    text = document.text[paragraph.start : paragraph.end]
    for pattern in (*_TITLES, _BODY_AND_DAY):
        match = pattern.match(text)
        if not match:
            continue
        if pattern is _BODY_AND_DAY and not (
            profile.find("body", match["body"].strip()) or is_body_name(match["body"])
        ):
            continue
        loose = match["loose"]
        day = (read_date(loose) or loose_date(loose)) if loose else as_date(match)
        if loose and day is None:
            continue
        last = DATE.match(text, match.start("day")) if not loose else None
        several = first_day(text, last) if last else None
        body = text[match.start("body") : several[1]].rstrip(" ,|–-") if several else match["body"]
        name = _ITS_MEETING.sub("", _WEEKDAY_BEHIND.sub("", body.strip()))
        if _NO_BODY.match(_KIND_OF_MEETING.sub("", name)):
            continue
        if not _OF_MEETING.fullmatch(name):
            header.body = known_body(document, paragraph.start + match.start("body"), name, profile, header)
        if match.groupdict().get("draft"):
            tell_draft(header, paragraph.lines[0], paragraph.lines[-1])
        end = paragraph.start + match.end()
        behind = text[match.end() :].partition("\n")[0]
        header.start_time = header.start_time or read_start(behind)
        header.end_time = header.end_time or read_end(behind)
        header.place = header.place or place_behind(document, Span(end, end + len(behind)))
        if header.place is None and (before := _PLACE_BEFORE_TIME.match(behind)):
            header.place = read_place(document, Span(end + before.start("place"), end + before.end("place")))
        return several[0] if several else day, sum(line.start < end for line in paragraph.lines)
    opened = meeting_heading(paragraph.lines)
    if opened and not text.strip().casefold().startswith("beslutning"):
        at = re.search(r"\s+".join(map(re.escape, opened[1].split())), text)
        if at:
            header.body = known_body(document, paragraph.start + at.start(), at[0], profile, header)
            behind = AND_PLACE.split(DATE.sub("", text[at.end() :].partition("\n")[0]), maxsplit=1)[0]
            header.start_time = header.start_time or read_start(behind)
            header.end_time = header.end_time or read_end(behind)
            return datetime.date.fromisoformat(opened[2]), opened[0]
    return None


def take_body_alone(document: Document, profile: Profile, header: Header) -> None:
    """The body, where no title names it: its name on a line of its own in the head, if the profile knows
    it, or else if it is one by its form."""
    lines = [(p, line) for p in header.unread for line in p.lines if len(line.text) < LONGEST_VALUE]
    for by_form in (False, True):
        found: list[tuple[Paragraph, Line, Quote]] = []
        for paragraph, line in lines if header.body is None else ():
            lead = _LEADS_TO_BODY.match(line.text) or _MUNICIPALITY.match(line.text)
            behind = _KIND_BEHIND.search(line.text)
            end = behind.start() if behind else len(line.text)
            begin = lead.end() if lead else 0
            town = _TOWN_BEHIND.search(line.text, begin, end)
            if (
                town
                and not is_body_name(line.text[begin:end])
                and is_body_name(line.text[begin : town.start()])
            ):
                end = town.start()
            if (
                behind
                and not is_body_name(line.text[begin:end])
                and line.text[begin:end].rstrip("'’").endswith(("s", "S"))
            ):
                end -= 1  # `Byrådets beslutningsprotokol`
            name = document.quote(line.start + begin, line.start + end)
            if profile.find("body", name.text) or (by_form and is_body_name(name.text)):
                found.append((paragraph, line, name))
        if found:
            paragraph, line, name = _below_letterhead(document, found)
            header.body = known_body(document, name.span.start, name.text, profile, header)
            mark_read(header, paragraph, line)
            return


_Named = tuple[Paragraph, Line, Quote]


def _below_letterhead(document: Document, found: Sequence[_Named]) -> _Named:
    """Of lines that name a body the one that is meant: the first, or of a committee's minutes with the
    council in their letterhead the one right below that."""
    councils = list(takewhile(lambda one: _COUNCIL.search(one[2].text), found))
    behind = found[len(councils)] if councils and len(councils) < len(found) else None
    if behind is None or not behind[2].text.casefold().endswith(("udvalg", "udvalget", "råd", "rådet")):
        return found[0]
    # Nothing but the letterhead stands between, also no line that says what the document is.
    lines = document.lines[found[0][1].number : behind[1].number - 1]
    letterhead = {one[1].number for one in councils}
    return behind if all(line.blank or line.number in letterhead for line in lines) else found[0]


def known_body(document: Document, start: int, name: str, profile: Profile, header: Header) -> Quote:
    kind = _KIND_OF_MEETING.search(name)
    if kind:
        start, name = (
            (start + kind.end(), name[kind.end() :]) if kind.start() == 0 else (start, name[: kind.start()])
        )
    name = AGENDA_PART.sub("", _ITS_MEETING.sub("", name))
    printed = document.quote(start, start + len(name))
    name = plain_name(name) or name
    quote = document.quote(start, start + len(name))
    if is_body_name(quote.text):
        quote = Quote(in_small_letters(quote.text), quote.span)
    header.body_printed = printed.text if printed.text != quote.text else None
    agent = profile.find("body", quote.text)
    if agent is None:
        lines = document.line_numbers(quote.span.start, quote.span.end)
        header.findings.append(
            Finding("warning", "body-unknown", f"Organet »{quote.text}« står ikke i kommunens profil.", lines)
        )
        return quote
    return Quote(agent.name, quote.span)
