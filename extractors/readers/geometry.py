"""From words with boxes to lines and tables in reading order, for text layers and OCR alike."""

from collections.abc import Sequence
from itertools import compress, pairwise
from operator import attrgetter
from statistics import median

from extractors.readers.columns import fold, strips
from extractors.readers.counted import counted_tables, may_count
from extractors.readers.pieces import Piece, Row, around, box_of
from extractors.readers.ruled import Rows, held, within
from extractors.readers.signing import signers_in_order
from extractors.readers.unruled import aligned, table_end
from models.source import Box, Cell, Line, Table, Word

_LEFT = attrgetter("box.x0")

Upright = tuple[Word, ...]
"""Words that are written up or down the page, in the order in which they are read."""

_COLUMNS_OF_ONE_ROW = 4
_ROWS_OF_ONE_COLUMN = 4
_MOST_BESIDE = 12
"""Words of the head and foot of a page that has nothing else but a table."""
FURTHEST = 3.0
"""Times a line's height: no text is set wider, double spacing is 2.4."""
_BLANKS = 0.35
"""Share of a page's gaps that at least are the blanks between words."""


def blocks(
    words: list[Word],
    ruled: Sequence[tuple[Box, tuple[tuple[Box | None, ...], ...]]],
    rules: Sequence[Box] = (),
    *,
    signers: bool = False,
    size: tuple[float, float] = (0.0, 0.0),
    turned: Sequence[Upright] = (),
) -> tuple[Line | Table, ...]:
    """Return the lines and tables of a page.

    `ruled` gives each drawn table's box and its cells' boxes, row by row; None where a cell is
    merged into the one to its left; `rules` the horizontal lines that are drawn, edges of filled
    bands too, each as a box without height. `signers` reads blocks of signatures one after the other, as
    scans need it: there the strokes of hands part what stands side by side. `size` is the page's width
    and height, by which two pages on one sheet are told and read one after the other. `turned` are the
    lines of words that are written up or down the page: labels in their cells, or lines behind the others.
    """
    at = (
        fold(_lines(words), [*rules, *(box for box, _ in ruled)], size)
        if size[0] > size[1]
        else None
    )
    if at is not None:
        left, right = (
            blocks(
                [w for w in words if w.box is not None and (_middle(w)[0] < at) is is_left],
                [r for r in ruled if (r[0].x0 < at) is is_left],
                [r for r in rules if (r.x0 < at) is is_left],
                signers=signers,
                turned=[t for t in turned if (_middle(t[0])[0] < at) is is_left],
            )
            for is_left in (True, False)
        )
        return (*left, Line(""), *right)
    tables: list[tuple[Box, Table]] = []
    rest = [w for w in words if w.box is not None]
    for box, cells in ruled:
        stands = within(rest, box)
        is_all = len(ruled) == 1 and len(rest) - sum(stands) <= _MOST_BESIDE
        table = _drawn(cells, list(compress(rest, stands)), box, turned, is_all=is_all)
        if table is not None:
            rest = [w for w, inside in zip(rest, stands, strict=True) if not inside]
            tables.append((box, table))
    aside = _beside_the_text(turned, tables)
    lines, lists = _without_lists(_lines(rest), rules)
    tables += lists
    parts = strips(lines, tables)
    if not any(part.column for part in parts):
        rows = _rows(lines, _wide_gap(lines))
        if signers:
            rows = signers_in_order(rows, _line_pitch(rows), lambda p: p.box, lambda p: p.text)
        return (*_laid(rows, tables, rules, _pitch([rows])), *aside)
    parted = [_without_lists(_lines(part.words), rules) for part in parts]
    wide = _wide_gap([line for lines, _ in parted for line in lines])
    grouped = [_rows(p, wide, column=s.column) for s, (p, _) in zip(parts, parted, strict=True)]
    pitch = _pitch(grouped)
    out: list[Line | Table] = []
    for part, rows, (_, lists) in zip(parts, grouped, parted, strict=True):
        if out and not part.follows:
            out.append(Line(""))
        out += _laid(rows, [*part.tables, *lists], rules, pitch)
    return (*out, *aside)


def _without_lists(
    lines: list[list[Word]], rules: Sequence[Box]
) -> tuple[list[list[Word]], list[tuple[Box, Table]]]:
    """Return lines without those of tables that count their rows, and these tables."""
    if not any(may_count(line[0]) for line in lines):
        return lines, []
    rest: list[list[Word]] = []
    tables: list[tuple[Box, Table]] = []
    at = 0
    for begin, end, table in counted_tables(_rows(lines, _wide_gap(lines)), rules):
        rest += lines[at:begin]
        tables.append((box_of([w for line in lines[begin:end] for w in line]), table))
        at = end
    return [*rest, *lines[at:]], tables


