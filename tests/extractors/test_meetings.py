"""What is told of a meeting in forms that differ from office to office."""

import time
from collections.abc import Callable

import pytest

from models.codes import MeetingType
from models.record import Record

Of = Callable[..., Record]

LETTERHEAD = "PEMERINTAH KABUPATEN SLEMAN\nKECAMATAN DEPOK\nKELURAHAN CATURSARI\n\n"


def test_particulars_stand_in_rows(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN SOSIALISASI PEMILAHAN SAMPAH",
        [
            ["Hari / tanggal", "Selasa, 19/09/23", "Pembawa acara", "Fitri Yanti"],
            ["Jam", "09:00 WIB s/d 11:45 WIB", "Narasumber", "Reza Pahlevi"],
            ["Tempat", "Gedung Serbaguna", "Peserta", "62 orang"],
        ],
    )
    meeting = record.meetings[0]
    assert (str(meeting.date), meeting.start, meeting.end) == ("2023-09-19", "09:00", "11:45")
    assert meeting.venue == "Gedung Serbaguna"
    assert meeting.organizer == "Kelurahan Catursari"


def test_keys_stand_in_two_languages(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT KOORDINASI\n\nDinten/Hari : Selasa, 5 September 2023\n"
        "Wanci/Pukul : 19.45 WIB - 22.30 WIB\nPapan/Tempat : Joglo Pak Dukuh\n"
    )
    meeting = record.meetings[0]
    assert (meeting.start, meeting.end, meeting.venue) == ("19:45", "22:30", "Joglo Pak Dukuh")


def test_hours_stand_in_the_first_sentence(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT BULANAN\n\nRapat diadakan Kamis, 6 Juli 2023 di aula kelurahan mulai jam 15.30 "
        "WIB, berakhir 17.15 WIB. Peserta 23 orang."
    )
    assert record.meetings[0].start == "15:30"


def test_a_mail_was_sent_later(record_of: Of) -> None:
    record = record_of(
        "Dari : Nur Aisyah\nKepada : Kelurahan Catursari\nTanggal : 12 September 2023 21.04\nPerihal : Notulen rakor\n\n"
        "Rapat dilaksanakan Senin 11 September 2023, pukul 13:30 sampai 15:40 WIB di Balai Desa.\n"
    )
    assert str(record.meetings[0].date) == "2023-09-11"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("NOTULEN RAPAT PENGURUS", MeetingType.RAPAT),
        ("RISALAH RAPAT PENANGANAN DEMAM BERDARAH", MeetingType.RAPAT),
        ("NOTULEN SOSIALISASI BANK SAMPAH", MeetingType.SOSIALISASI),
        ("CATATAN REMBUGAN WARGA", MeetingType.REMBUG_WARGA),
    ],
)
def test_the_title_and_not_the_talk_gives_the_type(
    record_of: Of, title: str, expected: MeetingType
) -> None:
    record = record_of(
        f"{LETTERHEAD}{title}\n\nHari/Tanggal : Selasa, 5 September 2023\n\n- Pelatihan menjahit akan diadakan.\n"
        "- Penyuluhan kesehatan dan sosialisasi DTKS.\n"
    )
    assert record.meetings[0].type is expected


@pytest.mark.parametrize(
    ("title", "kelurahan", "organizer"),
    [
        ("BERITA ACARA MUSRENBANG KECAMATAN DEPOK", None, "Kecamatan Depok"),
        ("BERITA ACARA MUSRENBANG RKPD KABUPATEN DI KECAMATAN DEPOK", None, "Kecamatan Depok"),
        ("BERITA ACARA MUSRENBANG KELURAHAN CATURSARI", "Catursari", "Kelurahan Catursari"),
    ],
)
def test_a_meeting_is_of_one_tier(
    record_of: Of, title: str, kelurahan: str | None, organizer: str
) -> None:
    record = record_of(
        f"PEMERINTAH KABUPATEN SLEMAN\nKECAMATAN DEPOK\n\n{title}\n\nPada hari Rabu tanggal 7 Februari 2024 bertempat di "
        "Pendopo telah diselenggarakan musyawarah yang dihadiri Lurah Catursari, ketua BPD, TP PKK, dan wakil "
        "Kelurahan Catursari.\n"
    )
    meeting = record.meetings[0]
    assert (meeting.kelurahan, meeting.kecamatan, meeting.organizer) == (
        kelurahan,
        "Depok",
        organizer,
    )


