"""Sentences that close items by their numbers."""

from each import each

from graph.wording.closed_numbers import closed_beside, closed_numbers, closed_titled, is_titled


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
        ("Punkt 2 blev behandlet uden tilhørere", "2"),
        ("Punkt 2 om teater uden tilhørere blev drøftet", ""),
        ("Bortset fra punkt 1 og 3 er alle punkter lukkede", ""),
        ("Formanden lukkede mødet under punkt 2", "2"),
        ("Udvalget besluttede at lukke dørene under punkt 2", "2"),
        ("Mødet blev lukket kl. 17.15 ved punkt 2", "2"),
        ("Behandlingen af punkt 2 foregik bag lukkede døre", "2"),
        ("Bag lukkede døre behandlede udvalget punkt 2", "2"),
        ("Under punkt 2 måtte tilhørerne forlade salen", "2"),
        ("Under punkt 2 forlod Bo Dahl salen", ""),
        ("Offentligheden blev udelukket under punkt 2", "2"),
        ("Punkt 2 lukkes", "2"),
        ("Mødet blev kl. 17 lukket under punkt 2", "2"),
        ("Punkt 2 blev ikke behandlet for åbne døre", "2"),
        ("Punkt 2 (Salg af grund) er lukket", "2"),
        ("Punkt 2 om klubben viser, at hallen er lukket", ""),
        ("Lukkede punkter er nr. 2, 4", "24"),
        ("Punkt 4 er lukket. Punkt 2 ligeså.", "24"),
        ("Vejen lukkes, jf. punkt 2 i planen", ""),
        ("Punkt 2 rykkes til den lukkede del", "2"),
        ("Punkt 2 ændres fra åbent til lukket", "2"),
        ("Punkt 2 ændres fra lukket til åbent", ""),
        ("Punkt 2 behandles ikke for åbne døre", "2"),
        ("Hverken punkt 1 eller 2 er åbne", "12"),
        ("Alle punkter undtagen 1 og 3 er åbne", "13"),
        ("Hele mødet er åbent på nær punkt 3", "3"),
        ("Alle punkter blev godkendt undtagen punkt 3, der er lukket", "3"),
        ("Punkt 2 om salg af grund er lukket", "2"),
        ("Punkt 2 om lukket vej behandles i juni", ""),
        ("Følgende punkter er lukkede: nr. 2", "2"),
        ("Punkt 1/2 er lukket", "12"),
        ("Punkterne 2. og 3. er lukkede", "23"),
        ("Punkt 4 er lukket. Det samme var tilfældet for punkt 2", "24"),
        ("Punkt 4 er godkendt. Det samme var tilfældet for punkt 2", ""),
        ("Punkt 4 er lukket, hvilket også gælder punkt 2", "24"),
        ("Punkt 4 blev behandlet for lukkede døre. Det blev punkt 2 også", "24"),
        ("Punkt 4 er lukket. Ligeledes punkt 2", "24"),
        ("Sag 22-001234 er lukket.", ""),
        ("Der var lukkede døre under punkt 2.", "2"),
        ("Mødet var åbent for offentligheden med undtagelse af punkt 2.", "2"),
        ("Mødet er offentligt, dog ikke under behandlingen af punkt 2.", "2"),
        ("Mødet er åbent, dog lukket under punkt 2.", "2"),
        ("Åbent: 1, 3. Lukket: 2.", "2"),
        ("Lukket for offentligheden: punkt 2", "2"),
        ("Lukket: 2", ""),
        ("For lukkede døre: punkt 2.", "2"),
        ("Ikke offentligt: punkt 2.", "2"),
        ("Fortroligt: punkt 2.", "2"),
        ("Lukket dagsorden: punkt 2.", "2"),
        ("Åbne punkter: 51 og 53. Lukkede: 52.", "52"),
        ("Åben: 1, 3. Lukket: 2", "2"),
        ("Lukkede punkter er 2.", "2"),
        ("Mødet er lukket: punkt 2", "2"),
        ("Der var ingen lukkede punkter ud over punkt 2.", "2"),
        ("Vejen er lukket: punkt 2.", ""),
        ("Hallen er åben, men lukket under punkt 2.", ""),
        ("Forslagets punkt 1 er åbent, punkt 2 ikke.", ""),
        ("Indstillingens punkt 1 er åbent. Punkt 2 ikke.", ""),
        ("Åbent: 10-16. Lukket: 24 og 26.", ""),
        ("Punkt 1 og 3 er åbne. Punkt 2 ikke.", "2"),
        ("Punkt 1 og 3 er åbne, men punkt 2 ikke.", "2"),
        ("Punkt 1 og 3 er godkendt. Punkt 2 ikke.", ""),
        ("Punkt 1 og 3 er åbne for forslag. Punkt 2 ikke.", ""),
        ("Mødet er åbent, dog ikke længere end 2 timer.", ""),
        ("Punkt 1: Lukket svømmehal", ""),
        ("Sag 1 er lukket og arkiveret i 2019.", ""),
    ],
)
def test_a_sentence_names_what_is_closed(sentence: str, closed: str) -> None:
    assert "".join(sorted(closed_numbers(sentence))) == closed


@each(
    ("sentence", "kept"),
    [
        ("Kun punkt 1 og 3 behandles for åbne døre", "13"),
        ("Alle punkter undtagen 1 og 3 er lukkede", "13"),
        ("Alle punkter bortset fra punkt 1 og 3 behandles for lukkede døre", "13"),
        ("Punkt 1 er åbent, resten er lukket", "1"),
        ("Øvrige punkter er lukkede", ""),
        ("Bortset fra punkt 1 og 3 er alle punkter lukkede", "13"),
        ("Med undtagelse af punkt 1 blev alle sager behandlet for lukkede døre", "1"),
        ("Punkterne 1 og 3 er åbne, de øvrige er lukkede", "13"),
        ("Punkt 1 og 3 er åbne. Resten er lukket.", "13"),
        ("Punkt 1 er udsat. De øvrige er lukkede skoler.", None),
        ("Resten af punkterne er lukkede bortset fra punkt 1", "1"),
        ("Alle sager på dagsordenen er lukkede, undtagen sag nr. 1 og 3.", "13"),
        ("De øvrige punkter behandles for lukkede døre, dog ikke punkt 4.", "4"),
        ("Bortset fra punkt 1 er mødet lukket", "1"),
        ("De øvrige punkter end 1 og 3 er lukkede.", "13"),
        ("Resten af dagsordenen end punkt 1 og 3 er lukket.", "13"),
        ("Alle punkter blev godkendt bortset fra punkt 3", None),
        ("Kun punkt 1 og 3 behandles i dag", None),
    ],
)
def test_a_sentence_closes_all_but_what_it_names(sentence: str, kept: str | None) -> None:
    found = closed_beside(sentence)
    assert (None if found is None else "".join(sorted(found))) == kept


@each(
    ("sentence", "closed"),
    [
        ("Punktet Salg af grund behandles for lukkede døre", True),
        ("Punkt 2 Salg af grund er lukket", True),
        ("Punktet Salg af grund ved den lukkede skole er udsat", False),
    ],
)
def test_a_sentence_closes_an_item_by_its_title(sentence: str, closed: bool) -> None:
    assert any(is_titled(one, "Salg af grund") for one in closed_titled(sentence)) is closed
