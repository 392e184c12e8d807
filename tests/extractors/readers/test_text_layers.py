"""Text layers with the faults that offices' PDFs have, and healthy ones that look odd: which is used."""

import math
import re
import runpy
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr, OcrEngine, OcrWord
from extractors.readers import pdfium_calls, read
from extractors.readers.imaging import SCAN_AGAIN
from extractors.readers.picture_of import cut_out, marked, upright
from models.errors import OcrFailed, PictureTooLarge, TooLarge
from models.source import Box, Origin, Source

LINES = [
    "NOTULEN RAPAT KOORDINASI KELURAHAN CIMUNCANG",
    "Pada hari Senin tanggal 12 Februari 2024 bertempat di aula kantor kelurahan",
    "telah dilaksanakan rapat yang dihadiri oleh ketua RT dan RW serta pengurus LPM.",
    "Ketua LPM menyampaikan usulan perbaikan saluran air di RT 02 RW 05.",
    "Warga meminta agar gotong royong dilaksanakan setiap hari Minggu pagi.",
    "Lurah menyetujui pembentukan panitia dan menugaskan sekretaris membuat laporan.",
    "Rapat ditutup pukul 16.00 WIB dengan doa bersama.",
]
ENGLISH = [
    "The meeting was held at the village hall and attended by twenty five residents.",
    "The chairman opened the session and explained the purpose of the workshop.",
    "It was agreed that the committee would submit a proposal before the end of the year.",
]
NAMES = [
    "1. Yohanes Fransiskus Wanggai", "2. Maria Goreti Kbarek", "3. Teungku Zulfikar",
    "4. I Nyoman Suardika", "5. Faozaro Zebua", "6. Tjokorda Gde Raka", "7. Hj. Nurhayati Dg. Kebo",
    "8. Thomas Wuarbanaran", "9. Sakeus Wakerkwa", "10. Ahmad Syauqi Lubis",
]  # fmt: skip
FIGURES = [f"{n}   {n * 12}.500   {n * 37}.000   {n * 49}.250" for n in range(1, 25)]

Draw = Callable[[canvas.Canvas], None]


def book(*pages: Draw) -> bytes:
    out = BytesIO()
    made = canvas.Canvas(out, pagesize=(595, 842))
    for draw in pages:
        draw(made)
        made.showPage()
    made.save()
    return out.getvalue()


def text(lines: list[str], *, mode: int = 0, size: float = 11) -> Draw:
    def draw(page: canvas.Canvas) -> None:
        words = page.beginText(50, 780)
        words.setFont("Helvetica", size, 20)
        words.setTextRenderMode(mode)
        for line in lines:
            words.textLine(line)
        page.drawText(words)

    return draw


def scan(lines: list[str]) -> Draw:
    """Draw the picture of a page of text over the whole page."""
    document = pdfium.PdfDocument(book(text(lines)))
    picture = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    document.close()
    return lambda page: page.drawImage(ImageReader(picture), 0, 0, 595, 842)  # type: ignore[func-returns-value]


def curves(lines: list[str]) -> Draw:
    """Draw lines as CorelDRAW saves them where it makes letters curves: a path for each letter."""
    document = pdfium.PdfDocument(book(text(lines)))
    shown = document[0].render(scale=4, grayscale=True).to_numpy().squeeze()
    document.close()
    ink = np.ascontiguousarray(shown < 128, dtype=np.uint8)
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
    inside: dict[int, list[int]] = {}
    for at, (_, _, _, around) in enumerate(tree[0].tolist()):
        inside.setdefault(at if around < 0 else around, []).append(at)

    def draw(page: canvas.Canvas) -> None:
        for parts in inside.values():
            path = page.beginPath()
            for part in parts:
                points = [(x / 4, 842 - y / 4) for x, y in outlines[part][:, 0].tolist()]
                path.moveTo(*points[0])
                for point in points[1:]:
                    path.lineTo(*point)
                path.close()
            page.drawPath(path, stroke=0, fill=1, fillMode=0)

    return draw


