"""The head of minutes."""

import pytest
from each import each
from support import codes, newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


def test_body_date_time_place() -> None:
    minutes = read(newer("Eventuelt"))
    assert minutes.body
    assert minutes.place
    assert (minutes.body.text, minutes.date, minutes.start_time) == ("Direktionen", "2023-06-26", "12:30")
    assert minutes.place.text == "Mødelokale 8"
    assert minutes.text[minutes.place.span.start : minutes.place.span.end] == "Mødelokale 8"


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Anna Lund, Bo Ravn (Fravær)", [("Anna Lund", False), ("Bo Ravn", True)]),
        (
            "Anna Lund, Søren van der\nKlit, Bo Ravn",
            [("Anna Lund", False), ("Søren van der Klit", False), ("Bo Ravn", False)],
        ),
        ("Anna Lund (A), Bo Ravn (V) (Afbud)", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Anna Lund,\n\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\n\nAfbud: Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
    ],
)
def test_participants(printed: str, people: list[tuple[str, bool]]) -> None:
    minutes = read(newer("Eventuelt", participants=printed))
    assert [(p.name.text, p.absent) for p in minutes.participants] == people


def test_a_first_name_alone_is_no_participant() -> None:
    minutes = read(newer("Eventuelt", participants="Anna Lund, Bo"))
    assert [p.name.text for p in minutes.participants] == ["Anna Lund"]
    assert codes(minutes) == ["person-unresolved"]


def test_an_unknown_body_keeps_its_printed_name() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Klimanævnet"))
    assert minutes.body
    assert minutes.body.text == "Klimanævnet"
    assert codes(minutes) == ["body-unknown"]


def test_an_alias_gives_the_canonical_body() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Teknik- og Miljøudvalget"))
    assert minutes.body
    assert minutes.body.text == "Udvalget for Teknik og Miljø"


def test_of_two_dates_the_one_with_the_right_weekday_counts() -> None:
    minutes = read(newer("Eventuelt").replace("d. 26-06-2023", "d. 27-06-2023"))
    assert minutes.date == "2023-06-26"
    assert codes(minutes) == ["date-differs"]


def test_text_of_no_field_is_unread() -> None:
    minutes = read(newer("Eventuelt").replace("Mødedato", "Vedtaget i enighed\n\nMødedato"))
    assert [one.quote.text for one in minutes.unread] == ["Vedtaget i enighed"]
    assert minutes.share_read < 1


@pytest.mark.parametrize(
    ("time", "start"), [("kl. 9:05", "09:05"), ("kl 17.30", "17:30"), ("kl. 8", "08:00"), ("kl. 25:00", None)]
)
def test_times(time: str, start: str | None) -> None:
    assert read(newer("Eventuelt").replace("kl. 12:30", time)).start_time == start


def test_without_a_head_there_is_neither_body_nor_date() -> None:
    minutes = read("Punkt 1: Eventuelt")
    assert (minutes.body, minutes.date) == (None, None)
    assert codes(minutes) == ["no-body", "no-date"]


@each(
    "title",
    [
        "REFERAT Direktionen d. 26-06-2023",
        "UDKAST TIL REFERAT Direktionen d. 26-06-2023",
        "UDKAST TIL REFERAT\n\nDirektionen d. 26-06-2023",
        "Åbent referat Direktionen den 26. juni 2023",
        "Åbent referat\n\nDirektionen",
        "Dagsorden/Referat for Direktionen den 26. juni 2023",
        "Dagsorden og referat for Direktionen den 26. juni 2023",
        "Referat af møde i Direktionen den 26. juni 2023",
        "Referat fra ekstraordinært møde i Direktionen mandag den 26. juni 2023",
        "Referat af Direktionens møde d. 26. juni 2023",
        "Beslutningsreferat: Direktionen 26-06-2023",
        "Direktionens møde d. 26. juni 2023",
        "Møde i Direktionen den 26. juni 2023",
        "Direktionen – Referat – 26. juni 2023",
        "Direktionen, den 26. juni 2023",
        "Ådalsø Kommune\nDirektionen\nReferat",
        "Direktionen - Referat",
        "Referat af Direktionen - åben dagsorden den 26. juni 2023",
        "Ådalsø Kommune Direktionen Referat",
        "Referat\n\nUdvalg: Direktionen",
        "År 2023, mandag den 26. juni holdt Direktionen ordinært møde i salen",
    ],
)
def test_heads_of_other_forms(title: str) -> None:
    minutes = read(newer("Eventuelt").replace("REFERAT Direktionen d. 26-06-2023", title))
    assert minutes.body
    assert (minutes.body.text, minutes.date) == ("Direktionen", "2023-06-26")
    assert minutes.text[minutes.body.span.start : minutes.body.span.end].startswith("Direktionen")
    assert ("draft" in codes(minutes)) is title.startswith("UDKAST")


