"""An answer of any bytes is a meeting or a problem, within bounds."""

import json
from contextlib import suppress

import pytest
from each import each
from firstagenda import entry, guid, item, meeting
from hypothesis import given
from hypothesis import strategies as st

from graph.harvest.catalogue import Entry
from graph.harvest.catalogue import read as catalogue
from graph.harvest.meeting import MeetingError, load, read


@pytest.fixture(scope="module")
def listed() -> Entry:
    return catalogue({"Udvalg": {"": [{"Navn": "Teknik", "Moeder": [entry("a")]}]}}).entries[guid("a")]


def test_an_open_answer_is_kept_byte_for_byte(listed: Entry) -> None:
    data = json.dumps(meeting("a", item(1)), indent=3).encode()
    assert read(data, listed, tells_open=False, keep_closed=False).data == data


@given(
    st.binary(max_size=60)
    | st.text(alphabet='[]{}",:0123456789.eE-truefalsn\\u d8', max_size=60).map(str.encode)
)
def test_any_bytes_are_json_or_not(data: bytes) -> None:
    with suppress(MeetingError):
        load(data)


@pytest.mark.parametrize("deep", [b"[", b'{"a":'])
def test_depth_is_bounded(deep: bytes) -> None:
    with pytest.raises(MeetingError, match="nested too deep"):
        load(deep * 1_000_000)


ODD: list[object] = [None, 1, "x", [], [None], ["x"], {}, [{"Html": 3}], [{"Html": None, "Link": []}]]


@each("odd", ODD)
@each("key", ["Felter", "Bilag", "Caption", "ExternalAgendaItemAttendees", "CaseNumber"])
@each("title", ["Lukket: Køb", "Stier"])
def test_values_of_any_type_are_no_trouble(key: str, odd: object, title: str, listed: Entry) -> None:
    told = meeting("a", item(1, **{"Caption": title, key: odd}))
    kept = read(json.dumps(told).encode(), listed, tells_open=True, keep_closed=False)
    assert json.loads(kept.data)["Id"] == guid("a")


def test_of_a_closed_item_nothing_is_kept_that_is_not_known(listed: Entry) -> None:
    field = {"Html": "x", "Link": "", "DocumentId": guid("x"), "Beslutning": "Hemmelig"}
    told = meeting("a", item(1, Caption="Lukket: Køb", Felter=[field, "Hemmelig"], Note={"a": "Hemmelig"}))
    kept = read(json.dumps(told).encode(), listed, tells_open=False, keep_closed=False)
    assert b"Hemmelig" not in kept.data
    assert kept.left_out == 1


def test_letters_that_are_none_are_kept_as_they_came(listed: Entry) -> None:
    data = json.dumps(meeting("a", item(1, Caption="\ud800"))).encode()
    assert read(data, listed, tells_open=True, keep_closed=False).sha256


def test_much_markup_takes_no_time_to_speak_of(listed: Entry) -> None:
    html = "<" * 300_000 + "<p " * 300_000 + "<!--" * 300_000 + "&" * 300_000
    told = meeting("a", item(1, html=html))
    assert not read(json.dumps(told).encode(), listed, tells_open=False, keep_closed=False).personal
