"""What looks like a body or unit but is not in the profile: listed for the operator to paste into it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from graph.base.config import Config
from graph.minutes.document import one_line
from graph.minutes.model import Minutes
from graph.municipality.evidence import TEXTS_TO_CHOOSE_BY, choose_profile
from graph.municipality.profile import NEUTRAL, Profile, folded
from graph.ontology.iris import slug
from graph.publishing.sources import find
from graph.readers.files import read, read_document
from graph.wording.mentions import known_agents

_CAPITAL = r"[A-ZÆØÅ]"
_BODY_WORD = r"(?:udvalg|(?<!om)råd|nævn|bestyrelse|styregruppe|chefgruppe)"
_UNIT_WORD = r"(?:cent(?:er|re)|stab|afdeling|forvaltning|sekretariat|bibliotek|muse(?:um|)|kontor|skole)"
_ENDING = r"(?:et|en|n|t)?"
# "Klimarådet", "Børne- og Skoleudvalget": a compound whose last part says what it is.
_COMPOUND = rf"(?:{_CAPITAL}\w*-\s(?:og\s)?)?{_CAPITAL}\w{{2,30}}(?:{_BODY_WORD}|{_UNIT_WORD}){_ENDING}"
_NAMED = (
    rf"(?:Team\s{_CAPITAL}[\w-]{{2,30}}|(?:Udvalget|Styregruppen|Center)\sfor\s[\w-]{{3,30}})"
    rf"(?:,?\s(?:og\s)?{_CAPITAL}[\w-]{{2,30}}){{0,3}}"
)
_CANDIDATE = re.compile(rf"(?<![\w-])(?:{_NAMED}|{_COMPOUND})(?=s?(?![\w-]))")
_IS_BODY = re.compile(rf"{_BODY_WORD}{_ENDING}$|^(?:Udvalget|Styregruppen)\b")


def read_folder(folder: Path, config: Config) -> tuple[Profile, Iterator[Minutes]]:
    """The profile of a folder of minutes, and what each of them says, in order of name."""
    sources = [s for s in find(folder, config.max_file_bytes, config.data_dir) if not s.other]
    documents = (read_document(source.path, config.max_file_bytes, config.ocr) for source in sources)
    first = list(islice(documents, TEXTS_TO_CHOOSE_BY))
    profile = choose_profile((document.text for document in first), config.profile) or NEUTRAL
    return profile, (read(document, profile).minutes for document in chain(first, documents))


@dataclass
class Proposal:
    """A name not in the profile; ``seen`` are file and line of each place it stands."""

    name: str
    is_body: bool
    seen: list[tuple[str, int]] = field(default_factory=list)


def proposals(read: Iterable[Minutes], profile: Profile) -> list[Proposal]:
    """The names, those seen most often first."""
    found: dict[str, Proposal] = {}
    for minutes in read:
        known = known_agents(profile)
        taken = [(m.quote.span.start, m.quote.span.end) for m in known.find(minutes.text)]
        for match in _CANDIDATE.finditer(minutes.text):
            name = one_line(match[0])
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            line = minutes.text.count("\n", 0, match.start()) + 1
            proposal = found.setdefault(folded(name), Proposal(name, _IS_BODY.search(name) is not None))
            proposal.seen.append((minutes.source, line))
        _unknown_steps(minutes, found)
    return sorted(found.values(), key=lambda one: (-len(one.seen), one.name))


def _unknown_steps(minutes: Minutes, found: dict[str, Proposal]) -> None:
    """What stands on a path of treatment is a body, whatever it is called."""
    for item in minutes.items:
        for step in item.treatment_path:
            if not step.known:
                proposal = found.setdefault(folded(step.body), Proposal(step.body, is_body=True))
                proposal.is_body = True
                place = (minutes.source, minutes.text.count("\n", 0, step.quote.span.start) + 1)
                if place not in proposal.seen:
                    proposal.seen.append(place)


def as_turtle(proposed: Iterable[Proposal]) -> str:
    """The proposals as lines of a profile, each with where it was seen."""
    lines = []
    for one in proposed:
        folder, cls = ("organ", "sg:Body") if one.is_body else ("enhed", "sg:Unit")
        places = ", ".join(f"{source}:{line}" for source, line in one.seen[:3])
        more = f" and {len(one.seen) - 3} more" if len(one.seen) > 3 else ""
        name = one.name.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f"# {len(one.seen)} x: {places}{more}")
        lines.append(
            f'<{folder}/{slug(one.name)}> a {cls} ; skos:prefLabel "{name}"@da ; org:unitOf <kommune> .'
        )
    return "".join(f"{line}\n" for line in lines)
