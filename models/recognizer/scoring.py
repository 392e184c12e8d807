"""The measure: entities with exactly the same characters and type, counted over a whole file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.recognizer.component import find
from models.recognizer.corpus import TYPES, Labelled
from models.recognizer.segments import raw_tokens

CASES: dict[str, Callable[[str], str]] = {"as-is": str, "lower": str.lower, "upper": str.upper}


@dataclass(frozen=True, slots=True)
class Score:
    """Entities that are right, wrong and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the marked that is found."""
        return self.right / max(1, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missing)


def score(data: Iterable[Labelled], published: bool = False) -> dict[str, Score]:
    """Return the score of all entities ("all") and of each type.

    `published` reads the published tokens; else the project's own tokenizer reads the text.
    """
    counts = {kind: [0, 0, 0] for kind in TYPES}
    for one in data:
        tokens = ((one.text[a:b], a) for a, b in one.words) if published else raw_tokens(one.text)
        found = {(start, end, kind) for start, end, kind, _ in find(tokens)}
        gold = set(one.spans)
        for kind, row in counts.items():
            ours = {f for f in found if f[2] == kind}
            true = {g for g in gold if g[2] == kind}
            row[0] += len(ours & true)
            row[1] += len(ours - true)
            row[2] += len(true - ours)
    scores = {kind: Score(*row) for kind, row in counts.items()}
    scores["all"] = Score(*map(sum, zip(*counts.values(), strict=True)))
    return scores
