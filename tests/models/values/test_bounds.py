"""Hostile text of a megabyte: every finder must stay linear."""

import time
from collections.abc import Callable

import pytest

from models.values.dates import find_dates
from models.values.money import find_money, parse_rupiah
from models.values.person import parse_person
from models.values.quantity import find_quantities, parse_quantity
from models.values.rtrw import find_rtrw
from models.values.times import find_times

# A linear finder takes a second or two for a megabyte on a slow core; a quadratic one hours.
SECONDS = 20.0
HOSTILE = [
    "(",
    "1",
    "12 ",
    "1.",
    "123.",
    "1, ",
    "RT 01/RW 01 ",
    "RT 01, ",
    " ",
    "\n",
    "SATU DUA ",
    "Rp ",
    "Rp 1 (",
    "tanggal satu ",
    "23 Juli ",
    "Jumat ",
    "1 x ",
    "1/",
    "19.30 - ",
    "lI",
]
FINDERS = [find_dates, find_times, find_money, find_quantities, find_rtrw]


def seconds(finder: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    finder(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("finder", FINDERS)
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_a_long_line_is_read_at_once(finder: Callable[[str], object], piece: str) -> None:
    assert seconds(finder, piece * (50_000 // len(piece))) < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("finder", FINDERS)
def test_a_megabyte_is_read_in_seconds(finder: Callable[[str], object]) -> None:
    for piece in ("(", "1", "RT 01/RW 01 "):
        assert seconds(finder, piece * (1_000_000 // len(piece))) < SECONDS


@pytest.mark.parametrize("reader", [parse_rupiah, parse_quantity, parse_person])
@pytest.mark.parametrize("piece", ["(", "1", "A.", "a ", ", "], ids=repr)
def test_a_long_cell_is_refused_or_read(reader: Callable[[str], object], piece: str) -> None:
    assert seconds(reader, piece * 50_000) < SECONDS
