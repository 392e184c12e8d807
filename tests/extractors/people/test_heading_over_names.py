"""What a paper is called is no office of those who stand first under a key; places end with their line."""

from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import NoOcr


@pytest.mark.parametrize("place", ["Suka Maju", "Suka Karya", "Mekar Maju", "Suka Damai"])
@pytest.mark.parametrize("key", ["Hadir:\n", "Peserta rapat :\n", ""])
def test_a_heading_is_no_office(key: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text(
        "NOTULEN RAPAT WARGA\nHari/Tanggal : Sabtu, 11 Maret 2023\n"
        f"Tempat : Balai RW 05 Desa {place}\n\n{key}Pak Slamet\nPak Budi\n",
        encoding="utf-8",
    )
    record = extract(file, ocr=NoOcr())
    assert record.people[0].name == "Slamet"
    assert record.people[0].role in (None, "Peserta rapat")
    assert [m.kelurahan for m in record.meetings] == [place]


def test_the_head_of_a_dinas_by_his_longer_short_form(tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text(
        "NOTULEN RAPAT KOORDINASI\nHari/Tanggal : Rabu, 15 Maret 2023\n\n"
        "Hadir Kadinas Sosial Hendra Budiman dan Kadinas PUPR Asep Rahmat.\n",
        encoding="utf-8",
    )
    found = [(p.name, p.role, p.agency) for p in extract(file, ocr=NoOcr()).people]
    assert found == [
        ("Hendra Budiman", "Kadinas", "Dinas Sosial"),
        ("Asep Rahmat", "Kadinas", "Dinas PUPR"),
    ]
