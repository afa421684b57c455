"""Whether a client has an answer already: conditional requests (RFC 9110, section 13)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256


def etag(body: bytes) -> str:
    """The strong entity tag of some bytes (section 8.8.3)."""
    return f'"{sha256(body).hexdigest()[:32]}"'


@lru_cache(maxsize=100)
def http_date(created: str) -> str | None:
    """An ISO 8601 time as an HTTP-date (section 5.6.7); ``None`` for what is no time."""
    try:
        return format_datetime(datetime.fromisoformat(created).astimezone(UTC), usegmt=True)
    except ValueError:
        return None


def not_modified(request: Mapping[str, str], answer: Mapping[str, str]) -> bool:
    """Whether 304 answers a GET with these header fields, where 200 would be ``answer`` (section 13.2.2).

    A client must have the very date: after a rollback what it has may be younger than what there is. The
    tag of a compressed answer stands for the plain one, too (:mod:`api.http.compression`).
    """
    tags = request.get("if-none-match")
    if tags is not None:
        wanted = [_bare(tag) for tag in tags.split(",")]
        return _bare(answer.get("etag", "")) in wanted or wanted == ["*"]
    since, modified = request.get("if-modified-since"), answer.get("last-modified")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) == parsedate_to_datetime(since)
    except (ValueError, TypeError, OverflowError):  # no date at all, or one without a zone
        return False


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/").replace('-gzip"', '"')
