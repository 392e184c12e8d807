"""OpenDocument of LibreOffice: texts (.odt) and sheets (.ods).

What was deleted under tracking lies apart in such a file and is left out; so are comments, and what is
hidden or struck out.
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
from extractors.readers.open_looks import Looks
from extractors.readers.packages import BROKEN, opened, tree
from extractors.readers.sheets import LEFT_OUT, MAX_COLUMNS, MAX_ROWS, blocks_of, told_hidden
from extractors.readers.sniffing import Head
from extractors.readers.unseen_cells import STRUCK, Unseen, told, told_uncounted
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
_SPAN = f"{_TEXT}span"
_COLLAPSED = ("collapse", "filter")
_SHAPES = ("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polygon")
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
                read = _workbook(name, sheets, Looks(content, styles))
                notes = told_of_sheets(archive.read(n) for n in held)
                return replace(read, notes=(*read.notes, *notes))
            pictures = {n: archive.read(n) for n in held}
    except BROKEN as error:
        raise DamagedDocument(name, "is no readable OpenDocument; save it again") from error
    text = _Text(content, styles)
    pages, notes = pages_of(text.blocks(), pictures.get, ocr)
    return Source(name, "", ODT, pages, notes=(*notes, *text.notes()))


def picture_in(data: bytes, name: str) -> bytes | None:
    """Return a picture of a text by its member's name; None where there is none.

    Raises: those of BROKEN.
    """
    with opened("", data, max_text=MAX_TEXT) as archive:
        return archive.read(name) if name in archive.NameToInfo else None


def _workbook(name: str, sheets: Any, looks: Looks) -> Source:
    pages: list[Page] = []
    visible = [s for s in sheets.iterfind(f"{_TABLE}table") if not looks.hides_sheet(s)]
    unseen, cut = Unseen(), False
    for sheet in visible:
        rows: list[tuple[list[str], bool]] = []
        for row in _rows(sheet):
            cells = _cells_shown(row, looks)
            cut = cut or len(cells) > MAX_COLUMNS
            # A row that is repeated to the end of the sheet is empty.
            times = min(_times(row, "rows"), MAX_ROWS - len(rows)) if any(cells) else 1
            is_hidden = row.get(f"{_TABLE}visibility") in _COLLAPSED
            rows += [(cells[:MAX_COLUMNS], is_hidden)] * times
            if len(rows) >= MAX_ROWS:
                cut = True
                break
        boxes = [Line(text) for text in _boxes(sheet, looks)]
        blocks = [*blocks_of(unseen.without(rows, _hidden_columns(sheet))), *boxes]
        pages.append(Page(len(pages) + 1, tuple(blocks)))
    cells_of = [cell for sheet in visible for cell in sheet.iter(f"{_TABLE}table-cell")]
    notes = (
        *((LEFT_OUT,) if cut else ()),
        *told_uncounted(sum(map(_is_uncounted, cells_of))),
        *told_hidden(len(sheets.findall(f"{_TABLE}table")) - len(visible)),
        *unseen.notes(),
        *told(sum(c.find(f"{_OFFICE}annotation") is not None for c in cells_of), "komentar sel"),
        *told(
            sum(1 for sheet in visible for _ in sheet.iter(f"{_DRAW}object")),
            "grafik atau objek di dalam lembar",
        ),
    )
    return Source(name, "", ODS, tuple(pages), notes=notes)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden: set[int] = set()
    at = 0
    for column in sheet.iter(f"{_TABLE}table-column"):
        end = min(at + _times(column, "columns"), MAX_COLUMNS)
        if column.get(f"{_TABLE}visibility") in _COLLAPSED:
            hidden.update(range(at, end))
        at = end
    return frozenset(hidden)


def _is_uncounted(cell: Any) -> bool:
    """Tell of a formula without a result, as programs write them that do not calculate."""
    return (
        cell.get(f"{_TABLE}formula") is not None
        and cell.get(f"{_OFFICE}value-type") is None
        and cell.find(f"{_TEXT}p") is None
    )


def _boxes(sheet: Any, looks: Looks) -> Iterator[str]:
    """Yield the lines of the text boxes and shapes on a sheet."""
    shapes = (
        shape
        for shape in sheet.iter(*(f"{_DRAW}{tag}" for tag in _SHAPES))
        if next(shape.iterancestors(f"{_OFFICE}annotation"), None) is None
    )
    for shape in shapes:
        for paragraph in shape.iterfind(f"{_TEXT}p"):
            text = " ".join(clean(_own_text(paragraph, looks)).split())
            if text:
                yield text


def _cells_shown(row: Any, looks: Looks) -> list[str]:
    """Return the cells of a row as they show, behind STRUCK where something of one is struck out."""
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        paragraphs = cell.findall(f"{_TEXT}p")
        text = "\n".join(_own_text(p, looks).strip() for p in paragraphs)
        if looks.strikes(cell) and text:
            text = STRUCK
        elif any(looks.strikes(e) for p in paragraphs for e in p.iter(f"{_TEXT}p", _SPAN)):
            text = STRUCK + text
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


def _own_text(element: Any, looks: Looks) -> str:
    """Return a paragraph's own text, without notes, comments and boxes in it, and what nobody sees."""
    if looks.hides(element) or looks.strikes(element):
        return ""
    out: list[str] = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            out.append(" " * min(_count(child.get(f"{_TEXT}c")), 200))
        elif child.tag == f"{_TEXT}tab":
            out.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            out.append("\n")
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            out.append(_own_text(child, looks))
        out.append(child.tail or "")
    return "".join(out)


class _Text:
    """A text with the styles of its lists."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        self._body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        self._styles = styles
        self._looks = Looks(content, styles)
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

    def notes(self) -> tuple[str, ...]:
        """Return what must be told of what is not read."""
        if self._body is None:
            return ()
        runs = [e for e in self._body.iter(f"{_TEXT}p", f"{_TEXT}h", _SPAN) if any(e.itertext())]
        hidden = any(map(self._looks.hides, runs)) or any(
            e.get(f"{_TEXT}display") == "none" for e in self._body.iter(f"{_TEXT}section")
        )
        objects = sum(1 for _ in self._body.iter(f"{_DRAW}object", f"{_DRAW}object-ole"))
        return (
            *(("teks tersembunyi tidak dibaca",) if hidden else ()),
            *(("teks yang dicoret tidak dibaca",) if any(map(self._looks.strikes, runs)) else ()),
            *told(objects, "objek dari program lain di dalam teks"),
        )

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
            if child.get(f"{_TEXT}display") == "none":
                continue  # a section that is hidden
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
            _own_text(p, self._looks).strip() for p in item.iter(f"{_TEXT}p", f"{_TEXT}h")
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
        if self._looks.hides(element):
            return
        text = clean(_own_text(element, self._looks))
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
