"""What fields of exports hold, read by their form."""

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.readers.protocol.record import RecordedPerson
from graph.readers.protocol.values import (
    DecisionHeading,
    Moment,
    by_day,
    clock,
    closed_title,
    decision_heading,
    is_markup,
    is_personal,
    is_placeholder,
    moment,
    numbered_title,
    people,
    person,
    squeezed,
    status_of,
    without_period,
)


@each(
    ("text", "date", "time"),
    [
        ("12-03-2019 15:00", "2019-03-12", "15:00"),
        ("04-12-2012 13:00:00", "2012-12-04", "13:00"),
        ("4/12-2012 kl. 8.30", "2012-12-04", "08:30"),
        ("04.12.2012", "2012-12-04", None),
        ("27. august 2018", "2018-08-27", None),
        ("Mandag den 27. august 2018 kl. 16", "2018-08-27", "16:00"),
        ("2013-06-20 10:30", "2013-06-20", "10:30"),
        ("2013-06-20T10:30:00", "2013-06-20", "10:30"),
        ("2013-06-20T10:30:00.0000000+02:00", "2013-06-20", "10:30"),
        ("2013-06-20T22:30:00Z", "2013-06-21", "00:30"),
        ("2013-12-20T10:30:00Z", "2013-12-20", "11:30"),
        ("06-05-2013 00:00:00", "2013-05-06", None),
        ("01-01-0001 00:00", None, None),
        ("31-02-2019 15:00", None, "15:00"),
        ("2013-13-40 10:30", None, None),
        ("", None, None),
    ],
)
def test_a_day_and_a_time(text: str, date: str | None, time: str | None) -> None:
    assert moment(text) == Moment(date, time)


def test_the_offset_is_that_of_danish_time() -> None:
    assert moment("07-05-2013 10:40:00").with_offset == "2013-05-07T10:40:00+02:00"
    assert moment("07-01-2013 10:40:00").with_offset == "2013-01-07T10:40:00+01:00"
    assert moment("07-01-2013").with_offset is None


def test_a_time_of_the_day() -> None:
    assert [clock(text) for text in ("16:00", "kl. 8.30", "kl. 9", "9", "29-11-2012")] == [
        "16:00", "08:30", "09:00", None, None,
    ]  # fmt: skip


def test_a_short_value_is_squeezed_and_decoded_once() -> None:
    assert squeezed(" Tag  p&aring;\u00a0<b>Skolen</b>\u00ad\n") == "Tag på Skolen"
    assert squeezed("<p>Til <b>orientering</b>.</p><p>Ja</p>") == "Til orientering. Ja"
    assert squeezed("R&amp;aring;d < 2 > 1") == "R&aring;d < 2 > 1"


def test_what_is_markup() -> None:
    assert [is_markup(text) for text in ("<p>Ja</p>", "a<br />b", "p&aring;", "3 < 4", "A & B", "<40>")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Beslutning ikke frigivet",
        "<p>Tomt indhold</p>",
        "<p>\n\tBeslutningen er endnu ikke frigivet.&nbsp;</p>",
    ],
)
def test_what_only_says_that_nothing_stands_there(text: str) -> None:
    assert is_placeholder(text)


def test_what_says_more_is_no_placeholder() -> None:
    assert not is_placeholder("<p>Tomt indhold i beholderne blev drøftet.</p>")
    assert not is_placeholder("")


def test_a_field_of_somebodys_work() -> None:
    assert all(
        map(is_personal, ("Sagsbehandler:", "Sagsbeh".replace("beh", "behandler"), "E-mail", "Initialer"))
    )
    assert not any(map(is_personal, ("Sagsbehandling", "Mailbrev fra borgerne", "Indstilling")))


