"""Pictures among the text of a PDF's page: a pasted table, a photographed list, a letterhead. Those that
hold writing are read where they stand, and their words join the page's.

Photos, logos and signatures are told by their size and by what looks like letters in lines, before an
engine is asked; what it makes of others than these is left out where it does not read as text.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np

from extractors.legible import ALL, Step
from extractors.legible.light import even_light, plain_grey
from extractors.legible.sheets import pixels_of
from extractors.legible.turning import letters_of, lies_on_its_side, share_in_lines
from extractors.legible.writing import LEAST_SHARE, holds_writing
from extractors.ocr import Image, NoOcr, OcrEngine
from extractors.readers.imaging import WHY, page_of_image, with_boxes
from extractors.readers.pieces import around
from extractors.readers.text_layer import WHOLE, Layer
from models.source import Box, Line, Page, Table, Word
from models.values.legible import legibility

LEAST_AREA = 2.0
"""Square inches from which a picture is looked at: fifteen centimetres by one, two lines of a table. Logos
and signatures have less.
"""
LEAST_SIDE = 16.0
"""Points: a line of type with its white; rules and bars are narrower."""
LEAST_DPI = 50.0
"""Dots per inch below which no letters of a usual size can be told."""
TOUCHING = 1.5
"""Points: parts of one picture lie no further apart."""
MOST_PARTS = 200
"""A page of more pictures is made of them."""
MOST = 8
"""So many pictures of a page are read; a page of more is a scan in pieces, or a sheet of photos."""
LAST_S = 100.0
"""Seconds after which no further picture of a page is begun, so that one on which the engine hangs
(`extractors.ocr.SECONDS_A_PAGE`) still ends in the time that `extractors.bounded` gives a page.
"""
LOOK_DPI = 110
"""At which a picture is looked at: small print has letters of eight pixels there."""
READ_DPI = (200.0, 300.0)
"""At which one is read, as fine as its own pixels are."""
MAX_PIXELS = 30_000_000
LEAST_LETTERS = 30
"""A line, or four rows of sums. A sign behind people has fewer."""
CLEAN = 0.97
"""Of what has the size of letters so much stands in lines where a picture is of nothing else. By so few
letters more cannot be told; what lies scattered has under 0.93.
"""
TYPE_IT = (
    "bila malam berikutnya masih begini, buka berkas ini dan lihat gambarnya: bila isinya perlu, ketik isinya "
    "di dokumen aslinya atau ganti gambarnya dengan yang lebih tajam, lalu taruh lagi di kotak masuk"
)
"""What staff can do about a picture in a document that is none of paper; runs of the next nights try it
again by themselves.
"""
LEAST_READ = 8
"""Letters in words and digits; a stamp's or a screw's worth is none."""
SURE, READABLE = 0.6, 0.6
"""The mean confidence of an engine's words, and the share of their letters in plausible words, from which
they are text: of photos it makes words of which neither is so high.
"""

Upright = Callable[[float], Image]
"""Draws the upright page, so many pixels a point."""


def insets_of(layer: Layer) -> tuple[Box, ...]:
    """Return where on a page the pictures stand that may hold writing, parts that touch as one, from the
    top; none of a page that is a picture itself.
    """
    if not layer.words or len(layer.pictures) > MOST_PARTS:
        return ()
    most = WHOLE * layer.width * layer.height
    joined: list[tuple[Box, int]] = []
    for picture in layer.pictures:
        box, pixels = picture.box, picture.pixels
        if _area(box) > most:  # what lies under the page touches all others
            continue
        while near := [
            one for one in joined if _touch(box, one[0])
        ]:  # what both cover may touch more
            joined = [one for one in joined if one not in near]
            box = around([box, *(other for other, _ in near)])
            pixels += sum(count for _, count in near)
        joined.append((box, pixels))
    found = [
        box
        for box, pixels in joined
        if LEAST_AREA * 72**2 <= _area(box) <= most
        and min(box.x1 - box.x0, box.bottom - box.top) >= LEAST_SIDE
        and pixels >= LEAST_DPI**2 * _area(box) / 72**2
    ]
    return tuple(sorted(found, key=lambda box: (box.top, box.x0)))


@dataclass(frozen=True, slots=True)
class Insets:
    """Reads the pictures among the text of one document. A picture that stands on each page at the same
    place, as a letterhead does, is read once.
    """

    ocr: OcrEngine
    known: dict[bytes, Future[Page]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def added(self, page: Page, layer: Layer, upright: Upright) -> Page:
        """Return a page that was read by its layer, with what its pictures hold of writing. What could not
        be read of them is told in its notes.
        """
        boxes = insets_of(layer)
        if not boxes:
            return page
        scale = LOOK_DPI / 72
        shown = upright(scale)
        written = [b for b in boxes if _holds_lines(_cut(shown, b, scale, layer.words)[0])]
        if not written:
            return page
        if isinstance(self.ocr, NoOcr):
            note = f"{len(written)} gambar bertulisan di halaman {page.number} tidak dibaca (OCR tidak ada)"
            return replace(page, notes=(*page.notes, note), is_partial=True)
        return self._read(page, layer, written, upright)

    def _read(self, page: Page, layer: Layer, written: Sequence[Box], upright: Upright) -> Page:
        scale = _scale(layer)
        shown = upright(scale)
        end = time.monotonic() + LAST_S
        made = page
        read = wordless = 0
        left = len(written)
        failed: list[str] = []
        for box in written[:MOST]:
            if time.monotonic() > end:
                break
            left -= 1
            pixels, corner = _cut(shown, box, scale, layer.words)
            found = self._page(pixels, page.number, 72 * scale)
            if found.unread is not None:
                failed.append(
                    f"gambar di halaman {page.number} tidak terbaca: {WHY[found.unread]}; {TYPE_IT}"
                )
            elif not _is_text(found):
                wordless += 1
            else:
                read += 1
                blocks = tuple(_moved(found, corner, scale))
                made = replace(made, blocks=_joined(made.blocks, blocks, box))
        reason = page.reason
        if read:
            reason += f"; {read} gambar bertulisan di dalamnya dibaca dengan OCR"
        if wordless:
            reason += f"; {wordless} gambar tanpa tulisan yang terbaca"
        words = _words_of(made)
        sure = sum(word.confidence for word in words) / max(len(words), 1)
        sure = min(round(sure, 3), 0.999) if read else page.confidence
        made = replace(made, reason=reason, confidence=sure)
        notes = [*dict.fromkeys(failed)]
        if left:
            why = "terlalu banyak atau terlalu lama"
            notes.append(f"{left} gambar bertulisan di halaman {page.number} tidak dibaca ({why})")
        return replace(made, notes=(*made.notes, *notes), is_partial=bool(failed))

    def _page(self, pixels: Image, number: int, dpi: float) -> Page:
        """Return what a picture says. Pages are read side by side: those that come to one while it is
        read wait for it; one that failed is tried again by those that come later.
        """
        key = hashlib.blake2b(pixels.tobytes()).digest()
        with self.lock:
            is_first = key not in self.known
            told = self.known.setdefault(key, Future())
        if not is_first:
            return told.result()
        try:
            found = page_of_image(pixels, number, dpi, self.ocr, ALL - {Step.DOUBT})
        except Exception as error:
            told.set_exception(error)
            raise
        if found.unread is not None:
            with self.lock:
                del self.known[key]
        told.set_result(found)
        return found


def with_pictures_unread(page: Page, layer: Layer) -> Page:
    """Return a page of which no picture may be drawn, since one is too large, with a note if one of them
    may hold writing.
    """
    count = len(insets_of(layer))
    if not count:
        return page
    note = f"{count} gambar di halaman {page.number} tidak dibaca (terlalu besar)"
    return replace(page, notes=(*page.notes, note))


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x0 <= other.x1 + TOUCHING
        and other.x0 <= one.x1 + TOUCHING
        and one.top <= other.bottom + TOUCHING
        and other.top <= one.bottom + TOUCHING
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _scale(layer: Layer) -> float:
    """Return at how many pixels a point a page's pictures are read."""
    finest = max((p.pixels / max(_area(p.box), 1.0) for p in layer.pictures), default=0.0)
    dpi = min(max(72 * sqrt(finest), READ_DPI[0]), READ_DPI[1])
    return min(dpi / 72, sqrt(MAX_PIXELS / max(layer.width * layer.height, 1.0)))


