"""A SPARQL 1.1 server as a place to write graphs to: by Graph Store Protocol, or by SPARQL Update alone."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pyoxigraph as ox

from graph.base.config import Config
from graph.base.files import Closing
from graph.formats.table import TURTLE, UPDATE
from graph.http.errors import RemoteError, UnreachableError
from graph.ontology import iris
from graph.remote.http import Wire
from graph.remote.store import IDENTIFIER, RemoteState, ask, read_remote_state

_SECONDS = 3600.0  # for one request; clearing a graph of a hundred million triples is one
_LARGEST = 100_000_000  # bytes of an answer
_CHUNK = 4_000_000  # bytes of triples in a request of the Graph Store Protocol
_CHUNK_OF_UPDATE = 200_000  # and in an update, which servers parse as they do a query
# Virtuoso guesses from the first kilobytes what it is sent, whatever the media type says, and takes a long
# value for plain text. With this line in front it sees Turtle, which all N-Triples are.
_TURTLE = b"@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n"


class Target(Closing):
    """The server of the settings, open for writing."""

    def __init__(self, config: Config) -> None:
        self._query_url = config.store
        self._update_url = config.store_update or config.store
        self._graphs_url = config.store_graphs
        self._base = config.base_iri
        self._wire = Wire(config.store_login, _SECONDS, _LARGEST)
        self.put_last = 0
        """How many triples the last :meth:`put` wrote."""

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.close()

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._wire.requests

    @property
    def sent(self) -> int:
        """How many bytes were sent in their bodies."""
        return self._wire.sent

    def holdings(self) -> RemoteState:
        """What the server says that it holds."""
        return read_remote_state(self._wire, self._query_url, self._base)

    def announce(self, graph: str, releases: Iterable[str]) -> None:
        """Say that a graph may be these releases too, from now on."""
        self._update(f"INSERT DATA {{ {self._said(graph, releases)} }}")

    def keep(self, graph: str, release: str, before: Iterable[str]) -> None:
        """Say that a graph is this release, and none of those it may have been."""
        others = sorted(set(before) - {release})
        if others:
            self._update(f"DELETE DATA {{ {self._said(graph, others)} }}")

    def _said(self, graph: str, releases: Iterable[str]) -> str:
        triples = "".join(f"<{graph}> <{IDENTIFIER}> {ox.Literal(name)} . " for name in releases)
        return f"GRAPH <{iris.holdings(self._base)}> {{ {triples} }}"

    def check_writable(self) -> None:
        """Ask whether we may write, before much is sent; raises :class:`RemoteError` if not.

        It also makes the server ask for our login now, and not when the body of a request is on its way.
        """
        nobody = f"{iris.holdings(self._base)}/ingen"
        self._update(f"DELETE WHERE {{ GRAPH <{nobody}> {{ ?s ?p ?o }} }}")
        if self._graphs_url:
            self._graph_store("DELETE", nobody)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a graph hold these triples and no others."""
        self.put_last = 0
        if not self._graphs_url:
            self.drop(graph)
            self.add(graph, triples)
            return
        method = "PUT"
        for chunk in self._chunks(triples, _CHUNK):
            self._graph_store(method, graph, _TURTLE + chunk)
            method = "POST"
        if method == "PUT":
            self.drop(graph)

    def add(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph."""
        if self._graphs_url:
            for chunk in self._chunks(triples, _CHUNK):
                self._graph_store("POST", graph, _TURTLE + chunk)
        else:
            for chunk in self._chunks(triples, _CHUNK_OF_UPDATE):
                self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{chunk.decode()}}} }}")

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def remove(self, graph: str, subjects: Iterable[ox.NamedNode]) -> None:
        """Remove from a graph all that is said of some subjects."""
        named = " ".join(map(str, subjects))
        triples = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        self._update(f"DELETE {{ {triples} }} WHERE {{ VALUES ?s {{ {named} }} {triples} }}")

    def count(self, graph: str) -> int:
        """How many triples a graph holds."""
        rows = ask(self._wire, self._query_url, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", graph)
        assert isinstance(rows, ox.QuerySolutions)
        return next((int(row["n"].value) for row in rows if isinstance(row["n"], ox.Literal)), 0)

    def _chunks(self, triples: Iterable[ox.Triple], size: int) -> Iterator[bytes]:
        lines, length = [], 0
        for triple in triples:
            lines.append(f"{triple} .\n".encode())
            length += len(lines[-1])
            self.put_last += 1
            if length > size:
                yield b"".join(lines)
                lines, length = [], 0
        if lines:
            yield b"".join(lines)

    def _update(self, text: str) -> None:
        self._write("POST", self._update_url, text.encode(), {"Content-Type": UPDATE})

    def _graph_store(self, method: str, graph: str, body: bytes | None = None) -> None:
        mark = "&" if "?" in self._graphs_url else "?"
        url = f"{self._graphs_url}{mark}graph={quote(graph, safe='')}"
        headers = {"Content-Type": TURTLE.media_type} if body else {}
        try:
            self._write(method, url, body, headers)
        except UnreachableError:
            if body is None:
                raise
            # A server may ask for our login anew and hang up while the body is on its way. So we let it
            # ask when there is none, and say the same once more, which adds nothing to a graph.
            self.check_writable()
            self._write(method, url, body, headers)

    def _write(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> None:
        answer = self._wire.ask(method, url, body, headers)
        gone = method == "DELETE" and answer.status == 404
        if not gone and not 200 <= answer.status < 300:
            said = f": {answer.said}" if answer.said else ""
            raise RemoteError(f"{url.partition('?')[0]} failed to write: status {answer.status}{said}")
