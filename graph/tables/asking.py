"""What the site asks of the tables instead of the graph: counts over everything, by DuckDB.

Each has the name of a named query, whose answer it gives row by row. DuckDB reads the tables and nothing
else: no other file, no network, no extension, within a bound of memory and of time.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.base import alphabet
from graph.queries.named import load
from graph.tables.definitions import key_of, tables
from graph.tables.files import FOLDER, file_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEGABYTES = 256
_SECONDS = 5.0

Row = Mapping[str, str]


TABLE_QUERIES: Mapping[str, str] = {
    "body_by_year": (
        "SELECT year, count(*) AS meetings, sum(items) AS items FROM {meeting} "
        "WHERE body = $key AND items > 0 GROUP BY year ORDER BY year"
    ),
    "body_outcomes_by_year": (
        'SELECT year, outcome_{language} AS "outcomeLabel", count(DISTINCT decision) AS decisions '
        "FROM {outcome} JOIN (SELECT meeting, year FROM {meeting} WHERE body = $key) USING (meeting) "
        "WHERE of = 'case' GROUP BY ALL ORDER BY year, decisions DESC, \"outcomeLabel\""
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
}
"""Named query -> the same in SQL about one thing, whose key stands as ``$key`` and its code (the last part of
its IRI) as ``$code``; tables stand as ``{item}``, and the language of labels as ``{language}``."""


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
        import duckdb

        given = {"key": key_of(value), "code": value.rpartition("/")[2]}
        text = TABLE_QUERIES[name]
        cursor = self._database.cursor()
        stop = threading.Timer(_SECONDS, cursor.interrupt)
        stop.start()
        try:
            used = {word: of for word, of in given.items() if f"${word}" in text}
            cursor.execute(text.format(language="da" if language == "da" else "en", **self._files), used)
            columns = [column[0] for column in cursor.description or ()]
            found = [dict(zip(columns, map(str, row), strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise TablesUnavailableError(str(error)) from error
        finally:
            stop.cancel()
            cursor.close()
        return alphabet.rows_in_order(load(name).text, found)


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
