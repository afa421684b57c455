"""The same words in several languages."""

from collections.abc import Iterator, Mapping


class Labels(Mapping[str, str]):
    """Language tag (BCP 47) -> the words in it; the empty tag is for words that are the same in all.

    ``Labels(da="Sag", en="Case")``. Another language is another tag: nothing that shows labels knows which
    languages there are.
    """

    __slots__ = ("_words",)

    def __init__(self, same: str = "", /, **words: str) -> None:
        self._words = ({"": same} if same else {}) | words

    def __getitem__(self, tag: str) -> str:
        return self._words[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        return f"Labels({self._words!r})"

    def best(self, tag: str) -> str:
        """The words in a language, or else those that are the same in all, or else the first there are;
        empty for none."""
        words = self._words
        return words.get(tag) or words.get("") or next(iter(words.values()), "")
