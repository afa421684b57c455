"""What came and went between two releases: in the files, on the command line and at /diff."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from kept_releases import BASE, BODY
from samples import put, sample, write

from api.app import create_app
from api.cli.main import cli
from api.history import diff as paging
from api.workers.compare import Diffs
from graph.base.config import Config, OperatorError
from graph.publishing.publish import publish
from graph.release import archive, diff, integrity
from graph.release.archive import Release
from graph.release.diff import Things
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

FIRST, SECOND, GONE = (f"{BASE}/id/{BODY}/2023-09-{day}" for day in ("12", "19", "26"))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Two releases: one meeting is the same, of one a decision is another, one goes and one comes."""
    folder = tmp_path_factory.mktemp("two")
    config = Config(data_dir=folder / "data", removed_share=1.0)
    minutes = write(folder / "minutes", a=sample("12"), c=sample("26"), d=sample("05"))
    publish(minutes, config)
    (minutes / "c.txt").unlink()
    write(minutes, a=sample("12", decision="Udsat."), b=sample("19"))
    publish(minutes, config)
    return config


@pytest.fixture(scope="module")
def pair(config: Config) -> tuple[Release, Release]:
    old, new = archive.releases(config)
    return old, new


@pytest.fixture
def things(pair: tuple[Release, Release], tmp_path: Path) -> Things:
    diff.count(*pair, tmp_path / "things.sqlite")
    return Things(tmp_path / "things.sqlite")


def held(release: Release) -> set[str]:
    """All quads of the named graphs, as the store has them."""
    with Store.open_read_only(release.store) as store:
        return {
            f"{triple} <{graph}> .\n" for graph in store.graphs() for triple in store.triples(graph_iri=graph)
        }


def test_the_quads_are_those_that_the_stores_do_not_share(pair: tuple[Release, Release]) -> None:
    old, new = (held(release) for release in pair)
    told = list(diff.quads(*pair))
    assert {line.decode() for came, line in told if came} == new - old
    assert {line.decode() for came, line in told if not came} == old - new
    assert len(told) == len(new - old) + len(old - new)
    assert list(diff.quads(*pair)) == told
    assert list(diff.quads(pair[1], pair[1])) == []


def test_progress_is_told(pair: tuple[Release, Release]) -> None:
    heard: list[tuple[int, int, str]] = []
    list(diff.quads(*pair, lambda *one: heard.append(one)))
    assert heard == [(1, 2, "direktionen/2023.nq.gz"), (2, 2, "faelles.nq.gz")]


def test_the_patch_makes_the_new_release_out_of_the_old(pair: tuple[Release, Release]) -> None:
    old, new = (held(release) for release in pair)
    lines = [line.decode() for line in diff.patch(*pair)]
    assert lines[0] == f"H id <{BASE}/diff?from={pair[0].id}&to={pair[1].id}> .\nTX .\n"
    assert lines[-1] == "TC .\n"
    for line in lines[1:-1]:
        (old.add if line.startswith("A ") else old.remove)(line[2:])
    assert old == new
    assert len(list(ox.parse("".join(sorted(old)), format=ox.RdfFormat.N_QUADS))) == len(new)


def test_things_are_counted_by_kind(things: Things) -> None:
    counts = things.counts()
    assert {change: counts.get(("moede", change), 0) for change in ("Create", "Update", "Delete")} == {
        "Create": 1,
        "Update": 1,
        "Delete": 1,
    }
    assert [(one.iri, one.change) for one in things.list(10, kind="moede")] == [
        (FIRST, "Update"),
        (SECOND, "Create"),
        (GONE, "Delete"),
    ]
    items = [one.iri for one in things.list(10, kind="punkt", change="Update")]
    assert items == [f"{FIRST}/punkt/1", f"{FIRST}/punkt/2"]  # the second stands elsewhere in the text
    assert [one.iri for one in things.list(1, 1, kind="moede")] == [SECOND]
    assert things.get(f"{BASE}/id/{BODY}/2023-09-05") is None


def test_counting_in_many_steps_gives_the_same(
    pair: tuple[Release, Release], things: Things, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diff, "_AT_A_TIME", 1)
    diff.count(*pair, tmp_path / "again.sqlite")
    assert Things(tmp_path / "again.sqlite").list(1000) == things.list(1000)


