"""What a source tells of a meeting -> the text that is served, and where in it everything stands.

The text begins as the minutes of Kalundborg do (`REFERAT <body> d. <date>`, Mødedato, Mødested,
Mødedeltagere), so that one reading view serves all; an item is `Punkt N: title`, its numbers, its sections
and its attachments. Paragraphs stand apart by a blank line, entries of lists and rows of tables below each
other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.minutes.characters import normalised
from graph.minutes.dates import WEEKDAYS, in_words
from graph.minutes.document import one_line
from graph.minutes.model import Finding, Span
from graph.minutes.outline import (
    AttachmentPlace,
    ItemPlace,
    Outline,
    PersonPlace,
    SectionPlace,
    StepPlace,
)
from graph.readers.markup import Block
from graph.readers.protocol.agenda import Told
from graph.readers.protocol.history import Line, earlier_decisions
from graph.readers.protocol.parts import TOKENS, Part, closed_elsewhere, parts_of, section_says_closed
from graph.readers.protocol.record import (
    RecordedItem,
    RecordedMeeting,
    RecordedPerson,
    RecordedSection,
    RecordedStep,
)
from graph.readers.protocol.values import is_placeholder
from graph.readers.rendering import MOST_CHARACTERS, too_much_text

_TITLES = {"referat": "REFERAT", "dagsorden": "DAGSORDEN", "tillaegsdagsorden": "TILLÆGSDAGSORDEN"}
_HISTORY, _PATH = "tidligere-behandling", "behandling"
_DECISION = "Beslutning"
_LISTS = {"Afbud": ("excused",), "Fraværende": ("absent",), "Inhabile": ("disqualified",)}
"""Labels of those who were not there, with the codes of ``fremmoede``; all others were."""
_PRESENT = "Mødedeltagere"
_OF_ITEM = {
    "absent": "Fraværende under punktet",
    "excused": "Afbud til punktet",
    "disqualified": "Inhabile under punktet",
    "substitute": "Stedfortrædere under punktet",
    "arrived": "Kom til under punktet",
    "left": "Forlod mødet under punktet",
    "present": "Til stede under punktet",
}
_INDENT = "  "
_SHOWN = "closed-item-decision-published"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a meeting, its outline, what was odd, and how many characters, but for white space, the
    source shows of closed items beside title and numbers."""

    text: str
    outline: Outline
    findings: tuple[Finding, ...]
    left_out: int


def render(meeting: RecordedMeeting) -> Rendered:
    """The text of a meeting. Raises :class:`graph.readers.rendering.Unreadable` where markup lies too deep or
    the whole is longer than minutes are."""
    return _Renderer(meeting).render()


@dataclass
class _Text:
    """A text in the making."""

    length: int = 0
    _parts: list[str] = field(default_factory=list)

    def add(self, *pieces: str, below: bool = False) -> list[Span]:
        """Add a line made of pieces, with a blank line before it unless it is to stand right ``below`` the
        last; the place of each piece."""
        if self.length:
            self._push("\n" if below else "\n\n")
        places = []
        for piece in pieces:
            start = self.length
            self._push(normalised(piece))
            places.append(Span(start, self.length))
        if self.length > MOST_CHARACTERS:
            raise too_much_text()
        return places

    def _push(self, piece: str) -> None:
        self._parts.append(piece)
        self.length += len(piece)

    def last(self, pieces: int) -> str:
        """What the last pieces that were added say."""
        return "".join(self._parts[-pieces:])

    @property
    def text(self) -> str:
        return "".join(self._parts)


