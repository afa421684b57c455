"""A text laid out once, for all that look at it: what is closed in it, and what is read of the rest."""

from dataclasses import dataclass, field
from functools import cached_property

from graph.minutes.document import Document
from graph.municipality.profile import Profile
from graph.readers.layout.header import Header, read_header
from graph.readers.layout.layout import Block, Layout, lay_out
from graph.readers.layout.lost_pages import Stretch, stretches
from graph.readers.layout.numbers import Numbers


@dataclass(frozen=True)
class LaidOut:
    """The layout of a document's text, its header, its stretches and the numbers of its blocks, each read
    when it is first asked for."""

    document: Document
    profile: Profile
    _numbers: dict[int, Numbers] = field(default_factory=dict)

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.document)

    @cached_property
    def header(self) -> Header:
        return read_header(self.document, self.layout.header, self.profile)

    @cached_property
    def stretches(self) -> list[Stretch]:
        return stretches(self.layout, self.profile)

    def numbers(self, block: Block) -> Numbers:
        """The numbers of a block of the layout."""
        found = self._numbers.get(block.number)
        if found is None:
            found = self._numbers[block.number] = Numbers(self.document, block, self.profile)
        return found
