"""A SPARQL query's text, judged before the store sees it: what may run here, and where it is wrong.

The store's engine can reach the network (SERVICE), and its recursion over deeply nested or very long
queries ends the process. Both are refused here, on the tokens of SPARQL 1.1, section 19.8.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from graph.ontology.terms import PREFIXES

MAX_LENGTH = 1_000_000  # characters, of which
MAX_BARE = 100_000  # may stand outside the data of VALUES, over which the engine does not recurse
MAX_DEPTH = 100  # of ( { [ within each other
MAX_STEPS = 1_000  # operators, groups and bindings; each may be one level of the engine's recursion
MAX_IRI = 2_000  # characters

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<name>[?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>(?:\w[\w.-]{0,60})?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)* | \w[\w-]*:? | :)
    | (?P<operator>\|\||&&|[!<>]=|\^\^|[=<>!+*/|^-])
    | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
# What a short query is made of that needs no closer look: strings of plain characters, and IRIs. A query in
# whose rest there is none of the signs has no comment and no string left open.
_PLAIN = re.compile(r"""\"[^"\\\r\n'#]*\" | <[^\x00-\x20<>"{}|^`\\]*>""", re.VERBOSE)
_ODD = re.compile(r"""["'#\\]""")
_PLAIN_LOCAL = re.compile(r"[\w-]*")
# Marks that no space has to part from what is beside them; and a space.
_APART = frozenset("{}()[];, ")
_UPDATE = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}
_REFUSED = frozenset({"SERVICE", *_UPDATE})
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SAID = re.compile(r"(?:^|, )((?:[\w?']+ ){2,}[\w?']+)")  # sentences among the grammar's symbols
_NO_PREFIX = "Prefix not found"
_FEDERATED = (
    "SERVICE (or a prefix named so) is not carried out here: ask each endpoint for its part, and join what "
    "they answer in a program of your own (rdflib and Comunica can)"
)
_AT_THE_END = "something is missing at the end, or a variable is bound twice or used out of its scope"
_PADDING = " " * 24  # longer than any keyword of SPARQL


class QueryError(Exception):
    """A query that cannot be run; ``line`` and ``column`` count from 1, ``None`` when unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class TooLongError(QueryError):
    """A query that is longer than one may be."""


class Token(NamedTuple):
    """A piece of the query: its kind, its text, and the offset of its first character."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True)
