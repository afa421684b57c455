"""Every IRI that is minted, and back. URL patterns live here and nowhere else.

IRIs are made of natural keys (body, date, number), in ASCII, without titles or people's names, so the
same minutes always get the same ones. A thing is ``{base}/id/{path}``; its description is at
``{base}/doc/{path}``.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from rdflib import URIRef

from graph.minutes.document import one_line
from graph.minutes.model import Span

# A meeting or a case, the agenda item in it, and what is below.
_WHOLE = re.compile(
    r"(?P<root>[^#]+/id/[^/]+/(?:moede/[^/#]+/\d{4}-\d\d-\d\d|sag/[^/#]+))(?P<item>/punkt/\d+)?(?:[/#].*)?"
)
# What a path of ours may hold; anything else in a URL names nothing of ours.
_PATH = re.compile(r"[a-z0-9-]+(?:/[A-Za-z0-9.-]+)+")
_MEETING = r"moede/[a-z0-9-]+/\d{4}-\d\d-\d\d"
_ITEM = rf"{_MEETING}/punkt/\d{{1,4}}"
_WITHDRAWABLE = {
    "meeting": _MEETING,
    "item": _ITEM,
    "attachment": rf"dokument/[A-Za-z0-9.-]{{1,100}}|{_ITEM}/bilag/\d{{1,4}}",
    "person": r"person/[0-9a-f]{12}",
}
_PLAIN_NUMBER = re.compile(r"(?=.{1,80}$)[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(name: str) -> str:
    """A name in a-z, 0-9 and hyphens: ``Økonomiudvalget`` is ``oekonomiudvalget``; never empty."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
    return "-".join(words)[:100].strip("-") or "uden-navn"


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of one municipality's things. ``base`` has no slash at the end."""

    base: str
    municipality: str

    def of(self, path: str) -> URIRef:
        """The thing at a path relative to the municipality, such as ``organ/direktionen``."""
        return URIRef(f"{self.base}/id/{self.municipality}/{path}")

    def body(self, name: str) -> URIRef:
        return self.of(f"organ/{slug(name)}")

    def unit(self, name: str) -> URIRef:
        return self.of(f"enhed/{slug(name)}")

    def post(self, name: str) -> URIRef:
        return self.of(f"stilling/{slug(name)}")

    def person(self, name: str) -> URIRef:
        """Opaque: 12 hexadecimal digits that do not show the name, the same for the same full name."""
        key = f"{self.municipality}\n{one_line(name).casefold()}"
        return self.of(f"person/{hashlib.sha256(key.encode()).hexdigest()[:12]}")

    def meeting(self, body: str, date: str) -> URIRef:
        """``body`` is the path of a body (``organ/direktionen``), ``date`` is ISO 8601."""
        return self.of(f"moede/{body.removeprefix('organ/')}/{date}")

    def case(self, number: str) -> URIRef:
        return self.of(f"sag/{_key(number)}")

    def document(self, number: str) -> URIRef:
        return self.of(f"dokument/{_key(number)}")

    def attachment(self, item: URIRef, order: int, number: str) -> URIRef:
        """A document listed by an item: by its number, or else by its place (from 1) on the list."""
        return self.document(number) if number else part(item, f"bilag/{order}")

    def kle(self, number: str) -> URIRef:
        return self.of(f"kle/{number}") if number else self.of("kle/alle")

    def profile(self) -> URIRef:
        """The named graph of the profile."""
        return self.of("profil")

    def withdrawn(self) -> URIRef:
        """The named graph of the tombstones."""
        return self.of("tilbagetrukket")

    def analyses(self) -> URIRef:
        """The named graph of the analyses; what they have in common is below it."""
        return self.of("analyse")

    def analysis(self, name: str, release: str) -> URIRef:
        """An analysis of a release, by a name in a-z, 0-9 and hyphens."""
        return part(self.analyses(), f"{name}/{release}")

    def run(self, fingerprint: str) -> URIRef:
        return self.of(f"koersel/{fingerprint[:12]}")


