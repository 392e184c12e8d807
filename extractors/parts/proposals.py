"""Proposals (usulan): what was asked for or complained of, and what a letter applies for."""

import re

from extractors.activities import ASKS, MEETING_ITSELF, Activity, activities
from extractors.context import Context, Item, Mark
from extractors.directory import directory, outside
from extractors.layout import (
    SUBJECT_KEYS,
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
from extractors.sentences import sentences
from models.codes import DocumentKind
from models.indonesian.places import LEVEL_WORDS
from models.record import Proposal
from models.values.agency import Agency
from models.values.money import parse_rupiah
from models.values.program_type import program_type

_TITLE_COLUMN = re.compile(
    r"usulan|kegiatan|uraian|program|jenis|pekerjaan|nama|permasalahan|masalah|kebutuhan|aspirasi|bentuk",
    re.I,
)
_ORIGIN_COLUMN = re.compile(
    r"pengusul|lokasi|\brt\b|\brw\b|asal|usulan\s+dari|alamat|wilayah|lingkungan|dusun|jorong", re.I
)
_VOLUME_COLUMN = re.compile(
    r"vol|kuantitas|banyak|ukuran|sasaran|jumlah\s*(?:unit|barang)?\s*$|satuan", re.I
)
_AMOUNT_COLUMN = re.compile(
    r"biaya|anggaran|pagu|\brp\b|perkiraan|nilai|harga|estimasi|kebutuhan\s+dana|jumlah", re.I
)
_AGENCY_COLUMN = re.compile(
    r"\bopd\b|\bskpd\b|perangkat|dinas|instansi|tujuan|pelaksana|penanggung|lembaga", re.I
)
_BUDGET_ONLY = re.compile(r"harga\s*sat|@", re.I)
_WANTS_SUM = re.compile(
    r"\b(?:kekurangan|memohon|mohon|dimohon\w*|permohonan|mengajukan|diajukan|bantuan|diharapkan)\b[^.]{0,90}$",
    re.I,
)
_ALL_COSTS = re.compile(
    r"\b(?:total|jumlah|keseluruhan|seluruhnya|anggaran|biaya|dibutuhkan|diperlukan|kebutuhan|rab)\b[^.]{0,60}$",
    re.I,
)
_ADDRESS = re.compile(r"^(?:kepada\b|yth\b|kpd\b|c\.?q\b)|\byth\.?\b", re.I)
_LEAD_IN = re.compile(
    r"^(?:.{0,60}?\b(?:meng?usulkan|usul(?:an)?|mohon|memohon|minta|meminta|mengajukan|mengeluhkan|menyampaikan|berharap|agar|supaya|perlu|butuh)\b\s*)"
    r"(?:(?:ada|adanya|kepada|ke|agar|supaya|untuk|bantuan\s+untuk|dukungan\s+untuk|segera|dibuatkan|diadakan|bahwa)\b\s*)*",
    re.I,
)
_TAIL = re.compile(
    r"(?:[,;]?\s*(?:kurang\s+lebih|lebih\s+kurang|sekitar|±|sepanjang|sebanyak|seluas|perkiraan|biaya|dengan\s+biaya|estimasi|senilai|sebesar|anggaran|sejumlah|volume)\b.*|[.;:,\s]+)$",
    re.I | re.S,
)


@part("proposals", after=("agencies", "people", "budget"))
def find(context: Context) -> tuple[Item[Proposal], ...]:
    """Return the proposals: rows of usulan tables, what a letter is for, what prose asks for."""
    items: list[Item[Proposal]] = []
    for grid in context.grids:
        items.extend(_from_grid(context, grid))
    if context.kind is DocumentKind.PROPOSAL:
        return tuple(items or _applied_for(context))
    if context.kind is DocumentKind.MINUTES:
        items.extend(_from_minutes(context))
    elif context.kind is DocumentKind.NEWS:
        items.extend(_from_prose(context, [u for u in context.units if len(u.text) > 60]))
    return tuple(_unique(items))


def _unique(items: list[Item[Proposal]]) -> list[Item[Proposal]]:
    """Drop what repeats an earlier proposal in fewer or the same words."""
    kept: list[Item[Proposal]] = []
    for item in items:
        words = set(re.findall(r"\w{3,}", item.value.title.casefold()))
        twin = None
        for i, other in enumerate(kept):
            theirs = set(re.findall(r"\w{3,}", other.value.title.casefold()))
            small = min(len(words), len(theirs))
            if (
                small
                and len(words & theirs) >= max(1, 0.75 * small)
                and (small > 1 or words == theirs)
            ) and (item.value.origin in (None, other.value.origin) or other.value.origin is None):
                twin = i
        if twin is None:
            kept.append(item)
    return kept


# Tables


def _from_grid(context: Context, grid: Grid) -> list[Item[Proposal]]:
    if not grid.header or grid.column(_BUDGET_ONLY) is not None:
        return []
    heads = " ".join(grid.header)
    about = re.search(r"usul|prioritas|aspirasi", heads + " " + _before(context, grid), re.I)
    title = grid.column(re.compile(r"usulan|kegiatan|aspirasi|program", re.I)) or grid.column(
        _TITLE_COLUMN
    )
    if title is None or re.search(r"\bnama\s*$|jabatan|paraf|tanda", heads, re.I):
        return []
    taken = frozenset({title})
    origin = grid.column(_ORIGIN_COLUMN, taken)
    agency = grid.column(_AGENCY_COLUMN, taken | _one(origin))
    amount = next(
        (
            i
            for i, h in reversed(list(enumerate(grid.header)))
            if i not in taken and _AMOUNT_COLUMN.search(h) and _has_sums(grid, i)
        ),
        None,
    )
    volume = grid.column(_VOLUME_COLUMN, taken | _one(origin) | _one(agency) | _one(amount))
    if not about or (origin is None and agency is None and amount is None and volume is None):
        return []
    out: list[Item[Proposal]] = []
    for row in grid.rows:
        cell = _at(row, title)
        if cell is None or not re.search(r"[A-Za-z]{3}", cell.text) or SUM_ROW.match(cell.text):
            continue
        if sum(c is not None and bool(c.text) for c in row) < 2:
            continue
        name = re.sub(r"^\d{1,2}[.)]\s*", "", cell.text)
        kind, sure = program_type(name)
        sum_cell = _at(row, amount)
        volume_cell = _at(row, volume)
        out.append(
            Item(
                Proposal(
                    title=name,
                    type=kind,
                    origin=_origin_in(context, _at(row, origin)),
                    volume=volume_cell.text
                    if volume_cell is not None and re.search(r"\d", volume_cell.text)
                    else None,
                    amount=parse_rupiah(sum_cell.text)
                    if sum_cell is not None and sum_cell.text
                    else None,
                    agency=_agency_in(context, _at(row, agency)),
                ),
                ((row_start(row), row_end(row)),),
                0.9 if sure > 0.4 else 0.8,
            )
        )
    return out


def _before(context: Context, grid: Grid) -> str:
    return context.text[max(0, grid.start - 240) : grid.start]


def _one(column: int | None) -> frozenset[int]:
    return frozenset() if column is None else frozenset({column})


def _at(row: tuple[GridCell | None, ...], column: int | None) -> GridCell | None:
    cell = row[column] if column is not None and column < len(row) else None
    return cell if cell is not None and cell.text else None


def _has_sums(grid: Grid, column: int) -> bool:
    texts = [r[column].text for r in grid.rows if column < len(r) and r[column] is not None]  # type: ignore[union-attr]
    return any((parse_rupiah(t) or 0) >= 10_000 for t in texts if t)


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


# A letter


def _applied_for(context: Context) -> list[Item[Proposal]]:
    """Return the one thing that a proposal applies for."""
    subject, span = _subject(context)
    if subject is None or span is None:
        return []
    kind, _ = program_type(subject)
    known = directory(context)
    amount, amount_span = _sum_asked(context)
    origin = _applicant(context)
    volume = next(
        (
            context.text[m.start : m.end]
            for m in context.marks("quantities")
            if m.start > span[1] and not _in_grid(context, m)
        ),
        None,
    )
    spans = (span, amount_span) if amount_span else (span,)
    proposal = Proposal(
        title=subject,
        type=kind,
        origin=origin,
        volume=volume,
        amount=amount,
        agency=known.named(_addressee(context)),
    )
    return [Item(proposal, spans, 0.85)]


def _subject(context: Context) -> tuple[str | None, tuple[int, int] | None]:
    for unit in context.units:
        if unit.key.casefold() in SUBJECT_KEYS and len(unit.content) > 5:
            return " ".join(unit.content.split()), (unit.body, unit.end)
    heads = context.units[:14]
    for i, unit in enumerate(heads):
        if (
            re.match(r"\W*(?:proposal|permohonan|rencana\s+anggaran)\b", unit.text, re.I)
            and unit.kind is not UnitKind.HEADER
        ):
            rest = re.sub(r"^\W*proposal\W*", "", unit.text, flags=re.I)
            lines = [rest] if len(rest) > 5 else []
            end = unit.end
            for other in heads[i + 1 : i + 4]:
                if other.kind is not UnitKind.HEADING or re.match(
                    r"(?:[IVX]+|[A-Z])[.)]\s|tahun|rt\b|kelurahan|desa", other.text, re.I
                ):
                    break
                lines.append(other.text)
                end = other.end
            if lines:
                return _calm(" ".join(lines)), (unit.start, end)
    return None, None


def _calm(text: str) -> str:
    return (
        " ".join(text.split())
        .title()
        .replace(" Dan ", " dan ")
        .replace(" Di ", " di ")
        .replace(" Bagi ", " bagi ")
        .replace(" Untuk ", " untuk ")
        if text.isupper()
        else " ".join(text.split())
    )


def _sum_asked(context: Context) -> tuple[int | None, tuple[int, int] | None]:
    """Return the sum asked for, else the cost: what is missing, what is asked, then the total."""
    best: tuple[int, Mark] | None = None
    for mark in context.marks("money"):
        unit = context.unit_at(mark.start)
        before = context.text[max(unit.start if unit else 0, mark.start - 130) : mark.start]
        if _WANTS_SUM.search(before):
            rank = 3 if re.search(r"kekurangan|mohon", before[-90:], re.I) else 2
        elif _ALL_COSTS.search(before):
            rank = 1
        else:
            continue
        if best is None or rank > best[0]:
            best = rank, mark
    if best is not None and best[0] > 1:
        return best[1].value, (best[1].start, best[1].end)
    lines = context.found.get("budget", ())
    total = sum(i.value.total or 0 for i in lines)
    if total:
        return total, lines[-1].spans[0]
    if best is not None:
        return best[1].value, (best[1].start, best[1].end)
    return None, None


def _applicant(context: Context) -> str | None:
    """Return the body in the letterhead, else the one of the first signature."""
    known = directory(context)
    order = ("kemasyarakatan", "panitia", "tetangga", "pendidikan", "wilayah")
    top = [m for m in context.marks("agencies") if m.start < 400]
    addressed = next((u.start for u in context.units if _ADDRESS.search(u.text)), 400)
    top = [
        m for m in top if m.start < addressed and not _ADDRESS.search(_unit_text(context, m))
    ] or []
    for klass in order[:4]:
        for mark in top:
            if mark.value.klass == klass:
                return known.named(mark.value)
    for item in context.found.get("people", ()):
        if (
            item.value.agency
            and item.value.role
            and re.match(r"ketua|kelian|koordinator", item.value.role, re.I)
        ):
            name: str = item.value.agency
            return name
    for mark in top:
        if mark.value.own:
            return known.named(mark.value)
    return None


def _unit_text(context: Context, mark: Mark) -> str:
    unit = context.unit_at(mark.start)
    return unit.text if unit else ""


def _addressee(context: Context) -> Agency | None:
    """Return the body to whom the letter goes."""
    for i, unit in enumerate(context.units[:40]):
        if not _ADDRESS.search(unit.text):
            continue
        stop = context.units[min(i + 4, len(context.units) - 1)].end
        marks = sorted(
            [
                (m.start, m.value.agency)
                for m in context.marks("offices", unit.start, stop)
                if m.value.agency is not None
            ]
            + [(m.start, m.value) for m in context.marks("agencies", unit.start, stop)],
            key=lambda m: m[0],
        )
        if marks:
            found: Agency = marks[0][1]
            return found
    for mark in context.marks("money"):
        for body in context.marks("agencies", max(0, mark.start - 120), mark.start):
            if re.search(r"\bkepada\s*$", context.text[max(0, body.start - 12) : body.start]):
                addressed: Agency = body.value
                return addressed
    return None


def _in_grid(context: Context, mark: Mark) -> bool:
    return any(g.start <= mark.start < g.end for g in context.grids)


# Prose


def _from_minutes(context: Context) -> list[Item[Proposal]]:
    out: list[Item[Proposal]] = []
    rest: list[Unit] = []
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.ROW, UnitKind.HEADING, UnitKind.COLUMNS):
            continue
        if (
            unit.section is Section.PROPOSALS
            and unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE)
            and not unit.text.endswith(":")
        ):
            out.append(_asked(context, unit.body, unit.end, unit.content, 0.8))
        elif unit.section not in (
            Section.DECISIONS,
            Section.ATTENDANCE,
            Section.AGENDA,
            Section.CLOSING,
        ):
            rest.append(unit)
    out.extend(_from_prose(context, rest))
    return out


