"""What each day of a document is in it: its meeting's, that of its issue, a deadline, another's.

Traits are the words around it and in its line, the place where it stands, its order among the days of the
document, and formulas of offices. What each speaks for is learned (`extractors.weighing`, `data/days.json`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from extractors.acts.wording import acts, of_unit
from extractors.context import Context, Mark
from extractors.directory import outside
from extractors.layout import Grid, Unit, UnitKind
from extractors.weighing import choice, words
from extractors.when import DEADLINE, resolve
from models.codes import DateRole, DocumentKind

_LAW = re.compile(
    r"\b(?:undang-undang|uu|perda|per(?:wal|bup|gub|pres|des|nag|kal)\w*|permen\w*|pp|inpres|skb|peraturan|keputusan|surat|sk|nomor|no\.|per|lahir|tgl\.?\s*lahir|akta|izin|instruksi|diundangkan|diterima|terhitung)\b(?:[^.;\n]|\.(?=\s?\d)){0,60}$",
    re.I,
)
_SIGNED = re.compile(
    r"\bditandatangani\b[^.;]{0,60}$|"
    r"\b(?:ditetapkan|dikeluarkan|diterbitkan|dibuat|ditandatangani)\b[^.;]{0,60}\btanggal\s*:?\s*$|"
    r"^\W*(?:pada\s+)?tanggal\s*:?\s*$",
    re.I,
)
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
# "Harus masuk tanggal 5 Februari paling telat"
_DUE_BEHIND = re.compile(r"\W{0,3}(?:itu\s+)?paling\s+(?:lambat|telat|akhir)\b", re.I)
_AS_OF = re.compile(r"\bper\s*(?:tanggal|tgl\.?)?\s*$", re.I)
_SAYS = {
    "deadline": DEADLINE, "law": _LAW, "signed": _SIGNED, "ends then": _ENDS_THEN, "done by": _DONE_BY,
    "as of": _AS_OF,
}  # fmt: skip
# A clause that says that a meeting was held, or on which day: "Rapat diselenggarakan di pendopo, Senin …".
_HELD = re.compile(
    r"\b(?:di(?:selenggarakan|laksanakan|adakan|gelar|mulai|buka)|bertempat|berlangsung|pada\s+hari\s+ini)\b",
    re.I,
)
_GATHERING = re.compile(
    r"\b(?:rapat|musyawarah|mus(?:renbang|des|kel|dus|cam)\w*|rembu[gk]\w*|pertemuan|raker|rakor|paruman|sangkep\w*|"
    r"sosialisasi|hari\s+ini)\b",
    re.I,
)
_PLACE = re.compile(r"^[A-Z][\w.' ]{2,30},?\s*$")
_BYLINE = re.compile(
    r"\b(?:oleh|penulis|editor|reporter|diposting|posted|dipublikasikan|terbit|tayang|dibaca|publish\w*|wib|wita|wit|kali|views?|admin|redaksi|by|update[d]?|halaman\s+\d+)\b|\|",
    re.I,
)
_MENU = re.compile(r"\b(?:beranda|home|utama|menu|nasional|daerah|politik|login)\b", re.I)
_CLAUSE = re.compile(r"[.;!?]\s")
_BEFORE, _BEHIND = 90, 60  # characters around a day whose words count by their place
_SAID, _SENTENCE, _LINE = 80, 200, 400  # characters looked back for formulas, clause and line
_FIRST, _NEAR = 8, 5  # words before and behind
_DUE_COLUMN = re.compile(r"tenggat|batas|target|deadline|jatuh\s+tempo|paling\s+lambat", re.I)
_LABEL = 40  # characters of what says what stands beside it
_LONG_LINE, _TOP = 140, 1500  # characters: a byline is shorter, and stands above


@dataclass(frozen=True, slots=True)
class Told:
    """A day where a document tells it, with how likely it is each of the roles of DateRole."""

    mark: Mark
    day: Day
    shares: dict[str, float]


def told_days(context: Context) -> tuple[Told, ...]:
    """Return the days of a document in the order of its text, worked out once before and once
    behind the meeting, which fixes years.
    """
    key = "days behind" if "meetings" in context.found else "days before"
    known = context.memo.get(key)
    if not isinstance(known, tuple):
        weigh = choice("days").shares
        known = tuple(
            Told(mark, day, _of_message(context, mark, _of_gathering(context, mark, weigh(traits))))
            for mark, day, traits in days(context)
        )
        context.memo[key] = known
    return known


def _of_gathering(context: Context, mark: Mark, shares: dict[str, float]) -> dict[str, float]:
    """Return the shares of a day on which something is said to have been held, which is an event
    and no day of a paper: "hasil Musrenbang tanggal 22 September".
    """
    if not _GATHERED.search(context.text[max(0, mark.start - _SAID) : mark.start]):
        return shares
    return {**shares, "event": shares["event"] + shares["other"], "other": 0.0}


def _of_message(context: Context, mark: Mark, shares: dict[str, float]) -> dict[str, float]:
    """Return the shares of a day on which a message of a chat was written, and nothing held."""
    unit = context.unit_at(mark.start)
    if unit is None or unit.kind is not UnitKind.HEADER or not _MESSAGE.match(unit.text):
        return shares
    return {**dict.fromkeys(shares, 0.0), "other": 1.0}


_CLOCK = r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s?[AP]M)?"
# "[11/03/23 20.06.00] Bu Ratna:", "11/03/23, 20.06 - Bu Ratna:", "Bu Ratna, [11.03.2023 20:07]"
_MESSAGE = re.compile(
    rf"\[(?:[\d/.-]+,?\s+{_CLOCK}|{_CLOCK},\s+[\d/.-]+)\]|[\d/.-]+,?\s+{_CLOCK}\s+[-–]\s|"
    rf"[^\n\[\]]+,\s\[[\d/.-]+,?\s+{_CLOCK}\]",
    re.I,
)
_GATHERED = re.compile(
    r"\b(?:musrenbang\w*|mus(?:des|kel|dus|nag|kal)\w*|musyawarah|rapat|rembu[gk]|reses|raker|rakor|sosialisasi|survei|peninjauan|kunjungan)"
    r"(?:\s+(?!nomor|no\b|surat)[\w/.-]+){0,4}?\s*(?::|,|\()?\s*(?:(?:pada|hari|tanggal|tgl\.?)\s*)*(?::\s*)?$",
    re.I,
)
_ISSUED, _MET = 0.25, 0.1
"""So likely a day must be to be that of the issue, or of the meeting that an article reports on."""
_MINUTED = 0.01
"""The same of minutes, nearly all of which tell their day."""


def published_day(context: Context) -> tuple[Day, tuple[int, int] | None] | None:
    """Return the day an article was published or a letter dated, with where it stands; minutes
    have none. What the text does not say a page may declare of itself.
    """
    if context.kind is DocumentKind.MINUTES:
        return None
    told = told_days(context)
    best = max(told, key=lambda t: t.shares["published"], default=None)
    if best is not None and best.shares["published"] >= _ISSUED:
        return best.day, (best.mark.start, best.mark.end)
    declared = context.source.published
    if declared and context.kind is DocumentKind.NEWS:
        day = Day.fromisoformat(declared[:10])
        return day, next(((t.mark.start, t.mark.end) for t in told if t.day == day), None)
    return None


def meeting_day(context: Context) -> tuple[Day, tuple[int, int], float] | None:
    """Return the day that is most likely that of the meeting, with where it is told most clearly and
    how likely it is; None where no day is likely enough.
    """
    told = told_days(context)
    others: dict[Day, float] = {}
    events: dict[Day, float] = {}
    for one in told:
        meeting = one.shares["meeting"]
        others[one.day] = others.get(one.day, 1.0) * (1.0 - meeting)
        event = meeting + one.shares["event"]
        events[one.day] = max(events.get(one.day, 0.0), event)
    # Of days of little chance the meeting's is one on which something was held, no letter's or law's.
    best = max(others, key=lambda day: (1.0 - others[day]) * events[day], default=None)
    least = _MINUTED if context.kind is DocumentKind.MINUTES else _MET
    if best is None or (1.0 - others[best]) < least:
        return None
    clearest = max((t for t in told if t.day == best), key=lambda t: t.shares["meeting"])
    return best, (clearest.mark.start, clearest.mark.end), 1.0 - others[best]


def reported_day(context: Context) -> tuple[Day, tuple[int, int]] | None:
    """Return the day on which that was held what a paper reports: the first that it tells of something
    held, up to the day on which it was written.
    """
    published = published_day(context)
    for one in told_days(context):
        held = one.shares["meeting"] + one.shares["event"]
        if held >= _REPORTED and (published is None or one.day <= published[0]):
            return one.day, (one.mark.start, one.mark.end)
    return None


_REPORTED = 0.5  # so likely something was held on a day


def role_of(
    one: Told, meeting: Day | None, published: tuple[Day, tuple[int, int] | None] | None
) -> DateRole:
    """Return what a day is where it is told, when the days of meeting and issue are known."""
    span = (one.mark.start, one.mark.end)
    if (
        published is not None
        and one.day == published[0]
        and (published[1] in (None, span) or one.shares["published"] >= _ISSUED)
    ):
        return DateRole.PUBLISHED
    if one.day == meeting:
        return DateRole.MEETING
    # What looks like the day of issue and is not is a signing or a print; like a meeting's, an event.
    of = one.shares
    rest = {
        DateRole.DEADLINE: of["deadline"],
        DateRole.EVENT: of["event"] + of["meeting"],
        DateRole.OTHER: of["other"] + of["published"],
    }
    return max(rest, key=lambda role: rest[role])


def days(context: Context) -> Iterator[tuple[Mark, Day, frozenset[str]]]:
    """Yield each day that the text tells, with its traits."""
    read = [(mark, resolve(context, mark.value)) for mark in context.marks("dates")]
    known = [(mark, day) for mark, day in read if day is not None]
    times = Counter(day for _, day in known)
    order = sorted(times)
    place = {
        day: "only" if len(order) == 1 else "first" if day == order[0] else "last" if day == order[-1] else "between"
        for day in order
    }  # fmt: skip
    columns = _Columns(context)
    declared = context.source.published
    issued = Day.fromisoformat(declared[:10]) if declared else None
    for n, (mark, day) in enumerate(known):
        unit = context.unit_at(mark.start)
        traits = {
            *_among(context, n, len(known), place[day], times[day]),
            *_standing(context, mark, unit),
            *_worded(context, mark, unit),
            *columns.at(mark.start),
        }
        if issued is not None:
            traits.add(
                "as declared"
                if day == issued
                else f"declared {'later' if day < issued else 'earlier'}"
            )
        yield mark, day, frozenset(traits)


def _among(context: Context, n: int, count: int, place: str, times: int) -> Iterator[str]:
    """Yield where a day is among those of the document, by order of text and of time."""
    kind = context.kind.value
    told = [f"mention: {min(n, 4)}", f"day: {place}", f"times told: {min(3, times)}"]
    if n == count - 1:
        told.append("mention: last")
    for trait in told:
        yield trait
        yield f"{kind} {trait}"
    if count == 1:
        yield "mention: only"


def _standing(context: Context, mark: Mark, unit: Unit | None) -> Iterator[str]:
    """Yield the traits of the unit and the line that a day stands in."""
    text, kind = context.text, context.kind.value
    begin = text.rfind("\n", max(0, mark.start - _LINE), mark.start) + 1 or max(
        0, mark.start - _LINE
    )
    stop = text.find("\n", mark.end, mark.end + _LINE)
    stop = stop if stop >= 0 else min(len(text), mark.end + _LINE)
    head, tail = text[begin : mark.start], text[mark.end : stop]
    line = f"line: {_head_of(head)} {_tail_of(tail)}"
    yield line
    yield f"{kind} {line}"
    if context.has("times", begin, stop):
        yield "line has time"
    if unit is not None:
        yield from of_unit(context, unit)
        yield "outside" if outside(unit) else "inside"
        at = f"unit at: {_height(context, unit)}"
        yield at
        yield f"{kind} {at}"
        yield f"{kind} {unit.kind.value} {at}"
        yield f"{kind} {unit.section.value} {line}"
        key = unit.key or _cell_before(unit, mark)
        yield from (f"key: {w}" for w in words(key))
        yield from (f"{kind} key: {w}" for w in words(key))
        if _is_byline(text[begin:stop], mark.start, unit):
            yield "byline"
        if _is_dateline(context, mark, unit):
            yield "dateline"


def _cell_before(unit: Unit, mark: Mark) -> str:
    """Return what stands in the cell before that of a day, in a row of particulars."""
    cells = unit.text[: mark.start - unit.start].split("\t")
    return cells[-2].strip(" :") if len(cells) > 1 and len(cells[-2]) <= _LABEL else ""


def _head_of(head: str) -> str:
    if _PLACE.match(head):
        return "place"
    if not head.strip(" ("):
        return "start"
    return "key" if head.strip().endswith(":") else "short" if len(head) < 30 else "mid"


def _tail_of(tail: str) -> str:
    return "end" if not tail.strip(" .,;)") else "short" if len(tail) < 40 else "long"


def _height(context: Context, unit: Unit) -> str:
    """Tell how near to the beginning or the end of the document a unit is."""
    at = bisect_right(context.units, unit.start, key=lambda u: u.start) - 1
    for below, name in ((3, "first 3"), (8, "first 8"), (20, "first 20")):
        if at < below:
            return name
    left = len(context.units) - at
    return "last 4" if left <= 4 else "last 10" if left <= 10 else "middle"


def _is_byline(line: str, start: int, unit: Unit) -> bool:
    """A short line with the date and a name, a clock time or a count of readers, near the top."""
    if len(line) > _LONG_LINE or start > _TOP or _MENU.search(line):
        return False
    if line.rstrip().endswith((".", ".”")) and len(line.split()) > 9:
        return False  # a sentence that only names somebody by "oleh"
    if unit.kind is UnitKind.HEADER and re.search(r"https?:|\s-\s[A-Z ]+$", line):
        return False
    return bool(_BYLINE.search(line)) and not re.match(r"\d\d/\d\d/\d\d[ ,]", line)


def _is_dateline(context: Context, mark: Mark, unit: Unit) -> bool:
    """As in "SERANG, 5 Juni 2024 – …" or "SERANG (5/6/2024) – …" at the head of a paragraph."""
    if len(unit.text) < 80:
        return False
    before = context.text[unit.start : mark.start][:60]
    after = context.text[mark.end : mark.end + 6]
    return bool(re.match(r"^[A-Z][A-Za-z./ ]{2,30}[,(\s–-]*(?:\w+[,(]\s*)?$", before)) and bool(
        re.match(r"\)?\s*[-–—:|]|\.\s+[A-Z“\"]", after)
    )


def _worded(context: Context, mark: Mark, unit: Unit | None) -> Iterator[str]:
    """Yield how a day is written, and the words around it."""
    text, kind = context.text, context.kind.value
    first = unit.start if unit is not None else max(0, mark.start - _BEFORE)
    last = unit.end if unit is not None else mark.end + _BEHIND
    before = words(text[max(first, mark.start - _BEFORE) : mark.start])
    behind = words(text[mark.end : min(last, mark.end + _BEHIND)])
    yield from (f"before: {w}" for w in before[-_FIRST:])
    for n in (1, 2, 3):
        yield f"before {n}: {before[-n] if len(before) >= n else 'nothing'}"
    if len(before) > 1:
        yield f"two before: {before[-2]} {before[-1]}"
    yield from (f"behind: {w}" for w in behind[:_NEAR])
    yield f"right behind: {behind[0] if behind else 'nothing'}"
    yield f"then: {text[mark.end : mark.end + 1].strip() or 'blank'}"
    yield f"after: {text[max(0, mark.start - 1) : mark.start].strip() or 'blank'}"
    found = mark.value
    weekday = "weekday" if found.weekday is not None else "no weekday"
    yield weekday
    yield f"{kind} {weekday}"
    yield f"part: {found.part}"
    yield "year" if found.year else "no year"
    named = re.search(r"[^\W\d_]{3}", text[mark.start : mark.end])
    yield f"form: {'words' if named else 'figures'}"
    said = text[max(first, mark.start - _SAID) : mark.start]
    if _DUE_BEHIND.match(text, mark.end):
        yield "says: deadline"
        yield f"{kind} says: deadline"
    for name, pattern in _SAYS.items():
        if pattern.search(said):
            yield f"says: {name}"
            yield f"{kind} says: {name}"
    clause = _CLAUSE.split(text[max(first, mark.start - _SENTENCE) : mark.start])[-1]
    rest = _CLAUSE.split(text[mark.end : min(last, mark.end + _SENTENCE)])[0]
    spoken = words(f"{clause} {rest}")
    if _HELD.search(clause) and _GATHERING.search(clause):
        yield "says: held"
        yield f"{kind} says: held"
    yield from (f"sentence {said_by}" for said_by in acts(spoken))
    yield from (f"sentence: {w}" for w in spoken if len(w) > 3)


class _Columns:
    """The titles of the columns that characters of tables stand in."""

    def __init__(self, context: Context) -> None:
        self._grids: tuple[Grid, ...] = tuple(sorted(context.grids, key=lambda g: g.start))
        self._cells: dict[int, list[tuple[int, int, int]]] = {}

    def at(self, start: int) -> Iterator[str]:
        """Yield the traits of the column in which a character stands, if it stands in one."""
        n = bisect_right(self._grids, start, key=lambda g: g.start) - 1
        if n < 0 or start >= self._grids[n].end:
            return
        grid = self._grids[n]
        if n not in self._cells:
            self._cells[n] = sorted(
                (cell.start, cell.end, column)
                for row in grid.rows
                for column, cell in enumerate(row)
                if cell is not None and column < len(grid.header)
            )
        cells = self._cells[n]
        i = bisect_right(cells, start, key=lambda c: c[0]) - 1
        if i >= 0 and start < cells[i][1]:
            yield "in a table"
            title = grid.header[cells[i][2]]
            yield from (f"column: {w}" for w in words(title))
            if _DUE_COLUMN.search(title):
                yield "says: deadline"  # as a sentence does that says "paling lambat"
