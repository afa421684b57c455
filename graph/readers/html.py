"""Minutes in an .html file: the text that a browser shows.

One deterministic renderer: blocks end a paragraph, white space is squeezed, a row of a table is a line,
entries of lists have the number or bullet that a browser gives them. What is struck out, hidden, or set in
the colour of its ground is left out and counted. The standard library's parser takes quadratic time on
malformed files; this reads the tokens of HTML (WHATWG, section 13.2.5) in linear time.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.readers.encodings import Decoded, decoded_as
from graph.readers.layout.reader import LaidOutReader, of_rendering
from graph.readers.rendering import Rendering, Unreadable, counted, legible, table_row

DEEPEST = 400  # elements in one another
_MOST_RULES = 2000

_HEAD = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+<(?:!doctype\s++html|html|head|body|meta|title)\b", re.IGNORECASE
)
_TAGS = re.compile(rb"<(?:p|div|table|h[1-6]|span|br|ul|ol|section|article)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)

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
# What is no part of a text: pictures and programs, and what a page is steered by.
_NO_TEXT = {
    "audio", "button", "canvas", "embed", "head", "map", "math", "menu", "nav", "noscript", "object", "rp",
    "rt", "select", "svg", "template", "video",
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
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*+)\{([^{}]*+)\}")
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
_OFF_THE_PAGE = re.compile(r"-\d{3,}")


class HtmlReader(LaidOutReader):
    """Reads pages that begin as HTML does, and those whose names say so."""

    name = "html"
    label = "en webside"
    suffixes = (".html", ".htm")
    version = 1
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
    for token in _tokens(source.text):
        page.take(token)
    page.end()
    return page.rendering, source


def _source(data: bytes) -> Decoded:
    """The characters of a page: by its bytes, and where they are no UTF-8, by what it says."""
    said = _CHARSET.search(data[:4096])
    return decoded_as(data, said[1].decode("ascii") if said else "")


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
        tag = text.find("<", at)
        if tag != at:
            yield html.unescape(text[at : tag if tag >= 0 else len(text)])
            at = tag if tag >= 0 else len(text)
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
        else:
            yield "<"
            at += 1


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
class _Look:
    """How words look: left out as no text, hidden, struck out, their colour and their ground, spaces kept."""

    no_text: bool = False
    hidden: bool = False
    struck: bool = False
    ink: int = 0x000000
    paper: int = 0xFFFFFF
    kept: bool = False


@dataclass(slots=True)
class _Open:
    """An open element: ``cells`` are a row's, ``cell`` the paragraphs of one, ``count`` is a list's."""

    tag: _Tag
    declared: dict[str, str]
    look: _Look
    form: str = ""
    count: int = 0
    cells: list[list[str]] | None = None
    cell: list[str] | None = None


@dataclass
class _Page:
    """A page in the making."""

    rendering: Rendering = field(default_factory=Rendering)
    _open: list[_Open] = field(default_factory=list)
    _carried: list[_Tag] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _mark: str = ""
    _rules: list[tuple[list[set[str]], dict[str, str]]] = field(default_factory=list)

    def take(self, token: str | _Tag) -> None:
        if isinstance(token, str):
            self._say(token)
        elif token.end:
            self._close_tag(token.name)
        elif token.name == "br":
            self._words += [] if self._look.no_text else ["\n"]
        elif token.name == "style":
            self._rules += _rules(token.raw)[: max(_MOST_RULES - len(self._rules), 0)]
        elif token.name not in _RAW:
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
            self.rendering.left_out["hidden-text"] += bool(words.strip())
        elif look.struck:
            self.rendering.left_out["struck-out"] += bool(words.strip())
        else:
            self._words.append(words.replace("\r\n", "\n") if look.kept else _SPACE.sub(" ", words))

    def _flush(self) -> None:
        """End a paragraph; what a blank line parts (`<br><br>`, or within `<pre>`) are several."""
        lines = "\n".join(re.sub(r" +", " ", line).strip(" ") for line in "".join(self._words).split("\n"))
        self._words.clear()
        for text in filter(str.strip, re.split(r"\n\s*\n", lines.strip())):
            marked = self._mark + (f"- {text[2:]}" if text.startswith("· ") else text)
            self._mark = ""
            self._block(marked, False)

    def _block(self, text: str, row: bool) -> None:
        cell = next((one.cell for one in reversed(self._open) if one.cell is not None), None)
        if cell is None:
            self.rendering.block(text, row)
        else:
            cell.append(text)

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
        one = _Open(tag, declared, _dressed(self._look, tag, declared))
        self._open.append(one)
        if tag.name == "tr":
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
            self._flush()
        self._open.pop()
        if not ended and one.tag.name in _CARRIED:
            self._carried.insert(0, one.tag)
        if one.tag.name == "li":
            self._mark = ""
        if one.cell is not None:
            row = next((each.cells for each in reversed(self._open) if each.cells is not None), None)
            if row is None:
                for text in one.cell:
                    self._block(text, False)
            else:
                row.append(one.cell)
        if one.cells:
            table_row(one.cells, self._block)
        if one.tag.name == "table":
            self._block("", False)

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
    for rule in _RULE.finditer(_PRINT.sub("", _COMMENT.sub("", sheet))):
        declarations = _declarations(rule[2])
        if not declarations:
            continue
        for selector in rule[1].split(","):
            plain = (
                re.sub(r"::?[\w-]+(?:\([^)]*\))?|\[[^\]]*\]", "", selector.lower()).replace("*", "").strip()
            )
            compounds = [set(_SIMPLE.findall(part)) for part in _COMPOUND.split(plain) if part]
            if compounds and ":" not in selector:
                found.append((compounds, declarations))
    return found


_TELLING = (
    "display", "visibility", "opacity", "font-size", "color", "background", "background-color",
    "text-indent", "left", "top", "text-decoration", "text-decoration-line", "mso-hide", "list-style",
    "list-style-type", "white-space", "clip",
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
    hidden = "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true" or _hides(declared)
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
    )


def _hides(declared: dict[str, str]) -> bool:
    size = re.match(r"([\d.]+)(px|pt|em|rem|%)?$", declared.get("font-size", ""))
    tiny = size is not None and _number(size[1]) <= {None: 0, "px": 2, "pt": 2, "%": 10}.get(size[2], 0.1)
    opacity = declared.get("opacity", "1")
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("mso-hide") == "all"
        or tiny
        or (re.match(r"[\d.]+$", opacity) is not None and _number(opacity) < 0.1)
        or any(_OFF_THE_PAGE.match(declared.get(name, "")) for name in ("text-indent", "left", "top"))
        or declared.get("clip", "").replace(" ", "").startswith(("rect(0,0,0,0", "rect(0000", "rect(1px"))
        or _transparent(declared.get("color", ""))
    )


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 1.0


def _transparent(colour: str) -> bool:
    alpha = match[4] if (match := _RGB.match(colour)) else None
    return colour == "transparent" or (alpha is not None and _number(alpha.rstrip("%")) < 0.1)


def _colour(text: str) -> int | None:
    """A colour of CSS; ``None`` for one that is not said, or not known."""
    text = text.strip().lower()
    word = text.partition(" ")[0]
    if word in _COLOURS:
        return _COLOURS[word]
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return int(digits, 16)
    if match := _RGB.match(text):
        red, green, blue = (min(int(part), 255) for part in match.groups()[:3])
        return red << 16 | green << 8 | blue
    return None
