"""Bodies and units that no profile knows, recognised by the form of their names."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st
from places import TESTS
from support import newer

from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL, Profile, load_profile, read_profile
from graph.readers.layout.parse import parse
from graph.wording import name_forms
from graph.wording.agent_words import is_field, is_field_alone
from graph.wording.recognition import with_recognised

NAMELESS = read_profile(
    "vorup",
    """@prefix sg: <https://w3id.org/sagsgraf/ns#> . @prefix org: <http://www.w3.org/ns/org#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <kommune> a org:FormalOrganization ; skos:prefLabel "Vorup Kommune"@da .
    <nummerform/aa-nnnnnn> a sg:NumberGeneration ; skos:notation "YY-NNNNNN" ; sg:pattern "\\\\d{2}-\\\\d{6}" .
    """,
)


def table(name: str) -> Iterator[list[str]]:
    for line in (TESTS / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split(" | ")


NAMES = list(table("names_by_form.txt"))
NO_NAMES = [sentence for (sentence,) in table("no_names_by_form.txt")]


def recognised(text: str, profile: Profile = NEUTRAL) -> list[str]:
    agents = with_recognised(text, profile).recognised
    return sorted(f"{'o' if agent.kind == 'body' else 'e'} {agent.name}" for agent in agents)


def read(text: str, profile: Profile = NAMELESS) -> Minutes:
    return parse(Document("test.txt", newer(f"A\n\nSagsfremstilling\n\n{text}")), profile)


def mentions(text: str, profile: Profile = NAMELESS) -> list[tuple[str, str, bool]]:
    (item,) = read(text, profile).items
    return [(one.name, one.quote.text, one.by_form) for one in item.mentions]


def test_there_are_more_than_150_of_both_kinds() -> None:
    assert min(len(NAMES), len(NO_NAMES)) > 150


@each(("sentence", "names"), NAMES)
def test_names_by_form(sentence: str, names: str) -> None:
    assert recognised(sentence) == sorted(names.split(" ; "))


def test_the_words_of_a_form_hide_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each match of a form has one of its words, also where a line ends in the middle of the name."""

    def searched(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        for match in form.finditer(text):
            assert any(word in match[0] for word in name_forms._HAS[form][0]), match[0]
            yield match

    monkeypatch.setattr(name_forms, "_places", searched)
    for sentence, names in NAMES:
        assert recognised(sentence) == sorted(names.split(" ; "))
        recognised(sentence.replace(" ", "\n"))


@each("sentence", NO_NAMES)
def test_no_names_by_form(sentence: str) -> None:
    assert recognised(sentence) == []


def test_a_capital_at_the_head_of_a_sentence_is_no_name() -> None:
    assert recognised("Fjordcentret er åbent.") == []
    assert recognised("Der er nyt fra Fjordcentret.") == ["e Fjordcentret"]
    assert recognised("Der er nyt fra Fjordcentret. Et fjordcentret findes, og fjordcentret er et ord.") == []


def test_a_heading_is_no_part_of_the_name_below_it() -> None:
    assert recognised("Indstilling\nSekretariatet indstiller, at ...") == ["e Sekretariatet"]
    assert recognised("Sagsfremstilling\nKontaktcentret kan ligge ved havnen.") == []


def test_the_only_one_of_its_kind_goes_by_its_short_name() -> None:
    text = "Der er nyt fra Jobcenter Nord. Jobcentret og vores Jobcenter har svaret."
    assert mentions(text) == [
        ("Jobcenter Nord", "Jobcenter Nord", True),
        ("Jobcenter Nord", "Jobcentret", True),
        ("Jobcenter Nord", "Jobcenter", True),
    ]


def test_two_of_a_kind_are_not_taken_for_each_other() -> None:
    names = recognised("Jobcenter Nord og Jobcenter Syd skrev. Vi hørte fra Jobcentret.")
    assert names == ["e Jobcenter Nord", "e Jobcenter Syd", "e Jobcentret"]


def test_another_municipality_s_units_are_none_of_ours() -> None:
    text = "Vorup Kommune og Vorup Kommune har set på Holbæk Kommune. Jobcenter Holbæk og Jobcenter Vorup svarede."
    assert recognised(text) == ["e Jobcenter Vorup"]


def test_a_committee_by_both_its_names_is_one() -> None:
    text = "Udvalget for Teknik og Miljø så på det. Sagen blev sendt til Teknik- og Miljøudvalget."
    assert len(recognised(text)) == 1
    assert len({name for name, _, _ in mentions(text)}) == 1


def test_a_budget_s_headings_are_units_where_they_stand() -> None:
    text = (
        "Forslag til besparelser:\n\nHR:\n\n- Færre kurser 120.000 kr.\n\nPlan, pulje til lokalplaner:\n\n"
        "- Mindre pulje 300.000 kr.\n\nPleje- og Omsorgsenheden, vikarer:\n\n- Færre vikarer 500.000 kr.\n\n"
        "Plan er et ord i sig selv."
    )
    assert mentions(text) == [
        ("HR", "HR", True),
        ("Plan", "Plan", True),
        ("Pleje- og Omsorgsenheden", "Pleje- og Omsorgsenheden", True),
    ]


def test_a_unit_by_its_ending_makes_a_row_of_headings_with_a_word() -> None:
    text = "Ejendomme, fælles:\n- energi 1.250.000 kr.\n\nPleje- og Omsorgsenheden, vikarer:\n- 800.000 kr.\n"
    assert recognised(text) == ["e Ejendomme", "e Pleje- og Omsorgsenheden"]


def test_headings_without_amounts_are_no_budget() -> None:
    assert mentions("Miljø:\n\nIngen.\n\nPlan:\n\nDen er god.") == []


def test_a_body_of_the_path_is_one_whatever_it_is_called() -> None:
    minutes = parse(Document("a.txt", newer("A\n\nBehandling\n\nVisdommens Kreds, Direktion")), NAMELESS)
    (item,) = minutes.items
    assert [(one.name, one.kind, one.by_form) for one in item.mentions] == [
        ("Visdommens Kreds", "body", True),
        ("Direktionen", "body", True),
    ]
    assert [(step.body, step.known) for step in item.treatment_path] == [
        ("Visdommens Kreds", False),
        ("Direktionen", False),
    ]


def test_the_path_has_the_name_that_the_text_has() -> None:
    text = newer(
        "A\n\nSagsfremstilling\n\nSagen går til Direktionen.\n\nBehandling\n\nDirektion, Økonomiudvalg"
    )
    (item,) = parse(Document("a.txt", text), NAMELESS).items
    assert [step.body for step in item.treatment_path] == ["Direktionen", "Økonomiudvalg"]


def test_what_the_profile_has_is_not_by_form() -> None:
    aadalsoe = load_profile("aadalsoe")
    assert mentions("Der er nyt fra Jobcentret og Team Måge.", aadalsoe) == [
        ("Jobcenter Ådalsø", "Jobcentret", False),
        ("Team Måge", "Team Måge", True),
    ]


def test_another_name_of_what_the_profile_has_is_that() -> None:
    aadalsoe = load_profile("aadalsoe")
    text = "Der er nyt fra Havnekontoret og Digitaliseringsteamet, og fra Kulturudvalget."
    assert mentions(text, aadalsoe)[:2] == [
        ("Havnekontoret", "Havnekontoret", False),
        ("Team Digitalisering", "Digitaliseringsteamet", False),
    ]
    turtle = NAMELESS.turtle + '<enhed/a> a sg:Unit ; skos:prefLabel "Jobcenter Vorup"@da .'
    found = mentions("Sagerne kom fra Jobcentret.", read_profile("vorup", turtle))
    assert found == [("Jobcenter Vorup", "Jobcentret", False)]


def test_a_council_goes_by_either_name() -> None:
    turtle = NAMELESS.turtle + '<organ/a> a sg:Body ; skos:prefLabel "Byrådet"@da .'
    found = mentions("Kommunalbestyrelsen vedtog planen.", read_profile("vorup", turtle))
    assert found == [("Byrådet", "Kommunalbestyrelsen", False)]


def test_a_rejected_name_is_never_recognised_again() -> None:
    turtle = NAMELESS.turtle + '\n<kommune> sg:notAnAgent "Klimarådet"@da, "team måge"@da .\n'
    profile = read_profile("vorup", turtle)
    assert profile.rejected == ("Klimarådet", "team måge")
    assert recognised("Klimarådet og Team Måge og Team Ært skrev til Klimarådets formand.", profile) == [
        "e Team Ært"
    ]


def test_a_unit_of_the_profile_whose_name_is_a_word_is_found_by_its_place() -> None:
    turtle = (
        NAMELESS.turtle + '\n<enhed/plan> a sg:Unit ; skos:prefLabel "Plan"@da ; org:unitOf <kommune> .\n'
    )
    profile = read_profile("vorup", turtle)
    assert mentions("Plan er et ord, og en plan er et ord, sagde chefen for Plan.", profile) == [
        ("Plan", "Plan", False)
    ]


def test_closed_items_name_only_what_their_titles_do() -> None:
    text = newer("Lukket: Køb af Klimarådet\n\nSagsfremstilling\n\nHemmeligudvalget mødtes hos Team Måge.")
    minutes = parse(Document("a.txt", text), NAMELESS)
    assert [one.name for item in minutes.items for one in item.mentions] == ["Klimarådet"]


@pytest.mark.parametrize(
    ("word", "field"),
    [("Miljø", True), ("Virksomhedsservice", True), ("Bøf", False), ("Økonomi-", True), ("Danfoss", False)],
)
def test_fields_that_units_are_named_after(word: str, field: bool) -> None:
    assert is_field(word) is field


def test_a_field_alone_is_a_word_and_a_standing_unit_is_not() -> None:
    assert is_field_alone("Plan")
    assert not is_field_alone("Borgerservice")
    assert not is_field_alone("Plan og Byg")


@given(st.text(alphabet="AaÅå-, .\n:&og fortTeamCenterUdvalget", max_size=200))
def test_any_text_gives_names_of_its_own_words(text: str) -> None:
    for agent in with_recognised(text, replace(NEUTRAL, rejected=("Team",))).recognised:
        assert agent.by_form
        assert agent.name


@pytest.mark.parametrize(
    "piece", ["Team A og ", "Center for A, ", "A- og ", "A og ", "Udvalget for a og ", "A B C "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    assert len(recognised(piece * 4000)) < 10
