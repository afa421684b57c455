"""Names that the profile lacks."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import RDF, Graph, URIRef
from support import newer, read

from api.cli.main import cli
from graph.municipality.profile import load_profile, read_profile
from graph.ontology.terms import term
from graph.publishing.propose import as_turtle, proposals

PROFILE = load_profile("aadalsoe")


def proposed(words: str) -> list[tuple[str, bool, int]]:
    found = proposals([read(newer(f"A\n\nSagsfremstilling\n\n{words}"))])
    return [(one.name, one.is_body, len(one.seen)) for one in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Klimarådets møde", [("Klimarådet", True, 1)]),
        ("Børne- og Skoleudvalget", [("Børne- og Skoleudvalget", True, 1)]),
        ("Fjordcentret og Fjordcentrets tag", [("Fjordcentret", False, 2)]),
        ("Fjordmuseet og Fjordmuseets tag", [("Fjordmuseet", False, 2)]),
        ("Team Bølgegang", [("Team Bølgegang", False, 1)]),
        ("Center for Læring og Trivsel", [("Center for Læring og Trivsel", False, 1)]),
        ("Jobcentret, Husrådet og Økonomiudvalget", []),
        ("et råd og en afdeling på Socialområdet", []),
        ("Udvalget for Hav og Kyst", [("Udvalget for Hav og Kyst", True, 1)]),
        ("Styregruppen anbefaler", []),
    ],
)
def test_names_that_look_like_bodies_and_units(words: str, found: list[tuple[str, bool, int]]) -> None:
    assert proposed(words) == found


def test_a_step_of_the_path_is_a_body_whatever_its_name() -> None:
    found = proposals([read(newer("A\n\nBehandling\n\nDirektionen, Visdommens Kreds"))])
    assert [(one.name, one.is_body) for one in found] == [("Visdommens Kreds", True)]


def test_the_turtle_can_be_pasted_into_the_profile() -> None:
    found = proposals([read(newer("A\n\nSagsfremstilling\n\nKlimarådet og Team Bølgegang"))])
    turtle = PROFILE.turtle + as_turtle(found)
    profile = read_profile("aadalsoe", turtle)
    assert profile.find("body", "Klimarådet")
    assert profile.find("unit", "Team Bølgegang")
    graph = Graph().parse(data=turtle, format="turtle", publicID="http://x/")
    assert (URIRef("http://x/organ/klimaraadet"), RDF.type, term("Body")) in graph
    assert "# 1 x: test.txt:19" in turtle


def test_what_is_short_for_the_only_one_of_its_kind_goes_with_it() -> None:
    texts = ("Nyt fra Sundhedscenter Vest.", "Nyt fra Sundhedscentret.")
    found = proposals([read(newer(f"A\n\nSagsfremstilling\n\n{words}")) for words in texts])
    assert [(one.name, one.others, len(one.seen)) for one in found] == [
        ("Sundhedscenter Vest", {"Sundhedscentret"}, 2)
    ]
    assert 'skos:prefLabel "Sundhedscenter Vest"@da ; skos:altLabel "Sundhedscentret"@da' in as_turtle(found)


def test_the_command_lists_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(newer("A\n\nSagsfremstilling\n\nKlimarådet mødtes."), encoding="utf-8")
    done = CliRunner().invoke(cli, ["propose", str(tmp_path), "--profile", "aadalsoe"], standalone_mode=False)
    assert done.return_value == 1
    assert done.output.splitlines()[3] == "# 1 x: a.txt:19"
    (tmp_path / "a.txt").write_text(newer("A"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["propose", str(tmp_path), "--profile", "aadalsoe"], standalone_mode=False)
    assert (done.return_value, done.output) == (0, "")
