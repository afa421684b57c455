"""Lists of those who voted, or wanted something: parties and persons as printed, and how many there were.

A list is read from its first word as far as it goes: party letters (`A`, `(Ø)`, `UP-1`), parties by name,
`Gruppe L`, `Liste B`, full names with their party behind them, numbers (`9 (A, F, V)`, `i alt 10`), `ingen`
and `alle`, with commas, `og` and `samt` between them, or one a line.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from graph.minutes.document import Document
from graph.minutes.model import Quote, Side
from graph.wording.names import (
    PARTY_NAMES,
    is_body,
    is_full_name,
    is_particle,
    is_party,
    is_role_word,
    is_unit,
)
from graph.wording.numerals import NUMBER, read_number

Way = Literal["for", "against", "abstain"]
"""The sides of a vote."""
_LETTERS = r"(?:[A-ZÆØÅ]{1,2}|UFP|SLP)(?:[- ]?\d{1,2})?"
# Capitals that are no party.
_NO_PARTY = frozenset(
    ("BR", "BY", "KL", "EU", "FN", "IT", "AI", "HR", "ØK", "ØU", "KB", "PS", "NB", "VU", "TU")
)
_PARTY_LETTERS = re.compile(
    rf"{_LETTERS}(?![\w]|-\w|['’]\w(?!\s+\w*gruppe)|/\d|\.\d|\.\s\d(?!\d?\s+(?:stemte|i?mod|for|undlod)\b)|\.[A-ZÆØÅ])"
)
_IN_BRACKETS = re.compile(rf"\s*(?:[Gg]ruppe\s+|[Ll]iste\s+)?(?P<party>{_LETTERS})\s*")
_GROUP = re.compile(r"(?:[Gg]ruppen?|[Ll]isten?|[Pp]artiet)\s+(?=[A-ZÆØÅ]{1,2}(?:[-\s]?\d{1,2})?(?!\w))")
# Behind a party's name: its group, or the mark of the genitive before it.
_GROUP_OF = r"(?:['’]?s?[\s-]+(?:byråds|kommunalbestyrelses|parti)?gruppen?(?!\w))"
_PARTY_NAME = re.compile(
    rf"(?:{PARTY_NAMES}"
    r"|(?!Fordelings|Ønske|Pris|Vente|Anlægs|Opgave|Navne|Punkt|Investerings)[A-ZÆØÅ][\w-]{1,40}(?:listen|partiet)"
    r"|[Dd]en\s+[A-ZÆØÅ][\w-]{2,40}\s+(?:[A-ZÆØÅ][\w-]{0,40})?[Ll]iste(?:\s+\([A-ZÆØÅ]\))?)"
    rf"(?:(?!\w|['’])|(?={_GROUP_OF}))"
    r"|[Ll]øsgænger(?:en|ne)?(?!\w)"
)
_OF_PARTY = re.compile(_GROUP_OF)
# The dot of a letter (`V. og C. stemte imod`), which ends no sentence where the words go on.
_DOT = re.compile(
    r"\.(?=\s*,|[ \t]+(?:og|samt|i?mod|stem(?:te|mer)|undl(?:od|ader)|ønske[dr]\w*|tog|tager|kan|kunne|var"
    r"|deltog|foresl\w+|begær\w+|anbefal\w+)(?!\w))"
)
_UNIT_OF_COUNT = re.compile(
    r"\s+(?:(?:af\s+(?:de\s+)?)?(?:fremmødte\s+)?(?:byråds|udvalgs|kommunalbestyrelses)?(?:medlem(?:mer)?|stemmer?(?!\s+(?:for|i?mod|blankt|nej|ja|hverken|ikke))"
    r"|mandater|personer))(?!\w)(?:\s+fra(?!\w))?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"[\s,;]*+(?:[-–—]\s*+)?+(?:=\s*+(?:\(?\s*+(?:i\s?alt|ialt|tilsammen))?|\(?\s*+(?:i\s?alt|ialt|tilsammen|=))"
    r"\s*+:?\s*+|\s++med\s++(?=\w++\s++stemmer?(?!\w))",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:ingen|nul|intet\s+medlem|0)(?:\s+(?:medlemmer|stemmer|andre))?(?![\w-])", re.IGNORECASE
)
_EVERYBODY = re.compile(
    r"(?:alle|samtlige|resten|de\s+øvrige|de\s+resterende|øvrige|den\s+øvrige\s+del)(?:\s+(?:de|øvrige|andre|resterende|fremmødte|tilstedeværende"
    r"|medlemmer|partier|byråds\w+|udvalgs\w+|af|byrådet|udvalget|kommunalbestyrelsen)){0,5}(?!\w)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[ \t]{0,40}\n?[ \t]{0,40}(?:[,;/&+](?:\s{0,40}(?:og|samt)(?=\s))?|(?<=\s)(?:og|samt)(?=\s))"
    r"[ \t]{0,40}\n?[ \t]{0,40}|[ ]{0,40}\t[ \t]{0,40}"
)
_BULLET = re.compile(r"\s*(?:[-–—•·*]\s+|\d{1,2}[.)]\s+(?=[A-ZÆØÅ]))?")
_TOKEN = re.compile(r"(?:[A-ZÆØÅ]\.){1,4}|[^\W\d_][\w'’-]{0,40}\.?")
_GAP = re.compile(r" {1,40}|[ \t]{0,40}\n[ \t]{0,40}(?=[^\W\d_])")
_WRAPPED = re.compile(r"[ \t]*\n[ \t]*[A-ZÆØÅ][\w'’-]{0,40}\w(?:\s*[(,]|\s(?:og|samt)\s+[A-ZÆØÅ(])")
# Words that are no name though a capital begins them.
_NO_NAME = re.compile(
    r"(?:kun|både|også|alene|men|samt|dernæst|endvidere|desuden|udover|bortset|foruden|ligeledes|for|imod|mod|hverken|undlod|undlader|ikke|stemte|stemmer|fraværende|afbud|herefter|derefter|"
    r"dermed|hermed|godkendt|vedtaget|forkastet|anbefales|udsat|drøftet|indstillingen|indstilling|"
    r"forslaget|forslag|ændringsforslag|ændringsforslaget|byrådet|udvalget|afstemning|"
    r"kommunalbestyrelsen|punkt|sagen|inhabil|beslutning|beslutningen|et|en|den|det|de|der|han|hun|"
    r"som|ad|idet|mens|hvis|såfremt|dersom|hvorvidt|når|selvom|ingen|alle|begge|flertal|mindretal|gruppe|liste|protokol|protokolbemærkning|"
    r"mindretalsudtalelse|tiltrådt|ønsker|taget|til|efterretning|orientering)",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:(?:borgmester|viceborgmester|formand(?:en)?|næstformand(?:en)?|udvalgsformand|rådmand|rådmændene|byrådsmedlem(?:merne)?|udvalgsmedlem(?:merne)?|kommunalbestyrelsesmedlem|medlem(?:merne)?|stedfortræder|suppleant"
    r"|overborgmester|[12]\.\s*viceborgmester|løsgænger(?:en|ne)?|udvalgsmedlem|borgmesteren)\s+)+",
    re.IGNORECASE,
)
# A verb makes those before it the subject of a clause of their own.
_ACTS = re.compile(
    r"(?:[ \t]+|[ \t]*(?P<wrapped>\n)[ \t]*(?-i:(?=[a-zæøå])))(?:dog\s+|herefter\s+|har\s+)?"
    r"(?:stemte|stemmer|stemt|undlod|undlader|undladt|afstod|afholdt|var|er|ønsker|ønskede|godkendte|foreslog"
    r"|foreslår|deltog|deltager|begærer|begærede|begæret|forlod|kan|kunne|tog|tager|blev|afgav|fremsatte"
    r"|stillede|mødte|erklærede|havde|anbefaler|indstiller)(?!\w)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.)+|(?:Chr|Fr|Th|Sv|Aa|Jr|jr)\.")
# A name has a word of two letters or more: `Ø. V` is two parties.
_LONG_WORD = re.compile(r"[^\W\d_]{2}")
_LINE_END = re.compile(r"[ \t]*[.;]?[ \t]*\n\s*")
OPENER = (
    rf"(?:[A-ZÆØÅÉ(]|(?:{NUMBER}|alle|samtlige|intet|resten|de|den|det|øvrige|gruppen?|listen?|partiet|løsgænger(?:en|ne)?"
    r"|radikale|konservative|borgmester(?:en)?|viceborgmester(?:en)?|overborgmester(?:en)?|(?:næst|udvalgs)?formand(?:en)?"
    r"|rådm[æa]nd(?:ene)?|(?:byråds|udvalgs|kommunalbestyrelses)?medlem(?:merne)?|stedfortræder(?:en)?|suppleant(?:en)?)\b)"
)
"""How a list of voters begins, as an expression."""
_OPENER = re.compile(OPENER, re.IGNORECASE)
_TO_BRACKET = re.compile(r"\s*(?=\()")
_TO_BRACKET_OR_COLON = re.compile(r"\s*:?\s*(?=\()")
_COLON = re.compile(r"\s*:\s*")
_BLANKS = re.compile(r"\s+")
_UNIT_OF_TOTAL = re.compile(r"(?:\s+(?:stemmer|medlemmer|stemme|medlem)(?!\w))?(?:\s*\))?")
_BEHIND_COUNT = re.compile(r"\s*(?:$|[.,;)\n]|og\b|samt\b|i?mod\b|for\b|stem|undl|har\b|hverken\b|blank)")
_COMMA = re.compile(r"\s*,\s*")
_LETTER_IN_BRACKETS = re.compile(rf"\s*\(\s*({_LETTERS})\s*\)")
# Names and nothing else: every word of it has a capital, but for particles, `og` and what is in brackets.
_CAPITALISED = re.compile(
    r"(?:(?:og|samt|den|det|de|af|von|van|for|i)\s+|[A-ZÆØÅÉ][\w.'’-]{0,40}\s*|\([^()\n]{0,80}\)\s*){1,12}"
)
_BRACKETED = re.compile(r"\s*\(\s*([^()\n]{1,40})\s*\)")
_NOTED = re.compile(r"\s*\(\s*([^()\n]{1,80})\s*\)")
_COUNT_BEHIND = re.compile(r"\s*\(\s*(?:i\s?alt\s+)?(?=[\wæøåé])")
_COUNT_BEHIND_COLON = re.compile(r"\s*[:=]\s*(?=\d{1,2}(?:\s+stemmer?)?\s*(?:[,;)]|og\s|$))")
_COUNT_ENDS = re.compile(r"\s*(?:stemmer?|medlem(?:mer)?|mandat(?:er)?)?\s*\)")
_LETTER_WITH_DOT = re.compile(r"[A-ZÆØÅ]\.\s+(?![A-ZÆØÅ]\.)")
_MOST = 80
_LONGEST_BRACKETS = 1500


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a list: where the name stands, and the party printed behind it."""

    start: int
    end: int
    party: str | None = None
    note: str = ""


