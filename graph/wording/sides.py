"""Who voted how: each place where a decision names a side of a vote, its members or its number.

`For stemte: A, V`, `med stemmerne 8 for og 2 imod`, `C undlod at stemme`, `et mindretal (Ø) stemte imod`,
`herefter stemte A for`, `mod stemmerne fra V`. What was voted on, and what came of it, is
:mod:`graph.wording.votes`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from graph.base.remembered import of_one_text
from graph.minutes.dates import MONTHS
from graph.ontology.iris import COUNCILS
from graph.wording.alternatives import has_any
from graph.wording.bodies import ANY_BODY, KINDS_THAT_DECIDE, same_body
from graph.wording.clauses import CASE
from graph.wording.names import PARTY_NAMES
from graph.wording.numerals import NUMBER, read_number
from graph.wording.own_members import OTHER_BODY, OWN_MEMBERS
from graph.wording.passages import HIDDEN, Passage, passage_of
from graph.wording.past_days import in_a_past_year
from graph.wording.verbs import SETTLED
from graph.wording.vote_tables import find_tables
from graph.wording.voters import OPENER, Voters, Way, behind_brackets, read_voters

_MOST_FRAMES = 400
_LONGEST_SUBJECT = 700

_OBJECT = (
    r"(?:(?:dette|det|det\s+oprindelige|det\s+samlede|første|andet|sidste|den\s+samlede)\s+)?"
    r"(?:[\w-]{0,40}(?:forslag(?:et)?|indstilling(?:en|erne)?|plan(?:en)?|budget(?:tet)?)|(?:indstillingens\s+)?punkt(?:et)?|sagen|beslutningen|sidstnævnte|udsættelsen?|habilitet"
    r"|inhabilitet|at\s[^.:\n]{1,80}?)"
    r"(?:\s+(?:nr\.?\s*)?\d{1,2}\w?\b)?(?:\s+fra\s+\(?[A-ZÆØÅ]{1,2}\)?(?!\w))?"
)
_ABSTAIN = (
    r"hverken\s+(?:stemte?r?\s+)?for\s+eller\s+i?mod|hverken\s*/\s*eller|ved\s+ikke|blankt?|blanke?\s+stemmer"
)
_LABEL = re.compile(
    rf"(?<![\w-])(?:(?:(?P<side>for|i?mod)(?:\s+{_OBJECT})?\s+(?:har\s+)?(?:stemte|stemmer|stemt)(?:\s+(?:herefter|således))?|(?P<abstain>{_ABSTAIN})\s+(?:stemte|stemmer|stemt|var))(?P<colon>\s*:)?"
    rf"|(?P<yes>(?:for|stemte\s+for|stemmer\s+for|ja-?stemmer|ja)(?:\s+{_OBJECT})?)\s*:|(?P<no>(?:i?mod|stemte\s+i?mod|stemmer\s+i?mod|nej-?stemmer|nej)(?:\s+{_OBJECT})?)\s*:"
    rf"|(?P<neither>{_ABSTAIN}|(?:stemte\s+)?(?:{_ABSTAIN})|undlod(?:\s+at\s+stemme)?|undlader(?:\s+at\s+stemme)?|har\s+undladt\s+at\s+stemme|undladt\s+at\s+stemme|afholdt\s+sig\s+fra\s+at\s+stemme)\s*:)",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(
    r"\s*[;,.]?\s*(?:og\s+|mens\s+)?(?P<way>(?P<yes>for)|i?mod)\s+(?=(?-i:[A-ZÆØÅ(])|\d)", re.IGNORECASE
)
_ENDS = re.compile(r"\s*(?:[.,;\n]|$)")
_THE_END = re.compile(r"\s*(?:[.;\n]|$)")
_TO_BRACKET = re.compile(r"\s*(?=\()")
# Behind a label, and what stands there where nobody is named.
_GAP = re.compile(r"[ \t]*\n?[ \t]*|[ \t]*\n\s*")
_LINE_ENDS = re.compile(r"[ \t]*\n")
_NOBODY_BEHIND = re.compile(r"\s*(?:[.\n]|$|i?mod\b|for\b|undlod|hverken)", re.IGNORECASE)
_BEFORE_LABEL = re.compile(r"(?:^|[\n.:;,()\x00]|(?<!\w)(?:og|mens|idet))\s*(?:[-–•]\s*)?$")
_RELATIVE = re.compile(r"(?<!\w)(?:der|som)(?!\w)")
_AND_AGAINST = re.compile(r"\s*,?\s*i?mod\s+")
_VERB = re.compile(
    r"(?<![\w-])(?!(?<=\d\s)stemmer\s+(?:i?mod\s+(?-i:[A-ZÆØÅ])|for\s+(?-i:[A-ZÆØÅ])(?!\w)))(?:(?:har\s+)?(?:stemte|stemmer|stemt)\s+(?:(?:herefter|alle|begge|dog|derfor|også|ligeledes)\s+){0,2}(?:(?P<against>i?mod|nej)|(?P<yes>for|ja)(?=\W|$)"
    r"|(?P<neither>hverken\s+for\s+eller\s+i?mod|hverken\s+ja\s+eller\s+nej|blankt?))(?!\w)"
    r"|(?P<abstain>hverken\s+(?:stemte|stemmer|stemt)\s+for\s+eller\s+i?mod(?!\w)|(?:undlod|undlader|har\s+undladt|afstod|afstår|afholdt\s+sig|afholder\s+sig)(?:\s+(?:dog|herefter|alle|begge|derfor))?(?:\s+(?:fra\s+)?at\s+(?:stemme|afgive\s+stemme)|(?=\s*(?:[.,;)\n]|$|\((?-i:[A-ZÆØÅ]{1,2}[,)])|\(\d)|\s+idet\b))))",
    re.IGNORECASE,
)
# `Herefter stemte A og V for forslaget`, `dog undlod C at stemme`
_INVERTED = re.compile(
    r"(?<![\w-])(?:(?P<vote>stemte|stemmer)|(?P<abstain>undlod|undlader))\s+(?=[A-ZÆØÅ(\d]|alle\b|ingen\b|[Gg]ruppe|[Ll]iste|et\b|én\b)",
    re.IGNORECASE,
)
_INVERTED_WAY = re.compile(
    r"\s*(?:(?P<yes>for)|(?P<against>i?mod)|(?P<neither>hverken\s+for\s+eller\s+i?mod|blankt?)|(?P<stemme>at\s+stemme))(?!\w)",
    re.IGNORECASE,
)
_FACTION = re.compile(
    r"(?<!\w)(?:(?P<majority>flertal(?:let)?)|(?P<minority>mindretal(?:let)?))(?:\s+(?:i|af)\s+\w+)?\s*,?\s*(?:(?:på\s+(?P<count>\d{1,3})(?:\s+medlemmer)?|bestående\s+af|bestod\s+af|udgjort\s+af|som\s+udgøres\s+af)\s*:?\s*)?",
    re.IGNORECASE,
)
# A yes or no to the case; what somebody could not but do, or turned down beside the case, is neither.
_FACTION_ACTS = re.compile(
    r"[\s,]*(?:(?P<refuses>stemte\s+i?mod|stemmer\s+i?mod"
    rf"|(?:afviste|afviser|forkastede|forkaster)(?=\s*(?:[.;,\n]|$)|\s+(?:herefter\s+)?(?:{CASE}|at\s+(?:godkende|tiltræde|vedtage|anbefale|imødekomme|følge))(?!\w))"
    r"|(?:kunne|kan)\s+(?:derfor\s+|dog\s+)?ikke\s+(?:godkende|tiltræde|vedtage|anbefale|støtte|imødekomme|indstille|følge|stemme\s+for|gå\s+ind\s+for)(?!\w))"
    r"|(?P<yes>stemte\s+for|stemmer\s+for)"
    r"|(?P<abstains>undlod|undlader|stemte\s+hverken|stemte\s+blankt?)"
    r"|(?P<acts>(?:(?:kan|kunne)\s+(?:godkende|tiltræde|vedtage|anbefale|indstille|beslutte)|godkend(?:te|er)|tiltrådte|tiltræder|vedtog|vedtager|anbefal(?:ede|er)|indstil(?:lede|ler)|beslutte(?:de|r)|stemte)(?!\w))"
    r"|(?P<unclear>afvis\w+|forkast\w+|(?:kunne|kan)\s+(?:derfor\s+|dog\s+)?ikke\s+(?:afvise|forkaste|undlade|andet)))",
    re.IGNORECASE,
)
NOT = r"ikke(?!\w)(?!\s+(?:kun|alene|blot|bare|udelukkende|mindst|uden)(?!\w))"
"""The word that denies, where it does: `ikke blot` and `ikke uden` do not."""
_DENIES = re.compile(rf"\s+(?:(?:derfor|således|dog|herefter)\s+)?{NOT}", re.IGNORECASE)
# Of a decision not to do something, or to do it not without doubt, nobody can tell what it is a yes to.
_HARDLY = re.compile(r"\s+(?:(?:derfor|således|dog|herefter)\s+)?ikke\s+uden(?!\w)", re.IGNORECASE)
_DECIDES = re.compile(r"[\s,]*(?:kan\s+|kunne\s+)?beslut", re.IGNORECASE)
# A vote on turning the case down: who was for that was not for the case, if it was the case that was put.
_ON_REFUSAL = re.compile(
    r"\s+(?:et\s+|en\s+)?(?:afslag(?:et)?|afvisning(?:en)?|forkastelse(?:n)?|at\s+(?:afvise|forkaste|afslå|(?:give|meddele)\s+afslag))(?!\w)"
    r"|,?\s+at\s+[^.;:\n]{1,80}?\s(?:forkast|afvis|afslå)\w*",
    re.IGNORECASE,
)
# A vote on when or by whom the case is handled.
_ON_HANDLING = re.compile(
    r"\s+(?:(?:sagen|punktet|forslaget|indstillingen)\s+)?(?:(?:at|en|om)\s+)?(?:sagen\s+)?(?:udsætte(?:s|lse(?:n)?)?|udsat|udskyde(?:s|lse(?:n)?)?|udskudt|hjemvis\w*|tilbagesend\w*|genoptag\w*|send(?:e|es|t)\s+(?:(?:sagen|punktet|forslaget)\s+)?(?:tilbage|retur))(?!\w)",
    re.IGNORECASE,
)
# `3 medlemmer (A+V) anbefaler indstillingen`, the verb behind `kan ikke`, and what is said of the case itself
# behind that.
_MEMBERS_ACT = re.compile(rf"(?<!\w){NUMBER}\s+medlemmer\s*(?=\()", re.IGNORECASE)
_VERB_BEHIND = re.compile(r"\s+(?:godkend|tiltræd|anbefal|støtt|vedtag)\w*", re.IGNORECASE)
_THE_CASE = re.compile(
    r"(?:\s+(?:indstillingen|forslaget|sagen))?\s*(?:[.;\n]|,(?!\s+at\s)|$|\s(?:og|men|mens)\s)",
    re.IGNORECASE,
)
# `anbefales af et flertal bestående af A og V`
_BY_A = re.compile(r"(?<!\w)af\s+(?:et\s+|udvalgets\s+)?$", re.IGNORECASE)
_BY_VOTES_OF = re.compile(r"(?<!\w)(?P<way>med|i?mod)\s+stemmer(?:ne)?\s+fra\s+", re.IGNORECASE)
# `godkendt mod V og C`, `tiltrådt mod Ø's stemmer`: nobody else is carried against.
_CARRIED_AGAINST = re.compile(
    r"(?<!\w)(?:godkend|tiltr[åæ]d|vedtag|anbefal)\w{1,3}\s+i?mod\s+(?=(?-i:[A-ZÆØÅ]))(?!\w{1,2}\d)",
    re.IGNORECASE,
)
_OWNER_OF_VOTES = re.compile(rf"(?P<party>{PARTY_NAMES}|[A-ZÆØÅ][\w-]{{1,40}}(?:listen|partiet))s\s+stemme")
_THEIR_VOTES = re.compile(r"(?:['’]?s)?(?:\s+stemmer?)?(?=\s*(?:[.,;\n]|$))")
_TALLY = re.compile(
    r"(?<!\w)(?:(?:(?:med|ved)\s+(?:et\s+(?:\w+\s+)?flertal\s+på\s+)?|stemmelighed[\s,:(–-]{1,4})(?P<votes>(?:stemmerne|stemmetallene|stemmetallet|stemmefordelingen"
    r"|følgende\s+stemmer|stemmetal)\s*:?\s*)?(?=[\dA-Za-zæøåÆØÅé])"
    r"|(?P<bare>(?=\d{1,3}\s+(?:stemmer\s+)?for\s*(?:\([^()]{0,200}(?:\([^()]{0,40}\)[^()]{0,80}){0,20}\)\s*)?(?:,|og)\s*"
    r"(?:\d{1,3}|ingen)\s+(?:stemmer\s+)?i?mod)))",
    re.IGNORECASE,
)
# `tiltrådt af 21 medlemmer`, `forslaget fik 12 stemmer`, `godkendt mod 2 stemmer (Ø)`.
_OF_MEMBERS = re.compile(
    r"(?<!\w)(?:(?:godkendt(?:es)?|godkendes|tiltrådt(?:es)?|tiltrædes|vedtaget|vedtages|vedtoges)"
    r"\s+(?:(?P<members>af)|(?P<against>i?mod))"
    rf"|{_OBJECT}\s+(?:fik|får|opnåede|opnår|samlede))\s+(?={OWN_MEMBERS})",
    re.IGNORECASE,
)
# What members carry is the case, which is named before the verb or left out.
_CASE_WAS = re.compile(
    rf"\W*(?:\d{{1,2}}[a-z]?[.):]\s*)?(?:{_OBJECT}\s+)?(?:(?:blev|bliver|er|herefter|derefter|hermed|således)\s+){{0,3}}",
    re.IGNORECASE,
)
_SIDE_OF_TALLY = re.compile(
    r"\s*(?:stemte\s+|stemmer\s+)?(?:(?P<for>for)|(?P<against>i?mod)|(?P<abstain>hverken\s+for\s+eller\s+i?mod|(?:der\s+)?(?:undlod|undlader)(?:\s+at\s+stemme)?|blanke?(?:\s+stemmer)?|blankt|der\s+ikke\s+stemte))(?!\w)(?!\s+(?:at|eller)\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s+(?P<unit>(?:byråds)?medlemmer|stemmer|stemme)(?!\w)", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:(?P<versus>[-–—/]|i?mod(?!\w))|,?\s*(?:og|samt|mens)(?!\w)|,|(?=\s\d))\s*", re.IGNORECASE
)
# Behind a sentence or a line, the number of another side.
_NEXT_NUMBER = re.compile(rf"[ \t]*[.;\n]\s*(?={NUMBER}\s)", re.IGNORECASE)
DECIDED = re.compile(
    r"(?<!\w)(?:vedt\w+|godkend\w+|tiltr\w+|forkast\w+|afvis\w+|anbefal\w+|beslut\w+|indstil\w+|nedstem\w+|fald\w*|bortfald\w*|stem\w*|udsæt\w*|udsat\w*)(?!\w)",
    re.IGNORECASE,
)
_CARRIED_BY = re.compile(r"(?<!\w)(?:godkend|vedt|tiltr|anbefal)\w+", re.IGNORECASE)
_NOT_CARRIED = re.compile(
    r"(?<!\w)(?:ikke|forkast\w+|afvis\w+|fald\w*|bortfald\w*|nedstem\w+)(?!\w)", re.IGNORECASE
)
_ELECTED = re.compile(r"(?<!\w)(?:valgt\w*|udpege\w*)(?!\w)", re.IGNORECASE)
TO_POINT = re.compile(
    r"[\s,]*(?:(?:for\s+så\s+vidt\s+angår|vedr(?:\.|ørende)|hvad\s+angår|på|om|til|i|ved|under|angående)\s+)?(?:indstillingens\s+)?(?:(?:at-)?punkt(?:erne|et)?|pkt\.?|ad)\s*"
    r"(?P<numbers>\d{1,2}[a-z]?(?:\s*(?:,|og|samt|-|–)\s*\d{1,2}[a-z]?)*)(?![\w.]*\d)",
    re.IGNORECASE,
)
_AT_POINT = re.compile(
    r"(?:(?:under|ved|til|vedr\.|vedrørende|i|om|for\s+så\s+vidt\s+angår|hvad\s+angår|for|imod|mod|ad|på)\s+|[.;\n]\s*(?=[^.;\n]{1,30}:\s*$))(?:indstillingens\s+)?(?:(?:at-)?punkt(?:erne|et)?|pkt\.?|ad)\s*(?P<numbers>\d{1,2}[a-z]?(?:\s*(?:,|og|samt|-|–)\s*\d{1,2}[a-z]?)*)"
    r"(?=[\s,:]*(?:stem\w*|undl\w*)?[\s,:]*$)",
    re.IGNORECASE,
)


@dataclass
class Frame:
    """One telling of who voted how: sides by their way, from ``start`` to ``end``. ``versus`` says that the
    counts are told as `N mod M`, ``listed`` that a label stands before the names."""

    start: int
    end: int
    sides: dict[Way, Voters]
    versus: bool = False
    listed: bool = False
    numbers: tuple[str, ...] = ()
    # Whose side is told by what one part of a body did, and not by a vote; and that this is the smaller part,
    # whose words do not say what came of it.
    faction: bool = False
    minority: bool = False
    # Whether that part's side is told as being for what the body decides, or against it, and not as a side
    # in a vote on what was proposed: where that is turned down, they stand on the other one.
    deciding: bool = False
    # `med 24 stemmer`, and no word says on which side.
    alone: bool = False
    # Where the words that tell the side end, if behind ``end``.
    acted: int = 0
    # That nobody can tell what those who are named said yes or no to.
    unclear: bool = False
    # That it was when or by whom the case is handled.
    of_handling: bool = False

    @property
    def apart(self) -> tuple[int, int] | None:
        """The stretch that tells of a list of voters and of nothing else."""
        if self.listed:
            return self.start, self.end
        return (min(side.start for side in self.sides.values()), self.end) if self.faction else None


def find_frames(passage: Passage) -> list[Frame]:
    """All that is told of who voted how, in order of place; of two that share words the first."""
    return [replace(frame, sides=dict(frame.sides)) for frame in _frames(passage.raw, passage.apart)]


@of_one_text
def _frames(raw: str, apart: tuple[tuple[int, int], ...]) -> tuple[Frame, ...]:
    passage = passage_of(raw, apart)
    words = passage.words
    found: list[Frame] = []
    for table in islice(find_tables(words) if "\t" in words or "  " in words else (), _MOST_FRAMES):
        found += [Frame(table.start, table.end, table.sides, listed=True)] if table.sides else []
        words = words[: table.start] + HIDDEN * (table.end - table.start) + words[table.end :]
    for read in (_tallies, _of_members, _labels, _factions, _some_members, _votes_of, _inverted):
        found += islice(read(passage, words), _MOST_FRAMES)
    found += islice(_verbs(passage, words, found), _MOST_FRAMES)
    kept: list[Frame] = []
    found = [frame for frame in found if not _is_elsewhere(passage, frame)]
    for frame in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or frame.start >= kept[-1].end:
            frame.numbers = frame.numbers or _point_of(words, frame)
            behind = max(frame.acted, frame.end)
            frame.unclear = frame.unclear or (
                not frame.deciding and _ON_REFUSAL.match(words, behind) is not None
            )
            label = words[frame.start : min(side.start for side in frame.sides.values())]
            frame.of_handling = (
                _ON_HANDLING.match(words, behind) is not None
                or re.match(r"(?:for|i?mod)\s+(?:udsætt|udsky)else", label, re.IGNORECASE) is not None
            )
            kept.append(frame)
    return tuple(kept)


_DID = rf"(?:stemte|undlod|{SETTLED}|blev|var)(?!\w)"
# `I 2020 stemte A imod planen`, `vedtog i 2018 planen med 20 stemmer mod 5`. The last point, or
# the last vote, is one of this meeting.
_ONCE = re.compile(
    r"\W*(?:i\s+(?:19|20)\d\d|dengang|sidste\s+(?:år|gang)|tidligere"
    rf"|(?:ved|på|i)\s+(?:det\s+)?(?:sidste|forrige)\s+\w*(?:møde|år|måned|uge|periode|valg)\w*)\s+{_DID}",
    re.IGNORECASE,
)
_DID_ONCE = re.compile(
    rf"(?<!\w){_DID}\s+i\s+(?:(?:{'|'.join(MONTHS)})\s+)?(?:19|20)\d\d(?![\w-])(?!.*(?:,\s(?:og|men)|\snu)\s)",
    re.IGNORECASE,
)


# `I Ældrerådet stemte 4 for`, `3 stemte for i Ældrerådet`, `stemmer V imod næste gang`.
_OTHERS_MET = (
    r"(?:i|på|hos)\s+(?:\w+s\s+)?(?!by|kommunal|region)\w{3,40}(?:råd|nævn|bestyrelse|forening|forsamling)"
    r"(?:en|et)?(?!\w)"
)
_AMONG_OTHERS = re.compile(rf"\W*{_OTHERS_MET}\s+{_DID}", re.IGNORECASE)
_AT_OTHERS = re.compile(rf"\s+(?:{_OTHERS_MET}|(?:ved\s+|på\s+)?næste\s+(?:gang|møde))", re.IGNORECASE)


def _is_elsewhere(passage: Passage, frame: Frame) -> bool:
    """Whether the sentence tells of a vote of another year or meeting, or among others."""
    start, _ = passage.around(max(frame.start, frame.end - 1))
    words = passage.words
    if _ONCE.match(words, start) or _DID_ONCE.search(words, start, frame.start):
        return True
    return bool(_AMONG_OTHERS.match(words, start) or _AT_OTHERS.match(words, frame.end))


# One council has several names.
_COUNCIL = re.compile("|".join(COUNCILS), re.IGNORECASE)
_MET = rf"(?:i|på|ved)\s+(?P<body>(?:[\w-]+\s+(?:og\s+)?)?[\w-]*{KINDS_THAT_DECIDE}(?:e[tn]|n)?)(?:s\s+møde)?"
_IN_BODY = re.compile(rf"\W*{_MET}\s+{_DID}", re.IGNORECASE)
_BEHIND_IN_BODY = re.compile(rf"\s+{_MET}(?!\w)", re.IGNORECASE)


def is_of_another(passage: Passage, frame: Frame, body: str | None, day: date | None) -> bool:
    """Whether the sentence tells of a vote in another body than the one that met (`I Byrådet stemte V
    imod`), or of one in a year before the ``day``."""
    start, end = passage.around(frame.start)
    if day and in_a_past_year(passage.words[start:end], day):
        return True
    told = _IN_BODY.match(passage.words, start) or _BEHIND_IN_BODY.match(
        passage.words, max(frame.acted, frame.end)
    )
    named = told["body"].casefold() if told else None
    if body is None or named is None or named in ANY_BODY or same_body(named, body):
        return False
    return not all(_COUNCIL.match(one) for one in (named, body))


def _point_of(words: str, frame: Frame) -> tuple[str, ...]:
    """The points that the words themselves tie a vote to: `stemte imod punkt 2`."""
    behind = TO_POINT.match(words, frame.end)
    before = _AT_POINT.search(words, max(0, frame.start - 60), frame.start) or _AT_POINT.search(
        words[frame.start : frame.start + 40].split(" stem")[0]
    )
    match = behind or before
    if not match:
        return ()
    numbers = re.findall(r"\d{1,2}[a-z]?", match["numbers"])
    through = re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})", match["numbers"])
    if through and 0 < int(through[2]) - int(through[1]) < 60:
        numbers = [str(number) for number in range(int(through[1]), int(through[2]) + 1)]
    return tuple(numbers)


def _tallies(passage: Passage, words: str) -> Iterator[Frame]:
    for match in _TALLY.finditer(words):
        frame = _tally(words, match.end(), match["votes"] is not None)
        if frame is None:
            continue
        frame.start = match.start()
        said = words[slice(*passage.around(match.start()))]
        around = (
            words[max(0, match.start() - 300) : match.start() + 300] if match["bare"] is not None else said
        )
        single = len(frame.sides) == 1 and frame.alone
        if single and not (_CARRIED_BY.search(said) and not _NOT_CARRIED.search(said)):
            continue
        if match["votes"] is None and (_ELECTED.search(said) or not DECIDED.search(around)):
            continue
        yield frame


def _of_members(passage: Passage, words: str) -> Iterator[Frame]:
    """Who carried it or what it got: `tiltrådt af 21 medlemmer`, `forslaget fik 12 stemmer mod 9`."""
    for match in _OF_MEMBERS.finditer(words) if has_any(words, "medlem", "stemme") else ():
        start, stop = passage.around(match.start())
        said = words[start:stop]
        if OTHER_BODY.search(said):
            continue
        if match["against"]:
            against = read_voters(words, match.end())
            if against is None or against.count is None or _ELSEWHERE.match(words, against.end):
                continue
            yield Frame(match.end(), against.end, {"against": against})
            continue
        frame = _tally(words, match.end(), votes=True)
        if frame is None or _ELSEWHERE.match(words, frame.end):
            continue
        of_case = _CASE_WAS.fullmatch(words, start, match.start()) and not _NOT_CARRIED.search(said)
        if not match["members"] or of_case:
            yield frame


def _tally(words: str, at: int, votes: bool) -> Frame | None:
    """Counts in a row: `19 for og 2 imod`, `34 stemmer imod 15`, `3 stemmer (A) mod 2 (L)`."""
    items: list[tuple[Voters, Way | None]] = []
    position, end, versus, explicit = at, at, False, False
    for _ in range(4):
        number = read_number(words, position)
        if number is None or _is_mark(words, number[1]):
            break
        voters = Voters(position, number[1], count=number[0])
        end = number[1]
        way: Way | None = None
        for _ in range(3):  # unit, side and names in any order
            unit = _UNIT.match(words, end)
            if unit:
                votes = votes or unit["unit"].lower() != "medlemmer"
                end = unit.end()
            side = _SIDE_OF_TALLY.match(words, end) if way is None else None
            if (
                side
                and side["against"]
                and unit
                and not items
                and (others := _named_behind(words, side.end()))
            ):
                # `10 stemmer mod V og C`: those named are the other side, and nobody's number. Where the
                # clause goes on, they may be more, or what is counted may be theirs.
                if not _THE_END.match(words, others.end):
                    return None
                return Frame(at, others.end, {"for": voters, "against": others}, versus=True)
            if side and not (
                side["against"]
                and read_number(words, side.end() + 1)
                and "for" not in {told for _, told in items}
            ):
                way = "for" if side["for"] else "against" if side["against"] else "abstain"
                explicit = explicit or way == "for"
                end = side.end()
            opened = _TO_BRACKET.match(words, end)
            named = read_voters(words, opened.end()) if opened else None
            if (
                named is not None
                and opened is not None
                and words[opened.end() : opened.end() + 1] == "("
                and named.named
            ):
                close = behind_brackets(words, opened.end())
                named = read_voters(words, opened.end(), close)
                if named:
                    voters.join(named)
                    end = close
        items.append((voters, way))
        joint = _JOINT.match(words, end)
        if joint is None:
            break
        versus = versus or joint["versus"] is not None
        position = joint.end()
    sides = _sides_of(items)
    several = len(items) > 1 and (versus or any(way for _, way in items))
    told = any(way for _, way in items)
    alone = len(items) == 1 and not told and votes
    if not sides or not ((votes and (several or told)) or several or alone):
        return None
    return Frame(at, end, sides, versus=not explicit and versus, alone=alone)


def _named_behind(words: str, at: int) -> Voters | None:
    """Who is named behind a word, where no bracket takes the names to what stands before it."""
    if not words[at + 1 : at + 2].isupper():
        return None
    voters = read_voters(words, at + 1)
    return voters if voters and voters.named and voters.count is None else None


def _is_mark(words: str, end: int) -> bool:
    """Whether a number is that of a point (`, 2) godkendt`): a bracket that was not opened closes it."""
    return words.startswith(")", end) and words.rfind("(", 0, end) <= words.rfind(")", 0, end)


def _sides_of(items: Sequence[tuple[Voters, Way | None]]) -> dict[Way, Voters]:
    """The counts by side; where no word says which, the first are for and the second against."""
    sides: dict[Way, Voters] = {}
    for index, (voters, way) in enumerate(items):
        told = way or next((one for one in _IN_ORDER[index : index + 1] if one not in sides), None)
        if told is None or told in sides:
            return {}
        sides[told] = voters
    return sides


_IN_ORDER: tuple[Way, ...] = ("for", "against", "abstain")


def _labels(passage: Passage, words: str) -> Iterator[Frame]:
    del passage
    for match in _LABEL.finditer(words):
        colon = match["colon"] is not None or match[0].endswith(":")
        said = (match["side"] or "").casefold()
        way: Way = "for" if said == "for" or match["yes"] else "against" if said or match["no"] else "abstain"
        if not said and not match["abstain"] and not _opens(words, match.start()):
            continue
        gap = _GAP.match(words, match.end())
        at = gap.end() if gap else match.end()
        below = colon and _LINE_ENDS.match(words, match.end()) is not None
        if below:
            at += len(words[at:]) - len(words[at:].lstrip())
        voters = read_voters(words, at, lines=below)
        if voters is None and not (colon and _NOBODY_BEHIND.match(words, match.end())):
            continue
        if voters is None and not said:
            continue
        yield Frame(
            match.start(), voters.end if voters else match.end(), {way: voters or Voters(at, at)}, listed=True
        )
        yield from _without_verb(words, voters.end if voters else match.end())


def _without_verb(words: str, at: int) -> Iterator[Frame]:
    """`For stemte A og B; imod C og D`: the other side, for which the label is not said again."""
    joint = _OTHER_SIDE.match(words, at)
    voters = read_voters(words, joint.end()) if joint else None
    if joint is None or voters is None or not _ENDS.match(words, voters.end):
        return
    way: Way = "for" if joint["yes"] else "against"
    yield Frame(joint.start("way"), voters.end, {way: voters}, listed=True)


def _opens(words: str, at: int) -> bool:
    """Whether a label stands where one can: at the head of a line or sentence, or behind another list."""
    return _BEFORE_LABEL.search(words[max(0, at - 12) : at]) is not None


def _factions(passage: Passage, words: str) -> Iterator[Frame]:
    """`Et flertal (A, V) godkendte ...`, `Et mindretal, (V), stemte imod`."""
    del passage
    found: list[tuple[re.Match[str], Voters, re.Match[str] | None]] = []
    for match in _FACTION.finditer(words) if has_any(words, "flertal", "mindretal") else ():
        voters = read_voters(words, match.end(), subject=True)
        if voters and voters.count is None and match["count"]:
            voters.count = int(match["count"])
        acts = _FACTION_ACTS.match(words, voters.end) if voters else None
        passive = match["majority"] and _BY_A.search(words, max(0, match.start() - 12), match.start())
        if voters is not None and (acts or passive):
            found.append((match, voters, acts))
    ways = [_way_of(words, acts) if acts else None for _, _, acts in found]
    refused = any(
        match["majority"] and way == "against" for (match, _, _), way in zip(found, ways, strict=True)
    )
    for (match, voters, acts), told in zip(found, ways, strict=True):
        # A minority that acts wants what the majority does not: what that turned down, or something else.
        way: Way = told or ("for" if match["majority"] or refused else "against")
        deciding = told is None and not (refused and match["minority"])
        yield Frame(
            match.start(),
            voters.end,
            {way: voters},
            faction=True,
            minority=match["minority"] is not None,
            deciding=deciding,
            acted=acts.end() if acts else 0,
            unclear=acts is not None and _is_unclear(words, acts),
        )


def _way_of(words: str, acts: re.Match[str]) -> Way | None:
    """The side of those who do something, where the words say it; ``None`` where they only approve or want
    something."""
    if acts["abstains"]:
        return "abstain"
    if acts["yes"]:
        return "for"
    refuses = acts["refuses"] or acts["unclear"] or _DENIES.match(words, acts.end())
    return "against" if refuses else None


def _is_unclear(words: str, acts: re.Match[str]) -> bool:
    """Whether nobody can tell what those who do something say yes or no to."""
    if acts["unclear"] or _HARDLY.match(words, acts.end()):
        return True
    return _DENIES.match(words, acts.end()) is not None and (
        not acts["acts"] or _DECIDES.match(acts[0]) is not None
    )


def _some_members(passage: Passage, words: str) -> Iterator[Frame]:
    """`3 medlemmer (A+V) anbefaler indstillingen`, `2 medlemmer (Ø) kan ikke anbefale`."""
    del passage
    for match in _MEMBERS_ACT.finditer(words) if has_any(words, "medlemmer") else ():
        voters = read_voters(words, match.start(), subject=True)
        acts = _FACTION_ACTS.match(words, voters.end) if voters and voters.count is not None else None
        if voters is None or acts is None or _is_unclear(words, acts) or _DECIDES.match(acts[0]):
            continue
        denies = _DENIES.match(words, acts.end())
        if not _THE_CASE.match(words, denies.end() if denies else acts.end()):
            continue
        way: Way = "abstain" if acts["abstains"] else "against" if acts["refuses"] or denies else "for"
        yield Frame(voters.start, voters.end, {way: voters})


def _verbs(passage: Passage, words: str, told: Sequence[Frame]) -> Iterator[Frame]:
    """`C undlod at stemme`, `idet 27 stemte imod`; who is ``told`` of before stands in no such list."""
    begins = sorted([a for a, _ in passage.sentences] + [frame.end for frame in told])
    last: Frame | None = None
    before = 0  # where the verb before ends: nobody stands on both sides of it
    for match in _VERB.finditer(words):
        since, before = before, match.end()
        if read_number(words, match.end() + 1):
            continue  # `8 stemmer mod 3`
        start = begins[max(0, bisect_right(begins, match.start()) - 1)] if begins else match.start()
        voters = list_before(words, max(start, since), match.start())
        if voters is None:
            voters = _of_verb_before(words, start, match.start())
        if voters is None and last is not None and _SAME.fullmatch(words[last.end : match.start()]):
            voters = next(iter(last.sides.values())).copy()
            voters.start = match.start()
        if (
            voters is None
            or _is_of_others(words, voters, match.start())
            or _ELSEWHERE.match(words, match.end())
        ):
            continue
        way: Way = "for" if match["yes"] else "against" if match["against"] else "abstain"
        end = match.end() if voters.named else _members(words, match.end(), voters)
        last = Frame(voters.start, end, {way: voters})
        before = end
        yield last
        yield from _elliptic(words, end)


# `V kan ikke tilslutte sig og stemte imod`, `O bad om at få noteret i protokollen, at gruppen stemmer imod`:
# who votes stands before another verb.
_ALSO = re.compile(
    r"\s+(?:ikke\s+)?(?:(?:kan|kunne|vil|ville|ønsker|ønskede|finder|fandt|mener|mente|tager|tog|støtter|støttede|er|var|beklager|beklagede)"
    r"\s[^.,;:\n]{0,120}\sog\s+(?:derfor\s+|dermed\s+)?"
    r"|(?:ønsker|ønskede|beder|bad|vil|ville)\s[^.;:\n]{0,80}(?:protokol|referat)\w*,?\s+at\s+(?:de|han|hun|listen|gruppen|partiet)\s+)",
    re.IGNORECASE,
)
_CLAUSE_OF = re.compile(r"\s*(?:[^.;:\n]{0,200}(?:,|\s)\s?(?:idet|mens|men)\s+)?", re.IGNORECASE)


def _of_verb_before(words: str, start: int, verb: int) -> Voters | None:
    """Who does what stands between a clause's head and a verb, where they do what that says, too."""
    lead = _CLAUSE_OF.match(words, start, verb)
    voters = read_voters(words, lead.end(), verb, subject=True) if lead else None
    if voters is None or not voters.named or not _ALSO.fullmatch(words, voters.end, verb):
        return None
    voters = voters.copy()
    voters.start = verb
    return voters


