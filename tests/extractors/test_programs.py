"""Programmes that are announced, run or were decided, and with whom they are done."""

from collections.abc import Callable

import pytest

from extractors.acts.announced import announced, name_at_head, names_no_activity
from models.record import Record

Of = Callable[..., Record]
NEWS = "LPM Sukapura Gelar Raker\n\nBANDUNG - LPM Kelurahan Sukapura menggelar rapat kerja di aula kelurahan, Sabtu (4/5/2024).\n\n"
HEAD = "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\nKelurahan : Sukapura\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("LPM menyiapkan bedah rumah serta kunjungan lansia.", ["bedah rumah", "kunjungan lansia"]),
        (
            "Kita akan adakan kursus menjahit,service HP,dan bahasa inggris.",
            ["kursus menjahit", "kursus service HP", "kursus bahasa inggris"],
        ),
        (
            "Kerja bakti bersih selokan tetap jalan tiap Minggu kedua.",
            ["Kerja bakti bersih selokan"],
        ),
        (
            "Lurah akan memberi dua HT dan lima rompi untuk linmas.",
            ["bantuan dua HT dan lima rompi untuk linmas"],
        ),
        (
            "Ada tiga kegiatan, yakni taman bacaan, posbindu lansia, dan pemasangan CCTV.",
            ["taman bacaan", "posbindu lansia", "pemasangan CCTV"],
        ),
        ("Pengurus lama menyerahkan laporan.", []),
    ],
)
def test_what_a_sentence_announces(sentence: str, expected: list[str]) -> None:
    assert [a.name for a in announced(sentence, sentence)] == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("PSN serentak seluruh RW pada Minggu, 22 Oktober 2023", "PSN serentak seluruh RW"),
        ("Patroli gabungan tiap Sabtu malam", "Patroli gabungan"),
        ("Surat ke Dinas PUPR", None),
        ("Menunjuk pengurus posyandu", None),
    ],
)
def test_the_activity_at_the_head_of_an_item(item: str, expected: str | None) -> None:
    found = name_at_head(item)
    assert (found.name if found else None) == expected or (
        found is not None and expected is not None and found.name.startswith(expected)
    )


def test_each_body_goes_with_its_own_activity(record_of: Of) -> None:
    record = record_of(
        f"{NEWS}Tahun ini LPM menyiapkan bedah rumah bersama Baznas Kota Bandung serta kunjungan lansia dengan Dinas Sosial.\n"
    )
    assert {p.name: p.agencies for p in record.programs} == {
        "bedah rumah": ("LPM Kelurahan Sukapura", "Baznas Kota Bandung"),
        "kunjungan lansia": ("LPM Kelurahan Sukapura", "Dinas Sosial"),
    }


def test_a_sentence_of_several_subjects(record_of: Of) -> None:
    record = record_of(
        f"{NEWS}Dari dana itu PKK menjalankan dapur sehat atasi stunting, dan Karang Taruna menggelar turnamen futsal antar-RW.\n"
    )
    links = {p.name: p.agencies for p in record.programs}
    assert all("PKK" not in a for a in links["turnamen futsal antar-RW"])


def test_a_numbered_list_of_programmes(record_of: Of) -> None:
    record = record_of(
        f"{NEWS}Pemerintah kota melanjutkan dua program yang terhubung dengan layanan itu, yaitu:\n"
        "1. pemasangan 40 kamera CCTV di persimpangan bersama Dinas Perhubungan;\n"
        "2. pelatihan relawan kebakaran oleh Dinas Pemadam Kebakaran.\n"
    )
    assert [p.agencies for p in record.programs] == [
        ("Dinas Perhubungan",),
        ("Dinas Pemadam Kebakaran",),
    ]


