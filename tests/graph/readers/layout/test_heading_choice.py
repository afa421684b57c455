"""Which lines of a document are headings of items, and which only begin like one."""

import pytest
from each import each
from printed_items import item, laid

from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read


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
        "Punkt {n}.\n{title}\n2017-01234.",
        " • {n}. {title}",
        " • Pkt. {n} {title}\n\n  Kort.pdf Plan.pdf\n\n  Pkt. {n}\n\n  {title}\n",
        "SAG NR. {n} (ÅBEN)\n{title}",
        "Sag nr. {n}. {title}",
        "Sag {n} (åbent punkt): {title}",
        "ØU-{n}/07-O {title}",
        "{n}. {title} ( )",
        "{n}. {title} (2018-001234{n})",
        "Sagsnr.: 17/{n}\n\n{n}. {title}",
        "- {n}. {title}",
        "Dagsordenspunkt {n} - {title}",
        "Sag {n} – {title}",
        "Sag {n}                         Åben\n{title}",
        "* Pkt. {n}: {title}",
        "Pkt. {n}. {title} (B)",
        "Punkt {n}: (B) {title}",
        "Punkt {n}\n\n{title}\n",
        "ØU-{n}/07-O\n{title}",
        "{n}/2023. {title}",
        "Punkt {n}/2023: {title}",
        "SAG NR. {n}:\n{title}",
        "{n}. Åben - {title}",
    ],
)
def test_headings_of_any_form(heading: str) -> None:
    titles = {7: "Ny vej (2023-2024)", 8: "Budget for 2018 (22/23)", 9: "Lokalplan (13/2023)"}
    text = "".join(item(heading.format(n=number, title=title)) for number, title in titles.items())
    assert laid(text) == list(titles.items())


@each(
    ("first", "closed", "below", "listed"),
    [
        ("1. Vej", "Punkt 2 (lukket): Køb", "Beslutning: ", False),
        ("1. Vej", "Punkt 2 - Lukket: Køb", "Beslutning\n", True),
        ("1. Vej", "Lukket punkt 2: Køb", "", True),
        ("1. Vej", "Pkt. 2 Lukket punkt: Køb", "", True),
        ("Punkt 1: Vej", "2. (lukket) Køb", "Beslutning\n", False),
        ("Punkt 1: Vej", "Punkt 2 - Lukket: Køb", "", True),
        ("Punkt 1: Vej", "Pkt. 2 Lukket punkt: Køb", "Beslutning: ", False),
        ("Pkt. 1 Vej", "2. (lukket) Køb", "Beslutning: ", True),
        ("Pkt. 1 Vej", "Lukket punkt 2: Køb", "Beslutning\n", True),
        ("Pkt. 1 Vej", "Punkt 2 (lukket): Køb", "", True),
        ("Pkt. 1 Vej", "Punkt 2\nLukket: Køb", "Beslutning\n", False),
        ("1. Vej", "Punkt 2\nLukket: Køb", "Beslutning: ", False),
        ("Pkt. 1 Vej", "Pkt. 2 - Lukket:\nKøb", "Beslutning\n", True),
        ("1. Vej", "2/2033 Lukket: Køb", "Beslutning\n", False),
        ("Pkt. 1 Vej", "Punkt 2L: Køb", "Beslutning\n", False),
        ("Punkt 1: Vej", "Lukket dagsorden 2. Køb", "Beslutning\n", False),
        ("Punkt 1: Vej", "Punkt L2: Køb", "Beslutning\n", False),
        ("Sag nr. 1: Vej", "2. (L) Køb", "Beslutning\n", False),
        ("1. Vej", "2/33 (L) Køb", "Beslutning\n", False),
        ("1. Vej", "Punkt 2\n(L) Køb", "Beslutning\n", False),
        ("1. Vej", "\U0001f512 2. Køb", "Beslutning\n", False),
    ],
)
def test_a_closed_heading_in_a_form_of_its_own_loses_no_other(
    first: str, closed: str, below: str, listed: bool
) -> None:
    third = first.replace("1", "3").replace("Vej", "Sti")
    items = "\n\n".join(f"{heading}\n{below}Svar" for heading in (first, closed, third))
    contents = f"Dagsorden\n\n{first}\n{closed.replace(chr(10), ' ')}\n{third}\n\n" if listed else ""
    assert laid(contents + items) == [(1, "Vej"), (2, "Køb"), (3, "Sti")]
    closes = [one.closed for one in read(decode("x.txt", (contents + items).encode()), NEUTRAL).minutes.items]
    assert closes == [False, True, False]


