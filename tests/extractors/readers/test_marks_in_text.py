"""Marks that Markdown and chats put around words of a text file."""

import time
from pathlib import Path

import pytest

from extractors import extract, read
from extractors.ocr import NoOcr


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**Tempat:** Balai RW 03", "Tempat: Balai RW 03"),
        ("*Rapat warga* tadi malam", "Rapat warga tadi malam"),
        ("Ketua ***Sumarno*** hadir", "Ketua Sumarno hadir"),
        ("- [x] **Kerja bakti** RT 01", "☑ Kerja bakti RT 01"),
        ("[ ] Pak Edi", "☐ Pak Edi"),
        ("1. ~~Konser~~ ditiadakan", "1. ditiadakan"),
        ("~Kerja bakti Sabtu~ diundur", "diundur"),
        ("~30 KK, jarak ~2 km s/d ~3 km", "~30 KK, jarak ~2 km s/d ~3 km"),
        ("**Hasil rapat**", "Hasil rapat"),
        ("## Hasil rapat ##", "Hasil rapat"),
        ("> Hasil rapat", "Hasil rapat"),
        ("> 60 tahun 5 orang", "> 60 tahun 5 orang"),
        ("1️⃣ Banjir 🙏", "1. Banjir"),
        ("👉 Perbaikan jalan", "- Perbaikan jalan"),
        ("📍 Balai RW 03", "📍 Balai RW 03"),
        ("*Tempat : Balai RW 03*", "Tempat : Balai RW 03"),
        ("Tempat: _Balai Warga_", "Tempat: Balai Warga"),
        ("_Keputusan:_", "Keputusan:"),
        ("Iuran 5.000 *12 bulan* 40 KK", "Iuran 5.000 *12 bulan* 40 KK"),
        ("tgl __ / _/_ nama ____ ttd", "tgl __ / _/_ nama ____ ttd"),
        ("2 * 3 * 4 = 24 *) dibulatkan", "2 * 3 * 4 = 24 *) dibulatkan"),
        ("berkas a_b_c dan x__y", "berkas a_b_c dan x__y"),
    ],
)
def test_marks_of_emphasis_are_no_text(line: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "catatan.txt"
    file.write_text(f"NOTULEN RAPAT\n{line}\n", encoding="utf-8")
    source = read(file, ocr=NoOcr())
    assert source.text.splitlines()[1] == text
    assert bool([n for n in source.notes if "dicoret" in n]) is (
        text in ("1. ditiadakan", "diundur")
    )


def test_marks_that_nothing_closes_cost_no_more_than_in_proportion(tmp_path: Path) -> None:
    file = tmp_path / "catatan.txt"
    file.write_text("Rapat warga" + " __a" * 15_000, encoding="utf-8")
    begun = time.process_time()
    source = read(file, ocr=NoOcr())
    assert time.process_time() - begun < 10
    assert source.text.startswith("Rapat warga __a __a")


def test_words_without_their_marks_have_their_places(tmp_path: Path) -> None:
    plain, marked = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_text("  Tempat:   Balai RW 03\n", encoding="utf-8")
    marked.write_text("**Tempat:** Balai RW 03\n", encoding="utf-8")
    one, other = (read(p, ocr=NoOcr()).pages[0].blocks[0] for p in (plain, marked))
    assert [w.text for w in other.words] == [w.text for w in one.words]
    assert [w.box.x0 for w in other.words][1:] == [w.box.x0 for w in one.words][1:]


def test_keys_in_bold_are_keys(tmp_path: Path) -> None:
    file = tmp_path / "notulen.md"
    file.write_text(
        "# Hasil Rapat Karang Taruna Kel. Sukamaju\n\n**Tgl:** 25 Januari 2025\n**Jam:** 19.30\n"
        "**Tempat:** Balai RW 03\n\n1. Iuran naik\n",
        encoding="utf-8",
    )
    (meeting,) = extract(file, ocr=NoOcr()).meetings
    assert (str(meeting.date), meeting.start, meeting.venue) == (
        "2025-01-25",
        "19:30",
        "Balai RW 03",
    )


def test_cells_have_no_marks_and_nothing_that_is_struck_out(tmp_path: Path) -> None:
    file = tmp_path / "rab.md"
    file.write_text(
        "# RENCANA ANGGARAN BIAYA\n\n"
        "| No | Uraian | Volume | Satuan | Harga Satuan | Jumlah |\n|---|---|---|---|---|---|\n"
        "| 1 | **Semen** | 10 | sak | 65.000 | 650.000 |\n"
        "| 2 | ~~Batu~~ Kerikil | 2 | m3 | 250.000 | 500.000 |\n"
        "| 3 | ~~Pasir~~ | ~~5~~ | ~~m3~~ | ~~200.000~~ | ~~1.000.000~~ |\n",
        encoding="utf-8",
    )
    record = extract(file, ocr=NoOcr())
    assert [(b.item, b.total) for b in record.budget] == [("Semen", 650_000), ("Kerikil", 500_000)]


def test_figures_behind_their_sign_are_one_column(tmp_path: Path) -> None:
    file = tmp_path / "rab.txt"
    file.write_text(
        "RENCANA ANGGARAN BIAYA\n\n"
        "URAIAN               VOLUME    HARGA SATUAN      JUMLAH HARGA\n"
        "Bongkar lantai       48 m2     Rp    35.000      Rp  1.680.000\n"
        "Keramik 40x40        50 m2     Rp   185.000      Rp  9.250.000\n"
        "Upah tukang          1 ls      Rp 9.500.000      Rp  9.500.000\n",
        encoding="utf-8",
    )
    record = extract(file, ocr=NoOcr())
    assert [(b.item, b.quantity, b.unit_price, b.total) for b in record.budget] == [
        ("Bongkar lantai", 48, 35_000, 1_680_000),
        ("Keramik 40x40", 50, 185_000, 9_250_000),
        ("Upah tukang", 1, 9_500_000, 9_500_000),
    ]


def test_a_line_in_marks_as_a_whole_is_a_heading_and_the_title_has_no_marks(tmp_path: Path) -> None:
    file = tmp_path / "notulen.md"
    file.write_text(
        "# Notulen Rapat RW 03 Kelurahan Sukamaju\n\n## Waktu dan Tempat\n\nTanggal: 4 Mei 2024\n\n"
        "*Keputusan*\n\n1. Iuran sampah naik\n",
        encoding="utf-8",
    )
    record = extract(file, ocr=NoOcr())
    assert record.document.title == "Notulen Rapat RW 03 Kelurahan Sukamaju"
    assert [d.text for d in record.decisions] == ["Iuran sampah naik"]
    styles = [b.style for b in read(file, ocr=NoOcr()).pages[0].blocks if b.text]
    assert styles == ["heading", "heading", "", "heading", ""]


def test_hashes_right_below_each_other_are_a_list(tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text("HASIL RAPAT RT 27\n\n# kerja bakti 10 April\n# iuran naik\n", "utf-8")
    assert read(file, ocr=NoOcr()).text.splitlines()[2:4] == [
        "- kerja bakti 10 April",
        "- iuran naik",
    ]


def test_a_sentence_that_hands_minutes_over_is_no_title_above_their_own(tmp_path: Path) -> None:
    file = tmp_path / "notulen.txt"
    file.write_text(
        "Berikut notulen rapat tadi malam\n\nNOTULEN RAPAT RT 11 KELURAHAN KEDUNGDORO\n"
        "Tanggal : 7 Januari 2024\n\nKeputusan:\n1. Iuran sampah naik\n",
        encoding="utf-8",
    )
    title = extract(file, ocr=NoOcr()).document.title
    assert title == "Notulen Rapat RT 11 Kelurahan Kedungdoro"
    file.write_text("Bapak ibu, berikut hasil rapat semalam:\n1. Iuran sampah naik\n", "utf-8")
    assert extract(file, ocr=NoOcr()).document.title == "hasil rapat semalam:"
