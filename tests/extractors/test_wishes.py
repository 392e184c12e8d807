"""What is asked for, from bare things to whole lists, and where minutes and articles tell it."""

from collections.abc import Callable

import pytest

from extractors.acts.nominal import noun_of
from extractors.acts.wishes import complaints, wishes
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
