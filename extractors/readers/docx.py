"""Word: paragraphs and tables in order, heads, text boxes, content controls, numbers of lists.

Tracked deletions are left out, insertions kept; what is moved stands where it was moved to.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean
from extractors.readers.numbering import Numbering
from extractors.readers.packages import BROKEN, opened
from extractors.readers.sniffing import Head
from extractors.readers.word_pictures import Block, Picture, pages_of, pictures_in
from models.errors import DamagedDocument
from models.source import Cell, Line, Source, Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = tuple(
    _W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
)

# python-docx knows documents alone; those with macros and templates hold the same.
for _kind in (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
):
    PartFactory.part_type_for[_kind] = DocumentPart


def _recognize(head: Head) -> str | None:
    """Word files are zips of a known content; some writers number the name of the main part."""
    return DOCX if head.is_zip and re.search(rb"word/document\d*\.xml", head.data) else None


@reader(media_types=(DOCX,), suffixes=(".docx", ".docm", ".dotx", ".dotm"), recognize=_recognize)
def read_docx(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a Word document as one page, parted where a scanned page stands in it as a picture."""
    name = path.name
    try:
        opened(name, data).close()
        document = Package.open(BytesIO(data)).main_document_part.document
        found = list(_document(document, Numbering(document)))
    except (*BROKEN, PackageNotFoundError) as error:
        raise DamagedDocument(name, "is no readable Word file; save it again from Word") from error
    pages, notes = pages_of(found, lambda relation: _blob(document, relation), ocr)
    return Source(name, "", DOCX, pages, notes=notes)


def _document(document: Any, numbers: Numbering) -> Iterator[Block]:
    """Yield the heads, the body and the feet; pictures of the body only, since heads hold logos."""
    for section in document.sections:
        for part in (section.header, section.first_page_header):
            if not part.is_linked_to_previous:
                yield from _wordy(_blocks(part._element, numbers))
    yield from _blocks(document.element.body, numbers)
    for section in document.sections:
        if not section.footer.is_linked_to_previous:
            for block in _wordy(_blocks(section.footer._element, numbers)):
                yield Line(block.text, header=True) if isinstance(block, Line) else block


def _blob(document: Any, relation: str) -> bytes | None:
    """Return a picture's bytes; None for one that only lies on the internet."""
    link = document.part.rels.get(relation)
    if link is None or link.is_external or "image" not in link.reltype:
        return None
    return bytes(link.target_part.blob)


def _wordy(blocks: Iterator[Block]) -> Iterator[Line | Table]:
    return (block for block in blocks if not isinstance(block, Picture))


def _blocks(parent: Any, numbers: Numbering) -> Iterator[Block]:
    """Yield what stands below an element, through content controls, insertions and moves to here."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbers)
        elif element.tag == f"{_W}tbl":
            yield _table(element, numbers)
            yield from pictures_in(element, boxes=True)
        elif element.tag in _THROUGH:
            yield from _blocks(element, numbers)


def _paragraph(element: Any, numbers: Numbering) -> Iterator[Block]:
    """Yield a paragraph's lines, then its text boxes, then its pictures."""
    style = numbers.style_of(element)
    text = clean(_text(element))
    boxes = [b for b in element.iter(f"{_W}txbxContent") if not _is_inside(b, element)]
    pictures = tuple(pictures_in(element, boxes=False))
    label = numbers.label(element) if text.strip() else ""
    if not text.strip() and not boxes and not pictures:
        yield blank()
    for i, line in enumerate(text.split("\n")):
        bare = re.sub(r"[ \xa0]+", " ", line).strip()
        bare = re.sub(r" {3,}|\t+ ?", "\t", bare)
        if bare:
            yield Line(f"{label} {bare}".strip() if i == 0 else bare, style=style)
    for box in boxes:
        yield from _blocks(box, numbers)
    yield from pictures


def _is_inside(element: Any, paragraph: Any) -> bool:
    """Tell whether an element of a paragraph belongs to a copy for old programs, or to a text box
    (which is read as a whole).
    """
    for above in element.iterancestors():
        if above is paragraph:
            return False
        if above.tag in (f"{_MC}Fallback", f"{_W}txbxContent"):
            return True
    return True


def _text(element: Any) -> str:
    """Return a paragraph's own text: without deletions and without the text boxes in it."""
    out: list[str] = []
    skip = {
        f"{_W}del",
        f"{_W}moveFrom",
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


def _table(element: Any, numbers: Numbering) -> Table:
    rows = []
    for row in _through(element, f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = []
        for cell in _through(row, f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            said = str(span.get(f"{_W}val", "1")) if span is not None else "1"
            width = int(said) if re.fullmatch(r"[1-9]\d?", said) else 1
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
        elif child.tag in _THROUGH:
            yield from _through(child, tag)


def _flat(cell: Any, numbers: Numbering) -> Iterator[str]:
    """Yield the lines of a cell, those of a table inside it included."""
    for block in _wordy(_blocks(cell, numbers)):
        if isinstance(block, Line):
            yield block.text
        else:
            for row in block.rows:
                yield "  ".join(c.text.replace("\n", " ") for c in row if c.text)
