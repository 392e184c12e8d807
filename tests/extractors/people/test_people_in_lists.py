"""People in tables, lists of those present and lines of key and value."""

import pytest

from tests.extractors.people.openings import MEETING, MINUTES, VILLAGE, people


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


ATTENDED = ["No", "Nama", "Jabatan", "Tanda Tangan"]


def test_a_name_that_a_narrow_cell_breaks_is_one_person(record_of):
    record = record_of(
        "NOTULEN RAPAT LPMK KELURAHAN TLOGOSARI",
        [
            ATTENDED,
            ["1", "Drs. H. Tatang\nSuherman, S.IP.,\nM.Si.", "Lurah\nTlogosari", ""],
            ["2", "Hj. Neneng\nHasanah\nNurjanah", "Ketua RT 01\nRW 05", "2. ......"],
            ["3", "Muhammad Asep\nSaepudin", "Ketua RW 03", ""],
        ],
    )
    assert people(record) == [
        ("Drs. H. Tatang Suherman, S.IP., M.Si.", "Lurah", "Kelurahan Tlogosari"),
        ("Hj. Neneng Hasanah Nurjanah", "Ketua", "RT 01/RW 05"),
        ("Muhammad Asep Saepudin", "Ketua", "RW 03"),
    ]


@pytest.mark.parametrize(
    "names",
    ["Bpk. Sutrisno\nBpk. Wagiman", "1. Sutrisno\n2. Wagiman", "Sutrisno; Wagiman"],
)
def test_several_people_of_a_cell_stay_several(record_of, names):
    record = record_of(
        "NOTULEN RAPAT LPMK KELURAHAN TLOGOSARI",
        [ATTENDED, ["1", names, "Ketua RW 03", ""], ["2", "Dwi Hartanto", "Ketua RW 07", ""]],
    )
    assert {"Sutrisno", "Wagiman", "Dwi Hartanto"} == {
        n.removeprefix("Bpk. ") for n, _, _ in people(record)
    }


COMMITTEE = "SUSUNAN PENGURUS KARANG TARUNA KELURAHAN WANASARI"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "1. Seksi Pendidikan\n- Fahmi Idris\n- Nurul Aini",
            [("Fahmi Idris", "Seksi Pendidikan"), ("Nurul Aini", "Seksi Pendidikan")],
        ),
        (
            "a. Sie Acara\n1. Ridwan Kamaludin\nb. Sie Humas\n1. Yeni Yulianti",
            [("Ridwan Kamaludin", "Sie Acara"), ("Yeni Yulianti", "Sie Humas")],
        ),
        (
            "3. Seksi Humas : Yogi Pratama, Rian Hidayat",
            [("Yogi Pratama", "Seksi Humas"), ("Rian Hidayat", "Seksi Humas")],
        ),
    ],
)
def test_a_section_heads_the_names_of_its_people(record_of, lines, expected):
    assert [p[:2] for p in people(record_of(COMMITTEE, *lines.split("\n")))] == expected


def test_a_section_heads_no_more_than_names(record_of):
    lines = ("Bidang Pembangunan", "1. Perbaikan talud diusulkan Budi Santoso", "2. Rina Wulandari")
    assert ("Rina Wulandari", "Bidang Pembangunan") not in [
        p[:2] for p in people(record_of(*MINUTES, *lines))
    ]


def test_a_committee_in_small_letters(record_of):
    record = record_of(*MINUTES, "- ketua panitia: kang Dede Kurnia", "- sie lomba: Asep, Iwan")
    assert [p[:2] for p in people(record)] == [
        ("Dede Kurnia", "ketua"),
        ("Asep", "sie lomba"),
        ("Iwan", "sie lomba"),
    ]


def test_who_asked_is_told_in_a_list_of_what_it_costs(record_of):
    rows = [
        ["No", "Pengusul", "Usulan", "Volume"],
        ["1", "Sugiarto (Ketua RW 01)", "Pavingisasi", "120 m"],
        ["2", "Karang Taruna (Deni)", "Alat band", "1 set"],
        ["3", "Warga", "Talud", "50 m"],
    ]
    found = people(record_of(*MEETING, rows))
    assert [(n, r) for n, r, _ in found] == [("Sugiarto", "Ketua"), ("Deni", None)]


def test_the_number_in_the_next_cell_is_another_ward(record_of):
    rows = [
        ["No", "Nama", "Unsur", "Alamat"],
        ["1", "Yosef Nahak", "Ketua RW 03", "RT 08"],
        ["2", "Rina Wulandari", "Ketua RW 04", "RT 01"],
    ]
    assert ("Yosef Nahak", "Ketua", "RW 03") in people(record_of(*MEETING, rows))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "Rahmat Hidayat, S.E. - Dinas Koperasi Kota Serang (materi NIB)",
            ("Rahmat Hidayat, S.E.", None, "Dinas Koperasi Kota Serang"),
        ),
        (
            "Sdr. Rahmat Hidayat, Puskesmas Gunung Anyar",
            ("Rahmat Hidayat", None, "Puskesmas Gunung Anyar"),
        ),
        (
            "Rahmat Hidayat – Puskesmas Gunung Anyar",
            ("Rahmat Hidayat", None, "Puskesmas Gunung Anyar"),
        ),
    ],
)
def test_an_entry_that_is_a_name_and_a_body_is_one_of_that_body(record_of, entry, expected) -> None:
    assert expected in people(record_of(*MINUTES, "NARASUMBER", f"- {entry}"))


