"""Drawn lines taken off a page, since they eat words, and the tables that they draw."""

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import Sheet, chosen, darker, of_places, pixels_of, places
from extractors.legible.strokes import parts_of, strokes
from extractors.ocr import Image
from models.source import Box

Drawn = list[tuple[Box, tuple[tuple[Box, ...], ...]]]
"""Each table's box, and its cells' row by row, in pixels."""

ACROSS_INCHES, DOWN_INCHES = 0.45, 0.32
"""From which length on a stroke is a line: no letter's is as long, at 200 to 300 dots an inch."""
LONG_INCHES = 0.9
"""From which length on a pale or broken stroke is one too: no word's is as long."""
CRUMB_INCHES = 0.04
"""What is smaller and lies where a line was is a crumb of it; a small letter is twice as large."""
PALE = 238
"""Of 255: paper is lighter, also where it is worn."""


def lift_lines(sheet: Sheet) -> tuple[Image, Drawn]:
    """Return the page without drawn lines, and the tables that they draw.

    Strokes of letters that cross a line stay: where ink stands higher than the line is thick, it is
    a letter's.
    """
    ink, pale = darker(sheet.image, 160), darker(sheet.image, PALE)
    thick = max(3, round(sheet.dpi * 0.018))
    short, long = int(sheet.dpi * ACROSS_INCHES), int(sheet.dpi * LONG_INCHES)
    bold = strokes(ink, short, 0)
    thin = _thin(strokes(_bridged(pale, 5, 0), long, 0), pale, thick)
    across = pixels_of(cv2.bitwise_or(bold, thin))
    bridged = _bridged(ink, 0, 5)
    down = strokes(bridged, 0, int(sheet.dpi * DOWN_INCHES))
    tables = _tables(across, down, sheet.dpi)
    if not tables:  # letters' stems above each other would be lines
        down = strokes(bridged, 0, long)
    level, upright = _near(across), _near(down)
    lines = pixels_of(cv2.bitwise_or(level, upright))
    if not lines.any():
        return sheet.image, tables
    letters_high = strokes(pixels_of(cv2.subtract(ink, upright)), 0, thick + 2)
    letters_wide = strokes(pixels_of(cv2.subtract(ink, level)), thick + 2, 0)
    # Where lines cross each other no letter stands; where ink is higher than a line, one does.
    between = cv2.bitwise_and(level, cv2.bitwise_or(upright, cv2.bitwise_not(letters_high)))
    beside = cv2.bitwise_and(upright, cv2.bitwise_not(letters_wide))
    bare = pixels_of(cv2.bitwise_or(sheet.image, cv2.bitwise_or(between, beside)))
    _drop_crumbs(bare, lines, sheet.dpi)
    return bare, tables


def _drop_crumbs(bare: Image, lines: Image, dpi: float) -> None:
    """Make white what is left of lines: specks that touch where a line was and are no letter."""
    beside = cv2.dilate(lines, np.ones((5, 5), np.uint8))
    ink = darker(bare, 200)
    there = pixels_of(cv2.bitwise_and(ink, beside))
    parts = parts_of(there)
    # What goes on beyond is part of a letter.
    beyond = cv2.dilate(cv2.subtract(ink, beside), np.ones((3, 3), np.uint8))
    goes_on = of_places(parts.labels, places(pixels_of(cv2.bitwise_and(there, beyond))))
    crumbs = np.maximum(parts.width, parts.height) < CRUMB_INCHES * dpi
    crumbs[goes_on] = False
    crumbs[0] = False
    cv2.bitwise_or(bare, parts.shown(crumbs), dst=bare)


def _near(lines: Image) -> Image:
    return pixels_of(cv2.dilate(lines, np.ones((3, 3), np.uint8)))


def _bridged(ink: Image, width: int, height: int) -> Image:
    """Return the ink with small breaks filled."""
    kernel = np.ones((max(height, 1), max(width, 1)), np.uint8)
    return pixels_of(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel))


def _thin(lines: Image, ink: Image, thick: int) -> Image:
    """Return those that are lines: closed, and with little ink standing above or below.

    The others are the tops and feet of long words whose letters were bridged.
    """
    if not lines.any():
        return lines
    count, labels = cv2.connectedComponents(lines, connectivity=8)
    at = places(lines)
    where = of_places(labels, at)
    inked = ink.ravel()[at] > 0
    crossing = strokes(ink, 0, thick + 2).ravel()[at] > 0
    area = np.bincount(where, minlength=count).clip(1)
    closed = np.bincount(where, weights=inked, minlength=count) / area
    crossed = np.bincount(where, weights=crossing, minlength=count) / area
    kept = (closed > 0.85) & (crossed < 0.55)
    kept[0] = False
    return chosen(lines, labels, kept)


def _tables(across: Image, down: Image, dpi: float) -> Drawn:
    """Return each grid of lines that cross, as rows of cell boxes."""
    grid = cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(grid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    # A line that leans a little stands in several columns of pixels.
    across = pixels_of(cv2.dilate(across, np.ones((7, 1), np.uint8)))
    down = pixels_of(cv2.dilate(down, np.ones((1, 9), np.uint8)))
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
