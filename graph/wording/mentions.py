"""Mentions of bodies and units in running text: those of the profile, and those recognised by form.

Names come from the profile and are found with Danish endings: genitive -s, and for bodies the
compounds with `møde` (`Økonomiudvalgsmødet`). The longest name wins, and no text counts twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from graph.base.remembered import of_one_text
from graph.minutes.characters import CAPITALS
from graph.minutes.dates import MONTHS
from graph.minutes.document import Document, one_line
from graph.minutes.model import Mention, Quote, Span
from graph.municipality.profile import Agent, Profile, folded, without_ending
from graph.wording.agent_words import is_field_alone

# Between the words of a name: spaces and at most one line end, for a name ends with its paragraph.
GAP = r"[ \t]*(?:[ \t]|\n)[ \t]*"
MUNICIPALITY = re.compile(
    rf"(?P<town>[{CAPITALS}](?<![\w-][{CAPITALS}])[\w-]{{2,30}}){GAP}[Kk]ommunes?(?!\w)"
)
"""A municipality by the name of its ``town``."""
_BEHIND_MUNICIPALITY = re.compile(MUNICIPALITY.pattern + rf"{GAP}\Z")
_IN_MUNICIPALITY = re.compile(rf"{GAP}(?:i|hos|ved){GAP}{MUNICIPALITY.pattern}")
_IN_TOWN = re.compile(rf"{GAP}i{GAP}(?P<town>[{CAPITALS}][a-zæøåé]{{2,30}})(?![\w-])(?!{GAP}\d)")
# A council is a municipality's, so that `Byrådet i Holbæk` tells whose; a committee may sit in a village.
_COUNCIL = re.compile(r"byråd|kommunalbestyrelse", re.IGNORECASE)
# A noun with its article, a room or a month: where or when it meets.
_NO_TOWN = re.compile(rf"\w+(?:et|en|sal|lokale)|{'|'.join(MONTHS)}", re.IGNORECASE)
_IN_NEIGHBOUR = re.compile(
    rf"{GAP}(?:i|hos|ved|fra){GAP}(?:en{GAP})?(?:anden{GAP}|[Nn]abo-?)[Kk]ommunen?s?(?!\w)"
)


def of_another(text: str, start: int, end: int, kind: str, town: str) -> bool:
    """Whether the body or unit at a place is another municipality's than that of a town: `Holbæk Kommunes
    Økonomiudvalg`, `Byrådet i Holbæk`, and `Økonomiudvalget i Holbæk` where the text calls that a
    municipality; without a town only what a neighbour is called tells."""
    if _IN_NEIGHBOUR.match(text, end):
        return True
    if not town:
        return False
    told = _BEHIND_MUNICIPALITY.search(text, max(0, start - 60), start) or _IN_MUNICIPALITY.match(text, end)
    if told is None and kind == "body" and (place := _IN_TOWN.match(text, end)):
        council = _COUNCIL.match(text, start) and not _NO_TOWN.fullmatch(place["town"])
        told = place if council or place["town"] in municipalities(text) else None
    return told is not None and told["town"].removesuffix("s") != town.removesuffix("s")


@of_one_text
def municipalities(text: str) -> frozenset[str]:
    """The towns that a text calls a municipality."""
    return frozenset(match["town"] for match in MUNICIPALITY.finditer(text))


@dataclass(frozen=True)
class AgentNames:
    """Names of bodies and units, ready to be found in a text."""

    pattern: re.Pattern[str]
    by_form: dict[str, Agent] = field(hash=False)

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Agent]]:
        """Every place that has one of the names, and whose it is."""
        for match in self.pattern.finditer(text):
            yield match, self.by_form[folded(match["name"])]


@dataclass(frozen=True, eq=False)
class KnownAgents:
    """The names of a profile's bodies and units, and of those recognised in the text that is read."""

    names: tuple[AgentNames, ...]
    town: str = ""

    def find(self, text: str, offset: int = 0) -> list[Mention]:
        """Every mention in the text, the longer of two that overlap; spans are shifted by ``offset``."""
        found = _mentions(self, text)
        return [_shifted(one, offset) for one in found] if offset else [*found]


@of_one_text
def _mentions(known: KnownAgents, text: str) -> tuple[Mention, ...]:
    """The mentions; the same words are looked at for people, for places and for references."""
    found = [(*match.span(), agent) for names in known.names for match, agent in names.find(text)]
    kept: list[tuple[int, int, Agent]] = []
    for one in sorted(found, key=lambda place: (place[0], -place[1])):
        if not kept or kept[-1][1] <= one[0]:
            kept.append(one)
    return tuple(
        _mention(text, start, end, agent)
        for start, end, agent in kept
        if not of_another(text, start, end, agent.kind, known.town)
    )


def _mention(text: str, start: int, end: int, agent: Agent) -> Mention:
    quote = Quote(one_line(text[start:end]), Span(start, end))
    return Mention("body" if agent.kind == "body" else "unit", agent.name, quote, agent.by_form)


def _shifted(one: Mention, offset: int) -> Mention:
    span = one.quote.span
    quote = Quote(one.quote.text, Span(offset + span.start, offset + span.end))
    return Mention(one.kind, one.name, quote, one.by_form)


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
    names = (listed, _names_of(profile.recognised, False)) if profile.recognised else (listed,)
    return KnownAgents(names, profile.town)


@lru_cache(maxsize=8)
def _names_of(agents: tuple[Agent, ...], listed: bool = True) -> AgentNames:
    forms: dict[str, Agent] = {}
    loose: set[str] = set()
    exact: set[str] = set()
    for agent in agents:
        for name in (*([agent.name] if listed else []), *agent.aliases):
            # `Plan` is a unit where its place says so; `Hjemmepleje` beside `Hjemmeplejen` is its bare form.
            if is_field_alone(name) and (name == agent.name or not agent.name.startswith(name)):
                continue
            forms.setdefault(folded(name), agent)
            loose.add(name)
            if agent.kind == "body" and (stem := without_ending(name)) != name and " " not in name:
                forms.setdefault(folded(stem), agent)
                loose.add(stem)
        for name in agent.exact:
            forms.setdefault(folded(name), agent)
            exact.add(name)
    ranked = sorted(loose | exact, key=lambda name: (-len(name), name))
    names = _by_initial((name, name in exact and name not in loose) for name in ranked) or "(?!)"
    ending = r"(?i:['’]?s(?=møde)(?:møde\w*)|smøde\w*|møde\w*|['’]?s)?"
    return AgentNames(re.compile(rf"(?<![\w-])(?P<name>{names}){ending}(?![\w])"), forms)


def _by_initial(names: Iterable[tuple[str, bool]]) -> str:
    """Names, each with whether its capitals count, as one expression. It looks at the first letter of a word
    once, for most words begin like none of them."""
    rests: dict[str, list[str]] = {}
    for name, exact in names:
        first, form = name[0], _form(name)
        if not first.isalnum():
            rests.setdefault("", []).append(form)
            continue
        rest = form[len(re.escape(first)) :]
        for initial in {first} if exact else {first, first.lower(), first.upper()}:
            rests.setdefault(initial, []).append(rest if exact else f"(?i:{rest})")
    return "|".join(f"{re.escape(initial)}(?:{'|'.join(rest)})" for initial, rest in rests.items())


def _form(name: str) -> str:
    """A name as an expression: any white space between words, a line end after a hyphen."""
    return GAP.join(re.escape(word).replace(r"\-", r"[-–—]\s?") for word in name.split())
