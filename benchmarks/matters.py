"""An invented municipality whose matters go on under new numbers, in other bodies and other words, with what
is the same and what only looks so.

A matter is a compound (`Kanalstrategi`) and where it is at home (`ved Lyngnæs`, `for unge`). It gets a new
number when the system changes, half of the time without a word about the old one, and when it is taken up
again a year or more later, often in another body and with its words turned round (`Evaluering af strategi for
kanaler`). Look-alikes share the compound or its first part, or the place, and are other matters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from benchmarks import words
from benchmarks.generate import PROFILE, written
from benchmarks.minutes import Truth
from benchmarks.world import NEW_SYSTEM, Case, Meeting, Numbers, Planned, World
from graph.municipality.profile import load_profile

# What a matter is about: in front of a compound, and by itself.
FRONTS = (
    "kanal:kanaler", "havne:havnen", "bibliotek:bibliotekerne", "cykel:cykler", "klima:klimaet",
    "skole:skolerne", "demens:demens", "støj:støj", "vandløbs:vandløb", "frivilligheds:frivillige",
    "ensomheds:ensomhed", "lektie:lektier", "fiskeri:fiskeriet", "museums:museerne", "idræts:idrætten",
    "musik:musikken", "landsby:landsbyerne", "turisme:turismen", "varme:varmen", "energi:energien",
    "solcelle:solceller", "vindmølle:vindmøller", "spildevands:spildevandet", "badevands:badevandet",
    "drikkevands:drikkevandet", "affalds:affaldet", "genbrugs:genbruget", "kompost:komposten",
    "skraldespands:skraldespandene", "træplantnings:træerne", "blomster:blomsterne", "bi:bierne",
    "fugle:fuglene", "natur:naturen", "ådals:ådalen", "strand:strandene", "kyst:kysten", "dige:digerne",
    "oversvømmelses:oversvømmelser", "skybruds:skybrud", "vinter:vinteren", "glatføre:glatføret",
    "fortovs:fortovene", "bro:broerne", "tunnel:tunnelen", "parkerings:parkeringen", "taxa:taxaerne",
    "færge:færgerne", "jernbane:jernbanen", "station:stationen", "samkørsels:samkørslen",
    "elbil:elbilerne", "lade:ladestanderne", "ungdoms:ungdommen", "fritids:fritiden",
    "legeplads:legepladserne", "børnehave:børnehaverne", "vuggestue:vuggestuerne", "dagpleje:dagplejen",
    "mobil:mobilerne", "trivsels:trivslen", "fraværs:fraværet", "læse:læsningen", "sprog:sprogene",
    "tandpleje:tandplejen", "sundheds:sundheden", "ryge:rygningen", "alkohol:alkoholen", "kost:kosten",
    "madspilds:madspildet", "køkken:køkkenerne", "plejehjems:plejehjemmene", "hjemmepleje:hjemmeplejen",
    "rehabiliterings:rehabiliteringen", "velfærdsteknologi:velfærdsteknologien", "pårørende:pårørende",
    "handicap:handicap", "tilgængeligheds:tilgængeligheden", "hjemløse:hjemløse",
    "boligsocial:boligerne", "integrations:integrationen", "flygtninge:flygtninge",
    "praktik:praktikken", "lærlinge:lærlingene", "rekrutterings:rekrutteringen",
    "seniorjob:seniorjobbene", "sygefraværs:sygefraværet", "arbejdsmiljø:arbejdsmiljøet",
    "kompetence:kompetencerne", "leder:lederne", "digital:digitaliseringen", "robot:robotterne",
    "selvbetjenings:selvbetjeningen", "hjemmeside:hjemmesiden", "telefon:telefonerne", "arkiv:arkivet",
    "kort:kortene", "indkøbs:indkøbene", "udbuds:udbuddene", "forsikrings:forsikringerne",
    "ejendoms:ejendommene", "rengørings:rengøringen", "kantine:kantinen", "nødstrøms:nødstrømmen",
    "beredskabs:beredskabet", "brandstations:brandstationerne", "by:byerne", "torve:torvene",
    "facade:facaderne", "nedrivnings:nedrivningerne", "byggesags:byggesagerne", "erhvervs:erhvervet",
    "detailhandels:detailhandlen", "iværksætter:iværksætterne", "kunst:kunsten", "teater:teatret",
    "festival:festivalerne", "kor:korene", "kulturarvs:kulturarven", "gravhøj:gravhøjene",
    "kloster:klosteret",
)  # fmt: skip
HEADS = (
    "strategi", "plan", "politik", "analyse", "projekt", "aftale", "center", "indsats", "forum",
    "katalog", "program", "ordning", "pulje", "netværk", "kampagne", "undersøgelse", "samarbejde",
    "værksted", "rapport", "løsning",
)  # fmt: skip
_BEFORE = (
    "Lyng", "Mølle", "Tang", "Nørre", "Sønder", "Bøge", "Hejre", "Vester", "Flad", "Kirke", "Ræv",
    "Strand", "Okse", "Skarp", "Tørve", "Elle", "Havre", "Gåse", "Birke", "Lærke",
)  # fmt: skip
_AFTER = ("næs", "bæk", "høj", "kær", "vænge", "toft", "mose", "lund", "holm", "rup")
PLACES = tuple(f"ved {before}{after}" for before in _BEFORE for after in _AFTER)
GROUPS = (
    "for unge", "for ældre", "for nytilflyttede", "på øerne", "i de små samfund", "for foreninger",
    "for familier", "for begyndere", "i midtbyen", "i ydertimerne", "om vinteren",
    "i samarbejde med naboerne",
)  # fmt: skip
NEW = ("{name}", "{name}", "Forslag til {low}", "{name} - valg af løsning", "Oplæg om {low}", "{turned}")
AGAIN = (
    "Evaluering af {low}", "Status på {low}", "Opfølgning på {low}", "{turned} - erfaringer",
    "Evaluering af {turned_low}", "Revideret {low}", "{name}", "{turned}", "Ny finansiering af {low}",
)  # fmt: skip
_AGAIN, _LOOKALIKE, _UNSAID, _CLOSED_MATTER = 0.15, 0.25, 0.6, 0.4
_WEEKS = 52


@dataclass(frozen=True)
class Matter:
    """What stays the same whatever number it has."""

    number: int
    front: str
    head: str
    where: str
    kle: str

    @property
    def name(self) -> str:
        return f"{self.compound} {self.where}"

    @property
    def compound(self) -> str:
        return f"{self.front.partition(':')[0]}{self.head}"

    def title(self, template: str) -> str:
        turned = f"{self.head} for {self.front.partition(':')[2]} {self.where}"
        said = template.format(
            name=_capital(self.name), low=self.name, turned=_capital(turned), turned_low=turned
        )
        return _capital(said)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


@dataclass
class MatterCase(Case):
    """A case of a matter; ``told`` is where its numbers are put down."""

    matter: Matter | None = None
    again: bool = False
    told: dict[str, int] = field(default_factory=dict)

    def number(self, day: date, numbers: Numbers) -> str:
        """As :meth:`Case.number`; when the system changes, the old number is often not told of."""
        renumbered = day.year >= NEW_SYSTEM and self.older is not None and self.newer is None
        number = super().number(day, numbers)
        assert self.matter is not None
        self.told[number] = self.matter.number
        if renumbered and self.matter.number % 10 < _UNSAID * 10:
            self.older = None
        return number


class MatterWorld(World):
    """A world in which cases are of matters; ``matter_of`` has the matter of each number."""

    def __init__(self, seed: int) -> None:
        super().__init__(load_profile(PROFILE), seed)
        self.matter_of: dict[str, int] = {}
        self._all: list[Matter] = []
        self._used: set[tuple[str, str, str]] = set()
        self._begun: list[tuple[date, Matter]] = []
        self._today = date.min

    def _meeting(self, body: str, day: date) -> Meeting:
        self._today = day
        return super()._meeting(body, day)

    def _matter(self) -> Matter:
        """A new one; some look like one there was."""
        rng = self.rng
        while True:
            front, head = rng.choice(FRONTS), rng.choice(HEADS)
            where = rng.choice(PLACES if rng.random() < 0.7 else GROUPS)
            if self._all and rng.random() < _LOOKALIKE:
                like = rng.choice(self._all)
                front = like.front
                head, where = (like.head, where) if rng.random() < 0.5 else (head, like.where)
            key = front, head, where
            if key not in self._used:
                self._used.add(key)
                found = Matter(len(self._all), front, head, where, rng.choice(words.KLE))
                self._all.append(found)
                return found

    def _old(self) -> Matter | None:
        """A matter that was begun a year ago or more."""
        if not self._begun:
            return None
        began, matter = self._begun[self.rng.randrange(len(self._begun))]
        return matter if (self._today - began).days > 7 * _WEEKS else None

    def _case(self, body: str) -> Case:
        drawn = super()._case(body)
        old = self._old() if self.rng.random() < _AGAIN else None
        matter = old or self._matter()
        self._begun.append((self._today, matter))
        return MatterCase(
            thing=_capital(matter.compound),
            place=matter.where.removeprefix("ved "),
            kle=matter.kle,
            kind=drawn.kind,
            path=drawn.path,
            matter=matter,
            again=old is not None,
            told=self.matter_of,
        )

    def _planned(self, case: Case, day: date) -> Planned:
        assert isinstance(case, MatterCase)
        assert case.matter is not None
        title = case.matter.title(self.rng.choice(AGAIN if case.again else NEW))
        return Planned(case.number(day, self.numbers), title, case.kind, case)

    def _closed(self, day: date) -> Planned:
        """A closed item, under a number of its own: of a matter there was, or of a house of its own."""
        number = self.numbers.case(day)
        old = self._old() if self.rng.random() < _CLOSED_MATTER else None
        if old is None:
            street = f"{self.rng.choice(_BEFORE)}{self.rng.choice(_AFTER)}"
            return Planned(number, f"Køb af {street}vej {self.rng.randrange(1, 200)}", None, closed=True)
        self.matter_of[number] = old.number
        return Planned(number, old.title(self.rng.choice(AGAIN)), None, closed=True)


def generate(documents: int, seed: int = 1) -> tuple[Iterator[tuple[str, Truth]], Mapping[str, int]]:
    """So many texts with their truth, one at a time, and the matter of each case number, which is whole when
    all texts are made."""
    world = MatterWorld(seed)
    return ((text, truth) for _, text, truth in written(world, documents)), world.matter_of
