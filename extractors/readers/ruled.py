"""Tables with drawn lines: which words stand in which cell, also where text runs over a cell's border.

A word belongs to the cell in which its middle lies. Text that a cell is too narrow for runs on over its
border, whole or word by word, over an empty cell or over the next one's own text: all of it belongs to
the cell at whose edge, or in whose middle, it is set. All lengths are in points.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.source import Box, Word

Rows = Sequence[Sequence[Box | None]]
"""Cells by rows; None where a cell is merged into the one to its left, or above."""
Place = tuple[int, int]
"""Of a cell: its row, and which of the row's it is."""

_OVER = 1.5
"""So far at least a word runs over a border; boxes of words are a little wider than their ink."""
_BLANK, _BACK = 0.5, 0.15
"""Times a line's height: so wide at most is the blank between two words, and so far they overlap."""
_SAME_LINE = 0.35
_USUAL, _ALIKE = 0.26, 0.08
"""Times a line's height: so wide is the blank of most types, and by so much blanks of one line differ."""
_WIDEST_PADDING = 8.0
"""Between a cell's left border and its text; further from it text is set at the right, or in the middle."""
_LEAST_PADDING, _ROOM = 1.0, 0.8
_LEAST_ALIKE = 2
"""So many other texts of a column tell how far behind its border they begin."""
_CLOSE = 0.5
"""No program sets the text of a cell so close to its border."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a place of a table's row holds: the words of a cell, in the order given; `box` is None where
    a cell of a row above reaches down to it.
    """

    box: Box | None
    span: int
    words: tuple[Word, ...]


def held(rows: Rows, words: Sequence[Word]) -> list[list[Held]]:
    """Return what each row of a table holds, column by column.

    `words` all have boxes and stand in the order in which they were set, so that those of a cell follow
    each other; a cell that is merged over columns stands once, with its span.
    """
    places = _shared_out(rows, words)
    width = max(map(len, rows), default=0)
    lefts = [
        min((box.x0 for row in rows for box in row[c : c + 1] if box is not None), default=None)
        for c in range(width)
    ]
    made: list[list[Held]] = []
    above: dict[int, Box] = {}  # the lowest cell so far of each column
    for r, row in enumerate(rows):
        out: list[Held] = []
        top = min((box.top for box in row if box is not None), default=0.0)
        for c, box in enumerate(row):
            if box is not None:
                above[c] = box
                out.append(Held(box, 1, tuple(places.get((r, c), ()))))
            elif _is_reached(above.get(c), top, lefts[c]):
                out.append(Held(None, 1, ()))
            elif out:
                last = out[-1]
                out[-1] = Held(last.box, last.span + 1, last.words)
        made.append(out)
    return made


def _is_reached(cell: Box | None, top: float, left: float | None) -> bool:
    """Tell whether a cell of a row above, where a column begins, reaches down into a row."""
    if cell is None or left is None:
        return False
    return cell.top < top - 1 and top + 1 < cell.bottom and abs(cell.x0 - left) <= 1


def _shared_out(rows: Rows, words: Sequence[Word]) -> dict[Place, list[Word]]:
    """Return the words of each cell."""
    homes, crossing = _homes(rows, words)
    lines = _Lines(rows, _paddings(rows, words, homes))
    crossing = sorted({*crossing, *_at_borders(words, homes, lines)})
    done: set[int] = set()
    for k in crossing:
        if k in done:
            continue
        for run in _runs(words, k, lines):
            done.update(run)
            owner = _owner([words[i] for i in run], lines)
            if owner is not None:
                homes.update(dict.fromkeys(run, owner))
    places: dict[Place, list[Word]] = {}
    for k, word in enumerate(words):
        home = homes.get(k)
        if home is not None:
            places.setdefault(home, []).append(word)
    return places


