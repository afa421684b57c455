"""/kvalitet: how well the minutes were read, what was found in them, and where the text can be looked up.

A finding is told by its code, its lines and the thing it is about, never in its own words, which may quote
the text; of files that were not published nothing is told but how many they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from math import floor
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.about.ontology import layers, shapes_triples
from api.about.votes_told import votes_told
from api.http.formats import CSV, HTML, XLSX
from api.http.negotiation import AS_CSV, AS_XLSX, Choice, by_suffix, choose, serialize_table
from api.http.problems import Problem
from api.i18n.language import ENGLISH, N_
from api.serving.releases import OpenRelease
from api.site.description import Description
from api.site.render import Links
from api.site.site import Site, release_of, respond, site_of
from graph.base import alphabet
from graph.ontology.iris import meeting_of
from graph.queries.named import load
from graph.release import completeness
from graph.release.completeness import Document, Found, Share

# What a finding says on a page, by its code and never in its own words: those may quote the text.

# The findings of the reader that a published document can have.
READER: Mapping[str, str] = {
    "body-unknown": N_("Organet står ikke i kommunens profil."),
    "case-number-form": N_("Et sagsnummer har en ukendt form."),
    "closed-in-doubt": N_("Et punkt er for en sikkerheds skyld regnet for lukket."),
    "closed-item-text": N_("Der stod tekst under et lukket punkt; den er udeladt."),
    "closing-word-in-title": N_("Et åbent punkts titel begynder med et ord, der kan lukke det."),
    "date-differs": N_("Referatet giver mødet to datoer."),
    "draft": N_("Referatet er et udkast."),
    "encoded-twice": N_("Filen var kodet mere end én gang; bogstaverne er læst, som de var ment."),
    "file-cut": N_("Filen ender midt i et tegn; den er formentlig skåret af."),
    "foreign-bytes": N_("Filen har linjer i et andet tegnsæt end resten."),
    "heading-lost": N_("Et punkt har ingen overskrift; en side mangler formentlig i referatet."),
    "heading-misplaced": N_("Noget ligner en overskrift, men står uden for rækken."),
    "headings-misplaced": N_("Mange linjer ligner overskrifter, men står uden for rækken."),
    "embedded-files": N_("Dele, der er filer for sig inde i dokumentet, er ikke læst."),
    "hidden-text": N_("Tekst, der er skjult eller har baggrundens farve, er udeladt."),
    "letters-lost": N_("Nogle tegn i filen kan ikke læses."),
    "letters-unknown": N_("Nogle tegn i PDF-filen kan ikke læses som bogstaver."),
    "not-in-contents": N_("Et punkt står ikke i indholdsfortegnelsen."),
    "not-utf8": N_("Filen er ikke UTF-8; den er læst i et andet tegnsæt."),
    "notes": N_("Fodnoter og slutnoter er ikke læst."),
    "numbers-missing": N_("Et nummer mangler i rækken af punkter."),
    "other-kind": N_("Filen er af en anden slags, end dens navn siger."),
    "page-without-text": N_("En side er uden tekst og formentlig skannet."),
    "person-unresolved": N_("Noget blandt deltagerne er ikke et fuldt navn."),
    "second-decision": N_("Et punkt har to beslutninger fra samme møde; den første er brugt."),
    "struck-out": N_("Tekst, der er streget over, er udeladt."),
    "text-beside": N_("Ord ved siden af linjerne, som stempler og fodnoter, er holdt for sig."),
    "text-boxes": N_("Tekstbokse er ikke læst."),
    "text-invisible": N_("Ord, som ingen kan se på siden, er udeladt."),
    "text-recognised": N_("Sider er læst af et tegngenkendelsesprogram; der kan være læsefejl."),
    "text-in-doubt": N_("Tekst efter et punkt kan være et manglende punkts; den er ikke brugt."),
    "title-differs": N_("Et punkt hedder noget andet i indholdsfortegnelsen."),
    "tracked-changes": N_("Dokumentet har rettelser, der ikke er godkendt; de er læst som godkendt."),
    "words-unclear": N_("Ord på skannede sider kan ikke læses sikkert; de er ikke gættet."),
    "vote-by-absent": N_("En, der var fraværende, er nævnt blandt de stemmende."),
    "vote-by-disqualified": N_("En, der var inhabil, er nævnt blandt de stemmende."),
    "vote-count-differs": N_(
        "Et stemmetal passer ikke med dem, der er nævnt; det er gengivet, som det står."
    ),
    "unread": N_("Ingen regel forklarer et stykke af teksten."),
    "attachment-not-for-publication": N_("Bilag, der ikke er til offentliggørelse, er udeladt."),
    "closed-item-decision-published": N_("Kilden viser indholdet af et lukket punkt; det er udeladt."),
    "personal-field-dropped": N_("Felter om sagsbehandlere, adresser og stier er udeladt."),
    "placeholder-section": N_("Et felt, der kun siger, at der intet står, er udeladt."),
    "item-without-title": N_("Et punkt uden titel er udeladt."),
    "item-number-missing": N_("Numre mangler i kildens række af punkter."),
    "item-unnumbered": N_("Et punkt uden nummer har fået det næste."),
    "item-number-twice": N_("Et nummer, der er brugt af to punkter, har fået et tillæg."),
    "participants-missing": N_("Kilden siger ikke, hvem der deltog."),
    "illegal-xml-char": N_("Tegn, som XML ikke kan have, er udeladt."),
    "kind-unknown": N_("Kilden siger ikke, om det er en dagsorden eller et referat."),
    "section-heading-unknown": N_(
        "En overskrift i et punkt er ikke kendt; teksten under den er anden tekst."
    ),
    "section-heading-empty": N_("Et afsnit står under en tom overskrift."),
    "unescaped-markup": N_("Tegnene < og & står i teksten uden at være kodet; de er læst som ord."),
    "images-left-out": N_("Billeder i teksten er udeladt."),
    "own-decision-in-history": N_(
        "Mødets egen beslutning står også blandt de tidligere; den er ikke en af dem."
    ),
    "case-number-on-two-items": N_("Et sagsnummer står på mere end ét punkt."),
    "text-only-as-pdf": N_("Et punkts tekst er kun udgivet som PDF; den er ikke læst."),
    "item-another-matter": N_(
        "Et punkt er ikke det, der havde nummeret, før referatet kom igen; det har fået et andet."
    ),
    "item-renumbered": N_("Et punkt har fået et andet nummer, da referatet kom igen; adressen er den samme."),
    "item-may-be-withdrawn": N_("Et punkt kan være et, der er trukket tilbage; det er udeladt."),
    "agenda-became-minutes": N_("Referatet er trådt i stedet for dagsordenen."),
    "supplementary-agenda": N_("En tillægsdagsordens punkter er lagt sammen med mødets."),
    "closed-decision-read": N_(
        "Et lukket punkts beslutning er læst, for kommunen har selv offentliggjort den."
    ),
    "gone-from-source": N_("Kilden har ikke længere mødet."),
    "place-truncated": N_("Mødestedet er klippet af i kilden."),
    "isopen-unreliable": N_("Kilden siger om alle punkter, at de ikke er åbne; det er afgjort på anden vis."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a code means; ``layer`` is that of its shape, empty for a finding of the reader."""

    message: str
    layer: str = ""


