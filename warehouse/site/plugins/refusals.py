"""What the site answers when it cannot answer: whose fault it is, in Indonesian, in its own look.

An address that asks for what does not exist (a column, a comparison, half a JSON) is the visitor's
mistake and gets 400, also where Datasette lets such a mistake become an error of the server. A page of
ours that takes too long gets 503: the machine is busy.
"""

import sqlite3
import sys
from typing import Any

from datasette import Forbidden, NotFound, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from models.privacy import Discreet, plainly
from warehouse.site.faults import is_ours
from warehouse.site.indonesian import TOO_LONG, in_indonesian
from warehouse.site.refusal import refusal

_ASKED_FOR = "/risalah"
"""Addresses below this one are Datasette's own tables and questions: their only input is the address."""
_INTERNAL = "actor|allow-debug|config|databases|messages|patterns|permissions|plugins|threads"
"""Datasette's own pages that nobody is shown. Open are `metadata` (titles and questions), `settings` (how
much one address may ask for) and `versions` (what to name when citing): they hold nothing of this machine.
"""


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
        return await refusal(datasette, request, 403, in_indonesian(message))

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
        # A page of ours asks little: where that takes too long the machine is busy, and nobody mistaken.
        return 400 if request.query_string or request.path.startswith(_ASKED_FOR) else 503
    if isinstance(exception, DatasetteError):
        is_told = exception.status != 500
        return int(exception.status) if is_told else 500 if is_ours(exception) else 400
    is_asked = bool(request.query_string) and request.path.startswith(_ASKED_FOR)
    by_address = isinstance(exception, (ValueError, KeyError, TypeError, sqlite3.Error))
    return 400 if is_asked and by_address and not is_ours(exception) else 500


def _is_too_long(exception: Exception) -> bool:
    """Tell whether a question ran into the time that the settings give it."""
    if isinstance(exception, DatasetteError):
        return bool(exception.title == "SQL Interrupted")
    return isinstance(exception, QueryInterrupted) or (
        isinstance(exception, sqlite3.OperationalError)
        and getattr(exception, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    )


def _said(exception: Exception, status: int) -> str:
    """Return what to tell of an error; of one of the server nothing."""
    if status >= 500:
        return ""
    if _is_too_long(exception):
        return TOO_LONG
    if isinstance(exception, DatasetteError):
        said = "" if exception.message_is_html else str(exception.message)
    elif isinstance(exception, Base400) and not _is_of_datasette(exception):
        return str(exception.args[0])[:300] if exception.args else ""
    elif isinstance(exception, (Base400, sqlite3.Error)):
        said = str(exception.args[0]) if exception.args else ""
    else:
        said = ""
    return in_indonesian(said)


def _is_of_datasette(exception: Exception) -> bool:
    """Tell whether Datasette raised it, in its own language, and no page of ours."""
    frame = exception.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return True
    return str(frame.tb_frame.f_globals.get("__name__", "")).startswith("datasette")