def _cut(
    shown: Image, box: Box, scale: float, words: Sequence[Word]
) -> tuple[Image, tuple[int, int]]:
    """Return a picture cut out of its page, without the words of the layer that stand on it, and its
    corner on the page in pixels.
    """
    left, top = max(round(box.x0 * scale), 0), max(round(box.top * scale), 0)
    cut = shown[top : round(box.bottom * scale), left : round(box.x1 * scale)].copy()
    over = [
        b
        for word in words
        if (b := word.box) is not None
        and b.x0 < box.x1
        and box.x0 < b.x1
        and b.top < box.bottom
        and box.top < b.bottom
    ]
    if over and cut.size:
        ground = np.median(cut[::4, ::4], axis=(0, 1))
        for b in over:
            rows = slice(max(round(b.top * scale) - top, 0), max(round(b.bottom * scale) - top, 0))
            columns = slice(max(round(b.x0 * scale) - left, 0), max(round(b.x1 * scale) - left, 0))
            cut[rows, columns] = ground
    return cut, (left, top)


def _holds_lines(cut: Image) -> bool:
    """Tell whether a picture shows letters in lines, dark on light or light on dark."""
    if min(cut.shape[:2]) < LEAST_SIDE:
        return False
    grey = plain_grey(cut)
    if float(np.median(grey[::2, ::2])) < 110:
        grey = pixels_of(255 - grey)
    letters = letters_of(even_light(grey))
    if letters.count < LEAST_LETTERS:
        return False
    # Some dozens of letters stand closer to those of their own line; spots of a photo do not.
    least = CLEAN if lies_on_its_side(letters) is None else LEAST_SHARE
    return share_in_lines(letters.ink, letters.height) >= least or holds_writing(grey)


