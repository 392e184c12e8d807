"""The log for the maintainer: where a fault lies, never what a document says.

What a library raises may quote the document, so of other people's errors only the kind is told, with
the lines of code that it went through; ours, the system's and SQLite's tell their words.
"""

import logging
import sqlite3
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from models.errors import RisalahError
from models.privacy import masked

FILE = "risalah.log"
_BYTES = 1_000_000
_TELLING = (RisalahError, OSError, sqlite3.Error)
"""Errors whose words are about files and programs."""


def keep_log(folder: Path) -> None:
    """Keep warnings and faults of the program in a file of this folder."""
    handler = RotatingFileHandler(
        folder / FILE, maxBytes=_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for package in ("flows", "extractors", "intake", "warehouse"):
        logging.getLogger(package).addHandler(handler)


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
