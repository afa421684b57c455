"""People that are named with a role in running text, and the role as it is printed.

`Kulturchef Anne Holm`, `leder af Team Vej Bo Friis`, `Anne Holm, projektleder`, `Bo Friis (formand)`,
`konsulenterne Anne Holm og Bo Friis`, `Anne Holm og Bo Friis fra HR`. Those who only act or are present are
told too, without a role; a first name alone stays words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from graph.minutes.characters import CAPITALS, LONGEST_SPACE
from graph.minutes.document import Document, one_line
from graph.minutes.model import PersonMention
from graph.municipality.profile import Profile
from graph.wording.agent_words import definite_words, is_field
from graph.wording.alternatives import any_of
from graph.wording.mentions import GAP, known_agents, placed_mentions
from graph.wording.names import is_full_name, is_role_word, is_unit

_CAPITAL = f"[{CAPITALS}]"
_WORD = rf"{_CAPITAL}[\w'’-]{{0,39}}\w"
_SHORT_NAME = rf"(?:{_CAPITAL}|Aa|Alb|Chr|Fr|Jak|Joh|Kr|Nic|Sv|Th|Ths|Vald)\."
_FULL_NAME = rf"{_WORD}(?:{GAP}(?:(?:van|von|der|den|de|la|le){GAP}){{0,2}}(?:{_SHORT_NAME}|{_WORD})){{1,4}}"
_NAME = re.compile(_FULL_NAME)
# Posts that people are named with; not who somebody is to a case (owner, guest, citizen).
_POST_WORDS = (
    "chef|direktør|leder|konsulent|koordinator|sekretær|formand|forperson|borgmester|rådmand|jurist|planlægger"
    "|inspektør|ingeniør|arkitekt|fuldmægtig|specialist|controller|udvikler|ordfører|repræsentant|rektor|revisor"
    "|økonom|bibliotekar|borgerrådgiver|socialrådgiver|medarbejder|byrådsmedlem|kommunalbestyrelsesmedlem"
    "|visitator|overlæge|overtandlæge|foged|havnemester|vejmester|stadsgartner|tilsynsførende|referent|ordstyrer|dirigent"
    "|analytiker|stedfortræder|suppleant"
)
_POSTS = tuple(_POST_WORDS.split("|"))
_POST = f"(?:{_POST_WORDS})"
# Trades that are a post of the municipality's with `ledende` before them.
_CARING = "sundhedsplejerske|sygeplejerske|terapeut|fysioterapeut|ergoterapeut|psykolog|jordemoder|tandplejer"
# Alone they tell who somebody is to a case as well, a neighbour or a patient, and so are no part of a name.
_TRADES = rf"(?:{_CARING}|pædagog|lærer|læge|rådgiver|biolog|geolog|tekniker|konstruktør|forstander|arkivar)"
_TRADE_BEFORE = re.compile(rf"(?<![\w-])(?P<trade>[^\W\d_]{{0,20}}{_TRADES}){GAP}\Z", re.IGNORECASE)
_LONGEST_TRADE = 20 + max(map(len, _TRADES[3:-1].split("|")))
# Who somebody is to a case: the clause in which one is named tells no role.
_TO_A_CASE = re.compile(
    r"(?<!\w)(?:pårørende|efterladte|klager|ansøger|nabo|patient|beboer|borger|lejer|ejer|bror|søster|søn|datter|mor|far|mand|hustru|kone"
    r"|ægtefælle|samlever|forælder|forældre)(?:en|e?n|ne|s)?(?!\w)",
    re.IGNORECASE,
)
# A firm by its form, behind a name (`N, Friis Byg ApS`, `N fra Friis Byg A/S`) or before it.
_FIRM = r"(?:ApS|A/S|I/S|K/S|P/S|IVS|A\.?m\.?b\.?[aA]\.?|S\.?m\.?b\.?[aA]\.?)(?!\w)"
_OF_FIRM = re.compile(
    rf"(?:\s?,|\s?\(|{GAP}(?:fra|hos|i|for|ved|af|på))\s?(?:[\w-]{{1,40}}{GAP}(?:i|hos|for|af|ved|fra){GAP})?(?:{_WORD}{GAP}(?:(?:og|&){GAP})?){{0,5}}{_FIRM}"
    rf"|,?{GAP}fra{GAP}(?:[a-zæøå]{{0,20}}firmaet|virksomheden|selskabet|tegnestuen|[a-zæøå]{{0,20}}bureauet)(?!\w)"
)
_OF_FIRM_BEFORE = re.compile(
    rf"(?<!\w){_FIRM}(?:['’]?s)?,?{GAP}(?:(?:v/|ved|og){GAP})?(?:[\w&/-]{{1,40}},?{GAP})?\Z"
)
_PARTY_BEFORE = re.compile(
    rf"(?<!\w)(?:[^\W\d_]{{0,20}}(?:ejer|nabo|ansøger|klager|bygherre|beboer|borger|køber|sælger|lejer))(?:e|en|n|ne)?,?{GAP}(?:[\w&/-]{{1,40}}{GAP})?\Z",
    re.IGNORECASE,
)
# What a party does, right behind the name or what is said of the person.
_PARTY_BEHIND = re.compile(
    rf"(?:{GAP}(?:fra|på|i|ved|af|for){GAP}[^,.;:\n]{{1,50}}?|,[^,.;:\n]{{1,60}},)?{GAP}(?:(?:har|havde){GAP})?"
    r"(?:klage(?:de|r|t)|påklage(?:de|r|t)|ansøg(?:te|er|t)|søg(?:te|er|t)\s+om|køb(?:te|er|t)|sælger|solgte?|ejer|ejede)(?!\w)",
    re.IGNORECASE,
)
# Who once had the post, has died, or serves the region or the state; citizenship is no part of the state.
_NO_LONGER = re.compile(
    rf"(?<!\w)(?:tidligere|forhenværende|fhv\.|afdøde|afgåede"
    rf"|(?:statue|buste|portræt|maleri|mindesmærke)(?:n|en|t|et)?{GAP}(?:af|for|over)){GAP}\Z",
    re.IGNORECASE,
)
_DIED = re.compile(
    rf"(?:['’]?s)?,?{GAP}(?:der|som){GAP}(?:afgik|døde|levede|var{GAP}(?P<post>[a-zæøå]{{3,40}}))(?!\w)"
)
_OF_OTHERS_ROLE = re.compile(r"(?:regions|stats(?!borger)|folketings|amts)[\w-]{1,40}", re.IGNORECASE)
# `Borgmester Christian Jensens Vej` is a street, `Birch Ejendomme` a firm.
_NO_SURNAME = re.compile(
    r"(?:Vej|Allé|Alle|Plads|Stræde|Torv|Vænge|Sti|Boulevard|Skole|Hjem|Fond|Legat|Mindelegat"
    r"|Ejendomme|Arkitekter|Ingeniører|Advokater|Entreprenører|Boliger|Huse|Entreprise|Invest|Holding|Partners)s?"
)
# Places that are surnames, too: behind a genitive they are none, nor in a first name's place where one lives.
_MAY_BE_SURNAME = re.compile(r"(?:Gade|Park|Have|Hus)s?")
_STREET_BEFORE = re.compile(rf"\b(?:på|i|ad|langs|nær){GAP}{_WORD}{GAP}\Z")
# `Svømmeklubben Delfinen ved formand N`: for whom a name in capitals before `ved` says.
_FOR_OTHERS = re.compile(rf"(?P<first>{_WORD}){GAP}{_WORD},?{GAP}(?:ved|v/){GAP}?\Z")
# Only a council has them: whom a text calls so is no party, wherever in the municipality he or she is from.
_OF_COUNCIL = re.compile(
    r"(?:vice)?borgmester(?:en)?|rådmand(?:en)?|(?:byråds|kommunalbestyrelses)medlem(?:met)?|kommunaldirektør(?:en)?",
    re.IGNORECASE,
)
_OF_ALL_TOWNS = re.compile(r"medlem|rådmand", re.IGNORECASE)
_FROM_WHERE = re.compile(rf"{GAP}fra{GAP}(?P<place>{_WORD}(?:{GAP}(?:(?:og|&){GAP})?{_WORD}){{0,4}})")
_ADJECTIVE = re.compile(r"\w+(?:lig|ig|isk|ende|tiv|al|el)e?|Grøn|Ny|Social")
_OF_MUNICIPALITY = re.compile(
    r"[Kk]ommune|[Ff]orvaltning|[Cc]enter|[Aa]fdeling|[Tt]eam|[Ss]ekretariat|[Ss]tab|[Uu]dvalg|[Rr]åd(?:et|hus)?|[Dd]irektion"
)
_TRADE = re.compile(rf"[^\W\d_]{{0,20}}?{_TRADES}(?:erne|rne|ne|er|e|r)?", re.IGNORECASE)
_TRADE_ALONE = re.compile(rf"{_TRADE.pattern}{GAP}", re.IGNORECASE)
# The words that a role ends in which is no post, folded.
_REPRESENTATIVES = ("TR", "AMR", "FTR")
_SEVERAL = r"(?P<several>merne|mer|erne|ene|er|ne|e)"
# Somebody's employee is whom a case may be about, and not who acts in it.
_EMPLOYEE = r"(?!(?i:medarbejder)(?:e|en|ne)?(?![\w-]))"
_ROLE = re.compile(
    rf"(?<![\w-])(?!v/){_EMPLOYEE}"
    r"(?P<role>(?:(?:[A-ZÆØÅ]?[a-zæøå]{2,20}(?:sk|lig|ig|ende)e?|[Kk]onstitueret|[Kk]onstituerede)\s+)?"
    rf"(?:(?:\w{{2,30}}-\s(?:og|&)\s)?[\w&/-]{{0,40}}?(?i:{_POST})(?:{_SEVERAL}|en|n)?|[Ll]edende\s(?:{_CARING})"
    rf"|{'|'.join(_REPRESENTATIVES)}))(?![\w-])"
)
# The word that each role ends in: roles are looked for around it only.
_ENDS_ROLE = rf"(?:{_SEVERAL.replace('?P<several>', '?:')}|en|n)?(?![\w-])"
_OF_A_ROLE = re.compile(
    rf"{any_of((*_POSTS, *_CARING.split('|')), behind=_ENDS_ROLE)}|(?:{'|'.join(_REPRESENTATIVES)})(?![\w-])"
)
# How far a role begins before that word, at most; and how many parts it has, between blanks: an adjective,
# `Plan-` and `og`, and the one that ends in the word.
_BEFORE_WORD, _MOST_PARTS = 120 + LONGEST_SPACE, 4
_PLACE = re.compile(rf"{GAP}(?:i|for|af|ved|på){GAP}")
_AND = re.compile(rf"(?:,{GAP}|{GAP}(?:og|samt){GAP}(?!TR\b|AMR\b|FTR\b))")
_OF_UNIT = re.compile(rf"{GAP}(?:for|i|ved|på){GAP}\Z")
_JOINED = re.compile(rf"{GAP}(?:og|samt){GAP}\Z")
_OWNER = re.compile(rf"(?<!\w)(?P<owner>\w{{4,40}})s{GAP}\Z")
_BETWEEN = re.compile(rf"(?:,{GAP}|{GAP}\(|{GAP}[-–]{GAP})")
# `valgtes som formand`, `blev udpeget til kommunens repræsentant`
_CHOSEN = "valgtes|vælges|genvalgtes|genvælges|udpegedes|udpeges|konstitueredes|konstitueres"
_BECAME = re.compile(
    rf"{GAP}(?:{_CHOSEN}|(?:blev|bliver|er){GAP}(?:enstemmigt{GAP})?(?:valgt|genvalgt|udpeget|konstitueret))"
    rf"{GAP}(?:som|til){GAP}(?:(?:ny|kommunens|udvalgets|byrådets){GAP})?"
)
_IS_CHOSEN = re.compile(rf"{GAP}(?:{_CHOSEN}){GAP}")
# Who has such a role at the meeting is told in that word order, too: `referent er A B`.
_AT_MEETING = re.compile(r"(?:referent|ordstyrer|dirigent|mødeleder|formand|forperson)\Z", re.IGNORECASE)
_IS = re.compile(rf"(?::{GAP}|{GAP}(?:er|var|bliver|blev){GAP})")
_ASIDE_ENDS = re.compile(r",|\.\s*(?:\Z|\n|[A-ZÆØÅ])")
_FROM = re.compile(rf"fra{GAP}")
_GOES_ON = re.compile(rf"[ \t]{_WORD}")
_GAP, _COMMA, _A_WORD = re.compile(GAP), re.compile(rf",{GAP}"), re.compile(_WORD)
_GAP_BEFORE = re.compile(rf"{GAP}\Z")
_SHORT_UNIT = re.compile(rf"(?:HR|IT|PPR|UU)(?![\w-])|(?P<field>{_WORD}(?:{GAP}(?:og|&){GAP}{_WORD})?)")
# Capitals of a project's or an institution's name (`Mere Kvalificeret Arbejdskraft`).
_NO_NAME = re.compile(r"Mere|Nye?|Fælles|Bedre|Den?|Det|Vores|Hele|Alle|\w{3,}(?:hed|skab|else|kraft|tion)")
_ACTING = (
    "deltager",
    "deltog",
    "orienterer",
    "orienterede",
    "fremlagde",
    "præsenterer",
    "præsenterede",
    "fremlægger",
)
_ACTS = re.compile(rf"(?<!\w)(?P<name>{_FULL_NAME})\s+(?:{'|'.join(_ACTING)})\b")
_WITH = re.compile(r"\b(?:drøftes|drøftet|aftales|aftalt)\s+med\s+(?P<name>[A-ZÆØÅ][a-zæøåé]{1,15})(?=[.,;])")
# Capitals behind `med` that are an office's, an association's or a firm's.
_NO_FIRST_NAME = re.compile(
    r"\w+(?:et|ene|erne|ingen|elsen|heden|sagen|skolen|foreningen|styrelsen|gruppen|enheden|staben|plejen|aksen)"
)
# More blanks than stand side by side in a text that is read.
_LONGEST_GAP = 4 * LONGEST_SPACE
_BEFORE = 160  # characters in front of a name or a role, in which what belongs to it stands
_LED_BY = re.compile(rf"{GAP}ved{GAP}\Z")


@cache
def _institutions() -> re.Pattern[str]:
    """The words for an institution of the municipality in the definite form, whatever their first letter."""
    words = {*definite_words("institution"), *definite_words("institution-ved-navn")}
    return re.compile(any_of(words, before=r"[\w-]", behind=r"(?![\w-])"))


@lru_cache(maxsize=8)
def _of_names(present: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(r"\s+".join(map(re.escape, name.split())) for name in present) or "(?!)"
    return re.compile(rf"(?<!\w)(?P<name>{listed})(?!\w)")


def find_people(
    document: Document, start: int, end: int, present: Sequence[str] = (), profile: Profile | None = None
) -> list[PersonMention]:
    """The people named in [start, end), in order of place; of names that overlap the first found counts.

    ``present`` are the meeting's participants, who are found wherever they are named; the bodies and units
    of ``profile`` are no people, and can be a part of a role.
    """
    return _People(document, start, end, profile).find(present)


class _People:
    def __init__(self, document: Document, start: int, end: int, profile: Profile | None) -> None:
        self.document, self.start, self.text = document, start, document.text[start:end]
        named = known_agents(profile).find(self.text) if profile else []
        self.units = {m.quote.span.start: m.quote.span.end for m in named}
        for one in placed_mentions(document, start, end, profile) if profile else []:
            self.units[one.quote.span.start - start] = one.quote.span.end - start
        self.town = profile.town if profile else ""
        self.taken = sorted(self.units.items())
        named_by_several = (self.text[start:end].split() for start, end in self.taken)
        self.last_words = {words[-1] for words in named_by_several if len(words) > 1}
        self.found: list[PersonMention] = []
        self.ends: list[int] = []
        # Where names begin that a role of somebody else's stands before.
        self.others: set[int] = set()

    def find(self, present: Sequence[str]) -> list[PersonMention]:
        for match in self._roles():
            self._before(match)
            self._behind(match)
        for start, end in self._from_somewhere():
            self._from(start, end)
        for start in self.units:
            self._of_unit(start)
        for start, end in self.taken:
            self._beside_unit(start, end)
        patterns = [_of_names(tuple(present))]
        patterns += [_ACTS] if any(verb in self.text for verb in _ACTING) else []
        patterns += [_WITH] if "med" in self.text else []
        for pattern in patterns:
            for match in pattern.finditer(self.text):
                if self._is_meant(pattern, match):
                    if pattern is _ACTS:
                        self._trade_up_to(match.end("name"))
                    self._add(match.start("name"), match.end("name"), None)
        return self.found

    def _roles(self) -> Iterator[re.Match[str]]:
        """The roles, in order of place."""
        near: list[tuple[int, int]] = []
        for word in _OF_A_ROLE.finditer(self.text):
            start = max(0, word.start() - _BEFORE_WORD)
            before, *rest = f"x{self.text[start : word.start()]}".rsplit(None, _MOST_PARTS)
            start += len(before) - 1 if len(rest) == _MOST_PARTS else 0
            if near and start <= near[-1][1]:
                start = near.pop()[0]
            near.append((start, word.end()))
        for start, end in near:
            yield from _ROLE.finditer(self.text, start, end)

    def _before_gap(self, form: re.Pattern[str], end: int, words: tuple[str, ...]) -> re.Match[str] | None:
        """What ends at a place in one of some words and the gap behind it."""
        start = max(0, end - _LONGEST_GAP)
        ends = self.text[start:end].rstrip(" \t\n").endswith(words)
        return form.search(self.text, start, end) if ends else None

    def _is_meant(self, pattern: re.Pattern[str], match: re.Match[str]) -> bool:
        """Whether what a pattern finds is somebody."""
        start, end = match.span("name")
        if pattern is _WITH:
            unit = start in self.units or is_unit(match["name"]) or is_field(match["name"])
            return not unit and _NO_FIRST_NAME.fullmatch(match["name"]) is None
        if pattern is not _ACTS:
            return True
        own = start not in self.others and not self._is_elsewhere(start, end)
        return own and self._name_at(start) == end

    def _from_somewhere(self) -> Iterator[tuple[int, int]]:
        """Where `fra` stands with what parts it from the words on both sides."""
        behind = 0
        for match in _FROM.finditer(self.text):
            first = max(behind, match.start() - _LONGEST_GAP)
            first += len(self.text[first : match.start()].rstrip(" \t\n"))
            if gap := _GAP_BEFORE.search(self.text, first, match.start()):
                behind = match.end()
                yield gap.start(), match.end()

    def _add(self, start: int, end: int, role: str | None) -> None:
        """Keep the name unless a part of it is taken already, or its role is one elsewhere; ``found`` stays
        in order of place."""
        if role is not None and self._is_elsewhere(start, end, role):
            return
        quote = self.document.quote(self.start + start, self.start + end)
        place = bisect_right(self.ends, quote.span.start)
        if place == len(self.found) or self.found[place].name.span.start >= quote.span.end:
            self.found.insert(place, PersonMention(quote, role))
            self.ends.insert(place, quote.span.end)

    def _is_elsewhere(self, start: int, end: int, role: str = "") -> bool:
        """Whether somebody is of a firm, or a party to the case: the words beside the name say so."""
        before = max(0, start - 120)
        council = _OF_COUNCIL.fullmatch(role)
        if _OF_FIRM_BEFORE.search(self.text, before, start) or _PARTY_BEFORE.search(self.text, before, start):
            return True
        if _OF_FIRM.match(self.text, end) and not council:
            return True
        # Who has a post today may have had another one before.
        gone = _DIED.match(self.text, end)
        if gone and (not gone["post"] or re.match(rf"{gone['post']}(?:e?n)?(?!\w)", role, re.IGNORECASE)):
            return True
        if not council and _PARTY_BEHIND.match(self.text, end) and not self._speaks_for_unit(start, role):
            return True
        place = _FROM_WHERE.match(self.text, end)
        return (
            place is not None
            and not (council and _OF_ALL_TOWNS.search(role))
            and place["place"] != self.town
            and self._named_unit(place.start("place")) is None
            and not _is_of_fields(place["place"].split())
            and _OF_MUNICIPALITY.search(place["place"]) is None
        )

    def _speaks_for_unit(self, name: int, role: str) -> bool:
        """`Havnekontoret ved havnemester N søger om ...`: whose wish it is, the unit before the role says."""
        if not role:
            return False
        begin = max(0, name - _BEFORE)
        before, _, gap = self.text[begin:name].rpartition(role)
        led = _LED_BY.search(before) if re.fullmatch(GAP, gap) else None
        return led is not None and any(end == begin + led.start() for _, end in self.taken)

    def _name_at(self, place: int) -> int | None:
        """Where the name ends that begins at a place; ``None`` where none does."""
        match = _NAME.match(self.text, place)
        if match is None:
            return None
        end = next((s for s, _ in self.taken if place <= s < match.end()), match.end())
        name = one_line(self.text[place:end].rstrip(" ,\n"))
        words = name.split()
        if not is_full_name(name) or any(is_role_word(word) for word in words) or all(map(is_field, words)):
            return None
        if _TRADE.fullmatch(words[0]):
            return None
        if any(_NO_NAME.fullmatch(word) for word in words) or _NO_SURNAME.fullmatch(words[-1]):
            return None
        genitive = _MAY_BE_SURNAME.fullmatch(words[-1]) and words[-2].endswith("s")
        if genitive and (len(words) > 2 or _STREET_BEFORE.search(self.text, max(0, place - 120), place)):
            return None
        return place + len(self.text[place:end].rstrip(" ,\n"))

    def _before(self, match: re.Match[str]) -> None:
        """A role with a name behind it, and one of several with more names."""
        several = match["several"] is not None
        at, role = self._behind_role(match.start(), match.end()), one_line(match["role"])
        if at is None:
            return
        place, end = at
        if self._is_of_others(match.start(), role):
            self.others.add(place)
            return
        self._with_trade(match.start())
        said = one_line(f"x{self.text[match.end() : place]}")[1:].rstrip(" ,")
        verb = _IS_CHOSEN.match(self.text, match.end()) or _IS.match(self.text, match.end())
        role = (_singular(role) if several else role) + ("" if verb else said)
        self._add(place, end, role)
        while several and (following := _AND.match(self.text, end)):
            name = self._name_at(following.end())
            if name is None:
                return
            self._add(following.end(), name, role)
            end = name

    def _with_trade(self, role: int) -> None:
        """`Sygeplejerske Anne Holm og leder Bo Friis`: named by a trade beside somebody with a post."""
        joint = self._before_gap(_JOINED, role, ("og", "samt"))
        if joint:
            self._trade_up_to(joint.start())

    def _trade_up_to(self, end: int) -> None:
        """The name that ends at a place, where a trade stands before it that says nothing of the case."""
        for first, last in self._names_up_to(end):
            before = self.text[max(0, first - _BEFORE) : first]
            trade = _trade_before(before)
            if trade is None or _TO_A_CASE.search(re.split(r"[.;:\n]", before)[-1]):
                return
            self._add(first, last, trade["trade"])
            self._with_trade(first - len(trade[0]))
            return

    def _is_of_others(self, start: int, role: str) -> bool:
        """Whether the words before a role, or those it is made of, say that it is none of the municipality's
        today."""
        before = max(0, start - 120)
        if _OF_OTHERS_ROLE.fullmatch(role) or _NO_LONGER.search(self.text, before, start):
            return True
        others = _FOR_OTHERS.search(self.text, before, start)
        return others is not None and not any(
            first < others.end() and others.start() < last for first, last in self.taken
        )

    def _behind_role(self, role: int, end: int) -> tuple[int, int] | None:
        """Where the name behind a role stands, perhaps with the role's unit before it."""
        gap = _GAP.match(self.text, end)
        if gap and (name := self._name_at(gap.end())):
            return gap.end(), name
        verb = _IS_CHOSEN.match(self.text, end)
        if not verb and _AT_MEETING.search(self.text, role, end):
            verb = _IS.match(self.text, end)
        if verb and (name := self._name_at(verb.end())):
            return verb.end(), name
        place = _PLACE.match(self.text, end)
        if place is None:
            alone = self.text[end - 1] == "n" or self._is_owned(role)
            return self._aside(end) if alone else None
        unit_end = self._unit_at(place.end())
        gap = _GAP.match(self.text, unit_end) if unit_end else None
        if gap and (name := self._name_at(gap.end())):
            return gap.end(), name
        return self._aside(unit_end) if unit_end else None

    def _aside(self, end: int) -> tuple[int, int] | None:
        """`Viceborgmesteren, Anne Holm, hilste`: a name between commas, or at the end of its sentence."""
        gap = _COMMA.match(self.text, end)
        name = self._name_at(gap.end()) if gap else None
        return (gap.end(), name) if gap and name and _ASIDE_ENDS.match(self.text, name) else None

    def _is_owned(self, role: int) -> bool:
        """`Kommunens vejchef`, `kulturhusets leder`: whether a genitive makes a role the one of its kind."""
        before = _OWNER.search(self.text, max(0, role - 60), role)
        return before is not None and (
            before["owner"].casefold() == "kommunen" or _institutions().fullmatch(before["owner"]) is not None
        )

    def _unit_at(self, place: int) -> int | None:
        """Where the unit ends that begins at a place: a known one, perhaps by the last word of its name, a
        field, or a word for one (`leder af børnehuset`)."""
        if named := self._named_unit(place):
            return named
        if (institution := _institutions().match(self.text, place)) is not None:
            return institution.end()
        word = _A_WORD.match(self.text, place)
        told = word and (is_unit(word[0]) or is_field(word[0]) or word[0] in self.last_words)
        return word.end() if word and told else None

    def _named_unit(self, place: int) -> int | None:
        """Where the unit ends that begins at a place, and that is surely one."""
        short = _SHORT_UNIT.match(self.text, place)
        fields = re.split(r"\s+(?:og|&)\s+", short["field"]) if short and short["field"] else []
        if place in self.units:
            return self.units[place]
        if short is None or _GOES_ON.match(self.text, short.end()):
            return None  # `fra Ældre Sagen`
        return short.end() if all(map(is_field, fields)) else None

    def _behind(self, match: re.Match[str]) -> None:
        """`Anne Holm, projektleder`: a name before the role, unless the role is another's, behind it."""
        before = self.text[max(0, match.start() - _BEFORE) : match.start()]
        offset = match.start() - len(before)
        for name in _NAME.finditer(before):
            joint = _BETWEEN.match(before, name.end()) or _BECAME.match(before, name.end())
            if joint and joint.end() == len(before) and self._behind_role(match.start(), match.end()) is None:
                first = offset + name.start()
                if self._name_at(first) == offset + name.end():
                    role = self.text[match.start() : self._end_of_role(match.end())]
                    self._add(first, offset + name.end(), one_line(role))

    def _end_of_role(self, end: int) -> int:
        """With its unit, where that is a known one: `leder af Borgerservice`."""
        place = _PLACE.match(self.text, end)
        return self.units.get(place.end(), end) if place else end

    def _from(self, start: int, place: int) -> None:
        """`Anne Holm og psykolog Bo Friis fra PPR`: of a unit, which a town is not."""
        end = self._named_unit(place)
        if end is None:
            return
        role = one_line(self.text[start:end])
        for first, last in self._names_up_to(start):
            before = self.text[max(0, first - _BEFORE) : first]
            trade = _trade_before(before)
            if trade and _TO_A_CASE.search(re.split(r"[.;:\n]", before)[-1]):
                continue
            self._add(first, last, trade["trade"] if trade else role)

    def _of_unit(self, unit: int) -> None:
        """`Forstander Anne Holm for Bostedet Nord`: who is named by a trade, and of what."""
        joint = self._before_gap(_OF_UNIT, unit, ("for", "i", "ved", "på"))
        if joint:
            self._trade_up_to(joint.start())

    def _beside_unit(self, start: int, end: int) -> None:
        """`Anne Holm (Team Vej)`: a name with its unit in brackets."""
        if self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")":
            before = start - 1
            while before and self.text[before - 1] in " \t\n":
                before -= 1
            for first, last in self._names_up_to(before):
                self._add(first, last, one_line(self.text[start:end]))
                return  # the brackets are of the last one only

    def _names_up_to(self, end: int) -> Iterator[tuple[int, int]]:
        """The names that are told one after the other up to a place."""
        first = max(0, end - 200)
        names = [(first + m.start(), first + m.end()) for m in _NAME.finditer(self.text[first:end])]
        for start, last in reversed(names):
            trade = _TRADE_ALONE.match(self.text, start, last)
            start = trade.end() if trade else start
            if last != end or self._name_at(start) != last:
                return
            yield start, last
            joint = re.compile(rf"(?:,{GAP}|{GAP}(?:og|samt){GAP})$").search(self.text, first, start)
            end = joint.start() if joint else -1


def _trade_before(before: str) -> re.Match[str] | None:
    """The trade that stands last in some words."""
    end = len(before.rstrip(" \t\n"))
    return _TRADE_BEFORE.search(before, max(0, end - _LONGEST_TRADE)) if end < len(before) else None


def _is_of_fields(words: Sequence[str]) -> bool:
    """Whether words are those of a unit by their form: one for it, or a field, an adjective before it;
    what has another name before a field is a firm."""
    return (
        any(map(is_unit, words))
        or is_field(words[0])
        or (_ADJECTIVE.fullmatch(words[0]) is not None and any(map(is_field, words)))
    )


def _singular(role: str) -> str:
    """`Faglige koordinatorer` are each `Faglig koordinator`."""
    role = re.sub(r"(?i)^(\w+(?:lig|ig|sk))e(?=\s)", r"\1", role)
    return re.sub(
        r"(?i)(leder)(?:e|ne)$|(medlem)mer(?:ne)?$|(?<=[a-zæøå]{3})(?:erne|ene|er|ne)$",
        lambda m: m[1] or m[2] or "",
        role,
    )
