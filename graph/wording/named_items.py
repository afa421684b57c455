"""How sentences name items of the agenda by their numbers, and say that the meeting is closed under them.

All over folded text (:func:`graph.wording.folding.fold`).
"""

import re

from graph.wording.item_numbers import IN_SENTENCE

YEAR = r"\s?/\s?(?:19|20)\d\d(?!\d)"
"""The year behind the number of an item that has one, as an expression."""
_NUMBER = rf"{IN_SENTENCE}(?:{YEAR})?(?![^\W_])(?!/\d)"
LISTED_NUMBERS = (
    rf"{_NUMBER}(?:\s?(?:,\s?og|,|og|samt|eller|til|t\.?\s?o\.?\s?m\.?|&|\+|-)\s?"
    rf"(?:(?:punkt(?:erne|er)?|pkt\.?)\s)?(?:nr\.?\s?)?{_NUMBER}){{0,40}}"
)
"""A number or several, as an expression."""
_ITEMS = (
    r"(?<![^\W_])(?:(?:dagsordens?)?(?:punkt(?:erne|er)?|pkt\.?|sager(?:ne)?)\s?(?:nr\.?\s?|numrene\s)?"
    # What is written with a hyphen or a slash behind `sag` is a case, no item.
    r"|sag\s(?:nr\.?\s?)?(?=\d{1,3}[a-z]?(?![^\W_])(?!\s?[/.-]\d)))"
)
NAMED_ITEMS = re.compile(rf"{_ITEMS}(?P<numbers>{LISTED_NUMBERS})")
"""Items by their numbers: `punkterne 2 til 4 og 6`."""
POINTS = re.compile(
    rf"(?<![^\W_])(?:(?:(?:indstillings?|forslags?|beslutnings?)punkt(?:erne|er|et)?"
    rf"|(?:indstillingens|forslagets)\s(?:punkt(?:erne|er)?|pkt\.?))\s{LISTED_NUMBERS}"
    rf"|(?:punkt(?:erne|er)?|pkt\.?)\s{LISTED_NUMBERS}\si\s(?:indstilling(?:en|erne)|forslaget)(?![^\W_]))"
)
"""Points of what is recommended, which have numbers too: `punkt 1 i indstillingen`."""

_BY_ITEM = r"(?:ved|under|fra|til|for|i|på)\s"
_HANDLING = r"(?:(?:og\smed|(?:selve\s)?(?:behandling(?:en)?|drøftelse(?:n)?)\saf)\s)?"
_OWN_ITEM = (
    r"(?:dette\s(?:dagsordens)?punkt|(?:dagsordens)?punktet|denne\ssag|sagen"
    r"|(?:punktets|sagens)\s(?:behandling|drøftelse)|(?:behandlingen|drøftelsen)(?!\s(?:af|om)\s)(?:\sheraf)?)(?![^\W_])"
)
_TOO = (
    rf"\s?,?\s?(?:(?:ligesom|samt|såvel\ssom|foruden|og|ligeledes|også)\s){{1,3}}(?:{_BY_ITEM})?{_HANDLING}"
)
LISTENERS = r"(?:tilhører(?:ne|e)|pressen|publikum|offentligheden)"
"""Those for whom a meeting is open or closed, as an expression."""
_ALL_LISTENERS = rf"{LISTENERS}(?:(?:,|\sog|\ssamt)\s{LISTENERS}){{0,2}}"
_FOR_ALL = rf"(?:\sfor\s{_ALL_LISTENERS})?"
_THEN = r"(?:\s(?:herefter|derefter|derfor|så|nu|hermed|også|alle)){0,2}"
_AT = r"(?:\s(?:kl\.?|klokken)\s?\d{1,2}(?:[.:]\d{2})?)?"
_BE = r"(?:er|var|blev|bliver|holdes|holdtes)"
_DOORS = r"(?:dørene|mødet)"
_ROOM = r"(?:[^\W\d_]{0,20}salen|lokalet|mødelokalet|mødet|rummet)(?![^\W_])"
# `Dørene blev lukket`, `udvalget besluttede at lukke dørene`, `tilhørerne måtte forlade salen`.
_DOORS_SHUT = (
    rf"(?:der{_THEN}\s{_BE}\slukkede\sdøre|(?:møde(?:t|r)?|dagsorden(?:en)?|døre(?:ne)?)(?![^\W_])[^.;:!?]{{0,60}}?\s(?:dog|men)\s(?:{_BE}\s)?(?:det\s)?lukket|{_DOORS}(?:\s{_BE})?{_AT}{_THEN}\slukke(?:t|s|de|des)|lukke(?:s|des){_THEN}\s{_DOORS}"
    rf"|{_BE}{_THEN}\s{_DOORS}{_THEN}\slukke(?:t|de))"
)
_SHUTS_DOORS = (
    r"(?:at\slukke|(?:formanden|næstformanden|borgmesteren|mødelederen|dirigenten|man"
    rf"|[^\W\d_]{{0,40}}(?:udvalget|rådet|bestyrelsen))\slukke(?:de|r)){_THEN}\s"
)
_SENT_OUT = (
    rf"{_ALL_LISTENERS}\s(?:(?:forlod|forlader){_THEN}\s{_ROOM}"
    rf"|(?:måtte|skulle|skal|må|bedes|{_BE}{_THEN}\s(?:bedt|anmodet)\som\sat){_THEN}\sforlade{_THEN}\s{_ROOM}"
    rf"|{_BE}{_THEN}\s(?:udelukket|bortvist|(?:vist|sendt)\sud|(?:bedt|anmodet)\som\sat\sgå))(?![^\W_])"
    rf"|(?:bad|anmodede){_THEN}\s{_ALL_LISTENERS}{_THEN}\s(?:om\sat\s)?(?:forlade\s{_ROOM}|gå(?![^\W_]))"
)
_SENDS_OUT = (
    rf"(?:(?:forlod|forlader){_THEN}\s{_ALL_LISTENERS}{_THEN}\s{_ROOM}"
    rf"|(?:måtte|skulle|skal|må){_THEN}\s{_ALL_LISTENERS}{_THEN}\sforlade\s{_ROOM}"
    rf"|{_BE}{_THEN}\s{_ALL_LISTENERS}{_THEN}\s(?:udelukket|bortvist|(?:vist|sendt)\sud|(?:bedt|anmodet)\som\sat\sforlade\s{_ROOM})(?![^\W_]))"
)
_SHUT = rf"(?<![^\W_])(?:(?:{_DOORS_SHUT}|{_SHUTS_DOORS}{_DOORS}){_FOR_ALL}|{_SENT_OUT}){_THEN}{_AT}\s"
_IS_SHUT = (
    rf"\s(?:{_BE}{_THEN}\s{_DOORS}{_THEN}\slukke(?:t|de)(?![^\W_])|lukke(?:s|des)\s{_DOORS}(?![^\W_])"
    rf"|lukke(?:de|r)\s(?:formanden|borgmesteren|mødelederen|man|[^\W\d_]{{0,40}}(?:udvalget|rådet|bestyrelsen))\s{_DOORS}(?![^\W_])"
    rf"|{_SENDS_OUT})"
)


