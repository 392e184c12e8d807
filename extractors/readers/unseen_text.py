"""Text of a PDF that nobody sees: printed in white or in no ink, painted over, black on black, outside of
what its page shows at that place, on a layer that is off.

What may be unseen is told by how it is painted, which costs little; whether it is, by the page's picture:
white letters on a dark bar, and an OCR program's letters over a scan, are there to be read.
"""

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from extractors.ocr import Image
from extractors.readers.pdfium_calls import FILL_OF, MODE_OF, OBJECT_OF
from models.source import Box, Word

PALE = 235
"""Of 255: type whose colours are all lighter is white."""
DARK = 100
"""Of 255: what is filled with colours that are all darker hides black type."""
FAINT = 25
"""Of 255: ink that covers less of the paper is none."""
LEAST_FILL = 4.0
"""Points across and down: what is narrower is a line and hides nothing."""
MAX_FILLS = 400
"""More filled paths on a page are a drawing; they are not looked at."""
CONTRAST = 12
"""Of 255: where ink and ground differ by less, nobody sees a letter."""
CORE = (0.35, 0.85)
"""The part of a word's height in which its small letters stand, without the lines above and below."""
MOSTLY = 0.7
"""Share of its height of which another word takes so much stands over it."""

_UNPRINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_COLOUR = (ctypes.c_uint * 4)()  # one for all, since PDFium is used by one thread at a time
_AT = [ctypes.addressof(_COLOUR) + at * ctypes.sizeof(ctypes.c_uint) for at in range(4)]


class Doubts:
    """Takes in what is painted on a page, in its order, and tells which words may not be seen."""

    def __init__(self, texts: Sequence[int], *, has_layers: bool = False) -> None:
        """Take the page's pieces of text, by where they lie in memory, as they are found. Of a document
        that `has_layers` PDFium does not tell which of them a piece is on.
        """
        self._texts = texts
        self._has_layers = has_layers
        self._clips: dict[int, Box] = {}
        self._white: set[int] = set()
        self._unprinted: set[int] = set()
        self._fills: list[tuple[Box, int, bool]] = []

    def __bool__(self) -> bool:
        """Tell whether any text may not be seen."""
        return bool(
            self._white or self._unprinted or self._fills or self._clips or self._has_layers
        )

    def text(self, piece: int) -> None:
        """Take a piece of text."""
        if MODE_OF(piece) in _UNPRINTED:
            self._unprinted.add(piece)
            return
        # Nearly all text is black: its red tells.
        if FILL_OF(piece, *_AT) and (
            _COLOUR[3] <= FAINT or (_COLOUR[0] >= PALE and min(_COLOUR[1], _COLOUR[2]) >= PALE)
        ):
            self._white.add(piece)

    def clip(self, piece: int, box: Box) -> None:
        """Take the part of the page on which alone a piece of text is shown."""
        self._clips[piece] = box

    def fill(self, path: Any, box: Box) -> None:
        """Take a filled path by its box on the page; what is under all text and light hides none."""
        if min(box.x1 - box.x0, box.bottom - box.top) < LEAST_FILL or not FILL_OF(path, *_AT):
            return
        red, green, blue, cover = _COLOUR
        is_dark = max(red, green, blue) <= DARK
        if cover > FAINT and (is_dark or self._texts):
            self._fills.append((box, len(self._texts), is_dark))

    def among(
        self, textpage: Any, words: Sequence[Word], begins: Sequence[int], pictures: Sequence[Box]
    ) -> tuple[int, ...]:
        """Return the places of the words that may not be seen; `begins` are their first characters,
        `pictures` those that show what is printed in no ink.
        """
        fills = self._fills if len(self._fills) <= MAX_FILLS else []
        page = ctypes.addressof(textpage.contents)
        pieces = [OBJECT_OF(page, begin) for begin in begins]
        held = np.array([(b.x0, b.top, b.x1, b.bottom) for w in words if (b := w.box)])
        x, y = (held[:, 0] + held[:, 2]) / 2, (held[:, 1] + held[:, 3]) / 2
        found = np.array([piece in self._unprinted for piece in pieces])
        for picture in pictures if found.any() else ():
            found &= ~_inside(picture, x, y)
        found |= np.array([self._has_layers or piece in self._white for piece in pieces])
        for n, piece in enumerate(pieces if self._clips else ()):
            if (clip := self._clips.get(piece)) is not None:
                found[n] |= not _inside(clip, x[n], y[n])
        if fills:
            order = {piece: at for at, piece in enumerate(self._texts)}
            at = np.array([order.get(piece, len(order)) for piece in pieces])
            for box, after, is_dark in fills:
                found |= _inside(box, x, y) & (is_dark | (at < after))
        return tuple(np.flatnonzero(found).tolist())


def unseen(words: Sequence[Word], doubted: Sequence[int], picture: Image) -> frozenset[int]:
    """Return which of the doubted words, by their places, the page's picture does not show; it is grey,
    one pixel a point. What stands over one, as where an amount was painted white and typed anew, is the
    ink of another.
    """
    others = sorted(set(range(len(words))).difference(doubted))
    held = np.array([(b.x0, b.top, b.x1, b.bottom) for at in others if (b := words[at].box)])
    return frozenset(
        at for at in doubted if not _shows(picture, words[at].box, held.reshape(-1, 4))
    )


def _shows(picture: Image, box: Box | None, others: Any) -> bool:
    assert box is not None, "words of a text layer have boxes"
    high = box.bottom - box.top
    top, bottom = (round(box.top + part * high) for part in CORE)
    left, right = round(box.x0), round(box.x1)
    core = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    if not core.size:
        return True
    x0, y0, x1, y1 = others.T
    over = (np.minimum(y1, bottom) - np.maximum(y0, top) > MOSTLY * (bottom - top)) & (
        np.minimum(x1, box.x1) > np.maximum(x0, box.x0)
    )
    own = np.full(core.shape[1], True)
    for first, last in zip(x0[over], x1[over], strict=True):
        own[max(round(first) - 1 - left, 0) : max(round(last) + 1 - left, 0)] = False
    core = core[:, own]
    return bool(core.size) and int(core.max()) - int(core.min()) >= CONTRAST


def _inside(box: Box, x: Any, y: Any) -> Any:
    return (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
