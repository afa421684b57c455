"""HTML -> the blocks that a browser shows: headings, paragraphs, entries of lists, rows of tables.

Blocks end a paragraph, white space is squeezed, a row of a table is a line, entries of lists have the number
or bullet that a browser gives them. What is struck out, hidden, or set in the colour of its ground is left
out and counted. The standard library's parser takes quadratic time on malformed files; this reads the tokens
of HTML (WHATWG, section 13.2.5) in linear time.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from graph.readers.rendering import Unreadable, counted, legible, table_row

DEEPEST = 400  # elements in one another
MOST_TOKENS = 300_000  # tags and the words between them
_MOST_RULES = 2000
_WIDEST = 60  # columns that a cell is taken to span

# A sign before anything else than a name is a word (WHATWG, section 13.2.5.6).
_OPENING = re.compile(r"<(?=[A-Za-z!?]|/[A-Za-z])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_SPACE = re.compile(r"[\s\u00a0]+")
_RAW = {
    name: re.compile(rf"</{name}(?![\w-])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp")
}
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What is no part of a text: pictures and programs, and what a page is steered by.
_NO_TEXT = {
    "audio", "button", "canvas", "datalist", "embed", "head", "map", "math", "menu", "nav", "noscript",
    "object", "rp", "rt", "select", "svg", "template", "video",
}  # fmt: skip
_STRUCK = {"del", "s", "strike"}
# Elements that go on in the next block when the one they are in ends before them (WHATWG, section 13.2.4.3).
_CARRIED = {"font", "s", "strike"}
_ENDED_BY = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ({"tr", "tbody", "thead", "tfoot"}, {"table"})),
}
_BARRIERS = {"table", "td", "th", "caption", "button", "object", "html"}
_LIST_FORMS = {
    "decimal": "1", "decimal-leading-zero": "01", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I", "none": "none",
}  # fmt: skip

_PRINT = re.compile(r"@media\s+print\b[^{]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
# Marks of comments of HTML, and a state that is none before somebody points at a page.
_NO_RULE = re.compile(r"<!--|-->|:not\(:(?:focus|active|hover)[\w-]*+\)")
_RULE = re.compile(r"(?<![^{}])([^{}]*+)\{([^{}]*+)\}")
_COMPOUND = re.compile(r"[\s>+~]+")
_SIMPLE = re.compile(r"[.#]?[\w-]+")
_COLOURS = {
    "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF,
    "yellow": 0xFFFF00, "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0, "navy": 0x000080,
    "maroon": 0x800000, "lime": 0x00FF00, "aqua": 0x00FFFF, "cyan": 0x00FFFF, "fuchsia": 0xFF00FF,
    "magenta": 0xFF00FF, "olive": 0x808000, "purple": 0x800080, "teal": 0x008080, "orange": 0xFFA500,
    "whitesmoke": 0xF5F5F5, "snow": 0xFFFAFA, "ivory": 0xFFFFF0, "windowtext": 0x000000,
    "window": 0xFFFFFF, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3,
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)")
_HSL = re.compile(r"hsla?\(\s*[\d.]+(?:deg)?[\s,]+[\d.]+%?[\s,]+([\d.]+)%?(?:[\s,/]+([\d.]+%?))?\s*\)")
_OFF_THE_PAGE = re.compile(r"-\d{3,}")
_FAR = re.compile(r"-\d{4,}")
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+)(px|pt|em|rem|%)?(?:/|\s|$)")
_NO_OPACITY = re.compile(r"(?:^|opacity\()\s*(?:0*\.0\d*|0+|\d(?:\.\d*)?%|0*\.0*%)(?:[\s)]|$)")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag with its attributes; without any, and ``end``, an end tag."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    end: bool = False
    raw: str = ""


def _tokens(text: str) -> Iterator[str | _Tag]:
    """Words and tags in turn; comments, declarations and what is cut off give nothing."""
    at = 0
    while at < len(text):
        opening = _OPENING.search(text, at)
        tag = opening.start() if opening else len(text)
        if tag != at:
            yield html.unescape(text[at:tag])
            at = tag
            continue
        if text.startswith("<!--", at):
            at = _after(text, "-->", at + 4)
        elif text[at + 1 : at + 2] in ("!", "?"):
            at = _after(text, ">", at + 2)
        elif text[at + 1 : at + 2] == "/" and (name := _NAME.match(text, at + 2)):
            yield _Tag(name[0].lower(), end=True)
            at = _after(text, ">", name.end())
        elif name := _NAME.match(text, at + 1):
            attributes, at = _attributes(text, name.end())
            raw = ""
            if ending := _RAW.get(name[0].lower()):
                end = ending.search(text, at)
                raw, at = text[at : end.start() if end else None], end.start() if end else len(text)
            yield _Tag(name[0].lower(), attributes, raw=raw)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else len(text)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, and where what follows it begins."""
    found: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(text, at):
        value = attribute[2] or ""
        quoted = value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1
        found.setdefault(attribute[1].lower(), html.unescape(value[1:-1] if quoted else value))
        at = attribute.end()
    return found, _after(text, ">", at)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading of ``level`` 1 to 6, an entry of ``depth`` lists in one another, or a ``row`` of
    a table, whose cells are apart by a tab; lines that `<br>` ends are apart by a line end.

    ``mark`` is what a browser shows before an entry of a list (`1. `, `- `). ``set_off`` are the numbers of
    the lines (from 0) that an element of their own sets off (`<strong>`, `<u>`). ``inner`` says that it
    stands in a `<span>`. A block without words ends a table, and with a level it is a heading that is empty.
    """

    text: str
    row: bool = False
    level: int = 0
    depth: int = 0
    mark: str = ""
    set_off: frozenset[int] = frozenset()
    inner: bool = False

    @property
    def shown(self) -> str:
        """The words with what is shown before them."""
        return self.mark + self.text


Row = list[list[Block] | None]


class Sink(Protocol):
    """What takes the blocks of a page, in their order."""

    def block(self, block: Block) -> None:
        """A block that is no part of a table."""

    def row(self, cells: Row) -> None:
        """A row of a table; in the place of a cell that another spans is ``None``."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen beside the blocks of a page: what was ``left_out``, counted by the code of a finding, and
    how many ``images`` and ``tokens`` there are."""

    left_out: Counter[str]
    images: int
    tokens: int


def read_markup(text: str, sink: Sink, most: int = MOST_TOKENS) -> Seen:
    """Give the blocks of a page, or of a part of one, to ``sink``.

    Raises :class:`graph.readers.rendering.Unreadable` where elements lie too deep in one another, or there
    are more of them than pages have.
    """
    page = _Page(sink)
    count = 0
    for token in _tokens(text):
        count += 1
        if count > most:
            raise Unreadable("too-much", f"Filen har mere end {MOST_TOKENS} mærker.")
        page.take(token)
    page.end()
    return Seen(page.left_out, page.images, count)


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look: left out as no text, hidden, struck out, their colour and their ground, spaces kept;
    and where they stand: in a heading of a ``level``, in lists of a ``depth``, within a span (``inner``)."""

    no_text: bool = False
    hidden: bool = False
    struck: bool = False
    ink: int = 0x000000
    paper: int = 0xFFFFFF
    kept: bool = False
    level: int = 0
    depth: int = 0
    inner: bool = False


