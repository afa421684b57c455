"""Who was there: what stands behind `Mødedeltagere`, `Afbud` and their like, as people, present or absent.

A list is cut into pieces at commas, semicolons, bullets, slashes, dashes, tabs, line ends and `og`; each
piece is a person, something said of the one before (a post, a party, a time), or a doubt. A doubt is told
and is nobody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.minutes.document import Document
from graph.minutes.model import Presence, Span
from graph.wording.excuses import excuse
from graph.wording.names import (
    breaks_off,
    goes_on,
    is_bare_role,
    is_full_name,
    is_party,
    is_role_word,
    is_shouted,
)

_HIDDEN = "\x01"
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|\([^()\n,;]{0,80}(?=[\n,;]|$)")
_LEADS = r"(?:afbud|fravær|ikke|desuden|endvidere|herudover|derudover|øvrige|der|som|gæst|også)"
_CUT = re.compile(
    rf"(?P<stop>(?<=\w{{4}})\.(?=\s+[^\W\d_])|(?<={_HIDDEN})\.(?=\s)|\.(?=\s+{_LEADS}))"
    r"|(?P<joint>(?<!\s)\s++(?:og|samt|&|\+)\s+)"
    r"|(?P<mark>[,;•·|]|/(?!S(?!\w))|\t|(?<=\s)[-–—*](?=\s))|(?P<line>\n)"
    rf"|(?P<gap>(?<![ ])[ ]{{2,}}+(?=\S)|(?<={_HIDDEN})[ ]+(?=[^\W\d_]))",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"\s*(?:[-–—•·*o]\s+|[-–—•·*](?=\w))?(?:\d{1,2}[.)]\s+)?")
_ABSENCE = (
    r"(?:fravær\w*|frav\.?|afbud|forhindre[dt]e?|ikke til ?stede|ikke mødt|ikke fremmødt|udeblev\w*"
    r"|syg\w*|orlov|meldt fra"
    r"|ikke deltage\w*|deltog ikke|deltager ikke|mødte ikke|meldte fra)(?!\w)"
)
_ABSENT = re.compile(rf"(?<!\w){_ABSENCE}", re.IGNORECASE)
_SAID_ABSENT = re.compile(
    rf"(?:(?:begge|alle|var|er|havde|har|blev|meldt|meldte|sendte|også|desværre|med|på|grundet"
    rf"|pga\.?)\s+){{0,4}}{_ABSENCE}",
    re.IGNORECASE,
)
# Away from a part of the meeting only: present.
_PARTLY = re.compile(
    r"(?<!\w)(?:punkt\w*|pkt|sag(?:en)?|dagsordenspunkt\w*|kl|klokken|delvis\w*|første|sidste"
    r"|del(?:en)?)(?!\w)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:deltog|deltager|deltaget|mødte|møder|ankom|ankommet|kom|forlod|forlader|gik|var|er|til|fra|kl"
    r"|klokken|via|på|online"
    r"|virtuelt|digitalt|telefonisk|under|i|pr|som|for|ved|med|punkt|pkt|erstatter|fast|også|der|jf|begge"
    r"|alle)(?!\w)",
    re.IGNORECASE,
)
_CAME = re.compile(r"(?:deltog|deltager|mødte|ankom|kom|forlod|forlader|gik|var til stede)(?!\w)")
_NOBODY = re.compile(
    r"(?:ingen\w*|intet|nej|0|[-–—]*)(?:\s+(?:afbud|fravær\w*|bemærkninger|gæster))?[.:]?", re.IGNORECASE
)
_LEAD_ABSENT = re.compile(
    rf"(?<!\w)(?:der\s+(?:er|var)\s+)?(?:meldt\s+)?{_ABSENCE}(?:\s+(?:er|var|med|uden|meldt|afbud))*\s*(?::"
    rf"|\s(?:er|var|fra)(?!\w)|\s-)\s*",
    re.IGNORECASE,
)
_LEAD_PRESENT = re.compile(
    r"(?:(?:herudover|desuden|endvidere|derudover|øvrige|også|som\s+\w+|(?:fra"
    r"|for)\s+[\w-]+(?:\s+[\w-]+)?)\s+)?"
    r"(?:deltog|deltager|deltagere|mødte|indkaldtes|er\s+indkaldt|blev\s+indkaldt|er\s+mødt"
    r"|til\s?stede(?:værende)?|mødedeltagere"
    r"|gæst(?:er)?|inviterede?|tilforordnede?|medlemmer)(?!\w)(?:\s+(?:også|desuden|endvidere|var"
    r"|er))?\s*:?\s*"
    r"|(?:fra|for)\s+[\w-]+(?:\s+[\w-]+){0,3}\s*:\s*|(?:herudover|desuden|endvidere|derudover|øvrige"
    r"|og)\s*:\s*",
    re.IGNORECASE,
)
_PARTY_BEFORE = re.compile(r"([^:\n]{1,40}):\s+")
_SUBSTITUTE = re.compile(r"stedfortræder|suppleant|vikar", re.IGNORECASE)
# More people than any council has, with its officials: such a list was not understood.
_MOST = 150
# Longer is no list of people; a council's takes 5,000 characters.
_LONGEST = 20_000
_MOST_TOKENS = 12
_MOST_ROLE_WORDS = 8
# A post that is not all there: `chef for Børn`, of `chef for Børn og Unge`.
_POST_OF = re.compile(r"\s(?:for|i|af|ved|på)\s+[A-ZÆØÅ]")


@dataclass
class Attendance:
    """The people of a list, the stretches nobody can tell, and where in the text the list ends."""

    people: list[Presence] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two cuts. ``by`` is the cut before it, ``kind`` what it is: a ``person`` with a
    name, a ``note`` about the one before, ``nobody``, ``lead`` (it says who is to follow), or a
    ``doubt``."""

    span: Span
    by: str
    kind: str = "doubt"
    name: Span | None = None
    absent: bool | None = None
    of: str = ""  # of whom it is said: of "one", of all that `og` joins, of "begge", of "alle"

    @property
    def whole(self) -> bool:
        return self.kind != "doubt"


