"""One block of the layout -> one agenda item; a lost item -> what can be recovered of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import (
    AgendaItem,
    Attachment,
    Decision,
    EarlierDecision,
    Finding,
    Mention,
    PersonMention,
    Presence,
    Quote,
    Reference,
    Section,
    Span,
    TreatmentStep,
)
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile, folded
from graph.readers.layout.attachment_list import listed_attachments, numbers_in_brackets
from graph.readers.layout.fields import (
    decision_text,
    merge_attachments,
    read_attachments,
    read_case_type,
    read_path,
    with_numbers,
)
from graph.readers.layout.header import Header
from graph.readers.layout.layout import Block, Entry, more_alike, openness
from graph.readers.layout.lines import is_file_name, is_openness
from graph.readers.layout.lost_pages import Stretch, is_own_decision, read_block
from graph.readers.layout.numbers import Numbers
from graph.readers.layout.published import published_decision
from graph.readers.layout.sections import ABSENCES
from graph.wording.amounts import find_amounts
from graph.wording.bodies import same_body
from graph.wording.decisions import read_decision, says_decided, who_decided
from graph.wording.headings import (
    BEHIND_DECISION,
    CONCLUSION,
    DECISION,
    RECOMMENDATION,
    RECOMMENDS,
    advises,
    concludes,
    is_one_of,
    names_decision,
    of_others,
)
from graph.wording.mentions import known_agents, placed_mentions, without_overlaps
from graph.wording.passages import Passage
from graph.wording.people import find_people
from graph.wording.places import find_places
from graph.wording.presence import read_presence
from graph.wording.proceedings import read_proceedings
from graph.wording.recommendations import Recommendations, read_recommendations, says_recommended
from graph.wording.references import find_references

# The parts of one open item -> its fields.


class Bareness(Enum):
    """Whether minutes print headings of sections: in most items, in others than one, or in none."""

    NONE = 0
    SOME = 1
    ALL = 2


_PATH_IN_HEADING = re.compile(
    r"\((?:sagsforløb|behandling|sagsgang):\s*(?P<path>[^()]{1,80})\)", re.IGNORECASE
)
_RECOMMENDING = re.compile(rf"(?<!\w){RECOMMENDS}(?!\w)", re.IGNORECASE)
_TITLE_AGAIN = re.compile(r"(?P<number>[1-9][0-9]{0,8})\s*[.):]\s*(?P<title>.*)")
# What a part of these kinds says is held in a field of its own, so it is no section.
_FIELDS = ("beslutning", "bilag", "sagstype")
# Where no amount is told of: lists of documents, of bodies and of kinds.
_NO_AMOUNTS = ("bilag", "sagstype", "behandling")


def is_opening_words(paragraph: Paragraph, block: Block) -> bool:
    """`Åbent`, or the title once more behind the item's number."""
    text = paragraph.text
    again = _TITLE_AGAIN.match(text)
    title = again["title"] if again and int(again["number"]) == block.number else text
    return openness(paragraph) is not None or more_alike(title, block.title.text, 0.8)


def opening_parts(own: Sequence[HeadedSection]) -> list[HeadedSection]:
    """The parts before the text proper: numbers, openness, the title once more, Sagstype."""
    opening: list[HeadedSection] = []
    for part in own:
        if part.kind not in ("", "sagstype") and (
            part.kind != "sagsfremstilling" or any(p.kind == part.kind for p in opening)
        ):
            break
        opening.append(part)
    return opening


def concluded(own: Sequence[HeadedSection], common: Collection[str]) -> Sequence[HeadedSection]:
    """The parts of an item; where none is a decision, a conclusion is, which stands where one does
    (:func:`concludes`). Its heading is one of the ``common`` ones and names a decision
    (:func:`names_decision`), and the words are of nobody else; or nobody advises in them."""
    if not concludes([part.kind for part in own]):
        return own
    last = [part for part in own if part.kind not in BEHIND_DECISION][-1]
    return [
        replace(part, kind=DECISION)
        if part.kind == CONCLUSION and _decides(part, part is last, common)
        else part
        for part in own
    ]


