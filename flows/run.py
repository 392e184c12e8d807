"""One run: what is there to do, and, when there is anything, the flow that does it."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import extractors
from extractors.ocr import OcrEngine, find_engine
from flows import steps
from flows.server import prefect_server, wait_for
from flows.steps import Job, Outcome
from intake import ledger as states
from intake.archive import Archive
from intake.ledger import Arrival, Ledger
from intake.report import write_report
from intake.scan import REST_SECONDS, scan
from models.errors import ArchiveError, ConfigError, InputError, UnreadableFile
from warehouse import is_loaded, open_warehouse, summary

Say = Callable[[str], None]
COPYING = "masih disalin"


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did."""

    busy: bool = False
    arrived: int = 0
    duplicates: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    loaded_again: int = 0
    totals: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return the summary for people, in Indonesian."""
        if self.busy:
            return ["Risalah sedang berjalan; proses ini berhenti tanpa melakukan apa-apa."]
        read = [o for o in self.outcomes if o.state in (states.READ, states.CHECK)]
        failed = [o for o in self.outcomes if o.state in (states.FAILED, states.UNSUPPORTED)]
        later = [o for o in self.outcomes if o.state == states.WAITING]
        out = [
            f"{self.arrived} berkas datang: {len(read) - self.loaded_again} dibaca, {len(self.duplicates)} salinan, "
            f"{len(failed)} gagal, {len(self.waiting) + len(later)} menunggu."
        ]
        if self.loaded_again:
            out.append(f"{self.loaded_again} dokumen dimuat ulang dari arsip.")
        out += [
            f"  salinan: {_shown(name)} (isinya sudah pernah diterima)" for name in self.duplicates
        ]
        out += [f"  gagal: {_shown(o.name)} — {o.sentence}" for o in failed]
        out += [f"  menunggu: {_shown(o.name)} — {o.sentence}" for o in later]
        out += [f"  menunggu: {_shown(name)} ({reason})" for name, reason in self.waiting]
        check = [o for o in read if o.state == states.CHECK]
        if check:
            out.append(f"  perlu diperiksa: {', '.join(_shown(o.name) for o in check)}")
        if self.totals:
            out.append(
                "Basis data kini berisi {documents} dokumen, {meetings} pertemuan, {people} orang, {agencies} lembaga, "
                "{programs} program, {proposals} usulan, {decisions} keputusan.".format(
                    **self.totals
                )
            )
        return out


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def run(inbox: Path, warehouse: Path, archive: Path, *, ocr: str, say: Say) -> Summary:
    """Take in what is new, read what waits, load what the warehouse lacks.

    Raises: ArchiveError, WarehouseError, ConfigError; nothing is lost by any of them.
    """
    if not inbox.is_dir():
        raise ConfigError(f"inbox {inbox}: is no folder; make it or name another with --inbox")
    with _lock(archive) as mine:
        if not mine:
            return Summary(busy=True)
        store, ledger = Archive(archive), Ledger(archive)
        try:
            store.tidy()
            number = ledger.run_started(steps.now())
            try:
                done = _run(inbox, warehouse, store, ledger, ocr, say)
            except BaseException as error:
                ledger.run_ended(
                    number, result="terhenti", summary=str(error)[:500], now=steps.now()
                )
                raise
            lines = done.lines()
            failed = any(o.state in (states.FAILED, states.UNSUPPORTED) for o in done.outcomes)
            ledger.run_ended(
                number,
                result="ada yang gagal" if failed else "selesai",
                summary="\n".join(lines),
                now=steps.now(),
            )
            if done.arrived or done.outcomes or done.waiting:
                try:
                    write_report(inbox, lines, steps.now())
                except OSError as error:  # a folder that may only be read; the run itself is done
                    say(f"{inbox}: laporan tidak dapat ditulis ({error.strerror})")
            return done
        finally:
            ledger.close()


def _run(
    inbox: Path, warehouse: Path, archive: Archive, ledger: Ledger, ocr: str, say: Say
) -> Summary:
    found = scan(inbox, time.time())
    if any(reason == COPYING for _, reason in found.waiting):
        time.sleep(REST_SECONDS)  # what was dropped just now is seen to rest
        found = scan(inbox, time.time())
    engine = find_engine(ocr)
    jobs, duplicates, refused = _take_in(found.ready, inbox, archive, ledger)
    fresh = {job.sha256 for job in jobs}
    again = [j for j in _unloaded(warehouse, ledger) if j.sha256 not in fresh]
    outcomes = tuple(refused)
    if jobs or again:
        say(f"{len(jobs)} berkas baru, {len(again)} dari arsip")
        # The engine takes seconds to start, so a night without news does without it.
        with prefect_server(services=False) as url:
            from flows.ingest import ingest

            wait_for(url)
            outcomes += ingest(jobs + again, inbox, warehouse, archive, ledger, engine, say)
    db = open_warehouse(warehouse)
    try:
        if outcomes:
            db.conn.execute("ANALYZE")
        totals = summary(db)
    finally:
        db.conn.close()
    waiting = tuple((p.name, r) for p, r in found.waiting)
    return Summary(
        False,
        len(found.ready),
        tuple(duplicates),
        outcomes,
        waiting,
        _again(outcomes, again),
        totals,
    )


def _take_in(
    paths: tuple[Path, ...], inbox: Path, archive: Archive, ledger: Ledger
) -> tuple[list[Job], list[str], list[Outcome]]:
    """Store what was dropped; returns what there is to read, the names of copies, and what could
    not even be opened.
    """
    jobs: list[Job] = []
    duplicates: list[str] = []
    refused: list[Outcome] = []
    for path in paths:
        try:
            stored, arrival = steps.store(path, inbox, archive, ledger)
        except UnreadableFile as error:
            refused.append(steps.refuse(path, inbox, error))
            continue
        entry = ledger.entry(stored.sha256)
        assert entry is not None
        job = Job(entry.sha256, entry.name, entry.path, entry.byte_count, entry.first_seen, path)
        if arrival is Arrival.COPY:
            duplicates.append(path.name)
        if entry.state in (states.READ, states.CHECK) or any(j.sha256 == job.sha256 for j in jobs):
            steps.take_out(path)
        else:
            jobs.append(job)  # new, cut off last time, or dropped again after it failed
    return jobs, duplicates, refused


def _again(outcomes: tuple[Outcome, ...], again: list[Job]) -> int:
    names = {j.name for j in again}
    return sum(o.name in names and o.state in (states.READ, states.CHECK) for o in outcomes)


def _unloaded(warehouse: Path, ledger: Ledger) -> list[Job]:
    """Return what the archive holds and this warehouse lacks: after a kill, a new version of the
    extractor, a deleted database, or when what was missing (Tesseract) may be there now.
    """
    db = open_warehouse(warehouse)
    try:
        return [
            Job(e.sha256, e.name, e.path, e.byte_count, e.first_seen, None)
            for e in ledger.entries()
            if not is_loaded(db, e.sha256, extractors.VERSION)
            and not (
                e.state in (states.FAILED, states.UNSUPPORTED) and e.version == extractors.VERSION
            )
            and e.attempts < MAX_ATTEMPTS
        ]
    finally:
        db.conn.close()


MAX_ATTEMPTS = 20
"""A document that never finishes (it kills the program) is left in the end; waiting for OCR counts none."""


@contextmanager
def _lock(archive: Path) -> Iterator[bool]:
    """Hold the archive's lock; False when another run holds it. The system frees it at a kill."""
    try:
        archive.mkdir(parents=True, exist_ok=True)
        handle = (archive / ".lock").open("w")
    except OSError as error:
        raise ArchiveError(
            f"{archive}: cannot be written ({error.strerror}); give the right to write or name another with --archive"
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def process(
    job: Job, inbox: Path, warehouse: Path, archive: Archive, ledger: Ledger, engine: OcrEngine
) -> Outcome:
    """Do one document without Prefect: the plain loop that the bench measures the flow against."""
    try:
        source = steps.read_job(job, archive, ledger, engine)
        return steps.succeed(job, ledger, steps.load_job(job, source, warehouse))
    except InputError as error:
        return steps.fail(job, inbox, ledger, replace_name(error, job))


def replace_name(error: InputError, job: Job) -> InputError:
    """Return the error with the name that staff know instead of the archive's."""
    return type(error)(job.name, error.detail)


def status_lines(inbox: Path, warehouse: Path, archive: Path, *, cron: str, zone: str) -> list[str]:
    """Return what came in, what failed and why, what ran last and when it runs next."""
    ledger = Ledger(archive)
    try:
        counts = ledger.counts()
        entries = ledger.entries()
        last = ledger.last_run()
    finally:
        ledger.close()
    read = counts.get(states.READ, 0) + counts.get(states.CHECK, 0)
    failed = [e for e in entries if e.state in (states.FAILED, states.UNSUPPORTED)]
    lines = [
        f"Berkas pernah diterima: {len(entries) + counts['salinan']} = {read} dokumen dibaca + {counts['salinan']} salinan + "
        f"{len(failed)} gagal + {counts.get(states.WAITING, 0)} menunggu",
    ]
    lines += [f"  gagal: {_shown(e.name)} ({e.code})" for e in failed]
    lines += [
        f"  menunggu: {_shown(e.name)} ({e.code or 'belum dibaca'})"
        for e in entries
        if e.state == states.WAITING
    ]
    if inbox.is_dir():
        found = scan(inbox, time.time())
        lines.append(
            f"Di kotak masuk sekarang: {len(found.ready)} siap, {len(found.waiting)} belum lengkap"
        )
    if last is None:
        lines.append("Belum pernah berjalan.")
    else:
        lines.append(f"Terakhir berjalan: {last[0]}, {last[2] or 'tidak selesai'}")
    following = next_run(cron, zone, datetime.now(ZoneInfo(zone)))
    lines.append(
        f"Jadwal berikutnya: {following.isoformat(timespec='minutes')} (bila risalah schedule berjalan)"
        if following
        else f"Jadwal: {cron} {zone}"
    )
    return lines


def next_run(cron: str, zone: str, after: datetime) -> datetime | None:
    """Return the next time of a daily cron ("minute hour * * *"), None for any other form."""
    fields = cron.split()
    if (
        len(fields) != 5
        or fields[2:] != ["*", "*", "*"]
        or not (fields[0].isdigit() and fields[1].isdigit())
    ):
        return None
    local = after.astimezone(ZoneInfo(zone))
    due = local.replace(hour=int(fields[1]), minute=int(fields[0]), second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)
