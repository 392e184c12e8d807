"""Budget lines: the rows of a RAB, checked by their own arithmetic.

Subtotals, totals and summaries are no lines; they serve as checks. Where a table could not be
seen as one (a scan, a pasted text), a line of text counts as a budget line when its own figures
prove it: quantity times unit price is the total.
"""

import re
from dataclasses import dataclass

from extractors.context import Context, Item
from extractors.layout import SUM_ROW, Grid, GridCell, row_end, row_start
from extractors.parts import part
from models.record import BudgetLine
from models.values.money import parse_rupiah
from models.values.numbers import parse_decimal
from models.values.quantity import parse_product, parse_quantity

_ITEM = re.compile(
    r"uraian|jenis|nama|kebutuhan|item|rincian|pekerjaan|bahan|barang|belanja|keterangan|kegiatan|pengeluaran|perihal|komponen",
    re.I,
)
_PRICE = re.compile(r"harga|@|tarif|biaya\s*(?:per\s*)?sat|/\s*(?:unit|sat)|per\s*unit", re.I)
_TOTAL = re.compile(
    r"jumlah|total|jml\.?\s*(?:harga|biaya|\(rp|rp)|biaya|anggaran|nilai|sub\s*total|^\s*\(?rp\.?\)?\s*$",
    re.I,
)
_QUANTITY = re.compile(
    r"^(?:vol|kuantitas|qty|banyak|jml\b|jumlah\s*(?:barang|unit|satuan|$)|kebutuhan\s*$|frek)|volume|banyaknya",
    re.I,
)
_UNIT = re.compile(r"^sat(?:uan|\.)?\s*$|^sat\b(?!.*harga)", re.I)
_USULAN = re.compile(
    r"pengusul|diajukan|^\s*rt\s*$|lokasi|\bopd\b|\bskpd\b|perangkat\s*daerah|prioritas|alamat|usul|penerima",
    re.I,
)
_TRAILING = re.compile(
    r"^(?:\d{1,2}[.)]?\s+)?(?P<item>.+?)[\s\t|:]+(?P<quantity>\d+(?:[.,]\d+)?)\s*[|/]?\s*(?P<unit>[A-Za-z][A-Za-z0-9²³]{0,10})?(?P<times>(?:\s*[x×]\s*\d{1,4}\s*[A-Za-z]{1,10}){0,3})"
    r"[\s\t|x@'.]+(?:Rp\.?\s*)?(?P<price>\d{1,3}(?:[.,]\d{3})+|\d{3,})(?:,-|,00)?[\s\t|='.]+(?:Rp\.?\s*)?"
    r"(?P<total>\d{1,3}(?:[.,]\d{3})+)(?:,-|,00)?\W*$"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    item: int
    quantity: tuple[int, ...]
    unit: int | None
    price: int | None
    total: int | None


@dataclass(slots=True)
class _Tally:
    """Lines added up: since the last sum stated, in this table, and in all; a table may go on in the
    next, and a sum may be of any of them.
    """

    since_sum: int = 0
    table: int = 0
    everything: int = 0

    def add(self, total: int) -> None:
        self.since_sum += total
        self.table += total
        self.everything += total

    def holds(self, stated: int, label: str) -> bool:
        """Tell whether a sum is one of these, or that of so many units as its label says."""
        sums = {self.since_sum, self.table, self.everything}
        times = [int(n) for n in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,])", label)]
        return stated in sums or any(n * one == stated for n in times for one in sums)


@part("budget")
def find(context: Context) -> tuple[Item[BudgetLine], ...]:
    """Return the budget lines in order; sums that do not hold become issues."""
    items: list[Item[BudgetLine]] = []
    tally = _Tally()
    for grid in context.grids:
        columns = _columns(grid)
        if columns is not None:
            items.extend(_lines(context, grid, columns, tally))
    if not items:
        items = _from_text(context)
    return tuple(items)


def _columns(grid: Grid) -> _Columns | None:
    if not grid.header or grid.column(_USULAN) is not None:
        return None
    price = grid.column(_PRICE)
    taken = frozenset({price} if price is not None else ())
    totals = [
        i
        for i, t in enumerate(grid.header)
        if i not in taken and _TOTAL.search(t) and _sums(grid, i)
    ]
    total = totals[-1] if totals else None
    if total is None:
        return None
    taken |= {total}
    unit = grid.column(_UNIT, taken)
    taken |= {unit} if unit is not None else set()
    item = grid.column(_ITEM, taken)
    if item is None:
        item = _widest(grid, taken)
    if item is None:
        return None
    taken |= {item}
    quantity = tuple(
        i for i, t in enumerate(grid.header) if i not in taken and _QUANTITY.search(t.strip())
    )
    if price is None and not quantity:
        return None
    return _Columns(item, quantity, unit, price, total)


def _sums(grid: Grid, column: int) -> bool:
    """Tell whether the column holds sums of money."""
    values = [r[column] for r in grid.rows if column < len(r)]
    texts = [c.text for c in values if c is not None and c.text]
    return sum((parse_rupiah(t) or 0) >= 500 for t in texts) >= max(1, 0.5 * len(texts))


