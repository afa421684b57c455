"""Minutes in an .html file: the text that a browser shows, block by block (:mod:`graph.readers.markup`)."""

import re

from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.readers.boilerplate import is_boilerplate
from graph.readers.encodings import Decoded, decoded_as
from graph.readers.item_tables import ItemTable
from graph.readers.layout.reader import LaidOutReader, of_rendering
from graph.readers.markup import Block, Row, read_markup, shown
from graph.readers.rendering import Rendering, table_row

_HEAD = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+<(?:!doctype\s++html|html|head|body|meta|title)\b", re.IGNORECASE
)
_TAGS = re.compile(rb"<(?:p|div|table|h[1-6]|span|br|ul|ol|section|article)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


class HtmlReader(LaidOutReader):
    """Reads pages that begin as HTML does, and those whose names say so."""

    name = "html"
    label = "en webside"
    suffixes = (".html", ".htm")
    version = 7
    characters = True

    def recognises(self, name: str, data: bytes) -> bool:
        return is_html(data, name.lower().endswith(self.suffixes))

    def extract(self, source: str, data: bytes) -> Document:
        rendering, page = read_html(data)
        told = tuple(Finding(one.severity, one.code, one.message) for one in page.oddities)
        return of_rendering(source, rendering, told)


def is_html(data: bytes, named_so: bool) -> bool:
    """Whether bytes are HTML: they begin as a page does or, in a file ``named_so``, have its tags."""
    start = data[:65536].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    while start.lstrip()[:4] == b"<!--":
        start = start.partition(b"-->")[2]
    return bool(_HEAD.match(start) or (named_so and _TAGS.search(start)))


def read_html(data: bytes) -> tuple[Rendering, Decoded]:
    """The text of a page, and its source as it was decoded, whose oddities are those of the bytes.

    Raises :class:`graph.readers.rendering.Unreadable` for a page that cannot be read.
    """
    source = _source(data)
    page = _Page()
    page.rendering.left_out.update(read_markup(source.text, page).left_out)
    return page.rendering, source


class _Page:
    """The blocks of a page as paragraphs and rows of its text."""

    def __init__(self) -> None:
        self.rendering = Rendering()
        self.items = ItemTable()

    def block(self, block: Block) -> None:
        self.items = ItemTable()
        if not is_boilerplate(block.shown):
            self.rendering.block(block.shown, block.row)

    def row(self, cells: Row) -> None:
        table_row(shown(cells), self.rendering.block, self.items)


def _source(data: bytes) -> Decoded:
    """The characters of a page: by its bytes, and where they are no UTF-8, by what it says."""
    said = _CHARSET.search(data[:4096])
    return decoded_as(data, said[1].decode("ascii") if said else "")
