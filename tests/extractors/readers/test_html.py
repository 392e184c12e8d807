"""Saved web pages: the article, its title and its day, without what stands round it."""

import quopri
from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from extractors.readers import read
from models.errors import DamagedDocument
from models.source import Source

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
