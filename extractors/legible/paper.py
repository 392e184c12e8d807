"""The sheet in a photo: its four corners found, seen from straight above, without its ground."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from extractors.legible.sheets import Homography, inverse, pixels_of
from extractors.ocr import Image

LONGEST = 640
"""Pixels of the small copy in which the sheet is sought."""
LEAST_SHARE, MOST_SHARE = 0.22, 0.985
"""Of the photo that a sheet covers; more is no photo of a sheet on a ground."""
WIDEST_BEND = 32.0
"""Degrees by which a corner may miss the right angle; more is no sheet looked at from above."""

LEAST_STEP = 9
"""Of 255: what light changes within a dozen points where paper ends; shade changes less."""

Corners = npt.NDArray[np.float32]


def flatten(pixels: Image) -> tuple[Image, Homography] | None:
    """Return a photographed sheet seen from straight above, and the way back from its pixels.

    None where no sheet with four corners stands out from its ground.
    """
    factor = LONGEST / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY) if small.ndim == 3 else small
    grey = pixels_of(cv2.medianBlur(pixels_of(grey), 3))
    best: tuple[float, Corners] | None = None
    for mask in _masks(pixels_of(small)):
        corners = _corners(mask)
        if corners is None:
            continue
        if not _stands_out(grey, corners):
            continue
        likeness = _likeness(mask, corners)
        if best is None or likeness > best[0]:
            best = likeness, corners
    if best is None or best[0] < 0.86:
        return None
    corners = best[1]
    if _fills(corners, (small.shape[1], small.shape[0])):
        return None
    return _warp(pixels, corners / np.float32(factor))


def _masks(small: Image) -> Iterator[Image]:
    """Yield guesses at which pixels are paper: the bright, the bright without colour, the smooth."""
    soft = cv2.bilateralFilter(cv2.medianBlur(small, 5), 7, 40, 7)
    grey = cv2.cvtColor(soft, cv2.COLOR_BGR2GRAY) if soft.ndim == 3 else soft
    # Ink is closed first: dark letters and tables are no ground.
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    level, mask = cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield pixels_of(mask)
    brighter = closed[closed > level]
    if brighter.size:
        again, _ = cv2.threshold(
            brighter.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU
        )
        yield pixels_of((closed > again) * 255)
    if soft.ndim == 3:
        blue, green, red = cv2.split(soft)
        lightest = cv2.max(cv2.max(blue, green), red)
        colour = cv2.subtract(lightest, cv2.min(cv2.min(blue, green), red)).astype(np.int32)
        share = pixels_of(255 - np.clip(255 * colour / np.maximum(lightest, 1), 0, 255))
        share = pixels_of(cv2.morphologyEx(share, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)))
        _, pale = cv2.threshold(share, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield pixels_of(cv2.bitwise_and(pale, pixels_of((closed > 0.7 * level) * 255)))
    edges = cv2.Canny(pixels_of(closed), 12, 36)
    edges = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    yield from _enclosed(pixels_of(edges))


def _enclosed(edges: Image) -> Iterator[Image]:
    """Yield the largest area without an edge in it."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(pixels_of(255 - edges))
    if count > 1:
        largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
        yield pixels_of(cv2.dilate(pixels_of((labels == largest) * 255), np.ones((5, 5), np.uint8)))


def _corners(mask: Image) -> Corners | None:
    """Return the four corners of the largest area of a mask, if it looks like a sheet."""
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    area = cv2.contourArea(hull)
    if not LEAST_SHARE < area / mask.size < MOST_SHARE:
        return None
    around = cv2.arcLength(hull, True)
    for tolerance in (0.01, 0.015, 0.02, 0.03, 0.04, 0.06):
        shape = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(shape) == 4:
            corners = shape.reshape(4, 2).astype(np.float32)
            return corners if _is_sheet(corners) else None
        if len(shape) < 4:
            break
    return None


def _is_sheet(corners: Corners) -> bool:
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(sides, axis=1)
    if lengths.min() < 0.3 * lengths.max():
        return False
    unit = sides / lengths[:, None]
    bends = np.degrees(
        np.arcsin(np.clip(np.abs((unit * np.roll(unit, -1, axis=0)).sum(axis=1)), 0, 1))
    )
    return bool(bends.max() < WIDEST_BEND)


def _stands_out(grey: Image, corners: Corners) -> bool:
    """Tell whether the sheet ends sharply on each side that is not the frame's: shade does not."""
    height, width = grey.shape
    middle = corners.mean(axis=0)
    free = 0
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = a + (b - a) * np.linspace(0.06, 0.94, 60, dtype=np.float32)[:, None]
        normal = np.array([b[1] - a[1], a[0] - b[0]], np.float32) / np.linalg.norm(b - a)
        inward = normal if normal @ (middle - a) > 0 else -normal
        inner = np.rint(points + 6 * inward).astype(int)
        outer = np.rint(points - 6 * inward).astype(int)
        seen = (outer >= 0).all(axis=1) & (outer[:, 0] < width) & (outer[:, 1] < height)
        seen &= (inner >= 0).all(axis=1) & (inner[:, 0] < width) & (inner[:, 1] < height)
        if seen.mean() < 0.5:
            continue  # the frame cuts the sheet here
        free += 1
        inside = grey[inner[seen, 1], inner[seen, 0]].astype(np.int16)
        outside = grey[outer[seen, 1], outer[seen, 0]].astype(np.int16)
        if np.mean(np.abs(inside - outside) > LEAST_STEP) < 0.55:
            return False
    return free >= 2


def _likeness(mask: Image, corners: Corners) -> float:
    """Return how well the four corners and the mask agree: what they share of what either covers."""
    shape = np.zeros_like(mask)
    cv2.fillConvexPoly(shape, corners.astype(np.int32), 255)
    either = int(np.count_nonzero(cv2.bitwise_or(shape, mask)))
    return int(np.count_nonzero(cv2.bitwise_and(shape, mask))) / max(either, 1)


def _fills(corners: Corners, size: tuple[int, int]) -> bool:
    """Tell whether the four corners are the image's own."""
    width, height = size
    ends = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return all(float(np.linalg.norm(ends - c, axis=1).min()) < 0.02 * max(size) for c in corners)


def _warp(pixels: Image, corners: Corners) -> tuple[Image, Homography]:
    # Clockwise, from the corner that lies most to the upper left.
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    around = np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)
    a, b, c, d = around
    width = int(max(np.linalg.norm(b - a), np.linalg.norm(c - d)))
    height = int(max(np.linalg.norm(d - a), np.linalg.norm(c - b)))
    goal = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(around.astype(np.float32), goal)
    white = (255, 255, 255) if pixels.ndim == 3 else (255,)
    made = cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white
    )
    return pixels_of(made), inverse(matrix)
