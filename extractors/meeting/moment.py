"""When a meeting was: its day and its hours."""

import re
from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta

from extractors.acts.days import meeting_day, published_day, reported_day
from extractors.context import Mark
from extractors.layout import Section
from extractors.meeting.telling import Telling
from extractors.sentences import sentences
from extractors.when import resolve
from models.codes import DocumentKind

_TIME_KEYS = re.compile(
    r"^(?:waktu|wkt|jam|pukul|pkl|hari|hr|tanggal|tgl|mulai|kapan|bila)\b", re.I
)
_OPENING = re.compile(
    r"pada\s+hari\s+ini|bertempat|\b(?:diadakan|dilaksanakan|diselenggarakan|digelar|dimulai|dibuka|berlangsung)\b",
    re.I,
)
_BEGUN = re.compile(r"\b(?:mulai|buka)\s+(?:\w+\s+\w+\s*)?\(?\d", re.I)
_STAMP = re.compile(r"\s*(?:WIB|WITA|WIT)?\s*\|", re.I)
_SURE = 0.5  # so likely a day is the meeting's whatever else the beginning says
_CLOSED = re.compile(r"\b(?:(?:di)?tutup|berakhir|selesai|usai|bubar)\b", re.I)
# What else is closed at an hour: "portal ujung gang ditutup jam 12".
_SHUT = re.compile(
    r"\b(?:portal|gerbang|pagar|jalan|jln|jl|gang|gg|toko|warung|pasar|pos)\b[^.;\n]*$", re.I
)


def day_of(telling: Telling) -> tuple[Day, tuple[int, int]] | None:
    """Return the meeting's day, of a range the first."""
    found = meeting_day(telling.context)
    if telling.context.kind is DocumentKind.OTHER:
        return reported_day(telling.context)
    if not telling.news:
        return None if found is None else found[:2]
    lead = telling.lead[:2]
    is_dated = any(True for u in lead for _ in telling.context.marks("dates", u.start, u.end))
    if found is None or found[2] < _SURE or not is_dated:
        # "Pagi tadi" under a dateline: told by the day of the article.
        published = published_day(telling.context)
        if published is not None:
            for unit in dict.fromkeys((*lead, *telling.first_paragraphs)):
                ago = _days_ago(unit.text, published[0])
                if ago is not None:
                    return published[0] - timedelta(days=ago), (unit.start, unit.end)
    return None if found is None else found[:2]


def _days_ago(text: str, published: Day) -> int | None:
    """Return how many days before the article the meeting was that its lead tells of without a date;
    a weekday alone is the last one.

    >>> monday = Day(2024, 3, 4)
    >>> _days_ago("Rapat digelar pagi tadi", monday), _days_ago("yang digelar kemarin", monday)
    (0, 1)
    >>> _days_ago("dialog di balai desa, Sabtu.", monday), _days_ago("Rapat", monday)
    (2, None)
    """
    if _TODAY.search(text):
        return 0
    if re.search(r"\bkemarin\b", text, re.I):
        return 1
    told = _WEEKDAY.search(text)
    if told is None:
        return None
    day = next(n for n, names in enumerate(_WEEKDAYS) if told["day"] in names)
    return (published.weekday() - day) % len(_WEEKDAYS)


_WEEKDAYS = (
    *(("Senin",), ("Selasa",), ("Rabu",), ("Kamis",), ("Jumat", "Jum'at", "Jum’at")),
    *(("Sabtu",), ("Minggu", "Ahad")),
)
# A weekday with neither a date nor a word of weeks: not "Selasa (5/11)", "Selasa depan", "setiap Selasa".
_WEEKDAY = re.compile(
    rf"(?:,|\bpada|\bhari)\s+(?P<day>{'|'.join(n for names in _WEEKDAYS for n in names)})"
    r"(?:\s+(?:pagi|siang|sore|petang|malam))?(?=\s*(?:[.,;”\"]|$|[a-z]))"
    r"(?!,?\s*(?:\d|tanggal|tgl|depan|mendatang|lalu|pekan|kliwon|legi|pahing|pon\b|wage|dan|atau|sampai|hingga|s/d))"
)
_TODAY = re.compile(
    r"\bhari ini\b|\b(?:pagi|siang|sore|malam) (?:ini|tadi)\b|\btadi (?:pagi|siang|sore|malam)\b",
    re.I,
)


