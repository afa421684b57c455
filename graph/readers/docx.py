"""Minutes in a .docx file (WordprocessingML, ISO/IEC 29500-1): the text that stands on its pages.

What a reader of the page does not see is not read: deletions, comments, the codes of fields, hidden text, and
letters in the colour of their ground. Headers, footers and text boxes are no part of the running text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from graph.minutes.document import Document
from graph.readers.item_tables import ItemTable
from graph.readers.layout.reader import LaidOutReader, of_rendering
from graph.readers.package import Package, is_package, words_of
from graph.readers.rendering import Rendering, counted, legible, table_row

_DOCUMENT = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BLACK, _WHITE = 0x000000, 0xFFFFFF
_HIGHLIGHTS = {
    "black": _BLACK, "blue": 0x0000FF, "cyan": 0x00FFFF, "darkBlue": 0x000080, "darkCyan": 0x008080,
    "darkGray": 0x808080, "darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000,
    "darkYellow": 0x808000, "green": 0x00FF00, "lightGray": 0xC0C0C0, "magenta": 0xFF00FF, "red": 0xFF0000,
    "white": _WHITE, "yellow": 0xFFFF00,
}  # fmt: skip
_FORMS = {
    "decimal": "1", "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
    "upperRoman": "I", "none": "", "bullet": "",
}  # fmt: skip
_SMALLEST = 4  # half points; what is set smaller is no text to a reader
# Elements that only hold others, and whose content is text like any other.
_TRANSPARENT = {
    "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "hyperlink", "fldSimple", "dir", "bdo",
    "body", "document", "ruby", "rubyBase",
}  # fmt: skip
# How the words begin that say what a field is for, and their style, by its name without blanks.
_ASKS_FOR = re.compile(
    r"\W*(?:klik|tryk|vælg|skriv|angiv|indtast|udfyld|click|tap|choose|select|enter|type)\b", re.IGNORECASE
)
_HINT = "placeholdertext"
_MATH = "/math}"
_FILL = "http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_CLEAR = 90_000  # of 100,000: how much of the colour is taken away


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look: hidden, struck out, their colour and their grounds. ``None``: as is usual.

    Of several ``papers`` it is not known which they stand on.
    """

    hidden: bool = False
    struck: bool = False
    ink: int | None = None
    papers: tuple[int, ...] = (_WHITE,)
    highlighted: bool = False

    @property
    def seen(self) -> bool:
        if self.hidden:
            return False
        if self.ink is None:  # set in black or white, whichever can be read; but black on a highlight
            return not self.highlighted or any(legible(_BLACK, paper) for paper in self.papers)
        return any(legible(self.ink, paper) for paper in self.papers)


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the form of its number, the text around it, where it begins."""

    form: str
    text: str
    start: int
    bullet: bool
    gap: str


@dataclass
class _Numbers:
    """The lists of a document, and how far each is counted."""

    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, number: str, depth: int) -> str:
        """What stands before the next entry of a list at a depth."""
        abstract, levels = self.lists.get(number, ("", {}))
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for (of, at), start in self.overrides.items():
                if of == number:
                    counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        if level.bullet:
            return "- "
        shown = level.text
        for at in range(depth + 1):
            above = levels.get(at, level)
            shown = shown.replace(f"%{at + 1}", counted(counts.get(at, above.start), above.form))
        return shown + level.gap if shown.strip() else ""


class DocxReader(LaidOutReader):
    """Reads documents of WordprocessingML."""

    name = "docx"
    label = "et Word-dokument"
    suffixes = (".docx",)
    version = 7

    def recognises(self, name: str, data: bytes) -> bool:
        return is_package(data) and _document(Package(data)) is not None

    def extract(self, source: str, data: bytes) -> Document:
        return of_rendering(source, read_docx(Package(data)))


def read_docx(package: Package) -> Rendering:
    """The text of a document. Raises :class:`graph.readers.rendering.Unreadable` for one that cannot be
    read."""
    rendering = Rendering()
    document = _document(package)
    root = package.tree(document) if document else None
    if document and root is not None:
        styles = _Styles(_beside(package, document, "styles"))
        reader = _Reader(rendering, styles, _numbers(_beside(package, document, "numbering"), styles))
        reader.story(root, _Look(), rendering.block)
        margins = (package.tree(name) for name in package.names if _MARGIN.fullmatch(name))
        rendering.beside += [words_of(margin) for margin in margins if margin is not None]
    return rendering


def _document(package: Package) -> str | None:
    """The name of the part that the text is in; some programs number it."""
    if _DOCUMENT in package:
        return _DOCUMENT
    name = package.related("", "officeDocument") or ""
    return name if name.startswith("word/") and name in package else None


def _beside(package: Package, document: str, kind: str) -> Element | None:
    """The styles or the lists of a document."""
    usual = f"word/{kind}.xml"
    return package.tree(usual if usual in package else package.related(document, kind) or usual)


def _name(element: Element) -> str:
    """The local name of an element of WordprocessingML; the whole name of another."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = next((one for one in element if _name(one) == name), None) if element is not None else None
    return element