def emblem(page: canvas.Canvas) -> None:
    """Draw a coat of arms of many curves, a band of ornament, and a table of lines with its text."""
    for at in range(90):
        path = page.beginPath()
        path.moveTo(298, 700)
        bend = 40 * math.cos(at / 14.3), 40 * math.sin(at / 14.3)
        path.curveTo(298 + bend[0], 700 + bend[1], 290 + bend[1], 700, 298 + bend[0], 690 + bend[1])
        path.curveTo(300, 690, 296 + bend[0], 694, 298, 700)
        page.drawPath(path, stroke=0, fill=1)
    for at in range(60):
        page.circle(60 + 8 * at, 640, 5, stroke=1, fill=at % 2)
    page.grid([60, 100, 330, 535], [500 - 24 * row for row in range(len(NAMES) + 1)])
    for row, name in enumerate(NAMES):
        number, _, rest = name.partition(" ")
        page.drawString(66, 484 - 24 * row, number)
        page.drawString(106, 484 - 24 * row, rest)
        page.drawString(336, 484 - 24 * row, "Kelurahan Cimuncang")


def photo(page: canvas.Canvas) -> None:
    """Draw a picture without writing over half of the page, as reports of activities have."""
    from PIL import Image, ImageFilter

    noise = Image.effect_noise((600, 500), 90).filter(ImageFilter.GaussianBlur(12))
    page.drawImage(ImageReader(noise), 40, 40, 515, 440)


def both(*draws: Draw) -> Draw:
    def draw(page: canvas.Canvas) -> None:
        for one in draws:
            one(page)

    return draw


def misread(lines: list[str], share: float) -> list[str]:
    """Return lines as a poor program for scans reads them."""
    random = Random(7)
    wrong = {"l": "1", "o": "0", "m": "rn", "n": "ri", "e": "c", "a": "s", "u": "v", "t": "f"}
    wrong |= {"r": "~", "d": "cl", "s": "5", "i": "|", "k": "lc", "g": "9", "p": "q"}
    return ["".join(wrong.get(c, c) if random.random() < share else c for c in x) for x in lines]


def wrong_map(lines: list[str]) -> bytes:
    """Return a PDF that shows these lines, whose font says that each letter is another."""
    shown = b"BT /F1 11 Tf 20 TL 50 780 Td "
    shown += b" ".join(b"(%s) Tj T*" % line.encode() for line in lines) + b" ET"
    codes = list(range(0x21, 0x7F))
    others = codes.copy()
    Random(3).shuffle(others)
    pairs = b"\n".join(b"<%02x> <%04x>" % pair for pair in zip(codes, others, strict=True))
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap end" % (len(codes), pairs)
    )
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        b"/Contents 5 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, b) for n, b in enumerate(bodies, 1))
    return b"%PDF-1.5\n" + objects + b"trailer << /Root 1 0 R /Size 7 >>\n%%EOF\n"


HEADER = ["Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik",
          "yang diterbitkan oleh Balai Sertifikasi Elektronik Badan Siber dan Sandi Negara"]  # fmt: skip
FAULTY = {
    "no layer": (book(scan(LINES)), "tidak ada lapisan teks"),
    "wrong character map": (wrong_map(LINES), "lapisan teks rusak"),
    "letter by letter": (
        book(both(scan(LINES), text([" ".join(line) for line in LINES], mode=3, size=7))),
        "terpisah-pisah",
    ),
    "hidden bad OCR": (book(both(scan(LINES), text(misread(LINES, 0.08), mode=3))), "tersembunyi"),
    "painted over": (book(both(text(misread(LINES, 0.08)), scan(LINES))), "tersembunyi"),
    "header over a scan": (book(both(scan(["", "", *LINES]), text(HEADER))), "hanya sebagian"),
    "letters made curves": (
        book(both(curves(["", "", *LINES]), text(HEADER))),
        "hanya sebagian tulisan: yang lain digambar sebagai kurva",
    ),
    "letters reversed": (book(text([line[::-1] for line in LINES])), "lapisan teks rusak"),
    "no blanks": (book(text([line.replace(" ", "") for line in LINES])), "lapisan teks rusak"),
}
HEALTHY = {
    "plain": book(text(LINES)),
    "capitals": book(text([line.upper() for line in LINES])),
    "English": book(text(ENGLISH)),
    "names": book(text(NAMES)),
    "figures": book(text(FIGURES)),
    "one word": book(text(["LAMPIRAN"])),
    "a page number": book(text(["- 12 -"])),
    "a letter-spaced heading": book(text(["B E R I T A   A C A R A", *LINES])),
    "good hidden OCR": book(both(scan(LINES), text(LINES, mode=3))),
    "text over a photo": book(both(photo, text(LINES))),
    "an emblem and a table": book(both(emblem, text(LINES[:1]))),
    "small print": book(text(LINES, size=5)),
}


