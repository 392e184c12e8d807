"""Sheets of cells as lines and tables: titles and particulars above, the table, what stands below it."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal

from extractors.readers.cleaning import clean
from models.source import Cell, Line, Table
from models.values.months import MONTHS

MAX_ROWS, MAX_COLUMNS = 20_000, 200
"""Far above any list of an office; what lies beyond is left out and told."""
LEFT_OUT = f"hanya {MAX_ROWS} baris dan {MAX_COLUMNS} kolom pertama tiap lembar yang dibaca"

_LEAST_COLUMNS = 3


DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def shown(value: object, look: str = "General") -> str:
    """Return a cell's value as it shows in the sheet; `look` is its number format.

    >>> shown(1500000.0, '"Rp"#,##0'), shown(0.5, "0%"), shown(2.0), shown(date(2024, 3, 4))
    ('Rp1.500.000', '50%', '2', '4 Maret 2024')
    >>> shown(1 / 3, "0%"), shown(1234.567, "#,##0.0"), shown(2, "0.00"), shown(1 / 3)
    ('33%', '1.234,6', '2,00', '0,3333333333')
    """
    if value is None or isinstance(value, bool):
        return "" if value is None else "ya" if value else "tidak"
    if isinstance(value, datetime | date):
        named = f"{DAYS[value.weekday()]}, " if _WEEKDAY.search(_NO_DIGITS.sub("", look)) else ""
        day = named + day_shown(value)
        at = value.time() if isinstance(value, datetime) else time()
        return f"{day} {at:%H:%M}" if at != time() else day
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(float(value), look)
    return clean(str(value)).strip()


def day_shown(day: date) -> str:
    """Return a day as Indonesian writes it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _number(value: float, look: str) -> str:
    """Return a number as its format shows it, with the marks of Indonesian."""
    if not math.isfinite(value):
        return str(value)
    places = _places(value, look)
    exact = Decimal(f"{value:.15g}")  # so many digits a sheet keeps
    if "%" in look:
        exact = exact.scaleb(2)
    exact = exact.scaleb(-3 * places.thousands)
    exact = exact.quantize(Decimal(1).scaleb(-places.most), ROUND_HALF_UP, _WIDE)
    whole, _, part = f"{exact:f}".partition(".")
    part = part[: places.least] + part[places.least :].rstrip("0")
    if places.grouped:
        whole = f"{Decimal(whole):,}".replace(",", ".")
    if not (part.strip("0") or whole.strip("-0")):
        whole = whole.removeprefix("-")  # what is rounded to nothing has no sign
    money = "Rp" if re.search(r"rp", look, re.I) else ""
    return f"{money}{whole}{',' + part if part else ''}{'%' if '%' in look else ''}"


@dataclass(frozen=True, slots=True)
class _Places:
    """How a format writes digits: decimals at least and at most, thousands parted, thousands left out."""

    least: int
    most: int
    grouped: bool = False
    thousands: int = 0


