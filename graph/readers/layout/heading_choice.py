"""In which form a document prints the headings of its items: the choice among the forms.

Each form is tried on the contents and on the body; the one is taken whose numbers rise, whose titles are
those of the contents and below which stands what begins an item.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.minutes.document import Document
from graph.readers.layout.chapters import in_chapters
from graph.readers.layout.contents import SAME_TITLE, Entry, alike, ends_entry, is_sure
from graph.readers.layout.counted_headings import counted_headings, decides_as_classic, decisions
from graph.readers.layout.forms import CLASSIC, CODE, CODED, ITEM_FORMS, LISTED_FORMS, Form, compiled, lead
from graph.readers.layout.heading_weight import NO_TITLE, STRONG, weigh
from graph.readers.layout.headings import Headings, agreeing, plain_entries
from graph.readers.layout.item_heading import (
    CLASSIC_FORM,
    MOST_NUMBER,
    ItemHeading,
    Lines,
    dressed,
    heading_at,
    same_title,
    undressed,
)
from graph.readers.layout.lines import (
    ITEM,
    LONGEST_HEADING,
    below_closed_heading,
)
from graph.readers.layout.printed_contents import printed_contents
from graph.readers.layout.sections import labelled_heading, section_heading
from graph.readers.layout.unnumbered_headings import (
    TITLES_ALONE,
    behind_labels,
    is_behind_label,
    titles_alone,
)
from graph.wording.headings import DECISION
from graph.wording.item_numbers import CLOSED_SERIES, LETTERED_ENTRY, rank, suffix
from graph.wording.openness import Mark, line_mark
from graph.wording.openness_words import has_word

_BEGINS = re.compile(
    r"\s*(?:•?\s*(?:(?:dagsordens)?punkt|pkt|sag|nr|ad(?!\w))|\W{0,3}\d{1,4}(?!\d)|.*\S\s+sag\s+nr)",
    re.IGNORECASE,
)
_BEGINS_IN_CODE = re.compile(rf"\W{{0,8}}{CODE}")
# How contents print what is on two lines in the body, or behind a word; empty for the same on one line.
_FORMS_OF_CONTENTS = ("", "{n}. {title}", "{n} {title}", "{n}) {title}")


def choose(document: Document, templates: Sequence[str]) -> Headings | None:
    """The headings in the form that fits best, or ``None`` where :data:`CLASSIC` does or none at all.
    ``templates`` are those of the municipality, which go first."""
    lines = Lines(document)
    found = _fitting(lines, templates)
    if found is None or found.form == TITLES_ALONE:
        labelled = behind_labels(lines)
        if labelled and (found is None or all(is_behind_label(lines, one) for one in found.found)):
            found = labelled
    counted = counted_headings(lines)
    if counted and (found is None or _counts_more(counted, found)):
        found = counted
    chaptered = in_chapters(lines)
    if chaptered:
        own = {*chaptered.chapters, *(one.first for one in chaptered.found)}
        if found is None or all(one.first in own or one.first < chaptered.end for one in found.found):
            return chaptered
    if found is None:
        return _put_in(lines)
    return replace(found, found=tuple(_with_lettered(lines, found)))


def _counts_more(counted: Headings, found: Headings) -> bool:
    """Whether headings that count up are more than the others, or the same with the whole of their numbers
    (`1.1`)."""
    own, others = ({one.first for one in each.found} for each in (counted, found))
    return others < own or (others == own and any(one.suffix for one in counted.found))


def _with_lettered(lines: Lines, headings: Headings) -> Iterator[ItemHeading]:
    """The headings with those of items that were put in: the number of the one before and a letter or a
    number behind it, in the same form, apart and with what begins an item below."""
    form = compiled(headings.form, lettered=True) if "{n}" in headings.form else None
    if form is None or form.away:
        yield from headings.found
        return
    ends = [*(one.above for one in headings.found[1:]), len(lines.lines)]
    places = lines.places(form)
    for one, end in zip(headings.found, ends, strict=True):
        yield one
        last = (0, "")
        for at in places[bisect_left(places, one.last + 1) : bisect_left(places, end)]:
            match = form.pattern.match(lines.lines[at].text)
            if match is None or int(match["number"]) != one.number or rank(suffix(match)) <= last:
                continue
            found = None if NO_TITLE.match(match["title"]) else heading_at(lines, form, at)
            below = lines.below(at)
            if found is None or below is None:
                continue
            # `2.1` may be the number of a heading within the item.
            numbered = match["letter"].isdecimal()
            found = replace(undressed(lines, found), suffix=suffix(match), firm=True)
            listed, listed_open = _in_contents(lines, headings, found)
            mark = found.mark or listed
            closed = mark is not None and mark.closed
            opens = closed or (lines.heading(below) and not numbered)
            if lines.field(below) or (opens and lines.apart(at)):
                last = rank(found.suffix)
                yield replace(found, mark=mark, listed_open=listed_open)


def _put_in(lines: Lines) -> Headings | None:
    """The headings of a document whose items were all put in among those of another, as of a supplementary
    agenda: each has a letter behind its number (`14a. Sti`), these rise, and below most stands what begins
    an item, or words close it."""
    for template in ITEM_FORMS:
        form = compiled(template, lettered=True) if "{n}" in template else None
        if form is None or form.away or template in LISTED_FORMS:
            continue
        found: list[ItemHeading] = []
        begun = 0
        last = (0, rank(""))
        for at in lines.places(form):
            match = form.pattern.match(lines.lines[at].text)
            if match is None or match["letter"].isdecimal() or not lines.apart(at):
                continue
            one = None if NO_TITLE.match(match["title"]) else heading_at(lines, form, at)
            place = (int(match["number"]), rank(suffix(match)))
            if one is None or place <= last:
                continue
            one = replace(undressed(lines, one), suffix=suffix(match), firm=True, weight=STRONG)
            below = lines.below(at)
            closed = one.mark is not None and one.mark.closed
            begun += closed or (below is not None and (lines.field(below) or lines.heading(below)))
            found.append(one)
            last = place
        if begun > 1 and 2 * begun > len(found):
            return Headings(template, tuple(agreeing(lines, found)))
    return None


def _in_contents(lines: Lines, headings: Headings, one: ItemHeading) -> tuple[Mark | None, bool]:
    """What the contents say beside the title of an item with a letter, and whether they have that title
    without a mark, though others are marked as closed."""
    title = lines.document.text[one.title.start : one.title.end]
    for line in lines.lines[headings.start or 0 : headings.end]:
        page = ends_entry(line)
        entry = line.text[: page.start()] if page else line.text
        match = LETTERED_ENTRY.match(entry) if len(entry) <= LONGEST_HEADING else None
        if match and (int(match["number"]), suffix(match)) == (one.number, one.suffix):
            first, last, mark, _ = dressed(match["title"])
            marks = any(entry.closed for entry in headings.entries)
            return mark, mark is None and marks and alike(title, match["title"][first:last]) > SAME_TITLE
    return None, False


def _fitting(lines: Lines, templates: Sequence[str]) -> Headings | None:
    begun = [at for at in lines.filled if _BEGINS.match(lines.lines[at].text[:LONGEST_HEADING])]
    numbered = frozenset(begun)
    classic = _tried(lines, CLASSIC_FORM, numbered) if begun else None
    titled = titles_alone(lines) if classic is None else None
    for group in (templates, ITEM_FORMS):
        best: Headings | None = None
        for template in group:
            form = compiled(template)
            # A municipality's own headings may begin with any word.
            general = group is ITEM_FORMS and "{n}" in template.split("{title}")[0]
            found = _tried(lines, form, numbered if general else None, own=group is templates)
            if found and template in LISTED_FORMS and not found.entries:
                if best is None and _one_an_item(lines, found):
                    best = found
                continue
            if found and template == CODED and (best or classic or not _of_one_body(lines, found)):
                continue
            if found and found.likely and (best is None or found.weight > best.weight):
                best = found
        if best and titled and len(titled.found) > len(best.found):
            return titled
        if (
            best
            and not (classic and _is_classic(lines, classic, best))
            and not _stands_again(lines, begun, best)
        ):
            return best
    if titled is None and classic:
        # Contents in another form may be where a closed heading of one stands.
        known = bool(classic.entries) or lines.heading_of_contents is None
        foreign = known and any(one.foreign for one in classic.found)
        fits = foreign or _one_an_item(lines, classic) or _grouped(lines, classic)
        return classic if fits or _tells_otherwise(lines, classic) else None
    return titled


def _of_one_body(lines: Lines, found: Headings) -> bool:
    """Whether codes are of one body, and nothing else in the document is the heading of an item that a word
    closes or a code: a list of cases may stand in an item, too. A letter alone is that of a bill."""
    bodies = {re.sub(r"\W*\d.*", "", lines.lines[one.first].text, flags=re.DOTALL) for one in found.found}
    own = {one.first for one in found.found}
    return len(bodies) == 1 and not any(
        at not in own
        and (has_word(text) or _BEGINS_IN_CODE.match(text))
        and below_closed_heading(text) is not None
        for at, text in ((at, lines.lines[at].text) for at in lines.filled)
    )


def _one_an_item(lines: Lines, found: Headings) -> bool:
    """Whether the words of decisions stand behind their headings (`Beslutning: Godkendt.`), and the headings
    of items count up from 1, three of them at least, so that none is a point of a decision."""
    numbers = [one.number for one in found.found]
    return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1)) and _runs_in(lines)


def _tells_otherwise(lines: Lines, classic: Headings) -> bool:
    """Whether half of the items in the classic form tell what was decided under headings that minutes of
    other forms have (`Referat:`, `Aftalt: ...`), and none under one of the classic form."""
    first = classic.found[0].first
    told = sum(1 for _ in decisions(lines, first))
    return 2 * told >= len(classic.found) and not decides_as_classic(lines, first)


def _grouped(lines: Lines, classic: Headings) -> bool:
    """Whether contents without page numbers say of several entries at once that they are open or closed."""
    if any(entry.page is not None for entry in classic.entries):
        return False
    marks = (line_mark(line.text) for line in lines.lines[classic.start or 0 : classic.end])
    return any(mark.scope == "following" for mark in marks if mark)


def _runs_in(lines: Lines) -> bool:
    """Whether decisions stand behind their headings, and none below one."""
    told = [line for at in lines.filled if len((line := lines.lines[at]).text) <= LONGEST_HEADING]
    if any(section_heading(line) == DECISION for line in told):
        return False
    labels = (labelled_heading(line) for line in lines.lines)
    return any(kind == DECISION for kind, _ in filter(None, labels))


def _is_classic(lines: Lines, classic: Headings, other: Headings) -> bool:
    """Whether a document is in the classic form, below whose headings number and title may stand again. A
    heading with a word that closes is in either form, and shows nothing where the other one finds more."""
    own, theirs = ([one for one in found.found if not one.foreign] for found in (classic, other))
    if {one.number for one in theirs} - {one.number for one in own}:
        places = {one.first for one in theirs}
        own = [
            one
            for one in own
            if ITEM.match(lines.lines[one.first].text)
            or not (one.first in places or _is_entry(other, one.first))
        ]
    again = {one.number for one in own} & {one.number for one in theirs}
    return bool(own) and (classic.weight >= other.weight or 2 * len(again) >= len(theirs))


def _is_entry(found: Headings, at: int) -> bool:
    """Whether a line stands in the contents of a document with these headings."""
    return found.start is not None and found.start < at < found.end


def _stands_again(lines: Lines, begun: Sequence[int], other: Headings) -> bool:
    """Whether most of the other headings print the number and title of classic ones once more, though the
    contents may hide where those begin."""
    raw: dict[int, list[ItemHeading]] = {}
    for at in begun:
        if _is_entry(other, at) and not ITEM.match(lines.lines[at].text):
            continue
        if one := heading_at(lines, CLASSIC_FORM, at):
            raw.setdefault(one.number, []).append(one)
    again = sum(any(same_title(lines, one, own) for own in raw.get(one.number, ())) for one in other.found)
    return 2 * again > len(other.found)


def _tried(
    lines: Lines, form: Form, numbered: Collection[int] | None, *, own: bool = False
) -> Headings | None:
    """The headings of a document in one form, which may be the municipality's ``own``; where they begin with
    a number they stand at the ``numbered`` places alone."""
    places = (at for at in lines.places(form) if numbered is None or at in numbered)
    begun = (at for at in places if form.lead in ("", lead(lines.lines[at].text)))
    raw = [found for at in begun if (found := heading_at(lines, form, at))]
    told = lines.told_in_front({one.first: one.number for one in raw})
    raw = [one for one in raw if one.first not in told]
    if not raw:
        return None
    of_form = {one.number for one in raw}
    closed = [one for one in lines.closed if _is_told_closed(lines, one, of_form)]
    foreign = [one for one in closed if one.number not in of_form]
    start, entries, end = _contents(lines, form, sorted([*raw, *foreign], key=lambda one: one.first))
    listed = {entry.number: entry for entry in entries}
    body = [one for one in raw if one.first >= end and not ends_entry(lines.lines[one.first])]
    if not body:
        return None
    numbers = {one.number for one in body}
    others = [
        one for one in closed if one.first >= end and lines.apart(one.first) and one.number not in numbers
    ]
    both = sorted([*body, *others], key=lambda one: one.first)
    return _chosen(lines, both, listed, Headings(form.template, (), (), tuple(entries), start, end), own)


def _is_told_closed(lines: Lines, one: ItemHeading, of_form: Collection[int]) -> bool:
    """Whether a closed heading is so by a word, or its number is missing among those of a form or
    next to one of a closed heading or these: that of a bill is any number (`L112: Forslag til lov`)."""
    own = [line.text for line in lines.lines[one.first : one.last + 1]]
    if any(map(has_word, own)):
        return True
    counted = {*of_form, *(other.number for other in lines.closed)}
    return min(of_form) < one.number < max(of_form) or not counted.isdisjoint(
        {one.number - 1, one.number + 1}
    )


def _contents(lines: Lines, form: Form, raw: Sequence[ItemHeading]) -> tuple[int | None, list[Entry], int]:
    """The contents in front of the headings in a form, as :func:`printed_contents` gives them: they may print
    number and title in another way than the body does, and on one line."""
    contents = printed_contents(lines, raw)
    if form.template == CLASSIC:
        return contents
    for other in _FORMS_OF_CONTENTS:
        if contents[1]:
            break
        in_contents = compiled(other or form.template.replace(" / ", " "))
        if in_contents.template != form.template:
            listed = lines.headings(in_contents)
            ahead = listed[: bisect_right(listed, raw[-1].first, key=lambda one: one.number_line - 1)]
            contents = printed_contents(lines, sorted([*raw, *ahead], key=lambda one: one.first))
    return contents


def _chosen(
    lines: Lines, raw: Sequence[ItemHeading], listed: Mapping[int, Entry], found: Headings, own: bool
) -> Headings | None:
    """The headings among those that could be: strong ones whose numbers rise, and between them others."""
    weighed: list[ItemHeading] = []
    twice: set[int] = set()
    firsts = frozenset(one.first for one in raw)
    stopped = 2 * sum(lines.lines[one.first].text.rstrip().endswith(".") for one in raw) > len(raw)
    for at, one in enumerate(raw):
        if one.first in twice:
            continue
        plain = weigh(lines, raw, at, listed, firsts, twice, own, stopped)
        if plain is not None:
            weighed.append(plain)
    strong = _heaviest([one for one in weighed if one.weight >= STRONG])
    if not strong:
        return None
    rising = list(_filled(lines, strong, weighed, listed))
    others = [*_out_of_order(lines, rising, weighed, listed), *_numbered_anew(rising, weighed)]
    both = _of_closed_series(lines, sorted([*rising, *others], key=lambda one: one.first))
    filled = tuple(agreeing(lines, both))
    taken = {one.first for one in filled}
    astray = tuple(
        one for one in weighed
        if one.first not in taken
        and not one.foreign
        and (one.firm or (one.mark and one.mark.closed and one.mark.sure))
    )  # fmt: skip
    return replace(found, found=filled, astray=astray, entries=plain_entries(lines, found.entries))


def _out_of_order(
    lines: Lines,
    rising: Sequence[ItemHeading],
    weighed: Sequence[ItemHeading],
    listed: Mapping[int, Entry],
) -> Iterator[ItemHeading]:
    """The headings that stand elsewhere than their number says: an item that was handled first, or a series
    of its own. They are those of the contents by number and title, or where there are none are surely closed
    or have the numbers of a case right below; of two with one number neither is."""
    taken = {one.number for one in rising}
    others = [one for one in weighed if one.firm and one.number not in taken]
    times = Counter(one.number for one in others)
    for one in others:
        below = lines.below(one.last)
        entry = listed.get(one.number)
        if times[one.number] > 1 or (entry is None and (listed or below is None)):
            continue
        title = lines.document.text[one.title.start : one.title.end]
        words = entry.title.text if entry else None
        line = None if below is None else lines.lines[below]
        if is_sure(title, words, one.mark, line, lines.apart(one.above)):
            yield one


def _numbered_anew(rising: Sequence[ItemHeading], weighed: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings whose numbers begin anew behind the last one of a series, or come before its first: those
    of a closed part. None of them stands among the others."""
    taken = {one.number for one in rising}
    for group in (
        [one for one in weighed if one.first > rising[-1].last],
        [one for one in weighed if one.last < rising[0].first],
    ):
        again = [one for one in group if one.firm and one.number in taken]
        if again and all(one.number < other.number for one, other in pairwise(again)):
            return again
    return []


