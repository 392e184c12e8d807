"""Pages as pictures on the site: drawn from the originals, within limits."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from intake.archive import Archive
from warehouse import Original, load, open_warehouse
from warehouse.site import site

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PDF = GOLDEN / "06-proposal-renovasi-mushola" / "06-proposal-renovasi-mushola.pdf"


def test_a_page_with_too_large_a_picture_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path / "arsip")
    stored = archive.store(PDF)
    source = replace(read(PDF, ocr=NoOcr()), sha256=stored.sha256)
    archive.keep_reading(source, "1-test")
    db = open_warehouse(tmp_path / "risalah.db")
    known = Original(
        stored.sha256, PDF.name, source.media_type, 1, "2026-01-01", str(stored.path), "1"
    )
    load(db, record_of(source), source, original=known)
    db.conn.close()
    with asyncio.Runner() as runner:
        made = site(tmp_path / "risalah.db", archive=tmp_path / "arsip")
        runner.run(made.invoke_startup())

        def shown(number: int) -> tuple[int, str, str]:
            address = f"/dokumen/1/halaman/{number}.webp"
            answer = runner.run(made.client.get(address))
            return answer.status_code, answer.headers["content-type"], answer.text

        assert shown(1)[:2] == (200, "image/webp")
        monkeypatch.setattr("extractors.readers.picture_of.MAX_PICTURE", -1)
        status, _, told = shown(2)
    assert status == 404
    assert "terlalu besar untuk ditunjukkan" in told
