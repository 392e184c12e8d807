"""The steps of one document, as plain functions without Prefect; each may be killed at any point."""

import logging
from pathlib import Path

import extractors
from extractors.ocr import NoOcr
from flows.answers import (
    answered,
    clear,
    failed_elsewhere,
    give_back,
    give_copy,
    let_wait,
    settle,
    take_out,
)
from flows.job import Dropped, Job, Night, drop_id_of, drop_id_since, folder_below, killed_at
from flows.readings import AGAIN, AGAIN_SENTENCE, is_tried_again, lacks, reading
from flows.summary import Outcome
from intake import states
from intake.entry import Entry
from intake.ledger import Arrival
from intake.names import storable
from intake.places import load_wilayah
from models.errors import InputError, MissingProgram, UnsupportedFormat
from models.privacy import plainly
from models.record import Record
from models.source import Origin, Source
from warehouse import Original, load, open_warehouse
from warehouse.held import issues_of

_log = logging.getLogger(__name__)


def store(path: Path, night: Night, since: str = "") -> tuple[Dropped, Entry, Arrival]:
    """Store a dropped file and note it; returns it as it was, its entry, and what it is to the ledger.
    `since` is when an earlier run saw it first and let it wait: then it came, and not now.

    Raises: ArchiveError, UnreadableFile, StillChanging; the file stays in the inbox.
    """
    killed_at("before-store")
    drop_id = drop_id_of(path)
    stored = night.archive.store(path)
    drop_id = drop_id_since(path, drop_id, stored.sha256)
    dropped = Dropped(path, folder_below(path, night.inbox), drop_id, since)
    killed_at("after-store")
    arrival = night.ledger.arrived(
        stored.sha256,
        name=storable(path.name),
        folder=dropped.folder,
        path=str(stored.path),
        byte_count=stored.byte_count,
        now=since or night.now(),
        drop_id=dropped.id,
    )
    killed_at("after-ledger")
    entry = night.ledger.entry(stored.sha256)
    assert entry is not None
    return dropped, entry, arrival


def note_second(dropped: Dropped, entry: Entry, night: Night) -> Arrival:
    """Note a file that lies in the inbox under another name too, and was stored under that; returns what it
    is to the ledger. Raises: ArchiveError.
    """
    return night.ledger.arrived(
        entry.sha256,
        name=storable(dropped.path.name),
        folder=dropped.folder,
        path=entry.path,
        byte_count=entry.byte_count,
        now=dropped.since or night.now(),
        drop_id=dropped.id,
        is_second=True,
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
        night.folds.fold(db)
    finally:
        db.conn.close()
    return bool(record.issues)


def succeed(job: Job, source: Source, night: Night, *, doubts: bool) -> Outcome:
    """Note a document as read, and only then take it out of the inbox. One that was read without OCR
    and has pages that need it is noted so, and is read again when an engine is there; so is one of
    which the engine lost pages, for a few nights.
    """
    if night.ledger.answers.has_failed(job.sha256):
        clear(job.sha256, "", night)  # what an earlier version gave up
    code = sentence = None
    if isinstance(night.engine, NoOcr) and lacks(source):
        code, sentence = MissingProgram.code, MissingProgram.sentence
    elif is_tried_again(source, job, night.archive, night.engine):
        code, sentence = AGAIN, AGAIN_SENTENCE
    state = states.CHECK if doubts or code else states.READ
    night.ledger.finished(
        job.sha256,
        state,
        version=night.version,
        now=night.now(),
        code=code,
        sentence=sentence,
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
        folder=job.folder,
        settles=tuple(failed for failed, _ in settled),
        # What stands in for its own is no doubtful one for another's of its name.
        like=() if settled else failed_elsewhere(job, night),
        unread=tuple(page.number for page in source.pages if page.origin is Origin.NONE),
        notes=(*job.notes, *source.notes),
        reread=source.engine == f"{night.engine.name} {night.engine.version}"
        if job.again
        else None,
        doubts=tuple(issues_of(night.warehouse, [job.sha256]).get(job.sha256, ()))
        if doubts
        else (),
    )


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
            let_wait(job, night)
        else:
            give_back(job, night, code=code, sentence=sentence)
    elif state != states.WAITING and (
        night.ledger.answers.is_unanswered(job.sha256, job.came_as, job.folder)
        or night.ledger.answers.is_owed(job.sha256)
    ):
        give_copy(job, night, code=code, sentence=sentence)
    return Outcome(
        *(job.came_as, state, code, sentence),
        dropped=job.is_new,
        waited=job.waited,
        folder=job.folder,
        notes=job.notes,
    )
