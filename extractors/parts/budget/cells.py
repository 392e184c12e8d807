"""Cells of tables of costs: which stands where, and the sum in it."""

import re
from dataclasses import replace

from extractors.costs import figure
from extractors.layout import Grid, GridCell
from models.values.money import parse_rupiah

Row = tuple[GridCell | None, ...]

TWO_SUMS = re.compile(
    r"((?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?)\s+((?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?)",
    re.I,
)
"""Two sums in one cell."""


def with_sums_parted(grid: Grid) -> Grid:
    """Return a table in which two sums that a reader left in one cell are each in their own, where the
    cell beside is empty: no cost is written with two.
    """
    return replace(grid, rows=tuple(_parted_row(row) for row in grid.rows))


def _parted_row(row: Row) -> Row:
    for i, cell in enumerate(row):
        both = TWO_SUMS.fullmatch(cell.text) if cell is not None else None
        if cell is None or both is None:
            continue
        first = replace(cell, text=both[1], end=min(cell.end, cell.start + len(both[1])))
        other = replace(cell, text=both[2], start=max(cell.start, cell.end - len(both[2])))
        if i and not _is_filled(row[i - 1]):
            return (*row[: i - 1], first, other, *row[i + 1 :])
        if i + 1 < len(row) and not _is_filled(row[i + 1]):
            return (*row[:i], first, other, *row[i + 2 :])
    return row


def _is_filled(cell: GridCell | None) -> bool:
    return cell is not None and bool(cell.text)


def cell_at(row: Row, column: int | None) -> GridCell | None:
    """Return the cell of a row in this column, though it be empty; None where there is none."""
    return row[column] if column is not None and column < len(row) else None


def rupiah(cell: GridCell | None, scale: int) -> int | None:
    """Read the sum of a cell, in whole rupiah whatever its table counts in."""
    value = parse_rupiah(cell.text) if cell is not None and cell.text else None
    if scale > 1 and cell is not None:
        read = figure(cell.text)  # "1,5" is one and a half thousand there
        value = round(read.value * scale) if read is not None and not read.money else value
    return value


def deducted(cell: GridCell | None, scale: int) -> int | None:
    """Read what a cell takes off ("-100.000", "(100.000)"), in whole rupiah; None for any other cell."""
    match = _DEDUCTED.fullmatch(cell.text) if cell is not None else None
    if cell is None or match is None:
        return None
    return rupiah(replace(cell, text=match["less"] or match["held"]), scale)


_DEDUCTED = re.compile(
    r"(?:Rp\.?\s*)?(?:[-–−]\s*(?P<less>(?:Rp\.?\s*)?\d[\d.,]*)|\(\s*(?P<held>(?:Rp\.?\s*)?\d[\d.,]*)\s*\))",
    re.I,
)


def dotted(amount: int) -> str:
    """Return a sum as Indonesian writes it: "1.250.000"."""
    return f"{amount:,}".replace(",", ".")
