"""One query evaluated: what a worker process does, from the question to the bytes of the answer.

Nothing here knows of a request. A question and its outcome are plain values that cross to another process.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from api.negotiate import (
    GRAPH_FORMATS,
    RESULTS_FORMATS,
    SPARQL_GRAPH,
    SPARQL_RESULTS,
    Choice,
    Format,
    GraphFormat,
    NotAcceptableError,
    ResultsFormat,
    choose,
)
from api.protocol import Asked
from api.writers import Names, NotWritableError, ordered
from graph.guard import QueryError
from graph.store import Store

ROWS_SHOWN = 500
BY_SUFFIX: dict[str, Format] = {form.suffix: form for form in (*RESULTS_FORMATS, *GRAPH_FORMATS)}
Term = NamedNode | BlankNode | Literal | Triple | None
Results = QuerySolutions | QueryTriples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the store it is asked of, and what the client takes: ``suffix`` wins over ``accept``."""

    store: Path
    asked: Asked
    accept: str | None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in the format with that suffix."""

    suffix: str
    media_type: str
    body: bytes


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
    """Why there is no answer: status 400 with a place in the query, or 406."""

    status: int
    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class NotOffered:
    """The client takes none of the formats with these suffixes."""

    suffixes: tuple[str, ...]


Outcome = Written | Shown | Refused | NotOffered


def evaluate(store: Store, question: Question, names: Names) -> Outcome:
    """Answer the question. Never raises for anything a client can ask."""
    asked = question.asked
    try:
        results = store.query(asked.query, asked.default_graphs or None, asked.named_graphs or None)
        offers = SPARQL_GRAPH if isinstance(results, QueryTriples) else SPARQL_RESULTS
        choice = _choice(question, offers)
        if isinstance(choice.format, GraphFormat) and isinstance(results, QueryTriples):
            return Written(
                choice.format.suffix, choice.media_type, choice.format.write(ordered(results), names)
            )
        if isinstance(choice.format, ResultsFormat) and not isinstance(results, QueryTriples):
            return Written(choice.format.suffix, choice.media_type, choice.format.write(results))
        return _shown(results)
    except QueryError as error:
        return Refused(400, str(error), error.line, error.column)
    except NotAcceptableError as error:
        return NotOffered(tuple(offer.suffix for offer in error.offers))
    except NotWritableError as error:
        return Refused(406, str(error))


def _choice(question: Question, offers: tuple[Format, ...]) -> Choice:
    """The format of an answer: by suffix if the address has one, else by Accept."""
    if question.suffix is None:
        return choose(question.accept, offers)
    form = BY_SUFFIX[question.suffix]
    if form not in offers:
        raise NotAcceptableError(offers)
    return Choice(form, form.media_type)


def _shown(results: Results) -> Shown:
    if isinstance(results, QueryBoolean):
        return Shown(truth=bool(results))
    triples = isinstance(results, QueryTriples)
    if isinstance(results, QuerySolutions):
        columns = tuple(variable.value for variable in results.variables)
    else:
        columns = ("subjekt", "egenskab", "værdi")
    rows = [tuple(row) for row in islice(results, ROWS_SHOWN + 1)]
    return Shown(columns, tuple(rows[:ROWS_SHOWN]), len(rows) > ROWS_SHOWN, triples=triples)
