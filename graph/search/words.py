"""Words as the search knows them: in small letters of a-z where Danish has others, without accents.

``Økonomiudvalget`` and ``oekonomiudvalget`` are the same word, as are ``Ålborg`` and ``Aalborg``.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph.minutes.dates import DATE, MONTHS, as_date, months_in_words
from graph.search.stems import stem
from graph.wording.folding import IGNORABLE

LONGEST = 64  # characters of a word that count; longer ones are no words
MOST_TERMS = 12
MOST_CHARACTERS = 300  # of a question
SHORTEST_INSIDE = 3  # letters; shorter words are found where they stand alone

_DANISH = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}
_QUOTES = '"“”„»«'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")


class _Folding(dict[int, str]):
    """What each character becomes; a space for one that is not of a word, and nothing for one that nobody
    sees, as a word may have where it was copied from a page."""

    def __missing__(self, code: int) -> str:
        if IGNORABLE.match(chr(code)):
            self[code] = ""
            return ""
        small = unicodedata.normalize("NFKC", chr(code)).casefold()  # in this order: ℠ is SM, which is sm
        letters = "".join(_DANISH.get(letter) or unicodedata.normalize("NFKD", letter) for letter in small)
        self[code] = "".join(_DANISH.get(letter, letter) for letter in letters if letter.isalnum()) or " "
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The words of a text as they are compared, with spaces in the place of all else."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    return [word[:LONGEST] for word in fold(text).split()]


_OF_DAY = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d)")  # ISO 8601


def day_word(day: date) -> str:
    """The word by which a day is found, however it is written."""
    return f"dag{day:%Y%m%d}"


def month_word(day: date) -> str:
    """The word by which a month is found, of any day in it."""
    return f"maaned{day:%Y%m}"


def days_in(text: str) -> Iterator[tuple[int, int, date]]:
    """The days that a text names, each with where its words begin and end."""
    for match in DATE.finditer(text):
        if day := as_date(match):
            yield match.start(), match.end(), day
    for match in _OF_DAY.finditer(text):
        with suppress(ValueError):
            day = date(int(match["year"]), int(match["number"]), int(match["day"]))
            yield match.start(), match.end(), day


# What a question may have before a number of the filing plan or of a document; the index has the number
# alone.
_BEFORE_NUMBERS = re.compile(
    r"(?<!\w)(?:(?:kle|emnenr|journal|j)\.?\s?-?(?:nr|nummer|numrene)?[.:]?\s*(?=\d\d\.)"
    r"|dok(?:ument)?\.?\s?-?(?:nr|nummer)[.:]?\s*(?=\d))",
    re.IGNORECASE,
)
_LEAST_OF_MONTH = 3  # letters that are enough of its name
_MONTHS = {
    name[:letters]: 1 + number % len(MONTHS)
    for number, name in enumerate((*MONTHS, *months_in_words("en")))
    for letters in range(_LEAST_OF_MONTH, len(name) + 1)
}
"""What a month is called in a question, in Danish or English and however shortened."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_IN_QUESTIONS = (
    # okt. 2022, 3. okt. 22 and October 3, 2022
    re.compile(
        r"(?<![\w.])(?:(?P<day>\d{1,2})\.?\s*)?(?P<month>[^\W\d_]{3,9})\.?\s+"
        r"(?P<year>(?:19|20)\d\d|(?(day)\d\d|(?!)))(?![\w-])"
    ),
    re.compile(rf"(?<!\w)(?P<month>[^\W\d_]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}(?![\w-])"),
    # 20/3-23, 20230320, 3/2023 and 2023-03, each of which may be something else in a text
    re.compile(r"(?<![\d.-])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./ -](?P<year>\d{2})(?![\d.-])"),
    re.compile(rf"(?<![\d.-]){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?![\d.-])"),
    re.compile(rf"(?<![\d./-])(?P<month>\d{{1,2}})[/-]{_YEAR}(?![\d./-])"),
    re.compile(rf"(?<![\d./-]){_YEAR}-(?P<month>\d\d)(?![\d./-])"),
)
"""Days and months as they are written in questions beside the ways of minutes."""
_BEFORE_DAY = re.compile(
    r"(?<!\w)(?:(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s+)?(?:den|d\.?)|(?:man|tirs|ons|tors|fre|lør|søn)dag,?)\s+$",
    re.IGNORECASE,
)
FUNCTION_WORDS = frozenset(
    """
    ad af alle alt altid anden andet andre at blev blive bliver bør da de dem den denne der deres det
    dette dig din dine disse dit dog du efter egen eller en end endnu er et ethvert for fordi fra før få
    får gør gøre ham han hans har havde have hej hele helt hende hendes her hos hun hvad hvem hver
    hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår hvorhen hvorvidt i ifølge igen ikke ind
    inden ingen intet ja jeg jer jeres kan komme kommer kunne lige lidt man mange med meget men mens
    mere mig min mindre mine mit mod må måtte ned nej nogen noget nogle nu når nå og også om op os over
    på sig sin sine sit skal skulle som således så sådan sådanne tak til ud uden under ved vedrørende vi
    vil ville vor vores være været år fik findes find gerne angående ang sket skete sker handler omkring
    mellem via blandt bare kun imod enten både samt længe hvorledes overfor frem hen hjem jo mon nok
    selv stadig vel tror ønsker ligger står siger sagt sat sætte ude inde nede oppe tage tager taget
    give giver givet gå går gik tit ofte folk kommune kommunen kommunens
    """.translate(_FOLDING).split()
)
"""Words that say nothing of what a question is about."""

