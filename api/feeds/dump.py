"""/dump/...: the files of a release as they were written, whole or in parts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.negotiation import content
from api.http.problems import Problem
from api.site.files import ReleaseFile, file_answer
from api.site.site import elsewhere, release_of, site_of
from graph.formats.table import GZIP
from graph.release.dumps import FOLDER, read_index

router = APIRouter()


@router.get(
    "/dump/{path:path}",
    responses={**content(GZIP), 206: {**content(GZIP)[200], "description": "One range of it."}},
)
def dump(request: Request, path: str) -> Response:
    """A dump as the index of dumps lists it; one range of it on demand (RFC 9110, section 14.2). The path it
    had in a release of another number of municipalities leads on."""
    release = release_of(request).shelved
    try:
        listed = read_index(release.path)
    except (OSError, ValueError):
        listed = {}
    entry = listed.get(path)
    if entry is None and (now := release.elsewhere(path)) in listed:
        return elsewhere(request, site_of(request).links.file(f"dump/{now}"))
    if entry is None:
        raise Problem(404, "There is no such dump; /catalog lists those there are.")
    file = ReleaseFile(
        release.path / FOLDER / entry.path,
        entry.bytes,
        entry.sha256,
        GZIP.media_type,
        _file_name(path, release.id),
    )
    return file_answer(request, file)


def _file_name(path: str, release: str) -> str:
    """A name that says which release the file is of: ``direktionen-2018-0003-ab12.ttl.gz``."""
    stem, _, suffixes = path.replace("/", "-").partition(".")
    return f"{stem}-{release}.{suffixes}"
