"""Tells papers and news of the community from news of the world, by the words that a text uses.

A naive Bayes classifier over the words of a line and its layout; a text is the mean of its lines.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from models.recognizer.features import layout, plain

FILE = "home.tsv"
_SEEN = 5  # what fewer lines have says nothing
_SMOOTHING = 3.0
_LIMIT = -5.0  # made lines are stiffer than real ones, so a doubtful text counts as the community's
_LEAST, _MOST = -15.0, 10.0  # no line outweighs all others


def is_home(lines: Iterable[Sequence[str]]) -> bool:
    """Tell whether a text, as lists of words, is of the community."""
    weights = _shipped()
    scores = [min(_MOST, max(_LEAST, sum(weights.get(s, 0.0) for s in _seen(w)))) for w in lines]
    return bool(scores) and sum(scores) > _LIMIT * len(scores)


def train(ours: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return how much each word speaks for the community, from lines of both kinds."""
    home = Counter(s for words in ours for s in _seen(words))
    world = Counter(s for words in others for s in _seen(words))
    of_home, of_world = len(ours) + 2 * _SMOOTHING, len(others) + 2 * _SMOOTHING
    return {
        seen: math.log((home[seen] + _SMOOTHING) / of_home)
        - math.log((world[seen] + _SMOOTHING) / of_world)
        for seen in sorted(set(home) | set(world))
        if home[seen] + world[seen] >= _SEEN
    }


def dump(weights: Mapping[str, float]) -> str:
    """Return the weights as a table."""
    return "".join(f"{seen}\t{weight:.3f}\n" for seen, weight in weights.items())


def load(table: str) -> dict[str, float]:
    """Read what `dump` wrote."""
    rows = (line.split("\t") for line in table.split("\n") if line)
    return {seen: float(weight) for seen, weight in rows}


def _seen(words: Sequence[str]) -> set[str]:
    """Return the different words of a line and its layout."""
    return {*map(plain, words), f"l={layout(words)}"}


@cache
def _shipped() -> dict[str, float]:
    path = files("models.recognizer") / "weights" / FILE
    return load(path.read_text("utf-8"))
