"""What a document is, and the day it was issued, from the looks that offices and papers give it."""

from collections.abc import Callable

import pytest

from models.codes import DocumentKind
from models.record import Record

Of = Callable[..., Record]

LETTERHEAD = "PEMERINTAH KOTA BOGOR\nKECAMATAN BOGOR BARAT\nKELURAHAN SINDANGBARANG\n\n"
WISHES = [
    ["No", "Usulan", "Lokasi", "Volume", "Biaya"],
    ["1", "Perbaikan drainase", "RT 02/RW 05", "120 m", "45.000.000"],
    ["2", "Lampu jalan", "RT 01/RW 03", "6 titik", "12.000.000"],
]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("DAFTAR USULAN KEGIATAN PRIORITAS TAHUN 2025", DocumentKind.PROPOSAL),
        ("FORMULIR USULAN POKOK-POKOK PIKIRAN DPRD", DocumentKind.PROPOSAL),
        ("RENCANA ANGGARAN BIAYA", DocumentKind.PROPOSAL),
        ("RENCANA KERJA DAN ANGGARAN KELURAHAN", DocumentKind.PROPOSAL),
        ("DOKUMEN PELAKSANAAN ANGGARAN", DocumentKind.PROPOSAL),
        ("SURAT PERINTAH TUGAS", DocumentKind.OTHER),
        ("PENGUMUMAN", DocumentKind.OTHER),
        ("NOTA DINAS", DocumentKind.OTHER),
        ("CATATAN REMBUG WARGA RW 05", DocumentKind.MINUTES),
        ("N O T U L E N", DocumentKind.MINUTES),
    ],
)
def test_a_title_tells_the_kind(record_of: Of, title: str, kind: DocumentKind) -> None:
    assert record_of(f"{LETTERHEAD}{title}\n", WISHES).document.kind is kind


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Penyampaian Usulan Infrastruktur Kelurahan", DocumentKind.PROPOSAL),
        ("Permohonan Bantuan Bibit Pohon", DocumentKind.PROPOSAL),
        ("Jawaban Permohonan Bibit Pohon", DocumentKind.OTHER),
        ("Undangan Rapat Koordinasi", DocumentKind.OTHER),
        ("Penyampaian Jadwal Pelayanan", DocumentKind.OTHER),
    ],
)
def test_a_letter_is_what_its_subject_says(record_of: Of, subject: str, kind: DocumentKind) -> None:
    record = record_of(
        f"{LETTERHEAD}Nomor : 12/KEL/2024\nPerihal : {subject}\n\nKepada Yth.\nKepala Dinas Lingkungan Hidup\n\n"
        "Dengan hormat, bersama ini kami sampaikan hal tersebut di atas.\n\nBogor, 5 Februari 2024"
    )
    assert record.document.kind is kind
    assert str(record.document.published) == "2024-02-05"


def test_a_press_release_is_news(record_of: Of) -> None:
    record = record_of(
        "SIARAN PERS\nNomor : 4/SP/2024\n\nKelurahan Sindangbarang Gelar Rapat Koordinasi Sampah\n\n"
        "BOGOR – Kelurahan Sindangbarang menggelar rapat koordinasi pengelolaan sampah di aula kelurahan, Rabu "
        "(7/2/2024). “Kami berharap warga memilah sampah dari rumah masing-masing,” kata Lurah Dedi Kusnadi."
    )
    assert record.document.kind is DocumentKind.NEWS


@pytest.mark.parametrize(
    "stamp",
    [
        "Ditetapkan di Bogor\npada tanggal 15 Mei 2023",
        "Ditetapkan di Bogor pada tanggal 15 Mei 2023",
        "Dikeluarkan di : Bogor\nPada tanggal : 15 Mei 2023",
        "Bogor, 15 Mei 2023",
    ],
)
def test_a_stamp_dates_a_decree(record_of: Of, stamp: str) -> None:
    record = record_of(
        f"{LETTERHEAD}KEPUTUSAN LURAH SINDANGBARANG\nNOMOR : 141/09/2023\nTENTANG\nPENGURUS LPM\n\n"
        "Menimbang : bahwa masa bakti berakhir pada tanggal 30 April 2023;\n"
        "Mengingat : Keputusan Wali Kota Nomor 316 Tahun 2019 tanggal 11 November 2019;\n\n"
        f"MEMUTUSKAN :\nKESATU : Mengangkat pengurus LPM.\n\n{stamp}\nLURAH SINDANGBARANG,"
    )
    assert record.document.kind is DocumentKind.OTHER
    assert str(record.document.published) == "2023-05-15"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("PADANG, 13/9 – Kelurahan Ulak Karang", "2023-09-13"),
        ("Denpasar, 2023-09-13. Kelurahan Ulak Karang", "2023-09-13"),
        (
            "PADANG – Ketua LPM yang dikukuhkan tgl 11 Januari lalu oleh Wali Kota di Kelurahan X",
            "None",
        ),
    ],
)
def test_a_dateline_dates_an_article(record_of: Of, head: str, expected: str) -> None:
    record = record_of(
        f"{head} menggelar musyawarah kelurahan di aula kelurahan, Selasa (12/9/2023). “Semua usulan kita "
        "bawa ke kecamatan,” kata Lurah Rina Marlina. Ia mengatakan warga mengusulkan perbaikan drainase."
    )
    assert record.document.kind is DocumentKind.NEWS
    assert str(record.document.published) == expected


def test_a_line_of_who_was_invited_makes_no_letter(record_of: Of) -> None:
    record = record_of(
        "CATATAN RAPAT KERJA\n\nPimpinan: Surya Dharma (Ketua)\nPencatat: Ayu Lestari\n"
        "Undangan: Lurah Sindangbarang\n\nPutusan rapat\n1) Program kerja disahkan."
    )
    assert record.document.kind is DocumentKind.MINUTES