def _is_of_others(words: str, voters: Voters, verb: int) -> bool:
    """Whether the verb is not of those before it: `alle på nær N stemte for`, `med alle stemmer for`."""
    if voters.everybody and _BY_ALL.search(words, max(0, voters.start - 8), voters.start):
        return True
    relative = _RELATIVE.search(words[voters.end : verb])
    return relative is None and _OTHERS.search(words, max(0, voters.start - 40), voters.start) is not None


_TO_MEMBERS = re.compile(r"\s*(?::[ \t]*)?(?=\()|[ \t]*:[ \t]*")


def _members(words: str, at: int, voters: Voters) -> int:
    """Take in who a number is of, behind its verb (`1 undlod at stemme (C)`, `12 stemte for: A, F`); the end
    of what is told."""
    opened = _TO_MEMBERS.match(words, at)
    if opened is None:
        return at
    close = behind_brackets(words, opened.end()) if words[opened.end() : opened.end() + 1] == "(" else None
    behind = read_voters(words, opened.end(), close)
    if behind is None:
        return at
    voters.join(behind)
    return behind.end if close is None else close


def _elliptic(words: str, at: int) -> Iterator[Frame]:
    """`... stemte imod og 4 for`, `... stemte for. 10 imod (V, C)`: other sides, told without a verb."""
    for _ in range(2):
        named = _NAMED_OBJECT.match(words, at)
        at = named.end() if named else at
        joint = _JOINT.match(words, at) or _NEXT_NUMBER.match(words, at)
        voters = read_voters(words, joint.end(), subject=True) if joint else None
        told = _SIDE_OF_TALLY.match(words, voters.end) if voters else None
        if voters is None or told is None:
            return
        at = told.end() if voters.named else _members(words, told.end(), voters)
        if not (_ENDS.match(words, at) or _GOES_ON.match(words, at)):
            return
        way: Way = "for" if told["for"] else "against" if told["against"] else "abstain"
        yield Frame(voters.start, at, {way: voters})


