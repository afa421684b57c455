"""Streets and house numbers in running text, and whose address is told of nobody."""

from pathlib import Path

import pytest

from graph.base.config import OperatorError
from graph.minutes.document import Document
from graph.minutes.model import Span
from graph.municipality.profile import Profile, load_profile
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


def places(text: str, profile: Profile) -> list[str]:
    found = find_places(Document("x.txt", text), [Span(0, len(text))], profile)
    return [f"{one.street} {one.number}".strip() for one in found]


def test_streets_with_and_without_numbers(profile: Profile) -> None:
    for text, found in (
        ("Lokalplan for Egevej 12 er vedtaget.", ["Egevej 12"]),
        ("Egevejs forlængelse og Nørre Egevej 3-5 asfalteres.", ["Egevej", "Nørre Egevej 3"]),
        ("Skolen ved Torvet og H.C. Andersens Vej 4 B lukkes.", ["Torvet", "H.C. Andersens Vej 4B"]),
        ("På torvet er der marked, og Egevejen er en anden.", []),
        ("Projektet på Egevej omfatter 300 m.", ["Egevej"]),
        ("Tilsyn på Egevej 12. Det gik godt.", ["Egevej 12"]),
        ("Egevej 12 i Store Bjerre og Byg A/S er klar.", ["Egevej 12"]),
        ("Teknik og Miljø har set på Egevej 12, 9999 Vorup.", ["Egevej 12"]),
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
        "Sagen fra Hanne på Egevej 12 er lukket.",
        "Egevej 12, 2. tv. er tom.",
        "Der er klaget over støj fra naboen. Egevej 12, st. th.",
        "Nabohøring for Egevej 12",
        "Familien i Egevej 12 flytter.",
        "Han rev Egevej 12 ned.",
        "Der søges om en garage på Egevej 12. Lars Holm har sendt tegninger.",
        "Lars Holm\n\nEgevej 12",
    ):
        assert places(text, profile) == [], text


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
    assert places("Bøgevej 3 og Egevej", other) == ["Bøgevej 3", "Egevej"]
    assert other.sha256 != profile.sha256
    assert other != profile
    (tmp_path / "veje.csv").write_text("vejnavn,bredde,længde\nEgevej,155.0,11.0\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="no latitude and longitude"):
        load_profile(str(tmp_path / "vorup.ttl"))
