"""Word: paragraphs and tables in order, heads, text boxes, content controls, numbers of lists.

Tracked deletions are left out, insertions kept; a picture of a page is read by OCR.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import docx
import numpy as np
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from extractors.ocr import OcrEngine
from extractors.readers import DOCX, blank, reader
from extractors.readers.cleaning import clean
from extractors.readers.imaging import page_of_image
from models.errors import DamagedDocument, TooLarge
from models.source import Cell, Line, Page, Source, Table

MAX_XML = 60_000_000
MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 5_000
"""Unpacked bytes of text and in all, and entries: far above 200 photos in a proposal, far below a bomb."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@reader(media_types=(DOCX,), suffixes=(".docx", ".docm"))
def read_docx(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a Word document as one page."""
    name = path.name
    _check(name, data)
    try:
        document = docx.Document(BytesIO(data))
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        raise DamagedDocument(name, "is no readable Word file; save it again from Word") from error
    numbers = _Numbering(document)
    found: list[Line | Table] = []
    for section in document.sections:
        for part in (section.header, section.first_page_header):
            if not part.is_linked_to_previous:
                found.extend(_blocks(part._element, numbers))
    found.extend(_blocks(document.element.body, numbers))
    for section in document.sections:
        if not section.footer.is_linked_to_previous:
            for block in _blocks(section.footer._element, numbers):
                found.append(Line(block.text, header=True) if isinstance(block, Line) else block)
    pages = [Page(1, tuple(found))]
    if not pages[0].blocks or sum(len(b.text) for b in found if isinstance(b, Line)) < 40:
        pages.extend(_pictures(document, ocr))
    return Source(name, "", DOCX, tuple(pages))


def _check(name: str, data: bytes) -> None:
    """Refuse a bomb by what the archive says of itself; reading checks that it does not lie."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            xml = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
            if (
                len(members) > MAX_MEMBERS
                or xml > MAX_XML
                or sum(m.file_size for m in members) > MAX_UNPACKED
            ):
                raise TooLarge(
                    name,
                    "unpacks to far more than a document holds; save it again without attachments",
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as stream:
                        head = stream.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise DamagedDocument(
                            name,
                            "declares entities, which no Word file does; save it again from Word",
                        )
    except zipfile.BadZipFile as error:
        raise DamagedDocument(name, "is cut off or damaged; copy it again") from error


def _blocks(parent: Any, numbers: "_Numbering") -> Iterator[Line | Table]:
    """Yield lines and tables below an element, through content controls and insertions."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbers)
        elif element.tag == f"{_W}tbl":
            yield _table(element, numbers)
        elif element.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}smartTag",
            f"{_W}customXml",
        ):
            yield from _blocks(element, numbers)


def _paragraph(element: Any, numbers: "_Numbering") -> Iterator[Line]:
    style = numbers.style_of(element)
    text = clean(_text(element))
    boxes = [b for b in element.iter(f"{_W}txbxContent") if not _is_fallback(b)]
    lines = text.split("\n")
    label = numbers.label(element) if text.strip() else ""
    if not text.strip() and not boxes:
        yield blank()
    for i, line in enumerate(lines):
        bare = re.sub(r"[ \xa0]+", " ", line).strip()
        bare = re.sub(r" {3,}|\t+ ?", "\t", bare)
        if bare:
            yield Line(f"{label} {bare}".strip() if i == 0 else bare, style=style)
    for box in boxes:
        yield from (b for b in _blocks(box, numbers) if isinstance(b, Line))


def _is_fallback(element: Any) -> bool:
    return any(a.tag == f"{_MC}Fallback" for a in element.iterancestors())


def _text(element: Any) -> str:
    """Return a paragraph's own text: without deletions and without the text boxes in it."""
    out: list[str] = []
    skip = {
        f"{_W}del",
        f"{_W}txbxContent",
        f"{_MC}Fallback",
        f"{_W}delText",
        f"{_W}instrText",
        f"{_W}pPr",
    }

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in skip:
                continue
            if child.tag == f"{_W}t":
                out.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}ptab"):
                out.append("\t")
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                out.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                out.append("-")
            else:
                walk(child)

    walk(element)
    return "".join(out)


def _table(element: Any, numbers: "_Numbering") -> Table:
    rows = []
    for row in _through(element, f"{_W}tr"):
        cells = []
        for cell in _through(row, f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            width = int(span.get(f"{_W}val", "1")) if span is not None else 1
            continued = merge is not None and merge.get(f"{_W}val") != "restart"
            cells.append(
                Cell("" if continued else "\n".join(_flat(cell, numbers)).strip("\n"), span=width)
            )
        if cells:
            rows.append(tuple(cells))
    return Table(tuple(rows))


def _through(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _through(child, tag)


def _flat(cell: Any, numbers: "_Numbering") -> Iterator[str]:
    """Yield the lines of a cell, those of a table inside it included."""
    for block in _blocks(cell, numbers):
        if isinstance(block, Line):
            yield block.text
        else:
            for row in block.rows:
                yield "  ".join(c.text.replace("\n", " ") for c in row if c.text)


class _Numbering:
    """The visible numbers of lists, which Word keeps apart from the text."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._styles = {s.style_id: s for s in document.styles if s.style_id}
        numbering = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering")
            ),
            None,
        )
        root = etree.fromstring(numbering.blob) if numbering is not None else None
        if root is None:
            return
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            base = abstract.get(link.get(f"{_W}val")) if link is not None else None
            for level in base.findall(f"{_W}lvl") if base is not None else ():
                self._formats[num.get(f"{_W}numId"), int(level.get(f"{_W}ilvl"))] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", "%1."),
                    int(_value(level, "start", "1")),
                )

    def label(self, paragraph: Any) -> str:
        """Return the number or bullet that Word shows before this paragraph."""
        props = paragraph.find(f"{_W}pPr/{_W}numPr")
        if props is None:
            style = self._style(paragraph)
            props = style.element.find(f"{_W}pPr/{_W}numPr") if style is not None else None
        if props is None:
            return ""
        number, level = _value(props, "numId", "0"), int(_value(props, "ilvl", "0"))
        shape = self._formats.get((number, level))
        if shape is None:
            return ""
        kind, text, start = shape
        if kind in ("bullet", "none"):
            return "-" if kind == "bullet" else ""
        self._counts[number, level] = self._counts.get((number, level), start - 1) + 1
        for (other, deeper), _ in list(self._counts.items()):
            if other == number and deeper > level:
                del self._counts[other, deeper]
        for i in range(level + 1):
            count = self._counts.get((number, i), 1)
            text = text.replace(
                f"%{i + 1}", _written(count, self._formats.get((number, i), shape)[0])
            )
        return text

    def style_of(self, paragraph: Any) -> str:
        """Return "heading", "list" or "" by the paragraph's style."""
        style = self._style(paragraph)
        name = (style.name or "").lower() if style is not None else ""
        if name.startswith(("heading", "title", "judul")):
            return "heading"
        return (
            "list"
            if name.startswith("list") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
            else ""
        )

    def _style(self, paragraph: Any) -> Any:
        link = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(link.get(f"{_W}val")) if link is not None else None


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def _written(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if kind == "upperRoman" else roman.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _pictures(document: Any, ocr: OcrEngine) -> Iterator[Page]:
    """Yield the pictures of a document that is nothing but pictures, as pages."""
    number = 1
    for relation in document.part.rels.values():
        if "image" not in relation.reltype or relation.is_external:
            continue
        pixels = cv2.imdecode(np.frombuffer(relation.target_part.blob, np.uint8), cv2.IMREAD_COLOR)
        if pixels is not None and min(pixels.shape[:2]) > 500:
            number += 1
            yield page_of_image(pixels.astype(np.uint8), number, 0.0, ocr)