def _decides(part: HeadedSection, last: bool, common: Collection[str]) -> bool:
    heading = part.heading.text if part.heading else ""
    words = "\n".join(paragraph.text for paragraph in part.paragraphs)
    if names_decision(heading):
        return last and is_one_of(heading, common) and not of_others(words)
    return not advises(words)


def told_alone(own: Sequence[HeadedSection], block: Block, body: str | None) -> list[HeadedSection]:
    """The parts of an item in minutes that print no heading of a section: its words are what was decided, if
    they say so of the ``body`` and nothing else, and else a text of no kind."""
    told = []
    if any(part.kind in (DECISION, CONCLUSION) for part in own):
        return list(own)
    for part in own:
        words = [p for p in part.paragraphs if not is_opening_words(p, block)]
        if len(words) == 1 and len(lines := words[0].lines) == 2 and _recommends(lines[0].text):
            words = [Paragraph((line,)) for line in lines]
        if part.kind or not words:
            told.append(part)
            continue
        if len(words) == 2 and _recommends(words[0].text) and _is_decided(words[1].text, body, words[0].text):
            told.append(replace(part, kind=RECOMMENDATION, paragraphs=words[:1]))
            told.append(replace(part, kind=DECISION, paragraphs=words[1:]))
            continue
        # Of several paragraphs one may be the heading of an item that is not known as one.
        decided = len(words) == 1 and _is_decided(words[0].text, body)
        told.append(replace(part, kind=DECISION if decided else "andet", paragraphs=words))
    return told


def _recommends(words: str) -> bool:
    """Whether a paragraph is a sentence in which somebody recommends something."""
    return words.rstrip().endswith(".") and _RECOMMENDING.search(words) is not None


def _is_decided(words: str, body: str | None, before: str = "") -> bool:
    """Whether words say what was decided, and name no other body than the one that met; ``before`` stands in
    front of them."""
    if not says_decided(words):
        return False
    other = who_decided(words, before)
    # `Byrådet` of a head that names its town, too.
    own = (body, body.split()[-1]) if body else ()
    return other is None or not body or any(same_body(other, one) for one in own)


def _says_it_alone(own: Sequence[HeadedSection], told: Sequence[HeadedSection]) -> bool:
    """Whether what an item without a heading says is what was decided, and neither what is to be (`Drøftes.`)
    nor what happened (`Der var ingen spørgsmål.`)."""
    if {part.kind for part in own} != {""} or [part.kind for part in told] != [DECISION]:
        return False
    words = told[0].paragraphs[-1].text.strip(" .")
    return not (words.endswith("es") or words.casefold().startswith("der "))


