"""Searching a release: words, phrases and case numbers, narrowed by facets, the best things first."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from graph.base.files import Closing
from graph.cases import numbers as case_numbers
from graph.search.index_file import number_form
from graph.search.match import Hit as Hit
from graph.search.match import Match
from graph.search.rows import FACETS
from graph.search.spelling import WordList
from graph.search.words import Term, Terms, terms, words

_SECONDS = 2.0  # of a processor
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_NUMBER = re.compile(r"(?:sag(?:en|s?nr|snummer)?[.:]?\s*)?(?:nr\.?\s*)?[\d\s/.–-]{3,40}k?", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LITTLE = 20  # things, so few that other spellings are of use
_MOST_ALIKE = 3
_MOST_LIKE = 5000  # case numbers that are compared with an unknown one


class TooMuchError(Exception):
    """A search was stopped, for it took longer than it may."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the things found have a value of a facet."""

    value: str
    things: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ``total`` things, of which ``hits`` are the page asked for; ``facets`` counts them all.

    ``terms`` is what was looked for in the end. ``replaced`` are words that occur nowhere, each with the
    nearest that does; ``unknown`` those to which none is near, as they were written. When nothing has all
    the terms, ``apart`` says how many things have each, and ``numbers`` are the case numbers most like one
    that is unknown. ``cases`` are the numbers, as the records have them, that the question is a spelling of.
    ``alike`` are words that may be misspelt forms of the one that was asked for, when little has it.
    """

    terms: Terms
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] | None = None
    replaced: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()
    numbers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


class Index(Closing):
    """The index of a release, read by many threads at once; its file must not change meanwhile.

    Raises :class:`sqlite3.DatabaseError` for a file that is none.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        with self._connection() as database:
            listed = [word for (word,) in database.execute("SELECT word FROM word ORDER BY word")]
        self._vocabulary = WordList(listed)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def search(self, question: str, facets: Mapping[str, str], most: int, first: int = 0) -> Found:
        """The things that have all that a question asks for and the values of ``facets``: at most ``most``,
        from the one numbered ``first``, from 0. An empty question finds all that have the values,
        and nothing without any. Words that a hyphen joins, and that stand nowhere so, are looked for as one.

        Raises :class:`TooMuchError` when it takes more than two seconds of a processor.
        """
        found = self._search(question, facets, most, first)
        joined = _HYPHEN.sub("", question)
        if found.total or joined == question:
            return found
        other = self._search(joined, facets, most, first)
        return replace(other, replaced=((question.strip(), joined.strip()),)) if other.total else found

    def _search(self, question: str, facets: Mapping[str, str], most: int, first: int) -> Found:
        asked = terms(question)
        with self._connection() as database:
            match = Match(database, self._vocabulary)
            match.begin()
            if cases := _cases(database, question):
                match.cases((case for those in cases.values() for case in those), map(words, cases))
                named = tuple(Term(tuple(words(one)), one) for one in cases)
                found = Found(Terms(named, cut=False), cases=tuple(cases))
            else:
                found = self._known(asked)
                if found.terms.terms and not found.unknown:
                    match.all_of(found.terms.terms)
                elif facets and not question.strip():
                    match.with_value(*next(iter(facets.items())))
            match.narrow(facets)
            total = match.total()
            if not total:
                return self._advised(database, match, question, found)
            counts: dict[str, list[Count]] = {facet: [] for facet in FACETS}
            for facet, value, things in match.counts():
                counts[facet].append(Count(value, things))
            counted = {facet: tuple(values) for facet, values in counts.items()}
            alike = self._alike(found) if total <= _LITTLE else ()
            return replace(found, total=total, hits=match.page(most, first), facets=counted, alike=alike)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile, and that is stopped when its time is over."""
        try:
            database = self._idle.pop()
        except IndexError:
            database = sqlite3.connect(self._uri, uri=True, check_same_thread=False, isolation_level=None)
            database.execute("PRAGMA temp_store = MEMORY")
        until = time.thread_time() + _SECONDS
        database.set_progress_handler(lambda: time.thread_time() > until, _STEPS)
        try:
            yield database
        except sqlite3.OperationalError as error:
            if time.thread_time() > until:
                raise TooMuchError from None
            raise error from None
        finally:
            database.set_progress_handler(None, 0)
            self._idle.append(database)

    def _known(self, asked: Terms) -> Found:
        """The terms with the nearest words in the place of those that do not occur."""
        used: list[Term] = []
        replaced, unknown = [], []
        for term in asked.terms:
            missing = [word for word in term.words if not self._occurs(word, term)]
            nearest = {word: self._vocabulary.nearest(word) for word in missing}
            unknown += [term.written] if not all(nearest.values()) else []
            instead = tuple(nearest.get(word) or word for word in term.words)
            if missing and all(nearest.values()):
                replaced.append((term.written, " ".join(instead)))
                term = Term(instead, " ".join(instead))
            used.append(term)
        return Found(Terms(tuple(used), asked.cut), replaced=tuple(replaced), unknown=tuple(unknown))

    def _alike(self, found: Found) -> tuple[str, ...]:
        """Words like the only word of a question; those of minutes are misspelt, too."""
        asked = found.terms.terms
        only = asked[0].words[0] if len(asked) == 1 and asked[0].inside and not found.replaced else ""
        return tuple(self._vocabulary.like(only)[:_MOST_ALIKE])

    def _occurs(self, word: str, term: Term) -> bool:
        return bool(self._vocabulary.inside(word)) if term.inside else word in self._vocabulary

    def _advised(self, database: sqlite3.Connection, match: Match, question: str, found: Found) -> Found:
        """What to tell whoever found nothing."""
        several = found.terms.terms if len(found.terms.terms) > 1 else ()
        known = [term for term in several if term.written not in found.unknown]
        apart = tuple((term.written, things) for term in known if (things := match.having(term)))
        return replace(found, apart=apart, numbers=tuple(_near(database, question)))


def _cases(database: sqlite3.Connection, question: str) -> dict[str, list[str]]:
    """The cases, by number, whose number a question is, in whatever spelling; none for any other question.
    Two municipalities may each have one of the same number."""
    if not _NUMBER.fullmatch(question.strip()):
        return {}
    rows = database.execute(
        "SELECT number, iri FROM number JOIN thing ON id = thing WHERE form = ?", (number_form(question),)
    )
    numbers: dict[str, list[str]] = {}
    for number, iri in sorted(rows.fetchall()):
        numbers.setdefault(number, []).append(iri)
    return {number: numbers[number] for number in case_numbers.find(question, {one: one for one in numbers})}


def _near(database: sqlite3.Connection, question: str) -> list[str]:
    """The case numbers most like a number that no case has: of the same year, or with the same serial."""
    form = number_form(question) if _NUMBER.fullmatch(question.strip()) else ""
    if not form:
        return []
    year, _, serial = form.partition("-")
    rows = database.execute(
        "SELECT number, form FROM number WHERE form GLOB ? OR form GLOB ? ORDER BY form, number LIMIT ?",
        (f"{year}-*", f"*-{serial}", _MOST_LIKE),
    )
    return case_numbers.near(question, dict(rows.fetchall()))