def _shut_under(items: str, before: str | None = None) -> str:
    """An expression for the meeting being closed under ``items``, an expression too: behind the words that
    close it, or, perhaps in another form, ``before`` them (`under punkt 2 er mødet lukket`)."""
    return (
        rf"{_SHUT}{_BY_ITEM}{_HANDLING}{items}"
        rf"|(?<![^\W_]){_BY_ITEM}{_HANDLING}{before or items}{_IS_SHUT}"
    )


SHUT_UNDER = re.compile(
    _shut_under(
        rf"(?P<own>{_OWN_ITEM}{_TOO})?{NAMED_ITEMS.pattern}", before=rf"{_ITEMS}(?P<before>{LISTED_NUMBERS})"
    )
)
"""The meeting is closed under items it names: `mødet lukkes under punkt 2`, perhaps under its `own` too."""
_CLAUSE_ENDS = r"(?=\s?(?:[.,;:]|$|og\s))"
WHO_MEETS = r"(?:[^\W\d_]{0,40}(?:udvalget|rådet|bestyrelsen|nævnet|mødet)|direktionen|man|vi)"
"""Who turns from open items to closed ones, as an expression: a body or its meeting."""


def _turns_closed(who: str) -> str:
    return (
        rf"(?:{who}\s(?:er\s)?(?:gik|går|gået|overgik|overgår)(?:\s(?:herefter|derefter|så|nu))?(?:\sover)?\stil\s(?:(?:et|en|den)\s)?"
        r"(?:(?:lukke(?:t|de)|fortrolige?)\s(?:møde|mødedel|del|dagsorden|behandling)|lukkede\sdøre)(?![^\W_])"
        rf"|{WHO_MEETS}\s(?:fortsatte|fortsætter)"
        r"(?:\s(?:mødet|behandlingen|herefter|derefter)){0,2}\s(?:for|bag)\slukkede\sdøre(?![^\W_]))"
    )


_OWN_TURNS = _turns_closed(rf"(?:punktet|sagen|{WHO_MEETS})")
TURNS_CLOSED = re.compile(rf"(?<![^\W_]){_turns_closed(WHO_MEETS)}")
"""The meeting is closed from here on: `udvalget gik over til lukket møde`."""
SHUT_UNDER_OWN = re.compile(
    rf"{_shut_under(_OWN_ITEM)}"
    rf"|(?<![^\W_])mødet(?:\s{_BE})?{_AT}{_THEN}\slukke(?:t|s|des)\sfor\s{LISTENERS}"
    rf"|(?<![^\W_])dørene(?:\s{_BE})?{_AT}{_THEN}\slukke(?:t|s|de|des){_FOR_ALL}{_THEN}{_AT}{_CLAUSE_ENDS}"
    rf"|(?<![^\W_])(?:{_BE}{_THEN}\sdørene{_THEN}\slukke(?:t|de)|lukke(?:s|des){_THEN}\sdørene){_FOR_ALL}{_AT}{_CLAUSE_ENDS}"
    rf"|(?<![^\W_])(?:besluttede|beslutter|vedtog|vedtager)\sat\slukke\s(?:dørene{_FOR_ALL}{_AT}{_CLAUSE_ENDS}|mødet\sfor\s{LISTENERS})"
    rf"|(?<![^\W_]){_SHUTS_DOORS}(?:dørene{_FOR_ALL}{_AT}{_CLAUSE_ENDS}|mødet\sfor\s{LISTENERS})"
    rf"|(?<![^\W_])(?:{_SENT_OUT}|{_SENDS_OUT}|{_OWN_TURNS})"
    rf"|^\W*(?:det\ssamme|tilsvarende)\s(?:gælder|gjaldt)\s(?:(?:også|for)\s){{0,2}}(?:dette\spunkt|denne\ssag|punktet\sher)\W*$"
)
"""It is closed under the item in which that stands: `mødet er lukket under dette punkt`, `dørene lukkes`."""
SHUTTING = (
    *("lukke", "fortrolig", "gælder", "gjaldt"),
    *("tilhører", "pressen", "publikum", "offentligheden"),
)
"""Words of which there is one wherever :data:`SHUT_UNDER` or :data:`SHUT_UNDER_OWN` stands."""
