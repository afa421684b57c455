"""Whether a decision follows the recommendation: as it was made, with an addition, altered or not at all.
The words decide; where they do not, the two cannot be compared."""

import re
from collections.abc import Sequence

from graph.minutes.model import NOT_RECORDED, Comparison, Decision, Quote
from graph.ontology.terms import vocabulary
from graph.wording.bodies import RAAD
from graph.wording.clauses import listed_numbers

# How a remark on a yes alters what was recommended, and how it only adds to it.
_ALTERS = re.compile(
    r"ændr|i\s+stedet|\bdog\b|undtag|bortset|forudsæt|forudsat|betingelse|\bhvis\b|såfremt|medmindre|tilret|rettelse|justering|tilpas"
    r"|\bmen\b|forbehold|\budgår\b|\budgå\b|bortfald|\bforhøje(?:s|r|de)\b|\bfastsæt\w*\s+til\b|\bidet\s(?:\w+\s){1,3}reducer(?:es|et)\s+(?:til|med)\b"
    r"|\bmindre\s+(?:beløb|bevilling|ramme|tilskud|takst|projekt)"
    # "der nedsættes en arbejdsgruppe" takes nothing from what was asked
    rf"|\bneds(?:ættes|ætter|at)\b(?!\s+(?:\w+\s+){{0,3}}\w*(?:gruppe|udvalg|{RAAD}|nævn))",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"bemærk|ønske|\bbed(?:er|es)\b|anmod|opfordr|forvent|tilføj|suppler|noter|understreg|fremhæv|tilkendegiv|vægt|gør\s+opmærksom",
    re.IGNORECASE,
)
_AS_RECOMMENDED = re.compile(
    r"\bsom\s+indstillet\b|\bindstilling\w*\s+(?:\w+\s+)?(?:godkend|tiltråd|tiltræd|følg|vedtag)"
    r"|\b(?:godkend|tiltråd|tiltræd|følg|vedtag)\w*\s+indstilling",
    re.IGNORECASE,
)
_ASKS_FOR_A_YES = re.compile(
    r"\b(?:godkend|tiltræd|vedtag|bevilg|frigiv|anbefal|indstil|beslut|afsæt|imødekom)\w*", re.IGNORECASE
)
# Of points by their numbers: a yes to them, and that one of them is taken out.
_YES = r"(?:godkend|tiltr[åæ]d|vedt[ao]g|bevilg|f[øu]lg|anbefal|imødek[ao]m)\w*"
_POINTS = r"(?:indstilling(?:en)?s\s+)?(?:punkt(?:et|erne)?|pkt\.?)\s*(?:nr\.?\s*)?"
_LIST = r"\d{1,2}(?:\s?(?:-|–|,|og|til|samt|&)\s?(?:(?:punkt|pkt\.?)\s)?\d{1,2}){0,20}(?!\w)"
_A_POINT = re.compile(rf"\b{_POINTS}{_LIST}", re.IGNORECASE)
_YES_TO_POINTS = re.compile(
    rf"\b{_YES}(?:\s+(?!ikke\b)\w+){{0,2}}?\s+{_POINTS}(?P<behind>{_LIST})"
    rf"|\b{_POINTS}(?P<before>{_LIST})\s+(?:(?:blev|bliver|er|kan|enstemmigt)\s+){{0,3}}{_YES}",
    re.IGNORECASE,
)
_POINT_TAKEN_OUT = re.compile(
    rf"\b{_POINTS}{_LIST}\s+(?:(?:blev|bliver|er|dog)\s+)?(?:udgå|udgik|udgår|tages?\s+ud|taget\s+ud|trukket|bortfald)",
    re.IGNORECASE,
)
# A yes in these words is one to what was recommended, whatever that was; others may be to something else.
_TO_THE_RECOMMENDATION = re.compile(r"^\W*(?:godkend|tiltråd|tiltræd|vedtag)\w*\b|indstilling", re.IGNORECASE)
_FOLLOWED, _ADDED, _ALTERED = "fulgt", "fulgt-med-tilfoejelse", "aendret"
_NOT_FOLLOWED, _NOT_COMPARABLE = "ikke-fulgt", "ikke-sammenlignelig"


# A yes to what is named, where a no was asked for: whether that is the same, nobody says.
_ASKS_FOR_A_NO = re.compile(r"\b(?:afvis|afslå|forkast)(?:es|e|s)?\b", re.IGNORECASE)
_A_YES_TO = re.compile(
    r"\b(?:godkendte|vedtog|imødekom)\s+(?!som\b|det\b|at\b|enstemmigt\b|herefter\b|[\w-]{0,60}indstilling)\w",
    re.IGNORECASE,
)


