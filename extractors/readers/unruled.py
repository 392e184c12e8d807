"""Tables without lines: where one begins and ends, and its rows as cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.corridors import Columns, columns_of, usual_blank
from extractors.readers.pieces import Piece, Row, box_of, is_sum
from models.source import Box, Cell, Table, Word

_HEAD = re.compile(
    r"^(?:no|uraian|jenis|nama|kegiatan|item|barang|bahan|vol|volume|banyak|jumlah|jml|qty|satuan|sat|harga|biaya|total|"
    r"usulan|lokasi|pengusul|perkiraan|perangkat|@|rp|keterangan|ket|anggaran|rincian|pekerjaan|dinas|opd|jabatan|paraf|pic|"
    r"keputusan|tenggat|program|sasaran|kebutuhan)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?(?:\s+[A-Z]|$)")
"""So begins the row that heads a group of rows: "A. KONSUMSI", "IV"."""


def table_end(rows: list[Row], at: int, pitch: float) -> int:
    """Return where a table that begins with a header row ends; `at` when none begins here.

    `pitch` is the usual distance from one row to the next, in points.
    """
    if not _may_head(rows[at]) or not _is_head(_titles(rows, at)):
        return at
    end, sums, furthest = at + 1, 0, 0.0
    while end < len(rows):
        row, above = rows[end][0].box, rows[end - 1][0].box
        if row.top - above.bottom > 2.2 * pitch:
            break
        money = is_cost(rows[end])
        if (
            len(rows[end]) == 1
            and not money
            and is_below(row, rows[at], row.top - above.top, furthest)
        ):
            break
        sums += money
        furthest = max(furthest, row.top - above.top)
        end += 1
    return end if sums >= 2 else at


def is_below(box: Box, head: Row, down: float, furthest: float) -> bool:
    """Tell whether a piece that stands alone, `down` points below a row, is text below the table: wide,
    begun left of the header, or further from the row above than the table's rows are.
    """
    return (
        box.x1 - box.x0 > 0.55 * _width(head)
        or box.x0 < head[0].box.x0 - (box.bottom - box.top)
        or 0 < 1.2 * furthest < down
    )


def _may_head(row: Row) -> bool:
    """Tell at little cost whether a row can be a header: by its pieces, or by words that are all of headers."""
    if len(row) >= _LEAST_TITLES and sum(bool(_HEAD.match(p.text.strip("( "))) for p in row) > 1:
        return True
    words = [w.text.strip("(). ") for piece in row for w in piece.words]
    if len(words) < _LEAST_TITLES or len(words) > _MOST_WORDS:
        return False
    known = sum(bool(_HEAD.match(word)) for word in words)
    return known >= _LEAST_TITLES and known >= _KNOWN_SHARE * len(words)


_LEAST_TITLES, _MOST_WORDS, _KNOWN_SHARE = 3, 20, 0.75


def _titles(rows: list[Row], at: int) -> Row:
    """Return a header row parted at its narrow gaps too: titles of a tight table stand closer than
    pieces do elsewhere.
    """
    least = _TIGHT * usual_blank(rows[at : at + _LOOKED_AT])
    titles: list[list[Word]] = []
    for piece in rows[at]:
        titles.append([piece.words[0]])
        for before, after in pairwise(piece.words):
            assert before.box is not None
            assert after.box is not None
            if after.box.x0 - before.box.x1 > least:
                titles.append([after])
            else:
                titles[-1].append(after)
    return tuple(Piece(tuple(words), box_of(words)) for words in titles)


_TIGHT = 1.35
"""Times the usual blank between two words of a cell, from which on two titles stand beside each other."""
_LOOKED_AT = 12
"""Rows from the header on that tell the usual blank."""


def _is_head(row: Row) -> bool:
    known = sum(bool(_HEAD.match(p.text.strip("( "))) for p in row)
    return len(row) >= _LEAST_TITLES and known >= 0.6 * len(row)


def is_cost(row: Row) -> bool:
    """Tell whether a piece of a row ends with a sum, or two sums stand beside each other in it."""
    for piece in row:
        sums = [is_sum(w.text) for w in piece.words if not _CURRENCY.fullmatch(w.text)]
        if (sums and sums[-1]) or any(a and b for a, b in pairwise(sums)):
            return True
    return False


_CURRENCY = re.compile(r"Rp\.?", re.I)


def _width(row: Row) -> float:
    return row[-1].box.x1 - row[0].box.x0


def aligned(rows: list[Row]) -> Table | None:
    """Return a header row and the rows below it as a table; None where it would have no two rows."""
    titles = [list(p.words) for p in _titles(rows, 0)]
    body = 1
    # A header of two lines: the second has no figures and stands close below.
    while body < min(3, len(rows)) and _is_second_line(rows[body]):
        for piece in rows[body]:
            titles[_nearest([box_of(words) for words in titles], piece.box)].extend(piece.words)
        body += 1
    columns = columns_of(titles, rows[body:], usual_blank(rows))
    table = [tuple(map(cell_of, columns.titles)), *cells_of(columns, rows[body:])]
    if len(table) < 3:
        return None
    words = [w for row in rows for p in row for w in p.words]
    return Table(tuple(table), box_of(words), ruled=False)


def cells_of(columns: Columns, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    """Return rows below a header as cells; a line that only goes on with cells of the one above is part
    of its row.
    """
    merged: list[list[list[Word]]] = []
    for row in rows:
        cells = columns.cells(row)
        if merged and _goes_on(cells):
            for known, more in zip(merged[-1], cells, strict=True):
                known += more
        else:
            merged.append(cells)
    return [tuple(map(cell_of, cells)) for cells in merged]


def _is_second_line(row: Row) -> bool:
    heads_group = len(row) < 3 and _GROUP.match(row[0].text)
    return not heads_group and not any(c.isdigit() for p in row for c in p.text)


def _goes_on(cells: list[list[Word]]) -> bool:
    """Tell whether a line only goes on with cells of the row above: it neither counts nor heads a
    group, and has no figures in its second half.
    """
    texts = [" ".join(w.text for w in words) for words in cells]
    first = next(text for text in texts if text)
    figures = any(c.isdigit() for text in texts[len(texts) // 2 :] for c in text)
    return not figures and not texts[0][:1].isdigit() and not _GROUP.match(first)


def cell_of(words: Sequence[Word]) -> Cell:
    """Return a cell of one line of words, or an empty one."""
    text = " ".join(w.text for w in words)
    return Cell(text, box_of(words) if words else None, 1, tuple(words))


def _nearest(spans: list[Box], box: Box) -> int:
    def distance(span: Box) -> float:
        shared = min(span.x1, box.x1) - max(span.x0, box.x0)
        return -shared if shared > 0 else max(span.x0 - box.x1, box.x0 - span.x1)

    return min(range(len(spans)), key=lambda i: distance(spans[i]))
