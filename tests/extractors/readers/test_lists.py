"""Lists as programs write them (CSV), cell by cell."""

from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Table
from tests.read_back import put, texts


def tables(path: Path, text: str) -> list[Table]:
    path.write_text(text, encoding="utf-8")
    return [b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table)]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_line_break_or_mark_in_quotes_stays_in_its_cell(
    tmp_path: Path, mark: str, end: str
) -> None:
    rows = [
        ("No", "Usulan", "Lokasi"),
        ("1", f"Perbaikan drainase{end}dan gorong-gorong", "RT 02 RW 05"),
        ("2", f"Lampu jalan{mark} tiang dan kabel", 'Gang "Mawar" RW 03'),
        ("", "", ""),
        ("3", "Pos kamling", "RW 01"),
    ]
    quoted = [[f'"{cell}"'.replace('"Mawar"', '""Mawar""') for cell in row] for row in rows]
    (table,) = tables(tmp_path / "usulan.csv", end.join(mark.join(row) for row in quoted) + end)
    found = [tuple(cell.text for cell in row) for row in table.rows]
    assert found == [tuple(cell.replace(end, "\n") for cell in row) for row in rows if any(row)]


def test_prose_with_commas_and_an_open_quote_is_no_list(tmp_path: Path) -> None:
    lines = (
        'Rapat dibuka oleh lurah, lalu dibaca "tata tertib, dan acara.',
        "Warga hadir, pengurus hadir, kader hadir.",
        "Ditutup dengan doa, foto bersama, dan makan siang.",
    )
    assert not tables(tmp_path / "notulen.txt", "\n".join(lines))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_as_csv_is_a_table(tmp_path: Path, mark: str) -> None:
    rows = ["No,Uraian,Jumlah", '1,"Semen, pasir; batu",650.000', '2,"Kata ""tanda"" petik",', ""]
    data = "\r\n".join(rows).replace(",", mark).replace(f"Semen{mark}", "Semen,")
    source = put(tmp_path / "rab.csv", data.encode("utf-8-sig"))
    assert texts(source) == [
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen, pasir; batu", "650.000"],
            ["2", 'Kata "tanda" petik', ""],
        ]
    ]
    assert source.notes == ()


def test_sentences_with_commas_are_no_list(tmp_path: Path) -> None:
    told = "Rapat dihadiri Ani, Budi, dan Cecep.\nHadir pula Dewi, Edi, dan Fani.\nJuga Gita, Hadi, dan Ida.\n"
    assert texts(put(tmp_path / "a.txt", told.encode())) == []
