"""Costs that prove themselves: how many times what price is the total.

Told by the figures and not by words, of the columns of a table and of a single line. Which tables
and lines are asked, the part `budget` says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from models.values.money import parse_rupiah
from models.values.numbers import parse_decimal
from models.values.quantity import parse_product, parse_quantity

_MOST_COLUMNS, _MOST_ROWS = 8, 200  # more figures than these are no table of costs
_LEAST_TOTAL = 500  # rupiah; small figures multiply by chance
_MOST = 10**12  # a larger count is digits run together


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts, None for a bare one; `money` when it is written as a sum."""

    value: float
    unit: str | None = None
    money: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The columns of a table of which two or three multiply to another, and in how many rows."""

    quantity: tuple[int, ...]
    price: int
    total: int
    rows: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of text that is a cost by its own arithmetic."""

    item: str
    quantity: float
    unit: str | None
    price: int
    total: int


def figure(text: str) -> Figure | None:
    """Read the number of a cell, with its unit where one stands by it; None for other text.

    >>> figure("30 stel"), figure("Rp 4.500.000,-")
    (Figure(value=30.0, unit='set', money=False), Figure(value=4500000.0, unit=None, money=True))
    """
    bare = text.strip().strip("()=@ ")
    if not bare or len(bare) > 60 or not re.search(r"\d", bare):
        return None
    value = parse_decimal(bare)
    if value is not None:
        return Figure(value)
    if re.match(r"(?:rp|idr)[.\s]*\d|[\d.,]+(?:,-|-|,00)$", bare, re.I):
        money = parse_rupiah(bare)
        return None if money is None else Figure(float(money), money=True)
    counted = parse_quantity(bare) or parse_product(bare)
    return None if counted is None else Figure(counted.number, counted.unit)


def prove(
    rows: Sequence[Sequence[str]], titles: Sequence[str], priced: re.Pattern[str]
) -> Proof | None:
    """Find the columns that multiply; `priced` is what the title of a unit price is called by.

    None where none do in at least half of the rows that have figures in all of them.
    """
    table = [[figure(cell) for cell in row] for row in rows[:_MOST_ROWS]]
    width = max(map(len, table), default=0)
    full = [(*row, *[None] * (width - len(row))) for row in table]
    columns = [i for i in range(width) if any(row[i] for row in full)][:_MOST_COLUMNS]
    best: tuple[int, int, tuple[int, ...], int] | None = None
    for total in columns:
        others = [i for i in columns if i != total]
        for count in (2, 3):
            for factors in combinations(others, count):
                whole, telling, tried = _holds(full, factors, total)
                if not telling or 2 * whole < tried:
                    continue
                if best is None or (whole, -count) > (best[0], best[1]):
                    best = whole, -count, factors, total
    if best is None:
        return None
    whole, _, factors, total = best
    price = _price_of(full, factors, titles, priced)
    return Proof(tuple(i for i in factors if i != price), price, total, whole)


def _holds(
    rows: Sequence[Sequence[Figure | None]], factors: tuple[int, ...], total: int
) -> tuple[int, int, int]:
    """Return in how many rows the factors make the total, in how many of them none of them is 1,
    and how many rows have all the figures.
    """
    whole = telling = tried = 0
    for row in rows:
        product = row[total]
        parts = [row[i] for i in factors]
        if product is None or product.unit is not None or any(p is None for p in parts):
            continue
        tried += 1
        values = [p.value for p in parts if p is not None]
        value = 1.0
        for one in values:
            value *= one
        if abs(value - product.value) <= 1 and value > 1:
            whole += 1
            telling += min(values) > 1
    return whole, telling, tried


def _price_of(
    rows: Sequence[Sequence[Figure | None]],
    factors: tuple[int, ...],
    titles: Sequence[str],
    priced: re.Pattern[str],
) -> int:
    """Return which factor is the price: by its title, as a sum, without unit, as the largest."""
    called = [i for i in factors if i < len(titles) and priced.search(titles[i])]
    if len(called) == 1:
        return called[0]

    def rank(column: int) -> tuple[int, int, float]:
        cells = [c for row in rows if (c := row[column]) is not None]
        return (
            sum(c.money for c in cells),
            -sum(c.unit is not None for c in cells),
            median([c.value for c in cells] or [0.0]),
        )

    return max(factors, key=rank)


