"""Bounds on what one question may use of this machine; settings.json bounds its time and its rows."""

import re
import sqlite3
from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, hookimpl
from datasette.utils import tilde_decode

from warehouse.site import NAME
from warehouse.site.refusal import refusal

LONGEST_VALUE = 20_000_000
"""Bytes of one text or blob; the longest document has fewer, zeroblob() and group_concat() may ask for more."""
CACHE_KIB = 16_384
FACETS = 8
"""Columns that one address may count the values of; each may take as long as settings.json says."""
HEAP = 1_000_000_000
"""Bytes that SQLite may hold for all connections of the process; a question that wants more fails."""


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def prepare_connection(conn: Any, database: str) -> None:
    """Set the bounds of a connection to the warehouse, and let it change nothing."""
    if database != NAME:
        return  # Datasette's own books, in memory
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    conn.setlimit(sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 20)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    conn.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    conn.execute("PRAGMA query_only = ON")


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Refuse an address that asks to count more columns at once than is allowed, or one that is none, for a
    shape of JSON that there is not, for the rows behind a place that is none, for a CSV of everything, or
    for what SQLite tells of itself.
    """

    def wrap(app: Any) -> Any:
        async def bounded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and (
                scope["path"] == f"/{NAME}.csv" or _OURS.search(scope["query_string"])
            ):
                fault = await _fault(datasette, scope)
                if fault:
                    answer = await refusal(datasette, Request(scope, receive), 400, fault)
                    await answer.asgi_send(send)
                    return
            await app(scope, receive, send)

        return bounded

    return wrap


async def _fault(datasette: Any, scope: Any) -> str:
    """Return what is wrong with what an address asks of a table, "" where nothing is; a table that is not
    there, and a database that cannot be read, are Datasette's to find.
    """
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    wanted = [v for k, v in asked if k in ("_facet", "_facet_date", "_facet_array")]
    if len(wanted) > FACETS:
        return f"Paling banyak {FACETS} kolom dapat dipilah sekaligus."
    if any(k == "_shape" and v not in _SHAPES for k, v in asked):
        return f"_shape hanya dapat berupa {', '.join(_SHAPES)}."
    questions = [v for k, v in asked if k == "sql" and v.strip()]
    if scope["path"] == f"/{NAME}.csv" and not questions:
        return "CSV diunduh dari satu tabel atau satu pertanyaan; pilih di halaman Unduh."
    if any(_PRAGMA.search(v) for v in questions):
        return "PRAGMA tidak dapat ditanyakan."
    table = _TABLE.match(scope["path"])
    astray = any(k == "_next" and v and not _PLACE.fullmatch(v) for k, v in asked)
    if table is None or not (wanted or astray):
        return ""
    name = tilde_decode(table[1])
    warehouse = datasette.get_database()
    try:
        if name not in [*await warehouse.table_names(), *await warehouse.view_names()]:
            return ""
        known = await warehouse.table_columns(name)
        # Tables of codes go on behind a word, all others behind a number.
        if astray and await warehouse.primary_keys(name) in ([], ["id"]):
            return "_next menunjuk tempat yang tidak ada; mulai lagi dari baris pertama."
    except sqlite3.Error:
        return ""
    wrong = [c for c in wanted if c not in known and not c.startswith("{")]
    if not wrong:
        return ""
    if not wrong[0].strip():
        return "Kolom yang hendak dipilah tidak disebut namanya."
    return f"Tidak ada kolom bernama {wrong[0]}"[:200].replace("\0", "NUL")


_OURS = re.compile(rb"_facet|_shape|_next|sql=")
_PRAGMA = re.compile(r"pragma", re.I)
"""Tables such as pragma_database_list tell where files lie on this machine."""
_PLACE = re.compile(r"(?:[^,]*,)?\d{1,18}")
"""Behind which row the next ones begin: its number, where rows are sorted what they are sorted by before it."""
_SHAPES = ("arrays", "objects", "array", "arrayfirst", "object")
"""What Datasette gives JSON in; of another one it would say so in English."""
_TABLE = re.compile(rf"/{NAME}/([^/.]+)(?:\.\w+)?$")
