"""The head of a minutes file: body, date, time, place, participants."""

import datetime
import re
from collections.abc import Sequence

from graph.minutes.dates import loose_date
from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Quote
from graph.municipality.profile import Profile
from graph.readers.layout.header import PEOPLE, Field, Header, lines_of_tables, take_fields
from graph.readers.layout.meeting_title import (
    day_of_record,
    known_body,
    take_body_alone,
    take_body_of_meeting,
    take_title,
)
from graph.readers.layout.participants import take_people, take_presence, tells_people
from graph.readers.layout.time_and_place import (
    day_alone,
    ended_at,
    place_behind,
    read_date,
    read_end,
    read_place,
    read_start,
    settle_date,
    take_place_alone,
    take_sentence,
    take_time_alone,
)

# The sender of a letter, in a column of its own: postal code and town, telephone, address.
_COLUMN = re.compile(r"(?<=\S)(?:\t|[ ]{3,}+)\s*+(?=\S)")
_ADDRESS = re.compile(
    r"\s*(?:\d{4}\s+[A-ZÆØÅ][^\W\d_]+|(?:tlf|telefon|cvr|e-?mail|mail|ean)\b|(?:https?://|www\.)|\S+@\S)",
    re.IGNORECASE,
)


def read_header(document: Document, head: Sequence[Paragraph], profile: Profile) -> Header:
    """Read the paragraphs before the contents. Never fails: what is missing stays ``None``."""
    header = Header()
    title_date: datetime.date | None = None
    fields: list[Field] = []
    paragraphs = [part for paragraph in head for part in _beside_letterhead(paragraph)]
    tables = lines_of_tables(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        taken = 0
        if header.body is None and (found := take_title(document, paragraph, profile, header)):
            title_date, taken = found
            fields.append(Field("title", []))
        stop = take_fields(fields, paragraph.lines[taken:], tables, header)
        if stop:
            rest = tuple(line for line in paragraph.lines if line.start >= stop.start)
            header.unread += [Paragraph(rest), *paragraphs[index + 1 :]]
            break
    meeting_date: datetime.date | None = None
    where: Quote | None = None
    for one in fields:
        if one.kind == "day" and one.runs:
            text = document.text[one.runs[0].start : one.runs[0].end]
            meeting_date = meeting_date or read_date(text) or loose_date(text)
            header.start_time = header.start_time or read_start(text)
            header.end_time = header.end_time or read_end(text)
            where = where or place_behind(document, one.runs[0])
        elif one.kind == "end" and one.runs:
            header.end_time = header.end_time or read_start(
                document.text[one.runs[0].start : one.runs[0].end]
            )
        elif one.kind == "place" and one.runs:
            header.place = header.place or read_place(document, one.runs[0])
        elif one.kind == "body" and one.runs and header.body is None:
            quote = document.quote(one.runs[0].start, one.runs[0].end)
            header.body = known_body(document, quote.span.start, quote.text, profile, header)
        elif one.kind in PEOPLE:
            take_people(document, one, header)
    take_body_alone(document, profile, header)
    recorded = day_of_record(document, profile, header)
    take_body_of_meeting(document, head, profile, header)
    meeting_date = meeting_date or (None if title_date else recorded)
    known = meeting_date or title_date
    if known is None or header.start_time is None:
        meeting_date = day_alone(document, header, known) or meeting_date
    header.place = header.place or where
    take_time_alone(document, header)
    take_place_alone(document, header)
    take_sentence(document, header)
    header.date = settle_date(meeting_date, title_date, fields, document, header)
    lines = [Paragraph((line,)) for paragraph in head for line in paragraph.lines]
    header.end_time = ended_at([*head, *lines]) or header.end_time
    take_presence(document, head, header)
    return header


def read_people(document: Document, tail: Sequence[Paragraph], header: Header) -> None:
    """Who was there, where that stands behind the items and not in the head."""
    fields: list[Field] = []
    for paragraph in tail:
        if tells_people(paragraph.lines[0]):
            take_fields(fields, paragraph.lines, (), header)
    for one in fields:
        if one.kind in PEOPLE:
            take_people(document, one, header)


def _beside_letterhead(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """A paragraph; where it has the sender's address in a column behind its words, these and then that."""
    cells = [(line, _COLUMN.search(line.text)) for line in paragraph.lines]
    behind = [Line(line.number, line.start + gap.end(), line.text[gap.end() :]) for line, gap in cells if gap]
    last = max((line.number for line in behind if _ADDRESS.match(line.text)), default=None)
    if last is None:
        return (paragraph,)
    # Below the address the cells are labels and their values.
    before = [
        Line(line.number, line.start, line.text[: gap.start()] if gap and line.number <= last else line.text)
        for line, gap in cells
    ]
    words = tuple(line for line in before if not line.blank)
    sender = tuple(line for line in behind if line.number <= last)
    return tuple(Paragraph(lines) for lines in (words, sender) if lines)
