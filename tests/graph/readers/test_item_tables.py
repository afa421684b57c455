"""Tables whose rows are items, of whatever file they are."""

from each import each
from word_files import docx, p, table

from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read

_HEAD = "Ungdomsrådet\nReferat fra mødet den 14. marts 2028 kl. 17.00\n"
# The head of each column, and the cells of each row: its paragraphs.
_TABLES = {
    "a title of its own": [
        [["Nr."], ["Emne"], ["Referat"], ["Ansvarlig"]],
        [["1"], ["Dagsorden"], ["Godkendt."], ["Ida Holm"]],
        [["2"], ["Konflikt (lukket)"], ["Zebrafinke går."], ["Zebrafinke"]],
        [["3"], ["Sti"], ["Udsat."], []],
    ],
    "a title beside its number": [
        [["Punkt"], ["Beslutning"]],
        [["Pkt. 1 Dagsorden"], ["Godkendt."]],
        [["Pkt. 2 Konflikt (lukket)"], ["Zebrafinke."]],
        [["Pkt. 3 Sti"], ["Udsat."]],
    ],
    "a row with other cells than there are columns": [
        [["Nr."], ["Emne"], ["Referat"]],
        [["1"], ["Dagsorden"], ["Godkendt."]],
        [["2"], ["Konflikt"], ["Zebrafinke går."], ["Zebrafinke"]],
        [["3"], ["Sti"], ["Udsat."]],
    ],
    "the agenda beside what was decided": [
        [["Dagsorden"], ["Beslutning"]],
        [["1. Dagsorden"], ["Godkendt."]],
        [["2. Konflikt (lukket)"], ["Zebrafinke."]],
        [["3. Sti"], ["Udsat."]],
    ],
    "cells of several paragraphs": [
        [["Punkt"], ["Type"], ["Referat"]],
        [["1.", "Dagsorden"], ["B"], ["Godkendt."]],
        [["2.", "Konflikt (lukket)", "Om Zebrafinke."], ["O"], ["Zebrafinke.", "Zebrafinke."]],
        [["3.", "Sti", "Vedlagt."], ["D"], ["Udsat."]],
    ],
}

# The number of a closed item, and what else its row has with the head of that column.
_CLOSED = [
    *((number, "Type", "") for number in ("2 L", "2L", "2. L", "2 LP", "2 F", "L2", "L nr. 2", "2 (L)")),
    *(
        (number, "Type", "")
        for number in ("2 - L", "2 Luk.", "2 lukket", "Lukket punkt 2", "2 \N{SECTION SIGN} 10", "2 *")
    ),
    *(("2", head, "L") for head in ("Åben/Lukket", "Å/L", "Status")),
    *(
        ("2", *beside)
        for beside in (("Åben/lukket", "Luk."), ("Lukket", "x"), ("Åben", ""), ("Offentlig", "nej"))
    ),
]


def _files(rows: list[list[list[str]]]) -> dict[str, bytes]:
    cells = "".join(
        f"<tr>{''.join('<td>' + ''.join(f'<p>{one}</p>' for one in cell) + '</td>' for cell in row)}</tr>"
        for row in rows
    )
    page = "".join(f"<p>{line}</p>" for line in _HEAD.splitlines())
    word = "".join(map(p, _HEAD.splitlines()))
    word += table(*[["".join(map(p, cell or [""])) for cell in row] for row in rows])
    files = {"a.html": f"<!doctype html><html><body>{page}<table>{cells}</table></body></html>".encode()}
    files["a.docx"] = docx(word)
    if all(len(cell) < 2 for row in rows for cell in row):
        lines = "\n".join("\t".join("".join(cell) for cell in row) for row in rows)
        files["a.txt"] = f"{_HEAD}\n{lines}\n".encode()
    return files


@each("rows", list(_TABLES.values()))
def test_rows_of_a_table_are_items(rows: list[list[list[str]]]) -> None:
    for name, data in _files(rows).items():
        reading = read(decode(name, data), NEUTRAL)
        told = [(one.number, one.title.text, one.closed) for one in reading.minutes.items]
        assert told == [("1", "Dagsorden", False), ("2", "Konflikt", True), ("3", "Sti", False)], name
        decisions = [one.decision and one.decision.text.text for one in reading.minutes.items]
        assert decisions == ["Godkendt.", None, "Udsat."], name
        assert "Zebrafinke" not in reading.served, name


@each(("number", "head", "told"), _CLOSED)
def test_what_stands_beside_a_number_or_in_a_column_for_it_closes_an_item(
    number: str, head: str, told: str
) -> None:
    said = {"Åben": "ja", "Offentlig": "ja", "Type": "B"}.get(head, "nej" if head == "Lukket" else "Å")
    first, last = (
        [[nr], [said], [title], [done]] for nr, title, done in (("1", "Mad", "Ja."), ("3 B", "Sti", "Nej."))
    )
    closed = [[number], [told] if told else [], ["Salg"], ["Zebrafinke."]]
    for name, data in _files([[["Punkt"], [head], ["Emne"], ["Referat"]], first, closed, last]).items():
        reading = read(decode(name, data), NEUTRAL)
        found = [
            (one.number, one.closed, one.decision and one.decision.text.text) for one in reading.minutes.items
        ]
        assert found[1:] == [("2", True, None), ("3", False, "Nej.")], name
        assert "Zebrafinke" not in reading.served, name


def test_a_row_without_a_number_is_closed_by_its_letter() -> None:
    head = [["Punkt"], ["Emne"], ["Referat"]]
    rows = [head, [["1"], ["Mad"], ["Ja."]], [["L"], ["Salg"], ["Zebrafinke."]], [["2"], ["Sti"], ["Nej."]]]
    for name, data in _files(rows).items():
        assert "Zebrafinke" not in read(decode(name, data), NEUTRAL).served, name


def test_other_tables_stay_as_they_are() -> None:
    rows = [[["Nr."], ["Emne"], ["Pris"]], [["1"], ["Bænk"], ["100"]], [["2"], ["Træ"], ["200"]]]
    for name, data in _files(rows).items():
        assert "1\tBænk\t100\n2\tTræ\t200" in decode(name, data).text, name
