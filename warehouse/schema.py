"""The database opened, and made or brought up to date with sqlite-utils; warehouse.tables says what is in it.

Everything here is derived and can be deleted: the archive holds the truth.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

from models.errors import WarehouseError, no_more_files
from warehouse.likeness import GROUPS
from warehouse.likeness import SCHEMA as LIKENESS
from warehouse.mentions import BODY_FACTS, DAY, note_mentions
from warehouse.stems import as_stems
from warehouse.tables import CODES, STEMS, TABLES, VIEWS, Table

TOKENIZER = "unicode61 remove_diacritics 2"

_INNER = """
CREATE TABLE _identity_blocks (kind TEXT NOT NULL, block TEXT NOT NULL, node TEXT NOT NULL);
CREATE INDEX _idx_identity_blocks_block ON _identity_blocks (kind, block);
CREATE INDEX _idx_identity_blocks_node ON _identity_blocks (kind, node);
CREATE TABLE _identity_dirty (kind TEXT NOT NULL, node TEXT NOT NULL, anew INTEGER NOT NULL);
CREATE TABLE _identity_verdicts (kind TEXT NOT NULL, left_code TEXT NOT NULL, right_code TEXT NOT NULL, same INTEGER NOT NULL);
CREATE TABLE _identity_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)
"""

migrations = Migrations("risalah-warehouse")
"""What was done to a database, in order. A later change of the tables is a further function here.

The first one makes the tables as they are today, so a later one must find nothing to do in a new
database: sqlite-utils' `transform` and `add_missing_columns` are written so.
"""


@migrations()
def make_tables(db: Database) -> None:
    """Make every table with its keys, indexes and full-text index, and fill the closed lists."""
    for name, codes in CODES.items():
        db.table(name).create({"code": str, "label": str}, pk="code", not_null={"label"})
        db.table(name).insert_all({"code": code.value, "label": code.label} for code in codes)
    for name, table in TABLES.items():
        _make(db, name, table)


@migrations()
def tell_who_is_who(db: Database) -> None:
    """Take apart what earlier versions joined while loading; the next run tells who is who anew."""
    _make_inner_tables(db)
    if "agency_aliases" in db.table_names():
        for facts, column in (("offices", "person_id"), *((t, c) for t, _, c in BODY_FACTS)):
            db.execute(f"UPDATE {facts} SET {column} = NULL")
        for old in ("agency_aliases", "person_aliases", "agencies", "people"):
            if db.table(old).detect_fts():
                db.table(old).disable_fts()
            db.table(old).drop()
        for name, table in TABLES.items():
            if name not in db.table_names():
                _make(db, name, table)
        for (document,) in db.execute("SELECT id FROM documents").fetchall():
            note_mentions(db, document)
    for view, sql in VIEWS.items():
        db.create_view(view, sql)


def _make_inner_tables(db: Database) -> None:
    """Make the tables in which warehouse.identity keeps its own books; nobody else reads them."""
    for statement in _INNER.split(";"):
        db.execute(statement)


@migrations()
def add_codes_of_places(db: Database) -> None:
    """Add what the record of a meeting gained: the official code of its place."""
    add_missing_columns(db)


@migrations()
def add_claims(db: Database) -> None:
    """Add the table of what others claim of a document, such as the folder that it lay in."""
    if "claims" not in db.table_names():
        _make(db, "claims", TABLES["claims"])


@migrations()
def add_boxes(db: Database) -> None:
    """Add where on its page each quote stands, and how each page was read."""
    if "boxes" not in db.table_names():
        _make(db, "boxes", TABLES["boxes"])
    add_missing_columns(db)


@migrations()
def search_by_stems(db: Database) -> None:
    """Add the stems of texts and index them beside the texts, and the day of each document."""
    add_missing_columns(db)
    db.execute(f"UPDATE documents AS d SET day = {DAY}")
    known = db.table_names()
    for name, table in TABLES.items():
        if name not in known:
            continue  # a later migration makes it
        for columns in table.indexes:
            db.table(name).create_index(columns, if_not_exists=True)
        if not table.stemmed or _indexed(db, name) == table.indexed_text:
            continue
        told = ", ".join(table.stemmed)
        rows = db.execute(f"SELECT id, {told} FROM {name}").fetchall()
        if db.table(name).detect_fts():
            db.table(name).disable_fts()
        db.conn.executemany(
            f"UPDATE {name} SET {STEMS} = ? WHERE id = ?",
            ((as_stems(*texts), number) for number, *texts in rows),
        )
        db.table(name).enable_fts(table.indexed_text, create_triggers=True, tokenize=TOKENIZER)


@migrations()
def add_reasons(db: Database) -> None:
    """Add why each item is as sure as it is."""
    add_missing_columns(db)


@migrations()
def add_likeness(db: Database) -> None:
    """Add what tells editions of one text: the sketch of each document."""
    for statement in LIKENESS.split(";"):
        db.execute(statement)


@migrations()
def add_editions(db: Database) -> None:
    """Add which documents are alike. Those that are there are compared by and by, some with each document
    that is loaded: all at once would hold up whoever opens a large database.
    """
    for statement in GROUPS.split(";"):
        db.execute(statement)


def _indexed(db: Database, name: str) -> tuple[str, ...]:
    """Return the columns that a table's full-text index has, none where it has no index."""
    index = db.table(name).detect_fts()
    return tuple(db.table(index).columns_dict) if index else ()


