"""Sentences that close items by their numbers: `Punkterne 2 til 4 og 6 behandles for lukkede døre`."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.base.remembered import of_one_text
from graph.minutes.document import ILLEGIBLE
from graph.wording.folding import LONGEST_LINE, fold
from graph.wording.item_numbers import IN_SENTENCE, label, number_of
from graph.wording.named_items import (
    LISTED_NUMBERS,
    LISTENERS,
    NAMED_ITEMS,
    POINTS,
    SHUT_UNDER,
    WHO_MEETS,
    YEAR,
)
from graph.wording.openness import line_mark, says_only_openness, title_mark
from graph.wording.openness_words import (
    closing_words,
    has_word,
    holds_word,
    noun_of,
    opening_words,
    patterns,
    reason_of,
    without_change,
)

_HOLDS = r"(?:gælder|gjaldt|gør\ssig\sgældende|(?:er|var|blev|bliver)(?:\stilfældet)?)\s"
_SAME = rf"(?:det\ssamme|tilsvarende)\s{_HOLDS}"
_ALSO = r"(?:(?:også|for|ved|under|med|behandlingen\saf|drøftelsen\saf)\s){0,3}"
_LIKEWISE = re.compile(
    rf"(?<![^\W_])(?:{_SAME}|(?:hvilket|det)\s(?:også\s)?{_HOLDS}|(?:ligesom|ligeså|såvel\ssom)\s){_ALSO}$"
)
_SAME_AGAIN = re.compile(
    rf"\W*(?:og\s)?(?:{_SAME}|(?:(?:det|så)\s{_HOLDS}(?:også\s)?|(?:ligeledes|ligeså|tilsvarende|også|samt)\s)"
    r"(?=(?:for\s)?(?:dagsordens?)?(?:punkt|pkt|sag)))"
)
_OTHER_ITEMS = re.compile(
    r"(?<![^\W_])(?:(?:de|alle|samtlige)\s(?:øvrige|andre|resterende)|øvrige|resterende)\s(?:dagsordens)?(?:punkter|sager)(?:ne)?(?![^\W_])"
    r"|(?<=punkt)(?![^\W_])[^;:]{1,60}[,;]\s(?:mens\s|og\s)?resten(?![^\W_])"
)
# The others without a noun, behind items that are open: `Punkt 1 er åbent. De øvrige er lukkede`.
_RESTING = r"resten(?:\saf\s(?:punkterne|sagerne|dagsordenen|mødet))?"
_OTHERS_ALONE = re.compile(rf"(?<![^\W_])(?:de\s(?:øvrige|andre|resterende)|{_RESTING})(?![^\W_])")
_TURNS = r"(?:gik|går|overgik|overgår|fortsatte|fortsætter)"
# A body or its meeting does; anybody else may go on with cases or with a part of a plant that are closed.
_TURNS_TO_CLOSED = re.compile(
    rf"(?<![^\W_])(?:{WHO_MEETS}\s(?:{_TURNS}|er\s(?:nu\s)?gået)|{_TURNS}\s{WHO_MEETS}|er\s{WHO_MEETS}\sgået)"
    r"(?:\s[^\W\d_]{1,40}){0,4}?"
    r"\s(?:til|med)\s(?:behandling(?:en)?\saf\s)?(?:de|den)\s(?:lukkede|fortrolige|ikke[\s-]offentlige)"
    r"\s(?:(?:dagsordens)?punkter|sager|dagsorden|del)(?:\s(?:af|på)\s(?:dagsordenen|mødet))?(?=\s?(?:[.,;:]|$|kl\W))"
    r"|^\W*(?:(?:herefter|derefter|nu)\s)?(?:det\s)?lukke(?:t|de)\s(?:møde|del|dagsorden)\s(?:begynder|begyndte|starter|startede|indledes)\W*$"
    r"|^\W*herefter\s(?:(?:er|var|følger|fulgte|behandles|behandledes)\s)?(?:der\s)?(?:kun\s)?lukkede\s(?:punkter|sager)\W*$"
)
_REST = re.compile(rf"(?<![^\W_]){_RESTING}(?![^\W_])")
_NUMBERS_BEHIND = re.compile(
    rf"(?:(?:\ser)?\s?:|\ser(?=\s(?:nr|numrene|punkt|pkt)))\s?(?:(?:punkt(?:erne|er)?|pkt\.?)\s)?(?:nr\.?\s?|numrene\s)?(?P<numbers>{LISTED_NUMBERS})\W*$"
)
_OF_ITEMS = re.compile(r"(?<![^\W_])(?:punkter|sager)(?:ne)?(?![^\W_])")
_OF_ONE = re.compile(r"(?<![^\W_])(?:punkt|sag)(?![^\W_])")
_ENDS_TEXT = re.compile(r"\W*\Z")
_RANGE = re.compile(
    r"(?<![.\d])(?P<first>\d{1,4})\s?(?:-|til|t\.?\s?o\.?\s?m\.?)\s?(?:punkt\s|nr\.?\s?)?(?P<last>\d{1,4})"
)
_SENTENCES = re.compile(r"(?<=[.!?])(?<!pkt\.)(?<!nr\.)(?<!jf\.)(?<!jfr\.)(?<!ff\.)\s+(?=[^\W\d_])|;")
# Where a number alone is the subject of its clause: at the head of it, or behind a label.
_BEFORE_ITEM = re.compile(
    r"(?:^[\W_]*|^\W*[^\W\d_][\w ]{0,30}:\s?"
    r"|(?:[,;(]|(?<!\w)(?:idet|at|dog|og|men|mens|hvorefter|herunder))\s?)$"
)
_ENDS_HERE = re.compile(r"\s?(?:[,:;.)!]|$)")
_DIGIT = re.compile(r"\d")
_LONGEST_RANGE = 200


_NAMED_TOO = re.compile(
    rf"\W*{NAMED_ITEMS.pattern}\s(?:(?:er|var|blev|bliver)\s)?(?:ligeså|også|ligeledes|tilsvarende)\W*"
)
# `Punkt 1/2`, `punkterne 2. og 3.`
_SLASHED = re.compile(
    r"(?<![^\W_])(?:punkt(?:erne|er)?|pkt\.?)\s(?:nr\.?\s?)?\d{1,2}(?:\s?/\s?\d{1,2}){1,9}(?![\w/.-])",
    re.IGNORECASE,
)
_ORDINALS = re.compile(
    r"(?<![^\W_])(?:punkt(?:erne|er)?|pkt\.?)\s\d{1,3}\.(?:\s?(?:,|og|samt|til|-)\s?\d{1,3}\.?(?!\d)){0,20}(?=\s(?-i:[a-zæøå]))",
    re.IGNORECASE,
)
# What stands between the number of an item and the verb: what it is about.
_ABOUT = re.compile(
    r"\s?,?\s?(?:om|vedr\.?|vedrørende|angående|ang\.?)\s(?!.{0,80}(?<![^\W_])(?:at|der|som|hvor|hvis|fordi|og)(?:\s[^\W\d_]{1,20}){0,3}$)"
    r"[^.;:]{2,100}$|\s?\([^()]{2,80}\)$|,\s[^,.;:]{2,80},$"
)
_ADJECTIVE = re.compile(
    r"\s(?:er|var|blev)\s[^\W\d_]{3,30},?(?:\sog)?\s(?:er\s)?(?:derfor|dermed|således)\s$"
)
_NEITHER = re.compile(r"(?<![^\W_])(?:hverken|ingen\saf)\s$")
_ONLY = re.compile(r"(?<![^\W_])(?:kun|alene|udelukkende)\s$")
_EVERY = (
    r"(?:(?:(?:alle|samtlige)\s(?:(?:de\s)?(?:øvrige|andre|resterende)\s)?|de\s(?:øvrige|andre|resterende)\s)"
    r"(?:dagsordenens\s)?(?:punkter|sager)(?:ne)?(?:\s(?:på|i|af)\s(?:dagsordenen|mødet))?"
    rf"|{_RESTING}|(?:hele\s)?(?:mødet|dagsordenen))"
)
_BUT = (
    r"(?:undtagen|undtaget|bortset\sfra|på\snær|minus|end|ud\sover|med\sundtagelse\saf|(?:dog|men)\sikke)"
    r"(?:\s(?:under|ved|for|i))?(?:\s(?:behandlingen|drøftelsen)\saf)?"
)
_EXCEPTED = rf"\s(?:(?:punkt(?:erne|er|et)?|pkt\.?|sag|nr\.?)\s?){{0,2}}(?P<numbers>{LISTED_NUMBERS}),?"
_EXCEPT = re.compile(rf"(?<![^\W_]){_EVERY},?\s{_BUT}{_EXCEPTED}")
# The same the other way round: `Bortset fra punkt 1 er alle punkter lukkede`.
_EXCEPT_FIRST = re.compile(rf"(?<![^\W_]){_BUT}{_EXCEPTED}\s(?P<verb>[^\W\d_]{{2,15}})\s{_EVERY}(?![^\W_])")
# And behind what is said of all: `Alle punkter er lukkede bortset fra punkt 1`.
_EXCEPT_LAST = re.compile(rf"(?<![^\W_]){_EVERY}(?P<said>\s[^.;:!?]{{1,80}}?),?\s{_BUT}{_EXCEPTED}")
# `Der var ingen lukkede punkter bortset fra punkt 2`
_NONE_BUT = re.compile(
    rf"(?<![^\W_])ingen\slukkede\s(?:punkter|sager)(?:\s(?:på|i|af)\s(?:dagsordenen|mødet))?,?\s{_BUT}{_EXCEPTED}"
)
# `åbent for offentligheden` is no more than open, and a label with numbers behind it lists items.
_OPEN_FOR = re.compile(
    rf"(?<![^\W_])(?<!ikke\s)(?P<open>åbent?|åbne)\sfor\s{LISTENERS}(?:(?:,|\sog|\ssamt)\s{LISTENERS}){{0,2}}(?![^\W_])"
)
_CLOSED_LABEL = (
    r"(?:(?:for|bag)\s)?(?:lukke(?:t|de)|fortrolige?t?|ikke[\s-]offentlige?t?)"
    rf"(?:\s(?:døre|dagsorden|møde|del|punkter|sager|punkt|sag)|\sfor\s{LISTENERS})?"
)
# Of anything else it is said that it is closed, whatever number stands behind (`Vejen er lukket: punkt 3`).
_LABELLED_LIST = re.compile(
    r"(?P<head>^|(?<=[.;!?]\s)|(?<=\n)|(?P<comma>(?<=,\s))"
    r"|(?<![^\W_])(?:følgende(?:\s(?:punkter|sager))?|mødet|dagsordenen)\s(?:er|var|blev)\s)[^\w\n]{0,3}"
    rf"{_CLOSED_LABEL}\s?(?::|(?<=(?:punkter|..sager))\ser(?=\s\d))\s?"
    rf"(?=(?P<named>(?:punkt(?:erne|er)?|pkt\.?)\s)?(?:nr\.?\s)?(?P<numbers>{LISTED_NUMBERS})\W*(?:$|[.;]))"
)
_OPEN_LIST = re.compile(
    rf"(?<![^\W_])åb(?:en|ent|ne)(?P<items>\s(?:punkter|sager))?\s?:\s?(?P<numbers>{LISTED_NUMBERS})(?=\W)"
)
_CLOSED_LIST = "følgende punkter er lukkede: "
# Behind items that are open: `Punkt 2 ikke`.
_NOT_SO = re.compile(
    rf"(?:^|[,;]\s)(?:(?:men|mens|dog)\s)?{NAMED_ITEMS.pattern}\s(?:er\s(?:det\s)?)?ikke\W*$"
)
_SHUTS_ITEM = re.compile(
    rf"{NAMED_ITEMS.pattern}\s(?:(?:skal|må|bør|bliver|blev)\s)?(?:herefter\s|derfor\s)?lukke(?:s|des)(?=\s?(?:[.,;:]|$|for\s(?:offentlig|tilhør|presse)))"
)
HANDLED = re.compile(
    r"\b(?:behandle[sdt]\w*|drøfte[sdt]\w*|er|var|blev|bliver|(?:af)?holdes|foregår|foregik|tages|overflytte[st]|afvikle[sdt]\w*|overgår|overgik"
    r"|rykke[st]|flyttes|ændre[sdt]\w*|fortsætte[rs]|fortsatte|gennemføres|måtte|skulle|lukke[rs]|lukkedes?|besluttede|vedtog|forlod)\b",
    re.IGNORECASE,
)
"""The verbs of sentences on how items are handled; `Lukket: Salg af grund` has none."""
_BY_TITLE = re.compile(
    r"(?<![^\W_])(?:(?:dagsordens)?punktet|sagen|punkt\s(?:nr\.?\s)?\d{1,3}|pkt\.\s?\d{1,3})[,:]?\s(?:om\s|vedrørende\s)?\W{0,2}"
)
_BODY = r"(?:[^\W\d_]{0,40}(?:udvalget|rådet|bestyrelsen)|direktionen|man|vi|også|så|herefter)"
_VERB_BEHIND = (
    rf"(?:behandle[^\W\d_]{{0,3}}|drøfte[^\W\d_]{{0,3}}|holdtes|afholdtes|blev|foregik|fandt)(?:\s{_BODY}){{0,3}}"
    r"\s(?:(?:behandlingen|drøftelsen)\saf\s)?"
)
_SHUT_BEHIND = re.compile(rf"\s{_VERB_BEHIND}$")
_LONGEST_BEHIND = 120


@of_one_text
def closed_titled(text: str) -> tuple[str, ...]:
    """What sentences name by a title and close, folded, from the title on to the word that closes it:
    `Punktet Salg af grund behandles for lukkede døre`."""
    return tuple(
        sentence[named.end() : one.start()]
        for sentence in _sentences(text)
        if holds_word(sentence) and (named := _BY_TITLE.search(sentence))
        for one in _sure(sentence, _closing(sentence))
        if named.end() < one.start()
    )


def is_titled(told: str, title: str) -> bool:
    """Whether what :func:`closed_titled` found is an item of that title."""
    own = fold(title).text.strip(" .")
    rest = told[len(own) :].lstrip("\"'»«”).,")
    return bool(own) and told.startswith(own) and patterns().little.fullmatch(rest) is not None


_NUMBERS_NOTED = re.compile(
    rf"\W{{0,6}}(?:(?:punkt(?:erne|er|et)?|pkt\.?|sag(?:erne|er)?)\s?(?:nr\.?\s?)?)?(?P<numbers>{LISTED_NUMBERS})(?=\W)"
)
_NOTED = r"(?:bemærkning(?:er)?|noter?|obs|dagsorden(?:en)?|mødet?|referat(?:et)?)"
_NUMBERS_LABELLED = re.compile(
    # Behind a label that is of no items a number may be of anything (`Kontoret: Lukket: 2`).
    rf"(?:{_NOTED}\s?:\s?)?\W{{0,3}}{_CLOSED_LABEL}(?:\snr\.?)?\s?:\s?"
    rf"(?:(?:punkt(?:erne|er)?|pkt\.?)\s?)?(?:nr\.?\s?)?(?P<numbers>{LISTED_NUMBERS})\W*"
)


# The same in brackets, behind what the numbers are of: `Dagsorden (lukket: 2)`.
_NUMBERS_IN_BRACKETS = re.compile(
    rf"\W{{0,3}}(?:dagsorden(?:en)?|punkter(?:ne)?|sager(?:ne)?|mødet?|referat(?:et)?)\s?\("
    rf"{_CLOSED_LABEL}(?:\snr\.?)?\s?:\s?(?:(?:punkt(?:erne|er)?|pkt\.?)\s)?(?P<numbers>{LISTED_NUMBERS})\W*"
)
_IN_BRACKETS = re.compile(r"\((?P<said>[^()]{4,80})\)\W*")
_OF_AGENDA_OR_ITEMS = re.compile(rf"(?<![^\W_])(?:{_NOTED}|dagsorden|punkt(?:er)?(?:ne)?|pkt)(?![^\W_])")
# A label and a number, as one of a row of figures is (`Sager i alt: 16`).
_FIGURE = re.compile(r"\W{0,8}(?P<label>[^\W\d][^:\n\d]{0,60}):\s{0,3}(?P<figure>\d[\d.,]{0,12})\W{0,8}")


@of_one_text
def noted_numbers(text: str) -> frozenset[str]:
    """The numbers of the items that words note to be closed and say nothing else of: `Punkt 2 og 4 (lukket)`,
    `Lukket: 4`. These may be hours, too, where no such items are."""
    if not (has_word(text) and _DIGIT.search(text)) or len(text) > LONGEST_LINE:
        return frozenset()
    said = fold(text).text
    labelled = _NUMBERS_LABELLED.fullmatch(said)
    noted = labelled or _NUMBERS_NOTED.match(said)
    rest = said[noted.end() :].strip() if noted and not labelled else ""
    # A reason may stand in the brackets, too: `Punkt 2 (lukket jf. styrelseslovens § 10)`.
    bracket = _IN_BRACKETS.fullmatch(rest)
    mark = title_mark(rest) if rest and says_only_openness(rest) else bracket and line_mark(bracket["said"])
    return frozenset(_numbers(noted["numbers"]) if noted and (labelled or (mark and mark.closed)) else ())


@of_one_text
def _labelled_numbers(text: str, of_agenda: bool) -> frozenset[str]:
    """The numbers that stand in a sentence of their own behind a label that closes, or only those behind one
    that names the agenda or its items."""
    if not (has_word(text) and _DIGIT.search(text)):
        return frozenset()
    said = (one for one in _SENTENCES.split(fold(text).text) if len(one) <= LONGEST_LINE)
    found = (_NUMBERS_LABELLED.fullmatch(one) or _NUMBERS_IN_BRACKETS.fullmatch(one) for one in said)
    return frozenset(
        number
        for one in found
        if one and (not of_agenda or _OF_AGENDA_OR_ITEMS.search(one[0]))
        for number in _numbers(one["numbers"])
    )


def labelled_numbers(
    text: str, numbers: Collection[str], beside: Iterable[str] = (), *, in_text: bool = False
) -> frozenset[str]:
    """The items that have a number in a sentence of its own behind a label that closes (`Godkendt. Lukket:
    2`). These are of the ``numbers`` of items, and in no row of figures, in the text or the lines ``beside``
    it (`Sager i alt: 16`), where they are counts. On a line of its own ``in_text`` of an item the label has
    to name the agenda: without that they may be hours, or places that are closed."""
    found = _labelled_numbers(text, in_text and len(_SENTENCES.split(text.strip())) == 1)
    if not found or not found <= set(numbers):
        return frozenset()
    sentences = (one for line in (text, *beside) for one in _SENTENCES.split(line))
    return frozenset() if any(_is_figure(one, numbers) for one in sentences) else found


def _is_figure(text: str, numbers: Collection[str]) -> bool:
    """Whether words are a label and a number, and not open or closed items by their numbers."""
    found = _FIGURE.fullmatch(text) if len(text) <= LONGEST_LINE else None
    if found is None:
        return False
    return not (found["figure"].rstrip(".") in numbers and has_word(text))


@of_one_text
def closed_numbers(text: str) -> frozenset[str]:
    """The numbers of the items that sentences say are closed: `Punkterne 2 til 4 og 6 behandles for lukkede
    døre`. One number alone has to open its sentence and be the subject of it, or stand right in front of what
    closes it (`Udvalget behandlede punkt 1 for lukkede døre`); elsewhere it may be another meeting's or that
    of a heading."""
    found: list[str] = []
    closes = opens = False
    for sentence in _telling(text):
        if not (opens or closes or _may_close(sentence)):
            continue
        found += [*_closed_in(sentence), *_closed_by_open(sentence)]
        opening = [
            one for one in _opening(sentence, _closing(sentence)) if _ENDS_HERE.match(sentence, one.end())
        ]
        named = _NOT_SO.search(sentence)
        before = POINTS.sub("indstillingen", sentence[: named.start()] if named else sentence)
        opened = bool(opening and _named_in(before))
        if named and (opens or opened):
            found += _numbers(named["numbers"])
        opens = opened
        if closes and (_SAME_AGAIN.match(sentence) or _NAMED_TOO.fullmatch(sentence)):
            found += _named_in(sentence)
        else:
            closes = _closes(sentence)
    return frozenset(found)


def closed_of(text: str, numbers: Mapping[str, int]) -> frozenset[str]:
    """The items that sentences close by their numbers, with all that follow one of them among these;
    ``numbers`` are those of the items by how they are printed. A number that no item has is that of a part of
    one (`punkt 2.1`), which is closed whole."""
    named, first = closed_numbers(text), closed_from(text)
    named |= {number_of(one) for one in named if one not in numbers}
    if first is None:
        return named
    return named | {one for one, number in numbers.items() if first <= number} | {str(first)}


def _may_close(sentence: str) -> bool:
    """Whether a sentence, folded, may say anything by itself, as most of a text do not."""
    return holds_word(sentence) or ILLEGIBLE in sentence


@of_one_text
def _closes(sentence: str) -> bool:
    """Whether a sentence, folded, closes any item."""
    mark = line_mark(sentence)
    return bool(_closed_in(sentence)) or (mark is not None and mark.closed)


def _named_in(sentence: str) -> list[str]:
    return [number for match in NAMED_ITEMS.finditer(sentence) for number in _numbers(match["numbers"])]


def tells_of_others(text: str, opens: bool) -> bool:
    """Whether a text closes items by their numbers and says nothing of the one in which it stands; see
    :func:`closes_its_own`."""
    if not closes_by_number(text) or closes_its_own(text, opens):
        return False
    beside = (line_mark(one) for one in _sentences(text) if not (_closed_in(one) or _closed_by_open(one)))
    return not any(mark and mark.closed for mark in beside)


@of_one_text
def closes_by_number(line: str) -> bool:
    """Whether a line is a sentence that closes items by their numbers, with the verb of one or with a word on
    others that are open, and no heading of a closed item."""
    if not (has_word(line) and _DIGIT.search(line)) or len(line) > LONGEST_LINE:
        return False
    is_sentence = HANDLED.search(line) is not None or bool(opening_words(fold(line).text))
    is_list = any(_CLOSED_LIST in one for one in _telling(line))
    return (is_sentence or is_list) and bool(closed_numbers(line))


@of_one_text
def goes_on_closing(line: str) -> bool:
    """Whether a line says the same of more items as the words in front of it (`Det samme gælder punkt 5`)."""
    return _SAME_AGAIN.match(fold(line).text) is not None


@of_one_text
def closed_beside(text: str) -> frozenset[str] | None:
    """Where sentences close all other items (`De øvrige punkter er lukkede`), the numbers that the text names
    and does not close; ``None`` where they do not."""
    closes = others = opened = False
    sentences = _sentences(text)
    kept: list[str] = []
    for sentence in sentences:
        if not (closes or _may_close(sentence)):
            continue
        closing = _closing(sentence)
        excepted = _kept_in(sentence, closing)
        kept += excepted
        others |= bool(excepted)
        opened = opened or bool(_named_in(sentence) and _opening(sentence, closing))
        alone = _OTHERS_ALONE.finditer(sentence) if opened else ()
        for match in (*_OTHER_ITEMS.finditer(sentence), *alone):
            others |= any(patterns().little.fullmatch(sentence, match.end(), one.start()) for one in closing)
            before = any(one.end() < match.start() for one in closing)
            others |= (before or closes) and _LIKEWISE.search(sentence, 0, match.start()) is not None
        closes = _closes(sentence) or (closes and _SAME_AGAIN.match(sentence) is not None)
    named = (number for sentence in sentences for number in _named_in(sentence))
    return frozenset([*named, *kept]) - closed_numbers(text) if others else None


@of_one_text
def turns_to_closed(text: str) -> bool:
    """Whether a sentence says that the meeting turns to its closed items, which may be told of elsewhere."""
    return any(_TURNS_TO_CLOSED.search(one) for one in _sentences(text))


@of_one_text
def closes_rest(text: str) -> bool:
    """Whether a sentence closes all that comes behind it in the meeting (`Resten af mødet er lukket`,
    `Udvalget gik over til de lukkede punkter`), and not what is left beside items that it names."""
    if closed_beside(text) is not None:
        return False
    if turns_to_closed(text):
        return True
    little = patterns().little
    return any(
        little.fullmatch(sentence, match.end(), one.start())
        for sentence in _sentences(text)
        if holds_word(sentence)
        for match in _REST.finditer(sentence)
        for one in _closing(sentence)
    )


def _kept_in(sentence: str, closing: Sequence[re.Match[str]]) -> list[str]:
    """The numbers of the items that a sentence leaves open when it closes all others (`Kun punkt 1 behandles
    for åbne døre`, `Alle punkter undtagen 1 er lukkede`)."""
    little, opening = patterns().little, _opening(sentence, closing)
    kept = [
        match
        for match in _EXCEPT.finditer(sentence)
        if any(little.fullmatch(sentence, match.end(), one.start()) for one in closing)
    ]
    kept += [
        match
        for match in NAMED_ITEMS.finditer(sentence)
        if _ONLY.search(sentence, 0, match.start())
        and any(little.fullmatch(sentence, match.end(), one.start()) for one in opening)
    ]
    return [number for match in kept for number in _numbers(match["numbers"])]


def _closed_by_open(sentence: str) -> list[str]:
    """The numbers of the items that a sentence closes by a word that opens (`Hverken punkt 1 eller 2 er
    åbne`, `Alle punkter undtagen 1 er åbne`)."""
    opening = _opening(sentence, _closing(sentence))
    named = [match for match in NAMED_ITEMS.finditer(sentence) if _NEITHER.search(sentence, 0, match.start())]
    return [
        number
        for match in (*named, *_EXCEPT.finditer(sentence))
        if any(patterns().little.fullmatch(sentence, match.end(), one.start()) for one in opening)
        for number in _numbers(match["numbers"])
    ]


@of_one_text
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, folded, in which numbers stand in one form; none of one that says nothing of
    openness."""
    if not has_word(text):
        return ()
    text = _ORDINALS.sub(lambda match: match[0].replace(".", ""), text)
    text = _SLASHED.sub(lambda match: match[0].replace("/", ", "), text)
    said = _OPEN_FOR.sub(r"\g<open>", without_change(fold(text).text))
    # A number alone may be one of many other things.
    opened = _OPEN_LIST.search(said)
    said = _LABELLED_LIST.sub(
        lambda match: _CLOSED_LIST if match["named"] or _are_items(opened, match) else match[0], said
    )
    said = _NONE_BUT.sub(rf"{_CLOSED_LIST}\g<numbers>", said)
    said = _EXCEPT_FIRST.sub(r"alle punkter undtagen \g<numbers> \g<verb>", said)
    said = _EXCEPT_LAST.sub(_exception_first, said)
    return tuple(one for one in _SENTENCES.split(said) if len(one) <= LONGEST_LINE)


