"""Rows of tables without vertical lines whose cells take several lines, wherever their figures stand."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Source, Table

Rows = Sequence[Sequence[str]]

X = (50, 75, 260, 310, 360, 450)
WIDE = (0, 0, 35, 0, 70, 80)  # of the columns that end at the right
HEAD = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)")
ITEMS: Rows = (
    ("1", "Kerikil beton", "9", "m3", "310.000", "2.790.000"),
    ("2", "Pipa paralon\nuntuk gorong-gorong", "22", "batang", "84.500", "1.859.000"),
    ("3", "Lem pipa", "6", "kaleng", "19.500", "117.000"),
    ("4", "Tutup saluran dari besi\ncor yang dapat dibuka", "14", "buah", "265.000", "3.710.000"),
    ("5", "Gerobak sorong\nroda karet", "3", "unit", "640.000", "1.920.000"),
    ("6", "Sekop", "8", "buah", "75.000", "600.000"),
)
TOTAL = ("", "JUMLAH", "", "", "", "10.996.000")


def drawn(
    path: Path,
    rows: Rows,
    down: float,
    *,
    head: Sequence[str] = HEAD,
    x: Sequence[float] = X,
    pad: float = 4,
    ruled: bool = False,
    banded: bool = False,
    turn: int = 0,
    again: bool = False,
) -> Source:
    """Write rows of 8 points, lines 10 apart, with `pad` between rows, and read them.

    The figures stand beside the first line of their row where `down` is 0, beside the last where it
    is 1. `ruled` draws a line below each row, `banded` fills every other. A page ends
    above row `turn`, the header stands on the next `again`.
    """
    book = canvas.Canvas(str(path), pagesize=A4)
    y = A4[1] - 80.0
    for k, row in enumerate(rows):
        if turn and k == turn:
            book.showPage()
            y = A4[1] - 80.0
        book.setFont("Helvetica", 8)
        if not k or (again and k == turn):
            for place, text in zip(x, head, strict=True):
                book.drawString(place, y, text)
            y -= 10 + pad
        count = max(text.count("\n") for text in row)
        if banded and k % 2 == 0:
            book.setFillGray(0.85)
            top, bottom = y + 8 + pad / 2, y - 10 * count - 2 - pad / 2
            book.rect(48, bottom, 500, top - bottom, fill=1, stroke=0)
            book.setFillGray(0)
        for i, text in enumerate(row):
            lines = text.split("\n")
            room = (count + 1 - len(lines)) * 10 * down
            for n, line in enumerate(lines):
                place = book.drawRightString if _is_right(i, head) else book.drawString
                place(x[i] + (WIDE[i] if _is_right(i, head) else 0), y - room - 10 * n, line)
        y -= 10 * (count + 1) + pad
        if ruled:
            book.line(48, y + 8 + pad / 2, 540, y + 8 + pad / 2)
    book.save()
    return read(path, ocr=NoOcr())


def _is_right(column: int, head: Sequence[str]) -> bool:
    return head is HEAD and WIDE[column] > 0


def cells(source: Source) -> list[list[tuple[str, ...]]]:
    tables = [b for page in source.pages for b in page.blocks if isinstance(b, Table)]
    return [[tuple(cell.text for cell in row) for row in table.rows] for table in tables]


def flat(rows: Rows) -> list[tuple[str, ...]]:
    return [tuple(text.replace("\n", " ") for text in row) for row in rows]


@pytest.mark.parametrize("down", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("pad", [4, 1.2], ids=["apart", "as Excel sets them"])
def test_figures_stay_with_the_item_of_their_row(tmp_path: Path, down: float, pad: float) -> None:
    source = drawn(tmp_path / "rab.pdf", (*ITEMS, TOTAL), down, pad=pad)
    assert cells(source) == [flat((HEAD, *ITEMS, TOTAL))]


@pytest.mark.parametrize("down", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("drawing", ["ruled", "banded"])
def test_what_is_drawn_between_rows_parts_them_where_all_lines_stand_alike(
    tmp_path: Path, drawing: str, down: float
) -> None:
    rows = (*ITEMS, TOTAL)
    source = drawn(
        tmp_path / "rab.pdf",
        rows,
        down,
        pad=0,
        ruled=drawing == "ruled",
        banded=drawing == "banded",
    )
    assert cells(source) == [flat((HEAD, *rows))]


@pytest.mark.parametrize("down", [0, 1], ids=["top", "bottom"])
def test_words_tell_rows_where_all_lines_stand_alike(tmp_path: Path, down: float) -> None:
    """An item begins with a capital, and what goes on with it does not."""
    source = drawn(tmp_path / "rab.pdf", (*ITEMS, TOTAL), down, pad=0)
    assert cells(source) == [flat((HEAD, *ITEMS, TOTAL))]


USULAN_HEAD = ("No", "Usulan", "Volume", "Biaya (Rp)", "Lokasi", "Pengusul")
USULAN: Rows = (
    ("1", "Pengerasan gang", "90 m", "27.000.000", "RT 04 RW 02\nGang Kenanga", "Ketua RW 02"),
    ("2", "Lampu jalan\ntenaga surya", "7 titik", "10.500.000", "RT 01 RW 06", "Ketua RT 01"),
    ("3", "Alat fogging", "2 unit", "9.400.000", "Pos RW 03\nRT 05 RW 03", "Kader Posyandu"),
)


@pytest.mark.parametrize("down", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("banded", [False, True], ids=["plain", "banded"])
def test_a_place_that_takes_two_lines_is_one_cell(
    tmp_path: Path, down: float, *, banded: bool
) -> None:
    """Its figures, RT and RW, are none of a row of its own."""
    x = (50, 75, 200, 260, 340, 440)
    source = drawn(tmp_path / "usulan.pdf", USULAN, down, head=USULAN_HEAD, x=x, banded=banded)
    assert cells(source) == [flat((USULAN_HEAD, *USULAN))]


def test_the_first_item_above_its_figures_is_no_second_line_of_the_header(tmp_path: Path) -> None:
    rows: Rows = (
        ("1", "Pipa paralon\nuntuk gorong-gorong", "22", "batang", "84.500", "1.859.000"),
        ("2", "Tutup saluran\nyang dapat dibuka", "14", "buah", "265.000", "3.710.000"),
    )
    for down in (0.5, 1):
        assert cells(drawn(tmp_path / "rab.pdf", rows, down)) == [flat((HEAD, *rows))]


def test_a_group_keeps_its_row_above_a_long_item(tmp_path: Path) -> None:
    rows = (("A.", "BAHAN", "", "", "", ""), *ITEMS[1:], TOTAL)
    for down in (0, 0.5, 1):
        assert cells(drawn(tmp_path / "rab.pdf", rows, down)) == [flat((HEAD, *rows))]


LONG: Rows = (
    ("1", "Kerikil beton", "9", "m3", "310.000", "2.790.000"),
    ("2", "Pipa paralon\nRucika 4 inci", "22", "batang", "84.500", "1.859.000"),
    ("3", "Lem pipa", "6", "kaleng", "19.500", "117.000"),
    ("4", "Tutup saluran\nBesi cor", "14", "buah", "265.000", "3.710.000"),
    ("5", "Gerobak sorong\nRoda karet", "3", "unit", "640.000", "1.920.000"),
    ("6", "Sekop\nGagang kayu", "8", "buah", "75.000", "600.000"),
    ("7", "Cangkul", "8", "buah", "95.000", "760.000"),
    ("", "JUMLAH", "", "", "", "11.756.000"),
)


@pytest.mark.parametrize("down", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("drawing", ["ruled", "banded"])
@pytest.mark.parametrize("again", [True, False], ids=["header again", "no header"])
def test_what_is_drawn_between_rows_parts_them_below_a_page_break_too(
    tmp_path: Path, drawing: str, down: float, *, again: bool
) -> None:
    """Neither whites nor words tell which of two rows a line belongs to."""
    source = drawn(
        tmp_path / "rab.pdf",
        LONG,
        down,
        pad=0,
        ruled=drawing == "ruled",
        banded=drawing == "banded",
        turn=3,
        again=again,
    )
    assert len(source.pages) == 2
    head = [flat((HEAD,))[0]] if again else []
    assert cells(source) == [flat((HEAD, *LONG[:3])), [*head, *flat(LONG[3:])]]
