"""How a document is built: units (headings, items, key : value lines, paragraphs), grids, columns.

Works on the Doc and the Source behind it; knows nothing of what the record wants.
"""

from extractors.layout.grids import Grid, GridCell, grids
from extractors.layout.segments import Segment, segments
from extractors.layout.units import Section, Unit, UnitKind, units

__all__ = [
    "Grid",
    "GridCell",
    "Section",
    "Segment",
    "Unit",
    "UnitKind",
    "grids",
    "segments",
    "units",
]