def test_the_quads_of_each_thing_are_those_that_were_counted(
    pair: tuple[Release, Release], things: Things
) -> None:
    every = things.list(1000)
    came = went = 0
    with Store.open_read_only(pair[0].store) as before, Store.open_read_only(pair[1].store) as after:
        for one in every:
            added, removed = diff.of_thing(before, after, one.iri)
            assert (len(added), len(removed)) == (one.came, one.went), one.iri
            came, went = came + len(added), went + len(removed)
        added, removed = diff.of_thing(before, after, f"{FIRST}/punkt/1")
    assert (came, went) == things.totals()
    assert any('"Udsat."' in line for line in added)
    assert any('"Godkendt."' in line for line in removed)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/id/by/moede/x/2023-01-01", "moede"),
        ("/id/by/moede/x/2023-01-01/punkt/1", "punkt"),
        ("/id/by/sag/20-1", "sag"),
        ("/id/by/profil", "andet"),
        ("/id/by/ukendt/1", "andet"),
        ("/ns#Meeting", "andet"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    assert diff.kind_of(f"{BASE}{path}") == kind


def test_a_release_without_dumps_cannot_be_compared(pair: tuple[Release, Release], tmp_path: Path) -> None:
    bare = tmp_path / pair[0].id
    shutil.copytree(pair[0].path, bare)
    shutil.rmtree(bare / "dumps")
    with pytest.raises(OperatorError, match="cannot be compared"):
        list(diff.quads(Release(bare), pair[1]))
    shutil.copytree(pair[0].path / "dumps", bare / "dumps")  # and then one whose dumps are damaged
    (bare / "dumps" / "faelles.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(OperatorError, match="cannot be compared"):
        list(diff.quads(Release(bare), pair[1]))


def run(config: Config, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        cli, ["diff", *arguments, "--data-dir", str(config.data_dir)], standalone_mode=False
    )
    if isinstance(result.exception, OperatorError):
        return 2, str(result.exception)
    assert result.exception is None
    return result.return_value, result.stdout


def test_the_command(config: Config, pair: tuple[Release, Release], things: Things) -> None:
    status, text = run(config, "1")
    came, went = things.totals()
    lines = text.splitlines()
    names = f"{pair[0].id} -> {pair[1].id}"
    assert (status, lines[0]) == (1, f"{names}: {came} udsagn kom til, og {went} gik ud.")
    assert "Møder: nye 1, ændrede 1, fjernede 1" in lines
    first = "Ændret: Direktionen 12. september 2023, Punkt 1: "
    changed = next(place for place, line in enumerate(lines) if line.startswith(first))
    assert lines[changed + 1].startswith("  Beslutning ændret fra »")
    assert lines[changed + 1].endswith("« til »Udsat.«")
    assert "Fjernet: Direktionen 26. september 2023" in lines
    assert (
        "Ændret: Direktionen 12. september 2023, Punkt 2: " not in text
    )  # it stands elsewhere, and says the same
    assert "http" not in text
    counted = things.get(f"{FIRST}/punkt/2")
    assert counted
    told = run(config, "1", "--iris")[1]
    assert f"  {FIRST}/punkt/2 +{counted.came} -{counted.went}\n" in told
    status, text = run(config, "1", pair[1].id, "--format", "json")
    told = json.loads(text)
    assert (status, told["quads"], len(told["things"])) == (
        1,
        {"came": came, "went": went},
        len(things.list(999)),
    )
    status, text = run(config, "1", "2", "--format", "patch")
    assert (status, text.encode()) == (0, b"".join(diff.patch(*pair)))
    assert run(config, "2", "0002")[0] == 0
    assert json.loads(run(config, "2", "--format", "json")[1])["things"] == []
    assert run(config, "7") == (2, "7: no release of that id; see: sagsgraf releases")
    assert run(config, "000")[1] == "000: more than one release of that id; see: sagsgraf releases"


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[TestClient]:
    with TestClient(create_app(config), base_url=BASE) as client:
        yield client


def test_as_json(site: TestClient, pair: tuple[Release, Release], things: Things) -> None:
    told = site.get("/diff.json").json()
    assert (told["from"]["release"], told["to"]["release"]) == (pair[0].id, pair[1].id)
    assert told["things"] == [one.record for one in things.list(100)]
    assert {"kind": "moede", "change": "Create", "things": 1} in told["counts"]
    told = site.get(
        "/diff?from=1&to=2&kind=moede&change=Delete", headers={"Accept": "application/json"}
    ).json()
    assert [one["iri"] for one in told["things"]] == [GONE]
    thing = f"{FIRST}/punkt/1"
    told = site.get("/diff.json", params={"from": "1", "to": "2", "thing": thing}).json()["thing"]
    assert (len(told["added"]), len(told["removed"])) == (told["came"], told["went"])
    assert any('"Udsat."' in line for line in told["added"])


def test_as_a_patch(site: TestClient, pair: tuple[Release, Release]) -> None:
    answer = site.get("/diff?from=1&to=2", headers={"Accept": "application/rdf-patch"})
    assert answer.content == b"".join(diff.patch(*pair))
    name = f'attachment; filename="diff-{pair[0].id}-{pair[1].id}.rdfp"'
    assert answer.headers["content-disposition"] == name
    backwards = site.get("/diff.rdfp?from=2&to=1").text.splitlines()
    assert sum(line.startswith("A ") for line in backwards) == answer.text.count("\nD ")


def test_as_a_page(site: TestClient, pair: tuple[Release, Release], things: Things) -> None:
    page = site.get("/diff", headers={"Accept": "text/html"}).text
    assert f"Fra {pair[0].id} (" in page
    assert f"{things.totals()[0]} udsagn kom til, og {things.totals()[1]} gik ud." in page
    assert page.count("<h1>") == 1
    moved = site.get("/diff?kind=moede&change=Delete", headers={"Accept": "text/html"}).text
    assert "Direktionen 26. september 2023</a>" in moved
    assert "Direktionen 19. september 2023</a>" not in moved
    about = site.get("/diff", params={"thing": f"{FIRST}/punkt/1"}, headers={"Accept": "text/html"}).text
    text = " ".join(re.sub("<[^>]+>", " ", about).split())
    assert "til »Udsat.«" in text
    assert re.search(r"Beslutning ændret fra »[^«]+« til »Udsat\.«", text), text
    assert "char=" not in about
    assert "^^" not in text
    items = site.get("/diff?kind=punkt&change=Update", headers={"Accept": "text/html"}).text
    assert "»Udsat.«" in items
    assert "1 ting siger det samme som før, men er læst et andet sted i teksten" in items
    same = site.get("/en/diff?from=2&to=2", headers={"Accept": "text/html"}).text
    assert "There are no differences." in same


def test_things_come_in_pages(site: TestClient, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_PAGE", 2)
    every = [one.iri for one in things.list(1000, kind="punkt")]
    found, address = [], "/diff.json?from=1&to=2&kind=punkt&page=1"
    while address:
        told = site.get(address).json()
        found += [one["iri"] for one in told["things"]]
        assert len(told["things"]) <= 2
        address = told.get("next", "")
    assert found == every
    page = site.get("/diff?from=0001&to=2&kind=punkt&page=2", headers={"Accept": "text/html"}).text
    assert 'rel="prev"' in page
    assert "&amp;kind=punkt&amp;page=3" in page


@pytest.mark.parametrize(
    "query",
    [
        *("from=9", "to=9", "to=1", "page=0", "page=1e9"),
        *("kind=x", "change=x", "thing=x", "thing=x%3E%20%7B"),
    ],
)
def test_what_there_is_not(site: TestClient, query: str) -> None:
    assert site.get(f"/diff.json?{query}").status_code == 404
    assert site.get("/diff.xml").status_code == 404


def test_a_patch_that_is_too_long_is_left_to_the_command(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(config)
    app.state.site.diffs = Diffs(patch_bytes=1000)
    with TestClient(app, base_url=BASE) as site:
        answer = site.get("/diff.rdfp?from=1&to=2")
        assert (answer.status_code, "sagsgraf diff" in answer.json()["detail"]) == (503, True)
        assert site.get("/diff.json?from=1&to=2").status_code == 200


def test_releases_that_cannot_be_compared(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    put(config, a="12", b="19")
    earlier = archive.releases(config)[0]  # of a version that made no dumps
    shutil.rmtree(earlier.path / "dumps")
    integrity.write_list(earlier.path, None, (), {})
    with TestClient(create_app(config), base_url=BASE) as site:
        answer = site.get("/diff.json?from=1&to=2")
        assert (answer.status_code, "another version" in answer.json()["detail"]) == (404, True)


def test_differences_are_not_kept_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(data_dir=tmp_path / "data")
    for number in range(1, 4):
        put(config, **{f"m{day}": f"1{day}" for day in range(number)})
    monkeypatch.setattr("api.workers.compare._MOST", 1)
    app = create_app(config)
    with TestClient(app, base_url=BASE) as site:
        folders = []
        for new in (2, 3):
            assert site.get(f"/diff.json?from=1&to={new}").status_code == 200
            folders += [Path(made.folder.name) for made in app.state.site.diffs._made.values()]
        assert [folder.is_dir() for folder in folders] == [False, True]
        for made in app.state.site.diffs._made.values():
            made.asked -= 1000
        site.portal.call(app.state.site.diffs._forget)
        assert not folders[1].is_dir()
        assert site.get("/diff.json?from=1&to=3&page=2").status_code == 200  # made anew
