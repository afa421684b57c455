"""Where a page is lost: which items have no heading, and which parts of the text are theirs.

Each item begins on a page of its own. So the item before a lost page is whole, and what stands after its
end, up to the next heading, is what is left of the lost one. Where that end is, the parts tell, which come
in one order. What may be either item's is neither's: it is kept as doubtful, and never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.minutes.document import Document, Paragraph
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile, folded
from graph.readers.layout.contents import Entry, alike
from graph.readers.layout.fields import attachment_key, read_attachments, reads_like_prose
from graph.readers.layout.header import Header
from graph.readers.layout.layout import Block, Layout, openness, split
from graph.readers.layout.numbers import Numbers
from graph.wording.bodies import same_body
from graph.wording.case_types import case_types

# The order of an item's parts. A part of lower rank than one before it begins another item's text,
# where an item is missing; only Sagsfremstilling (outer and inner) and Bilag may come twice.
_RANKS = {
    "beslutning": 0,
    "resume": 2,
    "indstillinger": 3,
    "behandling": 4,
    "oekonomiske-konsekvenser": 6,
    "bilag": 7,
}
_DATED = 8
# The parts that open an item of the newer layout; the text proper follows them.
_FRONT = ("beslutning", "resume", "indstillinger", "behandling")
_POINT = re.compile(r"\s*(?:[-–—•*]|\d{1,2}[.)]|[a-zæøå]\))")
_SAME_TITLE = 0.6
_LONGEST_GAP = 20
_NUMBER = re.compile(r"\d{3}-\s*\d{4}-\s*\d+\s*$|\d{6,10}\s*$")


@dataclass(frozen=True)
class Stretch:
    """A block, or what stands before the first one, and the lost items whose text may stand in it.

    ``anchored`` says that the headings before and behind are those of the contents, by number and by title:
    that gives the lost items their place. ``leavers`` are the places in ``missing`` of those that can have
    left text, having had more than one page by the contents. ``gap`` are missing numbers that the contents
    do not have either.
    """

    block: Block | None
    missing: tuple[Entry, ...]
    leavers: tuple[int, ...] = ()
    gap: tuple[int, ...] = ()
    anchored: bool = True
    # Whether each item begins on a page of its own, as in the classic form.
    paged: bool = True
    # Whether the numbers of all headings rise: where they do not, a lost item may stand behind any of them.
    ordered: bool = True

    @property
    def tail(self) -> bool:
        """Whether a lost item can have left text."""
        return self.paged and bool(self.leavers or self.gap)

    @property
    def loss(self) -> bool:
        return self.paged and bool(self.missing or self.gap)


@dataclass
class Shares:
    """The parts of a block: the item's own, what may be its or a lost item's, and a lost item's."""

    own: list[HeadedSection]
    doubtful: list[HeadedSection] = field(default_factory=list)
    orphans: list[HeadedSection] = field(default_factory=list)

    @property
    def after(self) -> list[HeadedSection]:
        return [*self.doubtful, *self.orphans]

    @property
    def end(self) -> int | None:
        """Where the item's own text ends; ``None`` when all of it is its own."""
        return self.after[0].span.start if self.after else None


def stretches(layout: Layout, profile: Profile) -> list[Stretch]:
    """Each block with the items of the contents that have no heading between it and the next: where the
    headings are out of order each of these counts once, behind the nearest number below its own."""
    present = {block.number for block in layout.blocks}
    missing = [entry for entry in layout.contents if entry.number not in present]
    told = present | {entry.number for entry in layout.contents}
    pages = _pages(layout.contents, profile)
    paged = not layout.form
    starts = [0, *(block.number for block in layout.blocks)]
    ends = [*starts[1:], None]
    # A series of the closed part has numbers of its own.
    numbers = [block.number for block in layout.blocks if not block.series]
    ordered = all(before <= after for before, after in pairwise(numbers))
    places = [_behind(starts, entry.number) for entry in missing]
    found: list[Stretch] = []
    sure = [_is_listed(block, layout.contents) for block in layout.blocks]
    around = zip([True, *sure], [*sure, True], strict=True)
    for block, start, end, sides in zip([None, *layout.blocks], starts, ends, around, strict=True):
        own = tuple(entry for entry, place in zip(missing, places, strict=True) if place == len(found))
        gap = tuple(n for n in range(start + 1, end or start + 1) if n not in told)
        if block is None and end is not None and end > min(present):
            gap = ()  # the first heading stands elsewhere than its number says
        if not paged and (block is None or len(gap) > _LONGEST_GAP):
            # Numbers run on from one meeting to the next, and the closed part may have a series of its own.
            gap = ()
        leavers = tuple(at for at, entry in enumerate(own) if pages[entry.number] != 1)
        told |= {*gap}
        found.append(Stretch(block, own, leavers, gap, all(sides) and ordered, paged, ordered))
    return found


