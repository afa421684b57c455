"""What is due in a release, narrowed by what an address asks for, and told in words."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

from api.due.held import Finding, Held, held_in
from api.i18n.language import N_
from api.lists.search_results import Results
from api.serving.releases import OpenRelease
from api.site.site import Site
from api.workers.own_queries import LEAST_QUADS
from graph.base import alphabet
from graph.cases.due import KINDS, Due
from graph.cases.facts import CaseFacts
from graph.ontology.iris import municipality_in, number_of, place, quoted_span
from graph.ontology.terms import OA

APART = "kan-ikke-vides"
"""The value of ``slags`` for what nobody can know, whatever its kind."""
HEADINGS: Mapping[str, str] = {
    "lovet": N_("Lovet, og ikke set"),
    "udsat": N_("Udsat, og ikke kommet igen"),
    "planlagt": N_("Planlagt behandling, der ikke kom"),
    "ikke-fulgt": N_("Indstillinger, der blev ændret eller ikke fulgt"),
    APART: N_("Det kan samlingen ikke svare på"),
}
ABOUT: Mapping[str, str] = {
    "lovet": N_("Beslutningen siger, at sagen kommer igen til en tid, og den er ikke set i samlingen siden."),
    "udsat": N_("Sagen blev udsat eller skal genoptages, og den er ikke set i samlingen siden."),
    "planlagt": N_("Sagens vej gik videre til et organ, der har holdt møde siden uden at have den."),
    "ikke-fulgt": N_("Beslutningen går imod det, der var indstillet, eller ændrer det."),
    APART: N_(
        "Samlingen har ikke de referater, hvor det kunne stå, eller punktet har intet sagsnummer at følge."
    ),
}
KIND_NAMES: Mapping[str, str] = {
    "lovet": N_("Lovet"),
    "udsat": N_("Udsat"),
    "planlagt": N_("Planlagt"),
    "ikke-fulgt": N_("Ikke fulgt"),
}
_ALTERED = N_("Ændret")
SURE: Mapping[str, str] = {
    "sikker": N_("sikkert"),
    "ret-sikker": N_("ret sikkert"),
    "usikker": N_("usikkert"),
}
_WHY: Mapping[str, str] = {
    "ingen-referater": N_("Samlingen har ingen referater fra %(body)s."),
    "ingen-senere": N_("Samlingens referater fra %(body)s slutter den %(day)s."),
    "uden-nummer": N_("Punktet har intet sagsnummer, så sagen kan ikke følges."),
    "imod": N_("Beslutningen går imod indstillingen."),
    "aendret": N_("Beslutningen ændrer det, der var indstillet."),
}

_KNOWN: WeakKeyDictionary[OpenRelease, Held] = WeakKeyDictionary()
_BEGUN: WeakKeyDictionary[OpenRelease, Finding] = WeakKeyDictionary()
_LOCK = threading.Lock()


def held(release: OpenRelease) -> Held:
    """All that is due in a release; worked out once."""
    with _LOCK:
        if release not in _KNOWN:
            begun = _BEGUN.pop(release, None)
            _KNOWN[release] = (begun and begun.result()) or held_in(release.store)
        return _KNOWN[release]


def prepare(release: OpenRelease) -> None:
    """Begin to find all that is due in a large release: who asks first would wait for it."""
    large = (release.shelved.manifest.totals.quads or 0) >= LEAST_QUADS
    if large and release not in _BEGUN and release not in _KNOWN:
        _BEGUN[release] = Finding(release.shelved.store)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a kind or :data:`APART`, the codes of a body and a unit, a municipality, and
    the first and last day (ISO 8601) on which something was expected, or else told of. Empty is all."""

    kind: str = ""
    body: str = ""
    unit: str = ""
    municipality: str = ""
    first: str = ""
    last: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """As they stand in an address."""
        named = {
            "slags": self.kind,
            "organ": self.body,
            "enhed": self.unit,
            "kommune": self.municipality,
            "fra": self.first,
            "til": self.last,
        }
        return {name: value for name, value in named.items() if value}

    def of_kind(self, kind: str) -> "Asked":
        return replace(self, kind=kind)


def narrowed(release: OpenRelease, asked: Asked) -> list[Due]:
    """What is due and asked for, of all kinds; :func:`of_kind` parts them."""
    found: Sequence[Due] = held(release).due
    shelved = release.shelved
    if asked.municipality:
        base = shelved.manifest.base_iri
        found = [one for one in found if municipality_in(one.told.item, base) == asked.municipality]
    if asked.body:
        body = shelved.coded("organ", asked.body)
        found = [one for one in found if body in (one.told.body, one.body)]
    if asked.unit:
        naming = _naming(release, shelved.coded("enhed", asked.unit))
        found = [one for one in found if one.told.item in naming]
    return [
        one
        for one in found
        if one.day[:10] >= asked.first[: len(one.day)] and (not asked.last or one.day <= asked.last)
    ]


