"""The bytes of a text file -> its characters, and what in the bytes was not as it should be.

UTF-8 is what a file is taken for as long as that makes sense of it: one foreign byte is one odd character,
not another encoding of the whole. Where there is no telling which letters were meant, none are made up.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from graph.minutes.model import Severity

LOST = "\ufffd"
"""What stands for a byte of which nobody can tell what it means."""

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Well-formed UTF-8 (Unicode, table 3-7), and bytes that are no part of any.
_SEQUENCE = re.compile(
    rb"(?P<valid>[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]"
)
_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile("[^\x00-\x7f]")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|[\r\n])?")

_WINDOWS = "cp1252"
_PAGES = {_WINDOWS: "Windows-1252", "cp850": "DOS (tegnsæt 850)", "mac_roman": "Mac Roman"}
# What is said of bytes in another encoding than Unicode's.
_NOT_UNICODE = ("not-utf8", "wrong-encoding")
_LEAST_WIDE = 16  # bytes that UTF-16 without a mark is told by
_SAMPLE = 2000  # letters that an encoding is told by
_SURE, _AHEAD = 0.8, 0.25
_MOST_HIGH = 0.25  # of the bytes of Danish; most letters are ASCII's
_FEW_VALID = 0.1  # of all that is not ASCII; in Windows-1252 two letters may look like a sequence by chance

_DANISH, _OTHER = "æøåéäöü", "àáâãèêëìíîïñòóôõùúûçýÿßðþšžœ"
_BETWEEN_WORDS = "–—“”„»«•…°½¼¾²³§€£©®·\u00d7±†‰\u00b4¨\u00b8¹º¡¿"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd in a file's bytes; ``at`` is where in the text, ``None`` for the file as a whole."""

    severity: Severity
    code: str
    message: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file; there are none where it could not be read, and a violation says why."""

    text: str
    oddities: tuple[Oddity, ...] = ()


def decoded(data: bytes) -> Decoded:
    """The text that bytes spell: UTF-8, UTF-16 or UTF-32, or a code page that Danish was written in.

    Never fails, and takes time linear in the length.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            return _whole(data) if encoding == "utf-8" else _wide(data, encoding)
    if b"\x00" in data:
        guessed = _wide_without_mark(data)
        return _wide(data, guessed) if guessed else _unread("binary-file", "Filen er ikke en tekstfil.")
    return _whole(data)


def decoded_as(data: bytes, said: str) -> Decoded:
    """The text that bytes spell, in the encoding that the file itself says (empty for none) where they are
    not UTF-8 and have no mark of another.

    To a browser, and to whoever writes it, Latin-1 is Windows-1252 (WHATWG Encoding, section 4.2).
    """
    read = decoded(data)
    if said and any(oddity.code in _NOT_UNICODE for oddity in read.oddities):
        name = said.lower()
        page = {"iso-8859-1": _WINDOWS, "latin1": _WINDOWS, "us-ascii": _WINDOWS}.get(name, name)
        if page.startswith(("cp", "windows-", "iso-8859-", "macintosh", "ibm")):
            try:
                return Decoded(data.decode(page))
            except (LookupError, UnicodeDecodeError):
                return read
    return read