def test_the_key_names_who_held_it(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN MUSYAWARAH KELURAHAN\n\nHari/Tanggal : Kamis, 21 September 2023\n"
        "Penyelenggara : LPM Kelurahan Catursari\n"
    )
    assert record.meetings[0].organizer == "LPM Kelurahan Catursari"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("a. Data rumah diperbarui, selesai 6 Oktober 2023.", "deadline"),
        ("b. Setiap RW menyetor nama kader tgl 19/10/2023.", "deadline"),
        ("c. Rapat evaluasi diadakan 7 November 2023.", "event"),
    ],
)
def test_what_is_handed_in_by_a_day(record_of: Of, line: str, role: str) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT\n\nHari/Tanggal : Kamis, 21 September 2023\n\nKEPUTUSAN\n{line}\n"
    )
    assert [str(d.role) for d in record.dates if str(d.date) != "2023-09-21"] == [role]


@pytest.mark.parametrize(
    ("sentence", "organizer"),
    [
        ("Rapat ini diselenggarakan LPMK Catursari di pendopo.", "LPMK Kelurahan Catursari"),
        ("Karang Taruna menyelenggarakan rapat di pendopo.", "Karang Taruna"),
    ],
)
def test_who_held_it_stands_in_the_sentence(record_of: Of, sentence: str, organizer: str) -> None:
    record = record_of(f"{LETTERHEAD}NOTULEN RAPAT KOORDINASI\n\n{sentence}")
    assert record.meetings[0].organizer == organizer


def test_an_article_on_people_put_into_office(record_of: Of) -> None:
    record = record_of(
        "Dua Belas Ketua RT Siap Bekerja untuk Warga",
        "BANJARMASIN - Sebanyak 12 Ketua RT dikukuhkan di Aula Kelurahan Sungai Miai, Kota "
        "Banjarmasin, Rabu (14/8/2024), ujar panitia kepada wartawan yang hadir.",
        "“Pelatihan eceng gondok sudah masuk rencana kerja kecamatan,” ujar Lurah Sungai Miai. Warga "
        "berharap semua program segera berjalan sesuai rencana yang sudah disusun.",
    )
    assert record.meetings[0].type is MeetingType.PELANTIKAN


def test_the_day_of_a_letter_is_not_the_meetings(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}BERITA ACARA RAPAT\n\nDasar: surat undangan tanggal 6 Juli 2023.\n"
        "Rapat diselenggarakan di pendopo, Senin 10 Juli 2023, 19.00 s/d 21.45."
    )
    assert str(record.meetings[0].date) == "2023-07-10"


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("Tempat : Gedung Serba Guna RW 03", "Gedung Serba Guna RW 03"),
        ("Tempat : Kantor Wali Nagari Sungai Tarab", "Kantor Wali Nagari"),
        (
            "Pada hari ini Rabu tanggal 4 Juni 2025 bertempat di rumah Ketua RT 05 diadakan rapat warga.",
            "rumah Ketua RT 05",
        ),
        ("📍 Pos RW 07, Kel. Catursari", "Pos RW 07"),
        ("Tempat : Ruang Diskusi", "Ruang Diskusi"),
        ("Dilaksanakan di Sopo Godang Huta Raja", "Sopo Godang Huta Raja"),
    ],
)
def test_a_venue_is_whole_and_no_longer(record_of: Of, line: str, venue: str) -> None:
    record = record_of(f"{LETTERHEAD}NOTULEN RAPAT WARGA\n\n{line}\n")
    assert record.meetings[0].venue == venue


@pytest.mark.parametrize(
    "line",
    [
        "Mulai 20.15, bubar 22.30",
        "mulai 20.15 (mestinya 20.00)",
        "Mulai bakda Isya (20.15)",
        "1.2. Waktu : 20.15 - 22.30 WIB",
    ],
)
def test_notes_tell_the_hour_in_their_own_way(record_of: Of, line: str) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT WARGA\n\nJumat, 7 Maret 2025\n{line}\n\nDibahas iuran sampah."
    )
    assert record.meetings[0].start == "20:15"


def test_whose_name_stands_behind_the_meetings_held_it(record_of: Of) -> None:
    record = record_of(
        "PAMEKASAN – Rapat pengurus LPMD Desa Waru, dipimpin Sekretaris Desa Waru Ahmad Zaini, berlangsung di balai "
        "desa, Jumat (7/3/2025), dan menyepakati perbaikan jalan Dusun Krajan, kata panitia kepada wartawan."
    )
    assert record.meetings[0].organizer == "LPMD Desa Waru"


