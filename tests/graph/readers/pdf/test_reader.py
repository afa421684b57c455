"""PDFs as municipalities issue them give what the text gives; hostile ones give a finding."""

import io
import json
import os
import signal
import sys
import zlib
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from each import each
from pdfs import Style, drawn, minutes_pdf
from places import ROOT
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from samples import sample
from support import check_spans

from api.cli.main import cli
from graph.base.config import Config
from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.evidence import reading_profile
from graph.municipality.profile import load_profile
from graph.publishing.publish import publish
from graph.readers.files import decode
from graph.readers.layout.parse import parse
from graph.readers.pdf import reader
from graph.readers.pdf.reader import is_pdf, read_pdf
from graph.store.oxigraph import Store

EXAMPLES = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
STYLES = {
    "issued": Style(),
    "justified": Style(justified=True),
    "other font": Style(
        font="Helvetica", bold="Helvetica-Bold", size=11, leading=14.5, space=6, divided=False
    ),
    "narrow": Style(size=9, leading=11, space=5, margin=100, head="", foot="{page}"),
}
# Where things stand, and what is told of the file and its text.
OF_THE_FILE = {"source", "sha256", "findings", "unread", "share_read", "loss"}


def what_it_says(minutes: Minutes) -> dict[str, Any]:
    told = {key: value for key, value in as_dict(minutes).items() if key not in OF_THE_FILE}
    items = [{k: v for k, v in one.items() if k not in ("lines", "pages")} for one in told["items"]]
    # Columns that are set close to each other are no table in a PDF, so its cells have no unit.
    items = [one | {"amounts": [a for a in one["amounts"] if "kr" in a["text"]]} for one in items]
    by_form = [{k: v for k, v in one.items() if k != "lines"} for one in told["by_form"]]
    return squeezed(told | {"items": items, "by_form": by_form})


def squeezed(value: Any) -> Any:
    """The value with white space in its texts squeezed, and without where in the text it stands."""
    if isinstance(value, dict):
        return {key: squeezed(one) for key, one in value.items() if key != "span"}
    if isinstance(value, list):
        return [squeezed(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def read(document: Document) -> Minutes:
    return parse(document, reading_profile(document.text) or load_profile("aadalsoe"))


@pytest.mark.parametrize(
    ("path", "style"),
    list(zip(EXAMPLES, cycle(STYLES))),
    ids=lambda value: getattr(value, "stem", value),
)
def test_a_pdf_says_what_the_text_says(path: Path, style: str) -> None:
    text = path.read_text(encoding="utf-8")
    set_as_pdf = decode("x.pdf", minutes_pdf(text, STYLES[style]))
    minutes = read(set_as_pdf)
    check_spans(minutes)
    assert what_it_says(minutes) == what_it_says(read(decode("x.txt", text.encode())))
    assert set_as_pdf.findings == ()
    assert "Side " not in set_as_pdf.text
    assert "Ådalsø Kommune\tReferat af mødet" not in set_as_pdf.text


def test_all_examples_are_compared() -> None:
    assert len(EXAMPLES) == 16


def test_a_pdf_knows_the_page_of_every_character() -> None:
    document = decode("x.pdf", minutes_pdf(sample()))
    assert [document.text[start:][:8] for start in document.pages] == ["REFERAT ", "Punkt 1:", "Punkt 2:"]
    assert document.page(0) == 1
    assert document.page(document.text.index("Godkendt")) == 2
    assert document.page(len(document.text)) == 3
    assert decode("x.txt", b"REFERAT").page(3) is None


def test_blanking_keeps_the_pages() -> None:
    document = decode("x.pdf", minutes_pdf(sample(closed_words="Zebrafinke")))
    minutes = parse(document, load_profile("aadalsoe"))
    assert "Zebrafinke" not in minutes.text
    assert minutes.pages == document.pages


def test_items_tell_their_pages() -> None:
    long = sample(decision="\n\n".join(f"Afsnit {n} af beslutningen." for n in range(60)))
    pages = [one["pages"] for one in as_dict(read(decode("x.pdf", minutes_pdf(long))))["items"]]
    assert pages == [[2, 4], [5, 5]]
    assert "pages" not in as_dict(read(decode("x.txt", long.encode())))["items"][0]


def test_a_pdf_is_published_with_its_pages(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "møde.pdf").write_bytes(minutes_pdf(sample()))
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    release = publish(folder, config).release
    assert [entry.status for entry in release.manifest.documents] == ["published"]
    question = """PREFIX sg: <https://w3id.org/sagsgraf/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT DISTINCT ?item ?page { ?item a sg:AgendaItem ; prov:wasDerivedFrom/sg:page ?page } ORDER BY ?item"""
    with Store.open_read_only(release.store) as store:
        found = [(str(one["item"].value)[-1], one["page"].value) for one in store.query(question)]
        without = store.query(
            "ASK { ?x <http://www.w3.org/ns/prov#wasDerivedFrom> ?y MINUS { ?y <https://w3id.org/sagsgraf/ns#page> ?p } }"
        )
        assert not without
    assert found == [("1", "2"), ("2", "3")]


def test_the_command_reads_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(minutes_pdf(sample()))
    printed = CliRunner().invoke(cli, ["read", str(path), "--json"], standalone_mode=False)
    assert [one["pages"] for one in json.loads(printed.output)["items"]] == [[2, 2], [3, 3]]


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"%PDF-1.4\n", True), (b"\xef\xbb\xbf\n %PDF-2.0", True), (b"x%PDF-1.4", False), (b"", False)],
)
def test_a_pdf_is_known_by_its_first_bytes(data: bytes, expected: bool) -> None:
    assert is_pdf(data) is expected


