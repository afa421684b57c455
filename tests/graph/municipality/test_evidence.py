"""Which municipality minutes are of: each document under its own name, or set aside."""

from pathlib import Path

import pytest
from each import each
from samples import sample, write

from graph.base.config import Config, OperatorError
from graph.municipality.evidence import choose_profile, contradiction
from graph.municipality.profile import load_profile
from graph.publishing.publish import Outcome, publish

pytestmark = pytest.mark.usefixtures("little_ontology")

AADALSOE, KALUNDBORG = load_profile("aadalsoe"), load_profile("kalundborg")
ITEM = "Punkt 1: Cykelsti\n\n20-004417\n\nBeslutning\n\nGodkendt.\n"


def said(head: str, text: str = ITEM) -> str:
    return f"REFERAT Direktionen d. 12-09-2023\n\n{head}\n\nIndholdsfortegnelse\n\nCykelsti.....\t3\n\n{text}"


def code(text: str, fixed: bool = False) -> str:
    found = contradiction(text, AADALSOE, fixed)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Kalundborg Kommune", "kalundborg"),
        ("KALUNDBORG KOMMUNE\n\nREFERAT", "kalundborg"),
        ("Sagsnr.: 998-2017-30412", "aadalsoe"),
        ("998\u20112017\u201130412", "aadalsoe"),
        (said("Mødested Rådhuset", "Work in Kalundborg og Ådalsø, Ådalsøs havn"), "aadalsoe"),
    ],
)
def test_a_text_chooses_its_profile(text: str, slug: str) -> None:
    chosen = choose_profile([text])
    assert chosen
    assert chosen.slug == slug


@pytest.mark.parametrize(
    "text",
    [
        "Punkt 1: Eventuelt",
        "Team Kommunikation og Kommunalbestyrelsen",  # names any municipality may have
        said("Mødested Xby Rådhus", "Ådalsø er nævnt."),
        said("Xby Kommune", "Ådalsø, Ådalsø, Ådalsø."),
        said("", "Xby Kommune og Xby Kommune skriver til Ådalsø."),
        "Kalundborgvej 3",
        "",
    ],
)
def test_a_text_that_does_not_say_whose_it_is_chooses_none(text: str) -> None:
    assert choose_profile([text]) is None


def test_a_named_profile_wins() -> None:
    assert choose_profile(["Kalundborg Kommune"], "aadalsoe") == AADALSOE


def test_most_texts_decide_and_a_tie_is_told() -> None:
    assert choose_profile(["Kalundborg", "Ådalsø", "Ådalsø"]) == AADALSOE
    with pytest.raises(OperatorError, match="Kalundborg Kommune and Ådalsø Kommune, 1 of each"):
        choose_profile(["Kalundborg", "Ådalsø"])


@each(
    ("text", "wanted"),
    [
        (said("Mødested Ådalsø Rådhus"), ""),
        (said("Mødested Fjordgade 12, mødelokale 2"), ""),
        (said("Mødested Rådhuset, Byrådssalen"), ""),
        (said("Kalundborg Kommune"), "municipality-other"),
        (said("Mødested Kalundborg Bibliotek"), "municipality-other"),
        (said("Xby Kommune"), "municipality-other"),
        (said("XBY KOMMUNE"), "municipality-other"),
        (said("Ådalsø Kommune og Xby Kommune"), "municipality-several"),
        (said("Ådalsø Kommune", "Punkt 1: Cykelsti\n\nSagsnr.: 326-2017-30412"), "municipality-several"),
        (said("", f"{ITEM}\nReferent: N.N.\n\nXby Kommune\n"), "municipality-other"),
        (said("", f"{ITEM}\nXby Kommune side 1 af 2\n\nOg mere.\n\nXby Kommune side 1 af 2\n\n{ITEM * 3}"), "municipality-other"),
        (said("Mødested Rådhuset, Xby"), "municipality-unknown"),
        (said("Mødested: Rådhuset, Torvet 1, 9999 Xby"), "municipality-unknown"),
        (said("Mødested Mødelokale Ternen, Xby"), "municipality-unknown"),
        (said("Mødested Rådhuset, Xby", f"{ITEM}\nJobcentret i Ådalsø skriver."), ""),
        (said("", f"{ITEM}\nXby Kommune søger."), "municipality-other"),
        (said("", f"{ITEM}\nÅdalsø søger med Xby Kommune."), ""),
        (said("", f"{ITEM}\nHver Kommune for sig."), ""),
        (said("", "Punkt 1: Cykelsti\n\nSagsnr.: EMN-2018-00123\n\nGodkendt."), "municipality-unknown"),
        (said("", "Punkt 1: Cykelsti\n\nSagsnr.: 461-2018-123\n\nGodkendt."), "municipality-unknown"),
        ("REFERAT Festudvalget d. 12-09-2023\n\nPunkt 1: Kage\n\nGodkendt.", "municipality-unknown"),
    ],
)  # fmt: skip
def test_what_speaks_against_the_municipality_of_the_folder(text: str, wanted: str) -> None:
    assert code(text) == wanted


