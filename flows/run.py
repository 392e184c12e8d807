"""One run: take in what was dropped, read what waits, load what the warehouse lacks, tell who is who."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from extractors.ocr import NoOcr, OcrEngine, find_engine
from flows import answers, steps
from flows.clock import clock
from flows.job import (
    Job,
    Night,
    below,
    drop_id_of,
    folder_below,
    job_as,
    job_of,
    job_of_archive,
    killed_at,
    told_as,
)
from flows.news import mark_of, rest_after, version_with
from flows.notify import notify
from flows.readings import AGAIN
from flows.stop import stoppable
from flows.strays import take_back
from flows.summary import Outcome, Summary
from flows.telling import DAY, Stops, is_told, tell, tell_folder, told_when_stopped
from flows.unpack import unpack_all
from intake import states
from intake.archive import Archive
from intake.entry import Entry
from intake.ledger import Arrival, Ledger
from intake.lock import locked
from intake.mounts import network_share
from intake.names import shown, storable
from intake.now import now_in
from intake.places import load_wilayah
from intake.runs import DONE
from intake.scan import REST_SECONDS, Found, need_inbox, scan
from intake.strays import strays
from intake.verdicts import verdicts
from models.errors import (
    InputError,
    MissingProgram,
    RisalahError,
    StillChanging,
    Stopped,
    UnreadableFile,
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

COPYING = "masih disalin"
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


def secure(inbox: Path, archive: Path, *, zone: str) -> bool:
    """Store what was dropped, before anything else starts: a full disk is told as what it is, and
    whatever keeps Prefect from starting costs no file. A file that cannot be read is the run's to tell.

    Returns: False when another run goes on, which takes what was dropped.
    Raises: ArchiveError.
    """
    with locked(archive) as mine:
        if mine:
            with contextlib.closing(Ledger(archive)) as ledger:
                now = clock(zone)()
                for path in _scanned(inbox, ledger).ready:
                    with contextlib.suppress(UnreadableFile, StillChanging):
                        _secure(path, inbox, archive, ledger, now)
        return mine


def _secure(path: Path, inbox: Path, archive: Path, ledger: Ledger, now: str) -> None:
    """Store a file, and note it before and after: at no moment the archive holds what nobody knows of."""
    drop_id = drop_id_of(path)
    folder = folder_below(path, inbox)
    ledger.queue.securing(drop_id, name=storable(path.name), folder=folder, now=now)
    try:
        stored = Archive(archive).store(path)
    except (UnreadableFile, StillChanging):
        ledger.queue.forget_secured(drop_id)
        raise
    killed_at("between-secure")
    ledger.queue.stored(drop_id, stored.sha256, path=str(stored.path), byte_count=stored.byte_count)


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
    return ledger.is_settled(night.version) and not ledger.answers.owed() and not ledger.answers.unanswered()


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
    found = _scanned(night.inbox, night.ledger)
    jobs, twins, taken = _take_in(found, night)
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
    night.ledger.queue.wait_no_longer(night.ledger.queue.waits().keys() - dict(taken.waiting).keys())
    return replace(taken, outcomes=tuple(outcomes), totals=totals)


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


def _scanned(inbox: Path, ledger: Ledger) -> Found:
    found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
    if any(reason == COPYING for _, reason in found.waiting):
        time.sleep(REST_SECONDS)  # what was dropped just now is seen to rest
        found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
    return found


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
        copies += [(twin.came_as, told_as(entry))] if twin.is_new else []
        waited += twin.is_new and twin.waited  # else a run that was killed has counted it
        settled += _settled(twin, night)
        answers.answered(twin, night)
    return replace(
        taken,
        copies=(*taken.copies, *copies),
        copies_waited=taken.copies_waited + waited,
        settled=(*taken.settled, *settled),
    )


def _settled(job: Job, night: Night) -> list[tuple[str, str]]:
    """Let a known file stand in for what failed, where it was read: one that was only taken apart, such
    as a zip, says nothing of a paper of its name.
    """
    entry = night.ledger.entry(job.sha256)
    is_read = entry is not None and entry.state in (states.READ, states.CHECK)
    return answers.settle(job, night) if is_read else []


def _take_in(found: Found, night: Night) -> tuple[list[Job], list[Job], Summary]:
    """Store what was dropped; returns what there is to read, what has the bytes of one of these, and
    what became of the rest.
    """
    jobs: dict[str, Job] = {}
    twins: list[Job] = []
    copies: list[tuple[str, str]] = []
    again: list[tuple[str, str]] = []
    settled: list[tuple[str, str]] = []
    outcomes: list[Outcome] = []
    copies_waited = 0
    before = night.ledger.queue.waits()
    waiting = [(path, reason) for path, reason in found.waiting]
    for path in found.ready:
        since = before.get(below(path, night.inbox), "")
        try:
            dropped, entry, arrival = steps.store(path, night, since)
        except UnreadableFile as error:
            if not path.exists():
                continue  # taken away again before it was stored: forgotten
            outcomes.append(answers.refuse(path, night, error, since))
            continue
        except StillChanging:
            waiting.append((path, COPYING))
            continue
        if entry.state in states.TAKEN:
            if arrival is Arrival.COPY:
                copies.append((path.name, told_as(entry)))
                copies_waited += bool(since)
                again.append((path.name, entry.sha256))
            settled += _settled(job_of(entry, dropped), night)
            answers.take_out(dropped)
        elif entry.sha256 in jobs:
            twin = job_of(entry, dropped)
            twins.append(replace(twin, is_new=arrival is Arrival.COPY))
        elif arrival is Arrival.STILL_THERE and steps.is_given_up(entry, night.version):
            # Cut off before it was given back, or the inbox may only be read: it came once.
            told = Outcome(path.name, entry.state, entry.code, entry.sentence, dropped=False)
            outcomes.append(told)
            answers.give_back(
                job_of(entry, dropped), night, code=entry.code or "", sentence=entry.sentence or ""
            )
        else:
            name, folder = storable(path.name), dropped.folder
            if arrival is Arrival.STILL_THERE and night.ledger.answers.is_unanswered(
                entry.sha256, name, folder
            ):
                # It could not be taken out, and an earlier run told that it waits.
                dropped = replace(dropped, since=entry.first_seen)
            jobs[entry.sha256] = job_of(entry, dropped)  # new, cut off, or dropped again
    _taken_away(jobs, twins, night)
    names = {below(path, night.inbox): path for path, _ in waiting}
    night.ledger.queue.wait(names.keys() - before.keys(), night.now())
    return (
        list(jobs.values()),
        twins,
        Summary(
            outcomes=tuple(outcomes),
            copies=tuple(copies),
            settled=tuple(settled),
            copies_waited=copies_waited,
            still_failed=_still_failed(again, night),
            waiting=tuple((below(path, night.inbox), reason) for path, reason in waiting),
            since={name: before[name] for name in names if name in before},
            waiting_lately=sum(
                _came_lately(path, before.get(name)) for name, path in names.items()
            ),
            ignored=len(found.ignored),
            closed=tuple(str(p) for p in found.closed),
            pages=tuple(str(p.relative_to(night.inbox)) for p in found.pages),
        ),
    )


def _taken_away(jobs: dict[str, Job], twins: list[Job], night: Night) -> None:
    """Take in hand what was stored before a run, and was taken away or written anew in the inbox since; adds
    to what there is to read, and to what has the bytes of something else.
    """
    for left in night.ledger.queue.secured():
        if not left.sha256:  # it went before it was stored
            night.ledger.queue.forget_secured(left.drop_id)
            continue
        night.ledger.answers.owe(left.sha256, left.name, left.folder)
        arrival = night.ledger.arrived(
            left.sha256,
            name=left.name,
            folder=left.folder,
            path=left.path,
            byte_count=left.byte_count,
            now=left.seen,
            drop_id=left.drop_id,
        )
        entry = night.ledger.entry(left.sha256)
        assert entry is not None
        job = job_as(entry, left.name, left.folder)
        if entry.state in states.TAKEN or entry.sha256 in jobs:
            twins.append(replace(job, is_new=arrival is Arrival.COPY))
        else:
            jobs[entry.sha256] = replace(job, is_new=True)


def _still_failed(again: list[tuple[str, str]], night: Night) -> tuple[tuple[str, str, str], ...]:
    """Return what cannot be read in containers that came once more, each file once: the container's name,
    its own, and why. `again` has name and hash of all that came once more.
    """
    members = night.ledger.members() if again else {}
    failed = {entry.sha256: entry for entry in night.ledger.answers.open_failures()} if members else {}
    found: dict[str, tuple[str, str, str]] = {}
    for container, holder in again:
        seen, open_ = {holder}, [holder]
        while open_:
            for sha256, name in members.get(open_.pop(), ()):
                if sha256 in failed:
                    found.setdefault(sha256, (container, name, failed[sha256].sentence or ""))
                if sha256 not in seen:
                    seen.add(sha256)
                    open_.append(sha256)
    return tuple(found.values())


def _came_lately(path: Path, since: str | None) -> bool:
    """Tell of a file that waits whether it came within the day of the report: seen first by an earlier
    run, or else by this one and last changed within it.
    """
    if since is not None:
        return datetime.fromisoformat(since).timestamp() > time.time() - DAY.total_seconds()
    try:
        return path.stat().st_ctime > time.time() - DAY.total_seconds()
    except OSError:
        return False  # taken away meanwhile


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
