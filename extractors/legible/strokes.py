"""What the ink of a page is made of: strokes of some length, and parts that hang together.

Each gives what OpenCV's morphology and statistics give, to the pixel, for the ink of a page: little of
it, on much paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import of_places, pixels_of, places
from extractors.ocr import Image

LONG = 24
"""Pixels from which on strokes are sought eight rows or columns at a time."""

Numbers = npt.NDArray[np.int32]


def strokes(ink: Image, width: int, height: int) -> Image:
    """Return the ink of strokes at least so wide, or so high; the other measure is 1 at most."""
    assert min(width, height) <= 1
    if height < LONG and width < LONG:
        kernel = np.ones((max(height, 1), max(width, 1)), np.uint8)
        return pixels_of(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
    if width > 1:
        turned = strokes(pixels_of(cv2.transpose(ink)), height, width)
        return pixels_of(cv2.transpose(turned))
    eroded = _over(np.packbits(ink, axis=1), height, np.bitwise_and, 255)
    opened = _over(eroded, height, np.bitwise_or, 0)
    return pixels_of(np.unpackbits(opened, axis=1, count=ink.shape[1]) * np.uint8(255))


def _over(rows: Image, count: int, joined: Callable[[Image, Image], Image], beyond: int) -> Image:
    """Return each row joined with those around it, `count` in all; beyond the edges lies `beyond`.

    Runs of rows are doubled until they are long enough.
    """
    held = np.full((len(rows) + 2 * count, rows.shape[1]), beyond, np.uint8)
    held[count : count + len(rows)] = rows
    length = 1
    while length < count:
        step = min(length, count - length)
        held = joined(held[:-step], held[step:])
        length += step
    first = count - count // 2
    return held[first : first + len(rows)]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of ink that hang together; 0 is the paper. `labels` says of each pixel to which it
    belongs; the others of each part how wide and high it is and how many pixels it covers.
    """

    labels: Numbers
    at: npt.NDArray[np.intp]
    """Where ink is, as places in the flat array."""
    label: Numbers
    """To which part it belongs, there."""
    width: Numbers
    height: Numbers
    area: npt.NDArray[np.int64]

    def shown(self, kept: npt.NDArray[np.bool_]) -> Image:
        """Return the ink of the parts that are kept, 255 on 0."""
        out = np.zeros(self.labels.shape, np.uint8)
        out.ravel()[self.at] = kept.astype(np.uint8)[self.label] * np.uint8(255)
        return out


def parts_of(ink: Image) -> Parts:
    """Return the parts of ink, diagonal neighbours together."""
    count, found = cv2.connectedComponents(ink, connectivity=8)
    labels = np.asarray(found, dtype=np.int32)
    at = places(ink)
    label = of_places(labels, at)
    y, x = np.divmod(at.astype(np.int32), np.int32(ink.shape[1]))
    top, bottom = np.zeros(count, np.int32), np.zeros(count, np.int32)
    top[label[::-1]], bottom[label] = y[::-1], y  # of several the last one stays
    left, right = np.full(count, ink.shape[1], np.int32), np.zeros(count, np.int32)
    np.minimum.at(left, label, x)
    np.maximum.at(right, label, x)
    area = np.bincount(label, minlength=count)
    return Parts(labels, at, label, right - left + 1, bottom - top + 1, area)
