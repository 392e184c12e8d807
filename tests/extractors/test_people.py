"""People with office and body, as the different places of a document tell them."""

import pytest

NEWS = "CILEGON – Warga berkumpul di aula, Jumat (5/1/2024), ujar panitia kepada wartawan. "


def people(record):
    return [(p.name, p.role, p.agency) for p in record.people]


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


def test_a_first_name_later_is_the_same_person(record_of):
    record = record_of(
        NEWS
        + "Lurah Cimuncang Ade Rohimat mengatakan hal itu di Kelurahan Cimuncang, Kota Serang.",
        "“Kita dahulukan drainase,” kata Ade kepada warga yang hadir dalam pertemuan itu.",
    )
    assert people(record) == [("Ade Rohimat", "Lurah", "Kelurahan Cimuncang")]


def test_an_attendance_table_names_people_and_offices(record_of):
    record = record_of(
        "NOTULEN RAPAT LPMK KELURAHAN TLOGOSARI",
        "Hari/Tanggal : Sabtu, 11 Februari 2023",
        [
            ["No", "Nama", "Jabatan"],
            ["1", "Rina Wulandari", "Sekretaris LPMK"],
            ["2", "Dwi Hartanto", "Ketua RW 07"],
        ],
    )
    assert ("Dwi Hartanto", "Ketua", "RW 07") in people(record)
    assert ("Rina Wulandari", "Sekretaris") in [(n, r) for n, r, _ in people(record)]


def test_signatures_take_the_office_above_them_in_their_own_column(record_of):
    record = record_of(
        "BERITA ACARA MUSYAWARAH KELURAHAN GUNUNG LINGKAS",
        "Pada hari ini Selasa tanggal 30 Januari 2024 telah dilaksanakan musyawarah kelurahan.",
        [["Lurah Gunung Lingkas,\n\n\nHj. Norhayati, S.AP", "Ketua RT 07\n\n\nMarthen Lumban"]],
    )
    assert ("Hj. Norhayati, S.AP", "Lurah", "Kelurahan Gunung Lingkas") in people(record)
    assert ("Marthen Lumban", "Ketua", "RT 07") in people(record)


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


MINUTES = (
    "NOTULEN RAPAT LPM KELURAHAN WANASARI",
    "KELURAHAN WANASARI KECAMATAN BANTAR KOTA TEGAL",
    "Hari/Tanggal : Sabtu, 11 Februari 2023",
)


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
    ("rows", "expected"),
    [
        (
            [
                ["NO", "N A M A", "JABATAN"],
                ["1", "Yacomina Tahapary", "Wakil Sekretaris"],
                ["2", "Ongen", "Bidang Keamanan"],
            ],
            [("Yacomina Tahapary", "Wakil Sekretaris"), ("Ongen", "Bidang Keamanan")],
        ),
        (
            [
                ["Pengurus", "Nama", "Pengawas", "Nama"],
                ["Ketua", "Max Lekatompessy, S.E.", "Anggota", "Elisa Matulessy"],
            ],
            [("Max Lekatompessy, S.E.", "Ketua"), ("Elisa Matulessy", "Anggota")],
        ),
        (
            [
                ["No", "Penanya", "Saran"],
                ["1", "Masayu Halimah (Ketua PKK Kelurahan)", "Minta timbangan."],
                ["2", "Romli, Ketua RT 17", "Gerobak keropos."],
            ],
            [("Masayu Halimah", "Ketua"), ("Romli", "Ketua")],
        ),
        (
            [["Ketua", "Stenly Rumambi, S.Th"], ["Bid. Olahraga", "Junior Tangkudung"]],
            [("Stenly Rumambi, S.Th", "Ketua"), ("Junior Tangkudung", "Bid. Olahraga")],
        ),
        (
            [
                ["Jabatan", "Nama", "Unsur"],
                ["Seksi Pembangunan", "Bujang; Alui Bilung", "Warga"],
            ],
            [("Bujang", "Seksi Pembangunan"), ("Alui Bilung", "Seksi Pembangunan")],
        ),
    ],
)
def test_tables_of_every_form_name_people(record_of, rows, expected):
    record = record_of(*MINUTES, "Susunan pengurus:", rows)
    assert [(n, r) for n, r, _ in people(record)] == expected


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["No", "Desa Pengusul", "Nama Kegiatan", "Perangkat Daerah"],
            ["1", "Aliyan", "Festival Keboan", "Dinas Kebudayaan"],
        ],
        [["No", "Nama KK", "Alamat"], ["1", "Slamet Riyanto", "RT 06/RW 03"]],
    ],
)
def test_works_and_those_who_receive_are_no_people(record_of, rows):
    assert people(record_of(*MINUTES, rows)) == []


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


