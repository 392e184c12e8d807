"""Running heads and feet: what counts as one, and what of a short page or a list never does."""

from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from extractors import record_of
from extractors.ocr import Image, NoOcr, OcrWord
from extractors.readers import read
from models.source import Line, Source
from tests.pictures import page_image

BODY = [
    "NOTULEN RAPAT WARGA RT 02 RW 05 KELURAHAN CIMUNCANG",
    "Hari/Tanggal : Senin, 4 Maret 2024",
    "Rapat dibuka oleh Ketua RT 02, Bapak Maman Suherman, dan dihadiri dua puluh warga.",
    "Warga mengusulkan perbaikan saluran air di RT 02 RW 05.",
    "Rapat memutuskan bahwa kerja bakti diadakan setiap hari Minggu pagi.",
]
REST = ["Ketua RW 05 Ujang Komarudin ditugaskan membuat laporan.", "Notulis: Dewi Lestari"]


def paper(path: Path, *pages: list[str], head: str = "", foot: str = "") -> Source:
    """Read a PDF of pages of lines; `#` in a head or foot is the page's number."""
    made = canvas.Canvas(str(path), pagesize=(595, 842))
    for number, lines in enumerate(pages, 1):
        made.setFont("Helvetica", 11)
        for at, line in enumerate(lines):
            made.drawString(70, 760 - 18 * at, line)
        made.drawString(70, 810, head.replace("#", str(number)))
        made.drawString(70, 30, foot.replace("#", str(number)))
        made.showPage()
    made.save()
    return read(path, ocr=NoOcr())


def running(source: Source) -> set[str]:
    return {b.text for p in source.pages for b in p.blocks if isinstance(b, Line) and b.header}


@pytest.mark.parametrize("count", [1, 2])
def test_a_short_last_page_is_part_of_the_document(count: int, tmp_path: Path) -> None:
    source = paper(tmp_path / "a.pdf", BODY, REST[:count])
    assert running(source) == set()
    assert any("membuat laporan" in d.text for d in record_of(source).decisions)


def test_items_that_differ_by_their_figures_are_no_running_lines(tmp_path: Path) -> None:
    last = [f"{n}. RT 0{n}/RW 05 minta lampu jalan" for n in (1, 2)]
    items = [[*BODY, last[0]], [last[1], *BODY[2:]]]
    assert running(paper(tmp_path / "a.pdf", *items)) == set()
    same = [["Usulan RT 01: lampu jalan", *BODY[2:]], ["Usulan RT 02: lampu jalan", *BODY[2:]]]
    assert "Usulan RT 01: lampu jalan" not in running(paper(tmp_path / "b.pdf", *same))
    again = [["- lampu jalan", *BODY[2:4]], ["- lampu jalan", *BODY[1:3]]]
    assert "- lampu jalan" not in running(paper(tmp_path / "c.pdf", *again))


def test_the_same_words_at_another_place_are_no_running_line(tmp_path: Path) -> None:
    words = "Warga mengusulkan perbaikan saluran air di RT 02 RW 05."
    pages = [[*BODY[:3], words], [words, *BODY[4:], *REST]]
    assert running(paper(tmp_path / "a.pdf", *pages)) == set()


@pytest.mark.parametrize(
    "foot",
    ["#", "- # -", "Halaman # dari 2", "#/2", "Notulen RT 02 | #", "Hal. # - Notulen RT 02",
     "Notulen RT 02 - #", "Notulen RT 02 - # -", "LPM Kelurahan Cimuncang"],
)  # fmt: skip
def test_what_a_template_repeats_is_one(foot: str, tmp_path: Path) -> None:
    source = paper(tmp_path / "a.pdf", BODY, REST, head="KELURAHAN CIMUNCANG", foot=foot)
    feet = {foot.replace("#", str(n)) for n in (1, 2)}
    assert running(source) == {"KELURAHAN CIMUNCANG", *feet}


@pytest.mark.parametrize(
    "foot", ["WARTA WARGA (Mei 2024) HALAMAN 5", "Halaman 1", "https://contoh.id/a 1/1"]
)
def test_some_lines_are_one_without_another_page(foot: str, tmp_path: Path) -> None:
    assert running(paper(tmp_path / "a.pdf", BODY, foot=foot)) == {foot}


def test_a_line_that_speaks_of_a_page_is_text(tmp_path: Path) -> None:
    line = "Rincian biaya tercantum di halaman 2 dan seterusnya."
    ends = "Rincian biaya tercantum pada halaman 2"
    item = "3. Rincian biaya, Halaman 2"
    pages = [*BODY, line], [REST[0], item], [REST[1], ends]
    assert running(paper(tmp_path / "a.pdf", *pages)) == set()


class Lines:
    """An engine that reads other lines off a page whose ink ends at the left than off another."""

    name, version = "lines", "1"

    def __init__(self, left: list[tuple[int, str]], other: list[tuple[int, str]]) -> None:
        self.pages = (left, other)

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        return tuple(
            OcrWord(word, 100 + 110 * at, top, 100, 24, 0.95)
            for top, line in self.pages[bool((image[:, 400:] < 128).any())]
            for at, word in enumerate(line.split())
        )

    def turn(self, image: Image) -> int:
        return 0


def test_the_pages_of_a_scan_have_running_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.tif"
    one, two = (page_image(text, height=1754) for text in ("Rapat", "Rapat warga RT"))
    one.save(path, save_all=True, append_images=[two], dpi=(150, 150))
    foot = "LPM Kelurahan Cimuncang"
    pages = [
        [*((100 + 60 * at, line) for at, line in enumerate(lines)), (1600 + 10 * n, foot)]
        for n, lines in enumerate((BODY, REST))
    ]
    assert running(read(path, ocr=Lines(*pages))) == {foot}
