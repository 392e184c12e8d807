"""Segments of different lengths walked word by word, all at once.

Segments stand with the longest first, so those that still have a word at a step are the first of them.
The words of one step are put beside each other, and a step is then a slice of an array.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Steps:
    """`order` says of each place in the order of steps which word stands there, in the order of segments;
    `alive` how many segments have a word at each step, and `slices` where these words stand. `turned`
    says of each place which one its word has when every segment is read from its end.
    """

    order: Numbers
    alive: list[int]
    slices: list[slice]
    turned: Numbers

    @classmethod
    def of(cls, sizes: Sequence[int]) -> "Steps":
        """Lay out segments of these sizes.

        >>> steps = Steps.of([3, 1])
        >>> steps.order.tolist(), steps.turned.tolist()
        ([0, 3, 1, 2], [3, 1, 2, 0])
        """
        every = np.array(sizes, dtype=np.int64)
        starts = np.cumsum(every) - every
        found = np.searchsorted(-every, -np.arange(int(every[0])), side="left")
        alive: list[int] = found.tolist()
        ends: list[int] = np.cumsum(found).tolist()
        order = np.concatenate([starts[:n] + t for t, n in enumerate(alive)])
        mirrored = np.repeat(2 * starts + every - 1, every) - np.arange(len(order))
        return cls(
            order,
            alive,
            [slice(end - n, end) for n, end in zip(alive, ends, strict=True)],
            _places(order)[mirrored[order]],
        )

    @property
    def places(self) -> Numbers:
        """Return of each word, in the order of segments, its place in the order of steps."""
        return _places(self.order)


def _places(order: Numbers) -> Numbers:
    out = np.empty_like(order)
    out[order] = np.arange(len(order))
    return out
