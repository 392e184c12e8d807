"""Tables with drawn lines: text that runs over a cell's border, cells that reach down, labels set upright."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.assemble import understand
from extractors.ocr import NoOcr
from extractors.readers import read
from models.boxes import spots
from models.indonesian import parse
from models.source import Line, Source, Table

TOP, HIGH, PAD = 740.0, 18.0, 3.0


def sheet(
    path: Path,
    rows: Sequence[Sequence[str]],
    edges: Sequence[float],
    *,
    at: str = "left",
    size: float = 10,
    more: Callable[[Canvas], None] | None = None,
) -> Source:
    """Print a ruled table whose cells' text is cut nowhere, as programs do that only place it."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", size)
    for n, row in enumerate(rows):
        y = TOP - HIGH * n - 12
        for k, text in enumerate(row):
            if at == "left":
                canvas.drawString(edges[k] + PAD, y, text)
            elif at == "right":
                canvas.drawRightString(edges[k + 1] - PAD, y, text)
            else:
                canvas.drawCentredString((edges[k] + edges[k + 1]) / 2, y, text)
    low = TOP - HIGH * len(rows)
    for x in edges:
        canvas.line(x, TOP, x, low)
    for n in range(len(rows) + 1):
        canvas.line(edges[0], TOP - HIGH * n, edges[-1], TOP - HIGH * n)
    if more is not None:
        more(canvas)
    canvas.save()
    return read(path, ocr=NoOcr())


def table_of(source: Source) -> Table:
    (table,) = [b for b in source.pages[0].blocks if isinstance(b, Table)]
    return table


def cells(source: Source) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table_of(source).rows]


@pytest.mark.parametrize("size", [8, 9, 10, 11, 12])
@pytest.mark.parametrize(
    "long",
    [
        "Pemberdayaan",
        "Pemberdayaan masyarakat",
        "Pemeliharaan saluran air lingkungan",
        "Pembangunan jalan setapak di gang mawar",
    ],
)
@pytest.mark.parametrize("empty", [True, False], ids=["beside an empty cell", "over another text"])
def test_text_that_runs_over_a_border_stays_in_its_cell(
    tmp_path: Path, long: str, size: float, empty: bool
) -> None:
    rows = [
        ("No", "Bidang", "Lokasi", "Volume"),
        ("1", long, "" if empty else "RT 02", "120 m"),
        ("2", "Fisik", "RT 04", "14 titik"),
    ]
    source = sheet(tmp_path / "a.pdf", rows, (60, 90, 135, 270, 400), size=size)
    assert cells(source) == rows


def test_a_border_that_lies_in_the_blank_between_two_words(tmp_path: Path) -> None:
    rows = [
        ("No", "Bidang", "Lokasi", "Volume"),
        ("1", "Rehabilitasi saluran air", "", "120 m"),
        ("2", "Fisik", "RT 04", "14 titik"),
    ]
    assert cells(sheet(tmp_path / "a.pdf", rows, (60, 90, 135, 270, 400), size=8)) == rows


def test_a_word_most_of_which_lies_in_the_next_cell(tmp_path: Path) -> None:
    rows = [
        ("No", "Ket", "Jumlah"),
        ("1", "Musyawarah", ""),
        ("2", "ada", "14"),
    ]
    assert cells(sheet(tmp_path / "a.pdf", rows, (60, 90, 112, 300))) == rows


def test_sums_that_run_over_at_the_left(tmp_path: Path) -> None:
    rows = [
        ("Uraian", "Harga", "Jumlah"),
        ("Semen", "62.000", "1.240.000.000"),
        ("Pasir", "", "2.480.000.000"),
    ]
    assert cells(sheet(tmp_path / "a.pdf", rows, (60, 160, 240, 275), at="right")) == rows


