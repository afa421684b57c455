"""The meetings that a body has held as a calendar (iCalendar, RFC 5545).

An event has the IRI of its meeting as its ``UID``, so that it is the same event in every release. What is
withdrawn is not in it: programs that subscribe replace all that they had.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from api.feeds.calendar import empty_calendar
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.base.time_zone import DANISH_TIME
from graph.cases.facts import CaseFacts
from graph.cases.trail import TrailReader
from graph.ontology.iris import place
from graph.ontology.terms import SCHEMA, term

if TYPE_CHECKING:
    from icalendar import Event

_ITEMS = 60  # of an agenda that are listed
_MEETINGS = N_("Møder i %(body)s")
_MEETING = N_("Møde i %(body)s")


def meetings_calendar(site: Site, release: OpenRelease, body: str) -> bytes:
    """The events of a body; a meeting whose hour no minutes tell is an event of the whole day."""
    reader = TrailReader(release.shelved, release.store, site.language)
    label = release.shelved.told_apart(site.links.language.within(reader.label(body)), body)
    whole = empty_calendar(site.say(_MEETINGS, body=label))
    made = datetime.fromisoformat(release.shelved.created)
    for meeting in reader.facts.having(term("heldBy"), body):
        if reader.facts.published(meeting) and not release.withdrawn(meeting):
            event = _event(site, reader.facts, meeting)
            event.add("dtstamp", made)
            event.add("summary", site.say(_MEETING, body=label))
            whole.add_component(event)
    whole.add_missing_timezones()
    return bytes(whole.to_ical())


def _event(site: Site, facts: CaseFacts, meeting: str) -> "Event":
    """When and where a meeting was, and its open items."""
    from icalendar import Event

    address = site.links.document(meeting)
    event = Event()
    event.add("uid", meeting)
    starts, ends = facts.of(meeting, SCHEMA.startDate), facts.of(meeting, SCHEMA.endDate)
    if starts:
        begun = datetime.fromisoformat(starts[0]).astimezone(DANISH_TIME)
        event.add("dtstart", begun)
        ended = datetime.fromisoformat(ends[0]).astimezone(DANISH_TIME) if ends else begun
        if ended > begun:  # an end before the beginning is no end (section 3.6.1)
            event.add("dtend", ended)
    else:
        at = place(meeting)
        day = date.fromisoformat(at.date) if at else date.min
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    for where in facts.of(meeting, SCHEMA.location)[:1]:
        event.add("location", " ".join(where.split()))
    items = [f"{one.number}. {one.title}" for one in facts.of_meeting(meeting) if not one.closed]
    event.add("description", "\n".join([*items[:_ITEMS], address]))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
