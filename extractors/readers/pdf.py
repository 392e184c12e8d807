"""PDF: the text layer where it makes sense, OCR where it is missing, decided page by page."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from extractors.ocr import Image, NoOcr, OcrEngine
from extractors.readers import reader
from extractors.readers.cleaning import name_shown
from extractors.readers.continued import continued
from extractors.readers.desk import Rest, pages_by
from extractors.readers.forms import notes_of_form, opened, page_with_fields
from extractors.readers.geometry import blocks
from extractors.readers.imaging import WHY, page_of_image
from extractors.readers.inner_files import inner_files
from extractors.readers.inset_pictures import Insets, insets_of, with_pictures_unread
from extractors.readers.judging import Use, Verdict, better, judge, without_wrong_figures
from extractors.readers.packed_names import names_in
from extractors.readers.running import with_running_heads
from extractors.readers.sniffing import Head, names_files
from extractors.readers.text_layer import PDFIUM, Layer, layer_of
from extractors.readers.unseen_text import unseen
from extractors.readers.user_units import USER_UNIT, user_units
from models.errors import DamagedDocument, EmptyDocument, EncryptedDocument, InputError
from models.source import Origin, Page, Source, Unread
from models.unswept import unswept

PDF = "application/pdf"
_START = re.compile(rb"%PDF-")
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")

MAX_PAGES = 500
"""No document of a kelurahan is longer; the rest is left out and said so."""
MAX_PIXELS = 30_000_000
"""An A4 page at 300 dpi has 8.7 million; an A0 plan is rendered smaller instead of larger."""
MAX_PICTURE = 120_000_000
"""Pixels of one picture on a page, as of an image file; a bomb has billions."""
DPI = 200
MOST_FILES = 2_000
"""As many as a container may hold."""
MOST_NAMED = 5
"""So many of the files inside a PDF are named in its note."""
NAMELESS = "tanpa nama"
LAYERS, LOCK = b"OCProperties", b"/Encrypt"
"""How a file speaks of layers that may be off, and of a password; of this never in a pack."""


def _recognize(head: Head) -> str | None:
    """Take rubbish before the PDF, but no text that only speaks of PDFs."""
    start = _START.search(head.data[:2048])
    if start is None:
        return None
    versioned = head.data[start.end() :][:1].isdigit()
    if head.text is None or (versioned and not head.data[: start.start()].strip()):
        return PDF
    return PDF if _OBJECT.search(head.data) and b"endobj" in head.data else None


@reader(media_types=(PDF,), suffixes=(".pdf",), recognize=_recognize)
@unswept()
def read_pdf(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read every page; what cannot be read of a damaged file is told."""
    name = path.name
    data = bytes_of_pdf(data)
    with PDFIUM:
        try:
            document = opened(data)
        except pdfium.PdfiumError as error:
            raise _refused(name, data, error) from error
    try:
        count = len(document)
        if count == 0:
            raise EmptyDocument(name, "has no page; save it again")
        notes: tuple[str, ...] = (
            () if b"%%EOF" in data[-2048:] else ("berkas tidak lengkap: akhir PDF tidak ditemukan",)
        )
        if count > MAX_PAGES:
            notes += (f"hanya {MAX_PAGES} dari {count} halaman yang dibaca",)
        with PDFIUM:
            notes += (*notes_of_form(document), *_attached(document, names_files(data)))
        spoken = names_in(data, (USER_UNIT, LAYERS))
        units, lack = user_units(data) if USER_UNIT in spoken else ({}, ())
        notes += lack
        numbers = range(min(count, MAX_PAGES))
        read = partial(_page, document, ocr, Insets(ocr), LAYERS in spoken)
        pages = list(pages_by((i + 1, partial(read, i, units.get(i, 1.0))) for i in numbers))
    finally:
        with PDFIUM:
            document.close()
    return Source(name, "", PDF, continued(with_running_heads(pages)), notes=notes)


def _attached(document: Any, are_taken: bool) -> tuple[str, ...]:
    """Return a note that names the files inside a PDF, which are no text of it; () without any.
    `are_taken` tells whether a run takes them out of it.
    """
    files = inner_files(document, on_pages=are_taken, most=MOST_FILES)
    if not files:
        return ()
    names = [_name_of(file) for file in files[:MOST_NAMED]]
    more = f" dan {len(files) - len(names)} lagi" if len(files) > len(names) else ""
    told = "dokumen tersendiri bila lewat kotak masuk" if are_taken else "tidak dibaca"
    return (f"lampiran di dalam PDF ({told}): {', '.join(names)}{more}",)


def _name_of(file: Any) -> str:
    """Return the name of a file inside a PDF, NAMELESS where its entry is broken or empty."""
    try:
        return (name_shown(file.get_name()) if file is not None else "") or NAMELESS
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return NAMELESS


def bytes_of_pdf(data: bytes) -> bytes:
    """Return a file's bytes without the rubbish that mailers and scanners put before a PDF."""
    return data[data.index(b"%PDF-") :]


def _refused(name: str, data: bytes, error: Exception) -> InputError:
    """Return why PDFium does not open a file. Of some it tells no reason, and that of one before remains:
    only what speaks of a lock has one.
    """
    if "password" in repr(error).lower() and LOCK in data:
        return EncryptedDocument(name, "is locked with a password; save a copy without one")
    return DamagedDocument(name, "is cut off or damaged; copy or scan it again")


