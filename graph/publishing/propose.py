"""What is recognised as a body or unit and the profile lacks: listed for the operator to paste into it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from graph.base.config import Config
from graph.minutes.model import Mention, Minutes
from graph.municipality.evidence import TEXTS_TO_CHOOSE_BY, choose_profile
from graph.municipality.profile import NEUTRAL, Profile, folded
from graph.ontology.iris import slug
from graph.publishing.sources import find
from graph.readers.files import read, read_document
from graph.wording.recognition import Kind, only_ones

_HEAD = """\
# Names recognised by form, those seen most often first. To confirm one, keep its line; to rename it, change
# its prefLabel and keep the old one as altLabel; to join it to another, give that one its names as altLabel
# and delete the line; to reject it, write in its place:  <kommune> sg:notAnAgent "the name"@da .
"""
_ENDING = re.compile(r"(?:s?møde\w*|['’]?s)$")
_PLACES = 3
"""So many places are told of each name."""


def read_folder(folder: Path, config: Config) -> tuple[Profile, Iterator[Minutes]]:
    """The profile of a folder of minutes, and what each of them says, in order of name."""
    sources = [s for s in find(folder, config.max_file_bytes, config.data_dir) if not s.other]
    documents = (read_document(source.path, config.max_file_bytes, config.ocr) for source in sources)
    first = list(islice(documents, TEXTS_TO_CHOOSE_BY))
    profile = choose_profile((document.text for document in first), config.profile) or NEUTRAL
    return profile, (read(document, profile).minutes for document in chain(first, documents))


@dataclass
class Proposal:
    """A name not in the profile; ``others`` are other forms of it, ``seen`` are file and line of each place
    where it stands."""

    name: str
    is_body: bool
    others: set[str] = field(default_factory=set)
    seen: list[tuple[str, int]] = field(default_factory=list)


def proposals(read: Iterable[Minutes]) -> list[Proposal]:
    """The names, those seen most often first; what is short for the only one of its kind goes with that."""
    found: dict[tuple[Kind, str], Proposal] = {}
    for minutes in read:
        for item in minutes.items:
            for mention in item.mentions:
                if mention.by_form:
                    key = (mention.kind, folded(mention.name))
                    proposal = found.setdefault(key, Proposal(mention.name, mention.kind == "body"))
                    line = minutes.text.count("\n", 0, mention.quote.span.start) + 1
                    proposal.seen.append((minutes.source, line))
                    proposal.others |= _other_form(mention)
    for key, other in only_ones({key: len(one.seen) for key, one in found.items()}).items():
        short = found.pop(key)
        found[other].others |= {short.name, *short.others}
        found[other].seen += short.seen
    return sorted(found.values(), key=lambda one: (-len(one.seen), one.name))


def _other_form(mention: Mention) -> set[str]:
    """How the text calls it, where that is another name and not a form of its own (`Økonomiudvalgs`)."""
    printed = _ENDING.sub("", mention.quote.text)
    forms = (printed, mention.quote.text)
    own = any(folded(mention.name).startswith(folded(form)) for form in forms)
    return set() if own or not printed[:1].isupper() else {printed}


def as_turtle(proposed: Iterable[Proposal]) -> str:
    """The proposals as lines of a profile, each with where it was seen; nothing where there are none."""
    lines = []
    for one in proposed:
        folder, cls = ("organ", "sg:Body") if one.is_body else ("enhed", "sg:Unit")
        places = ", ".join(f"{source}:{line}" for source, line in one.seen[:_PLACES])
        more = f" and {len(one.seen) - _PLACES} more" if len(one.seen) > _PLACES else ""
        others = "".join(f" ; skos:altLabel {_literal(other)}" for other in sorted(one.others))
        lines.append(f"# {len(one.seen)} x: {places}{more}")
        lines.append(
            f"<{folder}/{slug(one.name)}> a {cls} ; skos:prefLabel {_literal(one.name)}{others} ;"
            " org:unitOf <kommune> ."
        )
    return (_HEAD if lines else "") + "".join(f"{line}\n" for line in lines)


def _literal(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"@da'
