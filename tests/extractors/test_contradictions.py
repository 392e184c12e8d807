"""What a document says in two ways becomes an issue in Indonesian, and what it says once does not."""

from collections.abc import Callable

import pytest

from models.record import Record
from models.values.money import sum_in_words
from models.values.times import crosses_midnight

RecordOf = Callable[..., Record]

HEAD = "NOTULEN RAPAT KOORDINASI LPM KELURAHAN SUKAMAJU"
DAY = "Hari/Tanggal : Sabtu, 11 Februari 2023"
CLOSE = "Demikian notulen ini dibuat."


def reasons(record: Record) -> list[str]:
    return [issue.reason for issue in record.issues]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((DAY,), None),
        (
            ("Hari/Tanggal : Minggu, 11 Februari 2023",),
            "nama hari tidak cocok dengan tanggal 2023-02-11",
        ),
        ((DAY, "Waktu : 19.30 - 22.00 WIB"), None),
        ((DAY, "Waktu : 20.00 - 00.30 WIB"), None),
        ((DAY, "Waktu : 14.00 - 09.00 WIB"), "selesai 09:00 sebelum mulai 14:00"),
        ((DAY, "Pada hari ini Sabtu tanggal 11 Februari 2023 telah diadakan rapat."), None),
        (
            (DAY, "Pada hari ini Minggu tanggal 12 Februari 2023 telah diadakan rapat."),
            "hari pertemuan disebut 2023-02-11 dan juga 2023-02-12",
        ),
        (
            (DAY, "Keputusan:", "1. Ketua LPM menyerahkan laporan paling lambat 1 Februari 2023."),
            "tenggat 2023-02-01 sebelum hari pertemuan 2023-02-11",
        ),
        (
            (DAY, "Keputusan:", "1. Ketua LPM menyerahkan laporan paling lambat 1 Maret 2023."),
            None,
        ),
        (
            (DAY, "Rapat berikut pada Sabtu, 25 Februari 2023 (24-02-2023) di tempat yang sama."),
            "tanggal disebut 2023-02-25 dan dalam kurung 2023-02-24",
        ),
        (
            (DAY, "Rapat berikut pada Sabtu, 25 Februari 2023 (25-02-2023) di tempat yang sama."),
            None,
        ),
    ],
)
def test_days_and_hours_of_minutes(
    record_of: RecordOf, lines: tuple[str, ...], reason: str | None
) -> None:
    record = record_of(HEAD, *lines, CLOSE)
    assert reasons(record) == ([reason] if reason else [])
    assert all(issue.quote and issue.page == 1 for issue in record.issues)


NEWS = "Musrenbang Kelurahan Sukamaju Bahas Drainase dan Jalan Lingkungan"
BYLINE = "Oleh Redaksi - 10 Februari 2023 08.00 WIB"


@pytest.mark.parametrize(
    ("told", "doubtful"),
    [
        ("digelar di aula kantor kelurahan, Kamis (9/2/2023), dan dihadiri lurah.", False),
        ("digelar di aula kantor kelurahan, Sabtu (11/2/2023), dan dihadiri lurah.", True),
        ("akan digelar di aula kantor kelurahan, Sabtu (11/2/2023), kata lurah.", False),
    ],
)
def test_a_report_is_not_older_than_its_meeting(
    record_of: RecordOf, told: str, doubtful: bool
) -> None:
    record = record_of(
        NEWS,
        BYLINE,
        f"SUKAMAJU - Musyawarah Perencanaan Pembangunan (Musrenbang) Kelurahan Sukamaju {told}",
        "Lurah Sukamaju Bambang Setyawan mengatakan warga mengusulkan perbaikan drainase.",
    )
    assert record.document.published is not None
    assert any("sesudah berita terbit" in reason for reason in reasons(record)) is doubtful


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sebesar Rp 12.000.000 (dua belas juta rupiah)", None),
        ("sebesar Rp 12.000.000 (dua puluh juta rupiah)", "20.000.000"),
        ("sebesar Rp 12.000.000 (kurang lebih)", None),
        ("sebesar Rp 12.000.000,-\nTerbilang : dua belas juta rupiah", None),
        ("sebesar Rp 12.000.000,-\nTerbilang : dua belas ribu rupiah", "12.000"),
    ],
)
def test_a_sum_in_figures_and_in_words(record_of: RecordOf, line: str, words: str | None) -> None:
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN DANA PERBAIKAN DRAINASE",
        f"Kami mohon bantuan dana {line}",
    )
    expected = [f"jumlah 12.000.000 dalam angka, tetapi {words} dalam huruf"] if words else []
    assert reasons(record) == expected


TABLE = ["No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"]


