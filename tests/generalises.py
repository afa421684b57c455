"""What a damaged copy must still say: fields kept, and no item with another's values."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from damage import ALL, Damage, same
from damage_pages import damages

from graph.minutes.as_json import as_dict
from graph.minutes.model import Minutes
from graph.municipality.evidence import reading_profile
from graph.municipality.profile import Profile
from graph.readers.files import decode, read_document
from graph.readers.layout.parse import parse

HEADER = ("body", "date", "start_time", "place", "participants")
FIELDS = (
    "title", "title_toc", "closed", "case_numbers", "journal_number", "document_number", "case_type", "decision_text",
    "decision_outcomes", "earlier_decisions", "recommenders", "recommendations", "treatment_path", "attachments",
    "sections", "units", "persons", "references",
)  # fmt: skip
# Words as short as these are many items' own; they tell nothing about where a value is from.
_TELLING = 25
MOST = 2


@dataclass
class Row:
    """One kind of damage: ``there`` fields can still be known, ``kept`` of them are read the same.

    ``beside`` are those of the item in front of a lost page, the one that another's text may reach.
    ``foreign`` are values of another item; ``silent`` are copies that owe a finding.
    """

    copies: int = 0
    fields: int = 0
    there: int = 0
    kept: int = 0
    beside: int = 0
    beside_kept: int = 0
    foreign: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.kept / self.there if self.there else 1.0


def files(root: Path, every: int = 2) -> list[Path]:
    """Every other of the example minutes (or of so many one), and the real ones where they are on this
    machine."""
    shared = root.parent / "shared" / "minutes"
    return sorted([*sorted((root / "examples" / "minutes").glob("*.txt"))[::every], *shared.glob("*.txt")])


def table(
    paths: Iterable[Path],
    each: Callable[[Minutes], None] = lambda _: None,
    most: int = MOST,
    in_all: int = sys.maxsize,
) -> dict[str, Row]:
    """Every kind of damage over the files, at most so many copies of each kind of each, and in all of a folder;
    ``each`` is called with what was read of every copy."""
    rows: dict[str, Row] = defaultdict(Row)
    of_folders: Counter[tuple[Path, str]] = Counter()
    for path in paths:
        document = read_document(path, 10**7)
        profile = reading_profile(document.text)
        assert profile
        whole = replace(parse(document, profile), text=document.text)
        copies: Counter[str] = Counter()
        for damage in damages(whole):
            folder = path.parent, damage.kind
            if copies[damage.kind] >= most or of_folders[folder] >= in_all:
                continue
            copies[damage.kind] += 1
            of_folders[folder] += 1
            each(judge(path.stem, whole, damage, profile, rows[damage.kind]))
    return dict(rows)


def judge(name: str, whole: Minutes, damage: Damage, profile: Profile, row: Row) -> Minutes:
    """Read a damaged copy and add what became of its fields to the row."""
    document = decode(whole.source, damage.text.encode())
    found = parse(document, profile)
    before, after = as_dict(whole), as_dict(found)
    row.copies += 1
    lost = 0
    for number, key, right, read in _pairs(before, after):
        if _empty(right) and _empty(read):
            continue
        parts = [(right, read)] if key != "sections" or _empty(right) else _sections(right, read)
        for one, other in parts:
            row.fields += 1
            if _is_gone(damage, number, key):
                continue
            row.there += 1
            row.beside += number == damage.before
            if _ordered(key, _plain(one, damage.spelled)) == _ordered(key, _plain(other, same)):
                row.kept += 1
                row.beside_kept += number == damage.before
            else:
                lost += 1
                row.misses.append(f"{name} {number} {key}: {one!r} -> {other!r}"[:600])
    row.foreign += [f"{name} [{damage.kind}] {line}" for line in foreign(whole, found, damage)]
    codes = {finding.code for finding in found.findings}
    more = len(found.findings) > len(whole.findings)
    if damage.told - codes or (lost and not more):
        row.silent.append(f"{name} [{damage.kind}] owes {set(damage.told) - codes}, {lost} fields lost")
    return found


def _pairs(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[int, str, Any, Any]]:
    for key in HEADER:
        yield 0, key, before[key], after[key]
    there = {one["number"]: one for one in after["items"]}
    for one in before["items"]:
        for key in FIELDS:
            yield one["number"], key, one[key], there.get(one["number"], {}).get(key)
    known = {one["number"] for one in before["items"]}
    for number in sorted(set(there) - known):
        yield number, "title", None, there[number]["title"]


def _sections(right: list[Any], read: list[Any] | None) -> list[tuple[Any, Any]]:
    """Sections side by side, so that each one counts."""
    rest = list(read or [])
    return [(one, rest[at] if at < len(rest) else None) for at, one in enumerate(right)]


def _ordered(key: str, value: Any) -> Any:
    """Mentions stand in the order of the text, which an alteration may change."""
    return sorted(value, key=repr) if key in ("units", "persons", "references") and value else value


def _is_gone(damage: Damage, number: int, key: str) -> bool:
    gone = damage.gone.get(number, frozenset())
    if ALL in gone:
        return key != "title_toc" and (key != "closed" or key in gone)
    return key in gone


def _empty(value: Any) -> bool:
    return value is None or value == [] or value == ""


def _plain(value: Any, spelled: Callable[[str], str]) -> Any:
    """A value with its words as the alteration spells them; white space, the kind of a dash and the
    printed form of a reference are left out of account."""
    if isinstance(value, str):
        return _squeezed(spelled(value))
    if isinstance(value, list):
        return [_plain(one, spelled) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one, spelled) for key, one in value.items() if key != "surface"}
    return value


def foreign(whole: Minutes, found: Minutes, damage: Damage) -> list[str]:
    """Values of an item that stand in the text of another and not in its own."""
    texts = {number: _squeezed(damage.spelled(text)) for number, text in own_texts(whole).items()}
    told = []
    for one in as_dict(found)["items"]:
        own = texts.get(one["number"], "")
        for key, value in _values(one):
            words = _squeezed(value)
            if not words or words in own:
                continue
            others = [n for n, text in texts.items() if n != one["number"] and _shares(words, text, own)]
            if others:
                told.append(f"item {one['number']} {key} is of {others}: {value[:90]!r}")
    return told


def own_texts(whole: Minutes) -> dict[int, str]:
    """The text of each item: its span, or what was recovered of it, and its title in the contents."""
    texts = {}
    for one, told in zip(whole.items, as_dict(whole)["items"], strict=True):
        toc = one.title_toc.text if one.title_toc else ""
        texts[int(one.number)] = (
            f"{whole.text[one.span.start : one.span.end] if not one.closed else ''}\n{toc}\n"
            + "\n".join(value for _, value in _values(told))
        )
    return texts


def _values(one: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every value of an item that is words of its own."""
    for key in ("title", "title_toc", "journal_number", "document_number", "case_type"):
        if one[key]:
            yield key, one[key]
    for key in ("case_numbers", "recommendations"):
        yield from ((key, value) for value in one[key])
    for part in (one["decision_text"] or "").split("\n"):
        yield "decision_text", part
    for earlier in one["earlier_decisions"]:
        yield from (("earlier_decisions", part) for part in earlier["text"].split("\n"))
    for section in one["sections"]:
        yield from ((f"section {section['kind']}", part) for part in section["text"].split("\n"))
    for attachment in one["attachments"]:
        yield "attachments", attachment["title"]
        yield "attachments", attachment["document_number"] or ""
    for person in (*one["recommenders"], *one["persons"]):
        yield "persons", f"{person.get('person') or person.get('name') or ''}"
    yield from (("references", reference["surface"]) for reference in one["references"])


def _shares(words: str, text: str, own: str) -> bool:
    """Whether a telling stretch of the words is the other's and not the item's own."""
    if len(words) <= _TELLING:
        return words in text
    starts = [*range(0, len(words) - _TELLING, 10), len(words) - _TELLING]
    pieces = (words[at : at + _TELLING] for at in starts)
    return any(piece in text and piece not in own for piece in pieces)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text.replace("–", "-").replace("—", "-"))


def printed(rows: dict[str, Row]) -> str:
    """The table, one line a kind; shares are of the fields that the copy still holds."""
    lines = [
        f"{'damage':42}{'copies':>7}{'fields':>8}{'there':>8}{'kept':>8}{'share':>8}{'beside':>8}{'others':>7}{'silent':>7}"
    ]
    for kind, row in rows.items():
        beside = f"{row.beside_kept / row.beside:8.4f}" if row.beside else f"{'':8}"
        lines.append(
            f"{kind:42}{row.copies:7}{row.fields:8}{row.there:8}{row.kept:8}{row.share:8.4f}{beside}"
            f"{len(row.foreign):7}{len(row.silent):7}"
        )
    return "\n".join(lines)
