"""Bodies and units that the profile lacks, recognised by the form of their names and by where they stand.

`Børne- og Skoleudvalget`, `Center for Plan og Miljø`, `Team Vej`, `Økonomistaben`, `Jobcenter Nord`, `Kultur
og Fritid`; a budget's heading (`HR:`), the unit behind a chief (`chefen for Plan`). The words of the
language that such names are made of stand in ontology.ttl, in the scheme ``agentord``; no name of any
municipality does. A common noun, the name of another authority or of a firm, and a subject (`inden for Kultur
og Fritid`) are none. In doubt nothing is recognised.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz.distance import OSA

from graph.minutes.characters import CAPITALS
from graph.minutes.document import one_line
from graph.municipality.profile import Agent, Profile, folded, without_ending
from graph.ontology.iris import COUNCILS, slug
from graph.wording.abbreviations import with_abbreviations
from graph.wording.agent_words import is_field, is_field_alone, spelled_words, words_of
from graph.wording.alternatives import any_of
from graph.wording.mentions import GAP, known_agents
from graph.wording.recommendations import units_behind_chiefs

_MAYBE = rf"(?:{GAP})?"
_C = f"[{CAPITALS}]"
_BEFORE = r"(?<![\w/.@-])"
_BEHIND = r"(?=['’]?s?(?![\w-]))"
_OG = rf"(?:{GAP}og{GAP}|{_MAYBE}&{_MAYBE})"
# `Børne-, Unge- og`: what goes before the last member of a compound.
_HYPHENED = rf"\w{{1,30}}[-–](?:,{GAP}\w{{2,30}}[-–]){{0,3}},?{GAP}(?:og|&){GAP}"
_COORDINATED = _C + _HYPHENED
# `IT-`: letters before what they are the field of.
_LETTERS = r"[A-ZÆØÅ]{2,4}-"
# What stands before the capital is looked at behind it: an expression that begins with a set of characters is
# searched for at those only.
_MEMBERS = (
    rf"{_C}(?<![\w/.@-]{_C})(?:{_HYPHENED}\w{{2,40}}?|\w{{1,30}}{GAP}&{GAP}\w{{2,40}}?"
    rf"|[A-ZÆØÅ]{{1,3}}-\w{{0,30}}?|\w{{1,40}}?)"
)
_BODY_ENDING = r"(?:udvalg(?:et|(?=smøde))|nævnet|(?<![Oo]m)rådet)"
_UNIT_ENDING = (
    r"(?:forvaltningen|afdelingen|enheden|staben|sekretariatet|kontoret|teamet|centret|centeret|biblioteket"
    r"|museet)"
)
_ENDS_A_NAME = (
    r"\w*(?:udvalg|nævn|råd|forvaltning|afdeling|enhed|stab|sekretariat|kontor|team|cent(?:er|r)|bestyrelse"
    r"|direktion|magistrat)(?:en|et)?s?"
)
# What can follow `Center for`: a field, with a comma or `og` to another one that begins no name of its own.
_FIRST = rf"(?:{_C}\w{{1,30}}[-–]{_OG})?{_C}[\w-]{{1,40}}"
# `Bæredygtig Udvikling`: a field with an adjective in capitals.
_BIG_ADJECTIVE = (
    rf"(?:(?:{_C}\w{{1,20}}(?:lige?|[^l]ige?|iske?|ende|ede|tive|ale?|elle?)|Social|Grønn?e?|Nye?){GAP})?"
)
_NAMED_FIELD = rf"{_BIG_ADJECTIVE}{_FIRST}"
_NEXT = rf"(?!(?:{_ENDS_A_NAME}|Team|Center)\b)(?!\w+(?:chef|direktør|leder|mester)){_NAMED_FIELD}"
_FIELDS = rf"{_NAMED_FIELD}(?:(?:,{GAP}{_NEXT}){{0,3}},?{_OG}{_NEXT})?"
_SMALL = r"(?!(?:at|den|det|de|en|et|som|der|alle|hele|hver|sin|sit|sine|denne|dette|perioden|samtlige)\b)"
_ADJECTIVE = (
    r"(?:(?:mere|nye?|øget|fælles|fremtidens|det|den|[a-zæøå]{2,20}(?:lige?|ske?|ede|ende|tive))"
    + GAP
    + r"){0,2}"
)
_DEFINITE_NAME = (
    r"\w*(?:udvalget|nævnet|rådet|forvaltningen|afdelingen|enheden|staben|sekretariatet|kontoret|teamet|centret"
    r"|centeret|bestyrelsen|direktionen|magistraten)s?"
)
_NOUN = rf"{_SMALL}(?!{_DEFINITE_NAME}\b)[a-zæøå][\w-]{{1,40}}"
_SUBJECT = rf"{_ADJECTIVE}{_NOUN}(?:(?:,{GAP}{_NOUN}){{0,3}},?{_OG}{_NOUN})?"
_DETERMINED = rf"mere{GAP}[a-zæøå]{{3,20}}{GAP}{_NOUN}"

Kind = Literal["body", "unit"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a text that has the form of a name. ``sure`` says that the form is enough wherever it
    stands; ``placed`` that the word means the unit at such a place only; ``spelled`` that it does only with
    these capitals."""

    kind: Kind
    name: str
    start: int
    end: int
    sure: bool = True
    placed: bool = False
    spelled: bool = False


