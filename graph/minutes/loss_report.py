"""How well minutes were read: what was explained, how contents and body agree, what was not resolved.

The loss report of a document; the codes are those of the scheme ``maal`` in ontology.ttl.
"""

from decimal import Decimal
from typing import Any

from graph.minutes.model import FREE, AgendaItem, Minutes


def loss(minutes: Minutes) -> dict[str, Any]:
    """What was lost or left open, each thing by name, so that it can be looked up and mended."""
    codes = {code: _lines(minutes, code) for code in ("not-in-contents", "title-differs", "body-unknown")}
    return {
        "share_read": minutes.share_read,
        "unread_lines": [list(one.lines) for one in minutes.unread],
        "items_without_heading": [one.number_in_json for one in minutes.items if one.heading_lost],
        "items_not_in_contents": _numbers(minutes, codes["not-in-contents"]),
        "titles_that_differ": _numbers(minutes, codes["title-differs"]),
        "decisions_of_unknown_wording": [one.number_in_json for one in minutes.items if _is_free_text(one)],
        "unresolved_bodies": unresolved_bodies(minutes),
        "unresolved_people": unresolved_people(minutes),
    }


def measures(minutes: Minutes) -> dict[str, Decimal | int]:
    """The loss report as numbers: metric -> value. Shares are 0 to 1, everything else is a count."""
    told = loss(minutes)
    return {
        "andel-laest": Decimal(f"{minutes.share_read:.4f}").normalize(),
        "punkter-uden-overskrift": len(told["items_without_heading"]),
        "punkter-uden-for-indhold": len(told["items_not_in_contents"]),
        "titler-der-afviger": len(told["titles_that_differ"]),
        "beslutninger-i-fritekst": len(told["decisions_of_unknown_wording"]),
        "ukendte-organer": len(told["unresolved_bodies"]),
        "uafklarede-personer": len(told["unresolved_people"]),
    }


def unresolved_bodies(minutes: Minutes) -> list[int | str]:
    """Bodies that are named as such (in the head, on a path) and that the profile lacks."""
    unknown = {step.body for one in minutes.items for step in one.treatment_path if not step.known}
    if minutes.body and any(finding.code == "body-unknown" for finding in minutes.findings):
        unknown.add(minutes.body.text)
    return sorted(unknown)


def unresolved_people(minutes: Minutes) -> list[int | str]:
    """Names told without a role, and first names alone: words, but no people."""
    present = {participant.name.text for participant in minutes.participants}
    named = {
        p.name.text for one in minutes.items for p in one.persons if not p.role or " " not in p.name.text
    }
    return sorted(named - present)


def _is_free_text(item: AgendaItem) -> bool:
    return item.decision is not None and item.decision.case_outcomes == (FREE,)


def _lines(minutes: Minutes, code: str) -> list[tuple[int, int]]:
    return [finding.lines for finding in minutes.findings if finding.code == code and finding.lines]


def _numbers(minutes: Minutes, lines: list[tuple[int, int]]) -> list[int | str]:
    """The items that begin on the first of each pair of lines."""
    starts = {first for first, _ in lines}
    return [one.number_in_json for one in minutes.items if one.lines[0] in starts]
