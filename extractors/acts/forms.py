"""Usulan filled in on a form: its name, for whom, how much, what it costs, to whom, line by line."""

import re
from itertools import zip_longest

from extractors.acts.fields import type_of
from extractors.context import Context, Item
from extractors.directory import directory
from extractors.layout import Section, Unit, UnitKind
from models.record import Proposal

_NAME = re.compile(
    r"(?:nama|judul|jenis|uraian|bentuk)?\s*(?:kegiatan|usulan|pekerjaan|aspirasi|kebutuhan|barang|program)$",
    re.I,
)
_BY_WHOM = re.compile(r"pengusul|diusulkan|\basal\b", re.I)
_FOR_WHOM = re.compile(r"penerima|lokasi|pemanfaat|kelompok", re.I)
_SIZE = re.compile(r"besaran|vol|jumlah|banyak|ukuran|kuantitas", re.I)
_COST = re.compile(r"dana|biaya|anggaran|pagu|nilai|perkiraan|estimasi|harga", re.I)
_TO_WHOM = re.compile(r"\bopd\b|\bskpd\b|perangkat|dinas|instansi|ditujukan", re.I)


def filled_in(context: Context, *, listed: bool) -> list[Item[Proposal]]:
    """Read the forms of a document; each begins with the line that names what is wanted. They stand
    under headings of usulan, anywhere in a paper that is titled so (`listed`).

    One alone is no list of forms: it may be the head of a letter.
    """
    out: list[Item[Proposal]] = []
    entries: list[list[Unit]] = []
    for unit, below in zip_longest(context.units, context.units[1:]):
        if unit.section is not Section.PROPOSALS and not listed:
            continue
        if unit.kind is UnitKind.ITEM:
            if below is not None and _is_line(below):
                entries.append([unit])
        elif unit.kind is not UnitKind.KEY_VALUE:
            continue
        elif _NAME.fullmatch(unit.key.strip()):
            entries.append([unit])
        elif entries:
            entries[-1].append(unit)
    for name, *lines in entries if len(entries) > 1 else ():
        told = [u for u in lines if u.end - name.start < _LONGEST]
        if told and len(name.content.strip()) > 3:
            out.append(_entry(context, name, told))
    return out if len(out) > 1 else []


def _is_line(unit: Unit) -> bool:
    return unit.kind is UnitKind.KEY_VALUE and any(
        key.search(unit.key) for key in (_BY_WHOM, _FOR_WHOM, _SIZE, _COST, _TO_WHOM)
    )


_LONGEST = 1500  # characters of one form


def _entry(context: Context, name: Unit, lines: list[Unit]) -> Item[Proposal]:
    def of(key: re.Pattern[str]) -> list[Unit]:
        return [u for u in lines if key.search(u.key)]

    title = " ".join(name.content.split()).rstrip(" .")
    sizes = [u for u in of(_SIZE) if not _COST.search(u.key) and re.search(r"\d", u.content)]
    sums = (m.value for u in of(_COST) for m in context.marks("money", u.body, u.end))
    bodies = (b for u in of(_TO_WHOM) if (b := _body(context, u)) is not None)
    made = Proposal(
        title=title,
        type=type_of(title),
        origin=_asker(context, of(_BY_WHOM), of(_FOR_WHOM)),
        volume=sizes[0].content if sizes else None,
        amount=next(sums, None),
        agency=next(bodies, None),
    )
    return Item(made, ((name.body, lines[-1].end),), 0.85)


def _asker(context: Context, by: list[Unit], for_whom: list[Unit]) -> str | None:
    """Return who asks: a ward or a body on the line that says so, else the ward that it is for."""
    for unit in (*by, *for_whom):
        wards = context.marks("wards", unit.body, unit.end)
        told = list(dict.fromkeys(str(m.value) for m in wards))
        if told:
            return ", ".join(told)
        if unit in by and (body := _body(context, unit)) is not None:
            return body
    return None


def _body(context: Context, unit: Unit) -> str | None:
    """Return the body that a line names; what is no name of one is nobody's."""
    for mark in context.marks("agencies", unit.body, unit.end):
        return directory(context).named(mark.value)
    return None
