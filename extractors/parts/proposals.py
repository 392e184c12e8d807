"""Proposals (usulan): what was asked for or complained of, and what a letter applies for."""

import re
from bisect import bisect_left
from dataclasses import replace

from extractors.acts.applied import applied_for
from extractors.acts.asked import (
    WARD_HEAD,
    broken,
    of_cell,
    of_entry,
    of_item,
    of_prose,
    of_speaker,
    proposal,
    said,
)
from extractors.acts.clauses import RULED
from extractors.acts.decided import counts_as
from extractors.acts.fields import type_of
from extractors.acts.forms import filled_in
from extractors.acts.orders import numbered
from extractors.acts.origins import ward_above
from extractors.acts.speakers import is_speech
from extractors.acts.wanted import things
from extractors.acts.wishes import entry
from extractors.context import Context, Item
from extractors.directory import directory, outside
from extractors.layout import (
    SUM_ROW,
    Grid,
    GridCell,
    Section,
    Unit,
    UnitKind,
    row_end,
    row_start,
)
from extractors.parts import part
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from models.codes import DocumentKind
from models.indonesian.places import LEVEL_WORDS
from models.record import Proposal
from models.values.money import parse_rupiah
from models.values.numbers import parse_decimal
from models.values.program_type import program_type

_TITLE_COLUMN = re.compile(
    r"usulan|kegiatan|uraian|program|jenis|pekerjaan|nama|permasalahan|masalah|kebutuhan|aspirasi|bentuk",
    re.I,
)
_ORIGIN_COLUMN = re.compile(
    r"pengusul|lokasi|\brt\b|\brw\b|\basal|usulan\s+dari|alamat|wilayah|lingkungan|dusun|jorong",
    re.I,
)
_ASKER_COLUMN = re.compile(r"pengusul|usulan\s+dari|diusulkan|\basal\b", re.I)
_VOLUME_COLUMN = re.compile(
    r"vol|kuantitas|banyak|ukuran|sasaran|jumlah\s*(?:unit|barang)?\s*$|satuan", re.I
)
_AMOUNT_COLUMN = re.compile(
    r"biaya|anggaran|pagu|\brp\b|perkiraan|nilai|harga|estimasi|(?<!sumber )\bdana\b|jumlah", re.I
)
_AGENCY_COLUMN = re.compile(
    r"\bopd\b|\bskpd\b|perangkat|dinas|instansi|tujuan|pelaksana|penanggung|lembaga", re.I
)
_BUDGET_ONLY = re.compile(r"harga\s*sat|@", re.I)


@part("proposals", after=("people", "budget"))
def find(context: Context) -> tuple[Item[Proposal], ...]:
    """Return the proposals: rows of usulan tables, what a letter is for, what prose asks for."""
    return weighed(context, weights("proposals"))


def weighed(context: Context, likely: Weights) -> tuple[Item[Proposal], ...]:
    """Return what rules find, but for what its words and its place make unlikely to be asked for.

    An application is for what its own rules say: that is its subject, whatever its words.
    """
    known = by_rules(context)
    if context.kind is DocumentKind.PROPOSAL:
        return known
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for n, item in enumerate(known):
        spans.setdefault(item.value.title, []).extend((*s, n) for s in item.spans)
    told = {title: sorted(some) for title, some in spans.items()}
    totals: dict[int, float] = {}
    shares: dict[int, float] = {}
    candidates = things(context, known, all_of_it=False)
    for thing in candidates:
        at = _at_place(told.get(thing.title, []), thing.start, thing.end)
        if at is None:
            continue
        place, sentence, own = thing.traits
        more = likely.trust + (_LISTED if _is_headed(context, thing.start) else 0.0)
        for shared in (place, sentence):  # of many things the same, so added up once
            if id(shared) not in totals:
                totals[id(shared)] = likely.total(shared)
            more += totals[id(shared)]
        shares[at] = max(shares.get(at, 0.0), likely.share(own, more))
    return tuple(i for n, i in enumerate(known) if shares.get(n, 1.0) >= likely.threshold)


_LISTED = 2.0
"""What it speaks for a thing that it stands in a list or table under a heading of usulan."""


def _is_headed(context: Context, start: int) -> bool:
    unit = context.unit_at(start)
    return (
        unit is not None
        and unit.section is Section.PROPOSALS
        and unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE, UnitKind.ROW)
    )


