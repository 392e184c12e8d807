"""Saved web pages: the article, its title and its day, without what stands round it."""

import quopri
from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import NoOcr
from extractors.readers import read
from models.errors import DamagedDocument
from models.source import Line, Source, Table

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Warga Gelar Rembug | Kabar Contoh</title>
<meta property="article:published_time" content="2024-05-06T08:00:00+07:00">
<script>var rahasia = "Lurah Palsu";</script></head><body>
<nav><a href="/">Beranda</a> <a href="/politik">Politik</a> <a href="/olahraga">Olahraga</a></nav>
<article><h1>Warga RW 05 Gelar Rembug Bahas Drainase</h1>
<p>Bandung - Warga RW 05 Kelurahan Sukapura menggelar rembug warga di balai RW pada Minggu (5/5/2024) untuk
membahas drainase yang mampet di dekat pasar dan mengusulkan normalisasi kepada dinas.</p>
<p>Ketua RW 05 Sutarno mengatakan air selalu meluap setiap hujan turun lebih dari satu jam, sehingga
anak-anak sukar berangkat ke sekolah dan pedagang menutup kios lebih awal dari biasanya.</p>
<p>Lurah Sukapura Rini Astuti berjanji membawa usulan itu ke musrenbang kelurahan tahun depan.</p></article>
<aside><h3>Berita Terkait</h3><ul><li><a href="/a">Gubernur Resmikan Jembatan Raksasa</a></li>
<li><a href="/b">Harga Cabai Naik Lagi</a></li></ul></aside>
<section id="comments"><h3>Komentar</h3><p>Budi: mantap pak rw, semoga cepat beres</p></section>
<footer>Hak cipta 2024 Kabar Contoh</footer></body></html>"""


def page(tmp_path: Path, text: str, encoding: str = "utf-8") -> Source:
    path = tmp_path / "berita.html"
    path.write_bytes(text.encode(encoding))
    return read(path, ocr=NoOcr())


def test_only_the_article_is_read(tmp_path: Path) -> None:
    source = page(tmp_path, PAGE)
    for there in ("Warga RW 05 Kelurahan Sukapura", "Sutarno", "Rini Astuti berjanji"):
        assert there in source.text
    for around in ("Olahraga", "Gubernur", "mantap pak rw", "Hak cipta", "Lurah Palsu"):
        assert around not in source.text
    assert source.title == "Warga RW 05 Gelar Rembug Bahas Drainase"
    assert source.published == "2024-05-06"


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    old = PAGE.replace("utf-8", "windows-1252").replace("mengatakan", "mengatakan “banjir”")
    assert "“banjir”" in page(tmp_path, old, "cp1252").text


def test_a_page_without_an_article_gives_what_is_visible(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<html><body><script>x()</script><p>Pengumuman: rapat RT 03 Sabtu 4 Mei 2024.</p></body></html>",
    )
    assert source.text.strip() == "Pengumuman: rapat RT 03 Sabtu 4 Mei 2024."
    assert source.published is None


def test_broken_markup_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    source = page(tmp_path, PAGE[: PAGE.index("</article>")])
    assert "Rini Astuti" in source.text


def saved_with_pictures(text: str, encoding: str = "utf-8") -> bytes:
    """Return the page as a browser saves it with its pictures (.mhtml)."""
    lines = quopri.encodestring(text.encode(encoding)).replace(b"\n", b"\r\n")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://kabar.contoh/rembug\r\n"
        b"Subject: Warga Gelar Rembug\r\nDate: Mon, 6 May 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----batas----"\r\n\r\n'
        b"------batas----\r\nContent-Type: text/html; charset=" + encoding.encode() + b"\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + lines + b"\r\n"
        b"------batas----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"iVBORw0KGgo=\r\n------batas------\r\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_page_saved_with_its_pictures_gives_its_article(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "berita.mhtml"
    path.write_bytes(
        saved_with_pictures(PAGE.replace("mengatakan", "mengatakan “banjir”"), encoding)
    )
    source = read(path, ocr=NoOcr())
    assert "mengatakan “banjir” air selalu meluap" in source.text
    assert "3D" not in source.text
    assert "Hak cipta" not in source.text
    assert source.title == "Warga RW 05 Gelar Rembug Bahas Drainase"
    assert source.published == "2024-05-06"
    assert source.notes == ()


def test_a_saved_page_without_a_page_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "berita.mhtml"
    path.write_bytes(saved_with_pictures(PAGE).replace(b"text/html; charset", b"text/css; charset"))
    with pytest.raises(DamagedDocument, match="holds no page"):
        read(path, ocr=NoOcr())


def test_a_page_in_utf_16_without_a_mark_is_read(tmp_path: Path) -> None:
    assert "Rini Astuti" in page(tmp_path, PAGE, "utf-16-le").text


HEADLINE = "Warga RW 05 Gelar Rembug Bahas Drainase"
STORY = PAGE[PAGE.index("<p>Bandung") : PAGE.index("</article>")]


def around_story(head: str, above: str, below: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{above}{STORY}{below}'
        "</body></html>"
    )


@pytest.mark.parametrize(
    "above",
    [
        f"<header><h1>Situs Resmi Kelurahan Sukapura</h1></header><h2>{HEADLINE}</h2>",
        f"<div><h1>Kelurahan Sukapura</h1></div><h3>{HEADLINE}</h3>",
        f"<h1>{HEADLINE}</h1><h2>Kabar</h2>",
    ],
)
@pytest.mark.parametrize("name", ["Situs Resmi Kelurahan Sukapura", "Kabar | Kelurahan Sukapura"])
def test_the_name_of_the_site_is_no_title(tmp_path: Path, above: str, name: str) -> None:
    text = around_story(f"<title>{HEADLINE} - {name}</title>", above)
    assert page(tmp_path, text).title == HEADLINE


def test_the_day_of_the_article_is_read_between_its_title_and_its_text(tmp_path: Path) -> None:
    text = around_story(
        f"<title>{HEADLINE}</title>",
        f"<div>Senin, 13 Mei 2024</div><h1>{HEADLINE}</h1><div>Yayat - Senin, 6 Mei 2024 | 10.15 WIB</div>",
    )
    path = tmp_path / "berita.html"
    path.write_text(text, encoding="utf-8")
    assert str(extract(path, ocr=NoOcr()).document.published) == "2024-05-06"


def test_a_table_that_lays_the_page_out_is_none(tmp_path: Path) -> None:
    text = around_story(
        f"<title>{HEADLINE}</title>",
        f'<table width="100%"><tr><td>Beranda<br>Profil</td><td><h1>{HEADLINE}</h1>',
        "</td></tr><tr><td colspan=2>Hak cipta</td></tr></table>",
    )
    source = page(tmp_path, text)
    assert not [b for b in source.pages[0].blocks if isinstance(b, Table)]
    assert [b.text[:15] for b in source.pages[0].blocks if isinstance(b, Line) and b.text] == [
        *(HEADLINE[:15], "Bandung - Warga", "Ketua RW 05 Sut", "Lurah Sukapura "),
    ]


def test_minutes_on_a_page_keep_their_tables_and_numbers(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<html><head><title>Notulen</title></head><body><h2>NOTULEN RAPAT KELURAHAN SUKAPURA</h2>"
        "<table><tr><td>Hari/Tanggal</td><td>:</td><td>Senin, 6 Mei 2024</td></tr>"
        "<tr><td>Tempat</td><td>:</td><td>Aula Kelurahan Sukapura</td></tr></table><p>Keputusan:</p>"
        "<ol><li>Kerja bakti dilaksanakan 12 Mei 2024 oleh semua warga</li>"
        "<li>Ketua RW 05 menyiapkan alat paling lambat 10 Mei 2024</li></ol>"
        "<p>Rapat ditutup oleh Lurah pada pukul 11.30 WIB dengan doa bersama.</p></body></html>",
    )
    assert "Tempat\t:\tAula Kelurahan Sukapura\n" in source.text
    assert "\n2. Ketua RW 05 menyiapkan alat" in source.text


def test_what_asks_for_cookies_is_no_part_of_the_article(tmp_path: Path) -> None:
    consent = (
        "Kami menggunakan cookie untuk menganalisis penggunaan dan menampilkan iklan. Dengan melanjutkan, "
        "Anda menyetujui Kebijakan Privasi kami yang diperbarui tanggal 1 Januari 2024."
    )
    text = around_story(
        f"<title>{HEADLINE}</title>",
        f"<div id=cookie>{consent}</div><div>{HEADLINE}</div>",
    )
    text = text.replace("<p>", "").replace("</p>", "<br><br>")
    assert "cookie" not in page(tmp_path, text).text


def test_what_is_struck_out_on_a_page_is_left_out_and_told(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<p>Konser <s>dangdut</s> ditiadakan</p><p style='text-decoration: line-through'>Pawai</p>"
        "<p><del>Bazar</del></p><p>Rapat RW 05</p>",
    )
    assert source.text.split("\n")[:2] == ["Konser ditiadakan", "Rapat RW 05"]
    assert source.notes == ("teks yang dicoret tidak dibaca",)


def test_links_to_other_articles_are_no_part_of_the_article(tmp_path: Path) -> None:
    inserts = (
        "<p><b>Baca juga: Bupati Garut Buka Rapat Koordinasi</b></p>"
        "<div>BACA JUGA:</div><ul><li>Gubernur Resmikan Jembatan</li></ul><p>ADVERTISEMENT</p>"
    )
    path = tmp_path / "berita.html"
    text = around_story(f"<title>{HEADLINE}</title>", f"<h1>{HEADLINE}</h1>")
    path.write_text(text.replace("<p>Lurah", f"{inserts}<p>Lurah"), encoding="utf-8")
    (meeting,) = extract(path, ocr=NoOcr()).meetings
    assert (meeting.kelurahan, meeting.kota) == ("Sukapura", None)
    told = [
        b.text
        for b in read(path, ocr=NoOcr()).pages[0].blocks
        if isinstance(b, Line) and not b.header
    ]
    assert not {"ADVERTISEMENT", "BACA JUGA:", "- Gubernur Resmikan Jembatan"} & set(told)
