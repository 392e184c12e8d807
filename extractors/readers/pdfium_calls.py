"""The calls of PDFium that are made for each word or piece of text of a page, by plain addresses: they
cost half of what ctypes' pointers do, and a call that lets other threads run meanwhile takes longer than
what it asks for.

Whoever calls holds `text_layer.PDFIUM`.
"""

import ctypes
from typing import Any

import pypdfium2.raw as raw


def _address(name: str) -> int:
    """Return where a function of PDFium lies in memory.

    Raises: ImportError where this PDFium has none of that name: called, it would end the process.
    """
    function: Any = getattr(raw, name, None)
    found = ctypes.cast(function, ctypes.c_void_p).value
    if not found:
        raise ImportError(
            f"this PDFium has no {name}; install the pypdfium2 that pyproject.toml names"
        )
    return found


_PLACE, _INT = ctypes.c_void_p, ctypes.c_int

LOOSE_BOX = ctypes.PYFUNCTYPE(_INT, _PLACE, _INT, _PLACE)(_address("FPDFText_GetLooseCharBox"))
OBJECT_OF = ctypes.PYFUNCTYPE(_PLACE, _PLACE, _INT)(_address("FPDFText_GetTextObject"))
FONT_OF = ctypes.PYFUNCTYPE(_PLACE, _PLACE)(_address("FPDFTextObj_GetFont"))
MODE_OF = ctypes.PYFUNCTYPE(_INT, _PLACE)(_address("FPDFTextObj_GetTextRenderMode"))
FILL_OF = ctypes.PYFUNCTYPE(_INT, *(_PLACE,) * 5)(_address("FPDFPageObj_GetFillColor"))
PAGE_OBJECT = ctypes.PYFUNCTYPE(_PLACE, _PLACE, _INT)(_address("FPDFPage_GetObject"))
FORM_OBJECT = ctypes.PYFUNCTYPE(_PLACE, _PLACE, ctypes.c_ulong)(_address("FPDFFormObj_GetObject"))
KIND_OF = ctypes.PYFUNCTYPE(_INT, _PLACE)(_address("FPDFPageObj_GetType"))
NAME_OF = ctypes.PYFUNCTYPE(ctypes.c_size_t, _PLACE, _PLACE, ctypes.c_size_t)(
    _address("FPDFFont_GetBaseFontName")
)
GLYPH_PIECE = ctypes.PYFUNCTYPE(_PLACE, _PLACE, _INT)(_address("FPDFGlyphPath_GetGlyphPathSegment"))
PIECE_KIND = ctypes.PYFUNCTYPE(_INT, _PLACE)(_address("FPDFPathSegment_GetType"))
PIECE_END = ctypes.PYFUNCTYPE(_INT, _PLACE, _PLACE, _PLACE)(_address("FPDFPathSegment_GetPoint"))
CLIP_OF = ctypes.PYFUNCTYPE(_PLACE, _PLACE)(_address("FPDFPageObj_GetClipPath"))
CLIP_PATHS = ctypes.PYFUNCTYPE(_INT, _PLACE)(_address("FPDFClipPath_CountPaths"))
CLIP_PIECES = ctypes.PYFUNCTYPE(_INT, _PLACE, _INT)(_address("FPDFClipPath_CountPathSegments"))
CLIP_PIECE = ctypes.PYFUNCTYPE(_PLACE, _PLACE, _INT, _INT)(_address("FPDFClipPath_GetPathSegment"))
