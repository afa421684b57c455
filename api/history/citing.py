"""/citer: how a release is cited, which releases are kept; /CITATION.cff and /citation.bib."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.catalogue.endpoint import holdings
from api.http.formats import HTML, JSON
from api.http.negotiation import Choice, choose, content
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.release_choice import attachment
from api.site.addresses import SiteAddresses
from api.site.site import release_of, respond, site_of
from graph.catalogue.citation import Citation
from graph.formats.table import BIBTEX, CFF

router = APIRouter()

_RELEASE = N_("udgivelse")
_MOST = 50  # releases on a page, each of which is looked at


def _citation(request: Request) -> Citation:
    site, release = site_of(request), release_of(request).shelved
    if not release.manifest.profiles:
        raise Problem(404, "What is served is a file of data, and no release that could be cited.")
    return Citation(site.config, release, holdings(site.config, release), SiteAddresses(site.config.base_iri))


@router.get("/citer", responses=content(HTML, JSON))
def cite(request: Request) -> Response:
    """How the release is cited, and which others are kept."""
    choice = choose(request.headers.get("accept"), (HTML, JSON))
    site, citation = site_of(request), _citation(request)
    kept = site.releases.askable(_MOST)
    line = citation.line(site.say(_RELEASE))
    totals = citation.release.manifest.totals
    if choice.format is JSON:
        told = {
            "release": citation.release.id,
            "created": citation.release.created,
            "citation": line,
            "sha256": citation.checksums,
            "totals": dict(sorted(totals.describe().items())),
            "kept": [{"release": one.id, "created": one.created} for one in kept],
        }
        return respond(request, json.dumps(told, ensure_ascii=False, indent=1).encode(), choice)
    body = site.page("citing.html", citation=citation, line=line, totals=totals, kept=kept)
    return respond(request, body, choice)


@router.get("/CITATION.cff", responses=content(CFF))
def cff(request: Request) -> Response:
    """The release in the Citation File Format 1.2.0."""
    return respond(request, _citation(request).cff().encode(), Choice(CFF, CFF.media_type))


@router.get("/citation.bib", responses=content(BIBTEX))
def bibtex(request: Request) -> Response:
    """The release as an entry for BibTeX."""
    named = attachment(release_of(request), "sagsgraf", BIBTEX.suffix)
    return respond(request, _citation(request).bibtex().encode(), Choice(BIBTEX, BIBTEX.media_type), named)
