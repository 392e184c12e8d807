"""Copying the files of an archive into a backup and back, all but its ledger."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from intake.archive import HASHED, blocks_of, file_hash, make_folder, sync_folder
from intake.goals import RESTORED, SOURCE, unfit
from intake.verdicts import FILE as VERDICTS
from models.errors import UnreadableFile

ORIGINALS = "originals"
_FOLDERS = (ORIGINALS, "readings")
"""The folders of an archive. What else lies beside them (`lost+found`, files of others) is not ours."""
PART = ".part-"
"""How files and folders begin that a run, or an earlier call, left half written."""


def copy_new(archive: Path, goal: Path, doubtful: set[Path]) -> tuple[int, list[Path]]:
    """Copy what the goal lacks.

    Args:
        archive: what is copied.
        goal: the folder of the backup.
        doubtful: originals of the goal that are damaged or cannot be read: each is replaced by that of the
            archive where that one is good, and is then taken out of the set; else it stays as it is, since
            it may be the last one. In folders of the goal that cannot be listed nothing is touched.

    Returns: how many files were copied, and which of the archive are damaged or cannot be read, by where they
        lie in it.

    Raises: ArchiveError, OSError.
    """
    copied = 0
    closed: list[OSError] = []
    damaged: list[Path] = []
    for folder, names in _files(archive, closed.append):
        if doubtful & {goal / folder, *(goal / folder).parents}:
            continue
        fresh = False
        for inner in (folder / name for name in names):
            to = goal / inner
            try:
                if to not in doubtful and _is_there(archive / inner, to):
                    continue
                _copy(archive / inner, to, is_original=_is_original(inner))
            except UnreadableFile:
                damaged.append(inner)
                continue
            doubtful.discard(to)
            copied += 1
            fresh = True
        if fresh:
            sync_folder(goal / folder)
    damaged += [Path(str(error.filename)).relative_to(archive) for error in closed]
    return copied, damaged


def copy_back(source: Path, part: Path, archive: Path) -> None:
    """Copy all files of a backup to where the archive is made; `archive` is what it is told as.

    Raises: ArchiveError; OSError of a folder that cannot be listed or made.
    """
    for folder, names in _files(source, _raised):
        make_folder(part / folder)
        for inner in (folder / name for name in names):
            copy_one(source / inner, part / inner, source=source, archive=archive)


def copy_one(path: Path, to: Path, *, source: Path, archive: Path) -> None:
    """Copy one file of a backup. Raises: ArchiveError that tells whether it could not be read or written."""
    try:
        shutil.copy2(path, to)
    except OSError as error:
        # A write that fails bears the name of what is read; no disk that is only read is full.
        is_read = str(error.filename) == str(path) and error.errno in (
            errno.EACCES, errno.EPERM, errno.EIO,
        )  # fmt: skip
        raise (
            unfit(SOURCE, source, error) if is_read else unfit(RESTORED, archive, error)
        ) from error


def _files(root: Path, closed: Callable[[OSError], object]) -> Iterator[tuple[Path, list[str]]]:
    """Yield each folder of an archive or a backup, by where it lies in it, and the names of the files in it;
    `closed` is called with what the system says of a folder that cannot be listed.
    """
    if (root / VERDICTS).exists():
        yield Path(), [VERDICTS]
    for top in _FOLDERS:
        if not (root / top).is_dir():
            continue
        for folder, below, names in os.walk(root / top, onerror=closed):
            below[:] = sorted(name for name in below if not name.startswith(PART))
            inner = Path(folder).relative_to(root)
            yield inner, sorted(name for name in names if not name.startswith(PART))


def _raised(error: OSError) -> None:
    raise error


def _is_original(inner: Path) -> bool:
    return inner.parts[0] == ORIGINALS and HASHED.fullmatch(inner.name) is not None


def _copy(path: Path, to: Path, *, is_original: bool) -> None:
    """Copy a file, an original only where it is what its name says.

    Raises: UnreadableFile; OSError when it cannot be written.
    """
    make_folder(to.parent)
    part = to.with_name(f"{PART}{to.name}"[:250])
    try:
        with part.open("wb") as out:
            for block in blocks_of(path):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        shutil.copystat(path, part)
        if is_original and file_hash(part)[0] != path.name[:64]:
            raise UnreadableFile(path.name, "is not what was stored")
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _is_there(path: Path, to: Path) -> bool:
    """Tell whether a file was copied before; its time is copied with it. Raises: UnreadableFile; OSError."""
    if not to.is_file():
        return False
    copy = to.stat()
    try:
        facts = path.stat()
    except OSError as error:
        raise UnreadableFile(path.name, f"cannot be looked at ({error.strerror})") from error
    return facts.st_size == copy.st_size and facts.st_mtime_ns == copy.st_mtime_ns