def _are_items(opened: re.Match[str] | None, closed: re.Match[str]) -> bool:
    """Whether numbers alone behind a label that closes are those of items: the label says so, or beside them
    stand open ones, and one of all these is the first. Others may be hours and days."""
    if closed["head"] == "" and closed["comma"] is None:
        # A title may stand behind one.
        alone = _ENDS_TEXT.match(closed.string, closed.end("numbers"))
        if _OF_ITEMS.search(closed[0]) or (alone and _OF_ONE.search(closed[0])):
            return True
    if opened is None:
        return False
    return opened["items"] is not None or "1" in _numbers(f"{opened['numbers']}, {closed['numbers']}")


def _exception_first(match: re.Match[str]) -> str:
    """What is said of all items but some with these in front, if it closes or opens them."""
    said = match["said"]
    closing = [one.end() for one in (*closing_words(said), *opening_words(said))]
    return f"alle punkter undtagen {match['numbers']}{said}" if len(said) in closing else match[0]


def _telling(text: str) -> tuple[str, ...]:
    """Those that may say of numbers what is closed."""
    return _sentences(text) if _DIGIT.search(text) else ()


def _closing(sentence: str) -> list[re.Match[str]]:
    """The words of a sentence that close what it names."""
    return [match for match in closing_words(sentence) if _closes_named(sentence, match)]