def _at_place(told: list[tuple[int, int, int]], start: int, end: int) -> int | None:
    """Return which of the items of one title, in order, stands on these characters."""
    at = bisect_left(told, end, key=lambda t: t[0])
    return told[at - 1][2] if at and told[at - 1][1] > start else None


def by_rules(context: Context) -> tuple[Item[Proposal], ...]:
    """Return what rules find, by the kind of document; worked out once."""
    known = context.memo.get(RULED)
    if not isinstance(known, tuple):
        known = context.memo[RULED] = _by_rules(context)
    return known


def _by_rules(context: Context) -> tuple[Item[Proposal], ...]:
    items: list[Item[Proposal]] = []
    for grid in context.grids:
        items.extend(_from_grid(context, grid))
    items.extend(filled_in(context))
    if context.kind is DocumentKind.PROPOSAL:
        return tuple(items or _from_list(context) or _from_points(context) or applied_for(context))
    if context.kind is DocumentKind.MINUTES:
        items.extend(_from_minutes(context))
    elif context.kind is DocumentKind.NEWS:
        items.extend(_from_article(context))
    return tuple(_unique(items))


def _unique(items: list[Item[Proposal]]) -> list[Item[Proposal]]:
    """Drop what repeats an earlier proposal in fewer or the same words; what it tells besides is kept."""
    kept: list[Item[Proposal]] = []
    titles = [set(re.findall(r"\w{3,}", i.value.title.casefold())) for i in items]
    telling = Sharing(titles, 0.75)
    for item, words in zip(items, titles, strict=True):
        twin = False
        for i, shared in telling.like(words):
            other, theirs = kept[i], telling.words[i]
            small = min(len(words), len(theirs))
            if (shared >= max(1, 0.75 * small) and (small > 1 or words == theirs)) and (
                item.value.origin in (None, other.value.origin) or other.value.origin is None
            ):
                twin = True
                kept[i] = _filled(other, item)
                break
        if not twin:
            telling.put(words)
            kept.append(item)
    return kept


def _filled(kept: Item[Proposal], again: Item[Proposal]) -> Item[Proposal]:
    """Return a proposal with the sum that only its second telling has."""
    if kept.value.amount is not None or again.value.amount is None:
        return kept
    value = kept.value.model_copy(update={"amount": again.value.amount})
    return Item(value, kept.spans, kept.confidence)


# Tables