def holdings(base: str) -> str:
    """The graph in which a server of several machines says which releases its other graphs hold."""
    return f"{base}/udgivelse"


def slots(base: str) -> tuple[str, str]:
    """The two graphs there that hold a release as a whole, each in its turn."""
    return f"{base}/udgivelse/a", f"{base}/udgivelse/b"


def minutes(meeting: URIRef) -> URIRef:
    """The minutes of a meeting; also the named graph that holds what they say."""
    return part(meeting, "referat")


def meeting_key(iri: str) -> tuple[str, str] | None:
    """The last part of the body's IRI and the date, of the IRI of a meeting or of anything in it;
    ``None`` for any other IRI."""
    match = re.search(r"/moede/([a-z0-9-]+)/(\d{4}-\d{2}-\d{2})(?:/|$)", iri)
    return (match[1], match[2]) if match else None


def item(meeting: URIRef, number: int) -> URIRef:
    return part(meeting, f"punkt/{number}")


def part(whole: URIRef, path: str) -> URIRef:
    """A part of a thing, such as ``beslutning`` or ``afsnit/2``."""
    return URIRef(f"{whole}/{path}")


def quoted(source: URIRef, span: Span) -> URIRef:
    """A stretch of the served text: RFC 5147, section 2.1, character scheme."""
    return URIRef(f"{source}#char={span.start},{span.end}")


def quoted_span(iri: str) -> tuple[str, Span] | None:
    """The text and span that a fragment of :func:`quoted` points to; ``None`` for any other IRI."""
    match = re.fullmatch(r"([^#]+)#char=(\d{1,9}),(\d{1,9})", iri)
    return (match[1], Span(int(match[2]), int(match[3]))) if match else None


def whole(iri: str) -> tuple[str, str]:
    """The meeting or case that a thing is in, and what it is told of with: an agenda item with all below its
    IRI, a meeting with its minutes, a case; anything else stands for itself twice."""
    match = _WHOLE.fullmatch(iri)
    return (match["root"], match["root"] + (match["item"] or "")) if match else (iri, iri)


def is_path(path: str) -> bool:
    """Whether a path can be that of a thing of ours (``kalundborg/moede/direktionen/2023-06-26``)."""
    return _PATH.fullmatch(path) is not None and ".." not in path


def withdrawable(address: str, base: str) -> tuple[str, str] | None:
    """The kind and the IRI of a thing that can be withdrawn, given its IRI or the address of its document:
    ``meeting``, ``item``, ``attachment`` or ``person``; ``None`` for anything else."""
    name = re.fullmatch(
        rf"{re.escape(base)}/(?:id|doc)/([a-z0-9-]+)/(.+?)(?:\.(?:html|jsonld|ttl|nt|rdf))?", address
    )
    kinds = (kind for kind, path in _WITHDRAWABLE.items() if name and re.fullmatch(path, name[2]))
    kind = next(kinds, None)
    return (kind, f"{base}/id/{name[1]}/{name[2]}") if name and kind else None


def meeting_of(iri: str) -> str | None:
    """The meeting that a thing is a part of, or is itself; ``None`` for what is part of none."""
    found = re.match(rf"[^#]+?/{_MEETING}(?=/|$)", iri)
    return found[0] if found else None


def invalidation(thing: str) -> URIRef:
    """The withdrawal of a thing, as something that happened."""
    return URIRef(f"{thing}#tilbagetraekning")


def _key(number: str) -> str:
    """A number as it can stand in an IRI, another for each: `17/3668` is `17--3668`, and one with other
    characters than letters, digits, dots, hyphens and slashes has some of its digest behind it."""
    if _PLAIN_NUMBER.fullmatch(number):
        return number.replace("/", "--")
    plain = re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-") or "nummer"
    return f"{plain[:80]}---{hashlib.sha256(number.encode()).hexdigest()[:12]}"
