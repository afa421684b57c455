"""Minutes from word processors: .docx and .odt, the text that stands on their pages."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from each import each
from places import ROOT
from word_files import ODF, W, docx, odt, of_lines, p, package, r, table

from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.readers.files import decode
from graph.readers.layout.parse import parse

EXAMPLES = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
SECRET = "HEMMELIG"


def shown(data: bytes, name: str = "a.docx") -> str:
    return decode(name, data).text


def told(data: bytes, name: str = "a.docx") -> list[tuple[str, str]]:
    return [(finding.severity, finding.code) for finding in decode(name, data).findings]


def values(document: Document) -> dict[str, Any]:
    """What is read, but where it stands."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            places = ("lines", "pages", "sha256", "source", "findings", "unread", "share_read", "loss")
            return {key: bare(one) for key, one in value.items() if key not in places}
        if isinstance(value, list):
            return [bare(one) for one in value]
        return " ".join(value.split()) if isinstance(value, str) else value

    return dict(bare(as_dict(parse(document, load_profile("aadalsoe")))))


@pytest.mark.parametrize("path", EXAMPLES[::3], ids=lambda path: path.stem)
def test_the_same_minutes_in_each_kind_of_file(path: Path) -> None:
    text = path.read_text("utf-8")
    apart = "\n\n".join(line for line in text.splitlines() if line.strip())
    expected = values(Document("a.txt", apart))
    for name, data in of_lines(apart.replace("-\n\n", "-\n")).items():
        document = decode(name, data)
        assert document.findings == (), name
        if "-\n" not in apart:  # a number broken over lines is whole again
            assert values(document) == expected, name


CASE = table(
    [p("Sagsnr."), p("31/12")],
    [p("Indstilling"), p("Stab indstiller, at") + p("1. vejen anlægges")],
    [p("Beslutning i Byrådet den 3. maj 2031"), p("Godkendt.")],
)
TIMES = table([p("Høring"), p("1. april")], [p("Beslutning"), p("Byrådet i maj")])


def test_headings_in_a_column_of_their_own_stand_alone() -> None:
    apart = "Beslutning i Byrådet den 3. maj 2031\n\nGodkendt."
    assert (
        shown(docx(CASE))
        == f"Sagsnr.\t31/12\n\nIndstilling\n\nStab indstiller, at\n1. vejen anlægges\n\n{apart}"
    )
    times = "Høring\t1. april\nBeslutning\tByrådet i maj"
    assert shown(docx(p("Sagsfremstilling") + TIMES + p("Beslutning") + p("Ja."))).split("\n\n")[1] == times
    lines = "<w:r><w:t>Ja.</w:t><w:br/><w:t>Ole var imod.</w:t></w:r>"
    assert shown(docx(table([p("Sted"), p(lines)]))) == "Sted\tJa.\nOle var imod."
    letter = "<w:r><w:t>REFERAT</w:t><w:br/><w:t>Byrådet</w:t><w:br/><w:t>1. maj 2031</w:t></w:r>"
    assert shown(docx(table([p(letter), p("Torvet 1")]))) == "REFERAT\nByrådet\n1. maj 2031\n\nTorvet 1"
    assert "Beslutning i Byrådet den 3. maj 2031\tGodkendt." in shown(docx(CASE + p("Beslutning") + p("Ja.")))


def test_a_paragraph_stands_alone_and_a_broken_number_together() -> None:
    assert shown(docx(p("Beslutning") + p("") + p("Godkendt.") + p("998-2017-") + p("38810"))) == (
        "Beslutning\n\nGodkendt.\n\n998-2017-\n38810"
    )


@each(
    ("inside", "text"),
    [
        ("<w:r><w:t>en</w:t><w:tab/><w:t>to</w:t><w:br/><w:t>tre</w:t></w:r>", "en\tto\ntre"),
        ("<w:r><w:t>998</w:t><w:noBreakHyphen/><w:t>2017</w:t></w:r>", "998-2017"),
        ("<w:r><w:t>Luk</w:t><w:softHyphen/><w:t>ket</w:t></w:r>", "Lukket"),
        (f"<w:ins>{r('nyt')}</w:ins><w:hyperlink>{r(' link')}</w:hyperlink>", "nyt link"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('felt')}</w:sdtContent></w:sdt>", "felt"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:t> Kort</w:t></w:r>", "• Kort"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>kode</w:t></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r('3')}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "3",
        ),
        (f"<w:fldSimple w:instr='DATE'>{r('3. maj')}</w:fldSimple>", "3. maj"),
    ],
)  # fmt: skip
def test_what_a_run_shows(inside: str, text: str) -> None:
    assert shown(docx(p(inside))) == text
    assert told(docx(p(inside))) == []


def test_a_code_that_never_ends_hides_no_other_paragraph() -> None:
    begun = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    assert shown(docx(p(begun) + p("Beslutning"))) == "Beslutning"


