"""What the site answers when it cannot answer: whose fault it is, in Indonesian, in its own look.

An address that asks for what does not exist (a column, a comparison, half a JSON) is the visitor's
mistake and gets 400, also where Datasette lets such a mistake become an error of the server.
"""

import sqlite3
import sys
from typing import Any

from datasette import Forbidden, NotFound, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from models.privacy import Discreet, plainly
from warehouse.site.refusal import refusal

_ASKED_FOR = "/risalah"
"""Addresses below this one are Datasette's own tables and questions: their only input is the address."""
_INTERNAL = "allow-debug|databases|messages|patterns|permissions|plugins|threads"


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Close Datasette's pages about its own inside: paths of files, threads, plugins help no reader."""
    return [(rf"^/-/(?:{_INTERNAL})(?:\.json)?$", closed)]


async def closed() -> Any:
    """Refuse. Raises: NotFound."""
    raise NotFound("Tidak ada di sini.")


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]  # Datasette ships no types
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer an error: 400 for a mistake in the address, else what it is."""

    async def answer() -> Any:
        status = _status(request, exception)
        _tell(exception, status)
        return await refusal(datasette, request, status, _said(exception, status))

    return answer


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]  # Datasette ships no types
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer what is not allowed."""

    async def answer() -> Any:
        return await refusal(datasette, request, 403, _in_indonesian(message))

    return answer


def _tell(exception: Exception, status: int) -> None:
    """Write what the server must mend to stderr: a fault with its way, and in a line what was taken for
    the visitor's mistake without Datasette having said so.
    """
    if status == 500:
        way = (type(exception), exception, exception.__traceback__)
        sys.stderr.write(f"{Discreet().formatException(way)}\n")
    elif not isinstance(exception, (Base400, DatasetteError)) and not _is_too_long(exception):
        sys.stderr.write(f"{status}: {plainly(exception)}\n")


def _status(request: Any, exception: Exception) -> int:
    if isinstance(exception, NotFound):
        return 404
    if isinstance(exception, Forbidden):
        return 403
    if isinstance(exception, Base400):
        return int(exception.status)
    if _is_too_long(exception):
        return 400
    if isinstance(exception, DatasetteError):
        is_told = exception.status != 500
        return int(exception.status) if is_told else 500 if _is_ours(exception) else 400
    is_asked = bool(request.query_string) and request.path.startswith(_ASKED_FOR)
    by_address = isinstance(exception, (ValueError, KeyError, TypeError, sqlite3.Error))
    return 400 if is_asked and by_address and not _is_ours(exception) else 500


def _is_too_long(exception: Exception) -> bool:
    """Tell whether a question ran into the time that the settings give it."""
    if isinstance(exception, DatasetteError):
        return bool(exception.title == "SQL Interrupted")
    return isinstance(exception, QueryInterrupted) or (
        isinstance(exception, sqlite3.OperationalError)
        and getattr(exception, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    )


def _is_ours(exception: BaseException) -> bool:
    """Tell whether SQLite failed by itself (locked, damaged, unreadable) and not over the question."""
    told: BaseException | None = exception
    while told is not None and not isinstance(told, sqlite3.Error):
        told = told.__cause__ or told.__context__
    if not isinstance(told, sqlite3.Error):
        return False
    code = getattr(told, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    # An interrupted question ran into its time; too big and mismatched values came from the address.
    return code not in (
        sqlite3.SQLITE_ERROR, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_RANGE,
    )  # fmt: skip


_WORDS = (
    ("Cannot sort table by ", "Tabel ini tidak punya kolom untuk mengurutkan: "),
    ("Cannot use _sort and _sort_desc", "_sort dan _sort_desc tidak dapat dipakai bersama."),
    ("Cannot search by that column", "Kolom itu tidak dapat dicari."),
    ("_size must be", "_size harus bilangan bulat, paling banyak 2000."),
    ("no such column: ", "Tidak ada kolom bernama "),
    ("the query contains a null", "Alamat memuat karakter NUL."),
    ("_where= is not allowed", "_where ditutup."),
    ("execute-sql", "SQL bebas ditutup."),
    ("Permission denied", "Halaman itu hanya untuk pengelola."),
    ("Database download is forbidden", "Basis data tidak dibagikan; mintalah salinan beku dari pengelola."),
    ("Table not found", "Tabel itu tidak ada."),
    ("Record not found", "Baris itu tidak ada."),
    ("_col=", "Ada kolom pada _col yang tidak dimiliki tabel ini."),
    ("_nocol=", "Ada kolom pada _nocol yang tidak dimiliki tabel ini."),
    ("Invalid token", "Tanda masuk itu tidak berlaku."),
)  # fmt: skip
"""How Datasette begins what it says, and the same in Indonesian."""


def _said(exception: Exception, status: int) -> str:
    """Return what to tell of an error; of one of the server nothing."""
    if status == 500:
        return ""
    if _is_too_long(exception):
        return "Pertanyaan ini terlalu lama dijawab; persempit dengan syarat atau kata lain."
    if isinstance(exception, DatasetteError):
        said = "" if exception.message_is_html else str(exception.message)
    elif isinstance(exception, Base400) and not _is_of_datasette(exception):
        return str(exception.args[0])[:300] if exception.args else ""
    elif isinstance(exception, (Base400, sqlite3.Error)):
        said = str(exception.args[0]) if exception.args else ""
    else:
        said = ""
    return _in_indonesian(said)


def _is_of_datasette(exception: Exception) -> bool:
    """Tell whether Datasette raised it, in its own language, and no page of ours."""
    frame = exception.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return True
    return str(frame.tb_frame.f_globals.get("__name__", "")).startswith("datasette")


def _in_indonesian(said: str) -> str:
    """Return what Datasette says in Indonesian, "" where we have no words for it: the page says what to do."""
    for begin, ours in _WORDS:
        if said.startswith(begin):
            rest = said.removeprefix(begin) if begin.endswith(" ") else ""
            return f"{ours}{rest}"[:300].replace("\0", "")
    return ""
