"""Streets and house numbers in running text, and whose address is told of nobody."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import newer

from graph.base.config import OperatorError
from graph.minutes.document import Document
from graph.minutes.model import Span
from graph.municipality.profile import Profile, load_profile
from graph.readers.layout.parse import parse
from graph.wording.places import find_places

STREETS = """vejnavn;husnr;bredde;længde
Egevej;;55,5;11,2
Egevej;12;55,51;11,21
Nørre Egevej
Torvet
H.C. Andersens Vej
"""
PROFILE = """@prefix sg: <https://w3id.org/sagsgraf/ns#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> a org:FormalOrganization ; skos:prefLabel "Vorup Kommune"@da ; sg:streetFile "veje.csv" .
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    folder = tmp_path_factory.mktemp("profil")
    (folder / "vorup.ttl").write_text(PROFILE, encoding="utf-8")
    (folder / "veje.csv").write_text(STREETS, encoding="utf-8")
    return load_profile(str(folder / "vorup.ttl"))


def places(text: str, profile: Profile, *others: str) -> list[str]:
    """What is told of an item of some stretches."""
    whole = "\n\n".join((text, *others))
    starts = [whole.index(one) for one in (text, *others)]
    spans = [Span(start, start + len(one)) for start, one in zip(starts, (text, *others), strict=True)]
    found = find_places(Document("x.txt", whole), spans, profile)
    for one in found:
        assert one.number or not any(letter.isdigit() for letter in one.quote.text), "no number in the words"
    return [f"{one.street} {one.number}".strip() for one in found]


def test_a_number_is_told_of_a_public_place_alone(profile: Profile) -> None:
    for text, found in (
        ("Lokalplan for Egevej 12 er vedtaget.", ["Egevej 12"]),
        ("Lokalplan nr. 7 for Egevej 12 er vedtaget.", ["Egevej 12"]),
        ("Egevejs forlængelse og Nørre Egevej 3-5 asfalteres.", ["Egevej", "Nørre Egevej"]),
        ("Skolen ved Torvet og H.C. Andersens Vej 4 B lukkes.", ["Torvet", "H.C. Andersens Vej 4B"]),
        ("Vorupskolen på Egevej 12 udvides.", ["Egevej 12"]),
        ("Vorup Kirke på Egevej 12 kalkes.", ["Egevej 12"]),
        ("Der bygges en hal til plejecentret på Egevej 12.", ["Egevej 12"]),
        ("Salg af den kommunale ejendom på Egevej 12.", ["Egevej 12"]),
        ("På torvet er der marked, og Egevejen er en anden.", []),
        ("Projektet på Egevej omfatter 300 m.", ["Egevej"]),
        ("Tilsyn på Egevej 12. Det gik godt.", ["Egevej"]),
        ("Der bygges på Egevej 12 ved skolen.", ["Egevej"]),
        ("Der bygges på Egevej 12 i 8000 Nyhavn.", ["Egevej"]),
        ("Der ses på Parken 4 og Egevej 12.", ["Egevej"]),
        ("Bemærkninger til lokalplanen fra Egevej 12.", ["Egevej"]),
        ("Egevej 12 ønsker en anden lokalplan.", ["Egevej"]),
        ("Else vil have en skole ud for Egevej 12.", ["Egevej"]),
        ("Kjeld: skolen på Egevej 12", ["Egevej"]),
        ("- skolen får tag\n- Egevej 12 males", ["Egevej"]),
        ("Biblioteket i Store Bjerre på Egevej 12 er bygget af Byg A/S.", ["Egevej 12"]),
        ("Egevej 12.500 kr. og Egevej 2024", ["Egevej", "Egevej"]),
    ):
        assert places(text, profile) == found, text


