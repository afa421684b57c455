"""The course of a case as a table: a row for each step, in order of time."""

from api.case_page import Course
from api.case_status import outcome_words
from api.csv_table import written
from api.formats import Format
from api.language import N_
from api.service import OpenRelease
from api.site import Site
from graph.trace import Record
from graph.vocabulary import concept, vocabulary

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
        told = (
            course.teller.handling(item) if kind == "handled" else course.teller.mention(item, course.trail)
        )
        how = site.say("behandlet") if kind == "handled" else site.say("kun nævnt")
        rows.append(_row(told, how, site.language))
    for one in course.ahead:
        how = vocabulary().label(concept("trinstatus", one.status), site.language) or one.status
        rows.append(["", course.teller.label(one.body), how.lower(), *[""] * 9, one.told.item])
    columns = [site.say(name) for name in COLUMNS]
    return written(columns, rows, form, [name.capitalize() for name in columns])


def _row(told: Record, how: str, language: str) -> list[str]:
    decision = told.get("decision") or {"outcomes": [], "text": ""}
    recommendation = told.get("recommendation") or {"points": [], "by": []}
    return [
        told["date"],
        told["body"],
        how,
        "; ".join(told.get("case_numbers", [])),
        str(told["number"]),
        told["title"],
        "; ".join(outcome_words(decision["outcomes"], language)),
        decision["text"],
        "\n".join(point["text"] for point in recommendation["points"]),
        "; ".join(recommendation["by"]),
        "; ".join(document["title"] for document in told.get("documents", [])),
        told["item"],
        told["source"]["span"],
    ]
