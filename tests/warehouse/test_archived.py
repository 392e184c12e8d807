"""Pages as pictures on the site: drawn from the originals, within limits."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import cv2
import docx
import numpy as np
import pytest
from docx.shared import Inches

from extractors import record_of
from extractors.ocr import NoOcr, OcrEngine
from extractors.readers import read
from intake.archive import Archive
from models.source import Source
from tests.flows.test_run import Engine
from tests.pictures import as_file, page_image
from warehouse import Original, load, open_warehouse
from warehouse.site import site

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PDF = GOLDEN / "06-proposal-renovasi-mushola" / "06-proposal-renovasi-mushola.pdf"

Ask = Callable[[str], tuple[int, str, bytes]]


def stored_as(archive: Archive, path: Path, engine: OcrEngine) -> Source:
    stored = archive.store(path)
    return replace(read(path, ocr=engine), sha256=stored.sha256)


@contextmanager
def asked(home: Path, source: Source) -> Iterator[Ask]:
    """Load a document that the archive holds, and give what asks the site for an address."""
    db = open_warehouse(home / "risalah.db")
    known = Original(source.sha256, source.name, source.media_type, 1, "2026-01-01", "x", "1")
    load(db, record_of(source), source, original=known)
    db.conn.close()
    with asyncio.Runner() as runner:
        made = site(home / "risalah.db", archive=home / "arsip")
        runner.run(made.invoke_startup())

        def ask(address: str) -> tuple[int, str, bytes]:
            answer = runner.run(made.client.get(address))
            return answer.status_code, answer.headers["content-type"], answer.content

        yield ask


def test_a_page_with_too_large_a_picture_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path / "arsip")
    source = stored_as(archive, PDF, NoOcr())
    archive.keep_reading(source, "1-test")
    with asked(tmp_path, source) as ask:
        assert ask("/dokumen/1/halaman/1.webp")[:2] == (200, "image/webp")
        monkeypatch.setattr("extractors.readers.picture_of.MAX_PICTURE", -1)
        status, _, told = ask("/dokumen/1/halaman/2.webp")
    assert status == 404
    assert "terlalu besar untuk ditunjukkan" in told.decode()


def test_a_page_that_lies_as_a_picture_in_a_word_file_is_seen(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Lampiran berita acara rembug warga RT 02 RW 05 Kelurahan Cimuncang.")
    scan = page_image("RAPAT WARGA", 1240, 1754)
    made.add_picture(BytesIO(as_file(scan, "PNG")), width=Inches(6.3))
    made.save(tmp_path / "lampiran.docx")
    archive = Archive(tmp_path / "arsip")
    source = stored_as(archive, tmp_path / "lampiran.docx", Engine())
    assert [bool(page.width) for page in source.pages] == [False, True]
    archive.keep_reading(source, "1-test")
    with asked(tmp_path, source) as ask:
        page = ask("/dokumen/1")[2].decode()
        assert "/dokumen/1/halaman/2.webp" in page
        assert "/dokumen/1/halaman/1.webp" not in page
        status, kind, data = ask("/dokumen/1/halaman/2.webp")
        assert (status, kind) == (200, "image/webp")
        assert ask("/dokumen/1/halaman/1.webp")[0] == 404
    seen = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    assert seen.shape[1] == 1240
    assert (seen[150:300] < 100).any(), "its line of text is on it"


def test_a_word_file_without_scans_is_not_said_to_lack_pictures(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Berita acara rembug warga RT 02 RW 05 Kelurahan Cimuncang.")
    made.save(tmp_path / "surat.docx")
    (tmp_path / "arsip").mkdir()
    source = replace(read(tmp_path / "surat.docx", ocr=NoOcr()), sha256="0" * 64)
    with asked(tmp_path, source) as ask:
        assert "tidak dapat ditampilkan sebagai gambar" not in ask("/dokumen/1")[2].decode()


def test_a_page_is_shown_as_the_reading_has_it_that_its_text_is_from(tmp_path: Path) -> None:
    """A newer reading that lost words is kept too, and may have laid the page otherwise."""
    path = tmp_path / "pindai.png"
    path.write_bytes(as_file(page_image("RAPAT WARGA", 1240, 1754), "PNG"))
    archive = Archive(tmp_path / "arsip")
    source = stored_as(archive, path, Engine())
    archive.keep_reading(source, "1-test")
    (page,) = source.pages
    narrow = replace(page, height=page.height / 2, blocks=page.blocks[:0])
    archive.keep_reading(replace(source, pages=(narrow,)), "2-test")
    with asked(tmp_path, source) as ask:
        data = ask("/dokumen/1/halaman/1.webp")[2]
    seen = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    assert seen.shape[0] > seen.shape[1]
