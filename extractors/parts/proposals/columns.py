"""Which column of a table of usulan tells what: by its title, and by what its cells hold."""

import re
from dataclasses import dataclass, replace

from extractors.context import Context
from extractors.layout import Grid, GridCell
from models.values.money import parse_rupiah
from models.values.numbers import parse_decimal

_TITLE_COLUMN = re.compile(
    r"usulan|kegiatan|uraian|program|jenis|pekerjaan|nama|permasalahan|masalah|kebutuhan|aspirasi|bentuk",
    re.I,
)
_ORIGIN_COLUMN = re.compile(
    r"pengusul|lokasi|\brt\b|\brw\b|\basal|usulan\s+dari|alamat|wilayah|lingkungan|dusun|jorong",
    re.I,
)
_ASKER_COLUMN = re.compile(r"pengusul|usulan\s+dari|diusulkan|\basal\b", re.I)
_VOLUME_COLUMN = re.compile(
    r"vol|kuantitas|banyak|ukuran|sasaran|jumlah\s*(?:unit|barang)?\s*$|satuan", re.I
)
_AMOUNT_COLUMN = re.compile(
    r"biaya|anggaran|pagu|\brp\b|perkiraan|nilai|harga|estimasi|(?<!sumber )\bdana\b|jumlah", re.I
)
_AGENCY_COLUMN = re.compile(
    r"\bopd\b|\bskpd\b|perangkat|dinas|instansi|tujuan|pelaksana|penanggung|lembaga", re.I
)
_PRICE_COLUMN = re.compile(r"harga\s*sat|@", re.I)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table tells what is wanted, by whom, how much, at what cost, and of which body."""

    title: int
    origin: int | None
    agency: int | None
    amount: int | None
    volume: int | None
    unit: int | None
    """The unit of a volume that stands in a column of bare figures."""
    scale: int
    """By what the figures of `amount` are to be multiplied: "(juta Rp)"."""

    @property
    def told(self) -> bool:
        """Whether a column says whose, how much or to whom."""
        return not (self.origin is None and self.agency is None and self.volume is None)


def columns_of(grid: Grid) -> Columns | None:
    """Return what the columns of a table with a header tell; None where none names things."""
    title = _title_column(grid)
    if title is None:
        return None
    taken = frozenset({title}) | _one(price_column(grid))
    # Who asks, where a column says so; only else where it is to be.
    origin = grid.column(_ASKER_COLUMN, taken)
    if origin is None:
        origin = grid.column(_ORIGIN_COLUMN, taken)
    agency = grid.column(_AGENCY_COLUMN, taken | _one(origin))
    amount = next(
        (
            i
            for i, h in reversed(list(enumerate(grid.header)))
            if i not in taken and _AMOUNT_COLUMN.search(h) and _has_sums(grid, i, _scale(h))
        ),
        None,
    )
    volume = grid.column(_VOLUME_COLUMN, taken | _one(origin) | _one(agency) | _one(amount))
    unit = grid.column(_SIZE_UNIT, taken | _one(volume))
    scale = 1 if amount is None else _scale(grid.header[amount])
    return Columns(title, origin, agency, amount, volume, unit, scale)


def asker_column(grid: Grid) -> int | None:
    """Return the column of who asks, as no table has that tells what one thing is made of."""
    return grid.column(_ASKER_COLUMN)


def price_column(grid: Grid) -> int | None:
    """Return the column of unit prices, as tables have that tell what a thing is made of."""
    return grid.column(_PRICE_COLUMN)


def _title_column(grid: Grid) -> int | None:
    """Return the column that names what is wanted: titled so, and holding words."""
    for pattern in _TITLE_COLUMNS:
        for i, head in enumerate(grid.header):
            if pattern.search(head) and not _NO_TITLE.search(head) and _holds_words(grid, i):
                return i
    return next((n for p in _TITLE_COLUMNS if (n := grid.column(p)) is not None), None)


# "Nilai usulan", "Asal usulan", "Bidang kegiatan" tell of what is wanted and do not name it.
_TITLE_COLUMNS = (
    re.compile(r"usulan|kegiatan|aspirasi", re.I), re.compile(r"program", re.I), _TITLE_COLUMN,
)  # fmt: skip
_NO_TITLE = re.compile(
    r"pengusul|usulan\s+dari|\basal\b|^\W*(?:nilai|jumlah|besar\w*|no\b|nomor|kode|tanggal|tgl|bidang|sifat|status|waktu|lokasi|sumber|biaya|anggaran|dana|pagu)",
    re.I,
)
_SIZE_UNIT = re.compile(r"^sat(?:uan|\.)?\s*$", re.I)


def _holds_words(grid: Grid, column: int) -> bool:
    cells = [c.text for row in grid.rows if (c := cell_at(row, column)) is not None]
    return 2 * sum(bool(re.search(r"[A-Za-z]{3}", t)) for t in cells) >= len(cells)


def _has_sums(grid: Grid, column: int, scale: int) -> bool:
    texts = [r[column].text for r in grid.rows if column < len(r) and r[column] is not None]  # type: ignore[union-attr]
    return any((sum_of(t, scale) or 0) >= _A_SUM for t in texts if t)


def _scale(title: str) -> int:
    """Return by what a header says that its figures are to be multiplied: "(juta Rp)"."""
    if re.search(r"\b(?:juta|jt)\b", title, re.I):
        return 10**6
    return 10**3 if re.search(r"\b(?:ribu|rb|000)\b", title, re.I) else 1


def sum_of(text: str, scale: int) -> int | None:
    """Return the sum of a cell in whole rupiah, by the scale of its column."""
    if scale > 1:
        figure = parse_decimal(text)
        return None if figure is None else round(figure * scale)
    return parse_rupiah(text)


def _one(column: int | None) -> frozenset[int]:
    return frozenset() if column is None else frozenset({column})


def cell_at(row: tuple[GridCell | None, ...], column: int | None) -> GridCell | None:
    """Return the cell of a row in this column; None where it is empty or there is none."""
    cell = row[column] if column is not None and column < len(row) else None
    return cell if cell is not None and cell.text else None


def with_titles(context: Context, grid: Grid) -> Grid | None:
    """Give the columns of a table that has no head row their titles, by what they hold.

    None where no column names things beside one that holds sums or sizes.
    """
    if len(grid.rows) < _LEAST_ROWS:
        return None
    titles: list[str] = []
    letters: list[int] = []
    named: list[GridCell] = []
    for column in range(max(len(row) for row in grid.rows)):
        cells = [c for row in grid.rows if (c := cell_at(row, column)) is not None]
        titles.append(_held(context, cells))
        letters.append(0 if titles[-1] else sum(x.isalpha() for c in cells for x in c.text))
        if letters[-1] and letters[-1] == max(letters):
            named = cells
    # A list of those present names wards and bodies too, and people where things should stand.
    if not {"Biaya", "Volume"} & {*titles} or max(letters) < _LETTERS * len(grid.rows):
        return None
    if 2 * _marked(context, named, "names") > len(named):
        return None
    titles[letters.index(max(letters))] = "Usulan"
    return replace(grid, header=tuple(titles))


def _held(context: Context, cells: list[GridCell]) -> str:
    """Return the title of a column by what most of its cells hold; "" where it is none of these."""
    half = len(cells) / 2
    if sum((sum_of(c.text, 1) or 0) >= _A_SUM for c in cells) > half:
        return "Biaya"
    if _marked(context, cells, "wards") > half:
        return "Lokasi"
    if sum(bool(_SIZED.match(c.text)) for c in cells) > half:
        return "Volume"
    return "OPD" if _marked(context, cells, "agencies") > half else ""


def _marked(context: Context, cells: list[GridCell], group: str) -> int:
    """Return in how many cells something of a group is marked."""
    return sum(next(context.marks(group, c.start, c.end), None) is not None for c in cells)


_LEAST_ROWS = 2
_LETTERS = 8  # letters of a name, on an average
_A_SUM = 10_000  # rupiah
_SIZED = re.compile(
    r"(?:±\s*)?\d+(?:[.,]\d+)*\s*(?:[x×]\s*\d+(?:[.,]\d+)*\s*)?[A-Za-z][\w²³]*\W*", re.I
)
