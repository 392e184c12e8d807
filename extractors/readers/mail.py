"""Mail as saved by a mail program (.eml): who wrote to whom and when, and what; attachments are files of their own."""

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from itertools import chain
from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean, decode, decoded_as, name_shown, subject_of
from extractors.readers.markup import blocks_of, tree_of, without_controls
from extractors.readers.replies import without_replies
from extractors.readers.sheets import day_shown
from extractors.readers.sniffing import Head
from extractors.readers.typed import blocks_typed
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
# What programs put before the subject of what they answer or pass on.
_ANSWERS = re.compile(r"\A(?:\s*(?:re|fwd?|bls|balasan|trs|terusan)\s*(?:\[\d+\])?\s*:)+\s*", re.I)
_STUB = 0.5
"""A plain part with fewer of the letters of the page beside it only says that there is one, or nothing;
one that was made from the page has nearly all.
"""


def _recognize(head: Head) -> str | None:
    return MAIL if head.mail is not None and not head.is_saved_page else None


@reader(media_types=(MAIL,), suffixes=(".eml",), recognize=_recognize)
def read_mail(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the head and the text of a mail; its attachments are named."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    lines: list[Line | Table] = [
        # The day on which it was sent is that of no meeting.
        Line(f"{key} : {said}", header=field == "date")
        for key, field in _HEAD
        if (said := " ".join(clean(_shown(message, field)).split())[:_LONGEST_HEAD])
    ]
    names = list(_attached(message))
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
    return _ANSWERS.sub("", str(said or "")) if field == "subject" else str(said or "")


def _attached(message: MIMEPart) -> Iterator[str]:
    """Yield the names of what is attached; of a mail in it its own, not those of its attachments."""
    if message.is_multipart():
        for part in message.iter_parts():
            if part.get_content_type() == MAIL:
                for inner in part.iter_parts():
                    yield f"{subject_of(inner)}.eml"
            else:
                yield from _attached(part)
    elif name := name_shown(str(message.get_filename() or "")):
        yield name


def _text(name: str, message: EmailMessage) -> list[Line | Table]:
    """Return the mail's text: as it was written plain, or as its page shows where that says more."""
    plain = list(without_replies(blocks_typed(clean(_body(message, "plain")))))
    page = _body(message, "html")
    if not page.strip():
        return plain
    shown = list(without_replies(blocks_of(tree_of(name, without_controls(page)))))
    return shown if _letters(plain) < _STUB * _letters(shown) else plain


def _body(message: EmailMessage, kind: str) -> str:
    """Return the mail's text of a kind; "" without any."""
    body = message.get_body(preferencelist=(kind,))
    if body is None:
        return ""
    held = body.get_payload(decode=True)
    data = held if isinstance(held, bytes) else b""
    told = decoded_as(data, body.get_content_charset())
    return decode(data)[0] if told is None else told


def _letters(blocks: Sequence[Line | Table]) -> int:
    tables = (block for block in blocks if isinstance(block, Table))
    texts = chain(
        (block.text for block in blocks if isinstance(block, Line)),
        (cell.text for table in tables for row in table.rows for cell in row),
    )
    return sum(c.isalnum() for text in texts for c in text)
