"""What a file is taken for: its bytes decide, letters that look like a format's do not."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extractors import readers
from extractors.ocr import NoOcr
from extractors.readers import media_type_of, read
from extractors.readers.sniffing import Head
from models.errors import EncryptedDocument, InputError, UnsupportedFormat
from scripts.golden import documents

WORDS = " rapat RT 02 RW 05 Kelurahan Cimuncang membahas drainase dan sampah warga.\n" * 5


@pytest.mark.parametrize(
    "start",
    [
        *("PKK RW 05 mengadakan", "BMKG memperingatkan", "MZ. Arifin membuka", "GIF89a itu", "II*"),
        *("%PDF- adalah jenis berkas;", "Rar! kata warga;", "ID3 dan", "BZh", "<Ketua RW> hadir:"),
        *(
            "Dari: Pak RW\nPerihal: undangan\n\n",
            "From: Pak RW\nTo: warga\n\nYth.",
            "No;Nama\n1;Ani\n",
        ),
        *("# Notulen\n\n- **Ketua**", "Tag <p> dan <div> dipakai di <html> contoh:", "{catatan}"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_as_text(tmp_path: Path, start: str, encoding: str) -> None:
    path = tmp_path / "catatan.txt"
    path.write_bytes((start + WORDS).encode(encoding))
    source = read(path, ocr=NoOcr())
    assert source.media_type == "text/plain"
    assert source.text.startswith(start.removeprefix("# ").split("\n")[0].split(" ")[0])
    assert source.text.count("Cimuncang") == 5
    assert source.notes == ()


@pytest.mark.parametrize("suffix", [".csv", ".md", ".txt"])
def test_text_may_bear_any_name_of_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"daftar{suffix}"
    path.write_text("No;Nama;Jabatan\n1;Ani;Ketua RT\n", "utf-8")
    assert read(path, ocr=NoOcr()).notes == ()


def test_an_old_encoding_keeps_its_signs(tmp_path: Path) -> None:
    path = tmp_path / "lama.txt"
    path.write_bytes("Café “Jum’at” – 5 m² é".encode("cp1252"))
    assert read(path, ocr=NoOcr()).text == "Café “Jum’at” – 5 m² é\n"


def test_a_page_about_pdf_files_is_no_pdf() -> None:
    page = "<!doctype html><html><body><p>Berkas berawal %PDF-1.4 lalu 1 0 obj</p></body></html>"
    assert media_type_of("a.html", page.encode()) == "text/html"
    assert media_type_of("a.txt", b"Semua PDF berawal\n%PDF-1.4\n1 0 obj\n") == "text/plain"


@pytest.mark.parametrize(
    "before",
    [b"X-Mailer: 1\r\n\r\n", b"<br />\n<b>Warning</b>: baris 3\n", b"\0\1\2sampah", b" \n"],
)
def test_rubbish_before_a_pdf_leaves_it_a_pdf(before: bytes) -> None:
    pdf = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF"
    assert media_type_of("a.pdf", before + pdf) == "application/pdf"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><title>a",
        "\ufeff<html>",
        "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>",
        "<!-- disimpan -->\n<HTML lang=id>",
        "<div class=a>Rapat</div>",
        "HTTP rusak\n<!doctype html><html>",
        "<p>Rapat\b warga</p>",
    ],
)
def test_markup_is_a_page(page: str) -> None:
    assert media_type_of("a", page.encode()) == "text/html"


def packed(*names: str, content: str = "x") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("lama.ppt", OLE + stream("PowerPoint Document"), "PDF"),
        ("paparan.pptx", packed("[Content_Types].xml", "ppt/presentation.xml"), "PDF"),
        (
            "paparan.odp",
            packed("mimetype", content="application/vnd.oasis.opendocument.presentation"),
            "PDF",
        ),
        ("kumpulan.zip", packed("a.pdf", "b.jpg"), "kotak masuk"),
        ("kosong.zip", packed(), "Ekstrak"),
        ("kumpulan.rar", b"Rar!\x1a\x07\x00" + bytes(range(64)), "Ekstrak"),
        ("surel.msg", OLE + stream("__properties_version1.0"), "lampiran"),
        ("gambar.psd", b"8BPS\0\1" + bytes(200), "JPG"),
        ("rekaman.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(200), "notulennya"),
        ("cetak.ps", b"%!PS-Adobe-3.0\n%%Pages: 1\n", "PDF"),
    ],
)
def test_a_format_that_is_not_read_is_refused_with_advice(
    name: str, data: bytes, advice: str
) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        media_type_of(name, data)
    assert name in str(caught.value)
    assert advice in caught.value.sentence
    # The flow makes the error anew with the name that staff know.
    again: InputError = type(caught.value)("lain", caught.value.detail)
    assert again.sentence == caught.value.sentence


def test_a_locked_office_file_is_told_from_an_old_one() -> None:
    with pytest.raises(EncryptedDocument):
        media_type_of("a.docx", OLE + stream("EncryptedPackage"))


@pytest.mark.parametrize("document", list(documents()), ids=lambda d: d.name)
def test_no_two_readers_claim_one_document(document: Path) -> None:
    head = Head(document.read_bytes())
    expected = media_type_of(document.name, head.data)
    claims = {known.recognize(head) for known in readers._READERS.values() if not known.last}
    assert claims - {None} == ({expected} if expected != "text/plain" else set())
