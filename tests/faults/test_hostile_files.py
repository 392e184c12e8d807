"""Files that are hostile, or only look so; honest ones beside them that must be read."""

import re
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr
from extractors.readers import pdf as pdf_reader
from extractors.readers import read
from models.errors import InputError
from tests.extractors.readers.test_bad_input import TEXT, bomb, pdf
from tests.faults.children import Answer, in_child
from tests.pictures import png_header


def word(text: str = TEXT) -> bytes:
    out, document = BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def changed(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z,
    ):
        for name in before.namelist():
            body = before.read(name)
            if name == member:
                assert old in body
                body = body.replace(old, new)
            z.writestr(name, body)
    return out.getvalue()


def answer(tmp_path: Path, name: str, data: bytes, *, memory: int = 600_000_000) -> Answer:
    """Read a file in a child under limits; its value is the text, its error one of ours."""
    path = tmp_path / name
    path.write_bytes(data)
    return in_child(lambda: read(path, ocr=NoOcr()).text, memory=memory, seconds=60)


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def with_doctype(doctype: bytes, reference: bytes) -> bytes:
    plain = changed(word(), "word/document.xml", TEXT.encode(), reference)
    return changed(plain, "word/document.xml", b"<w:document", doctype + b"<w:document")


def many_entries() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>")
        for n in range(6000):
            archive.writestr(f"word/m{n}", "")
    return out.getvalue()


def lying() -> bytes:
    """A zip whose directory tells of every member that it has ten bytes."""
    data = bytearray(bomb())
    at = data.find(b"PK\1\2")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\1\2", at + 1)
    return bytes(data)


def overlapping() -> bytes:
    """A zip of many names for one and the same compressed bytes."""
    one = BytesIO()
    with zipfile.ZipFile(one, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * 2_000_000)
    data = one.getvalue()
    start = data.index(b"PK\1\2")
    entry = data[start : data.index(b"PK\5\6")]
    count = 40
    entries = entry + b"".join(
        entry.replace(b"word/document.xml", b"word/d%06d.xml\0\0" % n)[: len(entry)]
        for n in range(1, count)
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0)
    return data[:start] + entries + end


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tawa.docx", with_doctype(LAUGHS, b"&j;")),
        ("berkas.docx", with_doctype(b'<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>', b"&j;")),
        ("banyak.docx", many_entries()),
        ("dusta.docx", lying()),
        ("tindih.docx", overlapping()),
        ("putar.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
        ("nol.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
        ("raksasa.jpg", b"\xff\xd8\xff\xc0\x00\x11\x08\xea\x60\xea\x60\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01" + b"\0" * 200 + b"\xff\xd9"),
        ("raksasa.png", png_header(60_000, 60_000)),
        ("program", Path("/bin/true").read_bytes()),
        ("cakram.iso", b"\0" * 32_768 + b"\1CD001\1" + bytes(range(256)) * 20),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_within_limits(tmp_path: Path, name: str, data: bytes) -> None:
    found = answer(tmp_path, name, data)
    assert isinstance(found.error, InputError), found
    assert name in str(found.error)
    assert found.code == 0


@pytest.mark.parametrize("where", ["doctype", "deep"])
def test_markup_that_nests_or_names_files_expands_nothing(tmp_path: Path, where: str) -> None:
    doctype = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' if where == "doctype" else ""
    )
    body = "<div>" * 10_000 + f"<p>{TEXT}</p>" if where == "deep" else f"<p>{TEXT} &x;</p>"
    found = answer(tmp_path, "a.html", f"{doctype}<html><body>{body}</body></html>".encode())
    assert found.code == 0
    assert found.error is None or isinstance(found.error, InputError)
    assert "root:" not in (found.value or "")


@contextmanager
def trap() -> Iterator[tuple[str, list[str]]]:
    """A web server that notes whoever asks."""
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_no_document_makes_a_request(tmp_path: Path) -> None:
    with trap() as (address, asked):
        page = (
            f"<html><head><base href='{address}/'><link rel=stylesheet href='{address}/a.css'>"
            f"<script src='{address}/a.js'></script></head><body><article><p>{TEXT * 4}</p>"
            f"<img src='{address}/a.png'><iframe src='{address}/f'></iframe></article></body></html>"
        )
        relations = (
            f'<Relationship Id="rId99" TargetMode="External" Target="{address}/t.dotx" Type="http://schemas'
            '.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
            f'<Relationship Id="rId98" TargetMode="External" Target="{address}/i.png" Type="http://schemas'
            '.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
        ).encode()
        paper = BytesIO()
        sheet = canvas.Canvas(paper)
        sheet.drawString(72, 720, TEXT)
        sheet.linkURL(f"{address}/l", (0, 0, 500, 800))
        sheet.save()
        launch = paper.getvalue().replace(
            b"/Type /Catalog",
            f"/Type /Catalog /OpenAction << /S /URI /URI ({address}/o) >>".encode(),
        )
        declared = with_doctype(f'<!DOCTYPE l SYSTEM "{address}/x.dtd">'.encode(), TEXT.encode())
        for name, data in (
            ("a.html", page.encode()),
            (
                "a.docx",
                changed(word(), "word/_rels/document.xml.rels", b"</Relationships>", relations),
            ),
            ("b.docx", declared),
            ("a.pdf", launch),
        ):
            found = answer(tmp_path, name, data)
            assert found.code == 0
            assert isinstance(found.error, InputError) or "Cimuncang" in found.value, name
        assert asked == []


def test_honest_documents_near_the_limits_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    held = BytesIO()
    Image.effect_noise((800, 600), 64).convert("RGB").save(held, "JPEG", quality=70)
    for n in range(200):
        document.add_paragraph(f"{TEXT} {n}")
        # A picture of its own each, as from a telephone: its last bytes differ.
        document.add_picture(BytesIO(held.getvalue() + str(n).encode()), width=Inches(3))
    out = BytesIO()
    document.save(out)
    assert len(out.getvalue()) > 10_000_000
    found = answer(tmp_path, "foto.docx", out.getvalue(), memory=1_500_000_000)
    assert found.value.count("Cimuncang") == 200


def test_a_pdf_that_is_only_odd_is_read(tmp_path: Path) -> None:
    whole = pdf(TEXT, TEXT)
    for name, data in (
        ("belakang.pdf", whole + b"\n<html>iklan</html>" * 50),
        ("xref.pdf", re.sub(rb"startxref\n\d+", b"startxref\n99999", whole)),
        ("a0.pdf", paper_of((2384.0 * 3, 3370.0 * 3))),
        ("pemilik.pdf", locked_for_changes()),
    ):
        found = answer(tmp_path, name, data)
        assert "Cimuncang" in (found.value or ""), (name, found.error)


def paper_of(size: tuple[float, float]) -> bytes:
    out = BytesIO()
    sheet = canvas.Canvas(out, pagesize=size)
    sheet.drawString(72, 720, TEXT)
    sheet.save()
    return out.getvalue()


def locked_for_changes() -> bytes:
    """A PDF with a password for changing it, none for reading."""
    out = BytesIO()
    sheet = canvas.Canvas(out, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="rahasia"))
    sheet.drawString(72, 720, TEXT)
    sheet.save()
    return out.getvalue()


