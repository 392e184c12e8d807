"""A scanned or photographed page read, in the way in which it reads best, and laid out."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import cv2
import numpy as np

from extractors.legible import ALL, Bends, Legible, Sheet, Step, clear, ways
from extractors.ocr import SECONDS_A_PAGE, Image, NoOcr, OcrEngine, OcrWord
from extractors.readers.blots import without_blots
from extractors.readers.cleaning import clean, with_figures
from extractors.readers.colons import with_colons
from extractors.readers.geometry import blocks
from extractors.readers.pieces import around
from extractors.readers.ward_numbers import with_ward_numbers
from models.errors import OcrFailed, OcrNotTried, OcrTimeout
from models.source import Box, Cell, Line, Matrix, Origin, Page, Placement, Table, Unread, Word

_log = logging.getLogger(__name__)

A4_INCHES = (8.27, 11.69)
LONGEST_INCHES = 24.0
"""An A2 sheet; what claims to be longer was not scanned at the dots per inch that it claims."""
LEAST_PIXELS = 40
"""A line of small print is as high; what is smaller holds no words."""


FAIR = 0.80
"""Mean confidence, letter by letter, from which a page was read the right way up and as it is."""
SCAN_AGAIN = (
    "bila malam berikutnya masih begini, pindai ulang halaman itu dengan resolusi 200-300 dpi, "
    "hitam-putih atau abu-abu, lalu taruh lagi di kotak masuk"
)
"""What staff can do about a page that no engine reads; runs of the next nights try it again by themselves."""
WHY = {
    Unread.NO_ENGINE: "OCR tidak ada",
    Unread.ENGINE_SLOW: (
        f"pembaca pindaian tidak selesai dalam batas waktunya ({SECONDS_A_PAGE} detik)"
    ),
    Unread.ENGINE_FAILED: "pembaca pindaian berhenti di tengah jalan",
    Unread.ENGINE_LEFT: "tidak dicoba lagi karena pembaca pindaian terus gagal",
}
"""What staff are told of why an engine read nothing."""
LONG_S = 150.0
"""After so many seconds a page is read in no other way: half of what `extractors.bounded` gives it, so
that an engine that takes its longest (`extractors.ocr.SECONDS_A_PAGE`) still ends in time.
"""


def page_of_image(
    pixels: Image, number: int, dpi: float, ocr: OcrEngine, steps: frozenset[Step] = ALL
) -> Page:
    """Return the page that an image shows. `dpi` 0 or absurd: guessed as if the sheet were A4.

    A page on which the engine fails stays empty and says so; one that it read in another way keeps
    what was read, and says so too.
    """
    dpi = plausible_dpi(pixels, dpi)
    if isinstance(ocr, NoOcr):
        note = f"halaman {number} adalah gambar dan tidak dibaca ({WHY[Unread.NO_ENGINE]})"
        return _unread(pixels, number, dpi, Unread.NO_ENGINE, note)
    if min(pixels.shape[:2]) < LEAST_PIXELS:
        height, width = pixels.shape[:2]
        return Page(number, (), width * 72 / dpi, height * 72 / dpi, Origin.OCR, 0.0)
    try:
        legible, found, failures = _best(pixels, dpi, ocr, steps)
    except OcrFailed as error:
        _log.warning("page %d: %s", number, error)
        why = _why(error)
        note = f"halaman {number} tidak terbaca: {WHY[why]}; {SCAN_AGAIN}"
        return _unread(pixels, number, dpi, why, note)
    page = _laid_out(found, legible, number)
    if not failures:
        return page
    _log.warning("page %d, in one of its ways: %s", number, failures[0])
    note = (
        f"halaman {number}: pembaca pindaian berhenti pada satu cara; dipakai hasil cara yang lain"
    )
    return replace(page, notes=(*page.notes, note))


def _why(error: OcrFailed) -> Unread:
    if isinstance(error, OcrTimeout):
        return Unread.ENGINE_SLOW
    return Unread.ENGINE_LEFT if isinstance(error, OcrNotTried) else Unread.ENGINE_FAILED


def _best(
    pixels: Image, dpi: float, ocr: OcrEngine, steps: frozenset[Step]
) -> tuple[Legible, tuple[OcrWord, ...], list[OcrFailed]]:
    """Return the page in the way in which it reads best, its words, and what failed in other ways.

    The likeliest way is enough where it reads well; else the other turns are read too, and a photo
    once more as if no sheet had been found in it, while there is time.

    Raises: OcrFailed where the likeliest way fails: what others make of it would be no better.
    """
    tried: list[tuple[float, Legible, tuple[OcrWord, ...]]] = []
    failures: list[OcrFailed] = []
    end = time.monotonic() + LONG_S

    def is_enough(legible: Legible, columns: bool) -> bool:
        try:
            words = ocr.read(legible.bare, columns=True) if columns else ocr.read(legible.bare)
        except OcrFailed as error:
            if not tried:
                raise
            failures.append(error)
            return time.monotonic() > end
        sure, gain = _fairness(words)
        tried.append((gain, legible, words))
        return sure >= FAIR or Step.DOUBT not in steps or time.monotonic() > end

    def read_all() -> None:
        sheet = clear(pixels, dpi, steps)
        if any(is_enough(legible, legible.columns) for legible in ways(sheet, steps)):
            return
        if sheet.origin[2].tolist() != [0, 0, 1]:
            plain = clear(pixels, dpi, steps - {Step.SHEET})
            if is_enough(next(ways(plain, steps)), False):
                return
        best = max(tried, key=lambda t: t[0])[1]
        is_enough(best, not best.columns)

    read_all()
    _, legible, words = max(tried, key=lambda t: t[0])
    return legible, words, failures


def _fairness(words: tuple[OcrWord, ...]) -> tuple[float, float]:
    """Return the mean confidence, letter by letter, and how much was read that can be believed."""
    letters = [(sum(map(str.isalnum, w.text)), w.confidence) for w in words]
    count = sum(n for n, _ in letters)
    if not count:
        return 0.0, 0.0
    mean = sum(n * c for n, c in letters) / count
    # The engine reads words that stand on their side, and gives no useful order of them.
    long = [w.height > w.width for w in words if sum(map(str.isalnum, w.text)) >= 4]
    if sum(long) > 0.5 * len(long):
        mean = min(mean, FAIR - 0.01) / 2
        letters = [(n, c / 2) for n, c in letters]
    return mean, sum(n * max(0.0, c - 0.5) for n, c in letters if n > 1)


def plausible_dpi(pixels: Image, said: float) -> float:
    """Return the dots per inch that an image says of itself, unless they would make a sheet no
    office has: phones say 72 of everything. Then they are those of an A4 sheet.
    """
    longest = float(max(pixels.shape[:2]))
    if 60 <= said <= 1200 and longest / said <= LONGEST_INCHES:
        return said
    return longest / A4_INCHES[1]


def _unread(pixels: Image, number: int, dpi: float, why: Unread, note: str) -> Page:
    height, width = pixels.shape[:2]
    size = (width * 72 / dpi, height * 72 / dpi)
    return Page(number, (), *size, Origin.NONE, 0.0, (note,), unread=why)


def _laid_out(found: tuple[OcrWord, ...], legible: Legible, number: int) -> Page:
    """Return the page with its words and tables in points, without blots."""
    sheet, drawn = legible.sheet, legible.tables
    scale = 72 / sheet.dpi
    kept = without_blots(with_ward_numbers(found))
    words = with_colons([w for w in (_word(k, scale) for k in kept) if w.text.strip()])
    ruled = [
        (_scaled(b, scale), tuple(tuple(_scaled(c, scale) for c in r) for r in rows))
        for b, rows in drawn
    ]
    height, width = sheet.image.shape[:2]
    size = (width * scale, height * scale)
    blots = len(found) - len(kept)
    told = (
        f"halaman {number}: {blots} bercak atau goresan dilewati, karena tidak tampak sebagai huruf"
    )
    notes = (told,) if blots > 8 else ()
    confidence = sum(w.confidence for w in words) / len(words) if words else 0.0
    return Page(
        number,
        _bent_back(blocks(words, ruled, signers=True, size=size), legible.bends, scale),
        *size,
        Origin.OCR,
        round(confidence, 3),
        notes,
        _turn(sheet),
        _placement(sheet, scale),
    )


def _bent_back(
    laid: tuple[Line | Table, ...], bends: Bends | None, scale: float
) -> tuple[Line | Table, ...]:
    """Return lines and tables where they stand on the page as it is, before its lines were unbent:
    from there the placement leads to the image.
    """
    if bends is None:
        return laid
    known = bends

    def moved(box: Box | None) -> Box | None:
        if box is None:
            return None
        x, y = (box.x0 + box.x1) / 2 / scale, (box.top + box.bottom) / 2 / scale
        down = known.at(x, y) * scale
        return Box(box.x0, box.top + down, box.x1, box.bottom + down)

    return tuple(with_boxes(block, moved) for block in laid)


def with_boxes(block: Line | Table, moved: Callable[[Box | None], Box | None]) -> Line | Table:
    """Return a line or table with its boxes moved, and those around them anew."""
    if isinstance(block, Line):
        words = tuple(replace(w, box=moved(w.box)) for w in block.words)
        return replace(block, words=words, box=_around(words, moved(block.box)))
    rows = tuple(tuple(_moved_cell(c, moved) for c in row) for row in block.rows)
    boxes = [c.box for row in rows for c in row if c.box is not None]
    return Table(rows, around(boxes) if boxes else moved(block.box), block.ruled)


def _moved_cell(cell: Cell, moved: Callable[[Box | None], Box | None]) -> Cell:
    words = tuple(replace(w, box=moved(w.box)) for w in cell.words)
    return replace(cell, words=words, box=moved(cell.box))


def _around(words: tuple[Word, ...], other: Box | None) -> Box | None:
    boxes = [w.box for w in words if w.box is not None]
    return around(boxes) if boxes else other


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
    return Word(with_figures(clean(word.text)), _scaled(box, scale), word.confidence)


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)