@pytest.mark.parametrize(
    "head",
    [
        ["No", "Nama", "Jabatan", "Tanda tangan"],
        ["No", "Nama", "Unsur", "Ket."],
    ],
)
def test_each_row_of_a_list_is_another_person(record_of, head):
    """Whoever shares a first name and an office, or parts of a name, is not the same one there."""
    rows = [
        ["1", "Iwan Hidayat", "Ketua RT 04", ""],
        ["2", "Nur Handayani Setiawan", "Ketua LPM", ""],
        ["3", "Iwan Handayani", "Ketua RT 04", ""],
        ["4", "Nur Setiawan", "Ketua LPM", ""],
    ]
    record = record_of("DAFTAR HADIR", [head, *rows])
    assert [(p.name, p.role, p.agency) for p in record.people] == [
        ("Iwan Hidayat", "Ketua", "RT 04"),
        ("Nur Handayani Setiawan", "Ketua", "LPM"),
        ("Iwan Handayani", "Ketua", "RT 04"),
        ("Nur Setiawan", "Ketua", "LPM"),
    ]


def test_offices_stand_behind_the_names_of_lists_beside_each_other(record_of):
    head = ["No", "Nama", "Jabatan", "No", "Nama", "Jabatan"]
    rows = [
        ["1", "Iwan Hidayat", "Ketua RT 04", "3", "Siti Aminah", "Sekretaris RW 03"],
        ["2", "Nur Setiawan", "Ketua LPM", "4", "Eko Prasetyo", "Ketua RT 02"],
    ]
    record = record_of("DAFTAR HADIR", [head, *rows])
    assert {(p.name, p.role, p.agency) for p in record.people} == {
        ("Iwan Hidayat", "Ketua", "RT 04"),
        ("Siti Aminah", "Sekretaris", "RW 03"),
        ("Nur Setiawan", "Ketua", "LPM"),
        ("Eko Prasetyo", "Ketua", "RT 02"),
    }


def test_keys_with_their_values_stand_beside_each_other(record_of):
    record = record_of(
        *MINUTES,
        "HADIR",
        [
            ["Lurah Wanasari", ": Rinto Abdullah", "Sekcam Bantar", ": Ramdan Ibrahim"],
            ["LPM", ": H. Yusuf Daud", "Karang Taruna", ": Ical, Nanang"],
        ],
    )
    assert people(record) == [
        ("Rinto Abdullah", "Lurah", "Kelurahan Wanasari"),
        ("Ramdan Ibrahim", "Sekcam", "Kecamatan Bantar"),
        ("H. Yusuf Daud", None, "LPM Kelurahan Wanasari"),
        ("Ical", None, "Karang Taruna"),
        ("Nanang", None, "Karang Taruna"),
    ]


def test_an_office_goes_before_what_somebody_is_at_the_meeting(record_of):
    record = record_of(
        *MINUTES,
        "Unsur pimpinan dan narasumber:",
        [
            ["Jabatan dalam musyawarah", "Nama", "Asal"],
            ["Narasumber I", "Hendra Kurnia", "Camat Bantar"],
            ["Narasumber II", "Silvia Roza", "Ketua LPM"],
        ],
    )
    assert ("Hendra Kurnia", "Camat", "Kecamatan Bantar") in people(record)


def test_an_entry_that_is_a_body_and_a_name_is_one_of_that_body(record_of):
    record = record_of(*MINUTES, "Peserta:", "- Komunitas Sahabat Sampah, Moh. Rizal", "- warga")
    assert ("Moh. Rizal", None, "Komunitas Sahabat Sampah") in people(record)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Pokja", "Ketua", "Laporan"], ["I", "Ny. Karyati", "pengajian rutin"]],
            ("Karyati", "Ketua Pokja I", "LPM Kelurahan Wanasari"),
        ),
        (
            [["Dusun", "Kepala Dusun", "Hadir"], ["Cot Goh", "Zulkifli Usman", "11"]],
            ("Zulkifli Usman", "Kepala Dusun", "Dusun Cot Goh"),
        ),
    ],
)
def test_an_office_is_the_title_of_a_column(record_of, rows, expected):
    assert expected in people(record_of(*MINUTES, "yaitu:", rows))


def test_a_body_of_a_kind_that_no_table_knows_is_no_role(record_of):
    rows = [
        ["No", "Nama", "Unsur", "Tanda tangan"],
        ["1", "Sr. Yosefa Mulia", "Biara SSpS Ruteng", "1."],
        ["2", "Rofinus Ngampu", "Tu'a Golo", "2."],
    ]
    assert people(record_of(*MINUTES, "Hadir", rows)) == [
        ("Sr. Yosefa Mulia", None, "Biara SSpS Ruteng"),
        ("Rofinus Ngampu", "Tu'a Golo", None),
    ]


def test_the_ward_of_the_heading_is_that_of_its_head(record_of):
    record = record_of(
        "HASIL RAPAT PANITIA RT 27 KEL. SEDAU",
        "Sabtu 2 April 2022 jam 7 malam",
        "Siapa : Pak RT Fransiskus Asuk, Pak Akong",
    )
    assert ("Fransiskus Asuk", "Ketua", "RT 27") in people(record)
