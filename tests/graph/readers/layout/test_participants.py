"""Who was at the meeting by the head of its minutes."""

import pytest
from each import each
from support import codes, newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Anna Lund, Bo Ravn (Fravær)", [("Anna Lund", False), ("Bo Ravn", True)]),
        (
            "Anna Lund, Søren van der\nKlit, Bo Ravn",
            [("Anna Lund", False), ("Søren van der Klit", False), ("Bo Ravn", False)],
        ),
        ("Anna Lund (A), Bo Ravn (V) (Afbud)", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Anna Lund,\n\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\n\nAfbud: Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
    ],
)
def test_participants(printed: str, people: list[tuple[str, bool]]) -> None:
    minutes = read(newer("Eventuelt", participants=printed))
    assert [(p.name.text, p.absent) for p in minutes.participants] == people


def test_a_first_name_alone_is_no_participant() -> None:
    minutes = read(newer("Eventuelt", participants="Anna Lund, Bo"))
    assert [p.name.text for p in minutes.participants] == ["Anna Lund"]
    assert codes(minutes) == ["person-unresolved"]


@each(
    ("lines", "people"),
    [
        ("Fraværende: Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Afbud fra Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Fraværende: Ingen", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Afbud: -", [("Anna Lund", False), ("Bo Ravn", False)]),
        (
            "Fraværende i Direktionen, mandag den 26. juni 2023: Bo Ravn, stedfortræder Ida Holm",
            [("Anna Lund", False), ("Bo Ravn", True), ("Ida Holm", False)],
        ),
        (
            "Herudover deltog: Kulturchef Ida Holm",
            [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)],
        ),
        ("Bestyrelsen: Ida Holm", [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)]),
        (
            "Medarbejderrepræsentanter\tIda Holm (næstformand)",
            [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)],
        ),
        (
            "Gæster: Ida Holm, Danske Handicaporganisationer",
            [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)],
        ),
        ("Referent: Ida Holm", [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)]),
        (
            "Bemærkninger: Der er afbud fra Bo Ravn. Punkt 3 udgik. Som stedfortræder er indkaldt Ida Holm.",
            [("Anna Lund", False), ("Bo Ravn", True), ("Ida Holm", False)],
        ),
        ("Bemærkninger: Ida Holm fremlagde planen.", [("Anna Lund", False), ("Bo Ravn", False)]),
    ],
)
def test_lines_beside_the_participants(lines: str, people: list[tuple[str, bool]]) -> None:
    minutes = read(newer("Eventuelt", participants=f"Anna Lund, Bo Ravn\n{lines}"))
    assert [(p.name.text, p.absent) for p in minutes.participants] == people


OTHER = """Strandby Kommune
Referat
Teknikudvalget

Dato: Onsdag den 3. april 2019 kl. 18.00
Sted: Mødelokale Vest
Deltagere:
• Anna Lund (A)
• Bo Ravn (V), formand
Afbud: Ingen

Punkter
12 Nyt Badehus Vesterstrand (lukket)
13 Kystsikring

12 Nyt Badehus Vesterstrand
Anna Lund, Kaj Holm og Ove Friis fremlagde planen.
Fraværende: Gry Bæk
Beslutning
Tiltrådt.

13 Kystsikring
Anna Lund
Bo Ravn
Ikke Vedtaget
"""


@pytest.mark.parametrize("text", [OTHER, OTHER.replace("\n", "\n\n"), OTHER.replace("Punkter\n", "")])
def test_names_in_the_items_of_another_layout_are_no_participants(text: str) -> None:
    minutes = read(text)
    assert [p.name.text for p in minutes.participants] == ["Anna Lund", "Bo Ravn"]
    assert [(int(item.number), item.closed) for item in minutes.items] == [(12, True), (13, False)]
    assert "planen" not in minutes.text


def test_who_was_there_may_stand_behind_the_contents_where_no_item_is_lost() -> None:
    lost = (
        "Referat af møde i Teknikudvalget\n\nDen 09.01.2025\n\nIndholdsfortegnelse\n\n1. Salg - Lukket\n2. Bro\n"
        "3. Vej\n\nDeltagere:\nErling Lausen, (A)\n\n2. Bro\n\nBeslutning\nJa.\n\n3. Vej\n\nBeslutning\nJa.\n"
    )
    assert "Lausen" not in parse(Document("a.txt", lost), NEUTRAL).text
    text = (
        "Referat af møde i Teknikudvalget\n\nDen 09.01.2025\n\nIndholdsfortegnelse\n\n1. Vej\n2. Bro\n"
        "3. Salg - Lukket\n\nDeltagere:\n\nErling Lausen, (A)\nIda Holm (V)\n\n1. Vej\n\nBeslutning\nGodkendt.\n\n"
        "2. Bro\n\nFraværende: Ida Holm (V)\n\nBeslutning\nGodkendt.\n\n3. Salg - Lukket\n"
    )
    minutes = parse(Document("a.txt", text), NEUTRAL)
    assert [(one.name.text, one.party) for one in minutes.participants] == [
        ("Erling Lausen", "A"),
        ("Ida Holm", "V"),
    ]
    assert [[one.name.text for one in item.attendance] for item in minutes.items] == [[], ["Ida Holm"], []]
    unstopped = text.replace("Deltagere:\n\nErling Lausen, (A)\nIda", "Deltagere Erling Lausen (A), Ida")
    assert len(parse(Document("a.txt", unstopped), NEUTRAL).participants) == 2
    assert parse(Document("a.txt", unstopped.replace(" (A), Ida", " køber")), NEUTRAL).participants == ()
    for behind in ("Til køber\n\n", "4. Bænk\n\n"):
        told = parse(Document("a.txt", text.replace("(V)\n\n1. Vej", f"(V)\n\n{behind}1. Vej")), NEUTRAL)
        assert told.participants == ()


def test_a_remark_is_not_of_who_stands_on_the_line_before_it() -> None:
    head = "Byrådet\n\nMødedato: 3. marts 2031\nAfbud: Ole Lind\nBemærkninger: Jette Moe deltog ikke i punkt 2, idet hun var inhabil.\n\n"
    items = "1. Vej\nSagsnr.: 31/1\n\nBeslutning\nJa.\n\n2. Bro\nSagsnr.: 31/2\n\nBeslutning\nNej.\n"
    told = parse(Document("a.txt", head + items), NEUTRAL).items
    assert [[one.name.text for one in item.attendance] for item in told] == [[], ["Jette Moe"]]
