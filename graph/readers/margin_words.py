"""What the words beside a text, in heads, feet, text boxes and watermarks, say of all of it."""

import re

from graph.wording.folding import fold

CLOSED_BESIDE = (
    "closed-beside-text",
    "Sidehoved, sidefod, vandmærke eller en tekstboks siger, at referatet er lukket eller fortroligt.",
)
"""The code and message of the finding that minutes are closed by what stands beside them."""
DRAFT_BESIDE = "draft", "Referatet er mærket som udkast."

_CLOSED = r"(?:lukke(?:t|de)|fortrolig(?:t|e)?|(?:ikke|ej)[ -]offentlig(?:t|e)?)"
_WHOLE = r"[a-zæøå]{0,20}(?:(?:referat|dagsorden|møde|protokol|dokument|del)[a-zæøå]{0,6}|punkter|sager)"
_SAYS_CLOSED = re.compile(
    rf"{_CLOSED}(?:\s+{_WHOLE}\b(?!\s+(?:er|fremgår|findes|kan|vises|indgår|udgår|ikke)\b).*)?"
    rf"(?:\s+side\s.*|\s*\d*)?|{_WHOLE}\s+(?:er\s+)?{_CLOSED}"
)
_PARTS = re.compile(r"[\t\n,;:|/()·•!]+|(?<=\s)-+(?=\s)|\.(?=\s|$)")
_ANYWHERE = re.compile(r"(?<!\w)(?:lukket|lukkede|fortrolig\w*)(?!\w)", re.IGNORECASE)
_DRAFT = re.compile(r"\W*(?:UDKAST|KLADDE|FORELØBIGT?|DRAFT)\b.*", re.IGNORECASE)


def names_closed(words: str) -> bool:
    """Whether any word of what stands beside a text is one of closed items."""
    return _ANYWHERE.search(words) is not None


def marks_closed(line: str) -> bool:
    """Whether a line beside a text, or a part of it, says that the text is closed and nothing else."""
    return any(_SAYS_CLOSED.fullmatch(part.strip(" -*_.")) for part in _PARTS.split(fold(line).text))


def marks_draft(line: str) -> bool:
    """Whether a line beside a text says that this is a draft."""
    return _DRAFT.fullmatch(" ".join(line.split())) is not None
