"""Pictures among the text of a PDF's page: writing in them is read where it stands, photos cost little."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr, OcrEngine, OcrWord
from extractors.readers import inset_pictures, read
from extractors.readers.picture_of import cut_out
from models.errors import OcrFailed
from models.source import Box, Line, Origin, Page, Table, Word
from tests.extractors.readers.test_text_layers import LINES, book

ROWS = [
    ["No", "Uraian", "Volume", "Harga", "Jumlah"],
    ["1", "Semen", "40 sak", "65.000", "2.600.000"],
    ["2", "Pasir", "12 kubik", "315.000", "3.780.000"],
    ["3", "Batu belah", "17 kubik", "289.000", "4.913.000"],
    ["4", "Upah tukang", "20 hari", "150.000", "3.000.000"],
    ["", "Jumlah", "", "", "14.293.000"],
]
ASKED = [
    "Warga RT 03 meminta perbaikan lampu jalan di Gang Melati sebanyak 12 titik.",
    "Warga RT 04 meminta pengerasan jalan lingkungan sepanjang 150 meter.",
    "Warga RT 05 meminta pembangunan pos ronda di dekat lapangan.",
]
Paint = Callable[[canvas.Canvas], None]


def table(page: canvas.Canvas) -> None:
    """Draw a table with lines on a page of 460 by 150 points."""
    page.setPageSize((460, 150))
    page.setFont("Helvetica", 10)
    page.grid([5, 35, 160, 250, 340, 455], [5 + 23 * n for n in range(len(ROWS) + 1)])
    for at, row in enumerate(ROWS):
        for x, said in zip((10, 40, 165, 255, 345), row, strict=True):
            page.drawString(x, 128 - 23 * at, said)


def letters(page: canvas.Canvas) -> None:
    page.setPageSize((460, 70))
    page.setFont("Helvetica", 11)
    for at, said in enumerate(ASKED):
        page.drawString(8, 50 - 20 * at, said)


def pictured(paint: Paint, dpi: int = 200) -> Image.Image:
    """Return a page as a picture."""
    document = pdfium.PdfDocument(book(paint))
    picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    return picture


def crowd(page: object = None) -> Image.Image:
    """Return a picture full of spots, as photos of people have them."""
    made = Image.new("L", (1600, 1200), 190)
    draw, chance = ImageDraw.Draw(made), Random(1)
    for _ in range(900):
        x, y, size = chance.randrange(1600), chance.randrange(1200), chance.randrange(6, 40)
        draw.ellipse((x, y, x + size, y + size), fill=chance.randrange(20, 240))
    return made


def noise() -> Image.Image:
    return Image.effect_noise((1200, 900), 90).filter(ImageFilter.GaussianBlur(3))


def around(
    picture: Image.Image, wide: float, high: float, *, x: float = 60, turn: int = 0
) -> Paint:
    """Draw text, a picture whose top is 250 points below the page's, and text again."""

    def draw(page: canvas.Canvas) -> None:
        size = (842, 595) if turn % 180 else (595, 842)
        page.setPageSize(size)
        page.translate(*{0: (0, 0), 90: (size[0], 0), 180: size, 270: (0, size[1])}[turn])
        page.rotate(turn)
        page.setFont("Helvetica", 11)
        for n, said in enumerate(LINES[:4]):
            page.drawString(60, 780 - 20 * n, said)
        page.drawImage(ImageReader(picture), x, 842 - 250 - high, wide, high)
        for n, said in enumerate(LINES[4:]):
            page.drawString(60, 320 - 20 * n, said)

    return draw


def page_of(path: Path, paint: Paint, ocr: OcrEngine) -> Page:
    path.write_bytes(book(paint))
    return read(path, ocr=ocr).pages[0]


def words_of(page: Page) -> list[Word]:
    found: list[Word] = []
    for block in page.blocks:
        cells = [block] if isinstance(block, Line) else [c for row in block.rows for c in row]
        found += (word for cell in cells for word in cell.words)
    return found


def texts_of(page: Page) -> list[str]:
    return [b.text for b in page.blocks if isinstance(b, Line) and b.text]


class Finding:
    """An engine that reads a word where it finds ink, as large as all of it."""

    name, version = "tinta", "1"

    def __init__(self, confidence: float = 0.9, takes_s: float = 0.0) -> None:
        self.asked = 0
        self.confidence = confidence
        self.takes_s = takes_s

    def read(self, image: np.ndarray, columns: bool = False) -> tuple[OcrWord, ...]:
        self.asked += 1
        time.sleep(self.takes_s)
        left, top, wide, high = cv2.boundingRect((image < 128).astype(np.uint8))
        return (OcrWord("Pengerasan", left, top, wide, high, self.confidence),)


class Failing:
    name, version = "gagal", "1"

    def read(self, image: object, columns: bool = False) -> tuple[OcrWord, ...]:
        raise OcrFailed(self.name, "exit code 134")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "proposal.pdf"


