"""What bytes are, before any parser opens them: text or not, a known beginning, a mail's header.

Each reader recognizes its own format with what stands here; which formats there are is not told here.
"""

import email
import email.policy
import mmap
import re
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property

import filetype

SAMPLE = 65_536
"""So many bytes at the beginning decide; a name, a picture's header, a page's head lie far before."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    *("WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage"),
    "__properties_version1.0",
)
_SENT = ("received", "to", "delivered-to", "return-path")
_HEADERS = re.compile(rb"\A(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,200}\r?\n")

_ODD = bytes(b for b in range(32) if b < 9 or (b > 13 and b != 27))
"""Control characters that no text holds."""


@dataclass(frozen=True)
class Head:
    """A file's bytes as the readers' recognizers see them."""

    data: bytes

    @cached_property
    def text(self) -> str | None:
        """The beginning as text; None when it holds what no text holds."""
        return _as_text(self.data[:SAMPLE])

    @cached_property
    def rough_text(self) -> str | None:
        """The beginning as text also where a few bytes are garbled; None for what is no text."""
        if self.text is not None:
            return self.text
        sample = self.data[:SAMPLE]
        odd = len(sample) - len(sample.translate(None, _ODD))
        wide = wide_encoding(sample)
        if odd > max(1, 0.02 * len(sample)) and wide is None:
            return None
        return sample.decode(wide or "utf-8", "replace")

    @cached_property
    def magic(self) -> str | None:
        """The media type that the first bytes claim; None for text, which may begin with the
        letters of a program, a zip or a picture ("MZ", "PKK", "BMKG").
        """
        letters = self.data[:1] < b"\x80" or self.data.startswith(
            (b"\xff\xfe", b"\xfe\xff", b"\xef")
        )
        if self.text is not None and letters:
            return None
        kind = filetype.guess(self.data[:8192])
        return None if kind is None else str(kind.mime)

    @property
    def is_ole(self) -> bool:
        """Whether it is a container of streams, as Office wrote files before 2007."""
        return self.data.startswith(_OLE)

    def ole_is(self, *names: str) -> bool:
        """Tell whether one of these names is the first of those that tell such files apart; what is
        embedded in a document comes later in its directory.
        """
        sector = 1 << min(int.from_bytes(self.data[0x1E:0x20], "little"), 12)
        begin = (int.from_bytes(self.data[0x30:0x34], "little") + 1) * sector
        found = {
            at: name
            for name in _STREAMS
            if (at := self.data.find(_entry(name), begin if begin < len(self.data) else 0)) >= 0
        }
        return bool(found) and found[min(found)] in names

    @cached_property
    def is_zip(self) -> bool:
        """Whether it begins as a zip does, an empty one included."""
        return self.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    @cached_property
    def mail(self) -> EmailMessage | None:
        """The header of a mail or of a web page saved as one; None for text that only looks so,
        such as a mail pasted into minutes.
        """
        found = _HEADERS.match(self.data[:SAMPLE].lstrip())
        if found is None:
            return None
        try:
            header = email.message_from_bytes(found.group(), policy=email.policy.default)
        except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
            return None  # Python's own parser breaks over comments in comments and the like
        assert isinstance(header, EmailMessage)
        technical = ("mime-version", "received", "message-id", "return-path", "delivered-to")
        return header if any(name in header for name in technical) else None

    @property
    def is_saved_page(self) -> bool:
        """Whether it is a web page that a browser saved in the form of a mail (.mhtml)."""
        if self.mail is None or any(name in self.mail for name in _SENT):
            return False
        return self.mail.get_content_type() in ("multipart/related", "text/html")


_INNER = (b"/EmbeddedFile", b"/FileAttachment")


def names_files(data: bytes | mmap.mmap) -> bool:
    """Tell of a PDF that speaks of files inside it, without opening it. Programs that write such say so
    in the clear, since a file's own entry is never packed.
    """
    return data.find(b"%PDF-", 0, 2048) >= 0 and any(data.find(mark) >= 0 for mark in _INNER)


def _entry(name: str) -> bytes:
    """Return how the name of a stream stands in the directory, with the end of the text."""
    return name.encode("utf-16-le") + b"\0\0"


def wide_encoding(data: bytes) -> str | None:
    """Return which UTF-16 bytes without a mark are, by where their zero bytes lie; else None."""
    if len(data) < 2 or data.count(0) < 0.3 * len(data):
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) > 0.05 * len(data):
        return None  # zeros on both sides are no letters: the empty beginning of a disk, a program
    return "utf-16-le" if odd >= even else "utf-16-be"


def _as_text(sample: bytes) -> str | None:
    marked = next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), None)
    wide = wide_encoding(sample)
    encodings = [marked] if marked else [wide] if wide else ["utf-8", "cp1252"]
    for encoding in encodings:
        text = _decoded(sample, encoding)
        if text is not None:
            return None if _CONTROL.search(text) else text.removeprefix("\ufeff")
    return None


def _decoded(sample: bytes, encoding: str) -> str | None:
    """Decode, forgiving a last letter that the sample's end cuts through."""
    for end in (len(sample), len(sample) - 1, len(sample) - 2, len(sample) - 3):
        try:
            return sample[: max(end, 0)].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
