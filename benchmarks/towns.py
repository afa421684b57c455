"""Five invented municipalities with habits of their own, and the meetings of their councils and committees.

What a meeting says is drawn here, from one seeded generator; :mod:`benchmarks.exports` writes it down as a
system would.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks import words
from benchmarks.verdicts import Chamber, Member, Verdict, decide

PARTIES = ("A", "B", "C", "F", "I", "O", "V", "Ø", "Å")


@dataclass(frozen=True)
class Town:
    """A municipality: what its bodies are called and how its clerks and its system write.

    ``case`` is the form of its case numbers, ``own`` that of a decision's heading; ``tells_open`` is whether
    FirstAgenda's flag means anything there, ``runs_on`` whether items are numbered through the year.
    """

    name: str
    host: str
    council: str
    committees: tuple[str, ...]
    period: str
    case: str
    own: str
    recommends: tuple[str, str]
    history: str
    tells_open: bool
    runs_on: bool
    names_away: bool
    encoding: str

    @property
    def nested(self) -> bool:
        """Whether its system puts all sections below one heading in FirstAgenda, the path first."""
        return self.history in ("dashes", "slashes") and not self.tells_open


TOWNS = (
    Town(
        "Bøgeskær Kommune",
        "dagsordener.boegeskaer.example",
        "Byrådet",
        ("Økonomiudvalget", "Klima- og Miljøudvalget", "Børne- og Ungeudvalget"),
        " 2022-2025",
        "{year:02}-{n:06}",
        "Beslutning",
        ("Indstilling", "Center for Teknik & Miljø indstiller, at"),
        "dashes",
        False,
        False,
        True,
        "utf-8-sig",
    ),
    Town(
        "Ærnæs Kommune",
        "dagsorden.aernaes.example",
        "Kommunalbestyrelsen",
        ("Økonomi- og Erhvervsudvalget", "Social- og Sundhedsudvalget", "Kultur- og Fritidsudvalget"),
        "",
        "{year:02}/{n}",
        "Beslutning i {body} den {day:%d-%m-%Y}",
        ("Indstilling", "Direktionen indstiller, at"),
        "headings",
        True,
        False,
        True,
        "utf-8",
    ),
    Town(
        "Tåstrand Kommune",
        "dagsordener.taastrand.example",
        "Byrådet",
        ("Økonomiudvalget", "Teknisk Udvalg", "Skoleudvalget"),
        "",
        "20{year:02}-{n:06}",
        "Beslutning",
        ("Forvaltningen indstiller", "at"),
        "dashes",
        True,
        True,
        False,
        "windows-1252",
    ),
    Town(
        "Løvdal Kommune",
        "dagsordener.loevdal.example",
        "Byrådet",
        ("Magistraten", "Teknisk Udvalg", "Sundheds- og Omsorgsudvalget"),
        "",
        "EMN-20{year:02}-{n:06}",
        "Beslutninger",
        ("Indstilling", "Borgmesteren indstiller, at"),
        "labels",
        True,
        False,
        False,
        "iso-8859-1",
    ),
    Town(
        "Sønder Ådal Kommune",
        "udvalg.soenderaadal.example",
        "Kommunalbestyrelsen",
        ("Økonomiudvalget", "Plan- og Boligudvalget", "Ældre- og Handicapudvalget"),
        " 2022-2025",
        "20{year:02}-{n:05}",
        "Beslutning",
        ("Administrationens indstilling", "Centerchefen for Økonomi indstiller, at"),
        "slashes",
        False,
        False,
        True,
        "utf-8",
    ),
)

SECRET = (
    "Grunden købes for {kr}.417 kr. af Ågård Æblegård A/S",
    "Hverken Øster Ålborg Låns tilbud på {kr}.613 kr.",
)


@dataclass
class Item:
    """An item of an agenda and what is told of it; a closed one holds ``secret`` words."""

    number: str
    title: str
    case: str
    case_title: str
    closed: bool = False
    secret: str = ""
    resume: str = ""
    text: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    path: list[tuple[str, date | None]] = field(default_factory=list)
    earlier: list[tuple[str, date, str, str]] = field(default_factory=list)
    attachments: list[tuple[str, str]] = field(default_factory=list)
    hidden: str = ""
    verdict: Verdict | None = None
    away: list[tuple[Member, str]] = field(default_factory=list)


@dataclass
class Meeting:
    """A meeting of a body; ``members`` with how they were there."""

    town: Town
    number: int
    body: str
    day: date
    start: str
    end: str
    place: str
    members: list[tuple[Member, str]]
    items: list[Item]
    clerk: str

    @property
    def printed(self) -> str:
        return self.body + self.town.period


class Towns:
    """Draws meetings, each of the next town."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.last = 100

    def meetings(self, number: int) -> Iterator[Meeting]:
        for at in range(number):
            yield self._meeting(TOWNS[at % len(TOWNS)], at)

    def person(self) -> str:
        pick = self.rng.choice
        return f"{pick(words.FIRST)}{pick(words.MIDDLE)} {pick(words.LAST)}"

    def _case(self, town: Town, day: date) -> str:
        self.last += self.rng.randrange(1, 60)
        return town.case.format(year=day.year % 100, n=self.last)

    def _meeting(self, town: Town, at: int) -> Meeting:
        rng = self.rng
        body = rng.choice((town.council, *town.committees))
        day = date(2023, 1, 9) + timedelta(days=at * 7 % 1000 + rng.randrange(5))
        names = list({self.person(): None for _ in range(rng.randrange(7, 13))})
        members = [Member(name, rng.choice(PARTIES[:5] if rng.random() < 0.6 else PARTIES)) for name in names]
        absent = {one for one in members[1:] if rng.random() < 0.1}
        there = [one for one in members if one not in absent]
        first = rng.randrange(90, 300) if town.runs_on else 1
        hour = rng.randrange(8, 19)
        items = [
            self._item(
                town,
                body,
                day,
                str(first + place),
                Chamber(rng, self._does(body), there),
                sorted(absent, key=str),
            )
            for place in range(rng.randrange(4, 12))
        ]
        return Meeting(
            town,
            at,
            body,
            day,
            f"{hour:02}:{rng.choice(('00', '15', '30'))}",
            f"{hour + 2:02}:{rng.choice(('05', '45'))}",
            rng.choice(words.ROOMS).format(n=rng.randrange(1, 30)),
            [(one, "absent" if one in absent else "present") for one in members],
            items,
            f"Sagsbehandler {self.person()}",
        )

    def _does(self, body: str) -> str:
        return body if self.rng.random() < 0.6 or not body.endswith("udvalget") else "udvalget"

    def _item(
        self, town: Town, body: str, day: date, number: str, chamber: Chamber, absent: list[Member]
    ) -> Item:
        rng = self.rng
        thing, place = rng.choice(words.THINGS), rng.choice(words.PLACES)
        title = f"{thing} ved {place} - {rng.choice(words.STAGES)}"
        item = Item(number, title, self._case(town, day) if rng.random() < 0.9 else "", f"{thing} i {place}")
        if rng.random() < 0.15:
            item.closed, item.title = True, rng.choice(words.CLOSED).format(place=place)
            item.secret = rng.choice(SECRET).format(kr=rng.randrange(1000, 9000))
            return item
        item.resume = f"Forslaget gælder {thing} ved {place}."
        item.text = [
            f"Naboerne ved {place} har ønsket en hæk.",
            f"Prøven viste, at løsningen kan bære i {rng.randrange(2, 9)} år.",
        ]
        points = rng.sample(words.POINTS, rng.randrange(1, 4))
        fills = {"thing_low": thing.lower(), "place": place, "kr": f"{rng.randrange(20, 990)}.000", "n": "6"}
        item.points = [point.format(**fills) for point in points]
        self._handle(town, body, day, item)
        for name in rng.sample(words.FILES, rng.randrange(0, 3)):
            told = name.format(thing_low=thing.lower(), place=place, n=number, year=day.year)
            item.attachments.append((told, f"{item.case}-{len(item.attachments) + 1}" if item.case else ""))
        item.hidden = (
            f"Fortroligt bilag {rng.randrange(10**5, 10**6)} om ægtefællen" if rng.random() < 0.2 else ""
        )
        item.away = [(one, "absent") for one in absent if town.names_away and rng.random() < 0.5]
        told_away = [one for one in absent if not town.names_away]
        council = town.council if body != town.council else None
        item.verdict = decide(chamber, told_away if rng.random() < 0.7 else (), council)
        return item

    def _handle(self, town: Town, body: str, day: date, item: Item) -> None:
        """The bodies that a case goes through, with what those before this one decided."""
        if body == town.council:
            before = self.rng.sample(town.committees, self.rng.randrange(0, 3))
            when = [day - timedelta(days=7 * (len(before) - at)) for at in range(len(before))]
            item.path = [*zip(before, when, strict=True), (body, day)]
            for name, on in zip(before, when, strict=True):
                told = self.rng.choice(
                    ("Anbefales.", "Indstilles godkendt.", "Udvalget anbefaler indstillingen.")
                )
                item.earlier.append((name, on, str(self.rng.randrange(1, 30)), told))
        else:
            item.path = (
                [(body, day), (town.council, day + timedelta(days=14))]
                if self.rng.random() < 0.5
                else [(body, day)]
            )
