"""The picture of a page as its file holds it, for whoever wants to see where something stands."""

from collections.abc import Sequence
from itertools import islice
from math import ceil
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractors.ocr import Image
from extractors.readers.docx import DOCX
from extractors.readers.docx import picture_in as in_word
from extractors.readers.forms import opened, page_with_fields
from extractors.readers.frames import UNREADABLE, TooManyPixels, first_frame, frames
from extractors.readers.opendocument import ODT
from extractors.readers.opendocument import picture_in as in_opendocument
from extractors.readers.packages import BROKEN
from extractors.readers.pdf import MAX_PICTURE, PDF, bytes_of_pdf
from extractors.readers.rtf import RTF
from extractors.readers.rtf import picture_in as in_rich_text
from extractors.readers.text_layer import PDFIUM, largest_picture
from models.errors import DamagedDocument, NoPicture, PictureTooLarge
from models.source import Box, Page, Placement, Source

DPI = 200
"""Of a rendered page, and of what is cut out of any."""
MAX_PIXELS = 24_000_000
"""Of a rendered page; A4 at 400 dots an inch has fewer."""
SCREEN = 1240
"""Pixels across a page on a screen: A4 at 150 dots an inch, sharp and small."""
TALLEST = 6000
"""Pixels down, so that a strip of a page is no picture without end."""
MARGIN_ACROSS, MARGIN_DOWN = 1.5, 2.0
"""Points around what is cut out, at its sides and above and below: less than to the next word or line,
whose rims else look like another letter ("|4 Maret" for "4 Maret")."""
_MARK = (0, 0, 220)  # blue, green, red


def may_be_seen(media_type: str) -> bool:
    """Tell whether pages of this format can be seen: all of a PDF's and of pictures, and those that lie as
    pictures between the text of a Word file. Such a page has a size.
    """
    return media_type == PDF or media_type.startswith("image") or media_type in _PICTURE_IN


def cut_out(path: Path, source: Source, number: int, boxes: Sequence[Box]) -> Image:
    """Return what the boxes of a page enclose, cut out of the page's own picture, upright and straight.

    Raises: NoPicture for a format without pages to see, PictureTooLarge, DamagedDocument.
    """
    page = _page(source, number)
    picture, matrix = _picture(path, source, page)
    around = boxes[0]
    for box in boxes[1:]:
        around = around.union(box)
    x0, top = max(around.x0 - MARGIN_ACROSS, 0), max(around.top - MARGIN_DOWN, 0)
    x1 = min(around.x1 + MARGIN_ACROSS, page.width)
    bottom = min(around.bottom + MARGIN_DOWN, page.height)
    scale = 72 / DPI
    to_page = np.array([[scale, 0, x0], [0, scale, top], [0, 0, 1]])
    size = (max(ceil((x1 - x0) / scale), 1), max(ceil((bottom - top) / scale), 1))
    return _warped(picture, matrix @ to_page, size)


def marked(path: Path, source: Source, number: int, boxes: Sequence[Box]) -> Image:
    """Return the whole page as its file shows it, with the boxes drawn on it.

    Raises: as `cut_out` does.
    """
    picture, matrix = _picture(path, source, _page(source, number))
    out = picture.copy()
    for box in boxes:
        corners = np.array(
            [[[box.x0, box.top], [box.x1, box.top], [box.x1, box.bottom], [box.x0, box.bottom]]]
        )
        shape = cv2.perspectiveTransform(corners, matrix).round().astype(np.int32)
        cv2.polylines(out, [shape[0]], isClosed=True, color=_MARK, thickness=3)
    return out


def upright(path: Path, source: Source, number: int) -> Image:
    """Return the whole page, upright and straight, so that the boxes of its words lie on it; SCREEN
    pixels across.

    Raises: as `cut_out` does.
    """
    page = _page(source, number)
    picture, matrix = _picture(path, source, page)
    scale = max(page.width / SCREEN, page.height / TALLEST)
    size = (max(round(page.width / scale), 1), max(round(page.height / scale), 1))
    # Far too fine a picture is averaged first, not sampled, else thin strokes fall out.
    shrink = min(1.0, 1.5 * max(size) / max(picture.shape[:2]))
    if shrink < 1:
        small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        picture = np.ascontiguousarray(small, dtype=np.uint8)
    to_picture = np.diag([shrink, shrink, 1.0]) @ matrix @ np.diag([scale, scale, 1.0])
    return _warped(picture, to_picture, size)


