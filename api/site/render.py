"""Templates, and how IRIs, dates and literals appear on a page."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.http.formats import CSV, HTML, XLSX, Format
from api.i18n.language import DANISH, LANGUAGES, Language, language
from api.i18n.words import word
from api.site.prose import paragraphs
from graph.ontology import iris
from graph.ontology.terms import ONTOLOGY, concept, prefixed, vocabulary

# The ontology, its code lists and the shapes; this site shows them under the same paths.
_OWN = str(ONTOLOGY).removesuffix("ns")
_WORDED = (HTML, CSV, XLSX)
"""The formats that are in the language of whoever reads."""
_FOLLOWED = ("sag", "organ", "enhed", "stilling", "person")


class Links:
    """Where on this site an IRI leads; ``base`` is the configured base IRI.

    The pages of a language other than Danish have a prefix; all else has one address.
    """

    def __init__(self, base: str, spoken: Language | None = None) -> None:
        self.base = base
        self.language = spoken or language(DANISH)
        self.root = urlsplit(base).path.rstrip("/")
        self._pages = self.root + self.language.prefix

    def iri(self, path: str) -> str:
        """``{base}/id/x`` for ``id/x``."""
        return f"{self.base}/{path}"

    def path(self, path: str) -> str:
        """The path of a page of this site: ``/doc/x`` for ``doc/x``."""
        return f"{self._pages}/{path}"

    def file(self, path: str) -> str:
        """The path of something that is the same in every language."""
        return f"{self.root}/{path}"

    def shared(self, address: str) -> str:
        """The path of a whole address here that is the same in every language."""
        return self.root + address.removeprefix(self.base)

    def page_address(self, document: str) -> str:
        """The whole address of a page by its path."""
        return self.base + document.removeprefix(self.root)

    def thing(self, path: str) -> str:
        """The IRI of the thing at a path that begins with its municipality."""
        return str(iris.thing(self.base, path))

    def own(self, iri: str) -> bool:
        """Whether the IRI is one that this site's data mint."""
        return iris.path_of(iri, self.base) is not None

    def document(self, iri: str) -> str:
        """The whole address of the document about a thing of ours, the same in every language."""
        return self.iri(f"doc/{iris.path_of(iri, self.base)}")

    def href(self, iri: str) -> str | None:
        """What a page links to for an IRI; ``None`` for one that no browser should follow."""
        path = iris.path_of(iri, self.base)
        if path is not None:
            return self.path(f"doc/{path}")
        if iri.startswith(f"{self.base}/"):
            return self.path(iri.removeprefix(f"{self.base}/"))
        if iri.startswith(_OWN):
            return self.path(iri.removeprefix(_OWN))
        return iri if iri.startswith(("http://", "https://")) else None

    def feed(self, iri: str) -> str | None:
        """The path of the Atom feed of a case, a body, a unit, a post or a person; ``None`` for any other."""
        path = iris.path_of(iri, self.base) or ""
        followed = iris.is_path(path) and iris.kind_itself(iri, self.base) in _FOLLOWED
        return self.file(f"changes/{path}.atom") if followed else None

    def asking(self, query: str, parameter: str, iri: str) -> str:
        """The path that leads to a named query about a thing; see :mod:`api.sparql.endpoint`."""
        return f"{self.path('spoerg')}/{query}?{parameter}={quote(iri, safe='/:')}"

    def short(self, iri: str) -> str:
        """An IRI as a table shows it: our own without the base, others with their prefix."""
        path = iris.path_of(iri, self.base)
        return path if path is not None else prefixed(iri)

    def other_format(self, document: str, form: Format) -> str:
        """The suffix address of a document's path in a format: data are the same in every language, pages and
        tables for people are not."""
        if form not in _WORDED:
            document = self.root + document.removeprefix(self._pages)
        return f"{document}.{form.suffix}"


def capfirst(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def linked(text: str, parts: Iterable[tuple[str, str | None]]) -> Markup:
    """Text in which the parts, words that stand there in this order, are links to their addresses."""
    made, at = Markup(""), 0
    for words, address in parts:
        found = text.find(words, at) if words and address else -1
        if found >= 0:
            link = Markup('<a href="{}">{}</a>').format(address, words)
            made += Markup("{}{}").format(text[at:found], link)
            at = found + len(words)
    return made + escape(text[at:])


@cache
def static_files() -> dict[str, bytes]:
    """Every file of api/static by name, read once: no path is ever made from a request."""
    return {path.name: path.read_bytes() for path in (files("api") / "static").iterdir() if path.is_file()}


def static_version(name: str) -> str:
    """Changes whenever the file does, so that browsers may keep it for a year."""
    return sha256(static_files()[name]).hexdigest()[:8]


@cache
def chips(language: str) -> dict[str, str]:
    """The class of the chip of an outcome by its label: what it does to a case, as the ontology says it."""
    made = {}
    for code, meaning in vocabulary().meanings.items():
        label = vocabulary().label(str(concept("beslutningsudfald", code)), language)
        if meaning.postpones or meaning.keeps_open:
            made[label or code] = "waiting"
        elif meaning.ends_path:
            made[label or code] = "refused"
        elif meaning.settles:
            made[label or code] = "settled"
    return made


def environment(links: Links, **common: Any) -> Environment:
    """The templates, which escape everything and fail on a name nobody set."""
    env = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    spoken = links.language
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(spoken.words, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(
        capfirst=capfirst,
        day=spoken.day,
        month=spoken.month,
        months=spoken.months,
        within=spoken.within,
        together=spoken.together,
        best=spoken.best,
        count=spoken.count,
        linked=linked,
        paragraphs=paragraphs,
        word=lambda iri: word(iri, spoken),
        chip=lambda label: chips(spoken.code).get(label, ""),
        href=links.href,
        url=quote,
    )
    env.globals.update(
        links=links,
        path=links.path,
        file=links.file,
        static_version=static_version,
        context_path=links.shared(str(iris.context(links.base))),
        language=spoken.code,
        languages=LANGUAGES,
        # What is in the words of the minutes is Danish on any page (WCAG 2.1, criterion 3.1.2).
        da=Markup("") if spoken.code == DANISH else Markup(' lang="da"'),
        **common,
    )
    return env
