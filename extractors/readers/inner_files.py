"""Files that lie inside a PDF: those of its own list, and those that a paper clip on a page holds."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_PAGES = 500
"""So many pages are looked at for paper clips (FileAttachment); no more are read either."""


def inner_files(document: Any, *, on_pages: bool, most: int) -> list[Any]:
    """Return the files inside a document of pypdfium2, each once, None for one whose entry is broken;
    at most so many. Pages are looked at only where it is asked for, since each takes time to open.

    Whoever calls holds `PDFIUM`, and the document stays open while the files are used.
    """
    found: list[Any] = []
    for index in range(min(document.count_attachments(), most)):
        try:
            found.append(document.get_attachment(index))
        except pdfium.PdfiumError:
            found.append(None)
    known = {_place(one.raw) for one in found if one is not None}
    for held in _clipped(document) if on_pages else ():
        if len(found) >= most:
            break
        if _place(held) not in known:  # a clip may show a file of the list
            known.add(_place(held))
            found.append(pdfium.PdfAttachment(held, document))
    return found


def _clipped(document: Any) -> Iterator[Any]:
    """Yield what the paper clips on the pages hold, page by page."""
    for index in range(min(len(document), MAX_PAGES)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue  # a damaged page is told by who reads it
        for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            mark = raw.FPDFPage_GetAnnot(page.raw, i)
            if raw.FPDFAnnot_GetSubtype(mark) == raw.FPDF_ANNOT_FILEATTACHMENT:
                held = raw.FPDFAnnot_GetFileAttachment(mark)
                if held:
                    yield held
            raw.FPDFPage_CloseAnnot(mark)
        page.close()


def _place(held: Any) -> int | None:
    return ctypes.cast(held, ctypes.c_void_p).value
