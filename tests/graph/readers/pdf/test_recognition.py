"""Scanned pages, read by tesseract: the words, what is in doubt, and where it is said."""

from pathlib import Path
from typing import Any

import pytest
from pdfs import drawn
from places import ROOT
from reportlab.pdfgen.canvas import Canvas
from scans import needs_tesseract, scan

from graph.base.config import Config, OperatorError
from graph.minutes.as_json import as_dict
from graph.minutes.document import ILLEGIBLE
from graph.municipality.profile import load_profile
from graph.publishing.fingerprints import fingerprints
from graph.publishing.publish import publish
from graph.readers.files import decode
from graph.readers.layout.parse import parse
from graph.readers.pdf import recognition
from graph.readers.pdf.tesseract import recogniser
from graph.release import archive

PAGE = (
    "REFERAT Direktionen d. 12-09-2023",
    "",
    "Punkt 1: Havnebad ved Sønder Mole",
    "",
    "20-004417",
    "",
    "Beslutning",
    "",
    "Godkendt.",
    "",
    "Punkt 2: Lukket: Kandidater til prisen",
    "",
    "Beslutning",
    "",
    "Zebrafinken vælges.",
)


def hocr(*words: tuple[str, int]) -> str:
    """What tesseract says of one line, each word with how sure it is of it."""
    spans = "".join(
        f"<span class='ocrx_word' id='w' title='bbox {100 * n} 100 {100 * n + 80} 140; x_wconf {sure}'>{text}</span>\n"
        for n, (text, sure) in enumerate(words, start=1)
    )
    return f"""<span class='ocr_line' id='l' title="bbox 100 100 900 140; baseline 0 -5; x_size 40">{spans}</span>"""


def told(pdf: bytes) -> dict[str, Any]:
    return as_dict(parse(decode("x.pdf", pdf, ocr=True), load_profile("aadalsoe")))


@pytest.fixture
def tesseract() -> str:
    needs_tesseract()
    return recogniser()


@pytest.mark.parametrize("turned", [0, 1.5])
def test_a_scan_is_read_like_any_minutes_and_told(tesseract: str, turned: float) -> None:
    minutes = told(drawn(lambda canvas: scan(canvas, PAGE, turned)))
    assert (minutes["body"], minutes["date"]) == ("Direktionen", "2023-09-12")
    first, second = minutes["items"]
    assert (first["title"], first["case_numbers"]) == ("Havnebad ved Sønder Mole", ["20-004417"])
    assert (first["decision_text"], first["decision_outcome"]) == ("Godkendt.", "godkendt")
    assert (second["closed"], second["decision_text"]) == (True, None)
    assert (minutes["recognised_pages"], minutes["recogniser"]) == ([1], tesseract)
    assert ("info", "text-recognised") in [(one["severity"], one["code"]) for one in minutes["findings"]]


def test_without_the_setting_a_scan_stays_a_picture(tesseract: str) -> None:
    document = decode("x.pdf", drawn(lambda canvas: scan(canvas, PAGE)))
    assert (document.text, [one.code for one in document.findings]) == ("", ["no-text"])
    assert "recognised_pages" not in as_dict(parse(document, load_profile("aadalsoe")))


def test_what_is_covered_on_a_scan_is_not_recognised(tesseract: str) -> None:
    def covered(canvas: Canvas) -> None:
        scan(
            canvas, ["Navnet er Zebrafinke og ingen anden.", "", "Sagen drøftes igen i byrådet til foråret."]
        )
        canvas.rect(120, 750, 400, 40, fill=1)

    text = decode("x.pdf", drawn(covered), ocr=True).text
    assert "Sagen drøftes igen i byrådet til foråret." in text
    assert "Zebra" not in text


def test_words_marked_for_redaction_are_not_recognised(tesseract: str) -> None:
    pdf = drawn(
        lambda canvas: scan(
            canvas, ["Naboen er Zebrafinke på stranden i byen.", "", "Sagen drøftes igen til foråret."]
        )
    )
    note = b"/Annots [ << /Type /Annot /Subtype /Redact /Rect [ 125 760 215 800 ] >> ]"
    marked = pdf.replace(b"/MediaBox", note + b" /MediaBox", 1)
    assert marked != pdf
    assert "Zebrafinke" in decode("x.pdf", pdf, ocr=True).text
    text = decode("x.pdf", marked, ocr=True).text
    assert "Sagen drøftes igen til foråret." in text
    assert "Zebra" not in text
    assert ILLEGIBLE in text


