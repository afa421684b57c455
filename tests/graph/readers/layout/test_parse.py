"""Whole minutes: items, lost pages, closed items, and any damage at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import check_spans, codes, item, newer, older, older_item, read

from graph.minutes.document import Document
from graph.minutes.model import AgendaItem
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse

DECIDED = "Direktionens møde den 25. september 2017:\n\n"


def decision(found: AgendaItem) -> str | None:
    return found.decision.text.text if found.decision else None


def titles(found: AgendaItem) -> list[str]:
    return [attachment.title.text for attachment in found.attachments]


def test_an_item_of_the_newer_layout() -> None:
    found = item(
        "Havnebad\n\n23-007348\n\nBeslutning\n\nGodkendt.\n\nDirektionen ønsker et kort.\n\nSagsfremstilling\n\n"
        "Resume og sagens baggrund\n\nDer mangler et bad.\n\nIndstillinger\n\nDirektøren indstiller, at det bygges.\n\n"
        "Behandling\n\nDirektionen.\n\nSagsfremstilling\n\nBadet ligger godt.\n\nØkonomiske konsekvenser\n\nIngen.\n\n"
        "Bilag\n\nKort"
    )
    assert decision(found) == "Godkendt.\n\nDirektionen ønsker et kort."
    assert [(s.kind, s.text.text) for s in found.sections] == [
        ("resume", "Der mangler et bad."),
        ("indstillinger", "Direktøren indstiller, at det bygges."),
        ("behandling", "Direktionen."),
        ("sagsfremstilling", "Badet ligger godt."),
        ("oekonomiske-konsekvenser", "Ingen."),
    ]
    assert titles(found) == ["Kort"]


def test_an_item_of_the_older_layout_keeps_the_decisions_of_earlier_steps_apart() -> None:
    body = "Bilag\n\nKort\n\nHusrådets møde den 1. september 2017:\n\nAnbefales.\n\n" + DECIDED + "Godkendt."
    found = read(older(older_item(1, "Havnebad", body))).items[0]
    assert decision(found) == "Godkendt."
    assert [(e.body, e.date, e.text.text) for e in found.earlier_decisions] == [
        ("Husrådet", "2017-09-01", "Anbefales.")
    ]


def test_a_decision_of_an_unknown_body_on_the_day_is_this_meetings() -> None:
    body = "Klimanævnets møde den 25. september 2017:\n\nGodkendt."
    assert decision(read(older(older_item(1, "Havnebad", body))).items[0]) == "Godkendt."


def test_an_older_item_is_closed_by_the_word_in_its_place() -> None:
    found = read(older(older_item(1, "Salg af grund", "Hemmeligt.").replace("Åbent", "Lukket")))
    assert found.items[0].closed
    assert [number.text for number in found.items[0].case_numbers] == ["998-2016-21902"]
    assert "Hemmeligt" not in found.text
    assert codes(found) == ["closed-item-text"]


def test_a_closed_item_without_words_is_in_order() -> None:
    found = read(newer("Lukket: Salg af grund\n\n23-007348", "Lukket: Sager undervejs", "Eventuelt"))
    assert [(i.closed, len(i.case_numbers)) for i in found.items] == [(True, 1), (True, 0), (False, 0)]
    assert codes(found) == []


SECRET = "Beslutning\n\nSalget til Kaj Hemmelig er godkendt.\n\nBilag\n\nHemmelig aftale"


@pytest.mark.parametrize(
    "text",
    [
        newer(f"Lukket: Salg\n\n23-007348\n\n{SECRET}", "Eventuelt"),
        newer(f"Salg\n\n23-007348\n\n{SECRET}", "Eventuelt", contents="Lukket: Salg.....\t3\nEventuelt.....\t4"),
        newer(f"Salg (lukket punkt)\n\n{SECRET}", "Eventuelt"),
        older(older_item(1, "Salg", SECRET).replace("Åbent", "Lukket")),
        older(older_item(1, "Åben", DECIDED + "Godkendt.\n\n" + DECIDED + "Hemmelig handel."), contents="Åben.....\t3\nLukket: Salg.....\t4"),
        older(contents="Lukket: Salg.....\t3\nÅben.....\t4") + f"\n\n{SECRET}\n\nPunkt 2: Åben",
    ],
)  # fmt: skip
def test_what_a_closed_item_says_is_nowhere(text: str) -> None:
    minutes = read(text)
    assert "hemmelig" in text.casefold()
    assert "hemmelig" not in repr(minutes).casefold()
    assert len(minutes.text) == len(text)
    assert "closed-item-text" in codes(minutes)


def test_a_lost_item_gets_the_orphaned_decision_and_attachments() -> None:
    first = older_item(
        1, "Havnebad", f"Bilag\n\nKort\t998-2017-277047\n\n{DECIDED}Godkendt.\n\nBilag\n\nKort"
    )
    text = older(
        f"{first}\n\n{DECIDED}Udsat.\n\nBilag\n\nNotat om broen",
        contents="Havnebad.....\t3\nBroen.....\t5\nEventuelt.....\t7",
    )
    minutes = read(f"{text}\n\nPunkt 3: Eventuelt")
    bath, bridge, other = minutes.items
    assert (decision(bath), titles(bath)) == ("Godkendt.", ["Kort"])
    assert (bridge.title.text, bridge.heading_lost, decision(bridge), titles(bridge)) == (
        "Broen",
        True,
        "Udsat.",
        ["Notat om broen"],
    )
    assert decision(other) is None
    assert codes(minutes) == ["heading-lost"]


def test_a_lost_item_of_which_nothing_is_left_is_empty() -> None:
    first = older_item(1, "Havnebad", f"{DECIDED}Godkendt.")
    bath, bridge, _ = read(
        older(first, contents="Havnebad.....\t3\nBroen.....\t5\nEventuelt.....\t7") + "\n\nPunkt 3: Eventuelt"
    ).items
    assert (decision(bath), decision(bridge), titles(bridge)) == ("Godkendt.", None, [])


def test_the_rest_of_a_lost_item_of_the_newer_layout_is_kept_unread() -> None:
    first = "Havnebad\n\n23-007348\n\nBeslutning\n\nGodkendt.\n\nØkonomiske konsekvenser\n\nIngen.\n\nBilag\n\nKort"
    rest = "\n\nhvor broen skal males i foråret.\n\nØkonomiske konsekvenser\n\nTo mio. kr.\n\nBilag\n\nTilbud"
    minutes = read(newer(first + rest, contents="Havnebad.....\t3\nBroen.....\t5"))
    bath, bridge = minutes.items
    assert (decision(bath), titles(bath)) == ("Godkendt.", ["Kort"])
    assert (decision(bridge), titles(bridge)) == (None, ["Tilbud"])
    assert [one.quote.text for one in minutes.unread] == [
        "hvor broen skal males i foråret.\n\nØkonomiske konsekvenser\n\nTo mio. kr."
    ]


def test_two_decisions_of_one_meeting_without_a_lost_item_are_told() -> None:
    minutes = read(older(older_item(1, "Havnebad", f"{DECIDED}Godkendt.\n\n{DECIDED}Udsat.")))
    assert decision(minutes.items[0]) == "Godkendt."
    assert "second-decision" in codes(minutes)
    assert [one.quote.text.split("\n")[-1] for one in minutes.unread] == ["Udsat."]


def test_a_title_spelled_otherwise_in_the_contents_is_told() -> None:
    minutes = read(newer("Sprogscole", contents="Sprogskole.....\t3"))
    assert minutes.items[0].title.text == "Sprogscole"
    assert codes(minutes) == ["title-differs"]


def test_a_title_cut_in_the_contents_is_no_difference() -> None:
    title = "Godkendelse af plan for fremtidig anvendelse af havnens fælles arealer samt prioritering af rækkefølgen"
    assert codes(read(newer(title, contents=f"{title[:80]}\t3"))) == []


def test_a_text_of_no_known_layout_says_so() -> None:
    minutes = read("Kære borger\n\nTak for sidst.")
    assert codes(minutes) == ["no-body", "no-date", "no-items", "unread"]
    assert minutes.share_read == 0
    assert [one.quote.text for one in minutes.unread] == ["Kære borger\n\nTak for sidst."]


def test_text_before_any_heading_of_an_item_is_kept_and_told() -> None:
    minutes = read(newer("Havnebad\n\n23-007348\n\nEn løs sætning.\n\nBeslutning\n\nGodkendt."))
    assert [(s.kind, s.text.text) for s in minutes.items[0].sections] == [("andet", "En løs sætning.")]
    assert [one.quote.text for one in minutes.unread] == ["En løs sætning."]


PIECES = st.sampled_from(
    ["\n\n", "\n", "Punkt 1: A", "Punkt 2: Lukket: B", "Punkt 7:", "Beslutning", "Bilag", "Indstillinger", "Behandling",
     "Sagstype", "Lukket", "Åbent", DECIDED, "23-007348", "998-2017-1", "Sagsnr.: ", "J.nr.: 00.30.00", "REFERAT ",
     "Direktionen d. 26-06-2023", "Mødedeltagere ", "Anna Lund, ", "Indholdsfortegnelse", "A.....\t3", "Godkendt.",
     "Direktøren indstiller, at ", "- 1) x", "(", "Jobcentret", "ØK", "den 3. maj 2022 ", "\t", "1. x"]
)  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40))
def test_any_text_gives_minutes_whose_values_stand_in_it(pieces: list[str]) -> None:
    minutes = read("".join(pieces).replace("\r", "\n"))
    check_spans(minutes)
    for one in minutes.items:
        if one.closed:
            assert (one.sections, one.decision, one.recommendations, one.attachments) == ((), None, (), ())


@pytest.mark.parametrize(
    ("words", "away"),
    [
        ("Bo Friis (V) deltog ikke under punkterne 2-3.", ["2"]),
        ("Bo Friis (V) deltog ikke i behandlingen af punkt 1.", ["1"]),
        ("Bo Friis (V) deltog ikke under punkt 2, men deltog under punkt 4.", []),
        ("Bo Friis (V) deltog ikke i behandlingen af punkt 4 i budgetaftalen.", []),
        ("Bo Friis (V) deltog ikke i behandlingen af indstillingens punkt 2.", ["1"]),
        ("Bo Friis (V) deltager ikke under punkt 2 på næste møde.", []),
        ("Bo Friis (V) deltog ikke i behandlingen af sagen.", ["1"]),
    ],
)
def test_a_decision_tells_who_was_away_from_the_open_items_it_names(words: str, away: list[str]) -> None:
    titles = ["Dagsorden", "Vej", "Lukket: Køb", "Bro"]
    items = "".join(f"{at}. {title}\n\nBeslutning\nGodkendt.\n\n" for at, title in enumerate(titles, 1))
    head = "Referat af møde i Byrådet den 26. juni 2023\n\n"
    minutes = parse(Document("a.txt", head + items.replace("Godkendt.", f"Godkendt. {words}", 1)), NEUTRAL)
    assert [one.number for one in minutes.items] == ["1", "2", "3", "4"]
    assert [one.number for one in minutes.items if one.attendance] == away


@pytest.mark.parametrize("heading", ["{n}. {title}.", "Punkt {n}: {title}", "Ad pkt. {n} - {title}"])
def test_minutes_without_headings_of_sections_tell_what_was_decided(heading: str) -> None:
    """Where an outcome is known in the words; others are a text of no kind, as all are in an agenda."""
    told = [
        ("Sidste møde", "Referatet blev godkendt."),
        ("Nyt", "Formanden fortalte om\nturen."),
        ("Sti", "Udsat."),
        ("Politik", "Planen blev udsat."),
        ("Pulje", "Formanden indstiller, at den deles.\nUdvalget tiltrådte indstillingen."),
        ("Lån", "Rådet godkendte, at der lånes 1,5 mio. kr. til en bus."),
        ("Bro", "Formanden indstiller, at broen godkendes."),
    ]
    words = (
        "Planen blev vedtaget i 1999 og skal nu ændres.",
        "Mødet blev udsat en time.",
        "Festen blev udsat.",
        "Budgetmødet blev udsat.",
        "Rådet udsatte festen.",
        "Økonomiudvalget anbefaler, at planen afvises.\nUdvalget godkendte planen.",
        "Byrådet vedtog planen i går.",
        "Byrådet vedtog planen.",
        "Sagen genoptages fra sidste møde, hvor den blev udsat.",
        "Bo Ravn foreslog at afvise planen. Det blev vedtaget.",
        "Godkendt.\n\nUdsat.",
    )
    told += [(f"Plan {n}", words) for n, words in enumerate(words)]
    told += [("Evt.", "Intet.")]
    items = "".join(f"{heading.format(n=n, title=t)}\n{w}\n\n" for n, (t, w) in enumerate(told, 1))
    listed = "Dagsorden\n" + "".join(f"{n}. {title}\n" for n, (title, _) in enumerate(told, 1))
    text = f"Seniorrådet\nReferat af møde den 3. marts 2020\n\n{listed}\n{items}"
    found = parse(Document("a.txt", text), NEUTRAL).items
    undecided = [None] * (1 + len(words))
    assert [decision(one) for one in found] == [
        "Referatet blev godkendt.", None, "Udsat.", "Planen blev udsat.", "Udvalget tiltrådte indstillingen.",
        "Rådet godkendte, at der lånes 1,5 mio. kr. til en bus.", *undecided, "Intet."
    ]  # fmt: skip
    assert [[one.text.text for one in item.sections] for item in found][1] == ["Formanden fortalte om turen."]
