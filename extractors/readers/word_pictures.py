"""Pictures in a Word file: which are scanned pages, to be read where they stand, and which are not."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from extractors.legible.writing import holds_writing
from extractors.ocr import Image, OcrEngine
from extractors.readers.desk import page_by
from extractors.readers.frames import UNREADABLE, TooManyPixels, first_frame, size_of
from extractors.readers.imaging import page_of_image
from models.source import Line, Page, Table

SCAN_AREA = 43.0
"""Square inches from which a picture is a scanned page: A4 between wide margins."""
WRITING_AREA = 6.0
"""Square inches from which a picture is looked at for lines of writing, and is a page where it has them:
a photo of a letter may be set eight centimetres wide, a table of four rows that was pasted as a picture
fifteen by two and a half, and photos of what was done are as large.
"""
SCAN_PIXELS = 500
"""A logo or a signature has fewer on its shorter side, and is not worth a note."""
STRIP_PIXELS = 50
"""A rule between paragraphs has fewer on its shorter side; a line of a pasted table has some forty."""
UNSEEN_AREA = 4.0
"""Square inches from which a picture that cannot be opened, or has few pixels, is worth a note: five
centimetres square.
"""
STRIP = 3
STRIP_AREA = 2.0
"""A picture so many times as wide as high is a strip, and worth a note from so many square inches: fifteen
centimetres by one, two lines of a table. Signatures have less.
"""
WORDLESS = 40
"""Characters below which a document is nothing but its pictures, of whatever size."""
MAX_SCANS = 200

_EMU = 914_400  # Word's units an inch
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = (f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it stands: its relation, and the square inches that it covers (0: unknown)."""

    relation: str
    area: float


Block = Line | Table | Picture


def pictures_in(element: Any, *, boxes: bool) -> Iterator[Picture]:
    """Yield the pictures of a paragraph or table, in order; those in text boxes when asked for.

    Copies for old programs are left out, and what was deleted or moved away.
    """
    gone = _GONE if boxes else (*_GONE, f"{_W}txbxContent")
    for node in element.iter(f"{_A}blip", f"{_V}imagedata"):
        relation = node.get(f"{_R}embed") or node.get(f"{_R}id")
        if relation and not any(above.tag in gone for above in _between(node, element)):
            yield Picture(str(relation), _area(node))


def _between(node: Any, element: Any) -> Iterator[Any]:
    for above in node.iterancestors():
        if above is element:
            return
        yield above


def _area(node: Any) -> float:
    for above in node.iterancestors(f"{_WP}inline", f"{_WP}anchor", f"{_V}shape"):
        extent = above.find(f"{_WP}extent")
        if extent is not None:
            sides = [extent.get(side, "") for side in ("cx", "cy")]
            if all(re.fullmatch(r"\d{1,9}", side) for side in sides):
                return int(sides[0]) * int(sides[1]) / _EMU**2
        style = above.get("style", "")
        points = re.findall(r"(?:^|;)\s*(?:width|height):(\d{1,5}(?:\.\d{1,4})?)pt", style)
        if len(points) == 2:
            return float(points[0]) * float(points[1]) / 72**2
    return 0.0


def pages_of(
    found: Iterable[Block], data_of: Callable[[str], bytes | None], ocr: OcrEngine
) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the text as pages, parted where a scan stands, and notes on pictures not read.

    `data_of` gives the bytes of a picture by its relation.
    """
    blocks = list(found)
    wordless = sum(_letters(b) for b in blocks if not isinstance(b, Picture)) < WORDLESS
    pages: list[Page] = []
    text: list[Line | Table] = []
    missed: Counter[str] = Counter()
    scans = 0
    for block in blocks:
        if not isinstance(block, Picture):
            text.append(block)
            continue
        is_open = scans < MAX_SCANS
        is_page = is_open and (wordless or block.area >= SCAN_AREA)
        is_looked_at = is_open and not 0 < block.area < WRITING_AREA
        scan = _scan(data_of(block.relation), block.area, is_page, is_looked_at, missed)
        if scan is None:
            continue
        if any(map(_letters, text)):
            pages.append(Page(len(pages) + 1, tuple(text)))
            text = []
        number = len(pages) + 1
        page = page_by(number, partial(page_of_image, scan[0], number, scan[1], ocr))
        pages.append(replace(page, picture=block.relation))
        scans += 1
    if not pages or any(map(_letters, text)):
        pages.append(Page(len(pages) + 1, tuple(text)))
    return tuple(pages), tuple(f"{count} {reason}" for reason, count in missed.items())


def _letters(block: Line | Table) -> int:
    if isinstance(block, Line):
        return len(block.text)
    return sum(len(cell.text) for row in block.rows for cell in row)


def _scan(
    data: bytes | None, area: float, is_page: bool, is_looked_at: bool, missed: Counter[str]
) -> tuple[Image, float] | None:
    """Return the pixels of a scanned page with its dots per inch, or None, counting why. One that is
    only looked at is a page where it holds writing.
    """
    is_large = is_page or not 0 < area < UNSEEN_AREA
    if data is None:
        return None
    if _is_drawing(data):
        if is_large:
            missed["gambar berjenis WMF atau EMF tidak dibaca"] += 1
        return None
    try:
        if not _is_worth_a_look(size_of(data), area):
            return None
        if is_page or is_looked_at:
            found = first_frame(data)
            if is_page or holds_writing(found[0]):
                return found
        missed["gambar di antara teks tidak dibaca"] += 1
    except TooManyPixels:
        missed["gambar terlalu besar dan tidak dibaca"] += 1
    except UNREADABLE:
        if is_large:
            missed["gambar rusak atau berjenis lain dan tidak dibaca"] += 1
    return None


def _is_worth_a_look(size: tuple[int, int], area: float) -> bool:
    """Tell a picture from a logo, a signature and a rule by its pixels, and where they are few by the
    square inches that it covers (0: unknown).
    """
    shorter, longer = sorted(size)
    if shorter >= SCAN_PIXELS:
        return True
    if shorter < STRIP_PIXELS or longer < SCAN_PIXELS:
        return False
    if not area:
        return shorter * longer >= SCAN_PIXELS**2
    return area >= (STRIP_AREA if longer >= STRIP * shorter else UNSEEN_AREA)


def _is_drawing(data: bytes) -> bool:
    """Tell of a drawing of Windows (WMF, EMF), which holds no pixels of its own."""
    return data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")) or data[40:44] == b" EMF"


def told_of_sheets(pictures: Iterable[bytes]) -> tuple[str, ...]:
    """Return the note on the pictures of a workbook, which are not read; () where all are logos."""
    count = sum(map(_is_worth_telling, pictures))
    return (f"{count} gambar di dalam lembar tidak dibaca",) if count else ()


def _is_worth_telling(data: bytes) -> bool:
    try:
        return _is_drawing(data) or _is_worth_a_look(size_of(data), 0)
    except (TooManyPixels, *UNREADABLE):
        return True
