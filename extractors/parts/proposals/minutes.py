"""Proposals of minutes: the entries of their lists, what speakers are noted with, tables of talk."""

import re

from extractors.acts.asked import WARD_HEAD, broken, of_cell, of_entry, of_prose, of_speaker, said
from extractors.acts.decided import counts_as
from extractors.acts.speakers import is_speech
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Grid, GridCell, Section, Unit, UnitKind
from extractors.parts.proposals.columns import cell_at
from models.record import Proposal


def from_minutes(context: Context) -> list[Item[Proposal]]:
    """Return what the entries, speakers and talk of minutes ask for."""
    out: list[Item[Proposal]] = []
    opener: Unit | None = None  # "Prioritas kegiatan adalah", whose points stand below it
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.ROW, UnitKind.HEADING):
            continue
        if (
            opener is not None
            and unit.kind is UnitKind.ITEM
            and (not opener.marker or counts_as(unit.marker) != counts_as(opener.marker))
        ):
            out.extend(of_entry(context, unit))
            continue
        opener = unit if _PRIORITIES.search(unit.text[-_PROSE:]) else None
        if (
            unit.section is Section.PROPOSALS
            and _is_listed(unit)
            and not _ANSWERS.match(unit.text[: _PROSE // 2])
        ):
            out.extend(of_entry(context, unit))
        elif unit.kind is UnitKind.COLUMNS or _ANSWERS.match(unit.text[: _PROSE // 2]):
            continue
        elif is_speech(context, unit):
            out.extend(said(context, unit))
        elif (
            unit.section not in _NOTHING_ASKED
            or len(unit.text) > _PROSE
            or (unit.section is Section.DECISIONS and _asks_by_name(context, unit))
        ):
            start = unit.body if unit.kind is UnitKind.ITEM else unit.start
            asked = of_prose(context, start, unit.end)
            out.extend(asked or (of_speaker(context, unit) if unit.kind is UnitKind.ITEM else ()))
    for grid in context.grids:
        if grid.column(_ASKED_COLUMN) is None:
            _read_talk(context, grid, out)
    return out


def _read_talk(context: Context, grid: Grid, out: list[Item[Proposal]]) -> None:
    """Add what the columns of a table of talk ask for to what was read before."""
    columns = [i for i, title in enumerate(grid.header) if _TALK_COLUMN.search(title)]
    for cell in (cell_at(row, i) for row in grid.rows for i in columns):
        if cell is not None:
            out.extend(of_prose(context, cell.start, cell.end))
    answered = grid.column(_ANSWER_COLUMN)
    for i in columns if answered is not None else ():
        for cell in (cell_at(row, i) for row in grid.rows):
            if cell is not None and i != answered and not _is_read(out, cell):
                out.extend(broken(context, cell.start, cell.end))
    for i in (i for i in columns if _WISH_COLUMN.search(grid.header[i])):
        for cell in (cell_at(row, i) for row in grid.rows):
            if cell is not None and not _is_read(out, cell):
                out.extend(of_cell(context, cell.start, cell.end))


# What is decided to be asked for or done first, one by one in the points below.
_PRIORITIES = re.compile(
    r"\b(?:prioritas|usulan)\b(?!\s+(?:yang\s+)?(?:belum|tidak))[^.;:]{0,90}(?:\b(?:adalah|yaitu|yakni|meliputi|antara\s+lain|berikut(?:\s+ini)?|sbb)\s*[:.]?|:)\s*$",
    re.I,
)
_A_REQUEST = re.compile(r"(?:usul(?:an)?|permohonan|permintaan|aspirasi)\s", re.I)
_ASKED_BY = re.compile(r"\b(?:usul|meng?usulkan|mengajukan|mohon|minta)\s", re.I)


def _asks_by_name(context: Context, unit: Unit) -> bool:
    """Tell whether a note among decisions begins with a request or who makes it: "Bpk. Gatot usul …"."""
    if _A_REQUEST.match(unit.content):
        return True
    ask = _ASKED_BY.search(unit.content[:_PROSE])
    return ask is not None and any(
        next(context.marks(group, unit.body, unit.body + ask.start()), None) is not None
        for group in ("names", "wards")
    )


# Who explains or answers in a note asks for nothing: "Pak Lurah menjawab: …".
_ANSWERS = re.compile(
    r"(?:\W|\d)*[^:]{0,50}\b(?:menjelaskan|jelaskan|menjawab|jawab|dijawab|jawaban|tanggapan|menanggapi|menerangkan|memaparkan|melaporkan)\b[^:]{0,30}:",
    re.I,
)


def _is_listed(unit: Unit) -> bool:
    """Tell whether a unit is one entry of a list of usulan: an item, or what stands by a name."""
    if unit.text.endswith(":"):
        return False
    if unit.kind is UnitKind.KEY_VALUE and _OF_THE_HEAD.match(unit.key):
        return False  # what the paper says of itself under a title that speaks of priorities
    if unit.kind is UnitKind.COLUMNS:
        who, _, what = unit.text.partition("\t")
        return bool(_WHO.match(who)) and "\t" not in what and len(what.split()) > 1
    if unit.kind is UnitKind.PARAGRAPH:
        return bool(WARD_HEAD.match(unit.text))
    return unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE)


_OF_THE_HEAD = re.compile(
    r"(?:hari|tgl|tanggal|jam|waktu|pukul|tempat|bertempat|acara|agenda|tema|dipimpin|pimpinan|pemimpin|pembawa|moderator|notulis|notulen|pencatat|sekretaris"
    r"|peserta|jumlah|(?:yang\s+)?hadir|undangan|narasumber|nomor|no|perihal|hal|sifat|lampiran|desa|kelurahan|nagari|kecamatan|kec|kabupaten|kab|kota|provinsi|distrik|tahun)\b",
    re.I,
)
_WHO = re.compile(
    r"(?:r[tw]\b|rt/rw|dusun|lingkungan|jorong|padukuhan|kampung|pemuda|pkk|karang|kader|ibu|pak|bu|bapak|warga|tokoh|kelompok|lpm|bpd|posyandu|guru|nelayan)",
    re.I,
)


def _is_read(items: list[Item[Proposal]], cell: GridCell) -> bool:
    return any(cell.start <= i.start < cell.end for i in items)


_ANSWER_COLUMN = re.compile(r"tanggapan|jawaban", re.I)
_WISH_COLUMN = re.compile(r"\busul|keluhan|aspirasi|\bsaran|masukan", re.I)  # and no "Sasaran"
_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NOTHING_ASKED = (Section.DECISIONS, Section.ATTENDANCE, Section.AGENDA, Section.CLOSING)
_TALK_COLUMN = re.compile(
    r"pertanyaan|pokok|\busul|\bsaran|masukan|uraian|pembahasan|bahasan|tanggapan|isi|keluhan|aspirasi",
    re.I,
)
_ASKED_COLUMN = re.compile(r"harga|volume|biaya|vol\b|satuan", re.I)
