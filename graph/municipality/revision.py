"""A profile revised in words, without writing Turtle: names are added, changed, joined and rejected.

Only what is meant is changed in the text; comments and the order of lines stay. What comes out is read as a
profile before anybody has it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rdflib import Graph, Literal
from rdflib.plugins.parsers.notation3 import BadSyntax

from graph.base.config import OperatorError
from graph.minutes.document import one_line
from graph.municipality.profile import Agent, Kind, Profile, read_profile

# The tokens of Turtle (https://www.w3.org/TR/turtle/, section 6.5); enough to tell statements apart.
_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
      | (?P<literal>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                   | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>"\s]*>)
      | (?P<mark>[\[\](){};,.])
      | (?P<word>(?:[^\s"'<>\[\](){};,#.]|\.(?=[^\s"'<>\[\](){};,#.]))+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_REST = re.compile(r"[ \t]*\n")
_LINE_STATEMENTS = ("PREFIX", "BASE")  # of SPARQL: they end with their IRI
_KINDS: tuple[Kind, ...] = ("body", "unit", "post", "series")
_REJECTED = "<kommune> sg:notAnAgent {}@da ."


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement of a text: its tokens without blanks, the full stop the last of them."""

    tokens: tuple[_Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def find(profile: Profile, name: str) -> Agent | None:
    """What the profile has of a name: a body, unit, post or series."""
    return next((found for kind in _KINDS if (found := profile.find(kind, name))), None)


def accept(profile: Profile, name: str, line: str) -> Profile:
    """The profile with a body, unit or post more, by the ``line`` of Turtle that says so."""
    _must_be_free(profile, _whole(profile, name))
    subject = line.partition(" ")[0].strip("<>")
    if any(agent.path == subject for agent in profile.agents):
        raise OperatorError(f"{profile.slug}: <{subject}> is there already, under another name")
    text = profile.turtle
    if name in profile.rejected:
        text = _without_name(text, "<kommune>", "notAnAgent", name)
    return _read(profile, _appended(text, line))


def rename(profile: Profile, name: str, new: str) -> Profile:
    """The profile with a new name for what it has; the old one still finds it, and its IRI stays."""
    agent, new = _known(profile, name), _whole(profile, new)
    _must_be_free(profile, new, besides=agent)
    # What was another name of it is its name now, and not both (SKOS, S13): so a new name can be taken back.
    freed = _read(profile, _without_name(profile.turtle, f"<{agent.path}>", "altLabel", new))
    renamed = _read(profile, _renamed(freed, agent, new))
    return _read(profile, _with_labels(renamed, agent.path, "altLabel", [agent.name]))


def join(profile: Profile, name: str, into: str) -> Profile:
    """The profile in which one name is another name for something else; what it had under that name goes, and
    what pointed there points to the other."""
    target, agent, name = _known(profile, into), find(profile, name), _whole(profile, name)
    if agent is None:
        return _read(profile, _with_labels(profile, target.path, "altLabel", [name]))
    if agent.path == target.path:
        raise OperatorError(f"{profile.slug}: {name} and {into} are the same already")
    if agent.kind != target.kind:
        raise OperatorError(f"{profile.slug}: {name} is a {agent.kind}, {into} a {target.kind}")
    text = _without(profile, agent)
    text = "".join(
        f"<{target.path}>" if token.text == f"<{agent.path}>" else token.text for token in _tokens(text)
    )
    joined = _read(profile, text)
    for kind, names in (("altLabel", [agent.name, *agent.aliases]), ("hiddenLabel", list(agent.exact))):
        joined = _read(profile, _with_labels(joined, target.path, kind, names))
    return joined


def reject(profile: Profile, name: str) -> Profile:
    """The profile that says of a name that it is no body and no unit; what it had under that name goes. Of
    what has other names it takes that one alone, and what is called so by its first name goes whole."""
    agent, name = find(profile, name), _whole(profile, name)
    if agent and name in (*agent.aliases, *agent.exact):
        text = profile.turtle
        for kind in ("altLabel", "hiddenLabel"):
            text = _without_name(text, f"<{agent.path}>", kind, name)
        return _read(profile, _appended(text, _REJECTED.format(_quoted(name))))
    if agent and name != agent.name:
        raise OperatorError(f"{profile.slug}: {name} finds {agent.name}; reject it by that name")
    text = _without(profile, agent) if agent else profile.turtle
    if agent and any(token.text == f"<{agent.path}>" for token in _tokens(text)):
        raise OperatorError(f"{profile.slug}: other lines speak of <{agent.path}>; join it to another")
    if name in profile.rejected:
        raise OperatorError(f"{profile.slug}: {name} is rejected already")
    return _read(profile, _appended(text, _REJECTED.format(_quoted(name))))


def _known(profile: Profile, name: str) -> Agent:
    found = find(profile, name)
    if found is None:
        raise OperatorError(f"{profile.slug}: nothing is called {name!r}; see sagsgraf profile list")
    return found


def _whole(profile: Profile, name: str) -> str:
    """A name on one line; an :class:`OperatorError` for one without letters."""
    if not re.search(r"[^\W\d_]", name):
        raise OperatorError(f"{profile.slug}: {name!r} is no name")
    return one_line(name)


def _must_be_free(profile: Profile, name: str, besides: Agent | None = None) -> None:
    found = find(profile, name)
    if found and found != besides:
        raise OperatorError(f"{profile.slug}: {name} is {found.name} (<{found.path}>) already")


def _read(profile: Profile, turtle: str) -> Profile:
    return read_profile(profile.slug, turtle)


def _quoted(words: str) -> str:
    """A string as Turtle has it."""
    return json.dumps(words, ensure_ascii=False)


def _appended(text: str, line: str) -> str:
    return f"{text.rstrip()}\n{line}\n"


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        yield _Token(match.lastgroup or "", match[0], match.start(), match.end())


def _statements(text: str) -> Iterator[_Statement]:
    tokens: list[_Token] = []
    depth = 0
    for token in _tokens(text):
        if token.kind == "blank":
            continue
        tokens.append(token)
        if token.kind == "mark":
            depth += (token.text in "[({") - (token.text in "])}")
        of_a_line = tokens[0].text.upper() in _LINE_STATEMENTS and token.kind == "iri"
        if of_a_line or (token.text == "." and depth == 0):
            yield _Statement(tuple(tokens))
            tokens = []


def _statements_of(profile: Profile, agent: Agent) -> list[_Statement]:
    """The statements about an agent; an :class:`OperatorError` when they are written as no program finds
    them."""
    found = [one for one in _statements(profile.turtle) if one.tokens[0].text == f"<{agent.path}>"]
    if not found:
        raise OperatorError(f"{profile.slug}: no line begins with <{agent.path}>; change it in the file")
    return found


def _without(profile: Profile, agent: Agent) -> str:
    """The text without what it says of an agent."""
    text = profile.turtle
    for one in reversed(_statements_of(profile, agent)):
        text = text[: one.start] + text[_end_of_line(text, one.end) :]
    return text


def _end_of_line(text: str, at: int) -> int:
    """Where the next line begins, if nothing is left on that of a place; else the place."""
    rest = _REST.match(text, at)
    return rest.end() if rest else at


def _without_name(text: str, subject: str, kind: str, name: str) -> str:
    """The text in which a subject is not called so any more by a predicate; a statement of nothing else goes
    whole."""
    for one in reversed([one for one in _statements(text) if one.tokens[0].text == subject]):
        told = [_parts(group, ",") for group in _parts(one.tokens[1:-1], ";")]
        for at, parts in reversed(list(enumerate(told))):
            if _named(parts[0][0]) != kind:
                continue
            names = [
                next((_value(token.text) for token in part if token.kind == "literal"), "") for part in parts
            ]
            if name not in names:
                continue
            if len(told) == len(parts) == 1:
                start, end = one.start, _end_of_line(text, one.end)
            else:
                start, end = _place_of(told, at, names.index(name))
            text = text[:start] + text[end:]
    return text


def _place_of(told: Sequence[Sequence[Sequence[_Token]]], at: int, place: int) -> tuple[int, int]:
    """Where an object begins and ends, with the mark that parts it from the others; the only one with its
    predicate. ``told`` are the groups of a statement, ``at`` which it is in and ``place`` where there."""
    parts = told[at]
    if place:
        return parts[place - 1][-1].end, parts[place][-1].end
    if len(parts) > 1:
        return parts[0][1].start, parts[1][0].start
    if at:
        return told[at - 1][-1][-1].end, parts[0][-1].end
    return parts[0][0].start, told[1][0][0].start


def _parts(tokens: Sequence[_Token], mark: str) -> list[list[_Token]]:
    """The tokens between marks that stand in no brackets; what is empty is none."""
    parts: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "[({") - (token.text in "])}")
        if token.text == mark and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _renamed(profile: Profile, agent: Agent, new: str) -> str:
    """The text with a new name in the place of the one that an agent has."""
    text = profile.turtle
    for one in reversed(_statements_of(profile, agent)):
        for token in reversed(list(_labels(one))):
            if _value(token.text) == agent.name:
                text = text[: token.start] + _quoted(new) + text[token.end :]
    return text


