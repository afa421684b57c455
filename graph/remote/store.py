"""A release as a SPARQL 1.1 server holds it: queries are answered there, behind the same guard.

The server holds the merge of all graphs in one of two, by turns, and says in a third which release each
of them is (:mod:`graph.remote.mirror` writes them). Whatever servers do differently from the standard, or
could be made to do that is not in it, is asked of the release's own store on disk instead.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.base.config import Config
from graph.base.files import Closing
from graph.formats.table import FORM, NTRIPLES, RESULTS_JSON
from graph.http.client import Answer
from graph.http.errors import RemoteError, UnreachableError
from graph.ontology import iris
from graph.ontology.terms import DCT
from graph.remote.http import Wire
from graph.store import query_guard
from graph.store.oxigraph import Result, Store
from graph.store.query_guard import Query, QueryError

IDENTIFIER = str(DCT.identifier)
UNKNOWN = "?"
"""In place of a release: what is left there is not known."""

_XSD = "<http://www.w3.org/2001/XMLSchema#>"
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
# Virtuoso answers ASK with a row, and truths as 1 and 0; a quote in a value would stand behind a backslash.
_ASKED = "__ASK_RETVAL"
_TRUTH = re.compile(rb'(XMLSchema#boolean"\s*,\s*"value"\s*:\s*")([01])(")')
# Virtuoso runs functions and predicates of its own, which reach files and the network, by these schemes.
_OWN = re.compile(r"<(?:bif|sql|xpath|virt|java|get|https?://www\.openlinksw\.com)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What a server says that it holds: graph -> the releases that it is, or is a mixture of."""

    graphs: Mapping[str, frozenset[str]]

    def of(self, graph: str) -> frozenset[str]:
        return self.graphs.get(graph, frozenset())

    def slot(self, release_id: str, slots: Iterable[str]) -> str | None:
        """The one of some graphs that is that release and no other."""
        return next((slot for slot in slots if self.of(slot) == {release_id}), None)


