"""Tables of items whose cells run over several printed rows."""

from each import each

from graph.readers.pdf.item_rows import items_apart
from graph.readers.pdf.rows import Cell, Row

LEFT = (60.0, 110.0, 330.0)
HEAD = (100.0, ("Punkt", "Emne", "Beslutning"))


def rows(*printed: tuple[float, tuple[str, ...]]) -> list[Row]:
    """Rows by how far down they stand, an empty cell being none."""
    return [
        Row(
            y,
            10.0,
            ("A", "A"),
            tuple(
                Cell(text, left, left + 5.0 * len(text))
                for left, text in zip(LEFT, cells, strict=True)
                if text
            ),
        )
        for y, cells in printed
    ]


def told(*pages: list[Row]) -> list[str]:
    return [row.text for page in items_apart(pages) for row in page]


CENTRED = [(120.0, ("", "Godkendelse af", "")), (126.5, ("1", "", "Godkendt.")), (133.0, ("", "referat", ""))]
SECOND = [(160.0, ("", "", "Udsat til")), (166.5, ("2", "Ny bus", "")), (173.0, ("", "", "maj."))]
ITEMS = ["1. Godkendelse af referat", "Beslutning", "Godkendt.", "2. Ny bus", "Beslutning", "Udsat til maj."]


def test_cells_in_the_middle_of_their_row_are_of_its_item() -> None:
    below = rows((200.0, ("Mødet sluttede kl. 12", "", "")))
    assert told(rows(HEAD, *CENTRED, *SECOND) + below)[1:] == [*ITEMS, "Mødet sluttede kl. 12"]


def test_a_table_goes_on_over_pages() -> None:
    assert told(rows(HEAD, *CENTRED), rows(*SECOND))[1:] == ITEMS
    assert told(rows(HEAD, *CENTRED), rows(HEAD, *SECOND))[1:] == ITEMS


def test_a_letter_above_its_number_closes_the_item() -> None:
    closed = [(160.0, ("L", "", "")), (166.5, ("2", "Ny bus", "Udsat."))]
    assert told(rows(HEAD, *CENTRED, *closed))[-3:] == ["2. Lukket: Ny bus", "Beslutning", "Udsat."]


@each(
    "second",
    [
        [(146.0, ("2", "Ny bus", "Udsat."))],  # right below the first, so nobody knows where one ends
        [(160.0, ("", "Ny bus", "Udsat."))],
    ],
)
def test_a_table_that_is_not_understood_stays_as_it_is(second: list[tuple[float, tuple[str, ...]]]) -> None:
    printed = rows(HEAD, *CENTRED, *second)
    assert items_apart([printed]) == [printed]