def _make(db: Database, name: str, table: Table) -> None:
    made = db.table(name).create(
        table.columns,
        pk="id",
        foreign_keys=[
            ForeignKey(name, k.column, k.table, k.other, on_delete=k.on_delete) for k in table.keys
        ],
    )
    for column in table.unique:
        made.create_index([column], unique=True)
    for columns in table.indexes:
        made.create_index(columns)
    if table.full_text:
        made.enable_fts(table.indexed_text, create_triggers=True, tokenize=TOKENIZER)


def add_missing_columns(db: Database) -> None:
    """Add the columns that the tables of today have and this database lacks; for migrations. A table
    that a later migration makes is not there yet.
    """
    known = db.table_names()
    for name, table in TABLES.items():
        if name not in known:
            continue
        there = db.table(name).columns_dict
        for column, kind in table.columns.items():
            if column not in there:
                db.table(name).add_column(column, kind)


def open_warehouse(path: Path, *, patience_s: float = 30) -> Database:
    """Open the database, made new when it is not there; safe to read while it is written (WAL).

    Args:
        path: the file; its folder is made.
        patience_s: how long to wait for another program that is writing.

    Raises: WarehouseError when the file is no database, another program's, of a later version, in
        use for longer than that, or not to be written; ArchiveError where the system opens no more files.
    """
    with as_warehouse_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=patience_s, isolation_level=None)
        try:
            database = Database(connection)
            _check_owner(database, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # as safe as WAL needs, and quick
            connection.execute("PRAGMA foreign_keys = ON")
            create(database)
        except BaseException:
            connection.close()
            raise
    return database


def path_of(db: Database) -> Path:
    """Return the file of an open database."""
    (path,) = (row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    return Path(path)


_FOLD_S = 10.0


def fold_log(db: Database, *, at_least: int = 0, patience_s: float = _FOLD_S) -> bool:
    """Write into the database itself what its log holds, and begin the log anew, where it has so many
    bytes. By itself SQLite begins anew only while nobody reads; where somebody always does, the log
    grows with each write, and every reader looks through all of it for each page.

    Args:
        db: the database, with no transaction begun.
        at_least: bytes; a smaller log stays.
        patience_s: how long to wait for those who began to read before.

    Returns: whether nothing is left in the log; a reader who stays longer leaves it to the next.
    Raises: WarehouseError when the database may not be written, or the disk is full.
    """
    path = path_of(db)
    with as_warehouse_error(path):
        log = Path(f"{path}-wal")
        if not log.exists() or log.stat().st_size < at_least:
            return True
        (before,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute(f"PRAGMA busy_timeout = {int(patience_s * 1000)}")
        try:
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.execute(f"PRAGMA busy_timeout = {before}")
    return not busy


def _check_owner(db: Database, path: Path) -> None:
    """Refuse what somebody else made, and what a later program made."""
    applied = {migration.name for migration in migrations.applied(db)}
    if not applied and db.table_names():
        raise WarehouseError(
            f"{path}: is a database that this Risalah did not make; name another file with --warehouse, "
            "or move it away if an early Risalah made it: it is rebuilt from the archive",
            sentence=f"{path} basis data milik program lain. Sebut berkas lain dengan --warehouse, atau pindahkan "
            "bila dulu dibuat Risalah yang lama: isinya dibuat lagi dari arsip.",
        )
    if applied - {migration.name for migration in migrations.pending(Database(memory=True))}:
        raise WarehouseError(
            f"{path}: was made by a later Risalah; update the program",
            sentence=f"Basis data {path} dibuat Risalah yang lebih baru. Perbarui Risalah di komputer ini (git pull, "
            "lalu make setup).",
        )


def create(db: Database) -> None:
    """Do what is not done yet, as one; another process may have done it meanwhile."""
    if not migrations.pending(db):
        return
    with transaction(db):
        migrations.apply(db)


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Write as one: IMMEDIATE, so that a reader never turns into a writer halfway."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:  # SQLite has rolled back itself when the disk is full
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def as_warehouse_error(path: Path | str) -> Iterator[None]:
    """Say what SQLite or the system refused in our words.

    Raises: WarehouseError; ArchiveError where the system opens no more files, which SQLite does not tell.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        told, sentence = _refusal(error, path)
        raise no_more_files() or WarehouseError(f"{path}: {told}", sentence=sentence) from error
    except sqlite3.DatabaseError as error:
        raise WarehouseError(
            f"{path}: is no usable SQLite database ({error}); move it away and run risalah ingest: it is rebuilt from the archive",
            sentence=f"{_called(path)} rusak, atau bukan basis data. Pindahkan berkas itu, lalu jalankan risalah ingest: isinya "
            "dibuat lagi dari arsip, tidak ada dokumen yang hilang.",
        ) from error
    except (sqlite3.Error, OSError) as error:
        raise no_more_files() or WarehouseError(
            f"{path}: cannot be used as a database ({error})",
            sentence=f"{_called(path)} tidak dapat dibuka. Minta pengelola memeriksa izin berkas dan foldernya, "
            "dan apakah disknya terpasang dan tidak penuh; tidak ada dokumen yang hilang.",
        ) from error


def _refusal(error: sqlite3.OperationalError, path: Path | str) -> tuple[str, str]:
    """Return what SQLite refused, for the maintainer and for staff."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            "another program is writing to it (database is locked); try again when it is done",
            f"{_called(path)} sedang ditulis program lain. Ulangi setelah selesai; tidak ada dokumen yang hilang.",
        )
    if code == sqlite3.SQLITE_FULL:
        return (
            "the disk is full; make room and run again, nothing was changed",
            f"Disk tempat {_called(path)} penuh. Kosongkan sebagian, lalu ulangi; tidak ada dokumen yang hilang.",
        )
    if code == sqlite3.SQLITE_ERROR:  # it has not the tables that it should
        return (
            f"is no database of this Risalah ({error}); name another file with --warehouse",
            f"{_called(path)} bukan buatan Risalah ini. Sebut berkas lain dengan --warehouse.",
        )
    if isinstance(path, Path) and path.is_dir():
        return (
            f"cannot be opened ({error}): is a folder; name a file",
            f"{path} itu folder. Sebut berkas basis data di dalamnya dengan --warehouse, misalnya risalah.db.",
        )
    return (
        f"cannot be opened or written ({error}); look at the rights of the file and its folder",
        f"{_called(path)} tidak boleh atau tidak dapat dibuka. Minta pengelola memeriksa izin berkas dan "
        "foldernya; tidak ada dokumen yang hilang.",
    )


def _called(path: Path | str) -> str:
    """Return how a database is called where its file is known, and where only what was done with it is."""
    return f"Basis data {path}" if isinstance(path, Path) else "Basis data"