def _at_borders(
    words: Sequence[Word], homes: Mapping[int, Place], lines: "_Lines"
) -> Iterator[int]:
    """Yield the words before which a border stands in the blank between two words, closer to one of them
    than the text of a cell is set, or than the texts of its column are; how exactly boxes of a scan stand
    tells nothing.
    """
    for k, (one, other) in enumerate(pairwise(words), 1):
        if homes.get(k - 1) == homes.get(k) or other.confidence < 1 or not _follow(one, other):
            continue
        before, box = _box(one), _box(other)
        for x in lines.borders(box):
            if not before.x1 <= x <= box.x0:
                continue
            if min(x - before.x1, box.x0 - x) < _CLOSE or not lines.begins_at(box, x):
                yield k


def _homes(rows: Rows, words: Sequence[Word]) -> tuple[dict[int, Place], list[int]]:
    """Return the cell in which the middle of each word lies, and the words that run over a border."""
    homes: dict[int, Place] = {}
    crossing: list[int] = []
    placed = [(k, _box(word), *_middle(_box(word))) for k, word in enumerate(words)]
    for r, row in enumerate(rows):
        cells = [(c, cell) for c, cell in enumerate(row) if cell is not None]
        if not cells:
            continue
        top, bottom = min(b.top for _, b in cells), max(b.bottom for _, b in cells)
        for k, box, x, y in [one for one in placed if top <= one[3] < bottom]:
            for c, cell in cells:
                if cell.x0 <= x < cell.x1 and cell.top <= y < cell.bottom:
                    homes[k] = r, c
                    if box.x0 < cell.x0 - _OVER or box.x1 > cell.x1 + _OVER:
                        crossing.append(k)
                    break
    outside = (k for k in range(len(words)) if k not in homes)
    return homes, [*crossing, *outside]


def _paddings(
    rows: Rows, words: Sequence[Word], homes: Mapping[int, Place]
) -> dict[float, dict[Place, float]]:
    """Return for each border how far behind it the text of each cell begins."""
    found: dict[float, dict[Place, float]] = {}
    for k, (r, c) in homes.items():
        cell = rows[r][c]
        assert cell is not None
        of_border = found.setdefault(round(cell.x0), {})
        padding = _box(words[k]).x0 - cell.x0
        of_border[r, c] = min(padding, of_border.get((r, c), padding))
    return found