def _labels(one: _Statement) -> Iterator[_Token]:
    """The literals of a statement that are Danish names."""
    labelling = False
    for token, following in pairwise(one.tokens):
        if token.text == ";":
            labelling = False
        elif token.kind in ("word", "iri") and _named(token) == "prefLabel":
            labelling = True
        elif labelling and token.kind == "literal" and following.text in ("@da", ",", ";", "."):
            yield token


def _with_labels(profile: Profile, path: str, kind: str, names: list[str]) -> str:
    """The text in which the agent of a path has more names of a kind; the first statement about it tells
    them."""
    agent = next(one for one in profile.agents if one.path == path)
    has = (agent.name, *agent.aliases) if kind == "altLabel" else agent.exact
    labels = ", ".join(f"{_quoted(name)}@da" for name in dict.fromkeys(names) if name not in has)
    if not labels:
        return profile.turtle
    statement = _statements_of(profile, agent)[0]
    said = next((token.text for token in statement.tokens if _named(token) == "prefLabel"), "skos:prefLabel")
    at = statement.tokens[-2].end
    return f"{profile.turtle[:at]} ;\n    {said.replace('prefLabel', kind)} {labels}{profile.turtle[at:]}"


def _named(token: _Token) -> str:
    """The last part of a name, prefixed or whole."""
    return re.split(r"[:#/]", token.text.strip("<>"))[-1]


def _value(literal: str) -> str:
    """The words of a literal as it is written."""
    try:
        graph = Graph().parse(data=f"<a:a> <a:a> {literal} .", format="turtle")
    except BadSyntax:
        return ""
    return next((str(value) for value in graph.objects() if isinstance(value, Literal)), "")
