"""Word: paragraphs and tables in order, heads, text boxes, content controls, notes, numbers of lists,
ticked boxes and formulas.

Tracked deletions are left out, insertions kept; what is moved stands where it was moved to. Comments
are left out; so is what is hidden, struck out, white on white or stands for what nobody filled in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.image import ImagePart

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean
from extractors.readers.numbering import Numbering
from extractors.readers.packages import BROKEN, opened
from extractors.readers.sniffing import Head
from extractors.readers.word_looks import Looks
from extractors.readers.word_objects import previews_in, relations_shown, shown_of, words_drawn
from extractors.readers.word_parts import edges, insets_of, notes_of, transitional
from extractors.readers.word_pictures import Block, Picture, pages_of, pictures_in
from extractors.readers.word_signs import UNKNOWN, box_of, formula_of, shown, sign_of
from models.errors import DamagedDocument
from models.source import Cell, Line, Source, Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN_WORDS = "{urn:schemas-microsoft-com:vml}textpath"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_RUN = f"{_W}r"
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


def _part_class(content_type: str, relation: str) -> type[Part] | None:
    """Keep a Word file that is inserted in another as bytes; python-docx would take it for XML."""
    if relation.endswith("/aFChunk"):
        return Part
    return ImagePart if relation == RELATIONSHIP_TYPE.IMAGE else None


PartFactory.part_class_selector = _part_class


def _recognize(head: Head) -> str | None:
    """Word files are zips of a known content; some writers number the name of the main part."""
    return DOCX if head.is_zip and re.search(rb"word/document\d*\.xml", head.data) else None


@reader(media_types=(DOCX,), suffixes=(".docx", ".docm", ".dotx", ".dotm"), recognize=_recognize)
def read_docx(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a Word document as one page, parted where a scanned page stands in it as a picture."""
    name = path.name
    try:
        with opened(name, data) as archive:
            package = BytesIO(transitional(archive) or data)
        document = Package.open(package).main_document_part.document
        insets = insets_of(name, document.part)
        objects = shown_of(name, document.part)
        blocks = {**insets.blocks, **objects.blocks}
        looks = Looks(document)
        marks = Marks(Numbering(document), notes_of(document), blocks, looks)
        found = list(_document(document, marks))
    except (*BROKEN, PackageNotFoundError) as error:
        raise DamagedDocument(name, "is no readable Word file; save it again from Word") from error
    pages, notes = pages_of(found, lambda relation: _blob(document, relation), ocr)
    runs = [
        run for run in document.element.body.iter(_RUN) if "".join(run.itertext(f"{_W}t")).strip()
    ]
    if any(map(looks.is_hidden, runs)):
        notes += ("teks tersembunyi tidak dibaca",)
    if any(map(looks.is_struck, runs)):
        notes += ("teks yang dicoret tidak dibaca",)
    if any(map(looks.is_white, runs)):
        notes += ("teks putih di atas putih tidak dibaca",)
    source = Source(name, "", DOCX, pages, notes=(*notes, *insets.notes, *objects.notes))
    unread = source.text.count(UNKNOWN)
    told = (f"{unread} tanda dari huruf simbol tidak dikenal",) if unread else ()
    return replace(source, notes=(*source.notes, *told))


@dataclass(frozen=True, slots=True)
class Marks:
    """What the text refers to and other parts of the file hold: numbers of lists, notes by their kind
    and number, what was inserted of other files by its relation; and how it looks.
    """

    numbers: Numbering
    notes: Mapping[tuple[str, str], Any]
    insets: Mapping[str, Sequence[Line | Table]]
    looks: Looks


