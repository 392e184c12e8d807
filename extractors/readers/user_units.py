"""How large a unit of a PDF's page is: a point, unless the page says otherwise (UserUnit, PDF 1.6).

PDFium takes every unit for a point and does not tell, so the few files that speak of it are opened once
more.
"""

import logging
from io import BytesIO

import pdfplumber

MAX_SIDE = 14_400.0
"""Points: larger than any sheet; a page that would become larger keeps its units for points."""
USER_UNIT = b"UserUnit"
"""How a file speaks of it."""

_log = logging.getLogger(__name__)


def user_units(data: bytes) -> tuple[dict[int, float], tuple[str, ...]]:
    """Return how many points a unit is, by the index of each page that says it, and what is to be told
    where that cannot be read.
    """
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            told = [
                (page.page_obj.attrs.get("UserUnit"), max(map(abs, page.page_obj.mediabox)))
                for page in document.pages
            ]
    except Exception:  # the library raises anything over a file that is damaged
        _log.warning("the units of the pages cannot be read", exc_info=True)
        return {}, (
            "satuan ukuran halaman (UserUnit) tidak terbaca; letak di halaman dapat keliru",
        )
    return {
        index: float(unit)
        for index, (unit, side) in enumerate(told)
        if isinstance(unit, int | float) and unit > 0 and unit != 1 and unit * side <= MAX_SIDE
    }, ()