def _behind(starts: Sequence[int], number: int) -> int:
    """The place of the last of the greatest numbers below one."""
    return max((start, at) for at, start in enumerate(starts) if start < number)[1]


def _is_listed(block: Block, contents: Sequence[Entry]) -> bool:
    """Whether a heading is one of the contents by its number and its title: two signs."""
    titles = (entry.title.text for entry in contents if entry.number == block.number)
    return any(alike(block.title.text, title) > _SAME_TITLE for title in titles)


def _pages(contents: Sequence[Entry], profile: Profile) -> dict[int, int | None]:
    """How many pages each item takes, by the contents; a standing item at the end takes one."""
    taken: dict[int, int | None] = {entry.number: None for entry in contents}
    for entry, following in pairwise(contents):
        if entry.page is not None and following.page is not None:
            taken[entry.number] = following.page - entry.page
    if contents and profile.find("series", contents[-1].title.text):
        taken[contents[-1].number] = 1
    return taken


def read_block(
    document: Document, block: Block, numbers: Numbers, header: Header, profile: Profile, stretch: Stretch
) -> Shares:
    """Whose the parts of a block are, whose numbers are given."""
    paragraphs = [p for p in block.paragraphs if p not in numbers.filled]
    end = numbers.again if stretch.loss and numbers.again is not None else block.span.end + 1
    own = split((p for p in paragraphs if p.start < end), case_types(), block.opens)
    rest = split((p for p in paragraphs if p.start >= end), case_types(), block.opens)
    shares = shares_of(document, own, header, profile, stretch, sure=bool(rest))
    shares.orphans += rest
    return _with_repeated(document, shares)


def _with_repeated(document: Document, shares: Shares) -> Shares:
    """What is in doubt goes to the lost item where it lists, with a number, a title that its own attachments
    behind its decision have too."""
    listed = {
        attachment_key(one.title.text)
        for part in shares.orphans
        if part.kind == "bilag"
        for one in read_attachments(document, part, until_prose=False)[0]
    }
    doubtful, moved = [], []
    for part in shares.doubtful if listed else ():
        entries: list[Paragraph] = []
        before: Paragraph | None = None
        for paragraph in part.paragraphs:
            goes_on = before in entries and _NUMBER.fullmatch(paragraph.text.strip())
            if goes_on or any(attachment_key(words) in listed for words in _entries(paragraph)):
                entries.append(paragraph)
            before = paragraph
        rest = [paragraph for paragraph in part.paragraphs if paragraph not in entries]
        moved += [HeadedSection("bilag", None, entries)] if entries else []
        doubtful += [HeadedSection(part.kind, part.heading, rest, part.body, part.date)] if rest else []
    return Shares(shares.own, doubtful, [*moved, *shares.orphans]) if moved else shares


def _entries(paragraph: Paragraph) -> list[str]:
    """What a paragraph of a list can hold: one entry over its lines, or one a line."""
    return [paragraph.text, *(line.text for line in paragraph.lines)]


