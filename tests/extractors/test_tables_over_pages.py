"""Tables that go on over page breaks: drawn with lines or not, with the header again or not, rows cut in two."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractors import record_of
from extractors.assemble import understand
from extractors.ocr import NoOcr
from extractors.readers import read
from models.indonesian import parse
from models.source import Line
from models.source import Table as Grid

HEAD = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah")
STYLES = getSampleStyleSheet()

Form = tuple[tuple[str, ...], Callable[[int, str, int, int], tuple[str, ...]], tuple[str, ...]]


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def costs(count: int) -> list[tuple[str, int, int]]:
    return [
        (f"Barang nomor {n} untuk kegiatan", n % 7 + 1, 1000 * (n % 13 + 5))
        for n in range(1, count + 1)
    ]


def paper(
    path: Path, count: int, *, again: bool, ruled: bool, long: bool = False, cut: bool = False
) -> None:
    """Write a table of costs with running heads; `long` names take several lines, and with `cut` a
    row may be cut in two by the page break.
    """
    rows: list[list[object]] = [list(HEAD)]
    for n, (name, quantity, price) in enumerate(costs(count), 1):
        told = Paragraph("<br/>".join([name] + ["dan seterusnya"] * 5 * long), STYLES["BodyText"])
        figures = [str(quantity), "buah", dotted(price), dotted(quantity * price)]
        rows.append([str(n), told, *figures])
    whole = sum(q * p for _, q, p in costs(count))
    rows.append(["", "JUMLAH", "", "", "", dotted(whole)])
    widths = [30, 190, 50, 50, 80, 80]
    table = Table(rows, widths, repeatRows=1 if again else 0, splitInRow=1 if cut else 0)
    style = [("FONTSIZE", (0, 0), (-1, -1), 9), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    table.setStyle(TableStyle(style))

    def edges(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 30, f"Proposal Drainase RW 05 - Halaman {document.page}")
        canvas.drawString(60, 815, "KELURAHAN CIMUNCANG")

    SimpleDocTemplate(str(path), pagesize=A4).build(
        [
            Paragraph("RENCANA ANGGARAN BIAYA", STYLES["Title"]),
            table,
            Spacer(1, 30),
            Paragraph("Demikian anggaran ini kami buat.", STYLES["BodyText"]),
        ],
        onFirstPage=edges,
        onLaterPages=edges,
    )


@pytest.mark.parametrize("again", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("long", [True, False], ids=["long names", "short names"])
def test_every_line_of_a_table_over_pages_is_read(
    tmp_path: Path, again: bool, ruled: bool, long: bool
) -> None:
    count = 24 if long else 60
    path = tmp_path / "rab.pdf"
    paper(path, count, again=again, ruled=ruled, long=long)
    source = read(path, ocr=NoOcr())
    assert len(source.pages) > 1
    record = record_of(source)
    found = [(b.item.split(" dan ")[0], b.quantity, b.unit_price) for b in record.budget]
    assert found == costs(count)
    assert not [i for i in record.issues if i.part == "budget"]


def test_a_row_that_the_break_cuts_in_two_is_one(tmp_path: Path) -> None:
    path = tmp_path / "rab.pdf"
    paper(path, 24, again=False, ruled=True, long=True, cut=True)
    source = read(path, ocr=NoOcr())
    tables = [b for p in source.pages for b in p.blocks if isinstance(b, Grid)]
    assert any(not table.rows[0][0].text for table in tables[1:])  # a row was cut
    record = record_of(source)
    assert [(b.item.split(" dan ")[0], b.quantity) for b in record.budget] == [
        (name, quantity) for name, quantity, _ in costs(24)
    ]
    assert all(b.item.count("dan seterusnya") == 5 for b in record.budget)


def test_cells_of_a_table_without_lines_keep_their_boxes_over_the_break(tmp_path: Path) -> None:
    path = tmp_path / "rab.pdf"
    paper(path, 60, again=False, ruled=False)
    first, second = read(path, ocr=NoOcr()).pages
    (above,) = [b for b in first.blocks if isinstance(b, Grid)]
    (below,) = [b for b in second.blocks if isinstance(b, Grid)]
    for row in below.rows[:-1]:
        for cell, head in zip(row, above.rows[0], strict=True):
            assert cell.box is not None
            assert head.box is not None
            assert abs(cell.box.x0 - head.box.x0) < 2
    assert [c.text for c in below.rows[-1]][1] == "JUMLAH"
    assert "Demikian anggaran ini kami buat." in [
        b.text for b in second.blocks if isinstance(b, Line)
    ]


def test_text_below_a_table_at_the_foot_of_a_page_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "rab.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for n, row in enumerate(
        [HEAD, *[(str(i), *map(str, (*costs(i)[-1], "x", "y"))) for i in (1, 2)]]
    ):
        for x, cell in zip((60, 90, 300, 350, 400, 480), row, strict=True):
            canvas.drawString(x, 700 - 14 * n, cell)
    canvas.showPage()
    canvas.drawString(60, 780, "Mengetahui,")
    canvas.drawString(350, 780, "Bogor, 4 Maret 2024")
    canvas.drawString(60, 760, "Ketua RW 05 Kelurahan Cimuncang Kecamatan Bogor Utara Kota Bogor")
    canvas.save()
    source = read(path, ocr=NoOcr())
    assert all(isinstance(b, Line) for b in source.pages[1].blocks)


@pytest.mark.parametrize("heads", [True, False], ids=["running heads", "bare pages"])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_list_of_usulan_goes_on_on_the_next_page(
    tmp_path: Path, heads: bool, ruled: bool
) -> None:
    path = tmp_path / "usulan.pdf"
    works = ("Perbaikan drainase", "Pengadaan lampu jalan", "Pengaspalan jalan", "Perbaikan MCK")
    rows = [("No", "Usulan", "Lokasi", "Volume")]
    for n in range(1, 51):
        rows.append((str(n), f"{works[n % 4]} gang {n}", f"RT 0{n % 9 + 1} RW 05", f"{n + 10} m"))
    canvas = Canvas(str(path), pagesize=A4)
    for number, part in enumerate((rows[:42], rows[42:]), 1):
        canvas.setFont("Helvetica", 10)
        if number == 1:
            canvas.drawCentredString(
                297, 770, "DAFTAR USULAN MUSRENBANG KELURAHAN CIMUNCANG TAHUN 2025"
            )
        if heads:
            canvas.drawString(70, 815, "KELURAHAN CIMUNCANG")
            canvas.drawString(70, 25, f"Daftar Usulan - Halaman {number}")
        for n, row in enumerate(part):
            y = 740 - 16 * n
            for x, cell in zip((70, 105, 290, 430), row, strict=True):
                canvas.drawString(x, y, cell)
            if ruled:
                canvas.grid((65, 100, 285, 425, 530), (y - 4, y + 12))
        canvas.showPage()
    canvas.save()
    proposals = record_of(read(path, ocr=NoOcr())).proposals
    assert [(p.title, p.volume) for p in proposals] == [(row[1], row[3]) for row in rows[1:]]
    assert all(p.origin for p in proposals)


@pytest.mark.parametrize(
    ("pages", "between", "whole"),
    [
        (2, "", True),
        (2, "Lanjutan tabel", True),
        (2, "Adapun bantuan yang sudah diterima warga adalah sebagai berikut.", False),
        (3, "", False),
    ],
    ids=["next page", "said to go on", "text between", "a page between"],
)
def test_a_table_without_header_goes_on_only_where_the_one_before_ended(
    tmp_path: Path, pages: int, between: str, whole: bool
) -> None:
    path = tmp_path / "dua.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    first = [HEAD, *((str(n), *_money_row(name, q, p)) for n, (name, q, p) in _few(1, 4))]
    rest = [
        (str(n), f"{name} {_NAMES[n]}", "-", "-", "-", dotted(5000 * p))
        for n, (name, _, p) in _few(4, 7)
    ]
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        rows = first if number == 1 else rest if number == pages else []
        if number > 1:
            canvas.drawString(60, 780, between)
        if not rows:
            canvas.drawString(60, 700, "Halaman ini memuat foto kegiatan kerja bakti warga.")
        if rows:
            table = Table(rows, [30, 200, 50, 50, 70, 80])
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            _, height = table.wrapOn(canvas, 500, 500)
            table.drawOn(canvas, 60, 60 if number == 1 else 770 - height)
        if number == pages:
            for n, text in enumerate(("Demikian anggaran ini", "kami buat.", "Panitia")):
                canvas.drawString(60, 300 - 20 * n, text)
        canvas.showPage()
    canvas.save()
    source = read(path, ocr=NoOcr())
    assert sum(isinstance(b, Grid) for p in source.pages for b in p.blocks) == 2
    found = [b.item for b in record_of(source).budget]
    assert found == [row[1] for row in (*first[1:], *(rest if whole else ()))]


_NAMES = {4: "musala", 5: "kader", 6: "makam"}


def _few(first: int, end: int) -> list[tuple[int, tuple[str, int, int]]]:
    return list(enumerate(costs(end - 1), 1))[first - 1 :]


def _money_row(name: str, quantity: int, price: int) -> tuple[str, ...]:
    return (name, str(quantity), "buah", dotted(price), dotted(quantity * price))


TIGHT: dict[str, Form] = {
    "figures apart": (
        ("No", "Uraian Kegiatan", "Volume", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)"),
        lambda n, name, q, p: (str(n), name, str(q), "kotak", dotted(p), dotted(q * p)),
        ("", "Jumlah", "", "", "", "9.999.000"),
    ),
    "count with its unit": (
        ("No.", "Jenis Barang", "Banyaknya", "Harga Satuan", "Jumlah Harga"),
        lambda n, name, q, p: (
            *(f"{n}.", name, f"{q} lembar"),
            *(f"Rp{dotted(p)},-", f"Rp{dotted(q * p)},-"),
        ),
        ("", "Total", "", "", "Rp9.999.000,-"),
    ),
    "remarks behind the sum": (
        ("No", "Rincian Belanja", "Vol", "Sat", "Hrg Satuan", "Total", "Ket"),
        lambda n, name, q, p: (
            *(str(n), name, str(q), "m3", f"Rp {dotted(p)}", f"Rp {dotted(q * p)}"),
            ("APBD", "", "Swadaya")[n % 3],
        ),
        ("", "Jumlah", "", "", "", "Rp 9.999.000", ""),
    ),
}


def tight(path: Path, rows: list[tuple[str, ...]], font: str, padding: int, *, again: bool) -> None:
    """Write a table whose columns are no wider than their longest cells; the page breaks wherever a line
    is the last that fits, also within a row whose name takes several.
    """
    figures = [
        all(row[k].rstrip(",-")[-1:].isdigit() or not row[k] for row in rows[1:]) and k
        for k in range(len(rows[0]))
    ]
    widths = [
        max(stringWidth(line, font, 10) for row in rows for line in row[k].split("\n"))
        + 2 * padding
        for k in range(len(rows[0]))
    ]
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(70, 780, "RENCANA ANGGARAN BIAYA")
    canvas.setFont(font, 10)
    y = 750.0

    def put(line: tuple[str, ...]) -> None:
        x = 70.0
        for text, width, is_figure in zip(line, widths, figures, strict=True):
            if is_figure:
                canvas.drawRightString(x + width - padding, y, text)
            else:
                canvas.drawString(x + padding, y, text)
            x += width

    for row in rows:
        parts = [cell.split("\n") for cell in row]
        for n in range(max(map(len, parts))):
            if y < 70:
                canvas.showPage()
                canvas.setFont(font, 10)
                y = 780.0
                if again:
                    put(rows[0])
                    y -= 18
            put(tuple(cell[n] if n < len(cell) else "" for cell in parts))
            y -= 12
        y -= 6
    canvas.drawString(70, y - 30, "Demikian anggaran ini kami buat.")
    canvas.save()


@pytest.mark.parametrize("again", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize(("font", "padding"), [("Helvetica", 3), ("Times-Roman", 6)])
@pytest.mark.parametrize("form", ["figures apart", "no price"])
def test_figures_that_end_names_are_none_of_the_next_column(
    tmp_path: Path, form: str, font: str, padding: int, again: bool
) -> None:
    """The blank before them lines up as a white between two columns does."""
    plain: Form = (
        ("No", "Nama Barang", "Jumlah"),
        lambda n, name, q, p: (str(n), name, str(q)),
        ("", "JUMLAH", "1.830"),
    )
    head, row_of, last = TIGHT.get(form, plain)
    rows = [head, *(row_of(n, f"Barang nomor {n}", n, 1000 * n) for n in range(1, 61)), last]
    path = tmp_path / "rapat.pdf"
    tight(path, rows, font, padding, again=again)
    pages = read(path, ocr=NoOcr()).pages
    parts = [[b for b in page.blocks if isinstance(b, Grid)] for page in pages]
    found = [tuple(c.text for c in row) for part in parts for b in part for row in b.rows]
    assert [head, *(row for row in found if row != head)] == rows


@pytest.mark.parametrize("lines", [1, 4], ids=["short names", "rows cut"])
@pytest.mark.parametrize("again", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize(("font", "padding"), [("Helvetica", 3), ("Times-Roman", 6)])
@pytest.mark.parametrize("form", TIGHT.values(), ids=TIGHT)
def test_a_tight_table_without_lines_has_its_cells_over_the_breaks(
    tmp_path: Path, form: Form, font: str, padding: int, again: bool, lines: int
) -> None:
    """Rows of other pages may have longer names and larger sums than those of the first."""
    head, row_of, last = form
    names = ("Cat tembok", "Sewa tenda", "Konsumsi rapat warga", "Besi beton 10 mm", "Alat tulis")
    rows = [head]
    for n in range(1, 90 // lines):
        name = names[n % 5] if n * lines < 50 else f"{names[n % 5]} untuk gang"
        name = "\n".join([name, *["dan pasangnya"] * (lines - 1)])
        rows.append(row_of(n, name, n % 7 + 1, 950 * 10 ** (n * lines // 30) + 1000 * n))
    rows.append(last)
    path = tmp_path / "rapat.pdf"
    tight(path, rows, font, padding, again=again)
    source = read(path, ocr=NoOcr())
    parts = [
        [tuple(cell.text for cell in row) for row in block.rows]
        for page in source.pages
        for block in page.blocks
        if isinstance(block, Grid)
    ]
    assert len(parts) == len(source.pages) > 1
    for part in parts[1:]:
        assert (part[0] == head) is again
    found = parts[0][:1]
    for row in (row for part in parts for row in part if row != head):
        if row[0] or row is parts[-1][-1]:
            found.append(row)
        else:  # the lower half of a row that the break cut
            found[-1] = tuple(
                " ".join(filter(None, both)) for both in zip(found[-1], row, strict=True)
            )
    assert found == [tuple(text.replace("\n", " ") for text in row) for row in rows]
    assert "Demikian anggaran ini kami buat." in source.text.splitlines()
    (grid,) = understand(parse(source)).grids
    assert grid.header == head
    told = [tuple(cell.text if cell else "" for cell in row) for row in grid.rows]
    assert told == found[1:]
    for block, page in ((b, p) for p in source.pages for b in p.blocks if isinstance(b, Grid)):
        for cell in (cell for row in block.rows for cell in row if cell.text):
            assert cell.box is not None
            assert [w.text for w in cell.words] == cell.text.split()
            assert 0 <= cell.box.x0 < cell.box.x1 <= page.width
