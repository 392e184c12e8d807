"""Decisions in the many ways in which minutes, decrees and articles put them."""

from collections.abc import Callable

import pytest

from extractors.acts.orders import decides, numbered, orders
from extractors.layout import UnitKind, units
from models.indonesian import parse
from models.record import Record
from models.source import Source

Of = Callable[..., Record]
HEAD = "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\nKelurahan : Sukapura\n"
TWO = ["Iuran sampah naik menjadi Rp 15.000 per KK", "Pos ronda dicat ulang oleh pemuda RT 02"]


def texts(record: Record) -> list[str]:
    return [d.text.rstrip(".") for d in record.decisions]


@pytest.mark.parametrize(
    "heading",
    [
        "Keputusan",
        "Kesimpulan :",
        "Simpulan :",
        "Kesepakatan",
        "Butir-butir kesepakatan",
        "Hasil Musyawarah",
        "Hasil rapat :",
        "Rencana Tindak Lanjut (RTL)",
        "IV. TINDAK LANJUT",
        "Maka forum menetapkan sebagai berikut.",
        "Disepakati bersama :",
    ],
)
@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("a.", "b."), ("-", "-"), ("√", "√"), ("1.)", "2.)")]
)
def test_items_under_any_heading_of_decisions(
    record_of: Of, heading: str, marks: tuple[str, str]
) -> None:
    items = "\n".join(f"{mark} {text}." for mark, text in zip(marks, TWO, strict=True))
    assert texts(record_of(f"{HEAD}\n{heading}\n{items}\n")) == TWO


@pytest.mark.parametrize(
    "headings",
    [
        ("A. Penjelasan", "B. Hasil kesepakatan"),
        ("A. Penjelasan", "B. Assamaturuseng (hasil kesepakatan)"),
        ("4. Atur krama", "5. Pamutus / keputusan"),
    ],
)
def test_headings_counted_by_letters_or_told_in_two_languages(
    record_of: Of, headings: tuple[str, str]
) -> None:
    first, second = headings
    lines = "\n".join(f"{text}." for text in TWO)
    record = record_of(
        f"{HEAD}\n{first}\nHj. Rosdiana: puncak hujan Desember menurut BMKG.\n{second}\n{lines}\n"
    )
    assert texts(record) == TWO


def test_a_name_that_begins_with_a_letter_is_no_heading(
    source_of: Callable[..., Source],
) -> None:
    names = ("A. Rahman", "M. Rofiq", "B. Hidayat")
    found = units(parse(source_of(f"{HEAD}\nHadir:\n" + "\n".join(names) + "\n")))
    assert not [u.text for u in found if u.kind is UnitKind.HEADING and u.text in names]


def test_ordinals_count_decisions(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nForum memutuskan :\nKESATU\t: {TWO[0]}.\nKEDUA\t: {TWO[1]}.\nDemikian dibuat.\n"
    )
    assert texts(record) == TWO
    record = record_of(f"{HEAD}\nPeserta MENYEPAKATI :\nPertama, {TWO[0]}.\nKedua, {TWO[1]}.\n")
    assert texts(record) == TWO


def test_a_paragraph_of_decisions_is_read_sentence_by_sentence(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nIV. KEPUTUSAN\nDari pembicaraan di atas disepakati bahwa kerja bakti dimulai pukul 07.00. "
        "Adapun lomba anak ditunda sampai Agustus tahun depan.\n\nV. PENUTUP\nRapat ditutup dengan doa.\n"
    )
    assert texts(record) == [
        "kerja bakti dimulai pukul 07.00",
        "lomba anak ditunda sampai Agustus tahun depan",
    ]


def test_points_counted_in_the_line(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nSetelah dibahas, hasil akhirnya: (1) {TWO[0]}. (2) {TWO[1]}. Rapat selesai pukul 22.00 dengan tertib dan lancar.\n"
    )
    assert texts(record)[0] == TWO[0]
    assert texts(record)[1].startswith(TWO[1])


@pytest.mark.parametrize(
    "header",
    [
        ["No", "Pembahasan", "Tindak Lanjut", "PIC", "Batas Waktu"],
        ["No", "Masalah", "Kesepakatan", "Penanggung Jawab", "Target"],
    ],
)
def test_a_table_of_follow_up(record_of: Of, header: list[str]) -> None:
    record = record_of(
        HEAD,
        [header, ["1", "Saluran mampet", "Menyurati Dinas PUPR", "Bendahara", "30 April 2024"]],
    )
    assert [(d.text, d.assignee, str(d.due)) for d in record.decisions] == [
        ("Menyurati Dinas PUPR", "Bendahara", "2024-04-30")
    ]


