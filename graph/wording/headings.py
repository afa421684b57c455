"""The headings of an item's sections -> what they are, by the wordings of the scheme ``afsnitstype``."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from graph.municipality.profile import folded
from graph.ontology.terms import vocabulary
from graph.wording.bodies import KINDS_OF_BODIES

_BESIDE = re.compile(r"\s+(?:og|samt|&|/)\s+(?:[\w-]+\s+og\s+)?[\w-]+(?=\s|$)")
RECOMMENDS = "(?:indstiller|foreslår|anbefaler)"
"""What somebody does who recommends, as an expression."""
_RECOMMENDS = re.compile(rf"(?!.*\b(?:om|hvad|hvem|hvis|når)\b)[^.:;,]{{3,60}}\s{RECOMMENDS}(?:,?\s+at)?$")
# What a body or the administration is said to recommend (`Magistratens indstilling`): neither a minority, nor
# another authority, nor what was recommended another year.
_OF_WHOM = re.compile(
    r"(?!.*\b(?:mindretal|års?\b|tidligere|forrige|(?:eks|stats|skatte|region|folketing)\w*))"
    r"(?:[^.:;,\d]{0,59}[ -])?\w{0,40}"
    r"(?:udvalg(?:et)?|(?:by|kommunal)(?:råd(?:et)?|bestyrelsen?)|magistrat(?:en)?|direktion(?:en)?"
    r"|forvaltning(?:en)?|administration(?:en)?|(?<!\w)(?:kommunal)?direktør(?:en)?|borgmester(?:en)?)"
    r"(?: for [^.:;,\d]{2,60})?(?:s|['’]) (?:indstilling|forslag til beslutning|anbefaling)(?:er)?$"
)
# The same with whose it is behind it (`Indstilling fra forvaltningen`).
_FROM_WHOM = re.compile(
    r"(?:indstilling|anbefaling|forslag)(?:er)? fra [\w ,-]{0,60}(?:udvalget|rådet|bestyrelsen|direktionen"
    r"|forvaltningen|administrationen|direktøren|chefen|afdelingen|centret|sekretariatet|staben)$"
)
# What a section comes to in the end.
_ENDS_IN_IT = re.compile(r"(?:konklusion|vurdering|anbefaling)(?:er)? (?:og|samt|&) indstilling(?:er)?$")
_LONGEST = 120
DECISION, CONCLUSION, RECOMMENDATION = "beslutning", "konklusion", "indstillinger"
BEHIND_DECISION = ("", "bilag", "opfoelgning")
"""The kinds of sections that stand behind what was decided."""


@cache
def headings() -> dict[str, str]:
    """Section headings, folded, to their kinds: those that are one in any line that says no more."""
    kinds = vocabulary().concepts("afsnitstype")
    return {folded(label): kind.code for kind in kinds for label in kind.labels}


@cache
def _told() -> dict[str, str]:
    """And those that are one only where the source says that it is a heading."""
    kinds = vocabulary().concepts("afsnitstype")
    return {folded(label): kind.code for kind in kinds for label in kind.hidden} | headings()


def says_who_recommends(heading: str) -> bool:
    """Whether a heading is itself the beginning of a recommendation (`Forvaltningen indstiller, at`)."""
    return len(heading) <= _LONGEST and _RECOMMENDS.match(folded(heading).strip(" .,:;*_-")) is not None


_ADVISES = re.compile(
    r"\b(?:forvaltning|administration|vurder|anbefal|indstil(?!ling)|indstillingen er|bør\b|foreslå)",
    re.IGNORECASE,
)
# A body that says itself what it advises does so by what it decides.
_BODY_ADVISES = re.compile(
    rf"(?:^|(?<=[.!?]\s))\W*(?:enigt\s)?[^\W\d_]*{KINDS_OF_BODIES}(?:et|en)\s(?:vurdere|anbefale|indstille|foreslå)[rd]e?(?!\w)",
    re.IGNORECASE,
)


def advises(words: str) -> bool:
    """Whether a conclusion is what the administration thinks, and not what a body decided."""
    return _ADVISES.search(_BODY_ADVISES.sub("", words)) is not None


# Who decides elsewhere, or is asked: the words below `Afgørelse` are of these where they are the subject.
_OTHERS = (
    r"(?:[\w-]*nævnet|[\w-]*(?<!be)styrelsen|[\w-]*ministeriet|(?:by|lands|høje)?retten"
    r"|[\w-]*(?:beboer|borger|nabo|forældre|lodsejer|ansøger|patient|klager)(?:en|ne|ene)|[\w-]*høringen)(?!\w)"
)
_OF_OTHERS = re.compile(
    rf"(?:\A|[.:;\n])\W*{_OTHERS}|\w(?:t|es|ås)\s+af\s+{_OTHERS}"
    r"|(?:\A|:)\W*(?:\w+\s)?[\w-]*(?:forvaltning|administration)en(?!\w)"
    r"|(?:forvaltning|administration)en\s+(?:indstiller|anbefaler|foreslår|vurderer)"
    r"|\A[^.\n]*?(?:borger|beboer|nabo|forældre)møde",
    re.IGNORECASE,
)


def of_others(words: str) -> bool:
    """Whether words tell what another authority, the administration or those who were asked came to, and not
    what a body decided."""
    return _OF_OTHERS.search(words) is not None


def names_decision(heading: str) -> bool:
    """Whether a heading of the kind of a conclusion names what was decided (`Afgørelse`), though the words
    below name a proposal: not the conclusion by its own name, which is the administration's as often."""
    return section_kind(heading) == CONCLUSION and _key(heading) != CONCLUSION


def common_headings(items: Sequence[Collection[str]]) -> frozenset[str]:
    """Of the headings of items, as keys, those that more than half of the items with any have."""
    told = Counter(key for headings in items for key in {_key(heading) for heading in headings})
    some = sum(bool(headings) for headings in items)
    return frozenset(key for key, count in told.items() if 2 * count > some)


def is_one_of(heading: str, keys: Collection[str]) -> bool:
    """Whether a heading is one of those of :func:`common_headings`."""
    return _key(heading) in keys


def _key(heading: str) -> str:
    return folded(heading).strip(" .:;*_-")


def concludes(kinds: Sequence[str]) -> bool:
    """Whether of the sections of an item, by their kinds, a conclusion is what was decided: it stands first
    or last but for attachments, and no decision is printed."""
    told = [kind for kind in kinds if kind not in BEHIND_DECISION]
    return DECISION not in told and CONCLUSION in (*told[:1], *told[-1:])


@lru_cache(maxsize=8192)
def section_kind(heading: str) -> str | None:
    """The kind of section that opens under words which the source says are a heading; ``None`` for unknown
    ones.

    One that also names other things is of the first (`Økonomiske og erhvervsmæssige konsekvenser`), and where
    the heading says who recommends (`Forvaltningen indstiller`, `Magistratens indstilling`), it is the
    recommendation, as where it comes to one (`Konklusion og indstilling`).
    """
    key = _key(heading)
    if not key or len(key) > _LONGEST:
        return None
    if _ENDS_IN_IT.match(key):
        return RECOMMENDATION
    known = _told()
    if found := known.get(key) or known.get(_BESIDE.sub("", key)):
        return found
    if says_who_recommends(heading) or _OF_WHOM.match(key) or _FROM_WHOM.match(key):
        return RECOMMENDATION
    return next(
        (kind for start, kind in known.items() if start.endswith("-") and key.startswith(start)), None
    )
