"""A text laid out once, for all that look at it: what is closed in it, and what is read of the rest."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.minutes.document import Document
from graph.minutes.model import Quote, Span
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile
from graph.readers.layout.decision_headings import plain_name
from graph.readers.layout.header import Header
from graph.readers.layout.header_reader import read_header, read_people
from graph.readers.layout.layout import Block, Layout, lay_out, split
from graph.readers.layout.lost_pages import Stretch, stretches
from graph.readers.layout.numbers import Numbers
from graph.readers.layout.time_and_place import ended_at
from graph.wording.bodies import same_body
from graph.wording.case_types import case_types


def _complete(header: Header, document: Document, layout: Layout) -> None:
    """The body and the day where the head lacks them, by the decisions: most items end in that of the meeting
    itself. A body that the head prints behind the name of the municipality has its name there, too."""
    dated = [
        [section for section in (block.opens or {}).values() if section.date and section.body]
        for block in layout.blocks
    ]
    last = Counter(max(own, key=lambda section: section.date or "").date for own in dated if own)
    if header.date is None and last:
        header.date = datetime.date.fromisoformat(last.most_common(1)[0][0] or "")
    day = header.date.isoformat() if header.date else None
    bodies = [section for own in dated for section in own if section.date == day and section.heading]
    named = Counter(section.body for section in bodies)
    if not named:
        return
    name = named.most_common(1)[0][0] or ""
    own = plain_name(header.body.text).split() if header.body else []
    if not own or (
        name[:1].isupper() and header.body and header.body.text != name and same_body(own[-1], name)
    ):
        heading = next(section.heading for section in bodies if section.body == name)
        if heading and (
            at := re.search(
                r"\s+".join(map(re.escape, name.split())), document.text[heading.start : heading.end]
            )
        ):
            header.body = Quote(name, Span(heading.start + at.start(), heading.start + at.end()))
            header.body_printed = None


def _same(one: Block, other: Block) -> bool:
    """Whether two blocks hold the very same paragraphs, which are asked for one by one, and open as much."""
    return (
        len(one.paragraphs) == len(other.paragraphs)
        and all(own is theirs for own, theirs in zip(one.paragraphs, other.paragraphs, strict=True))
        and one.opens == other.opens
    )


@dataclass(frozen=True)
class LaidOut:
    """The layout of a document's text, its header, its stretches, and the parts and numbers of its blocks,
    each read when it is first asked for."""

    document: Document
    profile: Profile
    _numbers: dict[str, Numbers] = field(default_factory=dict)
    _parts: dict[int, tuple[Block, list[HeadedSection]]] = field(default_factory=dict)

    def of(self, document: Document) -> "LaidOut":
        """The same of the document with some words blanked out. What was read in items that have kept all of
        theirs is not read again."""
        return LaidOut(document, self.profile, _parts=dict(self._parts))

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.document, self.profile)

    @cached_property
    def header(self) -> Header:
        header = read_header(self.document, self.layout.header, self.profile)
        if self.layout.form:
            _complete(header, self.document, self.layout)
        header.end_time = ended_at(self.layout.tail) or header.end_time
        if not header.participants:
            read_people(self.document, self.layout.tail, header)
        return header

    @cached_property
    def stretches(self) -> list[Stretch]:
        return stretches(self.layout, self.profile)

    def parts(self, block: Block) -> Sequence[HeadedSection]:
        """The parts of a block of the layout, in their order."""
        of, parts = self._parts.get(block.span.start, (None, []))
        if of is None or not _same(of, block):
            parts = split(block.paragraphs, case_types(), block.opens)
            self._parts[block.span.start] = block, parts
        return parts

    def numbers(self, block: Block) -> Numbers:
        """The numbers of a block of the layout."""
        found = self._numbers.get(block.label)
        if found is None:
            found = self._numbers[block.label] = Numbers(self.document, block, self.profile)
        return found
