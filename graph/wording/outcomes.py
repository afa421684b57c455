"""What a decision came to: its sentences and clauses read against the wordings of ontology.ttl.

Negation comes first: an outcome word in the clause of `ikke`, `ingen`, `hverken`, `afviste`, `undlod` and
their like never gives the outcome it would give alone, but the one the ontology names as its negation, or
none. What members, parties and minorities did is not what the body did, and neither is the fate of an
amendment. Words that no rule explains are `fritekst`: kept, listed for review, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from graph.base.remembered import of_one_text
from graph.minutes.model import FREE, NOT_RECORDED, Span
from graph.ontology.terms import vocabulary
from graph.wording.asides import find_asides
from graph.wording.bodies import RAAD
from graph.wording.boxes import without_unticked
from graph.wording.clauses import (
    BUT_NOT,
    Clause,
    Flat,
    Part,
    clauses,
    flatten,
    is_beside,
    negations,
    parts,
    points,
    sentences,
)
from graph.wording.earlier_decisions import without_earlier
from graph.wording.names import PARTY_NAMES
from graph.wording.numerals import NUMBER
from graph.wording.outcome_words import Phrase, code_of_sentence, find_phrases, places_of_phrases
from graph.wording.own_members import OTHER_BODY, OWN_MEMBERS
from graph.wording.point_tables import point_rows

_APPROVED, _REMARK = "godkendt", "godkendt-med-bemaerkning"
_RECOMMENDED, _NOT_RECOMMENDED = "anbefales", "ikke-anbefalet"
_SENT_ON, _LAPSED = "oversendt", "bortfaldet"
_NOT_FOLLOWED = "ikke-fulgt"
# A sentence is read as far as this: no decision is told in more, and no search takes long.
_LONGEST_SENTENCE = 1500


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome. ``words`` are the sentence it was read from; ``about`` is what it concerns where that is
    something else than the case, such as a visit that was postponed."""

    code: str
    words: Span
    about: Span | None = None


@dataclass(frozen=True, slots=True)
class PointReading:
    """A numbered point: its number or letter as printed, its words, and their outcomes. ``stretch`` is all
    that stands under its number, the votes on several points at once too."""

    number: str
    words: Span
    outcomes: tuple[Outcome, ...]
    stretch: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcomes of a decision in order of place, each once and at least one, and those of its points.

    ``reservation`` is the clause that limits or comments the outcome (`idet ...`), to its sentence's end;
    ``addition`` a sentence behind it in which the body wants something more.
    """

    outcomes: tuple[Outcome, ...]
    points: tuple[PointReading, ...] = ()
    reservation: Span | None = None
    addition: Span | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(outcome.code for outcome in self.outcomes))


@dataclass(frozen=True, slots=True)
class _Told:
    """An outcome as a sentence tells it: of the ``whole`` or a part, and whether of a ``proposal``."""

    outcome: Outcome
    whole: bool
    proposal: bool


def outcomes(text: str) -> tuple[str, ...]:
    """The outcome codes of a decision's words, in order of place."""
    return read_outcomes(text).codes


@of_one_text
def read_outcomes(text: str, body: str | None = None, day: date | None = None) -> Reading:
    """Read a decision's words; spans count the characters of ``text``. ``body`` and ``day`` are those of the
    meeting, as far as they are known: what is told of others is not its decision."""
    words = without_unticked(without_earlier(text, body, day))
    if table := _read_rows(words, body, day):
        return table
    flat = flatten(words, find_asides(words))
    if not re.search(r"\w", flat.text):
        code = FREE if re.search(r"\w", text) else NOT_RECORDED
        return Reading((Outcome(code, Span(0, len(text))),))
    marked = points(flat)
    read = tuple(
        PointReading(
            one.number,
            flat.span(one.start, one.end),
            _settled(flat, one.start, one.end),
            flat.span(one.start, one.until),
        )
        for one in marked
    )
    if not marked:
        found = _settled(flat, 0, len(flat.text))
    else:
        before = _settled(flat, 0, marked[0].start)
        behind = _settled(flat, marked[-1].end, len(flat.text))
        found = (*before, *(one for point in read for one in point.outcomes), *behind)
    known = _distinct(
        sorted((one for one in found if one.code != FREE), key=lambda one: one.about is not None)
    )
    told = known or (Outcome(FREE, flat.span(0, len(flat.text))),)
    return Reading(told, read, _reservation(flat), _addition(flat) if known else None)


def _read_rows(text: str, body: str | None, day: date | None) -> Reading | None:
    """The reading of a decision that is a table with a row for each point, if each says what was decided.
    Where words beside the rows decide and no head of a column does, the rows are what these are about."""
    rows = point_rows(text)
    read = [read_outcomes(text[one.answer.start : one.answer.end], body, day) for one in rows]
    if not rows or any(one.codes in ((FREE,), (NOT_RECORDED,)) for one in read):
        return None
    told = tuple(
        PointReading(
            row.number,
            row.answer,
            tuple(_moved(outcome, row.answer.start) for outcome in one.outcomes),
            row.row,
        )
        for row, one in zip(rows, read, strict=True)
    )
    beside = [
        _moved(outcome, start)
        for start, end in ((0, rows[0].row.start), (rows[-1].row.end, len(text)))
        for outcome in read_outcomes(_without_rows(text[start:end]), body, day).outcomes
        if outcome.code not in (FREE, NOT_RECORDED)
    ]
    if beside and not rows[0].headed:
        return None
    found = [*beside, *(one for point in told for one in point.outcomes)]
    found.sort(key=lambda one: (one.about is not None, one.words.start))
    return Reading(_distinct(found), told)


