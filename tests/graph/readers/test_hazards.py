"""The hazards of DESIGN.md section 4, each on a small written input.

Those that other files show:
1 lost page: test_lost_pages; test_parse (a_lost_item_gets_the_orphaned_decision ..., a_lost_item_of_which_nothing ..., the_rest_of_a_lost_item ...);
2 heading words inside values: test_layout (a_value_of_sagstype ..., lines_that_only_hold_heading_words);
3 false identifiers: test_fields (a_date_in_a_title ..., a_number_in_the_text ...), test_validate for CPR numbers;
4 contents: test_layout (entries_of_the_contents_in_any_form), test_parse (a_title_spelled_otherwise ..., a_title_cut ...);
5 broken lines: test_fields (numbers_in_any_order ...), test_recommend (a_point_goes_on ...);
7 recommenders: test_recommend; 8 decisions: test_fields (outcomes), test_parse (earlier steps);
9 units: test_recognise (bodies_and_units); 10 people: test_recognise (people), test_header (participants).
"""

import pytest
from support import check_spans, codes, item, newer, older, older_item, read

from graph.minutes.model import AgendaItem

DECIDED = "Direktionens møde den 25. september 2017:\n\n"
BODY = "Sagsfremstilling\n\nResume og sagens baggrund\n\nEt bad.\n\nBehandling\n\nDirektionen.\n\n"


def attachments(one: AgendaItem) -> list[tuple[str, str | None]]:
    return [(a.title.text, a.document_number.text if a.document_number else None) for a in one.attachments]


def decision(one: AgendaItem) -> str | None:
    return one.decision.text.text if one.decision else None


# 2. Heading words inside values.


def test_2_an_attachment_may_be_called_like_a_section() -> None:
    found = item(f"Havnebad\n\nBeslutning\n\nGodkendt.\n\n{BODY}Bilag\n\nHøringssvar\n\nØkonomi\n\nKort")
    assert attachments(found) == [("Høringssvar", None), ("Økonomi", None), ("Kort", None)]


def test_2_two_headings_of_attachments_in_a_row() -> None:
    assert attachments(item(f"Havnebad\n\n{BODY}Bilag\n\nKort\n\nBilag\n\nNotat")) == [
        ("Kort", None),
        ("Notat", None),
    ]
    assert attachments(item(f"Havnebad\n\n{BODY}Bilag\n\nBilag\n\nNotat")) == [("Notat", None)]


def test_2_titles_that_begin_with_a_heading() -> None:
    minutes = read(newer("Sagsfremstilling - Analyse", "Økonomiske konsekvenser som følge af forliget"))
    assert [one.title.text for one in minutes.items] == [
        "Sagsfremstilling - Analyse",
        "Økonomiske konsekvenser som følge af forliget",
    ]


def test_2_a_point_of_prose_is_no_item() -> None:
    text = newer(
        f"Havnebad\n\n{BODY}Punkt 2. Den øvrige del afventer.", contents="Havnebad.....\t3\nBroen.....\t4"
    )
    bath, bridge = read(text).items
    assert (bath.heading_lost, bridge.heading_lost) == (False, True)


# 3. False identifiers.


def test_3_a_document_number_is_no_case_number() -> None:
    found = read(
        older(older_item(1, "Besøg 16.05.17", f"Bilag\n\nKort\n\n998-2017-277047\n\n{DECIDED}-"))
    ).items[0]
    assert [n.text for n in found.case_numbers] == ["998-2016-21902"]
    assert attachments(found) == [("Kort", "998-2017-277047")]
    assert found.journal_number
    assert found.journal_number.text == "00.30.00"


def test_3_digits_in_the_title_of_an_attachment_are_its_title() -> None:
    found = item(f"Havnebad\n\n{BODY}Bilag\n\nSP3069823031608340 (1)\n\nSP3069823031608331")
    assert attachments(found) == [("SP3069823031608340 (1)", None), ("SP3069823031608331", None)]


def test_3_a_sentence_that_begins_with_a_label_holds_no_number_of_the_items() -> None:
    found = item(
        f"Havnebad\n\n23-007348\n\n{BODY}Sagsnr.: 22-000001 blev behandlet i foråret og er afsluttet."
    )
    assert [n.text for n in found.case_numbers] == ["23-007348"]