def _unread(code: str, message: str) -> Decoded:
    return Decoded("", (Oddity("violation", code, message),))


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 by where its zero bytes stand: Danish has hardly a letter above U+00FF."""
    half = max(len(data) // 2, 1)
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if len(data) < _LEAST_WIDE:
        return None
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def _wide(data: bytes, encoding: str) -> Decoded:
    width = 4 if "32" in encoding else 2
    text = data[: len(data) - len(data) % width].decode(encoding, "replace")
    cut = len(data) % width != 0
    if text.count(LOST) * 20 > len(text):
        return _unread("wrong-encoding", f"Filen siger, at den er {encoding[:6].upper()}, men er det ikke.")
    return _told(text, [_cut(len(text))] if cut else [])


def _whole(data: bytes) -> Decoded:
    """Bytes without zeros and without a mark."""
    try:
        text = data.decode()
        oddities: list[Oddity] = []
    except UnicodeDecodeError:
        mixed = _mixed(data)
        if isinstance(mixed, Decoded):
            return mixed
        text, oddities = mixed
    if len(_CONTROL.findall(text)) * 20 > len(text):
        return _unread("binary-file", "Filen er ikke en tekstfil.")
    return _told(text, oddities)


def _told(text: str, oddities: list[Oddity]) -> Decoded:
    """The text, mended where it was encoded twice, and told of where letters are lost."""
    once = _encoded_once(text)
    if once is None:
        message = "Bogstaver i filen er kodet to gange og kan ikke alle læses; hent den igen fra kilden."
        return _unread("encoded-twice", message)
    if once != text:
        message = "Filen var kodet mere end én gang; bogstaverne er læst, som de var ment."
        text, oddities = once, [Oddity("warning", "encoded-twice", message)]
    if (at := text.find(LOST)) >= 0:
        message = f"{text.count(LOST)} tegn i filen kan ikke læses."
        oddities = [*oddities, Oddity("warning", "letters-lost", message, at)]
    return Decoded(text, tuple(oddities))


def _cut(at: int) -> Oddity:
    return Oddity("warning", "file-cut", "Filen ender midt i et tegn; den er formentlig skåret af.", at)


def _mixed(data: bytes) -> Decoded | tuple[str, list[Oddity]]:
    """Bytes that are not all UTF-8: another encoding, a few foreign bytes, or lines of two encodings."""
    found = [match["valid"] is not None for match in _SEQUENCE.finditer(data)]
    if sum(found) <= _FEW_VALID * len(found):
        page = code_page(data)
        if page is None:
            known = "UTF-8, UTF-16, Windows-1252, DOS 850 eller Mac Roman"
            return _unread("wrong-encoding", f"Filens tegnsæt er ikke et af dem, der læses ({known}).")
        message = f"Filen er ikke UTF-8; den er læst som {_PAGES[page]}."
        return data.decode(page, "replace"), [Oddity("warning", "not-utf8", message)]
    cut = _CUT.search(data[-4:])
    lines = _LINE.findall(data[: len(data) - len(cut[0])] if cut else data)
    foreign = code_page(b"".join(line for line in lines if _is_foreign(line))) or "ascii"
    parts: list[str] = []
    odd: list[int] = []
    at = 0
    for line in lines:
        part = line.decode(foreign, "replace") if _is_foreign(line) else _with_foreign_bytes(line)
        odd += [at] if part.encode() != line else []
        parts.append(part)
        at += len(part)
    oddities = []
    if odd:
        many = "1 linje" if len(odd) == 1 else f"{len(odd)} linjer"
        message = (
            f"{many} har bytes, der ikke er UTF-8; de er læst som {_PAGES.get(foreign, _PAGES[_WINDOWS])}."
        )
        oddities.append(Oddity("warning", "foreign-bytes", message, odd[0]))
    return "".join(parts), [*oddities, *([_cut(at)] if cut else [])]


def _is_foreign(line: bytes) -> bool:
    """Whether a line is in another encoding: it has foreign bytes, and at most by chance a sequence."""
    valid = odd = 0
    for match in _SEQUENCE.finditer(line):
        if match["valid"] is None:
            odd += 1
        else:
            valid += match["valid"].decode().casefold() in _DANISH + _OTHER + _BETWEEN_WORDS + "\u00a0\u00ad"
    return odd > 4 * valid


def _with_foreign_bytes(line: bytes) -> str:
    """A line of UTF-8, each byte that is none read as Windows-1252 where that makes sense there."""
    parts, end = [], 0
    for match in _SEQUENCE.finditer(line):
        if match["valid"] is None:
            parts.append(line[end : match.start()].decode())
            letter = match[0].decode(_WINDOWS, "replace")
            before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
            sense = _plausible(before.decode("latin-1"), letter, after.decode("latin-1"))
            parts.append(letter if sense > 0 else LOST)
            end = match.end()
    return "".join(parts) + line[end:].decode()


def code_page(data: bytes) -> str | None:
    """The code page in which bytes make Danish words; ``None`` when none does, or more than one."""
    ranked = sorted(((_sense(data, page), page == _WINDOWS, page) for page in _PAGES), reverse=True)
    (best, _, page), (second, _, _) = ranked[:2]
    start = data[: 10 * _SAMPLE]
    high = sum(byte > 0x7F for byte in start)
    if high > _MOST_HIGH * len(start):
        return None
    if page == _WINDOWS:
        return page if best >= _SURE or (best >= 0.5 and best - second >= _AHEAD) else None
    return page if best >= _SURE and best - second >= _AHEAD and high > 1 else None


def _sense(data: bytes, page: str) -> float:
    """The share of letters beyond ASCII that stand where such letters do."""
    text = data.decode(page, "replace")
    found = [
        _plausible(
            text[max(match.start() - 1, 0) : match.start()], match[0], text[match.end() : match.end() + 1]
        )
        for match in islice(_HIGH.finditer(text), _SAMPLE)
    ]
    return sum(found) / max(len(found), 1)


def _plausible(before: str, letter: str, after: str) -> float:
    """How likely a letter is between two others: from 0 to 1."""
    inside = before.isalpha() and after.isalpha()
    if letter.casefold() in _DANISH:
        if letter.isupper():
            return 0.0 if before.islower() else 1.0
        return 1.0 if before.isalpha() or after.isalpha() or not (before + after).strip() else 0.5
    if letter in "’\u2018\u00a0\u00ad":
        return 1.0 if letter != "\u2018" or not inside else 0.0
    if letter in _BETWEEN_WORDS:
        return 0.0 if inside else 1.0
    if letter.casefold() in _OTHER:
        return 0.5 if before.isalpha() or after.isalpha() else 0.0
    return 0.0


@cache
def _encoders() -> tuple[tuple[re.Pattern[str], dict[int, int]], ...]:
    """For each code page that UTF-8 may have been taken for: what a Danish letter then looks like, and the
    byte each character came from."""
    found = []
    for page in (_WINDOWS, "mac_roman", "cp850", "cp437"):
        images = {byte: bytes([byte]).decode(page, "replace") for byte in range(0x80, 0x100)}
        images = {byte: chr(byte) if image == LOST else image for byte, image in images.items()}
        back = {ord(image): byte for byte, image in images.items()}
        if page == _WINDOWS:  # Latin-1 beside it, with control characters where that has letters
            back |= {byte: byte for byte in range(0x80, 0xA0)}
        seconds = [letter.encode()[1] for letter in "æøåÆØÅéÉäÄöÖüÜ"]
        pairs = {images[0xC3] + form for byte in seconds for form in {images[byte], *_latin(page, byte)}}
        pairs.add("".join(images[byte] for byte in images[0xC3].encode()))  # and what that becomes in turn
        found.append((re.compile("|".join(map(re.escape, sorted(pairs)))), back))
    return tuple(found)


def _latin(page: str, byte: int) -> Iterator[str]:
    if page == _WINDOWS:
        yield chr(byte)


def _encoded_once(text: str) -> str | None:
    """A text in which UTF-8 was taken for something else, set right; ``None`` where not all of it can be."""
    for _ in range(3):
        taken = [back for pattern, back in _encoders() if pattern.search(text)]
        if not taken:
            return text
        once = next((mended for back in taken if (mended := _taken_back(text, back)) is not None), None)
        if once is None:
            return None
        text = once
    return None if any(pattern.search(text) for pattern, _ in _encoders()) else text


def _taken_back(text: str, back: dict[int, int]) -> str | None:
    try:
        return b"".join(_bytes_of(text, back)).decode()
    except (KeyError, UnicodeDecodeError):
        return None


def _bytes_of(text: str, back: dict[int, int]) -> Iterator[bytes]:
    end = 0
    for match in _HIGH.finditer(text):
        yield text[end : match.start()].encode("ascii")
        yield bytes([back[ord(match[0])]])
        end = match.end()
    yield text[end:].encode("ascii")
