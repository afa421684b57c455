"""Headings that minutes print in a form which neither the program nor the profile knows.

Of items: lines of one form whose numbers rise, in minutes in which no item was found, judged by the reader
that would take them. Of decisions: lines that are a body, a day and the same words in any number of items.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.minutes.dates import DATE
from graph.minutes.document import Document, Line
from graph.minutes.model import Minutes
from graph.municipality.profile import Profile
from graph.readers.layout.decision_headings import decision_heading, is_body_name
from graph.readers.layout.heading_choice import choose

_NUMBERED = re.compile(
    r"\s*(?P<lead>[^\d\n{}]{0,30}?)(?P<number>\d{1,4})(?P<behind>[^\w\n{}]{1,5})(?P<title>[^\W\d_][^\n]{2,150})$"
)
# What no list of points has beside its numbers.
_SAYS = re.compile(r"[^\W_]|[^\s\w.,:;)(*•–—-]")
_LONGEST = 120
_MOST_LINES, _MOST_FORMS = 20_000, 12
_WORDS = re.compile(r"[^\s:,;()]+")
_MOST_WORDS = 14
_OF_BODY = re.compile(
    r"\s*(?P<body>[A-ZÆØÅ][^\d:;.!?{}]{2,80}?)s\s(?P<said>[^\W\d_]{4,30}(?:\s[^\W\d_]{2,30})?)\s*:?\s*"
)
_SAID = re.compile(r"[^\d;!?{}]*\{(?:body|date)\}[^\d;!?{}]*\{(?:body|date)\}[^\d;!?{}.]*")


def item_forms(minutes: Minutes, profile: Profile) -> dict[str, list[int]]:
    """The form of the headings in minutes without an item, and on which lines they stand."""
    if minutes.items or not minutes.text:
        return {}
    document = Document(minutes.source, minutes.text)
    numbers: dict[str, list[int]] = {}
    for line in document.lines[:_MOST_LINES]:
        match = _NUMBERED.match(line.text) if len(line.text) <= 200 else None
        if match and (_SAYS.search(match["lead"]) or _SAYS.search(match["behind"])):
            form = f"{match['lead'].strip()} {{n}} {match['behind'].strip()} {{title}}".strip()
            numbers.setdefault(re.sub(r"\s+", " ", form), []).append(int(match["number"]))
    rising = [
        form
        for form, seen in numbers.items()
        if len(seen) > 1 and " / " not in form and any(one + 1 == other for one, other in pairwise(seen))
    ]
    found: dict[str, list[int]] = {}
    for form in sorted(rising, key=lambda one: -len(numbers[one]))[:_MOST_FORMS]:
        headings = choose(document, (*profile.item_headings, form))
        if headings and headings.form == form and len(headings.found) > sum(map(len, found.values())):
            found = {form: [document.lines[one.first].number for one in headings.found]}
    return found


def decision_forms(minutes: Minutes, profile: Profile) -> Iterator[tuple[str, int]]:
    """The form of each line within an item that names a body and a day, and is no heading that is known; in
    an item without a decision also of one that is the body's and names no day (`Byrådets konklusion`)."""
    document = Document(minutes.source, minutes.text)
    known = minutes.body.text if minutes.body else ""
    for item in minutes.items:
        if item.closed or item.lines is None:
            continue
        told = {one.text.span.start for one in item.earlier_decisions}
        lines = document.lines[item.lines[0] : item.lines[1]]
        written = [line for line in lines if not line.blank]
        heads = {line.number for line, below in pairwise(written) if below.start in told}
        for line in lines:
            if line.number in heads:  # what stands below it is read already
                continue
            form = _decision_form(line, profile, known) if len(line.text) <= _LONGEST else None
            if form is None and item.decision is None:
                form = _undated_form(line, profile)
            if form:
                yield form, line.number


def _decision_form(line: Line, profile: Profile, known: str) -> str | None:
    day = DATE.search(line.text)
    if day is None or decision_heading([line], told=True, templates=profile.decision_headings):
        return None
    before, behind = line.text[: day.start()], line.text[day.end() :]
    before = re.sub(r"(?:den|d\.)\s*$", "", before)
    for part, other, first in ((before, behind, True), (behind, before, False)):
        body = _body(part, known)
        if body:
            start, end = body
            said = f"{part[:start]}{{body}}{part[end:]}"
            form = re.sub(r"\s+", " ", f"{said}{{date}}{other}" if first else f"{other}{{date}}{said}")
            form = form.strip().rstrip(": ")
            return form if _SAID.fullmatch(form) else None
    return None


def _undated_form(line: Line, profile: Profile) -> str | None:
    match = _OF_BODY.fullmatch(line.text)
    if match is None or not is_body_name(match["body"]):
        return None
    known = decision_heading([line], told=True, templates=profile.decision_headings)
    return None if known else f"{{body}}s {match['said']}"


def _body(words: str, known: str) -> tuple[int, int] | None:
    """Where the name of a body stands among words, without its genitive: the ``known`` one, or up to the
    furthest end from the nearest word, and from what that is joined to (`Børne- og Skoleudvalget`)."""
    if known and (start := words.find(known)) >= 0:
        return start, start + len(known)
    places = [match.span() for match in _WORDS.finditer(words)][:_MOST_WORDS]
    for _, last in reversed(places):
        for at in reversed([at for at, (start, _) in enumerate(places) if start < last]):
            name = words[places[at][0] : last]
            genitive = name.endswith("s") and is_body_name(name[:-1])
            if not genitive and not is_body_name(name):
                continue
            while at > 0 and (words[slice(*places[at - 1])] == "og" or words[places[at - 1][1] - 1] == "-"):
                at -= 1
            return places[at][0], last - 1 if genitive else last
    return None