_WIDE = Context(prec=400)
"""A sheet's numbers have up to 309 digits before the comma."""
_NO_DIGITS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Words of a format, blanks as wide as a character, colours and conditions."""
_DIGITS = re.compile(r"[#0?](?:[#0?,. ]*[#0?,])?")
_LOCAL = re.compile(r"#\.##0(?:,(0+))?")
"""As programs write the format of an Indonesian sheet that take the marks as they show."""
_GENERAL_DIGITS = 10
_WEEKDAY = re.compile(r"d{3,4}", re.I)
"""How a format asks for the day of the week, in short or whole."""


def _places(value: float, look: str) -> _Places:
    parts = [_NO_DIGITS.sub("", part) for part in re.sub(r'"[^"]*"', "", look).split(";")]
    part = parts[1] if value < 0 and len(parts) > 1 and _DIGITS.search(parts[1]) else parts[0]
    found = _DIGITS.search(part)
    if found is None or re.search(r"E[+-]|/", part):  # General; powers of ten and fractions
        whole = len(f"{abs(value) * (100 if '%' in look else 1):.0f}")
        return _Places(0, max(0, _GENERAL_DIGITS + 1 - max(whole, 1)))
    local = _LOCAL.fullmatch(found.group())
    if local is not None:
        decimals = len(local[1] or "")
        return _Places(decimals, decimals, grouped=True)
    bare = found.group().rstrip(",")
    whole_part, _, decimal = bare.partition(".")
    places = [mark for mark in decimal if mark in "#0?"]
    return _Places(
        places.count("0"),
        len(places),
        grouped=any(mark in whole_part.strip() for mark in ", "),
        thousands=len(found.group()) - len(bare),
    )


def told_hidden(count: int) -> tuple[str, ...]:
    """Return the note on so many sheets that nobody sees; () for none."""
    return (f"{count} lembar tersembunyi tidak dibaca",) if count else ()


def blocks_of(rows: Iterable[Sequence[str]]) -> list[Line | Table]:
    """Return the rows of one sheet as blocks. Cells that stand alone in their row, particulars
    (Hari : Senin) and what stands side by side without a table are lines; the rest are tables.
    """
    out: list[Line | Table] = []
    group: list[tuple[str, ...]] = []
    for row in (*rows, ()):
        if any(row):
            group.append(tuple(row))
            continue
        if group:
            out += _blocks(group)
            out.append(Line(""))
            group = []
    return out


def _blocks(rows: list[tuple[str, ...]]) -> list[Line | Table]:
    first = next((i for i, row in enumerate(rows) if _is_of_table(row)), None)
    if first is None:
        return [_line(row) for row in rows]
    out: list[Line | Table] = []
    for begin, end in _parted(rows, first):
        out += _lines_and_table(rows[begin:end])
    return out


def _parted(rows: list[tuple[str, ...]], first: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where each table goes that has a head of its own, with its title above it,
    though no row is left free between them.
    """
    begin, head = 0, first
    for i in range(first + 2, len(rows)):
        is_other = _is_head(rows[i]) and rows[i] != rows[head]
        if is_other and any(_has_figures(row) for row in rows[head:i]):
            title = i
            while title > head + 1 and _is_title(rows[title - 1]):
                title -= 1
            yield begin, title
            begin, head = title, i
    yield begin, len(rows)


_NUMBER_COLUMN = re.compile(r"no(?:mor|\.? ?urut)?\W*", re.I)


def _is_head(row: tuple[str, ...]) -> bool:
    """Tell of a row that names its columns, the first of them that of the numbers."""
    filled = [cell for cell in row if cell]
    return (
        _is_of_table(row)
        and _NUMBER_COLUMN.fullmatch(filled[0]) is not None
        and not any(cell[0].isdigit() for cell in filled)
    )


def _has_figures(row: tuple[str, ...]) -> bool:
    return any(cell[:1].isdigit() for cell in row)


def _is_title(row: tuple[str, ...]) -> bool:
    return sum(map(bool, row)) == 1 and not _SUM.match("".join(row))


def _lines_and_table(rows: list[tuple[str, ...]]) -> list[Line | Table]:
    first = next(i for i, row in enumerate(rows) if _is_of_table(row))
    last = max(i for i, row in enumerate(rows) if _is_of_table(row))
    # A sum under a table fills two cells of it, and belongs to it.
    while last + 1 < len(rows) and _SUM.match(" ".join(filter(None, rows[last + 1]))):
        last += 1
    body = rows[first : last + 1]
    if len(body) < 2:
        return [_line(row) for row in rows]
    used = [i for i in range(max(map(len, body))) if any(i < len(r) and r[i] for r in body)]
    table = Table(tuple(tuple(Cell(r[i] if i < len(r) else "") for i in used) for r in body))
    return [*map(_line, rows[:first]), table, *map(_line, rows[last + 1 :])]


_SUM = re.compile(r"\W*(?:sub\s*)?(?:jumlah|total|grand\s*total)\b", re.I)


def _is_of_table(row: tuple[str, ...]) -> bool:
    filled = [cell for cell in row if cell]
    told = any(cell.startswith(":") for cell in filled[1:2]) or filled[0].endswith(":")
    return len(filled) >= _LEAST_COLUMNS and not told


def _line(row: tuple[str, ...]) -> Line:
    filled = [" ".join(cell.split()) for cell in row if cell]
    if len(filled) > 1 and (filled[1].startswith(":") or filled[0].endswith(":")):
        return Line(" ".join(filled))
    return Line("\t".join(filled))
