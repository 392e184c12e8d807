"""What an imported list of places adds to a record, and that nothing changes without one."""

from collections.abc import Callable

import pytest

from extractors.assemble import assemble
from models.indonesian import parse
from models.record import Meeting, Record
from models.source import Source
from models.values.wilayah import NO_WILAYAH, Wilayah

Make = Callable[..., Source]

WILAYAH = Wilayah(
    [
        ("31", "Daerah Khusus Ibukota Jakarta"),
        ("31.75", "Kota Administrasi Jakarta Timur"),
        ("31.75.02", "Pulo Gadung"),
        ("31.75.02.1001", "Pisangan Timur"),
        ("36", "Banten"),
        ("36.72", "Kota Cilegon"),
        ("36.72.04", "Purwakarta"),
        ("36.72.04.1001", "Kotabumi"),
        ("36.72.05", "Jombang"),
        ("36.72.05.1003", "Sukmajaya"),
        ("36.72.05.1004", "Panggung Rawi"),
        ("36.72.05.1005", "Masigit"),
        ("36.72.05.1006", "Rahmat"),
        ("35", "Jawa Timur"),
        ("35.17", "Kabupaten Jombang"),
        ("35.17.01", "Perak"),
        ("35.17.01.2001", "Sukmajaya"),
    ]
)


def record_of(source_of: Make, *lines: str, wilayah: Wilayah = WILAYAH) -> Record:
    return assemble(parse(source_of("\n".join(lines)), wilayah))


def meeting_of(source_of: Make, place: str, wilayah: Wilayah = WILAYAH) -> tuple[Meeting, Record]:
    record = record_of(
        source_of,
        "NOTULEN RAPAT KOORDINASI",
        place,
        "",
        "Hari/Tanggal : Senin, 6 Maret 2023",
        "Tempat : Aula Kantor",
        "",
        "Rapat membahas sampah.",
        wilayah=wilayah,
    )
    return record.meetings[0], record


@pytest.mark.parametrize(
    ("place", "kelurahan", "kecamatan", "kota", "code"),
    [
        ("KELURAHAN PANGGUNGRAWI KOTA CILEGON", "Panggung Rawi", "Jombang", "Kota Cilegon", "36.72.05.1004"),
        ("Kelurahan Sukmajaya Kecamatan Jombang", "Sukmajaya", "Jombang", "Kota Cilegon", "36.72.05.1003"),
        ("Kelurahan Sukmajaya", "Sukmajaya", None, None, None),
        ("KECAMATAN JOMBANG KOTA CILEGON", None, "Jombang", "Kota Cilegon", "36.72.05"),
        ("Kelurahan Pisangan Timur, Kota Jaktim", "Pisangan Timur", "Pulo Gadung", "Kota Jakarta Timur", "31.75.02.1001"),
    ],
)  # fmt: skip
def test_a_place_is_completed_where_nothing_is_guessed(
    source_of: Make, place: str, kelurahan: str, kecamatan: str, kota: str, code: str
) -> None:
    meeting, record = meeting_of(source_of, place)
    assert (meeting.kelurahan, meeting.kecamatan, meeting.kota) == (kelurahan, kecamatan, kota)
    assert meeting.kode_wilayah == code
    assert [i for i in record.issues if "daftar resmi" in i.reason] == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("Kelurahan Kotabumi, Kecamatan Jombang, Kota Cilegon", "; ada di Kecamatan Purwakarta"),
        ("Kelurahan Sukmajava, Kecamatan Jombang, Kota Cilegon", "; mungkin Sukmajaya"),
        ("Kelurahan Entah, Kecamatan Jombang, Kota Cilegon", "Kelurahan Entah tidak ada di Kecamatan Jombang"),
        ("Kelurahan Masigit, Kecamatan Perak, Kota Cilegon", "Kecamatan Perak tidak ada di Kota Cilegon"),
    ],
)  # fmt: skip
def test_what_contradicts_the_list_is_an_issue_and_stays(
    source_of: Make, place: str, reason: str
) -> None:
    meeting, record = meeting_of(source_of, place)
    (issue,) = [i for i in record.issues if "daftar resmi" in i.reason]
    assert reason in issue.reason
    assert issue.part == "meetings"
    assert issue.quote
    assert meeting.kode_wilayah is None
    assert meeting.kelurahan == place.split(",")[0].removeprefix("Kelurahan ")


def test_without_a_list_nothing_is_completed_or_doubted(source_of: Make) -> None:
    meeting, record = meeting_of(source_of, "KELURAHAN PANGGUNGRAWI KOTA CILEGON", NO_WILAYAH)
    assert (meeting.kelurahan, meeting.kecamatan) == ("Panggungrawi", None)
    assert meeting.kode_wilayah is None
    assert not any("daftar resmi" in i.reason for i in record.issues)


def test_the_list_tells_where_a_place_ends_and_its_holder_begins(source_of: Make) -> None:
    text = (
        "NOTULEN RAPAT",
        "KECAMATAN JOMBANG KOTA CILEGON",
        "",
        "Hari/Tanggal : Senin, 6 Maret 2023",
        "Hadir: Lurah Panggung Rawi Zulhanif dan Lurah Masigit Tubagus Wardana.",
    )
    people = {p.name: (p.role, p.agency) for p in record_of(source_of, *text).people}
    assert people["Zulhanif"] == ("Lurah", "Kelurahan Panggung Rawi")
    assert people["Tubagus Wardana"] == ("Lurah", "Kelurahan Masigit")


def test_a_given_name_stays_a_person_even_if_a_desa_bears_it(source_of: Make) -> None:
    record = record_of(
        source_of,
        "NOTULEN RAPAT",
        "KECAMATAN JOMBANG KOTA CILEGON",
        "",
        "Hari/Tanggal : Senin, 6 Maret 2023",
        "Rapat dibuka oleh Bapak Rahmat selaku Ketua LPM.",
    )
    assert [p.name for p in record.people] == ["Rahmat"]
