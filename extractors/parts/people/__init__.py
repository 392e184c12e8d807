"""People: those who were there, spoke, signed or are named in an office; each once.

Six places tell of people: running text (an office beside a name), attendance tables, key : value
lines and committees, particulars ("Nama : …", "Jabatan : …"), signature blocks, and lists of those
present. What is read there is joined
afterwards, so that "Ade" is the Ade Rohimat of the sentence before.
"""

import re
from dataclasses import dataclass

from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind
from extractors.parts import part
from extractors.parts.people.absent import absentees
from extractors.parts.people.joining import joined
from extractors.parts.people.own import is_officer, opener_body
from extractors.parts.people.particulars import particulars
from extractors.parts.people.prose import in_text, key_office
from extractors.parts.people.roles import section_role
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.signatures import signatures
from extractors.parts.people.tables import in_columns, in_grid
from models.codes import DocumentKind
from models.indonesian.offices import OfficeMention
from models.record import Person

_BYLINE = re.compile(
    r"^\W*(?:penulis|editor|reporter|pewarta|kontributor|red(?:aksi|aktur)?|foto|sumber|by|posted|"
    r"uploader|admin)\b\s*:?",
    re.I,
)
_NEWS_BYLINE = re.compile(r"^\W*(?:oleh|laporan)\b\s*:?", re.I)
_FIRST = re.compile(r"(?:1|a)[.)]\s")
_SKIP_SECTIONS = frozenset({Section.COPIES})


@part("people", after=("meetings",))
def find(context: Context) -> tuple[Item[Person], ...]:
    """Return the people in the order in which the document names them."""
    sightings: list[Sighting] = []
    carried = _Carried()
    absent = absentees(context.units)
    for unit in context.units:
        carried = _carried(context, unit, carried)
        if outside(unit) or _is_byline(context, unit):
            continue
        if unit.start in absent:  # who did not come counts by his office, or by his body
            sightings.extend(s for s in in_text(context, unit, None) if s.role or s.agency)
            continue
        if unit.section in _SKIP_SECTIONS:  # who gets a copy is told by his office
            sightings.extend(s for s in in_text(context, unit, None) if s.role is not None)
            continue
        if unit.kind is UnitKind.ROW:
            continue
        if unit.kind is UnitKind.COLUMNS and not unit.key:
            sightings.extend(in_columns(context, unit))
        else:
            sightings.extend(in_text(context, unit, carried.office))
    for grid in context.grids:
        sightings.extend(in_grid(context, grid))
    sightings.extend(particulars(context))
    sightings.extend(signatures(context))
    return joined(context, sightings)


@dataclass(frozen=True, slots=True)
class _Carried:
    """The office that goes on over the lines below; under the name of a section only names do."""

    office: OfficeMention | None = None
    section: bool = False


def _carried(context: Context, unit: Unit, before: _Carried) -> _Carried:
    """Return the office that reaches this line: of a key whose numbered list goes on ("Anggota : 1.
    Karim", then "2. Umar"), of a section over the names of its people ("a. Sie Acara", "1. Ridwan").
    """
    if unit.kind is UnitKind.KEY_VALUE:
        found = key_office(context, unit) if _FIRST.match(unit.content) else None
        return _Carried(found if found is not None and is_officer(found.role) else None)
    if unit.kind not in (UnitKind.ITEM, UnitKind.PARAGRAPH):
        return _Carried()
    role = section_role(unit.content)
    if role is not None and not any(context.marks("names", unit.start, unit.end)):
        body = opener_body(context, unit.start)
        return _Carried(OfficeMention(role, body, "panitia", 0, 0), section=True)
    if before.section:
        return before if _is_name(context, unit) else _Carried()
    return before if unit.kind is UnitKind.ITEM else _Carried()


def _is_name(context: Context, unit: Unit) -> bool:
    """Tell whether a line is a name and nothing else."""
    named = sum(m.end - m.start for m in context.marks("names", unit.body, unit.end + 1))
    return named >= len(unit.content.strip(" .,;")) > 0


def _is_byline(context: Context, unit: Unit) -> bool:
    """Tell whether the unit names who wrote or photographed it."""
    if _BYLINE.match(unit.text):
        return True
    return context.kind is DocumentKind.NEWS and bool(_NEWS_BYLINE.match(unit.text))