ARTICLE = (
    "Warga Sukapura Bahas Air Bersih\n\nSUKAPURA - Puluhan warga Kelurahan Sukapura, Kecamatan Sukajadi, Kota Bandung, mengikuti "
    "sosialisasi air bersih di Balai Kelurahan Sukapura, Sabtu (9/3/2024){held}.\n\n{more}\n"
)


@pytest.mark.parametrize(
    ("held", "more", "organizer"),
    [
        (
            " yang digelar Dinas Perikanan Kota Bandung",
            "Warga pulang lega.",
            "Dinas Perikanan Kota Bandung",
        ),
        ("", "Lurah Sukapura, Hasan Basri, berharap warga hemat air.", "Kelurahan Sukapura"),
        ("", "Warga pulang lega.", None),
    ],
)
def test_an_article_tells_who_held_it_behind_the_verb_or_by_its_host(
    record_of: Of, held: str, more: str, organizer: str | None
) -> None:
    record = record_of(ARTICLE.format(held=held, more=more))
    assert record.meetings[0].organizer == organizer


def test_hours_that_were_agreed_are_not_the_meetings(record_of: Of) -> None:
    record = record_of(
        "Warga Sepakat Tutup Portal\n\nBANDUNG - Warga RW 11 Kelurahan Sukapura menggelar rapat warga di Pos RW 11, Sabtu "
        "(9/3/2024), yang dihadiri puluhan kepala keluarga dari tiga RT dan pengurus karang taruna setempat.\n\n"
        "Dalam rapat itu disepakati portal utara ditutup pukul 23.00 hingga 05.00 dan setiap tamu yang menginap wajib "
        "melapor kepada ketua RT masing-masing.\n"
    )
    assert record.meetings[0].start is None


def test_a_day_in_a_column_of_targets_is_a_deadline(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT\n\nHari/Tanggal : Kamis, 21 September 2023\n",
        [
            ["No", "Pembahasan", "Tindak Lanjut", "PIC", "Target"],
            ["1", "Drainase tersumbat", "Survei lokasi dan proposal", "Pak Joko", "5 Oktober 2023"],
            ["2", "Kas menipis", "Iuran dinaikkan mulai Oktober", "Bendahara", "15 Oktober 2023"],
        ],
    )
    assert [str(d.role) for d in record.dates if str(d.date) != "2023-09-21"] == ["deadline"] * 2


def test_the_day_of_an_earlier_meeting_is_an_event(record_of: Of) -> None:
    record = record_of(
        "DAFTAR PRIORITAS USULAN DESA SUKAPURA\n\nDasar: hasil Musrenbangdes tanggal 22 September 2022\n\n"
        "1. Rehab tambat labuh\n2. Tanam mangrove\n\nSukapura, 3 Oktober 2022\nKepala Desa Sukapura\nHasan Basri\n"
    )
    assert ("2022-09-22", "event") in [(str(d.date), str(d.role)) for d in record.dates]


@pytest.mark.parametrize(
    "present",
    [
        [["No", "Nama", "Unsur"], ["1", "Sutarno", "RT 01/RW 05"], ["2", "Aminah", "RT 02/RW 05"]],
        "Daftar hadir :\n1. Sutarno (RT 01/RW 05)\n2. Aminah (RT 02/RW 05)\n",
        "Hadir : Sutarno (RT 01/RW 05), Aminah (RT 02/RW 05)\n",
    ],
)
def test_the_ward_of_one_who_came_did_not_hold_the_meeting(record_of: Of, present: object) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT\n\nHari/Tanggal : Kamis, 21 September 2023\n", present
    )
    meeting = record.meetings[0]
    assert (meeting.type, meeting.organizer) == (MeetingType.RAPAT, "Kelurahan Catursari")


def test_a_meeting_to_which_all_of_a_ward_come_is_its_own(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}CATATAN RAPAT\n\nHari/Tanggal : Kamis, 21 September 2023\n"
        "Peserta : seluruh warga RT 04\nTempat : rumah Pak Darto\n"
    )
    assert record.meetings[0].organizer == "RT 04"


