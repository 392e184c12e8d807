"""A scanned or photographed page made legible, read, and laid out.

Photo: find the sheet's four corners and flatten it. Then: even light, turn upright, straighten,
lift drawn lines off (they eat words) and use them for the tables that they draw.
"""

import itertools
import logging
import math
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import Image, NoOcr, OcrEngine, OcrWord
from extractors.readers.cleaning import clean
from extractors.readers.geometry import blocks
from models.errors import OcrFailed
from models.source import Box, Matrix, Origin, Page, Placement, Word

_log = logging.getLogger(__name__)

A4_INCHES = (8.27, 11.69)
LONGEST_INCHES = 24.0
"""An A2 sheet; what claims to be longer was not scanned at the dots per inch that it claims."""
LEAST_PIXELS = 40
"""A line of small print is as high; what is smaller holds no words."""
NOISE = 0.30
"""Below this confidence a word without three letters in a row is a blot or a signature's stroke."""


Homography = npt.NDArray[np.float64]
"""3 x 3, on columns (x, y, 1) of pixels."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright grey page; `dpi` says how many pixels make an inch."""

    image: Image
    dpi: float
    origin: Homography
    """From its pixels to those of the image that it was made of."""
    size: tuple[int, int]
    """Width and height of that image."""


def page_of_image(pixels: Image, number: int, dpi: float, ocr: OcrEngine) -> Page:
    """Return the page that an image shows. `dpi` 0 or absurd: guessed as if the sheet were A4.

    A page on which the engine fails stays empty and says so.
    """
    dpi = plausible_dpi(pixels, dpi)
    if isinstance(ocr, NoOcr):
        note = f"halaman {number} adalah gambar dan tidak dibaca (OCR tidak ada)"
        return _unread(pixels, number, dpi, note)
    if min(pixels.shape[:2]) < LEAST_PIXELS:
        height, width = pixels.shape[:2]
        return Page(number, (), width * 72 / dpi, height * 72 / dpi, Origin.OCR, 0.0)
    sheet = prepare(pixels, dpi, ocr)
    bare, drawn = lift_lines(sheet)
    try:
        found = ocr.read(bare)
    except OcrFailed as error:
        _log.warning("page %d: %s", number, error)
        note = f"halaman {number} tidak terbaca: pembaca pindaian berhenti atau terlalu lama"
        return _unread(pixels, number, dpi, note)
    return _laid_out(found, drawn, sheet, number)


def plausible_dpi(pixels: Image, said: float) -> float:
    """Return the dots per inch that an image says of itself, unless they would make a sheet no
    office has: phones say 72 of everything. Then they are those of an A4 sheet.
    """
    longest = float(max(pixels.shape[:2]))
    if 60 <= said <= 1200 and longest / said <= LONGEST_INCHES:
        return said
    return longest / A4_INCHES[1]


def _unread(pixels: Image, number: int, dpi: float, note: str) -> Page:
    height, width = pixels.shape[:2]
    return Page(number, (), width * 72 / dpi, height * 72 / dpi, Origin.NONE, 0.0, (note,))


def _laid_out(found: tuple[OcrWord, ...], drawn: "Drawn", sheet: Sheet, number: int) -> Page:
    """Return the page with its words and tables in points, without blots."""
    scale = 72 / sheet.dpi
    kept = [w for w in found if not _is_noise(w)]
    words = [w for w in (_word(k, scale) for k in kept) if w.text.strip()]
    ruled = [
        (_scaled(b, scale), tuple(tuple(_scaled(c, scale) for c in r) for r in rows))
        for b, rows in drawn
    ]
    height, width = sheet.image.shape[:2]
    blots = len(found) - len(kept)
    notes = (f"{blots} coretan tidak dibaca sebagai kata",) if blots > 8 else ()
    confidence = sum(w.confidence for w in words) / len(words) if words else 0.0
    return Page(
        number,
        blocks(words, ruled),
        width * scale,
        height * scale,
        Origin.OCR,
        round(confidence, 3),
        notes,
        _turn(sheet),
        _placement(sheet, scale),
    )


