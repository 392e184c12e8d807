"""Cells of tables as papers have them: ruled and open, as text PDF, as scan and photo, and over pages."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Source
from models.source import Table as Grid
from tests.scans.papers import FONTS, paper_of, tables_of

Rows = Sequence[Sequence[str]]

SIZES = (7.5, 9, 10, 11.5)
SEEDS = (777, 778, 779)
PROSE = ("minutes", "letter", "newsletter", "invitation")


def tables(source: Source) -> list[Grid]:
    return [b for page in source.pages for b in page.blocks if isinstance(b, Grid)]


def cells(table: Grid) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def text_pdf(folder: Path, layout: str, font: str, size: float, seed: int) -> Source:
    path = folder / "kertas.pdf"
    path.write_bytes(paper_of(layout, font, size, seed)[0])
    return read(path, ocr=NoOcr())


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("size", SIZES)
def test_an_open_budget_has_the_cells_of_its_paper(tmp_path: Path, font: str, size: float) -> None:
    """Also where price and total, or count and unit, stand closer than words do elsewhere."""
    for seed in SEEDS:
        source = text_pdf(tmp_path, "open budget", font, size, seed)
        (rows,) = tables_of("open budget", font, size, seed)
        assert [cells(table) for table in tables(source)] == [rows]
        record = record_of(source)
        found = [(b.item, str(b.quantity), b.unit) for b in record.budget]
        assert len(found) == len(rows) - 2
        assert [name for name, _, _ in found] == [row[1] for row in rows[1:-1]]
        assert [count for _, count, _ in found] == [row[2] for row in rows[1:-1]]
        assert not [issue for issue in record.issues if issue.part == "budget"]


@pytest.mark.parametrize("font", ["helvetica", "courier"])
@pytest.mark.parametrize("layout", ["attendance", "budget"])
def test_a_ruled_table_has_the_cells_of_its_paper(tmp_path: Path, layout: str, font: str) -> None:
    source = text_pdf(tmp_path, layout, font, 9, 777)
    assert [cells(table) for table in tables(source)] == tables_of(layout, font, 9, 777)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("layout", PROSE)
def test_prose_is_no_table(tmp_path: Path, layout: str, font: str) -> None:
    assert not tables(text_pdf(tmp_path, layout, font, 10.5, 777))


SETS = {
    "titles of two words": (
        ("No", "Uraian Kegiatan", "Volume", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)"),
        ("1", "Sewa tenda", "2", "unit", "350.000", "700.000"),
        ("2", "Konsumsi rapat besar", "120", "kotak", "17.500", "2.100.000"),
        ("3", "Spanduk", "4", "lembar", "125.000", "500.000"),
        ("", "Jumlah", "", "", "", "3.300.000"),
    ),
    "count with its unit": (
        ("No.", "Jenis Barang", "Banyaknya", "Harga Satuan", "Jumlah Harga"),
        ("1.", "Cat tembok", "12 kaleng", "Rp147.000,-", "Rp1.764.000,-"),
        ("2.", "Lampu jalan LED", "3 titik", "Rp412.000,-", "Rp1.236.000,-"),
        ("3.", "Alat tulis", "5 paket", "Rp95.000,-", "Rp475.000,-"),
        ("", "Total", "", "", "Rp3.475.000,-"),
    ),
    "remarks behind the sum": (
        ("No", "Rincian Belanja", "Vol", "Sat", "Hrg Satuan", "Total", "Ket"),
        ("1", "Pasir pasang", "4", "m3", "Rp 285.000", "Rp 1.140.000", "APBD"),
        ("2", "Upah pekerja", "18", "hari", "Rp 115.000", "Rp 2.070.000", ""),
        ("3", "Besi beton 10 mm", "7", "batang", "Rp 82.500", "Rp 577.500", "Swadaya"),
        ("", "Jumlah", "", "", "", "Rp 3.787.500", ""),
    ),
    "groups": (
        ("No", "Uraian", "Volume", "Satuan", "Harga", "Jumlah"),
        ("A.", "BAHAN", "", "", "", ""),
        ("1", "Semen 50 kg", "12", "zak", "68.000", "816.000"),
        ("2", "Bata merah", "900", "buah", "950", "855.000"),
        ("B.", "UPAH", "", "", "", ""),
        ("1", "Upah tukang", "6", "hari", "150.000", "900.000"),
        ("", "Jumlah total", "", "", "", "2.571.000"),
    ),
}


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman"])
@pytest.mark.parametrize("padding", [4, 6], ids=["tight", "as in Word"])
@pytest.mark.parametrize("centred", [True, False], ids=["titles centred", "titles at the left"])
@pytest.mark.parametrize("rows", SETS.values(), ids=SETS)
def test_a_tight_table_without_lines_has_its_cells(
    tmp_path: Path, rows: Rows, centred: bool, padding: int, font: str
) -> None:
    """Its columns are no wider than their longest cells, so that all stand close together."""
    path = tmp_path / "rapat.pdf"
    path.write_bytes(_set(rows, font, padding, centred=centred))
    source = read(path, ocr=NoOcr())
    assert [cells(table) for table in tables(source)] == [[tuple(row) for row in rows]]
    assert "Demikian anggaran ini kami buat." in source.text.splitlines()


def _set(rows: Rows, font: str, padding: int, *, centred: bool) -> bytes:
    figures = {k for row in rows[1:] for k, text in enumerate(row) if k and text[-3:].isdigit()}
    style = [
        ("FONTNAME", (0, 0), (-1, -1), font),
        ("FONTSIZE", (0, 0), (-1, -1), 10),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        *(("ALIGN", (k, 1), (k, -1), "RIGHT") for k in figures),
        ("ALIGN", (0, 0), (-1, 0), "CENTER" if centred else "LEFT"),
    ]
    plain = getSampleStyleSheet()
    held = BytesIO()
    SimpleDocTemplate(held, pagesize=A4).build(
        [
            Paragraph("RENCANA ANGGARAN BIAYA", plain["Title"]),
            Table([list(row) for row in rows], style=TableStyle(style)),
            Spacer(1, 20),
            Paragraph("Demikian anggaran ini kami buat.", plain["BodyText"]),
        ]
    )
    return held.getvalue()
