"""Any of some words: whether a text has one; and as an expression that goes by their first letters, for most
words of a text begin like none of them, and an expression that begins with a set of letters is tried at those
only."""

from collections.abc import Iterable

from graph.base.remembered import of_one_text


def has_any(text: str, *words: str) -> bool:
    """Whether a text has any of some words, given in small letters, whatever letters it has them in: a quick
    look that spares an expression which needs one of them."""
    seen = small(text)
    return any(word in seen for word in words)


@of_one_text
def small(text: str) -> str:
    """A text in small letters."""
    return text.casefold()


def any_of(wordings: Iterable[str], before: str = "", behind: str = "") -> str:
    """An expression for any of some wordings, small letters or capitals. Each is an expression that begins
    with a letter; nothing of ``before`` stands in front of it, and ``behind`` follows."""
    rests: dict[str, list[str]] = {}
    for wording in wordings:
        for initial in {wording[0].lower(), wording[0].upper()}:
            rests.setdefault(initial, []).append(wording[1:])
    return "|".join(
        f"{initial}{f'(?<!{before}{initial})' if before else ''}(?i:{'|'.join(rest)}){behind}"
        for initial, rest in sorted(rests.items())
    )
