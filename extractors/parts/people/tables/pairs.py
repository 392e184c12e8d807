"""An office in one cell of a row, its holder in the next, or the other way round."""

import itertools
from collections.abc import Iterator

from extractors.context import Context
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.tables.cells import (
    Row,
    all_names,
    names_in,
    office_in,
    tells_office,
    whole_office,
)
from extractors.parts.people.tables.columns import told_in
from models.values.agency import Agency

_SENT = frozenset({"dari", "selaku", "sebagai", "unsur", "mewakili"})


def in_pairs(
    context: Context, row: Row, bodies: dict[int, Agency], above: Agency | None
) -> Iterator[Sighting]:
    """Yield the holders of offices that stand in the cell before: "Ketua | Galih Prakoso". `bodies` head
    columns, `above` is named over the table.
    """
    cells = [(i, c) for i, c in enumerate(row) if c is not None and c.text not in ("", ":")]
    for (column, left), (_, right) in itertools.pairwise(cells):
        held = whole_office(context, left)
        if held is None or office_in(context, right.start, right.end)[0] is not None:
            continue
        if not all_names(context, right):
            continue
        role, agency = held
        for name, span in names_in(context, right):
            yield Sighting(name, role, agency or bodies.get(column) or above, span, 0.9)


def in_reversed(context: Context, row: Row, *, titled: bool) -> Iterator[Sighting]:
    """Read "2 | Amirudin | Ketua LPM Kelurahan X": the office or body behind its holder. Under a title
    of something else a body alone may be anything.
    """
    cells = [c for c in row if c is not None and c.text not in ("", ":")]
    for left, right in itertools.pairwise(cells):
        if not all_names(context, left) or not tells_office(context, right):
            continue
        role, agency = told_in(context, ("",), (0,), (right,))
        if titled and role is None:
            continue
        for name, span in names_in(context, left):
            yield Sighting(name, role, agency, span, 0.88)


def in_triples(context: Context, row: Row) -> list[Sighting]:
    """Read "Narasumber | : | Kadir Tosepu | dari | Kepala Desa": whom the last cell tells of."""
    cells = [c for c in row if c is not None and c.text not in ("", ":")]
    found: list[Sighting] = []
    for left, link, right in zip(cells, cells[1:], cells[2:], strict=False):
        if link.text.casefold().strip(" :") not in _SENT or not all_names(context, left):
            continue
        office, body = office_in(context, right.start, right.end)
        agency = office.agency if office is not None and office.agency is not None else body
        role = office.role if office is not None else None
        found.extend(Sighting(n, role, agency, at, 0.9) for n, at in names_in(context, left))
    return found


def heads_of(context: Context, row: Row) -> dict[int, Agency]:
    """Return the bodies that head columns of offices and names: "LPMD | | Karang Taruna | "."""
    heads: dict[int, Agency] = {}
    for i, cell in enumerate(row):
        if cell is None or not cell.text:
            continue
        for mark in context.marks("agencies", cell.start, cell.end):
            if mark.end - mark.start < 0.8 * (cell.end - cell.start):
                return {}
            heads[i] = mark.value
            break
        else:
            return {}
    return heads