def webp(picture: Image) -> bytes:
    """Return a picture as the bytes of a WebP, for a screen."""
    good, data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, 80])
    assert good, "a picture of a page has pixels"
    return bytes(data)


def png(picture: Image) -> bytes:
    """Return a picture as the bytes of a PNG."""
    good, data = cv2.imencode(".png", picture)
    assert good, "a picture of a page has pixels"
    return bytes(data)


def _warped(picture: Image, matrix: npt.NDArray[np.float64], size: tuple[int, int]) -> Image:
    way = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    out = cv2.warpPerspective(picture, matrix, size, flags=way, borderValue=(255, 255, 255))
    return np.ascontiguousarray(out, dtype=np.uint8)


def _page(source: Source, number: int) -> Page:
    return next(page for page in source.pages if page.number == number)


def _picture(path: Path, source: Source, page: Page) -> tuple[Image, npt.NDArray[np.float64]]:
    """Return the picture of a page, blue-green-red, and the matrix from points on it to pixels."""
    if source.media_type == PDF:
        return _rendered(path, page)
    if page.picture and page.placement is not None:
        return _held(path, source.media_type, page.picture), _matrix(page.placement)
    if source.media_type.startswith("image/") and page.placement is not None:
        try:
            pixels, _ = next(islice(frames(path.read_bytes()), page.number - 1, None))
        except TooManyPixels as error:
            raise PictureTooLarge(path.name, str(error)) from error
        except (*UNREADABLE, StopIteration) as error:
            raise DamagedDocument(path.name, "is no readable image; copy it again") from error
        return pixels, _matrix(page.placement)
    raise NoPicture(path.name, "has no pages to see; its quotes are characters of its text")


_PICTURE_IN = {DOCX: in_word, ODT: in_opendocument, RTF: in_rich_text}


def _held(path: Path, media_type: str, name: str) -> Image:
    """Return a picture that stands between the text of a file."""
    try:
        data = _PICTURE_IN[media_type](path.read_bytes(), name)
        pixels, _ = first_frame(data or b"")
    except (*BROKEN, *UNREADABLE, TooManyPixels) as error:
        raise DamagedDocument(path.name, "is damaged; copy it again") from error
    return pixels


def _rendered(path: Path, page: Page) -> tuple[Image, npt.NDArray[np.float64]]:
    with PDFIUM:
        try:
            document = opened(bytes_of_pdf(path.read_bytes()))
        except (pdfium.PdfiumError, ValueError) as error:  # no PDF begins anywhere in it
            raise DamagedDocument(path.name, "is damaged; copy or scan it again") from error
        try:
            sheet, _ = page_with_fields(document, page.number - 1)
            if (largest := largest_picture(sheet)) > MAX_PICTURE:
                raise PictureTooLarge(
                    path.name, f"page {page.number} holds a picture of {largest:,} pixels"
                )
            wide, high = sheet.get_size()
            most = (MAX_PIXELS / max(wide * high, 1.0)) ** 0.5
            # A page's unit need not be a point: the reading has points.
            across = page.height if round(page.turn) % 180 else page.width
            unit = across / wide
            scale = page.placement.width / wide if page.placement else min(unit * DPI / 72, most)
            pixels = np.ascontiguousarray(sheet.render(scale=scale).to_numpy()[:, :, :3])
        except pdfium.PdfiumError as error:
            raise DamagedDocument(path.name, "is damaged; copy or scan it again") from error
        finally:
            document.close()
    if page.placement:
        return pixels, _matrix(page.placement)
    return pixels, _turned(page, unit * wide, unit * high, scale / unit)


def _matrix(placement: Placement) -> npt.NDArray[np.float64]:
    return np.array(placement.matrix, dtype=np.float64).reshape(3, 3)


def _turned(page: Page, wide: float, high: float, scale: float) -> npt.NDArray[np.float64]:
    """Return the matrix from an upright page to how a viewer shows it, turned clockwise."""
    turn = round(page.turn) % 360
    upright = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, -1, wide], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, wide], [0, -1, high], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, high], [0, 0, 1]],
    }
    return np.diag([scale, scale, 1.0]) @ np.array(upright[turn], dtype=np.float64)
