"""Meetings of FirstAgenda: the habits of many municipalities, and answers that are not what they should be."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import firstagenda_files as made
import pytest
from each import each
from firstagenda_files import answer, container, data, item, section
from hypothesis import given
from hypothesis import strategies as st

from graph.minutes.as_json import as_dict
from graph.minutes.model import AgendaItem, Minutes
from graph.municipality.profile import NEUTRAL, load_profile
from graph.readers.files import decode, read, restore
from graph.readers.firstagenda import FirstAgendaReader
from graph.readers.protocol import parts
from graph.readers.protocol.agenda import MOST_ITEMS

AADALSOE = load_profile("aadalsoe")


def told(meeting: dict[str, Any]) -> Minutes:
    return read(decode("moede.json", data(meeting)), NEUTRAL).minutes


def first(meeting: dict[str, Any]) -> AgendaItem:
    return told(meeting).items[0]


def codes(meeting: dict[str, Any]) -> set[str]:
    return {finding.code for finding in told(meeting).findings}


# The meeting.


def test_the_head_of_a_meeting() -> None:
    minutes = told(
        answer(
            item("1", "Sag", ""),
            body="Byråd 2022-2025",
            Sted="Mødesal 1 og 2 på rådhuset, Havnevej 10, 9980 Aadal",
            MeetingEndUtc="2023-06-26T19:30:00+02:00",
            ReleasedDate="2023-06-28T09:12:44.1234567+02:00",
        )
    )
    assert (minutes.kind, minutes.date, minutes.start_time, minutes.end_time) == (
        "referat", "2023-06-26", "17:00", "19:30",
    )  # fmt: skip
    assert minutes.body is not None
    assert (minutes.body.text, minutes.body_printed) == ("Byråd", "Byråd 2022-2025")
    assert minutes.published_at == "2023-06-28T09:12:44+02:00"
    assert {(one.kind, one.host) for one in minutes.source_ids} == {
        (kind, made.HOST) for kind in ("meeting", "body", "organisation")
    }
    assert minutes.text.startswith(
        "REFERAT Byråd 2022-2025 d. 26-06-2023\n\nMødedato Mandag d. 26. juni 2023 kl. 17:00-19:30\n\nMødested "
    )


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"Navn": "Dagsorden"}, "referat"),
        ({"Navn": None}, "referat"),
        ({"Navn": "Referat", "Afsluttet": False}, "dagsorden"),
        ({"Navn": "Ekstraordinær dagsorden", "Afsluttet": False}, "dagsorden"),
        ({"Navn": "Tillægsdagsorden", "Afsluttet": False}, "tillaegsdagsorden"),
        ({"Navn": "Dagsorden", "Afsluttet": False, "IsSupplementaryAgenda": True}, "tillaegsdagsorden"),
    ],
)
def test_only_what_has_ended_is_minutes(keys: dict[str, Any], kind: str) -> None:
    meeting = answer(item("1", "Sag", container(section("Beslutning", "Godkendt."))), **keys)
    minutes = told(meeting)
    assert minutes.kind == kind
    assert (minutes.items[0].decision is not None) == (kind == "referat")
    assert ("not-minutes" in codes(meeting)) == (kind != "referat")
    assert minutes.items[0].supplementary == (kind == "tillaegsdagsorden")


def test_a_mailbox_of_questions_is_no_meeting() -> None:
    minutes = told(answer(item("1", "Svar", ""), body=".Spørgsmål / Svar til Byrådet 2022-2025"))
    assert minutes.kind == "dagsorden"
    assert [one.severity for one in minutes.findings if one.code == "not-minutes"] == ["violation"]
    assert minutes.body is not None
    assert minutes.body.text == ".Spørgsmål / Svar til Byrådet"


def test_who_was_there() -> None:
    people = [
        ("Anna  Lund", False, False),
        ("Bo Ravn (A)", False, True),
        ("Ib Friis", True, False),
        ("Mette Krog (stedfortræder for Bo Ravn)", False, False),
    ]
    names = [
        {"Name": name, "Absent": absent, "ParticipationCancelled": off, "AttendanceType": 0}
        for name, absent, off in people
    ]
    minutes = told(answer(item("1", "Sag", ""), Moededeltagere=names))
    assert [(one.name.text, one.status, one.party, one.substitute_for) for one in minutes.participants] == [
        ("Anna Lund", "present", None, None),
        ("Mette Krog", "substitute", None, "Bo Ravn"),
        ("Bo Ravn", "excused", "A", None),
        ("Ib Friis", "absent", None, None),
    ]


def test_summer_time_or_not_the_time_is_local() -> None:
    for dato, start in (("2025-11-25T17:30:00+01:00", "17:30"), ("2025-06-25T15:30:00Z", "17:30")):
        assert told(answer(item("1", "Sag", ""), Dato=dato)).start_time == start


# Items.


def test_items_stand_in_the_order_of_sorting_and_keep_their_numbers() -> None:
    meeting = answer(item("120", "To", "", Sorting=2), item("119", "En", "", Sorting=1))
    assert [(one.number, one.title.text) for one in told(meeting).items] == [("119", "En"), ("120", "To")]


def test_permalinks_and_ids() -> None:
    one = first(answer(item("1", "Sag", "")))
    assert (
        one.permalink
        == f"https://{made.HOST}/vis?id={made.guid('meeting of Byrådet')}&punktid={made.guid('Sag')}"
    )
    assert [(each.system, each.kind, each.value) for each in one.source_ids] == [
        ("firstagenda", "item", made.guid("Sag"))
    ]


def test_what_a_harvest_knows_of_a_meeting_and_the_host_of_the_profile() -> None:
    bare = answer(item("1", "Sag", ""))
    for one in bare["Dagsordenpunkter"]:
        for field in one["Felter"]:
            field["Link"] = ""
            field["DocumentId"] = "11111111-2222-3333-4444-555555555555"
    here = read(
        decode("moede.json", data(bare)), replace(NEUTRAL, source_host="dagsordener.by.example")
    ).minutes
    assert here.permalink == f"https://dagsordener.by.example/vis?id={here.source_ids[0].value}"
    assert (here.items[0].permalink or "").startswith(f"{here.permalink}&punktid=")
    assert {one.host for one in here.source_ids} == {"dagsordener.by.example"}
    gone, old = "2024-02-03", "aaaaaaaa-1111-2222-3333-444444444444"
    kept = told(
        {**bare, "Sagsgraf": {"Host": "harvested.example", "FormerIds": [old.upper(), 7], "Gone": gone}}
    )
    assert (kept.gone_since, kept.permalink, kept.items[0].permalink) == (gone, None, None)
    assert [(one.value, one.host) for one in kept.source_ids if one.former] == [(old, "harvested.example")]


def test_attachments_keep_their_order_where_theirs_is_the_same() -> None:
    bilag = [
        {"Navn": name, "Order": order, "Id": made.guid(name)}
        for name, order in (("b", 3), ("c", 3), ("a", 0))
    ]
    one = first(answer(item("1", "Sag &amp; mere ", "", Bilag=bilag)))
    assert [each.title.text for each in one.attachments] == ["a", "b", "c"]
    assert one.title.text == "Sag & mere"


@each(
    ("keys", "closed"),
    [
        ({}, False),
        ({"Caption": "Lukket: Salg"}, True),
        ({"Caption": "LUKKET : Salg"}, True),
        ({"Caption": "Lukket fritidsklub i Nord"}, False),
        ({"link": False}, True),
        ({"IsOpen": False}, True),
        ({"IsOpen": None, "Felter": []}, True),
        ({"IsOpen": "ja"}, True),
    ],
)
def test_closed_items(keys: dict[str, Any], closed: bool) -> None:
    content = container(section("Beslutning", "<div>HEMMELIGT</div>"))
    bilag = [{"Navn": "HEMMELIGT bilag", "Id": made.guid("x"), "Order": 0}]
    meeting = answer(
        item("1", "Åben", container(section("Beslutning", "Godkendt."))),
        item("2", "Salg", content, "25/1", Bilag=bilag, **keys),
    )
    reading = read(decode("a.json", data(meeting)), NEUTRAL)
    one = reading.minutes.items[1]
    assert one.closed == closed
    assert [each.text for each in one.case_numbers] == ["25/1"]
    if closed:
        assert one.title.text == "Salg"
        assert (one.decision, one.sections, one.attachments) == (None, (), ())
        assert "HEMMELIGT" not in str(reading) + reading.kept.decode()
        if keys.get("Felter") is None:
            assert "closed-item-decision-published" in codes(meeting)


COUNCIL = replace(NEUTRAL, closed_decisions=("Byråd",))


@pytest.mark.parametrize(
    ("html", "decision"),
    [
        (
            "<div>Orienteringen blev taget til efterretning.</div>",
            "Orienteringen blev taget til efterretning.",
        ),
        (container(section("Beslutning", "Godkendt.") + section("Fremstilling", "Hemmelig.")), "Godkendt."),
        (container(section("Beslutning", "<p>Godkendt.</p><p>Hemmelig.</p>")), "Godkendt."),
        (container(section("Beslutning", "<p>Godkendt, at Hemmelige Hansen fratræder.</p>")), None),
        (container(section("Indstilling", "At det hemmelige sælges.")), None),
        (container(section("Beslutning i Økonomiudvalget den 12-06-2023", "Hemmelig.")), None),
        ("<div>Hemmelig drøftelse af et menneske, som ingen skal kende.</div>", None),
        ("<div>Beslutning ikke frigivet</div>", None),
    ],
)
def test_only_the_decision_of_a_closed_item_is_read_where_the_municipality_publishes_it(
    html: str, decision: str | None
) -> None:
    closed = {
        **item("1", "Lukket: Salg", html),
        "Bilag": [{"Id": "1", "Navn": "Hemmeligt bilag", "Order": 0}],
    }
    document = decode("moede.json", data(answer(closed, body="Byråd 2022-2025")))
    read_so = read(document, COUNCIL)
    [opened] = read_so.minutes.items
    assert opened.closed
    assert (opened.decision.text.text if opened.decision else None) == decision
    assert (opened.sections, opened.recommendations, opened.attachments) == ((), (), ())
    assert "emmelig" not in json.dumps(as_dict(read_so.minutes)) + read_so.served
    again = read(restore("firstagenda", "moede.json", read_so.served, read_so.kept), COUNCIL)
    assert again.minutes.items[0].decision == opened.decision
    default = read(document, replace(NEUTRAL, closed_decisions=("Direktionen",)))
    assert default.minutes.items[0].decision is None
    assert not decision or decision not in default.served + default.kept.decode()


def test_where_no_item_is_said_to_be_open_the_word_says_nothing() -> None:
    meeting = answer(
        item("1", "Vej", container(section("Beslutning", "Godkendt.")), IsOpen=False),
        item("2", "Lukket: Køb", "<div>Ja.</div>", IsOpen=False, link=False),
    )
    assert [one.closed for one in told(meeting).items] == [False, True]
    assert "isopen-unreliable" in codes(meeting)


def test_of_a_closed_meeting_all_is_closed() -> None:
    meeting = answer(
        item("1", "Udlejning", container(section("Beslutning", "HEMMELIGT"))), Navn="Lukket referat"
    )
    assert first(meeting).closed
    assert "HEMMELIGT" not in str(told(meeting))


def test_a_decision_that_is_not_released_is_none() -> None:
    meeting = answer(
        item("1", "Sag", container(section("Beslutning", "<div>Beslutning ikke frigivet</div>")))
    )
    assert first(meeting).decision is None
    assert "placeholder-section" in codes(meeting)


def test_an_item_whose_text_is_a_pdf_only() -> None:
    meeting = answer(item("1", "Gammel sag", "<div>&nbsp;</div>"), item("2", "Underskriftsark", ""))
    (finding,) = (one for one in told(meeting).findings if one.code == "text-only-as-pdf")
    assert "(1)" in finding.message


def test_absence_for_an_item_is_told_once_and_the_decision_says_more() -> None:
    gone = [{"Name": "Bo Ravn", "Email": None, "AttendanceType": 2, "Reason": "Fraværende"}]
    html = container(section("Beslutning", "<p>Bo Ravn (A) var inhabil og deltog ikke.</p><p>Godkendt.</p>"))
    one = first(answer(item("1", "Sag", html, ExternalAgendaItemAttendees=gone)))
    assert [(each.name.text, each.status) for each in one.attendance] == [("Bo Ravn", "disqualified")]
    silent = container(section("Beslutning", "<p>Godkendt.</p>"))
    one = first(answer(item("1", "Sag", silent, ExternalAgendaItemAttendees=gone)))
    assert [(each.name.text, each.status) for each in one.attendance] == [("Bo Ravn", "absent")]


# The habits of municipalities.


def test_sub_headings_of_any_level_and_set_off_lines_open_sections() -> None:
    html = container(
        section("Beslutning", "Godkendt<br>med bemærkning."),
        section(
            "Fremstilling",
            "<strong>Sagsprocedure</strong><br>Økonomiudvalget og Byrådet<br><br><b>Indstilling</b><br>Center for Vej"
            " &amp; Havn indstiller, at der bygges.<h2>Sagsbeskrivelse</h2>Tekst <strong>fed</strong> midt i.<h4>9,9"
            " mio. kr.</h4><p>Så meget.</p><p><span>Økonomi</span></p><div>Ingen.</div>",
            "ukendt",
        ),
    )
    one = first(answer(item("1", "Vej", html)))
    assert one.decision is not None
    assert one.decision.text.text == "Godkendt\nmed bemærkning."
    assert [step.body for step in one.treatment_path] == ["Økonomiudvalget", "Byrådet"]
    assert [each.name for each in one.recommenders] == ["Center for Vej & Havn"]
    assert [each.text for each in one.recommendations] == ["der bygges."]
    assert [(each.kind, each.text.text) for each in one.sections[2:]] == [
        ("sagsfremstilling", "Tekst fed midt i.\n\n9,9 mio. kr.\n\nSå meget."),
        ("oekonomiske-konsekvenser", "Ingen."),
    ]


def test_a_heading_that_says_who_recommends_and_a_plan_with_days() -> None:
    html = container(
        section("Præsentation", "<p>Kort.</p>", "resume"),
        section(
            "Forvaltningen indstiller", "<ul><li>at molen bygges</li><li>at der afsættes 3 mio. kr.</li></ul>"
        ),
        section(
            "Sagsbeskrivelse",
            "<p>Molen er utæt.</p><p>Behandlingsplan:</p><ul><li>Teknisk Udvalg den 5. maj 2025</li><li>Byrådet den"
            " 19. maj 2025</li></ul><p>Så kan arbejdet begynde.</p>",
        ),
        section("Klima & bæredygtighed", "<p>Sten.</p>"),
    )
    one = first(answer(item("1", "Mole", html)))
    assert [each.name for each in one.recommenders] == ["Forvaltningen"]
    assert [each.text for each in one.recommendations] == ["molen bygges", "der afsættes 3 mio. kr."]
    assert [(step.body, step.date) for step in one.treatment_path] == [
        ("Teknisk Udvalg", "2025-05-05"),
        ("Byrådet", "2025-05-19"),
    ]
    assert [each.kind for each in one.sections] == [
        "resume", "indstillinger", "sagsfremstilling", "behandling", "sagsfremstilling", "miljoe-og-baeredygtighed",
    ]  # fmt: skip


def test_labels_of_earlier_meetings_and_an_empty_heading() -> None:
    html = container(
        section("Beslutninger", "<div>Punkt 1 og 2 blev godkendt.</div>", "resume"),
        section("", "<div>Et blad til.</div>", "resume"),
        section("Beslutningspunkter", "<div>Afdelingen for Vej indstiller:</div><div>At 1) broen rives ned</div>"
                "<div>At 2) der bygges en ny</div>", "resume"),
        section("Sagsforløb", "<div>Udvalg: Magistraten</div><div>Dato: 03-03-2025</div><div> Punktnummer: 7</div>"
                "<div>Fremsendes.</div><div>Udvalg: Teknisk Udvalg</div><div>Dato: 20-03-2025</div><div>Ja.</div>"),
    )  # fmt: skip
    one = first(answer(item("1", "Bro", html)))
    assert one.decision is not None
    assert one.decision.text.text == "Punkt 1 og 2 blev godkendt."
    assert [each.text for each in one.recommendations] == ["broen rives ned", "der bygges en ny"]
    assert [(each.body, each.date, each.number, each.text.text) for each in one.earlier_decisions] == [
        ("Magistraten", "2025-03-03", "7", "Fremsendes."),
        ("Teknisk Udvalg", "2025-03-20", None, "Ja."),
    ]


def test_decisions_of_several_bodies_each_under_its_heading() -> None:
    html = container(
        section("Beslutning i Økonomiudvalget 2022-2025 den 19-06-2023", "<div>Anbefales.</div>"),
        section(
            "Beslutning i Byrådet den 26-06-2023",
            "<div>Godkendt.</div><h4>Indstilling</h4><div>som ført</div>",
        ),
    )
    one = first(answer(item("1", "Sag", html), body="Byråd 2022-2025"))
    assert one.decision is not None
    assert one.decision.text.text == "Godkendt.\n\nIndstilling\n\nsom ført"
    assert [(each.body, each.date) for each in one.earlier_decisions] == [("Økonomiudvalget", "2023-06-19")]
    agenda = first(answer(item("1", "Sag", html), body="Sundhedsudvalget"))
    assert agenda.decision is None
    assert len(agenda.earlier_decisions) == 2


@pytest.mark.parametrize(
    "heading",
    ["Vedtagelse", "Konklusion", "Endelig beslutning", "Mødets beslutning", "Byrådet, 26. juni 2023"],
)
def test_other_headings_of_decisions(heading: str) -> None:
    html = container(
        section("Indstilling", "Forvaltningen indstiller, at der bygges."), section(heading, "Ja.")
    )
    decision = first(answer(item("1", "Vej", html))).decision
    assert decision is not None
    assert decision.text.text == "Ja."


CLOSED_WORDS = container(section("Beslutning", "<p>Zebrafinke.</p>"))


@pytest.mark.parametrize(
    ("items", "meeting"),
    [
        ([("Køb (lukket)", CLOSED_WORDS)], {}),
        ([("Lukkede punkter", ""), ("Køb", CLOSED_WORDS)], {}),
        ([("Køb", container(section("Lukket punkt", "<p>Zebrafinke.</p>")))], {}),
        ([("Køb", container(section("Beslutning", "<p>Punktet er lukket efter styrelseslovens § 10.</p>Zebrafinke")))], {}),
        ([("Vej", container(section("Beslutning", "Godkendt, idet punkt 2 flyttes til lukket dagsorden."))), ("Køb", CLOSED_WORDS)], {}),
        ([("2.a Lukket: Køb", CLOSED_WORDS)], {}),
        ([("Køb", container(section("Sagsfremstilling", "Om.<h4>2.a Lukket: Salg</h4>Zebrafinke")))], {}),
        ([("Køb", container(section("Sagsfremstilling", "<p>Sagstype: Lukket sag</p>Zebrafinke")))], {}),
        ([("Køb", CLOSED_WORDS)], {"body": "Byrådet - lukket"}),
        ([("Køb", CLOSED_WORDS)], {"Navn": "Referat - lukket del"}),
    ],
)  # fmt: skip
def test_what_says_in_other_ways_that_it_is_closed(
    items: list[tuple[str, str]], meeting: dict[str, Any]
) -> None:
    made = [item(str(number), title, html) for number, (title, html) in enumerate(items, start=1)]
    minutes = told(answer(*made, **meeting))
    assert [(one.title.text, one.closed) for one in minutes.items][-1] == ("Køb", True)
    assert "Zebrafinke" not in minutes.text


def test_attachments_whose_titles_say_that_they_are_closed_are_not_listed() -> None:
    titles = ["Lukket bilag: tilbud", "Notat (fortroligt)", "Pris - lukket", "Lukning af skole", "Kort"]
    one = first(answer(item("1", "Vej", "", Bilag=[{"Navn": title, "Order": 0} for title in titles])))
    assert [each.title.text for each in one.attachments] == ["Lukning af skole", "Kort"]


def test_who_was_away_under_a_heading_of_its_own() -> None:
    html = container(
        section("Beslutning", "Godkendt."),
        section("Fraværende", "Ole Holt (C)"),
        section("Afbud", "Pia Rask"),
    )
    one = first(answer(item("1", "Vej", html)))
    assert [(each.name.text, each.status) for each in one.attendance] == [
        ("Ole Holt", "absent"), ("Pia Rask", "excused"),
    ]  # fmt: skip


def test_several_bodies_and_days_on_one_line_of_the_path() -> None:
    html = container(
        section("Behandling", "<p>Økonomiudvalget den 3. juni 2024 og Byrådet den 10. juni 2024</p>")
    )
    one = first(answer(item("1", "Vej", html)))
    assert [(step.body, step.date) for step in one.treatment_path] == [
        ("Økonomiudvalget", "2024-06-03"), ("Byrådet", "2024-06-10"),
    ]  # fmt: skip


def test_the_meetings_own_decision_is_no_earlier_one() -> None:
    html = container(
        section("Beslutning", "Godkendt."),
        section("Sagens forløb", "<u>19/06/2023 Økonomiudvalget</u><br>Anbefales.<br><u>26-06-2023 Byråd 2022-2025</u>"
                "<br> <div>Godkendt.</div><br>", "sagsforloeb"),
    )  # fmt: skip
    meeting = answer(item("1", "Sag", html), body="Byråd 2022-2025")
    assert [(each.body, each.text.text) for each in first(meeting).earlier_decisions] == [
        ("Økonomiudvalget", "Anbefales.")
    ]
    assert "own-decision-in-history" in codes(meeting)


def test_lists_within_a_point_belong_to_it_and_letters_are_marks() -> None:
    html = container(
        section("Indstilling", "<p>Direktionen indstiller, at</p><ol type='a'><li>taksten hæves<ul><li>dog ikke"
                " for børn</li></ul></li><li>den gælder fra maj</li></ol>"),
    )  # fmt: skip
    one = first(answer(item("1", "Takst", html)))
    assert [each.text for each in one.recommendations] == [
        "taksten hæves - dog ikke for børn", "den gælder fra maj",
    ]  # fmt: skip


# Answers that are not what they should be.


@pytest.mark.parametrize(
    "broken",
    [
        data(made.sample())[:900],
        b'{"Dagsordenpunkter":' + b"[" * 100_000,
        b'{"Dagsordenpunkter":' + b'{"a":' * 100_000,
        b'{"Dagsordenpunkter": [], "x": ' + b"1" * 5000 + b"}",
        b'{"Dagsordenpunkter": []}',
        b'{"Dagsordenpunkter": [' + b'{"Number": "1"},' * MOST_ITEMS + b'{}], "Moede": {"Navn": "x"}}',
        data(answer(item("1", "Sag", "<b>" * 500))),
    ],
)
def test_what_cannot_be_read_is_one_finding(broken: bytes) -> None:
    document = decode("moede.json", broken)
    assert document.reader == "firstagenda"
    assert document.text == ""
    assert [finding.severity for finding in document.findings] == ["violation"]


def test_a_text_of_too_many_tags_is_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_TOKENS", 100)
    assert decode("moede.json", data(answer(item("1", "Sag", "<p>x" * 40)))).text
    document = decode("moede.json", data(answer(item("1", "Sag", "<p>x" * 60))))
    assert document.text == ""
    assert [(finding.severity, finding.code) for finding in document.findings] == [("violation", "too-much")]


def test_a_catalogue_is_no_meeting() -> None:
    catalogue = b'{"Udvalg": {"Udvalg 2022": [{"Id": "1", "Moeder": []}]}}'
    assert not FirstAgendaReader().recognises("udvalgsliste.json", catalogue)
    assert [finding.code for finding in decode("udvalgsliste.json", catalogue).findings] == ["not-minutes"]


def test_scripts_and_control_characters_are_no_text() -> None:
    html = container(section("Beslutning", "a\x00b<script>alert('x')</script><p onclick='y'>c\x0cd"))
    decision = first(answer(item("1", "Sag", html))).decision
    assert decision is not None
    assert "alert" not in decision.text.text
    assert not set(decision.text.text) & {"\x00", "\x0c", "<"}


def places(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of an answer stand."""
    yield path
    pairs = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in pairs:
        yield from places(value, (*path, key))


