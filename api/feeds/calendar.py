"""Calendars that are subscribed from (iCalendar, RFC 5545)."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Calendar

_ONCE_A_DAY = timedelta(days=1)


def empty_calendar(name: str) -> "Calendar":
    """A calendar of that name without events; programs are asked to look again once a day (RFC 7986,
    section 5.7)."""
    from icalendar import Calendar  # it takes longer to load than most pages to make

    made = Calendar()
    made.add("prodid", "-//Sagsgraf//Sagsgraf//DA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", _ONCE_A_DAY, parameters={"VALUE": "DURATION"})
    return made