def shares_of(
    document: Document,
    own: Sequence[HeadedSection],
    header: Header,
    profile: Profile,
    stretch: Stretch,
    sure: bool,
) -> Shares:
    """Whose the parts of a block are.

    Without a lost item all are its own but a second decision of this meeting and what follows it.
    ``sure`` says that a lost item's text is known to follow.
    """
    decided = [i for i, part in enumerate(own) if is_own_decision(part, header, profile)]
    if not stretch.paged:
        return _behind_decision(own, decided, stretch)
    if len(decided) > 1:
        return _after_decision(document, own, decided[0], decided[1], certain=not stretch.loss)
    if not stretch.loss:
        return Shares(list(own))
    again = _begins_anew(own)
    if decided and again is None:
        late = any(openness(p) is not None for part in own[decided[0] :] for p in part.paragraphs)
        if sure or late or stretch.tail:
            return _after_decision(document, own, decided[0], len(own), certain=False)
        return Shares(list(own))
    broken = _broken_off(own, decided[0] if decided else 0)
    if broken is not None and (again is None or broken[0] < again):
        index, sure_until, at = broken
        kept, rest = _cut(own[index], sure_until)
        between, orphans = _cut(rest[0], at - sure_until)
        doubtful = between if between[0].paragraphs else []
        return Shares([*own[:index], *kept], doubtful, [*orphans, *own[index + 1 :]])
    if again is not None:
        kept, rest = _first_of(own[again - 1])
        return Shares([*own[: again - 1], *kept], rest, list(own[again:]))
    if not stretch.tail:
        return Shares(list(own))
    front = max((i for i, part in enumerate(own) if part.kind in _FRONT), default=None)
    if front is None:
        return Shares([], list(own))
    kept, rest = _first_of(own[front])
    return Shares([*own[:front], *kept], [*rest, *own[front + 1 :]])


def _behind_decision(own: Sequence[HeadedSection], decided: Sequence[int], stretch: Stretch) -> Shares:
    """All parts are the item's own, but where a closed item without a heading may follow: there what comes
    again behind the decision may be the closed one's, and where headings are out of order all behind the
    first paragraph of the decision."""
    if not any(entry.closed for entry in stretch.missing):
        return Shares(list(own))
    first = decided[0] if decided else next((i for i, p in enumerate(own) if p.kind == "beslutning"), None)
    if first is None:
        return Shares(list(own))
    if not stretch.ordered:
        kept, rest = _cut(own[first], 1)
        return Shares([*own[:first], *kept], orphans=[*rest, *own[first + 1 :]])
    seen = {part.kind for part in own[: first + 1] if part.kind not in ("", "bilag", "beslutning")}
    for at in range(first + 1, len(own)):
        if own[at].kind in seen or at in decided:
            return Shares(list(own[:at]), orphans=list(own[at:]))
    return Shares(list(own))


def _after_decision(
    document: Document, own: Sequence[HeadedSection], first: int, second: int, certain: bool
) -> Shares:
    """One decision of this meeting and, at ``second``, perhaps another: the item's own ends with the first
    of them and its attachments, whose titles stand in its own list before the decision too."""
    behind = own[first + 1] if first + 1 < second and own[first + 1].kind == "bilag" else None
    if certain:
        end = first + 1 + (behind is not None)
        return Shares(list(own[:end]), orphans=list(own[end:]))
    listed = {
        attachment_key(attachment.title.text)
        for part in own[:first]
        if part.kind == "bilag"
        for attachment in read_attachments(document, part, until_prose=False)[0]
    }
    if behind and any(_key(paragraph) in listed for paragraph in behind.paragraphs):
        kept, rest = _repeated(behind, listed, alone=first + 2 == second)
        return Shares([*own[: first + 1], *kept], rest, list(own[first + 2 :]))
    kept, rest = _cut(own[first], 1)
    return Shares([*own[:first], *kept], rest, list(own[first + 1 :]))


def _key(paragraph: Paragraph) -> str:
    return attachment_key(paragraph.text)


def _repeated(
    part: HeadedSection, listed: set[str], alone: bool
) -> tuple[list[HeadedSection], list[HeadedSection]]:
    """The attachments listed again, without numbers; one that was not listed before counts only where
    nothing else follows the list."""
    known = max(i for i, p in enumerate(part.paragraphs) if _key(p) in listed) + 1
    more = part.paragraphs[known:]
    if alone and not any(_is_text(p) or _NUMBER.search(p.text) for p in more):
        return [part], []
    return _cut(part, known)


def _is_text(paragraph: Paragraph) -> bool:
    return reads_like_prose(paragraph) or paragraph.text.endswith((".", ":"))


