"""Profiles: who meets and who works."""

from pathlib import Path

import pytest
from rdflib import RDF, URIRef

from graph.base.config import OperatorError
from graph.municipality.profile import load_profile, names, read_profile
from graph.ontology.terms import term

HEAD = """@prefix sg: <https://w3id.org/sagsgraf/ns#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SMALL = (
    HEAD
    + """<kommune> a org:FormalOrganization ; skos:prefLabel "Lilleby Kommune"@da ; skos:altLabel "Lilleby"@da ;
  org:identifier "997"^^sg:AuthorityCode .
<organ/raadet> a sg:Body ; skos:prefLabel "Rådet"@da, "The Council"@en ; skos:altLabel "Byens Råd"@da ; skos:hiddenLabel "BR"@da .
<form/a> a sg:NumberGeneration ; skos:notation "YY/N" ; sg:pattern "\\\\d{2}-\\\\d{4}" .
"""
)


def test_a_profile_is_read() -> None:
    profile = read_profile("lilleby", SMALL)
    assert (profile.name, profile.aliases, profile.authority_code) == ("Lilleby Kommune", ("Lilleby",), "997")
    (body,) = profile.of_kind("body")
    assert (body.path, body.name, body.aliases, body.exact) == (
        "organ/raadet",
        "Rådet",
        ("Byens Råd",),
        ("BR",),
    )
    assert [(form.path, form.notation) for form in profile.number_forms] == [("form/a", "YY/N")]


@pytest.mark.parametrize("name", ["Rådet", "rådet", "Rådets", "byens  råd", "BR"])
def test_a_whole_name_is_found(name: str) -> None:
    found = read_profile("lilleby", SMALL).find("body", name)
    assert found
    assert found.name == "Rådet"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Direktionen", "Direktion"),
        ("Børneudvalget", "Børneudvalg"),
        ("Skolebestyrelsen", "Skolebestyrelse"),
    ],
)
def test_a_body_is_found_without_its_definite_ending(name: str, bare: str) -> None:
    profile = read_profile("lilleby", f'{SMALL}<organ/et> a sg:Body ; skos:prefLabel "{name}"@da .')
    found = profile.find("body", bare)
    assert found
    assert found.name == name


def test_names_that_are_not_in_the_profile() -> None:
    profile = read_profile("lilleby", SMALL)
    assert profile.find("body", "Nævnet") is None
    assert profile.find("unit", "Rådet") is None


def test_case_numbers_of_the_profile_only() -> None:
    profile = read_profile("lilleby", SMALL)
    text = "12-3456, 12-\n3457, 112-3456 og 12-34567"
    assert [text[start:end] for start, end in profile.case_numbers(text)] == ["12-3456", "12-\n3457"]
    form = profile.number_form("12-3456")
    assert form
    assert form.notation == "YY/N"
    assert profile.number_form("326-2016-1") is None


def test_the_graph_has_the_iris_of_the_base() -> None:
    graph = read_profile("lilleby", SMALL).graph("https://data.example.dk")
    assert (URIRef("https://data.example.dk/id/lilleby/organ/raadet"), RDF.type, term("Body")) in graph


@pytest.mark.parametrize(
    ("slug", "turtle", "said"),
    [
        ("lilleby", "not turtle", "not valid Turtle"),
        ("lilleby", HEAD, "no skos:prefLabel"),
        ("lilleby", SMALL + "<organ/x> a sg:Body .", "<organ/x> has no skos:prefLabel"),
        ("lilleby", SMALL.replace("{4}", "{4"). replace("\\\\d{2}", "("), "sg:pattern"),
        ("Lille By", SMALL, "file name"),
    ],
)  # fmt: skip
def test_a_faulty_profile_is_the_operators_mistake(slug: str, turtle: str, said: str) -> None:
    with pytest.raises(OperatorError, match=said):
        read_profile(slug, turtle)


def test_a_missing_profile_names_those_there_are(tmp_path: Path) -> None:
    for name in ("nowhere", str(tmp_path / "x.ttl")):
        with pytest.raises(OperatorError, match="known: aadalsoe, kalundborg"):
            load_profile(name)


def test_a_profile_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "lilleby.ttl").write_text(SMALL, encoding="utf-8")
    assert load_profile(str(tmp_path / "lilleby.ttl")).slug == "lilleby"


@pytest.mark.parametrize("name", names())
def test_supplied_profiles_are_whole(name: str) -> None:
    profile = load_profile(name)
    assert profile.of_kind("body")
    assert profile.of_kind("unit")
    assert profile.of_kind("post")
    assert profile.of_kind("series")
    assert len(profile.number_forms) == 2
    paths = [agent.path for agent in profile.agents]
    assert len(paths) == len(set(paths))


def test_kalundborg_has_what_its_minutes_name() -> None:
    profile = load_profile("kalundborg")
    assert profile.authority_code == "326"
    assert '"29189595"^^sg:CvrNumber' in profile.turtle
    for name in ("Jobcenter Kalundborg", "Work in Kalundborg"):
        assert profile.find("unit", name)
    for name in ("Husrådet", "Direktionen", "Økonomiudvalget", "Kommunalbestyrelsen", "Socialudvalget",
                 "Børn- og Familieudvalget", "Ældre- og Sundhedsudvalget", "Unge- og Beskæftigelsesudvalget"):  # fmt: skip
        assert profile.find("body", name)


def test_a_byte_order_mark_is_no_part_of_a_profile(tmp_path: Path) -> None:
    (tmp_path / "lilleby.ttl").write_text(SMALL, encoding="utf-8-sig")
    assert load_profile(str(tmp_path / "lilleby.ttl")).turtle == SMALL
