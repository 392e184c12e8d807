"""A sentence that ends in "jalan" names no street: who stands behind it is somebody."""

from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import NoOcr


@pytest.mark.parametrize("end", ["jalan", "gang", "jembatan", "masjid"])
@pytest.mark.parametrize(
    ("who", "name", "role"),
    [
        ("Lurah Panyingkiran Yadi Supriadi hadir.", "Yadi Supriadi", "Lurah"),
        ("Camat Indihiang Dadan Hermawan hadir.", "Dadan Hermawan", "Camat"),
        ("Slamet Riyadi menyetujui usulan itu.", "Slamet Riyadi", None),
        ("Pak Slamet setuju.", "Slamet", None),
    ],
)
def test_who_stands_behind_a_sentence_that_ends_in_a_street_word(
    end: str, who: str, name: str, role: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text(
        "NOTULEN RAPAT KOORDINASI KECAMATAN INDIHIANG\nHari/Tanggal : Rabu, 15 Maret 2023\n\n"
        f"Warga mengusulkan perbaikan {end}. {who}\n",
        encoding="utf-8",
    )
    assert [(p.name, p.role) for p in extract(file, ocr=NoOcr()).people] == [(name, role)]


def test_a_street_that_is_called_after_an_office_or_a_person_is_nobody(tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text(
        "NOTULEN RAPAT KOORDINASI KECAMATAN INDIHIANG\nHari/Tanggal : Rabu, 15 Maret 2023\n\n"
        "Kantor di Jl. Slamet Riyadi No. 5. Jalan Camat Dadan dan Gg. Lurah Yadi rusak.\n",
        encoding="utf-8",
    )
    assert not extract(file, ocr=NoOcr()).people
