"""Which release a request is answered from: the current one, or an earlier one that its address names.

``?release=`` names it by its id, an unambiguous beginning of it, or its number. What an answer tells of its
release is here, too: a header field with the id, and those of Memento (RFC 7089).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import State

from api.http.conditional import http_date
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.releases import OpenRelease, Releases, UnknownReleaseError

PARAMETER = "release"
HEADER = "Sagsgraf-Release"
_LONGEST_ADDRESS = 2000  # characters of one that is told in a header field, which proxies bound
_MOST_TOLD = 50  # releases in a problem


@dataclass(frozen=True, slots=True)
class Chosen:
    """The release a request is answered from, and the current one; ``named`` says that the address names it.

    ``release`` is ``None`` before the first one is published, and, with ``unknown``, where none is meant.
    """

    release: OpenRelease | None
    current: OpenRelease | None = None
    named: bool = False
    unknown: UnknownReleaseError | None = None

    @property
    def earlier(self) -> bool:
        """Whether there is a later one."""
        return self.release is not self.current


async def chosen(releases: Releases, query: bytes) -> Chosen:
    """The release for a request with that query string."""
    current = releases.latest()
    names = _names(query) if query else []
    if not names or current is None:
        return Chosen(current, current)
    try:
        release = await run_in_threadpool(releases.kept, ",".join(sorted(set(names))))
    except UnknownReleaseError as error:
        return Chosen(None, current, named=True, unknown=error)
    return Chosen(release, current, named=True)


def _names(query: bytes) -> list[str]:
    """The values of the parameter. Only the names of the others are decoded: values may be long."""
    pairs = query.decode("latin-1").split("&")
    mine = [pair for pair in pairs if unquote_plus(pair.partition("=")[0]) == PARAMETER]
    return [value for _, value in parse_qsl("&".join(mine))]


def choice_of(state: State) -> Chosen:
    """The choice that :class:`api.serving.cache.Cache` has made for a request with that state, if it came so
    far."""
    made: Chosen = getattr(state, "chosen", Chosen(None))
    return made


def required(state: State) -> OpenRelease:
    """The release to answer from; a problem 404 when there is none of the name, and 503 when there is none
    at all."""
    choice = choice_of(state)
    if choice.unknown:
        raise unknown(choice.unknown)
    if choice.release is None:
        raise Problem(503, "No release has been published yet.", {"Retry-After": "10"})
    return choice.release


def unknown(error: UnknownReleaseError) -> Problem:
    """The problem 404 for a name that means no release, or more than one; the member ``kept`` lists those
    there are, the latest if they are many."""
    told = [{"release": one.id, "created": one.created} for one in error.kept[-_MOST_TOLD:]]
    names = ", ".join(one["release"] for one in told)
    detail = f"There is no such release, or more than one; kept are: {names}."
    said = (
        N_("Udgivelsen findes ikke"),
        N_("Ingen udgivelse, der er gemt, svarer til navnet, eller mere end én gør."),
    )
    return Problem(404, detail, said=said, kept=told)


def original(address: str) -> str:
    """An address without the name of a release."""
    path, _, query = address.partition("?")
    kept = [one for one in query.split("&") if one and unquote_plus(one.partition("=")[0]) != PARAMETER]
    return f"{path}?{'&'.join(kept)}" if kept else path


def memento(address: str, release: str) -> str:
    """An address as it is answered from a release for good."""
    plain = original(address)
    return f"{plain}{'&' if '?' in plain else '?'}{PARAMETER}={release}"


def fields(request: Request, address: str, headers: Mapping[str, str]) -> dict[str, str]:
    """The header fields of a successful answer at a whole ``address``, those of its release among them."""
    choice = choice_of(request.state)
    release = choice.release.shelved if choice.release else None
    if release is None:
        return dict(headers)
    told = {**headers, HEADER: release.id}
    date = http_date(release.created)
    if choice.named and date:  # and no Last-Modified: the note on a page comes with the release after
        told["Memento-Datetime"] = date
    elif date:
        told.setdefault("Last-Modified", date)
    if choice.named and choice.earlier:
        told["X-Robots-Tag"] = "noindex"
    if request.method in ("GET", "HEAD") and date:
        links = [f'<{memento(address, release.id)}>; rel="memento"; datetime="{date}"']
        if choice.named:
            links.append(f'<{original(address)}>; rel="original"')
        links = [link for link in links if len(link) < _LONGEST_ADDRESS]
        if links:
            told["Link"] = ", ".join([*([headers["Link"]] if "Link" in headers else []), *links])
    return told


def attachment(release: OpenRelease, name: str, suffix: str) -> dict[str, str]:
    """Content-Disposition of a file to keep, whose name says its release: ``sparql-0003-ab12.csv``."""
    return {"Content-Disposition": f'attachment; filename="{name}-{release.shelved.id}.{suffix}"'}
