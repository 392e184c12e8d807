"""From a file to a Source: one module a format, found by walking this folder.

The bytes decide what a file is, its name does not; a name that says otherwise is noted.
"""

import hashlib
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import filetype

from extractors.ocr import NoOcr, OcrEngine
from models.errors import (
    EmptyDocument,
    EncryptedDocument,
    MissingProgram,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from models.source import Line, Origin, Source

Read = Callable[[Path, bytes, OcrEngine], Source]
_READERS: dict[str, Read] = {}
_SUFFIXES: dict[str, tuple[str, ...]] = {}

MAX_BYTES = 200_000_000
"""A kelurahan's longest scan has some hundred pages of half a megabyte; more is no document."""

PDF, DOCX, HTML, TEXT = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
    "text/plain",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reader(*, media_types: tuple[str, ...], suffixes: tuple[str, ...]) -> Callable[[Read], Read]:
    """Register the function that reads these media types; two for one type are an error."""

    def register(read_bytes: Read) -> Read:
        for media_type in media_types:
            known = _READERS.get(media_type)
            if known is not None and known.__module__ != read_bytes.__module__:
                raise ValueError(
                    f"both {known.__module__} and {read_bytes.__module__} read {media_type}"
                )
            _READERS[media_type] = read_bytes
            _SUFFIXES[media_type] = suffixes
        return read_bytes

    return register


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def read(path: Path, *, ocr: OcrEngine) -> Source:
    """Read a file of any known format.

    Raises: InputError (one of its branches), with the file's name, what is wrong and what to do.
    """
    _load()
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLarge(name, f"larger than {MAX_BYTES:,} bytes; split it")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            name, f"cannot be opened ({error.strerror}); check that it exists and may be read"
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyDocument(name, "holds no bytes; copy it again")
    media_type = media_type_of(name, data)
    read_bytes = _READERS.get(media_type)
    if read_bytes is None:
        raise UnsupportedFormat(
            name, f"{media_type} is not read; save it as PDF, docx, image, HTML or text"
        )
    source = read_bytes(path, data, ocr)
    _need_words(source, ocr)
    notes = source.notes
    if path.suffix.lower() not in _SUFFIXES[media_type]:
        notes = (*notes, f"nama berkas berakhiran '{path.suffix}', tetapi isinya {media_type}")
    return replace(
        source, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type, notes=notes
    )


def _need_words(source: Source, ocr: OcrEngine) -> None:
    """Refuse a document without a single word, saying why."""
    if source.text.strip():
        return
    if any(page.origin is Origin.NONE for page in source.pages) and isinstance(ocr, NoOcr):
        raise MissingProgram(
            source.name,
            "it is a scan and OCR is off or missing; install tesseract-ocr and tesseract-ocr-ind",
        )
    raise EmptyDocument(
        source.name, "no words were found on any page; scan it again, darker and straight"
    )


def media_type_of(name: str, data: bytes) -> str:
    """Return what the bytes are; the name only names the file in an error.

    Raises: EncryptedDocument for an encrypted Office container.
    """
    if b"%PDF-" in data[:2048]:
        return PDF
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedDocument(name, "is locked with a password; save a copy without one")
        return "application/x-ole-storage"
    if data.startswith(b"PK"):
        if b"word/document.xml" in data or (name.lower().endswith(".docx") and b"word/" in data):
            return DOCX
        return "application/zip"
    kind = filetype.guess(data[:8192])
    if kind is not None:
        return str(kind.mime)
    return _text_type(data)


def _text_type(data: bytes) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        head = head.decode("utf-16" if head[:1] != b"\xef" else "utf-8-sig", "ignore").encode()
    if re.search(rb"<(?:!doctype\s+html|html|head|body|article|div|p)\b", head, re.IGNORECASE):
        return HTML
    sample = data[:65536]
    odd = sum(b < 9 or (13 < b < 32 and b != 27) for b in sample)
    wide = sample[:2] in (b"\xff\xfe", b"\xfe\xff") or sample.count(0) > 0.3 * len(sample)
    if odd > 0.02 * len(sample) and not wide:
        return "application/octet-stream"
    return TEXT


def blank() -> Line:
    """Return the line that stands for a gap between paragraphs."""
    return Line("")
