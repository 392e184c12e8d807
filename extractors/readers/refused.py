"""Formats that are known and not read: each is refused with what to do about it."""

from pathlib import Path

from extractors.readers.packages import TAIL
from extractors.readers.sniffing import Head
from models.errors import (
    DamagedDocument,
    EncryptedDocument,
    InputError,
    NotWhatItIsNamed,
    PackedFiles,
    UnsupportedArchive,
    UnsupportedFormat,
    UnsupportedMail,
    UnsupportedOffice,
    UnsupportedPhoto,
    UnsupportedRecording,
)

_OFFICE_PARTS = (b"ppt/presentation", b"application/vnd.oasis.opendocument")
_PHOTOS = ("image/",)
_RECORDINGS = ("audio/", "video/")
_RECORDING_ENDINGS = (
    *(".mp3", ".m4a", ".aac", ".wav", ".ogg", ".opus", ".amr", ".wma"),
    *(".mp4", ".3gp", ".mov", ".avi", ".mkv", ".webm", ".wmv"),
)
_ZIP_END = b"PK\5\6"
_ARCHIVES = ("zip", "rar", "7z", "gzip", "tar", "bzip", "xz")


_PROMISED = (
    *(".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".rtf", ".html", ".htm", ".txt"),
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".webp", ".gif", ".bmp", ".eml", ".zip"),
)
"""Endings of formats that are read: to save such a file as one of them would be no advice."""


def refusal(name: str, head: Head) -> InputError | None:
    """Return the error for a file that no reader took; None when it may be plain text."""
    data = head.data
    if head.is_ole:
        return _container(name, head)
    if head.is_zip:
        return _zip(name, data)
    if head.magic is not None:
        return _by_magic(name, head.magic)
    suffix = Path(name).suffix.lower()
    if head.rough_text is None and suffix in _RECORDING_ENDINGS:
        return UnsupportedRecording(name, "is a recording; drop its minutes")
    if head.rough_text is None and suffix in _PROMISED:
        return NotWhatItIsNamed(
            name, f"holds nothing of what {suffix} files begin with; copy it again from its source"
        )
    if data.startswith(b"%!PS") or head.rough_text is None:
        return UnsupportedFormat(
            name, "is of no known format; save it as PDF, docx, image, HTML or text"
        )
    return None


def _container(name: str, head: Head) -> InputError:
    if head.ole_is("EncryptedPackage"):
        return EncryptedDocument(name, "is locked with a password; save a copy without one")
    if head.ole_is("__properties_version1.0"):
        return UnsupportedMail(name, "is an Outlook mail; save it as .eml, or save its attachments")
    return UnsupportedOffice(name, "is an old Office file (.ppt); save it as PDF")


def _zip(name: str, data: bytes) -> InputError:
    if _ZIP_END not in data[-TAIL:]:
        return DamagedDocument(name, "breaks off before its end; copy it again from its source")
    if any(part in data for part in _OFFICE_PARTS):
        return UnsupportedOffice(name, "is slides or an OpenDocument drawing; save it as PDF")
    return PackedFiles(name, "is a zip of files; drop it into the inbox, or unpack it")


def _by_magic(name: str, media_type: str) -> InputError:
    if media_type.startswith(_PHOTOS):
        return UnsupportedPhoto(name, f"{media_type} is not read; save the photo as JPEG")
    if media_type.startswith(_RECORDINGS):
        return UnsupportedRecording(name, f"{media_type} is not read; drop its minutes")
    if media_type.removeprefix("application/").removeprefix("x-").startswith(_ARCHIVES):
        return UnsupportedArchive(name, f"{media_type} is not read; unpack it")
    return UnsupportedFormat(
        name, f"{media_type} is not read; save it as PDF, docx, image, HTML or text"
    )