def _from_grid(context: Context, grid: Grid) -> list[Item[Proposal]]:
    if not grid.header:
        titled = _with_titles(context, grid)
        if titled is None:
            return []
        grid = titled
    heads = " ".join(grid.header)
    price = grid.column(_BUDGET_ONLY)
    if price is not None and not (re.search(r"usul", heads, re.I) and not _costed(context, grid)):
        return []  # what a thing is made of
    about = _ASKED_IN.search(f"{heads} {_before(context, grid)}")
    asks = re.search(r"usul|prioritas", heads, re.I) is not None
    if context.kind is DocumentKind.PROPOSAL and not asks and _costed(context, grid):
        return []  # what a thing applied for is made of
    title = _title_column(grid)
    if title is None or re.search(r"\bnama\s*$|jabatan|paraf|tanda", heads, re.I):
        return []
    taken = frozenset({title}) | _one(price)
    # Who asks, where a column says so; only else where it is to be.
    origin = grid.column(_ASKER_COLUMN, taken)
    if origin is None:
        origin = grid.column(_ORIGIN_COLUMN, taken)
    agency = grid.column(_AGENCY_COLUMN, taken | _one(origin))
    amount = next(
        (
            i
            for i, h in reversed(list(enumerate(grid.header)))
            if i not in taken
            and _AMOUNT_COLUMN.search(h)
            and _has_sums(grid, i, _scale(grid.header[i]))
        ),
        None,
    )
    volume = grid.column(_VOLUME_COLUMN, taken | _one(origin) | _one(agency) | _one(amount))
    told = origin is not None or agency is not None or volume is not None
    # Under the decisions of a planning meeting, and in its annexes, stands what it passes on.
    passed_on = amount is not None and told and bool(_PLANS.search(context.text[:_TITLE]))
    if not (about or passed_on) or not (told or amount is not None):
        return []
    unit = context.unit_at(grid.start)
    if (
        unit is not None
        and unit.section is Section.DECISIONS
        and not asks
        and not _PLANS.search(unit.heading)
        and not passed_on
    ):
        return []
    sizes = grid.column(_SIZE_UNIT, taken | _one(volume))
    scale = 1 if amount is None else _scale(grid.header[amount])
    out: list[Item[Proposal]] = []
    by_ward = _WARD_NUMBERS.fullmatch(grid.header[origin].strip()) if origin is not None else None
    ward: str | None = None
    for row in grid.rows:
        cell = _at(row, title)
        who = _at(row, origin)
        if above := _ward_row(context, row):
            ward = above
            continue
        if by_ward is not None and who is not None and who.text.strip(" .").isdigit():
            ward = f"{by_ward.group(1).upper()} {who.text.strip(' .')}"
        if (
            cell is None
            or cell.text in heads
            or not re.search(r"[A-Za-z]{3}", cell.text)
            or SUM_ROW.match(cell.text)
        ):
            continue
        if not any(
            c is not None and i != title and not _COUNTS.fullmatch(c.text)
            for i, c in enumerate(row)
        ):
            continue  # a row that only heads those below it: "II PEMBERDAYAAN"
        points = numbered(context.text[cell.start : cell.end])
        if points:  # a cell that lists all that one ward wants
            for a, b in points:
                wish = entry(context.text[cell.start + a : cell.start + b].strip())
                if wish is not None:
                    at = cell.start + a
                    span = (at, at + wish.end)
                    made = proposal(
                        context, wish.title, span, (at, at, cell.start + b, cell.start + b), 0.8
                    )
                    who_asks = made.value.origin or ward or _origin_in(context, who)
                    value = made.value.model_copy(update={"origin": who_asks})
                    out.append(Item(value, made.spans, made.confidence))
            continue
        name = re.sub(r"^\d{1,2}[.)]\s*", "", cell.text)
        sure = program_type(name)[1]
        sum_cell = _at(row, amount)
        volume_cell = _at(row, volume)
        out.append(
            Item(
                Proposal(
                    title=name,
                    type=type_of(name),
                    origin=_origin_in(context, who) or ward,
                    volume=_size(volume_cell, _at(row, sizes)),
                    amount=_sum_of(sum_cell.text, scale) if sum_cell is not None else None,
                    agency=_agency_in(context, _at(row, agency)),
                ),
                ((row_start(row), row_end(row)),),
                0.9 if sure > 0.4 else 0.8,
            )
        )
    return out


def _title_column(grid: Grid) -> int | None:
    """Return the column that names what is wanted: titled so, and holding words."""
    for pattern in _TITLE_COLUMNS:
        for i, head in enumerate(grid.header):
            if pattern.search(head) and not _NO_TITLE.search(head) and _holds_words(grid, i):
                return i
    return next((n for p in _TITLE_COLUMNS if (n := grid.column(p)) is not None), None)


# "Nilai usulan", "Asal usulan", "Bidang kegiatan" tell of what is wanted and do not name it.
_TITLE_COLUMNS = (
    re.compile(r"usulan|kegiatan|aspirasi", re.I), re.compile(r"program", re.I), _TITLE_COLUMN,
)  # fmt: skip
_NO_TITLE = re.compile(
    r"pengusul|usulan\s+dari|\basal\b|^\W*(?:nilai|jumlah|besar\w*|no\b|nomor|kode|tanggal|tgl|bidang|sifat|status|waktu|lokasi|sumber|biaya|anggaran|dana|pagu)",
    re.I,
)


def _holds_words(grid: Grid, column: int) -> bool:
    cells = [c.text for row in grid.rows if (c := _at(row, column)) is not None]
    return 2 * sum(bool(re.search(r"[A-Za-z]{3}", t)) for t in cells) >= len(cells)


_TITLE = 400  # characters in which a paper says what it is
_SIZE_UNIT = re.compile(r"^sat(?:uan|\.)?\s*$", re.I)


def _size(cell: GridCell | None, unit: GridCell | None) -> str | None:
    """Return a size as written; bare figures take the unit of the column beside them."""
    if cell is None or not re.search(r"\d", cell.text):
        return None
    bare = re.fullmatch(r"[\d.,]+", cell.text) is not None
    return f"{cell.text} {unit.text}" if bare and unit is not None else cell.text


def _costed(context: Context, grid: Grid) -> bool:
    """Tell whether the rows of a table were read as costs."""
    return any(grid.start <= i.start < grid.end for i in context.found.get("budget", ()))


