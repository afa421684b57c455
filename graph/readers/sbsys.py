"""Exports of SBSYS whose root is ``Dagsorden``: fields as attributes, an element a section.

The name of such an element is the heading (`Beslutning_i_Økonomiudvalget_den_20-08-2018`), its words are
HTML. The form has no participants, and case numbers only in a section or before the title.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from graph.minutes.model import SourceId
from graph.readers.protocol.agenda import Told, all_closed, at_most, closed_item, in_order, says_closed
from graph.readers.protocol.record import (
    RecordedAttachment,
    RecordedItem,
    RecordedMeeting,
    RecordedSection,
    kind_of_document,
)
from graph.readers.protocol.values import (
    EARLIER,
    OWN,
    clock,
    closed_title,
    decision_heading,
    is_personal,
    is_placeholder,
    is_true,
    moment,
    numbered_title,
    section,
    squeezed,
    told_apart,
    without_period,
)
from graph.readers.protocol.xml_reader import XmlReader
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import (
    Outline,
    XmlSource,
    attribute,
    below,
    child,
    children,
    detached,
    has_attribute,
    markup,
    words,
)
from graph.wording.bodies import same_body

SYSTEM = "sbsys-dagsorden"
_OF_FORM = {"møde", "moede", "dagsordenpunkter", "dagsordenpunkt"}
_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CASE_NUMBER = re.compile(r"sag(?:s)?[ -]?(?:nr|nummer|id)\.?", re.IGNORECASE)
# In the name of a group, whatever else it says.
_CLOSED_GROUP = re.compile(r"lukke|fortrolig|\b(?:ikke|ej)\b.{0,80}offentlig", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![^\s,;])[^\s,;\d]*+\d[^\s,;]*+")  # whole words that hold a digit


def is_sbsys(seen: Outline) -> bool:
    """Whether a file is such an export."""
    return seen.root == "dagsorden" and (bool(seen.names & _OF_FORM) or "dagsordenid" in seen.attributes)


def heading_of(name: str) -> str:
    """The heading that the name of an element spells: underscores, or `_x0020_` (as .NET writes what no name
    has), for blanks."""
    name = _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)
    return squeezed(name.replace("_", " "))


def record(source: XmlSource) -> RecordedMeeting:
    """The meeting that an export tells of. Raises :class:`Unreadable` for one that tells of none."""
    root = source.root
    meeting = next(below(root, "Møde", "Moede"), None)
    if meeting is None and next(below(root, "Dagsordenpunkt"), None) is None:
        raise Unreadable("not-minutes", "Filen har intet møde.")
    return _Export(source, root, meeting).record()


class _Export:
    """One file in the reading."""

    def __init__(self, source: XmlSource, root: Element, meeting: Element | None) -> None:
        self.source, self.root, self.meeting = source, root, meeting
        self.told = Told()
        self.printed = squeezed(attribute(meeting, "Udvalg", "Udvalgsnavn"))
        self.body = without_period(self.printed)
        start = moment(attribute(meeting, "Mødedato", "Moededato"))
        self.date = start.date
        self.start_time = clock(attribute(meeting, "Mødetid", "Moedetid")) or start.time
        kind = squeezed(attribute(root, "Dagsordentype")).casefold()
        self.supplement = (
            is_true(attribute(root, "Tillægsdagsorden", "Tillaegsdagsorden")) or "tillæg" in kind
        )
        self.decides = "referat" in kind
        self.kind = kind_of_document(supplement=self.supplement, decides=self.decides)
        self.told.add("kind-unknown", not kind)

    def record(self) -> RecordedMeeting:
        skipped: list[str] = []
        all_open = attribute(self.root, "Åben", "Aaben")
        items = []
        for element, group in self._elements():
            item = self._item(element, group, all_open, skipped)
            items += [item] if item else []
        if says_closed(attribute(self.root, "Dagsordentype"), self.printed):
            items = all_closed(items)
        self.told.add("participants-missing")
        self.told.add("not-minutes", not self.decides)
        ended = moment(attribute(self.meeting, "Mødeslutdato", "Moedeslutdato")).time
        return RecordedMeeting(
            body=self.body,
            body_printed=self.printed or None,
            date=self.date,
            kind=self.kind,
            held=self.supplement and self.decides,
            start_time=self.start_time,
            end_time=clock(attribute(self.meeting, "Mødesluttid", "Moedesluttid")) or ended,
            place=squeezed(attribute(self.meeting, "Mødested", "Moedested")) or None,
            items=in_order(items, self.told, skipped),
            source_ids=self._source_ids(),
            findings=(*self.source.findings, *self.told.findings),
        )

    def _source_ids(self) -> tuple[SourceId, ...]:
        told = (
            ("meeting", attribute(self.meeting, "MødeID", "MoedeID")),
            ("agenda", attribute(self.root, "DagsordenID")),
            ("body", attribute(self.meeting, "UdvalgID")),
        )
        return tuple(SourceId(SYSTEM, kind, value) for kind, value in told if value)

    def _elements(self) -> Iterator[tuple[Element, str]]:
        """Each item, with the name of the group it stands in."""
        for holder in below(self.root, "Dagsordenpunkter"):
            yield from ((one, "") for one in at_most(children(holder, "Dagsordenpunkt")))
            for group in below(holder, "Gruppe"):
                name = squeezed(attribute(group, "navn", "name"))
                yield from ((one, name) for one in at_most(below(group, "Dagsordenpunkt")))

    def _is_open(self, element: Element, group: str, all_open: str) -> bool:
        """Whether an item is open, by its own flag, its group's name and the agenda's flag, each of which
        may close it; one of which nothing says so is closed, in doubt."""
        flags = ("Åbent", "Aabent", "Åben", "Aaben")
        own = attribute(element, *flags)
        if not own and has_attribute(element, *flags):
            self.told.add("closed-in-doubt")
            return False
        if (own and not is_true(own)) or (all_open and not is_true(all_open)):
            return False
        if _CLOSED_GROUP.search(group) or says_closed(group) or closed_title(group)[0]:
            return False
        said = re.search(r"åb[ne]|offentlig", group, re.IGNORECASE)
        if not (own or said or all_open):
            self.told.add("closed-in-doubt")
            return False
        return True

    def _item(self, element: Element, group: str, all_open: str, skipped: list[str]) -> RecordedItem | None:
        detached(element, "Dagsordenpunkt")  # may be closed where this one is open
        number = attribute(element, "Nummer")
        title = squeezed(words(element, "Overskrift"))
        if not title:
            self.told.add("item-without-title")
            skipped.append(number)
            return None
        said_closed, title = closed_title(title)
        before, title = numbered_title(title)
        numbers, sections = self._contents(element)
        numbers = list(dict.fromkeys([*([before] if before else []), *numbers]))
        if said_closed or not self._is_open(element, group, all_open):
            self.told.add("closed-item-decision-published", bool(sections))
            return closed_item(number, title, numbers, self._decided(sections))
        identifier = attribute(element, "DagsordenpunktID")
        told, away = told_apart(self._decided(sections), _listed(element) != [])
        return RecordedItem(
            number=number,
            title=title,
            case_numbers=tuple(numbers),
            sections=told,
            attachments=tuple(self._attachments(element)),
            attendance=away,
            supplementary=self.supplement and self.decides,
            source_ids=(SourceId(SYSTEM, "item", identifier),) if identifier else (),
        )

    def _contents(self, element: Element) -> tuple[list[str], list[RecordedSection]]:
        """The case numbers among an item's sections, and the sections that say something."""
        numbers: list[str] = []
        found: list[RecordedSection] = []
        held = child(element, "Indhold")
        for one in held if held is not None else ():
            heading, content = heading_of(one.tag), markup(one)
            if _CASE_NUMBER.fullmatch(heading):
                numbers += _NUMBERS.findall(squeezed(content))
            elif is_personal(heading):
                self.told.add("personal-field-dropped")
            elif is_placeholder(content):
                self.told.add("placeholder-section")
            elif squeezed(content):
                found.append(section(heading, content))
        return numbers, found

    def _decided(self, sections: list[RecordedSection]) -> Iterator[RecordedSection]:
        """The sections, those of decisions with whose they are; an agenda has none of its own."""
        decided = False
        for one in sections:
            named = decision_heading(one.heading)
            if named is None:
                yield one
                continue
            own = (named.date or self.date) == self.date and (
                named.body is None or same_body(named.body, self.body)
            )
            if not own:
                body = without_period(named.body or self.body)
                yield replace(one, kind=EARLIER, body=body, date=named.date, number=named.number)
            elif decided:
                self.told.add("second-decision")
            elif self.decides:
                decided = True
                yield replace(one, kind=OWN, body=self.body, date=self.date)

    def _attachments(self, element: Element) -> Iterator[RecordedAttachment]:
        for one in _listed(element):
            title = squeezed(attribute(one, "Navn") or words(one, "Navn"))
            public = is_true(attribute(one, "MaaPubliceres", "MåPubliceres"))
            if self.told.lists(title, public) and title:
                yield RecordedAttachment(title, None, attribute(one, "BilagID") or None)


def _listed(element: Element) -> list[Element]:
    """The attachments of an item."""
    return children(child(element, "Bilagsliste"), "Bilag")


class SbsysReader(XmlReader):
    """Reads such exports."""

    name = "sbsys"
    label = "en eksport fra SBSYS"
    version = 6
    is_form = staticmethod(is_sbsys)
    recorded = staticmethod(record)