def with_recognised(text: str, profile: Profile) -> Profile:
    """The profile with the bodies and units that a text names and it lacks; names it rejects are left out."""
    found = _Recognition(text, profile)
    return profile.with_recognised(with_abbreviations(text, profile, found.agents()))


class _Recognition:
    def __init__(self, text: str, profile: Profile) -> None:
        self.text, self.profile = text, profile
        self.rejected = {folded(name) for name in profile.rejected}
        known = known_agents(profile).find(text)
        self.taken = sorted((m.quote.span.start, m.quote.span.end) for m in known)
        self.town = _own_town(text, profile)
        self.other_towns = {match["town"] for match in _MUNICIPALITY.finditer(text)} - {self.town}

    def agents(self) -> list[Agent]:
        """Each name once, with the other forms of it that the text has."""
        groups: dict[tuple[Kind, str], list[Candidate]] = {}
        for one in self._standing(self._candidates()):
            groups.setdefault((one.kind, folded(one.name)), []).append(one)
        kept = {key: group for key, group in groups.items() if self._is_witnessed(group)}
        return _joined(self.text, self.profile, kept)

    def _candidates(self) -> Iterator[Candidate]:
        for form in _FORMS:
            yield from form(self.text)
        yield from _of_town(self.text, self.town)
        for start, end in units_behind_chiefs(self.text, self.profile):
            name = one_line(self.text[start:end])
            if all(map(is_field, _parts(name))):
                yield Candidate("unit", name, start, end, placed=is_field_alone(name), spelled=True)

    def _standing(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those that are no other's and no subject, the longest where two overlap; known names go first,
        unless they are a part of a longer one."""
        kept: list[Candidate] = []
        ends: list[tuple[int, int]] = []
        for one in sorted(candidates, key=lambda c: (c.start, -c.end, not c.sure)):
            if ends and one.start < ends[-1][1]:
                continue
            if not self._is_known(one) and not self._is_excluded(one):
                kept.append(one)
                ends.append((one.start, one.end))
        return kept

    def _is_known(self, one: Candidate) -> bool:
        """Whether the profile has the name, or one that covers it, or one of the same kind within it."""
        known = self.profile.find(one.kind, one.name)
        if known:
            return not one.placed
        overlapping = [(s, e) for s, e in self.taken if s < one.end and one.start < e]
        return any(s <= one.start and one.end <= e for s, e in overlapping) or (
            one.kind == "unit" and bool(overlapping)
        )

    def _is_excluded(self, one: Candidate) -> bool:
        key = folded(one.name)
        if key in self.rejected or key in words_of("almindeligt"):
            return True
        if any(key.endswith(word) for word in words_of("fremmed")):
            return True
        before = self.text[max(0, one.start - 60) : one.start]
        behind = self.text[one.end : one.end + 20]
        another = re.search(_MUNICIPALITY.pattern + rf"{GAP}$", before) or _IN_MUNICIPALITY.match(
            self.text, one.end
        )
        if (another and another["town"] != self.town) or not self.other_towns.isdisjoint(one.name.split()):
            return True
        return bool(_OF_FIRM.match(behind)) or bool(_of_others().search(before))

    def _is_witnessed(self, group: Sequence[Candidate]) -> bool:
        """Whether one of the places is enough, or a capital in mid-sentence tells a name from a noun."""
        if any(one.sure for one in group):
            return True
        name = group[0].name
        small = re.findall(rf"(?<![\w-]){re.escape(name[0].lower() + name[1:])}(?!\w)", self.text)
        if any(_in_mid_sentence(self.text, one.start) for one in group):
            return len(small) <= len(group)
        return not small and name.endswith(_OF_OFFICES)


# A capital that only begins sentences is enough for what is hardly anything but an office.
_OF_OFFICES = ("afdelingen", "enheden", "kontoret", "teamet")
_OF_FIRM = re.compile(rf"['’]?s?{_MAYBE}(?:A/S|ApS|I/S|P/S|K/S|AB|GmbH|Ltd|a\.?m\.?b\.?a)\b")


@cache
def _of_others() -> re.Pattern[str]:
    """Words before a name that say it is not the municipality's."""
    words = "|".join(re.escape(word) for word in spelled_words("fremmed-ved"))
    return re.compile(
        rf"(?<!\w)(?i:{words}){_MAYBE}(?:for{GAP}|fra{GAP}|i{GAP}|ved{GAP}|hos{GAP}|[\"”“»]){{0,1}}"
        rf"(?:[\wÆØÅæøå]+{GAP}og{GAP})?$"
    )


def _in_mid_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start]
    return bool(re.search(r"[\wÆØÅæøå,;)]\s?$", before)) and "\n\n" not in before


