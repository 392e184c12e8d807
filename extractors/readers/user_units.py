"""How large a unit of a PDF's page is: a point, unless the page says otherwise (UserUnit, PDF 1.6).

PDFium takes every unit for a point and does not tell, so the few files that speak of it are opened once
more.
"""

import logging
import re
import zlib
from io import BytesIO

import pdfplumber

MAX_SIDE = 14_400.0
"""Points: larger than any sheet; a page that would become larger keeps its units for points."""
_NAME = b"UserUnit"
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_END = b"endstream"
_MOST_BYTES = 4_000_000
"""Of one pack of objects; writers put a hundred small ones into one."""

_log = logging.getLogger(__name__)


def user_units(data: bytes) -> tuple[dict[int, float], tuple[str, ...]]:
    """Return how many points a unit is, by the index of each page that says it, and what is to be told
    where that cannot be read.
    """
    if not _is_spoken_of(data):
        return {}, ()
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


def _is_spoken_of(data: bytes) -> bool:
    """Tell whether a file has the word, also in one of its packs of objects."""
    if _NAME in data:
        return True
    for found in _PACKED.finditer(data):
        # Not the rest of the file: each pack would copy all that follows it.
        end = data.find(_END, found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        try:
            if _NAME in zlib.decompressobj().decompress(packed, _MOST_BYTES):
                return True
        except zlib.error:
            pass  # packed otherwise, or locked: its units are taken for points
        if end < 0:
            break  # the file is cut off here
    return False
