"""A zip of files, a mail or PDF with attachments: each member becomes a document of its own.

The container is an original like any other; a member is one whose folder, in the ledger, is the
container's name, and the ledger keeps which container that was. A run that is killed in between
unpacks again and finds what is noted already.
"""

import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.containers import (
    Allowance,
    Member,
    Opened,
    attachments,
    is_container,
    is_zip_of_files,
    refused,
    unpack,
)
from flows import answers, steps
from flows.job import Job, Night, job_of, killed_at
from flows.summary import Outcome
from intake import states
from intake.archive import UNPACKING
from intake.entry import Entry, told_as
from intake.given import still_open
from intake.ledger import Arrival
from intake.scan import is_left_behind
from models.errors import (
    ArchiveError,
    EmptyArchive,
    InputError,
    PartlyUnpacked,
    RisalahError,
    Stopped,
    UnsupportedArchive,
    shortage,
    stop_if_short,
)

MAX_DEPTH = 3
"""A zip in a mail in a zip is opened; what lies deeper is told to be unpacked by hand."""


_LEFT_ATTACHED = (
    "lampirannya tidak dibongkar karena berkas ini terletak di dalam beberapa kemasan; simpan lampirannya "
    "sendiri lalu taruh di kotak masuk"
)
_CLOSED = (
    "lampiran yang tidak dapat diambil dari berkas ini; simpan sendiri lalu taruh di kotak masuk"
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is to be read now, what became of containers, and members known before."""

    jobs: tuple[Job, ...]
    outcomes: tuple[Outcome, ...]
    copies: tuple[tuple[str, str], ...]
    """Each by its name, with that of the file whose bytes it has, both with their folder."""
    twins: tuple[Job, ...]
    """Members with the bytes of something else of this run: their answer is that one's."""
    still_failed: tuple[tuple[str, str, str], ...]
    """Members that failed before in a container that came once more in another, and that nothing settled: its
    name, theirs, and why."""
    settled: tuple[tuple[str, str], ...]
    """Files that failed before, each with the known member that stands in for it."""


def unpack_all(jobs: list[Job], night: Night) -> Unpacked:
    """Put the members of containers in their place; a mail or PDF stays, since its text is one more.

    Raises: ArchiveError; what was unpacked until then is noted, and nothing is lost.
    """
    out: list[Job] = []
    outcomes: list[Outcome] = []
    copies: list[tuple[str, str]] = []
    twins: list[Job] = []
    settled: list[tuple[str, str]] = []
    failed_before: list[tuple[str, str, str]] = []
    seen = {job.sha256 for job in jobs}
    waiting = deque((job, _depth(job, night), Allowance()) for job in jobs)
    while waiting:
        job, depth, allowance = waiting.popleft()
        path = night.archive.original(job.sha256)
        if path is None or not is_container(path):
            out.append(job)
            continue
        if depth >= MAX_DEPTH:
            outcomes += _too_deep(job, path, night, out)
            continue
        night.ledger.started(job.sha256, night.version)
        opened = Opened()
        members: list[Job] = []
        try:
            for member in _members(job, path, night, allowance, opened):
                entry, arrival = _note(member, job, night)
                twin = replace(
                    job_of(entry, folder=member.folder, is_new=arrival is Arrival.COPY),
                    came_as=member.name,
                )
                if entry.state in (states.READ, states.CHECK):
                    copies += [(twin.placed, told_as(entry))] if twin.is_new else []
                    settled += answers.settle(twin, night)
                    answers.answered(twin, night)
                elif entry.sha256 in seen:
                    twins.append(twin)
                elif arrival is not Arrival.STILL_THERE or not steps.is_given_up(
                    entry, night.version
                ):
                    seen.add(entry.sha256)
                    # Opened again for what failed in it; as a file it is a copy, and came no second time.
                    is_known = entry.state == states.UNPACKED
                    copies += [(twin.placed, told_as(entry))] if is_known and twin.is_new else []
                    members.append(replace(twin, is_new=not is_known))
                elif not night.ledger.answers.is_unanswered(twin.sha256, twin.came_as, twin.folder):
                    failed_before.append((job.name, twin.came_as, entry.sha256))
        except InputError as error:
            outcomes.append(steps.fail(job, night, steps.named(error, job)))
        except (RisalahError, KeyboardInterrupt, Stopped):
            raise
        except Exception as error:  # the rim of one container: the others go on
            stop_if_short(error)
            outcomes.append(steps.break_off(job, night, error))
        else:
            if is_zip_of_files(path):
                outcomes.append(_end(job, night, opened))
            else:
                night.ledger.put_back(job.sha256)  # its own text is still to be begun
                out.append(_with_note(job, _CLOSED, opened.closed) if opened.closed else job)
        waiting.extendleft((member, depth + 1, allowance) for member in reversed(members))
    unsettled = still_open(night.inbox, night.ledger.answers) if failed_before else {}
    still_failed = [
        (container, name, unsettled[sha256].sentence or "")
        for container, name, sha256 in failed_before
        if sha256 in unsettled
    ]
    return Unpacked(
        *(tuple(out), tuple(outcomes), tuple(copies), tuple(twins)),
        *(tuple(still_failed), tuple(settled)),
    )


def _depth(job: Job, night: Night) -> int:
    """Return how many containers a file lies in; what was dropped itself lies in none, wherever else
    it was found before.
    """
    return 0 if job.dropped is not None else len(night.ledger.holders(job.sha256))


def _too_deep(job: Job, path: Path, night: Night, out: list[Job]) -> list[Outcome]:
    """Leave a mail or PDF for its own text, and say what is attached to it; a zip has none, and is told
    to be unpacked by hand.
    """
    if not is_zip_of_files(path):
        out.append(_with_note(job, _LEFT_ATTACHED, _listed(path)))
        return []
    error = UnsupportedArchive(job.name, f"lies in {MAX_DEPTH} containers; unpack it by hand")
    return [steps.fail(job, night, error)]


def _listed(path: Path) -> list[str]:
    """Return the names of what is attached, none where they cannot be listed. Raises: ArchiveError
    where the machine is short of something.
    """
    try:
        return attachments(path)
    except ArchiveError:
        raise
    except Exception as error:  # the rim of one mail, whose headers may be anything
        stop_if_short(error)
        return []


def _with_note(job: Job, note: str, names: list[str]) -> Job:
    more = f", dan {len(names) - _MOST_NAMED} lainnya" if len(names) > _MOST_NAMED else ""
    told = (
        f"{note}: {', '.join(name[:60] for name in names[:_MOST_NAMED])}{more}" if names else note
    )
    return replace(job, notes=(*job.notes, told))


_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Stored:
    name: str
    folder: str
    sha256: str
    path: str
    byte_count: int
    drop_id: str


def _members(
    job: Job, path: Path, night: Night, allowance: Allowance, opened: Opened
) -> Iterator[_Stored]:
    """Store each member in the archive; what programs leave behind is left out.

    Raises: InputError; ArchiveError when it cannot be written.
    """
    try:
        yield from _written(job, path, night, allowance, opened)
    except OSError as error:
        raise shortage(error) or ArchiveError(
            f"{night.archive.root}: what is in {job.name} cannot be written ({error.strerror or error}); make "
            "room or give the right to write, then run again: nothing was moved"
        ) from error


def _written(
    job: Job, path: Path, night: Night, allowance: Allowance, opened: Opened
) -> Iterator[_Stored]:
    with tempfile.TemporaryDirectory(dir=night.archive.root, prefix=UNPACKING) as folder:
        for n, member in enumerate(
            unpack(path, job.name, Path(folder) / "member", allowance, opened)
        ):
            held = Path(folder) / "member"
            if is_left_behind(member.name, member.folder):
                opened.taken -= 1  # nothing of it is kept
                opened.passed_over += 1
                continue
            if not held.stat().st_size:
                opened.taken -= 1
                opened.empty.append(member.name)
                continue
            # The archive tells endings by the name.
            named = held.with_suffix(_suffix(member))
            held.replace(named)
            stored = night.archive.store(named)
            named.unlink()
            killed_at("after-member")
            yield _Stored(
                member.name,
                _folder(job, member),
                stored.sha256,
                str(stored.path),
                stored.byte_count,
                f"{job.sha256}:{n}",
            )


def _suffix(member: Member) -> str:
    suffix = Path(member.name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) < 8 else ""


def _folder(job: Job, member: Member) -> str:
    """Return where a member was, as the ledger tells it: where the container lay, its name, and the
    folder in it.
    """
    return "/".join(filter(None, (job.folder, job.name, member.folder)))


def _note(member: _Stored, job: Job, night: Night) -> tuple[Entry, Arrival]:
    arrival = night.ledger.arrived(
        member.sha256,
        name=member.name,
        folder=member.folder,
        path=member.path,
        byte_count=member.byte_count,
        now=night.now(),
        drop_id=member.drop_id,
        holder=job.sha256,
    )
    entry = night.ledger.entry(member.sha256)
    assert entry is not None
    return entry, arrival


def _end(job: Job, night: Night, opened: Opened) -> Outcome:
    """Note what became of a zip: unpacked, or given back for what could not be taken out of it."""
    error = refused(job.name, opened)
    if error is None and opened.closed:
        names = ", ".join(opened.closed[:10])
        error = PartlyUnpacked(
            job.name, f"{len(opened.closed)} files are locked or damaged: {names}"
        )
    if error is None and not opened.taken:
        error = EmptyArchive(job.name, "holds no file; pack it again")
    if error is not None:
        return steps.fail(job, night, error)
    night.ledger.finished(job.sha256, states.UNPACKED, version=night.version, now=night.now())
    answers.answered(job, night)
    killed_at("after-unpack")
    if job.dropped is not None:
        answers.take_out(job.dropped)
    return Outcome(
        job.name,
        states.UNPACKED,
        dropped=job.is_new,
        waited=job.waited,
        members=opened.taken,
        empty=tuple(opened.empty),
        passed_over=opened.passed_over,
    )
