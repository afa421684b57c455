"""Short names of bodies that a text itself tells, and that hold in it alone.

One in brackets behind a name (`Kultur- og Fritidsudvalget (KFU)`) is of that body or unit. Initials that
nobody introduces stay as they are printed: that they are a committee's would be a guess. What the profile
calls somebody by is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.minutes.document import one_line
from graph.municipality.profile import Agent, Kind, Profile
from graph.wording.mentions import GAP, known_agents

_IN_BRACKETS = re.compile(rf"['’]?s?(?:{GAP})?\((?P<short>[A-ZÆØÅ]{{2,6}})\)")
_CAPITALS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,6}(?![\w-])")

_Key = tuple[Kind, str]
"""The kind of an agent and its name."""


def with_abbreviations(text: str, profile: Profile, agents: Sequence[Agent]) -> list[Agent]:
    """The agents recognised in a text, with the short names they have in it; one of the profile that has
    another is among them."""
    known = {(one.kind, one.name): one for one in (*agents, *profile.of_kind("body", "unit"))}
    standing = {
        word
        for word in _CAPITALS.findall(text)
        if profile.find("body", word) is None and profile.find("unit", word) is None
    }
    if not standing or not known:
        return list(agents)
    told: dict[str, set[_Key]] = {}
    for mention in known_agents(profile.with_recognised(agents)).find(text):
        behind = _IN_BRACKETS.match(text, mention.quote.span.end)
        if behind and _may_be_short_for(behind["short"], mention.quote.text):
            told.setdefault(behind["short"], set()).add((mention.kind, mention.name))
    short_of: dict[_Key, list[str]] = {}
    for short, keys in sorted(told.items()):
        if short in standing and len(keys) == 1:
            short_of.setdefault(next(iter(keys)), []).append(short)
    return list(_called(agents, known, short_of))


def _called(
    agents: Sequence[Agent], known: dict[_Key, Agent], short_of: dict[_Key, list[str]]
) -> Iterator[Agent]:
    for agent in agents:
        yield replace(agent, exact=(*agent.exact, *short_of.pop((agent.kind, agent.name), ())))
    for key, own in short_of.items():
        yield Agent(known[key].kind, known[key].path, known[key].name, exact=tuple(own))


def _may_be_short_for(short: str, name: str) -> bool:
    """Whether letters stand in a name in their order, the first at the head of a word."""
    name = one_line(name).casefold()
    letters = iter(name)
    heads = {word[0] for word in re.findall(r"\w+", name)}
    return short[0].casefold() in heads and all(letter in letters for letter in short.casefold())
