"""Which reader takes a file, and that each of them stands behind the one interface."""

from itertools import combinations

import export_files
import firstagenda_files
from each import each
from pdfs import minutes_pdf
from samples import sample
from word_files import docx, odt, p

from graph.minutes.model import Minutes, Span
from graph.municipality.profile import load_profile
from graph.readers.base import Reader, Removal
from graph.readers.files import READERS, SUFFIXES, choose, decode, read, restore

TEXT = sample()
FILES = {
    "text": TEXT.encode(),
    "pdf": minutes_pdf(TEXT),
    "docx": docx("".join(p(part) for part in TEXT.split("\n\n"))),
    "odt": odt("".join(f"<text:p>{part}</text:p>" for part in TEXT.split("\n\n"))),
    "html": f"<html><body>{''.join(f'<p>{part}</p>' for part in TEXT.split(chr(10) * 2))}</body></html>".encode(),
}
FILES["firstagenda"] = firstagenda_files.data(firstagenda_files.sample())
FILES |= export_files.SAMPLES
AADALSOE = load_profile("aadalsoe")


class Without:
    """A redaction of a word wherever it stands, and of the first item."""

    def in_text(self, text: str) -> Removal:
        at = text.find("Isfugl")
        return Removal(marked=(Span(at, at + 6),), gone=frozenset({"urn:x"}))

    def in_minutes(self, minutes: Minutes) -> Removal:
        first = minutes.items[0]
        return Removal(blanked=(first.span,), items=frozenset({first.number}))


def test_the_table_has_a_reader_for_every_file_of_the_test() -> None:
    assert {reader.name for reader in READERS} == set(FILES)


def test_no_two_readers_have_a_name_in_common_nor_a_suffix_but_that_of_xml() -> None:
    for one, other in combinations(READERS, 2):
        assert one.name != other.name
        assert set(one.suffixes) & set(other.suffixes) <= {".xml"}
    assert SUFFIXES == (".txt", ".pdf", ".docx", ".odt", ".json", ".xml", ".html", ".htm")


@each("name", FILES)
def test_bytes_choose_their_reader_whatever_the_file_is_called(name: str) -> None:
    assert choose("referat.txt", FILES[name]).name == name
    assert decode("referat.txt", FILES[name]).reader == name


@each("reader", READERS)
def test_what_is_removed_is_in_nothing_that_a_reading_holds(reader: Reader) -> None:
    document = reader.extract("a", FILES[reader.name])
    whole = read(document, AADALSOE)
    assert "Isfugl" in whole.served
    assert "tilpasset" in whole.served
    reading = reader.read(document, AADALSOE, Without())
    assert [item.number for item in reading.minutes.items] == ["2"]
    assert reading.removed.gone == {"urn:x"}
    assert not any(word in str(reading) for word in ("Isfugl", "tilpasset", "20-004417"))
    assert len(reading.served) == len(whole.served)


@each("name", FILES)
def test_what_is_kept_gives_the_same_reading_again(name: str) -> None:
    reading = read(decode("referat.txt", FILES[name]), AADALSOE)
    document = restore(name, "referat.txt", reading.served, reading.kept)
    assert read(document, AADALSOE) == reading
    assert document.reader == name


def test_of_a_plain_text_with_open_items_nothing_is_kept() -> None:
    text = TEXT.replace("Lukket: ", "")
    assert read(decode("a.txt", text.encode()), AADALSOE).kept == b""


@each("name", ["a.txt", "a.xml", "a.json"])
@each(
    "data",
    [
        b'<?xml version="1.0"?><rss><channel/></rss>',
        "<?xml version='1.0' encoding='utf-16'?><x/>".encode("utf-16"),
        b'{"Udvalg": {}}',
        b"\xef\xbb\xbf[{}]",
        b"{}",
    ],
)
def test_a_structure_of_an_unknown_form_is_refused(name: str, data: bytes) -> None:
    document = decode(name, data)
    assert [(one.severity, one.code) for one in document.findings] == [("violation", "not-minutes")]
    assert document.text == ""


def test_what_only_speaks_of_minutes_is_told_as_no_minutes() -> None:
    data = b"<Root><e:Notification><e:Publish>true</e:Publish></e:Notification></Root>"
    found = decode("a.xml", data)
    assert [(one.severity, one.code) for one in found.findings] == [("info", "not-minutes")]
    assert (found.text, found.reader) == ("", "edoc")


def test_words_in_brackets_are_no_structure() -> None:
    assert choose("a.txt", b"[Referat] Punkt 1").name == "text"
    assert choose("a.txt", b"<Referat> Punkt 1").name == "text"
