"""Searching a release: words, phrases and case numbers, narrowed by facets, the best things first."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.base.files import Closing
from graph.cases import numbers as case_numbers
from graph.ontology.iris import slug_in
from graph.search.everyday import everyday
from graph.search.index_file import number_form, stems_without
from graph.search.match import Hit as Hit
from graph.search.match import Match, Sense, Value
from graph.search.match import Sort as Sort
from graph.search.rows import FACETS
from graph.search.spelling import WordList
from graph.search.stems import root
from graph.search.words import FUNCTION_WORDS, MOST_CHARACTERS, Term, Terms, is_kind, terms, words

_SECONDS = 2.0  # of a processor
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_NUMBER = re.compile(r"(?:sag(?:en|s?nr|snummer)?[.:]?\s*)?(?:nr\.?\s*)?[\d\s/.–-]{3,40}k?", re.IGNORECASE)
_UNBROKEN = re.compile(r"(\d\d)(\d{1,6})")  # a number without its hyphen and its noughts: 237348
_OF_DAY = 8  # digits
_BEGUN = re.compile(r"\s*(?:\d{3}[-\s])?(\d{2}|\d{4})[-/](\d{1,8})\s*|(\d\d)(\d{2,6})")  # of a case number
_LEAST_SUGGESTED = 2  # letters; one begins too many words
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LITTLE = 20  # things, so few that other spellings are of use
_MOST_ALIKE = 5
_VERY_LITTLE = 7  # things, so few that those with words of the same kin are of use
_LONG_PIECE = 8  # letters of the first part of a compound that tell what it is about
_MOST_KIN = 12
_PIECE = 5  # letters of a part of a compound whose other part is unknown
_HEAD = 3  # letters of its last part, which says what it is: motorbåd, nabobil
_SENTENCE = 3  # words, of which not all need be there
_ENOUGH = 3  # things with all the words, if only within longer ones: no others are needed
_SHARES = {
    "compound": 0.6,
    "act": 0.6,
    "within": 0.4,
    "same": 0.5,
    "in the same": 0.3,
    "piece": 0.35,
    "in a piece": 0.2,
}
"""What words that stand for the one that was asked for count, beside it."""
_IN_NAMES = frozenset({"og", "for"})  # function words, but parts of names
_MOST_JOINED = 3  # words that may be one name, written apart
_OF_PEOPLE = (4, 3, 2)  # words of a name
_CALLED = "SELECT iri FROM name JOIN thing ON id = thing WHERE stems = ? AND (? = '' OR kind = ?)"
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
    """What was found: ``total`` things, of which ``hits`` are the page asked for; ``facets`` counts them all,
    and ``items`` the agenda items among them.

    ``terms`` is what was looked for in the end. ``some`` says that little has all the terms, ``whole``
    things, which stand first, and that the rest has some, or words for the same, all of which ``meant`` has,
    folded. ``replaced`` are words that occur nowhere, each with the one it
    seems to be a misspelling of; ``unknown`` those for which there is none, as they were written. When
    nothing has all the terms, ``apart`` says how many things have each, and ``numbers`` are the case numbers
    most like one that is unknown. ``cases`` are the numbers, as the records have them, that the question is a
    spelling of, and ``things`` the IRIs of what is called by it. ``alike`` are words that may be misspelt
    forms of the one that was asked for, or are made of its first part, when little has it; what has them
    stands below the rest.
    """

    terms: Terms
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] | None = None
    items: Mapping[str, tuple[Count, ...]] | None = None
    some: bool = False
    whole: int = 0
    meant: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()
    numbers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is kept of all that a question finds: things with one of the values of each facet, and a date from
    ``since`` to ``until`` (ISO 8601, or its beginning; empty: whatever date). Of things of a ``kind`` alone
    no other kind is counted, which takes less time."""

    facets: Mapping[str, Value] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.facets or self.since or self.until or self.kind)


