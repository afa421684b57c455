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
    "cells of several paragraphs": [
        [["Punkt"], ["Type"], ["Referat"]],
        [["1.", "Dagsorden"], ["B"], ["Godkendt."]],
        [["2.", "Konflikt (lukket)", "Om Zebrafinke."], ["O"], ["Zebrafinke.", "Zebrafinke."]],
        [["3.", "Sti", "Vedlagt."], ["D"], ["Udsat."]],
    ],
}


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


def test_other_tables_stay_as_they_are() -> None:
    rows = [[["Nr."], ["Emne"], ["Pris"]], [["1"], ["Bænk"], ["100"]], [["2"], ["Træ"], ["200"]]]
    for name, data in _files(rows).items():
        assert "1\tBænk\t100\n2\tTræ\t200" in decode(name, data).text, name
