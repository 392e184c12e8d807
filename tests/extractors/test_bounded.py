"""Files made to hang, swell or end their reader: each costs itself alone, and what was read is kept."""

import contextlib
import errno
import os
import resource
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from extractors import bounded, readers, record_of
from extractors import ocr as engines
from extractors.bounded import Limits
from extractors.ocr import NoOcr, OcrEngine, Tesseract
from models.errors import ArchiveError, DamagedDocument, InputError, TooLarge, TooSlow
from models.source import Origin, Source
from tests.extractors.test_rows_without_lines import LONG, drawn
from tests.pictures import png_header

TEXT = "Notulen rapat RT 02 RW 05 Kelurahan Cimuncang membahas drainase dan sampah warga."
SHORT = Limits(page_s=4, document_s=60, failures=3)


def pdf_of(*contents: bytes) -> bytes:
    """Return a PDF whose pages paint what these content streams say, packed."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(contents), b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(contents)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, packed in enumerate(contents):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * i)
        )
        bodies.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        xref,
    )
    return bytes(out)


def text_page(text: str = TEXT) -> bytes:
    return zlib.compress(b"BT /F1 9 Tf 40 700 Td (%s) Tj ET" % text.encode())


def packed(piece: bytes, size: int) -> bytes:
    """Return so many bytes of a piece over and over, packed; made in no time."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"\n") + packer.flush(zlib.Z_FULL_FLUSH)
    block = piece * (1_000_000 // len(piece))
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + one * (size // len(block)) + b"\x03\x00"


def hanging() -> bytes:
    """Return a page that PDFium paints and parses for minutes: a line of a hundred million pieces."""
    return packed(b"0 0 m 9 9 l S\n", 1_500_000_000)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    bounded.close()


def read(path: Path, data: bytes, limits: Limits = SHORT, ocr: OcrEngine | None = None) -> Source:
    path.write_bytes(data)
    return bounded.read(path, ocr=ocr or NoOcr(), limits=limits)


def test_a_page_that_hangs_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    source = read(tmp_path / "gantung.pdf", pdf_of(text_page(), hanging(), text_page("Selesai.")))
    assert [p.origin for p in source.pages] == [Origin.TEXT, Origin.NONE, Origin.TEXT]
    assert "Cimuncang" in source.text
    assert "Selesai" in source.text
    reasons = [issue.reason for issue in record_of(source).issues]
    assert any(r.startswith("halaman 2 ") for r in reasons), reasons


def test_a_page_that_swells_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    limits = Limits(page_s=60, document_s=120, memory=1_500_000_000)
    bomb = packed(b"(" + b"A" * 99_998 + b") Tj\n", 3_000_000_000)
    source = read(tmp_path / "bom.pdf", pdf_of(text_page(), bomb), limits)
    assert source.pages[0].origin is Origin.TEXT
    assert "Cimuncang" in source.text


def test_after_some_failures_the_rest_is_left_and_told(tmp_path: Path) -> None:
    limits = Limits(page_s=10, document_s=60, failures=1)
    pages = (text_page(), hanging(), text_page("Tidak lagi."))
    source = read(tmp_path / "menyerah.pdf", pdf_of(*pages), limits)
    assert [p.origin for p in source.pages] == [Origin.TEXT, Origin.NONE, Origin.NONE]
    assert "terlalu banyak halaman yang gagal" in source.pages[2].notes[0]


def test_a_table_over_pages_is_the_same_when_a_later_page_hangs(tmp_path: Path) -> None:
    """What is drawn between its rows, which alone tells them, outlives the reader that saw it."""
    path = tmp_path / "rab.pdf"
    whole = drawn(path, LONG, 0.5, pad=0, ruled=True, turn=3)
    made, hangs = pdfium.PdfDocument(path), pdfium.PdfDocument(pdf_of(hanging()))
    made.import_pages(hangs)
    out = BytesIO()
    made.save(out)
    made.close()
    hangs.close()
    source = read(path, out.getvalue())
    assert [p.origin for p in source.pages] == [Origin.TEXT, Origin.TEXT, Origin.NONE]
    assert [p.blocks for p in source.pages[:2]] == [p.blocks for p in whole.pages]


def test_a_document_of_which_no_page_ends_is_told_as_too_slow(tmp_path: Path) -> None:
    with pytest.raises(TooSlow, match=r"page 1 cannot be read within the limits"):
        read(tmp_path / "gantung.pdf", pdf_of(hanging()))


def test_a_document_that_hangs_before_its_first_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooSlow, match=r"lama\.pdf"):
        read(tmp_path / "lama.pdf", pdf_of(text_page()), Limits(page_s=0))


@pytest.mark.slow
def test_a_page_larger_than_any_paper_is_read_at_bounded_pixels(
    tmp_path: Path, tesseract: OcrEngine
) -> None:
    path = tmp_path / "raksasa.pdf"
    out = BytesIO()
    book = canvas.Canvas(out, pagesize=(36_000, 36_000))  # a hundred thousand pixels at 200 dpi
    book.rect(100, 100, 30_000, 30_000)
    book.showPage()
    book.setPageSize((595, 842))
    book.drawString(72, 700, TEXT)
    book.showPage()
    book.save()
    source = read(path, out.getvalue(), Limits(page_s=60), tesseract)
    assert "Cimuncang" in source.text


def test_a_picture_of_a_hundred_thousand_pixels_a_side_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match=r"besar\.png"):
        read(tmp_path / "besar.png", png_header(100_000, 100_000))


