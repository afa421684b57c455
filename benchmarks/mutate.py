"""Minutes that something went wrong with: no mutation may show what was written under a closed heading.

``python -m benchmarks.mutate --count 10000`` reads so many copies of invented minutes in which items changed
places, came twice, lost their number or their heading, an agenda begins again at 1, lines were lost, doubled,
joined and moved and characters lost; the same of the elements of XML and the members of JSON. Words that
stand below a closed heading, up to the next one that opens an item, are planted, each of them once; none of
them may be in what was read, in the text that is served, or in the triples. Printed are the exceptions,
the copies that took over five seconds for 100 kB, the words that were shown, and the quotes that are not what
stands at their place; the exit status is 1 where there is one.
"""

import argparse
import copy
import json
import random
import re
import sys
import time
import traceback
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from benchmarks.exports import FORMS
from benchmarks.towns import Towns
from graph.mapping.minutes import minutes_graph
from graph.minutes.as_json import as_dict
from graph.minutes.model import Quote
from graph.municipality.profile import NEUTRAL, load_profile
from graph.ontology.iris import Iris
from graph.readers.files import decode, read

SECONDS = 5.0
"""For 100 kB, or for what is less."""
_PLANTED = re.compile(r"Zebra[a-z]{4}x")
_LETTERS = "bcdfghjklmnpqrstvw"


def word(number: int) -> str:
    """The planted word of a number: no other word of the minutes is like it."""
    made = ""
    for _ in range(4):
        number, letter = divmod(number, len(_LETTERS))
        made += _LETTERS[letter]
    return f"Zebra{made}x"


@dataclass(frozen=True)
class Mutant:
    """A copy: its bytes, what was done to it, and the words in it that stand below a closed heading."""

    name: str
    data: bytes
    done: tuple[str, ...]
    closed: frozenset[str]


# Minutes as text.


@dataclass(frozen=True)
class Form:
    """How minutes print their items: the head of the document, the heading of an open item and of a closed
    one (``n`` its number, ``title`` its title), and whether the contents are listed in front."""

    name: str
    head: str
    opened: str
    closed: str
    listed: bool = True
    decision: str = "Beslutning"

    def heading(self, number: int, title: str, *, closed: bool) -> str:
        return (self.closed if closed else self.opened).format(n=number, title=title)


_HEAD = (
    "REFERAT Direktionen d. 26-06-2023\n\nMødedato Mandag d. 26. juni 2023 kl. 12:30\n\n"
    "Mødested Mødelokale 8\n\nMødedeltagere Anna Lund, Bo Ravn\n"
)
FORMS_OF_TEXT = (
    Form("punkt", _HEAD, "Punkt {n}: {title}", "Punkt {n}: Lukket: {title}"),
    Form("punkt-uden-indhold", _HEAD, "Punkt {n}: {title}", "Punkt {n}: Lukket: {title}", listed=False),
    Form("lukket-punkt", _HEAD, "Punkt {n}: {title}", "Lukket punkt {n}: {title}"),
    Form("titel-lukket", _HEAD, "Punkt {n}: {title}", "Punkt {n}: {title} (lukket)"),
    Form("nummer", _HEAD, "{n}. {title}", "{n}. Lukket: {title}"),
    Form("nummer-punktum", _HEAD, "{n}. {title}", "{n}. {title} (Lukket punkt)", listed=False),
    Form("pkt-streg", _HEAD, "Pkt. {n} - {title}", "Pkt. {n} - Lukket - {title}"),
)
_TITLES = (
    "Godkendelse af dagsorden",
    "Salg af grund",
    "Havnebad ved molen",
    "Ansættelse af chef",
    "Budget for parken",
    "Eventuelt",
)
_CLOSED = frozenset((1, 3))


@dataclass
class Item:
    """An item as lines: its heading and what is below it."""

    title: str
    closed: bool
    body: list[str]


