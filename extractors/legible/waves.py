"""Bent lines made straight: a page near a book's back, or one that lay in a pocket.

How far the rows of one upright strip lie above those of the next is told by laying their profiles
of ink over each other. The bends are then a smooth field: pixels by which each place is moved down.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import pixels_of, row_sums
from extractors.ocr import Image

Field = npt.NDArray[np.float32]

STRIPS = 24
WORTH = 0.12
"""Of the letters' height: bends below are as well read as they are."""


@dataclass(frozen=True, slots=True)
class Bends:
    """Pixels by which the page's rows must be fetched from below, on a coarse grid."""

    grid: Field
    width: int
    height: int

    def at(self, x: float, y: float) -> float:
        """Return by how many pixels what stands at (x, y) of the straight page stood lower before."""
        rows, columns = self.grid.shape
        column = min(max(x / self.width * columns - 0.5, 0.0), columns - 1.0)
        row = min(max(y / self.height * rows - 0.5, 0.0), rows - 1.0)
        i, j = int(row), int(column)
        k, m = min(i + 1, rows - 1), min(j + 1, columns - 1)
        a, b = row - i, column - j
        g = self.grid
        top = g[i, j] * (1 - b) + g[i, m] * b
        return float(top * (1 - a) + (g[k, j] * (1 - b) + g[k, m] * b) * a)

    def straightened(self, grey: Image, ground: int = 255) -> Image:
        """Return the page with its lines straight."""
        size = self.width, self.height
        moved = cv2.resize(self.grid, size, interpolation=cv2.INTER_LINEAR)
        y = np.arange(self.height, dtype=np.float32)[:, None] + moved
        x = np.tile(np.arange(self.width, dtype=np.float32), (self.height, 1))
        made = cv2.remap(grey, x, y, cv2.INTER_CUBIC, borderValue=(ground,))
        return pixels_of(made)


def bends_of(ink: Image, letter: float) -> Bends | None:
    """Return how the lines of a page bend; None where they are straight or too few to tell.

    `ink` is 255 where letters are, `letter` their usual height in pixels.
    """
    if letter < 4:
        return None
    factor = min(1.0, 8.0 / letter)  # letters of eight pixels tell enough
    small = pixels_of(cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    scale = small.shape[0] / ink.shape[0]
    height, width = small.shape
    profiles = np.stack(
        [row_sums(s) for s in np.array_split(small, STRIPS, axis=1)],
        axis=1,
        dtype=np.float32,
    )
    steps, weights, places = _steps(_soft(profiles), letter * scale)
    if weights.sum() < 12:
        return None
    field = _field(steps, weights, places, height)
    field -= field.mean()
    bend = float(np.abs(field).max())
    if bend < WORTH * letter * scale or bend > 14 * letter * scale:
        return None
    tried = Bends(field, width, height).straightened(small, 0)
    if _sharpness(tried) < 1.04 * _sharpness(small):
        return None
    return Bends((field / scale).astype(np.float32), ink.shape[1], ink.shape[0])


def _soft(profiles: Field) -> Field:
    kernel = np.array([0.1, 0.2, 0.4, 0.2, 0.1], np.float32)
    return np.apply_along_axis(lambda c: np.convolve(c, kernel, "same"), 0, profiles).astype(
        np.float32
    )


def _steps(profiles: Field, letter: float) -> tuple[Field, Field, npt.NDArray[np.int64]]:
    """Return for each window and pair of neighbouring strips how much lower the right one lies."""
    window, reach = int(9 * letter), max(2, round(0.9 * letter))
    places = np.arange(reach, len(profiles) - window - reach, max(window // 2, 1))
    steps = np.zeros((len(places), STRIPS - 1), np.float32)
    weights = np.zeros_like(steps)
    if not len(places):
        return steps, weights, places
    every = np.lib.stride_tricks.sliding_window_view(profiles, window, axis=0)
    even = every - every.mean(axis=2, keepdims=True)
    norms = np.linalg.norm(even, axis=2)
    for i, y in enumerate(places.tolist()):
        left, right = even[y, :-1], even[y - reach : y + reach + 1, 1:]
        scores = np.einsum("kw,skw->ks", left, right)
        size = norms[y, :-1, None] * norms[y - reach : y + reach + 1, 1:].T
        scores = np.divide(scores, size, out=np.full_like(scores, -1.0), where=size > 0)
        best = scores.argmax(axis=1)
        inked = every[y, :-1].max(axis=1) >= 1
        for k in np.flatnonzero(inked & (best > 0) & (best < 2 * reach)).tolist():
            a, b, c = scores[k, best[k] - 1 : best[k] + 2].tolist()
            if b < 0.45:
                continue
            curve = a - 2 * b + c
            steps[i, k] = best[k] - reach + (0.5 * (a - c) / curve if curve < 0 else 0.0)
            weights[i, k] = b
    return steps, weights, places + window // 2


def _field(steps: Field, weights: Field, places: npt.NDArray[np.int64], height: int) -> Field:
    """Return the smooth field whose steps from strip to strip fit best, on 16 rows of the page.

    Shape: a polynomial of the fifth degree across, whose terms change linearly down the page.
    """
    x = (np.arange(STRIPS) + 0.5) / STRIPS * 2 - 1
    y = places / height * 2 - 1
    powers = np.stack([x**n for n in range(1, 7)], axis=1)
    slopes = np.diff(powers, axis=0)
    rows, wanted, trust = [], [], []
    for i in range(steps.shape[0]):
        for k in range(steps.shape[1]):
            if weights[i, k] > 0:
                rows.append(np.concatenate([slopes[k], slopes[k] * y[i]]))
                wanted.append(steps[i, k])
                trust.append(weights[i, k])
    a, b, w = np.array(rows), np.array(wanted), np.array(trust)
    for _ in range(4):  # steps that jump to the next line are outvoted
        damped = np.vstack([a * w[:, None], 0.05 * np.eye(a.shape[1])])
        found = np.linalg.lstsq(damped, np.concatenate([b * w, np.zeros(a.shape[1])]), rcond=None)[
            0
        ]
        miss = np.abs(a @ found - b)
        w = np.array(trust) / (1 + (miss / 0.6) ** 2)
    down = (np.arange(16) + 0.5) / 16 * 2 - 1
    field = np.stack([powers @ found[:6] + (powers @ found[6:]) * v for v in down])
    return field.astype(np.float32)


def _sharpness(ink: Image) -> float:
    rows = row_sums(ink)
    return float(((rows[1:] - rows[:-1]) ** 2).sum()) / max(float(rows.sum()), 1.0) ** 2
