"""Budget lines: the rows of a RAB, checked by their own arithmetic.

What the columns of a table are is told by their figures (one is the product of others), else by
their titles. Subtotals, totals and summaries are no lines; they serve as checks. Where a table
could not be seen as one (a scan, a pasted text), a line of text counts as a budget line when its
own figures prove it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.costs import CostLine, cost_line, figure, lump, prove, worked_out
from extractors.layout import SUM_ROW, Grid, GridCell, row_end, row_places, row_start
from extractors.misread import CostRow, misread, with_digits
from extractors.parts import part
from models.record import BudgetLine
from models.source import Origin
from models.values.money import parse_rupiah

_ITEM = re.compile(
    r"uraian|jenis|nama|kebutuhan|item|rincian|pekerjaan|bahan|barang|belanja|keterangan|kegiatan|pengeluaran|perihal|komponen",
    re.I,
)
_PRICE = re.compile(
    r"(?<!jumlah )(?<!total )(?<!jml )harga|hrg\.?\s*sat|@|tarif|biaya\s*(?:per\s*)?sat|/\s*(?:unit|sat)|per\s*(?:unit|sat)|satuan\s*\(?rp",
    re.I,
)
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
# Sums in thousands or millions, as a title or the line above a table says.
_IN_THOUSANDS = re.compile(
    r"\b(?:dalam|x)\s+(?:ribuan|ribu|rb)\b|\b(?:ribuan|ribu)\s*(?:rp|rupiah)|\brp\.?\s*\(?(?:ribuan|ribu)\b|\(\s*000\s*\)|x\s*(?:rp\.?\s*)?1\.?000\b",
    re.I,
)
_IN_MILLIONS = re.compile(
    r"\bdalam\s+(?:jutaan|juta)\b|\b(?:jutaan|juta)\s*(?:rp|rupiah)|\brp\.?\s*\(?(?:jutaan|juta)\b",
    re.I,
)
# Above a table the words of a sum in letters ("dua juta rupiah") say nothing of it.
_SAID_THOUSANDS = re.compile(
    r"\b(?:dalam|x)\s+(?:ribuan|ribu|rb)\b|\(\s*(?:ribuan|ribu)\s+(?:rp|rupiah)|\(\s*000\s*\)", re.I
)
_SAID_MILLIONS = re.compile(
    r"\bdalam\s+(?:jutaan|juta)\b|\(\s*(?:jutaan|juta)\s+(?:rp|rupiah)", re.I
)
_MOST_SCALED = 5 * 10**9  # rupiah; no table of a village has a larger line
_ABOVE = 120  # characters above a table in which its scale may be told


@dataclass(frozen=True, slots=True)
class _Columns:
    item: int
    quantity: tuple[int, ...]
    unit: int | None
    price: int | None
    total: int | None
    scale: int = 1
    worked: int | None = None
    """The column whose cells work the total out: "10 ekor x Rp 1.750.000"."""


@dataclass(slots=True)
class _Tally:
    """Lines added up: since the last sum stated, in this table, and in all; a table may go on in the
    next, and a sum may be of any of them.
    """

    since_sum: int = 0
    lines: int = 0
    table: int = 0
    everything: int = 0

    def add(self, total: int) -> None:
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
        times = [int(n) for n in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,])", label)]
        return stated in sums or any(n * one == stated for n in times for one in sums)


@part("budget")
def find(context: Context) -> tuple[Item[BudgetLine], ...]:
    """Return the budget lines in order; sums that do not hold become issues."""
    items: list[Item[BudgetLine]] = []
    tally = _Tally()
    for grid in map(_with_sums_parted, context.grids):
        columns = _columns(context, grid)
        if columns is not None:
            mended, changed = _mended(context, grid, columns)
            items.extend(_lines(context, mended, columns, tally, changed))
    if not items:
        items = _from_text(context)
    return tuple(items)


def _columns(context: Context, grid: Grid) -> _Columns | None:
    if grid.column(_USULAN) is not None:
        return None
    above = context.text[max(0, grid.start - _ABOVE) : grid.start]
    heads = " ".join(grid.header)
    scale = 1
    if _IN_THOUSANDS.search(heads) or _SAID_THOUSANDS.search(above):
        scale = 10**3
    elif _IN_MILLIONS.search(heads) or _SAID_MILLIONS.search(above):
        scale = 10**6
    if scale > 1 and _largest(grid) * scale > _MOST_SCALED:
        scale = 1  # what is said is of something else
    return _proven(grid, scale) or _titled(grid, scale, f"{heads} {above}")


_TWO_SUMS = re.compile(
    r"((?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?)\s+((?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?)",
    re.I,
)


def _with_sums_parted(grid: Grid) -> Grid:
    """Return a table in which two sums that a reader left in one cell are each in their own, where the
    cell beside is empty: no cost is written with two.
    """
    return replace(grid, rows=tuple(_parted_row(row) for row in grid.rows))


def _parted_row(row: tuple[GridCell | None, ...]) -> tuple[GridCell | None, ...]:
    for i, cell in enumerate(row):
        both = _TWO_SUMS.fullmatch(cell.text) if cell is not None else None
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


_ASKED = re.compile(r"\busul\w*|prioritas|aspirasi|musrenbang|\bpagu\b", re.I)


def _largest(grid: Grid) -> int:
    cells = (c.text for row in grid.rows for c in row if c is not None and c.text)
    return max((parse_rupiah(t) or 0 for t in cells), default=0)


def _proven(grid: Grid, scale: int) -> _Columns | None:
    """Tell the columns by their figures; without titles two rows have to hold."""
    texts = [[c.text if c is not None else "" for c in row] for row in grid.rows]
    proof = prove(texts, grid.header, _PRICE)
    if proof is None or (not grid.header and proof.rows < 2) or not _sums(grid, proof.total, scale):
        return None
    taken = frozenset((*proof.quantity, proof.price, proof.total))
    unit = grid.column(_UNIT, taken)
    taken |= {unit} if unit is not None else set()
    item = _named(grid, taken)
    if item is None:
        item = _widest(grid, taken)
    if item is None:
        return None
    return _Columns(item, proof.quantity, unit, proof.price, proof.total, scale)


def _titled(grid: Grid, scale: int, above: str) -> _Columns | None:
    """Tell the columns by their titles."""
    if not grid.header:
        return None
    price = grid.column(_PRICE)
    taken = frozenset({price} if price is not None else ())
    totals = [
        i
        for i, t in enumerate(grid.header)
        if i not in taken and _TOTAL.search(t) and _sums(grid, i, scale)
    ]
    total = totals[-1] if totals else None
    if total is None:
        return None
    taken |= {total}
    unit = grid.column(_UNIT, taken)
    taken |= {unit} if unit is not None else set()
    item = _named(grid, taken)
    if item is None:
        item = _widest(grid, taken)
    if item is None:
        return None
    taken |= {item}
    quantity = tuple(
        i for i, t in enumerate(grid.header) if i not in taken and _QUANTITY.search(t.strip())
    )
    worked = _worked(grid, total)
    if price is None and worked is None and (not quantity or _ASKED.search(above)):
        return None  # works with their sizes and sums, of which a meeting asks for the first
    return _Columns(item, quantity, unit, price, total, scale, worked)


def _worked(grid: Grid, total: int) -> int | None:
    """Return the column that works out the total of at least two rows."""
    for column in range(len(grid.header)):
        pairs = ((_cell(row, column), _cell(row, total)) for row in grid.rows)
        held = sum(bool(a and b and worked_out(a.text, b.text)) for a, b in pairs)
        if column != total and held > 1:
            return column
    return None


def _sums(grid: Grid, column: int, scale: int) -> bool:
    """Tell whether the column holds sums of money."""
    values = [r[column] for r in grid.rows if column < len(r)]
    texts = [c.text for c in values if c is not None and c.text]
    return sum((parse_rupiah(t) or 0) * scale >= 500 for t in texts) >= max(1, 0.5 * len(texts))


def _named(grid: Grid, taken: frozenset[int]) -> int | None:
    """Return the column whose title names items; of several the first that most rows fill."""
    filled = {
        i: sum(
            bool(c and re.search(r"[A-Za-z]{2}", c.text)) for r in grid.rows for c in r[i : i + 1]
        )
        for i, title in enumerate(grid.header)
        if i not in taken and _ITEM.search(title)
    }
    most = max(filled.values(), default=0)
    return next((i for i, n in filled.items() if n == most), None) if most else None


def _widest(grid: Grid, taken: frozenset[int]) -> int | None:
    """Return the column with most letters; what a line is about is told in words."""
    letters = {i: n for i, n in _letters(grid).items() if i not in taken}
    return max(letters, key=lambda i: letters[i]) if letters else None


def _letters(grid: Grid) -> dict[int, int]:
    letters: dict[int, int] = {}
    for row in grid.rows:
        for i, cell in enumerate(row):
            if cell is not None:
                letters[i] = letters.get(i, 0) + sum(c.isalpha() for c in cell.text)
    return letters


def _mended(context: Context, grid: Grid, columns: _Columns) -> tuple[Grid, frozenset[int]]:
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
            cell = _cell(rows[at], column)
            text = with_digits(cell.text, one.read, one.meant) if cell is not None else None
            if cell is None or column is None or text is None:
                continue
            row = rows[at]
            rows[at] = (*row[:column], replace(cell, text=text), *row[column + 1 :])
            changed.add(at)
            context.doubt(
                "budget",
                f"terbaca {one.read:,}, dibetulkan menjadi {one.meant:,}: hanya dengan itu perkalian "
                f"barisnya benar dan jumlahnya {stated:,}".replace(",", ".").replace(". d", ", d"),
                row_start(row),
                row_end(row),
            )
    return replace(grid, rows=tuple(rows)), frozenset(changed)


def _is_recognized(context: Context, grid: Grid) -> bool:
    pages = {p.number: p.origin for p in context.source.pages}
    return all(pages.get(context.source.page_at(row_start(row))) is Origin.OCR for row in grid.rows)


def _summed(
    context: Context, grid: Grid, columns: _Columns
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the rows of each sum with the sum, where the sum is told a second time: by the sum of all
    sums, or by figures or words outside the table.
    """
    groups: list[tuple[tuple[int, ...], int]] = []
    lines: list[int] = []
    whole: int | None = None
    for i, row in enumerate(grid.rows):
        if not _is_sum(row, columns):
            name = _cell(row, columns.item)
            if name is not None and name.text and _rupiah(_cell(row, columns.total), 1) is not None:
                lines.append(i)
            continue
        stated = next((v for c in reversed(row) if (v := _rupiah(c, 1)) is not None), None)
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


