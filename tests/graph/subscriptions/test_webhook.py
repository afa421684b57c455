"""Webhooks: how they are signed, and which addresses are told."""

import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from each import each
from hooks import hooked
from hypothesis import given
from hypothesis import strategies as st

from graph.http.client import is_public
from graph.subscriptions.webhook import RefusedError, Webhooks, can_be_told, new_secret, signature

NOW = datetime(2024, 6, 12, 10, tzinfo=UTC)


@each(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *(
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fd00::1",
            "ff02::1",
        ),
        *("::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1", "2001:0:7f00:1::"),
        *("64:ff9b:1::101:101", "::ffff:0:7f00:1", "::7f00:1", "fec0::1"),
    ],
)
def test_addresses_of_networks_of_ones_own(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(network="10.0.0.0/8"))
def test_an_address_within_another_is_judged_by_it(address: Any) -> None:
    assert not is_public(f"::ffff:{address}")


@each(
    ("address", "private", "told"),
    [
        ("https://example.dk/krog?a=1", False, True),
        ("http://example.dk/", False, False),
        ("http://127.0.0.1:9/", True, True),
        ("https://127.0.0.1/", False, False),
        ("https://[::1]/", False, False),
        ("https://169.254.169.254/latest", False, False),
        ("https://localhost:8443/", False, False),
        ("https://printer.local/", False, False),
        ("https://93.184.216.34/", False, True),
        ("https://user:password@example.dk/", True, False),
        ("https://example.dk/#top", True, False),
        ("https://example.dk:0/", True, False),
        ("https://example.dk:nul/", True, False),
        ("https://[::1/", True, False),
        ("https://exämple.dk/", True, False),
        ("https://example.dk/\r\nX: y", True, False),
        ("https://example.dk/" + "a" * 500, True, False),
        ("ftp://example.dk/", True, False),
        ("https://", True, False),
    ],
)
def test_which_addresses_can_be_told(address: str, private: bool, told: bool) -> None:
    assert can_be_told(address, private) is told


def test_what_a_name_stands_for_is_judged_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the addresses of a name is enough to refuse it, and no connection is made."""
    asked: list[object] = []
    found: list[tuple[Any, ...]] = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("1.1.1.1", "127.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: asked.append(1))
    with Webhooks() as webhooks, pytest.raises(RefusedError, match="it gives no answer"):
        webhooks.tell("https://indre.example.dk/krog", new_secret(), "msg_1", {}, NOW)
    assert asked == []


def test_the_machine_itself_is_told_only_where_that_is_allowed() -> None:
    with hooked() as hook:
        address, secret = f"{hook.address}/krog", new_secret()
        with Webhooks() as webhooks, pytest.raises(RefusedError) as refused:
            webhooks.tell(address, secret, "msg_1", {}, NOW)
        assert hook.bodies == []
        assert hook.address not in str(refused.value)
        with Webhooks(private=True) as webhooks:
            assert webhooks.tell(address, secret, "msg_1", {"type": "æ"}, NOW) == b'{"challenge": null}'
            assert hook.headers[0]["webhook-id"] == "msg_1"
            assert hook.headers[0]["webhook-timestamp"] == "1718186400"
            wanted = signature(secret, "msg_1", 1718186400, hook.bodies[0])
            assert hook.headers[0]["webhook-signature"] == wanted
            for answer, said in (
                ((302, b"", {"Location": "/andet"}), "it answers 302"),
                ((200, b"x" * 70_000, {}), "more than 64000 bytes"),
                ((410, b"", {}), "it answers 410"),
            ):
                hook.answer = lambda _, answer=answer: answer  # type: ignore[misc]
                with pytest.raises(RefusedError, match=said) as refused:
                    webhooks.tell(address, secret, "msg_1", {}, NOW)
                assert refused.value.gone is (said == "it answers 410")
    assert len(hook.bodies) == 4  # the redirect was not followed


def test_why_there_is_no_answer_is_told_without_the_name_of_the_host() -> None:
    with hooked() as hook, Webhooks(private=True) as webhooks:
        port = hook.address.rpartition(":")[2]
        for address, said in (
            (f"https://localhost:{port}/krog", "it gives no answer: its TLS cannot be trusted"),
            ("http://localhost:9/krog", "it gives no answer: it cannot be reached"),
        ):
            with pytest.raises(RefusedError) as refused:
                webhooks.tell(address, new_secret(), "msg_1", {}, NOW)
            assert str(refused.value) == said


@pytest.mark.parametrize("as_text", [True, False])
def test_a_challenge_is_answered_with_its_words(as_text: bool) -> None:
    with hooked() as hook, Webhooks(private=True) as webhooks:
        if as_text:
            hook.answer = lambda told: (200, f"{told['data']['challenge']}\n".encode(), {})
        webhooks.verify(hook.address, new_secret(), NOW)
        hook.answer = lambda _: (200, b"ok", {})
        with pytest.raises(RefusedError, match="challenge"):
            webhooks.verify(hook.address, new_secret(), NOW)
