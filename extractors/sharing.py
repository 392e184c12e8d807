"""Sets of words by their rare words, so that a repetition is found without comparing each with each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from math import ceil


class Sharing:
    """Sets of words in the order in which they were added; `share` of the smaller one makes two alike."""

    def __init__(self, everything: Iterable[set[str]], share: float) -> None:
        self.words: list[set[str]] = []
        self._share = share
        self._often = Counter(chain.from_iterable(everything))
        self._by: dict[str, list[int]] = defaultdict(list)
        self._by_rare: dict[str, list[int]] = defaultdict(list)

    def put(self, words: set[str], at: int | None = None) -> None:
        """Add a set at the end, or put it in the place of another."""
        if at is None:
            at = len(self.words)
            self.words.append(words)
        self.words[at] = words
        for word in words:
            self._by[word].append(at)
        for word in self._rare(words):
            self._by_rare[word].append(at)

    def like(self, words: set[str]) -> Iterator[tuple[int, int]]:
        """Yield the place of each set that may be alike, in order, and how many words it shares."""
        found: set[int] = set()
        for word in self._rare(words):
            found.update(self._by.get(word, ()))
        for word in words:
            found.update(self._by_rare.get(word, ()))
        for at in sorted(found):
            yield at, len(words & self.words[at])

    def _rare(self, words: set[str]) -> list[str]:
        """Return the rarest words, so many that what shares none of them shares too few of all."""
        needed = ceil(self._share * len(words) - 1e-9)
        ordered = sorted(words, key=lambda w: (self._often[w], w))
        return ordered[: len(words) - needed + 1]
