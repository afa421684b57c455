"""The forms that names of bodies and units have, and the stretches of a text that have one.

The words of the language that such names are made of stand in ontology.ttl, in the scheme ``agentord``; no
name of any municipality does.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz.distance import OSA

from graph.base.remembered import of_one_text
from graph.minutes.characters import CAPITALS
from graph.minutes.document import one_line
from graph.municipality.profile import folded, without_ending
from graph.wording.agent_words import definite_words, is_field, is_field_alone, spelled_words, words_of
from graph.wording.alternatives import any_of
from graph.wording.bodies import KINDS_OF_BODIES, RAAD
from graph.wording.mentions import GAP

MAYBE = rf"(?:{GAP})?"
"""A gap between two words, or none, as an expression."""
_C = f"[{CAPITALS}]"
_BEFORE = r"(?<![\w/.@-])"
_BEHIND = r"(?=['’]?s?(?![\w-]))"
_OG = rf"(?:{GAP}og{GAP}|{MAYBE}&{MAYBE})"
# `Børne-, Unge- og`: what goes before the last member of a compound.
# `Børn- Kultur og`: a hyphen or a comma that is left out between them.
_HYPHENED = (
    rf"\w{{1,30}}[-–](?:,?{GAP}\w{{2,30}}[-–]|,?{GAP}{_C}\w{{1,30}}(?![\w-])){{0,3}},?{GAP}(?:og|&){GAP}"
)
_COORDINATED = _C + _HYPHENED
# `IT-`: letters before what they are the field of.
_LETTERS = r"[A-ZÆØÅ]{2,4}-"
# What stands before the capital is looked at behind it: an expression that begins with a set of characters is
# searched for at those only.
_MEMBERS = (
    rf"{_C}(?<![\w/.@-]{_C})(?:{_HYPHENED}\w{{2,40}}?|\w{{1,30}}{GAP}&{GAP}\w{{2,40}}?"
    rf"|[A-ZÆØÅ]{{1,3}}-\w{{0,30}}?|\w{{1,40}}?)"
)
_BODY_ENDING = rf"(?:udvalg(?:et|(?=smøde))|nævnet|{RAAD}et)"
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
# A body that a unit is of is not what it deals with: `Sekretariatet for Udvalget for Natur`.
_FIELDS = (
    rf"(?!(?:Udvalg|Råd|Nævn|Bestyrels)(?:et|en)\b){_NAMED_FIELD}(?:(?:,{GAP}{_NEXT}){{0,3}},?{_OG}{_NEXT})?"
)
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
# `Det Nære Sundhedsvæsen`, all in capitals.
_WITH_ARTICLE = rf"(?:Det|Den|De){GAP}{_C}\w{{1,20}}e{GAP}{_C}[\w-]{{2,40}}(?:{_OG}{_NEXT})?"
_DETERMINED = rf"mere{GAP}[a-zæøå]{{3,20}}{GAP}{_NOUN}"

Kind = Literal["body", "unit"]
"""What a name is of."""


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


# A line of few words above, which nothing stands above: what is behind it begins anew.
_HEADING_ABOVE = re.compile(rf"(?:\A|\n\s*\n){_C}[^\W\d_]{{2,30}}(?: [^\W\d_]{{1,20}}){{0,3}}\n\Z")


def in_mid_sentence(text: str, start: int) -> bool:
    """Whether what starts at a place of a text does not begin its sentence."""
    before = text[max(0, start - 3) : start]
    if not re.search(r"[\wÆØÅæøå,;)]\s?$", before) or "\n\n" in before:
        return False
    return not before.endswith("\n") or _HEADING_ABOVE.search(text, max(0, start - 80), start) is None


def parts_of(name: str) -> list[str]:
    """The members of a name that has several: `Plan`, `Byg` and `Vej` of `Plan, Byg og Vej`."""
    return re.split(r",\s|\s(?:og|&)\s", name)


def _without_genitive(name: str, text: str) -> str:
    """`Team Kommunikations` is the genitive of `Team Kommunikation` where that is a field or a name."""
    if not name.endswith("s"):
        return name
    last = re.split(r"\s", name[:-1])[-1]
    known = is_field(last) and folded(last + "s") not in words_of("fagomraade")
    return name[:-1] if known or re.search(rf"(?<![\w-]){re.escape(last)}(?!\w)", text) else name


# Each form gives the places in a text that have it.

_Form = Callable[[str], Iterator[Candidate]]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + pattern)


_BODY = re.compile(rf"(?P<name>{_MEMBERS}{_BODY_ENDING})(?=['’]?s?(?![\w-])|smøde)")
_NAMED_BODY = _compiled(
    rf"(?P<name>(?:(?:Udvalget|Udvalg|Styregruppen){GAP}(?:for|vedrørende)"
    rf"|(?:Opgaveudvalget|(?:§{MAYBE})?17,?{MAYBE}stk\.{MAYBE}4-?{MAYBE}udvalget){GAP}(?:for|vedrørende|om))"
    rf"{GAP}(?:{_WITH_ARTICLE}|{_FIELDS}|{_DETERMINED}|{_SUBJECT})){_BEHIND}"
)
# `Udvalget for udvidelsen er nedsat`: one thing that it is for, and no name.
_THE_ONE = re.compile(
    rf"\A(?:Udvalget|Udvalg|Styregruppen){GAP}(?:for|vedrørende){GAP}[a-zæøå]\w+(?:en|et|ne)s?\Z"
)
# `Kommunens Økonomiudvalg`, `Lindeå Kommunes Handicapråd`: behind a genitive a name has no ending.
_OWNED_BODY = re.compile(rf"[Kk](?<!\w.)ommunen?s{GAP}(?P<name>{_MEMBERS}{KINDS_OF_BODIES}){_BEHIND}")
# `Teknisk Udvalg`, `Det Sociale Udvalg`, `Det Grønne Råd`: what it deals with as an adjective.
_ADJECTIVE_BODY = re.compile(
    rf"(?<![\w/.@-])(?P<name>(?P<the>Det{GAP})?(?P<adjectives>{_C}\w{{2,20}}(?:iske?|lige?|ale?|elle?|elt|nne)"
    rf"(?:{GAP}{_C}\w{{2,30}})?|Social){GAP}(?P<head>[Uu]dvalg|Råd))(?:et)?{_BEHIND}"
)
# `Det Lokale Beskæftigelsesråd`: with an article and capitals throughout, and not of a country or a region.
_ARTICLE_BODY = _compiled(
    rf"(?P<name>Det{GAP}(?!(?:Regionale|Nationale|Europæiske|Nordiske|Danske|Kongelige|Centrale)\b){_C}\w{{2,20}}e{GAP}"
    rf"{_C}\w{{2,40}}(?:udvalg|nævn|{RAAD})){_BEHIND}"
)
# A board is the municipality's own where it recommends to the council.
_BOARD = re.compile(rf"(?P<name>{_MEMBERS}bestyrelsen){GAP}indstiller\b")
_GROUP = re.compile(
    rf"[Dd](?<![\w-].)en{GAP}(?P<adjective>administrative|strategiske|tværgående|politiske){GAP}"
    r"(?P<group>chefgruppe|ledergruppe|styregruppe)(?![\w-])"
)
_UNIT = re.compile(rf"(?P<name>{_MEMBERS}{_UNIT_ENDING}){_BEHIND}")
# What a service is called and a word for what it does: a capital in mid-sentence tells.
_SERVICES = (
    "visitationen", "depotet", "korpset", "indsatsen", "vejledningen", "rådgivningen", "anvisningen",
    "myndigheden", "træningen", "rehabiliteringen", "tjenesten",
)  # fmt: skip
_ALONE = ("Visitationen", "Biblioteket")
_SERVICE = re.compile(
    rf"(?P<name>{_MEMBERS}(?:{'|'.join(_SERVICES)})|(?<![\w/.@-])(?:{'|'.join(_ALONE)})){_BEHIND}"
)
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
# `Bostedet Solvang`, `Børnehuset Den Grønne Gren`: what kind of place it is, and its name. A second word is
# of the name behind one that calls for more (`Nørre Allé`), for a person's may follow.
_CALLS_FOR_MORE = (
    r"(?:Den|Det|De|Ved|Ny|Nye|Gamle|Store|Lille|Små|Nørre|Sønder|Vester|Øster|Nordre|Søndre|Vestre|Østre|Sankt|Skt\."
    rf"|{_C}\w{{1,20}}(?:ste|nne|ede|ige|ske))"
)
_OF_PLACE = rf"(?:{_CALLS_FOR_MORE}{GAP}){{0,2}}{_C}[\w-]{{2,40}}(?:{GAP}(?:Nord|Syd|Øst|Vest|Midt))?"
# Pædagogisk Psykologisk Rådgivning, which every municipality calls by its letters.
_SCHOOL_PSYCHOLOGY = _compiled(rf"(?P<name>PPR){_BEHIND}")
# `Den Kommunale Ungeindsats`, all in capitals.
_OF_SERVICES = ("Kommunale", "Sociale", "Tværgående")
_CAPITAL_SERVICE = _compiled(
    rf"(?P<name>Den{GAP}(?:{'|'.join(_OF_SERVICES)}){GAP}{_C}\w{{1,30}}"
    rf"(?:indsats|rådgivning|vejledning|forvaltning|afdeling|enhed|tjeneste)){_BEHIND}"
)
# `Teknisk Forvaltning`: what it deals with as an adjective.
_KINDS_OF_UNITS = ("Forvaltning", "Afdeling", "Stab", "Sekretariat", "Enhed")
_ADJECTIVE_UNIT = _compiled(
    rf"(?P<name>(?:{_C}\w{{2,20}}isk|Social|Kommunal|Digital|Intern){GAP}"
    rf"(?:{'|'.join(_KINDS_OF_UNITS)})){_BEHIND}"
)
_TEAM = _compiled(
    rf"(?P<name>Team{GAP}(?:{_C}\w{{1,20}}(?:ønne|lige|iske|ende|tive|iale){GAP})?(?P<first>{_C}[\w-]{{2,40}})"
    rf"(?P<rest>{_OG}{_NEXT})?){_BEHIND}"
)
_CENTER = _compiled(
    rf"(?P<name>(?P<head>{_C}\w{{1,30}}center){GAP}(?!(?:{_ENDS_A_NAME})\b)(?P<of>{_C}[\w-]{{2,40}})){_BEHIND}"
)
_PAIR = re.compile(
    rf"{_BEFORE}(?=(?P<name>(?P<one>{_C}[\w-]{{1,40}}){_OG}(?P<two>{_C}[\w-]{{0,39}}\w)){_BEHIND})"
)
_WORD = rf"{_C}[\w-]{{0,39}}\w"
_SEVERAL_FIELDS = rf"{_WORD}(?:,{GAP}{_WORD}){{0,3}}{_OG}{_WORD}"
_KINDS = ("enhed", "afdeling", "team", "forvaltning", "stab", "sekretariat", "kontor", "center")
_ANY_KIND = any_of((*_KINDS, f"fag(?:{'|'.join(_KINDS)})"), before=r"[\w-]")
_OF_KIND = re.compile(
    rf"(?:{_ANY_KIND})(?:en|et)?{GAP}"
    rf"(?:[\"”“»](?P<quoted>{_C}[^\"”“»«\n]{{2,50}})[\"”“«»]|(?P<plain>{_SEVERAL_FIELDS}){_BEHIND})"
)
# `afholdes af Plan, By og Vej`: one unit of several fields, where no word says that they are several.
_FIELDS_BEHIND = re.compile(
    rf"[afhv](?<!\w.)(?<!bestå .)(?<!består .)(?<!bestod .)(?:(?<=a)f|(?<=f)ra|(?<=h)os|(?<=v)ed){GAP}"
    rf"(?P<name>{_WORD}(?:,{GAP}{_WORD}){{1,3}}{_OG}{_WORD}){_BEHIND}"
)
# `Plan, Byg og Kultur har udarbejdet ...`: who acts is no list of subjects.
_FIELDS_ACT = re.compile(
    rf"{_BEFORE}(?P<name>{_WORD}(?:,{GAP}{_WORD}){{1,3}}{_OG}{_WORD})(?={GAP}(?:vurderer|oplyser|indstiller|foreslår"
    rf"|bemærker|orienterer|fremlægger|har{GAP}(?:\w+{GAP})?(?:udarbejdet|lavet|beregnet|vurderet|undersøgt|gennemgået))(?!\w))"
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


_CAPITAL = re.compile(rf"{_C}(?<![\w-]{_C})")


@of_one_text
def _capitals(text: str) -> Mapping[str, Sequence[int]]:
    """The places in a text where a word begins with a capital: all of them, and by the first two letters."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for match in _CAPITAL.finditer(text):
        found[""].append(match.start())
        found[text[match.start() : match.start() + 2]].append(match.start())
    return found


