"""Sheets that were lost, scanned twice or mixed up are told by the numbers that the pages bear."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import record_of
from extractors.ocr import NoOcr, OcrEngine
from extractors.readers import read
from tests.pictures import scans_of

TOPICS = ("drainase", "posyandu", "lampu jalan", "bank sampah", "pos ronda", "talud")


def told(paper: Path, ocr: OcrEngine | None = None) -> list[tuple[int | None, str]]:
    record = record_of(read(paper, ocr=ocr or NoOcr()))
    return [(i.page, i.reason) for i in record.issues if "halaman" in i.reason]


def drawn(sheets: Sequence[tuple[str, str]]) -> bytes:
    """Return a PDF with a sheet a topic, each with its number at the foot."""
    out = BytesIO()
    canvas = Canvas(out, A4)
    for topic, foot in sheets:
        for line in range(12):
            canvas.drawString(
                72,
                740 - 24 * line,
                f"{line + 1}. Warga mengusulkan {topic} di RT {line + 1:02} RW 03.",
            )
        canvas.drawCentredString(297, 40, foot)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheets(*numbers: int | None, foot: str) -> list[tuple[str, str]]:
    """Return sheets of which each number has its own topic; None is one without a number."""
    return [(TOPICS[n or 0], foot.format(n) if n is not None else "") for n in numbers]


OF_FIVE, WORD, BARE, SLASH = "Halaman {} dari 5", "Hal. {}", "- {} -", "{}/4"


@pytest.mark.parametrize(
    ("numbers", "foot", "doubts"),
    [
        ((1, 2, 3, 4, 5), OF_FIVE, []),
        ((1, 2, 4, 5), OF_FIVE, [(1, "halaman bernomor 3 dari 5 tidak ada dalam berkas ini")]),
        ((2,), OF_FIVE, [(1, "halaman bernomor 1, 3, 4, 5 dari 5 tidak ada dalam berkas ini")]),
        ((1, 2, 3), OF_FIVE, [(1, "halaman bernomor 4, 5 dari 5 tidak ada dalam berkas ini")]),
        (
            (1, 3, 2, 4, 5),
            OF_FIVE,
            [(3, "urutan halaman: yang bernomor 2 datang sesudah yang bernomor 3")],
        ),
        (
            (1, 2, 2, 3, 4, 5),
            OF_FIVE,
            [(3, "isi halaman ini sama dengan halaman sebelumnya (terpindai dua kali?)")],
        ),
        ((1, None, 3, 4, 5), OF_FIVE, []),
        ((None, 2, 3, 4, 5), OF_FIVE, []),
        ((1, 2, 3, 4), SLASH, []),
        ((1, 2, 4), SLASH, [(1, "halaman bernomor 3 dari 4 tidak ada dalam berkas ini")]),
        ((1, 2, 3), WORD, []),
        ((1, 3), WORD, [(1, "halaman bernomor 2 tidak ada dalam berkas ini")]),
        ((1, 2, 3, 5), BARE, [(1, "halaman bernomor 4 tidak ada dalam berkas ini")]),
        ((4, 1, 5), BARE, []),
    ],
)
def test_numbers_at_the_foot(
    tmp_path: Path, numbers: tuple[int | None, ...], foot: str, doubts: list[tuple[int, str]]
) -> None:
    paper = tmp_path / "notulen.pdf"
    paper.write_bytes(drawn(sheets(*numbers, foot=foot)))
    assert told(paper) == doubts


def test_two_papers_in_one_file_each_count_from_one(tmp_path: Path) -> None:
    first, second = (1, 2, 3), (1, 3)
    paper = tmp_path / "arsip.pdf"
    paper.write_bytes(
        drawn(
            [(TOPICS[n - 1], f"Halaman {n} dari 3") for n in first]
            + [(TOPICS[n + 2], f"Halaman {n} dari 3") for n in second]
        )
    )
    assert told(paper) == [(4, "halaman bernomor 2 dari 3 tidak ada dalam berkas ini")]


def test_letters_to_many_are_not_one_sheet_scanned_again(tmp_path: Path) -> None:
    paper = tmp_path / "undangan.pdf"
    paper.write_bytes(drawn([(topic, "Halaman 1 dari 1") for topic in TOPICS]))
    assert told(paper) == []


@pytest.mark.slow
def test_a_scan_with_a_sheet_twice_and_one_missing(tmp_path: Path, tesseract: OcrEngine) -> None:
    pages = [
        *scans_of(drawn(sheets(1, 2, foot="Halaman {} dari 4")), dpi=200, skew=0.4),
        *scans_of(drawn(sheets(2, 4, foot="Halaman {} dari 4")), dpi=200, skew=-0.9),
    ]
    paper = tmp_path / "pindaian.tif"
    pages[0].save(paper, save_all=True, append_images=pages[1:], dpi=(200, 200))
    assert told(paper, tesseract) == [
        (3, "isi halaman ini sama dengan halaman sebelumnya (terpindai dua kali?)"),
        (1, "halaman bernomor 3 dari 4 tidak ada dalam berkas ini"),
    ]
