"""What a row of a table of costs says by its columns: the label of a line or of a sum, how many of what."""

import re

from extractors.costs import figure
from extractors.layout import SUM_ROW
from extractors.parts.budget.cells import Row, cell_at, rupiah
from extractors.parts.budget.columns import Columns

SUMMED_UP = re.compile(r"\b(?:jumlah|total|keseluruhan|seluruhnya)\b", re.I)
"""What says of a line that it is a sum, wherever in it."""
_MOST = 10**12


def is_sum(row: Row, columns: Columns) -> bool:
    """Tell whether a row is a sum of others: called so, or a sum without a name."""
    name = cell_at(row, columns.item)
    label = unnumbered(label_of(row, columns))
    lone = not any((c := cell_at(row, i)) and c.text for i in _counts(columns))
    unnamed = (name is None or not name.text) and rupiah(cell_at(row, columns.total), 1) is not None
    return bool(SUM_ROW.match(label) or (lone and SUMMED_UP.search(label))) or unnamed


def _counts(columns: Columns) -> tuple[int | None, ...]:
    return (*columns.quantity, columns.price, columns.worked)


def label_of(row: Row, columns: Columns) -> str:
    """Return what stands in a row up to the item's column."""
    return " ".join(c.text for c in row[: columns.item + 1] if c is not None and c.text)


def unnumbered(label: str) -> str:
    """Return a label without the number that counts its row."""
    return re.sub(r"^\d{1,3}[.)]?\s+", "", label)


def quantity_of(row: Row, columns: Columns) -> tuple[int | float | None, str | None]:
    """Return how many of what; several quantity columns (3 orang, 2 hari) are multiplied."""
    product: float | None = None
    unit: str | None = None
    for column in columns.quantity:
        cell = cell_at(row, column)
        if cell is None or not cell.text:
            continue
        both = figure(cell.text)
        if both is None:
            continue
        value, unit = both.value, unit or both.unit
        product = value if product is None else product * value
    cell = cell_at(row, columns.unit)
    if cell is not None and cell.text:
        unit = cell.text
        if product is None:
            both = figure(cell.text)
            if both is not None:
                product, unit = both.value, both.unit
    if product is not None and not abs(product) < _MOST:
        product = None  # no count of anything: digits run together
    if product is not None and product == int(product):
        product = int(product)
    return product, unit
