"""The paragraphs of an item and the sections they open, where a document is not in the classic form.

Such documents set headings off by a line of their own and seldom by a blank one; labels of the margin stand
among the words, and a heading may have its value behind a colon.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from graph.minutes.dates import DATE, MONTHS, WEEKDAYS
from graph.minutes.document import Line, Paragraph, bare
from graph.minutes.section import HeadedSection
from graph.municipality.profile import folded
from graph.readers.layout.attachment_list import is_entry, tail_of_list
from graph.readers.layout.decision_headings import MeetingHeading, decision_heading
from graph.readers.layout.lines import (
    CASE_NUMBER_ALONE,
    LONGEST_HEADING,
    field_run,
    heading_kind,
    is_file_name,
    is_layout_heading,
    is_openness,
)
from graph.wording.headings import (
    CONCLUSION,
    DECISION,
    RECOMMENDATION,
    RECOMMENDS,
    headings,
    says_who_recommends,
    section_kind,
)
from graph.wording.names import is_full_name

_INLINE = re.compile(r"\s*(?P<heading>[A-ZÆØÅ][^\n:.;()]{2,50}?)\s*:(?=\s|$)")
_WITH_VALUE = re.compile(
    r"\s*(?P<heading>[A-ZÆØÅ][^\n:.;()]{2,50}?)\s*\((?P<label>[^():]{3,30}):\s*(?P<value>[^()]{1,80})\)\s*:?\s*$"
)
# What opens a recommendation though no heading does; the words are part of it.
_PROPOSES = re.compile(
    r"\s*(?:(?i:Det|Der)\s+(?:foreslås|indstilles)\b"
    r"|(?i:(?=[^.:;,\n]{0,80}?(?:forvaltning|administration|direktion|direktør|chef|afdeling|stab|sekretariat|center|enhed"
    rf"|borgmester|magistrat)(?:en|et|n)?(?:\s(?:for|i)\s[^.:;,\n]{{1,60}}?)?\s{RECOMMENDS}))"
    rf"[A-ZÆØÅ][^.:;,\n]{{3,80}}?\s{RECOMMENDS},?\s+(?:at|til|over\s+for)(?!\w))"
)
_ADDED = re.compile(
    rf"\s*(?:Administrativ|Administrationens|Forvaltningens|Supplerende)\s+(?:tilføjelse|bemærkning)(?:er)?"
    rf"(?:\s+(?:den|af|pr\.?)?\s*{DATE.pattern})?\s*:?\s*$",
    re.IGNORECASE,
)
# The head of a table of the bodies that handle the case and their meetings.
_TABLE = re.compile(r"\s*(?:Behandling(?:er)?|Udvalg|Organ)(?:\t|\s{2,})(?:Mødedato|Dato)\b", re.IGNORECASE)
# Who was absent from an item, as the last line of it.
_ABSENT = re.compile(
    r"\s*(?:fraværende|afbud|ikke\s+til\s?stede)\b(?:[^:\n]{0,60}:|(?:\s+med\s+afbud)?\s*$)", re.IGNORECASE
)
# The heading of an earlier decision with its words behind it: `Økonomiudvalget, 3. maj 2019: Anbefales.`
_RUN_IN = re.compile(r"(?P<heading>[^\n:]{5,160}\d[^\n:]{0,12}:)(?=\s+\S)")
_RECOMMENDS = re.compile(r"\b(?:indstiller|foreslår|anbefaler|indstilles)\b", re.IGNORECASE)
_LEADS = re.compile(rf"(?:,|{RECOMMENDS})$", re.IGNORECASE)
_POINT = re.compile(r"\s*(?:[-–•·*]\s+|\d{1,2}[.)]\s+|[a-z][.)]\s+)?(?:at\s|[-–•·*]\s|\d)", re.IGNORECASE)
_LOUD = re.compile(r"(?=.{0,60}[A-ZÆØÅ]{5})[A-ZÆØÅ][A-ZÆØÅ\s/&-]{4,60}:?$")
# The name of a body in capitals, above the items that are its.
_GROUP = re.compile(
    r"(?:[A-ZÆØÅ]+(?:-,?|,)\s(?:(?:OG|&)\s)?|[A-ZÆØÅ]+\s(?:OG|&)\s)*"
    r"[A-ZÆØÅ-]*(?:UDVALG(?:ET)?|RÅD(?:ET)?|NÆVN(?:ET)?|BESTYRELSEN?)|UDVALGET\sFOR\s[A-ZÆØÅ ,&-]{3,80}"
)
# That the meeting was over, when and by whom, and when the next one is; what says more is of the item.
_OVER = re.compile(
    r"\s*møde[t]?\s+(?:er\s+|blev\s+)?(?:hævet|slut|sluttet|sluttede|afsluttet|afsluttedes|hævedes)(?!\w)"
    r"(?:\W*(?:herefter|hermed|dermed|ca|kl|klokken|den|d|af|formanden|borgmesteren"
    rf"|{'|'.join((*WEEKDAYS, *MONTHS))}|\d{{1,4}})(?!\w)){{0,10}}"
    r"\W*(?:(?:næste\s+møde|ref(?:erent)?|for\s+referat)(?!\w)[^\n]*)?$",
    re.IGNORECASE,
)
# What else ends the minutes behind the last item.
_END = re.compile(
    r"\s*(?:underskrift(?:er|sark|sside)?\s*$|godkendt(?:\s+og\s+underskrevet)?\s+elektronisk|protokollen\s+underskrevet)",
    re.IGNORECASE,
)
# The day of the next meeting, perhaps its place, and no more; and who wrote the minutes.
_NEXT_MEETING = re.compile(
    r"\s*næste\s+møde(?:\s*:|\s+(?:er|(?:af)?holdes|finder\s+sted))?"
    rf"\s*(?:(?:{'|'.join(WEEKDAYS)})\s*,?\s+)?(?:den\s+|d\.\s*)?{DATE.pattern}(?:(?!\b(?:hvor|der|som|når|idet|med)\b)[^\n]){{0,40}}$",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(
    r"\s*(?:ref(?:erent)?|for\s+referat)\s?[.:]{1,2}\s+(?P<name>[^\n]{3,60}?)[.\s]*$", re.IGNORECASE
)
# An attachment that stands below what was decided, without a heading.
_ATTACHED = re.compile(r"\s*Bilag\s+(?:nr\.?\s*)?\d{1,2}\s*[:–-]\s+[A-ZÆØÅ][^\n]{2,120}[^\n.:;,]$")
_COLUMNS = re.compile(r"\s{3,}|\t")
# Sections with a value of their own, whose label may stand before it on the line; of the others a sentence
# with a colon is only a sentence.
_VALUED = frozenset(
    {
        "bilag",
        RECOMMENDATION,
        DECISION,
        CONCLUSION,
        "beslutningskompetence",
        "behandling",
        "sagstype",
        "tidligere-behandling",
        "opfoelgning",
    }
)
ABSENCES = "fraværende"
"""The kind of the lines behind an item that say who was absent from it; no kind of section."""
_TOLD_IN = frozenset({DECISION, "tidligere-behandling", "tidligere-beslutning", RECOMMENDATION})
_NEW_IN_LIST = frozenset({RECOMMENDATION, DECISION})


@dataclass
class Sectioned:
    """The paragraphs of an item, the sections that some of them open, by where they start, and the place of
    the first line behind the end of the minutes."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    opens: dict[int, HeadedSection] = field(default_factory=dict)
    end: Line | None = None


