"""A page as a picture for people: as its reader saw it, so that the boxes of its words lie on it.

A page that has text of its own is drawn as it is; a scanned or photographed one is shown flat,
upright and straight, as it was before it was recognized.
"""

import threading
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image as Pictures

from extractors.ocr import Image, OcrEngine
from extractors.readers.frames import UNREADABLE, TooManyPixels, frames
from extractors.readers.imaging import prepare

WIDTH = 1240
"""Pixels across: an A4 page at 150 dots an inch, sharp on a screen, and small."""
_MOST_PIXELS = 24_000_000
"""What a page may have while it is prepared; A4 at 400 dots an inch has fewer."""
_DPI = 200
_pdf = threading.Lock()
"""PDFium may be in one thread at a time."""


def page_picture(
    path: Path, media_type: str, number: int, *, scanned: bool, ocr: OcrEngine
) -> bytes | None:
    """Return the page as a WebP picture; None where the format has no pages to be seen.

    Args:
        path: the original.
        media_type: what its reader said it is.
        number: the page, from 1.
        scanned: whether its words were recognized, so that their boxes lie on the straightened page.
        ocr: asked only which way a scanned page is turned.

    Raises: OSError when the file cannot be read or drawn any more.
    """
    try:
        if media_type == "application/pdf":
            pixels, dpi = _pdf_page(path, number)
        elif media_type.startswith("image"):
            pixels, dpi = _frame(path, number)
        else:
            return None
        if scanned:
            pixels = prepare(pixels, dpi, ocr).image
    except (pypdfium2.PdfiumError, cv2.error, TooManyPixels, IndexError, *UNREADABLE) as error:
        raise OSError(f"{path}: page {number} cannot be drawn ({error})") from error
    return _webp(pixels)


def _pdf_page(path: Path, number: int) -> tuple[Image, float]:
    with _pdf, pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        pixels = page.render(scale=scale, rev_byteorder=False).to_numpy()
        made = np.array(pixels[:, :, :3] if pixels.ndim == 3 else pixels, dtype=np.uint8)
        page.close()
    if made.ndim == 3 and made.shape[2] == 1:
        made = made[:, :, 0]
    return np.ascontiguousarray(made), 72 * scale


def _frame(path: Path, number: int) -> tuple[Image, float]:
    for n, (pixels, dpi) in enumerate(frames(path.read_bytes()), 1):
        if n == number:
            return pixels, dpi
    raise IndexError(f"there is no page {number}")


def _webp(pixels: Image) -> bytes:
    factor = min(1.0, WIDTH / pixels.shape[1])
    if factor < 1:
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        pixels = np.ascontiguousarray(small, dtype=np.uint8)
    picture = Pictures.fromarray(pixels if pixels.ndim == 2 else pixels[:, :, ::-1])
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
