"""What is a person's name by its form, and the words that stand beside one: posts, roles, parties.

No list of names is held. A full name is two to six words with a capital first letter, with particles (`van
der`), initials and hyphens between them; whatever has a digit, a verb or a place's or an office's word in it
is none.
"""

import re

from graph.base.remembered import of_one_text
from graph.wording.bodies import KINDS_OF_BODIES

_WORD = re.compile(r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*['’.]?")
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "de",
        "du",
        "di",
        "da",
        "dos",
        "del",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "el",
        "al",
        "bin",
        "ben",
        "ibn",
        "abu",
        "bint",
        "dal",
        "della",
        "das",
        "vom",
        "zum",
        "zur",
        "san",
        "'t",
    )
)
# These stand behind another particle only: `van der`, `von den`.
_SECOND_PARTICLES = frozenset(("der", "den", "de", "la", "las", "los", "het"))
_SUFFIXES = frozenset(("jr", "sr", "sen", "jr.", "sr.", "sen."))
_MOST_WORDS = 6
_LONGEST = 80

# Words that make capitals the name of an office, a place or a text and not of a person.
_OF_NO_PERSON = re.compile(
    r"\w*(?:kommunen?s?|udvalget?s?|rådets?|nævnet?s?|bestyrelsens?|direktionens?|forvaltningens?"
    r"|sekretariatet?s?"
    r"|afdelingens?|salen|lokalet?|rådhuset?|bilag|referat|dagsorden(?:en)?|indstilling(?:en)?"
    r"|beslutning(?:en)?"
    r"|fremstilling|orientering|godkendelse|kvarteret|skolen?|center|centret|centeret|biblioteket?)"
    r"|team|stab|afbud|fraværende|herudover|desuden|enheden?|møde(?:t|lokale)?|punkt|pkt|sag(?:en|snr)?"
    r"|side|emne|tema|åbent|lukket|ingen|begge|alle"
    r"|\w*(?:forening|organisation)(?:en|ens|er|erne|ers|ernes)?|\w+forbund(?:et|ets)?|\w+klub(?:ben)?"
    r"|plads|torvet?|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|udkast|borger\w+|forslag|plan"
    r"|budget\w*"
    r"|mål|tid|sted|dato|kl|nr|deltog|deltager(?:e|ne)?|(?:frem)?mødte?|udeblev|tilstede|(?-i:[IVX]{2,})",
    re.IGNORECASE,
)
# In front of others it is an organisation's (`Danske Regioner`), behind one a surname.
_IN_FRONT_OF_NO_PERSON = re.compile(r"danske?", re.IGNORECASE)
_ROLE = (
    r"(?:chef|direktør|leder|konsulent|koordinator|sekretær|formand|forperson|mester|jurist|planlægger"
    r"|inspektør"
    r"|rådmand|tillidsmand|kommissær|medlem|repræsentant|suppleant|stedfortræder|observatør|referent|assistent"
    r"|fuldmægtig"
    r"|ingeniør|arkitekt|medarbejder|behandler|ordfører|holder|styrer|revisor|advokat|controller"
    r"|sygeplejerske"
    r"|lærer|pædagog|læge|rektor|kontakt|specialist|udvikler|rådgiver|ejer|gæst)"
)
_ROLE_ENDING = r"(?:en|et|n|er|ne|erne|ene|r|e|mer|merne)?"
_ROLE_WORD = re.compile(rf"(?:[\w/&-]*{_ROLE}{_ROLE_ENDING}|F?TR|F?AMR)$", re.IGNORECASE)
# Names that end as roles do: `Sejer`, `Mejer`.
_NO_ROLE = re.compile(r"\w{1,2}ejer(?:s|en)?$", re.IGNORECASE)
_ROLE_ALONE = re.compile(
    r"(?:(?:[12]\.\s*)?(?:vice|næst|udvalgs)?(?:formand|borgmester)|chef|leder|referent|medlem|rådmand"
    r"|direktør|stedfortræder)"
    r"(?:en|et)?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:[\w-]*(?:forvaltning|afdeling|center|centr|stab|sekretariat|kontor|service|enhed|direktion"
    r"|udvalg|råd"
    r"|nævn|bestyrelse|bibliotek|gruppe|pleje|skole|forum|administration|myndighed|beredskab|forsyning)"
    r"(?:en|et|n|e|erne|ne)?|team|område)s?$",
    re.IGNORECASE,
)
_BODY = re.compile(rf"[\w-]*(?:direktion|{KINDS_OF_BODIES})(?:en|et)?$", re.IGNORECASE)
PARTY_NAMES = (
    r"(?:[Dd]et\s+|[Dd]e\s+)?(?:[Rr]adikale|[Kk]onservative)(?:\s+(?:Venstre|Folkeparti))?|Venstre"
    r"|Socialdemokrat(?:iet|erne)|Socialistisk\s+Folkeparti|Dansk\s+Folkeparti|Liberal\s+Alliance"
    r"|Nye\s+Borgerlige|Enhedslisten(?:\s*[-–]\s*[Dd]e\s+[Rr]ød-[Gg]rønne)?|Alternativet|Moderaterne"
    r"|Danmarksdemokraterne|Kristendemokraterne|Kristeligt\s+Folkeparti|Frie\s+(?:Grønne|Liberale|Konservative)"
    r"|Slesvigsk\s+Parti|Schleswigsche\s+Partei|Borgernes\s+Parti|Stram\s+Kurs"
    r"|SF|DF|KD|LA|EL|RV|DD|NB"
)
"""Parties that stand in many municipalities, by their names and short names, as an expression."""
_PARTY = re.compile(
    rf"(?:{PARTY_NAMES}|løsgænger|uden for (?:parti\w*|gruppe\w*)"
    r"|[\w-]+(?:listen|partiet)|liste\s+[a-zæøå]{1,2}|(?-i:[A-ZÆØÅ]{1,2}))\.?",
    re.IGNORECASE,
)


