"""/om: what this is and is not, in plain words; /data: the door for those who reuse the data; /was."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import HTML
from api.http.negotiation import choose
from api.http.problems import Problem
from api.i18n.language import N_
from api.site.description import Description
from api.site.help_pages import HELP_PAGES
from api.site.site import release_of, respond, site_of
from graph.ontology.terms import CONCEPT, concept

router = APIRouter(include_in_schema=False)
# The kinds of links with what stands behind each, from the surest to the least sure.
LINK_KINDS = {
    "samme-sag": N_("To punkter bærer det samme sagsnummer."),
    "behandlingsled": N_(
        "Et punkt siger, hvilke organer sagen skal forbi, og sagen er på deres møder bagefter."
    ),
    "fortsaetter": N_(
        "Teksten siger, at sagen før havde et andet nummer, eller at den fortsætter under et nyt."
    ),
    "henviser": N_("Teksten nævner et andet sagsnummer eller et møde på en bestemt dag."),
    "samme-faste-punkt": N_("Et punkt, der går igen på hvert møde, som »Eventuelt«."),
    "nyt-nummer": N_(
        "Titlerne er næsten ens, og numrene er fra hvert sit sagssystem, men ingen tekst siger, at det er"
        " samme sag. Altid et forslag."
    ),
    "opfoelgning": N_(
        "Titlerne har sjældne ord til fælles, og den senere hedder noget med opfølgning, status eller"
        " evaluering. Altid et forslag."
    ),
    "samme-emne": N_(
        "Titlerne har sjældne ord til fælles, men ingen tekst siger, at det er samme sag. Altid et forslag."
    ),
    "naevner-emnet": N_("Det, den ene sag hedder, står i den andens tekst. Altid et forslag."),
}
_STATUSES = ("fastslaaet", "foreslaaet", "bekraeftet", "afvist")


def _page(request: Request, name: str) -> Response:
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    codes = [str(concept("koblingstype", code)) for code in LINK_KINDS]
    described = {iri: Description(release.describe(iri), site.links).node(iri) for iri in codes}
    statuses = [str(concept("koblingsstatus", code)) for code in _STATUSES]
    body = site.page(
        f"help_{name or 'om'}.html",
        name=name,
        pages=HELP_PAGES,
        heading=HELP_PAGES[name],
        config=site.config,
        release=release.shelved,
        totals=release.shelved.manifest.totals,
        kinds=[(described[iri], about) for iri, about in zip(codes, LINK_KINDS.values(), strict=True)],
        statuses=[Description(release.describe(iri), site.links).node(iri) for iri in statuses],
        example=str(next(iter(release.shelved.municipalities), release.shelved.iris).coded("sag", "…")),
        scheme=CONCEPT + "koblingstype",
    )
    return respond(request, body, choice)


@router.get("/om")
def about(request: Request) -> Response:
    """What this is, who is behind it, and for whom it is."""
    return _page(request, "")


@router.get("/om/{name}")
def topic(request: Request, name: str) -> Response:
    """One of the other help pages."""
    if not name or name not in HELP_PAGES:
        raise Problem(404, "There is no help page of that name; /om lists them.")
    return _page(request, name)


@router.get("/data")
def data(request: Request) -> Response:
    """Where portals and researchers get the data."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    manifest = release.shelved.manifest
    body = site.page("data.html", config=site.config, release=release.shelved, totals=manifest.totals)
    return respond(request, body, choice)


@router.get("/was")
def accessibility_statement(request: Request) -> Response:
    """Lead to the accessibility statement; where none is stated, to the page that says so."""
    site = site_of(request)
    address = site.config.was_url or site.links.path("om/tilgaengelighed")
    return Response(status_code=302, headers={"Location": address, "Cache-Control": "no-cache"})
