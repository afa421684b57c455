"""Hazard 1 of DESIGN.md section 4: a page is lost, and what is left of it stands after the item before."""

import pytest
from support import codes, newer, older, older_item, read

from graph.minutes.model import AgendaItem, Minutes

DECIDED = "Direktionens møde den 25. september 2017:\n\n"
BODY = "Sagsfremstilling\n\nResume og sagens baggrund\n\nEt bad.\n\nBehandling\n\nDirektionen.\n\n"


def attachments(one: AgendaItem) -> list[tuple[str, str | None]]:
    return [(a.title.text, a.document_number.text if a.document_number else None) for a in one.attachments]


def decision(one: AgendaItem) -> str | None:
    return one.decision.text.text if one.decision else None


def unread(minutes: Minutes) -> list[str]:
    return [one.quote.text for one in minutes.unread]


LISTED = "Havnebad.....\t3\nBroen.....\t5\nEventuelt.....\t{page}"
BATH = f"Havnebad\n\n23-007348\n\nBeslutning\n\nGodkendt.\n\n{BODY}"


def with_lost_bridge(first: str, rest: str, page: int = 7) -> Minutes:
    text = newer(f"{first}{rest}", contents=LISTED.format(page=page))
    return read(f"{text}\n\nPunkt 3: Eventuelt\n\nBeslutning\n\nIntet.")


def test_an_item_of_one_page_leaves_no_text() -> None:
    bath, bridge, _ = with_lost_bridge(
        BATH, "Økonomiske konsekvenser\n\nIngen.\n\nBilag\n\nKort\n\nNotat", page=6
    ).items
    assert attachments(bath) == [("Kort", None), ("Notat", None)]
    assert (bridge.title.text, bridge.heading_lost, attachments(bridge)) == ("Broen", True, [])


def test_what_may_be_either_items_is_neithers() -> None:
    minutes = with_lost_bridge(BATH, "Økonomiske konsekvenser\n\nIngen.\n\nBilag\n\nKort")
    assert [(decision(one), attachments(one)) for one in minutes.items] == [
        ("Godkendt.", []),
        (None, []),
        ("Intet.", []),
    ]
    assert unread(minutes) == ["Økonomiske konsekvenser\n\nIngen.\n\nBilag\n\nKort"]
    assert codes(minutes) == ["heading-lost", "text-in-doubt", "unread"]


def test_words_that_go_on_in_small_letters_tell_where_the_rest_begins() -> None:
    minutes = with_lost_bridge(BATH, "Bilag\n\nKort\n\nNotat\n\nog males i foråret.\n\nBilag\n\nTilbud")
    assert [attachments(one) for one in minutes.items] == [
        [("Kort", None), ("Notat", None)],
        [("Tilbud", None)],
        [],
    ]
    assert "text-in-doubt" not in codes(minutes)


def test_numbers_of_a_lost_item_are_not_those_of_the_item_before() -> None:
    rest = (
        "2. Broen\n\nÅbent\n\nSagsnr.: 998-2017-5 J.nr.: 05.01.00 Dokumentnr.: 998-2017-6\n\n"
        + DECIDED
        + "Udsat."
    )
    first = older_item(1, "Havnebad", f"{DECIDED}Godkendt.\n\n{rest}")
    minutes = read(older(first, contents="Havnebad.....\t3\nBroen.....\t5"))
    bath, bridge = minutes.items
    assert ([n.text for n in bath.case_numbers], decision(bath)) == (["998-2016-21902"], "Godkendt.")
    assert decision(bridge) == "Udsat."


def test_attachments_listed_again_are_the_items_own_and_numbered_ones_are_the_lost_items() -> None:
    own = f"Bilag\n\nKort\t998-2017-277047\n\n{DECIDED}Godkendt.\n\nBilag\n\nKort"
    rest = f"Notat\t998-2017-277048\n\n{DECIDED}Udsat.\n\nBilag\n\nNotat"
    minutes = read(
        older(older_item(1, "Havnebad", f"{own}\n\n{rest}"), contents="Havnebad.....\t3\nBroen.....\t5")
    )
    bath, bridge = minutes.items
    assert (decision(bath), attachments(bath)) == ("Godkendt.", [("Kort", "998-2017-277047")])
    assert (decision(bridge), attachments(bridge)) == ("Udsat.", [("Notat", "998-2017-277048")])


def test_text_before_the_first_heading_is_the_lost_items() -> None:
    text = older(contents="Havnebad.....\t3\nBroen.....\t5") + f"\n\n{DECIDED}Udsat.\n\nPunkt 2: Broen"
    assert [decision(one) for one in read(text).items] == ["Udsat.", None]


def test_a_number_that_nothing_names_is_told() -> None:
    minutes = read("Punkt 1: A\n\nBeslutning\n\nGodkendt.\n\nPunkt 3: B\n\nBeslutning\n\nUdsat.")
    assert [one.number for one in minutes.items] == ["1", "3"]
    assert "numbers-missing" in codes(minutes)