def read_attendance(document: Document, runs: Sequence[Span], absent: bool, told: bool = False) -> Attendance:
    """Read a list of people. ``runs`` are the paragraphs behind its label, the first of which is on the
    label's own line, or empty; the others are of the list as far as names follow names. ``absent`` says that
    the label is of those who stayed away, ``told`` that it is of remarks: there only those count of whom it
    is said."""
    start = runs[0].start
    if len(runs) > 1 and _in_small_letters(document, runs[0], runs[1]):
        runs = [Span(start, runs[1].end), *runs[2:]]
    found = _read(document, runs[0], absent, told)
    before = runs[0]
    for run in _whole_runs(document, runs[1:]):
        if found.end < before.end or run.end - start > _LONGEST:
            break
        text = document.text[before.start : before.end]
        if not text.strip():
            more = _read(document, run, absent, told)
            if not more.people or (more.doubtful and more.doubtful[0] < more.people[0].name.span):
                break
            found = more
        elif _unfinished(text):
            found = _read(document, Span(start, run.end), absent, told)
        else:
            more = _read(document, run, absent, told)
            if more.doubtful or not more.people or more.end < run.end:
                break
            found = Attendance([*found.people, *more.people], found.doubtful, more.end)
        before = run
    if len(found.people) > _MOST:
        return Attendance([], [Span(start, found.end)], found.end)
    return found


