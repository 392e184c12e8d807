"""Kept readings: extraction is done again from them alone, and those of earlier programs still load."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractors
from extractors.ocr import NoOcr
from flows import steps
from flows.job import Job, Night, job_of
from intake.archive import Archive
from intake.ledger import Ledger
from models.errors import DamagedDocument, DamagedOriginal
from models.source import Box, Cell, Line, Origin, Page, Source, Table, Word
from models.source_json import dump, load
from risalah.cli import main

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
DOCUMENT = GOLDEN / "06-proposal-renovasi-mushola" / "06-proposal-renovasi-mushola.pdf"


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    (tmp_path / "inbox").mkdir()
    archive = tmp_path / "arsip"
    night = Night(
        tmp_path / "inbox",
        tmp_path / "w" / "risalah.db",
        Archive(archive),
        Ledger(archive),
        NoOcr(),
        print,
        lambda: "2024-01-01T01:00:00+07:00",
    )
    yield night
    night.ledger.close()


def stored(night: Night) -> Job:
    path = night.inbox / DOCUMENT.name
    path.write_bytes(DOCUMENT.read_bytes())
    dropped, entry, _ = steps.store(path, night)
    return job_of(entry, dropped)


def test_extraction_is_done_again_without_the_file(night: Night) -> None:
    job = stored(night)
    first = steps.read_job(job, night)
    assert any(isinstance(b, Table) for p in first.pages for b in p.blocks)
    (night.archive.root / job.path).unlink()
    again = steps.read_job(job, night)
    assert again == first
    assert extractors.record_of(again) == extractors.record_of(first)
    assert all(e.boxes for e in extractors.record_of(again).evidence)


def test_a_reading_of_earlier_readers_stands_in_for_a_lost_original_and_says_so(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = stored(night)
    steps.read_job(job, night)
    monkeypatch.setattr(extractors, "READING", "99")
    steps.read_job(job, night)
    versions = night.archive.reading_versions(job.sha256)
    assert len(versions) == 2, "a better reader's stands beside the older one"
    monkeypatch.setattr(extractors, "READING", "100")
    (night.archive.root / job.path).unlink()
    assert "dipakai bacaan lama (99-none-0)" in steps.read_job(job, night).notes[-1]
    for path in night.archive.root.glob("readings/*/*"):
        path.unlink()
    with pytest.raises(DamagedOriginal):
        steps.read_job(job, night)


def test_the_command_extracts_from_a_reading(night: Night) -> None:
    steps.read_job(stored(night), night)
    (kept,) = night.archive.root.glob("readings/*/*.json.gz")
    done = CliRunner().invoke(main, ["extract", "--from-reading", str(kept)])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["document"]["kind"] == "proposal"
    kept.write_bytes(b"rusak")
    done = CliRunner().invoke(main, ["read", "--from-reading", str(kept)])
    assert done.exit_code == DamagedDocument.exit_code
    assert kept.name in done.stderr
    assert "bukan hasil baca dari arsip" in done.stderr
    assert "kotak masuk" not in done.stderr


def test_a_reading_of_the_first_format_is_loaded_with_what_it_lacks_left_empty() -> None:
    old = {
        "format": 1, "name": "lama.pdf", "sha256": "0" * 64, "media_type": "application/pdf",
        "title": None, "published": None, "notes": [],
        "pages": [{
            "number": 1, "width": 595.0, "height": 842.0, "origin": "ocr", "confidence": 0.9, "notes": [],
            "blocks": [
                {"text": "Rapat", "words": [{"text": "Rapat", "confidence": 0.9,
                 "box": {"x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}}],
                 "box": None, "style": "", "header": False},
                {"rows": [[{"text": "A", "box": None, "span": 1, "words": []}]], "box": None, "ruled": True},
            ],
        }],
    }  # fmt: skip
    source = load(gzip.compress(json.dumps(old).encode()))
    word = Word("Rapat", Box(1, 2, 3, 4), 0.9)
    blocks = (Line("Rapat", (word,)), Table(((Cell("A"),),)))
    page = Page(1, blocks, 595, 842, Origin.OCR, 0.9)
    assert source == Source("lama.pdf", "0" * 64, "application/pdf", (page,))
    whole = replace(source, pages=(replace(page, reason="tidak ada lapisan teks"),), engine="x 1")
    assert load(dump(whole)) == whole
