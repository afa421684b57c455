"""What an item points to: meetings, cases, attachments, laws and KLE numbers.

Meetings are told by body and date, as precisely as the text (`ultimo november 2022` is a month), cases by
their number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from graph.minutes.dates import (
    DATE,
    DAY_AND_MONTH,
    MONTHS,
    as_date,
    find_date,
    last_before,
    month_number,
    next_after,
)
from graph.minutes.document import Document, one_line
from graph.minutes.model import Reference
from graph.municipality.profile import Profile
from graph.wording.alternatives import any_of
from graph.wording.mentions import known_agents
from graph.wording.past_days import was
from graph.wording.verbs import PRETERITES

# A blank line ends a sentence, unless it is a page break: what follows goes on in lower case.
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:\.(?=\s*[a-zæøå\d])[^.!?\n]*|\n(?!\s*\n)[^.!?\n]*"
    rf"|\n\s{{1,12}}+(?=[a-zæøå]|\d{{1,2}}\.\s(?:{'|'.join(MONTHS)}))[^.!?\n]*)*"
)
_PARTICIPLES = (
    "vedtaget|godkendt|besluttet|behandlet|udsat|præsenteret|orienteret|forelagt|drøftet|omtalt|fremlagt"
    "|anbefalet|tiltrådt|oversendt|indstillet|bevilget|afsat|prioriteret|valgt|udpeget|henlagt|afvist|vendt"
)
_TOLD_TO_MEET = (
    *PRETERITES.split("|"),
    *(r"beslutning\w*", r"behandling\w*"),
    *_PARTICIPLES.split("|"),
)
# `byrådsmødet` is found by its end: a word may be very long.
_MET = re.compile(any_of(_TOLD_TO_MEET, before=r"\w", behind=r"\b") + r"|[Mm](?i:øde)\w*")
# A body with a day right behind it met then, whatever it did; on the day of an election it did not.
_THEN = re.compile(r"[’']?s?(?P<comma>,)?\s(?:(?:den|d\.)\s)?")
_ELECTION = re.compile(r"\b(?:valg\w*|udpeg\w*|indtr\w+|udtr\w+)\s(?:til|af|i|for)\s\Z", re.IGNORECASE)
_ELECTED = re.compile(r"valg|udpeg", re.IGNORECASE)
# What went to a body or came from it did so on the day, unless it is what the body decided.
_TO_OR_FROM = re.compile(r"\b(?:til|af|over|fra)\s(?:\w+\sog\s)?\Z", re.IGNORECASE)
_DECIDED_BY = re.compile(r"\b(?P<met>\w+)\s(?:af|fra)\s(?:\w+\sog\s)?\Z", re.IGNORECASE)
# Behind a comma a day stands alone: `Byrådet, 1. januar 2024 træder planen i kraft` says when it does.
_GOES_ON = re.compile(r"\s[a-zæøå]")
_TOGETHER_WITH = re.compile(r"\b(?:drøft\w*|behandl\w*|præsenter\w*|aftal\w*)\smed\s[^,]*\Z", re.IGNORECASE)
# Without a body, words must tell that a body of the municipality met, and the day stand right behind them.
_MET_ELSEWHERE = re.compile(
    r"\b(?:borger|informations|orienterings|beboer|dialog|forældre|personale|bruger|bygge|års|status|samarbejds|lodsejer"
    r"|med-|opstarts|fysiske?\s|offentlige?\s)(?:møde|behandling)\w*"
    r"|\b\w*(?:klagenævn|ankenævn|(?<!be)styrelse|ministeri|landsret|byret)\w*",
    re.IGNORECASE,
)
_MOST_BETWEEN = 45  # letters, wherever lines and pages end
_A_DAY = re.compile(rf"\d\.?\s?(?:{'|'.join(MONTHS)})|\d[-./]\d|\b(?:{'|'.join(MONTHS)})\s\d", re.IGNORECASE)
_A_MEETING = re.compile(r"møde", re.IGNORECASE)
# A day without a year is one that was where its sentence tells of what was, else one to come.
_PAST = re.compile(
    rf"\b(?:blev|var|{PRETERITES}|har\s(?:\w+\s){{0,3}}(?:\w+et|haft))\b",
    re.IGNORECASE,
)
# `pr. 1. maj`, `for perioden 1. januar 2024 til 31. marts 2024`: for how long something holds.
_SINCE_OR_FOR = re.compile(
    r"(?:\bpr\.?|\bperioden(?:\s+fra)?|\b(?:virkning|gældende)\s+fra|\d{4}\s?(?:til|-|–))\s+(?:den\s+|d\.\s*)?\Z",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")  # whatever is numbered has one, and looking for it is cheap
# What each day has that :func:`_dates` finds.
_NUMBERED_DAY = re.compile(rf"\d(?:[-./]\d{{1,2}}[-./\s]\s*\d|\.\s*(?:{'|'.join(MONTHS)}))", re.IGNORECASE)
_THE_COMMITTEE = re.compile(r"\budvalgets?\b", re.IGNORECASE)
# `den 14/12-22`: with two figures of the year only behind `den`, or it may be anything (`16.05.17`).
_SHORT_DATE = re.compile(r"\b(?:den|d\.)\s+(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[-./ ](?P<year>\d{2})(?!\d)")
_MONTH = re.compile(
    rf"(?<!\w)(?:primo|medio|ultimo|i)\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_A_CASE = re.compile(
    r"(?:sag(?:en|ens|er|erne|s)?|\b(?:sagsnr\.?|sagsnumre|sagsnummer|jf\.?|jfr\.?|nummer))\W*(?:nr\.?\W*)?$",
    re.IGNORECASE,
)
# What is in front of every number that words say is a case's, or of the first of several.
_OF_A_CASE = re.compile("sag|jf|nummer", re.IGNORECASE)
_LONGEST_AUTHORITY = 100  # letters of a name that is looked at
_AND_CASE = re.compile(r"\s*(?:,|og|samt)\s*$")
_ANY_NUMBER = re.compile(
    r"(?<![\w./-])(?:\d{3}-\d{4}-\d{1,7}|\d{2}-\d{4,6}K?|(?:20)?\d{2}/\d{3,6}|[A-ZÆØÅ]{2,4}-\d{4}-\d{3,7}"
    r"|20\d{2}-\d{4,6}|[A-Z]\d{2,4}-\d{3,6}"
    r"|\d{2}\.\d{2}\.\d{2}-?[A-Z]\d{2}-\d{1,5}(?:-\d{2})?)(?![\w/-]|[.,]\d)"
)
# Digits alone are a case of the municipality in a form of its own only, and not where another has it.
_ELSEWHERE = re.compile(r",?\s+(?:hos|i|ved|fra)\s+(?=[A-ZÆØÅ])")
_ONE_ATTACHMENT = r"(?:\d{1,2}[a-z]?|[A-H]\d?)(?![\w-]|\.\d)"
_ATTACHMENT = re.compile(
    rf"(?<![\w/])[Bb]ilag(?:ene)?\s+(?:nr\.?\s*)?(?P<number>{_ONE_ATTACHMENT}|\d{{1,2}}(?=\s?[-–]\s?{_ONE_ATTACHMENT}))"
)
# `bilag 1, 3 og 4`, `bilag 1-3`: the ones behind the first, or the last of a row.
_ATTACHMENT_MORE = re.compile(
    rf"(?:,\s(?={_ONE_ATTACHMENT}(?:,\s{_ONE_ATTACHMENT})*,?\s(?:og|samt|eller)\s)"
    rf"|,?\s(?:og|samt|eller)\s(?:nr\.?\s)?|\s?[-–]\s?)(?P<number>{_ONE_ATTACHMENT})"
)
_LINE_BEGINS = re.compile(r"(?:\A|\n)[^\w\n]{0,7}\Z")
# `§ 81 a`, but `§ 15 i 8 uger`.
_NUMBER = r"\d{1,3}(?:\s?(?!i\s(?!stk|nr|litra))[a-z])?(?![a-zæøå])"
_BELOW = r"(?:,?\s(?:stk|nr|litra)\.?\s?\w{1,2}(?!\w))*"
# `§§ 83, 83 a og 86`: behind two signs, numbers alone.
_PARAGRAPH = (
    rf"(?:§§\s?{_NUMBER}{_BELOW}(?:(?:,|,?\sog|\s?-)\s?(?:§\s?)?{_NUMBER}(?![./]\d|\.\s[a-z]){_BELOW}){{1,8}}"
    rf"|§{{1,2}}\s?{_NUMBER}(?:\s?-\s?{_NUMBER})?{_BELOW})"
)
_STATUTE = (
    r"(?:(?:[A-ZÆØÅ]{1,4}-|[A-ZÆØÅa-zæøå]\w{2,40})(?:loven|ordningen|bekendtgørelsen)s?|[Bb]arnets\s[Ll]ov)"
)
# More paragraphs of the same statute, not the first of another.
_OF_ANOTHER = rf"{_PARAGRAPH},?\s(?:i|af)\s(?:{_STATUTE}|[Ll]ov\som\s)"
_PARAGRAPHS = rf"{_PARAGRAPH}(?:(?:,|,?\sog)\s(?!{_OF_ANOTHER}){_PARAGRAPH}){{0,5}}"
# A statute by the letters that it is cited with: `SEL § 107`.
_LETTERS = r"(?!(?:JF|JFR|STK|NR)\b)[A-ZÆØÅ]{2,5}"
_ARTICLE = r"(?:artikel|art\.)\s\d{1,3}(?:,\s(?:stk\.|litra)\s\w{1,2}(?!\w))*"
_CHAPTER = r"(?:kapitel|kap\.)\s\d{1,2}(?:\s?[a-z])?(?!\w|[.-]\d)"
_LAW = re.compile(
    rf"(?<![\w-])(?:{_STATUTE}\s{_CHAPTER}|(?:{_STATUTE},?|(?:[Kk]ommunal\s)?[A-ZÆØÅa-zæøå]\w{{2,40}}lov,?|{_LETTERS})\s{_PARAGRAPHS}"
    rf"|{_PARAGRAPHS},?\s(?:i|af)\s(?:{_STATUTE}|[Ll]ov\som\s[a-zæøå]+(?:\s(?:og\s)?[a-zæøå]+)?)"
    rf"|[Ll]ov\som\s[a-zæøå]+(?:\s(?:og\s)?[a-zæøå]+){{0,3}},?\s{_PARAGRAPHS}"
    rf"|(?:[A-ZÆØÅa-zæøå]\w{{2,40}}forordningens?|GDPR),?\s{_ARTICLE}"
    r"|(?:[Ll]ovforslag\s(?:nr\.\s)?L\s?\d{1,3}|L\s?\d{2,3})(?:\s?[A-D])?(?![\w/-])"
    r"|(?:[Ll]ov(?:bekendtgørelse)?|LBK|LOV|BEK|[Bb]ekendtgørelse|[Cc]irkulære|[Vv]ejledning)\s(?:nr\.?\s)"
    r"\d{1,4}\s(?:af|fra)\s"
    r"(?:den\s)?\d{1,2}[./]\s?(?:\w{3,9}|\d{1,2})[./ ]\s?\d{4})"
)
# Each law that is told has one of them.
_OF_A_LAW = re.compile(r"§|kap(?:itel|\.)\s\d|art(?:ikel|\.)|L\s?\d|(?:ov|else|LBK|LOV|BEK|lære|ning)\snr")
_PROVISION = re.compile(f"{_PARAGRAPHS}|{_ARTICLE}|{_CHAPTER}")
_KLE = re.compile(
    r"\b(?:KLE|KLE-?(?:nr\.?|nummer|emne)|[Jj]ournalnr\.?|[Jj]ournalnummer|[Jj]\.\s?nr\.?|[Ee]mneplan)\s?:?\s*"
    r"(?P<code>\d{2}\.\d{2}(?:\.\d{2})?)(?![\w.-]{0,40}\d)"
)

_BEFORE_KLE = ("KLE", "nr", "ournal", "mneplan")


def find_references(
    document: Document, start: int, end: int, profile: Profile, body: str | None, day: date | None
) -> list[Reference]:
    """What [start, end) points to: meetings, cases, attachments, laws and KLE numbers, kind by kind.

    ``body`` and ``day`` are those of the meeting itself: `udvalget` means that body, and a date
    without a year is the first one on or after that day, or the last before it where its sentence tells of
    what was.
    """
    text = document.text[start:end]
    return [
        *_meetings(document, start, text, profile, body, day),
        *_cases(document, start, text, profile),
        *_others(document, start, text),
    ]


def act_name(law: str) -> str:
    """What a reference to a law calls the act, in the form that the text has it in; empty where it does not.

    `§ 85, stk. 2, i serviceloven` calls it `serviceloven`, and `servicelovens § 85` calls it `servicelovens`.
    """
    return re.sub(r"^(?:i|af)\s", "", _PROVISION.sub("", law).strip(" ,"))


def _meetings(
    document: Document, start: int, text: str, profile: Profile, body: str | None, day: date | None
) -> Iterator[Reference]:
    known = known_agents(profile)
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if not (_NUMBERED_DAY.search(words) or (_FIGURE.search(words) and _MONTH.search(words))):
            continue
        met = _MET.search(words)
        if met is None and not _A_DAY.search(words):
            continue
        at = start + sentence.start()
        bodies = [
            (m.quote.span.start, m.name, m.quote.span.end) for m in known.find(words) if m.kind == "body"
        ]
        if body and "udvalg" in body.casefold():
            bodies += [(m.start(), body, m.end()) for m in _THE_COMMITTEE.finditer(words)]
        bodies.sort()
        for match, when, inferred in _dates(words, day, bool(bodies)):
            if _SINCE_OR_FOR.search(words, max(0, match.start() - 40), match.start()):
                continue
            before = bisect_left(bodies, (match.start(), "", 0))
            month = len(when) == len("2022-11")
            if met is None and not (before and _met_then(words, bodies[before - 1], match)):
                continue
            if before and _is_no_meeting(words, bodies[before - 1], match):
                continue
            if day and when > day.isoformat() and not _A_MEETING.search(words):
                continue
            if day and when in (day.isoformat(), day.isoformat()[:7]):
                continue
            behind = None if before else _body_that_met(words, match.end(), bodies)
            if not (before or behind) and (month or not _met_before(words, match.start())):
                continue
            first, named, last = behind or (bodies[before - 1] if before else (match.start(), None, 0))
            quote = document.quote(at + min(first, match.start()), at + max(last, match.end()))
            yield Reference("meeting", quote, named, when, None, inferred)


_Body = tuple[int, str, int]
"""Where a body's name begins, the body's name, and where it ends."""


def _met_then(words: str, body: _Body, told: re.Match[str]) -> bool:
    """Whether a day stands right behind a body: `i Ældrerådet den 24. august`."""
    return _THEN.fullmatch(words, body[2], told.start()) is not None


def _is_no_meeting(words: str, body: _Body, told: re.Match[str]) -> bool:
    """Whether the words round a body and a day say something else than that it met: an election, what went
    to it, whom somebody talked with."""
    if _TOGETHER_WITH.search(words[body[2] : told.start()]):
        return True
    then = _THEN.fullmatch(words, body[2], told.start())
    if then is None:
        return False
    lead = words[: body[0]]
    if _ELECTION.search(lead) or (then["comma"] and _GOES_ON.match(words, told.end())):
        return True
    by = _DECIDED_BY.search(lead)
    decided = by is not None and _MET.fullmatch(by["met"]) and not _ELECTED.match(by["met"])
    return _TO_OR_FROM.search(lead) is not None and not decided


def _met_before(words: str, date_start: int) -> bool:
    """Whether words right before a day tell that somebody met, no body being named: `på mødet den 3. maj`."""
    before = one_line(words[max(0, date_start - 4 * _MOST_BETWEEN) : date_start])[-_MOST_BETWEEN:]
    met = list(_MET.finditer(before))
    if not met or _ELECTED.match(met[-1][0]) or _TOGETHER_WITH.search(before):
        return False
    return "," not in before[met[-1].end() :] and not _MET_ELSEWHERE.search(before)


def _body_that_met(words: str, date_end: int, bodies: Sequence[_Body]) -> _Body | None:
    """The body behind a date and what it did then: `Den 2. maj 2023 vedtog Byrådet`."""
    behind = (one for one in bodies if one[0] >= date_end)
    return next((one for one in behind if _MET.fullmatch(words[date_end : one[0]].strip())), None)


def _dates(words: str, day: date | None, of_body: bool) -> Iterator[tuple[re.Match[str], str, bool]]:
    """The days and months a sentence names, as precise as it is, and whether the year is inferred."""
    for match in DATE.finditer(words):
        if when := as_date(match):
            yield match, when.isoformat(), False
    for match in _SHORT_DATE.finditer(words):
        if when := find_date(f"{match['day']}.{match['month']}.20{match['year']}"):
            yield match, when.isoformat(), False
    for match in DAY_AND_MONTH.finditer(words) if of_body else ():
        if day is None:
            continue
        past = _PAST.search(words) or was(words, match, day)
        if when := (last_before if past else next_after)(match, day):
            yield match, when.isoformat(), True
    for match in _MONTH.finditer(words) if of_body else ():
        month = f"{match['year']}-{month_number(match['month']):02}"
        # When something is to come is no meeting, unless the words say that it is one.
        if day is None or month <= day.isoformat()[:7] or _A_MEETING.search(words):
            yield match, month, False


def _cases(document: Document, start: int, text: str, profile: Profile) -> Iterator[Reference]:
    """Numbers that words say are a case's, and those told behind such a one."""
    if not _OF_A_CASE.search(text):
        return
    places = set(profile.case_numbers(text)) | {match.span() for match in _ANY_NUMBER.finditer(text)}
    counted = -1
    ended = -1
    for first, last in sorted(places, key=lambda place: (place[0], -place[1])):
        if first < ended:
            continue
        ended = last
        goes_on = counted >= 0 and _AND_CASE.fullmatch(text, counted, first)
        if goes_on or _A_CASE.search(text, max(0, first - 30), first):
            number = re.sub(r"\s", "", text[first:last])
            elsewhere = _ELSEWHERE.match(text, last) if number.isdigit() else None
            if elsewhere and not _begins_with_own(text[elsewhere.end() :][:_LONGEST_AUTHORITY], profile):
                continue
            counted = last
            yield Reference("case", document.quote(start + first, start + last), case_number=number)