def _document(document: Any, marks: Marks) -> Iterator[Block]:
    """Yield the heads, the body and the feet; pictures of the body only, since heads hold logos."""
    heads, feet = edges(document)
    seen: list[Block] = []
    for part, runs_on in heads:
        found = list(_wordy(_blocks(part, marks)))
        # A letterhead that sections or kinds of pages repeat stands once.
        if any(_is_worded(b) for b in found) and [b for b in found if _is_worded(b)] != seen:
            seen = [b for b in found if _is_worded(b)]
            yield from _as_running(found) if runs_on else found
    yield from _blocks(document.element.body, marks)
    seen = []
    for part, _ in feet:
        found = list(_wordy(_blocks(part, marks)))
        if [b for b in found if _is_worded(b)] != seen:
            seen = [b for b in found if _is_worded(b)]
            yield from _as_running(found)


def _is_worded(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Line) and bool(block.text))


def _as_running(blocks: list[Line | Table]) -> Iterator[Line | Table]:
    for block in blocks:
        yield Line(block.text, header=True) if isinstance(block, Line) else block


def picture_in(data: bytes, relation: str) -> bytes | None:
    """Return a picture of a Word file by its relation; None where there is none.

    Raises: those of BROKEN.
    """
    with opened("", data) as archive:
        package = BytesIO(transitional(archive) or data)
    return _blob(Package.open(package).main_document_part.document, relation)


def _blob(document: Any, relation: str) -> bytes | None:
    """Return a picture's bytes; None for one that only lies on the internet."""
    link = document.part.rels.get(relation)
    if link is None or link.is_external or "image" not in link.reltype:
        return None
    return bytes(link.target_part.blob)


def _wordy(blocks: Iterator[Block]) -> Iterator[Line | Table]:
    return (block for block in blocks if not isinstance(block, Picture))


def _blocks(parent: Any, marks: Marks) -> Iterator[Block]:
    """Yield what stands below an element, through content controls, insertions and moves to here."""
    begun = ""  # text of paragraphs whose end was deleted: they go on in the next
    for element in parent:
        if element.tag == f"{_W}p":
            if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
                begun += _text(element, marks.looks)
                continue
            yield from _paragraph(element, marks, begun)
            begun = ""
        elif element.tag == f"{_W}tbl":
            yield from _tables(element, marks)
        elif element.tag == f"{_W}altChunk":
            yield from marks.insets.get(element.get(f"{_R}id", ""), ())
        elif element.tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            yield from _blocks(choice, marks) if choice is not None else ()
        elif element.tag in _THROUGH and not _is_unfilled(element):
            yield from _blocks(element, marks)
    if begun.strip():
        yield Line(" ".join(clean(begun).split()))


def _paragraph(element: Any, marks: Marks, begun: str = "") -> Iterator[Block]:
    """Yield a paragraph's lines, then its text boxes, pictures, diagrams, workbooks and notes."""
    style = marks.numbers.style_of(element)
    text = clean(begun + _text(element, marks.looks))
    boxes = [b for b in element.iter(f"{_W}txbxContent") if not _is_inside(b, element)]
    previews = set(previews_in(element, marks.insets))
    pictures = [p for p in pictures_in(element, boxes=False) if p.relation not in previews]
    objects = [b for name in relations_shown(element) for b in marks.insets.get(name, ())]
    label = marks.numbers.label(element) if text.strip() else ""
    if not text.strip() and not boxes and not pictures and not objects:
        yield blank()
    for i, line in enumerate(text.split("\n")):
        bare = re.sub(r"[ \xa0]+", " ", line).strip()
        bare = re.sub(r" {3,}|\t+ ?", "\t", bare)
        if bare:
            yield Line(f"{label} {bare}".strip() if i == 0 else bare, style=style)
    for box in boxes:
        yield from _blocks(box, marks)
    yield from pictures
    yield from objects
    if next(element.iterancestors(f"{_W}tc"), None) is None:
        yield from _notes(element, marks)


def _notes(element: Any, marks: Marks) -> Iterator[Line]:
    """Yield the foot and end notes that are referred to below an element."""
    for kind in ("footnote", "endnote"):
        for reference in element.iter(f"{_W}{kind}Reference"):
            note = marks.notes.get((kind, reference.get(f"{_W}id", "")))
            if note is not None and not any(
                above.tag in (f"{_W}del", f"{_W}moveFrom") for above in reference.iterancestors()
            ):
                yield from (b for b in _blocks(note, marks) if isinstance(b, Line) and b.text)


