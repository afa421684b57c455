"""xml."""

import re

# What is no Char of XML 1.0, section 2.2.
_NO_CHAR = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 has no place for (section 2.2)."""
    return _NO_CHAR.sub("\ufffd", text)
