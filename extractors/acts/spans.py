"""Stretches of a text, asked by place: what overlaps them, how many lie between two characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches in characters, half open; each question costs the logarithm of how many there are."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._begins: list[int] = []
        self._ends: list[int] = []
        """Where what is left begins and ends when stretches that touch are one."""
        for start, end in sorted(spans):
            self._starts.append(start)
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._begins.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether one of them shares a character with this stretch.

        >>> Spans([(2, 5), (9, 12)]).overlap(4, 6), Spans([(2, 5), (9, 12)]).overlap(5, 9)
        (True, False)
        """
        at = bisect_left(self._begins, end)
        return at > 0 and self._ends[at - 1] > start

    def begun(self, start: int, end: int) -> int:
        """Return how many begin within this stretch."""
        return max(0, bisect_left(self._starts, end) - bisect_right(self._starts, start - 1))