def _is_inside(element: Any, paragraph: Any) -> bool:
    """Tell whether an element of a paragraph belongs to a copy for old programs, or to a text box
    (which is read as a whole), or was deleted.
    """
    for above in element.iterancestors():
        if above is paragraph:
            return False
        if above.tag in (f"{_MC}Fallback", f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom"):
            return True
    return True


def _text(element: Any, looks: Looks) -> str:
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
            if child.tag in skip or _is_unfilled(child):
                continue
            if child.tag == _RUN and looks.is_unread(child):
                continue
            if child.tag == f"{_W}t":
                out.append(shown(child.text or "", node))
            elif child.tag == f"{_W}sym":
                out.append(sign_of(child))
            elif child.tag == _DRAWN_WORDS:
                out.append(f"\n{words_drawn(child)}\n")
            elif child.tag == f"{_W}fldChar":
                out.append(box_of(child))
            elif child.tag == _MATH:
                out.append(formula_of(child))
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


def _is_unfilled(element: Any) -> bool:
    """Tell of a field of a form that only shows what to fill in ("Choose an item."). Its words have a
    style of their own; a program that fills in forms may leave the mark behind, and sets none.
    """
    if element.tag != f"{_W}sdt" or element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
        return False
    runs = [run for run in element.iter(_RUN) if any(run.itertext(f"{_W}t"))]
    return all(run.find(f"{_W}rPr/{_W}rStyle") is not None for run in runs)


def _tables(element: Any, marks: Marks) -> Iterator[Block]:
    """Yield a table, then the tables, pictures and notes in it. One of a single column that holds
    tables is a frame: what stands in it is read as if it were not there.
    """
    rows = list(_rows(element))
    nested = [t for row in rows for cell in row for t in cell.iterfind(f".//{_W}tbl")]
    inner = [t for t in nested if _is_grid(t)]
    if inner and all(len(row) == 1 for row in rows):
        for row in rows:
            yield from _blocks(row[0], marks)
        return
    yield Table(tuple(tuple(_cells(row, marks)) for row in rows))
    for table in inner:
        if not any(above in inner for above in table.iterancestors(f"{_W}tbl")):
            yield from _tables(table, marks)
    yield from pictures_in(element, boxes=True)
    yield from _notes(element, marks)


def _is_grid(element: Any) -> bool:
    """Tell whether a table inside another has rows and columns of its own."""
    rows = list(_rows(element))
    return len(rows) > 1 and max(map(len, rows)) > 1


def _rows(element: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row, without what was deleted."""
    for row in _through(element, f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = [c for c in _through(row, f"{_W}tc") if c.find(f"{_W}tcPr/{_W}cellDel") is None]
        if cells:
            yield cells


def _cells(row: list[Any], marks: Marks) -> Iterator[Cell]:
    before = row[0].getparent().find(f"{_W}trPr/{_W}gridBefore")
    for _ in range(_span(before) if before is not None else 0):
        yield Cell("")
    for cell in row:
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        continued = merge is not None and merge.get(f"{_W}val") != "restart"
        text = "" if continued else "\n".join(_flat(cell, marks)).strip("\n")
        yield Cell(text, span=_span(span) if span is not None else 1)


def _span(element: Any) -> int:
    said = str(element.get(f"{_W}val", "1"))
    return int(said) if re.fullmatch(r"[1-9]\d?", said) else 1


def _through(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _through(child, tag)


def _flat(cell: Any, marks: Marks) -> Iterator[str]:
    """Yield the lines of a cell; a table inside it only where it has no rows and columns of its own."""
    for element in cell:
        if element.tag == f"{_W}tbl" and _is_grid(element):
            continue
        for block in _wordy(_blocks((element,), marks)):
            if isinstance(block, Line):
                yield block.text
            else:
                for row in block.rows:
                    yield "  ".join(c.text.replace("\n", " ") for c in row if c.text)
