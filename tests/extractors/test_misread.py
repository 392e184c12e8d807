"""Digits that OCR misread in tables of costs: put right where the sums leave one answer, never wrongly."""

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import record_of
from extractors.misread import CostRow, misread
from models.record import Record
from models.source import Cell, Line, Origin, Page, Source, Table

figures = st.one_of(
    st.integers(1, 60), st.integers(1, 400).map(lambda n: n * 500), st.integers(1, 10**6)
)
rows = st.lists(
    st.lists(figures, min_size=2, max_size=3).map(lambda f: CostRow(tuple(f), prod(f))),
    min_size=1,
    max_size=8,
)


def misread_digit(draw: st.DrawFn, number: int) -> int:
    """Return a number with one digit read as another; a first digit is no zero."""
    digits = str(number)
    at = draw(st.integers(0, len(digits) - 1))
    other = draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    read = digits[:at] + other + digits[at + 1 :]
    return number if read.startswith("0") else int(read)


@st.composite
def readings(draw: st.DrawFn) -> tuple[list[CostRow], list[CostRow]]:
    """Return the lines of a table as they are, and as they were read: no line with two misread digits."""
    true = draw(rows)
    read = []
    for row in true:
        if not draw(st.booleans()):
            read.append(row)
            continue
        which = draw(st.integers(0, len(row.factors)))
        values = [*row.factors, row.total]
        values[which] = misread_digit(draw, values[which])
        read.append(CostRow(tuple(values[:-1]), values[-1]))
    return true, read


@given(readings())
@settings(max_examples=1500, deadline=None)
def test_what_is_put_right_is_what_the_paper_says(
    case: tuple[list[CostRow], list[CostRow]],
) -> None:
    true, read = case
    found = misread(read, sum(row.total for row in true))
    for one in found:
        row = true[one.row]
        assert (*row.factors, row.total)[one.figure] == one.meant
    if found:
        assert len(found) == sum(a != b for a, b in zip(true, read, strict=True))


@given(readings(), st.integers(1, 10**7))
@settings(max_examples=300, deadline=None)
def test_a_sum_that_is_not_that_of_the_lines_puts_nothing_right(
    case: tuple[list[CostRow], list[CostRow]], off: int
) -> None:
    true, _ = case
    assert misread(true, sum(row.total for row in true) + off) == ()


def table(*lines: tuple[str, ...], origin: Origin = Origin.OCR, below: str = "") -> Record:
    head = ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah")
    grid = Table(tuple(tuple(Cell(c) for c in row) for row in (head, *lines)))
    blocks = (Line("RENCANA ANGGARAN BIAYA", style="heading"), grid, Line(below))
    return record_of(Source("rab.png", "", "image/png", (Page(1, blocks, origin=origin),)))


SEMEN = ("1", "Semen", "10", "zak", "65.000", "650.000")
PASIR = ("2", "Pasir pasang", "2", "m3", "250.000", "500.000")
BATA = ("3", "Bata merah", "1.500", "buah", "900", "1.350.000")
SUM = ("", "JUMLAH", "", "", "", "2.500.000")
WORDS = "Terbilang: Dua juta lima ratus ribu rupiah"


def told(record: Record) -> list[str]:
    return [i.reason for i in record.issues if "dibetulkan" in i.reason]


@pytest.mark.parametrize("column", [2, 4, 5])
@pytest.mark.parametrize(
    ("line", "wrong"),
    [(SEMEN, ("70", "68.000", "850.000")), (BATA, ("1.800", "700", "1.360.000"))],
)
def test_a_misread_figure_is_put_right_and_said_so(
    line: tuple[str, ...], wrong: tuple[str, ...], column: int
) -> None:
    read = dict(zip((2, 4, 5), wrong, strict=True))[column]
    mended = tuple(read if i == column else cell for i, cell in enumerate(line))
    lines = tuple(mended if row is line else row for row in (SEMEN, PASIR, BATA))
    record = table(*lines, SUM, below=WORDS)
    assert [(b.quantity, b.unit_price, b.total) for b in record.budget] == [
        (10, 65_000, 650_000),
        (2, 250_000, 500_000),
        (1_500, 900, 1_350_000),
    ]
    (reason,) = told(record)
    assert f"terbaca {read}, dibetulkan menjadi {line[column]}:" in reason
    assert "2.500.000" in reason
    assert not [i for i in record.issues if "tidak sama" in i.reason]


def test_without_a_second_witness_of_the_sum_there_is_only_a_doubt() -> None:
    wrong = (*SEMEN[:5], "850.000")
    record = table(wrong, PASIR, BATA, SUM)
    assert record.budget[0].total == 850_000
    assert told(record) == []
    assert [i.part for i in record.issues if "tidak sama" in i.reason] == ["budget", "budget"]


def test_sums_of_groups_bear_each_other_out() -> None:
    record = table(
        ("A", "BAHAN", "", "", "", ""),
        ("1", "Semen", "10", "zak", "68.000", "650.000"),
        PASIR,
        ("", "Sub Jumlah A", "", "", "", "1.150.000"),
        ("B", "UPAH", "", "", "", ""),
        BATA,
        ("", "Sub Jumlah B", "", "", "", "1.350.000"),
        ("", "JUMLAH TOTAL", "", "", "", "2.500.000"),
    )
    assert record.budget[0].unit_price == 65_000
    assert len(told(record)) == 1


def test_what_was_typed_is_never_changed() -> None:
    wrong = (*SEMEN[:5], "850.000")
    record = table(wrong, PASIR, BATA, SUM, origin=Origin.TEXT, below=WORDS)
    assert record.budget[0].total == 850_000
    assert told(record) == []


def test_two_answers_that_fit_are_only_a_doubt() -> None:
    # 12 x 5.000 and 10 x 6.000 are 60.000 both: read as 10 x 5.000 = 60.000, either may be meant.
    record = table(
        ("1", "Snack", "10", "dus", "5.000", "60.000"),
        ("2", "Pasir pasang", "4", "m3", "125.000", "500.000"),
        ("", "JUMLAH", "", "", "", "560.000"),
        below="Terbilang: Lima ratus enam puluh ribu rupiah",
    )
    assert (record.budget[0].quantity, record.budget[0].unit_price) == (10, 5_000)
    assert told(record) == []
