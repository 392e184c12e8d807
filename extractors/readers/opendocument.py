"""OpenDocument of LibreOffice: texts (.odt) and sheets (.ods).

What was deleted under tracking lies apart in such a file and is left out, and so are comments.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean
from extractors.readers.numbering import written
from extractors.readers.packages import BROKEN, opened, tree
from extractors.readers.sheets import LEFT_OUT, MAX_COLUMNS, MAX_ROWS, blocks_of, told_hidden
from extractors.readers.sniffing import Head
from extractors.readers.word_pictures import Block, Picture, pages_of, told_of_sheets
from models.errors import DamagedDocument, EncryptedDocument
from models.source import Cell, Line, Page, Source, Table

ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MAX_TEXT = 100_000_000

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"

_UNSEEN = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_DRAW}frame")
_ROWS = (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72}


def _recognize(head: Head) -> str | None:
    if not head.is_zip:
        return None
    said = re.search(rb"mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)", head.data[:200])
    kind = said.group(1).decode("ascii") if said else ""
    return kind if kind in (ODT, ODS) else None


@reader(media_types=(ODT, ODS), suffixes=(".odt", ".ott", ".ods", ".ots"), recognize=_recognize)
def read_opendocument(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a text as one page, parted where a scan stands in it; each sheet of a workbook as one."""
    name = path.name
    try:
        with opened(name, data, max_text=MAX_TEXT) as archive:
            manifest = "META-INF/manifest.xml"
            if manifest in archive.NameToInfo and b"encryption-data" in archive.read(manifest):
                raise EncryptedDocument(name, "is locked with a password; save a copy without one")
            content, styles = tree(archive, "content.xml"), tree(archive, "styles.xml")
            if content is None:
                raise DamagedDocument(name, "has no content; save it again from LibreOffice")
            held = [n for n in archive.namelist() if n.startswith("Pictures/")]
            sheets = content.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
            if sheets is not None:
                read = _workbook(name, sheets, _hidden_styles(content, styles))
                notes = told_of_sheets(archive.read(n) for n in held)
                return replace(read, notes=(*read.notes, *notes))
            pictures = {n: archive.read(n) for n in held}
    except BROKEN as error:
        raise DamagedDocument(name, "is no readable OpenDocument; save it again") from error
    text = _Text(content, styles)
    pages, notes = pages_of(text.blocks(), pictures.get, ocr)
    return Source(name, "", ODT, pages, notes=notes)


def picture_in(data: bytes, name: str) -> bytes | None:
    """Return a picture of a text by its member's name; None where there is none.

    Raises: those of BROKEN.
    """
    with opened("", data, max_text=MAX_TEXT) as archive:
        return archive.read(name) if name in archive.NameToInfo else None


def _hidden_styles(*roots: Any | None) -> frozenset[str]:
    """Return the names of the styles of sheets that are not shown."""
    return frozenset(
        str(style.get(f"{_STYLE}name"))
        for root in roots
        for style in (root.iter(f"{_STYLE}style") if root is not None else ())
        for look in style.iterfind(f"{_STYLE}table-properties")
        if look.get(f"{_TABLE}display") == "false"
    )


def _workbook(name: str, sheets: Any, hidden_styles: frozenset[str]) -> Source:
    pages: list[Page] = []
    cut, hidden = False, 0
    for sheet in sheets.iterfind(f"{_TABLE}table"):
        if sheet.get(f"{_TABLE}style-name") in hidden_styles:
            hidden += 1
            continue
        rows: list[list[str]] = []
        for row in _rows(sheet):
            cells = _cells_shown(row)
            cut = cut or len(cells) > MAX_COLUMNS
            # A row that is repeated to the end of the sheet is empty.
            times = min(_times(row, "rows"), MAX_ROWS - len(rows)) if any(cells) else 1
            rows += [cells[:MAX_COLUMNS]] * times
            if len(rows) >= MAX_ROWS:
                cut = True
                break
        pages.append(Page(len(pages) + 1, tuple(blocks_of(rows))))
    notes = (*((LEFT_OUT,) if cut else ()), *told_hidden(hidden))
    return Source(name, "", ODS, tuple(pages), notes=notes)


def _cells_shown(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text = "\n".join(_own_text(p).strip() for p in cell.iterfind(f"{_TEXT}p"))
        cells += [text] * min(_times(cell, "columns"), MAX_COLUMNS + 1 - len(cells))
        if len(cells) > MAX_COLUMNS:
            break
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)


def _times(element: Any, what: str) -> int:
    return _count(element.get(f"{_TABLE}number-{what}-repeated"))


def _count(said: str | None) -> int:
    return int(said) if said is not None and re.fullmatch(r"[1-9]\d{0,6}", said) else 1


def _own_text(element: Any) -> str:
    """Return a paragraph's own text, without notes, comments and boxes in it."""
    out: list[str] = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            out.append(" " * min(_count(child.get(f"{_TEXT}c")), 200))
        elif child.tag == f"{_TEXT}tab":
            out.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            out.append("\n")
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            out.append(_own_text(child))
        out.append(child.tail or "")
    return "".join(out)


