"""The ledger: every file ever seen, how often, and what became of it.

It lies in the archive and is never rebuilt. Files seen = read + copies + failed + waiting + unpacked: what
came once more is a copy where its bytes were read or unpacked, and else what its bytes are.
"""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from enum import Enum
from pathlib import Path

from intake.answers import Answers, note_end, open_anew, owe
from intake.book import FILE, Book
from intake.entry import COLUMNS, OF_FILES, Entry
from intake.queue import Queue
from intake.runs import Runs
from intake.scan import page_id
from intake.states import CHECK, NOT_READ, READ, TAKEN, UNPACKED, WAITING
from intake.tables import ARRIVED


class Arrival(Enum):
    """What a file in the inbox is to the ledger."""

    NEW = "new"
    COPY = "copy"
    STILL_THERE = "still there"
    """Noted before, by a run that was cut off before it took the file out of the inbox."""


class Ledger:
    """The ledger of one archive; every write is durable before it returns. Beside the files it tells of
    the `runs`, of the `answers` that staff are owed, and of what is still in the `queue` before a run.

    Each method raises ArchiveError where the file cannot be read or written.
    """

    def __init__(self, archive: Path) -> None:
        self._book = Book(archive)
        self._begun: set[str] = set()
        self.runs = Runs(self._book)
        self.answers = Answers(self._book)
        self.queue = Queue(self._book)

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def arrived(
        self,
        sha256: str,
        *,
        name: str,
        folder: str,
        path: str,
        byte_count: int,
        now: str,
        drop_id: str,
        holder: str | None = None,
        is_second: bool = False,
    ) -> Arrival:
        """Note that a file was stored.

        `drop_id` is one and the same for the same file in the inbox (its inode and the time of its
        last change), another when the content is dropped once more. What was stored before, and no run
        came to its end with, is known by its name and folder too: its rights or its time may have been
        changed since. `holder` is the hash of the container that it was taken out of. `is_second` tells
        of one that lies there under another name too (a hard link), which came for itself.
        """
        with self._book.write() as db:
            db.execute(
                "DELETE FROM secured WHERE drop_id = ? OR (sha256, name, folder) = (?, ?, ?)",
                [drop_id, sha256, name, folder],
            )
            if holder is None:
                _known_by(db, drop_id, sha256, name, folder)
            noted = db.execute(
                "SELECT 1 FROM (SELECT name, folder FROM files WHERE sha256 = ?1 AND drop_id = ?2 "
                "UNION SELECT name, folder FROM sightings WHERE sha256 = ?1 AND drop_id = ?2) "
                "WHERE NOT ?3 OR (name, folder) = (?4, ?5)",
                [sha256, drop_id, is_second, name, folder],
            ).fetchone()
            if noted:
                return Arrival.STILL_THERE
            if self.entry(sha256) is None:
                db.execute(
                    "INSERT INTO files (sha256, name, folder, path, byte_count, state, first_seen, drop_id, arrival) "
                    f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1 + {ARRIVED})",
                    [sha256, name, folder, path, byte_count, WAITING, now, drop_id],
                )
                arrival = Arrival.NEW
            else:
                db.execute(
                    "INSERT INTO sightings (sha256, name, folder, seen, drop_id, arrival) "
                    f"VALUES (?, ?, ?, ?, ?, 1 + {ARRIVED})",
                    [sha256, name, folder, now, drop_id],
                )
                arrival = Arrival.COPY
            open_anew(db, sha256)
            # Dropped by itself it lies in no container any more, whatever a run that is cut off now left.
            db.execute("DELETE FROM members WHERE sha256 = ?", [sha256])
            if holder is not None:
                db.execute(
                    "INSERT INTO members (sha256, holder, folder) VALUES (?, ?, ?)",
                    [sha256, holder, folder],
                )
                # Unlike what was dropped, it lies nowhere where the next run would see that it came.
                owe(db, sha256, name, folder)
            return arrival

    def holders(self, sha256: str) -> list[tuple[str, str]]:
        """Return the containers that a file was last taken out of, the innermost first, each by its hash
        and with the folder in which the file, or the container in it, was there.
        """
        found: list[tuple[str, str]] = []
        while True:
            row = self._book.ask_one(
                "SELECT holder, folder FROM members WHERE sha256 = ?", [sha256]
            )
            if row is None or row in found:
                return found
            found.append(row)
            sha256 = row[0]

    def is_member(self, sha256: str, folder: str) -> bool:
        """Tell whether a place that a file came from is a container, and no folder of the inbox."""
        row = self._book.ask_one(
            "SELECT 1 FROM files WHERE sha256 = ?1 AND folder = ?2 AND substr(drop_id, 65, 1) = ':' "
            "UNION ALL SELECT 1 FROM sightings WHERE sha256 = ?1 AND folder = ?2 "
            "AND substr(drop_id, 65, 1) = ':' LIMIT 1",
            [sha256, folder],
        )
        return row is not None

    def members(self) -> dict[str, list[tuple[str, str]]]:
        """Return what was ever taken out of each container: hash and name, in the order there."""
        found: dict[str, list[tuple[str, str]]] = {}
        for holder, sha256, name in self._book.ask(
            "SELECT substr(drop_id, 1, 64), sha256, name FROM (SELECT sha256, name, drop_id FROM files UNION "
            "SELECT sha256, name, drop_id FROM sightings) WHERE substr(drop_id, 65, 1) = ':' "
            "ORDER BY substr(drop_id, 1, 64), CAST(substr(drop_id, 66) AS INTEGER)"
        ):
            found.setdefault(holder, []).append((sha256, name))
        return found

    def started(self, sha256: str, version: str) -> None:
        """Count an attempt before it begins, so that what kills the program is counted too; another
        version of the program begins to count anew.
        """
        self._begun.add(sha256)
        with self._book.write() as db:
            db.execute(
                "UPDATE files SET attempts = CASE WHEN version IS ?2 THEN attempts + 1 ELSE 1 END, "
                "version = ?2, state = ?3, code = NULL, sentence = NULL, detail = NULL WHERE sha256 = ?1",
                [sha256, version, WAITING],
            )

    def finished(
        self,
        sha256: str,
        state: str,
        *,
        version: str,
        now: str,
        code: str | None = None,
        sentence: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Note what became of a file; an attempt that came to its end counts no longer."""
        self._begun.discard(sha256)
        with self._book.write() as db:
            db.execute(
                "UPDATE files SET state = ?, code = ?, sentence = ?, detail = ?, version = ?, finished = ?, "
                "attempts = 0 WHERE sha256 = ?",
                [state, code, sentence, detail, version, now, sha256],
            )
            db.execute("DELETE FROM rereads WHERE sha256 = ?", [sha256])
            note_end(db, sha256, state)

    def reread(self, hashes: Collection[str]) -> None:
        """Note files that are to be read anew, whatever is kept of them: until that is done or they fail,
        each run has them in its hands.
        """
        with self._book.write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO rereads (sha256) VALUES (?)", [(s,) for s in sorted(hashes)]
            )

    def rereads(self) -> set[str]:
        """Return the hashes of the files that are still to be read anew."""
        return {sha256 for (sha256,) in self._book.ask("SELECT sha256 FROM rereads")}

    def release(self) -> None:
        """Take back the attempts that were begun over this connection and not finished: what ended
        them (a full disk, a locked database, SIGTERM) was no fault of the documents.
        """
        with self._book.write() as db:
            db.executemany(
                "UPDATE files SET attempts = max(attempts - 1, 0) WHERE sha256 = ?",
                [(sha256,) for sha256 in sorted(self._begun)],
            )
        self._begun.clear()

    def put_back(self, sha256: str) -> None:
        """Take back the attempt at one file that was begun and is to begin anew."""
        with self._book.write() as db:
            db.execute(
                "UPDATE files SET attempts = max(attempts - 1, 0) WHERE sha256 = ?", [sha256]
            )
        self._begun.discard(sha256)

    def settled_drops(self) -> set[str]:
        """Return the drops (see `arrived`) whose content was read or unpacked and needs nothing more, and
        the web pages (`page_id`) that ever came: the folders that were saved with them stay alone.
        """
        rows = self._book.ask(
            "SELECT drop_id FROM files WHERE state IN (?1, ?2, ?3) UNION ALL SELECT s.drop_id "
            "FROM sightings s JOIN files f ON f.sha256 = s.sha256 WHERE f.state IN (?1, ?2, ?3)",
            [READ, CHECK, UNPACKED],
        )
        pages = self._book.ask(
            "SELECT folder, name FROM files WHERE name LIKE '%.htm' OR name LIKE '%.html' "
            "UNION SELECT folder, name FROM sightings WHERE name LIKE '%.htm' OR name LIKE '%.html'"
        )
        return {drop for (drop,) in rows} | {page_id(folder, name) for folder, name in pages}

    def drops(self) -> set[str]:
        """Return every drop (see `arrived`) that was ever noted."""
        rows = self._book.ask("SELECT drop_id FROM files UNION ALL SELECT drop_id FROM sightings")
        return {drop for (drop,) in rows}

    def folders(self) -> list[tuple[str, str]]:
        """Return hash and sub-folder of each sighting in a sub-folder, each pair once, in order. A member
        of a container was in each sub-folder in which that was seen, whichever of them it was taken out of.
        """
        rows = self._book.ask(
            "WITH RECURSIVE seen AS (SELECT sha256, folder, drop_id FROM files "
            "UNION SELECT sha256, folder, drop_id FROM sightings), "
            "held AS (SELECT sha256, substr(drop_id, 1, 64) AS holder FROM seen WHERE substr(drop_id, 65, 1) = ':'), "
            "below AS (SELECT sha256, holder FROM held UNION "
            "SELECT b.sha256, h.holder FROM below b JOIN held h ON h.sha256 = b.holder) "
            "SELECT sha256, folder FROM seen WHERE folder <> '' UNION "
            "SELECT b.sha256, s.folder FROM below b JOIN seen s ON s.sha256 = b.holder WHERE s.folder <> '' "
            "ORDER BY 1, 2"
        )
        return list(rows)

    def unsettled(self, version: str) -> list[Entry]:
        """Return the files that this version of the program neither gave up nor read to the end without
        a doubt about a missing program, and those that are to be read anew, in the order of their first
        sighting.
        """
        marks = ", ".join("?" * len(NOT_READ))
        rows = self._book.ask(
            f"SELECT {COLUMNS} FROM files WHERE (state NOT IN (?, ?) OR version IS NOT ? OR code IS NOT NULL "
            "OR sha256 IN (SELECT sha256 FROM rereads)) "
            f"AND NOT (state IN ({marks}) AND version IS ?) ORDER BY first_seen, sha256",
            [READ, CHECK, version, *NOT_READ, version],
        )
        return [Entry(*row) for row in rows]

    def read_by(self, version: str) -> set[str]:
        """Return the hashes of the files that this version of the program read."""
        rows = self._book.ask(
            "SELECT sha256 FROM files WHERE state IN (?, ?) AND version = ? AND code IS NULL",
            [READ, CHECK, version],
        )
        return {sha256 for (sha256,) in rows}

    def entries(self) -> list[Entry]:
        """Return every file, in the order of its first sighting."""
        rows = self._book.ask(f"SELECT {COLUMNS} FROM files ORDER BY first_seen, sha256")
        return [Entry(*row) for row in rows]

    def page(self, state: str, first: int, count: int) -> list[tuple[Entry, int]]:
        """Return files of a state (of all when it is empty) with how often each was seen again, the
        newest first.
        """
        rows = self._book.ask(
            f"SELECT (SELECT count(*) FROM sightings s WHERE s.sha256 = f.sha256), {OF_FILES} FROM files f "
            "WHERE ?1 IN ('', f.state) ORDER BY f.first_seen DESC, f.sha256 LIMIT ?2 OFFSET ?3",
            [state, count, first],
        )
        return [(Entry(*row), copies) for copies, *row in rows]

    def sightings(self, files: Sequence[str], most: int) -> dict[str, list[str]]:
        """Return of each of these files, by their hashes, where it was seen again, each place with its
        name once and in order; no more than `most` of one.
        """
        marks = ", ".join("?" * len(files))
        found: dict[str, list[str]] = {}
        for sha256, folder, name in self._book.ask(
            f"SELECT sha256, folder, name FROM sightings WHERE sha256 IN ({marks}) ORDER BY id",
            list(files),
        ):
            places = found.setdefault(sha256, [])
            place = "/".join(filter(None, (folder, name)))
            if place not in places and len(places) < most:
                places.append(place)
        return found

    def hashes(self) -> set[str]:
        """Return the hashes of all files."""
        return {sha256 for (sha256,) in self._book.ask("SELECT sha256 FROM files")}

    def entry(self, sha256: str) -> Entry | None:
        """Return one file."""
        row = self._book.ask_one(
            f"SELECT {COLUMNS} FROM files WHERE sha256 = ?",
            [sha256],
        )
        return Entry(*row) if row else None

    def counts(self) -> dict[str, int]:
        """Return how many files are in which state; what came once more and is no copy counts each time."""
        found: dict[str, int] = dict(
            self._book.ask("SELECT state, count(*) FROM files GROUP BY state")
        )
        again = self._again("")
        return {s: n + (again.get(s, 0) if s not in TAKEN else 0) for s, n in found.items()}

    def again(self, since: str = "") -> dict[str, int]:
        """Return what came once more (since, ISO 8601 with zone): `copies`, and with the bytes of files that
        `failed` or are `waiting`, as which they count.
        """
        states = self._again(since)
        failed, waiting = sum(states.get(s, 0) for s in NOT_READ), states.get(WAITING, 0)
        copies = sum(states.values()) - failed - waiting
        return {"copies": copies, "failed": failed, "waiting": waiting}

    def _again(self, since: str) -> dict[str, int]:
        """Return how many came once more (since, ISO 8601 with zone, "" for ever), by their bytes' state."""
        return dict(
            self._book.ask(
                "SELECT f.state, count(*) FROM sightings s JOIN files f ON f.sha256 = s.sha256 "
                "WHERE ?1 = '' OR julianday(s.seen) >= julianday(?1) GROUP BY f.state",
                [since],
            )
        )

    def came_since(self, moment: str) -> dict[str, int]:
        """Return what came since (ISO 8601 with zone): `came`, and of that `read`, `copies`, `failed`,
        `waiting`, `unpacked`.
        """
        rows = self._book.ask(
            "SELECT state, count(*) FROM files WHERE julianday(first_seen) >= julianday(?) GROUP BY state",
            [moment],
        )
        states = dict(rows)
        again = self.again(moment)
        return {
            "came": sum(states.values()) + sum(again.values()),
            "read": states.get(READ, 0) + states.get(CHECK, 0),
            "copies": again["copies"],
            "failed": sum(states.get(s, 0) for s in NOT_READ) + again["failed"],
            "waiting": states.get(WAITING, 0) + again["waiting"],
            "unpacked": states.get(UNPACKED, 0),
        }

    def is_settled(self, version: str) -> bool:
        """Tell whether no file waits: each was read by this version of the program without a doubt
        about a missing program, was given up by it, or was unpacked; and none is to be read anew.
        """
        marks = ", ".join("?" * len(NOT_READ))
        row = self._book.ask_one(
            "SELECT 1 FROM files WHERE NOT (state = ? OR (state IN (?, ?) AND version IS ? AND code IS NULL) "
            f"OR (state IN ({marks}) AND version IS ?)) "
            "UNION ALL SELECT 1 FROM rereads LIMIT 1",
            [UNPACKED, READ, CHECK, version, *NOT_READ, version],
        )
        return row is None


def _known_by(db: sqlite3.Connection, drop_id: str, sha256: str, name: str, folder: str) -> None:
    """Note, within a transaction, what a file of the inbox is known by now that was known by another: one
    that a run was cut off at, so that it was neither read to its end nor taken out of the inbox.
    """
    for table in ("files", "sightings"):
        db.execute(
            f"UPDATE {table} SET drop_id = ?1 WHERE (sha256, name, folder) = (?2, ?3, ?4) "
            "AND EXISTS (SELECT 1 FROM files WHERE sha256 = ?2 AND state = ?5 AND finished IS NULL) "
            "AND NOT EXISTS (SELECT 1 FROM unanswered WHERE (sha256, name, folder) = (?2, ?3, ?4))",
            [drop_id, sha256, name, folder, WAITING],
        )


def is_kept(archive: Path) -> bool:
    """Tell whether an archive has a ledger; asking makes none."""
    return (archive / FILE).is_file()


def settled_drops(archive: Path) -> set[str]:
    """Return the drops of an archive that need nothing more; where there is none, asking makes none.

    Raises: ArchiveError.
    """
    if not is_kept(archive):
        return set()
    with closing(Ledger(archive)) as ledger:
        return ledger.settled_drops()


def waits(archive: Path) -> dict[str, str]:
    """Return what waited in the inbox of an archive (`Queue.waits`); asking makes no archive.

    Raises: ArchiveError.
    """
    if not is_kept(archive):
        return {}
    with closing(Ledger(archive)) as ledger:
        return ledger.queue.waits()
