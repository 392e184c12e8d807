"""What breaks while a CSV is made: told as on every page, or in Indonesian at its end once it has begun.

Datasette would answer a question that fails with an empty CSV, and end one that breaks on the way with
what SQLite says in English, the question and what was asked for included.
"""

import sqlite3
from contextvars import ContextVar
from dataclasses import dataclass

from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest

from warehouse.site.indonesian import TOO_LONG, of_a_question

_BROKEN = "Unduhan terputus di sini, baris berikutnya tidak termuat: "
_TRY_AGAIN = "basis data sedang tidak dapat dibaca; coba lagi sebentar."


class BrokenCsv(Exception):
    """A CSV cannot be made, or not to its end. No error of SQLite: of those Datasette makes an empty one."""


@dataclass(slots=True)
class Download:
    """One CSV, and whether its head was already sent: then its status stands."""

    has_begun: bool = False


DOWNLOAD: ContextVar[Download | None] = ContextVar("download", default=None)
"""The CSV that is being made for this request, None on other pages."""


def of_download(error: Exception, *, is_ours: bool) -> Exception:
    """Return what to raise instead of an error of the database; on other pages the error itself."""
    download = DOWNLOAD.get()
    if download is None:
        return error
    is_long = isinstance(error, QueryInterrupted)
    if is_ours:  # before the head it is told as a fault of the server, which has a page of its own
        return BrokenCsv(_BROKEN + _TRY_AGAIN)
    if not download.has_begun:
        # What of a page's first rows may take too long (a count) Datasette goes on without.
        is_told = isinstance(error, sqlite3.Error)
        return BadRequest(of_a_question(str(error))) if is_told else error
    return BrokenCsv(_BROKEN + (TOO_LONG if is_long else of_a_question(str(error))))