@dataclass(slots=True)
class _Open:
    """An open element, since a ``line``: ``cells`` are a row's, ``cell`` the blocks of one, ``count`` is a
    list's, ``spans`` are a table's: how many rows more each column is taken by a cell above."""

    tag: _Tag
    declared: dict[str, str]
    look: _Look
    line: int
    form: str = ""
    count: int = 0
    cells: Row | None = None
    cell: list[Block] | None = None
    spans: list[int] | None = None


@dataclass
class _Page:
    """A page in the making."""

    sink: Sink
    left_out: Counter[str] = field(default_factory=Counter)
    images: int = 0
    _open: list[_Open] = field(default_factory=list)
    _carried: list[_Tag] = field(default_factory=list)
    # The words of a paragraph, and whether an element of their own sets them off from the rest of their line.
    _words: list[tuple[str, bool]] = field(default_factory=list)
    _spoken: _Look | None = None
    _line: int = 0
    _mark: str = ""
    _rules: list[tuple[list[set[str]], dict[str, str]]] = field(default_factory=list)

    def take(self, token: str | _Tag) -> None:
        if isinstance(token, str):
            self._say(token)
        elif token.end:
            self._close_tag(token.name)
        elif token.name == "br":
            self._words += [] if self._look.no_text else [("\n", False)]
            self._line += 1
        elif token.name == "style":
            self._rules += _rules(token.raw)[: max(_MOST_RULES - len(self._rules), 0)]
        elif token.name == "input" and token.attributes.get("type", "").lower() in ("checkbox", "radio"):
            self._push(token)
            self._say("☒ " if "checked" in token.attributes else "☐ ")
            self._open.pop()
        elif token.name not in _RAW:
            self.images += token.name == "img"
            self._open_tag(token)

    def end(self) -> None:
        while self._open:
            self._pop()
        self._flush()

    @property
    def _look(self) -> _Look:
        return self._open[-1].look if self._open else _Look()

    def _say(self, words: str) -> None:
        if self._carried and words.strip():
            carried, self._carried = self._carried, []
            for tag in carried:
                self._push(tag)
        look = self._look
        if look.no_text:
            return
        if look.hidden or not legible(look.ink, look.paper):
            self.left_out["hidden-text"] += bool(words.strip())
        elif look.struck:
            self.left_out["struck-out"] += bool(words.strip())
        else:
            own = self._open[-1] if self._open else None
            set_off = own is not None and own.tag.name not in _BLOCKS and own.line == self._line
            self._words.append(
                (words.replace("\r\n", "\n") if look.kept else _SPACE.sub(" ", words), set_off)
            )
            if words.strip() and self._spoken is None:
                self._spoken = look

    def _flush(self) -> None:
        """End a paragraph; what a blank line parts (`<br><br>`, or within `<pre>`) are several."""
        self._line += 1
        look, self._spoken = self._spoken or _Look(), None
        run: list[tuple[str, bool]] = []
        for line, set_off in [*_lines(self._words), ("", False)]:
            if line:
                run.append((line, set_off))
            elif run:
                self._paragraph(run, look)
                run = []
        self._words.clear()

    def _paragraph(self, lines: list[tuple[str, bool]], look: _Look) -> None:
        text = "\n".join(line for line, _ in lines)
        mark, self._mark = self._mark, ""
        self._block(
            Block(
                text=f"- {text[2:]}" if text.startswith("· ") else text,
                level=look.level,
                depth=look.depth,
                mark=mark,
                set_off=frozenset(at for at, (_, set_off) in enumerate(lines) if set_off),
                inner=look.inner,
            )
        )

    def _block(self, block: Block) -> None:
        cell = next((one.cell for one in reversed(self._open) if one.cell is not None), None)
        if cell is None:
            self.sink.block(block)
        elif block.text:
            cell.append(block)

    def _open_tag(self, tag: _Tag) -> None:
        if tag.name in _BLOCKS:
            self._flush()
            self._end_open({"p"}, _BLOCKS - {"p"})
        if tag.name in _ENDED_BY:
            self._end_open(*_ENDED_BY[tag.name])
        if tag.name not in _VOID:
            self._push(tag)

    def _push(self, tag: _Tag) -> None:
        if len(self._open) >= DEEPEST:
            raise Unreadable("too-deep", "Filens dele ligger for dybt i hinanden.")
        declared = self._declared(tag)
        if _is_block_by_style(tag, declared):
            self._words.append(("\n", False))
        one = _Open(tag, declared, _dressed(self._look, tag, declared), self._line)
        self._open.append(one)
        if tag.name == "table":
            one.spans = []
        elif tag.name == "tr":
            one.cells = []
        elif tag.name in ("td", "th"):
            one.cell = []
        elif tag.name in ("ol", "ul"):
            styled = re.search(r"[\w-]+", declared.get("list-style-type", declared.get("list-style", "")))
            form = _LIST_FORMS.get(styled[0], "") if styled else ""
            one.form = form or (tag.attributes.get("type", "1") if tag.name == "ol" else "")
            one.count = _integer(tag.attributes.get("start"), 1) - 1
        elif tag.name == "li":
            self._mark = self._list_mark(tag)

    def _list_mark(self, tag: _Tag) -> str:
        """What a browser shows before an entry of a list."""
        around = next((one for one in reversed(self._open[:-1]) if one.tag.name in ("ol", "ul")), None)
        if around is None or around.form == "none":
            return ""
        if not around.form:
            return "- "
        around.count = _integer(tag.attributes.get("value"), around.count + 1)
        number = counted(around.count, around.form)
        return f"{number}. " if number else "- "

    def _close_tag(self, name: str) -> None:
        if name in ("p", "br") and not any(one.tag.name == name for one in self._open):
            self._flush()
            return
        self._carried = [tag for tag in self._carried if tag.name != name]
        if name in _BLOCKS:
            free = name in _BARRIERS or name in ("tr", "tbody", "thead", "tfoot", "body")
            self._end_open({name}, set() if free else _BARRIERS)
        else:
            self._end_inline(name)

    def _end_inline(self, name: str) -> None:
        """Close an element within a paragraph. Blocks that were opened in it go on without it, as by the
        adoption agency (WHATWG, section 13.2.6.4.7)."""
        found = next((at for at in reversed(range(len(self._open))) if self._open[at].tag.name == name), None)
        if found is None:
            return
        if not any(one.tag.name in _BLOCKS for one in self._open[found:]):
            self._end_open({name}, set())
            return
        del self._open[found]
        for at in range(found, len(self._open)):
            one, look = self._open[at], self._open[at - 1].look if at else _Look()
            one.look = _dressed(look, one.tag, one.declared)

    def _end_open(self, names: set[str], barriers: set[str]) -> None:
        """Close the outermost open element of some names, and all within it; none behind a barrier."""
        found = None
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index].tag.name
            if name in names:
                found = index
                if len(names) == 1:
                    break
            elif name in barriers:
                break
        while found is not None and len(self._open) > found:
            self._pop(ended=len(self._open) - 1 == found)

    def _pop(self, ended: bool = False) -> None:
        one = self._open[-1]
        if one.tag.name in _BLOCKS:
            said = self._spoken is not None
            self._flush()
            if one.tag.name in _HEADINGS and not said and not one.look.no_text:
                self._block(Block("", level=one.look.level, inner=one.look.inner))
        elif _is_block_by_style(one.tag, one.declared):
            self._words.append(("\n", False))
        self._open.pop()
        if not ended and one.tag.name in _CARRIED:
            self._carried.insert(0, one.tag)
        if one.tag.name == "li":
            self._mark = ""
        if one.cell is not None:
            self._end_cell(one.tag, one.cell)
        if one.cells:
            self._end_row(one.cells)
        if one.tag.name == "table":
            self._block(Block(""))

    def _end_cell(self, tag: _Tag, cell: list[Block]) -> None:
        row = next((each.cells for each in reversed(self._open) if each.cells is not None), None)
        if row is None:
            for block in cell:
                self._block(block)
            return
        spans = self._spans()
        _fill(row, spans)
        row.append(cell)
        columns = min(_integer(tag.attributes.get("colspan"), 1), _WIDEST)
        row += [None] * (columns - 1)
        rows = _integer(tag.attributes.get("rowspan"), 1)
        if rows > 1 and len(row) <= _WIDEST:
            spans += [0] * (len(row) - len(spans))
            spans[len(row) - max(columns, 1) : len(row)] = [rows - 1] * max(columns, 1)

    def _end_row(self, cells: Row) -> None:
        spans = self._spans()
        _fill(cells, spans)
        for column in range(len(cells), len(spans)):
            spans[column] -= spans[column] > 0
        around = next((each.cell for each in reversed(self._open) if each.cell is not None), None)
        if around is None:
            self.sink.row(cells)
        else:
            table_row(shown(cells), lambda text, row: around.append(Block(text, row)), None)

    def _spans(self) -> list[int]:
        """How many rows more each column of the table in hand is taken."""
        return next((each.spans for each in reversed(self._open) if each.spans is not None), [])

    def _declared(self, tag: _Tag) -> dict[str, str]:
        """What style sheets and its own attribute declare of an element."""
        found: dict[str, str] = {}
        if self._rules:
            own = _keys(tag)
            around = [_keys(one.tag) for one in self._open]
            for compounds, declarations in self._rules:
                if compounds[-1] <= own and _within(compounds[:-1], around):
                    found |= declarations
        return found | _declarations(tag.attributes.get("style", ""))


