"""How a document is built: units (headings, items, key : value lines, paragraphs), grids, columns.

Works on the Doc and the Source behind it; knows nothing of what the record wants.
"""

from extractors.layout.cells import (
    HEADER_WORD,
    SUM_ROW,
    Grid,
    GridCell,
    row_end,
    row_places,
    row_start,
)
from extractors.layout.grids import grids
from extractors.layout.segments import Segment, segments
from extractors.layout.units import SUBJECT_KEYS, Section, Unit, UnitKind, section_of, units

__all__ = [
    "HEADER_WORD",
    "SUBJECT_KEYS",
    "SUM_ROW",
    "Grid",
    "GridCell",
    "Section",
    "Segment",
    "Unit",
    "UnitKind",
    "grids",
    "row_end",
    "row_places",
    "row_start",
    "section_of",
    "segments",
    "units",
]
