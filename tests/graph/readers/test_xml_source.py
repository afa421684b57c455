"""XML as systems export it: encodings, characters without a place, markup nobody escaped, and what is refused."""

import contextlib

import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.readers.rendering import Unreadable
from graph.readers.xml_source import (
    DEEPEST,
    MOST_ELEMENTS,
    attribute,
    below,
    child,
    element_tree,
    markup,
    outline,
    read_xml,
    words,
)

TEXT = "<Møde Sted='Ærø'><Titel>Åben havn på Ærø – første år</Titel></Møde>"


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_xml(data)
    return caught.value.code


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_xml(data).findings]


@each(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="utf-16"?>{TEXT}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="windows-1252"?>{TEXT}'.encode("cp1252"),
        f"<?xml version='1.0' encoding='WINDOWS-1252' standalone='yes'?>\r\n{TEXT}".encode("cp1252"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{TEXT}'.encode("cp1252"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="iso-8859-15"?>{TEXT.replace("–", "-")}'.encode("iso-8859-15"),
    ],
)
def test_the_same_words_in_every_encoding(data: bytes) -> None:
    source = read_xml(data)
    assert words(source.root, "titel").replace("-", "–") == "Åben havn på Ærø – første år"
    assert (attribute(source.root, "STED"), source.findings) == ("Ærø", ())
    assert outline(data).root == "møde"


def test_an_encoding_that_is_not_what_is_said_is_told() -> None:
    assert codes(f'<?xml version="1.0" encoding="utf-8"?>{TEXT}'.encode("cp1252")) == ["not-utf8"]


@each("illegal", ["&#xC;", "&#x0b;", "&#12;", "&#x1F;", "\x0c", "\x01", "&#xFFFF;", "&#xD800;"])
def test_characters_that_xml_has_no_place_for_are_taken_out_and_told(illegal: str) -> None:
    source = read_xml(f"<a><b>Nye{illegal} haver</b></a>".encode())
    assert " ".join(words(source.root, "b").split()) == "Nye haver"
    assert [one.code for one in source.findings] == ["illegal-xml-char"]


def test_a_page_break_parts_words() -> None:
    assert words(read_xml(b"<a><b>Nye&#xB;haver</b></a>").root, "b") == "Nye\nhaver"


@pytest.mark.parametrize(
    ("within", "read"),
    [
        ("Klima & miljø", "Klima & miljø"),
        ("under 3 < 4 mio.", "under 3 < 4 mio."),
        ("<40.000", "<40.000"),
        ("p&aring; &Oslash;", "p&aring; &Oslash;"),
        ("A &amp; B & C", "A & B & C"),
        ("<![CDATA[R&D < 2]]> & mere", "R&D < 2 & mere"),
    ],
)
def test_what_nobody_escaped_is_read_as_characters(within: str, read: str) -> None:
    source = read_xml(f"<a><b>{within}</b></a>".encode())
    assert words(source.root, "b") == read
    assert [one.code for one in source.findings] == ["unescaped-markup"]


def test_html_that_nobody_escaped_is_kept_as_markup() -> None:
    source = read_xml(b"<a><b>Ja<br><p class='x'>til <i>havnen</i> &amp; mere</p></b></a>")
    assert markup(child(source.root, "b")) == 'Ja<br><p class="x">til <i>havnen</i> &amp; mere</p>'
    assert markup(child(element_tree("<a><b>&lt;p&gt;1 &amp;amp; 2</b></a>"), "b")) == "<p>1 &amp; 2"


def test_prefixes_need_no_declaration_and_names_no_case() -> None:
    source = read_xml(b"<Root><edoc:Title x:Kind='1'>Havn</edoc:Title></Root>")
    assert words(source.root, "TITLE") == "Havn"
    assert attribute(child(source.root, "title"), "kind") == "1"


def test_the_words_of_a_field_are_not_those_of_one_that_has_come_to_stand_in_it() -> None:
    field = element_tree("<Udvalg>Bygge<b>udvalget</b><Punkt>Lukket<Titel>Salg</Titel></Punkt> A</Udvalg>")
    assert words(field) == "Byggeudvalget A"


def test_what_is_found_below_is_found_once() -> None:
    root = element_tree("<a><x><b>1<b>2</b></b></x><b>3</b></a>")
    assert ["".join(one.itertext()) for one in below(root, "B")] == ["12", "3"]


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'


@each(
    ("data", "code"),
    [
        (f"{BOMB}<a>&y;</a>".encode(), "broken-file"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "broken-file"),
        (b"<a><b>cut", "broken-file"),
        (b"<a></b>", "broken-file"),
        (b"", "broken-file"),
        (b"<" * 1000, "broken-file"),
        (b"<![CDATA[" * 50_000, "broken-file"),
        (b"<a>" + b"&" * 200_000, "broken-file"),
        (b"<a>" * (DEEPEST + 1), "too-deep"),
        (b"<a>" * 100_000, "too-deep"),
        (b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>", "too-much"),
        (b"<a>\x00\x01\x02</a>", "binary-file"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_the_outline_of_what_is_no_xml_is_empty() -> None:
    assert outline(b"Referat af 4. maj").root == ""
    assert outline(b"\xff\xfe\x00").root == ""
    assert outline(b'<?xml version="1.0"?>\n<!-- <x> -->\n<p:Root a="1"><y/>').root == "root"
    assert outline(f"<?xml version='1.0'?>{BOMB}<Root/>".encode()).root == "root"
    assert outline(b'<!DOCTYPE a SYSTEM "x"><a/>').root == "a"
    assert outline(b"<a>" + b"x" * 100_000 + b"<b>").names == {"a"}


@settings(max_examples=200)
@given(st.text(st.sampled_from("<>&;/ab\"' =![]-?#x0CDAT\x0c\n"), max_size=60))
def test_anything_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        read_xml(f"<r>{text}</r>".encode())
    outline(text.encode())


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_xml(data)
    outline(data)