def _parts(name: str) -> list[str]:
    return re.split(r",\s|\s(?:og|&)\s", name)


def _without_genitive(name: str, text: str) -> str:
    """`Team Kommunikations` is the genitive of `Team Kommunikation` where that is a field or a name."""
    if not name.endswith("s"):
        return name
    last = re.split(r"\s", name[:-1])[-1]
    known = is_field(last) and folded(last + "s") not in words_of("fagomraade")
    return name[:-1] if known or re.search(rf"(?<![\w-]){re.escape(last)}(?!\w)", text) else name


# The forms of names; each gives the places in a text that have one.

_Form = Callable[[str], Iterator[Candidate]]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + pattern)


_BODY = re.compile(rf"(?P<name>{_MEMBERS}{_BODY_ENDING})(?=['’]?s?(?![\w-])|smøde)")
_NAMED_BODY = _compiled(
    rf"(?P<name>(?:(?:Udvalget|Udvalg|Styregruppen){GAP}(?:for|vedrørende)"
    rf"|(?:Opgaveudvalget|(?:§{_MAYBE})?17,?{_MAYBE}stk\.{_MAYBE}4-?{_MAYBE}udvalget){GAP}(?:for|vedrørende|om))"
    rf"{GAP}(?:{_FIELDS}|{_DETERMINED}|{_SUBJECT})){_BEHIND}"
)
# `Kommunens Økonomiudvalg`, `Lindeå Kommunes Handicapråd`: behind a genitive a name has no ending.
_OWNED_BODY = re.compile(
    rf"\b[Kk]ommunen?s{GAP}(?P<name>{_MEMBERS}(?:udvalg|(?<![Oo]m)råd|nævn|bestyrelse)){_BEHIND}"
)
# `Teknisk Udvalg`, `Det Sociale Udvalg`, `Det Grønne Råd`: what it deals with as an adjective.
_ADJECTIVE_BODY = re.compile(
    rf"(?<![\w/.@-])(?P<name>(?P<the>Det{GAP})?(?P<adjectives>{_C}\w{{2,20}}(?:iske?|lige?|ale?|elle?|elt|nne)"
    rf"(?:{GAP}{_C}\w{{2,30}})?|Social){GAP}(?P<head>[Uu]dvalg|Råd))(?:et)?{_BEHIND}"
)
# A board is the municipality's own where it recommends to the council.
_BOARD = re.compile(rf"(?P<name>{_MEMBERS}bestyrelsen){GAP}indstiller\b")
_GROUP = re.compile(
    rf"(?<![\w-])[Dd]en{GAP}(?P<adjective>administrative|strategiske|tværgående|politiske){GAP}"
    r"(?P<group>chefgruppe|ledergruppe|styregruppe)(?![\w-])"
)
_UNIT = re.compile(rf"(?P<name>{_MEMBERS}{_UNIT_ENDING}){_BEHIND}")
# What a service is called and a word for what it does: a capital in mid-sentence tells.
_SERVICES = (
    "visitationen", "depotet", "korpset", "indsatsen", "vejledningen", "rådgivningen", "anvisningen",
    "myndigheden",
)  # fmt: skip
_SERVICE = re.compile(rf"(?P<name>{_MEMBERS}(?:{'|'.join(_SERVICES)})|Visitationen){_BEHIND}")
# `UU Nordkysten`, `UU Fjorden Syd`: the guidance of young people, by its letters and its place; no part of a
# name that goes on.
_GUIDANCE = _compiled(
    rf"(?P<name>UU{GAP}{_C}[\w-]{{2,30}}(?: (?:Syd|Nord|Øst|Vest|Midt)(?:øst|vest)?)?+){_BEHIND}"
    rf"(?!['’]?s? {_C})"
)
_HEADED_UNIT = _compiled(
    rf"(?P<name>(?P<head>Center|Centeret|Centret|Afdeling(?:en)?|Stab(?:en)?|Sekretariatet?|Forvaltningen|Enheden"
    rf"|Kontoret|centeret|centret|afdelingen|staben|forvaltningen|enheden|kontoret){GAP}for{GAP}"
    rf"(?P<fields>{_FIELDS}|{_NOUN}(?:{_OG}{_NOUN})?)){_BEHIND}"
)
# Pædagogisk Psykologisk Rådgivning, which every municipality calls by its letters.
_SCHOOL_PSYCHOLOGY = _compiled(rf"(?P<name>PPR){_BEHIND}")
# `Den Kommunale Ungeindsats`, all in capitals.
_CAPITAL_SERVICE = _compiled(
    rf"(?P<name>Den{GAP}(?:Kommunale|Sociale|Tværgående){GAP}{_C}\w{{1,30}}"
    rf"(?:indsats|rådgivning|vejledning|forvaltning|afdeling|enhed|tjeneste)){_BEHIND}"
)
# `Teknisk Forvaltning`: what it deals with as an adjective.
_ADJECTIVE_UNIT = _compiled(
    rf"(?P<name>(?:{_C}\w{{2,20}}isk|Social|Kommunal|Digital|Intern){GAP}"
    rf"(?:Forvaltning|Afdeling|Stab|Sekretariat|Enhed)){_BEHIND}"
)
_TEAM = _compiled(rf"(?P<name>Team{GAP}(?P<first>{_C}[\w-]{{2,40}})(?P<rest>{_OG}{_NEXT})?){_BEHIND}")
_CENTER = _compiled(
    rf"(?P<name>(?P<head>{_C}\w{{1,30}}center){GAP}(?!(?:{_ENDS_A_NAME})\b)(?P<of>{_C}[\w-]{{2,40}})){_BEHIND}"
)
_PAIR = re.compile(
    rf"{_BEFORE}(?=(?P<name>(?P<one>{_C}[\w-]{{1,40}}){_OG}(?P<two>{_C}[\w-]{{0,39}}\w)){_BEHIND})"
)
_WORD = rf"{_C}[\w-]{{0,39}}\w"
_SEVERAL_FIELDS = rf"{_WORD}(?:,{GAP}{_WORD}){{0,3}}{_OG}{_WORD}"
_OF_KIND = re.compile(
    rf"(?<![\w-])(?i:(?:fag)?(?:enhed|afdeling|team|forvaltning|stab|sekretariat|kontor|center))(?:en|et)?{GAP}"
    rf"(?:[\"”“»](?P<quoted>{_C}[^\"”“»«\n]{{2,50}})[\"”“«»]|(?P<plain>{_SEVERAL_FIELDS}){_BEHIND})"
)
# `afholdes af Plan, By og Vej`: one unit of several fields, where no word says that they are several.
_FIELDS_BEHIND = re.compile(
    rf"(?<!bestå )(?<!består )(?<!bestod )\b(?:af|fra|hos|ved){GAP}"
    rf"(?P<name>{_WORD}(?:,{GAP}{_WORD}){{1,3}}{_OG}{_WORD}){_BEHIND}"
)
_BUDGET_HEADING = re.compile(
    rf"^[ \t]*(?:[-–•*o][ \t]+)?(?P<name>{_COORDINATED}\w{{2,40}}"
    rf"|{_C}[\w-]{{1,40}}(?:{_OG}{_C}[\w-]{{1,40}})?)"
    r"(?P<more>,[^:\n]{2,80})?:(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_AMOUNT = re.compile(
    r"(?<!\d)\d[\d.,]{0,40}+\s?(?:kr\b|t\.?kr|mio\b|mia\b|årsværk)"
    r"|(?<!\d)\d{1,3}(?:\.\d{3})+(?!\d)|\b0,\d+ mio"
)
_LIST_OF_PLAN = re.compile(r"[\w-],\s$")