def _page(
    document: Any, ocr: OcrEngine, insets: Insets, has_layers: bool, index: int, unit: float
) -> Page | Rest:
    """Read one page by its text layer or its picture, whichever it is that reads as text; `unit` is
    how many points a unit of the page is. What an engine may be needed for is left as the rest.
    """
    with PDFIUM:
        try:
            page, whole = page_with_fields(document, index)
        except pdfium.PdfiumError:
            note = f"halaman {index + 1} rusak dan tidak dibaca"
            return Page(
                index + 1,
                (),
                origin=Origin.NONE,
                confidence=0.0,
                notes=(note,),
                unread=Unread.DAMAGED,
            )
        try:
            layer = layer_of(page, unit, has_layers=has_layers)
            can_see = layer.largest <= MAX_PICTURE
            picture = cache(lambda: _render(page, unit, grey=True, turn=layer.turn))
            layer, gone = _seen(layer, picture) if can_see else (layer, 0)
            verdict = judge(layer, picture if can_see else None)
        finally:
            page.close()

    def told(read: Page) -> Page:
        notes: list[str] = []
        if gone and read.origin is not Origin.OCR:
            notes.append(f"tulisan yang tidak tampak di halaman {index + 1} tidak dibaca")
        if not whole:
            notes.append(f"isian formulir atau ketikan di halaman {index + 1} tidak dibaca")
        return replace(read, notes=(*read.notes, *notes)) if notes else read

    if verdict.use is not Use.LAYER:
        return Rest(lambda: told(_from_picture(document, index, ocr, layer, verdict, unit)))
    read = _from_layer(layer, index + 1, verdict.reason)
    if not can_see:
        return told(with_pictures_unread(read, layer))
    if not insets_of(layer):
        return told(read)
    upright = partial(_drawn, document, index, unit, layer.turn)
    return Rest(lambda: told(insets.added(read, layer, upright)))


def _seen(layer: Layer, picture: Callable[[], Image]) -> tuple[Layer, int]:
    """Return a page's layer without the words that nobody sees, and how many these are."""
    gone = unseen(layer.words, layer.doubted, picture()) if layer.doubted else frozenset()
    if not gone:
        return layer, 0
    words = tuple(word for at, word in enumerate(layer.words) if at not in gone)
    return replace(layer, words=words, doubted=()), len(gone)


def _drawn(document: Any, index: int, unit: float, turn: int, scale: float) -> Image:
    """Return a page as pixels, `scale` a point; upright where its turn is given."""
    with PDFIUM:
        page = document[index]
        try:
            return _render(page, scale * unit, turn=turn)
        finally:
            page.close()


def _from_layer(layer: Layer, number: int, reason: str) -> Page:
    return Page(
        number,
        blocks(
            list(layer.words),
            layer.tables,
            layer.rules,
            size=(layer.width, layer.height),
            turned=layer.upright,
        ),
        layer.width,
        layer.height,
        Origin.TEXT,
        turn=float(layer.turn),
        reason=reason,
        rules=layer.rules,
    )


def _from_picture(
    document: Any, index: int, ocr: OcrEngine, layer: Layer, verdict: Verdict, unit: float
) -> Page:
    """Read a page by its picture; by its layer after all where that reads better."""
    number = index + 1
    too_large = f"gambarnya terlalu besar ({layer.largest:,} piksel)"
    unread: Unread | None = None
    why = lack = ""
    if isinstance(ocr, NoOcr):
        unread, why = Unread.NO_ENGINE, WHY[Unread.NO_ENGINE]
        lack = f"adalah pindaian dan tidak dibaca ({why})"
    elif layer.largest > MAX_PICTURE:
        unread, why, lack = Unread.TOO_LARGE, too_large, f"tidak dibaca: {too_large}"
    if why and not verdict.legible:
        note = f"halaman {number} {lack}"
        size = (layer.width, layer.height)
        empty = Page(number, (), *size, Origin.NONE, 0.0, (note,), unread=unread)
        return replace(empty, reason=verdict.reason)
    if why:
        stands_in = _stands_in(layer, number, verdict, f"dipakai karena {why}")
        if layer.largest <= MAX_PICTURE:
            return stands_in
        note = f"halaman {number} hanya dibaca lapisan teksnya: {too_large}"
        return replace(stands_in, notes=(*stands_in.notes, note))
    scale = min(DPI / 72, (MAX_PIXELS / max(layer.width * layer.height, 1)) ** 0.5)
    pixels = _drawn(document, index, unit, 0, scale)
    read = page_of_image(pixels, number, 72 * scale, ocr)
    if read.origin is Origin.NONE:  # the engine failed, which makes no garbage legible
        if not verdict.legible:
            return replace(read, reason=verdict.reason)
        stands_in = _stands_in(layer, number, verdict, "dipakai karena OCR gagal")
        return replace(stands_in, notes=(*stands_in.notes, *read.notes))
    if verdict.use is Use.BETTER and not better(read, layer, verdict):
        kept = _stands_in(layer, number, verdict, "OCR tidak membacanya lebih baik")
        return replace(kept, is_partial=False)
    return replace(read, reason=verdict.reason)


def _stands_in(layer: Layer, number: int, verdict: Verdict, why: str) -> Page:
    """Return a page read by its layer since its picture is not, with a note on what the layer lacks."""
    page = _from_layer(without_wrong_figures(layer), number, f"{verdict.reason}; {why}")
    if not verdict.lack:
        return page
    return replace(page, notes=(f"halaman {number}: {verdict.lack}",), is_partial=True)


def _render(page: Any, scale: float, *, grey: bool = False, turn: int = 0) -> Image:
    """Return a page as pixels, so many for a unit of it, blue-green-red or grey, upright where its turn
    is given.
    """
    found = page.render(scale=scale, grayscale=grey).to_numpy()
    if grey:
        found = found if found.ndim == 2 else found[:, :, 0]
    elif found.ndim == 3:
        found = found[:, :, :3]
    found = np.rot90(found, turn // 90)  # counter-clockwise, so back
    return np.ascontiguousarray(found, dtype=np.uint8)