@pytest.mark.parametrize(
    "day",
    [
        "klokken 13.00",
        "kl. 13.00-15.30",
        "13:00-15:30",
        "13.00 - 15.30",
        "2023-06-26 13:00",
        "kl 13",
        "26.06.2023 kl. 13.00",
    ],
)
def test_times_of_other_forms(day: str) -> None:
    minutes = read(newer("Eventuelt").replace("Mandag d. 26. juni 2023 kl. 12:30", day))
    assert (minutes.date, minutes.start_time) == ("2023-06-26", "13:00")


@pytest.mark.parametrize("day", ["26.06.2023", "26-06-2023", "den 26. juni 2023", "26/6 2023", "kl. 13:75"])
def test_a_date_is_no_time(day: str) -> None:
    assert read(newer("Eventuelt").replace("Mandag d. 26. juni 2023 kl. 12:30", day)).start_time is None


@each(
    ("lines", "people"),
    [
        ("Fraværende: Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Afbud fra Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Fraværende: Ingen", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Afbud: -", [("Anna Lund", False), ("Bo Ravn", False)]),
        (
            "Fraværende i Direktionen, mandag den 26. juni 2023: Bo Ravn, stedfortræder Ida Holm",
            [("Anna Lund", False), ("Bo Ravn", True), ("Ida Holm", False)],
        ),
        (
            "Herudover deltog: Kulturchef Ida Holm",
            [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)],
        ),
        ("Bestyrelsen: Ida Holm", [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)]),
        ("Referent: Ida Holm", [("Anna Lund", False), ("Bo Ravn", False), ("Ida Holm", False)]),
        (
            "Bemærkninger: Der er afbud fra Bo Ravn. Punkt 3 udgik. Som stedfortræder er indkaldt Ida Holm.",
            [("Anna Lund", False), ("Bo Ravn", True), ("Ida Holm", False)],
        ),
        ("Bemærkninger: Ida Holm fremlagde planen.", [("Anna Lund", False), ("Bo Ravn", False)]),
    ],
)
def test_lines_beside_the_participants(lines: str, people: list[tuple[str, bool]]) -> None:
    minutes = read(newer("Eventuelt", participants=f"Anna Lund, Bo Ravn\n{lines}"))
    assert [(p.name.text, p.absent) for p in minutes.participants] == people


OTHER = """Strandby Kommune
Referat
Teknikudvalget

Dato: Onsdag den 3. april 2019 kl. 18.00
Sted: Mødelokale Vest
Deltagere:
• Anna Lund (A)
• Bo Ravn (V), formand
Afbud: Ingen

Punkter
12 Nyt Badehus Vesterstrand (lukket)
13 Kystsikring

12 Nyt Badehus Vesterstrand
Anna Lund, Kaj Holm og Ove Friis fremlagde planen.
Fraværende: Gry Bæk
Beslutning
Tiltrådt.

13 Kystsikring
Anna Lund
Bo Ravn
Ikke Vedtaget
"""


@pytest.mark.parametrize("text", [OTHER, OTHER.replace("\n", "\n\n"), OTHER.replace("Punkter\n", "")])
def test_names_in_the_items_of_another_layout_are_no_participants(text: str) -> None:
    minutes = read(text)
    assert [p.name.text for p in minutes.participants] == ["Anna Lund", "Bo Ravn"]
    assert [(int(item.number), item.closed) for item in minutes.items] == [(12, True), (13, False)]
    assert "planen" not in minutes.text