def section_heading(line: Line) -> str | None:
    """The kind of section under a line that is a heading and nothing else, in any municipality's words."""
    if kind := heading_kind(line):
        return kind
    text = bare(line.text).strip()
    if (
        not 3 < len(text) <= 80
        or not text[:1].isupper()
        or text.endswith((".", ",", ";"))
        or _RECOMMENDS.search(text)
    ):
        return None
    return section_kind(text)


def valued_heading(line: Line) -> str | None:
    """The kind of section under a heading with the path in parentheses (`Resume (Sagsforløb: ØK, BY)`)."""
    valued = _WITH_VALUE.match(line.text) if len(line.text) <= LONGEST_HEADING else None
    return section_kind(valued["heading"]) if valued and section_kind(valued["label"]) else None


def labelled_heading(line: Line) -> tuple[str, int] | None:
    """The kind of section that a line opens as a label with the section's words behind it
    (`Beslutningskompetence: Byrådet`), and where in the line those begin."""
    inline = _INLINE.match(line.text)
    if inline is None or _RECOMMENDS.search(inline["heading"]) or not line.text[inline.end() :].strip():
        return None
    kind = section_kind(inline["heading"])
    return (kind, inline.end()) if kind and kind in _VALUED else None


def tells_absence(line: Line) -> bool:
    """Whether a line begins to say who was absent."""
    return _ABSENT.match(line.text) is not None