def _pitch(parts: list[list[Row]]) -> float:
    """Return the usual distance from one row to the next, in points."""
    pitches = [b[0].box.top - a[0].box.top for rows in parts for a, b in pairwise(rows)]
    return median([p for p in pitches if p > 2] or [12.0])


def _line_pitch(rows: list[Row]) -> float:
    """Return the usual distance between rows of running text, in points: what lies further apart than
    lines are set has a table or a blank between. On a page that is nearly all table most rows do.
    """
    close = [
        b[0].box.top - a[0].box.top
        for a, b in pairwise(rows)
        if b[0].box.top - a[0].box.top < FURTHEST * (a[0].box.bottom - a[0].box.top)
    ]
    return median([p for p in close if p > 2] or [_pitch([rows])])


def _laid(
    rows: list[Row], tables: Sequence[tuple[Box, Table]], rules: Sequence[Box], pitch: float
) -> list[Line | Table]:
    """Return rows as lines, and the tables between them, from top to bottom."""
    placed: list[tuple[float, list[Line | Table]]] = [(box.top, [table]) for box, table in tables]
    top = 0.0
    for at, flow in _flow(rows, rules, pitch):
        top = max(top, at)  # rows read one signer after the other go up again
        placed.append((top, flow))
    placed.sort(key=lambda p: p[0])
    return [b for _, group_ in placed for b in group_]


