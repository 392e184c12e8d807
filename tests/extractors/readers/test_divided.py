"""Words that the end of a line divided are one word again; hyphens that belong to a word stay."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from models.boxes import spots
from models.source import Line, Source, Table

LEFT, TOP, PITCH = 60.0, 100.0, 14.0


def written(path: Path, lines: Sequence[str], *, x: float = LEFT) -> Source:
    """Print lines of 11 points below each other and read them."""
    book = canvas.Canvas(str(path), pagesize=A4)
    book.setFont("Helvetica", 11)
    for n, line in enumerate(lines):
        book.drawString(x, A4[1] - TOP - PITCH * n, line)
    book.save()
    return read(path, ocr=NoOcr())


def around(first: str, second: str) -> list[str]:
    return [
        "Rapat warga di balai pertemuan malam itu membicarakan tentang",
        f"hal yang sudah lama dipikirkan oleh pengurus, yaitu {first}",
        f"{second} yang dikerjakan bersama oleh semua warga sampai",
        "selesai pada akhir bulan depan.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("pem-", "bangunan", "pembangunan"),
        ("masyara-", "kat", "masyarakat"),
        ("Kelu-", "rahan", "Kelurahan"),
        ("me-", "menuhi", "memenuhi"),
        ("di-", "dirikan", "didirikan"),
        ("ke-", "giatan", "kegiatan"),
        ("warga-", "nya,", "warganya,"),
        ("Suka-", "maju", "Sukamaju"),
        ("(pem-", "bangunan)", "(pembangunan)"),
        ("PEM-", "BANGUNAN", "PEMBANGUNAN"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one(
    tmp_path: Path, first: str, second: str, whole: str
) -> None:
    text = written(tmp_path / "a.pdf", around(first, second)).text
    assert f"yaitu {whole}\n" in text
    assert "\nyang dikerjakan bersama" in text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("RT-", "01"),
        ("laki-", "laki"),
        ("anak-", "anaknya"),
        ("berlari-", "lari"),
        ("tolong-", "menolong"),
        ("sayur-", "mayur"),
        ("bolak-", "balik"),
        ("suami-", "istri"),
        ("Jakarta-", "Bandung"),
        ("se-", "Kelurahan"),
        ("2023-", "2024"),
        ("RT-", "nya"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_stays(tmp_path: Path, first: str, second: str) -> None:
    text = written(tmp_path / "a.pdf", around(first, second)).text
    assert f"yaitu {first}{second}\nyang dikerjakan" in text


@pytest.mark.parametrize(
    ("first", "second"),
    [("Rp45.000.000,-", "untuk"), ("panitia -", "warga"), ("Ketua-", "2. Budi")],
)
def test_what_is_no_half_of_a_word_stays_where_it_is(
    tmp_path: Path, first: str, second: str
) -> None:
    text = written(tmp_path / "a.pdf", around(first, second)).text
    assert f"yaitu {first}\n{second} yang" in text


def test_what_the_document_writes_elsewhere_tells_whether_a_hyphen_belongs(tmp_path: Path) -> None:
    lines = [*around("Batu-", "ampar"), "", "", "Warga Batu-ampar dan dukuh Gelagah Wangi pulang."]
    assert "yaitu Batu-ampar\n" in written(tmp_path / "a.pdf", lines).text


def test_both_halves_are_led_to(tmp_path: Path) -> None:
    source = written(tmp_path / "a.pdf", around("pem-", "bangunan"))
    at = source.text.index("pembangunan")
    first, second = spots(source, at, at + len("pembangunan"))
    assert (first.page, second.page) == (1, 1)
    assert first.box.top < TOP + PITCH < second.box.bottom
    assert first.box.x0 > LEFT + 100
    assert second.box.x0 == pytest.approx(LEFT, abs=1)
    assert second.box.bottom - first.box.bottom == pytest.approx(PITCH, abs=0.5)
    (line,) = [b for b in source.pages[0].blocks if isinstance(b, Line) and "pembangunan" in b.text]
    assert [w.text for w in line.words][-2:] == ["pem", "bangunan"]


def test_a_line_that_held_only_the_second_half_ends_its_paragraph(tmp_path: Path) -> None:
    lines = [
        "Rapat warga di balai pertemuan malam itu membicarakan pem-",
        "bangunan.",
        "Ketua membuka rapat dan menyampaikan laporan kepada warga.",
    ]
    text = written(tmp_path / "a.pdf", lines).text
    assert text.startswith(f"{lines[0][:-4]}pembangunan.\n\nKetua membuka rapat")


def test_a_word_in_three_lines_of_a_narrow_column(tmp_path: Path) -> None:
    text = written(tmp_path / "a.pdf", ["Program pem-", "berda-", "yaan warga", "desa."]).text
    assert text == "Program pemberdayaan\n\nwarga\ndesa.\n"


def test_a_word_divided_between_two_columns(tmp_path: Path) -> None:
    left = [
        "Warga berkumpul di balai pada",
        "Sabtu malam untuk membahas",
        "jalan setapak yang rusak sejak",
        "banjir bulan lalu. Pertemuan itu",
        "dibuka oleh ketua lingkungan",
        "yang menyampaikan bahwa dana",
        "swadaya sudah terkumpul, dan",
        "sisanya dicari oleh para pengu-",
    ]
    right = [
        "rus karang taruna. Mereka siap",
        "menjadi panitia kerja bakti di",
        "akhir pekan depan dan berjanji",
        "menyiapkan gerobak, cangkul dan",
        "karung pasir dari gudang desa.",
        "Seorang pedagang menyumbang",
        "nasi bungkus bagi semua orang",
        "yang datang bekerja hari itu.",
    ]
    path = tmp_path / "a.pdf"
    book = canvas.Canvas(str(path), pagesize=A4)
    book.setFont("Helvetica", 11)
    for x, lines in ((LEFT, left), (260, right)):
        for n, line in enumerate(lines):
            book.drawString(x, A4[1] - TOP - PITCH * n, line)
    book.save()
    source = read(path, ocr=NoOcr())
    assert "para pengurus\nkarang taruna." in source.text
    at = source.text.index("pengurus")
    first, second = spots(source, at, at + len("pengurus"))
    assert second.box.x0 > first.box.x1
    assert second.box.top < first.box.top


def gridded(path: Path, rows: Sequence[Sequence[Sequence[str]]], edges: Sequence[float]) -> Table:
    """Print a ruled table whose cells hold lines, and return it as it is read."""
    book = canvas.Canvas(str(path), pagesize=A4)
    book.setFont("Helvetica", 10)
    y = A4[1] - 100.0
    heights = [y]
    for row in rows:
        for x, cell in zip(edges, row, strict=False):
            for n, line in enumerate(cell):
                book.drawString(x + 3, y - 11 - 12 * n, line)
        y -= 12 * max(map(len, row)) + 5
        heights.append(y)
    for x in edges:
        book.line(x, heights[0], x, heights[-1])
    for y in heights:
        book.line(edges[0], y, edges[-1], y)
    book.save()
    (table,) = [b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table)]
    return table


def test_words_divided_in_the_cells_of_a_table(tmp_path: Path) -> None:
    table = gridded(
        tmp_path / "a.pdf",
        [
            [["No"], ["Usulan"], ["Pengusul"]],
            [["1"], ["Pem-", "bangunan talud"], ["Kelompok laki-", "laki dewasa"]],
            [["2"], ["Pengadaan tenda"], ["RT-", "04"]],
        ],
        (60, 90, 190, 300),
    )
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [
        ["1", "Pembangunan\ntalud", "Kelompok laki-laki\ndewasa"],
        ["2", "Pengadaan tenda", "RT-04"],
    ]
    assert [w.text for w in table.rows[1][1].words] == ["Pem", "bangunan", "talud"]
    assert all(w.box is not None for row in table.rows for c in row for w in c.words)


def test_words_and_sums_that_a_narrow_cell_broke_without_a_hyphen(tmp_path: Path) -> None:
    """So Word and LibreOffice break what does not fit into a cell by itself."""
    table = gridded(
        tmp_path / "a.pdf",
        [
            [["No"], ["Keteranga", "n"], ["Jumlah"]],
            [["1"], ["Sekretari", "s panitia"], ["12.500.", "000"]],
            [["2"], ["Bendahar", "a"], ["8.000.00", "0"]],
            [["3"], ["Ketua", "umum"], ["1.500.0", "00"]],
        ],
        (60, 85, 140, 185),
    )
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["No", "Keterangan", "Jumlah"],
        ["1", "Sekretaris\npanitia", "12.500.000"],
        ["2", "Bendahara", "8.000.000"],
        ["3", "Ketua\numum", "1.500.000"],
    ]


def test_a_place_whose_name_was_divided_is_the_meetings(tmp_path: Path) -> None:
    lines = [
        "NOTULEN RAPAT KOORDINASI",
        "",
        "Pada hari Senin tanggal 12 Februari 2024 telah dilaksanakan rapat koordinasi di Kelu-",
        "rahan Sukamaju Kecamatan Cihideung Kota Tasikmalaya yang dipimpin oleh Lurah Suka-",
        "maju, Bapak Tatang Suherman. Rapat membahas pembangunan saluran air warga.",
    ]
    (meeting,) = record_of(written(tmp_path / "a.pdf", lines)).meetings
    assert meeting.kelurahan == "Sukamaju"


def test_a_text_that_was_pasted_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "tempel.txt"
    path.write_text("\n".join(around("pem-", "bangunan")), "utf-8")
    assert "yaitu pembangunan\nyang" in read(path, ocr=NoOcr()).text


def test_words_divided_in_word_are_one_in_lines_and_cells(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("Warga RT-\n01 sepakat pem-\nbangunan pos bersama-")
    paper.add_paragraph("sama dengan RW-")
    paper.add_paragraph("1. Kerja bakti")
    cell = paper.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Pem-\nbangunan pos di RT-\n01 untuk HUT ke-\n79 dan usul-\n2. Lampu"
    paper.save(tmp_path / "a.docx")
    source = read(tmp_path / "a.docx", ocr=NoOcr())
    told = [b.text for b in source.pages[0].blocks if isinstance(b, Line) and b.text]
    assert told == [
        *("Warga RT-01", "sepakat pembangunan", "pos bersama-sama", "dengan RW-", "1. Kerja bakti")
    ]
    (table,) = [b for b in source.pages[0].blocks if isinstance(b, Table)]
    assert table.rows[0][0].text == (
        "Pembangunan\npos di RT-01\nuntuk HUT ke-79\ndan usul-\n2. Lampu"
    )
