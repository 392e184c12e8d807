"""A picture of a page made legible: from pixels of any kind to upright, even, straight grey.

No words are read here. What cannot be told from the pixels alone, such as which of two turns is the
right one, is left to whoever reads: `ways` yields the likeliest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from extractors.legible.light import (
    darkened,
    even_light,
    ink_grey,
    plain_grey,
    without_dust,
    without_specks,
)
from extractors.legible.paper import flatten
from extractors.legible.reversed_print import with_dark_print
from extractors.legible.ruling import Drawn, lift_lines
from extractors.legible.sheets import Sheet, pixels_of
from extractors.legible.turning import (
    Letters,
    Run,
    has_columns,
    letters_of,
    lies_on_its_side,
    run_of,
    top_weight,
)
from extractors.legible.waves import Bends, bends_of
from extractors.ocr import Image

__all__ = ["ALL", "Bends", "Legible", "Sheet", "Step", "clear", "ways"]


class Step(StrEnum):
    """What is done to a page, in this order; each can be left out to measure what it is worth."""

    SHEET = "sheet"
    LIGHT = "light"
    STAMPS = "stamps"
    INK = "ink"
    DUST = "dust"
    SIZE = "size"
    TURN = "turn"
    SKEW = "skew"
    BENDS = "bends"
    LINES = "lines"
    SPECKS = "specks"
    DOUBT = "doubt"


ALL = frozenset(Step)

cv2.setNumThreads(
    1
)  # a page has a core to itself: OpenCV's own threads only wait for each other there

LETTER = 19.0
"""Pixels that a usual letter is made high where it is outside SMALLEST to LARGEST."""
SMALLEST, LARGEST = 11.5, 30.0
ENOUGH_LETTERS, LEAST_WEIGHT = 60, 0.05
"""A page of fewer letters, or of capitals alone, is taken as it lies; reading it tells."""
MAX_READ_PIXELS = 40_000_000
"""An A3 sheet at 450 dpi; more is no better read."""


@dataclass(frozen=True, slots=True)
class Legible:
    """A page ready to be read: its sheet, the same without lines, tables in pixels, how it bent, and
    whether running text stands in columns beside each other.
    """

    sheet: Sheet
    bare: Image
    tables: Drawn
    bends: Bends | None
    columns: bool


def clear(pixels: Image, dpi: float, steps: frozenset[Step] = ALL) -> Sheet:
    """Return a page (grey, or blue-green-red) grey, flat, evenly lit and without dust, as it lies.

    `dpi` is believed; where the sheet is found in a photo its longer side is taken for A4's.
    """
    size = pixels.shape[1], pixels.shape[0]
    origin = np.eye(3)
    if Step.SHEET in steps and (found := flatten(pixels)) is not None:
        pixels, origin = found
        dpi = max(pixels.shape[:2]) / 11.69
    height, width = pixels.shape[:2]
    if height * width > MAX_READ_PIXELS:  # made smaller in its colours, which tell stamps from ink
        factor = (MAX_READ_PIXELS / (height * width)) ** 0.5
        small = int(width * factor), int(height * factor)
        pixels = pixels_of(cv2.resize(pixels, small, interpolation=cv2.INTER_AREA))
        origin = origin @ np.diag([width / pixels.shape[1], height / pixels.shape[0], 1.0])
        dpi *= factor
    if Step.LIGHT in steps:
        pixels = even_light(with_dark_print(pixels, dpi))
    grey = ink_grey(pixels) if Step.STAMPS in steps else plain_grey(pixels)
    return _with_ink(Sheet(grey, dpi, origin, size), steps)


def _with_ink(sheet: Sheet, steps: frozenset[Step]) -> Sheet:
    """Return an evenly lit sheet with black ink and no dust."""
    grey = sheet.image
    if Step.INK in steps:
        grey = darkened(grey)
    if Step.DUST in steps:
        grey = without_dust(grey)
    return sheet.showing(grey)


def ways(sheet: Sheet, steps: frozenset[Step] = ALL) -> Iterator[Legible]:
    """Yield the page upright and straight, in the likeliest of the four turns first.

    Each costs work only when it is asked for.
    """
    letters = letters_of(sheet.image)
    if Step.SIZE in steps and letters.count > 20 and not SMALLEST <= letters.height <= LARGEST:
        factor = min(LETTER / letters.height, (MAX_READ_PIXELS / sheet.image.size) ** 0.5)
        sheet = sheet.scaled(min(max(factor, 0.15), 6.0))
        letters = letters_of(sheet.image)
    ink = sheet.showing(pixels_of(255 - letters.ink))
    runs = _runs(letters) if Step.TURN in steps else ((0, run_of(letters.ink)),)
    for quarters, run in runs:
        straight, lines = sheet.turned(quarters), ink.turned(quarters)
        if Step.SKEW in steps and abs(run.degrees) >= 0.1:
            straight = straight.rotated(run.degrees)
            lines = lines.rotated(run.degrees, cv2.INTER_LINEAR)  # only looked at for where it is
        if Step.TURN not in steps:
            yield _finished(straight, lines, letters.height, steps)
            continue
        weight = top_weight(pixels_of(255 - lines.image), letters.height)
        upside = letters.count >= ENOUGH_LETTERS and weight < -LEAST_WEIGHT
        for flip in (2, 0) if upside else (0, 2):
            yield _finished(straight.turned(flip), lines.turned(flip), letters.height, steps)


def _runs(letters: Letters) -> Iterator[tuple[int, Run]]:
    """Yield the quarters by which a page may have to be turned clockwise, the likelier first, and
    how its lines then run; each is told only when it is asked for.
    """

    def run(quarters: int) -> tuple[int, Run]:
        return quarters, run_of(np.ascontiguousarray(np.rot90(letters.ink, k=-quarters)))

    side = lies_on_its_side(letters)
    if side is None and letters.count < ENOUGH_LETTERS:
        yield run(0)
        yield run(1)
    elif side is None:
        yield from sorted((run(0), run(1)), key=lambda r: -r[1].sharpness)
    else:
        yield run(int(side))
        yield run(int(not side))


def _finished(sheet: Sheet, lines: Sheet, letter: float, steps: frozenset[Step]) -> Legible:
    """Return a straight sheet with its bends and lines taken away; `lines` shows its letters alone."""
    ink = pixels_of(255 - lines.image)
    bends = bends_of(ink, letter) if Step.BENDS in steps else None
    if bends is not None:
        sheet = sheet.showing(bends.straightened(sheet.image))
    bare, tables = lift_lines(sheet) if Step.LINES in steps else (sheet.image, [])
    if Step.SPECKS in steps:
        bare = without_specks(bare, letter)
    return Legible(sheet, bare, tables, bends, has_columns(ink, letter))
