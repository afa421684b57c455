"""One block of the layout -> one agenda item; a lost item -> what can be recovered of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.header import Header
from graph.identifiers import Numbers
from graph.item_fields import ItemFields
from graph.layout import Block, Entry, Part
from graph.loss import Stretch, read_block
from graph.model import AgendaItem, Finding, Mention, PersonMention, Quote, Reference, Span
from graph.organisation import Profile, folded
from graph.recognise import find_people, find_references, known_agents
from graph.text import Document


@dataclass
class ItemRead:
    """An item, what was odd, the spans no rule explained, and parts that are a lost item's."""

    item: AgendaItem
    findings: list[Finding] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    orphans: list[Part] = field(default_factory=list)


def read_item(
    document: Document,
    block: Block,
    entry: Entry | None,
    header: Header,
    profile: Profile,
    closed: bool,
    stretch: Stretch,
) -> ItemRead:
    """Read an item from its block; the stretch says which lost items may have left text there."""
    numbers, shares = read_block(document, block, header, profile, stretch)
    title = _title(document, block, entry)
    if closed:
        item = AgendaItem(
            number=block.number,
            title=title,
            closed=True,
            span=title.span,
            lines=block.lines,
            title_toc=entry.title if entry else None,
            case_numbers=tuple(numbers.cases),
            mentions=_mentions(document, [title.span], profile),
        )
        return ItemRead(item, _title_findings(block, entry))
    own, orphans = shares.own, shares.orphans
    read = ItemFields(document, header, profile, doubtful=stretch.loss)
    read.take(own, block)
    spans = [
        Span(block.heading.start, block.heading.end),
        *(p.span for p in own if p.heading or p.paragraphs),
    ]
    item = AgendaItem(
        number=block.number,
        title=title,
        closed=False,
        span=Span(block.span.start, block.span.end if shares.end is None else shares.end),
        lines=block.lines,
        title_toc=entry.title if entry else None,
        case_numbers=tuple(numbers.cases),
        journal_number=numbers.journal,
        document_number=numbers.document,
        mentions=_mentions(document, spans, profile),
        persons=_persons(document, spans, header),
        references=_references(document, spans, header, profile, [quote.text for quote in numbers.cases]),
        **read.values(),
    )
    findings = [*_title_findings(block, entry), *_number_findings(block, numbers, profile)]
    if shares.doubtful:
        read.unread += [part.span for part in shares.doubtful]
        message = f"Teksten efter punkt {block.number} kan være et manglende punkts; den er ikke brugt."
        findings.append(Finding("warning", "text-in-doubt", message, _lines(document, shares.doubtful)))
    if orphans and not stretch.loss:
        message = f"Punkt {block.number} har to beslutninger fra samme møde; den første er brugt."
        findings.append(Finding("warning", "second-decision", message, block.lines))
        read.unread += [part.span for part in orphans]
        orphans = []
    return ItemRead(item, findings, read.unread, orphans)


def read_lost_item(
    document: Document, entry: Entry, orphans: Sequence[Part], header: Header, profile: Profile
) -> ItemRead:
    """An item that only the contents name: title, and of the orphaned parts decision and attachments."""
    lines = document.line_numbers(entry.title.span.start, entry.title.span.end)
    message = f"Punkt {entry.number} har ingen overskrift; en side mangler formentlig i referatet."
    findings = [Finding("warning", "heading-lost", message, lines)]
    read = ItemFields(document, header, profile, doubtful=False)
    unread: list[Span] = []
    if not entry.closed:
        kept = [part for part in orphans if part.kind in ("beslutning", "bilag")]
        others = [part for part in orphans if part not in kept]
        read.take(kept, None, others)
        unread = [
            span
            for part in others
            for span in ([part.span] if not read.numbered else _outside(part, read.numbered))
        ]
    values = read.values()
    spans = [part.span for part in orphans if part.kind == "beslutning" and not entry.closed]
    item = AgendaItem(
        number=entry.number,
        title=entry.title,
        closed=entry.closed,
        span=entry.title.span,
        lines=lines,
        title_toc=entry.title,
        heading_lost=True,
        mentions=_mentions(document, [entry.title.span, *spans], profile),
        **values,
    )
    return ItemRead(item, findings, [*unread, *read.unread])


def _outside(part: Part, used: Sequence[Span]) -> list[Span]:
    """The paragraphs of a part that were not used."""
    own = [*([part.heading] if part.heading else []), *part.paragraphs]
    return [span for p in own if (span := Span(p.start, p.end)) not in used]


def _lines(document: Document, parts: Sequence[Part]) -> tuple[int, int]:
    return document.line_numbers(parts[0].span.start, parts[-1].span.end)


def _title(document: Document, block: Block, entry: Entry | None) -> Quote:
    """The heading's title; where that is empty the one in the contents, or else the bare heading."""
    if block.title.text or (entry and entry.title.text):
        return block.title if block.title.text or entry is None else entry.title
    return document.quote(block.heading.start, block.heading.end)


def _mentions(document: Document, spans: Sequence[Span], profile: Profile) -> tuple[Mention, ...]:
    known = known_agents(profile)
    return tuple(m for s in spans for m in known.find(document.text[s.start : s.end], s.start))


def _persons(document: Document, spans: Sequence[Span], header: Header) -> tuple[PersonMention, ...]:
    present = [participant.name.text for participant in header.participants]
    return tuple(p for s in spans for p in find_people(document, s.start, s.end, present))


def _references(
    document: Document, spans: Sequence[Span], header: Header, profile: Profile, own: Sequence[str]
) -> tuple[Reference, ...]:
    body = header.body.text if header.body else None
    found = (r for s in spans for r in find_references(document, s.start, s.end, profile, body, header.date))
    return tuple(reference for reference in found if reference.case_number not in own)


def _title_findings(block: Block, entry: Entry | None) -> list[Finding]:
    if entry is None:
        return []
    title, listed = folded(block.title.text).rstrip("."), folded(entry.title.text).rstrip(".")
    if title == listed or (len(listed) > 60 and title.startswith(listed)):
        return []
    message = f"Punkt {block.number} hedder noget andet i indholdsfortegnelsen: »{entry.title.text}«."
    return [Finding("info", "title-differs", message, block.lines)]


def _number_findings(block: Block, numbers: Numbers, profile: Profile) -> list[Finding]:
    unknown = [quote.text for quote in numbers.cases if profile.number_form(quote.text) is None]
    message = f"Punkt {block.number}: sagsnummer af ukendt form: {', '.join(unknown)}."
    return [Finding("info", "case-number-form", message, block.lines)] if unknown else []