PLACES = [path for path in places(made.sample()) if path]
JUNK: list[Any] = [
    None, True, False, 0, -1, 10**30, 1.5, "", "x", "Lukket: x", "<div><h3>Beslutning</h3>", "\x00", "&#0;", [], [[]],
    {}, {"Id": 1}, [None, {}], "2023-99-99T99:99", "9999-12-31T23:59:59Z", "<" * 50, "<ol>" * 20, "\ud800",
    "<table><tr><td rowspan=99999 colspan=99999>x", "x" * 6000,
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(JUNK)), min_size=1, max_size=4))
def test_values_of_any_type_give_an_answer(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    meeting: Any = made.sample()
    for path, value in changes:
        around = meeting
        try:
            for key in path[:-1]:
                around = around[key]
            around[path[-1]] = copy.deepcopy(value)
        except (TypeError, IndexError, KeyError):
            continue
    document = decode("moede.json", data_of(meeting))
    reading = read(document, AADALSOE)
    as_dict(reading.minutes)
    for one in reading.minutes.items:
        quotes = [
            one.title,
            *one.case_numbers,
            *one.recommendations,
            *(each.title for each in one.attachments),
        ]
        for quote in quotes:
            place = reading.served[quote.span.start : quote.span.end]
            assert "".join(place.split()) == "".join(quote.text.split())
        assert not one.closed or (one.decision, one.sections, one.attachments) == (None, (), ())
    if reading.served:
        again = read(restore("firstagenda", "moede.json", reading.served, reading.kept), AADALSOE)
        assert again == reading


def data_of(meeting: Any) -> bytes:
    """The bytes of whatever was made of an answer, half characters written as escapes."""
    return json.dumps(meeting).encode()


def test_a_decision_that_a_line_opens_ends_at_the_next_line_that_is_a_heading() -> None:
    html = container(
        "<p><strong>Beslutning</strong></p><p>Godkendt.</p><p><strong>Sagsfremstilling</strong></p><p>Om A</p>"
    )
    one = first(answer(item("1", "Sag", html)))
    assert one.decision is not None
    assert one.decision.text.text == "Godkendt."
    assert [(each.kind, each.text.text) for each in one.sections] == [("sagsfremstilling", "Om A")]


@pytest.mark.parametrize(
    ("words", "counts", "result"),
    [
        ("Ved afstemning stemte 17 for og 8 imod. Godkendt.", (17, 8), "vedtaget"),
        (
            "Indstillingen kunne ikke tiltrædes, idet 4 stemte for (A, F) og 5 stemte imod (V, C).",
            (4, 5),
            "forkastet",
        ),
    ],
)
def test_the_second_side_of_a_vote_is_read_too(words: str, counts: tuple[int, int], result: str) -> None:
    [vote] = first(answer(item("1", "Sag", container(section("Beslutning", words))))).votes
    assert (vote.in_favour.count, vote.against.count, vote.result) == (*counts, result)
