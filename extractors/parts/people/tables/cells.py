"""What the cells of a table tell of people: names, offices, bodies, sums."""

import re
from collections.abc import Iterator

from extractors.context import Context
from extractors.layout import GridCell, Section, Unit, UnitKind
from extractors.parts.people.prose import in_text
from extractors.parts.people.roles import section_role
from extractors.parts.people.sighting import Sighting
from models.indonesian.offices import OfficeMention
from models.source import CELL_BREAK
from models.values.agency import Agency
from models.values.person import parse_person

_SUM = re.compile(r"(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,\d\d|,-)?")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
BRACKETED = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_LINE = re.compile(rf"(?:(?!\s\d{{1,2}}[.)]\s)[^;\n{CELL_BREAK}])+")
_NUMBER = re.compile(r"\bN[Ii][Pp]\b.*|\d{4,}.*")
LONGEST_NAME = 6
"""Words of a name without its titles, at most."""
SHARE = 0.6
"""How many of a column's cells must be names, or tell of offices and bodies, to type it."""
_MOSTLY = 0.9
"""How much of a line must be an office to hold no name."""

Row = tuple[GridCell | None, ...]


def office_in(context: Context, start: int, end: int) -> tuple[OfficeMention | None, Agency | None]:
    """Return the first office and the first body within these characters."""
    office = next((m.value for m in context.marks("offices", start, end)), None)
    body: Agency | None = next((m.value for m in context.marks("agencies", start, end)), None)
    if body is None:
        ward = next((str(m.value) for m in context.marks("wards", start, end)), None)
        body = Agency(ward.split()[0], ward, "tetangga") if ward else None
    return office, body


def tells_office(context: Context, cell: GridCell) -> bool:
    """Tell whether a cell is an office, a section, a body, or one with the other."""
    if section_role(cell.text) is not None:
        return True
    marks = [
        *context.marks("offices", cell.start, cell.end),
        *context.marks("agencies", cell.start, cell.end),
    ]
    covered = {i for m in marks for i in range(m.start, m.end)}
    return len(covered) >= SHARE * len(cell.text)


def names_in(context: Context, cell: GridCell) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of a cell with where they stand: one, or several parted by semicolons, numbers
    or lines.
    """
    for line in _LINE.finditer(context.source.text, cell.start, cell.end):
        bare = BRACKETED.sub("", NUMBERED.sub("", line.group()))
        if is_office(context, line.span()):
            continue  # "Penanggung Jawab | Lurah X": nobody is named
        person = parse_person(_NUMBER.sub("", bare))
        if person is not None and len(person.core) <= LONGEST_NAME and person.core[0][0].isupper():
            yield person.display, line.span()


def is_office(context: Context, span: tuple[int, int]) -> bool:
    """Tell whether a line of a cell is nothing but an office with its body."""
    marks = list(context.marks("offices", *span))
    if marks and marks[0].start == span[0] and marks[0].value.klass == "wilayah":
        return not any(context.marks("names", marks[0].end, span[1]))
    covered = sum(m.end - m.start for m in marks)
    return covered >= _MOSTLY * (span[1] - span[0])


def whole_office(context: Context, cell: GridCell) -> tuple[str, Agency | None] | None:
    """Return the office that a cell consists of."""
    section = section_role(cell.text)
    first = next(context.marks("offices", cell.start, cell.end), None)
    if section is not None and (first is None or first.value.agency is None):
        return section, None
    for mark in context.marks("offices", cell.start, cell.end):
        rest = cell.end - cell.start - (mark.end - mark.start)
        if mark.start - cell.start < 4 and rest < 6:
            return mark.value.role, mark.value.agency
        break
    return None


def all_names(context: Context, cell: GridCell) -> bool:
    """Tell whether nearly all of a cell is marked as names."""
    covered = sum(m.end - m.start for m in context.marks("names", cell.start - 1, cell.end + 2))
    return covered >= 0.7 * len(cell.text)


def is_sums(row: Row) -> bool:
    """Tell whether a row tells of money or quantities and not of people."""
    return any(cell is not None and _SUM.fullmatch(cell.text) for cell in row)


def in_cell(context: Context, cell: GridCell) -> list[Sighting]:
    """Read a cell like running text."""
    if CELL_BREAK * 2 in context.source.text[cell.start : cell.end]:
        return []  # a frame for signatures
    text = context.text[cell.start : cell.end]
    unit = Unit(UnitKind.ROW, cell.start, cell.end, text, cell.start, 1, Section.DISCUSSION)
    return in_text(context, unit)