def before(data: bytes, other: bytes) -> bytes:
    """Return a PDF's pages before those of another."""
    out = BytesIO()
    one, two = pdfium.PdfDocument(data), pdfium.PdfDocument(other)
    one.import_pages(two)
    one.save(out)
    two.close()
    one.close()
    return out.getvalue()


def page_of(path: Path, data: bytes, ocr: OcrEngine | None = None) -> tuple[Origin, str, str]:
    path.write_bytes(data)
    source = read(path, ocr=ocr or NoOcr())
    return source.pages[0].origin, source.pages[0].reason, source.text


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_layer_is_used_and_the_page_says_so(name: str, tmp_path: Path) -> None:
    origin, reason, _ = page_of(tmp_path / "sehat.pdf", HEALTHY[name])
    assert (origin, reason.partition(":")[0]) == (Origin.TEXT, "lapisan teks dipakai")


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in FAULTY if n not in ("letters reversed", "no blanks")])
def test_a_faulty_layer_is_left_for_the_picture(
    name: str, tmp_path: Path, tesseract: OcrEngine
) -> None:
    data, why = FAULTY[name]
    origin, reason, said = page_of(tmp_path / "rusak.pdf", data, tesseract)
    assert origin is Origin.OCR
    assert why in reason
    assert "usulan perbaikan saluran air" in said


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_layer_is_told_where_no_ocr_is(name: str, tmp_path: Path) -> None:
    data, why = FAULTY[name]
    path = tmp_path / "campuran.pdf"
    path.write_bytes(before(data, HEALTHY["plain"]))
    source = read(path, ocr=NoOcr())
    assert why in source.pages[0].reason
    assert source.pages[1].origin is Origin.TEXT, "each page is decided for itself"
    # What can be read although it is poor stands in until there is an engine.
    assert source.pages[0].origin is (Origin.TEXT if "tersembunyi" in why else Origin.NONE)


class Failing:
    """An engine that fails on every page."""

    name, version = "gagal", "1"

    def read(self, image: object, columns: bool = False) -> tuple[OcrWord, ...]:
        raise OcrFailed(self.name, "exit code 134")

    def turn(self, image: object) -> int:
        return 0


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_layer_is_no_text_because_the_engine_fails(name: str, tmp_path: Path) -> None:
    data, why = FAULTY[name]
    path = tmp_path / "campuran.pdf"
    path.write_bytes(before(data, HEALTHY["plain"]))
    page = read(path, ocr=Failing()).pages[0]
    assert why in page.reason
    told = "halaman 1 tidak terbaca: pembaca pindaian berhenti di tengah jalan; "
    assert page.notes == (told + SCAN_AGAIN,)
    if "tersembunyi" in why:
        assert page.origin is Origin.TEXT
        assert page.reason.endswith("; dipakai karena OCR gagal")
    else:
        assert (page.origin, page.confidence, page.blocks) == (Origin.NONE, 0.0, ())


@pytest.mark.parametrize("name", ["hidden bad OCR", "header over a scan"])
def test_a_picture_too_large_to_be_read_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.readers.pdf.MAX_PICTURE", 1_000_000)
    path = tmp_path / "besar.pdf"
    path.write_bytes(before(FAULTY[name][0], HEALTHY["plain"]))
    page = read(path, ocr=Failing()).pages[0]
    assert "terlalu besar" in (page.reason if page.origin is Origin.TEXT else page.notes[0])
    assert "OCR tidak ada" not in f"{page.reason}{page.notes}"


