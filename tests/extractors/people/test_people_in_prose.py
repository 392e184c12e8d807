"""People in running text: an office or a body beside a name."""

import pytest

from tests.extractors.people.openings import ARTICLE, MINUTES, NEWS, VILLAGE, people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lurah Cimuncang Ade Rohimat mengatakan usulan sudah terkumpul di Kelurahan Cimuncang, Kota Serang.",
            ("Ade Rohimat", "Lurah", "Kelurahan Cimuncang"),
        ),
        (
            "Camat Cilacap Utara Suwito Hadi membuka acara di Kecamatan Cilacap Utara, Kabupaten Cilacap.",
            ("Suwito Hadi", "Camat", "Kecamatan Cilacap Utara"),
        ),
        (
            "Ketua LPM Kelurahan Sukorejo, Supriyatna mengaku siap mengawal hasil musyawarah tersebut.",
            ("Supriyatna", "Ketua", "LPM Kelurahan Sukorejo"),
        ),
        (
            "Kepala Dinas Sosial Kota Cilegon Ahmad Jubaedi mengapresiasi kegiatan tersebut.",
            ("Ahmad Jubaedi", "Kepala", "Dinas Sosial Kota Cilegon"),
        ),
        (
            "Ketua RW 03 Kelurahan Sukorejo, Moh. Syafi’i menjelaskan rencana penanaman pohon.",
            ("Moh. Syafi’i", "Ketua", "RW 03"),
        ),
        (
            "Menurut Aipda Sahrul, Bhabinkamtibmas dari Polsek Mataram, remaja jangan ragu melapor.",
            ("Aipda Sahrul", "Bhabinkamtibmas", "Polsek Mataram"),
        ),
    ],
)
def test_an_office_in_running_text_belongs_to_the_name_beside_it(record_of, text, expected):
    record = record_of(NEWS + text)
    assert expected in people(record)


@pytest.mark.parametrize(
    "line",
    [
        "Penulis: Bambang Sutejo | Editor: Rina Dewi",
        "Baca juga: Bupati Suharto Resmikan Pasar Baru",
        "Alamat : Jl. Kolonel Sugiyono No. 12",
    ],
)
def test_authors_inserts_and_streets_are_no_people(record_of, line):
    record = record_of(NEWS, line)
    assert people(record) == []


