"""A PDF whose attachments have hostile names: what the site and its exports tell of them does nothing."""

import asyncio
import html
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen import canvas

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from warehouse import Original, load, open_warehouse
from warehouse.site import site

NAMES = (
    "rab\u202excod.exe", "\u2066\u2067\u2069\u061cisi.txt", "\x1b[31mmerah\x07.txt", "dua\r\nbaris.txt",
    "<script>alert(1)</script>.html", "=cmd|' /C calc'!A0.csv", "x" * 4000 + ".pdf",
)  # fmt: skip
STEERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_of_an_attachment_is_inert(tmp_path: Path, name: str) -> None:
    path = tmp_path / "surat.pdf"
    page = canvas.Canvas(str(path))
    page.drawString(60, 700, "Rapat warga RW 05 membahas drainase pada 2 Maret 2024 di balai warga")
    page.save()
    document = pdfium.PdfDocument(path.read_bytes())
    document.new_attachment(name).set_data(b"isi")
    document.save(path)
    document.close()
    source = read(path, ocr=NoOcr())
    (note,) = (n for n in source.notes if "lampiran" in n)
    assert len(note) < 160
    db = open_warehouse(tmp_path / "w.db")
    original = Original("a" * 64, source.name, source.media_type, 9, "2026-01-01T01:00:00+07:00", "x", "1")  # fmt: skip
    load(db, record_of(source), source, original=original)
    db.conn.close()

    async def told() -> dict[str, str]:
        shown = site(tmp_path / "w.db")
        await shown.invoke_startup()
        paths = ("/dokumen/1", "/dokumen/1.json", "/risalah/issues", "/risalah/issues.csv?_stream=1", "/risalah/issues.json?_shape=array", "/risalah/perlu-diperiksa", "/risalah/perlu-diperiksa.csv")  # fmt: skip
        return {p: (await shown.client.get(p)).text for p in paths}

    for where, text in asyncio.run(told()).items():
        assert "lampiran di dalam PDF (" in text, where
        assert not STEERS.search(html.unescape(text)), where
        assert not re.search(r"\\u(?:00[01]|061c|200[b-f]|202[a-e]|206)", text), where
        assert "x" * 100 not in text, where
        if text.startswith("<!DOCTYPE"):
            assert "<script>alert" not in text, where
        assert not re.search(r"(?m)(?:^|,)\"?[=@+]", text) or ".csv" not in where, where