def _value(element: Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return element.get(_W + name, element.get(_STRICT + name))


def _on(element: Element | None) -> bool | None:
    """What a property that is on or off says; ``None`` where it says nothing."""
    return None if element is None else (_value(element) or "on").lower() not in ("0", "false", "off", "none")


def _colour(text: str | None) -> int | None:
    try:
        return int(text, 16) if text and len(text) == 6 else None
    except ValueError:
        return None


def _transparent(fill: Element) -> bool:
    """Whether letters are filled with nothing, or with a colour of which next to nothing is left."""
    for one in fill.iter():
        namespace, _, name = one.tag.rpartition("}")
        taken = one.get(f"{namespace}}}val", "")
        if name == "noFill" or (name == "alpha" and taken.isdigit() and int(taken) >= _CLEAR):
            return True
    return False


def _shade(properties: Element | None) -> int | None:
    """The colour of a shading (17.3.5): that of its pattern where this covers most of the ground."""
    shade = _child(properties, "shd")
    pattern = _value(shade) or ""
    share = pattern.removeprefix("pct")
    covers = pattern == "solid" or (share.isdigit() and int(share) >= 50)
    if covers:
        return _colour(_value(shade, "color")) or _BLACK
    return _colour(_value(shade, "fill"))


def _dressed(look: _Look, properties: Element | None) -> _Look:
    """A look with what properties of a run (`w:rPr`) say; those that are silent change nothing."""
    if properties is None:
        return look
    for one in properties:
        name = _name(one)
        if name == "vanish":
            look = replace(look, hidden=bool(_on(one)))
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=bool(_on(one)))
        elif name == "color":
            of_theme = _value(one, "themeColor") in ("background1", "light1")
            look = replace(look, ink=_WHITE if of_theme else _colour(_value(one)))
        elif name == _FILL:
            look = replace(look, hidden=look.hidden or _transparent(one))
        elif name == "sz" and (size := _value(one)) and size.isdigit() and int(size) < _SMALLEST:
            look = replace(look, hidden=True)
        elif name == "highlight":
            ground = _HIGHLIGHTS.get(_value(one) or "")
            look = replace(look, highlighted=True, papers=(ground,)) if ground is not None else look
    shade = _shade(properties)
    return replace(look, papers=(shade,)) if shade is not None and not look.highlighted else look


