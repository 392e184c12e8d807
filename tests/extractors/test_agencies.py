"""Which bodies a text names, and under which name the record holds them."""

from collections.abc import Callable

import pytest

from models.record import Record

Of = Callable[..., Record]

HEAD = (
    "PEMERINTAH KOTA PALEMBANG\nKECAMATAN PLAJU\nKELURAHAN PLAJU ULU\n\nNOTULEN RAPAT\n\n"
    "Hari/Tanggal : Selasa, 5 September 2023\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Perlu bibit dari Dinas Perikanan dan Pertanian.", {"Dinas Perikanan dan Pertanian"}),
        ("Hal itu urusan Dinas Perdagangan dan Koperasi.", {"Dinas Perdagangan dan Koperasi"}),
        ("Jalan diusulkan ke Dinas SDABMBK.", {"Dinas SDABMBK"}),
        ("Rumah diusulkan ke Dinas Perkimtan.", {"Dinas Perkimtan"}),
        ("Hadir Koramil 1207-01 dan BPBD.", {"Koramil 1207-01", "BPBD"}),
        ("Bidan dari Puskesmas Harapan hadir.", {"Puskesmas Harapan"}),
        (
            "Surat dikirim ke Dinas Lingkungan Hidup (DLH). Menurut DLH itu bisa.",
            {"Dinas Lingkungan Hidup"},
        ),
        ("Talut diminta ke BBWS Brantas.", {"BBWS Brantas"}),
        ("Senam bersama Puskesmas Ngaglik II.", {"Puskesmas Ngaglik II"}),
        ("Bibit dari Yayasan Pesisir Lestari tiba.", {"Yayasan Pesisir Lestari"}),
        ("Dikerjakan Pokmas Maju Bersama mulai Mei.", {"Pokmas Maju Bersama"}),
        ('Narasumber dari UPN "Veteran" Yogyakarta hadir.', {"UPN Veteran Yogyakarta"}),
        ("Data diminta dari Dinas P3AP2KB.", {"Dinas P3AP2KB"}),
        ("Beras dibeli dari Bulog.", {"Bulog"}),
        ("Hadir PKK dan Ketua TP PKK Kelurahan Plaju Ulu.", {"TP PKK Kelurahan Plaju Ulu"}),
        ("Alat dari UPTD Pasar Wilayah III tiba.", {"UPTD Pasar Wilayah III"}),
        ("Pelatihan di BLK Kendari dimulai.", {"BLK Kendari"}),
        ("Jalan diusulkan ke Dinas PUPR Perkim.", {"Dinas PUPR Perkim"}),
        ("Hadir Koramil 07/Kalideres.", {"Koramil 07/Kalideres"}),
        ("Bantuan dari Bank Jatim cair.", {"Bank Jatim"}),
        (
            "Hadir Forum Komunikasi Ketua Gang (FKKG). Menurut FKKG got mampet.",
            {"FKKG"},
        ),
    ],
)
def test_bodies_that_act(record_of: Of, sentence: str, there: set[str]) -> None:
    found = set(record_of(HEAD + sentence).agencies) - {"Kota Palembang", "Kecamatan Plaju"}
    assert found - {"Kelurahan Plaju Ulu"} == there


@pytest.mark.parametrize(
    "sentence",
    [
        "Usulan dikirim ke Perangkat Daerah dan OPD.",
        "Diskusi dibagi menjadi Bidang Fisik dan Prasarana serta Bidang Ekonomi.",
        "Portal di Jalan Pramuka diperbaiki.",
        "Dana Kampung Tahap I sudah cair.",
        "Dianggarkan dalam APB Desa Perubahan.",
        "Dibacakan Sekretaris Desa Olga Sompotan, S.Pd.",
    ],
)
def test_no_bodies(record_of: Of, sentence: str) -> None:
    found = set(record_of(HEAD + sentence).agencies)
    assert found <= {"Kota Palembang", "Kecamatan Plaju", "Kelurahan Plaju Ulu"}