def compare(decision: Decision, addition: Quote | None, recommended: Sequence[Quote]) -> Comparison | None:
    """What became of the points that were ``recommended``, with the words that say so; ``addition`` is what
    the body wants beside. ``None`` where nothing was recommended or decided."""
    codes = decision.case_outcomes
    if not recommended or codes[0] == NOT_RECORDED:
        return None
    asked = " ".join(point.text for point in recommended)
    if decision.points:
        each = [
            _answer(
                point.outcomes[0],
                recommended[point.answers - 1].text if point.answers else asked,
                point.text.text,
            )
            for point in decision.points
        ]
        of_points = {code for point in decision.points for code in point.outcomes}
        answered = {point.answers for point in decision.points}
        if of_points >= set(codes) and not answered >= set(range(1, len(recommended) + 1)):
            each.append(_NOT_COMPARABLE)  # of the others nothing is said
        return Comparison(_altogether(each), decision.text)
    basis = decision.basis or decision.text
    # A no to one part and a yes to another is neither.
    partly = _refuses(codes[0])
    told = [code for code in codes if code == codes[0] or _refuses(code) or (partly and _approves(code))]
    answers = [_answer(code, asked, basis.text) for code in told]
    apart = any(_A_POINT.search(words.text) for _, words in decision.incidental)
    if answers[0] == _FOLLOWED and (apart or _is_of_some(decision.text.text, len(recommended))):
        others = [code for code in decision.outcomes if code not in told]
        answers += [_answer(code, asked, basis.text) for code in others] or [_NOT_COMPARABLE]
    answer = _altogether(answers)
    if answer in (_FOLLOWED, _ALTERED) and decision.reservation:
        said = decision.reservation.text
        as_asked = _AS_RECOMMENDED.search(decision.text.text.partition(said)[0])
        added = (as_asked or _ADDS.search(said)) and not _ALTERS.search(said)
        return Comparison(_ADDED if added else _ALTERED, decision.reservation)
    if answer == _FOLLOWED and _POINT_TAKEN_OUT.search(decision.text.text):
        return Comparison(_ALTERED, decision.text)
    if answer == _FOLLOWED and addition:
        return Comparison(_ADDED, addition)
    return Comparison(answer, basis)


def _is_of_some(words: str, recommended: int) -> bool:
    """Whether a yes is one to some of the points that were recommended, by their numbers."""
    told = [match["behind"] or match["before"] for match in _YES_TO_POINTS.finditer(words)]
    numbers = {number for listed in told for number in listed_numbers(listed)}
    return bool(numbers) and not numbers >= {str(number) for number in range(1, recommended + 1)}


def _refuses(code: str) -> bool:
    meaning = vocabulary().meanings[code]
    return meaning.compares_as == _NOT_FOLLOWED and not meaning.of_handling


def _approves(code: str) -> bool:
    meaning = vocabulary().meanings[code]
    return meaning.settles and meaning.negated_as is not None


def _answer(code: str, asked: str, said: str) -> str:
    """What an outcome, read from the words ``said``, makes of a recommendation in the words ``asked``."""
    meanings = vocabulary().meanings
    meaning = meanings[code]
    if _ASKS_FOR_A_NO.search(asked) and _A_YES_TO.search(said) and meaning.compares_as == _FOLLOWED:
        return _NOT_COMPARABLE
    if any(_has(asked, words) for words in meaning.asked_for):
        return _NOT_COMPARABLE if _refuses(code) else _FOLLOWED
    if meaning.asked_for and meaning.compares_as == _FOLLOWED:
        return _NOT_COMPARABLE
    talk = [words for one in meanings.values() if one.compares_as == _FOLLOWED for words in one.asked_for]
    only_talk = any(_has(asked, words) for words in talk) and not _ASKS_FOR_A_YES.search(asked)
    done = meaning.settles or meaning.compares_as == _NOT_FOLLOWED  # sent back after the talk asked for
    if only_talk and done and not _refuses(code) and not _TO_THE_RECOMMENDATION.search(said):
        return _NOT_COMPARABLE
    return meaning.compares_as


def _has(asked: str, words: str) -> bool:
    """Whether a recommendation has the words of ``sg:askedForAs``, in which `*` is an ending."""
    expression = re.escape(words).replace(r"\*", r"[^\W\d_]*")
    return re.search(rf"\b{expression}\b", asked, re.IGNORECASE) is not None


def _altogether(answers: Sequence[str]) -> str:
    """What the answers come to: one that all share; altered where some follow and some do not."""
    told = set(answers)
    if len(told) == 1:
        return answers[0]
    return _ALTERED if told <= {_FOLLOWED, _ADDED, _ALTERED, _NOT_FOLLOWED} else _NOT_COMPARABLE
