"""What staff are told in the folder, and the maintainer on stderr; and whatever stops a run, everywhere."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flows.clock import as_written, clock
from flows.notify import notify
from flows.summary import HOW_LONG
from intake import states
from intake.archive import file_hash
from intake.ledger import Ledger, is_kept
from intake.lock import locked
from intake.report import write_report
from intake.runs import STOPPED, Run
from intake.scan import FAILED, LINKED, REPORT
from models.errors import RisalahError, Stopped
from models.privacy import masked

DAY = timedelta(days=1)
"""So far back the report counts what came."""


def tell(line: str) -> None:
    """Tell progress on stderr: stdout belongs to the result. Where a service runs, it is its log."""
    sys.stderr.write(masked(line) + "\n")
    sys.stderr.flush()


def tell_folder(
    inbox: Path, ledger: Ledger | None, lines: list[str], now: str, *, waiting: int = 0
) -> None:
    """Tell in the folder how a run went, and what came in the last day. `waiting` files came in it, still
    lie in the inbox and are in no ledger yet. Without a ledger nothing is said of the day.
    """
    told = [*lines, _of_the_day(ledger, now, waiting)] if ledger is not None else lines
    known = partial(_known, ledger) if ledger is not None else lambda _: ""
    try:
        write_report(inbox, told, as_written(now), known=known)
    except OSError as error:  # full, or it may only be read; how the run went does not hang on it
        tell(f"{inbox}: laporan tidak dapat ditulis ({error.strerror})")


def _known(ledger: Ledger, path: Path) -> str:
    """Return what came of the bytes of a file before, and what staff can do; "" where they never came."""
    try:
        entry = ledger.entry(file_hash(path)[0])
    except OSError:
        return ""  # it may not be opened, or was taken away meanwhile
    if entry is None or entry.state == states.WAITING:
        return ""
    return _READ if entry.state in states.TAKEN else entry.sentence or entry.code or ""


_READ = f"isinya sudah diterima dan dibaca; boleh dihapus dari folder {FAILED}"


def _of_the_day(ledger: Ledger, now: str, waiting: int) -> str:
    lately = ledger.came_since((datetime.fromisoformat(now) - DAY).isoformat())
    waiting += len(ledger.queue.secured())
    lately["came"] += waiting
    lately["waiting"] += waiting
    return (
        "24 jam terakhir: {came} berkas datang: {read} dibaca, {copies} salinan, {failed} gagal, "
        "{unpacked} dibongkar, {waiting} menunggu."
    ).format(**lately)


def is_told(inbox: Path, now: str) -> bool:
    """Tell whether the report holds on a night without news: it is of this day, so that its last 24
    hours are near enough, and tells of no file that waits and of no stop, since nothing waits or stops now. What
    else it says of an earlier run of the day, and why something failed, is worth more than that nothing
    came since.
    """
    moment = datetime.fromisoformat(now)
    path = inbox / REPORT
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, moment.tzinfo)
        told = path.read_text("utf-8", errors="replace")
    except OSError:
        return False
    is_open = any(words in told for words in (HOW_LONG, LINKED, _HALTED))
    return written.date() == moment.date() and not is_open


class Stops:
    """Tells what stops one run: in ledger and folder by `ended`, and what then is to be sent as a message."""

    def __init__(self, inbox: Path) -> None:
        self.number: int | None = None
        """Of the run in the ledger, once it is noted there."""
        self.is_told = False
        self.message: list[str] = []
        """What is to be sent once nothing is held any more; nothing for a stop that was asked for, and for
        one that was told today already.
        """
        self._inbox = inbox
        self._before: Run | None = None

    def begun(self, ledger: Ledger, now: str) -> int:
        """Note that the run began; returns its number. Raises: ArchiveError."""
        self._before = ledger.runs.last()
        self.number = ledger.runs.started(now)
        return self.number

    def ended(self, error: BaseException, ledger: Ledger | None, now: str) -> None:
        """Note and tell in the folder what stopped the run. What cannot be written now (a full disk
        mostly) is no second error: the first is worth more.
        """
        self.is_told = True
        words = str(error)[:_LONGEST] if isinstance(error, RisalahError) else type(error).__name__
        words = _FROM_OUTSIDE if isinstance(error, _ASKED) else words
        noted = f"{_cause(error)} | untuk pengelola: {words}"
        noted = words if isinstance(error, _ASKED) else noted
        is_noted = False
        if ledger is not None:
            with contextlib.suppress(RisalahError):
                number = self.begun(ledger, now) if self.number is None else self.number
                ledger.runs.ended(number, result=STOPPED, summary=noted, now=now)
                is_noted = True
        if isinstance(error, _ASKED):
            told = _ENDED
        else:
            told = _STOPPED.format(_cause(error), _IN_STATUS if is_noted else _IN_LOG)
            if not self._is_known(noted, now):
                self.message = [told, words]
            _told[self._inbox] = (noted, _day(now))
        try:
            tell_folder(self._inbox, ledger, [told], now)
        except sqlite3.Error:  # a ledger that cannot even be asked; the rest is told without it
            tell_folder(self._inbox, None, [told], now)

    def _is_known(self, noted: str, now: str) -> bool:
        """Tell whether the last run stopped at the same today, so that a message of it went out: a disk
        that is full all day would send one a minute.
        """
        before = self._before
        if (
            self.number is None or before is None or before.result is None
        ):  # the ledger does not know
            return _told.get(self._inbox) == (noted, _day(now))
        zone = datetime.fromisoformat(now).tzinfo
        began = datetime.fromisoformat(before.started).astimezone(zone).isoformat()
        return (before.result, before.summary, _day(began)) == (STOPPED, noted, _day(now))


_told: dict[Path, tuple[str, str]] = {}
"""What a message said last of the runs over an inbox, and on which day, as long as this process lives: a
watch goes on where no ledger can be written."""


def _cause(error: BaseException) -> str:
    """Return in a few words for staff what stopped a run: what is wrong, without what to do."""
    if not isinstance(error, RisalahError):
        return "ada kesalahan pada program Risalah sendiri"
    told = error.sentence.partition(". ")[0].removesuffix(".")
    return told[:1].lower() + told[1:]


def _day(now: str) -> str:
    return now[:10]


@contextlib.contextmanager
def told_when_stopped(inbox: Path, archive: Path, zone: str) -> Iterator[Stops]:
    """Tell of the error that ends the block: in the ledger where it can be written, in the folder and by
    a message, which goes out when whoever is in the block has closed what it holds. What is told within,
    by `ended` of what this gives, is not told again. SIGTERM and Ctrl+C before a run began are not told.
    """
    stops = Stops(inbox)
    try:
        yield stops
    except BaseException as error:
        if not stops.is_told and not isinstance(error, _ASKED):
            _tell_from_outside(stops, error, archive, zone)
        if stops.message:
            notify("Risalah terhenti", stops.message)
        raise
    if stops.number is not None:
        _told.pop(inbox, None)  # it is over; when it comes again that is news


def _tell_from_outside(stops: Stops, error: BaseException, archive: Path, zone: str) -> None:
    try:
        now = clock(zone)()
    except RisalahError:  # the file of the zone cannot be read either
        now = datetime.now().astimezone().isoformat(timespec="seconds")
    with contextlib.ExitStack() as held:
        ledger: Ledger | None = None
        with contextlib.suppress(RisalahError, OSError):  # then it is told without the ledger
            # Another run may be at it, and where there is none an error makes none.
            if is_kept(archive) and held.enter_context(locked(archive)):
                ledger = held.enter_context(contextlib.closing(Ledger(archive)))
        stops.ended(error, ledger, now)


_ASKED = (KeyboardInterrupt, Stopped)
_FROM_OUTSIDE = "dihentikan dari luar"
_LONGEST = 500
"""So many characters of an error the ledger keeps."""
_HALTED = "terhenti sebelum selesai"
_STOPPED = (
    f"Risalah {_HALTED}: {{}}. Tidak ada berkas yang hilang: yang belum dibaca tetap menunggu "
    "dan dicoba lagi. Beri tahu pengelola; {}"
)
_IN_STATUS = "perintah risalah status menyebutkan sebabnya."
_IN_LOG = "sebabnya tertulis di keluaran perintah atau log layanannya."
_ENDED = (
    "Risalah dihentikan sebelum selesai, misalnya karena komputer dimatikan. Tidak ada berkas yang hilang: "
    "yang belum dibaca tetap menunggu dan dibaca pada putaran berikutnya."
)
