"""Files that are made to overthrow a reader of minutes, and what it costs to be asked to read them.

``python -m benchmarks.bomb_files`` makes them one at a time, always the same, has ``sagsgraf read`` read each
in a process of its own, and prints what that took. Exit status 1 where one ended otherwise than with minutes
that tell what was read, or one line on why there are none, or took more than its bounds.
"""

import argparse
import atexit
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from api.cli import console as console  # what the command would import of itself
from api.cli.main import main as command
from benchmarks.tables import Table, markdown, print_table
from graph import library

MEGABYTES, SECONDS = 2048, 60
"""What the reading of one file may take of memory and of the processor."""
_PATIENCE = 600.0
_REFUSED, _BROKEN = 2, 70
_ENDINGS = (0, 1, _REFUSED)  # read, read with something to warn of, not read
_MOST_WORDS = 2000  # of a line that says why there is no answer
_CHUNK = 1 << 20
_HEAD = "REFERAT Direktionen\n\nMødedato: 12. september 2023\n\nPunkt 1: Bad\n\nBeslutning\n\nGodkendt.\n\n"
_FORM = '<root><table name="meeting"><fields><field name="id">1</field></fields></table>'
_ITEMS = '{"Dagsordenpunkter":'
"""How XML and JSON begin that are of forms that are read: what is of none is turned away at once."""
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = f'xmlns:office="{_OASIS}office:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:table="{_OASIS}table:1.0"'
Pieces = Iterator[bytes]


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


def _pdf(path: Path, objects: Sequence[bytes | tuple[str, Pieces]]) -> None:
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


def _one_page(path: Path, content: Pieces, more: str = "", size: str = "595 842", *others: object) -> None:
    """A PDF of one page; ``more`` are resources beside its font, the ``others`` objects from number 6 on."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    _pdf(path, [_CATALOGUE, pages, _page(size, more), _FONT, ("", content), *others])  # type: ignore[list-item]


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
        _written(lambda s: _around(_HEAD, _times("ord, og ", _n(s, 1_000_000)), "")),
    ),
    Bomb("tekst", "txt", "nuller", _written(lambda s: _around(_HEAD, _times("\0", _n(s, 9_000_000)), ""))),
    Bomb(
        "tekst", "txt", "tabulatorer", _written(lambda s: _around(_HEAD, _times("\t", _n(s, 9_000_000)), "x"))
    ),
    Bomb(
        "tekst", "txt", "vognretur", _written(lambda s: _around(_HEAD, _times("\r", _n(s, 9_000_000)), "x"))
    ),
    Bomb(
        "tekst",
        "txt",
        "UTF-16",
        _written(lambda s: iter([b"\xff\xfe", (_HEAD + "å" * _n(s, 4_000_000)).encode("utf-16-le")])),
    ),
)


@dataclass(frozen=True)
class Read:
    """How the reading of a file ended: whether anything was read, what else was printed, and what it took."""

    bomb: Bomb
    status: int
    turned_away: bool
    said: str
    bytes: int
    seconds: float
    megabytes: float

    @property
    def wrong(self) -> str:
        """What is not as it has to be; nothing for most."""
        if self.status not in _ENDINGS or "Traceback" in self.said:
            return f"ended with {self.status}: {self.said[-_MOST_WORDS:]}"
        if len(self.said.strip().splitlines()) != (self.status == _REFUSED):
            return f"is told of otherwise than in one line: {self.said[-_MOST_WORDS:]}"
        if self.seconds > SECONDS or self.megabytes > MEGABYTES:
            return f"took {self.seconds:.0f} s and {self.megabytes:.0f} MB"
        return ""


def read(bomb: Bomb, path: Path) -> Read:
    """Have the command read a file, in a process that has its modules; what it takes is of all the processes
    that it began and waited for."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        if not (child := os.fork()):
            _in_child(path, out.fileno(), errors.fileno())
        late = threading.Timer(_PATIENCE, os.kill, (child, signal.SIGKILL))
        late.start()
        _, ended, used = os.wait4(child, 0)
        late.cancel()
        for file in (out, errors):
            file.seek(0)
        told, said = out.read(), errors.read(_CHUNK).decode("utf-8", "replace")
    return Read(
        bomb,
        os.waitstatus_to_exitcode(ended),
        not told or any(one["severity"] == "violation" for one in json.loads(told)["findings"]),
        said,
        path.stat().st_size,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
    )


