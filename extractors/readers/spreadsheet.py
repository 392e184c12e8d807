"""Excel: every visible sheet as a page, cells as they show; .xlsx and the older .xls."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlrd

from extractors.ocr import OcrEngine
from extractors.readers import reader
from extractors.readers.packages import BROKEN, opened
from extractors.readers.sheet_parts import parts_of
from extractors.readers.sheets import (
    LEFT_OUT,
    MAX_COLUMNS,
    MAX_ROWS,
    blocks_of,
    shown,
    told_hidden,
)
from extractors.readers.sniffing import Head
from extractors.readers.unseen_cells import STRUCK, Unseen, told, told_uncounted
from extractors.readers.word_pictures import told_of_sheets
from models.errors import DamagedDocument, EncryptedDocument
from models.source import Line, Page, Source, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
MAX_TEXT = 100_000_000
"""Unpacked bytes: a sheet with a million empty rows has half of it, and is read row by row."""

_UNCOUNTED = re.compile(rb"(?:</f>|<f\b[^<>]{0,300}/>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>")


def _recognize(head: Head) -> str | None:
    if head.is_zip and b"xl/workbook" in head.data:
        return XLSX
    return XLS if head.is_ole and head.ole_is("Workbook", "Book") else None


@reader(media_types=(XLSX, XLS), suffixes=(".xlsx", ".xlsm", ".xltx", ".xls"), recognize=_recognize)
def read_spreadsheet(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the visible sheets; what formulas give is what was last saved with them."""
    name = path.name
    is_new = data.startswith(b"PK")
    sheets, notes = _new(name, data) if is_new else _old(name, data)
    pages = tuple(Page(n, tuple(sheet.blocks())) for n, sheet in enumerate(sheets, 1))
    return Source(name, "", XLSX if is_new else XLS, pages, notes=notes)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's cells as they are seen, and the lines of its text boxes above and below them."""

    rows: list[list[str]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def blocks(self) -> list[Line | Table]:
        return [*map(Line, self.above), *blocks_of(self.rows), *map(Line, self.below)]


def shown_sheet(name: str, data: bytes) -> tuple[list[Line | Table], tuple[str, ...]]:
    """Return the blocks of the sheet on which an .xlsx opens, and what must be told of it; so a text
    shows a workbook that lies in it. `name` is the text's.

    Raises: DamagedDocument, TooLarge.
    """
    try:
        sheets, notes = _new(name, data, only_active=True)
    except (*BROKEN, TypeError, AttributeError, IndexError) as error:
        # What openpyxl raises over looks that it does not know; where a workbook is a file of its own,
        # the rim around the readers says so.
        raise DamagedDocument(name, "holds a workbook that cannot be read") from error
    return [block for sheet in sheets for block in sheet.blocks()], notes


def _new(
    name: str, data: bytes, *, only_active: bool = False
) -> tuple[list[_Sheet], tuple[str, ...]]:
    try:
        with opened(name, data, max_text=MAX_TEXT) as archive:
            uncounted = _uncounted(archive)
            held = [n for n in archive.namelist() if n.startswith("xl/media/")]
            pictures = told_of_sheets(archive.read(n) for n in held)
            looks = "xl/styles.xml"
            strikes = looks in archive.NameToInfo and b"strike" in archive.read(looks)
            book = openpyxl.load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            visible = [s for s in book.worksheets if s.sheet_state == "visible"]
            chosen = [s for s in visible if s is book.active] if only_active else visible
            parts = [parts_of(archive, sheet._worksheet_path) for sheet in chosen]
    except BROKEN as error:
        raise DamagedDocument(name, "is no readable Excel file; save it again") from error
    sheets: list[_Sheet] = []
    unseen, cut = Unseen(), False
    try:
        for sheet, part in zip(chosen, parts, strict=True):
            sheet.reset_dimensions()  # what it says of its size may be a million rows
            rows: list[tuple[list[str], bool]] = []
            for number, row in enumerate(
                sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), 1
            ):
                if number > MAX_ROWS:
                    cut = True
                    break
                cells = [_new_cell(c, strikes) if c.value is not None else "" for c in row]
                rows.append((cells, number in part.hidden_rows))
            top = next((i for i, (cells, _) in enumerate(rows) if any(cells)), len(rows))
            sheets.append(
                _Sheet(
                    unseen.without(rows, part.hidden_columns),
                    tuple(line for row, lines in part.boxes if row <= top for line in lines),
                    tuple(line for row, lines in part.boxes if row > top for line in lines),
                )
            )
    finally:
        book.close()
    notes = (
        *((LEFT_OUT,) if cut else ()),
        *told_uncounted(uncounted),
        *(() if only_active else told_hidden(len(book.worksheets) - len(visible))),
        *unseen.notes(),
        *told(sum(part.comments for part in parts), "komentar sel"),
        *told(sum(part.charts for part in parts), "grafik di dalam lembar"),
        *pictures,
    )
    return sheets, notes


