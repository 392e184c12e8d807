"""Image files as pixels: size checked before a pixel is decoded, upright, on white, 8 bits."""

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from math import isfinite

import cv2
import numpy as np
import pillow_heif
from PIL import ExifTags, ImageOps, ImageSequence, UnidentifiedImageError
from PIL import Image as Pictures

from extractors.legible.sheets import pixels_of
from extractors.ocr import Image

MAX_PIXELS = 120_000_000
"""A 100-megapixel phone photo is the largest honest picture; a bomb has billions."""

_MOVING = ("GIF", "PNG", "WEBP")

pillow_heif.register_heif_opener(thumbnails=False)  # so that Pillow opens an iPhone's photos

UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError)
"""What Pillow raises over bytes that are no image, or break off."""


BROKEN: Image = np.zeros((0, 0, 3), dtype=np.uint8)
"""Stands for a page of a TIFF that cannot be read."""
CUT_OFF: Image = np.zeros((0, 1, 3), dtype=np.uint8)
"""Stands for all pages of a TIFF from here on: the file ends before the next is told."""
_ENDS = ("Corrupt EXIF data", "Truncated File Read")
"""So begin Pillow's warnings that a page's tags end before their end."""


class TooManyPixels(Exception):
    """An image larger than any scan or photo of a page."""


def frames(data: bytes) -> Iterator[tuple[Image, float]]:
    """Yield the pages of an image file, blue-green-red, each with its dots per inch (0: unknown).

    Only a TIFF holds pages; what moves, or carries a preview, gives its first picture. A page of
    several that cannot be read is BROKEN; the others are read. What is cut off ends with CUT_OFF.

    Raises: TooManyPixels, and those of UNREADABLE.
    """
    with _opened(data) as picture:
        for frame in _pages(picture) if picture.format == "TIFF" else [picture]:
            if frame is None:
                yield CUT_OFF, 0.0
                return
            _check(frame.size)
            try:
                with _quiet():
                    read = _pixels(frame), _dpi(frame)
            except UNREADABLE:
                if not _has_pages(picture):
                    raise
                read = BROKEN, 0.0
            yield read


def _pages(picture: Pictures.Image) -> Iterator[Pictures.Image | None]:
    """Yield the pages of a TIFF, each valid up to the next; None last where the file is cut off."""
    sequence = ImageSequence.Iterator(picture)
    while True:
        # Where the list of pages breaks off, Pillow warns at most, and ends as if all were read.
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            try:
                frame = next(sequence, None)
            except UNREADABLE:
                yield None
                return
        if frame is None:
            return
        yield frame
        if any(str(warning.message).startswith(_ENDS) for warning in told):
            yield None
            return


def _has_pages(picture: Pictures.Image) -> bool:
    """Tell whether a TIFF has pages besides its first, also where the file ends within them."""
    if picture.format != "TIFF":
        return False
    at = picture.tell()
    try:
        with _quiet():
            return int(getattr(picture, "n_frames", 1)) > 1
    except UNREADABLE:
        return True
    finally:
        picture.seek(at)


def _pixels(frame: Pictures.Image) -> Image:
    """Return one picture upright and on white, blue-green-red."""
    upright = _square(frame)
    if upright.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        upright = ImageOps.exif_transpose(upright)
    return pixels_of(cv2.cvtColor(np.asarray(_on_white(upright)), cv2.COLOR_RGB2BGR))


def _opened(data: bytes) -> Pictures.Image:
    """Open without Pillow's own bound on pixels, which is lower than an honest phone's."""
    try:
        with _quiet():
            return Pictures.open(BytesIO(data))
    except Pictures.DecompressionBombError as error:
        raise TooManyPixels(str(error)) from error


def _quiet() -> AbstractContextManager[object]:
    """Return what keeps Pillow's warnings of large pictures and cut tags off a terminal."""
    return warnings.catch_warnings(action="ignore")


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise TooManyPixels(f"{size[0]} x {size[1]} pixels")


def first_frame(data: bytes) -> tuple[Image, float]:
    """Return the only or first page of an image file, as `frames` does.

    Raises: as `frames` does; one of UNREADABLE too where it is the first page that cannot be read.
    """
    pixels, dpi = next(frames(data))
    if not pixels.size:
        raise UnidentifiedImageError("its first page cannot be read")
    return pixels, dpi


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels by the header alone.

    Raises: as `frames` does.
    """
    with _opened(data) as picture:
        _check(picture.size)
        return picture.size


def is_moving(data: bytes) -> bool:
    """Tell whether an image file is an animation, of which only the beginning is read."""
    with _opened(data) as picture:
        return picture.format in _MOVING and bool(getattr(picture, "is_animated", False))


def _dpi(frame: Pictures.Image) -> float:
    """Return what the file says of its dots per inch, 0 for nothing or nonsense."""
    return max(_both_dpi(frame))


def _both_dpi(frame: Pictures.Image) -> tuple[float, float]:
    said = frame.info.get("dpi", (0.0, 0.0))
    try:
        across, down = float(said[0]), float(said[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    return (across, down) if isfinite(across) and isfinite(down) else (0.0, 0.0)


FAX = (1.15, 5.0)
"""Faxes have up to four times as many dots along a line as across lines (ITU-T T.4: 204 x 98, 204 x
196, 408 x 98); a smaller difference is rounding, a larger one nonsense.
"""


def _square(frame: Pictures.Image) -> Pictures.Image:
    """Return a frame whose dots are as high as wide, stretched where they are not."""
    across, down = _both_dpi(frame)
    if min(across, down) <= 0 or not FAX[0] <= max(across, down) / min(across, down) <= FAX[1]:
        return frame
    width, height = frame.size
    if across > down:
        size = width, round(height * across / down)
    else:
        size = round(width * down / across), height
    _check(size)
    grey = frame.convert("L") if frame.mode == "1" else frame
    return grey.resize(size, Pictures.Resampling.BICUBIC)


def _on_white(picture: Pictures.Image) -> Pictures.Image:
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        full = picture.convert("RGBA")
        ground = Pictures.new("RGBA", full.size, "white")
        return Pictures.alpha_composite(ground, full).convert("RGB")
    if picture.mode.startswith("I") or picture.mode == "F":
        return Pictures.fromarray(_eight_bits(np.asarray(picture, dtype=np.float32))).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _eight_bits(deep: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Image:
    """Scale by the lightest point, since 12 bits are often kept in 16."""
    deep = np.nan_to_num(deep, nan=0.0, posinf=0.0, neginf=0.0).clip(0)
    return (deep * (255 / max(float(deep.max(initial=0.0)), 1.0))).astype(np.uint8)
