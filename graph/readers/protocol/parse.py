"""A document with an outline -> what its minutes say.

Where everything stands is told; what it says is read by the readers of wording that all minutes share.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.minutes.document import Document, Paragraph, paragraphs
from graph.minutes.model import (
    AgendaItem,
    Attachment,
    EarlierDecision,
    Finding,
    Minutes,
    Presence,
    Quote,
    SourceId,
    Span,
    TreatmentStep,
)
from graph.minutes.outline import ItemPlace, Outline, PersonPlace, SectionPlace
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile, folded
from graph.readers.layout.header import Header
from graph.readers.layout.item import (
    ItemFields,
    concluded,
    mentions_in,
    persons_in,
    references_in,
    with_published_decision,
)
from graph.readers.layout.parse import as_unread, share_read, unread_finding
from graph.readers.layout.sections import ABSENCES
from graph.readers.protocol.agenda import Told
from graph.readers.protocol.parts import OTHER
from graph.readers.protocol.path import body_agent, read_steps
from graph.readers.protocol.permalinks import WITH_PERMALINKS, permalink
from graph.readers.protocol.values import EARLIER, OWN, names_away, without_period
from graph.wording.bodies import ANY_BODY, same_body
from graph.wording.headings import RECOMMENDATION, common_headings, says_who_recommends
from graph.wording.presence import told_at_others
from graph.wording.recognition import with_recognised
from graph.wording.recommendations import recommends

VERSION = 90
"""Of what is read in a text whose outline is told; raised when the same of both give other minutes."""

_PATH = "behandling"


def parse(document: Document, profile: Profile) -> Minutes:
    """Read a document; any text and outline give an answer, if only findings."""
    outline = document.outline or Outline()
    told = Told()
    header = _header(document, outline, profile)
    profile = with_recognised(document.text, profile)
    # A conclusion is what was decided only in minutes that print no decision.
    decided = any(one.kind == OWN for place in outline.items for one in place.sections)
    printed = [
        [document.text[s.start : s.end] for one in place.sections if (s := one.heading)]
        for place in outline.items
    ]
    concluding = common_headings(printed) if outline.decides and not decided else None
    reads = [
        _Item(document, place, header, profile, outline, concluding).read(told) for place in outline.items
    ]
    items = tuple(told_at_others(document, [read.item for read in reads]))
    unread = tuple(as_unread(document, span) for read in reads for span in read.unread)
    unread = tuple(one for one in unread if one.quote.text)
    _case_numbers(items, told)
    findings = [
        *document.findings,
        *header.findings,
        *_missing(outline, items),
        *told.findings,
        *(finding for read in reads for finding in read.findings),
        *map(unread_finding, unread),
    ]
    return Minutes(
        source=document.source,
        text=document.text,
        sha256=document.sha256,
        body=header.body,
        date=outline.date,
        start_time=outline.start_time,
        place=header.place,
        participants=tuple(header.participants),
        guests=tuple(quote for span in outline.guests if (quote := _quote(document, span))),
        items=items,
        findings=tuple(sorted(findings, key=lambda f: (f.lines or (0, 0), f.code, f.message))),
        unread=unread,
        share_read=share_read(document, unread, document.left_out) if items else 0.0,
        left_out=document.left_out,
        kind=outline.kind,
        held=outline.held,
        end_time=outline.end_time,
        published_at=outline.published_at,
        body_printed=_words(document, outline.body_printed),
        source_ids=tuple(_at_host(outline.source_ids, profile)),
        permalink=_permalink(outline, profile),
        gone_since=outline.gone_since,
    )


def _at_host(known: Iterable[SourceId], profile: Profile) -> Iterable[SourceId]:
    """Identifiers with the host of the municipality's publication site, where the source names none."""
    for one in known:
        ours = profile.source_host if one.system in WITH_PERMALINKS else ""
        yield one if one.host or not ours else replace(one, host=ours)


def _permalink(outline: Outline, profile: Profile, item: ItemPlace | None = None) -> str | None:
    """Where a meeting, or an item of it, is at its source: as the source tells, or at the host of the
    profile. What is gone there has no address."""
    if outline.gone_since:
        return None
    told = item.permalink if item else outline.permalink
    meeting = next((one for one in outline.source_ids if one.kind == "meeting" and not one.former), None)
    if told or meeting is None:
        return told
    of_item = next((one.value for one in item.source_ids if one.kind == "item"), "") if item else None
    return permalink(meeting.system, meeting.host or profile.source_host, meeting.value, of_item)