class ItemFields:
    """Collects the fields of one open item from its parts."""

    def __init__(self, document: Document, header: Header, profile: Profile, doubtful: bool) -> None:
        self.document, self.header, self.profile = document, header, profile
        # Next to a lost page, what reads like another item's text is not taken for this one's.
        self.doubtful = doubtful
        self.case_type: Quote | None = None
        self.recommended = Recommendations()
        self.path: list[TreatmentStep] = []
        self.attachments: list[Attachment] = []
        self.sections: list[Section] = []
        self.decisions: list[tuple[HeadedSection, Quote]] = []
        self.unread: list[Span] = []
        # Stretches in whose words amounts and places may stand, and others, in which a person may.
        self.told: list[Span] = []
        self.listed: list[Span] = []
        # Lines that give attachments their numbers, apart from the list.
        self.numbered: list[Span] = []
        # Who was absent, as lines behind the item say.
        self.away: list[Presence] = []
        # What does not fit in how the decision came about.
        self.findings: list[Finding] = []

    def take(
        self, own: Sequence[HeadedSection], block: Block | None, beside: Sequence[HeadedSection] = ()
    ) -> None:
        """Read the parts; ``beside`` are others of the item, of which only the numbers of attachments are
        its."""
        opening = opening_parts(own)
        for part in own:
            if block and part in opening:
                kept = [p for p in part.paragraphs if not is_opening_words(p, block)]
                part = HeadedSection(part.kind, part.heading, kept, part.body, part.date)
            elif part.kind == "":
                # What is said of the items that follow is no word of this one.
                part = replace(part, paragraphs=[p for p in part.paragraphs if not is_openness(p.text)])
            if part.paragraphs:
                lists = part.kind in _NO_AMOUNTS
                whole = Span(part.paragraphs[0].start, part.paragraphs[-1].end)
                (self.listed if lists else self.told).append(whole)
            if part.kind == DECISION:
                self._decision(part)
            elif part.kind == ABSENCES:
                self._absences(part)
                continue
            elif part.kind == "bilag":
                found, rest = self._listed(part, block)
                self.attachments = merge_attachments(self.attachments, found)
                self._leave(rest)
            elif part.kind == "sagstype":
                self.case_type = read_case_type(self.document, part)
                self._leave(part.paragraphs[1:])
            elif part.kind == "":
                said = [one for one in part.paragraphs if says_recommended(one.text, self.profile)]
                if said and {DECISION, RECOMMENDATION} & {one.kind for one in own} == {DECISION}:
                    read = HeadedSection(RECOMMENDATION, None, said)
                    self.recommended.extend(read_recommendations(self.document, read, self.profile))
                else:
                    said = []
                self._leave([one for one in part.paragraphs if one not in said])
            elif part.kind == RECOMMENDATION:
                self.recommended.extend(read_recommendations(self.document, part, self.profile))
            elif part.kind == "behandling":
                self.path = self.path or read_path(self.document, part, self.profile)
            if path := _path_in_heading(part):
                self.path = read_path(self.document, path, self.profile)
            if part.paragraphs and part.kind not in _FIELDS:
                text = self.document.prose(part.paragraphs[0].start, part.paragraphs[-1].end)
                self.sections.append(Section(part.kind or "andet", text))

        apart = [p for part in (*own, *beside) if part.kind not in _FIELDS for p in part.paragraphs]
        self.attachments, used = with_numbers(self.document, self.attachments, apart)
        spans = [Span(paragraph.start, paragraph.end) for paragraph in used]
        self.unread = [span for span in self.unread if span not in spans]
        self.numbered = spans

    def _listed(self, part: HeadedSection, block: Block | None) -> tuple[list[Attachment], list[Paragraph]]:
        if block and (block.opens is not None or numbers_in_brackets(part)):
            return listed_attachments(self.document, part)
        return read_attachments(self.document, part, self.doubtful)

    def _decision(self, part: HeadedSection) -> None:
        text = decision_text(self.document, part)
        if text is not None:
            self.decisions.append((part, text))

    def _absences(self, part: HeadedSection) -> None:
        whole = [*([part.heading] if part.heading else []), *part.paragraphs]
        span = Span(whole[0].start, whole[-1].end)
        found = read_presence(Passage(self.document, span))
        self.away += found
        self.unread += [] if found else [span]

    def take_above(self, block: Block) -> None:
        """The files in front of a heading, and the letter of the item's kind in it."""
        names = [p for p in block.above if is_file_name(p.text)]
        files = [Attachment(self.document.quote(p.start, p.end)) for p in names]
        self.attachments = merge_attachments(files, self.attachments) if files else self.attachments
        self.case_type = self.case_type or block.case_type

    def _leave(self, paragraphs: Sequence[Paragraph]) -> None:
        self.unread += [Span(paragraph.start, paragraph.end) for paragraph in paragraphs]

    def values(
        self, number: str, title: Quote | None = None, remarked: Sequence[Presence] = ()
    ) -> dict[str, Any]:
        """The fields of the item of that number, by name; its ``title`` may say who raised the case,
        ``remarked`` is what is told elsewhere of who was there for it."""
        own = self._own_decision()
        self.unread += [
            text.span for part, text in self.decisions if not part.body and not (own and part is own[0])
        ]
        proceedings = read_proceedings(
            self.document,
            own[1] if own else None,
            number=number,
            title=title,
            told=[section.text.span for section in self.sections],
            participants=self.header.participants,
            remarked=[*self.away, *remarked],
            body=self.header.body_name,
            day=self.header.date,
        )
        self.findings += proceedings.findings
        said = [*([title.span] if title else []), *self.told]
        earlier = [
            (part, text) for part, text in self.decisions if part.body and not (own and part is own[0])
        ]
        return {
            "case_type": self.case_type,
            "decision": self._read(own[1]) if own else None,
            "earlier_decisions": tuple(
                EarlierDecision(_body(p, self.profile), p.date or "", t, p.number) for p, t in earlier
            ),
            "recommenders": tuple(self.recommended.recommenders),
            "recommendations": tuple(self.recommended.points),
            "recommendation_leads": tuple(self.recommended.leads),
            "treatment_path": tuple(self.path),
            "attachments": tuple(self.attachments),
            "sections": tuple(self.sections),
            "votes": proceedings.votes,
            "dissents": proceedings.dissents,
            "amendments": proceedings.amendments,
            "attendance": proceedings.attendance,
            "referral": proceedings.referral,
            "amounts": find_amounts(self.document, said),
            "places": find_places(self.document, said, self.profile, self.listed),
        }

    def _read(self, text: Quote) -> Decision:
        points = self.recommended.points
        return read_decision(
            self.document, text, points, self.profile, self.header.date, self.header.body_name
        )

    def _own_decision(self) -> tuple[HeadedSection, Quote] | None:
        """This meeting's decision among those printed: older minutes repeat the earlier steps'."""
        dated = [one for one in self.decisions if one[0].body]
        mine = [one for one in self.decisions if is_own_decision(one[0], self.header, self.profile)]
        day = self.header.date.isoformat() if self.header.date else None
        same_day = [one for one in dated if one[0].date == day]
        undated = [one for one in self.decisions if not one[0].body and not (day and one[0].date)]
        if candidates := mine or same_day or undated:
            return candidates[0]
        return (dated[-1][0], self._with_run_in(*dated[-1])) if dated else None

    def _with_run_in(self, part: HeadedSection, text: Quote) -> Quote:
        """The words of another meeting's decision with the heading on their line, which says whose it is."""
        heading = part.heading
        if heading is None or not part.paragraphs:
            return text
        run_in = heading.lines[-1].number == part.paragraphs[0].lines[0].number
        return self.document.prose(heading.start, text.span.end) if run_in else text


