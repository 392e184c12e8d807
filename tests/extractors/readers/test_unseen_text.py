"""Text of a PDF that nobody sees is not read; what only looks like it is."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen import canvas

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Page
from tests.extractors.readers.test_text_layers import LINES, book, both, scan, text

SECRET = "Anggaran rahasia sebesar Rp99.000.000 untuk panitia"
UNSEEN = "tulisan yang tidak tampak di halaman 1 tidak dibaca"
Paint = Callable[[canvas.Canvas], None]


def line(page: canvas.Canvas, grey: float = 0, *, mode: int = 0, alpha: float = 1) -> None:
    """Write the secret, in some grey."""
    page.saveState()
    page.setFillGray(grey)
    page.setFillAlpha(alpha)
    words = page.beginText(60, 400)
    words.setFont("Helvetica", 11)
    words.setTextRenderMode(mode)
    words.textLine(SECRET)
    page.drawText(words)
    page.restoreState()


def bar(page: canvas.Canvas, grey: float) -> None:
    page.saveState()
    page.setFillGray(grey)
    page.rect(50, 390, 400, 24, stroke=0, fill=1)
    page.restoreState()


def clipped(page: canvas.Canvas, y: float) -> None:
    """Write the secret, and show only what lies on a strip at some height."""
    page.saveState()
    strip = page.beginPath()
    strip.rect(50, y, 400, 24)
    page.clipPath(strip, stroke=0, fill=0)
    line(page)
    page.restoreState()


def in_turn(*paints: Paint) -> Paint:
    def draw(page: canvas.Canvas) -> None:
        for paint in paints:
            paint(page)

    return draw


NOBODY_SEES: dict[str, Paint] = {
    "printed in no ink": lambda page: line(page, mode=3),
    "white on white": lambda page: line(page, 1),
    "nearly white on white": lambda page: line(page, 0.98),
    "see-through": lambda page: line(page, alpha=0),
    "under a white bar": in_turn(line, lambda page: bar(page, 1)),
    "under a black bar": in_turn(line, lambda page: bar(page, 0)),
    "black on a black bar": in_turn(lambda page: bar(page, 0), line),
    "outside of its clip": lambda page: clipped(page, 500),
    "white on a white bar": in_turn(lambda page: bar(page, 1), lambda page: line(page, 1)),
}
SEEN: dict[str, Paint] = {
    "black": line,
    "grey": lambda page: line(page, 0.6),
    "white on a dark bar": in_turn(lambda page: bar(page, 0.2), lambda page: line(page, 1)),
    "white on a pale bar": in_turn(lambda page: bar(page, 0.8), lambda page: line(page, 1)),
    "black on a white bar": in_turn(lambda page: bar(page, 1), line),
    "outlined": lambda page: line(page, mode=1),
    "within its clip": lambda page: clipped(page, 390),
}
TURNS = pytest.mark.parametrize(
    ("turn", "told"), [(t, told) for t in (0, 90, 180, 270) for told in (True, False)]
)


def page_of(path: Path, paint: Paint, turn: int = 0, told: bool = True) -> Page:
    """Read a page that lies turned, as its file tells or only as its text does."""

    def draw(page: canvas.Canvas) -> None:
        page.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
        page.rotate(turn)
        page.setFont("Helvetica", 11)
        for n, said in enumerate(LINES):
            page.drawString(60, 560 - 18 * n, said)
        paint(page)

    made = pdfium.PdfDocument(book(draw))
    made[0].set_rotation(turn if told else 0)
    made.save(path)
    made.close()
    return read(path, ocr=NoOcr()).pages[0]


def said(page: Page) -> str:
    return " ".join(" ".join(getattr(b, "text", "") for b in page.blocks).split())


@TURNS
@pytest.mark.parametrize("name", NOBODY_SEES)
def test_what_nobody_sees_is_not_read_and_told(
    name: str, turn: int, told: bool, tmp_path: Path
) -> None:
    page = page_of(tmp_path / "surat.pdf", NOBODY_SEES[name], turn, told)
    assert said(page) == " ".join(LINES)
    assert page.notes == (UNSEEN,)


@TURNS
@pytest.mark.parametrize("name", SEEN)
def test_what_can_be_seen_is_read(name: str, turn: int, told: bool, tmp_path: Path) -> None:
    page = page_of(tmp_path / "surat.pdf", SEEN[name], turn, told)
    assert said(page) == " ".join([*LINES, SECRET])
    assert page.notes == ()


def test_the_words_of_a_scan_are_there_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(book(both(scan(LINES), text(LINES, mode=3))))
    page = read(path, ocr=NoOcr()).pages[0]
    assert said(page) == " ".join(LINES)
    assert page.notes == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_lies_outside_the_crop_box_is_not_read(turn: int, tmp_path: Path) -> None:
    path = tmp_path / "terpotong.pdf"
    made = pdfium.PdfDocument(book(both(text(LINES), line)))
    made[0].set_cropbox(0, 500, 595, 842)
    made[0].set_rotation(turn)
    made.save(path)
    made.close()
    assert said(read(path, ocr=NoOcr()).pages[0]) == " ".join(LINES)


LAYER = b"<< /Type /OCG /Name (Draf) >>"
ON_LAYER = {
    "marked": (b"/OC /Draf BDC %b EMC", b""),
    "a form": (b"/Inner Do", b"/OC 6 0 R"),
}


def layered(way: str, state: bytes) -> bytes:
    """Return a PDF of which the secret is on a layer in some state."""
    paint, form = ON_LAYER[way]

    def at(y: int, text: str) -> bytes:
        return b"BT /F1 11 Tf 60 %d Td (%b) Tj ET " % (y, text.encode())

    def stream(content: bytes, more: bytes = b"") -> bytes:
        return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)

    fonts = b"/Font << /F1 5 0 R >>"
    shown = b"".join(at(760 - 18 * n, said) for n, said in enumerate(LINES))
    secret = at(400, SECRET)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << %b [6 0 R] >> >> >>"
        % state,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b "
        b"/Properties << /Draf 6 0 R >> /XObject << /Inner 7 0 R >> >> >>" % fonts,
        stream(shown + (paint % secret if b"%" in paint else paint)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        LAYER,
        stream(
            secret,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %b >> %b"
            % (fonts, form),
        ),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 8 >>\n%%EOF\n"


@pytest.mark.parametrize("way", ON_LAYER)
def test_what_is_on_a_layer_that_is_off_is_not_read_and_told(way: str, tmp_path: Path) -> None:
    path = tmp_path / "lapisan.pdf"
    path.write_bytes(layered(way, b"/OFF"))
    page = read(path, ocr=NoOcr()).pages[0]
    assert said(page) == " ".join(LINES)
    assert page.notes == (UNSEEN,)
    path.write_bytes(layered(way, b"/ON"))
    page = read(path, ocr=NoOcr()).pages[0]
    assert said(page) == " ".join([*LINES, SECRET])
    assert page.notes == ()


def test_a_page_of_nothing_but_unseen_text_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "kosong.pdf"
    path.write_bytes(book(text(LINES), text(LINES, mode=3)))
    page = read(path, ocr=NoOcr()).pages[1]
    assert (page.blocks, page.reason) == ((), "halaman kosong")
    assert page.notes == ("tulisan yang tidak tampak di halaman 2 tidak dibaca",)


def test_what_was_painted_over_and_typed_anew_is_read_as_it_stands_now(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setFont("Helvetica", 11)
        x = 60.0
        for begin, once, now in (
            ("Ketua panitia : ", "Slamet Riyadi", "Joko Susilo"),
            (", biaya ", "Rp 5.000.000", "Rp 7.500.000"),
        ):
            page.drawString(x, 400, begin)
            x += page.stringWidth(begin)
            page.drawString(x, 400, once)
            page.setFillGray(1)
            page.rect(x - 1, 397, page.stringWidth(once) + 2, 13, stroke=0, fill=1)
            page.setFillGray(0)
            page.drawString(x, 400, now)
            x += page.stringWidth(once)
        page.drawString(x, 400, " dari kas RT.")

    page = page_of(tmp_path / "surat.pdf", draw)
    assert said(page).endswith("Ketua panitia : Joko Susilo , biaya Rp 7.500.000 dari kas RT.")
    assert page.notes == (UNSEEN,)
