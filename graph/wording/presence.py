"""Who was there at one item: absent, disqualified, a substitute, come late or gone, as its decision or the
head's remarks tell (kommunestyrelsesloven §§ 14 and 15)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Presence, Span
from graph.wording.alternatives import has_any
from graph.wording.clauses import CASE
from graph.wording.excuses import excuse
from graph.wording.passages import LONGEST, Passage
from graph.wording.sides import list_before
from graph.wording.voters import Person, Voters, read_person, read_voters

ABSENT, EXCUSED, DISQUALIFIED, SUBSTITUTE, ARRIVED, LEFT = (
    "absent",
    "excused",
    "disqualified",
    "substitute",
    "arrived",
    "left",
)
_STRENGTH = ("present", LEFT, ARRIVED, ABSENT, EXCUSED, SUBSTITUTE, DISQUALIFIED)
_ITEM = (
    r"(?:punkt(?:et|erne|ets)?|pkt\.?|sag(?:en|erne|ens)?|dagsordenspunkt(?:et|erne)?|behandlingen"
    r"|afstemningen)"
)
# Where a label can stand: at the head of a line or a sentence.
_AT_HEAD = r"(?:^|(?<=[\n.;:\x00])|(?<=[.;:]\s))[ \t]*"
_LABEL = re.compile(
    rf"{_AT_HEAD}(?:der\s+(?:er|var)\s+|meldt\s+)?"
    r"(?P<label>afbud|fraværende|fravær|ikke\s+til\s?stede|ikke\s+mødt|forhindre[dt]e?)"
    r"(?P<how>\s+(?:med|uden)\s+afbud|\s+meldt)?"
    r"(?:\s+(?:fra|var|er|under\s+punktet|ved\s+punktet|under\s+(?:punktets|sagens)\s+behandling"
    r"|i\s+[\w-]{3,60}(?:,?\s*(?:d\.|den)?\s*[\d.\-/]{4,12})?))?\s*(?P<colon>:)?",
    re.IGNORECASE,
)
# A label that has its line for itself.
_ALONE = re.compile(r"[ \t]*\n")
_LINE_ENDS, _BLANKS = re.compile(r"[ \t]*\n\s*"), re.compile(r"[ \t]*")
_INHABIL_BEHIND = re.compile(
    r"[\s,(–-]*(?:(?:på\s+grund\s+af|grundet|pga\.?|som\s+følge\s+af)\s+)?inhabil(?:itet)?(?!\w)",
    re.IGNORECASE,
)
_DISQUALIFIED_LABEL = re.compile(rf"{_AT_HEAD}(?:inhabil(?:e|itet)?)\s*:", re.IGNORECASE)
_DISQUALIFIED = re.compile(
    r"(?<!\w)(?:inhabil(?:e|itet(?:en)?)?|(?:grund\s+af|grundet|pga\.?)\s+habilitet)(?!\w)", re.IGNORECASE
)
_NEGATED = re.compile(r"(?<!\w)(?:ikke|hverken|ingen|næppe)\s+(?:\w+\s+){0,2}?(?:for\s+)?$", re.IGNORECASE)
# `er tidligere erklæret inhabil`, and what says that it holds here.
_BEFORE_THIS = re.compile(
    r"(?<!\w)(?<!som\s)tidligere\s+(?:\w+\s+)?(?:erklæret|kendt|fundet|været)\s+\Z", re.IGNORECASE
)
_AND_IS = re.compile(
    r"(?<!\w)(?:(?:deltog|deltager|medvirkede|medvirker)\s+(?:\w+\s+)?ikke|forlod|stadig|fortsat)(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?<!\w)(?:spurgte|spørger|om\s+(?:han|hun|de|[A-ZÆØÅ][\w-]++(?:\s[A-ZÆØÅ][\w-]++){0,6}(?:\s\([^()]{1,20}\))?)\s+(?:er|var|måtte)|hvorvidt|hvis|vurdere|ville\s+være|spørgsmål\w*)(?!\w)"
)
_SUBJECT_VERB = re.compile(
    r"(?<!\w)(?:havde|har|var|er|blev|bliver|erklærede|erklærer|meldte|anses|anså|deltog|deltager|medvirkede|medvirker|forlod|forlader|vurderes|vurderedes|kendtes|trådte|udtrådte|fratrådte|gik|overværede)(?!\w)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"(?<!\w)ikke\s+$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:,\s*(?:men|og)|\sog)\s*$", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"(?<!\w)(?:fandt|finder|mente|mener|vurderede|vurderer|anså|anser)\s+(?:dog\s+|heller\s+)?ikke(?!\w)",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?<!\w)(?:erklær(?:ede|er)|fandt|finder|anså|anser|vurderede|vurderer|besluttede|kendte)"
    r"(?:\s+(?:enstemmigt|herefter|dermed|dog))?(?:\s*,?\s*at)?\s+(?=(?-i:[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_ON_GROUNDS = re.compile(
    r"(?<!\w)(?:på\s+grund\s+af|grundet|pga\.?|som\s+følge\s+af)\s+inhabilitet\s+(?:deltog|medvirkede|forlod|udtrådte|deltager|forlader)\s+",
    re.IGNORECASE,
)
# Of something else than the meeting: `fraværende ved besigtigelsen`.
_AT_ANOTHER = (
    r"\s+(?:ved|under|på|til|i)\s+(?:\w+\s+){0,2}?\w*(?:besigtig|syn(?:et|sforretning)|besøg|rundvisning|borgermøde|høring"
    r"|ekskursion|studietur|åsted|ejendommen|byggeplads)"
)
# `var ikke til stede, da bygningen blev åbnet`, `da planen blev vedtaget i 2019`
_WHEN_ELSE = (
    rf",?\s+da\s+(?:(?!(?:{CASE}|mødet|afstemningen|beslutningen|denne|der)(?!\w))[\w-]+\s+blev(?!\w)"
    r"|[^.,;\n]{1,80}\s(?:19|20)\d\d(?!\w))"
)
_STAYED_OUT = re.compile(
    rf"(?<!\w)(?:(?:deltog|deltager|medvirkede|medvirker|overværede)\s+(?:derfor\s+|herefter\s+|således\s+)?ikke\s+(?:i|ved|under)\s+(?:(?:sagens|punktets|punkternes|dette\s+punkts|dagsordenspunktets)\s+behandling|(?:behandling(?:en)?|drøftelse(?:n)?)(?:\s+af\s+(?:dette\s+|denne\s+)?{_ITEM})?|(?:dette\s+|denne\s+)?(?:punkt|sag)(?:et|en)?|mødet)"
    rf"|(?:var|er)\s+(?:fraværende|ikke\s+til\s?stede)(?!\w)(?!{_AT_ANOTHER}|{_WHEN_ELSE})|udeblev(?!\w)|kunne\s+ikke\s+(?:deltage|være\s+med)\s+(?:i|til|under|ved)\s+(?:dette\s+punkt|punktet|behandlingen|mødet)(?!\w)|deltog\s+ikke(?=\s*(?:[.,\n]|$)))",
    re.IGNORECASE,
)
# `Under punktet var N ikke til stede`
_STATES = re.compile(r"(?<!\w)(?:var|er|deltog|deltager|medvirkede)\s+(?=(?-i:[A-ZÆØÅ]))", re.IGNORECASE)
_AWAY = re.compile(
    r"\s+(?:fraværende|ikke\s+til\s?stede|(?:derfor\s+)?ikke(?=\s*(?:[.,\n]|$|i\s+(?:behandlingen|punktets|sagens))))(?!\w)",
    re.IGNORECASE,
)
# `idet N ikke deltog i sagens behandling`
_NOT_THERE = re.compile(
    r"(?<!\w)ikke\s+(?:deltog|deltager|medvirkede|medvirker|var\s+til\s?stede)(?!\w)(?!\s+i\s+afstemning)",
    re.IGNORECASE,
)
# `var fraværende med afbud`; behind `og`, it is another's.
_WITH_WORD = re.compile(r"\s+(?:(?:i|på|under)\s+\w+\s+)?(?:med|uden)\s(?:(?!\s(?:og|mens|men)\s)[^,.;\n])*")
_LONGEST_EXCUSE = 60
_SENT_WORD = re.compile(
    r"(?<!\w)(?:havde\s+(?:meldt|sendt)|har\s+(?:meldt|sendt)|meldte|sendte)\s+afbud(?!\w)"
    # `meldte afbud til arrangementet`
    r"(?!\s+til\s+(?!(?:dagens|dette|aftenens|hele|i\s+(?:dag|aften)|punkt\w*|sag(?:en|ens)|behandlingen|(?:(?:byråds|(?:økonomi)?udvalgs|kommunalbestyrelses)?møde(?:t|ts))|formand\w*|borgmester\w*|sekretariat\w*|forvaltning\w*)(?!\w)))",
    re.IGNORECASE,
)
_CAME_OR_WENT = re.compile(
    r"(?<!\w)(?:(?P<came>ankom|mødte(?=\s+(?:op\s+)?(?:kl|først|ind))|kom(?=\s+(?:kl|først|til\s+stede|til\s+mødet(?!\s+med\s+(?!(?:[\w.,-]+\s+){0,3}forsinkelse))|ind))"
    r"|indtrådte|tiltrådte\s+mødet|deltog\s+fra(?=\s+kl)|deltog\s+først(?=\s+fra))"
    r"|(?P<went>forlod|havde\s+forladt|gik(?=\s+(?:kl|fra\s+mødet|før|fra|efter\s+(?:punkt|pkt|behandling|sag)))|forlader|måtte\s+forlade|udtrådte))(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:kl\.?|klokken)\s*(?P<time>\d{1,2}(?:[.:]\d{2})?)(?!\d)", re.IGNORECASE)
_STANDS_IN = r"(?:stedfortrædere?|suppleanter?|suppleant|vikar)"
_AS_SUBSTITUTE = re.compile(
    rf"(?<!\w)(?:mødte|møder|deltog|deltager|indtrådte|indtræder|er\s+indkaldt|var\s+indkaldt|indkaldt)\s+(?:(?:i\s+stedet|herefter|også)\s+)?(?:som\s+{_STANDS_IN}(?!\w)(?:\s+for\s+)?|i\s+stedet\s+for\s+|for\s+(?=[A-ZÆØÅ][a-zæøå]+\s+[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_SUBSTITUTE_FIRST = re.compile(
    rf"(?<!\w)(?:som\s+{_STANDS_IN}|i\s+stedet|i\s+(?=[A-ZÆØÅ])|for\s+(?=[A-ZÆØÅ]))(?:\s+for)?\s*(?P<whom>[^.:\n]{{0,90}}?)\s*(?<!\w)(?:deltog|deltager|mødte|møder|indkaldtes|(?:er|var|blev)\s+indkaldt|indtrådte|er\s+mødt)(?:\s*:)?\s+",
    re.IGNORECASE,
)
_BARE_FOR = re.compile(r"(?:i|for)\s", re.IGNORECASE)
_SUBSTITUTE_LABEL = re.compile(
    rf"{_AT_HEAD}(?:mødt\s+som\s+)?{_STANDS_IN}(?:\s+for\s+(?P<whom>[^.:\n]{{3,90}}))?\s*:", re.IGNORECASE
)
# `Fraværende: N (V), stedfortræder M (V)`
_SUBSTITUTE_INLINE = re.compile(
    rf"(?<!\w)(?:som\s+)?{_STANDS_IN}(?!\w)(?:\s+(?:er|var))?\s*:?\s+(?=(?-i:[A-ZÆØÅ]))", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*[,;(–-]{0,2}\s*")
_NEXT_OF_LIST = re.compile(r"(?:\s*\([^()\n]{1,40}\))?\s*\)?\s*(?:[,;]|(?:og|samt)(?=\s))\s*(?=[A-ZÆØÅ])")
_LONGEST_LIST = 700
# `Stedfortræder N (V) deltog`, `N deltog i stedet`, `M var erstattet af N`
_SUBSTITUTE_TITLED = re.compile(rf"{_AT_HEAD}{_STANDS_IN}\s+(?=(?-i:[A-ZÆØÅ]))", re.IGNORECASE)
_TOOK_PART = re.compile(r"(?:\s*\([^()\n]{1,40}\))?\s+(?:deltog|deltager|mødte|møder)(?!\s+ikke)(?!\w)")
_INSTEAD = re.compile(r"(?<!\w)(?:deltog|deltager|mødte|møder)\s+i\s+stedet(?!\s+for)(?!\w)", re.IGNORECASE)
_REPLACED_BY = re.compile(r"(?<!\w)(?:erstattet|afløst)\s+af\s+(?=(?-i:[A-ZÆØÅ]))", re.IGNORECASE)
# Of a place elsewhere than at the meeting, or of how somebody took part.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:som\s+(?:nyt\s+)?(?:\w+)?(?:medlem|formand|repræsentant|leder|suppleant)\w*|bestyrelse\w*|at"
    r"|fremover|fremadrettet|pr\.)(?!\w)",
    re.IGNORECASE,
)
_BY_OTHER_MEANS = re.compile(
    r"\s+(?:via|online|digitalt|virtuelt|telefonisk|over|på\s+(?:teams|video)|pr\.)(?!\w)", re.IGNORECASE
)
# Between a person and `inhabil` stand no more.
_MOST_VERBS = 6
_MOST = 200
_BODY_NAME = (
    r"(?P<body>(?:[\w-]+[,]?\s+(?:og|-)\s+)?(?:(?-i:[A-ZÆØÅ])[\w-]{1,30}\s+)?[\w-]{0,60}"
    r"(?:udvalg|byråd|kommunalbestyrelse|nævn|regionsråd)(?:et|en|n)?)"
)
# Who somebody is to the case, before the name, or taken for a part of it: `ejeren N`, `Borger N`, `lederen
# af børnehaven, N`.
_PRIVATE = (
    r"(?:[^\W\d_]{0,30}(?:borger|ejer|nabo|ansøger|klager|beboer|lejer|bygherre|forælder|pårørende|patient|indehaver"
    r"|landmand|tilhører|tilskuer|investor|udvikler))(?:e|en|n|ne)?"
)
_PRIVATE_NAME = re.compile(rf"{_PRIVATE}\s", re.IGNORECASE)
_PRIVATE_BEFORE = re.compile(
    rf"(?<!\w)(?:{_PRIVATE}(?:\s+(?:af|til|på|i|ved|fra)\s+[^.;:\n,]{{1,60}})?"
    r"|(?:leder|forstander|bestyrer|repræsentant|rektor|formand)(?:en|n)?\s+(?:af|for|på|i|ved|fra)\s+"
    r"[^.;:\n,]{0,40}(?:have|hus|skole|hjem|institution|center|forening|laug|lav|klub|firma|selskab)(?:n|en|et|ne)?s?)"
    r",?\s+\Z",
    re.IGNORECASE,
)
# Who speaks for a council of citizens comes and goes as a guest; who did not come was expected.
_GUEST_BEFORE = re.compile(
    r"(?<!\w)(?:repræsentant|formand)(?:en)?\s+(?:for|fra)\s+(?:ældre|handicap|senior|ungdoms|unge|elev|bruger|lokal|beboer)råd(?:et)?,?\s+\Z",
    re.IGNORECASE,
)
_BODY = re.compile(rf"(?<!\w)(?:i|ved|under|af|til)\s+{_BODY_NAME}s?(?!\w)", re.IGNORECASE)
# `Teknisk Udvalg, 3. maj: N var inhabil`
_BODY_AT_HEAD = re.compile(rf"\s*{_BODY_NAME}(?:,?\s[^:\n]{{1,40}})?:\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """That a person was, or was not, at an item, and where it is told."""

    name: tuple[int, int]
    status: str
    party: str | None = None
    substitute_for: str | None = None
    note: str | None = None
    at: int = 0


def read_presence(
    passage: Passage, body: str | None = None, number: str | None = None
) -> tuple[Presence, ...]:
    """Who was absent, disqualified and so on by the words of an item's decision; ``body`` is that of the
    meeting: what is told of a meeting of another one does not hold here. ``number`` is the item's: what its
    words tell of other items by their numbers does not hold here either (:func:`told_at_others`)."""
    told = sorted(_told(passage, body), key=lambda one: one.at)
    told = [one for one in told if not _is_private(passage, one)]
    if number is not None:
        told = [one for one in told if not _of_others(passage, one, number)]
    return joined([_presence(passage, one) for one in told])


def _is_private(passage: Passage, told: Told) -> bool:
    """Whether somebody is named as a party to the case, or as one of an institution or a firm."""
    start = told.name[0]
    before = passage.words, max(0, start - 120), start
    if told.status in (ARRIVED, LEFT) and _GUEST_BEFORE.search(*before):
        return True
    return (
        _PRIVATE_NAME.match(passage.words, start) is not None or _PRIVATE_BEFORE.search(*before) is not None
    )


def _of_others(passage: Passage, told: Told, number: str) -> bool:
    """Whether the sentence says of which items somebody stayed away, and this one is not among them."""
    _, end = passage.around(told.name[1])
    away = _AWAY_FROM_NUMBERED.search(passage.words, told.name[1], end)
    return away is not None and number not in _numbers(away["numbers"])


def joined(told: Sequence[Presence]) -> tuple[Presence, ...]:
    """Each person once, by the strongest that is told: who is disqualified is not said to be absent too."""
    people: dict[str, Presence] = {}
    for one in told:
        name = one.name.text.casefold()
        known = people.get(name)
        if known is None:
            people[name] = one
        elif _STRENGTH.index(one.status) > _STRENGTH.index(known.status):
            people[name] = replace(one, party=one.party or known.party)
    return tuple(people.values())


def _presence(passage: Passage, one: Told) -> Presence:
    name = passage.quote(*one.name)
    return Presence(name, one.status, one.party, one.substitute_for, one.note)


def _told(passage: Passage, body: str | None) -> Iterator[Told]:
    readers: tuple[Callable[[Passage], Iterator[Told]], ...] = (
        _listed,
        _substitutes,
        _came_or_went,
        _stayed_out,
    )
    for read in readers:
        yield from read(passage)
    yield from _disqualified(passage, body)


def _of(voters: Voters | Iterable[Person], status: str, at: int, **told: str | None) -> Iterator[Told]:
    people = voters.persons if isinstance(voters, Voters) else voters
    for person in people:
        own = status
        if _DISQUALIFIED.search(person.note) and not re.search(r"(?<!\w)ikke(?!\w)", person.note):
            own = DISQUALIFIED
        elif status == ABSENT and excuse(person.note) == EXCUSED:
            own = EXCUSED
        yield Told(
            (person.start, person.end), own, person.party, told.get("substitute_for"), told.get("note"), at
        )


def _listed(passage: Passage) -> Iterator[Told]:
    """`Fraværende: N (V) og M (O) (inhabil)`, `Afbud fra N`, `Inhabil: N`."""
    words = passage.words
    for match in _LABEL.finditer(words):
        excused = match["label"].casefold() == "afbud" or (match["how"] and "med" in match["how"])
        status = EXCUSED if excused else ABSENT
        colon = match["colon"] is not None or _ALONE.match(words, match.end()) is not None
        for voters, substitutes in _with_substitutes(words, match.end(), colon):
            told = list(_of(voters, status, match.start()))
            if told and not substitutes and _INHABIL_BEHIND.match(words, voters.end):
                told[-1] = replace(told[-1], status=DISQUALIFIED)
            yield from told
            whom = passage.quote(*told[-1].name).text if told else None
            yield from _of(substitutes, SUBSTITUTE, voters.end, substitute_for=whom)
    for match in _DISQUALIFIED_LABEL.finditer(words):
        inhabile = _list_behind(words, match.end(), colon=True)
        if inhabile:
            yield from _of(inhabile, DISQUALIFIED, match.start())


def _with_substitutes(words: str, at: int, colon: bool) -> Iterator[tuple[Voters, Sequence[Person]]]:
    """The list behind a label, cut where it names who stands in (`N (V), stedfortræder M (V), O (F)`): those
    who were away, and who came for the last of them."""
    for _ in range(_MOST):
        inline = _SUBSTITUTE_INLINE.search(words, at, at + _LONGEST_LIST)
        voters = _list_behind(words, at, colon, inline.start() if inline else None)
        if voters is None:
            return
        instead = (
            read_person(words, inline.end())
            if inline and _BETWEEN.fullmatch(words, voters.end, inline.start())
            else None
        )
        yield voters, (instead,) if instead else ()
        behind = _NEXT_OF_LIST.match(words, instead.end) if instead else None
        if behind is None:
            return
        at, colon = behind.end(), False


def _list_behind(words: str, at: int, colon: bool, stop: int | None = None) -> Voters | None:
    below = _LINE_ENDS.match(words, at) if colon else None
    gap = below or _BLANKS.match(words, at)
    return read_voters(words, gap.end() if gap else at, stop, lines=below is not None, subject=False)


def _stayed_out(passage: Passage) -> Iterator[Told]:
    """`N deltog ikke i behandlingen af punktet`."""
    words = passage.words
    not_there = (_NOT_THERE, ABSENT) if has_any(words, "ikke") else None
    sent_word = (_SENT_WORD, EXCUSED) if has_any(words, "afbud") else None
    for pattern, status in filter(None, ((_STAYED_OUT, ABSENT), not_there, sent_word)):
        for match in pattern.finditer(words):
            start, _ = passage.around(match.start())
            by = list_before(words, start, match.start())
            if by:  # `var fraværende med afbud, Ane Lyng uden`
                behind = _WITH_WORD.match(words, match.end(), match.end() + _LONGEST_EXCUSE)
                yield from _of(by, (behind and excuse(behind[0])) or status, by.start)
    for match in islice(_STATES.finditer(words), _MOST):
        by = read_voters(words, match.end(), subject=True)
        if by and _AWAY.match(words, by.end):
            yield from _of(by, ABSENT, match.start())


def _came_or_went(passage: Passage) -> Iterator[Told]:
    """`N ankom kl. 17.52`, `N forlod mødet`; the time is the note."""
    words = passage.words
    for match in islice(_CAME_OR_WENT.finditer(words), _MOST):
        start, end = passage.around(match.start())
        rest = words[match.end() : end]
        if re.search(r"(?<!\w)ikke(?!\w)", rest[:12]) or not re.search(
            r"(?<!\w)(?:møde\w*|lokale\w*|sal\w*|kl|klokken|punkt\w*|behandling\w*)(?!\w)", rest
        ):
            continue
        by = list_before(words, start, match.start())
        time = _TIME.search(rest)
        if by:
            yield from _of(
                by, ARRIVED if match["came"] else LEFT, by.start, note=time["time"] if time else None
            )


def _substitutes(passage: Passage) -> Iterator[Told]:
    """`N mødte som stedfortræder for M`, `Som suppleant deltog N`, `I stedet for M deltog N`."""
    words = passage.words
    for match in islice(_AS_SUBSTITUTE.finditer(words), _MOST):
        start, _ = passage.around(match.start())
        by = list_before(words, start, match.start())
        whom = read_person(words, match.end())
        named = _name(passage, whom) or (_absent_before(passage, by.start) if by else None)
        if by and (whom or "som" in match[0].lower()):
            yield from _of(by, SUBSTITUTE, by.start, substitute_for=named)
    for match in islice(_SUBSTITUTE_FIRST.finditer(words), _MOST):
        by = read_voters(words, match.end(), subject=True)
        whom = read_person(words, match.start("whom"), match.end("whom")) if match["whom"] else None
        stated = whom or "stedet" in match[0].lower() or not _BARE_FOR.match(match[0])
        if by is None or not stated or (match["whom"] and whom is None):
            continue
        yield from _of(
            by,
            SUBSTITUTE,
            match.start(),
            substitute_for=_name(passage, whom) or _absent_before(passage, match.start()),
        )
    titled = has_any(words, "stedfortræder", "suppleant", "vikar")
    for match in islice(_SUBSTITUTE_TITLED.finditer(words), _MOST) if titled else ():
        who = read_person(words, match.end())
        if who and _TOOK_PART.match(words, who.end):
            named = _absent_before(passage, match.start())
            yield from _of((who,), SUBSTITUTE, match.start(), substitute_for=named)
    for match in islice(_INSTEAD.finditer(words), _MOST) if has_any(words, "stedet") else ():
        by = list_before(words, passage.around(match.start())[0], match.start())
        if by and not _BY_OTHER_MEANS.match(words, match.end()) and not _is_elsewhere(passage, match.start()):
            yield from _of(by, SUBSTITUTE, by.start, substitute_for=_absent_before(passage, by.start))
    for match in islice(_REPLACED_BY.finditer(words), _MOST) if has_any(words, "erstattet", "afløst") else ():
        by = read_voters(words, match.end(), subject=True)
        if by and not _is_elsewhere(passage, match.start()):
            yield from _of(
                by, SUBSTITUTE, match.start(), substitute_for=_absent_before(passage, match.start())
            )
    for match in _SUBSTITUTE_LABEL.finditer(words) if titled else ():
        by = _list_behind(words, match.end(), colon=True)
        whom = read_person(words, match.start("whom"), match.end("whom")) if match["whom"] else None
        if by:
            named = _name(passage, whom) or _absent_before(passage, match.start())
            yield from _of(by, SUBSTITUTE, match.start(), substitute_for=named)


def _is_elsewhere(passage: Passage, at: int) -> bool:
    """Whether the sentence is of a post that somebody takes over, and not of who was at the meeting."""
    return _ELSEWHERE.search(passage.words, *passage.around(at)) is not None


def _name(passage: Passage, person: Person | None) -> str | None:
    return passage.quote(person.start, person.end).text if person else None


def _absent_before(passage: Passage, at: int) -> str | None:
    """The name of the one person told to be absent right before; ``None`` where they are several."""
    near = Passage(passage.document, Span(passage.span.start + max(0, at - 200), passage.span.start + at))
    listed = [*_listed(near), *_stayed_out(near)]
    return near.quote(*listed[0].name).text if len(listed) == 1 else None


def _disqualified(passage: Passage, body: str | None) -> Iterator[Told]:
    """`N var inhabil`, `N erklærede sig inhabil`, `Byrådet erklærede N for inhabil`."""
    words = passage.words
    for match in islice(_DISQUALIFIED.finditer(words), _MOST) if has_any(words, "habil") else ():
        start, end = passage.around(match.start())
        before = words[start : match.start()]
        if (
            _NEGATED.search(before)
            or _NOT_FOUND.search(before)
            or _ASKS.search(before)
            or (_BEFORE_THIS.search(before) and not _AND_IS.search(words, match.end(), end))
            or re.match(r"\s+ikke(?!\w)", words[match.end() :])
        ):
            continue
        if re.search(r"(?<!\w)ikke(?!\w)[^,]{0,40}$", before) and not re.search(
            r"(?<!\w)(?:deltog|medvirkede|deltager|medvirker|overværede)(?!\w)[^.]*$", before
        ):
            continue
        if _elsewhere(words[start:end], body):
            continue
        grounds = _ON_GROUNDS.search(words, start, end)
        found = _FOUND.search(words, start, match.start())
        if grounds:
            by = read_voters(words, grounds.end(), end, subject=True)
        elif found and not re.match(r"\s*sig(?!\w)", words[found.end() :]):
            by = read_voters(words, found.end(), match.start(), subject=True)
        else:
            by = _subject(words, start, match.start())
        if by:
            yield from _of(by, DISQUALIFIED, by.start)


def _subject(words: str, start: int, end: int) -> Voters | None:
    for verb in [*_SUBJECT_VERB.finditer(words, start, end)][-_MOST_VERBS:]:
        denied = _NOT_BEFORE.search(words, start, verb.start())
        by = list_before(words, start, denied.start() if denied else verb.start())
        if by is None and _GOES_ON.search(words, start, verb.start()):
            by = _last_named(words, start, verb.start())
        if by is None:
            gap = re.compile(r"\s+").match(words, verb.end())
            by = read_voters(words, gap.end(), end, subject=True) if gap else None
        if by and by.persons:
            return by
    return None


def _last_named(words: str, start: int, end: int) -> Voters | None:
    """The person named last, who is the subject of `N mødte som stedfortræder, men deltog ikke`."""
    found: Person | None = None
    for match in re.finditer(r"(?<![\w-])[A-ZÆØÅ]", words[start:end]):
        if found is None or start + match.start() >= found.end:
            found = read_person(words, start + match.start(), end) or found
    return Voters(found.start, found.end, persons=[found]) if found else None


def _elsewhere(sentence: str, body: str | None) -> bool:
    """Whether a sentence speaks of the meeting of another body."""
    found = [*_BODY.finditer(sentence), *filter(None, [_BODY_AT_HEAD.match(sentence)])]
    named = {match["body"].casefold().rstrip("s") for match in found}
    own = (body or "").casefold()
    return any(
        not (own and (own.startswith(name[:-2]) or name.startswith(own[:-2])))
        for name in named - {"udvalget"}
    )


## What is told of items elsewhere than at them

_NUMBERS = re.compile(
    r"(?<!\w)(?P<during>under(?:\s+behandlingen\s+af)?|ved(?:\s+behandlingen\s+af)?|i(?:\s+behandlingen\s+af)?|på|til|af|for)?\s*(?:dagsordens)?(?:punkt(?:erne|et)?|pkt\.?|sag(?:en|erne)?)\s*(?:nr\.?\s*)?"
    r"(?P<numbers>\d{1,4}(?:\.\d{1,2})?(?:\s*(?:,|og|samt|-|–|til)\s*(?:(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?)?\d{1,4}(?:\.\d{1,2})?(?![\w:]))*)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?<!\w)(?:efter|før|inden|fra|til\s+og\s+med)\s+(?:behandlingen\s*)?(?:af\s+)?$", re.IGNORECASE
)
_ONE_NUMBER = re.compile(
    r"(og|samt|,|-|–|til|^)\s*(?:(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?)?(\d{1,4}(?:\.\d{1,2})?)"
)
_MOST_NUMBERS = 300
_FROM_NUMBERED = (
    r"(?<!\w)(?:(?:deltog|deltager|medvirkede|medvirker)\s+(?:(?:derfor|dog)\s+)?ikke\s+(?:i|ved|under)"
    r"|(?:var|er)\s+(?:fraværende|ikke\s+til\s?stede)\s+(?:under|ved))\s+"
    r"(?:(?:behandlingen|drøftelsen)\s+af\s+)?(?:dagsordens)?(?:punkterne|punkt(?:et)?|pkt\.?|sag(?:en|erne)?)"
    r"\s*(?:nr\.?\s*)?(?P<numbers>\d{1,4}(?:\s*(?:,|og|samt|-|–|til)\s*\d{1,4})*)(?![\w:])"
)
_AWAY_FROM_NUMBERED = re.compile(_FROM_NUMBERED, re.IGNORECASE)
# With nothing behind the numbers that could make them others': points of a plan, items of another body.
_AWAY_FROM_ITEMS = re.compile(
    _FROM_NUMBERED
    + r"(?=\s*(?:[.;\n]|$)|,?\s*(?:på\s+dagsordenen|på\s+grund\s+af|grundet|pga|idet|fordi|da)(?!\w))",
    re.IGNORECASE,
)


def read_remarks(passage: Passage, numbers: Sequence[str], body: str | None) -> dict[str, list[Presence]]:
    """What remarks of the head (`N medvirkede ikke ved behandlingen af pkt. 357, idet han var inhabil`) say
    of single items: number -> presence. ``numbers`` are those of the meeting's items; others count for
    nothing."""
    known: dict[str, list[Presence]] = {}
    for start, end in _lines_with_labels(passage):
        for told, people in _by_numbers(passage, start, end, body):
            for number in told:
                if number in numbers and people:
                    known.setdefault(number, []).extend(people)
    return known


_LABELLED_LINE = re.compile(r"\n\s{0,9}(?=[^\W\d_][\w -]{0,30}:)")


def _lines_with_labels(passage: Passage) -> Iterator[tuple[int, int]]:
    """The sentences of the head, which end with a line too where the next has a label of its own."""
    for start, end in passage.sentences:
        for match in _LABELLED_LINE.finditer(passage.words, start, end):
            yield start, match.start()
            start = match.end()
        yield start, end


def told_at_others(document: Document, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items with who stayed away from them by the decisions of others: `N deltog ikke under punkterne
    12-15` stands where the agenda was approved. Of closed items nothing is said, and a number that may be
    that of a point of the decision's own item is none of an agenda's."""
    open_items = [one for one in items if not one.closed]
    told: dict[str, list[Presence]] = {}
    for item in open_items:
        if item.decision is None or not _AWAY_FROM_ITEMS.search(item.decision.text.text):
            continue
        points = {str(place) for place in range(1, len(item.recommendations) + 1)}
        own = {item.number, *points, *(point.number for point in item.decision.points)}
        span = item.decision.text.span
        passage = Passage(document, Span(span.start, min(span.end, span.start + LONGEST)))
        for away in islice(_AWAY_FROM_ITEMS.finditer(passage.words), _MOST):
            numbers = _numbers(away["numbers"])
            start, _ = passage.around(away.start())
            by = None if own & {*numbers} - {item.number} else list_before(passage.words, start, away.start())
            people = [_presence(passage, one) for one in _of(by, ABSENT, by.start)] if by else []
            for number in numbers if people else ():
                told.setdefault(number, []).extend(people)
    return [
        replace(one, attendance=joined([*one.attendance, *told[one.number]]))
        if one.number in told and not one.closed
        else one
        for one in items
    ]


