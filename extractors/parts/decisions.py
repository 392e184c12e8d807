"""Decisions: what was agreed, ordered or assigned, with who does it until when."""

import re
from datetime import date as Day

from extractors.context import Context, Item
from extractors.directory import directory, outside
from extractors.layout import Grid, Section, UnitKind
from extractors.parts import part
from extractors.sentences import sentences
from extractors.when import DEADLINE, resolve
from models.codes import DocumentKind
from models.record import Decision, Person
from models.values.person import same_person

_DECIDED = re.compile(
    r"\b(?:sepakat(?:i|kan)?|bersepakat|disepakati(?:nya)?|menyepakati|menyetujui|disetujui|memutuskan|diputuskan|menetapkan|ditetapkan|"
    r"kesepakatan|mufakat|menginstruksikan|memerintahkan|mewajibkan|menugaskan|ditugaskan)\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:berharap|diharapkan|semoga|harapan|belum|tidak|akan\s+disepakati|jika|apabila|bila)\b",
    re.I,
)
_DECISION_COLUMN = re.compile(
    r"keputusan|kesepakatan|tindak\s*lanjut|hasil|rekomendasi|kesimpulan|rencana\s*aksi", re.I
)
_WHO_COLUMN = re.compile(r"\bpic\b|penanggung|pelaksana|petugas|\bpj\b|oleh|siapa", re.I)
_WHEN_COLUMN = re.compile(r"tenggat|batas|target|deadline|waktu|tanggal|kapan|jatuh", re.I)
_BY = re.compile(
    r"\b(?:penanggung\s*-?\s*jawab(?:nya)?|pic|p\.i\.c\.?|pj|pelaksana(?:nya)?|koordinator|dikoordinir|dikoordinasi(?:kan)?|yang\s+mengurus|diurus|"
    r"ditangani|dibuat(?:kan)?|dikerjakan|disusun|dilaksanakan|dikumpulkan|disiapkan|diinput|panitia|oleh|petugas(?:nya)?|tanggung\s+jawab|dipegang|"
    r"dipimpin|difasilitasi|dikelola)\s*(?::|oleh|adalah|yaitu)?\s*$",
    re.I,
)
_ACTIVE = re.compile(
    r"^\s*(?:\([^)]{2,12}\)\s*)?(?:akan\s+|wajib\s+|agar\s+|diminta\s+|bertugas\s+|segera\s+|bersedia\s+|siap\s+|harus\s+|untuk\s+|sanggup\s+|dan\s+\w+\s+)*(?:me[mnl]?\w{3,}|ber\w{4,}|agar\b|wajib\b|diminta\b|bertugas\b)",
    re.I,
)


@part("decisions", after=("people", "meetings"))
def find(context: Context) -> tuple[Item[Decision], ...]:
    """Return the decisions of minutes by their sections and tables, of articles by their verbs."""
    if context.kind is DocumentKind.MINUTES:
        items = [*_from_sections(context), *_from_grids(context)]
        if not items:
            items = _from_verbs(context)
        return tuple(items)
    if context.kind is DocumentKind.NEWS:
        return tuple(_from_verbs(context))
    return ()


def _from_sections(context: Context) -> list[Item[Decision]]:
    inside = [
        u
        for u in context.units
        if u.section is Section.DECISIONS
        and not outside(u)
        and u.kind in (UnitKind.ITEM, UnitKind.PARAGRAPH)
    ]
    has_items = any(u.kind is UnitKind.ITEM for u in inside)
    out: list[Item[Decision]] = []
    for unit in inside:
        if has_items and unit.kind is not UnitKind.ITEM:
            continue
        text = _clean(unit.content)
        if len(text) < 8 or (unit.text.endswith(":") and not has_items):
            continue
        if unit.text.endswith(":") and _DECIDED.search(unit.text[-60:]):
            continue  # it opens the list, it is none of it
        out.append(_decision(context, text.rstrip(" :"), unit.body, unit.end, 0.88))
    return out


def _clean(text: str) -> str:
    return " ".join(text.split())


def _from_grids(context: Context) -> list[Item[Decision]]:
    out: list[Item[Decision]] = []
    for grid in context.grids:
        column = grid.column(_DECISION_COLUMN)
        if column is None or grid.column(re.compile(r"harga|volume|biaya", re.I)) is not None:
            continue
        out.extend(_rows(context, grid, column))
    return out


