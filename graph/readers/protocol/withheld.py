"""What a source shows of closed items beside title and numbers, none of which is read.

Where the municipality itself has published what a body decided of them, and says so in its profile, the
first paragraph of the decision is read, if it tells no more than what was decided, and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.minutes.document import Document, paragraphs
from graph.minutes.model import FREE, NOT_RECORDED, Finding, Span
from graph.minutes.outline import ItemPlace, Outline, SectionPlace
from graph.municipality.profile import Profile
from graph.readers.layout.published import tells_only_outcome
from graph.readers.protocol.values import OWN, is_placeholder
from graph.wording.bodies import same_body
from graph.wording.outcomes import outcomes

READ = "closed-decision-read"
_SHOWN = "closed-item-decision-published"
_MESSAGE = "Lukkede punkters beslutning er læst, for kommunen har selv offentliggjort den ({})."
_LONGEST = 1000
"""Characters of words without a heading that can be all of a decision."""


@dataclass
class _Taken:
    """What goes out of the text, and what is left of it."""

    spans: list[Span] = field(default_factory=list)
    read: int = 0
    characters: int = 0


def withhold(document: Document, profile: Profile) -> Document:
    """A document without what its source shows of closed items; of a body whose profile says that it
    publishes what it decides of them, the decision stays, as the one withheld section of its item."""
    outline = document.outline
    if outline is None or not any(item.withheld for item in outline.items):
        return document
    taken = _Taken()
    published = profile.publishes_closed(_body(document, outline))
    items = tuple(
        replace(
            item,
            withheld=_kept(document, outline, item, taken, profile) if published else _none(item, taken),
        )
        for item in outline.items
    )
    told = replace(document.without(taken.spans), outline=replace(outline, items=items))
    if not taken.read:
        return told
    left_out = max(0, document.left_out - taken.characters)
    findings = (one for one in document.findings if one.code != READ and (left_out or one.code != _SHOWN))
    message = Finding("info", READ, _MESSAGE.format(taken.read))
    return replace(told, left_out=left_out, findings=(*findings, message))


def _body(document: Document, outline: Outline) -> str:
    return document.text[outline.body.start : outline.body.end] if outline.body else ""


def _none(item: ItemPlace, taken: _Taken) -> tuple[SectionPlace, ...]:
    taken.spans += _places(item.withheld)
    return ()


def _kept(
    document: Document, outline: Outline, item: ItemPlace, taken: _Taken, profile: Profile
) -> tuple[SectionPlace, ...]:
    """The decision of a closed item alone, and of that the first paragraph."""
    decision = _decision(document, outline, item) if outline.decides else None
    first = _first_paragraph(document, decision, profile) if decision else None
    if decision is None or first is None:
        return _none(item, taken)
    taken.spans += _places(one for one in item.withheld if one is not decision)
    taken.spans.append(Span(first.end, decision.text.end))
    taken.read += 1
    taken.characters += len("".join(document.text[first.start : first.end].split()))
    return (replace(decision, kind=OWN, text=first),)


def _first_paragraph(document: Document, decision: SectionPlace, profile: Profile) -> Span | None:
    """Where the first paragraph stands, if nothing in it may be more than what was decided."""
    first, last = document.line_numbers(decision.text.start, decision.text.end)
    own = paragraphs(document.lines[first - 1 : last])
    if not own or not tells_only_outcome(document, own[0], profile):
        return None
    return Span(max(own[0].start, decision.text.start), own[0].end)


def _decision(document: Document, outline: Outline, item: ItemPlace) -> SectionPlace | None:
    """The meeting's own decision, under a heading that says so; or, where the source has no headings for
    closed items, all of its few words, if they say what was decided."""
    said = [
        one for one in item.withheld if not is_placeholder(_words(document, one)) and _words(document, one)
    ]
    own = [one for one in said if one.kind == OWN and _is_own(document, outline, one)]
    if own:
        return own[0] if len(own) == 1 else None
    alone = said[0] if len(said) == 1 and not said[0].heading and said[0].kind != OWN else None
    words = _words(document, alone) if alone else ""
    told = set(outcomes(words)) - {FREE, NOT_RECORDED} if 0 < len(words) <= _LONGEST else set()
    return alone if told else None


def _is_own(document: Document, outline: Outline, place: SectionPlace) -> bool:
    if place.date and place.date != outline.date:
        return False
    named = document.text[place.body.start : place.body.end] if place.body else ""
    return not named or same_body(named, _body(document, outline))


def _words(document: Document, place: SectionPlace) -> str:
    return document.text[place.text.start : place.text.end].strip()


def _places(sections: Iterable[SectionPlace]) -> list[Span]:
    return [span for one in sections for span in (one.heading, one.text) if span]
