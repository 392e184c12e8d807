"""Dates: every calendar day of the text with its role in the document."""

import re
from bisect import bisect_right
from datetime import date as Day

from extractors.context import Context, Item, Mark
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind
from extractors.parts import part
from extractors.when import DEADLINE, resolve
from models.codes import DateRole, DocumentKind
from models.record import DateMention
from models.source import CELL_BREAK
from models.values.dates import DateFound, weekday_conflicts

_LAW = re.compile(
    r"\b(?:undang-undang|uu|perda|per(?:wal|bup|gub|pres|des|nag|kal)\w*|permen\w*|pp|inpres|skb|peraturan|keputusan|surat|sk|nomor|no\.|per|lahir|tgl\.?\s*lahir|akta|izin|instruksi|diundangkan|diterima|terhitung)\b(?:[^.;\n]|\.(?=\s?\d)){0,60}$",
    re.I,
)
_AS_OF = re.compile(r"\bper\s*(?:tanggal|tgl\.?)?\s*$", re.I)
_SIGNED = re.compile(
    r"\bditandatangani\b[^.;]{0,60}$|"
    r"\b(?:ditetapkan|dikeluarkan|diterbitkan|dibuat|ditandatangani)\b[^.;]{0,60}\btanggal\s*:?\s*$|"
    r"^\W*(?:pada\s+)?tanggal\s*:?\s*$",
    re.I,
)
_HAND_SIGNED = re.compile(r"\bditandatangani\b[^.;]{0,60}$", re.I)
_ENDS_THEN = re.compile(
    r"(?<!sudah )(?<!telah )\b(?:selesai|rampung|tuntas)\s+(?:pada\s+)?(?:tanggal\s+|tgl\.?\s+)?$",
    re.I,
)
# What is handed in or done by then, where something is decided.
_DONE_BY = re.compile(
    r"\b(?:selesai|rampung|kelar|tuntas|menyetor\w*|disetor\w*|menyerahkan|mengumpulkan|dikumpulkan|"
    r"memasukkan|dimasukkan|masuk|keluar|mengirim\w*|dikirim\w*|melapor\w*|dilaporkan)\b[^.;\n]{0,60}$",
    re.I,
)
_DUE_HEADER = r"tenggat|batas|target|deadline|jatuh tempo|selesai|^waktu(?! pelaksanaan)"
_BOTH_ENDS = re.compile(
    r"\d(?:\s+[^\W\d_]{3,9}(?:\s+\d{4})?)?\)?\s*(?:sampai(?:\s+dengan)?|hingga|s\.?\s?/?\s?d\.?|-|–)\s*(?:[^\W\d_]{4,9}\s*[,(]?\s*)?$",
    re.I,
)
_CLOSING_RANGE = re.compile(
    r"\b(?:pendaftaran|pengumpulan|pengajuan|penyerahan|unggah|penerimaan)\b[^.;\n]{0,30}$", re.I
)
_PLACE_DATE = re.compile(r"^[A-Z][\w.' ]{2,30},?\s*$")
_BYLINE = re.compile(
    r"\b(?:oleh|penulis|editor|reporter|diposting|posted|dipublikasikan|terbit|tayang|dibaca|publish\w*|wib|wita|wit|kali|views?|admin|redaksi|by|update[d]?|halaman\s+\d+)\b|\|",
    re.I,
)
_MENU = re.compile(r"\b(?:beranda|home|utama|menu|nasional|daerah|politik|login)\b", re.I)


@part("dates", after=("meetings",))
def find(context: Context) -> tuple[Item[DateMention], ...]:
    """Return each day once a role, in order of the text; contradictions of weekday become issues."""
    meeting = next((i.value.date for i in context.found.get("meetings", ())), None)
    roles: dict[tuple[Day, DateRole], list[tuple[int, int]]] = {}
    published = published_day(context)
    for mark in context.marks("dates"):
        day = resolve(context, mark.value)
        if day is None:
            continue
        role = _role(context, mark, day, meeting, published)
        roles.setdefault((day, role), []).append((mark.start, mark.end))
        _check_weekday(context, mark, day)
    if published is not None and (published[0], DateRole.PUBLISHED) not in roles:
        # What only the page's own declaration says stands nowhere in the text and has no quote.
        roles[published[0], DateRole.PUBLISHED] = [published[1]] if published[1] else []
    if meeting is not None and not any(d == meeting and r is DateRole.MEETING for d, r in roles):
        span = next(i.spans[0] for i in context.found["meetings"])
        roles[meeting, DateRole.MEETING] = [span]
    # A day that is told as an event and is the meeting or a deadline as well stands once.
    strong = {d for d, r in roles if r in (DateRole.MEETING, DateRole.PUBLISHED)}
    items = [
        Item(DateMention(date=d, role=r), tuple(spans), 0.9 if r is not DateRole.EVENT else 0.8)
        for (d, r), spans in roles.items()
        if not (r in (DateRole.OTHER, DateRole.EVENT) and d in strong)
    ]
    return tuple(sorted(items, key=lambda i: i.start))