def test_husband_and_wife_stay_two_people(record_of):
    record = record_of(
        *MINUTES,
        "Rapat dipimpin Ketua TP PKK Kelurahan Wanasari, Ibu Sri Wahyuni Abdul Hafiz.",
        "Lurah Wanasari Abdul Hafiz hadir memberi pengarahan.",
    )
    assert ("Sri Wahyuni Abdul Hafiz", "Ketua", "TP PKK Kelurahan Wanasari") in people(record)
    assert ("Abdul Hafiz", "Lurah", "Kelurahan Wanasari") in people(record)


def test_who_signs_for_a_group_has_no_office(record_of):
    record = record_of(
        *MINUTES,
        "Demikian berita acara ini dibuat.",
        [["Ketua RW 12\n\n\n\nSYAFWAN", "Wakil Perempuan\n\n\n\nNurul Qomariyah"]],
    )
    assert ("Syafwan", "Ketua", "RW 12") in people(record)
    assert ("Nurul Qomariyah", "Wakil Perempuan", None) in people(record)


VILLAGE = "NOTULEN RAPAT DESA SUKAMULYA\nKECAMATAN PARIGI\n\nHari/Tanggal : Senin, 4 Maret 2024\n"


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


def test_a_link_stands_in_a_cell_of_its_own(record_of):
    record = record_of(
        VILLAGE,
        [
            ["Pemimpin Musyawarah", ":", "La Ode Hasim", "dari", "Ketua BPD"],
            ["Narasumber", ":", "1. Kadir Tosepu", "dari", "Kepala Desa"],
        ],
    )
    assert ("La Ode Hasim", "Ketua") in [p[:2] for p in people(record)]
    assert ("Kadir Tosepu", "Kepala Desa", "Desa Sukamulya") in people(record)


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


def test_a_column_tells_who_spoke_for_an_office(record_of):
    record = record_of(
        VILLAGE,
        [
            ["No", "Instansi", "Disampaikan oleh", "Pokok-pokok"],
            ["1", "Puskesmas Makrayu", "dr. Fitri Anggraini", "Pemberian tablet"],
            ["2", "PT Pusri", "Anita (Humas)", "Penyaluran telur"],
        ],
    )
    assert ("dr. Fitri Anggraini", None, "Puskesmas Makrayu") in people(record)
    assert ("Anita", "Humas", "PT Pusri") in people(record)


ARTICLE = (
    "Warga Gelar Kerja Bakti di Sukabungah\n\n"
    "BANDUNG - Warga Kelurahan Sukabungah, Kecamatan Sukajadi, Kota Bandung bergotong royong "
    "membersihkan selokan di lingkungan mereka, Selasa (5/3/2024), ujar panitia kepada wartawan.\n\n"
)


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


def test_a_letter_tells_of_people_by_their_particulars(record_of):
    record = record_of(
        "SURAT TUGAS",
        "Nama : Drs. Yohanes Bria, M.Si",
        "NIP : 19680512 199303 1 009",
        "Jabatan : Kepala Dinas Sosial Kabupaten Belu",
        "MENUGASKAN",
        "1. Nama : Petrus Mau",
        "Jabatan : Kabid Linjamsos",
        "2. Nama : Maria Luan",
        "Alamat : Jl. Merdeka",
    )
    found = people(record)
    assert ("Drs. Yohanes Bria, M.Si", "Kepala", "Dinas Sosial Kabupaten Belu") in found
    assert ("Petrus Mau", "Kabid Linjamsos", "Dinas Sosial Kabupaten Belu") in found


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