_NUMBER = re.compile(
    r"(?<![\w.,])(?P<rp>Rp\s?\.?\s?|IDR\s?)?(?P<figures>\d{1,3}(?:[.,]\d{3})+|\d{1,12}(?:[.,]\d{1,2})?)"
    r"(?P<tail>,-|,00|\.-)?(?![\d.,]*\d)[ \t]?(?P<unit>[A-Za-z][A-Za-z²³]{0,10}\d?['²³]?(?:/[a-z]{1,8})?)?",
    re.I,
)
_MARKER = re.compile(r"\s*(?:[-•*–]|\(?(?:\d{1,3}|[a-z])[.)])\s+|\s*\d{1,3}[ \t]+(?=\D)", re.I)
_JOINTS = " \t,;:=@|x×X*.'()-"
_TIMES = ("x", "X")
# What only leads on to a figure: "Keramik sebanyak 30 dus".
_LEADS_ON = re.compile(
    r"[\s,]+(?:sebanyak|seharga|sejumlah|senilai|masing-masing|selama|per|dengan|harga|untuk)$",
    re.I,
)
_MOST_NUMBERS = 7


def cost_line(text: str) -> CostLine | None:
    """Read a line whose last figure is the product of those before it; None for any other line.

    >>> cost_line("1. Tukang 2 org x 6 hari x Rp 150.000 = Rp 1.800.000")
    CostLine(item='Tukang', quantity=12.0, unit='org', price=150000, total=1800000)
    """
    marker = _MARKER.match(text)
    begins = (marker.end(), 0) if marker else (0,)  # "20 zak semen" begins with no marker
    return next((c for begin in begins if (c := _cost_from(text, begin)) is not None), None)


def _cost_from(text: str, begin: int) -> CostLine | None:
    numbers = [m for m in _NUMBER.finditer(text, begin) if m["figures"]]
    if len(numbers) < 3 or text[numbers[-1].end() :].strip(" .,-|;)'"):
        return None
    last = numbers[-1]
    total = _value(last)
    if total is None or total < _LEAST_TOTAL or _unit(last) is not None:
        return None
    for first in range(len(numbers) - 3, max(-1, len(numbers) - 1 - _MOST_NUMBERS), -1):
        factors = numbers[first:-1]
        product: float | None = 1.0
        for one in factors:
            value = _value(one)
            product = None if value is None or product is None else product * value
        if product is None or abs(product - total) > 1:
            continue
        while first and _value(numbers[first - 1]) == 1 and _unit(numbers[first - 1]):
            first -= 1  # "1 bh 1 kali 250.000 250.000"
        factors = numbers[first:-1]
        price = max(factors, key=lambda m: (bool(m["rp"]), _unit(m) is None, _value(m) or 0))
        counted = [m for m in factors if m is not price]
        item = text[begin : factors[0].start()].strip(_JOINTS)
        if not re.search(r"[A-Za-z]{2}", item):  # "20 zak semen @ Rp 62.000"
            stop = factors[1].start()
            item = text[factors[0].end() : stop].strip(_JOINTS)
        item = _LEADS_ON.sub("", item).strip(_JOINTS)
        if not re.search(r"[A-Za-z]{2}", item):
            return None
        quantity = total / (_value(price) or total)
        unit = next((u for m in counted if (u := _unit(m)) is not None), None)
        if quantity >= _MOST:
            return None
        return CostLine(
            " ".join(item.split()), quantity, unit, round(_value(price) or 0), round(total)
        )
    return None


def _value(match: re.Match[str]) -> float | None:
    return parse_decimal(match["figures"])


def _unit(match: re.Match[str]) -> str | None:
    unit = match["unit"]
    return None if unit is None or unit in _TIMES else str(unit)


_ALONE = re.compile(
    r"^(?P<item>[^\d=|]{3,60}?)[\s:=.|]*(?:\bRp\s?\.?\s?)?(?<![\d.,])(?P<total>\d{1,3}(?:[.,]\d{3})+)(?:,-|,00)?\W*$",
    re.I,
)


def worked_out(cell: str, total: str) -> CostLine | None:
    """Read a cell that works out the total beside it: "10 ekor x Rp 1.750.000"."""
    return cost_line(f"rincian {cell} = {total}") if re.search(r"\d\D*[x×X*@]", cell) else None


def lump(text: str) -> tuple[str, int] | None:
    """Read a line that is a name and one sum: "Spanduk  250.000"; None for any other line.

    >>> lump("d. Spanduk                250.000")
    ('Spanduk', 250000)
    """
    marker = _MARKER.match(text)
    match = _ALONE.match(text[marker.end() if marker else 0 :])
    if match is None:
        return None
    total = parse_rupiah(match["total"])
    item = match["item"].strip(_JOINTS)
    return None if total is None or len(item) < 3 else (" ".join(item.split()), total)