def test_a_row_names_who_does_it(record_of: Of) -> None:
    record = record_of(
        HEAD,
        [
            ["No", "Uraian", "Tindak Lanjut", "PIC", "Batas Waktu"],
            [
                "1",
                "Orang mabuk makin banyak",
                "Patroli gabungan tiap Sabtu malam",
                "Polsek Sukapura",
                "11 Maret 2024",
            ],
        ],
    )
    assert [(p.name, p.agencies) for p in record.programs] == [
        ("Patroli gabungan", ("Polsek Sukapura",))
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lurah menjelaskan Perda tentang pengelolaan sampah kepada warga yang hadir di aula.",
        "Rapat menyetujui pembentukan panitia pemilihan ketua RW dan jadwal pendaftaran calon.",
        "Menurutnya bank sampah di tiap RW harus dirawat bersama-sama oleh warga sekitar.",
    ],
)
def test_topics_organs_and_advice_are_no_programmes(record_of: Of, sentence: str) -> None:
    assert record_of(f"{NEWS}{sentence}\n").programs == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tahun ini LPM menggelar pelatihan menjahit bersama PKK Kelurahan Sukapura serta kursus las dengan menggandeng PT Maju Jaya.",
            {
                "pelatihan menjahit": ("PKK Kelurahan Sukapura",),
                "kursus las": ("PT Maju Jaya",),
            },
        ),
        (
            "Program pembangunan saluran air RW 02 akan dimulai bulan depan, dikelola PT Maju Jaya.",
            {"pembangunan saluran air RW 02": ("PT Maju Jaya",)},
        ),
    ],
)
def test_a_body_goes_with_what_was_named_since_the_last_one(
    record_of: Of, sentence: str, expected: dict[str, tuple[str, ...]]
) -> None:
    found = {p.name: p.agencies for p in record_of(f"{NEWS}{sentence}\n").programs}
    for name, bodies in expected.items():
        assert set(bodies) <= set(found[name])
    assert "PT Maju Jaya" not in found.get("pelatihan menjahit", ())


def test_the_entries_of_a_work_programme_by_field(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\n2. Program kerja 2024 per bidang\n\nBidang ekonomi\n* Produksi dan penjualan keripik (dengan PT Maju Jaya)\n"
        "Bidang olahraga\n* Turnamen futsal antar RT (Agustus)\n"
    )
    assert [p.name for p in record.programs] == [
        "Produksi dan penjualan keripik",
        "Turnamen futsal antar RT",
    ]


def links(record: Record) -> dict[str, tuple[str, ...]]:
    return {p.name: p.agencies for p in record.programs}


@pytest.mark.parametrize(
    ("told", "name", "body"),
    [
        (
            "LPM akan menggelar kursus barista bagi pemuda.\n\nKursus itu digarap bersama Dinas Tenaga Kerja Kota Bandung.",
            "kursus barista bagi pemuda",
            "Dinas Tenaga Kerja Kota Bandung",
        ),
        (
            "Kepala Dinas Sosial Kota Bandung Deni Sutisna hadir. “Bulan depan kami lanjutkan pelatihan las listrik,” ujarnya.",
            "pelatihan las listrik",
            "Dinas Sosial Kota Bandung",
        ),
        (
            "Dinas Perikanan Kota Bandung tahun ini tengah melatih ibu-ibu membuat kerupuk ikan.",
            "pelatihan membuat kerupuk ikan",
            "Dinas Perikanan Kota Bandung",
        ),
    ],
)
def test_a_partner_is_found_where_he_is_told(
    record_of: Of, told: str, name: str, body: str
) -> None:
    assert body in links(record_of(NEWS + told)).get(name, ())


def test_programmes_counted_by_words(record_of: Of) -> None:
    told = "Ada dua program andalan. Pertama, pasar tani mingguan di halaman kantor. Kedua, ronda gabungan bersama Polsek Sukapura."
    found = links(record_of(NEWS + told))
    assert [name.split(" di ")[0] for name in found] == ["pasar tani mingguan", "ronda gabungan"]
    assert found["ronda gabungan"] == ("Polsek Sukapura",)


@pytest.mark.parametrize(
    "told",
    [
        "Musrenbang menyepakati dua prioritas: perbaikan drainase Gang Melati, pengadaan gerobak sampah.",
        "Pengadaan gerobak sampah dan perbaikan drainase ditunda.",
    ],
)
def test_what_is_asked_or_called_off_is_no_programme(record_of: Of, told: str) -> None:
    assert not record_of(NEWS + told).programs


