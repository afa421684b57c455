"""Mentions in running text: bodies and units of the profile, people, meetings and cases.

Names come from the profile and are found with Danish endings: genitive -s, and for bodies the
compounds with `møde` (`Økonomiudvalgsmødet`). The longest name wins, and no text counts twice.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from graph.minutes.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, next_after
from graph.minutes.document import Document, one_line
from graph.minutes.model import Mention, PersonMention, Quote, Reference, Span
from graph.municipality.profile import Agent, Profile, folded
from graph.wording.agent_words import is_field_alone

# Between the words of a name: spaces and at most one line end, for a name ends with its paragraph.
GAP = r"[ \t]*(?:[ \t]|\n)[ \t]*"
_CAPITAL = r"[A-ZÆØÅÉÖÄÜ]"
_WORD = rf"{_CAPITAL}[\w'’-]{{1,40}}"
_FULL_NAME = rf"{_WORD}(?:{GAP}(?:(?:van|von|der|den|de|la|le){GAP}){{0,2}}(?:{_WORD}|{_CAPITAL}\.)){{1,4}}"
_ROLE = (
    r"(?:[A-ZÆØÅ]?[a-zæøå]{1,20}(?:sk|lig|de|ig)\s+)?"
    r"(?:[A-ZÆØÅ]?[a-zæøå-]{0,40}(?:[Cc]hef|[Dd]irektør|leder|[Kk]onsulent|[Kk]oordinator|[Ss]ekretær|[Ff]ormand|[Bb]orgmester)"
    r"(?:er|ere|e)?|TR|AMR)"
)
_ROLE_BEFORE = re.compile(rf"(?<!\w)(?P<role>(?:{_ROLE})(?:{GAP}i{GAP}{_WORD})?){GAP}(?P<name>{_FULL_NAME})")
_ROLE_BEHIND = re.compile(rf"(?<!\w)(?P<name>{_FULL_NAME}),\s+(?P<role>(?:{_ROLE}))(?!\w)")
_NAME_ACTS = re.compile(
    rf"(?<!\w)(?P<name>{_FULL_NAME})\s+(?:deltager|deltog|orienterer|orienterede|fremlagde|præsenterer)\b"
)
_AND_NAME = re.compile(rf"\s*(?:,|og|samt)\s+(?!TR\b|AMR\b)(?P<name>{_FULL_NAME})")
_WITH_NAME = re.compile(rf"\b(?:drøftes|drøftet|aftales|aftalt)\s+med\s+(?P<name>{_WORD})(?=[.,;])")
# A blank line ends a sentence, unless it is a page break: what follows goes on in lower case.
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:\.(?=\s*[a-zæøå\d])[^.!?\n]*|\n(?!\s*\n)[^.!?\n]*"
    rf"|\n\s{{1,12}}+(?=[a-zæøå]|\d{{1,2}}\.\s(?:{'|'.join(MONTHS)}))[^.!?\n]*)*"
)
_MET = re.compile(
    r"\b(?:møde\w*|godkendte|besluttede|behandlede|vedtog|drøftede|tiltrådte|anbefalede|beslutning\w*|behandling\w*"
    r"|valgte|sendte|udsatte|oversendte|gav|tog|bad|traf|henlagde|udpegede|bevilgede|ønskede|afviste|forkastede"
    r"|vedtaget|godkendt|besluttet|behandlet|udsat)\b"
    r"|\w+møde\w*",
    re.IGNORECASE,
)
_THE_COMMITTEE = re.compile(r"\budvalgets?\b", re.IGNORECASE)
_A_CASE = re.compile(
    r"\b(?:sag(?:en|ens|er|s)?|sagsnr\.?|sagsnummer|jf\.?|nummer)\W*(?:nr\.?\W*)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class AgentNames:
    """Names of bodies and units, ready to be found in a text."""

    pattern: re.Pattern[str]
    by_form: dict[str, Agent] = field(hash=False)

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Agent]]:
        """Every place that has one of the names, and whose it is."""
        for match in self.pattern.finditer(text):
            yield match, self.by_form[folded(match["name"])]


@dataclass(frozen=True)
class KnownAgents:
    """The names of a profile's bodies and units, and of those recognised in the text that is read."""

    names: tuple[AgentNames, ...]

    def find(self, text: str, offset: int = 0) -> list[Mention]:
        """Every mention in the text, the longer of two that overlap; spans are shifted by ``offset``."""
        places = [(match.span(), agent) for names in self.names for match, agent in names.find(text)]
        return without_overlaps(_mention(text, *span, agent, offset) for span, agent in places)


