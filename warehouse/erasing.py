"""Documents taken out of the database for good, so that no byte of their text stays in the file."""

from collections.abc import Iterable

from sqlite_utils import Database

from warehouse.identity import forget_document
from warehouse.likeness import forget_likeness
from warehouse.schema import as_warehouse_error, transaction
from warehouse.tables import TABLES


def erase(db: Database, documents: Iterable[str]) -> int:
    """Remove documents by their SHA-256; returns how many were there. Who is who is told anew by the
    next `identify`.

    Raises: WarehouseError when SQLite refuses (disk full, locked, damaged).
    """
    gone = 0
    with as_warehouse_error("erasing"), transaction(db):
        for sha256 in documents:
            known = db.execute("SELECT id FROM documents WHERE sha256 = ?", [sha256]).fetchone()
            if known is not None:
                forget_document(db, known[0])
                forget_likeness(db, known[0])
                db.table("documents").delete(known[0])
                gone += 1
    return gone


def compact(db: Database) -> None:
    """Write indexes and file anew: a search index keeps what was deleted until it is merged, and
    SQLite keeps it in unused pages.

    Raises: WarehouseError.
    """
    with as_warehouse_error("erasing"):
        for name, table in TABLES.items():
            if table.indexed_text and db.table(name).detect_fts():
                db.table(name).rebuild_fts()
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
