"""What was dropped: stored before anything else, noted, and made into what there is to read."""

import contextlib
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows import answers, steps
from flows.clock import clock
from flows.job import (
    Job,
    Night,
    below,
    drop_id_of,
    drop_id_since,
    folder_below,
    job_as,
    job_of,
    killed_at,
)
from flows.summary import Outcome, Summary
from flows.telling import DAY
from intake import states
from intake.archive import Archive
from intake.entry import told_as
from intake.given import still_open
from intake.ledger import Arrival, Ledger
from intake.lock import locked
from intake.names import storable
from intake.now import now_in
from intake.scan import COPYING, LINKED, REST_SECONDS, Found, keeps_what_it_holds, scan
from models.errors import StillChanging, UnreadableFile


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
                for path in scanned(inbox, ledger).ready:
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
    known_by = drop_id_since(path, drop_id, stored.sha256)
    if known_by != drop_id:
        ledger.queue.secured_as(drop_id, known_by)
        drop_id = known_by
    ledger.queue.stored(drop_id, stored.sha256, path=str(stored.path), byte_count=stored.byte_count)


def scanned(inbox: Path, ledger: Ledger) -> Found:
    """Look into the inbox; what was dropped just now is waited for."""
    found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
    if any(reason == COPYING for _, reason in found.waiting):
        time.sleep(REST_SECONDS)
        found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
    return found


def take_in(found: Found, night: Night) -> tuple[list[Job], list[Job], Summary]:
    """Store what was dropped; returns what there is to read, what has the bytes of one of these, and
    what became of the rest.
    """
    jobs: dict[str, Job] = {}
    twins: list[Job] = []
    copies: list[tuple[str, str]] = []
    again: list[tuple[str, str]] = []
    settled: list[tuple[str, str]] = []
    outcomes: list[Outcome] = []
    taken: dict[str, Path] = {}
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
        first = taken.setdefault(dropped.id, path)
        if first != path:
            if not _stays(first):
                waiting.append((path, LINKED))
                continue
            # It would wait for ever for the first one to go.
            arrival = steps.note_second(dropped, entry, night)
        if entry.state in states.TAKEN:
            if arrival is Arrival.COPY:
                copies.append((below(path, night.inbox), told_as(entry)))
                copies_waited += bool(since)
                again.append((path.name, entry.sha256))
            settled += answers.settle_known(job_of(entry, dropped), night)
            answers.take_out(dropped)
        elif entry.sha256 in jobs:
            twin = job_of(entry, dropped)
            twins.append(replace(twin, is_new=arrival is Arrival.COPY))
        elif arrival is Arrival.STILL_THERE and steps.is_given_up(entry, night.version):
            # Cut off before it was given back, or the inbox may only be read: it came once.
            outcomes.append(
                Outcome(
                    *(storable(path.name), entry.state, entry.code, entry.sentence),
                    dropped=False,
                    folder=dropped.folder,
                )
            )
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
            unfinished=tuple(below(p, night.inbox) for p in found.unfinished),
            closed=tuple(str(p) for p in found.closed),
            pages=tuple(str(p.relative_to(night.inbox)) for p in found.pages),
        ),
    )


def _stays(path: Path) -> bool:
    """Tell whether a file may not be taken out of its folder."""
    try:
        return keeps_what_it_holds(path.parent)
    except OSError:
        return True


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
    """Return what cannot be read in containers that came once more, and nothing settled, each file once: the
    container's name, its own, and why. `again` has name and hash of all that came once more.
    """
    members = night.ledger.members() if again else {}
    failed = still_open(night.inbox, night.ledger.answers) if members else {}
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
