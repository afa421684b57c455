"""What is known of the openness of each item of a document, found by its number or its title."""

from dataclasses import dataclass
from functools import cached_property

from graph.minutes.model import Quote
from graph.municipality.profile import folded
from graph.readers.layout.contents import Entry
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.layout import Block
from graph.wording.closed_numbers import closed_of


@dataclass
class ItemOpenness:
    """What is known of an item: why it is closed, whether that is sure, where it says it is open, and whether
    its heading and all below are words ``within`` the closed item in front of it."""

    block: Block
    reason: str = ""
    sure: bool = True
    opened: bool = False
    within: bool = False

    def close(self, reason: str, *, sure: bool) -> None:
        if not self.reason or (sure and not self.sure):
            self.reason, self.sure = reason, sure


@dataclass
class Items:
    """The items of a document (``all``), and those among them that a number or a title names."""

    laid_out: LaidOut
    all: list[ItemOpenness]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The entries of the contents, by their numbers as they are printed."""
        return {entry.label: entry for entry in self.laid_out.layout.contents}

    @cached_property
    def labelled(self) -> dict[str, ItemOpenness]:
        """The items by their numbers, as they are printed."""
        return {item.block.label: item for item in self.all}

    @cached_property
    def titled(self) -> dict[str, ItemOpenness]:
        """The items by their titles, as these are compared."""
        return {plain_title(item.block.title): item for item in self.all}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the items and of the entries of the contents, by how they are printed."""
        items = {label: item.block.number for label, item in self.labelled.items()}
        return {label: entry.number for label, entry in self.entries.items()} | items

    def of_title(self, title: str) -> ItemOpenness | None:
        """The item of a title, if one has it."""
        return self.titled.get(folded(title).strip(" .:-–|"))

    def closed_by(self, text: str) -> frozenset[str]:
        """The numbers of the items that sentences close; that of a chapter is of all its items."""
        named = closed_of(text, self.numbers)
        if not self.laid_out.layout.chapters:
            return named
        return frozenset(
            own for one in named for own in ([one] if one in self.numbers else self._in_chapter(one) or [one])
        )

    def _in_chapter(self, chapter: str) -> list[str]:
        return [one for one in self.numbers if one.startswith(f"{chapter}.")]

    def printed_title(self, block: Block) -> str:
        """The title of an item as it is printed, with what marks it."""
        if block.opens is not None:
            return block.title.text
        heading = self.laid_out.layout.printed(block.heading.lines[0])
        start = block.heading.start + (heading.start if heading else 0)
        return self.laid_out.document.text[start : block.heading.end]

    def printed_entry(self, entry: Entry) -> str:
        """An entry as it is printed, with what stands in front of its title on the line."""
        document = self.laid_out.document
        line = document.line_numbers(entry.title.span.start, entry.title.span.start)[0]
        return document.text[document.lines[line - 1].start : entry.title.span.end]


def plain_title(title: Quote) -> str:
    """A title as titles are compared."""
    return folded(title.text).rstrip(".")