_KINDS = frozenset(map(stem, ("sag", "punkt", "dagsordenspunkt", "moede", "referat")))


def is_kind(word: str) -> bool:
    """Whether a word says what kind of thing is looked for, and not what it is about: ``sager``."""
    return stem(word) in _KINDS


@dataclass(frozen=True, slots=True)
class Term:
    """What must occur: ``words`` in a row, or one word, which may be a part of a longer one; or a day or a
    month in any form, if ``when``, a word that no text has, stands for one. Words in a row stand as they are
    if ``quoted``; else the last may be in another form.

    ``written`` is what the user wrote for it.
    """

    words: tuple[str, ...]
    written: str
    when: str = ""
    quoted: bool = False

    @property
    def inside(self) -> bool:
        """Whether it is looked for inside longer words too."""
        letters = sum(character.isalnum() for character in self.written)  # of which Ø is one, not two
        return len(self.words) == 1 and letters >= SHORTEST_INSIDE and not self.when


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's terms, all of which must occur; ``cut`` says that there were more than are used."""

    terms: tuple[Term, ...]
    cut: bool


def terms(question: str) -> Terms:
    """What a question asks for. Words in quotation marks stand in a row, and so do those that a hyphen, a
    stop or a stroke joins (``20-004417``); nothing in a question is an operator."""
    found: dict[tuple[str, ...], Term] = {}
    asked = question[:MOST_CHARACTERS]
    for chunk, quoted in _chunks(asked):
        if several := tuple(words(chunk)):
            found.setdefault(several, Term(several, chunk.strip(), next(_days(chunk), ("", ""))[1], quoted))
    kept = tuple(found.values())[:MOST_TERMS]
    return Terms(kept, len(question) > MOST_CHARACTERS or len(found) > MOST_TERMS)


def _chunks(question: str) -> Iterator[tuple[str, bool]]:
    """The parts of a question, and whether each is in quotation marks."""
    at = 0
    for match in _QUOTED.finditer(question):
        yield from ((chunk, False) for chunk in _apart_from_days(question[at : match.start()]))
        yield match[1], True
        at = match.end()
    yield from ((chunk, False) for chunk in _apart_from_days(question[at:]))


def _apart_from_days(text: str) -> list[str]:
    """The chunks of a text without quotation marks; the words of a day are one."""
    text = _BEFORE_NUMBERS.sub("", text)
    for written, _ in _days(text):
        before, _, after = text.partition(written)
        return [*_BEFORE_DAY.sub("", before).split(), written, *_apart_from_days(after)]
    return text.split()


def _days(text: str) -> Iterator[tuple[str, str]]:
    """The days and months in a text, first the first: their words there, and the word of each in the
    index. In a question they are written in more ways than in minutes."""
    places = [(start, end, day_word(day)) for start, end, day in days_in(text)]
    for form in _IN_QUESTIONS:
        for match in form.finditer(text):
            of = match.groupdict()
            month = _MONTHS.get(of["month"].lower(), 0) if of["month"].isalpha() else int(of["month"])
            with suppress(ValueError):
                day = date(int(of["year"]) + 2000 * (len(of["year"]) == 2), month, int(of.get("day") or 1))
                places.append((*match.span(), day_word(day) if of.get("day") else month_word(day)))
    for start, end, word in sorted(places):
        yield text[start:end], word


def occurrences(text: str, asked: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the terms stand in a text that is in NFC: beginnings and ends, in order and apart."""
    places: list[tuple[str, int, int]] = []
    for match in re.finditer(r"\S+", text):
        at = match.start()
        words = _kept_words(match[0]) if len(match[0]) <= LONGEST else _words_in(match[0])
        places += [(word, at + start, at + end) for word, start, end in words]
    found = []
    days = list(days_in(text)) if any(term.when for term in asked) else []
    for term in asked:
        found += [(start, end) for start, end, day in days if term.when in (day_word(day), month_word(day))]
        if term.inside:
            wanted = stem(term.words[0])
            for word, start, end in places:
                if part := _inside(text, word, start, term.words[0]):
                    found.append(part)
                elif stem(word) == wanted:
                    found.append((start, end))
        else:
            count = len(term.words)
            rows = (places[at : at + count] for at in range(len(places) - count + 1))
            found += [(row[0][1], row[-1][2]) for row in rows if _in_a_row([each[0] for each in row], term)]
    return _apart(sorted(found))


def _in_a_row(there: Sequence[str], term: Term) -> bool:
    """Whether words are those of a term."""
    *first, last = term.words
    if there[:-1] != first:
        return False
    return there[-1] == last or (bool(first) and not term.quoted and stem(there[-1]) == stem(last))


def _words_in(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a chunk, folded, with their places in it."""
    found: list[tuple[str, int, int]] = []
    start: int | None = None
    for at, character in enumerate(chunk + " "):
        if _FOLDING[ord(character)] == " ":
            if start is not None:
                found.append((fold(chunk[start:at])[:LONGEST], start, at))
            start = None
        elif start is None:
            start = at
    return tuple(found)


_kept_words = lru_cache(maxsize=20_000)(_words_in)
"""The same of a chunk that is no longer than a word: minutes have few different ones."""


def _inside(text: str, word: str, start: int, part: str) -> tuple[int, int] | None:
    """The place in the text of a part of the word that begins at ``start``; whole letters of the text."""
    at = word.find(part)
    if at < 0:
        return None
    length, first = 0, start
    for last in range(start, len(text)):
        if length <= at:
            first = last
        length += len(_FOLDING[ord(text[last])])
        if length >= at + len(part):
            return first, last + 1
    return None


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
