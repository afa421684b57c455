"""One search in the tables of the index: what matches goes into the table ``hit`` of the connection, how
well it fits is noted there, and it is narrowed, counted and listed from it.

``fit`` is one of :class:`Fit`; within it, things are in order of their kinds, and then of their weight, which
is that of BM25 over the fields of a thing (Robertson and Zaragoza, 2009, section 3.6). Nothing of a question
gets into a statement but folded words.
"""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from graph.search.index_file import CODE
from graph.search.rows import FACETS, KINDS, NAMED, SINGLE
from graph.search.spelling import WordList
from graph.search.words import Term

_FEW = 32  # words that the engine is asked for together
_MOST_WEIGHED = (
    20_000  # things that the words of a question stand in; such as stand in more tell little of any
)
_MOST_SOME = 1000  # things that have some of the words: nobody looks at more of them
_ORDER = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(KINDS))
_LESS = (
    "WHEN 'sag' THEN 0.4 WHEN 'dokument' THEN 0.4"  # of what repeats the words of items
    " WHEN 'punkt' THEN 1 WHEN 'moede' THEN 1 ELSE 0.4"  # a name says little of what was asked
)
_STANDING = 0.7  # what a standing item weighs: whoever asks in words seldom means what each meeting has
_SATURATION, _LENGTH = 1.2, 0.5  # k1 and b of BM25
_FIELDS = "CASE col WHEN 'title' THEN 6.0 WHEN 'decision' THEN 2.0 ELSE 1.0 END"

Value = str | Sequence[str]
"""A value of a facet, or several, of which one is enough."""


class Fit(IntEnum):
    """How well a thing fits, the best first."""

    NUMBER = 0  # the case whose number was asked for
    TITLE = 1  # all words are in its title, or in what is told of it, such as its outcome
    TITLE_FORMS = 2  # in other forms
    WHOLE = 3  # all words are in it, in any form
    NAMES = 4  # it names what is called by the words
    BEGINNING = 5  # all are in it as the beginnings of longer ones
    INSIDE = 6  # what a thing has before anything else is known of it; see the table
    SIMILAR = 7  # in another spelling
    SOME = 8  # some of the words, or words for the same


class Sort(IntEnum):
    """In which order things are listed."""

    BEST = 0
    NEWEST = 1
    OLDEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found; ``date`` is ISO 8601, empty for what has none; ``exact`` for the case whose
    number was asked for."""

    iri: str
    kind: str
    date: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """Words that are taken for a term, of which any counts as much; ``share`` is how much, from 0 to 1."""

    share: float
    words: Sequence[str]


_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS hit (thing INTEGER PRIMARY KEY, fit INTEGER DEFAULT 6,
                                     weight REAL DEFAULT 0, missed INTEGER DEFAULT 0, facet TEXT DEFAULT '');
CREATE TEMP TABLE IF NOT EXISTS titled (thing INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS more (thing INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS sense (id INTEGER PRIMARY KEY, worth REAL);
CREATE TEMP TABLE IF NOT EXISTS form (word TEXT PRIMARY KEY, sense INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS weight (thing INTEGER, term INTEGER, value REAL,
                                        PRIMARY KEY (thing, term)) WITHOUT ROWID;
DELETE FROM hit; DELETE FROM weight;
"""