def test_a_title_apart_from_its_number_may_have_right_below_it_what_closes_it() -> None:
    for closed in ("Køb\nLukket", "Lukket punkt. Behandles efter § 10.\n23-001418"):
        items = (
            f"Punkt {n}\n\n{title}\n\nBeslutning\n\nGodkendt.\n\n"
            for n, title in [(1, "Bro"), (2, closed), (3, "Sti"), (4, "Vej")]
        )
        assert labels(TOP + "".join(items)) == [("1", False), ("2", True), ("3", False), ("4", False)]


@each("first", ["Nr. 1: Vej", "Pkt. 1 Vej", "Dagsordenspunkt 1: Vej"])
@each("second", ["2. L Køb", "2. (L) Køb", "Sag nr. 2: L - Køb", "Punkt 2 L Køb"])
def test_a_heading_with_the_letter_of_closed_ones_is_one_among_others(first: str, second: str) -> None:
    headings = (first, second, first.replace("1", "3"))
    told = "".join(f"{heading}\n\nGodkendt.\n\n" for heading in headings)
    for text in ("\n".join((f"{TOP}Dagsorden\n", *headings, f"\n{told}")), TOP + told):
        assert labels(text) == [("1", False), ("2", True), ("3", False)]
        assert read_text(text).text.count("Godkendt") == 2


@each(
    ("heading", "words"),
    [
        ("Punkt {}: {}", "Mail:\n\nEmne: Støj"),
        ("Punkt {}: {}", "Punkt: Støj"),
        ("Punkt {}: {}", "L 12: Forslag til lov"),
        ("{}. {}", "L 33: Forslag til lov"),
        ("ØU-{}/07-O {}", "Sag L 12: Forslag til lov"),
        ("ØU-{}/07-O {}", "Punkt L7 Lovforslag drøftes"),
        ("ØU-{}/07-O {}", "12. (L) Lovforslag"),
    ],
)
def test_the_head_of_a_mail_or_a_bill_is_none_of_an_item(heading: str, words: str) -> None:
    told = f"Sagsfremstilling\n\n{words}\n\nBeslutning\n\nGodkendt."
    assert laid("".join(item(heading.format(*one), f"\n{told}") for one in _OF_THREE)) == list(_OF_THREE)


def test_the_same_list_in_two_items_is_no_contents() -> None:
    words = "Sagsfremstilling\nDer er to muligheder:\n\n1. Flere bænke\n\n2. Flere træer\n\nBeslutning\nJa."
    assert laid(item("Pkt. 1 Park", words) + item("Pkt. 2 Torv", words)) == [(1, "Park"), (2, "Torv")]


@each("below", ["Beslutningskompetence: KB", "Fraværende: Anna Lund (V)", "Beslutning\nGodkendt."])
def test_what_begins_an_item_shows_that_a_line_is_its_heading(below: str) -> None:
    text = "".join(
        f"{title}\nSag nr. {n}\n\n{below}\n\nBeslutning\nGodkendt.\n\n"
        for n, title in [(7, "Vej"), (8, "Bro")]
    )
    assert laid(text) == [(7, "Vej"), (8, "Bro")]


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


def test_the_beginning_of_a_case_number_is_no_number_of_an_item() -> None:
    text = item("7. Ny vej") + "20-004417 Jobcentret\n\n" + item("8. Budget")
    assert laid(text) == [(7, "Ny vej"), (8, "Budget")]


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


def test_the_items_of_a_supplementary_agenda_may_all_have_a_letter() -> None:
    told = "14a. Vej\n{0}\n\n15a. Sti\n{0}\n\n15b. Lukket punkt: Køb\nSagsnr.: 24/2\nHemmeligt."
    text = TOP + told.format("Sagsnr.: 24/1\n\nBeslutning\nGodkendt.")
    assert labels(text) == [("14a", False), ("15a", False), ("15b", True)]
    assert labels(f"{TOP}Følgende blev drøftet:\n\n2a. Bænke\nDe er slidte.\n\n2b. Træer\nDe er syge.") == []


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


def labels(text: str) -> list[tuple[str, bool]]:
    return [(one.number, one.closed) for one in read_text(text).items]


def read_text(text: str) -> Minutes:
    return read(decode("x.txt", text.encode()), NEUTRAL).minutes


TOP = "REFERAT Handicaprådet d. 19. januar 2023\n\nMødedato: 19. januar 2023 kl. 10:00\n\n"


