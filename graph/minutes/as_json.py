"""What was read, as the dictionary that ``sagsgraf read --json`` prints; lines count from 1."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from graph.minutes.loss_report import loss
from graph.minutes.model import (
    AgendaItem,
    Amount,
    Decision,
    Finding,
    Minutes,
    Place,
    Presence,
    Quote,
    Reference,
    Referral,
    Side,
    SourceId,
    Vote,
)


def as_dict(minutes: Minutes) -> dict[str, Any]:
    """The keys that users and the scoring of the reader depend on; nothing read is left out."""
    return {
        "source": minutes.source,
        "sha256": minutes.sha256,
        "body": _text(minutes.body),
        "date": minutes.date,
        "start_time": minutes.start_time,
        "place": _text(minutes.place),
        "kind": minutes.kind,
        "end_time": minutes.end_time,
        "published_at": minutes.published_at,
        "body_printed": minutes.body_printed or _text(minutes.body),
        "source_ids": [_source_id(one) for one in minutes.source_ids],
        "permalink": minutes.permalink,
        "gone_since": minutes.gone_since,
        "participants": [{**_presence(p), "absent": p.absent} for p in minutes.participants],
        "guests": [one.text for one in minutes.guests],
        "items": [_item(item) | _pages(item, minutes) for item in minutes.items],
        "findings": [finding_record(finding) for finding in minutes.findings],
        "unread": [{"lines": list(part.lines), "text": part.quote.text} for part in minutes.unread],
        "by_form": _by_form(minutes),
        "share_read": minutes.share_read,
        "left_out": minutes.left_out,
        **_recognised(minutes),
        "loss": loss(minutes),
    }


FindingRecord = dict[str, Any]
"""A finding as JSON has it; a result of the shapes has ``layer``, ``focus`` and ``path`` as well."""


def finding_record(finding: Finding) -> FindingRecord:
    """A finding as JSON has it; ``lines`` is ``null`` when it concerns the document as a whole."""
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "lines": list(finding.lines) if finding.lines else None,
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    decision = item.decision
    return {
        "number": item.number_in_json,
        "title": item.title.text,
        "title_toc": _text(item.title_toc),
        "closed": item.closed,
        "heading_lost": item.heading_lost,
        "case_numbers": [number.text for number in item.case_numbers],
        "journal_number": _text(item.journal_number),
        "document_number": _text(item.document_number),
        "case_type": _text(item.case_type),
        **({"decision_published": True} if item.decision_published else {}),
        "decision_text": decision.text.text if decision else None,
        "decision_outcome": decision.outcomes[0] if decision else None,
        "decision_outcomes": list(decision.outcomes) if decision else [],
        **(_decision(decision) if decision else {}),
        "earlier_decisions": [
            {"body": one.body, "date": one.date or None, "number": one.number, "text": one.text.text}
            for one in item.earlier_decisions
        ],
        "recommenders": [
            {"role": one.name, "person": _text(one.person), "on_behalf_of": one.on_behalf_of}
            for one in item.recommenders
        ],
        "recommendations": [point.text for point in item.recommendations],
        "treatment_path": [step.body for step in item.treatment_path],
        "treatment_dates": [step.date for step in item.treatment_path],
        "attachments": [
            {"title": one.title.text, "document_number": _text(one.document_number)}
            for one in item.attachments
        ],
        "sections": [{"kind": section.kind, "text": section.text.text} for section in item.sections],
        "units": _units(item),
        "persons": [{"name": person.name.text, "role": person.role} for person in item.persons],
        "references": [_reference(reference) for reference in item.references],
        "amounts": [_amount(one) for one in item.amounts],
        "places": [_place(one) for one in item.places],
        "case_title": _text(item.case_title),
        "votes": [_vote(vote) for vote in item.votes],
        "dissents": [
            {"kind": one.kind, **_who(one.parties, one.persons), "text": one.text.text}
            for one in item.dissents
        ],
        "amendments": [
            {"by": _who(one.parties, one.persons), "text": one.text.text, "result": one.result}
            for one in item.amendments
        ],
        "attendance": [_presence(one) for one in item.attendance],
        "referral": _referral(item.referral) if item.referral else None,
        "supplementary": item.supplementary,
        "source_ids": [_source_id(one) for one in item.source_ids],
        "permalink": item.permalink,
        "lines": list(item.lines),
    }


def _presence(presence: Presence) -> dict[str, Any]:
    return {
        "name": presence.name.text,
        "party": presence.party,
        "status": presence.status,
        **({"substitute_for": presence.substitute_for} if presence.substitute_for else {}),
        **({"note": presence.note} if presence.note else {}),
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "text": amount.quote.text,
        "kroner": _number(amount.value),
        "kroner_at_most": None if amount.most is None else _number(amount.most),
        "kind": amount.kind,
        "period": amount.period,
        "per": amount.per,
        "said_of": [one.text for one in amount.said_of],
        "span": [amount.quote.span.start, amount.quote.span.end],
    }


def _place(place: Place) -> dict[str, Any]:
    latitude, longitude = place.point or (None, None)
    return {
        "text": place.quote.text,
        "street": place.street,
        "number": place.number or None,
        "latitude": latitude,
        "longitude": longitude,
        "span": [place.quote.span.start, place.quote.span.end],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "on": vote.on,
        "result": vote.result,
        "for": _side(vote.in_favour),
        "against": _side(vote.against),
        "abstain": _side(vote.abstaining),
        "text": vote.quote.text,
    }


def _side(side: Side) -> dict[str, Any]:
    return {"count": side.count, **_who(side.parties, side.persons)}


def _who(parties: Sequence[Quote], persons: Sequence[Quote]) -> dict[str, Any]:
    return {"parties": [one.text for one in parties], "persons": [one.text for one in persons]}


def _referral(referral: Referral) -> dict[str, Any]:
    return {
        "kind": referral.kind,
        "by": _who(referral.parties, referral.persons),
        "to": referral.to,
        "text": referral.quote.text,
    }


def _source_id(one: SourceId) -> dict[str, str | bool]:
    told = {"system": one.system, "kind": one.kind, "value": one.value, "host": one.host}
    return {**told, "former": True} if one.former else {**told}


def _pages(item: AgendaItem, minutes: Minutes) -> dict[str, Any]:
    """First and last page of an item of a PDF."""
    if not minutes.pages:
        return {}
    last = minutes.text[: item.span.end].rstrip()
    return {"pages": [minutes.page(item.span.start), minutes.page(max(item.span.start, len(last) - 1))]}


def _recognised(minutes: Minutes) -> dict[str, Any]:
    """The pages of a PDF whose text was recognised, and by which program; nothing where none was."""
    if not minutes.recognised:
        return {}
    return {"recognised_pages": list(minutes.recognised), "recogniser": minutes.recogniser}


def _decision(decision: Decision) -> dict[str, Any]:
    compared = decision.comparison
    return {
        "reservation": _text(decision.reservation),
        "ends_in": decision.ends_in,
        "decision_points": [
            {
                "number": one.number,
                "text": one.text.text,
                "answers": one.answers,
                "outcome": one.outcomes[0],
                "outcomes": list(one.outcomes),
            }
            for one in decision.points
        ],
        "incidental_outcomes": [
            {"outcome": code, "about": about.text} for code, about in decision.incidental
        ],
        "follow_ups": [
            {
                "body": one.body,
                "when": list(one.when),
                "year_inferred": one.year_inferred,
                "text": one.quote.text,
            }
            for one in decision.follow_ups
        ],
        "comparison": {"code": compared.code, "basis": compared.basis.text} if compared else None,
    }


def _units(item: AgendaItem) -> list[str]:
    """Canonical names of the bodies and units an item names, each once, in order of appearance."""
    named = sorted(item.mentions, key=lambda mention: mention.quote.span)
    met = (reference.body for reference in item.references if reference.body)
    return list(dict.fromkeys([*(mention.name for mention in named), *met]))


def _by_form(minutes: Minutes) -> list[dict[str, Any]]:
    """The bodies and units that the profile lacks, and where the form of their names was seen."""
    named: dict[tuple[str, str], list[int]] = {}
    for item in minutes.items:
        for mention in item.mentions:
            if mention.by_form:
                line = minutes.text.count("\n", 0, mention.quote.span.start) + 1
                named.setdefault((mention.kind, mention.name), []).append(line)
    return [
        {"kind": kind, "name": name, "seen": len(lines), "lines": sorted(set(lines))}
        for (kind, name), lines in sorted(named.items())
    ]


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "type": reference.type,
        "body": reference.body,
        "date": reference.date,
        "case_number": reference.case_number,
        "attachment": reference.attachment,
        "law": reference.law,
        "kle": reference.kle,
        "year_inferred": reference.year_inferred,
        "surface": reference.quote.text,
    }


def _text(quote: Quote | None) -> str | None:
    return quote.text if quote else None
