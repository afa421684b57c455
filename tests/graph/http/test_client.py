"""The client: what it asks and keeps, beside the bounds that tests/graph/remote/test_http.py is for."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from threading import Thread

import pytest
from firstagenda import Site, reply, served

from graph.http.client import Client
from graph.http.errors import RemoteError, TooLateError, UnreachableError


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site({"a": 1})) as site:
        yield site


PATH = "/api/agenda/udvalgsliste"


def test_no_cookie_is_kept_and_no_redirect_followed(site: Site) -> None:
    site.answers[PATH] = [reply(302, Location="/x", Set_Cookie="a=b; Path=/")]
    with Client() as client:
        answers = [client.ask("GET", site.address + PATH) for _ in range(2)]
    assert [answer.status for answer in answers] == [302, 302]
    assert site.asked == [PATH, PATH]
    assert not any("Cookie" in headers for headers in site.headers)


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Client() as client:
        assert client.ask("GET", site.address + PATH).status == 200


def test_bodies_are_taken_as_they_are_sent(site: Site) -> None:
    site.answers[PATH] = [reply(200, b"\x1f\x8bpacked", Content_Encoding="gzip")]
    with Client() as client:
        assert client.ask("GET", site.address + PATH).body == b"\x1f\x8bpacked"
    assert site.headers[0]["Accept-Encoding"] == "identity"


def test_a_connection_is_kept_and_one_that_was_closed_meanwhile_made_anew(site: Site) -> None:
    ports: list[int] = []

    def note(request: BaseHTTPRequestHandler) -> None:
        ports.append(request.client_address[1])
        reply(200)(request)
        request.close_connection = len(ports) == 2

    site.answers[PATH] = [note]
    with Client() as client:
        assert [client.ask("GET", site.address + PATH).status for _ in range(4)] == [200] * 4
    assert len(ports) == 4
    assert ports[0] == ports[1] != ports[2] == ports[3]


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1/", "http://127.0.0.1:99999/", "nothing"])
def test_what_is_no_address_is_a_remote_error(url: str) -> None:
    with Client() as client, pytest.raises(RemoteError) as caught:
        client.ask("GET", url)
    assert "\n" not in str(caught.value)


def test_an_address_is_shown_without_its_query() -> None:
    with Client() as client, pytest.raises(UnreachableError) as caught:
        client.ask("GET", "http://127.0.0.1:9/x?key=secret")
    assert str(caught.value) == "http://127.0.0.1:9/x gives no answer: Connection refused"


def test_a_head_that_comes_a_byte_at_a_time_is_too_late() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.settimeout(0.05)
                try:
                    while True:
                        connection.sendall(b"H")
                        try:
                            if not connection.recv(1000):
                                return
                        except TimeoutError:
                            continue
                except OSError:
                    return

        thread = Thread(target=drip)
        thread.start()
        with Client(seconds=0.5) as client, pytest.raises(TooLateError):
            client.ask("GET", f"http://127.0.0.1:{listening.getsockname()[1]}/")
        thread.join()
