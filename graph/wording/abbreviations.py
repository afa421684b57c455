"""Short names of bodies that a text itself tells, and that hold in it alone.

One in brackets behind a name (`Kultur- og Fritidsudvalget (KFU)`) is of that body or unit. On a line that
holds nothing but bodies, as a path of treatment does, three initials or more of the only body that has them
are its own, and beside one that is written out two letters that only its name begins with
(`Direktionen, ØK`). Elsewhere initials that nobody introduces stay as they are printed: that they are a
committee's would be a guess. What the profile calls somebody by is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.minutes.document import one_line
from graph.municipality.profile import Agent, Kind, Profile
from graph.wording.mentions import GAP, known_agents

_IN_BRACKETS = re.compile(rf"['’]?s?(?:{GAP})?\((?P<short>[A-ZÆØÅ]{{2,6}})\)")
_CAPITALS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,6}(?![\w-])")

_LINE = re.compile(r"^[ \t]*(?P<line>[A-ZÆØÅ][^\n]{1,200}?)\.?[ \t]*$", re.MULTILINE)
_PARTED = re.compile(r"\s*(?:[,;/>→]|[-–](?=\s)|(?<=\s)[-–]|\bog\b|\bsamt\b)\s*")
_SHORTEST = 3  # letters: two may be anybody's

_Key = tuple[Kind, str]
"""The kind of an agent and its name."""


def with_abbreviations(text: str, profile: Profile, agents: Sequence[Agent], town: str) -> list[Agent]:
    """The agents recognised in a text, with the short names they have in it; one of the profile that has
    another is among them. What is of another municipality than the ``town``'s tells none."""
    known = {(one.kind, one.name): one for one in (*agents, *profile.of_kind("body", "unit"))}
    standing = {
        word
        for word in _CAPITALS.findall(text)
        if profile.find("body", word) is None and profile.find("unit", word) is None
    }
    if not standing or not known:
        return list(agents)
    told: dict[str, set[_Key]] = {}
    named = profile.with_recognised(agents, town)
    for mention in known_agents(named).find(text):
        behind = _IN_BRACKETS.match(text, mention.quote.span.end)
        if behind and _may_be_short_for(behind["short"], mention.quote.text):
            told.setdefault(behind["short"], set()).add((mention.kind, mention.name))
    for short, key in _on_paths(text, standing - told.keys(), known, named):
        told.setdefault(short, set()).add(key)
    short_of: dict[_Key, list[str]] = {}
    for short, keys in sorted(told.items()):
        if short in standing and len(keys) == 1:
            short_of.setdefault(next(iter(keys)), []).append(short)
    return list(_called(agents, known, short_of))


def _on_paths(
    text: str, standing: set[str], known: dict[_Key, Agent], named: Profile
) -> Iterator[tuple[str, _Key]]:
    """The initials that stand on a line of bodies, each with the only body that has them."""
    own: dict[str, set[_Key]] = {}
    for key in known:
        if key[0] == "body":
            for short in _initials(key[1]) & standing:
                own.setdefault(short, set()).add(key)
    only = {short: next(iter(keys)) for short, keys in own.items() if len(keys) == 1}
    begun = {
        short: keys[0]
        for short in standing
        if len(short) < _SHORTEST and len(keys := [key for key in known if _begins(key, short)]) == 1
    }
    for match in _LINE.finditer(text) if only or begun else ():
        steps = [one_line(step) for step in _PARTED.split(match["line"])]
        written = [step for step in steps if step not in standing and named.find("body", step)]
        short_for = only | begun if written else only
        if all(step in short_for or named.find("body", step) for step in steps):
            yield from ((step, short_for[step]) for step in steps if step in short_for)


def _begins(key: _Key, short: str) -> bool:
    """Whether a body's name begins with two letters that stand for it: `ØK` of `Økonomiudvalget`."""
    return key[0] == "body" and key[1].casefold().startswith(short.casefold())


def _initials(name: str) -> set[str]:
    """`KFU` of `Kultur- og Fritidsudvalget`, `TMU` and `UTM` of `Udvalget for Teknik og Miljø`."""
    behind = re.fullmatch(r"(?P<fields>.+?)s?udvalget", name)
    before = re.fullmatch(r"Udvalget for (?P<fields>.+)", name)
    told = before or behind
    if told is None:
        return set()
    fields = "".join(word[0] for word in re.findall(r"\w+", told["fields"]) if word not in ("og", "i", "for"))
    found = {f"{fields}U".upper(), *([f"U{fields}".upper()] if before else [])}
    return {short for short in found if len(short) >= _SHORTEST}


def _called(
    agents: Sequence[Agent], known: dict[_Key, Agent], short_of: dict[_Key, list[str]]
) -> Iterator[Agent]:
    for agent in agents:
        yield replace(agent, exact=(*agent.exact, *short_of.pop((agent.kind, agent.name), ())))
    for key, own in short_of.items():
        one = known[key]
        yield Agent(one.kind, one.path, one.name, exact=tuple(own), by_form=one.by_form)


def _may_be_short_for(short: str, name: str) -> bool:
    """Whether letters stand in a name in their order, the first at the head of a word."""
    name = one_line(name).casefold()
    letters = iter(name)
    heads = {word[0] for word in re.findall(r"\w+", name)}
    return short[0].casefold() in heads and all(letter in letters for letter in short.casefold())