@dataclass
class Voters:
    """What a list says, by places in the text it was read from; ``end`` is behind its last word.

    ``everybody`` is true of `alle` and `de øvrige`, who are not named. ``count`` is the number told of them
    all, ``None`` where none is.
    """

    start: int
    end: int
    parties: list[tuple[int, int]] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    count: int | None = None
    everybody: bool = False
    # Numbers that stand with a part of the list, and whether members without one stand beside them.
    parts: list[int] = field(default_factory=list)
    loose: int = 0

    def __bool__(self) -> bool:
        return bool(self.parties or self.persons or self.everybody) or self.count is not None

    @property
    def named(self) -> bool:
        """Whether anybody is named."""
        return bool(self.parties or self.persons)

    def side(self, document: Document, offset: int) -> Side:
        """The list as a side of a vote; ``offset`` is where in the document the text begins."""
        return Side(
            self.count,
            tuple(dict.fromkeys(document.quote(offset + a, offset + b) for a, b in self.parties)),
            tuple(
                dict.fromkeys(document.quote(offset + one.start, offset + one.end) for one in self.persons)
            ),
        )

    def quotes(self, document: Document, offset: int) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
        """Parties and persons."""
        side = self.side(document, offset)
        return side.parties, side.persons

    def copy(self) -> "Voters":
        """The list as it is now."""
        parties, persons, parts = [*self.parties], [*self.persons], [*self.parts]
        return Voters(self.start, self.end, parties, persons, self.count, self.everybody, parts, self.loose)

    def join(self, other: "Voters") -> None:
        """Take in another list."""
        self.parties += other.parties
        self.persons += other.persons
        self.everybody = self.everybody or other.everybody
        self.end = max(self.end, other.end)