# Behind such a side: another number, or what was voted on.
_GOES_ON = re.compile(rf"\s+(?:(?:og|samt|mens)\s+{NUMBER}\s|(?:et\s+)?{_OBJECT}(?!\w))", re.IGNORECASE)
# What was voted on, between a side and the next one: `13 stemte for indstillingen og 12 imod`.
_NAMED_OBJECT = re.compile(rf"\s+{_OBJECT}(?=\s*,?\s+(?:og\s+|mens\s+)?{NUMBER}\s)", re.IGNORECASE)
# Between two verbs of one subject.
_SAME = re.compile(r"(?:\s+(?:punkt|pkt\.?)\s*\d{1,2}\w?)?\s*,?\s*(?:og|men)\s+(?:dog\s+)?", re.IGNORECASE)
# `på nær N stemte`, and `om V stemte imod`, which asks.
_OTHERS = re.compile(
    r"(?<!\w)(?:(?:bortset\s+fra|undtagen|på\s+nær|undtagelse\s+af|foruden)\s*|(?:om|hvorvidt|hvis|såfremt|dersom|hvoraf)\s+)$",
    re.IGNORECASE,
)
# `stemte imod på mødet i maj 2023`, `den 4. maj 2023`: no vote of this meeting; `takst for 2024` is no time.
_ELSEWHERE = re.compile(
    r"\s+(?:(?:på|ved)\s+(?:\w+\s+){0,2}\w*møde\w*\s[^,;\n]{0,40}?|i\s+"
    r"|(?:(?:den|d\.|i)\s+)?(?:\d{1,2}[./-]\s?)?"
    rf"(?:(?:{'|'.join(MONTHS)})\s+|\d{{1,2}}[./-]))(?<!\d)(?:19|20)\d\d(?!\w)",
    re.IGNORECASE,
)
_BY_ALL = re.compile(r"(?<!\w)med\s*$", re.IGNORECASE)
_LEANS = re.compile(r"[\s,\n]*(?:,?\s*(?:der|som)\s+)?(?:(?:dog|herefter|alle|begge|derfor|har)\s*)*")
# A list of voters follows no other word in small letters than these.
_STARTS = re.compile(rf"(?:^|(?<=[\s(,;:]))(?={OPENER})")

