"""Which municipality minutes are of: what a document says of itself, weighed against the profiles.

Its head and feet, and case numbers with a municipality's authority code, say it outright. Where they are
silent, the names that the text uses decide, and where there are none the folder does. A name of any other
municipality counts for as much as one with a profile, so minutes of a town nobody knows fall to nobody.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from graph.base.config import FILE_NAME, OperatorError
from graph.minutes.model import Finding
from graph.municipality.profile import Profile, folded, load_profile, names

ANOTHER, SEVERAL, NONE = "municipality-other", "municipality-several", "municipality-unknown"

TEXTS_TO_CHOOSE_BY = 100
"""So many of the minutes of a folder are looked at to know whose they are."""
_HEAD_LINES = 12
_FOOT_LINES = 3
_ENOUGH = 3
"""So often another municipality is named that it outweighs the setting, or one mention of one's own; and so
many of a municipality's bodies and units are named that a strange town does."""
_HEAD_ENDS = re.compile(r"\W*(?:indhold|dagsorden\W*$|punkt\s+\d|\d{1,3}[.:)]\s)", re.IGNORECASE)
_TOWN = r"[A-ZÆØÅ][^\W\d_]+(?:-[A-ZÆØÅ][^\W\d_]+)*"
_KOMMUNE = re.compile(rf"(?<![\w-])(?P<town>{_TOWN})[ \t]{{1,3}}[Kk](?:ommunes?|OMMUNES?)(?!\w)")
_TOWN_HALL = re.compile(rf"(?<![\w-])(?P<town>{_TOWN})\s(?:R|r)(?:ådhus|ÅDHUS)(?!\w)")
_IN_TOWN = re.compile(rf".*(?:,|\bi)\s+(?:\d{{4}}\s+)?(?P<town>{_TOWN})\W*$")
_ROOM = re.compile(
    r"(?:sal|lokale|rum|stue|kantine|etage|fløj|gård|hus|skole|vej|gade|plads|torv|center|bibliotek|værelse)(?:e|en|et|n|t|met)?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\W*(?:møde)?sted\b\W*(?P<place>\S.*)", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"^[^\w\n]*(?P<label>sags?(?:nr|nummer)\b\W{0,5})?(?P<code>\d{3})[-\u2010-\u2013]\s?\d{4}[-\u2010-\u2013]\s?\d",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED = re.compile(
    r"^[^\w\n]*sags?(?:nr|nummer)\b\.?[ \t]*:?[ \t]*(?P<number>\S*\d\S*)", re.IGNORECASE | re.MULTILINE
)
# Capitals at the beginning of a sentence, and what stands beside a municipality's name at the edge of a page.
_NO_TOWN = re.compile(
    "alle|and(?:en|re)|den?|denne|deres|det|di[nt]|egen|egne|en|enhver|et|fra|fremtidens|gamle|hele|hver|ingen"
    "|jeres|min|nye?|referat|samme|vor|vores"
)
_AT_THE_EDGE = frozenset(
    ("af", "beslutningsprotokol", "dagsorden", "fra", "protokol", "referat", "side", "til", "åben", "åbent")
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that speak for a municipality, and the line they stand on."""

    words: str
    line: int


@dataclass
class Evidence:
    """What a text says of where it is from. The keys are slugs of profiles and names of other municipalities,
    case folded; ``claims`` is what it says of itself, ``signs`` a town hall, a place or an authority's code
    of a municipality without a profile, ``hints`` a mere town or code, and ``counts`` how often each name
    stands anywhere."""

    claims: dict[str, Mark] = field(default_factory=dict)
    signs: dict[str, Mark] = field(default_factory=dict)
    hints: dict[str, Mark] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Mark] = field(default_factory=dict)

    def rivals(self, slug: str) -> list[tuple[int, str]]:
        """How often each other municipality is named, the one named most first."""
        return sorted(((n, key) for key, n in self.counts.items() if key != slug and n), reverse=True)


def evidence(text: str, profiles: Iterable[Profile]) -> Evidence:
    """What speaks in a text for each of the profiles, and for municipalities without one."""
    known = tuple(profiles)
    slugs = {profile.slug for profile in known}
    found = Evidence()
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    head, feet = _head(lines), _feet(lines)
    for start, key, words in sorted(_named(text, known)):
        number = bisect_right(starts, start)
        line, mark = lines[number - 1], Mark(words, number)
        found.counts[key] += 1
        found.first.setdefault(key, mark)
        if number in head or line.strip() in feet:
            # One may meet as another's guest, in a municipality that has no profile.
            guest = key not in slugs and number in head and _PLACE.match(line)
            (found.signs if guest else found.claims).setdefault(key, mark)
    for number in head:
        _place(lines[number - 1], number, known, found)
    codes = {one.authority_code: one.slug for one in known if one.authority_code}
    for match in _AUTHORITY.finditer(text):
        mark = Mark(match["code"] + "-…", bisect_right(starts, match.start("code")))
        if slug := codes.get(match["code"]):
            found.claims.setdefault(slug, mark)
        else:
            (found.signs if match["label"] else found.hints).setdefault(match["code"], mark)
    return found


def _head(lines: list[str]) -> range:
    """The numbers of the lines before the contents, at most so many that are not blank."""
    seen = 0
    for number, line in enumerate(lines, start=1):
        if seen == _HEAD_LINES or (seen and _HEAD_ENDS.match(line)):
            return range(1, number)
        seen += bool(line.strip())
    return range(1, len(lines) + 1)


def _feet(lines: list[str]) -> set[str]:
    """Lines that stand at the edge of pages: the last ones, and those that come again."""
    written = [line.strip() for line in lines if line.strip()]
    short = Counter(line for line in written if len(line) < 100)
    again = {line for line, times in short.items() if times > 1} | set(written[-_FOOT_LINES:])
    return {line for line in again if _is_name_alone(line)}


def _is_name_alone(line: str) -> bool:
    kept = [
        word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line) if word.casefold() not in _AT_THE_EDGE
    ]
    return len(kept) == 2 and _KOMMUNE.fullmatch(" ".join(kept)) is not None


def _named(text: str, known: tuple[Profile, ...]) -> Iterator[tuple[int, str, str]]:
    """Where a text names a municipality, which, and in what words."""
    taken: set[int] = set()
    for profile in known:
        own = _own_name(profile)
        for match in own.finditer(text) if own else ():
            taken.update(range(*match.span()))
            yield match.start(), profile.slug, match[0]
    for match in _KOMMUNE.finditer(text):
        if not _NO_TOWN.fullmatch(folded(match["town"])) and match.start() not in taken:
            yield match.start(), folded(match["town"]), match[0]


@cache
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, spellings))})(?:['’]?s)?(?!\w)")


def _own_name(profile: Profile) -> re.Pattern[str] | None:
    own = sorted({profile.name, *profile.aliases}, key=len, reverse=True)
    return _pattern((*own, *(name.upper() for name in own))) if profile.turtle else None


def _place(line: str, number: int, known: tuple[Profile, ...], found: Evidence) -> None:
    """Note the town of a town hall, or the one behind a comma where the meeting was held."""
    place = _PLACE.match(line)
    for match in (_TOWN_HALL.search(line), _IN_TOWN.match(place["place"]) if place else None):
        town = match["town"] if match else ""
        if not town or _NO_TOWN.fullmatch(folded(town)) or _ROOM.search(town):
            continue
        if not any(_knows(profile, town) for profile in known):
            words = place["place"].strip() if place else line.strip()
            kind = found.signs if "rådhus" in words.casefold() else found.hints
            kind.setdefault(folded(town), Mark(words, number))


def _knows(profile: Profile, town: str) -> bool:
    """Whether a profile has the word in the name of anything."""
    word = re.compile(rf"(?<!\w){re.escape(town)}s?(?!\w)", re.IGNORECASE)
    spelled = (name for agent in profile.agents for name in (agent.name, *agent.aliases, *agent.exact))
    return any(word.search(name) for name in (profile.name, *profile.aliases, *spelled))


def choose_profile(texts: Iterable[str], name: str = "") -> Profile | None:
    """The named profile, or else the one whose minutes most of the texts are.

    ``None`` when none of them tells which of the municipalities with a profile it is of. The texts are gone
    through one at a time. Raises :class:`OperatorError` for a profile that is not there, and when two
    municipalities have as many of the texts.
    """
    if name:
        return load_profile(name)
    known = supplied()
    votes = Counter(slug for text in texts if (slug := _vote(evidence(text, known), known)))
    ranked = votes.most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        of = {one.slug: one.name for one in known}
        said = " and ".join(sorted(of[slug] for slug, _ in ranked))
        raise OperatorError(
            f"as many of the minutes are of {said}, {ranked[0][1]} of each; keep them in folders of "
            "their own, or name the one to publish with the setting profile"
        )
    return load_profile(ranked[0][0]) if ranked else None


def no_profile(texts: Iterable[str]) -> OperatorError:
    """What is said when none of some minutes is of a municipality with a profile."""
    seen: dict[str, str] = {}
    for text in texts:
        found = evidence(text, supplied())
        for marks in (found.claims, found.signs, found.first, found.hints):
            for key, mark in marks.items():
                seen.setdefault(key, mark.words)
    named = ", ".join(f"»{words}«" for words in list(seen.values())[:5])
    return OperatorError(
        f"no profile fits these minutes ({named or 'they name no municipality'}; there are profiles for: "
        f"{', '.join(names())}); name one with the setting profile in {FILE_NAME}, or write one in Turtle "
        "after the pattern of those in graph/profiles and give its path there"
    )


def reading_profile(text: str, name: str = "") -> Profile | None:
    """The profile to read one text with that is not published: as :func:`choose_profile`, but where it names
    no municipality at all, the one whose bodies and units it names by far the most of."""
    chosen = choose_profile([text], name)
    seen = evidence(text, supplied())
    if chosen or seen.claims or seen.signs or seen.counts:
        return chosen
    ranked = sorted(((_fits(text, profile), profile.slug) for profile in supplied()), reverse=True)
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _ENOUGH
    return load_profile(ranked[0][1]) if ranked[0][0] >= _ENOUGH and clear else None


@cache
def supplied() -> tuple[Profile, ...]:
    """The profiles supplied with the program."""
    return tuple(load_profile(name) for name in names())


def _vote(seen: Evidence, known: tuple[Profile, ...]) -> str | None:
    """The slug of the municipality that a document is of by itself; ``None`` when it does not tell."""
    slugs = {profile.slug for profile in known}
    if seen.claims:
        claimed = next(iter(seen.claims)) if len(seen.claims) == 1 else None
        return claimed if claimed in slugs else None
    ranked = seen.rivals("")
    clear = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return ranked[0][1] if clear and ranked[0][1] in slugs and not seen.signs else None


def of_several(text: str, profiles: Sequence[Profile]) -> Profile | Finding:
    """The one of several municipalities that a text says it is minutes of, or why it is of none of them."""
    known = {one.slug: one for one in profiles}
    seen = evidence(text, profiles)
    if slug := _vote(seen, tuple(profiles)):
        return contradiction(text, known[slug], fixed=False, beside=profiles) or known[slug]
    keys, marks = (list(seen.claims), seen.claims) if seen.claims else (list(seen.first), seen.first)
    if len(seen.claims) > 1:
        return _finding(SEVERAL, "Referatet taler for flere kommuner", keys, marks, known)
    if not keys:
        names = ", ".join(one.name for one in profiles[:3]) + (" ..." if profiles[3:] else "")
        said = f"Intet siger, hvilken af mappens kommuner ({names}) referatet er fra."
        return Finding("violation", NONE, f"{said} Læg det i kommunens egen mappe.")
    if seen.claims:
        return _finding(ANOTHER, "Referatet er ikke fra en af mappens kommuner", keys, marks, {})
    return _finding(
        NONE, "Intet siger klart, hvilken af mappens kommuner referatet er fra", keys, marks, known
    )


def contradiction(text: str, profile: Profile, fixed: bool, beside: Iterable[Profile] = ()) -> Finding | None:
    """Why a text is not taken for minutes of the profile's municipality; ``None`` if nothing speaks against
    it. ``fixed`` says that the settings name the profile: then what the text merely fails to say does not
    count, and what it says must be clear. It may be of those with a supplied profile, and of those ``beside``
    them."""
    if not profile.turtle:  # the profile of nobody
        return None
    named = {one.slug: one for one in (*supplied(), *beside) if not _same(one, profile)}
    known = named | {profile.slug: profile}
    seen = evidence(text, known.values())
    others = [key for key in seen.claims if key != profile.slug]
    if others and profile.slug in seen.claims:
        both = (profile.slug, *others)
        return _finding(SEVERAL, "Referatet taler for flere kommuner", both, seen.claims, known)
    if others:
        return _finding(ANOTHER, f"Referatet er ikke fra {profile.name}", others, seen.claims, known)
    if seen.claims:
        return None
    own = seen.counts[profile.slug]
    most, rival = next(iter(seen.rivals(profile.slug)), (0, ""))
    fits = _fits(text, profile)
    fits_rival = _fits(text, known[rival]) if rival in known else 0
    if most >= _ENOUGH * max(own, 1) or (most and not own and (not fixed or fits_rival > fits)):
        said = f"Referatet er næppe fra {profile.name}"
        return _finding(ANOTHER, said, [rival], seen.first, known)
    against = seen.signs if fixed or fits >= _ENOUGH else seen.signs | seen.hints
    if against and not own:
        said = f"Intet siger, at referatet er fra {profile.name}"
        return _finding(NONE, said, list(against), against, known)
    return None if own or fixed else _unfit(text, profile, fits)


def _same(one: Profile, other: Profile) -> bool:
    """Whether two profiles are of one municipality, as a supplied one and the operator's own."""
    return not {one.name, *one.aliases}.isdisjoint((other.name, *other.aliases))


def _fits(text: str, profile: Profile) -> int:
    """How many of the municipality's bodies and units a text names."""
    return sum(agent.name in text for agent in profile.of_kind("body", "unit"))


def _unfit(text: str, profile: Profile, fits: int) -> Finding | None:
    """Why a text that names no municipality at all is not taken for one of the profile's."""
    numbers = [match["number"] for match in _LABELLED.finditer(text)]
    foreign = bool(numbers) and not any(map(profile.case_numbers, numbers))
    if fits and not foreign:
        return None
    seen = f"sagsnumre som »{numbers[0]}«" if foreign else "ingen af kommunens organer og enheder"
    said = f"Intet siger, at referatet er fra {profile.name}: set er {seen}."
    return Finding("violation", NONE, f"{said} Er det det, så sæt profile i sagsgraf.toml.")


def _finding(
    code: str, said: str, keys: Sequence[str], marks: Mapping[str, Mark], known: Mapping[str, Profile]
) -> Finding:
    """A finding that names what was seen, and where."""
    listed = []
    for key in keys:
        mark, profile = marks[key], known.get(key)
        of = f" ({profile.name})" if profile and profile.name not in mark.words else ""
        listed.append(f"»{mark.words}«{of} i linje {mark.line}")
    told = [known[key] for key in keys if key in known]
    if code == ANOTHER and told:
        cure = f"Udgiv det for sig, med profile = »{told[0].slug}« i sagsgraf.toml."
    else:
        cure = "Er det også et navn på kommunen eller et sted i den, så skriv det i profilen."
    lines = (marks[keys[0]].line,) * 2
    return Finding("violation", code, f"{said}: set er {', '.join(listed)}. {cure}", lines)
