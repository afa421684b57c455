"""What bodies decide and how they vote on it, in the words of different towns, with what the words say.

The forms are those of Danish minutes; people, letters of parties and cases are invented.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Known = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """Who sits in a body, with the letter of a party."""

    name: str
    party: str

    def __str__(self) -> str:
        return f"{self.name} ({self.party})"


@dataclass
class Verdict:
    """A decision: its paragraphs, the outcomes that may be read from it, and what else they say.

    ``points`` are numbered ones, in front of the paragraphs.
    """

    paragraphs: list[str]
    outcomes: tuple[str, ...]
    points: list[tuple[str, str]] = field(default_factory=list)
    votes: list[Known] = field(default_factory=list)
    dissents: list[Known] = field(default_factory=list)
    amendments: list[Known] = field(default_factory=list)
    attendance: list[Known] = field(default_factory=list)
    referral: Known | None = None


def side(count: int | None = None, parties: Sequence[str] = (), persons: Sequence[str] = ()) -> Known:
    return {"count": count, "parties": list(parties), "persons": list(persons)}


def vote(
    result: str, favour: Known, against: Known, abstain: Known | None = None, on: str = "helheden"
) -> Known:
    return {"on": on, "result": result, "for": favour, "against": against, "abstain": abstain or side()}


@dataclass
class Chamber:
    """Those of a body who are there, by party; ``body`` is called `Byrådet` or `Udvalget` in what it does."""

    rng: random.Random
    body: str
    members: list[Member]

    def parties(self) -> tuple[list[str], list[str], int, int]:
        """The parties of two sides, the larger first, and how many each is."""
        letters = sorted({one.party for one in self.members})
        self.rng.shuffle(letters)
        cut = max(1, len(letters) // 3)
        sides = [letters[cut:], letters[:cut]]
        counts = [sum(one.party in part for one in self.members) for part in sides]
        if counts[0] < counts[1]:
            sides.reverse()
            counts.reverse()
        return sides[0], sides[1], counts[0], counts[1]

    def one(self) -> Member:
        return self.rng.choice(self.members)


def listed(parts: Sequence[object]) -> str:
    """`A, B og C`"""
    words = [str(one) for one in parts]
    return " og ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _counted(chamber: Chamber) -> Verdict:
    yes, no, many, few = chamber.parties()
    verb = chamber.rng.choice(("godkendte", "besluttede"))
    told = (
        f"Med stemmerne {many} for og {few} imod {verb} {chamber.body} indstillingen."
        if verb == "godkendte"
        else f"Med stemmerne {many} for og {few} imod godkendtes indstillingen."
    )
    brackets = chamber.rng.random() < 0.5
    names = [[f"({one})" if brackets else one for one in part] for part in (yes, no)]
    return Verdict(
        [told, f"For stemte: {listed(names[0])}", f"Imod stemte: {listed(names[1])}"],
        ("godkendt",),
        votes=[vote("vedtaget", side(many, yes), side(few, no))],
    )


def _against(chamber: Chamber) -> Verdict:
    yes, no, many, few = chamber.parties()
    told = f"Godkendt med {many} stemmer ({listed(yes)}) mod {few} ({listed(no)})."
    return Verdict([told], ("godkendt",), votes=[vote("vedtaget", side(many, yes), side(few, no))])


def _told(chamber: Chamber) -> Verdict:
    yes, no, many, few = chamber.parties()
    ends = chamber.rng.choice(("Indstillingen er dermed vedtaget.", "Indstillingen er hermed godkendt."))
    told = f"For stemte {many} ({', '.join(yes)}). Imod stemte {few} ({', '.join(no)})."
    return Verdict([told, ends], ("godkendt",), votes=[vote("vedtaget", side(many, yes), side(few, no))])


def _rejected(chamber: Chamber) -> Verdict:
    yes, no, many, few = chamber.parties()
    ends = chamber.rng.choice(
        ("Indstillingen er dermed forkastet.", "Indstillingen er herefter ikke vedtaget.")
    )
    told = [
        f"For stemte: {', '.join(no)} – i alt {few}",
        f"Imod stemte: {', '.join(yes)} – i alt {many}",
        ends,
    ]
    accepted = ("ikke-godkendt", "forkastet", "afvist")
    return Verdict(told, accepted, votes=[vote("forkastet", side(few, no), side(many, yes))])


def _majority(chamber: Chamber) -> Verdict:
    yes, no, _, _ = chamber.parties()
    told = [
        f"Et flertal ({', '.join(yes)}) godkendte indstillingen.",
        f"Et mindretal ({', '.join(no)}) stemte imod.",
    ]
    return Verdict(told, ("godkendt",), votes=[vote("vedtaget", side(None, yes), side(None, no))])


def _one_against(chamber: Chamber) -> Verdict:
    one = chamber.one()
    told = ["Godkendt.", f"Imod stemte {one}."]
    return Verdict(told, ("godkendt",), votes=[vote("vedtaget", side(), side(None, (), [one.name]))])


def _abstained(chamber: Chamber) -> Verdict:
    _, no, _, _ = chamber.parties()
    told = ["Anbefales.", f"{no[0]} undlod at stemme."] if len(no[0]) == 1 else ["Anbefales."]
    votes = [vote("vedtaget", side(), side(), side(None, no[:1]))] if len(told) > 1 else []
    return Verdict(told, ("anbefales",), votes=votes)


def _named(chamber: Chamber) -> Verdict:
    members = list(chamber.members)
    chamber.rng.shuffle(members)
    cut = len(members) // 3 or 1
    no, yes = members[:cut], members[cut:]
    told = [
        f"Med stemmerne {len(yes)} for og {len(no)} imod godkendte {chamber.body} indstillingen.",
        "For stemte:",
        *map(str, yes),
        "Imod stemte:",
        *map(str, no),
    ]
    names = [[one.name for one in part] for part in (yes, no)]
    counted = vote("vedtaget", side(len(yes), (), names[0]), side(len(no), (), names[1]))
    return Verdict(told, ("godkendt",), votes=[counted])


def _amended(chamber: Chamber) -> Verdict:
    yes, no, many, few = chamber.parties()
    text = "At der opsættes flere bænke ved åen end foreslået."
    told = [
        f"({no[0]}) fremsatte følgende ændringsforslag:",
        text,
        f"For stemte: {listed(no)}",
        f"Imod stemte: {listed(yes)}",
        "Ændringsforslaget blev ikke vedtaget.",
        f"Herefter godkendte {chamber.body} med stemmerne {many} for og {few} imod indstillingen.",
    ]
    moved = vote("forkastet", side(None, no), side(None, yes), on="ændringsforslag")
    return Verdict(
        told,
        ("godkendt",),
        votes=[moved, vote("vedtaget", side(many), side(few))],
        amendments=[{"by": side(None, no[:1]), "text": text, "result": "forkastet"}],
    )


def _points(chamber: Chamber) -> Verdict:
    no = chamber.one().party
    points = [("1", f"Godkendt. Imod stemte: ({no})"), ("2", "Ikke godkendt."), ("3", "Godkendt.")]
    against = vote("vedtaget", side(), side(None, [no]), on="punkt 1")
    return Verdict([], ("godkendt",), points=points, votes=[against])


PLAIN = (
    ("Godkendt.", ("godkendt",)),
    ("Anbefales.", ("anbefales",)),
    ("Anbefales godkendt.", ("anbefales",)),
    ("Taget til efterretning.", ("taget-til-efterretning",)),
    ("Drøftet.", ("droeftet",)),
    ("Orienteringen blev taget til efterretning.", ("taget-til-efterretning",)),
    ("Indstillingen blev godkendt.", ("godkendt",)),
    ("Sagen udsættes.", ("udsat",)),
    ("Punktet blev udsat til næste møde.", ("udsat",)),
    ("Ikke godkendt.", ("ikke-godkendt",)),
    ("Anbefales ikke.", ("ikke-anbefalet",)),
    ("Indstillingen kunne ikke godkendes.", ("ikke-godkendt",)),
    ("Indstillingen tiltrædes.", ("tiltraadt", "godkendt")),
)


def _plain(chamber: Chamber) -> Verdict:
    told, outcomes = chamber.rng.choice(PLAIN)
    return Verdict([told], outcomes)


FORMS: tuple[Callable[[Chamber], Verdict], ...] = (
    _plain,
    _plain,
    _plain,
    _plain,
    _counted,
    _against,
    _told,
    _rejected,
    _majority,
    _one_against,
    _abstained,
    _named,
    _amended,
    _points,
)

_WORDS = (
    "pengene hellere skulle gå til stien ved åen",
    "prøven på ordningen ikke er gjort færdig",
    "Vi havde helst set, at børnehaven på Ærtevej blev bygget først",
)


def _dissent(chamber: Chamber, verdict: Verdict) -> None:
    who = chamber.one()
    words = chamber.rng.choice(_WORDS)
    by = {"parties": [who.party], "persons": []}
    forms = (
        (f"({who.party}) tager forbehold.", "forbehold", by, f"({who.party}) tager forbehold."),
        (
            f"{who} tog forbehold.",
            "forbehold",
            {"parties": [], "persons": [who.name]},
            f"{who} tog forbehold.",
        ),
        (f"({who.party}) ønskede ført til protokols: ”{words}.”", "protokoltilførsel", by, f"{words}."),
        (f"Mindretalsudtalelse fra {who.party}: ”{words}.”", "mindretalsudtalelse", by, f"{words}."),
        (
            f"{who} ønskede tilført protokollen: ”{words}.”",
            "protokoltilførsel",
            {"parties": [], "persons": [who.name]},
            f"{words}.",
        ),
    )
    told, kind, told_by, text = chamber.rng.choice(forms)
    verdict.paragraphs.append(told)
    verdict.dissents.append({"kind": kind, **told_by, "text": text})


def _away(chamber: Chamber, verdict: Verdict, away: Sequence[Member]) -> None:
    label, status = chamber.rng.choice(
        (("Afbud", "excused"), ("Fraværende", "absent"), ("Ikke til stede", "absent"))
    )
    verdict.paragraphs.append(f"{label}: {listed(away)}")
    verdict.attendance += [{"name": one.name, "party": one.party, "status": status} for one in away]


def _disqualified(chamber: Chamber, verdict: Verdict) -> None:
    one = chamber.one()
    told = chamber.rng.choice(
        ("{} erklærede sig inhabil og deltog ikke i punktets behandling.", "{} var inhabil og deltog ikke.")
    )
    verdict.paragraphs.append(told.format(one))
    verdict.attendance.append({"name": one.name, "party": one.party, "status": "disqualified"})


def _referred(chamber: Chamber, verdict: Verdict, council: str) -> None:
    party = chamber.one().party
    verdict.paragraphs.append(f"({party}) ønsker sagen indbragt til afgørelse i {council}.")
    by = {"parties": [party], "persons": []}
    verdict.referral = {"kind": "standsningsret", "by": by, "to": council}


def decide(chamber: Chamber, away: Sequence[Member], council: str | None) -> Verdict:
    """A decision in one of the forms, and what is told beside it. ``away`` are named in its words if there
    are any; ``council`` is where a committee's case may be brought."""
    verdict = chamber.rng.choice(FORMS)(chamber)
    if chamber.rng.random() < 0.25:
        _dissent(chamber, verdict)
    if council and chamber.rng.random() < 0.1:
        _referred(chamber, verdict, council)
    if chamber.rng.random() < 0.1 and not any(one["for"]["persons"] for one in verdict.votes):
        _disqualified(chamber, verdict)
    if away:
        _away(chamber, verdict, away)
    return verdict