def _places(form: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """The matches of a form; a text with none of ``words``, of which each match has one, is not searched."""
    return form.finditer(text) if any(word in text for word in words) else iter(())


def _bodies(text: str) -> Iterator[Candidate]:
    for match in _BODY.finditer(text):
        name = one_line(match["name"])
        if _of_other_letters(name):
            continue
        yield Candidate("body", f"{name}et" if name.endswith("udvalg") else name, match.start(), match.end())
    for match in _places(_OWNED_BODY, text, "ommunes", "ommunens"):
        name = one_line(match["name"])
        ending = "n" if name.endswith("bestyrelse") else "et"
        yield Candidate("body", f"{name}{ending}", match.start("name"), match.end("name"))
    for match in _places(_NAMED_BODY, text, "Udvalg", "Styregruppen", "Opgaveudvalget", "stk."):
        name = _without_genitive(one_line(match["name"]), text)
        yield Candidate("body", name[:1].upper() + name[1:], match.start(), match.end())
    for match in _places(_ADJECTIVE_BODY, text, "dvalg", "Råd"):
        # `Økonomisk Råd` has no article; committees of Parliament have one, too, but behind its name.
        if (match["the"] or match["head"] != "Råd") and folded(match["adjectives"]) not in _OF_ANY_BODY:
            name = one_line(match["name"]).removesuffix("udvalg").removesuffix("Udvalg")
            name += "" if match["head"] == "Råd" else "Udvalg"
            if match["head"] != "udvalg" or _in_mid_sentence(text, match.start()):
                yield Candidate("body", name, match.start(), match.end("name"))
    for match in _places(_BOARD, text, "bestyrelsen"):
        yield Candidate("body", one_line(match["name"]), *match.span("name"))
    for match in _places(_GROUP, text, "gruppe"):
        name = f"Den {match['adjective']} {match['group']}"
        yield Candidate("body", name, match.start(), match.end())
    for match in _standing_bodies().finditer(text):
        said = folded(match["name"])
        name = next(one for one in spelled_words("fast-organ") if folded(one).startswith(said))
        yield Candidate("body", name, match.start(), match.end())


# Adjectives that tell which committee is meant, not what it is called.
_OF_ANY_BODY = frozenset(
    (
        "politiske",
        "administrative",
        "lokale",
        "kommunale",
        "midlertidige",
        "nuværende",
        "nye",
        "eneste",
        "samlede",
    )
)


def _of_other_letters(name: str) -> bool:
    """Whether a name begins with letters that are no field of the municipality's: `EU-kontoret`."""
    letters = re.match(_LETTERS, name)
    return letters is not None and not is_field(letters[0])


@cache
def _standing_bodies() -> re.Pattern[str]:
    words = spelled_words("fast-organ")
    whole = (rf"{re.escape(word)}(?=['’]?s?(?![\w-]))" for word in words)
    stems = (f"{re.escape(without_ending(word))}(?=smøde)" for word in words)
    names = any_of((*whole, *stems), before=r"[\w-]")
    return re.compile(f"(?P<name>{names})")


def _units(text: str) -> Iterator[Candidate]:
    for match in _UNIT.finditer(text):
        name = one_line(match["name"])
        if _of_other_letters(name):
            continue
        sure = (
            name.endswith(("forvaltningen", "staben", "sekretariatet"))
            or "- og " in name
            or "- & " in name
            or re.match(_LETTERS, name) is not None
        )
        yield Candidate("unit", name, match.start(), match.end(), sure=sure)
    for match in _HEADED_UNIT.finditer(text):
        if _A_NEW.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        fields = [word for part in _parts(one_line(match["fields"])) for word in part.split()]
        capital = match["head"][0].isupper()
        if any(map(is_field, fields)) or (capital and match["fields"][0].isupper()):
            name = _without_genitive(one_line(match["name"]), text)
            if match["fields"][0].islower() and not all(map(is_field, fields)):
                continue
            sure = any(map(is_field, fields)) or not _supplied(text, match.start())
            if sure:
                yield Candidate("unit", name[:1].upper() + name[1:], match.start(), match.end())
    for match in _places(_ADJECTIVE_UNIT, text, "Forvaltning", "Afdeling", "Stab", "Sekretariat", "Enhed"):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end())
    for match in _places(_TEAM, text, "Team"):
        if folded(match["first"]) in _NO_TEAM:
            continue
        rest = re.sub(r"^(?:og|&)\s*", "", one_line(match["rest"] or ""))
        whole = is_field(match["first"]) and is_field(rest) and folded(rest) not in words_of("fast-enhed")
        end = match.end() if whole or not match["rest"] else match.start("rest")
        name = _without_genitive(one_line(text[match.start() : end]), text)
        yield Candidate("unit", name, match.start(), end)
    for match in _places(_CENTER, text, "center"):
        if folded(match["head"]) not in words_of("almindeligt"):
            name = _without_genitive(one_line(match["name"]), text)
            yield Candidate("unit", name, match.start(), match.end())
    for match in _places(_SERVICE, text, "Visitationen", *_SERVICES):
        if _in_mid_sentence(text, match.start()):
            yield Candidate("unit", one_line(match["name"]), match.start(), match.end(), sure=False)
    for match in _places(_SCHOOL_PSYCHOLOGY, text, "PPR"):
        yield Candidate("unit", match["name"], match.start(), match.end(), spelled=True)
    for match in _places(_CAPITAL_SERVICE, text, "Kommunale", "Sociale", "Tværgående"):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end())
    for match in _places(_GUIDANCE, text, "UU"):
        name = _without_genitive(one_line(match["name"]), text)
        yield Candidate("unit", name, match.start(), match.end())
    for match in _standing_units().finditer(text):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end(), spelled=True)


