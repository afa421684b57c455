"""Entries of a catalogue: their kind, what a meeting is known by, and catalogues of any shape."""

from dataclasses import replace
from typing import Any

import pytest
from each import each
from firstagenda import catalogue, entry, guid
from hypothesis import given
from hypothesis import strategies as st

from graph.harvest.catalogue import CatalogueError, Entry, body_name, read

ENTRY = next(iter(read(catalogue(Teknik=[entry("a")])).entries.values()))


def test_an_entry_has_what_is_listed() -> None:
    assert (
        Entry(
            id=guid("a"),
            body="Teknik",
            name="Referat",
            start="2031-02-03T16:00:00+01:00",
            end="2031-02-03T18:00:00+01:00",
            released="2031-02-05T12:00:00.0000000+01:00",
            minutes=True,
            supplementary=False,
        )
        == ENTRY
    )
    assert Entry.of(ENTRY.told()) == ENTRY


@each(
    ("name", "minutes", "supplementary", "kind"),
    [
        ("Referat", True, False, "minutes"),
        ("Dagsorden", True, False, "minutes"),
        ("", True, False, "minutes"),
        ("Dagsorden", False, False, "agenda"),
        ("Lukket referat", True, False, "closed minutes"),
        ("Tillægsdagsorden", False, False, "supplement"),
        ("Tillæg til referat", True, False, "supplement"),
        ("Dagsorden", False, True, "supplement"),
        ("Ekstraordinær dagsorden", True, False, "minutes"),
    ],
)
def test_the_kind_of_a_document(name: str, minutes: bool, supplementary: bool, kind: str) -> None:
    assert replace(ENTRY, name=name, minutes=minutes, supplementary=supplementary).kind == kind


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Byråd 2022-2025", "Byråd"),
        ("Byråd  2022 – 2025 ", "Byråd"),
        ("Byrådet 2026 - og frem", "Byrådet"),
        (".Spørgsmål / Svar til Byrådet 2022-2025", "Spørgsmål / Svar til Byrådet"),
        ("Udvalg 17", "Udvalg 17"),
        ("Kommuneplan 2030", "Kommuneplan 2030"),
    ],
)
def test_a_body_is_called_without_its_period(printed: str, name: str) -> None:
    assert body_name(printed) == name


def test_a_meeting_is_known_by_body_and_start_in_any_offset() -> None:
    other = replace(ENTRY, id=guid("b"), body="TEKNIK 2030-2033", start="2031-02-03T15:00:00Z")
    assert other.meeting == ENTRY.meeting
    assert replace(ENTRY, start="2031-02-03T19:00:00+01:00").meeting != ENTRY.meeting
    assert replace(ENTRY, start="mandag").meeting == ("teknik", "mandag")


@pytest.mark.parametrize("identity", [None, 3, "", "../x", guid("a")[:-1], guid("a") + "\n"])
def test_an_entry_without_an_id_is_counted_and_passed_over(identity: object) -> None:
    listed = read(catalogue(Teknik=[entry("b"), {**entry("a"), "Id": identity}]))
    assert (set(listed.entries), listed.unreadable) == ({guid("b")}, 1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Id", "Navn", "Moeder", "Dato", "Afsluttet"]), inner, max_size=4)
    ),
)


@given(VALUES)
def test_any_json_is_a_catalogue_or_none(value: Any) -> None:
    for told in (
        value,
        {"Udvalg": value},
        {"Udvalg": {"a": [value]}},
        {"Udvalg": {"a": [{"Moeder": [value]}]}},
    ):
        try:
            listed = read(told)
        except CatalogueError:
            continue
        assert listed.bodies > 0
