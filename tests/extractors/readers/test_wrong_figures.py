"""PDFs whose font tells letters rightly and figures wrongly: their sums and dates are read off the picture."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr, OcrEngine, OcrWord
from extractors.readers import read
from models.source import Origin
from tests.extractors.readers.test_text_layers import HEALTHY, LINES, before, book

FIGURES = "0123456789"
COSTS = [
    "RENCANA ANGGARAN BIAYA PERBAIKAN SALURAN AIR KELURAHAN CIMUNCANG",
    "Semen 40 sak harga Rp 65.000 jumlah Rp 2.600.000",
    "Pasir 12 kubik harga Rp 315.000 jumlah Rp 3.780.000",
    "Batu belah 17 kubik harga Rp 289.000 jumlah Rp 4.913.000",
    "Jumlah seluruhnya Rp 11.293.000 untuk tanggal 16 Agustus 2024",
    "Usulan ini disampaikan oleh ketua RT 03 RW 08 kepada lurah pada rapat warga.",
]
MAPS = {
    "each the next": "1234567890",
    "mixed": "3825917064",
    "with as many holes": "0752439186",
    "private": "".join(chr(0xF030 + n) for n in range(10)),
    "signs": "!\"#$%&'*+<",
    "letters": "PQRSTUVWXY",
    "none": "".join(chr(n) for n in (1, 3, 4, 5, 6, 7, 8, 11, 12, 14)),
}


def mapped(lines: Iterable[str], told: str, sound: Iterable[str] = ()) -> bytes:
    """Return a PDF that shows these lines, whose font says that its figures are others, below some
    in a sound font.
    """
    shown = b"BT /F2 11 Tf 20 TL 50 780 Td "
    shown += b" ".join(b"(%s) Tj T*" % line.encode() for line in sound) + b" /F1 11 Tf "
    shown += b" ".join(b"(%s) Tj T*" % line.encode() for line in lines) + b" ET"
    pairs = {code: code for code in range(0x20, 0x7F)}
    pairs |= {ord(figure): ord(other) for figure, other in zip(FIGURES, told, strict=True)}
    rows = b"\n".join(b"<%02x> <%04x>" % pair for pair in pairs.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap end" % (len(pairs), rows)
    )
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R "
        b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >> /Contents 5 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, b) for n, b in enumerate(bodies, 1))
    return b"%PDF-1.5\n" + objects + b"trailer << /Root 1 0 R /Size 7 >>\n%%EOF\n"


@pytest.mark.parametrize("name", MAPS)
def test_figures_of_a_wrong_map_are_read_off_the_picture(
    name: str, tmp_path: Path, tesseract: OcrEngine
) -> None:
    path = tmp_path / "rab.pdf"
    path.write_bytes(mapped(COSTS, MAPS[name]))
    source = read(path, ocr=tesseract)
    assert source.pages[0].origin is Origin.OCR
    assert "angka" in source.pages[0].reason
    assert "11.293.000" in source.text
    assert "16 Agustus 2024" in source.text


@pytest.mark.parametrize("name", MAPS)
def test_without_an_engine_no_wrong_figure_is_taken_for_a_right_one(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "rab.pdf"
    path.write_bytes(before(mapped(COSTS, MAPS[name]), HEALTHY["plain"]))
    page, other = read(path, ocr=NoOcr()).pages
    assert other.origin is Origin.TEXT
    text = " ".join(getattr(block, "text", "") for block in page.blocks)
    assert not set(text) & set(FIGURES)
    assert "RENCANA ANGGARAN" in text
    assert page.is_partial
    assert page.notes[0].startswith("halaman 1: angkanya tidak terbaca")


@pytest.mark.parametrize("name", ["each the next", "with as many holes"])
def test_a_second_font_is_looked_at_where_the_first_is_sound(name: str, tmp_path: Path) -> None:
    path = tmp_path / "rab.pdf"
    path.write_bytes(mapped(COSTS, MAPS[name], sound=[FIGURES]))
    page = read(path, ocr=NoOcr()).pages[0]
    assert page.notes[0].startswith("halaman 1: angkanya tidak terbaca")


class Poor:
    """An engine that reads a few words, and no figures."""

    name, version = "kurang", "1"

    def read(self, image: object, columns: bool = False) -> tuple[OcrWord, ...]:
        return (OcrWord("Rencana", 100, 100, 180, 30, 0.9),)


@pytest.mark.parametrize("name", MAPS)
def test_a_layer_that_stays_says_that_its_figures_are_wrong(name: str, tmp_path: Path) -> None:
    path = tmp_path / "rab.pdf"
    path.write_bytes(mapped(COSTS, MAPS[name]))
    page = read(path, ocr=Poor()).pages[0]
    assert page.origin is Origin.TEXT
    assert page.notes[0].startswith("halaman 1: angkanya tidak terbaca")
    assert "11.293.000" not in " ".join(getattr(block, "text", "") for block in page.blocks)


@pytest.mark.parametrize(
    "name", ["Helvetica", "Times-Roman", "Courier", "Times-BoldItalic", "Vera"]
)
def test_figures_of_sound_fonts_are_believed(name: str, tmp_path: Path) -> None:
    pdfmetrics.registerFont(
        TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    )

    def draw(page: canvas.Canvas) -> None:
        page.setFont(name, 11)
        for n, line in enumerate([*COSTS, FIGURES, *LINES]):
            page.drawString(50, 780 - 20 * n, line)

    path = tmp_path / "rab.pdf"
    path.write_bytes(book(draw))
    page = read(path, ocr=NoOcr()).pages[0]
    assert page.reason.startswith("lapisan teks dipakai")
    assert page.notes == ()


def test_bullets_lines_and_degrees_are_no_figures(tmp_path: Path) -> None:
    lines = [f"{chr(0x2022)} Warga RT mengusulkan perbaikan jalan" for _ in range(9)]
    lines += [
        "________________",
        "+++++++++",
        "dr. Siti, S.Sos., M.Kom. dan A.Md.Keb.",
        "www.bogor.go.id",
    ]

    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 11)
        for n, line in enumerate(lines):
            page.drawString(50, 780 - 20 * n, line)

    path = tmp_path / "daftar.pdf"
    path.write_bytes(book(draw))
    assert read(path, ocr=NoOcr()).pages[0].reason.startswith("lapisan teks dipakai")