def test_a_pdf_cut_off_anywhere_is_refused_as_damaged_or_read_as_far_as_it_goes(
    tmp_path: Path,
) -> None:
    whole = pdf(*[TEXT] * 10)
    for share in (10, 50, 90, 99):
        found = answer(tmp_path, f"{share}.pdf", whole[: len(whole) * share // 100])
        assert found.code == 0
        if isinstance(found.error, InputError):
            assert found.error.code in ("rusak", "tanpa-kata", "ocr-belum-terpasang")
        else:
            assert "Cimuncang" in found.value


def test_of_too_many_pages_the_first_are_read_and_the_rest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 3)
    path = tmp_path / "tebal.pdf"
    path.write_bytes(pdf(*[TEXT] * 8))
    source = read(path, ocr=NoOcr())
    assert source.text.count("Cimuncang") == 3
    assert any("hanya 3 dari 8 halaman" in note for note in source.notes)


def test_word_under_another_name_and_by_other_programs_is_read(tmp_path: Path) -> None:
    for name in ("notulen.doc", "notulen.pdf", "notulen"):
        found = answer(tmp_path, name, word())
        assert "Cimuncang" in found.value


def test_an_original_is_kept_bit_by_bit_so_that_a_signature_stays_valid(tmp_path: Path) -> None:
    from intake.archive import Archive

    signed = (
        pdf(TEXT) + b"\n% /ByteRange [0 10 20 30] /Contents <" + bytes(range(256)) + b">\n%%EOF\n"
    )
    path = tmp_path / "tanda tangan.pdf"
    path.write_bytes(signed)
    stored = Archive(tmp_path / "arsip").store(path)
    assert (tmp_path / "arsip" / stored.path).read_bytes() == signed
    assert "Cimuncang" in read(path, ocr=NoOcr()).text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("campur.txt", b"Rapat warga RT 02 \xff\xfe\x80 Kelurahan Cimuncang\n" * 9),
        ("meta.html", f"<html><head><meta charset='utf-8'></head><body><p>{TEXT} Jum\u2019at</p></body></html>".encode("cp1252")),
        ("tanpa.html", f"<html><body><p>{TEXT} Jum\u2019at \u00e9</p></body></html>".encode()),
        ("kosong.txt", b" " * 10_000_000 + TEXT.encode()),
        ("panjang.txt", TEXT.encode() * 9000),
        ("baris.txt", f"{TEXT[:20]}\n".encode() * 120_000 + b"Cimuncang"),
        ("gambar.html", f"<html><body><article><p>{TEXT * 3}</p><img src='data:image/png;base64,{'A' * 9_000_000}'></article></body></html>".encode()),
        ("aksara.txt", "\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 Sugeng enjing 😀 店 Kelurahan Cimuncang".encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_text_of_odd_make_is_read_within_limits(tmp_path: Path, name: str, data: bytes) -> None:
    found = answer(tmp_path, name, data, memory=1_500_000_000)
    assert "Cimuncang" in (found.value or ""), found.error
    assert found.value.count("\ufffd") <= 30


def test_text_of_more_lines_than_any_document_has_gets_a_clear_answer(tmp_path: Path) -> None:
    data = f"{TEXT[:20]}\n".encode() * 200_000 + b"Cimuncang"
    found = answer(tmp_path, "baris.txt", data, memory=1_500_000_000)
    assert "3,000,000 characters; split it" in str(found.error)
