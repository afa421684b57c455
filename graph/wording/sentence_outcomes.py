"""The outcomes of a sentence of a decision: of its clauses, and of those with `at` that hang on them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from graph.minutes.model import Span
from graph.ontology.terms import vocabulary
from graph.wording.actors import BODY, acts
from graph.wording.clauses import BUT_NOT, Clause, Flat, is_beside, negations, parts
from graph.wording.outcome_words import (
    Phrase,
    clauses_around,
    code_of_sentence,
    find_phrases,
    places_of_phrases,
)
from graph.wording.phrase_outcomes import (
    NOT_RECOMMENDED,
    OF_HANDLING,
    RECOMMENDED,
    Outcome,
    Told,
    is_vote,
    judged,
    not_yet,
    of_the_case,
    refuses,
)
from graph.wording.reservations import reserves

APPROVED, REMARK = "godkendt", "godkendt-med-bemaerkning"
_SENT_ON, _LAPSED, _DISCUSSED, _REJECTED = "oversendt", "bortfaldet", "droeftet", "ikke-godkendt"
# What most voted is what the body decides: of the case, or of what was proposed last where it is not named.
_MAJORITY = re.compile(
    r"\W*(?:et\s+(?:\w+\s+)?flertal|flertallet|udvalgets\s+flertal)\s+stemte\s+(?:for|ja|(?P<no>i?mod|nej))(?:\s+til)?"
    r"(?:\s+(?:forslaget|(?P<case>sagen|planen|budgettet|[\w-]{0,40}indstilling(?:en)?)))?\W*",
    re.IGNORECASE,
)
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


def read_sentence(flat: Flat, at: int, end: int, words: str) -> Iterator[Told]:
    """The outcomes of one sentence, which begins at ``at`` in the flat text."""
    span = flat.span(at, end)
    if words.rstrip().endswith("?") or _ELSE.match(words):
        return
    if code := code_of_sentence(words):
        yield Told(Outcome(code, span), True, False)
        return
    read = clauses_around(words)
    conditional = any(_CONDITION.match(clause.text) for clause in read)
    remarked = any(reserves(clause, words) for clause in read)
    if adopted := _adopted(read):
        code = REMARK if adopted == APPROVED and remarked else adopted
        yield Told(Outcome(code, span), True, False)
        read = read[2:]
    subject, recommends, begun = "", False, False
    for index, clause in enumerate(read):
        if recommends and _BUT_NOT.match(clause.text):
            yield Told(Outcome(NOT_RECOMMENDED, span), False, False)
        if clause.kind != "main":
            continue
        if is_beside(clause.text):
            if carried := _MAJORITY.fullmatch(clause.text):
                code = _REJECTED if carried["no"] else APPROVED
                yield Told(Outcome(code, span), True, proposal=not carried["case"])
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
        told = list(_read_clause(flat, at, clause, thats, subject, begun))
        subject = _subject(clause.text) or subject
        begun = begun or any(is_vote(one.outcome.code) for one in told)
        recommends = any(one.outcome.code == RECOMMENDED for one in told)
        for one in told:
            if conditional and one.outcome.code == _LAPSED:
                continue
            moved = vocabulary().meanings[one.outcome.code].of_handling
            if moved and any(_CONDITION.match(before.text) for before in read[:index]):
                continue  # `Hvis støtten bortfalder, genoptages sagen`
            code = REMARK if one.outcome.code == APPROVED and remarked else one.outcome.code
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
# What is done if something is not.
_ELSE = re.compile(r"\W*(?:ellers|i\s+modsat\s+fald)\b", re.IGNORECASE)
# Behind a second thing that is decided: it has not been done.
_WAITS = re.compile(rf"\W*(?:{_IF}|når|hvornår|efter\s+at)\b", re.IGNORECASE)
_AND_OR_BUT = re.compile(r"\W*(?:men|og|samt)\b", re.IGNORECASE)
_LEANS = re.compile(r"\W*(?:men|og|samt)\s+(?:ikke\s+|dog\s+|derimod\s+)?\Z", re.IGNORECASE)
_BUT_NOT = re.compile(rf"\W*{BUT_NOT}", re.IGNORECASE)


def _subject(words: str) -> str:
    """What stands before the first phrase of a clause, where somebody acts there; the body at the head of one
    without a phrase (`Udvalget ser ikke et behov, og afviser ...`)."""
    if phrases := find_phrases(words):
        before = words[: phrases[0].start]
    else:
        head = BODY.search(words[:80])
        before = f"{words[: head.end()]} " if head and words[: head.start()].count(" ") <= 3 else ""
    return before if acts(before) else ""


def _read_clause(
    flat: Flat, at: int, clause: Clause, thats: Sequence[str], subject: str, begun: bool
) -> Iterator[Told]:
    """The outcomes of a main clause, with the `at`-clauses that hang on it; ``subject`` is who acts in the
    clause before, and in this one where its verb leans on that (`..., men anbefaler punkt 1`). ``begun`` says
    that the sentence has said yes or no before."""
    whole = clause.text if clause.reserves is None else clause.text[: clause.reserves - clause.start]
    if code := code_of_sentence(whole):
        yield Told(Outcome(code, Span(0, 0)), True, False)
        return
    leaning = not begun and _AND_OR_BUT.match(clause.text) and not acts(clause.text)
    said = f"{subject}{clause.text}" if leaning else clause.text
    if thats and (through := _through(said, thats[0])) is not None:
        more = (
            _through(clause.text, that)
            for last, that in pairwise(thats)
            if _AND_THAT.search(f"{last} {that}") and _ANSWERS.match(that)
        )
        code = through or next(filter(None, more), None)
        if joint := _AND_DECIDED.search(clause.text):
            first = replace(clause, text=clause.text[: joint.start()])
            for before in _read_clause(flat, at, first, (), subject, begun):
                # Of talk it came to what was decided, if the words tell that.
                if not (code and before.outcome.code == _DISCUSSED):
                    yield before
        if code:
            yield Told(Outcome(code, Span(0, 0)), True, False)
        return
    if _NEITHER.search(clause.text) and len({refuses(one.code) for one in _votes_in(clause.text)}) > 1:
        return  # `kan hverken godkende eller afvise`
    told: list[Told] = []
    unfollowed: Told | None = None
    for part in parts(clause.text, places_of_phrases(clause.text)):
        frame: Phrase | None = None
        for phrase, following in pairwise((*find_phrases(part.text), None)):
            if phrase is None:
                continue
            if not part.subject and _LEANS.match(part.text[: phrase.start]):
                part = replace(part, subject=subject)
            recommended = any(one.outcome.code in (RECOMMENDED, NOT_RECOMMENDED) for one in told)
            one = judged(flat, at + clause.start, part, phrase)
            if frame is not None:
                one = _under(frame, phrase, one)
            frame = phrase if following and _frames(part.text, phrase, following) else None
            if frame is not None:
                continue
            if one is not None and not (recommended and is_vote(phrase.code) and phrase.code != RECOMMENDED):
                told.append(one)
                if refuses(one.outcome.code) and _FOLLOWS.match(phrase.verb):
                    unfollowed = one
    if _OF_ANOTHER.search(clause.text) and any(one.outcome.code == RECOMMENDED for one in told):
        told = [one for one in told if one.outcome.code != APPROVED]
    if unfollowed is not None and len(told) > 1:
        told.remove(unfollowed)  # `fulgte ikke indstillingen og godkendte ansøgningen`
    with_advice = any(one.outcome.code == RECOMMENDED for one in told)
    yield from (one for one in told if not (with_advice and one.outcome.code == _SENT_ON))


# `drøftede oplægget og besluttede, at ...`: before what was decided stands what else was done.
_AND_DECIDED = re.compile(
    r"\s(?:og|samt)\s+(?:\w+\s+){0,2}?(?:besluttede|beslutter|vedtog|vedtager|anbefaler|anbefalede|indstiller|indstillede)\b[^,.]*$",
    re.IGNORECASE,
)
# `tiltræder Kulturudvalgets anbefaling og anbefaler ...`: whom it agrees with, and not what it decides.
_OF_ANOTHER = re.compile(
    r"\b[\w-]{0,60}(?:udvalgets|rådets|nævnets|bestyrelsens|direktionens)\s+(?:anbefaling|indstilling)\w*\s+og\s+(?:anbefal|indstil)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bhverken\b", re.IGNORECASE)
_FOLLOWS = re.compile(r"f[øu]lg", re.IGNORECASE)


# `Indstillingen om at afvise ansøgningen blev tiltrådt`: what is proposed, and what came of it.
_PROPOSAL = re.compile(
    r"\W*(?:(?:den|det|forvaltningens|administrationens|direktionens)\s+)?(?:indstilling|anbefaling|forslag|anmodning|ansøgning|ønske)(?:en|et|t)?",
    re.IGNORECASE,
)
_TO_DO_IT = re.compile(r"\W*om\s+at\s+", re.IGNORECASE)
_CAME_OUT = re.compile(
    r"\b(?:blev|er|bliver)\s+(?:(?:herefter|derefter|dermed|hermed|enstemmigt|ikke)\s+){0,3}\Z", re.IGNORECASE
)


def _adopted(read: Sequence[Clause]) -> str | None:
    """What it comes to that a proposal to do something is adopted or not, if a sentence begins so."""
    if len(read) < 2 or not (_PROPOSAL.fullmatch(read[0].text.rstrip()) and _TO_DO_IT.match(read[1].text)):
        return None
    words = read[1].text
    *proposed, answer = find_phrases(words) or (None,)
    if answer is None or len(proposed) > 1 or not answer.passive or not is_vote(answer.code):
        return None
    came = _CAME_OUT.search(words[: answer.start])
    if came is None or answer.code in (RECOMMENDED, NOT_RECOMMENDED) or negations(words[answer.end :]):
        return None
    denials = negations(came[0]) + refuses(answer.code)
    if denials > 1 or negations(words[: came.start()]) > (1 if proposed and refuses(proposed[0].code) else 0):
        return None
    if not proposed:
        # What is to be done with the case is no yes to it, in whatever words it is told.
        done = answer.meaning.negated_as if denials and not refuses(answer.code) else answer.code
        return None if _DEFERRED.search(words[: came.start()]) else done
    if not _TO_DO_IT.fullmatch(words[: proposed[0].start]):
        return None
    return proposed[0].meaning.negated_as if denials else proposed[0].code


def _votes_in(words: str) -> list[Phrase]:
    return [phrase for phrase in find_phrases(words) if is_vote(phrase.code)]


# A yes or no to doing something with the case (`sagde ja til at afvise`) is what that comes to.
_TO_DO = re.compile(r"\s+at\s+", re.IGNORECASE)


def _frames(words: str, phrase: Phrase, following: Phrase) -> bool:
    """Whether a phrase is a yes or no to what the next one says is done."""
    said = words[phrase.start : phrase.end].casefold()
    return said.endswith(" til") and _TO_DO.fullmatch(words, phrase.end, following.start) is not None


def _under(frame: Phrase, phrase: Phrase, told: Told | None) -> Told | None:
    """What a phrase tells that is done or not by the yes or no in front of it."""
    if told is None or not refuses(frame.code):
        return told
    denied = phrase.meaning.negated_as
    return replace(told, outcome=replace(told.outcome, code=denied)) if denied else None


def _through(clause: str, that: str) -> str | None:
    """What a clause comes to by the `at`-clause behind it: a code, nothing (an empty string), or ``None``
    where the clause itself tells it (`godkendte, at ...`)."""
    if _RECOMMENDS.search(clause):
        done = acts(clause) or _RECOMMENDS.match(clause.strip()) or re.search(r"\w(?:ales|illes)\b", clause)
        return _recommended(negations(clause), that) if done and not not_yet(clause) else ""
    if not _DECIDES.search(clause):
        phrase = next(iter(find_phrases(that)), None) if _SAYS_YES.search(clause) else None
        moved = phrase is not None and phrase.meaning.of_handling
        return (
            None if not moved else "" if negations(clause) or negations(that) or not phrase else phrase.code
        )
    if not (acts(clause) or _WAS_DECIDED.search(clause)) or not_yet(clause):
        return ""
    refusals = min(1, negations(clause))
    inner = re.sub(r"^\W*(?:og\s+)?at\b", "", that)
    for part in parts(inner, places_of_phrases(inner)):
        for phrase in find_phrases(part.text):
            if phrase.meaning.of_handling and not of_the_case(part, phrase):
                return ""
            if is_vote(phrase.code) and OF_HANDLING.match(part.text[phrase.end :].lstrip()):
                return ""
            denied = refusals + negations(part.text, (phrase.start, phrase.end) if phrase.bears else None)
            return phrase.code if not denied else (phrase.meaning.negated_as or "") if denied == 1 else ""
    return ""


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
    return NOT_RECOMMENDED if denied or refused or refusals else RECOMMENDED
