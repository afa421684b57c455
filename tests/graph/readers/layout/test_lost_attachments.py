"""Attachments of an item whose page is lost, told with numbers behind the list of the item before."""

import pytest
from support import OLDER_NUMBERS, older, older_item

from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.readers.layout.parse import parse

BEHIND = "Direktionens møde den 25. september 2017:\n\nGodkendt.\n\nBilag\n\n"
FIRST = older_item(
    1, "Nye låse", f"Bilag\n\nEtapeplan\n\n998-2018-100381\n\n{BEHIND}Etapeplan\n\n", OLDER_NUMBERS
)
CONTENTS = "Nye låse.....\t3\nFælles telefontid.....\t4\nEventuelt.....\t6"
TITLES = "Opgørelse over opkald\n\nForslag til telefontid"


def attachments(between: str) -> list[list[tuple[str, str | None]]]:
    """Of the item before the lost one and of the lost one, with words between the lists of both."""
    lost = f"{FIRST}{between}{BEHIND}{TITLES}"
    text = (
        older(lost, contents=CONTENTS) + "\n\nPunkt 3: Eventuelt\n\nSagsfremstilling\n\n3. Eventuelt\n\nÅbent"
    )
    items = parse(Document("a.txt", text), load_profile("aadalsoe")).items
    return [
        [
            (one.title.text, one.document_number.text if one.document_number else None)
            for one in item.attachments
        ]
        for item in items[:2]
    ]


@pytest.mark.parametrize(
    "between",
    [
        "Opgørelse over opkald\n\n998-2018-100390\n\nForslag til telefontid\n\n998-2018-100391\n\n",
        "Opgørelse over opkald\t998-2018-100390\nForslag til telefontid\t998-2018-100391\n\n",
        "Opgørelse over\nopkald 998-2018-\n100390\n\nForslag til telefontid 998-2018-100391\n\n",
    ],
)
def test_numbers_go_to_the_titles_they_repeat(between: str) -> None:
    own, lost = attachments(between)
    assert own == [("Etapeplan", "998-2018-100381")]
    assert lost == [
        ("Opgørelse over opkald", "998-2018-100390"),
        ("Forslag til telefontid", "998-2018-100391"),
    ]


def test_a_title_that_nobody_repeats_stays_in_doubt() -> None:
    own, lost = attachments("Udtalelse fra rådet 998-2018-100399\n\n")
    assert own == [("Etapeplan", "998-2018-100381")]
    assert lost == [("Opgørelse over opkald", None), ("Forslag til telefontid", None)]