def published_day(context: Context) -> tuple[Day, tuple[int, int] | None] | None:
    """Return the day an article was published or a letter dated, with where it stands."""
    known = context.memo.get("published")
    if known is None:
        known = (_published(context),)
        context.memo["published"] = known
    assert isinstance(known, tuple)
    found: tuple[Day, tuple[int, int] | None] | None = known[0]
    return found


def _published(context: Context) -> tuple[Day, tuple[int, int] | None] | None:
    if context.kind is DocumentKind.MINUTES:
        return None
    marks = list(context.marks("dates"))
    if context.kind is DocumentKind.NEWS:
        declared = context.source.published
        for mark in marks:
            if _is_byline(context, mark) or _is_dateline(context, mark):
                day = resolve(context, mark.value)
                if day is not None:
                    return day, (mark.start, mark.end)
        for mark in marks if _is_release(context) else ():
            unit = context.unit_at(mark.start)
            if (
                unit is not None
                and mark.end == unit.end
                and mark.value.date is not None
                and _PLACE_DATE.match(context.text[unit.start : mark.start])
            ):
                return mark.value.date, (mark.start, mark.end)
        if declared:
            day = Day.fromisoformat(declared[:10])
            same = next(((m.start, m.end) for m in marks if m.value.date == day), None)
            return day, same
        return None
    # A letter: "Jambi, 17 Oktober 2022", or a key "Tanggal : …".
    dated = []
    for mark in marks:
        unit = context.unit_at(mark.start)
        if unit is None or mark.value.date is None:
            continue
        piece = re.split(
            rf"[\n\t{CELL_BREAK}]", context.text[max(0, mark.start - 90) : mark.start]
        )[-1]
        rest = re.split(rf"[\n\f\t{CELL_BREAK}]", context.text[mark.end : mark.end + 60])[0]
        # The signer's body may be drawn up to the line: "Ternate, 7 Februari 2022 Pengurus LPM …,".
        stands = rest[:1] in ("", " ", ".") and len(rest.strip()) < (40 if rest[-1:] == "," else 25)
        if (stands and (_PLACE_DATE.match(piece) or _SIGNED.search(piece))) or (
            unit.key
            and re.match(r"(?:tanggal|tgl|ditetapkan|pada\s+tanggal)", unit.key, re.I)
            and unit.section is Section.NONE
        ):
            dated.append(mark)
    if dated:
        mark = dated[0]
        assert mark.value.date is not None
        return mark.value.date, (mark.start, mark.end)
    return None


def _is_release(context: Context) -> bool:
    """Tell whether an article is a body's own release, which is dated like a letter."""
    return any(
        re.search(r"\b(?:siaran\s+pers|press\s+release|rilis|keterangan\s+pers)\b", u.text, re.I)
        for u in context.units[:6]
    )


def _line(context: Context, mark: Mark) -> str:
    text = context.text
    end = text.find("\n", mark.end)
    return text[text.rfind("\n", 0, mark.start) + 1 : end if end >= 0 else len(text)]


def _is_byline(context: Context, mark: Mark) -> bool:
    """A short line with the date and a name, a clock time or a count of readers, near the top."""
    unit = context.unit_at(mark.start)
    line = _line(context, mark)
    if unit is None or len(line) > 140 or mark.start > 1500 or _MENU.search(line):
        return False
    if line.rstrip().endswith((".", ".”")) and len(line.split()) > 9:
        return False  # a sentence that only names somebody by "oleh"
    if unit.kind is UnitKind.HEADER and re.search(r"https?:|\s-\s[A-Z ]+$", line):
        return False
    return bool(_BYLINE.search(line)) and not re.match(r"\d\d/\d\d/\d\d[ ,]", line)


