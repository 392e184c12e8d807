"""One run: take in what was dropped, read what waits, load what the warehouse lacks, tell who is who."""

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extractors.ocr import NoOcr, OcrEngine, find_engine
from flows import answers, steps
from flows.clock import clock
from flows.job import (
    Job,
    Night,
    job_of_archive,
    killed_at,
)
from flows.news import mark_of, rest_after, version_with
from flows.notify import notify
from flows.readings import AGAIN
from flows.stop import stoppable
from flows.strays import take_back
from flows.summary import Outcome, Summary
from flows.taking import scanned, take_in
from flows.telling import Stops, is_told, tell, tell_folder, told_when_stopped
from flows.unpack import unpack_all
from intake import states
from intake.archive import Archive
from intake.entry import Entry, told_as
from intake.ledger import Ledger
from intake.lock import locked
from intake.mounts import network_share
from intake.names import shown
from intake.now import now_in
from intake.places import load_wilayah
from intake.runs import DONE
from intake.scan import COPYING, need_inbox, scan
from intake.strays import strays
from intake.verdicts import verdicts
from models.errors import (
    InputError,
    MissingProgram,
    RisalahError,
    Stopped,
    stop_if_short,
)
from models.values.folder import Claim, folder_claims
from warehouse import (
    Claimed,
    analyze,
    fold_log,
    identify,
    is_loaded,
    keep_claims,
    loaded_by,
    open_warehouse,
    summary,
)
from warehouse.claims import FOLDER

MAX_ATTEMPTS = 3
"""So often a document may end the whole program before it is left alone."""

Work = Callable[[list[Job], Night], Iterable[Outcome]]
"""Reads and loads documents, each on its own."""


def one_by_one(jobs: list[Job], night: Night) -> Iterable[Outcome]:
    """Do the work as a plain loop."""
    for job in jobs:
        try:
            source = steps.read_job(job, night)
            yield steps.succeed(job, source, night, doubts=steps.load_job(job, source, night))
        except InputError as error:
            yield steps.fail(job, night, steps.named(error, job))
        except RisalahError:
            raise  # the whole run stops softly: no document is to blame
        except Exception as error:  # the rim of one document: the others go on
            stop_if_short(error)
            yield steps.break_off(job, night, error)


def is_news(
    inbox: Path, warehouse: Path, archive: Path, *, ocr: str, places: Path | None = None
) -> bool:
    """Tell whether a run would have a document to read: Prefect takes seconds to start, so a night
    without news does without it.
    """
    ledger = Ledger(archive)
    try:
        found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
        if found.ready or any(reason == COPYING for _, reason in found.waiting):
            return True
        if ledger.queue.secured() or strays(Archive(archive), ledger):
            return True
        return bool(_left(warehouse, ledger, find_engine(ocr), version_with(places)))
    finally:
        ledger.close()


def run(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    zone: str,
    places: Path | None = None,
    work: Work = one_by_one,
    say: Callable[[str], None] = tell,
) -> Summary:
    """Run once over the inbox; `zone` is where the times that people read are told.

    Raises: ArchiveError, WarehouseError, ConfigError; nothing is lost by any of them.
    """
    with told_when_stopped(inbox, archive, zone) as stops:
        need_inbox(inbox)
        with _short(), locked(archive) as mine:
            if not mine:
                return Summary(busy=True)
            ledger = Ledger(archive)
            try:
                engine = find_engine(ocr)
                version = version_with(places)
                night = Night(
                    inbox,
                    warehouse,
                    Archive(archive),
                    ledger,
                    engine,
                    say,
                    clock(zone),
                    places,
                    version,
                )
                answers.tidy(night)
                _warn_of_shares(night)
                with stoppable():
                    done = _noted(night, work, stops)
            except (RisalahError, KeyboardInterrupt, Stopped):
                # Last of all: a thread that reads on may have begun another document until now.
                with contextlib.suppress(RisalahError):
                    ledger.release()
                raise
            finally:
                ledger.close()
    if done.failed:
        notify("Risalah: ada berkas yang gagal", done.lines())
    return done


@contextlib.contextmanager
def _short() -> Iterator[None]:
    """Stop softly where the machine is short of something: that is no document's fault."""
    try:
        yield
    except OSError as error:
        stop_if_short(error)
        raise


