"""XML as systems export it, read with limits: one way for the parts of packages and for whole files.

Nothing is taken from outside the file: a document type declaration, and with it every entity of its own, is
refused, and what lies too deep or is too much. Exports carry characters that XML 1.0 (section 2.2) has no
place for and markup in their words that nobody escaped; both are mended where it is sure what was meant.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from graph.minutes.model import Finding
from graph.readers.encodings import Decoded, decoded_as
from graph.readers.rendering import Unreadable

DEEPEST = 200  # elements in one another
MOST_ELEMENTS = 400_000
_HEAD = 65_536  # bytes that a form is known by

_SAID = re.compile(rb"\s*+<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# The declaration, comments and a document type, which is skipped here to be refused when the file is read.
_PROLOGUE = re.compile(
    r"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?+>\s*+)*+",
    re.DOTALL | re.IGNORECASE,
)
_NAME = r"[^\W\d][\w.\-]*+(?::[^\W\d][\w.\-]*+)?+"
_START = re.compile(rf"<({_NAME})(?=[\s/>])([^<>]*+)>?")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));", re.IGNORECASE)
_PAGE_OR_LINE = "\x0b\x0c"  # they part words
_VOID = r"(?:br|hr|img)"
# What nobody escaped: `&`, `<` before no name, and void elements of HTML.
_UNESCAPED = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#x[0-9a-f]{1,8});)|<(?![^\W\d]|[/!?])"
    rf"|<(?P<void>{_VOID})(?:\s[^<>]*+)?>|(?P<ended></{_VOID}\s*>)",
    re.IGNORECASE,
)
_AS_IT_IS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_OPENING = re.compile("|".join(map(re.escape, _AS_IT_IS)))


def element_tree(data: bytes | str, namespaces: bool = False, most: int | None = None) -> Element:
    """The root of an XML document; names are ``namespace}name`` or, without ``namespaces``, local names.

    Raises :class:`Unreadable`: `broken-file` for what is not well-formed (XML 1.0, section 2.1) or declares a
    document type, `too-deep`, and `too-much` for more than ``most`` elements.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST:
            raise Unreadable("too-deep", "Filens dele ligger for dybt i hinanden.")
        if most and count > most:
            raise Unreadable("too-much", f"Filen har mere end {most} dele.")
        builder.start(
            name if namespaces else _local(name),
            attributes if namespaces else {_local(key): value for key, value in attributes.items()},
        )

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name if namespaces else _local(name))

    def refuse(*_: object) -> None:
        raise broken()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise broken() from None
    return builder.close()


def broken() -> Unreadable:
    """Why a damaged file is not read."""
    return Unreadable("broken-file", "Filen er beskadiget og kan ikke læses.")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(frozen=True)
class XmlSource:
    """An XML file: its root, and what in it was not as it should be. Names are local names."""

    root: Element
    findings: tuple[Finding, ...] = ()


def read_xml(data: bytes) -> XmlSource:
    """The bytes of an XML file, in any encoding of :mod:`graph.readers.encodings` or the one they declare
    (XML 1.0, section 4.3.3). Raises :class:`Unreadable`."""
    read = _characters(data)
    findings = []
    for oddity in read.oddities:
        if oddity.severity == "violation":
            raise Unreadable(oddity.code, oddity.message)
        findings.append(Finding(oddity.severity, oddity.code, oddity.message))
    text, illegal = _legal(read.text)
    if illegal:
        message = "Filen har tegn, som XML ikke kan bære; de er fjernet."
        findings.append(Finding("warning", "illegal-xml-char", message))
    try:
        root = element_tree(text, most=MOST_ELEMENTS)
    except Unreadable as reason:
        mended = _escaped(text) if reason.code == broken().code else text
        if mended == text:
            raise
        root = element_tree(mended, most=MOST_ELEMENTS)
        message = "Filen har tegn som & og < i ordene, der skulle være skrevet om; de er læst som tegn."
        findings.append(Finding("warning", "unescaped-markup", message))
    return XmlSource(root, tuple(findings))


def _characters(data: bytes) -> Decoded:
    said = _SAID.match(data[:1024])
    return decoded_as(data, said[1].decode("ascii") if said else "")


def _legal(text: str) -> tuple[str, bool]:
    """The text without the characters that XML 1.0 has no place for, as such or as references."""
    kept = _ILLEGAL.sub(lambda match: "\n" if match[0] in _PAGE_OR_LINE else "", text)
    kept = _REFERENCE.sub(_referred, kept)
    return kept, kept != text


