"""People in tables: lists of those present, committees, questions and answers.

A table tells of people in three ways: by a column of names with an office or body beside it, by an
office in one cell and its holder in the next, and by cells that are read like running text.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.context import Context
from extractors.layout import Grid, GridCell, Section, Unit, UnitKind
from extractors.parts.people.own import is_officer, opener_body
from extractors.parts.people.prose import in_text
from extractors.parts.people.roles import free_role, section_role
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.signatures import for_group
from models.indonesian.offices import OfficeMention
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import fold
from models.source import CELL_BREAK
from models.values.agency import Agency
from models.values.person import parse_person

_NAME_COLUMN = re.compile(
    r"\bnama\b(?!\s+(?:kegiatan|program|usulan|barang|bahan|pekerjaan|jalan|desa|kelurahan|rapat|calon|"
    r"kk|kepala|opd|lembaga|kelompok|instansi|alat|jenis|paket|proyek|lokasi|dusun))",
    re.I,
)
_SPEAKER_COLUMN = re.compile(
    r"^(?:(?:disampaikan|dipaparkan|disajikan)\s+oleh|narasumber|pemateri|pembicara|penyaji)$", re.I
)
_PROPOSER_COLUMN = re.compile(r"(?:nama\s+)?(?:pengusul|pengaju|penanya|yang\s+mengusulkan)", re.I)
_ROLE_COLUMN = re.compile(
    r"jabatan|unsur|instansi|lembaga|utusan|perwakilan|dari|mewakili|keterangan|organisasi|wakil|peran|"
    r"kedudukan|tugas|posisi|pengurus|pengawas|bidang|seksi|asal|^ket\.?$|pekerjaan|peserta\s+dari",
    re.I,
)
_OFFICE_COLUMN = re.compile(r"jabatan|unsur|kedudukan|tugas|posisi|peran|pengurus", re.I)
_POSITION_COLUMN = re.compile(r"jabatan|kedudukan|posisi|peran|tugas", re.I)
_SIGNED = re.compile(r"tanda\s*tangan|ttd|paraf|hadir", re.I)
_BENEFIT = re.compile(
    r"penerima|calon|\bkk\b|kepala keluarga|alamat\s*rumah|nik\b|usia|umur|sasaran|manfaat", re.I
)
_MONEY = re.compile(r"harga|jumlah|biaya|volume|\bvol\b|satuan|pagu|anggaran|\brp\b", re.I)
_SUM = re.compile(r"(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,\d\d|,-)?")
_SPACED = re.compile(r"\b(?:[A-Z] ){2,}[A-Z]\b")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
_BRACKETED = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_SENT = frozenset({"dari", "selaku", "sebagai", "unsur", "mewakili"})
_SIGNATURE = re.compile(r"(?:ttd|dto|td|cap|tanda\s+tangan|\.+|_+|\W*)\.?", re.I)
_LINE = re.compile(rf"(?:(?!\s\d{{1,2}}[.)]\s)[^;\n{CELL_BREAK}])+")
_NUMBER = re.compile(r"\bN[Ii][Pp]\b.*|\d{4,}.*")

_COUNTED = re.compile(r"\d{1,3}[.)]?")
_ANOTHER = re.compile(
    r"\s*(?:\d{1,2}[.)]|(?:bpk|bapak|pak|ibu|bu|sdri?|saudari?|hj?|drs|dra|ir|dr|ust\w*|kh|kyai)\b)",
    re.I,
)
"""How a second person of a cell begins: by a number, or a title."""
_WORDS = 6
"""Words of a name without its titles, at most."""
_LONGEST_ROLE = 60
_SHARE = 0.6
"""How many of a column's cells must be names, or tell of offices and bodies, to type it."""

Row = tuple[GridCell | None, ...]