@pytest.mark.parametrize(
    ("sentence", "name", "agency"),
    [
        (
            "Tiap pekan Dinas Kesehatan Kota Bandung membagikan susu kotak gratis kepada balita.",
            "susu kotak",
            "Dinas Kesehatan Kota Bandung",
        ),
        (
            "Pelatihan sablon kaus digelar bersama Dinas Tenaga Kerja Kota Bandung mulai Juni.",
            "Pelatihan sablon kaus",
            "Dinas Tenaga Kerja Kota Bandung",
        ),
        (
            "Ada pula lomba menghias gang yang hadiahnya disponsori PT Kencana Abadi.",
            "lomba menghias gang",
            "PT Kencana Abadi",
        ),
    ],
)
def test_a_clause_tells_what_is_done_and_by_whom(
    record_of: Of, sentence: str, name: str, agency: str
) -> None:
    programs = record_of(NEWS + sentence).programs
    found = next((p for p in programs if name.casefold() in p.name.casefold()), None)
    assert found is not None, programs
    assert agency in found.agencies


@pytest.mark.parametrize(
    "sentence",
    [
        "Ketua LPM menyampaikan terima kasih kepada seluruh warga yang hadir.",
        "Rapat ditutup dengan doa bersama pukul 12.00 WIB di aula kelurahan.",
        "Jalan di depan pasar rusak sejak lama dan sering tergenang.",
    ],
)
def test_what_only_happens_is_no_programme(record_of: Of, sentence: str) -> None:
    assert record_of(NEWS + sentence).programs == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Camat memberi lampu hijau untuk rencana warga itu.",
        "Ada 40 rumah yang belum mendapat tong sampah dari kelurahan.",
        "Warga menggelar kopi dan kue di teras balai.",
        "Usai Isya di Masjid Nurul Iman laporan dibacakan di depan warga.",
        "Data keluarga miskin dari Dinas Sosial akan dibacakan di depan warga.",
    ],
)
def test_what_stands_where_an_activity_might_and_names_none(record_of: Of, sentence: str) -> None:
    assert record_of(f"{NEWS}{sentence} Warga menyimak sampai selesai.\n").programs == ()


@pytest.mark.parametrize(
    ("name", "none"),
    [
        ("lampu hijau", True),
        ("4 kelompok tani", True),
        ("sembilan program", True),
        ("Surat permohonan", True),
        ("Pelatihan", True),
        ("teknik las", False),
        ("12 papan evakuasi", False),
        ("bedah rumah", False),
    ],
)
def test_names_of_no_activity(name: str, none: bool) -> None:
    assert names_no_activity(name) is none


@pytest.mark.parametrize(
    "sentence",
    [
        "Karang Taruna lagi nyiapin pelatihan sablon kaus buat remaja bulan depan.",
        "PKK mau bikin pelatihan membuat roti bulan depan.",
    ],
)
def test_everyday_verbs_announce_too(record_of: Of, sentence: str) -> None:
    assert any("pelatihan" in p.name for p in record_of(NEWS + sentence).programs)


def test_the_title_of_a_law_is_no_programme(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nDasar:\n1. Peraturan Menteri Dalam Negeri Nomor 130 Tahun 2018 tentang Kegiatan Pembangunan Sarana dan Prasarana Kelurahan.\n"
    )
    assert not any("Pembangunan Sarana" in p.name for p in record.programs)


def test_a_table_of_plans_with_costs_lists_programmes(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nProgram Kerja\n",
        [
            ["No", "Kegiatan", "Waktu", "Biaya", "Mitra"],
            ["1", "Tabligh akbar", "Maret 2024", "Rp 2.000.000", "KUA Sukapura"],
            ["2", "Bank sampah", "April 2024", "Rp 1.500.000", "Dinas Lingkungan Hidup"],
        ],
    )
    found = {p.name: p.agencies for p in record.programs}
    assert set(found) == {"Tabligh akbar", "Bank sampah"}
    assert found["Bank sampah"] == ("Dinas Lingkungan Hidup",)


def test_a_notice_tells_what_is_planned_by_its_day(record_of: Of) -> None:
    record = record_of(
        "PENGUMUMAN\nNomor : 470/12/2024\n\nDiumumkan kepada seluruh warga Kelurahan Sukapura hal-hal berikut :\n\n"
        "1. Imunisasi polio dari Puskesmas Sukapura, Kamis, 8 Agustus 2024 di balai RW.\n"
        "2. Pasar murah kerja sama Bulog, Sabtu, 10 Agustus 2024.\n\n"
        "Sukapura, 29 Juli 2024\nLurah Sukapura\n\nAhmad Fauzi\n"
    )
    assert any(p.name.startswith("Imunisasi polio") for p in record.programs)