def read_voters(
    words: str, at: int, stop: int | None = None, lines: bool = False, subject: bool = False
) -> Voters | None:
    """The list that begins at a place, ``None`` where nobody is named there. ``lines`` says that its members
    may stand one a line, also with blank lines between them, ``subject`` that a verb may follow of which they
    are the subject."""
    stop = len(words) if stop is None else stop
    voters = Voters(at, at)
    position = at
    # The list as it was before each member, and whether a comma stands there.
    before: list[tuple[Voters, bool]] = []
    joint = ""
    for _ in range(_MOST):
        position = _begin(words, position, lines)
        known = voters.copy()
        end = _element(words, position, stop, voters)
        if end is None:
            break
        before.append((known, "," in joint or ";" in joint or "\n" in joint))
        voters.end = end
        acts = None if subject else _ACTS.match(words, end, stop)
        if acts and not (lines and acts["wrapped"]):
            voters = _without_next(before)
            break
        total = _total(words, end, stop)
        if total is not None:
            voters.count, voters.end = total
            break
        separator = _SEPARATOR.match(words, end, stop)
        if separator is None or separator.end() == end:
            separator = _LINE_END.match(words, end, stop) if lines else None
        if separator is None:
            break
        position, joint = separator.end(), separator[0]
    _settle_count(voters)
    return voters if voters else None


