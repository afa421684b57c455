"""The tables of a release: that they say what the graph says, and that what did not change is not made anew."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from samples import digest, sample, write

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive
from graph.release.archive import Release
from graph.store.oxigraph import Store
from graph.tables import files
from graph.tables.definitions import key_of, tables
from graph.tables.files import FOLDER, read_index
from graph.tables.parquet import as_arrow, row_groups
from graph.tables.rows import by_subject, rows_of

pytestmark = pytest.mark.usefixtures("little_ontology")


def table(release: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(release / FOLDER / f"{name}.parquet").to_pylist()
    return rows


def test_each_table_has_a_row_for_each_thing_of_the_graph(published: Config) -> None:
    release = archive.current(published)
    asked = {
        "meeting": "?x a sg:Meeting",
        "item": "?x a sg:AgendaItem",
        "handling": "?y sg:concernsCase ?x",
        "case": "?x a sg:Case",
        "decision": "?x a sg:Decision",
        "outcome": "?y sg:outcome|sg:incidentalOutcome|sg:pointOutcome ?x",
        "recommendation": "?x a sg:RecommendationPoint",
        "attendance": "?x a sg:Attendance",
        "mention": "?x a sg:Mention",
        "attachment": "?y sg:hasAttachment ?x",
        "link": "?x a sg:CaseLink",
    }
    with Store.open_read_only(release / "store") as store:
        for name, pattern in asked.items():
            text = f"PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?x WHERE {{ {pattern} }}"
            told = sorted(row["x"].value for row in store.query(text))  # type: ignore[union-attr]
            rows = table(release, name)
            assert len(rows) == len(told) > 0, name
            if "iri" in rows[0]:
                assert sorted(row["iri"] for row in rows) == told, name


def test_every_column_has_a_value_somewhere_in_the_examples(published: Config) -> None:
    release = archive.current(published)
    empty = set()
    for name in tables():
        rows = table(release, name)
        empty |= {
            f"{name}.{one}" for one in (rows[0] if rows else ()) if all(row[one] is None for row in rows)
        }
    assert empty == {"meeting.ends", "attendance.party", "attendance.substitute_for", "outcome.point"}
    assert table(release, "vote") == []


def test_what_each_row_has_is_lacking_in_none(published: Config) -> None:
    release = archive.current(published)
    for name, one in tables().items():
        for column in one.columns:
            if column.always:
                assert all(row[column.name] is not None for row in table(release, name)), (name, column.name)
        keys = [row[one.key] for row in table(release, name)] if one.key else []
        assert len(keys) == len(set(keys)), name


def test_keys_lead_from_table_to_table(published: Config) -> None:
    release = archive.current(published)
    for name, one in tables().items():
        for column in one.columns:
            if column.refers:
                keys = {row[column.name] for row in table(release, name)}
                assert keys <= {row[column.refers] for row in table(release, column.refers)}, (name, column)
    [first, *_] = table(release, "item")
    assert first["item"] == key_of(first["iri"])


def test_a_closed_item_has_number_title_and_case_number_and_nothing_else(published: Config) -> None:
    release = archive.current(published)
    closed = [row for row in table(release, "item") if row["closed"]]
    assert len(closed) == 18
    said = {"item", "iri", "meeting", "date", "number", "order", "title", "closed"}
    said |= {"series", "series_iri", "series_da", "series_en"}  # which the title tells
    plain = {"heading_lost": False, "sections": 0}
    for row in closed:
        assert {name: value for name, value in row.items() if name not in said and value is not None} == plain
    keys = {row["item"] for row in closed}
    for name, one in tables().items():
        if "item" in {column.name for column in one.columns} and name not in ("item", "handling"):
            assert not keys & {row["item"] for row in table(release, name)}, name


def test_the_store_gives_the_rows_that_the_documents_came_with(published: Config) -> None:
    release = Release(archive.current(published))
    kept = {name: table(release.path, name) for name, one in tables().items() if one.reach == "document"}
    with Store.open_read_only(release.store) as store:
        for minutes in release.published:
            rows = rows_of(by_subject(store.triples(graph_iri=minutes)))
            meeting = key_of(minutes.removesuffix("/referat"))
            for name, every in kept.items():
                mine = [row for row in every if row["meeting"] == meeting]
                assert as_arrow(tables()[name], rows[name]).to_pylist() == mine, (name, minutes)


def test_only_what_changed_is_written_and_the_same_minutes_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = write(tmp_path / "minutes", a=sample("12"), b=sample("19"), c=sample("12", "Økonomiudvalget"))
    config = Config(data_dir=tmp_path / "data", removed_share=1.0)
    first = publish(minutes, config).release
    read: list[str] = []
    monkeypatch.setattr(files, "rows_of", lambda facts: read.append("a document"))

    write(minutes, d=sample("26").replace("2023", "2022"))
    second = publish(minutes, config).release
    was, now = ((one.path / FOLDER / "decision.parquet") for one in (first, second))
    [kept], (came, same) = row_groups(was), row_groups(now)
    assert was.read_bytes()[kept.start :][: kept.length] == now.read_bytes()[same.start :][: same.length]
    assert (came.rows, same.rows) == (1, 3)
    assert (first.path / FOLDER / "vote.parquet").samefile(second.path / FOLDER / "vote.parquet")

    (minutes / "d.txt").unlink()
    write(minutes, b=sample("19", decision="Udsat."))
    third = publish(minutes, config).release
    texts = [row["text"] for row in table(third.path, "decision")]
    assert sorted(texts) == ["Godkendt.", "Godkendt.", "Udsat."]
    write(minutes, b=sample("19"))
    assert digest(publish(minutes, config).release.path / FOLDER) == digest(first.path / FOLDER)
    assert read == []


def test_the_index_says_what_the_files_are(published: Config) -> None:
    release = Release(archive.current(published))
    assert set(read_index(release.path)) == set(tables())
    for one in read_index(release.path).values():
        data = (release.path / FOLDER / one.path).read_bytes()
        assert (one.bytes, one.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert one.rows == pq.ParquetFile(release.path / FOLDER / one.path).metadata.num_rows
    (counted,) = duckdb.sql(f"SELECT count(*) FROM '{release.path}/tables/item.parquet'").fetchall()
    assert counted == (102,)
