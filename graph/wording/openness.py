"""What titles and lines say of whether an item of the agenda is closed, in every dress people and programs
give the words (:mod:`graph.wording.openness_words`).

They are compared as a reader sees them (:func:`graph.wording.folding.fold`). A title that only speaks of
something closed (`Lukket svømmehal i uge 42`) says nothing of its item; where it cannot be told, the item is
closed, in doubt.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from graph.base.remembered import of_one_text
from graph.minutes.dates import MONTHS, WEEKDAYS
from graph.minutes.document import ILLEGIBLE
from graph.wording.folding import EMPTY, IGNORABLE, LONGEST_LINE, MARKUP, TICKED, Folded, fold, visible
from graph.wording.named_items import POINTS, SHUT_UNDER, SHUT_UNDER_OWN, SHUTTING, TURNS_CLOSED
from graph.wording.openness_words import (
    SEVERAL_ITEMS,
    closing_words,
    has_word,
    may_say,
    noun_of,
    opening_words,
    patterns,
    reason_of,
    without_change,
)

Scope = Literal["item", "following"]

# What words that cannot be read are taken for, and what stands before them where they may be of a heading.
_STAND_IN = ("Lukket", "Lukket:")
_BEFORE_TITLE = re.compile(r"\W*(?:punkt|pkt\.?|sag|nr\.?)?\W*\d{0,3}\W*", re.IGNORECASE)
_LONGEST_HEADING = 160
_LONGEST_GAP = 40  # characters between the beginning of a heading and its number


@dataclass(frozen=True)
class Mark:
    """What a title or a line says: ``closed`` or open; ``sure`` is false where it is in doubt.

    ``end`` is where the title goes on behind a mark at its head, 0 for any other, which says nothing else.
    A mark of ``following`` is a heading: it holds for all items that follow it until another one.
    """

    closed: bool
    sure: bool = True
    end: int = 0
    scope: Scope = "item"


_BOX_TICKED = rf"(?P<ticked>[{TICKED}]|[\[(]\s?[xv✓✔]\s?[\])]|(?<![^\W_])x(?![^\W_]))"
_BOX_EMPTY = rf"(?P<empty>[{EMPTY}]|[\[(]\s{{0,3}}[\])])"
_BOX = re.compile(rf"{_BOX_TICKED}|{_BOX_EMPTY}")
_BEGINS_BOX = re.compile(rf"[{TICKED}{EMPTY}x\[(]")
# What parts the label of a field from its value.
_BEHIND_LABEL = re.compile(r"[:=\t?]| -")
# A code of KLE between the word that closes and the title.
_BEFORE_CODE = re.compile(r"\s\d\d\.\d\d\.\d\d-")
_GOES_ON = re.compile(r"\s[^\W\d_]")
_SEPARATED_LEFT = re.compile(r"(?:^|[:;,.|/)\]}»”\"'(\[{<«“\t\n>=+•→]|(?:^|[ \t])-)[ \t\-]*$")
_SEPARATED_RIGHT = re.compile(r"[ ]?(?:[^\w\s\-]|[\t\n]|-(?![^\W_])|[ ]-)")
_AT_HEAD = re.compile(
    r"[\W_]*(?:(?:punkt|pkt\.?|sag|nr\.?)[ ]?)?"
    r"(?:(?:\d{1,4}[ ]?/[ ]?(?:19|20)\d\d[ ]?[.:]?"
    r"|\d{1,3}[a-z]?[ ]?[.):\-]?|[a-z][.)]|[ivx]{1,4}[.)])[\W_]*)?$"
)
_SKIPPED = re.compile(r"[ \t\n)\]}>»”\"'.:;|/\-]*")
# Whose item it is, or what for, between the word that closes it and the title: `Lukket ØU: Salg`.
_NAMED_BEHIND = re.compile(
    r"\s(?:[A-ZÆØÅ]{2,5}|(?i:til\s(?:orientering|efterretning|beslutning|godkendelse|drøftelse)))\s?(?::|[-–—]\s)"
)
# The abbreviation of a body that the case comes from, in front of a title: `ØU - Lukket: Salg`.
_FROM_BODY = re.compile(r"\W*[A-ZÆØÅ][A-Za-zÆØÅæøå&]{0,6}[A-ZÆØÅ]\s*[-–—:/]\s*")
_OPENING_BRACKET, _CLOSING_BRACKET = "([{<«", ")]}>»"
_LAW = re.compile(
    r"[(\[]\s?(?:jf\.?\s|jfr\.?\s|efter\s)?§\s?10(?:,?\s?(?:stk\.?|stykke)\s?\d)?\.?\s?[)\]]|styrelseslov\w{0,8},?\s(?:lovbek\S{0,20}\s)?§\s?10(?!\d)"
    r"|forvaltningslov\w{0,4},?\s§\s?27(?!\d)"
)
# A kind of item as one letter, beside `Å` or `O` for the open ones: closed, but it may be a party's letter.
_LETTER = re.compile(
    r"[\W_]*(?:\d{1,3}[.):]?[\W_]*)?(?:[(\[{]l[)\]}]|l(?=:|[ ]-[ ]))|.*[^\W_][\W_]*[(\[{]l[)\]}]\W*$"
)
# The same with nothing but a blank behind it, which only the title of an item can say.
_LONE_LETTER = re.compile(r"[\W\d_]*(?:L(?:\s+|\s?[-–—:]\s+)|\(L\)\s?[-–—:]?\s)(?=[A-ZÆØÅ])")
_EITHER = re.compile(r"[^\W_] ?/ ?$")
_SEVERAL = re.compile(
    r"(?:følgende|punkter(?:ne)?|sager(?:ne)?|mødet?|dagsorden(?:en)?|alle|herefter|resten)\b"
)
# Where an item is handled is said of it alone: `Punktet behandles på lukket møde`.
_ONE_ITEM = re.compile(
    r"(?:(?:dette|nærværende)\s(?:dagsordens?)?punkt|(?:dagsordens?)?punktet|(?:denne\s)?sagen?|beslutningen)\s"
)
# The heading of an item without its number: `Punkt: Salg (lukket)`.
_WITHOUT_NUMBER = re.compile(r"\W*(?:dagsordens?)?(?:punkt|sag)\s?:\s", re.IGNORECASE)
# `Punkt (lukket): Salg`
_LABEL_OF_ONE = re.compile(r"\W*(?:(?:dagsordens?)?punkt|pkt\.?|sag)\s?\(")
_DAYS = "|".join((*WEEKDAYS, *MONTHS, r"(?:fra|kl|uge|i uge|hele|hver|juleaften|helligdage|weekend)\b"))
_WHEN = re.compile(rf"[\W_]*(?:{_DAYS}|\d)")
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\d\.)\s+|(?<=\d\.)\s+(?![a-zæøå])")
"""Where one sentence ends and another begins; behind a number a stop may belong to that."""
_LONGEST_SENTENCE = 200
_LONGEST_SAYING = 60  # of a sentence that says no more than that an item is closed


@of_one_text
def title_mark(title: str) -> Mark | None:
    """What a title says of its item's openness; ``None`` where it says nothing."""
    if _LETTER.match(fold(title[:LONGEST_LINE]).text):
        return Mark(closed=True, sure=False)
    mark = _title_mark(title) if has_word(title) else None
    return mark or _illegible(title, _title_mark)