def _turn(sheet: Sheet) -> float:
    """Return the degrees by which the line at the middle of the page falls to the right in the image."""
    height, width = sheet.image.shape[:2]
    ends = np.array([[[0.0, height / 2], [float(width), height / 2]]])
    (x0, y0), (x1, y1) = cv2.perspectiveTransform(ends, sheet.origin)[0]
    return round(math.degrees(math.atan2(y1 - y0, x1 - x0)) % 360, 2)


def _placement(sheet: Sheet, scale: float) -> Placement:
    matrix = sheet.origin @ np.diag([1 / scale, 1 / scale, 1.0])
    values = [round(float(v), 9) for v in (matrix / matrix[2, 2]).ravel()]
    return Placement(cast(Matrix, tuple(values)), *sheet.size)


def _word(word: OcrWord, scale: float) -> Word:
    box = Box(word.left, word.top, word.left + word.width, word.top + word.height)
    return Word(clean(word.text), _scaled(box, scale), word.confidence)


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def _is_noise(word: OcrWord) -> bool:
    letters = sum(c.isalnum() for c in word.text)
    if letters == 0:
        return word.text not in ("-", ":", "–", "•", "&", "+", "/") or word.confidence < NOISE
    if word.confidence < NOISE and letters < 4:
        return True
    return word.confidence < 0.12 and letters < 8


MAX_READ_PIXELS = 40_000_000
"""An A3 sheet at 450 dpi; more is no better read."""


def prepare(pixels: Image, dpi: float, ocr: OcrEngine) -> Sheet:
    """Return the page grey, flat, evenly lit, upright and straight, at 200 to 300 dpi."""
    size = pixels.shape[1], pixels.shape[0]
    flat, origin = flatten(pixels)
    warped = flat is not pixels
    grey = _grey(flat)
    dpi = plausible_dpi(grey, 0.0 if warped else dpi)
    target = 250.0 if dpi < 200 else 300.0 if dpi > 320 else dpi
    # A sheet that says a low dpi with many pixels would grow past all memory.
    factor = min(target / dpi, (MAX_READ_PIXELS / grey.size) ** 0.5)
    target = dpi * factor
    if abs(target - dpi) > 1:
        way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        grey = _image(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way))
        origin = origin @ np.diag([1 / factor, 1 / factor, 1.0])
    grey = even_light(grey)
    grey, back = turned(grey, ocr.turn(grey))
    origin = origin @ back
    grey, back = straighten(grey)
    return Sheet(grey, target, origin @ back, size)


def turned(grey: Image, turn: int) -> tuple[Image, Homography]:
    """Return an image turned clockwise by 0, 90, 180 or 270 degrees, and the way back."""
    height, width = grey.shape[:2]
    made = _image(np.rot90(grey, k=-(turn // 90) % 4))
    back = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, 1, 0], [-1, 0, height]],
        180: [[-1, 0, width], [0, -1, height]],
        270: [[0, -1, width], [1, 0, 0]],
    }[turn % 360]
    return made, np.array([*back, [0, 0, 1]], dtype=np.float64)


def _grey(pixels: Image) -> Image:
    """Return grey in which coloured stamps and pen are paler: the lightest channel counts most."""
    if pixels.ndim == 2:
        return pixels
    lightest = pixels.max(axis=2)
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    return _image(np.maximum(grey, (0.7 * lightest + 0.3 * grey)).astype(np.uint8))


def _image(array: npt.NDArray[np.generic] | cv2.typing.MatLike) -> Image:
    return np.ascontiguousarray(array, dtype=np.uint8)


def _inverse(matrix: npt.NDArray[np.generic] | cv2.typing.MatLike) -> Homography:
    return np.asarray(np.linalg.inv(np.asarray(matrix, dtype=np.float64)), dtype=np.float64)


