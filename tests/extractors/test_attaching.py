"""The body of an office that stands without one: what the words around it tell."""

import pytest

NEWS = "CILEGON – Warga berkumpul di aula, Jumat (5/1/2024), ujar panitia kepada wartawan. "


def people(record):
    return {p.name: (p.role, p.agency) for p in record.people}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Bupati Kudus melalui Asisten I, Agus Budi Satrio, membuka rapat di Kabupaten Kudus.",
            "Agus Budi Satrio",
            "Kabupaten Kudus",
        ),
        (
            "Dinas Sosial Kota Cilegon diwakili Sekretaris, Ahmad Jubaedi, menjelaskan syaratnya.",
            "Ahmad Jubaedi",
            "Dinas Sosial Kota Cilegon",
        ),
        (
            "Wakil Ketua LPM bidang ekonomi, Suryati, menambahkan. LPM Kelurahan Sukorejo sudah siap.",
            "Suryati",
            "LPM Kelurahan Sukorejo",
        ),
    ],
)
def test_words_of_going_through_somebody_tell_the_body(record_of, text, name, expected):
    role, agency = people(record_of(NEWS + text))[name]
    assert role is not None
    assert agency == expected


def test_an_office_without_a_body_near_it_is_given_none(record_of):
    found = people(record_of(NEWS + "Bendahara, Suryati, membacakan laporan keuangan."))
    assert found["Suryati"] == ("Bendahara", None)


def test_a_line_headed_by_a_body_is_about_its_people(record_of):
    record = record_of(
        "NOTULEN RAPAT\nHari/Tanggal : Sabtu, 11 Februari 2023\n\nYang hadir:\n"
        "- Dinas Sosial Kota Cilegon : Suryati\n- Kelurahan Cimuncang : Ade Rohimat\n"
    )
    found = people(record)
    assert found["Suryati"][1] == "Dinas Sosial Kota Cilegon"
    assert found["Ade Rohimat"][1] == "Kelurahan Cimuncang"


def test_an_abbreviation_behind_another_body_is_a_body_of_its_own(record_of):
    record = record_of(
        "BERITA ACARA MUSRENBANG\nKelurahan Binanga\n\nUsulan:\n1. Rehabilitasi Pustu Binanga (LPM)\n\n"
        "Ketua LPM, Abd. Waris Tamala, menutup rapat.\n"
    )
    assert people(record)["Abd. Waris Tamala"][1] != "Pustu Binanga"
