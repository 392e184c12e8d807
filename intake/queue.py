"""The files of the inbox that no run has in its hands yet: what waits there, and what was stored before a run."""

from collections.abc import Collection
from dataclasses import dataclass

from intake.book import Book


@dataclass(frozen=True, slots=True)
class Secured:
    """A file of the inbox whose bytes are stored, and which no run has taken in hand yet; without a hash
    it was about to be stored when something ended the program.
    """

    drop_id: str
    name: str
    folder: str
    seen: str
    sha256: str
    path: str
    byte_count: int

    @property
    def placed(self) -> str:
        """Return where in the inbox it lay, as `Queue.waits` tells it."""
        return "/".join(filter(None, (self.folder, self.name)))


class Queue:
    """What the ledger knows of them. Each method raises ArchiveError as those of its book do."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def securing(self, drop_id: str, *, name: str, folder: str, now: str) -> None:
        """Note that a file of the inbox is about to be stored, before a run takes it in hand."""
        with self._book.write() as db:
            db.execute(
                "INSERT OR IGNORE INTO secured (drop_id, name, folder, seen) VALUES (?, ?, ?, ?)",
                [drop_id, name, folder, now],
            )

    def stored(self, drop_id: str, sha256: str, *, path: str, byte_count: int) -> None:
        """Note where the bytes of a file of the inbox were stored (`securing`); one of its name that has
        them was the same file, before its rights or its time were changed.
        """
        with self._book.write() as db:
            db.execute(
                "DELETE FROM secured WHERE drop_id <> ?1 AND sha256 = ?2 AND (name, folder) = "
                "(SELECT name, folder FROM secured WHERE drop_id = ?1)",
                [drop_id, sha256],
            )
            db.execute(
                "UPDATE secured SET sha256 = ?, path = ?, byte_count = ? WHERE drop_id = ?",
                [sha256, path, byte_count, drop_id],
            )

    def secured_as(self, drop_id: str, now: str) -> None:
        """Note that a file was replaced by the one whose bytes were stored, which is known by another."""
        with self._book.write() as db:
            db.execute(
                "UPDATE OR REPLACE secured SET drop_id = ? WHERE drop_id = ?", [now, drop_id]
            )

    def secured(self) -> list[Secured]:
        """Return what was stored, or was about to be, and was taken in hand by no run yet."""
        columns = "drop_id, name, folder, seen, sha256, path, byte_count"
        return [
            Secured(*row)
            for row in self._book.ask(f"SELECT {columns} FROM secured ORDER BY seen, folder, name")
        ]

    def forget_secured(self, drop_id: str) -> None:
        """Forget a file of the inbox that was taken away, or that could not be stored."""
        with self._book.write() as db:
            db.execute("DELETE FROM secured WHERE drop_id = ?", [drop_id])

    def waits(self) -> dict[str, str]:
        """Return what waited in the inbox when a run last looked, with when it was seen first."""
        return dict(self._book.ask("SELECT path, since FROM waits ORDER BY path"))

    def wait(self, paths: Collection[str], now: str) -> None:
        """Note what lies in the inbox and is not complete yet; what is known keeps its time."""
        with self._book.write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO waits (path, since) VALUES (?, ?)", [(p, now) for p in paths]
            )

    def wait_no_longer(self, paths: Collection[str]) -> None:
        """Forget what was taken, or taken away, since it waited."""
        with self._book.write() as db:
            db.executemany("DELETE FROM waits WHERE path = ?", [(p,) for p in paths])
