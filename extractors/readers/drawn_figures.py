"""Whether the figures of a PDF's text are those that its fonts draw.

A font says which letter each of its glyphs is. Where it says so wrongly of the figures alone, a text reads
well and each of its sums and dates is another than on paper. The shapes tell: 0, 6 and 9 have one hole,
8 two, 1, 2, 3, 5 and 7 none, in any font that offices use.
"""

import ctypes
from typing import Any
from weakref import WeakKeyDictionary

import pypdfium2.raw as raw

from extractors.readers.pdfium_calls import (
    FONT_OF,
    GLYPH_PIECE,
    NAME_OF,
    OBJECT_OF,
    PIECE_END,
    PIECE_KIND,
)

HOLES = {
    **{"0": (1, 2), "1": (0,), "2": (0,), "3": (0,), "4": (0, 1)},
    **{"5": (0,), "6": (1,), "7": (0,), "8": (2,), "9": (1,)},
}
"""How many holes a figure may have: a nought may be slashed, and a four open."""
LEAST_SHARE = 0.25
"""Of the figures that were looked at; of two alone a fancy font may have other shapes."""
MOST_PIECES = 400
"""A figure whose outline has more pieces is a drawing."""
LEAST_HOLE = 0.005
"""Share of the outline's area: less is where strokes touch."""

Outline = tuple[tuple[float, float], ...]
_Shapes = dict[str, tuple[Outline, int] | None]
_KNOWN: WeakKeyDictionary[Any, dict[tuple[int, bytes], _Shapes]] = WeakKeyDictionary()
"""The shapes of each font's figures with their holes, by document and by where the font lies in memory and
its name: another may come to lie there.
"""
_NAME = ctypes.create_string_buffer(80)  # one for all, since PDFium is used by one thread at a time
_NAME_AT = ctypes.addressof(_NAME)
_POINT = (ctypes.c_float * 2)()
_X, _Y = (ctypes.addressof(_POINT) + at * ctypes.sizeof(ctypes.c_float) for at in range(2))


def are_misdrawn(page: Any, textpage: Any, spelt: str) -> bool:
    """Tell whether figures of a page of pypdfium2 are seen as others than `spelt`, the characters of its
    text, says.
    """
    known = _KNOWN.setdefault(page.pdf, {})
    at = ctypes.addressof(textpage.contents)
    fonts: dict[int, set[str]] = {}
    for figure in HOLES:
        place = spelt.find(figure)
        font = FONT_OF(OBJECT_OF(at, place)) if place >= 0 else None
        if font:
            fonts.setdefault(font, set()).add(figure)
    for font, figures in fonts.items():
        NAME_OF(font, _NAME_AT, len(_NAME))
        shapes = known.setdefault((font, _NAME.value), {})
        if figures - shapes.keys():
            held = ctypes.cast(font, raw.FPDF_FONT)
            shapes |= {figure: _shape(held, figure) for figure in figures - shapes.keys()}
        if _are_others({figure: shapes[figure] for figure in figures}):
            return True
    return False


def _are_others(shapes: _Shapes) -> bool:
    """Tell whether figures of a font have holes where they should have none, and others the wrong number
    of them; either alone is a fancy font (loops, stencils). A font that has one shape for two figures does
    not lead back from figures to shapes.
    """
    counted = {figure: found[1] for figure, found in shapes.items() if found is not None}
    wrong = [figure for figure, count in counted.items() if count not in HOLES[figure]]
    if not wrong or len({found[0] for found in shapes.values() if found}) < len(counted):
        return False
    closed = [figure for figure in wrong if HOLES[figure] == (0,)]
    return 0 < len(closed) < len(wrong) and len(wrong) >= LEAST_SHARE * len(counted)


def _shape(font: Any, figure: str) -> tuple[Outline, int] | None:
    """Return the first outline of the glyph that a font says is this figure, and how many holes it has; None
    where it has no outline.
    """
    path = raw.FPDFFont_GetGlyphPath(font, ord(figure), 100.0)
    count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    if not 0 < count <= MOST_PIECES:
        return None
    outlines: list[list[tuple[float, float]]] = []
    for at in range(count):
        piece = GLYPH_PIECE(path, at)
        if PIECE_KIND(piece) == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        PIECE_END(piece, _X, _Y)
        outlines[-1].append((_POINT[0], _POINT[1]))
    areas = [_area(outline) for outline in outlines]
    whole = max(areas, key=abs)
    # A hole runs the other way round than what it is in; strokes that overlap run the same way.
    holes = sum(area * whole < 0 and abs(area) > LEAST_HOLE * abs(whole) for area in areas)
    return tuple(outlines[0]), holes


def _area(outline: list[tuple[float, float]]) -> float:
    """Return what an outline encloses, below zero where it runs clockwise."""
    ends = zip(outline, [*outline[1:], outline[0]], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends) / 2
