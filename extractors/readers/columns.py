"""Columns of running text, as newspapers set them: which words to read before which.

A gutter is a band free of words over many rows, nearly as wide as a line is high, with rows of prose on
both sides that fill their side; where the rows on both sides end and begin at its edges, as justified
columns do, it may be narrower. Cells, signatures, labels and lists do not: they stay side by side.
All lengths are in points from the page's top left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from models.source import Box, Table, Word

STEP = 3.0
"""Points between two places at which a gutter is looked for."""
LEAST_ROWS = 6
"""Rows of prose that each side of a gutter must have; a table's cell is seldom so tall."""
LEAST_WIDTH = 9.0
"""A column is at least so many times as wide as its letters are high."""
LEAST_GUTTER = 0.75
"""A gutter is at least so many times as wide as letters are high."""
MOST_GUTTERS = 4
"""Of a page in columns, which are five at most."""
LINED_GUTTER, LINED_SHARE, LINED_ROOM = 0.5, 0.6, 1.5
"""So many times as wide at least is one at which so many rows on each side line up, to so many points."""
LEAST_BLANKS = 1.6
"""And so many times as wide as the usual blank between two words: typewriters space widely."""
FILLED_SHARE, FILLING = 0.6, 0.72
"""So many of the rows of a column reach over so much of its width."""
PITCH_ROOM = 1.4
"""Times the usual distance from line to line: so far apart are two lines of one paragraph."""
FREE_SHARE = 0.9
"""In so many rows of a side a gutter between two of its columns is free; a heading may cross it."""

LEAST_SPREAD = 1.2
"""Times its height: so wide at least is a sheet that bears two pages."""
LEAST_FOLD, FOLD_ROOM = 0.05, 0.05
"""Shares of a sheet's width: so wide are the margins of two pages at its fold, and so near its middle."""
PROSE_SHARE = 0.4
"""So many rows of one of two pages on a sheet are prose: it has headings and signatures too."""

Placed = tuple[Box, Table]


@dataclass(frozen=True, slots=True)
class Strip:
    """Words and drawn tables that are read before those of the next strip."""

    words: tuple[Word, ...]
    tables: tuple[Placed, ...] = ()
    column: bool = False
    """Whether it is a column beside others, or a part of one."""
    follows: bool = False
    """Whether its text goes on from the strip before, being the next column."""


