"""Offices as regions and papers name them, with their bodies: known to a table, built, or unproven."""

import pytest

from tests.extractors.people.openings import MEETING, people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kadishub Kota Cilegon, Rina Wulandari, menyanggupi hal itu.",
            ("Rina Wulandari", "Kadishub", "Dishub Kota Cilegon"),
        ),
        (
            "Plt. Kadisbudpar Kabupaten Serang Rina Wulandari menyanggupi hal itu.",
            ("Rina Wulandari", "Plt. Kadisbudpar", "Disbudpar Kabupaten Serang"),
        ),
        (
            "Kabappeda Kota Cilegon Rina Wulandari menyanggupi hal itu.",
            ("Rina Wulandari", "Kabappeda", "Bappeda Kota Cilegon"),
        ),
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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Kasi Ekonomi dan Pembangunan (Ekbang) Kelurahan Rawa Buaya, Tri Wahyudi menambahkan.",
            ("Tri Wahyudi", "Kasi Ekonomi dan Pembangunan", "Kelurahan Rawa Buaya"),
        ),
        (
            "Kepala Seksi Pemerintahan, Ketentraman dan Ketertiban Kecamatan Rungkut, Dwi Lestari, hadir.",
            (
                "Dwi Lestari",
                "Kepala Seksi Pemerintahan, Ketentraman dan Ketertiban",
                "Kecamatan Rungkut",
            ),
        ),
        (
            "Narasumber yakni Kasi P2M BNN Provinsi Sulawesi Selatan, Ishak Iskandar.",
            ("Ishak Iskandar", "Kasi P2M", "BNN Provinsi Sulawesi Selatan"),
        ),
        (
            "Kadis Pemberdayaan Masyarakat dan Desa Kota Ambon, Meggy Lekatompessy, hadir.",
            ("Meggy Lekatompessy", "Kadis", "Dinas Pemberdayaan Masyarakat dan Desa Kota Ambon"),
        ),
        (
            "Plt Kabid Pemerintahan Desa Dinas PMD Kabupaten Maros, Nurhidayat, hadir.",
            ("Nurhidayat", "Plt. Kabid Pemerintahan Desa", "Dinas PMD Kabupaten Maros"),
        ),
        (
            "Hadir Kadis PUPR Eryudhi Apriadi dan warga.",
            ("Eryudhi Apriadi", "Kadis", "Dinas PUPR"),
        ),
        (
            "Hadir Pejabat Pembuat Komitmen (PPK) Dinas PUPR Kota Kediri, Endah Susilowati.",
            ("Endah Susilowati", "Pejabat Pembuat Komitmen", "Dinas PUPR Kota Kediri"),
        ),
        (
            "Hadir Bhabinkamtibmas Aipda Safrizal dan Pendamping Lokal Desa Nurlaila.",
            ("Nurlaila", "Pendamping Lokal Desa", None),
        ),
    ],
)
def test_fields_and_short_forms_of_an_office(record_of, sentence, expected):
    assert expected in people(record_of("Rapat warga digelar di aula.", sentence))


def test_offices_of_two_numbered_neighbourhoods_stay_two(record_of):
    record = record_of(
        "Rapat warga digelar di aula.", "Hadir Kepling III Mariani dan Kepling VII Ucok Harahap."
    )
    assert {(p.name, p.agency) for p in record.people} == {
        ("Mariani", "Lingkungan III"),
        ("Ucok Harahap", "Lingkungan VII"),
    }


def test_the_place_behind_a_fused_office_is_no_body_of_its_own(record_of) -> None:
    record = record_of(*MEETING, "Kadishub Kota Serang, Rina Wulandari, menyanggupi hal itu.")
    names = [a if isinstance(a, str) else a.name for a in record.agencies]
    assert "Dishub Kota Serang" in names
    assert "Kota Serang" not in names


def test_a_chief_is_known_by_the_name_that_he_has_elsewhere(record_of) -> None:
    record = record_of(
        "NOTULEN RAPAT DESA SUKAMAJU",
        "Kepala Desa Sukamaju, Muhammad Tarmiji, membuka rapat.",
        "Kades Tarmiji ditugasi mengirim daftar pedagang.",
        "Kepala Desa Suyanto dari tetangga ikut hadir.",
    )
    assert not {"Desa Tarmiji", "Desa Suyanto"} & {str(a) for a in record.agencies}
