"""Minutes in a .odt file (OpenDocument 1.3, part 3): the text that stands on its pages.

As in :mod:`graph.readers.docx`, what a reader of the page does not see is not read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from graph.minutes.document import Document
from graph.readers.item_tables import ItemTable
from graph.readers.layout.reader import LaidOutReader, of_rendering
from graph.readers.package import Package, is_package, words_of
from graph.readers.rendering import Rendering, Unreadable, counted, legible, table_row

CONTENT = "content.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _TABLE = f"{_OASIS}text:1.0}}", f"{_OASIS}style:1.0}}", f"{_OASIS}table:1.0}}"
_OFFICE, _FO = f"{_OASIS}office:1.0}}", f"{_OASIS}xsl-fo-compatible:1.0}}"
_DRAW = f"{_OASIS}drawing:1.0}}"
_MARGINS = {f"{_STYLE}{name}{page}" for name in ("header", "footer") for page in ("", "-first", "-left")}
_BLACK, _WHITE = 0x000000, 0xFFFFFF
_SMALLEST = 2.0  # points
_FAINT = re.compile(r"\d(?:\.\d+)?%")  # less than a tenth
_LONGEST_RUN = 100  # of spaces
# Elements that only hold others, and whose content is text like any other.
_STORIES = {
    f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}index-title", f"{_TEXT}table-of-content",
    f"{_TEXT}alphabetical-index", f"{_TEXT}user-index", f"{_TEXT}object-index", f"{_TEXT}illustration-index",
    f"{_TEXT}table-index", f"{_TEXT}bibliography", f"{_TEXT}numbered-paragraph",
}  # fmt: skip
_LEFT_OUT = {
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}hidden-text",
    f"{_TEXT}ruby-text", f"{_OFFICE}forms", f"{_TEXT}script",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look: hidden, struck out, their colour and ground; no colour is one that can be read."""

    hidden: bool = False
    struck: bool = False
    ink: int | None = None
    paper: int = _WHITE

    @property
    def seen(self) -> bool:
        return not self.hidden and (self.ink is None or legible(self.ink, self.paper))


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the form of its number, what is around it, how many levels it shows, its start."""

    form: str
    before: str
    after: str
    shown: int
    start: int
    bullet: bool


class OdtReader(LaidOutReader):
    """Reads documents of OpenDocument that are texts (part 2, section 3.3)."""

    name = "odt"
    label = "et OpenDocument-dokument"
    suffixes = (".odt",)
    version = 6

    def recognises(self, name: str, data: bytes) -> bool:
        package = Package(data) if is_package(data) else None
        return (
            package is not None
            and CONTENT in package
            and b"opendocument.text" in package.bytes_of("mimetype")
        )

    def extract(self, source: str, data: bytes) -> Document:
        return of_rendering(source, read_odt(Package(data)))


def read_odt(package: Package) -> Rendering:
    """The text of a document. Raises :class:`graph.readers.rendering.Unreadable` for one that cannot be
    read."""
    if b"encryption-data" in package.bytes_of("META-INF/manifest.xml"):
        raise Unreadable("encrypted", "Filen er beskyttet med en adgangskode og kan ikke læses.")
    rendering = Rendering()
    root = package.tree(CONTENT)
    text = next(root.iter(f"{_OFFICE}text"), None) if root is not None else None
    if root is not None and text is not None:
        parts = [part for part in (package.tree("styles.xml"), root) if part is not None]
        reader = _Reader(rendering, _Styles(parts))
        reader.story(text, _Look(), rendering.block)
        margins = (one for part in parts for one in part.iter() if one.tag in _MARGINS)
        rendering.beside += [words_of(margin) for margin in margins]
    return rendering


def _colour(text: str | None) -> int | None:
    try:
        return int(text[1:], 16) if text and len(text) == 7 and text[0] == "#" else None
    except ValueError:
        return None


def _dressed(look: _Look, style: Element) -> _Look:
    """A look with what a style says of text, of its paragraph and of the cell of a table it is in."""
    for properties in style:
        ground = _colour(properties.get(f"{_FO}background-color"))
        look = replace(look, paper=ground) if ground is not None else look
        if properties.tag != f"{_STYLE}text-properties":
            continue
        if properties.get(f"{_STYLE}use-window-font-color") == "true":
            look = replace(look, ink=None)
        elif (ink := _colour(properties.get(f"{_FO}color"))) is not None:
            look = replace(look, ink=ink)
        if display := properties.get(f"{_TEXT}display"):
            look = replace(look, hidden=display != "true")
        if line := properties.get(
            f"{_STYLE}text-line-through-style", properties.get(f"{_STYLE}text-line-through-type")
        ):
            look = replace(look, struck=line != "none")
        size = (properties.get(f"{_FO}font-size") or "").removesuffix("pt")
        opacity = next((value for name, value in properties.items() if name.endswith("}opacity")), "100%")
        if (size.replace(".", "", 1).isdigit() and float(size) < _SMALLEST) or _FAINT.fullmatch(opacity):
            look = replace(look, hidden=True)
    return look


class _Styles:
    """The styles of a document by family and name, and its lists."""

    def __init__(self, roots: list[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self.lists: dict[str, dict[int, _Level]] = {}
        for one in (one for root in roots for one in root.iter()):
            family, name = one.get(f"{_STYLE}family", ""), one.get(f"{_STYLE}name", "")
            if one.tag == f"{_STYLE}style":
                self._styles[family, name] = one
            elif one.tag == f"{_STYLE}default-style":
                self._defaults[family] = one
            elif one.tag == f"{_TEXT}list-style":
                self.lists[name] = dict(_level(each) for each in one)
            elif one.tag == f"{_TEXT}outline-style":
                self.lists[""] = dict(_level(each) for each in one)

    def chain(self, family: str, name: str | None) -> list[Element]:
        """A style and those it is made from, the most general first."""
        found: list[Element] = []
        at = self._styles.get((family, name or ""))
        while at is not None and at not in found and len(found) < 20:
            found.insert(0, at)
            at = self._styles.get((family, at.get(f"{_STYLE}parent-style-name", "")))
        return found

    def dressed(self, look: _Look, family: str, name: str | None) -> _Look:
        default = self._defaults.get(family) if family == "paragraph" else None
        for style in [*([default] if default is not None else []), *self.chain(family, name)]:
            look = _dressed(look, style)
        return look

    def list_of(self, paragraph: str | None) -> str | None:
        """The style of the list that a paragraph's style puts it in."""
        chain = reversed(self.chain("paragraph", paragraph))
        return next((name for one in chain if (name := one.get(f"{_STYLE}list-style-name"))), None)

    def hidden_section(self, name: str | None) -> bool:
        return any(
            properties.get(f"{_TEXT}display") == "none"
            for style in self.chain("section", name)
            for properties in style
        )