class _Renderer:
    def __init__(self, meeting: RecordedMeeting) -> None:
        self.meeting = meeting
        self.text = _Text()
        self.seen: Counter[str] = Counter()
        self.left_out = 0
        # Characters of sections so far, but for white space.
        self.words = 0

    def render(self) -> Rendered:
        meeting = self.meeting
        outline = self._head()
        named = closed_elsewhere(meeting.items)
        items = tuple(self._item(item, named) for item in meeting.items)
        told = Told()
        del self.seen[TOKENS]
        if any(finding.code == _SHOWN for finding in meeting.findings):
            del self.seen[_SHOWN]  # told by who read the record
        for code, times in self.seen.items():
            told.add(code, times)
        return Rendered(
            self.text.text,
            replace(outline, items=items),
            (*meeting.findings, *told.findings),
            self.left_out,
        )

    def _head(self) -> Outline:
        meeting = self.meeting
        printed, body = self._title()
        day = _day(meeting.date)
        if day:
            until = f"-{meeting.end_time}" if meeting.end_time else ""
            at = f" kl. {meeting.start_time}{until}" if meeting.start_time else ""
            weekday = WEEKDAYS[day.weekday()].capitalize()
            self.text.add(f"Mødedato {weekday} d. {in_words(day, 'da')}{at}")
        place = one_line(meeting.place or "")
        return Outline(
            kind=meeting.kind,
            held=meeting.held,
            body=body,
            body_printed=printed,
            date=day.isoformat() if day else None,
            start_time=meeting.start_time,
            end_time=meeting.end_time,
            place=self.text.add("Mødested ", place)[1] if place else None,
            published_at=meeting.published_at,
            participants=tuple(self._participants()),
            guests=self._guests(),
            source_ids=meeting.source_ids,
            permalink=meeting.permalink,
            gone_since=meeting.gone_since,
        )

    def _title(self) -> tuple[Span | None, Span | None]:
        """The title of the whole; where the body is named in it, with its period and without."""
        meeting = self.meeting
        body = normalised(one_line(meeting.body))
        printed = normalised(one_line(meeting.body_printed or "")) or body
        if body not in printed:
            printed = body
        day = _day(meeting.date)
        title = _TITLES.get(meeting.kind, _TITLES["referat"])
        on = f" d. {day:%d-%m-%Y}" if day else ""
        if not body:
            self.text.add(f"{title}{on}")
            return None, None
        place = self.text.add(f"{title} ", printed, on)[1]
        start = place.start + printed.index(body)
        return place, Span(start, start + len(body))

    def _participants(self) -> Iterable[PersonPlace]:
        apart = {status: label for label, statuses in _LISTS.items() for status in statuses}
        for label in (_PRESENT, *_LISTS):
            own = [one for one in self.meeting.participants if apart.get(one.status, _PRESENT) == label]
            yield from self._people(f"{label} ", own)

    def _guests(self) -> tuple[Span, ...]:
        """A line with those who were there without being of the body."""
        named = [one_line(guest) for guest in self.meeting.guests if one_line(guest)]
        if not named:
            return ()
        pieces = [piece for guest in named for piece in (", ", guest)][1:]
        return tuple(self.text.add("Gæster ", *pieces)[1::2])

    def _people(self, label: str, people: Sequence[RecordedPerson]) -> list[PersonPlace]:
        """A line with a list of people, each with what is told of them in brackets."""
        pieces = [label]
        found: list[tuple[str, dict[str, int]]] = []
        for person in people:
            if not one_line(person.name):
                continue
            if found:
                pieces.append(", ")
            own = {"name": len(pieces)}
            pieces.append(one_line(person.name))
            for name, lead, words in _told_of(person):
                pieces.append((" (" if len(own) == 1 else ", ") + lead)
                own[name] = len(pieces)
                pieces.append(words)
            if len(own) > 1:
                pieces.append(")")
            found.append((person.status, own))
        if not found:
            return []
        places = self.text.add(*pieces)
        return [_person(status, {name: places[at] for name, at in own.items()}) for status, own in found]

    def _item(self, item: RecordedItem, named: Collection[str]) -> ItemPlace:
        """An item; ``named`` are the numbers of those that others say are closed."""
        if not item.closed and (item.number in named or any(map(section_says_closed, item.sections))):
            self.seen["closed-in-doubt"] += 1
            item = replace(item, closed=True)
        closed = "Lukket: " if item.closed else ""
        heading = self.text.add("Punkt ", item.number, ": ", closed, one_line(item.title))
        place = ItemPlace(
            number=item.number,
            heading=Span(heading[0].start, heading[-1].end),
            title=heading[-1],
            span=Span(heading[0].start, heading[-1].end),
            closed=item.closed,
            case_numbers=self._case_numbers(item.case_numbers),
            supplementary=item.supplementary,
            source_ids=item.source_ids,
            permalink=item.permalink,
        )
        if item.closed:
            place = replace(place, withheld=self._withheld((*item.sections, *item.withheld)))
        else:
            place = self._open_item(item, place)
        return replace(place, span=Span(place.span.start, self.text.length))

    def _open_item(self, item: RecordedItem, place: ItemPlace) -> ItemPlace:
        return replace(
            place,
            case_title=self._labelled("Sagstitel: ", item.case_title),
            journal_number=self._labelled("J.nr.: ", item.journal_number),
            document_number=self._labelled("Dokumentnr.: ", item.document_number),
            case_type=self._headed("Sagstype", item.case_type),
            path=self._steps(item.path),
            sections=self._sections(item.sections),
            attachments=self._attachments(item),
            attendance=tuple(self._attendance(item.attendance)),
        )

    def _withheld(self, sections: Sequence[RecordedSection]) -> tuple[SectionPlace, ...]:
        """What the source shows of a closed item, which is counted."""
        before = self.words
        found = self._sections(sections)
        self.left_out += self.words - before
        self.seen[_SHOWN] += self.words > before
        return found

    def _case_numbers(self, numbers: Sequence[str]) -> tuple[Span, ...]:
        numbers = [one_line(number) for number in numbers if one_line(number)]
        if not numbers:
            return ()
        pieces = [piece for number in numbers for piece in (", ", number)][1:]
        return tuple(self.text.add(*pieces)[::2])

    def _labelled(self, label: str, value: str | None) -> Span | None:
        value = one_line(value or "")
        return self.text.add(label, value)[1] if value else None

    def _headed(self, heading: str, value: str | None) -> Span | None:
        value = one_line(value or "")
        if not value:
            return None
        self.text.add(heading)
        return self.text.add(value)[0]

    def _steps(self, steps: Sequence[RecordedStep]) -> tuple[StepPlace, ...]:
        """The path of the case, a body a line."""
        found = []
        for at, step in enumerate(one for one in steps if one_line(one.body)):
            if not at:
                self.text.add("Behandling")
            day = _day(step.date)
            on = f" den {in_words(day, 'da')}" if day else ""
            body = self.text.add(one_line(step.body), on, below=at > 0)[0]
            found.append(StepPlace(body, day.isoformat() if day else None))
        return tuple(found)

    def _sections(self, sections: Sequence[RecordedSection]) -> tuple[SectionPlace, ...]:
        found: list[SectionPlace] = []
        for section in sections:
            if is_placeholder(section.content):
                self.seen["placeholder-section"] += 1
                continue
            for part in parts_of(section, self.seen):
                if is_placeholder("\n".join(block.text for block in part.blocks[:2])):
                    self.seen["placeholder-section"] += 1
                else:
                    found += self._part(part)
        return tuple(found)

    def _part(self, part: Part) -> list[SectionPlace]:
        """A section and, of one on the course of the case, what each earlier meeting decided."""
        heading, body = self._part_heading(part)
        lines = self._blocks(part.blocks)
        start = lines[0].span.start if lines else self.text.length
        text = Span(start, lines[-1].span.end if lines else start)
        earlier = earlier_decisions(lines) if part.kind == _HISTORY else []
        kind = part.kind
        if kind == _HISTORY and not earlier and part.heading.casefold().startswith("sagsforløb"):
            kind = _PATH  # the word means the one in some municipalities, and the other in others
        own = SectionPlace(kind, text, heading, part.known, body, part.told.date, part.told.number)
        return [own, *earlier]

    def _part_heading(self, part: Part) -> tuple[Span | None, Span | None]:
        """Write a heading, which names the body of a decision, told or not; where it and the body stand."""
        name = normalised(one_line(part.told.body or ""))
        if not name:
            return (self.text.add(part.heading)[0] if part.heading else None), None
        at = normalised(part.heading).casefold().find(name.casefold())
        if at >= 0:
            heading = self.text.add(part.heading)[0]
            return heading, Span(heading.start + at, heading.start + at + len(name))
        day = _day(part.told.date)
        on = f" den {in_words(day, 'da')}" if day else ""
        places = self.text.add(part.heading or _DECISION, " i ", name, on)
        return Span(places[0].start, places[-1].end), places[2]

    def _blocks(self, blocks: Sequence[Block]) -> list[Line]:
        """Write blocks; the lines that came of them."""
        found: list[Line] = []
        before: Block | None = None
        for block in blocks:
            if not block.text.strip():
                before = None
                continue
            indent = _INDENT * max(block.depth - 1, 0)
            listed = block.depth > 0 and before is not None and before.depth > 0
            below = before is not None and (listed or (block.row and before.row))
            for at, line in enumerate(block.text.split("\n")):
                lead = indent + (block.mark if at == 0 else " " * len(block.mark))
                if block.depth and not block.mark:
                    lead += _INDENT
                words = line.rstrip() if block.row else line.strip()
                places = self.text.add(lead, words, below=below or at > 0)
                written = self.text.last(2)
                self.words += len("".join(written.split()))
                found.append(Line(Span(places[0].start, places[1].end), written, at in block.set_off))
            before = block
        return found

    def _attachments(self, item: RecordedItem) -> tuple[AttachmentPlace, ...]:
        found = []
        for at, one in enumerate(one for one in item.attachments if one_line(one.title)):
            if not at:
                self.text.add("Bilag")
            number = one_line(one.document_number or "")
            places = self.text.add(one_line(one.title), *(["\t", number] if number else []), below=at > 0)
            found.append(AttachmentPlace(places[0], places[-1] if number else None))
        return tuple(found)

    def _attendance(self, people: Sequence[RecordedPerson]) -> Iterable[PersonPlace]:
        for status, label in _OF_ITEM.items():
            own = [one for one in people if one.status == status]
            yield from self._people(f"{label}: ", own)


def _told_of(person: RecordedPerson) -> Iterable[tuple[str, str, str]]:
    """What is told of a person beside the name: what it is, the words that lead to it, and its own."""
    note = one_line(person.note or "")
    stands_in = one_line(person.substitute_for or "")
    if party := one_line(person.party or ""):
        yield "party", "", party
    if role := one_line(person.role or ""):
        yield "role", "", role
    if note and not (stands_in and stands_in in note):
        yield "note", "", note
    if stands_in:
        yield "substitute_for", "stedfortræder for ", stands_in


def _person(status: str, places: Mapping[str, Span]) -> PersonPlace:
    return PersonPlace(
        places["name"], status, places.get("party"), places.get("substitute_for"), places.get("note")
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
