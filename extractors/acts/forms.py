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
_FOR_WHOM = re.compile(r"penerima|pengusul|diusulkan|asal|lokasi|pemanfaat|kelompok", re.I)
_SIZE = re.compile(r"besaran|vol|jumlah|banyak|ukuran|kuantitas", re.I)
_COST = re.compile(r"dana|biaya|anggaran|pagu|nilai|perkiraan|estimasi|harga", re.I)
_TO_WHOM = re.compile(r"\bopd\b|\bskpd\b|perangkat|dinas|instansi|tujuan|ditujukan", re.I)


def filled_in(context: Context) -> list[Item[Proposal]]:
    """Read the forms of a document; each begins with the line that names what is wanted.

    One alone is no list of forms: it may be the head of a letter.
    """
    out: list[Item[Proposal]] = []
    entries: list[list[Unit]] = []
    for unit, below in zip_longest(context.units, context.units[1:]):
        if unit.section is not Section.PROPOSALS:
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
        key.search(unit.key) for key in (_FOR_WHOM, _SIZE, _COST, _TO_WHOM)
    )


_LONGEST = 1500  # characters of one form


def _entry(context: Context, name: Unit, lines: list[Unit]) -> Item[Proposal]:
    def line(key: re.Pattern[str]) -> Unit | None:
        return next((u for u in lines if key.search(u.key)), None)

    who, size, cost, addressee = (line(k) for k in (_FOR_WHOM, _SIZE, _COST, _TO_WHOM))
    title = " ".join(name.content.split()).rstrip(" .")
    sums = context.marks("money", cost.body, cost.end) if cost else iter(())
    made = Proposal(
        title=title,
        type=type_of(title),
        origin=_who(context, who) if who else None,
        volume=size.content if size and re.search(r"\d", size.content) else None,
        amount=next((m.value for m in sums), None),
        agency=_body(context, addressee) if addressee else None,
    )
    return Item(made, ((name.body, lines[-1].end),), 0.85)


def _who(context: Context, unit: Unit) -> str | None:
    wards = list(dict.fromkeys(str(m.value) for m in context.marks("wards", unit.body, unit.end)))
    return ", ".join(wards) if wards else _body(context, unit)


def _body(context: Context, unit: Unit) -> str | None:
    for mark in context.marks("agencies", unit.body, unit.end):
        return directory(context).named(mark.value)
    return unit.content if re.search(r"[A-Za-z]{3}", unit.content) else None