class Index(Closing):
    """The index of a release, read by many threads at once; its file must not change meanwhile.

    Raises :class:`sqlite3.DatabaseError` for a file that is none.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        with self._connection() as database:
            listed = database.execute("SELECT word, stem, things FROM word ORDER BY word").fetchall()
            slugs = database.execute("SELECT DISTINCT iri FROM thing WHERE kind = 'organ'")
            self._municipalities = frozenset(slug_in(iri) for (iri,) in slugs)
        self._vocabulary = WordList(*([row[at] for row in listed] for at in range(3)))

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def search(
        self,
        question: str,
        facets: Mapping[str, Value] | Narrowing,
        most: int,
        first: int = 0,
        sort: Sort = Sort.BEST,
    ) -> Found:
        """The things that have all that a question asks for and are kept by what narrows it: at most
        ``most``, from the one numbered ``first``, from 0. An empty question finds all that are kept, and
        nothing without anything that narrows it. Words that a hyphen joins, and that stand nowhere so, are
        looked for as one. When nothing has all the words, what has some is found.

        Raises :class:`TooMuchError` when it takes more than two seconds of a processor.
        """
        kept = facets if isinstance(facets, Narrowing) else _of_kind(facets)
        page = (most, first, sort)
        found = self._search(question, kept, page)
        joined = _HYPHEN.sub("", question)
        if (found.total and not found.some) or joined == question:
            return found
        other = self._search(joined, kept, page)
        if other.total and not other.some:
            return replace(other, replaced=((question.strip(), joined.strip()),))
        return found

    def _search(self, question: str, kept: Narrowing, page: tuple[int, int, Sort]) -> Found:
        with self._connection() as database:
            match = Match(database, self._vocabulary)
            match.begin()
            if cases := _cases(database, question):
                match.cases((case for those in cases.values() for case in those), map(words, cases))
                named = tuple(Term(tuple(words(one)), one) for one in cases)
                found = Found(Terms(named, cut=False), cases=tuple(cases))
            elif question.strip():
                found = self._words(database, match, question)
            else:
                found = Found(terms(question))
                if kept:
                    match.all(kept.kind)
            match.narrow(kept.facets, kept.since, kept.until, kept.kind)
            total = match.total()
            if not total or found.some:
                found = self._advised(database, match, question, found)
            if not total:
                return found
            counted, items = map(_counted, match.counts())
            return replace(found, total=total, hits=match.page(*page), facets=counted, items=items)

    def _words(self, database: sqlite3.Connection, match: Match, question: str) -> Found:
        """Find what has the words of a question or is named by it, or else some of them."""
        found = self._known(terms(question))
        if found.terms.terms and not found.unknown:
            match.all_of(found.terms.terms)
        things = self._named(database, question)
        match.naming(things)
        found = replace(found, things=things)
        if match.total() > _LITTLE or not found.terms.terms:
            return found
        total = match.total()
        if total and (alike := self._alike(found) or self._kin(found, total)):
            match.also(alike)
            return replace(found, alike=alike)
        told = tuple(term for term in found.terms.terms if not set(term.words) <= FUNCTION_WORDS)
        if not told:
            return found
        telling = tuple(term for term in told if not (term.inside and is_kind(term.words[0])))
        telling = telling if any(term.inside for term in telling) else told
        known = not set(found.unknown) & {term.written for term in telling}
        if total < _ENOUGH and len(telling) < len(found.terms.terms) and known:
            match.all_of(telling)
            match.naming(things)
            found = replace(found, terms=replace(found.terms, terms=telling))
        well = match.well() and len(telling) < _SENTENCE
        if well or match.total() >= _ENOUGH:
            return found
        return self._some(match, replace(found, whole=match.total()), telling, question)

    def _some(self, match: Match, found: Found, telling: Sequence[Term], question: str) -> Found:
        """Find what has some of the words, or words for the same."""
        senses = self._senses(match, telling, question)
        match.some_of(senses, telling)
        meant = dict.fromkeys(word for taken in senses for sense in taken for word in sense.words)
        unknown = tuple(term.written for term, taken in zip(telling, senses, strict=True)
                        if term.inside and not any(sense.words for sense in taken))  # fmt: skip
        return replace(
            found,
            some=bool(match.total()),
            terms=replace(found.terms, terms=tuple(telling)),
            meant=tuple(meant),
            unknown=unknown,
        )

    def _senses(self, match: Match, asked: Sequence[Term], question: str) -> list[list[Sense]]:
        """For each term what may stand for it: its forms, longer words, words for the same, and the pieces of
        a compound."""
        said, like = words(question), everyday().like
        forms, compounds = self._vocabulary.forms, self._vocabulary.compounds
        found = []
        for term in asked:
            word = term.words[0]
            if word not in said or " " in term.written:  # another word than was asked for, or a phrase
                found.append(match.senses(term))
                continue
            same = like(said, said.index(word)) or self._same_as_misspelt(word)
            own = (
                [
                    *match.forms_of(word),
                    Sense(_SHARES["compound"], compounds(word)),
                    Sense(_SHARES["act"], self._vocabulary.acts(word)),
                    Sense(_SHARES["within"], self._vocabulary.within(word)),
                ]
                if term.inside
                else []
            )
            senses = [
                *own,
                *(Sense(_SHARES["same"], forms(one)) for one in same),
                *(Sense(_SHARES["in the same"], compounds(one)) for one in same if len(one) > _PIECE),
            ]
            pieces = self._pieces(word) if term.inside else []
            # Alone, a wrong one would be all that is found.
            if not (pieces or forms(word)) and len(asked) > 1:
                pieces = self._vocabulary.part(word)
            for piece in pieces:
                senses.append(Sense(_SHARES["piece"], forms(piece)))
                senses.append(Sense(_SHARES["in a piece"], compounds(piece)))
                senses += [Sense(_SHARES["in a piece"], forms(one)) for one in like([piece], 0)]
            found.append([sense for sense in senses if sense.words])
        return found

    def _pieces(self, word: str) -> list[str]:
        """The words that a compound is made of, or those that everybody knows of them."""
        pieces = self._vocabulary.pieces(word)
        if pieces or self._vocabulary.forms(word):
            return pieces
        begun = (word[:at] for at in range(len(word) - 3, _PIECE - 1, -1))
        ended = (word[at:] for at in range(3, len(word) - _HEAD + 1))
        return [
            known[0]
            for pieces in (begun, ended)
            if (known := [one for one in pieces if root(one) in everyday().alone])
        ]

    def _same_as_misspelt(self, word: str) -> tuple[str, ...]:
        """Words for the same as the one that a word which stands nowhere seems to be a misspelling of."""
        if self._vocabulary.forms(word) or not (meant := everyday().listed.nearest(word)):
            return ()
        return (meant, *everyday().like([meant], 0))

    def _named(self, database: sqlite3.Connection, question: str) -> tuple[str, ...]:
        """The bodies, units, posts and people that are called by a question, in any form; where it names
        municipalities, theirs alone. It may have words beside the name that tell little, and words of it
        apart (``borger service``); where it calls nothing, the people it names."""
        said = words(question[:MOST_CHARACTERS])
        whose = self._municipalities & set(said)
        told = [word for word in said if word in _IN_NAMES or not (word in FUNCTION_WORDS or is_kind(word))]
        joined = ["".join(said)] if 1 < len(said) <= _MOST_JOINED else []
        runs = [said[at : at + length] for length in _OF_PEOPLE for at in range(len(said) - length + 1)]
        for ways, kind in (([said], ""), ([told], ""), ([joined], ""), (runs, "person")):
            stems = {" ".join(stems_without(way, self._municipalities)) for way in ways if way}
            rows = [row for one in stems for row in database.execute(_CALLED, (one, kind, kind))]
            if found := {iri for (iri,) in rows if not whose or slug_in(iri) in whose}:
                return tuple(sorted(found))
        return ()

    def suggest(self, beginning: str, most: int) -> list[Hit]:
        """Bodies, units, posts and cases whose names and titles have words that begin so, or whose numbers
        do: at most ``most``, of which half are cases if there are so many.

        Raises :class:`TooMuchError` as :meth:`search` does.
        """
        said = words(beginning)
        if not said or len("".join(said)) < _LEAST_SUGGESTED:
            return []
        with self._connection() as database:
            match = Match(database, self._vocabulary)
            named = match.beginning(said, ("organ", "enhed", "stilling"), most)
            numbered = _numbered(database, beginning, most)
            cases = list(dict.fromkeys([*numbered, *match.beginning(said, ("sag",), most)]))
        kept = named[: max(most // 2, most - len(cases))]
        return [*kept, *cases[: most - len(kept)]]

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
        """The terms, with the word that each which does not occur is a misspelling of in its place."""
        used: list[Term] = []
        replaced, unknown = [], []
        for term in asked.terms:
            missing = [] if term.when else [word for word in term.words if not self._occurs(word, term)]
            nearest = {word: self._nearest(word) for word in missing}
            unknown += [term.written] if not all(nearest.values()) else []
            instead = tuple(nearest.get(word) or word for word in term.words)
            if missing and all(nearest.values()):
                replaced.append((term.written, " ".join(instead)))
                term = Term(instead, " ".join(instead))
            used.append(term)
        return Found(Terms(tuple(used), asked.cut), replaced=tuple(replaced), unknown=tuple(unknown))

    def _nearest(self, word: str) -> str:
        """The word that one is a misspelling of; empty for one that is known to be a word, or that others
        are joined to, if the two do not sound the same: ``ældreområdet`` is no ``ældrerådet``."""
        nearest = "" if root(word) in everyday().alone else self._vocabulary.nearest(word)
        sure = nearest in self._vocabulary.like(word)
        return "" if not sure and self._vocabulary.pieces(word) else nearest

    def _alike(self, found: Found) -> tuple[str, ...]:
        """Words like the only word of a question; those of minutes are misspelt, too."""
        return tuple(self._vocabulary.like(_only(found))[:_MOST_ALIKE])

    def _kin(self, found: Found, total: int) -> tuple[str, ...]:
        """Where very little has a long compound, which is the only word of a question, the others that begin
        as it does: ``beskæftigelsesområdet`` for ``beskæftigelsesindsatsen``."""
        only = _only(found)
        pieces = self._vocabulary.pieces(only) if total <= _VERY_LITTLE else []
        if not pieces or len(pieces[0]) < _LONG_PIECE:
            return ()
        own = {*self._vocabulary.forms(only), *self._vocabulary.holding(only)}
        return tuple(word for word in self._vocabulary.compounds(pieces[0]) if word not in own)[:_MOST_KIN]

    def _occurs(self, word: str, term: Term) -> bool:
        if not term.inside:
            last = len(term.words) > 1 and not term.quoted and word == term.words[-1]
            return word in self._vocabulary or (last and bool(self._vocabulary.forms(word)))
        return bool(self._vocabulary.forms(word) or self._vocabulary.inside(word))

    def _advised(self, database: sqlite3.Connection, match: Match, question: str, found: Found) -> Found:
        """What to tell whoever found nothing."""
        several = found.terms.terms if len(found.terms.terms) > 1 else ()
        known = [term for term in several if term.written not in found.unknown]
        apart = tuple((term.written, things) for term in known if (things := match.having(term)))
        return replace(found, apart=apart, numbers=tuple(_near(database, question)))


def _only(found: Found) -> str:
    """The only word of a question that is spelt as words of the minutes are; empty for any other."""
    asked = found.terms.terms
    return asked[0].words[0] if len(asked) == 1 and asked[0].inside and not found.replaced else ""


def _of_kind(facets: Mapping[str, Value]) -> Narrowing:
    kind = facets.get("art", "")
    if not isinstance(kind, str):
        return Narrowing(facets)
    return Narrowing({name: value for name, value in facets.items() if name != "art"}, kind=kind)


def _counted(counts: Sequence[tuple[str, str, int]]) -> Mapping[str, tuple[Count, ...]]:
    counted: dict[str, list[Count]] = {facet: [] for facet in FACETS}
    for facet, value, things in counts:
        counted.setdefault(facet, []).append(Count(value, things))
    return {facet: tuple(values) for facet, values in counted.items()}


def _cases(database: sqlite3.Connection, question: str) -> dict[str, list[str]]:
    """The cases, by number, whose number a question is, in whatever spelling; none for any other question.
    Two municipalities may each have one of the same number."""
    if not _NUMBER.fullmatch(question.strip()):
        return {}
    unbroken = _UNBROKEN.fullmatch(question.strip())
    ways = [question, f"{unbroken[1]}-{unbroken[2]}" if unbroken else ""]
    digits = "".join(re.findall(r"\d", question))
    ways += [digits] if len(digits) > _OF_DAY else []  # 9982016-22310; a day has fewer
    return next((found for way in ways if way and (found := _with_number(database, way))), {})


def _with_number(database: sqlite3.Connection, question: str) -> dict[str, list[str]]:
    rows = database.execute(
        "SELECT number, iri FROM number JOIN thing ON id = thing WHERE form = ?", (number_form(question),)
    )
    numbers: dict[str, list[str]] = {}
    for number, iri in sorted(rows.fetchall()):
        numbers.setdefault(number, []).append(iri)
    return {number: numbers[number] for number in case_numbers.find(question, {one: one for one in numbers})}


def _numbered(database: sqlite3.Connection, beginning: str, most: int) -> list[Hit]:
    """The cases of a year whose serial numbers begin as a number does (``20-44``), the lowest first."""
    parts = _BEGUN.fullmatch(beginning)
    if not parts:
        return []
    written, serial = parts[1] or parts[3], (parts[2] or parts[4]).lstrip("0")
    year = int(written) + (2000 if len(written) == 2 else 0)
    rows = database.execute(
        "SELECT DISTINCT iri, kind, date FROM number JOIN thing ON id = thing WHERE form GLOB ?"
        " ORDER BY length(form), form, iri LIMIT ?",
        (f"{year}-{serial}*", most),
    )
    return [Hit(iri, kind, date, exact=False) for iri, kind, date in rows]


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