def _without_next(before: list[tuple[Voters, bool]]) -> Voters:
    """The list without the last members, who are the subject of a clause of their own: of `A (2), V og Ø
    undlod at stemme` what stands before the comma."""
    at_comma = [index for index, (_, comma) in enumerate(before) if comma]
    return before[at_comma[-1] if at_comma else -1][0]


def _begin(words: str, position: int, lines: bool) -> int:
    if not lines:
        return position
    bullet = _BULLET.match(words, position)
    return bullet.end() if bullet else position


def _total(words: str, end: int, stop: int) -> tuple[int, int] | None:
    """`– i alt 10` behind a list, and where it ends."""
    match = _TOTAL.match(words, end, stop)
    number = read_number(words, match.end()) if match else None
    if number is None or match is None:
        return None
    behind = _UNIT_OF_TOTAL.match(words, number[1], stop)
    return number[0], behind.end() if behind else number[1]


def _settle_count(voters: Voters) -> None:
    """A number that all members share is the list's: the only one, or those of its parts added up."""
    if voters.count is None and voters.parts and (not voters.loose or len(voters.parts) == 1):
        voters.count = sum(voters.parts)


def _element(words: str, at: int, stop: int, voters: Voters) -> int | None:
    """Read one member into the list; where it ends, or ``None`` where there is none."""
    if at >= stop or not (words[at].isupper() or _OPENER.match(words, at)):
        return None
    for reader in (_brackets, _number, _nobody, _everybody, _group, _party_name, _person, _letters):
        end = reader(words, at, stop, voters)
        if end is not None and end <= stop:
            return end
    return None


def behind_brackets(words: str, at: int) -> int:
    """Behind the bracket that closes the one at a place; the place itself where none does within a bound."""
    depth = 0
    for place in range(at, min(len(words), at + _LONGEST_BRACKETS)):
        depth += (words[place] == "(") - (words[place] == ")")
        if not depth:
            return place + 1
    return at


def _brackets(words: str, at: int, stop: int, voters: Voters) -> int | None:
    if words[at] != "(":
        return None
    close = behind_brackets(words, at) - 1
    if close < at or close >= stop:
        return None
    inner = words[at + 1 : close]
    if not inner.strip():
        return close + 1
    party = _IN_BRACKETS.fullmatch(inner)
    if party and party["party"].strip() not in _NO_PARTY:
        voters.parties.append((at + 1 + party.start("party"), at + 1 + party.end("party")))
        voters.loose += 1
        return _counted(words, close + 1, voters)
    lead = len(inner) - len(inner.lstrip())
    within = read_voters(words, at + 1 + lead, close)
    if within is None or words[within.end : close].strip(" \n.,"):
        return None
    voters.join(within)
    if within.count is not None:
        voters.parts.append(within.count)
    voters.loose += within.count is None
    return close + 1