def test_an_office_without_a_name_is_a_body_only(record_of):
    record = record_of(NEWS + "Acara itu dihadiri Kepala Dinas Sosial Kota Cilegon dan warga.")
    assert people(record) == []
    assert "Dinas Sosial Kota Cilegon" in record.agencies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The second of an office is of the first one's body.
        (
            "Hadir Sekretaris Lurah Wanasari M. Taufik Hidayat, S.AP. membacakan sambutan.",
            ("M. Taufik Hidayat, S.AP.", "Sekretaris Lurah", "Kelurahan Wanasari"),
        ),
        # Fields of work that no table knows: an abbreviation, an abstract noun.
        (
            "Kasi PMN Kecamatan Bantar, Rahmi Yulianti, SE mengingatkan batas waktu.",
            ("Rahmi Yulianti, SE", "Kasi PMN", "Kecamatan Bantar"),
        ),
        # He who stands for somebody is of his body and has not his office.
        (
            "Hadir pula Kapolsek Bantar (diwakili Aipda M. Rizal) dan para ketua RT.",
            ("Aipda M. Rizal", None, "Polsek Bantar"),
        ),
        (
            "Danramil Bantar yang diwakili Peltu Suyitno memberi arahan.",
            ("Peltu Suyitno", None, "Koramil Bantar"),
        ),
        # A committee of a legislature is no body of its own.
        (
            "Usulan itu dijawab anggota Komisi C DPRD Kota Tegal, Yayat Hidayat, malam itu juga.",
            ("Yayat Hidayat", "anggota Komisi C", "DPRD Kota Tegal"),
        ),
        # A place that nothing proves, between the office and the name.
        (
            "Ketua RW 05 Kedung Wuluh, Sukarya, meminta hidran kering diperiksa.",
            ("Sukarya", "Ketua", "RW 05"),
        ),
        (
            "Kepala Lingkungan VI Steven Rori mengusulkan talud.",
            ("Steven Rori", "Kepala Lingkungan", "Lingkungan VI"),
        ),
        (
            "Kader Posyandu Dahlia, Sitti Hajar, minta tenda.",
            ("Sitti Hajar", "Kader", "Posyandu Dahlia"),
        ),
        # Sent by a body, with and without a task.
        (
            "Adapun perwakilan RW 11, Ibu Nining, menanyakan sirene banjir.",
            ("Nining", None, "RW 11"),
        ),
        (
            "Penjelasan oleh tim Bappeda Kota Tegal (Sdr. Fitrah).",
            ("Fitrah", None, "Bappeda Kota Tegal"),
        ),
        # An office in the body just named.
        (
            "Tampak hadir Ketua RW 03 Cak Sukardi, wakilnya Mochamad Anwar, dan warga.",
            ("Mochamad Anwar", "Wakil Ketua", "RW 03"),
        ),
        # Names that begin like titles, end in initials, or carry ranks and small titles.
        (
            "Bendahara, Ibu Syarifah, melaporkan saldo kas.",
            ("Syarifah", "Bendahara", "LPM Kelurahan Wanasari"),
        ),
        (
            "Babinsa Serda F. Tuasela dan Bhabinkamtibmas hadir.",
            ("Serda F. Tuasela", "Babinsa", None),
        ),
        (
            "Kepala Puskesmas Bantar drg. Trisna Wulan hadir.",
            ("drg. Trisna Wulan", "Kepala", "Puskesmas Bantar"),
        ),
        (
            "Ketua Tim Penggerak PKK Kelurahan Wanasari, Ny. Ratna Dewi, menambahkan.",
            ("Ratna Dewi", "Ketua", "Tim Penggerak PKK Kelurahan Wanasari"),
        ),
        (
            "Bupati Sumba Timur Khristofel Praing hadir.",
            ("Khristofel Praing", "Bupati", "Kabupaten Sumba Timur"),
        ),
        (
            "Danramil 1803 Kapten Inf Suharto turut hadir.",
            ("Kapten Inf Suharto", "Danramil", "Koramil 1803"),
        ),
        ("Eks Ketua RW 04 Pak Karta ikut hadir.", ("Karta", None, None)),
        ("Hadir Pak Haji Mansur, Bu RT, dan warga.", ("Haji Mansur", None, None)),
        (
            "Hadir perwakilan Polsek Bantar Bripka Andi Wijaya.",
            ("Bripka Andi Wijaya", None, "Polsek Bantar"),
        ),
        (
            "Sekretaris Lurah Wanasari, mewakili Lurah, Rosnida, menjawab.",
            ("Rosnida", "Sekretaris Lurah", "Kelurahan Wanasari"),
        ),
        ("Anggota : 1. Riswanto\n2. Karsum", ("Karsum", "Anggota", "LPM Kelurahan Wanasari")),
        # Lists of those present: dash, brackets, comma, what is no known office.
        (
            "Peserta :\n1. Siti Rohmah – Kader Posyandu\n2. Suryadi (sanitarian)",
            ("Suryadi", "sanitarian", None),
        ),
        ("Peserta :\n1. Tini Kartini (PKK)\n2. Romli, Ketua RT 17", ("Romli", "Ketua", "RT 17")),
        # Discussion.
        ("Tanya jawab\nBapak Slamet (RT 03): Selokan mampet.", ("Slamet", None, "RT 03")),
        (
            "Tanya jawab\nUstadz Jajang (DKM Al-Hikmah): Minta bantuan.",
            ("Ustadz Jajang", None, "DKM Al-Hikmah"),
        ),
        # Officials without a body are of the office that holds the meeting.
        ("Notulis : Vonny Lasut (Kaur Umum)", ("Vonny Lasut", "Kaur Umum", "Kelurahan Wanasari")),
    ],
)
def test_minutes_name_people_in_many_ways(record_of, text, expected):
    record = record_of(*MINUTES, *text.split("\n"))
    assert expected in people(record)


