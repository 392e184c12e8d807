"""Lists without lines whose rows count: those present, as office programs print them with narrow columns."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line, Source, Table

FONT, SIZE = "Helvetica", 10
HEAD = ("No", "Nama", "Jabatan", "Tanda tangan")
FIRST = ("Agus", "Siti", "Hendra", "Yuliana", "Eko", "Wahyu", "Dedi", "Neneng", "Rudi", "Maya")
LAST = ("Santoso", "Nur Aminah", "Kurniawan", "Lestari Wulandari", "Hidayat", "Prasetyo")
OFFICES = (
    "Ketua RT 01 RW 03",
    "Warga",
    "Sekretaris RW 03",
    "Kader Posyandu Melati",
    "Tokoh masyarakat",
    "Ketua LPM",
    "Bendahara PKK RW 05",
)


def present(count: int, *, signed: bool = False) -> list[tuple[str, ...]]:
    """Return the rows of so many people with names of their own; `signed` counts where each signs."""
    people = [f"{first} {last}" for last in LAST for first in FIRST][:count]
    assert len(people) == count
    return [
        (str(n), name, OFFICES[n % len(OFFICES)], f"{n}." if signed else "")
        for n, name in enumerate(people, 1)
    ]


def listed(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    head: Sequence[str] = HEAD,
    padding: float = 2,
    down: float = 16,
    pages: int = 1,
    foot: Sequence[str] = (),
    wrapped: float = 0.0,
) -> Source:
    """Print a list whose columns are as wide as their longest cells, and read it. Its header stands on
    the first of its pages only, in the middle of its cells where titles have two lines; `wrapped` are
    the points between two lines of one cell.
    """
    table = [tuple(head), *map(tuple, rows)]
    lefts = [60.0]
    for column in zip(*table, strict=True):
        lines = [line for cell in column for line in cell.split("\n")]
        widest = max(stringWidth(line, FONT, SIZE) for line in lines)
        lefts.append(lefts[-1] + widest + 2 * padding)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(FONT, SIZE)
    canvas.drawString(60, 780, "DAFTAR HADIR MUSYAWARAH RW 03 KELURAHAN CIMUNCANG")
    y = 745.0
    share = -(-len(rows) // pages)
    for n, row in enumerate(table):
        if n > 1 and (n - 1) % share == 0:
            canvas.showPage()
            canvas.setFont(FONT, SIZE)
            y = 780.0
        most = max(cell.count("\n") for cell in row)
        for left, cell in zip(lefts, row, strict=False):
            lines = cell.split("\n")
            above = (most - len(lines) + 1) * wrapped / 2
            for k, line in enumerate(lines):
                canvas.drawString(left + padding, y - above - k * wrapped, line)
        y -= down + most * wrapped
    for line in foot:
        canvas.drawString(60, y, line)
        y -= down
    canvas.save()
    return read(path, ocr=NoOcr())


def cells(source: Source) -> list[tuple[str, ...]]:
    tables = [b for page in source.pages for b in page.blocks if isinstance(b, Table)]
    return [tuple(cell.text for cell in row) for table in tables for row in table.rows]


def lines(source: Source) -> list[str]:
    blocks = [b for page in source.pages for b in page.blocks if isinstance(b, Line)]
    return [b.text for b in blocks if b.text]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("padding", [1.5, 2, 3, 6])
def test_a_list_of_narrow_columns_is_read_row_by_row(
    tmp_path: Path, padding: float, signed: bool
) -> None:
    rows = present(40, signed=signed)
    source = listed(tmp_path / "hadir.pdf", rows, padding=padding)
    assert cells(source) == [HEAD, *rows]


def test_full_columns_are_no_columns_of_running_text(tmp_path: Path) -> None:
    """Names and offices that fill their columns would be read one column after the other."""
    rows = [
        (str(n), f"Raden {name} Kusumah", "Ketua RT 04 RW 05 Cimuncang", "")
        for n, name, _, _ in present(40)
    ]
    source = listed(tmp_path / "hadir.pdf", rows, padding=7)
    assert cells(source) == [HEAD, *rows]


@pytest.mark.parametrize("pages", [2, 3])
def test_everybody_of_a_list_over_pages_is_found(tmp_path: Path, pages: int) -> None:
    rows = present(60)
    foot = ("Jumlah yang hadir sebanyak 60 orang sesuai dengan daftar hadir di atas.",)
    source = listed(tmp_path / "hadir.pdf", rows, pages=pages, foot=foot)
    assert cells(source) == [HEAD, *rows]
    assert lines(source)[-1] == foot[0]
    found = {(p.name, p.role, p.agency) for p in record_of(source).people}
    assert {name for name, _, _ in found} == {row[1] for row in rows}
    assert ("Siti Santoso", "Sekretaris", "RW 03") in found


def test_titles_and_names_in_the_middle_of_cells_of_two_lines(tmp_path: Path) -> None:
    head = ("No", "Nama", "Jabatan", "Tanda\ntangan")
    rows = [
        (n, name.replace(" ", "\n") if n in {"3", "7"} else name, *rest)
        for n, name, *rest in present(12)
    ]
    source = listed(tmp_path / "hadir.pdf", rows, head=head, wrapped=11.5, down=20)
    assert cells(source) == [
        tuple(cell.replace("\n", " ") for cell in row) for row in (head, *rows)
    ]


def test_what_stands_right_below_a_list_is_none_of_it(tmp_path: Path) -> None:
    rows = present(8)
    foot = ("Mengetahui,", "Lurah Cimuncang")
    source = listed(tmp_path / "hadir.pdf", rows, foot=foot)
    assert cells(source) == [HEAD, *rows]
    assert lines(source)[-2:] == list(foot)


def test_a_list_of_items_below_a_line_of_words_is_no_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "hasil.pdf"), pagesize=A4)
    canvas.setFont(FONT, SIZE)
    text = (
        "No surat undangan rapat sudah dicatat oleh sekretaris kelurahan",
        "1. Rapat dibuka oleh ketua RW pada pukul 19.30 di balai warga.",
        "2. Peserta menyepakati iuran kebersihan naik mulai bulan depan.",
        "3. Kerja bakti diadakan setiap hari Minggu pagi di semua RT.",
    )
    for n, line in enumerate(text):
        canvas.drawString(60, 780 - 16 * n, line)
    canvas.save()
    assert lines(read(tmp_path / "hasil.pdf", ocr=NoOcr())) == list(text)
