"""Whether words say that somebody who was away had sent word (`afbud`), that he had not, or that nobody was
away."""

import re
from typing import Literal

_SENT_WORD = r"(?:afbud|meld(?:te?|e)\s+fra)(?!\w)"
_EXCUSED = re.compile(rf"(?<!\w){_SENT_WORD}", re.IGNORECASE)
# `ikke meldt afbud`, `uden at have meldt fra`
_NOT_EXCUSED = re.compile(
    r"(?<!\w)(?:uden|ikke|ej|intet)\s+(?:(?:at|har|have|havde|meldte?|melde|sendte?|sende|givet|give)\s+){0,3}?"
    rf"{_SENT_WORD}",
    re.IGNORECASE,
)
# `der var ingen afbud`, `afbud: ingen`
_NOBODY = re.compile(
    r"(?<!\w)(?:ingen|nul|0)\s+(?:(?:havde|har|meldte|sendte|med)\s+){0,2}(?:meldt\s+|sendt\s+)?afbud(?!\w)"
    r"|(?<!\w)afbud\s*(?:fra)?\s*[:–-]?\s*(?:ingen|intet|nej|nul|0)(?!\w)",
    re.IGNORECASE,
)


def excuse(words: str) -> Literal["excused", "absent"] | None:
    """The code of ``fremmoede`` that words on `afbud` say of somebody; ``None`` where they say none, or that
    there was none."""
    if _NOBODY.search(words):
        return None
    if _EXCUSED.search(_NOT_EXCUSED.sub("", words)):
        return "excused"
    return "absent" if _NOT_EXCUSED.search(words) else None
