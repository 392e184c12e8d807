"""Whole documents of every kind and type against the record that was read line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractors import extract, read
from extractors.ocr import NoOcr, OcrEngine
from models.codes import DocumentKind
from models.errors import MissingProgram
from models.source import Origin
from scripts.golden import documents
from scripts.scans import character_errors, words_found

DOCUMENTS = list(documents())


def needs_ocr(document: Path) -> bool:
    try:
        source = read(document, ocr=NoOcr())
    except MissingProgram:
        return True
    return any(page.origin is Origin.NONE for page in source.pages)


def settled(part: str, value: Any) -> Any:
    """Return a part of a scan's record without what moves with the version of Tesseract while the
    record stays true: of the evidence only which item was read on which page.
    """
    if part != "evidence":
        return value
    return sorted({(found["item"], found["page"]) for found in value})


def expected_of(document: Path) -> Any:
    return json.loads(document.with_name("record.json").read_text("utf-8"))


def test_there_are_documents_of_every_type_and_kind() -> None:
    suffixes = {document.suffix for document in DOCUMENTS}
    assert suffixes >= {".docx", ".pdf", ".jpg", ".png", ".tif", ".txt", ".html"}
    assert {expected_of(d)["document"]["kind"] for d in DOCUMENTS} == set(DocumentKind)
    assert len(DOCUMENTS) >= 12


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.parent.name)
def test_a_document_becomes_its_record(document: Path, request: pytest.FixtureRequest) -> None:
    is_scan = needs_ocr(document)
    engine = request.getfixturevalue("tesseract") if is_scan else NoOcr()
    record = extract(document, ocr=engine).model_dump(mode="json")
    for part, value in expected_of(document).items():
        found = record[part]
        if is_scan:
            found, value = settled(part, found), settled(part, value)
        assert found == value, f"{part} of {document.name}"


def test_scans_need_ocr_and_nothing_else_does() -> None:
    scans = {d.parent.name[:2] for d in DOCUMENTS if needs_ocr(d)}
    assert scans == {"03", "04", "08", "15", "16"}


READ = {"03-rembug-warga-rt", "04-foto-hasil-rapat-rt", "08-permohonan-drainase"}
"""The scans and the photo whose gold tells their true text."""


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(READ))
def test_scans_are_read_letter_by_letter(name: str, tesseract: OcrEngine) -> None:
    document = next(d for d in DOCUMENTS if d.parent.name == name)
    truth = json.loads(document.with_suffix(".json").read_text("utf-8"))["text"]
    text = read(document, ocr=tesseract).text
    assert character_errors(text, truth) <= 0.03
    assert words_found(text, truth) >= 0.98
