"""While a PDF is read nobody looks for garbage that holds itself; afterwards it is as it was."""

import gc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.ocr import NoOcr
from extractors.readers import read
from models.errors import DamagedDocument
from models.unswept import unswept


@pytest.fixture(autouse=True)
def searched() -> Iterator[None]:
    """Leave the search on, whatever a test did."""
    assert gc.isenabled()
    yield
    gc.enable()


def pdf_of(pages: int) -> bytes:
    held = BytesIO()
    canvas = Canvas(held)
    for number in range(pages):
        for row in range(50):
            canvas.drawString(
                72, 780 - 14 * row, f"Rapat warga ke-{number} membahas saluran air " * 2
            )
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def test_a_pdf_of_many_words_sets_off_no_search(tmp_path: Path) -> None:
    path = tmp_path / "notulen.pdf"
    path.write_bytes(pdf_of(6))
    read(path, ocr=NoOcr())
    phases: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        phases.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        source = read(path, ocr=NoOcr())
    finally:
        gc.callbacks.remove(note)
    assert source.text.count("saluran") == 6 * 50 * 2
    # Of thousands of new objects only the first after it all may set one off.
    assert phases.count("start") <= 1
    assert gc.isenabled()


def test_after_a_pdf_that_is_damaged_the_search_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(b"%PDF-1.4 rusak")
    with pytest.raises(DamagedDocument):
        read(path, ocr=NoOcr())
    assert gc.isenabled()


def test_who_has_put_the_search_off_finds_it_so(tmp_path: Path) -> None:
    path = tmp_path / "notulen.pdf"
    path.write_bytes(pdf_of(1))
    gc.disable()
    read(path, ocr=NoOcr())
    assert not gc.isenabled()


def test_the_last_of_two_side_by_side_turns_it_on_again() -> None:
    begun, done = Barrier(2), Barrier(2)

    def other() -> None:
        with unswept():
            begun.wait(10)
            done.wait(10)

    thread = Thread(target=other)
    thread.start()
    with unswept():
        begun.wait(10)
    assert not gc.isenabled()
    done.wait(10)
    thread.join(10)
    assert gc.isenabled()