_A_NEW = re.compile(r"\b(?:[Ee]t|[Ee]n|intet|nyt|ny|fremtidigt|fælles)\s$")
_NO_TEAM = frozenset(("danmark", "rynkeby", "gb", "lead", "teknik"))
_SUPPLIED = re.compile(
    r"\b(?:tilbud|bistand|undersøgelse|rapport|analyse|ydelser)\b[^.\n]{0,60}\bfra\b[^.\n]{0,80}$"
)


def _supplied(text: str, start: int) -> bool:
    """Whether a name stands where a supplier's does: `tilbud fra X og Center for ...`."""
    return _SUPPLIED.search(text[max(0, start - 160) : start]) is not None


@cache
def _standing_units() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", GAP) for word in spelled_words("fast-enhed"))
    return re.compile(rf"(?<![\w-])(?P<name>{words}){_BEHIND}")


def _pairs(text: str) -> Iterator[Candidate]:
    """`Kultur og Fritid`, unless what stands before it says that it is a subject or a part of a list."""
    subjects, found = set(), []
    for match in _PAIR.finditer(text):
        if not (is_field(match["one"]) and is_field(match["two"])) or folded(match["one"]) in words_of(
            "fast-enhed"
        ):
            continue  # `Borgerservice og Kultur` are two
        before = text[max(0, match.start() - 40) : match.start()]
        word = re.search(r"([\w.]+)\W*$", before)
        name = one_line(match["name"])
        if word and folded(word[1]) in words_of("emne-ved"):
            if not _HEAD_BEFORE.search(before):
                subjects.add(name)
            continue
        if _LIST_OF_PLAN.search(before) and is_field(re.findall(r"[\w-]+", before)[-1]):
            continue
        found.append((name, *match.span("name")))
    for name, start, end in found:
        if name not in subjects or _in_mid_sentence(text, start):
            yield Candidate("unit", _without_genitive(name, text), start, end, spelled=True)