def _begins_with_own(words: str, profile: Profile) -> bool:
    """Whether words begin with a body or a unit of the municipality."""
    return any(one.quote.span.start == 0 for one in known_agents(profile).find(words))


def _others(document: Document, start: int, text: str) -> Iterator[Reference]:
    for match in _ATTACHMENT.finditer(text) if "ilag" in text else ():
        first = match.start()
        if text[first] == "b" or not _LINE_BEGINS.search(
            text, max(0, first - 8), first
        ):  # no entry of a list
            quote = document.quote(start + first, start + match.end())
            yield Reference("attachment", quote, attachment=match["number"])
            more = _ATTACHMENT_MORE.match(text, match.end())
            while more:
                quote = document.quote(start + more.start("number"), start + more.end())
                yield Reference("attachment", quote, attachment=more["number"])
                more = _ATTACHMENT_MORE.match(text, more.end())
    if not _FIGURE.search(text):
        return
    for match in _LAW.finditer(text) if _OF_A_LAW.search(text) else ():
        quote = document.quote(start + match.start(), start + match.end())
        yield Reference("law", quote, law=one_line(match[0]))
    for match in _KLE.finditer(text) if any(word in text for word in _BEFORE_KLE) else ():
        quote = document.quote(start + match.start("code"), start + match.end("code"))
        yield Reference("kle", quote, kle=match["code"])
