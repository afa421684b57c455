"""Where a page is lost: which items have no heading, and which parts of the text are theirs.

Each item begins on a page of its own. So the item before a lost page is whole, and what stands after
its end, up to the next heading, is what is left of the lost one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.header import Header
from graph.layout import Block, Entry, Layout, Part
from graph.organisation import Profile, folded

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


@dataclass(frozen=True)
class Stretch:
    """A block, or what stands before the first one, and the lost items whose text may stand in it."""

    block: Block | None
    missing: tuple[Entry, ...]


def stretches(layout: Layout) -> list[Stretch]:
    """Each block with the items of the contents that have no heading between it and the next."""
    present = {block.number for block in layout.blocks}
    missing = [entry for entry in layout.contents if entry.number not in present]
    starts = [0, *(block.number for block in layout.blocks)]
    ends = [*starts[1:], 10**6]
    found = []
    for block, start, end in zip([None, *layout.blocks], starts, ends, strict=True):
        found.append(Stretch(block, tuple(e for e in missing if start < e.number < end)))
    return found


def orphans_of(own: Sequence[Part], header: Header, profile: Profile, followed_by_loss: bool) -> int:
    """Index of the first part that is another item's; the number of parts when all are its own.

    Each item begins on a page of its own, so the item before a lost page is whole: it ends with its
    first decision and the attachments after that, or before its parts begin anew.
    """
    decided = [i for i, part in enumerate(own) if is_own_decision(part, header, profile)]
    if decided and (len(decided) > 1 or followed_by_loss):
        after = decided[0] + 1
        return after + 1 if after < len(own) and own[after].kind == "bilag" else after
    if not followed_by_loss:
        return len(own)
    highest = -1
    seen: list[str] = []
    for index, part in enumerate(own):
        rank = _DATED if part.date else _RANKS.get(part.kind)
        if rank is not None:
            if rank < highest or (part.kind in seen and part.kind != "bilag"):
                return index
            highest = rank
        seen.append(part.kind)
    return len(own)


def is_own_decision(part: Part, header: Header, profile: Profile) -> bool:
    """A decision under `<body> møde den ...:` of this meeting, not of an earlier step."""
    if part.body is None or header.date is None or part.date != header.date.isoformat():
        return False
    agent = profile.find("body", part.body)
    own = header.body.text if header.body else ""
    return folded(agent.name if agent else part.body) in (folded(own), folded(own).removesuffix("s"))


def share_out(orphans: Sequence[Part], items: int) -> list[list[Part]]:
    """Orphaned parts, one group an item: a decision and its attachments end a group.

    The text before a heading belongs to the item just before it, so groups are dealt from the end;
    a last group holds what is left over.
    """
    groups: list[list[Part]] = [[]]
    for part in orphans:
        ended = groups[-1] and any(p.date for p in groups[-1])
        if ended and not (part.kind == "bilag" and groups[-1][-1].date):
            groups.append([])
        groups[-1].append(part)
    if len(groups) > items:
        return [*groups[len(groups) - items :], [p for group in groups[: len(groups) - items] for p in group]]
    return [*([[]] * (items - len(groups))), *groups, []]
