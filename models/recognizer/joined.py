"""Features that join words, found for a whole document at once.

Each joins two or three strings: a word, its shape, or what the lists know of it, here or beside it. As
text every one of them would be written anew at every place only to be looked up, and most are unknown.
Here a string is a number and a feature the number that its strings make, so that all places are looked
up by one search in a sorted array.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

LOW, SHAPE, MAIN = range(3)
"""The word in small letters, its shape, the lists that hold it (models.recognizer.features)."""

Part = tuple[int, int]
"""One of the three, and how many words away."""

JOINED: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("ww", ((LOW, -1), (LOW, 0))),
    ("wW", ((LOW, 0), (LOW, 1))),
    ("w_w", ((LOW, -1), (LOW, 1))),
    ("xxx", ((SHAPE, -1), (SHAPE, 0), (SHAPE, 1))),
    ("kk", ((MAIN, -1), (MAIN, 0), (SHAPE, 0))),
    ("kK", ((MAIN, 0), (MAIN, 1), (SHAPE, 0))),
    ("wx", ((LOW, -1), (SHAPE, 0))),
    ("xw", ((SHAPE, 0), (LOW, 1))),
)
"""The name of each feature and the strings that it joins, a blank between them."""


class Joined:
    """The joined features of a model, from the rows of all its features."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        kinds = {name: kind for kind, (name, _) in enumerate(JOINED, start=1)}
        split = (
            (kinds.get(name), joined.split(" "), row)
            for feature, row in rows.items()
            for name, _, joined in (feature.partition("="),)
        )
        known = [(kind, parts, row) for kind, parts, row in split if kind is not None]
        # 0 is what no feature joins.
        self._numbers = {
            part: number
            for number, part in enumerate(
                dict.fromkeys(part for _, parts, _ in known for part in parts), start=1
            )
        }
        self._base = max(len(self._numbers) + 1, len(JOINED) + 1)
        keys = np.array(
            [self._key(kind, [self._numbers[p] for p in parts]) for kind, parts, _ in known],
            dtype=np.int64,
        )
        order = np.argsort(keys)
        self._keys = keys[order]
        self._rows = np.array([row for _, _, row in known], dtype=np.int64)[order]

    def _key(self, kind: int, numbers: Iterable[int]) -> int:
        key = kind
        for number in numbers:
            key = key * self._base + number
        return key

    def numbers(self, low: str, shape: str, main: str) -> tuple[int, int, int]:
        """Return the numbers of a word's three strings, 0 for those that no feature joins."""
        get = self._numbers.get
        return get(low, 0), get(shape, 0), get(main, 0)

    def rows(self, words: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
        """Return the rows of the features found, and for each the place that has it, in order.

        `words` has a row of three numbers for each word with an edge around each segment, `at` says
        which of them are the places.
        """
        if not len(self._keys):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        keys = np.empty((len(at), len(JOINED)), dtype=np.int64)
        beside = {offset: words[at + offset] for offset in (-1, 0, 1)}
        for column, (_, parts) in enumerate(JOINED):
            key: Numbers | int = column + 1
            for kind, offset in parts:
                key = key * self._base + beside[offset][:, kind]
            keys[:, column] = key
        found = np.searchsorted(self._keys, keys)
        found[found == len(self._keys)] = 0
        places, columns = np.nonzero(self._keys[found] == keys)
        return self._rows[found[places, columns]], places


def names(strings: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the joined features of each place as text, as a trainer wants them.

    `strings` has the three strings of each word, with those of an edge in front and behind.
    """
    return [
        [
            f"{name}={' '.join(strings[i + offset][kind] for kind, offset in parts)}"
            for name, parts in JOINED
        ]
        for i in range(1, len(strings) - 1)
    ]
