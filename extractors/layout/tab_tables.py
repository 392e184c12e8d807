"""Tables that were drawn with tabs or blanks and not as tables: a line of headers, then rows.

A reader leaves such a table as lines whose pieces stand apart by tabs; what a cell is about is
told by the header line alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from extractors.layout.cells import GROUP_MARK, HEADER_WORD, MONEY_CELL, Grid, GridCell

_RULE = re.compile(r"\W*[-=_.*]{5,}\W*")
_LEAST_COLUMNS = 3
_LONGEST_TAIL = 60  # characters of a line that only goes on with a cell of the row above


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    cells: tuple[GridCell, ...]


Reach = tuple[float, float]


def tab_tables(
    text: str,
    pages: Sequence[tuple[int, int]],
    reaches: Mapping[int, Reach],
    running: frozenset[int] = frozenset(),
) -> Iterator[Grid]:
    """Yield the tables of a text; `pages` holds where each page starts and its number, `reaches` how
    far from left to right the piece of a line reaches that starts at a character, `running` where the
    heads and feet of pages start, which stand in a table that goes on and are none of it.
    """
    rows = list(_rows(text, running))
    at = 0
    while at < len(rows):
        below = rows[at + 1 : at + 5]
        if not (
            _is_header(rows[at])
            or _is_over_count(rows[at], below)
            or _is_over_sums(rows[at], below)
        ):
            at += 1
            continue
        header, begin = rows[at], at + 1
        body: list[_Row] = []
        begun: _Row | None = None
        at = begin
        while at < len(rows):
            row = rows[at]
            full = len(row.cells) >= max(2, len(header.cells) - 1)
            if (full and not _is_header(row)) or _is_heading_or_sum(row):
                body.append(_with_head(row, begun) if begun is not None else row)
                begun = None
            elif _begins_item(row, rows[at + 1 : at + 2], header):
                begun = row
            elif body and _goes_on(row, rows[at + 1 : at + 2], header):
                body[-1] = _joined(body[-1], row)
            elif not _RULE.fullmatch(text[row.start : row.end]) and not (
                not body and _BRACKETED.fullmatch(text[row.start : row.end])
            ):
                break
            at += 1
        if body:
            yield _grid(header, body, _page_of(header.start, pages), reaches)


def _rows(text: str, running: frozenset[int]) -> Iterator[_Row]:
    at = 0
    for line in re.split(r"[\n\f]", text):
        cells = []
        offset = at
        for piece in line.split("\t"):
            bare = piece.strip()
            if bare:
                begin = offset + piece.index(bare)
                cells.append(GridCell(" ".join(bare.split()), begin, begin + len(bare)))
            offset += len(piece) + 1
        if cells and at not in running:
            yield _Row(cells[0].start, cells[-1].end, tuple(cells))
        at += len(line) + 1


def _is_header(row: _Row) -> bool:
    texts = [c.text for c in row.cells]
    if len(texts) < _LEAST_COLUMNS or texts[0][0].isdigit() or ":" in "".join(texts):
        return False
    if any(len(t) > 40 or MONEY_CELL.search(t) for t in texts):
        return False
    return sum(bool(HEADER_WORD.search(t)) for t in texts) >= 0.75 * len(texts)


def _is_over_count(row: _Row, below: list[_Row]) -> bool:
    """Tell whether a line of short words, one of them of headers, stands over rows that count."""
    texts = [c.text for c in row.cells]
    if len(texts) < _LEAST_COLUMNS or any(len(t) > 40 or re.search(r"[\d:]", t) for t in texts):
        return False
    counted = [r for r in below if re.fullmatch(r"\d{1,2}[.)]?", r.cells[0].text)]
    return (
        any(HEADER_WORD.search(t) for t in texts)
        and len(counted) > 1
        and all(len(r.cells) == len(texts) for r in counted[:2])
        and [r.cells[0].text.strip(".)") for r in counted[:2]] == ["1", "2"]
    )


def _is_over_sums(row: _Row, below: list[_Row]) -> bool:
    """Tell whether a line of short words, three of them of headers, stands over rows with sums."""
    texts = [c.text for c in row.cells]
    if len(texts) < _LEAST_COLUMNS or any(len(t) > 40 or re.search(r"[\d:]", t) for t in texts):
        return False
    summed = [
        r
        for r in below
        if len(r.cells) >= len(texts) - 1 and any(_SUM_CELL.fullmatch(c.text) for c in r.cells)
    ]
    return sum(bool(HEADER_WORD.search(t)) for t in texts) >= _LEAST_COLUMNS and len(summed) > 1


def _is_heading_or_sum(row: _Row) -> bool:
    """Tell whether a short row heads a group ("I  KONSUMSI"), sums one up ("Sub total  3.600.000")
    or names a thing with its cost alone ("Sewa tenda  600.000").
    """
    first, last = row.cells[0].text, row.cells[-1].text
    if len(row.cells) == 1:
        return bool(_GROUP.match(first)) and len(first) < _SHORT
    if len(row.cells) == 2 and GROUP_MARK.fullmatch(first):
        return last[0].isupper()
    named = any(c.text[0].isalpha() for c in row.cells[:-1])
    return len(row.cells) < _LEAST_COLUMNS + 1 and named and bool(_SUM_CELL.fullmatch(last))


_GROUP = re.compile(r"(?:(?:[A-Z]|[IVX]{1,5})[.)]?|\d{1,2}[.)])\s+(?=[A-Z])")
_SHORT = 40  # characters of the name of a group
_SUM_CELL = re.compile(r"(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?", re.I)


def _goes_on(row: _Row, following: list[_Row], header: _Row) -> bool:
    """Tell whether a line without columns belongs to the row above: short, and rows go on below."""
    if (
        len(row.cells) != 1
        or row.end - row.start > _LONGEST_TAIL
        or _GROUP.match(row.cells[0].text)
    ):
        return False
    if not row.cells[0].text[0].isalpha() or not following:
        return False
    below = following[0].cells
    return len(below) >= max(2, len(header.cells) - 1) or bool(_RULE.fullmatch(below[0].text))


def _joined(row: _Row, tail: _Row) -> _Row:
    """Add a line to the longest cell of a row, which is the one that had to be broken."""
    longest = max(range(len(row.cells)), key=lambda i: len(row.cells[i].text))
    cell = row.cells[longest]
    whole = GridCell(f"{cell.text} {tail.cells[0].text}", cell.start, cell.end)
    cells = (*row.cells[:longest], whole, *row.cells[longest + 1 :])
    return _Row(row.start, tail.end, cells)


def _begins_item(row: _Row, following: list[_Row], header: _Row) -> bool:
    """Tell whether a line holds only the counted begin of a name that the row below ends."""
    if len(row.cells) != 1 or row.end - row.start > _LONGEST_TAIL or not following:
        return False
    below = following[0].cells
    return (
        bool(_COUNTED.match(row.cells[0].text))
        and len(below) >= max(2, len(header.cells) - 1)
        and below[0].text[0].islower()
        and not _COUNTED.match(below[0].text)
    )


def _with_head(row: _Row, head: _Row) -> _Row:
    cell, first = head.cells[0], row.cells[0]
    whole = GridCell(f"{cell.text} {first.text}", cell.start, first.end)
    return _Row(head.start, row.end, (whole, *row.cells[1:]))


_COUNTED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_BRACKETED = re.compile(r"(?:\s*\([\w. ]{1,10}\))+\s*")


def _grid(header: _Row, body: list[_Row], page: int, reaches: Mapping[int, Reach]) -> Grid:
    titles = [c.text for c in header.cells]
    widest = max(len(r.cells) for r in body)
    # "No Asal usul", "Prio Kegiatan": the title of a narrow column, drawn up to the next.
    number = re.match(r"(no\.?|nomor|prio(?:ritas)?|urut(?:an)?)\s+(?=\S)", titles[0], re.I)
    if number and widest == len(titles) + 1:
        titles[:1] = [number.group(1), titles[0][number.end() :]]
    columns = _columns(header, body, reaches) if len(titles) == len(header.cells) else ()
    full = [r.cells for r in body if len(r.cells) == len(titles)]
    looks = [Counter(_look(row[i].text) for row in full) for i in range(len(titles))]
    rows = tuple(_placed(r.cells, len(titles), columns, reaches, looks) for r in body)
    return Grid(tuple(titles), rows, page, header.start, body[-1].end)


def _columns(header: _Row, body: list[_Row], reaches: Mapping[int, Reach]) -> tuple[Reach, ...]:
    """Return how far each column reaches; () where the columns do not stand clear of each other."""
    full = [header, *(r for r in body if len(r.cells) == len(header.cells))]
    found: list[Reach] = []
    for i in range(len(header.cells)):
        known = [reaches[r.cells[i].start] for r in full if r.cells[i].start in reaches]
        if not known:
            return ()
        found.append((min(a for a, _ in known), max(b for _, b in known)))
    clear = all(a[1] <= b[0] for a, b in pairwise(found))
    return tuple(found) if clear else ()


def _placed(
    cells: tuple[GridCell, ...],
    width: int,
    columns: tuple[Reach, ...],
    reaches: Mapping[int, Reach],
    looks: Sequence[Counter[str]],
) -> tuple[GridCell | None, ...]:
    """Give each cell its column: by where it stands, else by what the columns of the rows without a gap
    hold (`looks`: how often each look in each column), else the last ones counted from the right.
    """
    if len(cells) >= width:
        return cells[:width]
    found = [_nearest(reaches.get(c.start), columns) for c in cells]
    if len({*found}) == len(cells) and None not in found:
        by_column = dict(zip(found, cells, strict=True))
        return tuple(by_column.get(i) for i in range(width))
    kept = _by_look(cells, looks)
    if kept is not None:
        return tuple(cells[kept.index(i)] if i in kept else None for i in range(width))
    gap = (None,) * (width - len(cells))
    if len(cells) == 2 and MONEY_CELL.search(cells[1].text):
        return (cells[0], *gap, cells[1])
    return (*cells[:2], *gap, *cells[2:])


def _by_look(cells: tuple[GridCell, ...], looks: Sequence[Counter[str]]) -> tuple[int, ...] | None:
    """Return the columns whose cells look most like these, one each, in order; None where several ways
    are as good, or too few rows are full.
    """
    width = len(looks)
    if looks[0].total() < _LEAST_FULL or width > _WIDEST or len(cells) < _LEAST_COLUMNS:
        return None
    mine = [_look(c.text) for c in cells]
    ways = [
        (sum(looks[i][look] for i, look in zip(way, mine, strict=True)), way)
        for way in combinations(range(width), len(cells))
    ]
    most = max(alike for alike, _ in ways)
    best = [way for alike, way in ways if alike == most]
    return best[0] if len(best) == 1 else None


_LEAST_FULL = 2
_WIDEST = 10  # columns, of which the ways to leave some out are few


def _look(text: str) -> str:
    """Return what a cell looks like: a sum, a size, a number, or words."""
    if _SUM_CELL.fullmatch(text):
        return "sum"
    if re.fullmatch(r"\d+[.)]?", text):
        return "number"
    return "size" if re.match(r"\d[\d.,]*\s*\S", text) else "words"


def _nearest(reach: Reach | None, columns: tuple[Reach, ...]) -> int | None:
    """Return the column that a piece of a line stands in, or is nearest to."""
    if reach is None or not columns:
        return None
    x0, x1 = reach
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - x1, x0 - columns[i][1]))


def _page_of(offset: int, pages: Sequence[tuple[int, int]]) -> int:
    return max((p for p in pages if p[0] <= offset), default=(0, 1))[1]
