"""People in a column of names, with the office or body that other columns tell beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.context import Context
from extractors.layout import GridCell, filled_cell
from extractors.parts.people.own import is_officer
from extractors.parts.people.roles import free_role, is_function, section_role
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.tables.cells import (
    BRACKETED,
    LONGEST_NAME,
    NUMBERED,
    SHARE,
    Row,
    all_names,
    in_cell,
    is_office,
    names_in,
    office_in,
    tells_office,
)
from models.indonesian.places import LEVEL_WORDS, Level
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
_NUMBER_COLUMN = re.compile(r"no(?:mor)?\.?(?:\s*urut)?", re.I)
_ABODE = re.compile(r"alamat|^r[tw]\b|\bhp\b|tele?p|l\s*/\s*p|kelamin|umur|usia", re.I)
_SIGNED = re.compile(r"tanda\s*tangan|ttd|paraf|hadir", re.I)
MONEY = re.compile(r"harga|jumlah|biaya|volume|\bvol\b|satuan|pagu|anggaran|\brp\b", re.I)
"""What a table of what is asked for or bought has among its titles."""
_COUNTED = re.compile(r"\d{1,3}[.)]?")
_ANOTHER = re.compile(
    r"\s*(?:\d{1,2}[.)]|(?:bpk|bapak|pak|ibu|bu|sdri?|saudari?|hj?|drs|dra|ir|dr|ust\w*|kh|kyai)\b)",
    re.I,
)
"""How a second person of a cell begins: by a number, or a title."""
_LONGEST_ROLE = 60
_UNLISTED = re.compile(
    r"(?:(?i:biara|gereja|jemaat|paroki|stasi|masjid|mushol?la|langgar|surau|pura|vihara|pesantren|sanggar)|[A-Z]{3,6})"
    r"(?:\s+[A-Z][\w.'-]*){1,4}"
)
_TITLE_OFFICE = re.compile(
    r"(?:nama\s+)?(ketua|koordinator|kepala\s+(?:dusun|lingkungan|jaga|desa|kampung)|lurah|kadus|kaling|kepling|dukuh|"
    r"wali\s+jorong|ketua\s+(?:rt|rw|kelompok|pokja))",
    re.I,
)
"""Titles of columns whose cells hold who has this office in what the row is about."""
_TITLE_BODY = re.compile(
    r"(?:nama\s+)?(?:dusun|lingkungan|jaga|jorong|padukuhan|desa|kelurahan|kampung|rt|rw|pokja|kelompok|lembaga|organisasi)",
    re.I,
)


def name_columns(header: tuple[str, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """Return each column of names with the columns that tell the office or body of its people."""
    names = [
        i
        for i, title in enumerate(header)
        if _NAME_COLUMN.search(title) or _SPEAKER_COLUMN.match(title.strip())
    ]
    if len(names) > 1:
        return _beside_each_other(header, names)
    if not names:
        return []
    roles = tuple(
        i for i, title in enumerate(header) if i not in names and _ROLE_COLUMN.search(title)
    )
    if _SPEAKER_COLUMN.match(header[names[0]].strip()):
        return [(names[0], roles)] if roles else []
    both = _POSITION_COLUMN.search(header[names[0]])
    if not roles and not both and not is_signed(header):
        return []
    return [(names[0], roles)]


def is_signed(header: tuple[str, ...]) -> bool:
    """Tell whether a table has a column for the hands of those present, or for who of them came."""
    return any(_SIGNED.search(title) for title in header)


def lists_people(header: tuple[str, ...]) -> bool:
    """Tell whether each row of a table is another person: of those present, or of people with nothing but
    what they are and where they live.
    """
    known = (_NUMBER_COLUMN.fullmatch, _NAME_COLUMN.search, _ROLE_COLUMN.search, _ABODE.search)
    titles = [title.strip() for title in header if title.strip()]
    return is_signed(header) or all(any(fits(title) for fits in known) for title in titles)


def _beside_each_other(
    header: tuple[str, ...], names: list[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return the columns of names of lists that stand beside each other, "No | Nama | Jabatan" twice, or
    those of offices with their holders: "Pengurus | Nama | Pengawas | Nama".
    """
    if not all(i > 0 and _NUMBER_COLUMN.fullmatch(header[i - 1].strip()) for i in names):
        return [(i, (i - 1,)) for i in names if i > 0 and i - 1 not in names]
    ends = [*(i - 1 for i in names[1:]), len(header)]
    return [
        (i, tuple(k for k in range(i + 1, end) if _ROLE_COLUMN.search(header[k])))
        for i, end in zip(names, ends, strict=True)
    ]


