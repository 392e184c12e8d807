import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.times import find_times


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        ("19.30 WIB s/d 22.00 WIB", "19:30", "22:00"),
        ("pukul 09.00", "09:00", None),
        ("Pukul : 19.00 s.d. 21.15 WIB", "19:00", "21:15"),
        ("jam 06.30", "06:30", None),
        ("pkl 20.00", "20:00", None),
        ("pkl. 20.00 WIB.", "20:00", None),
        ("08:30 WITA", "08:30", None),
        ("08.30 WITA sampai selesai", "08:30", None),
        ("13.00 - selesai", "13:00", None),
        ("09.00-12.00", "09:00", "12:00"),
        ("Jam: 19.00 s/d selesai", "19:00", None),
        ("jam 9 pagi", "09:00", None),
        ("jam 7-9 malam", "19:00", "21:00"),
        ("jam 8 sampai jam 11 siang", "08:00", "11:00"),
        ("pkl.19.30", "19:30", None),
        ("pukul 7 malam", "19:00", None),
        ("jam 1 siang", "13:00", None),
        ("jam 4 sore", "16:00", None),
        ("jam 12 malam", "00:00", None),
        ("jam 7 pagi s/d setengah 3 sore", "07:00", "14:30"),
        ("jam 7 s/d setengah 10 malam", "19:00", "21:30"),
        ("jam 9 pagi s/d setengah 3", "09:00", "14:30"),
        ("jam 12 siang", "12:00", None),
        ("jam 11 siang", "11:00", None),
        ("jam 2 dini hari", "02:00", None),
        ("jam 19.00 sampai dengan jam 21.00", "19:00", "21:00"),
        ("jam 7 malam sampai jam 9 malam", "19:00", "21:00"),
        ("Waktu : 19.30", "19:30", None),
        ("Hari/Waktu : Sabtu malam, 19.30", "19:30", None),
        ("pukul delapan malam", "20:00", None),
        ("dimulai jam setengah delapan malam", "19:30", None),
        ("mulai stgh 9 mlm", "20:30", None),
        ("pukul sepuluh di balai RW", "10:00", None),
        ("Sabtu malam di pos ronda jam 8", "20:00", None),
        ("kerja bakti jam 7.", "07:00", None),
        ("jam 7 kurang seperempat malam", "18:45", None),
        ("mulai jam 8 lewat 15.", "08:15", None),
        ("pukul 8 lebih 10 pagi", "08:10", None),
        ("Sabtu, 7 malam", "19:00", None),
        ("Tutup doa oleh Pak Daud 12.35", "12:35", None),
        ("Rapat ditutup dengan doa oleh H. Amir 22.10\n", "22:10", None),
    ],
)
def test_clock_times(text: str, value: str, until: str | None) -> None:
    (found,) = find_times(text)
    assert (found.value, found.until) == (value, until)
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "19.30",
        "Rp 19.30",
        "versi 10.15",
        "05.11.2022",
        "1 - 3 orang",
        "3 s/d selesai",
        "pukul 25.00",
        "pukul 10.75",
        "2 jam 30 menit",
        "RT 05",
        "Pasal 12.30.1",
        "jam kerja",
        "jam 2 hari itu",
        "waktu tiga bulan",
        "ronda 3 malam berturut-turut",
        "lantai 3 malam itu",
        "jam 20-30 menit",
        "setengah 9 orang",
        "selama dua jam",
        "jam pelajaran ke-3",
        "Penutup biaya 12.35 juta",
        "Ditutup dengan luas 12.35 m2",
    ],
)
def test_no_clock_time(text: str) -> None:
    assert find_times(text) == ()


def test_two_sessions() -> None:
    found = find_times("Sesi I 08.00-10.00 WIB, Sesi II 13.00 s.d. 15.30 WIB")
    assert [(f.value, f.until) for f in found] == [("08:00", "10:00"), ("13:00", "15:30")]


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), mark=st.sampled_from(".:"))
def test_a_written_time_is_read_back(hour: int, minute: int, mark: str) -> None:
    (found,) = find_times(f"Rapat dimulai pukul {hour:02d}{mark}{minute:02d} WIB di aula.")
    assert found.value == f"{hour:02d}:{minute:02d}"
