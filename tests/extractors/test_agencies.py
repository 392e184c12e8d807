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
        ("Komentar Dinas PUPR: jalan diperbaiki tahun depan.", {"Dinas PUPR"}),
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


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        # Schools that are called by a number.
        ("Hadir Kepala SMPN 22 dan warga.", "SMPN 22"),
        ("Halaman SD Inpres 14 diaspal.", "SD Inpres 14"),
        # Universities: after a day, by their abbreviation, with it before their town.
        (
            "Mahasiswa Universitas 17 Agustus 1945 Surabaya hadir.",
            "Universitas 17 Agustus 1945 Surabaya",
        ),
        ("Tim dari Unpatti membantu warga.", "Unpatti"),
        (
            "Narasumber dari Universitas Sriwijaya (Unsri) Palembang datang.",
            "Universitas Sriwijaya Palembang",
        ),
        # What regions put together for a dinas of their own.
        ("Lapak diminta ke Dinas Kopumdag Kota Madiun.", "Dinas Kopumdag Kota Madiun"),
        (
            "Bantuan dari Dinas Sosial P3A dan PMD Kabupaten Tuban tiba.",
            "Dinas Sosial P3A dan PMD Kabupaten Tuban",
        ),
        # Offices of the state by number, class and region.
        ("Kali dikeruk BWS Nusa Tenggara II tahun ini.", "BWS Nusa Tenggara II"),
        ("Personel Lantamal XIV Sorong ikut membantu.", "Lantamal XIV Sorong"),
        (
            "Surat ke Kantor Imigrasi Kelas I TPI Dumai dikirim.",
            "Kantor Imigrasi Kelas I TPI Dumai",
        ),
        ("Jalan itu urusan BPJN NTT saja.", "BPJN NTT"),
        # Posts of health with their RW, and those who train.
        ("Timbangan Posyandu Flamboyan RW 05 rusak.", "Posyandu Flamboyan RW 05"),
        ("Pelatihan digelar LPK Bina Karya mulai Senin.", "LPK Bina Karya"),
        # A committee is called by the body for which it works.
        (
            "Disahkan Tim Pengelola Bank Sampah Mas Berseri.",
            "Tim Pengelola Bank Sampah Mas Berseri",
        ),
    ],
)
def test_bodies_of_many_regions(record_of: Of, sentence: str, there: str) -> None:
    assert there in record_of(HEAD + sentence).agencies


def test_a_ward_that_asks_is_a_body(record_of: Of) -> None:
    record = record_of(HEAD + "Usulan warga:\n1. RT 03: perbaikan talud\n2. RW 07: lampu jalan")
    assert {"RT 03", "RW 07"} <= set(record.agencies)


@pytest.mark.parametrize(
    "sentence",
    [
        "Perbaikan jalan Dusun Krajan diusulkan lagi.",
        "Rapat di rumah warga Perum Melati Indah Blok C.",
        "Daftar disusun oleh Tim Penyusun.",
        "Usulan dari Fraksi Gerindra ditampung.",
    ],
)
def test_places_and_teams_without_a_name_are_no_bodies(record_of: Of, sentence: str) -> None:
    found = set(record_of(HEAD + sentence).agencies)
    assert found <= {"Kota Palembang", "Kecamatan Plaju", "Kelurahan Plaju Ulu"}


def test_a_bare_kind_means_the_body_named_last(record_of: Of) -> None:
    record = record_of(
        HEAD + "Pokmas Mekar Sari melapor. Pokmas Guyub Rukun menyusul.",
        "Menurut Pokmas itu, dana sudah habis.",
    )
    assert [a for a in record.agencies if a.startswith("Pokmas")] == [
        "Pokmas Mekar Sari",
        "Pokmas Guyub Rukun",
    ]


def test_a_group_with_a_name_of_its_own_is_called_by_it(record_of: Of) -> None:
    record = record_of(HEAD + "Bibit diserahkan KWT Ngudi Lestari Dusun Krajan Desa Gondang.")
    assert "KWT Ngudi Lestari" in record.agencies


def test_a_day_in_the_name_of_a_university_is_no_date(record_of: Of) -> None:
    record = record_of(HEAD + "Mahasiswa Universitas 17 Agustus 1945 Surabaya hadir.")
    assert all(d.date is None or d.date.year != 1945 for d in record.dates)


def test_a_mayor_whose_name_no_list_knows_is_no_kota(record_of: Of) -> None:
    record = record_of("NOTULEN RAPAT\n\nWali Kota Bodewin Wattimena membuka rapat di aula.")
    assert [meeting.kota for meeting in record.meetings] == [None]


def test_a_place_in_capitals_keeps_its_number(record_of: Of) -> None:
    record = record_of("NOTULEN RAPAT\n\nRapat dibuka oleh CAMAT ILIR BARAT II di aula.")
    assert "Kecamatan Ilir Barat II" in record.agencies
