"""What makes minutes be read again: the version of a stage, and nothing that is not one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pdfs import minutes_pdf
from samples import sample, write
from stages import VERSIONS, complaint, digest, inputs, recorded

from graph.base.config import Config
from graph.cases import update
from graph.mapping import minutes as mapping
from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.publishing import fingerprints as module
from graph.publishing.fingerprints import NO_READER, Fingerprints, fingerprints
from graph.publishing.publish import publish
from graph.readers import files
from graph.readers.html import HtmlReader
from graph.readers.layout import reader as laid_out
from graph.readers.pdf.reader import PdfReader
from graph.readers.text import TextReader
from graph.release import archive
from graph.release.archive import Release

pytestmark = pytest.mark.usefixtures("little_ontology")

AADALSOE = load_profile("aadalsoe")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, a PDF and a file that nobody can read."""
    folder = write(tmp_path / "minutes", a=sample("12"))
    (folder / "b.pdf").write_bytes(minutes_pdf(sample("13")))
    (folder / "c.docx").write_text("ikke et dokument", encoding="utf-8")
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", profile="aadalsoe")


@pytest.fixture
def extractions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the PDF files whose text is got, as it is."""
    heard: list[str] = []
    own = PdfReader.extract

    def extract(reader: PdfReader, source: str, data: bytes) -> Document:
        heard.append(source)
        return own(reader, source, data)

    monkeypatch.setattr(PdfReader, "extract", extract)
    return iter([heard])


def now(config: Config) -> Fingerprints:
    return fingerprints(config, AADALSOE)


@pytest.mark.parametrize("stage", VERSIONS)
def test_a_stage_makes_what_its_version_says(stage: str, published: Config) -> None:
    release = Release(archive.current(published))
    before = list(VERSIONS)[: list(VERSIONS).index(stage)]
    told = complaint(stage, digest(stage, release), recorded()[stage])
    earlier = [one for one in before if told and digest(one, release) != recorded()[one]["digest"]]
    assert not told or earlier, told


def test_what_is_wrong_with_a_stage_names_its_version() -> None:
    version, place = VERSIONS["pdf"]
    assert place == "version in graph.readers.pdf.reader"
    record: dict[str, object] = {"version": version, "inputs": inputs(), "digest": "1"}
    assert complaint("pdf", "1", record) == ""
    assert f"raise {place}" in complaint("pdf", "2", record)
    for other in ({"version": version - 1}, {"inputs": "others"}):
        told = complaint("pdf", "2", record | other)
        assert told
        assert "raise" not in told


@pytest.mark.parametrize(("reader", "name"), [(PdfReader, "pdf"), (TextReader, "text")])
def test_the_version_of_a_reader_is_in_the_fingerprint_of_its_own_documents_only(
    config: Config, monkeypatch: pytest.MonkeyPatch, reader: type, name: str
) -> None:
    before = now(config)
    monkeypatch.setattr(reader, "version", 1000)
    after = now(config)
    other = {one for one in before.documents if before.documents[one] != after.documents[one]}
    assert other == {name, NO_READER}
    assert before.release == after.release
    assert before.readers != after.readers


def test_the_layout_is_of_every_reader_and_mapping_of_all(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = now(config)
    monkeypatch.setattr(laid_out, "VERSION", 1000)
    after = now(config)
    assert not before.documents.items() & after.documents.items()
    assert before.release == after.release
    monkeypatch.setattr(mapping, "VERSION", 1000)
    assert now(config).release != after.release
    assert not after.documents.items() & now(config).documents.items()


def test_links_and_reviewed_links_leave_how_documents_are_read(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = now(config)
    monkeypatch.setattr(update, "VERSION", 1000)
    after = now(config)
    assert (before.documents, before.readers) == (after.documents, after.readers)
    assert before.release != after.release


def test_a_word_of_the_shapes_the_ontology_or_the_profile_counts_and_code_does_not(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = now(config)
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "one.ttl").write_text("# a rule", encoding="utf-8")
    (tmp_path / "ontology.ttl").write_text("# a term", encoding="utf-8")
    own = module.resource
    for name in ("shapes", "ontology.ttl"):
        monkeypatch.setattr(
            module, "resource", lambda asked, name=name: tmp_path / name if asked == name else own(asked)
        )
        assert now(config).release != before.release
    monkeypatch.undo()
    remarked = fingerprints(config, replace(AADALSOE, turtle=f"{AADALSOE.turtle}# a remark\n"))
    assert not remarked.documents.items() & before.documents.items()
    assert remarked.release == before.release  # a release has the profile as a graph, which is replaced
    assert now(replace(config, max_file_bytes=7)).documents["text"] == before.documents["text"]
    assert now(replace(config, max_file_bytes=7)).documents[NO_READER] != before.documents[NO_READER]
    assert now(replace(config, data_dir=tmp_path, workers=7)) == before
    monkeypatch.setattr(module, "__version__", "7.0")  # the run of which each document tells
    assert not now(config).documents.items() & before.documents.items()


def test_a_better_reader_reads_its_own_documents_and_no_others(
    folder: Path, config: Config, extractions: Iterator[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = next(extractions)
    first = publish(folder, config)
    assert (first.read, heard) == (3, ["b.pdf"])
    again = publish(folder, config)
    assert (again.new, again.read, heard) == (False, 0, ["b.pdf"])
    monkeypatch.setattr(HtmlReader, "version", 1000)
    assert publish(folder, config).read == 1  # nobody knew the third: it is tried again
    monkeypatch.setattr(PdfReader, "version", 1000)
    better = publish(folder, config)
    assert (better.read, heard) == (2, ["b.pdf", "b.pdf"])
    runs = {entry.file: entry.run for entry in better.release.manifest.documents}
    assert runs["a.txt"] == first.release.manifest.documents[0].run
    assert publish(folder, config).new is False


def test_a_new_reader_reads_what_another_took_before(
    folder: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Letters(TextReader):
        name = "letters"

        def recognises(self, name: str, data: bytes) -> bool:
            return b"Havnebad" in data

    publish(folder, config)
    for place in (files, module):
        monkeypatch.setattr(place, "READERS", (Letters(), *files.READERS))
    outcome = publish(folder, config)
    readers = {entry.file: entry.reader for entry in outcome.release.manifest.documents}
    assert readers == {"a.txt": "letters", "b.pdf": "pdf", "c.docx": ""}
    assert outcome.read == 2


def test_without_a_profile_in_the_settings_a_pdf_is_extracted_once_too(
    folder: Path, config: Config, extractions: Iterator[list[str]]
) -> None:
    heard = next(extractions)
    unnamed = replace(config, profile="")
    assert publish(folder, unnamed).read == 3
    assert publish(folder, unnamed).new is False
    write(folder, d=sample("14"))
    assert publish(folder, unnamed).read == 1
    assert heard == ["b.pdf"]


def test_the_manifest_names_how_each_document_was_read(folder: Path, config: Config) -> None:
    release = publish(folder, config).release
    manifest = json.loads((release.path / "manifest.json").read_text(encoding="utf-8"))
    runs: Mapping[str, str] = now(config).documents
    assert (manifest["fingerprint"], manifest["readers"]) == (now(config).release, now(config).readers)
    assert {e["file"]: (e["reader"], e["run"]) for e in manifest["documents"]} == {
        "a.txt": ("text", runs["text"]),
        "b.pdf": ("pdf", runs["pdf"]),
        "c.docx": ("", runs[NO_READER]),
    }
