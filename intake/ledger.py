"""The ledger: every file ever seen, how often, what became of it, and every run.

It lies in the archive and is never rebuilt. Files seen = read + further sightings + failed + waiting + unpacked.
"""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from intake.names import bare_name, copy_number, says_something
from intake.scan import page_id
from intake.tables import ARRIVED, make, note_names
from intake.tables import FAILED as FAILED
from intake.tables import NOT_READ as NOT_READ
from intake.tables import QUARANTINED as QUARANTINED
from intake.tables import UNSUPPORTED as UNSUPPORTED
from models.errors import ArchiveError

READ, CHECK, WAITING = "dibaca", "perlu diperiksa", "menunggu"
UNPACKED = "dibongkar"
"""A container, such as a zip: its members are files of their own, whose folder is its name."""
TAKEN = (READ, CHECK, UNPACKED)
"""States in which the same bytes, dropped again, are a copy and nothing more."""
STATES = (READ, CHECK, *NOT_READ, WAITING, UNPACKED)

FILE = "ledger.db"
DONE = "selesai"
"""The result of a run that came to its end, with every file read."""
STOPPED = "terhenti"
"""The result of a run that an error ended; its summary is that error."""

_UNREADABLE = (
    "Buku arsip tidak dapat dibaca, mungkin rusak. Berkas asli di arsip tidak disentuh; beri tahu pengelola "
    "agar buku arsip dipulihkan dari cadangan (risalah restore)."
)

_ENTRY = (
    "sha256, name, folder, path, byte_count, state, code, sentence, version, attempts, first_seen"
)
"""The columns of an Entry, in its order."""


class Arrival(Enum):
    """What a file in the inbox is to the ledger."""

    NEW = "new"
    COPY = "copy"
    STILL_THERE = "still there"
    """Noted before, by a run that was cut off before it took the file out of the inbox."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the ledger."""

    sha256: str
    name: str
    folder: str
    """Where it was seen first."""
    path: str
    byte_count: int
    state: str
    code: str | None
    sentence: str | None
    version: str | None
    attempts: int
    first_seen: str


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


@dataclass(frozen=True, slots=True)
class Run:
    """One run; without an end it is still going on, or was killed."""

    started: str
    ended: str | None
    result: str | None
    summary: str | None


