"""Which lines of a table without lines are one row, where a cell takes several of them.

The figures of a row stand beside the first line of its long cell, the middle or the last (as Excel sets
them). What parts two rows is a drawn line or the edge of a filled band; without those it is the widest
white between two lines that begin rows. Where whites do not differ, the rows of the table do as one.
All lengths are in points.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise
from statistics import mean, median

from extractors.readers.pieces import Row, is_cost
from models.source import Box, Word

_GROUP = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?(?:\s+[A-Z]|$)")
"""So begins the row that heads a group of rows: "A. KONSUMSI", "IV"."""
_COUNT = re.compile(r"\d{1,3}[.)]?")
_SUM = re.compile(r"(?:sub\s*)?(?:jumlah|total|jml)\b", re.I)
_SEAM_SHARE, _SEAM_ROOM = 0.6, 1.0
"""So much of a table's width a drawn line covers that parts its rows, in pieces at one height."""
_CLEAR = 0.25
"""Times a line's height: a white wider by so much than the next widest parts rows by itself."""
_LEAN, _LEAN_OF_SCANS = 0.08, 0.2
"""Times a line's height: so much wider are whites, in the mean of a table, that tell how its rows do."""
_MOST_SOFT = 2
"""Cells that a line has at most which goes on with a row although it has figures."""

Cells = list[list[Word]]
Span = tuple[int, int]


class _Kind(Enum):
    """What a line can be."""

    BEGINS = auto()
    MAY_GO_ON = auto()  # it has figures, but none that counts or costs
    GOES_ON = auto()


class _At(Enum):
    """Beside which line of a long cell the figures of its row stand."""

    TOP = auto()
    MIDDLE = auto()
    BOTTOM = auto()


def heads_group(text: str) -> bool:
    """Tell whether a line's text begins as the row that heads a group: "A. KONSUMSI", "IV"."""
    return _GROUP.match(text) is not None


def seams_of(rules: Sequence[Box], box: Box) -> list[float]:
    """Return the heights at which drawn lines, or the edges of filled bands, cross a table's box.

    `rules` are the horizontal ones of a page, each a box without height.
    """
    near = [r for r in rules if box.top - _SEAM_ROOM <= r.top <= box.bottom + _SEAM_ROOM]
    near.sort(key=lambda r: r.top)
    levels: list[list[Box]] = []
    for rule in near:
        if levels and rule.top - levels[-1][0].top <= _SEAM_ROOM:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    least = _SEAM_SHARE * (box.x1 - box.x0)
    return [level[0].top for level in levels if _covered(level, box) >= least]


def _covered(level: list[Box], box: Box) -> float:
    covered, end = 0.0, box.x0
    for rule in sorted(level, key=lambda r: r.x0):
        covered += max(0.0, min(rule.x1, box.x1) - max(rule.x0, end))
        end = max(end, rule.x1)
    return covered


def is_parted(above: Row, below: Row, seams: Sequence[float]) -> bool:
    """Tell whether a drawn line or the edge of a band lies between two lines."""
    return any(_middle(above) < seam < _middle(below) for seam in seams)


def row_spans(lines: Sequence[Row], cells: Sequence[Cells], seams: Sequence[float]) -> list[Span]:
    """Return from where to where (half open) lines below a header are one row; `cells` has the words of
    each by columns, `seams` what is drawn between rows.
    """
    starts = [
        0,
        *(i for i in range(1, len(lines)) if is_parted(lines[i - 1], lines[i], seams)),
    ]
    kinds = _kinds(lines, cells)
    spans: list[Span] = []
    for start, end in pairwise([*starts, len(lines)]):
        hard = kinds[start:end].count(_Kind.BEGINS)
        if len(starts) > 1 and hard <= 1:
            spans.append((start, end))
            continue
        part = _Part(lines[start:end], cells[start:end], kinds[start:end])
        spans += [(start + a, start + b) for a, b in part.spans()]
    return spans


def _kinds(lines: Sequence[Row], cells: Sequence[Cells]) -> list[_Kind]:
    counts = sum(bool(c[0]) and _COUNT.fullmatch(_text(c[0])) is not None for c in cells)
    return [_kind(line, c, counted=counts >= 2) for line, c in zip(lines, cells, strict=True)]


