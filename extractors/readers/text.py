"""Plain text: a pasted page, typed minutes, a list as CSV. Columns of blanks become tabs, drawn tables tables."""

import csv
import io
import re
from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import reader
from extractors.readers.cleaning import clean, decode
from extractors.readers.drawn_tables import drawn_tables
from extractors.readers.sniffing import Head
from models.source import Box, Cell, Line, Page, Source, Table, Word

TEXT = "text/plain"

COLUMN, PITCH = 6.0, 12.0
"""A made-up type, points a character and a line, so that columns can be told as on a page."""

# "Rp     35.000": figures that stand in line at the right leave any room behind their sign.
_PIECE = re.compile(r"\S+(?:(?: {1,2}|(?<=\b[Rr]p) +(?=\d)|(?<=\b[Rr]p\.) +(?=\d))\S+)*")
# What Markdown and chats put around words: "**Tempat:** Balai RW", "*Sabtu* malam", "__penting__". A line
# that stands in them as a whole is a heading and keeps them, since that is all that tells it, but for a key
# with its value and for a cell.
_EMPHASIS = re.compile(r"(?<![\w*_~])(\*{1,3}|__)(?=[^\s*_])([^*\n]{0,400}?[^\s*_])(\1)(?![\w*_])")
_SLANTED = re.compile(r"(?<![\w*_~])(_)(?=[^\W_]|\*)([^_\n]{0,400}?[^\s_])(_)(?![\w_])")
_KEYED = re.compile(r"[^:]{2,30}:\s*[^\s*_]")
_FACTOR = re.compile(r"\s*\d")
# Two tildes in Markdown, one in chats; one before a number is "about".
_STRUCK = re.compile(
    r"(?<![\w~])(?:~~(?=\S)[^~\n]{1,400}?~~(?!~)|~(?=[^\s~])[^~\n]{0,400}?[^\s~]~(?![\w~]))"
)
_TICKED = re.compile(r"^\s*[-*+]\s+(\[[ xX]\])\s")


def _recognize(head: Head) -> str | None:
    return TEXT if head.rough_text is not None else None


@reader(
    media_types=(TEXT,),
    suffixes=(".txt", ".md", ".text", ".csv", ".log", ""),
    recognize=_recognize,
    last=True,
)
def read_text(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a text file of any usual encoding."""
    text, notes = decode(data)
    cleaned = clean(text)
    if _STRUCK.search(cleaned):
        notes += ("teks yang dicoret tidak dibaca",)
    listed = _listed(cleaned)
    if listed is not None:
        return Source(path.name, "", TEXT, (Page(1, (listed,)),), notes=notes)
    raw = cleaned.split("\n")
    blocks: list[Line | Table] = []
    at = 0
    for start, end, table in drawn_tables(raw):
        blocks.extend(_line(raw[row], row) for row in range(at, start))
        blocks.append(_undressed_table(table))
        at = end
    blocks.extend(_line(raw[row], row) for row in range(at, len(raw)))
    return Source(path.name, "", TEXT, (Page(1, tuple(blocks)),), notes=notes)


def _listed(text: str) -> Table | None:
    """Return a file that is all table, as programs write lists (CSV); None for any other text. A cell
    in quotes may hold line breaks, and marks of its own.
    """
    for mark in ",;\t":
        if text.count(mark) < _LEAST_ROWS:
            continue
        try:
            found = csv.reader(
                io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True, strict=True
            )
            rows = [row for row in found if any(cell.strip() for cell in row)]
        except csv.Error:  # a quote without its end, or a cell longer than any list has
            continue
        if len(rows) < _LEAST_ROWS:
            continue
        titles = rows[0]
        short = all(len(cell) <= _LONGEST_TITLE and cell[-1:] not in (".", ":") for cell in titles)
        if len(titles) >= _LEAST_COLUMNS and short and {len(row) for row in rows} == {len(titles)}:
            return Table(tuple(tuple(Cell(cell.strip()) for cell in row) for row in rows))
    return None


_LEAST_ROWS, _LEAST_COLUMNS, _LONGEST_TITLE = 3, 3, 40


def _line(raw: str, row: int) -> Line:
    raw = _undressed(raw.rstrip().expandtabs(8))
    pieces = list(_PIECE.finditer(raw))
    words: list[Word] = []
    for piece in pieces:
        for word in re.finditer(r"\S+", piece.group()):
            text = word.group().replace(_GONE, "")
            x = COLUMN * (piece.start() + word.start())
            box = Box(x, PITCH * row, x + COLUMN * len(word.group()), PITCH * row + 10)
            words += [Word(text, box)] if text else []
    if not words:
        return Line("")
    texts = (re.sub(" +", " ", p.group().replace(_GONE, "")).strip() for p in pieces)
    text = "\t".join(filter(None, texts))
    assert words[0].box is not None
    assert words[-1].box is not None
    return Line(text, tuple(words), words[0].box.union(words[-1].box))


_GONE = "\ufdd0"
"""No character of any text: it keeps the place of a mark that is left out, so that columns stay."""


def _undressed_table(table: Table) -> Table:
    """Return a drawn table whose cells have no marks, and nothing that is struck out."""
    return Table(
        tuple(
            tuple(
                Cell(" ".join(_undressed(c.text, is_cell=True).replace(_GONE, "").split()))
                for c in row
            )
            for row in table.rows
        )
    )


def _undressed(raw: str, *, is_cell: bool = False) -> str:
    """Return a line without marks of emphasis, and without what two tildes strike out, each character of
    them replaced by a placeholder. "Rp 5.000 *12 bulan* 40 KK" is a product.
    """
    gone: set[int] = set()
    for match in _STRUCK.finditer(raw):
        gone.update(range(*match.span()))
    for _ in range(2):  # "_*Tempat*_ :"
        text = _without(raw, gone)
        bare = text.strip().strip(_GONE)
        for match in (*_EMPHASIS.finditer(text), *_SLANTED.finditer(text)):
            if match[1] == "*" and match[2][0].isdigit() and _FACTOR.match(text, match.end()):
                continue
            is_heading = match.group() == bare and match[1] != "_" and not is_cell
            if not is_heading or _KEYED.match(match[2]):
                gone.update((*range(*match.span(1)), *range(*match.span(3))))
    ticked = _TICKED.match(raw)
    if ticked is not None:
        gone.update(range(*ticked.span(1)))
    return _without(raw, gone)


def _without(raw: str, gone: set[int]) -> str:
    return "".join(_GONE if i in gone else c for i, c in enumerate(raw)) if gone else raw
