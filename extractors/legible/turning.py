"""Which way the lines of a page run: letter height, axis, skew, and which end is up."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import darker, pixels_of, reduced, row_sums
from extractors.legible.strokes import parts_of
from extractors.ocr import Image

WIDEST_SKEW = 16.0
"""Degrees to either side among which the skew is sought; beyond, a sheet was laid down on purpose."""
SMALL = 900
"""Pixels of the longer side of the copy in which skew is sought."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What is likely to be letters: black (255) on nothing, and their usual height in pixels."""

    ink: Image
    height: float
    count: int


def letters_of(grey: Image) -> Letters:
    """Return the parts of an evenly lit page that have the size of letters."""
    ink = darker(grey, 140)
    parts = parts_of(ink)
    longest = max(grey.shape)
    width, height, area = parts.width, parts.height, parts.area
    larger = np.maximum(width, height)
    likely = (
        (larger >= max(5, longest / 600))
        & (larger <= longest / 18)
        & (area >= 8)
        & (np.minimum(width, height) >= 2)
        & (area > 0.12 * width * height)
    )
    likely[0] = False
    count = int(likely.sum())
    if not count:
        return Letters(np.zeros_like(ink), 0.0, 0)
    # The narrow side is no letter's height: strokes and dots would lower it.
    usual = float(np.median(larger[likely]))
    likely &= (larger > 0.35 * usual) & (larger < 4 * usual)
    return Letters(parts.shown(likely), usual, int(likely.sum()))


@dataclass(frozen=True, slots=True)
class Run:
    """How sharply the rows of a page part when it is turned anticlockwise by `degrees`."""

    degrees: float
    sharpness: float


def lies_on_its_side(letters: Letters) -> bool | None:
    """Tell whether the lines of a page run up and down; None where that cannot be told.

    Letters stand closer to those of their own line than to those of the next: smeared along the
    lines they join to words, smeared across they stay more apart. Tables show it as well as prose;
    some dozens of letters are needed.
    """
    if letters.count < 60:
        return None
    factor = min(1.0, 9.0 / letters.height)
    small = reduced(letters.ink, factor)
    small = pixels_of(cv2.threshold(small, 90, 255, cv2.THRESH_BINARY)[1])
    reach = max(3, round(0.55 * letters.height * factor))
    along = _parts(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)))
    across = _parts(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8)))
    if max(along, across) < 1.12 * min(along, across):
        return None
    return across < along


def _parts(ink: cv2.typing.MatLike) -> int:
    return int(cv2.connectedComponents(pixels_of(ink), connectivity=8)[0])