def _rows(context: Context, grid: Grid, column: int) -> list[Item[Decision]]:
    who = grid.column(_WHO_COLUMN, frozenset({column}))
    when = grid.column(_WHEN_COLUMN, frozenset({column}))
    out: list[Item[Decision]] = []
    for row in grid.rows:
        cell = row[column] if column < len(row) else None
        if cell is None or len(cell.text) < 8:
            continue
        item = _decision(context, cell.text, cell.start, cell.end, 0.85)
        assignee, due = item.value.assignee, item.value.due
        other = row[who] if who is not None and who < len(row) else None
        if other is not None and other.text and re.search(r"[A-Za-z]{2}", other.text):
            assignee = _fullest(context, other.text)
        other = row[when] if when is not None and when < len(row) else None
        if other is not None:
            for mark in context.marks("dates", other.start, other.end):
                due = resolve(context, mark.value) or due
        out.append(
            Item(
                Decision(text=item.value.text, assignee=assignee, due=due),
                item.spans,
                item.confidence,
            )
        )
    return out


def _from_verbs(context: Context) -> list[Item[Decision]]:
    """Read sentences that say that something was decided."""
    out: list[Item[Decision]] = []
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.HEADING, UnitKind.ROW) or len(unit.text) < 40:
            continue
        for start, end in sentences(context, unit.start, unit.end):
            sentence = context.text[start:end]
            verb = _DECIDED.search(sentence)
            if verb is None or _NOT_YET.search(sentence[: verb.end() + 20]):
                continue
            text = _clean(sentence[verb.start() :]).strip(' .“”"')
            if len(text) > 20:
                out.append(_decision(context, text, start, end, 0.6))
    return out


def _decision(context: Context, text: str, start: int, end: int, sure: float) -> Item[Decision]:
    due = _due(context, start, end)
    return Item(
        Decision(text=text, assignee=_assignee(context, start, end), due=due), ((start, end),), sure
    )


def _due(context: Context, start: int, end: int) -> Day | None:
    """Return the deadline told, else the one day that is told."""
    days: list[Day] = []
    for mark in context.marks("dates", start, end):
        day = resolve(context, mark.value)
        if day is None:
            continue
        if DEADLINE.search(context.text[max(start, mark.start - 60) : mark.start]):
            return day
        days.append(day)
    return days[0] if len(set(days)) == 1 else None


def _assignee(context: Context, start: int, end: int) -> str | None:
    """Return who is to do it: named behind a word of charge, or the subject of an active verb."""
    text = context.text
    marks = sorted(
        (m.start, m.end, group)
        for group in ("offices", "names", "agencies", "wards")
        for m in context.marks(group, start, end)
    )
    for begin, stop, group in marks:
        if _BY.search(text[max(start, begin - 40) : begin]):
            whole = stop
            if group == "offices":  # "Kasi Pembangunan" with its name behind stays the office
                whole = stop
            return _fullest(context, " ".join(text[begin:whole].split()))
    named = re.search(
        r"\b(?:oleh|dibuat|PIC|pic)\s*:?\s*((?:admin|pengurus|panitia|bendahara|sekretaris|ketua|kader|warga|tim)\s+[a-z]+)",
        text[start:end],
    )
    if named:
        return named.group(1)
    if marks and marks[0][0] - start < 12 and not re.search(r"\w{4}", text[start : marks[0][0]]):
        begin, stop, _ = marks[0]
        if _ACTIVE.match(text[stop : stop + 40]):
            return _fullest(context, " ".join(text[begin:stop].split()))
    return None


def _fullest(context: Context, text: str) -> str:
    """Return the record's name for a person or body named in part."""
    people: list[Person] = [i.value for i in context.found.get("people", ())]
    bare = re.sub(r"^(?:Pak|Bu|Bapak|Ibu|Sdri?\.?|Mas|Mbak|Bpk\.?)\s+", "", text, flags=re.I)
    for person in people:
        if same_person(person.name, bare) >= 0.8:
            return person.name
    known = directory(context)
    for body in known.bodies:
        if (
            any(" ".join(context.text[a:b].split()) == text for _, (a, b) in body.namings)
            and body.best.klass == "wilayah"
        ):
            return body.name
    return text