class _Row:
    """Words on one height, from left to right, or one drawn table."""

    __slots__ = ("box", "table", "words")

    def __init__(self, words: list[Word], table: Placed | None = None) -> None:
        """Take at least one word, or a table."""
        boxes = [table[0]] if table is not None else [w.box for w in words if w.box]
        self.words = words
        self.table = table
        self.box = Box(
            min([b.x0 for b in boxes]),
            min([b.top for b in boxes]),
            max([b.x1 for b in boxes]),
            max([b.bottom for b in boxes]),
        )

    def cut(self, x: float) -> tuple["_Row | None", "_Row | None"]:
        """Return what stands left and right of x; None for nothing."""
        if self.table is not None:
            return (self, None) if _middle(self.table[0]) < x else (None, self)
        left = [w for w in self.words if w.box and _middle(w.box) < x]
        right = [w for w in self.words if w.box and _middle(w.box) >= x]
        return (_Row(left) if left else None), (_Row(right) if right else None)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows `start` to `end` (half open) that a gutter at `x` parts."""

    start: int
    end: int
    x: float

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        return self.end - self.start


def _middle(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def strips(lines: Sequence[list[Word]], tables: Sequence[Placed]) -> list[Strip]:
    """Return the strips of a page in reading order; a single one where nothing is set in columns.

    `lines` are the page's words by height, each line from left to right. Linear in the number of
    words: each is looked at once for every column that it lies in.
    """
    if not _may_part(lines, tables):
        return [Strip(tuple(w for line in lines for w in line), tuple(tables))]
    rows = [_Row(list(line)) for line in lines if any(w.box for w in line)] + [
        _Row([], t) for t in tables
    ]
    rows.sort(key=lambda r: (r.box.top + r.box.bottom) / 2)
    return _strips(rows, column=False)


def fold(
    lines: Sequence[list[Word]], solid: Sequence[Box], size: tuple[float, float]
) -> float | None:
    """Return where a sheet that bears two pages side by side parts them, in points from its left; None
    for a sheet of one.

    `solid` are the boxes of drawn tables and lines, `size` is the sheet's width and height. Two pages
    lie on a sheet wider than high, leave its middle free from the first line to the last, and one of
    them at least is prose; the other may be a table.
    """
    width, height = size
    if width < LEAST_SPREAD * height:
        return None
    boxes = [w.box for line in lines for w in line if w.box]
    boxes += solid
    middle = width / 2
    ends = max((b.x1 for b in boxes if _middle(b) < middle), default=middle)
    begins = min((b.x0 for b in boxes if _middle(b) >= middle), default=middle)
    if begins - ends < LEAST_FOLD * width:
        return None
    at = (ends + begins) / 2
    if abs(at - middle) > FOLD_ROOM * width:
        return None
    halves = [_Row(list(line)).cut(at) for line in lines if any(w.box for w in line)]
    sides = [[half[k] for half in halves if half[k] is not None] for k in (0, 1)]
    letters = _height([row for side in sides for row in side if row is not None])
    if min(map(len, sides)) < LEAST_ROWS:
        return None
    full = [(sum(_filled(side, letters)), len(side)) for side in sides]
    is_prose = any(n >= max(LEAST_ROWS, PROSE_SHARE * count) for n, count in full)
    return at if is_prose else None


def _may_part(lines: Sequence[list[Word]], tables: Sequence[Placed]) -> bool:
    """Tell at little cost whether enough rows have words behind a blank as wide as a gutter, as those
    of a column's right neighbour must; most pages have none.
    """
    rows = ([w.box for w in line if w.box] for line in lines)
    boxes = [row for row in rows if row]
    heights = [b.bottom - b.top for line in boxes for b in line]
    if len(boxes) + len(tables) < LEAST_ROWS or not heights:
        return False
    height = max(median(heights), 1.0)
    aside = min([line[0].x0 for line in boxes]) + LEAST_WIDTH * height
    behind = sum(
        line[0].x0 > aside
        or max([b.x0 - a.x1 for a, b in pairwise(line)], default=0) >= LINED_GUTTER * height
        for line in boxes
    )
    return behind + len(tables) >= LEAST_ROWS


def _strips(rows: list[_Row], *, column: bool) -> list[Strip]:
    out: list[Strip] = []
    while (block := _block(rows)) is not None:
        if block.start:
            out.append(_strip(rows[: block.start], column=column))
        sides = [row.cut(block.x) for row in rows[block.start : block.end]]
        out += _strips([left for left, _ in sides if left], column=True)
        first, *others = _strips([right for _, right in sides if right], column=True)
        out.append(Strip(first.words, first.tables, column=True, follows=True))
        out += others
        rows = rows[block.end :]
    return [*out, _strip(rows, column=column)] if rows else out


def _strip(rows: list[_Row], *, column: bool) -> Strip:
    words = tuple(w for row in rows for w in row.words)
    return Strip(words, tuple(row.table for row in rows if row.table is not None), column)


def _block(rows: list[_Row]) -> _Block | None:
    """Return the longest block of rows that a gutter parts into prose on both sides."""
    if len(rows) < LEAST_ROWS:
        return None
    height = _height(rows)
    segments = _segments(rows, height)
    wide = max(LEAST_GUTTER * height, LEAST_BLANKS * _blank(rows))
    for least in (wide, LINED_GUTTER * height):
        candidates = sorted(_candidates(rows, height, least), key=lambda b: b.start - b.end)
        best: _Block | None = None
        for block in candidates:
            if best is not None and best.rows >= block.rows:
                break
            trimmed = _trimmed(rows, block, segments, height)
            if trimmed is None or (best is not None and best.rows >= trimmed.rows):
                continue
            if _gutter(rows, trimmed) < 0.8 * least:
                continue
            if least == wide or (_is_lined(rows, trimmed) and not _is_typed(rows, trimmed, least)):
                best = trimmed
        if best is not None:
            return best
    return None


def _height(rows: list[_Row]) -> float:
    found = [w.box.bottom - w.box.top for row in rows for w in row.words if w.box]
    return max(float(median(found)), 1.0) if found else 1.0


def _blank(rows: list[_Row]) -> float:
    """Return the usual blank between two words, in points."""
    pairs = [(a.box, b.box) for row in rows for a, b in pairwise(row.words)]
    return float(median([b.x0 - a.x1 for a, b in pairs if a and b] or [0.0]))


def _gutter(rows: list[_Row], block: _Block) -> float:
    """Return how many points are free of words in all rows of a block, 0 where a side has none."""
    sides = [row.cut(block.x) for row in rows[block.start : block.end]]
    ends = [row.box.x1 for row, _ in sides if row]
    begins = [row.box.x0 for _, row in sides if row]
    return min(begins) - max(ends) if ends and begins else 0.0


def _is_lined(rows: list[_Row], block: _Block) -> bool:
    """Tell whether most rows of a block end, and begin, at the edges of its gutter."""
    sides = [row.cut(block.x) for row in rows[block.start : block.end]]
    ends = [row.box.x1 for row, _ in sides if row]
    begins = [row.box.x0 for _, row in sides if row]
    ended = sum(x >= max(ends) - LINED_ROOM for x in ends)
    begun = sum(x <= min(begins) + LINED_ROOM for x in begins)
    return ended >= LINED_SHARE * len(ends) and begun >= LINED_SHARE * len(begins)


def _is_typed(rows: list[_Row], block: _Block, least: float) -> bool:
    """Tell whether a block has more places free of words than a page has gutters: where all letters have
    one width the blanks of many rows meet.
    """
    held = rows[block.start : block.end]
    places = np.arange(min(r.box.x0 for r in held), max(r.box.x1 for r in held), 1.0)
    free = _free(held, places, least).all(axis=0)
    return int(np.count_nonzero(np.diff(free.astype(np.int8)) == 1)) > MOST_GUTTERS


def _candidates(rows: list[_Row], height: float, least: float) -> list[_Block]:
    """Return runs of rows in which one place stays free, the middle of each gutter once."""
    left, right = min(r.box.x0 for r in rows), max(r.box.x1 for r in rows)
    side = LEAST_WIDTH * height
    places = np.arange(left + side, right - side, max(STEP, (right - left) / 400))
    if not len(places):
        return []
    free = _free(rows, places, least)
    found: dict[tuple[int, int], list[float]] = {}
    for k, start, end in _runs(free):
        found.setdefault((start, end), []).append(float(places[k]))
    return [_Block(a, b, x) for (a, b), xs in found.items() for x in _middles(xs)]


def _free(rows: list[_Row], places: npt.NDArray[np.float64], least: float) -> npt.NDArray[np.bool_]:
    """Tell for each row and place whether the place lies in a gap of the row of at least `least`."""
    taken: list[tuple[int, float, float]] = []
    for i, row in enumerate(rows):
        boxes = [row.box] if row.table else [w.box for w in row.words if w.box]
        end = boxes[0].x0
        for box in boxes:
            start = end if box.x0 - end < least else box.x0
            end = max(end, box.x1)
            taken.append((i, start, end))
    at = np.array([i for i, _, _ in taken])
    marks = np.zeros((len(rows), len(places) + 1), dtype=np.int32)
    np.add.at(marks, (at, np.searchsorted(places, [start for _, start, _ in taken])), 1)
    np.add.at(marks, (at, np.searchsorted(places, [end for _, _, end in taken])), -1)
    free: npt.NDArray[np.bool_] = marks.cumsum(axis=1)[:, :-1] == 0
    return free


def _runs(free: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return for each place its runs of at least LEAST_ROWS free rows: place, start, end (half open)."""
    padded = np.zeros((free.shape[1], free.shape[0] + 2), dtype=np.int8)
    padded[:, 1:-1] = free.T
    edges = np.diff(padded, axis=1)
    places, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]  # in the same order, one for each start
    long = ends - starts >= LEAST_ROWS
    return list(zip(places[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True))


def _middles(places: list[float]) -> list[float]:
    """Return the middle of each stretch of neighbouring places, the widest stretch first."""
    step = min((b - a for a, b in pairwise(places)), default=STEP)
    groups = [[places[0]]]
    for before, after in pairwise(places):
        if after - before > 1.5 * step:
            groups.append([])
        groups[-1].append(after)
    return [(g[0] + g[-1]) / 2 for g in sorted(groups, key=len, reverse=True)[:3]]


def _segments(rows: list[_Row], height: float) -> list[int]:
    """Return the rows that begin anew after a blank that crosses the whole width."""
    blanks, bottom = [0.0], rows[0].box.bottom
    for row in rows[1:]:
        blanks.append(row.box.top - bottom)
        bottom = max(bottom, row.box.bottom)
    usual = median(blanks[1:])
    return [0] + [i for i, b in enumerate(blanks) if i and b > usual + 0.45 * height]


def _trimmed(rows: list[_Row], block: _Block, segments: list[int], height: float) -> _Block | None:
    """Return the block without the headings, tables and signatures above and below that happen to
    leave the gutter free; None where no prose stands on both sides.
    """
    judge = _Judge(rows[block.start : block.end], block.x, height)
    starts = [block.start, *(s for s in segments if block.start < s < block.end)]
    spans = [
        (a - block.start, b - block.start)
        for a, b in zip(starts, [*starts[1:], block.end], strict=True)
    ]
    kernels = [k for k, span in enumerate(spans) if judge.is_prose(*span)]
    if not kernels:
        return None
    first = last = max(kernels, key=lambda k: spans[k][1] - spans[k][0])
    while first and judge.may_join(*spans[first - 1]):
        first -= 1
    while last + 1 < len(spans) and judge.may_join(*spans[last + 1]):
        last += 1
    start = judge.first_prose(spans[first][0], spans[last][1], {a for a, _ in spans})
    return _Block(block.start + start, block.start + spans[last][1], block.x)


class _Judge:
    """Tells prose in columns from cells, labels and signatures that stand side by side."""

    def __init__(self, rows: list[_Row], x: float, height: float) -> None:
        """Take rows that a gutter at `x` parts; `height` is the letters'."""
        sides = [row.cut(x) for row in rows]
        self.before = list(zip(*(_befores([s[k] for s in sides]) for k in (0, 1)), strict=True))
        self.has = [(a is not None, b is not None) for a, b in sides]
        filled = [_filled([s[k] for s in sides], height) for k in (0, 1)]
        self.fills = list(zip(*filled, strict=True))

    def is_prose(self, start: int, end: int) -> bool:
        """Tell whether these rows are by themselves running text on both sides."""
        for k in (0, 1):
            there = sum(self.has[i][k] for i in range(start, end))
            full = sum(self.fills[i][k] for i in range(start, end))
            if full < LEAST_ROWS or full < FILLED_SHARE * there:
                return False
        return self._restarts(start, end) <= max(1, (end - start) // 8)

    def _restarts(self, start: int, end: int) -> int:
        """Count rows in which both sides begin together after a row that one or both left short:
        rows of a table do, columns of text run on without regard for each other.
        """
        return sum(
            all(self.fills[i]) and not self._goes_on(i, start) for i in range(start + 1, end)
        )

    def _goes_on(self, i: int, start: int) -> bool:
        """Tell whether both sides have a row right above a row, and one of these is filled."""
        above = [(k, at) for k, at in enumerate(self.before[i]) if at is not None and at >= start]
        return len(above) == 2 and any(self.fills[at][k] for k, at in above)

    def may_join(self, start: int, end: int) -> bool:
        """Tell whether these few rows, apart by a blank, can belong to columns beside them."""
        both = [i for i in range(start, end) if all(self.has[i])]
        if both:
            return sum(all(self.fills[i]) for i in both) > 0.5 * len(both)
        return sum(any(self.fills[i]) for i in range(start, end)) >= 0.5 * (end - start)

    def first_prose(self, start: int, end: int, apart: set[int]) -> int:
        """Return the first row that fills each side on which it has words, or the first of those right
        above it, not `apart` by a blank, that fill one side; `start` if none does.
        """
        for i in range(start, end):
            if all(f or not h for h, f in zip(self.has[i], self.fills[i], strict=True)):
                while i > start and i not in apart and any(self.fills[i - 1]):
                    i -= 1
                return i
        return start


def _befores(side: list[_Row | None]) -> list[int | None]:
    """Return for each row of a side which row of it stands right above, None for none: the row before,
    or, where other columns have rows at heights between, one no further than lines are set.
    """
    there = [(i, row.box.top) for i, row in enumerate(side) if row is not None]
    downs = [b - a for (_, a), (_, b) in pairwise(there) if b - a > 1]
    furthest = PITCH_ROOM * float(median(downs)) if downs else 0.0
    found: list[int | None] = [None] * len(side)
    for (i, above), (k, top) in pairwise(there):
        if k == i + 1 or top - above <= furthest:
            found[k] = i
    return found


def _filled(side: list[_Row | None], height: float) -> list[bool]:
    """Tell for each row whether it is prose that reaches over most of its side's width, or of each
    column of the side in which it has words: beside a picture the side is narrower.
    """
    rows = [row for row in side if row is not None]
    if not rows:
        return [False] * len(side)
    left = sorted(row.box.x0 for row in rows)[len(rows) // 10]
    right = sorted(row.box.x1 for row in rows)[len(rows) * 9 // 10]
    if right - left < LEAST_WIDTH * height:
        return [False] * len(side)
    bounds = _columns_of(rows, left, right, height)
    return [row is not None and _fills(row, bounds) for row in side]


def _fills(row: _Row, bounds: list[tuple[float, float]]) -> bool:
    """Tell whether a row is prose in each of the columns in which it has words."""
    if row.table is not None:
        left, right = bounds[0][0], bounds[-1][1]
        return row.box.x1 - row.box.x0 >= FILLING * min(b - a for a, b in [*bounds, (left, right)])
    for a, b in bounds:
        words = [w for w in row.words if w.box and (len(bounds) == 1 or a <= _middle(w.box) < b)]
        if words and not _is_prose_row(_Row(words), FILLING * (b - a)):
            return False
    return True


def _columns_of(
    rows: list[_Row], left: float, right: float, height: float
) -> list[tuple[float, float]]:
    """Return from where to where the columns of a side reach that gutters part in nearly all its rows;
    one where it has no gutter, or one of them would be too narrow.
    """
    places = np.arange(left, right, STEP)
    free = _free(rows, places, LEAST_GUTTER * height).mean(axis=0) >= FREE_SHARE
    bounds = [[left, left]]
    for place, is_free in zip(places.tolist(), free.tolist(), strict=True):
        if not is_free:
            bounds[-1][1] = place
        elif bounds[-1][1] > bounds[-1][0]:
            bounds.append([place, place])
        else:
            bounds[-1][:] = [place, place]
    bounds[-1][1] = right
    if min(b - a for a, b in bounds) < LEAST_WIDTH * height:
        return [(left, right)]
    return [(a, b + STEP) for a, b in bounds]


def _is_prose_row(row: _Row, least: float) -> bool:
    """Tell whether a row is at least `least` wide, mostly ink and letters, and has no label's colon."""
    box = row.box
    if box.x1 - box.x0 < least:
        return False
    if row.table is not None:
        return True
    ink = sum(w.box.x1 - w.box.x0 for w in row.words if w.box)
    text = "".join(w.text for w in row.words)
    letters = sum(c.isalpha() for c in text)
    labelled = any(w.text.startswith(":") or w.text.endswith(":") for w in row.words[:4])
    return (
        len(row.words) >= 3
        and ink >= 0.6 * (box.x1 - box.x0)
        and letters >= 0.6 * len(text)
        and not labelled
    )