def _with_titles(context: Context, grid: Grid) -> Grid | None:
    """Give the columns of a list of usulan that has no head row their titles, by what they hold.

    None where the text above does not speak of usulan, or no column names things beside one that
    holds sums, sizes or wards.
    """
    listed = any(_LIST_TITLE.match(u.text) for u in context.units[:_TOP])
    if (
        len(grid.rows) < _LEAST_ROWS
        or _costed(context, grid)
        or not (listed or _PLANS.search(_before(context, grid)))
    ):
        return None
    titles: list[str] = []
    letters: list[int] = []
    named: list[GridCell] = []
    for column in range(max(len(row) for row in grid.rows)):
        cells = [c for row in grid.rows if (c := _at(row, column)) is not None]
        titles.append(_held(context, cells))
        letters.append(0 if titles[-1] else sum(x.isalpha() for c in cells for x in c.text))
        if letters[-1] and letters[-1] == max(letters):
            named = cells
    # A list of those present names wards and bodies too, and people where things should stand.
    if not {"Biaya", "Volume"} & {*titles} or max(letters) < _LETTERS * len(grid.rows):
        return None
    if 2 * _marked(context, named, "names") > len(named):
        return None
    titles[letters.index(max(letters))] = "Usulan"
    return replace(grid, header=tuple(titles))


def _held(context: Context, cells: list[GridCell]) -> str:
    """Return the title of a column by what most of its cells hold; "" where it is none of these."""
    half = len(cells) / 2
    if sum((_sum_of(c.text, 1) or 0) >= _A_SUM for c in cells) > half:
        return "Biaya"
    if _marked(context, cells, "wards") > half:
        return "Lokasi"
    if sum(bool(_SIZED.match(c.text)) for c in cells) > half:
        return "Volume"
    return "OPD" if _marked(context, cells, "agencies") > half else ""


def _marked(context: Context, cells: list[GridCell], group: str) -> int:
    """Return in how many cells something of a group is marked."""
    return sum(next(context.marks(group, c.start, c.end), None) is not None for c in cells)


_LEAST_ROWS = 2
_LETTERS = 8  # letters of a name, on an average
_A_SUM = 10_000  # rupiah
_SIZED = re.compile(
    r"(?:±\s*)?\d+(?:[.,]\d+)*\s*(?:[x×]\s*\d+(?:[.,]\d+)*\s*)?[A-Za-z][\w²³]*\W*", re.I
)


def _ward_row(context: Context, row: tuple[GridCell | None, ...]) -> str | None:
    """Return the ward whose wishes stand below a row that holds nothing but its name."""
    cells = {c.text: c for c in row if c is not None and c.text}
    if len(cells) != 1:
        return None
    (cell,) = cells.values()
    marks = list(context.marks("wards", cell.start, cell.end))
    whole = len(marks) == 1 and len(cell.text) - (marks[0].end - marks[0].start) < _REST
    return str(marks[0].value) if whole else None


_REST = 12  # characters beside a ward's name: "Usulan RW 01"
# A column of bare numbers of wards; those below an empty cell belong to the one above.
_WARD_NUMBERS = re.compile(r"(?:no(?:mor)?\.?\s+)?(r[tw])\.?", re.I)
_COUNTS = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5}|[A-Za-z])?\W*")
# What a table of usulan, or the text above it, is called by, and the meetings that rank them.
_ASKED_IN = re.compile(
    r"usul|prioritas|aspirasi|permasalahan|\bpagu\b|diajukan|musrenbang|rembu[gk]\s+warga", re.I
)
_PLANS = re.compile(r"musrenbang|usul|prioritas|aspirasi", re.I)


def _before(context: Context, grid: Grid) -> str:
    return context.text[max(0, grid.start - 240) : grid.start]


def _one(column: int | None) -> frozenset[int]:
    return frozenset() if column is None else frozenset({column})


def _at(row: tuple[GridCell | None, ...], column: int | None) -> GridCell | None:
    cell = row[column] if column is not None and column < len(row) else None
    return cell if cell is not None and cell.text else None


def _scale(title: str) -> int:
    """Return by what a header says that its figures are to be multiplied: "(juta Rp)"."""
    if re.search(r"\b(?:juta|jt)\b", title, re.I):
        return 10**6
    return 10**3 if re.search(r"\b(?:ribu|rb|000)\b", title, re.I) else 1


def _sum_of(text: str, scale: int) -> int | None:
    if scale > 1:
        figure = parse_decimal(text)
        return None if figure is None else round(figure * scale)
    return parse_rupiah(text)


