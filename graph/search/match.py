"""One search in the tables of the index: what matches goes into the table ``hit`` of the connection, how
well it fits is noted there, and it is narrowed, counted and listed from it.

``fit`` 0 is the case whose number was asked for, 1 a thing whose title has all the words, 2 one whose title
has them inside longer words, 3 any other. Nothing of a question gets into a statement but folded words.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.search.rows import KINDS
from graph.search.spelling import WordList
from graph.search.words import Term

_FEW = 32  # words that the engine is asked for together
_MOST_WEIGHED = 2_000_000  # words times things; to weigh more takes longer than it is worth
_ORDER = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(KINDS))


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found; ``date`` is ISO 8601, empty for what has none; ``exact`` for the case whose
    number was asked for."""

    iri: str
    kind: str
    date: str
    exact: bool


_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS hit (thing INTEGER PRIMARY KEY, fit INTEGER DEFAULT 3, weight REAL DEFAULT 0);
CREATE TEMP TABLE IF NOT EXISTS titled (thing INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS more (thing INTEGER PRIMARY KEY);
DELETE FROM hit;
"""


class Match:
    """A search on a connection of its own, which ends with it."""

    def __init__(self, database: sqlite3.Connection, vocabulary: WordList) -> None:
        self._database, self._vocabulary = database, vocabulary

    def begin(self) -> None:
        """Start with nothing found."""
        self._database.executescript(_TABLES)

    def with_value(self, facet: str, value: str) -> None:
        """Find all that has a value of a facet."""
        self._database.execute(
            "INSERT INTO hit (thing) SELECT id FROM thing WHERE instr(has, ?)", (self._has(facet, value),)
        )

    def all_of(self, terms: Sequence[Term]) -> None:
        """Find what has all the terms."""
        words = [self.words(term) for term in terms]
        self._fill("hit", words, "")
        # The engine looks at each word of the question for each thing it weighs.
        if sum(map(len, words)) * self.total() <= _MOST_WEIGHED:
            self._database.execute(
                "INSERT OR REPLACE INTO hit SELECT rowid, 3, round(bm25(search, 8, 1), 3) FROM search"
                " WHERE search MATCH ?",
                (" AND ".join(map(_any, words)),),
            )
        for fit, said in ((2, words), (1, [(_phrase(term.words),) for term in terms])):
            self._fill("titled", said, "title : ")
            self._database.execute("UPDATE hit SET fit = ? WHERE thing IN (SELECT thing FROM titled)", (fit,))

    def words(self, term: Term) -> Sequence[str]:
        """A term in the language of FTS5: each of the words that hold it, or its words in a row."""
        if not term.inside:
            return (_phrase(term.words),)
        return [_phrase((word,)) for word in self._vocabulary.holding(term.words[0])]

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
                "INSERT OR REPLACE INTO hit SELECT id, 0, 0 FROM thing WHERE iri = ?", (case,)
            )

    def narrow(self, facets: Mapping[str, str]) -> None:
        """Keep what has the values given, by facet."""
        for facet, value in facets.items():
            self._database.execute(
                "DELETE FROM hit WHERE NOT instr((SELECT has FROM thing WHERE id = hit.thing), ?)",
                (self._has(facet, value),),
            )

    def _has(self, facet: str, value: str) -> str:
        """What the column ``has`` holds of things with a value; what none holds, if there are none."""
        row = self._database.execute("SELECT id FROM value WHERE facet = ? AND value = ?", (facet, value))
        found = row.fetchone()
        return f" {found[0]} " if found else "-"

    def total(self) -> int:
        """How many things are found."""
        return int(self._database.execute("SELECT count(*) FROM hit").fetchone()[0])

    def page(self, most: int, first: int) -> tuple[Hit, ...]:
        """The best ``most`` from the one numbered ``first``, from 0; of equals the latest comes first."""
        rows = self._database.execute(
            f"SELECT iri, kind, date, fit FROM hit JOIN thing ON thing.id = hit.thing"  # noqa: S608  # of KINDS
            f" ORDER BY fit, CASE kind {_ORDER} END, weight, date DESC, iri LIMIT ? OFFSET ?",
            (most, first),
        )
        return tuple(Hit(iri, kind, date, fit == 0) for iri, kind, date, fit in rows)

    def counts(self) -> list[tuple[str, str, int]]:
        """Facet, value and how many of the things found have it; the most frequent first."""
        rows = self._database.execute("SELECT has FROM hit JOIN thing ON id = hit.thing")
        times = Counter(" ".join(has for (has,) in rows).split())
        values = self._database.execute("SELECT facet, value, id FROM value ORDER BY facet, value").fetchall()
        counted = [(facet, value, times[str(of)]) for facet, value, of in values if str(of) in times]
        return sorted(counted, key=lambda one: -one[2])

    def having(self, term: Term) -> int:
        """How many things have a term."""
        self._fill("titled", [self.words(term)], "")
        return int(self._database.execute("SELECT count(*) FROM titled").fetchone()[0])


def _any(words: Sequence[str]) -> str:
    return f"({' OR '.join(words)})"


def _phrase(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
