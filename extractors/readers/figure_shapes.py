"""As which figure a shape is seen: by how much of it lies on those of three usual families of type.

No two families draw a figure alike, so it is only told where another figure fits clearly better than the one
that it should be: by `CLEAR`, which no sound font of some hundred reaches with two of its figures.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.glyphs import Outline, outlines_of

FIGURES = "0123456789"
CLEAR = 0.08
"""Share of the area that two shapes cover together."""
_FAMILIES = (
    *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold"),
    *("Times-Italic", "Courier", "Courier-Bold"),
)
_SIDE, _FINE = 20, 4
"""Pixels across a shape, and into how many each is parted while it is drawn."""

Bitmap = npt.NDArray[np.float32]


def seen_as(outlines: Sequence[Outline], figure: str) -> str:
    """Return the figure that an outline is seen as: the one that it should be, or one that fits clearly
    better. Whoever calls holds `text_layer.PDFIUM`.
    """
    drawn = _bitmap(outlines)
    if drawn is None:
        return figure
    known = _known()
    fits = np.minimum(known, drawn).sum(axis=2) / np.maximum(known, drawn).sum(axis=2)
    best = fits.max(axis=1)
    seen = int(best.argmax())
    return FIGURES[seen] if best[seen] - best[FIGURES.index(figure)] > CLEAR else figure


@cache
def _known() -> npt.NDArray[np.float32]:
    """Return how the families draw the figures: by figure, family and pixel."""
    document = pdfium.PdfDocument.new()
    fonts = [raw.FPDFText_LoadStandardFont(document.raw, name.encode()) for name in _FAMILIES]
    drawn = [[_bitmap(outlines_of(font, figure)) for font in fonts] for figure in FIGURES]
    for font in fonts:
        raw.FPDFFont_Close(font)
    document.close()
    return np.array(drawn, dtype=np.float32)


def _bitmap(outlines: Sequence[Outline]) -> Bitmap | None:
    """Return a shape as pixels in a row, as high or wide as all are; None for one without an extent."""
    points = np.array([point for outline in outlines for point in outline])
    low = points.min(axis=0)
    extent = points.max(axis=0) - low
    if extent.max() <= 0:
        return None
    side = _SIDE * _FINE - 1
    scale = side / extent.max()
    corner = (side - extent * scale) / 2
    pieces = [np.round((np.array(o) - low) * scale + corner).astype(np.int32) for o in outlines]
    canvas: Any = np.zeros((_SIDE * _FINE, _SIDE * _FINE), np.uint8)
    cv2.fillPoly(canvas, pieces, 255)
    small = cv2.resize(canvas, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small.astype(np.float32) / 255, (3, 3), 0)
    return np.asarray(soft, dtype=np.float32).ravel()
