"""Made scans and photos read as a whole: each fault's error rate stays where it was measured."""

import pytest

from extractors.ocr import OcrEngine
from scripts.scans import read_scan
from tests.scans.pages import SCANS, Scan

FAST = {5, 11, 19, 27, 43}
"""One upside down, one skewed with a table, a photo on a pattern, a curled page, lines and a stamp."""
BOUND = 0.02
HARD = {8: 0.03, 31: 0.04, 32: 0.04, 48: 0.03}
"""Pages that are read worse, and how badly at most."""


def _marked(scan: Scan) -> object:
    marks = () if scan.number in FAST else (pytest.mark.slow,)
    return pytest.param(scan, id=scan.name, marks=marks)


@pytest.mark.parametrize("scan", [_marked(scan) for scan in SCANS])
def test_a_page_is_read_as_well_as_measured(scan: Scan, tesseract: OcrEngine) -> None:
    read = read_scan(scan)
    assert read.errors <= HARD.get(scan.number, BOUND)


def test_there_are_forty_pages_and_each_fault_is_in_both_halves() -> None:
    assert len(SCANS) >= 40
    assert [s.number for s in SCANS] == list(range(1, len(SCANS) + 1))
    assert {s.group for s in SCANS if s.held_back} == {s.group for s in SCANS if not s.held_back}