MEETING = (
    "NOTULEN RAPAT KOORDINASI",
    "Tempat : Aula Kantor Kelurahan Sukamaju, Kecamatan Jombang, Kota Cilegon",
)
A_TABLE = (
    (["No", "Unsur", "Nama", "Jabatan"], ["1", "LPM", "Amirudin", "Ketua"]),
    (["No", "Nama", "Jabatan", "Asal Instansi"], ["1", "Amirudin", "Ketua", "LPM"]),
    (["No", "Nama dan Jabatan", "Paraf"], ["1", "Amirudin / Ketua LPM", ""]),
    (["Narasumber", "Jabatan", "Materi"], ["Amirudin", "Ketua LPM", "Kas"]),
    (["No", "Nama", "Ket"], ["1", "Amirudin", "Ketua LPM"]),
    (None, ["1", "Amirudin", "Ketua LPM"]),
)


@pytest.mark.parametrize(("header", "row"), A_TABLE)
def test_what_the_cells_hold_types_the_columns(record_of, header, row):
    more = [c.replace("Amirudin", "Rina Wulandari").replace("Ketua", "Sekretaris") for c in row]
    rows = [r for r in (header, row, more) if r is not None]
    record = record_of(*MEETING, "LPM Kelurahan Sukamaju mengundang warga.", rows)
    assert ("Amirudin", "Ketua", "LPM Kelurahan Sukamaju") in people(record)
    assert ("Rina Wulandari", "Sekretaris", "LPM Kelurahan Sukamaju") in people(record)


def test_the_word_of_a_tier_beside_an_office_is_the_documents_own(record_of):
    rows = [
        ["No", "Unsur", "Nama", "Jabatan"],
        ["1", "Kelurahan", "Ade Rohimat", "Lurah"],
        ["2", "RW", "H. Sabri", "Ketua RW 02"],
    ]
    record = record_of(*MEETING, rows)
    assert ("Ade Rohimat", "Lurah", "Kelurahan Sukamaju") in people(record)
    assert ("H. Sabri", "Ketua", "RW 02") in people(record)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wakil Direktur RSUD Kota Cilegon, Rina Wulandari, menyanggupi hal itu.",
            ("Rina Wulandari", "Wakil Direktur", "RSUD Kota Cilegon"),
        ),
        (
            "Pemandu Pokdarwis Bukit Indah, Rina Wulandari, menyanggupi hal itu.",
            ("Rina Wulandari", "Pemandu", "Pokdarwis Bukit Indah"),
        ),
        (
            "Ketua Bank Sampah Asri, Dewa Ayu Sasmita, menyanggupi hal itu.",
            ("Dewa Ayu Sasmita", "Ketua", "Bank Sampah Asri"),
        ),
        (
            "Ketua Solidaritas Pedagang Mama Papua (Solpap), Yosephina Monim bilang pasar sepi.",
            ("Yosephina Monim", "Ketua", "Solidaritas Pedagang Mama Papua"),
        ),
        (
            "Kasi Kesejahteraan Sosial Kecamatan Jombang, Rina Wulandari, menyanggupi hal itu.",
            ("Rina Wulandari", "Kasi Kesejahteraan Sosial", "Kecamatan Jombang"),
        ),
        (
            "Acara dihadiri wakil PT Berau Coal sdr. Fitriansyah dan para pemuda.",
            ("Fitriansyah", None, "PT Berau Coal"),
        ),
        ("Nurbaya, pedagang ikan asar, mengaku sudah lama berjualan.", ("Nurbaya", None, None)),
        (
            "Kepala Puskesmas Jombang dan pak RW 11 (Joko Purnomo) menyanggupi hal itu.",
            ("Joko Purnomo", "Ketua", "RW 11"),
        ),
    ],
)
def test_offices_and_bodies_that_no_table_knows(record_of, text, expected):
    place = "CILEGON – Warga Kelurahan Sukamaju, Kecamatan Jombang, Kota Cilegon, berkumpul, Jumat (5/1/2024). "
    assert expected in people(record_of(place + text))