class Ledger:
    """The ledger of one archive; every write is durable before it returns.

    Each method raises ArchiveError where the file cannot be read or written.
    """

    def __init__(self, archive: Path) -> None:
        self._turn = threading.Lock()  # documents are read side by side over one connection
        self._begun: set[str] = set()
        try:
            archive.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                archive / FILE, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            make(self._db)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(
                f"{archive}: the ledger cannot be opened ({error}); make room or restore it, then run again"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _ask(self, sql: str, args: Sequence[object] = ()) -> Iterator[Any]:
        """Yield the rows that answer a question. Raises: ArchiveError when the file is damaged or in use."""
        try:
            yield from self._db.execute(sql, args)
        except sqlite3.Error as error:
            raise ArchiveError(
                f"the ledger cannot be read ({error}); if it is damaged restore it from a backup (risalah "
                "restore), then run again: the originals are not touched",
                sentence=_UNREADABLE,
            ) from error

    def _ask_one(self, sql: str, args: Sequence[object] = ()) -> Any:
        """Return the first row of an answer, None where there is none. Raises: ArchiveError."""
        return next(self._ask(sql, args), None)

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._turn, self._transaction() as db:
            db.execute("DELETE FROM rest")  # whatever is written, what was at rest is no more
            yield db

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if not isinstance(error, sqlite3.Error):
                raise  # a fault of ours: not the disk's, and not to be told as such
            raise ArchiveError(
                f"the ledger cannot be written ({error}); make room, then run again: nothing was moved"
            ) from error

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
    ) -> Arrival:
        """Note that a file was stored.

        `drop_id` is one and the same for the same file in the inbox (its inode and the time of its
        last change), another when the content is dropped once more. `holder` is the hash of the
        container that it was taken out of.
        """
        with self._write() as db:
            db.execute("DELETE FROM secured WHERE drop_id = ?", [drop_id])
            noted = db.execute(
                "SELECT 1 FROM files WHERE sha256 = ?1 AND drop_id = ?2 "
                "UNION SELECT 1 FROM sightings WHERE sha256 = ?1 AND drop_id = ?2",
                [sha256, drop_id],
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
            db.execute("DELETE FROM answers WHERE sha256 = ?", [sha256])
            # What failed, was replaced and is dropped once more is open anew.
            db.execute("DELETE FROM replacements WHERE failed = ?", [sha256])
            if arrival is Arrival.COPY:
                state = db.execute("SELECT state FROM files WHERE sha256 = ?", [sha256]).fetchone()
                if state[0] in NOT_READ:
                    note_names(db, sha256)
            # Dropped by itself it lies in no container any more, whatever a run that is cut off now left.
            db.execute("DELETE FROM members WHERE sha256 = ?", [sha256])
            if holder is not None:
                db.execute(
                    "INSERT INTO members (sha256, holder, folder) VALUES (?, ?, ?)",
                    [sha256, holder, folder],
                )
                # Unlike what was dropped, it lies nowhere where the next run would see that it came.
                db.execute(
                    "INSERT OR IGNORE INTO unanswered (sha256, name, folder) VALUES (?, ?, ?)",
                    [sha256, name, folder],
                )
            return arrival

    def holders(self, sha256: str) -> list[tuple[str, str]]:
        """Return the containers that a file was last taken out of, the innermost first, each by its hash
        and with the folder in which the file, or the container in it, was there.
        """
        found: list[tuple[str, str]] = []
        while True:
            row = self._ask_one("SELECT holder, folder FROM members WHERE sha256 = ?", [sha256])
            if row is None or row in found:
                return found
            found.append(row)
            sha256 = row[0]

    def members(self) -> dict[str, list[tuple[str, str]]]:
        """Return what was ever taken out of each container: hash and name, in the order there."""
        found: dict[str, list[tuple[str, str]]] = {}
        for holder, sha256, name in self._ask(
            "SELECT substr(drop_id, 1, 64), sha256, name FROM (SELECT sha256, name, drop_id FROM files UNION "
            "SELECT sha256, name, drop_id FROM sightings) WHERE substr(drop_id, 65, 1) = ':' "
            "ORDER BY substr(drop_id, 1, 64), CAST(substr(drop_id, 66) AS INTEGER)"
        ):
            found.setdefault(holder, []).append((sha256, name))
        return found

    def owed(self) -> list[Entry]:
        """Return the files that failed and that staff were not given yet with the reason: what was deleted
        from the inbox while a run that was cut off had it in hand. Of what came under several names, and of
        members, tells `unanswered`.
        """
        marks = ", ".join("?" * len(NOT_READ))
        columns = ", ".join(f"f.{column}" for column in _ENTRY.split(", "))
        rows = self._ask(
            f"SELECT {columns} FROM answers a CROSS JOIN files f ON f.sha256 = a.sha256 "
            f"WHERE a.given IS NULL AND f.state IN ({marks}) AND f.sha256 NOT IN (SELECT failed FROM replacements) "
            "AND NOT EXISTS (SELECT 1 FROM unanswered u WHERE u.sha256 = f.sha256) "
            "ORDER BY f.first_seen, f.sha256",
            list(NOT_READ),
        )
        return [Entry(*row) for row in rows]

    def is_owed(self, sha256: str) -> bool:
        """Tell of one file whether it is in `owed`."""
        marks = ", ".join("?" * len(NOT_READ))
        row = self._ask_one(
            "SELECT 1 FROM files f JOIN answers a ON a.sha256 = f.sha256 AND a.given IS NULL "
            f"WHERE f.sha256 = ? AND f.state IN ({marks}) "
            "AND NOT EXISTS (SELECT 1 FROM replacements r WHERE r.failed = f.sha256) "
            "AND NOT EXISTS (SELECT 1 FROM unanswered u WHERE u.sha256 = f.sha256)",
            [sha256, *NOT_READ],
        )
        return row is not None

    def has_failed(self, sha256: str) -> bool:
        """Tell whether a file ever failed, so that staff may have it back with a reason."""
        return self._ask_one("SELECT 1 FROM failed_names WHERE sha256 = ?", [sha256]) is not None

    def given(self, sha256: str, now: str) -> None:
        """Note that staff were given what failed, with the reason."""
        with self._write() as db:
            db.execute("UPDATE answers SET given = ? WHERE sha256 = ?", [now, sha256])

    def owe(self, sha256: str, name: str, folder: str) -> None:
        """Note that a file left the inbox before it was known what becomes of it."""
        with self._write() as db:
            db.execute(
                "INSERT OR IGNORE INTO unanswered (sha256, name, folder) VALUES (?, ?, ?)",
                [sha256, name, folder],
            )

    def unanswered(self) -> list[tuple[Entry, str, str]]:
        """Return what lies nowhere where staff see it, members of containers and what waits in the archive,
        and did not get its answer under the name that it came with, though it is known what became of its
        bytes; each with that name and its folder.
        """
        columns = ", ".join(f"f.{column}" for column in _ENTRY.split(", "))
        rows = self._ask(
            f"SELECT u.name, u.folder, {columns} FROM unanswered u CROSS JOIN files f ON f.sha256 = u.sha256 "
            "WHERE f.state <> ? ORDER BY u.rowid",
            [WAITING],
        )
        return [(Entry(*row), name, folder) for name, folder, *row in rows]

    def names_unanswered(self, sha256: str) -> list[tuple[str, str]]:
        """Return name and folder under which a file did not get its answer yet, in the order they came."""
        return list(
            self._ask(
                "SELECT name, folder FROM unanswered WHERE sha256 = ? ORDER BY rowid", [sha256]
            )
        )

    def is_unanswered(self, sha256: str, name: str, folder: str) -> bool:
        """Tell whether a file did not get its answer yet under one of its names (`unanswered`)."""
        row = self._ask_one(
            "SELECT 1 FROM unanswered WHERE (sha256, name, folder) = (?, ?, ?)",
            [sha256, name, folder],
        )
        return row is not None

    def answered(self, sha256: str, name: str, folder: str) -> None:
        """Note that a file got its answer under one of its names (`unanswered`)."""
        with self._write() as db:
            db.execute(
                "DELETE FROM unanswered WHERE (sha256, name, folder) = (?, ?, ?)",
                [sha256, name, folder],
            )

    def securing(self, drop_id: str, *, name: str, folder: str, now: str) -> None:
        """Note that a file of the inbox is about to be stored, before a run takes it in hand."""
        with self._write() as db:
            db.execute(
                "INSERT OR IGNORE INTO secured (drop_id, name, folder, seen) VALUES (?, ?, ?, ?)",
                [drop_id, name, folder, now],
            )

    def stored(self, drop_id: str, sha256: str, *, path: str, byte_count: int) -> None:
        """Note where the bytes of a file of the inbox were stored (`securing`)."""
        with self._write() as db:
            db.execute(
                "UPDATE secured SET sha256 = ?, path = ?, byte_count = ? WHERE drop_id = ?",
                [sha256, path, byte_count, drop_id],
            )

    def secured(self) -> list[Secured]:
        """Return what was stored, or was about to be, and was taken in hand by no run yet."""
        columns = "drop_id, name, folder, seen, sha256, path, byte_count"
        return [
            Secured(*row)
            for row in self._ask(f"SELECT {columns} FROM secured ORDER BY seen, folder, name")
        ]

    def forget_secured(self, drop_id: str) -> None:
        """Forget a file of the inbox that was taken away, or that could not be stored."""
        with self._write() as db:
            db.execute("DELETE FROM secured WHERE drop_id = ?", [drop_id])

    def waits(self) -> dict[str, str]:
        """Return what waited in the inbox when a run last looked, with when it was seen first."""
        return dict(self._ask("SELECT path, since FROM waits ORDER BY path"))

    def wait(self, paths: Collection[str], now: str) -> None:
        """Note what lies in the inbox and is not complete yet; what is known keeps its time."""
        with self._write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO waits (path, since) VALUES (?, ?)", [(p, now) for p in paths]
            )

    def wait_no_longer(self, paths: Collection[str]) -> None:
        """Forget what was taken, or taken away, since it waited."""
        with self._write() as db:
            db.executemany("DELETE FROM waits WHERE path = ?", [(p,) for p in paths])

    def started(self, sha256: str, version: str) -> None:
        """Count an attempt before it begins, so that what kills the program is counted too; another
        version of the program begins to count anew.
        """
        self._begun.add(sha256)
        with self._write() as db:
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
        with self._write() as db:
            db.execute(
                "UPDATE files SET state = ?, code = ?, sentence = ?, detail = ?, version = ?, finished = ?, "
                "attempts = 0 WHERE sha256 = ?",
                [state, code, sentence, detail, version, now, sha256],
            )
            db.execute("DELETE FROM rereads WHERE sha256 = ?", [sha256])
            if state in NOT_READ:
                db.execute("INSERT OR IGNORE INTO answers (sha256) VALUES (?)", [sha256])
                note_names(db, sha256)
            elif state in (READ, CHECK):
                db.execute("DELETE FROM answers WHERE sha256 = ?", [sha256])

    def reread(self, hashes: Collection[str]) -> None:
        """Note files that are to be read anew, whatever is kept of them: until that is done or they fail,
        each run has them in its hands.
        """
        with self._write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO rereads (sha256) VALUES (?)", [(s,) for s in sorted(hashes)]
            )

    def rereads(self) -> set[str]:
        """Return the hashes of the files that are still to be read anew."""
        return {sha256 for (sha256,) in self._ask("SELECT sha256 FROM rereads")}

    def release(self) -> None:
        """Take back the attempts that were begun over this connection and not finished: what ended
        them (a full disk, a locked database, SIGTERM) was no fault of the documents.
        """
        with self._write() as db:
            db.executemany(
                "UPDATE files SET attempts = max(attempts - 1, 0) WHERE sha256 = ?",
                [(sha256,) for sha256 in sorted(self._begun)],
            )
        self._begun.clear()

    def put_back(self, sha256: str) -> None:
        """Take back the attempt at one file that was begun and is to begin anew."""
        with self._write() as db:
            db.execute(
                "UPDATE files SET attempts = max(attempts - 1, 0) WHERE sha256 = ?", [sha256]
            )
        self._begun.discard(sha256)

    def settled_drops(self) -> set[str]:
        """Return the drops (see `arrived`) whose content was read or unpacked and needs nothing more, and
        the web pages (`page_id`) that ever came: the folders that were saved with them stay alone.
        """
        rows = self._ask(
            "SELECT drop_id FROM files WHERE state IN (?1, ?2, ?3) UNION ALL SELECT s.drop_id "
            "FROM sightings s JOIN files f ON f.sha256 = s.sha256 WHERE f.state IN (?1, ?2, ?3)",
            [READ, CHECK, UNPACKED],
        )
        pages = self._ask(
            "SELECT folder, name FROM files WHERE name LIKE '%.htm' OR name LIKE '%.html' "
            "UNION SELECT folder, name FROM sightings WHERE name LIKE '%.htm' OR name LIKE '%.html'"
        )
        return {drop for (drop,) in rows} | {page_id(folder, name) for folder, name in pages}

    def drops(self) -> set[str]:
        """Return every drop (see `arrived`) that was ever noted."""
        rows = self._ask("SELECT drop_id FROM files UNION ALL SELECT drop_id FROM sightings")
        return {drop for (drop,) in rows}

    def folders(self) -> list[tuple[str, str]]:
        """Return hash and sub-folder of each sighting in a sub-folder, each pair once, in order. A member
        of a container was in each sub-folder in which that was seen, whichever of them it was taken out of.
        """
        rows = self._ask(
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
        rows = self._ask(
            f"SELECT {_ENTRY} FROM files WHERE (state NOT IN (?, ?) OR version IS NOT ? OR code IS NOT NULL "
            "OR sha256 IN (SELECT sha256 FROM rereads)) "
            f"AND NOT (state IN ({marks}) AND version IS ?) ORDER BY first_seen, sha256",
            [READ, CHECK, version, *NOT_READ, version],
        )
        return [Entry(*row) for row in rows]

    def read_by(self, version: str) -> set[str]:
        """Return the hashes of the files that this version of the program read."""
        rows = self._ask(
            "SELECT sha256 FROM files WHERE state IN (?, ?) AND version = ? AND code IS NULL",
            [READ, CHECK, version],
        )
        return {sha256 for (sha256,) in rows}

    def entries(self) -> list[Entry]:
        """Return every file, in the order of its first sighting."""
        rows = self._ask(f"SELECT {_ENTRY} FROM files ORDER BY first_seen, sha256")
        return [Entry(*row) for row in rows]

    def page(self, state: str, first: int, count: int) -> list[tuple[Entry, int]]:
        """Return files of a state (of all when it is empty) with how often each was seen again, the
        newest first.
        """
        columns = ", ".join(f"f.{column}" for column in _ENTRY.split(", "))
        rows = self._ask(
            f"SELECT (SELECT count(*) FROM sightings s WHERE s.sha256 = f.sha256), {columns} FROM files f "
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
        for sha256, folder, name in self._ask(
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
        return {sha256 for (sha256,) in self._ask("SELECT sha256 FROM files")}

    def entry(self, sha256: str) -> Entry | None:
        """Return one file."""
        row = self._ask_one(
            f"SELECT {_ENTRY} FROM files WHERE sha256 = ?",
            [sha256],
        )
        return Entry(*row) if row else None

    def counts(self) -> dict[str, int]:
        """Return how many files are in which state, and how many further sightings there were."""
        found = dict(self._ask("SELECT state, count(*) FROM files GROUP BY state"))
        found["salinan"] = self._ask_one("SELECT count(*) FROM sightings")[0]
        return found

    def failed_like(self, name: str, folder: str, sha256: str) -> list[tuple[Entry, str, bool]]:
        """Return the files that failed under the name and in the folder of one that was read, each with
        the name that it was seen under, and whether another stands in for it already.

        Only what came after the failure was known can mend it: files that came together, such as "x (1)"
        and "x (2)", are papers of their own. A number mends its own, or what has none.
        """
        bare = bare_name(name)
        if not says_something(bare):
            return []
        marks = ", ".join("?" * len(NOT_READ))
        columns = ", ".join(f"f.{column}" for column in _ENTRY.split(", "))
        rows = self._ask(
            "SELECT n.name, EXISTS (SELECT 1 FROM replacements r WHERE r.failed = n.sha256), "
            f"{columns} FROM failed_names n CROSS JOIN files f ON f.sha256 = n.sha256 "
            f"WHERE n.folder = ? AND n.bare = ? AND f.state IN ({marks}) AND n.known < ? ORDER BY n.name, n.sha256",
            [folder, bare, *NOT_READ, self._last_seen(sha256, name, folder)],
        )
        number = copy_number(name)
        return [
            (Entry(*row), seen, bool(replaced))
            for seen, replaced, *row in rows
            if copy_number(seen) in ("", number)
        ]

    def failed_elsewhere(self, name: str, folder: str, sha256: str) -> tuple[str, str, str] | None:
        """Return what failed under the name of a file that was read, in another folder, and that nothing
        stands in for: its hash, name and folder, where `failed_like` would take it in one folder. None
        where there is none, or more than one: a name that many papers bear says nothing.
        """
        bare = bare_name(name)
        if not says_something(bare):
            return None
        marks = ", ".join("?" * len(NOT_READ))
        rows = self._ask(
            "SELECT n.sha256, n.name, n.folder FROM failed_names n CROSS JOIN files f ON f.sha256 = n.sha256 "
            f"WHERE n.bare = ? AND n.folder <> ? AND f.state IN ({marks}) AND n.known < ? "
            "AND NOT EXISTS (SELECT 1 FROM replacements r WHERE r.failed = n.sha256) "
            "LIMIT 2",
            [bare, folder, *NOT_READ, self._last_seen(sha256, name, folder)],
        )
        found: list[tuple[str, str, str]] = list(rows)
        if len(found) != 1 or copy_number(found[0][1]) not in ("", copy_number(name)):
            return None
        return found[0]

    def _last_seen(self, sha256: str, name: str, folder: str) -> int:
        """Return the place in the order of all that came at which a file came last under a name."""
        row = self._ask_one(
            "SELECT max(n) FROM (SELECT arrival AS n FROM files WHERE (sha256, name, folder) = (?1, ?2, ?3) "
            "UNION ALL SELECT arrival FROM sightings WHERE (sha256, name, folder) = (?1, ?2, ?3))",
            [sha256, name, folder],
        )
        return int(row[0] or 0)

    def replaced(self, failed: str, by: str, now: str) -> None:
        """Note that a file which was read stands in for one that failed."""
        with self._write() as db:
            db.execute(
                "INSERT OR REPLACE INTO replacements (failed, by, at) VALUES (?, ?, ?)",
                [failed, by, now],
            )

    def open_failures(self) -> list[Entry]:
        """Return the files that failed and that nothing stands in for yet."""
        marks = ", ".join("?" * len(NOT_READ))
        rows = self._ask(
            f"SELECT {_ENTRY} FROM files WHERE state IN ({marks}) AND sha256 NOT IN "
            "(SELECT failed FROM replacements) ORDER BY first_seen, sha256",
            list(NOT_READ),
        )
        return [Entry(*row) for row in rows]

    def came_since(self, moment: str) -> dict[str, int]:
        """Return what came since (ISO 8601 with zone): `came`, and of that `read`, `copies`, `failed`,
        `waiting`, `unpacked`.
        """
        rows = self._ask(
            "SELECT state, count(*) FROM files WHERE julianday(first_seen) >= julianday(?) GROUP BY state",
            [moment],
        )
        states = dict(rows)
        (copies,) = self._ask_one(
            "SELECT count(*) FROM sightings WHERE julianday(seen) >= julianday(?)", [moment]
        )
        return {
            "came": sum(states.values()) + copies,
            "read": states.get(READ, 0) + states.get(CHECK, 0),
            "copies": copies,
            "failed": sum(states.get(s, 0) for s in NOT_READ),
            "waiting": states.get(WAITING, 0),
            "unpacked": states.get(UNPACKED, 0),
        }

    def is_first_after_a_stop(self, run: int) -> bool:
        """Tell whether the run before this one did not come to its end."""
        row = self._ask_one("SELECT result FROM runs WHERE id < ? ORDER BY id DESC LIMIT 1", [run])
        return row is not None and row[0] in (None, STOPPED)

    def run_started(self, now: str) -> int:
        """Note that a run began; returns its number. Until it ends in order, nothing is at rest."""
        with self._write() as db:
            return int(db.execute("INSERT INTO runs (started) VALUES (?)", [now]).lastrowid or 0)

    def run_ended(
        self, run: int, *, result: str, summary: str, now: str, rest: str | None = None
    ) -> None:
        """Note how a run ended, and in `rest` what the next one may rely on if it came to its end."""
        with self._write() as db:
            if rest is not None:
                db.execute("INSERT OR REPLACE INTO rest (id, told) VALUES (1, ?)", [rest])
            db.execute(
                "UPDATE runs SET ended = ?, result = ?, summary = ? WHERE id = ?",
                [now, result, summary, run],
            )

    def rest(self) -> str | None:
        """Return what the last run left to rely on; None while one is going on or was cut off."""
        row = self._ask_one("SELECT told FROM rest")
        return row[0] if row else None

    def rested(self, now: str, *, summary: str) -> bool:
        """Note a run that found nothing to do, and so leaves everything at rest; False, and nothing is
        noted, where a run began meanwhile and nothing is at rest any more.
        """
        with self._turn, self._transaction() as db:
            if db.execute("SELECT 1 FROM rest").fetchone() is None:
                return False
            db.execute(
                "INSERT INTO runs (started, ended, result, summary) VALUES (?1, ?1, ?2, ?3)",
                [now, DONE, summary],
            )
            db.execute("DELETE FROM waits")  # on such a night nothing lies there and waits
            return True

    def is_settled(self, version: str) -> bool:
        """Tell whether no file waits: each was read by this version of the program without a doubt
        about a missing program, was given up by it, or was unpacked; and none is to be read anew.
        """
        marks = ", ".join("?" * len(NOT_READ))
        row = self._ask_one(
            "SELECT 1 FROM files WHERE NOT (state = ? OR (state IN (?, ?) AND version IS ? AND code IS NULL) "
            f"OR (state IN ({marks}) AND version IS ?)) "
            "UNION ALL SELECT 1 FROM rereads LIMIT 1",
            [UNPACKED, READ, CHECK, version, *NOT_READ, version],
        )
        return row is None

    def last_run(self) -> Run | None:
        """Return the last run."""
        row = self._ask_one(
            "SELECT started, ended, result, summary FROM runs ORDER BY id DESC LIMIT 1"
        )
        return Run(*row) if row else None


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
    """Return what waited in the inbox of an archive (`Ledger.waits`); asking makes no archive.

    Raises: ArchiveError.
    """
    if not is_kept(archive):
        return {}
    with closing(Ledger(archive)) as ledger:
        return ledger.waits()
