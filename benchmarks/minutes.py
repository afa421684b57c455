"""A meeting as its minutes: the text in the layout of its year, and what a reader should find in it."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks import words
from benchmarks.page import Page, genitive, spoken
from benchmarks.world import NEW_SYSTEM, Case, Meeting, Planned, World
from graph.minutes.dates import MONTHS, WEEKDAYS
from graph.municipality.profile import Agent, Profile
from graph.ontology.iris import slug
from graph.wording.numerals import number as read_count

Truth = dict[str, Any]
_VALUES = ("journal_number", "document_number", "case_type", "decision_text", "decision_outcome")
_LISTS = (
    *("recommenders", "recommendations", "treatment_path", "attachments"),
    *("units", "units_optional", "persons", "references", "follow_ups"),
)
_CUT = 98  # characters of a title that the contents have room for


@dataclass
class Writer:
    """Writes the minutes of a world's meetings; what is said of cases depends on their past."""

    world: World
    profile: Profile

    def __post_init__(self) -> None:
        self.rng: random.Random = self.world.rng
        self.promises = random.Random(f"promises {self.world.seed}")
        self.units: list[Agent] = self.profile.of_kind("unit")

    def write(self, meeting: Meeting) -> tuple[str, Truth]:
        """The text and the truth, in the keys of examples/gold."""
        older, day = meeting.day.year < NEW_SYSTEM, meeting.day
        page = Page(self.rng.choice((0, 0, 0, 70, 100)))
        page.add(
            f"REFERAT {meeting.body} d. {day:%d-%m-%Y}",
            f"Mødedato {WEEKDAYS[day.weekday()].capitalize()} d. {spoken(day)} kl. {meeting.hour}",
            f"Mødested {meeting.place}",
        )
        people = [] if older else [(name, i in meeting.absent) for i, name in enumerate(meeting.members)]
        if people:
            page.prose(
                "Mødedeltagere " + ", ".join(f"{name} (Fravær)" if away else name for name, away in people)
            )
        page.add("Indholdsfortegnelse", _contents(meeting.agenda, older))
        items: list[Truth] = []
        for number, planned in enumerate(meeting.agenda, start=1):
            first = page.next_line
            items.append(Item(self, meeting, number, planned, page).write())
            items[-1]["lines"] = [first, page.next_line - 1]
        items[-1]["lines"][1] -= 1
        return "\n".join(page.lines), {
            "file": f"{slug(meeting.body)}-{day.isoformat()}.txt",
            "municipality": self.profile.name,
            "body": meeting.body,
            "date": day.isoformat(),
            "start_time": meeting.hour,
            "place": meeting.place,
            "participants": [{"name": name, "absent": away} for name, away in people],
            "items": items,
        }


def _contents(agenda: Iterable[Planned], older: bool) -> str:
    marked = (f"{'' if older or not one.closed else 'Lukket: '}{one.title}"[:_CUT] for one in agenda)
    return "\n".join(f"{title}.....\t{page}" for page, title in enumerate(marked, start=3))


