"""Words that lie turned on a page that does not: written up or down its margin or a cell, or slanting.

PDFium lets a word run on into one that is turned otherwise, or that is set over its end: these are two.
Whoever calls holds `PDFIUM`. Lengths are in points, angles in degrees clockwise on the upright page.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import degrees
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from models.source import Box, Word

SLANT = 10
"""Degrees by which a scanner's program turns the words of a skewed page."""
NEXT = 1.5
"""Times a line's height: so far at most is a word from the next of an upright line."""
BACK = 0.15
"""Times a line's height: a character that begins so far before the end of the one before it is none of
its word.
"""
PADDING = 8.0
"""So far at most behind its border the text of a cell begins."""
OVER = 1.5
"""So far at least a word reaches over a cell's border that may be two."""

Lines = tuple[tuple[Word, ...], ...]
Span = tuple[int, int]
Numbers = npt.NDArray[np.float64]


def turn_of(textpage: Any, index: int, sheet_turn: int) -> int:
    """Return by how many degrees a character is turned, 0 up to 360; `sheet_turn` is how far the upright
    page is turned from the PDF's own space.
    """
    angle = -round(degrees(raw.FPDFText_GetCharAngle(textpage, index)))
    return (angle - sheet_turn) % 360


def lies(turn: int) -> bool:
    """Tell whether what is turned so lies as the page does."""
    return min(turn, 360 - turn) <= SLANT


def parted(words: Sequence[Word], turns: Sequence[int]) -> tuple[tuple[Word, ...], Lines]:
    """Return the words that lie as the page does, and the lines of the others, each word next to the one
    before it; all of them as lying where most do not.
    """
    lying: list[Word] = []
    lines: list[list[Word]] = []
    last = 0
    for word, turn in zip(words, turns, strict=True):
        if lies(turn):
            lying.append(word)
            last = 0
            continue
        if last == turn and _goes_on(lines[-1][-1], word, turn):
            lines[-1].append(word)
        else:
            lines.append([word])
        last = turn
    if 2 * len(lying) < len(words):
        return tuple(words), ()
    return tuple(lying), tuple(map(tuple, lines))


def _goes_on(one: Word, other: Word, turn: int) -> bool:
    """Tell whether a word goes on with the line of the one before it, both turned by as much."""
    a, b = one.box, other.box
    assert a is not None
    assert b is not None
    if turn % 90:
        return True  # a slanting line is that of a stamp or a watermark
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    between = max(b.top - a.bottom, a.top - b.bottom)
    wide = min(a.x1 - a.x0, b.x1 - b.x0)
    return shared > 0.5 * wide and between < NEXT * wide


def over_borders(boxes: Numbers, tables: Iterable[Sequence[Sequence[Box | None]]]) -> list[int]:
    """Return which boxes (x0, top, x1, bottom) reach over where a cell begins, in tables of cells."""
    found: set[int] = set()
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    for rows in tables:
        cells = [cell for row in rows for cell in row if cell is not None]
        if not cells:
            continue
        borders = np.array(sorted({cell.x0 for cell in cells}))
        top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
        inside = (middles >= top) & (middles < bottom)
        first = np.searchsorted(borders, boxes[:, 0] + OVER)
        behind = np.searchsorted(borders, boxes[:, 2] - OVER)
        found.update(np.flatnonzero(inside & (behind > first)).tolist())
    return sorted(found)


def cut(
    spans: Sequence[Span], at: Iterable[int], is_new: Callable[[int, int], list[int]]
) -> list[Span]:
    """Return spans of characters with some of them cut; `is_new` gives the characters of one, from where
    to where, that begin another word.
    """
    made: list[Span] = []
    looked = set(at)
    for i, (begin, end) in enumerate(spans):
        ends = [begin, *(is_new(begin, end) if i in looked else ()), end]
        made += pairwise(ends)
    return made


def set_back(boxes: Numbers) -> set[int]:
    """Return which characters of a word, by their boxes, begin before the one before them ends."""
    high = boxes[1:, 3] - boxes[1:, 1]
    return set((np.flatnonzero(boxes[1:, 0] < boxes[:-1, 2] - BACK * high) + 1).tolist())


def behind_borders(
    boxes: Numbers, text: str, tables: Iterable[Sequence[Sequence[Box | None]]]
) -> set[int]:
    """Return which characters of a word stand right behind where a cell begins and are of another kind
    than the one before: a figure or a capital behind small letters, as no word goes on.
    """
    borders = {cell.x0 for rows in tables for row in rows for cell in row if cell is not None}
    kinds = [_kind(c) for c in text]
    found = [k for k, (a, b) in enumerate(pairwise(kinds), 1) if a and b and a != b and b != "a"]
    return {k for k in found if any(0 < boxes[k, 0] - x <= PADDING for x in borders)}


def _kind(character: str) -> str:
    if character.isdigit():
        return "1"
    return "" if not character.isalpha() else "a" if character.islower() else "A"