def _path_in_heading(part: HeadedSection) -> HeadedSection | None:
    """The path that stands in the heading of another section: `Resume (Sagsforløb: ØK, BY)`."""
    line = part.heading.lines[0] if part.heading and len(part.heading.lines) == 1 else None
    match = _PATH_IN_HEADING.search(line.text) if line else None
    if line and match is None and part.paragraphs:
        line = part.paragraphs[0].lines[0]  # or on a line of its own below it
        match = _PATH_IN_HEADING.fullmatch(line.text.strip(" :"))
    if line is None or match is None:
        return None
    value = Line(line.number, line.start + line.text.index(match["path"]), match["path"])
    return HeadedSection("behandling", None, [Paragraph((value,))])


def _body(part: HeadedSection, profile: Profile) -> str:
    agent = profile.find("body", part.body or "")
    return agent.name if agent else part.body or ""


def with_published_decision(
    document: Document, item: AgendaItem, text: Quote, header: Header, profile: Profile
) -> AgendaItem:
    """A closed item with a decision that its municipality has published: the words and their outcomes are
    told, and nothing else that they say."""
    read = read_decision(document, text, (), profile, header.date, header.body_name)
    decision = Decision(text=text, outcomes=read.case_outcomes, basis=read.basis)
    return replace(item, decision=decision, decision_published=True)