def _opening(sentence: str, closing: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The words that open, beside those that close."""
    return [
        match
        for match in opening_words(sentence)
        if not any(one.start() < match.end() and match.start() < one.end() for one in closing)
    ]


@of_one_text
def _closed_in(sentence: str) -> tuple[str, ...]:
    """What is closed in one sentence, folded: the numbers in front of a word that closes, up to one that
    opens, and those behind it where none stand in front."""
    if not holds_word(sentence):
        return ()
    words = patterns()
    sentence = _EXCEPT.sub("alle punkter", POINTS.sub("indstillingen", sentence))
    doors = [
        number
        for match in SHUT_UNDER.finditer(sentence)
        for number in _numbers(match["numbers"] or match["before"])
    ]
    doors += [number for match in _SHUTS_ITEM.finditer(sentence) for number in _numbers(match["numbers"])]
    closing = _closing(sentence)
    if not closing:
        return tuple(doors)
    sure = _sure(sentence, closing)
    told: list[tuple[int, str, list[str]]] = [
        (match.start(), "opens", []) for match in _opening(sentence, closing)
    ]
    for match in closing:
        listing = _OF_ITEMS.search(sentence, 0, match.end())
        behind = _NUMBERS_BEHIND.match(sentence, match.end()) if listing else None
        told.append((match.start(), "closes", _numbers(behind["numbers"]) if behind else []))
    for match in NAMED_ITEMS.finditer(sentence):
        numbers = _numbers(match["numbers"])
        if _LIKEWISE.search(sentence, 0, match.start()):
            told.append((match.start(), "likewise", numbers))
            continue
        first = _BEFORE_ITEM.search(sentence, 0, match.start()) is not None
        told_of = any(_is_told_of(sentence, match, one, first=first) for one in sure)
        if len(numbers) > 1 or told_of or (first and words.verb.match(sentence, match.end())):
            told.append((match.start(), "names", numbers))
    found: list[str] = doors
    named: list[str] = []
    closes = closed = False
    for _, kind, numbers in sorted(told):
        closed = closed if kind in ("names", "likewise") else kind == "closes"
        if kind == "likewise" and closed:
            found += numbers
        elif kind == "likewise":
            named += numbers
        elif kind == "names":
            named += numbers
            found += numbers if closes else []
        elif kind == "closes":
            found += [*named, *numbers]
            named, closes = [], not named
        else:
            named, closes = [], False
    return tuple(found)


def _sure(sentence: str, closing: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The closing words that are said of an item; `Punkt 1 Lukket del af Strandvejen` is a title."""
    return [
        one
        for one in closing
        if one["phrase"]
        or noun_of(one) in ("punkt", "moede", "handling")
        or _ENDS_HERE.match(sentence, one.end())
        or _OF_AGENDA.match(sentence, one.end())
    ]


def _is_told_of(sentence: str, named: re.Match[str], closing: re.Match[str], *, first: bool) -> bool:
    """Whether a word closes the items named in front of it or, with its verb between, behind it."""
    words = patterns()
    if closing.end() <= named.start() <= closing.end() + _LONGEST_BEHIND:
        return (
            bool(closing["phrase"])
            and _SHUT_BEHIND.match(sentence[: named.start()], closing.end()) is not None
        )
    if not named.end() <= closing.start() <= named.end() + _LONGEST_BEHIND:
        return False
    if words.little.fullmatch(sentence, named.end(), closing.start()):
        return True
    if not first:
        return False
    between = sentence[named.end() : closing.start()]
    if _ADJECTIVE.fullmatch(between):
        return True
    verb = words.verb.search(between)
    return (
        verb is not None
        and _ABOUT.match(between[: verb.start()]) is not None
        and words.little.fullmatch(between, verb.start()) is not None
    )


_OF_AGENDA = re.compile(r"\s(?:af|på)\s(?:dagsordenen|mødet)(?![^\W_])")
_ITEM = r"(?:dagsordens?)?(?:punkt(?:et|erne|er)?|pkt\.?|sag)\s?(?:nr\.?\s?)?"
_ONE_NUMBER = r"(?P<{}>\d{{1,3}})[a-zæøå]?(?![^\W_])"
_FROM = re.compile(
    rf"(?<![^\W_])(?:(?:fra|f\.?\s?o\.?\s?m\.?)(?:\sog\smed)?\s(?:og\smed\s)?(?:{_ITEM}|nr\.?\s?){_ONE_NUMBER.format('first')}"
    r"(?!\s?(?:[-–]|til|t\.?\s?o\.?\s?m\.?)\s?(?:punkt\s|pkt\.?\s|og\smed\s|nr\.?\s){0,3}\d)"
    rf"|{_ITEM}(?:fra\s)?{_ONE_NUMBER.format('before')}\s?(?:,\s?|og\s|samt\s|\+\s?){{0,2}}(?:alle\s|de\s|samtlige\s){{0,3}}"
    r"(?:(?:efter)?følgende|fremefter|fremad|frem|videre|derefter|opefter|resten|øvrige|ff)(?![^\W_]))"
)
_CLOSING_VERB = re.compile(r"(?<![^\W_])lukke(?:t|s|de|des)\s(?:for\s[^\W\d_]{1,20}\s)?$")
_LONGEST_VERB = 40


@of_one_text
def closed_from(text: str) -> int | None:
    """The number from which on all items are closed by a sentence: `Punkt 8 og følgende behandles for lukkede
    døre`, `Mødet blev lukket fra og med punkt 8`; ``None`` without one."""
    found = [
        int(match["first"] or match["before"])
        # `Alle punkter bortset fra punkt 1` tells of no item from which on all are closed.
        for sentence in (_EXCEPT.sub("alle punkter", one) for one in _telling(text) if holds_word(one))
        for match in _FROM.finditer(sentence)
        if _is_closed(sentence, match)
    ]
    return min(found, default=None)


def _is_closed(sentence: str, named: re.Match[str]) -> bool:
    """Whether a word closes what is named, with none that opens between the two."""
    if _CLOSING_VERB.search(sentence[max(0, named.start() - _LONGEST_VERB) : named.start()]):
        return True
    closing = _closing(sentence)
    opening = _opening(sentence, closing)
    return any(
        not any(
            min(one.start(), named.start()) < other.start() < max(one.end(), named.end()) for other in opening
        )
        for one in closing
    )


# What the numbers of other items are taken for, where the rest of their sentence is read.
_OTHERS = "andre"
_THIS = re.compile(
    r"(?<![^\W_])(?:(?:dette|nærværende)(?!\s(?:møde|års?)(?![^\W_]))|denne\ssag|punktet\sher)(?![^\W_])"
)
_SUBJECT = re.compile(
    rf"(?<![^\W_])(?:dagsordens)?(?:punktet|sagen|(?:behandlingen|drøftelsen)(?!\s(?:af|om)\s))(?![^\W_])"
    rf"(?!\s(?:nr\.?\s)?(?:\d|{_OTHERS}))|^\W*mødet(?![^\W_])"
)
_LABEL_OF_OTHERS = re.compile(rf"^\W*{_OTHERS}\s?[:–—-]\s?")
_INVERTED = re.compile(r"(?<![^\W_])(?:punktet|dette\spunkt|sagen|denne\ssag)\s(?:også\s)?$")
_BESIDE_OTHERS = re.compile(
    r"(?<![^\W_])(?:(?:sammen|samtidigt?|parallelt|forbindelse|lighed|sammenhæng|tillige|fællesskab)\smed"
    r"|ligesom|som|jfr?\.?|foruden|ud\s?over|(?:del|forlængelse)\saf)"
    rf"\s(?:(?:også|behandlingen\saf|drøftelsen\saf)\s)?{_OTHERS}(?![^\W_])"
)
_ONLY_OTHERS = re.compile(
    rf"(?:^\W*(?:[^\W\d_][\w ]{{0,30}}:\s?)?|(?<![^\W_])(?:{_VERB_BEHIND}|(?:behandlingen|drøftelsen)\saf\s)"
    rf"|(?<![^\W_])(?:besluttede|besluttedes|dagsordenens|vedtog|at|idet|dog|men|mens|hvorefter|herunder|"
    rf"behandle[rs]?|behandlede[s]?|drøfte[rs]?|drøftede[s]?|er|var|blev|bliver|holdes|flyttes|tages)\s)"
    rf"{_OTHERS}(?![^\W_])"
)
_TOO = re.compile(r"(?<![^\W_])(?:også|ligeledes|ligeså)(?![^\W_])")


@of_one_text
def closes_its_own(text: str, opens: bool) -> bool:
    """Whether sentences that close items by their numbers close the one in which they stand, too: they say it
    of it (`Dette punkt og punkt 3`), or name others only beside it (`Lukket punkt, jf. punkterne 3 og 4`).
    Where an item ``opens`` with them all do that are not clearly of others alone."""
    return any(
        _of_its_own(sentence, opens)
        for sentence in _telling(text)
        if _closed_in(sentence) or _is_inverted(sentence)
    )


def _is_inverted(sentence: str) -> bool:
    """Whether the item stands in front of the word that closes it (`Ligesom punkt 1 er punktet lukket`)."""
    return any(
        _INVERTED.search(sentence[max(0, match.start() - _LONGEST_VERB) : match.start()])
        for match in _closing(sentence)
    )


def _of_its_own(sentence: str, opens: bool) -> bool:
    rest = SHUT_UNDER.sub(lambda match: f"dette, {_OTHERS}" if match["own"] else _OTHERS, sentence)
    rest = NAMED_ITEMS.sub(_OTHERS, rest).replace("hvilket også", "hvilket")
    mark = line_mark(rest)
    if (mark and mark.closed) or _THIS.search(rest):
        return True
    said = _LABEL_OF_OTHERS.sub("", rest)
    closing = patterns().closed.search(said)
    if closing and _SUBJECT.search(said, 0, closing.start()):
        return True
    named = rest.count(_OTHERS)
    if named and named == len(_BESIDE_OTHERS.findall(rest)):
        return True
    # Without a number behind `punkt` these are a list: `Følgende punkter er lukkede: 2 og 4`.
    return opens and named > 0 and (_TOO.search(rest) is not None or _ONLY_OTHERS.search(rest) is None)


def _closes_named(sentence: str, match: re.Match[str]) -> bool:
    """Whether a closing word is said of the items and not of what they are about (`lukkede skoler`)."""
    right = sentence[match.end() :]
    said = match["phrase"] or noun_of(match) or _ENDS_HERE.match(right) or reason_of(match).match(right)
    return bool(said)


_ONE = re.compile(IN_SENTENCE)
_YEAR = re.compile(YEAR)


def _numbers(listed: str) -> list[str]:
    """The numbers of a list without their years, those of its ranges one by one."""
    listed = _YEAR.sub("", listed)
    found = [label(number) for number in _ONE.findall(listed)]
    for match in _RANGE.finditer(listed):
        first, last = int(match["first"]), int(match["last"])
        found += [str(number) for number in range(first, min(last, first + _LONGEST_RANGE) + 1)]
    return found
