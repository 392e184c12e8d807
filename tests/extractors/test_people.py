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