class _Lines:
    """The cells beside each other at any height of a table."""

    def __init__(self, rows: Rows, paddings: Mapping[float, Mapping[Place, float]]) -> None:
        self._paddings = paddings
        self._cells = [
            ((r, c), cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell
        ]
        self._known: dict[float, list[tuple[Place, Box]]] = {}

    def at(self, box: Box) -> list[tuple[Place, Box]]:
        """Return the cells at the height of a box, from left to right."""
        y = round(_middle(box)[1], 1)
        if y not in self._known:
            beside = [(p, cell) for p, cell in self._cells if cell.top <= y < cell.bottom]
            self._known[y] = sorted(beside, key=lambda one: one[1].x0)
        return self._known[y]

    def borders(self, box: Box) -> list[float]:
        """Return where cells at the height of a box begin."""
        return [cell.x0 for _, cell in self.at(box)]

    def begins_at(self, box: Box, border: float) -> bool:
        """Tell whether a word may begin the text of the cell behind a border: not where all others there
        begin as far behind it as each other, and this one closer.
        """
        own = {place for place, _ in self.at(box)}
        known = self._paddings.get(round(border), {})
        others = [padding for place, padding in known.items() if place not in own]
        if len(others) < _LEAST_ALIKE or max(others) - min(others) > _CLOSE:
            return True
        return box.x0 - border >= min(others) - _ROOM


def _runs(words: Sequence[Word], k: int, lines: _Lines) -> Iterator[list[int]]:
    """Yield the words that were set as one text with the word that runs over a border, by their places
    in `words`, as cells part them.
    """
    first = last = k
    while first and _follow(words[first - 1], words[first]):
        first -= 1
    while last + 1 < len(words) and _follow(words[last], words[last + 1]):
        last += 1
    run = [first]
    for i in range(first + 1, last + 1):
        if _begins(words, run[0], i, lines):
            yield run
            run = []
        run.append(i)
    yield run


def _follow(one: Word, other: Word) -> bool:
    a, b = _box(one), _box(other)
    height = max(a.bottom - a.top, b.bottom - b.top)
    if abs(_middle(a)[1] - _middle(b)[1]) > _SAME_LINE * height:
        return False
    return -_BACK * height <= b.x0 - a.x1 <= _BLANK * height


def _begins(words: Sequence[Word], first: int, i: int, lines: _Lines) -> bool:
    """Tell whether a word begins the text of another cell than the word before it: as far behind its
    border as the text before began behind its own.
    """
    start, before, box = _box(words[first]), _box(words[i - 1]), _box(words[i])
    borders = lines.borders(box)
    left = max((x for x in borders if x <= start.x0 + _OVER), default=start.x0)
    padding = start.x0 - left
    between = [x for x in borders if before.x1 - _OVER <= x <= box.x0 + _OVER]
    if between:
        border = max(between)
        is_clear = min(border - before.x1, box.x0 - border) >= _CLOSE
        is_padded = _LEAST_PADDING <= padding <= _WIDEST_PADDING
        is_own = words[i].confidence < 1 or lines.begins_at(box, border)
        if (is_clear and is_own) or not is_padded or not _is_blank(words, first, i):
            return True
        return box.x0 - border >= padding - _ROOM
    crossed = [x for x in borders if before.x0 < x < before.x1]
    return bool(crossed) and abs(box.x0 - max(crossed) - padding) <= _ROOM


def _is_blank(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell whether what is free before a word is as wide as the blanks of the text from `first` on."""
    boxes = [_box(word) for word in words[first : i + 1]]
    gaps = [b.x0 - a.x1 for a, b in pairwise(boxes)]
    height = boxes[-1].bottom - boxes[-1].top
    usual = median(gaps[:-1]) if len(gaps) > 1 else _USUAL * height
    return abs(gaps[-1] - usual) <= _ALIKE * height


def _owner(run: Sequence[Word], lines: _Lines) -> Place | None:
    """Return the cell at whose edge, or in whose middle, a text is set that reaches over several; None
    where it stands in one.
    """
    boxes = [_box(word) for word in run]
    x0, x1 = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    reached = [
        (place, cell)
        for place, cell in lines.at(boxes[0])
        if cell.x0 < x1 - _OVER and x0 + _OVER < cell.x1
    ]
    if len(reached) < 2:
        return reached[0][0] if reached else None
    (first, left), (last, right) = reached[0], reached[-1]
    from_left, from_right = x0 - left.x0, right.x1 - x1
    text = "".join(word.text for word in run)
    if 2 * sum(map(str.isdigit, text)) > len(text):
        if -_OVER <= from_right <= _WIDEST_PADDING:
            return last  # figures end at the right
    elif -_OVER <= from_left <= _WIDEST_PADDING:
        return first
    away = [(abs(from_left), 0, first), (abs(from_right), 1, last)]
    away += [
        (abs((x0 + x1 - cell.x0 - cell.x1) / 2), 2, place)
        for place, cell in reached
        if x0 < cell.x0 and x1 > cell.x1
    ]
    return min(away)[2]


def within(words: Sequence[Word], box: Box) -> list[bool]:
    """Tell of each word whether it stands in a table: its middle does, or it goes on with a text that
    runs out of it at the right.
    """
    inside: list[bool] = []
    for i, word in enumerate(words):
        x, y = _middle(_box(word))
        stands = box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1
        if not stands and i and inside[-1] and box.top <= y <= box.bottom:
            before = _box(words[i - 1])
            stands = before.x1 > box.x1 - _ROOM and _follow(words[i - 1], word)
        inside.append(stands)
    return inside


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
