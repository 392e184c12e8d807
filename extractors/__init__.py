"""From a file to a record: the whole chain as plain functions, without database or Prefect."""

from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import read
from models.record import Record
from models.source import Source

__all__ = ["READING", "VERSION", "extract", "read", "record_of"]

READING = "1"
"""Changes whenever reading may give another text for the same bytes: then scans are read anew."""
VERSION = "1"
"""Changes whenever reading or extraction may give another record for the same bytes."""


def extract(path: Path, *, ocr: OcrEngine) -> Record:
    """Read one file and return its record.

    Raises: InputError (one of its branches) when the file cannot be read.
    """
    return record_of(read(path, ocr=ocr))


def record_of(source: Source) -> Record:
    """Return the record of a document that was read before; needs neither the file nor OCR."""
    # The language pipeline takes a second to build, so reading alone must not pay for it.
    from extractors.assemble import assemble
    from models.indonesian import parse

    return assemble(parse(source))
