"""A section as a source keeps it -> the parts it has, each with its heading and what kind of section it is.

Headings are known from the markup and never guessed from the words: a heading element, or a line that an
element of its own sets off. Within a section one opens another only if its words are a known heading.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.minutes.document import one_line
from graph.readers.markup import MOST_TOKENS, Block
from graph.readers.protocol.blocks import Shown, blocks_of_html, blocks_of_text
from graph.readers.protocol.record import RecordedItem, RecordedSection
from graph.readers.protocol.values import OWN, DecisionHeading, body_and_day, decision_heading
from graph.wording.closed_numbers import (
    closed_beside,
    closed_numbers,
    closed_of,
    closed_titled,
    closes_its_own,
    closes_rest,
    goes_on_closing,
    is_titled,
    labelled_numbers,
    tells_of_others,
    turns_to_closed,
)
from graph.wording.folding import fold
from graph.wording.headings import says_who_recommends, section_kind
from graph.wording.item_numbers import INSERTED, number_of
from graph.wording.openness import (
    first_sentence,
    heads_closed_words,
    is_label,
    line_mark,
    names_closed_attachments,
    speaks_of_closing,
    title_mark,
)

OTHER = "andet"
_HISTORY, _PATH = "tidligere-behandling", "behandling"
_TOLD_WHOLE = (OWN, _HISTORY)
"""What stands under such a heading is all of it, whatever looks like a heading in it."""
_LABELLED_PATH = re.compile(r"(?P<label>[A-ZÆØÅ][^:.\n]{5,30}):\s*(?P<rest>.*)", re.DOTALL)


@dataclass
class Part:
    """A section in the making; ``told`` is what the heading of a decision names. ``once`` is one that a label
    in the text opens (`Behandlingsplan:`), which ends with the list behind it."""

    kind: str
    heading: str = ""
    told: DecisionHeading = field(default_factory=DecisionHeading)
    known: bool = True
    blocks: list[Block] = field(default_factory=list)
    once: bool = False
    # Opened by a line or a heading within a section, and not by one of the source's own.
    inner: bool = False

    @property
    def empty(self) -> bool:
        return not self.heading and not any(block.text for block in self.blocks)


TOKENS = "tokens"
"""By which the tokens of markup are counted."""


def parts_of(section: RecordedSection, seen: Counter[str]) -> list[Part]:
    """The parts of a section; ``seen`` counts, by the code of a finding, what was odd in it, and the tokens
    that were read of the whole meeting.

    Raises :class:`graph.readers.rendering.Unreadable` for markup that nobody can read.
    """
    left = MOST_TOKENS - seen[TOKENS]
    shown = blocks_of_html(section.content, left) if section.html else blocks_of_text(section.content)
    _count(shown, seen)
    first = _headed(one_line(section.heading), own=True)
    if section.kind:
        first = replace(first, kind=section.kind, known=True)
    told = DecisionHeading(
        section.body or first.told.body, section.date or first.told.date, section.number or first.told.number
    )
    first = replace(first, told=told)
    if section.whole:
        parts = [replace(first, blocks=shown.blocks)]
    else:
        parts = _Splitter(first, seen).split(shown.blocks)
    seen["section-heading-unknown"] += sum(bool(part.heading) and not part.known for part in parts)
    seen["section-heading-empty"] += sum(
        not part.heading and not part.known and not part.empty for part in parts
    )
    parts = [_without_closed_attachments(part, seen) for part in parts]
    return [part for part in parts if not part.empty]


def _without_closed_attachments(part: Part, seen: Counter[str]) -> Part:
    """A part without what it lists as closed attachments: nothing of it below a heading of these, or from the
    line on that is one."""
    if heads_closed_words(part.heading):
        seen["attachment-not-for-publication"] += 1
        return Part(OTHER)
    kept: list[Block] = []
    for block in part.blocks:
        if any(map(heads_closed_words, block.text.split("\n"))):
            seen["attachment-not-for-publication"] += 1
            return replace(part, blocks=kept)
        if any(map(names_closed_attachments, block.text.split("\n"))):
            seen["attachment-not-for-publication"] += 1
        else:
            kept.append(block)
    return replace(part, blocks=kept)


_FIRST_BLOCKS, _LONGEST_BLOCK = 3, 200
# Over folded words: what names the item; a word that closes and nothing else, as in a table of opening hours;
# and what a decision says of a case or a meeting that is over, and of nothing closed to the public.
_NAMES_ITEM = re.compile(r"punkt|\bdørene\b|\btilhører|\bsag(?:en)?\b(?!.*\blukket\W*$)", re.DOTALL)
_BARE = re.compile(r"\W*(?:lukke[dt]e?|fortrolige?t?)\W*")
_OVER = re.compile(r"\b(?:sag(?:en)?|mødet?|drøftelsen|behandlingen)\b.*\blukke[ts]\b|\blukkes\b", re.DOTALL)
_NOT_PUBLIC = re.compile(r"døre|offentlig|§|\blov|personsag|tilhører|under (?:dette|punkt|sagen|behandling)")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def section_says_closed(section: RecordedSection) -> bool:
    """Whether the words of a section say that its item is closed: a heading within it, one of the lines that
    open a part, or any that names the item (`Punktet er lukket efter styrelseslovens § 10`)."""
    return any(
        _heads_closed(part)
        or _field_closes(part)
        or _begins_closed(part)
        or any(_closes(part, *line) for line in _lines(part))
        for part in parts_of(section, Counter())
    )


def closed_elsewhere(items: Sequence[RecordedItem]) -> frozenset[str]:
    """The numbers of items that sentences in open ones say are closed (`Punkt 3 og 4 behandles på lukket
    møde`, `Punkt 2 og følgende er lukkede`, `De øvrige punkter er lukkede`)."""
    found: set[str] = set()
    kept: set[str] = set()
    others = False
    numbers = {item.number: _leading(item.number) for item in items}
    for at, item in enumerate(items):
        told = [] if item.closed else list(_told(item))
        for place, text in enumerate(told, 1):
            beside, titled = closed_beside(text), closed_titled(text)
            found |= closed_of(text, numbers)
            found |= labelled_numbers(text, numbers.keys(), in_text=place < len(told))
            if titled:
                found |= {one.number for one in items if any(is_titled(said, one.title) for said in titled)}
            if closes_rest(text):
                # Told behind all items, nobody knows which is the rest; what one turned to is no more there.
                behind = items[at + 1 :] or ([] if turns_to_closed(text) else items[:at])
                found |= {one.number for one in behind}
            if beside is not None:
                others = True
                kept |= beside if beside or closed_numbers(text) else {item.number}
    return frozenset(found | ({one.number for one in items} - kept if others else set()))


def _told(item: RecordedItem) -> Iterator[str]:
    """What the blocks of an item say, each with those behind it that say the same of more items."""
    told = ""
    for section in item.sections:
        for part in parts_of(section, Counter()):
            for block in part.blocks:
                text = one_line(block.text)
                if told and goes_on_closing(text[:_LONGEST_BLOCK]):
                    told = f"{told} {text}"
                    continue
                yield told
                told = text
    yield told


def _leading(number: str) -> int:
    """The number of an item, of one inserted that it is behind; -1 for one of a series apart."""
    digits = number_of(number)[:6]
    return int(digits) if digits else -1


def _begins_closed(part: Part) -> bool:
    """Whether the first words of a part close, in front of others on their line (`Lukket punkt. Godkendt.`,
    `LUKKET Godkendt.`)."""
    block = next((one for one in part.blocks if one.text.strip()), None)
    if block is None or block.row or not part.known:
        return False
    line = block.text.strip().partition("\n")[0]
    first = first_sentence(line)
    if tells_of_others(line, True):
        return False
    if first and _closes(part, -1, first, False):
        return True
    mark = title_mark(line[:_LONGEST_BLOCK]) if speaks_of_closing(line) else None
    return mark is not None and mark.closed and (not first or mark.sure or line.split()[0].isupper())


def _heads_closed(part: Part) -> bool:
    if len(part.heading) > _LONGEST_BLOCK:
        return False
    mark = line_mark(part.heading) or (title_mark(part.heading) if part.known else None)
    return mark is not None and mark.closed


def _field_closes(part: Part) -> bool:
    """Whether a heading and the line below it are a field that closes (`Status` and `Lukket`)."""
    if not part.heading or len(part.heading) > _LONGEST_BLOCK or part.kind in _TOLD_WHOLE:
        return False
    first = next((words for _, words, _ in _lines(part)), "")
    mark = line_mark(f"{part.heading.rstrip(' :')}: {first}")
    return mark is not None and mark.closed


def _lines(part: Part) -> Iterator[tuple[int, str, bool]]:
    """The lines of a part, and its paragraphs of several: the number of the block, -1 for the very first
    line, the words, and whether they are a row."""
    at = -1
    for block in part.blocks:
        lines = [line for line in block.text.split("\n") if line.strip()]
        for words in [*lines, block.text] if len(lines) > 1 else lines:
            if len(words) <= _LONGEST_BLOCK:
                yield at, words, block.row
            elif not block.row:
                for sentence in _SENTENCES.split(words):
                    if len(sentence) <= _LONGEST_BLOCK:
                        yield _FIRST_BLOCKS, sentence, False
            at = max(at, 0)
        at += bool(lines)


def _closes(part: Part, at: int, words: str, row: bool) -> bool:
    inserted = INSERTED.match(words)
    if inserted and (mark := line_mark(words[inserted.end() :])) and mark.closed and mark.end:
        return True  # another item in this one
    if closes_its_own(words, at < 0):
        return True
    if tells_of_others(words, at < 0):
        return False
    mark = line_mark(words)
    # A row is a field or nothing: `Lukket` may be the head of a column.
    if mark is None or not mark.closed or (row and (mark.end or not mark.sure)):
        return False
    seen = fold(words).text
    if part.kind in _TOLD_WHOLE and _OVER.search(seen) and not _NOT_PUBLIC.search(seen):
        return False
    if _BARE.fullmatch(seen):
        return at < 0 and (part.known or is_label(part.heading))
    return at < _FIRST_BLOCKS or row or _NAMES_ITEM.search(seen) is not None


def _count(shown: Shown, seen: Counter[str]) -> None:
    seen.update(shown.left_out)
    seen[TOKENS] += shown.tokens
    seen["images-left-out"] += shown.images
    seen["unescaped-markup"] += shown.unescaped


def _headed(heading: str, own: bool = False) -> Part:
    """The part that a heading opens; of the source's ``own`` headings a body and a day are a decision's."""
    if not heading:
        return Part(OTHER)
    told = decision_heading(heading) or (body_and_day(heading) if own else None)
    if told is not None:
        return Part(OWN, heading, told)
    kind = section_kind(heading)
    return Part(kind or OTHER, heading, known=kind is not None)


class _Splitter:
    """The blocks of one section, dealt out to its parts."""

    def __init__(self, first: Part, seen: Counter[str]) -> None:
        self.parts, self.seen = [first], seen
        self.top: int | None = None

    def split(self, blocks: list[Block]) -> list[Part]:
        for block in blocks:
            if block.level:
                self._heading(block)
            elif block.row or block.mark or self._whole:
                self._add(block)
            else:
                for piece in _pieces(block):
                    self._piece(piece)
        return self.parts

    @property
    def _whole(self) -> bool:
        part = self.parts[-1]
        return part.kind in _TOLD_WHOLE and not (part.inner and part.kind == OWN)

    def _heading(self, block: Block) -> None:
        text = one_line(block.text)
        if not block.inner and self.top is None:
            self.top = block.level
        if not block.inner and self.top is not None and block.level <= self.top:
            # The source's own: whatever it says, and be it nothing, what stood before it has ended.
            self.parts.append(_headed(text, own=True) if text else Part(OTHER, known=False))
        elif text and not self._opens(text):
            self.seen["section-heading-unknown"] += not self._whole
            lines = frozenset(range(block.text.count("\n") + 1))
            self._add(Block(block.text, depth=block.depth, mark=block.mark, set_off=lines))

    def _opens(self, text: str) -> bool:
        """Whether a heading within the section is known, and opens a part."""
        if self._whole or not text:
            return False
        part = _headed(text)
        if not part.known or (part.kind == OWN and not self._may_decide(part)):
            return False
        if says_who_recommends(text) and self.parts[-1].kind == part.kind:
            return False  # the words that the recommendation begins with
        self.parts.append(replace(part, inner=True))
        return True

    def _may_decide(self, part: Part) -> bool:
        """A decision within another section is one where it names its meeting, or none was told before."""
        return bool(part.told.date) or all(one.kind != OWN for one in self.parts)

    def _piece(self, piece: Block) -> None:
        """A line that is set off, or lines that are not."""
        if piece.set_off and self._opens(piece.text):
            return
        labelled = _LABELLED_PATH.fullmatch(piece.text)
        if labelled and section_kind(labelled["label"]) == _PATH and self.parts[-1].kind != _PATH:
            before = self.parts[-1]
            self.parts.append(Part(_PATH, f"{labelled['label']}:", once=True))
            if labelled["rest"]:
                self.parts[-1].blocks.append(Block(labelled["rest"]))
                self.parts.append(Part(before.kind, told=before.told))
            return
        self._add(piece)

    def _add(self, block: Block) -> None:
        """A block of the part in hand. One that a label opened ends with its list, or its first paragraph."""
        part = self.parts[-1]
        if part.once and part.blocks and not (block.mark and part.blocks[-1].mark) and block.text:
            part = Part(self.parts[-2].kind, told=self.parts[-2].told)
            self.parts.append(part)
        part.blocks.append(block)


def _pieces(block: Block) -> Iterator[Block]:
    """The lines of a block that are set off, each alone, and the others between them together."""
    if not block.set_off:
        yield block
        return
    run: list[str] = []
    for at, line in enumerate(block.text.split("\n")):
        if at not in block.set_off:
            run.append(line)
            continue
        if run:
            yield replace(block, text="\n".join(run), set_off=frozenset())
            run = []
        yield replace(block, text=line, set_off=frozenset((0,)))
    if run:
        yield replace(block, text="\n".join(run), set_off=frozenset())
