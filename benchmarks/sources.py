"""Generated exports of every structured form, and how much of what they say their readers find.

``python -m benchmarks.sources FOLDER --count 50`` writes so many meetings of five invented municipalities in
each form, ``FOLDER/<form>/*`` with their truth beside them; the same number and seed give the same bytes.
``--score`` reads them and prints what was found, missed and made up. Exit status 1 when a field is below its
bar (1.0 for what the form decides, 0.95 for what words tell), or when anything closed is shown: ``LEAK``.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.exports import FORMS, MAIL, Form
from benchmarks.score import Tally
from benchmarks.towns import Item, Meeting, Town, Towns
from benchmarks.verdicts import Known
from graph.minutes.as_json import as_dict
from graph.minutes.document import one_line
from graph.municipality.evidence import reading_profile
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read

_SOFT = ("recommenders", "votes", "dissents", "attendance", "amendments", "referral", "earlier_decisions")


def truth(form: str, file: str, meeting: Meeting) -> Known:
    """What the file of a meeting says, in the keys of ``sagsgraf read --json``."""
    lacks = FORMS[form].lacks
    secrets = [meeting.clerk, MAIL, "Hemmelig\\"]
    secrets += [one for item in meeting.items for one in (item.secret, item.hidden) if one]
    people = [] if "participants" in lacks else meeting.members
    items = sorted(meeting.items, key=lambda item: int(item.number))
    return {
        "file": file,
        "municipality": meeting.town.name,
        "kind": "referat",
        "body": meeting.body,
        "date": meeting.day.isoformat(),
        "start_time": meeting.start,
        "end_time": None if "end_time" in lacks else meeting.end,
        "place": meeting.place,
        "participants": [{"name": one.name, "absent": status != "present"} for one, status in people],
        "items": [_item(form, meeting.town, item) for item in items],
        "must_not_appear": secrets,
    }


def _item(form: str, town: Town, item: Item) -> Known:
    lacks, verdict = FORMS[form].lacks, item.verdict
    tells_path = "path" not in lacks and (form != "firstagenda" or town.nested)
    alone = form == "edoc-meeting" and len(item.path) == 1 and not item.case  # a meeting is no path
    known: Known = {
        "number": int(item.number),
        "title": item.title,
        "closed": item.closed,
        "case_numbers": [item.case] if item.case else [],
        "decision_text": None,
        "decision_outcome_accepted": [],
    }
    lists = (
        "recommendations",
        "treatment_path",
        "attachments",
        "earlier_decisions",
        "decision_points",
        "votes",
        "dissents",
    )
    known |= {key: [] for key in (*lists, "attendance", "amendments")} | {"referral": None}
    if item.closed or not verdict:
        return known
    mark = "{}. {}"
    numbered = [mark.format(number, text) for number, text in verdict.points]
    away = [] if "away" in lacks else [{"name": one.name, "status": status} for one, status in item.away]
    return known | {
        "decision_text": "\n".join([*numbered, *verdict.paragraphs]),
        "decision_outcome_accepted": list(verdict.outcomes),
        "recommendations": item.points,
        "treatment_path": [body for body, _ in item.path] if tells_path and not alone else [],
        "attachments": [
            {"title": name, "document_number": None if "document_numbers" in lacks else number or None}
            for name, number in item.attachments
        ],
        "earlier_decisions": [
            {"body": body, "date": day.isoformat(), "text": text} for body, day, _, text in item.earlier
        ],
        "decision_points": [{"number": number, "text": text} for number, text in verdict.points],
        "votes": verdict.votes,
        "dissents": verdict.dissents,
        "attendance": [*away, *verdict.attendance],
        "amendments": verdict.amendments,
        "referral": verdict.referral,
    }


def generate(form: str, count: int, seed: int = 1) -> Iterator[tuple[str, bytes, Known]]:
    """So many files of a form, each with its name and its truth, one at a time."""
    how: Form = FORMS[form]
    for meeting in Towns(seed).meetings(count):
        name = f"{meeting.number:05}{how.suffix}"
        yield name, how.write(meeting), truth(form, name, meeting)


def write(folder: Path, count: int, seed: int = 1) -> int:
    """Write the files of every form and their truths below a folder; returns the bytes of the files."""
    total = 0
    for form in FORMS:
        (folder / form).mkdir(parents=True, exist_ok=True)
        for name, data, known in generate(form, count, seed):
            total += (folder / form / name).write_bytes(data)
            beside = (folder / form / name).with_suffix(".gold.json")
            beside.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    return total


def _bare(text: str) -> str:
    return one_line(text).removeprefix("at ").rstrip(".").casefold()


def _sides(item: Known) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = set()
    for vote in item["votes"]:
        found.add((vote["on"], vote["result"]))
        for name in ("for", "against", "abstain"):
            told = vote[name]
            found |= {(vote["on"], name, told["count"])} if told["count"] is not None else set()
            found |= {(vote["on"], name, one) for one in (*told["parties"], *told["persons"])}
    return found


def _decisions(item: Known) -> list[str]:
    return [one_line(item["decision_text"])] if item["decision_text"] else []


def _referral(item: Known) -> list[Any]:
    return [(item["referral"]["kind"], item["referral"]["to"])] if item["referral"] else []


FIELDS: dict[str, Callable[[Known], Iterable[Any]]] = {
    "title": lambda item: [one_line(item["title"])],
    "closed": lambda item: [item["closed"]],
    "case_numbers": lambda item: item["case_numbers"],
    "decision_text": _decisions,
    "recommendations": lambda item: map(_bare, item["recommendations"]),
    "treatment_path": lambda item: enumerate(item["treatment_path"]),
    "attachments": lambda item: [(one["title"], one["document_number"]) for one in item["attachments"]],
    "earlier_decisions": lambda item: [
        (one["body"], one["date"], one_line(one["text"])) for one in item["earlier_decisions"]
    ],
    "decision_points": lambda item: [(one["number"], one["text"]) for one in item["decision_points"]],
    "votes": _sides,
    "dissents": lambda item: [
        (one["kind"], *one["parties"], *one["persons"], one_line(one["text"])) for one in item["dissents"]
    ],
    "attendance": lambda item: [(one["name"], one["status"]) for one in item["attendance"]],
    "amendments": lambda item: [(_bare(one["text"]), one["result"]) for one in item["amendments"]],
    "referral": _referral,
}
NAMES = ("header", "participants", "items", "decision_outcome", *FIELDS, "LEAK")


def compare(known: Known, said: Known) -> Tally:
    """What was read of one file against what it says."""
    tally, name = Tally(documents=1), known["file"]
    for key in ("body", "date", "start_time", "place", "kind", "end_time"):
        tally.compare("header", name, [(key, known[key])], [(key, said[key])])
    people = ([(one["name"], one["absent"]) for one in told["participants"]] for told in (known, said))
    tally.compare("participants", name, *people)
    tally.compare("items", name, *([item["number"] for item in told["items"]] for told in (known, said)))
    items = {item["number"]: item for item in said["items"]}
    for item in known["items"]:
        where, found = f"{name} item {item['number']}", items.get(item["number"])
        for key, values in FIELDS.items():
            tally.compare(key, where, values(item), values({"decision_points": [], **found}) if found else [])
        outcome, accepted = (found or {}).get("decision_outcome"), item["decision_outcome_accepted"]
        right = outcome if outcome in accepted else next(iter(accepted), None)
        tally.compare("decision_outcome", where, *([one] if one else [] for one in (right, outcome)))
    shown = json.dumps({key: value for key, value in said.items() if key != "findings"}, ensure_ascii=False)
    tally.compare("LEAK", name, [], [secret for secret in known["must_not_appear"] if secret in shown])
    closed = (items[item["number"]] for item in known["items"] if item["closed"] and item["number"] in items)
    keys = ("decision_text", "sections", "attachments", "attendance", "recommendations", "votes")
    tally.compare("LEAK", name, [], [(one["number"], key) for one in closed for key in keys if one[key]])
    return tally


def score(data: bytes, known: Known) -> Tally:
    """Read a generated file as one of a municipality that no profile is for, and compare."""
    document = decode(known["file"], data)
    reading = read(document, reading_profile(document.text) or NEUTRAL)
    said = as_dict(reading.minutes)
    tally = compare(known, said)
    tally.compare(
        "LEAK", known["file"], [], [one for one in known["must_not_appear"] if one in reading.minutes.text]
    )
    return tally


def score_folder(folder: Path) -> dict[str, Tally]:
    """All generated files below a folder, by form."""
    totals: dict[str, Tally] = {}
    for form in FORMS:
        totals[form] = Tally()
        for path in sorted((folder / form).glob("*.gold.json")):
            known = json.loads(path.read_text(encoding="utf-8"))
            totals[form].add(score((path.parent / known["file"]).read_bytes(), known))
    return totals


def below_bar(tally: Tally, name: str) -> bool:
    """Whether too little of a field was found, or anything at all that is closed."""
    if name == "LEAK":
        return tally.wrong[name] > 0
    return tally.scores(name)[2] < (0.95 if name in _SOFT else 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sources", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=50, help="meetings in each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--score", action="store_true", help="read the files of the folder, and write none")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="tell the first hundred differences a form"
    )
    given = parser.parse_args()
    if not given.score:
        total = write(given.folder, given.count, given.seed)
        print(f"{given.count} meetings in {len(FORMS)} forms, {total / 1000:.0f} kB, in {given.folder}")
        return
    short = False
    for form, tally in score_folder(given.folder).items():
        print(f"{form}: {tally.documents} documents")
        print(f"{'field':18}{'true':>9}{'missed':>8}{'wrong':>7}{'F1':>8}")
        for name in NAMES:
            low = below_bar(tally, name)
            short |= low
            counts = f"{tally.found[name]:9}{tally.missed[name]:8}{tally.wrong[name]:7}"
            print(f"{name:18}{counts}{tally.scores(name)[2]:8.4f}{'  <' if low else ''}")
        if given.verbose:
            print("\n".join(tally.log))
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
