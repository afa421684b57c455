"""Templates, and how IRIs, dates and literals appear on a page."""

import re
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.negotiate import Format
from api.words import word
from graph.dates import MONTHS
from graph.vocabulary import ONTOLOGY, PREFIXES

# The ontology, its code lists and the shapes; this site shows them under the same paths.
_OWN = str(ONTOLOGY).removesuffix("ns")
_FOLLOWED = re.compile(r"[a-z0-9-]+/(?:sag|organ|enhed)/[A-Za-z0-9.-]+")
_PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}


class Links:
    """Where on this site an IRI leads; ``base`` is the configured base IRI."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.root = urlsplit(base).path.rstrip("/")

    def iri(self, path: str) -> str:
        """``{base}/id/x`` for ``id/x``."""
        return f"{self.base}/{path}"

    def path(self, path: str) -> str:
        """The path of a page of this site: ``/doc/x`` for ``doc/x``."""
        return f"{self.root}/{path}"

    def own(self, iri: str) -> bool:
        """Whether the IRI is one that this site's data mint."""
        return iri.startswith(f"{self.base}/id/")

    def href(self, iri: str) -> str | None:
        """What a page links to for an IRI; ``None`` for one that no browser should follow."""
        if self.own(iri):
            return self.path("doc/" + iri.removeprefix(f"{self.base}/id/"))
        if iri.startswith(f"{self.base}/"):
            return self.path(iri.removeprefix(f"{self.base}/"))
        if iri.startswith(_OWN):
            return self.path(iri.removeprefix(_OWN))
        return iri if iri.startswith(("http://", "https://")) else None

    def feed(self, iri: str) -> str | None:
        """The path of the Atom feed of a case, a body or a unit; ``None`` for any other thing."""
        name = iri.removeprefix(f"{self.base}/id/")
        return self.path(f"changes/{name}.atom") if _FOLLOWED.fullmatch(name) else None

    def short(self, iri: str) -> str:
        """An IRI as a table shows it: our own without the base, others with their prefix."""
        if self.own(iri):
            return iri.removeprefix(f"{self.base}/id/")
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = _PREFIX_OF.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri

    def other_format(self, document: str, form: Format) -> str:
        """The suffix address of a document's path in a format."""
        return f"{document}.{form.suffix}"


def danish_date(value: str) -> str:
    """``26. juni 2023`` for ``2023-06-26``; with ``kl. 12.30`` when a time follows; else unchanged."""
    day, _, time = value.partition("T")
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return value
    if parsed.isoformat() != day:
        return value  # other ISO 8601 spellings, such as 20230626, are more likely numbers
    written = f"{parsed.day}. {MONTHS[parsed.month - 1]} {parsed.year}"
    return f"{written} kl. {time[:2]}.{time[3:5]}" if time else written


def capfirst(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> Markup:
    """Text as ``<p>`` elements, one for each run between blank lines; single line ends are kept."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return Markup("").join(
        Markup("<p>{}</p>\n").format(Markup("<br>").join(escape(line) for line in part.split("\n")))
        for part in parts
    )


@cache
def static_files() -> dict[str, bytes]:
    """Every file of api/static by name, read once: no path is ever made from a request."""
    return {path.name: path.read_bytes() for path in (files("api") / "static").iterdir() if path.is_file()}


def static_version(name: str) -> str:
    """Changes whenever the file does, so that browsers may keep it for a year."""
    return sha256(static_files()[name]).hexdigest()[:8]


def environment(links: Links, **common: Any) -> Environment:
    """The templates, which escape everything and fail on a name nobody set."""
    env = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        capfirst=capfirst,
        danish_date=danish_date,
        paragraphs=paragraphs,
        word=word,
        href=links.href,
        url=quote,
    )
    env.globals.update(links=links, path=links.path, static_version=static_version, **common)
    return env
