"""People told by particulars: "Nama : …", "Jabatan : …" on lines of their own, as letters do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.layout import Unit, UnitKind
from extractors.parts.people.sighting import Sighting
from models.values.agency import Agency
from models.values.person import parse_person

_PAIR = re.compile(r"(?P<key>[A-Z][\w/ .]{2,30}?)\s*:\s*(?=\S)")
_NAME = re.compile(r"nama(?:\s+lengkap)?$", re.I)
_OFFICE = re.compile(r"(?:jabatan|kedudukan|selaku|tugas|pekerjaan|peran)\b", re.I)
_BODY = re.compile(
    r"(?:instansi|unit\s+kerja|lembaga|organisasi|asal|utusan|mewakili|satuan\s+kerja|opd)\b", re.I
)
_NO_OFFICES = re.compile(
    r"(?:pns|asn|swasta|wiraswasta|ibu rumah tangga|irt|petani|nelayan|buruh|pelajar|mahasiswa|-)\b",
    re.I,
)

_LONGEST_OFFICE = 60


@dataclass(frozen=True, slots=True)
class _Pair:
    key: str
    start: int
    end: int
    begins: bool
    """Whether an item's number stands before the key."""


def particulars(context: Context) -> Iterator[Sighting]:
    """Yield each person whose name and office stand as keys with their values."""
    held: list[_Pair] = []
    for unit in (*context.units, None):
        pair = _pair(unit) if unit is not None else None
        if pair is None or _NAME.match(pair.key):
            yield from _told(context, held)
            held = []
        if pair is not None and (held or _NAME.match(pair.key)):
            held.append(pair)


def _pair(unit: Unit) -> _Pair | None:
    if unit.kind is UnitKind.KEY_VALUE:
        return _Pair(unit.key, unit.body, unit.end, False)
    if unit.kind is UnitKind.ITEM:
        match = _PAIR.match(unit.content)
        if match is not None:
            return _Pair(match["key"], unit.body + match.end(), unit.end, True)
    return None


def _told(context: Context, pairs: list[_Pair]) -> Iterator[Sighting]:
    if not pairs:
        return
    span = (pairs[0].start, pairs[0].end)
    person = parse_person(context.text[slice(*span)].strip())
    offices = [p for p in pairs if _OFFICE.match(p.key)]
    bodies = [p for p in pairs if _BODY.match(p.key)]
    if person is None or not (offices or bodies):
        return
    role: str | None = None
    agency: Agency | None = None
    for pair in offices:
        told = context.text[pair.start : pair.end].strip()
        mark = next(context.marks("offices", pair.start, pair.end), None)
        if mark is not None:
            role, agency = mark.value.role, mark.value.agency
            if agency is None and mark.start == pair.start and len(told) < _LONGEST_OFFICE:
                role = told  # a field of work that no table knows: "Kabid Linjamsos"
        elif not _NO_OFFICES.match(told) and len(told) < _LONGEST_OFFICE:
            role = told
        if agency is None:
            body = next(context.marks("agencies", pair.start, pair.end), None)
            agency = body.value if body is not None else None
    for pair in bodies:
        body = next(context.marks("agencies", pair.start, pair.end), None)
        if agency is None and body is not None:
            agency = body.value
    yield Sighting(person.display, role, agency, span, 0.94)
