"""What a body adds to its decision: the clause that limits or comments it, and what it wants besides."""

import re

from graph.minutes.model import Span
from graph.wording.actors import MEMBER, acts
from graph.wording.clauses import Clause, Flat, is_beside
from graph.wording.names import PARTY_NAMES
from graph.wording.numerals import NUMBER
from graph.wording.outcome_words import CARRIED, clauses_around, whole_sentences

_DISSENT = re.compile(
    r"\b(?:stemte|stemmer|stemt|undlod|undlader)\b|\b(?:inhabil|habilitet|mindretal)|\bikke\s+deltog|\bdeltog\s+ikke|\bforbehold\s+fra"
    rf"|\bidet\s+(?:[A-ZÆØÅ]|\(\s?\)|[A-ZÆØÅ][\w-]+\s+[A-ZÆØÅ][\w-]+|{PARTY_NAMES})\s"
)
_VOTED = re.compile(r"\b(?:stemte|undlod|undlader)\b", re.IGNORECASE)
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


def reserves(clause: Clause, words: str) -> bool:
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
        for one in clauses_around(words)
        if one.kind == "main"
        for match in CARRIED.finditer(one.text)
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


def reservation(flat: Flat) -> Span | None:
    """The first clause that limits or comments, to the end of its sentence."""
    for first, last, words in whole_sentences(flat.text, 0, len(flat.text)):
        for clause in clauses_around(words):
            if clause.reserves is not None and reserves(clause, words):
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


def addition(flat: Flat) -> Span | None:
    """The first sentence behind another in which the body wants something more."""
    for index, (first, last, words) in enumerate(whole_sentences(flat.text, 0, len(flat.text))):
        wants = _WANTS.search(words)
        if not index or not wants or is_beside(words):
            continue
        if (_ADDS.match(words) and not MEMBER.match(words.strip())) or acts(words[: wants.start()]):
            return flat.span(first, last)
    return None
