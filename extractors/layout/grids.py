"""Tables as grids with a header that is understood by its words, joined over page breaks."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from models.source import Source, Table


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its text with blanks squeezed and where it stands in `Doc.text`."""

    text: str
    start: int
    end: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the header cells (empty when there is no header row) and the rows below.

    Rows hold one cell a column; a cell that is merged over columns stands in the first of
    them and the others are None.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[GridCell | None, ...], ...]
    page: int
    start: int
    end: int

    def column(self, pattern: re.Pattern[str], taken: frozenset[int] = frozenset()) -> int | None:
        """Return the first column not taken whose header matches, None when there is none."""
        for i, title in enumerate(self.header):
            if i not in taken and pattern.search(title):
                return i
        return None


_HEADER_WORD = re.compile(
    r"\b(?:no|nomor|nama|uraian|jenis|kegiatan|usulan|item|barang|bahan|kebutuhan|keterangan|ket|vol|"
    r"volume|banyak|banyaknya|jml|jumlah|qty|kuantitas|satuan|sat|harga|biaya|total|anggaran|lokasi|pengusul|"
    r"alamat|jabatan|unsur|instansi|lembaga|paraf|tanda tangan|ttd|program|opd|skpd|perangkat|dinas|"
    r"pj|pic|penanggung|tenggat|batas|waktu|tanggal|hari|target|sasaran|rt|rw|prioritas|masalah|"
    r"permasalahan|tindak lanjut|keputusan|pelaksana|sumber|dana|rp|frekuensi|freq|perkiraan|"
    r"peserta|dari|utusan|hasil|rincian|pekerjaan|spesifikasi|merk|pagu|ukuran|asal|kelurahan|desa)\b",
    re.IGNORECASE,
)
SUM_ROW = re.compile(
    r"^\W*(?:sub\s*-?\s*(?:jumlah|total)|jumlah|total|grand\s*total|jml|dibulatkan|pembulatan|terbilang|"
    r"rekapitulasi|saldo|sisa|kekurangan|ppn|pajak)\b",
    re.I,
)
"""What a row of sums begins with; such a row is no item."""

_MONEY_CELL = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def grids(doc: Doc) -> tuple[Grid, ...]:
    """Return the document's tables; one that goes on over a page break is one grid."""
    source: Source = doc._.source
    rows: dict[tuple[int, int], dict[int, list[GridCell]]] = {}
    tables: dict[tuple[int, int], Table] = {}
    blocks = {(page.number, i): b for page in source.pages for i, b in enumerate(page.blocks)}
    for s in source.stretches:
        if s.row is None:
            continue
        table = blocks[s.page, s.block]
        assert isinstance(table, Table)
        assert s.column is not None
        tables[s.page, s.block] = table
        span = table.rows[s.row][s.column].span
        text = " ".join(source.text[s.start : s.end].split())
        cell = GridCell(text, s.start, s.end, span)
        rows.setdefault((s.page, s.block), {}).setdefault(s.row, []).append(cell)
    found: list[Grid] = []
    for (page, _), by_row in rows.items():
        grid = _grid([by_row[r] for r in sorted(by_row)], page)
        if grid is None:
            continue
        before = found[-1] if found else None
        if (
            before and not grid.header and before.page < page and _width(before) == _width(grid)
        ) or (before and before.page < page and grid.header and grid.header == before.header):
            found[-1] = Grid(
                before.header, before.rows + grid.rows, before.page, before.start, grid.end
            )
        else:
            found.append(grid)
    return tuple(found)


def _width(grid: Grid) -> int:
    return max((len(r) for r in grid.rows), default=0)


def _grid(rows: list[list[GridCell]], page: int) -> Grid | None:
    if not rows:
        return None
    spread = [_spread(row) for row in rows]
    width = max(len(r) for r in spread)
    full = [r + (None,) * (width - len(r)) for r in spread]
    start, end = rows[0][0].start, rows[-1][-1].end
    header: list[str] = []
    body = full
    head_rows = _header_rows(full)
    if head_rows:
        for column in range(width):
            titles = []
            for row in full[:head_rows]:
                cell = row[column]
                if cell is None:  # under a merged cell the title to the left holds
                    cell = next((c for c in reversed(row[:column]) if c is not None), None)
                    if cell is not None and cell.span < 2:
                        cell = None
                if cell is not None and cell.text and cell.text not in titles:
                    titles.append(cell.text)
            header.append(" ".join(titles))
        body = full[head_rows:]
    return Grid(tuple(header), tuple(body), page, start, end)


def _spread(row: list[GridCell]) -> tuple[GridCell | None, ...]:
    """Give each cell as many places as it spans."""
    places: list[GridCell | None] = []
    for cell in row:
        places.append(cell)
        places.extend([None] * (cell.span - 1))
    return tuple(places)


def _header_rows(rows: list[tuple[GridCell | None, ...]]) -> int:
    """Count the header rows: at the top, mostly words of headers, without sums; at most two,
    and a row that only counts the columns (1 2 3 …) belongs to it.
    """
    count = 0
    for row in rows[:2]:
        texts = [c.text for c in row if c is not None and c.text]
        if len(texts) < 2 or any(_MONEY_CELL.search(t) for t in texts):
            break
        known = sum(bool(_HEADER_WORD.search(t)) and len(t) < 45 for t in texts)
        if known < max(2, 0.6 * len(texts)) and not (
            count and known >= 1 and not texts[0].isdigit()
        ):
            break
        if re.fullmatch(r"\d{1,3}[.)]?", texts[0]):
            break
        count += 1
    if count and count < len(rows):
        texts = [c.text.strip("().") for c in rows[count] if c is not None and c.text]
        if len(texts) > 2 and texts == [str(i + 1) for i in range(len(texts))]:
            count += 1
    return count


def row_start(row: tuple[GridCell | None, ...]) -> int:
    """Return where the row begins in the text."""
    return min(c.start for c in row if c is not None)


def row_end(row: tuple[GridCell | None, ...]) -> int:
    """Return where the row ends in the text."""
    return max(c.end for c in row if c is not None)