def _from_prose(context: Context, units: list[Unit]) -> list[Item[Proposal]]:
    """Read sentences that ask: the activities they name behind the asking word."""
    out: list[Item[Proposal]] = []
    for unit in units:
        if outside(unit) or unit.kind is UnitKind.HEADING:
            continue
        for start, end in sentences(context, unit.start, unit.end):
            text = context.text[start:end]
            ask = ASKS.search(text)
            if ask is None or (
                re.search(
                    r"\b(?:kamus|hasil|daftar|input|verifikasi)\s+usulan|usulan\w*\s+(?:di|ter|yang\s+belum|banyak)",
                    text,
                    re.I,
                )
                and not re.search(r"usulan\s+(?:fisik|non)|antara\s+lain|antaranya", text, re.I)
            ):
                continue
            for activity in activities(context.masked(start, end, ("agencies", "offices")), start):
                if activity.end <= start + ask.start() - 40 and not activity.shared:
                    continue
                if MEETING_ITSELF.search(activity.name):
                    continue
                out.append(_asked(context, activity.start, end, activity.name, 0.65, activity))
    return out


def _asked(
    context: Context, start: int, end: int, text: str, sure: float, activity: Activity | None = None
) -> Item[Proposal]:
    """Make a proposal of an item or an activity; what stands near gives origin, volume, sum, agency."""
    known = directory(context)
    unit = context.unit_at(start)
    begin = unit.start if unit and activity is None else start
    title = text
    if activity is None:
        speaker, colon, rest = title.partition(":")
        if colon and len(speaker) < 45:
            title = rest.strip()
        title = _LEAD_IN.sub("", title) or title
        title = _TAIL.sub("", title.strip())
        title = re.split(r"(?<=\w{4})[.;]\s", title)[0]
        title = " ".join(title.split()[:16])
    stop = min(end, (activity.end if activity else start) + 160)
    wards = list(
        context.marks("wards", begin, min(stop, (activity.end + 25) if activity else stop))
    )
    money = next((m.value for m in context.marks("money", begin, stop)), None)
    volume = next(
        (context.text[m.start : m.end] for m in context.marks("quantities", begin, stop)), None
    )
    agencies = [
        m
        for m in context.marks("agencies", begin, end)
        if m.value.klass in ("dinas", "badan", "bagian", "wilayah", "pusat", "usaha", "keamanan")
    ]
    agencies = [
        m
        for m in agencies
        if re.search(
            r"\b(?:ke|kepada|dari|oleh|dinas|minta|meminta|melalui)\s*$|^$",
            context.text[max(begin, m.start - 10) : m.start],
            re.I,
        )
    ]
    kind, _ = program_type(title)
    proposal = Proposal(
        title=" ".join(title.split()) or text,
        type=kind,
        origin=str(wards[0].value) if wards else None,
        volume=volume,
        amount=money,
        agency=known.named(agencies[0].value) if agencies else None,
    )
    return Item(proposal, ((start, activity.end if activity else end),), sure)
