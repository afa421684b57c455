"""The decision of a closed item whose municipality publishes it itself: which words can be told.

At most the first paragraph under the heading of the meeting's own decision, and nothing of it where it may
hold more than what was decided: who, which case, why, what was recommended, how it was voted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.minutes.characters import CAPITALS
from graph.minutes.document import Document, Paragraph
from graph.minutes.model import FREE, NOT_RECORDED
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile
from graph.readers.layout.header import Header
from graph.readers.layout.lines import LABEL, heading_kind
from graph.readers.layout.lost_pages import is_own_decision
from graph.wording.bodies import KINDS_OF_BODIES
from graph.wording.headings import DECISION
from graph.wording.mentions import known_agents, placed_mentions
from graph.wording.openness_words import says_closing
from graph.wording.outcomes import outcomes

_TELLS_MORE = re.compile(
    # what is kept from others
    r"fortrolig|hemmelig|tavshed|lukke[dt]|person(?:ale)?sag|følsom|undtage|offentlig|aktindsigt|anonym"
    # recommendations, votes, attendance, attachments, reasons
    r"|indstill(?!et(?!\w))|anbefal|(?<!\w)stem(?:te|mer|t|me)(?!\w)|(?<!\w)stemme|afstemning|mindretal|fravær|afbud|habil"
    r"|(?<!\w)delt(?:og|ager)|til\s?stede|bilag|vedlagt|notat|begrund|sagsfremst|oplysning"
    # numbers of cases, files, pages
    r"|\d[/-]\d|\d{6}|(?<!\w)side\s+\d|\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|msg|tiff?|jpe?g|png|zip)(?!\w)|@|https?:",
    re.IGNORECASE,
)
_LABELS = re.compile(r":(?!\d)")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+)[^\w\n]*$")
_CAPITAL = re.compile(rf"(?<![\w-])[{CAPITALS}][\w'’.-]*")
# A body or the municipality, named by its word.
_OF_MUNICIPALITY = re.compile(
    rf"\w*(?:{KINDS_OF_BODIES}|kommune|forvaltning|direktion)(?:en|et)?s?\.?", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?]\W*$")
_LONG = 60
"""Characters of a line that may go on in the next one."""


def published_decision(
    document: Document, parts: Sequence[HeadedSection], header: Header, profile: Profile
) -> HeadedSection | None:
    """The meeting's decision among the parts of a closed item, with the words that can be told; ``None``
    where there is none, several, or where it is in doubt what its words tell."""
    decided = [part for part in parts if part.kind == DECISION and part.paragraphs]
    mine = [part for part in decided if part.body is None or is_own_decision(part, header, profile)]
    if len(mine) != 1:
        return None
    own = mine[0]
    first = own.paragraphs[0]
    between = document.text[own.heading.end : first.start] if own.heading else ""
    if re.search(r"\w", between) or not tells_only_outcome(document, first, profile):
        return None
    return replace(own, paragraphs=[first])


def tells_only_outcome(document: Document, own: Paragraph, profile: Profile) -> bool:
    """Whether a paragraph is what was decided, and nothing in it may be more than that."""
    text = own.text
    if says_closing(text) or _TELLS_MORE.search(text) or _LABELS.search(text) or LABEL.search(text):
        return False
    if any(
        _like_heading(line.text, below.text) for line, below in zip(own.lines, own.lines[1:], strict=False)
    ):
        return False
    if any(heading_kind(line) for line in own.lines) or _names(document, own, profile):
        return False
    return bool(_ENDED.search(text)) or bool(set(outcomes(text)) - {FREE, NOT_RECORDED})


def _like_heading(line: str, below: str) -> bool:
    """Whether a line may be a heading: short, without a stop, and not gone on with in small letters."""
    return len(line.strip()) < _LONG and not _ENDED.search(line) and not below.lstrip()[:1].islower()


def _names(document: Document, own: Paragraph, profile: Profile) -> bool:
    """Whether a name stands in a paragraph: any word with a capital inside a sentence that is no body's,
    two of them at its beginning, or a part of a participant's."""
    start, text = own.start, document.text[own.start : own.end]
    known = [m.quote.span for m in known_agents(profile).find(text, start)]
    known += [m.quote.span for m in placed_mentions(document, start, own.end, profile)]
    for word in _CAPITAL.finditer(text):
        at = start + word.start()
        if any(span.start <= at < span.end for span in known) or _OF_MUNICIPALITY.fullmatch(word[0]):
            continue
        if not _SENTENCE_START.search(text[: word.start()]) or word[0].isupper():
            return True
    return False
