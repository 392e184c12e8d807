"""Light letters on dark turned round: screens in dark mode, and heads of tables on coloured bars.

The engine expects dark letters on light, and the steps behind take what is lightest for paper.
"""

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import pixels_of
from extractors.ocr import Image

SMALLER = 4
"""So many times smaller is the copy in which dark grounds are sought."""
DARK = 128
"""Of 255: a ground is darker. Dark mode is 20 to 60, the blue and green of offices' tables 70 to 110."""
RIM = 0.8
"""Share of a ground's rim that is dark: letters stand within it. Dark letters, smeared together, have paper
between them there.
"""
AROUND = 0.42
"""Share of what lies around a point of a ground that is dark: bold capitals on it are the rest. Around
points of a dark heading on light less is dark.
"""
LIGHTER = 60
"""Of 255: so much lighter than their ground letters are."""
LEAST_HEIGHT, LEAST_WIDTH = 0.11, 0.4
"""Inches: a bar with one line of small print, a cell with one short word."""
FILLED = 0.8
"""Share of its rectangle that a ground covers; a stamp, people in a picture, or a desk around a sheet less."""
LETTERS = 0.01, 0.45
"""Share of a ground that lighter letters cover; a rim of shadow has none."""


def with_dark_print(pixels: Image, dpi: float) -> Image:
    """Return a page (grey, or blue-green-red) on which letters are darker than what they stand on.

    `dpi` says how large letters are. A page without light letters is returned as it is.
    """
    factor = 1 / SMALLER
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = pixels_of(small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
    high, wide = (max(3, round(inches * dpi / SMALLER)) for inches in (LEAST_HEIGHT, LEAST_WIDTH))
    dark = pixels_of(cv2.threshold(grey, DARK - 1, 255, cv2.THRESH_BINARY_INV)[1])
    around = cv2.boxFilter(dark, -1, (high | 1, high | 1), borderType=cv2.BORDER_REPLICATE)
    grounds = cv2.threshold(around, AROUND * 255, 255, cv2.THRESH_BINARY)[1]
    if not grounds.any():
        return pixels
    # Bold capitals on a bar may leave less of it; they are bridged.
    grounds = cv2.morphologyEx(grounds, cv2.MORPH_CLOSE, np.ones((1, 2 * wide), np.uint8))
    grounds = cv2.morphologyEx(grounds, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8))
    if not grounds.any():
        return pixels
    turned = np.zeros_like(grey)
    _, _, stats, _ = cv2.connectedComponentsWithStats(pixels_of(grounds), connectivity=4)
    for x, y, width, height, area in stats[1:].tolist():
        if area < FILLED * width * height:
            continue
        part = _edges(grey < DARK, x, y, width, height, high)
        if _is_ground(grey[part]):
            turned[part] = 255
    return _turned(pixels, turned) if turned.any() else pixels


def _is_ground(seen: Image) -> bool:
    """Tell whether a part of the page is dark along its rim, and holds lighter letters."""
    if min(seen.shape) < 3:
        return False
    rim = np.concatenate([seen[0], seen[-1], seen[:, 0], seen[:, -1]])
    letters = float((seen > float(np.median(seen)) + LIGHTER).mean())
    return (rim < DARK).mean() >= RIM and LETTERS[0] <= letters <= LETTERS[1]


def _edges(
    dark: npt.NDArray[np.bool_], x: int, y: int, width: int, height: int, reach: int
) -> tuple[slice, slice]:
    """Return the rows and columns of a ground, seen roughly there, from edge to edge."""
    left, right = max(0, x - reach), x + width + reach
    top, bottom = max(0, y - reach), y + height + reach
    rows = _edge(dark[top:bottom, x : x + width].mean(axis=1), y - top, height, top)
    seen = dark[rows, left:right]
    columns = _edge(seen.mean(axis=0), x - left, width, left) if len(seen) else slice(0)
    return rows, columns


def _edge(shares: npt.NDArray[np.floating], at: int, length: int, first: int) -> slice:
    """Return where a stretch of rows or columns begins and ends that are dark for more than half, `first`
    being the number of the first that shares are given of.
    """
    is_dark = [*(shares > 0.5).tolist(), False]
    start, end = at, at + length
    while start < end and not is_dark[start]:
        start += 1
    while end > start and not is_dark[end - 1]:
        end -= 1
    while start > 0 and is_dark[start - 1]:
        start -= 1
    while is_dark[end]:
        end += 1
    return slice(first + start, first + end)


def _turned(pixels: Image, small: Image) -> Image:
    """Return the page with what a mask shows turned round, and its rim light: the mask, made larger, does
    not know a ground's edge to the pixel, and dark slivers there would be drawn lines.
    """
    size = pixels.shape[1], pixels.shape[0]
    core = cv2.erode(small, np.ones((3, 3), np.uint8))
    rim = cv2.dilate(small, np.ones((3, 3), np.uint8)) - core
    where, edge = (cv2.resize(m, size, interpolation=cv2.INTER_NEAREST) > 0 for m in (core, rim))
    out = pixels.copy()
    out[where] = 255 - out[where]
    out[edge] = np.maximum(out[edge], 255 - out[edge])
    return out
