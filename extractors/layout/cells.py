"""What a table is made of: cells, the grid of header and rows, and the words of headers."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its text with blanks squeezed and where it stands in `Doc.text`. `aside` tells that it
    stands on another page than its row begins, which has columns that did not fit beside the first.
    """

    text: str
    start: int
    end: int
    span: int = 1
    aside: bool = False


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


HEADER_WORD = re.compile(
    r"\b(?:no|nomor|nama|uraian|jenis|kegiatan|usulan|item|barang|bahan|kebutuhan|keterangan|ket|vol|"
    r"volume|banyak|banyaknya|jml|jumlah|qty|kuantitas|satuan|sat|harga|biaya|total|anggaran|lokasi|pengusul|"
    r"alamat|jabatan|unsur|instansi|lembaga|paraf|tanda tangan|ttd|program|opd|skpd|perangkat|dinas|"
    r"pj|pic|penanggung|tenggat|batas|waktu|tanggal|hari|target|sasaran|rt|rw|prioritas|masalah|"
    r"permasalahan|tindak lanjut|keputusan|pelaksana|sumber|dana|rp|frekuensi|freq|perkiraan|"
    r"selesai|bidang|langkah|aksi|skor|bobot|unit|hal|isu|tujuan|sifat|materi|penanya|pertanyaan|jawaban|tenggang|kesepakatan|rencana|jam|kuota|syarat|pokok|pembahasan|bahasan|topik|asal|peserta|dari|utusan|hasil|rincian|pekerjaan|spesifikasi|merk|pagu|ukuran|kelurahan|desa|pembicara|isi|pendapat|penyampai|kapan|siapa|prio)\b",
    re.IGNORECASE,
)
GROUP_MARK = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?")
"""What counts the groups of a table: "A.", "IV"."""

SUM_ROW = re.compile(
    r"^\W*(?:sub\s*-?\s*(?:jumlah|total)|jumlah|total|grand\s*total|jml|dibulatkan|pembulatan|terbilang|"
    r"rekapitulasi|saldo|sisa|kekurangan|ppn|pajak)\b",
    re.I,
)
"""What a row of sums begins with; such a row is no item."""

MONEY_CELL = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def row_start(row: tuple[GridCell | None, ...]) -> int:
    """Return where the row begins in the text."""
    return min(c.start for c in row if c is not None and not c.aside)


def row_end(row: tuple[GridCell | None, ...]) -> int:
    """Return where the row ends in the text, on the page on which it begins."""
    return max(c.end for c in row if c is not None and not c.aside)


def row_places(row: tuple[GridCell | None, ...]) -> tuple[tuple[int, int], ...]:
    """Return where a row stands in the text: once on each page that has columns of it."""
    places = [(row_start(row), row_end(row))]
    is_new = True
    for cell in (c for c in row if c is not None and c.aside):
        if is_new or cell.start < places[-1][1] or cell.start > places[-1][1] + 1:
            places.append((cell.start, cell.end))
        else:
            places[-1] = (places[-1][0], cell.end)
        is_new = False
    return tuple(places)


def filled_cell(row: tuple[GridCell | None, ...], column: int) -> GridCell | None:
    """Return the cell of a row in this column; None where it is empty or there is none."""
    cell = row[column] if column < len(row) else None
    return cell if cell is not None and cell.text else None
