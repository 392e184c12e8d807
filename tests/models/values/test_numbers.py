import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.numbers import parse_decimal, parse_number_words, parse_roman

ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def in_words(number: int) -> str:
    """Write a number as Indonesian says it, for reading it back."""
    if number < 10:
        return ONES[number]
    if number < 12:
        return ("sepuluh", "sebelas")[number - 10]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    for scale, word, single in (
        (10**9, "miliar", None),
        (10**6, "juta", None),
        (1000, "ribu", "seribu"),
        (100, "ratus", "seratus"),
        (10, "puluh", None),
    ):
        if number >= scale:
            count, rest = divmod(number, scale)
            head = single if count == 1 and single else f"{in_words(count)} {word}"
            return f"{head} {in_words(rest)}" if rest else head
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("dua puluh lima", 25),
        ("sebelas", 11),
        ("tujuh belas", 17),
        ("seratus", 100),
        ("seribu", 1000),
        ("seribu sembilan ratus empat puluh lima", 1945),
        ("dua ribu dua puluh empat", 2024),
        ("Dua Ribu Dua Puluh Satu", 2021),
        ("seratus dua puluh juta", 120_000_000),
        ("enam juta lima ratus ribu", 6_500_000),
        ("empat puluh lima juta tujuh ratus empat puluh tujuh ribu", 45_747_000),
        ("dua milyar", 2_000_000_000),
        ("nol", 0),
        ("dua dua", None),
        ("puluh", None),
        ("dua puluh orang", None),
        ("ribu", None),
        ("satu juta dua juta", None),
        ("sepuluh puluh", None),
        ("", None),
    ],
)
def test_number_words(text: str, number: int | None) -> None:
    assert parse_number_words(text) == number


@given(st.integers(0, 999_999_999_999))
def test_a_spelt_number_is_read_back(number: int) -> None:
    assert parse_number_words(in_words(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("I", 1), ("iv", 4), ("VII", 7), ("XII", 12), ("MMXXIV", 2024), ("IIII", None), ("VX", None),
     ("", None), ("A", None), ("X" * 100, None)],
)  # fmt: skip
def test_roman(text: str, number: int | None) -> None:
    assert parse_roman(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("4.500", 4500),
        ("4,500", 4500),
        ("1.234.567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("12", 12),
        ("0,75", 0.75),
        ("0.750", 0.75),
        ("½", 0.5),
        ("2½", 2.5),
        (" 20 ", 20),
        ("1.2.3", None),
        ("45.00.000", None),
        ("20 sak", None),
        ("-", None),
        ("", None),
        ("1,", None),
        ("9" * 60, None),
    ],
)
def test_decimals(text: str, number: float | None) -> None:
    assert parse_decimal(text) == number


@given(st.integers(0, 10**12))
def test_grouped_figures_are_read_back(number: int) -> None:
    assert parse_decimal(f"{number:,}".replace(",", ".")) == number
