"""What stands in a Word file as an object: workbooks of Excel, diagrams (SmartArt), charts, drawn words
(WordArt). What they show is read where it is simple, and else told.
"""

import posixpath
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extractors.readers.cleaning import clean
from extractors.readers.spreadsheet import shown_sheet
from models.errors import InputError
from models.source import Line, Table

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_O = "{urn:schemas-microsoft-com:office:office}"
_V = "{urn:schemas-microsoft-com:vml}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = (f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent")
_WATERMARK = "watermark"
"""In the name that Word gives to a watermark ("PowerPlusWaterMarkObject357"), which is no text."""
_NOT_TEXT = ("parTrans", "sibTrans", "pres")
"""Points of a diagram that stand for lines between its boxes and for their looks."""


@dataclass(frozen=True, slots=True)
class Objects:
    """What objects show, by their relation, and what must be told of those not read."""

    blocks: dict[str, list[Line | Table]]
    notes: tuple[str, ...]


def shown_of(name: str, part: Any) -> Objects:
    """Return what the objects of a part show; `name` is the file's."""
    blocks: dict[str, list[Line | Table]] = {}
    missed: Counter[str] = Counter()
    notes: list[str] = []
    for relation, link in part.rels.items():
        kind = link.reltype.rpartition("/")[2]
        if link.is_external or kind not in ("package", "oleObject", "diagramData", "chart"):
            continue
        data = bytes(link.target_part.blob)
        if kind == "diagramData":
            blocks[relation] = list(_diagram(data))
        elif kind == "chart":
            blocks[relation] = list(_title(data))
            missed["grafik"] += 1
        elif posixpath.splitext(str(link.target_part.partname))[1] in (".xlsx", ".xlsm"):
            try:
                blocks[relation], told = shown_sheet(name, data)
                notes += told
            except InputError:
                missed["lembar Excel di dalam teks"] += 1
        else:
            missed["objek dari program lain di dalam teks"] += 1
    told_missed = (f"{count} {what} tidak dibaca" for what, count in missed.items())
    return Objects(blocks, (*dict.fromkeys(notes), *told_missed))


def relations_shown(paragraph: Any) -> Iterator[str]:
    """Yield the relations of the objects that a paragraph shows, in order."""
    for node in paragraph.iter(f"{_O}OLEObject", f"{_DGM}relIds", f"{_C}chart"):
        relation = node.get(f"{_R}dm") or node.get(f"{_R}id")
        if relation and next(_above(node, paragraph), None) is None:
            yield str(relation)


def previews_in(paragraph: Any, read: Container[str]) -> Iterator[str]:
    """Yield the relations of the pictures that only show what was read of an object itself."""
    for node in paragraph.iter(f"{_O}OLEObject"):
        if node.get(f"{_R}id") in read:
            yield from (str(p.get(f"{_R}id")) for p in node.getparent().iter(f"{_V}imagedata"))


def _above(node: Any, paragraph: Any) -> Iterator[Any]:
    for above in node.iterancestors():
        if above is paragraph:
            return
        if above.tag in _GONE:
            yield above


def words_drawn(path: Any) -> str:
    """Return the words of WordArt (v:textpath); "" for a watermark."""
    shape = path.getparent()
    names = f"{shape.get('id', '')} {shape.get(f'{_O}spid', '')}".lower()
    return "" if _WATERMARK in names else " ".join(clean(path.get("string", "")).split())


def _tree(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _diagram(data: bytes) -> Iterator[Line]:
    for point in _tree(data).iter(f"{_DGM}pt"):
        if point.get("type") not in _NOT_TEXT:
            yield from _lines(point)


def _title(data: bytes) -> Iterator[Line]:
    for title in _tree(data).iterfind(f"{_C}chart/{_C}title"):
        yield from _lines(title)


def _lines(element: Any) -> Iterator[Line]:
    for paragraph in element.iter(f"{_A}p"):
        text = " ".join(clean("".join(t.text or "" for t in paragraph.iter(f"{_A}t"))).split())
        if text:
            yield Line(text)