def _has_sums(grid: Grid, column: int, scale: int) -> bool:
    texts = [r[column].text for r in grid.rows if column < len(r) and r[column] is not None]  # type: ignore[union-attr]
    return any((_sum_of(t, scale) or 0) >= _A_SUM for t in texts if t)


def _origin_in(context: Context, cell: GridCell | None) -> str | None:
    if cell is None:
        return None
    wards = list(dict.fromkeys(str(m.value) for m in context.marks("wards", cell.start, cell.end)))
    if wards:
        return ", ".join(wards)
    known = directory(context)
    for mark in context.marks("agencies", cell.start, cell.end):
        return known.named(mark.value)
    entry = LEVEL_WORDS.get(cell.text.casefold())
    if entry is not None:
        return known.home.get(entry[0].value)
    return None


def _agency_in(context: Context, cell: GridCell | None) -> str | None:
    if cell is None:
        return None
    known = directory(context)
    for mark in context.marks("agencies", cell.start, cell.end):
        return known.named(mark.value)
    return cell.text if re.search(r"[A-Za-z]{3}", cell.text) else None


# Lists


_LIST_TITLE = re.compile(
    r"^\W*(?:(?:daftar|rekap\w*|formulir|lembar|matriks|rincian)\s+(?:\w+\s+){0,2})?"
    r"(?:usulan|aspirasi|pokir)\b(?!\s+(?:yang|ini|tersebut)\b)",
    re.I,
)
_TOP = 8  # units in which a title stands
_OF_A_WISHER = re.compile(r"\s[-–—]\s+(?:pengusul\s*:?\s*)?", re.I)


def _from_list(context: Context) -> list[Item[Proposal]]:
    """Read a list of usulan without a table: one item each, under the heading of its addressee."""
    if not any(_LIST_TITLE.match(u.text) for u in context.units[:_TOP]):
        return []
    out: list[Item[Proposal]] = []
    for unit in context.units:
        if unit.kind is UnitKind.KEY_VALUE and WARD_HEAD.match(unit.text) and not outside(unit):
            out.extend(of_entry(context, unit))
        if unit.kind is not UnitKind.ITEM or outside(unit):
            continue
        wish = entry(unit.content)
        if wish is None:
            continue
        read = of_item(context, unit)
        value = read.value.model_copy(
            update={
                "title": wish.title,
                "agency": _agency_under(context, unit) or read.value.agency,
                "origin": read.value.origin or _wisher(context, unit) or ward_above(context, unit),
            }
        )
        out.append(Item(value, read.spans, read.confidence))
    return out if len(out) > 1 else _bare_lines(context)


def _bare_lines(context: Context) -> list[Item[Proposal]]:
    """Read a list whose lines have no marks: each names a thing, then its ward or its size."""
    out: list[Item[Proposal]] = []
    for unit in context.units:
        if unit.kind is not UnitKind.PARAGRAPH or outside(unit) or len(unit.text) > _PROSE:
            continue
        comma = unit.text.find(",")
        told = any(
            next(context.marks(group, unit.start + comma, unit.end), None) is not None
            for group in ("wards", "quantities")
        )
        wish = entry(unit.content)
        if comma > 0 and told and wish is not None:
            item = of_item(context, unit)
            value = item.value.model_copy(update={"title": wish.title})
            out.append(Item(value, item.spans, item.confidence))
    return out if len(out) > 1 else []


_POINTS_ASKED = re.compile(
    r"\b(?:permohonan|usulan|memohon|mohon|mengajukan|mengusulkan|bantuan|kebutuhan|berupa|meliputi)\b[^.;]*(?::|berikut(?:\s+ini)?\s*[:.]?)\s*$",
    re.I,
)
_ENCLOSED = re.compile(r"\b(?:lampir\w*|terlampir|persyaratan|berkas|dokumen)\b", re.I)


def _from_points(context: Context) -> list[Item[Proposal]]:
    """Read the points of a letter that applies for several things one by one."""
    out: list[Item[Proposal]] = []
    opened = False
    whole = applied_for(context)
    of = whole[0].value if whole else None
    for unit in context.units:
        if opened and unit.kind is UnitKind.ITEM and unit.section is not Section.BUDGET:
            wish = entry(unit.content)
            if wish is not None:
                item = of_item(context, unit)
                update = {
                    "title": wish.title,
                    "agency": item.value.agency or (of.agency if of else None),
                    "origin": item.value.origin or (of.origin if of else None),
                }
                out.append(Item(item.value.model_copy(update=update), item.spans, 0.75))
            continue
        if out:
            break
        tail = unit.text[-_PROSE:]
        opened = bool(_POINTS_ASKED.search(tail)) and not _ENCLOSED.search(tail)
    return out if len(out) > 1 and not context.found.get("budget") else []


