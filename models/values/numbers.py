"""Numbers as Indonesian texts write them: in words, in Roman figures, with dots and commas."""

import re
from decimal import Decimal

_ONES = {
    "nol": 0, "kosong": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5,
    "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_TENS = {"sepuluh": 10, "sebelas": 11}
_HUNDREDS = {"seratus": 100}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_SINGLE_SCALES = {"seribu": 10**3, "sejuta": 10**6, "semiliar": 10**9}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(
    r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")

NUMBER_WORDS = (*_ONES, *_TENS, *_HUNDREDS, *_SCALES, *_SINGLE_SCALES, "belas", "puluh", "ratus")
"""Every word that number words are made of, for other patterns."""


def parse_number_words(text: str) -> int | None:
    """Read a whole number in words; None when any word is no number or the order is impossible.

    >>> parse_number_words("dua ribu dua puluh empat")
    2024
    >>> parse_number_words("seratus dua puluh juta")
    120000000
    """
    words = text.replace("-", " ").casefold().split()
    if not words or len(words) > 40:
        return None
    total = 0
    group = 0  # what stands before the next scale word
    last_scale: int | None = None
    digit: int | None = None  # a ones word that belas, puluh or ratus may still raise
    floor = 1000  # each step within a group must be smaller than the one before
    for word in words:
        if word in _ONES:
            if digit is not None or floor <= 1 or (word in ("nol", "kosong") and len(words) > 1):
                return None
            digit = _ONES[word]
        elif word in ("belas", "puluh", "ratus"):
            worth, below = {"belas": (1, 100), "puluh": (10, 100), "ratus": (100, 1000)}[word]
            if digit is None or floor < below:
                return None
            group += 10 + digit if word == "belas" else digit * worth
            floor = 1 if word == "belas" else worth
            digit = None
        elif word in _TENS or word in _HUNDREDS:
            worth = _TENS.get(word) or _HUNDREDS[word]
            if digit is not None or floor < (100 if word in _TENS else 1000):
                return None
            group += worth
            floor = 1 if word in _TENS else 100
        elif word in _SCALES or word in _SINGLE_SCALES:
            single = word in _SINGLE_SCALES
            scale = _SINGLE_SCALES[word] if single else _SCALES[word]
            group += digit or 0
            started = group > 0 or digit is not None
            if started == single or (last_scale is not None and scale >= last_scale):
                return None
            total += scale if single else group * scale
            group, digit, floor, last_scale = 0, None, 1000, scale
        else:
            return None
    return total + group + (digit or 0)


def parse_roman(text: str) -> int | None:
    """Read a Roman number up to 3999 in its regular form ("IV", not "IIII"), in either case.

    >>> parse_roman("VII")
    7
    """
    letters = text.strip().upper()
    if not letters or len(letters) > 15 or not _ROMAN_FORM.fullmatch(letters):
        return None
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def roman(number: int) -> str:
    """Return a number from 1 to 39 as the Romans wrote it, in capitals.

    >>> roman(5), roman(14), roman(39)
    ('V', 'XIV', 'XXXIX')
    """
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def parse_decimal(text: str) -> float | None:
    """Read one number in figures; a dot groups thousands, a comma starts the decimals (EYD V).

    Both signs the other way round ("1,500.75"), a fraction sign ("½", "2½") and a dot that cannot
    group ("2.5") are understood too. None for anything else in the text.

    >>> parse_decimal("4.500"), parse_decimal("2,5")
    (4500.0, 2.5)
    """
    value = exact_decimal(text)
    return None if value is None else float(value)


def exact_decimal(text: str) -> Decimal | None:
    """Read a number as `parse_decimal` does, without rounding."""
    text = text.strip()
    part = {"½": "5", "¼": "25", "¾": "75"}.get(text[-1:])
    if part is not None:
        whole = text[:-1].strip()
        return Decimal(f"{whole or '0'}.{part}") if not whole or whole.isdecimal() else None
    if not 0 < len(text) <= 40 or not text[0].isdecimal() or not text[-1].isdecimal():
        return None
    if not all(c.isdecimal() or c in ".," for c in text):
        return None
    dot, comma = text.rfind("."), text.rfind(",")
    if dot < 0 and comma < 0:
        return Decimal(text)
    if dot >= 0 and comma >= 0:
        mark = "." if dot > comma else ","
        whole, _, fraction = text.rpartition(mark)
        if not (whole.isdecimal() or _GROUPED.fullmatch(whole)) or mark in whole:
            return None
        return Decimal(f"{whole.replace('.', '').replace(',', '')}.{fraction}")
    if _GROUPED.fullmatch(text) and not text.startswith("0"):
        # "4.500" and "4,500": three figures after the sign are thousands, as budgets have them.
        return Decimal(text.replace(".", "").replace(",", ""))
    whole, _, fraction = text.partition("." if dot >= 0 else ",")
    return Decimal(f"{whole}.{fraction}") if fraction.isdecimal() else None