def _level(level: Element) -> tuple[int, _Level]:
    def number(name: str, otherwise: int) -> int:
        text = level.get(f"{_TEXT}{name}", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise

    form = level.get(f"{_STYLE}num-format", "")
    before, after = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
    bullet = level.tag == f"{_TEXT}list-level-style-bullet"
    return number("level", 1), _Level(
        form, before, after, number("display-levels", 1), number("start-value", 1), bullet
    )


@dataclass
class _Reader:
    rendering: Rendering
    styles: _Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def story(self, parent: Element, look: _Look, block: Callable[[str, bool], None]) -> None:
        """The paragraphs, lists and tables of a body or a cell, in their order."""
        for one in parent:
            if one.tag == f"{_TEXT}p":
                block(self.paragraph(one, look), False)
            elif one.tag == f"{_TEXT}h":
                words = self.paragraph(one, look)
                depth = one.get(f"{_TEXT}outline-level", "1")
                mark = self._mark("", int(depth) if depth.isdigit() else 1)
                block(mark + words if words.strip() else "", False)
            elif one.tag == f"{_TEXT}list":
                self.list(one, look, block, None, 1)
            elif one.tag == f"{_TABLE}table":
                self.table(one, look, block)
            elif one.tag in _STORIES:
                hidden = one.get(f"{_TEXT}display", "true") != "true"
                hidden = hidden or self.styles.hidden_section(one.get(f"{_TEXT}style-name"))
                self.story(one, replace(look, hidden=look.hidden or hidden), block)
            elif one.tag == f"{_TEXT}tracked-changes":
                self.rendering.left_out["tracked-changes"] += len(one)
            elif one.tag.startswith(_DRAW):
                self._boxes(one)

    def table(self, table: Element, look: _Look, block: Callable[[str, bool], None]) -> None:
        items = ItemTable()
        for row in _held(table, "table-row"):
            cells = []
            for cell in _held(row, "table-cell"):
                found: list[str] = []
                own = self.styles.dressed(look, "table-cell", cell.get(f"{_TABLE}style-name"))
                self.story(cell, own, lambda text, row, found=found: found.append(text))  # type: ignore[misc]
                cells.append(found)
            if row.get(f"{_TABLE}visibility", "visible") == "visible":
                table_row(cells, block, items)
            else:
                self.rendering.left_out["hidden-text"] += 1
        block("", False)

    def list(
        self, parent: Element, look: _Look, block: Callable[[str, bool], None], style: str | None, depth: int
    ) -> None:
        """A list and those in it. An entry's first paragraph has its mark; a list begins anew unless it says
        that it goes on."""
        style = parent.get(f"{_TEXT}style-name") or style
        begun = parent.get(f"{_TEXT}continue-numbering") == "true" or parent.get(f"{_TEXT}continue-list")
        if depth == 1 and not begun and style:
            self._counts.pop(style, None)
        for entry in parent:
            marked = entry.tag != f"{_TEXT}list-item"
            for one in entry:
                if one.tag == f"{_TEXT}list":
                    self.list(one, look, block, style, depth + 1)
                    continue
                if one.tag not in (f"{_TEXT}p", f"{_TEXT}h"):
                    continue
                words = self.paragraph(one, look)
                named = style or self.styles.list_of(one.get(f"{_TEXT}style-name")) or ""
                mark = "" if marked else self._mark(named, depth)
                marked = True
                block(mark + words if words.strip() else "", False)

    def _mark(self, style: str, depth: int) -> str:
        """What stands before the next entry of a list at a depth."""
        levels = self.styles.lists.get(style, {})
        level = levels.get(depth)
        if level is None:
            return ""
        if level.bullet:
            return "- "
        counts = self._counts.setdefault(style, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        parts = [
            counted(counts.get(at, levels[at].start), levels[at].form)
            for at in range(max(depth - level.shown, 0) + 1, depth + 1)
            if at in levels
        ]
        number = ".".join(filter(None, parts)) if level.form else ""
        return f"{level.before}{number}{level.after} " if number else ""

    def paragraph(self, paragraph: Element, look: _Look) -> str:
        look = self.styles.dressed(look, "paragraph", paragraph.get(f"{_TEXT}style-name"))
        if any(
            one.tag == f"{_TEXT}hidden-paragraph" and one.get(f"{_TEXT}is-hidden") != "false"
            for one in paragraph
        ):
            look = replace(look, hidden=True)
        return "".join(self.inline(paragraph, look))

    def inline(self, parent: Element, look: _Look) -> Iterator[str]:
        """The words of a paragraph, or of what is within it."""
        yield from self._shown(parent.text, look)
        for one in parent:
            if one.tag == f"{_TEXT}s":
                many = one.get(f"{_TEXT}c", "1")
                yield " " * min(int(many) if many.isdigit() else 1, _LONGEST_RUN)
            elif one.tag == f"{_TEXT}tab":
                yield "\t"
            elif one.tag == f"{_TEXT}line-break":
                yield "\n"
            elif one.tag == f"{_TEXT}note":
                self.rendering.left_out["notes"] += 1
            elif one.tag.startswith(_DRAW):
                self._boxes(one)
            elif one.tag not in _LEFT_OUT:
                yield from self.inline(one, self.styles.dressed(look, "text", one.get(f"{_TEXT}style-name")))
            yield from self._shown(one.tail, look)

    def _shown(self, text: str | None, look: _Look) -> Iterator[str]:
        if not text:
            return
        # White space that is not coded as such is one space (part 3, 6.1.2).
        text = " ".join(f"|{text}|".split())[1:-1]
        if look.seen and not look.struck:
            yield text
        else:
            self.rendering.left_out["struck-out" if look.seen else "hidden-text"] += bool(text.strip())

    def _boxes(self, shape: Element) -> None:
        boxes = [words_of(shape)]
        self.rendering.left_out["text-boxes"] += bool("".join(boxes).strip())
        self.rendering.beside += boxes


def _held(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also within what only holds them."""
    for one in parent:
        if one.tag == f"{_TABLE}{name}":
            yield one
        elif one.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _held(one, name)
