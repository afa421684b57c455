"""The items of a meeting put in the order of their numbers, each number told once; and what a format's reader
has to tell of what it left out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from graph.minutes.model import Finding, Severity
from graph.readers.protocol.record import RecordedItem, RecordedSection
from graph.readers.protocol.values import OWN, squeezed
from graph.readers.rendering import LEFT_OUT, Unreadable
from graph.wording.folding import fold
from graph.wording.item_numbers import CLOSED_SERIES
from graph.wording.openness import closes_attachment, line_mark

_ANEW = (CLOSED_SERIES, "tillaeg-")
"""Before the numbers of closed parts and of supplements that begin anew."""
MOST_ITEMS = 2000
"""More items than any meeting has."""

MESSAGES: Mapping[str, tuple[Severity, str]] = {
    "attachment-not-for-publication": ("info", "Bilag, der ikke er til offentliggørelse, er udeladt ({})."),
    "closed-item-decision-published": (
        "warning", "Kilden viser indholdet af lukkede punkter; det er udeladt ({})."
    ),
    "closed-in-doubt": ("warning", "Punkter, som kilden ikke siger er åbne, er regnet for lukkede ({})."),
    "personal-field-dropped": ("info", "Felter om sagsbehandlere, adresser og stier er udeladt ({})."),
    "placeholder-section": ("info", "Felter, der kun siger, at der intet står, er udeladt ({})."),
    "item-without-title": ("warning", "Punkter uden titel er udeladt ({})."),
    "item-number-missing": ("warning", "Numre mangler i rækken af punkter ({})."),
    "item-unnumbered": ("warning", "Punkter uden nummer har fået det næste ({})."),
    "item-number-twice": ("warning", "Numre, der er brugt af to punkter, har fået et tillæg ({})."),
    "second-decision": ("warning", "Punkter har to beslutninger fra samme møde; den første er brugt ({})."),
    "person-unresolved": ("info", "Noget blandt deltagerne er ikke et fuldt navn ({})."),
    "participants-missing": ("info", "Kilden siger ikke, hvem der deltog."),
    "section-heading-unknown": (
        "info", "Overskrifter i punkterne er ikke kendt; deres tekst er anden tekst ({})."
    ),
    "section-heading-empty": ("info", "Afsnit står under en tom overskrift ({})."),
    "unescaped-markup": (
        "info", "Tegnene < og & står i teksten uden at være kodet; de er læst som ord ({})."
    ),
    "images-left-out": ("info", "Billeder i teksten er udeladt ({})."),
    "hidden-text": ("warning", LEFT_OUT["hidden-text"]),
    "struck-out": ("warning", LEFT_OUT["struck-out"]),
    "own-decision-in-history": (
        "info", "Mødets egen beslutning står også blandt de tidligere; den er ikke en af dem ({})."
    ),
    "case-number-on-two-items": ("info", "Sagsnumre står på mere end ét punkt ({})."),
    "text-only-as-pdf": ("info", "Punkters tekst er kun udgivet som PDF; den er ikke læst ({})."),
    "place-truncated": ("info", "Mødestedet er klippet af i kilden."),
    "isopen-unreliable": (
        "info", "Kilden siger om alle punkter, at de ikke er åbne; det er afgjort på anden vis ({})."
    ),
    "gone-from-source": ("info", "Kilden har ikke længere mødet."),
    "not-minutes": ("info", "Det er en dagsorden og ikke et referat."),
    "draft": ("warning", "Referatet er et udkast."),
    "kind-unknown": ("warning", "Kilden siger ikke, om det er en dagsorden eller et referat."),
}  # fmt: skip


_CLOSED = r"(?:\blukke(?:t|de)\b|\bfortrolig(?:t|e)?\b|\b(?:ikke|ej)[- ]offentlig(?:t|e)?\b)"
_SAYS_CLOSED = re.compile(_CLOSED)
_AND = r"(?:\s*[/,&+]\s*|\s+(?:og|samt|eller)\s+)"
_OPEN = r"\bå(?:bne|bent?)\b"
_NOT_ALL = re.compile(
    rf"\b(?:uden|ekskl\w*\.?|undtagen|undtaget|ikke)\s+(?:(?:de|alle)\s+)?{_CLOSED}"
    rf"|{_OPEN}(?:\s\w+)?{_AND}{_CLOSED}|{_CLOSED}(?:\s\w+)?{_AND}{_OPEN}"
)
"""Over folded words: what names closed items that are not there, or not alone."""


@dataclass
class Told:
    """What a reader has to tell, counted by code; see :data:`MESSAGES`."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, times: int = 1) -> None:
        """Count that something was met; nothing where ``times`` is 0."""
        if times:
            self.counts[code] += times

    def lists(self, attachment: str, public: bool) -> bool:
        """Whether an attachment of that title may be listed: the source says that it is ``public``, and the
        title does not say that it is closed. One that may not be is told of."""
        if public and not closes_attachment(squeezed(attachment)):
            return True
        self.add("attachment-not-for-publication")
        return False

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(MESSAGES[code][0], code, MESSAGES[code][1].format(self.counts[code]))
            for code in MESSAGES
            if code in self.counts
        )


