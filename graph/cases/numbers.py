"""Case numbers as people write them, and as the records have them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz, process

_LONGEST = 60  # characters; no number is so long, with whatever is written around it


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number in its parts; the year has four digits, and only older numbers have an authority code."""

    year: int
    serial: int
    authority: str = ""
    k: bool = False

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """What a number means: ``23-7348``, ``sag 2023/007348``, ``326 2016 59792``, ``20082075k``.

        ``None`` for what cannot be one.
        """
        groups = re.findall(r"[0-9]+", text[:_LONGEST])
        parts = _parts(groups)
        if parts is None:
            return None
        authority, year, serial = parts
        k = re.search(rf"{groups[-1]}\s?k\b", text, re.IGNORECASE) is not None
        return cls(int(year) + (2000 if len(year) == 2 else 0), int(serial), authority, k)

    def __str__(self) -> str:
        """In the form that all ways to write it have in common."""
        return (
            f"{self.authority}-{self.year}-{self.serial}" if self.authority else f"{self.year}-{self.serial}"
        )


def _parts(groups: list[str]) -> tuple[str, str, str] | None:
    """Authority code, year and serial number."""
    if len(groups) == 1:  # written without a break
        digits = groups[0]
        if re.match(r"\d{3}(?:19|20)\d\d\d", digits):
            groups = [digits[:3], digits[3:7], digits[7:]]
        else:
            groups = [digits[:-6], digits[-6:]]
    authority = groups[0] if len(groups) == 3 else ""
    year, serial = groups[-2:] if len(groups) in (2, 3) else ("", "")
    known = len(year) == 4 or (len(year) == 2 and not authority)
    return (authority, year, serial) if known and len(authority) in (0, 3) else None


def find(text: str, cases: Mapping[str, str]) -> list[str]:
    """The cases that a number, written in any way, can mean; ``cases`` has their IRIs by number.

    A number without an authority code finds older ones too, and one without a K those with it,
    but only when none is just as it was written.
    """
    if text.strip() in cases:
        return [cases[text.strip()]]
    wanted = CaseNumber.parse(text)
    if wanted is None:
        return []
    found = []
    for number, case in cases.items():
        one = CaseNumber.parse(number)
        same = one and (one.year, one.serial) == (wanted.year, wanted.serial)
        if one and same and wanted.authority in ("", one.authority):
            found.append((one.authority != wanted.authority, one.k != wanted.k, case))
    closest = min((ranked[:2] for ranked in found), default=None)
    return sorted(ranked[2] for ranked in found if ranked[:2] == closest)


def near(text: str, numbers: Mapping[str, str], most: int = 5) -> list[str]:
    """The numbers that look most like one that is unknown, the likest first."""
    wanted = CaseNumber.parse(text)
    serial = str(wanted.serial) if wanted else text.strip().lstrip("0")
    forms: dict[str, list[str]] = {}
    same_serial = []
    for number in sorted(numbers):
        one = CaseNumber.parse(number)
        forms.setdefault(str(one) if one else number, []).append(number)
        if one and str(one.serial) == serial:
            same_serial.append(number)
    asked = str(wanted) if wanted else text[:_LONGEST]
    close = process.extract(asked, list(forms), scorer=fuzz.ratio, score_cutoff=75, limit=most)
    likely = [*same_serial, *(number for form, _, _ in close for number in forms[form])]
    return list(dict.fromkeys(likely))[:most]
