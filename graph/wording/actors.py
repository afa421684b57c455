"""Who acts where the words of a decision are in the active voice: a body, and never a member or a party."""

import re

from graph.wording.bodies import RAAD
from graph.wording.names import PARTY_NAMES

# Who acts where the words are in the active voice: a body, or the body's majority; never a member or a party.
BODY = re.compile(
    rf"\b(?:[\w-]{{0,60}}(?:udvalg(?:et)?|{RAAD}(?:et)?|nævn(?:et)?|direktion(?:en)?|bestyrelse(?:n)?|kommission(?:en)?"
    r"|repræsentation(?:en)?|flertal(?:let)?|forsamling(?:en)?|chefgruppe(?:n)?|ledelse(?:n)?|komité(?:en)?|forum)"
    r"|magistraten|mødet|man)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\b(?!(?:SF|DF|LA|EL|RV|KF|DD|NB|UP)\b)[A-ZÆØÅ]{2,5}\b")
MEMBER = re.compile(
    r"\b[Mm]indretal\w*|\b\w*[Mm]edlem\w*|\b[Gg]ruppe\s+[A-ZÆØÅ]\b|\b[Ll]iste\s+[A-ZÆØÅ]\b"
    rf"|(?:^|(?<!model)(?<!scenarie)(?<!variant)(?<!løsning)(?<!alternativ)(?<!punkt)(?<!bilag)\s)[A-ZÆØÅ](?:\s*(?:,|og)\s*[A-ZÆØÅ])*\s|\(\s?\)|\b(?:{PARTY_NAMES})s?\b|\b[Ff]ormand\w*|\b[Bb]orgmester\w*"
    r"|\b[Ff]orvaltning\w*|\b[Aa]dministration\w*|\b[\w-]{0,40}chef(?:en|erne)?\b|\b[\w-]{0,40}direktør\w*"
)
# Who answers to the case, and decides nothing in it.
PARTY_TO_IT = re.compile(
    r"\b[\w-]{0,40}(?:nabo|bygherre|ansøger|ejer|borger|beboer|klager|udvikler|investor|firma|selskab|styrelsen|ministeriet|politiet|regionen|regering|folketing)\w*",
    re.IGNORECASE,
)
UP_TO = re.compile(r"\b(?:til|over|overfor|i|fra|af|med|på|om|for|at|ved|hos)\b", re.IGNORECASE)
_MOST_OF_IT = re.compile(
    r"\bflertal|\b(?:de\s+)?(?:øvrige|resterende)\s+(?:(?:byråds|udvalgs|kommunalbestyrelses)?medlemmer(?!\s+(?:af|i|fra)\s)|del\s+af)|\bresten\s+af\s+(?:\w*udvalget|byrådet|kommunalbestyrelsen|medlemmerne)\b|\bdet\s+øvrige\s+(?:\w*udvalg|byråd)",
    re.IGNORECASE,
)


def acts(before: str, behind: str = "") -> bool:
    """Whether a body acts: its name stands before the verb, or right behind it (`godkendte Byrådet`)."""
    near = UP_TO.split(behind[:120], maxsplit=1)[0]
    if _MOST_OF_IT.search(before + near):
        return True
    if MEMBER.search(before) or (not before.strip(" ,") and MEMBER.match(near.strip())):
        return False
    return any(pattern.search(words) for pattern in (BODY, _INITIALS) for words in (before, near))
