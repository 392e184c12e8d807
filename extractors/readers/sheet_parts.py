"""What an .xlsx holds of a sheet beside its cells: what of it is hidden, text boxes, charts, comments."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extractors.readers.cleaning import clean
from extractors.readers.packages import tree

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class SheetParts:
    """Hidden rows (from 1) and columns (from 0), the lines of text boxes each with its row (from 0), and
    how many charts and comments there are.
    """

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    boxes: tuple[tuple[int, tuple[str, ...]], ...]
    charts: int
    comments: int


def parts_of(archive: zipfile.ZipFile, member: str) -> SheetParts:
    """Return what belongs to the sheet that a member of the package is.

    Raises: those of BROKEN.
    """
    rows, columns = _hidden(archive, member)
    boxes: list[tuple[int, tuple[str, ...]]] = []
    charts = comments = 0
    for kind, target in _related(archive, member):
        if kind not in ("drawing", "comments"):
            continue
        root = tree(archive, target)
        if root is None:
            continue
        if kind == "comments":
            comments += sum(1 for _ in root.iter("{*}comment"))
            continue
        charts += sum(
            1
            for chart in root.iter("{*}chart")
            if next(chart.iterancestors(_FALLBACK), None) is None
        )
        boxes += _boxes(root)
    return SheetParts(rows, columns, tuple(boxes), charts, comments)


def _hidden(archive: zipfile.ZipFile, member: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the hidden rows and columns; the sheet is gone through row by row, since it may be vast."""
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    with archive.open(member) as stream:
        for _, element in etree.iterparse(
            stream,
            events=("end",),
            tag=("{*}col", "{*}row"),
            resolve_entities=False,
            no_network=True,
        ):
            is_hidden = element.get("hidden") in ("1", "true")
            if etree.QName(element).localname == "col":
                if is_hidden:
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    columns.update(range(first - 1, min(last, _LAST_COLUMN)))
                continue
            number = int(element.get("r", number + 1))
            if is_hidden:
                rows.add(number)
            element.clear()
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]
    return frozenset(rows), frozenset(columns)


def _related(archive: zipfile.ZipFile, member: str) -> Iterator[tuple[str, str]]:
    """Yield what a member refers to: the kind and the member."""
    folder, name = posixpath.split(member)
    links = tree(archive, f"{folder}/_rels/{name}.rels")
    for link in links if links is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
        yield link.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _boxes(drawing: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    for shape in drawing.iter("{*}sp"):
        if next(shape.iterancestors(_FALLBACK), None) is not None:
            continue
        names = shape.find("{*}nvSpPr/{*}cNvPr")
        if names is not None and names.get("hidden") in ("1", "true"):
            continue
        texts = (
            "".join(t.text or "" for t in paragraph.iter("{*}t"))
            for paragraph in shape.iterfind("{*}txBody/{*}p")
        )
        lines = tuple(line for text in texts if (line := " ".join(clean(text).split())))
        anchor = next(shape.iterancestors("{*}twoCellAnchor", "{*}oneCellAnchor"), None)
        row = anchor.findtext("{*}from/{*}row", "0") if anchor is not None else "0"
        if lines:
            yield int(row), lines
