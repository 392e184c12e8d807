"""Which documents a warehouse holds, asked of the file for reading only and without the tables' code.

A night without news asks no more than this, so nothing here takes time to import.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from models.errors import WarehouseError, no_more_files


def documents_held(path: Path) -> dict[str, int]:
    """Return how many rows of the warehouse each document is, by its SHA-256; nothing where there is
    no warehouse yet.

    Raises: WarehouseError.
    """
    if not path.is_file():
        return {}
    with _opened(path) as db:
        if not _has_tables(db):
            return {}
        return dict(db.execute("SELECT sha256, count(*) FROM documents GROUP BY sha256").fetchall())


def held_by(path: Path, extractor_version: str) -> set[str]:
    """Return the hashes of the documents that are there as this version of the extractor reads them;
    nothing where there is no warehouse yet.

    Raises: WarehouseError.
    """
    if not path.is_file():
        return set()
    with _opened(path) as db:
        if not _has_tables(db):
            return set()
        rows = db.execute(
            "SELECT sha256 FROM documents WHERE extractor_version = ?", [extractor_version]
        )
        return {sha256 for (sha256,) in rows}


def issues_of(path: Path, documents: Sequence[str]) -> dict[str, list[str]]:
    """Return what is to be checked in each of these documents, by its SHA-256, in Indonesian and in
    the order of the record, with its page where there are several; nothing where there is no warehouse
    yet.

    Raises: WarehouseError.
    """
    found: dict[str, list[str]] = {}
    if not path.is_file() or not documents:
        return found
    with _opened(path) as db:
        if not _has_tables(db):
            return found
        marks = ", ".join("?" * len(documents))
        for sha256, reason, page, pages in db.execute(
            "SELECT d.sha256, i.reason, i.page, d.page_count FROM issues i JOIN documents d ON d.id = i.document_id "
            f"WHERE d.sha256 IN ({marks}) ORDER BY i.document_id, i.position",
            list(documents),
        ):
            is_placed = page is None or pages == 1 or "halaman" in reason
            told = reason if is_placed else f"{reason} (halaman {page})"
            found.setdefault(sha256, []).append(told)
    return found


def _has_tables(db: sqlite3.Connection) -> bool:
    """Tell whether the tables were made: a run that is killed while it makes them leaves a file without."""
    return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone())


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
        ) as db:
            yield db
    except sqlite3.Error as error:
        raise no_more_files() or WarehouseError(
            f"{path}: cannot be read ({error}); if it is damaged, delete it and run risalah ingest: nothing is lost"
        ) from error
