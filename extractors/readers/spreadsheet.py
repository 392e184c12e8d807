"""Excel: every visible sheet as a page, cells as they show; .xlsx and the older .xls."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import xlrd

from extractors.ocr import OcrEngine
from extractors.readers import reader
from extractors.readers.packages import BROKEN, opened
from extractors.readers.sheets import (
    LEFT_OUT,
    MAX_COLUMNS,
    MAX_ROWS,
    blocks_of,
    shown,
    told_hidden,
)
from extractors.readers.sniffing import Head
from extractors.readers.word_pictures import told_of_sheets
from models.errors import DamagedDocument, EncryptedDocument
from models.source import Page, Source

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
    pages = tuple(Page(n, tuple(blocks_of(rows))) for n, rows in enumerate(sheets, 1))
    return Source(name, "", XLSX if is_new else XLS, pages, notes=notes)


Rows = list[list[str]]


def _new(name: str, data: bytes) -> tuple[list[Rows], tuple[str, ...]]:
    try:
        with opened(name, data, max_text=MAX_TEXT) as archive:
            uncounted = _uncounted(archive)
            held = [n for n in archive.namelist() if n.startswith("xl/media/")]
            pictures = told_of_sheets(archive.read(n) for n in held)
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
    except BROKEN as error:
        raise DamagedDocument(name, "is no readable Excel file; save it again") from error
    sheets: list[Rows] = []
    hidden, cut = 0, False
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden += 1
                continue
            sheet.reset_dimensions()  # what it says of its size may be a million rows
            rows = []
            for number, row in enumerate(
                sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), 1
            ):
                if number > MAX_ROWS:
                    cut = True
                    break
                rows.append(
                    [
                        shown(c.value, c.number_format or "") if c.value is not None else ""
                        for c in row
                    ]
                )
            sheets.append(rows)
    finally:
        book.close()
    notes = [LEFT_OUT] if cut else []
    if uncounted:
        notes.append(
            f"{uncounted} rumus tanpa hasil tersimpan tidak dibaca; buka dan simpan ulang di Excel"
        )
    return sheets, (*notes, *told_hidden(hidden), *pictures)


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


def _old(name: str, data: bytes) -> tuple[list[Rows], tuple[str, ...]]:
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
    sheets = [list(_rows(book, sheet)) for sheet in book.sheets() if not sheet.visibility]
    cut = any(s.nrows > MAX_ROWS or s.ncols > MAX_COLUMNS for s in book.sheets())
    hidden = sum(bool(sheet.visibility) for sheet in book.sheets())
    notes = (*((LEFT_OUT,) if cut else ()), *told_hidden(hidden))
    # Pictures lie in such a file as they are, in records that the library passes over.
    if any(mark in data for mark in _PICTURES):
        notes += ("gambar di dalam berkas .xls tidak dibaca",)
    return sheets, notes


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1")


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list[str]]:
    for number in range(min(sheet.nrows, MAX_ROWS)):
        yield [_cell(book, cell) for cell in sheet.row(number)[:MAX_COLUMNS]]


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return shown(cell.value)
        return shown(moment.time() if cell.value < 1 else moment)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        look = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        return shown(cell.value, look.format_str if look is not None else "")
    return shown(cell.value)


class _Nowhere:
    """Takes what xlrd prints about odd files."""

    def write(self, text: str) -> None:
        """Drop it."""
