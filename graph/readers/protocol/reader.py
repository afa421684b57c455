"""What the readers of sources with a structure of their own have in common: only the record differs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import Profile
from graph.readers.base import Reading, Redaction
from graph.readers.layout.reader import LaidOutReader
from graph.readers.protocol.parse import VERSION, parse
from graph.readers.protocol.record import RecordedMeeting
from graph.readers.protocol.render import render
from graph.readers.protocol.withheld import withhold


class ProtocolReader(LaidOutReader, ABC):
    """A reader whose :meth:`record` is all that it has of its own; ``version`` is that of its record."""

    characters = True

    @property
    def versions(self) -> Mapping[str, int | str]:
        return {**super().versions, "protocol": VERSION}

    @abstractmethod
    def record(self, source: str, data: bytes) -> RecordedMeeting:
        """What a file tells of a meeting. Raises :class:`graph.readers.rendering.Unreadable`."""

    def extract(self, source: str, data: bytes) -> Document:
        rendered = render(self.record(source, data))
        return Document(
            source,
            rendered.text,
            rendered.findings,
            closed=frozenset(item.number for item in rendered.outline.items if item.closed),
            left_out=rendered.left_out,
            outline=rendered.outline,
        )

    def read(self, document: Document, profile: Profile, without: Redaction) -> Reading:
        return super().read(withhold(document, profile), profile, without)

    def parse(self, document: Document, profile: Profile) -> Minutes:
        return parse(document, profile)
