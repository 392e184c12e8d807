"""Mail as saved by a mail program (.eml): who wrote to whom and when, and what; attachments are files of their own."""

import email
import email.policy
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean, decode, name_shown
from extractors.readers.markup import blocks_of, tree_of, without_controls
from extractors.readers.sheets import day_shown
from extractors.readers.sniffing import Head
from models.source import Line, Page, Source, Table

MAIL = "message/rfc822"

_HEAD = (
    ("Dari", "from"),
    ("Kepada", "to"),
    ("Tembusan", "cc"),
    ("Tanggal", "date"),
    ("Perihal", "subject"),
)
_LONGEST_HEAD = 500  # characters; a list of all addresses of an office says nothing more


def _recognize(head: Head) -> str | None:
    return MAIL if head.mail is not None and not head.is_saved_page else None


@reader(media_types=(MAIL,), suffixes=(".eml",), recognize=_recognize)
def read_mail(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the head and the text of a mail; its attachments are named."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    lines: list[Line | Table] = [
        Line(f"{key} : {said}")
        for key, field in _HEAD
        if (said := " ".join(clean(_shown(message, field)).split())[:_LONGEST_HEAD])
    ]
    names = [name for p in message.walk() if (name := name_shown(str(p.get_filename() or "")))]
    if names:
        lines.append(Line(f"Lampiran : {', '.join(names)[:_LONGEST_HEAD]}"))
    lines.append(blank())
    lines += _text(path.name, message)
    return Source(path.name, "", MAIL, (Page(1, tuple(lines)),))


def _shown(message: EmailMessage, field: str) -> str:
    said = message.get(field)
    if field == "date" and said is not None:
        moment = getattr(said, "datetime", None)
        return day_shown(moment) if isinstance(moment, datetime) else str(said)
    return str(said or "")


def _text(name: str, message: EmailMessage) -> list[Line | Table]:
    """Return the mail's text: as it was written plain, else as its page shows."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return []
    data = body.get_payload(decode=True)
    text = _decoded(data if isinstance(data, bytes) else b"", body.get_content_charset())
    if body.get_content_type() == "text/html":
        return blocks_of(tree_of(name, without_controls(text))) if text.strip() else []
    return [Line(line.strip()) for line in clean(text).split("\n")]


def _decoded(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset) if charset else decode(data)[0]
    except (LookupError, UnicodeDecodeError):
        return decode(data)[0]  # the mail says something that is not so