def _lines(words: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph, white space squeezed, and whether all the words of each are set off."""
    line: list[str] = []
    set_off = True
    for text, alone in words:
        first, *others = text.split("\n")
        line.append(first)
        set_off = set_off and (alone or not first.strip())
        for other in others:
            yield _squeezed("".join(line)), set_off
            line, set_off = [other], alone or not other.strip()
    yield _squeezed("".join(line)), set_off


def _squeezed(line: str) -> str:
    return re.sub(r" +", " ", line).strip(" ")


def shown(row: Row) -> list[list[str]]:
    """The cells of a row, each once, as paragraphs."""
    return [[block.shown for block in cell] for cell in row if cell is not None]


def _fill(row: Row, spans: list[int]) -> None:
    """Leave room in a row for the cells above that span it."""
    while len(row) < len(spans) and spans[len(row)] > 0:
        spans[len(row)] -= 1
        row.append(None)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _keys(tag: _Tag) -> set[str]:
    """What a simple selector may call an element."""
    classes = {f".{name}".lower() for name in tag.attributes.get("class", "").split()}
    return {tag.name, f"#{tag.attributes.get('id', '')}".lower(), *classes}


def _within(compounds: list[set[str]], around: list[set[str]]) -> bool:
    """Whether elements around one match the compounds before the last of a selector, in their order."""
    left = list(compounds)
    for keys in reversed(around):
        if left and left[-1] <= keys:
            left.pop()
    return not left


def _rules(sheet: str) -> list[tuple[list[set[str]], dict[str, str]]]:
    """The rules of a style sheet that say how words look; of a selector only names, classes and ids count."""
    found = []
    sheet = _NO_RULE.sub("", _COMMENT.sub("", sheet))
    for rule in _RULE.finditer(_PRINT.sub("", sheet)):
        declarations = _declarations(rule[2])
        if not declarations:
            continue
        for selector in rule[1].split(","):
            plain = (
                re.sub(r"::?[\w-]+(?:\([^()]*\))?|\[[^\[\]]*\]", "", selector.lower())
                .replace("*", "")
                .strip()
            )
            compounds = [set(_SIMPLE.findall(part)) for part in _COMPOUND.split(plain) if part]
            if compounds and ":" not in selector:
                found.append((compounds, declarations))
    return found


_TELLING = (
    "display", "visibility", "opacity", "font-size", "color", "background", "background-color",
    "text-indent", "left", "top", "text-decoration", "text-decoration-line", "mso-hide", "list-style",
    "list-style-type", "white-space", "clip", "clip-path", "right", "margin-left", "height",
    "width", "overflow", "overflow-x", "overflow-y", "transform", "filter",
    "content-visibility", "font", "-webkit-text-fill-color",
)  # fmt: skip


def _declarations(text: str) -> dict[str, str]:
    """The declarations that say how words look."""
    pairs = (one.partition(":") for one in text.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if name.strip() in _TELLING
    }


def _dressed(look: _Look, tag: _Tag, declared: dict[str, str]) -> _Look:
    """The look of what stands in an element."""
    attributes = tag.attributes
    hidden = tag.name == "dialog" and "open" not in attributes
    hidden = (
        hidden
        or "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _hides(declared)
    )
    decoration = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    ink = _colour(declared.get("color", attributes.get("color", "") if tag.name == "font" else ""))
    ground = declared.get("background-color", declared.get("background", attributes.get("bgcolor", "")))
    paper = _colour(ground)
    return replace(
        look,
        no_text=look.no_text or tag.name in _NO_TEXT,
        hidden=look.hidden or hidden,
        struck=look.struck or tag.name in _STRUCK or "line-through" in decoration,
        ink=look.ink if ink is None else ink,
        paper=look.paper if paper is None else paper,
        kept=look.kept or tag.name == "pre" or declared.get("white-space", "").startswith("pre"),
        level=int(tag.name[1]) if tag.name in _HEADINGS else look.level,
        depth=look.depth + (tag.name in ("ol", "ul")),
        inner=look.inner or tag.name == "span",
    )


def _is_block_by_style(tag: _Tag, declared: dict[str, str]) -> bool:
    """Whether an element within a line has lines of its own by its style."""
    return tag.name not in _BLOCKS and declared.get("display") in (
        "block",
        "list-item",
        "flex",
        "grid",
        "table",
    )


def _hides(declared: dict[str, str]) -> bool:
    size = re.match(r"([\d.]+)(px|pt|em|rem|%)?$", declared.get("font-size", ""))
    size = size or _FONT_SIZE.search(declared.get("font", ""))
    tiny = size is not None and _number(size[1]) <= {None: 0, "px": 2, "pt": 2, "%": 10}.get(size[2], 0.1)
    opacity = f"{declared.get('opacity', '1')} {declared.get('filter', '')}"
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("mso-hide") == "all"
        or tiny
        or _NO_OPACITY.search(opacity) is not None
        or any(_OFF_THE_PAGE.match(declared.get(name, "")) for name in ("text-indent", "left", "top"))
        or any(_FAR.match(declared.get(name, "")) for name in ("right", "margin-left"))
        or _cut_away(declared)
        or declared.get("content-visibility") == "hidden"
        or declared.get("transform", "").replace(" ", "").startswith(("scale(0)", "scalex(0)", "scaley(0)"))
        or declared.get("clip", "").replace(" ", "").startswith(("rect(0,0,0,0", "rect(0000", "rect(1px"))
        or _transparent(declared.get("color", ""))
        or _transparent(declared.get("-webkit-text-fill-color", ""))
    )


def _cut_away(declared: dict[str, str]) -> bool:
    """Whether nothing is left of an element by how it is cut: to no size, or around its middle."""
    overflow = " ".join(declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    sizes = (declared.get(name, "") for name in ("height", "width"))
    nothing = any(re.match(r"[01](?:px|pt)?$", size) for size in sizes)
    middle = re.match(r"inset\(\s*(\d+)(?:\.\d+)?%", declared.get("clip-path", ""))
    return (nothing and ("hidden" in overflow or "clip" in overflow)) or (
        middle is not None and int(middle[1]) >= 50
    )


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 1.0


def _transparent(colour: str) -> bool:
    if match := _RGB.match(colour):
        alpha = match[4]
    elif match := _HSL.match(colour):
        alpha = match[2]
    elif match := re.match(r"#(?:[0-9a-f]{3}([0-9a-f])|[0-9a-f]{6}([0-9a-f]{2}))\b", colour):
        alpha = str(int(match[1] * 2 if match[1] else match[2], 16) / 255)
    else:
        return colour == "transparent"
    share = 100 if alpha and alpha.endswith("%") else 1
    return alpha is not None and _number(alpha.rstrip("%")) / share < 0.1


def _colour(text: str) -> int | None:
    """A colour of CSS; ``None`` for one that is not said, or not known."""
    text = text.strip().lower()
    word = text.partition(" ")[0]
    if word in _COLOURS:
        return _COLOURS[word]
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{1,2})?\b", text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return int(digits, 16)
    if match := _RGB.match(text):
        red, green, blue = (min(int(part), 255) for part in match.groups()[:3])
        return red << 16 | green << 8 | blue
    if (match := _HSL.match(text)) and _number(match[1]) in (0, 100):
        return 0xFFFFFF if _number(match[1]) else 0x000000
    return None