# `Ad 2: A stemte imod`, `Punkt 2 og 3: ...`: the number is that of a point, and of no voters.
_POINT_AND_COLON = re.compile(r"\d{1,2}[a-z]?(?:\s*(?:,|og|samt|-|–)\s*\d{1,2}[a-z]?){0,5}\s*:")
_OF_POINT = re.compile(
    r"(?:(?:\A|\n)[ \t]*|(?<![^\W_])(?:ad|punkt(?:erne|et)?|pkt\.?)\s*"
    r"(?:\d{1,2}[a-z]?\s*(?:,|og|samt|-|–)\s*){0,5})\Z",
    re.IGNORECASE,
)


def list_before(words: str, start: int, verb: int) -> Voters | None:
    """The list that ends at a verb, the longest that does."""
    position = start = max(start, verb - _LONGEST_SUBJECT)
    for place in _STARTS.finditer(words, start, verb):
        if place.start() < position:
            continue
        if _POINT_AND_COLON.match(words, place.start()) and _OF_POINT.search(
            words, max(0, place.start() - 40), place.start()
        ):
            continue
        voters = read_voters(words, place.start(), verb)
        if voters is None:
            continue
        if not words[_LEANS.match(words, voters.end, verb).end() : verb].strip():  # type: ignore[union-attr]
            return voters
        position = max(position, voters.end)
    return None


