"""When and where a meeting was, by what stands behind a label, in a title or alone on a line of the head."""

import calendar
import datetime
import re
from collections.abc import Sequence

from graph.minutes.dates import DATE, WEEKDAYS, as_date, first_day
from graph.minutes.document import Document, Paragraph
from graph.minutes.model import Finding, Quote, Span
from graph.readers.layout.header import LONGEST_VALUE, Field, Header, mark_read

_HOUR = r"(?P<hour>\d{1,2})"
_TIMES = (
    re.compile(rf"\b(?:kl\.?|klokken)\s*{_HOUR}(?:[:.](?P<minute>\d{{2}}))?(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![\d.:/-]){_HOUR}:(?P<minute>\d{{2}})(?!\d)"),
    re.compile(rf"(?<![\d.:/-]){_HOUR}\.(?P<minute>\d{{2}})\s*[-–]\s*\d{{1,2}}\.\d{{2}}(?![.\d])"),
    re.compile(rf"^\s*{_HOUR}\.(?P<minute>\d{{2}})\s*$"),
)
_TIME_ALONE = re.compile(
    r"\W{0,8}(?:kl|klokken)\W{0,3}\d{1,2}(?:[:.]\d{2})?(?:\s{0,3}(?:[-–]|til)\s{0,3}(?:kl\W{0,3})?\d{1,2}[:.]\d{2})?\W{0,8}",
    re.IGNORECASE,
)
# When the meeting ended, behind the time when it began or by itself.
_UNTIL = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.]\d{2})?\s*(?:[-–]|til)\s*(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\.?\d)",
    re.IGNORECASE,
)
# The same by the hour alone (`kl. 17-19`).
_UNTIL_HOUR = re.compile(
    r"(?<!\w)kl\.?\s*\d{1,2}(?:[:.]\d{2})?\s*(?:[-–]|til)\s*(?:kl\.?\s*)?(?P<hour>\d{1,2})(?P<minute>)(?![.:]?\d)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?<!\w)mødet?\s+(?:er\s+|blev\s+)?(?:hævet|hævedes|sluttede|sluttet|slut|afsluttet|afsluttedes)\s*:?\s*"
    r"(?:(?:kl\.?|klokken):?)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?P<month>{'|'.join(calendar.month_name[1:])})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
# What may stand beside the day on a line that says only when the meeting is.
_BESIDE_DAY = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}|fra|den|det|d|af|kl|klokken|nr|[^\W\d_]{{0,20}}mødet?|(?:ekstra)?ordinært?e?|til|holdt|afholdt|start|slut"
    r"|åbent|udskrift|for|(?:beslutnings|forhandlings|møde)?(?:referat(?:et)?|protokol(?:len)?))",
    re.IGNORECASE,
)
# Where it is, behind that: `den 8. december 2014 kl. 16 i mødelokale 2`.
AND_PLACE = re.compile(r"(?<=\d)(?:,?\s+(?:i|på)\s+(?=[^\W\d_])|,\s+(?=(?!kl)[A-ZÆØÅ][^\W\d_]+[^:]{0,60}$))")
_ROOM = re.compile(
    r"\s*(?:(?:i|på)\s+)?(?P<place>(?=[^:]{0,60}(?:lokale|sal|salen|værelse|værelset|kantine|kantinen)(?![^\W\d_]))"
    r"[A-ZÆØÅ][^:()]{2,100})\s*",
    re.MULTILINE,
)
_HELD = re.compile(r"\s*Mødet\s+(?:blev\s+|er\s+)?(?:(?:af)?hold(?:t|es|tes)|varede|fandt\s+sted)(?!\w)")
_HELD_AT = re.compile(r"(?<!\w)(?:på|i)\s+(?P<place>[A-ZÆØÅ][^:.,\n]{2,80}?)(?=\s+(?:og|fra|kl)(?!\w)|[.,])")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")


def ended_at(told: Sequence[Paragraph]) -> str | None:
    """When the meeting ended, by a sentence that says so (`Mødet hævet kl. 20.10`)."""
    for paragraph in told:
        match = _ENDED.search(paragraph.text[:LONGEST_VALUE])
        if match and (found := _clock(match)):
            return found
    return None


def day_alone(document: Document, header: Header, known: datetime.date | None) -> datetime.date | None:
    """The day of the meeting, where no label or title says it: a line that says nothing else but perhaps the
    time. Of a day that is ``known`` such a line says the time."""
    for paragraph in list(header.unread):
        for line in paragraph.lines:
            day = read_date(line.text) if len(line.text) < LONGEST_VALUE else None
            place = place_behind(document, Span(line.start, line.end)) if day else None
            when = AND_PLACE.split(line.text, maxsplit=1)[0] if place else line.text
            words = re.findall(r"[^\W\d_]+", _ENGLISH.sub("", DATE.sub("", when)))
            if day is None or day != (known or day) or not all(map(_BESIDE_DAY.fullmatch, words)):
                continue
            header.start_time = header.start_time or read_start(DATE.sub("", when))
            header.end_time = header.end_time or read_end(when)
            header.place = header.place or place
            mark_read(header, paragraph, line)
            return day
    return None