@pytest.mark.parametrize(
    "line",
    [
        "Penjelasan Bappeda Kota Cilegon selesai pukul sepuluh.",
        "Pelatihan Dinas Sosial Kota Cilegon dimulai bulan depan.",
        "Pembina Tingkat I",
    ],
)
def test_what_is_done_and_ranks_are_no_offices(record_of, line):
    record = record_of(*MEETING, line)
    assert people(record) == []
    assert not {"Tingkat I", "Penjelasan Bappeda"} & set(record.agencies)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Danramil Mlati Suparno hadir.", ("Suparno", "Danramil", "Koramil Mlati")),
        (
            "Hadir Kapolsek Padang Panjang Timur Yudha Achmady dan warga.",
            ("Yudha Achmady", "Kapolsek", "Polsek Padang Panjang Timur"),
        ),
        (
            "Kasi Kesra Kelurahan Cikoneng Norrahmawati mencatat usulan.",
            ("Norrahmawati", "Kasi Kesra", "Kelurahan Cikoneng"),
        ),
        (
            "Hadir pula Staf Kelurahan Tlogoadi Wagiman bin Karto.",
            ("Wagiman bin Karto", "Staf", "Kelurahan Tlogoadi"),
        ),
        (
            "Acara dibuka Markus Wuwur (Kepala Desa Mekar Sari) di balai.",
            ("Markus Wuwur", "Kepala Desa", "Desa Mekar Sari"),
        ),
        (
            "Usulan itu ditanggapi Lurah Kampung Dalam, Rd. Asep.",
            ("Rd. Asep", "Lurah", "Kelurahan Kampung Dalam"),
        ),
        (
            "Ketua LPM Sungai Pinang Dalam Hasan Basri menyebut Kelurahan Sungai Pinang Dalam maju.",
            ("Hasan Basri", "Ketua", "LPM Kelurahan Sungai Pinang Dalam"),
        ),
        (
            "Ketua Karang Taruna Cikoneng H. Gunawan ikut hadir.",
            ("H. Gunawan", "Ketua", "Karang Taruna Cikoneng"),
        ),
        (
            "Anggota FKPM Oesapa Barat M. Noor berjaga.",
            ("M. Noor", "Anggota", "FKPM Oesapa Barat"),
        ),
        (
            "Kepala Puskesmas Pasar Baru, drg. Lestari, menjelaskan imunisasi.",
            ("drg. Lestari", "Kepala", "Puskesmas Pasar Baru"),
        ),
        (
            "Acara dihadiri Kepala SDN 1 Watubela (Lestari) dan wali murid.",
            ("Lestari", "Kepala", "SDN 1 Watubela"),
        ),
        (
            "Kepala Bidang Permukiman Dinas Perumahan dan Kawasan Permukiman Kota Banjarmasin, "
            "Ir. Gusti Rendra, M.T., menganggarkan rehab titian.",
            (
                "Ir. Gusti Rendra, M.T.",
                "Kepala Bidang Permukiman",
                "Dinas Perumahan dan Kawasan Permukiman Kota Banjarmasin",
            ),
        ),
        (
            "Kepala Kampung Bapa Sefanya Wally memimpin rapat.",
            ("Sefanya Wally", "Kepala Kampung", None),
        ),
    ],
)
def test_where_the_place_ends_the_person_begins(record_of, sentence, expected):
    record = record_of("Rapat warga digelar di aula.", sentence)
    assert expected in people(record)


