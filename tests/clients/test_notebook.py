"""The notebook of docs/: it runs from the top on a server, answers its five questions and draws its two pictures.

It is kept without outputs: what it says is of the server that it asks.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from places import ROOT

NOTEBOOK = ROOT / "docs" / "fem-spoergsmaal.ipynb"


@pytest.fixture(scope="module")
def outputs(port: int, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What each cell gave, by its id. The program of nbclient runs it: a cell that fails fails all."""
    copy = Path(shutil.copy(NOTEBOOK, tmp_path_factory.mktemp("notebook")))
    program = Path(sys.executable).with_name("jupyter-execute")
    address = f"http://127.0.0.1:{port}/sparql"
    done = subprocess.run(
        [program, "--inplace", "--timeout=900", copy],
        env={**os.environ, "SPARQL_ENDPOINT": address, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read(copy, as_version=4)
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def text(outputs: list[Any]) -> list[list[str]]:
    """The words of the table that a cell shows, line by line."""
    (output,) = outputs
    return [line.split() for line in output.data["text/plain"].splitlines()]


def test_it_is_kept_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells)
    assert [cell["id"] for cell in cells if cell["id"].startswith("om-")] == [f"om-{n}" for n in range(1, 6)]


def test_what_there_is(outputs: dict[str, list[Any]]) -> None:
    assert text(outputs["svar-1"])[1] == ["0", "Direktionen", "8", "55", "2016-04-18", "2024-05-27"]


def test_what_items_end_with(outputs: dict[str, list[Any]]) -> None:
    assert text(outputs["svar-2"])[1:3] == [["Godkendt", "16"], ["Taget", "til", "efterretning", "15"]]


def test_how_long_a_case_takes(outputs: dict[str, list[Any]]) -> None:
    assert text(outputs["svar-3"])[:4] == [
        ["count", "6.0"],
        ["min", "107.0"],
        ["50%", "318.0"],
        ["max", "1107.0"],
    ]


def test_how_often_the_recommendation_is_followed(outputs: dict[str, list[Any]]) -> None:
    assert ["Direktionen", "0", "22", "6", "1", "0.97"] in text(outputs["svar-4"])


def test_what_became_of_the_bath(outputs: dict[str, list[Any]]) -> None:
    (output,) = outputs["svar-5"]
    table = output.data["text/html"]
    days = ["31-08-2020", "04-05-2021", "03-10-2022", "12-09-2023"]
    assert [day for day in days if day in table] == days
    assert "Udvalget takker fiskerne, foreningen og dykkerne." in table
    assert "/moede/kultur-og-fritidsudvalget/2023-09-12/referat#char=584,644<" in table


@pytest.mark.parametrize("cell", ["billede-1", "billede-2"])
def test_a_picture_is_drawn(outputs: dict[str, list[Any]], cell: str) -> None:
    (output,) = outputs[cell]
    picture = base64.b64decode(output.data["image/png"])
    assert picture.startswith(b"\x89PNG\r\n")
    assert len(picture) > 10_000
