"""What all pictures are made of: SVG elements, words that XML can hold, and how they look.

A picture is told to those who cannot see it by its ``title`` and ``desc``, and nothing in it is told by
colour alone. It looks by the classes of :data:`STYLE`, the rules of which a file carries with it; who shows
pictures otherwise applies them. Same values, same bytes.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import ceil
from textwrap import wrap
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from graph.base.xml import clean
from graph.ontology.terms import PREFIXES

SVG = "http://www.w3.org/2000/svg"
_STEP = 170.0  # least widths come in steps of so many pixels, which are 10 rem
_MOST_STEPS = 16

STYLE = """\
.picture { background: #ffffff; font-family: "Source Sans 3", "Noto Sans", sans-serif; }
.picture text { fill: #1c2733; font-size: 11px; }
.picture text.light { fill: #ffffff; }
.picture text.faint { fill: #52606d; }
.picture .middle { text-anchor: middle; }
.picture .end { text-anchor: end; }
.picture .ground { fill: #ffffff; }
.picture text.small { font-size: 9px; }
.picture text.large { font-size: 13px; font-weight: 600; }
.picture .axis { fill: none; stroke: #8794a1; }
.picture .stripe { fill: none; stroke: #ffffff; stroke-opacity: .3; }
.picture .dot { fill: #ffffff; }
.picture .edge { fill: none; stroke: #8794a1; stroke-opacity: .6; }
.picture .arrow { fill: #52606d; }
.picture .node { stroke: #ffffff; }
.picture .over { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
.picture .shade0 { fill: #f3f5f6; }
.picture .shade1 { fill: #d5e6ea; }
.picture .shade2 { fill: #a3c9d2; }
.picture .shade3 { fill: #3f7f8f; }
.picture .shade4 { fill: #1c6375; }
.picture .shade5 { fill: #083e4a; }
.picture .look0 { fill: #0b5566; }
.picture .look1 { fill: #b45309; }
.picture .look2 { fill: #5b4b9a; }
.picture .look3 { fill: #2f7d4f; }
.picture .look4 { fill: #a8324a; }
.picture .look5 { fill: #5f6b78; }
.picture .look6 { fill: #1d6fb8; }
"""
"""The rules of the classes that the elements of a picture have, and of none but these."""

COLOURS = 7
"""How many there are: ``look0`` and so on, each with a contrast of 4.5:1 or more to white."""


def short(text: str, most: int) -> str:
    """The text, cut to so many characters, the last of them an ellipsis then."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def put(parent: Element, tag: str, text: str = "", **attributes: str | float) -> Element:
    """A new element in another. The attribute ``class_`` is ``class``; an ``_`` in a name is a hyphen."""
    given = {name.rstrip("_").replace("_", "-"): _value(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, given)
    element.text = clean(text) or None
    return element


def _value(value: str | float) -> str:
    """An attribute's value; of a number two decimals, so that it is the same on every machine."""
    if isinstance(value, str):
        return clean(value)
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")


def least(width: float) -> str:
    """The class of what is at least that wide, in pixels; such widths come in steps."""
    return f"least{min(ceil(width / _STEP), _MOST_STEPS)}"


def drawing(title: str, told: Iterable[str], width: float, height: float) -> Element:
    """The root of a picture of that size, in pixels; ``told`` are statements that say what it shows. It asks
    for its width by a class, so that its letters are not made smaller on a narrow page."""
    root = Element("svg", xmlns=SVG, viewBox=f"0 0 {_value(width)} {_value(height)}")
    root.set("class", f"picture {least(width)}")
    root.set("role", "img")
    root.set("aria-labelledby", "#title")
    root.set("aria-describedby", "#told")
    put(root, "title", title, id="#title")
    put(root, "desc", "; ".join(told), id="#told")
    return root


def filed(root: Element, caption: str, facts: Mapping[str, str]) -> str:
    """The picture as a file that stands alone: with its style, on a ground, its title above, and below what
    it is made of. For programs that is said once more as RDF/XML: ``facts`` are names and values, of which
    ``run`` is the IRI of what made it."""
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    title, told = root[0], root[1]
    told.text = f"{told.text or ''} {clean(caption)}".strip()
    style = Element("style")
    style.text = STYLE
    heading = _lines(title.text or "", width, 13)
    below = _lines(caption, width, 9)
    above = 19.0 * len(heading) + 4
    whole = above + height + 13.0 * len(below) + 8
    ground = Element("rect", {"class": "ground", "y": _value(-above), "width": "100%", "height": "100%"})
    root[2:2] = [_metadata(title.text or "", facts), style, ground]
    for order, line in enumerate(heading):
        put(root, "text", line, class_="large", x=8, y=-above + 19 * (order + 0.8))
    for order, line in enumerate(below):
        put(root, "text", line, class_="faint small", x=8, y=height + 13 * (order + 0.8))
    root.set("viewBox", f"0 {_value(-above)} {_value(width)} {_value(whole)}")
    root.set("width", _value(width))
    root.set("height", _value(whole))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{finished(root)}\n'


def _lines(text: str, width: float, size: float) -> list[str]:
    """The text in lines that fit into the width, in letters of that size."""
    return wrap(text, max(20, int((width - 16) / (size * 0.56))))


def _metadata(title: str, facts: Mapping[str, str]) -> Element:
    metadata = Element("metadata")
    rdf = put(metadata, "rdf:RDF")
    for prefix in ("rdf", "dct", "prov"):
        rdf.set(f"xmlns:{prefix}", PREFIXES[prefix])
    about = put(rdf, "rdf:Description")
    about.set("rdf:about", "")
    put(about, "dct:title", title)
    put(about, "prov:wasGeneratedBy").set("rdf:resource", facts["run"])
    for name, value in facts.items():
        if value:
            put(about, "dct:description", f"{name}: {value}")
    return metadata


def finished(root: Element) -> str:
    """The picture as text. Its ids, until now written ``#name``, become such as no other picture on a page
    has."""
    key = sha256(ElementTree.tostring(root)).hexdigest()[:8]
    for element in root.iter():
        for name in ("id", "aria-labelledby", "aria-describedby"):
            if name in element.attrib:
                element.attrib[name] = element.attrib[name].replace("#", f"p{key}-", 1)
        if element.get("fill", "").startswith("url(#"):
            element.attrib["fill"] = element.attrib["fill"].replace("#", f"#p{key}-", 1)
    return ElementTree.tostring(root, encoding="unicode")