@dataclass
class ItemRead:
    """An item, what was odd, the spans no rule explained, and parts that are a lost item's."""

    item: AgendaItem
    findings: list[Finding] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    orphans: list[HeadedSection] = field(default_factory=list)


def read_item(
    document: Document,
    block: Block,
    numbers: Numbers,
    entry: Entry | None,
    header: Header,
    profile: Profile,
    closed: bool,
    stretch: Stretch,
    concluding: Collection[str] | None,
    bare: Bareness,
) -> ItemRead:
    """Read an item from its block and numbers; the stretch says which lost items may have left text there.
    A conclusion may be its decision unless ``concluding`` is ``None``: the headings that most items have.
    ``bare`` says how few headings of sections there are."""
    shares = read_block(document, block, numbers, header, profile, stretch)
    if closed:
        item = _closed_item(document, block, numbers, entry, shares.own, header, profile)
        return ItemRead(item, _title_findings(block, entry))
    title = _title(document, block, entry)
    own, orphans = shares.own, shares.orphans
    told = told_alone(own, block, header.body_name) if bare is not Bareness.NONE else own
    if bare is Bareness.ALL or (_says_it_alone(own, told) and not stretch.loss):
        own = told
    read = ItemFields(document, header, profile, doubtful=stretch.loss)
    read.take(own if concluding is None else concluded(own, concluding), block)
    read.take_above(block)
    spans = [
        Span(block.heading.start, block.heading.end),
        *(p.span for p in own if p.heading or p.paragraphs),
    ]
    item = AgendaItem(
        number=block.label,
        title=title,
        closed=False,
        span=Span(block.span.start, block.span.end if shares.end is None else shares.end),
        lines=block.lines,
        title_toc=entry.title if entry else None,
        case_numbers=tuple(numbers.cases),
        journal_number=numbers.journal,
        document_number=numbers.document,
        mentions=mentions_in(document, spans, profile, read.path),
        persons=persons_in(document, [spans[0], *_apart(own)], header, profile),
        references=references_in(
            document,
            spans,
            header,
            profile,
            [q.text for q in (*numbers.cases, numbers.journal) if q],
            read.path,
        ),
        **read.values(block.label, title, header.at_items.get(block.label, ())),
    )
    findings = [
        *_title_findings(block, entry),
        *_number_findings(block, numbers, profile),
        *read.findings,
    ]
    if shares.doubtful:
        read.unread += [part.span for part in shares.doubtful]
        message = f"Teksten efter punkt {block.label} kan være et manglende punkts; den er ikke brugt."
        findings.append(Finding("warning", "text-in-doubt", message, _lines(document, shares.doubtful)))
    if orphans and not stretch.loss:
        message = f"Punkt {block.label} har to beslutninger fra samme møde; den første er brugt."
        findings.append(Finding("warning", "second-decision", message, block.lines))
        read.unread += [part.span for part in orphans]
        orphans = []
    return ItemRead(item, findings, read.unread, orphans)


def _closed_item(
    document: Document,
    block: Block,
    numbers: Numbers,
    entry: Entry | None,
    own: Sequence[HeadedSection],
    header: Header,
    profile: Profile,
) -> AgendaItem:
    """A closed item: its title and numbers, and of its ``own`` parts the decision that is published."""
    title = _title(document, block, entry)
    item = AgendaItem(
        number=block.label,
        title=title,
        closed=True,
        span=title.span,
        lines=block.lines,
        title_toc=entry.title if entry else None,
        case_numbers=tuple(numbers.cases),
        mentions=mentions_in(document, [title.span], profile),
    )
    # What was not published is not in the document any more.
    publishes = header.publishes_closed(profile)
    published = published_decision(document, own, header, profile) if publishes else None
    text = decision_text(document, published) if published else None
    return with_published_decision(document, item, text, header, profile) if text else item