def of_kind(found: Sequence[Due], kind: str) -> list[Due]:
    """Those of a kind that can be known, those that cannot for :data:`APART`, or all for the empty word."""
    if kind == APART:
        return [one for one in found if not one.known]
    return [one for one in found if not kind or (one.kind == kind and one.known)]


def _naming(release: OpenRelease, unit: str) -> set[str]:
    """The items that name a unit."""
    facts = CaseFacts(release.store)
    mentions = facts.having(OA.hasBody, unit)
    return {at.item for one in mentions if (at := place(one)) and at.item}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed to, by its code, with how many there are of it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """Something due in words: ``when`` is empty where no time is told, ``words`` are those of the minutes,
    ``sure`` and ``why`` say how sure it is; ``number`` and ``case`` are of the case, empty without one."""

    due: Due
    kind: str
    when: str
    body: str
    awaited: str
    number: str
    case: str
    words: str
    sure: str
    why: str


class Teller:
    """Tells what is due in the language of a site; texts and labels are read once."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self._release, self.say = release, site.links.language
        self.label = Results(release.store, self.say, ()).label
        self._texts: dict[str, str] = {}

    def told(self, one: Due) -> Told:
        """One of them in words."""
        case = one.told.cases[0] if one.told.cases else ""
        kind = _ALTERED if one.reason == "aendret" else KIND_NAMES[one.kind]
        return Told(
            due=one,
            kind=self.say.say(kind),
            when=self.say.months(one.when),
            body=self.label(one.told.body),
            awaited=self.label(one.body),
            number=number_of(case) if case else "",
            case=case,
            words=one.text or self._quoted(one.span),
            sure=self.say.say(SURE[one.sureness]),
            why=self.why(one),
        )

    def why(self, one: Due) -> str:
        """Why it is told, or why nobody can know, and what makes it less sure."""
        values = {
            "body": self.say.within(self.label(one.body)),
            "day": self.say.day(one.until),
            "count": one.since,
        }
        if one.reason == "ikke-set":
            said = self.say.words.ngettext(
                "Sagen er ikke i det eneste senere referat fra %(body)s, af %(day)s.",
                "Sagen er ikke i de %(count)s senere referater fra %(body)s; det seneste er af %(day)s.",
                one.since,
            )
            sentences = [said % values]
        else:
            sentences = [self.say.say(_WHY[one.reason], **values)]
        if one.reckoned:
            sentences.append(self.say.say("Tiden er regnet ud fra mødets dato."))
        if one.missing and one.reason != "ingen-referater":
            more = self.say.words.ngettext(
                "Et senere møde er nævnt, men referatet er ikke i samlingen.",
                "%(count)s senere møder er nævnt, men referaterne er ikke i samlingen.",
                one.missing,
            )
            sentences.append(more % {"count": one.missing})
        return " ".join(sentences)

    def choices(self, found: Mapping[str, int]) -> list[Choice]:
        """Things, each with how often it is there, in the order of the alphabet; of several municipalities
        each says whose it is."""
        shelved = self._release.shelved
        made = [
            Choice(shelved.code_of(iri), shelved.told_apart(self.label(iri), iri), count)
            for iri, count in found.items()
        ]
        return sorted(made, key=lambda one: alphabet.key(one.label))

    def _quoted(self, span: str) -> str:
        """The words of a stretch of minutes."""
        minutes, found = span.partition("#")[0], quoted_span(span)
        if minutes not in self._texts:
            self._texts[minutes] = self._release.text(minutes)
        return " ".join(self._texts[minutes][found[1].start : found[1].end].split()) if found else ""


def last_day(one: Due) -> date | None:
    """The last day on which it was expected; ``None`` where no time is told."""
    if not one.when:
        return None
    when = one.when[-1]
    if len(when) > len("2017-11"):
        return date.fromisoformat(when)
    year, month = int(when[:4]), int(when[5:])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def counts(found: Sequence[Due]) -> dict[str, int]:
    """How many there are of each kind, and apart."""
    known = Counter(one.kind for one in found if one.known)
    return {**{kind: known[kind] for kind in KINDS}, APART: sum(not one.known for one in found)}