@dataclass
class Text:
    """Minutes that are still whole, as their parts."""

    form: Form
    items: list[Item] = field(default_factory=list)

    def lines(self, numbers: Sequence[int] | None = None) -> list[str]:
        numbers = numbers or range(1, len(self.items) + 1)
        lines = self.form.head.split("\n")
        if self.form.listed:
            lines += ["Indholdsfortegnelse", ""]
            for page, (number, item) in enumerate(zip(numbers, self.items, strict=True), start=3):
                title = f"Lukket: {item.title}" if item.closed else item.title
                own = f"{number}. {title}" if self.form.opened.startswith("{n}.") else title
                lines.append(f"{own}.....\t{page}")
            lines.append("")
        for number, item in zip(numbers, self.items, strict=True):
            lines += [self.form.heading(number, item.title, closed=item.closed), "", *item.body, ""]
        return lines


def _text(form: Form) -> Text:
    """The invented minutes of a form, of every item with words of its own."""
    words = map(word, range(1, 10**5))
    items = []
    for place, title in enumerate(_TITLES):
        told = [next(words) if place in _CLOSED else "Solsort" for _ in range(7)]
        body = [
            f"22-00550{place}", "", form.decision, "",
            f"Godkendt {told[0]}, idet prisen er {told[1]}.", "", "Sagsfremstilling", "",
            f"Resume om {told[2]} fra Jobcentret.", f"Havnechef {told[3]} Lund deltog.", "",
            "Indstillinger", "", f"Direktøren indstiller, at {told[4]} sælges,",
            f"og at {told[5]} køber.", "",
            "Bilag", "", f"{told[6]}.pdf",
        ]  # fmt: skip
        items.append(Item(title, place in _CLOSED, body))
    return Text(form, items)


def _closed_words(form: Form, lines: Sequence[str]) -> frozenset[str]:
    """The planted words that stand below a closed heading and nowhere else: each heading closes or opens
    what is below it, up to the next one that is as an item's is printed. A closing one may stand among
    other words of a line."""
    below: set[str] = set()
    beside: set[str] = set()
    closed = False
    closing, opening = _heading(form, closed=True), _heading(form, closed=False)
    for line in lines:
        if closing.search(line):
            closed = True
        elif opening.fullmatch(line.strip()):
            closed = False
        (below if closed else beside).update(_PLANTED.findall(line))
    return frozenset(below - beside)


@cache
def _heading(form: Form, *, closed: bool) -> re.Pattern[str]:
    own = [one for place, one in enumerate(_TITLES) if (place in _CLOSED) is closed]
    # The beginning of an open title opens an item too, for whoever reads it.
    told_titles = own if closed else [one[:end] for one in own for end in range(len(one), 3, -1)]
    titles = "|".join(map(re.escape, told_titles))
    told = re.escape(form.closed if closed else form.opened)
    told = told.replace(r"\{n\}", r"\d{1,3}").replace(r"\{title\}", f"(?:{titles})")
    return re.compile(rf"(?:^|(?<=[ .])){told}(?![\w.])")


def _swapped(text: Text, rng: random.Random) -> None:
    one, other = rng.sample(range(len(text.items)), 2)
    text.items[one], text.items[other] = text.items[other], text.items[one]


def _repeated(text: Text, rng: random.Random) -> None:
    text.items.insert(rng.randrange(len(text.items) + 1), copy.deepcopy(rng.choice(text.items)))


def _left_out(text: Text, rng: random.Random) -> None:
    if len(text.items) > 2:
        del text.items[rng.randrange(len(text.items))]


def _misnumbered(numbers: list[int], rng: random.Random) -> list[int]:
    changed = list(numbers)
    for _ in range(rng.randrange(1, 3)):
        changed[rng.randrange(len(changed))] = rng.randrange(1, 2 * len(changed))
    return changed


def _begun_again(numbers: list[int], rng: random.Random) -> list[int]:
    at = rng.randrange(1, len(numbers))
    return [*numbers[:at], *range(1, len(numbers) - at + 1)]


_OF_ITEMS = {"swapped": _swapped, "repeated": _repeated, "left out": _left_out}
_OF_NUMBERS = {"misnumbered": _misnumbered, "begun again": _begun_again}


def _line(lines: list[str], rng: random.Random) -> int:
    return rng.choice([at for at, line in enumerate(lines) if line.strip()])


def _lost(lines: list[str], rng: random.Random) -> None:
    del lines[_line(lines, rng)]


def _doubled(lines: list[str], rng: random.Random) -> None:
    at = _line(lines, rng)
    lines.insert(at, lines[at])


