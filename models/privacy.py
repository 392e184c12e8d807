"""What may stand in a log: where a fault lies, never what a document says.

Lines are without private numbers and without what steers a terminal. What a library raises may quote
the document, so of other people's errors only the kind is told, with the lines of code that it went
through; ours, the system's and SQLite's tell their words.
"""

import logging
import re
import sqlite3
import traceback
from pathlib import Path
from types import TracebackType

from models.errors import RisalahError

_TELLING = (RisalahError, OSError, sqlite3.Error)
"""Errors whose words are about files and programs."""

_NUMBERS = re.compile(
    # NIK, KK and NPWP have 15 or 16 figures, written in one or in groups.
    r"(?<![0-9A-Za-z])\d(?:[ .-]?\d){14,17}(?![0-9A-Za-z])"
    # Telephones: +62, 62 or 0, then 8 and eight to eleven more, in one or in groups.
    r"|(?<![0-9A-Za-z])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?![0-9A-Za-z])"
    # Any other long row, such as the number of an account; names of machines have underscores.
    r"|(?<![0-9A-Za-z])\d{10,}(?![0-9A-Za-z])"
)
LONGEST = 2000
"""So many characters of one line: a log is no place for a document."""


def printable(text: str) -> str:
    r"""Return the text with what steers a terminal or turns its direction shown as an escape.

    >>> printable("a\x1b[31m\nb\u202ec")
    'a\\x1b[31m\\x0ab\\u202ec'
    """
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def masked(text: str) -> str:
    """Return one line as it may stand in a log.

    >>> masked("KTP 3672051234560001 hp 0812-3456-7890.pdf")
    'KTP ################ hp ####-####-####.pdf'
    >>> masked("usulan 2023-11-24 Rp 45.000.000.pdf")
    'usulan 2023-11-24 Rp 45.000.000.pdf'
    """
    text = _NUMBERS.sub(lambda found: re.sub(r"\d", "#", found.group()), printable(text))
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


class Discreet(logging.Formatter):
    """Formats lines as a log may hold them."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Mask the message; the time before it stays as it is."""
        record.message = masked(record.message)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, ...],
    ) -> str:
        """Tell the way that an error took and its kind, and what led to it."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(error: BaseException) -> list[str]:
    """Return the lines of an error, its causes first."""
    lines: list[str] = []
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        lines += [*_told(earlier), "which led to:"]
    lines.append("Traceback (most recent call last):")
    lines += [
        f'  File "{masked(frame.filename)}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    words = f": {masked(str(error))}" if isinstance(error, _TELLING) else ""
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}{words}")
    return lines


def plainly(error: Exception) -> str:
    """Return an error as ledger and Prefect may keep it: its kind and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    words = f": {masked(str(error))}" if isinstance(error, _TELLING) else ""
    return f"{type(error).__name__}{where}{words}"