def _words(document: Document, span: Span | None) -> str | None:
    return document.quote(span.start, span.end).text or None if span else None


def _quote(document: Document, span: Span | None) -> Quote | None:
    quote = document.quote(span.start, span.end) if span else None
    return quote if quote and quote.text else None


def _header(document: Document, outline: Outline, profile: Profile) -> Header:
    header = Header(
        body=_quote(document, outline.body),
        date=date.fromisoformat(outline.date) if outline.date else None,
        start_time=outline.start_time,
        place=_quote(document, outline.place),
        participants=list(_people(document, outline.participants)),
    )
    if header.body:
        agent = body_agent(profile, header.body.text)
        if agent:
            header.body = replace(header.body, text=agent.name)
        else:
            lines = document.line_numbers(header.body.span.start, header.body.span.end)
            message = f"Organet »{header.body.text}« står ikke i kommunens profil."
            header.findings.append(Finding("warning", "body-unknown", message, lines))
    return header


def _people(document: Document, places: Iterable[PersonPlace]) -> Iterable[Presence]:
    for place in places:
        if name := _quote(document, place.name):
            yield Presence(
                name,
                place.status,
                _words(document, place.party),
                _words(document, place.substitute_for),
                _words(document, place.note),
            )


def _missing(outline: Outline, items: Sequence[AgendaItem]) -> Iterable[Finding]:
    """What no minutes can be without."""
    if outline.body is None:
        yield Finding("violation", "no-body", "Referatet siger ikke, hvilket organ der holdt mødet.")
    if outline.date is None:
        yield Finding("violation", "no-date", "Referatet siger ikke, hvornår mødet blev holdt.")
    if not items:
        yield Finding("violation", "no-items", "Der er ingen dagsordenspunkter i kilden.")


def _case_numbers(items: Sequence[AgendaItem], told: Told) -> None:
    counted = Counter(number.text for item in items for number in item.case_numbers)
    told.add("case-number-on-two-items", sum(times > 1 for times in counted.values()))


