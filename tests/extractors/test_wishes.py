"""What is asked for, from bare things to whole lists, and where minutes and articles tell it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import extract
from extractors.acts.nominal import noun_of
from extractors.acts.wishes import complaints, wishes
from extractors.ocr import NoOcr
from models.codes import DocumentKind
from models.record import Record

Of = Callable[..., Record]
HEAD = "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\nKelurahan : Sukapura\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Minta timbangan gantung 2 buah.", ["timbangan gantung"]),
        ("Warga mohon selokan depan PAUD dikeruk.", ["pengerukan selokan depan PAUD"]),
        ("Ia meminta jembatan kayu diganti beton.", ["penggantian jembatan kayu beton"]),
        (
            "Ketua RT 47 meminta dua mesin sedot dan pelatihan tanggap bencana.",
            ["mesin sedot", "pelatihan tanggap bencana"],
        ),
        (
            "Ia mengusulkan talud sungai kurang lebih 40 meter serta pengaspalan lorong menuju makam.",
            ["talud sungai", "pengaspalan lorong menuju makam"],
        ),
        ("Kader butuh tenda lipat dan 30 kursi plastik.", ["tenda lipat dan 30 kursi plastik"]),
        (
            "RT 2 penambahan lampu jalan 2 titik, RT 4 pompa air untuk banjir.",
            ["penambahan lampu jalan", "pompa air untuk banjir"],
        ),
        ("Saya usul dipasang kentongan di pos.", ["kentongan di pos"]),
        ("Warga berharap ada pasar sore.", ["pasar sore"]),
        ("Lurah berharap pengurus kompak.", []),
        ("Kami mohon maaf atas kekurangan.", []),
        ("Lurah minta warga tidak membuang sampah ke kali.", []),
        (
            "Ia mendorong pemerintah kota membangun pintu air di muara parit.",
            ["pembangunan pintu air di muara parit"],
        ),
        ("Diharapkan pemerintah dapat membangun SPAM di dusun itu.", ["pembangunan SPAM"]),
        ("Warga ingin sekali punya lapangan voli sendiri.", ["lapangan voli"]),
        ("Warganya butuh sumur bor lantaran air sering tidak mengalir.", ["sumur bor"]),
        ("Mereka menagih janji pembangunan pasar desa.", ["pembangunan pasar desa"]),
        (
            "Ketua RW menyampaikan usulan agar jembatan kayu diganti.",
            ["penggantian jembatan kayu"],
        ),
        ("Permintaan lain adalah pengerukan muara sungai.", ["pengerukan muara sungai"]),
        (
            "Yang diusulkan antara lain betonisasi jalan, pagar makam, dan alat marawis.",
            ["betonisasi jalan", "pagar makam", "alat marawis"],
        ),
        (
            "Kepala dusun mengusulkan tiga kegiatan, yaitu rabat beton, gorong-gorong, dan MCK umum.",
            ["rabat beton", "gorong-gorong", "MCK umum"],
        ),
        (
            "Usulan dari Lingkungan 2: perbaikan drainase, pengadaan tong sampah.",
            ["perbaikan drainase", "pengadaan tong sampah"],
        ),
        ("Pembangunan talud menjadi usulan terbanyak.", ["Pembangunan talud"]),
        ("Jalan poros desa masih menjadi keluhan utama warga.", ["Jalan poros desa"]),
        ("Ia mengusulkan dibentuk pos pengaduan.", ["pembentukan pos pengaduan"]),
        ("Ketua RT mengangkat soal debu batu bara.", ["debu batu bara"]),
        ("Nelayan menginginkan SPBUN sebab solar mahal.", ["SPBUN"]),
        ("Namun ia menitip satu hal: jalan tanah menuju sumur.", ["jalan tanah menuju sumur"]),
        ("Kalau bisa dibangunkan dekker di dua tempat.", ["dekker di dua tempat"]),
        ("Warga meminta pemerintah daerah turun tangan.", []),
        ("Warga tidak menginginkan bantuan tunai.", []),
        ("Dinas mengharapkan kelompok tani segera membuat proposal.", []),
        ("Ketua BPD meminta agar laporan disampaikan tepat waktu.", []),
        ("Permintaan itu langsung disanggupi kepala dinas.", []),
    ],
)
def test_what_a_sentence_asks_for(sentence: str, expected: list[str]) -> None:
    assert [w.title for w in wishes(sentence)] == expected


def test_a_complaint_names_what_is_broken() -> None:
    assert [w.title for w in complaints("Lampu di jembatan mati terus, apa bisa?")] == [
        "Lampu di jembatan"
    ]


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("diganti", "penggantian"),
        ("dikeruk", "pengerukan"),
        ("diperbaiki", "perbaikan"),
        ("ditertibkan", "penertiban"),
        ("dibongkar", "pembongkaran"),
        ("dicat", "pengecatan"),
        ("dilebarkan", "pelebaran"),
        ("disapu", "penyapuan"),
        ("digital", None),
        ("dinas", None),
        ("jalan", None),
    ],
)
def test_the_noun_of_a_passive_verb(verb: str, noun: str | None) -> None:
    assert noun_of(verb) == noun


def test_questions_and_answers(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nTanya jawab\nBapak Slamet (RT 03): Selokan di Gang Cempaka mampet. Bisa tidak dikeruk?\n"
        "Ibu Rokayah (RT 05): minta lampu jalan di depan PAUD, 2 titik.\n"
    )
    assert [(p.title, p.volume) for p in record.proposals] == [
        ("Selokan di Gang Cempaka", None),
        ("lampu jalan di depan PAUD", "2 titik"),
    ]


def test_a_table_of_questions(record_of: Of) -> None:
    record = record_of(
        HEAD,
        [
            ["No", "Penanya", "Pertanyaan / Saran", "Jawaban"],
            [
                "1",
                "Romli, Ketua RT 17",
                "Gerobak sampah sudah keropos, mohon gerobak baru.",
                "Dianggarkan tahun depan.",
            ],
        ],
    )
    assert [p.title for p in record.proposals] == ["gerobak baru"]


def test_items_under_the_name_of_who_wants_them(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nUsulan dari jorong dan lembaga\nJorong Subarang :\n– Turap jalan dekat surau, 18 x 3 m, Rp 64.000.000,-\n"
        "Pemuda :\n– Semenisasi lapangan voli\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Turap jalan dekat surau, 18 x 3 m, Rp 64.000.000,-", 64_000_000),
        ("Semenisasi lapangan voli", None),
    ]


def test_a_table_in_millions(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nDaftar usulan prioritas",
        [
            ["No.", "Pengusul", "Nama Kegiatan", "Volume", "Anggaran (juta Rp)"],
            ["1.", "RW 03", "Normalisasi saluran", "450 m", "285"],
            ["2.", "RW 04", "Jembatan gantung", "1 unit", "512,5"],
        ],
    )
    assert [p.amount for p in record.proposals] == [285_000_000, 512_500_000]


def test_a_list_drawn_with_tabs(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nC. DAFTAR USULAN\n----------------------------\nNo Asal usul\tKegiatan\tVolume\tBiaya (Rp)\n----------------------------\n"
        "1\tRT 02/RW 26\tTalud kali\t35 x 3 m\t78.000.000\n2\tRW 27\tCermin cembung tikungan\t3 buah\t2.700.000\npertigaan masjid\n"
        "3\tPKK\tBibit sayur\t60 set\t4.800.000\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Talud kali", 78_000_000),
        ("Cermin cembung tikungan pertigaan masjid", 2_700_000),
        ("Bibit sayur", 4_800_000),
    ]


def test_a_counting_title_drawn_up_to_the_next(record_of: Of) -> None:
    record = record_of(
        "DAFTAR PRIORITAS USULAN DESA TANJUNG LUAR\nYANG DIAJUKAN KE DINAS KELAUTAN DAN PERIKANAN\n\n"
        "Prio Kegiatan\tPengusul\tBanyaknya\tTaksiran biaya\n"
        "1\tRehab tambat labuh\tDusun Koko\t80 meter\t225.000.000\n"
        "2\tTanam mangrove\tDusun Baru\t5.000 batang\t20.000.000\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Rehab tambat labuh", 225_000_000),
        ("Tanam mangrove", 20_000_000),
    ]


def test_a_plan_of_costs_is_for_what_its_row_names(record_of: Of) -> None:
    record = record_of(
        "RENCANA ANGGARAN BIAYA (RAB)",
        [["Kegiatan", ": Perbaikan Titian Ulin RT 21"], ["Lokasi", ": Kelurahan Pelambuan"]],
        [
            ["No", "Uraian pekerjaan", "Sat", "Volume", "Harga satuan", "Jumlah"],
            ["1", "Papan ulin", "lbr", "190", "165.000", "31.350.000"],
        ],
    )
    assert [p.title for p in record.proposals] == ["Perbaikan Titian Ulin RT 21"]


def test_an_application_whose_subject_names_nothing_is_called_by_its_title(record_of: Of) -> None:
    record = record_of(
        "POKMAS JREBENG GUYUB\n\nNomor : 001/POKMAS/2023\nPerihal : Permohonan Bantuan Hibah\n\n"
        "Kepada Yth.\nKepala Dinas PRKP\n\nBersama ini kami mengajukan permohonan dana hibah.\n\n"
        "PROPOSAL\nPENGAJUAN DANA HIBAH\nPAVINGISASI JALAN LINGKUNGAN\n\n"
        "A. PENDAHULUAN\nJalan masih tanah dan berlumpur pada musim hujan.\n"
    )
    assert [p.title.casefold() for p in record.proposals] == ["pavingisasi jalan lingkungan"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Warga menyampaikan perlunya pelatihan olah sampah.", ["pelatihan olah sampah"]),
        (
            "Ketua minta agar drainase Gang Melati dimasukkan dalam prioritas.",
            ["drainase Gang Melati"],
        ),
        ("Kami memohon pengaspalan jalan segera direalisasikan.", ["pengaspalan jalan"]),
        ("Ia minta memasukkan rehab posyandu ke dalam daftar prioritas.", ["rehab posyandu"]),
        ("Kader mengusulkan rehab rumah tidak layak huni.", ["rehab rumah tidak layak huni"]),
        ("RW 05 mengusulkan lampu jalan di lingkungan mereka.", ["lampu jalan"]),
        ("Warga RT 03 mendorong pengerukan parit.", ["pengerukan parit"]),
        (
            "Ia meminta dibangun jalan tani 900 meter dan pondok jemur dua unit.",
            ["jalan tani", "pondok jemur"],
        ),
        (
            "Ada permintaan dari Pak Yotam, wali murid, supaya lampu gereja diganti.",
            ["penggantian lampu gereja"],
        ),
        ("Ia menyampaikan keluhan warga RW 04 soal saluran buntu.", ["saluran buntu"]),
        ("Mohon perhatian pemerintah terhadap jalan rusak di RT 06.", ["jalan rusak di RT 06"]),
        ("Yang paling mendesak adalah pengerukan Kali Mati.", ["pengerukan Kali Mati"]),
        ("Warga berharap mendapat bantuan timbangan digital.", ["bantuan timbangan digital"]),
        ("Ia berharap gedung KUD dipasang listrik.", ["pemasangan gedung KUD listrik"]),
        ("Usul musala Al-Ikhlas dibantu karpet.", ["karpet musala Al-Ikhlas"]),
        ("Pak Darto nanya kapan lampu jalan RT 02 diperbaiki.", ["perbaikan lampu jalan RT 02"]),
        ("Ia bertanya kenapa rehab balai adat tidak muncul.", []),
        ("Keluhan masyarakat mengenai pasar makin banyak.", []),
        ("Ibu Dorkas minta janda Barbalina dimasukkan.", []),
        ("Pak Min ngusulin pasang CCTV di perempatan.", ["CCTV di perempatan"]),
        ("Usulan pemuda: lapangan futsal, alat band.", ["lapangan futsal", "alat band"]),
        ("Warga berharap dibangun sumur bor.", ["sumur bor"]),
        ("Kebutuhan mendesak warga antara lain tandon air.", ["tandon air"]),
        ("Wali Kota meminta menindaklanjuti hasil musrenbang.", []),
        ("Ia ingin pelayanan kelurahan makin baik.", []),
        ("Pemerintah membutuhkan partisipasi warga.", []),
        ("Lurah mendorong warga menanam cabai.", []),
        ("Camat meminta ketua RW mendata warga miskin.", []),
        ("Lurah minta kader setor data balita.", []),
    ],
)
def test_what_clerks_and_journalists_write_of_wishes(sentence: str, expected: list[str]) -> None:
    assert [w.title for w in wishes(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "origin"),
    [
        ("Ketua RT 03, Sumarno, mengusulkan perbaikan drainase di wilayahnya.", "RT 03"),
        ("Bapak Sumarno dari RW 05 menyampaikan usulan pembangunan talud.", "RW 05"),
        ("Pembangunan posyandu diusulkan oleh RT 02/RW 07.", "RT 02/RW 07"),
        ("Usulan pengadaan gerobak sampah diajukan warga RW 11.", "RW 11"),
        ("Ketua RW 05 meminta lampu jalan di RT 09.", "RW 05"),
        ("Sumarno (Ketua RT 04) menyampaikan perlunya pelatihan menjahit.", "RT 04"),
    ],
)
def test_who_asks(record_of: Of, sentence: str, origin: str) -> None:
    (proposal,) = record_of(f"{HEAD}\nJalannya rapat\n{sentence}\n").proposals
    assert proposal.origin == origin


def test_a_ward_in_brackets_belongs_to_the_thing_before_it(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nUsulan warga:\n1. Normalisasi sungai (RT 02/RW 07)\n2. Rehab pos ronda (RT 03)\n"
    )
    assert [(p.title, p.origin) for p in record.proposals] == [
        ("Normalisasi sungai", "RT 02/RW 07"),
        ("Rehab pos ronda", "RT 03"),
    ]


@pytest.mark.parametrize("mark", [":", " -", " –", " ="])
def test_wards_with_a_mark_before_what_they_want(record_of: Of, mark: str) -> None:
    record = record_of(
        f"{HEAD}\nUsulan warga:\nRT 03{mark} pembuatan gorong-gorong\nRT 04{mark} pengadaan tenda\n"
    )
    assert [(p.title, p.origin) for p in record.proposals] == [
        ("pembuatan gorong-gorong", "RT 03"),
        ("pengadaan tenda", "RT 04"),
    ]


def test_a_list_under_the_wards_that_want_it(record_of: Of) -> None:
    record = record_of(
        "*USULAN RW 05 UNTUK MUSRENBANG 2026*\nKel. Sukapura\n\nRT 01\n- semenisasi gang melati 120 m\n"
        "- lampu jalan 4 titik\nRT 02\n- gerobak sampah 2 unit\n\nKetua RW 05\nSUMARNO\n"
    )
    assert [(p.title, p.origin, p.volume) for p in record.proposals] == [
        ("semenisasi gang melati", "RT 01", "120 m"),
        ("lampu jalan", "RT 01", "4 titik"),
        ("gerobak sampah", "RT 02", "2 unit"),
    ]


@pytest.mark.parametrize("named", ["1. {}", "Nama kegiatan : {}"])
def test_forms_filled_in_line_by_line(record_of: Of, named: str) -> None:
    lines = "\n   Lokasi : {}\n   Volume : {}\n   Biaya : {}\n"
    record = record_of(
        "FORMULIR USULAN KEGIATAN KELURAHAN SUKAPURA\n\n"
        + (named + lines).format("Semenisasi Gang Melati", "RT 01", "120 m", "Rp 45.000.000")
        + (named + lines).format("Pengadaan gerobak sampah", "RT 02", "2 unit", "Rp 6.000.000")
    )
    assert [(p.title, p.origin, p.volume, p.amount) for p in record.proposals] == [
        ("Semenisasi Gang Melati", "RT 01", "120 m", 45_000_000),
        ("Pengadaan gerobak sampah", "RT 02", "2 unit", 6_000_000),
    ]


def test_what_a_form_does_not_say_is_not_made_up(record_of: Of) -> None:
    lines = (
        "\n   Tujuan : meningkatkan kesehatan warga\n   Penerima manfaat : 40 lansia\n   Pengusul : {}\n"
        "   Lokasi : Balai Kelurahan\n   Jumlah dana : Rp {}\n   Sumber dana : APBD\n   OPD tujuan : Dinas Kesehatan\n"
    )
    record = record_of(
        "FORMULIR USULAN KEGIATAN KELURAHAN SUKAPURA\n\n"
        + ("Kegiatan : Senam lansia" + lines).format("RW 03", "4.000.000")
        + ("Kegiatan : Pemeriksaan gula darah" + lines).format("warga", "6.000.000")
    )
    assert [(p.origin, p.volume, p.amount, p.agency) for p in record.proposals] == [
        ("RW 03", None, 4_000_000, "Dinas Kesehatan"),
        (None, None, 6_000_000, "Dinas Kesehatan"),
    ]


def test_what_speakers_are_noted_to_say_and_who_only_answers(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nCATATAN HASIL\nRofinus Ngampu : jalan setapak berlubang, mohon diperbaiki.\n"
        "Bergita Nenohai : minta satu mesin sangrai. Kalau bisa sekalian tenda 2 unit.\n"
        "Lurah Sukapura menjelaskan : bulan Juli ada bantuan bedah rumah dari Baznas.\n"
        "SEPAKAT :\n- jalan setapak masuk usulan LPM\n"
    )
    titles = [p.title for p in record.proposals]
    assert titles[0].startswith("jalan setapak")
    assert titles[1:] == ["mesin sangrai", "tenda"]


def test_rows_that_only_head_others_ask_for_nothing(record_of: Of) -> None:
    record = record_of(
        "DAFTAR USULAN KELURAHAN SUKAPURA",
        [
            ["No", "Kegiatan", "RW", "Volume"],
            ["I", "PEMBANGUNAN FISIK", "", ""],
            ["1", "Semenisasi Gang Melati", "01", "120 m"],
            ["2", "Lampu jalan", "", "4 titik"],
            ["II", "PEMBERDAYAAN", "", ""],
            ["1", "Pelatihan menjahit", "05", "20 orang"],
        ],
    )
    assert [(p.title, p.origin) for p in record.proposals] == [
        ("Semenisasi Gang Melati", "RW 01"),
        ("Lampu jalan", "RW 01"),
        ("Pelatihan menjahit", "RW 05"),
    ]


def test_a_list_of_usulan_without_marks(record_of: Of) -> None:
    record = record_of(
        "DAFTAR USULAN RW 07 KELURAHAN SUKAPURA\nTAHUN 2026\n\nSemenisasi jalan Melati, RT 01, 150 meter\n"
        "Lampu jalan, RT 03, 6 titik\n\nKetua RW 07\nSumarno\n"
    )
    assert [(p.title, p.origin, p.volume) for p in record.proposals] == [
        ("Semenisasi jalan Melati", "RT 01", "150 meter"),
        ("Lampu jalan", "RT 03", "6 titik"),
    ]


def test_usulan_in_a_cell_and_behind_a_ward_as_key(record_of: Of) -> None:
    record = record_of(
        "DAFTAR USULAN KELURAHAN SUKAPURA",
        [
            ["RW", "Usulan"],
            ["RW 01", "1. Pengaspalan Gang Mawar 2. Lampu jalan"],
            ["RW 02", "Mesin jahit"],
        ],
    )
    assert [(p.title, p.origin) for p in record.proposals] == [
        ("Pengaspalan Gang Mawar", "RW 01"),
        ("Lampu jalan", "RW 01"),
        ("Mesin jahit", "RW 02"),
    ]
    letter = record_of(
        "NOTULEN RAPAT RW 07\n\nBerikut usulan dari RW 07 hasil rapat RT se-RW 07:\n"
        "RT 01 : semenisasi jalan Melati\nRT 02 : - lampu jalan 6 titik\n"
    )
    assert [(p.title, p.origin) for p in letter.proposals] == [
        ("semenisasi jalan Melati", "RT 01"),
        ("lampu jalan 6 titik", "RT 02"),
    ]


def test_prose_that_goes_on_asking_ward_by_ward(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nJalannya rapat\nKetua RT 03 mengusulkan pengerukan parit. RT 04: perbaikan titian. "
        "Sekalian tenda 2 unit.\n"
    )
    assert [(p.title, p.origin) for p in record.proposals][:2] == [
        ("pengerukan parit", "RT 03"),
        ("perbaikan titian", "RT 04"),
    ]
    assert record.proposals[2].title == "tenda"


def test_a_size_belongs_to_the_thing_before_it(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nWarga RW 05 mengusulkan septic tank komunal untuk 60 KK, turap sungai sepanjang 110 meter, CCTV di "
        "8 titik, dan pelatihan barista bagi pemuda. Warga juga meminta dua unit kontainer sampah."
    )
    assert [(p.title, p.volume) for p in record.proposals] == [
        ("septic tank komunal", "60 KK"),
        ("turap sungai", "110 meter"),
        ("CCTV", "8 titik"),
        ("pelatihan barista bagi pemuda", None),
        ("kontainer sampah", "dua unit"),
    ]


def test_who_asks_is_no_place_where_a_column_says_who(record_of: Of) -> None:
    record = record_of(
        "DAFTAR USULAN KELURAHAN SUKAPURA",
        [
            ["No", "Usulan", "Lokasi", "Volume", "Pengusul"],
            ["1", "Kursi roda", "RW 01", "2 unit", "LPM"],
            ["2", "Bibit cabai", "RW 03", "300 batang", "KWT Anggrek"],
            ["3", "Paving gang", "RW 02", "120 m", "RT 04"],
        ],
    )
    assert [(p.title, p.origin) for p in record.proposals] == [
        ("Kursi roda", "LPM"),
        ("Bibit cabai", "KWT Anggrek"),
        ("Paving gang", "RT 04"),
    ]


def test_a_house_of_a_body_is_what_is_worked_on(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nJalannya rapat\nWarga RW 05 mengusulkan rehabilitasi Posyandu Melati, pengecatan pos ronda, serta "
        "pengadaan gerobak sampah.\n"
    )
    assert [p.title for p in record.proposals] == [
        "rehabilitasi Posyandu Melati",
        "pengecatan pos ronda",
        "pengadaan gerobak sampah",
    ]


def test_a_list_without_a_head_is_told_by_what_its_columns_hold(record_of: Of) -> None:
    record = record_of(
        "DAFTAR USULAN RW 08 KELURAHAN SUKAPURA UNTUK MUSRENBANG",
        [
            ["1", "Semenisasi Gang Rambutan", "RT 01", "150 m", "Rp 75.000.000"],
            ["2", "Pemasangan CCTV", "RT 02, 3", "6 titik", "Rp 15.000.000"],
        ],
    )
    assert [(p.title, p.origin, p.volume, p.amount) for p in record.proposals] == [
        ("Semenisasi Gang Rambutan", "RT 01", "150 m", 75_000_000),
        ("Pemasangan CCTV", "RT 02, RT 03", "6 titik", 15_000_000),
    ]


def test_a_list_of_usulan_may_tell_prices(record_of: Of) -> None:
    record = record_of(
        "REKAPITULASI USULAN KEBUTUHAN KELURAHAN SUKAPURA",
        [
            ["No", "Jenis Usulan", "Pengusul", "Vol", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)"],
            ["1", "Kursi lipat", "RW 02", "100", "buah", "150.000", "15.000.000"],
            ["2", "Lampu jalan", "RW 05", "5", "titik", "8.500.000", "42.500.000"],
            ["", "TOTAL", "", "", "", "", "57.500.000"],
        ],
    )
    assert [(p.title, p.volume, p.amount) for p in record.proposals] == [
        ("Kursi lipat", "100 buah", 15_000_000),
        ("Lampu jalan", "5 titik", 42_500_000),
    ]
    assert record.budget == ()


def test_the_worth_of_an_usulan_is_not_its_name(record_of: Of) -> None:
    record = record_of(
        "REKAPITULASI USULAN RESES KELURAHAN SUKAPURA",
        [
            ["Alamat", "Nilai usulan (Rp)", "Vol", "Uraian usulan", "Dinas teknis", "No"],
            ["RT 03", "145.000.000", "160 m", "Semenisasi gang", "Dinas PUPR", "1"],
            ["RT 08", "19.200.000", "8 unit", "Kamera pengawas", "Diskominfo", "2"],
        ],
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Semenisasi gang", 145_000_000),
        ("Kamera pengawas", 19_200_000),
    ]


def test_the_annex_of_a_planning_meeting_lists_what_it_passes_on(record_of: Of) -> None:
    record = record_of(
        "BERITA ACARA MUSRENBANG KECAMATAN SUKAPURA\n\nHari/Tanggal : Kamis, 12 Februari 2026\nTempat : Aula Kecamatan\n\n"
        "MENYEPAKATI\nKESATU : Menetapkan prioritas sebagaimana Lampiran I.\nKEDUA : Menunjuk delegasi kecamatan.\n"
        "Demikian berita acara ini dibuat.\nLAMPIRAN I",
        [
            ["No", "Program/Kegiatan", "Lokasi", "Volume", "Biaya", "Penanggung Jawab"],
            [
                "1",
                "Perbaikan jalan lorong",
                "Kelurahan Tikala",
                "300 m",
                "150.000.000",
                "Dinas PUPR",
            ],
            ["2", "Talud sungai", "Kelurahan Sario", "90 m", "275.000.000", "Dinas PUPR"],
        ],
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Perbaikan jalan lorong", 150_000_000),
        ("Talud sungai", 275_000_000),
    ]


def test_priorities_that_are_decided_are_asked_for_too(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nMENYEPAKATI\nKESATU : Prioritas kegiatan Kelurahan Sukapura Tahun 2026 adalah\n"
        "a. Peningkatan jalan lorong 225 m\nb. Rehabilitasi posyandu\n"
        "KEDUA : Berita acara disampaikan paling lambat tanggal 4 April 2024.\n"
    )
    assert [(p.title, p.volume) for p in record.proposals] == [
        ("Peningkatan jalan lorong 225 m", "225 m"),
        ("Rehabilitasi posyandu", None),
    ]


def test_what_one_thing_takes_is_told_in_the_next_sentence(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nJalannya rapat\nKetua PKK RW 05 mengusulkan rehab balai pengajian. Taksiran tukang habis Rp 68 juta. "
        "Ketua pemuda meminta lampu jalan. Saldo kas Rp 2.000.000.\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("rehab balai pengajian", 68_000_000),
        ("lampu jalan", None),
    ]


def test_a_thing_stands_before_what_is_to_be_done_with_it(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nUsulan warga:\n1. Gorong-gorong depan pos jebol, minta dibuatkan baru\n"
        "2. Turnamen futsal antar RT, butuh dana Rp 5.000.000,-\n3. Renovasi atap PAUD (Rp 22.500.000)\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Gorong-gorong depan pos jebol", None),
        ("Turnamen futsal antar RT", 5_000_000),
        ("Renovasi atap PAUD", 22_500_000),
    ]


def test_a_cell_that_a_drawn_row_leaves_out_is_told_by_the_rows_that_have_all(
    record_of: Of,
) -> None:
    record = record_of(
        "DAFTAR PRIORITAS USULAN DESA SUKAPURA\n\nPrio\tKegiatan\tPengusul\tBanyaknya\tTaksiran biaya\tKeterangan\n"
        "1\tRehab tambat labuh\tDusun Krajan\t80 meter\t225.000.000\troboh kena ombak\n"
        "2\tSampan nelayan\tDusun Krajan\t4 buah\t160.000.000\n"
        "3\tAlat abon ikan\tDusun Timur\t2 paket\t37.500.000\tizin sudah ada\n"
    )
    assert [(p.title, p.volume, p.amount) for p in record.proposals] == [
        ("Rehab tambat labuh", "80 meter", 225_000_000),
        ("Sampan nelayan", "4 buah", 160_000_000),
        ("Alat abon ikan", "2 paket", 37_500_000),
    ]


def test_a_later_telling_gives_the_sum(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nJalannya rapat\nKetua PKK RW 05 mengusulkan printer baru. Setelah itu dibahas jadwal ronda.\n"
        "Warga mengusulkan lagi printer baru, biaya Rp 1.800.000.\n"
    )
    assert [(p.title, p.amount) for p in record.proposals] == [("printer baru", 1_800_000)]


def test_what_an_article_lists_behind_asking(record_of: Of) -> None:
    record = record_of(
        "Warga Keluhkan Air Bersih\n\nKUPANG - Sejumlah warga Kelurahan Oesapa, Kecamatan Kelapa Lima, Kota Kupang, mengikuti dialog "
        "warga yang digelar Kelurahan Oesapa, Senin (11/9/2023), di halaman kantor lurah.\n\nSelain air, warga juga meminta:\n"
        "- perbaikan drainase di Jalan Suratim\n- beasiswa bagi anak nelayan\n"
    )
    assert [p.title for p in record.proposals] == [
        "perbaikan drainase di Jalan Suratim",
        "beasiswa bagi anak nelayan",
    ]


def test_a_column_of_funds_is_of_sums(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nDaftar usulan prioritas",
        [
            ["Prioritas", "Nama Kegiatan", "Vol", "Pengusul", "Dana (juta)", "OPD"],
            ["1", "Drainase jalan", "260 m", "RW 03", "295", "Dinas PUPR"],
            ["2", "Cold box", "15 buah", "PKK", "62,5", "Dinas Perikanan"],
        ],
    )
    assert [p.amount for p in record.proposals] == [295_000_000, 62_500_000]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "RW 02 mengusulkan 3 kegiatan: pavingisasi, lampu gang, dan MCK.",
            ["pavingisasi", "lampu gang", "MCK"],
        ),
        ("Dalam kesempatan itu warga RT 04 menyuarakan kebutuhan air bersih.", ["air bersih"]),
        (
            "Yang juga diharapkan adalah pelatihan menjahit bagi ibu rumah tangga.",
            ["pelatihan menjahit bagi ibu rumah tangga"],
        ),
        (
            "Persoalan yang banyak dikeluhkan ialah banjir di Jalan Melati.",
            ["banjir di Jalan Melati"],
        ),
        (
            "Aspirasi terbanyak menyangkut irigasi, disusul jalan usaha tani.",
            ["irigasi", "jalan usaha tani"],
        ),
        (
            "Perangkat Desa Wonokerto diharapkan segera membangun gudang pupuk.",
            ["pembangunan gudang pupuk"],
        ),
        ("Warga mengimpikan taman bermain anak.", ["taman bermain anak"]),
        ("Mereka juga berharap sekolah mendapat tambahan ruang kelas.", ["tambahan ruang kelas"]),
        (
            "Usulan fisik meliputi betonisasi gang dan pembuatan turap, sedangkan nonfisik berupa pelatihan tata boga.",
            ["betonisasi gang", "pembuatan turap", "pelatihan tata boga"],
        ),
        ("Diusulkan pula penambahan tenaga kebersihan.", ["penambahan tenaga kebersihan"]),
        ("Untuk tahun depan, LPM mendorong pembangunan embung.", ["pembangunan embung"]),
        ("Kapan jalan Gang Buntu dicor?", ["jalan Gang Buntu dicor"]),
        (
            "Ada usul dari Teh Lilis lampu gapura diganti LED.",
            ["penggantian lampu gapura LED"],
        ),
        ("Ada masukan supaya tahun ini ada bazar UMKM.", ["bazar UMKM"]),
        # What becomes of requests, whose request it was, papers that are due, what is only hoped.
        ("Bappeda meminta OPD menindaklanjuti usulan warga.", []),
        ("Ketua RW 06 mendukung usul huruf a karena air merusak pondasi.", []),
        ("Camat meminta proposal kafe masuk ke desa sebelum 15 Maret 2024.", []),
        ("Got depan blok C mampet, minta dikeruk sebelum musim hujan.", []),
        ("Usulan tahun ini didominasi infrastruktur.", []),
        ("Ia berharap kampungnya memperoleh juara.", []),
    ],
)
def test_what_else_announces_a_wish_and_what_only_looks_like_one(
    sentence: str, expected: list[str]
) -> None:
    assert [w.title for w in wishes(sentence)] == expected


def test_a_state_in_small_letters_is_no_part_of_a_name() -> None:
    assert [w.title for w in complaints("Got Gang Buntu mampet.")] == ["Got Gang Buntu"]


def test_what_came_out_is_named_in_the_next_sentence(record_of: Of) -> None:
    record = record_of(
        "Musrenbangcam Wenang Rampung\n\nManado - Musyawarah perencanaan pembangunan Kecamatan Wenang, Kota Manado, "
        "Selasa (25/2/2025), menghasilkan tiga usulan prioritas. Ketiganya yakni peningkatan drainase Jalan Sam Ratulangi, "
        "pengadaan gerobak sampah bermotor, dan rehabilitasi lapangan Sparta Tikala.\n\n"
        'Camat Wenang, Donald Sambuaga, menyebut usulan itu dipilih dari 63 usulan. "Terima kasih," katanya.\n'
    )
    assert [p.title for p in record.proposals] == [
        "peningkatan drainase Jalan Sam Ratulangi",
        "pengadaan gerobak sampah bermotor",
        "rehabilitasi lapangan Sparta Tikala",
    ]


def test_a_paper_of_forms_under_headings_that_count_them(record_of: Of) -> None:
    form = (
        "Usulan {n}\nNama Kegiatan : {name}\nLokasi : RT 02 RW 07\nVolume : 4 unit\n"
        "Perkiraan Biaya : Rp {cost}\nPengusul : RW 07\nOPD Pelaksana : Dinas Perhubungan\n\n"
    )
    record = record_of(
        "FORMULIR USULAN KEGIATAN\nMUSRENBANG KELURAHAN TAHUN 2026\nKelurahan : Tipes\nKecamatan : Serengan\n\n"
        + form.format(n=1, name="Pemasangan CCTV simpang Tipes", cost="24.000.000")
        + form.format(n=2, name="Rehab MCK umum", cost="55.000.000")
    )
    assert [(p.title, p.amount) for p in record.proposals] == [
        ("Pemasangan CCTV simpang Tipes", 24_000_000),
        ("Rehab MCK umum", 55_000_000),
    ]


def test_the_head_of_minutes_under_a_title_of_priorities_asks_for_nothing(record_of: Of) -> None:
    record = record_of(
        "NOTULEN MUSYAWARAH NAGARI TABEK PATAH\nPENETAPAN PRIORITAS RKP NAGARI 2024\n\n"
        "Hari / Tgl : Kamis / 14 September 2023\nTempat : Gedung BAMUS Nagari\nNagari / Kec. : Tabek Patah / Salimpaung\n"
        "Sekretaris : Yeni Marlina\n\nHadir: Wali Nagari Defrizon; Bundo Kanduang Nurjanah; Babinsa Serda Samosir.\n"
    )
    assert record.proposals == ()


def test_who_is_to_gain_by_it_is_no_column_of_advice(record_of: Of) -> None:
    record = record_of(
        "BERITA ACARA MUSRENBANG KECAMATAN TAHUNA\nHari/Tanggal : Kamis, 20 Februari 2025\n\nLampiran I\n"
        "No\tProgram/Kegiatan\tLokasi\tSasaran\tPagu Indikatif\tSKPD\n"
        "1\tPembangunan tanggul pantai\tKel. Towo'e\t200 m\t850.000.000\tDinas PU\n"
        "2\tPengadaan katinting nelayan\tKel. Sawang Bendar\t10 unit\t150.000.000\tDinas Perikanan\n"
    )
    assert [p.title for p in record.proposals] == [
        "Pembangunan tanggul pantai",
        "Pengadaan katinting nelayan",
    ]


def test_a_speaker_who_only_says_to_what_end(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nPEMBAHASAN\nIbu Siti Aminah : agar diadakan lagi senam lansia.\n"
        "Bapak Rohim : drainase di tikungan perlu dibongkar ulang\n"
    )
    assert [p.title for p in record.proposals] == ["senam lansia", "drainase di tikungan"]


NEWS = (
    "Warga Sukapura Ikuti Dialog\n\nBANDUNG - Puluhan warga Kelurahan Sukapura, Kecamatan Sukajadi, Kota Bandung, mengikuti dialog "
    "warga yang digelar Kelurahan Sukapura di aula kelurahan, Senin (11/9/2023), sejak pagi sampai siang hari.\n\n"
)


@pytest.mark.parametrize(
    "opener",
    [
        "Berikut daftar usulan prioritas",
        "Berikut ini usulan prioritas warga Kelurahan Sukapura.",
        "Daftar usulan warga hasil dialog",
        "Tiga usulan prioritas",
    ],
)
def test_what_an_article_lists_under_a_heading_of_usulan(record_of: Of, opener: str) -> None:
    record = record_of(
        f"{NEWS}{opener}\n\n- Pelatihan menjahit bagi ibu rumah tangga\n- Perbaikan drainase Gang Melati\n"
        "- Pengadaan gerobak sampah\n\nLurah mengakhiri acara dengan doa bersama.\n"
    )
    assert [p.title for p in record.proposals] == [
        "Pelatihan menjahit bagi ibu rumah tangga",
        "Perbaikan drainase Gang Melati",
        "Pengadaan gerobak sampah",
    ]
    assert record.programs == ()


def test_a_saved_page_with_a_list_under_a_heading_of_usulan(tmp_path: Path) -> None:
    path = tmp_path / "berita.html"
    path.write_text(
        "<!DOCTYPE html><html><head><title>Dialog Warga Sukapura</title></head><body><article>"
        "<h1>Warga Sukapura Sampaikan Usulan dalam Dialog</h1>"
        "<p>BANDUNG - Puluhan warga Kelurahan Sukapura, Kecamatan Sukajadi, Kota Bandung, mengikuti dialog warga yang "
        "digelar Kelurahan Sukapura di aula kelurahan, Senin (11/9/2023), sejak pagi sampai siang hari.</p>"
        "<h3>Berikut daftar usulan prioritas</h3><ul><li>Pelatihan menjahit bagi ibu rumah tangga</li>"
        "<li>Perbaikan drainase Gang Melati</li><li>Pengadaan gerobak sampah</li></ul>"
        "<p>Lurah Sukapura, Hasan Basri, mengakhiri acara dengan doa bersama dan berterima kasih kepada semua warga "
        "yang datang sejak pagi.</p></article></body></html>",
        "utf-8",
    )
    record = extract(path, ocr=NoOcr())
    assert [p.title for p in record.proposals] == [
        "Pelatihan menjahit bagi ibu rumah tangga",
        "Perbaikan drainase Gang Melati",
        "Pengadaan gerobak sampah",
    ]
    assert record.programs == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Menurut Hasan, warga membutuhkan sumur bor.", ["sumur bor"]),
        ("CCTV di simpang pasar juga diminta warga RT 03.", ["CCTV di simpang pasar"]),
        ("Perbaikan tanggul sungai dinilai mendesak.", ["Perbaikan tanggul sungai"]),
        (
            "“Yang kami butuhkan itu alat pemadam api, tandon air bersih,” ujar Hasan.",
            ["alat pemadam api", "tandon air bersih"],
        ),
        ("Ia menyampaikan harapan agar jembatan kayu diganti.", ["penggantian jembatan kayu"]),
        ("Warga berharap bantuan mesin jahit.", ["bantuan mesin jahit"]),
        (
            "Persoalan yang dikeluhkan warga antara lain banjir di Jalan Kenanga, tumpukan sampah, dan selokan mampet.",
            ["banjir di Jalan Kenanga", "tumpukan sampah", "selokan mampet"],
        ),
        (
            "Ketua RW 02 mendorong agar posyandu lansia diaktifkan lagi.",
            ["pengaktifan posyandu lansia"],
        ),
        ("Warga resah dengan tumpukan sampah di tepi sungai.", ["tumpukan sampah di tepi sungai"]),
        ("Banjir di Gang Delima menjadi persoalan utama bagi warga.", ["Banjir di Gang Delima"]),
        (
            "Ketua RW 02 meminta portal di dua gang serta rambu kecepatan.",
            ["portal di dua gang", "rambu kecepatan"],
        ),
        (
            "Hasan menyampaikan harapan warganya agar siring sungai sepanjang 40 meter segera dibangun.",
            ["siring sungai"],
        ),
        ("Ia menyoroti semrawutnya lahan parkir pasar.", ["lahan parkir pasar"]),
        ("Hasan mengaku RW-nya belum punya mesin pompa air.", ["mesin pompa air"]),
        ("Warga berharap ke depan ada taman bermain anak.", ["taman bermain anak"]),
        # Who hopes, praises or tells asks for nothing.
        ("Harapan kami adalah kebersamaan.", []),
        ("Warga menunggu panitia sampai sore.", []),
        ("Acara itu dinilai perlu oleh panitia.", []),
    ],
)
def test_how_news_tell_what_people_want(record_of: Of, sentence: str, expected: list[str]) -> None:
    record = record_of(f"{NEWS}{sentence} Acara berjalan lancar sampai selesai siang itu.\n")
    assert [p.title for p in record.proposals] == expected


LETTER = (
    "PEMERINTAH KOTA BANDUNG\nDINAS LINGKUNGAN HIDUP\nJalan Sadang Tengah 4 Bandung\n\nBandung, 5 Maret 2024\n"
    "Nomor : 660/112/DLH\nPerihal : {about}\n\nKepada Yth.\nLurah Sukapura\ndi Tempat\n\n"
)


def test_an_answer_tells_what_was_asked_for(record_of: Of) -> None:
    record = record_of(
        LETTER.format(about="Jawaban permohonan")
        + "Menindaklanjuti surat Saudara tanggal 12 Februari 2024, dengan ini kami sampaikan hal-hal sebagai berikut :\n"
        "1. Permohonan gerobak sampah sebanyak 6 unit dapat kami penuhi sebanyak 4 unit.\n"
        "2. Usulan normalisasi saluran Gang Mawar belum dapat kami akomodir tahun ini.\n"
        "3. Laporan pemakaian dikirim paling lambat 30 April 2024.\n\n"
        "Demikian untuk menjadi maklum.\n\nKepala Dinas,\n\nRatna Dewi, M.Si.\n"
    )
    assert record.document.kind is DocumentKind.OTHER
    assert [(p.title, p.volume) for p in record.proposals] == [
        ("gerobak sampah", "6 unit"),
        ("normalisasi saluran Gang Mawar", None),
    ]


def test_a_report_tells_what_those_who_write_it_ask_for(record_of: Of) -> None:
    record = record_of(
        "LAPORAN PELAKSANAAN KEGIATAN\nPELATIHAN LAS KELURAHAN SUKAPURA\nTAHUN 2024\n\nBAB I PENDAHULUAN\n"
        "Pemuda banyak yang belum bekerja.\n\nBAB II PELAKSANAAN\nPelatihan berlangsung tanggal 3 Maret 2024, diikuti 16 peserta.\n\n"
        "BAB III HASIL DAN TINDAK LANJUT\n"
        "a. Peserta mampu membuat pagar sederhana.\n"
        "b. Warga RW 04 mengeluhkan lampu jalan yang padam dan meminta tempat sampah 8 unit.\n\n"
        "BAB IV PENUTUP\nDemikian laporan ini dibuat.\n\nSukapura, 5 Maret 2024\nKetua LPM,\n\nHasan Basri\n"
    )
    assert record.document.kind is DocumentKind.OTHER
    assert [p.title for p in record.proposals] == ["lampu jalan", "tempat sampah"]


def test_what_a_letter_wants_of_its_readers_is_no_usulan(record_of: Of) -> None:
    record = record_of(
        LETTER.format(about="Undangan rapat")
        + "Mengharap dengan hormat kehadiran Saudara pada rapat hari Senin, 11 Maret 2024, pukul 09.00 WIB di aula.\n"
        "Mohon membawa data bank sampah dan mengirimkan nama peserta paling lambat 9 Maret 2024.\n"
        "Setiap RW diminta menyiapkan jadwal kerja bakti.\n\nKepala Dinas,\n\nRatna Dewi, M.Si.\n"
    )
    assert record.proposals == ()