def test_titles_in_the_middle_that_run_over_at_both_sides(tmp_path: Path) -> None:
    rows = [
        ("", "Keterangan", ""),
        ("Semen", "ada", "baru"),
        ("Pasir", "ada", "lama"),
    ]
    assert cells(sheet(tmp_path / "a.pdf", rows, (60, 160, 195, 300), at="middle")) == rows


def test_text_that_runs_out_of_the_table(tmp_path: Path) -> None:
    rows = [
        ("No", "Nama", "Ket"),
        ("1", "Siti Aminah", "mewakili ketua yang berhalangan hadir"),
        ("2", "Budi", "hadir"),
    ]
    source = sheet(tmp_path / "a.pdf", rows, (60, 90, 200, 240))
    assert cells(source) == rows
    assert not [b for b in source.pages[0].blocks if isinstance(b, Line) and b.text]


@pytest.mark.parametrize("size", [8, 9, 10, 11])
def test_full_cells_beside_each_other_stay_apart(tmp_path: Path, size: float) -> None:
    """Where text ends close to a border and the next begins close behind it, nothing runs over."""
    canvas = Canvas(str(tmp_path / "w.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", size)
    names = ["Perbaikan drainase gang", "Pengadaan lampu jalan", "Semen", "Penataan taman warga"]
    edge = 60 + 2 * PAD + max(canvas.stringWidth(name, "Helvetica", size) for name in names)
    rows = [(name, "RT 02 RW 05", "120 m") for name in names]
    assert cells(sheet(tmp_path / "a.pdf", rows, (60, edge, edge + 90, 400), size=size)) == rows


def test_places_of_a_text_that_runs_over_a_border(tmp_path: Path) -> None:
    rows = [("No", "Bidang", "Lokasi"), ("1", "Pemberdayaan masyarakat", "RT 02"), ("2", "A", "B")]
    source = sheet(tmp_path / "a.pdf", rows, (60, 90, 135, 270))
    at = source.text.index("Pemberdayaan masyarakat")
    (spot,) = spots(source, at, at + len("Pemberdayaan masyarakat"))
    assert spot.box.x0 == pytest.approx(90 + PAD, abs=1)
    assert spot.box.x1 > 135 + 50


def reaching(canvas: Canvas) -> None:
    """Draw a table with a group's label in a cell that reaches down over three rows."""
    lefts = (60, 110, 140, 330, 420)
    for n in range(7):
        y = TOP - HIGH * n
        canvas.line(60 if n in (0, 1, 4, 6) else 110, y, 420, y)
    for x in lefts:
        canvas.line(x, TOP, x, TOP - HIGH * 6)


ITEMS = [
    ("1", "Perbaikan drainase", "120 m"),
    ("2", "Pengaspalan jalan", "300 m"),
    ("3", "Pengadaan lampu", "14 titik"),
    ("4", "Pelatihan kader", "1 paket"),
    ("5", "Lomba desa", "1 paket"),
]


@pytest.mark.parametrize("upright", [True, False])
def test_cells_that_reach_down_keep_the_columns_of_the_rows_beside_them(
    tmp_path: Path, upright: bool
) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for n, row in enumerate([("No", "Usulan", "Volume"), *ITEMS]):
        for x, text in zip((110, 140, 330), row, strict=True):
            canvas.drawString(x + PAD, TOP - HIGH * n - 12, text)
    canvas.drawString(60 + PAD, TOP - 12, "Bidang")
    for text, middle in (("FISIK DASAR", 2.5), ("SOSIAL", 5)):
        y = TOP - HIGH * middle
        if upright:
            canvas.saveState()
            canvas.translate(88, y)
            canvas.rotate(90)
            canvas.setFont("Helvetica", 6)
            canvas.drawCentredString(0, 0, text)
            canvas.restoreState()
        else:
            for k, word in enumerate(text.split()):
                canvas.drawString(60 + PAD, y - 10 * k, word)
    reaching(canvas)
    canvas.save()
    source = read(tmp_path / "a.pdf", ocr=NoOcr())
    labels = ["FISIK DASAR" if upright else "FISIK\nDASAR", "", "", "SOSIAL", ""]
    assert cells(source) == [
        ("Bidang", "No", "Usulan", "Volume"),
        *((label, *row) for label, row in zip(labels, ITEMS, strict=True)),
    ]
    (grid,) = understand(parse(source)).grids
    assert grid.header == ("Bidang", "No", "Usulan", "Volume")


def test_a_header_of_two_lines_with_cells_that_reach_down(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    lefts = (60, 90, 260, 320, 380, 480)
    for x, text, down in ((60, "No", 9), (90, "Uraian", 9), (380, "Harga", 9), (260, "Volume", 0)):
        canvas.drawString(x + PAD, TOP - 12 - down, text)
    for x, text in ((260, "Jumlah"), (320, "Satuan")):
        canvas.drawString(x + PAD, TOP - HIGH - 12, text)
    body = [("1", "Semen", "20", "sak", "62.000"), ("2", "Pasir", "3", "m3", "250.000")]
    for n, row in enumerate(body, 2):
        for x, text in zip(lefts, row, strict=False):
            canvas.drawString(x + PAD, TOP - HIGH * n - 12, text)
    for n in range(5):
        y = TOP - HIGH * n
        canvas.line(60, y, 480, y) if n != 1 else canvas.line(260, y, 380, y)
    for x in lefts:
        canvas.line(x, TOP - (HIGH if x == 320 else 0), x, TOP - HIGH * 4)
    canvas.save()
    (grid,) = understand(parse(read(tmp_path / "a.pdf", ocr=NoOcr()))).grids
    assert grid.header == ("No", "Uraian", "Volume Jumlah", "Volume Satuan", "Harga")
    assert [[c.text for c in row if c] for row in grid.rows] == [list(row) for row in body]


STAMP = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat BSrE"
TEXT = [
    "Pada hari Senin tanggal 12 Februari 2024 bertempat di aula kantor kelurahan telah",
    "dilaksanakan rapat yang dihadiri oleh ketua RT dan RW serta pengurus LPM. Ketua LPM",
    "menyampaikan usulan perbaikan saluran air di RT 02 RW 05. Warga meminta agar gotong",
    "royong dilaksanakan setiap hari Minggu pagi. Lurah menyetujui pembentukan panitia dan",
    "menugaskan sekretaris membuat laporan. Rapat ditutup pukul 16.00 WIB dengan doa.",
]


@pytest.mark.parametrize("angle", [90, 270, 45])
def test_what_is_written_up_the_margin_is_no_part_of_the_lines(tmp_path: Path, angle: int) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for n, line in enumerate(TEXT * 4):
        canvas.drawString(60, 780 - 16 * n, line)
    canvas.saveState()
    canvas.translate(572 if angle != 45 else 150, 620)
    canvas.rotate(angle)
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(0, 0, STAMP)
    canvas.restoreState()
    canvas.save()
    page = read(tmp_path / "a.pdf", ocr=NoOcr()).pages[0]
    lines = [b for b in page.blocks if isinstance(b, Line) and b.text]
    assert [b.text for b in lines if not b.header] == TEXT * 4
    (stamp,) = [b for b in lines if b.header]
    assert stamp.text == STAMP


def test_the_feet_of_pages_are_known_beside_a_stamp_in_the_margin(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for number in (1, 2):
        canvas.setFont("Helvetica", 10)
        for n, line in enumerate(TEXT * (1 + number)):
            canvas.drawString(60, 780 - 16 * n, line)
        canvas.drawString(60, 40, f"Notulen rapat RW 05 - {number}")
        canvas.saveState()
        canvas.translate(575, 420)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(0, 0, STAMP)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    for page in read(tmp_path / "a.pdf", ocr=NoOcr()).pages:
        heads = [b.text for b in page.blocks if isinstance(b, Line) and b.header]
        assert STAMP in heads
        assert f"Notulen rapat RW 05 - {page.number}" in heads
