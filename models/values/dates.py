"""Calendar days in running text: found where they stand, read, and checked against the calendar.

What a day means (meeting, deadline, …) is decided elsewhere; nothing here fills in a year.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Day
from itertools import pairwise
from typing import Literal

from models.values.date_patterns import (
    AFTER,
    AMERICAN,
    BEFORE,
    DATE_CUE,
    DATELINE_CUE,
    DATELINE_END,
    EVE,
    FIGURES,
    ISO,
    LIST_BETWEEN,
    LONG,
    MONTHS,
    NAME_MONTHS,
    NO_YEAR,
    NOT_A_DATE,
    RANGE_BETWEEN,
    ROMAN,
    SHY_MONTHS,
    SLASH_CUE,
    WEEKDAYS,
    WEEKS,
    WORDS,
    N,
)
from models.values.numbers import parse_number_words, parse_roman

DatePart = Literal["single", "first", "between", "last"]


@dataclass(frozen=True, slots=True)
class DateFound:
    """One day in a text.

    `start` and `end` are characters, half open, with the weekday and brackets that belong to it;
    the days of one range ("23-24 Juli 2021") share the place of the whole range. `year` is None
    where the text gives none. `weekday` is what the text says, 0 for Monday; with `eve` it is called
    by its evening: "malam Minggu" is the night from Saturday to Sunday.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None = None
    part: DatePart = "single"
    eve: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a place in a text: {self.start}-{self.end}")
        if not _exists(self.day, self.month, self.year):
            raise ValueError(f"not a day: {self.day}/{self.month}/{self.year}")

    @property
    def date(self) -> Day | None:
        """The calendar day; None while the year is not known."""
        return None if self.year is None else Day(self.year, self.month, self.day)


def find_dates(text: str) -> tuple[DateFound, ...]:
    """Find the calendar days of a text, in their order.

    Takes month names (also "Pebruari", "Nopember", "Agust.", "Okt"), figures, ISO, words, ranges
    and lists that share a month, weekdays before or behind; a letter of OCR within figures ("2O21",
    "l7 Juli") is read as a figure. Days that the calendar lacks (31/06) are none, and so are
    letter numbers, RT/RW, clock times and sums.

    >>> [d.date.isoformat() for d in find_dates("Jumat (23/07/2021) s.d. 25 Juli 2021")]
    ['2021-07-23', '2021-07-25']
    """
    groups: list[tuple[DateFound, ...]] = []
    reach = 0
    for group in sorted(_candidates(text), key=lambda g: (g[0].start, -g[0].end)):
        if group[0].start >= reach:
            groups.append(group)
            reach = group[0].end
    return tuple(found for group in _joined(text, groups) for found in group)


def weekday_conflicts(found: DateFound, day: Day) -> bool:
    """Tell whether the weekday of the text is not that of the day that its figures mean, with the
    year that the document gives (then the figures stand). Of a range the weekday may be either's, and
    so may that of an evening: some date "malam Minggu" by its Saturday, some by its Sunday.
    """
    if found.part != "single" or found.weekday is None:
        return False
    return (found.weekday - day.weekday()) % 7 > int(found.eve)


def _candidates(text: str) -> Iterator[tuple[DateFound, ...]]:
    for pattern in (LONG, AMERICAN, WORDS, *FIGURES, *ROMAN, ISO, NO_YEAR):
        for match in pattern.finditer(text):
            group = _read(text, match)
            if group:
                yield group


def _read(text: str, match: re.Match[str]) -> tuple[DateFound, ...]:
    """Read one match as the days it stands for; () when it is no date after all."""
    pattern, parts = match.re, match.groupdict()
    start, end = match.start(), match.end()
    month, year = _month(parts["month"]), _year(parts)
    days = [_day(parts["day"])]
    if parts.get("more"):
        days += [_day(n) for n in re.findall(rf"(?<![^\W\d_]){N}(?!\w)", parts["more"])]
    if month is None or None in days:
        return ()
    first, last = _weekdays_before(text, start)
    weekday_at = first[1] if first else start
    if first is None and NOT_A_DATE.search(text, max(0, start - 30), start):
        if len(days) == 1:
            return ()
        start, days = _last_number(match), days[-1:]
    if first is None and not _needs_no_weekday(text, match, year):
        return ()
    if any(a is not None and b is not None and a >= b for a, b in pairwise(days)):
        start, days = _last_number(match), days[-1:]  # "No. 25, 3 Juli": no range
    if pattern is WORDS:
        end = _with_figures(text, end)
    after = AFTER.match(text, end)
    if first is not None:
        start = min(start, weekday_at)
        end = _closed(text, start, end)
    elif after is not None:
        end = after.end()
        last = WEEKDAYS[_plain(after["weekday"])]
    if pattern is LONG and not _may_be_days(days, parts.get("more") or ""):
        start, days = _last_number(match), days[-1:]
    known = [d for d in days if d is not None and _exists(d, month, year)]
    names: dict[int, int | None] = {}
    if known:
        names[known[-1]] = last if len(known) > 1 or first is None else first[0]
        if first is not None:
            names[known[0]] = first[0]
    eve = EVE.search(text, max(0, start - 10), start) is not None
    return tuple(
        DateFound(start, end, d, month, year, names.get(d), _part(i, len(known)), eve)
        for i, d in enumerate(known)
    )


