"""The lines of a table of costs, checked by their own arithmetic and by the sums that it states."""

import re
from dataclasses import dataclass

from extractors.context import Context, Item
from extractors.costs import CostLine, worked_out
from extractors.layout import Grid, row_end, row_places, row_start
from extractors.parts.budget.cells import TWO_SUMS, Row, cell_at, deducted, dotted, rupiah
from extractors.parts.budget.columns import Columns
from extractors.parts.budget.rows import is_sum, label_of, quantity_of, unnumbered
from models.record import BudgetLine


@dataclass(slots=True)
class Tally:
    """Lines added up: since the last sum stated, in this table, and in all; a table may go on in the
    next, and a sum may be of any of them.
    """

    since_sum: int = 0
    lines: int = 0
    table: int = 0
    everything: int = 0
    taxes: int = 0
    """What was stated of taxes, which the sum of all has in it."""

    def add(self, total: int) -> None:
        """Count a line."""
        self.since_sum += total
        self.lines += 1
        self.table += total
        self.everything += total

    def close(self) -> None:
        """Begin the next group."""
        self.since_sum = self.lines = 0

    def holds(self, stated: int, label: str) -> bool:
        """Tell whether a sum is one of these, or that of so many units as its label says."""
        sums = {self.since_sum, self.table, self.everything}
        if self.taxes:
            sums |= {one + self.taxes for one in sums}
        if _ROUNDED.search(label):
            return any(abs(stated - one) <= _ROUNDING * one for one in sums)
        times = [int(n) for n in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,])", label)]
        return stated in sums or any(n * one == stated for n in times for one in sums)


def lines_of(
    context: Context, grid: Grid, columns: Columns, tally: Tally, mended: frozenset[int]
) -> list[Item[BudgetLine]]:
    """Return the lines of a table in order; sums that do not hold become issues. `mended` are the rows in
    which a misread digit was put right.
    """
    items: list[Item[BudgetLine]] = []
    tally.table = 0
    for number, row in enumerate(grid.rows):
        name = cell_at(row, columns.item)
        total_cell = cell_at(row, columns.total)
        total = rupiah(total_cell, columns.scale)
        if is_sum(row, columns):
            _check_sum(context, row, columns, tally)
            continue
        if name is None or not re.search(r"[A-Za-z]{2}", name.text):
            continue
        quantity, unit = quantity_of(row, columns)
        price_cell = cell_at(row, columns.price)
        price = rupiah(price_cell, columns.scale)
        worked = cell_at(row, columns.worked)
        if worked is not None and total_cell is not None:
            cost = worked_out(worked.text, total_cell.text)
            if cost is not None:
                line = line_of(cost)
                quantity, unit, price = line.quantity, line.unit, line.unit_price
        less = deducted(total_cell, columns.scale)
        if less is not None:
            tally.add(-less)
            context.doubt(
                "budget",
                f"{name.text} mengurangi jumlah sebesar {dotted(less)}, tidak dicatat sebagai baris",
                row_start(row),
                row_end(row),
            )
            continue
        if total is None and price is None:
            both = next((c for c in row if c is not None and TWO_SUMS.fullmatch(c.text)), None)
            if both is not None:
                context.doubt(
                    "budget",
                    f"baris {name.text} tidak terbaca: dua jumlah dalam satu sel ({both.text})",
                    row_start(row),
                    row_end(row),
                )
            continue  # a section's name stands alone in its row
        if price is None and quantity is None and tally.lines > 1 and total == tally.since_sum:
            tally.close()  # the sum of the lines above, whatever it is called
            continue
        confidence = 0.85
        if total is not None and price is not None and quantity is not None:
            if abs(quantity * price - total) <= 1:
                confidence = 0.85 if number in mended else 0.97
            else:
                confidence = 0.6
                context.doubt(
                    "budget",
                    f"{quantity:g} x {dotted(price)} tidak sama dengan {dotted(total)}",
                    row_start(row),
                    row_end(row),
                )
        line = BudgetLine(
            item=_COUNTED.sub("", name.text),
            quantity=quantity,
            unit=unit,
            unit_price=price,
            total=total,
        )
        tally.add(total or 0)
        items.append(Item(line, row_places(row), confidence))
    return items


def _check_sum(context: Context, row: Row, columns: Columns, tally: Tally) -> None:
    """Note a sum that is not that of its lines, and begin the next group."""
    sums = [v for v in (rupiah(c, columns.scale) for c in row) if v]
    if not sums:
        return
    label = label_of(row, columns)
    if _TAX.match(unnumbered(label)):
        tally.taxes += sums[-1]
    elif not tally.holds(sums[-1], label) and _SAYS_SUM.match(unnumbered(label)):
        lines = tally.since_sum or tally.everything
        context.doubt(
            "budget",
            f"jumlah tertulis {dotted(sums[-1])} tidak sama dengan jumlah barisnya {dotted(lines)}",
            row_start(row),
            row_end(row),
        )
    tally.close()


_TAX = re.compile(r"\W*(?:ppn|pajak\s+pertambahan)\b", re.I)
_ROUNDED = re.compile(r"\b(?:di|pem)bulat", re.I)
_ROUNDING = 0.01
"""Share of a sum by which rounding changes it at most."""
_SAYS_SUM = re.compile(r"\W*(?:sub|jumlah|total)", re.I)
_COUNTED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+")  # what counts an item in its own cell


def line_of(cost: CostLine) -> BudgetLine:
    """Return the line of the record that a line of costs is."""
    whole = int(cost.quantity) if cost.quantity == int(cost.quantity) else cost.quantity
    return BudgetLine(
        item=cost.item, quantity=whole, unit=cost.unit, unit_price=cost.price, total=cost.total
    )