def _without_rows(text: str) -> str:
    """A text with the lines that have cells blanked: the head of a table says nothing of what was decided."""
    return "\n".join(" " * len(line) if "\t" in line else line for line in text.split("\n"))


def _moved(outcome: Outcome, by: int) -> Outcome:
    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return Outcome(outcome.code, moved(outcome.words), outcome.about and moved(outcome.about))


def _settled(flat: Flat, start: int, end: int) -> tuple[Outcome, ...]:
    """The outcomes of a stretch, of which the last vote on the whole decides; `fritekst` for none."""
    found: list[_Told] = []
    proposed = False
    for first, last, words in _sentences(flat.text, start, end):
        told = [one for one in _read_sentence(flat, first, last, words) if not (one.proposal and proposed)]
        found += told
        proposed = proposed or _PROPOSES.search(words) is not None
    votes = [one for one in found if one.whole and one.outcome.about is None and _is_vote(one.outcome.code)]
    if len({_refuses(one.outcome.code) for one in votes}) > 1:
        last_vote = ([one for one in votes if not one.proposal] or votes)[-1]
        found = [one for one in found if one not in votes or one is last_vote]
    return _distinct(one.outcome for one in found) or (Outcome(FREE, flat.span(start, end)),)


@of_one_text
def _sentences(text: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    """Where each sentence of a stretch begins and ends, and its words as far as they are read."""
    return tuple(
        (first, last, text[first : min(last, first + _LONGEST_SENTENCE)].replace("\n", " "))
        for first, last in sentences(text, start, end)
    )


@of_one_text
def _clauses(words: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, none cut where words tell an outcome."""
    return tuple(clauses(words, places_of_phrases(words)))


def _distinct(found: Iterator[Outcome] | Sequence[Outcome]) -> tuple[Outcome, ...]:
    kept: dict[tuple[str, bool], Outcome] = {}
    for one in found:
        kept.setdefault((one.code, one.about is None), one)
    return tuple(kept.values())


def _refuses(code: str) -> bool:
    return vocabulary().meanings[code].compares_as == _NOT_FOLLOWED


def _is_vote(code: str) -> bool:
    """Whether it is a yes or no to what was put before the body."""
    meaning = vocabulary().meanings[code]
    negations_of = {one.negated_as for one in vocabulary().meanings.values()}
    return meaning.negated_as is not None or code in negations_of or (meaning.settles and _refuses(code))


# That somebody proposed something else: what becomes of `the proposal` afterwards is not said of the item.
_PROPOSES = re.compile(
    r"\b(?:foreslog|foreslår|fremsatte|fremsætter|stillede|stiller|ændringsforslag\w*|modforslag\w*|forslag\s+fra)\b",
    re.IGNORECASE,
)
# Who acts where the words are in the active voice: a body, or the body's majority; never a member or a party.
_BODY = re.compile(
    rf"\b(?:[\w-]{{0,60}}(?:udvalg(?:et)?|{RAAD}(?:et)?|nævn(?:et)?|direktion(?:en)?|bestyrelse(?:n)?|kommission(?:en)?"
    r"|repræsentation(?:en)?|flertal(?:let)?|forsamling(?:en)?|chefgruppe(?:n)?|ledelse(?:n)?|komité(?:en)?|forum)"
    r"|magistraten|mødet|man)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\b(?!(?:SF|DF|LA|EL|RV|KF|DD|NB|UP)\b)[A-ZÆØÅ]{2,5}\b")
_MEMBER = re.compile(
    r"\b[Mm]indretal\w*|\b\w*[Mm]edlem\w*|\b[Gg]ruppe\s+[A-ZÆØÅ]\b|\b[Ll]iste\s+[A-ZÆØÅ]\b"
    rf"|(?:^|(?<!model)(?<!scenarie)(?<!variant)(?<!løsning)(?<!alternativ)(?<!punkt)(?<!bilag)\s)[A-ZÆØÅ](?:\s*(?:,|og)\s*[A-ZÆØÅ])*\s|\(\s?\)|\b(?:{PARTY_NAMES})s?\b|\b[Ff]ormand\w*|\b[Bb]orgmester\w*"
    r"|\b[Ff]orvaltning\w*|\b[Aa]dministration\w*|\b[\w-]{0,40}chef(?:en|erne)?\b|\b[\w-]{0,40}direktør\w*"
)
_AMENDMENT = re.compile(
    r"\b(?:[Æ|æ]ndrings|[Mm]od|[Uu]nder|[Tt]illægs|[Dd]el)forslag\w*|\b(?:[Ee]t|[Aa]ndet|[Aa]lternativt)\s+forslag\b"
    r"|\b[Ff]orslag(?:et)?\s+(?:fra|stillet|fremsat)\b|\(\s?\)'?s?\s+(?:\w+\s+)?forslag"
    rf"|\b(?:(?:{PARTY_NAMES})(?:'?s)?|[A-ZÆØÅ]'?s|[A-ZÆØÅ])\s+(?:\w+\s+)?forslag"
)
# That the handling be put off or done again: what becomes of that proposal is not said of the case.
_OF_HANDLING = re.compile(
    r"\b(?:forslag|anmodning|begæring|ønske)\w*\s+om\s+(?:at\s+(?:udsætte|udskyde|hjemvise|tilbagesende|sende|genoptage|tage)\b"
    r"|(?:udsættelse|udskydelse|hjemvisning|tilbagesendelse|genoptagelse)\b"
    r"(?!\s+af\s+(?!sagen|punktet|behandling|beslutning|afgørelse)))",
    re.IGNORECASE,
)
# The case itself, or what stands for it, as what something happens to.
_MATTER = re.compile(
    r"\b(?:sagen|sagerne|sag|punktet|punkterne|punkt|emnet|temaet|spørgsmålet|dagsordenspunkt(?:et)?|beslutningen?|afgørelsen?"
    r"|stillingtagen?|behandling(?:en)?|godkendelsen?|drøftelsen?|orienteringen?|henvendelsen|det|den"
    r"|[\w-]{0,60}(?:forslag|indstilling|lokalplan|kommuneplan|budget|strategi|politik|regnskab|udkast|projekt|ansøgning|anmodning"
    r"|redegørelse|tillæg)\w*)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:punkt(?:et|erne)?|pkt\.?|sag(?:en|erne)?)\s*(?:nr\.?\s*)?\d", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:^|\b(?:[\w-]{0,60}indstilling(?:en|erne)?|sagen|punktet|[\w-]{0,60}forslaget|dagsorden(?:en)?|beslutningen|det|den|helhed|samlede?)|^forslag\s+om\s.*)$",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"\b(?:herefter|derefter|dermed|hermed|således|enstemmigt|samlet|også|blev|bliver|er|var|blevet|nu|så|i\s+øvrigt|endeligt?"
    r"|alle|og|dog|men|ikke|kan|kunne|efterfølgende)\b",
    re.IGNORECASE,
)
# What is to be, was before, or is wished for is not what was decided.
_NOT_YET = re.compile(
    r"\b(?:skal|skulle|bør|burde|må|måtte|vil|ville|forventes|forventer|ønskes|ønsker|ønskede|foreslås|foreslår|foreslog|planlægges"
    r"|afventer|håber|beder|anmoder|anmodede|bad|opfordrer|opfordrede|tidligere|havde|mangler)\b",
    re.IGNORECASE,
)
_WILL_BE = re.compile(
    r"\b(?:vil|ville|kan|kunne|må|måtte|bør|burde|skal|skulle)\s+(?:(?!ikke\b)\w+\s+){0,3}blive\b",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(r"\b(?:vil|ville|ønsker|ønskede)\s+(?:ikke|hverken)\b", re.IGNORECASE)
_BY = re.compile(r"\s*af\s+(?!hensyn|dagsorden|alle\b|samtlige|enig|et\s+enig)", re.IGNORECASE)
_BY_MEMBERS = re.compile(rf"\s*af\s+{OWN_MEMBERS}", re.IGNORECASE)
# A proposal; the one that was amended is the whole.
_PROPOSAL = re.compile(r"(?<!ændrede\s)\bforslag(?:et)?\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(?:den|det|de|en|et|som|af|tidligere|nyligt|senest|allerede|nyt|ny|nye|netop|endnu)\s+$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:blev|bliver|er|var|blevet|været|har|kan|kunne|hermed|dermed|herefter)\b", re.IGNORECASE
)
# In front of a form that ends as the past does and is an adjective (`om udsatte unge`).
_OF_A_NOUN = re.compile(
    r"\b(?:om|af|for|fra|til|med|på|ved|de|disse|alle|flere|nogle|mange|visse|samtlige|øvrige)\s+$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\w+(?:te|ede)", re.IGNORECASE)
# In front of a participle in the active voice: who acts did it (`Formanden har godkendt budgettet`).
_PERFECT = re.compile(r"\bhar\s+(?:(?!været\b|blevet\b)\w+\s+){0,2}\Z", re.IGNORECASE)
# Who answers to the case, and decides nothing in it.
_PARTY_TO_IT = re.compile(
    r"\b[\w-]{0,40}(?:nabo|bygherre|ansøger|ejer|borger|beboer|klager|udvikler|investor|firma|selskab|styrelsen|ministeriet|politiet|regionen|regering|folketing)\w*",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(
    r"\baf\s+(?:[\w-]{0,60}(?:styrelse|ministeri|politi|region|(?:klage|anke)nævn|ombudsmand|domstol|fond|forening)(?:en|et)?|staten|retten)\b",
    re.IGNORECASE,
)
# What somebody was given: `Ansøger har fået afvist sin plan`.
_GOT = re.compile(r"\bf(?:ået|ik|år)\s+(?:(?!(?:og|men)\b)\w+\s+){0,2}\Z", re.IGNORECASE)
# What is turned down with words, and was not proposed.
_SAID = re.compile(
    r"\s+(?:(?:al|enhver|den|denne|de|disse|en)\s+)?(?:\w+s\s+)?(?:kritik|påstand|beskyldning|anklage|indvending|bekymring|mistanke|rygte|argument|insinuation)\w*",
    re.IGNORECASE,
)
# What a reader is sent to, and no case: `Der henvises til bilaget`.
_TO_READ = re.compile(
    r"^(?:\s+\w+){0,3}?\s+til\s+(?:\w+\s+){0,3}?(?:(?:\w*bilag|\w*notat|\w*referat|\w*oversigt|\w*redegørelse|\w*rapport|\w*materiale"
    r"|sagsfremstilling|hjemmeside)\w*|(?:lov(?:en|givning(?:en)?)?|regel|regler(?:ne)?|protokol(?:len)?)s?(?!\w)|§|vedlagte|ovenstående|nedenstående|kommunens\s+hjemmeside)",
    re.IGNORECASE,
)
_GIVES, _CAN = re.compile(r"giv|gav|meddel", re.IGNORECASE), re.compile(r"\bk(?:an|unne)\b", re.IGNORECASE)
# A no that is none without something: of `ikke forslaget om et byggeri uden parkering` it is one.
_WITHOUT = re.compile(
    r"\s+(?:(?:nu|her|dog|endeligt?|i\s+dag|\w{1,60}(?:en|et|ne))\s+){0,2}uden(?!\s+(?:for|videre|begrundelse|bemærkninger|debat|drøftelse)\b)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\w+(?:es|er|ede|te)", re.IGNORECASE)
# A verb that is finite and in the active voice by its form alone, and `og` right in front of it.
_ACTIVE = re.compile(r"\w+(?:er|ede|dte)|udsatte|vedtog|afslog|tog|sendte|trak", re.IGNORECASE)
_DONE = re.compile(r"\b(?:blev|er|var|bliver|blive)\s+(?:\w+\s+){0,3}?\w+[^\Wi]t$", re.IGNORECASE)
_AND = re.compile(r"\s(?:og|samt)\s+(?:(?:derfor|herefter|dermed|enstemmigt|samtidig)\s+)?$", re.IGNORECASE)
_DECIDES = re.compile(
    r"\b(?:beslut(?:tede|ter|tet|tes|tedes)|vedtog|vedtager|vedtaget|enedes|enige?t?|valgte|vælger|undlod|undlader|afviste|afviser"
    r"|nægtede|ønske(?:r|de)\s+ikke)\b[^,.]*$",
    re.IGNORECASE,
)
# A yes to something that is done with the case is that, and settles nothing: `godkendte, at sagen udsættes`.
_SAYS_YES = re.compile(r"\b(?:godkend(?:te|er|t)|tiltrådte|tiltræder|tiltrådt)\b[^,.]*$", re.IGNORECASE)
_WAS_DECIDED = re.compile(
    r"\b(?:blev|er|bliver)\b.{0,400}\b(?:besluttet|vedtaget)\b|\bbesluttede?s\b|^\W*(?:besluttet|vedtaget)\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"\b(?:anbefal(?:er|ede|es|et|e)|indstil(?:ler|lede|les|le)|(?<!positivt\s)(?<!velvilligt\s)(?<!negativt\s)indstillet)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:afvis\w*|forkast\w*|afslå\w*|afslag|afslog|nedstem\w*|fraråd\w*)\b", re.IGNORECASE
)
_DEFERRED = re.compile(
    r"\b(?:udsæt\w*|udsat|udskyd\w*|udskudt|tilbage\w*|genoptag\w*|bortfald\w*|udgå\w*|genovervej\w*|dagsorden\w*)\b",
    re.IGNORECASE,
)


def _read_sentence(flat: Flat, at: int, end: int, words: str) -> Iterator[_Told]:
    """The outcomes of one sentence, which begins at ``at`` in the flat text."""
    span = flat.span(at, end)
    if words.rstrip().endswith("?"):
        return
    if code := code_of_sentence(words):
        yield _Told(Outcome(code, span), True, False)
        return
    read = _clauses(words)
    conditional = any(_CONDITION.match(clause.text) for clause in read)
    remarked = any(_reserves(clause, words) for clause in read)
    subject, recommends = "", False
    for index, clause in enumerate(read):
        if recommends and _BUT_NOT.match(clause.text):
            yield _Told(Outcome(_NOT_RECOMMENDED, span), False, False)
        if clause.kind != "main" or is_beside(clause.text):
            continue
        # What follows `med den ændring, at` is the change, and not what was decided.
        hangs = (
            takewhile(lambda one: one.kind == "that", read[index + 1 :]) if clause.reserves is None else ()
        )
        thats = [one.text for one in hangs]
        behind = read[index + 1 + len(thats) :]
        if len(thats) > 1 and behind and _WAITS.match(behind[0].text):
            thats.pop()
        # What it says is what was decided.
        if thats and _STATES.search(clause.text) and not _BEFORE_THAT.search(thats[0]):
            first, *rest = thats
            clause = Clause("main", _AT.sub(lambda found: " " * len(found[0]), first), read[index + 1].start)
            thats = rest
        told = list(_read_clause(flat, at, clause, thats, subject))
        subject = _subject(clause.text) or subject
        recommends = any(one.outcome.code == _RECOMMENDED for one in told)
        for one in told:
            if conditional and one.outcome.code == _LAPSED:
                continue
            moved = vocabulary().meanings[one.outcome.code].of_handling
            if moved and any(_CONDITION.match(before.text) for before in read[:index]):
                continue  # `Hvis støtten bortfalder, genoptages sagen`
            code = _REMARK if one.outcome.code == _APPROVED and remarked else one.outcome.code
            yield replace(one, outcome=replace(one.outcome, code=code, words=span))


# Who led the meeting says what came of the vote: `Borgmesteren konstaterede, at indstillingen er vedtaget`.
_STATES = re.compile(
    r"^\W*(?:(?:herefter|derefter|dermed|og)\s+)?(?:(?:formanden|(?:vice)?borgmesteren|mødelederen|dirigenten|det)\s+(?:kunne\s+|blev\s+|kan\s+)?"
    r"(?:herefter\s+|dermed\s+)?konstatere(?:de|s|r|t)?|konstaterede\s+(?:formanden|borgmesteren))\s*\Z",
    re.IGNORECASE,
)
# What another body has done, or this one before, is stated too.
_BEFORE_THAT = re.compile(r"\b(?:har|havde|sidst|tidligere|allerede|seneste|forrige)\b", re.IGNORECASE)
_AT = re.compile(r"\A\W*at\b", re.IGNORECASE)
_AND_THAT = re.compile(r"\b(?:og|samt)\s+at\b", re.IGNORECASE)
# Of a second thing that is decided, an answer to what was asked (`og at budet derfor afslås`), and no rule of
# others' doings to come (`og at bud under 1 mio. kr. afvises`, `og at planen godkendes på næste møde`).
_ANSWERS = re.compile(
    r"\W*(?:(?:og|samt)\s+)?at\s+(?:\w+s\s+)?(?:den|det|sagen|punktet|[\w-]{0,60}(?:buddet|budet|forslaget|anmodningen|ansøgningen"
    r"|indstillingen|planen|projektet|budgettet|regnskabet|henvendelsen|klagen|dispensationen|tilladelsen|bevillingen|tilskuddet))\s+"
    r"(?:(?:derfor|dermed|herefter|derefter|samtidig|også|ikke|enstemmigt|hermed)\s+)*\w+(?:es|ås)\s*[.;]?\s*\Z",
    re.IGNORECASE,
)
_IF = r"hvis|såfremt|dersom|medmindre|ifald"
# On which something lapses, and has not yet.
_CONDITION = re.compile(rf"\W*(?:{_IF})\b", re.IGNORECASE)
# Behind a second thing that is decided: it has not been done.
_WAITS = re.compile(rf"\W*(?:{_IF}|når|hvornår|efter\s+at)\b", re.IGNORECASE)
_LEANS = re.compile(r"\W*(?:men|og|samt)\s+(?:ikke\s+|dog\s+|derimod\s+)?\Z", re.IGNORECASE)
_BUT_NOT = re.compile(rf"\W*{BUT_NOT}", re.IGNORECASE)


def _subject(words: str) -> str:
    """What stands before the first phrase of a clause, where somebody acts there; the body at the head of one
    without a phrase (`Udvalget ser ikke et behov, og afviser ...`)."""
    if phrases := find_phrases(words):
        before = words[: phrases[0].start]
    else:
        head = _BODY.search(words[:80])
        before = words[: head.end()] if head and words[: head.start()].count(" ") <= 3 else ""
    return before if _acts(before) else ""


def _read_clause(flat: Flat, at: int, clause: Clause, thats: Sequence[str], subject: str) -> Iterator[_Told]:
    """The outcomes of a main clause, with the `at`-clauses that hang on it; ``subject`` is who acts in the
    clause before, and in this one where its verb leans on that (`..., men anbefaler punkt 1`)."""
    if code := code_of_sentence(clause.text):
        yield _Told(Outcome(code, Span(0, 0)), True, False)
        return
    if thats and (through := _through(clause.text, thats[0])) is not None:
        more = (
            _through(clause.text, that)
            for last, that in pairwise(thats)
            if _AND_THAT.search(f"{last} {that}") and _ANSWERS.match(that)
        )
        if code := through or next(filter(None, more), None):
            yield _Told(Outcome(code, Span(0, 0)), True, False)
        return
    if _NEITHER.search(clause.text) and len({_refuses(one.code) for one in _votes_in(clause.text)}) > 1:
        return  # `kan hverken godkende eller afvise`
    told: list[_Told] = []
    unfollowed: _Told | None = None
    for part in parts(clause.text, places_of_phrases(clause.text)):
        frame: Phrase | None = None
        for phrase, following in pairwise((*find_phrases(part.text), None)):
            if phrase is None:
                continue
            if not part.subject and _LEANS.match(part.text[: phrase.start]):
                part = replace(part, subject=subject)
            recommended = any(one.outcome.code in (_RECOMMENDED, _NOT_RECOMMENDED) for one in told)
            one = _judged(flat, at + clause.start, part, phrase)
            if frame is not None:
                one = _under(frame, phrase, one)
            frame = phrase if following and _frames(part.text, phrase, following) else None
            if frame is not None:
                continue
            if one is not None and not (
                recommended and _is_vote(phrase.code) and phrase.code != _RECOMMENDED
            ):
                told.append(one)
                if _refuses(one.outcome.code) and _FOLLOWS.match(phrase.verb):
                    unfollowed = one
    if unfollowed is not None and len(told) > 1:
        told.remove(unfollowed)  # `fulgte ikke indstillingen og godkendte ansøgningen`
    with_advice = any(one.outcome.code == _RECOMMENDED for one in told)
    yield from (one for one in told if not (with_advice and one.outcome.code == _SENT_ON))


_NEITHER = re.compile(r"\bhverken\b", re.IGNORECASE)
_FOLLOWS = re.compile(r"f[øu]lg", re.IGNORECASE)


def _votes_in(words: str) -> list[Phrase]:
    return [phrase for phrase in find_phrases(words) if _is_vote(phrase.code)]


# A yes or no to doing something with the case (`sagde ja til at afvise`) is what that comes to.
_TO_DO = re.compile(r"\s+at\s+", re.IGNORECASE)


def _frames(words: str, phrase: Phrase, following: Phrase) -> bool:
    """Whether a phrase is a yes or no to what the next one says is done."""
    said = words[phrase.start : phrase.end].casefold()
    return said.endswith(" til") and _TO_DO.fullmatch(words, phrase.end, following.start) is not None


def _under(frame: Phrase, phrase: Phrase, told: _Told | None) -> _Told | None:
    """What a phrase tells that is done or not by the yes or no in front of it."""
    if told is None or not _refuses(frame.code):
        return told
    denied = phrase.meaning.negated_as
    return replace(told, outcome=replace(told.outcome, code=denied)) if denied else None


def _through(clause: str, that: str) -> str | None:
    """What a clause comes to by the `at`-clause behind it: a code, nothing (an empty string), or ``None``
    where the clause itself tells it (`godkendte, at ...`)."""
    if _RECOMMENDS.search(clause):
        acts = _acts(clause) or _RECOMMENDS.match(clause.strip()) or re.search(r"\w(?:ales|illes)\b", clause)
        return _recommended(negations(clause), that) if acts and not _not_yet(clause) else ""
    if not _DECIDES.search(clause):
        phrase = next(iter(find_phrases(that)), None) if _SAYS_YES.search(clause) else None
        moved = phrase is not None and phrase.meaning.of_handling
        return (
            None if not moved else "" if negations(clause) or negations(that) or not phrase else phrase.code
        )
    if not (_acts(clause) or _WAS_DECIDED.search(clause)) or _not_yet(clause):
        return ""
    refusals = min(1, negations(clause))
    inner = re.sub(r"^\W*(?:og\s+)?at\b", "", that)
    for part in parts(inner, places_of_phrases(inner)):
        for phrase in find_phrases(part.text):
            if phrase.meaning.of_handling and not _of_the_case(part, phrase):
                return ""
            if _is_vote(phrase.code) and _OF_HANDLING.match(part.text[phrase.end :].lstrip()):
                return ""
            denied = refusals + negations(part.text, (phrase.start, phrase.end) if phrase.bears else None)
            return phrase.code if not denied else (phrase.meaning.negated_as or "") if denied == 1 else ""
    return ""


def _not_yet(words: str) -> bool:
    """Whether words tell of what is to be, or was before; that a body will not is told here and now."""
    return _NOT_YET.search(_WILL_NOT.sub(" ", words)) is not None


def _begins_anew(words: str, phrase: Phrase) -> int:
    """Where a part of a clause begins anew: behind an `og` with a finite verb, which has the subject of the
    verb before and nothing else of it (`ønsker sagen belyst og udsætter den`, `blev ikke drøftet og
    udsættes`); of an infinitive that is not clear. 0 where it does not."""
    joint = _AND.search(words, 0, phrase.start)
    if joint is None:
        return 0
    finite = _ACTIVE.fullmatch(phrase.verb) or (
        phrase.verb.endswith("s") and _DONE.search(words, 0, joint.start())
    )
    return joint.end() if finite else 0


def _recommended(refusals: int, that: str) -> str:
    """What a recommendation that something be done comes to; nothing where it is to be put off."""
    refused = _REFUSED.search(that)
    if _DEFERRED.search(that):
        return ""
    denied = negations(that, refused.span() if refused else None)
    if denied and (
        refused or refusals or not any(phrase.meaning.negated_as for phrase in find_phrases(that))
    ):
        return ""
    if refusals > 1 or denied > 1 or (refused and refusals):
        return ""
    return _NOT_RECOMMENDED if denied or refused or refusals else _RECOMMENDED


# `trak sagen for retten`, `trækker sagen ud`; `Tilladelse gives kun i særlige tilfælde`, `... af nævnet`.
_GOES_ON = re.compile(
    r"(?:tr[aæ]k(?:ker)?\s+(?:frem|ud|op|ind|ned|for|i)|(?:gives|meddeles)\s+(?:kun|først|alene|normalt|af))\b",
    re.IGNORECASE,
)
# What an authority recommends all.
_MANY = re.compile(r"anbefalinger", re.IGNORECASE)


def _judged(flat: Flat, at: int, part: Part, phrase: Phrase) -> _Told | None:
    """The outcome of a phrase in its part of a clause; ``None`` where it is no decision of the body."""
    meaning = phrase.meaning
    before, behind = f"{part.subject}{part.text[: phrase.start]}", part.text[phrase.end :]
    anew = _begins_anew(part.text, phrase)
    if _WILL_BE.search(part.text[anew : phrase.start]):
        return None
    if not phrase.bears and _not_yet(part.text[anew : phrase.start] if anew else before):
        return None
    if _AMENDMENT.search(before) or (
        (not before.strip(" ,") or _AUXILIARY.search(before)) and _AMENDMENT.match(behind.strip())
    ):
        return None
    follows = flat.text[at + part.start + phrase.end :][:120].lstrip()  # over the end of the clause
    if _GOES_ON.match(f"{phrase.verb} {follows}") or _MANY.match(part.text, phrase.start):
        return None
    held_up = _OF_HANDLING.search(before) or (not phrase.passive and _OF_HANDLING.match(follows))
    if held_up and _is_vote(phrase.code):
        return None
    participle = phrase.passive and not phrase.verb.endswith("s")
    if participle and _PUTS_FORWARD.search(part.text[anew : phrase.start]):
        return _put_forward(part, phrase)
    if phrase.code == _RECOMMENDED and any(
        one.passive and one.meaning.of_handling and not behind[: one.start].strip()
        for one in find_phrases(behind)[:1]
    ):
        return None  # `anbefaler sagen udsat`
    if participle and (_GOT.search(before) or not _predicate(before, part, phrase)):
        return None
    if not phrase.passive and _PAST.fullmatch(phrase.verb) and _OF_A_NOUN.search(before):
        return None  # `orientering om afviste ansøgninger`
    if _refuses(phrase.code) and _SAID.match(behind):
        return None
    if phrase.verb.startswith("henvis") and _TO_READ.search(part.text[phrase.stop :]):
        return None
    # Whether those who carried it were enough, others tell.
    counted = (
        phrase.passive
        and _CARRIED.fullmatch(phrase.verb) is not None
        and _BY_MEMBERS.match(behind) is not None
        and OTHER_BODY.search(part.text) is None
        and _of_the_case(part, phrase)
    )
    by = _BY.match(behind) if phrase.passive and not counted else None
    if by and not _acts(behind[by.end() : by.end() + 60]):
        return None
    permits = "tilladelse" in part.text[phrase.start : phrase.end].casefold()
    if phrase.passive and (_BY_ANOTHER.search if permits else _BY_ANOTHER.match)(behind.lstrip()):
        return None
    passive = phrase.passive and not _PERFECT.search(before)
    acts = passive or phrase.complete or _acts(before, part.text[phrase.stop :])
    none_else = not (_MEMBER.search(before) or _PARTY_TO_IT.search(before) or _PERFECT.search(before))
    acts = acts or (phrase.bears and none_else)
    if not acts and meaning.act_of_body and not (meaning.of_handling and _of_the_case(part, phrase)):
        return None
    own = (len(part.scope) + phrase.start, len(part.scope) + phrase.end) if phrase.bears else None
    denials = negations(part.text[anew:]) if anew and not own else negations(part.scope + part.text, own)
    if denials > 1 or (denials and meaning.negated_as is None):
        return None
    if not denials and _GIVES.match(phrase.verb) and _CAN.search(before):
        return None  # `Der kan gives dispensation`
    if denials and _WITHOUT.match(behind):
        return None  # `kan ikke godkendes uden en høring`
    code = meaning.negated_as if denials and meaning.negated_as else phrase.code
    subject = " ".join(_ADVERBS.sub(" ", before).split()).strip(" ,.:")
    proposal = counted or _PROPOSAL.search(part.text) is not None
    held = (
        _UP_TO.split(part.text[phrase.stop :], maxsplit=1)[0].strip(" .,") if not phrase.passive else subject
    )
    whole = phrase.complete or _WHOLE.search(held) is not None
    told = _Told(Outcome(code, Span(0, 0)), whole, proposal)
    if not meaning.of_handling or _of_the_case(part, phrase):
        return told
    if not phrase.passive or not subject:
        return None
    lead = len(part.text) - len(part.text.lstrip())
    about = flat.span(at + part.start + lead, at + part.start + phrase.start)
    return replace(told, outcome=replace(told.outcome, about=about))


# `anbefaler ansøgningen imødekommet`: what a body recommends that others do.
_PUTS_FORWARD = re.compile(
    r"\b(?:anbefal(?:er|ede|e)|indstil(?:ler|lede|le))\s+(?:(?!at\b|og\b|men\b|har\b|er\b|blev\b)[\w/§.-]+\s+){1,8}\Z",
    re.IGNORECASE,
)


def _put_forward(part: Part, phrase: Phrase) -> _Told | None:
    """What a participle tells of what a body puts forward; nothing of how the case is handled."""
    before = f"{part.subject}{part.text[: phrase.start]}"
    if phrase.meaning.of_handling or not _acts(before):
        return None
    denials = negations(part.scope + part.text[: phrase.start])
    if denials > 1 or (denials and _refuses(phrase.code)):
        return None
    if not _is_vote(phrase.code) and phrase.code not in (_RECOMMENDED, _NOT_RECOMMENDED):
        return None
    code = _NOT_RECOMMENDED if denials or _refuses(phrase.code) else _RECOMMENDED
    return _Told(Outcome(code, Span(0, 0)), False, _PROPOSAL.search(part.text) is not None)


_UP_TO = re.compile(r"\b(?:til|over|overfor|i|fra|af|med|på|om|for|at|ved|hos)\b", re.IGNORECASE)


_MOST_OF_IT = re.compile(
    r"\bflertal|\b(?:de\s+)?(?:øvrige|resterende)\s+(?:(?:byråds|udvalgs|kommunalbestyrelses)?medlemmer(?!\s+(?:af|i|fra)\s)|del\s+af)|\bresten\s+af\s+(?:\w*udvalget|byrådet|kommunalbestyrelsen|medlemmerne)\b|\bdet\s+øvrige\s+(?:\w*udvalg|byråd)",
    re.IGNORECASE,
)


def _acts(before: str, behind: str = "") -> bool:
    """Whether a body acts: its name stands before the verb, or right behind it (`godkendte Byrådet`)."""
    near = _UP_TO.split(behind[:120], maxsplit=1)[0]
    if _MOST_OF_IT.search(before + near):
        return True
    if _MEMBER.search(before) or (not before.strip(" ,") and _MEMBER.match(near.strip())):
        return False
    return any(pattern.search(words) for pattern in (_BODY, _INITIALS) for words in (before, near))


def _predicate(before: str, part: Part, phrase: Phrase) -> bool:
    """Whether a participle says what was done, and not of what kind something is."""
    if _ATTRIBUTE.search(before):
        return False
    if not before.strip() or _AUXILIARY.search(before):
        return True
    rest = part.text[: phrase.start] + part.text[phrase.end :]
    told = any(
        _FINITE.fullmatch(one.verb) and not _OF_A_NOUN.search(rest[: one.start]) for one in find_phrases(rest)
    )
    return not told and len(before.split()) <= 14


def _lead(part: Part, phrase: Phrase) -> str:
    """What stands before a phrase: of `sagen blev drøftet og udsat` what stands before the first of two."""
    shared = find_phrases(part.subject)
    lead = part.subject[: shared[0].start] if shared else part.subject
    return f"{lead}{part.text[: phrase.start]}"


def _of_the_case(part: Part, phrase: Phrase) -> bool:
    """Whether what happens to the handling happens to the case itself: it is what the verb is about, or
    nothing is named."""
    before, behind = _lead(part, phrase), part.text[phrase.stop :]
    meaning = phrase.meaning
    withdrawn = _ACTIVE.fullmatch(phrase.verb) and not (meaning.act_of_body or meaning.keeps_open)
    if withdrawn and _MATTER.search(part.text[phrase.stop : phrase.end]):
        return True  # the words themselves name the case: `Formanden trak punktet`
    subject = " ".join(_ADVERBS.sub(" ", before).split()).strip(" ,.:")
    if (
        phrase.passive and not subject and before.strip()
    ):  # `herefter udsættes sagen`, `sagen`-less `blev udsat`
        return (
            not behind.strip(" .")
            or _MATTER.search(behind[:80]) is not None
            or _UP_TO.match(_SOON.sub("", behind.strip())) is not None
        )
    if phrase.passive or (subject and not (_acts(part.subject + before))):
        return not subject or (_MATTER.search(subject) is not None and not _NUMBERED.search(subject))
    held = _UP_TO.split(behind, maxsplit=1)[0].strip(" .")
    return not held or _MATTER.search(held[:160]) is not None


_SOON = re.compile(
    r"\A(?:(?:direkte|straks|videre|igen|fortsat|endnu\s+engang|i\s+stedet)\s+)+", re.IGNORECASE
)
_DISSENT = re.compile(
    r"\b(?:stemte|stemmer|stemt|undlod|undlader)\b|\b(?:inhabil|habilitet|mindretal)|\bikke\s+deltog|\bdeltog\s+ikke|\bforbehold\s+fra"
    rf"|\bidet\s+(?:[A-ZÆØÅ]|\(\s?\)|[A-ZÆØÅ][\w-]+\s+[A-ZÆØÅ][\w-]+|{PARTY_NAMES})\s"
)


_VOTED = re.compile(r"\b(?:stemte|undlod|undlader)\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"\b(?:godkend(?:t|te|es)|tiltr(?:ådt|ådte|ædes)|vedt(?:aget|og|ages))\b", re.IGNORECASE
)
# Set off behind a vote, a change is the body's; so is a reservation where those who voted are only counted.
_CHANGES = re.compile(r"(?:dog\s+)?(?:med|under)\s+(?:\w+\s+){0,2}\w*ændring", re.IGNORECASE)
_HOLDS_BACK = re.compile(r"(?:dog\s+)?(?:med|under)\s+(?:\w+\s+){0,2}forbehold\b(?!\s+fra\b)", re.IGNORECASE)
_COUNTED = re.compile(rf"\b(?:alle|{NUMBER})\s+(?:medlemmer\s+)?\Z", re.IGNORECASE)
# A party alone before the remark, its brackets emptied as asides are.
_REMARKS_OF = re.compile(rf"\W*(?:(?:[Gg]ruppe|[Ll]iste)\s+)?(?:\(\s?\)|[A-ZÆØÅ]{{1,2}}|{PARTY_NAMES})\W*")


_CAME_IN = (
    r"(?:(?:er|var|blev|været|kom|kommet|indkom|indkommet|fremkom|fremkommet|har|havde|modtog|modtaget"
    r"|yderligere|nogen)(?:\s+|\b)){0,3}"
)
# That nobody had anything to remark limits nothing.
_WITHOUT_REMARK = re.compile(
    rf"idet\s+(?:(?!ikke\b|ingen\b)\w+\s+){{0,5}}(?:ikke|ingen)\s+{_CAME_IN}"
    r"(?:bemærkninger|kommentarer|indsigelser|indvendinger|høringssvar)"
    rf"(?:\s+(?:i|under|ved|inden)\s+\w*(?:høring|frist|periode|fremlæggelse)\w*)?\s*{_CAME_IN}"
    r"(?=[.;]|\s*$|,(?!\s*(?:ud\s*over|bortset|undtagen|men|dog|andre)\b))",
    re.IGNORECASE,
)


def _reserves(clause: Clause, words: str) -> bool:
    """Whether a clause limits or comments the outcome; that somebody voted no does neither, nor what those
    remark who voted or are named in its place (`(Ø) med bemærkning om, at ...`)."""
    if clause.reserves is None or _DISSENT.search(words, clause.reserves):
        return False
    if _WITHOUT_REMARK.match(words, clause.reserves):
        return False
    before = words[: clause.reserves]
    if _REMARKS_OF.fullmatch(before):
        return False
    carried = [
        one.start + match.end()
        for one in _clauses(words)
        if one.kind == "main"
        for match in _CARRIED.finditer(one.text)
        if one.start + match.end() <= clause.reserves
    ]
    voted = _VOTED.search(before, carried[-1] if carried else 0)
    if voted is None:
        return True
    if not carried or not before.rstrip().endswith(","):
        return False
    counted = _COUNTED.search(before[: voted.start()]) is not None
    held = _HOLDS_BACK if counted else _CHANGES
    return (_CHANGES.match(words, clause.reserves) or held.match(words, clause.reserves)) is not None


def _reservation(flat: Flat) -> Span | None:
    """The first clause that limits or comments, to the end of its sentence."""
    for first, last, words in _sentences(flat.text, 0, len(flat.text)):
        for clause in _clauses(words):
            if clause.reserves is not None and _reserves(clause, words):
                return flat.span(first + clause.reserves, last)
    return None


_ADDS = re.compile(
    r"\W*(?:foruden|desuden|derudover|herudover|endvidere|yderligere|samtidig|ligeledes|dertil|udover)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:ønske(?:r|de)|beder|bad|anmode(?:r|de)|opfordre(?:r|de)|pålægger|pålagde|understrege(?:r|de)|forudsætter|forudsatte"
    r"|lægger\s+vægt|lagde\s+vægt|tilføje(?:r|de)|besluttede\s+(?:desuden|samtidig|endvidere|også))\b",
    re.IGNORECASE,
)


def _addition(flat: Flat) -> Span | None:
    """The first sentence behind another in which the body wants something more."""
    for index, (first, last, words) in enumerate(_sentences(flat.text, 0, len(flat.text))):
        wants = _WANTS.search(words)
        if not index or not wants or is_beside(words):
            continue
        if (_ADDS.match(words) and not _MEMBER.match(words.strip())) or _acts(words[: wants.start()]):
            return flat.span(first, last)
    return None
