"""Tables that a text draws with bars ("| No | Uraian |", "1 | RT 02 | …") or parts with tabs or semicolons.

Told by the lines alone: several that follow each other with the same mark between their pieces.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.source import Cell, Table

_RULE = re.compile(r"(?=.*[-=_]{3})[\s|+:=_-]+")
_LEAST_BARS, _LEAST_LINES = 2, 3  # pieces of a row, lines of a table
_LONGEST_CELL = 240  # characters; a longer piece is prose that has a bar or a semicolon in it


def drawn_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, Table]]:
    """Yield each table with its first line and the one behind its last.

    >>> [(a, b, len(t.rows)) for a, b, t in drawn_tables(["| A | B |", "|---|---|", "| 1 | 2 |"])]
    [(0, 3, 2)]
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (
            _bars(lines[end])
            or (_is_rule(lines[end]) and (end > at or lines[end].strip()[0] in "+|"))
        ):
            end += 1
        table = _drawn(lines[at:end]) if end > at else None
        if table is None:
            end, table = _parted(lines, at)
        if table is None:
            at += 1
            continue
        yield at, end, table
        at = end


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line.strip())) and len(line.strip()) > 4


def _bars(line: str) -> list[str]:
    """Return the cells of a line with bars, () for another line."""
    bare = line.strip()
    if _is_rule(bare) or "|" not in bare:
        return []
    closed = bare.startswith("|")
    pieces = [p.strip() for p in bare.removeprefix("|").removesuffix("|").split("|")]
    if len(pieces) < (_LEAST_BARS if closed else _LEAST_BARS + 1):
        return []
    return pieces if max(map(len, pieces)) <= _LONGEST_CELL else []


def _drawn(lines: Sequence[str]) -> Table | None:
    rules = [i for i, line in enumerate(lines) if _is_rule(line)]
    rows = [(i, cells) for i, line in enumerate(lines) if (cells := _bars(line))]
    if len(rows) < 2:
        return None
    if len(rules) > 3 or (len(rules) == 3 and len(rows) > 3 and rules[-1] < len(lines) - 1):
        return _table(_between_rules(rows, rules))
    return _table([cells for _, cells in rows])


def _between_rules(rows: list[tuple[int, list[str]]], rules: list[int]) -> list[list[str]]:
    """Join the lines between two rules, which are one row whose cells were broken."""
    out: list[list[str]] = []
    for above, below in pairwise([-1, *rules, 1 << 30]):
        inside = [cells for i, cells in rows if above < i < below]
        if inside and len({len(c) for c in inside}) == 1 and _is_one_row(inside):
            out.append([" ".join(filter(None, column)) for column in zip(*inside, strict=True)])
        else:
            out.extend(inside)
    return out


def _is_one_row(lines: list[list[str]]) -> bool:
    """Tell whether the lines below the first only go on with its cells: none counts anew."""
    return all(not cells[0] for cells in lines[1:])


def _parted(lines: Sequence[str], at: int) -> tuple[int, Table | None]:
    """Read the lines from a place on that have the same number of tabs or semicolons."""
    for mark in "\t;":
        count = lines[at].count(mark)
        end = _last_of(lines, at, mark, count) if count >= 2 else at
        if sum(line.count(mark) == count for line in lines[at:end]) < _LEAST_LINES:
            continue
        rows = [[p.strip().strip('"') for p in line.split(mark)] for line in lines[at:end]]
        told = sum(bool(cell) for cell in rows[0]) >= max(2, count)
        prose = any(len(cell) > 60 or cell.endswith(".") for row in rows for cell in row[:-1])
        if told and (mark == "\t" or not prose):
            return end, _table(rows)
    return at, None


def _last_of(lines: Sequence[str], at: int, mark: str, count: int) -> int:
    r"""Return where a table ends. With tabs the name of a group or a sum may stand between its rows
    with fewer cells: "A.\tINFRASTRUKTUR"; below the last row only a sum does.
    """
    end = i = at
    while i < len(lines):
        marks = lines[i].count(mark)
        if marks == count:
            end = i + 1
        elif mark != "\t" or not _is_between(lines[i], marks, count) or i - end >= _MOST_BETWEEN:
            break
        elif end == i and _SUM.search(lines[i]):
            end = i + 1
        i += 1
    return end


def _is_between(line: str, marks: int, count: int) -> bool:
    bare = line.strip()
    if not 0 < marks < count or count < _LEAST_TABS or len(bare) > _LONGEST_BETWEEN:
        return False
    return bool(_GROUP.match(bare) or _SUM.search(bare))


_LEAST_TABS, _MOST_BETWEEN, _LONGEST_BETWEEN = 3, 2, 60
_GROUP = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?\t+[A-Z]")
_SUM = re.compile(r"\b(?:jumlah|total|jml)\b", re.I)


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    return Table(tuple(tuple(Cell(c) for c in (*row, *[""] * (width - len(row)))) for row in rows))
