"""Sentences that close items by their numbers."""

from each import each

from graph.wording.closed_numbers import closed_numbers


@each(
    ("sentence", "closed"),
    [
        ("Udvalget behandlede punkt 1 for lukkede døre.", "1"),
        ("Dagsordenens punkt 1 er lukket.", "1"),
        ("Ad punkt 1: lukket punkt", "1"),
        ("Punkt 1: Behandles på lukket møde", "1"),
        ("Sag nr. 1 behandles som lukket punkt.", "1"),
        ("Sag 1 behandles lukket", "1"),
        ("Dørene blev lukket ved punkt 1.", "1"),
        ("Dørene lukkedes under behandlingen af punkt 1 og 2.", "12"),
        ("Mødet lukkes for tilhørere fra punkt 3", "3"),
        ("Udvalget behandlede punkt 7 for åbne døre.", ""),
        ("Sag 22-001234 er lukket.", ""),
        ("Punkt 1: Lukket svømmehal", ""),
        ("Sag 1 er lukket og arkiveret i 2019.", ""),
    ],
)
def test_a_sentence_names_what_is_closed(sentence: str, closed: str) -> None:
    assert "".join(sorted(closed_numbers(sentence))) == closed