@cache
def _shapes(links: Links) -> Mapping[str, Words]:
    """The shapes by name, in the language of the links."""
    description = Description(shapes_triples(), links)
    found = {}
    for iri, layer in layers().items():
        node = description.node(iri)
        found[node.code] = Words(node.text("sh:message") or node.label, layer)
    return found


def words(code: str, links: Links) -> Words | None:
    """What a code means in the language of some links; ``None`` for a code nobody uses."""
    if code in READER:
        return Words(links.language.say(READER[code]))
    return _shapes(links).get(code)


router = APIRouter(include_in_schema=False)
_DOCUMENTS = 25  # on a page
_PLACES = 8  # of a document on a page
_WORDS = 120  # characters of unread text
# The least share read of each grade; the grade is a class of style.css.
_GRADES = ((0.999, "best"), (0.99, "good"), (0.95, "fair"), (0.0, "poor"))

_BY_YEAR = (
    *(N_("Organ (IRI)"), N_("År"), N_("Møder"), N_("Punkter"), N_("heraf lukkede"), N_("Andel læst")),
    N_("Advarsler"),
)
_FOUND = (
    *(N_("Møde (IRI)"), N_("Referat (IRI)"), N_("Kode"), N_("Første linje"), N_("Sidste linje")),
    N_("Ting (IRI)"),
)

