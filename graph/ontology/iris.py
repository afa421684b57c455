"""Every IRI that is minted, and back. URL patterns live here and nowhere else.

IRIs are made of natural keys (body, date, number), in ASCII, without titles or people's names, so the
same minutes always get the same ones. A thing is ``{base}/id/{path}``; its description is at
``{base}/doc/{path}``.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from graph.minutes.document import one_line
from graph.minutes.model import Span

# When a meeting is held, and what an item's number may be in a path (`7`, `1.1`, `lukket-2`).
_WHEN = r"\d{4}-\d\d-\d\d(?:-kl-\d{4})?"
_NUMBER = r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}"
# A meeting, the agenda item in it, and what is below.
_PLACE = re.compile(
    rf"(?P<meeting>(?P<root>[^#]+?/id/[^/#]+)/moede/(?P<body>[a-z0-9-]+)/(?P<date>\d{{4}}-\d\d-\d\d)(?:-kl-\d{{4}})?)"
    rf"(?P<item>/punkt/(?P<number>{_NUMBER})(?=[/#]|$))?(?P<below>[/#].*)?"
)
# A meeting or a case, the agenda item in it, and what is below.
_WHOLE = re.compile(
    rf"(?P<root>[^#]+/id/[^/]+/(?:moede/[^/#]+/{_WHEN}|sag/[^/#]+))(?P<item>/punkt/{_NUMBER})?(?:[/#].*)?"
)
# What a path of ours may hold; anything else in a URL names nothing of ours.
_PATH = re.compile(r"[a-z0-9-]+(?:/[A-Za-z0-9.-]+)+")
_MEETING = rf"moede/[a-z0-9-]+/{_WHEN}"
_ITEM = rf"{_MEETING}/punkt/{_NUMBER}"
_WITHDRAWABLE = {
    "meeting": _MEETING,
    "item": _ITEM,
    "attachment": rf"dokument/[A-Za-z0-9.-]{{1,100}}|{_ITEM}/bilag/\d{{1,4}}",
    "person": r"person/[0-9a-f]{12}",
}
_KINDS = "moede|sag|organ|enhed|stilling|person|dokument|kobling|serie|kle"
_KIND = re.compile(rf"/id/[^/#]+/(?:moede/[^#]+/(punkt)|({_KINDS}))/")
_KLE = re.compile(r"(.+/id/[^/]+/kle/\d+)[\d.]*")
_STEP = re.compile(r"(.+)/behandling/\d+")
_PLAIN_NUMBER = re.compile(r"(?=.{1,80}$)[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""What letters that no address has are written as in one."""


FEED = "/changes"
"""What the IRI of a site's feed has behind its base, those of its pages before their numbers."""
EVERYBODY = "alle-kommuner"
"""In the place of a municipality: of what a release says of several at once."""
MUNICIPALITY = "kommune"
"""The kind of a municipality itself, which is its path too."""