def _begun(form: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """The matches of a form that begins with a capital, which may be that of some ``words``. It is tried at
    the capitals of the text alone, which are few and looked for once."""
    places = _capitals(text)
    own = sorted({at for word in words for at in places.get(word[:2], ())}) if words else places.get("", ())
    end = 0
    for at in own:
        if at >= end and (match := form.match(text, at)):
            yield match
            end = match.end()


def _places(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a form of :data:`_HAS`; a text with none of its words is not searched."""
    has, begins = _HAS[form]
    if not any(word in text for word in has):
        return iter(())
    return form.finditer(text) if begins is None else _begun(form, text, *begins)


def _bodies(text: str) -> Iterator[Candidate]:
    for match in _begun(_BODY, text):
        start = _first_member(text, match)
        name = one_line(text[start : match.end("name")])
        if _of_other_letters(name):
            continue
        yield Candidate("body", f"{name}et" if name.endswith("udvalg") else name, start, match.end())
    for match in _places(_OWNED_BODY, text):
        name = one_line(match["name"])
        ending = "n" if name.endswith("bestyrelse") else "et"
        yield Candidate("body", f"{name}{ending}", match.start("name"), match.end("name"))
    for match in _places(_NAMED_BODY, text):
        if _THE_ONE.search(match["name"]) and not is_field(match["name"].split()[-1]):
            continue
        name = _without_genitive(one_line(match["name"]), text)
        yield Candidate("body", name[:1].upper() + name[1:], match.start(), match.end())
    for match in _places(_ADJECTIVE_BODY, text):
        # `Økonomisk Råd` has no article; committees of Parliament have one, too, but behind its name.
        if (match["the"] or match["head"] != "Råd") and folded(match["adjectives"]) not in _OF_ANY_BODY:
            name = one_line(match["name"]).removesuffix("udvalg").removesuffix("Udvalg")
            name += "" if match["head"] == "Råd" else "Udvalg"
            if match["head"] != "udvalg" or in_mid_sentence(text, match.start()):
                yield Candidate("body", name, match.start(), match.end("name"))
    for match in _places(_ARTICLE_BODY, text):
        yield Candidate("body", one_line(match["name"]), match.start(), match.end())
    for match in _places(_BOARD, text):
        yield Candidate("body", one_line(match["name"]), *match.span("name"))
    for match in _places(_GROUP, text):
        name = f"Den {match['adjective']} {match['group']}"
        yield Candidate("body", name, match.start(), match.end())
    for match in _standing_bodies().finditer(text):
        said = folded(match["name"])
        name = next(one for one in spelled_words("fast-organ") if folded(one).startswith(said))
        yield Candidate("body", name, match.start(), match.end())


# `Kultur og Fritidsudvalget`, whose hyphen is left out; not what a chief or a law is for.
_MEMBER_BEFORE = re.compile(
    rf"(?<![\w/.@-])(?<!\b[Ff]or )(?<!\b[Oo]m )(?P<field>{_C}\w{{2,30}}){GAP}(?:og|&){GAP}\Z"
)


def _first_member(text: str, body: re.Match[str]) -> int:
    """Where a committee's name begins: at a field before it, where it is named after one, too."""
    own = re.sub(r"s?udvalg(?:et)?$", "", body["name"])
    if own == body["name"] or not is_field(own) or folded(f"{own}udvalget") in words_of("fast-organ"):
        return body.start()
    before = _MEMBER_BEFORE.search(text, max(0, body.start() - 50), body.start())
    return before.start() if before and is_field(before["field"]) else body.start()


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
    for match in _begun(_UNIT, text):
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
        fields = [word for part in parts_of(one_line(match["fields"])) for word in part.split()]
        capital = match["head"][0].isupper()
        if any(map(is_field, fields)) or (capital and match["fields"][0].isupper()):
            name = _without_genitive(one_line(match["name"]), text)
            if match["fields"][0].islower() and not all(map(is_field, fields)):
                continue
            sure = any(map(is_field, fields)) or not _supplied(text, match.start())
            if sure:
                yield Candidate("unit", name[:1].upper() + name[1:], match.start(), match.end())
    for match in _places(_ADJECTIVE_UNIT, text):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end())
    for match in _places(_TEAM, text):
        if folded(match["first"]) in _NO_TEAM:
            continue
        rest = re.sub(r"^(?:og|&)\s*", "", one_line(match["rest"] or ""))
        whole = is_field(match["first"]) and is_field(rest) and folded(rest) not in words_of("fast-enhed")
        end = match.end() if whole or not match["rest"] else match.start("rest")
        name = _without_genitive(one_line(text[match.start() : end]), text)
        yield Candidate("unit", name, match.start(), end)
    for match in _places(_CENTER, text):
        if folded(match["head"]) not in words_of("almindeligt"):
            name = _without_genitive(one_line(match["name"]), text)
            yield Candidate("unit", name, match.start(), match.end())
    for match in _places(_SERVICE, text):
        if in_mid_sentence(text, match.start()):
            yield Candidate("unit", one_line(match["name"]), match.start(), match.end(), sure=False)
    for match in _places(_SCHOOL_PSYCHOLOGY, text):
        yield Candidate("unit", match["name"], match.start(), match.end(), spelled=True)
    for match in _places(_CAPITAL_SERVICE, text):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end())
    for match in _places(_GUIDANCE, text):
        name = _without_genitive(one_line(match["name"]), text)
        yield Candidate("unit", name, match.start(), match.end())
    for match in _named_places().finditer(text):
        # `leder af børnehuset Lone Holm`: behind a noun it is somebody's first name as well.
        several = len(match["of"].split()) > 1
        if match["name"][0].islower() and not several and _GOES_ON.match(text, match.end()):
            continue
        name = _without_genitive(one_line(match["name"]), text)
        yield Candidate("unit", name[:1].upper() + name[1:], match.start(), match.end())
    for match in _standing_units().finditer(text):
        yield Candidate("unit", one_line(match["name"]), match.start(), match.end(), spelled=True)


