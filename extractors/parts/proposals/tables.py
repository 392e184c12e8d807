"""Proposals of tables: each row of a table of usulan, and the points of a cell that lists several."""

import re

from extractors.acts.asked import proposal
from extractors.acts.fields import type_of
from extractors.acts.orders import numbered
from extractors.acts.wishes import entry
from extractors.context import Context, Item
from extractors.directory import directory
from extractors.layout import SUM_ROW, Grid, GridCell, Section, row_places
from extractors.parts.proposals.columns import (
    Columns,
    asker_column,
    cell_at,
    columns_of,
    price_column,
    sum_of,
    with_titles,
)
from extractors.parts.proposals.lists import is_list
from models.codes import DocumentKind
from models.indonesian.places import LEVEL_WORDS
from models.record import Proposal
from models.values.program_type import program_type


def from_grid(context: Context, grid: Grid) -> list[Item[Proposal]]:
    """Return what a table asks for; nothing where it is no table of usulan."""
    if not grid.header:
        asks = is_list(context) or _PLANS.search(_before(context, grid))
        titled = with_titles(context, grid) if asks and not _costed(context, grid) else None
        if titled is None:
            return []
        grid = titled
    columns = columns_of(grid)
    if columns is None or not _is_of_usulan(context, grid, columns):
        return []
    return _rows(context, grid, columns)


def _is_of_usulan(context: Context, grid: Grid, columns: Columns) -> bool:
    """Tell whether a table, or the text above it, says that its things are asked for."""
    heads = " ".join(grid.header)
    if _OF_PEOPLE.search(heads):
        return False
    costed = _costed(context, grid)
    asked_by = asker_column(grid) is not None
    priced = price_column(grid) is not None
    if priced and not asked_by and (costed or not re.search(r"usul", heads, re.I)):
        return False  # what a thing is made of
    asks = re.search(r"usul|prioritas", heads, re.I) is not None
    if context.kind is DocumentKind.PROPOSAL and not asks and costed:
        return False  # what a thing applied for is made of
    about = _ASKED_IN.search(f"{heads} {_before(context, grid)}") is not None
    # Under the decisions of a planning meeting, and in its annexes, stands what it passes on.
    planned = bool(_PLANS.search(context.text[:_HEAD]))
    passed_on = columns.amount is not None and columns.told and planned
    if not (about or passed_on) or not (columns.told or columns.amount is not None):
        return False
    unit = context.unit_at(grid.start)
    decided = unit is not None and unit.section is Section.DECISIONS
    return (
        not decided or asks or passed_on or (unit is not None and bool(_PLANS.search(unit.heading)))
    )


_OF_PEOPLE = re.compile(r"\bnama\s*$|jabatan|paraf|tanda", re.I)
# What a table of usulan, or the text above it, is called by, and the meetings that rank them.
_ASKED_IN = re.compile(
    r"usul|prioritas|aspirasi|permasalahan|\bpagu\b|diajukan|musrenbang|rembu[gk]\s+warga", re.I
)
_PLANS = re.compile(r"musrenbang|usul|prioritas|aspirasi", re.I)
_HEAD = 400  # characters in which a paper says what it is


def _before(context: Context, grid: Grid) -> str:
    return context.text[max(0, grid.start - 240) : grid.start]


def _costed(context: Context, grid: Grid) -> bool:
    """Tell whether the rows of a table were read as costs."""
    return any(grid.start <= i.start < grid.end for i in context.found.get("budget", ()))


def _rows(context: Context, grid: Grid, columns: Columns) -> list[Item[Proposal]]:
    heads = " ".join(grid.header)
    origin = columns.origin
    by_ward = _WARD_NUMBERS.fullmatch(grid.header[origin].strip()) if origin is not None else None
    ward: str | None = None
    out: list[Item[Proposal]] = []
    for row in grid.rows:
        cell, who = cell_at(row, columns.title), cell_at(row, origin)
        if above := _ward_row(context, row):
            ward = above
            continue
        if by_ward is not None and who is not None and who.text.strip(" .").isdigit():
            ward = f"{by_ward.group(1).upper()} {who.text.strip(' .')}"
        if (
            cell is None
            or cell.text in heads
            or not re.search(r"[A-Za-z]{3}", cell.text)
            or SUM_ROW.match(cell.text)
        ):
            continue
        if not any(
            c is not None and i != columns.title and not _COUNTS.fullmatch(c.text)
            for i, c in enumerate(row)
        ):
            continue  # a row that only heads those below it: "II PEMBERDAYAAN"
        points = _points(context, cell, ward, who)
        out.extend(points if points is not None else [_row(context, row, cell, ward, columns)])
    return out