def _known_in_brackets(words: str, at: int, stop: int, voters: Voters) -> int | None:
    """Take in those of `11 (Venstre, Byens Bedste, N N)` whose names say what they are; the number stands
    whoever the others may be. Where the brackets hold more than names, nobody."""
    close = behind_brackets(words, at) - 1
    if close < at or close >= stop:
        return None
    place = at + 1
    for part in re.finditer(r"(?:[^,;()\n]|\([^()\n]{0,80}\)){1,200}", words[at + 1 : close]):
        begin = place + part.start() + len(part[0]) - len(part[0].lstrip())
        end = place + part.end()
        if not _CAPITALISED.fullmatch(words, begin, end):
            return None
        one = read_voters(words, begin, end)
        if one is not None and not words[one.end : end].strip():
            voters.join(one)
    return close + 1


def _nobody(words: str, at: int, stop: int, voters: Voters) -> int | None:
    match = _NOBODY.match(words, at, stop)
    if match is None:
        return None
    voters.parts.append(0)
    return match.end()


def _number(words: str, at: int, stop: int, voters: Voters) -> int | None:
    number = read_number(words, at)
    if number is None or number[1] > stop:
        return None
    count, end = number
    unit = _UNIT_OF_COUNT.match(words, end, stop)
    end = unit.end() if unit else end
    behind = _TO_BRACKET_OR_COLON.match(words, end, stop)
    opened = behind.end() if behind else None
    inside = Voters(at, at)
    closed = _brackets(words, opened, stop, inside) if opened is not None else None
    if closed is None and opened is not None:
        closed = _known_in_brackets(words, opened, stop, inside)
    if closed is not None:
        voters.join(inside)
        end = closed
    elif unit and unit[0].rstrip().endswith("fra"):
        inside = read_voters(words, end + 1, stop) or inside
        voters.join(inside)
        end = max(end, inside.end)
    elif colon := _COLON.match(words, end, stop):
        listed = read_voters(words, colon.end(), stop)
        if listed:
            voters.join(listed)
            end = listed.end
    elif not unit and not _BEHIND_COUNT.match(words, end):
        return None
    voters.parts.append(count)
    return end


def _everybody(words: str, at: int, stop: int, voters: Voters) -> int | None:
    match = _EVERYBODY.match(words, at, stop)
    if match is None:
        return None
    end = match.end()
    number = read_number(words, end + 1) if words[end : end + 1] == " " else None
    if number:
        unit = _UNIT_OF_COUNT.match(words, number[1], stop)
        voters.parts.append(number[0])
        end = unit.end() if unit else number[1]
    else:
        voters.loose += 1
    voters.everybody = True
    return end


def _group(words: str, at: int, stop: int, voters: Voters) -> int | None:
    match = _GROUP.match(words, at, stop)
    return _letters(words, match.end(), stop, voters) if match else None


def _party_name(words: str, at: int, stop: int, voters: Voters) -> int | None:
    match = _PARTY_NAME.match(words, at, stop)
    if match is None:
        return None
    person = Voters(at, at)
    if match[0].casefold().startswith("løsgænger"):
        gap = _BLANKS.match(words, match.end(), stop)
        end = _person(words, gap.end(), stop, person) if gap else None
        if end is not None:
            voters.persons += person.persons
            voters.loose += 1
            return end
        if voters.persons and _COMMA.fullmatch(words, voters.persons[-1].end, at):
            return match.end()  # `(Kaj Bro, løsgænger)`: what is said of a person
    start, end = match.span()
    group = _OF_PARTY.match(words, end, stop)
    behind = group.end() if group else end
    letter = _LETTER_IN_BRACKETS.match(words, behind, stop)
    if letter:
        start, end, behind = letter.start(1), letter.end(1), letter.end()
    voters.parties.append((start, end))
    voters.loose += 1
    return _counted(words, behind, voters)


def _letters(words: str, at: int, stop: int, voters: Voters) -> int | None:
    match = _PARTY_LETTERS.match(words, at, stop)
    if match is None or match[0] in _NO_PARTY:
        return None
    group = _OF_PARTY.match(words, match.end(), stop) or _DOT.match(words, match.end())
    last = group.end() if group else match.end()
    voters.parties.append(match.span())
    voters.loose += 1
    end = _counted(words, last, voters)
    opened = _TO_BRACKET.match(words, end, stop)
    if opened and end == last:
        named = Voters(at, at)
        close = _brackets(words, opened.end(), stop, named)
        if close is not None and named.persons and not named.parties:
            voters.persons += named.persons
            return close
    return end


