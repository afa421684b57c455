"""`Indstillinger`: who recommends, on whose handling it rests, and the points, each verbatim."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.minutes.dates import A_DAY
from graph.minutes.document import Document, Paragraph, one_line, unfinished
from graph.minutes.model import Quote, Recommender
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Kind, Profile
from graph.wording.agent_words import is_field
from graph.wording.headings import RECOMMENDS
from graph.wording.mentions import known_agents
from graph.wording.names import is_full_name, is_role_word, is_unit

_VERB = re.compile(r"\b(?:indstiller|indstilles|anbefaler|foreslår|foreslås)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:foreslås|indstilles)\b", re.IGNORECASE)
# Words behind which nobody is named as the subject, but perhaps with `af`.
_PASSIVE = ("indstilles", "foreslås")
# Who proposes, in parentheses behind the points: `(Stillet af Anna Lund, A)`, `(Teknik- og Miljøudvalget)`.
_PROPOSED_BY = re.compile(
    r"\s*\((?:(?:stillet|fremsat|foreslået|indstillet)\s+af\s+)?(?P<who>[^\W\d_][^()\n]{1,120}?"
    r"(?:\s\([^()\n]{1,20}\))?)\)\.?\s*$",
    re.IGNORECASE,
)
_OF_PARTY = re.compile(r"(?P<person>.{3,80}?)(?:,\s*|\s\()(?P<party>[A-ZÆØÅ]\w?|[A-ZÆØÅ][\w -]{2,40})\)?$")
_MARK = re.compile(
    r"(?P<indent>\s*)(?:at\s+(?=\d{1,2}\)))?(?:[-–—]\s*(?:o\s+)?)?"
    r"(?:(?P<number>\d{1,2})\s?[.)](?!\d)|\d{1,2}\.\d{1,2}[.)]?(?=\s)(?!\s+(?:mio|t?\.?kr|mia|pct|%))|[a-zæøå]\)|[-•*–—]|at(?=\t))\s*(?=\S)",
    re.IGNORECASE,
)
# A letter with a stop is a mark where lists are known to be lists: elsewhere `f. eks.` may begin a line.
_LETTERED = re.compile(r"(?P<indent>\s*)(?P<letter>[a-zæøå])\.\s+(?=[^\W\d])")
_DAY = re.compile(rf"\s*{A_DAY}", re.IGNORECASE)
_LEADS_TO_POINTS = re.compile(rf"(?:[:;.,!?)]|\bat|{RECOMMENDS})\s*$", re.IGNORECASE)
# What is asked of somebody by the points below: its verb waits for them, perhaps behind whom it is asked of.
_WAITS = re.compile(
    r"(?<!\w)\w+er(?:,?\s(?:over\sfor\s)?[\w-]*(?:råde?t?|udvalge?t?|bestyrelsen|direktionen|kommunen|forvaltningen))?"
    r"\W*$",
    re.IGNORECASE,
)
# What a noun announces stands below it: `under den forudsætning` / `at staten betaler`.
_AWAITS_THAT = re.compile(
    r"(?<!\w)(?:den|det|de)\s+(?:\w+\s+)?(?:forudsætning|betingelse|forhold|ønske|krav|vilkår|formål|hensigt),?\s*$",
    re.IGNORECASE,
)
_AT = re.compile(r",?\s*\bat\b\s*:?\s*", re.IGNORECASE)
# A line that opens with `at` is a point behind one that another point can follow.
_AT_LINE = re.compile(r"\s*at\s+(?=\S)", re.IGNORECASE)
# One with a subject, where an infinitive (`at lukke vejen`) is part of what stands above it.
_AT_CLAUSE = re.compile(
    r"\s*[Aa]t\s+(?:[A-ZÆØÅ\d]|(?i:de|der|alle|begge|man|vi|[^\W\d_]*(?:[nt]|erne|ing|else))(?!\w))"
)
_GOES_ON = re.compile(r"(?<!\w)(?:og|samt)\s*$", re.IGNORECASE)
_POINT_ENDS = re.compile(r"(?:[,;.]|(?<!\w)(?:og|samt))\s*$", re.IGNORECASE)
_BASIS = re.compile(r"\b(?:bag)?grund(?:lag)?\b|\bvegne\b|\bbaggrund\b", re.IGNORECASE)
# Words after the verb that are no subject: where it is sent, how many points follow.
_NO_SUBJECT = re.compile(
    r"\s*(?:,|:|at\b|til\b|over ?for\b|på\b|flg|følgende|derfor|hermed|samlet|$)", re.IGNORECASE
)
_SUBJECT_END = re.compile(r"\s*(?:,|:|\bat\b|\btil\b|\bpå\b|\bflg|\bfølgende\b|\bderfor\b|$)", re.IGNORECASE)
_AND = re.compile(r"(?<!-),\s*|(?<!-)\s+(?:og|samt)\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zæøå)][a-zæøå)])[.:!?]\s+(?=[A-ZÆØÅ])")
# What a recommendation announces and does not say yet.
_ANNOUNCES = re.compile(r"(?:flg|følgende|følg|:)\W*$", re.IGNORECASE)
_BY = re.compile(r"\s*(?:hermed\s+|derfor\s+)?af\s+", re.IGNORECASE)
_PLURAL = r"(?:(?P<one>[\w-]*(?:chef|direktør|konsulent|koordinator|sekretær))erne|(?P<leader>[\w-]*leder)ne)"
_SEVERAL = re.compile(_PLURAL, re.IGNORECASE)
_PLURAL_HEAD = re.compile(rf"{_PLURAL}(?P<of>\s+(?:for|i|af|ved)\s+)", re.IGNORECASE)
_LONGEST_SUBJECT = 200
_LONGEST_NAME = 4  # pieces apart by commas or `og`
_OWN_HEADING = re.compile(
    r"(?P<who>[A-ZÆØÅ][\w ,-]{3,80}?(?:en|et|ne|d|g))s\s+(?:indstilling(?:er)?|forslag)\W*"
    r"|(?i:indstilling(?:er)?|anbefaling(?:er)?)\s+(?i:fra)\s+(?P<from>[^\W\d_][\w ,-]{3,80}?)\W*"
)
_KINDS: tuple[Kind, ...] = ("body", "unit", "post")


@dataclass
class Recommendations:
    """Who recommends, and the points."""

    recommenders: list[Recommender] = field(default_factory=list)
    points: list[Quote] = field(default_factory=list)
    # The words that lead to each point (`Direktøren indstiller, at`); ``None`` where it says so itself.
    leads: list[Quote | None] = field(default_factory=list)
    lead: Quote | None = None
    # A sentence that recommends without points of its own.
    sentence: Quote | None = None
    # The last point stands in the sentence that says who recommends; no list has begun.
    inline: bool = False

    def extend(self, other: "Recommendations") -> None:
        """Add what another section recommends (`Supplerende indstilling`)."""
        named = {(one.name, one.person and one.person.text) for one in self.recommenders}
        self.recommenders += [
            one for one in other.recommenders if (one.name, one.person and one.person.text) not in named
        ]
        self.points += other.points
        self.leads += other.leads

    def add(self, point: Quote, lead: Quote | None) -> None:
        """A point and the words that lead to it; one without words is none."""
        if point.text:
            self.points.append(point)
            self.leads.append(lead)


def recommends(words: str) -> bool:
    """Whether words say that somebody recommends."""
    return _VERB.search(words[:_LONGEST_SUBJECT]) is not None


# `Kulturchefen indstiller, at ...`: who recommends to the body, and not the body itself.
_SAYS_WHO = re.compile(
    r"\s*(?!(?:udvalget|rådet|nævnet|bestyrelsen)\s)(?P<who>[A-ZÆØÅ][^.:;\n]{2,120}?)\sindstiller(?:\s[^.:;\n]{1,60}?)?,?\s+at(?!\w)",
    re.IGNORECASE,
)


def says_recommended(words: str, profile: Profile) -> bool:
    """Whether a paragraph by itself is a recommendation of a post, body or unit, named before its verb."""
    said = _SAYS_WHO.match(words)
    if said is None or not words.lstrip()[:1].isupper():
        return False
    who = said["who"].strip(" ,")
    return _has_post(who) or _is_known(profile, who)


def read_recommendations(document: Document, part: HeadedSection, profile: Profile) -> Recommendations:
    """Read the paragraphs under `Indstillinger`."""
    read = Recommendations()
    own, proposer = _proposer(document, part.paragraphs)
    part = HeadedSection(part.kind, part.heading, own)
    marked, last = False, 0
    rendered = document.outline is not None
    for index, paragraph in enumerate(part.paragraphs):
        spans, last = _listed(paragraph, last) if rendered else _points(paragraph, last)
        following = part.paragraphs[index + 1 : index + 2]
        points_follow = bool(spans) or any(
            _mark_of(p.lines[0].text, rendered) or (rendered and _AT_LINE.match(p.lines[0].text))
            for p in following
        )
        lead = document.text[paragraph.start : spans[0][0] if spans else paragraph.end]
        point = document.text[slice(*spans[0])] if spans else ""
        # What begins with `at` is a point, though it says that something is recommended.
        verb = None if _AT_LINE.match(lead) else _VERB.search(lead[:_LONGEST_SUBJECT])
        if verb:
            marked = False
            mark = _mark_of(point, rendered)
            alike = mark is not None and _AT_LINE.match(point, mark.end()) is not None
            _introduce(document, paragraph.start, lead, verb, points_follow, alike, profile, read)
        elif lead.strip():
            another = (rendered or not read.inline) and _AT_LINE.match(lead) and not marked
            if marked or (not another and _broken_off(read, lead)):
                _go_on(document, paragraph.start + len(lead), lead, read)
            else:
                read.add(_stripped(document, paragraph.start, paragraph.start + len(lead)), read.lead)
                read.inline = False
        for start, end in spans:
            marked, read.inline = True, False
            read.add(_stripped(document, start, end), read.lead)
    if not read.points and read.sentence:
        read.add(read.sentence, None)
    read.recommenders += [proposer] if proposer else []
    if not read.recommenders and read.points and part.heading:
        read.recommenders += _named_in_heading(document, part.heading)
    return read


def _named_in_heading(document: Document, heading: Paragraph) -> Iterator[Recommender]:
    """Who recommends, where only the heading says so: `Forvaltningens indstilling`."""
    match = _OWN_HEADING.fullmatch(heading.text.strip())
    who = (match["who"] or match["from"]) if match else None
    start = document.text.find(who, heading.start, heading.end) if who else -1
    if who and start >= 0:
        yield Recommender(document.quote(start, start + len(who)))


def _proposer(document: Document, own: Sequence[Paragraph]) -> tuple[list[Paragraph], Recommender | None]:
    """The paragraphs without the last line that says in parentheses who proposes what stands above it
    (`Det foreslås, at ...`), and who that is."""
    last = own[-1].lines[-1] if own else None
    match = _PROPOSED_BY.match(last.text) if last else None
    if last is None or match is None or not _PROPOSED.search(own[0].text):
        return list(own), None
    start = last.start + match.start("who")
    who = document.quote(start, last.start + match.end("who"))
    one = _of_party(document, who, None) or Recommender(who)
    rest = [Paragraph(own[-1].lines[:-1])] if len(own[-1].lines) > 1 else []
    return [*own[:-1], *rest], one


def _of_party(document: Document, who: Quote, behalf: str | None) -> Recommender | None:
    """A person whose party stands behind the name (`Anna Lund (A)`)."""
    match = _OF_PARTY.match(who.text)
    if match is None or not is_full_name(match["person"]) or len(who.text) != who.span.end - who.span.start:
        return None
    at = who.span.start + match.start("party")
    person = document.quote(who.span.start, who.span.start + match.end("person"))
    return Recommender(document.quote(at, at + len(match["party"])), person, behalf)


def _points(paragraph: Paragraph, last: int) -> tuple[list[tuple[int, int]], int]:
    """Where the marked points of a paragraph stand, marks included; a line without one goes on.

    ``last`` is the number of the last point so far, and what it is after this paragraph.
    """
    spans: list[tuple[int, int]] = []
    before = ""
    width = max(len(line.text) for line in paragraph.lines)
    letters, marked = _letters(paragraph), False
    for line in paragraph.lines:
        mark = _MARK.match(line.text) or (_LETTERED.match(line.text) if line.start in letters else None)
        if mark and _opens_point(mark, line.text, before, last):
            spans.append((line.start, line.end))
            last = int(mark.groupdict().get("number") or last)
            marked = True
        elif not marked and _opens_with_at(line.text, before, width, bool(spans)):
            spans.append((line.start, line.end))
        elif spans:
            spans[-1] = (spans[-1][0], line.end)
        before = line.text
    return spans, last


def _listed(paragraph: Paragraph, last: int) -> tuple[list[tuple[int, int]], int]:
    """The same in a text whose lines nothing has wrapped: what stands further in belongs to its point."""
    spans: list[tuple[int, int]] = []
    outermost, letter, before, marked = 0, "", "", False
    for line in paragraph.lines:
        mark = _mark_of(line.text, rendered=True)
        named = mark.groupdict() if mark else {}
        if named.get("letter") and named["letter"] <= letter:
            mark = None
        if mark and _DAY.match(line.text):
            mark = None
        indent = len(named.get("indent") or "")
        if mark and (not spans or indent <= outermost):
            spans.append((line.start, line.end))
            outermost, letter = indent, named.get("letter") or letter
            last = int(named.get("number") or last)
            marked = True
        elif not marked and _opens_with_at(line.text, before, None, bool(spans)):
            spans.append((line.start, line.end))
        elif spans:
            spans[-1] = (spans[-1][0], line.end)
        before = line.text
    return spans, last


def _letters(paragraph: Paragraph) -> frozenset[int]:
    """Where the lines begin whose letters with a stop are the marks of a list: `a.`, `b.` in order."""
    found: list[int] = []
    for line in paragraph.lines:
        mark = _LETTERED.match(line.text)
        if mark and mark["letter"] == "abcdefghijklmnopqrstuvwxyzæøå"[len(found) : len(found) + 1]:
            found.append(line.start)
    return frozenset(found if len(found) > 1 else ())


def _opens_with_at(line: str, before: str, width: int | None, behind_points: bool) -> bool:
    """Whether a line that begins with `at` opens a point: it stands below words that lead to points or end
    one. Below a point in the sentence that says who recommends (`Direktøren indstiller, at ..., og`) it may
    be the rest of it, wrapped, where the line above had no room for its first words; ``width`` is that of the
    lines, ``None`` where nothing has wrapped them."""
    if not _AT_LINE.match(line) or not before:
        return False
    first = _AT_LINE.match(before) is not None
    # Below what somebody does it is the rest of that (`at udvalget beslutter` / `at vejen lukkes`).
    waits = unfinished(before.rstrip(" ,")) or _WAITS.search(before) or _AWAITS_THAT.search(before)
    if not waits and (first or (behind_points and _room(line, before, width))) and _AT_CLAUSE.match(line):
        return True
    if _AWAITS_THAT.search(before):
        return False
    if behind_points:
        return _POINT_ENDS.search(before) is not None
    if not _AT.search(before):
        return _LEADS_TO_POINTS.search(before) is not None
    return _room(line, before, width) and _GOES_ON.search(before) is not None


def _room(line: str, before: str, width: int | None) -> bool:
    """Whether the line above had room for the first words of a line, so that nothing has wrapped it."""
    return width is None or len(before.rstrip()) + len(" ".join(line.split()[:2])) < width


def _mark_of(text: str, rendered: bool) -> re.Match[str] | None:
    """What stands before a point; in a ``rendered`` text also a letter with a stop."""
    return _MARK.match(text) or (_LETTERED.match(text) if rendered else None)


def _opens_point(mark: re.Match[str], line: str, before: str, last: int) -> bool:
    """Whether a mark is one: a number in mid-sentence (`i\\n9. klasse`) that no count leads to is not."""
    if mark.groupdict().get("number") is None:
        return True
    if _DAY.match(line):
        return False
    return not before or int(mark["number"]) == last + 1 > 1 or bool(_LEADS_TO_POINTS.search(before))


def _broken_off(read: Recommendations, words: str) -> bool:
    """Whether words after a page break are the rest of the last point."""
    if not read.points or not words.lstrip()[:1].islower():
        return False
    last = read.points[-1]
    ended = last.text.endswith((".", ":", "!", "?"))
    return unfinished(last.text) or (not ended and (read.inline or last.text[:1].isupper()))


def _stripped(document: Document, start: int, end: int) -> Quote:
    """A point without its mark and its lead-in `at`."""
    text = document.text[start:end]
    mark = _mark_of(text, True)
    at = re.compile(r"\s*at\b\s*:?\s*", re.IGNORECASE).match(text, mark.end() if mark else 0)
    return document.quote(start + (at.end() if at else mark.end() if mark else 0), end)


def _go_on(document: Document, end: int, words: str, read: Recommendations) -> None:
    """Words without a mark after marked points: the rest of the last one, if a page break cut it."""
    last = read.points[-1]
    if words.lstrip()[:1].islower() and not last.text.endswith((".", ":", "!", "?")):
        read.points[-1] = document.quote(last.span.start, end)


def _introduce(
    document: Document,
    start: int,
    lead: str,
    verb: re.Match[str],
    points_follow: bool,
    alike: bool,
    profile: Profile,
    read: Recommendations,
) -> None:
    """The sentence with `indstiller`: its subject before the verb, or after it when inverted. Where the
    points that follow are ``alike``, each with its `at`, words behind an `at` of its own are the first."""
    sentence = max((m.end() for m in _SENTENCE_END.finditer(lead, 0, verb.start())), default=0)
    subject_start, subject_end = _subject(lead, sentence, verb)
    at = _AT.search(lead, max(verb.end(), subject_end))
    behalf = _basis(document, lead[: at.start() if at else len(lead)], profile)
    read.recommenders += _subjects(document, start + subject_start, start + subject_end, behalf, profile)
    said = lead[at.end() :].strip() if at else ""
    ended = said.endswith((".", "!", "?"))
    whole = document.quote(start + sentence, start + len(lead))
    read.lead = whole if whole.text else None
    leads = points_follow and (not _GOES_ON.search(said) or said.endswith(":"))
    leads = leads and (not alike or said.endswith(":") or _WAITS.search(said) is not None)
    if at and said and not said.endswith(":") and (ended or not leads):
        read.add(
            document.quote(start + at.end(), start + len(lead)),
            document.quote(start + sentence, start + at.end()),
        )
        read.inline = True
    elif not at and whole.text.endswith((".", "!", "?")) and not _ANNOUNCES.search(whole.text):
        # `Direktøren indstiller sagen til orientering.` is one point, which says itself who recommends.
        read.add(whole, None)
        read.inline = True
    elif not read.points:
        read.sentence = whole


def _subject(lead: str, sentence: int, verb: re.Match[str]) -> tuple[int, int]:
    """Where in the words those who recommend stand; an empty stretch where they are not named."""
    before = lead[sentence : verb.start()]
    if verb[0].lower() in _PASSIVE:
        # What stands before it is what is recommended.
        by = _BY.match(lead, verb.end())
        if not by:
            return sentence, sentence
        end = _SUBJECT_END.search(lead, by.end())
        return by.end(), end.start() if end else len(lead)
    if not (_BASIS.search(before) or not before.strip()):
        return sentence, verb.start()
    if _NO_SUBJECT.match(lead, verb.end()):
        return sentence, sentence
    end = _SUBJECT_END.search(lead, verb.end() + 1)
    return verb.end(), end.start() if end else len(lead)


def _basis(document: Document, text: str, profile: Profile) -> str | None:
    """The body on whose handling (`på baggrund af`, `på vegne af`) the recommendation rests."""
    basis = _BASIS.search(text)
    if not basis:
        return None
    bodies = [
        m for m in known_agents(profile).find(text) if m.kind == "body" and m.quote.span.start >= basis.end()
    ]
    return bodies[0].name if bodies else None


def _subjects(
    document: Document, start: int, end: int, behalf: str | None, profile: Profile
) -> list[Recommender]:
    """`Direktøren`, `Sekretariatschef Anne Holm`, `Center for Plan, Stab for Børn og Unge` ..., in order."""
    found: list[Recommender] = []
    for first, last in _conjuncts(document.text, start, end, profile):
        last -= len(document.text[first:last]) - len(document.text[first:last].rstrip(" ,\n"))
        quote = document.quote(first, last)
        if quote.text:
            found += _several(document, quote, behalf, profile) or [_one(document, quote, behalf, profile)]
    return _beside(found, document.text)


def _conjuncts(text: str, start: int, end: int, profile: Profile) -> list[tuple[int, int]]:
    """The stretches that each name somebody. `og` and a comma part two only where what follows can begin a
    name by its form or is known; `Natur og Miljø`, which is neither, goes on with what stands before it."""
    cuts = [(start + m.start(), start + m.end()) for m in _AND.finditer(text[start:end])]
    post = _POST_FOR.match(text, start, end)
    fields = _fields(one_line(post["fields"])) if post else []
    if post and all(map(is_field, fields)) and not any(_is_known(profile, one) for one in fields[1:]):
        cuts = [cut for cut in cuts if cut[0] >= post.end("fields")]
    pieces = list(zip([start, *(e for _, e in cuts)], [*(s for s, _ in cuts), end], strict=True))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        known = next(
            (
                to
                for to in range(min(len(pieces), at + _LONGEST_NAME), at, -1)
                if _is_known(profile, one_line(text[pieces[at][0] : pieces[to - 1][1]]).strip(" ,"))
            ),
            None,
        )
        to = known or at + 1
        piece = (pieces[at][0], pieces[to - 1][1])
        words = one_line(text[piece[0] : piece[1]]).strip(" ,")
        # `Cheferne for A og B`: B is no recommender but what one of them is the chief of.
        plural = found and _head(text[found[-1][0] : found[-1][1]]) and not _has_post(words)
        if not found or (not plural and words and (known or _opens(words))):
            found.append(piece)
        else:
            found[-1] = (found[-1][0], piece[1])
        at = to
    return found


def _is_known(profile: Profile, name: str) -> bool:
    return any(profile.find(kind, name) for kind in _KINDS)


def _opens(words: str) -> bool:
    """Whether words can begin a recommender of their own: a post, a unit or a full name, by their form."""
    return is_unit(words.split()[0]) or _has_post(words) or is_full_name(words)


def _has_post(words: str) -> bool:
    return any(is_role_word(word) for word in words.split()[:3])


def _head(words: str) -> re.Match[str] | None:
    """`Cheferne for`, at the head of the words: several of one post."""
    return _PLURAL_HEAD.match(words.lstrip())


def _several(document: Document, quote: Quote, behalf: str | None, profile: Profile) -> list[Recommender]:
    """`Cheferne for HR, Natur og Miljø og Plan`: one chief for each unit that is surely one; else none."""
    raw = document.text[quote.span.start : quote.span.end]
    head = _head(raw)
    if head is None:
        return []
    parts = _parts(raw, head.end(), profile)
    if len(parts) < 2:
        return []
    post = f"{head['one'] or head['leader']}{head['of']}"
    found = []
    for at, (start, end) in enumerate(parts):
        unit = document.quote(quote.span.start + start, quote.span.start + end)
        printed = document.quote(quote.span.start, unit.span.end) if at == 0 else unit
        found.append(Recommender(printed, None, behalf, one_line(f"{post} {unit.text}")))
    return found


def _parts(raw: str, start: int, profile: Profile) -> list[tuple[int, int]]:
    """The units behind `cheferne for`. `samt`, or the last `og` of several, parts two; another `og` is
    inside a name. Where a single `og` can be either, known units tell, or else nobody can."""
    cuts = [(m.start(), m.end(), m[0].strip().casefold()) for m in _AND.finditer(raw, start)]
    joints = [at for at, (_, _, word) in enumerate(cuts) if word in ("og", "samt")]
    commas = [at for at, (_, _, word) in enumerate(cuts) if word == ","]
    by_samt = [at for at in joints if cuts[at][2] == "samt"]
    known = _by_known(raw, start, cuts, profile)
    if known is not None:
        chosen = known
    elif by_samt:
        chosen = sorted([*commas, *by_samt])
    elif len(joints) == 2 and commas:
        chosen = sorted([*commas, joints[-1]])
    elif not joints:
        chosen = commas
    else:
        return []
    starts = [start, *(cuts[at][1] for at in chosen)]
    ends = [*(cuts[at][0] for at in chosen), len(raw)]
    return list(zip(starts, ends, strict=True))


def _by_known(
    raw: str, start: int, cuts: Sequence[tuple[int, int, str]], profile: Profile
) -> list[int] | None:
    """The cuts between known units; ``None`` unless all that stands there is known."""
    starts, ends = [start, *(end for _, end, _ in cuts)], [*(begin for begin, _, _ in cuts), len(raw)]
    chosen, at = [], 0
    while at < len(starts):
        to = next(
            (
                to
                for to in range(min(len(ends), at + _LONGEST_NAME) - 1, at - 1, -1)
                if profile.find("unit", one_line(raw[starts[at] : ends[to]]).strip(" ,"))
            ),
            None,
        )
        if to is None:
            return None
        if to < len(cuts):
            chosen.append(to)
        at = to + 1
    return chosen


_UNIT_WORD = r"(?![\w-]*(?:chef|direktør|leder|konsulent|koordinator|sekretær))[A-ZÆØÅ][\w-]*"
# What one chief is the chief of: `Kultur`, `Kultur og Fritid`; of fields also `Kultur, Fritid og Idræt`.
_PAIR = re.compile(r"[\w-]+(?:\s+(?:og|&)\s+[\w-]+)?")
_FIELDS = re.compile(r"[\w-]+(?:,\s+[\w-]+){1,3}\s+(?:og|&)\s+[\w-]+")
# `Direktør for Børn og Kultur`: what a post is for, perhaps with a name behind it.
_POST_FOR = re.compile(
    r"\s*(?i:[\w-]{0,40}(?:chef|direktør|leder))(?:en)?\s+(?:for|i|af)\s+"
    rf"(?P<fields>{_UNIT_WORD}(?:(?:,\s+{_UNIT_WORD}){{0,3}}\s+(?:og|&)\s+{_UNIT_WORD})?)(?![\w-])"
)
_CHIEFS = re.compile(
    r"[CcDdLl](?:(?<=[Cc])hef|(?<=[Ll])eder|(?<=[Dd])irektør)(?P<several>erne|ne)?(?:en)?\s+(?:for|i|af)\s+"
    rf"(?P<units>{_UNIT_WORD}(?:(?:,|\s+(?:og|samt|&))\s+{_UNIT_WORD}){{0,8}})"
)


def units_behind_chiefs(text: str, profile: Profile) -> Iterator[tuple[int, int]]:
    """Where the units stand that somebody is the chief of: `chefen for Plan og Byg`, one; `cheferne for HR,
    Natur og Miljø samt Plan`, as many as there surely are."""
    for match in _CHIEFS.finditer(text):
        start, end = match.span("units")
        if not match["several"]:
            named = _FIELDS.match(match["units"])
            if named is None or not all(map(is_field, _fields(named[0]))):
                named = _PAIR.match(match["units"])
            yield start, start + (named.end() if named else 0)
            continue
        for first, last in _parts(match["units"], 0, profile):
            yield start + first, min(start + last, end)


def _fields(words: str) -> list[str]:
    return re.split(r",\s+|\s+(?:og|&)\s+", words)


def _one(document: Document, quote: Quote, behalf: str | None, profile: Profile) -> Recommender:
    """A post, a post with a name behind it, or a name alone."""
    raw = document.text[quote.span.start : quote.span.end]
    post = _POST_FOR.match(raw)
    of_fields = post.end("fields") if post and all(map(is_field, _fields(post["fields"]))) else None
    for cut in re.finditer(r"\s+", raw):
        role = document.quote(quote.span.start, quote.span.start + cut.start())
        name = document.quote(quote.span.start + cut.end(), quote.span.end)
        known = (
            profile.find("post", role.text) or is_role_word(role.text.split()[-1]) or cut.start() == of_fields
        )
        if known and is_full_name(name.text) and not is_role_word(name.text.split()[0]):
            return Recommender(role, name, behalf)
    return (_of_party(document, quote, behalf) if raw.endswith(")") else None) or Recommender(
        quote, None, behalf
    )


def _beside(found: Sequence[Recommender], text: str) -> list[Recommender]:
    """`Anne Holm, sekretariatschef`: a bare name followed by a bare post is one recommender; so is
    `Chefen for Børn og Læring, Anne Holm`, where a comma parts them."""
    merged: list[Recommender] = []
    for one in found:
        last = merged[-1] if merged else None
        named = one.person is None and is_full_name(one.role.text)
        plural = _SEVERAL.fullmatch(last.role.text) if last and last.person else None
        if last and plural and named:
            # `Direktørerne A B og C D`: each of them is a director.
            post = plural["one"] or plural["leader"]
            merged[-1] = replace(last, post=post)
            merged.append(Recommender(last.role, one.role, one.on_behalf_of, post))
        elif (
            last
            and not last.person
            and named
            and _holds(last, text[last.role.span.end : one.role.span.start])
        ):
            merged[-1] = replace(last, person=one.role)
        elif last and not last.person and is_full_name(last.role.text) and _has_post(one.role.text):
            merged[-1] = Recommender(one.role, last.role, one.on_behalf_of)
        else:
            merged.append(one)
    return merged


def _holds(post: Recommender, between: str) -> bool:
    """Whether who is named behind a post, with such words between them, is the one who holds it."""
    return between.strip() == "," and _has_post(post.role.text) and _SEVERAL.match(post.role.text) is None
