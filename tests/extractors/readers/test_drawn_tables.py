"""Tables drawn in plain text."""

import pytest

from extractors.readers.drawn_tables import drawn_tables

BARS = [
    "| No | Uraian | Volume |",
    "|----|:------|------:|",
    "| 1 | Semen | 30 |",
    "| 2 | Pasir | 4 |",
]
OPEN = ["No | Lokasi | Kebutuhan", "1 | RT 01 | Saluran air", "2 | RT 03 | Lampu gang"]
BOXED = [
    "+----+---------+",
    "| No | Uraian  |",
    "+----+---------+",
    "| 1  | Talud   |",
    "|    | sungai  |",
    "+----+---------+",
    "| 2  | Jalan   |",
    "+----+---------+",
]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (BARS, [["No", "Uraian", "Volume"], ["1", "Semen", "30"], ["2", "Pasir", "4"]]),
        (
            OPEN,
            [
                ["No", "Lokasi", "Kebutuhan"],
                ["1", "RT 01", "Saluran air"],
                ["2", "RT 03", "Lampu gang"],
            ],
        ),
        (BOXED, [["No", "Uraian"], ["1", "Talud sungai"], ["2", "Jalan"]]),
        (
            ["Uraian;Qty;Total", "Gula;5;80000", "Total;;80000"],
            [["Uraian", "Qty", "Total"], ["Gula", "5", "80000"], ["Total", "", "80000"]],
        ),
        (
            ["No\tRT\tUsulan", "1\t\tGerobak", "2\t06\tTenda"],
            [["No", "RT", "Usulan"], ["1", "", "Gerobak"], ["2", "06", "Tenda"]],
        ),
    ],
)
def test_a_drawn_table_has_its_rows_and_empty_cells(
    lines: list[str], rows: list[list[str]]
) -> None:
    ((start, end, table),) = drawn_tables(["Daftar", *lines, "Selesai"])
    assert (start, end) == (1, len(lines) + 1)
    assert [[cell.text for cell in row] for row in table.rows] == rows


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["Penulis: Budi | Editor: Ani | 3 Mei 2024"],
        ["-----", "====="],
        ["|", "||", "|||"],
        ["Hadir: lurah; camat; warga.", "Usulan; saran; kritik dicatat."],
        ["a | " + "panjang " * 60 + "| b"] * 3,
    ],
)
def test_what_is_no_table(lines: list[str]) -> None:
    assert list(drawn_tables(lines)) == []