def in_grid(context: Context, grid: Grid) -> list[Sighting]:
    """Read everybody that a table names."""
    header = tuple(_SPACED.sub(lambda m: m.group().replace(" ", ""), t) for t in grid.header)
    if any(_BENEFIT.search(title) for title in header):
        return []
    width = max((len(row) for row in grid.rows), default=0)
    header += ("",) * (width - len(header))
    pairs = _columns(header) or _typed(context, header, grid.rows)
    if pairs:
        above = opener_body(context, grid.start - 1)
        named = (s for row in grid.rows for s in _in_columns(context, header, pairs, row))
        return [_completed(sighting, above) for sighting in named]
    if any(_MONEY.search(title) for title in header):
        return list(_proposers(context, header, grid.rows))
    found: list[Sighting] = _in_signatures(context, grid)
    bodies: dict[int, Agency] = {}
    above = opener_body(context, grid.start - 1)
    for row in grid.rows:
        bodies = _heads(context, row) or bodies
        paired = _in_triples(context, row) or list(_in_pairs(context, row, bodies, above))
        paired = paired or list(_in_reversed(context, row, titled=any(header)))
        found.extend(paired)
        if not paired and not _is_sums(row):
            found.extend(s for cell in row if cell for s in _in_cell(context, cell))
    return found


# A column of names


