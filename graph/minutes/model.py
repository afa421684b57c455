"""What minutes say, as frozen dataclasses; no RDF and no layout rules.

Every value read from a text is a :class:`Quote`: the value and the :class:`Span` it was read from.
Offsets count Unicode characters of the served text from 0, end exclusive (RFC 5147, section 2.1.1).
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

FREE, NOT_RECORDED = "fritekst", "ikke-registreret"
"""The outcomes of a decision in other words than are known, and of none."""

MINUTES, AGENDA, SUPPLEMENT = "referat", "dagsorden", "tillaegsdagsorden"
"""What a document is: the codes of the scheme ``dokumentart``."""

Severity = Literal["info", "warning", "violation"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "violation")


class Span(NamedTuple):
    """A half-open range of characters, ``0 <= start <= end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A value and where it stands; the text of the span equals the value but for white space."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd in a document: told to the user as data, never swallowed, never a crash.

    ``lines`` is the 1-based first and last line concerned, or ``None`` for the document as a whole.
    """

    severity: Severity
    code: str
    message: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that no rule explained: kept, counted and searchable."""

    lines: tuple[int, int]
    quote: Quote


@dataclass(frozen=True, slots=True)
class SourceId:
    """By what a system outside knows a thing: ``kind`` is `meeting`, `agenda`, `body`, `organisation` or
    `item`, ``system`` the kind of system (`firstagenda`, `edoc`), ``host`` where it answers, if known. A
    ``former`` one is that of an earlier publication of the same thing."""

    system: str
    kind: str
    value: str
    host: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """How a person was there: ``status`` is a code of the scheme ``fremmoede`` (`present`, `absent`,
    `excused`, `disqualified`, `substitute`, `arrived`, `left`). ``party`` is as printed, ``substitute_for``
    the name of whom a substitute stands in for, ``note`` the reason or the time in the text's words."""

    name: Quote
    status: str = "present"
    party: str | None = None
    substitute_for: str | None = None
    note: str | None = None

    @property
    def absent(self) -> bool:
        """Whether the person was not there."""
        return self.status in ("absent", "excused")


