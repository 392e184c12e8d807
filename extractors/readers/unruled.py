"""Tables without lines: where one begins and ends, and its rows as cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.corridors import Columns, columns_of, usual_blank
from extractors.readers.pieces import Piece, Row, around, box_of, is_cost
from extractors.readers.wrapped import heads_group, is_parted, row_spans, seams_of
from models.source import Box, Cell, Table, Word

_HEAD = re.compile(
    r"^(?:no|uraian|jenis|nama|kegiatan|item|barang|bahan|vol|volume|banyak|jumlah|jml|qty|satuan|sat|harga|biaya|total|"
    r"usulan|lokasi|pengusul|perkiraan|perangkat|@|rp|keterangan|ket|anggaran|rincian|pekerjaan|dinas|opd|jabatan|paraf|pic|"
    r"keputusan|tenggat|program|sasaran|kebutuhan)\b",
    re.IGNORECASE,
)


def table_end(rows: list[Row], at: int, pitch: float) -> int:
    """Return where a table that begins with a header row ends; `at` when none begins here.

    `pitch` is the usual distance from one row to the next, in points.
    """
    if not _may_head(rows[at]) or not _is_head(titles_of(rows, at)):
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
    count = sum(len(piece.words) for piece in row)
    if not _LEAST_TITLES <= count <= _MOST_WORDS:
        return False
    missed, most = 0, (1 - _KNOWN_SHARE) * count
    for piece in row:
        for word in piece.words:
            if not _HEAD.match(word.text.strip("(). ")):
                missed += 1
                if missed > most:
                    return False  # nearly every line of running text, after its first words
    return count - missed >= _LEAST_TITLES


_LEAST_TITLES, _MOST_WORDS, _KNOWN_SHARE = 3, 20, 0.75


def titles_of(rows: Sequence[Row], at: int) -> Row:
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


def _width(row: Row) -> float:
    return row[-1].box.x1 - row[0].box.x0


def aligned(
    rows: list[Row], rules: Sequence[Box] = (), *, head: int = 0, known: Row = ()
) -> Table | None:
    """Return a header row and the rows below it as a table; None where it would have no two rows.

    `rules` are the horizontal lines that are drawn on the page, edges of filled bands too, each a box
    without height. `head` is the row of the header, whose titles may be `known`; the words of the rows above
    it are titles too, or begin those below them.
    """
    above = [piece for row in rows[:head] for piece in row]
    titles = _titled([*above, *(known or titles_of(rows, 0))])
    seams = seams_of(rules, around([piece.box for row in rows for piece in row]))
    body = head + 1
    # A header of two lines: the second has no figures and stands close below.
    while body < min(head + 3, len(rows)) and _is_second_line(rows, body, seams):
        for piece in rows[body]:
            titles[_nearest([box_of(words) for words in titles], piece.box)].extend(piece.words)
        body += 1
    columns = columns_of(titles, rows[body:], usual_blank(rows))
    table = [tuple(map(cell_of, columns.titles)), *cells_of(columns, rows[body:], seams)]
    if len(table) < 3:
        return None
    words = [w for row in rows for p in row for w in p.words]
    return Table(tuple(table), box_of(words), ruled=False)


def _titled(pieces: Sequence[Piece]) -> list[list[Word]]:
    """Return the words of titles from left to right; those below each other are one title's."""
    made: list[list[Word]] = []
    for piece in sorted(pieces, key=lambda p: p.box.x0):
        if made and piece.box.x0 < box_of(made[-1]).x1:
            made[-1].extend(piece.words)
        else:
            made.append(list(piece.words))
    return made


def cells_of(
    columns: Columns, rows: Sequence[Row], seams: Sequence[float] = ()
) -> list[tuple[Cell, ...]]:
    """Return lines below a header as rows of cells; a line that only goes on with cells of another is part
    of its row. `seams` are the heights of what is drawn between rows.
    """
    lines = [columns.cells(row) for row in rows]
    made: list[tuple[Cell, ...]] = []
    for start, end in row_spans(rows, lines, seams):
        parted = zip(*lines[start:end], strict=True)
        made.append(tuple(cell_of([w for part in parts for w in part]) for parts in parted))
    return made


def _is_second_line(rows: list[Row], at: int, seams: Sequence[float]) -> bool:
    """Tell whether a row is a further line of the header above it: it has no figures, heads no group, and
    is no item that stands closer to what lies below.
    """
    row, above = rows[at], rows[at - 1]
    if len(row) < 3 and heads_group(row[0].text):
        return False
    if any(c.isdigit() for p in row for c in p.text) or is_parted(above, row, seams):
        return False
    if len(row) > 1 or at + 1 == len(rows) or _HEAD.match(row[0].text.strip("( ")):
        return True
    box, height = row[0].box, row[0].box.bottom - row[0].box.top
    down = rows[at + 1][0].box.bottom - box.bottom
    return box.bottom - above[0].box.bottom <= down + _CLOSER * height


_CLOSER = 0.2
"""Times a line's height: so much closer to the line below is what is no part of the header above."""


def cell_of(words: Sequence[Word]) -> Cell:
    """Return a cell of one line of words, or an empty one."""
    text = " ".join(w.text for w in words)
    return Cell(text, box_of(words) if words else None, 1, tuple(words))


def _nearest(spans: list[Box], box: Box) -> int:
    def distance(span: Box) -> float:
        shared = min(span.x1, box.x1) - max(span.x0, box.x0)
        return -shared if shared > 0 else max(span.x0 - box.x1, box.x0 - span.x1)

    return min(range(len(spans)), key=lambda i: distance(spans[i]))