def is_full_name(words: str) -> bool:
    """Whether words are a person's full name by their form."""
    counted = _words_of_name(words)
    return counted is not None and 2 <= counted <= _MOST_WORDS and not is_party(words)


@of_one_text
def _words_of_name(words: str) -> int | None:
    """How many words of a name there are, particles apart; ``None`` for what is no name or breaks off."""
    if len(words) > _LONGEST:
        return None
    counted, particles = 0, 0
    parts = words.split()
    if parts and parts[-1] in _SUFFIXES:
        parts.pop()
    for part in parts:
        if _is_particle(part, particles) and counted:
            particles += 1
        elif (
            _is_word(part)
            and not _OF_NO_PERSON.fullmatch(part)
            and (counted or not _IN_FRONT_OF_NO_PERSON.fullmatch(part))
        ):
            counted, particles = counted + 1, 0
        else:
            return None
    return counted if counted and not particles else None


def _is_word(part: str) -> bool:
    """A word of a name: a capital first, a stop behind initials and short forms (`Chr.`) only."""
    capital = part[:1].isupper() or (part[:2].casefold() in ("d'", "d’") and part[2:3].isupper())
    return capital and _WORD.fullmatch(part) is not None and not (part.endswith(".") and len(part) > 5)


def _is_particle(part: str, before: int) -> bool:
    return part in (_SECOND_PARTICLES if before else _PARTICLES)


def is_particle(word: str) -> bool:
    """Whether a word can stand within a name in small letters (`van`, `der`)."""
    return word in _PARTICLES or word in _SECOND_PARTICLES


def is_shouted(words: str) -> bool:
    """Whether words stand in capitals throughout, as headings do."""
    return words.isupper() and len(words) > 3


def breaks_off(words: str) -> bool:
    """Whether words are the beginning of a name and no more: one word of it, or a particle last."""
    parts = words.split()
    while parts and _is_particle(parts[-1], 1 if len(parts) > 1 and parts[-2] in _PARTICLES else 0):
        parts.pop()
    counted = _words_of_name(" ".join(parts))
    return counted is not None and (counted == 1 or len(parts) < len(words.split()))


def goes_on(words: str) -> bool:
    """Whether words can be the rest of a name that a line end cut: one word of it, or particles and it."""
    parts = words.split()
    while parts and (is_particle(parts[0])):
        parts.pop(0)
    return _words_of_name(" ".join(parts)) is not None and (
        len(parts) == 1 or len(parts) < len(words.split())
    )


@of_one_text
def is_role_word(word: str) -> bool:
    """Whether a word is a post or a role by its form (`udvalgsformand`, `Kulturchefen`)."""
    bare = word.rstrip(".:")
    return _ROLE_WORD.match(bare) is not None and _NO_ROLE.match(bare) is None


def is_bare_role(word: str) -> bool:
    """Whether a word is a role and can be no surname (`Formand`, but not `Hedemand`)."""
    return _ROLE_ALONE.match(word.rstrip(".:")) is not None


def is_unit(word: str) -> bool:
    """Whether a word is a unit or a body by its form (`Økonomiforvaltningen`, `Center`)."""
    return _UNIT.match(word) is not None


def is_body(word: str) -> bool:
    """Whether a word is a body by its form (`Klimaudvalget`)."""
    return _BODY.match(word) is not None


@of_one_text
def is_party(words: str) -> bool:
    """Whether words name a party, by its letters or its name."""
    return _PARTY.fullmatch(words) is not None
