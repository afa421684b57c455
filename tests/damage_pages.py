"""Alterations of whole minutes by page: breaks in the middle of things, the contents, and lost pages."""

import re
from collections.abc import Callable, Iterator

from damage import ALL, HEADINGS, MEETING, Damage, renamed, reordered, whole_file

from graph.minutes.model import AgendaItem, Minutes, Quote, Span

_CONTENTS = re.compile(r"(?<=Indholdsfortegnelse\n\n).*?(?=\n\nPunkt \d+:)", re.DOTALL)
_ENTRY = re.compile(r"^(?P<title>.*?)(?P<dots>\.{3,}\t?|\t)(?P<page>\d+)$", re.MULTILINE)


def damages(minutes: Minutes) -> Iterator[Damage]:
    """Every damaged copy of a file."""
    yield from whole_file(minutes.text)
    yield from broken_by_pages(minutes)
    yield from reordered(minutes.text)
    yield from renamed(minutes)
    yield from lost_contents(minutes)
    yield from lost_pages(minutes)


# --- page breaks in the middle of things ----------------------------------------------------------


def broken_by_pages(minutes: Minutes) -> Iterator[Damage]:
    """A blank line in the middle of every longer value of one kind, as page breaks leave them."""
    open_items = [one for one in minutes.items if not one.closed]
    places: dict[str, list[Span]] = {
        "a section": [s.text.span for i in open_items for s in i.sections if s.kind not in ("indstillinger", "behandling")],
        "a decision": [i.decision.text.span for i in open_items if i.decision],
        "a point": [quote.span for i in open_items for quote in i.recommendations],
        "a title of an attachment": [a.title.span for i in open_items for a in i.attachments],
        "a title": [i.title.span for i in minutes.items if not i.heading_lost],
        "the contents": [i.title_toc.span for i in minutes.items if i.title_toc],
        "a path": [Span(i.treatment_path[0].quote.span.start, i.treatment_path[-1].quote.span.end) for i in open_items if i.treatment_path],
        "the participants": [Span(minutes.participants[0].name.span.start, minutes.participants[-1].name.span.end)] if minutes.participants else [],
    }  # fmt: skip
    for kind, spans in places.items():
        cuts = {cut for span in spans if (cut := _middle(minutes.text, span))}
        if cuts:
            pieces = [
                minutes.text[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), None], strict=True)
            ]
            yield Damage(
                f"page break in {kind}", "\n\n".join([pieces[0], *(p.lstrip(" ") for p in pieces[1:])])
            )
    numbers = re.compile(r"(?<=\b\d{3}-\d{4}-)(?=\d)")
    yield Damage("line break in a number", numbers.sub("\n", minutes.text))


def _middle(text: str, span: Span) -> int | None:
    """The space nearest the middle of a span of some length, with a small letter behind it: the one
    place where a break can be told from the beginning of something new."""
    if span.end - span.start < 40:
        return None
    middle = (span.start + span.end) // 2
    spaces = [m.start() for m in re.finditer(r"(?<=[\w,]) (?=[a-zæøå])", text[span.start : span.end])]
    return min((span.start + s for s in spaces), key=lambda at: abs(at - middle), default=None)


# --- the contents -----------------------------------------------------------------------------------


def in_contents(text: str, change: Callable[[re.Match[str]], str]) -> str:
    """The text with every entry of its contents changed."""
    return _CONTENTS.sub(lambda listed: _ENTRY.sub(change, listed[0]), text, count=1)


def lost_contents(minutes: Minutes) -> Iterator[Damage]:
    text = minutes.text
    contents = {int(one.number): frozenset({"title_toc"}) for one in minutes.items}
    for length in (40, 60, 98):

        def cut(entry: re.Match[str], length: int = length) -> str:
            whole = len(entry["title"]) <= length
            return entry[0] if whole else f"{entry['title'][:length]}\t{entry['page']}"

        titles = {
            int(one.number): frozenset({"title", "title_toc", "units"})
            for one in minutes.items
            if one.heading_lost
        }
        yield Damage(f"contents cut at {length}", in_contents(text, cut), gone=contents | titles)
    yield Damage("contents without dots", in_contents(text, lambda e: f"{e['title']}\t{e['page']}"))
    yield Damage("contents without pages", in_contents(text, lambda e: e["title"]))
    if any(one.heading_lost for one in minutes.items):
        return
    without = re.sub(r"Indholdsfortegnelse\n\n", "", _CONTENTS.sub("", text, count=1))
    yield Damage("no contents", without, gone=contents)
    for number in range(1, len(minutes.items) + 1):
        entries = iter(range(1, 1000))

        def drop(entry: re.Match[str], entries: Iterator[int] = entries, number: int = number) -> str:
            return "" if next(entries) == number else entry[0]

        told = frozenset({"not-in-contents"})
        yield Damage("an entry of the contents lost", in_contents(text, drop), gone={number: frozenset({"title_toc"})}, told=told)  # fmt: skip


# --- lost pages --------------------------------------------------------------------------------------


