"""Tables without lines that count their rows and tell of no money: lists of those present, of usulan.

Such a table begins with a header whose first title is "No" or the like, below which numbers go up. It is
told before a page is parted into columns of running text: its columns are read row by row, however full
they are. All lengths are in points.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.corridors import Columns, columns_of, usual_blank
from extractors.readers.pieces import Piece, Row, box_of, is_cost
from extractors.readers.unruled import aligned, titles_of
from models.source import Box, Table, Word

_NUMBERS = re.compile(r"(?:n[o0](?:mor)?|nr|urut(?:an)?)\b[.:]?", re.I)
_COUNT = re.compile(r"(\d{1,3})[.)]?")
_SUM = re.compile(r"(?:sub\s*)?(?:jumlah|total|jml)\b", re.I)
_LEAST_TITLES, _LONGEST_TITLE = 3, 40
_LEAST_ROWS = 3
_STEP = 3
"""A number is at most so much larger than the one before: OCR does not read each."""
_MOST_BETWEEN = 4
"""Lines between two that count: of long cells, of the head of a group."""
_FURTHEST = 4.0
"""Times a line's height: so far from its header a list begins, and so far its first rows are apart."""
_WIDER = 1.6
"""Times the widest white between its rows so far, from which on a list has ended."""
_CLOSE = 1.45
"""Times a line's height: so far apart at most are two lines of one cell."""
_CROSSED_SHARE = 0.25
"""So many of the rows may have a word that stands in two columns: a name that is too long."""
_AT = 3.0


def may_count(word: Word) -> bool:
    """Tell whether the first word of a line may be the title of numbers."""
    return _NUMBERS.fullmatch(word.text) is not None


def counted_tables(rows: Sequence[Row], rules: Sequence[Box] = ()) -> list[tuple[int, int, Table]]:
    """Return such tables of a page, each with the rows that it takes, from where to where (half open).

    `rules` are the horizontal lines that are drawn, each a box without height.
    """
    found: list[tuple[int, int, Table]] = []
    at = 0
    while at < len(rows):
        begin, end, titles = _span(rows, at)
        part = list(rows[begin:end])
        table = aligned(part, rules, head=at - begin, known=titles) if titles else None
        at += 1
        if table is not None:
            found.append((begin, end, table))
            at = end
    return found


def _span(rows: Sequence[Row], at: int) -> tuple[int, int, Row]:
    """Return from where to where a table reaches whose numbers' title stands in a row, with the titles of
    the row; () for them where there is none.
    """
    none = at, at, ()
    if not may_count(rows[at][0].words[0]):
        return none
    titles = _titles(rows, at)
    if len(titles) < _LEAST_TITLES or any(
        len(p.text) > _LONGEST_TITLE or ":" in p.text or any(map(str.isdigit, p.text))
        for p in titles
    ):
        return none
    counted = _counted(rows, at, titles[0].box)
    if len(counted) < _LEAST_ROWS:
        return none
    body = rows[counted[0] : counted[-1] + 1]
    if sum(map(is_cost, body)) > 1:
        return none
    columns = columns_of([p.words for p in titles], body, usual_blank(body))
    if sum(_crosses(row, columns) for row in body) > _CROSSED_SHARE * len(body):
        return none
    return _begin(rows, at, titles), _end(rows, counted[-1] + 1, body, columns), titles


def _titles(rows: Sequence[Row], at: int) -> Row:
    """Return the titles of a header. That of the numbers stands as close to the next as two words of one
    title do where its column is narrow; what is below tells how far it reaches.
    """
    first, *others = titles_of(rows, at)
    below = rows[at + 1 : at + 2]
    words = [word for row in below for piece in row for word in piece.words]
    if len(first.words) < 2 or len(words) < 2 or not _COUNT.fullmatch(words[0].text):
        return first, *others
    number, rest = first.words[:1], first.words[1:]
    named, title = words[1].box, rest[0].box
    if named is None or title is None or named.x0 >= title.x1:
        return first, *others
    return Piece(number, box_of(number)), Piece(rest, box_of(rest)), *others


def _counted(rows: Sequence[Row], at: int, title: Box) -> list[int]:
    """Return the rows below a header that count: their numbers stand below its first title and go up, or
    begin anew below the head of a group.
    """
    height = title.bottom - title.top
    found: list[int] = []
    widest, before = 0.0, 0
    for i in range(at + 1, len(rows)):
        white = rows[i][0].box.top - rows[i - 1][0].box.bottom
        least = _FURTHEST * height
        if white > (least if len(found) < 2 else max(_WIDER * widest, height)):
            break
        if i - (found[-1] if found else at) > _MOST_BETWEEN:
            break
        number = _number(rows[i], title)
        if number is not None and (not found or before < number <= before + _STEP or number == 1):
            found.append(i)
            before = number
        if found:
            widest = max(widest, white)
    return found


def _number(row: Row, title: Box) -> int | None:
    """Return the number that begins a row below the title of the numbers."""
    word = row[0].words[0]
    match = _COUNT.fullmatch(word.text)
    if match is None or word.box is None:
        return None
    height = title.bottom - title.top
    is_below = word.box.x0 < title.x1 + height and word.box.x1 > title.x0 - height
    return int(match[1]) if is_below else None


def _crosses(row: Row, columns: Columns) -> bool:
    """Tell whether a word of a row stands in two columns."""
    boxes = [w.box for piece in row for w in piece.words if w.box is not None]
    return any(b.x0 + _AT < e.middle < b.x1 - _AT for b in boxes for e in columns.edges)


def _begin(rows: Sequence[Row], at: int, titles: Row) -> int:
    """Return where the header begins: above the title of the numbers where other titles take more lines
    and stand in the middle of theirs.
    """
    begin = at
    while begin and _is_above(rows[begin - 1], rows[begin], titles):
        begin -= 1
    return begin


def _is_above(row: Row, below: Row, titles: Row) -> bool:
    height = below[0].box.bottom - below[0].box.top
    if below[0].box.top - row[0].box.top > _CLOSE * height:
        return False
    boxes = [title.box for title in titles]
    return all(
        piece.box.x0 > boxes[0].x1 and not any(_shares(piece.box, box) for box in boxes)
        for piece in row
    )


def _shares(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _end(rows: Sequence[Row], end: int, body: Sequence[Row], columns: Columns) -> int:
    """Return where the table ends: behind the lines with which the cells of its last row go on, and a sum
    below them.
    """
    height = median([row[0].box.bottom - row[0].box.top for row in body])
    downs = [b[0].box.top - a[0].box.top for a, b in pairwise(body)]
    lefts = [min(w.box.x0 for w in c if w.box) for row in body for c in columns.cells(row)[1:] if c]
    while end < len(rows):
        down = rows[end][0].box.top - rows[end - 1][0].box.top
        cells = columns.cells(rows[end])
        if down > min(_CLOSE * height, max(downs) - 0.1 * height) or cells[0]:
            break
        begun = [piece.box.x0 for piece in rows[end]]
        if not all(any(abs(x - left) < _AT for left in lefts) for x in begun):
            break
        end += 1
    if end < len(rows) and _is_sum(rows[end], columns):
        down = rows[end][0].box.top - rows[end - 1][0].box.top
        end += down <= _WIDER * max(downs)
    return end


def _is_sum(row: Row, columns: Columns) -> bool:
    """Tell whether a row has nothing but the name of a sum and, in other columns, figures."""
    name, *figures = row
    is_figures = all(re.fullmatch(r"[\d.,]+", piece.text) for piece in figures)
    return bool(_SUM.match(name.text) and figures) and is_figures and not _crosses(row, columns)
