"""Items that have no number of their own."""

from each import each
from printed_items import minutes_of


@each(
    "listed",
    [
        "",
        "Dagsorden\n\nPunkt: Vej\nPunkt: Køb (lukket)\nPunkt: Sti\n\n",
        "Dagsorden\n\nPunkt: Vej ..... 2\nPunkt: Køb (lukket) ..... 3\nPunkt: Sti ..... 4\n\n",
    ],
)
def test_items_may_have_a_label_and_no_number(listed: str) -> None:
    said = (
        ["Punkt: Køb"]
        if listed
        else ["Lukket punkt: Køb", "Punkt: Køb\n\nÅbent punkt: Nej", "Punkt: Køb - Lukket"]
    )
    for closed in said:
        items = "".join(f"{heading}\n\nGodkendt.\n\n" for heading in ("Punkt: Vej", closed, "Punkt: Sti"))
        found = minutes_of(listed + items)
        assert [(one.number, one.title.text, one.closed) for one in found.items] == [
            ("1", "Vej", False), ("2", "Køb", True), ("3", "Sti", False),
        ]  # fmt: skip
        assert found.text.count("Godkendt") == 2
