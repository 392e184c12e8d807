import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.lexicon import units
from models.values.quantity import find_quantities, parse_product, parse_quantity


@pytest.mark.parametrize(
    ("text", "number", "unit", "raw"),
    [
        ("150 meter", 150, "m", "150 meter"),
        ("kurang lebih 40 meter", 40, "m", "40 meter"),
        ("210 m x 2,5 m", 210, "m", "210 m x 2,5 m"),
        ("3 x 4 m", 3, "m", "3 x 4 m"),
        ("panjang 300m", 300, "m", "300m"),
        ("150 m' saluran", 150, "m", "150 m'"),
        ("100 M panjang", 100, "m", "100 M"),
        ("1,5 km", 1.5, "km", "1,5 km"),
        ("100 m2", 100, "m2", "100 m2"),
        ("100 m²", 100, "m2", "100 m²"),
        ("9 m3 pasir", 9, "m3", "9 m3"),
        ("P=120m L=3m", 120, "m", "P=120m L=3m"),
        ("6 unit", 6, "unit", "6 unit"),
        ("dua unit", 2, "unit", "dua unit"),
        ("2 (dua) unit", 2, "unit", "2 (dua) unit"),
        ("dua puluh lima orang", 25, "orang", "dua puluh lima orang"),
        ("12 titik", 12, "titik", "12 titik"),
        ("300 bibit trembesi", 300, "bibit", "300 bibit"),
        ("4.500 bh", 4500, "buah", "4.500 bh"),
        ("1 paket", 1, "paket", "1 paket"),
        ("25 peserta", 25, "peserta", "25 peserta"),
        ("35 KK", 35, "KK", "35 KK"),
        ("300\nbibit", 300, "bibit", "300 bibit"),
    ],
)
def test_quantities(text: str, number: float, unit: str, raw: str) -> None:
    (found,) = find_quantities(f"Usulan {text}.")
    assert (found.value.number, found.value.unit, found.value.raw) == (number, unit, raw)


@pytest.mark.parametrize(
    "text",
    [
        "usia 17 tahun",
        "dua kegiatan",
        "dibaca 312 kali",
        "900.000\n      Benih brokoli",
        "selama 3 hari",
        "Rp 45 juta",
        "Rp 450 unit",
        "RT 05 unit",
        "40x40",
        "semua orang",
        "5 M",
        "pukul 10 kali",
        "23 Juli 2021",
        "meter",
        "",
    ],
)
def test_none(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("20 bungkus", 20, "bungkus"),
        ("85 zak", 85, "sak"),
        ("4.500 bh", 4500, "buah"),
        ("3 hari", 3, "hari"),
        ("1 ls", 1, "ls"),
        ("± 3 buah", 3, "buah"),
        ("12 kaleng besar", 12, "kaleng besar"),
        ("2,5 m3", 2.5, "m3"),
        ("dua unit", 2, "unit"),
    ],
)
def test_cells(cell: str, number: float, unit: str) -> None:
    quantity = parse_quantity(cell)
    assert quantity is not None
    assert (quantity.number, quantity.unit) == (number, unit)


@pytest.mark.parametrize("cell", ["2", "unit", "", "Semen", "1.2.3 unit", "x" * 200])
def test_cells_without(cell: str) -> None:
    assert parse_quantity(cell) is None


@given(number=st.integers(1, 999_999), unit=st.sampled_from([u.name for u in units()]))
def test_a_written_quantity_is_read_back(number: int, unit: str) -> None:
    quantity = parse_quantity(f"{number:,} {unit}".replace(",", "."))
    assert quantity is not None
    assert (quantity.number, quantity.unit) == (number, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 orang x 3 hari", (6.0, "orang")),
        ("4 org × 2 kali x 3 hari", (24.0, "orang")),
        ("20 bungkus", None),
        ("x 3 hari", None),
    ],
)
def test_a_cell_that_multiplies(text: str, expected: tuple[float, str] | None) -> None:
    found = parse_product(text)
    assert (None if found is None else (found.number, found.unit)) == expected