def slug(name: str) -> str:
    """A name in a-z, 0-9 and hyphens: ``Økonomiudvalget`` is ``oekonomiudvalget``; never empty."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
    return "-".join(words)[:100].strip("-") or "uden-navn"


COUNCILS = {
    "byråd": "Byrådet",
    "kommunalbestyrelse": "Kommunalbestyrelsen",
    "borgerrepræsentation": "Borgerrepræsentationen",
}
"""The one council of a municipality: its name without the article's ending, as a source may have it, and with
it, as texts have it."""


_ENDINGS = {"udvalg": "et", "råd": "et", "nævn": "et", "direktion": "en", "bestyrelse": "n"}
_LONGEST_NAME = 150
# `Det Grønne Udvalg` has its article in front, `Havneskolens bestyrelse` whose it is.
_OF_KIND = re.compile(
    rf"(?!de[tn]?\s)(?P<body>(?:(?!(?:{'|'.join(_ENDINGS)})(?:e?[tn])?\s).*(?:[-,&]|\bog|\bsamt)\s)?\S*?(?P<kind>{'|'.join(_ENDINGS)}))"
    r"(?P<behind>\s(?:for|vedr\.|vedrørende|om)\s.*)?",
    re.IGNORECASE,
)


def definite(name: str) -> str:
    """The name of a body with the article's ending, where it has none and is a council or names a kind of
    body: `Økonomiudvalget` of `Økonomiudvalg`, `Udvalget for Natur` of `Udvalg for Natur`."""
    if council := COUNCILS.get(name.casefold()):
        return council
    match = _OF_KIND.fullmatch(name) if len(name) <= _LONGEST_NAME else None
    if match is None:
        return name
    ending = _ENDINGS[match["kind"].casefold()]
    return f"{match['body']}{ending.upper() if name.isupper() else ending}{match['behind'] or ''}"


_BODY_IN = re.compile(r"(?<=/moede/)[^/]+(?=/)")
_WITH_ENDING = {slug(kind): slug(kind + ending) for kind, ending in _ENDINGS.items()}
_INDEFINITE = {slug(name): slug(with_ending) for name, with_ending in COUNCILS.items()}
# The same as _OF_KIND, of slugs, which have lost their signs: what begins with another kind of body
# (`udvalget-for-natur-og-handicapraad`) ends in none.
_SLUG_OF_KIND = re.compile(
    rf"(?!de[tn]?-)(?P<body>(?:(?!(?:{'|'.join(_WITH_ENDING)})(?:e?[tn])?-)[a-z0-9-]*?[a-z0-9])??)"
    rf"(?P<kind>{'|'.join(_WITH_ENDING)})(?P<behind>-(?:for|vedr|vedroerende|om)-.*)?"
)


def of_one_body(iri: str) -> str:
    """The IRI that what is of a meeting has since a body is one by both its names, with the article's ending
    and without; any other IRI as it is."""
    return _BODY_IN.sub(lambda match: _definite_slug(match[0]), iri, count=1)


def _definite_slug(body: str) -> str:
    match = _SLUG_OF_KIND.fullmatch(body)
    if body in _INDEFINITE or match is None:
        return _INDEFINITE.get(body, body)
    return f"{match['body']}{_WITH_ENDING[match['kind']]}{match['behind'] or ''}"


def body_slug(name: str) -> str:
    """The last part of the IRI of a body that no profile has; it is one by both its names."""
    return slug(definite(name))


def recognised_path(kind: str, name: str) -> str:
    """The path of a body or a unit that no profile has and that is recognised by its name."""
    return f"organ/{slug(name)}" if kind == "body" else f"enhed/{slug(name)}"


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of one municipality's things. ``base`` has no slash at the end."""

    base: str
    municipality: str

    def of(self, path: str) -> URIRef:
        """The thing at a path relative to the municipality, such as ``organ/direktionen``."""
        return thing(self.base, f"{self.municipality}/{path}")

    def coded(self, kind: str, code: str) -> URIRef:
        """The thing of a kind (``organ``) whose IRI ends in a code (``direktionen``)."""
        return self.of(f"{kind}/{code}")

    def body(self, name: str) -> URIRef:
        return self.of(f"organ/{body_slug(name)}")

    def unit(self, name: str) -> URIRef:
        return self.of(f"enhed/{slug(name)}")

    def post(self, name: str) -> URIRef:
        return self.of(f"stilling/{slug(name)}")

    def person(self, name: str) -> URIRef:
        """Opaque: 12 hexadecimal digits that do not show the name, the same for the same full name."""
        key = f"{self.municipality}\n{one_line(name).casefold()}"
        return self.of(f"person/{hashlib.sha256(key.encode()).hexdigest()[:12]}")

    def municipality_itself(self) -> URIRef:
        return self.of(MUNICIPALITY)

    def series(self) -> URIRef:
        """A standing series that the profile gives no path."""
        return self.of("serie/ukendt")

    def meeting(self, body: str, date: str, start: str | None = None) -> URIRef:
        """``body`` is the path of a body (``organ/direktionen``) or its last part, ``date`` is ISO 8601;
        ``start`` (``17:00``) tells it from one that began earlier that day."""
        hour = f"-kl-{start.replace(':', '')}" if start else ""
        return self.of(f"moede/{body.removeprefix('organ/')}/{date}{hour}")

    def case(self, number: str) -> URIRef:
        return self.of(f"sag/{_key(number)}")

    def document(self, number: str) -> URIRef:
        return self.of(f"dokument/{_key(number)}")

    def attachment(self, item: URIRef, order: int, number: str) -> URIRef:
        """A document listed by an item: by its number, or else by its place (from 1) on the list."""
        return self.document(number) if number else _part(item, f"bilag/{order}")

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
        return _part(self.analyses(), f"{name}/{release}")

    def measures(self) -> URIRef:
        """The code list of what analyses measure."""
        return _part(self.analyses(), "maal")

    def measure(self, name: str) -> URIRef:
        """One of these, by a name in a-z, 0-9 and hyphens."""
        return _part(self.measures(), name)

    def structure(self, name: str) -> URIRef:
        """The structure of the data sets of a shape."""
        return _part(self.analyses(), f"struktur/{name}")

    def link(self, digest: str) -> URIRef:
        """A link between cases or items, by a digest in hexadecimal digits."""
        return self.of(f"kobling/{digest[:12]}")

    def links(self) -> URIRef:
        """The named graph of the links that are stated or confirmed."""
        return self.of("koblinger")

    def proposed_links(self) -> URIRef:
        return _part(self.links(), "foreslaaede")

    def rejected_links(self) -> URIRef:
        return _part(self.links(), "afviste")

    def title_words(self) -> URIRef:
        """The named graph of the words by which titles are found."""
        return _part(self.links(), "titelord")

    def identities(self) -> URIRef:
        """The named graph of what things are elsewhere, as people have said."""
        return self.of("identiteter")

    def acts(self) -> URIRef:
        """The named graph of the acts of law that items cite."""
        return self.of("retsakter")

    def run(self, fingerprint: str) -> URIRef:
        return self.of(f"koersel/{fingerprint[:12]}")


