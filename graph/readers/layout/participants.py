"""Who was at a meeting by its head: names in lists, and what sentences beside them say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.minutes.document import Document, Line, Paragraph, one_line
from graph.minutes.model import Finding, Presence, Quote, Span
from graph.municipality.profile import folded
from graph.readers.layout.header import LABEL, LONGEST_HEAD, LONGEST_VALUE, PEOPLE, Field, Header
from graph.readers.layout.lines import LONGEST_HEADING
from graph.wording.attendance import read_attendance
from graph.wording.names import is_full_name, is_party
from graph.wording.passages import Passage
from graph.wording.presence import read_presence

_PARTY_BEHIND = re.compile(
    r"(?:,(?=\s?\())?\s{0,3}(?:\(\s*(?P<party>[A-ZÆØÅ][A-ZÆØÅ]?(?:-?\d)?|løsgænger|uden for parti\w*"
    r"|(?:liste|gruppe)\s+\w{1,3}"
    r"|[A-ZÆØÅ][\w ]{2,40})\s*(?:,[^()\n]{1,40})?\)|,\s(?P<letter>[A-ZÆØÅ])(?=\s*(?:,|\n|$)))"
)
_FROM_ITEMS = re.compile(
    r"(?:\s{0,3}\([^()\n]{1,30}\))?\s{0,3}[,(–-]\s{0,3}(?P<items>(?:under\s+|ved\s+)?(?:sag|pkt\.?|punkt)(?:\s*nr\.?)?"
    r"\s*\d{1,4}(?:\s*(?:[-–,]|og)\s*\d{1,4})*)",
    re.IGNORECASE,
)
_BRACKET = r"(?:\s{0,3}\([^()\n]{1,30}\))?"
_STOOD_IN = re.compile(
    rf"(?:fraværende|afbud)(?:\s+fra)?\s*:?\s*(?P<away>[^\W\d_][^:,;()\n–]{{2,60}}?){_BRACKET}\s+[-–]\s+"
    rf"(?P<instead>[^\W\d_][^:,;()\n–]{{2,60}}?){_BRACKET}\s+(?:mødte|møder|deltog|deltager)\s+som\s+"
    r"(?:stedfortræder|suppleant)",
    re.IGNORECASE,
)
_AROUND_NAMES = " .•*-–\t"


def tells_people(line: Line) -> bool:
    """Whether a line has a label behind which people of the meeting stand (`Deltagere:`); without a stop
    nothing but their names is behind it."""
    match = LABEL.match(line.text)
    if match is None or match.lastgroup not in PEOPLE:
        return False
    return ":" in line.text[:80] or bool(_names(line.text[match.end() :]))


def only_people(line: Line) -> bool:
    """Whether a line holds names of people, perhaps behind their label and with their parties, and nothing
    else."""
    if len(line.text) > LONGEST_HEADING:
        return False
    label = LABEL.match(line.text) if tells_people(line) else None
    words = line.text[label.end() if label else 0 :]
    return not words.strip(_AROUND_NAMES) or bool(_names(words))


def _names(words: str) -> list[str]:
    """The full names that words are, with their parties left off; none where anything else is among them."""
    words = re.sub(r"\s*\([^()]{1,40}\)", "", words.strip(_AROUND_NAMES))
    names = [one for one in re.split(r"\s*[,;]\s*|\s+og\s+", words) if one]
    return names if all(map(is_full_name, names)) else []


def take_presence(document: Document, head: Sequence[Paragraph], header: Header) -> None:
    """What sentences beside the lists say of who was there: who stands in for whom, who came late or left;
    and the party that is printed behind a name."""
    if not head or head[-1].end - head[0].start > LONGEST_HEAD:
        return
    passage = Passage(document, Span(head[0].start, head[-1].end))
    people = header.participants
    known = {folded(one.name.text): at for at, one in enumerate(people)}
    for told in read_presence(passage):
        at = known.get(folded(told.name.text))
        if told.status == "substitute":
            one = (
                told
                if at is None
                else replace(people[at], status="substitute", substitute_for=told.substitute_for)
            )
            if at is None:
                known[folded(told.name.text)] = len(people)
                people.append(one)
            else:
                people[at] = one
        elif at is not None and told.status == "excused" and people[at].absent:
            people[at] = replace(people[at], status="excused")
        elif at is not None and told.status in ("arrived", "left") and people[at].note is None:
            people[at] = replace(people[at], note=_sentence_from(document, told.name.span))
    header.participants = [_with_party(document, one) for one in people]


def with_stand_ins(document: Document, people: Sequence[Presence], decided: Sequence[Span]) -> list[Presence]:
    """The participants with those whom only decisions name, where somebody stands in for another at the whole
    meeting: `Fraværende: N (V) - N (V) mødte som stedfortræder`."""
    found = list(people)
    for span in decided:
        for match in _STOOD_IN.finditer(document.text, span.start, span.end):
            away, instead = _one_name(document, match, "away"), _one_name(document, match, "instead")
            if away is None or instead is None:
                continue
            places = {folded(one.name.text): at for at, one in enumerate(found)}
            at = places.get(folded(away.text))
            if at is None:
                found.append(Presence(away, "absent"))
            elif found[at].status == "present":
                found[at] = replace(found[at], status="absent")
            if folded(instead.text) not in places:
                found.append(Presence(instead, "substitute", substitute_for=away.text))
    return [_with_party(document, one) for one in found]


def _one_name(document: Document, match: re.Match[str], group: str) -> Quote | None:
    quote = document.quote(*match.span(group))
    return quote if is_full_name(quote.text) else None


def _sentence_from(document: Document, name: Span) -> str | None:
    """What is said of somebody, behind the name: `forlod mødet efter sag nr. 104`."""
    text = document.text[name.end : name.end + LONGEST_VALUE]
    match = re.search(
        r"(?:ankom|mødte|kom|forlod|gik|deltog|indtrådte|udtrådte)\b.*?(?=\.\s|\.?\n\S|\.?\n\s*\n|$)",
        text,
        re.DOTALL,
    )
    return one_line(match[0]).rstrip(".") if match else None


def _partly(document: Document, one: Presence) -> Presence:
    """Somebody in a list of those absent who was away from single items only: `N (A), sag 129-138`."""
    match = _FROM_ITEMS.match(document.text, one.name.span.end) if one.status == "absent" else None
    return replace(one, status="present", note=f"fraværende {one_line(match['items'])}") if match else one


def _with_party(document: Document, one: Presence) -> Presence:
    """A participant with the party behind the name."""
    match = _PARTY_BEHIND.match(document.text, one.name.span.end, one.name.span.end + 60)
    party = match and (match["party"] or match["letter"])
    if one.party or not party or not is_party(party):
        return one
    return replace(one, party=one_line(party))


def take_people(document: Document, one: Field, header: Header) -> None:
    """The people of a list, each once; what is no full name stays words, and what follows the list is
    unread."""
    told = one.kind == "remark"
    found = read_attendance(document, one.runs, one.kind == "absent", told)
    known = {folded(person.name.text): at for at, person in enumerate(header.participants)}
    for person in (_partly(document, person) for person in found.people):
        at = known.get(folded(person.name.text))
        if at is None:
            known[folded(person.name.text)] = len(header.participants)
            header.participants.append(person)
        elif person.absent:
            header.participants[at] = replace(header.participants[at], status="absent")
    for span in found.doubtful:
        quote = document.quote(span.start, span.end)
        message = f"»{quote.text[:80]}« blandt deltagerne er ikke et fuldt navn."
        lines = document.line_numbers(quote.span.start, quote.span.end)
        header.findings.append(Finding("warning", "person-unresolved", message, lines))
    end = one.runs[0].start if told and not found.people else found.end
    first, last = document.line_numbers(end, one.runs[-1].end)
    left = (line for line in document.lines[first - 1 : last] if end <= line.start < one.runs[-1].end)
    header.unread += [Paragraph((line,)) for line in left if not line.blank]
