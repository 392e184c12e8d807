"""The values of a PDF's form and what was typed over its pages (FreeText, the typewriter of PDF
programs), printed on the pages as a viewer shows them: for who reads a page and for who draws it, so
that the box of a value lies on the value.
"""

import logging
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# It warns of XFA with advice for programmers; `notes_of_form` tells readers.
logging.getLogger("pypdfium2._helpers.document").setLevel(logging.ERROR)
_NOTHING = 2
"""Bytes of an empty text of PDFium's."""
_XFA = (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)


def opened(data: bytes) -> Any:
    """Return a document of pypdfium2 that draws its fields, also those whose file holds a value and no
    picture of it. Whoever calls holds `PDFIUM` and closes the document.

    Raises: PdfiumError for bytes that are no PDF, cut off or locked.
    """
    document = pdfium.PdfDocument(data)
    # Before a page is opened, since a field without a picture gets one when its page is.
    document.init_forms()
    return document


def notes_of_form(document: Any) -> tuple[str, ...]:
    """Return a note where a form has values that no page shows; () otherwise."""
    if document.get_formtype() in _XFA:
        return ("formulir XFA: isian yang tidak tergambar di halaman tidak dibaca",)
    return ()


def page_with_fields(document: Any, index: int) -> tuple[Any, bool]:
    """Return a page with its fields' values and typed notes as text on it, and whether all could be put
    there.

    Raises: PdfiumError for a page that is damaged.
    """
    page = document[index]
    lies_over, is_shown = _over(page)
    if not lies_over:
        return page, is_shown
    done = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index], is_shown and done != raw.FLATTEN_FAIL


def _over(page: Any) -> tuple[bool, bool]:
    """Tell whether fields or typed notes lie over a page, and whether each note has a picture of itself:
    PDFium makes one for a field without, not for a note.
    """
    lies_over, is_shown = False, True
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        mark = raw.FPDFPage_GetAnnot(page.raw, i)
        kind = raw.FPDFAnnot_GetSubtype(mark)
        lies_over |= kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
        if kind == raw.FPDF_ANNOT_FREETEXT:
            size = raw.FPDFAnnot_GetAP(mark, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
            is_shown &= size > _NOTHING
        raw.FPDFPage_CloseAnnot(mark)
    return lies_over, is_shown