def _begins_anew(own: Sequence[HeadedSection]) -> int | None:
    """Index of the first part that comes too late to be of the same item as those before it: its rank
    is lower, or it was there. Only Sagsfremstilling (outer and inner) and Bilag may come twice."""
    highest, dated = -1, False
    seen: list[str] = []
    for index, part in enumerate(own):
        rank = _DATED if part.date else _RANKS.get(part.kind)
        if dated:
            # Behind its decision an item of the older layout has attachments, once, and nothing else.
            again = part.kind != "bilag" if not part.date else False
            again = again or (part.kind == "bilag" and "bilag behind" in seen)
        elif part.kind == "sagsfremstilling":
            again = seen.count(part.kind) > 1 or bool({"oekonomiske-konsekvenser", "bilag"} & set(seen))
        else:
            again = rank is not None and (rank < highest or (part.kind in seen and part.kind != "bilag"))
        if again:
            return index
        highest = max(highest, rank or -1)
        seen.append("bilag behind" if dated and part.kind == "bilag" else part.kind)
        dated = dated or bool(part.date)
    return None


def _broken_off(own: Sequence[HeadedSection], first: int) -> tuple[int, int, int] | None:
    """Where words go on that nothing before them begins: small letters, though the sentence before was
    ended, or running text in a list of attachments. HeadedSection, the paragraphs of it that are surely the
    item's, and the paragraph that is not."""
    for index, part in enumerate(own):
        if index < first or part.kind in ("", "indstillinger", "behandling"):
            continue
        for at in range(1, len(part.paragraphs)):
            paragraph, before = part.paragraphs[at], part.paragraphs[at - 1].text
            small = paragraph.text[:1].islower()
            if small and (before.endswith((".", "!", "?")) or part.kind == "bilag"):
                return index, at, at
            if part.kind == "bilag" and reads_like_prose(paragraph):
                # What stands just before may be the heading of that text.
                return index, 1, at
    return None


def _first_of(part: HeadedSection) -> tuple[list[HeadedSection], list[HeadedSection]]:
    """The start of a part, which is surely of its item, and the rest."""
    taken = 1
    if part.kind == "indstillinger":
        while taken < len(part.paragraphs) and _POINT.match(part.paragraphs[taken].text):
            taken += 1
    return _cut(part, taken)


def _cut(part: HeadedSection, taken: int) -> tuple[list[HeadedSection], list[HeadedSection]]:
    kept = HeadedSection(part.kind, part.heading, list(part.paragraphs[:taken]), part.body, part.date)
    rest = [HeadedSection("", None, list(part.paragraphs[taken:]))] if part.paragraphs[taken:] else []
    return [kept], rest


def is_own_decision(part: HeadedSection, header: Header, profile: Profile) -> bool:
    """A decision under `<body> møde den ...:` of this meeting, not of an earlier step; one of this body that
    names no day is, and one of this day that names no body."""
    if header.date is None or part.date not in (None, header.date.isoformat()):
        return False
    if part.body is None:
        return part.date is not None
    if part.date is None and folded(part.body) == "udvalget" and header.body:
        return "udvalg" in folded(header.body.text)
    agent = profile.find("body", part.body)
    own = header.body.text if header.body else ""
    name = agent.name if agent else part.body
    return same_body(name, own)


def share_out(orphans: Sequence[HeadedSection], stretch: Stretch) -> list[list[HeadedSection]]:
    """Orphaned parts, one group an item: a decision and its attachments end a group.

    The text before a heading belongs to the item just before it, so groups are dealt from the end, to
    the items that can have left text; a last group holds what is left over. Where numbers are missing
    that the contents do not have, or the headings around are not surely theirs, nobody can tell whose it is.
    """
    groups: list[list[HeadedSection]] = [[]]
    for part in orphans:
        ended = groups[-1] and any(p.date for p in groups[-1])
        if ended and not (part.kind == "bilag" and groups[-1][-1].date):
            groups.append([])
        groups[-1].append(part)
    dealt: list[list[HeadedSection]] = [[] for _ in stretch.missing]
    able: Sequence[int] = stretch.leavers or range(len(stretch.missing))
    if stretch.gap or not stretch.anchored:
        able = []
    for at in reversed(able):
        if groups:
            dealt[at] = groups.pop()
    return [*dealt, [part for group in groups for part in group]]
