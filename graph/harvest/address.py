"""The address of a publication site: a host over https, or a port of this machine for trials."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.base.config import LOOPBACK, OperatorError

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class Address:
    """``origin`` has no slash at the end; ``host`` is its host with the port, if it has one."""

    origin: str
    host: str

    @property
    def loopback(self) -> bool:
        """Whether it is this machine itself, which needs no sparing."""
        return urlsplit(self.origin).hostname in LOOPBACK


def address(text: str) -> Address:
    """What an operator wrote, ``dagsordener.example.dk`` or ``https://dagsordener.example.dk``.

    A port of this machine (``127.0.0.1:8000``) is asked over http unless it says https. Raises
    :class:`OperatorError` for anything but a host, and for http to any machine but this one.
    """
    wrong = OperatorError(
        f"{text!r} is not a host to harvest; write it as dagsordener.example.dk, without a path or a login"
    )
    plain = "://" not in text
    written = f"https://{text.strip()}" if plain else text.strip()
    try:
        parts = urlsplit(written)
        port = parts.port
        name = (parts.hostname or "").encode("idna").decode()
    except ValueError:  # a port that is no number, a name that is none
        raise wrong from None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if not bare or not (_HOST.fullmatch(name) or name in LOOPBACK):
        raise wrong
    scheme = "http" if plain and name in LOOPBACK else parts.scheme
    if scheme not in ("http", "https"):
        raise wrong
    if scheme == "http" and name not in LOOPBACK:
        raise OperatorError(f"{text}: sites are asked over https; http is for a port of this machine alone")
    shown = f"[{name}]" if ":" in name else name
    host = shown if port is None else f"{shown}:{port}"
    return Address(f"{scheme}://{host}", host)
