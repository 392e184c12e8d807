"""Sheets that are too wide for their paper: Excel prints the further columns on pages of their own."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import record_of
from extractors.assemble import understand
from extractors.ocr import NoOcr
from extractors.readers import read
from models.indonesian import parse
from models.source import Source

HEAD = (
    *("No", "Uraian", "Volume", "Satuan"),
    *("Harga Satuan (Rp)", "Jumlah (Rp)", "Sumber Dana", "Keterangan"),
)
WIDTHS = (30, 210, 60, 70, 110, 110, 100, 120)
NAMES = ("Semen", "Pasir pasang", "Besi beton", "Upah tukang", "Cat tembok")


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def costs(count: int) -> list[tuple[str, ...]]:
    return [
        (
            *(str(n), f"{NAMES[n % 5]} tahap {n}", str(n % 7 + 2), "paket"),
            *(dotted(5000 * n), dotted(5000 * n * (n % 7 + 2))),
            *("APBD", "disetujui" if n % 2 else ""),
        )
        for n in range(1, count + 1)
    ]


Part = tuple[range, Sequence[int]]
"""The rows and columns of a page."""


def printed(
    path: Path, rows: Sequence[Sequence[str]], parts: Sequence[Part], *, title: bool = True
) -> Source:
    """Print parts of a sheet as Excel does, one on each page, and read them."""
    canvas = Canvas(str(path), pagesize=A4)
    for number, (down, columns) in enumerate(parts, 1):
        edges = [60.0]
        for k in columns:
            edges.append(edges[-1] + WIDTHS[k])
        y = A4[1] - 60.0
        if down[0] == 0:
            canvas.setFont("Helvetica-Bold", 11)
            if title and columns[0] == 0:
                canvas.drawString(60, y, "RENCANA ANGGARAN BIAYA REHABILITASI BALAI WARGA")
            y -= 30
        canvas.setFont("Helvetica", 9)
        heights = [y]
        for r in down:
            for x, k in zip(edges, columns, strict=False):
                canvas.drawString(x + 3, y - 11, rows[r][k])
            y -= 15
            heights.append(y)
        for x in edges:
            canvas.line(x, heights[0], x, heights[-1])
        for y in heights:
            canvas.line(edges[0], y, edges[-1], y)
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(297, 30, f"Halaman {number}")
        canvas.showPage()
    canvas.save()
    return read(path, ocr=NoOcr())


FIRST, SECOND = (0, 1, 2, 3), (4, 5, 6, 7)
ONE_PAGE = [(range(13), FIRST), (range(13), SECOND)]
DOWN_THEN_OVER = [
    *((range(0, 25), FIRST), (range(25, 41), FIRST)),
    *((range(0, 25), SECOND), (range(25, 41), SECOND)),
]
OVER_THEN_DOWN = [DOWN_THEN_OVER[i] for i in (0, 2, 1, 3)]
THREE_WIDE = [(range(13), FIRST), (range(13), (4, 5)), (range(13), (6, 7))]
LAST_ALONE = [(range(13), (0, 1, 2, 4, 6)), (range(13), (5,))]
TITLES_AGAIN = [(range(13), FIRST), (range(13), (0, 1, *SECOND[:2])), (range(13), (0, 1, 6, 7))]


@pytest.mark.parametrize(
    "parts",
    [ONE_PAGE, DOWN_THEN_OVER, OVER_THEN_DOWN, THREE_WIDE, TITLES_AGAIN],
    ids=["one page", "down, then over", "over, then down", "three wide", "first columns again"],
)
def test_columns_on_other_pages_stand_beside_their_rows(
    tmp_path: Path, parts: Sequence[Part]
) -> None:
    count = max(down[-1] for down, _ in parts)
    rows = [HEAD, *costs(count)]
    source = printed(tmp_path / "rab.pdf", rows, parts)
    (grid,) = understand(parse(source)).grids
    assert grid.header == HEAD
    told = [tuple(cell.text if cell else "" for cell in row) for row in grid.rows]
    assert told == rows[1:]
    record = record_of(source)
    assert [(b.item, b.unit, b.unit_price, b.total) for b in record.budget] == [
        (row[1], row[3], int(row[4].replace(".", "")), int(row[5].replace(".", "")))
        for row in rows[1:]
    ]
    assert not [issue for issue in record.issues if issue.part == "budget"]


def test_each_part_of_such_a_row_is_led_to_on_its_page(tmp_path: Path) -> None:
    source = printed(tmp_path / "rab.pdf", [HEAD, *costs(12)], ONE_PAGE)
    places = [e for e in record_of(source).evidence if e.item == "/budget/3"]
    assert [place.page for place in places] == [1, 2]
    first, second = ({box.page for box in place.boxes} for place in places)
    assert (first, second) == ({1}, {2})
    assert "Upah tukang" in places[0].quote or "Cat tembok" in places[0].quote
    assert "20.000" in places[1].quote
    assert "\n" not in places[0].quote


def test_a_list_of_usulan_whose_places_are_printed_on_the_next_page(tmp_path: Path) -> None:
    rows = [
        ("No", "Usulan Kegiatan", "Volume", "Lokasi"),
        ("1", "Perbaikan drainase", "120 m", "RT 02 RW 05"),
        ("2", "Pengadaan lampu jalan", "14 titik", "RT 04 RW 05"),
        ("3", "Pengaspalan jalan", "300 m", "RT 01 RW 02"),
        ("4", "Rehabilitasi posyandu", "1 unit", "RT 03 RW 02"),
    ]
    source = printed(
        tmp_path / "u.pdf", rows, [(range(5), (0, 1)), (range(5), (2, 3))], title=False
    )
    proposals = record_of(source).proposals
    assert [(p.title, p.volume, p.origin) for p in proposals] == [
        (row[1], row[2], row[3].replace(" RW", "/RW")) for row in rows[1:]
    ]


def test_tables_that_only_look_alike_stay_two(tmp_path: Path) -> None:
    """Two lists on two pages, each whole by itself, with rows of the same heights."""
    canvas = Canvas(str(tmp_path / "dua.pdf"), pagesize=A4)
    for head, names in (
        (("No", "Nama", "Jabatan"), ("Siti", "Budi", "Tatang", "Dewi")),
        (("No", "Uraian", "Jumlah"), ("Semen", "Pasir", "Batu", "Cat")),
    ):
        edges = (60, 90, 300, 400) if head[1] == "Nama" else (60, 95, 280, 420)
        for n, row in enumerate([head, *((str(i), name, "-") for i, name in enumerate(names, 1))]):
            for x, text in zip(edges, row, strict=False):
                canvas.drawString(x + 3, 770 - 15 * n, text)
        for n in range(6):
            canvas.line(edges[0], 781 - 15 * n, edges[-1], 781 - 15 * n)
        for x in edges:
            canvas.line(x, 781, x, 781 - 75)
        canvas.showPage()
    canvas.save()
    grids = understand(parse(read(tmp_path / "dua.pdf", ocr=NoOcr()))).grids
    assert [grid.header for grid in grids] == [
        ("No", "Nama", "Jabatan"),
        ("No", "Uraian", "Jumlah"),
    ]


def test_a_list_that_only_goes_on_with_rows_of_the_same_heights(tmp_path: Path) -> None:
    rows = [HEAD[:4], *(row[:4] for row in costs(60))]
    parts = [(range(k, k + 20), FIRST) for k in (0, 20, 40)]
    (grid,) = understand(parse(printed(tmp_path / "l.pdf", rows, parts, title=False))).grids
    assert [row[0].text for row in grid.rows if row[0]] == [str(n) for n in range(1, 60)]


def test_a_last_column_alone_on_its_page_stands_beside_its_rows(tmp_path: Path) -> None:
    rows = [HEAD, *costs(12)]
    source = printed(tmp_path / "rab.pdf", rows, LAST_ALONE)
    (grid,) = understand(parse(source)).grids
    assert grid.header[-1] == "Jumlah (Rp)"
    budget = record_of(source).budget
    assert [b.total for b in budget] == [int(row[5].replace(".", "")) for row in rows[1:]]
