"""How likely something is that a record may hold, by the traits of the place where it is told.

`data/*.json` holds what `scripts/train_weights.py` has learned: for each trait of a programme, a party of
one, a decision or a proposal, what it speaks for. The more sure of a thing, the nearer its share to 1.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "data"
"""Where the weights lie."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait speaks for, from which share on something is taken, and what it speaks for
    that a rule has found it too.

    >>> Weights(-1.0, {"agreed": 2.0}, 0.5).share(["agreed"]) > 0.7
    True
    """

    base: float
    of: Mapping[str, float]
    threshold: float
    trust: float = 0.0

    def total(self, traits: Iterable[str]) -> float:
        """Return what these traits speak for together, without the base."""
        get = self.of.get
        return sum([get(t, 0.0) for t in traits])

    def share(self, traits: Iterable[str], more: float = 0.0) -> float:
        """Return how likely it is, 0 to 1; `more` is what is known to speak for it beside them."""
        total = self.base + more + self.total(traits)
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def weights(name: str) -> Weights:
    """Return the weights of `programs`, `links`, `decisions` or `proposals`."""
    found = json.loads((TABLES / f"{name}.json").read_text("utf-8"))
    return Weights(found["base"], found["of"], found["threshold"], found.get("trust", 0.0))