def test_a_table_of_work_under_a_heading_of_decisions(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nRencana tindak lanjut",
        [["Target", "Kegiatan", "Pelaksana"], ["30/04/2024", "Membentuk bank sampah", "Ketua PKK"]],
    )
    assert [(d.text, str(d.due)) for d in record.decisions] == [
        ("Membentuk bank sampah", "2024-04-30")
    ]
    assert record.proposals == ()


def test_a_table_drawn_with_tabs(record_of: Of) -> None:
    record = record_of(
        f"{HEAD}\nIII. KESIMPULAN\nNo\tTindak lanjut\tPenanggung jawab\tSelesai\n"
        "1\tMenagih PBB dengan pekan panutan,\tsemua lurah\t31/5/2024\nlaporan mingguan ke camat\n"
        "2\tMembentuk panitia MTQ kecamatan\tSekcam\t19/5/2024\n"
    )
    assert [(d.text, d.assignee, str(d.due)) for d in record.decisions] == [
        (
            "Menagih PBB dengan pekan panutan, laporan mingguan ke camat",
            "semua lurah",
            "2024-05-31",
        ),
        ("Membentuk panitia MTQ kecamatan", "Sekcam", "2024-05-19"),
    ]


def test_a_decree_decides_but_for_its_formulas(record_of: Of) -> None:
    record = record_of(
        "KEPUTUSAN LURAH SUKAPURA\nNOMOR : 141/09/KEP/2024\nTENTANG\nPENGANGKATAN PENGURUS LPM\n\n"
        "Menimbang : bahwa masa bakti pengurus telah berakhir;\n\nMEMUTUSKAN :\n"
        "KESATU : Mengangkat pengurus LPM Kelurahan Sukapura masa bakti 2024-2027.\n"
        "KEDUA : Pengurus wajib menyerahkan program kerja paling lambat tanggal 30 Juni 2024.\n"
        "KETIGA : Segala biaya yang timbul dibebankan pada APBD.\n"
        "KEEMPAT : Keputusan ini mulai berlaku pada tanggal ditetapkan.\n"
    )
    assert [str(d.due) for d in record.decisions] == ["None", "2024-06-30"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rapat memutuskan pembentukan koperasi RW.", ["memutuskan pembentukan koperasi RW"]),
        (
            "Camat memberi tugas supaya LPM menyusun rencana kerja paling lambat 30 April 2024.",
            ["LPM menyusun rencana kerja paling lambat 30 April 2024"],
        ),
        (
            "Peserta menyepakati tujuh usulan dan menunjuk Rahmat sebagai delegasi.",
            ["menyepakati tujuh usulan", "menunjuk Rahmat sebagai delegasi"],
        ),
        ("Lampu mati => Sekretaris lapor ke Dishub", ["Sekretaris lapor ke Dishub"]),
        (
            "Kepala dinas menyatakan sirene akan diganti paling lambat 30 November 2023.",
            ["sirene akan diganti paling lambat 30 November 2023"],
        ),
    ],
)
def test_what_a_sentence_decides(sentence: str, expected: list[str]) -> None:
    assert decides(sentence)
    assert [sentence[o.start : o.end] for o in orders(sentence, whole=False)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Ia berharap pengurus kompak.",
        "Warga menanyakan iuran sampah.",
        "Usulan itu belum disepakati peserta.",
        "Rehab balai yang disepakati tahun lalu tidak muncul.",
    ],
)
def test_what_decides_nothing(sentence: str) -> None:
    assert not decides(sentence)


def test_one_number_counts_nothing() -> None:
    assert numbered("Setuju (1) suara saja") == ()


