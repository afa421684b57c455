"""The text of a recorded meeting, and where things stand in it."""

from graph.minutes.model import Span
from graph.readers.protocol.record import (
    RecordedAttachment,
    RecordedItem,
    RecordedMeeting,
    RecordedPerson,
    RecordedSection,
    RecordedStep,
)
from graph.readers.protocol.render import Rendered, render

OPEN = RecordedItem(
    "1.1",
    "Vej",
    case_numbers=("25/1", "25/2"),
    case_title="Veje",
    sections=(
        RecordedSection("Beslutning", "Godkendt.", body="Økonomiudvalget", date="2024-05-20", whole=True),
        RecordedSection(
            "Sagsfremstilling", "<p>Tal:</p><table><tr><td>a<td>b</table><ul><li>c<li>d</ul>", html=True
        ),
    ),
    path=(RecordedStep("Økonomiudvalget", "2024-05-20"), RecordedStep("Byrådet")),
    attachments=(RecordedAttachment("Kort", "25/1-3"), RecordedAttachment("Tal")),
    attendance=(RecordedPerson("Bo Ravn", "absent", "A"),),
)
CLOSED = RecordedItem(
    "2", "Køb", closed=True, case_numbers=("25/3",), sections=(RecordedSection("Beslutning", "Ja da."),)
)
MEETING = RecordedMeeting(
    "Byråd",
    "2024-05-27",
    body_printed="Byråd 2022-2025",
    start_time="17:00",
    place="Salen",
    participants=(
        RecordedPerson("Anna Lund", party="A", role="formand"),
        RecordedPerson("Mette Krog", "substitute", substitute_for="Ib Friis"),
        RecordedPerson("Ib Friis", "excused"),
    ),
    items=(OPEN, CLOSED),
)
TEXT = """REFERAT Byråd 2022-2025 d. 27-05-2024

Mødedato Mandag d. 27. maj 2024 kl. 17:00

Mødested Salen

Mødedeltagere Anna Lund (A, formand), Mette Krog (stedfortræder for Ib Friis)

Afbud Ib Friis

Punkt 1.1: Vej

25/1, 25/2

Sagstitel: Veje

Behandling

Økonomiudvalget den 20. maj 2024
Byrådet

Beslutning i Økonomiudvalget den 20. maj 2024

Godkendt.

Sagsfremstilling

Tal:

a\tb

- c
- d

Bilag

Kort\t25/1-3
Tal

Fraværende under punktet: Bo Ravn (A)

Punkt 2: Lukket: Køb

25/3

Beslutning

Ja da."""


def words(rendered: Rendered, span: Span | None) -> str | None:
    return rendered.text[span.start : span.end] if span else None


def test_the_text_of_a_meeting() -> None:
    assert render(MEETING).text == TEXT


def test_where_things_stand() -> None:
    rendered = render(MEETING)
    outline = rendered.outline
    assert words(rendered, outline.body) == "Byråd"
    assert words(rendered, outline.body_printed) == "Byråd 2022-2025"
    assert [(words(rendered, one.name), words(rendered, one.substitute_for)) for one in outline.participants] == [
        ("Anna Lund", None), ("Mette Krog", "Ib Friis"), ("Ib Friis", None),
    ]  # fmt: skip
    open_item, closed = outline.items
    assert [words(rendered, span) for span in open_item.case_numbers] == ["25/1", "25/2"]
    assert [(one.kind, words(rendered, one.body)) for one in open_item.sections] == [
        ("beslutning", "Økonomiudvalget"), ("sagsfremstilling", None),
    ]  # fmt: skip
    assert [(words(rendered, one.body), one.date) for one in open_item.path] == [
        ("Økonomiudvalget", "2024-05-20"), ("Byrådet", None),
    ]  # fmt: skip
    assert [words(rendered, one.document_number) for one in open_item.attachments] == ["25/1-3", None]
    assert words(rendered, closed.title) == "Køb"
    assert (closed.sections, [words(rendered, one.text) for one in closed.withheld]) == ((), ["Ja da."])
    assert rendered.left_out == len("Jada.")
    assert [finding.code for finding in rendered.findings] == ["closed-item-decision-published"]


def test_a_meeting_of_which_little_is_known() -> None:
    rendered = render(RecordedMeeting("", "i går", kind="dagsorden"))
    assert rendered.text == "DAGSORDEN"
    assert (rendered.outline.body, rendered.outline.date) == (None, None)