def _cost_row(row: tuple[GridCell | None, ...], columns: _Columns) -> CostRow | None:
    """Return the figures of a line in whole numbers; None where one is missing or has a fraction."""
    total = _rupiah(_cell(row, columns.total), 1)
    price = _rupiah(_cell(row, columns.price), 1)
    if total is None:
        return None
    counts = [figure(c.text) for i in columns.quantity if (c := _cell(row, i)) is not None]
    if price is None and not any(counts):
        return CostRow((), total)
    if price is None or None in counts or not counts:
        return None
    values = [c.value for c in counts if c is not None]
    if len(values) != len(columns.quantity) or any(v != int(v) for v in values):
        return None
    return CostRow((*map(int, values), price), total)


def _label(row: tuple[GridCell | None, ...], columns: _Columns) -> str:
    """Return what stands in a row up to the item's column."""
    return " ".join(c.text for c in row[: columns.item + 1] if c is not None and c.text)


def _unnumbered(label: str) -> str:
    return re.sub(r"^\d{1,3}[.)]?\s+", "", label)


def _is_sum(row: tuple[GridCell | None, ...], columns: _Columns) -> bool:
    name = _cell(row, columns.item)
    label = _unnumbered(_label(row, columns))
    lone = not any((c := _cell(row, i)) and c.text for i in _counts(columns))
    unnamed = (name is None or not name.text) and _rupiah(_cell(row, columns.total), 1) is not None
    return bool(SUM_ROW.match(label) or (lone and _SUMMED_UP.search(label))) or unnamed


