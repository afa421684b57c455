"""Words for the same thing in everybody's language and in the municipality's (``everyday.txt``): whoever asks
for ``skrald`` is shown what the minutes say of ``affald``."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.search.spelling import WordList
from graph.search.stems import root, stem
from graph.search.words import words


@dataclass(frozen=True, slots=True)
class Everyday:
    """The table. ``alone`` has for each root the groups it is in, so that the name of an act stands for the
    verb; ``together`` for the stems of several words in a row the words of their groups; ``listed`` are the
    single words."""

    alone: Mapping[str, tuple[tuple[str, ...], ...]]
    together: Mapping[tuple[str, ...], tuple[str, ...]]
    listed: WordList

    def like(self, said: Sequence[str], at: int) -> tuple[str, ...]:
        """The words for the same as the one at a place of a question, alone or with those beside it; where
        some groups have it as it is written, of these alone: ``dyrere`` is of no ``dyr``."""
        stems, groups = list(map(stem, said)), self.alone.get(root(said[at]), ())
        own = [group for group in groups if said[at] in group]
        found = [word for group in own or groups for word in group]
        for length in range(2, _LONGEST + 1):
            for first in range(max(0, at - length + 1), min(at, len(stems) - length) + 1):
                found += self.together.get(tuple(stems[first : first + length]), ())
        return tuple(word for word in dict.fromkeys(found) if stem(word) != stems[at])


_LONGEST = 4  # words of the longest entry that is looked for


@cache
def everyday() -> Everyday:
    """The table of this installation, read on first use."""
    text = (files("graph.search") / "everyday.txt").read_text(encoding="utf-8")
    alone: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for line in text.splitlines():
        entries = [words(entry) for entry in line.partition("#")[0].split(",")]
        single = tuple(entry[0] for entry in entries if len(entry) == 1)
        for entry in filter(None, entries):
            if len(entry) == 1:
                alone[root(entry[0])].append(single)
            else:
                together[tuple(map(stem, entry))] += single
    return Everyday(
        {key: tuple(dict.fromkeys(found)) for key, found in alone.items()},
        {key: tuple(dict.fromkeys(found)) for key, found in together.items()},
        WordList(sorted({word for groups in alone.values() for group in groups for word in group})),
    )
