"""Who a list says was not there: under a heading that says so, or by a box that is not ticked."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.layout import Section, Unit, UnitKind

_ABSENT = re.compile(
    r"^\W*(?:\w+\s+){0,3}?(?:(?:tidak|tdk|tak|belum)\s+(?:bisa\s+|dapat\s+)?hadir|berhalangan|izin|ijin)\b",
    re.I,
)
_TICKS, _CROSSES, _EMPTY = "☑✓✔√", "✗✘❌", "☐"
_BOX = "☒"
"""Word's own box when it is ticked; beside ticks a cross."""


def absentees(units: Sequence[Unit]) -> frozenset[int]:
    """Return where the units begin that name who was not there. A list in which no box or every box is
    ticked says nothing but its heading.
    """
    told = (u for u in units if _ABSENT.match(u.key) or _is_under(u))
    return frozenset(u.start for u in (*told, *_unticked(units)))


def _is_under(unit: Unit) -> bool:
    return unit.section is Section.ATTENDANCE and bool(_ABSENT.match(unit.heading))


def _unticked(units: Sequence[Unit]) -> Iterator[Unit]:
    for is_listed, run in groupby(units, _is_boxed):
        boxed = list(run) if is_listed else []
        marks = {unit.marker for unit in boxed}
        ticks = set(_TICKS) & marks or {_BOX} & marks
        if ticks:
            yield from (unit for unit in boxed if unit.marker not in ticks)


def _is_boxed(unit: Unit) -> bool:
    return (
        unit.kind is UnitKind.ITEM
        and unit.section is Section.ATTENDANCE
        and unit.marker in (*_TICKS, *_CROSSES, _EMPTY, _BOX)
    )