def at_most(found: Iterable[Element]) -> Iterator[Element]:
    """The elements of items, as long as they are no more than a meeting has; raises :class:`Unreadable`."""
    for count, one in enumerate(found):
        if count == MOST_ITEMS:
            raise _too_many()
        yield one


def closed_item(
    number: str, title: str, case_numbers: Iterable[str] = (), sections: Iterable[RecordedSection] = ()
) -> RecordedItem:
    """What is kept of a closed item: its number, its title and its case numbers. Of its ``sections`` the
    meeting's own decision goes on, to be withheld with the text unless the municipality has published it."""
    own = tuple(one for one in sections if one.kind == OWN)
    return RecordedItem(number, title, closed=True, case_numbers=tuple(case_numbers), withheld=own)


def says_closed(*names: str) -> bool:
    """Whether what an agenda, its kind or its body is called says that all of it is closed (`Lukket
    dagsorden`, `Byrådet - lukket`)."""
    return any(_SAYS_CLOSED.search(_NOT_ALL.sub("", fold(name).text)) for name in names)


def all_closed(items: Iterable[RecordedItem]) -> list[RecordedItem]:
    """The items as closed ones."""
    return [replace(one, closed=True) for one in items]


def in_order(
    items: Sequence[RecordedItem], told: Told, skipped: Collection[str] = (), sort: bool = True
) -> tuple[RecordedItem, ...]:
    """The items in the order of their numbers, those of supplements last where they begin anew; as they are
    given where the source has told their order, and they are not to be ``sort``-ed. A heading of closed ones
    closes those behind it in either order, for one without a number stands where the source has it.

    An item without a number gets the next one. Where two have one number, that of a closed item becomes
    `lukket-N`, that of a supplement's `tillaeg-N`, and any other `N-2`. ``skipped`` are the numbers of items
    that were left out. Raises :class:`Unreadable` for more items than a meeting has.
    """
    if len(items) > MOST_ITEMS:
        raise _too_many()
    items = list(_behind_dividers(items, told))
    highest = max((int(one.number) for one in items if _is_plain(one.number)), default=0)
    named = []
    for one in items:
        if not one.number:
            highest += 1
            told.add("item-unnumbered")
            one = replace(one, number=str(highest))
        named.append(one)
    taken: set[str] = set()
    apart: dict[int, RecordedItem] = {}
    for index, one in sorted(enumerate(named), key=lambda pair: (pair[1].closed, pair[1].supplementary)):
        if one.number in taken:
            one = replace(one, number=_another(one, taken))
            told.add("item-number-twice")
        taken.add(one.number)
        apart[index] = one
    found = sorted(apart.items(), key=lambda pair: (*_sorting(pair[1]), pair[0]) if sort else pair[0])
    _tell_gaps([one for _, one in found], told, skipped)
    return tuple(_behind_dividers([one for _, one in found], told))


def _behind_dividers(items: Sequence[RecordedItem], told: Told) -> Iterator[RecordedItem]:
    """The items, those closed that stand behind one whose title is a heading of closed ones (`Lukkede
    punkter`), up to one that opens them again; those of a supplement have their own."""
    following = {True: False, False: False}
    for one in items:
        mark = line_mark(one.title)
        if mark and mark.scope == "following":
            following[one.supplementary] = mark.closed
        if following[one.supplementary] and not one.closed:
            told.add("closed-in-doubt")
            one = replace(one, closed=True)
        yield one


def _too_many() -> Unreadable:
    return Unreadable("too-much", f"Filen har mere end {MOST_ITEMS} punkter.")


def _is_plain(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 7


def _another(item: RecordedItem, taken: Collection[str]) -> str:
    closed, supplement = _ANEW
    start = closed if item.closed else supplement if item.supplementary else ""
    stem = f"{start}{item.number}"
    wanted = (stem, *(f"{stem}-{times}" for times in range(2, MOST_ITEMS + 2)))
    return next(one for one in wanted if one not in taken)


def _sorting(item: RecordedItem) -> tuple[int, list[int]]:
    """By the groups of digits of a number, those that begin anew last."""
    anew = next((rank for rank, start in enumerate(_ANEW, start=1) if item.number.startswith(start)), 0)
    return anew, [int(digits[:9]) for digits in re.findall(r"\d+", item.number)] or [10**9]


def _tell_gaps(items: Sequence[RecordedItem], told: Told, skipped: Collection[str]) -> None:
    """Count the numbers that the row of plain ones lacks."""
    numbers = {int(one.number) for one in items if _is_plain(one.number)}
    numbers |= {int(number) for number in skipped if _is_plain(number)}
    if not numbers or len(numbers) < len(items) / 2:
        return
    gaps = [
        number for number in range(min(numbers), min(max(numbers), min(numbers) + MOST_ITEMS))
        if number not in numbers
    ]  # fmt: skip
    told.add("item-number-missing", len(gaps))
