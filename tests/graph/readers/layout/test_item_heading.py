"""What a heading of an item says beside its title, and where."""

from each import each
from printed_items import minutes_of

from graph.readers.layout.forms import forms_of, known_forms
from graph.readers.layout.item_heading import dressed


@each(
    ("printed", "title", "closed"),
    [
        ("Salg af grund - Lukket", "Salg af grund", True),
        ("Salg af grund (B) - LUKKET", "Salg af grund", True),
        ("Salg af grund (Lukket)", "Salg af grund", True),
        ("Lukket - Salg af grund", "Salg af grund", True),
        ("Lukket punkt: Salg af grund", "Salg af grund", True),
        ("Salg af grund          Åbent", "Salg af grund", False),
        ("Personalesag - Lukket", "Personalesag", True),
        ("Lukket fritidsklub flytter", "Lukket fritidsklub flytter", None),
        ("Plan for åben skole", "Plan for åben skole", None),
    ],
)
def test_what_is_said_beside_a_title(printed: str, title: str, closed: bool | None) -> None:
    first, last, mark, _ = dressed(printed)
    assert (printed[first:last], mark.closed if mark else None) == (title, closed)


def test_a_mark_between_the_number_and_the_title() -> None:
    found = minutes_of(
        "Punkt 1\nÅbent\nNy vej\nSagsnr. 21/1\nBeslutning\nGodkendt.\n\nPunkt 2\nLukket\nSalg\nSagsnr. 21/2\nHemmeligt\n"
    )
    assert [(one.number, one.title.text, one.closed) for one in found.items] == [
        ("1", "Ny vej", False), ("2", "Salg", True),
    ]  # fmt: skip


@each(
    ("line",),
    [
        ("Pkt. 2 (lukket)",), ("  • Sag nr. 4: Ny vej",), ("12a. Salg af grund",), ("ad pkt. 3 - Ny vej",),
        ("IV. Budget",), ("ØU-55/07-O Ny vej",), ("Ny vej Sag nr. 7",), ("4/2023: Ny vej",), ("Godkendt.",),
    ],
)  # fmt: skip
def test_a_line_is_in_the_forms_whose_expression_it_has_each_once(line: str) -> None:
    expressions = {form.pattern.pattern: form.pattern for form in known_forms()}
    own = [one for one, pattern in expressions.items() if pattern.match(line)]
    assert sorted(forms_of(line)) == sorted(own)
