"""A client of a SPARQL endpoint, and its answers made comparable whichever server gave them."""

import json
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from http.client import HTTPConnection, HTTPException

import pyoxigraph as ox

from benchmarks.mix import untagged

ROWS, TRIPLES = "application/sparql-results+json", "text/turtle"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {
    _XSD + name for name in ("integer", "int", "long", "decimal", "double", "float", "nonNegativeInteger")
}
_TEXTS = {"", _XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}

Row = tuple[tuple[str, str], ...]


class NoAnswerError(Exception):
    """The server did not answer, or not with what was asked for; the message says what it did."""


def accepted(query: str) -> str:
    """The format a query is asked in: the one most used for its form."""
    words = {line.split(" ", 1)[0] for line in query.splitlines()}
    return TRIPLES if words & {"CONSTRUCT", "DESCRIBE"} else ROWS


@dataclass(frozen=True)
class Answer:
    """A whole answer, and the seconds until its last byte was there."""

    status: int
    kind: str
    body: bytes
    seconds: float


@dataclass
class Client:
    """Asks over one connection that is kept open, as programs do."""

    port: int
    timeout: float = 600.0
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def get(self, target: str, accept: str) -> Answer:
        """The answer to a GET; a connection that the server has closed meanwhile is opened again."""
        return self._ask("GET", target, {"Accept": accept}, None)

    def post(self, target: str, accept: str, body: bytes) -> Answer:
        """The same of a POST of JSON."""
        return self._ask("POST", target, {"Accept": accept, "Content-Type": "application/json"}, body)

    def _ask(self, method: str, target: str, headers: Mapping[str, str], sent: bytes | None) -> Answer:
        for last in (False, True):
            fresh = self._connection is None
            connection = self._connection = self._connection or HTTPConnection(
                "127.0.0.1", self.port, timeout=self.timeout
            )
            began = time.perf_counter()
            try:
                connection.request(method, target, sent, dict(headers))
                response = connection.getresponse()
                body = response.read()
            except (OSError, HTTPException) as error:
                self.close()
                if fresh or last:
                    raise NoAnswerError(f"{type(error).__name__}: {error}") from error
                continue
            kind = response.headers.get_content_type()
            return Answer(response.status, kind, body, time.perf_counter() - began)
        raise NoAnswerError("unreachable")

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def content(answer: Answer) -> Counter[Row]:
    """The rows, triples or truth of an answer, each as often as it is there, in a form servers agree on.

    Raises :class:`NoAnswerError` for an answer that is an error or cannot be read.
    """
    if answer.status != 200:
        said = " ".join(answer.body[:300].decode("utf-8", "replace").split())
        raise NoAnswerError(f"status {answer.status}: {said}")
    with suppress(ValueError, KeyError, SyntaxError):
        if answer.kind == ROWS:
            return _rows(json.loads(answer.body))
        return Counter(_triple(quad.triple) for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE))
    raise NoAnswerError(f"cannot be read as {answer.kind}: {answer.body[:100]!r}")


def _rows(told: Mapping[str, object]) -> Counter[Row]:
    if "boolean" in told:
        return Counter([(("truth", str(told["boolean"])),)])
    results, head = told["results"], told["head"]
    assert isinstance(results, dict)
    assert isinstance(head, dict)
    if head["vars"] == ["__ASK_RETVAL"]:  # how Virtuoso tells the truth in this format
        truth = any(row["__ASK_RETVAL"]["value"] == "1" for row in results["bindings"])
        return Counter([(("truth", str(truth)),)])
    return Counter(
        tuple(sorted((untagged(name), _json_term(term)) for name, term in row.items()))
        for row in results["bindings"]
    )


def _json_term(term: Mapping[str, str]) -> str:
    if term["type"] == "uri":
        return f"<{term['value']}>"
    return _literal(term["value"], term.get("datatype", ""), term.get("xml:lang", ""))


def _literal(value: str, datatype: str, language: str) -> str:
    """A literal whose lexical form, and kind of number, may differ from server to server."""
    if datatype in _NUMBERS:
        with suppress(InvalidOperation):
            return f"{Decimal(value).normalize():f}"
    return f"{value!r}@{language.lower()}^^{'' if datatype in _TEXTS else datatype}"


def _triple(triple: ox.Triple) -> Row:
    obj = triple.object
    if isinstance(obj, ox.Literal):
        written = _literal(obj.value, obj.datatype.value, obj.language or "")
    else:
        written = str(obj)
    return (("s", str(triple.subject)), ("p", str(triple.predicate)), ("o", written))