def _columns(header: tuple[str, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """Return each column of names with the columns that tell the office or body of its people."""
    names = [
        i
        for i, title in enumerate(header)
        if _NAME_COLUMN.search(title) or _SPEAKER_COLUMN.match(title.strip())
    ]
    if len(names) > 1:  # "Pengurus | Nama | Pengawas | Nama"
        return [(i, (i - 1,)) for i in names if i > 0 and i - 1 not in names]
    if not names:
        return []
    roles = tuple(
        i for i, title in enumerate(header) if i not in names and _ROLE_COLUMN.search(title)
    )
    if _SPEAKER_COLUMN.match(header[names[0]].strip()):
        return [(names[0], roles)] if roles else []
    both = _POSITION_COLUMN.search(header[names[0]])
    if not roles and not both and not any(_SIGNED.search(title) for title in header):
        return []
    return [(names[0], roles)]


def _typed(
    context: Context, header: tuple[str, ...], rows: tuple[Row, ...]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return the column of names by what its cells hold, with those that tell offices and bodies,
    where no title says so.
    """
    if any(_MONEY.search(title) for title in header):
        return []
    width = max((len(row) for row in rows), default=0)
    names: list[int] = []
    told: list[int] = []
    for column in range(width):
        cells = [c for row in rows if (c := _cell(row, column)) is not None and c.text != ":"]
        if len(cells) < 2:
            continue
        if sum(_all_names(context, c) for c in cells) >= _SHARE * len(cells):
            names.append(column)
        elif sum(_tells_office(context, c) for c in cells) >= _SHARE * len(cells):
            told.append(column)
    # An office before its holder is read row by row, where the row may say more than this.
    behind = len(names) == 1 and bool(told) and told[0] > names[0]
    return [(names[0], tuple(told))] if behind else []


def _tells_office(context: Context, cell: GridCell) -> bool:
    """Tell whether a cell is an office, a section, a body, or one with the other."""
    if section_role(cell.text) is not None:
        return True
    marks = [
        *context.marks("offices", cell.start, cell.end),
        *context.marks("agencies", cell.start, cell.end),
    ]
    covered = {i for m in marks for i in range(m.start, m.end)}
    return len(covered) >= _SHARE * len(cell.text)


def _in_columns(
    context: Context, header: tuple[str, ...], pairs: list[tuple[int, tuple[int, ...]]], row: Row
) -> Iterator[Sighting]:
    for name_column, role_columns in pairs:
        cell = _cell(row, name_column)
        if cell is None or _NAME_COLUMN.fullmatch(cell.text):
            continue
        role, agency = _told_in(context, header, role_columns, row)
        if role is None and agency is None:
            both = [
                s for s in _in_cell(context, cell) if s.role is not None or s.agency is not None
            ]
            if both:  # "Nama dan Jabatan": one under the other, or parted by a stroke
                yield from both
                continue
        role = role or _remark(cell)
        others = [c for c in row if c is not None and c is not cell]
        whole = _wrapped(context, cell) if _counts_one(context, others) else None
        for name, span in [whole] if whole is not None else _names_in(context, cell):
            yield Sighting(name, role, agency, span, 0.95)


def _counts_one(context: Context, others: list[GridCell]) -> bool:
    """Tell whether the other cells of a row speak of one person: one number, and one office at most."""
    offices = sum(1 for c in others for _ in context.marks("offices", c.start, c.end))
    return sum(_COUNTED.fullmatch(c.text) is not None for c in others) == 1 and offices <= 1


def _wrapped(context: Context, cell: GridCell) -> tuple[str, tuple[int, int]] | None:
    """Return the name that a narrow cell breaks over its lines: "Hj. Neneng", "Hasanah"; None where it
    has one line, or several people.
    """
    lines = context.source.text[cell.start : cell.end].split(CELL_BREAK)
    if len(lines) < 2 or ";" in cell.text or any(_ANOTHER.match(line) for line in lines[1:]):
        return None
    person = parse_person(_BRACKETED.sub("", _NUMBERED.sub("", cell.text)))
    if person is None or len(person.core) > _WORDS or _is_office(context, (cell.start, cell.end)):
        return None
    return person.display, (cell.start, cell.end)


def _remark(cell: GridCell) -> str | None:
    """Return the role in brackets behind the only name of a cell: "Anita (Humas)"."""
    bracket = cell.text.find("(")
    return free_role(cell.text[bracket:]) if bracket > 0 and cell.text.endswith(")") else None


def _completed(sighting: Sighting, above: Agency | None) -> Sighting:
    """Give an officer without a body the one that the line above the table names."""
    if sighting.role is None or sighting.agency is not None or above is None:
        return sighting
    return replace(sighting, agency=above) if is_officer(sighting.role) else sighting


def _told_in(
    context: Context, header: tuple[str, ...], columns: tuple[int, ...], row: Row
) -> tuple[str | None, Agency | None]:
    """Return the office and body that these columns of a row tell together.

    What a cell holds counts before what stands above it: the first office wherever it stands; a body
    beside it where the office has none.
    """
    cells = [(column, cell) for column in columns if (cell := _cell(row, column)) is not None]
    role: str | None = None
    agency: Agency | None = None
    beside: Agency | None = None
    for _, cell in cells:
        office, body = _office_in(context, cell.start, cell.end)
        section = section_role(cell.text)
        if section is not None and (office is None or office.agency is None):
            role = role or section
            continue
        if office is not None and role is None:
            role, agency = office.role, office.agency
            if agency is None or agency.klass == "bagian":
                role, agency = _whole(context, cell, body), None
        if body is not None and (office is None or office.agency is None):
            beside = beside or body
        if office is None and body is None:
            beside = beside or _tier_of(cell.text)
    if role is None:
        role = next(
            (
                cell.text
                for column, cell in cells
                if _OFFICE_COLUMN.search(header[column]) and not _names_body(context, cell)
            ),
            None,
        )
    if agency is None or (_is_open(agency) and beside is not None and not _is_open(beside)):
        agency = beside or agency
    return role, agency


def _whole(context: Context, cell: GridCell, body: Agency | None) -> str:
    """Return what a cell says of an office without a body, less the body behind it and what follows a
    comma or stands in brackets: "Supervisor Jaringan", of a field that no table knows.
    """
    mark = next(context.marks("agencies", cell.start, cell.end), None)
    inner = mark is None or body is None or mark.value.klass == "bagian"
    end = cell.end if inner or mark is None else mark.start
    told = re.split(r"[,;(\n]|\s/\s", context.text[cell.start : end])[0].strip(" ,/-:.")
    office = next(context.marks("offices", cell.start, cell.end))
    short = 2 < len(told) <= _LONGEST_ROLE and not re.search(r"\d", told)
    role: str = office.value.role
    return told if short and context.text[cell.start : office.start].strip() in told else role


def _is_open(agency: Agency) -> bool:
    """Tell whether a body is a bare word: a tier, an RT without its number."""
    return agency.klass in ("wilayah", "tetangga") and " " not in agency.name


def _tier_of(text: str) -> Agency | None:
    """Return the document's own body that a cell means by the word of its tier: "Kelurahan"."""
    entry = LEVEL_WORDS.get(fold(text.strip()))
    return Agency(entry[1], entry[1], "wilayah") if entry is not None else None


def _names_body(context: Context, cell: GridCell) -> bool:
    """Tell whether a cell names a body or only its kind, and no office."""
    bare = cell.text.strip()
    if _tier_of(bare) is not None or bare in ("RT", "RW", "RT/RW"):
        return True
    if any(m.end - m.start >= len(bare) for m in context.marks("wards", cell.start, cell.end)):
        return True
    return any(context.marks("agencies", cell.start, cell.end))


def _names_in(context: Context, cell: GridCell) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of a cell with where they stand: one, or several parted by semicolons, numbers
    or lines.
    """
    for line in _LINE.finditer(context.source.text, cell.start, cell.end):
        bare = _BRACKETED.sub("", _NUMBERED.sub("", line.group()))
        if _is_office(context, line.span()):
            continue  # "Penanggung Jawab | Lurah X": nobody is named
        person = parse_person(_NUMBER.sub("", bare))
        if person is not None and len(person.core) <= _WORDS and person.core[0][0].isupper():
            yield person.display, line.span()


def _is_office(context: Context, span: tuple[int, int]) -> bool:
    """Tell whether a line of a cell is nothing but an office with its body."""
    marks = list(context.marks("offices", *span))
    if marks and marks[0].start == span[0] and marks[0].value.klass == "wilayah":
        return not any(context.marks("names", marks[0].end, span[1]))
    covered = sum(m.end - m.start for m in marks)
    return covered >= _MOSTLY * (span[1] - span[0])


_MOSTLY = 0.9
"""How much of a line must be an office to hold no name."""


def _proposers(
    context: Context, header: tuple[str, ...], rows: tuple[Row, ...]
) -> Iterator[Sighting]:
    """Read who asked, by office or body, in a list of what is asked for and costs."""
    columns = [i for i, title in enumerate(header) if _PROPOSER_COLUMN.fullmatch(title.strip())]
    cells = (cell for row in rows for i in columns if (cell := _cell(row, i)) is not None)
    for cell in cells:
        told = _in_cell(context, cell)
        yield from (s for s in told if s.role is not None or s.agency is not None)


# An office in one cell, its holder in the next


def _in_pairs(
    context: Context, row: Row, bodies: dict[int, Agency], above: Agency | None
) -> Iterator[Sighting]:
    cells = [(i, c) for i, c in enumerate(row) if c is not None and c.text not in ("", ":")]
    for (column, left), (_, right) in itertools.pairwise(cells):
        held = _whole_office(context, left)
        if held is None or _office_in(context, right.start, right.end)[0] is not None:
            continue
        if not _all_names(context, right):
            continue
        role, agency = held
        for name, span in _names_in(context, right):
            yield Sighting(name, role, agency or bodies.get(column) or above, span, 0.9)


def _in_reversed(context: Context, row: Row, *, titled: bool) -> Iterator[Sighting]:
    """Read "2 | Amirudin | Ketua LPM Kelurahan X": the office or body behind its holder. Under a title
    of something else a body alone may be anything.
    """
    cells = [c for c in row if c is not None and c.text not in ("", ":")]
    for left, right in itertools.pairwise(cells):
        if not _all_names(context, left) or not _tells_office(context, right):
            continue
        role, agency = _told_in(context, ("",), (0,), (right,))
        if titled and role is None:
            continue
        for name, span in _names_in(context, left):
            yield Sighting(name, role, agency, span, 0.88)


def _in_triples(context: Context, row: Row) -> list[Sighting]:
    """Read "Narasumber | : | Kadir Tosepu | dari | Kepala Desa": whom the last cell tells of."""
    cells = [c for c in row if c is not None and c.text not in ("", ":")]
    found: list[Sighting] = []
    for left, link, right in zip(cells, cells[1:], cells[2:], strict=False):
        if link.text.casefold().strip(" :") not in _SENT or not _all_names(context, left):
            continue
        office, body = _office_in(context, right.start, right.end)
        agency = office.agency if office is not None and office.agency is not None else body
        role = office.role if office is not None else None
        found.extend(Sighting(n, role, agency, at, 0.9) for n, at in _names_in(context, left))
    return found


# Offices in one row, those who signed under them in a later one


def _in_signatures(context: Context, grid: Grid) -> list[Sighting]:
    """Read a frame of signatures: a row of offices, rows left empty, a row of names."""
    found: list[Sighting] = []
    held: dict[int, tuple[str, Agency | None]] = {}
    for row in grid.rows:
        cells = {i: c for i, c in enumerate(row) if c is not None and not _is_blank(c)}
        if not cells:
            continue
        offices = {i: o for i, c in cells.items() if (o := _signed_office(context, c)) is not None}
        if len(offices) == len(cells):
            held = offices
            continue
        if (
            held
            and cells.keys() <= held.keys()
            and all(_is_signer(context, cells[i]) for i in cells)
        ):
            for i, cell in cells.items():
                role, agency = held[i]
                found.extend(
                    Sighting(name, role, agency, at, 0.93) for name, at in _names_in(context, cell)
                )
        held = {}
    return found


def _is_blank(cell: GridCell) -> bool:
    return _SIGNATURE.fullmatch(cell.text.strip()) is not None


def _signed_office(context: Context, cell: GridCell) -> tuple[str, Agency | None] | None:
    """Return the office of a cell over a signature; who signs for a group has the group's word."""
    if for_group(cell.text):
        return cell.text, None
    return _whole_office(context, cell)


def _is_signer(context: Context, cell: GridCell) -> bool:
    """Tell whether a cell holds one name; what stands in brackets behind it is no part of it."""
    bare = cell.text.split("(")[0].rstrip() or cell.text
    marks = context.marks("names", max(0, cell.start - 1), cell.end + 1)
    return sum(m.end - m.start for m in marks) >= 0.7 * len(bare) and len(bare) < 50


def _whole_office(context: Context, cell: GridCell) -> tuple[str, Agency | None] | None:
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


def _all_names(context: Context, cell: GridCell) -> bool:
    """Tell whether nearly all of a cell is marked as names."""
    covered = sum(m.end - m.start for m in context.marks("names", cell.start - 1, cell.end + 2))
    return covered >= 0.7 * len(cell.text)


def _heads(context: Context, row: Row) -> dict[int, Agency]:
    """Return the bodies that head columns of offices and names: "LPMD | | Karang Taruna | "."""
    heads: dict[int, Agency] = {}
    for i, cell in enumerate(row):
        if cell is None or not cell.text:
            continue
        for mark in context.marks("agencies", cell.start, cell.end):
            if mark.end - mark.start < 0.8 * (cell.end - cell.start):
                return {}
            heads[i] = mark.value
            break
        else:
            return {}
    return heads


# Cells like running text, columns of lines


def in_columns(context: Context, unit: Unit) -> list[Sighting]:
    """Read a line of columns: an office beside its holder, else each column by itself."""
    cells = tuple(
        GridCell(m.group(), unit.start + m.start(), unit.start + m.end())
        for m in re.finditer(r"[^\t\s][^\t]*", unit.text)
    )
    paired = list(_in_pairs(context, cells, {}, opener_body(context, unit.start)))
    paired = paired or list(_in_reversed(context, cells, titled=False))
    if paired or _is_sums(cells):
        return paired
    pieces = (replace(unit, start=c.start, end=c.end, body=c.start, text=c.text) for c in cells)
    return [s for piece in pieces for s in in_text(context, piece)]


def _is_sums(row: Row) -> bool:
    """Tell whether a row tells of money or quantities and not of people."""
    return any(cell is not None and _SUM.fullmatch(cell.text) for cell in row)


def _in_cell(context: Context, cell: GridCell) -> list[Sighting]:
    if CELL_BREAK * 2 in context.source.text[cell.start : cell.end]:
        return []  # a frame for signatures
    text = context.text[cell.start : cell.end]
    unit = Unit(UnitKind.ROW, cell.start, cell.end, text, cell.start, 1, Section.DISCUSSION)
    return in_text(context, unit)


# What cells tell


def _cell(row: Row, column: int) -> GridCell | None:
    cell = row[column] if column < len(row) else None
    return cell if cell is not None and cell.text else None


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
