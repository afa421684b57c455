"""Names that the profile lacks."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from firstagenda_files import answer, container, data, item, section
from municipalities import LYNGBAKKE
from rdflib import RDF, Graph, URIRef
from samples import sample, write
from support import newer, read

from api.cli.main import cli
from graph.base.config import OperatorError
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Finding, Minutes, Quote, Span
from graph.municipality.profile import load_profile, read_profile
from graph.ontology.terms import term
from graph.publishing.propose import as_turtle, proposals
from graph.readers.files import decode
from graph.readers.files import read as read_document
from graph.readers.layout.parse import parse

PROFILE = load_profile("aadalsoe")
EMPTY = read_profile(
    "nyby",
    """@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> a org:FormalOrganization ; skos:prefLabel "Nyby Kommune"@da .
""",
)


def proposed(words: str) -> list[tuple[str, bool, int]]:
    found = proposals([read(newer(f"A\n\nSagsfremstilling\n\n{words}"))], PROFILE)
    return [(one.name, one.kind == "body", len(one.seen)) for one in found]


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
    found = proposals([read(newer("A\n\nBehandling\n\nDirektionen, Visdommens Kreds"))], PROFILE)
    assert [(one.name, one.kind) for one in found] == [("Visdommens Kreds", "body")]


def test_of_what_is_no_minutes_nothing_is_proposed() -> None:
    no_meeting = (Finding("violation", "not-minutes", "Det er ikke et møde."),)
    minutes = read(newer("A\n\nBehandling\n\nVisdommens Kreds"))
    assert proposals([minutes], PROFILE)
    assert proposals([replace(minutes, findings=no_meeting)], PROFILE) == []


def test_the_turtle_can_be_pasted_into_the_profile() -> None:
    found = proposals([read(newer("A\n\nSagsfremstilling\n\nKlimarådet og Team Bølgegang"))], PROFILE)
    turtle = PROFILE.turtle + as_turtle(found, PROFILE)
    profile = read_profile("aadalsoe", turtle)
    assert profile.find("body", "Klimarådet")
    assert profile.find("unit", "Team Bølgegang")
    graph = Graph().parse(data=turtle, format="turtle", publicID="http://x/")
    assert (URIRef("http://x/organ/klimaraadet"), RDF.type, term("Body")) in graph
    assert "# 1 x: test.txt:19" in turtle


def test_what_is_short_for_the_only_one_of_its_kind_goes_with_it() -> None:
    texts = ("Nyt fra Sundhedscenter Vest.", "Nyt fra Sundhedscentret.")
    found = proposals([read(newer(f"A\n\nSagsfremstilling\n\n{words}")) for words in texts], PROFILE)
    assert [(one.name, one.others, len(one.seen)) for one in found] == [
        ("Sundhedscenter Vest", {"Sundhedscentret"}, 2)
    ]
    assert 'skos:prefLabel "Sundhedscenter Vest"@da ; skos:altLabel "Sundhedscentret"@da' in as_turtle(
        found, PROFILE
    )


def test_the_stop_behind_a_name_is_no_other_name(tmp_path: Path) -> None:
    found = proposals([read(newer("A\n\nBehandling\n\nKlimarådet."))], PROFILE)
    assert [(one.name, one.others) for one in found] == [("Klimarådet", set())]


def test_the_command_lists_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(newer("A\n\nSagsfremstilling\n\nKlimarådet mødtes."), encoding="utf-8")
    done = CliRunner().invoke(cli, ["propose", str(tmp_path), "--profile", "aadalsoe"], standalone_mode=False)
    assert done.return_value == 1
    lines = done.output.splitlines()
    assert lines[0] == "# For aadalsoe.ttl, the profile of Ådalsø Kommune."
    assert lines[5] == "# 1 x: a.txt:19"
    (tmp_path / "a.txt").write_text(newer("A"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["propose", str(tmp_path), "--profile", "aadalsoe"], standalone_mode=False)
    assert (done.return_value, done.stdout) == (0, "")
    assert "has all that the minutes name" in done.stderr


@pytest.mark.parametrize(
    ("numbers", "notation", "pattern"),
    [
        (["23-17", "23-1042", "24-9", "22-310", "21-1"], "YY-N", r"\d{2}-\d{1,4}"),
        (["23-000017", "23-001042", "24-9", "22-000310"], "", ""),  # four are too few
        ([f"EMN-2023-0{n}104" for n in range(5)], "EMN-YYYY-NNNNN", r"EMN-\d{4}-\d{5}"),
        ([f"761-{2018 + n}-{10**n}" for n in range(5)], "761-YYYY-N", r"761-\d{4}-\d{1,5}"),
        (
            [f"00.0{n}.00-P35-{n}-23" for n in range(5)],
            "NN.NN.NN-PNN-N-NN",
            r"\d{2}\.\d{2}\.\d{2}-P\d{2}-\d{1}-\d{2}",
        ),
    ],
)
def test_a_form_that_five_numbers_have_is_proposed(numbers: list[str], notation: str, pattern: str) -> None:
    items = tuple(
        AgendaItem(
            str(n),
            Quote("x", Span(0, 1)),
            False,
            Span(0, 1),
            (1, 1),
            case_numbers=(Quote(number, Span(0, 1)),),
        )
        for n, number in enumerate(numbers)
    )
    found = proposals([Minutes("a.txt", "x", "", items=items)], EMPTY)
    assert [(one.name, one.pattern) for one in found] == ([(notation, pattern)] if notation else [])
    named = read_profile("nyby", EMPTY.turtle + as_turtle(found, EMPTY))
    assert all(named.number_form(number) for number in numbers) is bool(notation)


def test_posts_that_recommend_are_proposed_by_their_name_without_its_ending() -> None:
    text = newer("A\n\nIndstillinger\n\nSvømmedirektøren indstiller, at\n\n1. bassinet males")
    found = proposals([read(text)], PROFILE)
    assert [(one.name, one.kind, one.others) for one in found] == [
        ("Svømmedirektør", "post", {"Svømmedirektøren"})
    ]
    assert read_profile("aadalsoe", PROFILE.turtle + as_turtle(found, PROFILE)).find(
        "post", "Svømmedirektøren"
    )


def test_each_municipality_of_the_settings_has_its_own(tmp_path: Path) -> None:
    """Those of its folder, of a shared folder those that are of it; what is of neither is told."""
    team = sample("12").replace("Projektet er", "Team Bølgegang og projektet er")
    other = (
        sample("13").replace("Ådalsø", "Lyngbakke").replace("Projektet er", "Team Flagermus og projektet er")
    )
    write(tmp_path / "shared", a=team, b=other, c=sample("14").replace("Ådalsø", "Søndermark"))
    toml = f'[[municipality]]\nprofile = "aadalsoe"\n[[municipality]]\nprofile = "{LYNGBAKKE}"\n'
    (tmp_path / "sagsgraf.toml").write_text(toml)
    command = ["propose", "--config", str(tmp_path / "sagsgraf.toml")]
    done = CliRunner().invoke(cli, [*command, str(tmp_path / "shared")], standalone_mode=False)
    ours, theirs = done.stdout.split("# For lyngbakke.ttl, the profile of Lyngbakke Kommune.")
    assert ours.startswith("# For aadalsoe.ttl")
    assert ("Team Bølgegang" in ours, "Team Flagermus" in ours) == (True, False)
    assert "Team Flagermus" in theirs
    assert "1 files are of none" in done.stderr
    assert isinstance(CliRunner().invoke(cli, command, standalone_mode=False).exception, OperatorError)


_OF_THE_COAST = "".join(
    f">> {n} << Slip nr. {n}\nJournal 21/{n}\nIndstilling\nKystchefen indstiller, at slippen lukkes.\n"
    "Afgjort af Kystudvalget pr. 3. marts 2021\nGodkendt.\n\n"
    for n in range(11, 16)
)


def test_the_heading_of_a_decision_without_a_day_is_proposed_too() -> None:
    text = "Kystudvalget\nReferat\nMødedato: 3. marts 2021\n\n" + "".join(
        f"{n}. Slip {n}\nSagsnr.: 21/{n}\nSagsfremstilling\nOm slippen.\n\nKystudvalgets konklusion:\nGodkendt.\n\n"
        for n in range(1, 6)
    )
    proposed = proposals([parse(Document("minutes.txt", text), EMPTY)], EMPTY)
    line = '<kommune> sg:decisionHeading "{body}s konklusion" .'
    assert line in as_turtle(proposed, EMPTY).splitlines()
    items = parse(Document("minutes.txt", text), read_profile("nyby", f"{EMPTY.turtle}\n{line}\n")).items
    assert [one.decision and one.decision.outcomes[0] for one in items] == ["godkendt"] * 5


def test_headings_of_a_form_that_nobody_knows_are_proposed_and_read_once_they_are_accepted() -> None:
    text = f"Kystudvalget\nReferat\nMødedato: 3. marts 2021\n\n{_OF_THE_COAST}"
    lines, profile = [], EMPTY
    for _ in range(2):
        lines += as_turtle(
            proposals([parse(Document("minutes.txt", text), profile)], profile), profile
        ).splitlines()
        accepted = "\n".join(line for line in lines if "Heading" in line)
        profile = read_profile("nyby", f"{EMPTY.turtle}\n{accepted}\n")
    assert [line for line in lines if "Heading" in line] == [
        '<kommune> sg:itemHeading ">> {n} << {title}" .',
        '<kommune> sg:decisionHeading "Afgjort af {body} pr. {date}" .',
    ]
    assert "# 5 x: minutes.txt:5, minutes.txt:12, minutes.txt:19 and 2 more" in lines
    items = parse(Document("minutes.txt", text), profile).items
    assert [(one.number, one.decision and one.decision.outcomes[0]) for one in items] == [
        (str(n), "godkendt") for n in range(11, 16)
    ]


def test_the_heading_of_an_earlier_decision_that_is_read_is_not_proposed() -> None:
    course = section(
        "Sagens forløb",
        "<u>11-01-2031 Kultur- og Fritidsudvalget</u><br><div>Anbefales.</div>",
        "sagsforloeb",
    )
    meeting = answer(*(item(str(n), f"Sag {n}", container(course)) for n in range(1, 6)))
    read = read_document(decode("minutes.json", data(meeting)), EMPTY).minutes
    assert [one.earlier_decisions[0].text.text for one in read.items] == ["Anbefales."] * 5
    assert not [one.name for one in proposals([read], EMPTY) if one.kind == "decision-heading"]