@cache
def _named_places() -> re.Pattern[str]:
    heads = any_of(map(re.escape, definite_words("institution-ved-navn")), before=r"[\w/.@-]")
    return re.compile(rf"(?P<name>(?:{heads}){GAP}(?P<of>{_OF_PLACE})){_BEHIND}")


_GOES_ON = re.compile(rf"{GAP}{_C}")


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
    rests: dict[str, list[str]] = {}
    for word in spelled_words("fast-enhed"):
        rests.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", GAP))
    words = "|".join(rf"{first}(?<![\w-]{first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(rf"(?P<name>{words}){_BEHIND}")


# What is a unit by itself, and with its article no field.
_HOUSE = re.compile(r"\w+(?:huset|cent(?:re|ere)t|skolen|plejen|kontoret)", re.IGNORECASE)


def _pairs(text: str) -> Iterator[Candidate]:
    """`Kultur og Fritid`, unless what stands before it says that it is a subject or a part of a list."""
    subjects, found = set(), []
    for match in _begun(_PAIR, text):
        if not (is_field(match["one"]) and is_field(match["two"])) or folded(match["one"]) in words_of(
            "fast-enhed"
        ):
            continue  # `Borgerservice og Kultur` are two
        if _HOUSE.fullmatch(match["two"]):
            continue  # `PPR og Familiehuset`
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
        if name not in subjects or in_mid_sentence(text, start):
            yield Candidate("unit", _without_genitive(name, text), start, end, spelled=True)


_HEAD_BEFORE = re.compile(
    rf"(?i:(?:{_UNIT_ENDING}|center|stab|udvalget|chef(?:en)?|direktør(?:en)?)){GAP}for{GAP}$"
)


def _said_to_be_units(text: str) -> Iterator[Candidate]:
    """`en ny enhed "X i Y"`, `afdelingen Plan og Byg`."""
    for match in _OF_KIND.finditer(text):
        group = "quoted" if match["quoted"] else "plain"
        name = one_line(match[group])
        if group == "plain" and not any(map(is_field, parts_of(name))):
            continue
        yield Candidate("unit", name, *match.span(group), spelled=True)
    for match in (*_FIELDS_BEHIND.finditer(text), *_begun(_FIELDS_ACT, text)):
        name = one_line(match["name"])
        own = words_of("fast-enhed")
        if all(is_field(part) and folded(part) not in own for part in parts_of(name)):
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
        if all(map(is_field, parts_of(name))):
            found.append((name, match.start("name"), match.end("name")))
        elif _UNIT.fullmatch(name):
            others.add(name)
    if len({name for name, _, _ in found} | others) > 1:
        for name, start, end in found:
            yield Candidate("unit", name, start, end, placed=is_field_alone(name), spelled=True)


_SHORT = ("HR", "IT", "PPR", "UU")
_FROM_SHORT = re.compile(rf"\b(?:fra|hos){GAP}(?P<name>{'|'.join(_SHORT)})(?![\w-])")


def _behind_from(text: str) -> Iterator[Candidate]:
    """`A B og C D fra HR`."""
    for match in _places(_FROM_SHORT, text):
        yield Candidate("unit", match["name"], *match.span("name"), placed=True, spelled=True)


_ANY: tuple[str, ...] = ()
_HAS: dict[re.Pattern[str], tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    _OWNED_BODY: (("ommunes", "ommunens"), None),
    _NAMED_BODY: (("Udvalg", "Styregruppen", "Opgaveudvalget", "stk."), None),
    _ADJECTIVE_BODY: (("dvalg", "Råd"), _ANY),
    _ARTICLE_BODY: (("Det",), ("Det",)),
    _BOARD: (("bestyrelsen",), _ANY),
    _GROUP: (("gruppe",), None),
    _ADJECTIVE_UNIT: (_KINDS_OF_UNITS, _ANY),
    _TEAM: (("Team",), ("Team",)),
    _CENTER: (("center",), _ANY),
    _SERVICE: ((*_ALONE, *_SERVICES), _ANY),
    _SCHOOL_PSYCHOLOGY: (("PPR",), ("PPR",)),
    _CAPITAL_SERVICE: (_OF_SERVICES, ("Den",)),
    _GUIDANCE: (("UU",), ("UU",)),
    _FROM_SHORT: (_SHORT, None),
}
"""Of forms that few texts have the words of which each match has one, and of those that begin with a capital
the words they begin with, empty for any."""
FORMS: tuple[_Form, ...] = (_bodies, _units, _pairs, _said_to_be_units, _budget_headings, _behind_from)
"""All that need nothing but the text."""


# Institutions named after the municipality.


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


# Behind a name a noun has no article: no `Ådalsø Familiehuset`.
_DEFINITE = re.compile(r"(?:en|et)$")
_LINE_ALONE = re.compile(r"[\w-]+[ \t]*\n")


def _opens_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def of_town(text: str, town: str) -> Iterator[Candidate]:
    """`Ådalsø Bibliotek`, `Ådalsø musikskole`, and with a slip of one letter; another place only where both
    words have capitals."""
    kinds = words_of("institution") | {word for word in words_of("fast-enhed") if not _DEFINITE.search(word)}
    for match in _begun(_INSTITUTION, text):
        word = folded(match["of"])
        own = match["town"] == town
        if not own and (match["of"][0].islower() or folded(match["town"]) in _NO_PLACE):
            continue
        if not own and _LINE_ALONE.match(text, match.start("town")) and _opens_line(text, match.start()):
            continue  # a heading, and what begins the text below it
        forms = (word, word.removesuffix("s"), re.sub(r"ers?$", "", word))
        right = next((form for form in forms if form in kinds), "")
        if not right and own and len(word) > 8:
            right = next(
                (kind for kind in sorted(kinds) if OSA.distance(word, kind, score_cutoff=1) == 1), ""
            )
        if right:
            yield Candidate("unit", f"{match['town']} {right.capitalize()}", match.start(), match.end())