_HEAD_BEFORE = re.compile(
    rf"(?i:(?:{_UNIT_ENDING}|center|stab|udvalget|chef(?:en)?|direktør(?:en)?)){GAP}for{GAP}$"
)


def _said_to_be_units(text: str) -> Iterator[Candidate]:
    """`en ny enhed "X i Y"`, `afdelingen Plan og Byg`."""
    for match in _OF_KIND.finditer(text):
        group = "quoted" if match["quoted"] else "plain"
        name = one_line(match[group])
        if group == "plain" and not any(map(is_field, _parts(name))):
            continue
        yield Candidate("unit", name, *match.span(group), spelled=True)
    for match in _FIELDS_BEHIND.finditer(text):
        name = one_line(match["name"])
        own = words_of("fast-enhed")
        if all(is_field(part) and folded(part) not in own for part in _parts(name)):
            yield Candidate("unit", name, *match.span("name"), spelled=True)


def _budget_headings(text: str) -> Iterator[Candidate]:
    """`HR:`, `Plan, pulje til lokalplaner:` with amounts below: a word that is a unit at such a place only,
    where several stand in a row."""
    found, others = [], set[str]()
    for match in _BUDGET_HEADING.finditer(text):
        name = one_line(match["name"])
        below = text[match.end() : match.end() + 200].split("\n\n\n")[0]
        if not (_AMOUNT.search(match["rest"]) or _AMOUNT.search(below)):
            continue
        if all(map(is_field, _parts(name))):
            found.append((name, match.start("name"), match.end("name")))
        elif _UNIT.fullmatch(name):
            others.add(name)
    if len({name for name, _, _ in found} | others) > 1:
        for name, start, end in found:
            yield Candidate("unit", name, start, end, placed=is_field_alone(name), spelled=True)


_FROM_SHORT = re.compile(rf"\b(?:fra|hos){GAP}(?P<name>HR|IT|PPR|UU)(?![\w-])")


