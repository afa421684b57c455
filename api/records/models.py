"""The records: one class for each kind of thing, whose fields are documented by their types and descriptions.

What is in the words of the minutes is marked :data:`QUOTED`: it was written by others.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

QUOTED: Final = "in the words of the minutes"
"""Marks a field whose value is."""


class Model(BaseModel):
    """What all records have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(Model):
    """A code of a code list, with its label in Danish and English."""

    code: str
    da: str
    en: str


class Thing(Model):
    """Something that a record names: its IRI, its code (as filters take it) and its name."""

    iri: str
    code: str
    name: Annotated[str, QUOTED]


class Place(Model):
    """A stretch of minutes: its IRI, its first and last line from 1, and where it can be read."""

    iri: str
    lines: tuple[int, int]
    address: str


class Quote(Place):
    """Words, and where they stand."""

    words: Annotated[str, QUOTED]


class Record(Model):
    """``iri`` is the thing's own and never changes, ``address`` that of the page about it, ``release`` the
    one that says so."""

    iri: str
    address: str
    release: str


class CaseNumber(Model):
    """A case by its number."""

    iri: str
    number: str


class Decision(Model):
    """What was decided; ``incidental`` are outcomes of something else than the case, ``comparison`` is with
    what was recommended."""

    iri: str
    outcomes: tuple[Code, ...]
    incidental: tuple[Code, ...]
    comparison: Code | None = None
    quote: Quote


class Recommendation(Model):
    """What was recommended, and by whom in the words of the minutes."""

    iri: str
    by: Annotated[tuple[str, ...], QUOTED]
    points: tuple[Quote, ...]


class Document(Model):
    """A document listed under an item; ``place`` is where it is listed."""

    iri: str
    title: Annotated[str, QUOTED]
    number: Annotated[str | None, QUOTED] = None
    place: Place


class Side(Model):
    """Those who voted one way."""

    position: Code
    count: int | None = None
    parties: Annotated[tuple[str, ...], QUOTED]
    people: Annotated[tuple[str, ...], QUOTED]


class VoteTold(Model):
    """A vote in an item: what it was on, and how it went."""

    iri: str
    on: Annotated[str, QUOTED]
    result: Code | None = None
    sides: tuple[Side, ...]
    quote: Quote


class Statement(Model):
    """A dissent, an amendment or a member's right that was used."""

    iri: str
    kind: Literal["amendment", "dissent", "referral"]
    code: Code | None = None
    parties: Annotated[tuple[str, ...], QUOTED]
    people: Annotated[tuple[str, ...], QUOTED]
    quote: Quote


class Step(Model):
    """A step that was planned: the body, whether it came, and the item that carried it out."""

    body: Thing
    status: Code
    item: str | None = None
    date: str | None = None
    place: Place


class Item(Record):
    """An agenda item. Of a closed one there is no more than its number, title and cases. Parts that were not
    asked for are left out."""

    date: str = Field(description="The day of the meeting, ISO 8601.")
    body: Thing
    meeting: str = Field(description="The IRI of the meeting.")
    number: str
    title: Annotated[str, QUOTED]
    closed: bool
    cases: tuple[CaseNumber, ...]
    place: Place | None = Field(None, description="Where the item stands; none of a closed one.")
    decision: Decision | None = None
    recommendation: Recommendation | None = None
    documents: tuple[Document, ...] | None = None
    votes: tuple[VoteTold, ...] | None = None
    statements: tuple[Statement, ...] | None = None
    steps: tuple[Step, ...] | None = None


class Mention(Record):
    """An item that only cites a case."""

    date: str
    body: Thing
    title: Annotated[str, QUOTED]
    place: Place | None = None


class Link(Model):
    """What a case hangs together with; ``status`` says whether the minutes say so or it is only proposed, and
    ``evidence`` has the sentences that do, which are at the places."""

    iri: str
    kind: Code
    status: Code
    confidence: float
    other: str = Field(description="The IRI of the case, item or meeting at the other end.")
    label: Annotated[str, QUOTED]
    evidence: Annotated[tuple[str, ...], QUOTED]
    places: tuple[Place, ...]


class Case(Record):
    """A case across meetings and years, by its number; ``handlings`` is how many items are about it."""

    number: str
    numbers: tuple[str, ...]
    titles: Annotated[tuple[str, ...], QUOTED] = Field(
        description="Titles it was handled under, latest first."
    )
    first: str | None = None
    last: str | None = None
    bodies: tuple[Thing, ...]
    handlings: int
    latest: Item | None = None
    course: tuple[Item, ...] | None = Field(
        None, description="The latest 100 items, the first of them first."
    )
    course_left_out: int | None = Field(None, description="How many earlier items the course leaves out.")
    mentions: tuple[Mention, ...] | None = None
    links: tuple[Link, ...] | None = None


class Meeting(Record):
    """A meeting of which there are minutes."""

    date: str
    body: Thing
    minutes: str = Field(description="The IRI of the minutes.")
    item_count: int
    closed_items: int
    items: tuple[Item, ...] | None = None


class DecisionOf(Record):
    """A decision, with the item and the cases that it is of."""

    date: str
    body: Thing
    item: str
    title: Annotated[str, QUOTED]
    cases: tuple[CaseNumber, ...]
    decision: Decision


class VoteOf(Record):
    """A vote, with the item that it was in."""

    date: str
    body: Thing
    item: str
    title: Annotated[str, QUOTED]
    vote: VoteTold


class Body(Record):
    """A body that meets; ``meetings`` are those of which there are minutes."""

    code: str
    name: Annotated[str, QUOTED]
    meetings: int
    first: str | None = None
    last: str | None = None


class Unit(Record):
    """A unit of the administration; ``items`` is how many name it."""

    code: str
    name: Annotated[str, QUOTED]
    items: int


class Person(Record):
    """Somebody whom the minutes name or list as attending; ``posts`` as the text gives them."""

    name: Annotated[str, QUOTED]
    posts: Annotated[tuple[str, ...], QUOTED]
    first: str | None = None
    last: str | None = None
    days: int


class Finding(Record):
    """How many times something odd was seen in the minutes of a meeting."""

    date: str
    body: Thing
    severity: str
    code: str
    times: int


class Verdict(Record):
    """Whether a ``quote`` stands at the place ``iri``. ``at`` is where it does, or what stands at a stretch
    that it is not; ``elsewhere`` is where else in the same minutes it stands."""

    stands: bool
    quote: str
    minutes: str
    at: tuple[Quote, ...]
    elsewhere: tuple[Quote, ...]


class FollowUp(Record):
    """Something that was to come and has not been seen, or a recommendation that was not followed; ``known``
    tells whether the collection can say so, ``why`` why."""

    kind: str
    date: str
    body: Thing
    title: Annotated[str, QUOTED]
    cases: tuple[CaseNumber, ...]
    expected: tuple[str, ...] = Field(description="The days or months, ISO 8601; none where no time is told.")
    awaited_in: Thing
    known: bool
    sureness: str
    why: str
    quote: Quote
