"""Ink told from paper: colour, shade, shadow, faded ink and dust taken away."""

import cv2
import numpy as np

from extractors.legible.sheets import chosen, darker, of_places, pixels_of, places
from extractors.ocr import Image


def even_light(pixels: Image) -> Image:
    """Return a page (grey, or blue-green-red) divided, colour by colour, by its own paper.

    Shadows, coloured paper and highlighter go; ink keeps its share of the paper's light.
    """
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = max(5, int(min(height, width) / 160)) | 1
    ground = cv2.dilate(small, np.ones((size, size), np.uint8))
    ground = np.maximum(cv2.medianBlur(ground, min(4 * size + 1, 101) | 1), 1)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return pixels_of(cv2.divide(pixels, ground, dst=ground, scale=255))


def small_of(mask: Image, like: Image) -> Image:
    """Return a mask at the size of another image."""
    size = like.shape[1], like.shape[0]
    return pixels_of(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST))


def ink_grey(lit: Image) -> Image:
    """Return an evenly lit page grey, without coloured stamps, pens and lines.

    What is black stays black under a stamp. Where most of the ink has a colour it is the text's.
    """
    if lit.ndim == 2:
        return lit
    lightest, darkest = _ends(lit)
    colour = cv2.subtract(lightest, darkest)
    seen = plain_grey(lit)
    stamp = (colour > COLOURED) & (lightest > LIGHTEST_BLACK)
    black = seen < LIGHTEST_BLACK
    if np.count_nonzero(stamp[::2, ::2]) > np.count_nonzero((black & ~stamp)[::2, ::2]):
        return seen
    grey = pixels_of(cv2.addWeighted(lightest, 0.75, seen, 0.25, 0))
    at = np.flatnonzero(stamp)
    pale = 255 - (255 - pixels_of(lightest).ravel()[at]) // 3
    grey.ravel()[at] = np.maximum(grey.ravel()[at], pale)
    where = _tinted(lit)
    if where is not None:
        ink = seen[(seen < INK) & (where == 0)]
        black_ink = float(np.median(ink)) if ink.size else 0.0
        grey[(where > 0) & (seen > black_ink + PALE * (255 - black_ink))] = 255
    return grey


def _ends(pixels: cv2.typing.MatLike) -> tuple[cv2.typing.MatLike, cv2.typing.MatLike]:
    """Return the highest and the lowest of each point's colours; numpy's own take ten times as long for
    so few.
    """
    blue, green, red = cv2.split(pixels)
    return cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)


def _tinted(lit: Image) -> Image | None:
    """Return where pale coloured marks lie (255), None where none do.

    A camera keeps the colour of a pale stamp in squares of many pixels only, and gives black letters
    a rim of colour: told pixel by pixel they are alike, over a few pixels' breadth they are not.
    """
    small = cv2.resize(lit, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    # What ink takes of the paper around it, whose own tint and grain say nothing.
    strokes = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((25, 25), np.uint8))
    taken = cv2.blur(strokes, (3, 3)).astype(np.float32)
    taken = np.maximum(taken - np.median(taken[::4, ::4], axis=(0, 1)), 0)
    ink = taken[_ends(taken)[0] > 64]
    if not ink.size:
        return None
    # Black on tinted paper takes less of one colour, everywhere on the page.
    taken *= 1 / np.maximum(np.median(ink / ink.max(axis=1, keepdims=True), axis=0), 0.5)
    most, least = _ends(taken)
    tint = (most - least > TINT * most) & (most > 18)
    marks = cv2.morphologyEx(pixels_of(tint), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] > (max(marks.shape) / 85) ** 2
    large[0] = False
    if not large.any():
        return None
    marks = cv2.dilate(chosen(pixels_of(marks), labels, large), np.ones((9, 9), np.uint8))
    return small_of(pixels_of(marks), lit)


COLOURED, LIGHTEST_BLACK = 46, 112
"""Of 255: so far a stamp's colours lie apart, and black ink under it is darker than that."""
TINT = 0.18
"""Share of the light that a pale mark takes, by which its colours lie apart; black ink's do by 0.06."""
INK, PALE = 200, 0.2
"""Of 255: what is darker is ink; and how far from black ink to paper what is pale begins."""


def plain_grey(pixels: Image) -> Image:
    """Return grey as the eye sees it."""
    return pixels if pixels.ndim == 2 else pixels_of(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


def darkened(grey: Image) -> Image:
    """Return evenly lit grey with its ink black and what shines through from the back white."""
    sample = grey[::2, ::2]
    level, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = sample[sample < level]
    if ink.size < 0.0005 * sample.size:
        return grey
    black = float(np.percentile(ink, 30))
    white = level + 0.55 * (255 - level)
    table = np.clip((np.arange(256) - black) * 255 / max(white - black, 16), 0, 255)
    return pixels_of(cv2.LUT(grey, table.astype(np.uint8)))


def without_dust(grey: Image) -> Image:
    """Return the page without single points, black or white, where it is full of them, else itself.

    Points within a letter's reach stay: they may be dots and commas.
    """
    ink = darker(grey, 150)
    count, found = cv2.connectedComponents(ink, connectivity=8)
    labels = np.asarray(found)
    dust = np.bincount(of_places(labels, places(ink)), minlength=count) <= DUST
    dust[0] = False
    if int(dust.sum()) < 0.5 * int((~dust).sum()) + 100:
        return grey
    # Points with hardly a neighbour of their own kind, also those that touch letters or lie in them.
    around = cv2.filter2D(
        ink // 255, -1, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE
    )
    alone = ((ink > 0) & (around <= 2)) | ((ink == 0) & (around >= 6))
    soft = cv2.medianBlur(grey, 3)
    out = np.where(alone, soft, grey)
    letters = pixels_of(~dust[labels] & (ink > 0))
    near = cv2.dilate(letters, np.ones((7, 5), np.uint8)) > 0
    far = cv2.dilate(pixels_of(dust[labels] & ~near), np.ones((3, 3), np.uint8)) > 0
    out[far & ~near] = 255
    return pixels_of(out)


DUST = 8
"""Pixels that a speck covers at most; a full stop of small print covers as many."""


def without_specks(grey: Image, letter: float) -> Image:
    """Return the page without what cannot be part of a word: specks far from all ink, and holes.

    `letter` is the usual letter's height in pixels. Dots of colons and of dotted lines have a
    neighbour within it and stay. A speck behind a line takes all certainty from its last word.
    """
    if letter < 6:
        return grey
    ink = darker(grey, 190)
    reach = round(0.9 * letter) | 1
    blobs = pixels_of(cv2.dilate(ink, np.ones((reach, reach), np.uint8)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(blobs, connectivity=8)
    width, height = (
        stats[:, cv2.CC_STAT_WIDTH] - reach + 1,
        stats[:, cv2.CC_STAT_HEIGHT] - reach + 1,
    )
    area = np.bincount(of_places(labels, places(ink)), minlength=len(stats))
    larger = np.maximum(width, height)
    gone = (larger < 0.34 * letter) & (area < 0.1 * letter**2)
    round_ = (np.minimum(width, height) > 1.6 * letter) & (larger < 1.3 * np.minimum(width, height))
    gone |= round_ & (area > 0.68 * width * height)
    gone[0] = False
    if not gone.any():
        return grey
    return pixels_of(cv2.bitwise_or(grey, chosen(blobs, labels, gone)))
