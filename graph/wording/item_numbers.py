"""The number of an item as minutes print it, that of an item inserted between others too.

Such an item has the number of the one before it and a letter (`12a`), or a number of its own (`12.1`).
"""

import re

NUMBER_LABEL = r"(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?"
"""What may stand in front of an item's number, as an expression."""
LETTERED = r"(?P<number>\d{1,4})(?:\s|[.-]|\s?\()?(?P<letter>[a-zæøå]|(?<=\d\.)\d{1,2})\)?(?![^\W_])"
"""A number with the letter or number of an inserted item, as an expression of a heading's form."""
LETTERED_ENTRY = re.compile(rf"\s*(?:(?i:{NUMBER_LABEL}))?{LETTERED}[.):-]?\s+(?P<title>[A-ZÆØÅ(].*)")
"""The same and a title: an entry of the contents."""
_BEHIND = r"(?:\s?[.(-]?\s?[a-zæøå](?![^\W_])|[.-]\d{1,3}(?!\d))"
BEHIND_INSERTED = re.compile(rf"{_BEHIND}[^\w\n]{{0,8}}", re.IGNORECASE)
"""What stands behind the number in front of an inserted item: `2.a`, `2-a.`, `2 (a)`, `2.1`."""
INSERTED = re.compile(rf"(?:{NUMBER_LABEL})?\d{{1,3}}{_BEHIND}[.):]{{0,2}}\s+", re.IGNORECASE)
"""The whole number of such an item, in front of its title."""
CLOSED_SERIES = "lukket-"
"""Before the number of an item in a closed part whose numbers begin anew."""