class Query:
    """A query fit to be run: ``text`` without its comments, each character at its old place; ``base`` is what
    its relative IRIs are resolved against, where it has no BASE (section 4.1.1.2), or empty."""

    text: str
    base: str = ""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens but for space."""
        return tuple(token for token in _tokens(self.text) if token.kind != "space")

    @property
    def with_base(self) -> str:
        """The text as another engine is to have it: with its base in front if an IRI in it is relative."""
        relative = any(token.kind == "iri" and not _ABSOLUTE.match(token.text) for token in self.tokens)
        return f"BASE <{self.base}> {self.text}" if self.base and relative else self.text

    @property
    def normal_form(self) -> str:
        """A form that queries share which differ in comments, white space, the names of prefixes and the case
        of keywords alone. Queries with one normal form have the same answer; one answer may have several
        forms."""
        prefixes, start = self._prefixes()
        parts: list[str] = []
        for token in _tokens(self.text):
            if token.start < start:
                continue
            if token.kind == "space":
                parts += [" "] if parts and parts[-1] not in _APART else []
                continue
            if token.text in _APART and parts[-1:] == [" "]:
                parts.pop()
            parts.append(_normal(token, prefixes))
        return "".join(parts[:-1] if parts[-1:] == [" "] else parts)

    def _prefixes(self) -> tuple[Mapping[str, str], int]:
        """The prefixes that the query begins with and their IRIs, and where the rest of it begins."""
        prefixes: dict[str, str] = {}
        begin = 0
        while begin + 3 < len(self.tokens) and self.tokens[begin].text.upper() == "PREFIX":
            name, iri = self.tokens[begin + 1 : begin + 3]
            if not name.text.endswith(":") or not _ABSOLUTE.match(iri.text):
                break
            prefixes[name.text[:-1]] = iri.text[1:-1]
            begin += 3
        return prefixes, self.tokens[begin].start if begin < len(self.tokens) else 0

    @property
    def names_graphs(self) -> bool:
        """Whether it may ask for named graphs, or for another dataset than the whole."""
        return self._has("GRAPH", "FROM")

    @property
    def is_stable(self) -> bool:
        """Whether the same data give the same answer each time: no clock and no chance in it."""
        return not self._has("NOW", "RAND", "UUID", "BNODE")

    def _has(self, *keywords: str) -> bool:
        """Whether a keyword stands in some word, for the engine splits words as :func:`_check_token` says."""
        text = self.text.upper()
        if not any(keyword in text for keyword in keywords):
            return False
        words = (t.text.partition(":")[0].upper() for t in self.tokens if t.kind == "word")
        return any(keyword in word for word in words for keyword in keywords)


def _normal(token: Token, prefixes: Mapping[str, str]) -> str:
    """A token, but no space, as the normal form has it."""
    if token.kind != "word":
        return token.text
    prefix, colon, rest = token.text.partition(":")
    if not colon:
        return token.text if token.text == "a" or token.text[0].isdigit() else token.text.upper()
    local = rest.rstrip(".")
    if prefix not in prefixes or not _PLAIN_LOCAL.fullmatch(local):
        return token.text
    return f"<{prefixes[prefix]}{local}>{rest[len(local) :]}"


def check(text: str, base: str = "") -> Query:
    """The query, if it only reads this store and is of a sane size; raises :class:`QueryError`."""
    if len(text) > MAX_LENGTH:
        raise TooLongError(f"the query is longer than {MAX_LENGTH} characters")
    if not text.isascii() and (surrogate := re.search("[\ud800-\udfff]", text)):
        raise _error("a lone surrogate is no character", text, surrogate.start())
    return Query(text if _is_plain(text) else _judged(text), base)


def _judged(text: str) -> str:
    """The text without its comments; raises as :func:`check` does."""
    tokens = tuple(_tokens(text))
    _check_form(tokens, text)
    outside = tuple(_outside(tokens))
    if sum(len(token.text) for token in outside) > MAX_BARE:
        raise TooLongError(f"the query is longer than {MAX_BARE} characters outside the data of VALUES")
    _check_size(outside, text)
    # What counts as a comment is decided here alone, so that nothing can hide in a difference.
    return "".join(" " * len(t.text) if t.kind == "comment" else t.text for t in tokens)


def _is_plain(text: str) -> bool:
    """Whether a query holds nothing that could be refused, which is told without its tokens: too short for
    too many operators or an IRI that is too long, too few brackets to be too deep, no word that is refused,
    no comment, and no string but plain ones."""
    return (
        len(text) <= MAX_STEPS
        and sum(map(text.count, "([{")) <= MAX_DEPTH
        and not any(map(text.upper().__contains__, _REFUSED))
        and '"""' not in text
        and not _ODD.search(_PLAIN.sub(" ", text))
    )


def _tokens(text: str) -> Iterator[Token]:
    depth = 0
    for match in _TOKEN.finditer(text):
        token = Token(match.lastgroup or "", match.group(), match.start())
        _check_token(token, text)
        depth = max(0, depth + _opened(token))
        if depth > MAX_DEPTH:
            raise _error(f"brackets are nested more than {MAX_DEPTH} deep", text, token.start)
        yield token


def _check_token(token: Token, text: str) -> None:
    if token.text in ("'", '"'):
        raise _error("a string that begins here is not closed", text, token.start)
    if token.kind == "iri" and len(token.text) > MAX_IRI:
        raise _error(f"an IRI is longer than {MAX_IRI} characters", text, token.start)
    # "1<?a)SERVICE?b#>" is an IRI to the standard; to the engine, a comparison, SERVICE and a comment.
    if token.kind == "iri" and "#" in token.text and "service" in token.text.partition(")")[2].lower():
        raise _error("write a space after the comparison '<'", text, token.start)
    # The engine splits a word in front of a keyword, so "1SERVICE" and "SERVICEx:y" are caught too.
    if token.kind == "word" and "service" in token.text.partition(":")[0].lower():
        raise _error(_FEDERATED, text, token.start)


