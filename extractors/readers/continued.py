"""Tables that go on on the next page, by where their words stand: without lines, and rows that a break cuts.

A table without lines is found by its header; what stands below the break is parted by the columns that
the rows of both pages leave, so that it has the cells of the table above, also where its header stands
above it again. A drawn table is found on each page by its lines, but for a row that the break cuts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from statistics import median

from extractors.readers.corridors import Columns, Edge, columns_of, usual_blank
from extractors.readers.geometry import group
from extractors.readers.pieces import Piece, Row, box_of, is_cost
from extractors.readers.unruled import cell_of, cells_of, is_below
from extractors.readers.wrapped import seams_of
from models.source import Box, Cell, Line, Origin, Page, Table, Word

_LEAST_COLUMNS = 3
_WIDE_GAP = 2.2  # usual distances between lines, from which on a table has ended
_REMEMBERED = 60
"""So many lines of the pages before tell the columns; more would only take longer."""
_SHIFT = 20
"""Points by which a scanner may lay one page beside the other."""
_FIGURES_SHARE, _LEAST_FIGURES = 0.8, 2
"""In so many of its cells, and so many at least, a column of figures has some."""
_NUMBER = re.compile(r"(\d{1,3})[.)]?")
_SUM = re.compile(r"(?:sub\s*)?(?:jumlah|total|jml)\b", re.I)

Titles = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A table that ended a page: its titles, () for a drawn one, and its lines, as they stood there."""

    table: Table
    titles: Titles
    rows: tuple[Row, ...]
    x: float = 0.0
    """By how many points titles and rows were moved to the right of the table."""

    def moved(self, x: float) -> "_Open":
        """Return it as it stands on a page that lies so many points further right."""
        if not x:
            return self
        titles = tuple(_moved(words, x) for words in self.titles)
        rows = tuple(tuple(_piece(_moved(p.words, x)) for p in row) for row in self.rows)
        return replace(self, titles=titles, rows=rows, x=self.x + x)


