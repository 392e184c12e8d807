"""What staff are owed for what failed, what they were given, and what stands in for it since."""

import sqlite3

from intake.book import Book
from intake.entry import COLUMNS, OF_FILES, Entry
from intake.names import bare_name, copy_number, says_something
from intake.states import CHECK, NOT_READ, READ, WAITING
from intake.tables import note_names

_FAILED = ", ".join(f"'{state}'" for state in NOT_READ)
_HAS_FAILED = f"f.state IN ({_FAILED})"
_IS_OPEN = f"{_HAS_FAILED} AND f.sha256 NOT IN (SELECT failed FROM replacements)"
"""Of files f: that they failed, and that nothing stands in for them."""
_MOST_ALIKE = 200
"""So many failures of one name are looked at: staff took most of a common one away since."""


class Answers:
    """The answers that one archive's files got. Each method raises ArchiveError as those of its book do."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def owed(self) -> list[Entry]:
        """Return the files that failed and that staff were not given yet with the reason: what was deleted
        from the inbox while a run that was cut off had it in hand. Of what came under several names, and of
        members, tells `unanswered`.
        """
        rows = self._book.ask(
            f"SELECT {OF_FILES} FROM answers a CROSS JOIN files f ON f.sha256 = a.sha256 "
            f"WHERE a.given IS NULL AND {_IS_OPEN} "
            "AND NOT EXISTS (SELECT 1 FROM unanswered u WHERE u.sha256 = f.sha256) "
            "ORDER BY f.first_seen, f.sha256"
        )
        return [Entry(*row) for row in rows]

    def is_owed(self, sha256: str) -> bool:
        """Tell of one file whether it is in `owed`."""
        row = self._book.ask_one(
            "SELECT 1 FROM files f JOIN answers a ON a.sha256 = f.sha256 AND a.given IS NULL "
            f"WHERE f.sha256 = ? AND {_HAS_FAILED} "
            "AND NOT EXISTS (SELECT 1 FROM replacements r WHERE r.failed = f.sha256) "
            "AND NOT EXISTS (SELECT 1 FROM unanswered u WHERE u.sha256 = f.sha256)",
            [sha256],
        )
        return row is not None

    def has_failed(self, sha256: str) -> bool:
        """Tell whether a file ever failed, so that staff may have it back with a reason."""
        row = self._book.ask_one("SELECT 1 FROM failed_names WHERE sha256 = ?", [sha256])
        return row is not None

    def given(self, sha256: str, now: str) -> None:
        """Note that staff were given what failed, with the reason."""
        with self._book.write() as db:
            db.execute("UPDATE answers SET given = ? WHERE sha256 = ?", [now, sha256])

    def nothing_to_give(self, sha256: str) -> None:
        """Note that staff cannot be given what failed, tonight or later: its original is damaged."""
        self.given(sha256, "")

    def given_back(self) -> list[Entry]:
        """Return what failed, was given to staff, and has nothing that stands in for it: it lies in
        `gagal/`, unless they took it away.
        """
        rows = self._book.ask(
            f"SELECT {OF_FILES} FROM answers a CROSS JOIN files f ON f.sha256 = a.sha256 "
            f"WHERE a.given <> '' AND {_IS_OPEN} ORDER BY f.first_seen, f.sha256"
        )
        return [Entry(*row) for row in rows]

    def names_failed(self) -> list[tuple[str, str]]:
        """Return the hash of each file that ever failed, with each name that it was seen under."""
        return list(self._book.ask("SELECT sha256, name FROM failed_names"))

    def owe(self, sha256: str, name: str, folder: str) -> None:
        """Note that a file left the inbox before it was known what becomes of it."""
        with self._book.write() as db:
            owe(db, sha256, name, folder)

    def unanswered(self) -> list[tuple[Entry, str, str]]:
        """Return what lies nowhere where staff see it, members of containers and what waits in the archive,
        and did not get its answer under the name that it came with, though it is known what became of its
        bytes; each with that name and its folder.
        """
        rows = self._book.ask(
            f"SELECT u.name, u.folder, {OF_FILES} FROM unanswered u CROSS JOIN files f ON f.sha256 = u.sha256 "
            "WHERE f.state <> ? ORDER BY u.rowid",
            [WAITING],
        )
        return [(Entry(*row), name, folder) for name, folder, *row in rows]

    def names_unanswered(self, sha256: str) -> list[tuple[str, str]]:
        """Return name and folder under which a file did not get its answer yet, in the order they came."""
        return list(
            self._book.ask(
                "SELECT name, folder FROM unanswered WHERE sha256 = ? ORDER BY rowid", [sha256]
            )
        )

    def is_unanswered(self, sha256: str, name: str, folder: str) -> bool:
        """Tell whether a file did not get its answer yet under one of its names (`unanswered`)."""
        row = self._book.ask_one(
            "SELECT 1 FROM unanswered WHERE (sha256, name, folder) = (?, ?, ?)",
            [sha256, name, folder],
        )
        return row is not None

    def answered(self, sha256: str, name: str, folder: str) -> None:
        """Note that a file got its answer under one of its names (`unanswered`)."""
        with self._book.write() as db:
            db.execute(
                "DELETE FROM unanswered WHERE (sha256, name, folder) = (?, ?, ?)",
                [sha256, name, folder],
            )

    def failed_like(self, name: str, folder: str, sha256: str) -> list[tuple[Entry, str, bool]]:
        """Return the files that failed under the name and in the folder of one that was read, each with
        the name that it was seen under, and whether another stands in for it already.

        Only what came after the failure was known can mend it: files that came together, such as "x (1)"
        and "x (2)", are papers of their own. A number mends its own, or what has none.
        """
        bare = bare_name(name)
        if not says_something(bare):
            return []
        rows = self._book.ask(
            "SELECT n.name, EXISTS (SELECT 1 FROM replacements r WHERE r.failed = n.sha256), "
            f"{OF_FILES} FROM failed_names n CROSS JOIN files f ON f.sha256 = n.sha256 "
            f"WHERE n.folder = ? AND n.bare = ? AND {_HAS_FAILED} AND n.known < ? ORDER BY n.name, n.sha256",
            [folder, bare, self._last_seen(sha256, name, folder)],
        )
        number = copy_number(name)
        return [
            (Entry(*row), seen, bool(replaced))
            for seen, replaced, *row in rows
            if copy_number(seen) in ("", number)
        ]

    def failed_elsewhere(self, name: str, folder: str, sha256: str) -> list[tuple[str, str, str]]:
        """Return what failed under the name of a file that was read, whatever its number, in other folders,
        and that nothing stands in for: hash, name and folder of each, where `failed_like` would take it in
        one folder, what failed last first. Of a name that very many bear only those.
        """
        bare = bare_name(name)
        if not says_something(bare):
            return []
        return list(
            self._book.ask(
                "SELECT n.sha256, n.name, n.folder FROM failed_names n CROSS JOIN files f ON f.sha256 = n.sha256 "
                f"WHERE n.bare = ? AND n.folder <> ? AND {_HAS_FAILED} AND n.known < ? "
                "AND NOT EXISTS (SELECT 1 FROM replacements r WHERE r.failed = n.sha256) "
                f"ORDER BY n.known DESC LIMIT {_MOST_ALIKE}",
                [bare, folder, self._last_seen(sha256, name, folder)],
            )
        )

    def _last_seen(self, sha256: str, name: str, folder: str) -> int:
        """Return the place in the order of all that came at which a file came last under a name."""
        row = self._book.ask_one(
            "SELECT max(n) FROM (SELECT arrival AS n FROM files WHERE (sha256, name, folder) = (?1, ?2, ?3) "
            "UNION ALL SELECT arrival FROM sightings WHERE (sha256, name, folder) = (?1, ?2, ?3))",
            [sha256, name, folder],
        )
        return int(row[0] or 0)

    def replaced(self, failed: str, by: str, now: str) -> None:
        """Note that a file which was read stands in for one that failed."""
        with self._book.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO replacements (failed, by, at) VALUES (?, ?, ?)",
                [failed, by, now],
            )

    def open_failures(self) -> list[Entry]:
        """Return the files that failed and that nothing stands in for yet."""
        rows = self._book.ask(
            f"SELECT {COLUMNS} FROM files f WHERE {_IS_OPEN} ORDER BY first_seen, sha256"
        )
        return [Entry(*row) for row in rows]


def owe(db: sqlite3.Connection, sha256: str, name: str, folder: str) -> None:
    """Note, within a transaction, that a file lies nowhere where staff see it and is owed its answer."""
    db.execute(
        "INSERT OR IGNORE INTO unanswered (sha256, name, folder) VALUES (?, ?, ?)",
        [sha256, name, folder],
    )


def open_anew(db: sqlite3.Connection, sha256: str) -> None:
    """Note, within a transaction, that a file is dropped once more: what failed and was replaced is open
    again, and is to be given again, under this name too.
    """
    db.execute("DELETE FROM answers WHERE sha256 = ?", [sha256])
    db.execute("DELETE FROM replacements WHERE failed = ?", [sha256])
    (state,) = db.execute("SELECT state FROM files WHERE sha256 = ?", [sha256]).fetchone()
    if state in NOT_READ:
        note_names(db, sha256)


def note_end(db: sqlite3.Connection, sha256: str, state: str) -> None:
    """Note, within a transaction, what the end of a file means for its answer: one that failed is owed
    it, one that was read none.
    """
    if state in NOT_READ:
        db.execute("INSERT OR IGNORE INTO answers (sha256) VALUES (?)", [sha256])
        note_names(db, sha256)
    elif state in (READ, CHECK):
        db.execute("DELETE FROM answers WHERE sha256 = ?", [sha256])