def _new_cell(cell: Any, strikes: bool) -> str:
    """Return a cell as it shows, STRUCK for one that is struck out."""
    if strikes and cell.font.strike:
        return STRUCK
    return shown(cell.value, cell.number_format or "")


def _uncounted(archive: zipfile.ZipFile) -> int:
    """Count the formulas without a result, as programs write them that do not calculate."""
    count = 0
    for member in archive.infolist():
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            with archive.open(member) as stream:
                tail = b""
                while block := stream.read(1 << 20):
                    count += len(_UNCOUNTED.findall(tail + block)) - len(_UNCOUNTED.findall(tail))
                    tail = block[-400:]
    return count


def _old(name: str, data: bytes) -> tuple[list[_Sheet], tuple[str, ...]]:
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=_Nowhere()
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise EncryptedDocument(
                name, "is locked with a password; save a copy without one"
            ) from error
        raise DamagedDocument(name, "is no readable Excel file; save it again") from error
    visible = [sheet for sheet in book.sheets() if not sheet.visibility]
    unseen = Unseen()
    sheets = [
        _Sheet(
            unseen.without(
                _rows(book, sheet), {n for n, look in sheet.colinfo_map.items() if look.hidden}
            )
        )
        for sheet in visible
    ]
    cut = any(s.nrows > MAX_ROWS or s.ncols > MAX_COLUMNS for s in book.sheets())
    notes = (
        *((LEFT_OUT,) if cut else ()),
        *told_hidden(book.nsheets - len(visible)),
        *unseen.notes(),
        *told(sum(len(sheet.cell_note_map) for sheet in visible), "komentar sel"),
    )
    # Pictures lie in such a file as they are, in records that the library passes over.
    if any(mark in data for mark in _PICTURES):
        notes += ("gambar di dalam berkas .xls tidak dibaca",)
    return sheets, notes


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1")


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[tuple[list[str], bool]]:
    for number in range(min(sheet.nrows, MAX_ROWS)):
        look = sheet.rowinfo_map.get(number)
        cells = [_cell(book, cell) for cell in sheet.row(number)[:MAX_COLUMNS]]
        yield cells, look is not None and bool(look.hidden)


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    look, is_struck = _look(book, cell)
    if is_struck:
        return STRUCK
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return shown(cell.value)
        return shown(moment.time() if cell.value < 1 else moment, look)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return shown(cell.value, look)
    return shown(cell.value)


def _look(book: xlrd.Book, cell: xlrd.sheet.Cell) -> tuple[str, bool]:
    """Return a cell's number format, and whether it is struck out."""
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "", False
    looks = book.xf_list[cell.xf_index]
    shape = book.format_map.get(looks.format_key)
    is_struck = looks.font_index < len(book.font_list) and bool(
        book.font_list[looks.font_index].struck_out
    )
    return shape.format_str if shape is not None else "", is_struck


class _Nowhere:
    """Takes what xlrd prints about odd files."""

    def write(self, text: str) -> None:
        """Drop it."""