def _of_closed_series(lines: Lines, found: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings. Of two headings with one number, the one in the closed part gets that part's series;
    where neither is known to stand there, the first alone is kept."""
    numbers = Counter(one.number for one in found)
    kept: list[ItemHeading] = []
    seen: set[int] = set()
    places = [place for place, _ in lines.headings_of_several]
    closing, at = False, 0
    for one in found:
        above = bisect_left(places, one.first) - 1
        if above >= 0 and places[above] >= at:
            _, closing = lines.headings_of_several[above]
        at = one.last + 1
        if numbers[one.number] == 1:
            kept.append(one)
        elif closing or (one.mark and one.mark.closed and one.mark.sure):
            kept.append(replace(one, series=CLOSED_SERIES))
        elif one.number not in seen:
            seen.add(one.number)
            kept.append(one)
    return kept


def _heaviest(ones: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings of the greatest weight together whose numbers rise through the text."""
    best: list[tuple[int, int]] = [(0, -1)] * (
        MOST_NUMBER + 1
    )  # a Fenwick tree of the best chain up to a number

    def upto(number: int) -> tuple[int, int]:
        found = (0, -1)
        while number > 0:
            found = max(found, best[number])
            number &= number - 1
        return found

    before = []
    end = (0, -1)
    for at, one in enumerate(ones):
        weight, last = upto(one.number - 1)
        before.append(last)
        own = (weight + one.weight, at)
        # Of two that weigh the same the first counts, as a heading that is printed twice does.
        number = one.number
        while number <= MOST_NUMBER:
            if best[number][0] < own[0]:
                best[number] = own
            number += number & -number
        end = own if own[0] > end[0] else end
    chain, at = [], end[1]
    while at >= 0:
        chain.append(ones[at])
        at = before[at]
    return chain[::-1]


def _filled(
    lines: Lines, strong: Sequence[ItemHeading], weighed: Sequence[ItemHeading], listed: Mapping[int, Entry]
) -> Iterator[ItemHeading]:
    """The strong headings, and between them those that only their place speaks for: the number that comes
    next, apart from what stands above."""
    places = [one.first for one in weighed]
    bounds = [-1, *(one.first for one in strong), len(lines.lines)]
    numbers = [None, *(one.number for one in strong), MOST_NUMBER + 1]
    for at, start in enumerate(bounds[:-1]):
        if at:
            yield strong[at - 1]
        low, high = numbers[at], numbers[at + 1]
        between = weighed[bisect_right(places, start) : bisect_right(places, bounds[at + 1] - 1)]
        weak = [one for one in between if one.weight and one.weight < STRONG and not listed]
        if low is None:
            yield from _leading(weak, high or 0)
            continue
        for one in weak:
            if one.number == low + 1 and one.number < (high or 0):
                yield one
                low = one.number


def _leading(weak: Sequence[ItemHeading], number: int) -> list[ItemHeading]:
    """Of those in front of the first strong heading the ones that count up to it."""
    found: list[ItemHeading] = []
    for one in weak[::-1]:
        if one.number == number - 1:
            found.append(one)
            number = one.number
    return found[::-1] if number == 1 else []
