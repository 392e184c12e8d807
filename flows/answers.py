"""What staff get back in the folder for one document: its place in `gagal/`, or nothing any more."""

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from flows.clock import as_written
from flows.job import Dropped, Job, Night, folder_below, job_as, job_of, killed_at
from flows.summary import Outcome
from intake import states
from intake.aside import set_aside, shortened
from intake.aside import tidy as tidy_notes
from intake.entry import Entry
from intake.names import copy_number, placed
from intake.now import PROBE
from models.errors import UnreadableFile

_GIVING = ".memberi-"
"""How a folder in the inbox begins in which a copy lies until it is moved to `gagal/`."""


def tidy(night: Night) -> None:
    """Remove what a killed run left half written, in the archive and in the inbox, and the notes of files
    that staff took out of `gagal/`. What cannot be removed in the inbox stays, and keeps nothing else there.
    """
    night.archive.tidy()
    # An inbox that cannot be listed now is told by the run itself.
    with contextlib.suppress(OSError):
        for folder in night.inbox.glob(f"{_GIVING}*"):
            shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        for probe in night.inbox.glob(f"{PROBE}????????"):
            with contextlib.suppress(OSError):  # one that another's program made
                if not probe.is_symlink() and probe.is_file() and not probe.stat().st_size:
                    probe.unlink(missing_ok=True)
    last = night.ledger.runs.last()
    with contextlib.suppress(OSError):
        tidy_notes(night.inbox, is_killed=last is not None and last.ended is None)


def _between() -> None:
    """Kill this process when a note is written and its file is not moved yet."""
    killed_at("between-set-aside")


def settle(job: Job, night: Night) -> list[tuple[str, str]]:
    """Let a file that was read, or whose bytes are known, stand in for those of its name and folder
    that failed: they and their notes leave `gagal/`, and the archive keeps them.

    Returns: the name and folder of each that is settled now, fit for showing, with the name of the file
        that stands in for it.
    """
    settled: list[tuple[str, str]] = []
    name, folder = job.came_as, job.folder
    for entry, seen, is_replaced in night.ledger.answers.failed_like(name, folder, job.sha256):
        left = clear(entry.sha256, seen, night)
        if night.ledger.answers.is_unanswered(entry.sha256, seen, folder):
            night.ledger.answers.answered(entry.sha256, seen, folder)  # mended before it was given
            left = True
        # The same bytes may have failed under several names, of which each is mended by itself.
        if not is_replaced and not _lies_aside(entry, night):
            night.ledger.answers.replaced(entry.sha256, job.sha256, night.now())
            left = True
        settled += [(placed(seen, folder), name)] if left else []
    return settled


def settle_known(job: Job, night: Night) -> list[tuple[str, str]]:
    """Let a known file stand in for what failed, where it was read: one that was only taken apart, such
    as a zip, says nothing of a paper of its name.
    """
    entry = night.ledger.entry(job.sha256)
    is_read = entry is not None and entry.state in (states.READ, states.CHECK)
    return settle(job, night) if is_read else []


def failed_elsewhere(job: Job, night: Night) -> tuple[tuple[str, str, str], ...]:
    """Return what lies in `gagal/` under the name of a file that was read, and came from another folder: hash,
    name and folder of each. A name alone does not tell whether it is the same paper: two wards call theirs
    alike. So it is only said, by `still_alike`, and closed by whoever knows.
    """
    found = night.ledger.answers.failed_elsewhere(job.came_as, job.folder, job.sha256)
    return tuple(one for one in found if _lies_open(one, night))


def still_alike(outcome: Outcome, night: Night) -> Outcome:
    """Return an outcome with the one paper that failed elsewhere under its name and lies in `gagal/` still,
    when all that the run mended is mended; with none where several lie there, of which each may be it.
    """
    if not outcome.like:
        return outcome
    left = [one for one in outcome.like if _lies_open(one, night)]
    numbers = ("", copy_number(outcome.name))
    fits = [one for one in left if copy_number(one[1]) in numbers]
    is_one = len({sha256 for sha256, _, _ in left}) == 1
    return replace(outcome, like=tuple(fits[:1]) if is_one else ())


def _lies_open(like: tuple[str, str, str], night: Night) -> bool:
    sha256, name, _ = like
    with contextlib.suppress(OSError):  # what cannot be looked at now is not spoken of
        return night.aside.find(sha256, name) is not None
    return False


def clear(sha256: str, name: str, night: Night) -> bool:
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
    """Return what lies nowhere where staff see it and whose answer a run did not live to give, or whose
    bytes got theirs since under another name; without what this run could not give back (an inbox that
    may only be read).
    """
    return [
        job_as(entry, name, folder)
        for entry, name, folder in night.ledger.answers.unanswered()
        if (entry.sha256, name, folder) not in night.told
    ]