def _check_form(tokens: tuple[Token, ...], text: str) -> None:
    """Refuse an update by its first keyword after the prologue."""
    words = (token for token in tokens if token.kind == "word" and ":" not in token.text)
    for token in words:
        if token.text.upper() in _PROLOGUE:
            continue
        if token.text.upper() in _UPDATE:
            raise _error(
                f"{token.text.upper()} is an update; only reading is allowed here", text, token.start
            )
        return


def _outside(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens outside the blocks of VALUES (grammar, rules 61 to 65), in which there is nothing but terms:
    where anything else stands, the engine reads no further."""
    place = "query"
    for token in tokens:
        if token.kind == "word" and token.text.upper() == "VALUES":
            place = "variables"
        elif place == "variables" and token.text == "{":
            place = "data"
        elif (place == "data" and not _is_datum(token)) or (place == "variables" and token.text in "}.;"):
            place = "query"
        if place != "data" or token.text == "{":
            yield token


def _is_datum(token: Token) -> bool:
    """Whether a token can be a part of the data of VALUES: a term, a sign of one, or a bracket of a row."""
    signs = ("(", ")", "^^", "+", "-", ".")
    return token.kind in ("space", "comment", "string", "iri", "word") or (
        token.text in signs or token.text.startswith("@")
    )


def _check_size(tokens: tuple[Token, ...], text: str) -> None:
    """Count what the engine recurses into, brackets apart."""
    braces = steps = 0
    for token in tokens:
        braces += {"{": 1, "}": -1}.get(token.text, 0)
        named_outside = token.kind in ("iri", "name", "word") and braces == 0  # DESCRIBE, ORDER BY
        binding = token.kind == "word" and token.text.upper() in ("AS", "FILTER", "VALUES")
        steps += token.kind == "operator" or token.text == "{" or named_outside or binding
        if steps > MAX_STEPS:
            raise _error(f"the query has more than {MAX_STEPS} operators and groups", text, token.start)


def _opened(token: Token) -> int:
    """Brackets opened less brackets closed; an IRI, which the engine may read otherwise, closes none."""
    if token.kind not in ("mark", "iri"):
        return 0
    opened = sum(map(token.text.count, "([{")) - sum(map(token.text.count, ")]}"))
    return max(0, opened) if token.kind == "iri" else opened


def syntax_error(query: Query, message: str) -> QueryError:
    """The engine's complaint about a query, with the place where the query goes wrong.

    The engine reports the farthest place it looked at, which for a keyword that did not come is its
    length too far; so it is asked again with room after each token, which shows the token itself.
    """
    padded, starts = "", []
    for token in query.tokens:
        starts.append(len(padded))
        padded += token.text + _PADDING
    found = _ERROR.match(_complaint(padded + _PADDING, query.base) or "")
    if not found:  # with room the query is well-formed, so only the engine's own place is left
        found = _ERROR.match(message)
        return QueryError(message, *map(int, found.group(1, 2))) if found else QueryError(message)
    line_starts = [0, *(match.end() for match in re.finditer("\n", padded))]
    offset = line_starts[int(found[1]) - 1] + int(found[2]) - 1
    said = "; ".join(dict.fromkeys(_SAID.findall(" ".join(found[3].split()))))
    if offset > len(padded):
        return _error(said or _AT_THE_END, query.text, len(query.text.rstrip()))
    token = query.tokens[bisect_right(starts, offset) - 1]
    if said == _NO_PREFIX:
        prefix = token.text.partition(":")[0][:40]
        said += f": write PREFIX {prefix}: <{PREFIXES.get(prefix, '...')}> before the query"
    return _error(said or f"unexpected {token.text[:40]!r}", query.text, token.start)


def _complaint(text: str, base: str) -> str | None:
    """What the engine says of a text that it cannot parse; nothing is evaluated."""
    try:
        ox.Store().query(text, base_iri=base or None)
    except SyntaxError as error:
        return str(error)
    return None


def _error(message: str, text: str, offset: int) -> QueryError:
    line = text.count("\n", 0, offset) + 1
    return QueryError(message, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
