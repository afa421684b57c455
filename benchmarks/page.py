"""The lines of minutes in the making, and the words that go with names and dates."""

import textwrap
from dataclasses import dataclass, field
from datetime import date

from graph.minutes.dates import MONTHS


@dataclass
class Page:
    """The lines so far. A paragraph is one line, with a blank one behind it; prose is wrapped at ``width``
    characters, also inside names and numbers, unless that is 0."""

    width: int = 0
    lines: list[str] = field(default_factory=lambda: ["", ""])

    @property
    def next_line(self) -> int:
        """The number, from 1, that the next paragraph's line will have."""
        return len(self.lines) + 1

    def add(self, *paragraphs: str) -> None:
        for paragraph in paragraphs:
            self.lines += [*paragraph.split("\n"), ""]

    def prose(self, *paragraphs: str) -> None:
        self.add(*("\n".join(textwrap.wrap(one, self.width)) if self.width else one for one in paragraphs))


def spoken(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def genitive(name: str) -> str:
    return f"{name}s"