@each(
    ("heading", "body", "date", "number"),
    [
        ("Beslutning", None, None, None),
        ("Beslutning:", None, None, None),
        ("Beslutninger", None, None, None),
        ("Beslutning i Plan- og Klimaudvalget den 14-08-2018", "Plan- og Klimaudvalget", "2018-08-14", None),
        ("Beslutning i Teknisk Udvalg (TU) den 1. maj 2019 pkt. 7", "Teknisk Udvalg (TU)", "2019-05-01", "7"),
        ("Beslutning Byrådet den 20-09-2017", "Byrådet", "2017-09-20", None),
        ("Beslutning fra Økonomiudvalget, 1. oktober 2018, punkt nr. 12", "Økonomiudvalget", "2018-10-01", "12"),
        ("Kultur- og Fritidsudvalgets beslutning den 04.12.2012 Punkt 2", "Kultur- og Fritidsudvalget", "2012-12-04", "2"),
        ("Byrådets beslutning på møde den 4. december 2012", "Byrådet", "2012-12-04", None),
        ("FORRETNINGSUDVALGETS BESLUTNING", "Forretningsudvalget", None, None),
        ("Udvalgets beslutning", None, None, None),
    ],
)  # fmt: skip
def test_the_heading_of_a_decision(
    heading: str, body: str | None, date: str | None, number: str | None
) -> None:
    assert decision_heading(heading) == DecisionHeading(body, date, number)


@each(
    "heading",
    [
        "Beslutningen træffes af",
        "Beslutningstema",
        "Beslutningskompetence",
        "Politiske beslutninger og aftaler",
        "Tidligere beslutninger",
        "Byrådets beslutning den 4. maj 2012 om nye stier følges op",
        "Indstilling",
        "Forvaltningens beslutning",
        "",
    ],
)
def test_what_is_no_heading_of_a_decision(heading: str) -> None:
    assert decision_heading(heading) is None


def test_a_decision_of_several_days() -> None:
    html = "<p>&nbsp;</p>\n<p><strong>18.&nbsp;september 2012:</strong> Udsat.</p><p>Mere.</p><p>Den 25-09-2012: Ja</p>"
    assert [(day, squeezed(words)) for day, words in by_day(html)] == [
        ("2012-09-18", "Udsat. Mere."), ("2012-09-25", "Ja"),
    ]  # fmt: skip
    assert by_day("Godkendt.\n2 stemte imod.") == [(None, "Godkendt.\n2 stemte imod.")]
    assert by_day("<p>Den 3. maj 2012 holdes et møde.</p>") == [
        (None, "<p>Den 3. maj 2012 holdes et møde.</p>")
    ]
    assert by_day("4. maj 2012: Udsat\n5. maj 2012: Godkendt") == [
        ("2012-05-04", " Udsat"), ("2012-05-05", "\n Godkendt"),
    ]  # fmt: skip


def test_one_body_in_several_spellings() -> None:
    assert without_period("Byråd 2022 - og frem") == "Byråd"
    assert without_period(".Ældreråd 2014-2017") == "Ældreråd"
    assert without_period("Byråd 2026 og frem") == "Byråd"
    assert without_period("Udvalget for plan (UP)") == "Udvalget for plan"
    assert without_period("Byråd 2022-2025 - lukket dagsorden") == "Byråd"


def test_titles() -> None:
    assert closed_title("Lukket: Køb  af areal") == (True, "Køb af areal")
    assert closed_title("Køb af areal (Lukket punkt)") == (True, "Køb af areal")
    assert closed_title("Punkt 2.a Lukket: Salg") == (True, "Salg")
    assert closed_title("Personsag - Lukket") == (True, "Personsag")
    assert closed_title("Fortrolig sag om køb") == (True, "Fortrolig sag om køb")
    assert closed_title("Køb af areal L")[0]
    assert closed_title("\U0001f512 Køb af areal") == (True, "Køb af areal")
    assert closed_title("Lukket svømmehal i uge 42") == (False, "Lukket svømmehal i uge 42")
    assert numbered_title("01.02.05-P16-3-18 Lokalplan 77") == ("01.02.05-P16-3-18", "Lokalplan 77")
    assert numbered_title("14.05.2018 Sommerfest") == (None, "14.05.2018 Sommerfest")


