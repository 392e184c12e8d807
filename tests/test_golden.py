"""Whole documents of every kind and type against the record that was read line by line."""

import json
from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import find_engine

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(p for p in GOLDEN.iterdir() if p.is_dir())


def test_there_are_documents_of_every_type() -> None:
    suffixes = {p.suffix for f in FOLDERS for p in f.iterdir()}
    assert {".docx", ".pdf", ".jpg", ".txt", ".html"} <= suffixes
    assert len(FOLDERS) >= 12


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_document_becomes_its_record(folder: Path) -> None:
    document = next(p for p in sorted(folder.iterdir()) if p.name != "record.json")
    expected = json.loads((folder / "record.json").read_text("utf-8"))
    record = extract(document, ocr=find_engine("tesseract")).model_dump(mode="json")
    for part, value in expected.items():
        assert record[part] == value, f"{part} of {document.name}"