Page = Annotated[int, Query(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Kind:
    """What was found of a code, and what that means."""

    found: Found
    words: Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: at some lines of the text, at a thing, or in the document as a whole.

    ``said`` are words of unread lines, from the text as it is served, where closed items say nothing.
    """

    lines: tuple[int, int] | None
    thing: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Published minutes with places in them, the first of ``times``."""

    document: Document
    body: str
    meeting: str
    places: tuple[Place, ...]
    times: int


def percent(share: float, site: Site) -> str:
    """A share in percent with one decimal, rounded down: 100 is said of all of it alone."""
    said = f"{floor(share * 1000 + 1e-6) / 10:.1f}".removesuffix(".0")
    return (said if site.language == ENGLISH else said.replace(".", ",")) + " %"


def grade(share: Share | Document) -> str:
    """How much was read, as a class: ``best``, ``good``, ``fair`` or ``poor``."""
    return next(name for least, name in _GRADES if share.share_read >= least)


@router.get("/kvalitet")
def quality(request: Request) -> Response:
    """How complete the minutes of each body and year are, and what was found, by code."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    parts = completeness.by_body_and_year(release.shelved)
    names = {body: _name(site, release, body) for body in parts}
    every = tuple(completeness.documents(release.shelved))
    least = completeness.least_read(release.shelved)
    body = site.page(
        "quality.html",
        whole=completeness.together(every) if every else None,
        barred=sum(one.barred for one in release.shelved.manifest.documents),
        partly_read=len(least),
        years=sorted({year for years in parts.values() for year in years}),
        parts={body: parts[body] for body in sorted(parts, key=partial(_order, release, names))},
        municipalities=[(name, release.shelved.held(slug)) for slug, name in _names(release)],
        names=names,
        iris={body: _iri(release, body) for body in parts},
        grade=grade,
        percent=partial(percent, site=site),
        kinds=_kinds(site, release),
        votes=votes_told(site, release),
        who_voted=load("who_voted_how").bind(language=site.language),
        query=load("reading_quality").bind(language=site.language),
    )
    return respond(request, body, choice)


@router.get("/kvalitet.csv")
def quality_as_csv(request: Request) -> Response:
    """The numbers by body and year."""
    return _table(request, AS_CSV)


@router.get("/kvalitet.xlsx")
def quality_as_workbook(request: Request) -> Response:
    """The same for people."""
    return _table(request, AS_XLSX)


def _table(request: Request, choice: Choice) -> Response:
    site, release = site_of(request), release_of(request)
    rows = (
        (_iri(release, body), year, of.meetings, of.items, of.closed, f"{of.share_read:.4f}", of.warnings)
        for body, years in completeness.by_body_and_year(release.shelved).items()
        for year, of in years.items()
    )
    columns = [site.say(column) for column in _BY_YEAR]
    return respond(request, serialize_table(columns, rows, choice.format), choice)


@router.get("/kvalitet/laesning")
def unread(request: Request, side: Page = 1) -> Response:
    """The loss report: the documents of which something was left unread, the least read first."""
    documents = completeness.least_read(release_of(request).shelved)
    return _listing(request, "unread.html", documents, completeness.UNREAD, side)


@router.get("/kvalitet/fund/{name}")
def of_code(request: Request, name: str, side: Page = 1) -> Response:
    """Where a code was found, the latest documents first; with the suffix .csv, all of it."""
    site, release = site_of(request), release_of(request)
    code, form = by_suffix(name, (HTML, CSV, XLSX))
    said = words(code, site.links)
    if said is None:
        raise Problem(404, "No finding has that code.")
    documents = completeness.with_code(release.shelved, code)
    if form in (CSV, XLSX):
        columns = [site.say(column) for column in _FOUND]
        body = serialize_table(columns, _rows(release, documents, code), form)
        return respond(request, body, AS_CSV if form is CSV else AS_XLSX)
    found = next((one for one in completeness.found(release.shelved) if one.code == code), None)
    return _listing(request, "findings.html", documents, code, side, said=said, found=found)


def _names(release: OpenRelease) -> list[tuple[str, str]]:
    """The slug and name of each of several municipalities, in the order of the alphabet."""
    names = release.shelved.names if release.shelved.several else {}
    return sorted(names.items(), key=lambda one: alphabet.key(one[1]))


def _order(release: OpenRelease, names: Mapping[str, str], body: str) -> tuple[object, object]:
    """Bodies are listed by municipality, if there are several, and by name."""
    return alphabet.key(release.shelved.whose(_iri(release, body))), alphabet.key(names[body])


def _listing(
    request: Request, template: str, documents: Sequence[Document], code: str, side: int, **values: object
) -> Response:
    """A page of documents with the places where a code was found in them."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    pages = max(1, -(-len(documents) // _DOCUMENTS))
    if side > pages:
        raise Problem(404, "There is no such page of this list.")
    shown = documents[(side - 1) * _DOCUMENTS : side * _DOCUMENTS]
    names = {body: _name(site, release, body) for body in {one.body for one in shown}}
    body = site.page(
        template,
        reads=[_read(release, one, code, names) for one in shown],
        page=side,
        pages=pages,
        code=code,
        grade=grade,
        percent=partial(percent, site=site),
        part=partial(part, links=site.links),
        **values,
    )
    return respond(request, body, choice)


def _kinds(site: Site, release: OpenRelease) -> list[Kind]:
    """What was found, but for codes that this software does not know: the release is of another."""
    known = ((one, words(one.code, site.links)) for one in completeness.found(release.shelved))
    return [Kind(one, said) for one, said in known if said]


def _places(release: OpenRelease, document: Document, code: str) -> Iterator[Place]:
    for record in completeness.findings(release.shelved, document.minutes):
        if record["code"] == code:
            yield Place(tuple(record["lines"]) if record["lines"] else None, record.get("focus", ""))


def _read(release: OpenRelease, document: Document, code: str, names: Mapping[str, str]) -> Read:
    times = document.codes.get(code, 0)
    places = tuple(islice(_places(release, document, code), _PLACES)) if times else ()
    if code == completeness.UNREAD and places:
        lines = release.text(document.minutes).split("\n")
        places = tuple(replace(place, said=_said(lines, place)) for place in places)
    return Read(document, names[document.body], _meeting(document), places, times)


def _said(lines: Sequence[str], place: Place) -> str:
    first, last = place.lines or (1, 0)
    said = " ".join(" ".join(lines[first - 1 : last]).split())
    return said if len(said) <= _WORDS else said[:_WORDS].rsplit(" ", 1)[0][:_WORDS] + " …"


def _rows(release: OpenRelease, documents: Sequence[Document], code: str) -> Iterator[Sequence[object]]:
    for one in documents:
        for place in _places(release, one, code):
            yield _meeting(one), one.minutes, code, *(place.lines or (None, None)), place.thing


def _meeting(document: Document) -> str:
    return meeting_of(document.minutes) or ""


_PARTS = {
    "punkt": N_("punkt %(number)s"),
    "bilag": N_("bilag %(number)s"),
    "indstilling": N_("indstilling %(number)s"),
    "behandling": N_("behandling %(number)s"),
}
_PART = re.compile(rf"({'|'.join(_PARTS)})/([^/]+)|[^/]+")


def part(thing: str, meeting: str, links: Links) -> str:
    """A part of a meeting in words, by its IRI: ``punkt 3 bilag 1``."""
    say = links.language.say
    below = links.short(thing).removeprefix(f"{links.short(meeting)}/")
    return " ".join(
        say(_PARTS[one[1]], number=one[2]) if one[1] else say(one[0]) for one in _PART.finditer(below)
    )


def _iri(release: OpenRelease, body: str) -> str:
    return release.shelved.coded("organ", body)


def _name(site: Site, release: OpenRelease, body: str) -> str:
    iri = _iri(release, body)
    label, whose = Description(release.describe(iri), site.links).node(iri).label, release.shelved.whose(iri)
    return f"{label}, {whose}" if whose else label
