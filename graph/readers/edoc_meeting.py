"""Older exports of eDoc, whose root is ``Meeting``: one file a meeting, its agendas apart by their openness.

What an item says stands only in its ``FullText``, the words of its printed page: title, numbers, headings on
lines of their own, decisions under a line with body and day, and who took no part. Its path, with days also
of meetings to come, and its attachments are data.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from graph.minutes.model import SourceId
from graph.readers.protocol.agenda import Told, all_closed, at_most, closed_item, in_order, says_closed
from graph.readers.protocol.parts import section_says_closed
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
    clock,
    closed_title,
    decision_heading,
    is_personal,
    is_placeholder,
    moment,
    people,
    section,
    squeezed,
    told_apart,
    without_period,
)
from graph.readers.protocol.xml_reader import XmlReader, told_of
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import Outline, XmlSource, attribute, below, detached, words
from graph.wording.bodies import same_body
from graph.wording.headings import section_kind

SYSTEM = "edoc-meeting"
_OF_FORM = {"meetingagendatypes", "meetingagendatype", "meetingagendaitem", "meetingstate", "meetingdate"}
_PERSONAL = ("CaseWorker", "PrimaryCaseWorker", "Creator", "UrlShowDocument", "UrlShowCompleteAgendaType")
_TO_BE_PUBLISHED = "skal publiceres"

_TITLE = re.compile(r"\s*+\d{1,4}[a-z]?[^\S\t]*+(?:\.[^\S\t]*+)?\t\s*+\S")
_FIELD = re.compile(r"(?P<label>[A-ZÆØÅ][\w./ -]{1,30}?)\s*:\s*(?P<value>.*)")
_CASE = re.compile(r"sag(?:s)?[ -]?(?:nr|nummer|id)\.?", re.IGNORECASE)
_DOCUMENT = re.compile(r"dok(?:ument)?[ .-]{0,2}(?:nr|nummer|id)\.?", re.IGNORECASE)
_JOURNAL = re.compile(r"j(?:ournal)?[ .-]{0,2}(?:nr|nummer)\.?", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:[A-Za-zÆØÅæøå]|\d{1,2}|[ivxIVX]{1,4})[.)]\s*")
_TOOK_NO_PART = re.compile(
    r"\s*(?:følgende\s+)?(?:medlemmer\s+)?deltog\s+ikke\s+i\s+(?:behandlingen|drøftelsen)\b[^:]{0,40}:(?P<rest>.*)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*+(?:[-–•]\s*+)?(?P<number>(?=[^\d\s]{0,60}\d)[\w./-]++)\s++[-–]\s++(?P<title>\S.*)")
_CONTENTS = re.compile(r"\s*indhold(?:sfortegnelse)?\s*:?\s*", re.IGNORECASE)
_LONGEST_HEADING = 80
_LONGEST_NUMBER = 12


def is_edoc_meeting(seen: Outline) -> bool:
    """Whether a file is such an export."""
    return seen.root == "meeting" and bool(seen.names & _OF_FORM)


def record(source: XmlSource) -> RecordedMeeting:
    """The meeting that an export tells of. Raises :class:`Unreadable` for one that tells of none."""
    told = Told()
    root = source.root
    printed = squeezed(words(root, "Committee"))
    start = moment(words(root, "MeetingDate"))
    personal = told_of(root, _PERSONAL)
    typed = list(_agendas(detached(root, _AGENDA)))
    agendas = [agenda for agenda, _ in typed]
    if not printed and not start.date and not agendas:
        raise Unreadable("not-minutes", "Filen har intet møde.")
    state = squeezed(words(root, "MeetingState")).casefold()
    if not state:
        told.add("kind-unknown")
    body = without_period(printed)
    meeting = _Meeting(body, start.date, "referat" if "referat" in state else "dagsorden", told)
    items: list[RecordedItem] = []
    meeting.types_are_told = any(told_type for _, told_type in typed)
    for agenda, agenda_type in typed:
        read = (meeting.item(one, agenda_type) for one in at_most(below(agenda, "MeetingAgendaItem")))
        items += [one for one in read if one]
    items = all_closed(items) if says_closed(printed) else items
    head = _head(agendas, told)
    told.add("participants-missing", not head.people)
    told.add("not-minutes", meeting.kind != "referat")
    told.add("personal-field-dropped", personal)
    supplements = [_is_supplement(agenda) for agenda in agendas]
    return RecordedMeeting(
        body=body,
        body_printed=printed or None,
        date=start.date,
        kind="tillaegsdagsorden" if meeting.kind == "dagsorden" and all(supplements) and supplements
        else meeting.kind,
        start_time=start.time or head.start,
        end_time=head.end,
        place=head.place,
        participants=tuple(head.people),
        items=in_order(items, told, meeting.skipped),
        findings=(*source.findings, *told.findings),
    )  # fmt: skip


_AGENDA = "MeetingAgendaType"


def _agendas(found: Iterable[Element], around: str = "") -> Iterator[tuple[Element, str]]:
    """Agendas with what each says that it is, one within another after what that says: it is closed where
    either is."""
    for agenda in found:
        within = detached(agenda, _AGENDA)
        own = squeezed(f"{around} {words(agenda, 'AgendaType')}")
        yield agenda, own
        yield from _agendas(within, own)


def _is_supplement(agenda: Element) -> bool:
    return "tillæg" in words(agenda, "AgendaType").casefold()


@dataclass
class _Head:
    """What the front page of the minutes says."""

    people: list[RecordedPerson] = field(default_factory=list)
    place: str | None = None
    start: str | None = None
    end: str | None = None


_LABELS = (
    ("present", r"til\s?stede(?:værende)?|deltagere|mødedeltagere|medlemmer"),
    ("excused", r"afbud|fraværende\s+med\s+afbud|med\s+afbud"),
    ("absent", r"(?:afbud\s*/\s*)?fraværende(?:\s*/\s*afbud|\s+uden\s+afbud)?|ikke\s+til\s?stede"),
    ("substitute", r"stedfortræder(?:e|ne)?|suppleant(?:er|erne)?"),
    ("place", r"mødested|sted|lokale"),
    ("end", r"sluttidspunkt|mødet\s+(?:sluttede|sluttet|hævet|slut)|slut"),
    ("time", r"mødetidspunkt|tidspunkt|starttidspunkt|mødetid|kl\.?"),
    ("", r"sekretær|referent|mødedato|dato|side|formand|mødeleder|bemærkninger|gæster|øvrige\s+deltagere"),
)  # fmt: skip
_LABEL = re.compile(
    "|".join(rf"(?P<l{index}>{pattern})" for index, (_, pattern) in enumerate(_LABELS)), re.IGNORECASE
)
_LABELLED = re.compile(r"\s*(?P<label>[^\W\d][\w /.]{1,30}?)\s*(?::\s*(?P<value>.*)|\t+\s*(?P<tabbed>.*))?")


def _head(agendas: Sequence[Element], told: Told) -> _Head:
    """The front page, of the first open agenda that has one."""
    head = _Head()
    for agenda in agendas:
        if not says_closed(words(agenda, "AgendaType")) and (text := words(agenda, "FullText")).strip():
            lines = text.split("\n")
            end = next((at for at, line in enumerate(lines) if _CONTENTS.fullmatch(line)), len(lines))
            _read_head(lines[:end], head, told)
            break
    return head


def _read_head(lines: Sequence[str], head: _Head, told: Told) -> None:
    label = ""
    held: dict[str, list[str]] = {}
    for before, line in zip(["", *lines], lines, strict=False):
        match = _LABELLED.fullmatch(line)
        known = _LABEL.fullmatch(match["label"].strip()) if match else None
        if match and known:
            label = next(name for index, (name, _) in enumerate(_LABELS) if known[f"l{index}"])
            held.setdefault(label, []).append((match["value"] or match["tabbed"] or "").strip())
        elif not line.strip() or (match and match["value"] is not None):
            label = ""
        elif label:
            held[label].append(line.strip())
        elif (place := re.fullmatch(r"\s*i\s+(\S.*)", line)) and re.search(r"\bkl\.", before):
            held.setdefault("place", []).append(place[1].strip())
    for status in ("present", "excused", "absent", "substitute"):
        found, others = people("\n".join(held.get(status, ())), status)
        head.people += found
        told.add("person-unresolved", len(others))
    head.place = squeezed(" ".join(held.get("place", ()))) or None
    time = " ".join(held.get("time", ()))
    span = re.split(r"\s[-–]\s|(?<=\d)[-–](?=\d)|\btil\b", time, maxsplit=1)
    head.start = clock(span[0]) or _bare_hour(span[0])
    end = " ".join(held.get("end", ())) or (span[1] if len(span) > 1 else "")
    head.end = clock(end) or _bare_hour(end)


def _bare_hour(text: str) -> str | None:
    hour = re.fullmatch(r"\W*+(?:kl\W*+)?(\d{1,2})\W*+", text)
    return f"{int(hour[1]):02}:00" if hour and int(hour[1]) < 24 else None


@dataclass
class _Meeting:
    """What the items are read by."""

    body: str
    date: str | None
    kind: str
    told: Told
    skipped: list[str] = field(default_factory=list)
    # Whether any agenda of the file says which it is, the open one or the closed.
    types_are_told: bool = False

    def item(self, element: Element, agenda_type: str) -> RecordedItem | None:
        detached(element, "MeetingAgendaItem")  # may be closed where this one is open
        document = next(below(element, "Document"), None)
        page = _Page(words(element, "FullText"))
        number = squeezed(words(element, "AgendaItemNumber"))
        if not 0 < len(number) <= _LONGEST_NUMBER:  # other words may have come into it
            number = page.number
        title = squeezed(words(document, "NeutralTitle")) or squeezed(words(document, "Title")) or page.title
        if not title:
            self.told.add("item-without-title")
            self.skipped.append(number)
            return None
        said_closed, title = closed_title(title)
        said_closed = said_closed or self._says_closed(document, page)
        anothers = self._is_anothers(page, number, title)
        if said_closed or anothers or self._is_secret(document, agenda_type):
            self.told.add("closed-item-decision-published", bool(page.parts))
            return closed_item(number, title, page.case_numbers, () if anothers else self._sections(page)[0])
        identifier = attribute(document, "documentid")
        sections, attendance = self._sections(page)
        own = self._own_step(document)
        return RecordedItem(
            number=number,
            title=title,
            case_numbers=page.case_numbers,
            case_title=squeezed(words(document, "Case", "Title")) or None,
            document_number=page.document_number,
            journal_number=page.journal_number,
            case_type=squeezed(words(own, "AgendaItemType")) or None,
            sections=sections,
            path=self._path(document, page),
            attachments=self._attachments(document, page),
            attendance=attendance,
            supplementary="tillæg" in agenda_type.casefold(),
            source_ids=(SourceId(SYSTEM, "item", identifier),) if identifier else (),
        )

    def _says_closed(self, document: Element | None, page: "_Page") -> bool:
        """Whether another title of an item, a field of its document, how this meeting takes it, or the last
        lines of its page say that it is closed."""
        own = self._own_step(document)
        titles = [page.title, words(own, "Name"), words(document, "Title"), words(document, "Case", "Title")]
        fields = [words(document, one) for one in ("PublicAccess", "SecurityCode", "DocumentCategory")]
        fields += [words(own, one) for one in ("AgendaType", "AgendaItemType")]
        last = (section("", "\n".join(part.took_no_part)) for part in page.parts)
        return (
            any(closed_title(one)[0] for one in titles)
            or says_closed(*fields)
            or any(map(section_says_closed, last))
        )

    def _is_secret(self, document: Element | None, agenda_type: str) -> bool:
        """Whether an item is not to be published, by its agenda or its own document; in doubt it is not."""
        publishing = squeezed(words(document, "PublishingType")).casefold()
        if says_closed(agenda_type) or (publishing and publishing != _TO_BE_PUBLISHED):
            return True
        if not agenda_type and (self.types_are_told or not publishing):
            self.told.add("closed-in-doubt")
            return True
        return False

    def _is_anothers(self, page: "_Page", number: str, title: str) -> bool:
        """Whether the page is of an item of another number and title: it may be a closed one, so in doubt
        it is kept back."""
        if not page.number or page.number == number or _letters(page.title) == _letters(title):
            return False
        self.told.add("closed-in-doubt")
        return True

    def _steps(self, document: Element | None) -> list[Element]:
        return [one for holder in below(document, "AgendaItems") for one in below(holder, "AgendaItem")]

    def _is_own(self, step: Element) -> bool:
        return same_body(squeezed(words(step, "Committee")), self.body) and _day(step) in (None, self.date)

    def _own_step(self, document: Element | None) -> Element | None:
        return next((one for one in self._steps(document) if self._is_own(one)), None)

    def _path(self, document: Element | None, page: "_Page") -> tuple[RecordedStep, ...]:
        """The bodies that handle the case; an item that only this meeting has, and of no case, has none."""
        elements = self._steps(document)
        deciding = any(part.kind == "beslutningskompetence" for part in page.parts)
        if len(elements) == 1 and self._is_own(elements[0]) and not (page.case_numbers or deciding):
            return ()
        steps = [
            RecordedStep(without_period(name), _day(one))
            for one in elements
            if (name := squeezed(words(one, "Committee")))
        ]
        return tuple(dict.fromkeys(sorted(steps, key=lambda one: (one.date is None, one.date or ""))))

    def _attachments(self, document: Element | None, page: "_Page") -> tuple[RecordedAttachment, ...]:
        """The attachments that are to be published; their numbers are those of the page's list."""
        listed = {_letters(title): number for number, title in page.listed}
        found = []
        for one in below(document, "Attachment"):
            title = squeezed(words(one, "NeutralTitle")) or squeezed(words(one, "Title"))
            public = squeezed(words(one, "PublishingType")).casefold() == _TO_BE_PUBLISHED
            if self.told.lists(title, public) and title:
                number = listed.get(_letters(title)) or listed.get(_letters(words(one, "Title")))
                found.append(RecordedAttachment(title, number, attribute(one, "attachmentid") or None))
        return tuple(found)

    def _sections(self, page: "_Page") -> tuple[tuple[RecordedSection, ...], tuple[RecordedPerson, ...]]:
        found: list[RecordedSection] = []
        attendance: list[RecordedPerson] = []
        decided = False
        for part in page.parts:
            content = "\n".join(part.lines).strip()
            if is_personal(part.heading):
                self.told.add("personal-field-dropped")
                continue
            if is_placeholder(content):
                self.told.add("placeholder-section")
                continue
            if not part.decision:
                if content and part.kind != "bilag":
                    found.append(section(part.heading, content))
                continue
            own = self._is_own_decision(part.decision)
            if own and part.took_no_part:
                away, others = people("\n".join(part.took_no_part), "absent")
                attendance += away
                self.told.add("person-unresolved", len(others))
            if not content or (own and self.kind != "referat"):
                continue
            if own and decided:
                self.told.add("second-decision")
                continue
            decided = decided or own
            body = self.body if own else without_period(part.decision.body or self.body)
            date = self.date if own else part.decision.date
            whose = DecisionHeading(body, date, part.decision.number)
            found.append(section(part.heading, content, whose, OWN if own else EARLIER))
        sections, named = told_apart(found)
        return sections, (*attendance, *named)

    def _is_own_decision(self, named: DecisionHeading) -> bool:
        same_day = named.date is None or named.date == self.date
        return same_day and (named.body is None or same_body(named.body, self.body))