def _widest(grid: Grid, taken: frozenset[int]) -> int | None:
    """Return the column with most letters; what a line is about is told in words."""
    letters: dict[int, int] = {}
    for row in grid.rows:
        for i, cell in enumerate(row):
            if cell is not None and i not in taken:
                letters[i] = letters.get(i, 0) + sum(c.isalpha() for c in cell.text)
    return max(letters, key=lambda i: letters[i]) if letters else None


def _lines(
    context: Context, grid: Grid, columns: _Columns, tally: _Tally
) -> list[Item[BudgetLine]]:
    items: list[Item[BudgetLine]] = []
    tally.table = 0
    for row in grid.rows:
        name = _cell(row, columns.item)
        total_cell = _cell(row, columns.total)
        total = parse_rupiah(total_cell.text) if total_cell and total_cell.text else None
        label = " ".join(c.text for c in row[: columns.item + 1] if c is not None and c.text)
        label_text = re.sub(r"^\d{1,3}[.)]?\s+", "", label)
        if SUM_ROW.match(label_text) or ((name is None or not name.text) and total is not None):
            sums = [v for v in (parse_rupiah(c.text) for c in row if c is not None and c.text) if v]
            if sums:
                if not tally.holds(sums[-1], label) and re.match(
                    r"\W*(?:sub|jumlah|total)", label_text, re.I
                ):
                    lines = tally.since_sum or tally.everything
                    context.doubt(
                        "budget",
                        f"jumlah tertulis {sums[-1]:,} tidak sama dengan jumlah barisnya "
                        f"{lines:,}".replace(",", "."),
                        row_start(row),
                        row_end(row),
                    )
                tally.since_sum = 0
            continue
        if name is None or not re.search(r"[A-Za-z]{2}", name.text):
            continue
        quantity, unit = _quantity(row, columns)
        price_cell = _cell(row, columns.price)
        price = parse_rupiah(price_cell.text) if price_cell and price_cell.text else None
        if total is None and price is None:
            continue  # a section's name stands alone in its row
        holds = total is not None and price is not None and quantity is not None
        confidence = 0.85
        if holds:
            assert total is not None
            assert price is not None
            assert quantity is not None
            if abs(quantity * price - total) <= 1:
                confidence = 0.97
            else:
                confidence = 0.6
                context.doubt(
                    "budget",
                    f"{quantity:g} x {price:,} tidak sama dengan {total:,}".replace(",", "."),
                    row_start(row),
                    row_end(row),
                )
        line = BudgetLine(
            item=name.text, quantity=quantity, unit=unit, unit_price=price, total=total
        )
        tally.add(total or 0)
        items.append(Item(line, ((row_start(row), row_end(row)),), confidence))
    return items


_MOST = 10**12


def _quantity(
    row: tuple[GridCell | None, ...], columns: _Columns
) -> tuple[int | float | None, str | None]:
    """Return how many of what; several quantity columns (3 orang, 2 hari) are multiplied."""
    product: float | None = None
    unit: str | None = None
    for column in columns.quantity:
        cell = _cell(row, column)
        if cell is None or not cell.text:
            continue
        value = parse_decimal(cell.text)
        if value is None:
            both = parse_quantity(cell.text) or parse_product(cell.text)
            if both is None:
                continue
            value, unit = both.number, unit or both.unit
        product = value if product is None else product * value
    cell = _cell(row, columns.unit)
    if cell is not None and cell.text:
        unit = cell.text
        if product is None:
            both = parse_quantity(cell.text)
            if both is not None:
                product, unit = both.number, both.unit
    if product is not None and not abs(product) < _MOST:
        product = None  # no count of anything: digits run together
    if product is not None and product == int(product):
        product = int(product)
    return product, unit


def _cell(row: tuple[GridCell | None, ...], column: int | None) -> GridCell | None:
    return row[column] if column is not None and column < len(row) else None


def _from_text(context: Context) -> list[Item[BudgetLine]]:
    items: list[Item[BudgetLine]] = []
    for unit in context.units:
        match = _TRAILING.match(unit.text) if len(unit.text) < 200 else None
        if match is None or SUM_ROW.match(match["item"]):
            continue
        quantity = _times(parse_decimal(match["quantity"]), match["times"])
        price, total = parse_rupiah(match["price"]), parse_rupiah(match["total"])
        if quantity is None or price is None or total is None or quantity >= _MOST:
            continue
        if abs(quantity * price - total) > 1:
            continue
        whole = int(quantity) if quantity == int(quantity) else quantity
        line = BudgetLine(
            item=match["item"].strip(" |\t.:'"),
            quantity=whole,
            unit=match["unit"],
            unit_price=price,
            total=total,
        )
        items.append(Item(line, ((unit.start, unit.end),), 0.9))
    return items


def _times(quantity: float | None, factors: str) -> float | None:
    """Multiply a quantity by what follows it: "2 hari" by " x 30 orang"."""
    for factor in re.findall(r"\d+", factors):
        quantity = None if quantity is None else quantity * int(factor)
    return quantity
