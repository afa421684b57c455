"""Exports of Acadre Meeting Manager: tables of named fields within each other.

A folder has a file an agenda and a manifest, which is no minutes. What an item says is in bullets, typed, and
a decision's heading names body and day, also of earlier meetings of the same body.
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from graph.minutes.model import SourceId
from graph.readers.protocol.agenda import Told, at_most, closed_item, in_order, says_closed
from graph.readers.protocol.record import (
    RecordedAttachment,
    RecordedItem,
    RecordedMeeting,
    RecordedPerson,
    RecordedSection,
    kind_of_document,
)
from graph.readers.protocol.values import (
    EARLIER,
    OWN,
    DecisionHeading,
    closed_title,
    decision_heading,
    is_personal,
    is_placeholder,
    moment,
    numbered_title,
    people,
    person,
    section,
    squeezed,
    status_of,
    told_apart,
    without_period,
)
from graph.readers.protocol.xml_reader import XmlReader
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import Outline, XmlSource, attribute, below, children, detached, markup, words
from graph.wording.bodies import same_body
from graph.wording.headings import section_kind

SYSTEM = "acadre"
_PERSONAL = ("email", "caseofficer", "caseofficername", "createdby", "createdbyinit", "UNC", "address")
_KINDS = {
    "1": "resume",
    "2": "sagsfremstilling",
    "3": "oekonomiske-konsekvenser",
    "4": "lovgrundlag",
    "5": "bilag",
    "6": "indstillinger",
    "7": "sagsfremstilling",
    "8": "beslutning",
}
"""What the types of bullets are, as one municipality has them: a heading that is known goes before."""


def is_acadre(seen: Outline) -> bool:
    """Whether a file is such an export, or its manifest."""
    return seen.root == "root" and {"table", "fields", "field"} <= seen.names


def manifest(source: XmlSource) -> dict[str, bool] | None:
    """The files that a manifest lists, each with whether it is to be published; ``None`` for any other file.

    Its fields have their values as attributes: `producedAgenda/fields/field@{xmlfilename, publish}`.
    """
    produced = [one for one in _tables(source.root) if attribute(one, "name").casefold() == "producedagenda"]
    if not produced:
        return None
    found: dict[str, bool] = {}
    for row in (row for table in produced for row in children(table, "fields")):
        fields = children(row, "field")
        name = next((v for one in fields if (v := attribute(one, "xmlfilename"))), "")
        publish = next((v for one in fields if (v := attribute(one, "publish"))), "")
        if name:
            found[name] = found.get(name, False) or publish == "1"
    return found


def record(source: XmlSource) -> RecordedMeeting:
    """The meeting that an export tells of. Raises :class:`Unreadable` for a manifest and for one that tells
    of no meeting."""
    tables = list(_tables(source.root))
    if manifest(source) is not None:
        message = "Filen er en oversigt over dagsordener og referater, ikke et referat."
        raise Unreadable("not-minutes", message, "info")
    agenda, meeting = _table(tables, "agenda"), _table(tables, "meeting")
    if agenda is None or meeting is None:
        raise Unreadable("not-minutes", "Filen har intet møde.")
    return _Export(source, agenda, meeting, tables).record()


def _tables(element: Element) -> Iterator[Element]:
    return (one for one in element.iter() if one.tag.casefold() == "table")


def _table(tables: Sequence[Element], name: str) -> Element | None:
    return next((one for one in tables if attribute(one, "name").casefold() == name), None)


def _rows(table: Element | None, name: str) -> list[Element]:
    """The tables of a name right below another."""
    return [one for one in children(table, "table") if attribute(one, "name").casefold() == name]


def _within(table: Element | None, name: str) -> list[Element]:
    """The tables of a name anywhere below another."""
    return (
        [one for one in _tables(table) if attribute(one, "name").casefold() == name]
        if table is not None
        else []
    )


def _field(table: Element | None, name: str) -> Element | None:
    fields = (one for holder in children(table, "fields") for one in children(holder, "field"))
    return next((one for one in fields if attribute(one, "name").casefold() == name), None)


def _text(table: Element | None, name: str) -> str:
    return squeezed(words(_field(table, name)))


def _sort(table: Element, name: str) -> int:
    text = _text(table, name)
    return int(text) if text.isdecimal() and len(text) < 9 else 10**9


class _Export:
    """One file in the reading."""

    def __init__(
        self, source: XmlSource, agenda: Element, meeting: Element, tables: Sequence[Element]
    ) -> None:
        self.source, self.agenda, self.meeting, self.tables = source, agenda, meeting, tables
        self.told = Told()
        self.committee = _table(tables, "committee")
        self.printed = _text(self.committee, "name")
        self.body = without_period(self.printed)
        self.start = moment(_text(meeting, "date"))
        self.name = _text(agenda, "name").casefold()
        self.is_closed = _text(agenda, "access") not in ("", "1") or says_closed(
            _text(agenda, "name"), self.printed
        )
        self.supplement = "tillæg" in self.name
        self.decides = self._decides()
        self.kind = kind_of_document(supplement=self.supplement, decides=self.decides)

    def _decides(self) -> bool:
        """Whether it is minutes; where its name does not tell, whether it has a decision."""
        if "referat" in self.name or "beslutningsprotokol" in self.name:
            return True
        if self.supplement or "dagsorden" in self.name:
            return False
        self.told.add("kind-unknown")
        bullets = [one for one in self.tables if attribute(one, "name").casefold() == "bullet"]
        return any(
            _text(one, "bulletcontent") and (named := decision_heading(_text(one, "bulletname")))
            and self._is_own(named)
            for one in bullets
        )  # fmt: skip

    def record(self) -> RecordedMeeting:
        skipped: list[str] = []
        items = []
        parents = [one for one in self.tables if attribute(one, "name").casefold() == "agendaitemparents"]
        for parent in at_most(parents):
            for element in _rows(parent, "agendaitem"):
                item = self._item(element, _text(parent, "sort"), skipped)
                items += [item] if item else []
        participants = tuple(self._participants())
        self.told.add("participants-missing", not participants)
        self.told.add("not-minutes", not self.decides)
        self.told.add("personal-field-dropped", sum(self._holds(name) for name in _PERSONAL))
        return RecordedMeeting(
            body=self.body,
            body_printed=self.printed or None,
            date=self.start.date,
            kind=self.kind,
            held=self.supplement and self.decides,
            start_time=self.start.time,
            end_time=moment(_text(self.meeting, "finish")).time,
            place=_text(self.meeting, "location") or None,
            participants=participants,
            items=in_order(items, self.told, skipped),
            source_ids=self._source_ids(),
            findings=(*self.source.findings, *self.told.findings),
        )

    def _holds(self, name: str) -> bool:
        fields = below(self.source.root, "table")
        return any(
            attribute(one, "name").casefold() == name.casefold() and (one.text or "").strip()
            for table in fields
            for one in table.iter()
        )

    def _source_ids(self) -> tuple[SourceId, ...]:
        told = (("meeting", self.meeting), ("agenda", self.agenda), ("body", self.committee))
        return tuple(SourceId(SYSTEM, kind, value) for kind, one in told if (value := _text(one, "sysid")))

    def _participants(self) -> Iterator[RecordedPerson]:
        """Those whom the meeting's own table names; the committee's are its members, who came or not."""
        for holder in _within(self.meeting, "meetmember"):
            for one in _rows(holder, "member"):
                note = _text(one, "comment")
                said = status_of(note)
                away = _text(one, "absent") not in ("", "0")
                status = ("excused" if said == "excused" else "absent") if away else "present"
                note = "" if note.casefold() in ("afbud", "fravær", "fraværende") else note
                read = person(_text(one, "name"), status, _text(one, "party"), _text(one, "role"), note)
                if read:
                    yield read

    def _item(self, element: Element, number: str, skipped: list[str]) -> RecordedItem | None:
        for field in below(element, "field"):
            detached(field, "table")  # may be of a closed item where this one is open
        title = _text(element, "name")
        if not title:
            self.told.add("item-without-title")
            skipped.append(number)
            return None
        said_closed, title = closed_title(title)
        before, title = numbered_title(title)
        numbers = tuple(dict.fromkeys(one for one in (_text(element, "caseno"), before) if one))
        bullets = sorted(_rows(element, "bullet"), key=lambda one: _sort(one, "bulletsortorder"))
        if said_closed or not self._is_open(element):
            shown = [text for one in bullets if (text := _text(one, "bulletcontent"))]
            self.told.add("closed-item-decision-published", not all(map(is_placeholder, shown)))
            of_a_person = _text(element, "access") == "3"
            return closed_item(number, title, numbers, () if of_a_person else self._sections(bullets))
        identifier = _text(element, "sysid")
        sections, away = told_apart(self._sections(bullets))
        case_titles = (_text(one, "tittel") for one in _within(element, "noarksak"))
        return RecordedItem(
            number=number,
            title=title,
            case_numbers=numbers,
            case_title=next((one for one in case_titles if one), None),
            sections=sections,
            attachments=tuple(self._attachments(element)),
            attendance=(
                *people(_text(element, "absent"), "absent")[0],
                *people(_text(element, "excuse"), "excused")[0],
                *away,
            ),
            supplementary=self.supplement and self.decides,
            source_ids=(SourceId(SYSTEM, "item", identifier),) if identifier else (),
        )

    def _is_open(self, table: Element) -> bool:
        """Whether an item or an enclosure is open: 1, and not closed (2) or a case of a person (3); in doubt
        it is closed, as all of an agenda is that is not open itself."""
        if self.is_closed:
            return False
        access, name = _text(table, "access"), _text(table, "accessname").casefold()
        if not access and not name:
            self.told.add("closed-in-doubt")
        said = name.startswith(("åben", "offentlig"))
        return (access == "1" and (said or not name)) if access else said

    def _is_own(self, named: DecisionHeading) -> bool:
        same_day = named.date is None or named.date == self.start.date
        return same_day and (named.body is None or same_body(named.body, self.body))

    def _sections(self, bullets: Sequence[Element]) -> Iterator[RecordedSection]:
        decided = False
        for one in bullets:
            heading, field = _text(one, "bulletname"), _field(one, "bulletcontent")
            content = markup(field)
            kind = _KINDS.get(_text(one, "bullettype"), "")
            named = decision_heading(heading)
            known = section_kind(heading)
            if is_placeholder(content):
                self.told.add("placeholder-section")
            elif is_personal(heading):
                self.told.add("personal-field-dropped")
            elif not squeezed(content) or (known or kind) == "bilag":
                continue  # the attachments have a table of their own, which says what is public
            elif named or (kind == "beslutning" and not known):
                whose = named or DecisionHeading()
                if not self._is_own(whose):
                    body = without_period(whose.body or self.body)
                    yield section(heading, content, DecisionHeading(body, whose.date, whose.number), EARLIER)
                elif decided:
                    self.told.add("second-decision")
                elif self.decides:
                    decided = True
                    yield section(heading, content, DecisionHeading(self.body, self.start.date), OWN)
            else:
                yield section(heading, content, kind="" if known or kind == "beslutning" else kind)

    def _attachments(self, element: Element) -> Iterator[RecordedAttachment]:
        for one in sorted(_rows(element, "enclosure"), key=lambda row: _sort(row, "sort")):
            title = _text(one, "name")
            if self.told.lists(title, self._is_open(one)) and title:
                yield RecordedAttachment(title, _text(one, "fileno") or None, _text(one, "sysid") or None)


class AcadreReader(XmlReader):
    """Reads such exports."""

    name = "acadre"
    label = "en eksport fra Acadre"
    version = 5
    is_form = staticmethod(is_acadre)
    recorded = staticmethod(record)