def _by_numbers(
    passage: Passage, start: int, end: int, body: str | None
) -> Iterator[tuple[list[str], list[Presence]]]:
    """What a sentence tells of items: of `Fraværende: N, sag 3-6, M, sag 8` the people before each number."""
    words = passage.words
    named = [match for match in _NUMBERS.finditer(words, start, end) if not _is_bound(words, start, match)]
    if not named:
        return
    own = Passage(passage.document, Span(passage.span.start + start, passage.span.start + end))
    people = list(read_presence(own, body)) or list(_stated(own))
    label = _LABEL.match(words, start, end)
    if label is None or len(named) == 1:
        yield [number for match in named for number in _numbers(match["numbers"])], people
        return
    begin, before = label.end(), people
    for match in named:
        lead = re.compile(r"[\s,;:]*(?:og\s+|samt\s+)?").match(words, begin)
        voters = read_voters(words, lead.end() if lead else begin, match.start())
        excused = label["label"].casefold() == "afbud"
        listed = _of(voters, EXCUSED if excused else ABSENT, begin) if voters else ()
        before = [_presence(passage, one) for one in listed] or before
        yield _numbers(match["numbers"]), before
        begin = match.end()


def _is_bound(words: str, start: int, match: re.Match[str]) -> bool:
    """Whether the number is of an item after or before which somebody came or went."""
    return _BOUND.search(words, start, match.start()) is not None


def _numbers(listed: str) -> list[str]:
    """The numbers of `3-6, 8 og 10`."""
    found: list[str] = []
    for joint, number in _ONE_NUMBER.findall(listed):
        through = joint in ("-", "–", "til") and found and found[-1].isdigit() and number.isdigit()
        if through and 0 < int(number) - int(found[-1]) <= _MOST_NUMBERS:
            found += [str(between) for between in range(int(found[-1]) + 1, int(number) + 1)]
        elif not through:
            found.append(number)
    return found


def _stated(passage: Passage) -> Iterator[Presence]:
    """`N deltog ikke under punkt 4`: somebody who stayed away from the items that are named."""
    words = passage.words
    for match in re.finditer(
        r"(?<!\w)(?:(?:deltog|deltager|medvirkede|medvirker)\s+(?:\w+\s+)?ikke|(?:var|er)\s+(?:fraværende|ikke\s+til\s?stede))(?!\w)",
        words,
        re.IGNORECASE,
    ):
        by = list_before(words, 0, match.start())
        if by:
            for one in _of(by, ABSENT, by.start):
                yield _presence(passage, one)