def _inverted(passage: Passage, words: str) -> Iterator[Frame]:
    """`Herefter stemte A og V for forslaget`, `dog undlod C at stemme`."""
    del passage
    for match in _INVERTED.finditer(words):
        voters = read_voters(words, match.end())
        way_told = _INVERTED_WAY.match(words, voters.end) if voters else None
        if voters is None or way_told is None or bool(way_told["stemme"]) != bool(match["abstain"]):
            continue
        way: Way = "for" if way_told["yes"] else "against" if way_told["against"] else "abstain"
        yield Frame(match.start(), way_told.end(), {way: voters})
        yield from _elliptic(words, way_told.end())


def _votes_of(passage: Passage, words: str) -> Iterator[Frame]:
    """`vedtaget med stemmerne fra A og V mod stemmerne fra C`, `mod V's stemmer`."""
    for match in _BY_VOTES_OF.finditer(words) if has_any(words, "stemmer") else ():
        voters = read_voters(words, match.end())
        if voters is None:
            continue
        way: Way = "for" if match["way"].casefold() == "med" else "against"
        yield Frame(match.start(), voters.end, {way: voters})
        against = _AND_AGAINST.match(words, voters.end)
        others = read_voters(words, against.end()) if against and way == "for" else None
        if others:
            yield Frame(voters.end, others.end, {"against": others})
    for match in _CARRIED_AGAINST.finditer(words):
        start, _ = passage.around(match.start())
        if _CASE_WAS.fullmatch(words, start, match.start()) is None:
            continue  # `Stien godkendt mod N og S`
        owner = _OWNER_OF_VOTES.match(words, match.end())
        voters = read_voters(words, match.end(), owner.end("party") if owner else None)
        behind = _THEIR_VOTES.match(words, voters.end) if voters and voters.named else None
        # A name in the genitive is not the one that somebody has.
        if voters and behind and not (voters.persons and "stemme" in behind[0]):
            yield Frame(match.end(), behind.end(), {"against": voters})
