"""Plain text: a pasted page, typed minutes, a list as CSV."""

import csv
import io
from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import reader
from extractors.readers.cleaning import clean, decode
from extractors.readers.emphasis import strikes_out
from extractors.readers.sniffing import Head
from extractors.readers.typed import blocks_typed
from models.source import Cell, Page, Source, Table

TEXT = "text/plain"


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
    if strikes_out(cleaned):
        notes += ("teks yang dicoret tidak dibaca",)
    listed = _listed(cleaned)
    if listed is not None:
        return Source(path.name, "", TEXT, (Page(1, (listed,)),), notes=notes)
    return Source(path.name, "", TEXT, (Page(1, blocks_typed(cleaned)),), notes=notes)


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