class _Text:
    """A text with the styles of its lists."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        self._body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        self._styles = styles
        self._lists: dict[str, dict[int, Any]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for root in (styles, content):
            for style in root.iter(f"{_TEXT}list-style") if root is not None else ():
                levels = {_count(level.get(f"{_TEXT}level")): level for level in style}
                self._lists[style.get(f"{_STYLE}name", "")] = levels

    def blocks(self) -> list[Block]:
        """Return the heads, the body and the feet."""
        heads, feet = self._edges()
        body = list(self._below(self._body)) if self._body is not None else []
        return [*heads, *body, *feet]

    def _edges(self) -> tuple[list[Block], list[Block]]:
        heads: list[Block] = []
        feet: list[Block] = []
        pages = self._styles.iter(f"{_STYLE}master-page") if self._styles is not None else ()
        for page in pages:
            for edge in page:
                if edge.tag in (f"{_STYLE}header", f"{_STYLE}header-first"):
                    found = [b for b in self._below(edge) if not isinstance(b, Picture)]
                    heads += [b for b in found if b not in heads]
                elif edge.tag in (f"{_STYLE}footer", f"{_STYLE}footer-first"):
                    found = [b for b in self._below(edge) if not isinstance(b, Picture)]
                    lines = [Line(b.text, header=True) if isinstance(b, Line) else b for b in found]
                    feet += [b for b in lines if b not in feet]
        return heads, feet

    def _below(self, parent: Any, style: str = "", level: int = 0) -> Iterator[Block]:
        """Yield what stands below an element, through sections, indexes and lists."""
        for child in parent:
            if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(child, "")
            elif child.tag == f"{_TABLE}table":
                yield self._table(child)
                yield from self._frames(child, boxes=False)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, style, level + 1)
            elif child.tag == f"{_DRAW}frame":
                yield from self._frame(child)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                yield from self._below(child, style, level)

    def _list(self, element: Any, outer: str, level: int) -> Iterator[Block]:
        style = element.get(f"{_TEXT}style-name") or outer
        if element.get(f"{_TEXT}continue-numbering") != "true":
            self._counts.pop((style, level), None)
        for item in element:
            label = ""
            if item.tag == f"{_TEXT}list-item":
                label = self._label(item, style, level)
            for child in item:
                if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    yield from self._paragraph(child, label)
                    label = ""
                elif child.tag == f"{_TEXT}list":
                    yield from self._list(child, style, level + 1)

    def _label(self, item: Any, style: str, level: int) -> str:
        shape = self._lists.get(style, {}).get(level)
        if shape is None or not any(
            _own_text(p).strip() for p in item.iter(f"{_TEXT}p", f"{_TEXT}h")
        ):
            return ""
        if shape.tag != f"{_TEXT}list-level-style-number":
            return "-"
        start = _count(shape.get(f"{_TEXT}start-value"))
        number = self._counts.get((style, level), start - 1) + 1
        self._counts[style, level] = number
        kind = shape.get(f"{_STYLE}num-format", "1")
        if not kind:
            return ""
        doubles = shape.get(f"{_STYLE}num-letter-sync") == "true"
        shown = written(number, _FORMATS.get(kind, "decimal"), doubles=doubles)
        return (
            f"{shape.get(f'{_STYLE}num-prefix', '')}{shown}{shape.get(f'{_STYLE}num-suffix', '')}"
        )

    def _paragraph(self, element: Any, label: str) -> Iterator[Block]:
        text = clean(_own_text(element))
        style = "heading" if element.tag == f"{_TEXT}h" else "list" if label else ""
        inside = list(self._frames(element, boxes=True))
        if not text.strip() and not inside:
            yield blank()
        for i, line in enumerate(text.split("\n")):
            bare = re.sub(r"[ \xa0]+", " ", re.sub(r" {3,}|\t+ ?", "\t", line)).strip()
            if bare:
                yield Line(f"{label} {bare}".strip() if i == 0 else bare, style=style)
        yield from inside
        for note in element.iter(f"{_TEXT}note"):
            body = note.find(f"{_TEXT}note-body")
            if body is not None:
                yield from self._below(body)

    def _frames(self, element: Any, *, boxes: bool) -> Iterator[Block]:
        for frame in element.iter(f"{_DRAW}frame"):
            inner = next(frame.iterancestors(f"{_DRAW}frame", f"{_TEXT}note"), None)
            if inner is None or not any(above is element for above in inner.iterancestors()):
                yield from (b for b in self._frame(frame) if boxes or isinstance(b, Picture))

    def _frame(self, frame: Any) -> Iterator[Block]:
        for child in frame:
            if child.tag == f"{_DRAW}text-box":
                yield from self._below(child)
            elif child.tag == f"{_DRAW}image" and child.get(f"{_XLINK}href"):
                sides = [_inches(frame.get(f"{_SVG}{side}", "")) for side in ("width", "height")]
                yield Picture(str(child.get(f"{_XLINK}href")), sides[0] * sides[1])

    def _table(self, element: Any) -> Table:
        rows = []
        for row in _rows(element):
            cells: list[Cell] = []
            covered = 0  # places that the cell to the left still takes
            for cell in row:
                if cell.tag == f"{_TABLE}covered-table-cell":
                    if covered:
                        covered -= 1
                    else:
                        cells.append(Cell(""))  # below a cell that is merged downwards
                elif cell.tag == f"{_TABLE}table-cell":
                    span = min(_count(cell.get(f"{_TABLE}number-columns-spanned")), 99)
                    covered = span - 1
                    made = Cell("\n".join(self._flat(cell)).strip("\n"), span=span)
                    cells += [made] * min(_times(cell, "columns"), 99)
            if cells:
                rows.append(tuple(cells))
        return Table(tuple(rows))

    def _flat(self, cell: Any) -> Iterator[str]:
        """Yield the lines of a cell, those of a table inside it included."""
        for block in self._below(cell):
            if isinstance(block, Line):
                yield block.text
            elif isinstance(block, Table):
                for row in block.rows:
                    yield "  ".join(c.text.replace("\n", " ") for c in row if c.text)


def _inches(said: str) -> float:
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,6})?)(in|cm|mm|pt)", said)
    return float(match[1]) * _INCHES[match[2]] if match else 0.0