@dataclass
class _Read:
    """An item, the stretches of it that no rule explained, and what was odd."""

    item: AgendaItem
    unread: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Item:
    """The reading of one item."""

    def __init__(
        self,
        document: Document,
        place: ItemPlace,
        header: Header,
        profile: Profile,
        outline: Outline,
        concluding: Collection[str] | None,
    ) -> None:
        self.outline = outline
        self.document, self.place, self.header, self.profile = document, place, header, profile
        self.is_minutes, self.concluding = outline.decides, concluding

    def read(self, told: Told) -> _Read:
        document, place = self.document, self.place
        item = AgendaItem(
            number=place.number,
            title=document.quote(place.title.start, place.title.end),
            closed=place.closed,
            span=document.trim(place.title.start, place.title.end),
            lines=document.line_numbers(place.span.start, place.span.end),
            case_numbers=tuple(q for span in place.case_numbers if (q := _quote(document, span))),
            mentions=mentions_in(document, [place.title], self.profile),
            supplementary=place.supplementary,
            source_ids=tuple(_at_host(place.source_ids, self.profile)),
            permalink=_permalink(self.outline, self.profile, place),
            address=place.address,
        )
        return _Read(self._closed(item)) if place.closed else self._open(item, told)

    def _closed(self, item: AgendaItem) -> AgendaItem:
        """A closed item; with its decision where that was not withheld."""
        held = self.place.withheld if self.is_minutes else ()
        text = self._prose(held[0].text) if held else None
        return with_published_decision(self.document, item, text, self.header, self.profile) if text else item

    def _open(self, item: AgendaItem, told: Told) -> _Read:
        document, place = self.document, self.place
        own, earlier, unread = self._decisions(told)
        fields = ItemFields(document, self.header, self.profile, doubtful=False)
        sections = [one for one in place.sections if one.kind not in (OWN, EARLIER)]
        parts = [part for one in [*own, *sections] if (part := self._headed(one))]
        fields.take(parts if self.concluding is None else concluded(parts, self.concluding), None)
        attachments = tuple(
            Attachment(title, _quote(document, one.document_number))
            for one in place.attachments
            if (title := _quote(document, one.title))
        )
        fields.listed += [one.title.span for one in attachments]
        fields.listed += [span for span in (place.case_title, place.case_type) if span]
        values = fields.values(item.number, item.title, tuple(_people(document, place.attendance)))
        spans = [place.title, *(span for one in place.sections for span in (one.heading, one.text) if span)]
        journal = _quote(document, place.journal_number)
        numbers = [quote.text for quote in (*item.case_numbers, journal) if quote]
        path = tuple(self._path())
        item = replace(
            item,
            **{
                **values,
                "span": document.trim(place.span.start, place.span.end),
                "case_title": _quote(document, place.case_title),
                "journal_number": journal,
                "document_number": _quote(document, place.document_number),
                "case_type": _quote(document, place.case_type) or values["case_type"],
                "earlier_decisions": tuple(earlier),
                "attachments": attachments,
                "treatment_path": path,
                "mentions": mentions_in(document, spans, self.profile, path),
                "persons": persons_in(document, spans, self.header, self.profile),
                "references": references_in(document, spans, self.header, self.profile, numbers, path),
            },
        )
        return _Read(item, [*unread, *fields.unread], fields.findings)

    def _headed(self, place: SectionPlace) -> HeadedSection | None:
        """A section as the readers of wording take it; a heading that says who recommends is a word of it
        where its own words do not say so."""
        own = self._paragraphs(place.text)
        heading = self._paragraphs(place.heading) if place.heading else []
        said = bool(own) and recommends(own[0].text)
        if place.kind == RECOMMENDATION and heading and not said and says_who_recommends(heading[0].text):
            own = [*heading, *own]
        if not own:
            return None
        if heading and place.kind == OTHER and names_away(heading[0].text):
            return HeadedSection(ABSENCES, heading[0], own)
        return HeadedSection(place.kind, heading[0] if heading else None, own)

    def _paragraphs(self, span: Span) -> list[Paragraph]:
        if span.start >= span.end:
            return []
        first, last = self.document.line_numbers(span.start, span.end)
        return paragraphs(self.document.lines[first - 1 : last])

    def _decisions(self, told: Told) -> tuple[list[SectionPlace], list[EarlierDecision], list[Span]]:
        """This meeting's decision, those of other meetings, and what is neither.

        A decision without a meeting is this one's, unless it is of an agenda, which has none.
        """
        own: list[SectionPlace] = []
        earlier: list[EarlierDecision] = []
        for place in self.place.sections:
            if place.kind not in (OWN, EARLIER):
                continue
            body = _words(self.document, place.body)
            mine = self._is_own(body, place.date)
            if mine and place.kind == EARLIER:
                told.add("own-decision-in-history")
            elif mine:
                own.append(place)
            elif text := self._prose(place.text):
                agent = body_agent(self.profile, body) if body else None
                name = agent.name if agent else without_period(body or "")
                earlier.append(EarlierDecision(name, place.date or "", text, place.number))
        held = [one for one in own if self._prose(one.text)]
        if len(held) > 1:
            told.add("second-decision")
        unread = [one.text for one in (held[1:] if self.is_minutes else held)]
        return (held[:1] if self.is_minutes else []), earlier, unread

    def _is_own(self, body: str | None, day: str | None) -> bool:
        meeting = self.header.body.text if self.header.body else ""
        when = self.header.date.isoformat() if self.header.date else None
        if day and day != when:
            return False
        return body is None or same_body(body, meeting) or (not day and folded(body) in ANY_BODY)

    def _prose(self, span: Span) -> Quote | None:
        quote = self.document.prose(span.start, span.end)
        return quote if quote.text else None

    def _path(self) -> Iterable[TreatmentStep]:
        """The path, as the source has it, or as a section tells it."""
        steps = [
            TreatmentStep(agent.name if agent else quote.text, quote, agent is not None, one.date)
            for one in self.place.path
            if (quote := _quote(self.document, one.body))
            for agent in [body_agent(self.profile, quote.text)]
        ]
        if steps:
            return steps
        for place in self.place.sections:
            own = self._headed(place) if place.kind == _PATH else None
            if own and (found := read_steps(self.document, own, self.profile)):
                return found
        return []