def _behind_from(text: str) -> Iterator[Candidate]:
    """`A B og C D fra HR`."""
    for match in _places(_FROM_SHORT, text, "HR", "IT", "PPR", "UU"):
        yield Candidate("unit", match["name"], *match.span("name"), placed=True, spelled=True)


_FORMS: tuple[_Form, ...] = (_bodies, _units, _pairs, _said_to_be_units, _budget_headings, _behind_from)


# Institutions named after the municipality.

_MUNICIPALITY = re.compile(rf"(?<![\w-])(?P<town>{_C}[\w-]{{2,30}}){GAP}[Kk]ommunes?(?!\w)")
_IN_MUNICIPALITY = re.compile(rf"{GAP}(?:i|hos|ved){GAP}{_MUNICIPALITY.pattern}")


def _own_town(text: str, profile: Profile) -> str:
    """The municipality's town: by the profile, or the one named most as a municipality."""
    if profile.name.endswith(" Kommune") and profile.turtle:
        return profile.name.removesuffix(" Kommune")
    named = Counter(match["town"] for match in _MUNICIPALITY.finditer(text)).most_common(1)
    return named[0][0] if named else ""


_INSTITUTION = _compiled(rf"(?P<town>{_C}[\w-]{{2,30}}){GAP}(?P<of>[A-ZÆØÅa-zæøå]\w{{5,30}}){_BEHIND}")
_NO_PLACE = frozenset(
    [
        "det",
        "den",
        "de",
        "et",
        "en",
        "vores",
        "nyt",
        "ny",
        "kongelige",
        "nationale",
        "kommunens",
        "som",
        "ved",
        "hos",
        "efter",
        "ifølge",
        "i",
        "på",
        "fra",
        "til",
        "om",
        "med",
        "under",
        "over",
        "mellem",
        "når",
        "hvis",
        "da",
        "at",
        "og",
        "men",
        "for",
        "af",
        "samt",
        "både",
        "også",
        "hver",
        "hvert",
        "alle",
        "begge",
        "denne",
        "dette",
        "disse",
        "deres",
        "sin",
        "sit",
        "vort",
        "jeres",
        "samme",
        "andre",
        "anden",
        "ingen",
        "nogle",
        "flere",
        "mange",
        "uden",
        "gennem",
        "inden",
        "siden",
        "mod",
        "hvor",
        "derfor",
        "desuden",
        "herefter",
        "nu",
        "her",
        "der",
        "så",
        "endvidere",
        "ligesom",
        "jf",
        "foruden",
        "blandt",
    ]
)


_LINE_ALONE = re.compile(r"[\w-]+[ \t]*\n")


def _opens_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _of_town(text: str, town: str) -> Iterator[Candidate]:
    """`Ådalsø Bibliotek`, `Ådalsø musikskole`, and with a slip of one letter; another place only where both
    words have capitals."""
    kinds = words_of("institution") | words_of("fast-enhed")
    for match in _INSTITUTION.finditer(text):
        word = folded(match["of"])
        own = match["town"] == town
        if not own and (match["of"][0].islower() or folded(match["town"]) in _NO_PLACE):
            continue
        if not own and _LINE_ALONE.match(text, match.start("town")) and _opens_line(text, match.start()):
            continue  # a heading, and what begins the text below it
        right = word if word in kinds else word.removesuffix("s") if word.removesuffix("s") in kinds else ""
        if not right and own and len(word) > 8:
            right = next(
                (kind for kind in sorted(kinds) if OSA.distance(word, kind, score_cutoff=1) == 1), ""
            )
        if right:
            right = "bibliotek" if right == "biblioteker" else right
            yield Candidate("unit", f"{match['town']} {right.capitalize()}", match.start(), match.end())


# Names that are one: the definite and the bare form of the only unit of its kind, a team by its short name.


def _joined(text: str, profile: Profile, groups: dict[tuple[Kind, str], list[Candidate]]) -> list[Agent]:
    names: dict[tuple[Kind, str], set[str]] = {
        key: {one_line(text[one.start : one.end]) for one in group} for key, group in groups.items()
    }
    listed = {(_kind(one), folded(one.name)): one for one in profile.of_kind("body", "unit")}
    weights = {key: len(group) for key, group in groups.items()}
    heads = only_ones(dict.fromkeys(listed, 0) | weights, listed.keys())
    agents = []
    for key in list(groups):
        other = heads.get(key)
        if other in groups:
            names[other] |= names.pop(key) | {groups[key][0].name}
            groups[other] += groups.pop(key)
        elif other:
            agents.append(_short_for(listed[other], groups.pop(key), names.pop(key)))
    for (kind, _), group in groups.items():
        first = group[0]
        agents.append(_agent(kind, first, group, names[kind, folded(first.name)], profile, text))
    return agents


