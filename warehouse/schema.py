"""The tables of the warehouse, made with sqlite-utils; what they hold is models.record's.

Everything here is derived and can be deleted: the archive holds the truth.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from models.codes import Code, DateRole, DocumentKind, MeetingType, ProgramType
from models.errors import WarehouseError

VERSION = 1
"""Written as user_version; a database of a later version is refused, an empty one is made new."""

CODES: dict[str, type[Code]] = {
    "document_kinds": DocumentKind,
    "meeting_types": MeetingType,
    "program_types": ProgramType,
    "date_roles": DateRole,
}

_DOC = ("document_id", "documents", "id")
TABLES: dict[str, tuple[dict[str, Any], tuple[tuple[str, str, str], ...]]] = {
    "documents": (
        {
            "id": int, "sha256": str, "name": str, "kind": str, "title": str, "published": str, "media_type": str,
            "page_count": int, "byte_count": int, "first_seen": str, "archive_path": str, "extractor_version": str,
        },
        (("kind", "document_kinds", "code"),),
    ),
    "pages": (
        {"id": int, "document_id": int, "number": int, "origin": str, "confidence": float, "start": int, "text": str},
        (_DOC,),
    ),
    "agencies": ({"id": int, "name": str, "key": str, "place": str}, ()),
    "agency_aliases": ({"id": int, "agency_id": int, "document_id": int, "name": str}, (_DOC, ("agency_id", "agencies", "id"))),
    "people": ({"id": int, "name": str, "key": str}, ()),
    "person_aliases": ({"id": int, "person_id": int, "document_id": int, "name": str}, (_DOC, ("person_id", "people", "id"))),
    "meetings": (
        {
            "id": int, "document_id": int, "position": int, "type": str, "title": str, "date": str, "start": str, "end": str,
            "venue": str, "kelurahan": str, "kecamatan": str, "kota": str, "organizer": str, "organizer_id": int,
        },
        (_DOC, ("type", "meeting_types", "code"), ("organizer_id", "agencies", "id")),
    ),
    "offices": (
        {
            "id": int, "document_id": int, "position": int, "person_id": int, "name": str, "role": str, "agency": str,
            "agency_id": int,
        },
        (_DOC, ("person_id", "people", "id"), ("agency_id", "agencies", "id")),
    ),
    "document_agencies": (
        {"id": int, "document_id": int, "position": int, "agency_id": int, "name": str},
        (_DOC, ("agency_id", "agencies", "id")),
    ),
    "programs": (
        {"id": int, "document_id": int, "position": int, "name": str, "type": str},
        (_DOC, ("type", "program_types", "code")),
    ),
    "program_agencies": (
        {"id": int, "document_id": int, "program_id": int, "position": int, "agency_id": int, "name": str},
        (_DOC, ("program_id", "programs", "id"), ("agency_id", "agencies", "id")),
    ),
    "proposals": (
        {
            "id": int, "document_id": int, "position": int, "title": str, "type": str, "origin": str, "volume": str,
            "amount": int, "agency": str, "agency_id": int,
        },
        (_DOC, ("type", "program_types", "code"), ("agency_id", "agencies", "id")),
    ),
    "budget_lines": (
        {
            "id": int, "document_id": int, "position": int, "item": str, "quantity": float, "unit": str,
            "unit_price": int, "total": int,
        },
        (_DOC,),
    ),
    "dates": (
        {"id": int, "document_id": int, "position": int, "date": str, "role": str},
        (_DOC, ("role", "date_roles", "code")),
    ),
    "decisions": (
        {"id": int, "document_id": int, "position": int, "text": str, "assignee": str, "due": str},
        (_DOC,),
    ),
    "evidence": (
        {
            "id": int, "document_id": int, "position": int, "item": str, "page": int, "start": int, "end": int,
            "quote": str, "confidence": float,
        },
        (_DOC,),
    ),
    "issues": (
        {"id": int, "document_id": int, "position": int, "part": str, "page": int, "quote": str, "reason": str},
        (_DOC,),
    ),
}  # fmt: skip
"""Columns and foreign keys (column, table, its column) of every table, in an order that can be made."""

FACETS = {
    "documents": ("published", "media_type"),
    "pages": ("origin",),
    "meetings": ("date", "kelurahan", "kota"),
    "offices": ("role",),
    "proposals": ("origin",),
    "dates": ("date",),
    "decisions": ("due",),
    "evidence": ("item",),
}
FULL_TEXT = {
    "pages": ("text",),
    "people": ("name",),
    "agencies": ("name",),
    "programs": ("name",),
    "proposals": ("title",),
    "decisions": ("text",),
}


def open_warehouse(path: Path) -> Database:
    """Open the database, made new when it is not there; safe to read while it is written (WAL).

    Raises: WarehouseError when the file is no database, damaged, or of a later version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise WarehouseError(
            f"{path}: is no usable SQLite database ({error}); move it away and run risalah ingest: it is rebuilt from the archive"
        ) from error
    if version > VERSION:
        connection.close()
        raise WarehouseError(
            f"{path}: was made by a later Risalah (version {version}); update the program"
        )
    database = Database(connection)
    if version < VERSION:
        create(database)
    return database


