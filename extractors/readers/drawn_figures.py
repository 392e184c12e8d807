"""Whether the figures of a PDF's text are those that its fonts draw.

A font says which letter each of its glyphs is. Where it says so wrongly of the figures alone, a text reads
well and each of its sums and dates is another than on paper. The shapes tell: 0, 6 and 9 have one hole,
8 two, 1, 2, 3, 5 and 7 none, in any font that offices use. Figures that stand for others with as many holes
(1 for 7, 6 for 9) are told by how they lie on those of usual fonts, where they differ clearly.
"""

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import pypdfium2.raw as raw

from extractors.readers.figure_shapes import seen_as
from extractors.readers.glyphs import Outline, outlines_of
from extractors.readers.pdfium_calls import FONT_OF, NAME_OF, OBJECT_OF

HOLES = {
    **{"0": (1, 2), "1": (0,), "2": (0,), "3": (0,), "4": (0, 1)},
    **{"5": (0,), "6": (1,), "7": (0,), "8": (2,), "9": (1,)},
}
"""How many holes a figure may have: a nought may be slashed, and a four open."""
LEAST_SHARE = 0.25
"""Of the figures that were looked at; of two alone a fancy font may have other shapes."""
LEAST_HOLE = 0.005
"""Share of the outline's area: less is where strokes touch."""

_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a font draws a figure: its first outline, its holes, and the figure that it is seen as."""

    outline: Outline
    holes: int
    seen: str


_Shapes = dict[str, _Shape | None]
_KNOWN: WeakKeyDictionary[Any, dict[tuple[int, bytes], _Shapes]] = WeakKeyDictionary()
"""The shapes of each font's figures with their holes, by document and by where the font lies in memory and
its name: another may come to lie there.
"""
_NAME = ctypes.create_string_buffer(80)  # one for all, since PDFium is used by one thread at a time
_NAME_AT = ctypes.addressof(_NAME)


def are_misdrawn(page: Any, textpage: Any, spelt: str) -> bool:
    """Tell whether figures of a page of pypdfium2 are seen as others than `spelt`, the characters of its
    text, says.
    """
    known = _KNOWN.setdefault(page.pdf, {})
    at = ctypes.addressof(textpage.contents)
    fonts: dict[int, set[str]] = defaultdict(set)
    for number in _NUMBER.finditer(spelt):
        font = FONT_OF(OBJECT_OF(at, number.start()))
        if font:
            fonts[font].update(number[0])
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
    of them; either alone is a fancy font (loops, stencils). Or whether several are each seen as another, no
    two as one. A font that has one shape for two figures does not lead back from figures to shapes.
    """
    drawn = {figure: shape for figure, shape in shapes.items() if shape is not None}
    if len({shape.outline for shape in drawn.values()}) < len(drawn):
        return False
    seen = [shape.seen for shape in drawn.values()]
    if len(set(seen)) == len(seen) and sum(s != f for s, f in zip(seen, drawn, strict=True)) > 1:
        return True
    wrong = [figure for figure, shape in drawn.items() if shape.holes not in HOLES[figure]]
    closed = [figure for figure in wrong if HOLES[figure] == (0,)]
    return 0 < len(closed) < len(wrong) and len(wrong) >= LEAST_SHARE * len(drawn)


def _shape(font: Any, figure: str) -> _Shape | None:
    """Return how a font draws what it says is this figure; None where it has no outline."""
    outlines = outlines_of(font, figure)
    if not outlines:
        return None
    areas = [_area(outline) for outline in outlines]
    whole = max(areas, key=abs)
    # A hole runs the other way round than what it is in; strokes that overlap run the same way.
    holes = sum(area * whole < 0 and abs(area) > LEAST_HOLE * abs(whole) for area in areas)
    return _Shape(outlines[0], holes, seen_as(outlines, figure))


def _area(outline: Outline) -> float:
    """Return what an outline encloses, below zero where it runs clockwise."""
    ends = zip(outline, (*outline[1:], outline[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends) / 2
