"""Alterations of whole minutes, as pure functions of which it is known what they do to the values.

Each takes minutes as they were read undamaged and gives copies of their text. A copy says which items
lost their heading, what a reader can no longer know of the others, and how every value is now spelled.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.minutes.model import Minutes

HEADINGS = (
    "Beslutning", "Sagsfremstilling", "Resume og sagens baggrund", "Indstillinger", "Behandling", "Sagstype",
    "Økonomiske konsekvenser", "Bilag",
)  # fmt: skip
LABELS = ("Referat", "Mødedato", "Mødested", "Mødedeltagere", "Indholdsfortegnelse", "Punkt")
MEETING = re.compile(r"^.+møde den \d{1,2}\. \w+ \d{4}:$")
_ANY_HEADING = re.compile(
    rf"(?:{'|'.join(HEADINGS)}|Indholdsfortegnelse|Åbent|Lukket)$|Punkt \d+: |REFERAT |Møde\w+ |Sagsnr\.: |J\.nr\.: |Dokumentnr\.: "
)
# All fields of an item but its number and its title in the contents.
ALL = "*"


def same(value: str) -> str:
    """What most alterations do to a value."""
    return value


@dataclass(frozen=True)
class Damage:
    """A damaged copy.

    ``kind`` is its row in the table. ``gone`` names, for an
    item's number (0 is the header), the fields of which the text is not all there any more. ``spelled``
    is what the alteration did to the words of any value. ``told`` are findings the reader owes.
    ``before`` is the number of the item behind which a lost one's text stands.
    """

    kind: str
    text: str
    gone: Mapping[int, frozenset[str]] = field(default_factory=dict)
    spelled: Callable[[str], str] = same
    told: frozenset[str] = frozenset()
    before: int | None = None


# --- alterations of the file's looks -------------------------------------------------------------


def whole_file(text: str) -> Iterator[Damage]:
    for width in (60, 80, 100, 140):
        yield Damage(f"lines of {width}", reflowed(text, width))
    for kind, table in QUOTES.items():
        yield Damage(f"quotes {kind}", text.translate(table), spelled=lambda v, t=table: v.translate(t))
    for kind, dash in (("hyphen", "-"), ("en dash", "–"), ("em dash", "—")):
        yield Damage(f"dashes: {kind}", dashed(text, dash), spelled=lambda v, d=dash: dashed(v, d))
    yield Damage("blank lines doubled", text.replace("\n\n", "\n\n\n"))
    yield Damage("blank lines tripled", text.replace("\n\n", "\n \n\t\n\n"))
    yield Damage("no blank lines at headings", tight(text))
    yield Damage("trailing spaces", re.sub(r"$", "  ", text, flags=re.MULTILINE))
    yield Damage("indented", re.sub(r"^(?=\S)", "   ", text, flags=re.MULTILINE))
    yield Damage("headings in capitals", in_capitals(text))
    yield Damage("CRLF", text.replace("\n", "\r\n"))
    yield Damage(
        "headings in bold", re.sub(rf"^({'|'.join(HEADINGS)})$", r"**\1**", text, flags=re.MULTILINE)
    )
    yield Damage(
        "headings with a colon", re.sub(rf"^({'|'.join(HEADINGS)})$", r"\1:", text, flags=re.MULTILINE)
    )


QUOTES = {
    "straight": str.maketrans({"”": '"', "“": '"', "»": '"', "«": '"', "’": "'"}),
    "curly": str.maketrans({'"': "”", "»": "”", "«": "”", "'": "’"}),
    "pointed": str.maketrans({'"': "»", "”": "»", "“": "»"}),
}


def reflowed(text: str, width: int) -> str:
    """Every line longer than ``width`` wrapped; a tab may be where it is."""
    wrapped = []
    for line in text.split("\n"):
        wrapped += textwrap.wrap(
            line,
            width,
            break_long_words=False,
            break_on_hyphens=False,
            expand_tabs=False,
            replace_whitespace=False,
        ) or [""]
    return "\n".join(wrapped)


def dashed(text: str, dash: str) -> str:
    """Dashes between words, at the head of a point and alone on a line, all of one kind."""
    text = re.sub(r"(?<=[^\W\d]) [-–—] (?=[^\W\d])", f" {dash} ", text)
    return re.sub(r"^( ?)[-–—](?=$| )", rf"\g<1>{dash}", text, flags=re.MULTILINE)


def tight(text: str) -> str:
    """No blank line before or after a heading or a line of numbers."""
    lines = text.split("\n")
    full = [line for line in lines if line.strip()]
    kept = [full[0]]
    breaks = _blank_before(lines)
    for index, line in enumerate(full[1:], start=1):
        if breaks[index] and not (_is_heading(line) or _is_heading(full[index - 1])):
            kept.append("")
        kept.append(line)
    return "\n".join(kept)


def _blank_before(lines: list[str]) -> list[bool]:
    found, blank = [], True
    for line in lines:
        if line.strip():
            found.append(blank)
        blank = not line.strip()
    return found


def _is_heading(line: str) -> bool:
    return bool(_ANY_HEADING.match(line) or MEETING.match(line) or re.fullmatch(r"\d{2}-\d{6}K?", line))


def in_capitals(text: str) -> str:
    """Section headings, the labels of the header and `Punkt` in capitals."""
    text = re.sub(rf"^(?:{'|'.join(HEADINGS)})$", lambda m: m[0].upper(), text, flags=re.MULTILINE)
    text = re.sub(rf"^(?:{'|'.join(LABELS)})\b", lambda m: m[0].upper(), text, flags=re.MULTILINE)
    return re.sub(MEETING.pattern, lambda m: m[0].upper(), text, flags=re.MULTILINE)


# --- the same words in another order ---------------------------------------------------------------

_NUMBERS = re.compile(r"^(Sagsnr\.: \S+)\s+(J\.nr\.: \S+)\s+(Dokumentnr\.: \S*\d)$", re.MULTILINE)


def reordered(text: str) -> Iterator[Damage]:
    if _NUMBERS.search(text):
        yield Damage("numbers swapped", _NUMBERS.sub(r"\3 \2 \1", text))
        yield Damage("numbers on one line", _NUMBERS.sub(r"\1 \2 \3", text))
        yield Damage("numbers on three lines", _NUMBERS.sub(r"\1\n\n\2\n\n\3", text))
        yield Damage("numbers without blank lines", _NUMBERS.sub(r"\2\n\3\n\1", text))
        yield Damage("numbers below their labels", _NUMBERS.sub(lambda m: m[0].replace(".: ", ".:\n"), text))
    yield Damage("decision moved", moved(text))


def moved(text: str) -> str:
    """Each item's decision at its other end; one with attachments behind it stays there with them."""
    items = re.split(r"(?=^Punkt \d+: )", text, flags=re.MULTILINE)
    return "".join([items[0], *map(_moved, items[1:])])


