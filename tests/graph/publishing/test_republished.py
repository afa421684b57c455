"""Meetings published anew under other identifiers, and supplementary agendas beside what they supplement."""

from pathlib import Path
from typing import Any

import pytest
from firstagenda_files import answer, container, data, guid, item, section

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.republished import Matter, matters, numbers
from graph.release.archive import Release
from graph.store.oxigraph import Store

DECIDED = container(section("Beslutning", "Godkendt."))
MEETING = "http://127.0.0.1:8000/id/aadalsoe/moede/byraadet/2023-06-26"


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ([("1", "Havnebad")], [("1", "Havnebad, 2. behandling")], {}),
        ([("1", "Havnebad", "20-1")], [("1", "Badet ved molen", "20-1")], {}),
        ([("1", "Havnebad", "20-1")], [("1", "Skolebusser", "21-2")], {"1": "1-2"}),
        ([("1", "Havnebad"), ("2", "Budget 2024")], [("1", "Havnebad"), ("2", "Skolebusser")], {"2": "2-2"}),
        ([("1-2", "Skolebusser")], [("1", "Skolebusser")], {"1": "1-2"}),
        ([("1-2", "Skolebusser")], [("1", "Affald og genbrug")], {"1": "1-3"}),
        ([("1", "Havnebad")], [("1", "Havnebad"), ("2", "Skolebusser")], {}),
    ],
)
def test_only_the_same_matter_keeps_a_number(
    before: list[tuple[str, ...]], now: list[tuple[str, ...]], found: dict[str, str]
) -> None:
    had, has = ([Matter(one[0], one[1], tuple(one[2:])) for one in told] for told in (before, now))
    assert numbers(had, has, fresh=True) == found
    kept = {number: other for number, other in found.items() if any(one.number == other for one in had)}
    assert numbers(had, has, fresh=False) == kept  # the same file, read anew


def published(folder: Path, config: Config, **files: dict[str, Any]) -> Release:
    folder.mkdir(exist_ok=True)
    for name, told in files.items():
        (folder / f"{name}.json").write_bytes(data(told))
    return publish(folder, config, accept_removed=True).release


def said(release: Release) -> dict[str, str]:
    """The titles of the items of the one meeting, by number."""
    [minutes] = release.published
    with Store.open_read_only(release.store) as store:
        return {one.number: one.title for one in matters(store, minutes)}


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

    (folder / "b.json").unlink()
    third = publish(folder, config, accept_removed=True).release
    assert said(third) == {"1": "Havnebad, anlæg", "2-2": "Affald og genbrug"}
