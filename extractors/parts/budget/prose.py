"""Budget lines where a table could not be seen as one (a scan, a pasted text): lines of text whose own
figures prove them.
"""

from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.costs import cost_line, lump
from extractors.layout import SUM_ROW
from extractors.parts.budget.columns import ASKED
from extractors.parts.budget.lines import Tally, line_of
from extractors.parts.budget.rows import SUMMED_UP
from models.record import BudgetLine

_MOST_LINE = 200  # characters
_BEHIND = 4  # units below the last proven line in which more may stand


def from_text(context: Context) -> list[Item[BudgetLine]]:
    """Read lines that prove themselves, and between them those of one name and one sum."""
    # The rows of a list of usulan with prices are what is asked for, though their figures hold.
    asked = Spans((g.start, g.end) for g in context.grids if g.column(ASKED) is not None)
    read = [
        (
            u,
            cost_line(u.text)
            if len(u.text) < _MOST_LINE and not asked.overlap(u.start, u.end)
            else None,
        )
        for u in context.units
    ]
    proven = [i for i, (_, cost) in enumerate(read) if cost is not None]
    if not proven:
        return []
    items: list[Item[BudgetLine]] = []
    tally = Tally()
    for unit, cost in read[proven[0] : proven[-1] + 1 + _BEHIND]:
        if cost is not None and not SUM_ROW.match(cost.item):
            tally.add(cost.total)
            items.append(Item(line_of(cost), ((unit.start, unit.end),), 0.9))
            continue
        alone = lump(unit.text) if len(unit.text) < _MOST_LINE else None
        if alone is None:
            if unit.start > read[proven[-1]][0].start:
                break
            continue
        name, total = alone
        if SUM_ROW.match(name) or SUMMED_UP.search(name) or tally.holds(total, ""):
            tally.close()
            if unit.start > read[proven[-1]][0].start:
                break  # the sum of all; what stands below is no cost
            continue
        tally.add(total)
        line = BudgetLine(item=name, quantity=None, unit=None, unit_price=None, total=total)
        items.append(Item(line, ((unit.start, unit.end),), 0.7))
    return items
