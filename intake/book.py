"""The file that the ledger is written in: opened, asked, and written to by several threads, durably."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from intake.tables import make, need_known
from models.errors import ArchiveError, no_more_files

FILE = "ledger.db"

_UNREADABLE = (
    "Buku arsip tidak dapat dibaca, mungkin rusak. Berkas asli di arsip tidak disentuh; beri tahu pengelola "
    "agar buku arsip dipulihkan dari cadangan (risalah restore)."
)


def is_damage(error: BaseException) -> bool:
    """Tell whether SQLite says that a file is damaged, or no database; all else is of the disk or the rights."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Book:
    """The file of one archive; every write is durable before it returns.

    Each method raises ArchiveError where the file cannot be read or written.
    """

    def __init__(self, archive: Path) -> None:
        self._turn = threading.Lock()  # documents are read side by side over one connection
        try:
            archive.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                archive / FILE, timeout=30, isolation_level=None, check_same_thread=False
            )
            try:
                need_known(self._db, archive)
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                make(self._db)
            except BaseException:
                self._db.close()
                raise
        except (OSError, sqlite3.Error) as error:
            if is_damage(error):
                raise _unreadable(error) from error
            raise no_more_files() or ArchiveError(
                f"{archive}: the ledger cannot be opened ({error}); make room or restore it, then run again"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def ask(self, sql: str, args: Sequence[object] = ()) -> Iterator[Any]:
        """Yield the rows that answer a question."""
        try:
            yield from self._db.execute(sql, args)
        except sqlite3.Error as error:
            raise _unreadable(error) from error

    def ask_one(self, sql: str, args: Sequence[object] = ()) -> Any:
        """Return the first row of an answer, None where there is none."""
        return next(self.ask(sql, args), None)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction. Whatever is written, what was at rest (`intake.runs`) is no more."""
        with self.write_at_rest() as db:
            db.execute("DELETE FROM rest")
            yield db

    @contextmanager
    def write_at_rest(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction what leaves all else at rest."""
        with self._turn:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if not isinstance(error, sqlite3.Error):
                    raise  # a fault of ours: not the disk's, and not to be told as such
                if is_damage(error):
                    raise _unreadable(error) from error
                raise ArchiveError(
                    f"the ledger cannot be written ({error}); make room, then run again: nothing was moved"
                ) from error


def _unreadable(error: BaseException) -> ArchiveError:
    return ArchiveError(
        f"the ledger cannot be read ({error}); if it is damaged restore it from a backup (risalah "
        "restore), then run again: the originals are not touched",
        sentence=_UNREADABLE,
    )