@dataclass(frozen=True, slots=True)
class Side:
    """Those who voted one way: their number where it is told, parties and persons as printed."""

    count: int | None = None
    parties: tuple[Quote, ...] = ()
    persons: tuple[Quote, ...] = ()

    def __bool__(self) -> bool:
        return self != Side()


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as the decision tells it. ``on`` is `helheden`, `punkt N`, `ændringsforslag`,
    `ændringsforslag N` or `inhabilitet: NAME`; ``result`` a code of the scheme ``afstemningsresultat``
    (`vedtaget`, `forkastet`, `inhabil`, `ikke-inhabil`), ``None`` where no words tell it. ``quote`` is where
    it was read."""

    on: str
    quote: Quote
    result: str | None = None
    in_favour: Side = Side()
    against: Side = Side()
    abstaining: Side = Side()


@dataclass(frozen=True, slots=True)
class Dissent:
    """What members want entered beside a decision: ``kind`` is a code of the scheme ``saerstandpunkt``
    (`mindretalsudtalelse`, `protokoltilførsel`, `protokolbemærkning`, `forbehold`, `stemmeforklaring`)."""

    kind: str
    text: Quote
    parties: tuple[Quote, ...] = ()
    persons: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change that was moved (`ændringsforslag`), by whom, and what became of it (as :class:`Vote`)."""

    text: Quote
    result: str | None = None
    parties: tuple[Quote, ...] = ()
    persons: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """A member's right used: `standsningsret` (kommunestyrelsesloven § 23) or `initiativret` (§ 11), by whom,
    and the body ``to`` which the case goes by it."""

    kind: str
    quote: Quote
    to: str | None = None
    parties: tuple[Quote, ...] = ()
    persons: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of kroner: ``value`` is what it comes to, or the lower end of a range that reaches to
    ``most``. ``kind`` is a code of the scheme ``beloebsart`` where the words tell it, ``period`` the years as
    EDTF (ISO 8601-2: `2024`, `2024/2026`, `2027/..`), ``per`` by what it is reckoned (`år`, `husstand`).
    ``said_of`` is the sentence it stands in, or the headings of its row and its column."""

    quote: Quote
    value: Decimal
    most: Decimal | None = None
    kind: str | None = None
    period: str | None = None
    per: str | None = None
    said_of: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A street named in running text, by the name the municipality's file has, with its house ``number`` as
    printed, or none; ``point`` is latitude and longitude (WGS 84), where the file has it."""

    quote: Quote
    street: str
    number: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document listed under `Bilag`; older minutes print its document number."""

    title: Quote
    document_number: Quote | None = None


@dataclass(frozen=True, slots=True)
class Recommender:
    """Who recommends (`indstiller`): a post, a body, or a post and the person holding it.

    ``role`` is as printed; ``post`` what it means where that is more than its own words: `Natur og Miljø` of
    `Cheferne for HR samt Natur og Miljø` is the chief of it. ``on_behalf_of`` is the canonical name of the
    body whose handling the recommendation rests on.
    """

    role: Quote
    person: Quote | None = None
    on_behalf_of: str | None = None
    post: str | None = None

    @property
    def name(self) -> str:
        """The post, body or unit."""
        return self.post or self.role.text


@dataclass(frozen=True, slots=True)
class TreatmentStep:
    """A body on the path of a case (`Behandling`), in order.

    ``body`` is its canonical name, or the printed one where ``known`` is false: the profile lacks it.
    """

    body: str
    quote: Quote
    known: bool = True
    # The day that is planned or was held (ISO 8601), where the source has it.
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an item; ``kind`` is a code of the scheme ``afsnitstype`` in ontology.ttl."""

    kind: str
    text: Quote


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a decision says is to happen later; ``body`` is canonical, ``None`` for the body itself.

    ``when`` is as precise as the text: ISO 8601 dates or months (``2017-12``); two for
    `januar/februar`, none where it only says what is waited for. ``year_inferred`` says that the text
    names no year.
    """

    quote: Quote
    body: str | None
    when: tuple[str, ...]
    year_inferred: bool


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A point of a decision: its number or letter as printed, its words, and the outcomes read from them.

    ``answers`` is the 1-based recommendation it answers.
    """

    number: str
    text: Quote
    answers: int | None
    outcomes: tuple[str, ...] = ("fritekst",)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recommendation against decision: a code of ``sammenligning`` and the words it rests on."""

    code: str
    basis: Quote


@dataclass(frozen=True, slots=True)
class Decision:
    """The verbatim decision, paragraphs joined by a blank line, and its outcome codes (1..n).

    ``basis`` are the words that the first outcome was read from; ``incidental`` are the codes that concern
    something else than the case, each with what it is: a visit that is postponed postpones no case.
    ``reservation`` is the clause `idet ...`; ``ends_in`` the body of `stopper i ...`. ``comparison``
    is ``None`` where nothing was recommended.
    """

    text: Quote
    outcomes: tuple[str, ...]
    basis: Quote | None = None
    incidental: tuple[tuple[str, Quote], ...] = ()
    reservation: Quote | None = None
    ends_in: str | None = None
    points: tuple[DecisionPoint, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    comparison: Comparison | None = None

    @property
    def case_outcomes(self) -> tuple[str, ...]:
        """The outcomes of the case itself; `fritekst` where the words only tell of something else."""
        apart = {code for code, _ in self.incidental}
        return tuple(code for code in self.outcomes if code not in apart) or ("fritekst",)


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """What another body, or an earlier meeting, decided of the same item; printed in older minutes."""

    body: str
    date: str
    text: Quote
    # The item's number at that meeting.
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A body or unit named in running text; ``name`` is canonical, ``quote`` as printed. ``by_form`` says
    that the profile lacks it and that the form of its name, or its place, tells."""

    kind: Literal["body", "unit"]
    name: str
    quote: Quote
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named in running text; ``role`` as printed beside the name, if any."""

    name: Quote
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What an item points to: a meeting (``body`` and ``date``, ISO 8601, a day or a month as the text has
    it), a case (``case_number``), an attachment by its number, a law in the text's words, or a KLE number."""

    type: Literal["meeting", "case", "attachment", "law", "kle"]
    quote: Quote
    body: str | None = None
    date: str | None = None
    case_number: str | None = None
    year_inferred: bool = False
    attachment: str | None = None
    law: str | None = None
    kle: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One `Punkt`. A closed item carries number, title and case numbers, and what its title names; and
    the text and outcomes of a decision only where the municipality itself has published that.

    ``number`` is as printed (`7`, `1.1`), or `lukket-2` where a closed part of the agenda has numbers of its
    own.
    ``span`` is the item's text, for a closed one its title. ``heading_lost`` says that the item is
    known from the contents only, its page being lost; then ``title`` and ``span`` are of the contents.
    """

    number: str
    title: Quote
    closed: bool
    span: Span
    lines: tuple[int, int]
    title_toc: Quote | None = None
    heading_lost: bool = False
    case_numbers: tuple[Quote, ...] = ()
    journal_number: Quote | None = None
    document_number: Quote | None = None
    case_type: Quote | None = None
    decision: Decision | None = None
    earlier_decisions: tuple[EarlierDecision, ...] = ()
    recommenders: tuple[Recommender, ...] = ()
    recommendations: tuple[Quote, ...] = ()
    # The words that lead to each of them (`Direktøren indstiller, at`); ``None`` where it holds them itself.
    recommendation_leads: tuple[Quote | None, ...] = ()
    treatment_path: tuple[TreatmentStep, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[Place, ...] = ()
    # The title of the case, where a source has one beside the item's.
    case_title: Quote | None = None
    votes: tuple[Vote, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    attendance: tuple[Presence, ...] = ()
    referral: Referral | None = None
    # Of an item of a supplementary agenda.
    supplementary: bool = False
    # Of a closed item whose decision the municipality itself has published.
    decision_published: bool = False
    # The number in its address, where that is not its own: it had that before the minutes were published
    # anew, or another item had its own then.
    address: str | None = None
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None

    @property
    def number_in_address(self) -> str:
        """The number that its IRI ends in."""
        return self.address or self.number

    @property
    def number_in_json(self) -> int | str:
        """The number as JSON has it: an integer where it is one."""
        plain = self.number.isascii() and self.number.isdigit() and len(self.number) < 10
        return int(self.number) if plain and self.number == str(int(self.number)) else self.number


@dataclass(frozen=True, slots=True)
class Minutes:
    """What one minutes file says. ``text`` is the text served, closed items' words blanked out;
    ``pages`` are the offsets at which the pages of a PDF begin, and none for a text file. ``left_out``
    counts the characters, but for white space, that were blanked out. ``recognised`` are the numbers of the
    pages whose text the program ``recogniser`` made of a picture."""

    source: str
    text: str
    sha256: str
    body: Quote | None = None
    date: str | None = None
    start_time: str | None = None
    place: Quote | None = None
    participants: tuple[Presence, ...] = ()
    # Those who were there without being of the body, in the words of the source.
    guests: tuple[Quote, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = field(default=())
    share_read: float = 1.0
    left_out: int = 0
    pages: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    recogniser: str = ""
    # A code of the scheme ``dokumentart``: `referat`, `dagsorden` or `tillaegsdagsorden`.
    kind: str = MINUTES
    # Of a supplementary agenda: its meeting is held, so that it has decisions.
    held: bool = False
    end_time: str | None = None
    # When the source published it, ISO 8601 with its offset.
    published_at: str | None = None
    # The body as printed, where that says more than its name (a period: `Byråd 2022-2025`).
    body_printed: str | None = None
    source_ids: tuple[SourceId, ...] = ()
    permalink: str | None = None
    # Since when (ISO 8601) the source has it no more.
    gone_since: str | None = None

    @property
    def decides(self) -> bool:
        """Whether it has decisions."""
        return self.kind == MINUTES or self.held

    def page(self, offset: int) -> int | None:
        """The number of the page (from 1) on which the character at ``offset`` stands, in a PDF."""
        return bisect_right(self.pages, offset) or None