class Match:
    """A search on a connection of its own, which ends with it."""

    def __init__(self, database: sqlite3.Connection, vocabulary: WordList) -> None:
        self._database, self._vocabulary = database, vocabulary
        self._things = 0
        self._average = 1.0

    def begin(self) -> None:
        """Start with nothing found."""
        self._database.executescript(_TABLES)

    def all(self, kind: str = "") -> None:
        """Find all there is, of a kind if one is given."""
        if kind:
            self._database.execute("INSERT INTO hit (thing) SELECT id FROM thing WHERE kind = ?", (kind,))
        else:
            self._database.execute("INSERT INTO hit (thing) SELECT id FROM thing")

    def naming(self, things: Iterable[str]) -> None:
        """Find things and, after what has their names in its title, the items and cases that name them."""
        for iri in things:
            self._database.execute(
                "INSERT INTO hit (thing, fit) SELECT id, ? FROM thing"
                " WHERE kind IN ('punkt', 'sag') AND instr(has, ?)"
                " ON CONFLICT DO UPDATE SET fit = min(fit, excluded.fit)",
                (Fit.NAMES, self._has(NAMED, iri)),
            )
            self._database.execute(
                "INSERT INTO hit (thing, fit) SELECT id, ? FROM thing WHERE iri = ?"
                " ON CONFLICT DO UPDATE SET fit = excluded.fit",
                (Fit.TITLE, iri),
            )

    def all_of(self, terms: Sequence[Term]) -> None:
        """Find what has all the terms."""
        self._fill("hit", [self.words(term) for term in terms], "")
        for fit, column, said in (
            (Fit.BEGINNING, "", self._beginning),
            (Fit.WHOLE, "", self._forms),
            (Fit.TITLE_FORMS, "title : ", self._forms),
            (Fit.TITLE, "title : ", _as_asked),
        ):
            if all(words := [said(term) for term in terms]):
                self._fill("titled", words, column)
                self._database.execute(
                    "UPDATE hit SET fit = ? WHERE thing IN (SELECT thing FROM titled)", (fit,)
                )
        if all(words := list(map(self._forms, terms))):
            self._fill("titled", words, "facts : ")
            dated = any(term.when for term in terms)
            self._database.execute(
                "UPDATE hit SET fit = ? WHERE thing IN"
                # What mentions a day is told of it, too: only its meetings are it.
                " (SELECT titled.thing FROM titled JOIN thing AS of ON id = titled.thing"
                "  WHERE NOT ? OR kind = 'moede')",
                (Fit.TITLE, dated),
            )
        if self.total() <= _MOST_WEIGHED:  # else the latest come first
            self.weigh([self.senses(term) for term in terms], terms, among=True)

    def also(self, similar: Sequence[str]) -> None:
        """Find what has one of some words of another spelling, below all else."""
        self._fill("titled", [[_phrase((word,)) for word in similar]], "")
        self._database.execute(
            "INSERT OR IGNORE INTO hit (thing, fit) SELECT thing, ? FROM titled", (Fit.SIMILAR,)
        )

    def some_of(self, senses: Sequence[Sequence[Sense]], terms: Sequence[Term]) -> None:
        """Find what has any of the terms in any of their senses, that with the most and rarest first."""
        self.weigh(senses, terms, among=False)
        self._database.execute(
            "INSERT OR IGNORE INTO hit (thing, fit, weight)"  # noqa: S608  # of words of ours
            f" SELECT thing, ?, -total * CASE kind {_LESS} END * iif(instr(has, ?), ?, 1) FROM"
            " (SELECT thing, sum(value) AS total FROM weight GROUP BY thing ORDER BY total DESC LIMIT ?)"
            " JOIN thing AS of ON id = thing",
            (Fit.SOME, self._has(SINGLE, "nej"), _STANDING, _MOST_SOME),
        )

    def beginning(self, said: Sequence[str], kinds: Sequence[str], most: int) -> list[Hit]:
        """Things of some kinds whose titles have all these words, the last of which may go on; the shortest
        names and the latest things first."""
        asked = " AND ".join([*(_phrase((word,)) for word in said[:-1]), f"{_phrase(said[-1:])} *"])
        rows = self._database.execute(
            "SELECT iri, kind, date FROM thing JOIN search ON search.rowid = id WHERE search MATCH ?"  # noqa: S608
            f" AND kind IN ({', '.join('?' * len(kinds))})"
            f" ORDER BY CASE kind {_ORDER} END, date DESC, length, iri LIMIT ?",
            (f"title : ({asked})", *kinds, most),
        )
        return [Hit(iri, kind, date, exact=False) for iri, kind, date in rows]

    def words(self, term: Term) -> Sequence[str]:
        """A term in the language of FTS5: each of the words that hold it or are a form of it, or its words in
        a row."""
        if not term.inside:
            return self._in_a_row(term)
        found = [*self._vocabulary.holding(term.words[0]), *self._vocabulary.forms(term.words[0])]
        return [_phrase((word,)) for word in dict.fromkeys(found)]

    def _forms(self, term: Term) -> Sequence[str]:
        if not term.inside:
            return self._in_a_row(term)
        return [_phrase((word,)) for word in self._vocabulary.forms(term.words[0])]

    def _in_a_row(self, term: Term) -> Sequence[str]:
        """A row of words and, unless it is quoted, the same with its last in other forms: ``A-kasser``,
        ``a-kasserne``."""
        *first, last = term.words
        if not first or term.quoted or term.when:
            return _as_asked(term)
        forms = dict.fromkeys([last, *self._vocabulary.forms(last)])
        return [_phrase((*first, word)) for word in islice(forms, _FEW)]

    def _beginning(self, term: Term) -> Sequence[str]:
        if not term.inside:
            return self._in_a_row(term)
        found = [*self._vocabulary.beginning(term.words[0]), *self._vocabulary.forms(term.words[0])]
        return [_phrase((word,)) for word in dict.fromkeys(found)]

    def forms_of(self, word: str) -> list[Sense]:
        """A word and the other forms of it."""
        return [
            Sense(1.0, [word] if word in self._vocabulary else []),
            Sense(0.9, self._vocabulary.forms(word)),
        ]

    def senses(self, term: Term) -> list[Sense]:
        """The words that are taken for a term whose letters alone count."""
        if not term.inside:
            return []
        word = term.words[0]
        return [
            *self.forms_of(word),
            Sense(0.6, self._vocabulary.beginning(word)),
            Sense(0.4, self._vocabulary.holding(word)),
        ]

    def weigh(self, senses: Sequence[Sequence[Sense]], terms: Sequence[Term], *, among: bool) -> None:
        """Note what each term is worth in each thing, ``among`` those that are found or in any; words that
        stand in very many things are worth nothing, but for those of the rarest term."""
        self._database.execute("DELETE FROM weight")
        self._things, self._average = self._database.execute(
            "SELECT count(*), coalesce(avg(length), 1) FROM thing"
        ).fetchone()
        left = _MOST_WEIGHED
        first = [sum(self._vocabulary.things(sense.words) for sense in taken[:2]) for taken in senses]
        ranked = sorted(range(len(terms)), key=lambda at: first[at])
        left = max(left, *(first[at] for at in ranked[:1]), 0)
        for order in ranked:
            if not terms[order].inside:
                self._weigh_phrase(order, terms[order], among=among)
            left -= self._weigh_words(order, senses[order], among=among, most=left)
        if among:
            self._database.execute(
                "UPDATE hit SET weight = -found.total FROM"
                " (SELECT thing, sum(value) AS total FROM weight GROUP BY thing) AS found"
                " WHERE hit.thing = found.thing"
            )

    def _weigh_words(self, order: int, senses: Sequence[Sense], *, among: bool, most: int) -> int:
        """Weigh the words of a term that stand in so many things at most; in how many they do."""
        self._database.execute("DELETE FROM sense")
        self._database.execute("DELETE FROM form")
        left = most
        for number, sense in enumerate(senses):
            places = self._vocabulary.things(sense.words)
            if places > left:
                continue
            left -= places
            worth = sense.share * self._rarity(places)
            self._database.execute("INSERT INTO sense VALUES (?, ?)", (number, worth))
            self._database.executemany(
                "INSERT OR IGNORE INTO form VALUES (?, ?)", ((word, number) for word in sense.words)
            )
        known = " JOIN hit ON hit.thing = doc" if among else ""
        self._database.execute(
            "INSERT OR IGNORE INTO weight"  # noqa: S608  # of words of ours
            " SELECT doc, ?, max(worth * times / (times + ? * (? + ? * length / ?))) FROM ("
            f"  SELECT doc, sense, sum({_FIELDS}) AS times FROM form CROSS JOIN place ON term = word{known}"
            "  GROUP BY doc, sense) JOIN sense ON sense.id = sense JOIN thing ON thing.id = doc GROUP BY doc",
            (order, _SATURATION, 1 - _LENGTH, _LENGTH, self._average),
        )
        return most - left

    def _weigh_phrase(self, order: int, term: Term, *, among: bool) -> None:
        said = _any(self._in_a_row(term))
        count = self._database.execute(
            "SELECT count(*) FROM search WHERE search MATCH ?", (said,)
        ).fetchone()[0]
        known = " AND rowid IN (SELECT thing FROM hit)" if among else ""
        self._database.execute(
            f"INSERT OR IGNORE INTO weight SELECT rowid, ?, ? FROM search WHERE search MATCH ?{known}",  # noqa: S608
            (order, self._rarity(count) / 2, said),
        )

    def _rarity(self, things: int) -> float:
        """The inverse frequency of what stands in so many things (BM25's own, never below 0)."""
        things = min(things, self._things)
        return math.log(1 + (self._things - things + 0.5) / (things + 0.5))

    def _fill(self, table: str, terms: Sequence[Sequence[str]], column: str) -> None:
        """Put the things that have one of the words of each term into a temporary table.

        Of many words a few are asked for at a time: for each thing the engine looks at all it is asked for.
        """
        few = [_any(words) for words in terms if len(words) <= _FEW]
        many = sorted((words for words in terms if len(words) > _FEW), key=len)
        self._database.execute(f"DELETE FROM {table}")  # noqa: S608  # here and below a table of ours
        if not many:
            self._add(table, column, few)
        for place, words in enumerate(many):
            into = table if place == 0 else "more"
            self._database.execute("DELETE FROM more")
            for at in range(0, len(words), _FEW):
                self._add(into, column, [*few, _any(words[at : at + _FEW])])
            if into == "more":
                self._database.execute(
                    f"DELETE FROM {table} WHERE thing NOT IN (SELECT thing FROM more)"  # noqa: S608
                )

    def _add(self, table: str, column: str, terms: Sequence[str]) -> None:
        self._database.execute(
            f"INSERT OR IGNORE INTO {table} (thing) SELECT rowid FROM search WHERE search MATCH ?",  # noqa: S608
            (f"{column}({' AND '.join(terms)})",),
        )

    def cases(self, cases: Iterable[str], numbers: Iterable[Sequence[str]]) -> None:
        """Find cases and, after them, whatever has their numbers, each given as its words."""
        said = " OR ".join(map(_phrase, numbers))
        self._database.execute(
            "INSERT INTO hit (thing) SELECT rowid FROM search WHERE search MATCH ?", (said,)
        )
        for case in cases:
            self._database.execute(
                "INSERT OR REPLACE INTO hit (thing, fit) SELECT id, ? FROM thing WHERE iri = ?",
                (Fit.NUMBER, case),
            )

    def narrow(self, facets: Mapping[str, Value], since: str = "", until: str = "", kind: str = "") -> None:
        """Keep what has one of the values given of each facet, a date from ``since`` to ``until``, and is of
        a kind, each of which may be empty. What misses one facet alone is counted with that facet's other
        values."""
        if since or until:
            self._database.execute(
                "DELETE FROM hit WHERE (SELECT date NOT BETWEEN ? AND ? FROM thing WHERE id = hit.thing)",
                (since or "0", until or "9"),
            )
        if kind:
            self._database.execute(
                "DELETE FROM hit WHERE thing NOT IN (SELECT id FROM thing WHERE kind = ?)", (kind,)
            )
        for facet, value in facets.items():
            several = (value,) if isinstance(value, str) else value
            has = [self._has(facet, one) for one in several]
            known = " OR ".join("instr(has, ?)" for _ in has) or "0"
            self._database.execute(
                "UPDATE hit SET missed = missed + 1, facet = ?"  # noqa: S608  # of our own words
                f" WHERE NOT (SELECT {known} FROM thing WHERE id = hit.thing)",
                (facet, *has),
            )

    def _has(self, facet: str, value: str) -> str:
        """What the column ``has`` holds of things with a value; what none holds, if there are none."""
        row = self._database.execute("SELECT id FROM value WHERE facet = ? AND value = ?", (facet, value))
        found = row.fetchone()
        return f" {found[0]} " if found else "-"

    def total(self) -> int:
        """How many things are found."""
        return int(self._database.execute("SELECT count(*) FROM hit WHERE missed = 0").fetchone()[0])

    def well(self) -> bool:
        """Whether something has what was asked for as whole words."""
        return self._database.execute("SELECT 1 FROM hit WHERE fit <= ?", (Fit.WHOLE,)).fetchone() is not None

    def page(self, most: int, first: int, sort: Sort = Sort.BEST) -> tuple[Hit, ...]:
        """The best ``most`` from the one numbered ``first``, from 0; of equals the latest comes first."""
        by_kind = f"CASE WHEN fit < {int(Fit.SOME)} THEN CASE kind {_ORDER} END END"
        best = f"fit, {by_kind}, weight, date DESC, iri"
        by = {Sort.BEST: best, Sort.NEWEST: f"date DESC, {best}", Sort.OLDEST: f"date = '', date, {best}"}
        rows = self._database.execute(
            "SELECT iri, kind, date, fit FROM hit JOIN thing ON thing.id = hit.thing WHERE missed = 0"  # noqa: S608
            f" ORDER BY {by[sort]} LIMIT ? OFFSET ?",
            (most, first),
        )
        return tuple(Hit(iri, kind, date, fit == Fit.NUMBER) for iri, kind, date, fit in rows)

    def counts(self) -> tuple[list[tuple[str, str, int]], list[tuple[str, str, int]]]:
        """Facet, value and how many of the things found have it, the most frequent first: of a facet that is
        narrowed, those too that have another value of it. And the same of the agenda items found alone, with
        :data:`SINGLE`."""
        found: dict[str, list[bytes]] = {}
        items: list[bytes] = []
        rows = self._database.execute(
            "SELECT missed, facet, kind, codes FROM hit JOIN thing ON id = hit.thing WHERE missed < 2"
        )
        for missed, facet, kind, codes in rows:
            found.setdefault(facet if missed else "", []).append(codes)
            if kind == "punkt" and not missed:
                items.append(codes)
        times = {facet: _times(codes) for facet, codes in found.items()}
        return self._counted(times, FACETS), self._counted({"": _times(items)}, (*FACETS, SINGLE))

    def _counted(
        self, times: Mapping[str, Sequence[int]], facets: Sequence[str]
    ) -> list[tuple[str, str, int]]:
        """The counts by facet, of those that miss it alone, and of those that miss none."""
        counted = []
        values = self._database.execute("SELECT facet, value, id FROM value ORDER BY facet, value")
        for facet, value, code in values.fetchall():
            several = [times[which] for which in ("", facet) if which in times]
            number = sum(int(of[code]) for of in several if code < len(of))
            if number and facet in facets:
                counted.append((facets.index(facet), facet, value, number))
        return [one[1:] for one in sorted(counted, key=lambda one: (-one[3], one[0]))]

    def having(self, term: Term) -> int:
        """How many things have a term."""
        words = self.words(term)
        if not words:
            return 0
        self._fill("titled", [words], "")
        return int(self._database.execute("SELECT count(*) FROM titled").fetchone()[0])


def _times(codes: Sequence[bytes]) -> Sequence[int]:
    """How often each number of a value stands in some columns of them."""
    import numpy as np

    return list(np.bincount(np.frombuffer(b"".join(codes), CODE)))


def _as_asked(term: Term) -> Sequence[str]:
    """The words of a term as they are, and the day or month that they may stand for."""
    return (_phrase(term.words), *([_phrase((term.when,))] if term.when else []))


def _any(words: Sequence[str]) -> str:
    return f"({' OR '.join(words)})"


def _phrase(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
