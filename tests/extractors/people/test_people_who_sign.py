"""People under a paper: a name below its office, or above it."""

import pytest

from extractors import extract
from extractors.ocr import NoOcr
from tests.extractors.people.openings import MINUTES, VILLAGE, people


def test_signatures_take_the_office_above_them_in_their_own_column(record_of):
    record = record_of(
        "BERITA ACARA MUSYAWARAH KELURAHAN GUNUNG LINGKAS",
        "Pada hari ini Selasa tanggal 30 Januari 2024 telah dilaksanakan musyawarah kelurahan.",
        [["Lurah Gunung Lingkas,\n\n\nHj. Norhayati, S.AP", "Ketua RT 07\n\n\nMarthen Lumban"]],
    )
    assert ("Hj. Norhayati, S.AP", "Lurah", "Kelurahan Gunung Lingkas") in people(record)
    assert ("Marthen Lumban", "Ketua", "RT 07") in people(record)


def test_who_signs_for_a_group_has_no_office(record_of):
    record = record_of(
        *MINUTES,
        "Demikian berita acara ini dibuat.",
        [["Ketua RW 12\n\n\n\nSYAFWAN", "Wakil Perempuan\n\n\n\nNurul Qomariyah"]],
    )
    assert ("Syafwan", "Ketua", "RW 12") in people(record)
    assert ("Nurul Qomariyah", "Wakil Perempuan", None) in people(record)


def test_a_frame_of_signatures_has_names_in_a_later_row(record_of):
    record = record_of(
        VILLAGE,
        "Demikian notulen ini dibuat.",
        [
            ["Ketua BPD", "Kepala Desa Sukamulya", "Wakil Masyarakat"],
            ["", "", ""],
            ["Yohanes Sare", "Petrus Laka", "Agustinus Wara"],
        ],
    )
    assert ("Petrus Laka", "Kepala Desa", "Desa Sukamulya") in people(record)
    assert ("Agustinus Wara", "Wakil Masyarakat", None) in people(record)


def test_the_office_stands_under_who_took_the_minutes(record_of):
    record = record_of(
        VILLAGE, "Usul diterima.", "Notulis,\n\n(Nanik Wijayanti)\nStaf Kasi Pelayanan"
    )
    assert ("Nanik Wijayanti", "Desa Sukamulya") in [(p[0], p[2]) for p in people(record)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "Budi Santoso\nSekretaris LPM Kelurahan Sukasari",
            ("Budi Santoso", "Sekretaris", "LPM Kelurahan Sukasari"),
        ),
        ("Ketua RW 03\n\nSiti Aminah", ("Siti Aminah", "Ketua", "RW 03")),
    ],
    ids=["office below", "office above"],
)
def test_who_signs_a_letter_is_not_whom_it_is_addressed_to(record_of, lines, expected):
    record = record_of(
        f"Yth. Bapak Lurah Sukasari\n\nTerlampir notulen rapat LPM tanggal 10 Maret 2024.\n\nHormat kami,\n{lines}\n"
    )
    assert [(p.name, p.role, p.agency) for p in record.people] == [expected]


def test_columns_of_signatures_that_tabs_part(record_of):
    record = record_of(
        VILLAGE,
        "Demikian notulen ini dibuat.",
        "Kepala Desa Sukamulya\tPPL Desa Sukamulya",
        "",
        "Syamsul Bahri\tNurhayati, SP",
    )
    assert ("Syamsul Bahri", "Kepala Desa", "Desa Sukamulya") in people(record)
    assert ("Nurhayati, SP", "PPL") in [p[:2] for p in people(record)]


def test_what_a_group_is_called_signs_nothing(tmp_path):
    paper = tmp_path / "surat.txt"
    paper.write_text(
        'KELOMPOK TANI "SIDO MAKMUR"\nDESA BANYUBIRU KECAMATAN BANYUBIRU\n\n'
        "Perihal : Permohonan bantuan hand tractor\n\nHormat kami,\n"
        "Ketua Kelompok Tani                       Sekretaris\nSido Makmur\n\n"
        "SUYADI                                    PARJONO\n\n"
        "Rekomendasi\nCamat Banyubiru\n\nDRA. WAHYU LESTARI, M.M\n",
        "utf-8",
    )
    found = people(extract(paper, ocr=NoOcr()))
    assert ("Suyadi", "Ketua", "Kelompok Tani Sido Makmur") in found
    assert ("Dra. Wahyu Lestari, M.M.", "Camat", "Kecamatan Banyubiru") in found
    assert "Sido Makmur" not in [name for name, _, _ in found]