@pytest.mark.parametrize(
    "text",
    [
        "Warga Titip Septic Tank Komunal",
        "Sesuai Surat Edaran Wali Kota Tegal tanggal 4 Januari 2024, usulan dibatasi.",
        "Pelaksanaan sesuai Instruksi Presiden Nomor 9 Tahun 2025.",
    ],
)
def test_words_beside_an_office_are_people_only_with_evidence(record_of, text):
    assert people(record_of(*MINUTES, text)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Narasumber: Kabid Perlindungan Anak Dinas P3AP2KB Kota Kupang, Maria Seran",
            ("Maria Seran", "Kabid Perlindungan Anak", "Dinas P3AP2KB Kota Kupang"),
        ),
        (
            "Hadir pula Kasi PMD Kecamatan Parigi, Muliadi.",
            ("Muliadi", "Kasi PMD", "Kecamatan Parigi"),
        ),
        (
            "Hadir Ibu Adriana, kader posyandu Kenanga, dan warga.",
            ("Adriana", "kader", "Posyandu Kenanga"),
        ),
        (
            "Usulan datang dari KWT Melati. Ketuanya, Elvi Yanti, minta bantuan mesin.",
            ("Elvi Yanti", "Ketua", "KWT Melati"),
        ),
        (
            "Hadir Ketua RT 01 (Pak Tatang), RT 02 (Pak Hasan), dan warga.",
            ("Hasan", "Ketua", "RT 02"),
        ),
        (
            "1. Disperindag Kab. Jember – Drs. Moh. Toha, Kepala Bidang Pasar. Lapak tersedia.",
            ("Drs. Moh. Toha", "Kepala Bidang Pasar", "Disperindag Kabupaten Jember"),
        ),
        (
            "Hadir Kepala SMPN 4 Pasuruan yang mewakili: Retno Wahyuningtyas.",
            ("Retno Wahyuningtyas", None, "SMPN 4 Pasuruan"),
        ),
        (
            "Hadir Ketua BPD Hj. Mardiyah, S.Pd dan warga.",
            ("Hj. Mardiyah, S.Pd", "Ketua", "BPD"),
        ),
    ],
)
def test_who_speaks_for_which_body(record_of, line, expected):
    found = people(record_of(f"{VILLAGE}\nPEMBAHASAN\n{line}"))
    name, role, agency = expected
    assert any(
        (n, r) == (name, role) and a is not None and a.casefold().startswith(agency.casefold())
        for n, r, a in found
    ), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Camat Lintau Buo Utara, Fauzan Arif, berterima kasih.",
            ("Fauzan Arif", "Camat", "Kecamatan Lintau Buo Utara"),
        ),
        (
            "Kepala UPT DPU Wilayah Bojonagara, Tatang Rustandar, hadir.",
            ("Tatang Rustandar", "Kepala", "UPT DPU Wilayah Bojonagara"),
        ),
        (
            "Anggota DPRD Kota Bandung dapil I Hikman Sudirman hadir.",
            ("Hikman Sudirman", "Anggota", "DPRD Kota Bandung"),
        ),
        (
            "Dipimpin Babinsa Koramil 07/KB, Kodim 0503/JB, Serka Taufik Hidayat.",
            ("Serka Taufik Hidayat", "Babinsa", "Koramil 07/KB"),
        ),
        (
            "Kapolsek Samarinda Kota Kompol Tri Satria ikut turun.",
            ("Kompol Tri Satria", "Kapolsek", "Polsek Samarinda Kota"),
        ),
        (
            "Dari Dinas Pertanian Kota Bandung, penyuluh Ratna Dewi menjelaskan vaksinasi.",
            ("Ratna Dewi", "penyuluh", "Dinas Pertanian Kota Bandung"),
        ),
        (
            "Telah dibentuk KSM Bersih dipimpin Sdr. Agus Wibowo sejak Mei.",
            ("Agus Wibowo", None, "KSM Bersih"),
        ),
    ],
)
def test_an_article_tells_whose_office_it_is(record_of, text, expected):
    assert expected in people(record_of(ARTICLE + text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A place between the office and its holder.
        (
            "Lurah Rawa Buaya, Kecamatan Cengkareng, Junaedi meninjau saluran.",
            ("Junaedi", "Lurah", "Kelurahan Rawa Buaya"),
        ),
        (
            "Peratin Pekon Sukamarga, Kecamatan Bengkunat, Kabupaten Pesisir Barat, Hendri Yanto menyalurkan beras.",
            ("Hendri Yanto", "Peratin", "Pekon Sukamarga"),
        ),
        (
            "Hadir Kepala Dusun II Desa Sungai Dua, Kasmin, dan warga.",
            ("Kasmin", "Kepala Dusun", "Dusun II"),
        ),
        (
            "Anggota DPRD Kabupaten Gianyar asal Batubulan, I Wayan Arjana, turut hadir.",
            ("I Wayan Arjana", "Anggota", "DPRD Kabupaten Gianyar"),
        ),
        # The years of an office.
        (
            "Rapat dipimpin Ketua RW 06 periode 2019-2024, Bapak Engkos Kosasih.",
            ("Engkos Kosasih", "Ketua", "RW 06"),
        ),
        # The office is his for whom somebody stands who is named already.
        (
            "Sekretaris Dinas Sosial Kota Bandung Mirza Sahri, mewakili Kepala Dinas Sosial Kota Bandung Agus Triyadi, hadir.",
            ("Agus Triyadi", "Kepala", "Dinas Sosial Kota Bandung"),
        ),
        (
            "Tampak hadir Lurah Sukabungah Rina Dewi, Tuha Peut Tgk Ilyas, dan warga.",
            ("Tgk Ilyas", None, "Tuha Peut"),
        ),
        (
            "Hadir Babinsa Koramil 10/Gandapura Serda Irwansyah dan warga.",
            ("Serda Irwansyah", "Babinsa", "Koramil 10/Gandapura"),
        ),
    ],
)
def test_what_stands_between_an_office_and_its_holder(record_of, text, expected):
    assert expected in people(record_of(ARTICLE + text))