def test_two_councils_stay_two(record_of):
    record = record_of(
        "Rapat warga digelar di aula.",
        "Ketua DPRD Kota Padang Panjang (drg. Lestari) membuka acara. Hadir Anggota DPRD Kabupaten Sleman "
        "Rudi Hartono.",
    )
    assert {(p.name, p.agency) for p in record.people} == {
        ("drg. Lestari", "DPRD Kota Padang Panjang"),
        ("Rudi Hartono", "DPRD Kabupaten Sleman"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The short office of a head has swallowed the word with which his body begins.
        (
            "Kadis Lingkungan Hidup Kota Manado Ahmad Hidayat berjanji menambah kontainer.",
            ("Ahmad Hidayat", "Kadis", "Dinas Lingkungan Hidup Kota Manado"),
        ),
        # Bodies of a kind that no table knows, which only the recognizer finds.
        (
            "Dekan Fakultas Teknik Universitas Tadulako, Prof. Andi Arham, hadir.",
            ("Prof. Andi Arham", "Dekan Fakultas Teknik", "Universitas Tadulako"),
        ),
        (
            "Guru SMP YPK Sion, Yulius Kambu, menjadi relawan.",
            ("Yulius Kambu", "Guru", "SMP YPK Sion"),
        ),
        # Who stands for somebody has not his office.
        (
            "Hadir mewakili Kapolsek Wolio, Aiptu La Ode Sahidu, bersama warga.",
            ("Aiptu La Ode Sahidu", None, "Polsek Wolio"),
        ),
        # Ranks with the force behind them.
        (
            "Komandan Lantamal XIV Sorong, Laksma TNI Deni Prasetyo, mengirim personel.",
            ("Laksma TNI Deni Prasetyo", "Komandan", "Lantamal XIV Sorong"),
        ),
        (
            "Kepala BPVP Ternate Rusli Ibrahim membuka pelatihan las.",
            ("Rusli Ibrahim", "Kepala", "BPVP Ternate"),
        ),
        # The name of a tier may belong to the field of a section.
        (
            "Kasi Pemberdayaan Masyarakat dan Desa Kecamatan Tarakan Timur, Yusuf Lating, hadir.",
            ("Yusuf Lating", "Kasi Pemberdayaan Masyarakat dan Desa", "Kecamatan Tarakan Timur"),
        ),
        (
            "Pala Lingkungan VII Sherly Wowor meminta lampu jalan.",
            ("Sherly Wowor", "Pala", "Lingkungan VII"),
        ),
    ],
)
def test_offices_of_many_regions(record_of, sentence, expected):
    assert expected in people(record_of("Rapat warga digelar di aula.", sentence))


def test_the_holder_of_an_office_stands_behind_a_colon(record_of):
    lines = "Daftar hadir:\nKepala Desa : Sukirman\nSekretaris Desa : Yatno"
    found = people(record_of(VILLAGE + lines))
    assert ("Sukirman", "Kepala Desa", "Desa Sukamulya") in found
    assert ("Yatno", "Desa Sukamulya") in [(n, a) for n, _, a in found]


def test_sections_in_a_list_of_those_present_are_roles(record_of):
    lines = "Hadir:\n1. H. Mahfudin        Ketua\n2. Rojali             Bidang Pembangunan"
    record = record_of(*MINUTES, *lines.split("\n"))
    assert ("Rojali", "Bidang Pembangunan") in [p[:2] for p in people(record)]


def test_a_working_group_is_a_role_in_its_body(record_of):
    record = record_of(
        "NOTULEN RAPAT TP PKK KELURAHAN MANGLI\nKECAMATAN KALIWATES KABUPATEN JEMBER\n",
        "Hadir:\n1. Pokja II (Bu Yuni Astutik)\n2. Ketua TP PKK (Bu Zubaidah)",
    )
    assert ("Yuni Astutik", "Pokja II", "TP PKK Kelurahan Mangli") in people(record)
    assert not [a for a in record.agencies if a.startswith("Pokja")]


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


def test_a_middle_name_may_be_left_out(record_of):
    record = record_of(
        NEWS + "Lurah Naimata Maria Goreti Tefa membuka acara di Kelurahan Naimata, Kota Kupang.",
        "Menurut Ibu Maria Tefa, posyandu aktif lagi.",
    )
    assert [p[0] for p in people(record)] == ["Maria Goreti Tefa"]
