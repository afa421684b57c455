"""What an item points to: meetings, cases, attachments, laws and KLE numbers.

Meetings are told by body and date, as precisely as the text (`ultimo november 2022` is a month), cases by
their number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from graph.minutes.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, find_date, next_after
from graph.minutes.document import Document, one_line
from graph.minutes.model import Reference
from graph.municipality.profile import Profile
from graph.wording.mentions import known_agents

# A blank line ends a sentence, unless it is a page break: what follows goes on in lower case.
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:\.(?=\s*[a-zæøå\d])[^.!?\n]*|\n(?!\s*\n)[^.!?\n]*"
    rf"|\n\s{{1,12}}+(?=[a-zæøå]|\d{{1,2}}\.\s(?:{'|'.join(MONTHS)}))[^.!?\n]*)*"
)
_MET = re.compile(
    r"\b(?:møde\w*|godkendte|besluttede|behandlede|vedtog|drøftede|tiltrådte|anbefalede|beslutning\w*|behandling\w*"
    r"|valgte|sendte|udsatte|oversendte|gav|tog|bad|traf|henlagde|udpegede|bevilgede|ønskede|afviste|forkastede"
    r"|vedtaget|godkendt|besluttet|behandlet|udsat|præsenteret|orienteret|forelagt)\b"
    r"|(?<=\w)møde\w*",  # `byrådsmødet`, found by its end: a word may be very long
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")  # a day or a year has one, and looking for it is cheap
_THE_COMMITTEE = re.compile(r"\budvalgets?\b", re.IGNORECASE)
# `den 14/12-22`: with two figures of the year only behind `den`, or it may be anything (`16.05.17`).
_SHORT_DATE = re.compile(r"\b(?:den|d\.)\s+(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[-./ ](?P<year>\d{2})(?!\d)")
_MONTH = re.compile(
    rf"(?<!\w)(?:primo|medio|ultimo|i)\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_A_CASE = re.compile(
    r"\b(?:sag(?:en|ens|er|erne|s)?|sagsnr\.?|sagsnumre|sagsnummer|jf\.?|jfr\.?|nummer|journalsag)\W*(?:nr\.?\W*)?$",
    re.IGNORECASE,
)
_AND_CASE = re.compile(r"\s*(?:,|og|samt)\s*$")
_ANY_NUMBER = re.compile(
    r"(?<![\w./-])(?:\d{3}-\d{4}-\d{1,7}|\d{2}-\d{4,6}K?|\d{2}/\d{3,6}|[A-ZÆØÅ]{2,4}-\d{4}-\d{3,7}"
    r"|\d{2}\.\d{2}\.\d{2}-[A-Z]\d{2}-\d{1,5}-\d{2})(?![\w/-])"
)
_ATTACHMENT = re.compile(r"(?<![\w/])[Bb]ilag\s+(?:nr\.?\s*)?(?P<number>\d{1,2}|[A-H])(?![\w-]|\.\d)")
_LINE_BEGINS = re.compile(r"(?:\A|\n)[^\w\n]{0,7}\Z")
_NUMBER = r"\d{1,3}\s?[a-z]?(?![a-zæøå])"
_PARAGRAPHS = rf"§{{1,2}}\s?{_NUMBER}(?:\s?-\s?{_NUMBER})?(?:,?\s(?:stk|nr|litra)\.?\s?\d{{1,2}})*"
_STATUTE = r"(?:[A-ZÆØÅa-zæøå]\w{2,40}(?:loven|ordningen|bekendtgørelsen))s?"
_LAW = re.compile(
    rf"(?<![\w-])(?:(?P<first>{_STATUTE})(?:,)?\s(?P<after>{_PARAGRAPHS})"
    rf"|(?P<before>{_PARAGRAPHS})\s(?:i|af)\s(?P<then>{_STATUTE}|[Ll]ov\som\s[a-zæøå]+(?:\s(?:og\s)?[a-zæøå]+)?)"
    rf"|[Ll]ov\som\s(?P<about>[a-zæøå]+(?:\s(?:og\s)?[a-zæøå]+){{0,3}}),?\s(?P<of>{_PARAGRAPHS})"
    r"|(?:[Ll]ovforslag\s(?:nr\.\s)?L\s?\d{1,3}|L\s?\d{2,3})(?P<bill>\s?[A-D])?(?![\w/-])"
    r"|(?:[Ll]ov(?:bekendtgørelse)?|LBK|LOV|BEK|[Bb]ekendtgørelse)\s(?:nr\.?\s)(?P<act>\d{1,4})\s(?:af|fra)\s"
    r"(?:den\s)?\d{1,2}[./]\s?(?:\w{3,9}|\d{1,2})[./ ]\s?\d{4})"
)
_KLE = re.compile(
    r"\b(?:KLE|KLE-?(?:nr\.?|nummer|emne)|[Jj]ournalnr\.?|[Jj]ournalnummer|[Jj]\.\s?nr\.?|[Ee]mneplan)\s?:?\s*"
    r"(?P<code>\d{2}\.\d{2}(?:\.\d{2})?)(?![\w.-]{0,40}\d)"
)


def find_references(
    document: Document, start: int, end: int, profile: Profile, body: str | None, day: date | None
) -> list[Reference]:
    """What [start, end) points to: meetings, cases, attachments, laws and KLE numbers, kind by kind.

    ``body`` and ``day`` are those of the meeting itself: `udvalget` means that body, and a date
    without a year is the first one on or after that day.
    """
    text = document.text[start:end]
    return [
        *_meetings(document, start, text, profile, body, day),
        *_cases(document, start, text, profile),
        *_others(document, start, text),
    ]


def _meetings(
    document: Document, start: int, text: str, profile: Profile, body: str | None, day: date | None
) -> Iterator[Reference]:
    known = known_agents(profile)
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        met = _MET.search(words) if _FIGURE.search(words) else None
        if met is None:
            continue
        at = start + sentence.start()
        bodies = [(m.quote.span.start, m.name) for m in known.find(words) if m.kind == "body"]
        if body and "udvalg" in body.casefold():
            bodies += [(m.start(), body) for m in _THE_COMMITTEE.finditer(words)]
        bodies.sort()
        for match, when, inferred in _dates(words, day, bool(bodies)):
            before = bisect_left(bodies, (match.start(), ""))
            month = len(when) == len("2022-11")
            if day and when in (day.isoformat(), day.isoformat()[:7]):
                continue
            if not before and (month or met.end() > match.start()):
                continue
            first, named = bodies[before - 1] if before else (match.start(), None)
            quote = document.quote(at + first, at + match.end())
            yield Reference("meeting", quote, named, when, None, inferred)


def _dates(words: str, day: date | None, of_body: bool) -> Iterator[tuple[re.Match[str], str, bool]]:
    """The days and months a sentence names, as precise as it is, and whether the year is inferred."""
    for match in DATE.finditer(words):
        if when := as_date(match):
            yield match, when.isoformat(), False
    for match in _SHORT_DATE.finditer(words):
        if when := find_date(f"{match['day']}.{match['month']}.20{match['year']}"):
            yield match, when.isoformat(), False
    for match in DAY_AND_MONTH.finditer(words) if day and of_body else ():
        if day and (when := next_after(match, day)):
            yield match, when.isoformat(), True
    for match in _MONTH.finditer(words) if of_body else ():
        yield match, f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02}", False


def _cases(document: Document, start: int, text: str, profile: Profile) -> Iterator[Reference]:
    """Numbers that words say are a case's, and those told behind such a one."""
    places = set(profile.case_numbers(text)) | {match.span() for match in _ANY_NUMBER.finditer(text)}
    counted = -1
    ended = -1
    for first, last in sorted(places, key=lambda place: (place[0], -place[1])):
        if first < ended:
            continue
        ended = last
        goes_on = counted >= 0 and _AND_CASE.fullmatch(text, counted, first)
        if goes_on or _A_CASE.search(text, max(0, first - 30), first):
            counted = last
            number = re.sub(r"\s", "", text[first:last])
            yield Reference("case", document.quote(start + first, start + last), case_number=number)


def _others(document: Document, start: int, text: str) -> Iterator[Reference]:
    for match in _ATTACHMENT.finditer(text):
        first = match.start()
        if text[first] == "b" or not _LINE_BEGINS.search(
            text, max(0, first - 8), first
        ):  # no entry of a list
            quote = document.quote(start + first, start + match.end())
            yield Reference("attachment", quote, attachment=match["number"])
    for match in _LAW.finditer(text):
        quote = document.quote(start + match.start(), start + match.end())
        yield Reference("law", quote, law=one_line(match[0]))
    for match in _KLE.finditer(text):
        quote = document.quote(start + match.start("code"), start + match.end("code"))
        yield Reference("kle", quote, kle=match["code"])
