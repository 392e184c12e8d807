"""Scans and phone photos as image files, several pages in a TIFF included."""

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image as Pictures
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

from extractors.ocr import OcrEngine
from extractors.readers import reader
from extractors.readers.imaging import page_of_image
from models.errors import DamagedDocument, TooLarge
from models.source import Page, Source

MAX_PIXELS = 120_000_000
"""A 100-megapixel phone photo is the largest honest picture; a bomb has billions."""
MAX_PAGES = 200


@reader(
    media_types=("image/jpeg", "image/png", "image/tiff", "image/webp", "image/bmp", "image/gif"),
    suffixes=(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
)
def read_image(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read every frame of an image file, upright by its EXIF turn."""
    name = path.name
    pages: list[Page] = []
    try:
        with warnings.catch_warnings():
            # The size is checked here, before a pixel is decoded.
            warnings.simplefilter("ignore", Pictures.DecompressionBombWarning)
            picture = Pictures.open(BytesIO(data))
        with picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
                if frame.width * frame.height > MAX_PIXELS:
                    raise TooLarge(
                        name, f"{frame.width} x {frame.height} pixels; scan it at 200-300 dpi"
                    )
                if number > MAX_PAGES:
                    break
                dpi = frame.info.get("dpi", (0, 0))[0]
                upright = ImageOps.exif_transpose(frame)
                pixels = np.asarray(_on_white(upright))[:, :, ::-1]
                pages.append(
                    page_of_image(np.ascontiguousarray(pixels), number, float(dpi or 0), ocr)
                )
    except Pictures.DecompressionBombError as error:
        raise TooLarge(name, "more pixels than any scan has; scan it at 200-300 dpi") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedDocument(
            name, "is no readable image; copy it or take the photo again"
        ) from error
    return Source(name, "", "image", tuple(pages))


def _on_white(picture: Pictures.Image) -> Pictures.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        full = picture.convert("RGBA")
        ground = Pictures.new("RGBA", full.size, "white")
        return Pictures.alpha_composite(ground, full).convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return Pictures.fromarray((np.asarray(picture) / 256).clip(0, 255).astype("uint8")).convert(
            "RGB"
        )
    return picture.convert("RGB")
