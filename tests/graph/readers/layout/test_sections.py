"""Sections of an item: what their headings say that they hold."""

import pytest
from printed_items import HEAD, item, minutes_of

from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read


def test_who_was_absent_behind_the_attachments() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\nBilag\nNotat\nFraværende\nAnna Lund (A)"
    one = minutes_of(item("7. Ny vej", below)).items[0]
    assert [each.title.text for each in one.attachments] == ["Notat"]
    assert [(each.name.text, each.status) for each in one.attendance] == [("Anna Lund", "absent")]


@pytest.mark.parametrize(
    ("sections", "decided"),
    [
        ("Vedtagelse\nGodkendt.", "Godkendt."),
        ("Økonomiudvalget indstiller, at vejen bygges.\n\nKommunalbestyrelsen vedtog:\n\nUdsat.", "Udsat."),
        ("Sagsfremstilling: Vejen er smal.\n\nReferat: Vejen blev drøftet.", "Vejen blev drøftet."),
        ("Indstilling\nAt vejen bygges.\nKonklusion\nGodkendt.\nBilag\nNotat", "Godkendt."),
        ("Konklusion\nVejen er dyr.\nBeslutning\nUdsat.", "Udsat."),
        (
            "Konklusion\nUdvalget tiltrådte indstillingen.\nOpfølgning\nEn plan laves.",
            "Udvalget tiltrådte indstillingen.",
        ),
        (
            "INDSTILLING FRA FORVALTNINGEN\nDet indstilles, at vejen bygges.\nTeknisk Udvalg besluttede den 3. marts 2020:\nUdsat.",
            "Udsat.",
        ),
        ("Referat: Vejen bygges.\nAnsvarlig: Ida Holm", "Vejen bygges."),
        ("Aftalt: Rådet anbefaler planen.", "Rådet anbefaler planen."),
        ("Resume\nOm vejen.\nKonklusion\nVejen er dyr.\nIndstilling\nAt den bygges.", None),
    ],
)
def test_other_headings_of_decisions(sections: str, decided: str | None) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\n{sections}")).items[0]
    assert (one.decision and one.decision.text.text) == decided


@pytest.mark.parametrize("heading", ["Referat:", "Beslutning Byrådet den\n03-03-2020"])
def test_other_headings_of_decisions_below_the_classic_ones_of_items(heading: str) -> None:
    text = "".join(item(f"Punkt {n}: Sag {n}", f"\nOm sagen.\n\n{heading}\nUdsat.") for n in (1, 2, 3))
    assert [one.decision and one.decision.text.text for one in minutes_of(text).items] == ["Udsat."] * 3


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


@pytest.mark.parametrize(
    ("printed", "decided"),
    [
        ("Beslutning den 03-03-2020:\nGodkendt.", "Godkendt."),
        ("Beslutning den 03-03-2020: Godkendt.", "Godkendt."),
        ("Beslutning den 04-02-2020:\nUdsat.", None),
        ("Beslutning den 04-02-2020: Udsat.\nBeslutning den 03-03-2020: Godkendt.", "Godkendt."),
    ],
)
def test_a_decision_under_a_day_alone_is_of_that_days_meeting(printed: str, decided: str | None) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\nResume:\nOm vejen.\n\n{printed}")).items[0]
    assert (one.decision and one.decision.text.text, one.earlier_decisions) == (decided, ())


def test_what_stands_between_items_is_no_word_of_the_one_in_front() -> None:
    text = "".join(
        item(f"{n}. Vej", f"Sagsnr.: 17/{n}\n\nBeslutning\nJa.\n\n{group}") for n, group in _GROUPS
    )
    assert [one.decision and one.decision.text.text for one in minutes_of(text).items] == [
        "Ja.",
        "Ja.",
        "Ja.",
    ]
    assert [one.sections for one in minutes_of(text).items] == [()] * 3


_GROUPS = [(1, "BØRNE- OG SKOLEUDVALGET"), (2, "Åbne punkter"), (3, "")]


def test_who_recommends_may_say_so_without_a_heading() -> None:
    below = "Sagsnr.: 17/1\n\nVejforvaltningen indstiller, at ansøgningen afslås.\n\nBeslutning:\nJa."
    one = minutes_of(item("7. Ny vej", below)).items[0]
    assert [point.text for point in one.recommendations] == ["ansøgningen afslås."]


@pytest.mark.parametrize(
    ("printed", "points"),
    [
        ("Resume:\n\nOm vejen.\n\nForvaltningen foreslår:\n\n• At vejen bygges.\n• At prisen sænkes.", 2),
        (
            "Indstilling\n\nPlan & Vej indstiller,\n\nat vejen indstilles til vedtagelse, og\n\nat prisen sænkes.",
            2,
        ),
        ("Indstilling\n\nDirektøren indstiller, at vejen bygges\n· at prisen sænkes\n· at den lukkes", 3),
        ("Indstilling\n\nDirektøren indstiller, at udvalget anbefaler Byrådet\n· at prisen sænkes", 1),
        ("Resume: Om vejen.\n\nFORVALTNINGEN INDSTILLER\nat vejen bygges,\nat prisen sænkes", 2),
        (
            "Indstilling\n\nDirektøren indstiller, at det\nlykkes at få prisen så langt ned,\nat vejen bygges",
            1,
        ),
        ("Beslutning\n\nJa.\n\nUdvalget anbefaler:\n\n• At prisen sænkes.", 0),
    ],
)
def test_points_of_whoever_recommends_them(printed: str, points: int) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\n{printed}")).items[0]
    assert len(one.recommendations) == points


