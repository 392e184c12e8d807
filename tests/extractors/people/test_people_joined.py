"""One person of several sightings, and two who stay two."""

from tests.extractors.people.openings import MINUTES, NEWS, people


def test_a_first_name_later_is_the_same_person(record_of):
    record = record_of(
        NEWS
        + "Lurah Cimuncang Ade Rohimat mengatakan hal itu di Kelurahan Cimuncang, Kota Serang.",
        "“Kita dahulukan drainase,” kata Ade kepada warga yang hadir dalam pertemuan itu.",
    )
    assert people(record) == [("Ade Rohimat", "Lurah", "Kelurahan Cimuncang")]


def test_husband_and_wife_stay_two_people(record_of):
    record = record_of(
        *MINUTES,
        "Rapat dipimpin Ketua TP PKK Kelurahan Wanasari, Ibu Sri Wahyuni Abdul Hafiz.",
        "Lurah Wanasari Abdul Hafiz hadir memberi pengarahan.",
    )
    assert ("Sri Wahyuni Abdul Hafiz", "Ketua", "TP PKK Kelurahan Wanasari") in people(record)
    assert ("Abdul Hafiz", "Lurah", "Kelurahan Wanasari") in people(record)


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


def test_a_middle_name_may_be_left_out(record_of):
    record = record_of(
        NEWS + "Lurah Naimata Maria Goreti Tefa membuka acara di Kelurahan Naimata, Kota Kupang.",
        "Menurut Ibu Maria Tefa, posyandu aktif lagi.",
    )
    assert [p[0] for p in people(record)] == ["Maria Goreti Tefa"]
