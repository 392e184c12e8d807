"""How likely it is, by its traits, that a phrase is a programme or a body its partner.

A logistic regression: each trait has a weight, and what they add up to is a share from 0 to 1. The
weights are made by scripts/train_programs.py from documents that a careful reader read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "data" / "programs.json"
"""Where the weights lie."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait speaks for, and from which share on something is taken."""

    base: float
    of: Mapping[str, float]
    threshold: float

    def share(self, traits: Iterable[str]) -> float:
        """Return how likely it is, 0 to 1."""
        total = self.base + sum(self.of.get(t, 0.0) for t in traits)
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def weights(name: str) -> Weights:
    """Return the weights of `programs` or `links`."""
    found = json.loads(TABLE.read_text("utf-8"))[name]
    return Weights(found["base"], found["of"], found["threshold"])
