"""The outlines of a font's glyphs, as PDFium draws them. Whoever calls holds `text_layer.PDFIUM`."""

import ctypes
from typing import Any

import pypdfium2.raw as raw

from extractors.readers.pdfium_calls import GLYPH_PIECE, PIECE_END, PIECE_KIND

MOST_PIECES = 400
"""A figure whose outline has more pieces is a drawing."""

Outline = tuple[tuple[float, float], ...]
_POINT = (ctypes.c_float * 2)()  # one for all, since PDFium is used by one thread at a time
_X, _Y = (ctypes.addressof(_POINT) + at * ctypes.sizeof(ctypes.c_float) for at in range(2))


def outlines_of(font: Any, character: str) -> tuple[Outline, ...]:
    """Return the outlines of the glyph that a font says is this character, the handles of its curves among
    its points; () where it has none, or those of a drawing.
    """
    path = raw.FPDFFont_GetGlyphPath(font, ord(character), 100.0)
    count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    if not 0 < count <= MOST_PIECES:
        return ()
    outlines: list[list[tuple[float, float]]] = []
    for at in range(count):
        piece = GLYPH_PIECE(path, at)
        if PIECE_KIND(piece) == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        PIECE_END(piece, _X, _Y)
        outlines[-1].append((_POINT[0], _POINT[1]))
    return tuple(map(tuple, outlines))
