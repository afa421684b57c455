"""Items whose numbers have that of a chapter in front."""

from each import each
from printed_items import laid, minutes_of


def test_items_may_stand_in_chapters_with_numbers_of_their_own() -> None:
    listed = "Dagsorden\n\n1. Sager\n1.1 Vej\n1.2 Køb (lukket)\n1.3 Bro\n2. Lukket del\n2.1 Salg\n\n"
    words = "Beslutning\n\nGodkendt.\n\n"
    items = f"1. Sager\n\n1.1 Vej\n\n{words}1.2 Køb\n\n{words}1.3 Bro\n\n{words}2. Lukket del\n\n2.1 Salg\n\n{words}"
    for text in (items.replace("1.2 Køb", "1.2 Lukket: Køb"), listed + items):
        found = minutes_of(text)
        assert [(one.number, one.closed) for one in found.items] == [
            ("1.1", False),
            ("1.2", True),
            ("1.3", False),
            ("2.1", True),
        ]
        assert found.text.count("Godkendt") == 2


@each(
    ("heading", "front"),
    [
        ("Lukkede sager", ""),
        ("Lukket: Sager", ""),
        ("Personsager (lukket)", ""),
        ("Andre sager", "Punkt 2 er lukket.\n\n"),
        ("Andre sager", ""),
    ],
)
def test_a_mark_at_the_heading_of_a_chapter_or_its_number_closes_all_of_it(heading: str, front: str) -> None:
    items = (f"{number} {title}\n\nBeslutning\n\nGodkendt.\n\n" for number, title in _IN_CHAPTERS)
    first, second, third, fourth = items
    found = minutes_of(f"{front}1 Sager\n\n{first}{second}2 {heading}\n\n{third}{fourth}").items
    closed = bool(front) or heading != "Andre sager"
    assert [(one.number, one.closed) for one in found] == [
        ("1.1", False), ("1.2", False), ("2.1", closed), ("2.2", closed),
    ]  # fmt: skip
    assert [one.decision.text.text for one in found[1:2] if one.decision] == ["Godkendt."]


_IN_CHAPTERS = [("1.1", "Vej"), ("1.2", "Sti"), ("2.1", "Salg"), ("2.2", "Køb")]


def test_the_sections_of_an_item_are_no_items() -> None:
    items = [(1, "Vej"), (2, "Budget"), (3, "Køb af grund")]
    words = (
        "Sagsnr.: 22/1\n\n{n}.1 Baggrund\n\nDer er en sti.\n\n{n}.2 Økonomi\n\nBeslutning\n\nGodkendt.\n\n"
    )
    assert laid("".join(f"{n}. {title}\n\n{words.format(n=n)}" for n, title in items)) == items
