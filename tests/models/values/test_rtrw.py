import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.rtrw import RtRw, find_rtrw


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RT 13 RW 01", "RT 13/RW 01"),
        ("RT.001", "RT 01"),
        ("Rt. 56 Rw. 26", "RT 56/RW 26"),
        ("RT/RW 001/001", "RT 01/RW 01"),
        ("RT/RW: 003/012", "RT 03/RW 12"),
        ("RT 02/04", "RT 02/RW 04"),
        ("RT02/RW05", "RT 02/RW 05"),
        ("RT. 02/RW. 05", "RT 02/RW 05"),
        ("RT 05 / RW 02", "RT 05/RW 02"),
        ("RT 02, RW 05", "RT 02/RW 05"),
        ("RT.02.RW.05", "RT 02/RW 05"),
        ("RT 01, RT 05", "RT 01, RT 05"),
        ("RT 01 dan RT 02 RW 03", "RT 01, RT 02/RW 03"),
        ("RT 01, 02 dan 03 RW 05", "RT 01, RT 02, RT 03/RW 05"),
        ("RT 1 s.d. 4 RW 3", "RT 01, RT 02, RT 03, RT 04/RW 03"),
        ("RW. IV", "RW 04"),
        ("RW IV dan V", "RW 04, RW 05"),
        ("RW 2 dan 3 Kelurahan Cimuncang", "RW 02, RW 03"),
        ("RT04RW11", "RT 04/RW 11"),
        ("Rt 02 Rw III", "RT 02/RW 03"),
        ("RW 05", "RW 05"),
        ("RW.03", "RW 03"),
        ("rt 03 rw 09", "RT 03/RW 09"),
        ("RW 05 RT 02", "RT 02/RW 05"),
        ("RW 01, RW 02, dan RW 03", "RW 01, RW 02, RW 03"),
        ("RK 3", "RK 03"),
        ("RT 03/RK 02", "RT 03/RK 02"),
        ("RT O1 RW 0l", "RT 01/RW 01"),
        ("RT 105 RW 12", "RT 105/RW 12"),
        ("RT 02/RW 05/Kel. Pakuan", "RT 02/RW 05"),
    ],
)
def test_notations(text: str, expected: str) -> None:
    (found,) = find_rtrw(f"Warga {text}.")
    assert str(found.value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ketua RT",
        "Ketua RT\t31 Agustus 2023",
        "para RT dan RW",
        "ART 05",
        "SMART 2 RW",
        "RT/RW",
        "RW 000",
        "KURT 5",
        "",
        "Sekretaris RT\n2\nM. Rofiq",
        "Ketua RT\n\n12 Mei 2024",
    ],
)
def test_none(text: str) -> None:
    assert find_rtrw(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RT 05, 6 unit", "RT 05"),
        ("RT 03 dan 12 orang", "RT 03"),
        ("RW 03, 12 Mei 2023", "RW 03"),
        ("RT 03, 150 meter", "RT 03"),
        ("RT 02 RW 04, 19.30 WIB", "RT 02/RW 04"),
    ],
)
def test_a_number_behind_that_counts_something_else(text: str, expected: str) -> None:
    assert [str(found.value) for found in find_rtrw(text)] == [expected]


def test_a_ward_in_the_next_cell_is_another() -> None:
    assert [str(f.value) for f in find_rtrw("Ketua RW 03\tRT 08")] == ["RW 03", "RT 08"]


def test_two_pairs_are_two() -> None:
    found = find_rtrw("RT. 01 RW. 02 dan RT 03 RW 04")
    assert [str(f.value) for f in found] == ["RT 01/RW 02", "RT 03/RW 04"]


def test_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        RtRw((), ())


@given(
    rts=st.lists(st.integers(1, 99), max_size=4, unique=True),
    rw=st.none() | st.integers(1, 99),
)
def test_what_is_written_is_read_back(rts: list[int], rw: int | None) -> None:
    if not rts and rw is None:
        return
    value = RtRw(tuple(f"{n:02d}" for n in rts), () if rw is None else (f"{rw:02d}",))
    (found,) = find_rtrw(f"warga {value} mengusulkan")
    assert found.value == value