def _is_settled(night: Night) -> bool:
    """Tell whether nothing waits, and no answer is owed."""
    ledger = night.ledger
    return (
        ledger.is_settled(night.version)
        and not ledger.answers.owed()
        and not ledger.answers.unanswered()
    )


def _warn_of_shares(night: Night) -> None:
    """Say what may go wrong before it does: on a share two machines may write to one database."""
    for what, path in (("Basis data", night.warehouse), ("Arsip", night.archive.root)):
        kind = network_share(path)
        if kind is not None:
            night.say(
                f"PERINGATAN: {what} ({path}) terletak di folder jaringan ({kind}). Kunci SQLite tidak berlaku di "
                "sana dan basis data dapat rusak: pindahkan ke disk komputer ini (docs/operations.md)."
            )


def _noted(night: Night, work: Work, stops: Stops) -> Summary:
    """Run, note in the ledger how it ended, and tell it in the folder."""
    number = stops.begun(night.ledger, night.now())
    # As it is before the work: what is decided meanwhile is for the next run.
    mark = mark_of(night.warehouse, night.archive.root, night.version)
    try:
        with _short():  # here too, so that what it ended counts as no attempt
            done = _run(night, work)
        lines = done.lines()
        night.ledger.runs.ended(
            number,
            result="ada yang gagal" if done.failed else DONE,
            summary="\n".join(lines),
            now=night.now(),
            rest=rest_after(
                night.warehouse, night.archive.root, mark, done.totals, settled=_is_settled(night)
            )
            if mark is not None
            else None,
        )
    except BaseException as error:
        stops.ended(error, night.ledger, night.now())
        raise
    now = night.now()
    news = done.came or done.outcomes or done.copies or done.waiting or done.closed
    if news or night.ledger.runs.is_first_after_a_stop(number) or not is_told(night.inbox, now):
        tell_folder(night.inbox, night.ledger, lines, now, waiting=done.waiting_lately)
    return done


def _run(night: Night, work: Work) -> Summary:
    found = scanned(night.inbox, night.ledger)
    jobs, twins, taken = take_in(found, night)
    answers.give_what_is_owed(night)
    come = {job.sha256 for job in jobs}
    left = [
        job
        for job in _left(night.warehouse, night.ledger, night.engine, night.version)
        if job.sha256 not in come
    ]
    anew = night.ledger.rereads()
    todo = [replace(job, again=job.sha256 in anew) for job in (*jobs, *left)]
    tried = [(job, _attempts(job, night.ledger, night.version)) for job in todo]
    given_up = [job for job, times in tried if times >= MAX_ATTEMPTS]
    outcomes = [*taken.outcomes, *(steps.quarantine(job, night) for job in given_up)]
    # What ended the program before comes last, so that it holds up nobody.
    tries = [job for job, times in sorted(tried, key=lambda t: t[1]) if times < MAX_ATTEMPTS]
    unpacked = unpack_all(tries, night)
    todo = list(unpacked.jobs)
    outcomes += unpacked.outcomes
    back = take_back(night)
    known = {job.sha256 for job in todo}
    todo += [job for job in back.jobs if job.sha256 not in known]
    outcomes += back.outcomes
    twins += [*unpacked.twins, *back.twins]
    taken = replace(
        taken,
        copies=(*taken.copies, *unpacked.copies, *back.copies),
        still_failed=(*taken.still_failed, *unpacked.still_failed),
        settled=(*taken.settled, *unpacked.settled, *back.settled),
    )
    if back.jobs or back.outcomes:
        night.say(_UNKNOWN)
    if todo:
        fresh = sum(job.is_new for job in todo)
        night.say(f"{fresh} berkas baru, {len(todo) - fresh} dari arsip")
        for count, done in enumerate(work(todo, night), start=1):
            outcomes.append(done)
            night.say(f"  {count}/{len(todo)} {shown(done.name)}: {done.state}")
    killed_at("before-twins")
    taken = _answer_twins(twins, taken, outcomes, night)
    taken = _answer_twins(answers.unanswered(night), taken, outcomes, night)
    db = open_warehouse(night.warehouse)
    try:
        killed_at("before-identify")
        if identify(db, verdicts(night.archive.root)):
            night.say("siapa dan lembaga mana: dicocokkan antar dokumen")
        killed_at("after-identify")
        keep_claims(db, _claims(night))
        if outcomes:
            analyze(db)
        totals = summary(db)
        fold_log(db)
    finally:
        db.conn.close()
    # Only now: what a killed run took of those is known by the next to have come before.
    night.ledger.queue.wait_no_longer(
        night.ledger.queue.waits().keys() - dict(taken.waiting).keys()
    )
    told = tuple(answers.still_alike(outcome, night) for outcome in outcomes)
    return replace(taken, outcomes=told, totals=totals)


