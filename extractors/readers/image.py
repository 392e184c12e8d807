"""Scans and phone photos as image files, several pages in a TIFF included."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from extractors.ocr import Image, OcrEngine
from extractors.readers import reader
from extractors.readers.continued import continued
from extractors.readers.desk import Rest, pages_by
from extractors.readers.frames import CUT_OFF, UNREADABLE, TooManyPixels, frames, is_moving
from extractors.readers.imaging import page_of_image
from extractors.readers.running import with_running_heads
from extractors.readers.sniffing import Head
from models.errors import DamagedDocument, TooLarge
from models.source import Origin, Page, Source, Unread

MEDIA_TYPES = (
    *("image/jpeg", "image/png", "image/tiff", "image/webp", "image/bmp", "image/gif"),
    *("image/heic", "image/heif", "image/avif", "image/jp2", "image/jpx"),
)
MAX_PAGES = 200


def _recognize(head: Head) -> str | None:
    if head.magic == "image/apng":
        return "image/png"
    return head.magic if head.magic in MEDIA_TYPES else None


@reader(
    media_types=MEDIA_TYPES,
    suffixes=(
        *(".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
        *(".heic", ".heif", ".avif", ".jp2", ".jpx"),
    ),
    recognize=_recognize,
)
def read_image(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read every page of an image file, upright by its EXIF turn."""
    pages: list[Page] = []
    notes: list[str] = []

    def works() -> Iterator[tuple[int, Callable[[], Rest]]]:
        for number, (pixels, dpi) in enumerate(frames(data), 1):
            if number > MAX_PAGES:
                notes.append(f"hanya {MAX_PAGES} halaman pertama yang dibaca")
                return
            yield number, partial(Rest, partial(_page, pixels, number, dpi, ocr))

    try:
        if is_moving(data):
            notes.append("gambar bergerak: hanya gambar pertama yang dibaca")
        pages.extend(pages_by(works()))
    except TooManyPixels as error:
        raise TooLarge(path.name, f"{error}; scan it at 200-300 dpi") from error
    except UNREADABLE as error:
        raise DamagedDocument(
            path.name, "is no readable image; copy it or take the photo again"
        ) from error
    if not any(page.width for page in pages):
        raise DamagedDocument(path.name, "has no page that can be read; scan it again")
    return Source(path.name, "", "image", continued(with_running_heads(pages)), notes=tuple(notes))


def _page(pixels: Image, number: int, dpi: float, ocr: OcrEngine) -> Page:
    if not pixels.size:
        note = f"halaman {number} rusak dan tidak dibaca"
        if pixels is CUT_OFF:
            note = f"berkas terpotong: halaman {number} dan sesudahnya, bila ada, tidak dibaca"
        return Page(
            number, (), origin=Origin.NONE, confidence=0.0, notes=(note,), unread=Unread.DAMAGED
        )
    return page_of_image(pixels, number, dpi, ocr)
