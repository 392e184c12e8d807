"""Sheets of cells as lines and tables: titles and particulars above, the table, what stands below it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from extractors.readers.cleaning import clean
from models.source import Cell, Line, Table
from models.values.months import MONTHS

MAX_ROWS, MAX_COLUMNS = 20_000, 200
"""Far above any list of an office; what lies beyond is left out and told."""
LEFT_OUT = f"hanya {MAX_ROWS} baris dan {MAX_COLUMNS} kolom pertama tiap lembar yang dibaca"

_LEAST_COLUMNS = 3


def shown(value: object, look: str = "General") -> str:
    """Return a cell's value as it shows in the sheet; `look` is its number format.

    >>> shown(1500000.0, '"Rp"#,##0'), shown(0.5, "0%"), shown(2.0), shown(date(2024, 3, 4))
    ('Rp1.500.000', '50%', '2', '4 Maret 2024')
    """
    if value is None or isinstance(value, bool):
        return "" if value is None else "ya" if value else "tidak"
    if isinstance(value, datetime | date):
        day = day_shown(value)
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
    if "%" in look:
        value *= 100
    digits = f"{value:.0f}" if value == int(value) else f"{value:.4f}".rstrip("0")
    whole, _, part = digits.partition(".")
    if "#,##" in look or "# ##" in look or "#.##" in look:
        whole = f"{int(whole):,}".replace(",", ".")
    money = "Rp" if re.search(r"rp", look, re.I) else ""
    return f"{money}{whole}{',' + part if part else ''}{'%' if '%' in look else ''}"


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
