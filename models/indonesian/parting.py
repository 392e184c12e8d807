"""Where a place ends and a person begins: "Lurah Panggung Rawi Mulyadi", "Danramil Mlati Suparno".

Nothing between the two tells them apart but what the words look like. A log-linear model over all ways
to part a run of words has learned it from names of places and of persons by
`scripts/train_parting.py`; `weights/parting.npz` keeps its weights, eight bits each, by the hash of a trait.
"""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp

import numpy as np
import numpy.typing as npt

from models.indonesian.words import fold

TABLE = "weights/parting.npz"
SIZE = 1 << 17
"""So many weights: traits with one hash share one."""
SLOTS = ("place first", "place amid", "place last", "person first", "person next")
"""Where a word may stand in a run that is parted."""
LONGEST = 4
"""Words from which on lengths are alike."""
_KEPT = 1 << 16
"""Words whose weights are remembered."""


def shares(words: Sequence[str]) -> tuple[float, ...]:
    """Return how likely it is that the first k words are a place and the rest a person, for k from 0
    (all of it a person) to the number of words (all of it a place); together they make 1.

    >>> max(range(4), key=shares(["Panggung", "Rawi", "Mulyadi"]).__getitem__)
    2
    """
    totals = _totals(tuple(fold(w) for w in words))
    most = max(totals)
    raised = [exp(total - most) for total in totals]
    whole = sum(raised)
    return tuple(value / whole for value in raised)


def place_length(words: Sequence[str], least: int = 0, most: int | None = None) -> int:
    """Return how many of the words are most likely the place, at least `least` and at most `most`.

    >>> place_length(["Cikoneng", "Norrahmawati"], 1)
    1
    """
    found = shares(words)
    allowed = range(least, (len(words) if most is None else most) + 1)
    return max(allowed, key=found.__getitem__)


def traits(words: Sequence[str], k: int) -> Iterator[str]:
    """Yield what is to be seen of the folded words when the first k of them are a place."""
    for i, word in enumerate(words):
        slot = _slot(i, k)
        for trait in word_traits(word):
            yield f"{SLOTS[slot]} {trait}"
            yield f"{SLOTS[slot].split()[0]} {trait}"
    for pair in pairwise(words[:k]):
        yield f"place pair {' '.join(pair)}"
    yield f"place of {min(k, LONGEST)}"
    yield f"person of {min(len(words) - k, LONGEST)}"


def word_traits(word: str) -> Iterator[str]:
    """Yield what is to be seen of one folded word: itself, its ends, its letters, its length."""
    yield f"word {word}"
    for n in (2, 3, 4):
        if len(word) > n:
            yield f"begins {word[:n]}"
            yield f"ends {word[-n:]}"
    closed = f"^{word}$"
    for i in range(len(closed) - 2):
        yield f"has {closed[i : i + 3]}"
    yield f"letters {min(len(word), 10)}"


def spot(trait: str) -> int:
    """Return where the table keeps a trait's weight."""
    return zlib.crc32(trait.encode()) % SIZE


def _slot(i: int, k: int) -> int:
    """Return the slot of word i when the first k words are a place."""
    if i < k:
        return 0 if i == 0 else (2 if i == k - 1 else 1)
    return 3 if i == k else 4


@lru_cache(maxsize=4096)
def _totals(words: tuple[str, ...]) -> list[float]:
    """Return what speaks for each way to part the words."""
    table = _table()
    by_word = [_in_slots(w) for w in words]
    out = []
    count = len(words)
    for k in range(count + 1):
        total = sum([by_word[i][_slot(i, k)] for i in range(count)])
        total += sum([table[spot(f"place pair {a} {b}")] for a, b in pairwise(words[:k])])
        total += table[spot(f"place of {min(k, LONGEST)}")]
        total += table[spot(f"person of {min(count - k, LONGEST)}")]
        out.append(float(total))
    return out


@lru_cache(maxsize=_KEPT)
def _in_slots(word: str) -> tuple[float, ...]:
    """Return what speaks for a word in each slot."""
    table = _table()
    seen = list(word_traits(word))
    return tuple(
        float(
            sum(table[spot(f"{slot} {t}")] for t in seen)
            + sum(table[spot(f"{slot.split()[0]} {t}")] for t in seen)
        )
        for slot in SLOTS
    )


@cache
def _table() -> npt.NDArray[np.float32]:
    with files("models.indonesian").joinpath(TABLE).open("rb") as file, np.load(file) as kept:
        weights: npt.NDArray[np.float32] = kept["weights"].astype(np.float32) * kept["scale"]
    return weights