def holdings(base: str) -> str:
    """The graph in which a server of several machines says which releases its other graphs hold."""
    return f"{base}/udgivelse"


def slots(base: str) -> tuple[str, str]:
    """The two graphs there that hold a release as a whole, each in its turn."""
    return f"{base}/udgivelse/a", f"{base}/udgivelse/b"


def thing(base: str, path: str) -> URIRef:
    """The thing at a path that begins with its municipality, such as ``kalundborg/organ/direktionen``."""
    return URIRef(f"{base}/id/{path}")


CONTEXT_VERSION = "1"
"""Within a version of the context terms come to it, but none is changed or goes."""


def context(base: str) -> URIRef:
    """The context of JSON-LD that the data name."""
    return URIRef(f"{base}/ns/context/{CONTEXT_VERSION}.jsonld")


def json_schema(base: str, name: str) -> URIRef:
    """The JSON Schema of the documents about the things of a class, by its name in the context."""
    return URIRef(f"{base}/schema/{name}.json")


def difference(base: str, old: str, new: str) -> URIRef:
    """What came and went between two releases, by their ids."""
    return URIRef(f"{base}/diff?from={old}&to={new}")


def catalogue(base: str) -> URIRef:
    """The catalogue of the data sets."""
    return URIRef(f"{base}/catalog")


def catalogued(base: str, kind: str, path: str) -> URIRef:
    """A ``dataset``, ``distribution`` or ``service`` of the catalogue, by its path."""
    return _part(catalogue(base), f"{kind}/{path}")


def dataset_of(body: str) -> str:
    """The path in the catalogue of the data set of a body, by the last part of its IRI."""
    return f"organ/{body}"


def publisher(base: str) -> URIRef:
    """The publisher that the settings name without an IRI."""
    return URIRef(f"{catalogue(base)}#udgiver")


def contact(base: str) -> URIRef:
    """Whom to ask about the data."""
    return URIRef(f"{catalogue(base)}#kontakt")


def rights(base: str) -> URIRef:
    """What may be done with the data."""
    return URIRef(f"{catalogue(base)}#rettigheder")


