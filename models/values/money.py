"""Sums of money as whole rupiah: found in running text, or read from a table's cell."""

import re

from models.values.anycase import one_of
from models.values.found import Found
from models.values.lexicon import units
from models.values.numbers import NUMBER_WORDS, exact_decimal, parse_number_words

_LIMIT = 2**63
_SCALES = {
    "rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6, "m": 10**9,
    "mlyr": 10**9, "miliar": 10**9, "milyar": 10**9, "milliar": 10**9, "milyard": 10**9,
    "t": 10**12, "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
_SCALE = r"(?:ribu|rb|juta|jt|mil[iy]ar|milliar|milyard|mlyr|tril(?:iun|yun))(?:an)?(?!\w)"
_FIGURES = r"(?:[0-9][0-9OolI.,]{0,40})(?:\s[0-9O]{3}(?![0-9O])){0,4}"
_RUPIAH = re.compile(
    rf"(?<![^\W\d_])(?:Rp|IDR|Rp\s?\.)\s{{0,6}}[.:]?\s{{0,6}}(?P<figures>{_FIGURES})"
    rf"(?:\s{{0,3}}(?P<scale>{_SCALE}|(?:M|T|K)(?![\w.]))"
    rf"(?:\s{{1,3}}(?P<more>\d{{1,3}})\s{{0,3}}(?P<scale2>{_SCALE}))?)?"
    r"(?P<tail>\s{0,2}[,.]?\s?[-–=]{1,2}(?!\s?[\dR]))?(?:\s{0,3}rupiah(?!\w))?",
    re.IGNORECASE,
)
_SCALED = re.compile(
    rf"(?<![\w.,/-])(?P<figures>\d[\d.,]{{0,20}})\s{{0,3}}(?P<scale>{_SCALE})"
    rf"(?:\s{{1,3}}(?P<more>\d{{1,3}})\s{{0,3}}(?P<scale2>{_SCALE}))?(?P<rupiah>\s{{1,3}}rupiah(?!\w))?",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?<![\w.,/-])(?P<figures>\d{1,3}(?:[.,]\d{3}){1,6})(?:,00)?"
    r"(?:(?P<tail>\s?,\s?[-–=]{1,2}|\s?\.-)(?!\d)|(?P<rupiah>\s{1,3}rupiah(?!\w)))",
    re.IGNORECASE,
)
_WORD = one_of(NUMBER_WORDS)
_SPELT = re.compile(
    rf"(?<!\w)(?P<words>{_WORD}(?:\s{{1,9}}{_WORD}(?!\w)){{0,20}}+)\s{{1,9}}rupiah(?!\w)",
    re.IGNORECASE,
)
_TERBILANG = re.compile(r"\s{0,9}\(\s{0,9}(?P<words>[^()]{3,250})\)")
_CONTEXT = re.compile(
    r"(?:\b(?:kira-?\s?kira|kira2|taksiran|ditaksir|estimasi|perkiraan|harganya|seharga)|@|±)\s{0,3}\Z|\b(?:biaya|dana|anggaran|iuran|sebesar|senilai|bantuan|kas|uang|hadiah|harga|honor|upah|pagu"
    r"|sumbangan|donasi|swadaya|modal|insentif|nominal|tarif|denda|retribusi|bayar|membayar|rp)\b"
    r"[^.\n]{0,40}\Z",
    re.IGNORECASE,
)
_UNITS = "|".join(re.escape(form) for unit in units() for form in unit.forms if form.isalpha())
_COUNTED = re.compile(rf"\s{{1,3}}(?:{_UNITS}|penduduk|pemilih|jiwa)(?!\w)")
_CELL = re.compile(
    rf"(?P<figures>{_FIGURES})(?P<tail>\s?[,.]?\s?[-–=]{{1,2}})?(?:\s?rupiah)?", re.IGNORECASE
)


