"""/tabeller: the page, the files in ranges, and what research tools are told; the lines it shows are run."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import urllib.request
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient
from npm_packages import unmet

from api.tables.endpoint import LINES
from graph.base.config import Config
from graph.ontology.terms import vocabulary
from graph.release import archive
from graph.tables.definitions import tables
from graph.tables.files import read_index
from graph.tables.metadata import Described, ro_crate

FOLDER = "http://127.0.0.1:8000/tabeller/"


def told(client: TestClient, name: str) -> dict[str, Any]:
    answer = client.get(f"/tabeller/{name}")
    assert answer.status_code == 200
    document: dict[str, Any] = json.loads(answer.content)
    return document


def test_the_page_tells_every_table_column_and_line_in_both_languages(
    client: TestClient, published: Config
) -> None:
    danish, english = client.get("/tabeller").text, client.get("/en/tabeller").text
    for name, table in tables().items():
        for page, tag in ((danish, "da"), (english, "en")):
            [part] = re.findall(rf'<details id="{name}">.*?</details>', page, re.DOTALL)
            assert table.labels[tag] in part
            for column in table.columns:
                row = re.search(rf"<tr><th[^>]*><code>{column.name}</code>.*?</tr>", part, re.DOTALL)
                assert row
                assert column.labels[tag].replace("'", "&#39;") in row[0]
    for line in LINES.values():
        assert line.format(FOLDER).replace("'", "&#39;") in danish
    assert "som tabeller" in danish
    assert "as tables" in english
    assert read_index(archive.current(published))["item"].sha256 in danish


def test_what_is_not_there_is_told(client: TestClient) -> None:
    for path in ("/tabeller/nothing.parquet", "/tabeller/nothing.json", "/tabeller/..%2Findex.json"):
        assert client.get(path).status_code == 404, path


class Ranges(io.RawIOBase):
    """A file on a server, read in ranges."""

    def __init__(self, address: str) -> None:
        self.address, self.at, self.got = address, 0, 0
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD")) as answer:
            self.size = int(answer.headers["Content-Length"])

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        return self.at

    def readinto(self, buffer: Any) -> int:
        wanted = {"Range": f"bytes={self.at}-{self.at + len(buffer) - 1}"}
        with urllib.request.urlopen(urllib.request.Request(self.address, headers=wanted)) as answer:
            assert answer.status == 206
            data = answer.read()
        buffer[: len(data)] = data
        self.at += len(data)
        self.got += len(data)
        return len(data)


def test_pandas_reads_a_table_over_http_and_a_reader_of_ranges_less_than_all(port: int) -> None:
    scope: dict[str, Any] = {}
    line = LINES["pandas (Python)"].format(f"http://127.0.0.1:{port}/tabeller/")
    exec(line.replace("pandas.read", "found = pandas.read"), scope)
    assert isinstance(scope["found"], scope["pandas"].DataFrame)
    assert len(scope["found"]) == 102
    file = Ranges(f"http://127.0.0.1:{port}/tabeller/mention.parquet")
    table = pq.ParquetFile(file, pre_buffer=False)
    begun = file.got
    surfaces = table.read_row_group(2, columns=["surface"])
    assert len(surfaces) > 0
    assert 0 < file.got - begun < file.size / 20


def test_a_table_is_csv_too_which_r_reads_by_itself(client: TestClient, port: int) -> None:
    whole = client.get("/tabeller/item.csv")
    assert whole.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert len(rows) == 102
    assert list(rows[0]) == [column.name for column in tables()["item"].columns]
    known = {"If-None-Match": whole.headers["etag"]}
    assert client.get("/tabeller/item.csv", headers=known).status_code == 304
    assert client.head("/tabeller/item.csv").content == b""
    line = LINES["R"].format(f"http://127.0.0.1:{port}/tabeller/")
    if shutil.which("Rscript") is None:
        unmet("R is not installed")
    code = f"rows <- {line}; cat(nrow(rows), sprintf('%.0f', max(rows$item)))"
    done = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, timeout=900)
    # A key is a number that R has room for: it is not rounded.
    assert done.stdout == f"102 {max(int(row['item']) for row in rows)}", done.stderr


def test_duckdb_answers_the_line_of_the_page(published: Config) -> None:
    line = LINES["DuckDB"].format(f"{archive.current(published)}/tables/")
    rows = duckdb.sql(line).fetchall()
    assert (len(rows), rows[0], sum(items for _, items in rows)) == (9, (2016, 12), 102)


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_data_package_describes_the_files(client: TestClient, published: Config, language: str) -> None:
    package = json.loads(client.get(f"/{language}tabeller/datapackage.json").content)
    files = read_index(archive.current(published))
    assert [one["name"] for one in package["resources"]] == list(tables())
    for one in package["resources"]:
        file = files[one["name"]]
        assert (one["path"], one["hash"]) == (file.path, f"sha256:{file.sha256}")
        schema = pq.read_schema(archive.current(published) / "tables" / one["path"])
        assert [field["name"] for field in one["schema"]["fields"]] == schema.names
        for key in one["schema"].get("foreignKeys", ()):
            [of] = [r for r in package["resources"] if r["name"] == key["reference"]["resource"]]
            assert of["schema"]["primaryKey"] == key["reference"]["fields"]
    [text] = [f for f in package["resources"][4]["schema"]["fields"] if f["name"] == "text"]
    assert package["resources"][4]["name"] == "decision"
    wanted = vocabulary().label(text["rdfType"], "en" if language else "da")
    assert (text["type"], text["title"]) == ("string", wanted)


def test_croissant_and_ro_crate_name_every_file_and_column(client: TestClient, published: Config) -> None:
    files = read_index(archive.current(published))
    croissant = told(client, "croissant.json")
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert {one["@id"]: one["sha256"] for one in croissant["distribution"]} == {
        one.path: one.sha256 for one in files.values()
    }
    fields = {field["@id"] for one in croissant["recordSet"] for field in one["field"]}
    assert fields == {f"{name}/{column.name}" for name, table in tables().items() for column in table.columns}
    references = {
        field["references"]["field"]["@id"]
        for one in croissant["recordSet"]
        for field in one["field"]
        if "references" in field
    }
    assert references <= fields
    crate = {one["@id"]: one for one in told(client, "ro-crate-metadata.json")["@graph"]}
    assert crate["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = {one["@id"] for one in crate["./"]["hasPart"]}
    assert parts == {*(one.path for one in files.values()), "datapackage.json"}
    assert parts <= crate.keys()
    assert crate[crate["./"]["publisher"]["@id"]]["name"] == "Ådalsø Kommune"


def test_a_crate_says_whom_to_ask() -> None:
    by = "https://www.example.dk/"
    described = Described(
        files={},
        title="Tabeller",
        about="Om dem",
        folder="https://data.example.dk/tabeller/",
        language="da",
        release="0001-0a1b2c3d4e5f",
        created="2026-01-01T00:00:00+00:00",
        publisher="Ådalsø Kommune",
        publisher_iri=by,
        contact=("Åbne data", "data@example.dk"),
    )
    crate = {one["@id"]: one for one in ro_crate(described)["@graph"]}
    assert crate[crate[by]["contactPoint"]["@id"]]["email"] == "data@example.dk"
    assert "contactPoint" not in {
        one for of in ro_crate(replace(described, contact=None))["@graph"] for one in of
    }
