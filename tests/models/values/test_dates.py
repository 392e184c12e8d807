from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.dates import find_dates, weekday_conflicts

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def days(text: str) -> list[str]:
    return [
        d.date.isoformat() if d.date else f"{d.month:02d}-{d.day:02d}" for d in find_dates(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jumat, 23 Juli 2021", "2021-07-23"),
        ("Jumat (23/07/2021)", "2021-07-23"),
        ("Jum'at, 3 Sept 2021", "2021-09-03"),
        ("Jum’at 23 Juli 2021", "2021-07-23"),
        ("Ahad, 4 Okt 2020", "2020-10-04"),
        ("Rebo 4 Des 2020", "2020-12-04"),
        ("Jumat Kliwon, 23 Juli 2021", "2021-07-23"),
        ("23-07-2021", "2021-07-23"),
        ("Kamis ( 8/2/2024 )", "2024-02-08"),
        ("Minggu,06Agustus2O23", "2023-08-06"),
        ("11 Feb '23", "2023-02-11"),
        ("Selasa 3O Januari 2024", "2024-01-30"),
        ("tanggal dua belas Mei dua ribu dua puluh tiga", "2023-05-12"),
        ("23/7/21", "2021-07-23"),
        ("23.07.2021", "2021-07-23"),
        ("2021-07-23", "2021-07-23"),
        ("2023-02-10T10:00:00+07:00", "2023-02-10"),
        ("01 - 03 - 2024", "2024-03-01"),
        ("3 Pebruari 2020", "2020-02-03"),
        ("5 Nopember 2019", "2019-11-05"),
        ("2 Agust. 2020", "2020-08-02"),
        ("12-Nov-22", "2022-11-12"),
        ("1 MARET 2024", "2024-03-01"),
        ("July 23, 2021", "2021-07-23"),
        ("tgl. 5 Maret 2023", "2023-03-05"),
        ("tgl.5 Maret 2023", "2023-03-05"),
        ("Ungaran, 5 Maret 2023", "2023-03-05"),
        ("tanggal 10 bulan Februari tahun 2023", "2023-02-10"),
        ("tanggal 30 (tiga puluh) Januari 2024", "2024-01-30"),
        ("tanggal tiga puluh bulan Januari tahun dua ribu dua puluh empat", "2024-01-30"),
        ("Semarang, 12/VII/2022", "2022-07-12"),
        ("Jumat\nTanggal : 23 Juli 2021", "2021-07-23"),
        ("23\nJuli   2021", "2021-07-23"),
        ("2 Juli 2O21", "2021-07-02"),
        ("l7 Juli 2021", "2021-07-17"),
        ("29 Februari 2024", "2024-02-29"),
        ("Minggu (9/9)", "09-09"),
        ("paling lambat 8 Februari.", "02-08"),
        ("Sabtu (11/2) malam", "02-11"),
        ("No. 5, 17 Agustus 2023", "2023-08-17"),
        ("RW 05, 12 Mei 2023", "2023-05-12"),
        ("Sab, 12/11/2022", "2022-11-12"),
        ("Hari/Tanggal : Rabu / 12 Mei 2021", "2021-05-12"),
        ("Jumat, 19 April 2024 / Utama", "2024-04-19"),
    ],
)
def test_one_day(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "31/06/2021",
        "minggu ke-2 bulan April 2023",
        "Rabu pekan ke 3 Mei 2023",
        "tgl 1/2 bagian",
        "30 Februari",
        "29 Februari 2023",
        "Nomor: 050/017/GL-EKBANG/I/2024",
        "Nomor : 12/VII/2022",
        "005/07/2023/LPM",
        "NIP 19700101 199503 1 002",
        "NIP. 197001011995031002",
        "HP 0812-34-56-7890",
        "telp (0254) 391-234",
        "RT 01/02",
        "RT 03/RW 05/2021",
        "1/2",
        "1/2 kg",
        "pukul 19.30",
        "Rp 12.05.2021",
        "Rp1.500.000",
        "Juli 2021",
        "tahun 2021",
        "2. Agus Prayitno",
        "05 Juli Hartanto",
        "3 Des",
        "UU No. 6 Tahun 2014",
        "10.30.21",
        "45/13/2021",
        "",
    ],
)
def test_no_day(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "parts"),
    [
        ("23-24 Juli 2021", ["2021-07-23", "2021-07-24"], ["first", "last"]),
        ("16/17 Agustus 2023", ["2023-08-16", "2023-08-17"], ["first", "last"]),
        ("17 Agustus, 16 Agustus 2023", ["08-17", "2023-08-16"], ["single", "single"]),
        ("Senin - Rabu (5-7 Februari 2024)", ["2024-02-05", "2024-02-07"], ["first", "last"]),
        ("23 s.d. 25 Juli 2021", ["2021-07-23", "2021-07-25"], ["first", "last"]),
        ("1 sampai dengan 3 Juni 2023", ["2023-06-01", "2023-06-03"], ["first", "last"]),
        ("Sabtu (23-24/7/2021)", ["2021-07-23", "2021-07-24"], ["first", "last"]),
        (
            "16, 17 dan 18 Juni 2023",
            ["2023-06-16", "2023-06-17", "2023-06-18"],
            ["first", "between", "last"],
        ),
        ("30 Juli - 2 Agustus 2021", ["2021-07-30", "2021-08-02"], ["first", "last"]),
        ("30 Desember s/d 2 Januari 2022", ["2021-12-30", "2022-01-02"], ["first", "last"]),
        ("23/07/2021 - 25/07/2021", ["2021-07-23", "2021-07-25"], ["first", "last"]),
        ("3 April dan 4 Mei 2023", ["2023-04-03", "2023-05-04"], ["single", "single"]),
        ("30-31 Juni 2023", ["2023-06-30"], ["single"]),
    ],
)
def test_ranges_and_lists(text: str, expected: list[str], parts: list[str]) -> None:
    assert days(text) == expected
    assert [d.part for d in find_dates(text)] == parts


