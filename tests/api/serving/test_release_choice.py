"""Answers from earlier releases: which one, what they say of it, and that nothing is told that must not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from kept_releases import BASE, FIRST, MEETINGS, SECOND
from samples import put, sample, write

from api.app import create_app
from api.serving.release_choice import memento, original
from graph.base.config import Config
from graph.publishing import publish as releasing
from graph.publishing import succession
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")

HTML = {"Accept": "text/html"}


def client_of(config: Config) -> TestClient:
    return TestClient(create_app(config), base_url=BASE, follow_redirects=False)


@pytest.fixture(scope="module")
def site(kept: Config) -> Iterator[TestClient]:
    with client_of(kept) as client:
        yield client


def count(site: TestClient, release: str) -> str:
    answer = site.get(
        "/sparql", params={"query": MEETINGS, "release": release}, headers={"Accept": "text/csv"}
    )
    return answer.text.split()[1] if answer.status_code == 200 else str(answer.status_code)


def test_a_query_is_answered_from_the_release_that_is_named(site: TestClient, ids: list[str]) -> None:
    named = ["1", "2", "3", "0002", ids[0], ids[1][:9], ""]
    assert [count(site, name) for name in named] == ["1", "2", "3", "2", "1", "2", "3"]


@pytest.mark.parametrize("name", ["4", "0", "000", "x", "../0001", "0001-", "9" * 5000, "0001\x00"])
def test_a_release_that_is_not_kept(site: TestClient, ids: list[str], name: str) -> None:
    answer = site.get("/sparql.csv", params={"query": MEETINGS, "release": name})
    if name == "0001-":  # an unambiguous beginning
        assert answer.status_code == 200
        return
    assert answer.status_code == 404
    assert [one["release"] for one in answer.json()["kept"]] == ids
    assert answer.json()["kept"][0]["created"] == "2026-01-01T10:00:00+00:00"


def test_two_names_mean_none_and_a_name_twice_means_one(site: TestClient) -> None:
    assert site.get("/sager?release=1&release=2", headers=HTML).status_code == 404
    assert site.get("/sager?release=1&release=1", headers=HTML).status_code == 200
    assert site.get("/sager?r%65lease=1&side=1", headers=HTML).headers["sagsgraf-release"].startswith("0001-")


def test_a_name_is_heard_among_any_number_of_parameters(site: TestClient) -> None:
    many = "&".join(f"a{number}=1" for number in range(1500))
    assert site.get(f"/sager?{many}&release=1", headers=HTML).headers["sagsgraf-release"].startswith("0001-")
    assert site.get(f"/sager?{many}&release=9", headers=HTML).status_code == 404


def test_a_posted_query_names_it_in_the_address(site: TestClient) -> None:
    answer = site.post("/sparql?release=1", data={"query": MEETINGS}, headers={"Accept": "text/csv"})
    assert answer.text.split() == ["n", "1"]
    assert "link" not in answer.headers  # what was asked is not in the address
    answer = site.post("/sparql", data={"query": MEETINGS, "release": "1"})
    assert (answer.status_code, "in the address" in answer.json()["detail"]) == (400, True)


def test_what_an_answer_says_of_its_release(site: TestClient, ids: list[str]) -> None:
    answer = site.get("/sparql.csv", params={"query": "ASK {}", "release": "1"})
    assert answer.headers["sagsgraf-release"] == ids[0]
    assert answer.headers["memento-datetime"] == "Thu, 01 Jan 2026 10:00:00 GMT"
    assert answer.headers["content-disposition"] == f'attachment; filename="sparql-{ids[0]}.csv"'
    assert "last-modified" not in answer.headers
    address = f"{BASE}/sparql.csv?query=ASK+%7B%7D"
    assert answer.headers["link"] == (
        f'<{address}&release={ids[0]}>; rel="memento"; datetime="Thu, 01 Jan 2026 10:00:00 GMT", '
        f'<{address}>; rel="original"'
    )
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"Sagsgraf-Release", "Memento-Datetime", "Link"} <= set(exposed)


def test_a_current_answer_says_where_it_stays(site: TestClient, ids: list[str]) -> None:
    answer = site.get("/sparql", params={"query": "ASK {}"})
    assert answer.headers["sagsgraf-release"] == ids[2]
    assert "memento-datetime" not in answer.headers
    assert f"release={ids[2]}>" in answer.headers["link"]
    assert answer.headers["last-modified"] == "Sun, 01 Mar 2026 10:00:00 GMT"
    long = site.get("/sparql", params={"query": "ASK {} #" + "x" * 3000})
    assert (long.status_code, "link" in long.headers) == (200, False)


def test_a_long_answer_says_it_too(site: TestClient, ids: list[str]) -> None:
    query = "SELECT * { VALUES ?a { 1 2 } ?s ?p ?o }"
    answer = site.get("/sparql.csv", params={"query": query, "release": "1"})
    assert len(answer.content) > 1 << 20
    assert answer.headers["sagsgraf-release"] == ids[0]
    assert ids[0] in answer.headers["content-disposition"]


def test_things_documents_and_files(site: TestClient, ids: list[str]) -> None:
    assert site.get(f"/id/{SECOND}?release=1").status_code == 404
    led = site.get(f"/id/{SECOND}?release=2")
    assert (led.status_code, led.headers["location"]) == (303, f"/doc/{SECOND}?release={ids[1]}")
    assert site.get(f"/id/{SECOND}?x=1").status_code == 404
    assert site.get(f"/doc/{SECOND}.ttl?release=1").status_code == 404
    answer = site.get(f"/doc/{SECOND}?release=2", headers={"Accept": "text/turtle"})
    assert answer.headers["content-location"] == f"/doc/{SECOND}.ttl?release={ids[1]}"
    assert f'</doc/{SECOND}.jsonld?release={ids[1]}>; rel="alternate"' in answer.headers["link"]
    dumped = site.get("/dump/sagsgraf.nq.gz?release=1")
    assert ids[0] in dumped.headers["content-disposition"]
    assert dumped.headers["memento-datetime"] == "Thu, 01 Jan 2026 10:00:00 GMT"
    assert dumped.content != site.get("/dump/sagsgraf.nq.gz").content


def test_a_page_of_an_earlier_release_says_so(site: TestClient, ids: list[str]) -> None:
    answer = site.get(f"/doc/{FIRST}?release=1", headers=HTML)
    assert f"udgivelse {ids[0]} af 1. januar 2026" in answer.text
    assert f'<a href="/doc/{FIRST}">Se siden i den nyeste udgivelse</a>' in answer.text
    assert f'href="/doc/{FIRST}.ttl?release={ids[0]}"' in answer.text
    assert f'href="/doc/{FIRST}/punkt/1"' in answer.text  # links lead to the current release
    assert answer.headers["x-robots-tag"] == "noindex"
    english = site.get(f"/en/doc/{FIRST}?release=1", headers=HTML)
    assert f"release {ids[0]} of 1 January 2026" in english.text
    assert f'<{BASE}/en/doc/{FIRST}>; rel="original"' in english.headers["link"]
    for current in (f"/doc/{FIRST}", f"/doc/{FIRST}?release=3"):
        answer = site.get(current, headers=HTML)
        assert "nyeste udgivelse" not in answer.text
        assert "x-robots-tag" not in answer.headers


def test_the_form_keeps_the_release(site: TestClient, ids: list[str]) -> None:
    page = site.get("/sparql", params={"query": MEETINGS, "release": "1"}, headers=HTML).text
    assert f'<input type="hidden" name="release" value="{ids[0]}">' in page
    assert 'name="release"' not in site.get("/sparql", headers=HTML).text


def test_an_answer_is_kept_and_asked_about(site: TestClient) -> None:
    first = site.get(f"/doc/{FIRST}.nt?release=1")
    again = site.get(f"/doc/{FIRST}.nt?release=1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")
    assert again.headers["memento-datetime"] == first.headers["memento-datetime"]
    assert again.headers["sagsgraf-release"] == first.headers["sagsgraf-release"]


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("/x", "/x"),
        ("/x?release=1", "/x"),
        ("/x?a=b%20c&release=1&d", "/x?a=b%20c&d"),
        ("/x?r%65lease=1&release=", "/x"),
        ("/x?releases=1", "/x?releases=1"),
    ],
)
def test_addresses_with_and_without_a_release(address: str, plain: str) -> None:
    assert original(address) == plain
    assert original(memento(address, "0001-ab")) == plain
    assert memento(address, "0001-ab").count("release=0001-ab") == 1


def test_after_a_rollback_what_was_gone_back_from_is_not_told(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    put(config, a="12", b="19")
    with client_of(config) as site:
        assert count(site, "2") == "2"
        releasing.rollback(config)
        assert (count(site, "1"), count(site, "2")) == ("1", "404")


ITEM = f"{BASE}/id/{FIRST}/punkt/1"


@pytest.mark.parametrize("deleted", [True, False])
def test_what_is_withdrawn_is_told_by_no_earlier_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deleted: bool
) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    put(config, a="12", b="19")
    query = f"ASK {{ <{ITEM}> <https://w3id.org/sagsgraf/ns#hasDecision> ?d }}"
    asked = [
        f"/doc/{FIRST}/punkt/1.ttl?release=1",
        f"/doc/{FIRST}/referat.txt?release=1",
        "/dump/sagsgraf.nq.gz?release=1",
        "/diff.rdfp?from=1&to=2",
        "/diff.json?from=1&to=2",
    ]
    with client_of(config) as site:

        def answers() -> list[int]:
            sparql = site.get("/sparql", params={"query": query, "release": "1"})
            return [sparql.status_code, *(site.get(address).status_code for address in asked)]

        assert answers() == [200] * 6
        if not deleted:  # the moment after the switch and before they are deleted
            monkeypatch.setattr(succession, "forget", lambda *_: 0)
        withdraw(ITEM, "persondata", "me", config)
        assert answers() == [404] * 6
        assert site.get(f"/doc/{FIRST}/punkt/1").status_code == 410
        gate = site.get(f"/doc/{FIRST}/punkt/1", headers={"Accept-Datetime": "Thu, 01 Jan 2015 10:00:00 GMT"})
        assert site.get(gate.headers["location"]).status_code == 410


def test_what_is_closed_now_is_told_by_no_earlier_release(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    open_item, title = sample("12"), "Havnebad ved Sønder Mole"
    put(config, a="12", b="19")
    folder = tmp_path / "minutes"
    write(folder, b=sample("19", decision="Udsat."))
    publish(folder, config)
    closed = open_item.replace(f"{title}....", f"Lukket: {title}....").replace(
        f"Punkt 1: {title}", f"Punkt 1: Lukket: {title}"
    )
    with client_of(config) as site:
        assert site.get("/sager?release=1", headers=HTML).status_code == 200
        write(folder, a=closed)
        third = publish(folder, config, accept_closed_share=True).release
        assert [count(site, name) for name in ("1", "2", "3")] == ["404", "404", "2"]
        answer = site.get(f"/doc/{FIRST}.ttl?release=1").json()
        assert [one["release"] for one in answer["kept"]][-1] == third.id
        write(folder, b=sample("19"))
        publish(folder, config)
        assert [count(site, name) for name in ("2", "3", "4")] == ["404", "2", "2"]


def test_a_closed_item_tells_no_more_in_an_earlier_release(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    folder = write(tmp_path / "minutes", a=sample("12", closed_words="Kandidat: Odin Havgus"))
    publish(folder, config)
    write(folder, b=sample("19"))
    publish(folder, config)
    with client_of(config) as site:
        for address in (f"/doc/{FIRST}/punkt/2.nt", f"/doc/{FIRST}/referat.txt", "/diff.rdfp"):
            answer = site.get(f"{address}?release=1" if "diff" not in address else address)
            assert answer.status_code == 200
            assert "Havgus" not in answer.text


def test_a_damaged_earlier_release_is_as_good_as_gone(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    first = put(config, a="12")
    put(config, a="12", b="19")
    (archive.folder(config) / first / "manifest.json").write_text("{", encoding="utf-8")
    with client_of(config) as site:
        assert (count(site, "1"), count(site, "2")) == ("404", "2")


def test_only_a_few_are_held_open_and_all_are_answered(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    for last in range(10, 17):
        put(config, **{f"m{day}": str(day) for day in range(10, last + 1)})
    app = create_app(config)
    with TestClient(app, base_url=BASE) as site:
        assert [count(site, str(number)) for number in (*range(1, 8), 1)] == [*"1234567", "1"]
        earlier = app.state.site.releases._earlier._held
        assert len(earlier) == 4