RUNNING_ON = (
    "Punkt 89: Havnebad\n\nBeslutning\n\nGodkendt.\n\nPunkt 90: Broen\n\nBeslutning\n\nUdsat.\n\n"
    "Punkt 91: Eventuelt\n\nBeslutning\n\nIntet."
)


@pytest.mark.parametrize(
    "contents",
    [
        "Havnebad.....\t3\nBroen.....\t5\nEventuelt.....\t7",
        "89. Havnebad.....\t3\n90. Broen.....\t5\n91. Eventuelt.....\t7",
        "Havnebadet ved molen.....\t3\nBroen.....\t5\nEventuelt.....\t7",
        "89 - Det nye bad.....\t3\n90 - Bro over åen.....\t5\n91 - Andet.....\t7",
        "Det nye bad.....\t3\nBro over åen.....\t5\nAndet.....\t7",
    ],
)
def test_numbers_that_run_on_make_no_items_of_the_contents(contents: str) -> None:
    minutes = read(newer(contents=contents) + RUNNING_ON)
    assert [(one.number, one.heading_lost, decision(one)) for one in minutes.items] == [
        ("89", False, "Godkendt."),
        ("90", False, "Udsat."),
        ("91", False, "Intet."),
    ]


def test_a_lost_item_whose_number_runs_on_keeps_its_own() -> None:
    text = RUNNING_ON.replace("Punkt 89: Havnebad\n\nBeslutning\n\nGodkendt.\n\n", "")
    minutes = read(newer(contents="Havnebad.....\t3\nBroen.....\t4\nEventuelt.....\t7") + text)
    assert [(one.number, one.title.text, decision(one)) for one in minutes.items] == [
        ("89", "Havnebad", None),
        ("90", "Broen", "Udsat."),
        ("91", "Eventuelt", "Intet."),
    ]


def test_between_headings_that_are_not_those_of_the_contents_words_are_nobodys() -> None:
    contents = "Havnebad.....\t3\nBroen.....\t5\nSkoler.....\t8\nEventuelt.....\t9"
    text = f"\n\nPunkt 1: Vuggestuer\n\nBeslutning\n\nGodkendt.\n\n{BODY}Beslutning\n\nUdsat.\n\n{BODY}"
    minutes = read(newer(contents=contents) + f"{text}Punkt 3: Bakker\n\nBeslutning\n\nIntet.")
    assert [(one.number, decision(one)) for one in minutes.items if one.heading_lost] == [
        ("2", None),
        ("4", None),
    ]
    assert any("Udsat." in words for words in unread(minutes))


def test_contents_without_one_heading_make_no_items() -> None:
    contents = "Havnebad.....\t3\nBroen.....\t5"
    minutes = read(
        newer(contents=contents)
        + "et Havnebad\n\nBeslutning\n\nGodkendt.\n\nto Broen\n\nBeslutning\n\nUdsat."
    )
    assert (minutes.items, minutes.share_read) == ((), 0)
    assert "no-items" in codes(minutes)


def test_points_of_a_decision_are_no_items() -> None:
    text = "Referat\n\n12 Havnebad\nBeslutning\nPunkt 1: Godkendt.\nPunkt 2: Udsat til næste møde."
    assert read(text).items == ()


LISTED_AGAIN = f"{DECIDED}Godkendt.\n\nBilag\n\nKort over havnen\n\nNotat"


@pytest.mark.parametrize(
    "numbered",
    [
        "Resume og sagens baggrund\n\nEt bad.\n\nKort over havnen\t998-2017-277047\n\nNotat 998-2017-277048",
        "Kort over havnen\t998-2017-277047\nNotat\t998-2017-277048",
        "Behandling\n\nDirektionen.\n\nKort over\nhavnen 998-2017-277047\n\nNotat\t998-2017-277048",
    ],
)
def test_numbers_apart_from_their_titles_are_theirs(numbered: str) -> None:
    minutes = read(older(older_item(1, "Havnebad", f"{numbered}\n\n{LISTED_AGAIN}")))
    assert attachments(minutes.items[0]) == [
        ("Kort over havnen", "998-2017-277047"),
        ("Notat", "998-2017-277048"),
    ]
    assert unread(minutes) == []


def test_a_title_with_two_numbers_has_neither() -> None:
    numbered = "Kort over havnen\t998-2017-277047\n\nKort over havnen\t998-2017-277050"
    minutes = read(older(older_item(1, "Havnebad", f"{numbered}\n\n{LISTED_AGAIN}")))
    assert attachments(minutes.items[0]) == [("Kort over havnen", None), ("Notat", None)]


def test_numbers_of_a_lost_items_attachments_are_its_own() -> None:
    text = older(contents="Havnebad.....\t3\nBroen.....\t5")
    text += f"\n\nKort over havnen\t998-2017-277047\n\n{LISTED_AGAIN}\n\nPunkt 2: Broen"
    bath, bridge = read(text).items
    assert attachments(bath) == [("Kort over havnen", "998-2017-277047"), ("Notat", None)]
    assert attachments(bridge) == []