def _middle(word: Word) -> tuple[float, float]:
    assert word.box is not None
    return (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2


def _drawn(
    cells: Rows, words: list[Word], box: Box, turned: Sequence[Upright], *, is_all: bool
) -> Table | None:
    """Return a drawn table; None for a frame. One column alone is one where it `is_all` of its page.

    Excel prints the last column of a sheet that is a little too wide so.
    """
    rows = []
    for row in held(cells, words):
        made: list[Cell] = []
        for one in row:
            lines = group(one.words)
            text = "\n".join(" ".join(p.text for p in line) for line in lines)
            kept = tuple(w for line in lines for p in line for w in p.words)
            for run in turned:
                if one.box is not None and _lies_in(run, one.box):
                    text, kept = _with_turned(text, kept, run)
            made.append(Cell(text, one.box, one.span, kept))
        if any(c.text for c in made):
            rows.append(tuple(made))
    widest = max((len(r) for r in rows), default=0)
    # One row alone is what a page break leaves of a table, unless it is a frame or a form's box.
    if is_all and widest == 1 and len(rows) >= _ROWS_OF_ONE_COLUMN:
        return Table(tuple(rows), box, ruled=True)
    if len(rows) < (1 if widest >= _COLUMNS_OF_ONE_ROW else 2) or widest < 2:
        return None
    return Table(tuple(rows), box, ruled=True)


def _with_turned(text: str, words: tuple[Word, ...], run: Upright) -> tuple[str, tuple[Word, ...]]:
    """Return a cell's text and words with what is written in it upright, up or down the page."""
    more = " ".join(w.text for w in run)
    return (f"{text}\n{more}" if text else more), (*words, *run)


def _lies_in(run: Upright, box: Box) -> bool:
    whole = box_of(run)
    is_beside = box.x0 - _BY <= whole.x0 and whole.x1 <= box.x1 + _BY
    return is_beside and box.top - _BY <= whole.top and whole.bottom <= box.bottom + _BY


_BY = 2.0
"""Points by which a label may reach over its cell; a watermark reaches over many."""


def _beside_the_text(turned: Sequence[Upright], tables: Sequence[tuple[Box, Table]]) -> list[Line]:
    """Return as lines what is written up or down the page and stands in no cell: notes at the margin,
    stamps of signatures, watermarks. They are no part of what the page says, as running heads are.
    """
    if not turned:
        return []
    cells = [cell.box for _, table in tables for row in table.rows for cell in row if cell.box]
    free = [run for run in turned if not any(_lies_in(run, box) for box in cells)]
    return [Line(" ".join(w.text for w in run), run, box_of(run), header=True) for run in free]


def group(words: Sequence[Word]) -> list[Row]:
    """Return the rows of the page from top to bottom, each parted into pieces at wide gaps."""
    lines = _lines(words)
    return _rows(lines, _wide_gap(lines)) if lines else []


def _rows(lines: list[list[Word]], wide: float, *, column: bool = False) -> list[Row]:
    """Part lines into pieces at gaps of more than `wide` points.

    In a `column` of running text a line that is spread evenly from edge to edge is one piece.
    """
    whole = box_of([w for line in lines for w in line]) if column else None
    rows: list[Row] = []
    for line in lines:
        spread = whole is not None and _is_spread(line, whole)
        rows.append(_parted_row(line, float("inf") if spread else wide))
    return rows


def _parted_row(line: list[Word], wide: float) -> Row:
    """Part one line, whose words all have boxes, into pieces."""
    boxes = [word.box for word in line if word.box]
    assert len(boxes) == len(line), "lines are made of words with boxes"
    cuts = [i for i, (a, b) in enumerate(pairwise(boxes), 1) if b.x0 - a.x1 > wide]
    if not cuts:
        return (Piece(tuple(line), around(boxes)),)
    ends = pairwise([0, *cuts, len(line)])
    return tuple(Piece(tuple(line[a:b]), around(boxes[a:b])) for a, b in ends)


def _gap(before: Word, after: Word) -> float:
    assert before.box is not None
    assert after.box is not None
    return after.box.x0 - before.box.x1


def _is_spread(line: list[Word], column: Box) -> bool:
    """Tell whether a line is justified: it ends at the column's right edge, its blanks are alike."""
    gaps = [_gap(a, b) for a, b in pairwise(line)]
    box = box_of(line)
    if not gaps or column.x1 - box.x1 > 3 or box.x0 - column.x0 > 0.15 * (column.x1 - column.x0):
        return False
    return max(gaps) - min(gaps) <= 0.2 * max(gaps) + 1


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each height from top to bottom, each line from left to right.

    Words without a box stand nowhere and are left to the caller.
    """
    placed = [(word, word.box) for word in words if word.box]
    if not placed:
        return []
    words, boxes = [word for word, _ in placed], [box for _, box in placed]
    usual = median([b.bottom - b.top for b in boxes])
    lines: list[list[Word]] = []
    line: list[Word] = []
    tops: list[float] = []  # of the line's last three words
    bottoms: list[float] = []
    last_top: float | None = None
    last_bottom: float | None = None
    heights = [b.top + b.bottom for b in boxes]
    for i in sorted(range(len(boxes)), key=heights.__getitem__):
        box = boxes[i]
        top, bottom = box.top, box.bottom
        if top == last_top and bottom == last_bottom:  # as set by a machine
            line.append(words[i])
            continue
        last_top, last_bottom = top, bottom
        if lines:
            away = (top + bottom - min(tops) - max(bottoms)) / 2
            if abs(away) < 0.5 * min(usual, max(bottom - top, 0.6 * usual)):
                line.append(words[i])
                tops, bottoms = [*tops[-2:], top], [*bottoms[-2:], bottom]
                continue
        line = [words[i]]
        lines.append(line)
        tops, bottoms = [top], [bottom]
    for line in lines:
        line.sort(key=_LEFT)
    return lines


def _wide_gap(lines: list[list[Word]]) -> float:
    """Return from which gap on two words stand in two columns: clearly wider than a capital is high
    (ink heights of OCR leave out ascenders) and than the page's usual blank (typewriters space widely).
    """
    boxes = [[word.box for word in line if word.box] for line in lines]
    heights = sorted([b.bottom - b.top for line in boxes for b in line])
    tall = heights[int(0.8 * (len(heights) - 1))] if heights else 0.0
    gaps = [b.x0 - a.x1 for line in boxes for a, b in pairwise(line)]
    # On a page that is all table most gaps lie between columns, and not between words.
    usual = sorted(gaps)[int(_BLANKS * (len(gaps) - 1))] if gaps else 0.0
    return max(1.25 * tall, min(2.6 * usual, 3 * tall))


def _flow(
    rows: list[Row], rules: Sequence[Box], pitch: float
) -> list[tuple[float, list[Line | Table]]]:
    """Return lines, and the tables that only their alignment shows."""
    out: list[tuple[float, list[Line | Table]]] = []
    at = 0
    while at < len(rows):
        end = table_end(rows, at, pitch)
        if end > at:
            table = aligned(rows[at:end], rules)
            if table is not None:
                out.append((rows[at][0].box.top, [table]))
                at = end
                continue
        row = rows[at]
        made: list[Line | Table] = []
        if at and row[0].box.top - rows[at - 1][0].box.bottom > 0.9 * pitch:
            made.append(Line(""))
        words = row[0].words if len(row) == 1 else tuple(w for p in row for w in p.words)
        box = row[0].box if len(row) == 1 else box_of(words)
        made.append(Line("\t".join(p.text for p in row), words, box))
        out.append((row[0].box.top, made))
        at += 1
    return out