@pytest.mark.parametrize(
    ("head", "body", "start", "place"),
    [
        ("Økonomiudvalget\nReferat fra mødet mandag den 8. december 2014 kl. 16:00 i lokale 2", "Økonomiudvalget", "16:00", "lokale 2"),
        ("Økonomiudvalget\nMandag den 8. december 2014 kl. 16:00 i Lokale 1", "Økonomiudvalget", "16:00", "Lokale 1"),
        ("Økonomiudvalget\nMødedato: 8. december 2014 kl. 16:00 i Lokale 1", "Økonomiudvalget", "16:00", "Lokale 1"),
        ("Økonomiudvalget\nReferat af ordinært møde den 8. december 2014 kl. 16.00", "Økonomiudvalget", "16:00", None),
        ("Økonomiudvalget\nMødedato: 8. december 2014 Mødetid: 16.00 Mødested: Salen", "Økonomiudvalget", "16:00", "Salen"),
        ("Økonomiudvalget\nReferat af ordinært møde den 8. december 2014 kl. 16.00-18.30, Havnehuset", "Økonomiudvalget", "16:00", "Havnehuset"),
        ("Økonomiudvalget\nUdskrift af forhandlingsprotokollen for mødet den 8. december 2014 kl. 16.00", "Økonomiudvalget", "16:00", None),
        ("Handicaprådet i Nyby Kommune\nMødedato: 8. december 2014\n\nKl. 16.00 i Rådssalen", "Handicaprådet", "16:00", "Rådssalen"),
        ("Skolebestyrelsesmøde 8. december 2014 kl. 16.00, Ved Mosen 20", "Skolebestyrelsen", "16:00", "Ved Mosen 20"),
        ("MAGISTRATEN I NYBY\nReferat af magistratsmødet mandag den 8. december 2014 kl. 16-18", "MAGISTRATEN", "16:00", None),
        ("Den 8. december 2014 kl. 16.00 afholdtes bestyrelsesmøde på kontoret.", "Bestyrelsen", "16:00", None),
        ("Næste forældrerådsmøde er den 3. maj\n\nMødedato: 8. december 2014 kl. 16.00", None, "16:00", None),
        ("Mødedato: 8. december 2014 kl. 16.00\n\nDen 3. maj 2013 blev der afholdt borgermøde.", None, "16:00", None),
        ("Møde i Skoleudvalget mandag den 8. december 2014, kl. 16.00 i salen", "Skoleudvalget", "16:00", "salen"),
        ("Referat fra Ældrerådets møde den 8. december 2014 i Mølle Stuen kl. 16.00", "Ældrerådet", "16:00", "Mølle Stuen"),
        ("§ 17, stk. 4-udvalget\nMødedato: 8. december 2014 kl. 16.00", "§ 17, stk. 4-udvalget", "16:00", None),
        ("BEREDSKABSKOMMISSIONEN NORD\nMødedato: 8. december 2014\n\nKl. 16.00", "BEREDSKABSKOMMISSIONEN", "16:00", None),
        ("Referat\tNyby Kommune\nØkonomiudvalget\t9999 Nyby\nMødedato\t8. december 2014\nMødetid\t16:00", "Økonomiudvalget", "16:00", None),
    ],
)  # fmt: skip
def test_a_title_without_the_body_and_labels_on_one_line(
    head: str, body: str | None, start: str, place: str | None
) -> None:
    minutes = parse(Document("a.txt", f"{head}\n\n1. Vej\nSagsnr.: 14/1\n\nBeslutning\nGodkendt.\n"), NEUTRAL)
    assert (minutes.body and minutes.body.text, minutes.date, minutes.start_time) == (
        body,
        "2014-12-08",
        start,
    )
    assert (minutes.place and minutes.place.text) == place


