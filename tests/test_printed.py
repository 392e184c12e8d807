"""A document that is printed and scanned gives nearly the record that its file gives."""

import pytest

from extractors.ocr import OcrEngine
from scripts.printed import MOST, PAPERS, judged, loss, records

SOME = (
    "golden/02-ba-musrenbang/02-ba-musrenbang",
    "golden/12-berita-cetak-rembug/12-berita-cetak-rembug",
    "golden/07-permohonan-kwt/07-permohonan-kwt",
    "documents/papers/11-edaran-psn-dbd",
)
"""Minutes, an article, an application and a circular: askew and grainy, upside down with the back shining
through, stamped and punched."""


@pytest.mark.slow
def test_a_scan_gives_nearly_the_record_of_the_file(tesseract: OcrEngine) -> None:
    numbers = [PAPERS.index(name) for name in SOME]
    assert loss(judged(n, records(n, tesseract)) for n in numbers) <= MOST