@each("form", ["{n}. {title}", "Punkt {n}: {title}"])
def test_items_stand_where_they_are_printed_whatever_their_numbers(form: str) -> None:
    told = [(101, "Enkeltsag (lukket)"), (1, "Dagsorden"), (7, "Skovrejsning"), (2, "Elevator"), (3, "Valg")]
    text = TOP + "".join(item(form.format(n=n, title=title)) for n, title in told)
    assert labels(text) == [("101", True), ("1", False), ("7", False), ("2", False), ("3", False)]
    assert "Punkt 4-6 mangler" in " ".join(one.message for one in read_text(text).findings)


def test_contents_that_begin_with_the_closed_series_go_on_with_the_other() -> None:
    listed = "Indholdsfortegnelse\n101. Enkeltsag (lukket)\n1. Dagsorden\n2. Elevator\n\n"
    text = (
        TOP
        + listed
        + "101. Enkeltsag (lukket)\nEt skjult ord\n\n"
        + item("1. Dagsorden")
        + item("2. Elevator")
    )
    read = read_text(text)
    assert [(one.number, one.closed) for one in read.items] == [("101", True), ("1", False), ("2", False)]
    assert "skjult" not in read.text


@each("form", ["{n}. {title}", "Punkt {n}: {title}"])
@each(
    ("titles", "kinds"),
    [
        (["Vej (B)", "Sti (O)", "Hal (B)"], ["B", "O", "B"]),
        (["Vej (B)", "Sti (O)", "Hal (Å)"], [None] * 3),
        (["Forslag fra Bo Ravn (A)", "Spørgsmål fra Ane Lyng (A)", "Hal"], [None] * 3),
        (["Spørgsmål: Bo Ravn (A)", "Spørgsmål: Ane Lyng (V)", "Hal"], [None] * 3),
    ],
)
def test_the_letter_of_a_party_is_no_kind_of_an_item(
    form: str, titles: list[str], kinds: list[str | None]
) -> None:
    told = "".join(item(form.format(n=n, title=title)) for n, title in enumerate(titles, 1))
    found = read_text(TOP + told).items
    assert [one.case_type and one.case_type.text for one in found] == kinds
    assert [one.title.text for one in found] == [
        title[:3] if kind else title for title, kind in zip(titles, kinds, strict=True)
    ]


def test_a_closed_part_with_numbers_of_its_own_takes_none_of_the_open_ones() -> None:
    text = (
        TOP + item("1. Dagsorden") + item("2. Elevator") + "LUKKET MØDE\n\n" + item("1. Køb") + item("2. Sag")
    )
    assert labels(text) == [("1", False), ("2", False), ("lukket-1", True), ("lukket-2", True)]


def test_a_heading_that_the_contents_lack_is_none_however_it_is_numbered() -> None:
    listed = "Indholdsfortegnelse\n1. Dagsorden\n2. Elevator\n\n"
    text = TOP + listed + item("1. Dagsorden") + item("7. Et gammelt punkt") + item("2. Elevator")
    assert labels(text) == [("1", False), ("2", False)]


@each("heading", ["Afgørelse", "Udfald:", "Referat", "Byrådets afgørelse"])
def test_a_town_may_call_its_decisions_by_another_word(heading: str) -> None:
    below = f"Sagsnr.: 17/1\nSagsfremstilling\nDer er tal.\n{heading}\nForvaltningens forslag anbefales."
    one, two = read_text(TOP + item("1. Vej", below) + item("2. Sti", below)).items
    assert one.decision
    assert one.decision.text.text == "Forvaltningens forslag anbefales."
    assert two.decision


def test_such_a_word_is_no_decision_where_the_minutes_print_one() -> None:
    below = "Sagsnr.: 17/1\nAfgørelse\nKlagenævnet gav afslag.\nBeslutning\nUdsat."
    (one,) = read_text(TOP + item("1. Vej", below)).items
    assert one.decision
    assert one.decision.text.text == "Udsat."


@each(
    ("heading", "words"),
    [
        ("Afgørelse", "Planklagenævnet har afvist klagen."),
        ("Afgørelse", "Forvaltningen indstiller, at ansøgningen afvises."),
        ("Afgørelse", "Forvaltningen har meddelt afslag."),
        ("Udfald", "Lokalplanen blev afvist af borgerne."),
        ("Referat", "Referat af borgermødet: beboerne afviste planen."),
        ("Resultat", "Høringen viste 12 for og 3 imod."),
        ("Resultat af behandlingen", "Behandlingen blev afsluttet."),
    ],
)
def test_what_others_came_to_is_no_decision_under_such_a_word(heading: str, words: str) -> None:
    below = f"Sagsnr.: 17/1\nSagsfremstilling\nDer er tal.\n{heading}\n{words}"
    assert all(one.decision is None for one in read_text(TOP + item("1. Vej", below)).items)