def _points(
    context: Context, cell: GridCell, ward: str | None, who: GridCell | None
) -> list[Item[Proposal]] | None:
    """Read a cell that lists all that one ward wants; None where it lists nothing."""
    points = numbered(context.text[cell.start : cell.end])
    if not points:
        return None
    out: list[Item[Proposal]] = []
    for a, b in points:
        at, end = cell.start + a, cell.start + b
        wish = entry(context.text[at:end].strip())
        if wish is not None:
            made = proposal(context, wish.title, (at, at + wish.end), (at, at, end, end), 0.8)
            asks = made.value.origin or ward or _origin_in(context, who)
            value = made.value.model_copy(update={"origin": asks})
            out.append(Item(value, made.spans, made.confidence))
    return out


def _row(
    context: Context,
    row: tuple[GridCell | None, ...],
    cell: GridCell,
    ward: str | None,
    columns: Columns,
) -> Item[Proposal]:
    name = re.sub(r"^\d{1,2}[.)]\s*", "", cell.text)
    cost = cell_at(row, columns.amount)
    value = Proposal(
        title=name,
        type=type_of(name),
        origin=_origin_in(context, cell_at(row, columns.origin)) or ward,
        volume=_size(cell_at(row, columns.volume), cell_at(row, columns.unit)),
        amount=sum_of(cost.text, columns.scale) if cost is not None else None,
        agency=_agency_in(context, cell_at(row, columns.agency)),
    )
    sure = 0.9 if program_type(name)[1] > 0.4 else 0.8
    return Item(value, row_places(row), sure)


def _ward_row(context: Context, row: tuple[GridCell | None, ...]) -> str | None:
    """Return the ward whose wishes stand below a row that holds nothing but its name."""
    cells = {c.text: c for c in row if c is not None and c.text}
    if len(cells) != 1:
        return None
    (cell,) = cells.values()
    marks = list(context.marks("wards", cell.start, cell.end))
    whole = len(marks) == 1 and len(cell.text) - (marks[0].end - marks[0].start) < _REST
    return str(marks[0].value) if whole else None


_REST = 12  # characters beside a ward's name: "Usulan RW 01"
# A column of bare numbers of wards; those below an empty cell belong to the one above.
_WARD_NUMBERS = re.compile(r"(?:no(?:mor)?\.?\s+)?(r[tw])\.?", re.I)
_COUNTS = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5}|[A-Za-z])?\W*")


def _size(cell: GridCell | None, unit: GridCell | None) -> str | None:
    """Return a size as written; bare figures take the unit of the column beside them."""
    if cell is None or not re.search(r"\d", cell.text):
        return None
    bare = re.fullmatch(r"[\d.,]+", cell.text) is not None
    return f"{cell.text} {unit.text}" if bare and unit is not None else cell.text


def _origin_in(context: Context, cell: GridCell | None) -> str | None:
    if cell is None:
        return None
    wards = list(dict.fromkeys(str(m.value) for m in context.marks("wards", cell.start, cell.end)))
    if wards:
        return ", ".join(wards)
    known = directory(context)
    for mark in context.marks("agencies", cell.start, cell.end):
        return known.named(mark.value)
    tier = LEVEL_WORDS.get(cell.text.casefold())
    return known.home.get(tier[0].value) if tier is not None else None


def _agency_in(context: Context, cell: GridCell | None) -> str | None:
    if cell is None:
        return None
    known = directory(context)
    for mark in context.marks("agencies", cell.start, cell.end):
        return known.named(mark.value)
    return cell.text if re.search(r"[A-Za-z]{3}", cell.text) else None
