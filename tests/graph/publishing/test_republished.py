"""Meetings published anew under other identifiers, and supplementary agendas beside what they supplement."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from firstagenda_files import answer, container, data, guid, item, section
from samples import sample, write

from api.app import create_app
from graph.base.config import Config
from graph.privacy.ledger import Ledger, Withdrawal
from graph.publishing.publish import publish
from graph.publishing.republished import Matter, addresses, matters, told_once_of
from graph.publishing.withdraw import withdraw
from graph.release.archive import Release
from graph.release.change_log import Log
from graph.release.changes import FOLDER
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

DECIDED = container(section("Beslutning", "Godkendt."))
DIREKTIONEN = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12"
MEETING = "http://127.0.0.1:8000/id/aadalsoe/moede/byraadet/2023-06-26"


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ([("1", "Havnebad")], [("1", "Havnebad, 2. behandling")], {}),
        ([("1", "Havnebad", "20-1")], [("1", "Badet ved molen", "20-1")], {}),
        ([("1", "Havnebad", "20-1")], [("1", "Skolebusser", "21-2")], {"1": "1-2"}),
        ([("1", "Havnebad"), ("2", "Budget 2024")], [("1", "Havnebad"), ("2", "Skolebusser")], {"2": "2-2"}),
        ([("1>1-2", "Skolebusser")], [("1", "Skolebusser")], {"1": "1-2"}),
        ([("1>1-2", "Skolebusser")], [("1", "Affald og genbrug")], {"1": "1-3"}),
        ([("1", "Havnebad")], [("1", "Havnebad"), ("2", "Skolebusser")], {}),
        # One came before the others, which keep their addresses; one went, and the others keep theirs.
        (
            [("1", "Dagsorden"), ("2", "Havnebad", "20-1"), ("3", "Affald")],
            [("1", "Dagsorden"), ("2", "Skolebusser", "21-2"), ("3", "Havnebad", "20-1"), ("4", "Affald")],
            {"2": "2-2", "3": "2", "4": "3"},
        ),
        ([("1", "Dagsorden"), ("2", "Affald")], [("1", "Affald")], {"1": "2"}),
        ([("2>1", "Havnebad")], [("3", "Havnebad")], {"3": "1"}),
        # The same number of a case is on two items, or the title alone is the same: neither says which it is.
        ([("1", "Havnebad", "20-1")], [("2", "Kajen males", "20-1")], {}),
        ([("1", "Havnebad", "20-1")], [("2", "Havnebad", "21-2")], {}),
        ([("1", "Nyt bad"), ("2", "Nyt bad")], [("3", "Nyt bad")], {}),
        # One came before titles that are much alike: what is exactly the same goes before what is alike.
        (
            [("1", "Lokalplan 11", "20-1"), ("2", "Lokalplan 12", "20-2")],
            [("1", "Lokalplan 10", "20-9"), ("2", "Lokalplan 11", "20-1"), ("3", "Lokalplan 12", "20-2")],
            {"1": "1-2", "2": "1", "3": "2"},
        ),
        (
            [("1", "Salg af grund 11"), ("2", "Salg af grund 12")],
            [("1", "Salg af grund 10"), ("2", "Salg af grund 11"), ("3", "Salg af grund 12")],
            {"1": "1-2", "2": "1", "3": "2"},
        ),
    ],
)
def test_only_the_same_matter_keeps_an_address(
    before: list[tuple[str, ...]], now: list[tuple[str, ...]], found: dict[str, str]
) -> None:
    had, has = (
        [Matter(one[0].partition(">")[0], one[1], tuple(one[2:]), one[0].partition(">")[2]) for one in told]
        for told in (before, now)
    )
    assert addresses(had, has, fresh=True).all == found
    then = [Matter(one.number, one.title, one.cases, found.get(one.number, "")) for one in has]
    assert addresses(then, has, fresh=False).all == found  # the same file, read anew


@pytest.mark.parametrize(
    ("now", "out"),
    [
        ([("1", "Dagsorden"), ("2", "Hemmelig"), ("3", "Affald")], {}),  # 2 goes by its number
        ([("1", "Dagsorden"), ("2", "Hemmelig"), ("3", "Affald"), ("4", "Havnen")], {}),
        ([("1", "Dagsorden"), ("2", "Havnen"), ("3", "Hemmelig"), ("4", "Affald")], {"3": "2"}),
        ([("1", "Hemmelig"), ("2", "Affald")], {"1": "2"}),
        ([("1", "Dagsorden"), ("2", "Havnen"), ("3", "Affald"), ("lukket-2", "Hemmelig")], {"lukket-2": "2"}),
        ([("1", "Dagsorden"), ("2", "Affald"), ("3", "Havnen")], {"3": "2"}),  # perhaps under another title
    ],
)
def test_what_may_be_withdrawn_goes_as_it_went(now: list[tuple[str, str]], out: dict[str, str]) -> None:
    before, has = [Matter("1", "Dagsorden"), Matter("3", "Affald")], [Matter(*one) for one in now]
    assert addresses(before, has, True, {"2"}).doubtful == out
    text = addresses(before, has, True, {"2"}, apart=False)
    unknown = {one.number for one in has} - {
        one.number for one in has if one.title in ("Dagsorden", "Affald")
    }
    assert {
        *text.doubtful,
        "2",
    } >= unknown  # their numbers are their addresses, so all that is not known goes


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        ([("2", "Lokalplan 12")], [("1", "Lokalplan 11"), ("2", "Lokalplan 12")], {"2"}),  # as it was
        ([("2", "Salg af 12")], [("1", "Velkomst"), ("2", "Salg af 11"), ("3", "Salg af 12")], {"3"}),
        ([("2", "Eventuelt")], [("1", "Velkomst"), ("2", "Eventuelt"), ("3", "Eventuelt")], set()),
        ([("2", "Evt."), ("3", "Evt.")], [("1", "Bad"), ("2", "Evt."), ("3", "Evt.")], {"2", "3"}),
        ([], [("1", "Velkomst"), ("2", "Havnebad")], set()),  # the release before lacks the meeting
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_only_what_is_exactly_the_same_is_known_beside_what_is_withdrawn(
    before: list[tuple[str, str]], now: list[tuple[str, str]], known: set[str], apart: bool
) -> None:
    has = [Matter(*one) for one in now]
    found = addresses([Matter(*one) for one in before], has, True, {"1"}, apart)
    assert {"1", *found.doubtful} >= {one.number for one in has} - known
    assert not known & found.doubtful.keys()


def test_what_may_be_withdrawn_goes_though_one_was_restored_before() -> None:
    lines = (Withdrawal("x/1", "dublet", "", "", restored="2024-01-01"), Withdrawal("x/2", "dublet", "", ""))
    assert Ledger(lines).also(["x/3"]).iris == {"x/2", "x/3"}


@pytest.mark.parametrize(
    ("now", "out"),
    [("1 2 3", {}), ("1 2 3 4", {"1": "2", "4": "2"}), ("1 3", {"1": "2"}), ("1 2", {"1": "2"})],
)
def test_one_of_two_is_restored_where_nothing_else_changed(now: str, out: dict[str, str]) -> None:
    has = [Matter(number, f"Om sag {number}") for number in now.split()]
    found = addresses([Matter("3", "Om sag 3")], has, True, {"2"}, apart=False, restored={"1"})
    assert found.doubtful == out


def test_an_address_that_was_told_once_is_given_to_no_other() -> None:
    before, now = [Matter("1", "Havnebad")], [Matter("1", "Skolebusser")]
    assert addresses(before, now, True, told_once={"1", "1-2"}).fresh == {"1": "1-3"}


def test_what_is_restored_gets_an_address_of_its_own() -> None:
    had = [Matter("1", "Velkomst"), Matter("3", "Affald", address="2")]
    has = [Matter("1", "Velkomst"), Matter("2", "Havnebad"), Matter("3", "Affald")]
    assert addresses(had, has, fresh=False).all == {"2": "2-2", "3": "2"}


def published(folder: Path, config: Config, **files: dict[str, Any]) -> Release:
    folder.mkdir(exist_ok=True)
    for name, told in files.items():
        (folder / f"{name}.json").write_bytes(data(told))
    return publish(folder, config, accept_removed=True).release


def said(release: Release) -> dict[str, str]:
    """The titles of the items of the one meeting, by number."""
    [minutes] = release.published
    with Store.open_read_only(release.store) as store:
        return {one.number_in_address: one.title for one in matters(store, minutes)}


def numbered(release: Release) -> dict[str, str]:
    """The numbers of the items of the one meeting -> those in their addresses."""
    [minutes] = release.published
    with Store.open_read_only(release.store) as store:
        return {one.number: one.number_in_address for one in matters(store, minutes)}


def codes(release: Release, file: str) -> set[str]:
    return {one["code"] for one in release.findings[file]}


def test_supplements_live_in_their_meeting_and_what_is_published_anew_keeps_its_number(
    tmp_path: Path,
) -> None:
    folder, config = tmp_path / "minutes", Config(data_dir=tmp_path / "data", profile="aadalsoe")
    minutes = answer(item("1", "Havnebad", DECIDED, "20-004417"), item("2", "Skolebusser", DECIDED))
    held = answer(item("1", "Budget 2024", DECIDED), Navn="Tillægsdagsorden")
    planned = answer(item("3", "Skolebusser", ""), Navn="Tillægsdagsorden", Afsluttet=False)
    first = published(folder, config, a=minutes, b={**held, "Id": guid("b")}, c={**planned, "Id": guid("c")})
    assert said(first) == {"1": "Havnebad", "2": "Skolebusser", "tillaeg-1": "Budget 2024"}
    assert "supplementary-agenda" in codes(first, "b.json")
    assert codes(first, "c.json") == {"not-minutes"}
    text = first.text(f"{MEETING}/referat")
    assert text.index("Skolebusser") < text.index("Budget 2024")
    assert not publish(folder, config).new

    anew = answer(item("1", "Havnebad, anlæg", DECIDED, "20-004417"), item("2", "Affald og genbrug", DECIDED))
    second = published(folder, config, a={**anew, "Id": guid("anew")})
    assert said(second) == {"1": "Havnebad, anlæg", "2-2": "Affald og genbrug", "tillaeg-1": "Budget 2024"}
    assert "item-another-matter" in codes(second, "a.json")

    assert {"2": "2-2"}.items() <= numbered(second).items()
    with_one = told_once_of(MEETING, Log(second.path / FOLDER))
    assert with_one == {"1", "2", "2-2", "tillaeg-1"}  # the second is told of though it is gone

    (folder / "b.json").unlink()
    third = publish(folder, config, accept_removed=True).release
    assert said(third) == {"1": "Havnebad, anlæg", "2-2": "Affald og genbrug"}


def test_an_agenda_becomes_minutes_with_the_same_addresses_and_what_changed_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe", agendas=True)
    planned = answer(
        item("1", "Dagsorden", ""),
        item("2", "Havnebad", "", "20-004417"),
        item("3", "Affald", ""),
        Afsluttet=False,
    )
    published(folder, config, a=planned)
    bus = item("2", "Skolebusser", DECIDED)
    bath = item("3", "Havnebad", DECIDED, "20-004417")
    held = answer(item("1", "Dagsorden", DECIDED), bus, bath, item("4", "Affald", DECIDED))
    release = published(folder, config, a={**held, "Id": guid("held")})
    assert numbered(release) == {"1": "1", "2": "2-2", "3": "2", "4": "3"}
    messages = [one["message"] for one in release.findings["a.json"]]
    assert "Punkt 3 havde nummer 2 i dagsordenen; det beholder sin adresse." in messages
    assert any(one.endswith("Nye punkter: 2. Udgåede punkter: ingen.") for one in messages)
    with TestClient(create_app(config), follow_redirects=False) as client:
        at = MEETING.replace("http://127.0.0.1:8000/id", "/doc")
        page = client.get(f"{at}/punkt/2", headers={"accept": "text/html"}).text
        assert "Punktet havde nummer 2, før mødet blev offentliggjort igen" in page
        assert "Punkt 3 på mødet" in page
        assert client.get(f"{at}/punkt/4").headers["location"] == f"{at}/punkt/3"  # it is that by now
        assert client.get(f"{at}/punkt/5").status_code == 404
        assert "Referatet er trådt i stedet for dagsordenen. Dagsorden: " in client.get("/changes.atom").text

    withdraw(f"{MEETING}/punkt/2", "persondata", "x", config)
    other = answer(item("1", "Havnebad", DECIDED, "20-004417"), bus, item("3", "Dagsorden", DECIDED))
    after = published(folder, config, a={**other, "Id": guid("other")})
    assert "Havnebad" not in after.text(f"{MEETING}/referat")
    assert "Havnebad" not in said(after).values()
    assert "item-may-be-withdrawn" in codes(after, "a.json")


def test_a_text_that_is_put_right_brings_nothing_back_that_was_withdrawn(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    folder = write(tmp_path / "minutes", a=sample())
    publish(folder, config)
    withdraw(f"{DIREKTIONEN}/punkt/1", "persondata", "x", config)
    first = "Punkt 1: Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n\n"
    text = (
        sample()
        .replace("Punkt 2: Lukket", "Punkt 3: Lukket")
        .replace("Punkt 1: Havnebad", f"{first}Punkt 2: Havnebad")
    )
    write(folder, a=text)
    release = publish(folder, config).release
    assert "Havnebad" not in release.text(f"{DIREKTIONEN}/referat")
    assert "item-may-be-withdrawn" in codes(release, "a.txt")


def test_nothing_withdrawn_comes_back_with_a_meeting_that_was_gone(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    folder = write(tmp_path / "minutes", a=sample(), b=sample("19"))
    publish(folder, config)
    withdraw(f"{DIREKTIONEN}/punkt/1", "persondata", "x", config)
    (folder / "a.txt").unlink()
    publish(folder, config, accept_removed=True)
    first = "Punkt 1: Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Havnebad"
    write(
        folder, a=sample().replace("Punkt 2: Lukket", "Punkt 3: Lukket").replace("Punkt 1: Havnebad", first)
    )
    release = publish(folder, config).release
    assert "Havnebad" not in release.text(f"{DIREKTIONEN}/referat")
    assert "item-may-be-withdrawn" in codes(release, "a.txt")


def test_nothing_withdrawn_comes_back_at_the_second_meeting_of_a_day(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    late = sample().replace("16:30", "19:00")
    folder = write(tmp_path / "minutes", a=sample(decision="Udsat."), b=late)
    publish(folder, config)
    withdraw(f"{DIREKTIONEN}-kl-1900/punkt/1", "persondata", "x", config)
    first = "Punkt 1: Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Havnebad"
    write(folder, b=late.replace("Punkt 2: Lukket", "Punkt 3: Lukket").replace("Punkt 1: Havnebad", first))
    release = publish(folder, config).release
    assert "Havnebad" not in release.text(f"{DIREKTIONEN}-kl-1900/referat")
    assert "Havnebad" in release.text(f"{DIREKTIONEN}/referat")
    assert "item-may-be-withdrawn" in codes(release, "b.txt")
