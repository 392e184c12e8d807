"""Tables drawn with bars in plain text: rows of cells between "|", rules of dashes between them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from models.source import Cell, Table

_RULE = re.compile(r"\s*[|+:]?(?=[^\n]*(?:--|==|\+))[-=+|:\s]+\s*")
_LEAST_ROWS = 2


def drawn_table(lines: Sequence[str], at: int) -> tuple[Table, int] | None:
    """Return the table that begins with this line and the line behind it, None when none does.

    Rows have at least two cells; a row whose first cells are empty goes on with the row above.
    """
    if "|" not in lines[at] and not _RULE.fullmatch(lines[at]):
        return None
    body = list(takewhile(lambda line: _is_rule(line) or _cells(line) is not None, lines[at:]))
    rows: list[list[str]] = []
    for line in body:
        cells = None if _is_rule(line) else _cells(line)
        if cells is None:
            continue
        if rows and len(cells) == len(rows[-1]) and not cells[0] and any(cells):
            rows[-1] = [f"{a}\n{b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    if len(rows) < _LEAST_ROWS:
        return None
    return Table(tuple(tuple(Cell(c) for c in row) for row in rows)), at + len(body)


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str] | None:
    """Return the cells of a row, None for a line that is none."""
    bare = line.strip()
    framed = bare.startswith("|") and bare.endswith("|") and len(bare) > 1
    if not framed and " | " not in bare and "\t|" not in bare:
        return None
    parts = [" ".join(p.split()) for p in bare.removeprefix("|").removesuffix("|").split("|")]
    return parts if len(parts) > 1 else None