@pytest.mark.parametrize(
    ("total", "stated", "reason"),
    [
        ("Rp 750.000", "Rp 3.350.000", None),
        ("Rp 800.000", "Rp 3.400.000", "3 x 250.000 tidak sama dengan 800.000"),
        (
            "Rp 750.000",
            "Rp 3.500.000",
            "jumlah tertulis 3.500.000 tidak sama dengan jumlah barisnya 3.350.000",
        ),
    ],
)
def test_lines_of_a_budget_against_their_sums(
    record_of: RecordOf, total: str, stated: str, reason: str | None
) -> None:
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN DANA PERBAIKAN DRAINASE",
        "RENCANA ANGGARAN BIAYA",
        [
            TABLE,
            ["1", "Semen", "40", "sak", "Rp 65.000", "Rp 2.600.000"],
            ["2", "Pasir", "3", "m3", "Rp 250.000", total],
            ["", "Jumlah", "", "", "", stated],
        ],
    )
    assert reasons(record) == ([reason] if reason else [])


LINES = [
    ["1", "Semen", "40", "sak", "Rp 65.000", "Rp 2.600.000"],
    ["2", "Pasir", "3", "m3", "Rp 250.000", "Rp 750.000"],
]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("Jumlah", "3.350.000"), ("PPN 11%", "368.500"), ("TOTAL", "3.718.500")], None),
        ([("PPN 11%", "368.500"), ("Total", "3.718.500"), ("Total dibulatkan", "3.718.000")], None),
        ([("Jumlah", "3.350.000"), ("Jumlah dibulatkan", "3.400.000")], "3.400.000"),
        ([("PPN 11%", "368.500"), ("TOTAL", "3.781.500")], "3.781.500"),
    ],
)
def test_a_sum_may_have_a_tax_in_it_and_be_rounded(
    record_of: RecordOf, rows: list[tuple[str, str]], wrong: str | None
) -> None:
    sums = [["", label, "", "", "", stated] for label, stated in rows]
    record = record_of("RENCANA ANGGARAN BIAYA", [TABLE, *LINES, *sums])
    assert len(record.budget) == 2
    told = f"jumlah tertulis {wrong} tidak sama dengan jumlah barisnya 3.350.000"
    assert reasons(record) == ([told] if wrong else [])


@pytest.mark.parametrize("less", ["-100.000", "Rp (100.000)", "– Rp 100.000"])
def test_what_is_taken_off_is_no_line_and_part_of_the_sum(record_of: RecordOf, less: str) -> None:
    off = ["3", "Potongan harga", "", "", "", less]
    total = ["", "Jumlah", "", "", "", "Rp 3.250.000"]
    record = record_of("RENCANA ANGGARAN BIAYA", [TABLE, *LINES, off, total])
    assert [line.item for line in record.budget] == ["Semen", "Pasir"]
    assert reasons(record) == [
        "Potongan harga mengurangi jumlah sebesar 100.000, tidak dicatat sebagai baris"
    ]


def test_a_table_that_goes_on_in_the_next_is_added_up_with_it(record_of: RecordOf) -> None:
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN DANA PERBAIKAN DRAINASE",
        "RENCANA ANGGARAN BIAYA",
        [TABLE, ["1", "Semen", "40", "sak", "Rp 65.000", "Rp 2.600.000"]],
        "Lanjutan rencana anggaran biaya",
        [
            TABLE,
            ["2", "Pasir", "3", "m3", "Rp 250.000", "Rp 750.000"],
            ["", "Jumlah", "", "", "", "Rp 3.350.000"],
        ],
    )
    assert len(record.budget) == 2
    assert reasons(record) == []


def test_a_sum_of_so_many_units_is_that_often_the_sum_of_one(record_of: RecordOf) -> None:
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN DANA PERBAIKAN RUMAH",
        "RENCANA ANGGARAN BIAYA",
        [
            TABLE,
            ["1", "Semen", "40", "sak", "Rp 65.000", "Rp 2.600.000"],
            ["", "Jumlah 1 unit", "", "", "", "Rp 2.600.000"],
            ["", "Jumlah 6 unit", "", "", "", "Rp 15.600.000"],
        ],
    )
    assert reasons(record) == []


@pytest.mark.parametrize(
    ("start", "end", "through"),
    [("20:00", "00:30", True), ("20:00", "22:00", False), ("14:00", "09:00", False)],
)
def test_only_evenings_run_through_the_night(start: str, end: str, through: bool) -> None:
    assert crosses_midnight(start, end) is through


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp 6.500.000 (enam juta lima ratus ribu rupiah)", 6_500_000),
        ("Rp 6.500.000,- (Terbilang: # Enam juta lima ratus ribu rupiah #)", 6_500_000),
        ("Rp 6.500.000", None),
        ("Rp 6.500.000 (belum termasuk ongkos)", None),
    ],
)
def test_words_behind_figures(text: str, value: int | None) -> None:
    assert sum_in_words(text) == value
