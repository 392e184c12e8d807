"""What all tests share."""

import pytest

from extractors.ocr import OcrEngine, find_engine
from models.errors import ConfigError


@pytest.fixture(scope="session")
def tesseract() -> OcrEngine:
    """The real engine; where it is not installed, the tests that need it are skipped."""
    try:
        return find_engine("tesseract")
    except ConfigError as error:
        pytest.skip(str(error))
