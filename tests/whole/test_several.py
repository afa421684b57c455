"""Several municipalities in one release: what each has is what it has alone, and nothing of one is another's."""

import gzip
import re
import shutil
from dataclasses import replace
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from municipalities import LICENCE, LYNGBAKKE, MINUTES
from places import EXAMPLES
from replay import graph_of
from samples import sample, write
from serving import served

from api.app import create_app
from graph.base.config import Config, OperatorError, RegistryEntry
from graph.following.union import UNION, follow
from graph.publishing.publish import Outcome, publish
from graph.publishing.withdraw import withdraw
from graph.release import archive
from graph.release.archive import Release
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

BASE = "http://127.0.0.1:8000/id"
OURS = sample("19").replace("Ådalsø", "Lyngbakke").replace("Sidsel Ravnekær, Bodil Isfugl", "Tove Birkemose")


def quads(release: Release) -> set[str]:
    """All that the named graphs say."""
    with Store.open_read_only(release.store) as store:
        return {f"{triple} <{g}>" for g in store.graphs() for triple in store.triples(graph_iri=g)}


def dumped(release: Release, below: str = "") -> dict[str, bytes]:
    folder = release.path / "dumps" / below
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.gz"))}


def current(config: Config) -> Release:
    return Release(archive.current(config))


def small(folder: Path, **texts: str) -> Config:
    """The settings of the two, with a few small minutes of each."""
    write(folder / "aadalsoe", a=sample("12"), b=sample("13"))
    write(folder / "lyngbakke", c=OURS, **texts)
    entries = (
        RegistryEntry("aadalsoe", folder / "aadalsoe"),
        RegistryEntry(str(LYNGBAKKE), folder / "lyngbakke"),
    )
    return Config(data_dir=folder / "data", municipality=entries)


def told_of(release: Release, slug: str) -> str:
    """What a release says of the things of a municipality, as those who follow have it."""
    lines = graph_of(release)
    return "".join(f"{line}\n" for line in sorted(lines) if line.startswith(f"<{BASE}/{slug}/"))


def codes(outcome: Outcome) -> dict[str, list[str]]:
    """File -> the codes of its violations."""
    found = outcome.release.findings
    return {file: [one["code"] for one in found[file] if one["severity"] == "violation"] for file in found}


def test_the_release_of_both_is_the_union_of_their_own(tmp_path: Path) -> None:
    config = small(tmp_path)
    for name in ("direktionen-2022-10-03", "kultur-og-fritidsudvalget-2023-09-12"):  # with links
        shutil.copy(EXAMPLES / f"{name}.txt", tmp_path / "aadalsoe")
    for file in MINUTES.iterdir():
        shutil.copy(file, tmp_path / "lyngbakke")
    union = quads(publish(None, config).release)
    own = [
        publish(entry.folder, Config(data_dir=tmp_path / str(number), profile=entry.profile)).release
        for number, entry in enumerate(config.municipality)
    ]
    assert union == quads(own[0]) | quads(own[1])
    for slug, release in zip(("aadalsoe", "lyngbakke"), own, strict=True):
        alone, among = dumped(release), dumped(current(config), slug)
        assert among.keys() == alone.keys()
        assert all(
            among[name] == alone[name] for name in alone if not name.startswith(("faelles", "sagsgraf"))
        )
    whole = gzip.decompress(dumped(current(config))["sagsgraf.nq.gz"]).decode().splitlines()
    assert {line.removesuffix(" .") for line in whole} == union
    assert len(whole) == len(union)


def test_the_same_number_in_two_is_two_cases_and_no_link_crosses(both: Config) -> None:
    with Store.open_read_only(current(both).store) as store:
        rows = store.query(
            "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?a ?b {"
            ' { ?a sg:caseNumber "20-004417" BIND(?a AS ?b) } UNION'
            " { ?link sg:linkFrom ?a ; sg:linkTo ?b } UNION { ?a sg:concernsCase|sg:executedIn ?b } }"
        )
        assert isinstance(rows, ox.QuerySolutions)
        pairs = [(row["a"].value, row["b"].value) for row in rows]  # type: ignore[union-attr]
    assert {a for a, b in pairs if a == b} == {
        f"{BASE}/{slug}/sag/20-004417" for slug in ("aadalsoe", "lyngbakke")
    }
    municipalities = {tuple(iri.removeprefix(f"{BASE}/").split("/")[0] for iri in pair) for pair in pairs}
    assert municipalities == {("aadalsoe", "aadalsoe"), ("lyngbakke", "lyngbakke")}


