"""Who signs beside whom: blocks of signatures at a page's foot, read one signer after the other."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from models.source import Box

Piece = TypeVar("Piece")
MOST_ROWS = 9
LEAST_ROOM = 1.7
"""Of the page's usual distance between rows: so much is left blank for a hand to sign in."""
LONGEST = 60
"""Characters of an office or a name; more is prose."""


def signers_in_order(
    rows: Sequence[tuple[Piece, ...]],
    pitch: float,
    box_of: Callable[[Piece], Box],
    text_of: Callable[[Piece], str],
) -> list[tuple[Piece, ...]]:
    """Return rows in which the pieces of signature blocks stand below each other, column by column.

    A block begins and ends with a row of two or three pieces, the ends those of names, and leaves
    room between for hands to sign; cells, labels with colons and sums do not. Pieces of a block in
    which no letter or digit stands are strokes of the signatures, and are left out.
    """
    out: list[tuple[Piece, ...]] = []
    written = [tuple(p for p in row if any(map(str.isalnum, text_of(p)))) for row in rows]
    at = 0
    while at < len(rows):
        end = _block_end(written, at, pitch, box_of, text_of)
        if end is None:
            out.append(rows[at])
            at += 1
            continue
        edges = _edges(written[at:end], box_of)
        for left, right in pairwise([float("-inf"), *edges, float("inf")]):
            for row in written[at:end]:
                inside = tuple(p for p in row if left <= _middle(box_of(p)) < right)
                if inside:
                    out.append(inside)
        at = end
    return out


def _block_end(
    rows: Sequence[tuple[Piece, ...]],
    at: int,
    pitch: float,
    box_of: Callable[[Piece], Box],
    text_of: Callable[[Piece], str],
) -> int | None:
    """Return where the block of signatures that begins at a row ends; None where none begins."""
    if not _is_pair(rows[at], text_of):
        return None
    end: int | None = None
    room = False
    above = rows[at]
    for i in range(at, min(at + MOST_ROWS, len(rows))):
        row = rows[i]
        if not row:
            continue
        if i > at:
            blank = box_of(row[0]).top - max(box_of(p).bottom for p in above)
            room = room or blank > LEAST_ROOM * pitch
            if blank > 9 * pitch:
                break
        above = row
        if any(not _is_short(text_of(p)) for p in row) or len(row) > 3:
            break
        if not _edges(rows[at : i + 1], box_of):
            break
        if room and _is_pair(row, text_of):
            end = i + 1
    return end


def _is_pair(row: tuple[Piece, ...], text_of: Callable[[Piece], str]) -> bool:
    return len(row) in (2, 3) and all(_is_short(text_of(p)) for p in row)


def _is_short(text: str) -> bool:
    """Tell whether a text can be an office or a name over which somebody signs."""
    letters = sum(c.isalpha() for c in text)
    return len(text) <= LONGEST and letters >= 0.5 * len(text) and ":" not in text


def _middle(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _edges(rows: Sequence[tuple[Piece, ...]], box_of: Callable[[Piece], Box]) -> list[float]:
    """Return the places between the columns that no piece crosses; none where they overlap."""
    boxes = sorted((box_of(p) for row in rows for p in row), key=lambda b: b.x0)
    most = max(len(row) for row in rows)
    edges: list[float] = []
    right = boxes[0].x1
    for box in boxes[1:]:
        if box.x0 > right + 6:
            edges.append((right + box.x0) / 2)
        right = max(right, box.x1)
    return edges if len(edges) == most - 1 else []