def test_an_activity_for_people_keeps_its_name(record_of: Of) -> None:
    record = record_of(
        f"{NEWS}Kelas literasi digital untuk pelaku batik tulis akan dibuka bulan Februari, menggandeng Politeknik Bandung.\n"
    )
    assert not any(p.name.startswith("pelaku") for p in record.programs)


@pytest.mark.parametrize(
    ("told", "name", "bodies"),
    [
        (
            "Sementara itu Polsek Sukapura bersama Satlinmas tetap menjalankan patroli malam di tiga lingkungan.",
            "patroli malam",
            {"Polsek Sukapura", "Satlinmas"},
        ),
        (
            "Kepala Dinas Sosial Kota Bandung, Deni Sutisna, hadir. Dinas juga menjadwalkan pelatihan pembukuan selama dua hari, 7 dan 8 Mei 2024.",
            "pelatihan pembukuan",
            {"Dinas Sosial Kota Bandung"},
        ),
        (
            "Karang Taruna Sukapura akan menggelar senam sehat lansia bareng Puskesmas Sukapura.",
            "senam sehat lansia",
            {"Puskesmas Sukapura"},
        ),
        (
            "Hadir Kepala BPBD Kota Bandung, Usman Ali.\n\nWarga khawatir. Banjir datang lagi.\n\n"
            "Usman menjawab, tahun ini ada pengadaan lima mesin pompa portabel untuk kawasan rumah apung.",
            "pengadaan",
            {"BPBD Kota Bandung"},
        ),
    ],
)
def test_the_bodies_that_do_it(record_of: Of, told: str, name: str, bodies: set[str]) -> None:
    found = links(record_of(NEWS + told))
    agencies = next((of for known, of in found.items() if known.startswith(name)), ())
    assert bodies <= set(agencies), found


@pytest.mark.parametrize(
    ("told", "body"),
    [
        (
            "LPM bersama warga akan menggelar kerja bakti rutin setiap Jumat sambil menunggu realisasi dari Dinas PUPR Kota Bandung.",
            "Dinas PUPR Kota Bandung",
        ),
        (
            "Ke depan kelurahan akan membentuk Satgas Anti Narkoba dan lomba video pendek yang digelar bulan Desember.",
            "Satgas Anti Narkoba",
        ),
    ],
)
def test_who_is_awaited_or_formed_does_nothing(record_of: Of, told: str, body: str) -> None:
    found = links(record_of(NEWS + told))
    assert found
    assert all(body not in agencies for agencies in found.values()), found


def test_a_table_of_courses_lists_what_is_trained(record_of: Of) -> None:
    record = record_of(
        "PENGUMUMAN\nNomor : 560/12/2024\n\nDinas Tenaga Kerja Kota Bandung membuka kesempatan bagi warga untuk mengikuti pelatihan sebagai berikut :\n",
        [
            ["No.", "Jenis Pelatihan", "Kuota", "Waktu Pelaksanaan"],
            ["1", "Las listrik", "16 orang", "22 Juli 2024"],
            ["2", "Barista", "10 orang", "5 Agustus 2024"],
            ["3", "AC", "10 orang", "12 Agustus 2024"],
        ],
        "Sukapura, 29 Juni 2024\nLurah Sukapura\n\nAhmad Fauzi\n",
    )
    assert [p.name for p in record.programs] == [
        "pelatihan las listrik",
        "pelatihan barista",
        "pelatihan AC",
    ]


def test_what_is_decided_by_a_verb_is_a_programme(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nHasil :\n1. Kali dibersihkan bareng hari Minggu, minta bantuan truk sampah ke DLH Kota Bekasi\n"
    )
    found = links(record)
    assert found["pembersihan Kali"] == ()


def test_so_many_things_that_are_given_keep_what_they_are(record_of: Of) -> None:
    record = record_of(
        f"{NEWS}PT Kencana Abadi menyalurkan bantuan 20 unit gerobak usaha bagi pedagang kaki lima.\n"
    )
    assert [p.name.split(" bagi ")[0] for p in record.programs] == ["bantuan 20 unit gerobak usaha"]


