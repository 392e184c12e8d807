"""Columns of a table without lines: the white that all its rows leave free, and the titles above.

Where words of a column end at one right edge, or begin at one left edge, a narrow white parts two
columns; elsewhere it has to be wider than the blank between two words. What stands between two such
corridors is a block, and each title takes the blocks nearest to it, in order, so that no title that
may have one is left without. All lengths are in points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.pieces import Piece, Row, around, box_of, is_sum
from models.source import Box, Word

_WIDER = 1.6
"""Times the usual blank between two words: from here on a white parts two columns in any case."""
_NARROW = 0.9
"""Times that blank: so wide at least is the white between words that line up."""
_ALIGNED_SHARE, _ALIGNED_ROWS = 0.7, 3
_DIVIDED = 2.0
"""Times that blank: so wide is the white that parts one title in two, over most rows."""
_DIVIDED_SHARE = 0.6
_LEFT_ASIDE = 4
"""One of so many rows may cross a corridor: a sum's label, a name that is too long."""
_EMPTY, _UNDER_ANOTHER, _TORN = 1000.0, 5.0, 60.0
"""What it costs, in points of distance, to leave a title without a block, a point of a block under the
title of another, and to begin a column behind a white that is no wider than a blank.
"""
_AT_MARGIN = 0.7
"""Points by which words that begin at one margin differ."""
_MARGIN_SHARE, _MARGIN_ROWS = 0.9, 4
_MOST_BLOCKS = 60
_COUNT = re.compile(r"(?:\d{1,3}|[A-Z]|[IVX]{1,5})[.)]?")
"""What counts a row or a group of rows in a column of its own."""
_MARKS = re.compile(r"(?:Rp|IDR)\.?:?|[x×@=:]", re.I)
"""What stands before a figure of the same cell, often far from it."""