def test_the_points_of_a_circular(record_of: Of) -> None:
    record = record_of(
        "SURAT EDARAN\nNomor : 300/112/SE/2024\nTENTANG KESIAPSIAGAAN MUSIM HUJAN\n\nKepada Yth.\nKetua RT se-Kelurahan Sukapura\n"
        "di Tempat\n\nDengan ini disampaikan hal-hal sebagai berikut:\n"
        "1. Seluruh Ketua RW agar mendata titik genangan paling lambat 15 November 2024.\n"
        "2. Ketua RT mengaktifkan kembali ronda malam.\nDemikian untuk dilaksanakan.\n\nLurah Sukapura\nHasan Basri\n"
    )
    assert [str(d.due) for d in record.decisions] == ["2024-11-15", "None"]


@pytest.mark.parametrize(
    ("sentence", "minuted"),
    [
        ("Tenda menjadi tanggung jawab Rendra", True),
        ("Proposal ke toko dibuat Mbak Ayu, jadi paling lambat tanggal 15 Juli", True),
        ("Rapat berikutnya diadakan tanggal 15 Februari 2024", True),
    ],
)
def test_who_and_until_when_decides_in_minutes_only(sentence: str, minuted: bool) -> None:
    assert decides(sentence, minuted=minuted)
    assert not decides(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Musrenbang menyepakati lima prioritas: drainase, gerobak, lampu jalan.",
        "Warga mohon proposal dibantu paling lambat tanggal 3 Mei",
        "",
    ],
)
def test_what_decides_nothing_even_in_minutes(sentence: str) -> None:
    assert not decides(sentence, minuted=True)


def test_a_key_with_its_points_and_a_table_of_steps(record_of: Of) -> None:
    keyed = "Kesimpulan rapat: usulan paving diteruskan sekretaris LPMK paling lambat 12 April 2024; pembukuan kas diumumkan tiap triwulan."
    steps = [
        ["Langkah", "Penanggung jawab", "Batas waktu"],
        ["Rekrut lima kader posyandu", "Ketua PKK", "10 April 2024"],
    ]
    found = record_of(HEAD, keyed, steps).decisions
    assert sorted(d.text.rstrip(".") for d in found) == [
        "Rekrut lima kader posyandu",
        "pembukuan kas diumumkan tiap triwulan",
        "usulan paving diteruskan sekretaris LPMK paling lambat 12 April 2024",
    ]
    assert {str(d.due) for d in found} >= {"2024-04-12", "2024-04-10"}


NEWS = (
    "Warga RW 05 Gelar Rembug\n\nBANDUNG - Kelurahan Sukapura menggelar rembug warga di aula kelurahan, "
    "Sabtu (4/5/2024). Lurah Sukapura membuka acara tersebut di hadapan seluruh ketua RT.\n\n"
)


@pytest.mark.parametrize(
    "opener",
    [
        "Setelah dua jam, rembug mencapai kata sepakat.",
        "Rembug itu menghasilkan beberapa kesepakatan.",
        "Camat menutup acara dengan membacakan simpulan.",
    ],
)
def test_what_an_article_tells_as_agreed_one_by_one(record_of: Of, opener: str) -> None:
    told = (
        "Pertama, retribusi Rp 3.000 per lapak dikelola RW. Kedua, undian lapak digelar 28 Mei 2024. "
        'Pedagang dari luar RW 04 tidak boleh ikut undian. "Semoga lancar," kata Lurah.'
    )
    assert texts(record_of(f"{NEWS}{opener} {told}\n\nAcara ditutup dengan doa bersama.\n")) == [
        "retribusi Rp 3.000 per lapak dikelola RW",
        "undian lapak digelar 28 Mei 2024",
        "Pedagang dari luar RW 04 tidak boleh ikut undian",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Menurut Lurah, sosialisasi dilakukan terlambat dan hanya di satu RW.",
        "Ketua RT 03 mengusulkan agar jalan lingkungan segera diperbaiki.",
        "Tahun lalu disepakati iuran Rp 10.000 per bulan untuk tiap rumah.",
        "Tujuan : cari kesepakatan lahan parkir dan siapkan pesta tanggal 24 September 2024",
        "Demikian berita acara ini dibuat dan disahkan untuk digunakan sebagaimana mestinya.",
    ],
)
def test_speech_wishes_and_forms_decide_nothing(record_of: Of, sentence: str) -> None:
    assert texts(record_of(f"{HEAD}\nJalannya rapat\n{sentence}\n")) == []
    assert texts(record_of(f"{NEWS}{sentence} Warga menyimak sampai selesai.\n")) == []