def test_those_who_apply_do_their_own_share(record_of: Of) -> None:
    record = record_of(
        "Nomor : 21/BWK/VII/2024\nPerihal : Permohonan perbaikan got\n\nKepada Yth.\nKepala Dinas Pekerjaan Umum Kota Bandung\ndi Bandung\n\n"
        "Dengan hormat, bersama ini kami mohon perbaikan got di sepanjang Gang IV lebih kurang 135 meter. Warga siap bergotong royong untuk pembersihan awal pada tanggal 31 Juli 2024.\n\n"
        "Demikian permohonan kami.\n\nKetua RT 02\n\nMulyadi\n"
    )
    assert [p.name for p in record.programs] == ["pembersihan awal"]


APPLICATION = (
    "KARANG TARUNA DESA SUKAPURA\n\nNomor : 12/KT/2024\nPerihal : Permohonan Bantuan Perahu Karet\n\nKepada Yth. Bupati Bungo\n\n"
    "Dengan hormat, kami mengajukan permohonan bantuan satu unit perahu karet untuk evakuasi warga saat banjir.\n\n{}\n\n"
    "Demikian permohonan kami, atas perhatian Bapak kami ucapkan terima kasih.\n\nSukapura, 12 Mei 2024\nKetua,\n\nSlamet Riyadi"
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Selama ini kami rutin melaksanakan simulasi evakuasi dua kali setahun bersama BPBD Kabupaten Bungo dan menggelar "
            "patroli sungai setiap musim hujan.",
            ["simulasi evakuasi dua kali setahun", "patroli sungai"],
        ),
        ("Perahu karet itu akan dipakai relawan.", []),
    ],
)
def test_an_application_tells_what_its_writers_do_already(
    record_of: Of, told: str, expected: list[str]
) -> None:
    record = record_of(APPLICATION.format(told))
    assert [p.name for p in record.programs] == expected
    assert [p.title for p in record.proposals] == ["Permohonan Bantuan Perahu Karet"]


def test_what_a_meeting_is_about_is_a_programme(record_of: Of) -> None:
    title = "NOTULEN RAPAT PERSIAPAN PASAR MURAH"
    told = (
        "\nHASIL RAPAT\n1. Pasar murah digelar tanggal 20 Maret 2024 bersama Dinas Perdagangan.\n"
    )
    record = record_of(HEAD.replace("NOTULEN RAPAT WARGA", title) + told)
    assert [p.name for p in record.programs] == ["Pasar murah"]


@pytest.mark.parametrize(
    "told",
    [
        'Yang paling banyak disampaikan warga masih soal drainase dan sampah," kata Lurah Sukapura Slamet Riyadi.',
        "Pihaknya memberikan pembekalan bagi LPM untuk mendukung program Pemerintah dalam merencanakan partisipasi.",
    ],
)
def test_what_is_only_spoken_of_is_no_programme(record_of: Of, told: str) -> None:
    assert not record_of(NEWS + told).programs


def test_what_examples_follow_is_told_by_them(record_of: Of) -> None:
    told = "Raker ini juga untuk pelatihan keterampilan seperti pelatihan las, AC, menjahit kita akan kerjasama dengan Disnaker."
    names = [p.name for p in record_of(NEWS + told).programs]
    assert names == ["pelatihan las", "pelatihan AC", "pelatihan menjahit"]


def test_what_must_be_finished_is_planned(record_of: Of) -> None:
    told = "Camat menegaskan jambanisasi 12 rumah di RW 03 harus tuntas tahun ini dan dibiayai kecamatan."
    assert [p.name for p in record_of(NEWS + told).programs] == ["jambanisasi 12 rumah"]


def test_what_lies_about_is_no_programme(record_of: Of) -> None:
    told = "\nYang dibahas:\n- Sampah liar dekat kali\n\nHASIL\n1. Kerja bakti hari Minggu.\n"
    assert [p.name for p in record_of(HEAD + told).programs] == ["Kerja bakti"]


def test_what_was_asked_for_is_a_programme_where_it_is_said_to_be_held(record_of: Of) -> None:
    told = (
        "Warga meminta posko pengaduan di kantor kelurahan. Lurah mengatakan posko pengaduan di kantor kelurahan akan dibuka "
        "mulai 1 Oktober."
    )
    record = record_of(NEWS + told)
    assert [p.name for p in record.programs] == ["posko pengaduan di kantor kelurahan"]
    assert [p.title for p in record.proposals] == ["posko pengaduan di kantor kelurahan"]
