"""One thing written in several ways, for the search: sums, days, RT and RW with Roman numbers.

Whoever types `45 juta` finds `Rp45.000.000`, who types `12/03/2024` finds `12 Maret 2024`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.values.months import MONTHS
from models.values.numbers import parse_roman
from warehouse.stems import stems

Phrase = tuple[str, ...]
_SCALES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}  # fmt: skip
_SUM = re.compile(
    r"(?<![\w.,/-])(?:rp\.?\s*)?(?P<figure>\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(?P<part>\d{1,3}))?(?:,-)?"
    rf"(?:\s*(?P<scale>{'|'.join(_SCALES)}))?(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_LEAST = 10_000
"""Below it figures are years, numbers of houses and amounts of things, which are wanted as typed."""
_DAY = re.compile(r"(?<![\w.,/-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\w/-])")
_ISO_DAY = re.compile(r"(?<![\w.,/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w/-])")
_ROMAN = re.compile(r"(?<!\w)(rt|rw|rk)[.\s]*([ivx]{1,6})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A stretch of a question and the phrases, as stems, that any of is wanted in its place."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]
    others: tuple[str, ...]
    """What the phrases behind the first look like to people."""


def written(text: str) -> list[Written]:
    """Return what of a question may be written in other ways, in order; nothing overlaps.

    >>> written("usul 45 juta")[0].phrases
    (('45', 'juta'), ('45', '0', '0'), ('45000000',), ('45', 'jt'))
    >>> written("rapat 12/03/2024")[0].phrases
    (('12', '3', '2024'), ('12', 'maret', '2024'), ('2024', '3', '12'))
    >>> written("RW V")[0].phrases, written("tahun 2024")
    ((('rw', 'v'), ('rw', '5')), [])
    """
    found: list[Written] = []
    for made in sorted((*_sums(text), *_days(text), *_romans(text)), key=lambda w: w.start):
        if not found or made.start >= found[-1].end:
            found.append(made)
    return found


def _made(start: int, end: int, texts: list[str]) -> Written:
    phrases: dict[Phrase, str] = {}
    for text in texts:
        phrases.setdefault(tuple(s.stem for s in stems(text)), text)
    phrases.pop((), None)
    return Written(start, end, tuple(phrases), tuple(phrases.values())[1:])


def _sums(text: str) -> Iterator[Written]:
    for match in _SUM.finditer(text):
        figure, part, scale = match["figure"], match["part"], (match["scale"] or "").casefold()
        parts = int(f"{part or '0':0<3}")
        value = (int(figure.replace(".", "")) * 1000 + parts) * _SCALES.get(scale, 1) // 1000
        if value < _LEAST or (not scale and "." not in figure and len(figure) < 5):
            continue
        typed = match[0].casefold().lstrip("rp. ") if match[0][:1] in "rR" else match[0]
        forms = [typed, f"{value:,}".replace(",", "."), str(value)]
        for word, size in _SCALES.items():
            whole, rest = divmod(value, size)
            if whole and not rest * 1000 % size:
                tail = f",{rest * 1000 // size:03}".rstrip("0") if rest else ""
                forms.append(f"{whole:,}".replace(",", ".") + f"{tail} {word}")
        kept = [f for f in forms if not f.endswith(("ribu", "rb"))] if value >= 10**6 else forms
        yield _made(match.start(), match.end(), kept)


def _days(text: str) -> Iterator[Written]:
    told = [(m, int(m[1]), int(m[3]), m[4]) for m in _DAY.finditer(text)]
    told += [(m, int(m[3]), int(m[2]), m[1]) for m in _ISO_DAY.finditer(text)]
    for match, day, month, year in told:
        if 1 <= month <= 12 and 1 <= day <= 31:
            name = MONTHS[month - 1]
            yield _made(
                match.start(),
                match.end(),
                [f"{day} {month} {year}", f"{day} {name} {year}", f"{year} {month} {day}"],
            )


def _romans(text: str) -> Iterator[Written]:
    for match in _ROMAN.finditer(text):
        value = parse_roman(match[2].upper())
        if value is not None:
            yield _made(match.start(), match.end(), [match[0], f"{match[1]} {value}"])
