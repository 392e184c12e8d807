"""The tables of the ledger, and how one that an older version made is brought up to date."""

import sqlite3
from pathlib import Path

from intake.names import bare_name
from intake.states import NOT_READ
from models.errors import ArchiveError

_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL, path TEXT NOT NULL, byte_count INTEGER NOT NULL,
  state TEXT NOT NULL, code TEXT, sentence TEXT, detail TEXT, version TEXT, attempts INTEGER NOT NULL DEFAULT 0,
  first_seen TEXT NOT NULL, finished TEXT, drop_id TEXT NOT NULL, arrival INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS sightings (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES files (sha256), name TEXT NOT NULL, folder TEXT NOT NULL,
  seen TEXT NOT NULL, drop_id TEXT NOT NULL, arrival INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, result TEXT, summary TEXT);
CREATE TABLE IF NOT EXISTS rest (id INTEGER PRIMARY KEY CHECK (id = 1), told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS replacements (
  failed TEXT PRIMARY KEY REFERENCES files (sha256), by TEXT NOT NULL REFERENCES files (sha256), at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS members (
  sha256 TEXT PRIMARY KEY REFERENCES files (sha256), holder TEXT NOT NULL REFERENCES files (sha256),
  folder TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answers (sha256 TEXT PRIMARY KEY REFERENCES files (sha256), given TEXT);
CREATE INDEX IF NOT EXISTS idx_files_state ON files (state);
CREATE INDEX IF NOT EXISTS idx_sightings_sha256 ON sightings (sha256);
CREATE INDEX IF NOT EXISTS idx_answers_owed ON answers (sha256) WHERE given IS NULL;
CREATE TABLE IF NOT EXISTS secured (
  drop_id TEXT PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL, seen TEXT NOT NULL,
  sha256 TEXT NOT NULL DEFAULT '', path TEXT NOT NULL DEFAULT '', byte_count INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS waits (path TEXT PRIMARY KEY, since TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rereads (sha256 TEXT PRIMARY KEY REFERENCES files (sha256));
CREATE TABLE IF NOT EXISTS unanswered (
  sha256 TEXT NOT NULL REFERENCES files (sha256), name TEXT NOT NULL, folder TEXT NOT NULL,
  PRIMARY KEY (sha256, name, folder));
CREATE TABLE IF NOT EXISTS failed_names (
  folder TEXT NOT NULL, bare TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES files (sha256), name TEXT NOT NULL,
  known INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (folder, bare, sha256, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS idx_failed_names_sha256 ON failed_names (sha256);
CREATE INDEX IF NOT EXISTS idx_failed_names_bare ON failed_names (bare);
"""

ARRIVED = (
    "(SELECT coalesce(max(rowid), 0) FROM files) + (SELECT coalesce(max(id), 0) FROM sightings)"
)
"""How many files and sightings came until now: the order of all that came, since none is ever deleted."""

_NEWER = (("files", "arrival"), ("sightings", "arrival"), ("failed_names", "known"))
"""Columns that an older version did not have; what it wrote came before all else."""

AGE = 3
"""Raised when what older versions wrote must be brought up to date."""


_LATER = (
    "Arsip ini dipakai oleh Risalah yang lebih baru. Perbarui Risalah di komputer ini (git pull, lalu make setup), "
    "lalu ulangi. Tidak ada yang diubah."
)


def need_known(db: sqlite3.Connection, archive: Path) -> None:
    """Raise ArchiveError where a later version wrote the ledger: what it means there is not known here. Nothing
    is written. Raises: sqlite3.Error.
    """
    if db.execute("PRAGMA user_version").fetchone()[0] > AGE:
        raise ArchiveError(
            f"{archive}: its ledger is of a later Risalah; update this one, then run again",
            sentence=_LATER,
        )


def make(db: sqlite3.Connection) -> None:
    """Make the tables that are not there, and fill those that an older version did not have.

    Raises: sqlite3.Error.
    """
    db.executescript(_TABLES)
    if db.execute("PRAGMA user_version").fetchone()[0] >= AGE:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for table, column in _NEWER:
            if not any(row[1] == column for row in db.execute(f"PRAGMA table_info({table})")):
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
        marks = ", ".join("?" * len(NOT_READ))
        for (sha256,) in db.execute(
            f"SELECT sha256 FROM files WHERE state IN ({marks})", NOT_READ
        ).fetchall():
            note_names(db, sha256)
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'twins'").fetchone():
            db.execute(
                "INSERT OR IGNORE INTO unanswered (sha256, name, folder) SELECT sha256, name, holder FROM twins"
            )
            db.execute("DROP TABLE twins")
        db.execute(  # what waits in the archive was owed its answer under its first name alone
            "INSERT OR IGNORE INTO unanswered (sha256, name, folder) SELECT sha256, name, folder FROM files "
            "WHERE state = 'menunggu' UNION SELECT s.sha256, s.name, s.folder FROM sightings s "
            "JOIN files f ON f.sha256 = s.sha256 WHERE f.state = 'menunggu'"
        )
        for table in ("files", "sightings"):  # drops were known by the number of their device too
            db.execute(
                f"UPDATE {table} SET drop_id = substr(drop_id, instr(drop_id, ':') + 1) "
                "WHERE drop_id GLOB '[0-9]*:[0-9]*:[0-9]*'"
            )
        db.execute(f"PRAGMA user_version = {AGE}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def note_names(db: sqlite3.Connection, sha256: str) -> None:
    """Note under which names, and in which folders, a file that failed was ever seen, and what had come
    until then: what comes and is read later is looked up there, and not among all that failed.
    """
    seen = db.execute(
        "SELECT folder, name FROM files WHERE sha256 = ?1 "
        "UNION SELECT folder, name FROM sightings WHERE sha256 = ?1",
        [sha256],
    ).fetchall()
    db.executemany(
        f"INSERT OR IGNORE INTO failed_names (folder, bare, sha256, name, known) VALUES (?, ?, ?, ?, {ARRIVED})",
        [(folder, bare_name(name), sha256, name) for folder, name in seen],
    )
