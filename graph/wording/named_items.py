"""How sentences name items of the agenda by their numbers, and say that the meeting is closed under them.

All over folded text (:func:`graph.wording.folding.fold`).
"""

import re

from graph.wording.item_numbers import IN_SENTENCE

_NUMBER = rf"{IN_SENTENCE}(?![^\W_])(?!/\d)"
LISTED_NUMBERS = (
    rf"{_NUMBER}(?:\s?(?:,\s?og|,|og|samt|til|t\.?\s?o\.?\s?m\.?|&|\+|-)\s?"
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
_HANDLING = r"(?:(?:og\smed|(?:selve\s)?(?:behandlingen|drøftelsen)\saf)\s)?"
OWN_ITEM = r"(?:dette\s(?:dagsordens)?punkt|(?:dagsordens)?punktet|denne\ssag|sagen)(?![^\W_])"
_TOO = (
    rf"\s?,?\s?(?:(?:ligesom|samt|såvel\ssom|foruden|og|ligeledes|også)\s){{1,3}}(?:{_BY_ITEM})?{_HANDLING}"
)
FOR_LISTENERS = r"for\s(?:offentligheden|tilhørerne|tilhørere|publikum|pressen)"
"""For whom doors are closed, as an expression."""
_SHUT = (
    r"(?<![^\W_])(?:(?:dørene|mødet)\s(?:(?:blev|bliver|er|var|holdes|holdtes)\s)?lukke(?:t|s|de|des)"
    rf"|lukke(?:s|des)\s(?:dørene|mødet))\s(?:{FOR_LISTENERS}\s)?"
)
_IS_SHUT = r"\s(?:er|var|blev|bliver|holdes|holdtes)\s(?:dørene|mødet)\slukke(?:t|de)(?![^\W_])"


def shut_under(items: str, before: str | None = None) -> str:
    """An expression for the meeting being closed under ``items``, an expression too: behind the words that
    close it, or, perhaps in another form, ``before`` them (`under punkt 2 er mødet lukket`)."""
    return (
        rf"{_SHUT}{_BY_ITEM}{_HANDLING}{items}"
        rf"|(?<![^\W_]){_BY_ITEM}{_HANDLING}{before or items}{_IS_SHUT}"
    )


SHUT_UNDER = re.compile(
    shut_under(
        rf"(?P<own>{OWN_ITEM}{_TOO})?{NAMED_ITEMS.pattern}", before=rf"{_ITEMS}(?P<before>{LISTED_NUMBERS})"
    )
)
"""The meeting is closed under items it names: `mødet lukkes under punkt 2`, perhaps under its `own` too."""