def _kind(line: Row, cells: Cells, *, counted: bool) -> _Kind:
    """Tell what a line can be: one that neither counts nor heads a group, and has no figures in its second
    half, only goes on with cells.
    """
    texts = [_text(words) for words in cells]
    first = next(text for text in texts if text)
    if texts[0][:1].isdigit() or heads_group(first) or is_cost(line):
        return _Kind.BEGINS
    if not any(c.isdigit() for text in texts[len(texts) // 2 :] for c in text):
        return _Kind.GOES_ON
    if counted and not texts[0] and sum(map(bool, texts)) <= _MOST_SOFT and not _SUM.match(first):
        return _Kind.MAY_GO_ON
    return _Kind.BEGINS


class _Part:
    """Lines between which nothing is drawn."""

    def __init__(
        self, lines: Sequence[Row], cells: Sequence[Cells], kinds: Sequence[_Kind]
    ) -> None:
        self.cells = cells
        self.white = [_middle(b) - _middle(a) for a, b in pairwise(lines)]
        words = [w for line in lines for piece in line for w in piece.words]
        self.height = median([w.box.bottom - w.box.top for w in words if w.box is not None])
        self.lean = _LEAN if all(w.confidence == 1 for w in words) else _LEAN_OF_SCANS
        hard = [i for i, kind in enumerate(kinds) if kind is _Kind.BEGINS]
        self.apart = median([max(self.white[a:b]) for a, b in pairwise(hard)] or [0.0])
        self.begins = self._begins(kinds, hard)

    def _begins(self, kinds: Sequence[_Kind], hard: list[int]) -> list[int]:
        """Return the lines that begin rows for certain. A line that has figures is none only where the
        whites tell clearly which row it goes on with.
        """
        found = set(hard)
        for above, below in pairwise([-1, *hard, len(kinds)]):
            soft = [i for i in range(above + 1, below) if kinds[i] is _Kind.MAY_GO_ON]
            if not soft or not hard:
                joins = False
            elif above < 0:
                joins = self._is_close(below)
            elif below == len(kinds):
                joins = max(self.white[above:]) <= self.apart - _CLEAR * self.height
            else:
                joins = self._clear(above, below) is not None
            if not joins:
                found.update(soft)
        return sorted(found)

    def spans(self) -> list[Span]:
        """Return the rows."""
        count = len(self.cells)
        if not self.begins:
            return [(0, count)]
        runs = list(pairwise(self.begins))
        splits = {run: self._clear(*run) for run in runs if run[1] - run[0] > 1}
        at = self._usual(splits)
        first = self.begins[0]
        starts = [0] if not first or self._is_close(first) else [0, first]
        for above, below in runs:
            split = splits.get((above, below))
            starts.append(split if split is not None else self._split(above, below, at))
        last = self.begins[-1]
        if at is _At.BOTTOM and last + 1 < count:
            starts.append(last + 1)
        return list(pairwise([*starts, count]))

    def _clear(self, above: int, below: int) -> int | None:
        """Return the first line of the lower of two rows where one white is clearly the widest; None where
        none is.
        """
        whites = self.white[above:below]
        widest = max(range(len(whites)), key=whites.__getitem__)
        others = whites[:widest] + whites[widest + 1 :]
        if others and whites[widest] - max(others) < _CLEAR * self.height:
            return None
        return above + widest + 1

    def _split(self, above: int, below: int, at: _At) -> int:
        if at is _At.TOP:
            return below
        if at is _At.BOTTOM:
            return above + 1
        whites = self.white[above:below]
        return above + max(range(len(whites)), key=whites.__getitem__) + 1

    def _usual(self, splits: dict[Span, int | None]) -> _At:
        """Return where the figures of this table's rows stand, by the rows that do not tell themselves."""
        unclear = [run for run, split in splits.items() if split is None]
        if unclear:
            whites = [self.white[a:b] for a, b in unclear]
            lean = mean(w[-1] - w[0] for w in whites)
            inner = mean(max(w[1:-1], default=0.0) - max(w[0], w[-1]) for w in whites)
            least = self.lean * self.height
            if inner > least:
                return _At.MIDDLE
            if abs(lean) > least:
                return _At.TOP if lean > 0 else _At.BOTTOM
            told = sum(self._told_by_letters(a, b) for a, b in unclear)
            if 2 * abs(told) >= len(unclear):
                return _At.TOP if told > 0 else _At.BOTTOM
        clear = [(run, split) for run, split in splits.items() if split is not None]
        low = sum(split == run[0] + 1 for run, split in clear)
        inside = sum(run[0] + 1 < split < run[1] for run, split in clear)
        if 2 * low > len(clear):
            return _At.BOTTOM
        return _At.MIDDLE if 2 * inside > len(clear) else _At.TOP

    def _told_by_letters(self, above: int, below: int) -> int:
        """Tell by the words whether the lines between two others go on with the upper (1) or begin what the
        lower goes on with (-1); 0 where they do not tell.
        """
        column = next(k for k, words in enumerate(self.cells[above + 1]) if words)
        begun = self.cells[above + 1][column][0].text
        lower = self.cells[below][column]
        if not self.cells[above][column] or begun[:1].islower():
            return 1
        return -1 if not lower or lower[0].text[:1].islower() else 0

    def _is_close(self, first: int) -> bool:
        """Tell whether the lines above the first that begins a row are the upper ones of its cells."""
        column = next(k for k, words in enumerate(self.cells[first - 1]) if words)
        words = self.cells[first][column]
        if not words or words[0].text[:1].islower():
            return True
        return max(self.white[:first]) <= self.apart - self.lean * self.height


def _middle(line: Row) -> float:
    return (min(p.box.top for p in line) + max(p.box.bottom for p in line)) / 2


def _text(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)
