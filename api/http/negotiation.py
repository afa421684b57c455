"""Which of the formats there are a client gets (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.http.formats import CSV, HTML, JSONLD, PARQUET, PROBLEM, XLSX, Format
from graph.base.table_csv import as_csv
from graph.base.workbook import workbook
from graph.formats.table import CFF, GZIP

JSONLD_PROFILE = "http://www.w3.org/ns/json-ld#"
"""What the IRIs of the forms of JSON-LD begin with (JSON-LD 1.1, section 6.1)."""
FORMS = ("expanded", "flattened")
"""The forms of JSON-LD that documents can be had in besides that of their frames."""
_FRAMED = ("compacted", "framed")  # the names of that


@dataclass(frozen=True, slots=True)
class Choice:
    """The format that was chosen, under the media type the client knows it by, and of JSON-LD the form, one
    of :data:`FORMS`, or empty for that of the frames."""

    format: Format
    media_type: str
    form: str = ""

    @property
    def content_type(self) -> str:
        """The value of Content-Type; every text this server sends is UTF-8."""
        if self.form and self.media_type == JSONLD.media_type:
            return f'{self.media_type}; profile="{JSONLD_PROFILE}{self.form}"'
        told = self.media_type.startswith("text/") or self.format.charset
        return f"{self.media_type}; charset=utf-8" if told else self.media_type


class NotAcceptableError(Exception):
    """No offer suits the client; ``offers`` are the formats there are."""

    def __init__(self, offers: Sequence[Format]) -> None:
        super().__init__("not acceptable; there is: " + ", ".join(offer.media_type for offer in offers))
        self.offers = tuple(offers)


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept field: ``text/*;q=0.5`` is ("text", "*", 0, 0.5); ``form`` is the one of
    :data:`FORMS` that its parameter ``profile`` names."""

    type: str
    subtype: str
    parameters: int
    quality: float
    form: str = ""

    def rank(self, media_type: str, form: str = "") -> int:
        """How closely this range names a media type in a form: 0 not at all, more is closer."""
        kind, _, subtype = media_type.partition("/")
        if self.form and self.form != form:
            return 0
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 + self.parameters if self.subtype == subtype else 0


