"""What a phrase that tells an outcome comes to in its part of a clause.

Negation comes first: an outcome word in the clause of `ikke`, `ingen`, `hverken`, `afviste`, `undlod` and
their like never gives the outcome it would give alone, but the one the ontology names as its negation, or
none. What members, parties and minorities did is not what the body did, and neither is the fate of an
amendment.
"""

import re
from dataclasses import dataclass, replace

from graph.minutes.model import Span
from graph.ontology.terms import vocabulary
from graph.wording.actors import MEMBER, PARTY_TO_IT, UP_TO, acts
from graph.wording.clauses import Flat, Part, negations
from graph.wording.names import PARTY_NAMES
from graph.wording.outcome_words import CARRIED, Phrase, find_phrases
from graph.wording.own_members import OTHER_BODY, OWN_MEMBERS

RECOMMENDED, NOT_RECOMMENDED = "anbefales", "ikke-anbefalet"
_NOT_FOLLOWED = "ikke-fulgt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome. ``words`` are the sentence it was read from; ``about`` is what it concerns where that is
    something else than the case, such as a visit that was postponed."""

    code: str
    words: Span
    about: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome as a sentence tells it: of the ``whole`` or a part, and whether of a ``proposal``."""

    outcome: Outcome
    whole: bool
    proposal: bool


def refuses(code: str) -> bool:
    return vocabulary().meanings[code].compares_as == _NOT_FOLLOWED


def is_vote(code: str) -> bool:
    """Whether it is a yes or no to what was put before the body."""
    meaning = vocabulary().meanings[code]
    negations_of = {one.negated_as for one in vocabulary().meanings.values()}
    return meaning.negated_as is not None or code in negations_of or (meaning.settles and refuses(code))


