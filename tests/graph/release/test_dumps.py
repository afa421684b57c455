"""Dumps: that they hold the release, whole and in parts, and that what did not change is not written again."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from contexts import with_context
from samples import begun, digest, sample, write

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive
from graph.release.archive import Release
from graph.release.dumps import Dumps
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

BASE = "http://127.0.0.1:8000/id/aadalsoe/moede"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"), c=sample("12", "Økonomiudvalget"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", removed_share=1.0)


def published(minutes: Path, config: Config) -> Release:
    return publish(minutes, config).release if config.data_dir.exists() else begun(minutes, config)


def lines(release: Release, name: str) -> list[bytes]:
    return gzip.decompress((release.path / "dumps" / name).read_bytes()).splitlines()


def index(release: Release) -> dict[str, dict[str, Any]]:
    return {e["path"]: e for e in json.loads((release.path / "dumps" / "index.json").read_bytes())}


def quads(release: Release, graph_part: str = "") -> set[str]:
    with Store.open_read_only(release.store) as store:
        graphs = [graph for graph in store.graphs() if graph_part in graph]
        return {f"{triple} <{graph}> ." for graph in graphs for triple in store.triples(graph_iri=graph)}


def test_the_whole_is_every_quad_once(few: Config) -> None:
    release = Release(archive.current(few))
    found = lines(release, "sagsgraf.nq.gz")
    assert {line.decode() for line in found} == quads(release)
    assert len(found) == release.manifest.totals.quads


def test_a_part_holds_the_minutes_of_its_body_and_year_in_every_format(minutes: Path, config: Config) -> None:
    release = published(minutes, config)
    assert {line.decode() for line in lines(release, "2023.nq.gz")} == quads(release, "/moede/")
    wanted = quads(release, "/moede/direktionen/2023")
    assert {line.decode() for line in lines(release, "direktionen/2023.nq.gz")} == wanted
    triples = {line.rpartition(" <")[0] for line in wanted}
    turtle = gzip.decompress((release.path / "dumps/direktionen/2023.ttl.gz").read_bytes())
    assert {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == triples
    jsonld = json.loads(gzip.decompress((release.path / "dumps/direktionen/2023.jsonld.gz").read_bytes()))
    text = json.dumps(with_context(jsonld))
    assert {str(quad.triple) for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == triples


def test_the_whole_is_in_turtle_and_in_lines_of_json_ld_too(few: Config) -> None:
    """With the links, the profile and the ontology: a portal can follow a case through either."""
    release = Release(archive.current(few))
    wanted = {line.rpartition(" <")[0] for line in quads(release)}
    turtle = gzip.decompress((release.path / "dumps/sagsgraf.ttl.gz").read_bytes())
    assert {str(quad.triple) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == wanted
    things = [json.loads(line) for line in lines(release, "sagsgraf.jsonl.gz")]
    assert {"AgendaItem", "Meeting", "Case", "CaseLink", "Body", "owl:Class"} <= {
        one["@type"] for one in things if isinstance(one.get("@type"), str)
    }
    whole = json.dumps([with_context(one) for one in things])
    assert {str(quad.triple) for quad in ox.parse(whole, format=ox.RdfFormat.JSON_LD)} == wanted


def test_the_index_says_what_the_files_are(minutes: Path, config: Config) -> None:
    release = published(minutes, config)
    listed = index(release)
    assert sorted(listed) == [
        *(f"2023.{form}.gz" for form in ("jsonl", "nq", "ttl")),
        *(f"direktionen/2023.{form}.gz" for form in ("jsonl", "jsonld", "nq", "ttl")),
        *(f"oekonomiudvalget/2023.{form}.gz" for form in ("jsonl", "jsonld", "nq", "ttl")),
        *(f"sagsgraf.{form}.gz" for form in ("jsonl", "nq", "ttl")),
    ]
    for name, entry in listed.items():
        data = (release.path / "dumps" / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert data[:8] == b"\x1f\x8b\x08\0\0\0\0\0"  # no name and no time
    part = listed["direktionen/2023.ttl.gz"]
    assert (part["media_type"], part["body"], part["year"]) == ("text/turtle", "direktionen", "2023")
    whole = listed["sagsgraf.nq.gz"]
    assert (whole["media_type"], whole["body"], whole["year"]) == ("application/n-quads", None, None)


def test_the_same_minutes_give_the_same_bytes_by_whatever_way(minutes: Path, tmp_path: Path) -> None:
    straight = published(minutes, Config(data_dir=tmp_path / "x"))
    roundabout = Config(data_dir=tmp_path / "y", removed_share=1.0)
    other = write(tmp_path / "other", a=sample("12", decision="Udsat."), d=sample("26"), e=sample("05"))
    published(other, roundabout)
    for name in "abc":
        shutil.copy(minutes / f"{name}.txt", other)
    (other / "d.txt").unlink()
    published(other, roundabout)
    (other / "e.txt").unlink()
    assert digest(published(other, roundabout).path / "dumps") == digest(straight.path / "dumps")


def test_only_the_document_that_is_new_is_encoded(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = published(minutes, config)
    before = digest(old.path)
    write(minutes, d=sample("26"))
    encoded: list[str] = []
    encode = Dumps._encoded

    def counted(dumps: Dumps, graph: str) -> tuple[bytes, bytes, bytes]:
        encoded.append(graph)
        return encode(dumps, graph)

    with monkeypatch.context() as patched:
        patched.setattr(Dumps, "_encoded", counted)
        new = published(minutes, config)
    assert encoded == [f"{BASE}/direktionen/2023-09-26/referat"]
    for form in ("nq", "ttl", "jsonld"):
        name = f"dumps/oekonomiudvalget/2023.{form}.gz"
        assert (new.path / name).samefile(old.path / name)
    assert digest(old.path) == before
    assert {line.decode() for line in lines(new, "sagsgraf.nq.gz")} == quads(new)


def test_a_body_that_is_gone_leaves_nothing(minutes: Path, config: Config) -> None:
    published(minutes, config)
    (minutes / "c.txt").unlink()
    release = published(minutes, config)
    assert not (release.path / "dumps" / "oekonomiudvalget").exists()
    assert {line.decode() for line in lines(release, "2023.nq.gz")} == quads(release, "/moede/direktionen")
    assert {line.decode() for line in lines(release, "sagsgraf.nq.gz")} == quads(release)


def test_without_the_old_dumps_all_are_written(minutes: Path, config: Config) -> None:
    old = published(minutes, config)
    shutil.rmtree(old.path / "dumps")
    write(minutes, d=sample("26"))
    release = published(minutes, config)
    assert {line.decode() for line in lines(release, "sagsgraf.nq.gz")} == quads(release)
