"""Colons of a letter's head that an engine took for something else, told by the colons above and below.

"Lamp. : 1 lembar" read as "Lamp. 2 1 lembar" names another number of sheets.
"""

from collections.abc import Sequence

from models.source import Box, Word

TAKEN_FOR = frozenset("2zZ=;")
"""What engines read for two dots that are smeared; a 1 or an l is as narrow as a colon and stays."""
DOUBT = 0.6
"""An engine that is surer than this has seen a character."""
NARROW = 0.4
"""A colon is at most so wide for its height; a 2 or a z is wider than half of it."""
NEAR = 6.0
"""The next colon of a column stands within so many heights of a colon: two rows, widely set."""
LEAST = 2
"""So many colons make a column."""


def with_colons(words: Sequence[Word]) -> list[Word]:
    """Return the words of a page, in which a doubtful narrow sign within a column of colons is one.

    Words, order and boxes stay; only the text of such a sign becomes ":".
    """
    colons = [w.box for w in words if w.text == ":" and w.box]
    if len(colons) < LEAST:
        return list(words)
    return [
        Word(":", w.box, w.confidence)
        if w.box and _may_be(w, w.box) and _among(w.box, colons)
        else w
        for w in words
    ]


def _may_be(word: Word, box: Box) -> bool:
    narrow = box.x1 - box.x0 <= NARROW * (box.bottom - box.top)
    return word.text in TAKEN_FOR and word.confidence < DOUBT and narrow


def _among(box: Box, colons: Sequence[Box]) -> bool:
    """Tell whether a box stands under or over colons that are set at the same place of their rows."""
    column = [c for c in colons if min(c.x1, box.x1) - max(c.x0, box.x0) > -0.2 * _high(box)]
    column = [c for c in column if 0.6 * _high(box) <= _high(c) <= 1.6 * _high(box)]
    away = min((abs(c.top - box.top) for c in column), default=0.0)
    return len(column) >= LEAST and away <= NEAR * _high(box)


def _high(box: Box) -> float:
    return box.bottom - box.top
