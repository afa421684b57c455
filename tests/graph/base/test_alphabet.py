"""The Danish alphabet (DS 377, CLDR da) in lists."""

import re
from pathlib import Path

import pytest
from each import each
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from support import newer

from api.app import create_app
from graph.base.alphabet import key, natural, rows_in_order
from graph.base.config import Config
from graph.publishing.publish import publish

pytestmark = pytest.mark.usefixtures("little_ontology")


@each(
    "ordered",
    [
        ["Zenia", "Ærling", "Øjvind", "Aage", "Åse"],
        ["Anders", "Zacharias", "Ägir", "Ærø", "Österbro", "Østerbro", "Aabenraa", "Ålborg"],
        ["Kalundborg", "Kål", "Kaalund"],
        ["Ove", "Øvre", "Åby"],
        ["Lene", "Léne", "Lisa", "Lysa", "Lüsa", "Lyse"],
        ["Afdeling 2", "Afdeling 10", "Afdeling A"],
        ["Børn og Unge", "Børne- og Familieudvalget", "Børnehuset"],
        ["Udvalget", "udvalget", "Udvalgsformanden"],
    ],
)
def test_the_order_of_names(ordered: list[str]) -> None:
    turned = ordered[::-1]
    assert sorted(turned, key=key) == ordered


@pytest.mark.parametrize(("one", "other"), [("A\u030ase", "Åse"), ("Rene\u0301", "René")])
def test_a_letter_is_the_same_however_it_is_composed(one: str, other: str) -> None:
    assert key(one)[0] == key(other)[0]


@given(st.lists(st.text(), max_size=5))
def test_any_texts_can_be_put_in_order(texts: list[str]) -> None:
    turned = texts[::-1]
    assert sorted(texts, key=key) == sorted(turned, key=key)


def rows(*names: str, **same: str) -> list[dict[str, str]]:
    return [{"label": name, **same} for name in names]


def test_rows_keep_the_order_that_stands_before_the_words() -> None:
    query = "SELECT * { ?s ?p ?label } ORDER BY DESC(?meetings) ?label\nLIMIT 9 OFFSET 0\n"
    many, few = rows("Aarup", "Zoo", meetings="10"), rows("Åby", "Ærø", meetings="9")
    assert rows_in_order(query, many + few) == [*many[::-1], *few[::-1]]


def test_rows_that_are_alike_in_their_words_stay_as_they_are() -> None:
    query = "SELECT * {} ORDER BY ?label ?date"
    came = [{"label": "Å", "date": "1"}, {"label": "Å", "date": "2"}, {"label": "Æ", "date": "0"}]
    assert rows_in_order(query, came) == [came[2], *came[:2]]


@pytest.mark.parametrize("query", ["SELECT * {} ORDER BY DESC(?date) ?item", "SELECT * {}", "ASK {}"])
def test_rows_in_no_order_of_words_stay_as_they_are(query: str) -> None:
    came = rows("Å", "Æ", date="1")
    assert rows_in_order(query, came) == came


def test_the_people_and_the_units_of_a_municipality_are_in_order(tmp_path: Path) -> None:
    names = ("Zenia Frost", "Åse Bondo", "Ærling Bo", "Øjvind Kaj", "Aage Holm")
    items = [
        f"Emne {name}\n\n20-00440{at}\n\nIndstillinger\n\nSekretariatschef {name} indstiller, at det godkendes."
        for at, name in enumerate(names)
    ]
    minutes = tmp_path / "minutes"
    minutes.mkdir()
    (minutes / "a.txt").write_text(newer(*items), "utf-8")
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    publish(minutes, config)
    client = TestClient(create_app(config), base_url=config.base_iri)
    page = client.get("/personer", headers={"Accept": "text/html"}).text
    firsts = [name.split()[0] for name in re.findall(r'href="/doc/[^"]*/person/[^"]*">([^<]+)</a>', page)]
    firsts = [one for one in firsts if one in {name.split()[0] for name in names}]  # and those who attended
    assert firsts == ["Zenia", "Ærling", "Øjvind", "Aage", "Åse"]
    members = client.get("/enheder.jsonld").json()["member"]
    units = [one["label"]["da"] for one in members]
    assert units == sorted(units, key=key)


def test_numbers_in_addresses_sort_as_numbers_however_long() -> None:
    assert sorted(["p/10", "p/9", "p/", "p/x"], key=natural) == ["p/", "p/9", "p/10", "p/x"]
    assert natural("9" * 5000)
    assert sorted(["d/" + "9" * 19, "d/123"], key=natural)[0] == "d/123"