@each(
    ("words", "day", "unread"),
    [
        (
            "År 2003 den 27. november kl. 19 afholdt byrådet møde. Fraværende var Bo Ravn.",
            "2003-11-27",
            "Fraværende var Bo Ravn.",
        ),
        ("År 2022 den 27. november blev planen vedtaget.", None, "År 2022"),
        ("Den 3. maj 2013 blev der afholdt borgermøde.", None, "borgermøde"),
        ("Økonomiudvalget: sagen er udsat, Bo Ravn afventer", None, "sagen er udsat"),
    ],
)
def test_what_a_head_tells_beside_the_meeting_stays_unread(words: str, day: str | None, unread: str) -> None:
    items = "1. Vej\nSagsnr.: 14/1\n\nBeslutning\nGodkendt.\n"
    minutes = parse(Document("a.txt", f"Referat\n\n{words}\n\n{items}"), NEUTRAL)
    assert minutes.date == day
    assert any(unread in one.quote.text for one in minutes.unread)


def test_who_was_there_may_stand_behind_the_contents_where_no_item_is_lost() -> None:
    lost = (
        "Referat af møde i Teknikudvalget\n\nDen 09.01.2025\n\nIndholdsfortegnelse\n\n1. Salg - Lukket\n2. Bro\n"
        "3. Vej\n\nDeltagere:\nErling Lausen, (A)\n\n2. Bro\n\nBeslutning\nJa.\n\n3. Vej\n\nBeslutning\nJa.\n"
    )
    assert "Lausen" not in parse(Document("a.txt", lost), NEUTRAL).text
    text = (
        "Referat af møde i Teknikudvalget\n\nDen 09.01.2025\n\nIndholdsfortegnelse\n\n1. Vej\n2. Bro\n"
        "3. Salg - Lukket\n\nDeltagere:\n\nErling Lausen, (A)\nIda Holm (V)\n\n1. Vej\n\nBeslutning\nGodkendt.\n\n"
        "2. Bro\n\nFraværende: Ida Holm (V)\n\nBeslutning\nGodkendt.\n\n3. Salg - Lukket\n"
    )
    minutes = parse(Document("a.txt", text), NEUTRAL)
    assert [(one.name.text, one.party) for one in minutes.participants] == [
        ("Erling Lausen", "A"),
        ("Ida Holm", "V"),
    ]
    assert [[one.name.text for one in item.attendance] for item in minutes.items] == [[], ["Ida Holm"], []]
    unstopped = text.replace("Deltagere:\n\nErling Lausen, (A)\nIda", "Deltagere Erling Lausen (A), Ida")
    assert len(parse(Document("a.txt", unstopped), NEUTRAL).participants) == 2
    assert parse(Document("a.txt", unstopped.replace(" (A), Ida", " køber")), NEUTRAL).participants == ()
    for behind in ("Til køber\n\n", "4. Bænk\n\n"):
        told = parse(Document("a.txt", text.replace("(V)\n\n1. Vej", f"(V)\n\n{behind}1. Vej")), NEUTRAL)
        assert told.participants == ()


def test_a_committees_minutes_may_have_the_council_in_their_letterhead() -> None:
    head = "NORDBY BYRÅD\n\nNordby Byråd\n\nKulturudvalget\n\nTEMA: SUNDHEDSOMRÅDET\n\n"
    told = "Til stede Bo Holm\nÅben\n\n1. Vej\n\nBeslutning\n\nJa.\n"
    minutes = parse(Document("a.txt", f"{head}Den 09.01.2025\n\n{told}"), NEUTRAL)
    assert (minutes.body and minutes.body.text) == "Kulturudvalget"