def _mention(text: str, start: int, end: int, agent: Agent, offset: int = 0) -> Mention:
    quote = Quote(one_line(text[start:end]), Span(offset + start, offset + end))
    return Mention("body" if agent.kind == "body" else "unit", agent.name, quote, agent.by_form)


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """In order of place, of two that overlap the one that begins first, and of those the longer."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda m: (m.quote.span.start, -m.quote.span.end)):
        if not kept or kept[-1].quote.span.end <= one.quote.span.start:
            kept.append(one)
    return kept


def placed_mentions(document: Document, start: int, end: int, profile: Profile) -> list[Mention]:
    """Bodies and units in [start, end) that are named by where they stand and not by their word."""
    return [
        _mention(document.text, first, last, agent)
        for agent in profile.recognised
        for first, last in agent.at
        if start <= first and last <= end
    ]


@lru_cache(maxsize=8)
def known_agents(profile: Profile) -> KnownAgents:
    """The matcher of a profile."""
    listed = _names_of(tuple(profile.of_kind("body", "unit")))
    return KnownAgents((listed, _names_of(profile.recognised)) if profile.recognised else (listed,))


@lru_cache(maxsize=8)
def _names_of(agents: tuple[Agent, ...]) -> AgentNames:
    forms: dict[str, Agent] = {}
    loose: set[str] = set()
    exact: set[str] = set()
    for agent in agents:
        for name in (*([] if agent.by_form or agent.at else [agent.name]), *agent.aliases):
            if is_field_alone(name):  # `Plan` is a unit where its place says so
                continue
            forms.setdefault(folded(name), agent)
            loose.add(name)
            if agent.kind == "body" and (stem := re.sub(r"(?:en|et)$", "", name)) != name and " " not in name:
                forms.setdefault(folded(stem), agent)
                loose.add(stem)
        for name in agent.exact:
            forms.setdefault(folded(name), agent)
            exact.add(name)
    ranked = sorted(loose | exact, key=lambda name: (-len(name), name))
    alternatives = [_form(name, name in exact and name not in loose) for name in ranked]
    names = "|".join(alternatives) or "(?!)"
    ending = r"(?i:['’]?s(?=møde)(?:møde\w*)|smøde\w*|møde\w*|['’]?s)?"
    return AgentNames(re.compile(rf"(?<![\w-])(?P<name>{names}){ending}(?![\w])"), forms)


def _form(name: str, exact: bool) -> str:
    """A name as an expression: any white space between words, a line end after a hyphen."""
    words = [re.escape(word).replace(r"\-", r"[-–—]\s?") for word in name.split()]
    form = GAP.join(words)
    return form if exact else f"(?i:{form})"


def find_people(document: Document, start: int, end: int, present: Sequence[str] = ()) -> list[PersonMention]:
    """People named with a role, or as acting: `Kulturchef Anne Holm`, `Bo Friis deltager`, and those
    of ``present``, the meeting's participants, wherever they are named.

    A first name alone, as in `drøftes med Martin`, is told too, but stays words.
    """
    text = document.text[start:end]
    found: list[PersonMention] = []
    ends: list[int] = []

    def add(match: re.Match[str], role: str | None) -> int:
        """Keep the name unless a part of it is taken already; ``found`` stays in order of place."""
        quote = document.quote(start + match.start("name"), start + match.end("name"))
        place = bisect_right(ends, quote.span.start)
        if place == len(found) or found[place].name.span.start >= quote.span.end:
            found.insert(place, PersonMention(quote, role))
            ends.insert(place, quote.span.end)
        return match.end("name")

    for match in _ROLE_BEFORE.finditer(text):
        role = one_line(match["role"])
        several = role.endswith(("orer", "ører", "enter"))
        role = role[:-2] if several else role
        position = add(match, role)
        while several and (following := _AND_NAME.match(text, position)):
            position = add(following, role)
    for match in _ROLE_BEHIND.finditer(text):
        add(match, one_line(match["role"]))
    listed = "|".join(r"\s+".join(map(re.escape, name.split())) for name in present) or "(?!)"
    for pattern in (re.compile(rf"(?<!\w)(?P<name>{listed})(?!\w)"), _NAME_ACTS, _WITH_NAME):
        for match in pattern.finditer(text):
            add(match, None)
    return found


def find_references(
    document: Document, start: int, end: int, profile: Profile, body: str | None, day: date | None
) -> list[Reference]:
    """Meetings told by body and date, and cases told by number, in [start, end).

    ``body`` and ``day`` are those of the meeting itself: `udvalget` means that body, and a date
    without a year is the first one on or after that day.
    """
    text = document.text[start:end]
    found: list[Reference] = []
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if not _MET.search(words):
            continue
        at = start + sentence.start()
        bodies = [(m.quote.span.start, m.name) for m in known_agents(profile).find(words) if m.kind == "body"]
        if body and "udvalg" in body.casefold():
            bodies += [(m.start(), body) for m in _THE_COMMITTEE.finditer(words)]
        dated = [(m, as_date(m), False) for m in DATE.finditer(words)]
        if day:
            dated += [(m, next_after(m, day), True) for m in DAY_AND_MONTH.finditer(words) if bodies]
        bodies.sort()
        met = _MET.search(words)
        for match, when, inferred in dated:
            before = bisect_left(bodies, (match.start(), ""))
            if when is None or when == day or not (before or (met and met.end() <= match.start())):
                continue
            first, named = bodies[before - 1] if before else (match.start(), None)
            quote = document.quote(at + first, at + match.end())
            found.append(Reference("meeting", quote, named, when.isoformat(), None, inferred))
    for first, last in profile.case_numbers(text):
        number = re.sub(r"\s", "", text[first:last])
        if _A_CASE.search(text[max(0, first - 30) : first]):
            quote = document.quote(start + first, start + last)
            found.append(Reference("case", quote, case_number=number))
    return found