def test_rows_have_tabs_and_a_table_that_sets_out_a_page_is_read_cell_by_cell() -> None:
    rows = table([p("År"), p("2023")], [p("Kr."), p("1")])
    people = table([p("Mødedeltagere"), p("Anna Lund") + p("Bo Ravn")])
    page = table([p("a") + p("b"), p("c")])
    whole = table([p("Punkt 1: A") + rows + p("Beslutning")])
    assert shown(docx(rows + people + page + whole)) == (
        "År\t2023\nKr.\t1\n\nMødedeltagere\tAnna Lund\nBo Ravn\n\na\n\nb\n\nc\n\nPunkt 1: A\n\nÅr\t2023\nKr.\t1\n\nBeslutning"
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %1:"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def test_numbers_of_lists_are_those_that_are_printed() -> None:
    def entry(words: str, depth: int, number: int = 5) -> str:
        return p(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    body = entry("A", 0) + entry("x", 1) + entry("y", 1) + entry("z", 2) + entry("B", 0) + entry("x", 1)
    body += entry("C", 0, 6) + p("D", properties='<w:pStyle w:val="O1"/>') + entry("E", 0, 0)
    styles = '<w:style w:type="paragraph" w:styleId="O1"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    assert shown(docx(body, styles, NUMBERING)).split("\n\n") == [
        "Punkt 1: A", "1.a) x", "1.b) y", "- z", "Punkt 2: B", "2.a) x", "Punkt 1: C", "Punkt 2: D", "E",
    ]  # fmt: skip
    linked = '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="O1"/></w:abstractNum>'
    linked += '<w:num w:numId="9"><w:abstractNumId w:val="3"/></w:num>'
    assert shown(docx(entry("A", 0, 9), styles, NUMBERING + linked)) == "Punkt 1: A"


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BLACK = '<w:color w:val="000000"/>'
VANISH = '<w:style w:type="{}" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'


@each(
    ("paragraph", "styles", "code"),
    [
        (p(r(SECRET, "<w:vanish/>")), "", "hidden-text"),
        (p(r(SECRET, '<w:rStyle w:val="S"/>')), VANISH.format("character"), "hidden-text"),
        (p(SECRET, properties='<w:pStyle w:val="S"/>'), VANISH.format("paragraph"), "hidden-text"),
        (
            p(SECRET, properties='<w:pStyle w:val="T"/>'),
            VANISH.format("paragraph") + '<w:style w:styleId="T"><w:basedOn w:val="S"/></w:style>',
            "hidden-text",
        ),
        (p(r(SECRET, '<w:color w:val="FFFFFF"/>')), "", "hidden-text"),
        (p(r(SECRET, '<w:color w:val="F4F4F4"/>')), "", "hidden-text"),
        (p(r(SECRET, '<w:color w:val="auto" w:themeColor="background1"/>')), "", "hidden-text"),
        ("<w:altChunk/>", "", "embedded-files"),
        (
            p(r(SECRET, f'<w14:textFill xmlns:w14="{W14}"><w14:alpha w14:val="100000"/></w14:textFill>')),
            "",
            "hidden-text",
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
            "",
            "hidden-text",
        ),
        (p(r(SECRET, '<w:highlight w:val="black"/>')), "", "hidden-text"),
        (p(r(SECRET, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')), "", "hidden-text"),
        (p(r(SECRET, '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000"/>')), "", "hidden-text"),
        (
            p(r(SECRET, '<w:color w:val="000000"/>'), properties='<w:shd w:val="clear" w:fill="111111"/>'),
            "",
            "hidden-text",
        ),
        (
            table([f'<w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>{p(r(SECRET, BLACK))}']),
            "",
            "hidden-text",
        ),
        (p(r(SECRET, '<w:sz w:val="2"/>')), "", "hidden-text"),
        (p(r(SECRET, "<w:strike/>")), "", "struck-out"),
        (p(f"<w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>"), "", "tracked-changes"),
        (p(f"<w:moveFrom>{r(SECRET)}</w:moveFrom>"), "", "tracked-changes"),
        (
            p(f"<w:r><w:pict><w:txbxContent>{p(SECRET)}</w:txbxContent></w:pict></w:r>"),
            "",
            "text-boxes",
        ),
    ],
)
def test_what_no_reader_of_the_page_sees_is_left_out_and_told(paragraph: str, styles: str, code: str) -> None:
    data = docx(p("Godkendt.") + paragraph, styles)
    assert shown(data) == "Godkendt."
    assert told(data) == [("warning", code)]


@pytest.mark.parametrize(
    "run",
    [
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',  # in automatic colour, which is white there
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="808080"/>',
        '<w:vanish w:val="0"/>',
        '<w:strike w:val="false"/><w:color w:val="auto"/>',
        "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
    ],
)
def test_what_is_seen_is_read(run: str) -> None:
    assert shown(docx(p(r("Godkendt.", run)))) == "Godkendt."
    assert told(docx(p(r("Godkendt.", run)))) == []


def test_white_letters_on_the_ground_of_a_style_of_tables_are_read() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
    )
    rows = table([p(r("År", '<w:color w:val="FFFFFF"/>')), p("2023")])
    assert (
        shown(docx(rows.replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>'), styles))
        == "År\t2023"
    )


def test_a_field_of_a_form_that_nobody_has_filled_in_says_nothing() -> None:
    field = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    empty = field.format("<w:showingPlcHdr/>", p("Klik her for at skrive tekst."))
    within = p("Beslutning", field.format('<w:showingPlcHdr w:val="1"/>', r(" Vælg et element.")))
    assert shown(docx(within + empty + field.format("", p("Godkendt.")))) == "Beslutning\n\nGodkendt."
    styles = '<w:style w:type="character" w:styleId="P"><w:name w:val="Placeholder Text"/></w:style>'
    hint = r("Beslutning her.", '<w:rStyle w:val="P"/>')
    partly = field.format("<w:showingPlcHdr/>", p(hint) + p("Afvist. ", hint))  # the mark was left
    assert shown(docx(partly + p("Slut."), styles)) == "Afvist.\n\nSlut."


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    first = p("Godkendt, ", properties="<w:rPr><w:del/></w:rPr>")
    assert shown(docx(first + p("idet prisen undersøges."))) == "Godkendt, idet prisen undersøges."


def test_parts_are_found_whatever_they_are_called() -> None:
    related = "<Relationships><Relationship Type='{0}/{1}' Target='{2}'/></Relationships>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles = f'<w:styles {W}><w:style w:styleId="x" w:type="character"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    hidden = p("Beslutning", r(SECRET, '<w:rStyle w:val="x"/>'))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": related.format(office, "officeDocument", "word/document2.xml"),
        "word/document2.xml": f"<w:document {W}><w:body>{hidden}</w:body></w:document>",
        "word/_rels/document2.xml.rels": related.format(office, "styles", "styles2.xml"),
        "word/styles2.xml": styles,
    }
    for data in (package(parts), package({name.replace("/", "\\"): part for name, part in parts.items()})):
        assert shown(data) == "Beslutning"
        assert told(data) == [("warning", "hidden-text")]


def test_strict_documents_are_read_too() -> None:
    parts = {"word/document.xml": zipfile.ZipFile(BytesIO(docx(p("Beslutning")))).read("word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )}  # fmt: skip
    assert shown(package(dict(parts))) == "Beslutning"


ODT_STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties {}/></style:style>'
    '<style:style style:name="HP" style:family="paragraph"><style:text-properties {}/></style:style>'
)


@each(
    ("body", "properties", "code"),
    [
        (f'<text:p><text:span text:style-name="H">{SECRET}</text:span></text:p>', 'text:display="none"', "hidden-text"),
        (f'<text:p text:style-name="HP">{SECRET}</text:p>', 'text:display="none"', "hidden-text"),
        (f'<text:p text:style-name="HP">{SECRET}</text:p>', 'fo:color="#ffffff"', "hidden-text"),
        (f'<text:p text:style-name="HP">{SECRET}</text:p>', 'xmlns:loext="x" loext:opacity="0%"', "hidden-text"),
        (
            f'<text:p text:style-name="HP">{SECRET}</text:p>',
            'fo:color="#000000" fo:background-color="#000000"',
            "hidden-text",
        ),
        (f'<text:p text:style-name="HP">{SECRET}</text:p>', 'style:text-line-through-style="solid"', "struck-out"),
        (f'<text:section text:display="none"><text:p>{SECRET}</text:p></text:section>', "", "hidden-text"),
        (f"<text:p>{SECRET}<text:hidden-paragraph/></text:p>", "", "hidden-text"),
        (
            f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{SECRET}</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>",
            "",
            "tracked-changes",
        ),
        (f"<text:p><draw:frame><draw:text-box><text:p>{SECRET}</text:p></draw:text-box></draw:frame></text:p>", "", "text-boxes"),
        (f"<text:p><text:note><text:note-body><text:p>{SECRET}</text:p></text:note-body></text:note></text:p>", "", "notes"),
    ],
)  # fmt: skip
def test_what_is_not_seen_in_an_odt_is_left_out_and_told(body: str, properties: str, code: str) -> None:
    data = odt(f"<text:p>Godkendt.</text:p>{body}", ODT_STYLES.format(properties, properties))
    assert shown(data, "a.odt") == "Godkendt."
    assert told(data, "a.odt") == [("warning", code)]


@pytest.mark.parametrize("words", ["LUKKET REFERAT", "Luk\u00adket møde", "Fortroligt", "Lukkede punkter"])
def test_minutes_whose_margin_or_text_box_says_that_they_are_closed_are_set_aside(words: str) -> None:
    head = f"<style:master-page><style:header><text:p>{words[:3]}<text:span>{words[3:]}</text:span></text:p></style:header></style:master-page>"
    files = {
        "a.docx": docx(p("Godkendt."), more={"word/header2.xml": f"<w:hdr {W}>{p(words[:3], words[3:])}</w:hdr>"}),
        "b.docx": docx(p("Godkendt.", f"<w:r><w:pict><w:txbxContent>{p(words)}</w:txbxContent></w:pict></w:r>")),
        "c.docx": docx(p("Godkendt."), more={"word/header1.xml": f"<w:hdr {W} xmlns:v='v'><v:textpath string='{words}'/></w:hdr>"}),
        "a.odt": odt("<text:p>Godkendt.</text:p>", common=head),
        "b.odt": odt(f"<text:p>Godkendt.<draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame></text:p>"),
    }  # fmt: skip
    for name, data in files.items():
        assert shown(data, name) == "", name
        assert told(data, name) == [("violation", "closed-beside-text")], name


def test_a_margin_that_says_something_else_is_left_out_and_no_more() -> None:
    footer = {"word/footer1.xml": f"<w:ftr {W}>{p('Side 1. Lukketid kl. 15')}</w:ftr>"}
    assert shown(docx(p("Godkendt."), more=footer)) == "Godkendt."
    assert told(docx(p("Godkendt."), more=footer)) == []
    draft = {"word/header1.xml": f"<w:hdr {W}>{p('UDKAST')}</w:hdr>"}
    assert told(docx(p("Godkendt."), more=draft)) == [("warning", "draft")]


def test_lists_tables_and_spaces_of_an_odt() -> None:
    lists = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
    )
    body = (
        '<text:h text:outline-level="1">Beslutning</text:h><text:list text:style-name="L"><text:list-item><text:p>et'
        "</text:p><text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>to</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>År</text:p></table:table-cell><table:table-cell>"
        "<text:p>2023</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p>a<text:s text:c="2"/>b\n  c<text:line-break/>d<office:annotation><text:p>nej</text:p>'
        "</office:annotation></text:p>"
    )
    assert (
        shown(odt(body, lists), "a.odt") == "Beslutning\n\n1. et\n\n- under\n\n2. to\n\nÅr\t2023\n\na  b c\nd"
    )


def test_files_that_cannot_be_read_are_one_finding_each() -> None:
    bomb = "<w:p/>" * 12_000_000
    deep = "<w:sdt>" * 300 + "</w:sdt>" * 300
    entities = f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    whole = docx(p("Beslutning"))
    locked = package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}/>",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
        }
    )
    cases = {
        ("a.docx", b"PK\x03\x04"): "broken-file",
        ("b.docx", whole[: len(whole) // 2]): "broken-file",
        ("c.docx", whole.replace(b"PK\x01\x02", b"PK\x01\x03")): "broken-file",
        ("d.docx", b"ikke et dokument"): "broken-file",
        ("e.docx", b""): "broken-file",
        ("f.docx", docx(bomb)): "too-large",
        ("g.docx", docx(deep)): "too-deep",
        ("h.docx", package({"word/document.xml": entities})): "broken-file",
        ("i.docx", package({"word/document.xml": "<w:document"})): "broken-file",
        ("j.docx", docx(p(""))): "empty-file",
        ("k.docx", package({"x.txt": "Beslutning"})): "not-minutes",
        ("l.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600): "not-minutes",
        ("m.txt", b"{\\rtf1 Beslutning}"): "not-minutes",
        ("n.odt", locked): "encrypted",
        ("o.docx", docx(p("x" * 1000) * 3100)): "too-much-text",
        ("o.txt", b"x" * 3_000_001): "too-much-text",
    }  # fmt: skip
    for (name, data), code in cases.items():
        assert told(data, name) == [("violation", code)], name
        assert shown(data, name) == "", name


def test_ten_thousand_paragraphs() -> None:
    assert shown(docx(p("Ja.") * 10_000)).count("Ja.") == 10_000


def test_the_bytes_decide_what_a_file_is_and_a_wrong_name_is_told() -> None:
    for kind, data in of_lines("Beslutning\nGodkendt.").items():
        name = "a.txt" if kind != "a.txt" else "a.odt"
        assert shown(data, name) == "Beslutning\n\nGodkendt."
        assert told(data, name) == [("warning", "other-kind")]
    assert told(b"Beslutning\n\nGodkendt.", "a.html") == [("warning", "other-kind")]
    assert shown(b"Beslutning\n\nGodkendt.", "a.html") == "Beslutning\n\nGodkendt."
