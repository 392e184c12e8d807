"""Decisions of tables: their column of conclusions, or works with who does them until when."""

import re

from extractors.acts.orders import decides
from extractors.context import Context, Item
from extractors.layout import Grid, Section
from extractors.parts.decisions.doers import decision, fullest
from extractors.parts.decisions.told import WISH
from extractors.when import resolve
from models.record import Decision

_DECISION_COLUMN = re.compile(
    r"keputusan|kesepakatan|tindak\s*lanjut|hasil|rekomendasi|kesimpulan|rencana\s*aksi", re.I
)
_WORK_COLUMN = re.compile(
    r"kegiatan|uraian|rencana|aksi|hal\b|butir|langkah|tugas|pekerjaan|tindakan", re.I
)
_WHO_COLUMN = re.compile(r"\bpic\b|penanggung|pelaksana|petugas|\bpj\b|oleh|siapa", re.I)
_WHEN_COLUMN = re.compile(r"tenggat|batas|target|deadline|waktu|tanggal|kapan|jatuh|selesai", re.I)


def from_grids(context: Context) -> list[Item[Decision]]:
    """Return what the rows of tables of conclusions and of assigned works decide."""
    out: list[Item[Decision]] = []
    for grid in context.grids:
        column = grid.column(_DECISION_COLUMN)
        if column is None and (_under_decisions(context, grid) or _is_assigned(grid)):
            column = _work_column(grid)
        if column is None or grid.column(re.compile(r"harga|volume|biaya", re.I)) is not None:
            continue
        out.extend(_rows(context, grid, column))
    return out


def _work_column(grid: Grid) -> int | None:
    """Return the column of what is to be done: by its title, else the one with most letters."""
    others = {grid.column(_WHO_COLUMN), grid.column(_WHEN_COLUMN)}
    named = grid.column(_WORK_COLUMN, frozenset(i for i in others if i is not None))
    if named is not None:
        return named
    letters: dict[int, int] = {}
    for row in grid.rows:
        for i, cell in enumerate(row):
            if cell is not None and i not in others:
                letters[i] = letters.get(i, 0) + sum(c.isalpha() for c in cell.text)
    return max(letters, key=lambda i: letters[i]) if letters else None


def _under_decisions(context: Context, grid: Grid) -> bool:
    """Tell whether a table with doers or days stands under a heading of decisions."""
    unit = context.unit_at(grid.start)
    return (
        unit is not None
        and unit.section is Section.DECISIONS
        and (grid.column(_WHO_COLUMN) is not None or grid.column(_WHEN_COLUMN) is not None)
    )


def _is_assigned(grid: Grid) -> bool:
    """Tell whether a table says of each of its works who does it until when."""
    who, when = grid.column(_WHO_COLUMN), grid.column(_DUE_COLUMN)
    return who is not None and when is not None and grid.column(_WORK_COLUMN) not in (None, who)


_DUE_COLUMN = re.compile(r"tenggat|batas|target|deadline|jatuh\s+tempo|selesai|paling", re.I)


def _rows(context: Context, grid: Grid, column: int) -> list[Item[Decision]]:
    who = grid.column(_WHO_COLUMN, frozenset({column}))
    when = grid.column(_WHEN_COLUMN, frozenset({column}))
    out: list[Item[Decision]] = []
    for row in grid.rows:
        cell = row[column] if column < len(row) else None
        if cell is None or len(cell.text) < 8:
            continue
        other = row[who] if who is not None and who < len(row) else None
        if column == _work_column(grid) and WISH.search(cell.text) and not decides(cell.text):
            # What was asked for stands where other rows tell what is done; who does it may say what.
            if other is None or not _DOES.search(other.text):
                continue
            cell, other = other, None
        item = decision(context, cell.text, cell.start, cell.end, 0.85)
        assignee, due = item.value.assignee, item.value.due
        if other is not None and other.text and re.search(r"[A-Za-z]{2}", other.text):
            assignee = fullest(context, other.text)
        other = row[when] if when is not None and when < len(row) else None
        if other is not None:
            for mark in context.marks("dates", other.start, other.end):
                due = resolve(context, mark.value) or due
        out.append(
            Item(
                Decision(text=item.value.text, assignee=assignee, due=due),
                item.spans,
                item.confidence,
            )
        )
    return out


_DOES = re.compile(r"\bme[a-z]{4,}\s+\S", re.I)
