"""Which lines of a document are headings of items, and which only begin like one."""

import pytest
from each import each

from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.forms import compiled, dressed
from graph.readers.layout.layout import lay_out
from graph.readers.text_pages import broken_at, page_breaks, undivided, without_running_lines


def laid(text: str) -> list[tuple[int, str]]:
    return [(block.number, block.title.text) for block in lay_out(Document("x.txt", text)).blocks]


def item(heading: str, below: str = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.") -> str:
    return f"{heading}\n{below}\n\n"


@each(
    "heading",
    [
        "{n}. {title}",
        "{n}.      {title}                                Åbent",
        "{n}.  {title} - Åbent",
        "{n}.     {title} (B)",
        "Pkt. {n} {title}",
        "Punkt {n} - {title}",
        "Nr.{n} - {title}",
        "Nr. {n} {title}",
        "Sag nr. {n}: {title}",
        "{title}\nSag nr. {n}",
        "Sag nr. {n}\n{title}",
        "{n}. BR {n}0/07\n{title}",
        "{n} - {title}",
        "{n}) {title}",
        "Åbent punkt\n{n} {title}",
    ],
)
def test_headings_of_any_form(heading: str) -> None:
    titles = {7: "Ny vej", 8: "Budget for 2018", 9: "Eventuelt"}
    text = "".join(item(heading.format(n=number, title=title)) for number, title in titles.items())
    assert laid(text) == list(titles.items())


@each(
    "prose",
    [
        "Direktøren indstiller,\n1. at vejen bygges\n2. at den får navn",
        "Der er to forslag:\n1. Flere pladser\n2. Længere tid",
        "Der er to forslag:\n\n1. Flere pladser\n\n2. Længere tid",
        "Byrådet besluttede:\n\n2. Forslaget sendes i høring",
        "Det sker\n2. maj 2018.",
        "Det gælder\n2 personer",
        "2. behandling\nfinder sted til efteråret.",
        "Punkt 2: Godkendt.\nPunkt 1: Udsat.",
        "2 Åben   Notat   1234/17",
        "1. Godkendt\n2. Ikke godkendt",
        "1. At vejen bygges\n\n2. At den får navn",
    ],
)
def test_lists_days_and_decisions_are_no_headings(prose: str) -> None:
    text = item("1. Ny vej", f"Sagsnr.: 17/1\n\nSagsfremstilling\n{prose}\n\nBeslutning\nGodkendt.")
    text += item("2. Budget") + item("3. Eventuelt")
    assert laid(text) == [(1, "Ny vej"), (2, "Budget"), (3, "Eventuelt")]


@pytest.mark.parametrize("prose", ["3. Flere pladser", "3. Længere tid\n\n4. Mere lys", "3. Stien\nØkonomi"])
def test_a_list_behind_the_last_item_makes_none(prose: str) -> None:
    below = f"Sagsnr.: 17/1\n\nSagsfremstilling\nDer er disse forslag:\n1. Bænke\n2. Træer\n{prose}"
    assert laid(item("1. Ny vej") + item("2. Park", below)) == [(1, "Ny vej"), (2, "Park")]


def test_a_letter_with_points_is_no_minutes() -> None:
    assert laid("Kære borger\n\n1. Husk din taske.\n2. Kom til tiden.\n\nVenlig hilsen") == []


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


@pytest.mark.parametrize("template", ["{title}", "Punkt: {title}", "{n}", "{n} / {title} / {case}"])
def test_a_form_without_number_or_title_is_none(template: str) -> None:
    with pytest.raises(ValueError, match="a heading has"):
        compiled(template)


def heading(text: str, told: bool = False) -> tuple[str, str, str | None] | None:
    lines = Document("x.txt", text).lines
    found = decision_heading(lines, told)
    return (found.body, found.date, found.number) if found else None


@each(
    ("printed", "body", "number"),
    [
        ("Beslutning i Byrådet den 1. oktober 2018:", "Byrådet", None),
        ("Beslutning Byrådet den 01-10-2018", "Byrådet", None),
        ("Beslutning Byrådet 2018-2021 den 01-10-2018", "Byrådet", None),
        ("Byrådets møde den 1. oktober 2018:", "Byrådet", None),
        ("Byrådets beslutning i mødet den 1. oktober 2018", "Byrådet", None),
        ("Byråd, 1. oktober 2018:", "Byråd", None),
        ("Plan- og Teknikudvalget, 01-10-2018, pkt. 42", "Plan- og Teknikudvalget", "42"),
        ("Udvalget for Natur og Miljø, den 1. oktober 2018:", "Udvalget for Natur og Miljø", None),
        ("Beslutning i Byrådet, mandag den 1. oktober 2018", "Byrådet", None),
    ],
)
def test_headings_of_decisions(printed: str, body: str, number: str | None) -> None:
    assert heading(printed) == (body, "2018-10-01", number)


@pytest.mark.parametrize(
    "printed",
    [
        "Byrådet, 1. oktober 2018",
        "Beslutning om salg den 1. oktober 2018",
        "Anna Lund, 1. oktober 2018:",
        "Planen blev sendt i høring den 1. oktober 2018:",
        "Byrådet besluttede den 1. oktober 2018, at vejen bygges",
    ],
)
def test_words_with_a_day_are_no_headings_of_decisions(printed: str) -> None:
    assert heading(printed) is None


def test_a_body_and_a_day_are_one_where_decisions_are_told_of() -> None:
    assert heading("Økonomiudvalget, 1. oktober 2018", told=True) == ("Økonomiudvalget", "2018-10-01", None)


def test_running_lines_are_left_blank_and_lines_keep_their_number() -> None:
    page = "Nord Kommune          Byrådet, den 20-09-2017\n\nGodkendt.\n\n      Side {}\n"
    text = "".join(page.format(number) for number in (1, 2, 3))
    found = without_running_lines(text)
    assert found.count("\n") == text.count("\n")
    # The first one says whose the document is.
    assert found.split("\n\n", 1)[1].split() == ["Godkendt."] * 3


def test_what_recurs_in_the_text_is_no_running_line() -> None:
    decided = "Beslutning Byrådet den 20-09-2017\n"
    text = f"Godkendt.\n\nSide 1\n\n{decided}Godkendt.\n\nSide 2\n\n{decided}Udsat.\n"
    assert without_running_lines(text).split("\n\n")[0] == "Godkendt."
    assert without_running_lines(text).count("Beslutning Byrådet") == 2


def test_page_numbers_beside_page_breaks() -> None:
    broken, paged = page_breaks("a\n1\n\x0cb\n2\n\x0cc")
    text, breaks = broken_at(broken)
    assert (paged, without_running_lines(text, breaks).split()) == (True, ["a", "b", "c"])


def test_a_divided_word_is_whole_on_the_next_line() -> None:
    assert (
        undivided("regnskabet god-\nkendes. Børne- \nog ungeplan")
        == "regnskabet\ngodkendes. Børne- \nog ungeplan"
    )


@pytest.mark.parametrize("closed", ["{n}. Lukket - Salg", "{n}. Lukket: Salg", "{n}. Salg (Lukket)"])
def test_a_closed_entry_last_in_the_contents_closes_no_other_where_numbers_stand_above_titles(
    closed: str,
) -> None:
    last = closed.format(n=180)
    text = (
        f"Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\nIndholdsfortegnelse\n178. Vejbidrag\n"
        f"179. Skolebus\n{last}\n\n05.01.02-G01-7-20\n178. Vejbidrag\n\nBeslutning\nGodkendt.\n\n"
        f"05.01.02-G01-8-20\n179. Skolebus\n\nBeslutning\nUdsat.\n\n05.01.02-G01-9-20\n{last}\n\nHemmeligt.\n"
    )
    found = read(decode("a.txt", text.encode()), NEUTRAL)
    told = [(one.number, one.closed, one.decision and one.decision.text.text) for one in found.minutes.items]
    assert told == [("178", False, "Godkendt."), ("179", False, "Udsat."), ("180", True, None)]
    assert [[one.text for one in item.case_numbers] for item in found.minutes.items][:2] == [
        ["05.01.02-G01-7-20"], ["05.01.02-G01-8-20"],
    ]  # fmt: skip
    assert "emmelig" not in found.served


HEAD = "Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\n"


def minutes_of(text: str) -> Minutes:
    return read(decode("a.txt", f"{HEAD}{text}".encode()), NEUTRAL).minutes


def test_headings_on_two_lines_that_the_contents_print_on_one() -> None:
    found = minutes_of(
        "Indholdsfortegnelse\nVejbidrag Sag nr. 43\nSkolebus Sag nr. 44\nLukket punkt Sag nr. 45\n\n"
        "Vejbidrag\nSag nr. 43\nBeslutning\nGodkendt.\n\nSkolebus\nSag nr. 44\nBeslutning\nUdsat.\n\n"
        "Lukket punkt\nSag nr. 45\n"
    )
    assert [(one.number, one.title.text, one.closed) for one in found.items] == [
        ("43", "Vejbidrag", False), ("44", "Skolebus", False), ("45", "Lukket punkt", True),
    ]  # fmt: skip


def test_the_beginning_of_a_case_number_is_no_number_of_an_item() -> None:
    text = item("7. Ny vej") + "20-004417 Jobcentret\n\n" + item("8. Budget")
    assert laid(text) == [(7, "Ny vej"), (8, "Budget")]


def test_a_case_number_broken_over_lines_is_kept_of_a_closed_item() -> None:
    below = "SAGENS INDHOLD\nHemmeligt.\nSagsnr. 712-2014-\n12\nBESLUTNING\nHemmeligt."
    found = minutes_of(f"{item('14. Regnskab - Åbent')}15. Salg - Lukket\n{below}\n").items[-1]
    assert (found.title.text, found.closed) == ("Salg", True)
    assert [one.text for one in found.case_numbers] == ["712-2014-12"]
    assert found.decision is None


@pytest.mark.parametrize(
    ("line", "decided"),
    [
        ("Økonomiudvalget den 13. august 2019: Udsat.", [("Økonomiudvalget", "2019-08-13", "Udsat.")]),
        ("Fraværende i Økonomiudvalget, 13. august 2019: Anna Lund (A)", []),
        ("Der var møde i udvalget den 13. august 2019: Udsat.", []),
    ],
)
def test_a_decision_whose_words_stand_behind_its_heading(line: str, decided: list[tuple[str, ...]]) -> None:
    one = minutes_of(
        item("7. Ny vej", f"Sagsnr.: 17/1\n\nIndstilling\nAt vejen bygges.\n{line}\nBeslutning\nJa.")
    ).items[0]
    assert [(each.body, each.date, each.text.text) for each in one.earlier_decisions] == decided


def test_who_was_absent_behind_the_attachments() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\nBilag\nNotat\nFraværende\nAnna Lund (A)"
    one = minutes_of(item("7. Ny vej", below)).items[0]
    assert [each.title.text for each in one.attachments] == ["Notat"]
    assert [(each.name.text, each.status) for each in one.attendance] == [("Anna Lund", "absent")]


@pytest.mark.parametrize(
    ("sections", "decided"),
    [
        ("Vedtagelse\nGodkendt.", "Godkendt."),
        ("Indstilling\nAt vejen bygges.\nKonklusion\nGodkendt.\nBilag\nNotat", "Godkendt."),
        ("Konklusion\nVejen er dyr.\nBeslutning\nUdsat.", "Udsat."),
        ("Resume\nOm vejen.\nKonklusion\nVejen er dyr.\nIndstilling\nAt den bygges.", None),
    ],
)
def test_other_headings_of_decisions(sections: str, decided: str | None) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\n{sections}")).items[0]
    assert (one.decision and one.decision.text.text) == decided


RUN_IN = "Økonomiudvalget, 3. maj 2019: Anbefales ikke."


@pytest.mark.parametrize(
    ("below", "decided", "earlier"),
    [
        (f"{RUN_IN}\nByrådet: Godkendt.", "Byrådet: Godkendt.", ["Anbefales ikke."]),
        (f"{RUN_IN[:-6]}\nikke.\nGodkendt.", "Godkendt.", ["Anbefales ikke."]),
        (f"Godkendt.\n{RUN_IN}", "Godkendt.", ["Anbefales ikke."]),
        (RUN_IN, RUN_IN, []),
    ],
)
def test_a_run_in_decision_ends_with_its_line(below: str, decided: str, earlier: list[str]) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\nBeslutning\n{below}")).items[0]
    assert one.decision
    assert one.decision.text.text == decided
    assert [each.text.text for each in one.earlier_decisions] == earlier


@pytest.mark.parametrize(
    "text",
    [
        item(
            "7. Ny vej",
            "Sagsnr.: 17/1\n\nResume\nOm vejen.\nKonklusion\nForvaltningen vurderer, at den er dyr.",
        ),
        item("7. Ny vej", "Sagsnr.: 17/1\n\nResume\nOm vejen.\nKonklusion\nVejen er dyr.\n\n")
        + item("8. Ny sti", "Sagsnr.: 17/2\n\nBeslutning\nGodkendt."),
    ],
)
def test_a_conclusion_of_the_administration_is_no_decision(text: str) -> None:
    assert minutes_of(text).items[0].decision is None


def test_attachments_whose_titles_say_that_they_are_closed_are_not_there() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\nBilag\nKort\nHemmeligt tilbud (lukket)\nLukket bilag: Pris fra\nHemmelig A/S"
    found = read(decode("a.txt", f"{HEAD}{item('7. Ny vej', below)}".encode()), NEUTRAL)
    assert [each.title.text for each in found.minutes.items[0].attachments] == ["Kort"]
    assert "emmelig" not in found.served


def test_a_mark_between_the_number_and_the_title() -> None:
    found = minutes_of(
        "Punkt 1\nÅbent\nNy vej\nSagsnr. 21/1\nBeslutning\nGodkendt.\n\nPunkt 2\nLukket\nSalg\nSagsnr. 21/2\nHemmeligt\n"
    )
    assert [(one.number, one.title.text, one.closed) for one in found.items] == [
        ("1", "Ny vej", False), ("2", "Salg", True),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", ["\t", "        "])
def test_a_mark_at_the_right_of_the_numbers(gap: str) -> None:
    one = minutes_of(
        item("7. Ny vej", f"Sagsnr.: 17/1 Dok.nr.: 20/17{gap}Åbent\nBeslutning\nGodkendt.")
    ).items[0]
    assert [each.text for each in one.case_numbers] == ["17/1"]


_PUT_IN = (
    "Teknisk Udvalg\nReferat\nMødedato: 4. juni 2019\n\nIndhold\n12. Ny kajplads\n12a. Isvinter\n{listed}\n13. Eventuelt\n\n"
    "12. Ny kajplads\nSagsnr.: 19/112\nBeslutning\nGodkendt.\n\n12a. Isvinter\nSagsnr.: 19/113\nBeslutning\n"
    "Ikke godkendt, jf. punkt\n12a. Isen kom i januar.\n\n{heading}\n\n13. Eventuelt\nBeslutning\nIntet.\n"
)


@pytest.mark.parametrize(
    ("listed", "heading"),
    [
        ("12b. Lukket: Køb", "12b. Lukket: Køb"),
        ("12b. Køb - Lukket", "12b. Køb\nBeslutning\nHemmeligt købt."),
    ],
)
def test_an_item_that_was_put_in_has_the_number_before_it_and_a_letter(listed: str, heading: str) -> None:
    text = _PUT_IN.format(listed=listed, heading=heading)
    minutes = read(Document("x.txt", text), NEUTRAL).minutes
    told = [(one.number, one.title.text, one.decision and one.decision.text.text) for one in minutes.items]
    assert told == [
        ("12", "Ny kajplads", "Godkendt."),
        ("12a", "Isvinter", "Ikke godkendt, jf. punkt 12a. Isen kom i januar."),
        ("12b", "Køb", None),
        ("13", "Eventuelt", "Intet."),
    ]
    assert [one.number for one in minutes.items if one.closed] == ["12b"]
    assert "Hemmeligt" not in minutes.text


_OPEN = "1. Vejplan\nSagsnr.: 25/1\nBeslutning\nGodkendt.\n\n"
_LETTERED = "Sagsnr.: 25/2\nSagsfremstilling\nDer er to tilbud:\n\n2a. Tilbud fra Dahl\n\n"


@pytest.mark.parametrize(
    "words",
    [
        f"{_OPEN}2. Lukket: Salg\n{_LETTERED}Indstilling\nHemmeligt.",
        f"{_OPEN}2. Salg\nLukket\n{_LETTERED}Beslutning\nHemmeligt.",
        f"Indhold\n1. Vejplan\n2. Salg (lukket)\n3. Sti\n\n{_OPEN}2. Salg\n{_LETTERED}Beslutning\nHemmeligt.",
        f"Indhold\n1. Vejplan\n2. Salg (lukket)\n2a. Ny bro\n3. Sti\n\n{_OPEN}2. Salg\n{_LETTERED}Beslutning\nHemmeligt.",
    ],
)
def test_a_line_with_a_letter_inside_a_closed_item_is_its_words(words: str) -> None:
    text = f"Byrådet\nReferat\nMødedato: 25. marts 2025\n\n{words}\n\n3. Sti\nSagsnr.: 25/3\nBeslutning\nGodkendt."
    minutes = read(Document("x.txt", text), NEUTRAL).minutes
    assert [(one.number, one.closed) for one in minutes.items] == [("1", False), ("2", True), ("3", False)]
    assert "Hemmeligt" not in minutes.text
    assert "Dahl" not in minutes.text


def test_an_item_that_contents_list_as_open_is_open_behind_a_closed_one() -> None:
    text = (
        "Byrådet\nReferat\nMødedato: 25. marts 2025\n\nIndhold\n1. Vejplan\n2. Salg (lukket)\n2a. Ny bro\n3. Sti\n\n"
        f"{_OPEN}2. Salg\nBeslutning\nHemmeligt.\n\n2a. Ny bro\nSagsnr.: 25/4\nBeslutning\nUdsat.\n\n"
        "3. Sti\nBeslutning\nGodkendt."
    )
    items = read(Document("x.txt", text), NEUTRAL).minutes.items
    told = [(one.number, one.decision and one.decision.text.text) for one in items]
    assert told == [("1", "Godkendt."), ("2", None), ("2a", "Udsat."), ("3", "Godkendt.")]
