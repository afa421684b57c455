"""How the site looks: the municipality's colour and logo, checked when the server starts."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.parsers import expat

from graph.base.config import Config, OperatorError
from graph.formats.table import CSS, PNG, SVG
from graph.pictures import svg, swimlanes

LOGO_BYTES = 100_000
"""The largest logo, for it is fetched with the first page."""
DARKEST_GROUND = "#ffe9a8"
"""The darkest of the fixed grounds in style.css that a link can stand on."""
_LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3
_SVG = "http://www.w3.org/2000/svg svg"
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class File:
    """A file that every page asks for; ``version`` changes whenever it does."""

    body: bytes
    media_type: str

    @property
    def version(self) -> str:
        """Part of its address, so that browsers may keep it for a year."""
        return sha256(self.body).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Look:
    """The stylesheet, with the colours made of the accent and the rules of pictures, and the logo if there
    is one."""

    stylesheet: File
    logo: File | None


def look_of(config: Config) -> Look:
    """The look that is set; raises :class:`graph.base.config.OperatorError` for what cannot be used."""
    return Look(_stylesheet(config.accent), _logo(Path(config.logo)) if config.logo else None)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours ``#rrggbb``, from 1 to 21 (WCAG 2.1, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """From 0 (black) to 1 (white), as WCAG 2.1 defines "relative luminance"."""
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: int, share: float) -> str:
    """The colour with a share of black (0) or white (255) in it."""
    mixed = (round(channel * (1 - share) + other * share) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def shades(accent: str) -> dict[str, str]:
    """The colours of style.css that follow the accent, by the names they have there."""
    return {
        "accent": accent,
        "accent-dark": _mixed(accent, 0, 0.27),
        "edge": _mixed(accent, 255, 0.7),
        "pale": _mixed(accent, 255, 0.8),
        "wash": _mixed(accent, 255, 0.905),
    }


def dark_shades(accent: str) -> dict[str, str]:
    """The same where the browser asks for dark pages: links are light there, and grounds dark."""
    return {
        "accent": _mixed(accent, 255, 0.68),
        "link-over": _mixed(accent, 255, 0.85),
        "edge": _mixed(accent, 255, 0.3),
        "wash": _mixed(accent, 0, 0.45),
    }


def _stylesheet(accent: str) -> File:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        raise OperatorError(f"accent: {accent!r} must be a colour such as #0b5566")
    colours = shades(accent)
    ratio = min(contrast(accent, DARKEST_GROUND), contrast(accent, colours["wash"]))
    if ratio < _LEAST:
        raise OperatorError(
            f"accent: {accent} is too light to be read: a contrast of {ratio:.1f}, and WCAG 2.1 asks {_LEAST}"
        )
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in colours.items())
    dark = "".join(f"  --{name}: {colour};\n" for name, colour in dark_shades(accent).items())
    rules = f":root {{\n{lines}}}\n@media screen and (prefers-color-scheme: dark) {{ :root {{\n{dark}}} }}\n"
    rules += f".swim, svg.picture, .text, .legend-of-marks {{\n{lines}}}\n"  # on paper always
    return File(f"{rules}{svg.STYLE}{swimlanes.STYLE}".encode(), CSS.media_type)


def _logo(path: Path) -> File:
    try:
        with path.open("rb") as file:
            body = file.read(LOGO_BYTES + 1)
    except OSError as error:
        raise OperatorError(f"logo: {path} cannot be read: {error.strerror}") from None
    if len(body) > LOGO_BYTES:
        raise OperatorError(f"logo: {path} is larger than {LOGO_BYTES} bytes")
    if body.startswith(_PNG):
        return File(body, PNG.media_type)
    if _is_svg(body):
        return File(body, SVG.media_type)
    raise OperatorError(f"logo: {path} must be a PNG file, or an SVG file without a DOCTYPE")


def _is_svg(body: bytes) -> bool:
    """Whether it is well-formed SVG without a DOCTYPE, which could hold entities that grow without end."""
    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: an encoding nobody knows
        return False
    return names[0] == _SVG


def _refuse(*_: object) -> None:
    raise ValueError
