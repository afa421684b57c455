"""A section of an item as a reader finds it: a heading and the paragraphs under it, not yet read."""

from dataclasses import dataclass, field

from graph.minutes.document import Paragraph
from graph.minutes.model import Span


@dataclass(frozen=True, slots=True)
class HeadedSection:
    """Paragraphs under one heading; ``kind`` is a code of ``afsnitstype``, "" before any heading.

    A decision of the older generation names ``body`` (as printed, genitive off) and ``date``.
    """

    kind: str
    heading: Paragraph | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    body: str | None = None
    date: str | None = None
    # The item's number at that meeting.
    number: str | None = None

    @property
    def span(self) -> Span:
        """From heading to end; only for a part that has either."""
        own = [*([self.heading] if self.heading else []), *self.paragraphs]
        return Span(own[0].start, own[-1].end)