@pytest.mark.parametrize(
    "line",
    ["Bpk. Yudi - RW 09 - mengusulkan CCTV.", "pak Yudi RW 9 : minta CCTV."],
)
def test_who_speaks_is_of_the_neighbourhood_beside_him(record_of, line):
    assert ("Yudi", None, "RW 09") in people(record_of(*MINUTES, "Tanya jawab", line))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bu Ani Rohani, warga RT 04, minta tutup got diganti.", ("Ani Rohani", None)),
        ("Ujang Suryana, nelayan Desa Sukamulya, ikut bertanya.", ("Ujang Suryana", None)),
        ("Ketua RT 04, Ani Rohani, minta tutup got diganti.", ("Ani Rohani", "RT 04")),
        ("Kader RT 05, Sri Wahyuni, melaporkan jentik.", ("Sri Wahyuni", "RT 05")),
    ],
)
def test_a_resident_lives_in_a_place_and_has_no_office_there(record_of, text, expected):
    record = record_of(ARTICLE + text)
    assert expected in [(p.name, p.agency) for p in record.people]


@pytest.mark.parametrize("role", ["Staf Ahli Wali Kota Bidang Ekonomi", "Asisten Perekonomian"])
def test_who_stands_beside_the_head_of_a_city_is_of_the_city(record_of, role):
    record = record_of(ARTICLE + f"{role}, Hasan Fauzi, turut hadir.")
    assert ("Hasan Fauzi", "Kota Bandung") in [(p.name, p.agency) for p in record.people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What spells a body out in brackets stands between an office and its holder.
        (
            "Hadir Ketua BPL (Badan Permusyawaratan Lembang) Yunus Rante Allo dan warga.",
            ("Yunus Rante Allo", "Ketua", "BPL"),
        ),
        # The next of a list is somebody else's.
        (
            "Hadir Penyuluh KB Tatang Sontani, perwakilan Baznas, dan para ketua RW.",
            ("Tatang Sontani", "Penyuluh KB", None),
        ),
        # A commission is one of the DPRD of the document's kota.
        (
            "Ketua Komisi III, Yeremias Ndolu, S.H., menyebutnya sidang rakyat.",
            ("Yeremias Ndolu, S.H.", "Ketua Komisi III", "DPRD Kota Bandung"),
        ),
        (
            "Camat Sukajadi tidak bisa hadir, jadi diwakili Kasie Pemberdayaan Masyarakat, Bapak Hengky Kambuaya.",
            ("Hengky Kambuaya", "Kasie Pemberdayaan Masyarakat", "Kecamatan Sukajadi"),
        ),
        (
            "Panitia menetapkan hasilnya. Saudara Sutrisno, S.E. ditetapkan sebagai Ketua RW 21.",
            ("Sutrisno, S.E.", "Ketua", "RW 21"),
        ),
        (
            "BPBD Kota Bandung lewat stafnya Raka Pradipta menjawab usulan itu.",
            ("Raka Pradipta", "Staf", "BPBD Kota Bandung"),
        ),
        (
            "Hadir Kepala Bagian Hukum Setda Kota Bandung, Suyitno, dan warga.",
            ("Suyitno", "Kepala Bagian Hukum", "Setda Kota Bandung"),
        ),
        (
            "Hadir Imam Masjid Al-Ikhlas, Ustaz Djafar Ibrahim, dan warga.",
            ("Ustaz Djafar Ibrahim", "Imam Masjid", "Masjid Al-Ikhlas"),
        ),
        (
            "Ketua TP PKK kelurahan Ny. Salma Umar menutup acara.",
            ("Salma Umar", "Ketua", "TP PKK"),
        ),
        (
            "PT Dharma diwakili Manajer Operasional Kelvin Hartono menyanggupinya.",
            ("Kelvin Hartono", "Manajer Operasional", "PT Dharma"),
        ),
        ("Warga lain, Hamidah, menimpali bahwa pompa belum ada.", ("Hamidah", None, None)),
        (
            "Hadir Ketua Bamuskam Bpk Yoris Dimara dan warga.",
            ("Yoris Dimara", "Ketua", "Bamuskam"),
        ),
    ],
)
def test_whose_office_it_is_where_more_is_said_of_it(record_of, text, expected):
    assert expected in people(record_of(ARTICLE + text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("T (H. Endang, LPM): gerobak sampah cuma satu.", ("H. Endang", None, "LPM Kelurahan Wanasari")),
        ("pak Bachtiar dr kelurahan (Kasi Trantib) bilang begitu.", ("Bachtiar", "Kasi Trantib", "Kelurahan Wanasari")),
        ("Panitia 17-an: ketua Mas Andi, sekretaris Mbak Lia.", ("Lia", "sekretaris", "Panitia")),
        ('Terbentuk KUBE "Jambe Elok" (ketua: Ernawati, sekretaris: Lusi Anggraini).', ("Lusi Anggraini", "sekretaris", "KUBE Jambe Elok")),
        ("Bu Yuli, ketua dasawisma Anggrek, minta kursi.", ("Yuli", "ketua", "Dasawisma Anggrek")),
        ("Pak Darto, ketua kelompok tani Sido Makmur, minta pompa.", ("Darto", "ketua", "Kelompok Tani Sido Makmur")),
        ("Ibu Fitri Yanti (staf Seksi PMK) mencatat.", ("Fitri Yanti", "staf Seksi PMK", "Kelurahan Wanasari")),
        ("Sdr. Daeng Nassa', Ketua RW 03, setuju.", ("Daeng Nassa", "Ketua", "RW 03")),
        ("Dikirim Sdri. Nurhayati, wakil perempuan.", ("Nurhayati", "wakil perempuan", None)),
        ("Sdri. Lina (karang taruna) siap membantu.", ("Lina", None, "Karang Taruna")),
    ],
)  # fmt: skip
def test_notes_tell_in_short_whose_office_it_is(record_of, line, expected):
    assert expected in people(record_of(*MINUTES, "Tanya jawab", line))


