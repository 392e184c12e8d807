"""Logistic regressions over traits: from examples to weights that `extractors.weighing` reads.

There is no chance in it: the same examples give the same weights. Only numpy is needed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.weighing import Choice, Weights

Example = tuple[frozenset[str], bool]
Sample = tuple[frozenset[str], str]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one thing is learned.

    `penalty` is the one on large weights; `threshold` the share from which on something is taken, of
    those with about the best F1 on documents not learned from; `trust` what it speaks for that a
    rule has found it too. Rules are mended by the very documents learned from, so that it cannot be
    learned there: it was chosen on first readings of new documents. A trait that fewer than `rarest`
    examples or fewer than `documents` documents have is left out: what one document says often is
    its own matter. So is a weight below `least`. Traits that begin with one of `telling` sum up what
    is known of such things, and bear a quarter of the penalty.
    """

    penalty: float
    threshold: float = 0.5
    trust: float = 0.0
    rarest: int = 6
    documents: int = 1
    least: float = 0.0
    telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Table:
    """Which columns are set in which row, one after another; the last column is in every row."""

    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]], width: int) -> "_Table":
        """Return the table of these rows, `width` columns beside the last one."""
        columns: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(columns))
            columns.extend((*row, width))
        return cls(np.array(columns), np.array(starts), width + 1)

    def times(self, weights: Floats) -> Floats:
        """Return the sum of weights of each row."""
        return np.add.reduceat(weights[self.columns], self.starts)

    def back(self, values: Floats) -> Floats:
        """Return the sum of values of each column."""
        counts = np.diff(np.append(self.starts, len(self.columns)))
        spread = np.repeat(values, counts)
        return np.bincount(self.columns, spread, self.width).astype(np.float64)


def learn(shown: Sequence[Sequence[Example]], recipe: Recipe) -> Weights:
    """Return the weights that the examples of some documents give.

    Minimizes the cross-entropy with the penalty on the weights, by L-BFGS.
    """
    column, table = _table([[traits for traits, _ in one] for one in shown], recipe)
    right = np.array([float(is_one) for one in shown for _, is_one in one])
    penalty = _penalty(column, recipe)

    def cost(weights: Floats) -> tuple[float, Floats]:
        totals = table.times(weights)
        surprise = float((np.logaddexp(0.0, totals) - right * totals).sum())
        share = 1.0 / (1.0 + np.exp(-np.clip(totals, -30, 30)))
        size = 0.5 * float((penalty * weights * weights).sum())
        return surprise + size, table.back(share - right) + penalty * weights

    found = _descended(cost, np.zeros(table.width))
    of = {name: round(float(found[n]), 3) for name, n in column.items()}
    of = {name: value for name, value in of.items() if abs(value) >= max(recipe.least, 0.001)}
    return Weights(round(float(found[-1]), 3), of, recipe.threshold, recipe.trust)


def learn_choice(shown: Sequence[Sample], among: Sequence[str], recipe: Recipe) -> Choice:
    """Return what the traits of some examples speak for, of several things of which one is right.

    Minimizes the cross-entropy of the softmax with the penalty on the weights, by L-BFGS (Nocedal
    and Wright, Numerical Optimization, algorithms 7.4 and 7.5).
    """
    column, table = _table([[traits for traits, _ in shown]], recipe)
    answers = np.array([among.index(answer) for _, answer in shown])
    right = np.eye(len(among))[answers]
    penalty = _penalty(column, recipe)[:, None]
    shape = (table.width, len(among))

    def cost(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        totals = np.stack([table.times(weights[:, k]) for k in range(len(among))], axis=1)
        totals -= totals.max(axis=1, keepdims=True)
        shares = np.exp(totals)
        shares /= shares.sum(axis=1, keepdims=True)
        surprise = -float(np.log(np.maximum((shares * right).sum(axis=1), 1e-12)).sum())
        wrong = shares - right
        slope = np.stack([table.back(wrong[:, k]) for k in range(len(among))], axis=1)
        size = 0.5 * float((penalty * weights * weights).sum())
        return surprise + size, (slope + penalty * weights).ravel()

    found = _descended(cost, np.zeros(shape[0] * shape[1])).reshape(shape)
    of = {name: tuple(round(float(v), 2) for v in found[n]) for name, n in column.items()}
    of = {name: v for name, v in of.items() if max(map(abs, v)) >= max(recipe.least, 0.001)}
    return Choice(tuple(among), tuple(round(float(v), 2) for v in found[-1]), of)


def _table(
    shown: Sequence[Sequence[frozenset[str]]], recipe: Recipe
) -> tuple[dict[str, int], _Table]:
    """Return the column of each trait that is not too rare, and which example has which; the examples
    come document by document.
    """
    counts = Counter(trait for one in shown for traits in one for trait in traits)
    told_in = Counter(trait for one in shown for trait in frozenset[str]().union(*one))
    names = sorted(
        trait
        for trait, count in counts.items()
        if count >= recipe.rarest and told_in[trait] >= recipe.documents
    )
    column = {name: n for n, name in enumerate(names)}
    rows = (sorted(column[t] for t in traits if t in column) for one in shown for traits in one)
    return column, _Table.of(rows, len(names))


def _penalty(column: Mapping[str, int], recipe: Recipe) -> Floats:
    """Return the penalty on the weight of each column; the last one, of what is in every row, has hardly any."""
    penalty = np.full(len(column) + 1, recipe.penalty)
    penalty[-1] = 1e-3
    penalty[[n for name, n in column.items() if name.startswith(recipe.telling)]] /= _TELLING
    return penalty


def _descended(cost: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Return where a smooth convex cost is lowest; `cost` returns it with its slope."""
    at, (value, slope) = start, cost(start)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(_MOST_STEPS):
        way, taken = slope.copy(), []
        for step, turn in reversed(steps):
            share = float(step @ way) / float(turn @ step)
            taken.append(share)
            way -= share * turn
        way *= (
            float(steps[-1][0] @ steps[-1][1]) / float(steps[-1][1] @ steps[-1][1])
            if steps
            else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        )
        for (step, turn), share in zip(steps, reversed(taken), strict=True):
            way += step * (share - float(turn @ way) / float(turn @ step))
        length, fall = 1.0, float(slope @ way)
        while True:
            then = at - length * way
            new_value, new_slope = cost(then)
            if new_value <= value - 1e-4 * length * fall or length < 1e-6:
                break
            length /= 2
        if float((then - at) @ (new_slope - slope)) > 1e-10:
            steps = [*steps, (then - at, new_slope - slope)][-_REMEMBERED:]
        done = abs(value - new_value) < 1e-7 * max(1.0, abs(new_value))
        at, value, slope = then, new_value, new_slope
        if done:
            break
    return at


_TELLING = 4.0
_MOST_STEPS, _REMEMBERED = 200, 10
