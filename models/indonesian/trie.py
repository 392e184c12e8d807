"""A trie over folded words: the longest known phrase at a position, in time of its own length."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from models.indonesian.words import fold

V = TypeVar("V")


class Trie(Generic[V]):
    """Phrases of words, each with a value; a phrase entered twice keeps its first value."""

    def __init__(self, phrases: Iterable[tuple[str, V]] = ()) -> None:
        self._root: dict[str, dict] = {}  # type: ignore[type-arg]  # a recursive type
        for phrase, value in phrases:
            self.add(phrase, value)

    def add(self, phrase: str, value: V) -> None:
        """Enter a phrase; its words are parted as the tokenizer parts them."""
        node = self._root
        for word in split(phrase):
            node = node.setdefault(word, {})
        node.setdefault("", {"": value})

    def begins(self, word: str) -> bool:
        """Tell whether a phrase begins with this word."""
        return word in self._root

    def longest(self, words: Sequence[str], at: int) -> tuple[int, V] | None:
        """Return the end (exclusive) and value of the longest phrase that begins at `at`."""
        node = self._root
        found: tuple[int, V] | None = None
        for i in range(at, len(words)):
            step = node.get(words[i])
            if step is None:
                break
            node = step
            if "" in node:
                found = i + 1, node[""][""]
        return found


def split(phrase: str) -> list[str]:
    """Return the folded words of a phrase, marks apart."""
    out: list[str] = []
    for word in (
        phrase.replace("/", " / ")
        .replace(",", " , ")
        .replace("(", " ( ")
        .replace(")", " ) ")
        .split()
    ):
        out.append(fold(word))
    return out
