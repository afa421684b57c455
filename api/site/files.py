"""A file of a release as an answer, whole or one range of it (RFC 9110, section 14.2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from api.http.conditional import http_date, not_modified
from api.http.problems import Problem
from api.http.streaming import pieces
from api.serving import release_choice
from api.site.site import release_of, site_of

_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A finished file of the release that a request is answered from; ``name`` is what a browser saves it
    as."""

    path: Path
    size: int
    sha256: str
    media_type: str
    name: str


def file_answer(request: Request, one: ReleaseFile) -> Response:
    """The file, as far as it is asked for."""
    release = release_of(request).shelved
    headers = {
        "ETag": f'"{one.sha256[:32]}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{one.name}"',
    }
    if modified := http_date(release.created):
        headers["Last-Modified"] = modified
    headers = release_choice.fields(request, site_of(request).whole_address, headers)
    if not_modified(request.headers, {name.lower(): value for name, value in headers.items()}):
        return Response(None, 304, headers)
    headers["Content-Type"] = one.media_type
    head = getattr(request.state, "head", False)
    wanted = None if head else _wanted(request.headers, headers, one.size)  # a range is for GET alone
    start, end = wanted or (0, one.size)
    headers["Content-Length"] = str(end - start)
    if wanted:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{one.size}"
    status = 206 if wanted else 200
    if head:
        return Response(None, status, headers)
    return StreamingResponse(pieces(one.path.open("rb"), start, end), status, headers)


def _wanted(request: Mapping[str, str], answer: Mapping[str, str], size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last that a request wants; ``None`` for all of them.

    Several ranges, a unit or a form that is not known, and a condition that does not hold (section 13.1.5)
    all mean the whole. Raises a problem 416 for a range that the file has nothing of.
    """
    match = _RANGE.fullmatch(request.get("range", ""))
    condition = request.get("if-range")
    if match is None or condition not in (None, answer["ETag"], answer.get("Last-Modified")):
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if first and last and int(last) < int(first):
        return None
    if first:
        start, end = int(first), min(int(last) + 1 if last else size, size)
    else:
        start, end = max(0, size - int(last)), size
    if start >= end:
        raise Problem(416, f"The file has {size} bytes.", {"Content-Range": f"bytes */{size}"})
    return start, end
