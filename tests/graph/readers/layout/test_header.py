"""The labels in the head of minutes."""

import pytest
from support import newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


def test_text_of_no_field_is_unread() -> None:
    minutes = read(newer("Eventuelt").replace("Mødedato", "Vedtaget i enighed\n\nMødedato"))
    assert [one.quote.text for one in minutes.unread] == ["Vedtaget i enighed"]
    assert minutes.share_read < 1


def test_a_head_set_as_a_table_of_labels() -> None:
    rows = "Udvalg\tKulturudvalget\nMødedato\t12. maj 2020\nDeltagere\tIda Holm\nFormand\tOle Moe\nAfbud\tBo Lind\nReferent\tEva Krog"
    told = parse(Document("a.txt", f"Referat\n\n{rows}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (told.body and told.body.text) == "Kulturudvalget"
    away = {"Ida Holm": False, "Bo Lind": True, "Ole Moe": False, "Eva Krog": False}
    assert {one.name.text: one.absent for one in told.participants} == away
    listed = rows.replace("Formand\tOle Moe\nAfbud\tBo Lind", "Afbud\nBo Lind\nFormand\tOle Moe").replace(
        "Referent\t", "Referent: "
    )
    told = parse(Document("a.txt", f"Referat\n\n{listed}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert {one.name.text: one.absent for one in told.participants} == away | {"Ole Moe": True}


@pytest.mark.parametrize(
    "rows",
    [
        "Funktion\tNavn\tTil stede\nFormand\tOle Moe\tNej\nReferent\tEva Krog\tNej",
        "Funktion\tNavn\tMødt\tAfbud\nFormand\tOle Moe\t\tX\n\nSekretær\tEva Krog\t\tX",
        "Afbud\tNavn\nFormand\tOle Moe\nReferent\tEva Krog",
        "Funktion\tNavn\n\nFormand\tOle Moe",
        "Fraværende\tBo Lind\nNæstformand\tOle Moe",
        "Fraværende\tBo Lind\n\nFormand\tOle Moe\nSekretær\tEva Krog",
        "Formand\tOle Moe\tAfbud\nReferent\tEva Krog\tAfbud",
    ],
)
def test_a_post_with_a_name_in_a_table_of_people_says_not_that_they_were_there(rows: str) -> None:
    told = parse(Document("a.txt", f"Referat\n\n{rows}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert not [one.name.text for one in told.participants if not one.absent]
