"""Which column of a table of costs tells what: by its figures (one is the product of others), else by
its title.
"""

import re
from dataclasses import dataclass

from extractors.context import Context
from extractors.costs import prove, worked_out
from extractors.layout import Grid
from extractors.parts.budget.cells import cell_at
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
ASKED = re.compile(r"\busul\w*|prioritas|aspirasi|musrenbang|\bpagu\b", re.I)
"""What stands over what is asked for, and over no plan of costs."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table tells its items, how many of what, at which price, and what each costs together."""

    item: int
    quantity: tuple[int, ...]
    unit: int | None
    price: int | None
    total: int | None
    scale: int = 1
    worked: int | None = None
    """The column whose cells work the total out: "10 ekor x Rp 1.750.000"."""


def columns_of(context: Context, grid: Grid) -> Columns | None:
    """Return what the columns of a table tell; None for one that is no plan of costs."""
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


def _largest(grid: Grid) -> int:
    cells = (c.text for row in grid.rows for c in row if c is not None and c.text)
    return max((parse_rupiah(t) or 0 for t in cells), default=0)


def _proven(grid: Grid, scale: int) -> Columns | None:
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
    return Columns(item, proof.quantity, unit, proof.price, proof.total, scale)


def _titled(grid: Grid, scale: int, above: str) -> Columns | None:
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
    if price is None and worked is None and (not quantity or ASKED.search(above)):
        return None  # works with their sizes and sums, of which a meeting asks for the first
    return Columns(item, quantity, unit, price, total, scale, worked)


def _worked(grid: Grid, total: int) -> int | None:
    """Return the column that works out the total of at least two rows."""
    for column in range(len(grid.header)):
        pairs = ((cell_at(row, column), cell_at(row, total)) for row in grid.rows)
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
