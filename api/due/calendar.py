"""What is due as a calendar (iCalendar, RFC 5545): an event on the last day on which each thing was expected.

Events, and not to-dos: the calendars that people subscribe from show no to-dos. Each has the IRI of the
follow-up in the data as its ``UID``, so that it is the same event in every release.
"""

from collections.abc import Iterable
from datetime import datetime

from api.due.listing import Told, last_day
from api.feeds.calendar import empty_calendar
from api.i18n.language import N_
from api.site.site import Site

NAME = N_("Opfølgning")


def calendar(site: Site, told: Iterable[Told], made: datetime) -> bytes:
    """The events of those that have a time, past or still ahead of all minutes; ``made`` is when the release
    was."""
    from icalendar import Event

    whole = empty_calendar(site.say(NAME))
    promised = set()
    for one in sorted(
        told, key=lambda each: each.due.kind
    ):  # a promise before the postponement that holds it
        day = last_day(one.due)
        askable = one.due.known or one.due.reason == "ingen-senere"
        if day is None or not askable or (one.due.told.item, one.due.when) in promised:
            continue
        promised.add((one.due.told.item, one.due.when))
        address = site.links.document(one.due.told.item)
        event = Event()
        event.add("uid", one.due.iri)
        event.add("dtstamp", made)
        event.add("dtstart", day)
        event.add("summary", f"{one.kind}: {one.due.told.title}")
        said = site.links.language.day(one.due.told.date)
        event.add("description", f"»{one.words}« ({one.body}, {said}). {one.why} {address}")
        event.add("url", address)
        event.add("transp", "TRANSPARENT")
        whole.add_component(event)
    return bytes(whole.to_ical())
