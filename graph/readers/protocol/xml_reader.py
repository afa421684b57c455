"""What readers of exports in XML have in common: only the form that they know and its record differ."""

from abc import abstractmethod

from graph.readers.protocol.reader import ProtocolReader
from graph.readers.protocol.record import RecordedMeeting
from graph.readers.xml_source import Outline, XmlSource, outline, read_xml


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