def test_numbers_and_initials_of_a_document_are_no_words_of_the_item() -> None:
    below = "Sag 411-2009-600\n\nDok. 411-2019-26412\n\nInitialer: PIM\n\nÅbent\n\nBeslutning\nJa."
    one = minutes_of(item("1.      Ny vej", below)).items[0]
    assert (one.document_number and one.document_number.text, one.sections) == ("411-2019-26412", ())


@pytest.mark.parametrize(
    "decided",
    [
        "SAGEN UDSAT",
        "SENDES TIL BYRÅDET",
        "Godkendt.\n\nDOG IKKE PKT. 2, DER SENDES TIL BYRÅDET",
        "Udsættes til den 3. maj 2021.",
        "Afvist.\nKlagefristen er den 1. aug. 2021.",
    ],
)
def test_capitals_and_days_are_words_of_a_decision(decided: str) -> None:
    text = item("1. Ny vej", f"Sagsnr.: 17/1\n\nBeslutning\n{decided}") + item("2. Sti")
    one = minutes_of(text).items[0]
    assert (one.decision and one.decision.text.text) == decided.replace(".\nK", ". K")


@pytest.mark.parametrize(
    "said",
    ["Ansøger Ida Holm indstiller til udvalget, at", "COWI anbefaler, at", "Et mindretal foreslår, at"],
)
def test_others_than_the_administration_recommend_nothing_without_a_heading(said: str) -> None:
    one = minutes_of(
        item("7. Ny vej", f"Sagsnr.: 17/1\n\n{said} vejen bygges.\n\nBeslutning:\nGodkendt.")
    ).items[0]
    assert (one.recommenders, one.recommendations) == ((), ())


@pytest.mark.parametrize(
    ("below", "decided"),
    [
        ("Mødet blev afsluttet med en rundvisning.\n\nBeslutning\nGodkendt.", "Godkendt."),
        (
            "Beslutning\nMødet hævet. Punktet blev ikke behandlet.",
            "Mødet hævet. Punktet blev ikke behandlet.",
        ),
        ("Beslutning\nGodkendt.\n\nMødet hævet kl. 17.05 af formanden.", "Godkendt."),
        ("Beslutning\nValgt blev:\n\nAnna Lund      Bo Dahl", "Valgt blev:\n\nAnna Lund Bo Dahl"),
        ("Beslutning\nGodkendt.\n\nAnna Lund      Bo Dahl", "Godkendt."),
        ("Mødet er slut kl. 9.\n\nBeslutning\nGodkendt.", "Godkendt."),
        ("Beslutning\nJa.\n\nNæste møde er den 3. maj 2020 kl. 9 i Laden.", "Ja."),
        (
            "Beslutning\nJa.\n\nNæste møde er den 3. maj 2020, hvor det tages op.",
            "Ja.\n\nNæste møde er den 3. maj 2020, hvor det tages op.",
        ),
    ],
)
def test_minutes_end_where_no_more_is_said_of_the_item(below: str, decided: str) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\n{below}")).items[0]
    assert (one.decision and one.decision.text.text) == decided


def test_names_in_an_item_that_is_not_the_last_sign_nothing() -> None:
    text = item("7. Ny vej", "Sagsnr.: 17/1\n\nBeslutning\nJa.\n\nAnna Lund      Bo Dahl\n\n")
    one = minutes_of(text + item("8. Ny sti", "Sagsnr.: 17/2\n\nBeslutning\nJa.")).items[0]
    assert one.decision is not None
    assert one.decision.text.text == "Ja.\n\nAnna Lund Bo Dahl"


def test_what_stands_behind_the_end_of_the_minutes_is_told() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nJa.\n\nMødet hævet.\n\nReferatet er rettet.\n\nAnna Lund"
    found = minutes_of(item("7. Ny vej", below))
    assert [one.quote.text for one in found.unread] == ["Referatet er rettet."]


def test_the_heading_above_a_section_is_no_part_of_a_name_it_begins_with() -> None:
    below = "Sagsnr.: 17/1\n\nSagsfremstilling\nAnna Lund fra HR deltog.\n\nBeslutning\nJa."
    (one,) = minutes_of(item("7. Ny vej", below)).items[0].persons
    assert (one.name.text, one.role) == ("Anna Lund", "fra HR")


def test_the_body_and_the_day_of_the_meeting_above_each_decision() -> None:
    day = "Teknisk Udvalg den 03-03-2020"
    text = item("1 (Offentlig) Ny vej", f"SAGSBEHANDLER: abc      SAGSNR.: GEO-2020-00017\n\n{day}\nUdsat")
    text += item(
        "2 (Offentlig) Ny sti", f"SAGSBEHANDLER: abc      SAGSNR.: GEO-2020-00018\n\n{day}\nGodkendt"
    )
    found = [
        (one.title.text, one.case_numbers[0].text, one.decision and one.decision.text.text)
        for one in minutes_of(text).items
    ]
    assert found == [("Ny vej", "GEO-2020-00017", "Udsat"), ("Ny sti", "GEO-2020-00018", "Godkendt")]


def test_points_with_the_number_of_their_chapter() -> None:
    below = "Sagsnr.: 17/1\n\nIndstilling\nChefen indstiller, at\n1.1 vejen bygges\n1.2 stien bygges\nBeslutning\nGodkendt."
    one = minutes_of(item("7. Ny vej", below)).items[0]
    assert [point.text for point in one.recommendations] == ["vejen bygges", "stien bygges"]
