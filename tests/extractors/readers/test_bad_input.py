"""Files that cannot be read as they are: each tells its name, what is wrong, and what to do."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr, OcrEngine, Tesseract
from extractors.readers import read
from models.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    InputError,
    MissingFile,
    MissingProgram,
    TooLarge,
    UnsupportedFormat,
    UnsupportedRecording,
    WordlessText,
)
from tests.pictures import png_header

TEXT = "Notulen rapat RT 02 RW 05 Kelurahan Cimuncang membahas drainase dan sampah warga."


def pdf(*pages: str, password: str | None = None) -> bytes:
    out = BytesIO()
    lock = pdfencrypt.StandardEncryption(password) if password else None
    page = canvas.Canvas(out, encrypt=lock)
    for text in pages:
        page.drawString(72, 720, text)
        page.showPage()
    page.save()
    return out.getvalue()


def bomb(member: str = "word/document.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document1.xml", b"<w:p/>")
        archive.writestr(member, b"<w:p/>" * 20_000_000)
    return out.getvalue()


def ole_locked() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("kosong.pdf", b"", EmptyDocument),
        ("nol.txt", b"\0" * 50, EmptyDocument),
        ("polos.txt", b" \x0b \xef\xbb\xbf", WordlessText),
        ("rapat.mp3", b"ID3\x04\0\0\0\0\0\0" + bytes(range(256)) * 20, UnsupportedRecording),
        ("putus.pptx", b"PK\3\4 ppt/presentation.xml" + b"x" * 100, DamagedDocument),
        ("putus.pdf", pdf(TEXT)[:300], DamagedDocument),
        ("sandi.pdf", pdf(TEXT, password="rahasia"), EncryptedDocument),
        ("sandi.docx", ole_locked(), EncryptedDocument),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, UnsupportedFormat),
        ("bom.docx", bomb(), TooLarge),
        ("besar.png", png_header(60_000, 60_000), TooLarge),
        ("lain.docx", bomb("word/tubuh.bin"), TooLarge),
        ("panjang.txt", b"rapat warga " * 300_000, TooLarge),
        ("rusak.docx", b"PK\3\4 word/document.xml" + b"x" * 100, DamagedDocument),
        ("rusak.jpg", b"\xff\xd8\xff\xe0" + b"x" * 300, DamagedDocument),
        ("aneh.bin", bytes(range(256)) * 20, UnsupportedFormat),
        ("program.exe", b"MZ\x90\0" + bytes(range(200)) * 20, UnsupportedFormat),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_a_remedy(
    tmp_path: Path, name: str, data: bytes, error: type[InputError]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path, ocr=NoOcr())
    assert name in str(caught.value)
    assert len(caught.value.sentence) > 30


def test_a_pdf_without_a_page_is_not_told_as_the_locked_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "rapat.pdf"
    path.write_bytes(pdf(TEXT, password="rahasia"))
    with pytest.raises(EncryptedDocument):
        read(path, ocr=NoOcr())
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n"
        b"trailer << /Root 1 0 R /Size 3 >>\n%%EOF\n"
    )
    with pytest.raises(DamagedDocument):
        read(path, ocr=NoOcr())


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "tiada.pdf", "tidak ditemukan"), (tmp_path, "Ini folder")):
        with pytest.raises(MissingFile, match=rf"^{re.escape(path.name)}: ") as caught:
            read(path, ocr=NoOcr())
        assert told in caught.value.sentence


def test_the_bytes_decide_not_the_name(tmp_path: Path) -> None:
    page = tmp_path / "halaman.pdf"
    page.write_text(f"<!doctype html><html><body><p>{TEXT}</p></body></html>", "utf-8")
    source = read(page, ocr=NoOcr())
    assert source.media_type == "text/html"
    assert "Cimuncang" in source.text
    assert any(".pdf" in note for note in source.notes)
    photo = tmp_path / "foto.pdf"
    Image.new("RGB", (900, 1200), "white").save(photo, "JPEG")
    with pytest.raises(MissingProgram):
        read(photo, ocr=NoOcr())


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "utf-8"])
def test_text_of_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "catatan.txt"
    path.write_bytes("Rapat hari Jum’at – “usulan” warga RT 02\r\nSelesai".encode(encoding))
    assert read(path, ocr=NoOcr()).text == "Rapat hari Jum’at – “usulan” warga RT 02\nSelesai\n"


def test_rubbish_before_a_pdf_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"X-Mailer: 1\r\n\r\n" + pdf(TEXT))
    assert "Cimuncang" in read(path, ocr=NoOcr()).text


def scanned(*texts: str) -> bytes:
    """Return a PDF whose pages are pictures of text."""
    out = BytesIO()
    book = canvas.Canvas(out)
    for text in texts:
        source = pdfium.PdfDocument(pdf(text))
        image = source[0].render(scale=200 / 72).to_pil()
        source.close()
        held = BytesIO()
        image.save(held, "PNG")
        held.seek(0)
        from reportlab.lib.utils import ImageReader

        book.drawImage(ImageReader(held), 0, 0, 595, 842)
        book.showPage()
    book.save()
    return out.getvalue()


def test_a_scan_without_ocr_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(scanned(TEXT))
    with pytest.raises(MissingProgram, match="tesseract"):
        read(path, ocr=NoOcr())


def test_a_mixed_pdf_is_decided_page_by_page(tmp_path: Path, tesseract: OcrEngine) -> None:
    both = pdfium.PdfDocument.new()
    for data in (pdf(TEXT), scanned(TEXT)):
        part = pdfium.PdfDocument(data)
        both.import_pages(part)
        part.close()
    path = tmp_path / "campuran.pdf"
    both.save(path)
    both.close()
    source = read(path, ocr=tesseract)
    assert [page.origin for page in source.pages] == ["text", "ocr"]
    first, second = source.text.split("\f")
    assert "Kelurahan Cimuncang" in first
    assert "Kelurahan Cimuncang" in second


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingProgram, match="tesseract-ocr-ind"):
        assert Tesseract("tesseract-yang-tidak-ada").version
