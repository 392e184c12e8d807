"""Days as the document means them, and the words that make one a deadline."""

import re
from datetime import date as Day

from extractors.context import Context
from extractors.directory import outside
from models.values.dates import DateFound

DEADLINE = re.compile(
    r"\b(?:paling\s+(?:lambat|lama|telat|akhir)|selambat-?\s*lambatnya|selambatnya|selambat|sebelum|batas\s+(?:akhir|waktu)|tenggat(?:nya)?|deadline|"
    r"jatuh\s+tempo|target(?:nya)?|maksimal|maks\.?|mentok|ditutup|ditunggu)\b[^.;\n]{0,30}$"
    r"|\b(?:hingga|sampai(?:\s+dengan)?|s/d|s\.d\.?|terakhir)\s*:?\s*(?:(?:pada|hari|tanggal|tgl\.?|akhir|dengan|batas|tenggat)\s*)*(?:\w+\s*[,/]?\s*)?(?:tanggal\s*)?\(?$",
    re.I,
)


def resolve(context: Context, found: DateFound) -> Day | None:
    """Return the calendar day; without a year it is fixed by the other dates of the document, if
    they all agree on one and the weekday, where there is one, does not object.
    """
    if found.date is not None:
        return found.date
    if found.year is not None:
        return None
    anchor = _anchor(context)
    near = _RELATIVE.match(context.text, found.end)
    if anchor is not None and near is not None:
        return _nearest(found, anchor, 1 if near["to_come"] else -1)
    years = _years(context)
    for year in sorted(years):
        if len(years) > 1 and found.weekday is None:
            break
        try:
            day = Day(year, found.month, found.day)
        except ValueError:
            continue
        if found.weekday is None or day.weekday() == found.weekday:
            return day
    return None


_RELATIVE = re.compile(
    r"\s{0,2}(?:(?P<to_come>mendatang|depan|nanti|yang\s+akan\s+datang|besok)|(?:yang\s+)?lalu|silam|kemarin)\b",
    re.I,
)


# The day of a law fixes no year of what the document tells.
_OF_LAW = re.compile(
    r"\b(?:undang-undang|uu|per(?:da|wal|bup|gub|pres|des|men)\w*|peraturan|diundangkan)\b[^;\n]{0,50}$",
    re.I,
)


def _anchor(context: Context) -> Day | None:
    """Return the day from which "mendatang" and "lalu" are told: that of the meeting."""
    meetings = context.found.get("meetings", ())
    return next((i.value.date for i in meetings if i.value.date is not None), None)


def _nearest(found: DateFound, anchor: Day, way: int) -> Day | None:
    for year in (anchor.year, anchor.year + way):
        try:
            day = Day(year, found.month, found.day)
        except ValueError:
            continue
        if (day - anchor).days * way >= 0:
            return day
    return None


def _years(context: Context) -> frozenset[int]:
    """Return the years that the document tells, worked out once."""
    if context.source.published:
        return frozenset({int(context.source.published[:4])})
    known = context.memo.get("years")
    if isinstance(known, frozenset):
        return known
    years = frozenset(
        m.value.year
        for m in context.marks("dates")
        if m.value.year
        and not _is_furniture(context, m.start)
        and not _OF_LAW.search(context.text, max(0, m.start - 60), m.start)
    )
    context.memo["years"] = years
    return years


def _is_furniture(context: Context, offset: int) -> bool:
    unit = context.unit_at(offset)
    return unit is None or outside(unit)