def area(base: str, municipality: str) -> URIRef:
    """The place that a municipality is."""
    return URIRef(f"{catalogue(base)}#omraade-{municipality}")


def endpoint(base: str) -> URIRef:
    """The SPARQL endpoint."""
    return URIRef(f"{base}/sparql")


def void_at(base: str) -> URIRef:
    """The document that tells by VoID what the data are."""
    return URIRef(f"{base}/.well-known/void")


def described_as(base: str, key: str) -> URIRef:
    """A part of the data by what it holds: a class, a property, or these of a class."""
    return URIRef(f"{void_at(base)}#{key}")


def told_by(endpoint: str, what: str) -> URIRef:
    """A graph in which an endpoint tells of itself: of its ``examples``, or the ``classes`` of its data."""
    return URIRef(f"{endpoint}#{what}")


def period(thing: str) -> URIRef:
    """The time that a catalogue or data set covers."""
    return URIRef(f"{thing}#periode")


def checksum(distribution: str) -> URIRef:
    return URIRef(f"{distribution}#kontrolsum")


def path_of(iri: str, base: str) -> str | None:
    """The path of a thing of ours, as :func:`thing` takes it; ``None`` for any other IRI."""
    path = iri.removeprefix(f"{base}/id/")
    return path if path != iri else None


# The parts of a meeting and of an agenda item.


def minutes_of(meeting: str) -> URIRef:
    """The minutes of a meeting; also the named graph that holds what they say."""
    return _part(meeting, "referat")


def measurement_of(minutes: str, metric: str) -> URIRef:
    """How well minutes were read, by the code of a metric."""
    return _part(minutes, f"maaling/{metric}")


def unread_of(minutes: str, order: int) -> URIRef:
    """Text of the minutes that no rule explained."""
    return _part(minutes, f"uforklaret/{order}")


def attendance_of(meeting: str, order: int) -> URIRef:
    return _part(meeting, f"deltagelse/{order}")


def item(meeting: str, number: str) -> URIRef:
    """An agenda item, by its number as printed (`7`, `1.1`, `lukket-2`)."""
    return _part(meeting, f"punkt/{_key(number)}")


def section_of(item: str, order: int) -> URIRef:
    return _part(item, f"afsnit/{order}")


def step_of(item: str, order: int) -> URIRef:
    """A step of the planned path."""
    return _part(item, f"behandling/{order}")


def mention_of(item: str, order: int) -> URIRef:
    return _part(item, f"omtale/{order}")


def recommendation_of(item: str) -> URIRef:
    return _part(item, "indstilling")


def recommendation_point_of(item: str, number: str) -> URIRef:
    return _part(recommendation_of(item), number)


def recommender_of(item: str, order: int) -> URIRef:
    """One of those who recommend, in the words of the text."""
    return _part(recommendation_of(item), f"af/{order}")


def decision_of(item: str) -> URIRef:
    return _part(item, "beslutning")


def decision_point_of(item: str, number: str) -> URIRef:
    """A point of the decision, by its number or letter."""
    return _part(decision_of(item), number.lower())


def vote_of(item: str, order: int) -> URIRef:
    return _part(item, f"afstemning/{order}")


def side_of(vote: str, position: str) -> URIRef:
    """Those who voted one way, by the code of it."""
    return _part(vote, position)


def dissent_of(item: str, order: int) -> URIRef:
    return _part(item, f"saerstandpunkt/{order}")


def amount_of(item: str, order: int) -> URIRef:
    return _part(item, f"beloeb/{order}")


def street_of(item: str, order: int) -> URIRef:
    """A street that an item names."""
    return _part(item, f"sted/{order}")


def amendment_of(item: str, order: int) -> URIRef:
    return _part(item, f"aendringsforslag/{order}")


def referral_of(item: str) -> URIRef:
    """A member's right that was used in the item."""
    return _part(item, "medlemsret")


def earlier_decision_of(item: str, order: int) -> URIRef:
    """What another meeting decided of the item."""
    return _part(item, f"tidligere-beslutning/{order}")


def item_attendance_of(item: str, order: int) -> URIRef:
    return _part(item, f"fremmoede/{order}")


