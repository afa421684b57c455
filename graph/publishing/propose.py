"""What minutes name that the profile of their municipality lacks: lines for the operator to paste into it.

Bodies and units that are recognised by form, posts that recommend, the forms of case numbers that stand
behind their label, and those of headings that no rule knows. Where there is no profile yet, that is
everything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from graph.base.config import Config, OperatorError
from graph.mapping.agents import names_post, post_name
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Mention, Minutes, Span
from graph.municipality.evidence import TEXTS_TO_CHOOSE_BY, choose_profile, contradiction
from graph.municipality.profile import NEUTRAL, Profile, folded
from graph.municipality.registry import Registry, load_registry
from graph.ontology.iris import slug
from graph.publishing.heading_forms import decision_forms, item_forms
from graph.publishing.sources import Source, find, no_minutes
from graph.readers.files import read, read_document
from graph.wording.short_names import only_ones

Kind = Literal["body", "unit", "post", "number", "item-heading", "decision-heading"]

_HEAD = """\
# Names and forms, those seen most often first. To confirm one, keep its line; to rename a name, change its
# prefLabel and keep the old one as altLabel; to join it to another, give that one its names as altLabel and
# delete the line; to reject it, write in its place:  <kommune> sg:notAnAgent "the name"@da .
# The same without editing: sagsgraf profile accept, rename, join and reject; each shows what it writes.
"""
_LINES = {
    "body": "<organ/{slug}> a sg:Body ; skos:prefLabel {name}@da{others} ; org:unitOf <kommune> .",
    "unit": "<enhed/{slug}> a sg:Unit ; skos:prefLabel {name}@da{others} ; org:unitOf <kommune> .",
    "post": "<stilling/{slug}> a org:Post ; skos:prefLabel {name}@da{others} ; org:postIn <kommune> .",
    "number": "<nummerform/{slug}> a sg:NumberGeneration ; skos:notation {name} ;"
    ' skos:prefLabel "Sagsnummer"@da, "Case number"@en ; sg:pattern {pattern} .',
    "item-heading": "<kommune> sg:itemHeading {name} .",
    "decision-heading": "<kommune> sg:decisionHeading {name} .",
}
_NO_PROFILE = "a profile that is not there yet; sagsgraf init begins one"
_ENDING = re.compile(r"(?:s?møde\w*|['’]?s)$")
_WITNESSES = 5
"""So many numbers or headings tell a form; fewer may be misprints."""
_PLACES = 3
"""So many places are told of each name."""


@dataclass
class Proposal:
    """A name not in the profile; ``others`` are other forms of it, ``seen`` are file and line of each place
    where it stands. A form of numbers is named by its notation, and has a ``pattern``."""

    name: str
    kind: Kind
    others: set[str] = field(default_factory=set)
    seen: list[tuple[str, int]] = field(default_factory=list)
    pattern: str = ""


def read_minutes(folder: Path | None, config: Config) -> Iterator[tuple[Profile | None, Minutes]]:
    """What each document says, with the profile of the municipality that it is of; ``None`` with one that is
    of none of several. Without a folder, those of the municipalities of the settings are read."""
    registry = load_registry(config)
    if registry:
        yield from _of_several(registry, folder, config)
    elif folder is None:
        raise OperatorError(
            "no folder of minutes is named; give one, or several municipalities in the settings"
        )
    else:
        documents = (
            read_document(source.path, config.max_file_bytes, config.ocr) for source in _in(folder, config)
        )
        first = list(islice(documents, TEXTS_TO_CHOOSE_BY))
        profile = choose_profile((document.text for document in first), config.profile) or NEUTRAL
        yield from ((profile, read(document, profile).minutes) for document in chain(first, documents))


def _of_several(
    registry: Registry, folder: Path | None, config: Config
) -> Iterator[tuple[Profile | None, Minutes]]:
    folders = [folder] if folder else [one.path for one in registry.folders()]
    for one in folders:
        for source in _in(one, config, *(other for other in folders if other is not one)):
            document = read_document(source.path, config.max_file_bytes, config.ocr)
            profile = _whose(registry, source, document)
            yield profile, read(document, profile or NEUTRAL).minutes


def _whose(registry: Registry, source: Source, document: Document) -> Profile | None:
    """The municipality that a document would be published as one of."""
    chosen = registry.chosen(source.path, document.text)
    foreign = chosen and contradiction(document.text, chosen, fixed=True, beside=registry.profiles)
    return None if foreign else chosen


def _in(folder: Path, config: Config, *besides: Path) -> list[Source]:
    found = find(folder, config.max_file_bytes, config.data_dir, *besides)
    sources = [source for source in found if not source.other]
    if not sources:
        raise no_minutes(folder)
    return sources


def proposals(read: Iterable[Minutes], profile: Profile) -> list[Proposal]:
    """What minutes name and the profile lacks, that seen most often first; what is short for the only one of
    its kind goes with that."""
    proposer = Proposer(profile)
    for minutes in read:
        proposer.add(minutes)
    return proposer.proposals()


class Proposer:
    """Gathers what the minutes of a municipality name and its profile lacks."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._found: dict[tuple[Kind, str], Proposal] = {}
        self._numbers: dict[str, list[tuple[str, tuple[str, int]]]] = {}

    def add(self, minutes: Minutes) -> None:
        """Gather what is named in some minutes; nothing where these are none, and are not published."""
        if any(one.code == "not-minutes" and one.severity == "violation" for one in minutes.findings):
            return
        if minutes.body and not self.profile.find("body", minutes.body.text):
            self._note(minutes, "body", minutes.body.text, set(), minutes.body.span)
        for form, lines in item_forms(minutes, self.profile).items():
            self._note_form(minutes, "item-heading", form, lines)
        for form, line in decision_forms(minutes, self.profile):
            self._note_form(minutes, "decision-heading", form, [line])
        for item in minutes.items:
            for mention in item.mentions:
                if mention.by_form:
                    other = _other_form(mention)
                    self._note(minutes, mention.kind, mention.name, other, mention.quote.span)
            self._add_posts(minutes, item)
            for number in item.case_numbers:
                if self.profile.number_form(number.text) is None:
                    place = _place(minutes, number.span)
                    self._numbers.setdefault(_skeleton(number.text), []).append((number.text, place))

    def _add_posts(self, minutes: Minutes, item: AgendaItem) -> None:
        """Those who recommend, where the profile has them neither as a post nor as a body or unit."""
        for one in item.recommenders:
            known = any(self.profile.find(kind, one.name) for kind in ("post", "body", "unit"))
            if not known and names_post(one.name):
                name, printed = post_name(one.name), one.name[:1].upper() + one.name[1:]
                self._note(minutes, "post", name, {printed} - {name}, one.role.span)

    def _note(self, minutes: Minutes, kind: Kind, name: str, others: set[str], span: Span) -> None:
        proposal = self._found.setdefault((kind, folded(name)), Proposal(name, kind))
        proposal.seen.append(_place(minutes, span))
        proposal.others |= others

    def _note_form(self, minutes: Minutes, kind: Kind, form: str, lines: Sequence[int]) -> None:
        proposal = self._found.setdefault((kind, form), Proposal(form, kind))
        proposal.seen += [(minutes.source, line) for line in lines]

    def proposals(self) -> list[Proposal]:
        """All of it, what was seen most often first; of headings, those that several witness."""
        found = {
            key: one
            for key, one in self._found.items()
            if not one.kind.endswith("heading") or len(one.seen) >= _WITNESSES
        }
        agents = {
            (kind, name): len(one.seen) for (kind, name), one in found.items() if kind in ("body", "unit")
        }
        for key, other in only_ones(agents).items():
            short = found.pop(key)
            found[other].others |= {short.name, *short.others}
            found[other].seen += short.seen
        forms = [_number_form(numbers) for numbers in self._numbers.values() if len(numbers) >= _WITNESSES]
        return sorted([*found.values(), *forms], key=lambda one: (-len(one.seen), one.name))


