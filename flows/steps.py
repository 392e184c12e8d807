"""The steps of one document, as plain functions without Prefect; each may be killed at any point."""

import contextlib
import os
import signal
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import extractors
from extractors.ocr import OcrEngine
from intake import ledger as states
from intake.archive import Archive, Stored
from intake.ledger import Arrival, Ledger
from intake.report import set_aside
from models.errors import InputError, UnreadableFile, UnsupportedFormat
from models.source import Source
from warehouse import Original, load, open_warehouse


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: its hash, its name, where its original lies below the archive, and the
    file in the inbox that is removed when all is safe, None when it is gone already.
    """

    sha256: str
    name: str
    path: str
    byte_count: int
    first_seen: str
    dropped: Path | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `code` and `sentence` tell why it failed or waits."""

    name: str
    state: str
    code: str | None = None
    sentence: str | None = None


def killed_at(step: str) -> None:
    """Kill this process here when a test asks for it: the proof that a night may end anywhere."""
    if os.environ.get("RISALAH_KILL_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)


def now() -> str:
    """Return the time for people and ledger, to the second, with its zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def store(path: Path, inbox: Path, archive: Archive, ledger: Ledger) -> tuple[Stored, Arrival]:
    """Store a dropped file and note it; returns the stored file and what it is to the ledger.

    Raises: ArchiveError, UnreadableFile; the file stays in the inbox.
    """
    killed_at("before-store")
    drop_id = _drop_id(path)
    stored = archive.store(path)
    killed_at("after-store")
    folder = str(path.parent.relative_to(inbox)) if path.parent != inbox else ""
    name = path.name.encode("utf-8", "backslashreplace").decode("utf-8")
    arrival = ledger.arrived(
        stored.sha256,
        name=name,
        folder=folder,
        path=str(stored.path),
        byte_count=stored.byte_count,
        now=now(),
        drop_id=drop_id,
    )
    killed_at("after-ledger")
    return stored, arrival


def _drop_id(path: Path) -> str:
    try:
        facts = path.stat()
        path.open("rb").close()
    except OSError as error:
        raise UnreadableFile(
            path.name, f"cannot be opened ({error.strerror}); give the right to read it"
        ) from error
    return f"{facts.st_dev}:{facts.st_ino}:{facts.st_ctime_ns}"


def read_job(job: Job, archive: Archive, ledger: Ledger, engine: OcrEngine) -> Source:
    """Return the document as read: the kept reading of this version, else a new one that is kept.

    Raises: InputError.
    """
    version = reading_version(engine)
    kept = archive.reading(job.sha256, version)
    if kept is not None:
        return kept
    ledger.started(job.sha256)
    killed_at("before-read")
    source = extractors.read(archive.root / job.path, ocr=engine)
    # The original lies under its hash; the document keeps the name that it was dropped under.
    named = Source(
        job.name,
        source.sha256,
        source.media_type,
        source.pages,
        source.title,
        source.published,
        source.notes,
    )
    archive.keep_reading(named, version)
    killed_at("after-read")
    return named


def reading_version(engine: OcrEngine) -> str:
    """Return what a reading is known by: our version and the engine's."""
    safe = "".join(c if c.isalnum() or c in ".-" else "-" for c in engine.version)
    return f"{extractors.VERSION}-{engine.name}-{safe}"


def load_job(job: Job, source: Source, warehouse: Path) -> bool:
    """Extract and load one document; True when the record holds doubts that a person should see."""
    record = extractors.record_of(source)
    original = Original(
        job.sha256,
        job.name,
        source.media_type,
        job.byte_count,
        job.first_seen,
        job.path,
        extractors.VERSION,
    )
    db = open_warehouse(warehouse)
    try:
        killed_at("before-load")
        load(db, record, source, original=original)
        killed_at("after-load")
    finally:
        db.conn.close()
    return bool(record.issues)


def succeed(job: Job, ledger: Ledger, doubts: bool) -> Outcome:
    """Note a document as read, and only then take it out of the inbox."""
    state = states.CHECK if doubts else states.READ
    ledger.finished(job.sha256, state, version=extractors.VERSION, now=now())
    killed_at("before-move")
    if job.dropped is not None:
        take_out(job.dropped)
    return Outcome(job.name, state)


def take_out(path: Path) -> None:
    """Remove from the inbox what is safe in the archive; where that is not allowed it stays, and
    the ledger knows it.
    """
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def refuse(path: Path, inbox: Path, error: UnreadableFile) -> Outcome:
    """Give back a file that could not even be opened, which the ledger therefore does not know."""
    with contextlib.suppress(OSError):
        set_aside(path, inbox, code=error.code, sentence=error.sentence, now=now())
    return Outcome(path.name, states.FAILED, error.code, error.sentence)


def fail(job: Job, inbox: Path, ledger: Ledger, error: InputError) -> Outcome:
    """Note why a document was not read; give it back with the reason, or keep it for a later run."""
    state = states.FAILED if error.hopeless else states.WAITING
    if isinstance(error, UnsupportedFormat):
        state = states.UNSUPPORTED
    return _end(job, inbox, ledger, state, error.code, error.sentence, str(error))


BROKEN = "kesalahan-program"
_BROKEN_SENTENCE = "Risalah sendiri gagal membaca berkas ini. Berkas asli aman di arsip; beri tahu pengelola dan sebutkan nama berkas ini."


def break_off(job: Job, inbox: Path, ledger: Ledger, error: Exception) -> Outcome:
    """Note a fault of our own: the document fails alone, with its code for the maintainer."""
    return _end(
        job,
        inbox,
        ledger,
        states.FAILED,
        BROKEN,
        _BROKEN_SENTENCE,
        f"{type(error).__name__}: {error}",
    )


def _end(
    job: Job, inbox: Path, ledger: Ledger, state: str, code: str, sentence: str, detail: str
) -> Outcome:
    ledger.finished(
        job.sha256, state, version=extractors.VERSION, now=now(), code=code, detail=detail[:500]
    )
    killed_at("before-set-aside")
    if job.dropped is not None and job.dropped.exists():
        if state == states.WAITING:
            take_out(job.dropped)  # it is in the archive and is read from there
        else:
            with contextlib.suppress(OSError):  # no right to move: the summary tells it too
                set_aside(job.dropped, inbox, code=code, sentence=sentence, now=now())
    return Outcome(job.name, state, code, sentence)