def test_a_private_person_s_address_is_told_of_nobody(profile: Profile) -> None:
    for text in (
        "Ansøgeren på Egevej 12 vil bygge.",
        "Lars Holm, Egevej 12, vil bygge.",
        "Lars Holm\nEgevej 12\n9999 Vorup",
        "Egevej 12\nLars Holm",
        "L. Holm har set på Egevej 12.",
        "Hanne, Egevej 12, kom.",
        "Else på Egevej 12",
        "Sagen fra Hanne på Egevej 12 er lukket.",
        "Der er søgt af Holm om at udvide Egevej 12.",
        "Skolen på Egevej 12, v. Holm, er klar.",
        "Egevej 12 tilhører Lars von Trier",
        "Skolen på Egevej 12 (Lars von Trier)",
        "Ali ben Omar ser på skolen på Egevej 12.",
        "Skolen på Egevej 12 passes af Jens-Ole.",
        "Skolen på Egevej 12 og hos d'Angelo",
        "Łukasz Żak på Egevej 12",
        "Egevej 12, 2. tv. er tom.",
        "Egevej 12 2. tv.",
        "Egevej 12 (2. th.)",
        "Egevej 12, stuen th.",
        "Egevej 12, lejlighed 12",
        "Egevej 12, værelse 3",
        "Der er klaget over støj fra naboen. Egevej 12, st. th.",
        "Nabohøring for Egevej 12",
        "Familien i Egevej 12 flytter.",
        "Han rev Egevej 12 ned.",
        "Der søges om en garage på Egevej 12. Lars Holm har sendt tegninger.",
        "Lars Holm\n\nEgevej 12",
        "Tvangsfjernelse på Egevej 12",
        "Der er givet tvangsbøder til Egevej 12.",
        "Indsigelse fra Egevej 12 til lokalplanen",
        "Henvendelse fra Egevej 12",
        "Der er kommet et høringssvar fra Egevej 12.",
        "Der gives aflastning i hjemmet på Egevej 12.",
        "Egevej 12 har ansøgt.",
        "Der er søgt om en carport på Egevej 12",
        "Hegnssyn mellem Egevej 12 og Egevej 14",
        "Dispensation fra lokalplan 7 til Egevej 12",
    ):
        assert places(text, profile) == [], text


PRIVATE = """kvinden sønnen børnene drengen pigen eleven moderen faderen parret kæresten samleveren svigerdatteren
plejefamilien boligejeren ejendomsejeren andelshaveren hundeholderen bygherren rekvirenten flygtningen unge
kontanthjælpsmodtageren"""


def test_a_word_of_a_private_person_closes_its_sentence(profile: Profile) -> None:
    for who in PRIVATE.split():
        said = f"Der er talt med {who} på Egevej 12 om skolen."
        assert places(said, profile) == [], who
        assert places(f"{said} Det er sket. Det er godt. Skolen på Torvet lukkes.", profile) == ["Torvet"]


def test_what_another_stretch_of_the_item_says_counts(profile: Profile) -> None:
    title = "Skolen på Egevej 12"
    assert places(title, profile, "Skolen udvides.") == ["Egevej 12"]
    assert places(title, profile, "Der er talt med naboen.") == ["Egevej"]
    assert places(title, profile, "Der er talt med Holm.") == ["Egevej"]
    assert places(title, profile, "Der er talt med Bo Dahl.") == []
    assert places("Dispensation til carport, Egevej 12", profile, "Ansøgeren Bo Dahl bor der.") == []


@settings(max_examples=15, deadline=None)
@given(st.text("aæbEHL. ,\n12", max_size=30), st.text("aæbEHL. ,\n12", max_size=30))
def test_words_that_say_nothing_public_give_no_number(profile: Profile, before: str, behind: str) -> None:
    text = f"{before} Egevej 12 {behind}"
    found = find_places(Document("x.txt", text), [Span(0, len(text))], profile)
    assert not any(one.number for one in found)
    assert all(one.quote.text == text[one.quote.span.start : one.quote.span.end] for one in found)


def test_what_a_list_of_the_item_says_counts_too(profile: Profile) -> None:
    told = "Sagsfremstilling\n\nSkolen på Egevej 12 får nyt tag."
    for behind, expected in (
        ("", [("Egevej", "12")]),
        ("\n\nBilag\n\nBrev fra Ahmed ben Salem", []),
        ("\n\nBilag\n\nKlage fra naboen", [("Egevej", "")]),
        ("\n\nBehandling\n\nDirektionen, Hans Møller Lund", []),
    ):
        (item,) = parse(Document("a.txt", newer(f"A\n\n{told}{behind}")), profile).items
        assert [(one.street, one.number) for one in item.places] == expected, behind


def test_the_point_is_the_address_s_or_else_the_street_s(profile: Profile) -> None:
    assert profile.streets.point("Egevej", "12a") == (55.51, 11.21)
    assert profile.streets.point("Egevej", "3") == (55.5, 11.2)
    assert profile.streets.point("Torvet", "") is None


def test_what_the_file_of_streets_says_is_part_of_the_profile(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "vorup.ttl").write_text(PROFILE, encoding="utf-8")
    with pytest.raises(OperatorError, match=r"streets .*cannot be read"):
        load_profile(str(tmp_path / "vorup.ttl"))
    (tmp_path / "veje.csv").write_text("Egevej\nBøgevej\n", encoding="utf-8")
    other = load_profile(str(tmp_path / "vorup.ttl"))
    assert places("Skolen på Bøgevej 3 og Egevej", other) == ["Bøgevej 3", "Egevej"]
    assert other.sha256 != profile.sha256
    assert other != profile
    (tmp_path / "veje.csv").write_text("vejnavn,bredde,længde\nEgevej,155.0,11.0\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="no latitude and longitude"):
        load_profile(str(tmp_path / "vorup.ttl"))