def test_a_column_of_villages(record_of: Of) -> None:
    record = record_of(
        "PEMERINTAH KABUPATEN BANYUWANGI\nKECAMATAN ROGOJAMPI\n\nBERITA ACARA MUSRENBANG KECAMATAN\n",
        [
            ["No", "Desa Pengusul", "Nama Kegiatan"],
            ["1", "Aliyan", "Normalisasi saluran"],
            ["2", "Gitik", "Jembatan"],
        ],
    )
    assert {"Desa Aliyan", "Desa Gitik"} <= set(record.agencies)
    assert "Desa Pengusul" not in record.agencies


def test_a_name_of_everyday_words_is_whole(record_of: Of) -> None:
    record = record_of(
        "PEMERINTAH KOTA AMBON\nKECAMATAN SIRIMAU\nKELURAHAN BATU MEJA\n\nNOTULEN RAPAT\n\n"
        "Hadir Babinsa Kelurahan Batu Meja Serda F. Tuasela dan Ketua LPM Kelurahan Batu Meja, Ronald Tomasoa."
    )
    assert "LPM Kelurahan Batu Meja" in record.agencies
    assert not {a for a in record.agencies if a.endswith(" Batu")}


def test_a_paper_that_never_says_kelurahan_is_of_the_place_of_its_bodies(record_of: Of) -> None:
    record = record_of(
        "Raker LPMK Sinduharjo, Wirausaha Jadi Fokus",
        "Sleman - LPMK Sinduharjo, Kapanewon Ngaglik, menggelar rapat kerja di pendopo, Sabtu "
        "(25/1/2025). Lurah Sinduharjo Sudarja, S.E. membuka raker itu, ujar panitia kepada wartawan.",
    )
    assert record.meetings[0].kelurahan == "Sinduharjo"
    assert [p.name for p in record.people] == ["Sudarja, S.E."]


def test_a_kecamatan_may_begin_with_a_number(record_of: Of) -> None:
    record = record_of(
        "BERITA ACARA RAPAT\nNAGARI KOTO GADANG\nKECAMATAN IV KOTO\n\nTempat : Kantor Nagari"
    )
    assert record.meetings[0].kecamatan in ("IV Koto", "Iv Koto")


def test_the_body_of_one_tier_is_not_that_of_another(record_of: Of) -> None:
    record = record_of(
        "NOTULENSI RAPAT PLENO",
        "TP PKK KELURAHAN TEGALSARI",
        "KECAMATAN TEGAL BARAT KOTA TEGAL",
        "Kita dapat tugas dari TP PKK Kecamatan Tegal Barat untuk ikut lomba masak.",
    )
    found = set(record.agencies)
    assert {"TP PKK Kelurahan Tegalsari", "TP PKK Kecamatan Tegal Barat"} <= found


def test_a_letterhead_may_name_the_place_below_its_body(record_of: Of) -> None:
    record = record_of(
        "LEMBAGA PEMBERDAYAAN MASYARAKAT",
        "KELURAHAN TUATUNU INDAH",
        "Pimpinan : Ketua LPM",
    )
    assert "LPM Kelurahan Tuatunu Indah" in {
        name.replace("Lembaga Pemberdayaan Masyarakat", "LPM") for name in record.agencies
    }


def test_a_place_may_end_in_dalam_or_a_number(record_of: Of) -> None:
    record = record_of(
        "NOTULEN RAPAT",
        "LPM KELURAHAN SUNGAI PINANG DALAM",
        "KECAMATAN SUNGAI PINANG KOTA SAMARINDA",
        "Rapat dipimpin Lurah Sei Kera Hilir I, dan dihadiri warga.",
    )
    assert {"LPM Kelurahan Sungai Pinang Dalam", "Kelurahan Sei Kera Hilir I"} <= set(
        record.agencies
    )
