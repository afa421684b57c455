"""What the readers of texts laid out on pages have in common: only how the text is got differs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from graph.minutes import outline
from graph.minutes.characters import normalised
from graph.minutes.document import Document
from graph.minutes.model import Finding, Minutes
from graph.municipality.profile import Profile
from graph.readers.base import Reading, Redaction, Removal, both, marked
from graph.readers.layout.parse import VERSION, parse
from graph.readers.rendering import Rendering, Unreadable


class LaidOutReader:
    """The second step of such a reader; ``version`` is that of its first, how it gets the text."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    version: int
    characters = False

    @property
    def versions(self) -> Mapping[str, int | str]:
        return {self.name: self.version, "layout": VERSION}

    def read(self, document: Document, profile: Profile, without: Redaction) -> Reading:
        """Names become marks before the text is read, and what else goes once it is known where it stands."""
        names = without.in_text(document.text)
        document = marked(document, names.marked)
        minutes = self.parse(document, profile)
        closed = document.closed | {item.number for item in minutes.items if item.closed}
        found = without.in_minutes(minutes)
        removed = both(names, found)
        if removed.whole:
            nothing = replace(document, text="", findings=(), pages=())
            return Reading(Minutes(nothing.source, "", nothing.sha256), "", removed=removed)
        if found.marked or found.blanked:
            again = self.parse(marked(document, found.marked).without(found.blanked), profile)
            minutes = replace(
                again, items=tuple(item for item in again.items if item.number not in found.items)
            )
        kept = _kept(document, closed, minutes.left_out, removed)
        return Reading(minutes, minutes.text, kept, removed)

    def parse(self, document: Document, profile: Profile) -> Minutes:
        """What a document says, nothing being withdrawn."""
        return parse(document, profile)

    def restore(self, source: str, served: str, kept: bytes) -> Document:
        """The served text with its pages, and which items are closed, though it may no longer say so."""
        told = json.loads(kept) if kept else {}
        findings = (one | {"lines": one["lines"] and tuple(one["lines"])} for one in told.get("findings", ()))
        return Document(
            source,
            served,
            findings=tuple(Finding(**one) for one in findings),
            pages=tuple(told.get("pages", ())),
            closed=frozenset(map(str, told.get("closed", ()))),
            left_out=told.get("left_out", 0),
            lost=tuple(told.get("lost", ())),
            recognised=tuple(told.get("recognised", ())),
            recogniser=told.get("recogniser", ""),
            reader=self.name,
            outline=outline.from_json(told["outline"]) if "outline" in told else None,
        )


def _kept(document: Document, closed: frozenset[str], left_out: int, removed: Removal) -> bytes:
    """What the served text does not say of a document; there is nothing of a plain text with open items."""
    told = {
        "findings": [asdict(finding) for finding in document.findings],
        "pages": document.pages,
        "lost": document.lost,
        "recognised": document.recognised,
        "recogniser": document.recogniser,
        "closed": sorted(closed),
        "left_out": left_out,
        "outline": document.outline and outline.as_json(document.outline.without_items(removed.items)),
    }
    told = {name: value for name, value in told.items() if value}
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() if told else b""


def of_rendering(source: str, read: Rendering, findings: tuple[Finding, ...] = ()) -> Document:
    """The document in a rendering; without a text where a finding is a violation. Raises
    :class:`Unreadable` for an empty one."""
    text = normalised(read.text)
    findings = (*findings, *read.findings)
    if any(finding.severity == "violation" for finding in findings):
        return Document(source, "", findings)
    if not text.strip():
        raise empty()
    return Document(source, text, findings)


def empty() -> Unreadable:
    """Why a file without a word is not read."""
    return Unreadable("empty-file", "Filen er tom.")