def read_lost_item(
    document: Document, entry: Entry, orphans: Sequence[HeadedSection], header: Header, profile: Profile
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
    values = read.values(entry.label, entry.title, header.at_items.get(entry.label, ()))
    if entry.closed:
        values["amounts"] = ()
    spans = [part.span for part in orphans if part.kind == DECISION and not entry.closed]
    item = AgendaItem(
        number=entry.label,
        title=entry.title,
        closed=entry.closed,
        span=entry.title.span,
        lines=lines,
        title_toc=entry.title,
        heading_lost=True,
        mentions=mentions_in(document, [entry.title.span, *spans], profile),
        **values,
    )
    return ItemRead(item, [*findings, *read.findings], [*unread, *read.unread])


def _apart(parts: Sequence[HeadedSection]) -> Iterator[Span]:
    """The headings and the words of parts, each by itself: what a heading ends in begins no name below it."""
    for part in parts:
        for own in ([part.heading] if part.heading else [], part.paragraphs):
            if own:
                yield Span(own[0].start, own[-1].end)


def _outside(part: HeadedSection, used: Sequence[Span]) -> list[Span]:
    """The paragraphs of a part that were not used."""
    own = [*([part.heading] if part.heading else []), *part.paragraphs]
    return [span for p in own if (span := Span(p.start, p.end)) not in used]


def _lines(document: Document, parts: Sequence[HeadedSection]) -> tuple[int, int]:
    return document.line_numbers(parts[0].span.start, parts[-1].span.end)


def _title(document: Document, block: Block, entry: Entry | None) -> Quote:
    """The heading's title; where that is empty the one in the contents, or else the bare heading."""
    if block.title.text or (entry and entry.title.text):
        return block.title if block.title.text or entry is None else entry.title
    return document.quote(block.heading.start, block.heading.end)


def mentions_in(
    document: Document, spans: Sequence[Span], profile: Profile, path: Sequence[TreatmentStep] = ()
) -> tuple[Mention, ...]:
    """What is named in the spans, and the bodies of the path, whatever they are called."""
    known = known_agents(profile)
    found = (m for s in spans for m in known.find(document.text[s.start : s.end], s.start))
    placed = (m for s in spans for m in placed_mentions(document, s.start, s.end, profile))
    named = (step for step in path if not step.known and not step.body.isupper())
    steps = (Mention("body", step.body, step.quote, by_form=True) for step in named)
    return tuple(without_overlaps((*found, *placed, *steps)))


def persons_in(
    document: Document, spans: Sequence[Span], header: Header, profile: Profile
) -> tuple[PersonMention, ...]:
    """The people that are named in some stretches."""
    present = [participant.name.text for participant in header.participants]
    return tuple(p for s in spans for p in find_people(document, s.start, s.end, present, profile))


def references_in(
    document: Document,
    spans: Sequence[Span],
    header: Header,
    profile: Profile,
    own: Sequence[str],
    path: Sequence[TreatmentStep],
) -> tuple[Reference, ...]:
    """What some stretches point to; ``own`` are the item's own case and journal numbers, and the steps of its
    ``path`` say themselves where it goes."""
    steps = {step.quote.span.start for step in path}
    body = header.body_name
    found = (r for s in spans for r in find_references(document, s.start, s.end, profile, body, header.date))
    return tuple(
        one
        for one in found
        if one.case_number not in own and one.kle not in own and one.quote.span.start not in steps
    )


def _title_findings(block: Block, entry: Entry | None) -> list[Finding]:
    if entry is None:
        return []
    title, listed = folded(block.title.text).rstrip("."), folded(entry.title.text).rstrip(".")
    if title == listed or (len(listed) > 60 and title.startswith(listed)):
        return []
    message = f"Punkt {block.label} hedder noget andet i indholdsfortegnelsen: »{entry.title.text}«."
    return [Finding("info", "title-differs", message, block.lines)]


def _number_findings(block: Block, numbers: Numbers, profile: Profile) -> list[Finding]:
    unknown = [quote.text for quote in numbers.cases if profile.number_form(quote.text) is None]
    message = f"Punkt {block.label}: sagsnummer af ukendt form: {', '.join(unknown)}."
    return [Finding("info", "case-number-form", message, block.lines)] if unknown else []