# More ranges than any client sends, and few enough to weigh for nothing.
_MOST_RANGES = 100
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators; those inside a quoted string separate nothing (RFC 9110, 5.6.4)."""
    parts = [""]
    quoted = escaped = False
    for character in text:
        if character == separator and not quoted:
            parts.append("")
            continue
        parts[-1] += character
        if escaped or character == "\\":
            escaped = quoted and not escaped
        elif character == '"':
            quoted = not quoted
    return [part.strip() for part in parts]


def parse_accept(field: str | None) -> tuple[MediaRange, ...]:
    """The ranges of an Accept field value; members that are not of its grammar are passed over.

    A field that is missing, empty or wholly unreadable accepts anything. Parameters other than ``q``
    make a range closer but rule nothing out, for the formats here have one form each; all but JSON-LD, of
    which ``profile`` may name another.
    """
    ranges = []
    for member in _split(field or "", ",")[:_MOST_RANGES]:
        head, *parameters = _split(member, ";")
        names = _RANGE.fullmatch(head)
        if names is None or (names[1] == "*" and names[2] != "*"):
            continue
        quality = 1.0
        others = 0
        form = ""
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() != "q":
                others += 1
                form = _form(value) if name.strip().lower() == "profile" else form
            elif _QUALITY.fullmatch(value.strip()):
                quality = float(value)
            else:
                break
        else:
            ranges.append(MediaRange(names[1].lower(), names[2].lower(), others, quality, form))
    return tuple(ranges) or (MediaRange("*", "*", 0, 1.0),)


def _form(profile: str) -> str:
    """The form of JSON-LD that a profile names, one IRI or several between spaces."""
    named = profile.strip().strip('"').split()
    return next((form for form in FORMS if JSONLD_PROFILE + form in named), "")


def named_form(name: str) -> str:
    """The form of JSON-LD of that name, as an address has it; raises :class:`ValueError` for none."""
    if name not in (*FORMS, *_FRAMED):
        raise ValueError(name)
    return name if name in FORMS else ""


def _quality(ranges: Sequence[MediaRange], media_type: str, form: str) -> float:
    """The quality of the range that names a media type in a form most closely; 0 when none does."""
    ranked = [(rank, r.quality) for r in ranges if (rank := r.rank(media_type, form))]
    return max(ranked)[1] if ranked else 0.0


def choose(accept: str | None, offers: Sequence[Format], forms: Sequence[str] = ()) -> Choice:
    """The offer the client likes best, the earlier one of equals; ``forms`` are those that JSON-LD can be had
    in here besides its usual one. Who names a form that cannot be had gets the usual one (RFC 6906, section
    3).

    Raises :class:`NotAcceptableError` when it takes none of them.
    """
    if known := next((one for one in offers if accept in (one.media_type, *one.aliases)), None):
        return Choice(known, accept or "")  # nothing is to be weighed, as with most programs
    ranges = parse_accept(accept)
    if not forms:
        ranges = tuple(replace(one, form="") for one in ranges if one.quality or not one.form)
    best: Choice | None = None
    highest = 0.0
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases):
            # An alias counts only when it is named: */* and text/* mean the format's own media type.
            named = any(f"{r.type}/{r.subtype}" == media_type for r in ranges)
            if media_type != offer.media_type and not named:
                continue
            for form in ("", *forms) if media_type == JSONLD.media_type else ("",):
                quality = _quality(ranges, media_type, form)
                if quality > highest:
                    best, highest = Choice(offer, media_type, form), quality
    if best is None:
        raise NotAcceptableError(offers)
    return best


def by_suffix(path: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """``("kle/15.00", TURTLE)`` for ``kle/15.00.ttl``; the path as it is when no offer has its suffix."""
    stem, dot, suffix = path.rpartition(".")
    for offer in offers:
        if dot and stem and suffix == offer.suffix:
            return stem, offer
    return path, None


def as_known(accept: str | None, form: Format) -> Choice:
    """A format that the address names, under the media type that the client likes best; one that takes none
    of them gets it all the same, by the name under which browsers show it, if it has one."""
    try:
        return choose(accept, (form,))
    except NotAcceptableError:
        return Choice(form, next(iter(form.aliases), form.media_type))


def content(*forms: Format) -> dict[int | str, dict[str, Any]]:
    """The formats of a successful answer as FastAPI's ``responses`` wants them for OpenAPI, with what else
    may be answered: another address, or a problem, as JSON or as a page."""
    made = {form.media_type: {"schema": _schema(form)} for form in forms}
    return {200: {"description": "OK", "content": made}, **OTHERS}


def _schema(form: Format) -> dict[str, Any]:
    """What a document of a format is to those who know no more of it."""
    if form.media_type.endswith("json"):
        return {"type": ["object", "array"]}
    if form is CFF:
        return {"type": "object"}
    if form.media_type in _BYTES:
        return {"type": "string", "format": "binary"}
    return {"type": "string"}


_BYTES = frozenset({GZIP.media_type, PARQUET.media_type, XLSX.media_type})
_PROBLEM = {
    PROBLEM.media_type: {
        "schema": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                **{name: {"type": "string"} for name in ("type", "title", "detail")},
                "status": {"type": "integer"},
            },
        }
    },
    HTML.media_type: {"schema": {"type": "string"}},
}
OTHERS: dict[int | str, dict[str, Any]] = {
    "3XX": {"description": "It is at another address, or as the client has it already."},
    "4XX": {"description": "It cannot be answered (RFC 9457).", "content": _PROBLEM},
    "5XX": {"description": "It cannot be answered now (RFC 9457).", "content": _PROBLEM},
}
"""What any address may answer instead."""


def typed(
    model: Any, answer: Mapping[str, Any] | None = None, problems: Mapping[int | str, Any] | None = None
) -> dict[str, Any]:
    """What FastAPI is told of an operation that answers in JSON of a type: the ``model``, the content of its
    ``answer`` by media types where OpenAPI has more of it, and the ``problems`` that it words itself."""
    from fastapi.responses import JSONResponse  # the workers negotiate too, and load no framework for it

    told = {200: {"description": "OK", "content": answer}} if answer else {}
    return {
        "response_model": model,
        "response_model_exclude_none": True,
        "response_class": JSONResponse,
        "responses": {**told, **(problems or {}), **OTHERS},
    }


# Tables as files: CSV for programs, and workbooks for people, whose spreadsheets are in Danish.
#
# Each answers where the address ends in its suffix.

AS_CSV = Choice(CSV, CSV.media_type)
"""What is answered, whatever Accept says, at an address that ends in ``.csv``."""
AS_XLSX = Choice(XLSX, XLSX.media_type)
"""As :data:`AS_CSV`, for ``.xlsx``."""


def serialize_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    form: Format = CSV,
    headings: Sequence[str] | None = None,
) -> bytes:
    """The table in a format; ``headings`` are what a workbook has for the names of the columns."""
    return workbook(headings or columns, rows) if form is XLSX else as_csv(columns, rows)