def test_a_sentence_begins_behind_a_whole_name(record_of):
    record = record_of(*MINUTES, "Tanya jawab", "Konsumsi Bu Yuli. Terbentuk panitia lomba.")
    assert "Yuli" in [p.name for p in record.people]
    signed = record_of(*MINUTES, "Lurah Wanasari, H. Moh. Sa'dun Alwi, menutup rapat.")
    assert ("H. Moh. Sa'dun Alwi", "Lurah", "Kelurahan Wanasari") in people(signed)


def test_who_works_in_a_kelurahan_is_of_it_in_the_paper_of_a_dinas(record_of):
    record = record_of(
        "DINAS KESEHATAN KOTA TEGAL",
        "NOTULEN RAPAT DI KELURAHAN WANASARI",
        "Penyelenggara : Dinas Kesehatan Kota Tegal",
        "Kasi Kesra, Irma Dewi, mencatat usulan.",
        "Kabid Persampahan, Hisyam Baba, menutup rapat.",
    )
    assert ("Irma Dewi", "Kasi Kesra", "Kelurahan Wanasari") in people(record)
    assert ("Hisyam Baba", "Kabid Persampahan", "Dinas Kesehatan Kota Tegal") in people(record)


def test_the_name_of_a_mayor_is_no_city(record_of):
    record = record_of(ARTICLE + "Wali Kota Bodewin Wattimena hadir bersama warga.")
    assert ("Bodewin Wattimena", "Wali Kota", "Kota Bandung") in people(record)
    assert "Kota Bodewin" not in record.agencies