def test_a_document_of_nothing_but_too_large_a_picture_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No engine failed, and none would help."""
    monkeypatch.setattr("extractors.readers.pdf.MAX_PICTURE", 1_000_000)
    path = tmp_path / "besar.pdf"
    path.write_bytes(FAULTY["no layer"][0])
    with pytest.raises(TooLarge, match=r"besar\.pdf: page 1 holds too large a picture"):
        read(path, ocr=Failing())


def test_a_blank_page_is_blank_and_no_scan(tmp_path: Path) -> None:
    path = tmp_path / "kosong.pdf"
    path.write_bytes(book(text(LINES), lambda _: None))
    assert read(path, ocr=NoOcr()).pages[1].reason == "halaman kosong"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("told", [True, False], ids=["by the page", "by the text"])
def test_boxes_are_of_the_upright_page_however_it_lies(
    turn: int, told: bool, tmp_path: Path
) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
        page.rotate(turn)
        page.setFont("Helvetica", 12)
        for n, line in enumerate(LINES):
            page.drawString(60, 540 - 20 * n, line)

    path = tmp_path / "miring.pdf"
    made = pdfium.PdfDocument(book(draw))
    made[0].set_rotation(turn if told else 0)
    made.save(path)
    made.close()
    page = read(path, ocr=NoOcr()).pages[0]
    assert page.turn == (0 if told else -turn % 360)
    assert page.width == (842 if turn % 180 else 595)
    assert "".join(b.text for b in page.blocks if hasattr(b, "text")).startswith("NOTULEN RAPAT")
    first = page.blocks[0].box
    assert first is not None
    assert first.x0 == pytest.approx(60, abs=2)
    assert first.bottom - first.top == pytest.approx(12, abs=1)


def test_the_values_of_a_forms_fields_are_read_with_boxes(tmp_path: Path) -> None:
    def form(page: canvas.Canvas) -> None:
        page.drawString(72, 700, "Nama pemohon:")
        page.acroForm.textfield(name="nama", value="Sutrisno Wibowo", x=180, y=696, height=16)

    path = tmp_path / "formulir.pdf"
    path.write_bytes(book(form))
    source = read(path, ocr=NoOcr())
    assert "Nama pemohon: Sutrisno Wibowo" in " ".join(source.text.split())
    words = [w for block in source.pages[0].blocks for w in getattr(block, "words", ())]
    [value] = [w for w in words if w.text == "Sutrisno"]
    assert value.box is not None
    assert value.box.x0 > 175


TAKEN = "lampiran di dalam PDF (dokumen tersendiri bila lewat kotak masuk)"


def test_files_inside_a_pdf_are_told(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    document = pdfium.PdfDocument(book(text(LINES)))
    for number in range(7):
        document.new_attachment(f"rab-{number}.xlsx").set_data(b"isi")
    document.save(path)
    document.close()
    [note] = [n for n in read(path, ocr=NoOcr()).notes if "lampiran" in n]
    assert "rab-0.xlsx" in note
    assert note.endswith("dan 2 lagi")


@pytest.mark.parametrize("name", ["()", "<feff0001>", "<feffd800>"])
def test_a_file_inside_a_pdf_without_a_name_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "surat.pdf"
    entry = f"<< /Type /Filespec /UF {name} /F {name} >>"
    path.write_bytes(pdf_of(f"/Names << /EmbeddedFiles << /Names [(a) {entry}] >> >>", LINES[0]))
    source = read(path, ocr=NoOcr())
    assert LINES[0] in source.text
    assert source.notes == (f"{TAKEN}: tanpa nama",)


def test_a_broken_entry_of_a_file_inside_a_pdf_loses_only_its_name(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    names = "/Names << /EmbeddedFiles << /Names [(a) 99 0 R (b) << /UF (rab.xlsx) >>] >> >>"
    path.write_bytes(pdf_of(names, LINES[0]))
    source = read(path, ocr=NoOcr())
    assert LINES[0] in source.text
    assert source.notes == (f"{TAKEN}: tanpa nama, rab.xlsx",)


@pytest.mark.parametrize("need", ["", "/NeedAppearances true", "/NeedAppearances false"])
@pytest.mark.parametrize("kind", ["/FT /Tx", "/FT /Ch /Ff 131072 /Opt [(Sutrisno Wibowo) (Lain)]"])
def test_the_value_of_a_field_without_a_picture_is_read(
    tmp_path: Path, need: str, kind: str
) -> None:
    path = tmp_path / "formulir.pdf"
    path.write_bytes(filled_form(kind, need))
    source = read(path, ocr=NoOcr())
    assert "Nama pemohon: Sutrisno Wibowo" in " ".join(source.text.split())
    assert source.pages[0].notes == ()


def test_the_box_of_a_fields_value_lies_on_the_value(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    path.write_bytes(filled_form("/FT /Tx"))
    source = read(path, ocr=NoOcr())
    words = [w for block in source.pages[0].blocks for w in getattr(block, "words", ())]
    [box] = [w.box for w in words if w.text == "Sutrisno"]
    assert box is not None
    crop = cut_out(path, source, 1, [box])
    assert 0.05 < (crop < 128).mean() < 0.5
    whole = upright(path, source, 1)
    scale = whole.shape[1] / source.pages[0].width
    x0, top, x1, bottom = (round(v * scale) for v in (box.x0, box.top, box.x1, box.bottom))
    assert 0.05 < (whole[top:bottom, x0:x1] < 128).mean() < 0.5


def test_what_was_typed_over_a_page_is_read_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    path.write_bytes(typed_over("/AP << /N 7 0 R >>"))
    source = read(path, ocr=NoOcr())
    assert "Nama pemohon: Sutrisno Wibowo" in " ".join(source.text.split())
    assert source.pages[0].notes == ()
    assert 0.05 < (cut_out(path, source, 1, [box_of(source, "Sutrisno")]) < 128).mean() < 0.5


def test_what_was_typed_over_a_page_and_nobody_sees_is_told(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    path.write_bytes(typed_over(""))
    page = read(path, ocr=NoOcr()).pages[0]
    assert page.notes == ("isian formulir atau ketikan di halaman 1 tidak dibaca",)
    assert page.blocks


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_page_whose_unit_is_no_point_is_measured_in_points(
    turn: int, is_packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "denah.pdf"
    line = "Rapat warga dilaksanakan di balai RW 05 Kelurahan Cimuncang"
    made = pdf_of("", line, page=f"/UserUnit 2.0 /Rotate {turn}")
    path.write_bytes(packed(made) if is_packed else made)
    source = read(path, ocr=NoOcr())
    page = source.pages[0]
    assert (page.width, page.height) == (1190, 1684)
    box = box_of(source, "Rapat")
    assert (box.x0, box.bottom) == pytest.approx((144, 2 * (842 - 696)), abs=6)
    assert 0.05 < (cut_out(path, source, 1, [box]) < 128).mean() < 0.5


@pytest.mark.parametrize("unit", ["0", "-2", "(x)", "1e9", "null"])
def test_a_unit_that_makes_no_sheet_is_taken_for_a_point(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "denah.pdf"
    path.write_bytes(pdf_of("", LINES[0], page=f"/UserUnit {unit}"))
    assert read(path, ocr=NoOcr()).pages[0].width == 595


def test_a_page_that_holds_too_large_a_picture_is_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "besar.pdf"
    path.write_bytes(book(both(scan(LINES), text(LINES, mode=3))))
    source = read(path, ocr=NoOcr())
    assert upright(path, source, 1).size
    monkeypatch.setattr("extractors.readers.picture_of.MAX_PICTURE", 1_000_000)
    for draw in (upright, marked, cut_out):
        with pytest.raises(PictureTooLarge, match="page 1 holds a picture of 2,1") as caught:
            draw(path, source, 1, *([] if draw is upright else [[box_of(source, "NOTULEN")]]))
    assert "terlalu besar untuk ditunjukkan" in caught.value.sentence


def test_a_form_that_cannot_be_printed_on_its_page_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "FPDFPage_Flatten", lambda page, use: raw.FLATTEN_FAIL)
    path = tmp_path / "formulir.pdf"
    path.write_bytes(filled_form("/FT /Tx"))
    page = read(path, ocr=NoOcr()).pages[0]
    assert page.notes == ("isian formulir atau ketikan di halaman 1 tidak dibaca",)
    assert page.blocks


def test_an_xfa_form_tells_what_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    path.write_bytes(filled_form("/FT /Tx", "/XFA [(template) 4 0 R]"))
    source = read(path, ocr=NoOcr())
    assert any("XFA" in note for note in source.notes)
    assert "Sutrisno Wibowo" in source.text


@pytest.mark.parametrize("lacking", [None, 0])
def test_a_pdfium_that_lacks_a_function_is_refused_at_import(
    monkeypatch: pytest.MonkeyPatch, lacking: int | None
) -> None:
    monkeypatch.setattr(raw, "FPDFText_GetLooseCharBox", lacking)
    with pytest.raises(ImportError, match="FPDFText_GetLooseCharBox"):
        runpy.run_path(str(pdfium_calls.__file__))


def filled_form(field: str, form: str = "") -> bytes:
    """A PDF whose only field has a value and no picture of it, as many programs fill forms."""
    return pdf_of(
        f"/AcroForm << /Fields [6 0 R] /DA (/F1 11 Tf 0 g) {form} >>",
        "Nama pemohon:",
        f"<< /Type /Annot /Subtype /Widget {field} /T (nama) /V (Sutrisno Wibowo) "
        "/Rect [180 690 400 712] /F 4 >>",
    )


def typed_over(picture: str) -> bytes:
    """A PDF with a note of Acrobat's typewriter on it, which may have a picture of itself."""
    drawn = "BT /F1 11 Tf 2 4 Td (Sutrisno Wibowo) Tj ET"
    return pdf_of(
        "",
        "Nama pemohon:",
        "<< /Type /Annot /Subtype /FreeText /IT /FreeTextTypewriter /Rect [180 690 400 712] /F 4 "
        f"/Contents (Sutrisno Wibowo) /DA (/F1 11 Tf) {picture} >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 220 22] /Resources << /Font << /F1 5 0 R >> >> "
        f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )


def box_of(source: Source, word: str) -> Box:
    words = [w for block in source.pages[0].blocks for w in getattr(block, "words", ())]
    box = next(w.box for w in words if w.text == word)
    assert box is not None
    return box


def packed(plain: bytes) -> bytes:
    """Return a PDF of `pdf_of` as newer programs write it: what is no stream packed into one."""
    bodies = dict(re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", plain, re.DOTALL))
    streams = {n: b for n, b in bodies.items() if b"stream" in b}
    inner = {n: b for n, b in bodies.items() if n not in streams}
    starts, held = [], b""
    for number, body in inner.items():
        starts.append(b"%s %d" % (number, len(held)))
        held += body + b" "
    first = b" ".join(starts) + b" "
    data = zlib.compress(first + held)
    pack = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    streams[b"50"] = pack % (len(inner), len(first), len(data), data)
    out, table = b"%PDF-1.7\n", {}
    for number, body in streams.items():
        table[int(number)] = (1, len(out), 0)
        out += b"%s 0 obj\n%s\nendobj\n" % (number, body)
    table |= {int(number): (2, 50, at) for at, number in enumerate(inner)}
    table[51] = (1, len(out), 0)
    rows = b"".join(struct.pack(">BHH", *table.get(n, (0, 0, 0))) for n in range(52))
    facts = b"/Type /XRef /Size 52 /W [1 2 2] /Root 1 0 R /Length %d" % len(rows)
    out += b"51 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (facts, rows)
    return out + b"startxref\n%d\n%%%%EOF\n" % table[51][1]


def pdf_of(
    catalog: str, line: str, mark: str = "null", more: str = "null", page: str = ""
) -> bytes:
    """A PDF of one line, with more in its catalog and its page, one annotation (object 6) and one
    object more.
    """
    drawn = f"BT /F1 12 Tf 72 696 Td ({line}) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        mark,
        more,
    ]
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = f"xref\n0 8\n0000000000 65535 f \n{table}trailer << /Size 8 /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()
