"""Where a document may tell of programmes: its units, the entries of its lists, the cells of its tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.acts.clauses import asked_for
from extractors.acts.parties import Beside
from extractors.context import Context
from extractors.directory import outside
from extractors.layout import Grid, GridCell, Section, Unit, UnitKind, row_start
from models.codes import DocumentKind

_Cell = tuple[tuple[int, int], tuple[Beside, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where programmes may be told: characters, whether what stands there was decided, and the
    cell of its row that says who does it; `listed` for an entry of a list of programmes, `head` for
    the noun of doing that the title of its column has for all ("Jenis Pelatihan").
    """

    start: int
    end: int
    decided: bool = False
    doer: GridCell | None = None
    listed: bool = False
    head: str = ""


def places(context: Context) -> Iterator[Place]:
    """Yield where programmes may be told: units but for heads and rows, and cells of follow-up."""
    in_list = False
    for unit in context.units:
        in_list = _goes_on_listing(unit, in_list)
        if outside(unit) or unit.kind in (UnitKind.HEADING, UnitKind.ROW, UnitKind.COLUMNS):
            continue
        if in_list and unit.kind is UnitKind.ITEM and context.kind is not DocumentKind.OTHER:
            yield Place(unit.body, unit.end, listed=True)
            continue
        if context.kind is DocumentKind.NEWS:
            if (
                len(unit.text) >= _LONGEST_HEAD
                or unit.kind is UnitKind.ITEM
                or unit.text.endswith((".", ".”", '."'))
            ):
                yield Place(unit.body, unit.end)
        elif (
            unit.section not in _NO_PROGRAMS
            or len(unit.text) > _PROSE
            or (unit.section is Section.CLOSING and _ANY_OTHER.search(unit.heading))
        ) and (context.kind is not DocumentKind.PROPOSAL or _FOR_SURE.search(unit.text)):
            yield Place(unit.body, unit.end, unit.section is Section.DECISIONS)
    if context.kind is not DocumentKind.NEWS:
        wished = {i.start for i in asked_for(context)}
        for grid in context.grids:
            if sum(row_start(row) in wished for row in grid.rows) * 2 < max(1, len(grid.rows)):
                yield from _cells(grid, _is_plan(context, grid))


# What goes on beside that which a letter applies for.
_FOR_SURE = re.compile(
    r"\b(?:akan|sedang|bersedia|siap|sanggup|menyanggupi)\s+(?:me[a-z]{4,}|di[a-z]{4,}|(?:ber)?gotong[\s-]royong|kerja\s+bakti)\b",
    re.I,
)
_ANY_OTHER = re.compile(r"lain\s*-?\s*lain", re.I)
# What opens a list of programmes, and what in it heads the entries of one field.
_PROGRAM_LIST = re.compile(
    r"\b(?:program(?:\s+kerja)?|kegiatan|agenda\s+kerja|"
    r"rencana\s+(?:kerja|(?:bulan|tahun|triwulan|semester)\s+\w+|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember))\b"
    r"(?!.*\b(?:usul\w*|aspirasi|prioritas|biaya|anggaran)\b)",
    re.I,
)
_FIELD_HEAD = re.compile(r"(?:bidang|seksi|pokja|divisi|sie)\b", re.I)
_LONGEST_HEAD = 60


def _goes_on_listing(unit: Unit, in_list: bool) -> bool:
    """Tell whether a unit stands in a list of programmes, or opens one."""
    opens = unit.text.endswith(":") or unit.kind is UnitKind.HEADING or _is_bare_head(unit)
    if opens and _FIELD_HEAD.match(unit.content) and len(unit.text) < _LONGEST_HEAD:
        return in_list
    if opens:
        return bool(
            _PROGRAM_LIST.search(unit.text[-_PROSE:])
            and unit.section not in (Section.PROPOSALS, *_NO_PROGRAMS)
        )
    return in_list and unit.kind is UnitKind.ITEM


def _is_bare_head(unit: Unit) -> bool:
    return len(unit.text) < _LONGEST_HEAD and bool(
        _FIELD_HEAD.match(unit.content) or re.match(r"program\s+kerja\b", unit.content, re.I)
    )