def _kind(agent: Agent) -> Kind:
    return "body" if agent.kind == "body" else "unit"


def _at_places(known: Agent, group: Sequence[Candidate]) -> Agent:
    """A body or unit of the profile at the places that mean it, though their words alone do not tell."""
    return Agent(known.kind, known.path, known.name, at=tuple((one.start, one.end) for one in group))


def _short_for(known: Agent, group: Sequence[Candidate], printed: set[str]) -> Agent:
    """One of the profile by another name of it, which it has in this text."""
    names = tuple(sorted({group[0].name, *printed}))
    spelled = all(one.spelled for one in group)
    aliases, exact = ((), names) if spelled else (names, ())
    return Agent(known.kind, known.path, known.name, aliases, exact)


def only_ones(
    weights: Mapping[tuple[Kind, str], int], listed: Collection[tuple[Kind, str]] = ()
) -> dict[tuple[Kind, str], tuple[Kind, str]]:
    """Which name is short for which: `Jobcentret` for the only `Jobcenter X`, `Kommunikationsteamet` for
    `Team Kommunikation`, `Chefgruppen` for the only `Den ... chefgruppe`.

    The names are folded, each with how often it stands; those ``listed`` are known, and short for none.
    """
    joined: dict[tuple[Kind, str], tuple[Kind, str]] = {}
    fields: dict[tuple[Kind, frozenset[str]], tuple[Kind, str]] = {}
    for key in sorted(weights, key=lambda key: (key not in listed, -weights[key])):
        kind, name = key
        if (stems := _stems(name)) and (same := fields.setdefault((kind, stems), key)) != key:
            joined[key] = same
        if " " in name:
            continue
        if name.endswith("teamet"):
            stem = name.removesuffix("teamet").removesuffix("s")
            longer = [k for k in weights if k[1].startswith("team ") and k[1][5:].startswith(stem[:6])]
        else:
            head = re.sub(r"(?:ret|eret|et|en|n)$", "", name)
            longer = [
                k
                for k in weights
                if k[0] == kind and " " in k[1] and any(_same_head(word, name, head) for word in _heads(k[1]))
            ]
        if len(longer) == 1:
            joined[key] = longer[0]
    return {key: other for key, other in joined.items() if key not in listed}


_COUNCILS = frozenset((*COUNCILS, *map(str.casefold, COUNCILS.values())))


def _stems(name: str) -> frozenset[str]:
    """The fields of a name that can be told in two ways: `Udvalget for Teknik og Miljø` and `Teknik- og
    Miljøudvalget`, `Center for Kultur og Fritid` and `Kultur og Fritid`."""
    if name in _COUNCILS:
        return _COUNCILS
    bare = re.sub(r"^(?:udvalget|center|afdelingen) for |(?:udvalget)$", "", name)
    parts = re.split(r"-?,\s?|(?:-|\s)(?:og|&)\s", bare)
    return frozenset(part.rstrip("s")[:6] for part in parts) if len(parts) > 1 else frozenset()


def _heads(name: str) -> list[str]:
    """The words of a name that it can be called by; not a single one of several fields."""
    words = name.split()
    return words[:1] if "," in name or {"og", "&"} & set(words) else words


def _same_head(word: str, name: str, head: str) -> bool:
    return len(head) > 5 and word in (name, head, f"{head}er", f"{head}e")


def _agent(
    kind: Kind, first: Candidate, group: Sequence[Candidate], names: set[str], profile: Profile, text: str
) -> Agent:
    known = profile.find(kind, first.name)
    if known:  # its word alone does not tell, but these places do
        return _at_places(known, group)
    folder = "organ" if kind == "body" else "enhed"
    placed = all(one.placed for one in group)
    spelled = all(one.spelled for one in group)
    names = set() if placed else {first.name, *names}
    return Agent(
        kind,
        f"{folder}/{slug(first.name)}",
        first.name,
        aliases=() if spelled else tuple(sorted(names | _bare(kind, first.name))),
        exact=tuple(sorted(names)) if spelled else (),
        by_form=True,
        at=tuple((one.start, one.end) for one in group) if placed else (),
    )


def _bare(kind: Kind, name: str) -> set[str]:
    """A body's name without its definite ending, as paths of treatment print it."""
    return {without_ending(name)} if kind == "body" and " " not in name else set()
