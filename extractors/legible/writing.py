"""Whether a picture holds lines of writing, as a scan or photo of a page does and a photo of people does not."""

import cv2
import numpy as np

from extractors.legible.light import even_light, plain_grey
from extractors.legible.sheets import pixels_of
from extractors.legible.turning import letters_of, lies_on_its_side, run_of, share_in_lines
from extractors.ocr import Image

LARGEST = 2000
"""Pixels of the longer side at which a picture is looked at: small letters of a whole page have six."""
LEAST_LETTERS = 150
"""Two or three lines. A banner behind people, a sign or a stamp has fewer."""
LEAST_SHARE = 0.45
"""Of what has the size of letters that stands in lines."""


def holds_writing(pixels: Image) -> bool:
    """Tell whether there are lines of writing in a picture (grey, or blue-green-red), however it lies."""
    grey = plain_grey(pixels) if pixels.ndim == 3 else pixels
    factor = min(1.0, LARGEST / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 40:
        return False
    letters = letters_of(even_light(pixels_of(small)))
    if letters.count < LEAST_LETTERS:
        return False
    side = lies_on_its_side(letters)
    if side is None:
        return False
    ink = pixels_of(np.rot90(letters.ink, k=-int(side)))
    run = run_of(ink)
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), run.degrees, 1.0)
    straight = pixels_of(cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST))
    return share_in_lines(straight, letters.height) >= LEAST_SHARE
