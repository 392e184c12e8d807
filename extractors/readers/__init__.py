"""From a file to a Source: one module a format, found by walking this folder.

The bytes decide what a file is, its name does not; a name that says otherwise is noted.
"""

import hashlib
import importlib
import logging
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extractors.ocr import OcrEngine, patient
from extractors.readers.chats import with_messages
from extractors.readers.divided import undivided
from extractors.readers.refused import refusal
from extractors.readers.sniffing import Head
from models.errors import (
    DamagedDocument,
    EmptyDocument,
    InputError,
    MissingFile,
    MissingProgram,
    NotAFile,
    OcrFailed,
    OcrTimeout,
    RisalahError,
    TooLarge,
    TooSlow,
    UnreadableFile,
    WordlessDocument,
    WordlessText,
    shortage,
)
from models.media import NAMES
from models.source import Line, Origin, Source, Unread

MAX_CHARACTERS = 3_000_000
"""Of text: some thousand close pages. The pipeline needs half a gigabyte for a million."""

Read = Callable[[Path, bytes, OcrEngine], Source]
Recognize = Callable[[Head], str | None]

MAX_BYTES = 200_000_000
"""A kelurahan's longest scan has some hundred pages of half a megabyte; more is no document."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Reader:
    read: Read
    recognize: Recognize
    suffixes: tuple[str, ...]
    last: bool


_READERS: dict[str, _Reader] = {}


def reader(
    *,
    media_types: tuple[str, ...],
    suffixes: tuple[str, ...],
    recognize: Recognize,
    last: bool = False,
) -> Callable[[Read], Read]:
    """Register the function that reads these media types; two for one type are an error.

    `recognize` sees the bytes and returns which of the types they are, or None; `suffixes` are
    those that such a file usually has. `last` is for the reader of whatever nobody else knows.
    """

    def register(read_bytes: Read) -> Read:
        for media_type in media_types:
            known = _READERS.get(media_type)
            if known is not None and known.read.__module__ != read_bytes.__module__:
                raise ValueError(
                    f"both {known.read.__module__} and {read_bytes.__module__} read {media_type}"
                )
            _READERS[media_type] = _Reader(read_bytes, recognize, suffixes, last)
        return read_bytes

    return register


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def read(path: Path, *, ocr: OcrEngine) -> Source:
    """Read a file of any known format.

    Raises: InputError (one of its branches), with the file's name, what is wrong and what to do;
        ArchiveError where the machine opens no more files or its disk is full.
    """
    data = _bytes_of(path)
    media_type = media_type_of(path.name, data)
    source = _read_as(media_type, path, data, ocr)
    _need_words(source)
    if len(source.text) > MAX_CHARACTERS:
        raise TooLarge(path.name, f"holds more than {MAX_CHARACTERS:,} characters; split it")
    notes = source.notes
    if path.suffix.lower() not in _READERS[media_type].suffixes:
        notes = (
            *notes,
            f"nama berkas berakhiran '{path.suffix}', tetapi isinya {NAMES[media_type]}",
        )
    by_ocr = any(page.has_ocr for page in source.pages)
    return replace(
        source,
        pages=undivided(with_messages(source.pages)),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        notes=notes,
        engine=f"{ocr.name} {ocr.version}" if by_ocr else "",
    )


def _bytes_of(path: Path) -> bytes:
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLarge(name, f"larger than {MAX_BYTES:,} bytes; split it")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(name, f"is no file ({error.strerror}); check its name") from error
    except IsADirectoryError as error:
        raise NotAFile(name, "is a folder; name a file in it") from error
    except OSError as error:
        raise shortage(error, memory=False) or UnreadableFile(
            name, f"cannot be opened ({error.strerror}); check the right to read it"
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyDocument(name, "holds no bytes; copy it again")
    return data


def media_types() -> tuple[str, ...]:
    """Return every media type that some reader reads."""
    _load()
    return tuple(_READERS)


def media_type_of(name: str, data: bytes) -> str:
    """Return what the bytes are; the name only names the file in an error.

    Raises: UnsupportedFormat, EncryptedDocument for bytes that no reader takes.
    """
    _load()
    head = Head(data)
    for last in (False, True):
        for known in _READERS.values():
            media_type = known.recognize(head) if known.last is last else None
            if media_type is not None:
                return media_type
        error = None if last else refusal(name, head)
        if error is not None:
            raise error
    raise AssertionError("what no reader takes is refused")


def _read_as(media_type: str, path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read; the one place where what a library raises over a file becomes an error of ours."""
    try:
        return _READERS[media_type].read(path, data, patient(ocr))
    except RisalahError:
        raise
    except MemoryError as error:
        raise TooLarge(path.name, "needs more memory than there is; split it") from error
    except Exception as error:
        short = shortage(error, memory=False)
        if short is not None:
            raise short from error
        _log.warning("%r as %s", path.name, media_type, exc_info=True)
        raise DamagedDocument(
            path.name,
            f"cannot be read as {media_type} ({type(error).__name__}: {str(error)[:200]}); save it again",
        ) from error


_REFUSALS: tuple[tuple[Unread, type[InputError], str], ...] = (
    (
        Unread.NO_ENGINE,
        MissingProgram,
        "it is a scan and OCR is off or missing; install tesseract-ocr and tesseract-ocr-ind",
    ),
    (Unread.ENGINE_SLOW, OcrTimeout, "OCR failed on page {}; scan it at 200-300 dpi"),
    (Unread.ENGINE_FAILED, OcrFailed, "OCR failed on page {}; scan it at 200-300 dpi"),
    (Unread.ENGINE_LEFT, OcrFailed, "OCR failed on page {}; scan it at 200-300 dpi"),
    (Unread.TOO_LARGE, TooLarge, "page {} holds too large a picture; scan it at 200-300 dpi"),
    (
        Unread.GIVEN_UP,
        TooSlow,
        "page {} cannot be read within the limits; save it anew or split it",
    ),
    (Unread.DAMAGED, DamagedDocument, "page {} is damaged; copy or scan it again"),
)
"""What a document is refused for of which no page could be read, the first that one of its pages tells:
what another night or another scan may mend before what may not.
"""


def _need_words(source: Source) -> None:
    """Refuse a document without a single word, saying why."""
    if source.text.strip():
        return
    unread = {page.unread: page.number for page in reversed(source.pages)}
    for why, kind, told in _REFUSALS:
        if why in unread:
            raise kind(source.name, told.format(unread[why]))
    if not any(page.origin is Origin.OCR for page in source.pages):
        raise WordlessText(source.name, "holds no words; look at the original and save it again")
    raise WordlessDocument(
        source.name,
        "no words were found on any page; look whether it has any, and scan it again, darker and straight",
    )


def blank() -> Line:
    """Return the line that stands for a gap between paragraphs."""
    return Line("")
