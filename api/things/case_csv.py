"""The course of a case as a table: a row for each step, in order of time."""

from api.http.formats import Format
from api.http.negotiation import serialize_table
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words
from api.site.site import Site
from api.things.case_page import Course
from graph.cases.trail import HandlingDetails, MentionDetails
from graph.ontology.terms import concept, vocabulary

COLUMNS = (
    N_("dato"),
    N_("organ"),
    N_("hvordan"),
    N_("sagsnummer"),
    N_("punkt"),
    N_("titel"),
    N_("udfald"),
    N_("beslutning"),
    N_("indstilling"),
    N_("indstillet af"),
    N_("bilag"),
    N_("adresse"),
    N_("kilde"),
)


def course_table(site: Site, release: OpenRelease, case: str, form: Format) -> bytes:
    """The whole course of a case (IRI) in a format, however many pages its list has."""
    course = Course(site, release, case)
    rows = []
    for item in course.dated:
        kind = course.kind(item)
        how = site.say("behandlet") if kind == "handled" else site.say("kun nævnt")
        rows.append(_row(course.describe(item), how, site.language))
    for one in course.ahead:
        how = vocabulary().label(concept("trinstatus", one.status), site.language) or one.status
        rows.append(["", course.reader.label(one.body), how.lower(), *[""] * 9, one.told.item])
    columns = [site.say(name) for name in COLUMNS]
    return serialize_table(columns, rows, form, [name.capitalize() for name in columns])


def _row(told: HandlingDetails | MentionDetails, how: str, language: str) -> list[str]:
    handling = told if isinstance(told, HandlingDetails) else None
    decision = handling.decision if handling else None
    recommendation = handling.recommendation if handling else None
    return [
        told.date,
        told.body,
        how,
        "; ".join(handling.case_numbers if handling else ()),
        told.number,
        told.title,
        "; ".join(outcome_words(decision.outcomes if decision else (), language)),
        decision.text if decision else "",
        "\n".join(point.text or "" for point in recommendation.points) if recommendation else "",
        "; ".join(recommendation.by if recommendation else ()),
        "; ".join(document.title for document in (handling.documents if handling else ())),
        told.item,
        told.source.span,
    ]
