"""People in tables of those present and of committees: a name and an office or body a row."""

import re

from extractors.context import Context
from extractors.layout import Grid
from extractors.parts.people.sighting import Sighting
from models.indonesian.offices import OfficeMention
from models.values.agency import Agency
from models.values.person import parse_person

_NAME_COLUMN = re.compile(r"\bnama\b", re.I)
_ROLE_COLUMN = re.compile(
    r"jabatan|unsur|instansi|lembaga|utusan|perwakilan|dari|mewakili|keterangan|organisasi|wakil|peran",
    re.I,
)
_BENEFIT = re.compile(r"penerima|calon|alamat\s*rumah|nik\b|usia|umur|sasaran|manfaat", re.I)


def in_grid(context: Context, grid: Grid) -> list[Sighting]:
    """Read a table of those present or of a committee: a name and an office or body a row."""
    name_column = grid.column(_NAME_COLUMN)
    if name_column is None or any(_BENEFIT.search(t) for t in grid.header):
        return []
    role_columns = [
        i for i, t in enumerate(grid.header) if i != name_column and _ROLE_COLUMN.search(t)
    ]
    if not role_columns:
        return []
    found: list[Sighting] = []
    for row in grid.rows:
        cell = row[name_column] if name_column < len(row) else None
        if cell is None or not cell.text:
            continue
        person = parse_person(cell.text)
        if person is None:
            continue
        role: str | None = None
        agency: Agency | None = None
        for column in role_columns:
            other = row[column] if column < len(row) else None
            if other is None or not other.text:
                continue
            office, body = _office_in(context, other.start, other.end)
            if office is not None:
                role, agency = role or office.role, agency or office.agency
            if agency is None and body is not None:
                agency = body
            if (
                role is None
                and office is None
                and body is None
                and _says_office(grid.header[column])
            ):
                role = other.text
        found.append(Sighting(person.display, role, agency, (cell.start, cell.end), 0.95))
    return found


def _says_office(header: str) -> bool:
    return bool(re.search(r"jabatan|unsur", header, re.I))


def _office_in(
    context: Context, start: int, end: int
) -> tuple[OfficeMention | None, Agency | None]:
    """Return the first office and the first body within these characters."""
    office = next((m.value for m in context.marks("offices", start, end)), None)
    body: Agency | None = next((m.value for m in context.marks("agencies", start, end)), None)
    if body is None:
        ward = next((str(m.value) for m in context.marks("wards", start, end)), None)
        body = Agency(ward.split()[0], ward, "tetangga") if ward else None
    return office, body
