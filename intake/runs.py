"""The runs that the ledger tells of, and what the last one left for the next to rely on."""

from dataclasses import dataclass
from pathlib import Path

from intake.book import Book
from intake.lock import is_held

DONE = "selesai"
"""The result of a run that came to its end, with every file read."""
STOPPED = "terhenti"
"""The result of a run that an error ended; its summary is that error."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run; without an end it is still going on, or was killed."""

    started: str
    ended: str | None
    result: str | None
    summary: str | None

    def goes_on(self, archive: Path) -> bool:
        """Tell of the last run over an archive whether it is still going on."""
        return self.ended is None and is_held(archive)


class Runs:
    """The runs over one archive. Each method raises ArchiveError as those of its book do."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def started(self, now: str) -> int:
        """Note that a run began; returns its number. Until it ends in order, nothing is at rest."""
        with self._book.write() as db:
            return int(db.execute("INSERT INTO runs (started) VALUES (?)", [now]).lastrowid or 0)

    def ended(
        self, run: int, *, result: str, summary: str, now: str, rest: str | None = None
    ) -> None:
        """Note how a run ended, and in `rest` what the next one may rely on if it came to its end."""
        with self._book.write() as db:
            if rest is not None:
                db.execute("INSERT OR REPLACE INTO rest (id, told) VALUES (1, ?)", [rest])
            db.execute(
                "UPDATE runs SET ended = ?, result = ?, summary = ? WHERE id = ?",
                [now, result, summary, run],
            )

    def rest(self) -> str | None:
        """Return what the last run left to rely on; None while one is going on or was cut off."""
        row = self._book.ask_one("SELECT told FROM rest")
        return row[0] if row else None

    def rested(self, now: str, *, summary: str) -> bool:
        """Note a run that found nothing to do, and so leaves everything at rest; False, and nothing is
        noted, where a run began meanwhile and nothing is at rest any more.
        """
        with self._book.write_at_rest() as db:
            if db.execute("SELECT 1 FROM rest").fetchone() is None:
                return False
            db.execute(
                "INSERT INTO runs (started, ended, result, summary) VALUES (?1, ?1, ?2, ?3)",
                [now, DONE, summary],
            )
            db.execute("DELETE FROM waits")  # on such a night nothing lies there and waits
            return True

    def last(self) -> Run | None:
        """Return the last run."""
        row = self._book.ask_one(
            "SELECT started, ended, result, summary FROM runs ORDER BY id DESC LIMIT 1"
        )
        return Run(*row) if row else None

    def is_first_after_a_stop(self, run: int) -> bool:
        """Tell whether the run before this one did not come to its end."""
        row = self._book.ask_one(
            "SELECT result FROM runs WHERE id < ? ORDER BY id DESC LIMIT 1", [run]
        )
        return row is not None and row[0] in (None, STOPPED)
