"""What a document says in two ways that cannot both be right, told to whoever checks the record.

Contradictions inside one item are told by the part that reads it: a weekday against its figures,
quantity times price against the total, lines against the sum under them. Here stand those between
what several parts found. None of them changes an item; figures stand.
"""

import re
from collections.abc import Iterator
from datetime import date as Day

from extractors.acts.days import published_day
from extractors.context import Context, Mark
from extractors.layout import UnitKind
from extractors.when import resolve
from models.codes import DocumentKind
from models.values.money import sum_in_words
from models.values.times import crosses_midnight

_DAY_KEY = re.compile(r"\s*hari\b", re.I)
_THIS_DAY = re.compile(r"\bpada\s+hari\s+ini\b", re.I)
_TO_COME = re.compile(r"\b(?:akan|rencananya|direncanakan|mendatang|nanti|dijadwalkan)\b", re.I)
_WORDS_ALONE = re.compile(r"\bterbilang\W{0,12}$", re.I)
_BRACKET = re.compile(r"\s{0,3}\(\s{0,3}")
_AROUND, _ABOVE = 160, 200
"""Characters in which a meeting is told to be still to come, and from figures to their words."""


def contradictions(context: Context) -> None:
    """Note what the parts' findings say against each other."""
    _days_of_meeting(context)
    _order_of_days(context)
    _hours(context)
    _days_twice(context)
    _sums_in_words(context)


def _days_of_meeting(context: Context) -> None:
    """Two days of one meeting: in its particulars and where the paper begins to tell."""
    if context.kind is not DocumentKind.MINUTES:
        return
    told = list(_told_days(context))
    for day, mark in told[1:]:
        if day != told[0][0]:
            context.doubt(
                "meetings",
                f"hari pertemuan disebut {told[0][0].isoformat()} dan juga {day.isoformat()}",
                mark.start,
                mark.end,
            )


def _told_days(context: Context) -> Iterator[tuple[Day, Mark]]:
    """Yield the single days that a paper states as its meeting's, in order."""
    for unit in context.units:
        opening = _THIS_DAY.search(unit.text)
        if opening is not None:
            begin = unit.start + opening.end()
        elif unit.kind is UnitKind.KEY_VALUE and _DAY_KEY.match(unit.key):
            begin = unit.start
        else:
            continue
        mark = next(context.marks("dates", begin, unit.end), None)
        day = resolve(context, mark.value) if mark is not None else None
        if mark is not None and day is not None and mark.value.part == "single":
            yield day, mark


def _order_of_days(context: Context) -> None:
    """A report of a meeting that was not yet; a task that was due before it was given."""
    meetings = context.found.get("meetings", ())
    day = meetings[0].value.date if meetings else None
    if day is None:
        return
    published = published_day(context) if context.kind is DocumentKind.NEWS else None
    if published is not None and published[0] < day:
        mark = _mark_of(context, day)
        begin, end = (mark.start, mark.end) if mark is not None else meetings[0].spans[0]
        around = context.text[max(0, begin - _AROUND) : end + _AROUND]
        if not _TO_COME.search(around):
            context.doubt(
                "meetings",
                f"hari pertemuan {day.isoformat()} sesudah berita terbit {published[0].isoformat()}",
                begin,
                end,
            )
    for item in context.found.get("decisions", ()):
        due = item.value.due
        if due is not None and due < day:
            context.doubt(
                "decisions",
                f"tenggat {due.isoformat()} sebelum hari pertemuan {day.isoformat()}",
                *item.spans[0],
            )


def _mark_of(context: Context, day: Day) -> Mark | None:
    """Return where the text says a day."""
    return next((m for m in context.marks("dates") if resolve(context, m.value) == day), None)


def _hours(context: Context) -> None:
    """A meeting that ended before it began, and not because it went on past midnight."""
    for item in context.found.get("meetings", ()):
        start, end = item.value.start, item.value.end
        if start is None or end is None or end >= start or crosses_midnight(start, end):
            continue
        mark = next((m for m in context.marks("times") if m.value.value == start), None)
        begin, stop = (mark.start, mark.end) if mark is not None else item.spans[0]
        context.doubt("meetings", f"selesai {end} sebelum mulai {start}", begin, stop)


def _days_twice(context: Context) -> None:
    """A day in words and behind it, in brackets, in figures."""
    before: Mark | None = None
    for mark in context.marks("dates"):
        if (
            before is not None
            and 0 <= mark.start - before.end <= 8
            and _BRACKET.fullmatch(context.text, before.end, mark.start)
            and mark.value.part == before.value.part == "single"
        ):
            first, second = resolve(context, before.value), resolve(context, mark.value)
            if first is not None and second is not None and first != second:
                context.doubt(
                    "dates",
                    f"tanggal disebut {first.isoformat()} dan dalam kurung {second.isoformat()}",
                    before.start,
                    mark.end,
                )
        before = mark


def _sums_in_words(context: Context) -> None:
    """A sum in figures, and in words in brackets behind it or behind "Terbilang" under it."""
    figures: Mark | None = None
    for mark in context.marks("money"):
        text = context.text[mark.start : mark.end]
        if any(c.isdigit() for c in text):
            words = sum_in_words(text)
            if words is not None and words != mark.value:
                _doubt_sum(context, mark.value, words, mark.start, mark.end)
            figures = mark
        elif (
            figures is not None
            and mark.start - figures.end <= _ABOVE
            and _WORDS_ALONE.search(context.text[max(0, mark.start - 30) : mark.start])
            and mark.value != figures.value
        ):
            _doubt_sum(context, figures.value, mark.value, figures.start, mark.end)


def _doubt_sum(context: Context, figures: int, words: int, start: int, end: int) -> None:
    reason = f"jumlah {_dotted(figures)} dalam angka, tetapi {_dotted(words)} dalam huruf"
    context.doubt("budget" if context.found.get("budget") else "proposals", reason, start, end)


def _dotted(number: int) -> str:
    """Return a number as it is written in Indonesian."""
    return f"{number:,}".replace(",", ".")