def test_fines_bind(record_of: Of) -> None:
    fine = "Warga yang tidak ikut kerja bakti didenda Rp 20.000"
    assert texts(record_of(f"{HEAD}\nJalannya rapat\n{fine}.\n")) == [fine]


def test_of_a_notice_only_what_tells_somebody_to_act(record_of: Of) -> None:
    record = record_of(
        "KELURAHAN SUKAPURA\nPENGUMUMAN\n\nDiberitahukan kepada seluruh warga hal-hal sebagai berikut :\n"
        "- VAKSIN HEWAN - Vaksinasi rabies gratis, Minggu, 18 Mei 2025 di halaman kelurahan.\n"
        "- KERJA BAKTI - Pembersihan saluran diadakan tiap Jumat. Ketua RT menggerakkan minimal 15 warga.\n\n"
        "Sukapura, 28 April 2025\nLURAH SUKAPURA\nRATNA WIDYASTUTI, S.H.\n"
    )
    assert texts(record) == ["Ketua RT menggerakkan minimal 15 warga"]


def test_a_heading_of_one_small_word(record_of: Of) -> None:
    items = "\n".join(f"{n}. {text}." for n, text in enumerate(TWO, 1))
    assert texts(record_of(f"{HEAD}\nputusan\n{items}\n")) == TWO


@pytest.mark.parametrize(
    "opening", ["Lurah menyampaikan keputusan.", "Rembug mencapai kata sepakat."]
)
def test_what_only_happened_then_is_no_decision(record_of: Of, opening: str) -> None:
    record = record_of(
        f"CILEGON – Rembug warga digelar di aula, Jumat (5/1/2024), ujar panitia kepada wartawan. {opening} "
        "Warga pulang dengan lega dan saling bersalaman."
    )
    assert texts(record) == []


def test_a_point_that_says_what_was_concluded(record_of: Of) -> None:
    record = record_of(
        "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\n\n"
        "1. Pembukaan oleh Ketua RW\n2. Kesimpulan: pengukuran gang dilaksanakan Sabtu 16 Maret 2024 oleh Kasi Pembangunan.\n"
    )
    assert [d.text for d in record.decisions] == [
        "pengukuran gang dilaksanakan Sabtu 16 Maret 2024 oleh Kasi Pembangunan"
    ]


def test_the_formula_that_opens_a_report_decides_nothing(record_of: Of) -> None:
    record = record_of(
        "BERITA ACARA KESEPAKATAN\nHASIL MUSRENBANG KELURAHAN SUKAPURA\n\n"
        "Pada hari Kamis tanggal 12 Februari 2026 bertempat di Balai Kelurahan telah diselenggarakan Musrenbang.\n"
        "Musrenbang dibuka oleh Camat Sukajadi.\nMENYEPAKATI\n1. Menunjuk tiga delegasi.\n"
    )
    assert [d.text for d in record.decisions] == ["Menunjuk tiga delegasi."]


def test_who_gets_a_copy_is_no_decision(record_of: Of) -> None:
    record = record_of(
        "KEPUTUSAN LURAH SUKAPURA\nNOMOR 12 TAHUN 2024\n\nMEMUTUSKAN\n"
        "KESATU : Membentuk panitia lomba kampung bersih.\nKEDUA : Panitia bertanggung jawab kepada Lurah.\n"
        "Salinan disampaikan kepada Yth.:\n1. Camat Sukajadi;\n2. Yang bersangkutan.\n"
    )
    assert [d.text for d in record.decisions] == [
        "Membentuk panitia lomba kampung bersih.",
        "Panitia bertanggung jawab kepada Lurah.",
    ]


def test_who_said_it_is_no_part_of_a_decision() -> None:
    sentence = 'Kami putuskan setiap tamu wajib lapor ke ketua RT," kata Agus.'
    assert [sentence[o.start : o.end] for o in orders(sentence, whole=False)] == [
        "Kami putuskan setiap tamu wajib lapor ke ketua RT"
    ]


