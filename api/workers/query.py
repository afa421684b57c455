"""One query evaluated: what a worker process does, from the question to the bytes of the answer.

Nothing here knows of a request. A question and its outcome are plain values that cross to another process;
those that do so for every query are tuples, which cross in half the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from api.http.formats import (
    GRAPH_FORMATS,
    RESULTS_FORMATS,
    SPARQL_GRAPH,
    SPARQL_RESULTS,
    Format,
    GraphFormat,
    ResultsFormat,
)
from api.http.negotiation import Choice, NotAcceptableError, choose
from api.http.writers import Names, NotWritableError, ordered
from graph.catalogue.endpoint import asks_of_endpoint, description
from graph.http.errors import RemoteError, TooLateError, UnreachableError
from graph.store import query_guard
from graph.store.base import QueryStore
from graph.store.oxigraph import Result
from graph.store.query_guard import QueryError, TooLongError


class SparqlRequest(NamedTuple):
    """A query and the dataset it is asked of (both lists empty: the endpoint's own).

    ``media_type`` is that of the format a parameter asks for, which goes before Accept; empty without one.
    ``base`` is what relative IRIs are resolved against: the address of the endpoint. A table for people has
    headings in the language ``headings``; empty, it has the names of the variables.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    media_type: str = ""
    base: str = ""
    headings: str = ""


ROWS_SHOWN = 500
ORDERED = 100_000
"""Up to so many triples are put in order; of more, a format that can is written as they come."""
BY_SUFFIX: dict[str, Format] = {form.suffix: form for form in (*RESULTS_FORMATS, *GRAPH_FORMATS)}
Term = NamedNode | BlankNode | Literal | Triple | None


class Question(NamedTuple):
    """A query, the store it is asked of, and what the client takes: ``suffix`` wins over ``accept``."""

    store: Path
    asked: SparqlRequest
    accept: str | None
    suffix: str | None = None


class Written(NamedTuple):
    """An answer, written in the format with that suffix; ``stable`` if the data alone decide it."""

    suffix: str
    media_type: str
    stable: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer for a page: a truth, or the first rows; ``triples`` says that they are subject to object."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    more: bool = False
    truth: bool | None = None
    triples: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer: status 400 with a place in the query, 406, 413, or 502 to 504 with a ``cause``
    for the log."""

    status: int
    message: str
    line: int | None = None
    column: int | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class NotOffered:
    """The client takes none of the formats with these suffixes."""

    suffixes: tuple[str, ...]


Outcome = Written | Shown | Refused | NotOffered


def evaluate(store: QueryStore, question: Question, names: Names, output: BinaryIO) -> Outcome:
    """Answer the question; one that is :class:`Written` stands in ``output``.

    Raises only what writing to ``output`` raises, whatever a client asks.
    """
    asked = question.asked
    try:
        query = query_guard.check(asked.query, asked.base)
        if asked.base and asks_of_endpoint(query):
            store = description(question.store.parent, asked.base)
        results = store.answer(query, asked.default_graphs or None, asked.named_graphs or None)
        offers = SPARQL_GRAPH if isinstance(results, QueryTriples) else SPARQL_RESULTS
        choice = choice_of(question, offers)
        if isinstance(choice.format, GraphFormat) and isinstance(results, QueryTriples):
            choice.format.write(_in_order(results), names, output)
            return Written(choice.format.suffix, choice.media_type, query.is_stable)
        if isinstance(choice.format, ResultsFormat) and not isinstance(results, QueryTriples):
            if asked.headings and choice.format.headed:
                choice.format.headed(results, output, asked.headings)
            else:
                choice.format.write(results, output)
            return Written(choice.format.suffix, choice.media_type, query.is_stable)
        return _shown(results)
    except TooLongError as error:
        return Refused(413, str(error))
    except QueryError as error:
        return Refused(400, str(error), error.line, error.column)
    except NotAcceptableError as error:
        return NotOffered(tuple(offer.suffix for offer in error.offers))
    except NotWritableError as error:
        return Refused(406, str(error))
    except TooLateError as error:
        return Refused(504, "The store behind this endpoint took too long.", cause=str(error))
    except UnreachableError as error:
        return Refused(503, "The store behind this endpoint cannot be reached.", cause=str(error))
    except RemoteError as error:
        return Refused(
            502, "The store behind this endpoint gave no answer that can be used.", cause=str(error)
        )


def _in_order(results: QueryTriples) -> Iterable[Triple]:
    first = list(islice(results, ORDERED + 1))
    return ordered(first) if len(first) <= ORDERED else chain(first, results)


def choice_of(question: Question, offers: tuple[Format, ...]) -> Choice:
    """The format of an answer: by suffix if the address has one, else by Accept. Raises
    :class:`NotAcceptableError`."""
    if question.suffix is None:
        return choose(question.accept, offers)
    form = BY_SUFFIX[question.suffix]
    if form not in offers:
        raise NotAcceptableError(offers)
    return Choice(form, form.media_type)


def _shown(results: Result) -> Shown:
    if isinstance(results, QueryBoolean):
        return Shown(truth=bool(results))
    triples = isinstance(results, QueryTriples)
    variables = results.variables if isinstance(results, QuerySolutions) else []
    columns = tuple(variable.value for variable in variables)
    rows = [tuple(row) for row in islice(results, ROWS_SHOWN + 1)]
    return Shown(columns, tuple(rows[:ROWS_SHOWN]), len(rows) > ROWS_SHOWN, triples=triples)
