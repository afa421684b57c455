"""Exports of Fujitsu eDoc, of the namespace ``http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/``.

A file may hold everything, closed items and case workers too (``OutputFilterIsPublic`` is false), so what is
public is decided here, item by item. The decisions of a case are in its plan of handlings: whose they are is
told by body and day, never by ``Placement``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from graph.minutes.model import SourceId
from graph.readers.protocol.agenda import Told, all_closed, at_most, closed_item, in_order, says_closed
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
    closed_title,
    decision_heading,
    is_personal,
    is_placeholder,
    is_true,
    moment,
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
    below,
    child,
    children,
    detached,
    is_named,
    markup,
    words,
)
from graph.wording.bodies import same_body
from graph.wording.names import is_role_word

SYSTEM = "edoc"
_OF_FORM = {"outputtypeenumname", "agendaelement", "agendaelements", "handlingitem", "notification"}
_GUEST = "MeetingParticipantExternal"
_PERSONAL = ("InitiatedByIdentifier", "CaseWorker", "HandlingItemCaseWorker", "OutputLayoutCssFile")

_LONGEST_GUEST = 200  # characters
_STANDING = "fast punkt"  # the title of the case that all items without a case of their own share


def is_edoc(seen: Outline) -> bool:
    """Whether a file is such an export, or a notification of one."""
    return seen.root == "root" and (bool(seen.names & _OF_FORM) or "fujitsu.dk/agenda/xml" in seen.attributes)


@dataclass(frozen=True, slots=True)
class Notification:
    """That an agenda is published, or is withdrawn: `Notification/{Publish, MeetingIdentifier,
    AgendaIdentifier, Timestamp, PathToXml}`; ``path`` has backslashes, from the notification's folder."""

    agenda: str
    publish: bool
    timestamp: str
    path: str


def notifications(source: XmlSource) -> tuple[Notification, ...]:
    """The notifications in a file, none in any other. One that does not say ``true`` withdraws."""
    return tuple(
        Notification(
            agenda=squeezed(words(told, "AgendaIdentifier")).lower(),
            publish=is_true(words(told, "Publish")),
            timestamp=squeezed(words(told, "Timestamp")),
            path=words(told, "PathToXml").strip(),
        )
        for told in below(source.root, "Notification")
    )


def agenda_of(source: XmlSource) -> str:
    """The identifier of the agenda in an export, by which notifications speak of it; empty for none."""
    agenda = next(below(source.root, "Agenda"), None)
    return squeezed(words(agenda, "Identifier")).lower()


def record(source: XmlSource) -> RecordedMeeting:
    """The meeting that an export tells of. Raises :class:`Unreadable` for one that tells of none."""
    if notifications(source):
        message = "Filen er en meddelelse om et referat, ikke selve referatet."
        raise Unreadable("not-minutes", message, "info")
    committee = next(below(source.root, "Committee"), None)
    meeting = next(below(committee, "Meeting"), None)
    agendas = list(below(meeting, "Agenda"))
    if committee is None or meeting is None:
        raise Unreadable("not-minutes", "Filen har intet møde.")
    return _Export(source, committee, meeting, agendas).record()