_UNKNOWN = (
    "PERINGATAN: di arsip ada berkas asli yang tidak dikenal buku arsip; berkas itu diterima kembali. Bila buku "
    "arsip pernah hilang atau diganti, nama dan riwayat berkas hanya ada di cadangannya (risalah restore)."
)


def _claims(night: Night) -> Iterable[Claimed]:
    """Yield what the sub-folders of the inbox say of the documents that lay in them."""
    folders = night.ledger.folders()
    if not folders:
        return
    wilayah = load_wilayah(night.places)

    @functools.cache
    def told(folder: str) -> tuple[Claim, ...]:
        return folder_claims(folder, wilayah)

    for sha256, folder in folders:
        for claim in told(folder):
            yield Claimed(sha256, FOLDER, claim.part, claim.value, claim.said)


def _answer_twins(
    twins: list[Job], taken: Summary, outcomes: list[Outcome], night: Night
) -> Summary:
    """Answer what has the bytes of another document of this run, now that it is known what became of
    that: one that failed fails under each of its names.
    """
    copies: list[tuple[str, str]] = []
    waited = 0
    settled: list[tuple[str, str]] = []
    for twin in twins:
        answer = answers.answer_twin(twin, night)
        if answer is not None:
            outcomes.append(answer)
            continue
        entry = night.ledger.entry(twin.sha256)
        assert entry is not None
        copies += [(twin.placed, told_as(entry))] if twin.is_new else []
        waited += twin.is_new and twin.waited  # else a run that was killed has counted it
        settled += answers.settle_known(twin, night)
        answers.answered(twin, night)
    return replace(
        taken,
        copies=(*taken.copies, *copies),
        copies_waited=taken.copies_waited + waited,
        settled=(*taken.settled, *settled),
    )


def _left(warehouse: Path, ledger: Ledger, engine: OcrEngine, version: str) -> list[Job]:
    """Return what the archive holds and this warehouse lacks: after a kill, a new version of the
    extractor, a deleted database, when what was missing (Tesseract) is there now, or what is to be read
    anew by another.
    """
    db = open_warehouse(warehouse)
    try:
        # Of a hundred thousand that were read and are there, none is looked at one by one.
        missing = ledger.read_by(version) - loaded_by(db, version)
        anew = ledger.rereads() if not isinstance(engine, NoOcr) else set()
        lost = [entry for sha256 in missing if (entry := ledger.entry(sha256)) is not None]
        left = [
            entry
            for entry in ledger.unsettled(version)
            if (_is_for_ocr(entry) and not isinstance(engine, NoOcr))
            or entry.sha256 in anew
            # Loaded by a run that was killed before it told the ledger, it still waits there.
            or (entry.state == states.WAITING and not _is_for_ocr(entry))
            or (
                entry.state not in (states.WAITING, states.UNPACKED)
                and not is_loaded(db, entry.sha256, version)
            )
        ]
        return [
            job_of_archive(entry, ledger)
            for entry in sorted({*lost, *left}, key=lambda e: (e.first_seen, e.sha256))
        ]
    finally:
        db.conn.close()


def _is_for_ocr(entry: Entry) -> bool:
    """Tell whether an engine may read more of a file: its pages are pictures, or the engine lost some."""
    return entry.code in (MissingProgram.code, AGAIN)


def _attempts(job: Job, ledger: Ledger, version: str) -> int:
    """Return how often this version of the program was ended while it did this document."""
    entry = ledger.entry(job.sha256)
    return entry.attempts if entry is not None and entry.version == version else 0
