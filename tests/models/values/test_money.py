import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.money import find_money, parse_rupiah


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp45.000.000,-", 45_000_000),
        ("Rp 45 juta", 45_000_000),
        ("Rp 45jt", 45_000_000),
        ("sekitar Rp20 jutaan", 20_000_000),
        ("Rp. 45.000.000.00", 45_000_000),
        ("Rp 2.O00.000", 2_000_000),
        ("Rp1,5 juta", 1_500_000),
        ("Rp 2,8 juta.", 2_800_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("Rp 1,500,000", 1_500_000),
        ("Rp 1,500,000.00", 1_500_000),
        ("Rp.45.OOO.OOO", 45_000_000),
        ("Rp. 45 000 000", 45_000_000),
        ("Rp.6.500.000,-/RT", 6_500_000),
        ("IDR 5,000,000", 5_000_000),
        ("rp 10 ribu per KK", 10_000),
        ("Rp 1,2 M", 1_200_000_000),
        ("Rp 2 juta 500 ribu", 2_500_000),
        ("Rp 2.800.000, dibayar kas", 2_800_000),
        ("Rp 0,-", 0),
        ("45 juta rupiah", 45_000_000),
        ("2,3 miliar rupiah", 2_300_000_000),
        ("2,3 milyar rupiah", 2_300_000_000),
        ("seratus ribu rupiah", 100_000),
        ("enam juta lima ratus ribu rupiah", 6_500_000),
        ("dana 25jt", 25_000_000),
        ("biaya sekitar 1,7 juta", 1_700_000),
        ("iuran 500 ribu", 500_000),
        ("iuran sebesar 20 ribu per bulan", 20_000),
        ("anggaran 1,5 miliar", 1_500_000_000),
        ("45.000.000,-", 45_000_000),
        ("45.000 rupiah", 45_000),
        ("Rp 9.223.372.036.854.775.807", 2**63 - 1),
    ],
)
def test_sums_in_text(text: str, amount: int) -> None:
    assert [found.value for found in find_money(text)] == [amount]
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "tahun 2021",
        "Jl. Melati No. 45",
        "Rp -",
        "Rp",
        "Rp 45.00.000",
        "1,5 juta jiwa",
        "sebesar 45 ribu jiwa",
        "dana desa 2023",
        "45 juta warga",
        "Semen 50 kg",
        "Rp 99999999999999999999",
        "Rp 9.223.372.036.854.775.808",
        "RT 05 RW 02",
        "23.07.2021",
        "NIP 197001011995031002",
        "-",
        "",
    ],
)
def test_no_sum(text: str) -> None:
    assert find_money(text) == ()
    assert parse_rupiah(text) is None


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("65000", 65_000),
        ("850", 850),
        ("6.120.000", 6_120_000),
        ("6,120,000.00", 6_120_000),
        ("7.320.000,00", 7_320_000),
        ("45.000.000,-", 45_000_000),
        ("Rp        850", 850),
        ("Rp. 2.160.000", 2_160_000),
        ("1,7 juta", 1_700_000),
        ("500 ribu", 500_000),
        ("25jt", 25_000_000),
        ("20 sak", None),
        ("12.5.1", None),
    ],
)
def test_cells(cell: str, amount: int | None) -> None:
    assert parse_rupiah(cell) == amount


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("butuh Rp 45 juta.", "Rp 45 juta"),
        ("sebesar Rp6.500.000,- (enam juta lima ratus ribu rupiah) untuk", None),
        ("Rp.6.500.000 (Terbilang: enam juta lima ratus)", None),
        ("Rp 2.000.000 (dua kali)", "Rp 2.000.000"),
    ],
)
def test_the_place_takes_in_the_amount_in_words(text: str, place: str | None) -> None:
    (found,) = find_money(text)
    expected = place or text[text.index("Rp") : text.index(")") + 1]
    assert text[found.start : found.end] == expected


WRITERS = [
    lambda n: f"Rp{n:,}".replace(",", ".") + ",-",
    lambda n: f"Rp. {n:,}".replace(",", ".") + ",00",
    lambda n: f"Rp {n:,}",
    lambda n: f"IDR {n}",
    lambda n: f"{n:,}".replace(",", ".") + " rupiah" if n >= 1000 else f"Rp {n} rupiah",
]


@given(
    amount=st.integers(0, 10**13),
    writer=st.sampled_from(WRITERS),
    after=st.sampled_from(["", ".", ", untuk RT 05", " (swadaya)", "\n"]),
)
def test_a_written_sum_is_read_back(amount: int, writer, after: str) -> None:
    text = "Biaya " + writer(amount) + after
    assert [found.value for found in find_money(text)] == [amount]


@given(st.text(alphabet="0123456789 .,-()RpIDROljutaribu", max_size=60))
def test_any_text_gives_sums_that_a_database_can_hold(text: str) -> None:
    for found in find_money(text):
        assert 0 <= found.value < 2**63
        assert 0 <= found.start < found.end <= len(text)