_AMENDMENT = re.compile(
    r"\b(?:[Æ|æ]ndrings|[Mm]od|[Uu]nder|[Tt]illægs|[Dd]el)forslag\w*|\b(?:[Ee]t|[Aa]ndet|[Aa]lternativt)\s+forslag\b"
    r"|\b[Ff]orslag(?:et)?\s+(?:fra|stillet|fremsat)\b|\(\s?\)'?s?\s+(?:\w+\s+)?forslag"
    rf"|\b(?:(?:{PARTY_NAMES})(?:'?s)?|[A-ZÆØÅ]'?s|[A-ZÆØÅ])\s+(?:\w+\s+)?forslag"
)
# That the handling be put off or done again: what becomes of that proposal is not said of the case.
OF_HANDLING = re.compile(
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
# `Mødet blev udsat en time`, `Fristen er udskudt`: the case is not.
_OF_MEETING = re.compile(
    r"\W*(?:(?:det|næste|dagens)\s){0,2}(?:[^\W\d_]{0,30}mødet?|møderne|[^\W\d_]{0,30}fristen)\b"
    r"(?!.*\b(?:sagen|punktet|punkterne|behandlingen|beslutningen|det|den)\b)",
    re.IGNORECASE,
)
_WILL_BE = re.compile(
    r"\b(?:vil|ville|kan|kunne|må|måtte|bør|burde|skal|skulle)\s+(?:(?!ikke\b)\w+\s+){0,3}blive\b",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\b(?:ønske(?:r|de)|foresl(?:og|år)|ville\s+have)\b", re.IGNORECASE)
_WAS, _NOW = re.compile(r"\b(?:blev|var)\b", re.IGNORECASE), re.compile(r"\bnu\b", re.IGNORECASE)
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
_DONE = re.compile(
    r"\b(?:blev|er|var|bliver|blive)\s+(?:\w+\s+){0,3}?\w+[^\Wi]t$|\A\W*\w+\s+\w+(?:edes|tes|es)\s+ikke$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:og|samt)\s+(?:(?:derfor|herefter|dermed|enstemmigt|samtidig)\s+)?$", re.IGNORECASE)
# `trak sagen for retten`, `trækker sagen ud`; `Tilladelse gives kun i særlige tilfælde`, `... af nævnet`.
_GOES_ON = re.compile(
    r"(?:tr[aæ]k(?:ker)?\s+(?:frem|ud|op|ind|ned|for|i)|(?:gives|meddeles)\s+(?:kun|først|alene|normalt|af))\b",
    re.IGNORECASE,
)
# What nobody wanted: `blev fejlagtigt sendt`, `er sendt til Byrådet ved en fejl`; of a bill that was paid by
# mistake, and of an error in a paper, it is not said of what was decided.
_MISTAKEN = r"(?:ved\s+en\s+(?:\w+\s+)?(?:fejl|misforståelse)(?!\s+i\b)|fejlagtigt)"
_BY_MISTAKE = re.compile(rf"\b{_MISTAKEN}\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_DONE_BY_MISTAKE = re.compile(
    rf"(?:(?!\s(?:og|men|samt)\s)[^,;])*?\s{_MISTAKEN}(?=\W*\Z|\s+(?:til|i|på|uden|med)\s)", re.IGNORECASE
)
_ADMINISTRATION = re.compile(r"(?:forvaltning|administration|direktion|borgmester|formand)", re.IGNORECASE)
# What somebody proposed, and not the case: `trak sit ændringsforslag tilbage`.
_OWN_PROPOSAL = re.compile(r"\b(?:sit|deres)\s+(?:\w+\s+)?[\w-]*forslag", re.IGNORECASE)
# What an authority recommends all.
_MANY = re.compile(r"anbefalinger", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A phrase in its part of a clause, and the words around it: ``before`` it, with what its verb leans on,
    ``behind`` it in the part, and ``follows`` over the end of the clause. The part begins ``anew`` at a
    character in front of it."""

    part: Part
    phrase: Phrase
    before: str
    behind: str
    follows: str
    anew: int

    @property
    def begun(self) -> str:
        """What stands before the phrase where the part begins anew."""
        return self.part.text[self.anew : self.phrase.start]

    @property
    def participle(self) -> bool:
        return self.phrase.passive and not self.phrase.verb.endswith("s")


def judged(flat: Flat, at: int, part: Part, phrase: Phrase) -> Told | None:
    """The outcome of a phrase in its part of a clause, which begins at ``at`` in the flat text; ``None``
    where it is no decision of the body."""
    words = part.text
    setting = _Setting(
        part,
        phrase,
        before=f"{part.subject}{words[: phrase.start]}",
        behind=words[phrase.end :],
        follows=flat.text[at + part.start + phrase.end :][:120].lstrip(),
        anew=_begins_anew(words, phrase),
    )
    if _is_to_be(setting) or _is_of_something_else(setting):
        return None
    if setting.participle and _PUTS_FORWARD.search(setting.begun):
        return _put_forward(setting)
    if _says_of_what_kind(setting) or _is_of_words(setting):
        return None
    counted = _is_counted(setting)
    if (not counted and _another_did_it(setting)) or not _is_done_by_the_body(setting):
        return None
    code = _code(setting)
    if code is None:
        return None
    told = Told(Outcome(code, Span(0, 0)), _is_of_the_whole(setting), counted or _is_of_a_proposal(part))
    if not phrase.meaning.of_handling or of_the_case(part, phrase):
        return told
    if not phrase.passive or not _bare(setting.before) or _PERFECT.search(setting.before):
        return None
    lead = len(words) - len(words.lstrip())
    about = flat.span(at + part.start + lead, at + part.start + phrase.start)
    return replace(told, outcome=replace(told.outcome, about=about))


def _is_to_be(setting: _Setting) -> bool:
    """Whether it is to be done, or was done before."""
    if _WILL_BE.search(setting.begun):
        return True
    # `blev udsat i juni og godkendes nu`
    if setting.phrase.meaning.of_handling and _WAS.search(setting.before) and _NOW.search(setting.follows):
        return True
    # `V ønskede sagen afvist`
    if setting.participle and _WISHED.search(setting.before) and not acts(setting.before):
        return True
    return not setting.phrase.bears and not_yet(setting.begun if setting.anew else setting.before)


def _is_of_something_else(setting: _Setting) -> bool:
    """Whether it is said of an amendment, of how the case is to be handled or of a mistake, or the verb is
    another."""
    part, phrase, before, behind = setting.part, setting.phrase, setting.before, setting.behind
    if _AMENDMENT.search(before) or (
        (not before.strip(" ,") or _AUXILIARY.search(before)) and _AMENDMENT.match(behind.strip())
    ):
        return True
    if _OWN_PROPOSAL.search(part.text[phrase.start : phrase.end]):
        return True
    if _GOES_ON.match(f"{phrase.verb} {setting.follows}") or _MANY.match(part.text, phrase.start):
        return True
    if _BY_MISTAKE.search(before) or _DONE_BY_MISTAKE.match(behind):
        return True
    subject = before if phrase.passive else setting.follows
    if phrase.code == "udsat" and _OF_MEETING.match(subject):
        return True
    held_up = OF_HANDLING.search(before) or (not phrase.passive and OF_HANDLING.match(setting.follows))
    return bool(held_up) and is_vote(phrase.code)


def _says_of_what_kind(setting: _Setting) -> bool:
    """Whether it says of what kind something is, or what is wished for it, and not what was done."""
    part, phrase, before = setting.part, setting.phrase, setting.before
    if phrase.code == RECOMMENDED and any(
        one.passive and one.meaning.of_handling and not setting.behind[: one.start].strip()
        for one in find_phrases(setting.behind)[:1]
    ):
        return True  # `anbefaler sagen udsat`
    if setting.participle and (_GOT.search(before) or not _predicate(before, part, phrase)):
        return True
    # `orientering om afviste ansøgninger`
    return not phrase.passive and bool(_PAST.fullmatch(phrase.verb) and _OF_A_NOUN.search(before))


def _is_of_words(setting: _Setting) -> bool:
    """Whether it is said of what somebody said, or of what there is to read."""
    phrase = setting.phrase
    if refuses(phrase.code) and _SAID.match(setting.behind):
        return True
    return phrase.verb.startswith("henvis") and bool(_TO_READ.search(setting.part.text[phrase.stop :]))


def _is_counted(setting: _Setting) -> bool:
    """Whether those are counted who carried it; whether they were enough, others tell."""
    part, phrase = setting.part, setting.phrase
    return (
        phrase.passive
        and CARRIED.fullmatch(phrase.verb) is not None
        and _BY_MEMBERS.match(setting.behind) is not None
        and OTHER_BODY.search(part.text) is None
        and of_the_case(part, phrase)
    )


def _another_did_it(setting: _Setting) -> bool:
    """Whether words in the passive voice name who acts, and it is not the body."""
    by = _BY.match(setting.behind) if setting.phrase.passive else None
    if by is None:
        return False
    others = setting.behind[by.end() : by.end() + 60]
    # The administration takes back what it put forward.
    meaning = setting.phrase.meaning
    taken = meaning.of_handling and not (meaning.keeps_open or meaning.act_of_body)
    return not (acts(others) or (taken and _ADMINISTRATION.match(others)))


def _is_done_by_the_body(setting: _Setting) -> bool:
    """Whether the body did it, as far as that is needed to tell the outcome."""
    part, phrase, before = setting.part, setting.phrase, setting.before
    permits = "tilladelse" in part.text[phrase.start : phrase.end].casefold()
    if phrase.passive and (_BY_ANOTHER.search if permits else _BY_ANOTHER.match)(setting.behind.lstrip()):
        return False
    perfect = _PERFECT.search(before)
    if (phrase.passive and not perfect) or phrase.complete or acts(before, part.text[phrase.stop :]):
        return True
    if phrase.bears and not (MEMBER.search(before) or PARTY_TO_IT.search(before) or perfect):
        return True
    meaning = phrase.meaning
    return not meaning.act_of_body or (meaning.of_handling and of_the_case(part, phrase))


def _code(setting: _Setting) -> str | None:
    """The outcome with its negations; ``None`` where it is not clear what they come to."""
    part, phrase, meaning = setting.part, setting.phrase, setting.phrase.meaning
    if phrase.bears:
        own = (len(part.scope) + phrase.start, len(part.scope) + phrase.end)
        denials = negations(part.scope + part.text, own)
    else:
        denials = negations(part.text[setting.anew :] if setting.anew else part.scope + part.text)
    if not denials:
        can = _GIVES.match(phrase.verb) and _CAN.search(setting.before)
        return None if can else phrase.code  # `Der kan gives dispensation`
    if denials > 1 or _WITHOUT.match(setting.behind):
        return None  # `kan ikke godkendes uden en høring`
    return meaning.negated_as or None


def _bare(before: str) -> str:
    """Words without adverbs and auxiliary verbs: what the verb behind them is about."""
    return " ".join(_ADVERBS.sub(" ", before).split()).strip(" ,.:")


def _is_of_the_whole(setting: _Setting) -> bool:
    phrase = setting.phrase
    held = (
        _bare(setting.before)
        if phrase.passive
        else UP_TO.split(setting.part.text[phrase.stop :], maxsplit=1)[0].strip(" .,")
    )
    return phrase.complete or _WHOLE.search(held) is not None


def _is_of_a_proposal(part: Part) -> bool:
    return _PROPOSAL.search(part.text) is not None


# `anbefaler ansøgningen imødekommet`: what a body recommends that others do.
_PUTS_FORWARD = re.compile(
    r"\b(?:anbefal(?:er|ede|e)|indstil(?:ler|lede|le))\s+(?:(?!at\b|og\b|men\b|har\b|er\b|blev\b)[\w/§.-]+\s+){1,8}\Z",
    re.IGNORECASE,
)


def _put_forward(setting: _Setting) -> Told | None:
    """What a participle tells of what a body puts forward; nothing of how the case is handled."""
    part, phrase = setting.part, setting.phrase
    if phrase.meaning.of_handling or not acts(setting.before):
        return None
    denials = negations(part.scope + part.text[: phrase.start])
    if denials > 1 or (denials and refuses(phrase.code)):
        return None
    if not is_vote(phrase.code) and phrase.code not in (RECOMMENDED, NOT_RECOMMENDED):
        return None
    code = NOT_RECOMMENDED if denials or refuses(phrase.code) else RECOMMENDED
    return Told(Outcome(code, Span(0, 0)), False, _is_of_a_proposal(part))


def not_yet(words: str) -> bool:
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


_SOON = re.compile(
    r"\A(?:(?:direkte|straks|videre|igen|fortsat|endnu\s+engang|i\s+stedet)\s+)+", re.IGNORECASE
)


def of_the_case(part: Part, phrase: Phrase) -> bool:
    """Whether what happens to the handling happens to the case itself: it is what the verb is about, or
    nothing is named."""
    before, behind = _lead(part, phrase), part.text[phrase.stop :]
    meaning = phrase.meaning
    withdrawn = _ACTIVE.fullmatch(phrase.verb) and not (meaning.act_of_body or meaning.keeps_open)
    if withdrawn and _MATTER.search(part.text[phrase.stop : phrase.end]):
        return True  # the words themselves name the case: `Formanden trak punktet`
    subject = _bare(before)
    passive = phrase.passive and not _PERFECT.search(before)
    if passive and not subject and before.strip():  # `herefter udsættes sagen`, `sagen`-less `blev udsat`
        return (
            not behind.strip(" .")
            or _MATTER.search(behind[:80]) is not None
            or UP_TO.match(_SOON.sub("", behind.strip())) is not None
        )
    if passive or (subject and not (acts(part.subject + before) or _PERFECT.search(before))):
        return not subject or (_MATTER.search(subject) is not None and not _NUMBERED.search(subject))
    held = UP_TO.split(behind, maxsplit=1)[0].strip(" .")
    return not held or _MATTER.search(held[:160]) is not None
