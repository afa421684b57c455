"""The parts of one open item -> its fields."""

import re
from collections.abc import Sequence
from typing import Any

from graph.decisions import read_decision
from graph.fields import (
    decision_text,
    merge_attachments,
    read_attachments,
    read_case_type,
    read_path,
    with_numbers,
)
from graph.header import Header
from graph.layout import Block, Part, openness, similar
from graph.loss import is_own_decision
from graph.model import Attachment, Decision, EarlierDecision, Quote, Section, Span, TreatmentStep
from graph.organisation import Profile
from graph.recommend import Recommendations, read_recommendations
from graph.text import Document, Paragraph

# What a part of these kinds says is held in a field of its own, so it is no section.
_FIELDS = ("beslutning", "bilag", "sagstype")


def is_opening_words(paragraph: Paragraph, block: Block) -> bool:
    """`Åbent`, or the title once more behind the item's number."""
    again = re.match(rf"\s*{block.number}\s*[.):]\s*(?P<title>.*)", paragraph.text)
    title = again["title"] if again else paragraph.text
    return openness(paragraph) is not None or similar(title, block.title.text) > 0.8


def opening_parts(own: Sequence[Part]) -> list[Part]:
    """The parts before the text proper: numbers, openness, the title once more, Sagstype."""
    opening: list[Part] = []
    for part in own:
        if part.kind not in ("", "sagstype") and (
            part.kind != "sagsfremstilling" or any(p.kind == part.kind for p in opening)
        ):
            break
        opening.append(part)
    return opening


class ItemFields:
    """Collects the fields of one open item from its parts."""

    def __init__(self, document: Document, header: Header, profile: Profile, doubtful: bool) -> None:
        self.document, self.header, self.profile = document, header, profile
        # Next to a lost page, what reads like another item's text is not taken for this one's.
        self.doubtful = doubtful
        self.case_type: Quote | None = None
        self.recommended = Recommendations()
        self.path: list[TreatmentStep] = []
        self.attachments: list[Attachment] = []
        self.sections: list[Section] = []
        self.decisions: list[tuple[Part, Quote]] = []
        self.unread: list[Span] = []
        # Lines that give attachments their numbers, apart from the list.
        self.numbered: list[Span] = []

    def take(self, own: Sequence[Part], block: Block | None, beside: Sequence[Part] = ()) -> None:
        """Read the parts; ``beside`` are others of the item, of which only the numbers of attachments are
        its."""
        opening = opening_parts(own)
        for part in own:
            if block and part in opening:
                kept = [p for p in part.paragraphs if not is_opening_words(p, block)]
                part = Part(part.kind, part.heading, kept, part.body, part.date)
            if part.kind == "beslutning":
                self._decision(part)
            elif part.kind == "bilag":
                found, rest = read_attachments(self.document, part, self.doubtful)
                self.attachments = merge_attachments(self.attachments, found)
                self._leave(rest)
            elif part.kind == "sagstype":
                self.case_type = read_case_type(self.document, part)
                self._leave(part.paragraphs[1:])
            elif part.kind == "":
                self._leave(part.paragraphs)
            elif part.kind == "indstillinger":
                self.recommended = read_recommendations(self.document, part, self.profile)
            elif part.kind == "behandling":
                self.path = read_path(self.document, part, self.profile)
            if part.paragraphs and part.kind not in _FIELDS:
                text = self.document.prose(part.paragraphs[0].start, part.paragraphs[-1].end)
                self.sections.append(Section(part.kind or "andet", text))

        apart = [p for part in (*own, *beside) if part.kind not in _FIELDS for p in part.paragraphs]
        self.attachments, used = with_numbers(self.document, self.attachments, apart)
        spans = [Span(paragraph.start, paragraph.end) for paragraph in used]
        self.unread = [span for span in self.unread if span not in spans]
        self.numbered = spans

    def _decision(self, part: Part) -> None:
        text = decision_text(self.document, part)
        if text is not None:
            self.decisions.append((part, text))

    def _leave(self, paragraphs: Sequence[Paragraph]) -> None:
        self.unread += [Span(paragraph.start, paragraph.end) for paragraph in paragraphs]

    def values(self) -> dict[str, Any]:
        """The fields of an item, by name."""
        own = self._own_decision()
        earlier = [(part, text) for part, text in self.decisions if part.body and (part, text) != own]
        return {
            "case_type": self.case_type,
            "decision": self._read(own[1]) if own else None,
            "earlier_decisions": tuple(
                EarlierDecision(_body(p, self.profile), p.date or "", t) for p, t in earlier
            ),
            "recommenders": tuple(self.recommended.recommenders),
            "recommendations": tuple(self.recommended.points),
            "recommendation_leads": tuple(self.recommended.leads),
            "treatment_path": tuple(self.path),
            "attachments": tuple(self.attachments),
            "sections": tuple(self.sections),
        }

    def _read(self, text: Quote) -> Decision:
        points = self.recommended.points
        return read_decision(self.document, text, points, self.profile, self.header.date)

    def _own_decision(self) -> tuple[Part, Quote] | None:
        """This meeting's decision among those printed: older minutes repeat the earlier steps'."""
        dated = [one for one in self.decisions if one[0].body]
        mine = [one for one in dated if is_own_decision(one[0], self.header, self.profile)]
        day = self.header.date.isoformat() if self.header.date else None
        same_day = [one for one in dated if one[0].date == day]
        undated = [one for one in self.decisions if not one[0].body]
        candidates = mine or same_day or undated or dated[-1:]
        return candidates[0] if candidates else None


def _body(part: Part, profile: Profile) -> str:
    agent = profile.find("body", part.body or "")
    return agent.name if agent else part.body or ""