def test_one_more_reads_nobody_elses_documents(tmp_path: Path) -> None:
    both = small(tmp_path)
    alone = Config(data_dir=both.data_dir)
    assert publish(tmp_path / "aadalsoe", alone).read == 2
    first = publish(None, replace(both, municipality=both.municipality[:1]))
    assert (first.new, first.read) == (True, 0)  # the names of the files are others
    then = publish(None, both)
    assert (then.read, then.release.manifest.totals.published) == (1, 3)
    assert publish(None, both).new is False
    fresh = publish(None, replace(both, data_dir=tmp_path / "fresh")).release
    run = "koersel/[0-9a-f]{12}"  # what had to say more of itself was read under another one
    assert {re.sub(run, "", one) for one in quads(then.release)} == {
        re.sub(run, "", one) for one in quads(fresh)
    }


def test_another_word_in_a_profile_reads_its_own_documents_alone(tmp_path: Path) -> None:
    config = small(tmp_path)
    publish(None, config)
    named = tmp_path / "lyngbakke.ttl"
    named.write_text(LYNGBAKKE.read_text().replace('"Direktionen"@da', '"Direktionen"@da, "Chefgruppen"@nb'))
    other = replace(
        config, municipality=(config.municipality[0], RegistryEntry(str(named), tmp_path / "lyngbakke"))
    )
    assert publish(None, other).read == 1
    assert quads(current(other)) == quads(publish(None, replace(other, data_dir=tmp_path / "fresh")).release)


def test_a_shared_folder_goes_by_what_the_minutes_say(tmp_path: Path) -> None:
    nobody = sample("14").replace("Ådalsø", "Søndermark")
    silent = sample("15").replace("Ådalsø Rådhus", "Mødelokale 8").replace("i Ådalsø Kommune ", "")
    folder = write(
        tmp_path / "minutes", a=sample("12"), c=OURS, d=nobody, e=silent, f=f"{OURS}\n\nÅdalsø Kommune"
    )
    entries = RegistryEntry("aadalsoe"), RegistryEntry(str(LYNGBAKKE))
    config = Config(data_dir=tmp_path / "data", municipality=entries)
    done = publish(folder, config)
    assert {one.file: (one.status, one.municipality) for one in done.release.manifest.documents} == {
        "+minutes/a.txt": ("published", "aadalsoe"),
        "+minutes/c.txt": ("published", "lyngbakke"),
        "+minutes/d.txt": ("quarantined", ""),
        "+minutes/e.txt": ("quarantined", ""),
        "+minutes/f.txt": ("quarantined", ""),
    }
    assert codes(done)["+minutes/e.txt"] == ["municipality-unknown"]
    again = publish(folder, replace(config, municipality=(*entries, RegistryEntry("kalundborg"))))
    assert again.read == 3  # it may be whose the three were that were nobody's


def test_minutes_of_another_than_their_folders_are_set_aside(tmp_path: Path) -> None:
    done = publish(None, small(tmp_path, d=sample("14")))
    assert codes(done)["lyngbakke/d.txt"] == ["municipality-other"]
    assert not any("lyngbakke" in minutes and "09-14" in minutes for minutes in done.release.published)


def test_a_folder_within_anothers_is_its_own(tmp_path: Path) -> None:
    write(tmp_path / "all", a=sample("12"))
    write(tmp_path / "all" / "her", c=OURS)
    entries = (
        RegistryEntry("aadalsoe", tmp_path / "all"),
        RegistryEntry(str(LYNGBAKKE), tmp_path / "all" / "her"),
    )
    done = publish(None, Config(data_dir=tmp_path / "data", municipality=entries))
    assert {one.file: one.status for one in done.release.manifest.documents} == {
        "aadalsoe/a.txt": "published",
        "lyngbakke/c.txt": "published",
    }


def test_a_withdrawal_is_gone_from_the_dump_and_the_feeds_of_one_and_the_other_is_untouched(
    tmp_path: Path,
) -> None:
    config = small(tmp_path)
    before = publish(None, config).release
    followed = tmp_path / "followed"
    with served(config) as port:
        stream = f"http://127.0.0.1:{port}/changes/lyngbakke"
        follow([stream], followed)
        assert (followed / UNION).read_text() == told_of(before, "lyngbakke")
        own = dumped(before, "aadalsoe"), {one for one in quads(before) if f"<{BASE}/aadalsoe/" in one}
        item = f"{BASE}/lyngbakke/moede/direktionen/2023-09-19/punkt/1"
        done = withdraw(item, "persondata", "test", config)
        (polled,) = follow([stream], followed)
        feed = httpx2.get(f"{stream}.atom").text
    assert done.read == 1
    after = done.release
    assert (polled.problem, polled.anew) == ("", False)
    assert (followed / UNION).read_text() == told_of(after, "lyngbakke")
    for words in (feed, *(gzip.decompress(data).decode() for data in dumped(after, "lyngbakke").values())):
        assert "Havnebad" not in words
    assert dumped(after, "aadalsoe") == own[0]
    assert {one for one in quads(after) if f"<{BASE}/aadalsoe/" in one} == own[1]
    told = {one for one in quads(after) if f"<{item}>" in one}
    assert told
    assert all(one.endswith(f"<{BASE}/lyngbakke/tilbagetrukket>") for one in told)
    assert publish(None, config).release.manifest.withdrawn == after.manifest.withdrawn