# 4. Contents and body differ.


def test_4_an_entry_that_the_contents_lack_moves_no_other() -> None:
    minutes = read(
        newer("Havnebad", "Lukket: Salg af grund", "Broen", contents="Havnebad.....\t3\nBroen.....\t5")
    )
    assert [(i.title.text, i.closed, bool(i.title_toc)) for i in minutes.items] == [
        ("Havnebad", False, True),
        ("Salg af grund", True, False),
        ("Broen", False, True),
    ]
    assert codes(minutes) == ["not-in-contents"]


@pytest.mark.parametrize(
    "contents",
    ["Havnebad\nBroen", "1. Havnebad.....\t3\n2. Broen.....\t4", "Havnebad.....\n3\nBroen.....\n4"],
)
def test_4_contents_without_pages_with_numbers_or_wrapped(contents: str) -> None:
    minutes = read(newer("Havnebad", "Broen", contents=contents))
    assert [one.title_toc and one.title_toc.text for one in minutes.items] == ["Havnebad", "Broen"]
    assert codes(minutes) == []


# 5. Lines wrap, pages break.


def test_5_a_number_broken_over_lines() -> None:
    found = read(older(older_item(1, "Havnebad", f"Bilag\n\nPlan\n\n998-2017-\n275394\n\n{DECIDED}-"))).items[
        0
    ]
    assert attachments(found) == [("Plan", "998-2017-275394")]


def test_5_a_title_over_a_page_break() -> None:
    found = item("Plan for havnens\n\nfælles arealer\n\n23-007348\n\nBeslutning\n\nGodkendt.")
    assert (found.title.text, decision(found)) == ("Plan for havnens fælles arealer", "Godkendt.")


@pytest.mark.parametrize("contents", [None, "Lukket: Salg.....\t3"])
def test_5_what_stands_below_a_closed_title_is_not_of_it(contents: str | None) -> None:
    minutes = read(
        newer("Lukket: Salg\n\ntil Kaj Hemmelig\n\n23-007348", contents=contents or "Lukket: Salg\t3")
    )
    assert (minutes.items[0].title.text, "Hemmelig" in repr(minutes)) == ("Salg", False)


def test_5_a_point_over_a_page_break_and_a_date_at_the_head_of_a_line() -> None:
    inline = item(
        f"A\n\nIndstillinger\n\nDirektøren indstiller, at åbningen gælder\n\nfra\n1. oktober 2023.\n\n{BODY}"
    )
    assert [p.text for p in inline.recommendations] == ["åbningen gælder fra 1. oktober 2023."]


def test_5_a_body_over_lines_and_an_attachment_over_a_page_break() -> None:
    found = item(
        "A\n\nBehandling\n\nDirektionen, Udvalget for\nTeknik og Miljø\n\nBilag\n\nNotat om\n\nhavnen\n\nKort"
    )
    assert [s.body for s in found.treatment_path] == ["Direktionen", "Udvalget for Teknik og Miljø"]
    assert attachments(found) == [("Notat om havnen", None), ("Kort", None)]


def test_5_no_blank_line_at_all() -> None:
    text = "A\n23-007348\nBeslutning\nGodkendt.\nSagsfremstilling\nResume og sagens baggrund\nEt bad.\nBilag\nKort"
    minutes = read(newer(text).replace("\n\n", "\n"))
    found = minutes.items[0]
    assert (found.title.text, decision(found), attachments(found)) == ("A", "Godkendt.", [("Kort", None)])
    check_spans(minutes)


# 6. One number on two items.


def test_6_two_items_of_one_number_stay_two() -> None:
    one, other = read(newer("Havnebad\n\n23-001310", "Planseminar\n\n23-001310")).items
    assert (one.title.text, other.title.text) == ("Havnebad", "Planseminar")
    assert [n.text for n in (*one.case_numbers, *other.case_numbers)] == ["23-001310", "23-001310"]


# 7. Recommenders.