def _joined(lines: list[str], rng: random.Random) -> None:
    at = _line(lines, rng)
    behind = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
    if behind is not None:
        lines[at : behind + 1] = [f"{lines[at]} {lines[behind]}"]


def _moved(lines: list[str], rng: random.Random) -> None:
    start = rng.randrange(len(lines))
    block = lines[start : start + rng.randrange(2, 12)]
    del lines[start : start + len(block)]
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = block


def _heading_cut(lines: list[str], rng: random.Random) -> None:
    headings = [
        at for at, line in enumerate(lines) if re.match(r"(?:Lukket p|P)unkt \d|Pkt\. \d|\d\. [A-ZÆØÅ]", line)
    ]
    if headings:
        at = rng.choice(headings)
        lines[at] = rng.choice(("", lines[at][: len(lines[at]) // 2], lines[at].partition(" ")[2]))


def _broken_off(lines: list[str], rng: random.Random) -> None:
    at = _line(lines, rng)
    cut = rng.randrange(len(lines[at]))
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _characters_lost(lines: list[str], rng: random.Random) -> None:
    for _ in range(rng.randrange(1, 8)):
        at = _line(lines, rng)
        cut = rng.randrange(len(lines[at]))
        lines[at] = lines[at][:cut] + lines[at][cut + 1 :]


def _blank_lines_lost(lines: list[str], rng: random.Random) -> None:
    start = rng.randrange(len(lines))
    lines[start:] = [line for line in lines[start:] if line.strip()]


def _indented(lines: list[str], rng: random.Random) -> None:
    blanks = rng.choice((" ", "    ", "\t", "> "))
    start = rng.randrange(len(lines))
    lines[start:] = [blanks + line if line.strip() else line for line in lines[start:]]


_OF_LINES = {
    "line lost": _lost,
    "line doubled": _doubled,
    "lines joined": _joined,
    "block moved": _moved,
    "heading cut": _heading_cut,
    "line broken": _broken_off,
    "characters lost": _characters_lost,
    "blank lines lost": _blank_lines_lost,
    "indented": _indented,
}


def text_mutant(rng: random.Random) -> Mutant:
    """A copy of minutes in text, with one to five things done to it."""
    form = rng.choice(FORMS_OF_TEXT)
    text, done = _text(form), []
    for kind in rng.sample(list(_OF_ITEMS), rng.randrange(0, 3)):
        _OF_ITEMS[kind](text, rng)
        done.append(kind)
    numbers = list(range(1, len(text.items) + 1))
    if rng.random() < 0.4:
        kind = rng.choice(list(_OF_NUMBERS))
        numbers = _OF_NUMBERS[kind](numbers, rng)
        done.append(kind)
    lines = text.lines(numbers)
    for kind in rng.choices(list(_OF_LINES), k=rng.randrange(0 if done else 1, 4)):
        _OF_LINES[kind](lines, rng)
        done.append(kind)
    data = "\n".join(lines).encode()
    return Mutant(f"{form.name}.txt", data, tuple(done), _closed_words(form, lines))


# Minutes as XML and JSON.

_CLOSED_ELEMENT: dict[str, Callable[[ET.Element], bool]] = {
    "edoc": lambda one: _own(one, "AgendaElement") and _child(one, "AccessIsPublic") in ("false", "0"),
    "edoc-meeting": lambda one: _own(one, "MeetingAgendaType") and "ukket" in _child(one, "AgendaType"),
    "sbsys": lambda one: _own(one, "Dagsordenpunkt") and one.get("Åbent") == "False",
    "publication": lambda one: _own(one, "Item") and _child(one, "IsPublic") == "False",
    "acadre": lambda one: one.get("name") == "agendaitem" and _field(one, "access") == "2",
}
"""What an element is that is closed, by the form."""


def _own(element: ET.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _child(element: ET.Element, name: str) -> str:
    return next(((one.text or "").strip() for one in element if _own(one, name)), "")


def _field(element: ET.Element, name: str) -> str:
    return next(((one.text or "") for one in element.iterfind("fields/field") if one.get("name") == name), "")


@cache
def _exports(form: str) -> tuple[bytes, ...]:
    """Exports of some meetings, with words planted in each closed item."""
    made = []
    words = map(word, range(1, 10**5))
    for meeting in Towns(7).meetings(5):
        for place, item in enumerate(meeting.items):
            if place in _CLOSED:
                item.closed, item.title = True, f"Salg af grund {place}"
            if item.closed:
                item.secret = f"Godkendt {next(words)}, fordi {next(words)} køber."
        made.append(FORMS[form].write(meeting))
    return tuple(made)


def xml_mutant(form: str, rng: random.Random) -> Mutant:
    """A copy of an export in XML, with one to three things done to its elements."""
    data = rng.choice(_exports(form))
    # Systems write references to characters that XML has not got, which a parser of trees refuses.
    root = ET.fromstring(re.sub(rb"&#x?[0-9a-fA-F]{1,2};", b" ", data))  # noqa: S314  # our own
    done = []
    for _ in range(rng.randrange(1, 4)):
        parents = [one for one in root.iter() if len(one)]
        parent = rng.choice(parents)
        kind = rng.choice(
            ("element lost", "element doubled", "element moved", "elements swapped", "text cut", "text lost")
        )
        at = rng.randrange(len(parent))
        if kind == "element lost":
            parent.remove(parent[at])
        elif kind == "element doubled":
            parent.insert(at, copy.deepcopy(parent[at]))
        elif kind == "element moved":
            one = parent[at]
            parent.remove(one)
            rng.choice([other for other in root.iter() if other not in set(one.iter())]).append(one)
        elif kind == "elements swapped":
            other = rng.randrange(len(parent))
            parent[at], parent[other] = parent[other], parent[at]
        else:
            one = rng.choice(list(root.iter()))
            one.text = (
                (one.text or "")[: rng.randrange(len(one.text or "") + 1)] if kind == "text cut" else ""
            )
        done.append(kind)
    below: set[str] = set()
    beside: set[str] = set()
    _sort_words(root, _CLOSED_ELEMENT[form], closed=False, below=below, beside=beside)
    return Mutant(f"{form}.xml", ET.tostring(root), tuple(done), frozenset(below - beside))


def _sort_words(
    element: ET.Element,
    is_closed: Callable[[ET.Element], bool],
    *,
    closed: bool,
    below: set[str],
    beside: set[str],
) -> None:
    closed = closed or is_closed(element)
    own = " ".join([element.text or "", *element.attrib.values()])
    (below if closed else beside).update(_PLANTED.findall(own))
    for one in element:
        _sort_words(one, is_closed, closed=closed, below=below, beside=beside)
        (below if closed else beside).update(_PLANTED.findall(one.tail or ""))


def json_mutant(rng: random.Random) -> Mutant:
    """A copy of an answer of FirstAgenda, with one to three things done to its members."""
    told = json.loads(rng.choice(_exports("firstagenda")))
    done = []
    for _ in range(rng.randrange(1, 4)):
        holders = [one for one in _members(told) if one]
        items = told.get("Dagsordenpunkter")
        holder = items if items and rng.random() < 0.5 else rng.choice(holders)
        kind = rng.choice(("member lost", "member doubled", "members swapped", "value lost", "value cut"))
        keys = list(range(len(holder))) if isinstance(holder, list) else list(holder)
        key = rng.choice(keys)
        if kind == "member lost":
            del holder[key]
        elif kind == "value lost":
            holder[key] = rng.choice((None, "", [], {}, 0, True))
        elif kind == "value cut" and isinstance(holder[key], str):
            holder[key] = holder[key][: rng.randrange(len(holder[key]) + 1)]
        elif isinstance(holder, list) and kind == "member doubled":
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            other = rng.choice(keys)
            holder[key], holder[other] = holder[other], holder[key]
        done.append(kind)
    below: set[str] = set()
    beside: set[str] = set()
    _sort_members(told, closed=False, below=below, beside=beside)
    return Mutant(
        "firstagenda.json",
        json.dumps(told, ensure_ascii=False).encode(),
        tuple(done),
        frozenset(below - beside),
    )


def _members(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for one in value.values() if isinstance(value, dict) else value:
            yield from _members(one)


def _sort_members(value: Any, *, closed: bool, below: set[str], beside: set[str]) -> None:
    if isinstance(value, dict):
        titles = f"{value.get('Navn')} {value.get('Caption')}"
        closed = closed or ("Number" in value and titles.count("Lukket:") == 2)
        for one in value.values():
            _sort_members(one, closed=closed, below=below, beside=beside)
    elif isinstance(value, list):
        for one in value:
            _sort_members(one, closed=closed, below=below, beside=beside)
    elif isinstance(value, str):
        (below if closed else beside).update(_PLANTED.findall(value))


KINDS = ("text", "text", "text", "firstagenda", *_CLOSED_ELEMENT)


def mutant(seed: int) -> Mutant:
    """The copy of a number."""
    rng = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    if kind == "text":
        return text_mutant(rng)
    return json_mutant(rng) if kind == "firstagenda" else xml_mutant(kind, rng)


# What became of them.


@dataclass(frozen=True)
class Fate:
    """What was seen of a copy: the ``raised`` exception, the processor seconds, the closed words that were
    ``shown`` and where, and the quotes that are not what stands at their place."""

    seed: int
    mutant: Mutant
    raised: str = ""
    seconds: float = 0.0
    shown: tuple[str, ...] = ()
    displaced: tuple[str, ...] = ()

    @property
    def slow(self) -> bool:
        return self.seconds > SECONDS * max(1.0, len(self.mutant.data) / 100_000)

    @property
    def bad(self) -> bool:
        return bool(self.raised or self.slow or self.shown or self.displaced)


def judge(seed: int) -> Fate:
    """Read a copy, map it, and look for what must not be there."""
    one = mutant(seed)
    profile = load_profile("aadalsoe") if one.name.endswith(".txt") else NEUTRAL
    began = time.thread_time()
    try:
        document = decode(one.name, one.data)
        reading = read(document, profile)
        minutes = reading.minutes
        places = {
            "json": json.dumps(as_dict(minutes), ensure_ascii=False),
            "text": reading.served,
            "kept": reading.kept.decode(),
        }
        if minutes.body and minutes.date and minutes.items:
            graph = minutes_graph(minutes, profile, Iris("http://127.0.0.1", profile.slug), "run", False)
            places["triples"] = " ".join(str(term) for triple in graph for term in triple)
    except Exception:  # noqa: BLE001  # any exception is what is looked for
        return Fate(seed, one, traceback.format_exc(limit=-3), time.thread_time() - began)
    seconds = time.thread_time() - began
    shown = tuple(
        f"{place}: {secret}"
        for secret in sorted(one.closed)
        for place, told in places.items()
        if secret in told
    )
    displaced = tuple(
        f"{quote.text[:60]!r} is {minutes.text[quote.span.start : quote.span.end][:60]!r}"
        for quote in _quotes(minutes)
        if _squeezed(minutes.text[quote.span.start : quote.span.end]) != _squeezed(quote.text)
    )
    return Fate(seed, one, "", seconds, shown, displaced)


def _quotes(value: Any) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _quotes(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _quotes(getattr(value, part.name))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def main() -> int:
    """Print what was seen; the exit status is 1 when something was."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.mutate", description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--first", type=int, default=0, help="the number of the first copy")
    options.add_argument(
        "-v", "--verbose", action="store_true", help="tell each copy that something is wrong with"
    )
    given = options.parse_args()
    seen: Counter[str] = Counter()
    planted, slowest = 0, 0.0
    for seed in range(given.first, given.first + given.count):
        fate = judge(seed)
        planted += len(fate.mutant.closed)
        slowest = max(slowest, fate.seconds)
        seen += Counter(
            raised=bool(fate.raised), slow=fate.slow, shown=bool(fate.shown), displaced=bool(fate.displaced)
        )
        if given.verbose and fate.bad:
            told = "; ".join(filter(None, (fate.raised, *fate.shown, *fate.displaced)))[:600]
            one = f"{seed} {fate.mutant.name} {fate.mutant.done} {fate.seconds:.1f} s: {told}\n"
            sys.stdout.write(one)
            sys.stdout.flush()
    sys.stdout.write(
        f"{given.count:,} copies with {planted:,} words below closed headings: {seen['raised']} exceptions, "
        f"{seen['slow']} slow (slowest {slowest:.2f} s), {seen['shown']} that show one, "
        f"{seen['displaced']} with a quote that is not there\n"
    )
    return int(any(seen.values()))


if __name__ == "__main__":
    raise SystemExit(main())
