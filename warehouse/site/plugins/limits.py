"""Bounds on what one question may use of this machine; settings.json bounds its time and its rows."""

import sqlite3
from typing import Any

from datasette import hookimpl

from warehouse.site import NAME

LONGEST_VALUE = 20_000_000
"""Bytes of one text or blob; the longest document has fewer, zeroblob() and group_concat() may ask for more."""
CACHE_KIB = 16_384
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