@pytest.mark.parametrize(
    "later",
    [
        "Rapat berikutnya diadakan Jumat, 4 April 2025 pukul 19.30 WIB di tempat yang sama.",
        "Rapat selanjutnya dilaksanakan di rumah Ketua RT 02 pukul 19.30.",
        "Kerja bakti dilaksanakan Minggu, 16 Maret 2025 mulai pukul 07.00.",
        "KEPUTUSAN\n1. Kerja bakti dimulai pukul 07.00.\n2. Iuran naik.",
        "Rapat berikutnya\nPukul : 19.30",
    ],
)
def test_hours_of_what_is_to_come_are_not_the_meetings(record_of: Of, later: str) -> None:
    record = record_of(
        f"{LETTERHEAD}NOTULEN RAPAT WARGA\n\nHari/Tanggal : Jumat, 7 Maret 2025\nTempat : Balai RW 03\n\n"
        f"Dibahas iuran sampah.\n\n{later}\n"
    )
    assert (str(record.meetings[0].date), record.meetings[0].start) == ("2025-03-07", None)


@pytest.mark.parametrize(
    ("lines", "start", "end", "venue"),
    [
        ("Hr/Tgl\t: Senin, 14 November 2022\nJam\t: 20.45 s.d 23.00\nTpt\t: Balai RW 03", "20:45", "23:00", "Balai RW 03"),
        ("1. Kapan diadakan?   Rabu, 8 Juli 2020 mulai 09.00\n2. Di mana?   Balai RW 03", "09:00", None, "Balai RW 03"),
        ("Tgl 17/03/2025 (Senin)  |  15.10 - 17.00 WITA  |  Lantai 2 kantor lurah", "15:10", "17:00", "Lantai 2 kantor lurah"),
        ("(Sabtu 6 Mei 2023, depan rumah Pak Yono, mulai setengah 9 malam bubar jam 11)", "20:30", "23:00", "depan rumah Pak Yono"),
        ("Tanggal: 6 Mei 2023\nPukul: 09.30\nTempat: Musala Al Ikhlas\n\nTutup doa oleh Pak Daud 12.35", "09:30", "12:35", "Musala Al Ikhlas"),
    ],
    ids=["short keys", "questions", "bars", "in a sentence", "closed by a prayer"],
)  # fmt: skip
def test_particulars_as_clerks_write_them(
    record_of: Of, lines: str, start: str, end: str | None, venue: str
) -> None:
    (meeting,) = record_of(
        f"NOTULEN RAPAT WARGA RW 03 KELURAHAN SUKAMAJU\n{lines}\n\n"
        "Warga minta portal ujung gang ditutup jam 12.\n"
    ).meetings
    assert (meeting.start, meeting.end, meeting.venue) == (start, end, venue)


def test_an_article_counts_the_meetings_day_back_from_its_own(record_of: Of) -> None:
    record = record_of(
        "Rob Tak Surut, Wakil Wali Kota Temui Warga Krapyak",
        "Jumat, 17 Juni 2022 | 08:14 WIB",
        "KOTA PEKALONGAN - Kemarin petang, Wakil Wali Kota Khoirul Basyir menemui warga Kelurahan Krapyak "
        "dalam pertemuan di Musala Al Hidayah untuk mendengar langsung keluhan mereka soal rob.",
        "Khoirul menyatakan pompa tiba Sabtu (18/6) pagi, dan warga sepakat membentuk piket jaga pompa.",
    )
    assert (str(record.meetings[0].date), record.meetings[0].venue) == (
        "2022-06-16",
        "Musala Al Hidayah",
    )


@pytest.mark.parametrize(
    "said",
    [
        "Rapat ditutup pukul 10.00, lalu ",
        "pembangunan jalan dan laki-laki ",
        "warga meminta portal di gang serta rambu kecepatan, ",
    ],
    ids=["hours", "works", "wishes"],
)
def test_a_text_without_full_stops_costs_no_more_than_in_proportion(
    record_of: Of, said: str
) -> None:
    def cost(count: int) -> float:
        begun = time.process_time()
        record_of(
            f"{LETTERHEAD}NOTULEN RAPAT\n\nHari/Tanggal : Jumat, 7 Maret 2025\n\n{said * count}\n"
        )
        return time.process_time() - begun

    cost(1)
    few = min(cost(200), cost(200))
    assert cost(1600) < 8 * 3 * max(few, 0.1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Dua kelompok nelayan sepakat berbagi wilayah tangkap dalam mediasi di Kantor Camat Bungo, Senin (16/9/2024).",
            MeetingType.LAINNYA,
        ),
        (
            "Kelurahan Wonosari, Kecamatan Bungo, resmi meluncurkan posyandu bagi semua umur di aula kelurahan, Senin "
            "(16/9/2024), dan puluhan kader diberi tensimeter.",
            MeetingType.LAINNYA,
        ),
        (
            "Senin (16/9/2024) malam Kepala Desa Wonosari mengumpulkan para ketua RT dan pengelola penginapan di balai desa "
            "untuk merembug nasib desa wisata itu.",
            MeetingType.MUSYAWARAH,
        ),
    ],
)
def test_an_article_tells_of_a_gathering_that_it_calls_no_meeting(
    record_of: Of, told: str, expected: MeetingType
) -> None:
    record = record_of(
        f"Warga Wonosari Bersepakat\n\nBUNGO, KABAR WARGA - {told}\n\n"
        "Lurah Wonosari Slamet Riyadi mengatakan, pihaknya menampung semua masukan warga yang disampaikan."
    )
    (meeting,) = record.meetings
    assert meeting.type is expected
    assert str(meeting.date) == "2024-09-16"