_BY_HAND = re.compile(
    r"\W*(?:tanda\s*tangan|tandatangan|t\.?t\.?d?\b|paraf|ket(?:erangan)?\b)", re.I
)
"""The titles of columns that are printed empty."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The white between a column and the next: no words of a usual row stand from x0 to x1."""

    x0: float
    x1: float
    is_margin: bool = False
    """Whether the cells of the next column all begin at `x1`, so that what is left of it is none of them."""

    @property
    def middle(self) -> float:
        """Return what no word of a usual row crosses: its middle, or the next column's margin."""
        return self.x1 - _AT_MARGIN if self.is_margin else (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The titles of a table's columns from left to right, and what parts each from the next."""

    titles: tuple[tuple[Word, ...], ...]
    edges: tuple[Edge, ...]

    def cells(self, row: Row) -> list[list[Word]]:
        """Return the words of a row, column by column."""
        cells: list[list[Word]] = [[] for _ in self.titles]
        for piece in row:
            for words in self._parted(piece):
                cells[self._column(box_of(words))] += words
        return _one_sum_each(cells)

    def _column(self, box: Box) -> int:
        """Return the column over which most of a box lies, of several the first."""
        middles = [edge.middle for edge in self.edges]
        bounds = list(pairwise([float("-inf"), *middles, float("inf")]))
        shared = [min(b, box.x1) - max(a, box.x0) for a, b in bounds]
        return max(range(len(shared)), key=shared.__getitem__)

    def _parted(self, piece: Piece) -> list[list[Word]]:
        """Part a piece that reaches over an edge: where its own white spans the edge's, and around
        each sum that stands in another column than its neighbour.
        """
        parts: list[list[Word]] = [[piece.words[0]]]
        for before, after in pairwise(piece.words):
            if self._is_edge(before, after):
                parts.append([after])
            else:
                parts[-1].append(after)
        return parts

    def _is_edge(self, before: Word, after: Word) -> bool:
        one, other = before.box, after.box
        assert one is not None
        assert other is not None
        if any(one.x1 <= e.x0 + 1 and other.x0 >= e.x1 - 1 and e.x0 < e.x1 for e in self.edges):
            return True
        if any(e.is_margin and abs(other.x0 - e.x1) <= _AT_MARGIN for e in self.edges):
            return True
        if _COUNT.fullmatch(before.text) and self._column(one) == 0 < self._column(other):
            return True
        sums = is_sum(before.text), is_sum(after.text)
        return all(sums) or (any(sums) and self._column(one) != self._column(other))


def _one_sum_each(cells: list[list[Word]]) -> list[list[Word]]:
    """Give the second of two sums that met in one cell to an empty cell beside it."""
    for i, words in enumerate(cells):
        at = next((k for k, (a, b) in enumerate(pairwise(words), 1) if _are_sums(a, b)), None)
        if at is None:
            continue
        if i and not cells[i - 1]:
            cells[i - 1], cells[i] = words[:at], words[at:]
        elif i + 1 < len(cells) and not cells[i + 1]:
            cells[i], cells[i + 1] = words[:at], words[at:]
    return cells


def _are_sums(one: Word, other: Word) -> bool:
    return is_sum(one.text) and is_sum(other.text)


def columns_of(titles: Sequence[Sequence[Word]], rows: Sequence[Row], blank: float) -> Columns:
    """Return the columns of the rows below titles, of which each has at least one word.

    `blank` is the usual one between two words of a cell.
    """
    # What stands alone in its row heads others or goes on with a cell, and may reach over columns.
    boxes = [
        _boxes(row) for row in rows if len(row) > 1 or any(is_sum(w.text) for w in row[0].words)
    ]
    heads = [box_of(words) for words in titles]
    empty = [_cost_of_empty(words, boxes) for words in titles]
    best: tuple[float, list[list[Box]]] | None = None
    for crossed in range(max(1, len(boxes) // _LEFT_ASIDE) + 1):
        blocks = _blocks(boxes, blank, crossed)
        if not blocks or len(blocks) > _MOST_BLOCKS:
            continue
        cost, shared = _shared_out(blocks, heads, empty, blank)
        if best is None or cost < best[0]:
            best = cost, shared
        if cost < _EMPTY:
            break
    shared = best[1] if best is not None else [[] for _ in heads]
    made: list[tuple[tuple[Word, ...], Box]] = []
    for words, blocks in _joined(titles, shared, blank):
        made += _divided(tuple(words), blocks, rows, blank)
    spans = [box for _, box in made]
    edges = tuple(
        Edge(min(a.x1, b.x0), max(a.x1, b.x0), _is_margin(b, boxes)) for a, b in pairwise(spans)
    )
    return Columns(tuple(words for words, _ in made), edges)


def _is_margin(column: Box, rows: Sequence[Sequence[Box]]) -> bool:
    """Tell whether nearly all cells of a column begin at its left, and do not all end at its right too, as
    figures of one length do that are set at the right.
    """
    cells = [[b for b in row if column.x0 <= (b.x0 + b.x1) / 2 <= column.x1] for row in rows]
    begun = [min(b.x0 for b in cell) for cell in cells if cell]
    ended = [max(b.x1 for b in cell) for cell in cells if cell]
    least = max(_MARGIN_ROWS, _MARGIN_SHARE * len(begun))
    at_left = sum(x - column.x0 <= _AT_MARGIN for x in begun)
    at_right = sum(column.x1 - x <= _AT_MARGIN for x in ended)
    return at_left >= least and at_right < least


def _boxes(row: Row) -> list[Box]:
    return [w.box for piece in row for w in piece.words if w.box is not None]


def usual_blank(rows: Sequence[Row]) -> float:
    """Return the usual blank between two words of a cell. In a tight table most gaps inside pieces are
    those between columns, so that only the smaller ones tell.
    """
    boxes = [[w.box for w in piece.words if w.box is not None] for row in rows for piece in row]
    height = median([b.bottom - b.top for line in boxes for b in line])
    gaps = sorted(b.x0 - a.x1 for line in boxes for a, b in pairwise(line) if b.x0 > a.x1)
    usual = gaps[int(_BLANKS * (len(gaps) - 1))] if gaps else 0.3 * height
    return float(min(max(usual, 0.2 * height), 0.65 * height))


_BLANKS = 0.2
"""Share of the gaps inside pieces that at least are the blanks between words."""


def _blocks(rows: Sequence[Sequence[Box]], blank: float, crossed: int) -> list[Box]:
    """Return what stands between the corridors that all rows but `crossed` leave free."""
    ends = sorted(
        [(b.x0, 1) for row in rows for b in row] + [(b.x1, -1) for row in rows for b in row]
    )
    blocks: list[Box] = []
    depth, begin = 0, 0.0
    for x, step in ends:
        if depth <= crossed < depth + step:
            begin = x
        elif depth > crossed >= depth + step and x > begin:
            blocks.append(Box(begin, 0.0, x, 0.0))
        depth += step
    joined = blocks[:1]
    for block in blocks[1:]:
        if _is_corridor(rows, joined[-1].x1, block.x0, blank):
            joined.append(block)
        else:
            joined[-1] = around([joined[-1], block])
    return joined


def _is_corridor(rows: Sequence[Sequence[Box]], x0: float, x1: float, blank: float) -> bool:
    """Tell whether a white parts columns: by its width, or by words that line up at it."""
    if x1 - x0 >= _WIDER * blank:
        return True
    if x1 - x0 < _NARROW * blank:
        return False
    middle = (x0 + x1) / 2
    before = [[b.x1 for b in row if (b.x0 + b.x1) / 2 < middle] for row in rows]
    behind = [[b.x0 for b in row if (b.x0 + b.x1) / 2 >= middle] for row in rows]
    both = [(max(a), min(b)) for a, b in zip(before, behind, strict=True) if a and b]
    room = max(1.0, 0.3 * blank)
    lined = max(
        sum(abs(a - x0) <= room for a, _ in both), sum(abs(b - x1) <= room for _, b in both)
    )
    return lined >= max(_ALIGNED_ROWS, _ALIGNED_SHARE * len(both))


def _cost_of_empty(words: Sequence[Word], rows: Sequence[Sequence[Box]]) -> float:
    """Return what it costs to leave a title without a block: nothing where hands fill its column, and no
    word stands below it.
    """
    head = box_of(words)
    if not _BY_HAND.match(" ".join(w.text for w in words)):
        return _EMPTY
    return _EMPTY if any(b.x0 < head.x1 and head.x0 < b.x1 for row in rows for b in row) else 0.0


def _shared_out(
    blocks: Sequence[Box], heads: Sequence[Box], empty: Sequence[float], blank: float
) -> tuple[float, list[list[Box]]]:
    """Return the blocks of each title, in order, at the least cost, and that cost; `empty` is what it costs
    to leave one without, `blank` the usual one between two words.
    """
    count = len(blocks)
    far = [[_away(block, i, heads) for block in blocks] for i in range(len(heads))]
    white = [b.x0 - a.x1 for a, b in pairwise(blocks)]
    # costs[j]: the least for the titles so far with the first j blocks; chosen[i][j]: where i begins.
    costs = [0.0] + [float("inf")] * count
    chosen: list[list[int]] = []
    # What a blank parts from the block before goes on with its cell, where a wider white begins the next.
    close = [0.0, *(_TORN if w < _WIDER * blank else 0.0 for w in white)]
    for i in range(len(heads)):
        after: list[float] = []
        begun: list[int] = []
        for j in range(count + 1):
            best, at = costs[j] + empty[i], j
            own = 0.0
            for k in range(j - 1, -1, -1):
                own += far[i][k] + (white[k] if k < j - 1 else 0.0)
                cost = costs[k] + own + close[k]
                if cost < best:
                    best, at = cost, k
            after.append(best)
            begun.append(at)
        costs = after
        chosen.append(begun)
    shared: list[list[Box]] = []
    j = count
    for begun in reversed(chosen):
        shared.append(list(blocks[begun[j] : j]))
        j = begun[j]
    return costs[count], shared[::-1]


def _away(block: Box, i: int, heads: Sequence[Box]) -> float:
    """Return how far a block stands from a title, more where it stands under others."""
    others = sum(
        max(0.0, min(block.x1, h.x1) - max(block.x0, h.x0)) for k, h in enumerate(heads) if k != i
    )
    return max(heads[i].x0 - block.x1, block.x0 - heads[i].x1, 0.0) + _UNDER_ANOTHER * others


def _joined(
    titles: Sequence[Sequence[Word]], shared: Sequence[list[Box]], blank: float
) -> list[tuple[list[Word], list[Box]]]:
    """Return titles and blocks; a title without a block that stands close to another is a part of it."""
    made = [(list(words), list(blocks)) for words, blocks in zip(titles, shared, strict=True)]
    while True:
        gaps = [
            (box_of(b[0]).x0 - box_of(a[0]).x1, i)
            for i, (a, b) in enumerate(pairwise(made))
            if not a[1] or not b[1]
        ]
        if not gaps or min(gaps)[0] > _WIDER * blank:
            return made
        i = min(gaps)[1]
        made[i : i + 2] = [(made[i][0] + made[i + 1][0], made[i][1] + made[i + 1][1])]


def _divided(
    words: tuple[Word, ...], blocks: Sequence[Box], rows: Sequence[Row], blank: float
) -> list[tuple[tuple[Word, ...], Box]]:
    """Return a title with the reach of its column, or two and more where words of it stand over
    columns of their own ("Volume Satuan" over counts and units).
    """
    for one, other in pairwise(blocks):
        middle = (one.x1 + other.x0) / 2
        left = tuple(w for w in words if w.box and (w.box.x0 + w.box.x1) / 2 < middle)
        right = tuple(w for w in words if w not in left)
        if not left or not right or other.x0 - one.x1 < _DIVIDED * blank:
            continue
        if _share_of_both(one, other, rows) < _DIVIDED_SHARE:
            continue
        at = blocks.index(other)
        return [
            *_divided(left, blocks[:at], rows, blank),
            *_divided(right, blocks[at:], rows, blank),
        ]
    return [(words, around(list(blocks)) if blocks else box_of(words))]


def _share_of_both(one: Box, other: Box, rows: Sequence[Row]) -> float:
    """Return in which share of the rows that fill one of two blocks both are filled, by more than
    the mark before a figure.
    """
    met = [
        [
            any(
                w.box is not None
                and block.x0 <= (w.box.x0 + w.box.x1) / 2 <= block.x1
                and not _MARKS.fullmatch(w.text)
                for piece in row
                for w in piece.words
            )
            for block in (one, other)
        ]
        for row in rows
    ]
    filled = [pair for pair in met if any(pair)]
    return sum(all(pair) for pair in filled) / len(filled) if filled else 0.0
