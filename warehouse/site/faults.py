"""Whose fault an error of the database is."""

import sqlite3


class Unreadable(Exception):
    """The warehouse could not be read. No error of SQLite: of those in a question Datasette takes each
    for the visitor's mistake.
    """


def is_ours(exception: BaseException) -> bool:
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
