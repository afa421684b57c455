"""The path of a case in a section of words: the bodies it is to pass, with the days of their meetings."""

import re

from graph.minutes.dates import DATE, as_date
from graph.minutes.document import Document
from graph.minutes.model import TreatmentStep
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Agent, Profile
from graph.readers.layout.fields import read_path
from graph.wording.bodies import same_body

_LONGEST = 300
_DATED = re.compile(
    rf"\s*(?:[-•*–]\s+|\d{{1,2}}[.)]\s+)?(?P<body>[^\W\d][^\n]{{2,119}}?)\s*[:,–-]?\s+(?:(?:den|d\.)\s+)?"
    rf"\(?{DATE.pattern}\)?\s*[.,;]?\s*",
    re.IGNORECASE,
)


def body_agent(profile: Profile, name: str) -> Agent | None:
    """The body of the profile that a name means, its period left off, with or without its article."""
    return profile.find("body", name) or next(
        (one for one in profile.of_kind("body") if same_body(one.name, name)), None
    )


def read_steps(document: Document, section: HeadedSection, profile: Profile) -> list[TreatmentStep]:
    """The steps under `Behandling`; of lines that each name a body and its day (`Byrådet den 5. maj 2024`),
    with that day."""
    lines = [line for paragraph in section.paragraphs for line in paragraph.lines]
    matches = [(line, _DATED.fullmatch(line.text[:_LONGEST])) for line in lines]
    several = any(match and DATE.search(match["body"]) for _, match in matches)
    if several or not any(match for _, match in matches):
        return read_path(document, section, profile)
    steps = []
    for line, match in matches:
        if match is None:
            continue
        day = as_date(match)
        quote = document.quote(line.start + match.start("body"), line.start + match.end("body"))
        agent = body_agent(profile, quote.text)
        steps.append(
            TreatmentStep(
                agent.name if agent else quote.text,
                quote,
                agent is not None and not agent.by_form,
                day.isoformat() if day else None,
            )
        )
    return steps
