"""How well minutes are read that the profile was not made for: each document in turn, left out of its making.

``python -m benchmarks.leave_one_out FOLDER`` takes a folder with ``minutes`` and ``gold``, as ``examples``,
and reads each document with three profiles: the municipality's name alone (``empty``), what ``propose`` makes
of the other documents, accepted as proposed (``others``), and the municipality's own (``full``). Of each
field it prints precision, recall and F1; ``-v`` tells each difference. Exit status 1 when a field of
``others`` is below its bar: 0.9 for what is said in running text, 1.0 for what the layout decides.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.score import NAMES, Known, Tally, compare
from graph.base.config import OperatorError
from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.municipality.evidence import reading_profile
from graph.municipality.profile import Profile, load_profile, read_profile
from graph.publishing.propose import as_turtle, proposals
from graph.readers.files import read, read_document

_MAX_BYTES = 10**7
_NEAR = 3
"""So many lines the last line of an item may be off."""
SOFT = ("units", "persons", "references", "recommenders", "attachments")
BAR = 0.9
_PREFIXES = """\
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
WAYS = ("empty", "others", "full")


@dataclass(frozen=True)
class Marked:
    """A document and what people found in it."""

    document: Document
    gold: Known


def marked(folder: Path) -> list[Marked]:
    """The documents of a folder, in order of name. Raises :class:`OperatorError` where there is none."""
    found = [
        Marked(
            read_document(folder / "minutes" / f"{path.stem}.txt", _MAX_BYTES),
            json.loads(path.read_text(encoding="utf-8")),
        )
        for path in sorted((folder / "gold").glob("*.json"))
    ]
    if not found:
        raise OperatorError(f"{folder}: no minutes and gold in it")
    return found


def empty(full: Profile) -> Profile:
    """The profile that says the municipality's name and what its case numbers look like, and no more."""
    forms = "".join(
        f"<{one.path}> a sg:NumberGeneration ; skos:notation {json.dumps(one.notation)} ;"
        f" sg:pattern {json.dumps(one.pattern)} .\n"
        for one in full.number_forms
    )
    name = json.dumps(full.name, ensure_ascii=False)
    kommune = f"<kommune> a org:FormalOrganization ; skos:prefLabel {name}@da .\n"
    return read_profile(full.slug, _PREFIXES + kommune + forms)


def made_of(others: Sequence[Marked], bare: Profile) -> Profile:
    """The bare profile with what is proposed of some documents, as it is proposed."""
    proposed = proposals((read(one.document, bare).minutes for one in others), bare)
    return read_profile(bare.slug, bare.turtle + as_turtle(proposed, bare))


def score(documents: Sequence[Marked], full: Profile) -> dict[str, Tally]:
    """What is found of all documents with each kind of profile."""
    bare = empty(full)
    tallies = {way: Tally() for way in WAYS}
    for at, one in enumerate(documents):
        others = made_of([*documents[:at], *documents[at + 1 :]], bare)
        for way, profile in zip(WAYS, (bare, others, full), strict=True):
            told = as_dict(read(one.document, profile).minutes)
            tallies[way].add(compare(*_comparable(one.gold, told)))
    return tallies


def _comparable(gold: Known, told: Known) -> tuple[Known, Known]:
    """Both with posts without their ending, units in small letters and without those that may be left out."""
    items = {item["number"]: item for item in told["items"]}
    rights, reads = [], []
    for right in gold["items"]:
        item = items.get(right["number"])
        title = right["title"] or right["title_toc"]
        rights.append(_simple(right) | {"title": title, "lines": right["lines"] if right["title"] else []})
        if item is not None:
            optional = {_folded(name) for name in right["units_optional"]}
            simple = _simple(item)
            if "follow_ups" not in right:  # older gold says nothing of them
                simple["follow_ups"] = []
            simple["units"] = [name for name in simple["units"] if name not in optional]
            simple["lines"] = _near(item["lines"], right["lines"]) if right["title"] else []
            reads.append(simple)
    people = [{"name": one["name"], "absent": one["absent"]} for one in told["participants"]]
    return gold | {"items": rights}, told | {"items": reads, "participants": people}


def _simple(item: Known) -> dict[str, Any]:
    recommenders = [
        {"role": re.sub(r"(erne|ene|en|et|ne|er)$", "", _folded(one["role"])), "person": one["person"]}
        for one in item["recommenders"]
    ]
    points = [re.sub(r"^at\s+", "", point) for point in item["recommendations"]]
    return (
        item
        | {"recommendations": points}
        | {"units": [_folded(name) for name in item["units"]], "recommenders": recommenders}
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _near(lines: Sequence[int], right: Sequence[int]) -> list[int]:
    return [lines[0], right[1] if abs(lines[1] - right[1]) <= _NEAR else lines[1]]


def table(tallies: dict[str, Tally]) -> str:
    """Precision, recall and F1 of each field with each kind of profile."""
    rows = [f"{'field':18}" + "".join(f"{way:>10}{'prec':>7}{'recall':>8}{'F1':>7}" for way in WAYS)]
    for name in NAMES:
        cells = ("{:17.3f}{:8.3f}{:7.3f}".format(*tallies[way].scores(name)) for way in WAYS)
        rows.append(f"{name:18}" + "".join(cells))
    return "\n".join(rows)


def short(tally: Tally) -> list[str]:
    """The fields that are below their bar."""
    return [name for name in NAMES if tally.scores(name)[2] < (BAR if name in SOFT else 1.0)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.leave_one_out", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", default="", help="the full one; without it the one the texts are of")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell the first hundred differences")
    given = parser.parse_args(arguments)
    documents = marked(given.folder)
    full = load_profile(given.profile) if given.profile else reading_profile(documents[0].document.text)
    if full is None:
        raise OperatorError("no profile fits these minutes; name one with --profile")
    tallies = score(documents, full)
    print(f"{len(documents)} documents, {full.name}")
    print(table(tallies))
    if given.verbose:
        for way in WAYS:
            print(way, *tallies[way].log, sep="\n  ")
    low = short(tallies["others"])
    print("all fields reach the bar" if not low else f"short: {', '.join(low)}")
    return int(bool(low))


if __name__ == "__main__":
    raise SystemExit(main())
