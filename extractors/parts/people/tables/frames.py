"""Frames of signatures drawn as tables: offices in one row, those who signed under them in a later one."""

import re

from extractors.context import Context
from extractors.layout import Grid, GridCell
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.signatures import for_group
from extractors.parts.people.tables.cells import names_in, whole_office
from models.values.agency import Agency

_SIGNATURE = re.compile(r"(?:ttd|dto|td|cap|tanda\s+tangan|\.+|_+|\W*)\.?", re.I)


def in_frame(context: Context, grid: Grid) -> list[Sighting]:
    """Read a frame of signatures: a row of offices, rows left empty, a row of names."""
    found: list[Sighting] = []
    held: dict[int, tuple[str, Agency | None]] = {}
    for row in grid.rows:
        cells = {i: c for i, c in enumerate(row) if c is not None and not _is_blank(c)}
        if not cells:
            continue
        offices = {i: o for i, c in cells.items() if (o := _signed_office(context, c)) is not None}
        if len(offices) == len(cells):
            held = offices
            continue
        if (
            held
            and cells.keys() <= held.keys()
            and all(_is_signer(context, cells[i]) for i in cells)
        ):
            for i, cell in cells.items():
                role, agency = held[i]
                found.extend(
                    Sighting(name, role, agency, at, 0.93) for name, at in names_in(context, cell)
                )
        held = {}
    return found


def _is_blank(cell: GridCell) -> bool:
    return _SIGNATURE.fullmatch(cell.text.strip()) is not None


def _signed_office(context: Context, cell: GridCell) -> tuple[str, Agency | None] | None:
    """Return the office of a cell over a signature; who signs for a group has the group's word."""
    if for_group(cell.text):
        return cell.text, None
    return whole_office(context, cell)


def _is_signer(context: Context, cell: GridCell) -> bool:
    """Tell whether a cell holds one name; what stands in brackets behind it is no part of it."""
    bare = cell.text.split("(")[0].rstrip() or cell.text
    marks = context.marks("names", max(0, cell.start - 1), cell.end + 1)
    return sum(m.end - m.start for m in marks) >= 0.7 * len(bare) and len(bare) < 50
