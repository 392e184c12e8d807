"""What one question may cost in memory, beside the time that the settings allow it."""

import sqlite3
from typing import Any

from datasette import hookimpl

LONGEST = 20_000_000
"""Bytes of one value: the longest document has three million characters. SQLite would allow a gigabyte."""


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def prepare_connection(conn: Any) -> None:
    """Refuse a value that no document holds, such as hex(zeroblob(300000000))."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
