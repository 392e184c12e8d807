"""Lines as they were typed, of a text file or a mail: columns of blanks become tabs, drawn tables tables."""

import re

from extractors.readers.chats import lead
from extractors.readers.drawn_tables import drawn_tables
from extractors.readers.emphasis import GONE, listed, quoted, undressed
from models.source import Box, Cell, Line, Table, Word

COLUMN, PITCH = 6.0, 12.0
"""A made-up type, points a character and a line, so that columns can be told as on a page."""

# "Rp     35.000": figures that stand in line at the right leave any room behind their sign.
_PIECE = re.compile(r"\S+(?:(?: {1,2}|(?<=\b[Rr]p) +(?=\d)|(?<=\b[Rr]p\.) +(?=\d))\S+)*")


def blocks_typed(text: str) -> tuple[Line | Table, ...]:
    """Return the lines and tables of a cleaned text, without the marks around their words."""
    raw = text.split("\n")
    quoting, items = quoted(raw), listed(raw)
    blocks: list[Line | Table] = []
    at = 0
    for start, end, table in drawn_tables(raw):
        blocks.extend(
            _line(raw[row], row, row in quoting, row in items) for row in range(at, start)
        )
        blocks.append(_undressed_table(table))
        at = end
    blocks.extend(_line(raw[row], row, row in quoting, row in items) for row in range(at, len(raw)))
    return tuple(blocks)


def _line(raw: str, row: int, is_quoted: bool, is_item: bool) -> Line:
    raw = raw.rstrip().expandtabs(8)
    raw, is_heading = undressed(raw, begin=lead(raw), is_quoted=is_quoted, is_item=is_item)
    pieces = list(_PIECE.finditer(raw))
    words: list[Word] = []
    for piece in pieces:
        for word in re.finditer(r"\S+", piece.group()):
            text = word.group().replace(GONE, "")
            x = COLUMN * (piece.start() + word.start())
            box = Box(x, PITCH * row, x + COLUMN * len(word.group()), PITCH * row + 10)
            words += [Word(text, box)] if text else []
    if not words:
        return Line("")
    texts = (re.sub(" +", " ", p.group().replace(GONE, "")).strip() for p in pieces)
    text = "\t".join(filter(None, texts))
    assert words[0].box is not None
    assert words[-1].box is not None
    style = "heading" if is_heading else ""
    return Line(text, tuple(words), words[0].box.union(words[-1].box), style)


def _undressed_table(table: Table) -> Table:
    """Return a drawn table whose cells have no marks, and nothing that is struck out."""
    return Table(tuple(tuple(_undressed_cell(cell) for cell in row) for row in table.rows))


def _undressed_cell(cell: Cell) -> Cell:
    text, _ = undressed(cell.text, is_cell=True)
    return Cell(" ".join(text.replace(GONE, "").split()))
