"""The invented municipality over twenty years: which body meets when, and which cases come before it.

Everything is drawn from one seeded generator in the order of the meetings, so the same numbers give the
same meetings, and what is held at a time is bounded by the cases under way.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks import words
from graph.municipality.profile import Profile

FIRST_DAY, YEARS, NEW_SYSTEM = date(2006, 1, 2), 20, 2019
WEEKS = YEARS * 52
_LEAST_PENDING = 40
_STANDING = (
    ("Nyt fra udvalgene", "Orientering"),
    ("Gensidig orientering", "Orientering"),
    ("Eventuelt", None),
)


@dataclass
class Case:
    """A case under way: its numbers by generation, its path, how far along it is, and what was decided."""

    thing: str
    place: str
    kle: str
    kind: str
    path: list[str]
    older: str | None = None
    newer: str | None = None
    step: int = 0
    due: date = FIRST_DAY
    rounds: int = 0
    decided: list[tuple[str, date, str]] = field(default_factory=list)

    def number(self, day: date, numbers: "Numbers") -> str:
        """Its number at that time; one is given by the system in use, if it has none there yet."""
        if day.year < NEW_SYSTEM:
            self.older = self.older or numbers.case(day)
            return self.older
        self.newer = self.newer or numbers.case(day)
        return self.newer


@dataclass(frozen=True)
class Planned:
    """An item of an agenda: of a case, a standing one, or a closed one; ``kind`` is its Sagstype."""

    number: str | None
    title: str
    kind: str | None
    case: Case | None = None
    closed: bool = False


@dataclass(frozen=True)
class Meeting:
    """A meeting and its agenda; ``absent`` are places in the list of participants."""

    body: str
    day: date
    hour: str
    place: str
    members: list[str]
    absent: frozenset[int]
    agenda: list[Planned]


class Numbers:
    """Case and document numbers as the two systems give them, rising through each year."""

    def __init__(self, authority: str, rng: random.Random) -> None:
        self._authority, self._rng = authority, rng
        self._last: dict[tuple[str, int], int] = {}

    def case(self, day: date) -> str:
        number = self._next("case", day.year)
        if day.year < NEW_SYSTEM:
            return f"{self._authority}-{day.year}-{number}"
        return f"{day.year % 100:02}-{number:06}"

    def document(self, day: date) -> str:
        return f"{self._authority}-{day.year}-{100_000 + self._next('document', day.year)}"

    def _next(self, what: str, year: int) -> int:
        self._last[what, year] = self._last.get((what, year), 0) + self._rng.randrange(1, 9)
        return self._last[what, year]


class World:
    """Draws the meetings of a municipality one by one; :meth:`decide` moves its cases on."""

    def __init__(self, profile: Profile, seed: int) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.kept = random.Random(f"kept {seed}")
        self.bodies = [agent.name for agent in profile.of_kind("body")]
        self.numbers = Numbers(profile.authority_code, self.rng)
        self.pending: dict[str, list[Case]] = {body: [] for body in self.bodies}
        self.most_pending = _LEAST_PENDING
        self.standing: dict[tuple[str, str, bool], str] = {}
        self.boards: dict[tuple[str, int], list[str]] = {}
        self.posts = [agent.name for agent in profile.of_kind("post")]
        self.holders: dict[tuple[str, int], str] = {}

    def person(self) -> str:
        pick = self.rng.choice
        return f"{pick(words.FIRST)}{pick(words.MIDDLE)} {pick(words.LAST)}"

    def holder(self, post: str, day: date) -> str:
        """Who holds a post; somebody else every fourth year."""
        return self.holders.setdefault((post, day.year // 4), self.person())

    def meetings(self, number: int) -> Iterator[Meeting]:
        """So many meetings over the twenty years, in order, all bodies alike."""
        most = len(self.bodies) * WEEKS
        if not 1 <= number <= most:
            raise ValueError(f"between 1 and {most} documents can be made")
        # A body that meets every week has about a year's cases under way, one that seldom does a few.
        self.most_pending = max(_LEAST_PENDING, 12 * number // len(self.bodies) // YEARS)
        days = []
        for place, body in enumerate(self.bodies):
            own = len(range(place, number, len(self.bodies)))
            days += [
                (FIRST_DAY + timedelta(weeks=i * WEEKS // own, days=place % 5), body) for i in range(own)
            ]
        for day, body in sorted(days):
            yield self._meeting(body, day)

    def _meeting(self, body: str, day: date) -> Meeting:
        rng = self.rng
        size = rng.randrange(5, 21)
        agenda = [self._closed(day) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
        last = [
            self._standing(body, day, *_STANDING[rng.randrange(2)]),
            self._standing(body, day, *_STANDING[2]),
        ]
        due = [case for case in self.pending[body] if case.due <= day][: size - len(agenda) - len(last)]
        self.pending[body] = [case for case in self.pending[body] if case not in due]
        fresh = size - len(agenda) - len(last) - len(due)
        cases = due + [self._case(body) for _ in range(fresh)]
        rng.shuffle(cases)
        agenda = [*(self._planned(case, day) for case in cases), *agenda, *last]
        term = (body, day.year // 4)
        members = self.boards.setdefault(
            term, list({self.person(): None for _ in range(rng.randrange(5, 10))})
        )
        absent = frozenset(i for i in range(len(members)) if rng.random() < 0.1)
        hour = f"{rng.randrange(8, 19):02}:{rng.choice(('00', '15', '30'))}"
        place = rng.choice(words.ROOMS).format(n=rng.randrange(1, 30))
        return Meeting(body, day, hour, place, members, absent, agenda)

    def _case(self, body: str) -> Case:
        rng = self.rng
        path = [body, *rng.sample([one for one in self.bodies if one != body], rng.choice((0, 0, 1, 1, 2)))]
        kind = rng.choice(("Beslutning", "Beslutning", "Beslutning", "Drøftelse", "Orientering"))
        return Case(rng.choice(words.THINGS), rng.choice(words.PLACES), rng.choice(words.KLE), kind, path)

    def _planned(self, case: Case, day: date) -> Planned:
        stage = self.rng.choice(words.STAGES)
        return Planned(
            case.number(day, self.numbers), f"{case.thing} ved {case.place} - {stage}", case.kind, case
        )

    def _closed(self, day: date) -> Planned:
        title = self.rng.choice(words.CLOSED).format(place=self.rng.choice(words.PLACES))
        return Planned(self.numbers.case(day), title, None, closed=True)

    def _standing(self, body: str, day: date, title: str, kind: str | None) -> Planned:
        """One number for years, another one in the new system; `Eventuelt` has none there."""
        newer = day.year >= NEW_SYSTEM
        if newer and kind is None:
            return Planned(None, title, kind)
        number = self.standing.get((body, title, newer)) or self.numbers.case(day)
        self.standing[body, title, newer] = number
        return Planned(number, title, kind)

    def decide(
        self,
        case: Case,
        body: str,
        day: date,
        outcome: str,
        promise: tuple[str | None, date] | None = None,
    ) -> None:
        """Send a case on: to the next body, back to this one, or away for a year or so.

        A ``promise`` that it comes before a body from a day on is kept by most, forgotten by many, and
        some come too early, which does not keep it.
        """
        case.decided = [*case.decided[-3:], (body, day, outcome)]
        if promise:
            self._promised(case, body, day, *promise)
            return
        weeks = self.rng.randrange(2, 12)
        if outcome in ("udsat", "tilbagesendt"):
            case.rounds += 1
        elif case.step + 1 < len(case.path) and outcome == "anbefales":
            case.step += 1
        elif self.rng.random() < 0.25:  # comes back to be gone over, perhaps in the other system
            case.step, weeks = 0, self.rng.randrange(30, 160)
        else:
            return
        case.due = day + timedelta(weeks=weeks)
        queue = self.pending[case.path[case.step]]
        if case.rounds < 4 and len(queue) < self.most_pending:
            queue.append(case)

    def _promised(self, case: Case, here: str, day: date, body: str | None, expected: date) -> None:
        chosen = self.kept.random()
        if chosen < 0.35 or case.rounds > 6:
            return
        case.rounds += 1
        case.step = case.path.index(body or here)
        case.due = expected if chosen < 0.85 else day + timedelta(weeks=2)
        self.pending[case.path[case.step]].append(case)