def test_addresses_of_one_lead_on_when_there_are_several_and_back_again(tmp_path: Path) -> None:
    both = replace(small(tmp_path), licence=LICENCE, removed_share=1.0)
    alone = replace(both, municipality=(), profile="aadalsoe")
    first = publish(tmp_path / "aadalsoe", alone).release
    ways = {
        "/dump/direktionen/2023.ttl.gz": "/dump/aadalsoe/direktionen/2023.ttl.gz",
        "/catalog/dataset/organ/direktionen.ttl": "/catalog/dataset/aadalsoe/organ/direktionen.ttl",
        "/catalog/distribution/aar/2023/nq": "/catalog/distribution/aadalsoe/aar/2023/nq",
    }
    streams = ["/changes/aadalsoe", "/changes/aadalsoe.atom"]
    publish(None, both)
    publish(None, replace(both, agendas=True))  # which one was alone is not forgotten
    with TestClient(create_app(both), follow_redirects=False) as client:
        for old, new in ways.items():
            assert client.get(f"{old}?_profile=dcat-ap").headers["location"] == f"{new}?_profile=dcat-ap"
            assert (client.get(old).status_code, client.get(new).status_code) == (307, 200), old
            assert client.get(f"{old}?release={first.id}").status_code == 200
        assert client.get("/dump/byraadet/2023.ttl.gz").status_code == 404
        assert [client.get(path).status_code for path in streams] == [200, 200]
    publish(tmp_path / "aadalsoe", alone, accept_removed=True)
    ways |= {
        "/catalog": "/catalog/municipality/aadalsoe",
        "/catalog/service/aendringer": "/catalog/service/aadalsoe/aendringer",
    }
    with TestClient(create_app(alone), follow_redirects=False) as client:
        for old, new in ways.items():
            assert client.get(new).headers["location"] == old
            assert client.get(old).status_code == 200, old
        assert [client.get(path).status_code for path in streams] == [200, 200]
        assert (
            "lyngbakke"
            in client.get("/changes/lyngbakke/3/1", headers={"accept": "application/n-quads"}).text
        )
        assert client.get("/changes/ingenby").status_code == 404


def test_a_municipality_that_goes_is_asked_about_and_leaves_nothing(tmp_path: Path) -> None:
    config = small(tmp_path, d=OURS.replace("19", "20"))
    publish(None, config)
    alone = replace(config, municipality=config.municipality[:1])
    with pytest.raises(OperatorError, match=r"2 of the 4 documents of .* would go"):
        publish(None, replace(alone, removed_share=0.6))  # a share of its own documents, not of all
    done = publish(None, alone, accept_removed=True)
    assert done.read == 0
    assert quads(done.release) == quads(publish(None, replace(alone, data_dir=tmp_path / "fresh")).release)


def test_it_is_the_closed_share_of_each_that_must_not_jump(tmp_path: Path) -> None:
    """Another municipality may close more: that is no change of the first."""
    config = small(tmp_path)
    publish(None, replace(config, municipality=config.municipality[:1]))
    closed = "\n\n".join(f"Punkt {n}: Lukket: Sag nummer {n}\n\n23-0044{n:02}" for n in range(3, 40))
    write(tmp_path / "lyngbakke", c=f"{OURS}\n\n{closed}\n")
    assert publish(None, config).new


@settings(max_examples=2, deadline=None)
@given(changes=st.lists(st.sampled_from(["12", "13", "14", "19"]), min_size=1, max_size=3))
def test_release_upon_release_is_what_one_would_be(
    changes: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    config = small(folder)
    publish(None, config)
    for number, day in enumerate(changes):
        text = (
            sample(day, decision=f"Godkendt {number}.") if day != "19" else OURS.replace("Godkendt", "Udsat")
        )
        slug = "lyngbakke" if day == "19" else "aadalsoe"
        write(folder / slug, **{f"d{day}" if day != "19" else "c": text})
        publish(None, config)
    fresh = publish(None, replace(config, data_dir=folder / "fresh")).release
    assert quads(current(config)) == quads(fresh)
    assert {name: gzip.decompress(data) for name, data in dumped(current(config)).items()} == {
        name: gzip.decompress(data) for name, data in dumped(fresh).items()
    }
