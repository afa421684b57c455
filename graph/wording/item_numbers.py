"""The number of an item as minutes print it, that of an item that was put in between others too.

Such an item has the number of the one before it and a letter (`12a`), or a number of its own (`12.1`).
"""

import re

WORD = r"(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?"
"""What may stand in front of an item's number, as an expression."""
LETTERED = r"(?P<number>\d{1,4})\s?(?P<letter>[a-zæøå])(?![^\W_])"
"""A number with the letter of an item that was put in, as an expression of a heading's form."""
LETTERED_ENTRY = re.compile(rf"\s*(?:(?i:{WORD}))?{LETTERED}[.):-]?\s+(?P<title>[A-ZÆØÅ(].*)")
"""The same and a title: an entry of the contents."""
_BEHIND = r"(?:\s?[.(-]?\s?[a-zæøå](?![^\W_])|[.-]\d{1,3}(?!\d))"
BEHIND_PUT_IN = re.compile(rf"{_BEHIND}[^\w\n]{{0,8}}", re.IGNORECASE)
"""What stands behind the number in front of an item that was put in: `2.a`, `2-a.`, `2 (a)`, `2.1`."""
PUT_IN = re.compile(rf"(?:{WORD})?\d{{1,3}}{_BEHIND}[.):]{{0,2}}\s+", re.IGNORECASE)
"""The whole number of such an item, in front of its title."""
