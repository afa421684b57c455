"""What readers of exports in XML have in common: only the form that they know and its record differ."""

from abc import abstractmethod
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from graph.readers.protocol.reader import ProtocolReader
from graph.readers.protocol.record import RecordedMeeting
from graph.readers.xml_source import Outline, XmlSource, below, outline, read_xml


def told_of(root: Element, names: Iterable[str]) -> int:
    """How many of these fields say something anywhere in an export."""
    return sum(any("".join(one.itertext()).strip() for one in below(root, name)) for name in names)


class XmlReader(ProtocolReader):
    """A reader of one form of XML."""

    suffixes = (".xml",)

    @staticmethod
    @abstractmethod
    def is_form(seen: Outline) -> bool:
        """Whether an export of that outline is of the form."""

    @staticmethod
    @abstractmethod
    def recorded(source: XmlSource) -> RecordedMeeting:
        """The meeting that an export tells of. Raises :class:`graph.readers.rendering.Unreadable`."""

    def recognises(self, name: str, data: bytes) -> bool:
        return self.is_form(outline(data))

    def record(self, source: str, data: bytes) -> RecordedMeeting:
        return self.recorded(read_xml(data))
