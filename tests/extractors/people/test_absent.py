"""Lists of those present that say who did not come."""

from collections.abc import Callable

import pytest

from models.record import Record

HEAD = "NOTULEN RAPAT PENGURUS RW 08\nTanggal : 5 Mei 2024\n\n"


@pytest.mark.parametrize(
    ("listed", "there"),
    [
        (
            "Daftar hadir\n☑ Slamet Riyadi\n☐ Joko Susilo\n☑ Tri Wahyuni",
            ["Slamet Riyadi", "Tri Wahyuni"],
        ),
        ("Daftar hadir\n✓ Slamet Riyadi\n✗ Joko Susilo\n☒ Eko Prasetyo", ["Slamet Riyadi"]),
        # Word's own box is crossed where it is ticked.
        ("Daftar hadir\n☒ Slamet Riyadi\n☐ Joko Susilo", ["Slamet Riyadi"]),
        # A printed list that nobody ticked says who was there by its heading alone.
        ("Daftar hadir\n☐ Slamet Riyadi\n☐ Joko Susilo", ["Slamet Riyadi", "Joko Susilo"]),
        (
            "Yang hadir:\n- Slamet Riyadi\n\nYang tidak hadir:\n- Joko Susilo\n☑ Eko Prasetyo",
            ["Slamet Riyadi"],
        ),
        ("Hadir : Slamet Riyadi\nTidak hadir : Joko Susilo", ["Slamet Riyadi"]),
    ],
)
def test_who_did_not_come_is_left_out(
    listed: str, there: list[str], record_of: Callable[..., Record]
) -> None:
    assert [p.name for p in record_of(HEAD + listed).people] == there


def test_who_did_not_come_counts_by_his_office(record_of: Callable[..., Record]) -> None:
    text = f"{HEAD}Daftar hadir\n☑ Slamet Riyadi (Ketua RW 08)\n☐ Joko Susilo (Bendahara)"
    found = [(p.name, p.role) for p in record_of(text).people]
    assert found == [("Slamet Riyadi", "Ketua"), ("Joko Susilo", "Bendahara")]


def test_who_did_not_come_counts_by_his_body(record_of: Callable[..., Record]) -> None:
    text = f"{HEAD}Hadir : Slamet Riyadi\nTidak hadir : Bidang Pemuda (Yudi), izin sakit"
    assert [p.name for p in record_of(text).people] == ["Slamet Riyadi", "Yudi"]