def test_a_cpr_number_on_a_scan_sets_the_minutes_aside(tesseract: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    scanned = drawn(
        lambda canvas: scan(canvas, (*PAGE, "", "Punkt 3: Sag om 010190-1234", "", "Beslutning", "", "Ja."))
    )
    (folder / "a.pdf").write_bytes(scanned)
    (folder / "b.pdf").write_bytes(
        drawn(lambda canvas: scan(canvas, [PAGE[0].replace("12", "13"), *PAGE[1:]]))
    )
    config = Config(data_dir=tmp_path / "data", ocr=True, workers=1, profile="aadalsoe")
    publish(folder, config)
    release = archive.Release(archive.current(config))
    statuses = {one.file: one.status for one in release.manifest.documents}
    assert statuses == {"a.pdf": "quarantined", "b.pdf": "published"}
    (graph,) = release.published
    text = release.text(graph)
    assert "Godkendt." in text
    assert "Zebra" not in text


def test_words_that_are_not_sure_are_not_guessed() -> None:
    (line,) = recognition._lines(hocr(("Sagen", 95), ("er", 59), ("ej", 10), ("&lt;åben&gt;", 60)))
    shown = [text for text, _ in recognition._shown(line.words)]
    assert shown == ["Sagen", ILLEGIBLE, "<åben>"]


def test_lines_that_run_upwards_are_no_lines_of_the_page() -> None:
    turned = hocr(("Arkiv", 95)).replace("baseline 0 -5", "textangle 90")
    assert [line.words[0].text for line in recognition._lines(turned + hocr(("Punkt", 95)))] == ["Punkt"]


def test_a_decision_with_an_illegible_word_has_no_outcome() -> None:
    text = "\n\n".join(line for line in PAGE if line).replace("Godkendt.", f"Blev {ILLEGIBLE} godkendt.")
    minutes = as_dict(parse(decode("x.txt", text.encode()), load_profile("aadalsoe")))
    assert minutes["items"][0]["decision_outcomes"] == ["fritekst"]


@pytest.mark.parametrize(
    "line",
    [
        f"Punkt 1: {ILLEGIBLE} Havnebad ved Sønder Mole",
        f"Punkt 1: Havnebad ved Sønder Mole ({ILLEGIBLE})",
        f"Punkt 1: Havnebad ved Sønder Mole\n\n{ILLEGIBLE}",
        f"Punkt 1: Havnebad ved Sønder Mole\n\n{ILLEGIBLE} punkt",
        f"Punkt 1: Havnebad ved Sønder Mole\n\nAdgang: {ILLEGIBLE}",
        f"Punkt 1: Havnebad ved Sønder Mole\n\nResume\n\nTekst.\n\n{ILLEGIBLE} 2: Kandidater",
    ],
)
def test_where_the_word_that_closes_an_item_may_be_illegible_it_is_closed(line: str) -> None:
    text = "\n\n".join(line for line in PAGE[:9] if line).replace(PAGE[2], line)
    minutes = as_dict(parse(decode("x.txt", text.encode()), load_profile("aadalsoe")))
    assert [(one["closed"], one["decision_text"]) for one in minutes["items"]] == [(True, None)]


def test_an_illegible_word_within_a_sentence_closes_nothing() -> None:
    text = (
        "\n\n".join(line for line in PAGE[:9] if line)
        + f"\n\nSagsfremstilling\n\nDet er {ILLEGIBLE} at bade i havnen."
    )
    minutes = as_dict(parse(decode("x.txt", text.encode()), load_profile("aadalsoe")))
    assert [one["closed"] for one in minutes["items"]] == [False]


def test_publishing_says_at_once_when_tesseract_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    config = Config(data_dir=tmp_path / "data", ocr=True)
    with pytest.raises(OperatorError, match="the program tesseract is not installed"):
        publish(ROOT / "examples" / "minutes", config)
    assert not (tmp_path / "data" / "releases").exists()


def test_tesseract_without_danish_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ncase $1 in --version) echo tesseract 5.9.1;; *) echo eng;; esac\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(OperatorError, match=r"tesseract 5\.9\.1 has not its language file for Danish, dan"):
        recogniser()


def test_the_setting_and_the_version_are_part_of_what_was_published_by(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    profile, found = load_profile("aadalsoe"), []
    for version in ("5.3.0", "5.5.0"):
        program = tmp_path / version / "tesseract"
        program.parent.mkdir()
        program.write_text(
            f"#!/bin/sh\ncase $1 in --version) echo tesseract {version};; *) echo dan;; esac\n"
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent), prepend=":")
        found.append(fingerprints(Config(ocr=True), profile).documents)
    found.append(fingerprints(Config(), profile).documents)
    assert len({one["pdf"] for one in found}) == 3
    assert len({one["text"] for one in found}) == 1
