"""Programs told by webhook: signed as Standard Webhooks has it (https://www.standardwebhooks.com), and only
at addresses of the internet at large."""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from graph.base.config import can_be_asked
from graph.base.files import Closing
from graph.formats.table import JSON
from graph.http.client import Client, is_public
from graph.http.errors import RemoteError, TLSError, TooLargeError, TooLateError, UnreachableError

ID, TIME, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_SECRET = "whsec_"  # what the standard begins each with
_SECONDS, _BYTES = 10.0, 64_000
_LONGEST = 500
_GONE = 410

_REASONS: tuple[tuple[type[RemoteError], str], ...] = (
    (TooLateError, f"it gives no answer within {_SECONDS:g} seconds"),
    (TooLargeError, f"it answers with more than {_BYTES} bytes"),
    (TLSError, "it gives no answer: its TLS cannot be trusted"),
    (UnreachableError, "it gives no answer: it cannot be reached"),
    (RemoteError, "it gives no answer that can be read"),
)


class RefusedError(Exception):
    """A webhook did not take what it was told; the message says why. ``gone`` says that it wants no more."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


def new_secret() -> str:
    """A secret for a webhook to know us by."""
    return _SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message: str, seconds: int, body: bytes) -> str:
    """``v1,`` and the HMAC-SHA256 over id, time stamp and body, with dots between, in Base64.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
    ...           b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(_SECRET))
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def can_be_told(address: str, private: bool) -> bool:
    """Whether it is an address that can be told: https, and none that says itself that it is on this machine
    or a network of its own; any, and http too, where ``private`` ones are allowed. Where a name leads is seen
    to when it is asked."""
    if len(address) > _LONGEST or not can_be_asked(address):
        return False
    return private or (address.startswith("https:") and not _is_at_home(urlsplit(address).hostname or ""))


_AT_HOME = re.compile(r"(?:.*\.)?(?:localhost|local|internal|lan|home\.arpa)\.?")


def _is_at_home(host: str) -> bool:
    """Whether a host is called so, or by such a number (RFC 6761, RFC 6762, RFC 8375)."""
    try:
        return not is_public(host)
    except ValueError:
        return _AT_HOME.fullmatch(host) is not None


@dataclass
class Webhooks(Closing):
    """Tells webhooks, each within bounds of time and size; no redirect is followed. ``private`` ones, on the
    operator's own network, are told only where the settings say so."""

    private: bool = False
    _client: Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = Client(seconds=_SECONDS, max_bytes=_BYTES, connections=1, public=not self.private)

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    def tell(self, address: str, secret: str, message: str, told: Mapping[str, Any], now: datetime) -> bytes:
        """Send a message of that id, whose answer is given back; raises :class:`RefusedError`. A message that
        is sent again has the same id."""
        body = json.dumps(told, ensure_ascii=False).encode()
        seconds = int(now.timestamp())
        headers = {
            "Content-Type": JSON.media_type,
            ID: message,
            TIME: str(seconds),
            SIGNATURE: signature(secret, message, seconds, body),
        }
        try:
            answer = self._client.ask("POST", address, body, headers)
        except RemoteError as error:
            raise RefusedError(_reason(error)) from None
        if not 200 <= answer.status < 300:
            raise RefusedError(f"it answers {answer.status}", gone=answer.status == _GONE)
        return answer.body

    def verify(self, address: str, secret: str, now: datetime) -> None:
        """See that whoever is at the address wants to be told: it must answer a challenge with the words of
        it, as text or as JSON. Raises :class:`RefusedError`."""
        challenge = secrets.token_urlsafe(24)
        told = {"type": "subscription.verify", "timestamp": now.isoformat(), "data": {"challenge": challenge}}
        answer = self.tell(address, secret, f"msg_{challenge}", told, now).decode("utf-8", "replace").strip()
        try:
            parsed = json.loads(answer)
        except ValueError:
            parsed = answer
        said = parsed.get("challenge") if isinstance(parsed, dict) else parsed
        if not isinstance(said, str) or not hmac.compare_digest(said.encode(), challenge.encode()):
            raise RefusedError("it does not answer with the challenge")


def _reason(error: RemoteError) -> str:
    """Why there is no answer, with nothing of the address, which is nobody's to read in a log."""
    return next(words for kind, words in _REASONS if isinstance(error, kind))
