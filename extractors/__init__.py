"""From a file to a record: the whole chain as plain functions, without database or Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Whoever asks for the version alone must not wait for what opens pictures.
    from extractors.ocr import OcrEngine
    from models.codes import Names
    from models.record import Record
    from models.source import Source
    from models.values.wilayah import Wilayah

__all__ = ["READING", "VERSION", "extract", "read", "record_of", "version"]

READING = "10"
"""Changes whenever reading may give another text for the same bytes: then scans are read anew."""
VERSION = "9"
"""Changes whenever reading or extraction may give another record for the same bytes."""


def version(wilayah: str = "") -> str:
    """Return what records are known by: the program's version and that of the list of places."""
    return f"{VERSION}+wilayah-{wilayah}" if wilayah else VERSION


def read(path: Path, *, ocr: OcrEngine) -> Source:
    """Read one file with the reader that knows its bytes.

    Raises: InputError (one of its branches) when the file cannot be read.
    """
    from extractors.readers import read as read_file

    return read_file(path, ocr=ocr)


def extract(
    path: Path, *, ocr: OcrEngine, wilayah: Wilayah | None = None, names: Names = "both"
) -> Record:
    """Read one file and return its record; `wilayah` is the official list of places, none when it is
    None, `names` says who finds the persons.

    Raises: InputError (one of its branches) when the file cannot be read.
    """
    return record_of(read(path, ocr=ocr), wilayah, names)


def record_of(source: Source, wilayah: Wilayah | None = None, names: Names = "both") -> Record:
    """Return the record of a document that was read before; needs neither the file nor OCR."""
    # The language pipeline takes a second to build, so reading alone must not pay for it.
    from extractors.assemble import assemble
    from models.indonesian import parse
    from models.values.wilayah import NO_WILAYAH

    return assemble(parse(source, NO_WILAYAH if wilayah is None else wilayah, names))