def _agency_under(context: Context, unit: Unit) -> str | None:
    """Return the body that the heading above an item names."""
    above = [u for u in context.units if u.start < unit.start and u.content == unit.heading]
    for mark in context.marks("agencies", above[-1].start, above[-1].end) if above else ():
        return directory(context).named(mark.value)
    return None


def _wisher(context: Context, unit: Unit) -> str | None:
    """Return the body named behind a dash at the end of an item."""
    dash = next(reversed(list(_OF_A_WISHER.finditer(unit.text))), None)
    if dash is None:
        return None
    for mark in context.marks("agencies", unit.start + dash.end(), unit.end):
        return directory(context).named(mark.value)
    return None


# Prose


def _from_minutes(context: Context) -> list[Item[Proposal]]:
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
        if grid.column(_ASKED_COLUMN) is not None:
            continue
        columns = [i for i, title in enumerate(grid.header) if _TALK_COLUMN.search(title)]
        for cell in (_at(row, i) for row in grid.rows for i in columns):
            if cell is not None:
                out.extend(of_prose(context, cell.start, cell.end))
        answered = grid.column(_ANSWER_COLUMN)
        for i in columns if answered is not None else ():
            for cell in (_at(row, i) for row in grid.rows):
                if cell is not None and i != answered and not _is_read(out, cell):
                    out.extend(broken(context, cell.start, cell.end))
        for i in (i for i in columns if _WISH_COLUMN.search(grid.header[i])):
            for cell in (_at(row, i) for row in grid.rows):
                if cell is not None and not _is_read(out, cell):
                    out.extend(of_cell(context, cell.start, cell.end))
    return out


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
    if unit.kind is UnitKind.COLUMNS:
        who, _, what = unit.text.partition("\t")
        return bool(_WHO.match(who)) and "\t" not in what and len(what.split()) > 1
    if unit.kind is UnitKind.PARAGRAPH:
        return bool(WARD_HEAD.match(unit.text))
    return unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE)


_WHO = re.compile(
    r"(?:r[tw]\b|rt/rw|dusun|lingkungan|jorong|padukuhan|kampung|pemuda|pkk|karang|kader|ibu|pak|bu|bapak|warga|tokoh|kelompok|lpm|bpd|posyandu|guru|nelayan)",
    re.I,
)


def _is_read(items: list[Item[Proposal]], cell: GridCell) -> bool:
    return any(cell.start <= i.start < cell.end for i in items)


_ANSWER_COLUMN = re.compile(r"tanggapan|jawaban", re.I)
_WISH_COLUMN = re.compile(r"\busul|keluhan|aspirasi|saran|masukan", re.I)
_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NOTHING_ASKED = (Section.DECISIONS, Section.ATTENDANCE, Section.AGENDA, Section.CLOSING)
_TALK_COLUMN = re.compile(
    r"pertanyaan|pokok|\busul|saran|masukan|uraian|pembahasan|bahasan|tanggapan|isi|keluhan|aspirasi",
    re.I,
)
_ASKED_COLUMN = re.compile(r"harga|volume|biaya|vol\b|satuan", re.I)


def _from_article(context: Context) -> list[Item[Proposal]]:
    out: list[Item[Proposal]] = []
    in_list = False
    for unit in context.units:
        if in_list and unit.kind is UnitKind.ITEM:
            out.append(of_item(context, unit))
            continue
        in_list = bool(_USULAN_FOLLOW.search(unit.text[-_PROSE:]))
        told = len(unit.text) > _LONGEST_CAPTION or _FULL.search(unit.text)
        if told and not outside(unit) and unit.kind is not UnitKind.HEADING:
            out.extend(of_prose(context, unit.start, unit.end))
    return out


_LONGEST_CAPTION = 60
_FULL = re.compile(r"\w{3}[^\n]{25,}[.!][”\"]?$")  # a short paragraph, and no caption or crumb
_USULAN_FOLLOW = re.compile(
    r"\b(?:usulan|aspirasi|keluhan|permintaan|meminta|minta|mengusulkan|diusulkan|mengajukan|diajukan)\b[^.;]*:\s*$",
    re.I,
)