def _is_plan(context: Context, grid: Grid) -> bool:
    """Tell whether a table lists what is planned or was done, and neither usulan nor prices nor the
    hours of a meeting; in notices and reports its rows have days.
    """
    unit = context.unit_at(grid.start)
    if grid.column(_PRICED) is not None:
        return False
    if context.kind is DocumentKind.OTHER:
        dated = sum(any(True for _ in context.marks("dates", *_reach(row))) for row in grid.rows)
        return dated > len(grid.rows) / 2
    if context.kind is not DocumentKind.MINUTES:
        return False
    return unit is None or unit.section not in (Section.PROPOSALS, *_NO_PROGRAMS)


def _reach(row: Sequence[GridCell | None]) -> tuple[int, int]:
    """Return the characters from the first to the last cell of a row."""
    cells = [c for c in row if c is not None]
    return min((c.start for c in cells), default=0), max((c.end for c in cells), default=0)


def _cells(grid: Grid, is_plan: bool) -> Iterator[Place]:
    """Yield the cells of a table of what was discussed and what is to follow, or of its plans."""
    plans = grid.column(_PLANNED) if is_plan else None
    has_costs = grid.column(_COSTS) is not None
    if has_costs and plans is None:
        return
    who = grid.column(_DOER)
    speaker = grid.column(_SPEAKER)
    for column, title in enumerate(grid.header):
        decided = column == plans or bool(_FOLLOW_UP.search(title))
        if column == who or not (decided or _TALK.search(title)) or (has_costs and column != plans):
            continue
        trained = _TRAINED.search(title)
        for row in grid.rows:
            cell = row[column] if column < len(row) else None
            by = who if decided else speaker
            doer = row[by] if by is not None and by < len(row) else None
            head = trained.group().casefold() if trained and column == plans else ""
            if cell is not None and len(cell.text) >= (_SHORTEST_TRADE if head else 9):
                yield Place(cell.start, cell.end, decided, doer, column == plans, head)


# What stands under this is only what is trained: "Jenis Pelatihan", and below it "Las", "Barista".
_TRAINED = re.compile(r"\b(?:pelatihan|kursus|lomba)\b", re.I)
_SHORTEST_TRADE = 2  # characters
_DOER = re.compile(r"\bpic\b|penanggung|pelaksana|\bpj\b|oleh|siapa", re.I)
_SPEAKER = re.compile(r"instansi|unsur|lembaga|\bopd\b", re.I)
_PLANNED = re.compile(
    r"^\W*(?:(?:nama|jenis|uraian|bentuk|rencana)\s+)?(?:kegiatan|program|agenda|pelatihan|layanan)\b",
    re.I,
)
_PRICED = re.compile(r"harga|satuan|pengusul|usul|skor|prioritas", re.I)
_COSTS = re.compile(r"harga|volume|biaya|vol\b|satuan|pengusul|usulan|nama", re.I)
_TALK = re.compile(r"uraian|bahasan|jawaban|tanggapan|isi\b|pokok", re.I)
_FOLLOW_UP = re.compile(
    r"tindak\s*lanjut|langkah|\baksi\b|tindakan|keputusan|kesepakatan|kegiatan|rencana|hasil", re.I
)
_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NO_PROGRAMS = (
    Section.PROPOSALS,
    Section.ATTENDANCE,
    Section.AGENDA,
    Section.BUDGET,
    Section.COMMITTEE,
    Section.CLOSING,
)


def _rows(context: Context) -> tuple[list[int], list[_Cell]]:
    """Return all cells of tables by where they start, each with the others of its row."""
    found: dict[int, _Cell] = {}
    for grid in context.grids:
        for row in grid.rows:
            cells: dict[tuple[int, int], Beside] = {}
            for n, cell in enumerate(row):
                if cell is not None:
                    title = grid.header[n] if n < len(grid.header) else ""
                    cells.setdefault((cell.start, cell.end), Beside(cell.start, cell.end, title))
            for at in cells:
                found[at[0]] = at, tuple(c for place, c in cells.items() if place != at)
    starts = sorted(found)
    return starts, [found[s] for s in starts]


def where(context: Context, offset: int) -> _Cell:
    """Return the unit or the cell that holds a character, and the other cells of its row."""
    rows = context.memo.get("cells of rows")
    if not isinstance(rows, tuple):
        rows = context.memo["cells of rows"] = _rows(context)
    starts, cells = rows
    at = bisect_right(starts, offset) - 1
    if at >= 0 and offset < cells[at][0][1]:
        cell: _Cell = cells[at]
        return cell
    unit = context.unit_at(offset)
    return ((unit.body, unit.end) if unit is not None else (offset, offset)), ()