class RemoteStore(Closing):
    """The store of a release, behind the interface of :class:`graph.store.oxigraph.Store`."""

    def __init__(self, path: Path, release_id: str, config: Config) -> None:
        """``path`` is the store on disk of that release; nothing is asked or opened before a query is."""
        self._path = path
        self._disk: Store | None = None
        self._release = release_id
        self._url = config.store
        self._base = config.base_iri
        self._slot: str | None = None
        most = config.query_output_megabytes * 1_000_000
        self._wire = Wire(config.store_login, config.query_seconds, most)

    def close(self) -> None:
        """Let go of the connections and the files."""
        self._wire.close()
        self._disk = None

    def query(
        self,
        text: str,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`graph.store.oxigraph.Store.query`; raises :class:`RemoteError` when the server gives no
        answer that can be relied on."""
        return self.answer(query_guard.check(text), default_graphs, named_graphs)

    def answer(
        self,
        query: Query,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`query`, of a query that the guard has let through."""
        if default_graphs is not None or named_graphs is not None or is_for_the_disk(query):
            if self._disk is None:
                self._disk = Store.open_read_only(self._path)
            return self._disk.answer(query, default_graphs, named_graphs)
        _check_syntax(query)
        for _ in range(2):
            slot = self._slot or self._find()
            result = ask(self._wire, self._url, query.with_base, slot)
            # Whoever writes a release takes the old one's name off the graph first, so an answer is of
            # one release alone if the name is there afterwards.
            self._slot = self._find()
            if self._slot == slot:
                return result
        raise RemoteError(f"{self._url}: release {self._release} moved while it was asked")

    def _find(self) -> str:
        """The graph on the server that is this release."""
        held = read_remote_state(self._wire, self._url, self._base)
        slot = held.slot(self._release, iris.slots(self._base))
        if slot is None:
            raise UnreachableError(
                f"{self._url} does not hold release {self._release}; bring it there with: sagsgraf publish"
            )
        return slot


def is_for_the_disk(query: Query) -> bool:
    """Whether a query is to be asked of the release's own store.

    That is one which names graphs, for those of the server are of no one release; a DESCRIBE, which each
    server answers in its own way; functions named by IRI but for the casts of XML Schema, for servers
    have functions of their own; and whatever another reader could take for other tokens than the guard.
    """
    if query.names_graphs or "\\u" in query.text.lower() or _form(query) == "DESCRIBE":
        return True
    casts = _cast_prefixes(query)
    for token, after in zip(query.tokens, (*query.tokens[1:], None), strict=True):
        if token.kind == "iri" and (")" in token.text or _OWN.match(token.text)):
            return True
        called = after is not None and after.text == "(" and (token.kind == "iri" or ":" in token.text)
        cast = token.text.startswith(_XSD[:-1]) or token.text.partition(":")[0] in casts
        if called and token.kind in ("iri", "word") and not cast:
            return True
    return False


def _cast_prefixes(query: Query) -> set[str]:
    """The prefixes that stand for XML Schema wherever they are declared."""
    meant: dict[str, set[str]] = {}
    for before, name, target in zip(query.tokens, query.tokens[1:], query.tokens[2:], strict=False):
        if before.text.upper() == "PREFIX":
            meant.setdefault(name.text.removesuffix(":"), set()).add(target.text)
    return {prefix for prefix, targets in meant.items() if targets == {_XSD}}


def _form(query: Query) -> str:
    return next((t.text.upper() for t in query.tokens if t.text.upper() in _FORMS), "")


def _check_syntax(query: Query) -> None:
    """Refuse what is not SPARQL 1.1, so that no server sees extensions or gives it a place of its own."""
    try:
        ox.Store().query(query.text, base_iri=query.base or None)
    except SyntaxError as error:
        raise query_guard.syntax_error(query, str(error)) from None
    except ValueError as error:
        raise QueryError(f"the query cannot be run: {error}") from None


def read_remote_state(wire: Wire, url: str, base: str) -> RemoteState:
    """What the server says that it holds of the data of that base IRI."""
    found: dict[str, frozenset[str]] = {}
    text = f"SELECT ?graph ?release WHERE {{ ?graph <{IDENTIFIER}> ?release }}"
    rows = ask(wire, url, text, iris.holdings(base))
    if isinstance(rows, ox.QuerySolutions):
        for row in rows:
            graph, release = row["graph"], row["release"]
            if isinstance(graph, ox.NamedNode) and isinstance(release, ox.Literal):
                found[graph.value] = found.get(graph.value, frozenset()) | {release.value}
    return RemoteState(found)


def ask(wire: Wire, url: str, text: str, graph: str) -> Result:
    """The answer to a query whose default graph is one of the server's, read to its end."""
    form = _form(query_guard.check(text))
    accept = (NTRIPLES if form == "CONSTRUCT" else RESULTS_JSON).media_type
    body = urlencode({"query": text, "default-graph-uri": graph}).encode()
    answer = wire.ask("POST", url, body, {"Content-Type": FORM, "Accept": accept})
    _check_answer(answer, url)
    if answer.media_type != accept:
        raise RemoteError(f"{url} answers with {answer.media_type or 'no media type'} instead of {accept}")
    try:
        return _graph(answer.body) if form == "CONSTRUCT" else _results(answer.body, form)
    except (SyntaxError, ValueError) as error:
        wrong = " ".join(str(error).split())[:200]
    # Raised out here, it does not hold the results, which may only be let go by the thread that made them.
    raise RemoteError(f"{url} answers with what is not {accept}: {wrong}")


def _check_answer(answer: Answer, url: str) -> None:
    """Refuse an answer that is none, or that says of itself that it is not whole."""
    said = f": {answer.said}" if answer.said else ""
    if answer.status in (429, 503):
        raise UnreachableError(f"{url} is too busy: status {answer.status}{said}")
    if answer.status == 400:  # it is SPARQL, so the server's own limits are met
        raise QueryError(f"the server behind this endpoint cannot run the query{said}")
    if answer.status != 200:
        raise RemoteError(f"{url} failed: status {answer.status}{said}")
    for header in ("X-SPARQL-MaxRows", "X-SQL-State"):  # Virtuoso: cut by number, cut by time
        if header in answer.headers:
            raise RemoteError(f"{url} gives only a part of the answer ({header}: {answer.headers[header]})")


def _results(body: bytes, form: str) -> ox.QuerySolutions | ox.QueryBoolean:
    body = _TRUTH.sub(lambda found: found[1] + (b"true" if found[2] == b"1" else b"false") + found[3], body)
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        if form != "ASK":
            raise ValueError("a truth, where rows were asked for")
        return results
    if form == "ASK":
        return _truth(results)
    for _ in results:  # once to its end, so that no error is left for whoever reads it
        pass
    whole = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(whole, ox.QuerySolutions)
    return whole


def _truth(rows: ox.QuerySolutions) -> ox.QueryBoolean:
    if [variable.value for variable in rows.variables] != [_ASKED]:
        raise ValueError("rows, where a truth was asked for")
    true = any(isinstance(row[0], ox.Literal) and row[0].value == "1" for row in rows)
    text = b'{"head":{},"boolean":true}' if true else b'{"head":{},"boolean":false}'
    truth = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(truth, ox.QueryBoolean)
    return truth


def _graph(body: bytes) -> ox.QueryTriples:
    held = ox.Store()
    held.load(body, format=ox.RdfFormat.N_TRIPLES)
    triples = held.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(triples, ox.QueryTriples)
    return triples