def continued(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with such lines as tables; so is the half of a row of a drawn table that the
    break cuts in two, which has no line at the cut.

    What is drawn across a page, which tells the lines below a break that are one row as it does above
    it, is let go.
    """
    out: list[Page] = []
    left: _Open | None = None
    for page in pages:
        bare = replace(page, rules=())
        whole, rest = (bare, None) if left is None else _with_rest(bare, left, page.rules)
        whole, drawn = _with_cut_row(whole)
        out.append(whole)
        table = _at_end(whole)
        if table is None:
            left = None
        elif drawn is not None or rest is None or rest.table is not table:
            left = _opened(drawn or table)
        else:
            left = rest
    return tuple(out)


def _at_end(page: Page) -> Table | None:
    """Return the table that ends the page, but for its foot."""
    for block in reversed(page.blocks):
        if isinstance(block, Table):
            return block
        if block.text and not block.header:
            return None
    return None


def _opened(table: Table) -> _Open:
    titles = () if table.ruled else tuple(cell.words for cell in table.rows[0])
    return _Open(table, titles, _lines_of(table.rows[len(titles) and 1 :]))


def _lines_of(rows: Sequence[tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Return the lines of rows, of each cell the words that stand in one line as a piece."""
    lines: list[Row] = []
    for row in rows:
        words = [(w, i) for i, cell in enumerate(row) for w in cell.words if w.box is not None]
        words.sort(key=lambda one: _height(one[0]))
        line: list[tuple[Word, int]] = []
        for word, i in words:
            if line and _height(word) - _height(line[-1][0]) > 0.5 * _tall(word):
                lines.append(_row(line))
                line = []
            line.append((word, i))
        if line:
            lines.append(_row(line))
    return tuple(lines)


def _row(line: list[tuple[Word, int]]) -> Row:
    line.sort(key=lambda one: (one[1], _box(one[0]).x0))
    parted = [tuple(w for w, _ in cell) for _, cell in groupby(line, key=lambda one: one[1])]
    return tuple(map(_piece, parted))


def _with_rest(page: Page, above: _Open, rules: Sequence[Box]) -> tuple[Page, _Open | None]:
    """Read the first lines of a page by the columns of the table that ended the one before."""
    begin = next((i for i, b in enumerate(page.blocks) if _is_told(b)), None)
    if begin is None:
        return page, None
    if above.table.ruled:
        return _with_half_row(page, begin, above.table), None
    head, at = _head_again(page, begin, above.titles)
    first = page.blocks[begin]
    if isinstance(first, Table):
        if not head or first.ruled:
            return page, None
        parts = (_without(first.rows[0], head), *first.rows[1:])
        rows = list(_lines_of(parts))
    else:
        rows = _lines_by_height(page, at, above) or _lines_from(page, at, above.rows)[0]
        rows = rows[: _before_text(rows, above)]
    if not rows:
        return page, None
    if page.origin is Origin.OCR:
        above = above.moved(_shift(rows, above))
    if not isinstance(first, Table):
        rows = rows[: _fitting(rows, _columns_of_both(above, rows), above.rows)]
        columns = _columns_of_both(above, rows)
        if not (_is_proven(rows, columns, above.rows) or _counts_on(rows, columns, above.rows)):
            return page, None
    seams = seams_of(rules, box_of([word for row in rows for piece in row for word in piece.words]))
    made = cells_of(_columns_of_both(above, rows), rows, seams)
    if head:
        made.insert(0, tuple(map(cell_of, head)))
    box = box_of([word for row in made for cell in row for word in cell.words])
    table = Table(tuple(made), box, ruled=False)
    known = {word for row in made for cell in row for word in cell.words}
    rest = page.blocks[begin + isinstance(first, Table) :]
    blocks = (*page.blocks[:begin], table, *_without_words(rest, known))
    return replace(page, blocks=blocks), _Open(
        table, above.titles, (*above.rows, *rows)[-_REMEMBERED:]
    )


def _with_half_row(page: Page, begin: int, table: Table) -> Page:
    """Read the first lines of a page as the half of a drawn row that goes on below the break."""
    columns = _drawn_columns(table)
    rows, ends = _lines_from(page, begin)
    count = _standing(rows, columns) if columns is not None else 0
    below = page.blocks[ends[count - 1]] if count and ends[count - 1] < len(page.blocks) else None
    if columns is None or not isinstance(below, Table) or _width(below) != _width(table):
        return page
    return _replaced(page, begin, ends[count - 1], rows[:count], columns)


def _with_cut_row(page: Page) -> tuple[Page, Table | None]:
    """Read the lines below a drawn table that counts its rows, where they begin the next row; returns
    with the page the drawn table, None where there are none.
    """
    at = next(
        (i for i in reversed(range(len(page.blocks))) if isinstance(page.blocks[i], Table)), None
    )
    table = page.blocks[at] if at is not None else None
    if at is None or not isinstance(table, Table) or not table.ruled:
        return page, None
    begin = next((i for i in range(at + 1, len(page.blocks)) if _is_told(page.blocks[i])), None)
    counted = _NUMBER.fullmatch(table.rows[-1][0].text.strip())
    columns = _drawn_columns(table) if begin is not None and counted is not None else None
    if begin is None or counted is None or columns is None:
        return page, None
    rows, ends = _lines_from(page, begin)
    count = _standing(rows, columns)
    cells = columns.cells(rows[0]) if count else []
    if sum(map(bool, cells)) < _LEAST_COLUMNS:
        return page, None
    first = _NUMBER.fullmatch(" ".join(w.text for w in cells[0]))
    if first is None or int(first[1]) != int(counted[1]) + 1:
        return page, None
    return _replaced(page, begin, ends[count - 1], rows[:count], columns), table


def _replaced(page: Page, begin: int, end: int, rows: list[Row], columns: Columns) -> Page:
    box = box_of([word for row in rows for piece in row for word in piece.words])
    made = Table(tuple(cells_of(columns, rows)), box, ruled=False)
    return replace(page, blocks=(*page.blocks[:begin], made, *page.blocks[end:]))


def _is_told(block: Line | Table) -> bool:
    return isinstance(block, Table) or (bool(block.text) and not block.header)


def _width(table: Table) -> int:
    return max(map(len, table.rows))


def _lines_from(page: Page, begin: int, above: Sequence[Row] = ()) -> tuple[list[Row], list[int]]:
    """Return the lines of text from a block on, up to a table or a foot, and the block behind each; `above`
    are lines of the table that may go on.
    """
    usual = median([_down(a, b) for a, b in pairwise(above)] or [0.0])
    rows: list[Row] = []
    ends: list[int] = []
    for i, block in enumerate(page.blocks[begin:], begin):
        if isinstance(block, Table):
            break
        if not block.text:
            continue
        row = () if block.header else _pieces(block)
        if not row or _is_apart(rows, row, usual):
            break
        rows.append(row)
        ends.append(i + 1)
    return rows, ends


def _lines_by_height(page: Page, begin: int, above: _Open) -> list[Row]:
    """Return the lines below the break of a table that counts its rows, by the heights of their words: what
    fills its columns may have been read one column after the other. [] for another table.
    """
    if _last_count(above.rows, _told_columns(above)) is None:
        return []
    lines = takewhile(lambda block: isinstance(block, Line), page.blocks[begin:])
    words = [w for line in lines if isinstance(line, Line) and not line.header for w in line.words]
    usual = median([_down(a, b) for a, b in pairwise(above.rows)] or [0.0])
    rows: list[Row] = []
    for row in group(words):
        if _is_apart(rows, row, usual):
            break
        rows.append(row)
    return rows


def _without_words(blocks: Sequence[Line | Table], known: set[Word]) -> Iterator[Line | Table]:
    """Yield the blocks without these words."""
    for block in blocks:
        if isinstance(block, Table) or known.isdisjoint(block.words):
            yield block
            continue
        words = tuple(w for w in block.words if w not in known)
        if words:
            text = " ".join(w.text for w in words)
            yield replace(block, text=text, words=words, box=box_of(words))


def _pieces(line: Line) -> Row:
    """Return the words of a line as its tabs part them; () where they cannot be told."""
    counts = [len(part.split()) for part in line.text.split("\t")]
    if sum(counts) != len(line.words) or any(w.box is None for w in line.words):
        return ()
    words = iter(line.words)
    parted = [tuple(next(words) for _ in range(count)) for count in counts if count]
    return tuple(map(_piece, parted))


def _is_apart(rows: list[Row], row: Row, usual: float) -> bool:
    """Tell whether a line stands further below than the lines of the table do, those of the page or those
    above the break.
    """
    tops = [one[0].box.top for one in rows]
    if len(tops) < 2:
        return False
    usual = max(usual, median(b - a for a, b in pairwise(tops)))
    return row[0].box.top - tops[-1] > _WIDE_GAP * usual


def _head_again(page: Page, begin: int, titles: Titles) -> tuple[Titles, int]:
    """Return the titles as they stand once more from a block on, and the block behind; () without."""
    wanted = sorted(w.text for words in titles for w in words)
    found: list[Word] = []
    first = page.blocks[begin]
    if isinstance(first, Table):
        found = _of_titles(first.rows[0], wanted)
        return (_shared_out(found, titles), begin + 1) if found else ((), begin)
    for i, block in enumerate(page.blocks[begin:], begin):
        if isinstance(block, Table) or len(found) >= len(wanted):
            break
        found += block.words
        if sorted(w.text for w in found) == wanted:
            return _shared_out(found, titles), i + 1
    return (), begin


def _of_titles(row: Sequence[Cell], wanted: list[str]) -> list[Word]:
    """Return the words of a header that the titles above have; [] where it lacks some. What else it has
    stands below them: the lower half of a row that the break cut, taken for titles of a second line.
    """
    words = sorted((w for cell in row for w in cell.words), key=_height)
    left = Counter(wanted)
    found: list[Word] = []
    rest: list[Word] = []
    for word in words:
        (found if left[word.text] > 0 else rest).append(word)
        left[word.text] -= 1
    if any(count > 0 for count in left.values()):
        return []
    is_below = not rest or min(map(_height, rest)) > max(map(_height, found))
    return found if is_below else []


def _without(row: Sequence[Cell], head: Titles) -> tuple[Cell, ...]:
    """Return what a header has beside its titles, in its cells."""
    known = [word for words in head for word in words]
    return tuple(replace(c, words=tuple(w for w in c.words if w not in known)) for c in row)


def _shared_out(words: Sequence[Word], titles: Titles) -> Titles:
    """Return the words of titles that stand once more, each in the title that it has above."""
    made: list[list[Word]] = [[] for _ in titles]
    for word in words:
        away = {
            i: min(abs(_box(w).x0 - _box(word).x0) for w in known if w.text == word.text)
            for i, known in enumerate(titles)
            if any(w.text == word.text for w in known)
        }
        made[min(away, key=lambda i: away[i])].append(word)
    return tuple(map(tuple, made))


def _before_text(rows: list[Row], above: _Open) -> int:
    """Return how many lines there are before one that is text below the table."""
    furthest = max((_down(a, b) for a, b in pairwise(above.rows)), default=0.0)
    head = tuple(_piece(words) for words in above.titles if words)
    columns = _told_columns(above)
    last = _last_count(above.rows, columns)
    for i, row in enumerate(rows):
        down = _down(rows[i - 1], row) if i else 0.0
        number = _count(row, columns)
        if last is not None and number == last + 1:
            last = number
        elif len(row) == 1 and not is_cost(row) and is_below(row[0].box, head, down, furthest):
            return i
        furthest = max(furthest, down)
    return len(rows)


def _down(row: Row, below: Row) -> float:
    return below[0].box.top - row[0].box.top


def _shift(rows: list[Row], above: _Open) -> float:
    """Return by how many points to the right the columns lie on this page, 0 where they fit as they are."""
    edges = _told_columns(above).edges
    boxes = [_box(w) for row in rows for piece in row for w in piece.words]

    def crossed(x: float) -> int:
        return sum(b.x0 + 1 < e.middle + x < b.x1 - 1 for b in boxes for e in edges)

    return min(sorted(range(-_SHIFT, _SHIFT + 1), key=abs), key=crossed)


def _columns_of_both(above: _Open, rows: list[Row]) -> Columns:
    """Return the columns that the lines of both pages leave; those above alone where they are others."""
    if not rows:
        return _told_columns(above)
    both = [*above.rows, *rows]
    found = columns_of(above.titles, both, usual_blank(both))
    return found if len(found.titles) == len(above.titles) else _told_columns(above)


def _told_columns(above: _Open) -> Columns:
    """Return the columns by how far the titles and cells of the table above reach."""
    return Columns(above.titles, _edges(above.table, above.titles, above.x))


def _drawn_columns(table: Table) -> Columns | None:
    """Return the columns of a drawn table; None where its cells do not stand clear of each other."""
    edges = _edges(table)
    if len(edges) + 1 < max(_LEAST_COLUMNS, _width(table)) or any(e.x0 > e.x1 + 1 for e in edges):
        return None
    # A word may touch the line that parts two cells.
    wide = tuple(Edge(e.x0 - _ON_LINE, e.x1 + _ON_LINE) for e in edges)
    return Columns(((),) * (len(edges) + 1), wide)


_ON_LINE = 1.5


def _edges(table: Table, titles: Titles = (), x: float = 0.0) -> tuple[Edge, ...]:
    """Return what parts the titles, and the cells of the rows that have one in each column when these
    are `x` points further right; () where a column has nothing.
    """
    width = _width(table)
    reach: list[tuple[float, float]] = []
    for i in range(width):
        boxes = [row[i].box for row in table.rows if len(row) == width]
        known = [(box.x0 + x, box.x1 + x) for box in boxes if box is not None]
        known += [(_box(w).x0, _box(w).x1) for words in titles[i : i + 1] for w in words]
        if not known:
            return ()
        reach.append((min(a for a, _ in known), max(b for _, b in known)))
    return tuple(Edge(a[1], b[0]) for a, b in pairwise(reach))


def _standing(rows: Sequence[Row], columns: Columns) -> int:
    """Return how many lines there are before one of which a word stands in two columns."""
    return next((i for i, row in enumerate(rows) if _crosses(row, columns)), len(rows))


def _crosses(row: Row, columns: Columns) -> bool:
    boxes = [_box(w) for piece in row for w in piece.words]
    return any(b.x0 + 1 < e.middle < b.x1 - 1 for b in boxes for e in columns.edges)


def _fitting(rows: list[Row], columns: Columns, above: Sequence[Row]) -> int:
    """Return how many lines there are before one that is no row of the table: it stands in two columns
    and has no sum, or it has words where the table has figures.
    """
    figures = _columns_of_figures(columns, above)
    for i, row in enumerate(rows):
        if _crosses(row, columns) and not is_cost(row):
            return i
        cells = columns.cells(row)
        filled = [cells[k] for k in figures if cells[k]]
        if any(map(_has_letters, filled)) and not any(map(_has_figures, filled)):
            return i
    return len(rows)


def _is_proven(rows: list[Row], columns: Columns, above: Sequence[Row]) -> bool:
    """Tell whether a line is a row for certain: cells of which one has its figures, or a sum at the end."""
    figures = _columns_of_figures(columns, above)
    for row in rows:
        cells = columns.cells(row)
        filled = sum(map(bool, cells))
        has_figures = any(_has_figures(cells[k]) for k in figures)
        if has_figures and (filled >= _LEAST_COLUMNS or _SUM.match(row[0].text)):
            return True
    return False


def _counts_on(rows: list[Row], columns: Columns, above: Sequence[Row]) -> bool:
    """Tell whether the first line that counts goes on with the last number above the break."""
    last = _last_count(above, columns)
    first = next((n for row in rows if (n := _count(row, columns)) is not None), None)
    return last is not None and first == last + 1


def _last_count(rows: Sequence[Row], columns: Columns) -> int | None:
    """Return the last number that counts a row; None where none does."""
    return next((n for row in reversed(rows) if (n := _count(row, columns)) is not None), None)


def _count(row: Row, columns: Columns) -> int | None:
    """Return the number that stands alone in the first cell of a row beside others."""
    cells = columns.cells(row)
    number = _NUMBER.fullmatch(" ".join(w.text for w in cells[0]))
    return int(number[1]) if number is not None and any(cells[1:]) else None


def _columns_of_figures(columns: Columns, rows: Sequence[Row]) -> list[int]:
    """Return the columns, but the one that counts, that have figures in nearly all cells."""
    table = [columns.cells(row) for row in rows]
    found = []
    for k in range(1, len(columns.titles)):
        filled = [cells[k] for cells in table if cells[k]]
        count = sum(map(_has_figures, filled))
        if count >= max(_LEAST_FIGURES, _FIGURES_SHARE * len(filled)):
            found.append(k)
    return found


def _has_figures(words: Sequence[Word]) -> bool:
    return any(c.isdigit() for w in words for c in w.text)


def _has_letters(words: Sequence[Word]) -> bool:
    return any(c.isalpha() for w in words for c in w.text)


def _moved(words: Sequence[Word], x: float) -> tuple[Word, ...]:
    boxes = map(_box, words)
    return tuple(
        replace(w, box=Box(b.x0 + x, b.top, b.x1 + x, b.bottom))
        for w, b in zip(words, boxes, strict=True)
    )


def _piece(words: Sequence[Word]) -> Piece:
    return Piece(tuple(words), box_of(words))


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box


def _height(word: Word) -> float:
    return (_box(word).top + _box(word).bottom) / 2


def _tall(word: Word) -> float:
    return _box(word).bottom - _box(word).top
