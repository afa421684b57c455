"""A document -> what its minutes say. Whatever is odd keeps its text and adds a Finding.

The generations are told apart by what stands in the text, item by item: a decision under
`<body> møde den ...:` is the older form, one under `Beslutning` the newer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Finding, Minutes, Presence, Span, Unread
from graph.municipality.profile import Profile
from graph.readers.layout.attachment_list import with_listed_for
from graph.readers.layout.closed_items import speaking_titles
from graph.readers.layout.header import LONGEST_HEAD, Header
from graph.readers.layout.item import Bareness, ItemRead, read_item, read_lost_item
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.layout import Layout, split
from graph.readers.layout.lost_pages import Stretch, share_out
from graph.readers.layout.participants import with_stand_ins
from graph.readers.layout.personal import without_personal
from graph.readers.layout.redaction import without_closed
from graph.readers.layout.sections import ABSENCES
from graph.wording.case_types import case_types
from graph.wording.headings import BEHIND_DECISION, CONCLUSION, DECISION, common_headings
from graph.wording.passages import Passage
from graph.wording.presence import read_remarks, told_at_others
from graph.wording.recognition import with_recognised

VERSION = 119
"""Of what is read in a text, whatever file it is from; raised when the same text gives other minutes."""

# Headings out of place that are told one by one; a text full of them is told as a whole.
_MOST_MISPLACED = 20


def parse(document: Document, profile: Profile) -> Minutes:
    """Read a document; any text gives an answer, if only findings.

    The words of closed items are blanked out first, so nothing read afterwards can hold them.
    """
    document, personal = without_personal(document)
    without = without_closed(document, profile)
    document, laid_out = without.document, without.laid_out
    profile = with_recognised(document.text, profile)
    layout, header = laid_out.layout, laid_out.header
    header.at_items = _remarks(document, layout, header)
    reads, unread = _read_items(document, laid_out, profile, without.closed)
    items = with_listed_for(document, told_at_others(document, [read.item for read in reads]))
    decided = [item.decision.text.span for item in items if item.decision and not item.closed]
    participants = with_stand_ins(document, header.participants, decided)
    unread += [Span(paragraph.start, paragraph.end) for paragraph in (*header.unread, *layout.behind)]
    loose = [one for span in document.joined(unread) if (one := as_unread(document, span)).quote.text]
    findings = [
        *document.findings,
        *personal,
        *without.findings,
        *header.findings,
        *_whole(layout, header, items),
    ]
    findings += [_gap(stretch) for stretch in laid_out.stretches if stretch.gap]
    findings += [finding for read in reads for finding in read.findings]
    findings += [unread_finding(one) for one in loose]
    findings += speaking_titles([(one.title.text, one.lines) for one in items if not one.closed])
    return Minutes(
        source=document.source,
        text=document.text,
        sha256=document.sha256,
        body=header.body,
        body_printed=header.body_printed,
        date=header.date.isoformat() if header.date else None,
        start_time=header.start_time,
        end_time=header.end_time,
        kind=_kind(layout, items),
        place=header.place,
        participants=tuple(participants),
        items=tuple(items),
        findings=tuple(sorted(findings, key=lambda f: (f.lines or (0, 0), f.code, f.message))),
        unread=tuple(loose),
        share_read=share_read(document, loose, without.left_out) if items else 0.0,
        left_out=without.left_out,
        pages=document.pages,
        recognised=document.recognised,
        recogniser=document.recogniser,
    )


def _remarks(document: Document, layout: Layout, header: Header) -> dict[str, list[Presence]]:
    """What the head says of presence at single items, by their numbers."""
    if (
        not layout.header
        or not layout.blocks
        or layout.header[-1].end - layout.header[0].start > LONGEST_HEAD
    ):
        return {}
    head = Passage(document, Span(layout.header[0].start, layout.header[-1].end))
    numbers = [block.label for block in layout.blocks]
    numbers += [entry.label for entry in layout.contents]
    return read_remarks(head, numbers, header.body_name)


def _read_items(
    document: Document, laid_out: LaidOut, profile: Profile, closed: frozenset[str]
) -> tuple[list[ItemRead], list[Span]]:
    """All items in order, and the spans that no rule explained."""
    layout, header = laid_out.layout, laid_out.header
    entries = {entry.label: entry for entry in layout.contents}
    reads: list[ItemRead] = []
    unread: list[Span] = []
    if not layout.blocks:
        # Contents alone tell neither what the items' numbers are nor whose the words behind them are.
        listed = [entry.title.span for entry in layout.contents]
        return [], [*listed, *(Span(paragraph.start, paragraph.end) for paragraph in layout.adrift)]
    concluding, bare = _concluding(laid_out), _bareness(laid_out)
    for stretch in laid_out.stretches:
        if stretch.block is None:
            orphans = split(layout.adrift, case_types())
        else:
            block = stretch.block
            read = read_item(
                document,
                block,
                laid_out.numbers(block),
                entries.get(block.label),
                header,
                profile,
                block.label in closed,
                stretch,
                concluding,
                bare,
            )
            reads.append(read)
            orphans = read.orphans
        groups = share_out(orphans, stretch)
        for missing, group in zip(stretch.missing, groups, strict=False):
            entry = replace(missing, closed=missing.closed or missing.label in closed)
            reads.append(read_lost_item(document, entry, group, header, profile))
        unread += [part.span for group in groups[len(stretch.missing) :] for part in group]
    return reads, unread + [span for read in reads for span in read.unread]


_AGENDA = re.compile(r"(?<![^\W\d_])(?P<more>tillægs)?dagsorden(?!\w)", re.IGNORECASE)
_MINUTES = re.compile(r"referat|protokol", re.IGNORECASE)


def _agenda(layout: Layout) -> re.Match[str] | None:
    """Where the head calls the document an agenda, and not minutes."""
    head = " ".join(paragraph.text for paragraph in layout.header)[:LONGEST_HEAD]
    return None if _MINUTES.search(head) else _AGENDA.search(head)


def _concluding(laid_out: LaidOut) -> frozenset[str] | None:
    """The headings that most items have, where what the minutes conclude is what was decided: no item of them
    has a decision by that name."""
    if _agenda(laid_out.layout):
        return None
    printed: list[list[str]] = []
    for block in laid_out.layout.blocks:
        parts = laid_out.parts(block)
        if any(part.kind == DECISION for part in parts):
            return None
        printed.append([part.heading.text for part in parts if part.heading])
    return common_headings(printed)


def _bareness(laid_out: LaidOut) -> Bareness:
    """How bare minutes are of headings of sections, as those of small councils are, where all headings of
    items stand where they should: all but those of what was decided, or an item where others have some."""
    layout = laid_out.layout
    kinds = {part.kind for block in layout.blocks for part in laid_out.parts(block)}
    if _agenda(layout) is not None or layout.misplaced:
        return Bareness.NONE
    if kinds <= {ABSENCES, DECISION, CONCLUSION, *BEHIND_DECISION}:
        return Bareness.ALL
    return Bareness.SOME if layout.form and DECISION in kinds else Bareness.NONE


def _kind(layout: Layout, items: Sequence[AgendaItem]) -> str:
    """What the document is: minutes, unless its head calls it an agenda and nothing is decided in it."""
    agenda = _agenda(layout)
    if agenda is None or any(item.decision for item in items) or not items:
        return "referat"
    return "tillaegsdagsorden" if agenda["more"] else "dagsorden"


def _whole(layout: Layout, header: Header, items: Sequence[AgendaItem]) -> list[Finding]:
    """What is odd about the document as a whole."""
    findings = []
    if header.body is None:
        findings.append(
            Finding("violation", "no-body", "Referatet siger ikke, hvilket organ der holdt mødet.")
        )
    if header.date is None:
        findings.append(Finding("violation", "no-date", "Referatet siger ikke, hvornår mødet blev holdt."))
    if not items:
        findings.append(
            Finding("violation", "no-items", "Der er ingen dagsordenspunkter af kendt form i teksten.")
        )
    for paragraph in layout.misplaced[:_MOST_MISPLACED]:
        lines = (paragraph.lines[0].number, paragraph.lines[-1].number)
        message = f"»{paragraph.text[:80]}« ligner en overskrift, men står uden for rækken."
        findings.append(Finding("info", "heading-misplaced", message, lines))
    if len(layout.misplaced) > _MOST_MISPLACED:
        message = f"{len(layout.misplaced)} linjer ligner overskrifter, men står uden for rækken."
        findings.append(Finding("warning", "headings-misplaced", message))
    listed = {entry.number for entry in layout.contents}
    for block in layout.blocks if listed else ():
        if block.number not in listed:
            message = f"Punkt {block.number} står ikke i indholdsfortegnelsen."
            findings.append(Finding("info", "not-in-contents", message, block.lines))
    return findings


def _gap(stretch: Stretch) -> Finding:
    """Numbers that neither a heading nor the contents have."""
    first, last = stretch.gap[0], stretch.gap[-1]
    named = f"Punkt {first} mangler" if first == last else f"Punkt {first}-{last} mangler"
    lines = stretch.block.lines if stretch.block else None
    message = f"{named}; hverken overskrift eller indholdsfortegnelse har det."
    return Finding("warning", "numbers-missing", message, lines)


def as_unread(document: Document, span: Span) -> Unread:
    """A stretch that no rule explained."""
    quote = document.prose(span.start, span.end)
    return Unread(document.line_numbers(quote.span.start, quote.span.end), quote)


def unread_finding(one: Unread) -> Finding:
    """The finding that tells of one."""
    return Finding("info", "unread", f"Ingen regel forklarer teksten »{one.quote.text[:80]}«.", one.lines)


def share_read(document: Document, unread: Sequence[Unread], left_out: int) -> float:
    """Share of the characters that are not white space that some rule explained, four decimals; what closed
    items say, which is left out, is not read, and a page that is a picture counts as much as the others do on
    average."""
    total: float = len("".join(document.text.split())) + left_out
    left: float = sum(len("".join(one.quote.text.split())) for one in unread) + left_out
    pictured = total / max(1, len(document.pages) - len(document.lost)) * len(document.lost)
    total, left = total + pictured, left + pictured
    return round(1 - left / total, 4) if total else 0.0