def test_a_date_in_words_and_figures_is_one_place() -> None:
    text = (
        "Pada hari ini Selasa tanggal tiga puluh bulan Januari tahun dua ribu dua puluh empat "
        "(30-01-2024) bertempat di aula"
    )
    (found,) = find_dates(text)
    assert found.date == date(2024, 1, 30)
    assert text[found.start : found.end].startswith("Selasa tanggal tiga")
    assert text[found.start : found.end].endswith("(30-01-2024)")


def test_the_weekday_and_its_brackets_belong_to_the_place() -> None:
    text = "digelar Jumat (23/07/2021) di aula"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "Jumat (23/07/2021)"
    assert found.weekday == 4


def test_both_weekdays_of_a_range() -> None:
    first, last = find_dates("Sabtu-Minggu, 23-24 Juli 2021")
    assert (first.weekday, last.weekday) == (5, 6)


def test_weekday_behind_in_brackets() -> None:
    assert find_dates("23 Juli 2021 (Jumat)")[0].weekday == 4


def test_a_count_of_weeks_is_no_weekday() -> None:
    assert find_dates("selama dua minggu, 6 Maret 2023")[0].weekday is None


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Jumat, 23 Juli 2021", False),
        ("Kamis, 23 Juli 2021", True),
        ("23 Juli 2021", False),
        ("Jumat (23/7)", False),
        ("Kamis (23/7)", True),  # of the year that the document gives
        ("Kamis-Minggu, 22-25 Juli 2021", False),
        ("malam Sabtu, 23 Juli 2021", False),  # the night that ends with Saturday's morning
        ("Malam Jumat, 23-7-21", False),
        ("malam Minggu, 23 Juli 2021", True),
        ("malam Kamis, 23 Juli 2021", True),
    ],
)
def test_weekday_conflicts(text: str, conflict: bool) -> None:
    days = [(found, found.date or date(2021, found.month, found.day)) for found in find_dates(text)]
    assert days
    assert any(weekday_conflicts(found, day) for found, day in days) is conflict


WRITERS = [
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day:02d} {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} ({d.day:02d}/{d.month:02d}/{d.year})",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"tanggal {d.day} bulan {MONTHS[d.month - 1]} tahun {d.year}",
]


@given(
    day=st.dates(date(1945, 8, 17), date(2069, 12, 31)),
    writer=st.sampled_from(WRITERS),
    before=st.sampled_from(["", "Rapat digelar ", "Cilegon, ", "(", "pada\n"]),
    after=st.sampled_from(["", ".", ", pukul 19.30 WIB", ") di aula", "\nTempat"]),
)
def test_a_written_day_is_read_back(day: date, writer, before: str, after: str) -> None:
    text = before + writer(day) + after
    assert [found.date for found in find_dates(text)] == [day]
    assert not any(weekday_conflicts(found, found.date) for found in find_dates(text) if found.date)


@given(st.text(alphabet="0123456789 /-.,()OlIJuliMeSabtu\n", max_size=80))
def test_any_text_gives_places_within_it(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Rabu lalu (20/9)", 2),
        ("Rabu pekan lalu (20/9)", 2),
        ("Kamis malam kemarin, 20/9", 3),
        ("tgl 20/9", None),
        ("bayar paling lambat 20/9", None),
    ],
)
def test_a_day_without_a_year_is_told_by_the_words_before_it(
    text: str, weekday: int | None
) -> None:
    (found,) = find_dates(text)
    assert (found.day, found.month, found.year, found.weekday) == (20, 9, None, weekday)


@pytest.mark.parametrize(
    "text",
    ["dana maksimal 1/3 dari pagu", "maks. 3/4 bagian", "maksimal 1/2 hari", "sekitar 2/3 warga"],
)
def test_a_share_is_no_day(text: str) -> None:
    assert find_dates(text) == ()
