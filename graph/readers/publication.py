"""Exports whose root is ``Publication``: of SBSYS and AgMan, and GetOrganized's dialect of the same form.

A file has one meeting, in one agenda or, with supplements, several. An item is a row of fields, of which
those with ``IsFeedback`` hold decisions, one a body. Who publishes, changes and writes to whom stands all
through the file and is never read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from graph.minutes.model import SourceId
from graph.readers.protocol.agenda import Told, at_most, closed_item, in_order, says_closed
from graph.readers.protocol.record import (
    RecordedAttachment,
    RecordedItem,
    RecordedMeeting,
    RecordedPerson,
    RecordedSection,
    RecordedStep,
)
from graph.readers.protocol.values import (
    EARLIER,
    OWN,
    DecisionHeading,
    by_day,
    closed_title,
    decision_heading,
    is_personal,
    is_placeholder,
    is_true,
    moment,
    numbered_title,
    person,
    section,
    squeezed,
    status_of,
    told_apart,
    without_period,
)
from graph.readers.protocol.xml_reader import XmlReader, told_of
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import (
    Outline,
    XmlSource,
    attribute,
    below,
    child,
    children,
    detached,
    markup,
    words,
)
from graph.wording.bodies import same_body
from graph.wording.headings import section_kind

SYSTEM, GET_ORGANIZED = "sbsys-publication", "getorganized"
_PERSONAL = ("EmailAddress", "CreatedBy", "LastChangedBy", "PublishedBy", "FileName", "OutputPath")
_PRESENT = ("0", "1", "4")  # not decided, accepted, present, as importers take them
_WHOLE_MINUTES = re.compile(r"^0+(?:\.0+)?$")  # the number of pseudo-items that only hold a file


def is_publication(seen: Outline) -> bool:
    """Whether a file is such an export."""
    return seen.root == "publication" and bool(seen.names & {"agendas", "agenda"})


def record(source: XmlSource) -> RecordedMeeting:
    """The meeting that an export tells of. Raises :class:`Unreadable` for one that tells of none."""
    agendas = list(below(source.root, "Agenda"))
    if not agendas:
        raise Unreadable("not-minutes", "Filen har intet møde.")
    return _Export(source, agendas).record()


def _is_supplement(agenda: Element) -> bool:
    return is_true(words(agenda, "IsExtendedAgenda")) or "tillæg" in words(agenda, "Name").casefold()


@dataclass(frozen=True, slots=True)
class _Agenda:
    """What an agenda says of all its items: its flag, empty for none, and what its name tells."""

    public: str
    closed: bool
    supplementary: bool


class _Export:
    """One file in the reading."""

    def __init__(self, source: XmlSource, agendas: Sequence[Element]) -> None:
        self.source, self.agendas = source, agendas
        self.told = Told()
        self.main = next((one for one in agendas if not _is_supplement(one)), agendas[0])
        self.meeting = child(self.main, "Meeting")
        self.committee = child(self.main, "Committee")
        self.printed = squeezed(words(self.committee, "Name"))
        self.body = without_period(self.printed)
        self.start = moment(words(self.meeting, "When"))
        has_type = child(source.root, "PublicationTypeAsValue") is not None
        self.system = SYSTEM if has_type or not attribute(source.root, "TimeStamp") else GET_ORGANIZED
        self.kind = self._kind()

    def _kind(self) -> str:
        holders = (self.source.root, self.main)
        value = next((v for one in holders if (v := squeezed(words(one, "PublicationTypeAsValue")))), "")
        name = next((v for one in holders if (v := squeezed(words(one, "PublicationTypeAsEnum")))), "")
        if value == "0" or name.casefold() == "draft":
            self.told.add("draft")
        if value not in ("", "0", "1") or (not value and "minutes" in name.casefold()):
            return "referat"
        if not value and not name:
            self.told.add("kind-unknown")
            if any(self._decides(one) for agenda in self.agendas for one in below(agenda, "ItemField")):
                return "referat"
        return "tillaegsdagsorden" if all(map(_is_supplement, self.agendas)) else "dagsorden"

    def record(self) -> RecordedMeeting:
        skipped: list[str] = []
        items: list[RecordedItem] = []
        personal = told_of(self.source.root, _PERSONAL)
        for agenda in self.agendas:
            whole = _Agenda(
                public=squeezed(words(agenda, "IsPublic")),
                closed=says_closed(words(agenda, "Name"), self.printed),
                supplementary=_is_supplement(agenda) and self.kind != "tillaegsdagsorden",
            )
            for holder in children(agenda, "Items"):
                read = (self._item(one, whole, skipped) for one in at_most(children(holder, "Item")))
                items += [one for one in read if one]
        participants = tuple(self._people(child(self.meeting, "Members")))
        self.told.add("participants-missing", not participants)
        self.told.add("not-minutes", self.kind != "referat")
        self.told.add("personal-field-dropped", personal)
        ended = moment(words(self.meeting, "Concluded")).time or moment(words(self.meeting, "Until")).time
        published = words(self.source.root, "Published") or attribute(self.source.root, "TimeStamp")
        return RecordedMeeting(
            body=self.body,
            body_printed=self.printed or None,
            date=self.start.date,
            kind=self.kind,
            start_time=self.start.time,
            end_time=ended,
            place=squeezed(words(self.meeting, "Where")) or None,
            published_at=moment(published).with_offset,
            participants=participants,
            items=in_order(items, self.told, skipped),
            source_ids=self._source_ids(),
            findings=(*self.source.findings, *self.told.findings),
        )

    def _source_ids(self) -> tuple[SourceId, ...]:
        told = (("meeting", self.meeting), ("agenda", self.main), ("body", self.committee))
        return tuple(
            SourceId(self.system, kind, value) for kind, one in told if (value := attribute(one, "ID"))
        )

    def _people(self, members: Element | None, at_item: bool = False) -> Iterator[RecordedPerson]:
        """The members by their status: of the whole meeting, or those away from an item.

        GetOrganized says with ``Participate`` 0 that a member took part.
        """
        for one in members if members is not None else ():
            status = self._status(one)
            note = squeezed(words(one, "ParticipationNote"))
            if at_item and status != "present" and status_of(note) == "disqualified":
                status = "disqualified"
            spelled = note.casefold() in ("inhabil", "afbud", "fravær", "fraværende")
            role = squeezed(words(one, "MeetingMemberRolesList"))
            read = person(words(one, "Name"), status, role=role, note="" if spelled else note)
            if read and (not at_item or read.status != "present"):
                yield read

    def _status(self, member: Element) -> str:
        took_part = squeezed(words(member, "Participate"))
        if took_part:
            return "present" if took_part == "0" else "absent"
        value = squeezed(words(member, "ParticipationStatusAsValue"))
        said = status_of(words(member, "ParticipationStatusAsText"))
        if value in _PRESENT or (not value and said in (None, "present")):
            return "present"
        return said if said and said != "present" else "absent"

    def _item(self, element: Element, agenda: _Agenda, skipped: list[str]) -> RecordedItem | None:
        detached(element, "Item")  # may be closed where this one is open
        number = squeezed(words(element, "Number"))
        if _WHOLE_MINUTES.match(number):
            skipped.append(number)
            return None
        title = squeezed(words(element, "Caption"))
        if not title:
            self.told.add("item-without-title")
            skipped.append(number)
            return None
        said_closed, title = closed_title(title)
        case = child(element, "Case")
        own_number = squeezed(words(case, "Number")) or squeezed(words(element, "ItemCaseNumber"))
        before, title = numbered_title(title)
        numbers = tuple(dict.fromkeys(one for one in (own_number, before) if one))
        if said_closed or not self._is_open(element, agenda):
            shown = (words(one, "Content") for one in below(element, "ItemField"))
            self.told.add(
                "closed-item-decision-published",
                any(squeezed(text) and not is_placeholder(text) for text in shown),
            )
            return closed_item(number, title, numbers, self._fields(element, title))
        identifier = attribute(element, "ID")
        fields = list(self._fields(element, title))
        sections, away = told_apart(
            (*fields, *self._history(element, fields)),
            child(child(element, "Enclosures"), "Enclosure") is not None,
        )
        return RecordedItem(
            number=number,
            title=title,
            case_numbers=numbers,
            case_title=squeezed(words(case, "Title")) or None,
            sections=sections,
            path=self._path(sections),
            attachments=tuple(self._attachments(element)),
            attendance=(*self._people(child(element, "Members"), at_item=True), *away),
            supplementary=agenda.supplementary,
            source_ids=(SourceId(self.system, "item", identifier),) if identifier else (),
        )

    def _is_open(self, element: Element, agenda: _Agenda) -> bool:
        """Whether an item and its agenda are public; in doubt an item is closed."""
        own = squeezed(words(element, "IsPublic"))
        if (agenda.public and not is_true(agenda.public)) or agenda.closed:
            return False
        if not own and not agenda.public:
            self.told.add("closed-in-doubt")
            return False
        return not own or is_true(own)

    def _fields(self, element: Element, title: str) -> Iterator[RecordedSection]:
        """The fields that say something, decisions with whose they are; an agenda has none of its own."""
        holder = child(element, "Fields")
        decided = False
        for one in sorted(children(holder, "ItemField"), key=_index):
            heading, content = squeezed(words(one, "Caption")), markup(child(one, "Content"))
            named = self._heading(one)
            if is_placeholder(content):
                self.told.add("placeholder-section")
            elif is_personal(heading):
                self.told.add("personal-field-dropped")
            elif not squeezed(content):
                continue
            elif named is None:
                yield section("" if heading == title else heading, content)
            else:
                for day, words_of_day in by_day(content) if named.date is None else [(None, content)]:
                    whose = replace(named, date=day or named.date)
                    if not self._is_own(whose):
                        body = without_period(named.body or self.body)
                        yield section(heading, words_of_day, replace(whose, body=body), EARLIER)
                    elif decided:
                        self.told.add("second-decision")
                    elif self.kind == "referat":
                        decided = True
                        here = DecisionHeading(self.body, self.start.date)
                        yield section(heading, words_of_day, here, OWN)

    def _heading(self, field: Element) -> DecisionHeading | None:
        """Whose decision a field holds; ``None`` for a field of none."""
        named = decision_heading(words(field, "Caption"))
        if named is None and is_true(words(field, "IsFeedback")):
            return DecisionHeading()
        return named

    def _decides(self, field: Element) -> bool:
        """Whether a field holds a decision of the meeting's own, which only minutes have."""
        named, content = self._heading(field), words(field, "Content")
        said = bool(squeezed(content)) and not is_placeholder(content)
        return named is not None and said and self._is_own(named)

    def _is_own(self, named: DecisionHeading) -> bool:
        same_day = named.date is None or named.date == self.start.date
        return same_day and (named.body is None or same_body(named.body, self.body))

    def _history(self, element: Element, sections: Sequence[RecordedSection]) -> Iterator[RecordedSection]:
        """What other bodies, or this one on another day, decided before."""
        known = {(one.body, one.date) for one in sections if one.kind == EARLIER}
        for one in below(child(element, "ItemHistory"), "ItemField"):
            heading, content = squeezed(words(one, "Caption")), markup(child(one, "Content"))
            details = next(below(one, "MeetingDetails"), None)
            body = without_period(words(details, "CommitteeName"))
            day = moment(words(details, "MeetingDueDate")).date
            is_decision = decision_heading(heading) or is_true(words(one, "IsFeedback"))
            if is_placeholder(content):
                self.told.add("placeholder-section")
            elif (
                squeezed(content)
                and is_decision
                and body
                and not (same_body(body, self.body) and day == self.start.date)
                and (body, day) not in known
            ):
                yield section(heading, content, DecisionHeading(body, day), EARLIER)

    def _path(self, sections: Sequence[RecordedSection]) -> tuple[RecordedStep, ...]:
        """The body that the item says settles it, which is where its path ends."""
        deciding = [one for one in sections if section_kind(one.heading) == "beslutningskompetence"]
        bodies = (squeezed(one.content).rstrip(".") for one in deciding)
        return tuple(RecordedStep(body) for body in bodies if body and len(body) < 60)

    def _attachments(self, element: Element) -> Iterator[RecordedAttachment]:
        for one in below(child(element, "Enclosures"), "Enclosure"):
            title = squeezed(words(one, "Name"))
            protected, public = words(one, "IsProtected").strip(), words(one, "IsPublic").strip()
            said = bool(protected or public)
            secret = is_true(protected) or bool(public and not is_true(public))
            if self.told.lists(title, said and not secret) and title:
                yield RecordedAttachment(title, None, attribute(one, "ID") or None)


def _index(field: Element) -> int:
    index = squeezed(words(field, "Index"))
    return int(index) if index.isdecimal() and len(index) < 9 else 10**9


class PublicationReader(XmlReader):
    """Reads such exports."""

    name = "publication"
    label = "en publikation fra SBSYS eller GetOrganized"
    version = 6
    is_form = staticmethod(is_publication)
    recorded = staticmethod(record)
