"""What ``sagsgraf trace`` shows of the trail of a case."""

import json
from collections.abc import Sequence

import click

from graph.cases.link import PROPOSED_KINDS
from graph.cases.thread import Strand, describe_thread
from graph.cases.trail import HandlingDetails, Source, TrailDetails, describe_trail
from graph.ontology.terms import concept, vocabulary


def print_json(trail: TrailDetails, thread: Sequence[Strand]) -> None:
    """All of it, in the documented keys."""
    told = {**describe_trail(trail), "thread": describe_thread(thread)}
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


def print_trail(trail: TrailDetails, thread: Sequence[Strand]) -> None:
    """The handlings in order of time with what was planned next and whether it came, what may be the same
    matter under other numbers, then the links."""
    title = trail.titles[0] if trail.titles else "not handled in these minutes, only cited"
    if any(handling.topic for handling in trail.handlings):
        title = "one number for several topics"
    _say(0, f"{trail.number}: {title}")
    others = [number for number in trail.numbers if number != trail.number]
    if others:
        _say(1, f"also {', '.join(others)}")
    for handling in trail.handlings:
        _print_handling(handling)
    if thread:
        click.echo("\nthread")
    for strand in thread:
        _print_strand(strand)
    links = [link for link in trail.links if link.kind not in PROPOSED_KINDS]
    if links:
        click.echo("\nlinks")
    for link in links:
        kind, status = _label("koblingstype", link.kind), _label("koblingsstatus", link.status)
        _say(1, f"{link.origin.label} -> {link.target.label}")
        _say(2, f"{kind}, {link.confidence:.0%}, {status.lower()}  <{link.link}>")
        for words in link.evidence:
            _say(2, f"“{words}”")
        for source in link.sources:
            _say(2, _place(source))


def _print_strand(strand: Strand) -> None:
    """A case of the thread: what it is called, how and how surely it is tied and why, and its handlings."""
    _say(1, f"{strand.number}: {strand.title}" if strand.number else strand.title)
    kind = _label("koblingstype", strand.link.kind).lower()
    why = f": {strand.link.reason}" if strand.link.reason else ""
    _say(2, f"{kind}, {strand.sureness}{why}  <{strand.link.link}>")
    for words in strand.link.evidence:
        _say(2, f"“{words}”")
    for item in strand.handlings:
        _say(2, f"{item.date}  item {item.number}: {item.title}{' (closed)' if item.closed else ''}")


def _print_handling(handling: HandlingDetails) -> None:
    topic = f" (topic {handling.topic} of the number)" if handling.topic else ""
    click.echo()
    closed = " (closed)" if handling.closed else ""
    title = f"item {handling.number}: {handling.title}{closed}{topic}"
    _say(0, f"{handling.date}  {handling.body}, {title}", handling.source)
    if recommendation := handling.recommendation:
        by = ", ".join(recommendation.by) or "not said by whom"
        for body in recommendation.on_behalf_of:
            by += f", on behalf of {body}"
        _say(1, f"recommended: {by}")
        for point in recommendation.points:
            _say(2, f"- {' '.join((point.text or '').split())}", point.source)
    if decision := handling.decision:
        outcomes = ", ".join(_label("beslutningsudfald", code) for code in decision.outcomes)
        _say(1, f"decided: {outcomes}", decision.source)
        _say(2, f"“{' '.join(decision.text.split())}”")
    for document in handling.documents:
        number = f" {document.number}" if document.number else ""
        _say(1, f"document: {document.title}{number}", document.source)
    for step in handling.steps:
        when = f" {step.executed_on}" if step.executed_on else ""
        status = _label("trinstatus", step.status).lower()
        _say(1, f"step {step.order}: {step.body}: {status}{when}", step.source)


def _say(depth: int, text: str, source: Source | None = None) -> None:
    click.echo("  " * depth + text + (f"  [{_place(source)}]" if source else ""))


def _place(source: Source) -> str:
    first, last = source.lines
    return f"{source.file}:{first}" if first == last else f"{source.file}:{first}-{last}"


def _label(scheme: str, code: str) -> str:
    return vocabulary().label(concept(scheme, code), "en") or code
