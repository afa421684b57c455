"""Taking in one file: published, quarantined or unreadable, and what is told of it."""

from pathlib import Path

import pytest
from samples import sample

from graph.base.config import Config
from graph.base.labels import Labels
from graph.municipality.profile import load_profile
from graph.publishing.intake import Intake, take_in

RUNS = {"text": "0" * 64, "": "1" * 64}
MINUTES = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/referat"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.txt"


def taken(file: Path, text: str) -> Intake:
    file.write_text(text, encoding="utf-8")
    return take_in(file, load_profile("aadalsoe"), Config(), RUNS)


def test_minutes_are_published_with_graph_and_text(file: Path) -> None:
    intake = taken(file, sample())
    assert (intake.status, intake.minutes, intake.items, intake.share_read) == ("published", MINUTES, 2, 1.0)
    assert intake.text == sample()
    assert intake.triples.count(b" .\n") > 50
    assert {record["severity"] for record in intake.findings} <= {"info", "warning"}


@pytest.mark.parametrize(
    "words",
    [
        "Ring 010203-1234.",
        "Ring 0102031234.",
        "Ring 010203-\n1234.",
        "Ring 010203-\n  1234.",
    ],
)
def test_a_cpr_number_anywhere_in_the_text_bars_it(file: Path, words: str) -> None:
    intake = taken(file, f"{words}\n\n{sample()}")
    assert (intake.status, intake.text, intake.triples) == ("quarantined", "", b"")
    assert [r["lines"][0] for r in intake.findings if r["code"] == "cpr-number"] == [1]
    assert "1234" not in str(intake.findings)


@pytest.mark.parametrize(
    "words", ["SP3069823031608340", "326-2017-276920", "tlf. 59 53 44 00", "2023-0102031234"]
)
def test_what_is_no_cpr_number_bars_nothing(file: Path, words: str) -> None:
    assert taken(file, sample(decision=f"Godkendt {words}.")).status == "published"


def test_a_cpr_number_under_a_closed_item_is_not_published_at_all(file: Path) -> None:
    intake = taken(file, sample(closed_words="Ring 010203-1234.\n"))
    assert intake.status == "published"
    assert "010203" not in intake.text


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty-file"), ("Kære alle", "no-items"), ("\x00", "binary-file")]
)
def test_what_is_no_minutes_is_unreadable(file: Path, text: str, code: str) -> None:
    intake = taken(file, text)
    assert (intake.status, intake.minutes, intake.triples) == ("unreadable", "", b"")
    assert code in {record["code"] for record in intake.findings}


def test_a_shape_that_is_violated_is_told_with_its_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.publishing import intake as module
    from graph.validation.shacl import Result

    result = Result(
        "integrity",
        "violation",
        MINUTES,
        "urn:p",
        "secret",
        "urn:shapes#Odd",
        Labels(da="Sært.", en="Odd."),
    )
    monkeypatch.setattr(module, "check", lambda graph, layer: [result] if layer == "integrity" else [])
    intake = taken(file, sample())
    assert intake.status == "quarantined"
    (record,) = [r for r in intake.findings if r["severity"] == "violation"]
    assert record == {
        "severity": "violation",
        "code": "Odd",
        "message": "Sært.",
        "lines": None,
        "layer": "integrity",
        "focus": MINUTES,
        "path": "urn:p",
    }
