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

TIMES = 8
"""So many times as long is the longer of two texts."""
AT_MOST = 2 * TIMES
"""So many times as long it may take to read: a quadratic finder takes the square of `TIMES`."""
TRIFLE_S = 0.01
"""What a short text may take whatever it holds; less is no measure."""
TRIES = 3
SECONDS = 20.0
"""What a megabyte may take of the processor, on however slow a machine: it takes a few seconds."""
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


def growth(finder: Callable[[str], object], piece: str, length: int) -> float:
    """Return how many times the processor takes for a text of so many characters what it takes for
    a `TIMES`th of it; the least of some tries, where other work slows one.
    """
    count = length // len(piece)
    found: list[float] = []
    while len(found) < TRIES and (not found or found[-1] >= AT_MOST):
        short = min(seconds(finder, piece * (count // TIMES)) for _ in range(2))
        long = seconds(finder, piece * count)
        assert long < SECONDS
        found.append(long / max(short, TRIFLE_S))
    return min(found)


def seconds(finder: Callable[[str], object], text: str) -> float:
    """Return what the processor takes for a text."""
    start = time.process_time()
    finder(text)
    return time.process_time() - start


@pytest.mark.parametrize("finder", FINDERS)
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_a_long_line_takes_no_longer_by_the_letter(
    finder: Callable[[str], object], piece: str
) -> None:
    assert growth(finder, piece, 50_000) < AT_MOST


@pytest.mark.slow
@pytest.mark.parametrize("finder", FINDERS)
def test_a_megabyte_takes_no_longer_by_the_letter(finder: Callable[[str], object]) -> None:
    for piece in ("(", "1", "RT 01/RW 01 "):
        assert growth(finder, piece, 1_000_000) < AT_MOST


@pytest.mark.parametrize("reader", [parse_rupiah, parse_quantity, parse_person])
@pytest.mark.parametrize("piece", ["(", "1", "A.", "a ", ", "], ids=repr)
def test_a_long_cell_is_refused_or_read(reader: Callable[[str], object], piece: str) -> None:
    assert growth(reader, piece, 50_000 * len(piece)) < AT_MOST