def flatten(pixels: Image) -> tuple[Image, Homography]:
    """Return a photographed sheet seen from straight above, and the way back; the image itself when
    no sheet with four corners stands out from a darker ground.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    factor = 800 / max(grey.shape)
    small = cv2.GaussianBlur(
        cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), (7, 7), 0
    )
    _, mask = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return pixels, np.eye(3)
    sheet = max(contours, key=cv2.contourArea)
    share = cv2.contourArea(sheet) / (small.shape[0] * small.shape[1])
    if not 0.25 < share < 0.97:
        return pixels, np.eye(3)
    hull = cv2.convexHull(sheet)
    corners = None
    for tolerance in (0.02, 0.03, 0.05):
        shape = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(shape) == 4:
            corners = shape.reshape(4, 2).astype(np.float32)
            break
    if corners is None or cv2.contourArea(corners) < 0.85 * cv2.contourArea(hull):
        return pixels, np.eye(3)
    if _fills(corners, (small.shape[1], small.shape[0])):
        return pixels, np.eye(3)
    return _warp(pixels, corners / factor)


def _fills(corners: npt.NDArray[np.float32], size: tuple[int, int]) -> bool:
    """Tell whether the four corners are the image's own."""
    width, height = size
    ends = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return all(float(np.linalg.norm(ends - c, axis=1).min()) < 0.02 * max(size) for c in corners)


def _warp(pixels: Image, corners: npt.NDArray[np.float32]) -> tuple[Image, Homography]:
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    a, c = corners[int(total.argmin())], corners[int(total.argmax())]
    b, d = corners[int(difference.argmax())], corners[int(difference.argmin())]
    width = int(max(np.linalg.norm(b - a), np.linalg.norm(c - d)))
    height = int(max(np.linalg.norm(d - a), np.linalg.norm(c - b)))
    goal = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([a, b, c, d], dtype=np.float32), goal)
    made = cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return _image(made), _inverse(matrix)


def even_light(grey: Image) -> Image:
    """Return the page divided by its own background, so that shadows are gone."""
    size = max(15, int(min(grey.shape) / 40) | 1)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), min(size, 101) | 1)
    ground = cv2.resize(ground, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _image(cv2.divide(grey, np.maximum(ground, 1), scale=255))


def straighten(grey: Image) -> tuple[Image, Homography]:
    """Return the page turned by the angle at which its rows of ink are sharpest (at most 7 degrees),
    and the way back.
    """
    factor = 1000 / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.uint8) * 255
    middle = (ink.shape[1] / 2, ink.shape[0] / 2)

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D(middle, angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])).sum(
            axis=1, dtype=np.float64
        )
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max(np.arange(-7, 7.01, 0.5), key=sharpness)
    best = max(np.arange(best - 0.5, best + 0.51, 0.1), key=sharpness)
    if abs(best) < 0.15:
        return grey, np.eye(3)
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(best), 1.0)
    made = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return _image(made), _inverse(np.vstack([matrix, [0, 0, 1]]))


Drawn = list[tuple[Box, tuple[tuple[Box, ...], ...]]]


def lift_lines(sheet: Sheet) -> tuple[Image, Drawn]:
    """Return the page without drawn lines, and the tables that they draw (boxes in pixels)."""
    ink = _image((sheet.image < 160) * 255)
    length = int(sheet.dpi * 0.45)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((int(sheet.dpi * 0.16) * 2, 1), np.uint8))
    lines = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    tables = _tables(_image(across), _image(down), sheet.dpi)
    if not tables:
        lines = cv2.dilate(across, np.ones((3, 3), np.uint8))  # letters' stems are no lines
    bare = sheet.image.copy()
    bare[lines > 0] = 255
    return bare, tables


def _tables(across: Image, down: Image, dpi: float) -> Drawn:
    """Return each grid of lines that cross, as rows of cell boxes."""
    grid = cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(grid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: Drawn = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        if width < 1.5 * dpi or height < 0.4 * dpi:
            continue
        rows = _positions(across[y : y + height, x : x + width].sum(axis=1) / 255, 0.35 * width)
        columns = _positions(down[y : y + height, x : x + width].sum(axis=0) / 255, 0.35 * height)
        if len(rows) < 3 or len(columns) < 3:
            continue
        cells = tuple(
            tuple(Box(x + a, y + top, x + b, y + bottom) for a, b in itertools.pairwise(columns))
            for top, bottom in itertools.pairwise(rows)
        )
        found.append((Box(x, y, x + width, y + height), cells))
    return sorted(found, key=lambda t: t[0].top)


def _positions(profile: npt.NDArray[np.float64], least: float) -> list[int]:
    """Return the middles of the runs where a line lies."""
    where = np.flatnonzero(profile > least)
    if not len(where):
        return []
    runs = np.split(where, np.flatnonzero(np.diff(where) > 6) + 1)
    return [int(run.mean()) for run in runs]