def _counted(words: str, end: int, voters: Voters) -> int:
    """Take in the number behind a member: `A (3)`, `V (2 stemmer)`."""
    colon = _COUNT_BEHIND_COLON.match(words, end)
    match = colon or _COUNT_BEHIND.match(words, end)
    number = read_number(words, match.end()) if match else None
    if number is None:
        return end
    if colon:
        voters.parts.append(number[0])
        voters.loose -= 1
        return number[1]
    close = _COUNT_ENDS.match(words, number[1])
    if close is None:
        return end
    voters.parts.append(number[0])
    voters.loose -= 1
    return close.end()


def read_person(words: str, at: int, stop: int | None = None) -> Person | None:
    """The full name that begins at a place, with the party in brackets behind it; ``end`` is the name's."""
    voters = Voters(at, at)
    end = _person(words, at, len(words) if stop is None else stop, voters)
    return voters.persons[0] if end is not None and voters.persons else None


def _person(words: str, at: int, stop: int, voters: Voters) -> int | None:
    party = _LETTER_WITH_DOT.match(words, at, stop)
    if party and ("\n" in party[0] or read_person(words, party.end(), stop)):
        return None  # `Imod stemte O. Anna Lund undlod at stemme`
    role = _ROLES.match(words, at, stop)
    start = role.end() if role else at
    tokens: list[tuple[int, int]] = []
    position = start
    for _ in range(8):
        match = _TOKEN.match(words, position, stop)
        if match is None or not _may_be_of_name(match[0], bool(tokens)):
            break
        stopped = match[0].endswith(".") and not _INITIALS.fullmatch(match[0])
        tokens.append((match.start(), match.end() - stopped))
        position = match.end()
        gap = _GAP.match(words, position, stop)
        if stopped or gap is None:
            break
        if "\n" in gap[0] and _full(words, tokens) and not _WRAPPED.match(words, position, stop):
            break
        position = gap.end()
    return _named(words, tokens, stop, voters)


def _full(words: str, tokens: list[tuple[int, int]]) -> bool:
    return bool(tokens) and is_full_name(" ".join(words[tokens[0][0] : tokens[-1][1]].split()))


def _may_be_of_name(token: str, within: bool) -> bool:
    bare = token.rstrip(".")
    if token[0].islower():
        return within and is_particle(bare)
    if not within and len(token) == 1:
        return False
    return _NO_NAME.fullmatch(bare) is None and not bare.endswith("-")


def _named(words: str, tokens: list[tuple[int, int]], stop: int, voters: Voters) -> int | None:
    party: str | None = None
    while tokens and is_particle(words[slice(*tokens[-1])]):
        tokens.pop()
    if len(tokens) > 2 and _PARTY_LETTERS.fullmatch(words[slice(*tokens[-1])]):
        party = words[slice(*tokens[-1])]
        end = tokens.pop()[1]
    elif tokens:
        end = tokens[-1][1]
    else:
        return None
    while len(tokens) > 2 and is_role_word(words[slice(*tokens[0])]):
        tokens.pop(0)
    start, last = tokens[0][0], tokens[-1][1]
    behind = _BRACKETED.match(words, end, stop)
    said = behind[1].strip() if behind else ""
    of_party = bool(said) and (
        _IN_BRACKETS.fullmatch(said) is not None or is_party(said) or said.casefold().startswith("uden")
    )
    name = " ".join(words[start:last].split())
    alone = (
        len(tokens) == 1
        and of_party
        and len(name) > 2
        and not (is_unit(name) or is_body(name) or is_party(name))
    )
    if not (is_full_name(name) and _LONG_WORD.search(name)) and not alone:
        return None
    if behind and of_party:
        party, end = said, behind.end()
    note = _NOTED.match(words, end, stop)
    told = note[1] if note and re.match(r"[a-zæøå]", note[1]) else ""
    if note and told:
        end = note.end()
    voters.persons.append(Person(start, last, party, told))
    voters.loose += 1
    return _counted(words, end, voters)