def source_identifier_of(thing: str, kind: str, value: str) -> URIRef:
    """By what a source knows a thing: what of it (`meeting`), and the value."""
    return _part(thing, f"kendetegn/{kind}-{_key(value)}")


def follow_up_of(item: str, order: int) -> URIRef:
    return _part(decision_of(item), f"opfoelgning/{order}")


def case_number_of(case: str) -> URIRef:
    """The number of a case, as a thing of its own."""
    return _part(case, "nummer")


def tenure_of(person: str, role: str) -> URIRef:
    """That a person held a post on a day."""
    return _part(person, f"stilling/{slug(role)}")


def _part(whole: str, path: str) -> URIRef:
    return URIRef(f"{whole}/{path}")


PARTS = (
    "punkt/*/",
    "kendetegn/",
    "deltagelse/",
    "referat/",
    "person/",
    "dokument/",
    "kobling/",
    "serie/",
    "nummer$",
)
"""Patterns (RFC 9309, section 2.2.3) of the paths of what is shown with the thing it is a part of, and of
things that no search engine is to list."""


# Where a thing is, by its IRI.


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting, or an agenda item of one when ``number`` is not ``None``, or what is ``below`` that: a
    path that begins with a slash, or a fragment. ``body`` is the IRI of the body, ``date`` is ISO 8601,
    ``number`` as an IRI has it."""

    meeting: str
    body: str
    date: str
    number: str | None
    below: str

    @property
    def item(self) -> str | None:
        return None if self.number is None else str(item(self.meeting, self.number))

    @property
    def is_meeting(self) -> bool:
        return self.number is None and not self.below

    @property
    def is_item(self) -> bool:
        return self.number is not None and not self.below


def place(iri: str) -> Place | None:
    """Where a thing is among the meetings; ``None`` for what is in none."""
    match = _PLACE.fullmatch(iri)
    if match is None:
        return None
    body = f"{match['root']}/organ/{match['body']}"
    return Place(match["meeting"], body, match["date"], match["number"], match["below"] or "")


def body_and_date(meeting: str) -> tuple[str, str]:
    """The IRI of the body of a meeting and its date (ISO 8601); raises :class:`ValueError` for an IRI of
    anything else."""
    found = place(meeting)
    if found is None or not found.is_meeting:
        raise ValueError(f"not a meeting: {meeting}")
    return found.body, found.date


def meeting_of(iri: str) -> str | None:
    """The meeting that a thing is a part of, or is itself; ``None`` for what is part of none."""
    found = re.match(rf"[^#]+?/{_MEETING}(?=/|$)", iri)
    return found[0] if found else None


def hour_in(meeting: str) -> str:
    """The start (``19:00``) in the IRI of a meeting, or of anything in it, that tells it from one that began
    earlier that day; empty where it has none."""
    found = re.search(r"/moede/[a-z0-9-]+/\d{4}-\d\d-\d\d-kl-(\d\d)(\d\d)(?=[/#]|$)", meeting)
    return f"{found[1]}:{found[2]}" if found else ""


def of_its_day(meeting: str) -> str:
    """The IRI that a meeting has when it is the first that its body holds that day."""
    return re.sub(r"-kl-\d{4}$", "", meeting)


def meeting_key(iri: str) -> tuple[str, str] | None:
    """The last part of the body's IRI and the date, of the IRI of a meeting or of anything in it;
    ``None`` for any other IRI."""
    match = re.search(r"/moede/([a-z0-9-]+)/(\d{4}-\d\d-\d\d)(?:-kl-\d{4})?(?:/|$)", iri)
    return (match[1], match[2]) if match else None


def item_of_step(step: str) -> str | None:
    """The agenda item whose planned path a step is of; ``None`` for what is no such step."""
    match = _STEP.fullmatch(step)
    return match[1] if match else None


def code_of(iri: str) -> str:
    """The code that the IRI of a thing ends in, as :meth:`Iris.coded` takes it."""
    return iri.rpartition("/")[2]


def number_of(case: str) -> str:
    """The number in the IRI of a case, as it is printed (`17/3668`, whose address ends in `17--3668`); for
    one in other signs than those of an address, the end of the IRI."""
    code = code_of(case)
    return code if "---" in code else code.replace("--", "/")


def kle_group(iri: str) -> str | None:
    """The group that a KLE number is of, or is itself; ``None`` for what is no KLE number."""
    match = _KLE.fullmatch(iri)
    return match[1] if match else None


def municipality_of(meeting: str) -> Iris:
    """What mints the IRIs of the municipality that a meeting, or anything in it, is of; raises
    :class:`ValueError` for what is in no meeting."""
    match = _PLACE.fullmatch(meeting)
    if match is None:
        raise ValueError(f"not in a meeting: {meeting}")
    base, _, municipality = match["root"].rpartition("/id/")
    return Iris(base, municipality)


def municipality_of_case(case: str) -> Iris:
    """What mints the IRIs of the municipality whose a case is; raises :class:`ValueError` for what is no
    case."""
    base, _, path = case.rpartition("/sag/")[0].rpartition("/id/")
    if not base:
        raise ValueError(f"not a case: {case}")
    return Iris(base, path)


def municipality_in(iri: str, base: str) -> str:
    """The slug of the municipality whose a thing of ours is; empty for any other IRI."""
    return (path_of(iri, base) or "").partition("/")[0]


def shared_graphs(iri: str) -> dict[str, str]:
    """The IRIs of the named graphs of a municipality that are of no minutes, by what each holds; the
    municipality is that of any thing of ours."""
    own = _of_any(iri)
    return {
        "profile": str(own.profile()),
        "links": str(own.links()),
        "proposed": str(own.proposed_links()),
        "rejected": str(own.rejected_links()),
        "words": str(own.title_words()),
        "identities": str(own.identities()),
        "acts": str(own.acts()),
        "withdrawn": str(own.withdrawn()),
        "analyses": str(own.analyses()),
    }


def municipality_root(iri: str) -> str:
    """What the IRIs of all things of a municipality begin with; it is that of any thing of ours."""
    return str(_of_any(iri).of(""))


def _of_any(iri: str) -> Iris:
    """What mints the IRIs of the municipality whose a thing of ours is."""
    return Iris(iri.partition("/id/")[0], slug_in(iri))


def slug_in(iri: str) -> str:
    """As :func:`municipality_in`, of a thing below any base."""
    return iri.partition("/id/")[2].partition("/")[0]


def kind_of(iri: str) -> str:
    """The kind of a thing of ours, with all that is below it: ``moede`` of a meeting and its minutes,
    ``punkt`` of an agenda item, ``sag``, ``organ``, ``enhed``, ``stilling``, ``person``, ``dokument``,
    ``kobling``, ``serie``, ``kle``; empty for anything else."""
    match = _KIND.search(iri)
    return match[1] or match[2] if match else ""


def kind_itself(iri: str, base: str) -> str:
    """The kind of a thing of ours that is no part of another, as :func:`kind_of` or :data:`MUNICIPALITY`;
    empty for a part of one, and for anything else."""
    path = path_of(iri, base) or ""
    municipality, _, below = path.partition("/")
    if municipality and below == MUNICIPALITY:
        return MUNICIPALITY
    kind = kind_of(iri)
    return kind if path.count("/") == (3 if kind == "moede" else 2) else ""


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


def withdrawable(address: str, base: str, suffixes: Iterable[str]) -> tuple[str, str] | None:
    """The kind and the IRI of a thing that can be withdrawn, given its IRI or the address of its document,
    which may have one of the ``suffixes``: ``meeting``, ``item``, ``attachment`` or ``person``; ``None`` for
    anything else."""
    name = re.fullmatch(
        rf"{re.escape(base)}/(?:id|doc)/([a-z0-9-]+)/(.+?)(?:\.(?:{'|'.join(suffixes)}))?", address
    )
    kinds = (kind for kind, path in _WITHDRAWABLE.items() if name and re.fullmatch(path, name[2]))
    kind = next(kinds, None)
    return (kind, f"{base}/id/{name[1]}/{name[2]}") if name and kind else None


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
