"""What the site asks of the tables instead of the graph: counts over everything, and lists, by DuckDB.

A count has the name of a named query, whose answer it gives row by row; a list is narrowed and read page by
page. DuckDB reads the tables and nothing else: no other file, no network, no extension, within a bound of
memory and of time.
"""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.base import alphabet
from graph.ontology.iris import code_of, municipality_root
from graph.queries.named import load
from graph.tables.definitions import key_of, tables
from graph.tables.files import FOLDER, file_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEGABYTES = 256
_TOTAL = "rows_in_all"  # a column that no list has
_SECONDS = 5.0
_LABEL = re.compile(r"(?<![\w.])([\w.]+)_\{language\}")

Row = Mapping[str, str]


# A KLE number and those below it, in the municipality that it is of.
_OF_KLE = (
    "JOIN {meeting} m USING (meeting) WHERE starts_with(m.iri, $municipality) "
    "AND (kle = $code OR starts_with(kle, concat($code, '.')))"
)

TABLE_QUERIES: Mapping[str, str] = {
    "cases_with_kle": (
        "SELECT case_iri AS \"case\", number, substr(max(concat(h.date, ' ', title)), 12) AS name, "  # noqa: S608
        "count(DISTINCT item) AS items, min(h.date) AS first, max(h.date) AS last "
        f"FROM {{handling}} h {_OF_KLE} GROUP BY ALL ORDER BY last DESC, number"
    ),
    "body_by_year": (
        "SELECT year, count(*) AS meetings, sum(items) AS items FROM {meeting} "
        "WHERE body = $key AND items > 0 GROUP BY year ORDER BY year"
    ),
    "body_outcomes_by_year": (
        'SELECT year, outcome_{language} AS "outcomeLabel", count(DISTINCT decision) AS decisions '
        "FROM {outcome} JOIN (SELECT meeting, year FROM {meeting} WHERE body = $key) USING (meeting) "
        "WHERE of = 'case' GROUP BY ALL ORDER BY year, decisions DESC, \"outcomeLabel\""
    ),
    "meetings": (
        'SELECT iri AS meeting, date, body_iri AS body, body_{language} AS "bodyLabel", items '
        'FROM {meeting} WHERE body = $key ORDER BY date DESC, "bodyLabel", meeting'
    ),
    "meetings_of_body": (
        "SELECT iri AS meeting, date FROM {meeting} WHERE body = $key ORDER BY date, meeting"
    ),
    "recommendations_by_year": (
        "SELECT year(date) AS year, count(DISTINCT item) AS items FROM {recommender} "
        "WHERE recommender = $key GROUP BY ALL ORDER BY year"
    ),
    "outcome_by_year": (
        "SELECT year(date) AS year, count(DISTINCT item) AS items FROM {outcome} "
        "WHERE of = 'case' AND outcome = $code GROUP BY ALL ORDER BY year"
    ),
    "mentions_by_year": (
        "SELECT year(date) AS year, count(DISTINCT item) AS items FROM {mention} "
        "WHERE thing = $key GROUP BY ALL ORDER BY year"
    ),
    "units_beside": (
        'WITH named AS (SELECT DISTINCT h."case", m.thing, m.thing_iri, m.thing_{language} AS label '
        "FROM {mention} m JOIN {handling} h USING (item) JOIN {item} i USING (item) "
        "WHERE m.thing_kind = 'enhed' AND i.series IS NULL) "
        'SELECT thing_iri AS other, label, count(*) AS cases FROM named WHERE "case" IN '
        '(SELECT "case" FROM named WHERE thing = $key) GROUP BY ALL ORDER BY cases DESC, label'
    ),
    "people_beside": (
        "WITH present AS (SELECT DISTINCT meeting, person, person_iri FROM {attendance} "
        "WHERE person IS NOT NULL AND status = 'til-stede'), "
        "called AS (SELECT person, min(name) AS label FROM {attendance} GROUP BY person) "
        "SELECT person_iri AS other, label, count(*) AS meetings FROM present JOIN called USING (person) "
        "WHERE meeting IN (SELECT meeting FROM present WHERE person = $key) "
        "GROUP BY ALL ORDER BY meetings DESC, label"
    ),
}
"""Named query -> the same in SQL about one thing, whose key stands as ``$key`` and its code (the last part of
its IRI) as ``$code``, what all IRIs of its municipality begin with as ``$municipality``; tables stand as
``{item}``, and the language of labels as ``{language}``. Of ``meetings`` the thing is the body."""

