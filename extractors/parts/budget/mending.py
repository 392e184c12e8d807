"""Digits of a table of costs that OCR misread, put right where its sums leave no doubt."""

from collections.abc import Iterator
from dataclasses import replace

from extractors.context import Context
from extractors.costs import figure
from extractors.layout import Grid, row_end, row_start
from extractors.misread import CostRow, misread, with_digits
from extractors.parts.budget.cells import Row, cell_at, dotted, rupiah
from extractors.parts.budget.columns import Columns
from extractors.parts.budget.rows import is_sum
from models.source import Origin


def mended(context: Context, grid: Grid, columns: Columns) -> tuple[Grid, frozenset[int]]:
    """Put right the digits that OCR misread where the sums leave no doubt, and note each; returns the
    numbers of the rows in which one was.
    """
    if columns.scale > 1 or columns.worked is not None or not _is_recognized(context, grid):
        return grid, frozenset()
    figures = (*columns.quantity, columns.price, columns.total)
    rows = list(grid.rows)
    changed: set[int] = set()
    for places, stated in _summed(context, grid, columns):
        lines = [_cost_row(rows[i], columns) for i in places]
        if None in lines:
            continue
        for one in misread([line for line in lines if line is not None], stated):
            at = places[one.row]
            column = figures[one.figure]
            cell = cell_at(rows[at], column)
            text = with_digits(cell.text, one.read, one.meant) if cell is not None else None
            if cell is None or column is None or text is None:
                continue
            row = rows[at]
            rows[at] = (*row[:column], replace(cell, text=text), *row[column + 1 :])
            changed.add(at)
            context.doubt(
                "budget",
                f"terbaca {dotted(one.read)}, dibetulkan menjadi {dotted(one.meant)}: hanya dengan itu "
                f"perkalian barisnya benar dan jumlahnya {dotted(stated)}",
                row_start(row),
                row_end(row),
            )
    return replace(grid, rows=tuple(rows)), frozenset(changed)


def _is_recognized(context: Context, grid: Grid) -> bool:
    pages = {p.number: p.origin for p in context.source.pages}
    return all(pages.get(context.source.page_at(row_start(row))) is Origin.OCR for row in grid.rows)


def _summed(
    context: Context, grid: Grid, columns: Columns
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the rows of each sum with the sum, where the sum is told a second time: by the sum of all
    sums, or by figures or words outside the table.
    """
    groups: list[tuple[tuple[int, ...], int]] = []
    lines: list[int] = []
    whole: int | None = None
    for i, row in enumerate(grid.rows):
        if not is_sum(row, columns):
            name = cell_at(row, columns.item)
            if (
                name is not None
                and name.text
                and rupiah(cell_at(row, columns.total), 1) is not None
            ):
                lines.append(i)
            continue
        stated = next((v for c in reversed(row) if (v := rupiah(c, 1)) is not None), None)
        if stated is None:
            return
        if lines:
            groups.append((tuple(lines), stated))
        elif whole is None:
            whole = stated
        lines = []
    if lines:
        return  # lines without a sum, of which nothing is known
    told = {m.value for m in context.marks("money") if m.end <= grid.start or m.start >= grid.end}
    is_whole = whole is not None and whole == sum(stated for _, stated in groups)
    for places, stated in groups:
        if is_whole or stated in told:
            yield places, stated


def _cost_row(row: Row, columns: Columns) -> CostRow | None:
    """Return the figures of a line in whole numbers; None where one is missing or has a fraction."""
    total = rupiah(cell_at(row, columns.total), 1)
    price = rupiah(cell_at(row, columns.price), 1)
    if total is None:
        return None
    counts = [figure(c.text) for i in columns.quantity if (c := cell_at(row, i)) is not None]
    if price is None and not any(counts):
        return CostRow((), total)
    if price is None or None in counts or not counts:
        return None
    values = [c.value for c in counts if c is not None]
    if len(values) != len(columns.quantity) or any(v != int(v) for v in values):
        return None
    return CostRow((*map(int, values), price), total)