def answered(job: Job, night: Night) -> None:
    """Note that a file has its answer under the name that it came with."""
    if night.ledger.answers.is_unanswered(job.sha256, job.came_as, job.folder):
        night.ledger.answers.answered(job.sha256, job.came_as, job.folder)


def answer_twin(job: Job, night: Night) -> Outcome | None:
    """Give a file the answer that its bytes got under another name in this run; None where they were
    read, and it is a copy. It leaves the inbox.
    """
    entry = night.ledger.entry(job.sha256)
    assert entry is not None
    code, sentence = entry.code or "", entry.sentence or ""
    if entry.state in states.NOT_READ:
        if job.dropped is not None:
            give_back(job, night, code=code, sentence=sentence)
        else:
            give_copy(job, night, code=code, sentence=sentence)
    elif entry.state == states.WAITING:
        let_wait(job, night)
    elif job.dropped is not None:
        take_out(job.dropped)
    if entry.state in states.TAKEN:
        return None
    return Outcome(
        *(job.came_as, entry.state, code, sentence),
        dropped=job.is_new,
        waited=job.waited,
        folder=job.folder,
        notes=job.notes,
    )


def let_wait(job: Job, night: Night) -> None:
    """Take what can be read only later out of the inbox: it is read from the archive, and its answer is
    owed under this name too.
    """
    if job.dropped is not None:
        night.ledger.answers.owe(job.sha256, job.came_as, job.folder)
        killed_at("before-wait")
        take_out(job.dropped)


def take_out(dropped: Dropped) -> None:
    """Remove from the inbox what is safe in the archive. What was written anew under its name
    meanwhile stays for the next run; where removing is not allowed it stays, and the ledger knows it.
    """
    if dropped.is_same():
        with contextlib.suppress(OSError):
            dropped.path.unlink(missing_ok=True)


def refuse(path: Path, night: Night, error: UnreadableFile, since: str = "") -> Outcome:
    """Give back a file that could not even be opened, which the ledger therefore does not know."""
    folder = folder_below(path, night.inbox)
    with contextlib.suppress(OSError):
        set_aside(
            path,
            night.aside.place(path.name),
            code=error.code,
            sentence=error.sentence,
            now=as_written(night.now()),
            is_stored=False,
            came_from=folder,
            between=_between,
        )
    return Outcome(
        *(path.name, states.FAILED, error.code, error.sentence), waited=since != "", folder=folder
    )


def give_what_is_owed(night: Night) -> None:
    """Give staff what failed in a run that was cut off before it could, unless it still lies in the inbox."""
    for entry in night.ledger.answers.owed():
        give_copy(
            job_of(entry),
            night,
            code=entry.code or "",
            sentence=entry.sentence or "",
        )


def give_copy(job: Job, night: Night, *, code: str, sentence: str) -> None:
    """Put a copy of what failed and lies nowhere else into `gagal/`, where staff look; what is owed its
    answer under this name lies there under it, whatever else has its bytes.
    """
    sha256 = job.sha256
    night.told.add((sha256, job.came_as, job.folder))
    is_unanswered = night.ledger.answers.is_unanswered(sha256, job.came_as, job.folder)
    original = night.archive.sound(sha256)
    if original is None:
        # There is nothing to give, tonight or later: doctor tells of the original.
        night.ledger.answers.nothing_to_give(sha256)
        answered(job, night)
        return
    with contextlib.suppress(OSError):  # a folder that may only be read: it stays owed
        if is_unanswered or night.aside.find(sha256) is None:
            with tempfile.TemporaryDirectory(dir=night.inbox, prefix=_GIVING) as folder:
                copy = Path(folder) / shortened(Path(job.came_as).name)
                shutil.copyfile(original, copy)
                lies = set_aside(
                    *(copy, night.aside.place(copy.name, sha256)),
                    code=code,
                    sentence=sentence,
                    now=as_written(night.now()),
                    came_from=job.folder,
                    is_packed=night.ledger.is_member(sha256, job.folder),
                    between=_between,
                )
            night.aside.put(sha256, lies)
        killed_at("after-set-aside")
        night.ledger.answers.given(sha256, night.now())
        answered(job, night)


def give_back(job: Job, night: Night, *, code: str, sentence: str) -> None:
    """Move a file that failed to `gagal/` with its reason; where that is not allowed it stays, and
    the summary tells it. What was written anew under its name meanwhile stays for the next run.
    """
    if job.dropped is not None and job.dropped.is_same():
        with contextlib.suppress(OSError):
            lies = set_aside(
                *(job.dropped.path, night.aside.place(job.dropped.path.name, job.sha256)),
                came_from=job.folder,
                code=code,
                sentence=sentence,
                now=as_written(night.now()),
                between=_between,
            )
            night.aside.put(job.sha256, lies)
            killed_at("after-set-aside")
            night.ledger.answers.given(job.sha256, night.now())
        # It lies in `gagal/` or still in the inbox, so no copy of it is owed.
        answered(job, night)