def _needs_no_weekday(text: str, match: re.Match[str], year: int | None) -> bool:
    """Tell whether a match is a date although no weekday stands before it."""
    if match.re is NO_YEAR:
        # "1/2" is a share; "PADANG, 13/9 – …" at the head of an article is a day.
        if SLASH_CUE.search(text, max(0, match.start() - 30), match.start()):
            return True
        return bool(DATELINE_CUE.search(text, max(0, match.start() - 40), match.start())) and bool(
            DATELINE_END.match(text, match.end())
        )
    if match.re in ROMAN:
        return bool(DATE_CUE.search(text, max(0, match.start() - 30), match.start()))
    if match.re is FIGURES[2] and match["short"]:
        return False  # "10.30.21" is rather a clock or a sum
    return match.re is not LONG or _stands_alone(text, match, year)


def _may_be_days(days: list[int | None], more: str) -> bool:
    """Tell whether days parted by a slash are two that follow each other: "16/17 Agustus"."""
    if "/" not in more or "s" in more.casefold() or len(days) != 2:
        return True
    first, last = days
    return first is not None and last is not None and last - first == 1


def _stands_alone(text: str, match: re.Match[str], year: int | None) -> bool:
    """Tell whether a day with a month name is a date without a weekday before it."""
    if year is not None:
        return True
    month = match["month"].casefold()
    if match["join"].strip() or month in SHY_MONTHS:
        return False  # "2. Agus Prayitno", "3 Des"
    if month not in NAME_MONTHS or "\n" in match["join"]:
        return month not in NAME_MONTHS
    line = text[max(0, match.start() - 4) : match.start()].rpartition("\n")
    at_line_start = not line[2].strip() and (line[1] or match.start() < 4)
    follows = text[match.end() : match.end() + 3]
    return not (at_line_start and len(follows) > 1 and follows[0] == " " and follows[1].isupper())


def _weekdays_before(text: str, at: int) -> tuple[tuple[int, int] | None, int | None]:
    """Give (weekday, where it starts) of the first day and the weekday of the last, if told."""
    match = BEFORE.search(text, max(0, at - 60), at)
    if match is None:
        return None, None
    name = match["weekday"]
    if name and name.casefold() == "minggu" and WEEKS.search(text, max(0, at - 90), match.start()):
        return None, None
    own = WEEKDAYS[_plain(name)] if name else WEEKDAYS[match["english"].casefold()[:3]]
    if match["from"]:
        return (WEEKDAYS[_plain(match["from"])], match.start()), own
    return (own, match.start()), None


def _last_number(match: re.Match[str]) -> int:
    numbers = list(re.finditer(rf"(?<![^\W\d_]){N}(?!\w)", match["more"]))
    return match.start("more") + numbers[-1].start()


def _with_figures(text: str, end: int) -> int:
    """Take in the same date in figures in brackets, as a berita acara repeats it."""
    match = re.compile(r"\s{0,9}\(\s?\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}\s?\)").match(
        text, end
    )
    return match.end() if match else end


def _closed(text: str, start: int, end: int) -> int:
    """Take in the bracket that closes one opened since `start`."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    if not opened:
        return end
    gap = end + 1 if text[end : end + 1] == " " else end
    return gap + 1 if text[gap : gap + 1] == ")" else end


def _joined(text: str, groups: list[tuple[DateFound, ...]]) -> list[tuple[DateFound, ...]]:
    """Read "30 Juli - 2 Agustus 2021": the ends of a range, and the year that they share."""
    for i in range(len(groups) - 2, -1, -1):
        this, following = groups[i], groups[i + 1]
        between = text[this[-1].end : following[0].start]
        if len(between) > 40:
            continue
        ranged = bool(RANGE_BETWEEN.fullmatch(between))
        if not ranged and not LIST_BETWEEN.fullmatch(between):
            continue
        year = following[0].year
        if this[-1].year is None and year is not None:
            falls = (this[-1].month, this[-1].day) > (following[0].month, following[0].day)
            if falls and not ranged:
                continue  # "malam 17 Agustus, 16 Agustus 2023"
            year -= falls
            if not all(_exists(d.day, d.month, year) for d in this):
                continue
            this = tuple(replace(d, year=year) for d in this)
        if ranged and len(this) == len(following) == 1 and following[0].part == "single":
            this = (replace(this[0], part="first"),)
            groups[i + 1] = (replace(following[0], part="last"),)
        groups[i] = this
    return groups


def _part(index: int, count: int) -> DatePart:
    if count == 1:
        return "single"
    return "first" if index == 0 else "last" if index == count - 1 else "between"


def _plain(weekday: str) -> str:
    return re.sub(r"['’‘`´\s]", "", weekday.casefold())


def _digits(text: str) -> str | None:
    """Read OCR's letters as figures; None when no true figure stands beside them."""
    if not any(c.isdecimal() for c in text):
        return None
    return text.translate(str.maketrans("OolIi", "00111")).replace("g", "9").replace("L", "1")


def _day(text: str) -> int | None:
    if text[:1].isalpha() and len(text) > 2:
        return parse_number_words(" ".join(text.split()))
    digits = _digits(text)
    return int(digits) if digits and digits.isdecimal() else None


def _month(text: str) -> int | None:
    if text.casefold() in MONTHS:
        return MONTHS[text.casefold()]
    month = parse_roman(text) or _day(text)
    return month if month is not None and 1 <= month <= 12 else None


def _year(parts: dict[str, str | None]) -> int | None:
    if parts.get("year"):
        digits = _digits(str(parts["year"]))
        return int(digits) if digits and digits.isdecimal() else None
    if parts.get("short"):
        short = int(str(parts["short"]))
        return 2000 + short if short < 70 else 1900 + short
    if parts.get("spelt"):
        return parse_number_words(" ".join(str(parts["spelt"]).split()))
    return None


def _exists(day: int, month: int, year: int | None) -> bool:
    if not 1 <= month <= 12 or (year is not None and not 1900 <= year <= 2099):
        return False
    return 1 <= day <= monthrange(2000 if year is None else year, month)[1]
