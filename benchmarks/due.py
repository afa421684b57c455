"""How much of what is due the product finds, and how much that it tells of is: on generated minutes.

``python -m benchmarks.due --documents 400`` makes minutes of benchmarks.generate, publishes them, and holds
what :mod:`graph.cases.due` finds against what the generator knows: which promises were kept, which postponed
cases came again, which planned steps were taken. What nobody can know, for there are no later minutes of the
body, is held against that, too. Exit status 1 when precision or recall of a kind is below 0.95.
"""

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.generate import PROFILE, meetings, write
from benchmarks.minutes import Truth
from graph.base.config import Config
from graph.cases.due import Due, due
from graph.ontology.iris import slug
from graph.publishing.publish import publish
from graph.release.archive import Release, current
from graph.store.oxigraph import Store

Key = tuple[str, str, str, str, str, bool]
"""Of something due: its kind, body and day of the meeting, number of the item, the body it is awaited in, and
whether anybody can know that it did not come."""
BAR = 0.95
_ENDS = ("tilbagesendt", "ikke-godkendt")


@dataclass(frozen=True, slots=True)
class Event:
    """A case before a body, as the generator knows it."""

    body: str
    day: date
    item: Truth
    path: tuple[str, ...]

    def key(self, kind: str, awaited: str, known: bool) -> Key:
        place = slug(self.body), self.day.isoformat(), str(self.item["number"])
        return kind, *place, slug(awaited), known


def expected(documents: int, seed: int = 1) -> set[Key]:
    """What is due in so many generated minutes."""
    events: dict[int, list[Event]] = defaultdict(list)
    held, cases = defaultdict(list), []
    for meeting, _, truth in meetings(documents, seed):
        held[meeting.body].append(meeting.day)
        for planned, item in zip(meeting.agenda, truth["items"], strict=True):
            if case := planned.case:
                cases.append(case)  # so that no other is given its identity
                events[id(case)].append(Event(meeting.body, meeting.day, item, tuple(case.path)))
    last = {body: days[-1] for body, days in held.items()}
    return {key for course in events.values() for key in _of(course, last)}


def _of(course: list[Event], last: dict[str, date]) -> Iterator[Key]:
    """What is due of one case."""
    ahead: dict[str, Event] = {}
    for at, event in enumerate(course):
        later = course[at + 1 :]
        told = event.item["follow_ups"]
        own = [one for one in told if one["body"] in (None, event.body)] or told[:1]
        postponed = event.item["decision_outcome"] == "udsat" and not later
        for one in told:
            if postponed and one in own[:1]:
                continue  # the time of what was postponed
            awaited = one["body"] or event.body
            since = max(event.day.isoformat(), f"{one['when'][0][:7]}-00")
            if not any(e.day.isoformat() > since and one["body"] in (None, e.body) for e in later):
                yield event.key("lovet", awaited, _met(last, awaited, since))
        if postponed:
            awaited = (own[0]["body"] if own else None) or event.body
            since = max([event.day.isoformat(), *(f"{one['when'][0][:7]}-00" for one in own)])
            yield event.key("udsat", awaited, _met(last, awaited, since))
        if event.item["decision_outcome"] in _ENDS:
            yield event.key("ikke-fulgt", event.body, True)
        ahead.pop(event.body, None)
        for body in event.path[event.path.index(event.body) + 1 :]:
            ahead.pop(body, None)
            if not any(e.body == body for e in later) and event.item["decision_outcome"] not in _ENDS:
                ahead[body] = event
            elif not later:
                ahead.pop(body, None)
    for body, event in ahead.items():
        yield event.key("planlagt", body, body in last and last[body] >= event.day)


def _met(last: dict[str, date], body: str, since: str) -> bool:
    return body in last and last[body].isoformat() > since


def found(one: Due) -> Key:
    """The same of something the product tells of."""
    body = one.told.body.rpartition("/")[2]
    awaited = one.body.rpartition("/")[2]
    return one.kind, body, one.told.date, one.told.number, awaited, one.known


def compared(right: Iterable[Key], have: Iterable[Key]) -> dict[tuple[str, bool], tuple[int, int, int]]:
    """How many were found, missed and made up: of each kind that is known, and of each that is not."""
    known, told = Counter(right), Counter(have)
    sorts = sorted({(key[0], key[-1]) for key in (*known, *told)})

    def number(keys: Counter[Key], sort: tuple[str, bool]) -> int:
        return sum(count for key, count in keys.items() if (key[0], key[-1]) == sort)

    return {
        sort: (number(known & told, sort), number(known - told, sort), number(told - known, sort))
        for sort in sorts
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.due", description=__doc__)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true", help="tell the first differences")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, given.documents, given.seed)
        config = Config(data_dir=folder / "data", profile=PROFILE)
        publish(folder / "minutes", config)
        with Store.open_read_only(Release(current(config)).store) as store:
            have = [found(one) for one in due(store)]
    right = expected(given.documents, given.seed)
    print(f"{given.documents} documents")
    print(f"{'kind':12}{'known':>7}{'found':>8}{'missed':>8}{'made up':>9}{'precision':>11}{'recall':>8}")
    low = False
    for (kind, known), (hits, missed, made_up) in compared(right, have).items():
        precision = hits / (hits + made_up) if hits + made_up else 1.0
        recall = hits / (hits + missed) if hits + missed else 1.0
        low |= min(precision, recall) < BAR
        counts = f"{'yes' if known else 'no':>7}{hits:8}{missed:8}{made_up:9}"
        print(f"{kind:12}{counts}{precision:11.3f}{recall:8.3f}")
    if given.verbose:
        for name, keys in (
            ("missed", Counter(right) - Counter(have)),
            ("made up", Counter(have) - Counter(right)),
        ):
            print("\n".join(f"{name} {key}" for key in sorted(keys)[:40]))
    sys.exit(low)


if __name__ == "__main__":
    main()