def test_an_article_of_a_complaint_tells_of_no_gathering(record_of: Of) -> None:
    record = record_of(
        "Bertahun-tahun Rusak, Warga Wonosari Tambal Jalan Sendiri\n\n"
        "BUNGO, KABAR WARGA - Kesal tak kunjung diperbaiki, warga Kelurahan Wonosari menambal sendiri ruas jalan kampung, "
        "Minggu (1/12/2024).\n\nJalan sepanjang dua kilometer itu rusak sejak 2019 dan berlubang hampir di semua titik, "
        'terparah di depan sekolah.\n\n"Sudah empat orang jatuh," kata Ujang Suryana, warga RT 04 RW 06.'
    )
    assert not record.meetings


def test_a_weekday_alone_is_the_last_one_before_the_article(record_of: Of) -> None:
    record = record_of(
        "Warga Wonosari usulkan listrik 24 jam\n\nRabu, 4 Oktober 2023 19:22 WIB\n\n"
        "Bungo (KABAR) - Warga Desa Wonosari mengusulkan agar listrik di desanya menyala 24 jam, menyusul pemadaman "
        "bergilir yang terjadi sejak Agustus.\n\n"
        "Usulan itu mengemuka dalam dialog yang berlangsung di gedung serbaguna desa tersebut, Selasa."
    )
    (meeting,) = record.meetings
    assert (meeting.type, str(meeting.date)) == (MeetingType.LAINNYA, "2023-10-03")
    assert meeting.venue == "gedung serbaguna desa"


def test_a_report_of_what_was_held_tells_of_its_day(record_of: Of) -> None:
    record = record_of(
        "LAPORAN PELAKSANAAN KEGIATAN\nPELATIHAN MENJAHIT KELURAHAN WONOSARI KECAMATAN BUNGO\n\n1. DASAR\n"
        "Surat Tugas Lurah Nomor 094/112/2022 tanggal 1 Agustus 2022\n\n2. WAKTU DAN TEMPAT\n"
        "Senin s.d. Jumat, 8 - 12 Agustus 2022, pukul 08.30 - 15.00 WIB, di Gedung Serba Guna\n\n3. TINDAK LANJUT\n"
        "Kelompok ikut bazar pada 20 Oktober 2022.\n\nBungo, 22 Agustus 2022\nLurah Wonosari,\n\n\nSlamet Riyadi"
    )
    (meeting,) = record.meetings
    assert (meeting.type, str(meeting.date)) == (MeetingType.PELATIHAN, "2022-08-08")
    assert (meeting.venue, meeting.organizer) == ("Gedung Serba Guna", "Kelurahan Wonosari")


def test_a_letter_tells_of_no_meeting(record_of: Of) -> None:
    record = record_of(
        f"{LETTERHEAD}Nomor : 005/14\nPerihal : Undangan Rapat\n\nMengharap kehadiran Saudara pada rapat koordinasi, Senin, "
        "15 Mei 2023 pukul 09.00 di aula kelurahan.\n\nCatursari, 12 Mei 2023\nLurah,\n\nSlamet Riyadi"
    )
    assert not record.meetings


def test_an_office_holds_for_its_body(record_of: Of) -> None:
    record = record_of(
        "Nelayan Sepakat Bagi Wilayah Tangkap\n\n"
        "BUNGO, KABAR WARGA - Dua kelompok nelayan Kelurahan Wonosari sepakat berbagi wilayah tangkap dalam mediasi di balai "
        "warga, Senin (16/9/2024). Mediasi itu diprakarsai Camat Bungo Slamet Riyadi menyusul cekcok di laut.\n"
    )
    assert record.meetings[0].organizer == "Kecamatan Bungo"