def has_letter_of_closed(title: str) -> bool:
    """Whether the letter of closed items stands by itself in front of a title (`L Skovrejsning`).
    Only a title can say so: in running words it is a litre, a list or a hall."""
    return len(title) <= LONGEST_LINE and _LONE_LETTER.match(visible(title)) is not None


_LETTER_BEHIND = re.compile(
    r"[^\n]{0,300}?(?P<word>[^\W\d_]{1,40})\W{0,3}(?<=[\s(\[])L[)\]]?\s*\Z",
)
# It stands behind what is one of several that have letters, too; and a party's letter behind those of others
# or where a sentence has a name (`fra V, C og L`).
_LETTERED = re.compile(
    r"(?:etape|del(?:område)?|område|liste|parti|gruppe|type|hus|blok|bygning|rute|linje|klasse|kategori|distrikt|kreds|felt|zone"
    r"|litra|bilag|variant|model|scenarie?|alternativ|hal|fløj|team|hold|spor|kvarter|ejerlav|matr|nr|punkt|afsnit|tillæg|størrelse"
    r"|plads|byggegrund|afdeling|enhed|sektion|opgang|etage|trin|ramme|lod|parcel|strækning|station|terminal|stadion|udvalg"
    r"|\bvej|\bbro)(?:en|et)?\Z"
    r"|\A(?:[^\W\d_]|fra|af|med|til|for|ved|mellem|på|og|samt|eller|mod)\Z",
    re.IGNORECASE,
)


def _ends_in_letter_of_closed(title: str, of_kinds: bool) -> bool:
    if len(title) > LONGEST_LINE or not title.rstrip()[-2:].strip(")] ").endswith("L"):
        return False
    found = _LETTER_BEHIND.match(title)
    return found is not None and (of_kinds or not _LETTERED.search(found["word"]))


def has_letter_at_an_end(title: str, *, of_kinds: bool = False) -> bool:
    """As :func:`has_letter_of_closed`, or the letter stands behind the title (`Skovrejsning L`). It may be
    that of anything else (`Etape L`), unless letters are known to be ``of_kinds``."""
    return has_letter_of_closed(title) or _ends_in_letter_of_closed(title, of_kinds)


def has_letter_of_open(title: str) -> bool:
    """Whether the letter of open items stands behind a title, so that letters are those of kinds there."""
    return title.rstrip(" )]").endswith((" Å", "(Å", "[Å"))


def _illegible(text: str, read: Callable[[str], Mark | None]) -> Mark | None:
    """Whether words that cannot be read may be those that close an item: in their place these would, or they
    begin a line that may be a heading."""
    if ILLEGIBLE not in text:
        return None
    for word in _STAND_IN:
        mark = read(text.replace(ILLEGIBLE, word))
        if mark and mark.closed:
            return Mark(closed=True, sure=False, scope=mark.scope)
    before, _, behind = text.partition(ILLEGIBLE)
    begins = _BEFORE_TITLE.fullmatch(before) and re.match(r"\W*(?:$|[A-ZÆØÅ\d])", behind)
    heading = len(text) <= _LONGEST_HEADING and begins and not behind.rstrip().endswith(".")
    return Mark(closed=True, sure=False) if heading else None