@each(
    "below",
    [
        "Sagsfremstilling\nDer er tal.\nAfgørelse\nAfvist.",
        "Afgørelse\nAfvist.\nSagsfremstilling\nDer er tal.",
    ],
)
def test_such_a_word_counts_where_most_items_have_it_at_their_end(below: str) -> None:
    text = TOP + item("1. Vej", f"Sagsnr.: 17/1\n{below}")
    text += item("2. Sti", "Sagsnr.: 17/2\nSagsfremstilling\nDer er en sti.")
    assert all(one.decision is None for one in read_text(text).items)


def test_numbers_that_count_up_are_headings_though_one_has_no_section_below() -> None:
    told = "1. Dagsorden\n\nBeslutning:\nGodkendt.\n\n2. Personalepolitik\n\nBeslutning:\nUdsat.\n\n3. Aktier\n\n"
    closed = "Punktet er lukket af hensyn til forhandlingerne.\nEt skjult ord\n"
    assert labels(TOP + told + closed) == [("1", False), ("2", False), ("3", True)]


def test_contents_may_print_numbers_otherwise_than_the_items_do() -> None:
    listed = "1. Vej\n2. Budget\nLukket\n3. Køb af grund\n\n"
    told = "".join(f"Punkt {n}.\n{title}\n2017-0000{n}.\n\nBeslutning:\nJa.\n\n" for n, title in _OF_THREE)
    assert labels(TOP + listed + told) == [("1", False), ("2", False), ("3", True)]
    prefixed = "Indholdsfortegnelse\n\n1. FOU - Vej......3\n2. FOU - Budget......4\n\n"
    text = TOP + prefixed + "".join(item(f"{n}. FOU - {title}") for n, title in _OF_THREE[:2])
    titles = [(one.title.text, one.title_toc and one.title_toc.text) for one in read_text(text).items]
    assert titles == [("Vej", "Vej"), ("Budget", "Budget")]


_OF_THREE = [(1, "Vej"), (2, "Budget"), (3, "Køb af grund")]


def test_the_first_item_may_stand_right_below_what_a_page_offers() -> None:
    text = TOP + "Hent som fil:\n41. Dagsorden\n\nIndstilling\n\nAt den godkendes.\n\nBeslutning\n\nJa.\n\n"
    text += "42. Budget\n\nResume\n\nOm budget.\n\nBeslutning\n\nJa.\n"
    assert labels(text) == [("41", False), ("42", False)]
    people = (
        TOP
        + "Til stede:\n1. Anna Lund\n2. Bo Holm\n\n3. Budget\n\nResume\n\nOm budget.\n\nBeslutning\n\nJa.\n"
    )
    assert ("1", False) not in labels(people)


def test_points_of_a_decision_head_items_only_where_contents_list_them() -> None:
    told = "".join(f"Ad {n}. {title}\nDet blev drøftet.\n\n" for n, title in _OF_THREE[:2])
    assert labels(TOP + told) == []
    assert labels(f"{TOP}Dagsorden:\n\n1. Vej\n2. Budget\n\n{told}") == [("1", False), ("2", False)]
    told = told.replace(". Vej", ") Vej").replace(". Budget", ") Budget")
    assert labels(f"{TOP}Dagsorden:\n\n1) Vej\n2) Budget\n\n{told}") == [("1", False), ("2", False)]


def test_contents_may_begin_their_entries_as_a_field_begins() -> None:
    listed = (
        "Åben dagsorden\n\nSag nr. 1 Vej\nSag nr. 2 Budget\n\nLukket dagsorden\n\nSag nr. 3 Køb af grund\n\n"
    )
    told = "".join(
        item(f"Sag nr. {n} {title}", "Beslutning: Handicaprådet, 19. januar 2023\nJa.")
        for n, title in _OF_THREE
    )
    found = read_text(f"{TOP}Indhold\n\n{listed}Åben dagsorden\n\n{told}").items
    assert [(one.number, one.closed, one.decision and one.decision.text.text) for one in found] == [
        ("1", False, "Ja."), ("2", False, "Ja."), ("3", True, None)
    ]  # fmt: skip


