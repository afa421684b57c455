"""The log as text and as JSON."""

import json
import logging
from collections.abc import Iterator

import pytest

from api.operations import logs
from api.operations.exchange import Exchange, request_id

EXCHANGE = Exchange("proxy-7", "GET", "/doc/sø\n", 200, 512, 0.0125, kept=True)


@pytest.fixture(autouse=True)
def logger_as_before() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("sagsgraf", "uvicorn", "rdflib")]
    before = [(one.handlers[:], one.level, one.propagate) for one in loggers]
    yield
    for one, (handlers, level, propagate) in zip(loggers, before, strict=True):
        one.handlers[:], one.level, one.propagate = handlers, level, propagate


def test_a_request_is_a_line_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text")
    token = request_id.set("proxy-7")
    logs.log_exchange(EXCHANGE)
    request_id.reset(token)
    time, said = capsys.readouterr().err.split(" ", 1)
    assert said == "INFO [proxy-7] GET /doc/s\\xf8\\n 200, 512 bytes, 12 ms\n"
    assert time.endswith("Z")
    assert "T" in time
    assert not logging.getLogger("rdflib.term").isEnabledFor(logging.WARNING)


def test_a_request_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json")
    logs.log_exchange(EXCHANGE)
    told = json.loads(capsys.readouterr().err)
    assert told["level"] == "info"
    assert [told[name] for name in ("method", "path", "status", "bytes", "milliseconds", "kept")] == [
        "GET",
        "/doc/sø\n",
        200,
        512,
        12.5,
        True,
    ]
    assert "request" not in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_failure_is_told_with_its_traceback(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(form)
    logging.getLogger("sagsgraf").error("it failed", exc_info=ValueError("Ådalsø"))
    said = capsys.readouterr().err
    assert "it failed" in said
    assert "ValueError: Ådalsø" in said
    assert said.count("\n") == 1 if form == "json" else said.endswith("\n")