WHOLE_QUERIES: Mapping[str, str] = {
    "votes_told": (
        'SELECT body_iri AS body, body_{language} AS "bodyLabel", count(DISTINCT d.item) AS decided, '
        "count(DISTINCT v.item) AS told, "
        "count(DISTINCT v.item) FILTER (v.parties IS NOT NULL OR v.names IS NOT NULL) AS named "
        "FROM {decision} d JOIN {meeting} m USING (meeting) LEFT JOIN {vote} v ON v.item = d.item "
        'GROUP BY ALL ORDER BY "bodyLabel"'
    ),
}
"""The same of named queries that are about no thing, but about everything."""

ITEMS_OF: Mapping[str, str] = {
    "items_mentioning": "SELECT item FROM {mention} WHERE thing = $key",
    "items_of_series": "SELECT item FROM {item} WHERE series = $key",
    "items_recommended_by": "SELECT item FROM {recommender} WHERE recommender = $key",
    "items_with_document": "SELECT item FROM {attachment} WHERE attachment = $key",
    "items_with_kle": f"SELECT item FROM {{item}} {_OF_KLE}",  # noqa: S608
    "items_with_outcome": "SELECT item FROM {outcome} WHERE of = 'case' AND outcome = $code",
}
"""Named query of the items that have to do with a thing -> their keys, as :data:`TABLE_QUERIES` has it."""