def test_a_table_that_was_pasted_as_a_picture_is_read_as_one(
    path: Path, tesseract: OcrEngine
) -> None:
    page = page_of(path, around(pictured(table), 460, 150), tesseract)
    assert page.origin is Origin.TEXT
    assert page.reason.endswith("1 gambar bertulisan di dalamnya dibaca dengan OCR")
    assert page.notes == ()
    kinds = [type(b) for b in page.blocks if isinstance(b, Table) or b.text]
    assert kinds == [Line] * 4 + [Table] + [Line] * 3
    [found] = [b for b in page.blocks if isinstance(b, Table)]
    assert [[c.text for c in row if c.text] for row in found.rows] == [
        [said for said in row if said] for row in ROWS
    ]
    [total] = [w for w in words_of(page) if w.text == "14.293.000"]
    assert total.box is not None
    assert 60 + 330 < total.box.x0 < total.box.x1 < 520
    assert 250 + 115 < total.box.top < total.box.bottom < 400
    assert 0 < total.confidence < 1
    assert 0 < page.confidence < 1
    assert {w.confidence for w in words_of(page) if w.text == "Lurah"} == {1.0}


def test_sentences_that_were_pasted_as_a_picture_stand_in_their_place(
    path: Path, tesseract: OcrEngine
) -> None:
    source_page = page_of(path, around(pictured(letters), 460, 70), tesseract)
    assert texts_of(source_page) == [*LINES[:4], *ASKED, *LINES[4:]]


def test_white_writing_on_a_dark_picture_is_read(path: Path, tesseract: OcrEngine) -> None:
    from PIL import ImageOps

    page = page_of(path, around(ImageOps.invert(pictured(letters)), 460, 70), tesseract)
    assert texts_of(page) == [*LINES[:4], *ASKED, *LINES[4:]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("told", [True, False], ids=["by the page", "by the text"])
def test_the_box_of_what_was_read_lies_on_it_however_the_page_lies(
    path: Path, turn: int, told: bool
) -> None:
    made = pdfium.PdfDocument(book(around(pictured(letters), 460, 70, turn=turn)))
    made[0].set_rotation(turn if told else 0)
    made.save(path)
    made.close()
    source = read(path, ocr=Finding())
    [word] = [w for w in words_of(source.pages[0]) if w.text == "Pengerasan"]
    box = word.box
    assert box is not None
    assert (box.x0, box.x1) == pytest.approx((68, 60 + 8 + 380), abs=25)
    assert (box.top, box.bottom) == pytest.approx((250 + 11, 250 + 63), abs=5)
    assert 0.03 < (cut_out(path, source, 1, [box]) < 128).mean() < 0.5


NAMES = ["1. Budi Santoso", "2. Siti Aminah", "3. Agus Salim", "4. Dewi Lestari", "5. Rudi Hartono"]
SUMS = [["1", "65.000", "2.600.000"], ["2", "315.000", "3.780.000"], ["3", "289.000", "4.913.000"]]


def names(page: canvas.Canvas) -> None:
    page.setPageSize((180, 110))
    page.setFont("Helvetica", 11)
    for at, said in enumerate(NAMES):
        page.drawString(8, 90 - 20 * at, said)


def sums(page: canvas.Canvas) -> None:
    page.setPageSize((460, 70))
    page.setFont("Helvetica", 11)
    for at, row in enumerate(SUMS):
        for x, said in zip((8, 120, 280), row, strict=True):
            page.drawString(x, 50 - 20 * at, said)


def test_a_short_list_beside_the_text_is_read(path: Path, tesseract: OcrEngine) -> None:
    page = page_of(path, around(pictured(names), 180, 110, x=380), tesseract)
    assert [said for said in texts_of(page) if said in NAMES] == NAMES


def test_a_table_of_figures_alone_is_read(path: Path, tesseract: OcrEngine) -> None:
    page = page_of(path, around(pictured(sums), 460, 70), tesseract)
    read_ = {w.text for w in words_of(page) if w.confidence < 1}
    assert {said for row in SUMS for said in row if len(said) > 1} <= read_


@pytest.mark.parametrize(
    ("picture", "wide", "high"),
    [(crowd(), 300, 225), (noise(), 280, 210), (pictured(letters), 90, 60), (pictured(letters), 460, 10)],
    ids=["a crowd", "noise", "a logo", "a rule"],
)  # fmt: skip
def test_photos_logos_and_rules_are_not_shown_to_the_engine(
    path: Path, picture: Image.Image, wide: float, high: float
) -> None:
    engine = Finding()
    page = page_of(path, around(picture, wide, high), engine)
    assert engine.asked == 0
    assert texts_of(page) == LINES
    assert (page.notes, page.confidence, page.is_partial) == ((), 1.0, False)


def test_what_the_engine_makes_up_is_left_out(path: Path) -> None:
    page = page_of(path, around(pictured(letters), 460, 70), Finding(0.3))
    assert texts_of(page) == LINES
    assert page.reason.endswith("1 gambar tanpa tulisan yang terbaca")


def test_without_an_engine_a_picture_with_writing_is_told(path: Path) -> None:
    page = page_of(path, around(pictured(letters), 460, 70), NoOcr())
    assert texts_of(page) == LINES
    assert page.notes == ("1 gambar bertulisan di halaman 1 tidak dibaca (OCR tidak ada)",)
    assert page.is_partial


def test_a_picture_on_which_the_engine_fails_costs_only_itself(path: Path) -> None:
    page = page_of(path, around(pictured(letters), 460, 70), Failing())
    assert texts_of(page) == LINES
    assert page.origin is Origin.TEXT
    [note] = page.notes
    told = "gambar di halaman 1 tidak terbaca: pembaca pindaian berhenti di tengah jalan; "
    assert note == told + inset_pictures.TYPE_IT
    assert "pindai" not in inset_pictures.TYPE_IT, "it lies on no paper"
    assert page.is_partial


def test_pictures_beyond_the_bounds_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inset_pictures, "MOST", 1)

    def two(page: canvas.Canvas) -> None:
        around(pictured(letters), 460, 70)(page)
        page.drawImage(ImageReader(pictured(letters, 150)), 60, 100, 460, 70)

    page = page_of(path, two, Finding())
    assert page.notes == (
        "1 gambar bertulisan di halaman 1 tidak dibaca (terlalu banyak atau terlalu lama)",
    )
    assert not page.is_partial