class _Styles:
    """The styles of a document: what each says of its runs, its list and its ground, those below first."""

    def __init__(self, root: Element | None) -> None:
        styles = [one for one in root if _name(one) == "style"] if root is not None else []
        self._styles = {_value(one, "styleId") or "": one for one in styles}
        self._usual = next(
            (_value(one, "styleId") for one in styles
             if _value(one, "type") == "paragraph" and _value(one, "default") in ("1", "true", "on")), None
        )  # fmt: skip
        self._defaults = _child(root, "docDefaults", "rPrDefault", "rPr")

    def chain(self, style: str | None, paragraph: bool = False) -> list[Element]:
        """A style and those it is based on, the most general first."""
        found: list[Element] = []
        at = style or (self._usual if paragraph else None)
        while at in self._styles and self._styles[at] not in found and len(found) < 20:
            found.insert(0, self._styles[at])
            at = _value(_child(self._styles[at], "basedOn"))
        return found

    def dressed(self, look: _Look, style: str | None, paragraph: bool = False) -> _Look:
        look = _dressed(look, self._defaults) if paragraph else look
        for one in self.chain(style, paragraph):
            shade = _shade(_child(one, "pPr"))
            look = replace(look, papers=(shade,)) if shade is not None else look
            look = _dressed(look, _child(one, "rPr"))
        return look

    def filled(self, control: Element) -> Element:
        """What a field of a form holds (17.5.2) without the words that say how to fill it in. Some programs
        leave the mark of those (`w:showingPlcHdr`) where somebody has: what has not their style is kept,
        unless it begins as they do."""
        if not _on(_child(control, "sdtPr", "showingPlcHdr")):
            return control
        return (
            Element(control.tag)
            if _ASKS_FOR.match("".join(control.itertext()))
            else self._without_hints(control)
        )

    def _without_hints(self, element: Element) -> Element:
        kept = Element(element.tag, element.attrib)
        kept.text = element.text
        kept.extend(self._without_hints(one) for one in element if not self._is_hint(one))
        return kept

    def _is_hint(self, element: Element) -> bool:
        style = _value(_child(element, "rPr", "rStyle")) if _name(element) == "r" else None
        names = [_value(_child(one, "name")) for one in self.chain(style)] if style else []
        return _HINT in ((name or "").replace(" ", "").casefold() for name in (style, *names))

    def shades(self, style: str | None) -> tuple[int, ...]:
        """The grounds that a style of tables may give a cell."""
        parts = (part for one in self.chain(style) for part in one.iter())
        return tuple(
            {shade for part in parts if _name(part) == "tcPr" and (shade := _shade(part)) is not None}
        )


def _numbers(root: Element | None, styles: _Styles) -> _Numbers:
    numbers = _Numbers()
    levels: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    for one in root if root is not None else ():
        if _name(one) == "abstractNum":
            found = (_level(level) for level in one if _name(level) == "lvl")
            levels[_value(one, "abstractNumId") or ""] = dict(found)
            if style := _value(_child(one, "numStyleLink")):
                linked[_value(one, "abstractNumId") or ""] = style
        elif _name(one) == "num":
            number, abstract = _value(one, "numId") or "", _value(_child(one, "abstractNumId")) or ""
            own = dict(levels.get(abstract, {}))
            for override in (each for each in one if _name(each) == "lvlOverride"):
                depth = _integer(_value(override, "ilvl"), 0)
                if (level := _child(override, "lvl")) is not None:
                    own |= dict([_level(level)])
                if (start := _value(_child(override, "startOverride"))) is not None:
                    numbers.overrides[number, depth] = _integer(start, 1)
            numbers.lists[number] = (abstract, own)
    for number, (abstract, own) in list(numbers.lists.items()):
        for of_list in styles.chain(linked.get(abstract)):  # the levels are those of the list of a style
            named = _value(_child(of_list, "pPr", "numPr", "numId")) or ""
            abstract, of_style = numbers.lists.get(named, (abstract, {}))
            numbers.lists[number] = (abstract, of_style | own)
    return numbers


def _level(level: Element) -> tuple[int, _Level]:
    form = _value(_child(level, "numFmt")) or "decimal"
    gap = "" if _value(_child(level, "suff")) == "nothing" else " "
    text = _value(_child(level, "lvlText")) or ""
    start = _integer(_value(_child(level, "start")), 1)
    return _integer(_value(level, "ilvl"), 0), _Level(
        _FORMS.get(form, "1"), text, start, form == "bullet", gap
    )


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