@each(
    ("text", "wanted"),
    [
        (said("Mødested Mødelokale Ternen, Xby"), ""),
        (said("", "Punkt 1: Cykelsti\n\nSagsnr.: EMN-2018-00123\n\nGodkendt."), ""),
        (said("", f"{ITEM}\nXby Kommune søger."), ""),
        (said("", f"{ITEM}\n{'Xby Kommune søger igen. ' * 3}"), "municipality-other"),
        (said("", f"{ITEM}\nKalundborg skriver, siger Work in Kalundborg og Team Kommunikation."), "municipality-other"),
        (said("Mødested Rådhuset, Xby"), "municipality-unknown"),
        (said("Xby Kommune"), "municipality-other"),
        (said("Kalundborg Kommune"), "municipality-other"),
    ],
)  # fmt: skip
def test_the_setting_stands_but_against_clear_evidence(text: str, wanted: str) -> None:
    assert code(text, fixed=True) == wanted


def test_the_finding_names_what_was_seen_and_where() -> None:
    found = contradiction(said("Mødested Kalundborg Bibliotek"), AADALSOE, fixed=False)
    assert found
    assert found.lines == (3, 3)
    assert found.message == (
        "Referatet er ikke fra Ådalsø Kommune: set er »Kalundborg« (Kalundborg Kommune) i linje 3. Udgiv det "
        "for sig, med profile = »kalundborg« i sagsgraf.toml."
    )


def test_a_profile_of_ones_own_is_not_its_own_rival(tmp_path: Path) -> None:
    own = tmp_path / "min.ttl"
    own.write_text(AADALSOE.turtle, encoding="utf-8")
    assert contradiction(said("Ådalsø Kommune"), load_profile(str(own)), fixed=True) is None


def statuses(outcome: Outcome) -> dict[str, str]:
    return {entry.file: entry.status for entry in outcome.release.manifest.documents}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data")


OTHER = said("Mødested Kalundborg Bibliotek").replace("Ådalsø", "Kalundborg")


@pytest.mark.parametrize("profile", ["", "aadalsoe"])
def test_minutes_of_another_municipality_are_set_aside(tmp_path: Path, config: Config, profile: str) -> None:
    folder = write(tmp_path / "in", a=sample("12"), b=sample("19"), c=OTHER, d=said("Xby Kommune"))
    outcome = publish(folder, Config(data_dir=config.data_dir, profile=profile))
    assert statuses(outcome) == {
        "a.txt": "published",
        "b.txt": "published",
        "c.txt": "quarantined",
        "d.txt": "quarantined",
    }
    assert not any("kalundborg" in entry.graph for entry in outcome.release.published.values())
    assert [record["code"] for record in outcome.release.findings["c.txt"]] == ["municipality-other"]


def test_a_release_stays_with_its_municipality(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "in", a=sample("12"))
    publish(folder, config)
    for day in ("01", "02"):
        text = OTHER.replace("12-09-2023", f"{day}-09-2023")
        (folder / f"b{day}.txt").write_text(text, encoding="utf-8")
    assert statuses(publish(folder, config)) == {
        "a.txt": "published",
        "b01.txt": "quarantined",
        "b02.txt": "quarantined",
    }


def test_minutes_of_a_municipality_without_a_profile_tell_of_the_profile(
    tmp_path: Path, config: Config
) -> None:
    folder = write(tmp_path / "in", a=said("Mødested Rådhuset, Xby"))
    with pytest.raises(OperatorError) as error:
        publish(folder, config)
    assert str(error.value) == (
        "no profile fits these minutes (»Rådhuset, Xby«; there are profiles for: aadalsoe, kalundborg); name one "
        "with the setting profile in sagsgraf.toml, or write one in Turtle after the pattern of those in "
        "graph/profiles and give its path there"
    )
    assert not (config.data_dir / "current").exists()
