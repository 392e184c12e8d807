"""Budget lines: the rows of a RAB, checked by their own arithmetic.

What the columns of a table are is told by their figures (one is the product of others), else by
their titles (`columns`). Subtotals, totals and summaries are no lines; they serve as checks (`lines`),
also of digits that OCR misread (`mending`). Where a table could not be seen as one, a line of text counts
as a budget line when its own figures prove it (`prose`).
"""

from extractors.context import Context, Item
from extractors.parts import part
from extractors.parts.budget.cells import with_sums_parted
from extractors.parts.budget.columns import columns_of
from extractors.parts.budget.lines import Tally, lines_of
from extractors.parts.budget.mending import mended
from extractors.parts.budget.prose import from_text
from models.record import BudgetLine


@part("budget")
def find(context: Context) -> tuple[Item[BudgetLine], ...]:
    """Return the budget lines in order; sums that do not hold become issues."""
    items: list[Item[BudgetLine]] = []
    tally = Tally()
    for grid in map(with_sums_parted, context.grids):
        columns = columns_of(context, grid)
        if columns is not None:
            whole, changed = mended(context, grid, columns)
            items.extend(lines_of(context, whole, columns, tally, changed))
    if not items:
        items = from_text(context)
    return tuple(items)
