"""Forms in which pages are saved: by an office program, in other encodings, as one file with the pictures."""

from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line, Source, Table
from tests.extractors.readers.test_html import PAGE

LETTER = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><title>surat</title></head><body lang=IN><div class=WordSection1>
<table><tr><td><p>PEMERINTAH KOTA BOGOR</p><p>KELURAHAN CIMUNCANG</p></td></tr></table>
<table><tr><td>Nomor</td><td>:</td><td>005/12</td></tr><tr><td>Perihal</td><td>:</td><td>Undangan</td></tr></table>
<p class=MsoNormal>Kepada Yth. Ketua RT se-Kelurahan Cimuncang</p>
<p>Dengan hormat, kami mengundang Bapak/Ibu untuk hadir pada musyawarah perencanaan pembangunan kelurahan:</p>
<p>Hari/Tanggal : Senin, 4 Maret 2024</p><p>Tempat : Aula Kelurahan<span style='display:none'>rahasia</span></p>
<ol start=2 type=a><li>Pembukaan</li><li>Usulan<ul><li>drainase</li></ul></li></ol>
<table border=1><tr><th rowspan=2>No</th><th colspan=2>Usulan</th></tr><tr><td>Nama</td><td>Volume</td></tr>
<tr><td>1</td><td>Drainase<br>RT 02</td><td>120 m</td></tr></table>
<table><tr><td>Ketua RT<br>Ani</td><td>Lurah<br>Budi</td></tr></table><p>Tembusan: Camat</p></div></body></html>"""


def put(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return read(path, ocr=NoOcr())


def test_a_letter_saved_as_a_page_is_read_as_it_stands(tmp_path: Path) -> None:
    source = put(tmp_path / "surat.htm", LETTER.encode())
    assert [
        b.text if isinstance(b, Line) else [[c.text for c in row] for row in b.rows]
        for b in source.pages[0].blocks
    ] == [
        [["PEMERINTAH KOTA BOGOR\nKELURAHAN CIMUNCANG"]],
        [["Nomor", ":", "005/12"], ["Perihal", ":", "Undangan"]],
        "Kepada Yth. Ketua RT se-Kelurahan Cimuncang",
        "Dengan hormat, kami mengundang Bapak/Ibu untuk hadir pada musyawarah perencanaan pembangunan kelurahan:",
        "Hari/Tanggal : Senin, 4 Maret 2024",
        "Tempat : Aula Kelurahan",
        *("b. Pembukaan", "c. Usulan", "- drainase"),
        [["No", "Usulan"], ["", "Nama", "Volume"], ["1", "Drainase\nRT 02", "120 m"]],
        [["Ketua RT\nAni", "Lurah\nBudi"]],
        "Tembusan: Camat",
    ]
    assert source.title is None
    spans = next(b for b in source.pages[0].blocks[7:] if isinstance(b, Table)).rows[0]
    assert [c.span for c in spans] == [1, 2]


def test_a_page_without_an_article_keeps_its_tables(tmp_path: Path) -> None:
    page = "<html><body><nav>Beranda</nav><h2>Usulan</h2><table><tr><td>1</td><td>Drainase</td></tr></table></body></html>"
    source = put(tmp_path / "a.html", page.encode())
    assert source.text == "Usulan\n1\tDrainase\n"


def test_a_notice_that_stands_whole_in_a_form_is_read_without_what_the_form_asks(
    tmp_path: Path,
) -> None:
    page = (
        "<html><body><form id='aspnetForm' method='post'><input type='hidden' value='dDwtMTI3'/>"
        "<div><h1>Pengumuman Rapat RT 03</h1><p>Rapat RT 03 Sabtu 4 Mei 2024.</p>"
        "<select><option>Pilih tahun</option></select><textarea>Tulis komentar</textarea>"
        "<button>Cari</button><fieldset><table><tr><td>No</td><td>Usulan</td></tr>"
        "<tr><td>1</td><td>Drainase<input value='x'></td></tr></table></fieldset></div></form></body></html>"
    )
    source = put(tmp_path / "a.html", page.encode())
    heading, _, grid = source.pages[0].blocks
    assert isinstance(grid, Table)
    assert [[c.text for c in row] for row in grid.rows] == [["No", "Usulan"], ["1", "Drainase"]]
    assert source.text.startswith("Pengumuman Rapat RT 03\nRapat RT 03 Sabtu 4 Mei 2024.\nNo\t")
    assert isinstance(heading, Line)
    assert heading.style == "heading"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        *(("utf-16", "utf-8"), ("utf-16-le", "utf-16"), ("cp1252", "utf-8")),
        *(("utf-8", "windows-1252"), ("utf-8-sig", "iso-8859-1"), ("cp1252", "x-tidak-ada")),
    ],
)
def test_the_bytes_decide_the_encoding_and_not_what_the_page_says(
    tmp_path: Path, written: str, said: str
) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{said}"').replace("Warga", "Warga “Jum’at”")
    source = put(tmp_path / "berita.html", page.encode(written))
    assert "“Jum’at”" in source.text
    assert "�" not in source.text
    assert source.notes == ()


@pytest.mark.parametrize("said", ["windows-1252", "undefined"])
def test_a_page_saved_with_its_pictures_in_one_file_says_its_own_encoding(
    tmp_path: Path, said: str
) -> None:
    body = PAGE.replace("Warga", "Warga “Jum’at”").encode("cp1252")
    head = (
        "From: <Saved by Blink>\r\nSubject: Berita\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        f"Content-Type: text/html; charset={said}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    data = head.encode() + body + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    source = put(tmp_path / "berita.mht", data)
    assert "“Jum’at”" in source.text
    assert source.notes == ()