def _referred(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
        return "\n" if code < 0x20 and chr(code) in _PAGE_OR_LINE else ""
    return match[0]


def _escaped(text: str) -> str:
    """The text with what nobody escaped in it escaped; what stands in CDATA is as it is."""
    parts, at = [], 0
    while at < len(text):
        opening = _OPENING.search(text, at)
        start = opening.start() if opening else len(text)
        parts.append(_UNESCAPED.sub(_mend, text[at:start]))
        end = text.find(_AS_IT_IS[opening[0]], start) if opening else -1
        at = end + len(_AS_IT_IS[opening[0]]) if opening and end >= 0 else len(text)
        parts.append(text[start:at])
    return "".join(parts)


def _mend(match: re.Match[str]) -> str:
    if match["void"]:
        return f"<{match['void']}/>"
    return "" if match["ended"] else "&amp;" if match[0] == "&" else "&lt;"


@dataclass(frozen=True)
class Outline:
    """What the beginning of a file shows: the local name of its root, its attributes as they stand, and the
    local names of the elements that begin there, all in small letters. Of what is no XML all is empty."""

    root: str = ""
    attributes: str = ""
    names: frozenset[str] = frozenset()
    declared: bool = False


def outline(data: bytes) -> Outline:
    """By what a form of XML is recognised, without reading all of it."""
    return _outline(data[:_HEAD])


@lru_cache(maxsize=4)
def _outline(start: bytes) -> Outline:
    text = _characters(start).text
    if text.lstrip()[:1] != "<":
        return Outline()
    prologue = _PROLOGUE.match(text)
    root = _START.match(text, prologue.end() if prologue else 0)
    declared = text.lstrip()[:5] == "<?xml"
    if not root:
        return Outline(declared=declared)
    names = frozenset(_local(match[1]).casefold() for match in _START.finditer(text))
    return Outline(_local(root[1]).casefold(), root[2].casefold(), names, declared)


@lru_cache(maxsize=4096)
def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def children(element: Element | None, *names: str) -> list[Element]:
    """The elements of one of these names right below another, in any case of their letters."""
    wanted = {_alike(name) for name in names}
    return [one for one in element if _alike(one.tag) in wanted] if element is not None else []


def child(element: Element | None, *path: str) -> Element | None:
    """The first element of such a path of names; ``None`` where there is none."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def below(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of one of these names anywhere below another, but none within another of them."""
    wanted = {_alike(name) for name in names}
    for one in element if element is not None else ():
        if _alike(one.tag) in wanted:
            yield one
        else:
            yield from below(one, *names)


def is_named(element: Element, name: str) -> bool:
    """Whether an element has a name, in any case of its letters."""
    return _alike(element.tag) == _alike(name)


def detached(element: Element, name: str) -> list[Element]:
    """The elements of a name below another, none of which is there any more: wherever one stands, as in the
    number of an item, its words are of no other element."""
    found = []
    for one in list(element):
        if is_named(one, name):
            element.remove(one)
            found.append(one)
        else:
            found += detached(one, name)
    return found


def words(element: Element | None, *path: str) -> str:
    """The words at such a path, as they stand; empty where there are none. Those of elements within are of
    them where they are markup of a text; another field that has come to stand there keeps its own."""
    found = child(element, *path)
    return "".join(_words(found)) if found is not None else ""


_OF_A_TEXT = frozenset({
    "a", "b", "big", "br", "center", "cite", "code", "dd", "div", "dl", "dt", "em", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
})  # fmt: skip


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for within in element:
        if _alike(within.tag) in _OF_A_TEXT:
            yield from _words(within)
        yield within.tail or ""


def has_attribute(element: Element, *names: str) -> bool:
    """Whether one of these attributes is there, though it may say nothing, in any case of its letters."""
    held = set(map(_alike, element.attrib))
    return any(_alike(name) in held for name in names)


def attribute(element: Element | None, *names: str) -> str:
    """The first of these attributes that says something, in any case of its letters; empty for none."""
    held = {_alike(key): value for key, value in element.attrib.items()} if element is not None else {}
    return next((value for name in names if (value := held.get(_alike(name), "").strip())), "")


def markup(element: Element | None) -> str:
    """What an element holds: its words and, where nobody escaped it, the markup within."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    return "".join(_written(element))


def _written(element: Element) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for one in element:
        attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in one.attrib.items())
        yield f"<{one.tag}{attributes}>"
        yield from _written(one)
        yield f"</{one.tag}>" if not re.fullmatch(_VOID, one.tag, re.IGNORECASE) else ""
        yield html.escape(one.tail or "", quote=False)