def _is_text(found: Page) -> bool:
    how = legibility(word.text for word in _words_of(found))
    signs = how.letters + how.figures
    is_sure = found.confidence >= SURE and how.readable >= READABLE * signs
    return is_sure and how.readable >= LEAST_READ


def _words_of(page: Page) -> list[Word]:
    found: list[Word] = []
    for block in page.blocks:
        if isinstance(block, Line):
            found += block.words
        else:
            found += (word for row in block.rows for cell in row for word in cell.words)
    return found


def _moved(found: Page, corner: tuple[int, int], scale: float) -> list[Line | Table]:
    """Return what was read of a picture with its boxes on the page that the picture stands on."""
    placement = found.placement
    assert placement is not None, "what an engine read has its place in its picture"

    def on_page(box: Box | None) -> Box | None:
        if box is None:
            return None
        corners = placement.corners(box)
        across = sorted((x + corner[0]) / scale for x, _ in corners)
        down = sorted((y + corner[1]) / scale for _, y in corners)
        return Box(across[0], down[0], across[-1], down[-1])

    return [with_boxes(block, on_page) for block in found.blocks]


def _joined(
    blocks: tuple[Line | Table, ...], found: tuple[Line | Table, ...], box: Box
) -> tuple[Line | Table, ...]:
    """Return a page's blocks with those of a picture behind the last that stands above it."""
    middle = (box.top + box.bottom) / 2
    placed = [(at, b) for at, block in enumerate(blocks) if (b := block.box) is not None]
    above = [
        at
        for at, b in placed
        if (b.top + b.bottom) / 2 < middle and b.x0 < box.x1 and box.x0 < b.x1
    ]
    below = [at for at, b in placed if b.top >= box.top]
    at = above[-1] + 1 if above else (below[0] if below else len(blocks))
    return (*blocks[:at], Line(""), *found, Line(""), *blocks[at:])
