"""The log of a running site on standard error: what happened, and if it is wanted each request, as text or as
a line of JSON. It holds nothing of who asked, and not what was asked for."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from api.operations.exchange import Exchange, request_id

logger = logging.getLogger("sagsgraf")
_access = logging.getLogger("sagsgraf.access")
_SERVER = logging.getLogger("uvicorn")
_STANDARD = frozenset(vars(logging.makeLogRecord({})))


class _Text(logging.Formatter):
    """``2031-03-03T21:20:05Z WARNING [request id] message``."""

    def format(self, record: logging.LogRecord) -> str:
        name = vars(record).get("request")
        said = f"{_time(record)} {record.levelname} {f'[{name}] ' if name else ''}{record.getMessage()}"
        return f"{said}\n{self.formatException(record.exc_info)}" if record.exc_info else said


class _Json(logging.Formatter):
    """An object a line: ``time`` (RFC 3339), ``level``, ``message``, ``request``, and what else was told."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _STANDARD},
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _named(record: logging.LogRecord) -> bool:
    """Names the request that a record is about, if it is about one."""
    if name := request_id.get():
        record.request = name
    return True


def configure(form: str) -> None:
    """Write what the site and its server tell to standard error, as ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_named)
    for told, level in ((logger, logging.INFO), (_SERVER, logging.WARNING)):
        told.handlers[:] = [handler]
        told.setLevel(level)
        told.propagate = False
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it repeats addresses as strangers wrote them


def log_exchange(exchange: Exchange) -> None:
    """A line for a request."""
    _access.info(
        "%s %s %d, %d bytes, %.0f ms",
        exchange.method,
        ascii(exchange.path)[1:-1],
        exchange.status,
        exchange.bytes,
        exchange.seconds * 1000,
        extra={
            "method": exchange.method,
            "path": exchange.path,
            "status": exchange.status,
            "bytes": exchange.bytes,
            "milliseconds": round(exchange.seconds * 1000, 1),
            "kept": exchange.kept,
        },
    )