def _is_dateline(context: Context, mark: Mark) -> bool:
    """As in "SERANG, 5 Juni 2024 – …" or "SERANG (5/6/2024) – …" at the head of a paragraph."""
    unit = context.unit_at(mark.start)
    if unit is None or len(unit.text) < 80:
        return False
    before = context.text[unit.start : mark.start]
    after = context.text[mark.end : mark.end + 6]
    return bool(re.match(r"^[A-Z][A-Za-z./ ]{2,30}[,(\s–-]*(?:\w+[,(]\s*)?$", before)) and bool(
        re.match(r"\)?\s*[-–—:|]|\.\s+[A-Z“\"]", after)
    )


def _role(
    context: Context,
    mark: Mark,
    day: Day,
    meeting: Day | None,
    published: tuple[Day, tuple[int, int] | None] | None,
) -> DateRole:
    unit = context.unit_at(mark.start)
    before = context.text[max(unit.start if unit else 0, mark.start - 80) : mark.start]
    if (
        published is not None
        and day == published[0]
        and (
            published[1] is None
            or (mark.start, mark.end) == published[1]
            or _is_byline(context, mark)
        )
    ):
        return DateRole.PUBLISHED
    if meeting is not None and day == meeting:
        return DateRole.MEETING
    if unit is None or outside(unit):
        return DateRole.OTHER
    found: DateFound = mark.value
    if meeting is not None and day < meeting and _ENDS_THEN.search(before):
        return DateRole.EVENT  # it was done by then
    if (
        DEADLINE.search(before)
        and found.part in ("single", "last")
        and not (found.part == "last" and _BOTH_ENDS.search(before))
        and not re.search(r"\bmulai\b[^.;\n]*(?:hingga|sampai)[^.;\n]*$", before, re.I)
    ):
        return DateRole.DEADLINE
    if found.part == "last" and _CLOSING_RANGE.search(before):
        return DateRole.DEADLINE
    if _ENDS_THEN.search(before):
        return DateRole.DEADLINE
    if unit.section is Section.DECISIONS and _DONE_BY.search(before):
        return DateRole.DEADLINE
    if _deadline_column(context, mark) or _deadline_line(context, mark, unit):
        return DateRole.DEADLINE
    if (
        _AS_OF.search(before)
        or _HAND_SIGNED.search(before)
        or (_LAW.search(before) and not re.search(r"\bhari\b[^.;\n]{0,20}$", before))
    ):
        return DateRole.OTHER
    line = _line(context, mark)
    alone = len(line) < 70 and len(line) - (mark.end - mark.start) < 30
    if (
        alone
        and context.kind is DocumentKind.NEWS
        and (mark.start < 400 or unit.kind is UnitKind.HEADER)
    ):
        return DateRole.OTHER
    if (
        context.kind is not DocumentKind.NEWS
        and alone
        and unit.kind is not UnitKind.KEY_VALUE
        and _PLACE_DATE.match(before.strip() + " ")
    ):
        return DateRole.OTHER
    return DateRole.EVENT


def _deadline_column(context: Context, mark: Mark) -> bool:
    for grid in context.grids:
        if grid.start <= mark.start < grid.end:
            for row in grid.rows:
                for i, cell in enumerate(row):
                    if (
                        cell is not None
                        and cell.start <= mark.start < cell.end
                        and i < len(grid.header)
                    ):
                        unit = context.unit_at(grid.start)
                        decided = unit is not None and unit.section is Section.DECISIONS
                        return bool(
                            re.search(_DUE_HEADER, grid.header[i], re.I)
                            or (decided and _WHEN_HEADER.search(grid.header[i]))
                        )
    return False


# When it is to be done, in a table of decisions.
_WHEN_HEADER = re.compile(r"kapan|\bwaktu\b|\btanggal\b|\btgl\b|\bjadwal\b", re.I)


def _deadline_line(context: Context, mark: Mark, unit: Unit) -> bool:
    """Tell the same of lines that are a table without being one: the last cell under "Selesai"."""
    if "\t" not in unit.text or context.text[mark.end : unit.end].strip():
        return False
    at = bisect_right(context.units, unit.start, key=lambda u: u.start) - 1
    for above in reversed(context.units[max(0, at - 20) : at]):
        if above.kind is UnitKind.HEADING:
            return False
        cells = above.text.split("\t")
        if len(cells) >= 3 and len(cells[-1]) < 20 and re.search(_DUE_HEADER, cells[-1], re.I):
            return True
    return False


def _check_weekday(context: Context, mark: Mark, day: Day) -> None:
    found: DateFound = mark.value
    if weekday_conflicts(found, day):
        context.doubt(
            "dates", f"nama hari tidak cocok dengan tanggal {day.isoformat()}", mark.start, mark.end
        )
