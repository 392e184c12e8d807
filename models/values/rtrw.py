"""RT and RW (in the east RK): the neighbourhoods below a kelurahan or desa."""

import re
from dataclasses import dataclass

from models.values.found import Found
from models.values.lexicon import units
from models.values.numbers import parse_roman


@dataclass(frozen=True, slots=True)
class RtRw:
    """Neighbourhoods by number, each zero-padded to two figures; one of the two may be empty."""

    rts: tuple[str, ...]
    rws: tuple[str, ...]
    rw_word: str = "RW"

    def __post_init__(self) -> None:
        if not self.rts and not self.rws:
            raise ValueError("neither an RT nor an RW")

    def __str__(self) -> str:
        """Write it as a record does: `RT 02/RW 05`, `RW 05`, `RT 01, RT 05`."""
        rts = ", ".join(f"RT {n}" for n in self.rts)
        rws = ", ".join(f"{self.rw_word} {n}" for n in self.rws)
        return f"{rts}/{rws}" if rts and rws else rts or rws


_NUMBER = r"(?:(?=[OlI]{0,2}\d)[0-9OlI]{1,3}(?!\d)|[IVXL]{1,7}(?![^\W_]))"
# Between two cells, which a tab parts, only a mark joins: "Ketua RT | 31 Agustus" is no RT 31.
# A line may break between them, but no empty one stands there, and no number that is all of its line
# ("Sekretaris RT" above a stray "2").
_BREAK = r"[^\S\t\n]{0,3}\n[^\S\t\n]{0,3}(?![1-9]\d{0,2}[^\S\n]{0,3}(?:\n|\Z))"
_SEP = rf"(?:\s{{0,3}}[.:,]\s{{0,3}}|[^\S\t\n]{{0,6}}|{_BREAK})"
_AND = r"\s{0,3}(?:,\s{0,3}dan|,|dan|&|s\.?/?d\.?|sampai(?:\s{1,3}dengan)?)\s{0,3}"
# What makes of the number behind a comma a quantity or a day: "RT 05, 6 unit", "RW 03, 12 Mei".
_UNITS = "|".join(re.escape(form) for unit in units() for form in unit.forms if form.isalpha())
_COUNTED = (
    rf"(?:(?:{_UNITS}|puluh|ratus|ribu|rb|juta|jt)(?!\w)"
    r"|jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des(?!a))"
)
_BARE_NUMBER = (
    rf"(?:(?:0[0-9OlI]{{1,2}}|\d{{1,2}}(?!\s{{0,3}}{_COUNTED}))(?![\dx%])(?!\s?[./:x-]\s?\d)"
    r"|(?:[IVX]{2,4}|V|X)(?![^\W_]))"
)


def _list(word: str) -> str:
    """Numbers of a list, each with or without its own word."""
    return rf"{_NUMBER}(?:{_AND}(?:{word}\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}|{_BARE_NUMBER})){{0,15}}"


_PAIR = re.compile(
    rf"(?<![^\W\d_])RT\s{{0,2}}[./]{{0,2}}\s{{0,2}}[-&]?\s{{0,2}}(?P<word>R[WK]){_SEP}"
    rf"(?P<rt>{_NUMBER})\s{{0,3}}[/\\-]\s{{0,3}}(?P<rw>{_NUMBER})",
    re.IGNORECASE,
)
_SHORT_PAIR = re.compile(
    rf"(?<![^\W\d_])RT{_SEP}(?P<rt>{_NUMBER})\s{{0,2}}[/\\]\s{{0,2}}(?P<rw>{_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_FULL = re.compile(
    rf"(?<![^\W\d_])RT{_SEP}(?P<rts>{_list('RT')})"
    rf"(?:\s{{0,3}}[,./\\-]?\s{{0,3}}(?P<word>R[WK]){_SEP}(?P<rws>{_NUMBER}))?",
    re.IGNORECASE,
)
_RW = re.compile(rf"(?<![^\W\d_])(?P<word>R[WK]){_SEP}(?P<rws>{_list('R[WK]')})", re.IGNORECASE)
_RW_FIRST = re.compile(
    rf"(?:\s{{0,3}}[,/]\s{{0,3}}|[^\S\t]{{0,3}})RT{_SEP}(?P<rts>{_NUMBER})(?!\s?/)", re.IGNORECASE
)
_EACH = re.compile(_NUMBER, re.IGNORECASE)
_WORDS = re.compile(r"R[TWK]|dan|s\.?/?d\.?|sampai|dengan", re.IGNORECASE)
_TO = re.compile(r"s\.?/?d|sampai", re.IGNORECASE)
_LONGEST_RANGE = 30


def find_rtrw(text: str) -> tuple[Found[RtRw], ...]:
    """Find RT and RW in all their notations; a list under one head is one find.

    >>> [str(f.value) for f in find_rtrw("RT.001 RW 05, Rt. 56 Rw. 26, RT 01, 02 dan 03 RW 05")]
    ['RT 01/RW 05', 'RT 56/RW 26', 'RT 01, RT 02, RT 03/RW 05']
    """
    found: list[Found[RtRw]] = []
    for pattern in (_PAIR, _SHORT_PAIR, _FULL, _RW):
        for match in pattern.finditer(text):
            one = _read(text, match)
            if one is not None:
                found.append(one)
    kept: list[Found[RtRw]] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _read(text: str, match: re.Match[str]) -> Found[RtRw] | None:
    parts = match.groupdict()
    rts = _numbers(parts.get("rt") or parts.get("rts"))
    rws = _numbers(parts.get("rw") or parts.get("rws"))
    word = (parts.get("word") or "RW").upper()
    end = match.end()
    if match.re is _RW and len(rws or ()) == 1:
        behind = _RW_FIRST.match(text, end)  # "RW 05 RT 02"
        if behind is not None:
            rts, end = _numbers(behind["rts"]), behind.end()
    if rts is None or rws is None or not (rts or rws):
        return None
    return Found(match.start(), end, RtRw(rts, rws, word))


def _numbers(text: str | None) -> tuple[str, ...] | None:
    """Read the numbers of a list; "1 s.d. 3" is three; None when one cannot be read."""
    if not text:
        return ()
    numbers: list[int] = []
    reach = 0
    for match in _EACH.finditer(_WORDS.sub(lambda m: " " * len(m[0]), text)):
        number = _number(match[0])
        if number is None or not 0 < number < 1000:
            return None
        between = text[reach : match.start()]
        if numbers and _TO.search(between) and 1 < number - numbers[-1] < _LONGEST_RANGE:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
        reach = match.end()
    return tuple(dict.fromkeys(f"{number:02d}" for number in numbers))


def _number(token: str) -> int | None:
    if token.isdecimal():
        return int(token)
    if any(c.isdecimal() for c in token):
        digits = token.translate(str.maketrans("OolI", "0011"))
        return int(digits) if digits.isdecimal() else None
    return parse_roman(token) if token.isupper() else None
