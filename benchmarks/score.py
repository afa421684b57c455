"""How much of what generated minutes say the reader finds: precision, recall and F1 of each field.

``python -m benchmarks.score FOLDER --sample 500`` reads minutes of a folder of benchmarks.generate (all
of them without ``--sample``) on all cores. Exit status 1 when a field is below its bar: 1.0 for what the
layout decides, 0.95 for units, persons and references.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.generate import PROFILE
from graph.minutes.as_json import as_dict
from graph.minutes.document import one_line
from graph.municipality.profile import Profile, load_profile
from graph.readers.files import read_document
from graph.readers.layout.parse import parse

Known = dict[str, Any]
Values = Callable[[Known], Iterable[Any]]
_MAX_BYTES = 10**7
_SOFT = ("units", "persons", "references")


def _one(key: str) -> Values:
    return lambda item: [one_line(item[key])] if item[key] else []


def _bare(text: str) -> str:
    return one_line(text).rstrip(".").casefold()


FIELDS: dict[str, Values] = {
    "title": _one("title"),
    "closed": lambda item: [item["closed"]],
    "case_numbers": lambda item: item["case_numbers"],
    "journal_number": _one("journal_number"),
    "document_number": _one("document_number"),
    "case_type": lambda item: [_bare(item["case_type"])] if item["case_type"] else [],
    "decision_text": _one("decision_text"),
    "decision_outcome": _one("decision_outcome"),
    "recommendations": lambda item: map(_bare, item["recommendations"]),
    "recommenders": lambda item: [(one["role"], one["person"]) for one in item["recommenders"]],
    "treatment_path": lambda item: enumerate(item["treatment_path"]),
    "attachments": lambda item: [
        (_bare(one["title"]), one["document_number"]) for one in item["attachments"]
    ],
    "lines": lambda item: enumerate(item["lines"]),
    "units": lambda item: item["units"],
    "persons": lambda item: [one["name"] for one in item["persons"]],
    "follow_ups": lambda item: [(one["body"], *one["when"]) for one in item.get("follow_ups", ())],
    "references": lambda item: {one.get("date") or one.get("case_number") for one in item["references"]},
}


@dataclass
class Tally:
    """Values found, missed and made up; ``log`` says which, for the first few."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    documents: int = 0

    def compare(self, name: str, where: str, known: Iterable[Any], read: Iterable[Any]) -> None:
        right, have = Counter(map(repr, known)), Counter(map(repr, read))
        self.found[name] += (right & have).total()
        self.missed[name] += (right - have).total()
        self.wrong[name] += (have - right).total()
        self.log += [f"{where}: {name} missed {value}" for value in right - have]
        self.log += [f"{where}: {name} wrong  {value}" for value in have - right]

    def add(self, other: "Tally") -> None:
        for mine, its in ((self.found, other.found), (self.missed, other.missed), (self.wrong, other.wrong)):
            mine.update(its)
        self.log = [*self.log, *other.log][:100]
        self.documents += other.documents

    def scores(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1; 1.0 where there was nothing to find and nothing was found."""
        found = self.found[name]
        precision = found / (found + self.wrong[name]) if found + self.wrong[name] else 1.0
        recall = found / (found + self.missed[name]) if found + self.missed[name] else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


NAMES = ("header", "participants", "items", *FIELDS)


@cache
def _profile() -> Profile:
    return load_profile(PROFILE)


def compare(known: Known, read: Known) -> Tally:
    """What was read of one document against what it says, item by item."""
    tally, name = Tally(documents=1), known["file"]
    for key in ("body", "date", "start_time", "place"):
        tally.compare("header", name, [(key, known[key])], [(key, read[key])])
    people = ([(p["name"], p["absent"]) for p in one["participants"]] for one in (known, read))
    tally.compare("participants", name, *people)
    tally.compare("items", name, *([item["number"] for item in one["items"]] for one in (known, read)))
    items = {item["number"]: item for item in read["items"]}
    for item in known["items"]:
        for key, values in FIELDS.items():
            found = list(values(items[item["number"]])) if item["number"] in items else []
            right = list(values(item))
            if key == "references":  # an item may point to more than was counted when it was made
                found = [value for value in found if value in right]
            tally.compare(key, f"{name} item {item['number']}", right, found)
    return tally


def score(folder: Path, truth: Path) -> Tally:
    """Read one document of a generated folder, and compare."""
    known = json.loads(truth.read_text(encoding="utf-8"))
    document = read_document(folder / "minutes" / known["file"], _MAX_BYTES)
    return compare(known, as_dict(parse(document, _profile())))


def score_all(folder: Path, sample: int | None) -> Tally:
    """All documents, or about so many spread evenly over them, on all cores."""
    files = sorted((folder / "truth").glob("*.json"))
    files = files[:: max(1, len(files) // sample)] if sample else files
    total = Tally()
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for tally in pool.map(partial(score, folder), files, chunksize=8):
            total.add(tally)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("-v", "--verbose", action="store_true", help="tell the first hundred differences")
    given = parser.parse_args()
    total = score_all(given.folder, given.sample)
    print(f"{total.documents} documents")
    print(f"{'field':18}{'found':>9}{'missed':>8}{'wrong':>7}{'prec':>8}{'recall':>8}{'F1':>8}")
    short = False
    for name in NAMES:
        precision, recall, f1 = total.scores(name)
        low = f1 < (0.95 if name in _SOFT else 1.0)
        short |= low
        counts = f"{total.found[name]:9}{total.missed[name]:8}{total.wrong[name]:7}"
        print(f"{name:18}{counts}{precision:8.4f}{recall:8.4f}{f1:8.4f}{'  <' if low else ''}")
    if given.verbose:
        print("\n".join(total.log))
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