def _in_child(path: Path, out: int, errors: int) -> NoReturn:
    status: int | str | None = 1
    try:
        os.dup2(out, 1)
        os.dup2(errors, 2)
        sys.argv = ["sagsgraf", "read", str(path), "--json"]
        status = command()
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001  # whatever it is, this process ends here and tells of it
        traceback.print_exc()
        status = _BROKEN
    finally:
        atexit._run_exitfuncs()  # what reads PDFs is ended and waited for, which its memory is told by
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 0)


def thrown(size: float, folder: Path, kinds: Sequence[str] = ()) -> Iterator[Read]:
    """Each file made, read and removed; what all reading takes is taken once before."""
    first = folder / "first.txt"
    first.write_text(_HEAD, encoding="utf-8")
    library.read(first)
    for number, bomb in enumerate(BOMBS, start=1):
        if not kinds or bomb.kind in kinds:
            path = folder / f"{number:02}.{bomb.ending}"
            bomb.make(path, size)
            yield read(bomb, path)
            path.unlink()


def table(found: Sequence[Read], size: float) -> Table:
    """A row for each kind of file."""
    kinds: dict[str, list[Read]] = defaultdict(list)
    for one in found:
        kinds[one.bomb.kind].append(one)
    turned_away = {kind: sum(one.turned_away for one in of) for kind, of in kinds.items()}
    rows = [
        (
            f"{len(of)} {kind}",
            "; ".join(one.bomb.what for one in of),
            f"{_decimal(max(one.bytes for one in of) / 1e6)} MB",
            f"{len(of) - turned_away[kind]} / {turned_away[kind]}",
            f"{max(one.megabytes for one in of):.0f} MB",
            f"{_decimal(max(one.seconds for one in of))} s",
            str(sum(bool(one.wrong) for one in of)),
        )
        for kind, of in kinds.items()
    ]
    columns = ("filer", "hvad de er", "største fil", "læst / afvist", "mest hukommelse", "mest CPU", "fejl")
    return Table(f"{len(found)} files, size {size:g}, {date.today()}", columns, rows)


def _decimal(number: float) -> str:
    """A number as Danish writes it."""
    return f"{number:.1f}".replace(".", ",")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    kinds = list(dict.fromkeys(bomb.kind for bomb in BOMBS))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bomb_files", description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="of the files; 1 is the whole ones")
    parser.add_argument("--kind", choices=kinds, action="append", default=[], help="only these")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="tell each file as it is read, as JSON")
    given = parser.parse_args(arguments)
    found, began = [], time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="bombs"))  # one that no process removes as it ends
    try:
        for one in thrown(given.size, folder, given.kind):
            found.append(one)
            if one.wrong:
                print(f"{one.bomb.kind}, {one.bomb.what}: {one.wrong}", file=sys.stderr, flush=True)
            if given.verbose:
                took = (round(one.bytes / 1e6, 1), round(one.seconds, 1), round(one.megabytes))
                told = (one.bomb.kind, one.bomb.what, one.status, one.turned_away, *took, one.said.strip())
                print(json.dumps(told, ensure_ascii=False), flush=True)
    finally:
        shutil.rmtree(folder)
    made = table(found, given.size)
    if given.markdown:
        print(markdown(made))
    else:
        print_table(made)
    print(f"{time.monotonic() - began:.0f} seconds", file=sys.stderr)
    return int(any(one.wrong for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