class _Export:
    """One file in the reading."""

    def __init__(
        self, source: XmlSource, committee: Element, meeting: Element, agendas: Sequence[Element]
    ) -> None:
        self.source, self.committee, self.meeting, self.agendas = source, committee, meeting, agendas
        self.told = Told()
        self.printed = squeezed(words(committee, "Name"))
        self.body = without_period(self.printed)
        self.start = moment(words(meeting, "MeetingDateTime"))
        self.kind = self._kind()

    def record(self) -> RecordedMeeting:
        skipped: list[str] = []
        items: list[RecordedItem] = []
        personal = told_of(self.source.root, _PERSONAL)
        exception = squeezed(words(self.meeting, "MeetingPublicExceptionIndicator"))
        excepted = is_true(exception) or says_closed(exception)
        for agenda in self.agendas:
            supplementary = _is_supplement(agenda)
            read = (
                self._item(one, supplementary, skipped) for one in at_most(below(agenda, "AgendaElement"))
            )
            found = [one for one in read if one]
            closed = excepted or says_closed(words(agenda, "Type"), self.printed)
            items += all_closed(found) if closed else found
        self.told.add("personal-field-dropped", personal)
        participants = self._participants()
        if not participants:
            self.told.add("participants-missing")
        self.told.add("not-minutes", self.kind != "referat")
        ordered = in_order(items, self.told, skipped)
        return RecordedMeeting(
            body=self.body,
            body_printed=self.printed or None,
            date=self.start.date,
            kind=self.kind,
            start_time=self.start.time,
            end_time=moment(words(self.meeting, "EndDateTime")).time,
            place=squeezed(words(self.meeting, "MeetingLocation")) or None,
            participants=participants,
            guests=self._guests(),
            items=ordered,
            source_ids=self._source_ids(),
            findings=(*self.source.findings, *self.told.findings),
        )

    def _kind(self) -> str:
        output = squeezed(words(self.source.root, "OutputTypeEnumName")).casefold()
        supplement = bool(self.agendas) and all(map(_is_supplement, self.agendas))
        if output and output != "agenda":
            return "referat"
        if not output:
            self.told.add("kind-unknown")
            decided = (words(one, "Content") for one in self._decisions())
            if any(text.strip() and not is_placeholder(text) for text in decided):
                return "referat"
        return "tillaegsdagsorden" if supplement else "dagsorden"

    def _decisions(self) -> list[Element]:
        found = below(self.meeting, "CasePresentation")
        return [one for one in found if is_true(words(one, "IsDecision"))]

    def _source_ids(self) -> tuple[SourceId, ...]:
        agenda = self.agendas[0] if self.agendas else None
        told = (
            ("meeting", words(self.meeting, "MeetingIdentifier")),
            ("agenda", words(agenda, "Identifier")),
            ("body", words(self.committee, "Identifier")),
        )
        return tuple(SourceId(SYSTEM, kind, value) for kind, text in told if (value := squeezed(text)))

    def _participants(self) -> tuple[RecordedPerson, ...]:
        found = []
        for one in below(self.meeting, "MeetingParticipant"):
            there = words(one, "Participate")
            role = squeezed(words(one, "RoleInMeeting"))
            party = squeezed(words(one, "PoliticalPartyList")) or squeezed(words(one, "PoliticalParty"))
            status = "present" if is_true(there) or not there.strip() else "absent"
            read = person(words(one, "Name"), status, party, role)
            found += [read] if read else []
        return tuple(found)

    def _guests(self) -> tuple[str, ...]:
        """Those who were there without being of the body, in the source's words. Of one whose role
        these do not tell nothing is kept."""
        outside = below(self.meeting, "Agenda", _GUEST)  # who is called in to a closed item is in its agenda
        named = [squeezed(words(one, "Name")) for one in outside if is_named(one, _GUEST)]
        told = [
            one for one in named if 0 < len(one) <= _LONGEST_GUEST and any(map(_says_a_role, one.split()))
        ]
        self.told.add("personal-field-dropped", len(told) < sum(map(bool, named)))
        return tuple(dict.fromkeys(told))

    def _item(self, element: Element, supplementary: bool, skipped: list[str]) -> RecordedItem | None:
        detached(element, "AgendaElement")  # may be closed where this one is open
        handled = next(below(element, "HandlingItem"), None)
        number = squeezed(words(handled, "SerialNo"))
        title = squeezed(words(handled, "NeutralTitle")) or squeezed(words(handled, "Title"))
        if not title:
            self.told.add("item-without-title")
            skipped.append(number)
            return None
        said_closed, title = closed_title(title)
        said_closed = said_closed or self._says_closed(element, handled)
        case_number = squeezed(words(handled, "CaseNumber"))
        if not re.search(r"\d", case_number):
            case_number = ""  # `Fast punkt`
        handlings = list(below(handled, "Handling"))
        own = self._own(handlings)
        if said_closed or not self._is_open(element) or not all(map(_is_public, own)):
            shown = [words(one, "Content") for one in below(handled, "CasePresentation")]
            shown += [words(one, "Decision") for one in below(handled, "Handling")]
            self.told.add(
                "closed-item-decision-published",
                any(squeezed(text) and not is_placeholder(text) for text in shown),
            )
            sections = self._sections(handled, handlings, own) if all(map(_is_public, own)) else ()
            return closed_item(number, title, [case_number] if case_number else [], sections)
        case_title = squeezed(words(handled, "CaseTitle")) or None
        identifier = squeezed(words(element, "Identifier"))
        sections, away = told_apart(
            self._sections(handled, handlings, own), next(below(handled, "Attachment"), None) is not None
        )
        return RecordedItem(
            number=number,
            title=title,
            case_numbers=(case_number,) if case_number else (),
            case_title=None if case_title and case_title.casefold() == _STANDING else case_title,
            sections=sections,
            path=self._path(handlings),
            attachments=self._attachments(handled),
            attendance=(*self._attendance(element, own), *away),
            supplementary=supplementary,
            source_ids=(SourceId(SYSTEM, "item", identifier),) if identifier else (),
        )

    def _says_closed(self, element: Element, handled: Element | None) -> bool:
        """Whether another title of an item, its description, a heading in it or its category says that it is
        closed."""
        titles = ("Title", "CaseTitle", "DescriptionText")
        told = [words(handled, one) for one in titles]
        told += [words(one, "Title") for one in below(handled, "CasePresentation")]
        return any(closed_title(one)[0] for one in told) or says_closed(
            *(words(one, name) for one in (element, handled) for name in ("Category", "Domain"))
        )

    def _is_open(self, element: Element) -> bool:
        """Whether an element says that it is public; one that does not say so is closed, in doubt."""
        flag = squeezed(words(element, "AccessIsPublic"))
        name = squeezed(words(element, "AccessName")).casefold()
        if flag:
            return is_true(flag) and not name.startswith(("fortrolig", "lukket"))
        if not name:
            self.told.add("closed-in-doubt")
        return name.startswith(("offentlig", "åben"))

    def _own(self, handlings: Sequence[Element]) -> list[Element]:
        """The handlings that are this meeting's: its body's on its day, or on no day where none is on it."""
        of_body = [one for one in handlings if same_body(squeezed(words(one, "CommitteeName")), self.body)]
        on_day = [one for one in of_body if _day(one) == self.start.date]
        return on_day or [one for one in of_body if not _day(one)]

    def _sections(
        self, handled: Element | None, handlings: Sequence[Element], own: Sequence[Element]
    ) -> tuple[RecordedSection, ...]:
        """The presentations, what was decided elsewhere or before, and the meeting's own decision last: it
        is told twice, and an agenda has none."""
        found: list[RecordedSection] = []
        decisions: list[RecordedSection] = []
        for one in below(handled, "CasePresentation"):
            heading, content = squeezed(words(one, "Title")), markup(child(one, "Content"))
            if not self._says(content):
                continue
            if is_personal(heading):
                self.told.add("personal-field-dropped")
                continue
            named = decision_heading(heading)
            if not named and not is_true(words(one, "IsDecision")):
                found.append(section(heading, content))
            elif named and not self._is_own_heading(named):
                found.append(section(heading, content, self._whose(named), EARLIER))
            else:
                decisions.append(self._decision(content))
        known = {(one.body, one.date) for one in found if one.kind == EARLIER}
        here = set(map(id, own))
        for one in handlings:
            if not _is_public(one) or not self._says(_decided(one)):
                continue
            if id(one) in here:
                decisions.append(self._decision(_decided(one)))
            elif (earlier := self._earlier(one)).date is None or (earlier.body, earlier.date) not in known:
                found.append(earlier)
        if self.kind != "referat":
            decisions.clear()
        self.told.add("second-decision", len({squeezed(one.content) for one in decisions}) > 1)
        return (*found, *decisions[:1])

    def _says(self, content: str) -> bool:
        """Whether a field says anything; one that only says that it does not is counted."""
        if is_placeholder(content):
            self.told.add("placeholder-section")
            return False
        return bool(squeezed(content))

    def _is_own_heading(self, named: DecisionHeading) -> bool:
        same_day = named.date is None or named.date == self.start.date
        return same_day and (named.body is None or same_body(named.body, self.body))

    def _whose(self, named: DecisionHeading) -> DecisionHeading:
        return replace(named, body=without_period(named.body or self.body))

    def _decision(self, content: str) -> RecordedSection:
        return section("Beslutning", content, DecisionHeading(self.body, self.start.date), OWN)

    def _earlier(self, handling: Element) -> RecordedSection:
        body = without_period(words(handling, "CommitteeName"))
        whose = DecisionHeading(body, _day(handling), squeezed(words(handling, "SerialNo")) or None)
        return section(f"Beslutning i {body}", _decided(handling), whose, EARLIER)

    def _path(self, handlings: Sequence[Element]) -> tuple[RecordedStep, ...]:
        """The bodies of the plan by their days; those without one stand last, in the plan's order."""
        steps = [
            RecordedStep(without_period(name), _day(one))
            for one in handlings
            if _is_public(one) and (name := squeezed(words(one, "CommitteeName")))
        ]
        ordered = sorted(steps, key=lambda step: (step.date is None, step.date or ""))
        return tuple(dict.fromkeys(ordered))

    def _attachments(self, handled: Element | None) -> tuple[RecordedAttachment, ...]:
        found: list[tuple[int, RecordedAttachment]] = []
        for one in below(handled, "Attachment"):
            access = squeezed(words(one, "AccessEnumName")).casefold()
            name = squeezed(words(one, "AccessName")).casefold()
            title = squeezed(words(one, "Title"))
            public = access == "public" if access else name.startswith(("offentlig", "åben"))
            public = public and not name.startswith(("lukket", "fortrolig"))
            if self.told.lists(title, public) and title:
                order = squeezed(words(one, "ShowOrder"))
                found.append(
                    (
                        int(order) if order.isdecimal() and len(order) < 9 else len(found),
                        RecordedAttachment(
                            title,
                            squeezed(words(one, "DocumentNumber")) or None,
                            squeezed(words(one, "Identifier")) or None,
                        ),
                    )
                )
        return tuple(attachment for _, attachment in sorted(found, key=lambda pair: pair[0]))

    def _attendance(self, element: Element, own: Sequence[Element]) -> tuple[RecordedPerson, ...]:
        """Who was away from the item, by the meeting's own handling and the element's absences."""
        absences = [each for one in own for each in below(one, "HandlingAbsence")]
        for holder in children(element, "Absences"):
            absences += [one for one in holder if len(one)]
        found: dict[str, RecordedPerson] = {}
        for one in absences:
            reason = squeezed(words(one, "Reason"))
            status = status_of(reason) or "absent"
            note = "" if reason.casefold() in ("fravær", "inhabil", "afbud") else reason
            read = person(words(one, "Name"), status, note=note)
            if read:
                found.setdefault(read.name, read)
        return tuple(found.values())


def _says_a_role(word: str) -> bool:
    return is_role_word(word.strip("(),.;:")) and not word.casefold().startswith("gæst")


def _is_supplement(agenda: Element) -> bool:
    return "tillæg" in words(agenda, "Type").casefold()


def _is_public(handling: Element) -> bool:
    access = squeezed(words(handling, "Access")).casefold()
    return not access.startswith(("fortrolig", "lukket"))


def _decided(handling: Element) -> str:
    return markup(child(handling, "Decision"))


def _day(handling: Element) -> str | None:
    """The day of a handling: when the meeting was, or is planned to be."""
    held = moment(words(handling, "MeetingDate")).date
    return held or moment(words(handling, "PlannedMeeting")).date


class EdocReader(XmlReader):
    """Reads such exports."""

    name = "edoc"
    label = "en eksport fra eDoc"
    version = 9
    is_form = staticmethod(is_edoc)
    recorded = staticmethod(record)