def begins_decision(
    line: Line, told: bool, templates: Sequence[str] = ()
) -> tuple[Line, MeetingHeading] | None:
    """The heading of a decision that a line begins with and goes on behind (`Byrådet den 4. maj 2020:
    Godkendt.`). ``told`` says that it stands where decisions are told of; elsewhere one with a body is words,
    unless that is in capitals."""
    begun = _RUN_IN.match(line.text)
    heading = Line(line.number, line.start, begun["heading"]) if begun else None
    meeting = decision_heading([heading], True, templates) if heading else None
    loud = heading is not None and heading.text.split()[0].isupper()
    if meeting is None or heading is None or not (told or loud or meeting.body is None):
        return None
    return heading, meeting


def ends_minutes(line: Line) -> bool:
    """Whether a line is what stands behind the last item: that the meeting was over, or who signs."""
    if len(line.text) >= 120:
        return False
    return bool(_OVER.match(line.text) or _END.match(line.text)) or _signs(line.text)


def closes_formally(line: Line) -> bool:
    """Whether a line behind the end of the minutes says nothing of an item: it ends them, too, tells the day
    of the next meeting, or is a name."""
    text = line.text.strip()
    return ends_minutes(line) or _NEXT_MEETING.match(text) is not None or is_full_name(text)


def _signs(text: str) -> bool:
    """Whether a line holds the names of those who sign beside each other, rules for them, or who wrote."""
    cells = [cell.strip() for cell in _COLUMNS.split(text) if cell.strip()]
    if len(cells) > 1 and all(is_full_name(cell) or not cell.strip("_") for cell in cells):
        return True
    written = _WRITTEN_BY.match(text)
    return written is not None and is_full_name(written["name"])


def sectioned(
    lines: Sequence[Line],
    templates: Sequence[str] = (),
    is_last: bool = False,
    decisions: Collection[str] = (),
) -> Sectioned:
    """Set the lines of an item apart into paragraphs, and tell which of them open a section. Behind the last
    item the minutes may end; in any other one the names of those who sign would be of those chosen."""
    return _Sectioner(lines, templates, is_last, decisions).read()


