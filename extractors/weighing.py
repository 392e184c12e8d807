"""How likely something is that a record may hold, by the traits of the place where it is told.

`data/*.json` holds what `scripts/train_weights.py` has learned: for each trait of a programme, a party of
one, a decision or a proposal, what it speaks for; and of a document or a day, which of several things it
speaks for. The more sure of a thing, the nearer its share to 1.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "data"
"""Where the weights lie."""

_WORD = re.compile(r"[^\W\d_]+|\d+|[:;?]")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, every figure as "#".

    >>> words("Iuran Rp 10.000 disepakati:")
    ['iuran', 'rp', '#', '#', 'disepakati', ':']
    """
    return ["#" if w.isdigit() else w for w in _WORD.findall(text.casefold())]


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


@dataclass(frozen=True, slots=True)
class Choice:
    """What each trait speaks for among several things of which one is right.

    >>> Choice(("a", "b"), (0.0, 0.0), {"long": (0.0, 2.0)}).shares(["long"])["b"] > 0.8
    True
    """

    among: tuple[str, ...]
    base: tuple[float, ...]
    of: Mapping[str, tuple[float, ...]]

    def shares(self, traits: Iterable[str]) -> dict[str, float]:
        """Return how likely each is; together they make 1."""
        totals = list(self.base)
        for trait in traits:
            for n, value in enumerate(self.of.get(trait, ())):
                totals[n] += value
        most = max(totals)
        raised = [exp(total - most) for total in totals]
        whole = sum(raised)
        return {name: value / whole for name, value in zip(self.among, raised, strict=True)}


@cache
def choice(name: str) -> Choice:
    """Return the weights of `kinds`, `days` or `types`."""
    found = json.loads((TABLES / f"{name}.json").read_text("utf-8"))
    of = {trait: tuple(values) for trait, values in found["of"].items()}
    return Choice(tuple(found["among"]), tuple(found["base"]), of)


@cache
def weights(name: str) -> Weights:
    """Return the weights of `programs`, `links`, `decisions` or `proposals`."""
    found = json.loads((TABLES / f"{name}.json").read_text("utf-8"))
    return Weights(found["base"], found["of"], found["threshold"], found.get("trust", 0.0))