@each(
    ("words", "status"),
    [
        ("Inhabil", "disqualified"),
        ("Erklæret ikke inhabil", None),
        ("Afbud", "excused"),
        ("Cancelled", "excused"),
        ("Fraværende med afbud", "excused"),
        ("Fraværende uden afbud", "absent"),
        ("Havde ikke sendt afbud", "absent"),
        ("Der var ingen afbud", None),
        ("Afbud: ingen", None),
        ("Ingen fraværende", None),
        ("Fravær", "absent"),
        ("Ikke til stede", "absent"),
        ("Stedfortræder", "substitute"),
        ("Forlod mødet kl. 17", "left"),
        ("Accepted", "present"),
        ("Ferie", None),
        ("", None),
    ],
)
def test_what_words_say_of_a_person(words: str, status: str | None) -> None:
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jens  Havregaard (A)", RecordedPerson("Jens Havregaard", party="A")),
        ("Lis Ørn (A) - formand", RecordedPerson("Lis Ørn", party="A", role="formand")),
        ("Lis Ørn - formand (A)", RecordedPerson("Lis Ørn", party="A", role="formand")),
        ("Lis Ørn (formand)", RecordedPerson("Lis Ørn", role="formand")),
        ("Lis Ørn (Borgerlisten Vest)", RecordedPerson("Lis Ørn", party="Borgerlisten Vest")),
        ("Lis Ørn (A), afbud", RecordedPerson("Lis Ørn", "excused", "A", note="afbud")),
        ("Lis Ørn - inhabil", RecordedPerson("Lis Ørn", "disqualified", note="inhabil")),
        (
            "Lis Ørn (V) - stedfortræder for Kaj Bak (V)",
            RecordedPerson(
                "Lis Ørn", "substitute", "V", substitute_for="Kaj Bak", note="stedfortræder for Kaj Bak (V)"
            ),
        ),
    ],
)
def test_a_person_of_a_field(name: str, expected: RecordedPerson) -> None:
    assert person(name) == expected
    assert person("  ") is None


def test_a_substitute_by_role_or_note() -> None:
    by_role = person("Tine Bæk", party="V", role="Stedfortræder")
    assert by_role
    assert (by_role.status, by_role.role) == ("substitute", "Stedfortræder")
    by_note = person("Tine Bæk", note="Suppleant for Kaj Bak (V)")
    assert by_note
    assert (by_note.status, by_note.substitute_for) == ("substitute", "Kaj Bak")
    away = person("Tine Bæk", "absent", role="Stedfortræder")
    assert away
    assert away.status == "absent"


def test_the_people_of_a_list() -> None:
    found, others = people(
        "Olga Holm (C), inhabil\n- Kaj Ådal (A) og Lis Ørn (V, F)\n\nIngen\nse bilag 2", "absent"
    )
    assert [(one.name, one.status, one.party) for one in found] == [
        ("Olga Holm", "disqualified", "C"),
        ("Kaj Ådal", "absent", "A"),
        ("Lis Ørn", "absent", "V, F"),
    ]
    assert others == ["se bilag 2"]


@given(st.text(max_size=80))
def test_any_words_are_read(text: str) -> None:
    moment(text)
    decision_heading(f"Beslutning {text}")
    person(text)
    people(text, "absent")
    seen = squeezed(text).replace("&", "").replace("<", "")
    assert squeezed(seen) == " ".join(seen.split())


def test_a_long_run_of_white_space_is_gone_through_once() -> None:
    content = f"Godkendt.{' ' * 50_000}{chr(10) * 50_000}4. maj 2012: Udsat"
    assert [(day, squeezed(words)) for day, words in by_day(content)] == [
        (None, "Godkendt."),
        ("2012-05-04", "Udsat"),
    ]
