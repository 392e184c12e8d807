"""Cells of tables on scans and photos, held against the rows of their papers, and over the pages of a TIFF."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors import record_of
from extractors.ocr import find_engine
from extractors.readers import read
from extractors.readers.text_layer import PDFIUM
from tests.extractors.test_cells import cells, tables
from tests.scans import faults as f
from tests.scans.pages import Scan, picture_of
from tests.scans.papers import tables_of

SEED = 778
SCANNED = (f.skewed(0.8), f.grainy(5))
PHOTO = (f.photographed("wood", 0.04, roll=3), f.uneven(0.6), f.grainy(4))
RIGHT = {"attendance": 0.9, "budget": 0.97, "open budget": 0.97}
"""Of so many cells each letter is right; small figures of wards are the hardest to read."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("font", "size", "faults"),
    [("times", 10, SCANNED), ("helvetica", 9.5, PHOTO)],
    ids=["scan", "photo"],
)
@pytest.mark.parametrize("layout", RIGHT)
def test_a_table_on_a_picture_has_the_cells_of_its_paper(
    tmp_path: Path, layout: str, font: str, size: float, faults: tuple[f.Fault, ...]
) -> None:
    scan = Scan(SEED, "tables", layout, font, size, 200, faults)
    (tmp_path / "a.jpg").write_bytes(picture_of(scan)[0])
    source = read(tmp_path / "a.jpg", ocr=find_engine("tesseract"))
    (wanted,) = tables_of(layout, font, size, 1000 + SEED)
    (table,) = tables(source)
    found = cells(table)
    assert [len(row) for row in found] == [len(row) for row in wanted]
    pairs = [(x, y) for a, b in zip(found, wanted, strict=True) for x, y in zip(a, b, strict=True)]
    assert sum(x == y for x, y in pairs) >= RIGHT[layout] * len(pairs)
    (page,) = source.pages
    for cell in (c for row in table.rows for c in row if c.text):
        assert cell.box is not None
        assert 0 <= cell.box.x0 < cell.box.x1 <= page.width
        assert 0 <= cell.box.top < cell.box.bottom <= page.height


@pytest.mark.slow
def test_a_table_goes_on_over_the_pages_of_a_scan(tmp_path: Path) -> None:
    rows = [
        (str(n), f"Kursi nomor {n + 20}", str(n + 2), "buah", f"{n + 50}.000", f"{(n + 2) * (n + 50):,}.000".replace(",", "."))
        for n in range(1, 56)
    ]  # fmt: skip
    head = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah")
    held = BytesIO()
    style = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.8, "black"), ("FONTSIZE", (0, 0), (-1, -1), 11)]
    )
    SimpleDocTemplate(held, pagesize=A4).build(
        [
            Paragraph("RENCANA ANGGARAN BIAYA", getSampleStyleSheet()["Title"]),
            Table([head, *rows], style=style, rowHeights=22),
        ]
    )
    pages = []
    with PDFIUM:
        document = pdfium.PdfDocument(held.getvalue())
        pages = [np.array(page.render(scale=200 / 72).to_numpy()[:, :, :3]) for page in document]
        document.close()
    first, *others = (Image.fromarray(page) for page in pages)
    assert others
    first.save(tmp_path / "a.tif", save_all=True, append_images=others, dpi=(200, 200))
    source = read(tmp_path / "a.tif", ocr=find_engine("tesseract"))
    record = record_of(source)
    found = [(line.item.replace(" ", ""), line.quantity, line.total) for line in record.budget]
    assert found == [
        (row[1].replace(" ", ""), int(row[2]), int(row[5].replace(".", ""))) for row in rows
    ]
    places = [e for e in record.evidence if e.item.startswith("/budget/")]
    assert {box.page for e in places for box in e.boxes} == {1, 2}
