"""The steps of one document, as plain functions without Prefect; each may be killed at any point."""

import contextlib
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import extractors
from extractors import bounded
from extractors.ocr import NoOcr, OcrEngine
from flows.clock import as_written
from flows.summary import Outcome
from intake import ledger as states
from intake.archive import Archive
from intake.aside import Aside, set_aside, shortened
from intake.aside import tidy as tidy_notes
from intake.ledger import Arrival, Entry, Ledger
from intake.names import storable
from intake.places import load_wilayah
from intake.scan import drop_id, is_written
from models.errors import (
    DamagedOriginal,
    InputError,
    MissingProgram,
    UnreadableFile,
    UnsupportedFormat,
    shortage,
)
from models.privacy import plainly
from models.record import Record
from models.source import Origin, Source
from warehouse import Original, load, open_warehouse
from warehouse.held import issues_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file in the inbox as it was when it was stored; `id` is another once somebody wrote to it."""

    path: Path
    id: str
    since: str = ""
    """When an earlier run saw it first and let it wait; "" where this one is the first."""

    def is_same(self) -> bool:
        """Tell whether what lies there is still what was stored, and nobody is writing to it."""
        try:
            return _drop_id(self.path) == self.id and not is_written(self.path)
        except UnreadableFile:
            return False


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
    dropped: Dropped | None
    holder: str = ""
    """The container that it was taken out of, in this run or an earlier one, with the folder in it."""
    is_new: bool = False
    """Whether this run brought it, and not the archive."""
    came_as: str = ""
    """The name that it has where it came from this time, which may be another than its document's."""

    def __post_init__(self) -> None:
        """Fill in the name of a file that has but one."""
        if not self.came_as:
            name = storable(self.dropped.path.name) if self.dropped is not None else self.name
            object.__setattr__(self, "came_as", name)

    @property
    def waited(self) -> bool:
        """Tell whether an earlier run told already that it came, as of one that waits."""
        return self.dropped is not None and self.dropped.since != ""


@dataclass(frozen=True, slots=True)
class Night:
    """What all documents of one run share; `say` takes a line of progress."""

    inbox: Path
    warehouse: Path
    archive: Archive
    ledger: Ledger
    engine: OcrEngine
    say: Callable[[str], None]
    now: Callable[[], str]
    """The time for people and ledger, to the second, with its zone."""
    places: Path | None = None
    """The file of the official places; it may not be there."""
    version: str = extractors.VERSION
    """What records are known by: the program's version and that of the list of places."""
    aside: Aside = field(init=False)
    """What lies in `gagal/`."""

    def __post_init__(self) -> None:
        """Begin to look into the folder of failures anew."""
        aside = Aside(self.inbox, lambda: killed_at("between-clear"))
        object.__setattr__(self, "aside", aside)


_GIVING = ".memberi-"
"""How a folder in the inbox begins in which a copy lies until it is moved to `gagal/`."""


def tidy(night: Night) -> None:
    """Remove what a killed run left half written, in the archive and in the inbox."""
    night.archive.tidy()
    with contextlib.suppress(
        OSError
    ):  # an inbox that cannot be listed now is told by the run itself
        for folder in night.inbox.glob(f"{_GIVING}*"):
            shutil.rmtree(folder, ignore_errors=True)
        last = night.ledger.last_run()
        if last is not None and last.ended is None:
            tidy_notes(night.inbox)


