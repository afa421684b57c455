"""Content negotiation by application profile (W3C, Content Negotiation by Profile, section 7)."""

import re

from fastapi import Request

from api.http.problems import Problem
from graph.catalogue.dcat import APPLICATIONS, Application

_WANTED = re.compile(r"<([^<>\s]{1,500})>(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\s*(?:,|$)")


def wanted_application(request: Request, name: str | None) -> Application:
    """The profile of that name, the token or IRI that stood in the address; or else the one of
    Accept-Profile with the highest quality, or else the first of ours.

    A problem 400 for a name there is none of, and 406 when none that Accept-Profile names is ours.
    """
    if name is not None:
        for application in APPLICATIONS:
            if application.named(name):
                return application
        raise _none_of(400, "There is no profile of that name")
    wanted = [(float(quality or 1), iri) for iri, quality in _WANTED.findall(_header(request))]
    ranked = [
        (quality, -place, application)
        for quality, iri in wanted
        for place, application in enumerate(APPLICATIONS)
        if quality and application.named(iri)
    ]
    if wanted and not ranked:
        raise _none_of(406, "There is no profile that Accept-Profile names")
    return max(ranked, key=lambda each: each[:2])[2] if ranked else APPLICATIONS[0]


def _header(request: Request) -> str:
    return ",".join(request.headers.getlist("accept-profile"))


def _none_of(status: int, detail: str) -> Problem:
    offered = [{"token": one.token, "profile": one.iri, "label": one.title} for one in APPLICATIONS]
    names = ", ".join(f"{one.token} <{one.iri}>" for one in APPLICATIONS)
    return Problem(status, f"{detail}; there is: {names}", available=offered)