class Item:
    """One item in the making: what is written to the page is noted down as found there."""

    def __init__(self, writer: Writer, meeting: Meeting, number: int, planned: Planned, page: Page) -> None:
        self.writer, self.meeting, self.planned, self.page = writer, meeting, planned, page
        self.rng, self.older = writer.rng, meeting.day.year < NEW_SYSTEM
        self.units: dict[str, None] = {}
        self.truth: Truth = {
            "number": number,
            "title": planned.title,
            "title_toc": planned.title[:_CUT],
            "closed": planned.closed,
            "case_numbers": [planned.number] if planned.number else [],
            **dict.fromkeys(_VALUES),
            **{key: [] for key in _LISTS},
        }

    def write(self) -> Truth:
        mark = "Lukket: " if self.planned.closed and not self.older else ""
        self.page.add(f"Punkt {self.truth['number']}: {mark}{self.planned.title}")
        (self._older if self.older else self._newer)()
        self.truth["units"] = list(self.units)
        return self.truth

    def _older(self) -> None:
        truth, planned = self.truth, self.planned
        self.page.add(
            "Sagsfremstilling", f"{truth['number']}. {planned.title}", "Lukket" if planned.closed else "Åbent"
        )
        if planned.closed:
            self.page.add(f"Sagsnr.: {planned.number}")
            return
        truth["journal_number"] = planned.case.kle if planned.case else "00.01.00"
        truth["document_number"] = self.writer.world.numbers.document(self.meeting.day)
        numbers = (
            f"Sagsnr.: {planned.number}",
            f"J.nr.: {truth['journal_number']}",
            f"Dokumentnr.: {truth['document_number']}",
        )
        self.page.add(self.rng.choice((" ", "\n")).join(numbers))
        if planned.kind:
            truth["case_type"] = planned.kind
            self.page.add("Sagstype", f"{planned.kind}.")
        self._text(numbered=True)
        decision = self._decision()
        for body, day, earlier in self._earlier():
            self._mention(body)
            self.page.add(f"{genitive(body)} møde den {spoken(day)}:", earlier)
        self._mention(self.meeting.body)
        self.page.add(f"{genitive(self.meeting.body)} møde den {spoken(self.meeting.day)}:", *decision)
        if truth["attachments"]:
            self.page.add("Bilag", *(attachment["title"] for attachment in truth["attachments"]))

    def _newer(self) -> None:
        if self.planned.number:
            self.page.add(self.planned.number)
        if self.planned.closed:
            return
        self.page.add("Beslutning", *self._decision())
        if self.planned.kind:
            self.page.add("Sagsfremstilling")
            self._text(numbered=False)

    def _text(self, numbered: bool) -> None:
        """From the summary to the attachments; a standing item says little, `Eventuelt` nothing."""
        if not self.planned.kind:
            return
        case = self.planned.case
        self.page.add("Resume og sagens baggrund")
        self.page.prose(self._summary(case))
        self._recommend(case)
        self._path(case.path if case else [self.meeting.body])
        if not case:
            return
        self.page.add("Sagsfremstilling")
        for _ in range(self.rng.randrange(2, 7)):
            self._prose()
        if self.rng.random() < 0.3:
            self.page.add("\n".join(f"- {self._said(one)}" for one in self.rng.sample(words.BULLETS, 3)))
        self.page.add("Økonomiske konsekvenser", self._said(self.rng.choice(words.MONEY)))
        self._attach(numbered)

    def _summary(self, case: Case | None) -> str:
        """What it is about, what was decided before, and the number it had in the older system."""
        if not case:
            return "Fast punkt, hvor der gives kort nyt."
        parts = [self._said(one) for one in self.rng.sample(words.RESUME, 2)]
        if case.decided:
            body, day, _ = case.decided[-1]
            self._mention(body)
            self.truth["references"].append({"type": "meeting", "body": body, "date": day.isoformat()})
            parts.append(f"{body} behandlede sagen den {spoken(day)}.")
        if not self.older and case.older:
            self.truth["references"].append({"type": "case", "case_number": case.older})
            parts.append(f"Den hed tidligere sag nr. {case.older}.")
        return " ".join(parts)

    def _recommend(self, case: Case | None) -> None:
        recommenders = [self._recommender() for _ in range(1 + (self.rng.random() < 0.2))]
        self.truth["recommenders"] = recommenders
        self.truth["persons"] = [
            {"name": one["person"], "role": one["role"]} for one in recommenders if one["person"]
        ]
        who = " og ".join(" ".join(filter(None, (one["role"], one["person"]))) for one in recommenders)
        templates = (
            self.rng.sample(words.POINTS, self.rng.randrange(1, 4)) if case else ["orienteringen gives"]
        )
        points = [self._said(one) for one in templates]
        points[-1] += "."
        self.truth["recommendations"] = points
        self.page.add("Indstillinger")
        if len(points) == 1:
            self.page.prose(f"{who} indstiller, at {points[0]}")
        else:
            self.page.prose(f"{who} indstiller, at")
            self.page.add("\n".join(f"{n}. {point}" for n, point in enumerate(points, start=1)))

    def _recommender(self) -> Truth:
        """A post, mostly with who holds it."""
        post = self.rng.choice(self.writer.world.posts)
        person = self.writer.world.holder(post, self.meeting.day) if self.rng.random() < 0.6 else None
        return {"role": post, "person": person, "on_behalf_of": None}

    def _path(self, path: list[str]) -> None:
        for body in path:
            self._mention(body)
        self.truth["treatment_path"] = list(path)
        short = {agent.name: agent.exact for agent in self.writer.profile.of_kind("body")}
        printed = (self.rng.choice((body, body, *short[body])) for body in path)
        self.page.add("Behandling", ", ".join(printed) + ".")

    def _attach(self, numbered: bool) -> None:
        titles = list(
            {self._said(one): None for one in self.rng.sample(words.FILES, self.rng.randrange(0, 4))}
        )
        numbers = [self.writer.world.numbers.document(self.meeting.day) if numbered else None for _ in titles]
        self.truth["attachments"] = [
            {"title": title, "document_number": number} for title, number in zip(titles, numbers, strict=True)
        ]
        if titles and numbered:
            listed = "\n".join(f"{title}\t{number}" for title, number in zip(titles, numbers, strict=True))
            if self.rng.random() < 0.1:  # the last number runs over the line's end
                listed = f"{listed[:-6]}\n{listed[-6:]}"
            self.page.add("Bilag", listed)
        elif titles:
            self.page.add("Bilag", *titles)

    def _earlier(self) -> list[tuple[str, date, str]]:
        """What other bodies decided of the case in this round, as older minutes repeat it."""
        case = self.planned.case
        past = case.decided if case and case.step and not case.rounds else []
        return [(body, day, "Anbefales.") for body, day, outcome in past if outcome == "anbefales"][-2:]

    def _decision(self) -> list[str]:
        """The paragraphs of the decision; the case goes where they send it, when the item is finished."""
        outcome, texts = self._outcome()
        if later := self._later(outcome):
            texts = [f"{texts[0]} {later}", *texts[1:]]
        self.truth["decision_outcome"] = outcome
        self.truth["decision_text"] = "\n\n".join(texts)
        return texts

    def _later(self, outcome: str) -> str:
        """Now and then a sentence on what is to come, or one that is only like that."""
        rng, case = self.writer.promises, self.planned.case
        chosen = rng.random()
        if outcome == "ikke-registreret" or chosen > 0.3:
            return ""
        forms = words.POSTPONED if outcome == "udsat" else words.PROMISES
        said, when, months = rng.choice(words.WHEN), "", rng.randrange(1, 12)
        if chosen > 0.2:
            form = rng.choice(words.LOOKALIKES)
            return form.format(month=rng.choice(MONTHS), year=self.meeting.day.year + 1)
        form, body = rng.choice(forms), None
        if "{body}" in form:
            onward = case.path[case.step + 1 :] if case else []
            body = rng.choice(onward or [self.meeting.body])
            self._mention(body)
        count = rng.choice(words.COUNTS)
        if said.startswith("om "):
            months = {"om et år": 12, "om et halvt år": 6}.get(said) or read_count(count)
        years, month = divmod(self.meeting.day.month - 1 + months, 12)
        year, day = self.meeting.day.year + years, rng.randrange(1, 29)
        when = said.format(month=MONTHS[month], year=year, day=day, count=count)
        expected = f"{year:04}-{month + 1:02}" + (f"-{day:02}" if "{day}" in said else "")
        self.truth["follow_ups"] = [{"body": body, "when": [expected]}]
        return form.format(when=when, body=body)

    def _outcome(self) -> tuple[str, list[str]]:
        case, kind = self.planned.case, self.planned.kind
        if case is None:
            return (
                ("ikke-registreret", ["-"])
                if kind is None or self.older
                else ("taget-til-efterretning", ["Taget til efterretning."])
            )
        remark = self._said(self.rng.choice(words.REMARKS))
        more = [f"Det aftales, at {remark}."] if self.rng.random() < 0.3 else []
        last = case.step + 1 == len(case.path)
        chosen = self.rng.random()
        if kind == "Orientering" and last:
            return "taget-til-efterretning", ["Taget til efterretning.", *more]
        if kind == "Drøftelse" and last:
            return "droeftet", ["Drøftet.", *more]
        if chosen < 0.1:
            return "udsat", ["Udsat."]
        if chosen < 0.15:
            return "tilbagesendt", ["Sagen sendes tilbage til administrationen."]
        if not last:
            return "anbefales", ["Anbefales.", *more]
        if chosen < 0.22:
            return "ikke-godkendt", ["Ikke godkendt.", *more]
        if chosen < 0.35:
            return "godkendt-med-bemaerkning", [f"Godkendt med den bemærkning, at {remark}."]
        return "godkendt", ["Godkendt.", *more]

    def _prose(self) -> None:
        """A paragraph; now and then a page ends in the middle of a sentence."""
        sentences = [self._said(one) for one in self.rng.sample(words.BODY_TEXT, self.rng.randrange(2, 6))]
        text = " ".join(sentences)
        comma = text.find(", ", len(text) // 2)
        if self.rng.random() < 0.05 and comma > 0 and text[comma + 2].islower():
            self.page.prose(text[: comma + 1], text[comma + 2 :])
        else:
            self.page.prose(text)

    def _said(self, template: str) -> str:
        """A sentence with its slots filled; the units in it are noted."""
        return re.sub(r"{(\w+)}", lambda slot: self._fill(slot[1]), template)

    def _fill(self, slot: str) -> str:
        case, rng = self.planned.case, self.rng
        if slot in ("unit", "unit_s"):
            unit = rng.choice(self.writer.units)
            self._mention(unit.name)
            form = rng.choice((unit.name, unit.name, *unit.aliases))
            return genitive(form) if slot == "unit_s" else form
        thing = case.thing if case else "Punktet"
        values = {
            "thing": thing,
            "thing_low": thing.lower(),
            "place": case.place if case and rng.random() < 0.7 else rng.choice(words.PLACES),
            "n": str(rng.randrange(2, 60)),
            "kr": f"{rng.randrange(20, 990)}.000",
            "pct": str(rng.randrange(2, 45)),
            "year": str(self.meeting.day.year - rng.randrange(1, 30)),
        }
        return values[slot]

    def _mention(self, name: str) -> None:
        self.units[name] = None