def _moved(item: str) -> str:
    newer = re.search(r"^Beslutning\n\n.*?(?=^Sagsfremstilling$)", item, re.MULTILINE | re.DOTALL)
    if newer:
        return f"{item[: newer.start()]}{item[newer.end() :].rstrip()}\n\n{newer[0].strip()}\n\n"
    older = list(
        re.finditer(
            r"^[^\n]+møde den \d{1,2}\. \w+ \d{4}:\n\n(?:(?!^Bilag$).)*", item, re.MULTILINE | re.DOTALL
        )
    )
    front = re.search(r"^Sagstype$", item, re.MULTILINE)
    if len(older) != 1 or front is None or "\nBilag\n" in item:
        return item
    own = older[0]
    return f"{item[: front.start()]}{own[0].strip()}\n\n{item[front.start() : own.start()].rstrip()}\n\n{item[own.end() :]}"


# --- other names, codes and years -------------------------------------------------------------------


def renamed(minutes: Minutes) -> Iterator[Damage]:
    """The body under another known name and an unknown one, another authority, other years."""
    text = minutes.text
    assert minutes.body
    own = text[minutes.body.span.start : minutes.body.span.end]
    for kind, name in (("known", "Husrådet"), ("unknown", "Fornyelsesnævnet")):

        def spelled(value: str, name: str = name) -> str:
            return value.replace(own, name)

        unit = frozenset({"units", "references", "recommenders", "treatment_path"})
        gone = {int(one.number): unit for one in minutes.items}
        told = frozenset() if kind == "known" else frozenset({"body-unknown"})
        yield Damage(f"body renamed, {kind}", spelled(text), gone=gone, spelled=spelled, told=told)

    def of_999(value: str) -> str:
        return re.sub(r"\b(?:326|998)-(?=\d{4}-)", "999-", value)

    if of_999(text) != text:
        # The numbers are read, but as mere numbers in running text they are of no known form.
        gone = {int(one.number): frozenset({"references"}) for one in minutes.items}
        yield Damage("another authority", of_999(text), gone=gone, spelled=of_999)

    def four_years_on(value: str) -> str:
        return re.sub(r"(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)", lambda m: str(int(m[0]) + 4), value)

    yield Damage("other years", four_years_on(text), spelled=four_years_on)
