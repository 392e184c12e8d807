"""Quantities with a unit: the volume of a proposal, the quantity cell of a budget."""

import re
from dataclasses import dataclass

from models.values.anycase import one_of
from models.values.found import Found
from models.values.lexicon import units
from models.values.numbers import NUMBER_WORDS, parse_decimal, parse_number_words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in the record's spelling; `raw` is what the text says."""

    number: float
    unit: str
    raw: str


# A unit of one spelling may be written in any case but where case tells units apart (m, M; L, l).
_UNITS = {form: unit for unit in reversed(units()) for form in unit.forms}
_LOWER = {form.casefold(): unit for form, unit in reversed(_UNITS.items())}
_SURE_METRES = 10  # "100 M" is metres
# Spans of time are ages and terms in prose, occasions are no volumes; a table's cell has both.
_CELL_ONLY = frozenset(u.name for u in units() if u.kind in ("waktu", "kali")) | frozenset(
    ("kegiatan", "program", "acara")
)
_LENGTHS = r"(?:meter|mtr|m['1¹]?|cm|km)"
_FIGURES = r"\d{1,3}(?:[.,]\d{3}){1,4}(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?|\d{0,3}\s?[½¼¾]"
_FORMS = one_of(f for f in _LOWER if f[-1] != ".")
_WORD = one_of((*NUMBER_WORDS, "sebuah"))
_QUANTITY = re.compile(
    rf"(?<![\w.,/])(?:(?P<figures>{_FIGURES})\s{{0,3}}(?:\([^()\n]{{1,40}}\)\s{{0,3}})?"
    rf"|(?P<words>{_WORD}(?:\s{{1,3}}{_WORD}(?!\w)){{0,7}}+)(?:\s?\(\d{{1,4}}\))?\s{{1,3}})"
    rf"(?P<unit>{_FORMS})(?![^\W_])",
    re.IGNORECASE,
)
_SIDES = re.compile(
    rf"\s{{0,3}}[x×X*]\s{{0,3}}(?:{_FIGURES})\s{{0,3}}{_LENGTHS}?(?![^\W_])", re.IGNORECASE
)
_BARE_SIDES = re.compile(
    rf"(?<![\w.,/])(?P<figures>{_FIGURES})\s{{0,3}}[x×]\s{{0,3}}(?:{_FIGURES})"
    rf"(?:\s{{0,3}}[x×]\s{{0,3}}(?:{_FIGURES}))?\s{{0,3}}(?P<unit>{_LENGTHS})(?![^\W_])",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?<!\w)(?:P|Panjang)\s{{0,2}}[=:]\s{{0,2}}(?P<figures>{_FIGURES})\s{{0,3}}(?P<unit>{_LENGTHS})"
    rf"(?:\s{{0,3}}[,;]?\s{{0,3}}(?:L|T|Lebar|Tinggi|Tebal)\s{{0,2}}[=:]\s{{0,2}}(?:{_FIGURES})\s{{0,3}}{_LENGTHS}){{0,3}}",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\brp\.?\s{0,3}|\bidr\s{0,3}|\b(?:pukul|pkl\.?|jam|rt|rw|rk|no|nomor|pasal|ayat|tanggal|tgl|ke)\.?[\s-]{0,3}"
    r"|\b(?:komisi|sd|sdn|smp|smpn|sma|tk)\s{1,2})\Z",
    re.IGNORECASE,
)
_MOST_FACTORS = 4
_ABOUT = re.compile(r"^(?:±|\+/-|~|kurang lebih|sekitar|@)\s?", re.IGNORECASE)
_CELL = re.compile(
    rf"(?P<figures>{_FIGURES})\s{{0,9}}(?P<unit>[^\W\d_][^\n]{{0,20}}?)\.?", re.IGNORECASE
)


def find_quantities(text: str) -> tuple[Found[Quantity], ...]:
    """Find quantities; sides ("210 m x 2,5 m", "P=120m L=3m") are one, by their first side.

    Spans of time and ages, money, dates and numbers of RT or rooms are none.

    >>> [(f.value.number, f.value.unit, f.value.raw) for f in find_quantities("sekitar 40 meter")]
    [(40.0, 'm', '40 meter')]
    """
    found = []
    for pattern in (_QUANTITY, _BARE_SIDES, _LABELLED):
        for match in pattern.finditer(text):
            unit = _unit(match["unit"])
            number = _number(match.groupdict())
            if unit is None or number is None or unit in _CELL_ONLY or _shy(match, number):
                continue
            if "." in (match["figures"] or "") and "\n" in match[0]:
                continue  # a sum at a line's end and the next line's first word
            if _NOT_BEFORE.search(text, max(0, match.start() - 16), match.start()):
                continue
            end = match.end()
            sides = _SIDES.match(text, end) if pattern is _QUANTITY else None
            if sides is not None and unit in ("m", "cm", "km"):
                third = _SIDES.match(text, sides.end())
                end = third.end() if third else sides.end()
            value = Quantity(number, unit, " ".join(text[match.start() : end].split()))
            found.append(Found(match.start(), end, value))
    kept: list[Found[Quantity]] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def parse_quantity(text: str) -> Quantity | None:
    """Read a table's cell ("20 bungkus", "4.500 bh"); spans of time count here ("3 hari").

    A unit that no list knows is kept as it is written. None without a number or a unit.

    >>> parse_quantity("2 rol")
    Quantity(number=2.0, unit='rol', raw='2 rol')
    """
    raw = _ABOUT.sub("", " ".join(text.split()))
    match = _CELL.fullmatch(raw) if len(raw) <= 40 else None
    if match is not None:
        number = parse_decimal(match["figures"])
        if number is None:
            return None
        written = match["unit"].strip()
        known = _UNITS.get(written) or _LOWER.get(written.casefold())
        return Quantity(number, known.name if known else written, raw)
    found = find_quantities(raw)
    return found[0].value if len(found) == 1 and found[0].value.raw == raw else None


def parse_product(text: str) -> Quantity | None:
    """Read a cell that multiplies: "2 orang x 3 hari" is 6, by the unit of the first.

    >>> parse_product("2 orang x 3 hari")
    Quantity(number=6.0, unit='orang', raw='2 orang x 3 hari')
    """
    raw = " ".join(text.split())
    factors = [parse_quantity(piece) for piece in re.split(r"\s[x×X*]\s|\s?[×]\s?", raw)]
    if not 2 <= len(factors) <= _MOST_FACTORS:
        return None
    number = 1.0
    for factor in factors:
        if factor is None:
            return None
        number *= factor.number
    first = factors[0]
    return Quantity(number, first.unit, raw) if first is not None else None


def _unit(written: str) -> str | None:
    unit = _UNITS.get(written) or _LOWER.get(written.casefold())
    return unit.name if unit else None


def _number(parts: dict[str, str | None]) -> float | None:
    if parts.get("figures"):
        return parse_decimal(str(parts["figures"]))
    words = " ".join(str(parts["words"]).casefold().split())
    number = 1 if words == "sebuah" else parse_number_words(words)
    return None if number is None else float(number)


def _shy(match: re.Match[str], number: float) -> bool:
    """Tell whether a short unit is rather something else: "5 M" (a slogan, miliar), "3 X"."""
    written = match["unit"]
    if len(written) == 1:
        return written not in ("m", "L", "g") and not (written == "M" and number >= _SURE_METRES)
    return written in ("kel", "ok", "rate", "box") and match.groupdict().get("words") is not None