def _place(minutes: Minutes, span: Span) -> tuple[str, int]:
    return minutes.source, minutes.text.count("\n", 0, span.start) + 1


def _other_form(mention: Mention) -> set[str]:
    """How the text calls it, where that is another name and not a form of its own (`Økonomiudvalgs`)."""
    whole = mention.quote.text.rstrip(" .,;:")
    printed = _ENDING.sub("", whole)
    forms = (printed, whole)
    own = any(folded(mention.name).startswith(folded(form)) for form in forms)
    return set() if own or not printed[:1].isupper() else {printed}


_DIGITS = re.compile(r"\d+")


def _skeleton(number: str) -> str:
    """What numbers of one form have in common: all but their digits."""
    return _DIGITS.sub("0", number)


def _number_form(numbers: list[tuple[str, tuple[str, int]]]) -> Proposal:
    """The form of numbers that have a skeleton in common, by what their runs of digits have."""
    runs = list(zip(*(_DIGITS.findall(number) for number, _ in numbers), strict=True))
    between = _DIGITS.split(numbers[0][0])
    notation, pattern = between[0], _escaped(between[0])
    for place, (values, text) in enumerate(zip(runs, between[1:], strict=True)):
        named, digits = _run(values, first=place == 0 and len(runs) == 2)
        notation, pattern = notation + named + text, pattern + digits + _escaped(text)
    return Proposal(notation, "number", seen=[seen for _, seen in numbers], pattern=pattern)


def _escaped(text: str) -> str:
    """As it stands in a pattern, where a hyphen needs no mark."""
    return re.escape(text).replace(r"\-", "-")


def _run(values: tuple[str, ...], first: bool) -> tuple[str, str]:
    """A run of digits as people write it, and as a pattern: a code that is always the same, a year, or a
    number that is as long as those seen. The ``first`` of two is a year also where it is of two digits."""
    widths = {len(value) for value in values}
    longest = max(widths)
    if len(set(values)) == 1 and longest == 3:
        return values[0], values[0]
    if widths == {4} and all(value[:2] in ("19", "20") for value in values):
        return "YYYY", r"\d{4}"
    if len(widths) > 1:
        return "N", rf"\d{{1,{longest}}}"
    return ("YY" if first and longest == 2 else "N" * longest), rf"\d{{{longest}}}"


def as_turtle(proposed: Iterable[Proposal], profile: Profile) -> str:
    """The proposals as lines of the profile, each with where it was seen; nothing where there are none."""
    lines = []
    for one in proposed:
        places = ", ".join(f"{source}:{line}" for source, line in one.seen[:_PLACES])
        more = f" and {len(one.seen) - _PLACES} more" if len(one.seen) > _PLACES else ""
        lines.append(f"# {len(one.seen)} x: {places}{more}")
        lines.append(turtle_line(one))
    of = f"{profile.slug}.ttl, the profile of {profile.name}" if profile.turtle else _NO_PROFILE
    return (f"# For {of}.\n{_HEAD}" if lines else "") + "".join(f"{line}\n" for line in lines)


def turtle_line(one: Proposal) -> str:
    """A proposal as a line of the profile."""
    return _LINES[one.kind].format(
        slug=slug(one.name.replace("Y", "a")) if one.kind == "number" else slug(one.name),
        name=_literal(one.name),
        others="".join(f" ; skos:altLabel {_literal(other)}@da" for other in sorted(one.others)),
        pattern=_literal(one.pattern),
    )


def _literal(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