def take_place_alone(document: Document, header: Header) -> None:
    """Where the meeting was, where no label says it: a line that names a room and says nothing else."""
    for paragraph in list(header.unread) if header.place is None else ():
        for line in paragraph.lines:
            match = _ROOM.fullmatch(line.text)
            if match:
                header.place = read_place(document, Span(line.start + match.start("place"), line.end))
                mark_read(header, paragraph, line)
                return


def take_time_alone(document: Document, header: Header) -> None:
    """When the meeting began, where no day or label is beside it: a line that says the time and no more."""
    for paragraph in list(header.unread) if header.start_time is None else ():
        for line in paragraph.lines:
            place = place_behind(document, Span(line.start, line.end))
            when = AND_PLACE.split(line.text, maxsplit=1)[0] if place else line.text
            if _TIME_ALONE.fullmatch(when) and (found := read_start(when)):
                header.start_time, header.end_time = found, header.end_time or read_end(when)
                header.place = header.place or place
                mark_read(header, paragraph, line)
                return


def take_sentence(document: Document, header: Header) -> None:
    """When and where the meeting was, by a sentence that says so (`Mødet blev holdt på Rådhuset og varede fra
    kl. 15.00 til kl. 16.10.`), where no label does."""
    for paragraph in header.unread if header.start_time is None else ():
        text = document.text[paragraph.start : paragraph.end][:LONGEST_VALUE]
        if _HELD.match(text) and (found := read_start(text)):
            header.start_time, header.end_time = found, header.end_time or read_end(text)
            where = _HELD_AT.search(text)
            if where and header.place is None:
                start = paragraph.start + where.start("place")
                header.place = read_place(document, Span(start, start + len(where["place"])))
            return


def read_place(document: Document, span: Span) -> Quote | None:
    """A stretch of the head as a place, if it has words and is not too long for one."""
    quote = document.quote(span.start, span.end)
    return quote if quote.text and len(quote.text) <= LONGEST_VALUE else None


def place_behind(document: Document, span: Span) -> Quote | None:
    """The place that stands behind the day and the time on a line."""
    text = document.text[span.start : span.end].partition("\n")[0]
    found = AND_PLACE.search(text)
    return read_place(document, Span(span.start + found.end(), span.start + len(text))) if found else None


def read_date(text: str) -> datetime.date | None:
    """The day that words say, as people or programs print it."""
    match = next((one for one in DATE.finditer(text) if as_date(one)), None)
    first = first_day(text, match) if match else None
    found = (first[0] if first else as_date(match) if match else None) or _english(text)
    if not found and (iso := _ISO.search(text)):
        try:
            return datetime.date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        except ValueError:
            return None
    return found


def _english(text: str) -> datetime.date | None:
    """`April 3, 2019`, as programs that know no Danish print a day."""
    match = _ENGLISH.search(text)
    if match is None:
        return None
    try:
        month = [name.casefold() for name in calendar.month_name].index(match["month"].casefold())
        return datetime.date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def read_start(text: str) -> str | None:
    """When the meeting begins: behind `kl.`, or the first of the times there are."""
    match = next((found for pattern in _TIMES if (found := pattern.search(text))), None)
    return _clock(match) if match else None


def read_end(text: str) -> str | None:
    """When it ends, behind that."""
    when = _ENGLISH.sub("", DATE.sub("", text))
    match = _UNTIL.search(when) or _UNTIL_HOUR.search(when)
    return _clock(match) if match else None


def _clock(match: re.Match[str]) -> str | None:
    if int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return f"{int(match['hour']):02}:{match['minute'] or '00'}"


def settle_date(
    meeting: datetime.date | None,
    title: datetime.date | None,
    fields: Sequence[Field],
    document: Document,
    header: Header,
) -> datetime.date | None:
    """One date out of two; where they differ, the one whose weekday is right."""
    if meeting is None or title is None or meeting == title:
        chosen = meeting or title
    else:
        weekday = next(
            (
                d
                for d in WEEKDAYS
                for one in fields
                for s in one.runs
                if d in document.text[s.start : s.end].casefold()
            ),
            None,
        )
        chosen = title if weekday == WEEKDAYS[title.weekday()] else meeting
        message = f"To mødedatoer: {title.isoformat()} i overskriften, {meeting.isoformat()} i mødedato."
        header.findings.append(Finding("warning", "date-differs", message))
    return chosen
