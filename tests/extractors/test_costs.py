"""Costs told by their own arithmetic, through the functions that the part `budget` asks."""

import re

import pytest

from extractors.costs import cost_line, lump, prove, worked_out

PRICED = re.compile(r"harga|@", re.I)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1. Semen 20 zak x Rp 62.000 = Rp 1.240.000", ("Semen", 20, "zak", 62000, 1240000)),
        ("- Kuli 3 org x 6 hr x 110.000 = 1.980.000", ("Kuli", 18, "org", 110000, 1980000)),
        ("20 zak semen @ Rp 62.000,- = Rp 1.240.000,-", ("semen", 20, "zak", 62000, 1240000)),
        ("3 Net voli 1 bh 1 kali 250.000 250.000", ("Net voli", 1, "bh", 250000, 250000)),
    ],
)
def test_a_line_whose_figures_multiply_is_a_cost(line: str, told: tuple[object, ...]) -> None:
    cost = cost_line(line)
    assert cost is not None
    assert (cost.item, cost.quantity, cost.unit, cost.price, cost.total) == told


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Semen 20 zak x Rp 62.000 = Rp 1.250.000",
        "Rapat 12 Mei 2024 dihadiri 31 orang dari 4 RT",
        "Jumlah = Rp 4.960.000",
        "9" * 400,
    ],
)
def test_any_other_line_is_none(line: str) -> None:
    assert cost_line(line) is None


def test_columns_are_told_by_their_figures_in_any_order() -> None:
    rows = [
        ["Oven", "17.000.000", "8.500.000", "2 unit"],
        ["Ayakan", "1.750.000", "350.000", "5 bh"],
    ]
    proof = prove(rows, ("Uraian", "Jml", "Tarif", "Banyaknya"), PRICED)
    assert proof is not None
    assert (proof.quantity, proof.price, proof.total) == ((3,), 2, 1)


def test_columns_that_do_not_multiply_prove_nothing() -> None:
    assert (
        prove([["1", "RT 02", "120 m", "45.000.000"]], ("No", "Asal", "Vol", "Biaya"), PRICED)
        is None
    )
    assert prove([], (), PRICED) is None


def test_a_cell_may_work_its_total_out() -> None:
    cost = worked_out("10 ekor x Rp 1.750.000", "Rp 17.500.000")
    assert cost is not None
    assert (cost.quantity, cost.unit, cost.price, cost.total) == (10, "ekor", 1_750_000, 17_500_000)
    assert worked_out("10 ekor x Rp 1.750.000", "Rp 17.000.000") is None
    assert worked_out("paket", "Rp 600.000") is None


def test_a_name_and_a_sum_are_a_lump() -> None:
    assert lump("d. Spanduk                250.000") == ("Spanduk", 250000)
    assert lump("Rapat ditutup pukul 12") is None