def test_particulars_and_a_list_in_one_table_are_two(record_of: Of) -> None:
    record = record_of(
        "NOTULEN RAPAT KOORDINASI",
        [
            ["Hari, tanggal", "Selasa, 8 Agustus 2023", "", ""],
            ["Tempat", "Pendopo Kelurahan Sukapura", "", ""],
            ["Pokok", "Uraian", "Penanggung jawab", "Target"],
            ["Biopori", "Setiap RT membuat 10 lubang biopori", "Ketua RT", "31 Agustus 2023"],
            [
                "Usul PKK",
                "Ibu Ratri mohon pelatihan jumputan",
                "Lurah menganggarkan dalam APBD",
                "-",
            ],
        ],
    )
    assert [(d.text, str(d.due)) for d in record.decisions] == [
        ("Setiap RT membuat 10 lubang biopori", "2023-08-31"),
        ("Lurah menganggarkan dalam APBD", "None"),
    ]
    assert [p.title for p in record.proposals] == ["pelatihan jumputan"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Peserta menyepakati tiga hal, yakni ronda dihidupkan, portal ditutup pukul 23.00, dan tamu wajib lapor.",
            ["ronda dihidupkan", "portal ditutup pukul 23.00", "tamu wajib lapor"],
        ),
        (
            "Dalam rapat itu dibentuk panitia kecil yang diketuai Pak Seno.",
            ["Dalam rapat itu dibentuk panitia kecil yang diketuai Pak Seno"],
        ),
        (
            "Sutarno terpilih sebagai Ketua RW 03 dengan 112 suara.",
            ["Sutarno terpilih sebagai Ketua RW 03 dengan 112 suara"],
        ),
    ],
)
def test_what_a_meeting_sets_up_or_lists(sentence: str, expected: list[str]) -> None:
    assert decides(sentence)
    assert [sentence[o.start : o.end] for o in orders(sentence, whole=False)] == expected


def test_what_was_set_up_before_decides_nothing() -> None:
    assert not decides("Kelurahan telah membentuk tim sejak 2019.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kesepakatan lainnya ialah larangan membakar sampah.", "larangan membakar sampah"),
        (
            "Rapat menghasilkan kesepakatan untuk menutup akses portal pukul 23.00.",
            "menutup akses portal pukul 23.00",
        ),
        (
            "Keputusan rapat: pos kamling direnovasi bulan Maret.",
            "pos kamling direnovasi bulan Maret",
        ),
        ("Sesuai kesepakatan, piket dimulai 1 Juni.", "piket dimulai 1 Juni"),
        (
            "Dengan suara bulat, warga memilih Andi sebagai ketua RT.",
            "Dengan suara bulat, warga memilih Andi sebagai ketua RT",
        ),
        (
            "Lurah memberi tenggat dua pekan kepada pemilik bangunan liar.",
            "memberi tenggat dua pekan kepada pemilik bangunan liar",
        ),
    ],
)
def test_more_ways_of_deciding(sentence: str, expected: str) -> None:
    assert decides(sentence)
    assert [sentence[o.start : o.end] for o in orders(sentence, whole=False)] == [expected]


def test_minutes_go_on_with_what_was_agreed(record_of: Of) -> None:
    told = (
        "Setelah dirundingkan, warga sepakat kas dipakai dulu untuk jalan setapak. "
        "Pendataan anak putus sekolah dikerjakan kader PKK, hasilnya dilaporkan pada pertemuan bulan Juli. "
        "Warga berharap semuanya dikerjakan bersama."
    )
    assert texts(record_of(f"{HEAD}\nPembahasan\n{told}\n")) == [
        "sepakat kas dipakai dulu untuk jalan setapak",
        "Pendataan anak putus sekolah dikerjakan kader PKK, hasilnya dilaporkan pada pertemuan bulan Juli",
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "Hasil Rapat Panitia Hari Jadi Kelurahan Sei Beduk",
        "Assalamualaikum, ini rangkuman rapat pemuda RT 05 tadi malam ya:",
    ],
)
def test_a_note_that_is_titled_or_opened_as_what_came_of_a_meeting(
    record_of: Of, opening: str
) -> None:
    record = record_of(
        f"{opening}\nRabu, 15 Oktober 2025, aula kelurahan, 19.30 WIB\n\n"
        "1. Hadiah utama kulkas, dicari sponsor oleh Pak Marbun.\n"
        "2. Tiap RW mengirim satu kontingen senam, daftar ke Bu Ros sampai tgl 1 November.\n"
    )
    assert texts(record) == [
        "Hadiah utama kulkas, dicari sponsor oleh Pak Marbun",
        "Tiap RW mengirim satu kontingen senam, daftar ke Bu Ros sampai tgl 1 November",
    ]
