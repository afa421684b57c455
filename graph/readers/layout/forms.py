"""The forms in which documents print the headings of their items, as data.

A form is a template: `{n}` is the number, `{year}` its year, `{roman}` one in Roman numerals, `{code}` the
number behind the abbreviation of the body, with its year and perhaps the letter of its kind, `{title}` the
title, `{case}` a case number, ` / ` a line end, and all else stands as it is printed, with or without blanks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.base.remembered import of_one_text
from graph.wording.item_numbers import LETTERED, ROMAN_NUMERAL

CLASSIC = "Punkt {n}: {title}"
CODED = "{code} {title}"
"""The code says by itself that it heads an item, whose title may stand on the line below it."""
LISTED_FORMS = (
    "Ad {n}. {title}",
    "Ad. {n} {title}",
    "Ad. {n}. {title}",
    "Ad {n}: {title}",
    "Ad {n}) {title}",
    "Ad {n} {title}",
    "Ad pkt. {n} - {title}",
    "Ad pkt. {n}: {title}",
    "Ad pkt. {n}. {title}",
    "Ad pkt. {n} {title}",
    "Ad punkt {n} - {title}",
    "Ad punkt {n}: {title}",
    "Ad punkt {n}. {title}",
    "Ad punkt {n} {title}",
)
"""Those of :data:`ITEM_FORMS` that are headings only where contents list them: points of a
decision begin so, too."""
ITEM_FORMS = (
    "Pkt. {n} {title}",
    "Pkt. {n}: {title}",
    "Pkt. {n} - {title}",
    "Punkt {n} {title}",
    "Punkt {n} - {title}",
    "Punkt nr. {n} {title}",
    "Punkt nr. {n}: {title}",
    "Punkt nr. {n} - {title}",
    "Dagsordenspunkt {n} {title}",
    "Dagsordenspunkt {n}: {title}",
    "Dagsordenspunkt {n} - {title}",
    "Sag nr. {n} {title}",
    "Sag nr. {n}. {title}",
    "Sag {n}. {title}",
    "Sag {n} - {title}",
    "Sag nr. {n} - {title}",
    "Sag nr. {n}: {title}",
    "Sag {n}: {title}",
    "Nr. {n} - {title}",
    "Nr. {n}: {title}",
    "Nr. {n} {title}",
    "{n}. {case} / {title}",
    "{n} {case} / {title}",
    "{n}/{year} {title}",
    "{n}/{year}. {title}",
    "{n}/{year}: {title}",
    "{n}/{year} - {title}",
    "Sag {n}/{year} {title}",
    "Sag {n}/{year}: {title}",
    "Pkt. {n}/{year} {title}",
    "Punkt {n}/{year} {title}",
    "Punkt {n}/{year}: {title}",
    "{n}. {title}",
    "{n}.{title}",
    "{n} - {title}",
    "{n} : {title}",
    "{n}) {title}",
    "{n} {title}",
    "{roman}. {title}",
    CODED,
    "{title} / Sag nr. {n}",
    "{title} / Pkt. {n}",
    "{title} Sag nr. {n}",
    "Sag nr. {n} / {title}",
    "Pkt. {n} / {title}",
    "Punkt {n} / {title}",
    "Sag {n} / {title}",
    "{n}. / {title}",
    *LISTED_FORMS,
)
"""The forms that are tried on any document; a municipality whose headings are in none of them says its own in
its profile (sg:itemHeading)."""
# What may stand behind a number whose title is on another line: a word in brackets or behind a dash, which
# may close the item.
_SAID = (
    r"(?:\s*(?:\((?P<said>\w[^()]{3,30})\)|[-–]\s*(?P<word>\w{4,20}):?|(?<=\d)\s{3,}(?P<right>\w{4,20})))?"
)
# Items may be printed as a list: its mark may stand in front of a heading, which does not begin with it.
_BULLET, _BEFORE = r"(?:[•*–-]\s+)?", " \t•*–-"
CASE_NUMBER = (
    r"(?P<case>(?:[A-ZÆØÅ]{1,4}\s)?\d[\w./]*(?:-\w+)*/\d+|(?:[A-ZÆØÅ]{1,5}-?)?\d{2,4}-\d{3,7}(?:-\d{1,7})?)"
)
"""The number of a case in the heading of its item, as an expression."""
# Behind a number in front of a colon: a word in brackets, which may close the item.
_SAID_BETWEEN = r"(?:\s*\((?P<said>\w[^()]{3,40})\))?"
KIND_OF_CLOSED = "L"
"""What the code of an item ends in that is closed."""
# `ØU-55/07-O`: the body, the number of the case in the year, and what the case is for; not `BEK 55/2007`, an
# act by the kind that Retsinformation gives it.
CODE = (
    r"(?!(?:LOV|LBK|BEK|BKG|CIR|CIS|VEJ|SKR|DSK)(?![A-ZÆØÅ]))[A-ZÆØÅ]{2,5}\s?[-–]?\s?(?P<number>\d{1,4})\s?/\s?(?:(?:19|20)\d\d|\d\d)"
    r"(?:\s?[-–]\s?(?P<kind>[A-ZÆØÅa-zæøå])(?:\s?[-–:])?(?!\w))?(?![\w/-])"
)
"""That of an item, as an expression."""
_NUMBERS = ("n", "roman", "code")
_PARTS = {
    "n": r"(?P<number>\d{1,4})(?!\d|[-–/]\d)",
    "roman": rf"(?P<number>{ROMAN_NUMERAL})",
    "code": CODE,
    "year": r"(?:19|20)\d\d(?![\d/-])",
    "title": r"(?P<title>\S.*)",
    "case": CASE_NUMBER,
}


@dataclass(frozen=True, slots=True)
class Form:
    """A template, and the pattern of the line with the number; the title stands ``away`` lines from it.
    ``lead`` is what that line begins with (:func:`lead`), empty where it may be anything."""

    template: str
    pattern: re.Pattern[str]
    away: int = 0
    lead: str = ""


@lru_cache(maxsize=256)
def compiled(template: str, lettered: bool = False) -> Form:
    """The form that a template says, or the same with a letter behind the number; raises ``ValueError`` for
    one without a number or a title."""
    lines = [part.strip() for part in template.split(" / ")]
    own = next((at for at, part in enumerate(lines) if any(f"{{{n}}}" in part for n in _NUMBERS)), None)
    titled = next((at for at, part in enumerate(lines) if "{title}" in part), None)
    if own is None or titled is None or len(lines) > 2:
        raise ValueError(f"{template!r}: a heading has {{n}} and {{title}}, on one line or on two")
    pattern = ""
    for token in re.findall(r"\{(?:n|year|roman|code|title|case)\}|\w+|\s+|[^\w\s]", lines[own]):
        if token[1:-1] in _PARTS:
            pattern += LETTERED if lettered and token == "{n}" else _PARTS[token[1:-1]]
        elif token.isspace():
            pattern += r"\s+"
        elif token.isalnum():
            pattern += f"(?i:{re.escape(token)})"
        else:
            # Behind a letter the stop may be left off: `2. Vej` and `2.a Sti`.
            stop = r"\.?" if lettered else r"\."
            pattern += {"-": r"[-–—]", ".": stop}.get(token, re.escape(token))
    if "{n}/{year}" in lines[own]:
        pattern = pattern.replace(_PARTS["n"], r"(?P<number>\d{1,4})")
    # Blanks around a sign are as the typist likes; between words and numbers they are needed.
    pattern = re.sub(r"\\s\+(?=\[-–—\]|\\\.|:)", r"\\s*", pattern)
    pattern = re.sub(r"(\[-–—\]|\\\.|:)\\s\+(?!\(\?P<title>)", r"\1\\s*", pattern)
    pattern = re.sub(r"(\[-–—\]|:)\\s\+", r"\1\\s*", pattern)
    if lines[own].endswith("{n}: {title}") and not lettered:
        pattern = pattern.replace(_PARTS["n"], _PARTS["n"] + _SAID_BETWEEN)
    if "{title}" in lines[own] and lines[own].startswith("{title}"):
        pattern = pattern.replace(_PARTS["title"], r"(?P<title>\S(?:.*?\S)?)", 1)
    if template == CODED:
        pattern = pattern.replace(rf"\s+{_PARTS['title']}", rf"(?:\s+{_PARTS['title']})?")
    first = "0" if lines[own].startswith("{n}") else lead(lines[own])
    # Above its title a number may have a stop, too.
    said = rf"[.:]?{_SAID}[.:]?" if titled != own else ""
    return Form(
        template,
        re.compile(rf"\s*{_BULLET}{pattern}{said}\s*$"),
        titled - own,
        first if first.isalnum() else "",
    )


# What stands in front of a form's own first character.
_IN_FRONT = re.compile(rf"\s*{_BULLET}")


@cache
def known_forms() -> tuple[Form, ...]:
    """Those of :data:`ITEM_FORMS`, and with a letter behind the number those that are on one line."""
    lettered = (compiled(template, lettered=True) for template in ITEM_FORMS if "{n}" in template)
    return (*map(compiled, ITEM_FORMS), *(form for form in lettered if not form.away))


@cache
def _by_lead() -> Mapping[str, tuple[Form, ...]]:
    """The known forms by the first character, behind a list's mark, of the lines that can be in them."""
    leads = {form.lead for form in known_forms()}
    return {one: tuple(form for form in known_forms() if form.lead in ("", one)) for one in leads}


@of_one_text
def forms_of(line: str) -> tuple[str, ...]:
    """The expressions of the known forms in which a line can be that with the number of an item. This is
    asked once of each line, and not by each form."""
    front = _IN_FRONT.match(line)
    first = line[front.end() if front else 0 :][:1]
    forms = _by_lead()
    own = forms.get("0" if first.isdecimal() else first.casefold(), forms[""])
    # Forms whose titles stand above and below the number have one expression.
    return tuple(dict.fromkeys(form.pattern.pattern for form in own if form.pattern.match(line)))


def lead(line: str) -> str:
    """The first character of a line behind a list's mark, in small letters, and 0 for any digit."""
    first = line.lstrip(_BEFORE)[:1]
    return "0" if first.isdecimal() else first.casefold()
