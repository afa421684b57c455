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
_OWN_ITEM = r"(?:dette\s(?:dagsordens)?punkt|(?:dagsordens)?punktet|denne\ssag|sagen)(?![^\W_])"
_TOO = (
    rf"\s?,?\s?(?:(?:ligesom|samt|såvel\ssom|foruden|og|ligeledes|også)\s){{1,3}}(?:{_BY_ITEM})?{_HANDLING}"
)
_SHUT = (
    r"(?<![^\W_])(?:(?:dørene|mødet)\s(?:(?:blev|bliver|er|var|holdes|holdtes)\s)?lukke(?:t|s|de|des)"
    r"|lukke(?:s|des)\s(?:dørene|mødet))\s(?:for\s(?:offentligheden|tilhørerne|tilhørere|publikum|pressen)\s)?"
)
_IS_SHUT = r"\s(?:er|var|blev|bliver|holdes|holdtes)\s(?:dørene|mødet)\slukke(?:t|de)(?![^\W_])"
_BEHIND_BY = rf"(?<![^\W_]){_BY_ITEM}{_HANDLING}"
SHUT_UNDER = re.compile(
    rf"{_SHUT}{_BY_ITEM}{_HANDLING}(?P<own>{_OWN_ITEM}{_TOO})?{NAMED_ITEMS.pattern}"
    rf"|{_BEHIND_BY}{_ITEMS}(?P<before>{LISTED_NUMBERS}){_IS_SHUT}"
)
"""The meeting is closed under items it names: `mødet lukkes under punkt 2`, perhaps under its `own` too."""
_CLAUSE_ENDS = r"(?=\s?(?:[.,;:]|$))"
_FOR_ALL = r"(?:\sfor\s(?:offentligheden|tilhørerne|tilhørere|publikum|pressen))?"
_LISTENERS = r"(?:tilhører(?:ne|e)|pressen|publikum)"
SHUT_UNDER_OWN = re.compile(
    rf"{_SHUT}{_BY_ITEM}{_HANDLING}{_OWN_ITEM}|{_BEHIND_BY}{_OWN_ITEM}{_IS_SHUT}"
    rf"|(?<![^\W_])dørene\s(?:(?:blev|bliver|er|var)\s)?lukke(?:t|s|de|des){_FOR_ALL}{_CLAUSE_ENDS}"
    r"|(?:(?:besluttede|beslutter|vedtog|vedtager)\sat\slukke"
    rf"|(?:formanden|borgmesteren|mødelederen|\w{{0,40}}(?:udvalget|rådet|bestyrelsen))\slukke(?:de|r))\sdørene{_FOR_ALL}{_CLAUSE_ENDS}"
    rf"|(?<![^\W_]){_LISTENERS}(?:\sog\s{_LISTENERS})?\sforlod\s(?:\w{{0,20}}salen|lokalet|mødet)(?![^\W_])"
)
"""It is closed under the item in which that stands: `mødet er lukket under dette punkt`, `dørene lukkes`."""
