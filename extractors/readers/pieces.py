"""Pieces of a row: words that stand together, apart from others by a gap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.source import Box, Word


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on one row, apart from others by a gap."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """Return the words as text."""
        return " ".join(w.text for w in self.words)


Row = tuple[Piece, ...]


def box_of(words: Sequence[Word]) -> Box:
    """Return the smallest box around words of which at least one has a box, in points."""
    return around([word.box for word in words if word.box is not None])


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around one or more."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min([b.x0 for b in boxes]),
        min([b.top for b in boxes]),
        max([b.x1 for b in boxes]),
        max([b.bottom for b in boxes]),
    )


_SUM = re.compile(r"(?:Rp\.?)?\s*\d{1,3}(?:[.,]\d{3})+(?:,-|,00|\.-)?")


def is_sum(text: str) -> bool:
    """Tell whether a word is written as a sum of money.

    >>> is_sum("Rp2.720.000,-"), is_sum("2720")
    (True, False)
    """
    return _SUM.fullmatch(text) is not None


def is_cost(row: Row) -> bool:
    """Tell whether a piece of a row ends with a sum, or two sums stand beside each other in it."""
    for piece in row:
        sums = [is_sum(w.text) for w in piece.words if not _CURRENCY.fullmatch(w.text)]
        if (sums and sums[-1]) or any(a and b for a, b in pairwise(sums)):
            return True
    return False


_CURRENCY = re.compile(r"Rp\.?", re.I)