def _lines(
    context: Context, grid: Grid, columns: _Columns, tally: _Tally, mended: frozenset[int]
) -> list[Item[BudgetLine]]:
    items: list[Item[BudgetLine]] = []
    tally.table = 0
    for number, row in enumerate(grid.rows):
        name = _cell(row, columns.item)
        total_cell = _cell(row, columns.total)
        total = _rupiah(total_cell, columns.scale)
        if _is_sum(row, columns):
            label = _label(row, columns)
            sums = [v for v in (_rupiah(c, columns.scale) for c in row) if v]
            if sums:
                if not tally.holds(sums[-1], label) and re.match(
                    r"\W*(?:sub|jumlah|total)", _unnumbered(label), re.I
                ):
                    lines = tally.since_sum or tally.everything
                    context.doubt(
                        "budget",
                        f"jumlah tertulis {sums[-1]:,} tidak sama dengan jumlah barisnya "
                        f"{lines:,}".replace(",", "."),
                        row_start(row),
                        row_end(row),
                    )
                tally.close()
            continue
        if name is None or not re.search(r"[A-Za-z]{2}", name.text):
            continue
        quantity, unit = _quantity(row, columns)
        price_cell = _cell(row, columns.price)
        price = _rupiah(price_cell, columns.scale)
        worked = _cell(row, columns.worked)
        if worked is not None and total_cell is not None:
            cost = worked_out(worked.text, total_cell.text)
            if cost is not None:
                line = _line_of(cost)
                quantity, unit, price = line.quantity, line.unit, line.unit_price
        if total is None and price is None:
            both = next((c for c in row if c is not None and _TWO_SUMS.fullmatch(c.text)), None)
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
        holds = total is not None and price is not None and quantity is not None
        confidence = 0.85
        if holds:
            assert total is not None
            assert price is not None
            assert quantity is not None
            if abs(quantity * price - total) <= 1:
                confidence = 0.85 if number in mended else 0.97
            else:
                confidence = 0.6
                context.doubt(
                    "budget",
                    f"{quantity:g} x {price:,} tidak sama dengan {total:,}".replace(",", "."),
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


_COUNTED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+")  # what counts an item in its own cell


def _rupiah(cell: GridCell | None, scale: int) -> int | None:
    """Read the sum of a cell, in whole rupiah whatever its table counts in."""
    value = parse_rupiah(cell.text) if cell is not None and cell.text else None
    if scale > 1 and cell is not None:
        read = figure(cell.text)  # "1,5" is one and a half thousand there
        value = round(read.value * scale) if read is not None and not read.money else value
    return value


def _counts(columns: _Columns) -> tuple[int | None, ...]:
    return (*columns.quantity, columns.price, columns.worked)


_SUMMED_UP = re.compile(r"\b(?:jumlah|total|keseluruhan|seluruhnya)\b", re.I)
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
        both = figure(cell.text)
        if both is None:
            continue
        value, unit = both.value, unit or both.unit
        product = value if product is None else product * value
    cell = _cell(row, columns.unit)
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


def _cell(row: tuple[GridCell | None, ...], column: int | None) -> GridCell | None:
    return row[column] if column is not None and column < len(row) else None


_MOST_LINE = 200  # characters


def _from_text(context: Context) -> list[Item[BudgetLine]]:
    """Read lines that prove themselves, and between them those of one name and one sum."""
    # The rows of a list of usulan with prices are what is asked for, though their figures hold.
    asked = Spans((g.start, g.end) for g in context.grids if g.column(_ASKED) is not None)
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
    tally = _Tally()
    for unit, cost in read[proven[0] : proven[-1] + 1 + _BEHIND]:
        if cost is not None and not SUM_ROW.match(cost.item):
            tally.add(cost.total)
            items.append(Item(_line_of(cost), ((unit.start, unit.end),), 0.9))
            continue
        alone = lump(unit.text) if len(unit.text) < _MOST_LINE else None
        if alone is None:
            if unit.start > read[proven[-1]][0].start:
                break
            continue
        name, total = alone
        if SUM_ROW.match(name) or _SUMMED_UP.search(name) or tally.holds(total, ""):
            tally.close()
            if unit.start > read[proven[-1]][0].start:
                break  # the sum of all; what stands below is no cost
            continue
        tally.add(total)
        line = BudgetLine(item=name, quantity=None, unit=None, unit_price=None, total=total)
        items.append(Item(line, ((unit.start, unit.end),), 0.7))
    return items


_BEHIND = 4  # units below the last proven line in which more may stand


def _line_of(cost: CostLine) -> BudgetLine:
    whole = int(cost.quantity) if cost.quantity == int(cost.quantity) else cost.quantity
    return BudgetLine(
        item=cost.item, quantity=whole, unit=cost.unit, unit_price=cost.price, total=cost.total
    )