@dataclass
class _Reader:
    rendering: Rendering
    styles: _Styles
    numbers: _Numbers
    _fields: list[bool] = field(default_factory=list)  # of each open field, whether its code is being told
    _before: str = ""  # of a paragraph whose end is deleted: it goes on with the next

    def story(self, parent: Element, look: _Look, block: Callable[[str, bool], None]) -> None:
        """The paragraphs and tables of a body or a cell, in their order."""
        for one in parent:
            name = _name(one)
            if name == "p":
                self.paragraph(one, look, block)
            elif name == "tbl":
                self.table(one, look, block)
            elif name in _TRANSPARENT:
                self.story(self.styles.filled(one), look, block)
            elif name in ("del", "moveFrom"):
                self.rendering.left_out["tracked-changes"] += 1
            elif name == "altChunk":
                self.rendering.left_out["embedded-files"] += 1

    def table(self, table: Element, look: _Look, block: Callable[[str, bool], None]) -> None:
        style = _value(_child(table, "tblPr", "tblStyle"))
        papers = tuple(dict.fromkeys((*look.papers, *self.styles.shades(style))))
        items = ItemTable()
        for row in self.held(table, "tr"):
            if _child(row, "trPr", "del") is not None:
                self.rendering.left_out["tracked-changes"] += 1
                continue
            if _on(_child(row, "trPr", "hidden")):
                self.rendering.left_out["hidden-text"] += 1
                continue
            table_row([self.cell(one, look, papers) for one in self.held(row, "tc")], block, items)
        block("", False)

    def cell(self, cell: Element, look: _Look, papers: tuple[int, ...]) -> list[str]:
        """The paragraphs of a cell; none of one that only goes on from the cell above."""
        properties = _child(cell, "tcPr")
        merged = _child(properties, "vMerge")
        if merged is not None and _value(merged) != "restart":
            return []
        shade = _shade(properties)
        found: list[str] = []
        own = replace(look, papers=(shade,) if shade is not None else papers)
        self.story(cell, own, lambda text, row: found.append(text))
        return found

    def paragraph(self, paragraph: Element, look: _Look, block: Callable[[str, bool], None]) -> None:
        properties = _child(paragraph, "pPr")
        style = _value(_child(properties, "pStyle"))
        look = self.styles.dressed(look, style, paragraph=True)
        shade = _shade(properties)
        look = replace(look, papers=(shade,)) if shade is not None else look
        text = "".join(self.inline(paragraph, look))
        if any(self._fields):  # one whose code does not end
            self._fields.clear()
        mark = self._mark(properties, style)
        if text.strip():
            text, self._before = self._before + mark + text, ""
        if _child(properties, "rPr", "del") is not None:
            self._before += text
        else:
            block(text, False)

    def _mark(self, properties: Element | None, style: str | None) -> str:
        """The number or bullet of a paragraph, by its own properties or its style's."""
        own = _child(properties, "numPr")
        asked = [
            own,
            *(_child(one, "pPr", "numPr") for one in reversed(self.styles.chain(style, paragraph=True))),
        ]
        number = next((value for one in asked if (value := _value(_child(one, "numId"))) is not None), None)
        depth = next((value for one in asked if (value := _value(_child(one, "ilvl"))) is not None), None)
        return self.numbers.mark(number, _integer(depth, 0)) if number else ""

    def inline(self, parent: Element, look: _Look) -> Iterator[str]:
        """The words of a paragraph, or of what is within it."""
        for one in parent:
            name = _name(one)
            if name == "r":
                yield from self.run(one, look)
            elif name in _TRANSPARENT:
                yield from self.inline(self.styles.filled(one), look)
            elif name in ("del", "moveFrom"):
                self.rendering.left_out["tracked-changes"] += 1
            elif name.rpartition("}")[0].endswith("/math"):
                yield from (part.text or "" for part in one.iter() if part.tag.endswith(_MATH + "t"))

    def run(self, run: Element, look: _Look) -> Iterator[str]:
        properties = _child(run, "rPr")
        look = self.styles.dressed(look, _value(_child(properties, "rStyle")))
        look = _dressed(look, properties)
        for one in run:
            name = _name(one)
            if name == "fldChar":
                self._field(_value(one, "fldCharType"))
            elif name in ("drawing", "pict", "object", _ALTERNATE):
                boxes = [words_of(part) for part in one.iter() if _name(part) == "txbxContent"]
                self.rendering.left_out["text-boxes"] += bool("".join(boxes).strip())
                self.rendering.beside.append(words_of(one))
            elif name in ("footnoteReference", "endnoteReference"):
                self.rendering.left_out["notes"] += 1
            elif name == "ruby":
                yield from self.inline(one, look)
            elif (text := _said(one, name)) and not any(self._fields):
                if not look.seen:
                    self.rendering.left_out["hidden-text"] += bool(text.strip())
                elif look.struck:
                    self.rendering.left_out["struck-out"] += bool(text.strip())
                else:
                    yield text

    def held(self, parent: Element, name: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also within what only holds them."""
        for one in parent:
            if _name(one) == name:
                yield one
            elif _name(one) in _TRANSPARENT:
                yield from self.held(self.styles.filled(one), name)

    def _field(self, kind: str | None) -> None:
        """Between its beginning and its separator a field has its code, behind that what it shows."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def _said(element: Element, name: str) -> str:
    """What a part of a run shows."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = _value(element, "char") or ""
        return "•" if code.upper().startswith("F0") else ""
    return {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}.get(
        name, ""
    )
