"""When a meeting was: its day and its hours."""

import re
from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta

from extractors.context import Mark
from extractors.directory import outside
from extractors.layout import Section
from extractors.meeting.telling import Telling
from extractors.when import resolve

_DAY_KEYS = re.compile(
    r"^(?:hari|tanggal|tgl|waktu|hari\s*[/,&-]?\s*(?:dan\s*)?(?:tanggal|tgl)\.?|pelaksanaan)\b",
    re.I,
)
_TIME_KEYS = re.compile(r"^(?:waktu|jam|pukul|pkl|hari|tanggal|tgl|mulai)\b", re.I)
_OPENING = re.compile(
    r"pada\s+hari\s+ini|bertempat|\b(?:diadakan|dilaksanakan|diselenggarakan|digelar|dimulai|dibuka|berlangsung)\b",
    re.I,
)
_STAMP = re.compile(r"\s*(?:WIB|WITA|WIT)?\s*\|", re.I)
_STAMPED = re.compile(r"[\s,|-]*(?:pukul\s*)?\d{1,2}[:.]\d\d\s*(?:WIB|WITA|WIT)?\s*\|", re.I)
_CLOSED = re.compile(r"\b(?:di)?tutup|berakhir|selesai|usai\b", re.I)


def day_of(telling: Telling) -> tuple[Day, tuple[int, int]] | None:
    """Return the meeting's day, of a range the first."""
    if not telling.news:
        for field in telling.fields:
            if field.asks(_DAY_KEYS):
                for mark in telling.context.marks("dates", field.start, field.end):
                    day = resolve(telling.context, mark.value)
                    if day:
                        return day, (mark.start, mark.end)
        opening = re.search(r"pada\s+hari\s+(?:ini|\w+)", telling.context.text, re.I)
        begin = opening.start() if opening else telling.start
        candidates = list(telling.context.marks("dates", begin)) or list(
            telling.context.marks("dates")
        )
    else:
        candidates = [
            m for u in telling.lead for m in telling.context.marks("dates", u.start, u.end)
        ]
        candidates.sort(key=lambda m: (m.value.weekday is None, m.start))
        published = _published(telling)
        text = " ".join(u.text for u in telling.lead[:2])
        if published:
            # What is still to come when the article appears is not the meeting that it reports.
            candidates = [m for m in candidates if not _after(telling, m, published)]
        ago = _days_ago(text) if published and not candidates else None
        if published and ago is not None:
            day = published - timedelta(days=ago)
            return day, (telling.lead[0].start, telling.lead[0].end)
    for mark in candidates:
        stands = telling.context.unit_at(mark.start)
        if stands is None or outside(stands):
            continue
        before = telling.context.text[max(stands.start, mark.start - 60) : mark.start]
        if re.search(
            r"\b(?:mendatang|paling\s+lambat|sebelum|nomor|no\.|surat|undang-undang|peraturan|sejak|hingga)\b[^.]*$",
            before,
            re.I,
        ):
            continue
        if telling.news and _STAMPED.match(telling.context.text[mark.end : mark.end + 24]):
            continue
        after = telling.context.text[mark.end : mark.end + 16]
        if (
            telling.news
            and re.match(r"\s*(?:mendatang|nanti|lalu)\b", after, re.I)
            and "mendatang" in after
        ):
            continue
        day = resolve(telling.context, mark.value)
        if day:
            return day, (mark.start, mark.end)
    return None


def _after(telling: Telling, mark: Mark, published: Day) -> bool:
    day = resolve(telling.context, mark.value)
    return day is not None and day > published


def _days_ago(text: str) -> int | None:
    """Return how many days before the article the meeting was that its lead tells of without a date.

    >>> _days_ago("Rapat digelar pagi tadi"), _days_ago("yang digelar kemarin"), _days_ago("Rapat")
    (0, 1, None)
    """
    if _TODAY.search(text):
        return 0
    return 1 if re.search(r"\bkemarin\b", text, re.I) else None


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
    yield from ((u.start, u.end) for u in telling.body if _OPENING.search(u.text))
    yield from (
        (u.start, u.end) for u in telling.body[:20] if u.section is Section.AGENDA and u.marker
    )


def _stamps(telling: Telling, mark: Mark) -> bool:
    """Tell whether a clock time belongs to the stamp of a page: "20:14 WIB | Pewarta: Sulis"."""
    return bool(_STAMP.match(telling.context.text[mark.end : mark.end + 16]))


def _published(telling: Telling) -> Day | None:
    declared = telling.context.source.published
    return Day.fromisoformat(declared[:10]) if declared else None


def times_of(telling: Telling) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """Return when it began and ended."""
    start = end = None
    span = None
    for begin, stop in _time_places(telling):
        mark = next(
            (m for m in telling.context.marks("times", begin, stop) if not _stamps(telling, m)),
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
                and span != (mark.start, mark.end)
                and "dimulai" not in before
            ):
                end = mark.value.value
    return start, end, span
