"""A real server at work: many at once, a new release meanwhile, clients that leave, and no way out of it."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from network import NETWORK
from samples import put
from serving import served
from working import ENDLESS, children, gone, hardest_at_work

from graph.base.config import Config

pytestmark = pytest.mark.usefixtures("little_ontology")

CSV = {"Accept": "text/csv"}
# Every meeting with its items: an answer mixed from two releases would have another number of rows.
ROWS = (
    "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?meeting ?item {{ ?item sg:inMeeting ?meeting "
    "FILTER(STRLEN(STR(?item)) > {n}) }}"
)


@pytest.fixture
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
        yield connection


def ask(connection: http.client.HTTPConnection, query: str) -> tuple[int, bytes]:
    connection.request("GET", "/sparql?" + urlencode({"query": query}), headers=CSV)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_a_new_release_takes_over_with_no_failed_request_and_none_mixed(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    stop, told = threading.Event(), list[list[tuple[int, int]]]()

    def client(port: int, number: int) -> None:
        seen: list[tuple[int, int]] = []
        told.append(seen)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
            while not stop.is_set():
                status, body = ask(connection, ROWS.format(n=len(seen) % 20 + number))
                seen.append((status, len(body.splitlines()) - 1))

    with served(config) as port:
        threads = [threading.Thread(target=client, args=(port, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for files in ({"a": "12", "b": "13"}, {"a": "12", "b": "13", "c": "14"}):
            put(config, **files)
            time.sleep(0.5)
        stop.set()
        for thread in threads:
            thread.join()
    for seen in told:
        rows = [number for _, number in seen]
        assert {status for status, _ in seen} == {200}
        assert set(rows) <= {2, 4, 6}
        assert rows == sorted(rows)
        assert rows[-1] == 6


def test_a_client_that_leaves_takes_its_query_with_it(published: Config) -> None:
    before = children()
    with served(published) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
            connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            busy = hardest_at_work(before)
        assert gone(busy)


def test_long_answers_come_whole_and_with_their_length(connection: http.client.HTTPConnection) -> None:
    everything = "SELECT * { { ?s ?p ?o } UNION { ?s ?p ?o } }"
    connection.request("GET", "/sparql?" + urlencode({"query": everything}), headers=CSV)
    answer = connection.getresponse()
    length = int(answer.headers["content-length"])
    body = answer.read()
    assert len(body) == length > 2_000_000
    _, count = ask(connection, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    lines = body.decode().replace('""', "")  # a row has line ends inside quotation marks only
    rows = sum(part.count("\r\n") for part in lines.split('"')[::2]) - 1
    assert rows == 2 * int(count.split()[1])


@contextmanager
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on loopback, and who has connected to it."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                came.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], came
        finally:
            done.set()
            thread.join()


# What reads elsewhere if it is heeded: an engine may fetch the graphs of a dataset that it does not have.
OUTSIDE = [
    "SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/x.ttl> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://127.0.0.1:9/x.ttl> { ?s ?p ?o } }",
    "DESCRIBE <http://127.0.0.1:9/x.ttl>",
    "LOAD <http://127.0.0.1:9/x.ttl>",
    "lo\\u0061d <http://127.0.0.1:9/x.ttl>",
    "#\rLOAD <http://127.0.0.1:9/x.ttl>",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * { SERVICE# \n <http://127.0.0.1:9/> {} }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
]


def test_no_query_reaches_the_network(connection: http.client.HTTPConnection) -> None:
    with listener() as (elsewhere, came):
        for query in [*NETWORK, *OUTSIDE]:
            status, body = ask(connection, query.replace("127.0.0.1:9", f"127.0.0.1:{elsewhere}"))
            assert status in (200, 400, 406), query
            assert b"root:" not in body
        for name in ("default-graph-uri", "named-graph-uri"):
            asked = urlencode({"query": "SELECT ?s { ?s ?p ?o }", name: f"http://127.0.0.1:{elsewhere}/x"})
            connection.request("GET", "/sparql?" + asked, headers=CSV)
            assert connection.getresponse().read() == b"s\r\n"
        with socket.create_connection(("127.0.0.1", elsewhere)):
            while not came:  # the listener does listen
                time.sleep(0.01)
    assert len(came) == 1


@pytest.mark.parametrize("update", ["INSERT DATA { <x:a> <x:b> <x:c> }", "CLEAR ALL", "LOAD <x:a>"])
def test_no_query_changes_anything(connection: http.client.HTTPConnection, update: str) -> None:
    for body, kind in (
        (urlencode({"update": update}), "application/x-www-form-urlencoded"),
        (urlencode({"query": update}), "application/x-www-form-urlencoded"),
        (update, "application/sparql-update"),
        (update, "application/sparql-query"),
    ):
        connection.request("POST", "/sparql", body, {"Content-Type": kind})
        answer = connection.getresponse()
        assert answer.status in (400, 403)
        assert json.loads(answer.read())["status"] == answer.status