def _whole_runs(document: Document, runs: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs, two of them as one where a page break stands inside a name."""
    at = 0
    while at < len(runs):
        run = runs[at]
        if at + 1 < len(runs) and _unfinished(document.text[run.start : run.end]):
            at += 1
            run = Span(run.start, runs[at].end)
        yield run
        at += 1


def _in_small_letters(document: Document, run: Span, following: Span) -> bool:
    """Whether a paragraph goes on in the next, which begins inside a name: `Michel`, `van der Linden`."""
    before, after = (document.text[one.start : one.end].strip() for one in (run, following))
    return bool(before) and after[:1].islower()


def _unfinished(text: str) -> bool:
    """Whether a list breaks off in the middle, as at the end of a page."""
    return re.search(r"(?:[,;/&-]|(?<!\w)(?:og|samt))\s*$", text) is not None or breaks_off(
        re.split(r"[,;\n]|\s(?:og|samt)\s", text)[-1].strip()
    )


def _read(document: Document, span: Span, absent: bool, told: bool) -> Attendance:
    if span.end - span.start > _LONGEST:
        return Attendance(end=span.start)
    text = document.text[span.start : span.end]
    masked = _BRACKETS.sub(lambda found: _HIDDEN * len(found[0]), text)
    pieces, end = _quiet(text, _joined(text, masked, _pieces(text, masked))), None
    if not told:
        pieces, end = _until_unlikely(text, pieces)
    attendance = Attendance(end=span.end if end is None else span.start + end)
    state, said = absent, False
    chain: list[int] = []  # the people of the sentence so far
    linked = 0  # how many of them `og` joins to the last
    of_post = False
    for piece in pieces:
        if piece.by == "stop":
            state, said, chain, linked = absent, False, [], 0
        if piece.kind == "doubt" and of_post and breaks_off(text[piece.span.start : piece.span.end].strip()):
            continue
        of_post = (
            piece.kind == "note" and _POST_OF.search(text[piece.span.start : piece.span.end]) is not None
        )
        if piece.kind == "doubt" and not told:
            attendance.doubtful.append(_at(span, piece.span))
        elif piece.kind in ("lead", "led"):
            state, said = bool(piece.absent), True
        if piece.kind in ("person", "led") and piece.name and (said or not told or piece.absent is not None):
            linked = linked + 1 if piece.by == "joint" else 1
            quote = document.quote(span.start + piece.name.start, span.start + piece.name.end)
            away = piece.absent if piece.kind == "person" and piece.absent is not None else state
            attendance.people.append(Presence(quote, _away(text, piece) if away else "present"))
            chain.append(len(attendance.people) - 1)
            _stay_away(attendance, chain, linked, piece, text)
        elif piece.kind == "note" and piece.absent is False and chain:
            attendance.people[chain[-1]] = replace(attendance.people[chain[-1]], status="present")
        elif piece.kind == "note" and piece.absent:
            _stay_away(attendance, chain, linked, replace(piece, of=piece.of or "one"), text)
    return attendance


def _away(text: str, piece: _Piece) -> str:
    """How somebody is away by what a piece says."""
    return "excused" if excuse(text[piece.span.start : piece.span.end]) == "excused" else "absent"


def _stay_away(attendance: Attendance, chain: list[int], linked: int, piece: _Piece, text: str) -> None:
    """Mark those absent of whom a piece says it: `A B og C D var forhindret` is said of both; whether of
    those before a comma too, nobody can tell."""
    if not piece.absent or not piece.of:
        return
    several = {"one": 1, "begge": 2, "alle": len(chain), "og": linked}[piece.of]
    for index in chain[-several:] if several else ():
        attendance.people[index] = replace(attendance.people[index], status=_away(text, piece))
    if piece.of == "og" and linked > 1:
        unsure = chain[:-several]
        attendance.doubtful += [attendance.people[index].name.span for index in unsure]
        attendance.people = [one for index, one in enumerate(attendance.people) if index not in unsure]
        chain.clear()


def _at(whole: Span, part: Span) -> Span:
    return Span(whole.start + part.start, whole.start + part.end)


def _pieces(text: str, masked: str) -> list[_Piece]:
    """The pieces between all cuts, each told by itself."""
    pieces: list[_Piece] = []
    numbered = re.match(r"\s*1[.)]\s", masked) is not None
    start, by = 0, "line"
    for cut in [*_CUT.finditer(masked), None]:
        end = cut.start() if cut else len(masked)
        piece = _told(text, masked, Span(start, end), by, numbered)
        if masked[start:end].strip() or by in ("mark", "joint"):
            pieces.append(piece)
            by = ""
        kind = (cut.lastgroup or "") if cut else ""
        # Of several cuts beside each other, as a comma and a line end, the strongest counts.
        by = kind if not by or _STRENGTH.index(kind) > _STRENGTH.index(by) else by
        start = cut.end() if cut else end
    return pieces


_STRENGTH = ("", "gap", "line", "joint", "mark", "stop")


def _joined(text: str, masked: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those that a line end or a gap cut in the middle of a name made one."""
    flows = _flows(masked)
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.by in ("line", "gap"):
            together = _told(text, masked, Span(last.span.start, piece.span.end), last.by, numbered=False)
            whole = _is_one(masked, last, piece, together, flows)
            if whole:
                joined[-1] = together
                continue
            if whole is None and _breaks_line(text, last, piece):
                joined[-1] = replace(together, kind="doubt", name=None)
                continue
        joined.append(piece)
    return joined


def _is_one(masked: str, last: _Piece, piece: _Piece, together: _Piece, flows: bool) -> bool | None:
    """Whether a line end or a gap between two pieces is inside one; ``None`` where it can be either."""
    one, other = _words(masked, last.span), _words(masked, piece.span)
    if piece.by == "gap":
        return not (last.whole and piece.whole)
    if not last.whole and (one.endswith("-") or (breaks_off(one) and (flows or " " in one))):
        return True
    if other[:1].islower() and last.kind == "person" and not is_role_word(other.split()[0]):
        return together.whole
    if not last.whole and not piece.whole and together.name:
        return True
    if flows and last.name and not masked[last.name.end : last.span.end].strip() and goes_on(other):
        return True
    two = flows and is_full_name(one) and is_full_name(other) and not _bracketed(masked, last.span)
    return None if two else False


def _breaks_line(text: str, last: _Piece, piece: _Piece) -> bool:
    """Whether a line is so long that the next word would not have stood on it."""
    line = text[text.rfind("\n", 0, last.span.end) + 1 : last.span.end].rstrip()
    following = text[piece.span.start : piece.span.end].split()[0]
    return len(line) + 1 + len(following) > max(map(len, text.split("\n")))


def _bracketed(masked: str, span: Span) -> bool:
    return masked[span.start : span.end].rstrip().endswith(_HIDDEN)


def _words(masked: str, span: Span) -> str:
    return " ".join(masked[span.start : span.end].replace(_HIDDEN, " ").split())


def _flows(masked: str) -> bool:
    """Whether the list is running text broken over lines, and not one person a line."""
    for line in masked.split("\n"):
        parts = [
            part
            for part in map(str.strip, re.split(r"[,;/]|\s(?:og|samt)\s", line))
            if (breaks_off(part) and not is_party(part)) or is_full_name(part.replace(_HIDDEN, "").strip())
        ]
        if len(parts) > 1 or line.rstrip().endswith((",", ";", " og", " samt")):
            return True
    return False


def _quiet(text: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, what stands in capitals throughout being a heading unless the whole list, of several,
    does."""
    named = [piece for piece in pieces if piece.name]
    loud = [piece for piece in named if piece.name and is_shouted(text[piece.name.start : piece.name.end])]
    if not loud or (len(loud) == len(named) > 1):
        return list(pieces)
    return [replace(piece, kind="doubt", name=None) if piece in loud else piece for piece in pieces]


def _until_unlikely(text: str, pieces: Sequence[_Piece]) -> tuple[list[_Piece], int | None]:
    """The pieces up to the first line that begins with what is no name, and where that is. A first name
    alone, among people, is only a doubt."""
    for index, piece in enumerate(pieces):
        if piece.by not in ("line", "stop") or piece.whole:
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        named = following is not None and following.kind == "person"
        by = ("line",) if index else ("line", "mark", "joint")
        alone = breaks_off(text[piece.span.start : piece.span.end].strip())
        if not (alone and named and following and following.by in by):
            return list(pieces[:index]), piece.span.start
    return list(pieces), None


def _told(text: str, masked: str, span: Span, by: str, numbered: bool) -> _Piece:
    """What one piece is."""
    mark = _LIST_MARK.match(masked, span.start, span.end) if by == "line" else None
    start = mark.end() if mark and (numbered or not re.search(r"\d", mark[0])) else span.start
    start += len(masked[start : span.end]) - len(masked[start : span.end].lstrip())
    own = masked[start : span.end].rstrip()
    brackets = " ".join(found[0] for found in _BRACKETS.finditer(text, span.start, span.end))
    away = _ABSENT.search(brackets) is not None and not _PARTLY.search(brackets)
    piece = _Piece(span, by)
    party = _PARTY_BEFORE.match(own)
    if party and is_party(party[1]):
        return _told(text, masked, Span(start + party.end(), span.end), by, numbered=False)
    for pattern, gone in ((_LEAD_ABSENT, True), (_LEAD_PRESENT, False)):
        lead = pattern.match(own)
        if lead:
            rest = _told(text, masked, Span(start + lead.end(), span.end), "lead", False)
            if not own[lead.end() :].strip():
                return replace(piece, kind="lead", absent=gone)
            if rest.kind == "person":
                return replace(piece, kind="led", name=rest.name, absent=gone)
            if rest.kind == "nobody":
                return replace(piece, kind="nobody")
    words = own.replace(_HIDDEN, " ")
    if _NOBODY.fullmatch(words.strip()):
        return replace(piece, kind="note" if away else "nobody", absent=away or None)
    named = _named(words)
    if named is None:
        return _noted(piece, words, away)
    first, last, role, tail = named
    if _HIDDEN in own[first:last]:
        return piece  # brackets in the middle of what looks like a name
    said = _SAID_ABSENT.match(tail) if tail else None
    if tail and not (said or _PRESENT.match(tail) or is_role_word(tail.split()[0]) or is_party(tail)):
        return piece
    absent = True if away or (said and not _PARTLY.search(tail)) else None
    if absent is None and (
        _SUBSTITUTE.search(role) or (tail and not said and not is_role_word(tail.split()[0]))
    ):
        absent = False
    return replace(
        piece,
        kind="person",
        name=Span(start + first, start + last),
        absent=absent,
        of=_of_whom(brackets) or ("og" if said else ""),
    )


def _of_whom(words: str) -> str:
    both = re.search(r"(?<!\w)(?:begge|alle)(?!\w)", words, re.IGNORECASE)
    return both[0].casefold() if both else ""


def _named(words: str) -> tuple[int, int, str, str] | None:
    """Where in the words a full name stands, with the role before it and what is said behind it."""
    tokens = list(re.finditer(r"\S+", words))[:_MOST_TOKENS]
    ends = [len(token[0].rstrip(",;:")) + token.start() for token in tokens]
    for at in _beginnings([token[0] for token in tokens]):
        for end in range(len(tokens), at + 1, -1):
            stop = ends[end - 1]
            name = words[tokens[at].start() : stop]
            if name.endswith(".") and end == len(tokens) and len(name.split()[-1]) > 2:
                name, stop = name[:-1], stop - 1
            last = name.split()[-1]
            if end - at > 2 and (is_party(last) or is_bare_role(last)):
                continue
            if is_full_name(" ".join(name.split())):
                return (
                    tokens[at].start(),
                    stop,
                    words[: tokens[at].start()],
                    " ".join(words[stop:].split()).strip(" .:"),
                )
    return None


def _beginnings(tokens: Sequence[str]) -> list[int]:
    """Where a name may begin: behind the last role in front of it, or else at the head."""
    roles = [
        at
        for at, token in enumerate(tokens[:-2])
        if is_role_word(token)
        and (at == 0 or token[:1].islower() or is_bare_role(token) or token.endswith(":"))
    ]
    if not roles:
        return [0]
    return [roles[-1] + 1]


def _noted(piece: _Piece, words: str, away: bool) -> _Piece:
    """A piece without a name: what it says of the one before, if anything."""
    own = words.strip(" .:-–—")
    tokens = own.split()
    # Also behind a post, as of cells close to each other: `Næstformand Afbud`.
    behind = len(tokens[0]) + 1 if tokens and is_bare_role(tokens[0]) else 0
    if (said := _SAID_ABSENT.match(own) or _SAID_ABSENT.match(own, behind)) and len(tokens) < _MOST_TOKENS:
        gone = not _PARTLY.search(own)
        return replace(piece, kind="note", absent=gone or None, of=_of_whom(said[0]))
    if _CAME.match(own):
        return replace(piece, kind="note", absent=False)
    if is_party(own) or (own[:1].islower() and _PRESENT.match(own)) or re.match(r"\d", own):
        return replace(piece, kind="note")
    # `Chef for Plan Anna Lund` may name somebody; where the name begins, nobody can tell.
    named = is_full_name(" ".join(tokens[-2:]))
    role = bool(tokens) and (is_role_word(tokens[0]) or is_role_word(tokens[-1]))
    if role and not named and len(tokens) <= _MOST_ROLE_WORDS and not re.search(r"\d", own):
        return replace(piece, kind="note", absent=True if away else None)
    return piece
