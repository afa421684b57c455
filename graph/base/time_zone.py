"""The time zone of Danish minutes; where the machine has no time zones, importing it fails."""

from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
