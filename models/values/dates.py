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

from models.values.numbers import parse_number_words, parse_roman

DatePart = Literal["single", "first", "between", "last"]


@dataclass(frozen=True, slots=True)
class DateFound:
    """One day in a text.

    `start` and `end` are characters, half open, with the weekday and brackets that belong to it;
    the days of one range ("23-24 Juli 2021") share the place of the whole range. `year` is None
    where the text gives none. `weekday` is what the text says, 0 for Monday.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None = None
    part: DatePart = "single"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a place in a text: {self.start}-{self.end}")
        if not _exists(self.day, self.month, self.year):
            raise ValueError(f"not a day: {self.day}/{self.month}/{self.year}")

    @property
    def date(self) -> Day | None:
        """The calendar day; None while the year is not known."""
        return None if self.year is None else Day(self.year, self.month, self.day)


_MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "januari january jan", "februari pebruari february februry feb peb",
            "maret march mart mar mrt", "april apr", "mei may", "juni june jun", "juli july jul",
            "agustus augustus august agust agst agus ags agt agu aug",
            "september sepetember septembr sept sep", "oktober october okt oct",
            "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for form in forms.split()
}  # fmt: skip
# Forms that are also names or everyday words: they need a year or a weekday beside them.
_SHY_MONTHS = frozenset(
    form for form in _MONTHS if (len(form) <= 3 and form != "mei") or form in ("mart", "agus")
)
_NAME_MONTHS = frozenset(("januari", "april", "mei", "juni", "juli", "agustus"))

_WEEKDAYS = {
    form: number
    for number, forms in enumerate(
        ("senin monday mon", "selasa tuesday tue", "rabu rebo wednesday wed",
         "kamis thursday thu", "jumat jum'at jumaat friday fri", "sabtu saturday sat",
         "minggu ahad sunday sun")
    )
    for form in forms.split()
}  # fmt: skip

_N = r"[0-9OolI]{1,2}"  # figures, and the letters that OCR takes them for
_Y = r"(?:[1lI][9g][0-9OolI]{2}|2[0Oo][0-9OolI]{2})(?![\w])"
_GAP = r"\s{0,9}"
_EDGE = r"(?<![\w/])(?<!\d[.,-])"
_TO = r"(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s{1,3}dengan)?|hingga|dan|&)"
_MORE = rf"(?P<more>(?:\s{{0,9}}+,\s{{0,9}}+{_N}(?!\w)){{0,8}}+{_GAP}{_TO}{_GAP}{_N})?"
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])"
_WEEKDAY = r"senin|selasa|rabu|rebo|kamis|jum['’‘`´]?\s?at|jumaat|sabtu|minggu|ahad"
_ENGLISH = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_COUNT = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh"
    r"|seratus|ratus|seribu|ribu)"
)
_IN_WORDS = rf"\(\s?{_COUNT}(?:\s{{1,3}}{_COUNT}){{0,8}}\s?\)"

_MORE_DAYS = _MORE.replace("|&", "|&|/")  # "16/17 Agustus"
_LONG = re.compile(
    rf"{_EDGE}(?P<day>{_N}){_MORE_DAYS}(?:{_GAP}{_IN_WORDS})?(?P<join>{_GAP}[-./]?{_GAP})"
    rf"(?:bulan\s{{1,9}})?{_MONTH}\.?"
    rf"(?:{_GAP}[-.,/]?{_GAP}(?:tahun\s{{1,9}}|th\.?\s{{0,3}}|thn\.?\s{{0,3}})?(?P<year>{_Y})"
    rf"|\s?[-/’'](?P<short>\d\d)(?!\w))?(?:\s{{0,3}}{_IN_WORDS})?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    rf"(?<!\w){_MONTH}\.?\s{{1,4}}(?P<day>\d{{1,2}}),\s{{1,4}}(?P<year>{_Y})", re.IGNORECASE
)
_WORDS = re.compile(
    rf"(?<!\w)(?P<head>(?:tanggal|tgl\.?)\s{{1,9}})(?P<day>{_COUNT}(?:\s{{1,9}}{_COUNT}){{0,3}})"
    rf"\s{{1,9}}(?:bulan\s{{1,9}})?{_MONTH}\s{{1,9}}(?:tahun\s{{1,9}})?"
    rf"(?:(?P<year>{_Y})|(?P<spelt>{_COUNT}(?:\s{{1,9}}{_COUNT}){{1,8}}))(?!\w)",
    re.IGNORECASE,
)


def _figures(mark: str, month: str = _N) -> re.Pattern[str]:
    more = _MORE if mark != "-" else _MORE.replace("-|–|—|", "")
    return re.compile(
        rf"{_EDGE}(?P<day>{_N}){more}\s{{0,3}}{mark}\s{{0,3}}(?P<month>{month})"
        rf"\s{{0,3}}{mark}\s{{0,3}}(?:(?P<year>{_Y})|(?P<short>\d\d)(?!\w))(?![/-]?\d|/\w)",
        re.IGNORECASE,
    )


_FIGURES = (_figures("/"), _figures("-"), _figures(r"\."))
_ROMAN = (_figures("/", "[IVX]{1,4}"), _figures("-", "[IVX]{1,4}"))
_ISO = re.compile(
    r"(?<![\w/.-])(?P<year>\d{4})([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])"
)
_NO_YEAR = re.compile(rf"{_EDGE}(?P<day>{_N}){_MORE}\s?/\s?(?P<month>{_N})(?![\w/.,-]\d|\w|/)")

_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<from>{_WEEKDAY}){_GAP}(?:{_TO}|,|/){_GAP})?"
    rf"(?:(?P<weekday>{_WEEKDAY})(?:\s{{1,3}}(?:wage|kliwon|legi|pahing|paing|pon|pagi|siang|sore|malam))?"
    rf"|(?P<english>{_ENGLISH})(?=\s?[,.]))"
    rf"{_GAP}[,./:;|-]?{_GAP}(?:(?:tanggal|tgl)\.?{_GAP}[:.]?{_GAP})?\(?\s{{0,3}}\Z",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|per|tiap|setiap|akhir|awal|beberapa))\s{1,3}\Z", re.IGNORECASE
)
_AFTER = re.compile(rf"\s{{0,3}}\(\s?(?P<weekday>{_WEEKDAY})\s?\)", re.IGNORECASE)
_NOT_A_DATE = re.compile(
    r"(?:\b(?:rp|idr|rt|rw|rk|nomor|nomer|no|nip|nik|telp?|telepon|hp|wa|rek|rekening|norek|kode|pos)"
    r"\s?[.:]{0,2}\s{0,4}(?:surat\s?:?\s?)?)\Z",
    re.IGNORECASE,
)
_DATE_CUE = re.compile(r"(?:tanggal|tgl\.?|[^\W\d_]{3,},)\s{0,4}:?\s{0,4}\Z", re.IGNORECASE)
_RANGE_BETWEEN = re.compile(
    r"\)?\s{0,4}(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s{1,3}dengan)?|hingga)\s{0,4}"
    r"(?:(?:hari|tanggal|tgl\.?)\s{0,4}){0,2}\(?",
    re.IGNORECASE,
)
_LIST_BETWEEN = re.compile(
    r"\)?\s{0,4}(?:,|dan|&|serta|,\s?dan)\s{0,4}(?:(?:hari|tanggal|tgl\.?)\s{0,4}){0,2}\(?",
    re.IGNORECASE,
)


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


def weekday_conflicts(found: DateFound) -> bool:
    """Tell whether the weekday of the text is not that of its figures (then the figures stand)."""
    return found.date is not None and found.weekday not in (None, found.date.weekday())


def _candidates(text: str) -> Iterator[tuple[DateFound, ...]]:
    for pattern in (_LONG, _AMERICAN, _WORDS, *_FIGURES, *_ROMAN, _ISO, _NO_YEAR):
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
        days += [_day(n) for n in re.findall(rf"(?<![^\W\d_]){_N}(?!\w)", parts["more"])]
    if month is None or None in days:
        return ()
    first, last = _weekdays_before(text, start)
    weekday_at = first[1] if first else start
    if first is None and _NOT_A_DATE.search(text, max(0, start - 30), start):
        if len(days) == 1:
            return ()
        start, days = _last_number(match), days[-1:]
    if (
        (pattern is _NO_YEAR or pattern in _ROMAN)
        and first is None
        and not (pattern in _ROMAN and _DATE_CUE.search(text, max(0, start - 30), start))
    ):
        return ()
    if pattern is _FIGURES[2] and parts.get("short") and first is None:
        return ()  # "10.30.21" is rather a clock or a sum
    if pattern is _LONG and first is None and not _stands_alone(text, match, year):
        return ()
    if any(a is not None and b is not None and a >= b for a, b in pairwise(days)):
        start, days = _last_number(match), days[-1:]  # "No. 25, 3 Juli": no range
    if pattern is _WORDS:
        end = _with_figures(text, end)
    after = _AFTER.match(text, end)
    if first is not None:
        start = min(start, weekday_at)
        end = _closed(text, start, end)
    elif after is not None:
        end = after.end()
        last = _WEEKDAYS[_plain(after["weekday"])]
    if "/" in (parts.get("more") or "") and pattern is _LONG and "s" not in parts["more"]:
        one, other = days[0], days[-1]
        if len(days) == 2 and one is not None and other is not None and other - one > 1:
            start, days = _last_number(match), days[-1:]  # only "16/17 Agustus" is two days
    known = [d for d in days if d is not None and _exists(d, month, year)]
    names: dict[int, int | None] = {}
    if known:
        names[known[-1]] = last if len(known) > 1 or first is None else first[0]
        if first is not None:
            names[known[0]] = first[0]
    return tuple(
        DateFound(start, end, d, month, year, names.get(d), _part(i, len(known)))
        for i, d in enumerate(known)
    )


def _stands_alone(text: str, match: re.Match[str], year: int | None) -> bool:
    """Tell whether a day with a month name is a date without a weekday before it."""
    if year is not None:
        return True
    month = match["month"].casefold()
    if match["join"].strip() or month in _SHY_MONTHS:
        return False  # "2. Agus Prayitno", "3 Des"
    if month not in _NAME_MONTHS or "\n" in match["join"]:
        return month not in _NAME_MONTHS
    line = text[max(0, match.start() - 4) : match.start()].rpartition("\n")
    at_line_start = not line[2].strip() and (line[1] or match.start() < 4)
    follows = text[match.end() : match.end() + 3]
    return not (at_line_start and len(follows) > 1 and follows[0] == " " and follows[1].isupper())


def _weekdays_before(text: str, at: int) -> tuple[tuple[int, int] | None, int | None]:
    """Give (weekday, where it starts) of the first day and the weekday of the last, if told."""
    match = _BEFORE.search(text, max(0, at - 60), at)
    if match is None:
        return None, None
    name = match["weekday"]
    if name and name.casefold() == "minggu" and _WEEKS.search(text, max(0, at - 90), match.start()):
        return None, None
    own = _WEEKDAYS[_plain(name)] if name else _WEEKDAYS[match["english"].casefold()[:3]]
    if match["from"]:
        return (_WEEKDAYS[_plain(match["from"])], match.start()), own
    return (own, match.start()), None


def _last_number(match: re.Match[str]) -> int:
    numbers = list(re.finditer(rf"(?<![^\W\d_]){_N}(?!\w)", match["more"]))
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
        ranged = bool(_RANGE_BETWEEN.fullmatch(between))
        if not ranged and not _LIST_BETWEEN.fullmatch(between):
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
    if text.casefold() in _MONTHS:
        return _MONTHS[text.casefold()]
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
