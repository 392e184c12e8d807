"""People: those who were there, spoke, signed or are named in an office; each once.

Six places tell of people: running text (an office beside a name), attendance tables, key : value
lines and committees, particulars ("Nama : …", "Jabatan : …"), signature blocks, and lists of those
present. What is read there is joined
afterwards, so that "Ade" is the Ade Rohimat of the sentence before.
"""

import re

from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind
from extractors.parts import part
from extractors.parts.people.joining import joined
from extractors.parts.people.own import is_officer
from extractors.parts.people.particulars import particulars
from extractors.parts.people.prose import in_text, key_office
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
    carried: OfficeMention | None = None
    for unit in context.units:
        carried = _carried(context, unit, carried)
        if outside(unit) or _is_byline(context, unit):
            continue
        if unit.section in _SKIP_SECTIONS:  # who gets a copy is told by his office
            sightings.extend(s for s in in_text(context, unit, None) if s.role is not None)
            continue
        if unit.kind is UnitKind.ROW:
            continue
        if unit.kind is UnitKind.COLUMNS and not unit.key:
            sightings.extend(in_columns(context, unit))
        else:
            sightings.extend(in_text(context, unit, carried))
    for grid in context.grids:
        sightings.extend(in_grid(context, grid))
    sightings.extend(particulars(context))
    sightings.extend(signatures(context))
    return joined(context, sightings)


def _carried(context: Context, unit: Unit, office: OfficeMention | None) -> OfficeMention | None:
    """Return the office of a key whose numbered list goes on: "Anggota : 1. Karim", then "2. Umar"."""
    if unit.kind is UnitKind.KEY_VALUE:
        found = key_office(context, unit) if _FIRST.match(unit.content) else None
        return found if found is not None and is_officer(found.role) else None
    return office if unit.kind is UnitKind.ITEM else None


def _is_byline(context: Context, unit: Unit) -> bool:
    """Tell whether the unit names who wrote or photographed it."""
    if _BYLINE.match(unit.text):
        return True
    return context.kind is DocumentKind.NEWS and bool(_NEWS_BYLINE.match(unit.text))
