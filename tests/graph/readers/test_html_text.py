"""Minutes in HTML: the text that a browser shows."""

import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.readers.files import decode

SECRET = "HEMMELIG"


def shown(page: str | bytes) -> str:
    return decode("a.html", page if isinstance(page, bytes) else f"<!doctype html>{page}".encode()).text


def told(page: str | bytes) -> list[tuple[str, str]]:
    data = page if isinstance(page, bytes) else f"<!doctype html>{page}".encode()
    return [(finding.severity, finding.code) for finding in decode("a.html", data).findings]


@each(
    ("page", "text"),
    [
        ("<h3>Beslutning</h3>\r\n<p>Godkendt\n  som   <b>ind</b>stillet.", "Beslutning\n\nGodkendt som indstillet."),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>a<br>b<br><br>c", "a\nb\n\nc"),
        ("<pre>a  \n b\n\nc</pre>", "a\nb\n\nc"),
        ("S&oslash;nder &amp;lt; 5 &#8211; &#xe6;", "Sønder &lt; 5 – æ"),
        ("Klima & miljø, < 40.000 og &copy", "Klima & miljø, < 40.000 og ©"),
        ("Luk&shy;ket&nbsp;m\u200bøde", "Lukket møde"),
        ("<ol start=3><li>a<li value=7>b<ol type=a><li>c<li>d</ol><li>e</ol>", "3. a\n\n7. b\n\na. c\n\nb. d\n\n8. e"),
        ('<ol style="list-style-type: lower-roman"><li>a<li>b</ol><ul><li>c</ul>', "i. a\n\nii. b\n\n- c"),
        ("<ul style='list-style: none'><li>a</ul>", "a"),
        ("<table><tr><th>År<th>2023<tr><td colspan=2>Kr.<td> 1 </table>efter", "År\t2023\nKr.\t1\n\nefter"),
        ("<table><tr><td>Mødedeltagere<td><p>Anna Lund<p>Bo Ravn</table>", "Mødedeltagere\tAnna Lund\nBo Ravn"),
        ("<table><tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><p>x</table>", "1\t2\n3\t4\n\nx"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb\n\nc"),
        ("<p>a<!-- b --><![if x]>c<![endif]><?xml d?>e", "ace"),
        ("<head><title>t</title><style>p{color:red}</style></head><body><p>a", "a"),
        ("<script>document.write('<p>b')</script><noscript>c</noscript><nav>d</nav><svg><text>e</text></svg><img alt=f>a", "a"),
        ("<p title='a>b' class=x>c</p >d</p>e", "c\n\nd\n\ne"),
        ("<b><p>a</b>b</p>c<i>d", "ab\n\ncd"),
        ("<font color=white><p></font>b", "b"),
        ("<p>a<p>b<li>c<td>d", "a\n\nb\n\nc\n\nd"),
        ("<p><input type=checkbox checked> a <input type=RADIO>b<input value=c>", "☒ a ☐ b"),
        ("<p>a <input type=checkbox checked hidden>b", "a b"),
        ("<span style='display: block'>a</span><span style='display:block'>b</span>c", "a\n\nb\nc"),
    ],
)  # fmt: skip
def test_what_a_browser_shows(page: str, text: str) -> None:
    assert shown(page) == text


HIDDEN = [
    f"<p hidden>{SECRET}</p>", f"<p style='display: none'>{SECRET}</p>", f"<p style='VISIBILITY:hidden'>{SECRET}</p>",
    f"<div aria-hidden=true><p>{SECRET}</p></div>", f"<p style='color:#fff'>{SECRET}</p>",
    f"<font color=white>{SECRET}</font>", f"<p style='color:black;background:#000000'>{SECRET}</p>",
    f"<table bgcolor=black><tr><td>{SECRET}</table>", f"<p style='font-size:0'>{SECRET}</p>",
    f"<p style='opacity: 0'>{SECRET}</p>", f"<p style='position:absolute;left:-9999px'>{SECRET}</p>",
    f"<p style='color:rgba(0,0,0,0)'>{SECRET}</p>", f"<span style='mso-hide:all'>{SECRET}</span>",
    f"<style>.x, #y {{ display:none }}</style><p class='a X'>{SECRET}</p><p id=y>{SECRET}</p>",
    f"<style>div.a p {{ color: white !important }}</style><div class=a><p>{SECRET}</div>",
    f"<p><font color=white>{SECRET}<p>{SECRET}</font>",
    *(f"<p style='{style}'>{SECRET}</p>" for style in (
        "opacity:0%", "filter:opacity(0)", "color:#fff8", "color:#12345600", "color:hsl(0,0%,100%)",
        "color:hsla(9,9%,9%,0)", "clip-path:inset(50%)", "height:0;overflow:hidden", "transform:scale(0)",
        "right:-9999px", "content-visibility:hidden", "font:0/0 a", "-webkit-text-fill-color:transparent",
    )),
    f"<dialog>{SECRET}</dialog>", f"<style><!-- .x {{ display:none }} --></style><p class=x>{SECRET}",
    f"<style>.x:not(:focus):not(:focus-within) {{ display:none }}</style><p class=x>{SECRET}",
]  # fmt: skip


@each("page", HIDDEN)
def test_what_a_browser_does_not_show_is_left_out_and_told(page: str) -> None:
    assert shown(f"<p>Godkendt.</p>{page}") == "Godkendt."
    assert told(f"<p>Godkendt.</p>{page}") == [("warning", "hidden-text")]


@pytest.mark.parametrize(
    "page", [f"<del>{SECRET}</del>", f"<s>{SECRET}</s>", f"<p style='text-decoration:line-through'>{SECRET}"]
)
def test_what_is_struck_out_is_left_out_and_told(page: str) -> None:
    assert shown(f"<p>Godkendt.</p>{page}") == "Godkendt."
    assert told(f"<p>Godkendt.</p>{page}") == [("warning", "struck-out")]


@pytest.mark.parametrize(
    "page",
    [
        "<style>@media print { .x { display:none } }</style><p class=x>Godkendt.",
        "<style>div.a p { display:none }</style><div class=b><p>Godkendt.",
        "<p style='color:white;background-color:navy'>Godkendt.",
        "<style>.x:hover { display:none }</style><p class=x>Godkendt.",
        "<p hidden></p>Godkendt.",
        "<p style='opacity:.5;color:#333c;max-height:0;overflow:hidden;filter:opacity(90%)'>Godkendt.",
        "<dialog open>Godkendt.</dialog>",
        "<p style='font:12px/1 Arial;height:10px;overflow:hidden;clip-path:inset(0%);margin-left:-10px'>Godkendt.",
    ],
)
def test_what_a_browser_shows_all_the_same_is_read(page: str) -> None:
    assert shown(page) == "Godkendt."
    assert told(page) == []


@each(
    "data",
    [
        "<html><p>Sønder".encode(),
        "\ufeff<html><p>Sønder".encode(),
        "\ufeff<html><p>Sønder".encode("utf-16-le"),
        '<html><meta charset="utf-8"><p>Sønder'.encode(),
        '<html><meta charset="iso-8859-1"><p>Sønder'.encode("latin-1"),
        "<html><meta http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>Sønder".encode("cp1252"),
        '<html><meta charset="iso-8859-1"><p>Sønder'.encode(),  # says one thing and is another
        '<?xml version="1.0"?>\n<!-- x --><!DOCTYPE html><p>Sønder'.encode(),
        "<p>Sønder".encode(),  # known by its name
    ],
)  # fmt: skip
def test_the_encoding_of_a_page(data: bytes) -> None:
    assert shown(data) == "Sønder"
    assert told(data) == []


def test_an_encoding_that_nobody_says_is_found_and_told() -> None:
    assert shown("<html><p>Sønder på Ærø".encode("cp850")) == "Sønder på Ærø"
    assert told("<html><p>Sønder på Ærø".encode("cp850")) == [("warning", "not-utf8")]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<li>", "<ol>", "</ol>", "<font color=red>",
             "</font>", "<div>", "</div>", "<br>", "<pre>", "<s>", "</s>", "<", ">", "&", '"', "a", " ", "<!--", "-->", "<td", "<style>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_tags_are_read(parts: list[str]) -> None:
    document = decode("a.html", ("<html>" + "".join(parts)).encode())
    assert document.text or document.findings


@each(
    "part",
    ["<!", "<!--", "<a ", "</", "<a b='", "&", "<a b=", "<", "<script>", "<p>", "<td>", "<p>a<font>", "<style>.a{", "<br>", "</b>"],
)  # fmt: skip
def test_malformed_pages_take_no_time(part: str) -> None:
    decode("a.html", b"<html>" + part.encode() * 20_000)


def test_too_many_elements_in_one_another_are_one_finding() -> None:
    assert told("<div>" * 1000 + "Godkendt.") == [("violation", "too-deep")]