def create(db: Database) -> None:
    """Make every table in one transaction; another process may have done it meanwhile."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        if db.conn.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            for statement in statements():
                db.conn.execute(statement)
            for name, codes in CODES.items():
                rows = [(code.value, code.label) for code in codes]
                db.conn.executemany(f"INSERT INTO {name} (code, label) VALUES (?, ?)", rows)
            db.conn.execute(f"PRAGMA user_version = {VERSION}")
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise


_SQL_TYPES = {int: "INTEGER", str: "TEXT", float: "REAL"}


def statements() -> list[str]:
    """Return the SQL that makes the tables, indexes, full-text tables and their triggers."""
    out = [f"CREATE TABLE {name} (code TEXT PRIMARY KEY, label TEXT NOT NULL)" for name in CODES]
    for name, (columns, keys) in TABLES.items():
        parts = [
            f'"{c}" {_SQL_TYPES[t]}' + (" PRIMARY KEY" if c == "id" else "")
            for c, t in columns.items()
        ]
        for column, table, other in keys:
            cascade = " ON DELETE CASCADE" if table in ("documents", "programs") else ""
            parts.append(f'FOREIGN KEY ("{column}") REFERENCES {table}("{other}"){cascade}')
        out.append(f"CREATE TABLE {name} ({', '.join(parts)})")
        for column in dict.fromkeys((*(k[0] for k in keys), *FACETS.get(name, ()))):
            out.append(f'CREATE INDEX idx_{name}_{column} ON {name} ("{column}")')
    out.append("CREATE UNIQUE INDEX idx_documents_sha256 ON documents (sha256)")
    out.append("CREATE UNIQUE INDEX idx_agencies_key ON agencies (key)")
    out.append("CREATE UNIQUE INDEX idx_people_key ON people (key)")
    for name, columns_ in FULL_TEXT.items():
        listed = ", ".join(f"[{c}]" for c in columns_)
        new, old = (", ".join(f"{w}.[{c}]" for c in columns_) for w in ("new", "old"))
        fts = f"{name}_fts"
        delete = f"INSERT INTO [{fts}] ([{fts}], rowid, {listed}) VALUES ('delete', old.id, {old});"
        insert = f"INSERT INTO [{fts}] (rowid, {listed}) VALUES (new.id, {new});"
        out += [
            f"CREATE VIRTUAL TABLE [{fts}] USING FTS5 ({listed}, tokenize='unicode61 remove_diacritics 2', content=[{name}], content_rowid='id')",
            f"CREATE TRIGGER [{name}_ai] AFTER INSERT ON [{name}] BEGIN {insert} END",
            f"CREATE TRIGGER [{name}_ad] AFTER DELETE ON [{name}] BEGIN {delete} END",
            f"CREATE TRIGGER [{name}_au] AFTER UPDATE ON [{name}] BEGIN {delete} {insert} END",
        ]
    return out