def lost_pages(minutes: Minutes) -> Iterator[Damage]:
    """An item's only page, its first page, two items at once, and a page in the middle of one."""
    if any(one.heading_lost for one in minutes.items):
        return
    lines = [0, *(m.end() for m in re.finditer("\n", minutes.text))]
    starts = {int(one.number): lines[one.lines[0] - 1] for one in minutes.items}
    ends = {n: starts.get(n + 1, len(minutes.text)) for n in starts}
    for one in minutes.items:
        if one.title_toc is None:
            continue
        for pages in (True, False):
            yield _without(
                minutes, {int(one.number)}, starts[int(one.number)], ends[int(one.number)], 1, pages
            )
            # Hardly a text of two pages.
            short = ends[int(one.number)] - starts[int(one.number)] < 300
            cuts = [] if short else _cuts(minutes.text, starts[int(one.number)], ends[int(one.number)])
            for cut in cuts if pages else cuts[-1:]:
                yield _without(minutes, {int(one.number)}, starts[int(one.number)], cut, 2, pages)
        if int(one.number) + 1 in starts:
            for cut in _cuts(minutes.text, starts[int(one.number) + 1], ends[int(one.number) + 1])[-1:]:
                yield _without(
                    minutes, {int(one.number), int(one.number) + 1}, starts[int(one.number)], cut, 2, True
                )
        yield from _middle_pages(minutes, one, starts[int(one.number)], ends[int(one.number)])


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where an item's second page may begin: at paragraphs over all of it and in mid-sentence."""
    begins = [start + m.end() for m in re.finditer(r"\n\n+", text[start:end]) if start + m.end() < end]
    chosen = {begins[len(begins) * k // 8] for k in (2, 4, 5, 7)} if len(begins) > 8 else set(begins[-1:])
    chosen |= {start + m.start() for m in re.finditer(MEETING.pattern, text[start:end], re.MULTILINE)}
    longest = max(re.finditer(r"[^\n]{120,}", text[start:end]), key=lambda m: len(m[0]), default=None)
    if longest:
        chosen.add(start + text[start:end].index(" ", longest.start() + 60) + 1)
    return sorted(cut for cut in chosen if _has_words(text[cut:end]))


def _has_words(text: str) -> bool:
    return bool(re.search(r"\w", text)) and not re.fullmatch(r"\s*\d{2}-\d{6}K?\s*", text)


def _without(minutes: Minutes, numbers: set[int], start: int, end: int, pages: int, listed: bool) -> Damage:
    """The text without [start, end), which begins with an item's heading; contents that fit it."""
    seen = iter(range(1, 1000))
    page = 3

    def renumbered(entry: re.Match[str]) -> str:
        nonlocal page
        at, number = page, next(seen)
        page += pages if number in numbers else 2
        return f"{entry['title']}{entry['dots']}{at}" if listed else entry["title"]

    # The contents stand before every item, so the cut is made first.
    text = in_contents(minutes.text[:start] + minutes.text[end:], renumbered)
    # `Lukket` stands in the contents of newer minutes, and on the lost page of older ones.
    unknown = {
        int(one.number)
        for one in minutes.items
        if one.closed and one.title_toc and not _says_closed(minutes.text, one.title_toc)
    }
    gone = {number: frozenset({ALL, "closed"} if number in unknown else {ALL}) for number in numbers}
    what = (
        "an item's only page"
        if pages == 1
        else "an item's first page"
        if len(numbers) == 1
        else "two items' pages"
    )
    kind = f"lost: {what}{'' if listed else ', no page numbers'}"
    return Damage(kind, text, gone=gone, told=frozenset({"heading-lost"}), before=min(numbers) - 1)


def _says_closed(text: str, title: Quote) -> bool:
    line = text.rfind("\n", 0, title.span.start)
    return "Lukket" in text[line : title.span.start]


def _middle_pages(minutes: Minutes, one: AgendaItem, start: int, end: int) -> Iterator[Damage]:
    """A third of an item lost, out of its middle."""
    begins = [
        start + m.end() for m in re.finditer(r"\n\n+", minutes.text[start:end]) if start + m.end() < end
    ]
    for first, last in ((2, 4), (3, 5), (4, 6)):
        if len(begins) > 12:
            cut = Span(begins[len(begins) * first // 8], begins[len(begins) * last // 8])
            text = minutes.text[: cut.start] + minutes.text[cut.end :]
            gone = {int(one.number): frozenset(touched(minutes.text, one, cut))}
            yield Damage("lost: a page in the middle", text, gone=gone)


def touched(text: str, one: AgendaItem, cut: Span) -> set[str]:
    """The fields of which heading or words lie in the cut, and those the text before it runs on from."""
    before = cut.start
    hurt = {"persons", "references", "units", "sections"}
    for name, quotes in field_quotes(one).items():
        if not quotes:
            continue
        first, last = min(q.span.start for q in quotes), max(q.span.end for q in quotes)
        heading = text.rfind("\n\n", 0, text.rfind("\n\n", 0, first))
        following = min(
            (q.span.start for qs in field_quotes(one).values() for q in qs if q.span.start > last),
            default=cut.end,
        )
        if (heading < cut.end and last > cut.start) or (
            last <= before and following >= cut.start and not text[last:before].strip().startswith(HEADINGS)
        ):
            hurt.add(name)
    return hurt


def field_quotes(one: AgendaItem) -> dict[str, list[Quote]]:
    """The words of an item's fields, by the field's name in ``as_dict``."""
    return {
        "case_numbers": list(one.case_numbers),
        "journal_number": [one.journal_number] if one.journal_number else [],
        "document_number": [one.document_number] if one.document_number else [],
        "case_type": [one.case_type] if one.case_type else [],
        "decision_text": [one.decision.text] if one.decision else [],
        "decision_outcomes": [one.decision.text] if one.decision else [],
        "earlier_decisions": [e.text for e in one.earlier_decisions],
        "recommenders": [r.role for r in one.recommenders],
        "recommendations": list(one.recommendations) + [r.role for r in one.recommenders],
        "treatment_path": [s.quote for s in one.treatment_path],
        "attachments": [a.title for a in one.attachments],
    }
