"""Tables of votes whose rows have lost cells."""

import pytest

from graph.wording.vote_tables import find_tables

FOR, AGAINST = "Tove Birkemose", "Ejnar Skovtofte"


def sides(table: str) -> dict[str, list[str]]:
    found = next(find_tables(table))
    return {way: [table[one.start : one.end] for one in side.persons] for way, side in found.sides.items()}


@pytest.mark.parametrize(
    "table",
    [
        f"Navn                 For  Imod\n{FOR} (A)   x\n{AGAINST} (V)       x\n",
        f"Navn\tFor\tImod\n{FOR} (A)\tx\t\n{AGAINST} (V)\t\tx\n",
        f"Navn\tFor\tImod\n{FOR} (A)\tx\n{AGAINST} (V)\t\tx\n",
    ],
)
def test_each_tick_is_of_the_column_it_stands_in(table: str) -> None:
    assert sides(table) == {"for": [FOR], "against": [AGAINST]}


@pytest.mark.parametrize(
    "table",
    [
        f"Navn  For  Imod\n{FOR} (A)  x\n{AGAINST} (V)       x\n",
        f"Navn\tFor\tImod\n{FOR} (A)\tx\t\n{AGAINST} (V)\tx\n",
        f"Navn\tFor\tImod\n{FOR} (A)\tx\n{AGAINST} (V)\tx\n",
    ],
)
def test_a_table_whose_lost_cells_nobody_can_place_says_nothing(table: str) -> None:
    assert sides(table) == {}
