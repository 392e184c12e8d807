"""PDF: the text layer where it makes sense, OCR where it is missing, decided page by page."""

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.ocr import NoOcr, OcrEngine
from extractors.readers import reader
from extractors.readers.cleaning import clean
from extractors.readers.geometry import blocks
from extractors.readers.imaging import page_of_image
from extractors.readers.sniffing import Head
from models.errors import DamagedDocument, EmptyDocument, EncryptedDocument, InputError
from models.source import Box, Line, Origin, Page, Source, Table, Word

PDF = "application/pdf"
_START = re.compile(rb"%PDF-")
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")

MAX_PAGES = 500
"""No document of a kelurahan is longer; the rest is left out and said so."""
MAX_PIXELS = 30_000_000
"""An A4 page at 300 dpi has 8.7 million; an A0 plan is rendered smaller instead of larger."""
DPI = 200
_BROKEN = (pdfium.PdfiumError, PSException, PdfminerException, MalformedPDFException)
_FURNITURE = re.compile(
    r"^\d\d/\d\d/\d\d,?\s+\d|^https?://|\bhal(?:aman)?\.?\s*\d+\b|^page \d+|^\d{1,3}\s*(?:/|dari)\s*\d{1,3}$",
    re.IGNORECASE,
)


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
def read_pdf(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read every page; what cannot be read of a damaged file is told."""
    name = path.name
    data = data[data.index(b"%PDF-") :]  # mailers and scanners put rubbish before it
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(name, error) from error
    try:
        count = len(document)
        if count == 0:
            raise EmptyDocument(name, "has no page; save it again")
        notes: tuple[str, ...] = (
            () if b"%%EOF" in data[-2048:] else ("berkas tidak lengkap: akhir PDF tidak ditemukan",)
        )
        if count > MAX_PAGES:
            notes += (f"hanya {MAX_PAGES} dari {count} halaman yang dibaca",)
        pages = _pages(name, data, document, min(count, MAX_PAGES), ocr)
    finally:
        document.close()
    return Source(name, "", PDF, _running_heads(pages), notes=notes)


def _pages(name: str, data: bytes, document: Any, count: int, ocr: OcrEngine) -> list[Page]:
    pages: list[Page] = []
    try:
        with pdfplumber.open(BytesIO(data)) as plumber:
            for i in range(count):
                page = plumber.pages[i] if i < len(plumber.pages) else None
                words = _words(page) if page is not None else []
                if page is not None and _makes_sense(page, words):
                    pages.append(_from_layer(page, words, i + 1))
                    page.close()
                else:
                    pages.append(_from_picture(document, i, ocr))
    except _BROKEN as error:
        raise _refused(name, error) from error
    return pages


def _refused(name: str, error: Exception) -> InputError:
    locked = isinstance(error.__cause__, PDFPasswordIncorrect) or "password" in repr(error).lower()
    if locked:
        return EncryptedDocument(name, "is locked with a password; save a copy without one")
    return DamagedDocument(name, "is cut off or damaged; copy or scan it again")


def _words(page: Any) -> list[Word]:
    found = []
    for w in page.extract_words(x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False):
        text = clean(w["text"]).strip()
        if text:
            x0, x1 = sorted((float(w["x0"]), float(w["x1"])))
            top, bottom = sorted((float(w["top"]), float(w["bottom"])))
            found.append(Word(text, Box(x0, top, x1, bottom)))
    return found


def _makes_sense(page: Any, words: list[Word]) -> bool:
    """Tell whether the text layer is the page's text: letters in words, and not a mere line or two
    over a picture of the page.
    """
    text = " ".join(w.text for w in words)
    letters = sum(c.isalpha() for c in text)
    if letters < 15:
        return not any(_covers(page, image, 0.3) for image in page.images) and bool(words)
    if len(re.findall(r"\(cid:\d+\)", text)) * 20 > letters:
        return False
    single = sum(len(w.text) == 1 and w.text.isalpha() for w in words)
    if single > 0.6 * len(words):
        return False  # letter-spaced rubbish of a bad hidden layer
    covered = any(_covers(page, image, 0.75) for image in page.images)
    return not (covered and letters < 150)


def _covers(page: Any, image: dict[str, Any], share: float) -> bool:
    area = (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
    return bool(area > share * float(page.width) * float(page.height))


def _from_layer(page: Any, words: list[Word], number: int) -> Page:
    ruled = []
    if len(page.rects) + len(page.lines) + len(page.curves) >= 4:
        for table in page.find_tables():
            rows = tuple(tuple(_cell(c) for c in row.cells) for row in table.rows)
            ruled.append((_cell(table.bbox) or Box(0, 0, 0, 0), rows))
    return Page(number, blocks(words, ruled), float(page.width), float(page.height), Origin.TEXT)


def _cell(box: Any) -> Box | None:
    return None if box is None else Box(*(float(v) for v in box))


def _from_picture(document: Any, index: int, ocr: OcrEngine) -> Page:
    page = document[index]
    width, height = page.get_size()
    if isinstance(ocr, NoOcr):
        return Page(
            index + 1,
            (),
            width,
            height,
            Origin.NONE,
            0.0,
            (f"halaman {index + 1} adalah pindaian dan tidak dibaca (OCR tidak ada)",),
        )
    scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale).to_numpy()
    page.close()
    pixels = (
        cv2.cvtColor(np.ascontiguousarray(image[:, :, :3]), cv2.COLOR_RGB2BGR)
        if image.ndim == 3 and image.shape[2] >= 3
        else image
    )
    return page_of_image(np.asarray(pixels, dtype=np.uint8), index + 1, 72 * scale, ocr)


def _running_heads(pages: list[Page]) -> tuple[Page, ...]:
    """Mark the lines that a browser's print or a template repeats at the top and foot of pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        for block in (*page.blocks[:2], *page.blocks[-2:]):
            if isinstance(block, Line) and block.text:
                seen[re.sub(r"\d+", "#", block.text)] += 1
    out = []
    for page in pages:
        made: list[Line | Table] = []
        last = len(page.blocks) - 1
        for i, block in enumerate(page.blocks):
            edge = i < 2 or i > last - 2
            if isinstance(block, Line) and edge and block.text:
                repeated = len(pages) > 1 and seen[re.sub(r"\d+", "#", block.text)] > 1
                if repeated or _FURNITURE.search(block.text):
                    block = Line(block.text, block.words, block.box, block.style, header=True)
            made.append(block)
        out.append(replace(page, blocks=tuple(made)))
    return tuple(out)
