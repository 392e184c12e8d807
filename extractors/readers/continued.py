"""Tables without lines that go on on the next page, where no header says so: their columns do.

A table with a header is found on its own page; what stands below the break is found here, by where its
words stand. A drawn table is found on each page by its lines, but for a row that the break cuts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from models.source import Box, Cell, Line, Page, Table, Word

_LEAST_COLUMNS = 3
_WIDE_GAP = 2.2  # usual distances between lines, from which on a table has ended

Reach = tuple[float, float]
Piece = tuple[Word, ...]


def continued(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with such lines as tables; so is the half of a row of a drawn table that the
    break cuts in two, which has no line at the cut.
    """
    out: list[Page] = []
    for page in pages:
        table = _at_end(out[-1]) if out else None
        whole = page if table is None else _with_rest(page, table)
        out.append(_with_cut_row(whole))
    return tuple(out)


def _at_end(page: Page) -> Table | None:
    """Return the table that ends the page, but for its foot."""
    for block in reversed(page.blocks):
        if isinstance(block, Table):
            return block
        if block.text and not block.header:
            return None
    return None


def _with_rest(page: Page, table: Table) -> Page:
    """Read the first lines of a page by the columns of the table that ended the one before."""
    begin = next((i for i, b in enumerate(page.blocks) if _is_told(b)), None)
    if begin is None:
        return page
    rows, end = _rows(page, begin, _columns(table))
    below = page.blocks[end] if end < len(page.blocks) else None
    is_cut = isinstance(below, Table) and max(map(len, below.rows)) == max(map(len, table.rows))
    has_rows = not table.ruled and any(len(row) >= _LEAST_COLUMNS for row in rows)
    if not is_cut and not has_rows:
        return page
    return _replaced(page, begin, end, rows, _columns(table))


def _with_cut_row(page: Page) -> Page:
    """Read the lines below a drawn table that counts its rows, where they begin the next row."""
    at = next(
        (i for i in reversed(range(len(page.blocks))) if isinstance(page.blocks[i], Table)), None
    )
    table = page.blocks[at] if at is not None else None
    if at is None or not isinstance(table, Table) or not table.ruled:
        return page
    begin = next((i for i in range(at + 1, len(page.blocks)) if _is_told(page.blocks[i])), None)
    if begin is None:
        return page
    rows, end = _rows(page, begin, _columns(table))
    counted = _NUMBER.fullmatch(table.rows[-1][0].text.strip())
    if not rows or counted is None or len(rows[0]) < _LEAST_COLUMNS:
        return page
    first = _NUMBER.fullmatch(" ".join(w.text for w in rows[0][0]))
    if first is None or int(first[1]) != int(counted[1]) + 1:
        return page
    return _replaced(page, begin, end, rows, _columns(table))


_NUMBER = re.compile(r"(\d{1,3})[.)]?")


def _is_told(block: Line | Table) -> bool:
    return isinstance(block, Table) or (bool(block.text) and not block.header)


def _rows(page: Page, begin: int, columns: list[Reach]) -> tuple[list[list[Piece]], int]:
    """Return the lines from a block on that stand in the columns, and the block behind them."""
    rows: list[list[Piece]] = []
    lines: list[Line] = []
    end = begin
    for i, block in enumerate(page.blocks[begin:], begin):
        if len(columns) < _LEAST_COLUMNS or isinstance(block, Table):
            break
        if not block.text:
            continue
        pieces = _pieces(block)
        if block.header or not pieces or not _fits(pieces, columns) or _is_apart(lines, block):
            break
        rows.append(pieces)
        lines.append(block)
        end = i + 1
    return rows, end


def _replaced(
    page: Page, begin: int, end: int, rows: list[list[Piece]], columns: list[Reach]
) -> Page:
    if not rows:
        return page
    box = _around([word for row in rows for piece in row for word in piece])
    made = Table(tuple(_joined(rows, columns)), box, ruled=False)
    return replace(page, blocks=(*page.blocks[:begin], made, *page.blocks[end:]))


def _columns(table: Table) -> list[Reach]:
    """Return how far each column reaches by its cells; [] where they do not stand clear of each other."""
    width = max(map(len, table.rows))
    found: list[Reach] = []
    for i in range(width):
        boxes = [row[i].box for row in table.rows if i < len(row)]
        known = [box for box in boxes if box is not None]
        if not known:
            return []
        found.append((min(b.x0 for b in known), max(b.x1 for b in known)))
    clear = all(a[1] <= b[0] + 1 for a, b in pairwise(found))
    return found if clear else []


def _pieces(line: Line) -> list[Piece]:
    """Return the words of a line as its tabs part them; [] where they cannot be told."""
    counts = [len(part.split()) for part in line.text.split("\t")]
    if sum(counts) != len(line.words) or any(w.box is None for w in line.words):
        return []
    words = iter(line.words)
    return [tuple(next(words) for _ in range(count)) for count in counts if count]


def _fits(pieces: list[Piece], columns: list[Reach]) -> bool:
    """Tell whether each piece stands in a column of its own and reaches into no other."""
    places = [_column_of(piece, columns) for piece in pieces]
    return None not in places and len({*places}) == len(places)


def _column_of(piece: Piece, columns: list[Reach]) -> int | None:
    box = _around(piece)
    met = [i for i, (x0, x1) in enumerate(columns) if box.x0 < x1 and x0 < box.x1]
    if len(met) == 1:
        return met[0]
    if met:
        return None
    # In the gap between two columns: the nearer one.
    return min(
        range(len(columns)), key=lambda i: max(columns[i][0] - box.x1, box.x0 - columns[i][1])
    )


def _is_apart(lines: list[Line], line: Line) -> bool:
    """Tell whether a line stands further below than the lines of the table do."""
    tops = [one.box.top for one in lines if one.box is not None]
    if line.box is None or len(tops) < 2:
        return False
    return line.box.top - tops[-1] > _WIDE_GAP * median(b - a for a, b in pairwise(tops))


def _joined(rows: list[list[Piece]], columns: list[Reach]) -> list[tuple[Cell, ...]]:
    """Return the rows; a line that only goes on with cells of the row above is part of it."""
    made: list[list[list[Word]]] = []
    for pieces in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for piece in pieces:
            cells[_column_of(piece, columns) or 0].extend(piece)
        if made and not _begins(cells):
            for known, more in zip(made[-1], cells, strict=True):
                known.extend(more)
        else:
            made.append(cells)
    return [tuple(map(_cell, row)) for row in made]


def _begins(cells: list[list[Word]]) -> bool:
    """Tell whether a line begins a row: it counts, or has figures at its end."""
    half = [w for cell in cells[len(cells) // 2 :] for w in cell]
    return bool(cells[0]) or any(c.isdigit() for w in half for c in w.text)


def _cell(words: list[Word]) -> Cell:
    text = " ".join(w.text for w in words)
    return Cell(text, _around(words) if words else None, words=tuple(words))


def _around(words: Sequence[Word]) -> Box:
    boxes = [w.box for w in words if w.box is not None]
    return Box(
        min(b.x0 for b in boxes),
        min(b.top for b in boxes),
        max(b.x1 for b in boxes),
        max(b.bottom for b in boxes),
    )