def _title_mark(title: str) -> Mark | None:
    folded = fold(title[:LONGEST_LINE])
    if _MEETING_HELD.search(folded.text):
        return None
    label = patterns().label.fullmatch(folded.text)
    if label and not label["label_closed"]:
        return None
    boxed = _boxes(folded.text)
    if boxed is not None:
        return boxed
    marks = [mark for match in closing_words(folded.text) if (mark := _in_title(title, folded, match))]
    if not marks and _LAW.search(folded.text):
        return Mark(closed=True, sure=False)
    return max(marks, key=lambda mark: (mark.sure, mark.end > 0), default=None)


_KIND_IN_BRACKETS = re.compile(r"\([A-ZÆØÅ]\)")
_ALL_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{3,40}[)\]]\s*")
# What stands behind a title that is no more than a word which closes or opens (`Personalesag - Lukket`).
_TAIL = re.compile(r"\s+[-–—]\s+|\s{2,}|\t|\s*[(\[]|\s*[-–—]\s+|,\s+|\s+(?=\*)|(?<=[)\]])\s+")
_OPENNESS = re.compile(
    r"\W*(?:punktet\s+er\s+|punkt\s+)?(?:lukke[dt]e?|fortroligt?|åbent?|åbne|ikke[ -]offentligt?|offentligt?)"
    r"(?:\s+(?:punkt|sag|møde|dagsorden|del))?\W*$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 60
AGENDA_PART = re.compile(
    r"\s*[-–—(,:]\s*(?:lukke[dt]e?|åbent?|åbne)\s+(?:dagsorden|del|møde|punkter)\)?\s*$", re.IGNORECASE
)
"""Behind the name of a body: which part of its agenda a document is."""


@of_one_text
def tail_mark(title: str) -> tuple[int, Mark] | None:
    """Where a title ends behind which a mark stands, and what that says; ``None`` without one."""
    cut = next((cut for cut in [*_TAIL.finditer(title)][::-1] if cut.start() > 0), None)
    words = title[cut.end() :].strip(" )]*_") if cut else ""
    said = line_mark(words) if len(words) < _LONGEST_TAIL else None
    # `Personsag` may be the title, `behandles for lukkede døre` is none.
    only = _OPENNESS.match(words) or (said is not None and said.closed and said.sure and words[:1].islower())
    return (len(title[: cut.start()].rstrip()), said) if cut and said and only and not said.end else None


@of_one_text
def titled_closed(line: str) -> str | None:
    """The title in the heading of a closed item that has no number (`Punkt: Salg (lukket)`); ``None`` for any
    other line."""
    label = _WITHOUT_NUMBER.match(line) if len(line) <= _LONGEST_HEADING else None
    title = line[label.end() :] if label else ""
    start, end, mark = unmarked_title(title)
    return title[start:end] if mark and mark.closed and mark.sure else None


# What a sign behind titles stands for: `* Lukket punkt`, `Punkter mærket med * er lukkede`.
_SIGN = r"(?P<sign>[*†‡#¤°^¹²³]{1,3}|\([*#]\))"
_LEGEND = re.compile(rf"\s*{_SIGN}\)?\s?(?:[:=–-]\s?)?(?P<said>[^\W\d_][^\n]{{4,100}})")
_MARKED_WITH = re.compile(
    rf"(?i:\s*(?:punkter|sager|punkt)(?:ne)?,?\s(?:(?:der|som)\s(?:er\s)?)?(?:(?:mærket|markeret)\s)?med\s){_SIGN},?\s(?P<said>[^\n]{{4,100}})"
)


@of_one_text
def sign_of_closed(line: str) -> str:
    """The sign that a legend says to stand at the titles of closed items; empty where it says nothing so."""
    found = (_LEGEND.fullmatch(line) or _MARKED_WITH.fullmatch(line)) if has_word(line) else None
    if found is None:
        return ""
    mark = line_mark(found["said"]) or line_mark(f"punkterne {found['said']}")
    return found["sign"] if mark and mark.closed and not mark.end else ""


def says_only_openness(title: str) -> bool:
    """Whether words have no title beside what they say of openness."""
    return not re.search(r"[^\W_]", title) or (
        len(title) < _LONGEST_TAIL and _OPENNESS.match(title) is not None
    )


def has_title(words: str) -> bool:
    """Whether words hold more than what stands beside a title: the letter of a kind, or in brackets what
    closes the item."""
    rest = _KIND_IN_BRACKETS.sub(" ", words)
    if says_only_openness(rest):
        return False
    mark = title_mark(rest) if _ALL_IN_BRACKETS.fullmatch(rest) else None
    return mark is None or not mark.closed


def unmarked_title(title: str) -> tuple[int, int, Mark | None]:
    """Where in a title its own words stand, without what marks its item as closed, and the mark."""
    mark, end = title_mark(title), len(title.rstrip())
    head = mark.end if mark and mark.closed else 0
    # Of `Personsag - Lukket` the word in front is the title.
    for start in (head, 0):
        tail = tail_mark(title[start:end])
        own = tail is not None and (tail[1].closed or title[start + tail[0] :].lstrip()[:1] in ("(", "["))
        stop = start + tail[0] if tail and own else end
        if has_title(title[start:stop]):
            return start, stop, mark or (tail[1] if tail else None)
    return 0, end, mark


_SECRET = (
    r"(?:fortrolige?t?|(?:ikke|ej)[ -]offentlige?t?|hemmelige?t?|tavshedsbelagte?|personfølsom(?:t|me)?)"
)
_CLOSED_WORD = rf"(?:lukke[dt]e?|{_SECRET})"
_DOCUMENTS = r"(?:bilag|dokument|notat|fil|materiale)(?:et|er|erne|en)?"
# Whose attachment one of the body itself is, too.
_CLOSED_DOCUMENT = re.compile(
    rf"\W*(?:bilag\s+(?:nr\.?\s+)?\d{{0,3}}[a-z]?\W*)?(?:{_CLOSED_WORD}\s+{_DOCUMENTS}|interne?t?\s+bilag)(?!\w)"
    # Of what is packed the same is said.
    r"(?<!lukket\smateriale)",
    re.IGNORECASE,
)
# Behind a title, or in front of one as a label, that it is closed: `Tilbud - lukket bilag`, `Tilbud (bilaget
# er lukket)`, `Fortroligt: Tilbud`.
# An association has members, too, who are no readers of the body's.
_FOR_A_FEW = (
    r"kun\s+(?:for|til)\s+(?:[^\W\d_]{0,30}(?:udvalg|råd|bestyrelse)[^\W\d_]{0,4}|direktionen|politikere"
    r"|internt?\s+brug|medlemmer(?=\)))[^()]{0,40}"
)
_SAID_OF_DOCUMENT = re.compile(
    rf"(?:\W*|.*[-–—,(\[:]\s*)(?:"
    rf"(?:{_CLOSED_WORD}\s+{_DOCUMENTS}|{_FOR_A_FEW})\W*$"
    rf"|{_DOCUMENTS}\s+(?:er|holdes|behandles\s+som)\s+{_CLOSED_WORD}(?!\w))"
    rf"|\W*{_CLOSED_WORD}\s?:",
    re.IGNORECASE,
)
# The same in capitals between the place of an attachment and its title, which has others.
_LOUD = re.compile(
    r"\W*(?i:bilag)\s+(?i:nr\.?\s+)?\d{1,3}[a-z]?\W+(?:LUKKE[DT]E?|FORTROLIGE?T?)\s+(?![A-ZÆØÅ]{2})"
)
_SUFFIX = re.compile(r"\.[A-Za-z]{2,4}\s*$")
_CLOSED_FILE = re.compile(
    rf"\W*fortrolige?t?(?!\w)|.*(?<!\w)(?<!ikke ){_CLOSED_WORD}\W*$", re.IGNORECASE | re.DOTALL
)
"""Over the name of a file without its suffix."""


# What more may be said of them stands in brackets or behind a dash: `Lukkede bilag (ikke offentlige)`.
_CLOSED_ONES_NAMED = (
    r"\W*(?:lukkede|fortrolige|(?:ikke|ej)[ -]offentlige|hemmelige|personfølsomme|interne)"
    r"\s+(?:bilag|dokumenter|notater|filer)"
)
_TELLS_WHOSE = r"(?:kun\s(?:(?:for|til)\s)?|til\s|ikke\s(?:til\s)?)[^\W\d_]{3,30}"
_HEAD_OF_CLOSED = re.compile(
    rf"{_CLOSED_ONES_NAMED}(?:\s+til\s+(?:punktet|sagen|dette\s+punkt))?"
    rf"(?:\s*[-–—(\[,]\s*(?:{_CLOSED_WORD}|{_TELLS_WHOSE}))?\W*"
    rf"|\W*bilag(?:ene)?(?:\s*[-–—(\[,:]\s*(?:(?:der|som)\s+)?|\s+(?:der|som)\s+)(?:er\s+)?{_CLOSED_WORD}\W*",
    re.IGNORECASE,
)
# What is closed or confidential may be a school or a vote, too, so it has to be words.
_CLOSED_TEXT = re.compile(
    rf"\W*(?:(?:den|det|de)\s+)?{_CLOSED_WORD}\s+(?:(?:supplerende|uddybende|yderligere)\s+)?[^\W\d_]{{0,20}}"
    r"(?:notat|redegørelse|fremstilling|beskrivelse|vurdering|oplysning|bemærkning|orientering|materiale|tekst"
    r"|indhold|baggrund|tilføjelse)(?:et|en|er|erne|s)?\s?:?\W*",
    re.IGNORECASE,
)


_LABEL_OF_CLOSED = re.compile(
    rf"\W*(?:{_CLOSED_WORD}\s+(?:bilag|dokument|notat|fil)(?:er)?"
    rf"|bilag(?:\s*[-–—(\[,]\s*{_CLOSED_WORD}[)\]]?|\s+til\s+{_CLOSED_WORD}\s+(?:punkt|sag)))(?:\s?:|\s+[-–—])\s*\w"
    rf"|\W*\w[^\n]{{0,200}}\.[A-Za-z]{{3,4}}\s*[-–—(\[,]\s*{_CLOSED_WORD}\W*$",
    re.IGNORECASE,
)


@of_one_text
def closes_attachment(title: str) -> bool:
    """Whether the title of an attachment, or the name of its file, says that it is closed."""
    words = IGNORABLE.sub("", title).replace("_", " ")
    named = _SUFFIX.sub("", words)
    if any((mark := title_mark(one)) is not None and mark.closed for one in {title, words, named}):
        return True
    is_file = named != words or words != title
    said = _CLOSED_DOCUMENT, _SAID_OF_DOCUMENT, _LOUD
    return any(pattern.match(one[:LONGEST_LINE]) for one in (words, named) for pattern in said) or (
        is_file and _CLOSED_FILE.match(named) is not None
    )


def heads_closed_attachments(line: str) -> bool:
    """Whether a line is the heading of closed attachments, that stand below it (`Lukkede bilag`, `Bilag
    (fortrolige)`)."""
    return len(line) <= _LONGEST_HEADING and _HEAD_OF_CLOSED.fullmatch(IGNORABLE.sub("", line)) is not None


def heads_closed_words(line: str) -> bool:
    """The same of closed attachments or of a closed part of what an item is about (`Fortroligt notat`)."""
    said = _CLOSED_TEXT.fullmatch(IGNORABLE.sub("", line[:_LONGEST_HEADING]))
    return heads_closed_attachments(line) or said is not None


def names_closed_attachments(line: str) -> bool:
    """Whether a line is such a heading with attachments behind it (`Lukkede bilag: Tilbud`), or a file that
    is said to be closed (`Tilbud.pdf (lukket)`)."""
    return _LABEL_OF_CLOSED.match(IGNORABLE.sub("", line[:LONGEST_LINE])) is not None


def speaks_of_closing(title: str) -> bool:
    """Whether a title begins with a word that would close its item, if it stood by itself."""
    folded = fold(title[:LONGEST_LINE]).text
    found = patterns().closed.search(folded)
    return found is not None and _AT_HEAD.match(folded[: found.start()]) is not None


def _in_title(title: str, folded: Folded, match: re.Match[str]) -> Mark | None:
    """Whether a closing word in a title marks its item: at its head or end, in brackets, or by its form."""
    text, words = folded.text, patterns()
    left, right = text[: match.start()], text[match.end() :]
    if _EITHER.search(left) and words.open.search(left[-_LONGEST_GAP:]):
        return None
    lead = words.before.search(left)
    outer = left[: lead.start()] if lead else left
    # Of `En anden sag (lukket)`, `En anden sag - lukket` the words in front are the title's.
    outer = left if _SEPARATED_LEFT.search(left) else outer
    reason = reason_of(match).match(right) is not None
    ended = reason or not re.search(r"[^\W_]", right)
    behind = title[folded.origin(match.end() - 1) + 1 :]
    # A word that goes on behind a hyphen does so in a small letter: `Lukket-Salg af grund`.
    apart = (behind[:1] == "-" and behind[1:2].isupper()) or _BEFORE_CODE.match(behind) is not None
    apart = apart or _SEPARATED_RIGHT.match(right) is not None
    before = title[: folded.origin(match.start())]
    head = _AT_HEAD.match(left) is not None or _FROM_BODY.fullmatch(before) is not None
    scope: Scope = "following" if (head and ended and noun_of(match) in SEVERAL_ITEMS) else "item"
    if head and (ended or apart or noun_of(match) == "punkt"):
        comma = right.lstrip()[:1] == ","
        skipped = _SKIPPED.match(right)
        end = folded.origin(match.end() + (skipped.end() if skipped else 0))
        # `Fortrolig sag om køb` is the title itself.
        keeps = ended or reason or comma or (not apart and title[end : end + 1].islower())
        return Mark(True, not comma or reason, 0 if keeps else end, scope)
    if _SEPARATED_LEFT.search(outer) and ended:
        return Mark(True, scope="item")
    bracket = max((outer.rstrip().rfind(c) for c in _OPENING_BRACKET), default=-1)
    if bracket >= 0 and not re.search(r"[^\W_]", outer[bracket:]):
        return Mark(True, sure=False)
    named = apart or (head and _NAMED_BEHIND.match(title[folded.origin(match.end()) :]) is not None)
    capital = title[len(before) : len(before) + 1].isupper()
    if named and _SEPARATED_LEFT.search(outer) and (capital or lead):
        return Mark(True, sure=False)
    if (
        match["phrase"]
        or (noun_of(match) == "punkt" and not head)
        or (head and noun_of(match) in ("moede", "handling"))
    ):
        return Mark(True, sure=False)
    return Mark(True, sure=False) if _stands_out(title, folded, match, head, ended) else None


def _stands_out(title: str, folded: Folded, match: re.Match[str], head: bool, ended: bool) -> bool:
    """Whether the word stands out by its capitals from a title that goes on or ends there."""
    start, end = folded.origin(match.start()), folded.origin(match.end() - 1) + 1
    word, before, after = title[start:end].strip(), title[:start], title[end:].strip()
    if not (head or ended):
        return False
    if before[-1:] in (*MARKUP, ">") and after[:1] in (*MARKUP, "<"):
        return True
    rest = before + after
    if word.isupper() and any(c.islower() for c in rest):
        return True
    if ended:
        return word[:1].isupper() and any(c.islower() for c in before)
    return word[1:].islower() and after[:1].isupper() and after[1:2].islower()


# Behind `Lukket møde`, `Lukkede punkter`; the meeting that is closed at an hour is over.
_WHEN_OR_WHERE = re.compile(
    r"\A(?P<said>\W*lukke(?:t|de)\s[^\W\d_]{3,20})\s*[,(]?\s*(?:(?:kl\.?|klokken)\s?\d{1,2}(?:[.:]\d{2})?"
    r"|side\s\d{1,4})\s?\)?\W*\Z",
    re.IGNORECASE,
)


@of_one_text
def line_mark(text: str) -> Mark | None:
    """What a line or a short paragraph says of openness: alone, as a field, a ticked box, a heading, a
    sentence of the item itself; ``None`` for any other text."""
    mark = _line_mark(_WHEN_OR_WHERE.sub(r"\g<said>", text)) if has_word(text) else None
    return mark or _illegible(text, _line_mark)


def first_sentence(text: str) -> str:
    """The first sentence of words that others follow, empty where none do."""
    first, *others = SENTENCE_END.split(text[:_LONGEST_SENTENCE], maxsplit=1)
    return first if others else ""


@of_one_text
def sentence_mark(text: str) -> Mark | None:
    """What the first sentence of words says of openness, whatever follows it (`Lukket sag. Er knyttet til
    punkt 3`); ``None`` where it says anything else."""
    first = first_sentence(text)
    mark = line_mark(first) if 0 < len(first) <= _LONGEST_SAYING else None
    return None if mark is None or mark.end else mark


def _line_mark(text: str) -> Mark | None:
    whole, words = fold(text), patterns()
    folded = whole.text
    if heads_closed_attachments(text) or was_held_closed(text):
        return None
    if len(folded) <= LONGEST_LINE:
        boxed = _boxes(folded)
        if boxed is not None:
            return boxed
        field = _field(folded)
        if field is not None:
            return field
        for match in closing_words(folded):
            found = _alone(whole, match)
            if found is not None:
                return found
        opened = next(iter(opening_words(folded)), None)
        if opened and _parts(folded, [opened]):
            return Mark(closed=False, scope="following")
        if opened and _is_alone(folded, opened):
            return Mark(closed=False, scope="following" if noun_of(opened) in SEVERAL_ITEMS else "item")
        # What an item is about may have a second part, too.
        parts = _parts(folded, closing_words(folded))
        if _OF_GROUP.fullmatch(folded) or any(not (one["lettered"] or one["numbered"]) for one in parts):
            return Mark(True, scope="following")
    told = words.sentence.search(_MEETING_HELD.sub("", without_change(folded)))
    said = told or _shut_under_own(folded) or _closes_point(folded)
    rest = isinstance(said, re.Match) and folded[: said.start()].endswith("resten af ")
    return Mark(True, sure=False, scope="following" if rest else "item") if said else None


def _parts(text: str, words: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """The parts of the agenda of which one of ``words`` says last that they are closed or open."""
    ended = (one for one in words if not re.search(r"[^\W_]", text[one.end() :]))
    return [part for one in ended if (part := _PART.match(text[: one.start()]))]


def _shut_under_own(text: str) -> re.Match[str] | None:
    """That the meeting is closed under the item in which that stands, and not under others alone."""
    if not any(word in text for word in SHUTTING):
        return None
    return SHUT_UNDER_OWN.search(SHUT_UNDER.sub(lambda match: match[0] if match["own"] else "", text))


def _closes_point(text: str) -> bool:
    """Whether a point of what is recommended is closed (`Indstillingens punkt 1 er lukket`)."""
    closing = [match.start() for match in closing_words(text)]
    points = [match.end() for match in POINTS.finditer(text)] if closing else []
    return any(patterns().little.fullmatch(text, end, start) for end in points for start in closing)


def _is_alone(text: str, match: re.Match[str]) -> bool:
    left, right = text[: match.start()], text[match.end() :]
    lead = patterns().before.search(left)
    outer = left[: lead.start()] if lead else left
    return _AT_HEAD.match(outer) is not None and not re.search(r"[^\W_]", right)


def _alone(folded: Folded, match: re.Match[str]) -> Mark | None:
    """A closing mark that a line is, or begins with as the heading of a closed item."""
    text, words = folded.text, patterns()
    left, right = text[: match.start()], text[match.end() :]
    lead = words.before.search(left)
    outer = left[: lead.start()] if lead else left
    if _AT_HEAD.match(outer) is None:
        return None
    right = _OF_THE_MEETING.sub("", right)
    many = noun_of(match) in SEVERAL_ITEMS and not (lead and _ONE_ITEM.match(lead[0]))
    many = many or (lead is not None and _SEVERAL.search(lead[0]) is not None)
    scope: Scope = "following" if many else "item"
    if not re.search(r"[^\W_]", right) or reason_of(match).match(right):
        return Mark(True, scope=scope)
    named = re.match(r"[ ]?[)\]}]?[ ]?(?::|[ ]?-[ ]|\t|\))", right)
    labelled = lead is None or (_LABEL_OF_ONE.fullmatch(left) is not None and right.startswith(")"))
    if labelled and named and not _WHEN.match(right):
        return Mark(
            True, sure=noun_of(match) == "punkt", end=folded.origin(match.end() + named.end()), scope=scope
        )
    return None


def _field(text: str) -> Mark | None:
    """What a field says: `Åben/lukket: Lukket`, `Offentlighed: Nej`, `Begrundelse for lukning: § 10`."""
    if patterns().why.match(text):
        return Mark(True)
    for match in patterns().field.finditer(text) if _BEHIND_LABEL.search(text) else ():
        if match["by"].strip() == "-" and (match["yes"] or match["no"]) and _GOES_ON.match(text, match.end()):
            continue  # `Fortroligt - må ikke videregives`
        if match["label"]:
            rest = text[match.end() :]
            before = text[: match.start()].rstrip()
            if match["by"].strip() == "-" or (before and before[-1].isalpha()):
                continue
            if rest and not re.match(r"[\s]*$|[\t\n;,.|)/(]|[ ][^\s:]{1,20}:", rest):
                continue
        if (
            match["closed"]
            or (match["yes"] and match["label_closed"])
            or (match["no"] and match["label_open"])
        ):
            return Mark(True)
        if match["open"] or (match["yes"] and match["label_open"]) or (match["no"] and match["label_closed"]):
            return Mark(
                bool(match["open"] and match["label_closed"]),
                sure=not (match["open"] and match["label_closed"]),
            )
    return None


# Behind `den lukkede del`.
_OF_THE_MEETING = re.compile(
    r"^\s(?:(?:af|i|på|fra)\s(?:dagsordenen|[\w-]{0,40}mødet)"
    r"|(?:for|i)\s(?:[\w-]{1,40}\sog\s)?[\w-]{0,40}(?:udvalg(?:et)?|råd(?:et)?|bestyrelsen?|direktionen))(?![^\W_])"
)
# The heading of a group of items (`Ejendomssager - lukket`, `Lukkede personalesager`), or that the meeting is
# closed from here on.
_CLOSED_ONES = r"(?:lukke(?:t|de)|fortrolige?|ikke[ -]offentlige?)"
_GROUP = r"[^\W\d_-]{0,30}(?:sager|punkter|emner|anliggender|handler|ansættelser)"
# Closed attachments are of an item.
_ANY_GROUP = re.compile(rf"\W*{_CLOSED_ONES}\s(?!bilag(?!\w))[^\W\d_-]{{3,40}}\W*")
_OF_ITEMS = re.compile(rf"{_CLOSED_ONES}\s(?:punkt(?:er)?|sag(?:er)?|møde|dagsorden|del)\W*\Z")
_DOORS = re.compile(
    r"\W*(?:(?:[a-d]|\d|i{1,3})[.)]\s)?(?:(?:(?P<before>[^.:;,!?]{1,40}?)\s)?(?P<phrase>for|bag)\s)?(?P<said>åbne|lukkede)\sdøre\W*"
)
_LONGEST_GROUP = 60
_OF_GROUP = re.compile(
    rf"\W*(?:{_GROUP}\s?[-:,(\[]\s?{_CLOSED_ONES}(?:\s(?:punkt|punkter|sag|sager|møde|dagsorden|del))?"
    rf"|{_GROUP},?\s(?:der|som)\s(?:er|behandles|drøftes)\s(?:for|bag|på|i)\slukke(?:de\sdøre|t\smøde)|{_CLOSED_ONES}\s{_GROUP}(?:(?:,|\s(?:og|samt))\s{_GROUP}){{0,3}}|mødet\slukkes(?:\sherefter)?)\W*"
)
# A part of the agenda by its letter or number, in front of what says whether it is closed: `B-dagsorden
# (lukket)`.
_PART = re.compile(
    r"\W*(?:[a-d][\s.)-]{1,3}(?:dagsorden(?:en)?|(?P<lettered>del)|punkter|sager)"
    r"|(?:dagsorden|(?P<numbered>del))\s(?:[a-d]|\d|i{1,3}))\s?[-:,(\[]\s?$"
)
# That a meeting was held so may be told of another one, too.
_MEETING_HELD = re.compile(
    r"(?<![^\W_])(?:hele\s)?mødet\s(?:er|var|blev|bliver)\s(?:af)?holdt\s(?:for|bag)\slukkede\sdøre(?![^\W_])"
)
_FROM_HERE = re.compile(
    r"\W*(?:lukkede\sdøre|(?:herefter|derefter|nu)?\s?(?:blev|bliver|lukkes|lukkedes)?\s?(?:dørene|mødet)"
    r"(?:\s(?:herefter|nu|blev|bliver|hermed)){0,2}(?:\slukke(?:s|t|de|des))?)\W*"
)
_BEGINS_MINUTES = re.compile(r"\W*(?:[^\W\d_]{0,20}?)(?:referat|protokol|dagsorden)")
_OF_MINUTES = re.compile(r"referat|protokol|dagsorden|(?<!\d)(?:19|20)\d\d(?!\d)")


def closes_group(line: str) -> bool:
    """Whether a line, where it stands in front of an item and is of no other, is the heading of closed ones,
    whatever they are about (`EJENDOMSHANDLER - LUKKET`, `Lukkede ansættelser`)."""
    if len(line) > _LONGEST_GROUP or not line.lstrip()[:1].isupper() or not has_word(line):
        return False
    doors, folded = tells_of_doors(line), fold(line).text
    if (doors and doors.closed) or _ANY_GROUP.fullmatch(folded) or _parts(folded, closing_words(folded)):
        return True
    if was_held_closed(line):
        return True
    tail = tail_mark(line.strip())
    return tail is not None and tail[1].closed and re.search(r"[\d.,:;]", line[: tail[0]]) is None


def names_items(line: str) -> bool:
    """Whether a heading of closed ones says that they are items (`Udlejning - lukket sag`), and not what
    else may be closed."""
    return _OF_ITEMS.search(fold(line).text) is not None


def tells_of_doors(line: str) -> Mark | None:
    """What a heading says that opens or closes all that follows it, by the doors (`Til behandling - for åbne
    døre`); ``None`` for any other line, and for a sentence."""
    said = _doors(line)
    return None if said is None else Mark(closed=said["said"] == "lukkede", scope="following")


def words_before_doors(line: str) -> str:
    """The words that stand in such a heading in front of the doors, folded; empty where none do."""
    said = _doors(line)
    return ((said and said["before"]) or "").strip(" -–—")


def _doors(line: str) -> re.Match[str] | None:
    said = _DOORS.fullmatch(fold(line).text) if len(line) <= _LONGEST_GROUP and has_word(line) else None
    return None if said is None or patterns().verb.search(f" {said['before'] or ''} ") else said


def was_held_closed(line: str) -> bool:
    """Whether a line says no more than that the meeting was held behind closed doors: this one, where it
    stands in the head or in front of an item."""
    said = fold(line).text.strip(" .:;!*_-") if len(line) <= _LONGEST_HEADING else ""
    return _MEETING_HELD.fullmatch(said) is not None


def closes_from_here(line: str) -> bool:
    """Whether a line, where it stands in front of an item, is a heading that closes all that follow it."""
    if len(line) > _LONGEST_HEADING:
        return False
    folded = fold(line).text
    return _FROM_HERE.fullmatch(folded) is not None or TURNS_CLOSED.search(folded) is not None


def closes_minutes(title: str) -> bool:
    """Whether the title of minutes says that all of them are closed: `LUKKET REFERAT Byrådet d. 12-09-2033`,
    `LUKKET Byrådet d. 12-09-2033`, `Byrådet, lukket møde`, `Referat (lukket)`, `Referat af lukket møde:
    Byrådet`. What stands behind a label is another matter."""
    if len(title) > _LONGEST_HEADING or not has_word(title):
        return False
    folded, words = fold(title), patterns()
    label, _, _ = folded.text.partition(":")
    if not _OF_MINUTES.search(label) or words.open.search(folded.text):
        return False
    return any(
        match["phrase"]
        or noun_of(match) in SEVERAL_ITEMS
        or (label[: match.start()].endswith(("(", "[")) and label[match.end() :].startswith((")", "]")))
        or _around_minutes(title, folded, label, match)
        for match in words.closed.finditer(label)
    )


def _around_minutes(title: str, folded: Folded, label: str, match: re.Match[str]) -> bool:
    """Whether a word that closes opens the title of minutes before a name or ends one that begins with what
    they are."""
    before, behind = label[: match.start()], label[match.end() :]
    if not re.search(r"[^\W_]", before):
        name = title[folded.origin(match.end()) :].lstrip()
        return (
            title[folded.origin(match.start()) : folded.origin(match.end())].isupper() or name[:1].isupper()
        )
    return not re.search(r"[^\W_]", behind) and _BEGINS_MINUTES.match(before) is not None


def is_label(text: str) -> bool:
    """Whether a line is the label of a field whose value may stand on the next one."""
    return len(text) <= 60 and may_say(text) and patterns().label.fullmatch(fold(text).text) is not None


def is_label_of_reason(text: str) -> bool:
    """Whether a line is the label of the field that tells why an item is closed, its value on the next."""
    return len(text) <= 60 and may_say(text) and patterns().why_label.fullmatch(fold(text).text) is not None


def _boxes(text: str) -> Mark | None:
    """What boxes beside the words say: one that is ticked settles it; with none ticked it is in doubt."""
    boxes = list(_BOX.finditer(text)) if _BEGINS_BOX.search(text) else []
    if not boxes:
        return None
    closed, opened = closing_words(text), opening_words(text)
    if not closed and not opened:
        return None
    words = [*closed, *opened]
    before = boxes[0].start() < min(word.start() for word in words)

    def box(word: re.Match[str]) -> re.Match[str] | None:
        for one in boxes:
            between = text[one.end() : word.start()] if before else text[word.end() : one.start()]
            if (
                (one.end() <= word.start()) is before
                and (one.start() >= word.end()) is not before
                and not between.strip(" \t:")
            ):
                return one
        return None

    of_closed = [found for word in closed if (found := box(word))]
    of_open = [found for word in opened if (found := box(word))]
    if any(found["ticked"] for found in of_closed):
        return Mark(True)
    if any(found["ticked"] for found in of_open):
        return Mark(False)
    if of_open:
        return Mark(True, sure=False)
    return Mark(False) if of_closed and not opened else None
