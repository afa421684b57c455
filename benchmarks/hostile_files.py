"""Files that are made to overthrow a reader of minutes, the same each time."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
HEAD = "REFERAT Direktionen\n\nMødedato: 12. september 2023\n\nPunkt 1: Bad\n\nBeslutning\n\nGodkendt.\n\n"
"""Minutes of one item, and the beginning of the texts."""
_FORM = '<root><table name="meeting"><fields><field name="id">1</field></fields></table>'
_ITEMS = '{"Dagsordenpunkter":'
"""How XML and JSON begin that are of forms that are read: what is of none is turned away at once."""
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = f'xmlns:office="{_OASIS}office:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:table="{_OASIS}table:1.0"'
Pieces = Iterator[bytes]
"""What a file or a part of one is made of, never whole in memory."""
Object = bytes | tuple[str, Pieces]
"""Of a PDF: as it is written, or the entries of the dictionary of a stream and what is in the stream."""


def _times(piece: str, count: int) -> Pieces:
    """A text so many times, in pieces that fit in memory."""
    data = piece.encode()
    at_once = max(1, _CHUNK // len(data))
    while count > 0:
        yield data * min(at_once, count)
        count -= at_once


def _around(before: str, pieces: Pieces, after: str) -> Pieces:
    yield before.encode()
    yield from pieces
    yield after.encode()


def _then(*parts: Pieces) -> Pieces:
    for part in parts:
        yield from part


def _nested(opened: str, closed: str, depth: int, before: str = "", after: str = "") -> Pieces:
    return _around(before, _then(_times(opened, depth), _times(closed, depth)), after)


def _entities(size: float) -> Pieces:
    """Entities of entities: ten of each in the next."""
    levels = max(2, round(9 + 3 * min(0.0, size - 1)))
    told = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    yield f'<!DOCTYPE root [<!ENTITY e0 "ord">{told}]>{_FORM}&e{levels - 1};</root>'.encode()


def _one_entity(count: int) -> Pieces:
    """One long entity, used over and over."""
    head = f'<!DOCTYPE root [<!ENTITY e "{"x" * count}">]>{_FORM}'
    return _around(head, _times("&e;", count), "</root>")


# --- packages of word processors ------------------------------------------------------------------


def _packed(path: Path, parts: Mapping[str, Pieces]) -> None:
    """A ZIP file of parts, each written as it is made; a part is never whole in memory."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, pieces in parts.items():
            told = zipfile.ZipInfo(name, (2023, 9, 12, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            with file.open(told, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)


def _docx(path: Path, body: Pieces, more: Mapping[str, Pieces] | None = None) -> None:
    document = _around(f"<w:document {_WORD}><w:body>", body, "</w:body></w:document>")
    _packed(path, {"word/document.xml": document, **(more or {})})


def _odt(path: Path, body: Pieces) -> None:
    before = f"<office:document-content {_ODF}><office:body><office:text>"
    content = _around(before, body, "</office:text></office:body></office:document-content>")
    kind = iter([b"application/vnd.oasis.opendocument.text"])
    _packed(path, {"mimetype": kind, "content.xml": content})


def _many_parts(count: int) -> Mapping[str, Pieces]:
    return {f"word/part{n}.xml": iter([b"<w/>"]) for n in range(count)}


# --- PDF ------------------------------------------------------------------------------------------


def _pdf(path: Path, objects: Sequence[Object]) -> None:
    """A PDF of objects, the catalogue first; one that is a dictionary and pieces is a stream of these."""
    places = []
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        for number, held in enumerate(objects, start=1):
            places.append(file.tell())
            file.write(f"{number} 0 obj\n".encode())
            file.write(held if isinstance(held, bytes) else _stream(*held))
            file.write(b"\nendobj\n")
        start = file.tell()
        file.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
        file.writelines(f"{place:010} 00000 n \n".encode() for place in places)
        file.write(f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\n".encode())
        file.write(f"startxref\n{start}\n%%EOF\n".encode())


def _stream(told: str, pieces: Pieces) -> bytes:
    deflating = zlib.compressobj(1)
    data = b"".join([*map(deflating.compress, pieces), deflating.flush()])
    head = f"<< {told} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_WORDS = b"BT /F 9 Tf 50 700 Td (Punkt 1: Et) Tj ET"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _page(size: str = "595 842", more: str = "") -> bytes:
    """A page; ``more`` are resources beside its font."""
    own = f"/MediaBox [0 0 {size}] /Resources << /Font << /F 4 0 R >> {more} >>"
    return f"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {own} >>".encode()


def _one_page(path: Path, content: Pieces, more: str = "", size: str = "595 842", *others: Object) -> None:
    """A PDF of one page; ``more`` are resources beside its font, the ``others`` objects from number 6 on."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    _pdf(path, [_CATALOGUE, pages, _page(size, more), _FONT, ("", content), *others])


def _pages(path: Path, count: int) -> None:
    """So many pages, all of them the same object."""
    kids = b" ".join([b"3 0 R"] * count)
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    _pdf(path, [_CATALOGUE, pages, _page(), _FONT, ("", iter([_WORDS]))])


def _image(side: int) -> tuple[str, Pieces]:
    """An image of so many pixels each way, which says that it is all there and is a few bytes."""
    told = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray"
    return f"{told} /BitsPerComponent 8", iter([b"\0" * 1000])


# --- the files ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bomb:
    """A file to be made: what it is, in Danish as the page on it says it, and its maker, which is told the
    share that it is to be of the whole one."""

    kind: str
    ending: str
    what: str
    make: Callable[[Path, float], None]


def _written(pieces: Callable[[float], Pieces]) -> Callable[[Path, float], None]:
    def make(path: Path, size: float) -> None:
        with path.open("wb") as file:
            file.writelines(pieces(size))

    return make


def _n(size: float, whole: int) -> int:
    return max(2, int(whole * size))


_ITEM = "<h2>Punkt 1: Havnebadet</h2>"
BOMBS: Sequence[Bomb] = (
    Bomb("XML", "xml", "entiteter i entiteter", _written(_entities)),
    Bomb("XML", "xml", "en lang entitet, brugt igen og igen", _written(lambda s: _one_entity(_n(s, 50_000)))),
    Bomb(
        "XML",
        "xml",
        "en fil udefra",
        _written(
            lambda s: _around(
                f'<!DOCTYPE root [<!ENTITY e SYSTEM "file:///dev/zero">]>{_FORM}', iter([b"&e;"]), "</root>"
            )
        ),
    ),
    Bomb(
        "XML",
        "xml",
        "lag i lag",
        _written(lambda s: _nested("<table>", "</table>", _n(s, 300_000), _FORM, "</root>")),
    ),
    Bomb(
        "XML",
        "xml",
        "attributter uden ende",
        _written(
            lambda s: _around(
                f"{_FORM}<table", (f" a{n}=''".encode() for n in range(_n(s, 200_000))), "/></root>"
            )
        ),
    ),
    Bomb(
        "JSON",
        "json",
        "klammer i klammer",
        _written(lambda s: _nested("[", "]", _n(s, 3_000_000), _ITEMS, "}")),
    ),
    Bomb(
        "JSON",
        "json",
        "mange punkter",
        _written(lambda s: _around(f"{_ITEMS}[{{}}", _times(",{}", _n(s, 2_000_000)), "]}")),
    ),
    Bomb(
        "JSON",
        "json",
        "et langt tal",
        _written(lambda s: _around(_ITEMS, _times("9", _n(s, 3_000_000)), "}")),
    ),
    Bomb(
        "JSON",
        "json",
        "en lang tekst af skråstreger",
        _written(lambda s: _around(f'{_ITEMS}[{{"Navn":"', _times("\\\\", _n(s, 8_000_000)), '"}]}')),
    ),
    Bomb(
        "Word",
        "docx",
        "meget pakket til lidt",
        lambda p, s: _docx(
            p, _around("<w:p><w:r><w:t>", _times("a", _n(s, 400_000_000)), "</w:t></w:r></w:p>")
        ),
    ),
    Bomb(
        "Word",
        "docx",
        "afsnit uden ende",
        lambda p, s: _docx(p, _times("<w:p><w:r><w:t>a</w:t></w:r></w:p>", _n(s, 3_000_000))),
    ),
    Bomb(
        "Word",
        "docx",
        "tabeller i hinanden",
        lambda p, s: _docx(p, _nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", _n(s, 100_000))),
    ),
    Bomb("Word", "docx", "mange dele", lambda p, s: _docx(p, iter([b"<w:p/>"]), _many_parts(_n(s, 60_000)))),
    Bomb(
        "OpenDocument",
        "odt",
        "gentagne blanke",
        lambda p, s: _odt(
            p, iter([f'<text:p>a<text:s text:c="{_n(s, 1_000_000_000)}"/>b</text:p>'.encode()])
        ),
    ),
    Bomb(
        "OpenDocument",
        "odt",
        "gentagne celler",
        lambda p, s: _odt(
            p,
            iter(
                [
                    f'<table:table><table:table-row table:number-rows-repeated="{_n(s, 1_000_000_000)}">'
                    f'<table:table-cell table:number-columns-repeated="{_n(s, 1_000_000_000)}">'
                    "<text:p>a</text:p>"
                    "</table:table-cell></table:table-row></table:table>".encode()
                ]
            ),
        ),
    ),
    Bomb("PDF", "pdf", "meget pakket til lidt", lambda p, s: _one_page(p, _times(" ", _n(s, 800_000_000)))),
    Bomb(
        "PDF",
        "pdf",
        "ord uden ende",
        lambda p, s: _one_page(
            p, _around("BT /F 1 Tf 50 700 Td ", _times("(ord ) Tj ", _n(s, 8_000_000)), "ET")
        ),
    ),
    Bomb("PDF", "pdf", "mange sider", lambda p, s: _pages(p, _n(s, 500_000))),
    Bomb("PDF", "pdf", "gemte tilstande", lambda p, s: _one_page(p, _times("q ", _n(s, 5_000_000)))),
    Bomb(
        "PDF",
        "pdf",
        "en form i sig selv",
        lambda p, s: _one_page(
            p,
            iter([b"/X Do"]),
            "/XObject << /X 6 0 R >>",
            "595 842",
            (
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
                iter([b"/X Do /X Do"]),
            ),
        ),
    ),
    Bomb(
        "PDF",
        "pdf",
        "et billede af ti milliarder punkter",
        lambda p, s: _one_page(
            p,
            iter([b"595 0 0 842 0 0 cm /X Do"]),
            "/XObject << /X 6 0 R >>",
            "595 842",
            _image(_n(s, 100_000)),
        ),
    ),
    Bomb(
        "PDF",
        "pdf",
        "en kæmpe side",
        lambda p, s: _one_page(
            p,
            iter([_WORDS]),
            "",
            f"{_n(s, 10_000_000)} {_n(s, 10_000_000)}",
        ),
    ),
    Bomb(
        "PDF",
        "pdf",
        "et billede, der kalder sig PDF",
        _written(lambda s: _around("\x89PNG\r\n", _times("\0", _n(s, 30_000_000)), "")),
    ),
    Bomb("HTML", "html", "lag i lag", _written(lambda s: _nested("<div>", "</div>", _n(s, 500_000), _ITEM))),
    Bomb(
        "HTML",
        "html",
        "en lang attribut",
        _written(lambda s: _around(f'{_ITEM}<p title="', _times("a", _n(s, 9_000_000)), '">a</p>')),
    ),
    Bomb(
        "HTML",
        "html",
        "brede celler",
        _written(
            lambda s: _around(
                f"{_ITEM}<table>",
                _times('<tr><td colspan="1000000000" rowspan="1000000000">a</td></tr>', _n(s, 2000)),
                "</table>",
            )
        ),
    ),
    Bomb(
        "HTML",
        "html",
        "kommentarer, der ikke slutter",
        _written(lambda s: _around(_ITEM, _times("<!-- ", _n(s, 1_000_000)), "")),
    ),
    Bomb(
        "HTML",
        "html",
        "tegn skrevet som entiteter",
        _written(lambda s: _around(f"{_ITEM}<p>", _times("&#97;&amp", _n(s, 1_000_000)), "</p>")),
    ),
    Bomb(
        "HTML",
        "html",
        "mærker, der ikke slutter",
        _written(lambda s: _around(_ITEM, _times("<a <", _n(s, 1_000_000)), "")),
    ),
    Bomb(
        "tekst",
        "txt",
        "én linje",
        _written(lambda s: _around(HEAD, _times("ord, og ", _n(s, 1_000_000)), "")),
    ),
    Bomb("tekst", "txt", "nuller", _written(lambda s: _around(HEAD, _times("\0", _n(s, 9_000_000)), ""))),
    Bomb(
        "tekst", "txt", "tabulatorer", _written(lambda s: _around(HEAD, _times("\t", _n(s, 9_000_000)), "x"))
    ),
    Bomb("tekst", "txt", "vognretur", _written(lambda s: _around(HEAD, _times("\r", _n(s, 9_000_000)), "x"))),
    Bomb(
        "tekst",
        "txt",
        "UTF-16",
        _written(lambda s: iter([b"\xff\xfe", (HEAD + "å" * _n(s, 4_000_000)).encode("utf-16-le")])),
    ),
)