def _letters(title: str) -> str:
    """A title as it is compared: its letters and digits."""
    return re.sub(r"[\W_]+", "", squeezed(title).casefold())


def _day(step: Element) -> str | None:
    return moment(words(step, "MeetingDate")).date or moment(words(step, "PlannedMeetingDate")).date


@dataclass
class _Part:
    """What stands below a heading of the page."""

    heading: str
    kind: str | None = None
    decision: DecisionHeading | None = None
    lines: list[str] = field(default_factory=list)
    took_no_part: list[str] = field(default_factory=list)


class _Page:
    """The printed page of an item: its title, the numbers below it, and its parts."""

    def __init__(self, text: str) -> None:
        self.number = self.title = ""
        self.parts: list[_Part] = []
        self.listed: list[tuple[str, str]] = []
        self.document_number: str | None = None
        self.journal_number: str | None = None
        numbers: list[str] = []
        lines = [line.rstrip() for line in text.split("\n")]
        rest = self._heading(lines)
        rest = self._fields(rest, numbers)
        self.case_numbers = tuple(dict.fromkeys(numbers))
        self._read(rest)
        self.parts = [part for part in self.parts if part.lines or part.took_no_part]

    def _heading(self, lines: list[str]) -> list[str]:
        """What follows the title: `2.`, a tab, and words to the next blank line."""
        first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
        if first == len(lines) or not _TITLE.match(lines[first]):
            return lines[first:]
        end = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
        end = next((at for at in range(first + 1, end) if _FIELD.fullmatch(lines[at])), end)
        number, _, title = " ".join(lines[first:end]).partition("\t")
        self.number, self.title = number.strip(" ."), squeezed(title)
        return lines[end:]

    def _fields(self, lines: list[str], numbers: list[str]) -> list[str]:
        """What follows the fields below the title; a day at which it was handled before is kept as a part."""
        before = _Part("Tidligere behandling", "tidligere-behandling")
        at = 0
        while at < len(lines):
            line = lines[at].strip()
            match = _FIELD.fullmatch(line)
            label = match["label"] if match else ""
            if match and _CASE.fullmatch(label):
                numbers += [one for one in re.split(r"[,;\s]+", match["value"]) if re.search(r"\d", one)]
            elif match and _DOCUMENT.fullmatch(label):
                self.document_number = match["value"].strip() or None
            elif match and _JOURNAL.fullmatch(label):
                self.journal_number = match["value"].strip() or None
            elif re.search(r"\bpunkt\s+\d+$", line, re.IGNORECASE) and not decision_heading(line):
                before.lines.append(line)
            elif line and not is_personal(label):
                break
            at += 1
        if before.lines:
            self.parts.append(before)
        return lines[at:]

    def _read(self, lines: list[str]) -> None:
        """Tell the parts apart by their headings, which stand behind a blank line where the page has any."""
        part = _Part("")
        self.parts.append(part)
        away = False
        packed = all(line.strip() for line in "\n".join(lines).strip().split("\n"))
        for before, line in zip(["", *lines], lines, strict=False):
            named = decision_heading(line) if line[:1].strip() else None
            took_no_part = _TOOK_NO_PART.fullmatch(line)
            if named and named.date and named.body:
                part, away = _Part(line.strip(), OWN, named), False
                self.parts.append(part)
            elif part.decision and took_no_part:
                away = True
                part.took_no_part.append(took_no_part["rest"])
            elif away:
                part.took_no_part.append(line)
            elif not part.decision and (packed or not before.strip()) and (kind := _kind(line)):
                part = _Part(line.strip(" :"), kind)
                self.parts.append(part)
            elif is_personal(line.partition(":")[0]):
                continue
            else:
                part.lines.append(line)
        for one in self.parts:
            one.lines = list(_joined(one.lines))
            if one.kind == "bilag":
                found = (_LISTED.fullmatch(line) for line in one.lines)
                self.listed += [(match["number"], squeezed(match["title"])) for match in found if match]


def _kind(line: str) -> str | None:
    """The kind of section that a line opens, if it is a heading by its form."""
    line = line.strip()
    if not line[:1].isupper() or len(line) > _LONGEST_HEADING or line[-1:] in (".", ",", ";"):
        return None
    return section_kind(line)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines with at most one blank one in a row, and a mark of a list alone on its line with what
    follows it."""
    mark, blank, begun = "", False, False
    for line in lines:
        if not line.strip():
            blank = True
        elif _MARK.fullmatch(line):
            if blank and begun and not mark:
                yield ""
            mark, blank, begun = f"{mark}{line.strip()} ", False, True
        else:
            if blank and begun and not mark:
                yield ""
            yield mark + line.strip()
            mark, blank, begun = "", False, True
    if mark:
        yield mark.strip()


class EdocMeetingReader(XmlReader):
    """Reads such exports."""

    name = "edoc-meeting"
    label = "en ældre eksport fra eDoc"
    version = 7
    is_form = staticmethod(is_edoc_meeting)
    recorded = staticmethod(record)