class _Sectioner:
    def __init__(
        self, lines: Sequence[Line], templates: Sequence[str], is_last: bool, decisions: Collection[str]
    ) -> None:
        self.decisions = decisions
        self.lines, self.templates, self.is_last = lines, templates, is_last
        self.found = Sectioned()
        self.run: list[Line] = []
        self.kind = ""
        self.dated = False
        # What a run-in decision stands in, which goes on behind its line.
        self.around: HeadedSection | None = None
        self.section = HeadedSection("", None)

    def read(self) -> Sectioned:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.blank:
                self._close()
                at += 1
            elif not self.run and self._ends(at):
                self.found.end = line
                break
            else:
                at += self._take(at)
        self._close()
        self._lists_behind()
        self._group_behind()
        return self.found

    def _ends(self, at: int) -> bool:
        """Whether the minutes end there, behind all words of the item."""
        line, told = self.lines[at], self.found.paragraphs
        over = ends_minutes(line) if self.is_last else _OVER.match(line.text) is not None
        if told and told[-1].text.rstrip().endswith(":"):
            over = over and not _signs(line.text)  # names that those words announce
        next_one = bool(told) and _NEXT_MEETING.match(" ".join(one.text for one in self.lines[at : at + 2]))
        return bool(over or next_one) and not any(section_heading(one) for one in self.lines[at + 1 :])

    def _group_behind(self) -> None:
        """Leave out the name of a body in capitals behind an item: the heading of the items that follow."""
        told = self.found.paragraphs
        if (
            len(told) < 2
            or len(told[-1].lines) > 1
            or {told[-1].start, told[-2].start} & self.found.opens.keys()
        ):
            return  # the first words of a section are its own
        if _GROUP.fullmatch(told[-1].text.strip()):
            self.found.paragraphs.pop()

    def _lists_behind(self) -> None:
        """Set a list of attachments apart that stands right below a decision, without a heading."""
        found, opens = self.found.paragraphs, self.found.opens
        starts = [at for at, paragraph in enumerate(found) if paragraph.start in opens]
        for start, stop in reversed(list(zip(starts, [*starts, len(found)][1:], strict=True))):
            section = opens[found[start].start]
            if section.kind != DECISION or stop - start < 2:
                continue
            last = found[stop - 1]
            cut = tail_of_list(last.lines)
            if cut is None:
                continue
            listed = Paragraph(last.lines[cut:])
            found[stop - 1 : stop] = [*([Paragraph(last.lines[:cut])] if cut else []), listed]
            opens[listed.start] = HeadedSection("bilag", None)

    def _close(self) -> None:
        if self.run:
            self.found.paragraphs.append(Paragraph(tuple(self.run)))
            self.run = []

    def _open(self, section: HeadedSection, heading: Paragraph | None) -> None:
        self._close()
        self.kind, self.dated = section.kind, section.date is not None
        self.section, self.around = section, None
        if heading:
            self.found.paragraphs.append(heading)
            self.found.opens[heading.start] = section

    def _take(self, at: int) -> int:
        """Take the line there, and say how many went with it."""
        line = self.lines[at]
        if taken := field_run(self.lines, at):
            self._close()
            self.found.paragraphs.append(Paragraph(tuple(self.lines[at : at + taken])))
            return taken
        told = self.kind in _TOLD_IN or line.text.strip() in self.decisions
        absent = tells_absence(line)
        meeting = None if absent else decision_heading(self.lines[at : at + 3], told, self.templates)
        if meeting:
            heading = Paragraph(tuple(self.lines[at : at + meeting.taken]))
            self._open(
                HeadedSection(DECISION, heading, [], meeting.body, meeting.date, meeting.number), heading
            )
            return meeting.taken
        if not absent and self._run_in(line, told):
            return 1
        if (
            not self.run
            and self.kind in (DECISION, CONCLUSION, RECOMMENDATION)
            and _ATTACHED.match(line.text)
        ):
            self._open(HeadedSection("bilag", None), None)
            self.found.opens[line.start] = HeadedSection("bilag", None)
        if absent and (self.kind in ("", "bilag") or self._sets_apart(line)):
            self._open(HeadedSection(ABSENCES, None), None)
            self.found.opens[line.start] = HeadedSection(ABSENCES, None)
        if len(line.text) > LONGEST_HEADING or not self._heading(line):
            self._behind_run_in(line)
            if self._alone(line):
                self._close()
                alone = Paragraph((line,))
                if self.kind and is_openness(line.text):
                    # Said of what follows, or of the item, but no word of the section above it.
                    self._open(HeadedSection("", None), None)
                    self.found.opens[alone.start] = HeadedSection("", None)
                self.found.paragraphs.append(alone)
            else:
                self.run.append(line)
        return 1

    def _sets_apart(self, line: Line) -> bool:
        """Whether a bare `Fraværende`, behind a blank line, is the heading of those absent."""
        return not self.run and bare(line.text).strip().casefold() == "fraværende"

    def _run_in(self, line: Line, told: bool) -> bool:
        """Open the decision whose heading a line begins with and goes on behind (`Beslutning den 4. maj 2020:
        Godkendt.`), and say whether there is one. ``told`` says that the section tells of decisions; in any
        other only a heading opens one that names a day alone, and no body."""
        found = begins_decision(line, told, self.templates)
        if found is None:
            return False
        heading, meeting = found
        part, around = Paragraph((heading,)), self.around or self.section
        self._open(HeadedSection(DECISION, part, [], meeting.body, meeting.date, meeting.number), part)
        self.around = around if told else None
        self.run.append(Line(line.number, line.start + len(heading.text), line.text[len(heading.text) :]))
        return True

    def _behind_run_in(self, line: Line) -> None:
        """Go on with what a run-in decision stands in, behind its line and what is wrapped of that."""
        around = self.around
        if around is not None and not line.text.lstrip()[:1].islower():
            self._open(replace(around, heading=None, paragraphs=[]), None)
            self.found.opens[line.start] = self.section

    def _alone(self, line: Line) -> bool:
        return is_openness(line.text) or (not self.kind and CASE_NUMBER_ALONE.match(line.text) is not None)

    def _heading(self, line: Line) -> bool:
        """Open the section that a line is the heading of, perhaps with a value behind it."""
        heading = Paragraph((line,))
        kind = section_heading(line)
        if kind and not (self.kind == "bilag" and not self._breaks_list(line, kind)):
            self._open(HeadedSection(kind, heading), heading)
            return True
        if _ADDED.match(line.text):
            self._open(HeadedSection("sagsfremstilling", heading), heading)
            return True
        if kind := valued_heading(line):
            self._open(HeadedSection(kind, heading), heading)
            return True
        if labelled := labelled_heading(line) or self._label(line):
            kind, end = labelled
            part = Paragraph((Line(line.number, line.start, line.text[:end]),))
            self._open(HeadedSection(kind, part), part)
            self.run.append(Line(line.number, line.start + end, line.text[end:]))
            return True
        if _TABLE.match(line.text):
            self._open(HeadedSection("behandling", heading), heading)
            return True
        words = bare(line.text).strip()
        said = says_who_recommends(words) and words[:1].isupper()
        leads = words.endswith((":", "at")) or (_LEADS.search(words) and self._points_below(line))
        said = said and bool(leads)
        opens = said and self.kind not in (*_NEW_IN_LIST, "bilag", "behandling", "tidligere-beslutning")
        if not self.run and (opens or (not self.kind and _PROPOSES.match(line.text))):
            self._open(HeadedSection(RECOMMENDATION, None), None)
            self.found.opens[line.start] = HeadedSection(RECOMMENDATION, None)
            self.run.append(line)
            return True
        if (
            self.kind not in ("bilag", DECISION, "behandling")
            and _LOUD.match(line.text.strip())
            and not self.run
        ):
            self._open(HeadedSection("andet", heading), heading)
            return True
        return False

    def _label(self, line: Line) -> tuple[str, int] | None:
        """The kind of section and where its words begin, of a line that opens a paragraph with a section's
        own name as a label (`Sagsfremstilling: Rampen mangler.`), but not where a decision or a list is."""
        label = None if self.run or self.kind in (DECISION, "bilag") else _INLINE.match(line.text)
        kind = headings().get(folded(label["heading"])) if label else None
        return (kind, label.end()) if label and kind and line.text[label.end() :].strip() else None

    def _points_below(self, line: Line) -> bool:
        """Whether the next words are points of what is recommended."""
        behind = self.lines[line.number - self.lines[0].number + 1 :][:3]
        below = next((one.text for one in behind if not one.blank), "")
        return _POINT.match(below) is not None

    def _breaks_list(self, line: Line, kind: str) -> bool:
        """Whether a heading opens a section behind a list of attachments, whose titles may be any words."""
        if kind in _NEW_IN_LIST or is_layout_heading(line) or line.text.strip().isupper():
            return True
        return not self.run and heading_kind(line) is not None and self._lists_entries()

    def _lists_entries(self) -> bool:
        """Whether all lines of the list so far have what entries have: a mark, a number, a suffix."""
        own: list[str] = []
        for paragraph in reversed(self.found.paragraphs):
            opened = self.found.opens.get(paragraph.start)
            own += [] if opened and opened.heading else [line.text for line in paragraph.lines]
            if opened:
                break
        return bool(own) and all(is_entry(text) or is_file_name(text) for text in own)