def killed_at(step: str) -> None:
    """Kill this process here when a test asks for it: the proof that a night may end anywhere."""
    if os.environ.get("RISALAH_KILL_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)


def _between() -> None:
    """Kill this process when a note is written and its file is not moved yet."""
    killed_at("between-set-aside")


def below(path: Path, inbox: Path) -> str:
    """Return where a file of the inbox lies in it, as text that can be stored."""
    return storable(str(path.relative_to(inbox)))


def store(path: Path, night: Night, since: str = "") -> tuple[Dropped, Entry, Arrival]:
    """Store a dropped file and note it; returns it as it was, its entry, and what it is to the ledger.
    `since` is when an earlier run saw it first and let it wait: then it came, and not now.

    Raises: ArchiveError, UnreadableFile, StillChanging; the file stays in the inbox.
    """
    killed_at("before-store")
    dropped = Dropped(path, _drop_id(path), since)
    stored = night.archive.store(path)
    killed_at("after-store")
    folder = str(path.parent.relative_to(night.inbox)) if path.parent != night.inbox else ""
    arrival = night.ledger.arrived(
        stored.sha256,
        name=storable(path.name),
        folder=storable(folder),
        path=str(stored.path),
        byte_count=stored.byte_count,
        now=since or night.now(),
        drop_id=dropped.id,
    )
    killed_at("after-ledger")
    entry = night.ledger.entry(stored.sha256)
    assert entry is not None
    return dropped, entry, arrival


def _drop_id(path: Path) -> str:
    try:
        facts = path.stat()
        path.open("rb").close()
    except OSError as error:
        raise shortage(error) or UnreadableFile(
            path.name, f"cannot be opened ({error.strerror}); give the right to read it"
        ) from error
    return drop_id(facts)


def job_of(
    entry: Entry, dropped: Dropped | None = None, *, holder: str = "", is_new: bool = False
) -> Job:
    """Return the job that reads a file of the ledger."""
    return Job(
        *(entry.sha256, entry.name, entry.path, entry.byte_count, entry.first_seen, dropped),
        *(holder, is_new or dropped is not None),
    )


def is_given_up(entry: Entry, version: str) -> bool:
    """Tell whether this version of the program gave the file up; a newer one tries again."""
    return entry.state in states.NOT_READ and entry.version == version


def named(error: InputError, job: Job) -> InputError:
    """Return the error with the name that staff know instead of the archive's."""
    return type(error)(job.name, error.detail)


def read_job(job: Job, night: Night) -> Source:
    """Return the document as read: a kept reading that is good enough, else a new one that is kept.

    Raises: InputError.
    """
    night.ledger.started(job.sha256, night.version)
    killed_at("before-read")
    return reading(job, night.archive, night.engine)


def reading(job: Job, archive: Archive, engine: OcrEngine) -> Source:
    """Return a kept reading, else a new one; needs the archive alone, so another machine may do it.

    Raises: InputError, ArchiveError.
    """
    kept = _kept_reading(job, archive, engine)
    if kept is not None:
        return kept
    original = archive.sound(job.sha256)
    if original is None:
        older = _older_reading(job, archive)
        if older is not None:
            return older
        raise DamagedOriginal(job.name, "its original in the archive is not what was stored")
    source = bounded.read(original, ocr=engine)
    # The original lies under its hash; the document keeps the name that it was dropped under.
    named = replace(source, name=job.name)
    archive.keep_reading(named, reading_version(engine))
    killed_at("after-read")
    return named


def reading_version(engine: OcrEngine) -> str:
    """Return what a reading is known by: the readers' version and the engine's."""
    safe = "".join(c if c.isalnum() or c in ".-" else "-" for c in engine.version)
    return f"{extractors.READING}-{engine.name}-{safe}"


def _kept_reading(job: Job, archive: Archive, engine: OcrEngine) -> Source | None:
    """Return the best kept reading of these readers. One by OCR is taken whatever engine is there
    now, so that a database made anew costs no second OCR; one without OCR only if it lacks nothing
    that the engine could give.
    """
    found = [
        version
        for version in archive.reading_versions(job.sha256)
        if version.startswith(f"{extractors.READING}-")
    ]
    for version in sorted(found, key=lambda v: f"-{NoOcr.name}-" in v):
        source = archive.reading(job.sha256, version)
        if source is None:
            continue
        if f"-{NoOcr.name}-" in version and not isinstance(engine, NoOcr) and _lacks(source):
            continue
        return source
    return None


def _older_reading(job: Job, archive: Archive) -> Source | None:
    """Return the newest reading of earlier readers, for an original that is gone; it tells so."""
    for version in archive.reading_versions(job.sha256):
        source = archive.reading(job.sha256, version)
        if source is not None:
            note = f"berkas asli di arsip hilang atau rusak; dipakai bacaan lama ({version})"
            return replace(source, notes=(*source.notes, note))
    return None


def _lacks(source: Source) -> bool:
    return any(page.origin is Origin.NONE for page in source.pages)


def load_job(job: Job, source: Source, night: Night) -> bool:
    """Extract and load one document; True when the record holds doubts that a person should see.

    Raises: WarehouseError.
    """
    return load_record(job, source, extractors.record_of(source, load_wilayah(night.places)), night)


def load_record(job: Job, source: Source, record: Record, night: Night) -> bool:
    """Load one document; True when its record holds doubts.

    Raises: WarehouseError.
    """
    original = Original(
        job.sha256,
        job.name,
        source.media_type,
        job.byte_count,
        job.first_seen,
        job.path,
        night.version,
    )
    db = open_warehouse(night.warehouse)
    try:
        killed_at("before-load")
        load(db, record, source, original=original)
        killed_at("after-load")
    finally:
        db.conn.close()
    return bool(record.issues)


def succeed(job: Job, source: Source, night: Night, *, doubts: bool) -> Outcome:
    """Note a document as read, and only then take it out of the inbox. One that was read without OCR
    and has pages that need it is noted so, and is read again when an engine is there.
    """
    if night.ledger.has_failed(job.sha256):
        _clear(job.sha256, "", night)  # what an earlier version gave up
    partly = isinstance(night.engine, NoOcr) and _lacks(source)
    state = states.CHECK if doubts or partly else states.READ
    night.ledger.finished(
        job.sha256,
        state,
        version=night.version,
        now=night.now(),
        code=MissingProgram.code if partly else None,
        sentence=MissingProgram.sentence if partly else None,
    )
    settled = settle(job, night)
    answered(job, night)
    killed_at("before-move")
    if job.dropped is not None:
        take_out(job.dropped)
    return Outcome(
        job.name,
        state,
        dropped=job.is_new,
        waited=job.waited,
        settles=tuple(failed for failed, _ in settled),
        unread=tuple(page.number for page in source.pages if page.origin is Origin.NONE),
        notes=source.notes,
        doubts=tuple(issues_of(night.warehouse, [job.sha256]).get(job.sha256, ()))
        if doubts
        else (),
    )


def settle(job: Job, night: Night) -> list[tuple[str, str]]:
    """Let a file that was read, or whose bytes are known, stand in for those of its name and folder
    that failed: they and their notes leave `gagal/`, and the archive keeps them.

    Returns: the name of each that is settled now, with that of the file that stands in for it.
    """
    settled: list[tuple[str, str]] = []
    name, folder = job.came_as, folder_of(job, night)
    for entry, seen, is_replaced in night.ledger.failed_like(name, folder, job.sha256):
        left = _clear(entry.sha256, seen, night)
        if night.ledger.is_unanswered(entry.sha256, seen, folder):
            night.ledger.answered(entry.sha256, seen, folder)  # mended before it was given
            left = True
        # The same bytes may have failed under several names, of which each is mended by itself.
        if not is_replaced and not _lies_aside(entry, night):
            night.ledger.replaced(entry.sha256, job.sha256, night.now())
            left = True
        settled += [(seen, name)] if left else []
    return settled


def folder_of(job: Job, night: Night) -> str:
    """Return the folder in which a file came this time, as the ledger tells it."""
    if job.dropped is None:
        return job.holder or night.ledger.folder(job.sha256)
    parent = job.dropped.path.parent
    return storable("" if parent == night.inbox else str(parent.relative_to(night.inbox)))


def _clear(sha256: str, name: str, night: Night) -> bool:
    """Take a failed file out of `gagal/`, under one name or ("") each, that is read now or that a better
    one stands in for; the archive keeps it.
    """
    with contextlib.suppress(OSError):
        if night.aside.find(sha256, name) is not None and night.archive.sound(sha256) is not None:
            return night.aside.clear(sha256, name)
    return False


def _lies_aside(entry: Entry, night: Night) -> bool:
    try:
        return night.aside.find(entry.sha256) is not None
    except OSError:
        return True  # it cannot be looked at now, so nothing is said of it


def unanswered(night: Night) -> list[Job]:
    """Return the members whose answer a run did not live to give, or whose bytes got theirs since under
    another name.
    """
    return [
        replace(job_of(entry, holder=folder), came_as=name)
        for entry, name, folder in night.ledger.unanswered()
    ]


def answered(job: Job, night: Night) -> None:
    """Note that a member of a container has its answer; what was dropped has it by leaving the inbox."""
    if job.dropped is None and night.ledger.is_unanswered(job.sha256, job.came_as, job.holder):
        night.ledger.answered(job.sha256, job.came_as, job.holder)


def answer_twin(job: Job, night: Night) -> Outcome | None:
    """Give a file the answer that its bytes got under another name in this run; None where they were
    read, and it is a copy. It leaves the inbox.
    """
    entry = night.ledger.entry(job.sha256)
    assert entry is not None
    code, sentence = entry.code or "", entry.sentence or ""
    if entry.state in states.NOT_READ:
        if job.dropped is not None:
            give_back(job.sha256, job.dropped, night, code=code, sentence=sentence)
        else:
            _give_copy(job, night, code=code, sentence=sentence)
    elif job.dropped is not None:
        take_out(job.dropped)
    if entry.state in states.TAKEN:
        return None
    return Outcome(
        *(job.came_as, entry.state, code, sentence),
        dropped=job.is_new,
        waited=job.waited,
        holder=job.holder,
    )


def take_out(dropped: Dropped) -> None:
    """Remove from the inbox what is safe in the archive. What was written anew under its name
    meanwhile stays for the next run; where removing is not allowed it stays, and the ledger knows it.
    """
    if dropped.is_same():
        with contextlib.suppress(OSError):
            dropped.path.unlink(missing_ok=True)


def refuse(path: Path, night: Night, error: UnreadableFile, since: str = "") -> Outcome:
    """Give back a file that could not even be opened, which the ledger therefore does not know."""
    with contextlib.suppress(OSError):
        set_aside(
            path,
            night.inbox,
            code=error.code,
            sentence=error.sentence,
            now=as_written(night.now()),
            is_stored=False,
            between=_between,
        )
    return Outcome(path.name, states.FAILED, error.code, error.sentence, waited=since != "")


def fail(job: Job, night: Night, error: InputError) -> Outcome:
    """Note why a document was not read; give it back with the reason, or keep it for a later run."""
    state = states.FAILED if error.hopeless else states.WAITING
    if isinstance(error, UnsupportedFormat):
        state = states.UNSUPPORTED
    return _end(job, night, state, error.code, error.sentence, str(error))


BROKEN = "kesalahan-program"
_BROKEN_SENTENCE = "Risalah sendiri gagal membaca berkas ini. Berkas asli aman di arsip; beri tahu pengelola dan sebutkan nama berkas ini."
QUARANTINED = "dikarantina"
_QUARANTINED_SENTENCE = "Berkas ini beberapa kali menghentikan Risalah dan tidak dicoba lagi. Berkas asli aman di arsip; beri tahu pengelola dan sebutkan nama berkas ini."


def break_off(job: Job, night: Night, error: Exception) -> Outcome:
    """Note a fault of our own: the document fails alone, with its code for the maintainer."""
    _log.error("%s (%s): a fault of the program", job.name, job.sha256, exc_info=error)
    return _end(job, night, states.FAILED, BROKEN, _BROKEN_SENTENCE, plainly(error))


def quarantine(job: Job, night: Night) -> Outcome:
    """Give up a document that ended the whole program each time that it was tried."""
    detail = "the program ended during each attempt"
    return _end(job, night, states.QUARANTINED, QUARANTINED, _QUARANTINED_SENTENCE, detail)


def _end(job: Job, night: Night, state: str, code: str, sentence: str, detail: str) -> Outcome:
    night.ledger.finished(
        job.sha256,
        state,
        version=night.version,
        now=night.now(),
        code=code,
        sentence=sentence,
        detail=detail[:500],
    )
    killed_at("before-set-aside")
    if job.dropped is not None:
        if state == states.WAITING:
            take_out(job.dropped)  # it is in the archive and is read from there
        else:
            give_back(job.sha256, job.dropped, night, code=code, sentence=sentence)
    elif state != states.WAITING and (
        night.ledger.is_unanswered(job.sha256, job.came_as, job.holder)
        or night.ledger.is_owed(job.sha256)
    ):
        _give_copy(job, night, code=code, sentence=sentence)
    return Outcome(
        *(job.came_as, state, code, sentence),
        dropped=job.is_new,
        waited=job.waited,
        holder=job.holder if job.dropped is None else "",
    )


def holder_of(sha256: str, ledger: Ledger) -> str:
    """Return the container that a file was taken out of, as its members are told; "" for none."""
    held = ledger.holders(sha256)
    return held[0][1] if held else ""


def give_what_is_owed(night: Night) -> None:
    """Give staff what failed in a run that was cut off before it could, unless it still lies in the inbox."""
    for entry in night.ledger.owed():
        _give_copy(
            job_of(entry, holder=holder_of(entry.sha256, night.ledger)),
            night,
            code=entry.code or "",
            sentence=entry.sentence or "",
        )


def _give_copy(job: Job, night: Night, *, code: str, sentence: str) -> None:
    """Put a copy of what failed and lies nowhere else into `gagal/`, where staff look; a member of a
    container lies there under its own name, whatever else has its bytes.
    """
    sha256 = job.sha256
    is_member = night.ledger.is_unanswered(sha256, job.came_as, job.holder)
    original = night.archive.sound(sha256)
    if original is None:
        # There is nothing to give, tonight or later: doctor tells of the original.
        night.ledger.given(sha256, night.now())
        answered(job, night)
        return
    with contextlib.suppress(OSError):  # a folder that may only be read: it stays owed
        if is_member or night.aside.find(sha256) is None:
            with tempfile.TemporaryDirectory(dir=night.inbox, prefix=_GIVING) as folder:
                copy = Path(folder) / shortened(Path(job.came_as).name)
                shutil.copyfile(original, copy)
                lies = set_aside(
                    *(copy, night.inbox),
                    code=code,
                    sentence=sentence,
                    now=as_written(night.now()),
                    holder=job.holder,
                    between=_between,
                )
            night.aside.put(sha256, lies)
        killed_at("after-set-aside")
        night.ledger.given(sha256, night.now())
        answered(job, night)


def give_back(sha256: str, dropped: Dropped, night: Night, *, code: str, sentence: str) -> None:
    """Move a file that failed to `gagal/` with its reason; where that is not allowed it stays, and
    the summary tells it. What was written anew under its name meanwhile stays for the next run.
    """
    if dropped.is_same():
        with contextlib.suppress(OSError):
            lies = set_aside(
                *(dropped.path, night.inbox),
                code=code,
                sentence=sentence,
                now=as_written(night.now()),
                between=_between,
            )
            night.aside.put(sha256, lies)
            killed_at("after-set-aside")
            night.ledger.given(sha256, night.now())