@pytest.mark.parametrize("gap", ["\t", "     "])
def test_a_senders_address_beside_the_head_is_no_part_of_it(gap: str) -> None:
    head = "REFERAT\tNordby Kommune\nKulturudvalget\tTorvet 1\n12-05-2020 kl. 16.30\t9999 Nordby\nMødelokale 2\ttlf. 12345678"
    head = head.replace("\t", gap)
    people = "Medlemmer\n\nIda Holm (A)\tFormand\tDeltog\nBo Lind (V)\tNæstformand Afbud\nOle Moe (C)\tFormand Deltog"
    told = parse(Document("a.txt", f"{head}\n\n{people}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert told.body
    assert told.place
    assert (told.body.text, told.place.text) == ("Kulturudvalget", "Mødelokale 2")
    assert (str(told.date), told.start_time) == ("2020-05-12", "16:30")
    assert [(one.name.text, one.status) for one in told.participants] == [
        ("Ida Holm", "present"),
        ("Bo Lind", "excused"),
        ("Ole Moe", "present"),
    ]


def test_a_head_set_as_a_table_of_labels() -> None:
    rows = "Udvalg\tKulturudvalget\nMødedato\t12. maj 2020\nDeltagere\tIda Holm\nFormand\tOle Moe\nAfbud\tBo Lind\nReferent\tEva Krog"
    told = parse(Document("a.txt", f"Referat\n\n{rows}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (told.body and told.body.text) == "Kulturudvalget"
    away = {"Ida Holm": False, "Bo Lind": True, "Ole Moe": False, "Eva Krog": False}
    assert {one.name.text: one.absent for one in told.participants} == away
    listed = rows.replace("Formand\tOle Moe\nAfbud\tBo Lind", "Afbud\nBo Lind\nFormand\tOle Moe").replace(
        "Referent\t", "Referent: "
    )
    told = parse(Document("a.txt", f"Referat\n\n{listed}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert {one.name.text: one.absent for one in told.participants} == away | {"Ole Moe": True}


@pytest.mark.parametrize(
    "rows",
    [
        "Funktion\tNavn\tTil stede\nFormand\tOle Moe\tNej\nReferent\tEva Krog\tNej",
        "Funktion\tNavn\tMødt\tAfbud\nFormand\tOle Moe\t\tX\n\nSekretær\tEva Krog\t\tX",
        "Afbud\tNavn\nFormand\tOle Moe\nReferent\tEva Krog",
        "Funktion\tNavn\n\nFormand\tOle Moe",
        "Fraværende\tBo Lind\nNæstformand\tOle Moe",
        "Fraværende\tBo Lind\n\nFormand\tOle Moe\nSekretær\tEva Krog",
        "Formand\tOle Moe\tAfbud\nReferent\tEva Krog\tAfbud",
    ],
)
def test_a_post_with_a_name_in_a_table_of_people_says_not_that_they_were_there(rows: str) -> None:
    told = parse(Document("a.txt", f"Referat\n\n{rows}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert not [one.name.text for one in told.participants if not one.absent]


def test_the_time_beside_the_day_that_a_title_says_too() -> None:
    head = "Kulturudvalget | tirsdag 12-05-2020\n\nKulturudvalget\n\nTirsdag, May 12, 2020 kl. 15:00 - 17:20"
    told = parse(Document("a.txt", f"{head}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (str(told.date), told.start_time, told.end_time) == ("2020-05-12", "15:00", "17:20")


def test_a_remark_is_not_of_who_stands_on_the_line_before_it() -> None:
    head = "Byrådet\n\nMødedato: 3. marts 2031\nAfbud: Ole Lind\nBemærkninger: Jette Moe deltog ikke i punkt 2, idet hun var inhabil.\n\n"
    items = "1. Vej\nSagsnr.: 31/1\n\nBeslutning\nJa.\n\n2. Bro\nSagsnr.: 31/2\n\nBeslutning\nNej.\n"
    told = parse(Document("a.txt", head + items), NEUTRAL).items
    assert [[one.name.text for one in item.attendance] for item in told] == [[], ["Jette Moe"]]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Nordby Byråd\nDirektionen\nReferat", "Nordby Byråd"),
        ("Nordby Byråd\nReferat\nTilhørere fra\nÆldrerådet", "Nordby Byråd"),
        ("NORDBY BYRÅD\nNordby Byråd\n\nKulturudvalget\nReferat", "Kulturudvalget"),
    ],
)
def test_a_committee_is_meant_right_below_the_letterhead_alone(head: str, body: str) -> None:
    minutes = parse(Document("a.txt", f"{head}\n\n12. maj 2020\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (minutes.body and minutes.body.text) == body