def run_of(ink: Image) -> Run:
    """Return the turn at which the rows of ink are sharpest."""
    factor = min(1.0, SMALL / max(ink.shape))
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    half = cv2.resize(small, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    coarse, fine = _Rows(pixels_of(half)), _Rows(pixels_of(small))
    best = coarse.sharpest(np.arange(-WIDEST_SKEW, WIDEST_SKEW + 0.01, 0.75))
    best = coarse.sharpest(np.arange(best - 0.75, best + 0.76, 0.25))
    # A page of bent lines is sharp at many turns; of two alike the one that leaves it as it lies is meant.
    best = fine.sharpest(np.append(np.arange(best - 0.25, best + 0.26, 0.0625), 0.0))
    return Run(best, fine.sharpness(best))


class _Rows:
    """The ink of a page by its points: how much falls on each row is told without turning pixels."""

    def __init__(self, ink: Image) -> None:
        y, x = np.nonzero(ink)
        self._ink = ink[y, x].astype(np.float64)
        self._x, self._y = x - ink.shape[1] / 2, y - ink.shape[0] / 2
        self._side = float(np.hypot(*ink.shape))

    def sharpest(self, degrees: npt.NDArray[np.float64]) -> float:
        """Return the turn, of these, at which the rows part most sharply."""
        return float(max(degrees, key=lambda d: self.sharpness(float(d))))

    def sharpness(self, degrees: float) -> float:
        """Return how much the ink of a row differs from the next's, turned anticlockwise so far."""
        angle = np.radians(degrees)
        at = self._y * np.cos(angle) - self._x * np.sin(angle) + self._side / 2 + 1
        row = at.astype(np.int64)
        below = self._ink * (at - row)  # a point lies between two rows
        size = int(self._side) + 4
        rows = np.bincount(row, self._ink - below, size) + np.bincount(row + 1, below, size)
        steps = float(np.square(np.diff(rows)).sum())
        return steps / max(float(rows.sum()), 1.0) ** 2 * self._side


def has_columns(ink: Image, letter: float) -> bool:
    """Tell whether prose stands in columns: a band free of ink over many rows, amid the text, with
    rows on both sides that fill their side. Cells and signatures do not fill theirs.
    """
    if letter < 4:
        return False
    small = reduced(ink, min(1.0, 6.0 / letter))
    words = pixels_of((small > 60) * 1)
    words = pixels_of(cv2.morphologyEx(words, cv2.MORPH_CLOSE, np.ones((5, 7), np.uint8)))
    filled = np.flatnonzero(words.any(axis=0))
    if not len(filled):
        return False
    left, right = int(filled[0]), int(filled[-1])
    broad = cv2.dilate(words, np.ones((1, 5), np.uint8))
    above = np.cumsum(np.pad(broad, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    is_free = (above[LEAST_COLUMN:] == above[:-LEAST_COLUMN]).any(axis=0)
    for x in range(left + (right - left) // 4, right - (right - left) // 4, 3):
        if not is_free[x]:
            continue
        for start, end in _stretches(broad[:, x] == 0, LEAST_COLUMN):
            sides = words[start:end, left:x], words[start:end, x:right]
            if all(s.shape[1] > 40 and s.mean() > FILLED for s in sides):
                return True
    return False


LEAST_COLUMN = 150
"""Letters' heights times six: some ten lines."""
FILLED = 0.19
"""Of a column's area that its smeared lines cover; prose covers 0.27 and more, cells of tables 0.12."""


def _stretches(free: npt.NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Return the runs of at least so many rows, half open."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(a, b) for a, b in pairs if b - a >= least]


def top_weight(ink: Image, letter: float) -> float:
    """Return -1 to 1: how much more ink stands above the lines' cores than below.

    Capitals, digits and most tall letters rise above the small ones, few hang below: an upright
    page of Latin letters is above zero, one upside down below. `letter` is the usual letter's
    height in pixels. Looked at in strips, since lines may bend.
    """
    above = below = 0.0
    strips = max(4, min(16, int(ink.shape[1] / max(12 * letter, 1))))
    for strip in np.array_split(ink, strips, axis=1):
        rows = row_sums(strip) / 255
        for start, end in _bands(rows, letter):
            band = rows[start:end]
            core = np.flatnonzero(band > 0.5 * _ninth_tenth(band))
            above += float(band[: core[0]].sum())
            below += float(band[core[-1] + 1 :].sum())
    return (above - below) / max(above + below, 1.0)


def share_in_lines(ink: Image, letter: float) -> float:
    """Return 0 to 1: how much of the ink stands in rows as high as a line, with nothing above and below.

    `letter` is the usual letter's height in pixels. Looked at in strips, since lines may bend.
    """
    inside = whole = 0.0
    strips = max(4, min(16, int(ink.shape[1] / max(12 * letter, 1))))
    for strip in np.array_split(ink, strips, axis=1):
        rows = row_sums(strip) / 255
        whole += float(rows.sum())
        inside += sum(float(rows[start:end].sum()) for start, end in _bands(rows, letter))
    return inside / max(whole, 1.0)


def _ninth_tenth(values: npt.NDArray[np.float64]) -> float:
    """Return the 90th percentile; numpy's own takes twenty times as long for so few values."""
    at = 0.9 * (len(values) - 1)
    low, high = np.sort(values)[[int(at), min(int(at) + 1, len(values) - 1)]].tolist()
    return float(low + (high - low) * (at - int(at)))


def _bands(rows: npt.NDArray[np.float64], letter: float) -> list[tuple[int, int]]:
    """Return where lines of letters begin and end, half open."""
    filled = np.concatenate(([0], (rows > 0.5).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(filled))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(a, b) for a, b in pairs if 0.8 * letter < b - a < 3.5 * letter]