def typed_columns(
    context: Context, header: tuple[str, ...], rows: tuple[Row, ...]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return the column of names by what its cells hold, with those that tell offices and bodies,
    where no title says so.
    """
    if any(MONEY.search(title) for title in header):
        return []
    width = max((len(row) for row in rows), default=0)
    names: list[int] = []
    told: list[int] = []
    for column in range(width):
        cells = [c for row in rows if (c := filled_cell(row, column)) is not None and c.text != ":"]
        if len(cells) < 2:
            continue
        if sum(all_names(context, c) for c in cells) >= SHARE * len(cells):
            names.append(column)
        elif sum(tells_office(context, c) for c in cells) >= SHARE * len(cells):
            told.append(column)
    # An office before its holder is read row by row, where the row may say more than this.
    behind = len(names) == 1 and bool(told) and told[0] > names[0]
    return [(names[0], tuple(told))] if behind else []


def in_name_columns(
    context: Context, header: tuple[str, ...], pairs: list[tuple[int, tuple[int, ...]]], row: Row
) -> Iterator[Sighting]:
    """Yield whom the columns of names (`pairs`, as `name_columns` gives them) name in a row."""
    for name_column, role_columns in pairs:
        cell = filled_cell(row, name_column)
        if cell is None or _NAME_COLUMN.fullmatch(cell.text):
            continue
        role, agency = told_in(context, header, role_columns, row)
        if role is None and agency is None:
            both = [s for s in in_cell(context, cell) if s.role is not None or s.agency is not None]
            if both:  # "Nama dan Jabatan": one under the other, or parted by a stroke
                yield from both
                continue
        role = role or _remark(cell)
        others = [c for c in row if c is not None and c is not cell]
        whole = _wrapped(context, cell) if _counts_one(context, others) else None
        for name, span in [whole] if whole is not None else names_in(context, cell):
            yield Sighting(name, role, agency, span, 0.95)


def in_office_column(
    context: Context, header: tuple[str, ...], rows: tuple[Row, ...]
) -> Iterator[Sighting]:
    """Yield who stands in a column that an office is the title of: "Dusun | Kepala Dusun", "Pokja |
    Ketua"; the body of each is what his row is about.
    """
    titles = [t.strip() for t in header]
    if not any(titles) and rows:  # titles of words that no other table has
        titles = [c.text.strip() if c is not None else "" for c in rows[0]]
    of = next((i for i, t in enumerate(titles) if _TITLE_BODY.fullmatch(t)), None)
    held = next((i for i, t in enumerate(titles) if _TITLE_OFFICE.fullmatch(t)), None)
    if of is None or held is None or any(MONEY.search(t) for t in titles):
        return
    office = _TITLE_OFFICE.fullmatch(titles[held])
    role = office[1].title() if office is not None else titles[held]
    for row in rows:
        cell, body = filled_cell(row, held), filled_cell(row, of)
        if cell is None or body is None or not all_names(context, cell):
            continue
        for name, span in names_in(context, cell):
            yield _holder(context, name, span, role, titles[of], body)


def _holder(
    context: Context,
    name: str,
    span: tuple[int, int],
    role: str,
    title: str,
    body: GridCell,
) -> Sighting:
    """Return who holds an office in what a cell under such a title names."""
    told = body.text.strip()
    kind = fold(title.split()[-1])
    if kind == "pokja":
        return Sighting(name, f"{role} Pokja {told}", None, span, 0.9)
    if kind in ("rt", "rw"):
        ward = next((str(m.value) for m in context.marks("wards", body.start, body.end)), None)
        number = re.fullmatch(r"0*(\d{1,3})", told)
        ward = ward or (f"{kind.upper()} {int(number[1]):02d}" if number else None)
        agency = Agency(kind.upper(), ward, "tetangga") if ward else None
        return Sighting(name, "Ketua", agency, span, 0.9)
    entry = LEVEL_WORDS.get(kind)
    mark = next(context.marks("agencies", body.start, body.end), None)
    agency = mark.value if mark is not None else None
    if agency is None and entry is not None:
        klass = "tetangga" if entry[0] is Level.DUSUN else "wilayah"
        agency = Agency(entry[1], entry[1], klass, told)
    return Sighting(name, role, agency, span, 0.9)


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
    person = parse_person(BRACKETED.sub("", NUMBERED.sub("", cell.text)))
    if (
        person is None
        or len(person.core) > LONGEST_NAME
        or is_office(context, (cell.start, cell.end))
    ):
        return None
    return person.display, (cell.start, cell.end)


def _remark(cell: GridCell) -> str | None:
    """Return the role in brackets behind the only name of a cell: "Anita (Humas)"."""
    bracket = cell.text.find("(")
    return free_role(cell.text[bracket:]) if bracket > 0 and cell.text.endswith(")") else None


def completed(sighting: Sighting, above: Agency | None) -> Sighting:
    """Give an officer without a body the one that the line above the table names."""
    if sighting.role is None or sighting.agency is not None or above is None:
        return sighting
    return replace(sighting, agency=above) if is_officer(sighting.role) else sighting


def told_in(
    context: Context, header: tuple[str, ...], columns: tuple[int, ...], row: Row
) -> tuple[str | None, Agency | None]:
    """Return the office and body that these columns of a row tell together.

    What a cell holds counts before what stands above it: the first office wherever it stands; a body
    beside it where the office has none.
    """
    cells = [(column, cell) for column in columns if (cell := filled_cell(row, column)) is not None]
    role: str | None = None
    function: str | None = None
    agency: Agency | None = None
    beside: Agency | None = None
    for _, cell in cells:
        office, body = office_in(context, cell.start, cell.end)
        section = section_role(cell.text)
        if section is not None and (office is None or office.agency is None):
            role = role or section
            continue
        if office is not None and role is None and is_function(office.role) and len(cells) > 1:
            function = function or office.role  # what he is beside it is his office
            office = None
        if office is not None and role is None:
            role, agency = office.role, office.agency
            if agency is None or agency.klass == "bagian":
                role, agency = _whole(context, cell, body), None
        if body is not None and (office is None or office.agency is None):
            beside = beside or body
        if office is None and body is None:
            beside = beside or _tier_of(cell.text)
    role = role or function
    if role is None and agency is None and beside is None:
        beside = next((b for _, cell in cells if (b := _unlisted(context, cell)) is not None), None)
    if role is None:
        role = next(
            (
                cell.text
                for column, cell in cells
                if _OFFICE_COLUMN.search(header[column])
                and not _names_body(context, cell)
                and _unlisted(context, cell) is None
            ),
            None,
        )
    if agency is None or (_is_open(agency) and beside is not None and not _is_open(beside)):
        agency = beside or agency
    return role, agency


def _unlisted(context: Context, cell: GridCell) -> Agency | None:
    """Return a body of a kind that no table knows, told by its first word or by its letters: "Biara
    SSpS Ruteng", "GPI Imanuel".
    """
    told = cell.text.strip()
    if not _UNLISTED.fullmatch(told) or any(context.marks("offices", cell.start, cell.end)):
        return None
    return Agency(told, told, "kemasyarakatan")


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


def proposers(
    context: Context, header: tuple[str, ...], rows: tuple[Row, ...]
) -> Iterator[Sighting]:
    """Read who asked, by office or body, in a list of what is asked for and costs."""
    columns = [i for i, title in enumerate(header) if _PROPOSER_COLUMN.fullmatch(title.strip())]
    cells = (cell for row in rows for i in columns if (cell := filled_cell(row, i)) is not None)
    for cell in cells:
        told = in_cell(context, cell)
        yield from (s for s in told if s.role is not None or s.agency is not None)
