"""What the server does when it is told to begin again: it goes on, whatever the settings say by now."""

import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.cli import server
from graph.base.config import Config, OperatorError


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_settings_by_which_nothing_can_be_served_leave_all_as_it_was(
    few: Config, tmp_path: Path, taken: int
) -> None:
    app = FastAPI()

    def mistaken() -> Config:
        raise OperatorError("a mistake")

    def unreadable() -> Config:
        raise PermissionError("not allowed")

    for again in (
        mistaken,
        unreadable,
        lambda: replace(few, data_dir=tmp_path),
        lambda: replace(few, metrics_port=taken),
    ):
        assert server._anew(few, app, again) == (few, app)


def test_a_port_that_is_taken_meanwhile_does_not_end_a_server(
    few: Config, taken: int, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(few, metrics_port=taken)
    with pytest.raises(OperatorError, match="cannot listen"):
        server._counting(create_app(settings), settings)
    with server._counting_if_it_can(create_app(settings), settings):
        assert [one.getMessage() for one in caplog.records] == [
            f"no metrics are told: metrics_port: cannot listen on port {taken}: Address already in use"
        ]


def test_a_signal_that_comes_while_another_is_answered_is_not_lost() -> None:
    before = signal.getsignal(signal.SIGHUP)
    try:
        hang_up, one = server._HangUp(), uvicorn.Server(uvicorn.Config("none:app"))
        hang_up.ends(one)
        assert not one.should_exit
        os.kill(os.getpid(), signal.SIGHUP)
        assert one.should_exit
        assert hang_up.taken()
        os.kill(os.getpid(), signal.SIGHUP)  # while the settings are read again
        other = uvicorn.Server(uvicorn.Config("none:app"))
        hang_up.ends(other)
        assert other.should_exit
        assert hang_up.taken()
        assert not hang_up.taken()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(("length", "status"), [(70_000, b"414 URI Too Long"), (10, b"400 Bad Request")])
def test_an_address_that_is_too_long_is_told_from_what_is_no_http(length: int, status: bytes) -> None:
    protocol = object.__new__(server._Protocol)
    protocol.url, protocol.transport = b"/" * length, Mock()
    protocol.server_state = Mock(default_headers=[])
    protocol.send_400_response("Invalid HTTP request received.")
    (written,) = protocol.transport.write.call_args.args
    assert written.startswith(b"HTTP/1.1 " + status)
    assert b"Content-Type: application/problem+json" in written
    assert b'"type": "about:blank"' in written
    assert b'"status": ' + status[:3] in written
    protocol.transport.close.assert_called_once_with()