def test_a_huge_picture_inside_a_pdf_costs_its_page_alone(
    tmp_path: Path, tesseract: OcrEngine
) -> None:
    side = 100_000
    row = packed(b"\0", side * side // 8)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 1 /Filter /FlateDecode /Length %d >>\nstream\n" % (side, side, len(row))
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 2 /Kids [4 0 R 6 0 R] >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        8: image + row + b"\nendstream",
    }
    for number, content in ((4, text_page()), (6, zlib.compress(b"595 0 0 842 0 0 cm /Im Do"))):
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> "
            b"/XObject << /Im 8 0 R >> >> /Contents %d 0 R >>" % (number + 1)
        )
        objects[number + 1] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
            len(content),
            content,
        )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, b) for n, b in sorted(objects.items()))
    data = b"%PDF-1.5\n" + body + b"trailer << /Root 1 0 R /Size 9 >>\n%%EOF\n"
    source = read(tmp_path / "gambar.pdf", data, Limits(page_s=60), tesseract)
    assert [p.origin for p in source.pages] == [Origin.TEXT, Origin.NONE]
    assert "terlalu besar" in source.pages[1].notes[0]


def test_what_cannot_be_read_is_refused_as_without_limits(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument, match=r"^rusak\.pdf: "):
        read(tmp_path / "rusak.pdf", b"%PDF-1.4 rusak")
    assert TEXT in read(tmp_path / "baik.txt", TEXT.encode()).text, "the process reads on"


def forms(depth: int, times: int) -> bytes:
    """Return a PDF of which a page paints a form, that one the next so many times, and the last one the
    first again: to follow it is to paint times to the power of depth, without an end.
    """
    first = 5
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        b"/Resources << /XObject << /F %d 0 R >> >> /Contents 4 0 R >>" % first,
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for n in range(depth):
        paints = b"/F Do " * times
        goes_on = first + (n + 1) % depth
        bodies.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] "
            b"/Resources << /XObject << /F %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
            % (goes_on, len(paints), paints)
        )
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        xref,
    )
    return bytes(out)


@pytest.mark.parametrize(("depth", "times"), [(1, 2), (12, 10), (200, 1)])
def test_forms_that_call_themselves_have_an_end(tmp_path: Path, depth: int, times: int) -> None:
    began = time.monotonic()
    with contextlib.suppress(InputError):
        read(tmp_path / "formulir.pdf", forms(depth, times), Limits(page_s=4, document_s=20))
    assert time.monotonic() - began < 150  # the limits, on a machine that does much else
    # Whoever reads is there for the next document.
    assert "Cimuncang" in read(tmp_path / "baik.pdf", pdf_of(text_page())).text


def no_more_files(monkeypatch: pytest.MonkeyPatch, processes: int) -> list[int]:
    """Let so many reading processes, the next ones, open no more files once they are ready; returns a
    list to which each process that was asked to read is added.
    """
    real = bounded._Child.wake
    asked: list[int] = []

    def wake(child: bounded._Child) -> None:
        real(child)
        asked.append(child.process.pid)
        if len(asked) <= processes:
            resource.prlimit(child.process.pid, resource.RLIMIT_NOFILE, (3, 3))

    monkeypatch.setattr(bounded._Child, "wake", wake)
    return asked


@pytest.mark.parametrize("ocr", [NoOcr(), Tesseract()])
def test_a_reader_that_may_open_no_more_files_gives_way_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ocr: OcrEngine
) -> None:
    asked = no_more_files(monkeypatch, processes=1)
    source = read(tmp_path / "a.pdf", pdf_of(text_page()), bounded.LIMITS, ocr)
    assert "drainase" in source.text
    assert source.notes == ()
    assert len(asked) == 2


def test_where_no_reader_may_open_files_the_run_stops_and_no_document_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_more_files(monkeypatch, processes=9)
    with pytest.raises(ArchiveError, match="opens no more files") as told:
        read(tmp_path / "a.txt", TEXT.encode(), bounded.LIMITS)
    assert "terlalu banyak berkas terbuka" in told.value.sentence
    monkeypatch.undo()
    assert "drainase" in read(tmp_path / "a.txt", TEXT.encode(), bounded.LIMITS).text


def test_an_engine_that_cannot_be_started_for_want_of_files_costs_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    engine = Tesseract()
    engine.__dict__["version"] = "5"
    monkeypatch.setattr(engines.subprocess, "run", starved)
    path = tmp_path / "a.png"
    Image.new("L", (600, 800), "white").save(path)
    with pytest.raises(ArchiveError, match="opens no more files"):
        readers.read(path, ocr=engine)
    monkeypatch.undo()
    monkeypatch.setattr(os, "memfd_create", starved)
    with pytest.raises(ArchiveError, match="opens no more files"):
        readers.read(path, ocr=engine)