def made(content: bytes, filters: bytes = b"", kids: int = 1) -> bytes:
    """A PDF written by hand: one page, listed ``kids`` times, and a form that draws itself."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * kids, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 11>>"
        b"stream\n/X Do /X Do\nendstream",
    ]
    whole, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(whole)
    return whole + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def encrypted() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=pdfencrypt.StandardEncryption("hemmeligt"))
    canvas.drawString(50, 700, "Lukket")
    canvas.save()
    return file.getvalue()


def bomb(unit: bytes, times: int) -> bytes:
    """``unit`` so many times, compressed a thousand at a time; what is checked at the end is not right."""
    packer = zlib.compressobj(9)
    head = packer.compress(unit * 1000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(unit * 1000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (times // 1000 - 1) + packer.flush()


LETTERS = b"BT /F 10 Tf 50 700 Td (Punkt) Tj ET "
HOSTILE = {
    "cut off": (lambda: minutes_pdf(sample())[:3000], "broken-pdf"),
    "only a head": (lambda: b"%PDF-1.7\n", "broken-pdf"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken-pdf"),
    "a password": (encrypted, "encrypted"),
    "no text": (lambda: drawn(lambda canvas: canvas.rect(50, 50, 300, 300, fill=1)), "no-text"),
    "no pages": (lambda: drawn(lambda canvas: None), "no-text"),
    "too many pages": (lambda: made(LETTERS, kids=1001), "too-many-pages"),
    "too many letters": (lambda: made(b"BT /F 10 Tf 50 700 Td (%s) Tj ET" % (b"a" * 4000), kids=6), "too-much-text"),
    "a bomb of space": (lambda: made(bomb(b" " * 1000, 1_000_000), b"/Filter/FlateDecode"), "pdf-crashes"),
    "a bomb of brackets": (lambda: made(bomb(b"q ", 20_000_000), b"/Filter/FlateDecode"), "pdf-crashes"),
    "a form in itself": (lambda: made(b"/X Do"), "pdf-crashes"),
}  # fmt: skip


@each("name", HOSTILE)
def test_a_hostile_pdf_is_a_finding(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        reader, "MOST_CHARACTERS", 20_000
    )  # what goes beyond three millions takes seconds to read
    make, code = HOSTILE[name]
    document = decode("x.pdf", make())
    assert (document.text, document.pages) == ("", ())
    assert [(one.severity, one.code) for one in document.findings] == [("violation", code)]
    assert "PDF-filen" in document.findings[0].message


def test_a_pdf_that_takes_for_ever_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "WALL_SECONDS", 0.001)
    assert [one.code for one in read_pdf(made(LETTERS)).findings] == ["too-slow"]


def test_an_error_of_the_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", "mange")
    (finding,) = read_pdf(made(LETTERS)).findings
    assert (finding.code, "'str'" in finding.message) == ("pdf-failed", True)


def test_one_process_reads_all_until_it_is_ended() -> None:
    crash = made(b"/X Do")  # ends the fork that reads it, not the process that was forked
    assert [one.code for one in read_pdf(crash).findings] == ["pdf-crashes"]
    (first,) = reader._workers.values()
    assert read_pdf(made(LETTERS)).pages == ("Punkt\n",)
    assert [*reader._workers.values()] == [first]
    os.kill(first.pid, signal.SIGKILL)
    os.waitid(os.P_PID, first.pid, os.WEXITED | os.WNOWAIT)
    assert read_pdf(made(LETTERS)).pages == ("Punkt\n",)
    (second,) = reader._workers.values()
    assert second is not first


def test_the_end_of_the_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_workers", {})
    monkeypatch.setattr(sys, "executable", "false")
    (finding,) = read_pdf(made(LETTERS)).findings
    assert (finding.severity, finding.code, "endt" in finding.message) == ("violation", "pdf-failed", True)


def test_a_page_count_that_lies_is_not_believed() -> None:
    lying = made(LETTERS).replace(b"/Count 1", b"/Count 2000000000")
    assert read_pdf(lying).pages == ("Punkt\n",)


def test_a_page_without_text_among_others_is_warned_of() -> None:
    data = drawn(
        lambda canvas: canvas.drawString(70, 700, "Tekst"),
        lambda canvas: canvas.rect(50, 50, 300, 300, fill=1),
        lambda canvas: None,
    )
    read = read_pdf(data)
    assert read.pages == ("Tekst\n", "", "")
    assert [(one.code, one.message) for one in read.findings] == [
        ("page-without-text", "Sider uden tekst, formentlig skannede: 2.")
    ]