@pytest.mark.parametrize(
    ("words", "roles", "points"),
    [
        ("Plan-, Byg- og Miljøchefen indstiller, at A.", ["Plan-, Byg- og Miljøchefen"], ["A."]),
        ("Økonomichefen indstiller at A", ["Økonomichefen"], ["A"]),
        ("Direktøren indstiller, at:\n\n– 1) A\n– 2) B", ["Direktøren"], ["A", "B"]),
        ("Direktøren indstiller, at følgende er emnet:\n\nBudgettet", ["Direktøren"], ["Budgettet"]),
    ],
)
def test_7_recommenders_and_points(words: str, roles: list[str], points: list[str]) -> None:
    found = item(f"A\n\nIndstillinger\n\n{words}\n\n{BODY}")
    assert [r.role.text for r in found.recommenders] == roles
    assert [p.text for p in found.recommendations] == points


# 8. Decisions.


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("-", "ikke-registreret"),
        ("—", "ikke-registreret"),
        ("Indstillingen blev godkendt.", "godkendt"),
        ("For stemte 20 (A, V). Imod stemte 5 (Ø).\n\nIndstillingen blev godkendt.", "godkendt"),
        ("Dagsordenen blev godkendt.", "godkendt"),
        ("Indstilles til Byrådets godkendelse.\n\nAfbud: Anna Lund", "anbefales"),
        ("Udvalget ønsker en tur på havnen.", "fritekst"),
    ],
)
def test_8_decisions_as_committees_word_them(words: str, outcome: str) -> None:
    found = item(f"A\n\nBeslutning\n\n{words}\n\n{BODY}").decision
    assert found
    assert (found.text.text, found.outcomes[0]) == (words, outcome)


@pytest.mark.parametrize(
    "heading",
    [
        "Møde i Byrådet den 1. september 2017:",
        "Beslutning i Byrådet den 01-09-2017:",
        "Byrådets møde d. 1. september 2017",
    ],
)
def test_8_headings_of_other_bodies_decisions(heading: str) -> None:
    found = read(older(older_item(1, "A", f"{heading}\n\nGodkendt.\n\n{DECIDED}Anbefales."))).items[0]
    assert [(e.body, e.date, e.text.text) for e in found.earlier_decisions] == [
        ("Byrådet", "2017-09-01", "Godkendt.")
    ]
    assert decision(found) == "Anbefales."


# 9. Units and bodies vary.


def test_9_any_dash_and_capitals_in_a_bodys_name() -> None:
    found = item(
        "A\n\nBehandling\n\nTeknik– og Miljøudvalget, KULTUR- OG FRITIDSUDVALGET, Plan- og Havneudvalget og Byrådet"
    )
    assert [s.body for s in found.treatment_path] == [
        "Udvalget for Teknik og Miljø",
        "Kultur- og Fritidsudvalget",
        "Plan- og Havneudvalget",
        "Byrådet",
    ]


@pytest.mark.parametrize(
    "body",
    ["Byrådet Ekstraordinært møde", "Ekstraordinært møde i Byrådet", "Byrådet - ordinært møde", "BYRÅDET"],
)
def test_9_the_kind_of_meeting_is_no_part_of_the_body(body: str) -> None:
    found = read(newer("A").replace("REFERAT Direktionen", f"REFERAT {body}")).body
    assert found
    assert found.text == "Byrådet"


# 10. People.


def test_10_participants_with_parties_offices_and_no_comma() -> None:
    printed = "Formand Anna Lund (V), Bo Ravn (A), næstformand, Ida Holm (B)\nOve Friis (C) (Afbud)\n\nKaj von\n\nder Berg (F)"
    people = [(p.name.text, p.absent) for p in read(newer("A", participants=printed)).participants]
    assert people == [
        ("Anna Lund", False),
        ("Bo Ravn", False),
        ("Ida Holm", False),
        ("Ove Friis", True),
        ("Kaj von der Berg", False),
    ]


# 11. Noise.


def test_11_markup_empty_bullets_and_tables() -> None:
    found = item(
        "A\n\n**Beslutning**\n\nGodkendt.\n\n<u>Sagsfremstilling</u>\n\n-\n- o ”Torvet”\n\nÅr\t2023\t2024\nKr.\t1\t2\n\n"
        "**Bilag**\n\n-\n\nKort"
    )
    assert (decision(found), attachments(found)) == ("Godkendt.", [("Kort", None)])
    assert [(s.kind, s.text.text) for s in found.sections] == [
        ("sagsfremstilling", "-\n- o ”Torvet”\n\nÅr\t2023\t2024\nKr.\t1\t2")
    ]
