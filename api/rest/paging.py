"""What a list is asked by, and the cursors by which it is read page by page.

A cursor names its release, in which a list never changes: who follows ``next`` gets every record once,
whatever is published meanwhile.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from api.http.problems import Problem
from api.records.models import Model, Record

MOST = 100
MOST_EXPANDED = 10
_CODE = r"^(?:[a-z0-9-]{1,100}/)?[a-z0-9-]{1,100}$"

Kind = TypeVar("Kind", bound=BaseModel)

Code = Annotated[str, Field(pattern=_CODE)]


def _iso(value: object) -> object:
    """A number is no day, though it may count seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("a day is written 2017-01-31")
    return value


Day = Annotated[date, BeforeValidator(_iso)]


Cursor = Annotated[
    str | None, Field(max_length=300, description="Where a page begins: what `next` of the one before has.")
]


class Pinned(BaseModel):
    """What is asked of a release."""

    model_config = ConfigDict(extra="forbid")

    release: Annotated[
        str | None, Field(max_length=100, description="An earlier release, by its id or number.")
    ] = None


def some_of(names: Iterable[str], about: str) -> Any:
    """The type of a parameter that has some of these names, with commas between."""
    known = sorted(names)
    one = "|".join(known)

    def named(value: object) -> object:
        unknown = [name for name in value.split(",") if name not in known] if isinstance(value, str) else []
        if unknown:
            raise ValueError(f"there is no {unknown[0][:50]!r}; there is: {', '.join(known)}")
        return value

    pattern = f"^(?:{one})(?:,(?:{one})){{0,30}}$"
    return Annotated[str | None, Field(pattern=pattern, description=about), BeforeValidator(named)]


def fields_of(kind: type[Record]) -> Any:
    """The type of ``fields``: of each record only some members are told."""
    return some_of(kind.model_fields, "Only these members of each record, with commas between.")


def parts_of(known: Iterable[str]) -> Any:
    """The type of ``expand``: parts are told that are left out otherwise."""
    return some_of(
        known,
        f"Parts to tell as well, with commas between; of a list, at most {MOST_EXPANDED} records a page.",
    )


class Listed(Pinned):
    """What every list can be asked by."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="Records on a page.")] = 20
    cursor: Cursor = None
    municipality: Annotated[
        str | None,
        Field(pattern=r"^[a-z0-9-]{1,100}$", description="The code of one of several municipalities."),
    ] = None

    @property
    def size(self) -> int:
        """How many records a page has: few of those that are told with parts, for each is long."""
        return min(self.limit, MOST_EXPANDED) if getattr(self, "expand", None) else self.limit

    def given(self) -> dict[str, Any]:
        """The parameters as they stand in an address, but for the cursor and the release."""
        told = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"cursor", "release"})
        return {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in told.items()
        }


class Dated(Listed):
    """A list of what has a day and a body."""

    body: Annotated[Code | None, Field(description="The code of a body, such as `direktionen`.")] = None
    since: Annotated[Day | None, Field(alias="from", description="The first day.")] = None
    until: Annotated[Day | None, Field(alias="to", description="The last day.")] = None


class Page(Model, Generic[Kind]):
    """A page of a list of ``total`` records. ``next`` is the address of the page after it; the last has
    none."""

    release: str
    created: str
    total: int
    items: tuple[Kind, ...]
    next: str | None = None


@cache
def sparse(kind: type[Record]) -> type[BaseModel]:
    """What records of a kind are as they are answered: of each member may be asked or not."""
    fields: dict[str, Any] = {
        name: (of.annotation | None, Field(None, description=of.description))  # type: ignore[operator]
        for name, of in kind.model_fields.items()
    }
    return create_model(
        f"{kind.__name__}Answer", __config__=ConfigDict(extra="forbid"), __doc__=kind.__doc__, **fields
    )


def split(asked: str | None) -> frozenset[str]:
    """The names that a parameter has."""
    return frozenset(asked.split(",")) if asked else frozenset()


def begin(cursor: str | None, release: str, question: str) -> int:
    """The number of the first record of a page; a problem 404 for a cursor of another question or release."""
    if cursor is None:
        return 0
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        of, digest, first = told
    except (ValueError, TypeError, UnicodeEncodeError, binascii.Error):
        raise Problem(404, "The cursor cannot be read; take it from `next` of the page before.") from None
    if digest != _digest(question) or not isinstance(first, int) or not 0 <= first < 10**9:
        raise Problem(404, "The cursor is of another question; take it from `next` of the page before.")
    if of != release:
        raise Problem(404, f"The cursor is of another release; ask with release={of}, as `next` does.")
    return first


def cursor(release: str, question: str, first: int) -> str:
    """The cursor of the page that begins with a record."""
    told = json.dumps([release, _digest(question), first], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def after(address: str, given: Mapping[str, Any], release: str, first: int) -> str:
    """The address of the page that begins with a record."""
    told = {**given, "release": release, "cursor": cursor(release, question(address, given), first)}
    return f"{address}?{urlencode(told)}"


def question(address: str, given: Mapping[str, Any]) -> str:
    """What tells one list from another: its address and what narrows it."""
    narrowed = {name: value for name, value in given.items() if name not in ("limit", "fields", "expand")}
    return f"{address}?{urlencode(sorted(narrowed.items()))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
