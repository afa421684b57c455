"""/dump/...: the files of a release as they were written, whole or in parts."""

import re
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.http.conditional import http_date, not_modified
from api.http.problems import Problem
from api.http.streaming import pieces
from api.serving import release_choice
from api.site.site import release_of, site_of
from graph.formats.table import GZIP
from graph.release.dumps import FOLDER, read_index

router = APIRouter()
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


@router.get(
    "/dump/{path:path}",
    responses={200: {"content": {GZIP.media_type: {}}}, 206: {"content": {GZIP.media_type: {}}}},
)
def dump(request: Request, path: str) -> Response:
    """A dump as the index of dumps lists it; one range of it on demand (RFC 9110, section 14.2)."""
    release = release_of(request).shelved
    try:
        entry = read_index(release.path).get(path)
    except (OSError, ValueError):
        entry = None
    if entry is None:
        raise Problem(404, "There is no such dump; /catalog lists those there are.")
    size = int(str(entry["bytes"]))
    headers = {
        "ETag": f'"{str(entry["sha256"])[:32]}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{_file_name(path, release.id)}"',
    }
    if modified := http_date(release.created):
        headers["Last-Modified"] = modified
    headers = release_choice.fields(request, site_of(request).whole_address, headers)
    if not_modified(request.headers, {name.lower(): value for name, value in headers.items()}):
        return Response(None, 304, headers)
    headers["Content-Type"] = GZIP.media_type
    head = getattr(request.state, "head", False)
    wanted = None if head else _wanted(request.headers, headers, size)  # a range is for GET alone
    start, end = wanted or (0, size)
    headers["Content-Length"] = str(end - start)
    if wanted:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if wanted else 200
    if head:
        return Response(None, status, headers)
    file = (release.path / FOLDER / str(entry["path"])).open("rb")
    return StreamingResponse(pieces(file, start, end), status, headers)


def _file_name(path: str, release: str) -> str:
    """A name that says which release the file is of: ``direktionen-2018-0003-ab12.ttl.gz``."""
    stem, _, suffixes = path.replace("/", "-").partition(".")
    return f"{stem}-{release}.{suffixes}"


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
