"""Any of some words as an expression that goes by their first letters: most words of a text begin like none
of them, and an expression that begins with a set of letters is tried at those only."""

from collections.abc import Iterable


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