def test_a_picture_too_large_to_be_drawn_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.readers.pdf.MAX_PICTURE", 100_000)
    page = page_of(path, around(pictured(letters), 460, 70), Finding())
    assert page.notes == ("1 gambar di halaman 1 tidak dibaca (terlalu besar)",)
    assert texts_of(page) == LINES


def test_a_letterhead_that_stands_on_each_page_is_read_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 8
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(count))  # all pages side by side
    paint = around(pictured(letters), 460, 70)
    path.write_bytes(book(*[paint] * count))
    engine = Finding(takes_s=0.3)
    source = read(path, ocr=engine)
    assert all("Pengerasan" in texts_of(page) for page in source.pages)
    assert engine.asked == 1


def test_a_letterhead_on_which_the_engine_fails_is_told_on_each_page(path: Path) -> None:
    path.write_bytes(book(*[around(pictured(letters), 460, 70)] * 5))
    for page in read(path, ocr=Failing()).pages:
        assert texts_of(page) == LINES
        [note] = page.notes
        assert note.startswith(f"gambar di halaman {page.number} tidak terbaca: ")


def test_a_picture_in_strips_is_one(path: Path, tesseract: OcrEngine) -> None:
    whole = pictured(table)

    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 11)
        for n, said in enumerate(LINES):
            page.drawString(60, 780 - 20 * n, said)
        parts = 6
        for n in range(parts):
            top, bottom = (round(whole.height * k / parts) for k in (n, n + 1))
            strip = ImageReader(whole.crop((0, top, whole.width, bottom)))
            page.drawImage(strip, 60, 400 - 25 * (n + 1), 460, 25)

    page = page_of(path, draw, tesseract)
    assert "14.293.000" in [w.text for w in words_of(page)]


def test_what_lies_within_pictures_that_touch_is_counted_once(path: Path) -> None:
    def three(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 11)
        for n, said in enumerate(LINES):
            page.drawString(60, 780 - 20 * n, said)
        page.drawImage(ImageReader(pictured(names)), 60, 482, 180, 110)
        page.drawImage(ImageReader(Image.new("L", (90, 660), 235)), 530, 372, 30, 220)
        page.drawImage(ImageReader(pictured(letters)), 70, 372, 460, 70)

    page = page_of(path, three, NoOcr())
    assert page.notes == ("1 gambar bertulisan di halaman 1 tidak dibaca (OCR tidak ada)",)


def test_text_over_a_picture_is_not_read_twice(path: Path, tesseract: OcrEngine) -> None:
    def draw(page: canvas.Canvas) -> None:
        around(Image.new("L", (900, 300), 225), 460, 150)(page)
        page.setFont("Helvetica", 11)
        for n, said in enumerate(ASKED):
            page.drawString(70, 560 - 20 * n, said)

    page = page_of(path, draw, tesseract)
    assert texts_of(page) == [*LINES[:4], *ASKED, *LINES[4:]]
    assert page.confidence == 1


def test_a_kept_reading_holds_what_is_missing() -> None:
    from models.source import Source
    from models.source_json import dump, load

    page = Page(1, (Line("Rapat", (Word("Rapat", Box(1, 1, 2, 2)),)),), is_partial=True)
    source = Source("a.pdf", "0" * 64, "application/pdf", (page,))
    assert load(dump(source)) == source