def parse_rupiah(text: str) -> int | None:
    """Read the amount of a table's cell or of a phrase as whole rupiah.

    A cell may hold bare figures ("65000", "45.000.000,-"); of a phrase the first sum that
    `find_money` sees counts, also without the word rupiah when nothing else stands there
    ("1,7 juta"). A dot or comma groups thousands, two figures behind the last sign are sen and
    are dropped. None when no amount is there, when its groups are broken, and from 2**63 on.

    >>> parse_rupiah("Rp1,5 juta")
    1500000
    >>> parse_rupiah("Rp. 1.500.000,00")
    1500000
    """
    text = text.strip()
    cell = _CELL.fullmatch(text) if len(text) < 80 else None
    if cell is not None:
        return _amount(cell["figures"], None)
    scaled = _SCALED.fullmatch(text) if len(text) < 80 else None
    if scaled is not None:
        return _scaled(scaled)
    found = find_money(text)
    return found[0].value if found else None


def find_money(text: str) -> tuple[Found[int], ...]:
    """Find the sums of a text; an amount in words in brackets behind one belongs to its place.

    Without "Rp" a sum needs "rupiah" or ",-" behind it, or "juta", "ribu", "miliar" and a word of
    money (biaya, dana, anggaran, sebesar, …) before it.

    >>> [f.value for f in find_money("anggaran Rp 45 juta, iuran 10 ribu per KK")]
    [45000000, 10000]
    """
    found: list[Found[int]] = []
    for pattern in (_RUPIAH, _SCALED, _MARKED, _SPELT):
        for match in pattern.finditer(text):
            value = _value(text, match)
            if value is not None:
                end = _end(text, match)
                bracket = _TERBILANG.match(text, end)
                if bracket is not None and _is_sum_in_words(bracket["words"]):
                    end = bracket.end()
                found.append(Found(match.start(), end, value))
    kept: list[Found[int]] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def sum_in_words(text: str) -> int | None:
    """Return the sum that stands in words in brackets behind figures; None where none can be read.

    >>> sum_in_words("Rp 6.500.000 (enam juta lima ratus ribu rupiah)")
    6500000
    """
    bracket = _TERBILANG.search(text)
    if bracket is None:
        return None
    words = re.sub(r"[^a-z]+", " ", bracket["words"].casefold()).split()
    kept = [w for w in words if w not in ("terbilang", "rupiah")]
    return parse_number_words(" ".join(kept))


def _value(text: str, match: re.Match[str]) -> int | None:
    if match.re is _SPELT:
        value = parse_number_words(" ".join(match["words"].split()))
        return value if value is not None and value < _LIMIT else None
    if match.re is _SCALED and not match["rupiah"]:
        start = match.start()
        if _COUNTED.match(text, match.end()) or not _CONTEXT.search(
            text, max(0, start - 70), start
        ):
            return None
    return _scaled(match) if match.re is not _MARKED else _amount(match["figures"], None)


def _scaled(match: re.Match[str]) -> int | None:
    value = _amount(match["figures"], match["scale"])
    if value is not None and match["more"]:
        rest = _amount(match["more"], match["scale2"])
        value = value + rest if rest is not None else None
    return value


def _amount(figures: str, scale: str | None) -> int | None:
    """Read figures whose letters O, l, I are OCR's, times the word behind them."""
    clean = figures.translate(str.maketrans("OolI", "0011")).rstrip(".,")
    clean = "".join(clean.split())
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+\.\d\d|\d{1,3}(?:,\d{3})+,\d\d", clean):
        clean = clean[:-3]  # "45.000.000.00": sen behind the sign that groups
    factor = _SCALES[scale.casefold().removesuffix("an")] if scale else 1
    number = exact_decimal(clean)
    if number is None or (scale is None and not _is_grouped(clean)):
        return None
    value = int(number * factor)
    return value if value < _LIMIT else None


def _is_grouped(figures: str) -> bool:
    """Whether figures stand in whole groups of three, with at most two figures of sen."""
    return bool(
        re.fullmatch(r"\d+|\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?|\d+,\d{1,2}", figures)
    )


def _end(text: str, match: re.Match[str]) -> int:
    """Leave the full stop or comma of the sentence out of the sum."""
    end = match.end()
    while text[end - 1] in ".,":
        end -= 1
    return end


def _is_sum_in_words(words: str) -> bool:
    words = words.casefold()
    if "rupiah" in words or words.lstrip().startswith("terbilang"):
        return True
    plain = words.replace("#", " ").strip(" .,-")
    return parse_number_words(" ".join(plain.split())) is not None and not plain.isdigit()