_NAMING = f"{ITEMS_OF['items_mentioning']} UNION {ITEMS_OF['items_recommended_by']}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, the latest first. ``rows`` gives its rows, whose ``iri`` no two share and whose ``day`` is a
    date or nothing; ``filters`` have for each word that narrows it a condition on its value, ``$word``."""

    rows: str
    filters: Mapping[str, str] = field(default_factory=dict)


_OF_MEETING = {
    "body": "body_iri = $body",
    "since": "date >= $since::DATE",
    "until": "date <= $until::DATE",
    "municipality": "starts_with(iri, $municipality)",
}
# Each of the words asked for, which are in small letters and a blank apart, stands in a text.
_EACH_WORD = "len(list_filter(string_split($q, ' '), lambda w: NOT contains(lower({}), w))) = 0"
# Nothing is told of what was decided in a closed item, not even by being found.
_ITEMS = "(SELECT i.*, m.body_iri, m.iri AS meeting_iri FROM {item} i JOIN {meeting} m USING (meeting))"
_OUTCOME = (
    "NOT closed AND item IN (SELECT o.item FROM {outcome} o WHERE o.of = 'case' AND o.outcome = $outcome)"
)
_IN_TITLE = _EACH_WORD.format("title")
_IN_BOTH = _EACH_WORD.format("concat_ws(' ', t.title, d.text)")
_WORDS = (
    f"({_IN_TITLE} OR NOT closed AND item IN "  # noqa: S608
    f"(SELECT d.item FROM {{decision}} d JOIN {{item}} t USING (item) WHERE {_IN_BOTH}))"
)
_CASE = "item IN (SELECT item FROM {handling} WHERE case_iri = $case)"
_OF_OPEN_ITEM = {**_OF_MEETING, "outcome": _OUTCOME, "q": _WORDS, "case": _CASE}
_PLAIN_NUMBER = "regexp_replace(lower({}), '-0+', '-', 'g')"  # however many noughts are printed
_HANDLED = "{handling} h WHERE h.case_iri = c.iri AND"

LISTINGS: Mapping[str, Listing] = {
    "meetings": Listing("SELECT *, date AS day FROM {meeting}", _OF_MEETING),
    "items": Listing(
        f"SELECT *, date AS day FROM {_ITEMS}",  # noqa: S608  # our own words alone, here and below
        {**_OF_OPEN_ITEM, "open": "closed <> $open", "meeting": "meeting_iri = $meeting"},
    ),
    "decisions": Listing(
        "SELECT d.iri, d.item, d.date, d.date AS day, i.title, i.closed, i.body_iri "  # noqa: S608
        f"FROM {{decision}} d JOIN {_ITEMS} i USING (item) WHERE NOT i.closed",
        _OF_OPEN_ITEM,
    ),
    "votes": Listing(
        "SELECT DISTINCT v.iri, v.item, v.date, v.date AS day, i.title, i.closed, i.body_iri "  # noqa: S608
        f"FROM {{vote}} v JOIN {_ITEMS} i USING (item) WHERE NOT i.closed",
        _OF_OPEN_ITEM,
    ),
    "cases": Listing(
        "SELECT *, last AS day FROM {case} c",
        {
            "body": f"EXISTS (FROM {_HANDLED} h.body_iri = $body)",
            "since": "last >= $since::DATE",
            "until": "first <= $until::DATE",
            "municipality": "starts_with(iri, $municipality)",
            "q": f"({_IN_TITLE} OR contains({_PLAIN_NUMBER.format('number')}, {_PLAIN_NUMBER.format('$q')}))",
        },
    ),
    "findings": Listing(
        "SELECT concat(m.iri, ' ', f.severity, ' ', f.code) AS iri, m.iri AS meeting_iri, f.severity, "
        "f.code, f.times, m.body_iri, m.date, m.date AS day "
        "FROM {finding} f JOIN {meeting} m USING (meeting)",
        {**_OF_MEETING, "severity": "severity = $severity", "code": "code = $code"},
    ),
}
"""List -> how it is read; tables stand as ``{item}``."""


class TablesUnavailableError(Exception):
    """The tables of a release cannot be asked, or gave no answer within the bounds."""


class TableReader:
    """Asks the tables of a release; many threads may at once."""

    def __init__(self, release: Path) -> None:
        """``release`` is the folder of one; raises :class:`TablesUnavailableError` for one without tables."""
        import duckdb

        self._folder = (release / FOLDER).resolve()
        if not self._folder.is_dir():
            raise TablesUnavailableError(f"{release.name} has no tables")
        self._files = {
            table: f"read_parquet({_quoted(str(self._folder / file_name(table)))})" for table in tables()
        }
        self._database: DuckDBPyConnection = duckdb.connect(":memory:")
        settings = (
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            f"SET allowed_directories = [{_quoted(str(self._folder) + '/')}]",
            "SET enable_external_access = false",
            f"SET memory_limit = '{_MEGABYTES}MB'",
            "SET threads = 1",
            "SET parquet_metadata_cache = true",
            "SET lock_configuration = true",
        )
        for setting in settings:
            self._database.execute(setting)

    def rows(self, name: str, value: str, language: str) -> list[Row]:
        """The rows of a query of :data:`TABLE_QUERIES` about a thing, as those of the named query of that
        name; raises :class:`TablesUnavailableError`."""
        return self._named(name, TABLE_QUERIES[name], value, language)

    def whole(self, name: str, language: str) -> list[Row]:
        """The rows of a query of :data:`WHOLE_QUERIES`, as :meth:`rows`."""
        return self._named(name, WHOLE_QUERIES[name], "", language)

    def _named(self, name: str, text: str, value: str, language: str) -> list[Row]:
        text = _labelled(text, language)
        return alphabet.rows_in_order(load(name).text, self._asked(text, _given(text, value)))

    def bodies(self, language: str) -> list[Row]:
        """The bodies of which there are minutes, as rows of the named query ``bodies``, in any order; raises
        :class:`TablesUnavailableError`."""
        text = (
            "SELECT body_iri AS body, body_{language} AS label, count(*) AS meetings, min(date) AS first, "
            "max(date) AS last FROM {meeting} GROUP BY ALL"
        )
        return self._asked(_labelled(text, language), {})

    def latest_items(self, name: str, value: str, most: int) -> list[str]:
        """At most ``most`` of the items that a query of :data:`ITEMS_OF` finds for a thing, the latest first
        and of a day in the order of their IRIs; raises :class:`TablesUnavailableError`."""
        items = ITEMS_OF[name]
        listed = f"SELECT iri FROM {{item}} WHERE item IN ({items}) ORDER BY date DESC, iri LIMIT {most:d}"  # noqa: S608
        return [row["iri"] for row in self._asked(listed, _given(items, value))]

    def items_naming(self, thing: str) -> list[str]:
        """The items that name a thing or are recommended by it, the latest first and of a day the last IRI
        first; raises :class:`TablesUnavailableError`."""
        listed = f"SELECT iri FROM {{item}} WHERE item IN ({_NAMING}) ORDER BY date DESC, iri DESC"  # noqa: S608
        return [row["iri"] for row in self._asked(listed, _given(_NAMING, thing))]

    def page(
        self, name: str, given: Mapping[str, str | bool], first: int, most: int
    ) -> tuple[Sequence[Row], int]:
        """At most ``most`` rows of a list of :data:`LISTINGS` that is narrowed by what is ``given``, from
        the one numbered ``first``, from 0, and how many the narrowed list has. The latest come first, and of
        a day in the order of their IRIs: of a release always in the same.

        Raises :class:`TablesUnavailableError`, and :class:`KeyError` for what does not narrow the list.
        """
        listing = LISTINGS[name]
        narrowed = " AND ".join(["true", *(listing.filters[word] for word in given)])
        listed = f"FROM ({listing.rows}) AS c WHERE {narrowed}"
        # Counted in the same query: to find the rows is most of the work.
        counted = f"SELECT *, count(*) OVER () AS {_TOTAL} {listed} ORDER BY day DESC NULLS LAST, iri"
        rows = self._asked(f"{counted} LIMIT {most:d} OFFSET {first:d}", given)
        told = rows
        if not rows and first:  # behind the last, which no row can tell
            told = self._asked(f"SELECT count(*) AS {_TOTAL} {listed}", given)
        total = int(told[0][_TOTAL]) if told else 0
        return [{name: word for name, word in row.items() if name != _TOTAL} for row in rows], total

    def _asked(self, text: str, given: Mapping[str, object]) -> list[Row]:
        """The rows of a query, as words by column."""
        import duckdb

        cursor = self._database.cursor()
        stop = threading.Timer(_SECONDS, cursor.interrupt)
        stop.start()
        try:
            cursor.execute(text.format(**self._files), dict(given))
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, map(str, row), strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise TablesUnavailableError(str(error)) from error
        finally:
            stop.cancel()
            cursor.close()


def _labelled(text: str, language: str) -> str:
    """A query with labels in a language, or in the other where a thing has none in it: many municipalities
    name their bodies in Danish alone."""
    tags = ("da", "en") if language == "da" else ("en", "da")
    return _LABEL.sub(lambda found: f"coalesce({', '.join(f'{found[1]}_{tag}' for tag in tags)})", text)


def _given(text: str, value: str) -> Mapping[str, object]:
    """What a query says of the thing that it is about."""
    given = {"key": key_of(value), "code": code_of(value), "municipality": municipality_root(value)}
    return {word: of for word, of in given.items() if f"${word}" in text}


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