def _time_places(telling: Telling) -> Iterator[tuple[int, int]]:
    """Yield where the hours stand, the surest place first, as characters from and to."""
    yield from ((f.start, f.end) for f in telling.fields if f.asks(_TIME_KEYS))
    if telling.news:
        yield from ((u.start, u.end) for u in telling.lead[:2])
        return
    yield from (
        # "Kamis, 6 Nopember 2025, jam 10.00 WIT, di Balai": the line under the title
        (u.start, u.end)
        for u in telling.body[:6]
        if not u.key and any(True for _ in telling.context.marks("dates", u.start, u.end))
    )
    # What was agreed or asked for begins at hours of its own: "Kerja bakti dimulai pukul 07.00".
    yield from (
        (u.start, u.end)
        for u in telling.body
        if u.section not in (Section.DECISIONS, Section.PROPOSALS) and _OPENING.search(u.text)
    )
    yield from (
        (u.start, u.end) for u in telling.body[:20] if u.section is Section.AGENDA and u.marker
    )
    # "mulai 20.15, bubar 22.30" in the head of notes
    yield from ((u.start, u.end) for u in telling.body[:10] if _BEGUN.search(u.text))


def _stamps(telling: Telling, mark: Mark) -> bool:
    """Tell whether a clock time belongs to the stamp of a page: "20:14 WIB | Pewarta: Sulis"."""
    return telling.news and bool(_STAMP.match(telling.context.text[mark.end : mark.end + 16]))


# "portal akan ditutup pukul 23.00", "wajib lapor sebelum pukul 21.00": hours that something agreed has.
_RULED = re.compile(
    r"\b(?:portal|gerbang|pagar|jam\s+(?:malam|buka|tutup|operasional)|setiap|tiap|maksimal|wajib|dilarang|paling\s+lambat|ditutup|tutup)\b[^.;]{0,60}$",
    re.I,
)


def _of_a_rule(telling: Telling, mark: Mark) -> bool:
    """Tell whether a clock time is part of what was agreed, and not of when the meeting was."""
    before = telling.context.text[max(0, mark.start - _SAID) : mark.start]
    return telling.news and bool(_RULED.search(before))


_SAID = 80  # characters before a clock time


def _of_later(telling: Telling, mark: Mark, day: Day | None) -> bool:
    """Tell whether a clock time is that of something to come, and not of this meeting: "Rapat
    berikutnya … pukul 19.30", "Kerja bakti Minggu 17 Maret, mulai 07.00".
    """
    unit = telling.context.unit_at(mark.start)
    if unit is None:
        return False
    above = telling.context.text[max(0, unit.start - 2 * _HEADS) : unit.start].rstrip()
    above = above[-_HEADS:].rpartition("\n")[2]
    if any(_NEXT.search(head) for head in (unit.heading, unit.key, above)):
        return True
    begin = max(unit.start, mark.start - _BEFORE)
    begin = max(
        (a for a, _ in sentences(telling.context, begin, mark.end) if a <= mark.start),
        default=begin,
    )
    if _NEXT.search(telling.context.text, begin, mark.start):
        return True
    told = [
        resolve(telling.context, m.value) for m in telling.context.marks("dates", begin, mark.start)
    ]
    days = [d for d in told if d is not None]
    return day is not None and bool(days) and day not in days and days[-1] > day


_HEADS = 40  # characters of a line that may head the particulars below it
_BEFORE = 400  # characters before an hour that may say whose it is: some write without a full stop
_NEXT = re.compile(
    r"\b(?:rapat|pertemuan|rembu[gk]\w*|musyawarah|kumpulan|arisan|sidang|rakor)\s+(?:\w+\s+){0,2}?"
    r"(?:berikut(?:nya)?|selanjutnya|mendatang|(?:yang\s+)?akan\s+datang|(?:minggu|pekan|bulan|tahun)\s+(?:depan|berikut(?:nya)?))\b"
    r"|\b(?:minggu|pekan|bulan|tahun)\s+depan\b|\b(?:bertemu|berkumpul|rapat)\s+(?:lagi|kembali)\b",
    re.I,
)


def times_of(
    telling: Telling, day: Day | None = None
) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """Return when it began and ended; `day` is the meeting's, where it is known."""
    start = end = None
    span = None
    for begin, stop in _time_places(telling):
        mark = next(
            (
                m
                for m in telling.context.marks("times", begin, stop)
                if not _stamps(telling, m)
                and not _of_a_rule(telling, m)
                and not _of_later(telling, m, day)
            ),
            None,
        )
        if mark is not None:
            start, end, span = mark.value.value, mark.value.until, (mark.start, mark.end)
            break
    if not telling.news and end is None:
        for mark in telling.context.marks("times"):
            before = telling.context.text[max(0, mark.start - 50) : mark.start]
            if (
                _CLOSED.search(before)
                and not _SHUT.search(before)
                and span != (mark.start, mark.end)
                and "dimulai" not in before
                and not _of_later(telling, mark, day)
            ):
                end = mark.value.value
    if start and end and start >= _EVENING and end < start <= (late := _later_by_half_a_day(end)):
        end = late  # "mulai setengah 9 malam, bubar jam 11"
    return start, end, span


_EVENING = "17:00"


def _later_by_half_a_day(clock: str) -> str:
    """Return an hour of the evening that is written without its part of the day; "" for other hours."""
    hour, _, minute = clock.partition(":")
    return f"{int(hour) + 12}:{minute}" if 6 <= int(hour) < 12 else ""