def test_a_mark_in_front_of_one_item_is_none_of_the_next() -> None:
    told = [("Åbent", 1, "Vej"), ("Lukket", 2, "Køb"), ("Åbent", 3, "Sti")]
    text = "".join(
        f" {mark}  punkt\n\n {n}  {title}\n\n00.30.02G01-002{n}\n\nBeslutning\n\nJa.\n\n"
        for mark, n, title in told
    )
    assert labels(TOP + text) == [("1", False), ("2", True), ("3", False)]


def test_heads_of_columns_say_nothing_of_the_item() -> None:
    cells = "Behandling\n\nMødedato\n\nÅbent punkt\n\nLukket punkt\n\nHandicaprådet\n\n19-01-2023\n\n1\n\n"
    below = f"00.01.00P35-0104\n\n{cells}Indstilling\n\n· at vejen bygges.\n\nBeslutning\n\nJa."
    one, other = read_text(
        TOP + item("Åbent punkt\n\n1 Vej", below) + item("Lukket punkt\n\n2 Køb", below)
    ).items
    assert (one.closed, other.closed, one.decision is not None) == (False, True, True)
    assert [step.body for step in one.treatment_path] == ["Handicaprådet"]
    assert [point.text for point in one.recommendations] == ["vejen bygges."]


@each(
    ("mark", "told"),
    [
        ("{n}.{title}.\n", True),
        ("{n}. {title}:\n", True),
        ("{n}. {title}\n", True),
        ("Punkter\n\n{n}. {title}\n", True),
        ("{n}. {title}.\n1. En\n\n2. To\n", False),
    ],
)
def test_paragraphs_that_count_up_are_the_items_of_minutes_without_headings(mark: str, told: bool) -> None:
    titles = ["Valg af mødeleder", "Godkendelse af dagsorden", "Klage (lukket punkt)", "Eventuelt"]
    items = "".join(f"{mark.format(n=n, title=title)}Ord {n}.\n\n" for n, title in enumerate(titles, 1))
    text = f"Seniorrådet\n\nReferat fra mødet den 3. marts 2020\n\n{items}"
    found = read(decode("a.txt", text.encode()), NEUTRAL)
    assert "Ord 3" not in found.served
    assert ([one.closed for one in found.minutes.items] == [False, False, True, False]) is told


@pytest.mark.parametrize("form", ["Pkt. {} {}", "{}. {}", "Punkt {}: {}"])
def test_contents_in_an_open_and_a_closed_part_whatever_the_order_of_their_numbers(form: str) -> None:
    titles = ("Godkendelse af dagsorden", "Salg af areal", "Orientering")
    one, two, three = (form.format(number, title) for number, title in enumerate(titles, 1))
    listed = f"Åbne punkter\n\n{one}\n{three}\n\nLukkede punkter\n\n{two}"
    told = (
        f"{one}\n\nBeslutning\n\nJa.\n\n{two}\n\nBeslutning\n\nHEMMELIG.\n\n{three}\n\nBeslutning\n\nNej.\n"
    )
    minutes = read_text(f"Byrådet\n\n3. maj 2031\n\n{listed}\n\n{told}")
    assert [(one.number, one.closed) for one in minutes.items] == [("1", False), ("2", True), ("3", False)]
    assert [one.decision and one.decision.text.text for one in minutes.items] == ["Ja.", None, "Nej."]


@pytest.mark.parametrize("form", ["Punkt {}: {}", "Ad {}. {}"])
def test_words_behind_the_heading_of_a_decision_show_what_the_headings_of_items_are(form: str) -> None:
    titles = ("Godkendelse af dagsorden", "Ny sti", "Eventuelt")
    items = [
        f"{form.format(number, title)}\n\n{'Stien er smal.' if number > 1 else ''}\n\nBeslutning: Drøftet."
        for number, title in enumerate(titles, 1)
    ]
    minutes = read_text("Seniorrådet\n\n3. maj 2031\n\n" + "\n\n".join(items))
    assert [(one.title.text, one.decision and one.decision.text.text) for one in minutes.items] == [
        (title, "Drøftet.") for title in titles
    ]


def test_an_act_of_a_minister_is_no_code_of_a_body() -> None:
    acts = "BEK 55/2007 Lov om vej\nSagsnr.: 3\n\nLBK 12/2018 Om veje\n\nLBK 13/2018 Om broer\n\n"
    told = f"1. Vej\n\nSagsnr.: 2\n\nBeslutning\n\nJa.\n\n{acts}2. Bro\n\nSagsnr.: 4\n\nBeslutning\n\nNej.\n"
    assert labels(TOP + told) == [("1", False), ("2", False)]
