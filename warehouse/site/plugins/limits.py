"""Bounds on what one question may use of this machine; settings.json bounds its time and its rows."""

import sqlite3
from typing import Any
from urllib.parse import parse_qsl

from datasette import Request, hookimpl

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
    """Refuse an address that asks to count more columns at once than is allowed."""

    def wrap(app: Any) -> Any:
        async def bounded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and b"_facet" in scope["query_string"]:
                asked = parse_qsl(scope["query_string"].decode("latin-1"))
                facets = [k for k, _ in asked if k.startswith("_facet") and k != "_facet_size"]
                if len(facets) > FACETS:
                    told = f"Paling banyak {FACETS} kolom dapat dipilah sekaligus."
                    answer = await refusal(datasette, Request(scope, receive), 400, told)
                    await answer.asgi_send(send)
                    return
            await app(scope, receive, send)

        return bounded

    return wrap
